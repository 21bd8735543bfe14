/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by any keys: each record's keys become one number, each number a group, each group a row. */
#include "panel/panel_priv.h"

#include <assert.h>

static const char *const key_names[BY_KEYS] = {
    [BY_PLACE] = "place", [BY_ADMIN1] = "admin1", [BY_MONTH] = "month", [BY_YEAR] = "year", [BY_COUNTRY] = "country",
    [BY_KIND] = "kind", [BY_SIDE_KIND] = "side_kind", [BY_TYPE] = "type", [BY_SOURCE] = "source"};

enum count_by count_by_name(struct str name, bool *known)
{
    for (size_t i = 0; i < BY_KEYS; i++)
        if (str_is(name, key_names[i])) {
            *known = true;
            return (enum count_by)i;
        }
    *known = false;
    return BY_KEYS;
}

const char *count_by_text(enum count_by by)
{
    assert(by < BY_KEYS);
    return key_names[by];
}

/* ---- keys -------------------------------------------------------------------------------------- */

/* One key of the question: its numbers run from `least`, `range` of them; -1 among them means unknown. */
struct key {
    enum count_by by;
    int64_t least, range;
    const int32_t *place;
    uint32_t *rank; /* number - least -> position by text; NULL: ordered by number */
};

static int64_t word_key(uint32_t word)
{
    return word ? (int64_t)word : -1;
}

static int64_t sides_key(unsigned a, unsigned b)
{
    unsigned one = a && (a < b || !b) ? a : b, other = one == a ? b : a;
    return 4 * one + other;
}

static int64_t key_of(const struct incident_columns *c, const struct key *k, size_t i)
{
    switch (k->by) {
    case BY_PLACE: return k->place[i];
    case BY_ADMIN1: return word_key(c->admin1[i]);
    case BY_MONTH: return day_month((struct day){c->first[i]});
    case BY_YEAR: return month_year(day_month((struct day){c->first[i]}));
    case BY_COUNTRY: return word_key(c->country[i]);
    case BY_KIND: return c->kind[i];
    case BY_SIDE_KIND: return sides_key(c->side_a_kind[i] & 3u, c->side_b_kind[i] & 3u);
    case BY_TYPE: return word_key(c->type[i]);
    case BY_SOURCE: return c->source[i];
    case BY_KEYS: break;
    }
    assert(k->by < BY_KEYS);
    return -1;
}

static void key_range(const struct incident_columns *c, struct key *k, const uint32_t *chosen, size_t n)
{
    struct day least = {INT32_MAX}, most = {INT32_MIN + 1};
    k->least = -1;
    switch (k->by) {
    case BY_PLACE: k->range = (int64_t)gazetteer_count(c->places) + 1; return;
    case BY_ADMIN1:
    case BY_COUNTRY:
    case BY_TYPE: k->range = (int64_t)MAX_OF(intern_count(&c->words), (size_t)1) + 1; return;
    case BY_SOURCE: k->range = UINT16_MAX + 2; return;
    case BY_KIND: k->least = 0, k->range = 256; return;
    case BY_SIDE_KIND: k->least = 0, k->range = 16; return;
    case BY_MONTH:
    case BY_YEAR:
    case BY_KEYS: break;
    }
    for (size_t i = 0; i < n; i++) {
        least.n = MIN_OF(least.n, c->first[chosen[i]]);
        most.n = MAX_OF(most.n, c->first[chosen[i]]);
    }
    k->least = n ? (k->by == BY_MONTH ? day_month(least) : month_year(day_month(least))) : 0;
    k->range = n ? (k->by == BY_MONTH ? day_month(most) : month_year(day_month(most))) - k->least + 1 : 1;
}

static struct str key_words(const struct incident_columns *c, enum count_by by, int64_t key)
{
    if (key < 0)
        return STR("");
    if (by == BY_PLACE)
        return c->place_texts ? c->place_texts[key] : gazetteer_place(c->places, (size_t)key)->name;
    if (by == BY_SOURCE)
        return (size_t)key < c->source_n ? c->sources[key] : STR("");
    return intern_text(&c->words, (uint32_t)key);
}

