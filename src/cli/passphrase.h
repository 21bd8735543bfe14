/* SPDX-License-Identifier: GPL-3.0-or-later */
/* passphrase: what somebody typed becomes the bytes a key is made of, the same on every system; and what is too weak for a new one. */
#ifndef DIWAN_PASSPHRASE_H
#define DIWAN_PASSPHRASE_H
#include "core/secret.h"

enum { PASSPHRASE_LEAST = 12 }; /* characters of a new one */

/* In Unicode's composed form (NFC): é typed as one letter or as two is the same passphrase. What is no UTF-8 (random bytes of a key
 * file) stays as it is. */
void passphrase_compose(struct secret *s);

/* Why this is no passphrase to protect people with, as a msgid; NULL where nothing speaks against it. What it finds is only what nobody should choose:
 * too few characters or too few different ones, one piece said again and again, a row as 1234 or abcd. It knows no dictionary: a
 * short sentence that many know passes. */
const char *passphrase_weakness(const struct secret *s);
#endif
