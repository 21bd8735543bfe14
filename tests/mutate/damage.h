/* SPDX-License-Identifier: GPL-3.0-or-later */
/* damage: what happens to tables on their way: bits, cut ends, lines and cells lost, doubled or swapped, quotes, encodings, numbers. */
#ifndef DIWAN_MUTATE_DAMAGE_H
#define DIWAN_MUTATE_DAMAGE_H
#include "core/core.h"

/* A damaged copy of `whole` into `out` (cleared first): one to four kinds of damage, drawn from `r`. */
void damage(struct rng *r, struct str whole, struct buf *out);
/* One or two bits, or the end, of packed bytes. */
void damage_packed(struct rng *r, struct buf *b);
#endif
