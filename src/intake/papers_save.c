/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: papers into the store. A row of the same key that says something else takes the place of the earlier one. */
#include "intake/compared.h"
#include "intake/intake_priv.h"

void paper_stored(const struct rows *r, enum paper_kind kind, struct paper_batch *one, struct paper_row *x)
{
    const struct paper_layout *l = &paper_layouts[kind];
    struct paper_slots s = paper_slots(l);
    *x = paper_row_none(kind);
    for (size_t i = 0; i < l->n; i++) {
        int column = (int)i + 2;
        switch (paper_place(l->fields[i].as)) {
        case PLACE_WORD: x->words[s.at[i]] = intern_id(&one->words, rows_text(r, column)); break;
        case PLACE_DAY: x->days[s.at[i]] = rows_day(r, column); break;
        case PLACE_REAL: x->reals[s.at[i]] = rows_real(r, column); break;
        case PLACE_FLAG: x->flag = rows_int(r, column) != 0; break;
        }
    }
}

/* Rows in use of one kind that have a key of the batch. `keys`: each key once, its number is its row and one. */
static bool compare_kind(struct store *s, const struct paper_batch *b, enum paper_kind kind, const struct intern *keys, struct compared *c, struct err *e)
{
    struct buf key CLEANUP(buf_end) = {0};
    struct rows *r CLEANUP(rows_drop) = paper_layouts[kind].stored(s);
    while (rows_next(r)) {
        struct paper_batch one CLEANUP(paper_batch_end) = {0};
        struct paper_row there;
        uint32_t id;
        paper_stored(r, kind, &one, &there);
        buf_clear(&key);
        paper_key(&one, &there, &key);
        if (intern_find(keys, buf_view(&key), &id) && id)
            compared_add(c, r, id - 1, paper_same(b, &b->list[id - 1], &one, &there));
    }
    return rows_end(&r, e);
}

static void kinds_of(const struct paper_batch *b, bool has[PAPER_KINDS])
{
    memset(has, 0, PAPER_KINDS * sizeof *has);
    for (size_t i = 0; i < b->n; i++)
        has[b->list[i].kind] = true;
}

static bool compare(struct store *s, const struct paper_batch *b, struct compared *c, struct err *e)
{
    struct intern keys CLEANUP(intern_end) = {0};
    struct buf key CLEANUP(buf_end) = {0};
    bool has[PAPER_KINDS], fine = true;
    compared_begin(c, b->n);
    kinds_of(b, has);
    for (size_t i = 0; i < b->n; i++) {
        buf_clear(&key);
        paper_key(b, &b->list[i], &key);
        (void)intern_id(&keys, buf_view(&key));
    }
    for (int kind = 0; fine && kind < PAPER_KINDS; kind++)
        fine = !has[kind] || compare_kind(s, b, (enum paper_kind)kind, &keys, c, e);
    return fine;
}

/* ---- writing ---- */

static bool row_write(struct bulk *bulk, const struct store *s, const struct paper_batch *b, const struct paper_row *x, int64_t import, int64_t id, struct err *e)
{
    const struct paper_layout *l = &paper_layouts[x->kind];
    struct paper_slots at = paper_slots(l);
    struct bind row[4 + PAPER_FIELDS] = {bind_int(store_origin(s)), bind_int(id), bind_int(import), bind_int(x->line)};
    for (size_t i = 0; i < l->n; i++)
        switch (paper_place(l->fields[i].as)) {
        case PLACE_WORD: row[4 + i] = bind_text(intern_text(&b->words, x->words[at.at[i]])); break;
        case PLACE_DAY: row[4 + i] = bind_day(x->days[at.at[i]]); break;
        case PLACE_REAL: row[4 + i] = bind_real(x->reals[at.at[i]]); break;
        case PLACE_FLAG: row[4 + i] = bind_int(x->flag); break;
        }
    return bulk_row(bulk, row, 4 + l->n, e);
}

static bool rows_write(struct store *s, const struct paper_batch *b, enum paper_kind kind, const uint8_t *known, int64_t import, struct err *e)
{
    int64_t id = 0;
    if (!paper_layouts[kind].next(s, &id, e))
        return false;
    struct bulk *bulk CLEANUP(bulk_drop) = paper_layouts[kind].insert(s, e);
    for (size_t i = 0; bulk && i < b->n; i++)
        if (b->list[i].kind == (int64_t)kind && !known[i] && !row_write(bulk, s, b, &b->list[i], import, id++, e))
            return false;
    return bulk && bulk_end(&bulk, e);
}

static bool write_all(struct store *s, const struct paper_batch *b, const struct compared *c, int64_t import, struct err *e)
{
    bool has[PAPER_KINDS], fine = true;
    kinds_of(b, has);
    for (size_t i = 0; i < c->n; i++)
        if (compared_replaced(c, i) && !paper_layouts[b->list[c->list[i].row].kind].end(s, import, c->list[i].origin, c->list[i].id, e))
            return false;
    for (int kind = 0; fine && kind < PAPER_KINDS; kind++)
        fine = !has[kind] || rows_write(s, b, (enum paper_kind)kind, c->known, import, e);
    return fine;
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
