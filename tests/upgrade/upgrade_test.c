/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * upgrade_test FOLDER: a register made by each released schema version (FOLDER/0001.sql ...) opens, has the
 * schema of a fresh one afterwards, holds what it held, passes its own examination, and lets imports be taken
 * back. With a new migration comes a dump of the version before it, so that none is ever left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/embedded.h"
#include "core/test_folder.h"
#include "store/store.h"
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *dumps;
static char folder[64], fresh[96], upgraded[96];

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("%s", (e).text);                                                                                  \
    } while (0)

/* ---- a schema as text ---- */

/* The rows of a query, cells apart by bars. */
static void lines_of(sqlite3 *db, const char *sql, const char *name, struct buf *out)
{
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    if (name)
        sqlite3_bind_text(st, 1, name, -1, SQLITE_TRANSIENT);
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const unsigned char *cell = sqlite3_column_text(st, i);
            buf_f(out, "%s|", cell ? (const char *)cell : "NULL");
        }
        buf_char(out, '\n');
    }
    sqlite3_finalize(st);
}

/* What a schema means, not how it is spelt: an added column reads otherwise than one that was there at first. */
static void schema_of(const char *path, struct buf *out)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    lines_of(db, "PRAGMA user_version", NULL, out);
    lines_of(db, "PRAGMA application_id", NULL, out);
    lines_of(db, "SELECT name, type, ncol, wr, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name", NULL, out);
    static const char *const parts[] = {
        "SELECT ?1, name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1) ORDER BY name",
        "SELECT ?1, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?1) ORDER BY 2, 3, 4",
        ("SELECT ?1, l.name, l.\"unique\", l.origin, l.partial, i.seqno, i.name, i.desc, i.coll FROM "
         "pragma_index_list(?1) AS l, pragma_index_xinfo(l.name) AS i ORDER BY l.name, i.seqno")};
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &st,
        NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW)
        for (size_t i = 0; i < ARRAY_LEN(parts); i++)
            lines_of(db, parts[i], (const char *)sqlite3_column_text(st, 0), out);
    sqlite3_finalize(st);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* How many rows every table of a file holds, by the tables that `of` has. */
static void counts_of(const char *path, const char *of, struct buf *out)
{
    sqlite3 *db = NULL, *names = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_open_v2(of, &names, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(names, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'fact' "
        "ORDER BY name", -1, &st, NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW) {
        struct buf sql = {0};
        buf_f(&sql, "SELECT '%s', count(*) FROM %s", sqlite3_column_text(st, 0), sqlite3_column_text(st, 0));
        lines_of(db, sql.p, NULL, out);
        buf_end(&sql);
    }
    sqlite3_finalize(st);
    sqlite3_close(db);
    sqlite3_close(names);
}

/* ---- a register from a dump ---- */

static void file_from_dump(const char *dump, const char *path)
{
    FILE *f = fopen(dump, "rb");
    if (!f)
        fail_msg("%s: there is no dump of this schema version: make one before releasing the next", dump);
    struct buf sql = {0};
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&sql, piece, n);
    fclose(f);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *said = NULL;
    if (sqlite3_exec(db, sql.p, NULL, NULL, &said) != SQLITE_OK)
        fail_msg("%s: %s", dump, said);
    assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    buf_end(&sql);
}

static void is_sound(struct store *s)
{
    struct err e = {0};
    struct buf out = {0};
    int64_t problems = -1;
    assert_fine(store_check(s, &out, &problems, &e), e);
    if (problems)
        fail_msg("%s", out.p);
    buf_end(&out);
}

static void each_import_comes_back(struct store *s)
{
    struct err e = {0};
    struct arena a = {0};
    struct import *list = NULL;
    size_t n = 0;
    assert_fine(store_imports(s, &a, &list, &n, &e), e);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        if (list[i].undone)
            continue;
        assert_fine(store_undo(s, list[i].id, &e), e);
        is_sound(s);
    }
    int64_t left = -1;
    assert_fine(store_int(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL", WITH_NOTHING, -1, &left, &e), e);
    assert_int_equal(left, 0);
    arena_end(&a);
}

static void upgrade_one(const char *dump)
{
    struct err e = {0};
    struct store *s = NULL;
    struct buf before = {0}, after = {0}, expected = {0}, found = {0};
    file_from_dump(dump, upgraded);
    char kept[128];
    snprintf(kept, sizeof kept, "%s.before", upgraded);
    file_from_dump(dump, kept);
    counts_of(kept, kept, &before);
    assert_fine(store_open(upgraded, STORE_WRITE, &s, &e), e);
    is_sound(s);
    store_close(&s);
    counts_of(upgraded, kept, &after);
    assert_string_equal(after.p, before.p);
    schema_of(fresh, &expected);
    schema_of(upgraded, &found);
    assert_string_equal(found.p, expected.p);
    assert_fine(store_open(upgraded, STORE_WRITE, &s, &e), e);
    each_import_comes_back(s);
    store_close(&s);
    unlink(upgraded);
    unlink(kept);
    buf_end(&before);
    buf_end(&after);
    buf_end(&expected);
    buf_end(&found);
}

static void every_version(void **state)
{
    (void)state;
    for (const struct embedded *m = embedded_schema; m->name; m++) {
        char dump[512];
        snprintf(dump, sizeof dump, "%s/%.4s.sql", dumps, m->name);
        upgrade_one(dump);
    }
}

static int begin(void **state)
{
    (void)state;
    struct err e = {0};
    test_folder(folder, sizeof folder, "upgrade");
    if (!mkdtemp(folder))
        return -1;
    snprintf(fresh, sizeof fresh, "%s/fresh.diwan", folder);
    snprintf(upgraded, sizeof upgraded, "%s/upgraded.diwan", folder);
    return store_new(fresh, STR("Selmara"), &e) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    char kept[128];
    snprintf(kept, sizeof kept, "%s.before", upgraded);
    const char *const files[] = {fresh, upgraded, kept};
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        unlink(files[i]); /* the last two are there after a failure only */
    return rmdir(folder);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: upgrade_test FOLDER\n", stderr);
        return 2;
    }
    dumps = argv[1];
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_version)};
    return cmocka_run_group_tests_name("upgrade", tests, begin, end);
}
