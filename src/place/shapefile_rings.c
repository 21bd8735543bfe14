/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rings of a shapefile's polygon. The format lists them without telling which hole is in which outer ring, and tells outer from hole
 * by the way round alone. What lies in what decides here: a ring in an even number of larger ones is an outer one, else a hole of the
 * smallest that holds it. Cost: n log n in corners, n^2 in boxes of rings.
 */
#include "place/shapefile_priv.h"

enum { RINGS_MOST = 30000 };

struct ring {
    size_t from, to;        /* corners */
    double area;            /* counter-clockwise positive, in square degrees */
    double x0, y0, x1, y1;  /* box */
    GEOSGeometry *polygon, *inside; /* as if it were alone; a point in it */
    const GEOSPreparedGeometry *prepared;
    size_t depth, holder;   /* how many rings hold it; the smallest of these */
};

static void measure(struct ring *r, const SHPObject *o)
{
    r->x0 = r->y0 = INFINITY;
    r->x1 = r->y1 = -INFINITY;
    for (size_t i = r->from; i < r->to; i++) {
        size_t next = i + 1 < r->to ? i + 1 : r->from;
        double x = o->padfX[i] - o->padfX[r->from], y = o->padfY[i] - o->padfY[r->from];
        r->area += (x * (o->padfY[next] - o->padfY[r->from]) - (o->padfX[next] - o->padfX[r->from]) * y) / 2;
        r->x0 = fmin(r->x0, o->padfX[i]), r->x1 = fmax(r->x1, o->padfX[i]);
        r->y0 = fmin(r->y0, o->padfY[i]), r->y1 = fmax(r->y1, o->padfY[i]);
    }
}

static double box(const struct ring *r)
{
    return (r->x1 - r->x0) * (r->y1 - r->y0);
}

/* Larger first, by their boxes (the area of a ring that crosses itself says little); equal ones in the order of the file. */
static int by_size(const void *a, const void *b)
{
    const struct ring *p = a, *q = b;
    int c = (box(p) < box(q)) - (box(p) > box(q));
    c = c ? c : (fabs(p->area) < fabs(q->area)) - (fabs(p->area) > fabs(q->area));
    return c ? c : (p->from > q->from) - (p->from < q->from);
}

static GEOSGeometry *polygon_of(GEOSContextHandle_t h, const struct ring *r, const SHPObject *o)
{
    size_t n = r->to - r->from;
    bool open = o->padfX[r->from] < o->padfX[r->to - 1] || o->padfX[r->from] > o->padfX[r->to - 1] || o->padfY[r->from] < o->padfY[r->to - 1] ||
        o->padfY[r->from] > o->padfY[r->to - 1];
    GEOSCoordSequence *corners = GEOSCoordSeq_create_r(h, (unsigned)(n + open), 2);
    for (size_t i = 0; i < n + open; i++)
        GEOSCoordSeq_setXY_r(h, corners, (unsigned)i, o->padfX[r->from + i % n], o->padfY[r->from + i % n]);
    GEOSGeometry *line = GEOSGeom_createLinearRing_r(h, corners);
    return line ? GEOSGeom_createPolygon_r(h, line, NULL, 0) : NULL;
}

static bool box_holds(const struct ring *r, const struct ring *s)
{
    return r->x0 <= s->x0 && r->x1 >= s->x1 && r->y0 <= s->y0 && r->y1 >= s->y1;
}

static bool holds(GEOSContextHandle_t h, struct ring *r, struct ring *s, const SHPObject *o)
{
    if (!box_holds(r, s))
        return false;
    r->polygon = r->polygon ? r->polygon : polygon_of(h, r, o);
    s->polygon = s->polygon ? s->polygon : polygon_of(h, s, o);
    if (!r->polygon || !s->polygon)
        return false;
    r->prepared = r->prepared ? r->prepared : GEOSPrepare_r(h, r->polygon);
    s->inside = s->inside ? s->inside : GEOSPointOnSurface_r(h, s->polygon);
    return r->prepared && s->inside && GEOSPreparedContains_r(h, r->prepared, s->inside) == 1;
}

static void nest(GEOSContextHandle_t h, struct ring *list, size_t n, const SHPObject *o)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (holds(h, &list[k], &list[i], o)) {
                list[i].depth++;
                list[i].holder = k; /* larger ones come first, so the last is the smallest */
            }
}

static void rings_free(GEOSContextHandle_t h, struct ring *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].prepared)
            GEOSPreparedGeom_destroy_r(h, list[i].prepared);
        if (list[i].polygon)
            GEOSGeom_destroy_r(h, list[i].polygon);
        if (list[i].inside)
            GEOSGeom_destroy_r(h, list[i].inside);
    }
    free(list);
}

static bool ring_feed(struct feature_hand *f, const struct ring *r, const SHPObject *o, struct err *e)
{
    bool hole = r->depth % 2 == 1;
    f->turned = f->turned || (hole ? r->area < 0 : r->area > 0); /* outer rings run clockwise */
    for (size_t i = r->from; i < r->to; i++)
        if (!feature_corner(f, o->padfX[i], o->padfY[i], e))
            return false;
    feature_ring_end(f);
    return true;
}

/* Holes in the order of their holders, so that each outer ring finds its own without a search: the next hole of a holder, + 1. */
static bool all_feed(struct feature_hand *f, const struct ring *list, size_t n, const SHPObject *o, struct err *e)
{
    size_t *first = mem_get((n + 1) * sizeof *first), *next = mem_get((n + 1) * sizeof *next);
    for (size_t i = n; i-- > 0;)
        if (list[i].depth % 2) {
            next[i] = first[list[i].holder];
            first[list[i].holder] = i + 1;
        }
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        if (list[i].depth % 2)
            continue;
        ok = ring_feed(f, &list[i], o, e);
        for (size_t k = first[i]; ok && k; k = next[k - 1])
            ok = ring_feed(f, &list[k - 1], o, e);
        feature_part_end(f);
    }
    free(first);
    free(next);
    return ok;
}

bool rings_feed(struct feature_hand *f, const SHPObject *o, struct err *e)
{
    size_t parts = o->nParts > 0 ? (size_t)o->nParts : 0, corners = o->nVertices > 0 ? (size_t)o->nVertices : 0, n = 0;
    if (parts > RINGS_MOST)
        return feature_wrong(f, e, "it has more than 30,000 rings; leave out the smallest islands first");
    for (size_t i = 0; i < corners; i++)
        if (!feature_in_degrees(f, o->padfX[i], o->padfY[i], e))
            return false;
    struct ring *list = mem_get((parts + 1) * sizeof *list);
    for (size_t i = 0; i < parts; i++) {
        size_t from = (size_t)o->panPartStart[i], to = i + 1 < parts ? (size_t)o->panPartStart[i + 1] : corners;
        list[n] = (struct ring){.from = from, .to = to};
        if (from < to && to <= corners)
            measure(&list[n], o);
        if (to - from >= 3 && box(&list[n]) > 0)
            n++;
        else
            f->mended = true; /* a ring of no extent */
    }
    if (n > 1)
        qsort(list, n, sizeof *list, by_size);
    nest(f->geos.h, list, n, o);
    bool ok = all_feed(f, list, n, o, e);
    rings_free(f->geos.h, list, n);
    return ok;
}
