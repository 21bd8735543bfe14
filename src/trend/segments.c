/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the number of incidents a month changed for good: exact change points (METHOD D.6). */
#include "trend/trend_priv.h"

#include "math/maths.h"

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
    size_t from = 0;
    for (size_t k = 0; k < t->segment_n; k++) {
        struct trend_segment *g = &t->segments[k];
        g->from_month = s->first_month + (int)from;
        g->to_month = s->first_month + (int)ends[k];
        g->per_month = count_mean(y + from, ends[k] + 1 - from, TREND_CONFIDENCE);
        g->mean = g->per_month.value;
        if (k > 0)
            t->change_points[t->change_point_n++] = g->from_month;
        from = ends[k] + 1;
    }
}
