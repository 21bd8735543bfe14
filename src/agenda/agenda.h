/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agenda: what people agreed has to change, and whether it is kept. An item ties a need, in people's words, to what they already do about it,
 * to evidence for and against, to somebody who can act, to what was promised and to what became of it.
 *
 * The program proposes and lays out; people decide. Nothing here ranks by a score: items stand in the order of their keys, an order of
 * priorities is that of whoever gave it. Rows keep the words of their file; what depends on the reader's language is a text a language.
 */
#ifndef DIWAN_AGENDA_H
#define DIWAN_AGENDA_H
#include "actor/actor.h"
#include "codebook/codebook.h"
#include "core/core.h"
#include "said/said.h"
#include "store/store.h"

/* ---- records: strings in the arena of the book, "" where nothing is stated; days DAY_NONE, numbers NAN where not known ---- */

struct told { /* what a row says in one language */
    struct str language;
    struct str first, second, third; /* by record, below; a free text each */
};
struct telling { /* the same in all its languages, in the order of their tags */
    const struct told *list;
    size_t n;
};
/* In the reader's language, else in English, else in the first that there is; NULL where there is none. `which` 0 to 2; one whose text is "" is passed over. */
const struct told *telling_in(const struct telling *t, const char *language, size_t which);

struct agenda_head { /* told: title, note */
    struct str key, place, convened_by;
    struct telling told;
    struct day from, to;
};
struct item_state {
    const struct code *state; /* CODES_ITEM_STATES */
    struct str why, said_by;
    struct day day, told; /* told: DAY_NONE, people were not told yet */
};
struct item_link { /* what an item rests on or goes against, or what was done about it */
    const struct code *kind;      /* CODES_LINKS */
    struct str reference;         /* incidents: PLACE FROM..TO; statement: DIALOGUE#NUMBER; finding: its key; survey: NAME/QUESTION; gap: PLACE/SECTOR; project, practice, contact, promise: its key */
    const struct code *direction; /* NULL: not said, or of contacts and promises */
    const struct code *strength;  /* NULL: not said */
    struct str note, said_by;
};
struct capacity { /* what people already do about it. told: what, who */
    struct str key, said_by;
    struct telling told;
    const struct code *works; /* CODES_PARTLY; NULL not known */
};
struct indicator_value {
    struct str source;
    struct day day;
    double value, low, high, n;
};
struct indicator { /* told: name, source */
    struct str key, unit;
    struct telling told;
    const struct code *code, *better; /* NULL */
    struct day baseline_day, target_day;
    double baseline, baseline_low, baseline_high, target;
    const struct indicator_value *values; /* by day */
    size_t value_n;
};
struct premise { /* told: belief, test, what the data say */
    struct str key, looked_by;
    struct telling told;
    const struct code *verdict; /* CODES_VERDICTS; never NULL */
    struct day looked;
};
struct harm_answer {
    const struct harm_question *question;
    const struct code *answer; /* CODES_HARM_ANSWERS */
    struct str note, said_by;  /* the note is never for print */
    struct day day;
};
struct item_sign { /* the last signature of an item, or of a judgement */
    struct str signed_by, note, digest; /* by "": nobody ever signed */
    struct day day;
    bool taken_back;
};
struct agenda_item { /* told: need, ask, why (who can act on it, or why nobody) */
    struct str key, agenda, place, owner, article, said_by;
    struct telling told;
    struct str securities, phases, drivers, genders, concerns; /* codes, see codes_next */
    const struct code *pillar, *level, *addressable;           /* CODES_PILLARS, CODES_LEVELS, CODES_PARTLY; NULL not said, nobody asked */
    const struct item_state *states; /* by day */
    const struct item_link *links;   /* in the order of CODES_LINKS, then of their reference */
    const struct capacity *capacities;
    const struct indicator *indicators;
    const struct premise *premises;
    const struct harm_answer *answers; /* by question in the codebook's order, newest first */
    size_t state_n, link_n, capacity_n, indicator_n, premise_n, answer_n;
    struct item_sign sign;
    char digest[65]; /* of all that stands above but the signature: what a signature is of. SHA-256, hex */
};
struct priority { /* what a side puts where */
    struct str agenda, said_by, matter; /* matter: key of an item, or code of a security */
    const struct code *side;            /* CODES_SIDES */
    double place, people;               /* place 1: first; the same twice: alike */
    struct day day;
};
struct practice { /* what was tried elsewhere. told: title, what was tried, what came of it */
    struct str key, place, source, said_by;
    struct telling told;
    struct str phases, drivers, securities;
    const struct code *level, *pillar, *outcome, *sure; /* outcome: CODES_CAME; NULL not known */
    struct day from, to;
};
struct help_service { /* told: name, what one gets there, how to reach it; the note on confidence is `confidential` of the same order */
    struct str key, place, run_by, checked_by;
    const struct code *kind, *reports; /* CODES_HELP; CODES_PARTLY (yes, no), NULL not known */
    struct telling told;
    struct telling confidential; /* told: what stays confidential */
    struct day checked;
};
struct judgement { /* told: the text */
    struct str key, section, place, signed_by; /* signed_by: the partner whose judgement it is */
    struct telling told;
    struct day day;
    struct item_sign sign; /* a steward's, that it may be published */
    char digest[65];       /* of all that stands above but that: what a signature is of. SHA-256, hex */
};
struct partner { /* told: name, what it says on the title page */
    struct str key;
    struct telling told;
    struct str logo; /* PNG bytes; "" none */
    int wide, high;  /* pixels */
};
struct legal { /* told: the rule, how it is met */
    struct str country, source, said_by;
    const struct code *matter, *met; /* CODES_LEGAL, CODES_MET; met NULL: nobody knows */
    struct telling told;
    struct day day;
};
/* All that a register holds of agendas, read in one go; rows in use. */
struct agenda_book {
    struct arena arena;
    struct agenda_head *agendas;   /* by key */
    struct agenda_item *items;     /* by agenda, then key */
    const struct agenda_item **items_by_key;
    struct premise *premises;      /* of no item: of the whole */
    struct priority *priorities;   /* by agenda, side, said_by, place */
    struct practice *practices;    /* by key */
    struct help_service *services; /* by place, kind, key */
    struct judgement *judgements;  /* by section, signed_by, key */
    struct partner *partners;      /* by key */
    struct legal *legals;          /* by country, matter */
    size_t agenda_n, item_n, premise_n, priority_n, practice_n, service_n, judgement_n, partner_n, legal_n;
};
/* The book in its own arena; agenda_book_end whatever comes. Empty tables give an empty book. */
MUST_USE bool agenda_read(struct store *s, struct agenda_book *out, struct err *e);
void agenda_book_end(struct agenda_book *b);
/* Is there any agenda, item, service or judgement? One cheap question. */
MUST_USE bool agenda_any(struct store *s, bool *out, struct err *e);
const struct agenda_item *agenda_item_of(const struct agenda_book *b, struct str key); /* NULL: none */
const struct agenda_head *agenda_head_of(const struct agenda_book *b, struct str key); /* NULL: none is described */
struct str item_place_words(const struct agenda_book *b, const struct agenda_item *x); /* its own place, else its agenda's; "" the register's country */
/* The state that counts: the last by day; NULL: none, it is only proposed. */
const struct item_state *item_state_now(const struct agenda_item *x);

