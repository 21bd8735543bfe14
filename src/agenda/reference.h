/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reference: what a link of an item points at, from the text that its row holds and back to it. */
#ifndef DIWAN_AGENDA_REFERENCE_H
#define DIWAN_AGENDA_REFERENCE_H
#include "codebook/codebook.h"
#include "core/core.h"

struct reference {
    const struct code *kind; /* CODES_LINKS */
    struct str first;        /* place, dialogue, survey; else the whole key */
    struct str second;       /* question, sector; else "" */
    int64_t number;          /* of a statement; -1 */
    struct day from, to;     /* of incidents, both inclusive; else DAY_NONE */
};
/*
 * incidents: PLACE FROM..TO (place "" the country; days, months or years: the whole of them is meant); statement: DIALOGUE#NUMBER; survey: NAME/QUESTION; gap: PLACE/SECTOR; of all others the text is
 * the key. Blanks around the parts go. The last "#" parts, and the last "/" of a survey, the first of a gap: a sector may hold one. ERR_INPUT with what was found and what was expected. Texts point into `text`.
 */
MUST_USE bool parse_reference(const struct code *kind, struct str text, struct reference *out, struct err *e);
/* The text of it, as parse_reference reads it: what it was read from, but for blanks, digits and the form of days. */
void buf_reference(struct buf *b, const struct reference *r);
#endif
