/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, opening, migrating and closing registers, and every way in which that fails. */
#include "store/testing.h"
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

/* ---- making ---- */

/* What only a file has: mode, magic, settings. */
static void is_a_good_file(struct store *s)
{
    const char *path = store_path(s);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    unsigned char head[100];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fread(head, 1, sizeof head, f), sizeof head);
    fclose(f);
    assert_memory_equal(head + 68, "Diwn", 4);
    assert_int_equal(number(s, "PRAGMA user_version"), schema_latest(embedded_schema));
    assert_int_equal(number(s, "PRAGMA foreign_keys"), 1);
    assert_int_equal(number(s, "PRAGMA synchronous"), 2); /* FULL */
    assert_true(head[18] == 2 && head[19] == 2); /* WAL */
}

static void a_new_register(void **state)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *path = in_folder(state, "a.diwan");
    assert_fine(store_new(path, STR("Selmara"), &e), e);
    assert_int_equal(folder_count(state), 1); /* no journal, nothing half-made */
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    if (!test_on_server())
        is_a_good_file(s);
    assert_string_equal(store_path(s), path);
    assert_int_equal(store_origin(s), 1);
    assert_int_equal(number(s, "SELECT value FROM fact WHERE key = 'schema'"), schema_latest(embedded_schema));
    struct rows *r = store_rows(s, "SELECT uuid, name FROM origin WHERE id = 1", WITH_NOTHING);
    assert_true(rows_next(r));
    assert_int_equal(rows_text(r, 0).n, 36);
    assert_int_equal(rows_text(r, 0).p[14], '4');
    assert_true(str_is(rows_text(r, 1), "Selmara"));
    assert_fine(rows_end(&r, &e), e);
    int64_t generation = -1;
    assert_fine(store_generation(s, &generation, &e), e);
    assert_true(generation >= 0);
    store_close(&s);
    store_close(&s);
    assert_int_equal(folder_count(state), 1);
}

static void never_overwrites(void **state)
{
    struct err e = {0};
    const char *path = in_folder(state, "a.diwan"), *link_path = in_folder(state, "b.diwan");
    file_write(path, "mine", 4);
    assert_int_equal(symlink("nowhere", link_path), 0);
    assert_fails(store_new(path, STR(""), &e), e, ERR_INPUT, "already exists");
    assert_fails(store_new(link_path, STR(""), &e), e, ERR_INPUT, "already exists");
    assert_fails(store_new(((struct folder *)*state)->path, STR(""), &e), e, ERR_INPUT, "already exists");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 4);
    assert_int_equal(folder_count(state), 2);
}

/* Somebody else takes the name between the first look and the end. */
static const char *taken_meanwhile;
static bool publish_late(struct store_connection **c, struct err *e)
{
    file_write(taken_meanwhile, "theirs", 6);
    return store_sqlite.publish(c, e);
}

static void never_overwrites_in_a_race(void **state)
{
    struct err e = {0};
    struct store_driver late = store_sqlite;
    late.publish = publish_late;
    taken_meanwhile = in_folder(state, "a.diwan");
    assert_fails(store_new_with(&late, embedded_schema, taken_meanwhile, REGISTER_OPEN, NULL, STR(""), &e), e, ERR_INPUT, "already exists");
    struct stat st;
    assert_int_equal(stat(taken_meanwhile, &st), 0);
    assert_int_equal(st.st_size, 6);
    assert_int_equal(folder_count(state), 1);
}

/* File systems that can do less: 1 cannot rename without overwriting, 2 has no links either (memory sticks). */
static int poor_file_system;
int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (poor_file_system == 0)
        return __real_renameat2(from_folder, from, to_folder, to, flags);
    errno = EINVAL;
    return -1;
}

int __wrap_link(const char *from, const char *to)
{
    if (poor_file_system < 2)
        return __real_link(from, to);
    errno = EPERM;
    return -1;
}

