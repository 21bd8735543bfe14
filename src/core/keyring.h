/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keyring: keys of registers in memory of the kernel, for some minutes, so that a passphrase need not be typed for each command.
 * They lie in the keyring of the user: every session of the same user finds them and can take them out, and so can root. They
 * never stand on a disk or in swap, unless the machine is put to sleep onto its disk (hibernation).
 */
#ifndef DIWAN_KEYRING_H
#define DIWAN_KEYRING_H
#include "core/secret.h"

enum { KEYRING_SALT = 16 }; /* bytes that name a key: the salt it was made with */

/* Keep `key` under the name of its salt for so many seconds; one that is there already is replaced. ERR_SYSTEM where the kernel has no
 * keyrings to give (many containers), or no room. */
MUST_USE bool keyring_put(const unsigned char salt[KEYRING_SALT], const struct secret *key, unsigned seconds, struct err *e);
/* The key of that salt; false where there is none, or no keyring. */
bool keyring_get(const unsigned char salt[KEYRING_SALT], struct secret *out);
/* Take that key, or with salt NULL every key of Diwan, out at once: readable to nobody from here on. `taken` counts them. None where the
 * kernel has no keyrings. ERR_SYSTEM where it would not let go of one. */
MUST_USE bool keyring_drop(const unsigned char *salt, size_t *taken, struct err *e);
#endif
