/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change points of counts: exact optimal partitioning (METHOD D.6). */
#include "math/maths_priv.h"

#include <assert.h>

#define TIE 1e-12 /* costs nearer than this are equal */

double partition_cost(double total, size_t n, double size_r)
{
    assert(size_r > 0);
    if (!(total > 0))
        return 0;
    double length = (double)n, mean = total / length;
    if (isinf(size_r))
        return 2 * (total - total * log(mean));
    return -2 * (total * log(mean / (mean + size_r)) + length * size_r * log(size_r / (mean + size_r)));
}

struct partition { /* work space; index t = the first t elements */
    const double *before;   /* before[t] = sum of the first t */
    double *best;           /* F(t) */
    size_t *from;           /* where the last segment of the best partition of t begins */
    size_t *open;           /* starts still worth trying, ascending */
    size_t *closes;         /* start -> first t at which it need not be tried; SIZE_MAX = open */
    size_t open_n;
    double size_r;
};

static double cost_between(const struct partition *p, size_t from, size_t to)
{
    return partition_cost(p->before[to] - p->before[from], to - from, p->size_r);
}

/* F(t) over the open starts; then mark the starts that can never win again. A start s with F(s) + C(s,t) > F(t)
 * loses against t itself from t + minimum on, not before: t cannot begin a segment that ends earlier. */
static void extend(struct partition *p, size_t t, double beta, size_t minimum)
{
    double best = INFINITY;
    size_t from = 0, kept = 0;
    for (size_t k = 0; k < p->open_n; k++) {
        size_t s = p->open[k];
        if (p->closes[s] <= t)
            continue;
        p->open[kept++] = s;
        double cost = p->best[s] + cost_between(p, s, t) + beta;
        if (cost < best - TIE) {
            best = cost;
            from = s;
        }
    }
    p->open_n = kept;
    p->best[t] = best;
    p->from[t] = from;
    double margin = 1e-9 * (1 + fabs(best)); /* never prune on rounding */
    for (size_t k = 0; k < kept; k++) {
        size_t s = p->open[k];
        if (p->closes[s] == SIZE_MAX && p->best[s] + cost_between(p, s, t) > best + margin)
            p->closes[s] = t + minimum;
    }
}

size_t partition_counts(const double *y, size_t n, double size_r, double beta, size_t minimum, size_t *ends, double *total_cost)
{
    assert(minimum >= 1 && size_r > 0 && isfinite(beta) && beta >= 0);
    if (total_cost)
        *total_cost = 0;
    if (n == 0)
        return 0;
    struct arena a CLEANUP(arena_end) = {0};
    double *before = ARENA_ARRAY(&a, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        assert(isfinite(y[i]) && y[i] >= 0);
        before[i + 1] = before[i] + y[i]; /* whole numbers: exact up to 2^53 */
    }
    struct partition p = {.before = before, .size_r = size_r, .best = ARENA_ARRAY(&a, double, n + 1),
        .from = ARENA_ARRAY(&a, size_t, n + 1), .open = ARENA_ARRAY(&a, size_t, n + 1),
        .closes = ARENA_ARRAY(&a, size_t, n + 1)};
    p.best[0] = -beta;
    minimum = MIN_OF(minimum, n); /* a series shorter than the minimum is one segment */
    for (size_t t = minimum; t <= n; t++) {
        size_t start = t - minimum;
        if (start == 0 || start >= minimum) {
            p.closes[start] = SIZE_MAX;
            p.open[p.open_n++] = start;
        }
        extend(&p, t, beta, minimum);
    }
    if (total_cost)
        *total_cost = p.best[n];
    size_t count = 0;
    for (size_t t = n; t > 0; t = p.from[t])
        ends[count++] = t - 1;
    for (size_t i = 0; i < count / 2; i++) {
        size_t swap = ends[i];
        ends[i] = ends[count - 1 - i];
        ends[count - 1 - i] = swap;
    }
    return count;
}

/* Counts are whole numbers, so their sums are exact. */
static double total_of(const double *y, size_t from, size_t end)
{
    double sum = 0;
    for (size_t i = from; i < end; i++)
        sum += y[i];
    return sum;
}

void partition_range(const double *y, size_t from, size_t cut, size_t end, double size_r, size_t minimum, double slack, size_t *first, size_t *last)
{
    assert(from < cut && cut < end && minimum >= 1);
    double all = total_of(y, from, end), left = 0, least = INFINITY;
#define COST(at) (partition_cost(left, (at) - from, size_r) + partition_cost(all - left, end - (at), size_r))
    for (size_t at = from + 1; at + minimum <= end; at++) {
        left += y[at - 1];
        least = at >= from + minimum ? fmin(least, COST(at)) : least;
    }
    *first = *last = cut;
    left = total_of(y, from, cut);
    for (size_t at = cut; at > from + minimum; *first = --at) {
        left -= y[at - 1];
        if (COST(at - 1) > least + slack)
            break;
    }
    left = total_of(y, from, cut);
    for (size_t at = cut; at + 1 + minimum <= end; *last = ++at) {
        left += y[at];
        if (COST(at + 1) > least + slack)
            break;
    }
#undef COST
}

double negative_binomial_size(const double *y, size_t n, size_t group)
{
    assert(group >= 2);
    struct sum squares = {0}, excess = {0};
    for (size_t from = 0; from + 1 < n; from += group) {
        size_t count = MIN_OF(group, n - from);
        struct sum all = {0}, spread = {0};
        for (size_t i = from; i < from + count; i++)
            sum_add(&all, y[i]);
        double mean = sum_value(&all) / (double)count;
        for (size_t i = from; i < from + count; i++)
            sum_add(&spread, (y[i] - mean) * (y[i] - mean));
        sum_add(&squares, mean * mean);
        sum_add(&excess, sum_value(&spread) / (double)(count - 1) - mean);
    }
    double over = sum_value(&excess);
    if (!(over > 1e-12 * (1 + sum_value(&squares))))
        return INFINITY;
    return sum_value(&squares) / over;
}