static void on_poor_file_systems(void **state)
{
    struct store_driver late = store_sqlite;
    late.publish = publish_late;
    for (poor_file_system = 1; poor_file_system <= 2; poor_file_system++) {
        struct err e = {0};
        struct store *s = NULL;
        char name[24];
        snprintf(name, sizeof name, "%d.diwan", poor_file_system);
        assert_fine(store_new(in_folder(state, name), STR("Selmara"), &e), e);
        assert_fine(store_open(in_folder(state, name), STORE_WRITE, &s, &e), e);
        small_import(s, {1, 1});
        store_close(&s);
        snprintf(name, sizeof name, "%d-late.diwan", poor_file_system);
        taken_meanwhile = in_folder(state, name);
        assert_fails(store_new_with(&late, embedded_schema, taken_meanwhile, REGISTER_OPEN, NULL, STR(""), &e), e, ERR_INPUT, "already exists");
        struct stat st;
        assert_int_equal(stat(taken_meanwhile, &st), 0);
        assert_int_equal(st.st_size, 6);
    }
    poor_file_system = 0;
    assert_int_equal(folder_count(state), 4);
}

static void new_fails_clearly(void **state)
{
    struct err e = {0};
    assert_fails(store_new(in_folder(state, "no/such/a.diwan"), STR(""), &e), e, ERR_ABSENT, "does not exist");
    assert_fails(store_new("", STR(""), &e), e, ERR_USAGE, "no register");
    assert_fails(store_new("postgresql:///x?host=/nowhere", STR(""), &e), e, ERR_SYSTEM, "no connection to the server");
    char longer[700];
    memset(longer, 'x', sizeof longer);
    longer[699] = 0;
    assert_fails(store_new(longer, STR(""), &e), e, ERR_INPUT, "longer than");
    const char *path = in_folder(state, "a.diwan");
    file_write(in_folder(state, "a.diwan-wal"), "old", 3);
    assert_fails(store_new(path, STR(""), &e), e, ERR_INPUT, "journal of an earlier register");
    assert_int_equal(folder_count(state), 1);
    static const char half[] = "CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL); CREATE TABLE oops (";
    const struct embedded broken[] = {{"0001-broken.sql", half, sizeof half - 1}, {NULL, NULL, 0}};
    assert_fails(store_new_with(test_driver(), broken, in_folder(state, "b.diwan"), REGISTER_OPEN, NULL, STR(""), &e), e, ERR_STORE, "schema 1");
    assert_int_equal(folder_count(state), 1); /* nothing left behind */
}

static void odd_names(void **state)
{
    static const char *const names[] = {"a?b=c#d.diwan", "100%41 é.diwan", "سجل.diwan", ":memory:", "file:x", "a&b;'\".diwan"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct err e = {0};
        struct store *s = NULL;
        const char *path = in_folder(state, names[i]);
        assert_fine(store_new(path, STR(""), &e), e);
        assert_true(file_there(path, ""));
        assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
        small_import(s, {1, 1});
        store_close(&s);
        assert_int_equal(folder_count(state), (int)i + 1);
    }
    char before[PATH_MAX];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(((struct folder *)*state)->path), 0);
    struct err e = {0};
    struct store *s = NULL;
    assert_fine(store_open(":memory:", STORE_READ, &s, &e), e); /* a file of that name, not a database in memory */
    assert_int_equal(number(s, "SELECT count(*) FROM incident"), 1);
    store_close(&s);
    assert_int_equal(chdir(before), 0);
}

/* ---- opening what is not a register ---- */

