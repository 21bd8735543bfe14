/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same points in two, three, four and five groups, and which of these parts them best. */
#include "math/opinion_priv.h"

/* Up to `most` distinct points, by chance where there are more. */
static size_t chosen(size_t n, size_t most, struct rng *r, uint32_t *list)
{
    for (size_t i = 0; i < n; i++)
        list[i] = (uint32_t)i;
    for (size_t i = 0; n > most && i < most; i++) {
        size_t j = i + (size_t)rng_below(r, n - i);
        uint32_t swap = list[i];
        list[i] = list[j];
        list[j] = swap;
    }
    return MIN_OF(n, most);
}

struct spread { /* of one point, by k and group: sum of distances to the points of the group */
    double sum[OPINION_GROUPS_MOST + 1][OPINION_GROUPS_MOST];
};

static double score(const double *sum, const double *size, size_t k, uint32_t own)
{
    double other = INFINITY, within;
    if (size[own] < 2)
        return 0;
    for (size_t g = 0; g < k; g++)
        if (g != own && size[g] > 0)
            other = MIN_OF(other, sum[g] / size[g]);
    within = sum[own] / (size[own] - 1);
    return isfinite(other) && MAX_OF(within, other) > 0 ? (other - within) / MAX_OF(within, other) : 0;
}

/* opinion_silhouette for all k in one go: a distance is taken once. */
static void silhouettes(const struct opinion_points *p, size_t sample, struct rng *r, struct opinion_parts *parts)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    uint32_t *list = ARENA_ARRAY(&scratch, uint32_t, p->n + 1);
    size_t n = chosen(p->n, sample, r, list);
    struct spread *all = ARENA_ARRAY(&scratch, struct spread, n + 1), size = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
            if (parts->by_k[k].k)
                size.sum[k][parts->by_k[k].of[list[i]]]++;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double dx = p->x[list[i]] - p->x[list[j]], dy = p->y[list[i]] - p->y[list[j]], d = sqrt(dx * dx + dy * dy);
            for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++) {
                if (!parts->by_k[k].k)
                    continue;
                all[i].sum[k][parts->by_k[k].of[list[j]]] += d;
                all[j].sum[k][parts->by_k[k].of[list[i]]] += d;
            }
        }
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++) {
        if (!parts->by_k[k].k)
            continue;
        struct sum total = {0};
        for (size_t i = 0; i < n; i++)
            sum_add(&total, score(all[i].sum[k], size.sum[k], k, parts->by_k[k].of[list[i]]));
        parts->silhouette[k] = sum_value(&total) / (double)n;
    }
}

/* Points that end in groups too small are left out and everything is looked at again, until the rest parts; in the end they go to the nearest group.
 * One person far out would otherwise be a group from every start, and nothing else be found. False where a tenth would have to be left out. */
static bool part_without_few(const struct opinion_points *p, size_t k, size_t starts, size_t steps, double least, double weight, struct rng *r,
    struct arena *a, struct opinion_clusters *out)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    double *w = ARENA_ARRAY(&scratch, double, p->n + 1), left_out = 0;
    struct opinion_points rest = {.n = p->n, .x = p->x, .y = p->y, .weight = w};
    struct opinion_clusters c;
    for (size_t i = 0; i < p->n; i++)
        w[i] = p->weight ? p->weight[i] : 1;
    while (!opinion_best_from(&rest, NULL, k, starts, steps, least, r, a, out)) {
        double before = left_out;
        if (!opinion_best_from(&rest, NULL, k, starts, steps, 0, r, &scratch, &c))
            return false;
        for (size_t i = 0; i < p->n; i++)
            if (c.size[c.of[i]] < MIN_OF(least, 0.05 * weight)) {
                left_out += w[i];
                w[i] = 0;
            }
        if (left_out == before || left_out > 0.1 * weight)
            return false;
    }
    opinion_assign(p, out);
    return true;
}

static bool part(const struct opinion_points *p, const uint32_t *first, size_t k, size_t starts, size_t steps, double least, double weight, struct rng *r,
    struct arena *a, struct opinion_clusters *out)
{
    return opinion_best_from(p, first, k, starts, steps, least, r, a, out) || part_without_few(p, k, starts, steps, least, weight, r, a, out);
}

void opinion_parts_of(const struct opinion_points *p, const struct opinion_parts *first, size_t starts, size_t steps, double least, size_t sample,
    struct rng *r, struct arena *a, struct opinion_parts *out)
{
    double weight = 0;
    for (size_t i = 0; i < p->n; i++)
        weight += p->weight ? p->weight[i] : 1;
    least = MAX_OF(least, MAX_OF(3, 0.02 * weight));
    *out = (struct opinion_parts){0};
    for (size_t k = 0; k <= OPINION_GROUPS_MOST; k++) {
        const uint32_t *from = first && k > 1 && first->by_k[k].k ? first->by_k[k].of : NULL;
        out->silhouette[k] = NAN;
        if (k > 1 && !part(p, from, k, starts, steps, least, weight, r, a, &out->by_k[k]))
            out->by_k[k].k = 0;
    }
    silhouettes(p, sample, r, out);
}

size_t opinion_parts_best(const struct opinion_parts *p)
{
    size_t best = 0;
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
        if (p->by_k[k].k && (!best || p->silhouette[k] > p->silhouette[best]))
            best = k;
    return best;
}
