/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"
#include <assert.h>
#include <sodium.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hasher *)0)->state), "room for SHA-256");

void hash_begin(struct hasher *h)
{
    crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)h->state);
}

void hash_add(struct hasher *h, const void *p, size_t n)
{
    if (n)
        crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)h->state, p, n);
}

struct digest hash_end(struct hasher *h)
{
    struct digest d;
    crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)h->state, d.b);
    return d;
}

void digest_hex(const struct digest *d, char out[65])
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < 32; i++) {
        out[2 * i] = hex[d->b[i] >> 4];
        out[2 * i + 1] = hex[d->b[i] & 15];
    }
    out[64] = 0;
}

/* Multiply and fold 128 bits (the idea of wyhash, public domain). Bytes are read little-endian, so the
 * result is the same on every machine. */
static uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide r = (wide)a * b;
    return (uint64_t)r ^ (uint64_t)(r >> 64);
}

static uint64_t bytes(const unsigned char *p, size_t n)
{
    uint64_t v = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (n == 8) {
        memcpy(&v, p, 8);
        return v;
    }
#endif
    for (size_t i = 0; i < n; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

uint64_t hash_64(const void *p, size_t n, uint64_t seed)
{
    const uint64_t k0 = 0xa0761d6478bd642fu, k1 = 0xe7037ed1a0b428dbu;
    const unsigned char *u = p;
    uint64_t h = seed ^ fold(seed ^ k0, k1 ^ n);
    size_t left = n;
    for (; left > 16; left -= 16, u += 16)
        h = fold(bytes(u, 8) ^ k1, bytes(u + 8, 8) ^ h);
    uint64_t a = bytes(u, MIN_OF(left, (size_t)8)), b = left > 8 ? bytes(u + 8, left - 8) : 0;
    return fold(k1 ^ n, fold(a ^ k1, b ^ h) ^ k0);
}

/* ---- texts, each once ---- */

static void rebuild(struct intern *in)
{
    size_t room = in->slot_room ? in->slot_room * 2 : 1024;
    free(in->slots);
    in->slots = mem_get(room * sizeof *in->slots);
    in->slot_room = room;
    for (size_t i = 0; i < in->n; i++) {
        size_t at = hash_64(in->list[i].p, in->list[i].n, 1) & (room - 1);
        while (in->slots[at])
            at = (at + 1) & (room - 1);
        in->slots[at] = (uint32_t)i + 1;
    }
}

/* The slot where s is or would go. */
static size_t slot_of(const struct intern *in, struct str s)
{
    size_t at = hash_64(s.p, s.n, 1) & (in->slot_room - 1);
    while (in->slots[at] && !str_eq(in->list[in->slots[at] - 1], s))
        at = (at + 1) & (in->slot_room - 1);
    return at;
}

static uint32_t insert(struct intern *in, struct str s)
{
    if ((in->n + 1) * 2 > in->slot_room)
        rebuild(in);
    size_t at = slot_of(in, s);
    if (in->slots[at])
        return in->slots[at] - 1;
    assert(in->n < UINT32_MAX - 1);
    GROW(in->list, in->n, in->room);
    in->list[in->n] = (struct str){arena_text(&in->texts, s.p, s.n), s.n};
    in->slots[at] = (uint32_t)++in->n;
    return (uint32_t)in->n - 1;
}

uint32_t intern_id(struct intern *in, struct str s)
{
    if (in->n == 0)
        insert(in, (struct str){"", 0});
    return insert(in, s);
}

bool intern_find(const struct intern *in, struct str s, uint32_t *id)
{
    if (s.n == 0) {
        *id = 0;
        return true;
    }
    if (in->n == 0)
        return false;
    size_t at = slot_of(in, s);
    if (!in->slots[at])
        return false;
    *id = in->slots[at] - 1;
    return true;
}

struct str intern_text(const struct intern *in, uint32_t id)
{
    if (id == 0)
        return (struct str){"", 0};
    assert(id < in->n);
    return in->list[id];
}

size_t intern_count(const struct intern *in)
{
    return in->n;
}

void intern_end(struct intern *in)
{
    arena_end(&in->texts);
    free(in->list);
    free(in->slots);
    *in = (struct intern){0};
}
