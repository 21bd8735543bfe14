/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * engage: what was asked of whom, and what came back: letters, calls, meetings, answers, promises, as those who asked wrote it down.
 *
 * An addressee is an institution or an office, in the words of its row; a roster resolves them. What did not come back is told by name to the
 * register's own people alone (guard_addressee).
 */
#ifndef DIWAN_ENGAGE_H
#define DIWAN_ENGAGE_H
#include "actor/actor.h"

/* ---- words of the codebook (engagement) ---- */

struct contact_kind {
    const char *code, *label; /* label: msgid */
    bool asks;                /* sent to somebody, who may answer it: letter, e-mail, call, short message */
};
struct outcome {
    const char *code, *label;
    bool answers; /* counts as an answer */
};
struct follow_up { /* what became of a promise */
    const char *code, *label;
};
/* NULL where it is none. A code in any case, hyphens and blanks as underscores, or its label in a language that the program speaks. */
const struct contact_kind *contact_kind_of(struct str word);
const struct contact_kind *contact_kinds(size_t *n);
const struct outcome *outcome_of(struct str word);
const struct outcome *outcomes(size_t *n);
const struct follow_up *follow_up_of(struct str word);
const struct follow_up *follow_ups(size_t *n);

/* ---- records ---- */

struct contact { /* strings in the arena; days DAY_NONE and trust NAN where not known */
    struct str key, from, to, topic, asked, answer, article, note;
    const struct contact_kind *kind;
    const struct outcome *outcome;
    struct day day, due, outcome_day;
    double trust_before, trust_after; /* -3 to 3 */
    int64_t origin, id, import, line;
};
struct promise {
    struct str key, contact, actor, promised, evidence;
    const struct follow_up *state;
    struct day made, due, state_day, told;
    int64_t origin, id, import, line;
};
/* Rows in use, by day, then (origin, id). */
MUST_USE bool contacts_read(struct store *s, struct arena *a, struct contact **out, size_t *n, struct err *e);
MUST_USE bool promises_read(struct store *s, struct arena *a, struct promise **out, size_t *n, struct err *e);
#endif
