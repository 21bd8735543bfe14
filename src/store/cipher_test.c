/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite that is built in: which ciphers it has (one), what it keeps on disk (no temporary store), what it cannot do. */
#include "store/testing.h"
#include <sqlite3.h>

#if DIWAN_ENCRYPTION
static sqlite3 *memory(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
    return db;
}

/* The first column of all rows, each followed by a blank; "failed" if the statement did not run. */
static const char *answer(sqlite3 *db, const char *sql)
{
    static char text[4096];
    text[0] = '\0';
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(st)) == SQLITE_ROW) {
        size_t n = strlen(text);
        const unsigned char *value = sqlite3_column_text(st, 0);
        snprintf(text + n, sizeof text - n, "%s ", value ? (const char *)value : "NULL");
        code = SQLITE_OK;
    }
    if (code != SQLITE_DONE)
        snprintf(text, sizeof text, "failed");
    sqlite3_finalize(st);
    return text;
}
#endif

/* aes256cbc and its like take a page that somebody changed: they must not even be there to be asked for. */
static void one_cipher(void **state)
{
    (void)state;
#if DIWAN_ENCRYPTION
    static const char *const others[] = {"aes128cbc", "aes256cbc", "chacha20", "sqlcipher", "rc4", "ascon128"};
    sqlite3 *db = memory();
    assert_string_equal(answer(db, "PRAGMA cipher"), "aegis ");
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        char sql[64];
        assert_int_equal(sqlite3mc_cipher_index(others[i]), -1);
        snprintf(sql, sizeof sql, "PRAGMA cipher = '%s'", others[i]);
        assert_string_equal(answer(db, sql), "failed");
        assert_string_equal(answer(db, "PRAGMA cipher"), "aegis ");
    }
    assert_int_equal(sqlite3mc_cipher_count(), 1);
    assert_string_equal(sqlite3mc_cipher_name(1), "aegis");
    sqlite3_close(db);
#else
    return;
#endif
}

static void options(void **state)
{
    (void)state;
#if DIWAN_ENCRYPTION
    static const char *const wanted[] = {"TEMP_STORE=3", "THREADSAFE=1", "SECURE_DELETE", "DQS=0", "OMIT_LOAD_EXTENSION",
        "ENABLE_DBPAGE_VTAB", "ENABLE_RTREE", "MAX_VARIABLE_NUMBER=250000"};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (!sqlite3_compileoption_used(wanted[i]))
            fail_msg("SQLite is not built with %s", wanted[i]);
    sqlite3 *db = memory();
    assert_string_equal(answer(db, "SELECT count(*) FROM sqlite_dbpage"), "0 ");
    assert_string_equal(answer(db, "PRAGMA memory_security = 1"), "1 "); /* it can wipe what it frees */
    assert_string_equal(answer(db, "SELECT count(*) FROM pragma_function_list WHERE name IN ('readfile', 'writefile', 'sha3', "
        "'load_extension', 'compress', 'fsdir', 'edit')"), "0 ");
    assert_string_equal(answer(db, "SELECT name FROM pragma_module_list WHERE name IN ('csv', 'vsv', 'fsdir', 'zipfile')"), "");
    sqlite3_close(db);
#else
    return;
#endif
}

/* What is compiled in is what is run: no second SQLite comes in with another library. */
static void one_sqlite(void **state)
{
    (void)state;
    assert_string_equal(sqlite3_libversion(), SQLITE_VERSION);
    assert_string_equal(sqlite3_sourceid(), SQLITE_SOURCE_ID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_cipher), cmocka_unit_test(options), cmocka_unit_test(one_sqlite)};
    return cmocka_run_group_tests_name("cipher", tests, NULL, NULL);
}
