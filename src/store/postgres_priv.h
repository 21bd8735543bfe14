/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the PostgreSQL driver only (postgres*.c). A register is one schema of a database; all its texts have
 * collation "C", so that order is by code point, as in a file.
 *
 * libpq answers one question at a time. What is read therefore comes through cursors, a chunk at a time, so
 * that statements may stand within each other; and rows in bulk travel by COPY, which ends whenever something
 * else is asked. Questions that belong together go in one packet (pipeline mode): a far server is far once.
 */
#ifndef DIWAN_POSTGRES_PRIV_H
#define DIWAN_POSTGRES_PRIV_H
#include "store/store_priv.h"
#include <libpq-fe.h>

enum { /* pg_type.dat: built-in types have fixed numbers */
    TYPE_BOOL = 16, TYPE_BYTEA = 17, TYPE_NAME = 19, TYPE_INT8 = 20, TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_TEXT = 25, TYPE_OID = 26,
    TYPE_FLOAT4 = 700, TYPE_FLOAT8 = 701, TYPE_NUMERIC = 1700, TYPE_ANY = 0
};

enum moment { /* the transaction that is open */
    MOMENT_NONE,
    MOMENT_LENT, /* for rows that are read outside any: ends with the last of them */
    MOMENT_LOOK,
    MOMENT_TASK
};

struct parting { /* what the server may forget, told with the next question */
    uint64_t number;
    bool cursor; /* else a prepared statement */
};

struct postgres_bulk;

struct postgres_connection {
    struct store_connection base;
    PGconn *pg;
    char *shown;       /* the URL without password, for words to people */
    char *schema;
    int32_t lock_key;  /* the schema's number: one writer at a time */
    int wait_ms;       /* patience with another writer */
    enum moment moment;
    uint64_t moments;  /* counts them: a cursor does not outlive its own */
    int reading;       /* cursors in use */
    uint64_t names;    /* for statements and cursors */
    bool making;       /* from create to publish all is one transaction */
    bool cancelled;
    struct parting *partings;
    size_t parting_n, parting_room;
    struct postgres_bulk *bulks; /* open ones, the oldest first */
};

static inline struct postgres_connection *postgres_of(struct store_connection *c)
{
    return (struct postgres_connection *)c;
}

struct postgres_handle { /* statements and bulks both begin with it */
    struct store_statement base;
    bool is_bulk;
};

/* ---- URLs (postgres_url.c) ---- */

/* The URL without passwords. */
void postgres_shown(const char *url, struct buf *out);
/* The schema that the URL names (options=-csearch_path=NAME), else "diwan"; owned by the caller. False where the
 * URL cannot be read or its schema is not a plain name. */
bool postgres_schema(const char *url, const char *shown, char **out, struct err *e);

/* ---- failures in words (postgres_words.c) ---- */

/* What a failed result (NULL: the connection) means, as one sentence with what to do; returns false. */
bool postgres_err(const struct postgres_connection *c, const PGresult *r, struct err *e);
/* Why there is no connection. */
bool postgres_connect_err(const struct postgres_connection *c, struct err *e);

/* ---- values (postgres_value.c) ---- */

struct values { /* $1.. as libpq wants them, in binary */
    int n;
    Oid *types;
    const char **values;
    int *lengths, *formats;
    char (*numbers)[8];
};
void values_begin(struct values *v, int n);
void values_end(struct values *v);
/* Texts and bytes are not copied. False for a text with a NUL byte. */
bool values_set(struct values *v, int i, const struct bind *b, const char *shown, struct err *e);
void put_16(char *to, int64_t v);
void put_32(char *to, int64_t v);
void put_64(char *to, int64_t v);
void put_real(char *to, double v);
int64_t value_int(Oid type, const char *p, int n);
double value_real(Oid type, const char *p, int n);
struct str value_text(Oid type, const char *p, int n, char scratch[32]);
/* A text that PostgreSQL can hold: without NUL. */
bool text_fits(struct str t, const char *shown, struct err *e);

/* ---- talking (postgres_talk.c) ---- */

struct step_out { /* one question of a packet */
    const char *sql;             /* NULL: run the prepared statement `name` */
    const char *name;            /* with sql: prepare it under this name */
    const struct values *values; /* NULL: none */
};
/* Ask all in one packet and wait; Ctrl-C stops the server's work. `*last` (may be NULL): the last answer, in
 * binary, to be cleared by the caller. On failure everything after the failed step was not done. */
bool postgres_ask(struct postgres_connection *c, const struct step_out *steps, size_t n, PGresult **last, struct err *e);
/* One question without values. */
bool postgres_run(struct postgres_connection *c, const char *sql, struct err *e);
/* Several statements in one text. */
bool postgres_run_all(struct postgres_connection *c, const char *sql, struct err *e);
/* COMMIT or ROLLBACK: Ctrl-C does not reach it. */
bool postgres_finish_moment(struct postgres_connection *c, const char *how, struct err *e);
/* The next answer, with Ctrl-C heeded; NULL when there is no more. */
PGresult *postgres_result(struct postgres_connection *c);
/* Wait until the socket can be read (POLLIN) or written (POLLOUT), 100 ms at most. */
void postgres_wait(struct postgres_connection *c, short events);
void postgres_part(struct postgres_connection *c, uint64_t number, bool cursor);

/* ---- bulk (postgres_bulk.c) ---- */

struct store_statement *postgres_bulk_begin(struct store_connection *c, const char *insert, struct err *e);
bool postgres_bulk_row(struct store_statement *st, struct binds row, struct err *e);
bool postgres_bulk_end(struct store_statement *st, struct err *e);
void postgres_bulk_finish(struct store_statement **st);
/* All rows given so far are in the server afterwards: whatever is asked next sees them. */
bool postgres_bulk_flush(struct postgres_connection *c, struct err *e);

/* ---- beginning and end (postgres_open.c) ---- */

bool postgres_create(const char *url, const struct register_key *key, struct store_connection **out, struct err *e);
bool postgres_publish(struct store_connection **connection, struct err *e);
bool postgres_open(const char *url, enum store_mode mode, const struct key_source *keys, struct store_connection **out, struct err *e);
void postgres_close(struct store_connection **connection);
bool postgres_check(struct store_connection *connection, struct buf *out, int64_t *problems, struct err *e);

static inline char *postgres_copy(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = mem_get(n);
    memcpy(copy, text, n);
    return copy;
}
#endif
