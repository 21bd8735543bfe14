/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of "What people agreed" share: words of an item for this reader, who may be named, and what a line stands on. */
#ifndef DIWAN_BRIEF_AGENDA_PRIV_H
#define DIWAN_BRIEF_AGENDA_PRIV_H
#include "brief/section_priv.h"

enum { AGENDA_ITEMS_MOST = 4 /* that are told of one by one; the others stand in the table */ };
extern const char agenda_method[]; /* "method-agenda" */

/* ---- words (section_agenda_words.c) ---- */

/* What a row says, in the reader's language, else marked with its own. "" where it says nothing. */
struct slot telling_slot(struct page *p, const char *name, const struct telling *t, size_t which);
bool telling_says(struct page *p, const struct telling *t, size_t which);
struct str telling_text(struct page *p, const struct telling *t, size_t which, const char **lang);
struct str code_text(struct page *p, const struct code *c);                                     /* as it stands: "Done in part" */
struct str code_inside(struct page *p, const struct code *c);                                   /* within a sentence: "done in part" */
struct str codes_text(struct page *p, enum code_list list, struct str codes);                   /* "women and displaced people"; "" where none is known */
struct str phases_text(struct page *p, struct str codes);
struct str in_small(struct page *p, const char *msgid);                                         /* a label within a sentence, where the language has capitals */
struct slot data_slot(struct page *p, const char *name, struct str text);                       /* the register's own words, set apart */
struct slot actor_slot(struct page *p, const char *name, struct str words);                    /* whom the words mean, by the name that this reader has for them; sensitive kinds by kind */
struct slot place_of_words(struct page *p, const char *name, struct str words, int *place);     /* as the register names it; -1 where it does not know it */
struct str item_id(struct page *p, const struct agenda_item *x);                                /* of its heading: "item-checkpoints" */
struct slot actor_by(struct page *p, const char *name, const struct agenda_item *x, struct str words); /* the same beside an item, as guard lets it be called there (publish_call) */
struct slot owner_slot(struct page *p, const char *name, const struct brief_item *x);
size_t say_replies(struct page *p, const struct brief_item *x, struct words *w, bool apart);         /* what those say who are named although they may not have kept their word, one behind the other in `w`, or (`apart`) each in one of its own; how many; w NULL: counts */
bool item_withholds(const struct page *p, const struct brief_item *x);                          /* somebody is not told by name, because it is in doubt whether they kept their word */
bool owner_known(const struct brief_item *x);
const char *state_mark(const struct item_state *s);                                             /* a shape for the eye */
struct str state_words(struct page *p, const struct item_state *s);                             /* "Done in part"; "No promise yet" */
struct day item_due(const struct page *p, const struct brief_item *x);                          /* of the promise still outstanding that is due first, else of the last one; DAY_NONE */
void trace_item(struct page *p, struct words *w, const struct agenda_item *x);

/* ---- what is said once for all items (section_agenda_usual.c) ---- */

size_t items_one_by_one(const struct page *p);                     /* how many are told of one by one */
struct str usual_judge(const struct page *p, const struct agenda_item *x); /* who called its agenda together: judged evidence and fit where nobody else is named */
struct str usual_teller(const struct page *p);               /* who told how most items stand; "": nobody often enough */
const struct phase_measure *usual_measure(struct page *p);   /* that most items have; NULL: none has two */
void say_usual(struct page *p, struct words *w);

/* ---- parts ---- */

void say_item(struct page *p, const struct brief_item *x);    /* section_agenda_item.c: heading and lines */
void say_unsigned(struct page *p, const struct brief_item *x, struct words *w); /* in a draft for the register's own people: that it must not leave them */
void say_evidence(struct page *p, const struct brief_item *x, struct words *w, const char *direction); /* section_agenda_evidence.c */
bool evidence_on(const struct agenda_item *x, const char *direction);
void say_phase_of_all(struct page *p, struct words *w); /* once, where it is the same for all items; else nothing: each item says its own */
bool one_phase(struct page *p); /* of the places of all items */
bool phase_is_usual(struct page *p, const struct agenda_item *x); /* the table and what stands above the items say all of it */
void say_phase_fit(struct page *p, const struct brief_item *x, struct words *w);
struct str phase_fit_text(struct page *p, const struct agenda_item *x); /* in a cell */
const struct phase_measure *phase_measure_of(struct page *p, const struct agenda_item *x); /* what the codebook has like it for its phase; NULL: nothing, or no phase is set */
void say_sides(struct page *p);    /* section_agenda_sides.c */
void say_balance(struct page *p);
void say_premises(struct page *p);
#endif
