/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit: does an item suit the phase of its place? Both are people's judgement: who set the phase, who brought the item. No phase follows from data; where nobody set one, nothing is said.
 */
#ifndef DIWAN_AGENDA_FIT_H
#define DIWAN_AGENDA_FIT_H
#include "agenda/agenda.h"
#include "panel/panel.h"

enum fit_word {
    FIT_UNSET,  /* nobody set a phase for that place and day */
    FIT_UNSAID, /* one is set; nobody said which phases the item suits */
    FIT_YES,    /* it suits each phase that people set */
    FIT_NO,     /* it suits none of them */
    FIT_DIFFERS /* people set different phases, and it suits some */
};
extern const char *const fit_codes[]; /* "unset", "unsaid", "suits", "does_not_suit", "differs" */
struct fit_phase {
    const struct phase_set *set;
    bool suits; /* among the item's phases */
};
struct fit {
    enum fit_word word;
    struct fit_phase *list; /* in force on the day, in the order they were said; in the arena */
    size_t n;
    int place;                    /* whose phase it is: the place, or the smallest around it that people set one for; -1 of the whole register */
    const struct phase_set *last; /* none is in force: the one that ended last before the day; NULL */
};
/* Of a place (gazetteer index; -1 the whole register, where its country has no borders) on a day. `phases`: codes of the item. `g` may be NULL where place is -1. O(n). */
struct fit fit_of(struct str phases, const struct phase_set *sets, size_t n, const struct gazetteer *g, int place, struct day on, struct arena *a);
/*
 * Of an item, by the place that its words or its agenda's mean; without words, of `country` (gazetteer index; -1 where it has no borders). Words that mean no place of this register have no phase. The command, the pages and the brief judge by this.
 */
struct fit fit_of_item(const struct agenda_item *x, const struct agenda_book *b, const struct incident_columns *c, int country, struct day on, struct arena *a);

struct fit_measure { /* what suits a phase, as its source has it */
    const struct phase_measure *measure;
    int64_t items; /* of those given: with its security and its pillar (or both pillars) */
};
/* In the codebook's order; in the arena. `items` may be NULL. */
size_t fit_measures(enum phase phase, const struct agenda_item *items, size_t n, struct arena *a, struct fit_measure **out);
#endif
