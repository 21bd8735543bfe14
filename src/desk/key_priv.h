/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `diwan key` can do: a verb a file (key_*.c), listed in key.c. */
#ifndef DIWAN_KEY_PRIV_H
#define DIWAN_KEY_PRIV_H
#include "desk/desk_priv.h"

extern const struct verb verb_change, verb_unlock, verb_lock, verb_shares, verb_recover, verb_suggest, verb_pair, verb_steward, verb_reseal;

/* The salt of an encrypted register in a file, without its key; or what is wrong with it, as the store tells it: it is open, damaged, no
 * register, not there. */
MUST_USE bool key_salt(const char *path, unsigned char salt[REGISTER_SALT_BYTES], struct err *e);
/* What is said once the key was changed. The kernel lets go of the old one. */
void key_changed(struct request *r, struct answer *a, const unsigned char *old_salt);
#endif
