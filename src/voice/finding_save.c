/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: findings into the register and out of it. A finding of the same key from the same people that says something else takes the
 * place of the earlier one. Counts are of rows: a finding in one language. */
#include "voice/voice_priv.h"
#include <assert.h>

/* ---- out ---- */

static void codes_part(struct voice_finding *x, struct str all, struct arena *a)
{
    size_t most = 1;
    for (size_t i = 0; i < all.n; i++)
        most += all.p[i] == '\n';
    x->codes = ARENA_ARRAY(a, struct str, most);
    for (size_t at = 0; at < all.n;) {
        const char *end = memchr(all.p + at, '\n', all.n - at);
        size_t n = end ? (size_t)(end - all.p) - at : all.n - at;
        if (n)
            x->codes[x->code_n++] = (struct str){all.p + at, n};
        at += n + 1;
    }
}

struct reading {
    struct arena *a;
    struct voice_finding *list;
    size_t n;
};

static bool heads_read(struct store *s, struct reading *w, struct err *e)
{
    int64_t most = 0;
    if (!store_int(s, "SELECT count(*) FROM finding WHERE ended_by IS NULL", WITH_NOTHING, 0, &most, e))
        return false;
    w->list = ARENA_ARRAY(w->a, struct voice_finding, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, said_by, finding_key, place, day_from, day_to, method, asked, people, "
        "women, codes, direction, about FROM finding WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r) && w->n < (size_t)most) {
        struct voice_finding *x = &w->list[w->n++];
        *x = (struct voice_finding){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .said_by = rows_kept(r, 4, w->a),
            .key = rows_kept(r, 5, w->a), .place = rows_kept(r, 6, w->a), .from = rows_day(r, 7), .to = rows_day(r, 8), .method = rows_kept(r, 9, w->a), .asked = rows_kept(r, 10, w->a),
            .people = rows_null(r, 11) ? -1 : rows_int(r, 11), .women = rows_null(r, 12) ? -1 : rows_int(r, 12), .direction = rows_kept(r, 14, w->a),
            .about = rows_kept(r, 15, w->a)};
        codes_part(x, rows_kept(r, 13, w->a), w->a);
    }
    return rows_end(&r, e);
}

/* Both in the order of their numbers. */
static bool texts_read(struct store *s, struct reading *w, struct err *e)
{
    int64_t most = 0;
    if (!store_int(s, "SELECT count(*) FROM finding_text", WITH_NOTHING, 0, &most, e))
        return false;
    struct voice_summary *list = ARENA_ARRAY(w->a, struct voice_summary, most + 1);
    size_t n = 0, at = 0;
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT origin, finding, language, summary FROM finding_text ORDER BY origin, finding, language", WITH_NOTHING);
    while (rows_next(r) && n < (size_t)most) {
        int64_t origin = rows_int(r, 0), id = rows_int(r, 1);
        while (at < w->n && (w->list[at].origin < origin || (w->list[at].origin == origin && w->list[at].id < id)))
            at++;
        if (at == w->n || w->list[at].origin != origin || w->list[at].id != id) /* out of use */
            continue;
        struct voice_finding *x = &w->list[at];
        x->summaries = x->summary_n ? x->summaries : &list[n];
        x->summary_n++;
        list[n++] = (struct voice_summary){rows_kept(r, 2, w->a), rows_kept(r, 3, w->a)};
    }
    return rows_end(&r, e);
}

static bool read_look(struct store *s, void *arg, struct err *e)
{
    return heads_read(s, arg, e) && texts_read(s, arg, e);
}

static int by_place(const void *left, const void *right)
{
    const struct voice_finding *a = left, *b = right;
    int place = str_compare(a->place, b->place);
    if (place)
        return place;
    if (a->from.n != b->from.n)
        return a->from.n < b->from.n ? -1 : 1;
    int key = str_compare(a->key, b->key), by = key ? key : str_compare(a->said_by, b->said_by);
    return by ? by : a->id < b->id ? -1 : a->id > b->id;
}

bool voice_findings(struct store *s, struct arena *a, struct voice_finding **out, size_t *n, struct err *e)
{
    struct reading w = {.a = a};
    if (!store_look(s, read_look, &w, e))
        return err_within(e, "reading the findings");
    if (w.n)
        qsort(w.list, w.n, sizeof *w.list, by_place);
    *out = w.list;
    *n = w.n;
    return true;
}

/* ---- in ---- */

static bool same_summaries(const struct voice_finding *a, const struct voice_finding *b)
{
    bool same = a->summary_n == b->summary_n;
    for (size_t i = 0; same && i < a->summary_n; i++) {
        bool there = false;
        for (size_t k = 0; k < b->summary_n; k++)
            there = there || (str_eq(a->summaries[i].language, b->summaries[k].language) && str_eq(a->summaries[i].summary, b->summaries[k].summary));
        same = there;
    }
    return same;
}

static bool same_codes(const struct voice_finding *a, const struct voice_finding *b)
{
    bool same = a->code_n == b->code_n;
    for (size_t i = 0; same && i < a->code_n; i++)
        same = str_eq(a->codes[i], b->codes[i]);
    return same;
}

