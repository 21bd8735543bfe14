/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIWAN_REDACT_PRIV_H
#define DIWAN_REDACT_PRIV_H
#include "core/speech.h"
#include "guard/redact.h"
#include "panel/panel.h"
#include "place/place.h"

/* One import of the copy: all rows of one kind from one layout (and, of incidents, one source). */
struct redact_import {
    struct str layout, source;
    int64_t rows;
};
struct redacting {
    struct store *from, *to;
    const struct redact_wish *wish;
    const struct incident_columns *c;
    struct progress *p;
    struct arena *a;
    struct redact_told *told;
    int place;                /* gazetteer index of wish->place; -1: all */
    uint8_t *fate;            /* enum redact_reason of each record of `c` */
    int64_t *source_to;       /* id in the copy by source number; 0: not in it */
    int64_t *place_to;        /* id in the copy by gazetteer index; 0: not in it */
    struct keyed_import { int64_t origin, id; struct str layout; } *layouts; /* imports of `from`, by (origin, id) */
    size_t layout_n;
    struct redact_import *imports; /* of the copy; number + 1 is the id */
    size_t import_n, import_room;
    struct intern words;      /* wordings of the copy: number is the id; 0 is "" */
    struct intern spellings;  /* folded names of places that stand in its records and figures */
};
/* The id in the copy of the import that a row belongs to, and the row's line in it; by its layout, or that of its import in the register. */
int64_t redact_import(struct redacting *r, struct str layout, struct str source, int64_t *line);
int64_t redact_import_of(struct redacting *r, int64_t origin, int64_t import, struct str source, int64_t *line);
bool redact_place_kept(const struct redacting *r, int place);
void redact_spelling(struct redacting *r, struct str name);

/* Tables of the copy, in the order in which they need each other. */
bool redact_places(struct redacting *r, struct err *e);
bool redact_population(struct redacting *r, struct err *e);
bool redact_incidents(struct redacting *r, struct err *e); /* sources and wordings too */
bool redact_said(struct redacting *r, struct err *e);      /* judgements and aliases */
#endif
