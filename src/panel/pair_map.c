/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of numbers to one number: open addressing, at most half full. */
#include "panel/panel_priv.h"

static uint64_t pair_hash(int64_t a, int64_t b)
{
    uint64_t h = (uint64_t)b * 0x9e3779b97f4a7c15u + (uint64_t)a * 0xc2b2ae3d27d4eb4fu;
    return h ^ (h >> 29);
}

static struct pair_slot *slot_of(const struct pair_map *m, int64_t a, int64_t b)
{
    size_t at = pair_hash(a, b) & (m->room - 1);
    while (m->slots[at].value && (m->slots[at].a != a || m->slots[at].b != b))
        at = (at + 1) & (m->room - 1);
    return &m->slots[at];
}

bool pair_find(struct pair_map *m, int64_t a, int64_t b, uint32_t *value)
{
    if (m->last.value && m->last.a == a && m->last.b == b) {
        *value = m->last.value - 1;
        return true;
    }
    if (!m->room)
        return false;
    const struct pair_slot *found = slot_of(m, a, b);
    if (!found->value)
        return false;
    m->last = *found;
    *value = found->value - 1;
    return true;
}

static void rebuild(struct pair_map *m)
{
    struct pair_map wider = {.room = m->room ? m->room * 2 : 64};
    wider.slots = mem_get(wider.room * sizeof *wider.slots);
    for (size_t i = 0; i < m->room; i++)
        if (m->slots[i].value)
            *slot_of(&wider, m->slots[i].a, m->slots[i].b) = m->slots[i];
    free(m->slots);
    m->slots = wider.slots;
    m->room = wider.room;
}

void pair_put(struct pair_map *m, int64_t a, int64_t b, uint32_t value)
{
    if ((m->n + 1) * 2 > m->room)
        rebuild(m);
    struct pair_slot *slot = slot_of(m, a, b);
    *slot = (struct pair_slot){a, b, value + 1};
    m->n++;
}

void pair_end(struct pair_map *m)
{
    free(m->slots);
    *m = (struct pair_map){0};
}
