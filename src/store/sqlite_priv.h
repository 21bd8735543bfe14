/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the SQLite driver only (sqlite.c, sqlite_open.c). */
#ifndef DIWAN_SQLITE_PRIV_H
#define DIWAN_SQLITE_PRIV_H
#include "store/store_priv.h"
#include <sqlite3.h>

enum { REGISTER_MAGIC = 0x4469776E, /* "Diwn", the application_id of a register */
    PAGE_BYTES = 8192 };

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

bool sqlite_create(const char *path, const struct register_key *key, struct store_connection **out, struct err *e);
bool sqlite_publish(struct store_connection **connection, struct err *e);
bool sqlite_copy(struct store_connection *from, struct store_connection *to, struct progress *p, struct err *e);
bool sqlite_open(const char *path, enum store_mode mode, const struct key_source *keys, struct store_connection **out,
    struct err *e);
bool sqlite_rewrite(struct store_connection *c, const struct register_key *key, struct progress *p, struct err *e);

/* ---- pieces of making and opening that rewriting shares (sqlite_open.c) ---- */

struct sqlite_connection *sqlite_connection_new(const char *path);
void sqlite_connection_end(struct sqlite_connection **c);
/* A handle on the very file `file`; with the key of `c`, where it has one. `options` of the URI: "?mode=rw". */
bool sqlite_handle_open(struct sqlite_connection *c, const char *file, const char *options, bool write, struct err *e);
bool sqlite_settings(struct sqlite_connection *c, struct err *e);
/* An empty file of mode 0600 beside the register under a name of its own, c->made. */
bool sqlite_file_make(struct sqlite_connection *c, struct err *e);
void sqlite_made_remove(struct sqlite_connection *c);
bool sqlite_file_sync(const char *path);
void sqlite_folder_sync(const char *path);
char *sqlite_folder_of(const char *path);
void sqlite_text_end(char **text); /* for CLEANUP */
/* A path as a URI, with options. */
void sqlite_uri(const char *path, const char *options, struct buf *out);
/* Was the file removed, moved or replaced since it was opened? Then an error that says so. */
bool sqlite_still_there(const struct sqlite_connection *c, struct err *e);
bool sqlite_number(struct sqlite_connection *c, const char *sql, int64_t *out, struct err *e);
void sqlite_close(struct store_connection **connection);
#endif
