/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The PostgreSQL driver: rows in bulk, as binary COPY. The INSERT is read once for its table, its columns and
 * which value or constant each of them takes. Rows gather here and travel in pieces; before anything else is
 * asked, all that was gathered is brought in, so that whoever asks sees it. Of several at once, the one whose rows
 * the others name is to be opened first.
 */
#include "store/postgres_priv.h"
#include <assert.h>
#include <poll.h>

enum { PIECE = 1 << 16, COLUMNS_MOST = 128, ANALYZE_FROM = 5000 };

struct column {
    struct bind constant; /* where `from` is 0 */
    int from;             /* $n */
    Oid type;
};

struct postgres_bulk {
    struct postgres_handle handle;
    struct postgres_connection *c;
    struct postgres_bulk *next;
    char *words;       /* a copy of the INSERT, into which the texts below point */
    struct str table, names;
    struct column columns[COLUMNS_MOST];
    int column_n, most; /* the highest $n */
    struct buf rows;
    bool copying;
    int64_t written;
};

static struct postgres_bulk *bulk_of(struct store_statement *st)
{
    return (struct postgres_bulk *)st;
}

/* ---- reading the INSERT ---- */

static void blanks(const char **p)
{
    while (**p == ' ' || **p == '\n')
        ++*p;
}

static bool word(const char **p, const char *expected)
{
    blanks(p);
    size_t n = strlen(expected);
    if (strncmp(*p, expected, n) != 0)
        return false;
    *p += n;
    return true;
}

static struct str name(const char **p)
{
    blanks(p);
    size_t n = 0;
    while (((*p)[n] >= 'a' && (*p)[n] <= 'z') || ((*p)[n] >= '0' && (*p)[n] <= '9') || (*p)[n] == '_')
        n++;
    *p += n;
    return (struct str){*p - n, n};
}

/* 'text' without quotes in it, a whole number, NULL or $n. */
static bool item(const char **p, struct column *out)
{
    blanks(p);
    if (word(p, "NULL")) {
        out->constant = bind_null();
        return true;
    }
    if (**p == '\'') {
        size_t n = strcspn(*p + 1, "'");
        out->constant = bind_text((struct str){*p + 1, n});
        *p += n + 1 + ((*p)[n + 1] == '\'');
        return **p != '\'';
    }
    bool place = **p == '$';
    *p += place;
    size_t n = strspn(*p, "-0123456789");
    int64_t number = 0;
    if (!str_to_int((struct str){*p, n}, &number))
        return false;
    *p += n;
    out->from = place ? (int)number : 0;
    out->constant = bind_int(number);
    return true;
}

static bool insert_read(struct postgres_bulk *b)
{
    const char *p = b->words;
    if (!word(&p, "INSERT INTO") || !(b->table = name(&p)).n || !word(&p, "("))
        return false;
    int names = 0;
    b->names.p = p;
    do
        names += name(&p).n > 0;
    while (word(&p, ","));
    b->names.n = (size_t)(p - b->names.p);
    if (!word(&p, ")") || !word(&p, "VALUES") || !word(&p, "("))
        return false;
    do {
        if (b->column_n >= COLUMNS_MOST || !item(&p, &b->columns[b->column_n]))
            return false;
        b->most = MAX_OF(b->most, b->columns[b->column_n].from);
        b->column_n++;
    } while (word(&p, ","));
    if (!word(&p, ")"))
        return false;
    blanks(&p);
    return *p == '\0' && b->column_n == names;
}

/* ---- beginning ---- */

static bool types_read(struct postgres_bulk *b, struct err *e)
{
    struct buf sql CLEANUP(buf_end) = {0};
    buf_f(&sql, "SELECT %.*s FROM %.*s LIMIT 0", STR_F(b->names), STR_F(b->table));
    struct step_out step = {.sql = sql.p};
    PGresult *r = NULL;
    if (!postgres_ask(b->c, &step, 1, &r, e))
        return false;
    for (int i = 0; i < b->column_n; i++)
        b->columns[i].type = PQftype(r, i);
    PQclear(r);
    return true;
}

static void bulk_free(struct postgres_bulk **b)
{
    if (!*b)
        return;
    buf_end(&(*b)->rows);
    free((*b)->words);
    free(*b);
    *b = NULL;
}