static bool same_finding(const struct voice_finding *a, const struct voice_finding *b)
{
    return str_eq(a->place, b->place) && a->from.n == b->from.n && a->to.n == b->to.n && str_eq(a->method, b->method) && str_eq(a->asked, b->asked) &&
           a->people == b->people && a->women == b->women && same_codes(a, b) && str_eq(a->direction, b->direction) && str_eq(a->about, b->about) &&
           same_summaries(a, b);
}

static int by_key(const void *left, const void *right)
{
    const struct voice_finding *a = left, *b = right;
    int by = str_compare(a->said_by, b->said_by);
    return by ? by : str_compare(a->key, b->key);
}

static bool row_save(struct bulk *bulk, const struct voice_finding *x, int64_t origin, int64_t id, int64_t import, struct err *e)
{
    struct buf codes CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < x->code_n; i++)
        buf_f(&codes, "%s%.*s", i ? "\n" : "", STR_F(x->codes[i]));
    struct bind row[] = {bind_int(origin), bind_int(id), bind_int(import), bind_int(x->line), bind_text(x->said_by), bind_text(x->key), bind_text(x->place),
        voice_bind_day(x->from), voice_bind_day(x->to), bind_text(x->method), bind_text(x->asked), x->people < 0 ? bind_null() : bind_int(x->people),
        x->women < 0 ? bind_null() : bind_int(x->women), bind_text(buf_view(&codes)), bind_text(x->direction), bind_text(x->about)};
    return bulk_row(bulk, row, ARRAY_LEN(row), e);
}

static bool texts_save(struct store *s, const struct finding_batch *b, const bool *known, int64_t id, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO finding_text (origin, finding, language, summary) VALUES ($1, $2, $3, $4)", e);
    if (!bulk)
        return false;
    for (size_t i = 0; i < b->n; i++) {
        for (size_t k = 0; !known[i] && k < b->list[i].summary_n; k++) {
            struct bind row[] = {bind_int(store_origin(s)), bind_int(id), bind_text(b->list[i].summaries[k].language), bind_text(b->list[i].summaries[k].summary)};
            if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
                return false;
        }
        id += !known[i];
    }
    return bulk_end(&bulk, e);
}

static bool rows_save(struct store *s, const struct finding_batch *b, const bool *known, int64_t import, struct err *e)
{
    int64_t first = 0, id;
    if (!store_next_id(s, "finding", &first, e))
        return false;
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO finding (origin, id, import, line, said_by, finding_key, place, day_from, day_to, method, "
        "asked, people, women, codes, direction, about) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)", e);
    if (!bulk)
        return false;
    id = first;
    for (size_t i = 0; i < b->n; i++)
        if (!known[i] && !row_save(bulk, &b->list[i], store_origin(s), id++, import, e))
            return false;
    return bulk_end(&bulk, e) && texts_save(s, b, known, first, e);
}

struct comparing {
    const struct finding_batch *b;
    const struct voice_finding **there; /* by finding of the batch: the one in use of its key; NULL */
    bool *known;
    struct import *im;
};

/* What is there in the order of its keys, so that each finding of the batch is looked up once. */
static void compare(struct comparing *c, struct voice_finding *there, size_t n)
{
    if (n)
        qsort(there, n, sizeof *there, by_key);
    c->im->kept = c->im->superseded = 0;
    c->im->known = c->b->duplicates;
    for (size_t i = 0; i < c->b->n; i++) {
        const struct voice_finding *x = &c->b->list[i], *hit = n ? bsearch(x, there, n, sizeof *there, by_key) : NULL;
        c->there[i] = hit;
        c->known[i] = hit && same_finding(hit, x);
        c->im->known += c->known[i] ? (int64_t)x->summary_n : 0;
        c->im->kept += c->known[i] ? 0 : (int64_t)x->summary_n;
        c->im->superseded += hit && !c->known[i] ? (int64_t)hit->summary_n : 0;
    }
}

static bool superseded_end(struct store *s, const struct comparing *c, struct err *e)
{
    for (size_t i = 0; i < c->b->n; i++)
        if (c->there[i] && !c->known[i] && !store_do(s, "UPDATE finding SET ended_by = $1 WHERE origin = $2 AND id = $3",
                WITH(bind_int(c->im->id), bind_int(c->there[i]->origin), bind_int(c->there[i]->id)), e))
            return false;
    return true;
}

bool finding_save(struct store *s, const struct finding_batch *b, struct import *im, bool write, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct voice_finding *there;
    size_t n;
    if (!voice_findings(s, &a, &there, &n, e))
        return false;
    struct comparing c = {b, (const struct voice_finding **)arena_get(&a, (b->n + 1) * sizeof(void *)), ARENA_ARRAY(&a, bool, b->n + 1), im};
    compare(&c, there, n);
    if (!write)
        return true;
    assert(store_in_task(s));
    return superseded_end(s, &c, e) && rows_save(s, b, c.known, im->id, e);
}
