/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shares: a register's key in N parts for trustees, any M of which give it back, and fewer of which tell nothing (Shamir 1979, by libgfshare).
 * A share is nine short lines that can be printed and typed back:
 *
 *   3: ABCDE FGHJK MNPQR      8 bytes as 13 signs of Crockford's base32, then a CRC of 10 bits as two more
 *
 * The CRC (x^10 + x^9 + x^5 + x^4 + x + 1, over the line's number and its signs) finds every wrong sign and every two that changed places. The
 * lines carry 72 bytes: version 1, number, of, need; the name of the key (8: BLAKE2b of its salt); a mark of this splitting (4); the part (40); a check
 * value (8), by which wrong parts are noticed, since the method itself would give some key; the sum of all this (8: BLAKE2b), by which lines
 * of different shares are. What is split is the key and 8 bytes of chance, and the check value is BLAKE2b, keyed with both, over what all the
 * shares have in common: so a share alone is nothing to try passphrases on either.
 */
#ifndef DIWAN_SHARES_H
#define DIWAN_SHARES_H
#include "core/secret.h"

enum { SHARES_MOST = 20, SHARE_NEED_LEAST = 2, SHARE_KEY = 32, SHARE_PART = SHARE_KEY + 8, SHARE_SALT = 16, SHARE_LINES = 9, SHARE_TEXT_MOST = 64 * 1024 };
struct share {
    unsigned char number, of, need; /* 1 <= number <= of; 2 <= need <= of <= SHARES_MOST */
    unsigned char id[8], set[4], check[8]; /* id: of the key */
    struct secret part; /* SHARE_PART bytes */
};
void share_end(struct share *s);

/* `of` shares of `key` (SHARE_KEY bytes) into `out`, which has room for them; the caller ends each. ERR_USAGE where the numbers are none to
 * use. */
MUST_USE bool shares_split(const struct secret *key, const unsigned char salt[SHARE_SALT], int64_t of, int64_t need, struct share *out, struct err *e);

/* Its nine lines, each with a line end. The caller wipes them. */
void share_write(const struct share *s, struct buf *out);
/* From the lines of `text` that begin with a number and a colon; others are words for people. Capitals or not, O for 0, I and L for 1, blanks and
 * hyphens anywhere. ERR_INPUT, with `name`, the line and what is wrong with it. `out` is as it was on failure. */
MUST_USE bool share_read(const char *name, struct str text, struct share *out, struct err *e);

/* The key, of `n` shares (names[i]: for words to people). `salt`: of the register called `shown`. ERR_INPUT where they are too few, one is given twice, they belong to
 * another key or to different splittings, or give no key together. */
MUST_USE bool shares_combine(const struct share *list, const char *const *names, size_t n, const unsigned char salt[SHARE_SALT], const char *shown,
    struct secret *key, struct err *e);
#endif
