/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GEOS without its globals, and distances on the globe. */
#include "place/place_priv.h"

static void complain(const char *message, void *data)
{
    struct geos *g = data;
    snprintf(g->text, sizeof g->text, "%s", message);
}

static void say_nothing(const char *message, void *data)
{
    (void)message;
    (void)data;
}

void geos_begin(struct geos *g)
{
    *g = (struct geos){.h = GEOS_init_r()};
    GEOSContext_setErrorMessageHandler_r(g->h, complain, g);
    GEOSContext_setNoticeMessageHandler_r(g->h, say_nothing, NULL);
}

void geos_end(struct geos *g)
{
    if (g->h)
        GEOS_finish_r(g->h);
    g->h = NULL;
}

GEOSGeometry *geos_read(struct geos *g, struct str wkb, struct err *e)
{
    GEOSWKBReader *reader = GEOSWKBReader_create_r(g->h);
    GEOSGeometry *shape = GEOSWKBReader_read_r(g->h, reader, (const unsigned char *)wkb.p, wkb.n);
    GEOSWKBReader_destroy_r(g->h, reader);
    if (!shape)
        err_set(e, ERR_STORE, "a border in the register cannot be read (%s); add its file again", g->text);
    return shape;
}

bool geos_write(struct geos *g, const GEOSGeometry *shape, struct arena *a, struct str *out, struct err *e)
{
    GEOSWKBWriter *writer = GEOSWKBWriter_create_r(g->h);
    GEOSWKBWriter_setOutputDimension_r(g->h, writer, 2);
    GEOSWKBWriter_setByteOrder_r(g->h, writer, GEOS_WKB_NDR);
    size_t n = 0;
    unsigned char *bytes = GEOSWKBWriter_write_r(g->h, writer, shape, &n);
    GEOSWKBWriter_destroy_r(g->h, writer);
    if (!bytes)
        return err_set(e, ERR_INPUT, "a border cannot be written (%s)", g->text);
    *out = (struct str){arena_text(a, (const char *)bytes, n), n};
    GEOSFree_r(g->h, bytes);
    return true;
}

const GEOSGeometry *geos_largest(struct geos *g, const GEOSGeometry *shape)
{
    const GEOSGeometry *best = shape;
    double most = -1;
    int n = GEOSGetNumGeometries_r(g->h, shape);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(g->h, shape, i);
        double area = 0;
        if (part && GEOSArea_r(g->h, part, &area) && area > most) {
            most = area;
            best = part;
        }
    }
    return best;
}

static bool first_corner(struct geos *g, const GEOSGeometry *line, double *x, double *y)
{
    const GEOSCoordSequence *corners = GEOSGeom_getCoordSeq_r(g->h, line);
    return corners && GEOSCoordSeq_getXY_r(g->h, corners, 0, x, y);
}

/* GEOS's own search for the circle halves cells down to the tolerance: a fiftieth of the extent is enough for a label. It
 * begins with square cells as wide as the shape is narrow: a sliver of a thousand times its width has no room for a label
 * anyway, and one of a thousand million would keep it busy for ever. */
bool geos_label(struct geos *g, const GEOSGeometry *shape, double *x, double *y, double *radius)
{
    const GEOSGeometry *part = geos_largest(g, shape);
    double x0, y0, x1, y1;
    *radius = 0;
    if (GEOSisEmpty_r(g->h, part) != 0 || !GEOSGeom_getXMin_r(g->h, part, &x0) || !GEOSGeom_getXMax_r(g->h, part, &x1) ||
        !GEOSGeom_getYMin_r(g->h, part, &y0) || !GEOSGeom_getYMax_r(g->h, part, &y1))
        return false;
    enum { SLIVER = 1000 };
    double narrow = MIN_OF(x1 - x0, y1 - y0), tolerance = MAX_OF(x1 - x0, y1 - y0) > SLIVER * narrow ? 0 : narrow / 50;
    GEOSGeometry *circle = tolerance > 0 ? GEOSMaximumInscribedCircle_r(g->h, part, tolerance) : NULL;
    bool found = circle && first_corner(g, circle, x, y);
    if (found)
        GEOSLength_r(g->h, circle, radius);
    if (circle)
        GEOSGeom_destroy_r(g->h, circle);
    if (found)
        return true;
    GEOSGeometry *point = GEOSPointOnSurface_r(g->h, part);
    found = point && GEOSisEmpty_r(g->h, point) == 0 && first_corner(g, point, x, y);
    if (point)
        GEOSGeom_destroy_r(g->h, point);
    return found;
}

