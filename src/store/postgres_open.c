/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: connecting, making a register, opening and examining it. */
#include "store/postgres_priv.h"
#include <assert.h>
#include <poll.h>
#include <time.h>

enum { WAIT_MS = 10000, CONNECT_S = 15, OLDEST = 150000 };

static void connection_end(struct postgres_connection **c)
{
    if (!*c)
        return;
    PQfinish((*c)->pg);
    free((*c)->partings);
    free((*c)->schema);
    free((*c)->shown);
    free(*c);
    *c = NULL;
}

void postgres_close(struct store_connection **connection)
{
    struct postgres_connection *c = connection ? postgres_of(*connection) : NULL;
    if (c)
        connection_end(&c);
    if (connection)
        *connection = NULL;
}

/* ---- connecting ---- */

static int64_t clock_s(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec;
}

/* libpq's own waiting does not hear Ctrl-C. */
static bool connect_wait(struct postgres_connection *c, struct err *e)
{
    int64_t end = clock_s() + CONNECT_S;
    PostgresPollingStatusType want = PGRES_POLLING_WRITING;
    while (want != PGRES_POLLING_OK) {
        if (want == PGRES_POLLING_FAILED || PQstatus(c->pg) == CONNECTION_BAD)
            return postgres_connect_err(c, e);
        if (interrupted())
            return err_set(e, ERR_STOPPED, "as you asked; the register is as it was before");
        if (clock_s() > end)
            return err_set(e, ERR_SYSTEM, "%.300s: there is no connection to the server: it did not answer within %d seconds: "
                "check the address, and whether the server runs", c->shown, CONNECT_S);
        struct pollfd p = {.fd = PQsocket(c->pg), .events = want == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        if (poll(&p, 1, 100) > 0)
            want = PQconnectPoll(c->pg);
    }
    return true;
}

static bool server_fits(struct postgres_connection *c, struct err *e)
{
    int version = PQserverVersion(c->pg);
    if (version < OLDEST)
        return err_set(e, ERR_STORE, "%.300s: the server is PostgreSQL %d, and a register wants 15 or newer", c->shown,
            version / 10000);
    const char *encoding = PQparameterStatus(c->pg, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return err_set(e, ERR_STORE, "%.300s: this database is in encoding %s, and a register wants UTF8: have one made with "
            "CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0", c->shown, encoding ? encoding : "unknown");
    return true;
}

/* What every session of ours sets; the schema's name is plain (postgres_schema). */
static bool session_begin(struct postgres_connection *c, enum store_mode mode, struct err *e)
{
    char path[128], patience[64];
    snprintf(path, sizeof path, "SET search_path = \"%s\"", c->schema);
    snprintf(patience, sizeof patience, "SET lock_timeout = %d", WAIT_MS);
    struct step_out steps[] = {{.sql = path}, {.sql = patience}, {.sql = "SET cursor_tuple_fraction = 1"}, {.sql = "SET jit = off"},
        {.sql = "SET client_min_messages = error"}, /* what was said to be kept is on the disk, also where the server is set otherwise */
        {.sql = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"}, {.sql = "SET default_transaction_read_only = on"}};
    return postgres_ask(c, steps, ARRAY_LEN(steps) - (mode == STORE_WRITE), NULL, e);
}

static bool connect_to(const char *url, enum store_mode mode, struct postgres_connection **out, struct err *e)
{
    struct postgres_connection *c CLEANUP(connection_end) = mem_get(sizeof *c);
    struct buf shown CLEANUP(buf_end) = {0};
    postgres_shown(url, &shown);
    c->base.driver = &store_postgres;
    c->shown = postgres_copy(shown.p);
    c->wait_ms = WAIT_MS;
    if (!postgres_schema(url, c->shown, &c->schema, e))
        return false;
    const char *const names[] = {"fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {"diwan", url, "UTF8", NULL};
    c->pg = PQconnectStartParams(names, values, 1);
    if (!c->pg)
        return err_set(e, ERR_SYSTEM, "%.300s: no memory for a connection", c->shown);
    if (!connect_wait(c, e) || !server_fits(c, e) || !session_begin(c, mode, e))
        return false;
    *out = c;
    c = NULL;
    return true;
}

/* ---- what there is ---- */

struct sight {
    bool schema, ours, anything, may_use, may_write, standby;
};

/* Nothing here fails for a missing right: it is looked up first. */
static bool look_at(struct postgres_connection *c, struct sight *out, struct err *e)
{
    static const char sql[] =
        "SELECT n.oid, has_schema_privilege(n.oid, 'USAGE'), "
        "(SELECT count(*) FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid AND c.relname IN ('fact', 'origin', 'incident', "
        "'import') AND c.relkind = 'r') = 4, "
        "EXISTS (SELECT 1 FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid) OR "
        "EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p WHERE p.pronamespace = n.oid), "
        "coalesce((SELECT bool_and(has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE') AND "
        "has_table_privilege(c.oid, 'DELETE')) FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid AND c.relkind = 'r'), false), "
        "pg_is_in_recovery() FROM pg_catalog.pg_namespace AS n WHERE n.nspname = $1";
    struct values name;
    values_begin(&name, 1);
    struct bind schema = bind_text(str_of(c->schema));
    struct step_out step = {.sql = sql, .values = &name};
    PGresult *r = NULL;
    bool fine = values_set(&name, 0, &schema, c->shown, e) && postgres_ask(c, &step, 1, &r, e);
    values_end(&name);
    if (!fine)
        return false;
    *out = (struct sight){.schema = PQntuples(r) == 1};
    if (out->schema) {
        bool *const seen[] = {&out->may_use, &out->ours, &out->anything, &out->may_write, &out->standby};
        c->lock_key = (int32_t)(uint32_t)value_int(PQftype(r, 0), PQgetvalue(r, 0, 0), 4);
        for (int i = 0; i < (int)ARRAY_LEN(seen); i++)
            *seen[i] = PQgetvalue(r, 0, i + 1)[0] != 0;
    }
    PQclear(r);
    return true;
}

/* ---- opening ---- */

static bool may_open(const struct postgres_connection *c, const struct sight *s, enum store_mode mode, struct err *e)
{
    if (!s->schema)
        return err_set(e, ERR_ABSENT, "%.300s: there is no such register (the database has no schema %s): check the name, or make "
            "one with `diwan new`", c->shown, c->schema);
    if (!s->may_use)
        return err_set(e, ERR_SYSTEM, "%.300s: no permission to read this register: ask its owner for the right (GRANT USAGE ON "
            "SCHEMA %s)", c->shown, c->schema);
    if (!s->anything)
        return err_set(e, ERR_ABSENT, "%.300s: there is no such register (schema %s is empty): make one with `diwan new`", c->shown,
            c->schema);
    if (!s->ours)
        return err_set(e, ERR_INPUT, "%.300s: schema %s holds tables of another program, not a register of Diwan", c->shown,
            c->schema);
    if (mode == STORE_READ)
        return true;
    if (s->standby)
        return err_set(e, ERR_SYSTEM, "%.300s: this server only follows another and cannot be written to: nothing was changed; "
            "name the first server", c->shown);
    return s->may_write || err_set(e, ERR_SYSTEM, "%.300s: no permission to write to this register: nothing was changed; ask its "
        "owner for the right", c->shown);
}

bool postgres_open(const char *url, enum store_mode mode, const struct key_source *keys, struct store_connection **out, struct err *e)
{
    (void)keys; /* a server keeps its own */
    struct postgres_connection *c CLEANUP(connection_end) = NULL;
    struct sight sight;
    if (!connect_to(url, mode, &c, e) || !look_at(c, &sight, e) || !may_open(c, &sight, mode, e))
        return false;
    *out = &c->base;
    c = NULL;
    return true;
}

/* ---- making ---- */

static bool taken(const struct postgres_connection *c, struct err *e)
{
    return err_set(e, ERR_INPUT, "%.300s: schema %s already exists, and nothing is ever overwritten: choose another name with "
        "options=-csearch_path%%3DNAME", c->shown, c->schema);
}

/* FNV-1a: a lock of the server has a number for its name. */
static int32_t number_of_name(const char *name)
{
    uint32_t h = 2166136261u;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return (int32_t)h;
}

/* Who makes one and the same register does so one at a time: the second sees what the first made. Making may take minutes (a
 * backup), so other registers of the database do not wait for it. */
static bool making_begin(struct postgres_connection *c, struct err *e)
{
    char lock[96];
    snprintf(lock, sizeof lock, "SELECT pg_advisory_xact_lock(1147762543, %" PRId32 ")", number_of_name(c->schema));
    struct step_out steps[] = {{.sql = "BEGIN ISOLATION LEVEL READ COMMITTED"}, {.sql = lock}};
    c->making = true;
    c->moments = 1; /* cursors are closed when their rows end, as in any moment */
    return postgres_ask(c, steps, ARRAY_LEN(steps), NULL, e);
}

/* An empty schema that somebody prepared serves too: not everybody may make schemas. */
bool postgres_create(const char *url, const struct register_key *key, struct store_connection **out, struct err *e)
{
    assert(!key && "registers on a server are not encrypted by us");
    struct postgres_connection *c CLEANUP(connection_end) = NULL;
    struct sight sight;
    if (!connect_to(url, STORE_WRITE, &c, e) || !making_begin(c, e) || !look_at(c, &sight, e))
        return false;
    if (sight.schema && sight.anything)
        return taken(c, e);
    if (!sight.schema) {
        char sql[128];
        snprintf(sql, sizeof sql, "CREATE SCHEMA \"%s\"", c->schema);
        if (!postgres_run(c, sql, e))
            return false;
    }
    *out = &c->base;
    c = NULL;
    return true;
}

bool postgres_publish(struct store_connection **connection, struct err *e)
{
    struct postgres_connection *c CLEANUP(connection_end) = postgres_of(*connection);
    *connection = NULL;
    assert(c->making);
    return postgres_finish_moment(c, "COMMIT", e);
}

/* ---- examination ---- */

/* Each row becomes a line. */
static bool lines_of(struct postgres_connection *c, const char *sql, struct buf *out, int64_t *problems, struct err *e)
{
    struct step_out step = {.sql = sql};
    PGresult *r = NULL;
    if (!postgres_ask(c, &step, 1, &r, e))
        return false;
    for (int i = 0; i < PQntuples(r); i++) {
        buf_add(out, PQgetvalue(r, i, 0), (size_t)PQgetlength(r, i, 0));
        buf_char(out, '\n');
        ++*problems;
    }
    PQclear(r);
    return true;
}

/* Where the extension amcheck is there and may be used: each index against its table. Damage is what was asked
 * for, not a failure. */
static bool indexes_check(struct postgres_connection *c, struct buf *out, int64_t *problems, struct err *e)
{
    struct buf none CLEANUP(buf_end) = {0};
    struct err ignored = {0};
    int64_t there = 0;
    if (!lines_of(c, "SELECT 'x' FROM pg_catalog.pg_proc AS p WHERE p.proname = 'bt_index_check' AND p.pronargs = 2 AND "
            "has_function_privilege(p.oid, 'EXECUTE')", &none, &there, &ignored) || !there)
        return true;
    buf_clear(&none);
    if (!lines_of(c, "SELECT format('SELECT %I.bt_index_check(%s, true)', (SELECT n.nspname FROM pg_catalog.pg_extension AS x JOIN "
            "pg_catalog.pg_namespace AS n ON n.oid = x.extnamespace WHERE x.extname = 'amcheck'), i.oid) FROM pg_catalog.pg_class AS i "
            "JOIN pg_catalog.pg_index AS d ON d.indexrelid = i.oid WHERE i.relnamespace = current_schema()::regnamespace AND d.indisvalid "
            "ORDER BY i.relname", &none, &there, e))
        return false;
    for (char *line = none.p; line && *line;) {
        char *end = strchr(line, '\n');
        *end = '\0';
        struct err found = {0};
        if (!postgres_run(c, line, &found)) {
            if (found.code == ERR_STOPPED)
                return err_set(e, found.code, "%s", found.text);
            buf_f(out, "an index: %s\n", found.text);
            ++*problems;
        }
        line = end + 1;
    }
    return true;
}

bool postgres_check(struct store_connection *connection, struct buf *out, int64_t *problems, struct err *e)
{
    struct postgres_connection *c = postgres_of(connection);
    return lines_of(c, "SELECT 'a link: constraint ' || k.conname || ' of ' || t.relname || ' was never examined (NOT VALID)' FROM "
               "pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS t ON t.oid = k.conrelid WHERE k.connamespace = "
               "current_schema()::regnamespace AND NOT k.convalidated ORDER BY 1", out, problems, e) &&
           lines_of(c, "SELECT 'an index: ' || i.relname || ' is not valid: REINDEX it' FROM pg_catalog.pg_index AS d JOIN "
               "pg_catalog.pg_class AS i ON i.oid = d.indexrelid WHERE i.relnamespace = current_schema()::regnamespace AND NOT "
               "(d.indisvalid AND d.indisready) ORDER BY 1", out, problems, e) &&
           lines_of(c, "SELECT 'the server: ' || checksum_failures || ' damaged pages were met in this database' FROM "
               "pg_catalog.pg_stat_database WHERE datname = current_database() AND checksum_failures > 0", out, problems, e) &&
           indexes_check(c, out, problems, e);
}
