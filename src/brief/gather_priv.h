/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that gather a brief share: which records are meant. */
#ifndef DIWAN_GATHER_PRIV_H
#define DIWAN_GATHER_PRIV_H
#include "brief/brief.h"
#include "math/maths.h"

static inline bool in_country(const struct brief_data *b, size_t i) { return selector_takes(b->in_country, i); }
static inline bool in_place(const struct brief_data *b, size_t i) { return selector_takes(b->in_place, i); }
static inline int month_of(const struct brief_data *b, size_t i) { return day_month((struct day){b->columns->first[i]}); }

/* The changes counted in other ways, and the medians: what a sentence on a change must survive (gather_checks.c). O(records). */
void gather_checks(struct brief_data *b, struct arena *a);
#endif
