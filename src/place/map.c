/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shapes for a map: borders projected (equirectangular at the middle latitude), cut into shared arcs, simplified arc by
 * arc, and put together again, so that neighbours stay joined at any tolerance.
 */
#include "place/map_priv.h"

#define ISLAND_LEAST 0.5 /* square units: what is smaller is no more than a speck in the drawing */

struct making {
    const struct gazetteer *g;
    const size_t *indices;
    size_t n;
    struct geos geos;
    struct topology t;
    double *degrees;      /* of corners: longitude, latitude */
    uint32_t *slots;      /* corner + 1 */
    size_t slot_room, corner_room, ring_room, polygons;
    size_t *largest;      /* by area: its largest ring; SIZE_MAX for none */
    double scale, x0, y1, squeeze; /* x = (lon - x0) * squeeze * scale, y = (y1 - lat) * scale */
};

/* ---- corners and rings ---- */

static size_t corner_slot(const struct making *m, const double *xy)
{
    size_t at = (size_t)hash_64(xy, 2 * sizeof *xy, 0) & (m->slot_room - 1);
    while (m->slots[at] && memcmp(m->degrees + 2 * (size_t)(m->slots[at] - 1), xy, 2 * sizeof *xy) != 0)
        at = (at + 1) & (m->slot_room - 1);
    return at;
}

static void slots_grow(struct making *m)
{
    if (2 * (m->t.corner_n + 1) < m->slot_room)
        return;
    free(m->slots);
    m->slot_room = MAX_OF(m->slot_room * 2, (size_t)8192);
    m->slots = mem_get(m->slot_room * sizeof *m->slots);
    for (size_t i = 0; i < m->t.corner_n; i++)
        m->slots[corner_slot(m, m->degrees + 2 * i)] = (uint32_t)i + 1;
}

/* The number of the corner at exactly this place. */
static uint32_t corner_at(struct making *m, const double *xy)
{
    double place[2] = {xy[0] + 0.0, xy[1] + 0.0}; /* -0 is 0 */
    slots_grow(m);
    size_t at = corner_slot(m, place);
    if (!m->slots[at]) {
        GROW(m->degrees, 2 * m->t.corner_n + 1, m->corner_room);
        m->degrees[2 * m->t.corner_n] = place[0];
        m->degrees[2 * m->t.corner_n + 1] = place[1];
        m->slots[at] = (uint32_t)++m->t.corner_n;
    }
    return m->slots[at] - 1;
}

static void ring_add(struct making *m, const double *xy, size_t n, size_t area)
{
    uint32_t *corners = ARENA_ARRAY(m->t.a, uint32_t, n + 1);
    size_t k = 0;
    for (size_t i = 0; i + 1 < n; i++) { /* the last repeats the first */
        uint32_t c = corner_at(m, xy + 2 * i);
        if (!k || corners[k - 1] != c)
            corners[k++] = c;
    }
    while (k > 1 && corners[k - 1] == corners[0])
        k--;
    if (k < 3)
        return;
    GROW(m->t.rings, m->t.ring_n, m->ring_room);
    m->t.rings[m->t.ring_n++] = (struct ring){.area = area, .polygon = m->polygons, .corners = corners, .n = k};
}

static bool area_read(struct making *m, size_t area, struct err *e)
{
    const struct place *p = gazetteer_place(m->g, m->indices[area]);
    if (!p->border.n)
        return true;
    GEOSGeometry *shape = geos_read(&m->geos, p->border, e);
    if (!shape)
        return err_within(e, "%.*s", STR_F(p->name));
    int parts = GEOSGetNumGeometries_r(m->geos.h, shape);
    bool ok = true;
    for (int i = 0; ok && i < parts; i++) {
        struct arena scratch CLEANUP(arena_end) = {0};
        struct str wkb;
        struct outline o;
        ok = geos_write(&m->geos, GEOSGetGeometryN_r(m->geos.h, shape, i), &scratch, &wkb, e) &&
            outline_of(&m->geos, wkb, &scratch, &o, e);
        for (size_t r = 0; ok && r < o.ring_n; r++)
            ring_add(m, o.xy + 2 * o.starts[r], o.starts[r + 1] - o.starts[r], area);
        m->polygons++;
    }
    GEOSGeom_destroy_r(m->geos.h, shape);
    return ok;
}

/* ---- projection ---- */

