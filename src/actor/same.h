/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * same: words in different files that may mean one actor, with why. Proposed, and decided by people (actor_same_say): nothing is ever taken as the same because it
 * looks so.
 *
 * Names are compared by keys (the same words in another order or without those that only join, without words for its legal form, written together, initials, one letter
 * apart, the same sounds in another script): two that share none are never looked at together, so that the work grows as the names do, not as their pairs.
 */
#ifndef DIWAN_SAME_H
#define DIWAN_SAME_H
#include "actor/actor.h"

enum same_why { /* the surest first */
    SAME_WORDS,   /* the same words but for their order, and for words that only join */
    SAME_SPACING, /* the same letters, written together or apart */
    SAME_FORM,    /* the same but for a word for its legal form or kind */
    SAME_TONGUE,  /* the same words in another language */
    SAME_LETTER,  /* one letter apart */
    SAME_ACRONYM, /* one is made of the initials of the other, or both of the same letters */
    SAME_SOUND,   /* the same sounds in another script */
    SAME_WHY_N
};
enum same_doubt {
    SAME_DOUBT_NONE,
    SAME_DOUBT_SEVERAL = 1, /* they may mean several actors */
    SAME_DOUBT_KIND = 2,    /* the two are of different kinds */
    SAME_DOUBT_PLACE = 4    /* the two are of different places */
};
struct same_proposal {
    uint32_t one, other;    /* in the roster: `one` may be `other`, who is declared, where either of them is */
    enum same_why why;
    unsigned doubt;         /* of same_doubt */
    struct str as, with;    /* the names that are alike */
};
/* By one, then other. Without pairs that somebody decided on. Strings live as long as the roster. */
void same_propose(const struct roster *r, struct arena *a, struct same_proposal **out, size_t *n);

/* Where words first stand in rows in use, by import and line, and in how many rows. */
struct same_stand {
    struct str words;
    int64_t import, line, rows;
};
struct same_stands {
    struct same_stand *list; /* by words */
    size_t n;
};
MUST_USE bool same_stands_read(struct store *s, struct arena *a, struct same_stands *out, struct err *e);
const struct same_stand *same_stand_of(const struct same_stands *s, struct str words); /* NULL nowhere */

struct same_decision {
    struct str name, key, decision, said_by; /* decision: "same", "other" */
    struct day day;
};
/* Those that count, in their order: of a pair the latest, and none that was taken back. */
MUST_USE bool same_decisions(struct store *s, struct arena *a, struct same_decision **out, size_t *n, struct err *e);
#endif
