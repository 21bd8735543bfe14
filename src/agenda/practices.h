/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * practices: what was tried elsewhere in a context like this one. Likeness is counted, field by field, and shown so: how many words both have, of how many that either has. No field weighs more than
 * another, and what a practice does not say is not taken as like or unlike.
 */
#ifndef DIWAN_AGENDA_PRACTICES_H
#define DIWAN_AGENDA_PRACTICES_H
#include "agenda/agenda.h"

enum alike_field { ALIKE_PHASES, ALIKE_DRIVERS, ALIKE_LEVEL, ALIKE_SECURITIES, ALIKE_FIELDS };
extern const char *const alike_codes[ALIKE_FIELDS]; /* phases, drivers, level, securities */
struct context { /* what is looked for: codes, "" where that is not asked */
    struct str of[ALIKE_FIELDS];
};
struct context context_of_item(const struct agenda_item *x);
struct alike {
    int64_t both, either; /* different codes that both have; that the one or the other has */
    double share;         /* both / either (Jaccard 1901); NAN: one of the two says nothing */
};
struct practice_alike {
    const struct practice *practice;
    struct alike of[ALIKE_FIELDS];
    int64_t compared;     /* fields of which both say something */
    int64_t both;         /* codes that both have, of all fields */
    double share;         /* mean of the shares over the fields asked, a field that the practice leaves open as 0 */
};
/*
 * Those of the list that have something in common with the context, the largest mean share first, then by key; in the arena. Without a field asked: none. `unlike` (may be NULL): how many
 * were left out. Jaccard 1901, Bull. Soc. Vaud. Sci. Nat. 37:547. O(n log n).
 */
size_t practices_like(const struct context *asked, const struct practice *list, size_t n, struct arena *a, struct practice_alike **out, size_t *unlike);
#endif