static bool project(struct making *m, double width, double height, struct map_shapes *out)
{
    if (!m->t.corner_n)
        return false;
    double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY;
    for (size_t i = 0; i < m->t.corner_n; i++) {
        x0 = fmin(x0, m->degrees[2 * i]);
        x1 = fmax(x1, m->degrees[2 * i]);
        y0 = fmin(y0, m->degrees[2 * i + 1]);
        y1 = fmax(y1, m->degrees[2 * i + 1]);
    }
    m->squeeze = fmax(cos((y0 + y1) / 2 * M_PI / 180), 0.01);
    double wide = (x1 - x0) * m->squeeze, high = y1 - y0;
    if (!(wide > 0) || !(high > 0))
        return false;
    m->scale = fmin(width / wide, height / high);
    m->x0 = x0;
    m->y1 = y1;
    m->t.xy = ARENA_ARRAY(m->t.a, double, 2 * m->t.corner_n);
    for (size_t i = 0; i < m->t.corner_n; i++) {
        m->t.xy[2 * i] = (m->degrees[2 * i] - x0) * m->squeeze * m->scale;
        m->t.xy[2 * i + 1] = (y1 - m->degrees[2 * i + 1]) * m->scale;
    }
    out->width = (float)(wide * m->scale);
    out->height = (float)(high * m->scale);
    out->km_per_unit = DEGREE_KM / m->scale;
    return true;
}

/* ---- simplifying ---- */

static void largest_find(struct making *m)
{
    m->largest = ARENA_ARRAY(m->t.a, size_t, m->n + 1);
    for (size_t i = 0; i < m->n; i++)
        m->largest[i] = SIZE_MAX;
    for (size_t i = 0; i < m->t.ring_n; i++) {
        struct ring *r = &m->t.rings[i];
        r->size = ring_size(&m->t, r->corners, r->n);
        size_t *best = &m->largest[r->area];
        if (*best == SIZE_MAX || r->size > m->t.rings[*best].size)
            *best = i;
    }
}

/* A place's largest ring must keep an extent, whatever the tolerance: finer until it has one. */
static void keep_largest(struct making *m, double tolerance, uint32_t *scratch)
{
    for (size_t i = 0; i < m->n; i++) {
        if (m->largest[i] == SIZE_MAX)
            continue;
        const struct ring *r = &m->t.rings[m->largest[i]];
        double fine = tolerance;
        for (int tries = 0; tries < 30; tries++) {
            size_t n = ring_rebuild(&m->t, r, scratch);
            if (n >= 3 && ring_size(&m->t, scratch, n) > r->size / 4)
                break;
            fine = tries < 29 ? fine / 2 : -1; /* at last every corner */
            for (size_t k = 0; k < r->arc_n; k++) {
                struct arc *arc = &m->t.arcs[r->arcs[k] >> 1];
                if (fine < arc->tolerance) /* another place may need it finer still */
                    arc_simplify(&m->t, arc, fine);
            }
        }
    }
}

static void simplify(struct making *m, double tolerance, uint32_t *scratch)
{
    topology_cut(&m->t);
    topology_slivers(&m->t);
    for (size_t i = 0; i < m->t.arc_n; i++)
        arc_simplify(&m->t, &m->t.arcs[i], tolerance);
    keep_largest(m, tolerance, scratch);
}

/* Specks go, with the hole that a neighbour has for them: both have the same arcs and the same size. What is some
 * place's largest ring stays on both sides. */
static bool *rings_shown(struct making *m)
{
    bool *needed = ARENA_ARRAY(m->t.a, bool, m->t.arc_n + 1), *shown = ARENA_ARRAY(m->t.a, bool, m->t.ring_n + 1);
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; m->largest[i] != SIZE_MAX && k < m->t.rings[m->largest[i]].arc_n; k++)
            needed[m->t.rings[m->largest[i]].arcs[k] >> 1] = true;
    for (size_t i = 0; i < m->t.ring_n; i++) {
        const struct ring *r = &m->t.rings[i];
        shown[i] = r->size >= ISLAND_LEAST;
        for (size_t k = 0; k < r->arc_n; k++)
            shown[i] = shown[i] || needed[r->arcs[k] >> 1];
    }
    return shown;
}

/* ---- out ---- */

static float *floats(const struct making *m, const uint32_t *corners, size_t n)
{
    float *xy = ARENA_ARRAY(m->t.a, float, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        xy[2 * i] = (float)m->t.xy[2 * (size_t)corners[i]];
        xy[2 * i + 1] = (float)m->t.xy[2 * (size_t)corners[i] + 1];
    }
    return xy;
}

static void arcs_out(const struct making *m, const bool *shown, uint32_t *scratch, struct map_shapes *out)
{
    bool *used = ARENA_ARRAY(m->t.a, bool, m->t.arc_n + 1);
    for (size_t i = 0; i < m->t.ring_n; i++)
        for (size_t k = 0; shown[i] && k < m->t.rings[i].arc_n; k++)
            used[m->t.rings[i].arcs[k] >> 1] = true;
    out->arcs = ARENA_ARRAY(m->t.a, struct map_arc, m->t.arc_n + 1);
    for (size_t i = 0; i < m->t.arc_n; i++) {
        const struct arc *arc = &m->t.arcs[i];
        if (!used[i])
            continue;
        size_t n = 0;
        for (size_t k = 0; k < arc->n; k++)
            if (arc->keep[k])
                scratch[n++] = arc->corners[k];
        out->arcs[out->arc_n++] = (struct map_arc){floats(m, scratch, n), n, arc->left, arc->right};
    }
}

