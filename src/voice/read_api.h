/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `voice` only: answers of Polis's live API (votes.json, comments.json, conversation.json), and the same as red-dwarf stores them. */
#ifndef DIWAN_READ_API_H
#define DIWAN_READ_API_H
#include "voice/read_priv.h"

/* Agree is -1 in the API, whose votes name `pid` and `tid`; it is 1 in what red-dwarf stores, whose votes name `participant_id` and `statement_id`.
 * The wish's signs rule where they are said. */
MUST_USE bool read_api(struct reading *r, const struct dialogue_source *s, struct err *e);
#endif
