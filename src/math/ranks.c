/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of orders: tau-b, rho, W, and how likely chance alone would make them. */
#include "math/ranks.h"
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>

struct pair {
    double a, b;
};

static int by_place(const void *x, const void *y)
{
    const struct pair *p = x, *q = y;
    int first = (p->a > q->a) - (p->a < q->a);
    return first ? first : (p->b > q->b) - (p->b < q->b);
}

static int ascending(const void *x, const void *y)
{
    double p = *(const double *)x, q = *(const double *)y;
    return (p > q) - (p < q);
}

static int64_t pairs_of(int64_t n) { return n * (n - 1) / 2; }

/* How ties of a sorted list weigh: pairs, and the sums that the variance wants. */
struct ties {
    int64_t pairs;      /* sum t(t-1)/2 */
    double two, three;  /* sum t(t-1)(2t+5); sum t(t-1)(t-2) */
    double cubes;       /* sum t^3 - t */
};

static void ties_add(struct ties *out, int64_t t)
{
    double d = (double)t;
    out->pairs += pairs_of(t);
    out->two += d * (d - 1) * (2 * d + 5);
    out->three += d * (d - 1) * (d - 2);
    out->cubes += d * d * d - d;
}

static struct ties ties_of(const double *sorted, size_t n)
{
    struct ties out = {0};
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && sorted[j] == sorted[i]; j++) {
        }
        ties_add(&out, (int64_t)(j - i));
    }
    return out;
}

/* Sorts v and returns how many pairs stood the wrong way round; equal ones do not. */
static int64_t exchanges(double *v, double *spare, size_t n)
{
    if (n < 2)
        return 0;
    size_t half = n / 2, i = 0, j = half, k = 0;
    int64_t out = exchanges(v, spare, half) + exchanges(v + half, spare, n - half);
    while (i < half || j < n) {
        bool left = j == n || (i < half && v[i] <= v[j]);
        out += left ? 0 : (int64_t)(half - i);
        spare[k++] = left ? v[i++] : v[j++];
    }
    memcpy(v, spare, n * sizeof *v);
    return out;
}

/* Ranks from 1, ties their mean. */
static void mean_ranks(const double *v, size_t n, double *ranks, struct arena *scratch)
{
    struct pair *at = ARENA_ARRAY(scratch, struct pair, n + 1);
    for (size_t i = 0; i < n; i++)
        at[i] = (struct pair){v[i], (double)i};
    qsort(at, n, sizeof *at, by_place);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && at[j].a == at[i].a; j++) {
        }
        for (size_t k = i; k < j; k++)
            ranks[(size_t)at[k].b] = (double)(i + j + 1) / 2;
    }
}

static double spearman(const struct pair *both, size_t n, struct arena *scratch)
{
    double *a = ARENA_ARRAY(scratch, double, n + 1), *b = ARENA_ARRAY(scratch, double, n + 1), *ra = ARENA_ARRAY(scratch, double, n + 1), *rb = ARENA_ARRAY(scratch, double, n + 1);
    double mean = (double)(n + 1) / 2, ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < n; i++) {
        a[i] = both[i].a;
        b[i] = both[i].b;
    }
    mean_ranks(a, n, ra, scratch);
    mean_ranks(b, n, rb, scratch);
    for (size_t i = 0; i < n; i++) {
        ab += (ra[i] - mean) * (rb[i] - mean);
        aa += (ra[i] - mean) * (ra[i] - mean);
        bb += (rb[i] - mean) * (rb[i] - mean);
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}

/* ---- how likely by chance ---- */

