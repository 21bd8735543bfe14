/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing: no byte of what was erased is left in the file, its journal and its index; all else is as if that import had never been
 * there; a kill leaves it whole or gone. Retention, and the list of copies.
 */
#include "store/erase_priv.h"
#include "store/testing.h"
#include <signal.h>
#include <strings.h>
#include <sys/wait.h>
#include <time.h>

static void no_problems(struct store *s)
{
    struct err e = {0};
    struct buf out CLEANUP(buf_end) = {0};
    int64_t problems = -1;
    assert_fine(store_check(s, &out, &problems, &e), e);
    if (problems)
        fail_msg("%s", out.p);
}

/* ---- what a test asks for ---- */

struct order {
    struct erasable *list;
    size_t n;
    struct str reason;
};

static bool erase_task(struct store *s, void *arg, struct err *e)
{
    struct order *o = arg;
    return store_erase(s, o->list, o->n, o->reason, e);
}

static void erase_all(struct store *s, struct erasable *list, size_t n)
{
    struct err e = {0};
    struct order o = {list, n, STR("asked for")};
    assert_fine(store_erase_begin(s, &e), e);
    assert_fine(store_task(s, erase_task, &o, &e), e);
    assert_fine(store_compact(s, NULL, &e), e);
}

static struct erasable import_of(int64_t id)
{
    return (struct erasable){.kind = ERASE_IMPORT, .id = id, .name = STR(""), .due = DAY_NONE, .rule = STR(""), .reason = STR("")};
}

static void erase_one(struct store *s, int64_t import)
{
    struct erasable x = import_of(import);
    erase_all(s, &x, 1);
}

static size_t erase_class(struct store *s, unsigned classes)
{
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    struct erasable *list = NULL;
    size_t n = 0;
    assert_fine(erase_list(s, classes, &a, &list, &n, &e), e);
    if (n)
        erase_all(s, list, n);
    return n;
}

/* ---- the schema ---- */

