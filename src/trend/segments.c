/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the number of incidents a month changed for good: exact change points (METHOD D.6). */
#include "trend/trend_priv.h"

enum { YEAR = 12, SHORTEST = 3 };

/* The size of the negative binomial over whole calendar years: within a year the level is taken as steady, so that
 * what differs between years is not mistaken for scatter. Without a whole year, over the series as it is. */
static double pooled_size(const struct series *s, const double *y)
{
    size_t lead = (size_t)((YEAR + 1 - month_of_year(s->first_month)) % YEAR);
    size_t years = s->months > lead ? (s->months - lead) / YEAR : 0;
    if (years == 0)
        return negative_binomial_size(y, s->months, YEAR);
    return negative_binomial_size(y + lead, years * YEAR, YEAR);
}

/* The mean of the months that could be seen. */
static struct estimate seen_mean(const struct series *s, const double *y, size_t from, size_t to, struct arena *a)
{
    if (series_seen(s, from, to + 1 - from))
        return count_mean(y + from, to + 1 - from, TREND_CONFIDENCE);
    double *seen = ARENA_ARRAY(a, double, to + 1 - from);
    size_t n = 0;
    for (size_t i = from; i <= to; i++)
        if (s->looked[i] < LOOKED_LIMITED)
            seen[n++] = y[i];
    return n ? count_mean(seen, n, TREND_CONFIDENCE) : ESTIMATE_NONE;
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

void trend_segments(const struct series *s, struct arena *a, struct trend *t)
{
    if (s->months == 0)
        return;
    struct arena scratch CLEANUP(arena_end) = {0};
    double *y = ARENA_ARRAY(&scratch, double, s->months);
    size_t *ends = ARENA_ARRAY(&scratch, size_t, s->months);
    for (size_t i = 0; i < s->months; i++)
        y[i] = s->incidents[i];
    double beta = 2 * log((double)s->months);
    t->segment_n = partition_counts(y, s->months, pooled_size(s, y), beta, SHORTEST, ends, NULL);
    t->segments = ARENA_ARRAY(a, struct trend_segment, t->segment_n);
    t->change_points = ARENA_ARRAY(a, int, t->segment_n);
    size_t from = 0, before = 0;
    for (size_t k = 0; k < t->segment_n; k++) {
        struct trend_segment *g = &t->segments[k];
        g->from_month = s->first_month + (int)from;
        g->to_month = s->first_month + (int)ends[k];
        g->per_month = seen_mean(s, y, from, ends[k], &scratch);
        g->mean = g->per_month.value;
        if (k > 0 && turn_holds(s, y, before, from, ends[k]))
            t->change_points[t->change_point_n++] = g->from_month;
        before = from;
        from = ends[k] + 1;
    }
}
