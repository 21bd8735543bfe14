/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/network_priv.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

struct camping {
    const struct net *ties;
    struct net_graph graph;
    double *weights, *strength, total;
};

static bool camping_of(const struct net *ties, struct arena *a, struct camping *out, struct err *e)
{
    out->ties = ties;
    out->weights = net_weights(ties, a);
    out->strength = ARENA_ARRAY(a, double, ties->n + 1);
    for (size_t i = 0; i < ties->m; i++) {
        const struct network_tie *t = &ties->ties[i];
        out->strength[t->from] += t->weight;
        out->strength[t->to] += t->weight;
        out->total += t->weight;
    }
    return net_graph_of(ties, &out->graph, e);
}

static void camping_end(struct camping *c)
{
    net_graph_end(&c->graph);
}

static bool quality_of(const struct camping *c, const igraph_vector_int_t *of, double *out, struct err *e)
{
    igraph_vector_t weights;
    return net_said(igraph_modularity(&c->graph.g, of, net_view(&weights, c->weights, c->ties->m), 1, false, out), "modularity", e);
}

/* For modularity: vertices weigh their strengths, resolution 1 / (2 total). Without them 0.10 works out something else; until nothing changes it may never end. */
static bool one_seed(const struct camping *c, uint64_t seed, igraph_vector_int_t *of, double *quality, struct err *e)
{
    igraph_vector_t weights, strength;
    igraph_integer_t camps = 0;
    igraph_rng_seed(igraph_rng_default(), (igraph_uint_t)seed);
    return net_said(igraph_community_leiden(&c->graph.g, net_view(&weights, c->weights, c->ties->m), net_view(&strength, c->strength, c->ties->n), 1 / (2 * c->total),
                        0.01, false, 10, of, &camps, NULL),
               "camps", e)
        && quality_of(c, of, quality, e);
}

struct camp {
    uint32_t of, size, first;
};