/* Whoever adds a table says in erase.c what erasing does to it. */
static void every_table(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct rows *r = store_rows_(s, test_on_server() ? "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()" :
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", WITH_NOTHING);
    size_t tables = 0, known = 0;
    while (erase_knows[known])
        known++;
    for (; rows_next(r); tables++) {
        bool there = false;
        for (size_t i = 0; i < known; i++)
            there |= str_is(rows_text(r, 0), erase_knows[i]);
        if (!there)
            fail_msg("erase.c does not know the table %.*s", STR_F(rows_text(r, 0)));
    }
    assert_fine(rows_end(&r, &e), e);
    assert_int_equal(tables, known);
    store_close(&s);
}

/* ---- planting ---- */

static const char *const planted_tables[] = {"source", "wording", "place", "place_name", "population", "incident", "alias", "observability",
    "phase", "licence", "problem", "sealed", "dialogue", "dialogue_text", "choice", "statement", "statement_text", "participant", "declared", "vote",
    "vote_before", "finding", "finding_text", "dialogue_room", "pass", "entry_code", "outcome", "meeting", "attendance",
    "actor", "project", "actor_name", "actor_score", "tie", "project_text", "project_actor", "project_place", "project_sector", "project_group",
    "project_marker", "project_money", "activity", "contact", "promise", "reply", "restriction", "plan", "plan_clash",
    "agenda", "agenda_item", "capacity", "item_state", "item_link", "indicator", "indicator_value", "priority", "practice", "premise", "harm_answer", "help_service",
    "judgement", "partner", "legal", NULL};
static const char *const hung_on[] = {"dialogue", "statement", "participant", "finding", "meeting", "actor", "project", NULL}; /* columns that hold another row's id */
static const char *const wordings[] = {"country", "admin1", "admin2", "place_words", "side_a", "side_b", "sources", NULL};
static const char marker[] = "Qx7Secret";

static bool is_one_of(struct str name, const char *const *names)
{
    for (; *names; names++)
        if (str_is(name, *names))
            return true;
    return false;
}

/* A value for a column by its name and type: every text and every blob is a marker. */
static void planted_value(struct buf *sql, const char *table, struct str name, struct str type, int64_t import)
{
    bool text = str_is(type, "TEXT"), blob = str_is(type, "BYTEA"), day = str_starts(name, "day_") && !str_is(name, "day_precision");
    if (str_is(name, "thing"))
        buf_text(sql, "'incident'");
    else if (str_is(name, "entry"))
        buf_text(sql, "'codes'");
    else if (text || blob)
        buf_f(sql, blob ? "CAST('%s %s.%.*s' AS BLOB)" : "'%s %s.%.*s'", marker, strcmp(table, "declared") == 0 ? "choice" : table, STR_F(name));
    else if (str_is(name, "ended_by") || str_is(name, "closed") || str_is(name, "time_ms") || str_is(name, "author") || str_is(name, "group_said"))
        buf_text(sql, "NULL"); /* of an own dialogue that is open, as they are where it is held here */
    else if (str_is(name, "import"))
        buf_int(sql, import);
    else if (strcmp(table, "incident") == 0 && is_one_of(name, wordings))
        buf_text(sql, "9000");
    else if (str_is(name, "id") || (!text && is_one_of(name, hung_on)) || (str_is(name, "place") && strcmp(table, "place_name") == 0) || str_is(name, "thing_id") ||
             (str_is(name, "source") && strcmp(table, "incident") == 0))
        buf_text(sql, "9000");
    else
        buf_int(sql, day ? 18000 : 1);
}

struct plant {
    int64_t import;
};

static bool plant_row(struct store *s, const char *table, int64_t import, struct err *e)
{
    struct buf columns CLEANUP(buf_end) = {0}, values CLEANUP(buf_end) = {0}, sql CLEANUP(buf_end) = {0};
    struct rows *r = store_rows(s, "SELECT name, type FROM pragma_table_info($1) ORDER BY cid", WITH(bind_text(str_of(table))));
    while (rows_next(r)) {
        buf_f(&columns, "%s%.*s", columns.n ? ", " : "", STR_F(rows_text(r, 0)));
        buf_text(&values, values.n ? ", " : "");
        struct str type = rows_text(r, 1);
        char kept[64];
        snprintf(kept, sizeof kept, "%.*s", STR_F(type));
        planted_value(&values, table, rows_text(r, 0), str_of(kept), import);
    }
    if (!rows_end(&r, e))
        return false;
    buf_f(&sql, "INSERT INTO %s (%s) VALUES (%s)", table, columns.p, values.p);
    return s->driver->script(s->connection, sql.p, e);
}

/* One row in each table with a marker in each text; the import's own line; lines of the audit. */
static bool plant(struct store *s, void *arg, struct err *e)
{
    const struct plant *p = arg;
    struct buf sql CLEANUP(buf_end) = {0};
    for (size_t i = 0; planted_tables[i]; i++)
        if (!plant_row(s, planted_tables[i], p->import, e))
            return false;
    buf_f(&sql, "UPDATE import SET file = '%s.csv', layout = '%s layout', source = '%s source', who = '%s who', kept = kept + 1, "
                "sha256 = '%sabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzABC' WHERE id = %" PRId64 ";"
                "INSERT INTO placed (incident_origin, incident, level, place_origin, place, how) VALUES (1, 9000, 1, 1, 9000, 1);"
                "UPDATE audit SET detail = 'import %" PRId64 ": %s.csv (layout): 3 rows' WHERE id = (SELECT max(id) FROM audit);",
        marker, marker, marker, marker, marker, p->import, p->import, marker);
    return s->driver->script(s->connection, sql.p, e);
}

/* Which of the register's files hold the marker, read by another process: 1 the file, 2 -wal, 4 -shm. */
static int files_with_marker(const char *path)
{
    pid_t reader = fork();
    if (reader == 0) {
        static const char *const endings[] = {"", "-wal", "-shm"};
        int found = 0;
        for (int i = 0; i < 3; i++) {
            char name[700];
            snprintf(name, sizeof name, "%s%s", path, endings[i]);
            FILE *f = fopen(name, "rb");
            if (!f)
                continue;
            struct buf all = {.most = 1 << 28};
            char piece[65536];
            for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
                buf_add(&all, piece, n);
            fclose(f);
            if (all.n && memmem(all.p, all.n, marker, sizeof marker - 1))
                found |= 1 << i;
        }
        _exit(found);
    }
    int status = 0;
    assert_int_equal(waitpid(reader, &status, 0), reader);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* ---- random registers, with and without the import ---- */

enum { IMPORTS = 6, KEYS = 12 };

struct turn { /* an import, or an undo */
    bool undo;
    int nth; /* of the imports */
    struct small_row rows[KEYS];
    size_t n;
};

/* Rows of one import: new content, or word for word what is in use. */
static void random_step(struct turn *t, struct rng *g, int64_t *next, int64_t *use)
{
    t->n = 0;
    for (int64_t key = 0; key < KEYS; key++) {
        uint64_t what = rng_below(g, 5);
        if (what > 1)
            continue;
        if (what == 0 || use[key] == 0)
            use[key] = ++*next;
        t->rows[t->n++] = (struct small_row){key, use[key]};
    }
    if (!t->n)
        t->rows[t->n++] = (struct small_row){KEYS, ++*next};
}

/* As an import does: what is known is written down in `also`. */
struct running {
    const struct turn *step;
    int64_t id;
};

static bool also_add(struct store *s, void *arg, struct err *e)
{
    struct running *u = arg;
    for (size_t i = 0; i < u->step->n; i++) {
        char key[24];
        snprintf(key, sizeof key, "%" PRId64, u->step->rows[i].key);
        if (!store_do(s, "INSERT INTO also (import_origin, import, incident_origin, incident, line) SELECT 1, $1, 1, id, 7 FROM incident "
                         "WHERE source_key = $2 AND digest = $3 AND ended_by IS NULL AND import <> $1",
                WITH(bind_int(u->id), bind_text(str_of(key)), bind_int(u->step->rows[i].content)), e))
            return false;
    }
    return true;
}

static void step_run(struct store *s, const struct turn *t, int64_t *ids)
{
    struct err e = {0};
    if (t->undo) {
        if (ids[t->nth])
            assert_fine(store_undo(s, ids[t->nth], &e), e);
        return;
    }
    struct running u = {t, small_import_(s, t->rows, t->n)};
    ids[t->nth] = u.id;
    assert_fine(store_task(s, also_add, &u, &e), e);
}

/* What is in use, and what lies out of use, without numbers of rows and imports. */
static uint64_t content_of(struct store *s, bool all)
{
    struct err e = {0};
    uint64_t h = 1;
    struct rows *r = store_rows_(s, all ? "SELECT source_key, digest FROM incident ORDER BY source_key, digest" :
            "SELECT source_key, digest FROM incident WHERE ended_by IS NULL ORDER BY source_key, digest", WITH_NOTHING);
    while (rows_next(r)) {
        h = hash_64(rows_text(r, 0).p, rows_text(r, 0).n, h);
        int64_t digest = rows_int(r, 1);
        h = hash_64(&digest, sizeof digest, h);
    }
    assert_fine(rows_end(&r, &e), e);
    return h;
}

static void compare(struct store *with, struct store *without, uint64_t seed, const char *when, bool all)
{
    if (content_of(with, false) != content_of(without, false))
        fail_msg("seed %" PRIu64 ": %s, other rows are in use than without the import", seed, when);
    if (all && content_of(with, true) != content_of(without, true))
        fail_msg("seed %" PRIu64 ": %s, other versions are kept than without the import", seed, when);
}

/* One register has all imports, the other all but one, which the first erases. Then every import is taken back, one after the other,
 * in both: what comes back must be the same. */
static void as_if_never(void **state)
{
    for (uint64_t seed = 1; seed <= (test_on_server() ? 6 : 25); seed++) {
        struct rng g;
        rng_init(&g, seed);
        struct turn steps[IMPORTS + 2];
        int64_t next = 100, use[KEYS] = {0}, ids[IMPORTS] = {0}, other[IMPORTS] = {0};
        size_t n = 0;
        int gone = (int)rng_below(&g, IMPORTS), taken = (int)rng_below(&g, IMPORTS);
        char name[32];
        snprintf(name, sizeof name, "w%" PRIu64 ".diwan", seed);
        const char *path = in_folder(state, name);
        struct store *with = register_new(state, name);
        snprintf(name, sizeof name, "o%" PRIu64 ".diwan", seed);
        struct store *without = register_new(state, name);
        for (int i = 0; i < IMPORTS; i++) {
            steps[n] = (struct turn){.nth = i};
            random_step(&steps[n++], &g, &next, use);
        }
        if (rng_below(&g, 2))
            steps[n++] = (struct turn){.undo = true, .nth = taken};
        for (size_t i = 0; i < n; i++) {
            step_run(with, &steps[i], ids);
            if (steps[i].nth != gone)
                step_run(without, &steps[i], other);
        }
        struct plant p = {ids[gone]};
        struct err e = {0};
        if (!test_on_server())
            assert_fine(store_task(with, plant, &p, &e), e);
        erase_one(with, ids[gone]);
        if (!test_on_server() && files_with_marker(path))
            fail_msg("seed %" PRIu64 ": bytes of the erased import are left (%d)", seed, files_with_marker(path));
        no_problems(with);
        compare(with, without, seed, "after the erasing", steps[n - 1].undo == false);
        assert_true(small_import(with, {999, 1}) > IMPORTS); /* no number twice */
        small_import(without, {999, 1});
        for (int i = IMPORTS - 1; i >= 0; i--) {
            if (i == gone || (steps[n - 1].undo && i == taken))
                continue;
            assert_fine(store_undo(with, ids[i], &e), e);
            assert_fine(store_undo(without, other[i], &e), e);
            no_problems(with);
            compare(with, without, seed, "after taking others back", false);
        }
        store_close(&with);
        store_close(&without);
    }
}

static void before_the_erasing(struct store *s, struct plant *p)
{
    struct err e = {0};
    small_import(s, {1, 10}, {2, 20});
    *p = (struct plant){small_import(s, {2, 21}, {3, 30})};
    assert_fine(store_task(s, plant, p, &e), e);
}

/* All that the import had went, and nothing else. */
static void only_that_went(struct store *s)
{
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 2);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE digest = 20 AND ended_by IS NULL"), 1);
    assert_int_equal(number(s, "SELECT count(*) FROM import"), 1);
    assert_int_equal(number(s, "SELECT rows_erased FROM erasure WHERE what = 'import 2' AND reason = 'asked for'"), 61);
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE detail = 'import 2: erased'"), 1);
    assert_int_equal(number(s, "SELECT freelist_count FROM pragma_freelist_count"), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM sealed") + number(s, "SELECT count(*) FROM placed"), 0);
    no_problems(s);
    assert_int_equal(small_import(s, {4, 40}), 3);
}

/* Before: each file that holds it, so that the search can fail. After: none; nothing else went. */
static void nothing_left(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    const char *path = in_folder(state, "a.diwan");
    struct err e = {0};
    struct plant p;
    before_the_erasing(s, &p);
    assert_true(files_with_marker(path) & 2); /* in the journal, and once that is emptied, in the file */
    assert_fine(s->driver->settle(s->connection, &e), e);
    assert_true(files_with_marker(path) & 1);
    erase_one(s, p.import);
    assert_int_equal(files_with_marker(path), 0);
    only_that_went(s);
    store_close(&s);
    assert_int_equal(files_with_marker(path), 0);
}

/* How many pages, as they are deciphered, hold these bytes. */
static int64_t pages_with(struct store *s, const char *bytes)
{
    struct err e = {0};
    int64_t n = -1;
    assert_fine(store_int(s, "SELECT count(*) FROM sqlite_dbpage('main') WHERE instr(data, CAST($1 AS BLOB)) > 0",
                    WITH(bind_text(str_of(bytes))), -1, &n, &e), e);
    return n;
}

/* The same of an encrypted register: its files show nothing at any time, so its pages are searched as they are when deciphered. */
static void nothing_left_encrypted(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s) {
        print_message("skipped: this build has no encryption, so no page of an encrypted register was searched\n");
        return;
    }
    const char *path = in_folder(state, "a.diwan");
    const struct key_source keys = {sealing_key, NULL};
    struct err e = {0};
    struct plant p;
    before_the_erasing(s, &p);
    assert_true(pages_with(s, marker) > 8); /* tables and indexes */
    assert_fine(s->driver->settle(s->connection, &e), e);
    assert_true(pages_with(s, marker) > 8);
    assert_int_equal(files_with_marker(path), 0);
    erase_one(s, p.import);
    assert_int_equal(pages_with(s, marker), 0);
    assert_true(pages_with(s, "Selmara Monitor") > 0); /* what stays is found: these are the pages */
    only_that_went(s);
    store_close(&s);
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e); /* and for who comes later with the key */
    assert_int_equal(pages_with(s, marker), 0);
    assert_true(pages_with(s, "Selmara Monitor") > 0);
    store_close(&s);
}

