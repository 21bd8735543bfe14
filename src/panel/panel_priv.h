/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of panel share among themselves. */
#ifndef DIWAN_PANEL_PRIV_H
#define DIWAN_PANEL_PRIV_H
#include "panel/panel.h"

/* Every column that a record has, whatever the levels. */
#define PANEL_COLUMNS(X)                                                                           \
    X(first) X(last) X(low) X(best) X(high) X(civilians) X(status_unknown) X(country) X(admin1)    \
    X(type) X(kind) X(clarity) X(day_precision) X(place_precision) X(side_a_kind) X(side_b_kind)   \
    X(source) X(flags) X(import) X(id) X(harm) X(in_series) X(actor_a) X(actor_b)

/* Two numbers to one: ids of rows (origin, id) to places in memory. Zero-initialise. */
struct pair_map {
    struct pair_slot {
        int64_t a, b;
        uint32_t value; /* plus 1; 0 = free */
    } *slots;
    size_t n, room;
    struct pair_slot last; /* records come in runs */
};
bool pair_find(struct pair_map *m, int64_t a, int64_t b, uint32_t *value);
void pair_put(struct pair_map *m, int64_t a, int64_t b, uint32_t value); /* not there yet */
void pair_end(struct pair_map *m);

/* Make room for `room` records in every column, keeping the first c->n. */
void columns_room(struct incident_columns *c, size_t room);
/* Keep a figure of people of record i; the column is made, with `room`, when the first one comes. */
void columns_people(struct incident_columns *c, enum people_harm which, size_t i, size_t room, int32_t v);
/* month, first_day, last_day and place_texts from the rest. */
void columns_span(struct incident_columns *c);
void columns_place_texts(struct incident_columns *c);
/* Table `placed`, read beside the records where there are many (`records`: about how many). */
struct placed_scan;
struct placed_scan *placed_begin(struct store *s, int64_t records);
/* Give each record its places; `origins` = origin of each record. Columns must hold id and generation. */
MUST_USE bool placed_take(struct placed_scan *scan, struct store *s, struct incident_columns *c, const int64_t *origins,
    struct err *e);
void placed_end(struct placed_scan **scan); /* waits; NULL and twice are fine */
/* Read table population and match its words to places. */
MUST_USE bool population_load(struct store *s, struct incident_columns *c, struct err *e);
/* Tell of each figure whose words mean no place. */
typedef void population_tell(void *context, int64_t import, int64_t line, struct str name, struct str code);
MUST_USE bool population_unplaced(struct store *s, const struct gazetteer *g, population_tell *tell, void *context, struct err *e);
/* Read what people say and match it to places and sources; needs both to be there. */
MUST_USE bool said_load(struct store *s, struct incident_columns *c, struct err *e);
/* The digest over everything; needs all else to be there. */
MUST_USE bool columns_fingerprint(struct store *s, struct incident_columns *c, struct err *e);
/* The code of the country that a level-0 place is; "" when it has none. */
struct str country_code_at(const struct gazetteer *g, int country);
/* Does place j lie in (or is it) that country? */
bool place_in_country(const struct gazetteer *g, size_t j, int country);
/* ---- quality (quality.c, quality_rows.c) ---- */

/* What the register says beside incidents: names without a place, jumps of population, refused rows. */
MUST_USE bool quality_rows(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *q, struct err *e);

/* ---- keys of a count (count_keys.c) ---- */

struct entry { /* what is counted: a record, under one of its actors where they are asked for */
    uint32_t record, actor;
};
struct key { /* one key of the question: its numbers run from `least`, `range` of them; -1 among them means unknown */
    enum count_by by;
    int64_t least, range;
    const int32_t *place;
    const bool *kept_back; /* by word of the type: its place is not told at this level; NULL: none */
    uint32_t *rank;        /* number - least -> position by text; NULL: ordered by number */
};
int64_t key_of(const struct incident_columns *c, const struct key *k, const struct entry *x);
/* Fill least and range for these entries. */
void key_range(const struct incident_columns *c, struct key *k, const struct entry *chosen, size_t n);
bool key_has_words(enum count_by by); /* ordered by text */
struct str key_words(const struct incident_columns *c, enum count_by by, int64_t key);

/* Where a source gives one number and no range, the range is that number: not zero, not unbounded (METHOD A.0). */
static inline int32_t low_of(const struct incident_columns *c, size_t i)
{
    return c->low[i] < 0 ? c->best[i] : c->low[i];
}

static inline int32_t high_of(const struct incident_columns *c, size_t i)
{
    return c->high[i] < 0 ? c->best[i] : c->high[i];
}

#endif
