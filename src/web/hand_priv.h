/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that are written and corrected by hand, for the pages about them alone. A kind of record is one description (hand_kinds.c): its fields are the columns of the table that
 * its importer reads, so that what a file's row is refused for, a form is refused for too. What is written becomes an import of one record.
 */
#ifndef DIWAN_WEB_HAND_PRIV_H
#define DIWAN_WEB_HAND_PRIV_H
#include "intake/intake.h"
#include "web/web_priv.h"

#define BY_HAND "by hand"           /* the layout of such an import; its file is the reason that was given */
#define HAND_LINK "by-hand"         /* code of the problem row that tells which record an import by hand took the place of: its number stands as the line */
enum { HAND_FIELDS_MOST = 24, HAND_WHY_MOST = 300, HAND_TEXT_MOST = 8000 };

enum hand_as {
    HAND_TEXT,
    HAND_DAY,       /* a column of days; written as day_parse takes it */
    HAND_NUMBER,
    HAND_REAL,
    HAND_CHOICE,
    HAND_SEVERAL,   /* of a list, parted by ; in the register and in the form */
    HAND_OWN_KEY,   /* the file's own, behind the source that the register puts before it; "" where the register made it */
    HAND_LIST,      /* one a line in the register, parted by ; in the form */
};
struct hand_choice { const char *code, *words; /* as files write it; a msgid */ };
enum hand_list { HAND_OWN, HAND_ACTOR_KINDS, HAND_RELATIONS, HAND_CONTACT_KINDS, HAND_OUTCOMES, HAND_FOLLOW_UPS, HAND_RESTRICTIONS, HAND_CODES, HAND_QUESTIONS, HAND_PHASES }; /* choices: the field's own, or a list of the codebook; HAND_CODES: `codes` of the field */
struct hand_field {
    const char *column;                 /* in the layout's header, and in the form */
    const char *word, *label;           /* msgids: a word or two; the sentence above the field */
    enum hand_as as;
    const struct hand_choice *choices;  /* ended by a NULL code; of HAND_CHOICE */
    enum hand_list list;
    int codes;                          /* enum code_list, of HAND_CODES */
    bool fixed;                         /* a correction cannot change it: what the form has no field for hangs on it */
    bool required, key, listed;         /* key: belongs to what tells records apart; listed: a column of the list */
};
struct hand_record;
struct hand_kind {
    const char *name;                   /* its layout, and its part of the address */
    const char *many, *about;           /* msgids */
    const struct hand_field *fields;
    size_t field_n;
    const char *text_word, *text_label; /* it has a text in each of several languages (columns `language` and text_column); NULL: none */
    const char *text_column;
    bool texts_are_columns;             /* its texts stand in columns of the one row, called as their "language" is: name:en, spelling (a second one of the same: spelling#2) */
    unsigned may;                       /* who reads and writes it: any of these; 0: MAY_ANALYSE */
    bool (*shows)(const struct exchange *x, const struct hand_record *h); /* may the caller read and write this one? NULL: all */
    bool of_people;                     /* an open register takes it only where others published it */
    bool with_source;                   /* its rows are known by the source of their import, too: a correction keeps that, and takes no other row's place */
    bool places;                        /* incidents are placed anew after it */
    /* All that are there, in use or not, of this register: id, import, ended_by, the fields in their order, and where it has texts the language and the text, a row each. By id. */
    struct rows *(*rows)(struct store *s);
    /* Lists that hang on it, into the values of their fields; NULL: it has none. Records by id. */
    bool (*fill)(struct exchange *x, struct store *s, struct hand_record *list, size_t n, struct err *e);
    bool (*end)(struct store *s, int64_t id, int64_t import, struct err *e);
};
bool hand_may(const struct exchange *x, const struct hand_kind *k); /* may the caller read and write records of this kind? */
extern const char hand_none_of_list[]; /* a msgid: what was chosen is none of the list */
const struct hand_kind *hand_kind_at(size_t i);  /* NULL behind the last */
extern const struct hand_kind hand_kinds_works[]; /* of them, those of projects, plans and what stands in the way (hand_works.c) */
extern const size_t hand_kinds_works_n;
extern const struct hand_kind hand_kinds_agenda[]; /* those of what people agreed (hand_agenda.c) */
extern const size_t hand_kinds_agenda_n;

struct hand_text { struct str language, text; };
struct hand_record {
    int64_t id, import, ended_by;       /* ended_by 0: in use */
    struct str values[HAND_FIELDS_MOST];
    struct hand_text *texts;
    size_t text_n;
};
/* The kind that the address names; ERR_ABSENT. */
MUST_USE bool hand_kind_asked(const struct exchange *x, const struct hand_kind **out, struct err *e);
/* All of a kind, by id, in the exchange's arena. */
MUST_USE bool hand_read(struct exchange *x, struct store *s, const struct hand_kind *k, struct hand_record **out, size_t *n, struct err *e);
/* The one whose number the address has as its second part; ERR_ABSENT. */
MUST_USE bool hand_asked(struct exchange *x, const struct hand_record *list, size_t n, const struct hand_record **out, struct err *e);
struct str hand_language(const struct hand_kind *k, struct str code); /* of a text: the tag of its language; "" none */
/* The choices of a field that the caller has, ended by a NULL code; NULL: it has none. */
const struct hand_choice *hand_choices(struct exchange *x, const struct hand_field *f);
/* A value as people read it: choices in the reader's words, days written out; a line for nothing. */
struct str hand_shown(struct exchange *x, const struct hand_field *f, struct str value);
/* A field of a form with its label; `wrong`: it is the one that is not right. */
void hand_put_field(struct exchange *x, const struct hand_field *f, struct str value, bool wrong);
/* "{field}: {old} {new}", as an item of a list. `word` in the reader's language. */
void hand_put_change(struct exchange *x, const char *word, struct str before, struct str now);
/* The head of a version in a history: which import, its state, who, when, from where. */
void hand_put_version(struct exchange *x, const struct import *m, const char *state);

bool hand_history_run(struct exchange *x, struct err *e);
#endif
