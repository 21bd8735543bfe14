/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a register on a PostgreSQL server does. Run beside a server of its own by tests/postgres/server.py. */
#include "store/postgres_priv.h"
#include "store/testing.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

/* ---- addresses ---- */

static void no_password_is_shown(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"postgresql://dana@host/db", "postgresql://dana@host/db"},
        {"postgresql://dana:secret@host:5433/db?sslmode=require", "postgresql://dana@host:5433/db?sslmode=require"},
        {"postgres://dana:sec:ret@host", "postgres://dana@host"},
        {"postgresql://dana:se@cret@host/db", "postgresql://dana@host/db"},
        {"postgresql://dana:se?cret@host/db", "postgresql://dana@host/db"},
        {"postgresql:///db?host=/run&password=secret&user=dana", "postgresql:///db?host=/run&user=dana"},
        {"postgresql://host/db?password=secret", "postgresql://host/db"},
        {"postgresql://host/db?p%61ssword=secret&sslpassword=secret&user=x", "postgresql://host/db?user=x"},
        {"postgresql://?password=secret", "postgresql://"},
        {"postgresql://?host=/run/a@b&user=x", "postgresql://?host=/run/a@b&user=x"},
        {"postgresql://", "postgresql://"},
        {"postgresql://[::1]:5432/db?user=me@there", "postgresql://[::1]:5432/db?user=me@there"},
        {"postgresql://one:5432,two:5433/db?user=me@there", "postgresql://one:5432,two:5433/db?user=me@there"},
        {"postgresql://dana:se/cret@host/db", "postgresql://dana@host/db"},
        {"postgresql://dana:12/cret@host/db", "postgresql://dana@host/db"},
        {"postgresql://dana:s/e?cret@host/db?sslmode=require", "postgresql://dana@host/db?sslmode=require"},
        {"postgresql://dana:secret", "postgresql://dana"}, /* cut off before its @ */
        {"postgresql://dana@host:5433: there is no", "postgresql://dana@host:5433: there is no"},
        {"postgresql://host/db?passwd=secret&passfile=/a&x_pwd=secret", "postgresql://host/db?passfile=/a"},
        {"postgresql:/dana:secret@host/db", "postgresql:/dana@host/db"},
        {"POSTGRESQL://dana:secret@host/db", "POSTGRESQL://dana@host/db"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf b CLEANUP(buf_end) = {0};
        postgres_shown(cases[i][0], &b);
        assert_string_equal(b.p, cases[i][1]);
    }
}

static void no_password_within_words(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"no postgres here: a:b@c", "no postgres here: a:b@c"},
        {"\"postgresql://dana:secret@host/db\" is one too many: `diwan show`", "\"postgresql://dana@host/db\" is one too many: `diwan show`"},
        {"--on=Postgres://dana:secret@host/a and postgres:/b:secret@c.", "--on=Postgres://dana@host/a and postgres:/b@c."},
        {"postgresql://host:5433: the register; see postgresql://host:5433, or not", "postgresql://host:5433: the register; see postgresql://host:5433, or not"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf b CLEANUP(buf_end) = {0};
        store_words_shown(cases[i][0], &b);
        assert_string_equal(b.p ? b.p : "", cases[i][1]);
    }
}

