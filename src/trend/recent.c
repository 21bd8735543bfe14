/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Since when has the level of incidents held? The run-length filter over the months that could be seen (METHOD D.7). */
#include "trend/trend_priv.h"

enum { LEAST_MONTHS = 3 }; /* in the first three months no level can have held for more */

struct trend_recent *trend_recent_of(const struct series *s, struct arena *a)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct trend_recent *out = ARENA_ARRAY(a, struct trend_recent, s->months);
    double *y = ARENA_ARRAY(&scratch, double, s->months);
    struct run_length *r = ARENA_ARRAY(&scratch, struct run_length, s->months);
    size_t n = 0;
    for (size_t i = 0; i < s->months; i++)
        if (series_seen(s, i, 1))
            y[n++] = s->incidents[i];
    run_lengths(y, n, 1.0 / 24, 1, 0.1, r);
    n = 0;
    for (size_t i = 0; i < s->months; i++) {
        out[i].chance = NAN; /* a month that could not be seen says nothing, least of all that it is calm */
        if (!series_seen(s, i, 1))
            continue;
        out[i].chance = r[n].recent;
        out[i].alarm = n >= LEAST_MONTHS && r[n].recent > 0.5;
        n++;
    }
    return out;
}
