/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of "What those who took part say" share. Every number about people goes through guard, every statement is quoted in its own words. */
#ifndef DIWAN_VOICES_PRIV_H
#define DIWAN_VOICES_PRIV_H
#include "brief/section_priv.h"

enum { HEARD_BRIDGES = 3, HEARD_DIVIDES = 3, HEARD_PICKS = 2, HEARD_SIDES = FIGURE_GROUPS_MOST };
struct hearing { /* one dialogue on its way into a brief */
    struct page *p;
    const struct brief_dialogue *d;
    const struct voice_answer *a;
    const struct voice_data *v;
    size_t number;         /* of the dialogue in the brief's list */
    struct cells_basis basis;
    int64_t k;             /* the register's smallest group of people */
    int64_t people;        /* with a vote */
    size_t bridges[HEARD_BRIDGES], bridge_n; /* columns, without near-duplicates of one another */
    size_t divides[HEARD_DIVIDES], divide_n;
    size_t rejected[HEARD_PICKS], rejected_n;
};
struct hearing hearing_of(struct page *p, size_t number);
bool voices_newest(struct page *p, struct hearing *out); /* the newest held on the brief's whole place, else the newest there is; false: none can be told of (section_voices_short.c) */
bool hearing_is_told(const struct hearing *h); /* enough people to say anything of what they said */
bool hearing_grouped(const struct hearing *h); /* found groups are told */
/* Which has been taken already, or says nearly the same as one that has. */
bool heard_already(const struct hearing *h, size_t column, const size_t *taken, size_t n);

/* Numbers. `group` of a tally: its number of groups stands for everybody who voted. */
struct shown_cell people_shown(const struct hearing *h, int64_t n);
struct str people_text(const struct hearing *h, int64_t n); /* "88 people", or "fewer than 10 people", as the register has it */
struct shown_cell share_shown(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column, bool agree);
struct shown_cell seen_shown(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column); /* how many voted on it */
struct str share_of_text(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column, bool agree);

/* Words. */
struct slot statement_slot(const struct hearing *h, const char *name, size_t column); /* in the words it was made in, set apart */
void say_translation(const struct hearing *h, struct words *w, size_t column);        /* in the reader's language, where there is one and it is another */
struct str translation_quoted(const struct hearing *h, size_t column); /* the same as plain text in marks; "" where there is none */
struct slot topic_slot(const struct hearing *h, const char *name);
bool ends_a_sentence(struct str text); /* with a full stop, a question mark or the like, quoted or not */
struct str group_letter(struct page *p, size_t k);                                    /* A, B, C; in Arabic and Kurdish theirs */
struct str side_label(struct page *p, struct str value); /* "security sector", or the data's own word, set apart */
struct str side_value_text(const struct hearing *h, const struct voice_side *side, size_t group); /* "women", or the data's own word */
struct str side_name(const struct hearing *h, const struct voice_side *side, size_t group);  /* letter of a found group, or value */
const struct voice_side *side_called(const struct hearing *h, const char *attribute);        /* NULL: nobody could declare it */
struct words *voices_paragraph(struct page *p);
/* A sentence stands on these statements of this dialogue; SIZE_MAX: on the dialogue as a whole. */
void trace_heard(const struct hearing *h, struct words *w, size_t column, const char *method);

/* Parts. */
void say_groups(const struct hearing *h);   /* section_voices_groups.c: which there are, the map, what each holds */
void say_shared(const struct hearing *h);   /* section_voices_shared.c: what bridges, what divides, the strips and the table behind */
void draw_opinions(const struct hearing *h); /* the map alone; groups must be told */
void draw_shared(const struct hearing *h);   /* the strips alone; nothing where there are none */
void say_room(const struct hearing *h);     /* section_voices_room.c: sides, gender, who has not been heard */
void say_findings(struct page *p);          /* section_voices_findings.c */
#endif