static void schemas_have_plain_names(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"postgresql://host/db", "diwan"},
        {"postgresql://host/db?options=-csearch_path%3Diraq", "iraq"},
        {"postgresql://host/db?options=-c%20search_path%3Diraq_2%20-c%20jit%3Doff", "iraq_2"},
        {"postgresql://host/db?options=-cjit%3Doff", "diwan"},
        {"postgresql://host/db?options=--search-path%3Diraq", "iraq"},
        {"postgresql://host/db?options=-cSearch_Path%3Diraq", "iraq"},
        {"postgresql://host/db?options=-csearch_path%3Done%20-csearch_path%3Diraq", "iraq"},
        {"postgresql://host/db?host=@abstract&options=-csearch_path%3Dorder", "order"},
    };
    struct err e = {0};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *name = NULL;
        assert_fine(postgres_schema(cases[i][0], "x", &name, &e), e);
        assert_string_equal(name, cases[i][1]);
        free(name);
    }
    static const char *const wrong[] = {"postgresql://host/db?options=-csearch_path%3Da,b", "postgresql://host/db?options=-csearch_path%3D%22a%22",
        "postgresql://host/db?options=-csearch_path%3D", "postgresql://host/db?options=-csearch_path%3Dpg_catalog",
        "postgresql://host/db?options=-csearch_path%3DIraq", "postgresql://host/db?options=-csearch_path%3D1a"};
    char *name = NULL;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_fails(postgres_schema(wrong[i], "x", &name, &e), e, ERR_USAGE, "cannot be the schema");
    assert_fails(postgres_schema("postgresql://host:secret:5/%zz", "x", &name, &e), e, ERR_USAGE, "not the address");
    assert_null(strstr(e.text, "secret"));
    static const char *const unreadable[] = {"postgresql://dana:se@secret@host/db", "postgresql://dana:secret/x@host/db", "postgresql://host/db?host=a@secret"};
    for (size_t i = 0; i < ARRAY_LEN(unreadable); i++)
        assert_fails(postgres_schema(unreadable[i], "x", &name, &e), e, ERR_USAGE, "not the address");
}

/* ---- making and opening ---- */

/* Words for the server about the schema of register `name`; %s stands for the schema. */
#define server_about(state, name, words)                                                                               \
    do {                                                                                                               \
        char schema_[64], sql_[700];                                                                                   \
        test_schema(((struct folder *)*(state))->path, name, schema_);                                                 \
        snprintf(sql_, sizeof sql_, words, schema_, schema_, schema_, schema_);                                        \
        server_ask(sql_);                                                                                              \
    } while (0)

static void makes_in_a_free_schema_only(void **state)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *a = in_folder(state, "a"), *b = in_folder(state, "b"), *c = in_folder(state, "c");
    assert_fine(store_new(a, STR("Selmara"), &e), e);
    assert_fails(store_new(a, STR("Selmara"), &e), e, ERR_INPUT, "already exists");
    server_about(state, "b", "CREATE SCHEMA %s; -- %s %s %s");
    assert_fails(store_open(b, STORE_READ, &s, &e), e, ERR_ABSENT, "is empty");
    assert_fine(store_new(b, STR("Selmara"), &e), e); /* prepared by somebody */
    server_about(state, "c", "CREATE SCHEMA %s; CREATE TABLE %s.fact (a INTEGER); -- %s %s");
    assert_fails(store_new(c, STR("Selmara"), &e), e, ERR_INPUT, "already exists");
    assert_fails(store_open(c, STORE_WRITE, &s, &e), e, ERR_INPUT, "another program");
    assert_fails(store_open(in_folder(state, "none"), STORE_READ, &s, &e), e, ERR_ABSENT, "no such register");
    assert_null(s);
}

