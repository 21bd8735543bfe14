/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map: rings cut into arcs that neighbours share, and arcs simplified once for both. */
#ifndef DIWAN_MAP_PRIV_H
#define DIWAN_MAP_PRIV_H
#include "place/place_priv.h"

struct ring { /* corners of one ring, open: the last does not repeat the first */
    size_t area;       /* position in `indices` */
    size_t polygon;    /* number of the polygon it belongs to; rings of one stand together, the outer one first */
    uint32_t *corners; /* numbers of corners */
    size_t n;
    size_t *arcs;      /* numbers of arcs in order; the lowest bit: walked backwards */
    size_t arc_n;
    double size;       /* area in square units of the drawing, as it was */
};
struct arc {
    uint32_t *corners; /* both ends included; a loop has the same corner at both */
    size_t n;
    int left, right;
    bool *keep;        /* corners that remain */
    double tolerance;  /* at which it was simplified */
};
struct topology {
    struct arena *a;
    double *xy; /* of corners: projected, in units of the drawing */
    size_t corner_n;
    struct ring *rings;
    size_t ring_n;
    struct arc *arcs;
    size_t arc_n;
};
/* map_joints.c: give edges the corners of others that lie on them, or as good as on them. */
void topology_join(struct topology *t);
/* After cutting: two arcs of one side each that leave a sliver between them learn of one another. */
void topology_slivers(struct topology *t);
/* map_arcs.c: find the junctions, cut all rings there, and give each stretch once. */
void topology_cut(struct topology *t);
/* map_simplify.c: mark the corners that remain (Douglas & Peucker 1973, Cartographica 10:112-122) at `tolerance` units. */
void arc_simplify(const struct topology *t, struct arc *arc, double tolerance);
/* The ring rebuilt from its arcs: corners that remain, each once. Into `out` (as many as the ring had); how many. */
size_t ring_rebuild(const struct topology *t, const struct ring *r, uint32_t *out);
double ring_size(const struct topology *t, const uint32_t *corners, size_t n);
#endif
