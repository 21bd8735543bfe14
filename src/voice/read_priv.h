/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `voice` only: a dialogue while its files are read. People and statements have numbers in the order in which they are met; when
 * all is read they are put in the order of their ids. */
#ifndef DIWAN_READ_PRIV_H
#define DIWAN_READ_PRIV_H
#include "voice/voice.h"

struct read_statement {
    struct voice_statement s; /* texts in the batch's arena */
    bool listed;              /* in the table of statements */
    bool counted;             /* it told how many agreed and disagreed: */
    int64_t agrees, disagrees;
};
struct read_attribute {
    struct str name;
    struct intern values;     /* by number; 1 is the first */
    bool fixed;               /* the dialogue's own list says which there are, in its order */
    uint32_t *of;             /* by participant: number of the value; 0: not declared */
    size_t room;
};
struct reading {
    const struct dialogue_wish *wish;
    struct dialogue_batch *b;
    struct progress *p;
    double before;            /* bytes of the files read so far */
    const char *member;       /* the file at hand, where there are several; "" */
    struct intern people, statement_ids; /* the eight bytes of an id: its number + 1 */
    struct read_statement *statements;
    size_t statement_n, statement_room;
    int64_t *groups;          /* by participant; -1 none */
    size_t group_room;
    bool grouped;
    struct voice_event *events;
    size_t event_n, event_room;
    struct read_attribute *attributes;
    size_t attribute_n, attribute_room;
    struct voice_words *words;
    size_t word_n, word_room;
    bool has_totals;          /* the table of statements has the columns of totals that Diwan writes of an own dialogue */
    bool has_votes, has_meta; /* a table of votes was read; the statements say which are about the participant */
    int64_t differ, differ_line; /* cells of the matrix that are not the latest vote */
    struct str differ_found;
};

/* ---- read.c ---- */

struct str read_keep(struct reading *r, struct str s);
uint32_t read_person(struct reading *r, int64_t id);
uint32_t read_statement(struct reading *r, int64_t id);
void read_event(struct reading *r, uint32_t person, uint32_t statement, int vote, int64_t time_ms);
/* About the row that `t` stands on; `column` -1: the row as a whole. Counts it. */
void read_problem(struct reading *r, const struct table *t, enum problem_severity severity, int column, const char *code, struct str found,
    const char *expected, const char *advice);
/* About the file as a whole, or a place in it that is gone by. */
void read_problem_at(struct reading *r, int64_t line, enum problem_severity severity, const char *column, const char *code, struct str found,
    const char *expected, const char *advice);
MUST_USE bool read_step(struct reading *r, int64_t bytes, int64_t rows, struct err *e);
/* The column of one of these names (NULL at the end); -1 where there is none. ERR_INPUT where two are there. */
MUST_USE bool read_column(const struct table *t, const char *const *names, int *out, struct err *e);
struct voice_words *read_words(struct reading *r, struct str language);
struct read_attribute *read_attribute(struct reading *r, struct str name); /* made where there is none */

/* ---- read_cells.c ---- */

bool read_id(struct str cell, int64_t *out);       /* a whole number, not below 0 */
bool read_vote(struct str cell, int *out);         /* 1, -1, 0, or a word for them */
bool read_truth(struct str cell, bool *out);       /* empty is no */
bool read_moderation(struct str cell, enum voice_moderation *out); /* empty: not moderated */
bool read_ms(struct str cell, int64_t *out);       /* milliseconds, or seconds where that is sure; a day and time of ISO 8601, UTC where it names no zone */

/* ---- one kind of file each ---- */

MUST_USE bool read_votes(struct reading *r, struct table *t, struct err *e);
MUST_USE bool read_matrix(struct reading *r, struct table *t, struct err *e); /* behind the votes, where there are any */
MUST_USE bool read_statements(struct reading *r, struct table *t, struct err *e);
MUST_USE bool read_participants(struct reading *r, struct table *t, struct err *e);
MUST_USE bool read_about(struct reading *r, struct table *t, struct err *e);
MUST_USE bool read_meta(struct reading *r, struct err *e); /* the statements that the wish names */

#endif
