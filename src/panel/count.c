/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by any keys: each record's keys become one number, each number a group, each group a row. */
#include "panel/panel_priv.h"

#include <assert.h>

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

/* The group of each chosen entry into `group`; returns their number. As many keys as fit 2^32 combinations go into one
 * number; the next number holds the groups so far in its upper half, so that any number of keys fits. */
static size_t group_records(const struct incident_columns *c, const struct key *keys, size_t key_n, const struct entry *chosen,
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
                number = number * (uint64_t)keys[at].range + (uint64_t)(key_of(c, &keys[at], &chosen[i]) - keys[at].least);
            group[i] = group_of(&g, (uint64_t)group[i] << 32 | number);
        }
        group_n = g.n;
        k = end;
    }
    return group_n;
}

void count_add(struct count_row *row, const struct incident_columns *c, size_t i)
{
    row->incidents++;
    row->low += MAX_OF(low_of(c, i), 0);
    row->best += MAX_OF(c->best[i], 0);
    row->high += MAX_OF(high_of(c, i), 0);
    row->civilians += MAX_OF(c->civilians[i], 0);
    row->status_unknown += MAX_OF(c->status_unknown[i], 0);
    row->deaths_unknown += c->best[i] < 0;
    for (int k = 0; k < PEOPLE_HARMS; k++) {
        int32_t people = c->people[k] ? c->people[k][i] : PEOPLE_UNKNOWN;
        row->people[k] += MAX_OF(people, 0);
        row->people_unknown[k] += people < 0;
    }
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
    if (!key_has_words(k->by))
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

/* By word of the type: such incidents are told for governorates and countries only. */
static const bool *sensitive_types(const struct incident_columns *c, struct arena *a)
{
    size_t n = intern_count(&c->words);
    bool *sensitive = ARENA_ARRAY(a, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        sensitive[i] = incident_type_sensitive(intern_text(&c->words, (uint32_t)i));
    return sensitive;
}

static bool keys_make(const struct incident_columns *c, const enum count_by *by, size_t by_n, int level, struct arena *a,
    struct key *keys, struct err *e)
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
        keys[k].kept_back = level > 1 ? sensitive_types(c, a) : NULL;
    }
    return true;
}

/* A record once; with `actors` once for each differing name among its two sides. Room for two a record then. */
static size_t choose(const struct incident_columns *c, const struct selection *which, bool actors, struct entry *chosen,
    struct arena *a)
{
    struct selector *s = selector_make(c, which, a);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!selector_takes(s, i))
            continue;
        uint32_t one = c->actor_a[i], other = c->actor_b[i];
        chosen[n++] = (struct entry){(uint32_t)i, one ? one : other};
        if (actors && one && other && one != other)
            chosen[n++] = (struct entry){(uint32_t)i, other};
    }
    return n;
}

bool count_incidents(const struct incident_columns *c, const struct selection *which, const enum count_by *by, size_t by_n,
    int level, struct arena *a, struct counts *out, struct err *e)
{
    assert(by_n <= BY_KEYS);
    struct key keys[BY_KEYS];
    struct arena scratch CLEANUP(arena_end) = {0};
    if (!keys_make(c, by, by_n, level, &scratch, keys, e))
        return false;
    bool actors = false;
    for (size_t k = 0; k < by_n; k++)
        actors = actors || by[k] == BY_ACTOR;
    size_t most = c->n * (actors ? 2 : 1);
    struct entry *chosen = ARENA_ARRAY(&scratch, struct entry, most);
    uint32_t *group = ARENA_ARRAY(&scratch, uint32_t, most);
    size_t n = choose(c, which, actors, chosen, &scratch);
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
            row->key[k] = key_of(c, &keys[k], &chosen[i]);
        count_add(row, c, chosen[i].record);
    }
    for (size_t k = 0; k < by_n; k++)
        key_rank(c, &keys[k], k, &counts, &scratch);
    struct by_keys order = {keys, by_n};
    if (counts.n > 1)
        qsort_r(counts.rows, counts.n, sizeof *counts.rows, compare_rows, &order);
    *out = counts;
    return true;
}
