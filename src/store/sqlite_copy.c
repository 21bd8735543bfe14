/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite driver: one register into another, page by page, while others write to the first. */
#include "store/sqlite_priv.h"

enum { PAGES_A_STEP = 256 }; /* 2 MB: Ctrl-C is heard soon */

/* Reading is the register's trouble, everything else the copy's. */
static bool copy_err(const struct sqlite_connection *from, const struct sqlite_connection *to, int code, struct err *e)
{
    switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR_READ:
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_CORRUPTFS:
        return err_set(e, ERR_STORE, "%.300s: the register is damaged or cut short (%s), so it was not copied: take an "
            "earlier backup; `diwan check` says more", from->path, sqlite3_errstr(code));
    default:
        return sqlite_err(to, code, e);
    }
}

static bool pages_copy(struct sqlite_connection *from, struct sqlite_connection *to, sqlite3_backup *b,
    struct progress *p, struct err *e)
{
    for (int code = SQLITE_OK; code == SQLITE_OK;) {
        code = sqlite3_backup_step(b, PAGES_A_STEP);
        if (code == SQLITE_DONE)
            return true;
        if (code != SQLITE_OK)
            return copy_err(from, to, code, e);
        double total = sqlite3_backup_pagecount(b);
        if (p)
            p->total = total;
        if (!progress_step(p, total - sqlite3_backup_remaining(b), 0, e))
            return false;
    }
    return true;
}

static bool copy_inside(struct sqlite_connection *from, struct sqlite_connection *to, struct progress *p, struct err *e)
{
    sqlite3_backup *b = sqlite3_backup_init(to->db, "main", from->db, "main");
    if (!b)
        return sqlite_err(to, sqlite3_errcode(to->db), e);
    bool done = pages_copy(from, to, b, p, e);
    int code = sqlite3_backup_finish(b);
    return done && (code == SQLITE_OK || copy_err(from, to, code, e));
}

/*
 * The transaction on `from` holds its moment: what others write meanwhile is not seen, and does not make the copy begin
 * again. The copy needs no journal of its own while it grows: nobody knows its name, and it goes when it is not finished.
 */
bool sqlite_copy(struct store_connection *from, struct store_connection *to, struct progress *p, struct err *e)
{
    struct sqlite_connection *source = sqlite_of(from), *copy = sqlite_of(to);
    source->wait_until = copy->wait_until = 0;
    if (!sqlite_run(copy, "PRAGMA journal_mode = DELETE", e) ||
        !sqlite_run(source, "BEGIN; SELECT count(*) FROM sqlite_schema", e))
        return false;
    int64_t bytes = 0, expected = 0;
    bool done = sqlite_cut_short(source, &bytes, &expected) ?
        err_set(e, ERR_STORE, "%.300s: the register is cut short (%" PRId64 " bytes in place of %" PRId64 "), so it was not copied: take an "
            "earlier backup", source->path, bytes, expected) : copy_inside(source, copy, p, e);
    sqlite3_exec(source->db, "ROLLBACK", NULL, NULL, NULL);
    return done && sqlite_run(copy, "PRAGMA journal_mode = WAL", e);
}
