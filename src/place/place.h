/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * place: places, their names in every script, borders, neighbours; which place a record counts for.
 *
 * Precision before geometry: a record coded more coarsely than the level asked for is "place unknown" there,
 * whatever its point. Otherwise the border that contains the point; else the nearest border within
 * PLACE_NEAR_KM; else the place that its name means; else unknown.
 */
#ifndef DIWAN_PLACE_H
#define DIWAN_PLACE_H
#include "core/core.h"
#include "store/store.h"

#define PLACE_NEAR_KM 25.0 /* a point in no border counts for the nearest one up to this far */
#define PLACE_LEVELS 4     /* 0 country, 1 governorate, 2 district, 3 */

struct place {
    int64_t origin, id;
    int level;
    struct str code, country, parent_code, name;
    double latitude, longitude; /* label point, inside the border; NAN without border */
    struct str border;          /* WKB; empty without border */
    struct day valid_from, valid_to; /* when it was in force, both ends inclusive; DAY_NONE where its file does not say */
};

/* All places in use, with their names: an immutable snapshot in memory. Places are ordered by level, then
 * code, then name, then id, so that a place's index is the same in the same register. */
struct gazetteer;
MUST_USE bool gazetteer_load(struct store *s, bool with_borders, struct gazetteer **out, struct err *e);
void gazetteer_free(struct gazetteer **g);
size_t gazetteer_count(const struct gazetteer *g);
const struct place *gazetteer_place(const struct gazetteer *g, size_t index);
int gazetteer_index(const struct gazetteer *g, int64_t origin, int64_t id); /* -1 */
int gazetteer_deepest(const struct gazetteer *g); /* deepest level with borders; 0 when none */
/* Whom a person means: a code (IQ-NI, IRQ), or a name in any script, as gazetteer_match understands it. Prefers the lower
 * level number. Fails with ERR_ABSENT, naming up to three near names; with ERR_USAGE when two places share it. */
MUST_USE bool gazetteer_find(const struct gazetteer *g, struct str words, size_t *index, struct err *e);
/* A name to a place of that level (-1: the lowest that has it) within `country` ("" = any): written so (folded), or an
 * alias of it, or its first part ("Ramallah" for "Ramallah & Al Bireh"), or surely sounding so, in whatever script ("Nineveh"
 * and "نينوى" for "Ninawa"). -1 when none or not sure: two places of one name are never chosen between. */
int gazetteer_match(const struct gazetteer *g, struct str name, int level, struct str country);
/* Rows of the table of aliases: those whose place names none in use, or several; and aliases that are another place's name. */
struct alias_counts {
    int64_t rows, of_none, of_several, taken;
};
struct alias_counts gazetteer_aliases(const struct gazetteer *g);
/* What became of one of the aliases in use, counted by (origin, id) from 0; ALIAS_USED where there is no such row. */
enum alias_fate { ALIAS_USED, ALIAS_OF_NONE, ALIAS_OF_SEVERAL, ALIAS_TAKEN /* it is another place's own name */ };
enum alias_fate gazetteer_alias_fate(const struct gazetteer *g, size_t row);
/* The name for a reader of `language` ("en", "ar", "ckb"), with the language it is in ("" = as the file
 * writes it). Tries ckb -> ar -> en -> own, ar -> ckb -> en -> own, en -> own. Generic words that the
 * figure does not need ("Governorate", "محافظة") stay out where a shorter name is known. */
struct str gazetteer_name(const struct gazetteer *g, size_t index, const char *language, const char **is_in);
/* Neighbours: places of the same level that share a stretch of border. Symmetric, ordered by index. */
MUST_USE bool gazetteer_neighbours(const struct gazetteer *g, size_t index, struct arena *a, size_t **out,
    size_t *n, struct err *e);

/* Fold a name for matching: NFKD, marks dropped, case folded; Arabic/Kurdish letters unified (أإآا, ىيی, كک,
 * ةهە, ؤو, ئ); tatweel, marks of direction and blanks folded; words for "province", "governorate", "district",
 * "محافظة", "قضاء", "پارێزگا", those that only join ("and", "و") and the Arabic article in Latin or Arabic script (al-, ad-,
 * as-, ال) dropped where something that names is left. Folding twice is folding once. */
