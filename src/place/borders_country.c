/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The country itself: the union of its units, without the slivers that borders drawn one by one leave between them. */
#include "place/borders_priv.h"

#define SLIVER_DEGREES 0.005 /* a hole narrower than about half a kilometre is a gap between units, no country inside */

/* Area over half the rim: the width of a strip, the radius of a circle. */
static bool is_sliver(struct geos *g, const GEOSGeometry *ring)
{
    GEOSGeometry *copy = GEOSGeom_clone_r(g->h, ring);
    GEOSGeometry *hole = copy ? GEOSGeom_createPolygon_r(g->h, copy, NULL, 0) : NULL;
    double area = 0, rim = 0;
    if (hole) {
        GEOSArea_r(g->h, hole, &area);
        GEOSLength_r(g->h, hole, &rim);
        GEOSGeom_destroy_r(g->h, hole);
    }
    return !(rim > 0) || 2 * area / rim < SLIVER_DEGREES;
}

static GEOSGeometry *without_slivers(struct geos *g, const GEOSGeometry *polygon)
{
    int n = GEOSGetNumInteriorRings_r(g->h, polygon);
    GEOSGeometry **holes = mem_get((size_t)(n + 1) * sizeof *holes);
    unsigned kept = 0;
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *ring = GEOSGetInteriorRingN_r(g->h, polygon, i);
        if (!is_sliver(g, ring))
            holes[kept++] = GEOSGeom_clone_r(g->h, ring);
    }
    GEOSGeometry *outer = GEOSGeom_clone_r(g->h, GEOSGetExteriorRing_r(g->h, polygon));
    GEOSGeometry *clean = GEOSGeom_createPolygon_r(g->h, outer, holes, kept);
    free(holes);
    return clean;
}

/* Takes the union over. */
static GEOSGeometry *clean_all(struct geos *g, GEOSGeometry *united)
{
    int n = GEOSGetNumGeometries_r(g->h, united);
    GEOSGeometry **parts = mem_get((size_t)(n + 1) * sizeof *parts);
    unsigned kept = 0;
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(g->h, united, i);
        if (GEOSGeomTypeId_r(g->h, part) == GEOS_POLYGON && GEOSisEmpty_r(g->h, part) == 0)
            parts[kept++] = without_slivers(g, part);
    }
    GEOSGeom_destroy_r(g->h, united);
    GEOSGeometry *clean = kept == 1 ? parts[0] : GEOSGeom_createCollection_r(g->h, GEOS_MULTIPOLYGON, parts, kept);
    free(parts);
    return clean;
}

static GEOSGeometry *unite(struct geos *g, const struct olds *units, struct str country, struct err *e)
{
    GEOSGeometry **shapes = mem_get((units->n + 1) * sizeof *shapes);
    unsigned n = 0;
    for (size_t i = 0; i < units->n; i++) {
        const struct place *p = &units->list[i].place;
        if (!str_eq(p->country, country) || !p->border.n)
            continue;
        shapes[n] = geos_read(g, p->border, e);
        if (!shapes[n]) {
            while (n)
                GEOSGeom_destroy_r(g->h, shapes[--n]);
            free(shapes);
            return NULL;
        }
        n++;
    }
    GEOSGeometry *all = GEOSGeom_createCollection_r(g->h, GEOS_GEOMETRYCOLLECTION, shapes, n);
    free(shapes);
    GEOSGeometry *united = GEOSUnaryUnion_r(g->h, all);
    if (!united) /* crossing borders can defeat exact arithmetic: on a grid of about a tenth of a millimetre it goes */
        united = GEOSUnaryUnionPrec_r(g->h, all, 1e-9);
    GEOSGeom_destroy_r(g->h, all);
    if (!united)
        err_set(e, ERR_INPUT, "the units of %.*s cannot be united into one border (%s)", STR_F(country), g->text);
    return united ? clean_all(g, united) : NULL;
}

