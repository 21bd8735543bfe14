/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The nearest border. Each ring is cut into short stretches with a box; a box that is too far away, by a bound that is
 * never too large, spares measuring the stretch.
 */
#include "place/locator_priv.h"

enum { CORNERS_A_STRETCH = 16 };

static struct box box_of(const double *xy, size_t n)
{
    struct box b = {xy[0], xy[1], xy[0], xy[1]};
    for (size_t i = 1; i < n; i++) {
        b.x0 = fmin(b.x0, xy[2 * i]);
        b.x1 = fmax(b.x1, xy[2 * i]);
        b.y0 = fmin(b.y0, xy[2 * i + 1]);
        b.y1 = fmax(b.y1, xy[2 * i + 1]);
    }
    return b;
}

static size_t stretches_in(size_t corners)
{
    return corners < 2 ? 0 : (corners - 2) / (CORNERS_A_STRETCH - 1) + 1;
}

/* Neighbouring stretches share a corner, so that no edge is left out. */
static void ring_cut(struct border *b, const double *xy, size_t n)
{
    for (size_t from = 0; from + 1 < n; from += CORNERS_A_STRETCH - 1) {
        size_t corners = MIN_OF((size_t)CORNERS_A_STRETCH, n - from);
        b->stretches[b->stretch_n++] = (struct stretch){box_of(xy + 2 * from, corners), xy + 2 * from, corners};
    }
}

static void cut(struct border *b, struct geos *g, struct arena *a)
{
    struct err e = {0};
    struct str wkb = {0};
    struct outline o = {0};
    bool ok = geos_write(g, b->shape, a, &wkb, &e) && outline_of(g, wkb, a, &o, &e);
    size_t n = 0;
    for (size_t i = 0; ok && i < o.ring_n; i++)
        n += stretches_in(o.starts[i + 1] - o.starts[i]);
    b->stretches = ARENA_ARRAY(a, struct stretch, n + 1);
    for (size_t i = 0; ok && i < o.ring_n; i++)
        ring_cut(b, o.xy + 2 * o.starts[i], o.starts[i + 1] - o.starts[i]);
}

struct from { /* where it is asked from */
    double latitude, longitude;
    double squeeze, slope; /* cosine and tangent of the latitude: the scale east-west, and how fast it changes northwards */
};

/* Whether a box is further than `km`, by a bound that is never too large: north-south by latitude; east-west to the
 * meridian of the box's near side, beyond which no point is nearer than it (for less than a quarter turn; else 0). */
static bool is_beyond(const struct box *b, const struct from *f, double km)
{
    double north = fmax(b->y0 - f->latitude, f->latitude - b->y1);
    if (north * DEGREE_KM > km)
        return true;
    double east = 360;
    for (int round = -360; round <= 360; round += 360)
        east = fmin(east, fmax(b->x0 - (f->longitude + round), f->longitude + round - b->x1));
    if (east <= 0 || east >= 90)
        return false;
    double turn = east * M_PI / 180; /* asin(c sin x) is never less than c (x - x^3 / 6) */
    return EARTH_KM * f->squeeze * (turn - turn * turn * turn / 6) > km;
}

/* Whether an edge is surely further than `km`: on a flat map with the scale of the place asked from, lengths are off by no
 * more than that scale changes on the way, and a little. Without sines, for there are many edges. */
static bool is_far(const struct from *f, const double *p, const double *q, double km)
{
    if (f->squeeze < 0.26 || fabs(p[0] - f->longitude) > 90 || fabs(q[0] - f->longitude) > 90)
        return false;
    double ax = (p[0] - f->longitude) * f->squeeze, ay = p[1] - f->latitude;
    double dx = (q[0] - p[0]) * f->squeeze, dy = q[1] - p[1];
    double along = dx * dx + dy * dy, t = along > 0 ? -(ax * dx + ay * dy) / along : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double x = ax + t * dx, y = ay + t * dy, most = km / DEGREE_KM * (1.01 + 1.2 * f->slope * km / EARTH_KM);
    return x * x + y * y > most * most;
}

/* The distance of the nearest edge that is nearer than `best`; else `best`. */
static double stretch_km(const struct stretch *s, const struct from *f, double best)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        const double *p = s->xy + 2 * i, *q = p + 2;
        if (!is_far(f, p, q, best))
            best = fmin(best, border_km(f->latitude, f->longitude, p, q));
    }
    return best;
}

int border_nearest(struct level_borders *v, struct geos *g, struct arena *a, double latitude, double longitude, double most_km,
    double *km)
{
    int found = -1;
    double best = most_km;
    double squeeze = fmax(cos(latitude * M_PI / 180), 0);
    const struct from from = {latitude, longitude, squeeze, sqrt(1 - squeeze * squeeze) / fmax(squeeze, 1e-9)};
    *km = NAN;
    for (size_t i = 0; i < v->n; i++) {
        struct border *b = &v->list[i];
        if (is_beyond(&b->box, &from, best))
            continue;
        if (!b->stretches)
            cut(b, g, a);
        for (size_t j = 0; j < b->stretch_n; j++) {
            if (is_beyond(&b->stretches[j].box, &from, best))
                continue;
            double d = stretch_km(&b->stretches[j], &from, best);
            if (d < best) {
                best = d;
                found = b->place;
            }
        }
    }
    if (found >= 0)
        *km = best;
    return found;
}
