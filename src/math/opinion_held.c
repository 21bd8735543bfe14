/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the plane tell anything of a vote it has not seen? Each tenth of the votes is held out in turn; the plane of all others places people by their
 * other votes, and what it says of the votes held out is compared with the statement's mean (method, Beyond 5). In a small room either may win by
 * chance: the gain must be larger than its standard error over people, who vote one by one, by the quantile of the normal. */
#include "math/opinion_priv.h"

enum { FOLDS = 10 };
#define SURE 1.6449 /* one-sided 95 % */

struct kept {
    struct opinion_votes v;
    uint64_t *begin;
    uint32_t *statement;
    int8_t *vote;
};

/* The votes not in that fold. */
static void keep(const struct opinion_votes *v, const uint8_t *fold, size_t held, struct kept *k)
{
    uint64_t at = 0;
    for (size_t p = 0; p < v->participants; p++) {
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
            if (fold[i] == held)
                continue;
            k->statement[at] = v->statement[i];
            k->vote[at++] = v->vote[i];
        }
        k->begin[p + 1] = at;
    }
}

struct error {
    struct sum by_mean, by_plane;
    double n;
    double *gain; /* by participant: squared error by the mean less that by the plane */
};

/* One person's votes of the fold. The place is the projection without the factor for few votes: missing votes at the mean. */
static void see_person(const struct opinion_votes *v, const struct opinion_votes *kept, const struct opinion_plane *plane, const uint8_t *fold, size_t held,
    size_t p, struct error *error)
{
    double x = 0, y = 0;
    for (uint64_t i = kept->begin[p]; i < kept->begin[p + 1]; i++) {
        uint32_t s = kept->statement[i];
        x += (kept->vote[i] - plane->center[s]) * plane->component[0][s];
        y += (kept->vote[i] - plane->center[s]) * plane->component[1][s];
    }
    for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
        uint32_t s = v->statement[i];
        if (fold[i] != held || (v->out && v->out[s]))
            continue;
        double of_mean = v->vote[i] - plane->center[s], of_plane = of_mean - x * plane->component[0][s] - y * plane->component[1][s];
        sum_add(&error->by_mean, of_mean * of_mean);
        sum_add(&error->by_plane, of_plane * of_plane);
        error->gain[p] += of_mean * of_mean - of_plane * of_plane;
        error->n++;
    }
}

static bool see_fold(const struct opinion_study *s, const uint8_t *fold, size_t held, struct kept *k, struct error *error, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct opinion_moments *m = NULL;
    struct opinion_plane plane;
    keep(s->v, fold, held, k);
    if (!opinion_moments_of(&k->v, NULL, s->o->threads, NULL, &m, e))
        return false;
    bool ok = opinion_plane_near(&k->v, m, s->plane, &scratch, &plane, NULL, e);
    opinion_moments_free(&m);
    for (size_t p = 0; ok && p < s->v->participants; p++)
        see_person(s->v, &k->v, &plane, fold, held, p, error);
    return ok;
}

/* The votes of one person hang together, those of two do not. */
static bool beyond_chance(const double *gain, size_t n)
{
    struct sum total = {0}, squares = {0};
    for (size_t p = 0; p < n; p++) {
        sum_add(&total, gain[p]);
        sum_add(&squares, gain[p] * gain[p]);
    }
    return sum_value(&total) > SURE * sqrt(sum_value(&squares));
}

bool opinion_hold_out(const struct opinion_study *s, struct opinion_stability *how, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    size_t n = (size_t)s->v->begin[s->v->participants];
    uint8_t *fold = ARENA_ARRAY(&scratch, uint8_t, n + 1);
    struct kept k = {.v = *s->v, .begin = ARENA_ARRAY(&scratch, uint64_t, s->v->participants + 1), .statement = ARENA_ARRAY(&scratch, uint32_t, n + 1),
        .vote = ARENA_ARRAY(&scratch, int8_t, n + 1)};
    struct error error = {.gain = ARENA_ARRAY(&scratch, double, s->v->participants + 1)};
    struct rng r;
    k.v.begin = k.begin;
    k.v.statement = k.statement;
    k.v.vote = k.vote;
    rng_init(&r, s->o->seed);
    for (size_t i = 0; i < n; i++)
        fold[i] = (uint8_t)rng_below(&r, FOLDS);
    for (size_t held = 0; held < FOLDS; held++)
        if (!see_fold(s, fold, held, &k, &error, e))
            return false;
    how->held_out_mean = error.n > 0 ? sqrt(sum_value(&error.by_mean) / error.n) : NAN;
    how->held_out_plane = error.n > 0 ? sqrt(sum_value(&error.by_plane) / error.n) : NAN;
    how->plane_tells = beyond_chance(error.gain, s->v->participants);
    return true;
}
