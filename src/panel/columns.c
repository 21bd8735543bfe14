/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The snapshot itself: its memory, its references, what follows from its columns. */
#include "panel/panel_priv.h"

#include <assert.h>

static void *grown(struct arena *a, const void *old, size_t n, size_t room, size_t size)
{
    void *p = arena_get(a, room * size);
    if (n)
        memcpy(p, old, n * size);
    return p;
}

void columns_room(struct incident_columns *c, size_t room)
{
    assert(room >= c->n);
#define GROWN(name) c->name = grown(&c->arena, c->name, c->n, room, sizeof *c->name);
    PANEL_COLUMNS(GROWN)
#undef GROWN
    for (int k = 0; k < PEOPLE_HARMS; k++) {
        if (!c->people[k])
            continue;
        c->people[k] = grown(&c->arena, c->people[k], c->n, room, sizeof *c->people[k]);
        for (size_t i = c->n; i < room; i++)
            c->people[k][i] = PEOPLE_UNKNOWN;
    }
    for (int level = 0; level < PLACE_LEVELS; level++) {
        if (!c->place[level])
            continue;
        c->place[level] = grown(&c->arena, c->place[level], c->n, room, sizeof *c->place[level]);
        c->how[level] = grown(&c->arena, c->how[level], c->n, room, sizeof *c->how[level]);
        c->named[level] = grown(&c->arena, c->named[level], c->n, room, sizeof *c->named[level]);
    }
}

void columns_people(struct incident_columns *c, enum people_harm which, size_t i, size_t room, int32_t v)
{
    assert(i < room);
    if (v == PEOPLE_UNKNOWN && !c->people[which])
        return;
    if (!c->people[which]) {
        c->people[which] = ARENA_ARRAY(&c->arena, int32_t, room);
        for (size_t k = 0; k < room; k++)
            c->people[which][k] = PEOPLE_UNKNOWN;
    }
    c->people[which][i] = v;
}

struct incident_columns *columns_make(size_t n, int levels)
{
    assert(levels >= 0 && levels <= PLACE_LEVELS);
    struct incident_columns *c = mem_get(sizeof *c);
    c->references = 1;
    for (int level = 0; level < levels; level++) {
        c->place[level] = arena_get(&c->arena, 0);
        c->how[level] = arena_get(&c->arena, 0);
        c->named[level] = arena_get(&c->arena, 0);
    }
    columns_room(c, n);
    c->n = n;
    for (size_t i = 0; i < n; i++) {
        c->low[i] = c->best[i] = c->high[i] = DEATHS_UNKNOWN;
        c->civilians[i] = c->status_unknown[i] = DEATHS_UNKNOWN;
        c->in_series[i] = 1;
        for (int level = 0; level < levels; level++)
            c->place[level][i] = c->named[level][i] = -1;
    }
    c->first_day = c->last_day = DAY_NONE;
    return c;
}

struct incident_columns *columns_hold(struct incident_columns *c)
{
    __atomic_add_fetch(&c->references, 1, __ATOMIC_RELAXED); /* threads of a server share them */
    return c;
}

void columns_drop(struct incident_columns **c)
{
    struct incident_columns *it = *c;
    *c = NULL;
    if (!it || __atomic_sub_fetch(&it->references, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    intern_end(&it->words);
    intern_end(&it->actors);
    gazetteer_free(&it->places);
    arena_end(&it->arena);
    free(it);
}

void columns_span(struct incident_columns *c)
{
    c->first_day = c->last_day = DAY_NONE;
    c->month = ARENA_ARRAY(&c->arena, int32_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        c->month[i] = day_month((struct day){c->first[i]});
        if (i == 0 || c->first[i] < c->first_day.n)
            c->first_day.n = c->first[i];
        if (i == 0 || c->last[i] > c->last_day.n)
            c->last_day.n = c->last[i];
    }
}

/* Texts by level, so that only names of one level are told apart. */
static struct str level_name(struct buf *b, const struct place *p)
{
    buf_clear(b);
    buf_char(b, (char)('0' + p->level % 10));
    buf_str(b, p->name);
    return buf_view(b);
}

void columns_place_texts(struct incident_columns *c)
{
    size_t n = gazetteer_count(c->places);
    c->place_texts = ARENA_ARRAY(&c->arena, struct str, n);
    struct intern names CLEANUP(intern_end) = {0};
    struct buf b CLEANUP(buf_end) = {0};
    struct arena scratch CLEANUP(arena_end) = {0};
    uint32_t *times = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        times[intern_id(&names, level_name(&b, gazetteer_place(c->places, i)))]++;
    for (size_t i = 0; i < n; i++) {
        const struct place *p = gazetteer_place(c->places, i);
        c->place_texts[i] = p->name;
        if (times[intern_id(&names, level_name(&b, p))] < 2 || p->code.n == 0)
            continue;
        char *text = arena_f(&c->arena, "%.*s (%.*s)", STR_F(p->name), STR_F(p->code));
        c->place_texts[i] = str_of(text);
    }
}
