/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The nth thing that the database is asked for fails, for every n until the work comes through: nothing is
 * half-written, nothing leaks (under ASan), and afterwards the same store works. And a disk that is full.
 */
#include "store/testing.h"

/* ---- a driver that fails on purpose ---- */

static const struct store_driver *below;
static int64_t calls_left = INT64_MAX;

static bool fails_now(struct err *e)
{
    if (calls_left == 0)
        return !err_set(e, ERR_STORE, "fails on purpose");
    calls_left--;
    return false;
}

static bool failing_create(const char *path, const struct register_key *key, struct store_connection **out, struct err *e)
{
    return !fails_now(e) && below->create(path, key, out, e);
}
static bool failing_publish(struct store_connection **c, struct err *e)
{
    return !fails_now(e) && below->publish(c, e);
}
static bool failing_open(const char *path, enum store_mode mode, const struct key_source *keys, struct store_connection **out,
    struct err *e)
{
    return !fails_now(e) && below->open(path, mode, keys, out, e);
}
static bool failing_version(struct store_connection *c, int64_t *out, struct err *e)
{
    return !fails_now(e) && below->version(c, out, e);
}
static bool failing_version_set(struct store_connection *c, int64_t version, struct err *e)
{
    return !fails_now(e) && below->version_set(c, version, e);
}
static bool failing_script(struct store_connection *c, const char *sql, struct err *e)
{
    return !fails_now(e) && below->script(c, sql, e);
}
static bool failing_begin(struct store_connection *c, enum store_mode mode, struct err *e)
{
    return !fails_now(e) && below->begin(c, mode, e);
}
static bool failing_commit(struct store_connection *c, struct err *e)
{
    return !fails_now(e) && below->commit(c, e);
}
static struct store_statement *failing_prepare(struct store_connection *c, const char *sql, bool kept, struct err *e)
{
    return fails_now(e) ? NULL : below->prepare(c, sql, kept, e);
}
static bool failing_bind(struct store_statement *st, struct binds with, struct err *e)
{
    return !fails_now(e) && below->bind(st, with, e);
}
static enum step failing_step(struct store_statement *st, struct err *e)
{
    return fails_now(e) ? STEP_FAILED : below->step(st, e);
}
static struct store_statement *failing_bulk_begin(struct store_connection *c, const char *insert, struct err *e)
{
    return fails_now(e) ? NULL : below->bulk_begin(c, insert, e);
}
static bool failing_bulk_row(struct store_statement *st, struct binds row, struct err *e)
{
    return !fails_now(e) && below->bulk_row(st, row, e);
}
static bool failing_bulk_end(struct store_statement *st, struct err *e)
{
    return !fails_now(e) && below->bulk_end(st, e);
}
static bool failing_check(struct store_connection *c, struct buf *out, int64_t *problems, struct err *e)
{
    return !fails_now(e) && below->check(c, out, problems, e);
}

static struct store_driver failing_driver(void)
{
    below = test_driver();
    struct store_driver d = *below;
    d.create = failing_create;
    d.publish = failing_publish;
    d.open = failing_open;
    d.version = failing_version;
    d.version_set = failing_version_set;
    d.script = failing_script;
    d.begin = failing_begin;
    d.commit = failing_commit;
    d.prepare = failing_prepare;
    d.bind = failing_bind;
    d.step = failing_step;
    d.bulk_begin = failing_bulk_begin;
    d.bulk_row = failing_bulk_row;
    d.bulk_end = failing_bulk_end;
    d.check = failing_check;
    return d;
}

/* ---- making and opening ---- */

static void making_fails(void **state)
{
    struct store_driver d = failing_driver();
    const char *path = in_folder(state, "a.diwan");
    int64_t n = 0;
    for (;; n++) {
        struct err e = {0};
        calls_left = n;
        if (store_new_with(&d, embedded_schema, path, REGISTER_OPEN, NULL, STR("Selmara"), &e))
            break;
        assert_non_null(strstr(e.text, "on purpose"));
        assert_int_equal(folder_count(state), 0);
        assert_true(n < 1000);
    }
    calls_left = INT64_MAX;
    assert_true(n > 10);
    assert_int_equal(folder_count(state), 1);
}

static void opening_fails(void **state)
{
    struct store_driver d = failing_driver();
    struct err e = {0};
    const char *path = in_folder(state, "a.diwan");
    assert_fine(store_new(path, STR("Selmara"), &e), e);
    static const char more[] = "CREATE TABLE more (a BIGINT); CREATE TABLE still_more (a BIGINT);";
    struct embedded room[SCHEMA_ROOM];
    const struct embedded *two = schema_and(room, 1, &(const struct embedded){"9001-more.sql", more, sizeof more - 1});
    struct store *s = NULL;
    int64_t n = 0;
    for (;; n++) {
        calls_left = n;
        if (store_open_with(&d, two, path, STORE_WRITE, NULL, &s, &e))
            break;
        calls_left = INT64_MAX;
        assert_null(s);
        assert_int_equal(folder_count(state), 1);
        struct store *sound = NULL;
        assert_fine(store_open_with(below, two, path, STORE_READ, NULL, &sound, &e) ||
                    strstr(e.text, "older Diwan") != NULL, e); /* the first or the second, never between */
        if (sound)
            assert_int_equal(tables_ending(sound, "more", "TABLE"), 2);
        store_close(&sound);
        assert_true(n < 1000);
    }
    calls_left = INT64_MAX;
    assert_true(n > 5);
    store_close(&s);
}

