/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite driver: statements, transactions and SQLite's failures in words. */
#include "store/sqlite_priv.h"
#include <errno.h>
#include <assert.h>
#include <sys/resource.h>
#include <sys/stat.h>

struct sqlite_statement {
    struct store_statement base;
    struct sqlite_connection *c;
    sqlite3_stmt *st;
    struct bind *last; /* in bulk: what is bound, by placeholder; else NULL */
    int n;             /* placeholders */
    int number[]; /* SQLite's i-th placeholder is $number[i - 1]: it counts by first appearance, we by name */
};

static struct sqlite_statement *statement_of(struct store_statement *st)
{
    return (struct sqlite_statement *)st;
}

/* ---- failures in words ---- */

static bool disk_err(const struct sqlite_connection *c, int code, struct err *e)
{
    int number = sqlite3_system_errno(c->db);
    struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    getrlimit(RLIMIT_FSIZE, &limit);
    if (number == EFBIG || (code == SQLITE_IOERR_WRITE && number == 0 && limit.rlim_cur != RLIM_INFINITY)) /* SQLite may not say */
        return err_set(e, ERR_SYSTEM, "%.300s: the system lets no file grow that large here: nothing of this change was kept; raise "
            "the limit on file sizes (ulimit -f), or move the register to another disk", c->path);
    if (number == ENOSPC || number == EDQUOT || code == SQLITE_IOERR_SHMSIZE) /* the last: the journal's index could not grow */
        return err_set(e, ERR_SYSTEM, "%.300s: the disk is full: nothing of this change was kept; make room, then try again",
            c->path);
    return err_set(e, ERR_SYSTEM, "%.300s: the disk failed while the register was read or written (%s, SQLite %d): "
        "nothing of this change was kept; look after the disk and take a copy of the register", c->path,
        number ? strerror(number) : "no reason given", code);
}

bool sqlite_err(const struct sqlite_connection *c, int code, struct err *e)
{
    const char *said = sqlite3_errmsg(c->db);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        if (interrupted())
            return err_set(e, ERR_STOPPED, "as you asked; the register is as it was before");
        return err_set(e, ERR_STORE, "%.300s: another program is writing to this register and did not finish within "
            "%.3g seconds: nothing was changed; wait for it, or stop it, then try again", c->path, c->wait_ms / 1000.0);
    case SQLITE_FULL:
        return err_set(e, ERR_SYSTEM, "%.300s: the disk is full: nothing of this change was kept; make room, then try "
            "again", c->path);
    case SQLITE_NOTADB:
        return err_set(e, ERR_INPUT, "%.300s: this is not a register, or its first page is damaged; go on with your last "
            "backup", c->path);
    case SQLITE_CORRUPT:
        return err_set(e, ERR_STORE, "%.300s: the register is damaged or cut short (%s); go on with your last backup, and "
            "keep this one: much of it can often be read", c->path, said);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(e, ERR_SYSTEM, "%.300s: no permission to write to this register: nothing was changed", c->path);
    case SQLITE_CANTOPEN:
        return err_set(e, ERR_SYSTEM, "%.300s: the register or the journal beside it (-wal, -shm) cannot be opened: "
            "check the permissions of the file and its folder, or copy all of them to a folder of your own", c->path);
    case SQLITE_IOERR:
        return disk_err(c, code, e);
    case SQLITE_CONSTRAINT:
        return err_set(e, ERR_STORE, "%.300s: the register refused a change that does not fit (%s): nothing was changed",
            c->path, said);
    default:
        return err_set(e, ERR_STORE, "%.300s: the register failed: %s (SQLite %d)", c->path, said, code);
    }
}

