/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the SQLite driver only (sqlite.c, sqlite_open.c). */
#ifndef DIWAN_SQLITE_PRIV_H
#define DIWAN_SQLITE_PRIV_H
#include "store/store_priv.h"
#include <sqlite3.h>

enum { REGISTER_MAGIC = 0x4469776E }; /* "Diwn", the application_id of a register */

struct sqlite_connection {
    struct store_connection base;
    sqlite3 *db;
    char *path;          /* as the user wrote it, for words to people */
    char *made;          /* the file being made, until it is published; else NULL */
    int wait_ms;         /* patience with another writer */
    int64_t wait_until;  /* on the monotonic clock, ms */
};

static inline struct sqlite_connection *sqlite_of(struct store_connection *c)
{
    return (struct sqlite_connection *)c;
}

/* What SQLite's last failure means, as one sentence with what to do; returns false. */
bool sqlite_err(const struct sqlite_connection *c, int code, struct err *e);
/* Run statements that answer nothing of interest. */
bool sqlite_run(struct sqlite_connection *c, const char *sql, struct err *e);

/* Are bytes missing at the end of the file? `expected` is what its first page promises. */
bool sqlite_cut_short(struct sqlite_connection *c, int64_t *bytes, int64_t *expected);

bool sqlite_create(const char *path, struct store_connection **out, struct err *e);
bool sqlite_publish(struct store_connection **connection, struct err *e);
bool sqlite_copy(struct store_connection *from, struct store_connection *to, struct progress *p, struct err *e);
bool sqlite_open(const char *path, enum store_mode mode, struct store_connection **out, struct err *e);
void sqlite_close(struct store_connection **connection);
#endif