static void opens_only_registers(void **state)
{
    struct err e = {0};
    struct store *s = NULL;
    assert_fails(store_open(in_folder(state, "none.diwan"), STORE_READ, &s, &e), e, ERR_ABSENT, "no such register");
    assert_fails(store_open(((struct folder *)*state)->path, STORE_READ, &s, &e), e, ERR_INPUT, "folder");
    assert_fails(store_open("/dev/null", STORE_READ, &s, &e), e, ERR_INPUT, "not a file");
    assert_fails(store_open("postgresql:///x?host=/nowhere", STORE_READ, &s, &e), e, ERR_SYSTEM, "no connection to the server");
    const char *path = in_folder(state, "x.diwan");
    file_write(path, "", 0);
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_INPUT, "empty");
    file_write(path, "id,date\n", 8);
    assert_fails(store_open(path, STORE_WRITE, &s, &e), e, ERR_INPUT, "not a register");
    char noise[4096];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 37 + 11);
    file_write(path, noise, sizeof noise);
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_INPUT, "not a register");
    memcpy(noise, "SQLite format 3", 16);
    file_write(path, noise, sizeof noise);
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_INPUT, "another program");
    memcpy(noise + 68, "Diwn", 4);
    file_write(path, noise, sizeof noise);
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_INPUT, "damaged");
    assert_null(s);
    assert_int_equal(folder_count(state), 1);
}

static void another_programs_database(void **state)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *path = in_folder(state, "other.diwan");
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_fails(store_open(path, STORE_WRITE, &s, &e), e, ERR_INPUT, "another program");
}

static void cut_or_damaged(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a.diwan");
    char path[256];
    snprintf(path, sizeof path, "%s", store_path(s));
    for (int64_t i = 0; i < 200; i++)
        small_import(s, {i, 1});
    store_close(&s);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(truncate(path, st.st_size / 2), 0);
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_STORE, "cut short");
    assert_fails(store_open(path, STORE_WRITE, &s, &e), e, ERR_STORE, "cut short");
    assert_int_equal(truncate(path, 50), 0);
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_INPUT, "not a register");
    assert_int_equal(folder_count(state), 1);
}

/* ---- permissions: as somebody who owns nothing ---- */

static bool become_nobody(void)
{
    return geteuid() != 0 || (setegid(65534) == 0 && seteuid(65534) == 0);
}

static void become_self(void)
{
    if (getuid() == 0) {
        assert_int_equal(seteuid(0), 0);
        assert_int_equal(setegid(0), 0);
    }
}

static void without_permission(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a.diwan");
    small_import(s, {1, 1}, {2, 1});
    store_close(&s);
    const struct folder *f = *state;
    const char *path = in_folder(state, "a.diwan");
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(chmod(f->path, 0755), 0);
    assert_true(become_nobody());
    bool read = store_open(path, STORE_READ, &s, &e);
    become_self();
    assert_false(read);
    assert_non_null(strstr(e.text, "no permission to read"));

    /* A file that may be read, in a folder that may not be written to: reading works and leaves no trace. */
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(f->path, 0555), 0);
    assert_true(become_nobody());
    bool written = store_open(path, STORE_WRITE, &s, &e);
    bool made = store_new(in_folder(state, "b.diwan"), STR(""), &e);
    struct err reading = {0};
    read = store_open(path, STORE_READ, &s, &reading);
    int64_t incidents = read ? number(s, "SELECT count(*) FROM incident") : -1;
    store_close(&s);
    become_self();
    assert_false(written);
    assert_false(made);
    assert_non_null(strstr(e.text, "Permission denied"));
    assert_fine(read, reading);
    assert_int_equal(incidents, 2);
    assert_int_equal(folder_count(state), 1);

    /* A file that may be written to, in a folder that may not: the journal has no place. */
    assert_int_equal(chmod(path, 0666), 0);
    assert_true(become_nobody());
    written = store_open(path, STORE_WRITE, &s, &e);
    become_self();
    assert_false(written);
    assert_non_null(strstr(e.text, "folder"));
}

/* ---- what a killed program leaves ---- */

static bool add_and_die(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct small_import small = {ROWS({50, 1}, {51, 1}), 2, 0};
    assert_true(small_add(s, &small, e));
    _exit(0);
}

