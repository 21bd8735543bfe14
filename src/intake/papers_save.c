/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: restrictions, plans, contradictions and replies into the store. A row of the same key that says something else takes the place of the earlier one. */
#include "intake/compared.h"
#include "intake/intake_priv.h"

static struct str w(const struct paper_batch *b, const struct paper_row *x, size_t i)
{
    return intern_text(&b->words, x->words[i]);
}

/* Rows in use: origin, id, words, days, whether data are hidden. */
static struct rows *stored(struct store *s, int64_t kind)
{
    switch ((enum paper_kind)kind) {
    case PAPER_REPLY: return store_rows(s, "SELECT origin, id, actor, about, text, asked, due, answered, 0 FROM reply WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case PAPER_RESTRICTION:
        return store_rows(s, "SELECT origin, id, kind, place, by_actor, against, about, visible, said_by, day_from, day_to, hides_data FROM restriction WHERE ended_by IS NULL ORDER BY origin, id",
            WITH_NOTHING);
    case PAPER_PLAN:
        return store_rows(s, "SELECT origin, id, plan_key, article, language, text, level, place, owner, day_from, day_to, 0 FROM plan WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case PAPER_CLASH:
    case PAPER_KINDS: break;
    }
    return store_rows(s, "SELECT origin, id, one, other, why, said_by, 0 FROM plan_clash WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
}

/* The row of the store in the words of a batch of its own. */
static void row_of(const struct rows *r, struct paper_batch *one, struct paper_row *x)
{
    const struct paper_shape *shape = &paper_shapes[one->kind];
    int at = 2;
    *x = (struct paper_row){.days = {DAY_NONE, DAY_NONE, DAY_NONE}};
    for (size_t i = 0; i < shape->words; i++)
        x->words[i] = intern_id(&one->words, rows_text(r, at++));
    for (size_t i = 0; i < shape->days; i++)
        x->days[i] = rows_day(r, at++);
    x->hides = rows_int(r, at) != 0;
}

static bool says_the_same(const struct paper_batch *b, const struct paper_row *x, const struct paper_batch *one, const struct paper_row *y)
{
    bool same = x->hides == y->hides;
    for (size_t i = 0; i < PAPER_WORDS; i++)
        same = same && str_eq(w(b, x, i), w(one, y, i));
    for (size_t i = 0; i < PAPER_DAYS; i++)
        same = same && x->days[i].n == y->days[i].n;
    return same;
}

static bool compare(struct store *s, const struct paper_batch *b, struct compared *c, struct err *e)
{
    struct intern keys CLEANUP(intern_end) = {0};
    struct buf key CLEANUP(buf_end) = {0};
    struct rows *r CLEANUP(rows_drop) = stored(s, b->kind);
    compared_begin(c, b->n);
    for (size_t i = 0; i < b->n; i++) { /* each key stands once: its number is its row and one */
        buf_clear(&key);
        paper_key(b, &b->list[i], &key);
        (void)intern_id(&keys, buf_view(&key));
    }
    while (rows_next(r)) {
        struct paper_batch one CLEANUP(paper_batch_end) = {.kind = b->kind};
        struct paper_row there;
        uint32_t id;
        row_of(r, &one, &there);
        buf_clear(&key);
        paper_key(&one, &there, &key);
        if (!intern_find(&keys, buf_view(&key), &id) || !id)
            continue;
        compared_add(c, r, id - 1, says_the_same(b, &b->list[id - 1], &one, &there));
    }
    return rows_end(&r, e);
}

/* ---- writing ---- */

static struct bulk *bulk_of(struct store *s, int64_t kind, struct err *e)
{
    switch ((enum paper_kind)kind) {
    case PAPER_REPLY: return store_bulk(s, "INSERT INTO reply (origin, id, import, line, actor, about, text, asked, due, answered) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e);
    case PAPER_RESTRICTION:
        return store_bulk(s, "INSERT INTO restriction (origin, id, import, line, kind, place, by_actor, against, about, visible, said_by, day_from, day_to, hides_data)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)", e);
    case PAPER_PLAN:
        return store_bulk(s, "INSERT INTO plan (origin, id, import, line, plan_key, article, language, text, level, place, owner, day_from, day_to)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", e);
    case PAPER_CLASH:
    case PAPER_KINDS: break;
    }
    return store_bulk(s, "INSERT INTO plan_clash (origin, id, import, line, one, other, why, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", e);
}

static bool end_row(struct store *s, int64_t kind, int64_t import, const struct compared_row *t, struct err *e)
{
    struct binds which = WITH(bind_int(import), bind_int(t->origin), bind_int(t->id));
    switch ((enum paper_kind)kind) {
    case PAPER_REPLY: return store_do(s, "UPDATE reply SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case PAPER_RESTRICTION: return store_do(s, "UPDATE restriction SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case PAPER_PLAN: return store_do(s, "UPDATE plan SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case PAPER_CLASH:
    case PAPER_KINDS: break;
    }
    return store_do(s, "UPDATE plan_clash SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
}

static bool rows_write(struct store *s, const struct paper_batch *b, const uint8_t *known, int64_t import, int64_t id, struct err *e)
{
    const struct paper_shape *shape = &paper_shapes[b->kind];
    struct bulk *bulk CLEANUP(bulk_drop) = bulk_of(s, b->kind, e);
    for (size_t i = 0; bulk && i < b->n; i++) {
        const struct paper_row *x = &b->list[i];
        struct bind row[4 + PAPER_WORDS + PAPER_DAYS + 1];
        size_t n = 0;
        if (known[i])
            continue;
        row[n++] = bind_int(store_origin(s));
        row[n++] = bind_int(id++);
        row[n++] = bind_int(import);
        row[n++] = bind_int(x->line);
        for (size_t k = 0; k < shape->words; k++)
            row[n++] = bind_text(w(b, x, k));
        for (size_t k = 0; k < shape->days; k++)
            row[n++] = bind_day(x->days[k]);
        if (b->kind == PAPER_RESTRICTION)
            row[n++] = bind_int(x->hides);
        if (!bulk_row(bulk, row, n, e))
            return false;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool next_id(struct store *s, int64_t kind, int64_t *out, struct err *e)
{
    return kind == PAPER_REPLY ? store_next_id(s, "reply", out, e) : kind == PAPER_RESTRICTION ? store_next_id(s, "restriction", out, e) : kind == PAPER_PLAN ? store_next_id(s, "plan", out, e)
        : store_next_id(s, "plan_clash", out, e);
}

static bool write_all(struct store *s, const struct paper_batch *b, const struct compared *c, int64_t import, struct err *e)
{
    int64_t first = 0;
    for (size_t i = 0; i < c->n; i++)
        if (compared_replaced(c, i) && !end_row(s, b->kind, import, &c->list[i], e))
            return false;
    return next_id(s, b->kind, &first, e) && rows_write(s, b, c->known, import, first, e);
}

bool papers_save(struct store *s, const struct paper_batch *b, struct import *im, bool write, struct err *e)
{
    struct compared c = {0};
    im->kept = im->superseded = 0;
    im->known = b->duplicates;
    if (!b->n)
        return true;
    bool fine = compare(s, b, &c, e);
    compared_settle(&c, im);
    fine = fine && (!write || write_all(s, b, &c, im->id, e));
    compared_end(&c);
    return fine;
}
