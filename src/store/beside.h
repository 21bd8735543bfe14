/* SPDX-License-Identifier: GPL-3.0-or-later */
/* beside: what stands beside the records in a register, and what no page about records, votes or statements hangs on: sessions, failures of signing in, lines of audit. */
#ifndef DIWAN_STORE_BESIDE_H
#define DIWAN_STORE_BESIDE_H
#include "store/store.h"

/* store_task, but generation and votes_generation stay: what is kept of either stays good. For the things named above, and for nothing else. */
MUST_USE bool store_task_beside(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e);
#endif
