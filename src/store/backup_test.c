/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Backups: both ways of copying give the same register; while another process writes, a copy is one moment of it; what
 * fails or is stopped leaves nothing; a damaged register gives no copy that looks sound.
 */
#include "store/testing.h"
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

/* A SQLite that cannot copy itself: then the tables are read and written one by one, as for a server. */
static struct store_driver plain_driver(void)
{
    struct store_driver d = store_sqlite;
    d.copy = NULL;
    return d;
}

static bool say_more(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    static const char border[] = "\x01\0\xff\0 border";
    return store_do(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name, longitude, latitude, border, "
                       "valid_from) VALUES (1, 1, 1, 1, 'SLM-1', 'SLM', '', 'Avora', 40.25, $1, $2, -20000)",
               WITH(bind_real(0.1), bind_blob((struct str){border, sizeof border - 1})), e) &&
           store_do(s, "INSERT INTO place_name (origin, id, import, place_origin, place, language, name, folded) VALUES "
                       "(1, 1, 1, 1, 1, 'ar', 'أفورا', 'افورا')", WITH_NOTHING, e) &&
           store_do(s, "INSERT INTO wording (id, text) VALUES (7, $1)", WITH(bind_text(STR("a \"b\", ''c''\n\t\\."))), e) &&
           store_do(s, "INSERT INTO placed (incident_origin, incident, level, how, distance_km) VALUES (1, 1, 1, 2, 1.5)",
               WITH_NOTHING, e) &&
           store_do(s, "INSERT INTO alias (origin, id, import, line, place, alias, language) VALUES (1, 1, 1, 2, 'Avora', "
                       "'Afora', '')", WITH_NOTHING, e);
}

/* A register with something in most tables; closed. */
static const char *full_register(void **state, const char *name)
{
    struct store *s = register_new(state, name);
    struct err e = {0};
    small_import(s, {1, 10}, {2, 10}, {3, 10});
    small_import(s, {1, 12}, {4, 1});
    assert_fine(store_task(s, say_more, NULL, &e), e);
    store_close(&s);
    return in_folder(state, name);
}

static uint64_t digest_of(const char *path)
{
    struct err e = {0};
    struct store *s = NULL;
    struct buf out CLEANUP(buf_end) = {0};
    int64_t problems = -1;
    assert_fine(store_open(path, STORE_READ, &s, &e), e);
    assert_fine(store_check(s, &out, &problems, &e), e);
    if (problems)
        fail_msg("%s: %s", path, out.p);
    uint64_t digest = register_digest(s);
    store_close(&s);
    return digest;
}

static void is_private(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
}

static void both_ways(void **state)
{
    struct store_driver plain = plain_driver();
    const char *from = full_register(state, "a.diwan"), *pages = in_folder(state, "b.diwan"), *tables = in_folder(state, "c.diwan");
    struct err e = {0};
    assert_fine(store_backup(from, pages, NULL, &e), e);
    assert_fine(store_backup_with(&(struct backup_way){.from = &store_sqlite, .to = &plain}, from, tables, NULL, &e), e);
    assert_true(digest_of(pages) == digest_of(from));
    assert_true(digest_of(tables) == digest_of(from));
    is_private(pages);
    is_private(tables);
    assert_int_equal(folder_count(state), 3); /* no journals, no parts */
    assert_fails(store_backup(from, pages, NULL, &e), e, ERR_INPUT, "nothing is ever overwritten");
    assert_fails(store_backup(from, from, NULL, &e), e, ERR_INPUT, "nothing is ever overwritten");
    assert_fails(store_backup(in_folder(state, "none.diwan"), in_folder(state, "d.diwan"), NULL, &e), e, ERR_ABSENT, "no such register");
    assert_fails(store_backup(from, in_folder(state, "no/d.diwan"), NULL, &e), e, ERR_ABSENT, "does not exist");
    assert_int_equal(folder_count(state), 3);
}