/* Of all orders of n things the share that has `discordant` pairs or fewer: their numbers come from those of n - 1 things, the new one standing behind 0 to n - 1 of them. */
static double share_below(size_t n, int64_t discordant)
{
    size_t most = (size_t)pairs_of((int64_t)n);
    struct arena a CLEANUP(arena_end) = {0};
    double *share = ARENA_ARRAY(&a, double, most + 1), *before = ARENA_ARRAY(&a, double, most + 1), below = 0;
    share[0] = 1;
    for (size_t things = 2; things <= n; things++) {
        memcpy(before, share, (most + 1) * sizeof *share);
        double window = 0;
        for (size_t d = 0; d <= (size_t)pairs_of((int64_t)things); d++) {
            window += before[d] - (d >= things ? before[d - things] : 0);
            share[d] = window / (double)things;
        }
    }
    for (int64_t d = 0; d <= discordant && d <= (int64_t)most; d++)
        below += share[d];
    return below;
}

static double counted_p(size_t n, int64_t discordant)
{
    int64_t most = pairs_of((int64_t)n), fewer = MIN_OF(discordant, most - discordant);
    return 2 * fewer == most ? 1 : MIN_OF(1.0, 2 * share_below(n, fewer));
}

/* The next order of at[0..n), in the order of the alphabet; false behind the last. */
static bool next_order(size_t *at, size_t n)
{
    size_t i = n, j = n;
    while (i > 1 && at[i - 2] >= at[i - 1])
        i--;
    if (i < 2)
        return false;
    while (at[j - 1] <= at[i - 2])
        j--;
    size_t swap = at[i - 2];
    at[i - 2] = at[j - 1];
    at[j - 1] = swap;
    for (size_t lo = i - 1, hi = n; lo + 1 < hi; lo++) {
        hi--;
        swap = at[lo];
        at[lo] = at[hi];
        at[hi] = swap;
    }
    return true;
}

static int sign(double x) { return (x > 0) - (x < 0); }

/* Every order of the second tried: the share in which |C - D| is at least as large. */
static double tried_p(const struct pair *both, size_t n, int64_t score)
{
    int signs_a[RANKS_TRIED_LEAST][RANKS_TRIED_LEAST], signs_b[RANKS_TRIED_LEAST][RANKS_TRIED_LEAST];
    size_t at[RANKS_TRIED_LEAST];
    int64_t as_far = 0, all = 0;
    for (size_t i = 0; i < n; i++) {
        at[i] = i;
        for (size_t j = 0; j < n; j++) {
            signs_a[i][j] = sign(both[i].a - both[j].a);
            signs_b[i][j] = sign(both[i].b - both[j].b);
        }
    }
    do {
        int64_t s = 0;
        for (size_t i = 1; i < n; i++)
            for (size_t j = 0; j < i; j++)
                s += signs_a[i][j] * signs_b[at[i]][at[j]];
        as_far += llabs(s) >= llabs(score);
        all++;
    } while (next_order(at, n));
    return (double)as_far / (double)all;
}

static double normal_p(size_t n, int64_t score, const struct ties *a, const struct ties *b)
{
    double m = (double)n, all = m * (m - 1);
    double v = (all * (2 * m + 5) - a->two - b->two) / 18 + 2.0 * (double)a->pairs * (double)b->pairs / all + a->three * b->three / (9 * all * (m - 2));
    return MIN_OF(1.0, 2 * normal_above(fabs((double)score) / sqrt(v)));
}

/* Fisher's z, back from it. */
static void interval(struct estimate *tau, double confidence)
{
    tau->lo = tau->hi = NAN;
    if (tau->n < RANKS_INTERVAL_LEAST || fabs(tau->value) >= 1)
        return;
    double z = atanh(tau->value), wide = normal_quantile(0.5 + confidence / 2) * sqrt(0.437 / (double)(tau->n - 4));
    tau->lo = tanh(z - wide);
    tau->hi = tanh(z + wide);
}

/* ---- two orders ---- */

static size_t in_both(const double *a, const double *b, size_t n, struct pair *both, struct rank_agreement *out)
{
    for (size_t i = 0; i < n; i++) {
        out->only_a += !isnan(a[i]) && isnan(b[i]);
        out->only_b += isnan(a[i]) && !isnan(b[i]);
        if (!isnan(a[i]) && !isnan(b[i]))
            both[out->both++] = (struct pair){a[i], b[i]};
    }
    return (size_t)out->both;
}