/* The names that a later import gave to a place go with the place; its line stays. */
static bool named_later(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, 1, 1, 1, 'SLM-1', 'SLM', '', "
                       "'Avora')", WITH_NOTHING, e) &&
           store_do(s, "INSERT INTO place_name (origin, id, import, place_origin, place, language, name, folded) VALUES (1, 1, 2, 1, 1, 'ar', "
                       "'a', 'a')", WITH_NOTHING, e);
}

static void names_go_with_places(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    small_import(s, {1, 10});
    small_import(s, {2, 20});
    assert_fine(store_task(s, named_later, NULL, &e), e);
    erase_one(s, 1);
    assert_int_equal(number(s, "SELECT count(*) FROM place_name"), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM import"), 1);
    no_problems(s);
    store_close(&s);
}

/* ---- old versions, refused rows, the audit, mappings ---- */

static bool more_texts(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "INSERT INTO problem (import_origin, import, number, severity, line, column_name, code, found, expected, advice) VALUES "
                       "(1, 1, 1, 1, 2, 'date', 'no_day', 'Qx7Secret words', 'a day', '')", WITH_NOTHING, e) &&
           store_do(s, "INSERT INTO mapping (origin, id, name, fields, time, who) VALUES (1, 1, 'council', 'date=Qx7Secret', "
                       "'2026-01-01T00:00:00Z', '')", WITH_NOTHING, e) &&
           store_do(s, "INSERT INTO audit (origin, id, time, who, what, detail) VALUES (1, 77, '2020-05-06T07:08:09Z', '', 'add', 'Qx7Secret')",
               WITH_NOTHING, e);
}

