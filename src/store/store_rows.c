/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: statements, rows and rows in bulk, whatever the database. Statements are kept for the next use. */
#include "store/store_priv.h"
#include <assert.h>

struct rows {
    struct store *s;
    struct store_statement *st; /* NULL: failed before the first row */
    struct kept *kept;          /* where st stands; NULL: used once */
    bool over;
    struct err e; /* what failed; told by rows_end */
};

struct bulk {
    struct store *s;
    struct store_statement *st;
};

/* ---- statements kept ---- */

/* The place of a statement with this text that is free; NULL when there is none. */
static struct kept *kept_find(struct store *s, const char *sql)
{
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        struct kept *k = &s->kept[i];
        if (k->st && !k->busy && (k->sql == sql || strcmp(k->sql, sql) == 0))
            return k;
    }
    return NULL;
}

/* An empty place, or that of the statement unused for longest; NULL when all are at work. */
static struct kept *kept_room(struct store *s)
{
    struct kept *oldest = NULL;
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        struct kept *k = &s->kept[i];
        if (!k->st)
            return k;
        if (!k->busy && (!oldest || k->last_use < oldest->last_use))
            oldest = k;
    }
    if (oldest)
        s->driver->finish(&oldest->st);
    return oldest;
}

static struct store_statement *statement_take(struct store *s, const char *sql, struct kept **kept, struct err *e)
{
    struct kept *k = kept_find(s, sql);
    if (!k) {
        k = kept_room(s);
        struct store_statement *st = s->driver->prepare(s->connection, sql, k != NULL, e);
        if (!st)
            return NULL;
        if (!k) {
            *kept = NULL;
            return st;
        }
        k->sql = sql;
        k->st = st;
    }
    k->busy = true;
    k->last_use = ++s->uses;
    *kept = k;
    return k->st;
}

static void statement_give_back(struct store *s, struct store_statement **st, struct kept *k)
{
    if (!*st)
        return;
    if (!k) {
        s->driver->finish(st);
        return;
    }
    s->driver->reset(*st);
    k->busy = false;
    *st = NULL;
}

/* Within a task the first failure is the end of it: what came before must not be committed without it. */
static bool failed(struct store *s)
{
    if (s->in_task)
        s->task_failed = true;
    return false;
}

static bool may_go_on(const struct store *s, struct err *e)
{
    if (s->in_task && s->task_failed)
        return err_set(e, ERR_STORE, "%.300s: an earlier step of this change failed, so nothing more is done",
            s->shown);
    return true;
}

/* A statement, bound and ready; NULL on failure. */
static struct store_statement *statement_ready(struct store *s, const char *sql, struct binds with,
    struct kept **kept, struct err *e)
{
    *kept = NULL;
    if (!may_go_on(s, e))
        return NULL;
    struct store_statement *st = statement_take(s, sql, kept, e);
    if (!st) {
        failed(s);
        return NULL;
    }
    assert((!st->writes || s->in_task) && "what changes the register stands inside store_task");
    if (s->driver->bind(st, with, e))
        return st;
    statement_give_back(s, &st, *kept);
    failed(s);
    return NULL;
}

/* ---- rows ---- */

struct rows *store_rows_(struct store *s, const char *sql, struct binds with)
{
    struct rows *r = mem_get(sizeof *r);
    r->s = s;
    r->st = statement_ready(s, sql, with, &r->kept, &r->e);
    r->over = r->st == NULL;
    s->rows_open++;
    return r;
}

bool rows_next(struct rows *r)
{
    if (r->over)
        return false;
    enum step step = r->s->driver->step(r->st, &r->e);
    if (step == STEP_ROW)
        return true;
    r->over = true;
    if (step == STEP_FAILED)
        failed(r->s);
    return false;
}

int64_t rows_int(const struct rows *r, int column)
{
    assert(!r->over);
    return r->s->driver->column_int(r->st, column);
}

double rows_real(const struct rows *r, int column)
{
    assert(!r->over);
    return r->s->driver->column_real(r->st, column);
}

struct str rows_text(const struct rows *r, int column)
{
    assert(!r->over);
    return r->s->driver->column_text(r->st, column);
}

bool rows_null(const struct rows *r, int column)
{
    assert(!r->over);
    return r->s->driver->column_null(r->st, column);
}

struct str rows_kept(const struct rows *r, int column, struct arena *a)
{
    return arena_str(a, rows_text(r, column));
}

void rows_drop(struct rows **r)
{
    if (!r || !*r)
        return;
    statement_give_back((*r)->s, &(*r)->st, (*r)->kept);
    (*r)->s->rows_open--;
    free(*r);
    *r = NULL;
}

bool rows_end(struct rows **r, struct err *e)
{
    bool fine = (*r)->e.code == ERR_NONE;
    if (!fine)
        *e = (*r)->e;
    rows_drop(r);
    return fine;
}

/* ---- statements without rows ---- */

bool store_do_(struct store *s, const char *sql, struct binds with, struct err *e)
{
    struct kept *kept = NULL;
    struct store_statement *st = statement_ready(s, sql, with, &kept, e);
    if (!st)
        return false;
    enum step step;
    do
        step = s->driver->step(st, e);
    while (step == STEP_ROW);
    statement_give_back(s, &st, kept);
    return step == STEP_DONE || failed(s);
}

bool store_int_(struct store *s, const char *sql, struct binds with, int64_t absent, int64_t *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows_(s, sql, with);
    int64_t value = absent;
    if (rows_next(r) && !rows_null(r, 0))
        value = rows_int(r, 0);
    if (!rows_end(&r, e))
        return false;
    *out = value;
    return true;
}

/* ---- rows in bulk ---- */

struct bulk *store_bulk_(struct store *s, const char *insert, struct err *e)
{
    assert(s->in_task && "bulk stands inside store_task");
    if (!may_go_on(s, e))
        return NULL;
    struct store_statement *st = s->driver->bulk_begin(s->connection, insert, e);
    if (!st) {
        failed(s);
        return NULL;
    }
    struct bulk *b = mem_get(sizeof *b);
    *b = (struct bulk){s, st};
    s->rows_open++;
    return b;
}

bool bulk_row(struct bulk *b, const struct bind *values, size_t n, struct err *e)
{
    assert(b->s->in_task);
    if (!may_go_on(b->s, e))
        return false;
    return b->s->driver->bulk_row(b->st, (struct binds){values, n}, e) || failed(b->s);
}

void bulk_drop(struct bulk **b)
{
    if (!b || !*b)
        return;
    (*b)->s->driver->finish(&(*b)->st);
    (*b)->s->rows_open--;
    free(*b);
    *b = NULL;
}

bool bulk_end(struct bulk **b, struct err *e)
{
    struct store *s = (*b)->s;
    bool fine = may_go_on(s, e) && (s->driver->bulk_end((*b)->st, e) || failed(s));
    bulk_drop(b);
    return fine;
}