static int in_a_child(bool (*fn)(const char *url, struct err *e), const char *url)
{
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct err e = {0};
        _exit(fn(url, &e) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static bool make(const char *url, struct err *e)
{
    return store_new(url, STR("other"), e);
}

/* A backup onto a server may take minutes. */
static void making_one_holds_up_no_other(void **state)
{
    struct err e = {0};
    struct store_connection *c = NULL;
    assert_fine(store_postgres.create(in_folder(state, "a"), NULL, &c, &e), e);
    assert_int_equal(in_a_child(make, in_folder(state, "b")), 0);
    store_postgres.close(&c);
}

/* Words that SQL keeps for itself are names of schemas like others. */
static void schemas_named_like_sql(void **state)
{
    (void)state;
    static const char *const names[] = {"order", "user", "default", "all", "table"};
    struct err e = {0};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char url[400], drop[80];
        struct store *s = NULL;
        snprintf(url, sizeof url, "%s&options=-csearch_path%%3D%s", getenv("DIWAN_TEST_POSTGRESQL"), names[i]);
        assert_fine(store_new(url, STR("Selmara"), &e), e);
        assert_fine(store_open(url, STORE_WRITE, &s, &e), e);
        store_close(&s);
        snprintf(drop, sizeof drop, "DROP SCHEMA \"%s\" CASCADE", names[i]);
        server_ask(drop);
    }
}

/* A server may be set to confirm before it has written: then what was said to be kept could be lost with its power. */
static void kept_means_on_the_disk(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    store_close(&s);
    server_ask("ALTER ROLE diwan SET synchronous_commit = off");
    bool opened = store_open(in_folder(state, "a"), STORE_WRITE, &s, &e);
    server_ask("ALTER ROLE diwan RESET synchronous_commit");
    assert_fine(opened, e);
    assert_int_equal(number(s, "SELECT count(*) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'on'"), 1);
    store_close(&s);
}

static void two_make_the_same(void **state)
{
    struct err e = {0};
    const char *a = in_folder(state, "a");
    struct store_connection *c = NULL;
    assert_fine(store_postgres.create(a, NULL, &c, &e), e);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) { /* waits until the first is done, and then is too late, or first */
        bool made = store_new(a, STR("second"), &e);
        _exit(made ? 1 : strstr(e.text, "already exists") ? 0 : 2);
    }
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    assert_fine(store_postgres.script(c, embedded_schema[0].data, &e), e);
    assert_fine(store_postgres.publish(&c, &e), e);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static const char *as_role(const char *url, const char *role)
{
    static char out[8][700];
    static size_t next;
    char *mine = out[next++ % ARRAY_LEN(out)];
    const char *user = strstr(url, "user=diwan");
    assert_non_null(user);
    snprintf(mine, sizeof out[0], "%.*suser=%s%s", (int)(user - url), url, role, user + strlen("user=diwan"));
    return mine;
}

static void rights_are_the_servers(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    small_import(s, {1, 1}, {2, 1});
    const char *reader = as_role(store_path(s), "a_reader"), *stranger = as_role(store_path(s), "a_stranger");
    server_ask("DROP ROLE IF EXISTS a_reader; DROP ROLE IF EXISTS a_stranger; CREATE ROLE a_reader LOGIN; CREATE ROLE a_stranger LOGIN");
    server_about(state, "a", "GRANT USAGE ON SCHEMA %s TO a_reader; GRANT SELECT ON ALL TABLES IN SCHEMA %s TO a_reader; -- %s %s");
    struct store *r = NULL;
    assert_fine(store_open(reader, STORE_READ, &r, &e), e);
    assert_int_equal(number(r, "SELECT count(*) FROM incident"), 2);
    store_close(&r);
    assert_fails(store_open(reader, STORE_WRITE, &r, &e), e, ERR_SYSTEM, "no permission to write");
    assert_fails(store_open(stranger, STORE_READ, &r, &e), e, ERR_SYSTEM, "no permission to read");
    assert_fails(store_new(as_role(in_folder(state, "b"), "a_stranger"), STR(""), &e), e, ERR_SYSTEM, "no permission");
    /* may write by the grants, and is set to read only */
    server_ask("DROP ROLE IF EXISTS a_writer; CREATE ROLE a_writer LOGIN; ALTER ROLE a_writer SET default_transaction_read_only = on");
    server_about(state, "a", "GRANT USAGE ON SCHEMA %s TO a_writer; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO a_writer; -- %s %s");
    assert_fine(store_open(as_role(store_path(s), "a_writer"), STORE_WRITE, &r, &e), e);
    struct small_import small = {ROWS({9, 1}), 1, 0};
    assert_fails(store_task(r, small_add, &small, &e), e, ERR_SYSTEM, "no permission to write");
    store_close(&r);
    server_ask("ALTER ROLE a_writer RESET default_transaction_read_only");
    assert_fine(store_open(as_role(store_path(s), "a_writer"), STORE_WRITE, &r, &e), e);
    assert_fine(store_task(r, small_add, &small, &e), e);
    assert_fine(store_undo(r, 2, &e), e);
    store_close(&r);
    server_ask("DROP OWNED BY a_reader, a_writer; DROP ROLE a_reader, a_writer, a_stranger");
    store_close(&s);
}

/* ---- what goes wrong ---- */

static bool lose_the_line(struct store *s, void *arg, struct err *e)
{
    int64_t backend = 0;
    char sql[80];
    (void)arg;
    if (!store_fact_set(s, "name", STR("half"), e) || !store_int(s, "SELECT pg_backend_pid()", WITH_NOTHING, 0, &backend, e))
        return false;
    snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%" PRId64 ", 5000)::int", backend);
    assert_int_equal(server_ask(sql), 1);
    return true; /* what is written next finds nobody */
}

