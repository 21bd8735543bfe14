/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Neighbours: places of one level that share a stretch of border. Borders of one file mostly share their corners, but
 * simplified ones may miss each other by metres: so what counts is how much of one border runs within a narrow band
 * along the other. A corner that four places share is no stretch.
 */
#include "place/place_priv.h"

#define BAND_DEGREES 0.002  /* about 200 m */
#define LEAST_DEGREES 0.012 /* about 1.3 km along the band; a touching corner gives at most some 0.008 */


static bool boxes_apart(struct geos *g, const GEOSGeometry *a, const GEOSGeometry *b)
{
    double a0, a1, b0, b1;
    if (!GEOSGeom_getXMin_r(g->h, a, &a0) || !GEOSGeom_getXMax_r(g->h, a, &a1) || !GEOSGeom_getXMin_r(g->h, b, &b0) ||
        !GEOSGeom_getXMax_r(g->h, b, &b1) || a1 + BAND_DEGREES < b0 || b1 + BAND_DEGREES < a0)
        return true;
    return !GEOSGeom_getYMin_r(g->h, a, &a0) || !GEOSGeom_getYMax_r(g->h, a, &a1) || !GEOSGeom_getYMin_r(g->h, b, &b0) ||
        !GEOSGeom_getYMax_r(g->h, b, &b1) || a1 + BAND_DEGREES < b0 || b1 + BAND_DEGREES < a0;
}

/* Length of the common part of two geometries, then both are freed. 0 where either is missing. */
static double common_length(struct geos *g, GEOSGeometry *line, GEOSGeometry *band)
{
    double length = 0;
    GEOSGeometry *common = line && band ? GEOSIntersection_r(g->h, line, band) : NULL;
    if (common)
        GEOSLength_r(g->h, common, &length);
    GEOSGeometry *all[3] = {line, band, common};
    for (int i = 0; i < 3; i++)
        if (all[i])
            GEOSGeom_destroy_r(g->h, all[i]);
    return length;
}

/* The same for (a, b) and (b, a): callers give the lower index first. An exact common stretch counts however short. */
static bool share_stretch(struct geos *g, const GEOSGeometry *a, const GEOSGeometry *b)
{
    if (boxes_apart(g, a, b))
        return false;
    double apart = 1;
    if (!GEOSDistance_r(g->h, a, b, &apart) || apart > BAND_DEGREES)
        return false;
    if (common_length(g, GEOSBoundary_r(g->h, a), GEOSBoundary_r(g->h, b)) > 1e-6)
        return true;
    GEOSGeometry *rim = GEOSBoundary_r(g->h, b);
    GEOSGeometry *band = rim ? GEOSBuffer_r(g->h, rim, BAND_DEGREES, 4) : NULL;
    if (rim)
        GEOSGeom_destroy_r(g->h, rim);
    return common_length(g, GEOSBoundary_r(g->h, a), band) > LEAST_DEGREES;
}

static bool are_neighbours(struct geos *g, const struct gazetteer *gaz, size_t i, size_t j, bool *yes, struct err *e)
{
    size_t low = MIN_OF(i, j), high = MAX_OF(i, j);
    GEOSGeometry *a = geos_read(g, gaz->list[low].border, e);
    GEOSGeometry *b = a ? geos_read(g, gaz->list[high].border, e) : NULL;
    *yes = b && share_stretch(g, a, b);
    bool ok = b != NULL;
    if (a)
        GEOSGeom_destroy_r(g->h, a);
    if (b)
        GEOSGeom_destroy_r(g->h, b);
    return ok;
}

bool gazetteer_neighbours(const struct gazetteer *gaz, size_t index, struct arena *a, size_t **out, size_t *n, struct err *e)
{
    const struct place *p = gazetteer_place(gaz, index);
    size_t *list = NULL, found = 0, room = 0;
    struct geos g;
    geos_begin(&g);
    bool ok = true;
    for (size_t i = 0; ok && p->border.n && i < gaz->n; i++) {
        bool yes = false;
        if (i == index || gaz->list[i].level != p->level || !gaz->list[i].border.n)
            continue;
        ok = are_neighbours(&g, gaz, index, i, &yes, e);
        if (!yes)
            continue;
        GROW(list, found, room);
        list[found++] = i;
    }
    geos_end(&g);
    if (ok) {
        *out = ARENA_ARRAY(a, size_t, found + 1);
        for (size_t i = 0; i < found; i++)
            (*out)[i] = list[i];
        *n = found;
    }
    free(list);
    return ok;
}
