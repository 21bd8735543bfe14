/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that gather a brief share: which records are meant. */
#ifndef DIWAN_GATHER_PRIV_H
#define DIWAN_GATHER_PRIV_H
#include "brief/brief.h"
#include "math/maths.h"

enum { BRIEF_COUNTRY = 1, BRIEF_PLACE = 2, BRIEF_ANY = 4 /* of the country, in the series or not */ }; /* bits of brief_data.taken */
static inline bool in_country(const struct brief_data *b, size_t i) { return b->taken[i] & BRIEF_COUNTRY; }
static inline bool in_place(const struct brief_data *b, size_t i) { return b->taken[i] & BRIEF_PLACE; }

/* The changes counted in other ways, and the medians: what a sentence on a change must survive (gather_checks.c). O(records). */
void gather_checks(struct brief_data *b, struct arena *a);
#endif
