/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bridge: who could carry a conversation from one actor to another who does not speak with it. What comes of it can become a list of targets: it is
 * for stewards, and for nobody else (guard_relation).
 *
 * Only trust carries, and its direction counts: everybody on a chain trusts the next. What somebody said of it, -3 to 3, becomes the
 * chance that something passes: strength / 4 where it is above 0 (1: 0.25, 2: 0.5, 3: 0.75), else 0; trust of a strength that nobody said is
 * taken as the least, 1. Where several people speak of the same tie, their mean counts, and from the lowest to the highest is how unsure it is. A pair with a
 * tie of conflict in either direction, whoever says so, carries nothing.
 */
#ifndef DIWAN_BRIDGE_H
#define DIWAN_BRIDGE_H
#include "actor/actor.h"

double bridge_chance(double strength);

struct bridge_chain {
    size_t n;                     /* on it, both ends too */
    const uint32_t *actors;       /* numbers in the roster */
    const struct estimate *steps; /* n - 1: of each tie; its n: how many people's words */
    struct estimate trust;        /* product of the steps: of their means, their lowest, their highest */
    size_t weakest;               /* the step of least trust */
};
struct bridge_carrier {
    uint32_t actor;
    size_t chains;  /* of the best ones, on how many */
    double without; /* trust of the best chain without it; 0: there is none */
};
struct bridge {
    struct bridge_chain *best, *apart; /* the best ones; such as share nobody */
    size_t best_n, apart_n;
    struct bridge_carrier *carriers;   /* who is between on the best ones, the most often first */
    size_t carriers_n;
    size_t in_conflict;                /* ties of trust that were left out, since their ends are in conflict */
};
enum { BRIDGE_CHAINS = 5, BRIDGE_APART = 5 };
/* From and to: numbers below `actors`, not the same (ERR_INPUT). METHOD F.2. */
MUST_USE bool bridge_of(const struct tie *ties, size_t n, size_t actors, uint32_t from, uint32_t to, struct arena *a, struct bridge *out, struct err *e);
#endif
