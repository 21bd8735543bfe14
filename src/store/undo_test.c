/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking imports back: chains, every table, a seeded comparison with a plain model; and store_check. */
#include "store/testing.h"

/* The content in use under a key; -1 when none. Fails when two rows are in use. */
static int64_t in_use(struct store *s, int64_t key)
{
    struct err e = {0};
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, key);
    struct rows *r = store_rows(s, "SELECT digest FROM incident WHERE source_key = $1 AND ended_by IS NULL",
        WITH(bind_text(str_of(text))));
    int64_t content = -1;
    if (rows_next(r)) {
        content = rows_int(r, 0);
        assert_false(rows_next(r));
    }
    assert_fine(rows_end(&r, &e), e);
    return content;
}

static void no_problems(struct store *s)
{
    struct err e = {0};
    struct buf out CLEANUP(buf_end) = {0};
    int64_t problems = -1;
    assert_fine(store_check(s, &out, &problems, &e), e);
    if (problems)
        fail_msg("%s", out.p);
    assert_int_equal(out.n, 0);
}

static void undo(struct store *s, int64_t import)
{
    struct err e = {0};
    assert_fine(store_undo(s, import, &e), e);
}

static void last_import(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    int64_t first = small_import(s, {1, 10}, {2, 20});
    int64_t generation = number(s, "SELECT value FROM fact WHERE key = 'generation'");
    undo(s, first);
    assert_int_equal(in_use(s, 1), -1);
    assert_int_equal(number(s, "SELECT undone FROM import WHERE id = 1"), 1);
    assert_int_equal(number(s, "SELECT value FROM fact WHERE key = 'generation'"), generation + 1);
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE what = 'undo' AND detail = 'import 1'"), 1);
    int64_t again = small_import(s, {1, 10}, {2, 20}); /* the same file after all */
    assert_int_equal(in_use(s, 1), 10);
    int64_t corrected = small_import(s, {1, 11}, {2, 20}, {3, 30});
    assert_int_equal(in_use(s, 1), 11);
    undo(s, corrected);
    assert_int_equal(in_use(s, 1), 10);
    assert_int_equal(in_use(s, 2), 20);
    assert_int_equal(in_use(s, 3), -1);
    undo(s, again);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 0);
    no_problems(s);
    store_close(&s);
}

static void middle_import(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    int64_t w = small_import(s, {1, 10}, {2, 20}, {3, 30});
    int64_t x = small_import(s, {1, 11}, {2, 21});
    int64_t y = small_import(s, {1, 12}, {4, 42});
    undo(s, x); /* key 1: Y stands over it; key 2: W comes back */
    assert_int_equal(in_use(s, 1), 12);
    assert_int_equal(in_use(s, 2), 20);
    assert_int_equal(number(s, "SELECT ended_by FROM incident WHERE source_key = '1' AND import = 1"), y);
    no_problems(s);
    undo(s, y);
    assert_int_equal(in_use(s, 1), 10); /* not 11: that was taken back before */
    assert_int_equal(in_use(s, 4), -1);
    no_problems(s);
    undo(s, w);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 0);
    no_problems(s);
    store_close(&s);
}

static void from_the_bottom(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    int64_t w = small_import(s, {1, 10}), x = small_import(s, {1, 11}), y = small_import(s, {1, 12}), z = small_import(s, {1, 13});
    undo(s, w);
    assert_int_equal(in_use(s, 1), 13);
    undo(s, y);
    assert_int_equal(in_use(s, 1), 13);
    assert_int_equal(number(s, "SELECT ended_by FROM incident WHERE import = 2"), z);
    undo(s, z);
    assert_int_equal(in_use(s, 1), 11); /* W stays away */
    undo(s, x);
    assert_int_equal(in_use(s, 1), -1);
    no_problems(s);
    store_close(&s);
}