static GEOSGeometry *line_ring(struct making *m, const uint32_t *corners, size_t n)
{
    GEOSCoordSequence *s = GEOSCoordSeq_create_r(m->geos.h, (unsigned)(n + 1), 2);
    for (size_t i = 0; i <= n; i++) {
        const double *xy = m->t.xy + 2 * (size_t)corners[i % n];
        GEOSCoordSeq_setXY_r(m->geos.h, s, (unsigned)i, xy[0], xy[1]);
    }
    return GEOSGeom_createLinearRing_r(m->geos.h, s);
}

/* The largest ring with the holes of its polygon, as simplified; mended where simplifying made it cross itself. */
static GEOSGeometry *largest_shape(struct making *m, size_t largest, const bool *shown, uint32_t *scratch)
{
    const struct ring *r = &m->t.rings[largest];
    GEOSGeometry **holes = mem_get((m->t.ring_n + 1) * sizeof *holes);
    unsigned hole_n = 0;
    for (size_t i = largest + 1; i < m->t.ring_n && m->t.rings[i].polygon == r->polygon; i++) {
        size_t n = shown[i] ? ring_rebuild(&m->t, &m->t.rings[i], scratch) : 0;
        if (n >= 3)
            holes[hole_n++] = line_ring(m, scratch, n);
    }
    size_t n = ring_rebuild(&m->t, r, scratch);
    GEOSGeometry *shape = GEOSGeom_createPolygon_r(m->geos.h, line_ring(m, scratch, n), holes, hole_n);
    free(holes);
    if (shape && GEOSisValid_r(m->geos.h, shape) != 1) {
        GEOSGeometry *mended = GEOSMakeValid_r(m->geos.h, shape);
        GEOSGeom_destroy_r(m->geos.h, shape);
        shape = mended ? geos_surfaces(&m->geos, mended) : NULL;
    }
    return shape;
}

static void label_place(struct making *m, size_t largest, const bool *shown, uint32_t *scratch, struct map_area *area)
{
    GEOSGeometry *shape = largest_shape(m, largest, shown, scratch);
    double x = NAN, y = NAN, radius = 0;
    if (!shape || !geos_label(&m->geos, shape, &x, &y, &radius)) {
        const double *corner = m->t.xy + 2 * (size_t)m->t.rings[largest].corners[0];
        x = corner[0];
        y = corner[1];
        radius = 0;
    }
    if (shape)
        GEOSGeom_destroy_r(m->geos.h, shape);
    area->label_x = (float)x;
    area->label_y = (float)y;
    area->label_r = (float)radius;
}

static void areas_out(struct making *m, const bool *shown, uint32_t *scratch, struct map_shapes *out)
{
    out->areas = ARENA_ARRAY(m->t.a, struct map_area, m->n + 1);
    out->area_n = m->n;
    size_t *counts = ARENA_ARRAY(m->t.a, size_t, m->n + 1);
    for (size_t i = 0; i < m->t.ring_n; i++)
        counts[m->t.rings[i].area] += shown[i];
    for (size_t i = 0; i < m->n; i++) {
        out->areas[i] = (struct map_area){.index = m->indices[i], .label_x = NAN, .label_y = NAN};
        out->areas[i].rings = ARENA_ARRAY(m->t.a, struct map_ring, counts[i] + 1);
        if (m->largest[i] != SIZE_MAX)
            label_place(m, m->largest[i], shown, scratch, &out->areas[i]);
    }
    for (size_t i = 0; i < m->t.ring_n; i++) {
        size_t n = shown[i] ? ring_rebuild(&m->t, &m->t.rings[i], scratch) : 0;
        struct map_area *area = &out->areas[m->t.rings[i].area];
        if (n >= 3)
            area->rings[area->ring_n++] = (struct map_ring){floats(m, scratch, n), n};
    }
}

bool map_make(const struct gazetteer *g, const size_t *indices, size_t n, float width, float height, float tolerance,
    struct arena *a, struct map_shapes *out, struct err *e)
{
    struct making m = {.g = g, .indices = indices, .n = n, .t.a = a};
    *out = (struct map_shapes){0};
    geos_begin(&m.geos);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = area_read(&m, i, e);
    if (ok && project(&m, width, height, out)) {
        topology_join(&m.t);
        size_t longest = 0;
        for (size_t i = 0; i < m.t.ring_n; i++)
            longest = MAX_OF(longest, m.t.rings[i].n);
        uint32_t *scratch = mem_get((longest + 2) * sizeof *scratch);
        largest_find(&m);
        simplify(&m, tolerance, scratch);
        const bool *shown = rings_shown(&m);
        arcs_out(&m, shown, scratch, out);
        areas_out(&m, shown, scratch, out);
        free(scratch);
    } else if (ok) {
        ok = err_set(e, ERR_ABSENT, "none of the places has a border that could be drawn; add a file of borders");
    }
    geos_end(&m.geos);
    free(m.degrees);
    free(m.slots);
    free(m.t.rings);
    return ok;
}
