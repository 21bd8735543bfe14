/* SPDX-License-Identifier: GPL-3.0-or-later */
/* locator: the borders of one level, ready to be asked. */
#ifndef DIWAN_LOCATOR_PRIV_H
#define DIWAN_LOCATOR_PRIV_H
#include "place/place_priv.h"

struct box { /* degrees */
    double x0, y0, x1, y1;
};
struct stretch { /* some consecutive corners of a ring */
    struct box box;
    const double *xy;
    size_t n; /* corners, both ends included */
};
struct border {
    GEOSGeometry *shape;
    const GEOSPreparedGeometry *prepared;
    struct box box;
    struct stretch *stretches; /* NULL until a distance is asked */
    size_t stretch_n;
    int place; /* gazetteer index */
};
struct level_borders {
    struct border *list; /* ordered by place */
    size_t n;
    struct box box;
    size_t *cells; /* cell -> first in in_cell */
    int *in_cell;  /* positions in list */
};
/* The place whose border is nearest, up to most_km, and how far (great circle, to the stretch, not to its corners); -1 and
 * NAN when all are further. On a tie the lower index. */
int border_nearest(struct level_borders *v, struct geos *g, struct arena *a, double latitude, double longitude, double most_km,
    double *km);
#endif
