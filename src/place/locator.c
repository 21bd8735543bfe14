/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which border holds a point. A grid over each level's extent names the few borders that can hold it, in order of index;
 * GEOS's prepared borders decide, borders included, so that a point on a shared one goes to the lower index. Where none
 * does, the stretches of border nearby are measured (locator_near.c). Points asked before are remembered.
 */
#include "place/locator_priv.h"

enum { GRID = 64, REMEMBERED_MOST = 1 << 21 };

struct spot { /* a point asked before */
    double latitude, longitude, km;
    int32_t place, nearest; /* nearest: NOT_ASKED until somebody wants it */
    uint8_t level_1;        /* level + 1; 0 for an empty slot */
};
enum { NOT_ASKED = -2 };

struct locator {
    struct geos geos;
    struct arena arena;
    struct level_borders levels[PLACE_LEVELS];
    struct spot *spots;
    size_t spot_n, spot_room; /* room is a power of two */
};

/* ---- building ---- */

static bool extent(struct geos *g, const GEOSGeometry *shape, struct box *b)
{
    return GEOSisEmpty_r(g->h, shape) == 0 && GEOSGeom_getXMin_r(g->h, shape, &b->x0) && GEOSGeom_getXMax_r(g->h, shape, &b->x1) &&
        GEOSGeom_getYMin_r(g->h, shape, &b->y0) && GEOSGeom_getYMax_r(g->h, shape, &b->y1);
}

static bool border_add(struct locator *l, const struct gazetteer *g, int index, struct err *e)
{
    const struct place *p = gazetteer_place(g, (size_t)index);
    struct level_borders *v = &l->levels[p->level];
    struct border *b = &v->list[v->n];
    *b = (struct border){.place = index};
    b->shape = geos_read(&l->geos, p->border, e);
    if (!b->shape)
        return err_within(e, "%.*s", STR_F(p->name));
    v->n++;
    if (!extent(&l->geos, b->shape, &b->box)) { /* nothing lies in an empty border */
        GEOSGeom_destroy_r(l->geos.h, b->shape);
        b->shape = NULL;
        v->n--;
        return true;
    }
    b->prepared = GEOSPrepare_r(l->geos.h, b->shape);
    if (!b->prepared)
        return err_set(e, ERR_STORE, "the border of %.*s cannot be prepared (%s)", STR_F(p->name), l->geos.text);
    return true;
}

static size_t cell(double v, double from, double to)
{
    double share = to > from ? (v - from) / (to - from) * GRID : 0;
    return share <= 0 ? 0 : share >= GRID ? GRID - 1 : (size_t)share;
}

/* Two rounds over the boxes: count, then fill. Borders come in order of index, so each cell's list is in order too. */
static void grid_make(struct level_borders *v, struct arena *a)
{
    v->box = v->list[0].box;
    for (size_t i = 1; i < v->n; i++) {
        v->box.x0 = fmin(v->box.x0, v->list[i].box.x0);
        v->box.x1 = fmax(v->box.x1, v->list[i].box.x1);
        v->box.y0 = fmin(v->box.y0, v->list[i].box.y0);
        v->box.y1 = fmax(v->box.y1, v->list[i].box.y1);
    }
    v->cells = ARENA_ARRAY(a, size_t, GRID * GRID + 2);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < v->n; i++) {
            const struct box *b = &v->list[i].box;
            size_t x1 = cell(b->x1, v->box.x0, v->box.x1), y1 = cell(b->y1, v->box.y0, v->box.y1);
            for (size_t y = cell(b->y0, v->box.y0, v->box.y1); y <= y1; y++)
                for (size_t x = cell(b->x0, v->box.x0, v->box.x1); x <= x1; x++) {
                    if (round)
                        v->in_cell[v->cells[y * GRID + x + 1]] = (int)i;
                    v->cells[y * GRID + x + (round ? 1 : 2)]++;
                }
        }
        for (size_t i = 2; !round && i < GRID * GRID + 2; i++)
            v->cells[i] += v->cells[i - 1];
        if (!round)
            v->in_cell = ARENA_ARRAY(a, int, v->cells[GRID * GRID + 1]);
    }
}

bool locator_new(const struct gazetteer *g, struct locator **out, struct err *e)
{
    struct locator *l = mem_get(sizeof *l);
    geos_begin(&l->geos);
    size_t n = gazetteer_count(g), counts[PLACE_LEVELS] = {0};
    for (size_t i = 0; i < n; i++)
        counts[gazetteer_place(g, i)->level] += gazetteer_place(g, i)->border.n > 0;
    for (int level = 0; level < PLACE_LEVELS; level++)
        l->levels[level].list = ARENA_ARRAY(&l->arena, struct border, counts[level] + 1);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        if (gazetteer_place(g, i)->border.n)
            ok = border_add(l, g, (int)i, e);
    for (int level = 0; ok && level < PLACE_LEVELS; level++)
        if (l->levels[level].n)
            grid_make(&l->levels[level], &l->arena);
    if (!ok) {
        locator_free(&l);
        return false;
    }
    *out = l;
    return true;
}