static void old_versions(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    small_import(s, {1, 10}, {2, 20}, {3, 30});
    small_import(s, {1, 11});
    small_import(s, {1, 12}, {2, 21});
    assert_int_equal(erase_class(s, ERASE_ALL_SUPERSEDED), 2);
    assert_int_equal(number(s, "SELECT count(*) FROM incident"), 3);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 3);
    assert_int_equal(number(s, "SELECT rows_erased FROM erasure WHERE what = 'superseded'"), 3);
    assert_int_equal(number(s, "SELECT kept FROM import WHERE id = 1"), 1);
    no_problems(s);
    struct err e = {0};
    assert_fine(store_undo(s, 3, &e), e); /* what was erased cannot come back */
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 1);
    assert_int_equal(erase_class(s, ERASE_ALL_SUPERSEDED), 0);
    assert_int_equal(erase_class(s, ERASE_ALL_UNDONE), 1);
    assert_int_equal(number(s, "SELECT count(*) FROM incident"), 1);
    assert_int_equal(number(s, "SELECT count(*) FROM import"), 2);
    no_problems(s);
    store_close(&s);
}

static void other_texts(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    const char *path = in_folder(state, "a.diwan");
    struct err e = {0};
    small_import(s, {1, 10});
    assert_fine(store_task(s, more_texts, NULL, &e), e);
    struct erasable list[] = {{.kind = ERASE_REFUSED, .id = 1, .name = STR("")}, {.kind = ERASE_MAPPING, .name = STR("council")},
        {.kind = ERASE_AUDIT, .name = STR("2020-05-06")}};
    erase_all(s, list, 3);
    assert_int_equal(number(s, "SELECT count(*) FROM problem WHERE found = ''"), 1);
    assert_int_equal(number(s, "SELECT count(*) FROM mapping"), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE id = 77"), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM erasure"), 3);
    if (!test_on_server())
        assert_int_equal(files_with_marker(path), 0);
    struct erasable none = {.kind = ERASE_MAPPING, .name = STR("none")};
    struct order o = {&none, 1, STR("r")};
    assert_fails(store_task(s, erase_task, &o, &e), e, ERR_ABSENT, "no mapping");
    struct arena a CLEANUP(arena_end) = {0};
    assert_fails(erase_import(s, 9, &a, &none, &e), e, ERR_ABSENT, "no import 9");
    store_close(&s);
}

