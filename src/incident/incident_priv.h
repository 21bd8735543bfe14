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
};
void reading_end(struct reading *r);

/* Next row of the table: false at its end and on failure (reading_failed tells). */
bool reading_next(struct reading *r, struct incident *x, struct err *e);
/* The row at hand is fine: count its repairs and notes; keep it, unless it says what an earlier row with its
 * key says. A row with an earlier key but other content is refused. */
void reading_keep(struct reading *r, const struct incident *x, int key_column);

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
uint32_t field_id(struct reading *r, int column);    /* trimmed; whole numbers in their plain form */
/* A number from `low` to `high`, else `other` (noted where the cell says something else). */
int field_code(struct reading *r, int column, int low, int high, int other, const char *code);
/* Ends in the right order: else they are turned round, flagged, told. */
void days_in_order(struct reading *r, int column, struct incident *x);
/* Flags and notes of what does not agree: low over best, best over high, sums, months. */
void flags_of_deaths(struct reading *r, int low, int best, int high, struct incident *x);
void flag_months(struct reading *r, int column, struct incident *x);
bool names_state(struct str side); /* "Government of ..." */

#endif