struct store_statement *postgres_bulk_begin(struct store_connection *connection, const char *insert, struct err *e)
{
    struct postgres_bulk *b CLEANUP(bulk_free) = mem_get(sizeof *b), *mine;
    b->handle = (struct postgres_handle){{.writes = true}, .is_bulk = true};
    b->c = postgres_of(connection);
    b->words = postgres_copy(insert);
    b->rows.most = (size_t)1 << 31;
    if (!insert_read(b)) {
        err_set(e, ERR_STORE, "%.300s: rows in bulk take a plain INSERT of values, not: %.200s", b->c->shown, insert);
        return NULL;
    }
    if (!types_read(b, e))
        return NULL;
    struct postgres_bulk **at = &b->c->bulks;
    while (*at)
        at = &(*at)->next;
    *at = b;
    mine = b;
    b = NULL;
    return &mine->handle.base;
}

/* ---- one value ---- */

static void field(struct buf *out, const char *p, size_t n)
{
    char length[4];
    put_32(length, (int64_t)n);
    buf_add(out, length, sizeof length);
    buf_add(out, p, n);
}

static bool does_not_fit(const struct postgres_bulk *b, int column, struct err *e)
{
    return err_set(e, ERR_STORE, "%.300s: the register refused a change that does not fit (value %d of a row for table %.*s): "
        "nothing was changed", b->c->shown, column + 1, STR_F(b->table));
}

static bool whole_number(struct postgres_bulk *b, int column, int64_t v, struct err *e)
{
    char bytes[8];
    int64_t most = b->columns[column].type == TYPE_INT2 ? INT16_MAX : b->columns[column].type == TYPE_INT4 ? INT32_MAX : INT64_MAX;
    if (v > most || v < -most - 1)
        return does_not_fit(b, column, e);
    int n = most == INT16_MAX ? 2 : most == INT32_MAX ? 4 : 8;
    (n == 2 ? put_16 : n == 4 ? put_32 : put_64)(bytes, v);
    field(&b->rows, bytes, (size_t)n);
    return true;
}

static bool real_number(struct postgres_bulk *b, double v)
{
    char bytes[8];
    put_real(bytes, v);
    field(&b->rows, bytes, sizeof bytes);
    return true;
}

static bool text_value(struct postgres_bulk *b, int column, struct str t, struct err *e)
{
    if (b->columns[column].type == TYPE_TEXT && !text_fits(t, b->c->shown, e))
        return false;
    field(&b->rows, t.n ? t.p : "", t.n);
    return true;
}

/* As an assignment to a column does it in SQL: a number into a text becomes its digits. */
static bool value(struct postgres_bulk *b, int column, const struct bind *v, struct err *e)
{
    static const char null[4] = {-1, -1, -1, -1};
    Oid type = b->columns[column].type;
    bool is_text = type == TYPE_TEXT || type == TYPE_BYTEA, is_whole = type == TYPE_INT2 || type == TYPE_INT4 || type == TYPE_INT8;
    char digits[24];
    switch (v->kind) {
    case BIND_NULL: buf_add(&b->rows, null, sizeof null); return true;
    case BIND_INT:
        if (is_whole)
            return whole_number(b, column, v->v.i, e);
        if (type == TYPE_FLOAT8)
            return real_number(b, (double)v->v.i);
        snprintf(digits, sizeof digits, "%" PRId64, v->v.i);
        return is_text ? text_value(b, column, str_of(digits), e) : does_not_fit(b, column, e);
    case BIND_REAL:
        if (type == TYPE_FLOAT8)
            return real_number(b, v->v.r);
        if (is_whole && fabs(v->v.r) < 9e18 && v->v.r == floor(v->v.r))
            return whole_number(b, column, (int64_t)v->v.r, e);
        break;
    case BIND_TEXT:
    case BIND_BLOB:
        if (is_text)
            return text_value(b, column, v->v.t, e);
        break;
    }
    return does_not_fit(b, column, e);
}

/* ---- travelling ---- */

static bool copy_begin(struct postgres_bulk *b, struct err *e)
{
    static const char head[19] = "PGCOPY\n\377\r\n";
    struct buf sql CLEANUP(buf_end) = {0};
    buf_f(&sql, "COPY %.*s (%.*s) FROM STDIN (FORMAT binary)", STR_F(b->table), STR_F(b->names));
    b->c->cancelled = false;
    if (PQsendQuery(b->c->pg, sql.p) != 1)
        return postgres_err(b->c, NULL, e);
    PGresult *r = postgres_result(b->c);
    bool fine = PQresultStatus(r) == PGRES_COPY_IN || postgres_err(b->c, r, e);
    PQclear(r);
    while (!fine && (r = postgres_result(b->c)))
        PQclear(r);
    b->copying = fine;
    return fine && (PQputCopyData(b->c->pg, head, sizeof head) == 1 || postgres_err(b->c, NULL, e));
}

