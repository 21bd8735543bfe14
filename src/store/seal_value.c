/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seal: one sealed value as bytes. */
#include "store/seal_priv.h"
#include <assert.h>
#include <sodium.h>

_Static_assert(SEALED_BOX == crypto_box_SEALBYTES + crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "a box holds one key");
_Static_assert(SEALED_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES && SEALED_TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "format 1");
_Static_assert(STEWARD_KEY_BYTES == crypto_box_PUBLICKEYBYTES && STEWARD_KEY_BYTES == crypto_box_SECRETKEYBYTES, "X25519");

static const uint8_t magic[SEALED_MAGIC] = {'D', 'S', 'V', 1};

/* Which key a box is for, without telling the key: the first bytes of its hash. */
static void mark_of(const struct steward_public *key, uint8_t mark[SEALED_MARK])
{
    uint8_t hash[32];
    crypto_generichash(hash, sizeof hash, key->b, sizeof key->b, (const unsigned char *)"diwan steward mark", 18);
    memcpy(mark, hash, SEALED_MARK);
}

static size_t content_most(void)
{
    return (SEALED_PLAIN_MOST / SEALED_STEP + 1) * SEALED_STEP + SEALED_TAG;
}

bool sealed_value_read(struct str bytes, struct sealed_value *out, struct err *e)
{
    const uint8_t *p = (const uint8_t *)bytes.p;
    if (bytes.n < SEALED_HEAD_LEAST || memcmp(p, magic, SEALED_MAGIC - 1) != 0)
        return err_set(e, ERR_STORE, "is no sealed value: it was changed or damaged; go on with your last backup");
    if (p[SEALED_MAGIC - 1] != magic[SEALED_MAGIC - 1])
        return err_set(e, ERR_STORE, "is sealed in form %u, and this program knows form %u: use a newer program", p[SEALED_MAGIC - 1], magic[SEALED_MAGIC - 1]);
    size_t n = p[SEALED_MAGIC], head = SEALED_MAGIC + 1 + n * SEALED_ONE + SEALED_NONCE + 4;
    if (n < 1 || n > STEWARDS_MOST || bytes.n < head)
        return err_set(e, ERR_STORE, "is a sealed value cut short or damaged; go on with your last backup");
    const uint8_t *length = p + head - 4;
    size_t content = (size_t)length[0] << 24 | (size_t)length[1] << 16 | (size_t)length[2] << 8 | length[3];
    if (content != bytes.n - head || content > content_most() || content <= SEALED_TAG || (content - SEALED_TAG) % SEALED_STEP != 0)
        return err_set(e, ERR_STORE, "is a sealed value cut short or damaged; go on with your last backup");
    *out = (struct sealed_value){.steward_n = n, .head_n = head, .content_n = content, .bytes = p, .stewards = p + SEALED_MAGIC + 1,
        .nonce = p + head - 4 - SEALED_NONCE, .content = p + head};
    return true;
}

size_t sealed_value_for(const struct sealed_value *v, const struct steward_public *key)
{
    uint8_t mark[SEALED_MARK];
    mark_of(key, mark);
    for (size_t i = 0; i < v->steward_n; i++)
        if (memcmp(v->stewards + i * SEALED_ONE, mark, SEALED_MARK) == 0)
            return i;
    return SIZE_MAX;
}

bool sealed_value_exactly(const struct sealed_value *v, const struct steward_public *to, size_t n)
{
    bool same = v->steward_n == n;
    for (size_t i = 0; same && i < n; i++)
        same = sealed_value_for(v, &to[i]) != SIZE_MAX;
    return same;
}

/* What stands before the text, and the context: neither can be exchanged. */
static void associated(struct buf *b, const uint8_t *head, size_t head_n, struct str context)
{
    b->most = head_n + context.n + 1;
    buf_add(b, (const char *)head, head_n);
    buf_str(b, context);
    assert(!b->over);
}

static bool boxes_add(struct buf *out, const struct steward_public *to, size_t n, const struct secret *key)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t one[SEALED_ONE];
        mark_of(&to[i], one);
        if (crypto_box_seal(one + SEALED_MARK, key->p, key->n, to[i].b) != 0)
            return false;
        buf_add(out, (const char *)one, sizeof one);
    }
    return true;
}

