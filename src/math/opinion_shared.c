/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What groups share and where they differ (method 8, Beyond 3, 6 and 7). */
#include "math/maths_priv.h"
#include "math/opinion.h"

#include <assert.h>

/* Share of the votes cast, with Wilson bounds; no votes: NAN between 0 and 1. */
static struct estimate share_of(int64_t x, int64_t n, double confidence)
{
    struct estimate e = {.value = n ? (double)x / (double)n : NAN, .n = n};
    share_wilson((double)x, (double)n, confidence, &e.lo, &e.hi);
    return e;
}

/* A group that nobody heard from agrees least of all: nothing is known of it. Of equal shares the less certain is the lesser. */
static bool is_less(const struct estimate *a, const struct estimate *b)
{
    if (a->n == 0 || b->n == 0)
        return a->n == 0 && b->n > 0;
    return a->value < b->value || (!(b->value < a->value) && a->lo < b->lo);
}

/* The least of the groups seen so far and this one. The bounds are those of the least share, whosever it is: where each group's hold, the least of
 * the lower ones and the least of the upper ones hold for it. So a group that hardly anybody heard from widens them. */
static void least_of(struct estimate *least, size_t *least_group, struct estimate share, size_t group)
{
    struct estimate before = *least;
    if (group == 0 || is_less(&share, least)) {
        *least = share;
        *least_group = group;
    }
    if (group > 0) {
        least->lo = MIN_OF(before.lo, share.lo);
        least->hi = MIN_OF(before.hi, share.hi);
    }
}

struct opinion_shared opinion_shared_of(const struct opinion_tally *t, size_t statement, double confidence, int64_t enough)
{
    assert(statement < t->statements);
    struct opinion_shared r = {.product_agree = 1, .product_disagree = 1, .least_agree = ESTIMATE_NONE, .least_disagree = ESTIMATE_NONE, .gap = NAN};
    if (t->groups == 0) {
        r.product_agree = r.product_disagree = r.geometric_agree = r.geometric_disagree = NAN;
        r.least_group = r.least_disagree_group = SIZE_MAX;
        return r;
    }
    double most = -INFINITY;
    r.heard = true;
    for (size_t g = 0; g < t->groups; g++) {
        size_t at = opinion_at(t, g, statement);
        int64_t n = t->seen[at];
        r.product_agree *= ((double)t->agree[at] + 1) / ((double)n + 2);
        r.product_disagree *= ((double)t->disagree[at] + 1) / ((double)n + 2);
        struct estimate agree = share_of(t->agree[at], n, confidence), disagree = share_of(t->disagree[at], n, confidence);
        least_of(&r.least_agree, &r.least_group, agree, g);
        least_of(&r.least_disagree, &r.least_disagree_group, disagree, g);
        most = agree.value > most ? agree.value : most;
        r.heard = r.heard && n >= enough;
    }
    r.geometric_agree = pow(r.product_agree, 1 / (double)t->groups);
    r.geometric_disagree = pow(r.product_disagree, 1 / (double)t->groups);
    r.gap = most - r.least_agree.value; /* NAN where the least has no votes */
    return r;
}

double opinion_difference(const struct opinion_tally *t, size_t a, size_t b, size_t statement)
{
    assert(a < t->groups && b < t->groups && statement < t->statements);
    size_t i = opinion_at(t, a, statement), j = opinion_at(t, b, statement);
    double n1 = (double)t->seen[i], n2 = (double)t->seen[j];
    if (t->seen[i] == 0 || t->seen[j] == 0)
        return NAN;
    int64_t agree = t->agree[i] + t->agree[j];
    if (agree == 0 || agree == t->seen[i] + t->seen[j]) /* all said the same */
        return 1;
    double h = (double)agree / (n1 + n2);
    double z = ((double)t->agree[i] / n1 - (double)t->agree[j] / n2) / sqrt(h * (1 - h) * (1 / n1 + 1 / n2));
    return 2 * normal_above(fabs(z));
}
