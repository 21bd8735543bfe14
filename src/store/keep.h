/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keep: for a process that has several stores of one register open, and for long. */
#ifndef DIWAN_STORE_KEEP_H
#define DIWAN_STORE_KEEP_H
#include "store/store.h"

/* Keep at most so many MiB (1 to 256) of the register's pages in memory, where a store in a file otherwise keeps up to 256. Nothing for registers on a server. */
MUST_USE bool store_keep(struct store *s, int mib, struct err *e);
#endif