/* ---- retention ---- */

struct rule {
    const char *what;
    int64_t days;
};

static bool rule_add(struct store *s, void *arg, struct err *e)
{
    const struct rule *r = arg;
    return retention_set(s, str_of(r->what), r->days, STR("promised"), e);
}

static void rule_set(struct store *s, const char *what, int64_t days)
{
    struct err e = {0};
    struct rule r = {what, days};
    assert_fine(store_task(s, rule_add, &r, &e), e);
}

static struct day day_of(const char *text)
{
    struct day first, last;
    assert_true(day_parse(str_of(text), &first, &last));
    return first;
}

/* What is due on that day, as one text. */
static bool but_for_capitals(struct str a, struct str b)
{
    return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

static const char *due_on(struct store *s, const char *day)
{
    static char out[400];
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    struct erasable *list = NULL;
    size_t n = 0, at = 0;
    assert_fine(retention_due(s, day_of(day), but_for_capitals, &a, &list, &n, &e), e);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(out + at, sizeof out - at, "%d:%" PRId64 ":%" PRId64 " ", (int)list[i].kind, list[i].id, list[i].rows);
    return out;
}

static bool times_set(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "UPDATE import SET time = CASE id WHEN 1 THEN '2026-01-01T10:00:00Z' WHEN 2 THEN '2026-03-01T10:00:00Z' ELSE "
                       "'2026-02-01T10:00:00Z' END", WITH_NOTHING, e) &&
           store_do(s, "UPDATE audit SET time = '2026-04-01T00:00:00Z' WHERE what = 'undo'", WITH_NOTHING, e);
}

static void what_falls_due(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    small_import(s, {1, 10}, {2, 20});
    small_import(s, {1, 11});
    small_import(s, {1, 12});
    small_import(s, {3, 30});
    assert_fine(store_undo(s, 4, &e), e);
    assert_fine(store_task(s, times_set, NULL, &e), e);
    assert_string_equal(due_on(s, "2030-01-01"), "");
    rule_set(s, "superseded", 10);
    /* Import 3 came before import 2, says the clock: what 2 superseded goes with what 3 superseded, lest half a chain is left. */
    assert_string_equal(due_on(s, "2026-02-10"), "");
    assert_string_equal(due_on(s, "2026-02-11"), "2:2:1 2:3:1 ");
    rule_set(s, "undone", 30);
    assert_string_equal(due_on(s, "2026-04-30"), "2:2:1 2:3:1 ");
    assert_string_equal(due_on(s, "2026-05-01"), "2:2:1 2:3:1 1:4:1 ");
    rule_set(s, "superseded", -1);
    rule_set(s, "undone", -1);
    assert_string_equal(due_on(s, "2030-01-01"), "");
    rule_set(s, "source:Selmara Monitor", 31);
    rule_set(s, "layout:test", 100);
    assert_string_equal(due_on(s, "2026-02-01"), "1:1:2 ");
    assert_string_equal(due_on(s, "2026-03-04"), "1:1:2 1:3:1 1:4:1 ");
    assert_string_equal(due_on(s, "2026-12-31"), "1:1:2 1:3:1 1:4:1 1:2:1 "); /* the earlier of two rules; each once */
    rule_set(s, "source:Selmara Monitor", -1);
    rule_set(s, "layout:test", -1);
    rule_set(s, "audit", 1);
    assert_true(strstr(due_on(s, "2026-04-02"), "4:0:") != NULL);
    struct rule wrong = {"everything", 1};
    assert_fails(store_task(s, rule_add, &wrong, &e), e, ERR_USAGE, "nothing that has a period");
    store_close(&s);
}

