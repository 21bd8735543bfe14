/* SPDX-License-Identifier: GPL-3.0-or-later */
/* geojson: the feature in hand while a border file is read. The reader tells it what it meets; a number of 0 or false
 * means "stop", with the error set. */
#ifndef DIWAN_GEOJSON_PRIV_H
#define DIWAN_GEOJSON_PRIV_H
#include "place/place_priv.h"

struct feature_hand {
    struct border_batch *out;
    size_t place_room, alias_room, problem_room, country_room;
    int level_wish;
    const char *file;
    struct geos geos;
    struct arena words; /* of this feature; emptied with each */
    size_t corners_all;
    int64_t line;
    /* this feature */
    char kind[24];      /* geometry's type; "" for none */
    struct str id;
    struct property *properties;
    size_t property_n, property_room;
    double *xy;         /* pairs */
    size_t corner_n, corner_room;
    size_t *ring_ends;  /* corners up to the end of each ring */
    size_t ring_n, ring_room;
    size_t *part_ends;  /* rings up to the end of each polygon */
    size_t part_n, part_room;
    int depth, numbers; /* open brackets; numbers in the position being read */
    int position_depth; /* depth at which positions stand; 0 before the first */
    bool position_read; /* a position ended at this depth: the next bracket may not go deeper */
};
void hand_begin(struct feature_hand *f, struct border_batch *out, int level_wish, const char *file);
void hand_end(struct feature_hand *f);
MUST_USE bool hand_settle(struct feature_hand *f, struct err *e); /* after the last feature */
void feature_begin(struct feature_hand *f, int64_t line);
int feature_end(struct feature_hand *f, struct err *e);
void feature_id(struct feature_hand *f, struct str id);
void feature_kind(struct feature_hand *f, struct str kind);
void feature_property(struct feature_hand *f, struct str key, struct str value);
int feature_bracket(struct feature_hand *f, struct err *e);
int feature_bracket_end(struct feature_hand *f, struct err *e);
int feature_number(struct feature_hand *f, double v, struct err *e);
void feature_free(unsigned char **p); /* for CLEANUP */
#endif
