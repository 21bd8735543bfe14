/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * redact: a new, open register that holds only what may be shown at a border: records that guard lets pass on, borders, names
 * and population. Everything is written anew, in an order that follows from what is written alone: nothing in the copy tells
 * what else there was, or how much.
 */
#ifndef DIWAN_REDACT_H
#define DIWAN_REDACT_H
#include "core/core.h"
#include "store/store.h"

struct redact_wish {
    struct str only;     /* names of sources, with commas between; "" for all that may pass */
    struct day from, to; /* of incidents, by their first day; DAY_NONE: open */
    struct str place;    /* incidents, borders and population of this place alone; "" for all */
    struct str title;    /* of the copy */
    struct str day;      /* YYYY-MM-DD: the day on which the copy is made; the only time in it */
};

enum redact_reason { REDACT_PASSES, REDACT_NO_LICENCE, REDACT_NO_REPUBLICATION, REDACT_NOT_ASKED, REDACT_REASONS };
struct redact_source {
    struct str name, licence;           /* licence: as it counts, "" for none */
    int64_t incidents[REDACT_REASONS];  /* of this source in use, by what became of them */
};
struct redact_told { /* for the person who makes the copy; none of it stands in the copy. In the arena. */
    struct redact_source *sources;
    size_t source_n;
    int64_t places, figures;                     /* in the copy */
    int64_t judgements_out, aliases_out, phases_out; /* rows in use that stayed out */
};
/* Make the copy `to` of the open store `from`, as it is at one moment. Never overwrites; whole or not at all (Ctrl-C: ERR_STOPPED).
 * ERR_ABSENT where `only` or `place` names what is not there; ERR_DENIED where `only` names a source that may not be passed on. */
MUST_USE bool guard_redact(struct store *from, const char *to, const struct redact_wish *wish, struct progress *p, struct arena *a,
    struct redact_told *told, struct err *e);

/* What becomes of every column of every table of a register. A test holds this to the schema, so that whoever adds a column decides. */
struct redact_columns {
    const char *table;
    const char *columns; /* "name:fate ..." in the order of the schema; fates: k kept as it is, n numbered anew, m made anew, e emptied, - left out */
};
extern const struct redact_columns redact_list[]; /* ends with a NULL table */
#endif
