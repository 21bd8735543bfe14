/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `voice` only: the parts of an answer. */
#ifndef DIWAN_ANSWER_PRIV_H
#define DIWAN_ANSWER_PRIV_H
#include "voice/voice.h"

/* What `groups` (by participant `of`) hold and how they differ; those of fewer than `least` people are not described (0: all are). The tally's last row,
 * of everybody, is filled also where there is no group. */
void answer_side(const struct voice_answer *w, const struct voice_attribute *attribute, const uint32_t *of, size_t groups, int64_t least,
    struct arena *a, struct voice_side *out);
/* Whose groups count, and what bridges and divides them. */
void answer_bridges(struct voice_answer *out, struct arena *a);
/* An own dialogue in an order of its content, which no lot decides; a published one as it is. `was`: by row the row of `d`, NULL where it is `d`. In the arena. */
const struct voice_data *answer_order(const struct voice_data *d, struct arena *a, uint32_t **was);
#endif