static bool erasures_away(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "DELETE FROM erasure", WITH_NOTHING, e);
}

/* Names are compared as the caller compares them; the latest rule of one name counts, however it was written. */
static void names_of_rules(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    struct retention *rules = NULL;
    size_t n = 0;
    small_import(s, {1, 10}, {2, 20});
    assert_fine(store_task(s, times_set, NULL, &e), e);
    rule_set(s, "superseded", 3);
    rule_set(s, "source:selmara MONITOR", 31);
    rule_set(s, "layout:tests", 31);
    assert_string_equal(due_on(s, "2026-02-01"), "1:1:2 ");
    assert_fine(retention_rules(s, but_for_capitals, &a, &rules, &n, &e), e);
    assert_int_equal(n, 3);
    assert_true(str_is(rules[0].what, "layout:tests") && rules[0].imports == 0); /* a promise that keeps nothing */
    assert_true(str_is(rules[1].what, "source:selmara MONITOR") && rules[1].imports == 1);
    assert_true(str_is(rules[2].what, "superseded") && rules[2].imports == -1);
    assert_fine(retention_rules(s, NULL, &a, &rules, &n, &e), e);
    assert_int_equal(rules[1].imports, 0);
    rule_set(s, "source:Selmara Monitor", -1);
    assert_string_equal(due_on(s, "2030-01-01"), "");
    assert_fine(retention_rules(s, but_for_capitals, &a, &rules, &n, &e), e);
    assert_int_equal(n, 3);
    rule_set(s, "layout:TEST", 31);
    assert_string_equal(due_on(s, "2026-02-01"), "1:1:2 ");
    store_close(&s);
}

static bool lines_of_undos_away(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "DELETE FROM audit WHERE what = 'undo'", WITH_NOTHING, e) &&
           store_do(s, "UPDATE erasure SET time = '2026-06-01T12:00:00Z' WHERE what = 'audit'", WITH_NOTHING, e);
}

/* When an import was taken back is known from the audit: that line stays while it is needed, and without it nothing falls due too early. */
static void undone_and_audit(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    small_import(s, {1, 10});
    small_import(s, {1, 11}); /* of 1 March; taken back on 1 April */
    assert_fine(store_undo(s, 2, &e), e);
    assert_fine(store_task(s, times_set, NULL, &e), e);
    assert_fine(store_task(s, more_texts, NULL, &e), e); /* a line of 2020 */
    rule_set(s, "undone", 30);
    rule_set(s, "audit", 0);
    assert_true(strstr(due_on(s, "2026-04-30"), "4:0:1 ") != NULL); /* of 2020 */
    assert_true(strstr(due_on(s, "2026-04-30"), "1:2:") == NULL);
    struct erasable lines[] = {{.kind = ERASE_AUDIT, .name = STR("2026-04-01")}, {.kind = ERASE_AUDIT, .name = STR("2020-05-06")}};
    erase_all(s, lines, 2);
    assert_int_equal(lines[0].rows, 0);
    assert_int_equal(lines[1].rows, 1);
    assert_true(strstr(due_on(s, "2026-04-30"), "1:2:") == NULL);
    rule_set(s, "audit", -1);
    assert_string_equal(due_on(s, "2026-04-30"), "");
    assert_string_equal(due_on(s, "2026-05-01"), "1:2:1 ");
    assert_fine(store_task(s, lines_of_undos_away, NULL, &e), e); /* as it was done once: before 1 June, then, it was taken back */
    assert_string_equal(due_on(s, "2026-06-30"), "");
    assert_string_equal(due_on(s, "2026-07-01"), "1:2:1 ");
    assert_fine(store_task(s, erasures_away, NULL, &e), e);
    assert_string_equal(due_on(s, "2026-07-01"), ""); /* nobody knows */
    store_close(&s);
}

/* With its import the line goes, in one turn. */
static void undo_line_goes(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    small_import(s, {1, 10});
    assert_fine(store_undo(s, 1, &e), e);
    assert_fine(store_task(s, times_set, NULL, &e), e);
    struct erasable list[] = {{.kind = ERASE_AUDIT, .name = STR("2026-04-01")}, import_of(1)};
    erase_all(s, list, 2);
    assert_int_equal(number(s, "SELECT count(*) FROM audit WHERE what = 'undo'"), 0);
    store_close(&s);
}

/* ---- mappings that are called like the file ---- */

