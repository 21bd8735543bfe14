/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partitions into a given number of segments, and least squares with their number chosen by BIC (METHOD D.6). */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

#define TIE 1e-12 /* costs nearer than this are equal: the earlier start wins */

struct exact { /* work space; index t = the first t elements */
    const double *before, *squares; /* sums of the first t, and of their squares; squares NULL: counts */
    double size_r;
    size_t n, minimum, segments;
    double *best; /* (segments + 1) x (n + 1): the cheapest cost of t elements in k segments; INFINITY: not possible */
    size_t *from; /* where the last of them begins */
};

static double cost_of(const struct exact *x, size_t from, size_t to)
{
    double sum = x->before[to] - x->before[from];
    if (!x->squares)
        return partition_cost(sum, to - from, x->size_r);
    double rest = x->squares[to] - x->squares[from] - sum * sum / (double)(to - from);
    return MAX_OF(0, rest);
}

/* Fill the table up to `segments`. O(segments n^2). */
static void table_fill(struct exact *x)
{
    size_t width = x->n + 1;
    for (size_t k = 0; k <= x->segments; k++)
        for (size_t t = 0; t <= x->n; t++)
            x->best[k * width + t] = k == 0 && t == 0 ? 0 : INFINITY;
    for (size_t k = 1; k <= x->segments; k++)
        for (size_t t = k * x->minimum; t <= x->n; t++)
            for (size_t s = (k - 1) * x->minimum; s + x->minimum <= t; s++) {
                double before = x->best[(k - 1) * width + s];
                if (!(before < INFINITY))
                    continue;
                double cost = before + cost_of(x, s, t);
                if (cost < x->best[k * width + t] - TIE) {
                    x->best[k * width + t] = cost;
                    x->from[k * width + t] = s;
                }
            }
}

static void ends_of(const struct exact *x, size_t segments, size_t *ends)
{
    size_t t = x->n;
    for (size_t k = segments; k > 0; k--) {
        ends[k - 1] = t - 1;
        t = x->from[k * (x->n + 1) + t];
    }
}

static double table_cost(const struct exact *x, size_t segments)
{
    return x->best[segments * (x->n + 1) + x->n];
}

/* `v` less `middle`, so that squares keep their digits. */
static struct exact exact_of(const double *v, size_t n, double middle, bool squares, size_t segments, size_t minimum, struct arena *a)
{
    double *before = ARENA_ARRAY(a, double, n + 1), *square = squares ? ARENA_ARRAY(a, double, n + 1) : NULL;
    for (size_t i = 0; i < n; i++) {
        assert(isfinite(v[i]));
        before[i + 1] = before[i] + (v[i] - middle);
        if (square)
            square[i + 1] = square[i] + (v[i] - middle) * (v[i] - middle);
    }
    return (struct exact){.before = before, .squares = square, .n = n, .minimum = minimum, .segments = segments,
        .best = ARENA_ARRAY(a, double, (segments + 1) * (n + 1)), .from = ARENA_ARRAY(a, size_t, (segments + 1) * (n + 1))};
}

static double mean_of(const double *v, size_t n)
{
    struct sum s = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&s, v[i]);
    return n ? sum_value(&s) / (double)n : 0;
}

bool partition_counts_into(const double *y, size_t n, double size_r, size_t segments, size_t minimum, size_t *ends, double *total_cost)
{
    assert(minimum >= 1 && segments >= 1 && size_r > 0);
    if (segments > n / minimum)
        return false;
    struct arena a CLEANUP(arena_end) = {0};
    struct exact x = exact_of(y, n, 0, false, segments, minimum, &a);
    x.size_r = size_r;
    table_fill(&x);
    ends_of(&x, segments, ends);
    if (total_cost)
        *total_cost = table_cost(&x, segments);
    return true;
}

bool partition_squares_into(const double *v, size_t n, size_t segments, size_t minimum, size_t *ends, double *rest)
{
    assert(minimum >= 1 && segments >= 1);
    if (segments > n / minimum)
        return false;
    struct arena a CLEANUP(arena_end) = {0};
    struct exact x = exact_of(v, n, mean_of(v, n), true, segments, minimum, &a);
    table_fill(&x);
    ends_of(&x, segments, ends);
    if (rest)
        *rest = table_cost(&x, segments);
    return true;
}