GEOSGeometry *geos_surfaces(struct geos *g, GEOSGeometry *shape)
{
    int type = GEOSGeomTypeId_r(g->h, shape);
    if (type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON)
        return shape;
    int n = GEOSGetNumGeometries_r(g->h, shape);
    GEOSGeometry *united = NULL;
    for (int i = 0; type == GEOS_GEOMETRYCOLLECTION && i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(g->h, shape, i);
        int kind = GEOSGeomTypeId_r(g->h, part);
        if (kind != GEOS_POLYGON && kind != GEOS_MULTIPOLYGON)
            continue;
        GEOSGeometry *next = united ? GEOSUnion_r(g->h, united, part) : GEOSGeom_clone_r(g->h, part);
        if (united)
            GEOSGeom_destroy_r(g->h, united);
        united = next;
    }
    GEOSGeom_destroy_r(g->h, shape);
    return united;
}

/* ---- corners ---- */

struct rings {
    const GEOSGeometry **list;
    size_t n, room;
};

static void rings_of(struct geos *g, const GEOSGeometry *shape, struct rings *r)
{
    int parts = GEOSGetNumGeometries_r(g->h, shape);
    for (int p = 0; p < parts; p++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(g->h, shape, p);
        if (!part || GEOSGeomTypeId_r(g->h, part) != GEOS_POLYGON || GEOSisEmpty_r(g->h, part) != 0)
            continue;
        GROW(r->list, r->n, r->room);
        r->list[r->n++] = GEOSGetExteriorRing_r(g->h, part);
        int holes = GEOSGetNumInteriorRings_r(g->h, part);
        for (int i = 0; i < holes; i++) {
            GROW(r->list, r->n, r->room);
            r->list[r->n++] = GEOSGetInteriorRingN_r(g->h, part, i);
        }
    }
}

static size_t corners_in(struct geos *g, const GEOSGeometry *ring)
{
    unsigned n = 0;
    const GEOSCoordSequence *corners = GEOSGeom_getCoordSeq_r(g->h, ring);
    return corners && GEOSCoordSeq_getSize_r(g->h, corners, &n) ? n : 0;
}

bool outline_of(struct geos *g, struct str wkb, struct arena *a, struct outline *out, struct err *e)
{
    GEOSGeometry *shape = geos_read(g, wkb, e);
    if (!shape)
        return false;
    struct rings r = {0};
    rings_of(g, shape, &r);
    *out = (struct outline){.starts = ARENA_ARRAY(a, size_t, r.n + 1), .ring_n = r.n};
    for (size_t i = 0; i < r.n; i++)
        out->starts[i + 1] = out->starts[i] + corners_in(g, r.list[i]);
    out->xy = ARENA_ARRAY(a, double, 2 * out->starts[r.n]);
    for (size_t i = 0; i < r.n; i++)
        if (out->starts[i + 1] > out->starts[i])
            GEOSCoordSeq_copyToBuffer_r(g->h, GEOSGeom_getCoordSeq_r(g->h, r.list[i]), out->xy + 2 * out->starts[i], 0, 0);
    free(r.list);
    GEOSGeom_destroy_r(g->h, shape);
    return true;
}

/* ---- on the globe ---- */

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

double great_circle_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
    double north = sin(radians(latitude_b - latitude_a) / 2), east = sin(radians(longitude_b - longitude_a) / 2);
    double h = north * north + cos(radians(latitude_a)) * cos(radians(latitude_b)) * east * east;
    return 2 * EARTH_KM * asin(sqrt(MIN_OF(h, 1.0)));
}

/* The shorter way round. */
static double turn(double degrees)
{
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

/* The nearest point of the stretch is found on a plane whose scale east-west is that of the latitude half way to it; as
 * that latitude depends on the answer, three rounds. Exact enough: under 0.1 % at 250 km. */
double border_km(double latitude, double longitude, const double *from_xy, const double *to_xy)
{
    double ax = turn(from_xy[0] - longitude), ay = from_xy[1] - latitude;
    double dx = turn(to_xy[0] - from_xy[0]), dy = to_xy[1] - from_xy[1];
    double t = 0, middle = latitude;
    for (int round = 0; round < 3; round++) {
        double scale = cos(radians(middle));
        double along = dx * dx * scale * scale + dy * dy;
        t = along > 0 ? -(ax * dx * scale * scale + ay * dy) / along : 0;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        middle = latitude + (ay + t * dy) / 2;
    }
    return great_circle_km(latitude, longitude, latitude + ay + t * dy, longitude + ax + t * dx);
}