static bool mappings_add(struct store *s, void *arg, struct err *e)
{
    (void)arg; /* of the first import's time; the second was made apart */
    return store_do(s, "INSERT INTO mapping (origin, id, name, fields, time, who) VALUES (1, 1, 'selmara', 'date=Qx7Secret', "
                       "'2026-01-01T10:00:00Z', ''), (1, 2, 'council', 'date=Day', '2026-01-01T10:00:00Z', '')", WITH_NOTHING, e) &&
           store_do(s, "UPDATE import SET source = CASE id WHEN 3 THEN 'council' ELSE 'selmara' END, file = CASE id WHEN 1 THEN file ELSE 'b.csv' END",
               WITH_NOTHING, e);
}

static void mapping_of_the_file(void **state)
{
    struct err e = {0};
    for (int together = 0; together < 2; together++) {
        struct store *s = register_new(state, together ? "t.diwan" : "a.diwan");
        small_import(s, {1, 10});
        small_import(s, {2, 20});
        small_import(s, {3, 30});
        assert_fine(store_task(s, times_set, NULL, &e), e);
        assert_fine(store_task(s, mappings_add, NULL, &e), e);
        struct erasable list[] = {import_of(1), import_of(2)};
        erase_all(s, list, together ? 2 : 1);
        assert_int_equal(list[0].mappings_gone, together);
        assert_int_equal(list[0].mappings_stay, !together); /* import 2 was read by it */
        assert_int_equal(list[1].mappings_gone + list[1].mappings_stay, 0);
        assert_int_equal(number(s, "SELECT count(*) FROM mapping WHERE name = 'selmara'"), !together);
        assert_int_equal(number(s, "SELECT count(*) FROM mapping WHERE name = 'council'"), 1);
        if (!test_on_server())
            assert_int_equal(files_with_marker(in_folder(state, together ? "t.diwan" : "a.diwan")), !together);
        no_problems(s);
        store_close(&s);
    }
}

/* Whatever falls due is erased, and then nothing is due any more; what is not due stays. */
static void due_is_erased(void **state)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct rng g;
        rng_init(&g, seed);
        int64_t next = 100, use[KEYS] = {0}, ids[IMPORTS] = {0};
        char name[32];
        snprintf(name, sizeof name, "d%" PRIu64 ".diwan", seed);
        struct store *s = register_new(state, name);
        struct err e = {0};
        for (int i = 0; i < IMPORTS; i++) {
            struct turn t = {.nth = i};
            random_step(&t, &g, &next, use);
            step_run(s, &t, ids);
        }
        assert_fine(store_undo(s, 1 + (int64_t)rng_below(&g, IMPORTS), &e), e);
        rule_set(s, "superseded", 0);
        rule_set(s, "undone", 0);
        int64_t used = number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL");
        uint64_t content = content_of(s, false);
        struct arena a CLEANUP(arena_end) = {0};
        struct erasable *list = NULL;
        size_t n = 0;
        assert_fine(retention_due(s, day_of("2099-01-01"), NULL, &a, &list, &n, &e), e);
        assert_true(n > 0);
        struct order o = {list, n, STR("")};
        assert_fine(store_task(s, erase_task, &o, &e), e);
        assert_string_equal(due_on(s, "2099-01-01"), "");
        assert_int_equal(number(s, "SELECT count(*) FROM incident"), used);
        assert_true(content_of(s, false) == content);
        assert_int_equal(number(s, "SELECT count(*) FROM erasure WHERE reason <> 'promised'"), 0);
        no_problems(s);
        store_close(&s);
    }
}

/* ---- copies ---- */

static bool copy_add(struct store *s, void *arg, struct err *e)
{
    return copy_note(s, arg, e);
}

static bool copy_end(struct store *s, void *arg, struct err *e)
{
    const int64_t *id = arg;
    return copy_gone(s, *id, e);
}

static void copies(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    small_import(s, {1, 10});
    int64_t generation = 0, after = 0;
    assert_fine(store_generation(s, &generation, &e), e);
    struct copy_made c = {.file = STR("b.diwan"), .sha256 = STR("ab"), .bytes = 12, .generation = generation, .time = STR("2026-01-01T00:00:00Z"), .who = STR("Dana")};
    assert_fine(store_task(s, copy_add, &c, &e), e);
    assert_fine(store_generation(s, &after, &e), e);
    assert_int_equal(after, generation); /* the register says what it said */
    struct copy_made *list = NULL;
    size_t n = 0;
    assert_fine(copy_list(s, &a, &list, &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].bytes, 12);
    assert_true(str_is(list[0].file, "b.diwan") && list[0].gone.n == 0);
    rule_set(s, "backup", 10);
    assert_string_equal(due_on(s, "2026-01-11"), "6:1:0 ");
    assert_fine(store_task(s, copy_end, &c.id, &e), e);
    assert_string_equal(due_on(s, "2026-01-11"), "");
    assert_fails(store_task(s, copy_end, &c.id, &e), e, ERR_INPUT, "already");
    int64_t none = 7;
    assert_fails(store_task(s, copy_end, &none, &e), e, ERR_ABSENT, "no copy 7");
    store_close(&s);
}