static void killed(const char *path, bool within_task)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct store *s = NULL;
        struct err e = {0};
        if (!store_open(path, STORE_WRITE, &s, &e))
            _exit(1);
        small_import(s, {3, 1}, {4, 1}, {5, 1});
        if (within_task && !store_task(s, add_and_die, NULL, &e))
            _exit(1);
        _exit(0); /* the register stays open: as after kill -9 */
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void after_a_kill(void **state)
{
    struct err e = {0};
    const char *path = in_folder(state, "a.diwan");
    assert_fine(store_new(path, STR(""), &e), e);
    struct store *s = NULL;
    killed(path, false);
    assert_true(test_on_server() || file_there(path, "-wal"));
    assert_fine(store_open(path, STORE_READ, &s, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM incident"), 3);
    store_close(&s);
    assert_int_equal(folder_count(state), 1); /* a reader clears up too */
    killed(path, true);
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 3); /* known: none new */
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE source_key = '50'"), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM import"), 2);
    store_close(&s);
}

/* The journal holds changes, and the folder cannot be written to. */
static void journal_in_a_closed_folder(void **state)
{
    struct err e = {0};
    const char *path = in_folder(state, "a.diwan");
    const struct folder *f = *state;
    assert_fine(store_new(path, STR(""), &e), e);
    killed(path, false);
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char name[256];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        assert_int_equal(chmod(name, 0444), 0);
    }
    assert_int_equal(chmod(f->path, 0555), 0);
    assert_true(become_nobody());
    struct store *s = NULL;
    bool opened = store_open(path, STORE_READ, &s, &e);
    int64_t incidents = opened ? number(s, "SELECT count(*) FROM incident") : -1;
    store_close(&s);
    become_self();
    assert_fine(opened, e);
    assert_int_equal(incidents, 3);
}

/* ---- migrations ---- */

static const char second[] = "ALTER TABLE fact ADD COLUMN note TEXT; CREATE TABLE extra (a BIGINT PRIMARY KEY) /*sqlite WITHOUT ROWID*/;";
static const char third_broken[] = "CREATE TABLE third (a BIGINT); INSERT INTO nowhere VALUES (1);";

