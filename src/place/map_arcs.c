/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rings into arcs, as TopoJSON does it (M. Bostock, 2012): a junction is a corner with more than two distinct neighbours
 * over all rings; between junctions a border is one arc, whichever rings run along it, in one canonical direction.
 */
#include "place/map_priv.h"

enum { NEIGHBOURS = 3 }; /* a third one makes a junction: more need not be known */

struct corner {
    uint32_t near[NEIGHBOURS];
    uint8_t n;
};

static void meet(struct corner *c, uint32_t other)
{
    for (uint8_t i = 0; i < c->n; i++)
        if (c->near[i] == other)
            return;
    if (c->n < NEIGHBOURS)
        c->near[c->n++] = other;
}

static struct corner *corners_meet(const struct topology *t)
{
    struct corner *list = mem_get((t->corner_n + 1) * sizeof *list);
    for (size_t i = 0; i < t->ring_n; i++) {
        const struct ring *r = &t->rings[i];
        for (size_t k = 0; k < r->n; k++) {
            uint32_t a = r->corners[k], b = r->corners[(k + 1) % r->n];
            meet(&list[a], b);
            meet(&list[b], a);
        }
    }
    return list;
}

/* ---- arcs, each once ---- */

struct arc_table { /* open addressing over the arcs' canonical corners */
    struct topology *t;
    size_t *slots; /* number of arc + 1 */
    size_t room;
};

/* The canonical direction: from the lower end; in a loop (which begins at its lowest corner) towards the lower side. */
static bool is_backwards(const uint32_t *c, size_t n)
{
    for (size_t i = 0; i < n / 2; i++)
        if (c[i] != c[n - 1 - i])
            return c[i] > c[n - 1 - i];
    return false;
}

static void turn_round(uint32_t *c, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        uint32_t x = c[i];
        c[i] = c[n - 1 - i];
        c[n - 1 - i] = x;
    }
}

static size_t *arc_slot(const struct arc_table *s, const uint32_t *c, size_t n)
{
    size_t at = (size_t)hash_64(c, n * sizeof *c, 0) & (s->room - 1);
    for (; s->slots[at]; at = (at + 1) & (s->room - 1)) {
        const struct arc *have = &s->t->arcs[s->slots[at] - 1];
        if (have->n == n && memcmp(have->corners, c, n * sizeof *c) == 0)
            break;
    }
    return &s->slots[at];
}

/* The number of the arc with these corners, lowest bit set when they run backwards. Takes `c` over. */
static size_t arc_number(struct arc_table *s, uint32_t *c, size_t n, size_t area)
{
    struct topology *t = s->t;
    bool back = is_backwards(c, n);
    if (back)
        turn_round(c, n);
    size_t *slot = arc_slot(s, c, n);
    if (!*slot) {
        t->arcs[t->arc_n] = (struct arc){.corners = c, .n = n, .left = (int)area, .right = -1};
        *slot = ++t->arc_n;
    } else if (t->arcs[*slot - 1].left != (int)area && t->arcs[*slot - 1].right < 0) {
        t->arcs[*slot - 1].right = (int)area;
    }
    return (*slot - 1) << 1 | back;
}

/* Corners from..to of a ring, both included, going round. */
static uint32_t *stretch(const struct topology *t, const struct ring *r, size_t from, size_t steps)
{
    uint32_t *c = ARENA_ARRAY(t->a, uint32_t, steps + 1);
    for (size_t i = 0; i <= steps; i++)
        c[i] = r->corners[(from + i) % r->n];
    return c;
}

static size_t lowest_corner(const struct ring *r)
{
    size_t at = 0;
    for (size_t i = 1; i < r->n; i++)
        if (r->corners[i] < r->corners[at])
            at = i;
    return at;
}

static void ring_cut(struct arc_table *s, struct ring *r, const struct corner *corners)
{
    size_t cuts = 0, first = SIZE_MAX;
    for (size_t i = 0; i < r->n; i++)
        if (corners[r->corners[i]].n >= NEIGHBOURS) {
            first = first == SIZE_MAX ? i : first;
            cuts++;
        }
    r->arcs = ARENA_ARRAY(s->t->a, size_t, cuts + 1);
    if (!cuts) {
        r->arcs[r->arc_n++] = arc_number(s, stretch(s->t, r, lowest_corner(r), r->n), r->n + 1, r->area);
        return;
    }
    for (size_t done = 0; done < r->n;) {
        size_t from = (first + done) % r->n, steps = 1;
        while (corners[r->corners[(from + steps) % r->n]].n < NEIGHBOURS)
            steps++;
        r->arcs[r->arc_n++] = arc_number(s, stretch(s->t, r, from, steps), steps + 1, r->area);
        done += steps;
    }
}

void topology_cut(struct topology *t)
{
    struct corner *corners = corners_meet(t);
    size_t most = t->ring_n; /* arcs: one a ring, and one a junction passed */
    for (size_t i = 0; i < t->ring_n; i++)
        for (size_t k = 0; k < t->rings[i].n; k++)
            most += corners[t->rings[i].corners[k]].n >= NEIGHBOURS;
    struct arc_table s = {.t = t, .room = 64};
    while (s.room < 2 * most)
        s.room *= 2;
    s.slots = mem_get(s.room * sizeof *s.slots);
    t->arcs = ARENA_ARRAY(t->a, struct arc, most + 1);
    for (size_t i = 0; i < t->ring_n; i++)
        ring_cut(&s, &t->rings[i], corners);
    free(s.slots);
    free(corners);
}