void locator_free(struct locator **l)
{
    if (!*l)
        return;
    for (int level = 0; level < PLACE_LEVELS; level++)
        for (size_t i = 0; i < (*l)->levels[level].n; i++) {
            struct border *b = &(*l)->levels[level].list[i];
            if (b->prepared)
                GEOSPreparedGeom_destroy_r((*l)->geos.h, b->prepared);
            GEOSGeom_destroy_r((*l)->geos.h, b->shape);
        }
    geos_end(&(*l)->geos);
    free((*l)->spots);
    arena_end(&(*l)->arena);
    free(*l);
    *l = NULL;
}

/* ---- asking ---- */

static bool in_box(const struct box *b, double x, double y)
{
    return x >= b->x0 && x <= b->x1 && y >= b->y0 && y <= b->y1;
}

static int holder(struct locator *l, const struct level_borders *v, double latitude, double longitude)
{
    if (!in_box(&v->box, longitude, latitude))
        return -1;
    size_t at = cell(latitude, v->box.y0, v->box.y1) * GRID + cell(longitude, v->box.x0, v->box.x1);
    GEOSGeometry *point = NULL;
    int found = -1;
    for (size_t i = v->cells[at]; found < 0 && i < v->cells[at + 1]; i++) {
        const struct border *b = &v->list[v->in_cell[i]];
        if (!in_box(&b->box, longitude, latitude))
            continue;
        if (!point)
            point = GEOSGeom_createPointFromXY_r(l->geos.h, longitude, latitude);
        if (GEOSPreparedIntersects_r(l->geos.h, b->prepared, point) == 1)
            found = b->place;
    }
    if (point)
        GEOSGeom_destroy_r(l->geos.h, point);
    return found;
}

static size_t slot_of(const struct spot *spots, size_t room, int level, double latitude, double longitude)
{
    double key[3] = {latitude + 0.0, longitude + 0.0, level}; /* -0 and 0 are one place */
    size_t at = (size_t)hash_64(key, sizeof key, 0) & (room - 1);
    while (spots[at].level_1 && (spots[at].level_1 != level + 1 || memcmp(&spots[at].latitude, &key[0], sizeof(double)) != 0 ||
               memcmp(&spots[at].longitude, &key[1], sizeof(double)) != 0))
        at = (at + 1) & (room - 1);
    return at;
}

/* Twice the room when half full; begun anew when there are too many to remember. */
static void spots_room(struct locator *l)
{
    if (l->spot_n * 2 < l->spot_room)
        return;
    struct spot *old = l->spots;
    size_t old_room = l->spot_n >= REMEMBERED_MOST ? 0 : l->spot_room;
    l->spot_room = l->spot_n >= REMEMBERED_MOST ? l->spot_room : MAX_OF(l->spot_room * 2, (size_t)4096);
    l->spots = mem_get(l->spot_room * sizeof *l->spots);
    if (!old_room)
        l->spot_n = 0;
    for (size_t i = 0; i < old_room; i++)
        if (old[i].level_1)
            l->spots[slot_of(l->spots, l->spot_room, old[i].level_1 - 1, old[i].latitude, old[i].longitude)] = old[i];
    free(old);
}

int locator_at(struct locator *l, int level, double latitude, double longitude, int *nearest, double *nearest_km)
{
    if (nearest)
        *nearest = -1;
    if (nearest_km)
        *nearest_km = NAN;
    if (level < 0 || level >= PLACE_LEVELS || !l->levels[level].n || !isfinite(latitude) || !isfinite(longitude))
        return -1;
    const struct level_borders *v = &l->levels[level];
    spots_room(l);
    struct spot *s = &l->spots[slot_of(l->spots, l->spot_room, level, latitude, longitude)];
    if (!s->level_1) {
        *s = (struct spot){latitude + 0.0, longitude + 0.0, NAN, holder(l, v, latitude, longitude), NOT_ASKED, (uint8_t)(level + 1)};
        l->spot_n++;
    }
    if (s->place >= 0 || (!nearest && !nearest_km))
        return s->place;
    if (s->nearest == NOT_ASKED)
        s->nearest = border_nearest(&l->levels[level], &l->geos, &l->arena, latitude, longitude, 10 * PLACE_NEAR_KM, &s->km);
    if (nearest)
        *nearest = s->nearest;
    if (nearest_km)
        *nearest_km = s->km;
    return -1;
}
