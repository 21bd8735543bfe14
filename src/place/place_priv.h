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

enum { NAME_WORDS_MOST = 32 };
struct name_word {
    struct str folded; /* for comparing letters */
    struct str heard;  /* the same word with what speech tells apart: Kurdish vowels, closed ta, sh for an s with a caron */
};
/* The words of a name that name: generic words and articles are left out. The last one holds the rest of a very long name. */
struct name_words {
    struct buf folded, heard; /* what the words point into */
    struct name_word list[NAME_WORDS_MOST];
    size_t n;
};
void name_words(struct str name, struct name_words *out);
void name_words_end(struct name_words *w); /* may be called twice */
/* The name without the generic word a figure does not need; a view into it. */
struct str name_short(struct str name);
/* "PS-GZA*" -> "PS-GZA", "PS_JEN" -> "PS-JEN", "N/A" -> "". Into `out`; true when it was changed. */
bool code_clean(struct str code, struct buf *out);

/* ---- sounds.c ---- */

enum { SOUNDS_MOST = 48, SOUND_KEY_MOST = SOUNDS_MOST + 1, SOUND_GROUPS = 7, BRIDGE_LIPS = 1, BRIDGE_TONGUE = 2, BRIDGE_ALL = 4 };
/* A name as it sounds, one character a sound, from Latin, Arabic or Kurdish letters:
 *   a e i o u, @ (short a or e, as ta marbuta and Kurdish ae are), A (a last ya: a or i), * (any vowel: a first alif);
 *   b p t j c (ch) d r z s f q k g l m n w y v h; T th, D dh, S sh, x kh, G gh, Z zh, E and F the two emphatic d and z,
 *   H the deep h, ~ a last h that may be no more than a last a; digits; ! and the signs behind it: words of direction.
 * n is 0 for a name in another script, and for a longer one. */
struct sounds {
    char list[SOUNDS_MOST];
    uint8_t n;
    uint16_t length; /* what all of them weigh, in hundredths of a consonant */
    uint8_t groups[SOUND_GROUPS], bridges; /* firm consonants counted, and what joins the groups (alike.c) */
    bool arabic; /* in Arabic letters */
    bool abjad;  /* and short vowels are left out: not Kurdish */
};
void name_sounds(struct str name, struct sounds *out);
/* Consonants in classes, no vowels: names that sound alike have one in common, or two that differ by a letter. `bare`: a
 * last h of a word counts as a vowel. Returns its length; `out` ends with NUL. */
size_t sounds_key(const struct sounds *s, bool bare, char out[SOUND_KEY_MOST]);

/* ---- alike.c ---- */

/* Fills length, groups and bridges of a name whose sounds are known. */
void sounds_weigh(struct sounds *s);

#define SURE_LEAST 0.90 /* a score below it is never sure */
struct likeness {
    double score;    /* 0 nothing in common .. 1 the same sounds */
    int consonants;  /* that have their like */
    bool compatible; /* no consonant of one stands against a strange one, or none, of the other */
    bool sure;       /* compatible, and near enough to be the same name where no other place's is */
};
/* How alike two names sound; symmetrical. The score is 1 - cost / length of the cheapest alignment (docs/methods.md). */
struct likeness sounds_alike(const struct sounds *a, const struct sounds *b);
/* The same, where the score is `least` (above 0) or more; else false, found out early, and *out says nothing. */
bool sounds_near(const struct sounds *a, const struct sounds *b, double least, struct likeness *out);

/* ---- gazetteer.c ---- */

