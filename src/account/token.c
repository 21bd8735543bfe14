/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens: chance that somebody carries, of which the register keeps a digest alone; and MACs that forms carry. */
#include "account/account_priv.h"
#include <sodium.h>

void token_new(char token[TOKEN_TEXT])
{
    unsigned char chance[32];
    randombytes_buf(chance, sizeof chance);
    sodium_bin2base64(token, TOKEN_TEXT, chance, sizeof chance, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(chance, sizeof chance);
}

void token_digest(struct str token, char hex[DIGEST_TEXT])
{
    struct hasher h;
    hash_begin(&h);
    hash_add(&h, token.p, token.n);
    struct digest d = hash_end(&h);
    digest_hex(&d, hex);
}

void mac_of(const unsigned char key[32], const char *context, struct str text, unsigned char out[32])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, 32);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)context, strlen(context) + 1);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)text.p, text.n);
    crypto_auth_hmacsha256_final(&state, out);
}

void form_token(const unsigned char key[32], struct str token, char out[65])
{
    unsigned char mac[32];
    mac_of(key, "form", token, mac);
    sodium_bin2hex(out, 65, mac, sizeof mac);
}

bool form_token_is(const unsigned char key[32], struct str token, struct str claimed)
{
    char right[65];
    form_token(key, token, right);
    return claimed.n == 64 && sodium_memcmp(right, claimed.p, 64) == 0;
}
