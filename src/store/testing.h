/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: a folder that goes away, registers in it or on a test's server, small imports. */
#ifndef DIWAN_STORE_TESTING_H
#define DIWAN_STORE_TESTING_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "store/store_priv.h"
#include "store/test_register.h"
#include <dirent.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[64];
};

/* The driver under test. */
static inline const struct store_driver *test_driver(void)
{
    return test_on_server() ? &store_postgres : &store_sqlite;
}

/* Ask the test's server beside Diwan; the first cell as a number (-1: none), or what failed. */
static inline int64_t server_ask(const char *sql)
{
    PGconn *pg = PQconnectdb(getenv("DIWAN_TEST_POSTGRESQL"));
    PQclear(PQexec(pg, "SET client_min_messages = error"));
    PGresult *r = PQexec(pg, sql);
    int64_t out = -1;
    if (PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(pg));
    if (PQntuples(r) > 0)
        str_to_int(str_of(PQgetvalue(r, 0, 0)), &out);
    PQclear(r);
    PQfinish(pg);
    return out;
}

/* The schemas of the registers in a folder: how many, or away with them. */
static inline int64_t folder_schemas(const struct folder *f, const char *before, const char *behind)
{
    char schema[64], sql[400];
    test_schema(f->path, "", schema);
    snprintf(sql, sizeof sql, "%snspname FROM pg_namespace WHERE starts_with(nspname, '%s')%s", before, schema, behind);
    return server_ask(sql);
}

static inline int folder_begin(void **state)
{
    struct folder *f = mem_get(sizeof *f);
    test_folder(f->path, sizeof f->path, "store");
    assert_non_null(mkdtemp(f->path));
    *state = f;
    return 0;
}

static inline int folder_end(void **state)
{
    struct folder *f = *state;
    if (test_on_server())
        folder_schemas(f, "DO $$ DECLARE s text; BEGIN FOR s IN SELECT ", " LOOP EXECUTE 'DROP SCHEMA ' || s || ' CASCADE'; END LOOP; END $$");
    chmod(f->path, 0700);
    DIR *d = opendir(f->path);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(dirfd(d), entry->d_name, 0) != 0)
            unlinkat(dirfd(d), entry->d_name, AT_REMOVEDIR);
    closedir(d);
    rmdir(f->path);
    free(f);
    return 0;
}

/* A register of that name; good for the next forty calls. */
static inline const char *in_folder(void **state, const char *name)
{
    static char files[40][640];
    static size_t next;
    const struct folder *f = *state;
    char *file = files[next++ % ARRAY_LEN(files)];
    test_register(f->path, name, file, sizeof files[0]);
    return file;
}

/* How many files lie in the folder; on a server, how many registers. */
static inline int folder_count(void **state)
{
    struct folder *f = *state;
    if (test_on_server())
        return (int)folder_schemas(f, "SELECT count(*) FROM (SELECT ", ") AS s");
    DIR *d = opendir(f->path);
    assert_non_null(d);
    int n = -2;
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static inline bool file_there(const char *path, const char *ending)
{
    char name[700];
    struct stat st;
    snprintf(name, sizeof name, "%s%s", path, ending);
    return lstat(name, &st) == 0;
}

static inline void file_write(const char *path, const void *data, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("%s", (e).text);                                                                                  \
    } while (0)

/* It fails, with this code, and its sentence names `word`. */
#define assert_fails(call, e, expected_code, word)                                                                     \
    do {                                                                                                               \
        (e) = (struct err){0};                                                                                         \
        assert_false(call);                                                                                            \
        assert_int_equal((e).code, expected_code);                                                                     \
        if (!strstr((e).text, word))                                                                                   \
            fail_msg("\"%s\" does not say \"%s\"", (e).text, word);                                                    \
    } while (0)

static inline struct store *register_new(void **state, const char *name)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *path = in_folder(state, name);
    assert_fine(store_new(path, STR("Selmara"), &e), e);
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    return s;
}

/* A register that may hold what is not public: encrypted, or on the test's server, which is trusted. NULL where this build cannot encrypt: the
 * test is left out, loudly. */