void name_fold(struct str name, struct buf *out);

/* The first letter of `text` (not empty), folded as name_fold folds letters: for readers that must know where each stood. */
enum { LETTER_PARTS = 18 }; /* as many as any one letter decomposes into */
struct letter_folded {
    size_t bytes;    /* it takes of the text, at least 1 */
    int32_t code;    /* as it stands; 0xFFFD for a byte that is not UTF-8 */
    bool upper;      /* a capital letter */
    int32_t parts[LETTER_PARTS]; /* what it becomes; ' ' for all that separates words */
    size_t n;        /* 0: dropped (marks, tatweel, joiners, marks of direction) */
};
struct letter_folded letter_fold(struct str text);

/* Country by ISO 3166-1 alpha-3, or by the name a data set uses ("Myanmar (Burma)"). Embedded list. */
const char *country_code_of(struct str name);                          /* NULL when not known */
struct str country_name(struct str code, const char *language); /* "" when not known */

/* Which border holds a point. Built once from a gazetteer with borders; remembers points already asked. */
struct locator; /* of one thread; it keeps its own copy of the borders, but answers with the gazetteer's indexes */
MUST_USE bool locator_new(const struct gazetteer *g, struct locator **out, struct err *e);
void locator_free(struct locator **l);
/* Index of the place of `level` that contains the point; -1 when none. On a shared border: the lower index.
 * `nearest_km` (may be NULL): when none contains it, the index of the nearest border goes to *nearest (-1
 * when over 10 x PLACE_NEAR_KM) and its great-circle distance to *nearest_km. */
int locator_at(struct locator *l, int level, double latitude, double longitude, int *nearest, double *nearest_km);

enum placed_how {
    PLACED_UNKNOWN = 0,     /* nothing to go by */
    PLACED_COARSE = 1,      /* coded more coarsely than this level: unknown */
    PLACED_POINT = 2,       /* a border contains the point */
    PLACED_NEAR = 3,        /* nearest border within PLACE_NEAR_KM */
    PLACED_NAME = 4,        /* its name means the place */
    PLACED_OUTSIDE = 5      /* the point lies in no border and near none, and no name helps: unknown */
};
struct place_question { /* what a record says about where it was */
    double latitude, longitude; /* NAN when not known */
    int precision;              /* METHOD A.0 place_precision */
    struct str country_code, country, admin1, admin2;
};
struct place_answer {
    int place;            /* gazetteer index, -1 unknown */
    enum placed_how how;
    int named;            /* place that its own name means where that differs from `place`; else -1 */
    double distance_km;   /* PLACED_NEAR, PLACED_OUTSIDE; else NAN */
};
/* Coarsest place_precision that still counts at `level`: 6 (country) at 0, 4 at 1, 3 at 2, 2 at 3; 9 ("not
 * known") counts at every level, since it is not known to be coarse. 5 and 7 count at level 0 only. */
bool place_precise_enough(int precision, int level);
struct spellings;
/* The rule for one record. At level 0 the country's own code or name decides first, the point second (also where it names a
 * country that is not in the register: then a point inside one that is, coded finely enough for level 1); below, the point
 * first. Nearness asks that the record is not of another country. `learnt` may be NULL. */
struct place_answer place_where(const struct gazetteer *g, struct locator *l, const struct spellings *learnt, int level,
    const struct place_question *q);

/* Spellings learnt from the records themselves: where at least 2/3 (and at least 3) of a spelling's precise
 * points lie in one border, the spelling means it ("At-Ta'mim province" -> Kirkuk). Feed all, then settle.
 * `place` -1: a precise point in no border; it counts against. Spellings are compared folded, within a country. */
struct spellings *spellings_new(const struct gazetteer *g, int level);
void spellings_free(struct spellings **s);
void spellings_see(struct spellings *s, struct str country_code, struct str name, int place);
void spellings_settle(struct spellings *s);
int spellings_place(const struct spellings *s, struct str country_code, struct str name); /* -1 not sure */

