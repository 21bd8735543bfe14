/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `intake` only: rows of a batch against rows in use that have their keys. A row that is there as it is counts as known; one that says
 * something else takes the place of the one that is there.
 */
#ifndef DIWAN_INTAKE_COMPARED_H
#define DIWAN_INTAKE_COMPARED_H
#include "store/store.h"

/* One text of all that a row says: texts with their length before them, numbers, days. Appended. */
void says_text(struct buf *b, struct str s);
void says_real(struct buf *b, double v); /* NAN: nothing */
void says_day(struct buf *b, struct day d);

struct compared {
    struct compared_row { /* a row in use whose key the batch has, too */
        int64_t origin, id;
        size_t row; /* of the batch */
        bool same;  /* it says the same */
    } *list;
    size_t n, room;
    uint8_t *known; /* by row of the batch: one of those in use says the same */
    size_t rows;    /* of the batch */
};
void compared_begin(struct compared *c, size_t rows);
/* The row in use that `r` stands on, whose first two columns are origin and id. */
void compared_add(struct compared *c, const struct rows *r, size_t row, bool same);
/* After the last: what is known, and what that adds to the counts of an import. */
void compared_settle(struct compared *c, struct import *im);
/* Does this row in use give way to the batch's? */
static inline bool compared_replaced(const struct compared *c, size_t i) { return !c->known[c->list[i].row]; }
void compared_end(struct compared *c);
#endif