static struct str name_of(const struct saving *v, struct str country)
{
    struct str name = country_name(country, "en");
    for (size_t i = 0; !name.n && i < v->batch->country_n; i++)
        if (str_eq(v->batch->countries[i].code, country))
            name = v->batch->countries[i].name;
    return name.n ? name : country;
}

/* Whether a country in use was made here from units of this level, so that new units make it anew. It was written after its
 * units then; one that a file drew is written before them. */
static bool was_made_here(struct saving *v, const struct old *o, int level, bool *made, struct err *e)
{
    int64_t of = 0;
    bool ok = store_int(v->store,
        "SELECT min(level) FROM place WHERE origin = $1 AND import = $2 AND country = $3 AND level > 0 AND id < $4",
        WITH(bind_int(o->place.origin), bind_int(o->import), bind_text(o->place.country), bind_int(o->place.id)), 0, &of, e);
    *made = of == level;
    return ok;
}

/* The coarsest level on which the batch draws a country. */
static int coarsest(const struct border_batch *b, struct str country)
{
    int level = PLACE_LEVELS;
    for (size_t i = 0; i < b->n; i++)
        if (str_eq(b->places[i].country, country))
            level = MIN_OF(level, b->places[i].level);
    return level;
}

static bool country_save(struct saving *v, const struct olds *units, struct old *there, struct str country, struct err *e)
{
    GEOSGeometry *shape = unite(&v->geos, units, country, e);
    if (!shape)
        return false;
    struct place p = {.level = 0, .code = country, .country = country, .parent_code = STR(""), .name = name_of(v, country),
        .latitude = NAN, .longitude = NAN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
    double radius;
    bool ok = geos_write(&v->geos, shape, &v->arena, &p.border, e);
    if (ok && !geos_label(&v->geos, shape, &p.longitude, &p.latitude, &radius))
        p.latitude = p.longitude = NAN;
    GEOSGeom_destroy_r(v->geos.h, shape);
    if (!ok)
        return false;
    if (there && str_eq(there->place.border, p.border))
        return true;
    if ((there && !old_end(v, there, e)) || !place_write(v, &p, e))
        return false;
    if (!v->im->kept && !v->im->superseded)
        v->im->kept = 1; /* else the import would seem to bring nothing */
    return true;
}

/* One country of one level of the batch. */
static bool country_see(struct saving *v, struct olds *countries, struct olds *units, struct str country, int level, struct err *e)
{
    struct old *there = NULL;
    int top = coarsest(v->batch, country);
    if (top == 0) /* the file draws the country itself */
        return true;
    for (size_t i = 0; i < countries->n; i++)
        if (!countries->list[i].ended && (str_eq(countries->list[i].place.country, country) ||
                str_eq(countries->list[i].place.code, country)))
            there = &countries->list[i];
    bool made = level == top;
    if (there && !was_made_here(v, there, level, &made, e))
        return false;
    return !made || country_save(v, units, there, country, e);
}

static bool level_see(struct saving *v, int level, struct err *e)
{
    struct olds countries = {0}, units = {0};
    struct intern seen = {0};
    bool ok = olds_read(v->store, 0, &v->arena, &countries, e) && olds_read(v->store, level, &v->arena, &units, e);
    for (size_t i = 0; ok && i < v->batch->n; i++) {
        const struct place *p = &v->batch->places[i];
        uint32_t id;
        if (p->level != level || !p->country.n || intern_find(&seen, p->country, &id))
            continue;
        intern_id(&seen, p->country);
        ok = country_see(v, &countries, &units, p->country, level, e);
    }
    intern_end(&seen);
    olds_end(&countries, &v->geos);
    olds_end(&units, &v->geos);
    return ok;
}

bool countries_save(struct saving *v, struct err *e)
{
    bool has[PLACE_LEVELS] = {0};
    for (size_t i = 0; i < v->batch->n; i++)
        has[v->batch->places[i].level] = true;
    for (int level = 1; level < PLACE_LEVELS; level++)
        if (has[level] && !level_see(v, level, e))
            return false;
    return true;
}