/* Place every incident in use at every level that has borders, and rewrite table `placed`. Runs inside a
 * store_task, after an import of incidents (only_import > 0: only those rows are new, others keep theirs
 * unless a spelling's meaning changed) or of borders (only_import = 0: all). */
MUST_USE bool place_all(struct store *s, int64_t only_import, struct progress *p, struct err *e);
/* How many were placed how, per level: for summaries and the brief. */
struct placed_counts {
    int64_t how[6];
    int64_t disagree; /* placed by point or nearness while the name means another place */
};
MUST_USE bool placed_count(struct store *s, int level, struct placed_counts *out, struct err *e);

/* ---- spellings, and whom they mean ---------------------------------------------------------------*/

/* How a spelling came to mean a place. Up to MEANT_PROPOSED it is not surely known: it places no record. */
enum meant_how {
    MEANT_UNKNOWN = 0,  /* nobody's name, and nothing near */
    MEANT_SEVERAL = 1,  /* two places are called so: a person must say which */
    MEANT_PROPOSED = 2, /* somebody's name, perhaps: see the score */
    MEANT_OUTSIDE = 3,  /* a country that is known but not in the register */
    MEANT_EXACT = 4,    /* written so, folded */
    MEANT_PART = 5,     /* written as a part of the name that often stands alone */
    MEANT_ALIAS = 6,    /* a person said so (aliases) */
    MEANT_SOUND = 7,    /* it sounds so, in whatever script, and no other place's name does */
    MEANT_LEARNT = 8    /* the points of its own records say so */
};
bool meant_surely(enum meant_how how);
const char *meant_word(enum meant_how how); /* "unknown", "several", "proposed", ... as machines read it */
enum { CANDIDATES_MOST = 3 };
struct candidate {
    int place;
    double score; /* (2 x likeness of sound + points there) / (2 + precise points), in [0, 1] */
};
struct name_line {
    struct str name;    /* as most records write it */
    struct str country; /* code, or the records' own words for it */
    int level;          /* -1: of the table of population, whatever level */
    int64_t incidents;  /* that carry it, at any precision */
    bool population;    /* from the table of population */
    enum meant_how how;
    int place;          /* index; of MEANT_PROPOSED the best candidate; -1 none */
    double score;       /* 1 for a name; MEANT_SOUND: likeness; MEANT_LEARNT: share of its points; MEANT_PROPOSED: the candidate's */
    struct candidate candidates[CANDIDATES_MOST]; /* best first; none where it is surely known */
    size_t candidate_n;
};
struct name_lines {
    struct arena arena;
    struct name_line *list; /* what is not surely known first, then by incidents */
    size_t n, unsure;
};
/* Every spelling of a country, first-order or second-order unit in the records in use, on levels that its country has here,
 * and the names of the population table that join no place. Call names_end in any case. */
MUST_USE bool names_list(struct store *s, const struct gazetteer *g, struct name_lines *out, struct err *e);
void names_end(struct name_lines *l);
/* How many of them are not surely known, without looking through the records: place_all has counted theirs. */
MUST_USE bool names_unsure(struct store *s, int64_t *n, struct err *e);

/* ---- borders in ---------------------------------------------------------------------------------*/

/* Borders from GeoJSON (FeatureCollection of Polygon and MultiPolygon, WGS84, longitude first), read as a
 * stream with yajl. Names, codes, level and country from the known properties (geoBoundaries shapeName,
 * shapeISO, shapeGroup, shapeType; OCHA adm2_name, adm2_pcode, adm0_name ...; Natural Earth name, hasc,
 * iso3, level; NAME_1 ...; else name/id and `level` as the user says). Dirty codes are cleaned
 * ("PS-GZA*" -> "PS-GZA", "PS_JEN" -> "PS-JEN", "N/A" -> "") and counted as repaired; invalid rings are mended (GEOSMakeValid)
 * and counted; a foreign `crs` is refused. */
