/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements, rows, bulk, tasks, looks, facts, audit and imports on a real register. */
#include "store/beside.h"
#include "store/testing.h"

static void binds_by_name(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct rows *r = store_rows(s, "SELECT $2, $1, $3, $2", WITH(bind_int(1), bind_int(2), bind_int(3)));
    assert_true(rows_next(r));
    assert_int_equal(rows_int(r, 0), 2);
    assert_int_equal(rows_int(r, 1), 1);
    assert_int_equal(rows_int(r, 2), 3);
    assert_int_equal(rows_int(r, 3), 2);
    assert_false(rows_next(r));
    assert_false(rows_next(r));
    assert_fine(rows_end(&r, &e), e);
    assert_null(r);
    int64_t ten = 0;
    assert_fine(store_int(s, "SELECT $10 - $1 + $2 * $3 * $4 * $5 * $6 * $7 * $8 * $9",
        WITH(bind_int(1), bind_int(0), bind_int(3), bind_int(4), bind_int(5), bind_int(6), bind_int(7), bind_int(8),
            bind_int(9), bind_int(11)), 0, &ten, &e), e);
    assert_int_equal(ten, 10);
    store_close(&s);
}

static void kinds_of_values(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct str odd = {"a\0b", 3};
    struct rows *r = store_rows(s, "SELECT $1, $2, $3, $4, $5, $6, $7, $8",
        WITH(bind_int(INT64_MIN), bind_int(INT64_MAX), bind_real(0.1), bind_real(NAN), bind_text(STR("كركوك")),
            bind_text((struct str){NULL, 0}), bind_blob(odd), bind_null()));
    assert_true(rows_next(r));
    assert_true(rows_int(r, 0) == INT64_MIN && rows_int(r, 1) == INT64_MAX);
    assert_true(rows_real(r, 2) == 0.1);
    assert_true(rows_null(r, 3) && isnan(rows_real(r, 3)) && rows_int(r, 3) == 0);
    assert_true(str_is(rows_text(r, 4), "كركوك"));
    assert_false(rows_null(r, 5)); /* the empty text is not "not known" */
    assert_int_equal(rows_text(r, 5).n, 0);
    assert_true(str_eq(rows_text(r, 6), odd));
    assert_true(rows_null(r, 7) && rows_text(r, 7).n == 0);
    assert_fine(rows_end(&r, &e), e);
    store_close(&s);
}

static bool zeros_add(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct bulk *b CLEANUP(bulk_drop) = NULL;
    return store_do(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name, longitude) VALUES (1, 1, 1, 0, "
               "'', '', '', '', $1)", WITH(bind_real(-0.0)), e) &&
           (b = store_bulk(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name, longitude) VALUES (1, 2, 1, "
               "0, '', '', '', '', $1)", e)) && bulk_row(b, (struct bind[]){bind_real(-0.0)}, 1, e) && bulk_end(&b, e);
}

/* A file would turn it into 0 as it writes, a server would not: it is 0 before either sees it. */
static void no_zero_below_zero(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    assert_fine(store_task(s, zeros_add, NULL, &e), e);
    int seen = 0;
    struct rows *r = store_rows(s, "SELECT longitude FROM place", WITH_NOTHING);
    for (; rows_next(r); seen++)
        assert_true(rows_real(r, 0) == 0 && !signbit(rows_real(r, 0)));
    assert_fine(rows_end(&r, &e), e);
    assert_int_equal(seen, 2);
    store_close(&s);
}

static void failures_are_carried(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct rows *r = store_rows(s, "SELECT word FROM nowhere", WITH_NOTHING);
    assert_false(rows_next(r));
    assert_fails(rows_end(&r, &e), e, ERR_STORE, "nowhere");
    assert_null(r);
    r = store_rows(s, "SELECT $1, $2", WITH(bind_int(1)));
    assert_false(rows_next(r));
    assert_fails(rows_end(&r, &e), e, ERR_STORE, "2 values and was given 1");
    r = store_rows(s, "SELECT $1, $3", WITH(bind_int(1), bind_int(2)));
    assert_fails(rows_end(&r, &e), e, ERR_STORE, "$3");
    int64_t out = 7;
    const char *expected = test_on_server() ? "syntax error at end" : "incomplete";
    assert_fails(store_int(s, "SELECT 1 +", WITH_NOTHING, 0, &out, &e), e, ERR_STORE, expected);
    assert_int_equal(out, 7); /* untouched */
    assert_fine(store_int(s, "SELECT 1 WHERE 1 = 2", WITH_NOTHING, 5, &out, &e), e);
    assert_int_equal(out, 5);
    rows_drop(NULL);
    r = NULL;
    rows_drop(&r);
    store_close(&s);
}

