/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: population rows into the register: new, known, or a correction of what is there. */
#include "intake/intake_priv.h"
#include <assert.h>

struct there { /* a row in use with the key of a row of the batch */
    int64_t origin, id;
    size_t row;
    bool same;
};

/* Keys are compared field by field in order, so sorting both sides once finds every pair. */
struct keyed {
    struct str country, code, name, kind;
    int32_t year;
    size_t row;
};

static int keyed_compare(const void *pa, const void *pb)
{
    const struct keyed *a = pa, *b = pb;
    int c = str_compare(a->country, b->country);
    c = c ? c : str_compare(a->code, b->code);
    c = c ? c : str_compare(a->name, b->name);
    c = c ? c : (a->year > b->year) - (a->year < b->year);
    return c ? c : str_compare(a->kind, b->kind);
}

static struct keyed *keys_of(const struct people_batch *b)
{
    struct keyed *keys = mem_get((b->n + 1) * sizeof *keys);
    for (size_t i = 0; i < b->n; i++) {
        const struct people *x = &b->list[i];
        keys[i] = (struct keyed){intern_text(&b->words, x->country), intern_text(&b->words, x->code), intern_text(&b->words, x->name),
            intern_text(&b->words, x->kind), x->year, i};
    }
    if (b->n)
        qsort(keys, b->n, sizeof *keys, keyed_compare);
    return keys;
}

static bool find_there(struct store *s, const struct people_batch *b, struct there **out, size_t *n, struct err *e)
{
    struct keyed *keys = keys_of(b);
    size_t room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, country, code, name, year, kind, people, name_ar, source FROM population WHERE ended_by IS NULL",
        WITH_NOTHING);
    while (rows_next(r)) {
        struct keyed k = {rows_text(r, 2), rows_text(r, 3), rows_text(r, 4), rows_text(r, 6), (int32_t)rows_int(r, 5), 0};
        const struct keyed *hit = b->n ? bsearch(&k, keys, b->n, sizeof *keys, keyed_compare) : NULL;
        if (!hit)
            continue;
        const struct people *x = &b->list[hit->row];
        bool same = rows_int(r, 7) == x->people && str_eq(rows_text(r, 8), intern_text(&b->words, x->name_ar)) &&
                    str_eq(rows_text(r, 9), intern_text(&b->words, x->source));
        GROW(*out, *n, room);
        (*out)[(*n)++] = (struct there){rows_int(r, 0), rows_int(r, 1), hit->row, same};
    }
    free(keys);
    return rows_end(&r, e);
}

static bool row_save(struct bulk *bulk, const struct people_batch *b, const struct people *x, const struct import *im, int64_t origin,
    int64_t id, struct err *e)
{
    struct bind row[] = {bind_int(origin), bind_int(id), bind_int(im->id), bind_int(x->line),
        bind_text(intern_text(&b->words, x->country)), bind_text(intern_text(&b->words, x->code)),
        bind_text(intern_text(&b->words, x->name)), bind_text(intern_text(&b->words, x->name_ar)), bind_int(x->year),
        bind_int(x->people), bind_text(intern_text(&b->words, x->kind)), bind_text(intern_text(&b->words, x->source))};
    return bulk_row(bulk, row, ARRAY_LEN(row), e);
}

static bool rows_save(struct store *s, const struct people_batch *b, const uint8_t *known, const struct import *im, struct err *e)
{
    int64_t next;
    if (!store_next_id(s, "population", &next, e))
        return false;
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO population (origin, id, import, line, country, code, name, name_ar, year, people, kind, source) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        e);
    if (!bulk)
        return false;
    for (size_t i = 0; i < b->n; i++)
        if (!known[i] && !row_save(bulk, b, &b->list[i], im, store_origin(s), next++, e))
            return false;
    return bulk_end(&bulk, e);
}

static bool end_superseded(struct store *s, const struct there *there, size_t n, const uint8_t *known, const struct import *im,
    struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!known[there[i].row] && !store_do(s, "UPDATE population SET ended_by = $1 WHERE origin = $2 AND id = $3",
                WITH(bind_int(im->id), bind_int(there[i].origin), bind_int(there[i].id)), e))
            return false;
    return true;
}

bool people_save(struct store *s, const struct people_batch *b, struct import *im, bool write, struct err *e)
{
    struct there *there = NULL;
    size_t n = 0;
    if (!find_there(s, b, &there, &n, e)) {
        free(there);
        return false;
    }
    uint8_t *known = mem_get(b->n + 1);
    for (size_t i = 0; i < n; i++)
        known[there[i].row] |= there[i].same;
    im->kept = im->superseded = 0;
    im->known = b->duplicates;
    for (size_t i = 0; i < b->n; i++) {
        im->known += known[i];
        im->kept += !known[i];
    }
    for (size_t i = 0; i < n; i++)
        im->superseded += !known[there[i].row];
    bool fine = !write || (rows_save(s, b, known, im, e) && end_superseded(s, there, n, known, im, e));
    free(known);
    free(there);
    return fine;
}