static struct secret padded(const struct secret *plain)
{
    size_t n = 0;
    struct secret out = secret_empty((plain->n / SEALED_STEP + 1) * SEALED_STEP);
    memcpy(out.p, plain->p, plain->n);
    int done = sodium_pad(&n, out.p, plain->n, SEALED_STEP, out.n);
    assert(done == 0 && n == out.n);
    (void)done;
    return out;
}

bool sealed_value_make(const struct steward_public *to, size_t n, struct str context, const struct secret *plain, struct buf *out, struct err *e)
{
    assert(n >= 1 && n <= STEWARDS_MOST);
    if (plain->n < 1 || plain->n > SEALED_PLAIN_MOST)
        return err_set(e, ERR_INPUT, "what is to be sealed has %zu bytes; write at least 1 and at most %d", plain->n, (int)SEALED_PLAIN_MOST);
    struct secret key CLEANUP(secret_end) = secret_empty(crypto_aead_xchacha20poly1305_ietf_KEYBYTES), text CLEANUP(secret_end) = padded(plain);
    uint8_t nonce[SEALED_NONCE], count = (uint8_t)n;
    size_t content = text.n + SEALED_TAG;
    const uint8_t length[4] = {(uint8_t)(content >> 24), (uint8_t)(content >> 16), (uint8_t)(content >> 8), (uint8_t)content};
    randombytes_buf(key.p, key.n);
    randombytes_buf(nonce, sizeof nonce);
    size_t from = out->n;
    buf_add(out, (const char *)magic, sizeof magic);
    buf_add(out, (const char *)&count, 1);
    if (!boxes_add(out, to, n, &key))
        return err_set(e, ERR_INPUT, "the public key of a steward is none that can be sealed to; end that steward and add the right key");
    buf_add(out, (const char *)nonce, sizeof nonce);
    buf_add(out, (const char *)length, sizeof length);
    struct buf with CLEANUP(buf_end) = {0};
    associated(&with, (const uint8_t *)out->p + from, out->n - from, context);
    uint8_t *sealed = mem_get(content);
    unsigned long long made = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, &made, text.p, text.n, (const uint8_t *)with.p, with.n, NULL, nonce, key.p);
    buf_add(out, (const char *)sealed, (size_t)made);
    free(sealed);
    return true;
}

static bool unpadded(struct secret *text, struct secret *out)
{
    size_t n = 0;
    if (sodium_unpad(&n, text->p, text->n, SEALED_STEP) != 0 || n < 1)
        return false;
    *out = secret_of(text->p, n);
    return true;
}

bool sealed_value_open(struct str bytes, struct str context, const struct steward_key *key, struct secret *out, struct err *e)
{
    struct sealed_value v;
    if (!sealed_value_read(bytes, &v, e))
        return false;
    size_t at = sealed_value_for(&v, &key->public);
    if (at == SIZE_MAX)
        return err_set(e, ERR_DENIED, "is not sealed to this steward's key; a steward who can open it may seal it again: `diwan key reseal`");
    struct secret data_key CLEANUP(secret_end) = secret_empty(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    struct secret text CLEANUP(secret_end) = secret_empty(v.content_n - SEALED_TAG);
    struct buf with CLEANUP(buf_end) = {0};
    unsigned long long n = 0;
    associated(&with, v.bytes, v.head_n, context);
    if (crypto_box_seal_open(data_key.p, v.stewards + at * SEALED_ONE + SEALED_MARK, SEALED_BOX, key->public.b, key->secret.p) != 0 ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(text.p, &n, NULL, v.content, v.content_n, (const uint8_t *)with.p, with.n, v.nonce, data_key.p) != 0 ||
        !unpadded(&text, out))
        return err_set(e, ERR_STORE, "does not open: it was changed, or brought here from another row, field or register; take a copy of the register from before that");
    return true;
}

bool steward_public_good(const struct steward_public *key)
{
    uint8_t box[crypto_box_SEALBYTES + 1];
    return sodium_init() >= 0 && crypto_box_seal(box, (const unsigned char *)"", 1, key->b) == 0;
}
