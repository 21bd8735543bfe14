/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which statement to show next (method 9, Beyond 9). */
#include "math/opinion.h"

#include <assert.h>

static double priority_of(int64_t agree, int64_t disagree, int64_t seen, double extremity)
{
    double votes = (double)seen, a = ((double)agree + 1) / (votes + 2), q = ((double)(seen - agree - disagree) + 1) / (votes + 2);
    double importance = (1 - q) * (extremity + 1) * a, newness = 1 + 8 * exp2(-votes / 5);
    return importance * newness * importance * newness;
}

void opinion_priority(const struct opinion_tally *t, const double *extremity, const bool *meta, double *out)
{
    size_t rows = MAX_OF(t->groups, 1); /* without groups the first row is everybody's */
    for (size_t s = 0; s < t->statements; s++) {
        int64_t agree = 0, disagree = 0, seen = 0;
        for (size_t g = 0; g < rows; g++) {
            size_t at = opinion_at(t, g, s);
            agree += t->agree[at];
            disagree += t->disagree[at];
            seen += t->seen[at];
        }
        out[s] = meta && meta[s] ? 49 : priority_of(agree, disagree, seen, extremity[s]);
    }
}

/* A statement without a priority yet weighs 1. */
static double weight_of(const double *priority, size_t s)
{
    return isnan(priority[s]) ? 1 : priority[s];
}

size_t opinion_next(const double *priority, const bool *may, size_t statements, double floor, struct rng *r, double *chance)
{
    assert(floor >= 0 && floor <= 1);
    struct sum sum = {0};
    size_t open = 0;
    for (size_t s = 0; s < statements; s++) {
        if (!may[s])
            continue;
        assert(weight_of(priority, s) >= 0);
        sum_add(&sum, weight_of(priority, s));
        open++;
    }
    *chance = 0;
    if (open == 0)
        return SIZE_MAX;
    double total = sum_value(&sum), uniform = total > 0 ? floor : 1, at = rng_unit(r);
    size_t drawn = SIZE_MAX;
    for (size_t s = 0; s < statements; s++) {
        double here = !may[s] ? 0 : uniform / (double)open + (total > 0 ? (1 - uniform) * weight_of(priority, s) / total : 0);
        if (!(here > 0))
            continue;
        drawn = s; /* where rounding leaves a rest at the end, the last one has it */
        *chance = here;
        at -= here;
        if (at < 0)
            break;
    }
    return drawn;
}