/* The same text at work twice at a time, and more texts than are kept. */
static void statements_within_statements(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    static const char counted[] = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c";
    int64_t sum = 0;
    struct rows *outer = store_rows_(s, counted, WITH_NOTHING);
    while (rows_next(outer)) {
        struct rows *inner = store_rows_(s, counted, WITH_NOTHING);
        while (rows_next(inner))
            sum += rows_int(outer, 0) * rows_int(inner, 0);
        assert_fine(rows_end(&inner, &e), e);
    }
    assert_fine(rows_end(&outer, &e), e);
    assert_int_equal(sum, 36);

    static char texts[STATEMENTS_KEPT + 20][32];
    struct rows *open[ARRAY_LEN(texts)];
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        snprintf(texts[i], sizeof texts[i], "SELECT %zu", i);
        open[i] = store_rows_(s, texts[i], WITH_NOTHING);
    }
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        assert_true(rows_next(open[i]));
        assert_int_equal(rows_int(open[i], 0), i);
        assert_fine(rows_end(&open[i], &e), e);
    }
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) /* one after the other: the oldest make room */
        assert_int_equal(number_(s, texts[i]), i);
    store_close(&s);
}

/* ---- tasks ---- */

struct plan {
    bool answer, bad_statement;
    int64_t generation_inside;
};

static bool name_it(struct store *s, void *arg, struct err *e)
{
    struct plan *p = arg;
    assert_true(store_in_task(s));
    if (!store_fact_set(s, "name", STR("changed"), e) || !store_generation(s, &p->generation_inside, e))
        return false;
    struct err own = {0};
    if (p->bad_statement) {
        assert_false(store_do(s, "INSERT INTO origin (id, uuid, name) VALUES (1, 'x', 'y')", WITH_NOTHING, &own));
        assert_non_null(strcasestr(own.text, "unique"));
        assert_false(store_fact_set(s, "name", STR("again"), &own)); /* the task is lost */
    }
    return p->answer || err_set(e, ERR_INPUT, "no");
}

static void name_is(struct store *s, const char *expected)
{
    struct arena a = {0};
    struct err e = {0};
    struct str name = STR("");
    assert_fine(store_fact(s, "name", &a, &name, &e), e);
    assert_true(str_is(name, expected));
    arena_end(&a);
}

static void tasks_are_whole(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    int64_t before = 0, after = 0;
    assert_fine(store_generation(s, &before, &e), e);
    struct plan no = {.answer = false}, yes = {.answer = true}, broken = {.answer = true, .bad_statement = true};
    assert_fails(store_task(s, name_it, &no, &e), e, ERR_INPUT, "no");
    name_is(s, "Selmara");
    assert_fails(store_task(s, name_it, &broken, &e), e, ERR_STORE, "nothing was changed");
    name_is(s, "Selmara");
    assert_fine(store_generation(s, &after, &e), e);
    assert_int_equal(after, before);
    assert_fine(store_task(s, name_it, &yes, &e), e);
    name_is(s, "changed");
    assert_fine(store_generation(s, &after, &e), e);
    assert_int_equal(after, before + 1);
    assert_false(store_in_task(s));
    store_close(&s);
}

