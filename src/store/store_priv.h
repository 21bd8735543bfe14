/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `store` only: the seam between what a register means (store*.c) and the database that
 * holds it (sqlite*.c, postgres*.c). A driver knows its database and nothing of incidents; it
 * says what failed as a sentence that names the register. Tests put their own driver in between.
 */
#ifndef DIWAN_STORE_PRIV_H
#define DIWAN_STORE_PRIV_H
#include "core/embedded.h"
#include "store/key_priv.h"
#include "store/store.h"

struct store_driver;

/* Drivers put these first in their own structs. */
struct store_connection {
    const struct store_driver *driver;
    struct register_key key; /* of an encrypted register; the driver ends it */
};
struct store_statement {
    bool writes; /* changes the register */
};

enum step { STEP_ROW, STEP_DONE, STEP_FAILED };

struct store_driver {
    const char *name;
    void (*shown)(const char *path, struct buf *out); /* the path as people may see it: without secrets */

    /* A register that nobody else can see yet, empty, under the name it will have. `publish` makes it
     * visible, never in place of something else, and closes it; `close` without that leaves no trace. */
    /* `key`: NULL makes an open register. It is copied. */
    bool (*create)(const char *path, const struct register_key *key, struct store_connection **out, struct err *e);
    bool (*publish)(struct store_connection **c, struct err *e);
    bool (*open)(const char *path, enum store_mode mode, const struct key_source *keys, struct store_connection **out,
        struct err *e);
    void (*close)(struct store_connection **c);
    void (*patience)(struct store_connection *c, int wait_ms); /* how long to wait for another writer */

    /* Number of the last migration applied; 0 for an empty register. */
    bool (*version)(struct store_connection *c, int64_t *out, struct err *e);
    bool (*version_set)(struct store_connection *c, int64_t version, struct err *e);
    bool (*script)(struct store_connection *c, const char *sql, struct err *e); /* several statements */

    bool (*begin)(struct store_connection *c, enum store_mode mode, struct err *e);
    bool (*commit)(struct store_connection *c, struct err *e);
    void (*rollback)(struct store_connection *c); /* also where nothing is open any more */

    /* NULL on failure. `kept`: it will be used again. The texts of `with` must live until reset. */
    struct store_statement *(*prepare)(struct store_connection *c, const char *sql, bool kept, struct err *e);
    bool (*bind)(struct store_statement *st, struct binds with, struct err *e);
    enum step (*step)(struct store_statement *st, struct err *e);
    bool (*column_null)(struct store_statement *st, int column);
    int64_t (*column_int)(struct store_statement *st, int column);
    double (*column_real)(struct store_statement *st, int column);
    struct str (*column_text)(struct store_statement *st, int column);
    void (*reset)(struct store_statement *st);
    void (*finish)(struct store_statement **st);

    /* Rows in bulk through a statement of their own: bulk_row for each, then bulk_end, then finish. */
    struct store_statement *(*bulk_begin)(struct store_connection *c, const char *insert, struct err *e);
    bool (*bulk_row)(struct store_statement *st, struct binds row, struct err *e);
    bool (*bulk_end)(struct store_statement *st, struct err *e);

    /* All of `from`, as it is at one moment, into `to`, which `create` of the same driver made and nobody wrote to; others
     * may write to `from` meanwhile. NULL: this database is copied table by table. */
    bool (*copy)(struct store_connection *from, struct store_connection *to, struct progress *p, struct err *e);

    /* Write the register anew without free pages, under `key` where one is given, in place of the old one: whole or not at all.
     * Nobody else may have it open meanwhile. Ends the connection's use: close it afterwards. */
    bool (*rewrite)(struct store_connection *c, const struct register_key *key, struct progress *p, struct err *e);
    /* From here on what is deleted through this connection is overwritten. NULL: this database cannot. */
    bool (*erase_begin)(struct store_connection *c, struct err *e);
    /* The journal is empty afterwards. NULL: it is not ours. */
    bool (*settle)(struct store_connection *c, struct err *e);
    /* Where there is no `rewrite`: the tables anew without what was deleted. Outside any transaction, with no statement open. */
    bool (*compact)(struct store_connection *c, struct progress *p, struct err *e);

    /* The database's own examination; one line a problem. */
    bool (*check)(struct store_connection *c, struct buf *out, int64_t *problems, struct err *e);
};

extern const struct store_driver store_sqlite, store_postgres;
/* Of the SQLite driver, before a passphrase is asked for: is it built with encryption, and is this place free? */
bool sqlite_can_encrypt(void);
bool sqlite_place_free(const char *path, struct err *e);

/* ---- one register ---- */

enum { STATEMENTS_KEPT = 48 };

struct store {
    const struct store_driver *driver;
    struct store_connection *connection;
    char *path;  /* as given: to open it again */
    char *shown; /* for words to people */
    enum store_mode mode;
    bool in_task, in_look;
    bool open_data;    /* see store_is_open_data */
    bool task_failed;  /* a statement failed: nothing of this task may stay (as PostgreSQL has it) */
    int64_t origin;
    int64_t rows_open; /* rows and bulks that nobody has closed yet */
    uint64_t uses;
    struct kept {
        const char *sql;
        struct store_statement *st;
        bool busy;
        uint64_t last_use;
    } kept[STATEMENTS_KEPT];
    char *who, *time; /* who signs audit lines, and when; NULL: not said */
};

/* A table as a backup reads and writes it, where the database cannot copy itself (backup.c). A NULL name ends them. */
struct copied_table {
    const char *name, *count, *select, *insert;
    const char *kinds; /* of the columns, a letter each: i whole number, r real, t text, b bytes */
};
extern const struct copied_table store_copied[];

/* The driver that a register's name asks for; NULL with *e set. */
const struct store_driver *store_driver_of(const char *path, struct err *e);
/* A store on an open connection, which it owns from here on; and the end of its statements, before `publish`. */
struct store *store_on(const struct store_driver *driver, struct store_connection *c, const char *path,
    enum store_mode mode);
void store_statements_end(struct store *s);
/* Examine a register that nobody has seen yet, as its own database does or by all rules, and only if it is sound make it visible. */
bool store_publish_sound(struct store *made, bool all_rules, struct progress *p, struct err *e);

/* As store_new, store_open and store_backup, with other drivers or other migrations. */
/* Ask for the passphrase of a register that is to be made at `path`, and make its key. */
bool store_key_asked(const char *path, const struct key_source *keys, struct register_key *out, struct err *e);

struct backup_way {
    const struct store_driver *from, *to;
    const struct key_source *keys;
    bool trust_server;
};
bool store_backup_with(const struct backup_way *way, const char *from, const char *to, struct progress *p, struct err *e);
bool store_new_with(const struct store_driver *driver, const struct embedded *schema, const char *path,
    enum register_kind kind, const struct register_key *key, struct str name, struct err *e);
bool store_open_with(const struct store_driver *driver, const struct embedded *schema, const char *path,
    enum store_mode mode, const struct key_source *keys, struct store **out, struct err *e);
void store_patience(struct store *s, int wait_ms);

/* Apply what is not applied yet, one transaction each. The number of a migration is that of its file. */
bool store_migrate(struct store *s, const struct embedded *schema, struct err *e);
int64_t schema_latest(const struct embedded *schema);

/* The time in words of RFC 3339, UTC: "2026-02-14T09:30:00Z". For audit lines only, never for results. */
void time_now(char out[32]);

#endif