size_t partition_squares(const double *v, size_t n, size_t minimum, size_t most, double *rest, double *bic, size_t *ends)
{
    assert(minimum >= 1);
    for (size_t m = 0; m <= most; m++)
        rest[m] = bic[m] = NAN;
    if (n < minimum)
        return 0;
    struct arena a CLEANUP(arena_end) = {0};
    size_t segments = MIN_OF(most + 1, n / minimum), chosen = 1;
    struct exact x = exact_of(v, n, mean_of(v, n), true, segments, minimum, &a);
    table_fill(&x);
    double length = (double)n;
    for (size_t k = 1; k <= segments; k++) { /* two parameters a segment, as strucchange counts: its mean and its end (or the variance) */
        rest[k - 1] = table_cost(&x, k);
        bic[k - 1] = length * (log(rest[k - 1]) + 1 - log(length) + log(2 * M_PI)) + log(length) * 2 * (double)k;
        if (bic[k - 1] < bic[chosen - 1])
            chosen = k;
    }
    ends_of(&x, chosen, ends);
    return chosen;
}

/* ---- how well a change point is known ---------------------------------------------------------- */

/* exp(a) times the lower normal tail at z, for a tail that underflows while exp(a) overflows. */
static double scaled_tail(double a, double z)
{
    return exp(a + gsl_sf_log_erfc(-z * M_SQRT1_2) - M_LN2);
}

/* Distribution function of where a two-sided Brownian motion with drift has its maximum (Bai 1997, appendix B, for a change in
 * mean only); phi = variance after over variance before. */
static double argmax_below(double at, double phi)
{
    double x = fabs(at), root = sqrt(x), c = 1 / phi;
    if (at < 0)
        return -root / sqrt(2 * M_PI) * exp(-x / 8) - phi * (phi + 2) / (phi + 1) * scaled_tail(c * (1 + c) * x / 2, -(0.5 + c) * root) +
            (x / 2 - 2 + (phi + 2) * (phi + 2) / (phi + 1)) * scaled_tail(0, -root / 2);
    return 1 + sqrt(c) * root / sqrt(2 * M_PI) * exp(-c * x / 8) + (2 * phi + 1) / (phi * (phi + 1)) * scaled_tail((phi + 1) * x / 2, -(phi + 0.5) / sqrt(phi) * root) -
        ((2 * phi + 1) * (2 * phi + 1) / ((phi + 1) * phi) - 2 + c * x / 2) * scaled_tail(0, -sqrt(c) * root / 2);
}

/* Where it reaches p: below 0 for p under what it is at 0. NAN where the two sides differ too much for that. */
static double argmax_quantile(double p, double phi, bool above)
{
    double middle = argmax_below(0, phi), far = above ? 1 : -1;
    if (!(above ? middle < p : middle > p))
        return NAN;
    while (fabs(far) < 1e9 && (above ? argmax_below(far, phi) < p : argmax_below(far, phi) > p))
        far *= 2;
    double lo = above ? 0 : far, hi = above ? far : 0;
    for (int i = 0; i < 100; i++) {
        double at = lo + (hi - lo) / 2;
        if (argmax_below(at, phi) < p)
            lo = at;
        else
            hi = at;
    }
    return lo + (hi - lo) / 2;
}

static void segment_of(const double *v, size_t from, size_t to, double *mean, double *variance)
{
    *mean = mean_of(v + from, to - from);
    struct sum s = {0};
    for (size_t i = from; i < to; i++)
        sum_add(&s, (v[i] - *mean) * (v[i] - *mean));
    *variance = sum_value(&s) / (double)(to - from);
}

void partition_intervals(const double *v, const size_t *ends, size_t segments, double confidence, double *lo, double *hi)
{
    assert(confidence > 0 && confidence < 1);
    errors_off();
    size_t from = 0;
    for (size_t k = 0; k + 1 < segments; k++) {
        double mean[2], variance[2], tail = (1 - confidence) / 2;
        segment_of(v, from, ends[k] + 1, &mean[0], &variance[0]);
        segment_of(v, ends[k] + 1, ends[k + 1] + 1, &mean[1], &variance[1]);
        from = ends[k] + 1;
        lo[k] = hi[k] = NAN;
        if (!(variance[0] > 0) || !(variance[1] > 0) || !(mean[0] != mean[1]))
            continue;
        double phi = variance[1] / variance[0], scale = variance[0] / ((mean[1] - mean[0]) * (mean[1] - mean[0]));
        lo[k] = floor((double)ends[k] + 1 - argmax_quantile(1 - tail, phi, true) * scale) - 1;
        hi[k] = ceil((double)ends[k] + 1 - argmax_quantile(tail, phi, false) * scale) - 1;
    }
}