/* What participants do is counted apart, so that kept pages of the records stay good. */
static void votes_are_counted_apart(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    int64_t before = 0, after = 0, votes = -1;
    struct plan no = {.answer = false}, yes = {.answer = true}, broken = {.answer = true, .bad_statement = true};
    assert_fine(store_generation(s, &before, &e), e);
    assert_fine(store_votes_generation(s, &votes, &e), e);
    assert_int_equal(votes, 0);
    assert_fails(store_task_votes(s, name_it, &no, &e), e, ERR_INPUT, "no");
    assert_fails(store_task_votes(s, name_it, &broken, &e), e, ERR_STORE, "nothing was changed");
    assert_fine(store_votes_generation(s, &votes, &e), e);
    assert_int_equal(votes, 0);
    name_is(s, "Selmara");
    assert_fine(store_task_votes(s, name_it, &yes, &e), e);
    assert_fine(store_task_votes(s, name_it, &yes, &e), e);
    name_is(s, "changed");
    assert_fine(store_votes_generation(s, &votes, &e), e);
    assert_int_equal(votes, 2);
    assert_fine(store_generation(s, &after, &e), e);
    assert_int_equal(after, before);
    assert_fine(store_task(s, name_it, &yes, &e), e);
    assert_fine(store_votes_generation(s, &votes, &e), e);
    assert_int_equal(votes, 2);
    store_close(&s);
}

/* Sessions and lines of audit change nothing that is kept of records or votes. */
static void what_stands_beside_counts_nothing_up(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    int64_t before = 0, after = -1, votes = -1;
    struct plan no = {.answer = false}, yes = {.answer = true};
    assert_fine(store_generation(s, &before, &e), e);
    assert_fails(store_task_beside(s, name_it, &no, &e), e, ERR_INPUT, "no");
    name_is(s, "Selmara");
    assert_fine(store_task_beside(s, name_it, &yes, &e), e);
    name_is(s, "changed");
    assert_fine(store_generation(s, &after, &e), e);
    assert_fine(store_votes_generation(s, &votes, &e), e);
    assert_int_equal(after, before);
    assert_int_equal(votes, 0);
    store_close(&s);
}

static void readers_cannot_write(void **state)
{
    struct store *w = register_new(state, "a.diwan"), *s = NULL;
    struct err e = {0};
    assert_fine(store_open(store_path(w), STORE_READ, &s, &e), e);
    struct plan yes = {.answer = true};
    assert_fails(store_task(s, name_it, &yes, &e), e, ERR_STORE, "reading only");
    /* and the connection itself forbids it */
    s->in_task = true;
    assert_fails(store_fact_set(s, "name", STR("x"), &e), e, ERR_SYSTEM, "permission");
    s->in_task = false;
    name_is(s, "Selmara");
    store_close(&s);
    store_close(&w);
}

/* ---- readers beside a writer ---- */

static bool looks_once(struct store *reader, void *arg, struct err *e)
{
    int64_t *inside = arg;
    return store_int(reader, "SELECT count(*) FROM incident", WITH_NOTHING, -1, inside, e);
}

static bool looks_within(struct store *reader, void *arg, struct err *e)
{
    struct store *writer = arg;
    int64_t first = -1, second = -2;
    if (!store_look(reader, looks_once, &first, e))
        return false;
    small_import(writer, {17, 1});
    if (!store_look(reader, looks_once, &second, e))
        return false;
    assert_int_equal(first, second);
    return true;
}

static void readers_see_one_moment(void **state)
{
    struct store *w = register_new(state, "a.diwan"), *r = NULL;
    struct err e = {0};
    small_import(w, {1, 1}, {2, 1}, {3, 1});
    assert_fine(store_open(store_path(w), STORE_READ, &r, &e), e);
    struct rows *rows = store_rows(r, "SELECT id FROM incident ORDER BY id", WITH_NOTHING);
    assert_true(rows_next(rows));
    small_import(w, {4, 1}, {1, 2});
    int64_t seen = 1;
    while (rows_next(rows))
        seen++;
    assert_fine(rows_end(&rows, &e), e);
    assert_int_equal(seen, 3); /* as it was when the loop began */
    assert_int_equal(number(r, "SELECT count(*) FROM incident"), 5);
    assert_fine(store_look(r, looks_within, w, &e), e);
    assert_int_equal(number(r, "SELECT count(*) FROM incident"), 6);
    store_close(&w);
    assert_true(test_on_server() || file_there(store_path(r), "-wal")); /* somebody still reads */
    char path[200];
    snprintf(path, sizeof path, "%s", store_path(r));
    store_close(&r);
    assert_false(file_there(path, "-wal"));
    assert_false(file_there(path, "-shm"));
}

