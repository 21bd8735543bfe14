/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `diwan key` can do: a verb a file (key_*.c), listed in key.c. */
#ifndef DIWAN_KEY_PRIV_H
#define DIWAN_KEY_PRIV_H
#include "desk/desk_priv.h"

extern const struct verb verb_lock, verb_pair, verb_steward, verb_reseal;
#endif
