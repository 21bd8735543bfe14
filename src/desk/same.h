/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people decide of words that may mean an actor, the same on the command line and in the browser. */
#ifndef DIWAN_DESK_SAME_H
#define DIWAN_DESK_SAME_H
#include "actor/same.h"

struct same_said {
    struct str name, key, decision, by; /* the words; the actor, by key or name; "same", "other", "undo"; who decided */
    struct day day;
};
/* In a task: the decision and its line of audit; d->key becomes the actor's own. ERR_ABSENT, ERR_INPUT where there is none to decide. */
MUST_USE bool same_decide(struct store *s, struct arena *a, struct same_said *d, struct err *e);
const char *same_why_words(enum same_why why); /* msgid */
const char *same_doubt_words(unsigned doubt);  /* msgid: the first that holds, the others are seen on looking */
#endif