static inline bool sealing_key(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)arg, (void)q, (void)e;
    *out = (struct key_answer){KEY_IS_MASTER, secret_of("0123456789abcdefghijklmnopqrstuv", MASTER_KEY_BYTES)};
    return true;
}

static inline struct store *register_sealing(void **state, const char *name)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *path = in_folder(state, name);
    const struct key_source keys = {sealing_key, NULL};
    if (!test_on_server() && !store_can_encrypt())
        return NULL;
    assert_fine(store_make(path, test_on_server() ? REGISTER_TRUSTING : REGISTER_ENCRYPTED, &keys, STR("Selmara"), &e), e);
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    assert_false(store_is_open_data(s));
    return s;
}

static inline int64_t number_(struct store *s, const char *sql)
{
    struct err e = {0};
    int64_t out = INT64_MIN;
    assert_fine(store_int_(s, sql, WITH_NOTHING, -1, &out, &e), e);
    return out;
}
#define number(s, sql) number_((s), "" sql)

/* How many tables the register has whose names end so (and which SQLite keeps as it was told, see `sqlite_words`). */
static inline int64_t tables_ending(struct store *s, const char *ending, const char *sqlite_words)
{
    char sql[300];
    if (test_on_server())
        snprintf(sql, sizeof sql, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE '%%%s'", ending);
    else
        snprintf(sql, sizeof sql, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%%%s' AND sql LIKE '%%%s%%'", ending, sqlite_words);
    static char kept[40][300]; /* a statement's text must stay */
    static size_t next;
    char *mine = kept[next++ % ARRAY_LEN(kept)];
    memcpy(mine, sql, sizeof sql);
    return number_(s, mine);
}

/* cmocka's own, with as many tests as the store under test has: those for files alone stand last. */
static inline int store_tests(const char *name, const struct CMUnitTest *tests, size_t n, size_t for_files)
{
    return _cmocka_run_group_tests(name, tests, n - (test_on_server() ? for_files : 0), NULL, NULL);
}

/* The released migrations and, behind them, up to three of a test's own (numbers from 9001 on), in `room`. */
static inline const struct embedded *schema_and(struct embedded *room, size_t n, const struct embedded *own)
{
    size_t at = 0;
    for (; embedded_schema[at].name; at++)
        room[at] = embedded_schema[at];
    for (size_t i = 0; i < n; i++)
        room[at++] = own[i];
    room[at] = (struct embedded){NULL, NULL, 0};
    return room;
}
enum { SCHEMA_ROOM = 64 };

/* ---- small imports of incidents ---- */

struct small_row {
    int64_t key, content;
};
struct small_import {
    const struct small_row *rows;
    size_t n;
    int64_t id; /* filled */
};

static const char small_insert[] =
    "INSERT INTO incident (origin, id, import, line, source, source_key, digest, day_first, day_last, day_precision, "
    "place_precision, country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, side_a_kind, "
    "side_b_kind, sources, clarity, flags, deaths_best) VALUES ($1, $2, $3, $4, 1, $5, $6, 18000, 18001, 1, 1, 0, 'SLM', 0, "
    "0, 0, 3, 'attack_civilians', 0, 0, 2, 3, 0, 1, 0, $6)";

/* As an import of incidents does: a key in use with other content is superseded, with the same is known. */
static inline bool small_row_add(struct store *s, struct bulk *b, int64_t import, int64_t id, int64_t line,
    struct small_row row, int64_t *kept, struct err *e)
{
    char key[24];
    snprintf(key, sizeof key, "%" PRId64, row.key);
    int64_t known = 0;
    if (!store_int(s, "SELECT count(*) FROM incident WHERE source_key = $1 AND digest = $2 AND ended_by IS NULL",
            WITH(bind_text(str_of(key)), bind_int(row.content)), 0, &known, e))
        return false;
    if (known)
        return true;
    if (!store_do(s, "UPDATE incident SET ended_by = $1 WHERE source_key = $2 AND ended_by IS NULL",
            WITH(bind_int(import), bind_text(str_of(key))), e))
        return false;
    struct bind values[] = {bind_int(store_origin(s)), bind_int(id), bind_int(import), bind_int(line),
        bind_text(str_of(key)), bind_int(row.content)};
    ++*kept;
    return bulk_row(b, values, ARRAY_LEN(values), e);
}

static inline bool small_add(struct store *s, void *arg, struct err *e)
{
    struct small_import *small = arg;
    struct import im = {.file = STR("selmara.csv"), .layout = STR("test"), .source = STR("Selmara Monitor"),
        .who = STR("Dana"), .time = STR("2026-02-14T09:30:00Z"), .rows = (int64_t)small->n};
    int64_t id = 0, kept = 0;
    if (!store_import_add(s, &im, NULL, 0, e) || !store_next_id(s, "incident", &id, e) ||
        !store_do(s, "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, $1, '', '') "
                     "ON CONFLICT (origin, id) DO NOTHING", WITH(bind_text(im.source)), e))
        return false;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk_(s, small_insert, e);
    if (!b)
        return false;
    for (size_t i = 0; i < small->n; i++)
        if (!small_row_add(s, b, im.id, id + (int64_t)i, (int64_t)i + 2, small->rows[i], &kept, e))
            return false;
    small->id = im.id;
    return bulk_end(&b, e) && store_audit(s, "add", im.file, e) &&
           store_do(s, "UPDATE import SET kept = $1 WHERE id = $2", WITH(bind_int(kept), bind_int(im.id)), e);
}

#define ROWS(...) (const struct small_row[]){__VA_ARGS__}
#define small_import(s, ...)                                                                                           \
    small_import_((s), ROWS(__VA_ARGS__), sizeof(ROWS(__VA_ARGS__)) / sizeof(struct small_row))
static inline int64_t small_import_(struct store *s, const struct small_row *rows, size_t n)
{
    struct err e = {0};
    struct small_import small = {rows, n, 0};
    assert_fine(store_task(s, small_add, &small, &e), e);
    return small.id;
}

/* Everything the register holds, as one number. */
static inline uint64_t register_digest(struct store *s)
{
    static const char *const all[] = {"SELECT * FROM fact ORDER BY 1", "SELECT * FROM origin ORDER BY 1",
        "SELECT * FROM wording ORDER BY 1", "SELECT * FROM import ORDER BY 1, 2", "SELECT * FROM problem ORDER BY 1, 2, 3",
        "SELECT * FROM source ORDER BY 1, 2", "SELECT * FROM place ORDER BY 1, 2",
        "SELECT * FROM place_name ORDER BY 1, 2", "SELECT * FROM population ORDER BY 1, 2",
        "SELECT * FROM incident ORDER BY 1, 2", "SELECT * FROM placed ORDER BY 1, 2, 3",
        "SELECT * FROM audit ORDER BY 1, 2", "SELECT * FROM alias ORDER BY 1, 2",
        "SELECT * FROM observability ORDER BY 1, 2", "SELECT * FROM phase ORDER BY 1, 2",
        "SELECT * FROM licence ORDER BY 1, 2", "SELECT * FROM mapping ORDER BY 1, 2", "SELECT * FROM dialogue ORDER BY 1, 2",
        "SELECT * FROM dialogue_text ORDER BY 1, 2, 3", "SELECT * FROM choice ORDER BY 1, 2, 3, 4", "SELECT * FROM statement ORDER BY 1, 2, 3",
        "SELECT * FROM statement_text ORDER BY 1, 2, 3, 4", "SELECT * FROM participant ORDER BY 1, 2, 3",
        "SELECT * FROM declared ORDER BY 1, 2, 3, 4", "SELECT * FROM vote ORDER BY 1, 2, 3, 4", "SELECT * FROM vote_before ORDER BY 1, 2, 3, 4, 5",
        "SELECT * FROM finding ORDER BY 1, 2", "SELECT * FROM finding_text ORDER BY 1, 2, 3",
        "SELECT * FROM account ORDER BY 1, 2", "SELECT * FROM invitation ORDER BY 1, 3", "SELECT * FROM session ORDER BY 1, 3",
        "SELECT * FROM dialogue_room ORDER BY 1, 2", "SELECT * FROM pass ORDER BY 1, 2, 3", "SELECT * FROM entry_code ORDER BY 1, 2, 3",
        "SELECT * FROM outcome ORDER BY 1, 2, 3, 4", "SELECT * FROM meeting ORDER BY 1, 2, 3", "SELECT * FROM attendance ORDER BY 1, 2, 3, 4",
        "SELECT * FROM correction ORDER BY 1, 2",
        "SELECT * FROM actor ORDER BY 1, 2", "SELECT * FROM actor_name ORDER BY 1, 2, 3, 4, 5", "SELECT * FROM actor_same ORDER BY 1, 2",
        "SELECT * FROM actor_consent ORDER BY 1, 2", "SELECT * FROM actor_score ORDER BY 1, 2", "SELECT * FROM tie ORDER BY 1, 2",
        "SELECT * FROM project ORDER BY 1, 2", "SELECT * FROM project_text ORDER BY 1, 2, 3", "SELECT * FROM project_actor ORDER BY 1, 2, 3",
        "SELECT * FROM project_place ORDER BY 1, 2, 3", "SELECT * FROM project_sector ORDER BY 1, 2, 3",
        "SELECT * FROM project_group ORDER BY 1, 2, 3", "SELECT * FROM project_marker ORDER BY 1, 2, 3, 4",
        "SELECT * FROM project_money ORDER BY 1, 2, 3", "SELECT * FROM activity ORDER BY 1, 2", "SELECT * FROM contact ORDER BY 1, 2",
        "SELECT * FROM promise ORDER BY 1, 2", "SELECT * FROM reply ORDER BY 1, 2", "SELECT * FROM restriction ORDER BY 1, 2",
        "SELECT * FROM plan ORDER BY 1, 2", "SELECT * FROM plan_clash ORDER BY 1, 2",
        "SELECT * FROM agenda ORDER BY 1, 2", "SELECT * FROM agenda_item ORDER BY 1, 2", "SELECT * FROM capacity ORDER BY 1, 2",
        "SELECT * FROM item_state ORDER BY 1, 2", "SELECT * FROM item_link ORDER BY 1, 2", "SELECT * FROM indicator ORDER BY 1, 2",
        "SELECT * FROM indicator_value ORDER BY 1, 2", "SELECT * FROM priority ORDER BY 1, 2", "SELECT * FROM practice ORDER BY 1, 2",
        "SELECT * FROM premise ORDER BY 1, 2", "SELECT * FROM harm_answer ORDER BY 1, 2", "SELECT * FROM item_sign ORDER BY 1, 2",
        "SELECT * FROM help_service ORDER BY 1, 2", "SELECT * FROM judgement ORDER BY 1, 2", "SELECT * FROM partner ORDER BY 1, 2",
        "SELECT * FROM partner_logo ORDER BY 1, 2", "SELECT * FROM legal ORDER BY 1, 2"};
    static const int columns[] = {2, 3, 2, 15, 10, 5, 14, 9, 13, 41, 9, 6, 8, 11, 10, 7, 6, 12, 6, 5, 9, 10, 4, 5, 7, 8, 17, 4, 14, 4, 6, 8, 4, 4, 7, 6, 8, 8,
        13, 5, 7, 7, 11, 17, 14, 5, 7, 9, 7, 4, 5, 12, 28, 20, 15, 11, 15, 14, 9, 13, 23, 12, 11, 12, 19, 12, 12, 22, 14, 11, 8, 17, 12, 9, 8, 14};
    uint64_t h = 1;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        struct err e = {0};
        struct rows *r = store_rows_(s, all[i], WITH_NOTHING);
        while (rows_next(r))
            for (int c = 0; c < columns[i]; c++) {
                struct str t = rows_text(r, c);
                h = hash_64(t.p, t.n, h + rows_null(r, c) + i);
            }
        assert_fine(rows_end(&r, &e), e);
    }
    return h;
}
#endif