/* Pairs tied in both, of pairs in their order. */
static int64_t tied_twice(const struct pair *both, size_t n)
{
    int64_t out = 0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && by_place(&both[i], &both[j]) == 0; j++) {
        }
        out += pairs_of((int64_t)(j - i));
    }
    return out;
}

struct rank_agreement ranks_agree(const double *a, const double *b, size_t n, double confidence)
{
    assert(confidence > 0 && confidence < 1);
    struct arena scratch CLEANUP(arena_end) = {0};
    struct rank_agreement out = {.tau = ESTIMATE_NONE, .rho = NAN, .p = NAN};
    struct pair *both = ARENA_ARRAY(&scratch, struct pair, n + 1);
    size_t m = in_both(a, b, n, both, &out);
    double *first = ARENA_ARRAY(&scratch, double, m + 1), *second = ARENA_ARRAY(&scratch, double, m + 1), *spare = ARENA_ARRAY(&scratch, double, m + 1);
    out.tau.n = out.both;
    if (m < 2)
        return out;
    qsort(both, m, sizeof *both, by_place);
    for (size_t i = 0; i < m; i++) {
        first[i] = both[i].a;
        second[i] = both[i].b;
    }
    out.discordant = exchanges(second, spare, m);
    struct ties in_a = ties_of(first, m), in_b = ties_of(second, m);
    int64_t all = pairs_of(out.both);
    out.tied_a = in_a.pairs;
    out.tied_b = in_b.pairs;
    out.concordant = all - in_a.pairs - in_b.pairs + tied_twice(both, m) - out.discordant;
    if (in_a.pairs == all || in_b.pairs == all)
        return out;
    int64_t score = out.concordant - out.discordant;
    bool tied = in_a.pairs || in_b.pairs;
    out.tau.value = (double)score / sqrt((double)(all - in_a.pairs)) / sqrt((double)(all - in_b.pairs));
    if (llabs(score) == all - in_a.pairs && in_a.pairs == in_b.pairs)
        out.tau.value = score > 0 ? 1 : -1; /* but for rounding */
    out.rho = spearman(both, m, &scratch);
    interval(&out.tau, confidence);
    errors_off();
    out.exact = m <= (tied ? RANKS_TRIED_LEAST : RANKS_COUNTED_MOST);
    out.p = !out.exact ? normal_p(m, score, &in_a, &in_b) : tied ? tried_p(both, m, score) : counted_p(m, out.discordant);
    return out;
}

/* ---- several orders ---- */

/* n! to the power of m - 1, at most one more than the limit. */
static int64_t combinations(size_t orders, size_t n)
{
    int64_t one = 1, all = 1;
    for (size_t i = 2; i <= n && one <= RANKS_ORDERS_TRIED; i++)
        one *= (int64_t)i;
    for (size_t i = 1; i < orders && all <= RANKS_ORDERS_TRIED; i++)
        all *= one;
    return MIN_OF(all, (int64_t)RANKS_ORDERS_TRIED + 1);
}

/* Sum of squares of the things' rank sums about their mean. */
static double spread_of(const double *sums, size_t orders, size_t n)
{
    double mean = (double)orders * (double)(n + 1) / 2, out = 0;
    for (size_t i = 0; i < n; i++)
        out += (sums[i] - mean) * (sums[i] - mean);
    return out;
}

struct trying {
    const double *ranks;   /* orders x n */
    size_t orders, n, *at; /* at: orders x n, the order that is tried of each */
    double *sums;          /* orders x n: of the ranks up to that order */
    double least;
    int64_t as_far, all;
};

/* Every order of the `order`th and those behind it, on top of the sums before. */
static void try_order(struct trying *t, size_t order)
{
    size_t n = t->n, *at = t->at + order * n;
    const double *before = t->sums + (order - 1) * n;
    double *sums = t->sums + order * n;
    for (size_t i = 0; i < n; i++)
        at[i] = i;
    do {
        for (size_t i = 0; i < n; i++)
            sums[i] = before[i] + t->ranks[order * n + at[i]];
        if (order + 1 < t->orders) {
            try_order(t, order + 1);
        } else {
            t->as_far += spread_of(sums, t->orders, n) >= t->least;
            t->all++;
        }
    } while (next_order(at, n));
}

