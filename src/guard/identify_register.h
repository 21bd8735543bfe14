/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * identify_register: every field of a register that a person may have written freely, scanned for what could identify somebody.
 *
 * Own words (one's own tables, what people say, notes, what was refused) are told apart from words that a data set published
 * (UCDP, ACLED, GTD, GDELT): the first can be mended at their source. Rows out of use are scanned too, since they stand in the
 * file until they are erased. Nothing found is kept, and no text is shown: only where it stands and a mask of it.
 *
 * Every distinct text is scanned once; one walk over the incidents, two over the wordings. Names of places, and of sides and
 * units as published, are known to be no persons.
 */
#ifndef DIWAN_IDENTIFY_REGISTER_H
#define DIWAN_IDENTIFY_REGISTER_H
#include "identify/identify.h"
#include "panel/panel.h"
#include "store/store.h"

struct identified_row {
    const char *table, *column;
    int64_t id, import, line; /* import and line 0 where they say nothing */
    bool in_use;              /* else it was replaced or taken back, and stands in the file all the same */
    int64_t fields;           /* that hold these very words: more than 1 for published words, which are listed once */
    struct str masked;        /* "A… (11)" */
};
struct identified {
    int64_t own[IDENTIFY_KINDS], published[IDENTIFY_KINDS]; /* fields with a finding of that kind */
    int64_t own_used[IDENTIFY_KINDS]; /* of own: in rows in use, without what the register keeps of its past (audit, erasures, publications) */
    struct identified_row *rows;
    size_t row_n, row_room;
};
struct identify_wish {
    int decimals;
    int64_t import;  /* only what this one brought, own words only; 0: all */
    bool listed;     /* rows of this kind and owner are wanted */
    enum identify_kind kind;
    bool published;
};
/* Whether a layout is that of a data set which somebody published; else the words are one's own. */
bool identify_published(struct str layout);
/* `c`: the register's columns, for the licences of its sources (points of open sources are public); NULL counts none as open.
 * Rows in the arena. */
MUST_USE bool identify_register(struct store *s, const struct incident_columns *c, const struct identify_wish *wish, struct arena *a,
    struct identified *out, struct err *e);

/* What each column of text in the schema is; a test holds this list to the schema. */
enum text_use {
    TEXT_SCANNED,
    TEXT_CODE,       /* a code, a hash, a time, a number: the program wrote it or checked it against a list */
    TEXT_PLACE,      /* the name of a place, from a file of borders or population */
    TEXT_ON_PURPOSE  /* names somebody, and is meant to: who did, who answers */
};
struct text_column {
    const char *table, *column;
    enum text_use use;
};
extern const struct text_column identify_columns[]; /* ends with a NULL table */
#endif