/* The list of what is copied is the schema: whoever adds a column adds it there. */
static void every_column(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    size_t tables = 0;
    for (const struct copied_table *t = store_copied; t->name; t++, tables++) {
        struct buf sql CLEANUP(buf_end) = {0};
        size_t columns = 0;
        struct rows *r = store_rows(s, "SELECT name, type FROM pragma_table_info($1) ORDER BY cid", WITH(bind_text(str_of(t->name))));
        for (; rows_next(r); columns++) {
            struct str type = rows_text(r, 1);
            char kind = str_is(type, "TEXT") ? 't' : str_is(type, "BYTEA") ? 'b' : str_is(type, "DOUBLE PRECISION") ? 'r' : 'i';
            if (columns >= strlen(t->kinds) || kind != t->kinds[columns])
                fail_msg("%s.%.*s: backup.c does not copy this column as what it is", t->name, STR_F(rows_text(r, 0)));
            buf_f(&sql, "%s%.*s", columns ? ", " : "SELECT ", STR_F(rows_text(r, 0)));
        }
        assert_fine(rows_end(&r, &e), e);
        buf_f(&sql, " FROM %s ORDER BY 1, 2", t->name);
        assert_true(str_starts(str_of(t->select), sql.p)); /* some by more: as they lie */
        assert_int_equal(strlen(t->kinds), columns);
    }
    assert_int_equal(number(s, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"), tables);
    store_close(&s);
}

/* ---- while another writes ---- */

enum { ROWS_EACH = 40 };

static void write_without_end(const char *path)
{
    struct err e = {0};
    struct store *s = NULL;
    if (!store_open(path, STORE_WRITE, &s, &e))
        _exit(3);
    for (int64_t turn = 1;; turn++) {
        struct small_row rows[ROWS_EACH];
        for (int64_t i = 0; i < ROWS_EACH; i++)
            rows[i] = (struct small_row){turn * ROWS_EACH + i, 1};
        struct small_import small = {rows, ROWS_EACH, 0};
        if (!store_task(s, small_add, &small, &e))
            _exit(4);
    }
}

static void wait_for_import(const char *path, int64_t at_least)
{
    struct err e = {0};
    struct store *s = NULL;
    assert_fine(store_open(path, STORE_READ, &s, &e), e);
    while (number(s, "SELECT count(*) FROM import") < at_least)
        usleep(1000);
    store_close(&s);
}

static void one_moment(const char *path, int64_t *imports)
{
    struct err e = {0};
    struct store *s = NULL;
    (void)digest_of(path);
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    int64_t n = number(s, "SELECT count(*) FROM import");
    assert_int_equal(number(s, "SELECT count(*) FROM incident"), n * ROWS_EACH);
    assert_int_equal(number(s, "SELECT count(*) FROM audit"), n);
    assert_int_equal(number(s, "SELECT max(id) FROM import"), n);
    assert_true(n >= *imports);
    *imports = n;
    small_import(s, {-1, 1}); /* it serves as a register */
    store_close(&s);
}

static void while_others_write(void **state)
{
    struct store_driver plain = plain_driver();
    const char *path = in_folder(state, "a.diwan");
    struct err e = {0};
    assert_fine(store_new(path, STR("Selmara"), &e), e);
    pid_t writer = fork();
    if (writer == 0)
        write_without_end(path);
    assert_true(writer > 0);
    int64_t imports = 3;
    wait_for_import(path, imports);
    for (int i = 0; i < 12; i++) {
        char name[32];
        snprintf(name, sizeof name, "b%d.diwan", i);
        const char *copy = in_folder(state, name);
        assert_fine(store_backup_with(&(struct backup_way){.from = &store_sqlite, .to = i % 2 ? &plain : &store_sqlite}, path, copy, NULL, &e), e);
        one_moment(copy, &imports);
        wait_for_import(path, imports + 1); /* the writer was not stopped */
    }
    int status = 0;
    kill(writer, SIGKILL);
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_true(WIFSIGNALED(status)); /* it wrote to the end: nothing failed in it */
    (void)digest_of(path);
}

/* ---- failing and stopping ---- */

static void stop_now(struct progress *p)
{
    if (p->label)
        raise(SIGINT);
}

static void stopped(void **state)
{
    struct store_driver plain = plain_driver();
    const char *from = full_register(state, "a.diwan"), *to = in_folder(state, "b.diwan");
    struct progress p = {.show = stop_now};
    struct err e = {0};
    for (int i = 0; i < 2; i++) {
        interrupt_catch();
        assert_fails(store_backup_with(&(struct backup_way){.from = &store_sqlite, .to = i ? &plain : &store_sqlite}, from, to, &p, &e), e, ERR_STOPPED, "no backup was left");
        interrupt_clear();
        assert_int_equal(folder_count(state), 1);
    }
}

static bool never_copies(struct store_connection *from, struct store_connection *to, struct progress *p, struct err *e)
{
    (void)from, (void)to, (void)p;
    return err_set(e, ERR_STORE, "fails on purpose");
}

static bool never_published(struct store_connection **c, struct err *e)
{
    (void)c;
    return err_set(e, ERR_STORE, "fails on purpose");
}

static void failing(void **state)
{
    const char *from = full_register(state, "a.diwan"), *to = in_folder(state, "b.diwan");
    struct store_driver copies = store_sqlite, publishes = store_sqlite, plain = plain_driver();
    struct err e = {0};
    copies.copy = never_copies;
    publishes.publish = never_published;
    plain.publish = never_published;
    assert_fails(store_backup_with(&(struct backup_way){.from = &copies, .to = &copies}, from, to, NULL, &e), e, ERR_STORE, "on purpose");
    assert_fails(store_backup_with(&(struct backup_way){.from = &publishes, .to = &publishes}, from, to, NULL, &e), e, ERR_STORE, "on purpose");
    assert_fails(store_backup_with(&(struct backup_way){.from = &store_sqlite, .to = &plain}, from, to, NULL, &e), e, ERR_STORE, "on purpose");
    assert_int_equal(folder_count(state), 1);
}

/* Bytes of every part of the file are changed: either the copy is refused, or what was changed lay in no use and it is
 * whole. A register whose tables contradict each other is no better than one with broken pages. */
static void damaged(void **state)
{
    const char *from = full_register(state, "a.diwan");
    uint64_t whole = digest_of(from);
    struct err e = {0};
    FILE *f = fopen(from, "rb");
    assert_non_null(f);
    static unsigned char bytes[2 << 20];
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    assert_true(n > 8192 && n < sizeof bytes);
    int refused = 0;
    for (size_t at = 0; at < n; at += 4096) {
        const char *broken = in_folder(state, "broken.diwan"), *copy = in_folder(state, "copy.diwan");
        static unsigned char changed[2 << 20];
        memcpy(changed, bytes, n);
        memset(changed + at, 0xA5, 64);
        file_write(broken, changed, n);
        e = (struct err){0};
        if (store_backup(broken, copy, NULL, &e)) {
            assert_true(digest_of(copy) == whole);
            unlink(copy);
        } else {
            assert_true(strlen(e.text) > 40);
            assert_false(file_there(copy, ""));
            refused++;
        }
        unlink(broken);
        assert_true(folder_count(state) <= 3); /* what is left is SQLite's journal of the broken one */
    }
    assert_true(refused > 5);
}

static void broken_rules(void **state)
{
    const char *from = full_register(state, "a.diwan");
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(from, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM incident WHERE id = 2", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    struct err e = {0};
    assert_fails(store_backup(from, in_folder(state, "b.diwan"), NULL, &e), e, ERR_STORE, "so its copy was not kept");
    assert_int_equal(folder_count(state), 1);
}

/* Before one lets a newer Diwan upgrade a register, one keeps a copy of it as it is. */
static void other_versions(void **state)
{
    const char *from = full_register(state, "a.diwan");
    struct err e = {0};
    for (int version = 1; version <= 99; version += 98) {
        char sql[40], name[20];
        sqlite3 *db = NULL;
        snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
        snprintf(name, sizeof name, "v%d.diwan", version);
        assert_int_equal(sqlite3_open(from, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
        assert_fine(store_backup(from, in_folder(state, name), NULL, &e), e);
    }
    struct store *s = NULL;
    assert_fails(store_open(in_folder(state, "v99.diwan"), STORE_READ, &s, &e), e, ERR_STORE, "newer Diwan");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_ways, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(every_column, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(while_others_write, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(stopped, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(failing, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(damaged, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(broken_rules, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(other_versions, folder_begin, folder_end),
    };
    return cmocka_run_group_tests_name("store backup", tests, NULL, NULL);
}