struct border_batch {
    struct place *places; /* in `arena`; origin and id not yet set */
    size_t n;
    struct place_alias {
        size_t place; /* index in places */
        struct str language, name;
    } *aliases;
    size_t alias_n;
    struct border_country {
        struct str code, name; /* what the file calls the country; name "" when it does not */
    } *countries;
    size_t country_n;
    struct problem *problems; /* of a shapefile or GeoPackage the line is the number of the record; at most 10,000 kept; counts are whole */
    size_t problem_n;
    int64_t rows, repaired, refused, noted;
    int level; /* the first feature's */
    struct arena arena;
};
bool geojson_sniff(struct str head); /* looks like GeoJSON with features */
MUST_USE bool geojson_borders(struct stream *in, int level_wish, struct border_batch *out, struct progress *p,
    struct err *e); /* level_wish -1: from the file */

/* What the user says of border files. */
struct border_wish {
    int level;           /* -1: from the file */
    struct str layer;    /* the one layer meant; "" = all that draw areas */
    struct str encoding; /* of a shapefile's names, where it does not say; "" */
};
/* One shapefile as bytes; p NULL where a file is not there. `layer`: its name without ending. */
struct shapefile {
    const char *layer;
    struct str shp, dbf, shx, prj, cpg;
};
bool shapefile_sniff(struct str head);
/* Borders from `n` shapefiles that came as one (a zip), each one a layer; those of lines and points are noted and left out. Several
 * that draw areas are several levels: two of the same level and country ask for --layer. `file`: its name, for words to people.
 * Lines of problems are numbers of records. In degrees of WGS 84 alone (.prj); without .prj that is noted. */
MUST_USE bool shapefile_borders(const char *file, const struct shapefile *sets, size_t n, const struct border_wish *wish,
    struct border_batch *out, struct progress *p, struct err *e);
bool geopackage_sniff(struct str head);
/* Borders from a GeoPackage held in memory: every layer that draws areas (or wish->layer), read without trust in the file. As for
 * shapefiles otherwise. */
MUST_USE bool geopackage_borders(const char *file, struct str bytes, const struct border_wish *wish, struct border_batch *out,
    struct progress *p, struct err *e);
void border_batch_end(struct border_batch *b);
/* Write a batch under im->id: a place of the same level and code (or name, where either has no code) in the same country
 * supersedes the earlier one; so does one that covers more than half of the same ground (another file writes other codes:
 * two borders over one ground would share its records by chance). A code that several places carry (Libya's LY.GT) tells
 * them apart only together with the name. An identical one is `known`. Adds the country itself (level 0, united border
 * without sliver holes) where no file has brought it, and makes it anew when its units change. Inside a store_task; fills
 * im->kept, known, superseded (the country is not counted, unless it is all that is new). */
MUST_USE bool borders_save(struct store *s, struct border_batch *b, struct import *im, struct err *e);

/* ---- shapes for figures -------------------------------------------------------------------------*/

/* Borders simplified together, so that neighbours stay joined (arcs between junctions, Douglas-Peucker),
 * projected (equirectangular, cos of the middle latitude) into width x height, y downwards. */
struct map_arc {
    float *xy; /* n pairs; a loop repeats its first point at the end */
    size_t n;
    int left, right; /* positions in `indices`, in no particular order; right -1 for the outer border */
};
struct map_area {
    size_t index;              /* gazetteer index */
    struct map_ring { float *xy; size_t n; } *rings; /* not closed: the last point does not repeat the first; fill even-odd */
    size_t ring_n;
    float label_x, label_y;    /* middle of the largest inscribed circle */
    float label_r;             /* its radius */
};
struct map_shapes {
    struct map_area *areas;
    size_t area_n;
    struct map_arc *arcs;
    size_t arc_n;
    float width, height;       /* what it took of the room given */
    double km_per_unit;
};
/* tolerance: in units of the drawing (1.0 is fine at 372 wide). All memory from the arena. A place without border has no
 * rings and a NAN label. Islands under half a square unit are left out unless they are a place's largest part. Fails with
 * ERR_ABSENT when no place has a border. Simplifying: Douglas & Peucker 1973. */
MUST_USE bool map_make(const struct gazetteer *g, const size_t *indices, size_t n, float width, float height,
    float tolerance, struct arena *a, struct map_shapes *out, struct err *e);
#endif
