/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the number of incidents a month changed for good: exact change points (METHOD D.6). */
#include "trend/trend_priv.h"

enum { YEAR = 12, SHORTEST = 3, ROUNDS = 12 };
#define LIKELIHOOD_95 3.84 /* chi-squared quantile, one degree of freedom */

/* The size of the negative binomial over whole calendar years: within a year the level is taken as steady, so that
 * what differs between years is not mistaken for scatter. Without a whole year, over the months as they are. */
static double pooled_size(int first_month, const double *y, size_t n)
{
    size_t lead = (size_t)((YEAR + 1 - month_of_year(first_month)) % YEAR);
    size_t years = n > lead ? (n - lead) / YEAR : 0;
    if (years == 0)
        return negative_binomial_size(y, n, YEAR);
    return negative_binomial_size(y + lead, years * YEAR, YEAR);
}

/* ---- turns that months hanging together do not make ---- */

struct cut { /* a series in segments */
    size_t *ends, n;
    double inflation; /* of what is left beside them */
};

/* Pearson residuals about the mean of each segment. */
static double inflation_beside(const double *y, size_t n, double size_r, const struct cut *c, double *residual)
{
    for (size_t k = 0, from = 0; k < c->n; from = c->ends[k++] + 1) {
        double mean = 0;
        for (size_t i = from; i <= c->ends[k]; i++)
            mean += y[i] / (double)(c->ends[k] + 1 - from);
        double scatter = sqrt(mean + (isinf(size_r) ? 0 : mean * mean / size_r));
        for (size_t i = from; i <= c->ends[k]; i++)
            residual[i] = scatter > 0 ? (y[i] - mean) / scatter : 0;
    }
    return serial_inflation(residual, n);
}

/* From no turn at all, which makes most of how months hang together, to the turns that stand beside what is left of that. */
static struct cut firm_cut(const double *y, size_t n, double size_r, struct arena *a)
{
    double *residual = ARENA_ARRAY(a, double, n);
    struct cut c = {.ends = ARENA_ARRAY(a, size_t, n), .n = 1};
    c.ends[0] = n - 1;
    c.inflation = inflation_beside(y, n, size_r, &c, residual);
    for (int round = 0; round < ROUNDS; round++) {
        c.n = partition_counts(y, n, size_r, 2 * log((double)n) * c.inflation, SHORTEST, c.ends, NULL);
        double inflation = inflation_beside(y, n, size_r, &c, residual);
        if (inflation >= c.inflation)
            break;
        c.inflation = inflation;
    }
    return c;
}

static double *counts_of(const struct series *s, size_t from, size_t n, struct arena *a)
{
    double *y = ARENA_ARRAY(a, double, n);
    for (size_t i = 0; i < n; i++)
        y[i] = s->incidents[from + i];
    return y;
}

double trend_dependence(const struct series *s, size_t from, size_t n)
{
    if (n == 0)
        return 1;
    struct arena a CLEANUP(arena_end) = {0};
    double *y = counts_of(s, from, n, &a);
    return firm_cut(y, n, pooled_size(s->first_month + (int)from, y, n), &a).inflation;
}

/* The mean of the months that could be seen. */
static struct estimate seen_mean(const struct series *s, const double *y, size_t from, size_t to, double inflation, struct arena *a)
{
    if (series_seen(s, from, to + 1 - from))
        return count_mean_serial(y + from, to + 1 - from, inflation, TREND_CONFIDENCE);
    double *seen = ARENA_ARRAY(a, double, to + 1 - from);
    size_t n = 0;
    for (size_t i = from; i <= to; i++)
        if (s->looked[i] < LOOKED_LIMITED)
            seen[n++] = y[i];
    return n ? count_mean_serial(seen, n, inflation, TREND_CONFIDENCE) : ESTIMATE_NONE;
}

/* May the change between two segments, `before` up to `at` and `after` from there, be called one? */
static bool turn_holds(const struct series *s, const double *y, size_t before, size_t at, size_t end)
{
    size_t from = at - MIN_OF((size_t)YEAR, at - before), to = at + MIN_OF((size_t)YEAR, end + 1 - at);
    if (!series_seen(s, from, at - from))
        return false;
    double earlier = 0, later = 0;
    for (size_t i = before; i < at; i++)
        earlier += y[i] / (double)(at - before);
    for (size_t i = at; i <= end; i++)
        later += y[i] / (double)(end + 1 - at);
    return later > earlier || series_seen(s, at, to - at);
}

/* First months of the segments behind turns that hold. */
static int *points_of(const struct series *s, const double *y, const size_t *ends, size_t segments, struct arena *a, size_t *n)
{
    int *out = ARENA_ARRAY(a, int, segments);
    size_t from = 0, before = 0;
    for (size_t k = 0; k < segments; k++) {
        if (k > 0 && turn_holds(s, y, before, from, ends[k]))
            out[(*n)++] = s->first_month + (int)from;
        before = from;
        from = ends[k] + 1;
    }
    return out;
}

/* The months that each change point may as well be: its segment is the one that begins there. Months that hang together say less than
 * their number, so the slack grows with what they make of a variance. */
static struct trend_range *ranges_of(const struct series *s, const double *y, double size_r, const struct cut *cut, const struct trend *t, struct arena *a)
{
    struct trend_range *out = ARENA_ARRAY(a, struct trend_range, t->change_point_n);
    for (size_t i = 0; i < t->change_point_n; i++) {
        size_t at = (size_t)(t->change_points[i] - s->first_month), k = 1, first, last;
        while (cut->ends[k - 1] + 1 != at)
            k++;
        partition_range(y, k > 1 ? cut->ends[k - 2] + 1 : 0, at, cut->ends[k] + 1, size_r, SHORTEST, LIKELIHOOD_95 * cut->inflation, &first, &last);
        out[i] = (struct trend_range){s->first_month + (int)first, s->first_month + (int)last};
    }
    return out;
}

void trend_segments(const struct series *s, struct arena *a, struct trend *t)
{
    if (s->months == 0)
        return;
    struct arena scratch CLEANUP(arena_end) = {0};
    double *y = counts_of(s, 0, s->months, &scratch), size_r = pooled_size(s->first_month, y, s->months);
    size_t *ends = ARENA_ARRAY(&scratch, size_t, s->months);
    size_t exact = partition_counts(y, s->months, size_r, 2 * log((double)s->months), SHORTEST, ends, NULL);
    t->exact_points = points_of(s, y, ends, exact, a, &t->exact_point_n);
    struct cut firm = firm_cut(y, s->months, size_r, &scratch);
    t->change_points = points_of(s, y, firm.ends, firm.n, a, &t->change_point_n);
    t->change_ranges = ranges_of(s, y, size_r, &firm, t, a);
    t->segment_n = firm.n;
    t->segments = ARENA_ARRAY(a, struct trend_segment, t->segment_n);
    for (size_t k = 0, from = 0; k < firm.n; from = firm.ends[k++] + 1) {
        struct trend_segment *g = &t->segments[k];
        g->from_month = s->first_month + (int)from;
        g->to_month = s->first_month + (int)firm.ends[k];
        g->per_month = seen_mean(s, y, from, firm.ends[k], firm.inflation, &scratch);
        g->mean = g->per_month.value;
    }
}