/* Whoever writes to a file that lost its name writes into the void, and would say that all went well. */
bool sqlite_still_there(const struct sqlite_connection *c, struct err *e)
{
    int moved = 0;
    if (c->made || sqlite3_file_control(c->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
        return true;
    return err_set(e, ERR_STORE, "%.300s: the register was removed, moved or replaced while this program had it open, so nothing was "
        "written: put it back, or start again on the one that lies there now", c->path);
}

bool sqlite_run(struct sqlite_connection *c, const char *sql, struct err *e)
{
    int code = sqlite3_exec(c->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || sqlite_err(c, code, e);
}

/* ---- statements ---- */

/* The number in "$12"; 0 for any other kind of placeholder. */
static int placeholder(const char *name)
{
    int64_t number = 0;
    if (!name || name[0] != '$' || !str_to_int(str_of(name + 1), &number) || number < 1 || number > 1000)
        return 0;
    return (int)number;
}

static struct store_statement *sqlite_prepare(struct store_connection *connection, const char *sql, bool kept,
    struct err *e)
{
    struct sqlite_connection *c = sqlite_of(connection);
    sqlite3_stmt *st = NULL;
    const char *rest = NULL;
    int code = sqlite3_prepare_v3(c->db, sql, -1, kept ? SQLITE_PREPARE_PERSISTENT : 0, &st, &rest);
    if (code != SQLITE_OK) {
        sqlite_err(c, code, e);
        return NULL;
    }
    assert(st && !rest[strspn(rest, " \n;")] && "one statement at a time");
    int n = sqlite3_bind_parameter_count(st);
    struct sqlite_statement *s = mem_get(sizeof *s + (size_t)n * sizeof s->number[0]);
    s->base.writes = !sqlite3_stmt_readonly(st);
    s->c = c;
    s->st = st;
    s->n = n;
    for (int i = 0; i < n; i++) {
        s->number[i] = placeholder(sqlite3_bind_parameter_name(st, i + 1));
        assert(s->number[i] && "placeholders are $1, $2 ...");
    }
    return &s->base;
}

static int bind_one(sqlite3_stmt *st, int at, const struct bind *b)
{
    switch (b->kind) {
    case BIND_INT: return sqlite3_bind_int64(st, at, b->v.i);
    case BIND_REAL: return sqlite3_bind_double(st, at, b->v.r);
    case BIND_TEXT:
        return sqlite3_bind_text64(st, at, b->v.t.n ? b->v.t.p : "", b->v.t.n, SQLITE_STATIC, SQLITE_UTF8);
    case BIND_BLOB: return sqlite3_bind_blob64(st, at, b->v.t.n ? b->v.t.p : "", b->v.t.n, SQLITE_STATIC);
    case BIND_NULL: break;
    }
    return sqlite3_bind_null(st, at);
}

/* In bulk many columns say what they said in the row before, and SQLite keeps what is bound: it need not be
 * said again. Texts may have changed where they stand, so they are. */
static bool bound_already(const struct sqlite_statement *s, int i, const struct bind *b)
{
    if (!s->last || s->last[i].kind != b->kind)
        return false;
    return b->kind == BIND_NULL || (b->kind == BIND_INT && s->last[i].v.i == b->v.i);
}

static bool sqlite_bind(struct store_statement *statement, struct binds with, struct err *e)
{
    struct sqlite_statement *s = statement_of(statement);
    if (with.n != (size_t)s->n)
        return err_set(e, ERR_STORE, "%.300s: a statement asks for %d values and was given %zu: %.200s", s->c->path, s->n,
            with.n, sqlite3_sql(s->st));
    for (int i = 0; i < s->n; i++) {
        if ((size_t)s->number[i] > with.n)
            return err_set(e, ERR_STORE, "%.300s: a statement asks for $%d of %zu values: %.200s", s->c->path,
                s->number[i], with.n, sqlite3_sql(s->st));
        const struct bind *b = &with.b[s->number[i] - 1];
        if (bound_already(s, i, b))
            continue;
        int code = bind_one(s->st, i + 1, b);
        if (code != SQLITE_OK)
            return sqlite_err(s->c, code, e);
        if (s->last)
            s->last[i] = *b;
    }
    return true;
}

static enum step sqlite_step(struct store_statement *statement, struct err *e)
{
    struct sqlite_statement *s = statement_of(statement);
    s->c->wait_until = 0;
    int code = sqlite3_step(s->st);
    if (code == SQLITE_ROW)
        return STEP_ROW;
    if (code == SQLITE_DONE)
        return STEP_DONE;
    sqlite_err(s->c, code, e);
    return STEP_FAILED;
}

static bool column_null(struct store_statement *st, int column)
{
    return sqlite3_column_type(statement_of(st)->st, column) == SQLITE_NULL;
}

static int64_t column_int(struct store_statement *st, int column)
{
    return sqlite3_column_int64(statement_of(st)->st, column);
}

static double column_real(struct store_statement *st, int column)
{
    return column_null(st, column) ? NAN : sqlite3_column_double(statement_of(st)->st, column);
}

static struct str column_text(struct store_statement *st, int column)
{
    sqlite3_stmt *s = statement_of(st)->st;
    bool blob = sqlite3_column_type(s, column) == SQLITE_BLOB;
    const void *p = blob ? sqlite3_column_blob(s, column) : (const void *)sqlite3_column_text(s, column);
    int n = sqlite3_column_bytes(s, column);
    return p && n > 0 ? (struct str){p, (size_t)n} : STR("");
}

static void sqlite_reset(struct store_statement *st)
{
    sqlite3_reset(statement_of(st)->st);
    sqlite3_clear_bindings(statement_of(st)->st); /* the texts bound are not ours to keep */
}

static void sqlite_finish(struct store_statement **st)
{
    if (!st || !*st)
        return;
    sqlite3_finalize(statement_of(*st)->st);
    free(statement_of(*st)->last);
    free(*st);
    *st = NULL;
}

/* ---- bulk: one statement, prepared once ---- */

static struct store_statement *sqlite_bulk_begin(struct store_connection *c, const char *insert, struct err *e)
{
    struct store_statement *st = sqlite_prepare(c, insert, true, e);
    if (st) /* as SQLite has it before anything is bound: all NULL */
        statement_of(st)->last = mem_get((size_t)statement_of(st)->n * sizeof(struct bind));
    return st;
}

static bool sqlite_bulk_row(struct store_statement *st, struct binds row, struct err *e)
{
    if (!sqlite_bind(st, row, e))
        return false;
    enum step step = sqlite_step(st, e);
    sqlite3_reset(statement_of(st)->st);
    return step == STEP_DONE;
}

static bool sqlite_bulk_end(struct store_statement *st, struct err *e)
{
    (void)st;
    (void)e;
    return true; /* every row is in already */
}

/* ---- versions and migrations ---- */

bool sqlite_number(struct sqlite_connection *c, const char *sql, int64_t *out, struct err *e)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(c->db, sql, -1, &st, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(st)) == SQLITE_ROW) {
        *out = sqlite3_column_int64(st, 0);
        code = SQLITE_OK;
    }
    bool fine = code == SQLITE_OK || sqlite_err(c, code, e);
    sqlite3_finalize(st);
    return fine;
}

static bool sqlite_version(struct store_connection *connection, int64_t *out, struct err *e)
{
    return sqlite_number(sqlite_of(connection), "PRAGMA user_version", out, e);
}

static bool sqlite_version_set(struct store_connection *c, int64_t version, struct err *e)
{
    char sql[64]; /* a pragma takes no placeholder; the number is our own */
    snprintf(sql, sizeof sql, "PRAGMA user_version = %" PRId64, version);
    return sqlite_run(sqlite_of(c), sql, e);
}

/* Migrations say in slash-star-sqlite comments what only SQLite is to read: open those. */
static bool sqlite_script(struct store_connection *c, const char *sql, struct err *e)
{
    static const char mark[] = "/*sqlite";
    struct buf opened CLEANUP(buf_end) = {0};
    const char *at = sql, *next;
    while ((next = strstr(at, mark))) {
        buf_add(&opened, at, (size_t)(next - at));
        const char *inside = next + sizeof mark - 1, *end = strstr(inside, "*/");
        assert(end && "a comment of a migration ends");
        buf_add(&opened, inside, (size_t)(end - inside));
        at = end + 2;
    }
    buf_text(&opened, at);
    assert(!opened.over);
    return sqlite_run(sqlite_of(c), opened.p, e);
}

/* ---- transactions ---- */

static bool sqlite_begin(struct store_connection *connection, enum store_mode mode, struct err *e)
{
    struct sqlite_connection *c = sqlite_of(connection);
    c->wait_until = 0;
    if (mode == STORE_WRITE && !sqlite_still_there(c, e))
        return false;
    return sqlite_run(c, mode == STORE_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", e);
}

static bool sqlite_commit(struct store_connection *connection, struct err *e)
{
    struct sqlite_connection *c = sqlite_of(connection);
    c->wait_until = 0;
    if (sqlite3_get_autocommit(c->db)) /* SQLite rolled back by itself, as it may when the disk is full */
        return err_set(e, ERR_STORE, "%.300s: a step of this change failed, so nothing was changed", c->path);
    return sqlite_still_there(c, e) && sqlite_run(c, "COMMIT", e);
}

static void sqlite_rollback(struct store_connection *connection)
{
    struct sqlite_connection *c = sqlite_of(connection);
    if (!sqlite3_get_autocommit(c->db))
        sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
}

static void sqlite_patience(struct store_connection *c, int wait_ms)
{
    sqlite_of(c)->wait_ms = wait_ms;
}

/* ---- examination ---- */

/* Each row of a pragma that tells of problems becomes a line; a lone "ok" is none. */
static bool pragma_lines(struct sqlite_connection *c, const char *sql, const char *about, struct buf *out,
    int64_t *problems, struct err *e)
{
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(c->db, sql, -1, &st, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(st);
        if (code != SQLITE_ROW)
            break;
        const char *text = (const char *)sqlite3_column_text(st, 0);
        if (!text || strcmp(text, "ok") == 0)
            continue;
        buf_f(out, "%s: %s\n", about, text);
        ++*problems;
    }
    sqlite3_finalize(st);
    if (code == SQLITE_DONE)
        return true;
    sqlite_err(c, code, e);
    if ((code & 0xff) != SQLITE_CORRUPT)
        return false;
    buf_f(out, "%s: %s\n", about, sqlite3_errmsg(c->db)); /* damage is what was asked for, not a failure */
    ++*problems;
    return true;
}

/* A last page that is cut reads as if zeros stood there, and SQLite does not mind. While a journal has something in it, the file may
 * be shorter with good reason. */
bool sqlite_cut_short(struct sqlite_connection *c, int64_t *bytes, int64_t *expected)
{
    int64_t pages = 0, size = 0;
    struct err damage = {0}; /* told by the examination proper */
    struct stat file = {0}, journal = {0};
    const char *name = sqlite3_db_filename(c->db, "main"), *wal = name ? sqlite3_filename_wal(name) : NULL;
    if (!sqlite_number(c, "PRAGMA page_count", &pages, &damage) || !sqlite_number(c, "PRAGMA page_size", &size, &damage))
        return false;
    if (!name || stat(name, &file) != 0 || (stat(wal, &journal) == 0 && journal.st_size > 0))
        return false;
    *bytes = file.st_size;
    *expected = pages * size;
    return *bytes < *expected;
}

/* Every page of an encrypted register carries its own tag; reading it is the test. Examining tables alone would pass over free pages. */
static bool every_page(struct sqlite_connection *c, struct buf *out, int64_t *problems, struct err *e)
{
    int64_t pages = 0, seen = 0;
    if (!sqlite_number(c, "PRAGMA page_count", &pages, e))
        return false;
    sqlite3_stmt *st = NULL;
    int code = sqlite3_prepare_v2(c->db, "SELECT pgno, length(data) FROM sqlite_dbpage('main')", -1, &st, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(st);
        seen += code == SQLITE_ROW;
        if ((seen & 1023) == 0 && interrupted())
            code = SQLITE_INTERRUPT;
    }
    sqlite3_finalize(st);
    if (code == SQLITE_INTERRUPT)
        return err_set(e, ERR_STOPPED, "as you asked; the register is as it was");
    if (code == SQLITE_DONE && seen == pages)
        return true;
    if (code != SQLITE_DONE && (code & 0xff) != SQLITE_CORRUPT && (code & 0xff) != SQLITE_NOTADB)
        return sqlite_err(c, code, e);
    buf_f(out, "the file: page %" PRId64 " of %" PRId64 " is not what was written: it was damaged or tampered with\n", seen + 1, pages);
    ++*problems;
    return true;
}

static bool sqlite_check(struct store_connection *connection, struct buf *out, int64_t *problems, struct err *e)
{
    struct sqlite_connection *c = sqlite_of(connection);
    int64_t bytes = 0, expected = 0;
    if (sqlite_cut_short(c, &bytes, &expected)) {
        buf_f(out, "the file: it is cut short: %" PRId64 " bytes in place of %" PRId64 "\n", bytes, expected);
        ++*problems;
    }
    int64_t before = *problems;
    if (c->base.key.master.p && !every_page(c, out, problems, e))
        return false;
    if (*problems > before)
        return true; /* the tables cannot be looked at over a page that does not open */
    return pragma_lines(c, "PRAGMA integrity_check(100)", "the file", out, problems, e) &&
           pragma_lines(c,
               "SELECT \"table\" || ' row ' || coalesce(rowid, 0) || ' names a row of ' || parent || ' that is not "
               "there' FROM pragma_foreign_key_check LIMIT 100",
               "a link", out, problems, e);
}

/* ---- erasing ---- */

static bool sqlite_erase_begin(struct store_connection *c, struct err *e)
{
    return sqlite_run(sqlite_of(c), "PRAGMA secure_delete = ON", e);
}

/* What the journal held is in the file, and the journal is cut to nothing. A reader who still needs it keeps it. */
static bool sqlite_settle(struct store_connection *connection, struct err *e)
{
    struct sqlite_connection *c = sqlite_of(connection);
    int64_t busy = 0;
    c->wait_until = 0;
    if (!sqlite_number(c, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, e))
        return false;
    return !busy || err_set(e, ERR_STORE, "%.300s: another program is reading this register, so its journal could not be emptied: wait for it, or stop it",
        c->path);
}

static void sqlite_shown(const char *path, struct buf *out)
{
    buf_text(out, path);
}

const struct store_driver store_sqlite = {
    .name = "SQLite",
    .shown = sqlite_shown,
    .create = sqlite_create,
    .publish = sqlite_publish,
    .open = sqlite_open,
    .close = sqlite_close,
    .patience = sqlite_patience,
    .version = sqlite_version,
    .version_set = sqlite_version_set,
    .script = sqlite_script,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .prepare = sqlite_prepare,
    .bind = sqlite_bind,
    .step = sqlite_step,
    .column_null = column_null,
    .column_int = column_int,
    .column_real = column_real,
    .column_text = column_text,
    .reset = sqlite_reset,
    .finish = sqlite_finish,
    .bulk_begin = sqlite_bulk_begin,
    .bulk_row = sqlite_bulk_row,
    .bulk_end = sqlite_bulk_end,
    .copy = sqlite_copy,
    .rewrite = sqlite_rewrite,
    .erase_begin = sqlite_erase_begin,
    .settle = sqlite_settle,
    .check = sqlite_check,
};
