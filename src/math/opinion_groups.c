/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups as Polis finds them from a cold start (method 5.1 to 5.4). */
#include "math/opinion_priv.h"

enum { BASES_MOST = 100, BASE_STEPS = 100, GROUP_STEPS = 20 };

void opinion_clusters_room(struct opinion_clusters *c, size_t k, size_t points, struct arena *a)
{
    c->k = 0;
    c->x = ARENA_ARRAY(a, double, k + 1);
    c->y = ARENA_ARRAY(a, double, k + 1);
    c->size = ARENA_ARRAY(a, double, k + 1);
    c->of = points ? ARENA_ARRAY(a, uint32_t, points) : NULL;
}

struct opinion_points opinion_points_in(const struct opinion_plane *plane, const bool *in, size_t n, uint32_t *who, struct arena *a)
{
    double *x = ARENA_ARRAY(a, double, n + 1), *y = ARENA_ARRAY(a, double, n + 1);
    size_t at = 0;
    for (size_t p = 0; p < plane->participants; p++) {
        if (!in[p])
            continue;
        x[at] = plane->x[p];
        y[at] = plane->y[p];
        who[at++] = (uint32_t)p;
    }
    return (struct opinion_points){.n = n, .x = x, .y = y};
}

void opinion_groups_room(struct opinion_groups *g, size_t participants, struct arena *a)
{
    g->is_in = ARENA_ARRAY(a, bool, participants + 1);
    g->base = ARENA_ARRAY(a, uint32_t, participants + 1);
    g->of = ARENA_ARRAY(a, uint32_t, participants + 1);
    for (size_t p = 0; p < participants; p++)
        g->base[p] = g->of[p] = OPINION_NO_GROUP;
    for (size_t k = 0; k <= OPINION_GROUPS_MOST; k++)
        g->silhouette_by_k[k] = NAN;
    g->silhouette = NAN;
    opinion_clusters_room(&g->bases, BASES_MOST, 0, a);
}

void opinion_bases_of(const struct opinion_points *people, struct opinion_clusters *bases)
{
    opinion_first_distinct(people, BASES_MOST, bases);
    opinion_lloyd(people, BASE_STEPS, bases);
}

/* The partition of the base clusters with the largest silhouette, of ties that with more groups. */
static struct opinion_clusters partition_of(const struct opinion_points *bases, struct opinion_groups *g, struct arena *a)
{
    struct opinion_clusters best = {0};
    size_t most = MIN_OF((size_t)OPINION_GROUPS_MOST, 2 + bases->n / 12);
    for (size_t k = 2; k <= most && bases->n >= 2; k++) {
        struct opinion_clusters c;
        opinion_clusters_room(&c, k, bases->n, a);
        opinion_first_distinct(bases, k, &c);
        opinion_lloyd(bases, GROUP_STEPS, &c);
        g->silhouette_by_k[k] = opinion_silhouette(bases, c.of, c.k);
        if (best.k && !(g->silhouette_by_k[k] >= g->silhouette))
            continue;
        best = c;
        g->silhouette = g->silhouette_by_k[k];
    }
    return best;
}

bool opinion_groups_polis(const struct opinion_votes *v, const struct opinion_plane *plane, const bool *in, struct arena *a,
    struct opinion_groups *out, struct progress *p, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct opinion_groups g = {0};
    opinion_groups_room(&g, v->participants, a);
    g.in = in ? 0 : opinion_in(v, g.is_in);
    for (size_t i = 0; in && i < v->participants; i++)
        g.in += g.is_in[i] = in[i];
    uint32_t *who = ARENA_ARRAY(&scratch, uint32_t, g.in + 1);
    struct opinion_points people = opinion_points_in(plane, g.is_in, g.in, who, &scratch);
    g.bases.of = ARENA_ARRAY(&scratch, uint32_t, g.in + 1);
    opinion_bases_of(&people, &g.bases);
    if (!progress_step(p, 0, 0, e))
        return false;
    struct opinion_points bases = {.n = g.bases.k, .x = g.bases.x, .y = g.bases.y, .weight = g.bases.size};
    struct opinion_clusters best = partition_of(&bases, &g, &scratch);
    for (size_t i = 0; i < g.in; i++) {
        g.base[who[i]] = g.bases.of[i];
        g.of[who[i]] = best.k ? best.of[g.bases.of[i]] : OPINION_NO_GROUP;
    }
    g.k = best.k;
    for (size_t j = 0; j < best.k; j++) {
        g.x[j] = best.x[j];
        g.y[j] = best.y[j];
        g.size[j] = (int64_t)best.size[j];
    }
    g.bases.of = NULL;
    *out = g;
    return true;
}
