/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of border files of any bytes: whole, or refused with one sentence, and what is kept is a border. */
#ifndef DIWAN_BORDER_CHECKS_H
#define DIWAN_BORDER_CHECKS_H
#include <assert.h>

#include "place/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the batch. */
static inline void borders_hold(bool read, struct border_batch *b, const struct err *e)
{
    if (!read) {
        assert(e->code != ERR_NONE && e->text[0] && b->n == 0);
        return;
    }
    assert(b->n > 0 && b->rows >= (int64_t)b->n);
    for (size_t i = 0; i < b->n; i++) {
        const struct place *p = &b->places[i];
        assert(p->border.n > 0 && p->level >= 0 && p->level < PLACE_LEVELS);
        assert(isnan(p->latitude) || (fabs(p->latitude) <= 90 && fabs(p->longitude) <= 180));
    }
    for (size_t i = 0; i < b->alias_n; i++)
        assert(b->aliases[i].place < b->n);
    border_batch_end(b);
}
#endif
