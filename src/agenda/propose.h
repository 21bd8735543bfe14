/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * propose: what the register knows that could become an item, each with what speaks for it and what speaks against it. People decide: nothing here has a score, and the order is by place, kind and reference.
 */
#ifndef DIWAN_AGENDA_PROPOSE_H
#define DIWAN_AGENDA_PROPOSE_H
#include "agenda/agenda.h"
#include "agenda/reference.h"

/* A figure beside a candidate. Those that rest on people have passed guard before they come here: NAN where it did not let them. */
enum figure_of {
    FIGURE_AGREE,        /* share who agree, of all or of a group (words: the group) */
    FIGURE_DISAGREE,
    FIGURE_BRIDGING,     /* score of the statement; no interval */
    FIGURE_PEOPLE,       /* who said so */
    FIGURE_WOMEN,
    FIGURE_INCIDENTS,    /* relative change of incidents a month; of the dead an incident; of civilians among the dead */
    FIGURE_DEADLINESS,
    FIGURE_CIVILIANS,
    FIGURE_COUNT_BEFORE, /* incidents of the two periods */
    FIGURE_COUNT_NOW,
    FIGURE_ORGANISATIONS, /* that work there, in that sector; in any */
    FIGURE_REPORTED,     /* incidents reported there in the period */
    FIGURE_ASKED,        /* how many times people asked for it */
    FIGURE_KINDS
};
extern const char *const figure_codes[FIGURE_KINDS];
struct agenda_figure {
    enum figure_of of;
    bool share;        /* it reads as a share or a relative change */
    struct str words;  /* whose figure; "" of all */
    struct estimate v; /* n: what it rests on */
};
enum speaks { SPEAKS_FOR, SPEAKS_AGAINST, SPEAKS_NEITHER };
struct argument {
    enum speaks speaks;
    struct agenda_figure figure; /* v.value NAN and words "": the text says it all */
    struct str text;      /* in the reader's language, or in people's own words; "" none */
};
struct proposal {
    const struct code *kind;   /* CODES_LINKS: incidents, statement, finding, gap */
    struct str reference;      /* as parse_reference reads it */
    int place;                 /* gazetteer index; -1 the country, or nowhere in the register */
    struct str place_words;    /* as a reader is told it; "" the country */
    struct str text;           /* what it says, in people's words or in the reader's language */
    struct argument *arguments;
    size_t argument_n;
    struct str *taken;         /* keys of the items that link it already; filled by propose */
    size_t taken_n;
};
/* Which of the changes is told at all: its interval lies on one side of 0. */
static inline bool change_is_clear(struct estimate v) { return (v.lo > 0 && v.hi > 0) || (v.lo < 0 && v.hi < 0); }
/*
 * Fills `taken` from the links of the items (compared as references, so that "2024" and "2024-01-01..2024-12-31" are one), and puts the list in its order: by place (the country first, then the gazetteer's order, then by words), by kind
 * in the order of CODES_LINKS, by reference. Memory from the arena.
 */
void propose(struct proposal *list, size_t n, const struct agenda_item *items, size_t item_n, struct arena *a);
#endif
