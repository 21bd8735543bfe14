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

/* How far at least: north-south by latitude; east-west to the meridian of the box's near side, which no point
 * beyond that side is nearer than (for less than a quarter turn; beyond that the bound is 0, which is safe). */
static double at_least_km(const struct box *b, double latitude, double longitude)
{
    double north = fmax(0, fmax(b->y0 - latitude, latitude - b->y1)) * DEGREE_KM;
    double east = 360;
    for (int turn = -360; turn <= 360; turn += 360)
        east = fmin(east, fmax(0, fmax(b->x0 - (longitude + turn), longitude + turn - b->x1)));
    double across = east >= 90 ? 0 : EARTH_KM * asin(cos(latitude * M_PI / 180) * sin(east * M_PI / 180));
    return fmax(north, across);
}

static double stretch_km(const struct stretch *s, double latitude, double longitude, double best)
{
    for (size_t i = 0; i + 1 < s->n; i++)
        best = fmin(best, border_km(latitude, longitude, s->xy + 2 * i, s->xy + 2 * i + 2));
    return best;
}

int border_nearest(struct level_borders *v, struct geos *g, struct arena *a, double latitude, double longitude, double most_km,
    double *km)
{
    int found = -1;
    double best = most_km;
    *km = NAN;
    for (size_t i = 0; i < v->n; i++) {
        struct border *b = &v->list[i];
        if (at_least_km(&b->box, latitude, longitude) > best)
            continue;
        if (!b->stretches)
            cut(b, g, a);
        for (size_t j = 0; j < b->stretch_n; j++) {
            if (at_least_km(&b->stretches[j].box, latitude, longitude) > best)
                continue;
            double d = stretch_km(&b->stretches[j], latitude, longitude, most_km);
            if (d < best || (found < 0 && d <= best)) {
                best = d;
                found = b->place;
            }
        }
    }
    if (found >= 0)
        *km = best;
    return found;
}
