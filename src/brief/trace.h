/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trace: from a statement of a brief back to the records it stands on. A statement carries named sets; a set is a selection of
 * records and what is taken of them, the same that made the number. Sections attach them in one call (section_priv.h).
 */
#ifndef DIWAN_BRIEF_TRACE_H
#define DIWAN_BRIEF_TRACE_H
#include "brief/brief.h"

enum trace_what { /* of the records in a place and months */
    TAKE_SERIES,          /* those of the series of lethal violence */
    TAKE_SEEN,            /* of these, in places that could be seen in both periods */
    TAKE_COARSE, TAKE_OUTSIDE, TAKE_NOWHERE, TAKE_ELSEWHERE, TAKE_NEAR_BORDER, TAKE_BY_NAME, TAKE_DISAGREE, TAKE_SUMMARIES, TAKE_LOW_OVER_BEST,
    TAKE_BEST_OVER_HIGH, TAKE_SPANS_MONTHS, TAKE_DAYS_VAGUE, TAKE_NO_DEATHS, /* of the series: what is not known or odd (struct brief_gap) */
    TAKE_UNPLACED,        /* of the series: coarse, outside or nowhere */
    TAKE_LARGEST,         /* the largest record of the series */
    TAKE_ARMED,           /* of the series: uses of arms that killed nobody */
    TAKE_BESIDE,          /* outside the series: harm that does not kill */
    TAKE_BESIDE_TYPE,     /* of these one type: `key` the word, or where that is 0 `kind` */
    TAKE_ALL,             /* in the series or not */
    TAKE_SOURCE,          /* all of source number `key` */
    TAKE_DAY_PRECISION, TAKE_PLACE_PRECISION, /* of the series: coded as `key` */
    TAKE_TWICE,           /* of the series: counted twice (columns_twice) */
    TAKE_WHATS,
    GAP_FIRST = TAKE_COARSE, GAP_LAST = TAKE_NO_DEATHS
};
struct trace_set {
    const char *name;     /* for machines: "now", "before" */
    const char *label;    /* msgid: for people */
    enum trace_what what;
    int place;            /* gazetteer index; -1: all of the register */
    int from_month, to_month; /* inclusive; from > to: no record */
    int64_t key;
    int kind;
};
struct trace_vote { size_t dialogue, column; }; /* of brief_voices' list; which statement of its votes, SIZE_MAX: the dialogue as a whole */
struct trace { /* no set: the statement is about no record (what people say, a method) */
    struct trace_set *sets;
    size_t set_n;
    struct trace_vote *votes; /* never people: statements, and counts that guard lets pass */
    size_t vote_n;
    struct str *items; /* keys of items of an agenda, of whose rows it is made */
    size_t item_n;
    const char **methods; /* ids of paragraphs of "Method and sources" */
    size_t method_n;
};
const char *trace_what_code(enum trace_what what); /* for machines: "series", "coarse" */
/* What a method makes of the records, in a line: msgid; "" for a key it does not know. */
const char *trace_makes(const char *method);

/* The records of a set, for many questions; in the arena. `b` and its columns must outlive it. */
struct trace_reader *trace_open(const struct brief_data *b, const struct trace_set *set, struct arena *a);
bool trace_takes(const struct trace_reader *t, size_t i);
/* The set as `count` has it, where it is no more than a place, days and the series; false where it takes less. */
bool trace_selection(const struct trace_set *set, struct selection *out);
/* Their number and sums, as counts add them. O(records). */
void trace_total(const struct brief_data *b, const struct trace_set *set, struct arena *a, struct count_row *out);

/* Is record i, of the brief's country and period, of that gap? `here`: it is of the brief's place. And where the gap is counted. */
bool gap_takes(const struct brief_data *b, enum trace_what what, size_t i, bool here);
struct brief_gap *gap_of(struct brief_data *b, enum trace_what what);
#endif