static void a_lost_line_changes_nothing(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a"), *again = NULL;
    uint64_t before = register_digest(s);
    assert_fails(store_task(s, lose_the_line, NULL, &e), e, ERR_SYSTEM, "connection to the server was lost");
    struct small_import small = {ROWS({9, 1}), 1, 0};
    assert_fails(store_task(s, small_add, &small, &e), e, ERR_SYSTEM, "connection to the server was lost");
    struct rows *r = store_rows(s, "SELECT count(*) FROM incident", WITH_NOTHING);
    assert_false(rows_next(r));
    assert_fails(rows_end(&r, &e), e, ERR_SYSTEM, "lost");
    assert_fine(store_open(store_path(s), STORE_WRITE, &again, &e), e);
    assert_true(register_digest(again) == before);
    store_close(&s);
    store_close(&again);
}

/* The same while rows are on their way. */
static bool lose_in_bulk(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", e);
    char text[400];
    memset(text, 'x', sizeof text);
    for (int64_t i = 0; b && i < 20000; i++) {
        struct bind row[] = {bind_int(i + 1), bind_text((struct str){text, sizeof text})};
        if (i == 2000)
            server_ask("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query LIKE 'COPY%'");
        if (!bulk_row(b, row, ARRAY_LEN(row), e))
            return false;
    }
    return b && bulk_end(&b, e);
}

static void a_line_lost_in_bulk(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a"), *again = NULL;
    uint64_t before = register_digest(s);
    assert_fails(store_task(s, lose_in_bulk, NULL, &e), e, ERR_SYSTEM, "connection to the server was lost");
    assert_fine(store_open(store_path(s), STORE_WRITE, &again, &e), e);
    assert_true(register_digest(again) == before);
    store_close(&s);
    store_close(&again);
}

static const char *raised;
static bool raise_it(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "name", STR("half"), e) && store_do_(s, raised, WITH_NOTHING, e);
}

#define RAISE(state, words) "DO $do$ BEGIN RAISE EXCEPTION USING ERRCODE = '" state "', MESSAGE = '" words "'; END $do$"
static void every_failure_has_words(void **state)
{
    static const struct {
        const char *sql, *word;
        enum err_code code;
    } cases[] = {
        {RAISE("53100", "could not extend file"), "disk of the server is full", ERR_SYSTEM},
        {RAISE("53200", "out of memory"), "ran out of means (out of memory)", ERR_SYSTEM},
        {RAISE("58030", "could not read block"), "look after its disk", ERR_SYSTEM},
        {RAISE("XX001", "invalid page"), "look after its disk", ERR_SYSTEM},
        {RAISE("40001", "could not serialize"), "at the same moment", ERR_STORE},
        {RAISE("40P01", "deadlock detected"), "at the same moment", ERR_STORE},
        {RAISE("42501", "permission denied for table fact"), "no permission for this", ERR_SYSTEM},
        {RAISE("57014", "canceling statement"), "took too long", ERR_STORE},
        {RAISE("22021", "invalid byte sequence"), "not UTF-8", ERR_INPUT},
        {RAISE("23503", "violates foreign key"), "does not fit (violates foreign key)", ERR_STORE},
        {RAISE("42P01", "relation is not there"), "failed: relation is not there (PostgreSQL 42P01)", ERR_STORE},
    };
    struct err e = {0};
    struct store *s = register_new(state, "a");
    uint64_t before = register_digest(s);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        raised = cases[i].sql;
        assert_fails(store_task(s, raise_it, NULL, &e), e, cases[i].code, cases[i].word);
        assert_true(strncmp(e.text, "postgresql://", 13) == 0);
        assert_true(register_digest(s) == before);
    }
    store_close(&s);
}