/* Does a promise (its key, and that of the contact which it came of, "" none) belong to the item: linked itself, or by its contact? */
bool item_promised(const struct agenda_item *x, struct str promise, struct str contact);

/* ---- may it be published? ---- */

enum unsigned_why { ITEM_SIGNED, ITEM_NEVER_SIGNED, ITEM_TAKEN_BACK, ITEM_CHANGED, ITEM_UNANSWERED, ITEM_BLOCKED };
/*
 * The one question before an item leaves the register's own people: signed by a steward, unchanged since, every do-no-harm question of the steps
 * analyse, decide and publish answered, and no answer that stops it. `which`, where not NULL: the question, of the last two.
 */
enum unsigned_why item_may_be_published(const struct agenda_item *x, const struct harm_question **which);
/* Record a signature (or its taking back) under somebody's name, with a line in the audit. In a task. ERR_ABSENT where there is no such item;
 * ERR_INPUT where a question is unanswered or an answer stops it: nobody signs that. */
MUST_USE bool item_sign_add(struct store *s, const struct agenda_item *x, bool taken_back, struct str signed_by, struct str note, struct day day, struct err *e);
/* The same of a partner's judgement: signed by a steward, and unchanged since. ITEM_SIGNED, ITEM_NEVER_SIGNED, ITEM_TAKEN_BACK or ITEM_CHANGED. */
enum unsigned_why judgement_may_be_published(const struct judgement *x);
/* In a task. Its signature stands in the table of items' signatures, under "judgement:" and its key: an item that is called so has another digest, so neither publishes the other. ERR_ABSENT where there is no such judgement. */
MUST_USE bool judgement_sign_add(struct store *s, const struct judgement *x, bool taken_back, struct str signed_by, struct str note, struct day day, struct err *e);
const struct judgement *judgement_of(const struct agenda_book *b, struct str key); /* NULL: none */
const struct partner *partner_of(const struct agenda_book *b, struct str words); /* by its key or a name in any language, as judgements are signed; NULL: none */
#endif
