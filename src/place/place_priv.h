/* SPDX-License-Identifier: GPL-3.0-or-later */
/* place, shared inside the room: the gazetteer's insides, GEOS behind a handle that closes itself, names. */
#ifndef DIWAN_PLACE_PRIV_H
#define DIWAN_PLACE_PRIV_H
#include "place/place.h"
#include <geos_c.h>

#define EARTH_KM 6371.0088 /* mean radius (IUGG) */
#define DEGREE_KM (EARTH_KM * M_PI / 180)

/* ---- geometry.c: GEOS without its globals ---- */

struct geos { /* one thread's GEOS; what it complains of stands in `text` */
    GEOSContextHandle_t h;
    char text[200];
};
/* The struct must stay where it is until geos_end: GEOS keeps its address. */
void geos_begin(struct geos *g);
void geos_end(struct geos *g); /* may be called twice */
/* NULL, with *e set, when it is no WKB. Free with GEOSGeom_destroy_r. */
GEOSGeometry *geos_read(struct geos *g, struct str wkb, struct err *e);
/* WKB in two dimensions, little end first, so that the same border is the same bytes everywhere. */
MUST_USE bool geos_write(struct geos *g, const GEOSGeometry *shape, struct arena *a, struct str *out, struct err *e);
/* A point inside, where a label may stand: the middle of the largest inscribed circle of its largest part. */
bool geos_label(struct geos *g, const GEOSGeometry *shape, double *x, double *y, double *radius);
/* Only the surfaces of a geometry (mending can leave lines and points behind), as one shape; NULL when it has none.
 * Takes the geometry over. */
GEOSGeometry *geos_surfaces(struct geos *g, GEOSGeometry *shape);
/* The part of a surface with the largest area: the surface itself, or one inside it. */
const GEOSGeometry *geos_largest(struct geos *g, const GEOSGeometry *shape);

/* Corners of all rings of a shape. Rings are closed: the last corner repeats the first. */
struct outline {
    double *xy; /* pairs, all rings one after the other */
    size_t *starts; /* ring_n + 1, in corners */
    size_t ring_n;
};
MUST_USE bool outline_of(struct geos *g, struct str wkb, struct arena *a, struct outline *out, struct err *e);

/* Great-circle distance (haversine, mean Earth radius). Degrees in, kilometres out. */
double great_circle_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b);
/* From a point to a stretch of border that is straight in longitude and latitude, as borders in files are. */
double border_km(double latitude, double longitude, const double *from_xy, const double *to_xy);

/* ---- fold.c ---- */

/* What remains of a folded name when vowels, doubled letters and spellings of one sound are left out: "salah din" and
 * "salahaddin" become "slhdn". Only a hint: it may serve where exactly one place fits. */
void name_skeleton(struct str folded, struct buf *out);
/* The name without the generic word a figure does not need; a view into it. */
struct str name_short(struct str name);
/* "PS-GZA*" -> "PS-GZA", "PS_JEN" -> "PS-JEN", "N/A" -> "". Into `out`; true when it was changed. */
bool code_clean(struct str code, struct buf *out);

/* ---- gazetteer.c ---- */

enum name_rank { NAME_FULL = 0, NAME_PART = 1 }; /* the name; a part that often stands alone ("Homs (Hims)") */
struct place_key { /* a folded name or a skeleton, and whose it is */
    struct str text;
    int place;
    enum name_rank rank;
};
struct place_said { /* a name as written, with its language */
    int place;
    struct str language, name;
};
struct gazetteer {
    struct arena arena;
    struct place *list;
    bool *has_border;
    size_t n;
    int deepest;
    int *by_id; /* indexes ordered by (origin, id) */
    struct place_key *keys, *skeletons; /* ordered by text, place, rank */
    size_t key_n, key_room, skeleton_n, skeleton_room;
    struct place_said *said; /* ordered by place; within one, the better first */
    size_t said_n, said_room;
    size_t *said_of; /* n + 1 */
};
/* How a name was understood. */
enum name_match { MATCH_NONE, MATCH_EXACT, MATCH_PART, MATCH_SKELETON };
int gazetteer_match_how(const struct gazetteer *g, struct str name, int level, struct str country, enum name_match *how);
/* gazetteer_names.c: all names of the places listed in g, and the indexes over them. */
MUST_USE bool gazetteer_names(struct gazetteer *g, struct store *s, struct err *e);
/* The country (level 0) that a code or name means, -1 when none. *known: it names a country, in the gazetteer or not. */
int gazetteer_country(const struct gazetteer *g, struct str code, struct str name, bool *known);

/* ---- country.c ---- */

struct country {
    struct str code, en, ar, ckb, others; /* others: separated by | */
};
const struct country *country_of(struct str code); /* NULL when not known */
/* The next of the names separated by |; false when there is none left. */
bool country_other(struct str *others, struct str *name);

/* ---- geojson: what one feature says of itself ---- */

struct property {
    struct str key, value;
};
struct feature_words {
    struct str name, code, country, country_name, parent_code;
    int level; /* -1 not said */
    struct str code_found; /* the code as the file writes it */
    bool repaired;         /* it was cleaned */
    struct property *aliases; /* key: language */
    size_t alias_n;
};
void feature_read(const struct property *list, size_t n, struct str id, struct arena *a, struct feature_words *out);
#endif