static void refuses(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    assert_fails(store_undo(s, 1, &e), e, ERR_ABSENT, "no import 1");
    int64_t first = small_import(s, {1, 10});
    undo(s, first);
    uint64_t before = register_digest(s);
    assert_fails(store_undo(s, first, &e), e, ERR_INPUT, "already");
    assert_fails(store_undo(s, 2, &e), e, ERR_ABSENT, "no import 2");
    assert_fails(store_undo(s, -1, &e), e, ERR_ABSENT, "no import -1");
    assert_true(register_digest(s) == before);
    store_close(&s);
}

/* Two undos and an import in one task of the caller's; the second undo fails: all of it stays away. */
static bool undo_twice(struct store *s, void *arg, struct err *e)
{
    const int64_t *imports = arg;
    return store_undo(s, imports[0], e) && store_undo(s, imports[1], e);
}

static void within_a_task(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    int64_t w = small_import(s, {1, 10}), x = small_import(s, {1, 11});
    uint64_t before = register_digest(s);
    assert_fails(store_task(s, undo_twice, (int64_t[]){x, 99}, &e), e, ERR_ABSENT, "no import 99");
    assert_true(register_digest(s) == before);
    assert_fails(store_task(s, undo_twice, (int64_t[]){x, x}, &e), e, ERR_INPUT, "already");
    assert_true(register_digest(s) == before);
    assert_fine(store_task(s, undo_twice, (int64_t[]){x, w}, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 0);
    store_close(&s);
}

/* ---- every table ---- */

struct layered { /* $1 id, $2 import, $3 ended_by; the key is in the text */
    const char *key_1, *key_2, *ended;
};
static const struct layered layers[] = {
    {"INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name) VALUES (1, $1, $2, $3, 1, "
     "'SL-A', 'SLM', '', 'Name of ' || $1)",
        "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name) VALUES (1, $1, $2, $3, "
        "1, 'SL-B', 'SLM', '', 'Same')",
        "SELECT coalesce(ended_by, 0) FROM place WHERE id = $1"},
    {"INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name) VALUES (1, $1, $2, $3, 1, '', "
     "'SLM', '', 'Avora')",
        "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name) VALUES (1, $1, $2, $3, "
        "1, '', 'SLM', '', 'Belmar')",
        "SELECT coalesce(ended_by, 0) FROM place WHERE id = $1"},
    {"INSERT INTO place_name (origin, id, import, ended_by, place_origin, place, language, name, folded) VALUES (1, $1, $2, "
     "$3, 1, 1000, 'ar', 'N', 'n' || $1)",
        "INSERT INTO place_name (origin, id, import, ended_by, place_origin, place, language, name, folded) VALUES (1, $1, "
        "$2, $3, 1, 1000, 'en', 'N', 'n')",
        "SELECT coalesce(ended_by, 0) FROM place_name WHERE id = $1"},
    {"INSERT INTO population (origin, id, import, ended_by, line, country, code, name, name_ar, year, people, kind, source) "
     "VALUES (1, $1, $2, $3, 2, 'SLM', 'SL-A', 'Avora', '', 2020, $1, 'census', 's')",
        "INSERT INTO population (origin, id, import, ended_by, line, country, code, name, name_ar, year, people, kind, "
        "source) VALUES (1, $1, $2, $3, 2, 'SLM', 'SL-A', 'Avora', '', 2021, $1, 'census', 's')",
        "SELECT coalesce(ended_by, 0) FROM population WHERE id = $1"},
};

/* W = import 1 brought both keys, X = 2 superseded both, Y = 3 superseded the first only. */
static bool layer(struct store *s, void *arg, struct err *e)
{
    const struct layered *t = arg;
    for (int64_t i = 1; i <= 3; i++) {
        struct import im = {.file = STR("f"), .layout = STR("l"), .source = STR("s"), .time = STR("t")};
        if (!store_import_add(s, &im, NULL, 0, e))
            return false;
    }
    return store_do(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, 1000, 1, "
                       "0, 'SLM', 'SLM', '', 'Selmara')", WITH_NOTHING, e) &&
           store_do_(s, t->key_1, WITH(bind_int(11), bind_int(1), bind_int(2)), e) &&
           store_do_(s, t->key_1, WITH(bind_int(12), bind_int(2), bind_int(3)), e) &&
           store_do_(s, t->key_1, WITH(bind_int(13), bind_int(3), bind_null()), e) &&
           store_do_(s, t->key_2, WITH(bind_int(21), bind_int(1), bind_int(2)), e) &&
           store_do_(s, t->key_2, WITH(bind_int(22), bind_int(2), bind_null()), e);
}

static void ended(struct store *s, const struct layered *t, int64_t row, int64_t expected)
{
    struct err e = {0};
    int64_t by = -1;
    assert_fine(store_int_(s, t->ended, WITH(bind_int(row)), -1, &by, &e), e);
    assert_int_equal(by, expected);
}

static void every_table(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(layers); i++) {
        char name[24];
        struct err e = {0};
        snprintf(name, sizeof name, "%zu.diwan", i);
        struct store *s = register_new(state, name);
        struct layered t = layers[i];
        assert_fine(store_task(s, layer, &t, &e), e);
        no_problems(s);
        undo(s, 2);
        ended(s, &t, 11, 3); /* waits for Y */
        ended(s, &t, 12, 2);
        ended(s, &t, 13, 0);
        ended(s, &t, 21, 0); /* back */
        ended(s, &t, 22, 2);
        no_problems(s);
        undo(s, 3);
        ended(s, &t, 11, 0);
        ended(s, &t, 12, 2);
        ended(s, &t, 13, 3);
        ended(s, &t, 21, 0);
        no_problems(s);
        store_close(&s);
    }
}

