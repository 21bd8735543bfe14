/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `incident` only: what every layout needs while it reads a table row by row: fields with
 * their checks, problems told with line and column, rows kept once.
 */
#ifndef DIWAN_INCIDENT_PRIV_H
#define DIWAN_INCIDENT_PRIV_H
#include "incident/incident.h"

struct reading {
    struct table *t;
    struct incident_batch *b;
    struct progress *p;
    bool repaired, noted; /* the row at hand */
    uint32_t *row_of_key; /* by word: 1 + place in b->list of the row with that key */
    size_t row_of_key_room;
    uint32_t named_country, named_code; /* the last country looked up by name, and its code */
    uint32_t last_word[64]; /* by column: the word that field_words gave last */
    uint32_t *seen;         /* by word, for rows without an id: how many there were that say just this */
    size_t seen_room;
    const struct incident *waiting; /* the row spoken of was read before: its line stands here; NULL: it is at hand */
};
void reading_end(struct reading *r);

/* Next row of the table: false at its end and on failure (reading_failed tells). */
bool reading_next(struct reading *r, struct incident *x, struct err *e);
/* The row at hand is fine: count its repairs and notes; keep it, unless it says what an earlier row with its
 * key says. A row with an earlier key but other content is refused. */
void reading_keep(struct reading *r, const struct incident *x, int key_column);

/* An id for a row without one, from what it says: "row-" and its digest, and which of its like it is: exact duplicates stay
 * apart, and a second import of the same rows is known. */
uint32_t own_key(struct reading *r, const struct incident *x);
/* Read all rows with a layout's `row` and keep those that it does not refuse; x->key 0 gets own_key. */
MUST_USE bool reading_rows(struct reading *r, bool (*row)(struct reading *r, const void *columns, struct incident *x), const void *columns,
    int key_column, struct err *e);

/* ---- columns that a layout knows ---- */

struct column_spec {
    const char *name;
    size_t at;         /* of its number in the layout's struct of columns, an int each; -1 where the table has none */
    bool needed, mark; /* the layout cannot be read without it; it shows that this is the layout */
    const char *also;  /* its name in other releases; NULL: none */
};
#define COLUMN(type, field, needed, mark) {#field, offsetof(struct type, field), needed, mark, NULL}
/* 100: at least `marks` of the marks and all that is needed is there; 90: the marks, but not all; 0: another layout. */
int columns_sniff(const struct table *t, const struct column_spec *list, size_t n, int marks);
/* Fails (ERR_INPUT) when a name stands twice or something needed is missing; `what` names the layout and `whence` whose
 * publication to take, for words to people. */
MUST_USE bool columns_find(const struct table *t, const char *what, const char *whence, const struct column_spec *list, size_t n,
    void *columns, struct err *e);
/* Cells beyond the header, or fewer than it has: refused (too many that say something), repaired (too few). */
bool cells_fit(struct reading *r);

/* Tell what is wrong with the row at hand. `column` -1: with the row as a whole. The last two are literals. */
void problem_add(struct reading *r, enum problem_severity severity, int column, const char *code, struct str found,
    const char *expected, const char *advice);
/* PROBLEM_REFUSED; counts the row; returns false, so that `return refuse(...)` reads well. */
bool refuse(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice);
void repair(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice);
void note(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice);

/* Fields. Those that return bool refuse the row themselves. */
bool field_deaths(struct reading *r, int column, int32_t *out); /* empty, -1: DEATHS_UNKNOWN */
void field_people(struct reading *r, int column, int32_t *out); /* people harmed who lived; what is no number is left out */
void field_point(struct reading *r, int latitude, int longitude, struct incident *x);
uint32_t field_words(struct reading *r, int column); /* byte for byte */
/* The country's name as it stands, and its ISO 3166-1 alpha-3 code: the file's own, else that of a name that is
 * surely known. So the same event is the same in releases with and without codes. */
void field_country(struct reading *r, int name, int code, struct incident *x);
/* The same of a name that stands in no column of its own. */
void country_named(struct reading *r, struct str name, struct incident *x);
uint32_t field_id(struct reading *r, int column);    /* trimmed; whole numbers in their plain form */
/* A number from `low` to `high`, else `other` (noted where the cell says something else). */
int field_code(struct reading *r, int column, int low, int high, int other, const char *code);
/* Ends in the right order: else they are turned round, flagged, told. */
void days_in_order(struct reading *r, int column, struct incident *x);
/* Flags and notes of what does not agree: low over best, best over high, sums, months. */
void flags_of_deaths(struct reading *r, int low, int best, int high, struct incident *x);
void flag_months(struct reading *r, int column, struct incident *x);
bool names_state(struct str side); /* "Government of ..." */
/* 1 state, 2 non-state, 3 civilians, 0 not known, as far as the name itself tells. */
uint8_t side_kind_of_name(struct str side);
/* Kind of a battle: with a state on either side 1, between two others 2, else not known: that nobody is called a government
 * does not say that nobody is one. */
uint8_t battle_kind(const struct incident *x);
/* How finely a row without point is coded, by the names it has; with a point or a name of its place it is not known. */
uint8_t place_precision_of_names(const struct reading *r, const struct incident *x);
/* Say once that the year in `column` is not that of the first day. */
void flag_year(struct reading *r, int column, struct incident *x);
/* "31 January 2024", "31 Jan 2024", "31-Jan-2024": a day with its month in English words. */
bool day_in_words(struct str s, struct day *out);
/* How many non-empty parts `list` has between ";"; -1 for none. */
int32_t parts_of(struct str list);

#endif
