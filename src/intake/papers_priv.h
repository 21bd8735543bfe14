/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `intake` only: papers, which are tables whose rows each say one thing: what stands in the way, what is planned, what institutions reply, and all that an agenda is
 * made of. A layout is one description (papers_layouts.c); one engine reads, compares and writes them. Words are ids in batch->words.
 */
#ifndef DIWAN_PAPERS_PRIV_H
#define DIWAN_PAPERS_PRIV_H
#include "codebook/codebook.h"
#include "engage/engage.h"
#include "intake/actors_priv.h"
#include "intake/intake.h"

enum paper_kind {
    PAPER_REPLY, PAPER_RESTRICTION, PAPER_PLAN, PAPER_CLASH,
    PAPER_AGENDA, PAPER_ITEM, PAPER_CAPACITY, PAPER_STATE, PAPER_LINK, PAPER_INDICATOR, PAPER_VALUE, PAPER_PRIORITY, PAPER_PRACTICE, PAPER_PREMISE, PAPER_ANSWER, PAPER_HELP,
    PAPER_JUDGEMENT, PAPER_PARTNER, PAPER_LEGAL, /* an agenda's, which one workbook may hold together */
    PAPER_KINDS
};
static inline bool paper_of_agenda(enum paper_kind kind) { return kind >= PAPER_AGENDA; }
enum paper_as { /* what a cell holds, and how it is checked */
    CELL_WORD, CELL_NOTE,
    CELL_HOW,       /* a note that may tell how to reach a public service */
    CELL_ACTOR,     /* a body or an office, never a person's name */
    CELL_LANGUAGE, CELL_RESTRICTION, CELL_VISIBLE,
    CELL_CODE, CELL_CODES, /* of the codebook's list `codes`: one, several */
    CELL_PHASES, CELL_QUESTION,
    CELL_ANSWER,    /* to the question of the same row */
    CELL_REFERENCE, /* of the kind of thing that the same row names before */
    CELL_MATTER,    /* a security of the codebook, or the key of an item */
    CELL_FIRST, CELL_LAST, CELL_DAY,
    CELL_REAL,
    CELL_LOW, CELL_HIGH, /* of the number before them */
    CELL_ORDER, CELL_COUNT,
    CELL_YES_NO,
};
enum paper_joins { JOINS_NOTHING, JOINS_AGENDA, JOINS_ITEM, JOINS_INDICATOR, JOINS_MATTER, JOINS_LINKED }; /* which record a cell names, that may come later */
enum { PAPER_WORDS = 18, PAPER_DAYS = 3, PAPER_REALS = 4, PAPER_FIELDS = 18 };
struct paper_field {
    const char *words[4]; /* what the column may be called, the surest first */
    enum paper_as as;
    enum code_list codes;
    bool needed, key;     /* key: belongs to what tells rows apart, as the store's taking back has it (store/undo.c) */
    enum paper_joins joins;
    const char *holds, *example; /* for the workbook to fill in: msgid; NULL: the first of its list */
    uint8_t width;               /* of the column, in letters */
};
struct paper_layout {
    const char *name;            /* "plans" */
    const char *title;           /* msgid: its sheet; NULL: in no workbook of several */
    const char *known_by[4];     /* columns that are all there */
    bool closed;                 /* not for an open register, unless what that holds is invented */
    const struct paper_field *fields;
    size_t n;
    struct rows *(*stored)(struct store *s); /* rows in use: origin, id, the fields in their order */
    struct bulk *(*insert)(struct store *s, struct err *e); /* origin, id, import, line, the fields in their order */
    bool (*end)(struct store *s, int64_t import, int64_t origin, int64_t of, struct err *e);
    bool (*next)(struct store *s, int64_t *id, struct err *e);
};
extern const struct paper_layout paper_layouts[PAPER_KINDS];

/* Where the values of a field stand in a row: among its words, its days, its numbers. */
enum paper_place { PLACE_WORD, PLACE_DAY, PLACE_REAL, PLACE_FLAG };
enum paper_place paper_place(enum paper_as as);
struct paper_slots {
    uint8_t at[PAPER_FIELDS];
};
struct paper_slots paper_slots(const struct paper_layout *l);

struct paper_row {
    int64_t kind; /* enum paper_kind */
    uint32_t words[PAPER_WORDS];
    struct day days[PAPER_DAYS];  /* DAY_NONE not known */
    double reals[PAPER_REALS];    /* NAN not known */
    bool flag;
    int64_t line;
};
struct paper_row paper_row_none(enum paper_kind kind);
struct paper_batch { /* rows of one kind, or of several sheets of one workbook */
    struct paper_row *list;
    size_t n, room;
    struct intern words;
    struct problem_log log;
    int64_t rows, refused, duplicates, noted, joins_noted;
    bool several;     /* read from several sheets: a line alone does not say where a row stands */
    struct str sheet; /* while it is read: stands before the column in what is told; "" none */
    struct key_index keys; /* while it is read */
    struct identify *identify;
    struct identify_findings findings;
};
void paper_batch_end(struct paper_batch *b);
/* What tells a row from all others of its batch. Appended. */
void paper_key(const struct paper_batch *b, const struct paper_row *x, struct buf *out);
bool paper_same(const struct paper_batch *b, const struct paper_row *x, const struct paper_batch *c, const struct paper_row *y);
/* Is this a row that its layout's reader could have made? For what comes from elsewhere. */
bool paper_sound(const struct paper_batch *b, const struct paper_row *x);
/* The row of the store on which `r` stands, in the words of `one`. */
void paper_stored(const struct rows *r, enum paper_kind kind, struct paper_batch *one, struct paper_row *x);

int papers_sniff(const struct table *t, enum paper_kind kind);
/* One more table into the batch. Fails (ERR_INPUT) when it cannot be read at all. */
MUST_USE bool papers_table(struct table *t, enum paper_kind kind, struct paper_batch *b, struct progress *p, struct err *e);
/* As people_save. */
MUST_USE bool papers_save(struct store *s, const struct paper_batch *b, struct import *im, bool write, struct err *e);
/* Rows that name a record which neither the register nor the batch holds (yet) are noted: they join it once it comes. */
MUST_USE bool papers_note_joins(struct store *s, struct paper_batch *b, struct err *e);
#endif
