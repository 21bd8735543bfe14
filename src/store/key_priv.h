/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `store` only: the key of an encrypted register.
 *
 * The first 16 bytes of an encrypted file are free for its cipher's salt; ours say more:
 *   byte 0       0xD1: how the key is made (Argon2id, version 1.3, 3 passes over 128 MiB, one lane)
 *   bytes 1-8    random: with them a passphrase gives another key in every register
 *   bytes 9-13   check value of the key: tells a wrong passphrase from a damaged file
 *   bytes 14-15  checksum of the bytes before: tells damage from a wrong passphrase
 * The check value costs an attacker nothing less than the pages' own tags do: each guess is one Argon2id.
 */
#ifndef DIWAN_KEY_PRIV_H
#define DIWAN_KEY_PRIV_H
#include "store/store.h"

enum { CIPHER_KEY_BYTES = 32 };

struct register_key {
    unsigned char salt[REGISTER_SALT_BYTES];
    struct secret master; /* p NULL: none, the register is open */
};

/* A new key of what was answered: of a passphrase under a new salt. */
MUST_USE bool key_make(const struct key_answer *answer, struct register_key *out, struct err *e);
/* The key that belongs to `salt`, or ERR_DENIED, with a sentence that names the register, when it is not this one. */
MUST_USE bool key_open(const struct key_answer *answer, const unsigned char salt[REGISTER_SALT_BYTES], const char *shown,
    struct register_key *out, struct err *e);
/* The cipher's own key, of CIPHER_KEY_BYTES; the caller ends it. */
struct secret key_for_cipher(const struct register_key *k);
void key_copy(struct register_key *to, const struct register_key *from);
void key_end(struct register_key *k);

enum salt_state { SALT_NONE, SALT_DAMAGED, SALT_FINE };
/* What the first 24 bytes of a file are: of an encrypted register (page size `page`), of a damaged one, or of something else. */
enum salt_state salt_of(const unsigned char head[24], uint32_t page);
#endif
