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
/* Whether the system lets this process lock memory (RLIMIT_MEMLOCK). Where not, secrets are wiped and left out of core files all the same, but
 * may reach swap: whoever asks for a passphrase says so. */
bool secret_can_lock(void);

enum { SECRET_MOST = 4096 }; /* bytes of a passphrase or a key file */
/* The bytes of a key file without one LF or CRLF at the end. A file that its group or others may touch is refused (ERR_DENIED): a remark would
 * scroll by in the scripts that use key files, and whoever reads that file opens the register. A pipe serves too. ERR_ABSENT where there is
 * none, ERR_INPUT where it is empty or longer than SECRET_MOST. */
MUST_USE bool secret_from_file(const char *path, struct secret *out, struct err *e);
/* The value of an environment variable, which is wiped where it stands and unset: no child and no later look at /proc finds it. False where it is
 * not set, or empty. Before any thread is started. */
bool secret_from_environment(const char *name, struct secret *out);

/* A lot drawn from the system's source of chance: nobody can draw it again. */
uint64_t secret_lot(void);

/* First thing in main: no core files, and no other process of the same user may trace this one or read its memory. Root can. */
void process_harden(void);
#endif
