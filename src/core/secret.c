/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/secret.h"
#include <sodium.h>
#include <stdlib.h>

struct secret secret_empty(size_t n)
{
    if (sodium_init() < 0)
        mem_ran_out(n);
    unsigned char *p = sodium_malloc(n ? n : 1);
    if (!p)
        mem_ran_out(n);
    memset(p, 0, n ? n : 1);
    return (struct secret){p, n};
}

uint64_t secret_lot(void)
{
    uint64_t lot;
    randombytes_buf(&lot, sizeof lot);
    return lot;
}

struct secret secret_of(const void *bytes, size_t n)
{
    struct secret s = secret_empty(n);
    if (n)
        memcpy(s.p, bytes, n);
    return s;
}

void secret_end(struct secret *s)
{
    sodium_free(s->p);
    *s = (struct secret){0};
}
