/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/key_priv.h"
#include <assert.h>
#include <sodium.h>

enum {
    SALT_WAY = 0xD1,
    WAY_AT = 0,
    RANDOM_AT = 1,
    CHECK_AT = 9,
    SUM_AT = 14,
    PASSES = 3,
    MEMORY_BYTES = 128 << 20
};
static const char context[crypto_kdf_CONTEXTBYTES + 1] = "diwanreg";

/* ---- the salt ---- */

static void sum_of(const unsigned char *salt, unsigned char out[2])
{
    unsigned char digest[crypto_generichash_BYTES_MIN];
    crypto_generichash(digest, sizeof digest, salt, SUM_AT, NULL, 0);
    memcpy(out, digest, 2);
}

static void check_of(const struct secret *master, unsigned char out[SUM_AT - CHECK_AT])
{
    unsigned char value[crypto_kdf_BYTES_MIN];
    crypto_kdf_derive_from_key(value, sizeof value, 2, context, master->p);
    memcpy(out, value, SUM_AT - CHECK_AT);
    sodium_memzero(value, sizeof value);
}

static void salt_finish(unsigned char *salt, const struct secret *master)
{
    check_of(master, salt + CHECK_AT);
    sum_of(salt, salt + SUM_AT);
}

enum salt_state salt_of(const unsigned char head[24], uint32_t page)
{
    /* An encrypted file shows bytes 16 to 23 of SQLite's header: page size, journal version twice, bytes reserved for nonce and
     * tag, and three fixed numbers. */
    const unsigned char *rest = head + REGISTER_SALT_BYTES;
    bool journal = (rest[2] == 1 || rest[2] == 2) && rest[2] == rest[3];
    const unsigned char fixed[4] = {64, 64, 32, 32};
    bool shown = rest[0] == page >> 8 && rest[1] == (page & 0xff) && journal && memcmp(rest + 4, fixed, sizeof fixed) == 0;
    unsigned char sum[2];
    sum_of(head, sum);
    bool salt = head[WAY_AT] == SALT_WAY && memcmp(sum, head + SUM_AT, 2) == 0;
    return salt && shown ? SALT_FINE : salt || shown ? SALT_DAMAGED : SALT_NONE;
}

/* ---- the key ---- */

static bool derive(const struct secret *passphrase, const unsigned char *salt, struct secret *master, struct err *e)
{
    unsigned char spread[crypto_pwhash_SALTBYTES];
    crypto_generichash(spread, sizeof spread, salt, CHECK_AT, NULL, 0);
    struct secret key = secret_empty(MASTER_KEY_BYTES);
    if (crypto_pwhash(key.p, key.n, (const char *)passphrase->p, passphrase->n, spread, PASSES, MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        secret_end(&key);
        return err_set(e, ERR_SYSTEM, "the key could not be made of the passphrase: %d MB of free memory are needed for that", MEMORY_BYTES >> 20);
    }
    *master = key;
    return true;
}

static bool master_of(const struct key_answer *answer, const unsigned char *salt, struct secret *master, struct err *e)
{
    if (answer->kind == KEY_IS_PASSPHRASE)
        return derive(&answer->secret, salt, master, e);
    assert(answer->secret.n == MASTER_KEY_BYTES);
    *master = secret_of(answer->secret.p, answer->secret.n);
    return true;
}

bool key_make(const struct key_answer *answer, struct register_key *out, struct err *e)
{
    struct register_key k = {.salt = {SALT_WAY}};
    if (sodium_init() < 0)
        return err_set(e, ERR_SYSTEM, "this system gives no random numbers, which a new key needs");
    randombytes_buf(k.salt + RANDOM_AT, CHECK_AT - RANDOM_AT);
    if (!master_of(answer, k.salt, &k.master, e))
        return false;
    salt_finish(k.salt, &k.master);
    *out = k;
    return true;
}

bool key_open(const struct key_answer *answer, const unsigned char salt[REGISTER_SALT_BYTES], const char *shown,
    struct register_key *out, struct err *e)
{
    struct register_key k = {0};
    if (!master_of(answer, salt, &k.master, e))
        return false;
    memcpy(k.salt, salt, sizeof k.salt);
    unsigned char check[SUM_AT - CHECK_AT];
    check_of(&k.master, check);
    if (sodium_memcmp(check, salt + CHECK_AT, sizeof check) != 0) {
        key_end(&k);
        return err_set(e, ERR_DENIED, answer->kind == KEY_IS_PASSPHRASE ? "%.300s: this is not the passphrase of this register: nothing was "
            "opened; mind capitals, the keyboard's language and blanks at the end" : "%.300s: this key belongs to another register, or to "
            "this one before its key was changed: nothing was opened", shown);
    }
    *out = k;
    return true;
}

struct secret key_for_cipher(const struct register_key *k)
{
    struct secret s = secret_empty(CIPHER_KEY_BYTES);
    crypto_kdf_derive_from_key(s.p, s.n, 1, context, k->master.p);
    return s;
}

void key_copy(struct register_key *to, const struct register_key *from)
{
    struct register_key k = {0};
    memcpy(k.salt, from->salt, sizeof k.salt);
    if (from->master.p)
        k.master = secret_of(from->master.p, from->master.n);
    *to = k;
}

void key_end(struct register_key *k)
{
    secret_end(&k->master);
    *k = (struct register_key){0};
}