/* ---- kills, and others at work ---- */

static void erase_and_die(const char *path, int64_t import)
{
    struct err e = {0};
    struct store *s = NULL;
    struct erasable x = import_of(import);
    struct order o = {&x, 1, STR("asked for")};
    if (!store_open(path, STORE_WRITE, &s, &e) || !store_erase_begin(s, &e) || !store_task(s, erase_task, &o, &e) || !store_compact(s, NULL, &e))
        _exit(3);
    store_close(&s);
    _exit(0);
}

static int64_t clock_us(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The first is let run to its end, to know how long it takes. */
static void killed(void **state)
{
    int turns = getenv("DIWAN_SANITIZED") ? 10 : 30;
    int before = 0, gone = 0, due_n = 0;
    int64_t whole_us = 60 * 1000 * 1000;
    for (int turn = 0; turn < turns; turn++) {
        char name[32];
        snprintf(name, sizeof name, "k%d.diwan", turn);
        struct store *s = register_new(state, name);
        const char *path = in_folder(state, name);
        struct err e = {0};
        for (int64_t i = 0; i < 3; i++)
            small_import(s, {i * 10 + 1, 1}, {i * 10 + 2, 2}, {5, i});
        struct plant p = {2};
        assert_fine(store_task(s, plant, &p, &e), e);
        store_close(&s);
        pid_t child = fork();
        if (child == 0)
            erase_and_die(path, 2);
        int status = 0;
        int64_t begun = clock_us();
        if (turn > 0) {
            usleep((useconds_t)(whole_us * turn / turns));
            kill(child, SIGKILL);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        whole_us = turn > 0 ? whole_us : clock_us() - begun;
        if (WIFEXITED(status))
            assert_int_equal(WEXITSTATUS(status), 0);
        assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
        no_problems(s);
        bool due = false;
        int64_t there = number(s, "SELECT count(*) FROM import WHERE id = 2");
        assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE id = 9000"), there);
        assert_int_equal(number(s, "SELECT count(*) FROM erasure"), 1 - there);
        assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), there ? 8 : 5);
        assert_fine(store_compact_due(s, &due, &e), e);
        assert_false(due && there);
        if (due)
            assert_fine(store_compact(s, NULL, &e), e);
        assert_int_equal(files_with_marker(path) != 0, there);
        before += there > 0;
        due_n += due;
        gone += !there && !due;
        store_close(&s);
    }
    print_message("killed %d times: %d before, %d with the file still to be written anew, %d whole\n", turns - 1, before, due_n, gone);
    assert_true(before > 0 && gone + due_n > 0);
}

static bool look_without_end(struct store *s, void *arg, struct err *e)
{
    int *ends = arg;
    int64_t n = 0;
    char byte = 'x';
    if (!store_int(s, "SELECT count(*) FROM incident", WITH_NOTHING, 0, &n, e) || write(ends[1], &byte, 1) != 1)
        return false;
    alarm(60); /* no orphan, should the test fail */
    pause();
    return true;
}

/* A reader who began before holds the journal: one sentence; the rows are gone, and it can be finished. */
static void others_read(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    const char *path = in_folder(state, "a.diwan");
    struct err e = {0};
    struct plant p = {small_import(s, {1, 10})};
    assert_fine(store_task(s, plant, &p, &e), e);
    store_close(&s); /* SQLite's locks are a process's: the other one opens the register by itself */
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t reader = fork();
    if (reader == 0) {
        struct store *own = NULL;
        if (store_open(path, STORE_READ, &own, &e) && store_look(own, look_without_end, ends, &e))
            _exit(0);
        _exit(3);
    }
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 1);
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    struct erasable x = import_of(p.import);
    struct order o = {&x, 1, STR("asked for")};
    store_patience(s, 200);
    assert_fine(store_erase_begin(s, &e), e);
    assert_fine(store_task(s, erase_task, &o, &e), e);
    assert_fails(store_compact(s, NULL, &e), e, ERR_STORE, "another program");
    bool due = false;
    assert_fine(store_compact_due(s, &due, &e), e);
    assert_true(due);
    kill(reader, SIGKILL);
    waitpid(reader, NULL, 0);
    assert_fine(store_compact(s, NULL, &e), e);
    assert_fine(store_compact_due(s, &due, &e), e);
    assert_false(due);
    assert_int_equal(files_with_marker(path), 0);
    store_close(&s);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_table, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(as_if_never, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(names_go_with_places, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(old_versions, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(other_texts, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(what_falls_due, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(names_of_rules, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(undone_and_audit, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(undo_line_goes, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(mapping_of_the_file, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(due_is_erased, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(copies, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(nothing_left, folder_begin, folder_end), /* of files, from here on */
        cmocka_unit_test_setup_teardown(nothing_left_encrypted, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(killed, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(others_read, folder_begin, folder_end),
    };
    return store_tests("store erase", tests, ARRAY_LEN(tests), 4);
}
