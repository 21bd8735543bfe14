/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

static uint64_t turn(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

void rng_init(struct rng *r, uint64_t seed)
{
    for (size_t i = 0; i < 4; i++) { /* splitmix64, as the authors advise */
        seed += 0x9e3779b97f4a7c15u;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        r->s[i] = z ^ (z >> 31);
    }
}

uint64_t rng_next(struct rng *r)
{
    uint64_t *s = r->s, result = turn(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn(s[3], 45);
    return result;
}

double rng_unit(struct rng *r)
{
    return (double)(rng_next(r) >> 11) * 0x1.0p-53;
}

uint64_t rng_below(struct rng *r, uint64_t limit)
{
    if (limit <= 1)
        return 0;
    uint64_t least = (0 - limit) % limit, v;
    do
        v = rng_next(r);
    while (v < least);
    return v % limit;
}

void sum_add(struct sum *s, double v)
{
    double t = s->s + v;
    s->c += fabs(s->s) >= fabs(v) ? (s->s - t) + v : (v - t) + s->s;
    s->s = t;
}

double sum_value(const struct sum *s)
{
    return s->s + s->c;
}
