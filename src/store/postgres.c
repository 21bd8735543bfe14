/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: statements, rows, transactions, versions and migrations. */
#include "store/postgres_priv.h"
#include <assert.h>
#include <ctype.h>

enum { FIRST_ROWS = 64, CHUNK_BYTES = 1 << 21, CHUNK_ROWS = 8192 };

struct postgres_statement {
    struct postgres_handle handle;
    struct postgres_connection *c;
    char *sql, *declare;  /* declare: reading through cursor d_NUMBER */
    uint64_t number;      /* of the cursor, or of the prepared statement s_NUMBER; 0: not prepared */
    bool reads;
    struct values values;
    int places;           /* different $n */
    Oid *types;           /* those it was prepared with */
    /* while it runs */
    bool started, whole;  /* whole: no more rows than the chunk has */
    uint64_t moment;      /* in which its cursor was declared */
    PGresult *chunk;
    int row, rows;
    int64_t asked;
    char (*scratch)[32];  /* numbers in digits, one a column */
};

static struct postgres_statement *statement_of(struct store_statement *st)
{
    return (struct postgres_statement *)st;
}

/* ---- preparing ---- */

/* The $n of a statement outside quotes: how many different ones, and the highest. */
static void places_of(const char *sql, int *different, int *most)
{
    bool seen[1001] = {false};
    *different = *most = 0;
    for (const char *p = sql; *p; p++) {
        if (*p == '\'' || *p == '"') {
            char quote = *p;
            for (p++; *p && *p != quote; p++)
                ;
            if (!*p)
                return;
            continue;
        }
        if (*p != '$' || !isdigit((unsigned char)p[1]))
            continue;
        int number = 0;
        for (p++; isdigit((unsigned char)*p) && number <= 100; p++)
            number = number * 10 + *p - '0';
        p--;
        assert(number >= 1 && number <= 1000 && "placeholders are $1, $2 ...");
        *different += !seen[number];
        seen[number] = true;
        *most = MAX_OF(*most, number);
    }
}

static bool begins(const char *sql, const char *word)
{
    while (*sql == ' ' || *sql == '\n' || *sql == '(')
        sql++;
    return strncmp(sql, word, strlen(word)) == 0;
}

static struct store_statement *postgres_prepare(struct store_connection *connection, const char *sql, bool kept, struct err *e)
{
    (void)kept;
    (void)e; /* the types of its values are not known yet: the server sees it when they are bound and it runs */
    int most;
    struct postgres_statement *s = mem_get(sizeof *s);
    s->c = postgres_of(connection);
    s->sql = postgres_copy(sql);
    s->reads = begins(sql, "SELECT") || begins(sql, "WITH") || begins(sql, "VALUES");
    s->handle.base.writes = !s->reads;
    places_of(sql, &s->places, &most);
    values_begin(&s->values, most);
    if (!s->reads) {
        s->types = mem_get(((size_t)most + 1) * sizeof *s->types);
        return &s->handle.base;
    }
    s->number = ++s->c->names;
    size_t room = strlen(sql) + 64;
    s->declare = mem_get(room);
    snprintf(s->declare, room, "DECLARE d_%" PRIu64 " NO SCROLL CURSOR FOR %s", s->number, sql);
    return &s->handle.base;
}

static bool postgres_bind(struct store_statement *statement, struct binds with, struct err *e)
{
    struct postgres_statement *s = statement_of(statement);
    if (with.n != (size_t)s->places)
        return err_set(e, ERR_STORE, "%.300s: a statement asks for %d values and was given %zu: %.200s", s->c->shown, s->places,
            with.n, s->sql);
    if (s->values.n > (int)with.n)
        return err_set(e, ERR_STORE, "%.300s: a statement asks for $%d of %zu values: %.200s", s->c->shown, s->values.n, with.n,
            s->sql);
    for (int i = 0; i < s->values.n; i++)
        if (!values_set(&s->values, i, &with.b[i], s->c->shown, e))
            return false;
    return true;
}

/* ---- rows through a cursor ---- */

static void chunk_take(struct postgres_statement *s, PGresult *r)
{
    PQclear(s->chunk);
    s->chunk = r;
    s->row = -1;
    s->rows = PQntuples(r);
    s->whole = s->rows < s->asked;
    if (!s->scratch && PQnfields(r))
        s->scratch = mem_get((size_t)PQnfields(r) * sizeof *s->scratch);
}

/* As many rows as fill a chunk, by those that came; at least one. */
static int64_t rows_wanted(const struct postgres_statement *s)
{
    if (s->rows == 0)
        return FIRST_ROWS;
    size_t each = PQresultMemorySize(s->chunk) / (size_t)s->rows + 1;
    return (int64_t)MIN_OF(MAX_OF(CHUNK_BYTES / each, (size_t)1), (size_t)CHUNK_ROWS);
}