static void *ctrl_c(void *arg)
{
    (void)arg;
    nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    kill(getpid(), SIGINT);
    return NULL;
}

static void ctrl_c_stops_the_server(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    pthread_t thread;
    interrupt_catch();
    assert_int_equal(pthread_create(&thread, NULL, ctrl_c, NULL), 0);
    int64_t out = 0;
    bool done = store_int(s, "SELECT CASE WHEN pg_sleep(60) IS NULL THEN 1 ELSE 0 END", WITH_NOTHING, 0, &out, &e);
    pthread_join(thread, NULL);
    interrupt_clear();
    assert_false(done);
    assert_int_equal(e.code, ERR_STOPPED);
    small_import(s, {1, 1}); /* and goes on */
    store_close(&s);
}

static bool nothing(struct store *s, void *arg, struct err *e)
{
    (void)s, (void)arg, (void)e;
    return true;
}

static void no_change_between_rows(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    struct rows *r = store_rows(s, "SELECT id FROM origin", WITH_NOTHING);
    assert_true(rows_next(r));
    assert_fails(store_task(s, nothing, NULL, &e), e, ERR_STORE, "while rows of it are being read");
    assert_fine(store_look(s, nothing, NULL, &e), e);
    assert_false(rows_next(r));
    assert_fine(rows_end(&r, &e), e);
    assert_fine(store_task(s, nothing, NULL, &e), e);
    store_close(&s);
}

/* ---- values ---- */

static void values_of_every_type(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    struct rows *r = store_rows(s,
        "SELECT CAST(12345678901234567 AS NUMERIC), CAST(-0.0625 AS NUMERIC), CAST(10000 AS NUMERIC), CAST('NaN' AS NUMERIC), "
        "CAST(1.5 AS DOUBLE PRECISION), CAST(0.5 AS REAL), true, CAST(7 AS SMALLINT), CAST(-7 AS INTEGER), '42', CAST(1e30 AS NUMERIC), "
        "CAST(0 AS NUMERIC)", WITH_NOTHING);
    assert_true(rows_next(r));
    assert_true(rows_int(r, 0) == 12345678901234567 && str_is(rows_text(r, 0), "12345678901234567"));
    assert_true(rows_real(r, 1) == -0.0625 && rows_int(r, 1) == 0 && str_is(rows_text(r, 1), "-0.0625"));
    assert_true(rows_int(r, 2) == 10000 && rows_real(r, 2) == 10000 && str_is(rows_text(r, 2), "10000"));
    assert_true(isnan(rows_real(r, 3)) && rows_int(r, 3) == 0);
    assert_true(rows_real(r, 4) == 1.5 && rows_int(r, 4) == 1 && str_is(rows_text(r, 4), "1.5"));
    assert_true(rows_real(r, 5) == 0.5);
    assert_true(rows_int(r, 6) == 1 && str_is(rows_text(r, 6), "1"));
    assert_true(rows_int(r, 7) == 7 && rows_int(r, 8) == -7 && str_is(rows_text(r, 8), "-7"));
    assert_true(rows_int(r, 9) == 42 && rows_real(r, 9) == 42);
    assert_true(rows_int(r, 10) == INT64_MAX);
    assert_true(rows_int(r, 11) == 0 && rows_real(r, 11) == 0);
    assert_fine(rows_end(&r, &e), e);
    store_close(&s);
}

static const struct str with_nul = {"a\0b", 3};
static bool nul_in_a_value(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "name", with_nul, e);
}
static bool nul_in_bulk(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", e);
    struct bind row[] = {bind_int(1), bind_text(with_nul)};
    return b && bulk_row(b, row, 2, e) && bulk_end(&b, e);
}
static bool broken_utf8(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "name", STR("a\xff"), e);
}

