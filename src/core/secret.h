/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * secret: passphrases and keys, in memory that is locked (never in swap), fenced by guard pages, left out of core files and
 * wiped at the end (libsodium's sodium_malloc). Nothing else in the program holds them longer than a call.
 */
#ifndef DIWAN_SECRET_H
#define DIWAN_SECRET_H
#include "core/core.h"

struct secret {
    unsigned char *p; /* NULL: none */
    size_t n;
};

/* A copy of n bytes; whoever has them elsewhere wipes them there. */
struct secret secret_of(const void *bytes, size_t n);
/* n zero bytes, to be filled. */
struct secret secret_empty(size_t n);
/* Wiped and given back; may be called twice. */
void secret_end(struct secret *s);
#endif
