/* SPDX-License-Identifier: GPL-3.0-or-later */
/* geojson: the brackets of the feature in hand while a border file is read. The reader tells it what it meets; false means
 * "stop", with the error set. */
#ifndef DIWAN_GEOJSON_PRIV_H
#define DIWAN_GEOJSON_PRIV_H
#include "place/feature_priv.h"

struct brackets {
    struct feature_hand hand;
    char kind[24];      /* geometry's type; "" for none */
    double position[2]; /* the position being read */
    int depth, numbers; /* open brackets; numbers in the position being read */
    int position_depth; /* depth at which positions stand; 0 before the first */
};
void brackets_begin(struct brackets *b, int64_t line); /* a feature begins */
MUST_USE bool brackets_feature_end(struct brackets *b, struct err *e);
void brackets_kind(struct brackets *b, struct str kind);
MUST_USE bool bracket_open(struct brackets *b, struct err *e);
MUST_USE bool bracket_close(struct brackets *b, struct err *e);
MUST_USE bool bracket_number(struct brackets *b, double v, struct err *e);
#endif