void count_key_text(const struct incident_columns *c, enum count_by by, int64_t key, struct buf *out)
{
    switch (by) {
    case BY_MONTH: buf_month(out, (int)key); return;
    case BY_YEAR:
    case BY_KIND: buf_int(out, key); return;
    case BY_SIDE_KIND: buf_f(out, "%d-%d", (int)(key / 4), (int)(key % 4)); return;
    case BY_PLACE:
    case BY_ADMIN1:
    case BY_COUNTRY:
    case BY_TYPE:
    case BY_SOURCE: buf_str(out, key_words(c, by, key)); return;
    case BY_KEYS: break;
    }
    assert(by < BY_KEYS);
}

/* ---- groups ------------------------------------------------------------------------------------ */

/* Numbers met so far -> 0, 1, 2 ... in the order of meeting. */
struct groups {
    uint64_t *met;   /* group -> number */
    uint32_t *slots; /* group + 1; 0 = free */
    size_t n, room, slot_room;
};

static void groups_end(struct groups *g)
{
    free(g->met);
    free(g->slots);
}

static size_t group_slot(const struct groups *g, uint64_t number)
{
    uint64_t h = number * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(h ^ (h >> 32)) & (g->slot_room - 1);
    while (g->slots[at] && g->met[g->slots[at] - 1] != number)
        at = (at + 1) & (g->slot_room - 1);
    return at;
}

static uint32_t group_of(struct groups *g, uint64_t number)
{
    if ((g->n + 1) * 2 > g->slot_room) {
        free(g->slots);
        g->slot_room = g->slot_room ? g->slot_room * 2 : 1024;
        g->slots = mem_get(g->slot_room * sizeof *g->slots);
        for (size_t i = 0; i < g->n; i++)
            g->slots[group_slot(g, g->met[i])] = (uint32_t)i + 1;
    }
    size_t at = group_slot(g, number);
    if (!g->slots[at]) {
        GROW(g->met, g->n, g->room);
        g->met[g->n] = number;
        g->slots[at] = (uint32_t)++g->n;
    }
    return g->slots[at] - 1;
}

/* The group of each chosen record into `group`; returns their number. As many keys as fit 2^32 combinations go into one
 * number; the next number holds the groups so far in its upper half, so that any number of keys fits. */
static size_t group_records(const struct incident_columns *c, const struct key *keys, size_t key_n, const uint32_t *chosen,
    size_t n, uint32_t *group)
{
    size_t group_n = n ? 1 : 0;
    for (size_t k = 0; k < key_n;) {
        struct groups g CLEANUP(groups_end) = {0};
        size_t end = k;
        int64_t combinations = 1;
        while (end < key_n && (end == k || combinations * keys[end].range <= (int64_t)UINT32_MAX))
            combinations *= keys[end++].range;
        for (size_t i = 0; i < n; i++) {
            uint64_t number = 0;
            for (size_t at = k; at < end; at++)
                number = number * (uint64_t)keys[at].range + (uint64_t)(key_of(c, &keys[at], chosen[i]) - keys[at].least);
            group[i] = group_of(&g, (uint64_t)group[i] << 32 | number);
        }
        group_n = g.n;
        k = end;
    }
    return group_n;
}

static void add_record(struct count_row *row, const struct incident_columns *c, size_t i)
{
    row->incidents++;
    row->low += MAX_OF(low_of(c, i), 0);
    row->best += MAX_OF(c->best[i], 0);
    row->high += MAX_OF(high_of(c, i), 0);
    row->civilians += MAX_OF(c->civilians[i], 0);
    row->status_unknown += MAX_OF(c->status_unknown[i], 0);
    row->deaths_unknown += c->best[i] < 0;
}

/* ---- order ------------------------------------------------------------------------------------- */

struct by_words {
    const struct incident_columns *c;
    enum count_by by;
};

static int compare_words(const void *a, const void *b, void *context)
{
    const struct by_words *w = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = str_compare(key_words(w->c, w->by, x), key_words(w->c, w->by, y));
    return order ? order : (x > y) - (x < y);
}

