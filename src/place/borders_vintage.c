/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vintages: borders of one country at different times. One vintage is in use: a newer file supersedes, unit by unit, and units
 * that were split or merged since go out of use with the ground they stood on, so that no ground counts twice.
 *
 * An older file is refused, not kept beside: a border that nothing is counted in would only be there to be mistaken for one that
 * is, and taking back the newer import says plainly what the user wants. Files without dates are taken in the order they come.
 */
#include "place/borders_priv.h"

#define COVERED 0.5 /* of its own area: a unit from before that lost more than this to new ones is one of theirs */

static bool apart(struct geos *g, const GEOSGeometry *a, const GEOSGeometry *b)
{
    double a0, a1, b0, b1;
    if (!GEOSGeom_getXMin_r(g->h, a, &a0) || !GEOSGeom_getXMax_r(g->h, a, &a1) || !GEOSGeom_getXMin_r(g->h, b, &b0) ||
        !GEOSGeom_getXMax_r(g->h, b, &b1) || a1 < b0 || b1 < a0)
        return true;
    return !GEOSGeom_getYMin_r(g->h, a, &a0) || !GEOSGeom_getYMax_r(g->h, a, &a1) || !GEOSGeom_getYMin_r(g->h, b, &b0) ||
        !GEOSGeom_getYMax_r(g->h, b, &b1) || a1 < b0 || b1 < a0;
}

double area_shared(struct geos *g, const GEOSGeometry *a, const GEOSGeometry *b, bool of_second)
{
    if (apart(g, a, b))
        return 0;
    GEOSGeometry *common = GEOSIntersection_r(g->h, a, b);
    double both = 0, one = 0, other = 0;
    if (common)
        GEOSArea_r(g->h, common, &both);
    if (common)
        GEOSGeom_destroy_r(g->h, common);
    GEOSArea_r(g->h, a, &one);
    GEOSArea_r(g->h, b, &other);
    double whole = of_second ? other : one + other - both;
    return whole > 0 ? both / whole : 0;
}

/* By the days their files say; false where one does not say enough. */
static bool is_older(const struct place *p, const struct place *than)
{
    if (!day_known(than->valid_from))
        return false;
    return (day_known(p->valid_from) && p->valid_from.n < than->valid_from.n) ||
        (day_known(p->valid_to) && p->valid_to.n < than->valid_from.n);
}

static bool refuse_older(const struct place *p, const struct old *o, struct err *e)
{
    struct buf mine CLEANUP(buf_end) = {0}, theirs CLEANUP(buf_end) = {0};
    bool ended = !day_known(p->valid_from) || p->valid_from.n >= o->place.valid_from.n;
    buf_day(&mine, ended ? p->valid_to : p->valid_from);
    buf_day(&theirs, o->place.valid_from);
    return err_set(e, ERR_INPUT, "the border of \"%.*s\" is valid %s %s here, but the one in use (\"%.*s\", import %" PRId64
        ") is valid from %s: older borders do not replace newer ones, and nothing was added; to use the older ones, take import %" PRId64 " back with `undo` first",
        (int)MIN_OF(p->name.n, (size_t)80), p->name.p, ended ? "until" : "from", mine.p, (int)MIN_OF(o->place.name.n, (size_t)80),
        o->place.name.p, o->import, theirs.p, o->import);
}

bool supersede(struct saving *v, const struct place *p, struct old *o, struct err *e)
{
    if (is_older(p, &o->place))
        return refuse_older(p, o, e);
    v->im->superseded++;
    return old_end(v, o, e);
}

/* The batch's place that takes most of an old one's ground, and how much of it all of them take together. */
static bool cover(struct saving *v, GEOSGeometry *const *shapes, struct old *o, const struct place **by, double *share, struct err *e)
{
    double most = 0;
    *share = 0;
    for (size_t i = 0; i < v->batch->n; i++) {
        const struct place *p = &v->batch->places[i];
        if (!shapes[i] || !same_ground(p, &o->place))
            continue;
        if (!o->shape && !(o->shape = geos_read(&v->geos, o->place.border, e)))
            return false;
        double part = area_shared(&v->geos, shapes[i], o->shape, true);
        *share += part;
        if (part <= most)
            continue;
        most = part;
        *by = p;
    }
    return true;
}

static bool shapes_read(struct saving *v, GEOSGeometry **shapes, struct err *e)
{
    for (size_t i = 0; i < v->batch->n; i++) {
        shapes[i] = geos_read(&v->geos, v->batch->places[i].border, e);
        if (!shapes[i])
            return false;
    }
    return true;
}

bool covered_end(struct saving *v, struct err *e)
{
    size_t left = 0;
    for (size_t i = 0; i < v->olds.n; i++)
        left += !v->olds.list[i].ended && !v->olds.list[i].taken && v->olds.list[i].place.border.n > 0;
    if (!left)
        return true;
    GEOSGeometry **shapes = mem_get((v->batch->n + 1) * sizeof *shapes);
    bool ok = shapes_read(v, shapes, e);
    for (size_t i = 0; ok && i < v->olds.n; i++) {
        struct old *o = &v->olds.list[i];
        const struct place *by = NULL;
        double share = 0;
        if (o->ended || o->taken || !o->place.border.n)
            continue;
        ok = cover(v, shapes, o, &by, &share, e);
        if (ok && by && share > COVERED)
            ok = supersede(v, by, o, e);
    }
    for (size_t i = 0; i < v->batch->n; i++)
        if (shapes[i])
            GEOSGeom_destroy_r(v->geos.h, shapes[i]);
    free(shapes);
    return ok;
}