static void migrations(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a.diwan");
    small_import(s, {1, 1});
    char path[256];
    snprintf(path, sizeof path, "%s", store_path(s));
    store_close(&s);
    const struct embedded own[] = {{"9001-second.sql", second, sizeof second - 1}, {"9002-third.sql", third_broken, sizeof third_broken - 1}};
    struct embedded rooms[3][SCHEMA_ROOM];
    const struct embedded *one = schema_and(rooms[0], 0, own), *two = schema_and(rooms[1], 1, own), *three = schema_and(rooms[2], 2, own);
    assert_fails(store_open_with(test_driver(), two, path, STORE_READ, NULL, &s, &e), e, ERR_STORE, "older Diwan");
    /* the broken third: the second stays, the third leaves nothing */
    assert_fails(store_open_with(test_driver(), three, path, STORE_WRITE, NULL, &s, &e), e, ERR_STORE, "schema 9002");
    assert_fine(store_open_with(test_driver(), two, path, STORE_READ, NULL, &s, &e), e);
    assert_int_equal(number(s, "SELECT value FROM fact WHERE key = 'schema'"), 9001);
    int64_t version = 0;
    assert_fine(s->driver->version(s->connection, &version, &e), e);
    assert_int_equal(version, 9001);
    assert_int_equal(tables_ending(s, "extra", "WITHOUT ROWID"), 1);
    assert_int_equal(tables_ending(s, "third", ""), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM incident"), 1);
    store_close(&s);
    /* and this program is now too old for it */
    assert_fails(store_open_with(test_driver(), one, path, STORE_READ, NULL, &s, &e), e, ERR_STORE, "newer Diwan");
    assert_fails(store_open_with(test_driver(), one, path, STORE_WRITE, NULL, &s, &e), e, ERR_STORE, "newer Diwan");
    assert_null(s);
}

/* ---- two writers ---- */

static bool other_writes(struct store *s, void *arg, struct err *e)
{
    (void)s;
    struct store *other = arg;
    struct small_import small = {ROWS({9, 1}), 1, 0};
    struct err theirs = {0};
    store_patience(other, 150);
    assert_false(store_task(other, small_add, &small, &theirs));
    assert_int_equal(theirs.code, ERR_STORE);
    assert_non_null(strstr(theirs.text, "another program is writing"));
    /* Ctrl-C ends the waiting at once */
    store_patience(other, 600000);
    interrupt_catch();
    raise(SIGINT);
    assert_false(store_task(other, small_add, &small, &theirs));
    assert_int_equal(theirs.code, ERR_STOPPED);
    interrupt_clear();
    return store_fact_set(s, "name", STR("first"), e);
}

static void one_writer_at_a_time(void **state)
{
    struct err e = {0};
    struct store *a = register_new(state, "a.diwan"), *b = NULL;
    assert_fine(store_open(store_path(a), STORE_WRITE, &b, &e), e);
    assert_fine(store_task(a, other_writes, b, &e), e);
    small_import(b, {9, 1});
    assert_int_equal(number(a, "SELECT count(*) FROM incident"), 1);
    store_close(&a);
    assert_true(test_on_server() || file_there(store_path(b), "-wal"));
    store_close(&b);
    assert_int_equal(folder_count(state), 1);
}

/* A waiting writer gets its turn. */
static void waits_for_its_turn(void **state)
{
    struct err e = {0};
    const char *path = in_folder(state, "a.diwan");
    assert_fine(store_new(path, STR(""), &e), e);
    pid_t child[3];
    for (size_t i = 0; i < ARRAY_LEN(child); i++) {
        child[i] = fork();
        assert_true(child[i] >= 0);
        if (child[i] == 0) {
            struct store *s = NULL;
            if (!store_open(path, STORE_WRITE, &s, &e))
                _exit(1);
            for (int64_t k = 0; k < 20; k++)
                small_import(s, {(int64_t)i * 100 + k, 1});
            store_close(&s);
            _exit(0);
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(child); i++) {
        int status = -1;
        assert_int_equal(waitpid(child[i], &status, 0), child[i]);
        assert_int_equal(status, 0);
    }
    struct store *s = NULL;
    assert_fine(store_open(path, STORE_READ, &s, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL"), 60);
    assert_int_equal(number(s, "SELECT count(DISTINCT id) FROM import"), 60);
    store_close(&s);
    assert_int_equal(folder_count(state), 1);
}

/* Encrypted is for files, trust for servers; neither is taken for the other, and what is not open data stays known as that. */
static void kinds(void **state)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *path = in_folder(state, "a.diwan");
    if (!test_on_server()) {
        assert_fails(store_make(path, REGISTER_TRUSTING, NULL, STR(""), &e), e, ERR_USAGE, "a file is encrypted");
        assert_fails(store_make(path, REGISTER_ENCRYPTED, NULL, STR(""), &e), e, ERR_DENIED, store_can_encrypt() ? "passphrase" : "without encryption");
    } else {
        assert_fails(store_make(path, REGISTER_ENCRYPTED, NULL, STR(""), &e), e, ERR_DENIED, "not encrypted by Diwan");
        assert_fine(store_make(path, REGISTER_TRUSTING, NULL, STR(""), &e), e);
        assert_fine(store_open(path, STORE_READ, &s, &e), e);
        assert_false(store_is_open_data(s));
        assert_null(store_master(s));
        store_close(&s);
        path = in_folder(state, "b.diwan");
    }
    assert_fine(store_make(path, REGISTER_OPEN, NULL, STR(""), &e), e);
    assert_fine(store_open(path, STORE_READ, &s, &e), e);
    assert_true(store_is_open_data(s));
    store_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_register, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(kinds, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(after_a_kill, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(migrations, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(one_writer_at_a_time, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(waits_for_its_turn, folder_begin, folder_end),
        /* about files */
        cmocka_unit_test_setup_teardown(never_overwrites, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(never_overwrites_in_a_race, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(on_poor_file_systems, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(new_fails_clearly, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(odd_names, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(opens_only_registers, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(another_programs_database, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(cut_or_damaged, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(without_permission, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(journal_in_a_closed_folder, folder_begin, folder_end),
    };
    return store_tests("store open", tests, ARRAY_LEN(tests), 10);
}
