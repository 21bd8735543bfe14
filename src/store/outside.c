/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outside: SQLite over bytes in memory, with everything shut that a hostile file could use. */
#include "store/outside.h"
#include <sqlite3.h>

enum {
    HEADER = 100, STEPS_AT_ONCE = 100000, STEPS_MOST = 20000, /* two thousand million steps in all: minutes, not hours */
    COLUMNS_MOST = 2000
};

struct outside {
    sqlite3 *db;
    const char *name;
    int64_t steps;
};
struct outside_rows {
    struct outside *o;
    sqlite3_stmt *st;
    int code; /* SQLITE_ROW, SQLITE_DONE, or what failed */
    bool absent; /* no such table */
};

bool outside_sniff(struct str head)
{
    return head.n >= HEADER && memcmp(head.p, "SQLite format 3", 16) == 0;
}

uint32_t outside_application(struct str head)
{
    if (!outside_sniff(head))
        return 0;
    const unsigned char *b = (const unsigned char *)head.p + 68;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int too_long(void *context)
{
    struct outside *o = context;
    return ++o->steps > STEPS_MOST || interrupted();
}

/* Reading columns is all that is allowed. */
static int only_reading(void *context, int action, const char *a, const char *b, const char *base, const char *inside)
{
    (void)context, (void)a, (void)b, (void)base, (void)inside;
    return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

static void shut(struct outside *o)
{
    static const struct {
        int what, to;
    } switches[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, {SQLITE_DBCONFIG_ENABLE_FKEY, 0}},
      limits[] = {{SQLITE_LIMIT_LENGTH, OUTSIDE_MOST}, {SQLITE_LIMIT_SQL_LENGTH, 1 << 20}, {SQLITE_LIMIT_COLUMN, COLUMNS_MOST},
        {SQLITE_LIMIT_EXPR_DEPTH, 50}, {SQLITE_LIMIT_COMPOUND_SELECT, 5}, {SQLITE_LIMIT_VDBE_OP, 25000}, {SQLITE_LIMIT_FUNCTION_ARG, 8},
        {SQLITE_LIMIT_ATTACHED, 0}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1}, {SQLITE_LIMIT_WORKER_THREADS, 0}};
    for (size_t i = 0; i < ARRAY_LEN(switches); i++)
        sqlite3_db_config(o->db, switches[i].what, switches[i].to, NULL);
    for (size_t i = 0; i < ARRAY_LEN(limits); i++)
        sqlite3_limit(o->db, limits[i].what, limits[i].to);
    sqlite3_exec(o->db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
    sqlite3_exec(o->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    sqlite3_drop_modules(o->db, NULL); /* no virtual table, however its CREATE is spelled */
    sqlite3_progress_handler(o->db, STEPS_AT_ONCE, too_long, o);
    sqlite3_set_authorizer(o->db, only_reading, o);
}

/* A copy that says it has no journal of its own: a file in memory has nothing beside it. */
static unsigned char *copy_of(struct str bytes)
{
    unsigned char *copy = sqlite3_malloc64(bytes.n);
    if (!copy)
        return NULL;
    memcpy(copy, bytes.p, bytes.n);
    if (copy[18] == 2)
        copy[18] = copy[19] = 1;
    return copy;
}

bool outside_open(const char *name, struct str bytes, struct outside **out, struct err *e)
{
    if (!outside_sniff(bytes))
        return err_set(e, ERR_INPUT, "%s: is no SQLite database", name);
    struct outside *o = mem_get(sizeof *o);
    o->name = name;
    unsigned char *copy = copy_of(bytes);
    int code = copy ? sqlite3_open_v2(":memory:", &o->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_NOMEM;
    if (code == SQLITE_OK) /* takes the copy over, also when it fails */
        code = sqlite3_deserialize(o->db, "main", copy, (sqlite3_int64)bytes.n, (sqlite3_int64)bytes.n,
            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
    else
        sqlite3_free(copy);
    if (code != SQLITE_OK) {
        err_set(e, ERR_SYSTEM, "%s: cannot be held in memory (SQLite %d); close other programs and try again", name, code);
        outside_close(&o);
        return false;
    }
    shut(o);
    *out = o;
    return true;
}

void outside_close(struct outside **o)
{
    if (!*o)
        return;
    sqlite3_close_v2((*o)->db);
    free(*o);
    *o = NULL;
}

/* ---- rows ---- */

struct outside_rows *outside_ask_(struct outside *o, const char *sql, struct str word)
{
    struct outside_rows *r = mem_get(sizeof *r);
    r->o = o;
    r->code = sqlite3_prepare_v2(o->db, sql, -1, &r->st, NULL);
    if (r->code == SQLITE_OK && sqlite3_bind_parameter_count(r->st))
        r->code = sqlite3_bind_text64(r->st, 1, word.n ? word.p : "", word.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (r->code == SQLITE_OK)
        r->code = SQLITE_ROW;
    return r;
}

static bool is_real_table(struct outside *o, struct str table)
{
    struct outside_rows *r CLEANUP(outside_drop) = outside_ask(o, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $1", table);
    bool real = false;
    while (outside_next(r)) {
        struct str sql = outside_value(r, 0);
        real = sql.n > 12 && !str_is_nocase((struct str){sql.p, 14}, "CREATE VIRTUAL");
    }
    return real;
}

struct outside_rows *outside_table(struct outside *o, struct str table)
{
    struct buf sql CLEANUP(buf_end) = {.most = 4096};
    bool good = table.n > 0 && !memchr(table.p, 0, table.n) && is_real_table(o, table);
    buf_text(&sql, "SELECT * "); /* the one text of SQL that is made here: the name is the file's, and only a real table's is let in */
    buf_text(&sql, "FROM main.\"");
    for (size_t i = 0; i < table.n; i++)
        buf_text(&sql, table.p[i] == '"' ? "\"\"" : (char[]){table.p[i], 0});
    buf_char(&sql, '"');
    if (good && !sql.over)
        return outside_ask_(o, sql.p, STR(""));
    struct outside_rows *r = mem_get(sizeof *r);
    r->o = o;
    r->code = SQLITE_ERROR;
    r->absent = true;
    return r;
}

bool outside_next(struct outside_rows *r)
{
    if (r->code == SQLITE_ROW)
        r->code = sqlite3_step(r->st);
    return r->code == SQLITE_ROW;
}

int outside_columns(const struct outside_rows *r)
{
    return r->st ? sqlite3_column_count(r->st) : 0;
}

struct str outside_name(const struct outside_rows *r, int column)
{
    return str_of(sqlite3_column_name(r->st, column));
}

enum bind_kind outside_kind(const struct outside_rows *r, int column)
{
    switch (sqlite3_column_type(r->st, column)) {
    case SQLITE_INTEGER: return BIND_INT;
    case SQLITE_FLOAT: return BIND_REAL;
    case SQLITE_TEXT: return BIND_TEXT;
    case SQLITE_BLOB: return BIND_BLOB;
    default: return BIND_NULL;
    }
}

struct str outside_value(const struct outside_rows *r, int column)
{
    enum bind_kind kind = outside_kind(r, column);
    const void *p = kind == BIND_BLOB ? sqlite3_column_blob(r->st, column) : sqlite3_column_text(r->st, column);
    int n = sqlite3_column_bytes(r->st, column);
    return p && n > 0 ? (struct str){p, (size_t)n} : STR("");
}

int64_t outside_int(const struct outside_rows *r, int column)
{
    return sqlite3_column_int64(r->st, column);
}

static bool failed(const struct outside_rows *r, struct err *e)
{
    switch (r->code & 0xff) {
    case SQLITE_DONE: case SQLITE_ROW: return false;
    case SQLITE_INTERRUPT:
        if (interrupted())
            err_set(e, ERR_STOPPED, "as you asked; the register is as it was before");
        else
            err_set(e, ERR_INPUT, "%s: takes too many steps to read; write it anew with the program that made it", r->o->name);
        return true;
    case SQLITE_CORRUPT: case SQLITE_NOTADB:
        err_set(e, ERR_INPUT, "%s: is damaged or was cut short (%s); fetch it again", r->o->name, sqlite3_errmsg(r->o->db));
        return true;
    default:
        if (r->absent)
            err_set(e, ERR_INPUT, "%s: a table it speaks of is not there", r->o->name);
        else
            err_set(e, ERR_INPUT, "%s: cannot be read (%s)", r->o->name, sqlite3_errmsg(r->o->db));
        return true;
    }
}

bool outside_end(struct outside_rows **r, struct err *e)
{
    bool bad = failed(*r, e);
    outside_drop(r);
    return !bad;
}

void outside_drop(struct outside_rows **r)
{
    if (!*r)
        return;
    sqlite3_finalize((*r)->st);
    free(*r);
    *r = NULL;
}
