/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: parts of the command. What was read once for a question, words for this reader, and who may be told what. */
#ifndef DIWAN_DESK_AGENDA_PRIV_H
#define DIWAN_DESK_AGENDA_PRIV_H
#include "agenda/agenda.h"
#include "agenda/balance.h"
#include "agenda/fit.h"
#include "agenda/orders.h"
#include "agenda/practices.h"
#include "agenda/propose.h"
#include "agenda/reference.h"
#include "desk/letters.h"
#include "guard/publish.h"

struct said_dialogue;
struct agenda_view { /* one question */
    struct request *r;
    struct answer *a;
    struct incident_columns *c;
    struct agenda_book *book;
    const struct roster *roster;
    const struct contact *contacts;
    const struct promise *promises;
    size_t contact_n, promise_n;
    struct publish_facts facts; /* today, replies */
    struct day on;              /* as of */
    int64_t least;              /* smallest group of people of this register */
    struct str agenda;          /* --agenda; "" all */
    const struct agenda_item **items; /* those that whoever asks may see, in the book's order */
    size_t item_n, unsigned_n;  /* kept back: nobody signed them as they stand */
    bool outside;               /* whoever asks has no account, or a reader's: signed items alone */
    bool named;                 /* ... is of the register's own people: institutions by name, whatever became of what they promised */
    bool machine;
    /* Filled when somebody asks (agenda_gather.c). */
    struct said_dialogue *dialogues;
    size_t dialogue_n;
    struct voice_finding *findings;
    size_t finding_n;
    struct coverage *coverage;
    struct works *works;
    bool gathered;
};

/* ---- words (agenda_words.c): in the arena of the request ---- */

struct shown_text { struct str text; const char *lang; }; /* lang: NULL where it is the reader's */
struct shown_text view_told(const struct agenda_view *v, const struct telling *t, size_t which);
struct str view_code(const struct agenda_view *v, const struct code *c);               /* "" of NULL */
void view_join(const struct agenda_view *v, struct buf *b, struct str s);             /* behind what stands in `b`, set apart from it */
struct str view_codes(const struct agenda_view *v, enum code_list list, struct str codes); /* labels, parted by "; " */
struct str view_phases(const struct agenda_view *v, struct str codes);
struct str view_day(const struct agenda_view *v, struct day d);                        /* as a reader has it; "" */
struct str view_iso(const struct agenda_view *v, struct day d);                        /* as machines have it; "" */
int view_place(const struct agenda_view *v, struct str words);                         /* gazetteer index; the register's only country where there are none; -1 */
struct shown_text view_place_name(const struct agenda_view *v, struct str words);      /* "" of "" */
struct str view_machine(const struct code *c);
struct slot view_slot(const char *name, struct shown_text t);                          /* data, set apart */

/* Cells as desk_text and desk_both make them; what machines read is copied, since the book does not outlive the question. */
void view_text(const struct agenda_view *v, struct doc_table *t, size_t row, size_t column, struct str text);
void view_both(const struct agenda_view *v, struct doc_table *t, size_t row, size_t column, struct str shown, const char *lang, struct str machine);
void view_count(struct doc_table *t, size_t row, size_t column, double n); /* of rows: exact; NAN not known */

/* Where a table would have no row: people read one sentence that says so, in place of bare heads, and true; machines get the table, empty. */
bool view_none(const struct agenda_view *v, size_t rows, const char *msgid);

/* ---- promises, and who may be named ---- */

/* Promises that the item's links name, or that came of a letter or meeting which they name, made by the day; in the arena. */
size_t view_promises(const struct agenda_view *v, const struct agenda_item *x, const struct promise ***out);
/* An owner or promiser in the reader's language, as guard lets it be called beside the item (publish_call). */
struct shown_text view_owner(const struct agenda_view *v, const struct agenda_item *x, struct str actor);
struct str view_said_by(const struct agenda_view *v, const struct agenda_item *x, struct str actor); /* the words of the row, as far as that; `x` NULL: beside no item */
void view_replies(struct agenda_view *v, const struct agenda_item *const *items, size_t n); /* what those say who are named beside them although they may not have kept their word (publish_reply_next): people read it, in a list under a heading; nothing where there is none */
struct str view_reply(const struct agenda_view *v, const struct agenda_item *x); /* the same in one cell */
struct fit view_fit(const struct agenda_view *v, const struct agenda_item *x);
struct publish_verdict view_verdict(const struct agenda_view *v, const struct agenda_item *x);
size_t view_links(const struct agenda_item *x, const char *direction);

/* ---- evidence (agenda_gather.c) ---- */

struct evidence { /* what a reference stands for in this register */
    bool found;
    struct shown_text text;    /* what it says */
    struct agenda_figure *figures;    /* have passed guard */
    size_t figure_n;
    struct str command;        /* that lists its rows; "" none does */
    const char *missing;       /* msgid: why there is nothing; "" */
};
MUST_USE bool view_gather(struct agenda_view *v, struct err *e);
MUST_USE bool view_evidence(struct agenda_view *v, const struct item_link *l, struct evidence *out, struct err *e);
MUST_USE bool view_candidates(struct agenda_view *v, struct proposal **out, size_t *n, struct err *e);
struct str view_figure(const struct agenda_view *v, const struct agenda_figure *f); /* "Group A agrees: 64 % (between 51 % and 75 %; 61 votes)" */

/* ---- the answers ---- */

void agenda_list(struct agenda_view *v);                                     /* agenda_list.c */
void agenda_promised(struct agenda_view *v);                                 /* agenda_list.c: follow-up and trust */
MUST_USE bool agenda_one(struct agenda_view *v, struct str key, struct err *e); /* agenda_item.c */
void agenda_balance(struct agenda_view *v);                                  /* agenda_tables.c */
void agenda_agreement(struct agenda_view *v);
MUST_USE bool agenda_practices(struct agenda_view *v, struct err *e);
MUST_USE bool agenda_propose(struct agenda_view *v, struct err *e);
MUST_USE bool agenda_json(struct agenda_view *v, struct str key, struct err *e); /* agenda_json.c; key "": all */
MUST_USE bool agenda_sign(struct request *r, struct answer *a, struct err *e);   /* agenda_sign.c, on r->store */
MUST_USE bool agenda_look(struct request *r, struct answer *a, struct agenda_view *v, struct err *e); /* agenda.c: reads; view_end whatever comes */
void view_end(struct agenda_view *v);
#endif