enum name_rank { NAME_FULL = 0, NAME_PART = 1 }; /* the name; a part that often stands alone ("Homs (Hims)") */
struct place_key { /* a folded name, and whose it is */
    struct str text;
    int place;
    enum name_rank rank;
    bool alias; /* from the table of aliases */
};
struct place_sound { /* a name, or a part that stands alone, as it sounds */
    struct sounds sounds;
    int place;
};
struct sound_key { /* of one of g->sounds, whole or with one letter left out */
    uint64_t hash;
    uint32_t at, scope; /* scope: level and country of its place */
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
    struct intern countries; /* of the places */
    uint32_t *country_of;    /* number in countries, by place */
    uint8_t *levels, levels_any; /* bit per level on which its country, or any, has places */
    struct place_key *keys; /* ordered by text, place, rank, alias */
    size_t key_n, key_room;
    struct place_sound *sounds; /* ordered by place, then sounds */
    size_t sound_n, sound_room;
    struct sound_key *sound_keys; /* ordered by hash, at */
    size_t sound_key_n, sound_key_room;
    struct place_said *said; /* ordered by place; within one, the better first */
    size_t said_n, said_room;
    size_t *said_of; /* n + 1 */
    struct alias_counts aliases;
    uint8_t *alias_fates; /* aliases.rows of enum alias_fate */
};
/* Whether the country at that index (-1: any) has places on the level. */
bool gazetteer_has_level(const struct gazetteer *g, int country, int level);
/* Number of a country in g->countries; 0 for "" and for one without places. */
uint32_t gazetteer_country_number(const struct gazetteer *g, struct str country);
/* How a name was understood. MATCH_SEVERAL: two places are called so, and none is chosen. */
enum name_match { MATCH_NONE, MATCH_EXACT, MATCH_PART, MATCH_ALIAS, MATCH_SOUND, MATCH_SEVERAL };
/* The index; -1 none, -2 several. */
int gazetteer_match_how(const struct gazetteer *g, struct str name, int level, struct str country, enum name_match *how);
/* Position of the first of g->keys with this text or a later one. */
size_t gazetteer_key(const struct gazetteer *g, struct str text);
/* Whether some place in `country` other than `place` is called so, letter for letter. */
bool gazetteer_is_another(const struct gazetteer *g, struct str folded, struct str country, int place);
/* What a person or a table means by a code or a name; -1 none, -2 several. */
int gazetteer_means(const struct gazetteer *g, struct str words);

/* gazetteer_sounds.c: names that sound alike. */
enum { GUESSES_MOST = 5 };
struct guess {
    int place;
    double score;
};
void gazetteer_sound_add(struct gazetteer *g, int place, struct str name);
void gazetteer_sounds_settle(struct gazetteer *g); /* the index over all that were added; may be done again */
/* The places of `level` (-1: any) in `country` ("" = any) whose names sound most like it, best first: up to `most`, which is
 * GUESSES_MOST at most; how many. */
size_t gazetteer_guesses(const struct gazetteer *g, struct str name, int level, struct str country, size_t most, struct guess *out);
/* The one of them that may be taken for the name: near enough, and no other place's name is; -1 when there is none. */
int gazetteer_heard(const struct gazetteer *g, struct str name, int level, struct str country);
/* gazetteer_names.c: all names of the places listed in g, and the indexes over them. */
MUST_USE bool gazetteer_names(struct gazetteer *g, struct store *s, struct err *e);
void gazetteer_alias_add(struct gazetteer *g, int place, struct str language, struct str name);
/* gazetteer_aliases.c: what people say a place is called, into g; counts what cannot be used. */
MUST_USE bool gazetteer_aliases_read(struct gazetteer *g, struct store *s, struct err *e);
/* The country (level 0) that a code or name means, -1 when none. *known: it names a country, in the gazetteer or not. */
int gazetteer_country(const struct gazetteer *g, struct str code, struct str name, bool *known);

/* ---- country.c ---- */

struct country {
    struct str code, en, ar, ckb, others; /* others: separated by | */
};
const struct country *country_of(struct str code); /* NULL when not known */
/* The next of the names separated by |; false when there is none left. */
bool country_other(struct str *others, struct str *name);

/* ---- feature_words.c: what one border feature says of itself ---- */

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
    struct day valid_from, valid_to; /* when it was in force; DAY_NONE where it is not said */
    struct str day_found;  /* a date that could not be understood; "" for none */
};
void feature_read(const struct property *list, size_t n, struct str id, struct arena *a, struct feature_words *out);
#endif