static void texts_that_do_not_go(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    assert_fails(store_task(s, nul_in_a_value, NULL, &e), e, ERR_INPUT, "NUL byte in it (byte 2)");
    assert_fails(store_task(s, nul_in_bulk, NULL, &e), e, ERR_INPUT, "NUL byte");
    assert_fails(store_task(s, broken_utf8, NULL, &e), e, ERR_INPUT, "not UTF-8");
    store_close(&s);
}

static bool words_in(struct store *s, void *arg, struct err *e)
{
    static const char *const words[] = {"b", "B", "a", "Ä", "ä", "_", "كركوك", "10", "9", "A b", "Ab", "-", "سەلاحەدین"};
    (void)arg;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (!store_do(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", WITH(bind_int((int64_t)i + 1), bind_text(str_of(words[i]))), e))
            return false;
    return true;
}

/* The test's server sorts by a language's rules; a register does not. */
static void order_is_by_code_point(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    assert_fine(store_task(s, words_in, NULL, &e), e);
    char before[64] = "";
    int n = 0;
    struct rows *r = store_rows(s, "SELECT text FROM wording ORDER BY text", WITH_NOTHING);
    for (; rows_next(r); n++) {
        char now[64];
        snprintf(now, sizeof now, "%.*s", STR_F(rows_text(r, 0)));
        assert_true(str_compare(str_of(before), str_of(now)) < 0);
        memcpy(before, now, sizeof before);
    }
    assert_fine(rows_end(&r, &e), e);
    assert_int_equal(n, 13);
    assert_int_equal(number(s, "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text' "
        "AND collation_name IS DISTINCT FROM 'C'"), 0);
    store_close(&s);
}

/* ---- many rows ---- */

static bool many_in(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO wording (id, text) VALUES ($1, 'row')", e);
    for (int64_t i = 0; b && i < 30000; i++) {
        struct bind row[] = {bind_int(i)};
        if (!bulk_row(b, row, 1, e))
            return false;
        int64_t there = -1;
        if (i % 9999 == 0) { /* whoever asks between sees all that came */
            if (!store_int(s, "SELECT count(*) FROM wording", WITH_NOTHING, 0, &there, e))
                return false;
            assert_int_equal(there, i + 1);
        }
    }
    return b && bulk_end(&b, e);
}

static void rows_within_many_rows(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    assert_fine(store_task(s, many_in, NULL, &e), e);
    int64_t n = 0, inner = 0;
    struct rows *r = store_rows(s, "SELECT id FROM wording ORDER BY id", WITH_NOTHING);
    while (rows_next(r)) {
        assert_int_equal(rows_int(r, 0), n++);
        if (n % 1000 != 0)
            continue;
        int64_t id = 0;
        assert_fine(store_int(s, "SELECT id FROM wording WHERE id = $1", WITH(bind_int(n - 1)), -1, &id, &e), e);
        inner += id == n - 1;
    }
    assert_fine(rows_end(&r, &e), e);
    assert_int_equal(n, 30000);
    assert_int_equal(inner, 30);
    store_close(&s);
}

static const char *bulk_sql;
static struct bind bulk_value;
static bool one_in_bulk(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk_(s, bulk_sql, e);
    return b && bulk_row(b, &bulk_value, 1, e) && bulk_end(&b, e);
}

static bool child_before_parent(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct bulk *parents CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, $1, $2, '', 'open')", e);
    struct bulk *places CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, $1, 1, 1, '', 'SLM', '', 'x')", e);
    struct bulk *names CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO place_name (origin, id, import, place_origin, place, language, "
        "name, folded) VALUES (1, $1, 1, 1, $1, '', 'x', 'x')", e);
    if (!parents || !places || !names)
        return false;
    for (int64_t i = 1; i <= 3000; i++) {
        struct bind id[] = {bind_int(i), bind_int(i)};
        if (!bulk_row(places, id, 1, e) || !bulk_row(names, id, 1, e) || !bulk_row(parents, id, 2, e))
            return false;
    }
    return bulk_end(&names, e) && bulk_end(&places, e) && bulk_end(&parents, e); /* the order they end in does not matter */
}

