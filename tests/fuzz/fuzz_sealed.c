/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed values: whatever the bytes, lengths add up, and what opens has a length that fits. The key is known: the corpus opens to it. */
#include "store/seal_priv.h"
#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned char seed[crypto_box_SEEDBYTES] = {1, 2, 3};
    struct err e = {0};
    struct sealed_value v;
    struct str bytes = {(const char *)data, size};
    struct secret got = {0};
    struct steward_key k = {.secret = secret_empty(STEWARD_KEY_BYTES)};
    crypto_box_seed_keypair(k.public.b, k.secret.p, seed);
    bool is = sealed_value_read(bytes, &v, &e);
    must(is || (e.code == ERR_STORE && e.text[0]));
    must(!is || (v.head_n + v.content_n == size && v.steward_n >= 1 && v.steward_n <= STEWARDS_MOST));
    if (is)
        must(sealed_value_exactly(&v, &k.public, 1) == (v.steward_n == 1 && sealed_value_for(&v, &k.public) == 0));
    if (sealed_value_open(bytes, STR("fuzz"), &k, &got, &e)) {
        must(is && got.n >= 1 && got.n <= SEALED_PLAIN_MOST);
        secret_end(&got);
    }
    steward_key_end(&k);
    return 0;
}
