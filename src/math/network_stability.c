/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether those who lie between would still do so if a tenth of the ties had not been told. */
#include "math/network_priv.h"
#include "math/opinion_priv.h" /* threads */

#include <assert.h>
#include <stdatomic.h>

enum { WORK_MOST = 200000000 }; /* vertices and arcs looked at by all rounds: some seconds */

struct rounds {
    const struct net *ties;
    enum network_length length;
    size_t top, rounds, leave, sources;
    uint64_t seed;
    uint8_t *in_top; /* rounds x n */
    struct progress *progress;
    atomic_size_t next, done;
    atomic_bool stop;
    struct err stopped; /* of thread 0 */
};

/* Those whose value is above 0 and below whom at most top - 1 are better. */
static void mark_top(const double *value, size_t n, size_t top, struct arena *a, uint8_t *in_top)
{
    double *best = ARENA_ARRAY(a, double, top + 1); /* falling */
    for (size_t v = 0; v < n; v++) {
        double x = value[v];
        for (size_t k = 0; k < top && x > 0; k++)
            if (x > best[k]) {
                double down = best[k];
                best[k] = x;
                x = down;
            }
    }
    double least = top ? best[top - 1] : INFINITY;
    for (size_t v = 0; v < n; v++)
        in_top[v] = value[v] > 0 && value[v] >= least * (1 - 1e-9);
}

/* `some` of 0 .. n-1 at random, to the front of `all`. */
static void draw(struct rng *r, uint32_t *all, size_t n, size_t some)
{
    for (size_t i = 0; i < some; i++) {
        size_t k = i + (size_t)rng_below(r, n - i);
        uint32_t x = all[i];
        all[i] = all[k];
        all[k] = x;
    }
}

static uint32_t *numbers(size_t n, struct arena *a)
{
    uint32_t *v = ARENA_ARRAY(a, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        v[i] = (uint32_t)i;
    return v;
}

static void one_round(struct rounds *w, size_t round)
{
    struct arena a CLEANUP(arena_end) = {0};
    size_t n = w->ties->n, m = w->ties->m;
    struct rng r;
    rng_init(&r, hash_64(&round, sizeof round, w->seed));
    uint32_t *ties = numbers(m, &a), *sources = numbers(n, &a);
    bool *keep = ARENA_ARRAY(&a, bool, m + 1);
    draw(&r, ties, m, w->leave);
    for (size_t i = w->leave; i < m; i++)
        keep[ties[i]] = true;
    if (w->sources < n)
        draw(&r, sources, n, w->sources);
    struct net_arcs arcs = net_arcs_of(w->ties, w->length, keep, &a);
    struct net_pass *pass = net_pass_of(&arcs, &a);
    struct net_ways ways = {.between = ARENA_ARRAY(&a, double, n + 1)};
    for (size_t i = 0; i < w->sources && !atomic_load(&w->stop); i++)
        net_pass_from(pass, &arcs, sources[i], &ways);
    mark_top(ways.between, n, w->top, &a, w->in_top + round * n);
}

static void work(void *arg, size_t thread)
{
    struct rounds *w = arg;
    for (size_t round; (round = atomic_fetch_add(&w->next, 1)) < w->rounds && !atomic_load(&w->stop);) {
        one_round(w, round);
        atomic_fetch_add(&w->done, 1);
        if (thread == 0 && !progress_step(w->progress, (double)atomic_load(&w->done), 0, &w->stopped))
            atomic_store(&w->stop, true);
    }
}

bool network_stability(const struct network *g, enum network_length length, size_t top, size_t rounds, double left_out, uint64_t seed, size_t threads,
    struct arena *a, double **share, size_t *sources, struct progress *p, struct err *e)
{
    struct arena mine CLEANUP(arena_end) = {0};
    struct net ties;
    assert(left_out >= 0 && left_out < 1);
    if ((length == NETWORK_TRUST && !net_trust_checked(g, e)) || !net_join(g, g->directed, net_join_for(length), &mine, &ties, e))
        return false;
    double *got = ARENA_ARRAY(a, double, g->n + 1), each = (double)(g->n + 2 * ties.m) * (double)MAX_OF(rounds, 1);
    *sources = (size_t)MIN_OF((double)g->n, fmax(20, floor(WORK_MOST / fmax(each, 1))));
    *share = got;
    if (!rounds || !ties.m)
        return true;
    struct rounds w = {.ties = &ties, .length = length, .top = top, .rounds = rounds, .sources = *sources, .seed = seed, .progress = p,
        .leave = MAX_OF((size_t)1, (size_t)(left_out * (double)ties.m)), .in_top = ARENA_ARRAY(&mine, uint8_t, rounds * g->n + 1)};
    opinion_beside(opinion_threads(g->n > 50 ? threads : 1), work, &w);
    if (atomic_load(&w.stop)) {
        *e = w.stopped;
        return false;
    }
    for (size_t round = 0; round < rounds; round++)
        for (size_t v = 0; v < g->n; v++)
            got[v] += w.in_top[round * g->n + v];
    for (size_t v = 0; v < g->n; v++)
        got[v] /= (double)rounds;
    return true;
}