static bool rows_send(struct postgres_bulk *b, struct err *e)
{
    if (b->rows.over)
        return err_set(e, ERR_INPUT, "%.300s: a row is longer than PostgreSQL takes (1 GB): nothing was changed", b->c->shown);
    if (!b->copying && !copy_begin(b, e))
        return false;
    bool fine = PQputCopyData(b->c->pg, b->rows.p, (int)b->rows.n) == 1;
    buf_clear(&b->rows);
    return fine || postgres_err(b->c, NULL, e);
}

/* End the COPY, well or (`why`) not; the answer tells of every row since it began. */
static bool copy_end(struct postgres_bulk *b, const char *why, struct err *e)
{
    static const char end[2] = {-1, -1};
    b->copying = false;
    bool fine = why || PQputCopyData(b->c->pg, end, sizeof end) == 1;
    if (PQputCopyEnd(b->c->pg, why) != 1)
        fine = false;
    bool said = false;
    for (PGresult *r; (r = postgres_result(b->c)); PQclear(r)) {
        if (PQresultStatus(r) == PGRES_COMMAND_OK || said)
            continue;
        said = true;
        if (!why)
            postgres_err(b->c, r, e);
        if (PQresultStatus(r) == PGRES_COPY_IN || PQstatus(b->c->pg) == CONNECTION_BAD) { /* nobody listens any more */
            PQclear(r);
            break;
        }
    }
    if (!fine && !said)
        return postgres_err(b->c, NULL, e);
    return !said;
}

static bool bring_in(struct postgres_bulk *b, struct err *e)
{
    if (b->rows.n && !rows_send(b, e))
        return false;
    return !b->copying || copy_end(b, NULL, e);
}

bool postgres_bulk_flush(struct postgres_connection *c, struct err *e)
{
    for (struct postgres_bulk *b = c->bulks; b; b = b->next)
        if (!bring_in(b, e))
            return false;
    return true;
}

/* A piece is full. Alone, the COPY goes on. Where several are open, rows of the others come first, which these may name,
 * and the COPY ends: only one can travel at a time. */
static bool piece_send(struct postgres_bulk *mine, struct err *e)
{
    bool alone = mine->c->bulks == mine && !mine->next;
    if (alone)
        return rows_send(mine, e);
    for (struct postgres_bulk *b = mine->c->bulks; b; b = b->next)
        if (b != mine && !bring_in(b, e))
            return false;
    return bring_in(mine, e);
}

bool postgres_bulk_row(struct store_statement *st, struct binds row, struct err *e)
{
    struct postgres_bulk *b = bulk_of(st);
    char count[2];
    if (row.n != (size_t)b->most)
        return err_set(e, ERR_STORE, "%.300s: a statement asks for %d values and was given %zu: %.200s", b->c->shown, b->most,
            row.n, b->words);
    put_16(count, b->column_n);
    buf_add(&b->rows, count, sizeof count);
    for (int i = 0; i < b->column_n; i++)
        if (!value(b, i, b->columns[i].from ? &row.b[b->columns[i].from - 1] : &b->columns[i].constant, e))
            return false;
    b->written++;
    return b->rows.n < PIECE || piece_send(b, e);
}

/* After many rows the server is told to look at them: it plans the next statements by what it knows. */
bool postgres_bulk_end(struct store_statement *st, struct err *e)
{
    struct postgres_bulk *b = bulk_of(st);
    if (!postgres_bulk_flush(b->c, e))
        return false;
    if (b->written < ANALYZE_FROM)
        return true;
    struct buf sql CLEANUP(buf_end) = {0};
    buf_f(&sql, "ANALYZE %.*s", STR_F(b->table));
    b->written = 0;
    return postgres_run(b->c, sql.p, e);
}

void postgres_bulk_finish(struct store_statement **st)
{
    struct postgres_bulk *b = bulk_of(*st);
    struct err ignored = {0};
    if (b->copying)
        copy_end(b, "dropped", &ignored);
    for (struct postgres_bulk **at = &b->c->bulks; *at; at = &(*at)->next)
        if (*at == b) {
            *at = b->next;
            break;
        }
    bulk_free(&b);
    *st = NULL;
}
