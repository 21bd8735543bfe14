/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feature: one border on its way from any file into a batch. A reader (GeoJSON, shapefile, GeoPackage) begins a feature,
 * tells its properties and its corners ring by ring, and settles it; what becomes of it is decided here, so that the same
 * borders in three formats become the same places. A function of bool fails with *e set, and the reading ends.
 */
#ifndef DIWAN_FEATURE_PRIV_H
#define DIWAN_FEATURE_PRIV_H
#include "place/place_priv.h"

struct feature_hand {
    struct border_batch *out;
    size_t place_room, alias_room, problem_room, country_room;
    int level_wish;   /* --level; -1: as the file says */
    int level_hint;   /* of the layer's name, where no property says it; -1: none */
    const char *file, *unit; /* "the feature at line", "record": what stands before `line` in a sentence */
    struct geos geos;
    struct arena words; /* of this feature; emptied with each */
    size_t corners_all;
    size_t layer_from; /* the first place of the layer in hand */
    struct intern drawn; /* level and country, drawn by which layer */
    const char **drawn_by;
    size_t drawn_room, drawn_before; /* drawn_before: ids below this one are of earlier layers */
    int64_t line;
    /* this feature */
    struct str id;
    struct property *properties;
    size_t property_n, property_room;
    double *xy;         /* pairs, longitude first */
    size_t corner_n, corner_room;
    size_t *ring_ends;  /* corners up to the end of each ring */
    size_t ring_n, ring_room;
    size_t *part_ends;  /* rings up to the end of each polygon; its first ring is the outer one */
    size_t part_n, part_room;
    bool mended, turned; /* the reader left out a ring of no extent; found rings that run the wrong way round */
};
void hand_begin(struct feature_hand *f, struct border_batch *out, int level_wish, const char *file, const char *unit);
void hand_end(struct feature_hand *f);
/* After the last feature of a layer: pieces of one place become one. Fails when another layer draws the same. `layer` must live on. */
MUST_USE bool hand_layer_end(struct feature_hand *f, const char *layer, struct err *e);
MUST_USE bool hand_settle(struct feature_hand *f, struct err *e); /* after the last feature of the file */
void feature_begin(struct feature_hand *f, int64_t line);
void feature_id(struct feature_hand *f, struct str id);
void feature_property(struct feature_hand *f, struct str key, struct str value);
/* Fails, with a guess at what it is instead, when it is not in degrees. */
MUST_USE bool feature_in_degrees(const struct feature_hand *f, double longitude, double latitude, struct err *e);
/* Fails when it is not in degrees, or when there are too many. */
MUST_USE bool feature_corner(struct feature_hand *f, double longitude, double latitude, struct err *e);
void feature_ring_end(struct feature_hand *f);
void feature_part_end(struct feature_hand *f);
/* The feature is complete: it becomes a place, or a problem. */
MUST_USE bool feature_settle(struct feature_hand *f, struct err *e);
/* It is no area ("Point"): counted as refused. */
void feature_left_out(struct feature_hand *f, const char *kind);
/* The level that a layer's name tells ("irq_admbnda_adm1_2019"), for tables whose columns do not; -1. */
int level_of_layer(const char *name);
/* Fails always: "FILE: UNIT LINE: what". */
bool feature_wrong(const struct feature_hand *f, struct err *e, const char *what);
/* A problem of the feature in hand. `found` is copied; the other texts live as long as the program. */
void feature_problem(struct feature_hand *f, enum problem_severity severity, const char *code, struct str found,
    const char *expected, const char *advice);
#endif
