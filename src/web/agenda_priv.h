/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pages of an agenda share. Those who hold dialogues, analyse or answer for the register see every item, with the word whether it is signed; everybody else, and
 * participants' pages, see what may be published, and nothing that would tell that there is more.
 */
#ifndef DIWAN_WEB_AGENDA_PRIV_H
#define DIWAN_WEB_AGENDA_PRIV_H
#include "agenda/agenda.h"
#include "agenda/fit.h"
#include "engage/engage.h"
#include "guard/publish.h"
#include "panel/panel.h"
#include "web/web_priv.h"

struct agenda_page {
    struct exchange *x;
    struct agenda_book book;
    struct incident_columns *columns; /* for the names of places */
    const struct roster *who;
    struct contact *contacts;
    struct promise *promises;
    struct publish_facts facts;
    size_t contact_n, promise_n;
    bool own; /* the caller is one of the register's own people */
};
/* All that these pages read, at the exchange's moment; items_close whatever comes. */
MUST_USE bool items_open(struct exchange *x, struct agenda_page *out, struct err *e);
void items_close(struct agenda_page *p);

bool items_published(const struct agenda_page *p, const struct agenda_item *i);
bool items_seen(const struct agenda_page *p, const struct agenda_item *i);
/* Why it is not published, as a sentence: a msgid; NULL where it is signed. */
const char *items_unsigned(enum unsigned_why why);

bool items_by_hand(const struct exchange *x, const char *kind); /* records of that kind have forms that the caller may fill in */

/* ---- words ---- */

struct agenda_text {
    struct str text;        /* "" nobody wrote it */
    const char *lang, *dir; /* for markup */
};
struct agenda_text items_told(const struct exchange *x, const struct telling *t, size_t which);
/* <span lang dir>...</span> */
void items_put(struct buf *out, struct agenda_text t);
struct agenda_text items_need(const struct exchange *x, const struct agenda_item *i); /* its key, where nobody wrote one */
/* Codes of a list as words, "a, b"; "" of none. */
struct str items_codes(struct exchange *x, enum code_list list, struct str codes);
struct str items_code(struct exchange *x, const struct code *c); /* "" of NULL */
struct str items_phases(struct exchange *x, struct str codes);
/* The name of a place; "" the whole country. */
struct str items_place(const struct agenda_page *p, struct str place, const char **lang);
/* A state as people read it: a mark and a word, and since when. NULL: it is only proposed. */
void items_put_state(struct exchange *x, struct buf *out, const struct item_state *s);
const char *items_state_words(const struct item_state *s); /* a plain sentence, a msgid */
/* An actor in the reader's language; its own words where the roster does not know it; its kind where it is of one that stays in the house. */
struct str items_actor(const struct agenda_page *p, struct str words, const char **lang);
/* The same beside an item, as guard lets it be called there: publish_call. */
struct str items_actor_by(const struct agenda_page *p, const struct agenda_item *i, struct str words, const char **lang);
struct str items_asked(const struct agenda_page *p, const struct agenda_item *i, struct str words, const char **lang); /* whom a letter or meeting was with: publish_call_asked */
/* What those say who are named beside it although they may not have kept their word: a paragraph each; nothing where there is none. */
void items_put_replies(const struct agenda_page *p, const struct agenda_item *i, struct buf *out);
struct str items_reply(const struct agenda_page *p, const struct agenda_item *i); /* the same in one cell */
const struct promise *items_promise(const struct agenda_page *p, struct str key);
const struct contact *items_contact(const struct agenda_page *p, struct str key);

/* ---- evidence ---- */

/* The address of the records behind a link, "" where the caller has no page for them. */
struct str items_behind(const struct agenda_page *p, const struct item_link *l);
/* What it names, as people read it: a place and its days, a place and a sector; else its reference. */
struct str items_reference(const struct agenda_page *p, const struct item_link *l);

/* ---- agenda_sign.c: on the page of an item ---- */
void items_put_checklist(const struct agenda_page *p, const struct agenda_item *i);
bool items_sign_run(struct exchange *x, struct err *e);
bool items_answers_run(struct exchange *x, struct err *e);
struct items_signing { /* what a form of signing says; for its task, which reads anew what is signed, and says whether that was changed meanwhile */
    struct exchange *x;
    struct str key, digest, who, note; /* who: "Name, role" of the caller */
    bool back, changed;
};
/* Reads the form (do, digest, sure, note) and runs the task with what it says. For the page's done=: "signed" (or taken back), "sure" (the sentence was not confirmed), "changed"; NULL: an error. */
const char *items_signing_run(struct exchange *x, struct str key, bool (*task)(struct store *s, void *arg, struct err *e), struct err *e);
/* ---- agenda_judgements.c ---- */
bool items_judgements_run(struct exchange *x, struct err *e);
bool items_judgement_sign_run(struct exchange *x, struct err *e);
/* ---- agenda_take.c ---- */
bool items_candidates_run(struct exchange *x, struct err *e);
bool items_take_run(struct exchange *x, struct err *e);
/* ---- agenda_item.c ---- */
/* What those who wrote it believe, with what the data say of it; nothing where there is none. */
void items_put_premises(const struct agenda_page *p, const char *title, const struct premise *list, size_t n);
bool items_item_run(struct exchange *x, struct err *e);
#endif
