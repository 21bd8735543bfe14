/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `agenda` only. */
#ifndef DIWAN_AGENDA_PRIV_H
#define DIWAN_AGENDA_PRIV_H
#include "agenda/agenda.h"
#include "engage/engage.h"

/* SHA-256 over all that an item says but its signature, in hex. The same rows give the same digest, in whatever order they came into the register. */
#define JUDGEMENT_SIGNED "judgement:" /* before its key, in the table of signatures */
void judgement_digest(const struct judgement *x, char out[65]);
void item_digest(const struct agenda_item *x, const struct promise *promises, size_t promise_n, char out[65]); /* promises: all of the register, in the order of their keys */
#endif
