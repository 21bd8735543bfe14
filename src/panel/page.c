/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of a long list: records are counted by what they are ordered by, so that only those of the page need to be looked for. */
#include "panel/panel_priv.h"

#define NOT_LISTED UINT32_MAX

struct paging {
    const struct incident_columns *c;
    enum columns_order order;
    bool downwards;
    int32_t low;        /* smallest value */
    uint32_t values;    /* how many there may be, without "not known" */
    uint32_t *rank_of;  /* of a place or source: where it stands among the names; NULL: by the value itself */
    size_t rank_n;
};

static bool by_register(const struct paging *p) { return p->order == ORDER_REGISTER; }

/* What record i is ordered by; -1 not known. */
static int32_t value_of(const struct paging *p, size_t i)
{
    const struct incident_columns *c = p->c;
    int32_t place = -1;
    switch (p->order) {
    case ORDER_DAY: return c->first[i] - p->low;
    case ORDER_KILLED: return c->best[i];
    case ORDER_KIND: return c->kind[i] ? c->kind[i] : -1;
    case ORDER_SOURCE: return (int32_t)p->rank_of[c->source[i]];
    case ORDER_PLACE:
        for (int level = 0; level < PLACE_LEVELS; level++)
            if (c->place[level] && c->place[level][i] >= 0 && level > 0)
                place = c->place[level][i];
        return place < 0 ? -1 : (int32_t)p->rank_of[place];
    case ORDER_REGISTER:
    case COLUMNS_ORDERS: break;
    }
    return 0;
}

struct named {
    struct str name;
    size_t number;
};

static int by_name(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int way = str_compare(a->name, b->name);
    return way ? way : (a->number > b->number) - (a->number < b->number);
}

static void rank_names(struct paging *p, struct named *list, size_t n, struct arena *a)
{
    if (n)
        qsort(list, n, sizeof *list, by_name);
    p->rank_of = ARENA_ARRAY(a, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        p->rank_of[list[i].number] = (uint32_t)i;
    p->values = (uint32_t)n;
}

static void range_of(struct paging *p, struct arena *a)
{
    const struct incident_columns *c = p->c;
    size_t n = p->order == ORDER_PLACE && c->places ? gazetteer_count(c->places) : p->order == ORDER_SOURCE ? c->source_n : 0;
    struct named *list = ARENA_ARRAY(a, struct named, n + 1);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct named){p->order == ORDER_PLACE ? gazetteer_place(c->places, i)->name : c->sources[i], i};
    if (p->order == ORDER_PLACE || p->order == ORDER_SOURCE) {
        rank_names(p, list, n, a);
        return;
    }
    p->values = KIND_COUNT;
    if (p->order == ORDER_DAY && day_known(c->first_day)) {
        p->low = c->first_day.n;
        p->values = (uint32_t)(c->last_day.n - c->first_day.n) + 1;
    }
    int32_t most = 0;
    for (size_t i = 0; p->order == ORDER_KILLED && i < c->n; i++)
        most = MAX_OF(most, c->best[i]);
    if (p->order == ORDER_KILLED)
        p->values = (uint32_t)most + 1;
}

/* Which counter a record belongs to: what is not known, last either way. */
static uint32_t counter_of(const struct paging *p, size_t i)
{
    if (by_register(p))
        return 0;
    int32_t v = value_of(p, i);
    if (v < 0 || (uint32_t)v >= p->values)
        return p->values;
    return p->downwards ? p->values - 1 - (uint32_t)v : (uint32_t)v;
}

/* Records of the counters that the page lies in: each has a place of its own, since those before it are counted. */
static void collect(const uint32_t *counter, size_t n, size_t *before, size_t from, size_t to, size_t *rows)
{
    for (size_t i = 0; i < n; i++) {
        if (counter[i] == NOT_LISTED)
            continue;
        size_t at = before[counter[i]]++;
        if (at >= from && at < to)
            rows[at - from] = i;
    }
}

void columns_page(const struct incident_columns *c, const struct selector *s, const bool *sources, enum columns_order order, bool downwards, size_t from, size_t most,
    struct arena *a, struct columns_page *out)
{
    struct paging p = {.c = c, .order = order, .downwards = downwards, .values = 1};
    *out = (struct columns_page){0};
    if (!by_register(&p))
        range_of(&p, a);
    uint32_t *counter = mem_get((c->n + 1) * sizeof *counter);
    size_t *before = mem_get(((size_t)p.values + 2) * sizeof *before), sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        counter[i] = NOT_LISTED;
        if (!selector_takes(s, i))
            continue;
        if (sources && !sources[c->source[i]]) {
            out->withheld++;
            continue;
        }
        counter[i] = counter_of(&p, i);
        before[counter[i]]++;
        out->total++;
    }
    for (size_t v = 0; v < (size_t)p.values + 2; v++) {
        size_t here = before[v];
        before[v] = sum;
        sum += here;
    }
    size_t end = MIN_OF(out->total, from > SIZE_MAX - most ? SIZE_MAX : from + most);
    out->n = end > from ? end - from : 0;
    out->rows = ARENA_ARRAY(a, size_t, out->n + 1);
    collect(counter, out->n ? c->n : 0, before, from, end, out->rows);
    free(counter);
    free(before);
}
