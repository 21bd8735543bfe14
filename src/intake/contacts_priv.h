/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `intake` only: letters, meetings and promises on their way in. Words are ids in batch->words. */
#ifndef DIWAN_CONTACTS_PRIV_H
#define DIWAN_CONTACTS_PRIV_H
#include "engage/engage.h"
#include "intake/actors_priv.h"

struct contact_row {
    uint32_t key, kind, from, to, topic, asked, outcome, answer, article, note;
    struct day day, due, outcome_day;
    double trust_before, trust_after;
    int64_t line;
};
struct promise_row {
    uint32_t key, contact, actor, promised, state, evidence;
    struct day made, due, state_day, told;
    int64_t line;
};
struct contact_batch { /* of a file either contacts or promises */
    struct contact_row *contacts;
    struct promise_row *promises;
    size_t contact_n, contact_room, promise_n, promise_room;
    struct intern words;
    struct problem_log log;
    int64_t rows, refused, duplicates, noted;
    struct key_index keys; /* while it is read */
    struct identify *identify;
    struct identify_findings findings;
};
void contact_batch_end(struct contact_batch *b);

int contacts_sniff(const struct table *t);
int promises_sniff(const struct table *t);
/* Fails (ERR_INPUT) when the table cannot be read at all. */
MUST_USE bool contacts_table(struct table *t, struct contact_batch *b, struct progress *p, struct err *e);
MUST_USE bool promises_table(struct table *t, struct contact_batch *b, struct progress *p, struct err *e);

/* As people_save. */
MUST_USE bool contacts_save(struct store *s, const struct contact_batch *b, struct import *im, bool write, struct err *e);
#endif
