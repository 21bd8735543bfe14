/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files of stewards, secret and public: whatever the text, it is one or the other or one sentence says why not. */
#include "store/seal_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct steward_text secret;
    struct steward_public public;
    char name[STEWARD_NAME_MOST + 1];
    struct err e = {0}, other = {0};
    bool is_secret = steward_text_read(text, &secret, &e), is_public = steward_public_read(text, &public, name, &other);
    must(!(is_secret && is_public));
    must(is_secret || e.text[0]);
    must(is_public || other.text[0]);
    must(!is_secret || (steward_key_is(text) && str_utf8_ok(str_of(secret.name), NULL) && secret.cost.kib <= 1024 * 1024 && secret.cost.passes <= 16));
    must(!is_public || steward_public_good(&public));
    return 0;
}