static double concordance_p(const double *ranks, size_t orders, size_t n, double spread)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct trying t = {.ranks = ranks, .orders = orders, .n = n, .least = spread * (1 - 1e-12), .at = ARENA_ARRAY(&scratch, size_t, orders * n), .sums = ARENA_ARRAY(&scratch, double, orders * n)};
    memcpy(t.sums, ranks, n * sizeof *ranks);
    try_order(&t, 1);
    return (double)t.as_far / (double)t.all;
}

static double mean_tau(const double *ranks, size_t orders, size_t n)
{
    double sum = 0;
    for (size_t i = 1; i < orders; i++)
        for (size_t j = 0; j < i; j++) {
            struct arena scratch CLEANUP(arena_end) = {0};
            struct pair *both = ARENA_ARRAY(&scratch, struct pair, n + 1);
            int64_t score = 0, tied_i = 0, tied_j = 0;
            for (size_t k = 0; k < n; k++)
                both[k] = (struct pair){ranks[i * n + k], ranks[j * n + k]};
            for (size_t k = 1; k < n; k++)
                for (size_t l = 0; l < k; l++) {
                    score += sign(both[k].a - both[l].a) * sign(both[k].b - both[l].b);
                    tied_i += both[k].a == both[l].a;
                    tied_j += both[k].b == both[l].b;
                }
            sum += (double)score / sqrt((double)(pairs_of((int64_t)n) - tied_i)) / sqrt((double)(pairs_of((int64_t)n) - tied_j));
        }
    return sum / (double)pairs_of((int64_t)orders);
}

/* Which things every order has: how many, at the front of `which`. */
static size_t in_all(const double *places, size_t orders, size_t n, size_t *which, int64_t *left_out)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t has = 0;
        for (size_t o = 0; o < orders; o++)
            has += isnan(places[o * n + i]) ? 0 : 1;
        *left_out += has > 0 && has < orders;
        if (has == orders && orders > 0)
            which[kept++] = i;
    }
    return kept;
}

struct rank_concordance ranks_concordance(const double *places, size_t orders, size_t n)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct rank_concordance out = {.orders = (int64_t)orders, .w = NAN, .mean_tau = NAN, .chi2 = NAN, .p = NAN};
    size_t *which = ARENA_ARRAY(&scratch, size_t, n + 1), m = in_all(places, orders, n, which, &out.left_out);
    out.things = (int64_t)m;
    if (m < 2 || orders < 2)
        return out;
    double *ranks = ARENA_ARRAY(&scratch, double, orders * m), *one = ARENA_ARRAY(&scratch, double, m), *sums = ARENA_ARRAY(&scratch, double, m), cubes = 0;
    for (size_t o = 0; o < orders; o++) {
        for (size_t i = 0; i < m; i++)
            one[i] = places[o * n + which[i]];
        mean_ranks(one, m, ranks + o * m, &scratch);
        qsort(one, m, sizeof *one, ascending);
        cubes += ties_of(one, m).cubes;
        for (size_t i = 0; i < m; i++)
            sums[i] += ranks[o * m + i];
    }
    double k = (double)orders, things = (double)m, spread = spread_of(sums, orders, m), most = k * k * (things * things * things - things) - k * cubes;
    if (most <= 0)
        return out;
    out.w = MIN_OF(1.0, 12 * spread / most);
    out.chi2 = k * (things - 1) * out.w;
    out.mean_tau = mean_tau(ranks, orders, m);
    errors_off();
    out.exact = combinations(orders, m) <= RANKS_ORDERS_TRIED;
    out.p = out.exact ? concordance_p(ranks, orders, m, spread) : gsl_cdf_chisq_Q(out.chi2, things - 1);
    return out;
}