/* ---- against a plain model ---- */

enum { KEYS = 6, STEPS = 14, ROUNDS = 25 };

struct model {
    int64_t content[STEPS + 1][KEYS]; /* what import i brought under a key; -1 nothing */
    bool live[STEPS + 1];
    int64_t imports;
};

/* In use is what the latest live import that has a row of the key brought. */
static int64_t model_import(const struct model *m, int64_t key, int64_t below)
{
    for (int64_t i = below - 1; i >= 1; i--)
        if (m->live[i] && m->content[i][key] >= 0)
            return i;
    return 0;
}

static void model_compare(struct store *s, const struct model *m)
{
    for (int64_t key = 0; key < KEYS; key++) {
        int64_t at = model_import(m, key, m->imports + 1);
        assert_int_equal(in_use(s, key), at ? m->content[at][key] : -1);
        char text[24];
        snprintf(text, sizeof text, "%" PRId64, key);
        for (int64_t below; at && (below = model_import(m, key, at)) != 0; at = below) {
            struct err e = {0};
            int64_t by = -1;
            assert_fine(store_int(s, "SELECT ended_by FROM incident WHERE source_key = $1 AND import = $2",
                WITH(bind_text(str_of(text)), bind_int(below)), -1, &by, &e), e);
            assert_int_equal(by, at); /* each waits for the next live one above it */
        }
    }
}

static void model_import_random(struct store *s, struct model *m, struct rng *chance)
{
    struct small_row rows[KEYS];
    size_t n = 0;
    int64_t import = ++m->imports;
    m->live[import] = true;
    for (int64_t key = 0; key < KEYS; key++) {
        m->content[import][key] = -1;
        if (rng_below(chance, 3) == 0)
            continue;
        int64_t content = (int64_t)rng_below(chance, 3);
        rows[n++] = (struct small_row){key, content};
        if (in_use(s, key) != content)
            m->content[import][key] = content;
    }
    assert_int_equal(small_import_(s, rows, n), import);
}