/* ---- changing ---- */

static bool import_three(struct store *s, struct err *e)
{
    struct small_import small = {ROWS({1, 11}, {2, 10}, {4, 10}), 3, 0};
    return store_task(s, small_add, &small, e);
}

static bool undo_second(struct store *s, struct err *e)
{
    return store_undo(s, 2, e);
}

static bool problems_in(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct problem list[3] = {{.severity = PROBLEM_NOTED, .line = 2, .column = STR("best")}};
    struct import im = {.file = STR("f.csv"), .layout = STR("l"), .source = STR("s"), .time = STR("2026-01-01T00:00:00Z")};
    return store_import_add(s, &im, list, 3, e) && store_fact_set(s, "name", STR("other"), e);
}

static bool import_with_problems(struct store *s, struct err *e)
{
    return store_task(s, problems_in, NULL, e);
}

/* Every way of failing leaves all as it was; then it comes through on the same store. */
static void fails_until_done(void **state, bool (*work)(struct store *s, struct err *e), int64_t at_least)
{
    struct store *made = register_new(state, "a.diwan"), *s = NULL;
    struct store_driver d = failing_driver();
    struct err e = {0};
    small_import(made, {1, 10}, {2, 10}, {3, 10});
    small_import(made, {1, 12});
    small_import(made, {1, 13}, {5, 1});
    uint64_t before = register_digest(made);
    assert_fine(store_open_with(&d, embedded_schema, store_path(made), STORE_WRITE, NULL, &s, &e), e);
    int64_t n = 0;
    for (;; n++) {
        calls_left = n;
        bool done = work(s, &e);
        calls_left = INT64_MAX;
        if (done)
            break;
        assert_non_null(strstr(e.text, "on purpose"));
        assert_true(register_digest(made) == before);
        assert_true(register_digest(s) == before);
        assert_false(store_in_task(s));
        assert_int_equal(s->rows_open, 0);
        assert_true(n < 1000);
    }
    assert_true(n >= at_least);
    assert_true(register_digest(made) != before);
    assert_true(register_digest(made) == register_digest(s));
    struct buf out CLEANUP(buf_end) = {0};
    int64_t problems = -1;
    assert_fine(store_check(s, &out, &problems, &e), e);
    assert_int_equal(problems, 0);
    store_close(&s);
    store_close(&made);
    assert_int_equal(folder_count(state), 1);
}

static void importing_fails(void **state)
{
    fails_until_done(state, import_three, 20);
}

static void undoing_fails(void **state)
{
    fails_until_done(state, undo_second, 20);
}

static void problems_fail(void **state)
{
    fails_until_done(state, import_with_problems, 8);
}

/* ---- reading ---- */

static bool read_all(struct store *s, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct import *list = NULL;
    size_t n = 0;
    struct str name = STR("");
    struct buf out CLEANUP(buf_end) = {0};
    int64_t generation = 0, problems = 0;
    if (!store_imports(s, &a, &list, &n, e) || !store_fact(s, "name", &a, &name, e) ||
        !store_generation(s, &generation, e) || !store_check(s, &out, &problems, e))
        return false;
    assert_int_equal(n, 1);
    assert_true(str_is(name, "Selmara"));
    assert_int_equal(problems, 0);
    return true;
}

static void reading_fails(void **state)
{
    struct store *made = register_new(state, "a.diwan"), *s = NULL;
    struct store_driver d = failing_driver();
    struct err e = {0};
    small_import(made, {1, 10});
    assert_fine(store_open_with(&d, embedded_schema, store_path(made), STORE_READ, NULL, &s, &e), e);
    int64_t n = 0;
    for (;; n++) {
        calls_left = n;
        e = (struct err){0};
        bool done = read_all(s, &e);
        calls_left = INT64_MAX;
        if (done)
            break;
        assert_non_null(strstr(e.text, "on purpose"));
        assert_int_equal(s->rows_open, 0);
        assert_true(n < 1000);
    }
    assert_true(n > 30);
    store_close(&s);
    store_close(&made);
}

/* ---- a disk that is full ---- */

static bool many_rows(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    if (!store_fact_set(s, "name", STR("half"), e))
        return false;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", e);
    if (!b)
        return false;
    static const char text[400] = {'x'};
    for (int64_t i = 0; i < 5000; i++) {
        struct bind row[] = {bind_int(i + 1), bind_text((struct str){text, sizeof text})};
        if (!bulk_row(b, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk_end(&b, e);
}

static void full_disk(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    uint64_t before = register_digest(s);
    assert_true(number(s, "PRAGMA max_page_count = 60") > 0);
    assert_fails(store_task(s, many_rows, NULL, &e), e, ERR_SYSTEM, "disk is full");
    assert_true(register_digest(s) == before);
    assert_true(number(s, "PRAGMA max_page_count = 100000") > 0);
    assert_fine(store_task(s, many_rows, NULL, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM wording"), 5000);
    store_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(making_fails, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(opening_fails, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(importing_fails, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(undoing_fails, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(problems_fail, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(reading_fails, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(full_disk, folder_begin, folder_end),
    };
    return store_tests("store failure", tests, ARRAY_LEN(tests), 1);
}
