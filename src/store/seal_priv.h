/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed values as bytes, which know nothing of a register (seal_value.c); for seal.c, tests and fuzzing. */
#ifndef DIWAN_SEAL_PRIV_H
#define DIWAN_SEAL_PRIV_H
#include "store/seal.h"

/* Version 1: "DSV", 1; the number of stewards; for each the mark of the key (8 bytes) and the sealed box of the value's key (80); a nonce
 * (24); the length of what follows (4, big end first); the padded text under XChaCha20-Poly1305. Everything before it, and
 * the context, are associated data. */
enum { SEALED_MAGIC = 4, SEALED_MARK = 8, SEALED_BOX = 80, SEALED_ONE = SEALED_MARK + SEALED_BOX, SEALED_NONCE = 24, SEALED_STEP = 1024, SEALED_TAG = 16,
    SEALED_HEAD_LEAST = SEALED_MAGIC + 1 + SEALED_ONE + SEALED_NONCE + 4 };

struct sealed_value { /* looks into the bytes it was read from */
    size_t steward_n, head_n, content_n;
    const uint8_t *bytes, *stewards, *nonce, *content;
};
/* ERR_STORE for bytes that are no sealed value. */
MUST_USE bool sealed_value_read(struct str bytes, struct sealed_value *out, struct err *e);
/* Where the box of that key is; SIZE_MAX where there is none. */
size_t sealed_value_for(const struct sealed_value *v, const struct steward_public *key);
/* Sealed to exactly these, in any order. */
bool sealed_value_exactly(const struct sealed_value *v, const struct steward_public *to, size_t n);
MUST_USE bool sealed_value_make(const struct steward_public *to, size_t n, struct str context, const struct secret *plain, struct buf *out, struct err *e);
MUST_USE bool sealed_value_open(struct str bytes, struct str context, const struct steward_key *key, struct secret *out, struct err *e);

/* ERR_DENIED for an open register. */
bool seal_allowed(const struct store *s, struct err *e);

/* A secret file as it is read, before the passphrase: nothing in it is secret by itself. */
enum { STEWARD_SALT = 16, STEWARD_LINE = 8, STEWARD_LINES = 11, STEWARD_LOCKED = STEWARD_LINE * STEWARD_LINES, STEWARD_TEXT_MOST = 16 * 1024 };
struct steward_text {
    char name[STEWARD_NAME_MOST + 1];
    struct steward_public public;
    struct steward_cost cost;
    uint8_t locked[STEWARD_LOCKED]; /* salt 16, nonce 24, the secret key under its passphrase 48 */
};
MUST_USE bool steward_text_read(struct str text, struct steward_text *out, struct err *e);

/* A key that boxes can be sealed to. */
bool steward_public_good(const struct steward_public *key);
bool steward_name_good(struct str name, struct err *e);
#endif