static void as_the_model(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct rng chance;
        rng_init(&chance, round);
        char name[32];
        snprintf(name, sizeof name, "%d.diwan", (int)round);
        struct store *s = register_new(state, name);
        struct model m = {0};
        for (int step = 0; step < STEPS; step++) {
            int64_t which = m.imports ? (int64_t)rng_below(&chance, (uint64_t)m.imports) + 1 : 0;
            if (which && m.live[which] && rng_below(&chance, 2) == 0) {
                undo(s, which);
                m.live[which] = false;
            } else {
                model_import_random(s, &m, &chance);
            }
            model_compare(s, &m);
        }
        no_problems(s);
        store_close(&s);
    }
}

/* ---- what store_check finds ---- */

static const struct {
    const char *harm, *found;
} harms[] = {
    {"UPDATE incident SET import = 77", "3 incidents belong to an import that is not there"},
    {"UPDATE incident SET ended_by = 77 WHERE id < 3", "2 incidents were ended by an import that is not there"},
    {"UPDATE import SET undone = 1", "incidents are in use although their import was taken back"},
    {"UPDATE incident SET source = 5 WHERE id = 2", "1 incidents belong to a source that is not there"},
    {"UPDATE incident SET side_a = 9, side_b = 9 WHERE id = 2", "1 texts that incidents refer to are not there"},
    {"INSERT INTO placed (incident_origin, incident, level, how) VALUES (1, 900, 1, 0)",
        "1 entries say where an incident counts that is not there"},
    {"INSERT INTO placed (incident_origin, incident, level, place_origin, place, how) VALUES (1, 1, 1, 1, 5, 2)",
        "1 incidents count for a place that is not there"},
    {"DELETE FROM incident WHERE id = 2", "1 imports hold another number of incidents than they kept"},
    {"UPDATE import SET sha256 = 'abc'", "1 imports do not carry the digest of their file"},
    {"UPDATE incident SET day_last = 1 WHERE id = 3", "1 incidents end before they begin"},
    {"UPDATE incident SET deaths_best = -1 WHERE id = 3", "1 incidents have a number in them that cannot be"},
    {"UPDATE incident SET people_injured = 3000000000, deaths_low = NULL WHERE id < 3", "2 incidents have a number in them that cannot be"},
};

static bool do_harm(struct store *s, void *arg, struct err *e)
{
    const char *const *harm = arg;
    return store_do_(s, *harm, WITH_NOTHING, e);
}

static void check_finds_harm(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(harms); i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu.diwan", i);
        struct store *s = register_new(state, name);
        small_import(s, {1, 1}, {2, 1}, {3, 1});
        no_problems(s);
        struct err e = {0};
        const char *harm = harms[i].harm;
        assert_fine(store_task(s, do_harm, &harm, &e), e);
        struct buf out CLEANUP(buf_end) = {0};
        int64_t problems = 0;
        assert_fine(store_check(s, &out, &problems, &e), e);
        assert_int_equal(problems, 1);
        if (!strstr(out.p, harms[i].found))
            fail_msg("%s does not say %s", out.p, harms[i].found);
        store_close(&s);
    }
}

/* The root page of the incidents becomes noise. */
static void check_finds_damage(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    char path[256];
    snprintf(path, sizeof path, "%s", store_path(s));
    for (int64_t i = 0; i < 300; i++)
        small_import(s, {i, 1});
    int64_t page = number(s, "SELECT rootpage FROM sqlite_schema WHERE name = 'incident'"), size = number(s, "PRAGMA page_size");
    store_close(&s);
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, (long)((page - 1) * size), SEEK_SET), 0);
    for (int i = 0; i < 2000; i++)
        fputc(i * 7 % 251, f);
    fclose(f);
    assert_fine(store_open(path, STORE_READ, &s, &e), e);
    struct buf out CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    assert_fine(store_check(s, &out, &problems, &e), e);
    assert_true(problems > 0);
    assert_non_null(strstr(out.p, "the file: "));
    store_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(last_import, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(middle_import, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(from_the_bottom, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(refuses, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(within_a_task, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(every_table, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(as_the_model, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(check_finds_harm, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(check_finds_damage, folder_begin, folder_end),
    };
    return store_tests("store undo", tests, ARRAY_LEN(tests), 1);
}