/* ---- imports, problems, audit ---- */

struct with_problems {
    struct problem *list;
    size_t n;
    struct import im;
};

static bool add_problems(struct store *s, void *arg, struct err *e)
{
    struct with_problems *p = arg;
    return store_import_add(s, &p->im, p->list, p->n, e) && store_audit(s, "add", STR("with problems"), e);
}

static void imports_are_remembered(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct arena a = {0};
    struct import *list = NULL;
    size_t n = 9;
    assert_fine(store_imports(s, &a, &list, &n, &e), e);
    assert_int_equal(n, 0);

    struct problem *problems = mem_get(10005 * sizeof *problems);
    for (int64_t i = 0; i < 10005; i++)
        problems[i] = (struct problem){PROBLEM_REFUSED, i + 2, STR("date_start"), STR("day"), STR("31-02-2016"),
            STR("a day"), STR("write it as 2016-02-28")};
    struct with_problems p = {problems, 10005, {.file = STR("قائمة, 1.csv"), .layout = STR("ucdp-ged"),
        .source = STR("Selmara Monitor"), .who = STR("Dana"), .time = STR("2026-02-14T09:30:00Z"), .rows = 20000,
        .kept = 9000, .repaired = 12, .refused = 10005, .known = 900, .superseded = 95}};
    for (size_t i = 0; i < 32; i++)
        p.im.sha256.b[i] = (uint8_t)(i * 9);
    assert_fine(store_task(s, add_problems, &p, &e), e);
    assert_int_equal(p.im.id, 1);
    p.n = 0;
    p.im.undone = true;
    assert_fine(store_task(s, add_problems, &p, &e), e);
    assert_int_equal(p.im.id, 2);
    free(problems);

    assert_fine(store_imports(s, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_true(str_is(list[0].file, "قائمة, 1.csv") && str_is(list[0].layout, "ucdp-ged"));
    assert_true(str_is(list[0].who, "Dana") && str_is(list[0].time, "2026-02-14T09:30:00Z"));
    assert_memory_equal(&list[0].sha256, &p.im.sha256, sizeof p.im.sha256);
    assert_int_equal(list[0].rows, 20000);
    assert_int_equal(list[0].kept, 9000);
    assert_int_equal(list[0].repaired, 12);
    assert_int_equal(list[0].refused, 10005);
    assert_int_equal(list[0].known, 900);
    assert_int_equal(list[0].superseded, 95);
    assert_false(list[0].undone);
    assert_true(list[1].undone);
    assert_int_equal(number(s, "SELECT count(*) FROM problem WHERE import = 1"), 10000);
    assert_int_equal(number(s, "SELECT line FROM problem ORDER BY number DESC LIMIT 1"), 10001);
    /* the import's own signature stands in the audit */
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE who = 'Dana' AND time = '2026-02-14T09:30:00Z'"), 2);
    arena_end(&a);
    store_close(&s);
}

static bool audit_one(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_audit(s, "look", STR("detail"), e);
}

static void audit_signs(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    assert_fine(store_task(s, audit_one, NULL, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE who = '' AND time LIKE '2___-__-__T__:__:__Z'"), 1);
    store_sign(s, STR("Rojin"), STR("2026-03-01T00:00:00Z"));
    assert_fine(store_task(s, audit_one, NULL, &e), e);
    assert_int_equal(number(s, "SELECT id FROM audit WHERE who = 'Rojin' AND time = '2026-03-01T00:00:00Z'"), 2);
    store_sign(s, STR(""), STR(""));
    assert_fine(store_task(s, audit_one, NULL, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE who = ''"), 2);
    store_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(binds_by_name, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(kinds_of_values, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(no_zero_below_zero, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(failures_are_carried, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(statements_within_statements, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(tasks_are_whole, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(votes_are_counted_apart, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(what_stands_beside_counts_nothing_up, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(readers_cannot_write, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(readers_see_one_moment, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(imports_are_remembered, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(audit_signs, folder_begin, folder_end),
    };
    return store_tests("store rows", tests, ARRAY_LEN(tests), 0);
}
