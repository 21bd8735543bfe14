/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Argon2id at its least cost, put before libsodium (LD_PRELOAD) by tests that are about other things: of what they start a third to
 * nine tenths of the time would go into hashing passphrases. The program is the one that people run; it knows nothing of this.
 * A hash of a password says its cost itself, so that it is verified as it was made; but for the one that stands for names that nobody has
 * (password_of_nobody, known by its salt), which no password ever fits and which costs what passwords of people cost. */
#include <dlfcn.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>

typedef int hash_fn(unsigned char *out, unsigned long long out_n, const char *password, unsigned long long n, const unsigned char *salt,
    unsigned long long passes, size_t memory, int kind);
typedef int text_fn(char *out, const char *password, unsigned long long n, unsigned long long passes, size_t memory, int kind);
typedef int verify_fn(const char hash[crypto_pwhash_STRBYTES], const char *password, unsigned long long n);

static void *behind(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

int crypto_pwhash(unsigned char *const out, unsigned long long out_n, const char *const password, unsigned long long n, const unsigned char *const salt,
    unsigned long long passes, size_t memory, int kind)
{
    hash_fn *real = NULL;
    void *found = behind("crypto_pwhash");
    memcpy(&real, &found, sizeof real);
    (void)passes, (void)memory;
    return real ? real(out, out_n, password, n, salt, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN, kind) : -1;
}

int crypto_pwhash_str_alg(char out[crypto_pwhash_STRBYTES], const char *const password, unsigned long long n, unsigned long long passes, size_t memory, int kind)
{
    text_fn *real = NULL;
    void *found = behind("crypto_pwhash_str_alg");
    memcpy(&real, &found, sizeof real);
    (void)passes, (void)memory;
    return real ? real(out, password, n, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN, kind) : -1;
}

int crypto_pwhash_str_verify(const char hash[crypto_pwhash_STRBYTES], const char *const password, unsigned long long n)
{
    verify_fn *real = NULL;
    void *found = behind("crypto_pwhash_str_verify");
    memcpy(&real, &found, sizeof real);
    return real && !strstr(hash, "$c29kaXVtIG5vYm9keSAgIA$") ? real(hash, password, n) : -1;
}
