/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The oracle of our own search is igraph, on networks drawn at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/network_priv.h"

static struct network drawn(struct rng *r, size_t n, size_t m, bool directed, struct arena *a)
{
    struct network_tie *ties = ARENA_ARRAY(a, struct network_tie, m + 1);
    for (size_t i = 0; i < m; i++)
        ties[i] = (struct network_tie){(uint32_t)rng_below(r, n), (uint32_t)rng_below(r, n), (double)(1 + rng_below(r, 4)) / 5};
    return (struct network){n, m, ties, directed};
}

static struct network_tie *g_ties(const struct network *g)
{
    return (struct network_tie *)(uintptr_t)g->ties;
}

static void same_numbers(const double *mine, const igraph_vector_t *theirs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fabs(mine[i] - VECTOR(*theirs)[i]) > 1e-9 * fmax(1, fabs(mine[i])) || isnan(mine[i]) != isnan(VECTOR(*theirs)[i]))
            fail_msg("%zu: %.17g is not %.17g", i, mine[i], VECTOR(*theirs)[i]);
}

static void against_igraph(const struct network *g, enum network_length length)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures got;
    struct net ties;
    struct err e = {0};
    assert_true(network_measure(g, length, 2, &a, &got, NULL, &e));
    assert_true(net_join(g, g->directed, net_join_for(length), &a, &ties, &e));
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct net_graph graph CLEANUP(net_graph_end) = {0};
    igraph_vector_t theirs CLEANUP(igraph_vector_destroy) = {0}, far;
    const igraph_vector_t *by = net_view(&far, net_lengths(&ties, length, &a), ties.m);
    assert_true(net_graph_of(&ties, &graph, &e));
    assert_int_equal(igraph_vector_init(&theirs, 0), IGRAPH_SUCCESS);
    assert_int_equal(igraph_betweenness(&graph.g, &theirs, igraph_vss_all(), g->directed, by), IGRAPH_SUCCESS);
    same_numbers(got.betweenness, &theirs, g->n);
    assert_int_equal(igraph_harmonic_centrality(&graph.g, &theirs, igraph_vss_all(), IGRAPH_OUT, by, false), IGRAPH_SUCCESS);
    same_numbers(got.harmonic, &theirs, g->n);
    assert_int_equal(igraph_closeness(&graph.g, &theirs, NULL, NULL, igraph_vss_all(), IGRAPH_OUT, by, true), IGRAPH_SUCCESS);
    same_numbers(got.closeness, &theirs, g->n);
    assert_int_equal(igraph_edge_betweenness(&graph.g, &theirs, g->directed, by), IGRAPH_SUCCESS);
    for (size_t i = 0; i < g->m; i++) {
        double expected = ties.of[i] == NETWORK_NONE ? 0 : VECTOR(theirs)[ties.of[i]];
        assert_true(fabs(got.tie_betweenness[i] - expected) < 1e-9 * fmax(1, expected));
    }
}

static void equals_igraph(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 20260701);
    int rounds = getenv("DIWAN_SANITIZED") ? 16 : 60;
    for (int round = 0; round < rounds; round++) {
        struct arena a CLEANUP(arena_end) = {0};
        size_t n = 2 + (size_t)rng_below(&r, 40), m = (size_t)rng_below(&r, 3 * n); /* from nothing to several ties a pair, in parts or not */
        struct network g = drawn(&r, n, m, round % 2, &a);
        against_igraph(&g, NETWORK_STEPS);
        against_igraph(&g, NETWORK_WEIGHT);
        against_igraph(&g, NETWORK_TRUST);
        for (size_t i = 0; i < m; i++) /* lengths so far apart that rings do not serve */
            g_ties(&g)[i].weight = 1 / (double)(1 + rng_below(&r, 2000));
        against_igraph(&g, NETWORK_WEIGHT);
    }
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures one, many;
    struct err e = {0};
    double *alone = NULL, *beside = NULL;
    size_t sources = 0;
    struct rng r;
    rng_init(&r, 7);
    struct network g = drawn(&r, 220, 700, false, &a);
    assert_true(network_measure(&g, NETWORK_WEIGHT, 1, &a, &one, NULL, &e) && network_measure(&g, NETWORK_WEIGHT, 4, &a, &many, NULL, &e));
    assert_memory_equal(one.betweenness, many.betweenness, g.n * sizeof(double));
    assert_memory_equal(one.tie_betweenness, many.tie_betweenness, g.m * sizeof(double));
    assert_memory_equal(one.closeness, many.closeness, g.n * sizeof(double));
    assert_true(network_stability(&g, NETWORK_WEIGHT, 5, 20, 0.1, 3, 1, &a, &alone, &sources, NULL, &e));
    assert_true(network_stability(&g, NETWORK_WEIGHT, 5, 20, 0.1, 3, 4, &a, &beside, &sources, NULL, &e));
    assert_memory_equal(alone, beside, g.n * sizeof(double));
    assert_int_equal(sources, 220);
    struct network_camps here, aside;
    struct network_beside *b CLEANUP(network_camps_drop) = network_camps_begin(&g, true, 5, 3);
    assert_true(network_camps(&g, true, 5, 3, &a, &here, NULL, &e) && network_camps_end(b, &a, &aside, NULL, &e));
    assert_memory_equal(here.all_, aside.all_, 5 * g.n * sizeof *here.all_);
    assert_memory_equal(here.of, aside.of, g.n * sizeof *here.of);
    assert_memory_equal(here.sure, aside.sure, g.n * sizeof *here.sure);
}

static bool now(struct progress *p)
{
    return p->context != NULL;
}

static void ends_when_asked(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures out;
    struct network_camps camps;
    struct network_point *at = NULL;
    double *share = NULL;
    size_t sources = 0;
    struct progress p = {.stop = now, .context = &a};
    struct rng r;
    rng_init(&r, 8);
    struct network g = drawn(&r, 400, 1600, false, &a);
    struct err e = {0};
    assert_false(network_measure(&g, NETWORK_STEPS, 2, &a, &out, &p, &e));
    assert_int_equal(e.code, ERR_STOPPED);
    e = (struct err){0};
    assert_false(network_stability(&g, NETWORK_STEPS, 5, 200, 0.1, 1, 2, &a, &share, &sources, &p, &e));
    assert_int_equal(e.code, ERR_STOPPED);
    e = (struct err){0};
    assert_false(network_camps(&g, true, 50, 1, &a, &camps, &p, &e));
    assert_int_equal(e.code, ERR_STOPPED);
    e = (struct err){0};
    struct network_beside *b CLEANUP(network_camps_drop) = network_camps_begin(&g, true, 50, 1);
    assert_false(network_camps_end(b, &a, &camps, &p, &e));
    assert_int_equal(e.code, ERR_STOPPED);
    network_camps_drop(&b);
    e = (struct err){0};
    assert_false(network_layout(&g, NULL, 1, &a, &at, &p, &e)); /* igraph itself is stopped */
    assert_int_equal(e.code, ERR_STOPPED);
    e = (struct err){0};
    assert_true(network_layout(&g, NULL, 1, &a, &at, NULL, &e)); /* and works the next time */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_igraph),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(ends_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