static void bulk_takes_what_an_insert_takes(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    assert_fine(store_task(s, child_before_parent, NULL, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM place_name AS n JOIN place AS p ON p.id = n.place"), 3000);
    assert_int_equal(number(s, "SELECT count(*) FROM source WHERE name = CAST(id AS TEXT) AND licence = 'open'"), 3000);
    static const struct {
        const char *sql, *word;
        struct bind value;
        enum err_code code;
    } refused[] = {
        {"INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, 9999, 1, $1, '', '', '', '')", "does not fit",
            {.kind = BIND_INT, .v.i = 40000}, ERR_STORE},
        {"INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, 9999, 1, $1, '', '', '', '')", "does not fit",
            {.kind = BIND_TEXT, .v.t = {"x", 1}}, ERR_STORE},
        {"INSERT INTO wording (id, text) VALUES (1, $1), (2, $1)", "plain INSERT", {.kind = BIND_INT, .v.i = 1}, ERR_STORE},
        {"INSERT INTO wording (id, text) VALUES (1, lower($1))", "plain INSERT", {.kind = BIND_INT, .v.i = 1}, ERR_STORE},
        {"INSERT INTO nowhere (id) VALUES ($1)", "nowhere", {.kind = BIND_INT, .v.i = 1}, ERR_STORE},
        {"INSERT INTO wording (id, text) VALUES ($1, NULL)", "does not fit", {.kind = BIND_INT, .v.i = 1}, ERR_STORE},
        {"INSERT INTO place_name (origin, id, import, place_origin, place, language, name, folded) VALUES (1, 9999, 1, 1, $1, '', '', '')",
            "does not fit", {.kind = BIND_INT, .v.i = 777777}, ERR_STORE},
    };
    uint64_t before = register_digest(s);
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        bulk_sql = refused[i].sql;
        bulk_value = refused[i].value;
        assert_fails(store_task(s, one_in_bulk, NULL, &e), e, refused[i].code, refused[i].word);
        assert_true(register_digest(s) == before);
    }
    bulk_sql = "INSERT INTO place (origin, id, import, level, code, country, parent_code, name, longitude, border, ended_by) "
               "VALUES (1, 5000, -1, 0, '', '', '', 'x', $1, NULL, 12)";
    bulk_value = bind_int(41);
    assert_fine(store_task(s, one_in_bulk, NULL, &e), e);
    assert_int_equal(number(s, "SELECT count(*) FROM place WHERE longitude = 41 AND import = -1 AND border IS NULL AND ended_by = 12"), 1);
    store_close(&s);
}

/* ---- examination ---- */

static void check_asks_the_server(void **state)
{
    struct err e = {0};
    struct store *s = register_new(state, "a");
    server_about(state, "a", "ALTER TABLE %s.wording ADD CONSTRAINT odd CHECK (id < 1000) NOT VALID; -- %s %s %s");
    struct buf out CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    assert_fine(store_check(s, &out, &problems, &e), e);
    assert_int_equal(problems, 1);
    assert_non_null(strstr(out.p, "constraint odd of wording was never examined"));
    store_close(&s);
}

int main(void)
{
    if (!test_on_server()) {
        puts("1..0 # SKIP no server was started: tests/postgres/server.py does it");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_password_is_shown),
        cmocka_unit_test(no_password_within_words),
        cmocka_unit_test(schemas_have_plain_names),
        cmocka_unit_test(schemas_named_like_sql),
        cmocka_unit_test_setup_teardown(making_one_holds_up_no_other, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(kept_means_on_the_disk, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(makes_in_a_free_schema_only, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(two_make_the_same, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(rights_are_the_servers, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(a_lost_line_changes_nothing, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(a_line_lost_in_bulk, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(every_failure_has_words, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(ctrl_c_stops_the_server, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(no_change_between_rows, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(values_of_every_type, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(texts_that_do_not_go, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(order_is_by_code_point, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(rows_within_many_rows, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(bulk_takes_what_an_insert_takes, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(check_asks_the_server, folder_begin, folder_end),
    };
    return cmocka_run_group_tests_name("store postgres", tests, NULL, NULL);
}