static bool cursor_read(struct postgres_statement *s, bool first, struct err *e)
{
    struct postgres_connection *c = s->c;
    char fetch[64];
    struct step_out steps[3];
    size_t n = 0;
    s->asked = first ? FIRST_ROWS : rows_wanted(s);
    snprintf(fetch, sizeof fetch, "FETCH %" PRId64 " FROM d_%" PRIu64, s->asked, s->number);
    if (first && c->moment == MOMENT_NONE && !c->making)
        steps[n++] = (struct step_out){.sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
    if (first)
        steps[n++] = (struct step_out){.sql = s->declare, .values = &s->values};
    steps[n++] = (struct step_out){.sql = fetch};
    PGresult *r = NULL;
    bool fine = postgres_ask(c, steps, n, &r, e);
    if (fine)
        chunk_take(s, r);
    return fine;
}

static bool read_begin(struct postgres_statement *s, struct err *e)
{
    struct postgres_connection *c = s->c;
    bool lent = c->moment == MOMENT_NONE && !c->making;
    if (!cursor_read(s, true, e)) {
        if (lent && PQtransactionStatus(c->pg) != PQTRANS_IDLE) {
            struct err ignored = {0};
            postgres_finish_moment(c, "ROLLBACK", &ignored);
        }
        return false;
    }
    if (lent) {
        c->moment = MOMENT_LENT;
        c->moments++;
    }
    c->reading++;
    s->moment = c->moments;
    return true;
}

static enum step read_step(struct postgres_statement *s, struct err *e)
{
    if (!s->started) {
        s->started = true;
        if (!read_begin(s, e))
            return STEP_FAILED;
    }
    if (s->row + 1 < s->rows) {
        s->row++;
        return STEP_ROW;
    }
    if (s->whole)
        return STEP_DONE;
    if (s->moment != s->c->moments) {
        err_set(e, ERR_STORE, "%.300s: rows were still being read when their moment of the register ended", s->c->shown);
        return STEP_FAILED;
    }
    if (!cursor_read(s, false, e))
        return STEP_FAILED;
    return read_step(s, e);
}

static void read_over(struct postgres_statement *s)
{
    struct postgres_connection *c = s->c;
    bool open = s->moment != 0 && s->moment == c->moments && c->reading > 0;
    s->moment = 0;
    if (!open)
        return;
    c->reading--;
    if (c->moment == MOMENT_LENT && c->reading == 0) {
        struct err ignored = {0};
        postgres_finish_moment(c, "ROLLBACK", &ignored);
        return;
    }
    postgres_part(c, s->number, true);
}

/* ---- statements that change ---- */

/* A number may have been NULL the first time: then the server chose another type for it. */
static bool prepared_for(const struct postgres_statement *s)
{
    for (int i = 0; i < s->values.n; i++)
        if (s->values.values[i] && s->values.types[i] != s->types[i])
            return false;
    return s->number != 0;
}

static enum step run_step(struct postgres_statement *s, struct err *e)
{
    if (s->started)
        return s->row + 1 < s->rows ? (s->row++, STEP_ROW) : STEP_DONE;
    s->started = true;
    char name[32];
    struct step_out steps[2];
    size_t n = 0;
    bool prepared = prepared_for(s);
    if (!prepared && s->number)
        postgres_part(s->c, s->number, false);
    uint64_t number = prepared ? s->number : ++s->c->names;
    s->number = 0;
    snprintf(name, sizeof name, "s_%" PRIu64, number);
    if (!prepared)
        steps[n++] = (struct step_out){.sql = s->sql, .name = name, .values = &s->values};
    steps[n++] = (struct step_out){.name = name, .values = &s->values};
    PGresult *r = NULL;
    if (!postgres_ask(s->c, steps, n, &r, e))
        return STEP_FAILED;
    s->number = number;
    if (!prepared && s->values.n) /* a NULL later does not change what it was prepared for */
        memcpy(s->types, s->values.types, (size_t)s->values.n * sizeof *s->types);
    s->asked = INT64_MAX;
    chunk_take(s, r);
    return run_step(s, e);
}

static enum step postgres_step(struct store_statement *st, struct err *e)
{
    struct postgres_statement *s = statement_of(st);
    return s->reads ? read_step(s, e) : run_step(s, e);
}

static void postgres_reset(struct store_statement *st)
{
    struct postgres_statement *s = statement_of(st);
    if (s->reads)
        read_over(s);
    PQclear(s->chunk);
    s->chunk = NULL;
    free(s->scratch);
    s->scratch = NULL;
    s->started = s->whole = false;
    s->row = s->rows = 0;
}

static void postgres_finish(struct store_statement **st)
{
    if (!st || !*st)
        return;
    if (((struct postgres_handle *)*st)->is_bulk) {
        postgres_bulk_finish(st);
        return;
    }
    struct postgres_statement *s = statement_of(*st);
    postgres_reset(*st);
    if (!s->reads && s->number)
        postgres_part(s->c, s->number, false);
    values_end(&s->values);
    free(s->types);
    free(s->declare);
    free(s->sql);
    free(s);
    *st = NULL;
}

/* ---- columns ---- */

static bool column_null(struct store_statement *st, int column)
{
    const struct postgres_statement *s = statement_of(st);
    return PQgetisnull(s->chunk, s->row, column) == 1;
}

static int64_t column_int(struct store_statement *st, int column)
{
    const struct postgres_statement *s = statement_of(st);
    int n = PQgetlength(s->chunk, s->row, column); /* a NULL has no length either */
    if (n == 0)
        return 0;
    return value_int(PQftype(s->chunk, column), PQgetvalue(s->chunk, s->row, column), n);
}

static double column_real(struct store_statement *st, int column)
{
    const struct postgres_statement *s = statement_of(st);
    if (column_null(st, column))
        return NAN;
    return value_real(PQftype(s->chunk, column), PQgetvalue(s->chunk, s->row, column), PQgetlength(s->chunk, s->row, column));
}

static struct str column_text(struct store_statement *st, int column)
{
    const struct postgres_statement *s = statement_of(st);
    int n = PQgetlength(s->chunk, s->row, column);
    if (n == 0)
        return STR("");
    return value_text(PQftype(s->chunk, column), PQgetvalue(s->chunk, s->row, column), n, s->scratch[column]);
}

/* ---- transactions ---- */

static bool task_begin(struct postgres_connection *c, struct err *e)
{
    char patience[64], lock[96];
    snprintf(patience, sizeof patience, "SET LOCAL lock_timeout = %d", MAX_OF(c->wait_ms, 1));
    snprintf(lock, sizeof lock, "SELECT pg_advisory_xact_lock(1147762542, %" PRId32 ")", c->lock_key); /* "Diwn" */
    /* READ COMMITTED: each statement sees what is there now, and whoever writes holds the lock. */
    struct step_out steps[] = {{.sql = "BEGIN ISOLATION LEVEL READ COMMITTED"}, {.sql = patience}, {.sql = lock}};
    return postgres_ask(c, steps, ARRAY_LEN(steps), NULL, e);
}

static bool postgres_begin(struct store_connection *connection, enum store_mode mode, struct err *e)
{
    struct postgres_connection *c = postgres_of(connection);
    if (c->making)
        return true;
    if (c->moment == MOMENT_LENT) /* rows are being read: they and what comes now must be one moment */
        return mode == STORE_READ || err_set(e, ERR_STORE, "%.300s: the register cannot be changed while rows of it are being read",
            c->shown);
    bool fine = mode == STORE_WRITE ? task_begin(c, e)
                                    : postgres_run(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", e);
    if (!fine) {
        struct err ignored = {0};
        if (PQtransactionStatus(c->pg) != PQTRANS_IDLE)
            postgres_finish_moment(c, "ROLLBACK", &ignored);
        return false;
    }
    c->moment = mode == STORE_WRITE ? MOMENT_TASK : MOMENT_LOOK;
    c->moments++;
    return true;
}

static bool postgres_commit(struct store_connection *connection, struct err *e)
{
    struct postgres_connection *c = postgres_of(connection);
    return c->making ? postgres_bulk_flush(c, e) : postgres_finish_moment(c, "COMMIT", e);
}

/* A register that is being made is one transaction: a look at it ends without ending that, and what fails closes it. */
static void postgres_rollback(struct store_connection *connection)
{
    struct postgres_connection *c = postgres_of(connection);
    struct err ignored = {0};
    if (c->making)
        return;
    if (c->moment != MOMENT_LENT && PQtransactionStatus(c->pg) != PQTRANS_IDLE && PQstatus(c->pg) == CONNECTION_OK)
        postgres_finish_moment(c, "ROLLBACK", &ignored);
    else if (c->moment != MOMENT_LENT)
        c->moment = MOMENT_NONE;
}

static void postgres_patience(struct store_connection *c, int wait_ms)
{
    postgres_of(c)->wait_ms = wait_ms;
}

/* ---- versions and migrations ---- */

/* One number without values; `absent` where there is no row. */
static bool number_of(struct postgres_connection *c, const char *sql, int64_t absent, int64_t *out, struct err *e)
{
    struct step_out step = {.sql = sql};
    PGresult *r = NULL;
    if (!postgres_ask(c, &step, 1, &r, e))
        return false;
    bool there = PQntuples(r) == 1 && !PQgetisnull(r, 0, 0);
    *out = there ? value_int(PQftype(r, 0), PQgetvalue(r, 0, 0), PQgetlength(r, 0, 0)) : absent;
    PQclear(r);
    return true;
}

/* Kept where store_task.c keeps it for people to see: fact "schema". */
static bool postgres_version(struct store_connection *connection, int64_t *out, struct err *e)
{
    struct postgres_connection *c = postgres_of(connection);
    int64_t there = 0;
    if (!number_of(c, "SELECT to_regclass('fact') IS NOT NULL", 0, &there, e))
        return false;
    if (there)
        return number_of(c, "SELECT value FROM fact WHERE key = 'schema'", 0, out, e);
    *out = 0;
    return true;
}

static bool postgres_version_set(struct store_connection *connection, int64_t version, struct err *e)
{
    char sql[160]; /* the number is our own */
    snprintf(sql, sizeof sql, "INSERT INTO fact (key, value) VALUES ('schema', '%" PRId64 "') ON CONFLICT (key) DO UPDATE SET "
        "value = excluded.value", version);
    return postgres_run(postgres_of(connection), sql, e);
}

/* Order by code point, whatever the database's own order is. */
static const char by_code_point[] =
    "DO $do$ DECLARE t record; BEGIN FOR t IN SELECT c.relname, string_agg(format('ALTER COLUMN %I TYPE TEXT COLLATE \"C\"', "
    "a.attname), ', ') AS changes FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid WHERE "
    "c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = "
    "'text'::regtype AND a.attcollation <> 'pg_catalog.\"C\"'::regcollation GROUP BY c.relname LOOP EXECUTE format('ALTER TABLE %I ', "
    "t.relname) || t.changes; END LOOP; END $do$";

static bool postgres_script(struct store_connection *connection, const char *sql, struct err *e)
{
    struct postgres_connection *c = postgres_of(connection);
    return postgres_run_all(c, sql, e) && postgres_run_all(c, by_code_point, e);
}

/* ---- erasing ---- */

/* What was deleted stays in a table's file until the table is written anew. That is its owner's to do; and it stands alone: no question of
 * ours may come before it in one packet. */
static bool postgres_compact(struct store_connection *connection, struct progress *p, struct err *e)
{
    static const char owned[] = "SELECT bool_and(pg_has_role(c.relowner, 'USAGE'))::int FROM pg_catalog.pg_class AS c WHERE c.relnamespace = "
                                "current_schema()::regnamespace AND c.relkind = 'r'";
    static const char names[] = "SELECT 'VACUUM (FULL) ' || string_agg(format('%I', c.relname), ', ' ORDER BY c.relname) FROM pg_catalog.pg_class AS c "
                                "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";
    struct postgres_connection *c = postgres_of(connection);
    struct step_out step = {.sql = names};
    PGresult *r = NULL;
    int64_t own = 0;
    (void)p;
    if (!number_of(c, owned, 0, &own, e))
        return false;
    if (!own)
        return err_set(e, ERR_STORE, "%.300s: only the owner of the register's tables can have the server write them anew: until then what was "
            "deleted lies in their files; have the owner run `diwan erase REGISTER --finish`", c->shown);
    if (!postgres_ask(c, &step, 1, &r, e))
        return false;
    char *vacuum = postgres_copy(PQgetvalue(r, 0, 0));
    PQclear(r);
    bool fine = postgres_run(c, "SELECT 1", e) && postgres_run(c, vacuum, e);
    free(vacuum);
    return fine;
}

const struct store_driver store_postgres = {
    .name = "PostgreSQL",
    .shown = postgres_shown,
    .create = postgres_create,
    .publish = postgres_publish,
    .open = postgres_open,
    .close = postgres_close,
    .patience = postgres_patience,
    .version = postgres_version,
    .version_set = postgres_version_set,
    .script = postgres_script,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .prepare = postgres_prepare,
    .bind = postgres_bind,
    .step = postgres_step,
    .column_null = column_null,
    .column_int = column_int,
    .column_real = column_real,
    .column_text = column_text,
    .reset = postgres_reset,
    .finish = postgres_finish,
    .bulk_begin = postgres_bulk_begin,
    .bulk_row = postgres_bulk_row,
    .bulk_end = postgres_bulk_end,
    .compact = postgres_compact,
    .check = postgres_check,
};
