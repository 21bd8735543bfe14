/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases of others: their tables are read, and nothing of theirs is run. */
#include "store/outside.h"
#include "store/testing.h"
#include <sqlite3.h>

/* A database made by these statements, as the bytes of its file; then its schema is changed by hand. */
static struct str bytes_of(const char *sql, const char *by_hand)
{
    sqlite3 *db = NULL;
    sqlite3_int64 n = 0;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    if (by_hand) {
        assert_int_equal(sqlite3_exec(db, "PRAGMA writable_schema = ON", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, by_hand, NULL, NULL, NULL), SQLITE_OK);
    }
    unsigned char *bytes = sqlite3_serialize(db, "main", &n, 0);
    assert_non_null(bytes);
    sqlite3_close(db);
    return (struct str){(char *)bytes, (size_t)n};
}

/* What a table answers: its first value, or "" and the failure in *e. */
static void first_of(struct str bytes, const char *table, char out[64], struct err *e)
{
    struct outside *o = NULL;
    assert_fine(outside_open("others.gpkg", bytes, &o, e), *e);
    out[0] = '\0';
    struct outside_rows *r = outside_table(o, str_of(table));
    if (outside_next(r))
        snprintf(out, 64, "%.*s", STR_F(outside_value(r, 0)));
    bool fine = outside_end(&r, e);
    assert_true(fine || out[0] == '\0');
    outside_close(&o);
    sqlite3_free((void *)(uintptr_t)bytes.p);
}

static void reads_a_table(void **state)
{
    (void)state;
    struct err e = {0};
    char out[64];
    first_of(bytes_of("CREATE TABLE \"a \"\" b\" (x); INSERT INTO \"a \"\" b\" VALUES ('here')", NULL), "a \" b", out, &e);
    assert_string_equal(out, "here");
    first_of(bytes_of("CREATE TABLE a (x)", NULL), "b", out, &e);
    assert_int_equal(e.code, ERR_INPUT);
}

/* However the hostile file spells it: a virtual table would run code of SQLite over what only the file says. */
static void no_virtual_table(void **state)
{
    (void)state;
    static const char *const spelled[] = {"CREATE VIRTUAL TABLE a USING ", "CREATE/**/VIRTUAL TABLE a USING ", "create  virtual table a using "};
    static const char *const modules[] = {"fts5(x)", "fts4(x)", "rtree(i, x0, x1)", "dbstat", "fts5vocab(b, row)"};
    for (size_t i = 0; i < ARRAY_LEN(spelled) * ARRAY_LEN(modules); i++) {
        struct err e = {0};
        char out[64], by_hand[200];
        snprintf(by_hand, sizeof by_hand, "UPDATE sqlite_schema SET sql = '%s%s' WHERE name = 'a'", spelled[i / ARRAY_LEN(modules)],
            modules[i % ARRAY_LEN(modules)]);
        first_of(bytes_of("CREATE TABLE a (x); CREATE TABLE b (x); INSERT INTO a VALUES ('here')", by_hand), "a", out, &e);
        assert_string_equal(out, "");
        assert_int_equal(e.code, ERR_INPUT);
        assert_true(strstr(e.text, "is not there") || strstr(e.text, "no such module"));
    }
}

static void no_view(void **state)
{
    (void)state;
    struct err e = {0};
    char out[64];
    first_of(bytes_of("CREATE TABLE b (x); INSERT INTO b VALUES ('here'); CREATE VIEW a AS SELECT x FROM b", NULL), "a", out, &e);
    assert_string_equal(out, "");
    assert_int_equal(e.code, ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_table),
        cmocka_unit_test(no_virtual_table),
        cmocka_unit_test(no_view),
    };
    return cmocka_run_group_tests_name("store outside", tests, NULL, NULL);
}