static int by_size(const void *a, const void *b)
{
    const struct camp *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Camps by size; those without ties are of none. */
static void number_camps(const uint32_t *raw, const struct camping *c, struct arena *a, struct network_camps *out)
{
    size_t n = c->ties->n;
    struct camp *list = ARENA_ARRAY(a, struct camp, n + 1);
    uint32_t *to = ARENA_ARRAY(a, uint32_t, n + 1);
    for (size_t v = 0; v < n; v++) {
        struct camp *camp = &list[raw[v]];
        if (!(c->strength[v] > 0))
            continue;
        if (!camp->size++)
            *camp = (struct camp){raw[v], 1, (uint32_t)v};
    }
    qsort(list, n, sizeof *list, by_size);
    for (size_t k = 0; k < n && list[k].size; k++) {
        to[list[k].of] = (uint32_t)k;
        out->camps = k + 1;
    }
    for (size_t v = 0; v < n; v++)
        out->of[v] = c->strength[v] > 0 ? to[raw[v]] : NETWORK_NONE;
}

/* Of each vertex the mean share of seeds with the others of its camp: counted by camp and seed, not by pair. */
static void surety(struct network_camps *c, struct arena *a)
{
    uint32_t *size = ARENA_ARRAY(a, uint32_t, c->n + 1), *met = ARENA_ARRAY(a, uint32_t, c->n + 1), *order = ARENA_ARRAY(a, uint32_t, c->n + 1),
             *begin = ARENA_ARRAY(a, uint32_t, c->camps + 2);
    for (size_t v = 0; v < c->n; v++)
        if (c->of[v] != NETWORK_NONE)
            size[c->of[v]]++;
    for (size_t k = 0; k < c->camps; k++)
        begin[k + 1] = begin[k] + size[k];
    memcpy(met, begin, c->camps * sizeof *met);
    for (size_t v = 0; v < c->n; v++)
        if (c->of[v] != NETWORK_NONE)
            order[met[c->of[v]]++] = (uint32_t)v;
    memset(met, 0, (c->n + 1) * sizeof *met);
    for (size_t s = 0; s < c->seeds; s++)
        for (size_t k = 0; k < c->camps; k++) {
            const uint32_t *there = c->all_ + s * c->n;
            for (uint32_t i = begin[k]; i < begin[k + 1]; i++)
                met[there[order[i]]]++;
            for (uint32_t i = begin[k]; i < begin[k + 1]; i++)
                c->sure[order[i]] += met[there[order[i]]] - 1;
            for (uint32_t i = begin[k]; i < begin[k + 1]; i++)
                met[there[order[i]]] = 0;
        }
    for (size_t v = 0; v < c->n; v++) {
        uint32_t others = c->of[v] == NETWORK_NONE ? 0 : size[c->of[v]] - 1;
        c->sure[v] = others ? c->sure[v] / ((double)others * (double)c->seeds) : NAN;
    }
}

/* Others may come to igraph between two seeds. */
static bool best_of_seeds(struct camping *c, uint64_t seed, struct arena *a, struct network_camps *out, struct progress *p, struct err *e)
{
    igraph_vector_int_t of CLEANUP(igraph_vector_int_destroy) = {0};
    const uint32_t *best = NULL;
    for (size_t s = 0; s < out->seeds; s++) {
        double quality = NAN;
        uint32_t *mine = out->all_ + s * out->n;
        struct net_door inside CLEANUP(net_leave) = net_enter(seed, p);
        if (s == 0 && (!camping_of(c->ties, a, c, e) || !net_said(igraph_vector_int_init(&of, 0), "camps", e)))
            return false;
        if (!one_seed(c, hash_64(&s, sizeof s, seed), &of, &quality, e) || !progress_step(p, (double)s, 0, e))
            return false;
        for (size_t v = 0; v < out->n; v++)
            mine[v] = (uint32_t)VECTOR(of)[v];
        if (!best || quality > out->modularity + 1e-12) {
            best = mine;
            out->modularity = quality;
        }
    }
    number_camps(best, c, a, out);
    surety(out, a);
    return true;
}

bool network_camps(const struct network *g, bool weighted, size_t seeds, uint64_t seed, struct arena *a, struct network_camps *out, struct progress *p, struct err *e)
{
    struct net ties;
    struct network_camps got = {.n = g->n, .seeds = MAX_OF(seeds, (size_t)1), .modularity = NAN};
    if (!net_join(g, false, weighted ? NET_SUM : NET_ONE, a, &ties, e))
        return false;
    got.of = ARENA_ARRAY(a, uint32_t, g->n + 1);
    got.sure = ARENA_ARRAY(a, double, g->n + 1);
    got.all_ = ARENA_ARRAY(a, uint32_t, got.seeds * g->n + 1);
    if (!ties.m) {
        for (size_t v = 0; v < g->n; v++) {
            got.of[v] = NETWORK_NONE;
            got.sure[v] = NAN;
            for (size_t s = 0; s < got.seeds; s++)
                got.all_[s * g->n + v] = (uint32_t)v;
        }
        *out = got;
        return true;
    }
    struct camping c CLEANUP(camping_end) = {.ties = &ties};
    if (!best_of_seeds(&c, seed, a, &got, p, e))
        return false;
    *out = got;
    return true;
}

/* ---- beside other work ---- */

struct network_beside {
    const struct network *g;
    bool weighted, fine, started;
    size_t seeds;
    uint64_t seed;
    struct arena arena;
    struct network_camps got;
    struct progress progress;
    struct err e;
    atomic_size_t seen; /* seeds */
    atomic_bool stop, done;
    pthread_t thread;
};

static bool told_to_stop(struct progress *p)
{
    struct network_beside *b = p->context;
    return atomic_load(&b->stop);
}

static void seeds_seen(struct progress *p)
{
    struct network_beside *b = p->context;
    atomic_store(&b->seen, (size_t)p->done);
}

static void *camps_run(void *arg)
{
    struct network_beside *b = arg;
    b->fine = network_camps(b->g, b->weighted, b->seeds, b->seed, &b->arena, &b->got, &b->progress, &b->e);
    atomic_store(&b->done, true);
    return NULL;
}

struct network_beside *network_camps_begin(const struct network *g, bool weighted, size_t seeds, uint64_t seed)
{
    struct network_beside *b = mem_get(sizeof *b);
    *b = (struct network_beside){.g = g, .weighted = weighted, .seeds = seeds, .seed = seed};
    b->progress = (struct progress){.show = seeds_seen, .stop = told_to_stop, .context = b};
    b->started = g->n > 200 && pthread_create(&b->thread, NULL, camps_run, b) == 0; /* of few it takes less than a thread */
    return b;
}

void network_camps_drop(struct network_beside **b)
{
    if (!*b)
        return;
    atomic_store(&(*b)->stop, true);
    if ((*b)->started)
        pthread_join((*b)->thread, NULL);
    arena_end(&(*b)->arena);
    free(*b);
    *b = NULL;
}

static void *copied(struct arena *a, const void *p, size_t size)
{
    return memcpy(arena_get(a, size + 1), p, size);
}

bool network_camps_end(struct network_beside *b, struct arena *a, struct network_camps *out, struct progress *p, struct err *e)
{
    if (!b->started)
        camps_run(b);
    while (!atomic_load(&b->done)) {
        if (!progress_step(p, (double)atomic_load(&b->seen), 0, e))
            return false;
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    }
    if (!b->fine) {
        *e = b->e;
        return false;
    }
    *out = b->got;
    out->of = copied(a, b->got.of, out->n * sizeof *out->of);
    out->sure = copied(a, b->got.sure, out->n * sizeof *out->sure);
    out->all_ = copied(a, b->got.all_, out->seeds * out->n * sizeof *out->all_);
    return true;
}

double network_together(const struct network_camps *c, size_t one, size_t other)
{
    size_t together = 0;
    for (size_t s = 0; s < c->seeds; s++)
        together += c->all_[s * c->n + one] == c->all_[s * c->n + other];
    return (double)together / (double)c->seeds;
}

/* The camps as igraph wants them: numbers from 0 without gaps. */
static bool partition_of(const uint32_t *of, size_t n, igraph_vector_int_t *out, struct err *e)
{
    if (!net_said(igraph_vector_int_init(out, (igraph_integer_t)n), "modularity", e))
        return false;
    uint32_t alone = 0;
    for (size_t v = 0; v < n; v++)
        if (of[v] != NETWORK_NONE)
            alone = MAX_OF(alone, of[v] + 1);
    for (size_t v = 0; v < n; v++)
        VECTOR(*out)[v] = (igraph_integer_t)(of[v] == NETWORK_NONE ? alone++ : of[v]);
    return net_said(igraph_reindex_membership(out, NULL, NULL), "modularity", e);
}

bool network_modularity(const struct network *g, bool weighted, const uint32_t *of, double *out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net ties;
    if (!net_join(g, false, weighted ? NET_SUM : NET_ONE, &work, &ties, e))
        return false;
    *out = NAN;
    if (!ties.m)
        return true;
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct camping c CLEANUP(camping_end) = {0};
    igraph_vector_int_t camps CLEANUP(igraph_vector_int_destroy) = {0};
    return camping_of(&ties, &work, &c, e) && partition_of(of, g->n, &camps, e) && quality_of(&c, &camps, out, e);
}
