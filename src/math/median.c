/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The median of counts and its interval. */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>

enum { COMMON = 1024 }; /* counts below stand in a table, the few above are sorted */

struct ordered { /* the counts in order, without sorting them all */
    size_t below[COMMON + 1]; /* how many are smaller than that */
    int32_t *large;
};

static int ascending(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static void order(const int32_t *counts, size_t n, struct ordered *o, struct arena *a)
{
    size_t large = 0;
    for (size_t i = 0; i < n; i++) {
        assert(counts[i] >= 0);
        if (counts[i] < COMMON)
            o->below[counts[i] + 1]++;
        else
            large++;
    }
    for (size_t v = 0; v < COMMON; v++)
        o->below[v + 1] += o->below[v];
    o->large = ARENA_ARRAY(a, int32_t, large + 1);
    large = 0;
    for (size_t i = 0; i < n; i++)
        if (counts[i] >= COMMON)
            o->large[large++] = counts[i];
    qsort(o->large, large, sizeof *o->large, ascending);
}

/* The count of that rank, 0 the smallest. */
static double at_rank(const struct ordered *o, size_t rank)
{
    if (rank >= o->below[COMMON])
        return o->large[rank - o->below[COMMON]];
    size_t v = 0;
    while (o->below[v + 1] <= rank)
        v++;
    return (double)v;
}

/* The most k for which fewer than k of n fair coins show heads with at most that chance; 0: none. */
static size_t tail_rank(size_t n, double chance)
{
    size_t lo = 0, hi = n / 2 + 1; /* P(heads <= k - 1) <= chance holds for lo (as for no k at all), not for hi */
    while (hi - lo > 1) {
        size_t k = lo + (hi - lo) / 2;
        if (gsl_cdf_binomial_P((unsigned)(k - 1), 0.5, (unsigned)n) <= chance)
            lo = k;
        else
            hi = k;
    }
    return lo;
}

struct estimate median_counts(const int32_t *counts, size_t n, double confidence)
{
    assert(confidence > 0 && confidence < 1 && n <= UINT32_MAX / 2);
    if (n == 0)
        return ESTIMATE_NONE;
    errors_off();
    struct arena a CLEANUP(arena_end) = {0};
    struct ordered *o = ARENA_NEW(&a, struct ordered);
    order(counts, n, o, &a);
    struct estimate out = {(at_rank(o, (n - 1) / 2) + at_rank(o, n / 2)) / 2, NAN, NAN, (int64_t)n};
    size_t k = tail_rank(n, (1 - confidence) / 2);
    if (k > 0) {
        out.lo = at_rank(o, k - 1);
        out.hi = at_rank(o, n - k);
    }
    return out;
}
