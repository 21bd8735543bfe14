/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borders: one batch on its way into the register. */
#ifndef DIWAN_BORDERS_PRIV_H
#define DIWAN_BORDERS_PRIV_H
#include "place/place_priv.h"

struct old { /* a place in use before */
    struct place place;
    int64_t import;      /* that brought it */
    GEOSGeometry *shape; /* read when first needed */
    uint32_t code_key, name_key; /* in saving's keys; 0: none */
    size_t code_next, name_next; /* the next old with that key, + 1; 0: none */
    bool ended, taken;   /* superseded; found identical */
};
struct olds {
    struct old *list;
    size_t n, room;
};
struct saving {
    struct store *store;
    struct border_batch *batch;
    struct import *im;
    struct geos geos;
    struct arena arena;
    struct olds olds; /* on the batch's levels */
    struct intern keys; /* level, country and code; level, country and folded name */
    struct found {
        size_t first;           /* old with this key, + 1; 0: none */
        size_t olds_n, batch_n; /* how many have it */
    } *found; /* by key */
    size_t found_room;
    int64_t first_place, next_place, next_name; /* first_place: the first id that is new */
};
MUST_USE bool olds_read(struct store *s, int level, struct arena *a, struct olds *out, struct err *e);
void olds_end(struct olds *o, struct geos *g);
MUST_USE bool old_end(struct saving *v, struct old *o, struct err *e);   /* out of use, with its names */
MUST_USE bool place_write(struct saving *v, struct place *p, struct err *e); /* fills origin and id */
bool same_ground(const struct place *p, const struct place *q); /* level and country */
/* borders_vintage.c: an older place goes out of use for `p`. Fails (ERR_INPUT) when `p` is of an older vintage than it. */
MUST_USE bool supersede(struct saving *v, const struct place *p, struct old *o, struct err *e);
/* Shared area over the area of both together, or (`of_second`) over that of the second alone. */
double area_shared(struct geos *g, const GEOSGeometry *a, const GEOSGeometry *b, bool of_second);
/* Places left over from before whose ground the batch covers by more than half go out of use. After all were saved. */
MUST_USE bool covered_end(struct saving *v, struct err *e);
/* borders_country.c: the country of each unit, as the union of its units, where no file has brought it. */
MUST_USE bool countries_save(struct saving *v, struct err *e);
#endif
