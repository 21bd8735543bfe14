/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Votes by group and statement, and how far a group leans and stands out on one (method 6). */
#include "math/opinion.h"

#include <assert.h>

void opinion_tally_of(const struct opinion_votes *v, const uint32_t *group, size_t groups, struct arena *a, struct opinion_tally *out)
{
    size_t cells = (groups + 1) * v->statements;
    *out = (struct opinion_tally){.groups = groups, .statements = v->statements, .agree = ARENA_ARRAY(a, int64_t, cells),
        .disagree = ARENA_ARRAY(a, int64_t, cells), .seen = ARENA_ARRAY(a, int64_t, cells)};
    size_t all = groups * v->statements; /* where everybody's row begins */
    for (size_t p = 0; p < v->participants; p++) {
        uint32_t g = group ? group[p] : OPINION_NO_GROUP;
        assert(g < groups || g == OPINION_NO_GROUP);
        size_t row = g == OPINION_NO_GROUP ? all : g * v->statements;
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) { /* everybody's row holds the rest until the end */
            size_t at = row + v->statement[i];
            out->agree[at] += v->vote[i] > 0;
            out->disagree[at] += v->vote[i] < 0;
            out->seen[at]++;
        }
    }
    for (size_t at = 0; at < all; at++) {
        size_t sum = all + at % v->statements;
        out->agree[sum] += out->agree[at];
        out->disagree[sum] += out->disagree[at];
        out->seen[sum] += out->seen[at];
    }
}

/* One-proportion z against one half, one success and one trial added (sic: not two). */
static double z_half(int64_t x, int64_t n)
{
    double n1 = (double)n + 1;
    return 2 * sqrt(n1) * (((double)x + 1) / n1 - 0.5);
}

/* Two-proportion z, one success and one trial added to each; 0 when all said the same. */
static double z_two(int64_t x, int64_t n, int64_t rest_x, int64_t rest_n)
{
    double s1 = (double)x + 1, n1 = (double)n + 1, s2 = (double)rest_x + 1, n2 = (double)rest_n + 1;
    double h = (s1 + s2) / (n1 + n2);
    if (x == n && rest_x == rest_n) /* h = 1 */
        return 0;
    return (s1 / n1 - s2 / n2) / sqrt(h * (1 - h) * (1 / n1 + 1 / n2));
}

static double smoothed(int64_t x, int64_t n)
{
    return ((double)x + 1) / ((double)n + 2);
}

struct opinion_measure opinion_measure_of(const struct opinion_tally *t, size_t group, size_t statement)
{
    assert(group < t->groups && statement < t->statements);
    size_t at = opinion_at(t, group, statement);
    int64_t na = t->agree[at], nd = t->disagree[at], ns = t->seen[at], rest_a = 0, rest_d = 0, rest_s = 0;
    for (size_t g = 0; g < t->groups; g++) {
        size_t other = opinion_at(t, g, statement);
        rest_a += g == group ? 0 : t->agree[other];
        rest_d += g == group ? 0 : t->disagree[other];
        rest_s += g == group ? 0 : t->seen[other];
    }
    struct opinion_measure m = {.p_agree = smoothed(na, ns), .p_disagree = smoothed(nd, ns), .z_agree = z_half(na, ns), .z_disagree = z_half(nd, ns)};
    m.rep_agree = m.p_agree / smoothed(rest_a, rest_s);
    m.rep_disagree = m.p_disagree / smoothed(rest_d, rest_s);
    m.zrep_agree = z_two(na, ns, rest_a, rest_s);
    m.zrep_disagree = z_two(nd, ns, rest_d, rest_s);
    return m;
}