/* Positions by text of the numbers that occur in column k of the rows; unknown (-1) comes before all. */
static void key_rank(const struct incident_columns *c, struct key *k, size_t column, const struct counts *counts, struct arena *a)
{
    if (k->by != BY_PLACE && k->by != BY_ADMIN1 && k->by != BY_COUNTRY && k->by != BY_TYPE && k->by != BY_SOURCE)
        return;
    k->rank = ARENA_ARRAY(a, uint32_t, k->range);
    uint32_t *list = ARENA_ARRAY(a, uint32_t, MIN_OF(counts->n, (size_t)k->range));
    size_t n = 0;
    for (size_t i = 0; i < counts->n; i++) {
        int64_t key = counts->rows[i].key[column];
        if (key < 0 || k->rank[key - k->least])
            continue;
        k->rank[key - k->least] = 1;
        list[n++] = (uint32_t)key;
    }
    struct by_words context = {c, k->by};
    qsort_r(list, n, sizeof *list, compare_words, &context);
    for (size_t i = 0; i < n; i++)
        k->rank[(int64_t)list[i] - k->least] = (uint32_t)i + 1;
}

struct by_keys {
    const struct key *keys;
    size_t n;
};

static int compare_rows(const void *a, const void *b, void *context)
{
    const struct by_keys *by = context;
    const struct count_row *x = a, *y = b;
    for (size_t k = 0; k < by->n; k++) {
        int64_t p = x->key[k], q = y->key[k];
        if (p == q)
            continue;
        if (by->keys[k].rank) {
            p = by->keys[k].rank[p - by->keys[k].least];
            q = by->keys[k].rank[q - by->keys[k].least];
        }
        return p < q ? -1 : 1;
    }
    return 0;
}

/* ---- the question ------------------------------------------------------------------------------ */

static bool keys_make(const struct incident_columns *c, const enum count_by *by, size_t by_n, int level, struct key *keys,
    struct err *e)
{
    for (size_t k = 0; k < by_n; k++) {
        keys[k] = (struct key){.by = by[k]};
        if (by[k] != BY_PLACE)
            continue;
        if (level < 0 || level >= PLACE_LEVELS || !c->place[level])
            return err_set(e, ERR_ABSENT,
                "the register has no borders of level %d to count places by: add a border file (GeoJSON) of that level"
                " with `diwan add`",
                level);
        keys[k].place = c->place[level];
    }
    return true;
}

static size_t choose(const struct incident_columns *c, const struct selection *which, uint32_t *chosen, struct arena *a)
{
    struct selector *s = selector_make(c, which, a);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (selector_takes(s, i))
            chosen[n++] = (uint32_t)i;
    return n;
}

bool count_incidents(const struct incident_columns *c, const struct selection *which, const enum count_by *by, size_t by_n,
    int level, struct arena *a, struct counts *out, struct err *e)
{
    assert(by_n <= BY_KEYS);
    struct key keys[BY_KEYS];
    if (!keys_make(c, by, by_n, level, keys, e))
        return false;
    struct arena scratch CLEANUP(arena_end) = {0};
    uint32_t *chosen = ARENA_ARRAY(&scratch, uint32_t, c->n), *group = ARENA_ARRAY(&scratch, uint32_t, c->n);
    size_t n = choose(c, which, chosen, &scratch);
    for (size_t k = 0; k < by_n; k++)
        key_range(c, &keys[k], chosen, n);
    struct counts counts = {.by_n = by_n, .n = group_records(c, keys, by_n, chosen, n, group)};
    if (by_n)
        memcpy(counts.by, by, by_n * sizeof *by);
    else
        counts.n = 1; /* the total, even of nothing */
    counts.rows = ARENA_ARRAY(a, struct count_row, counts.n);
    for (size_t i = 0; i < n; i++) {
        struct count_row *row = &counts.rows[group[i]];
        for (size_t k = 0; k < by_n && row->incidents == 0; k++)
            row->key[k] = key_of(c, &keys[k], chosen[i]);
        add_record(row, c, chosen[i]);
    }
    for (size_t k = 0; k < by_n; k++)
        key_rank(c, &keys[k], k, &counts, &scratch);
    struct by_keys order = {keys, by_n};
    if (counts.n > 1)
        qsort_r(counts.rows, counts.n, sizeof *counts.rows, compare_rows, &order);
    *out = counts;
    return true;
}
