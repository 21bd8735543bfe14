/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks small enough to work out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/network.h"

#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-9)

/* Two triangles 0 1 2 and 4 5 6, joined by 3 between 2 and 4; 7 has nobody. */
static const struct network_tie joined[] = {{0, 1, 1}, {1, 2, 1}, {2, 0, 1}, {2, 3, 2}, {3, 4, 2}, {4, 5, 1}, {5, 6, 1}, {6, 4, 1}};
static const struct network two_triangles = {8, ARRAY_LEN(joined), joined, false};

static struct network_measures measured(const struct network *g, enum network_length length, struct arena *a)
{
    struct network_measures out;
    struct err e = {0};
    if (!network_measure(g, length, 1, a, &out, NULL, &e))
        fail_msg("%s", e.text);
    return out;
}

static void by_hand(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures m = measured(&two_triangles, NETWORK_STEPS, &a);
    NEAR(m.betweenness[3], 9); /* 3 x 3 pairs */
    NEAR(m.betweenness[2], 8); /* {0, 1} x {3, 4, 5, 6} */
    NEAR(m.betweenness[0], 0);
    NEAR(m.degree[2], 3);
    NEAR(m.strength[2], 3);
    NEAR(m.harmonic[3], 2 + 4 / 2.0);
    NEAR(m.closeness[3], 6 / 10.0);
    NEAR(m.clustering[2], 1 / 3.0);
    NEAR(m.clustering[3], 0);
    NEAR(m.effective[2], 3 - 2 / 3.0);
    NEAR(m.effective[3], 2);
    NEAR(m.constraint[3], 0.5);           /* two who do not know each other: 1/4 + 1/4 */
    NEAR(m.constraint[0], 4 / 9.0 + 9 / 16.0); /* (1/2 + 1/2 of 1/3) and (1/2 + 1/2 of 1/2), squared */
    assert_int_equal(m.core[0], 2);
    assert_int_equal(m.core[3], 2);
    assert_true(m.articulation[2] && m.articulation[3] && m.articulation[4] && !m.articulation[0]);
    assert_true(m.bridge[3] && m.bridge[4] && !m.bridge[0]);
    NEAR(m.tie_betweenness[3], 12); /* 3 x 4 */
    double sum = 0;
    for (size_t v = 0; v < 8; v++)
        sum += m.pagerank[v];
    NEAR(sum, 1);
    NEAR(m.eigenvector[2], 1);
    NEAR(m.eigenvector[2], m.eigenvector[4]);
    /* who has nobody */
    assert_true(m.degree[7] == 0 && m.harmonic[7] == 0 && isnan(m.closeness[7]) && isnan(m.constraint[7]) && isnan(m.effective[7]) && m.eigenvector[7] == 0);
}

static void weights_shorten(void **state)
{
    (void)state;
    /* 0 to 2 straight with weight 1 (length 1), or by 1 with weight 4 twice (length 1/2) */
    static const struct network_tie ties[] = {{0, 2, 1}, {0, 1, 4}, {1, 2, 4}};
    struct network g = {3, 3, ties, false};
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures m = measured(&g, NETWORK_WEIGHT, &a);
    NEAR(m.betweenness[1], 1);
    NEAR(m.harmonic[0], 4 + 2);
    NEAR(m.closeness[0], 2 / 0.75);
    NEAR(m.strength[0], 5);
    NEAR(m.tie_betweenness[0], 0);
    NEAR(measured(&g, NETWORK_STEPS, &a).betweenness[1], 0);
}

static void directions_count(void **state)
{
    (void)state;
    static const struct network_tie ties[] = {{0, 1, 1}, {1, 2, 1}, {2, 1, 1}};
    struct network g = {3, 3, ties, true};
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures m = measured(&g, NETWORK_STEPS, &a);
    NEAR(m.betweenness[1], 1); /* from 0 to 2, not back */
    NEAR(m.harmonic[0], 1.5);
    NEAR(m.harmonic[2], 1);
    assert_true(m.out[0] == 1 && m.in[0] == 0 && m.out[1] == 1 && m.in[1] == 2);
    NEAR(m.degree[1], 2);
    assert_true(m.pagerank[0] < m.pagerank[2] && m.pagerank[2] < m.pagerank[1]);
}

static void loops_and_repeats_say_nothing_new(void **state)
{
    (void)state;
    static const struct network_tie plain[] = {{0, 1, 3}, {1, 2, 1}}, twice[] = {{0, 1, 1}, {1, 1, 5}, {1, 0, 2}, {1, 2, 1}, {2, 2, 1}};
    struct network one = {3, 2, plain, false}, other = {3, 5, twice, false};
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures x = measured(&one, NETWORK_WEIGHT, &a), y = measured(&other, NETWORK_WEIGHT, &a);
    for (size_t v = 0; v < 3; v++) {
        NEAR(x.betweenness[v], y.betweenness[v]);
        NEAR(x.strength[v], y.strength[v]);
        NEAR(x.constraint[v], y.constraint[v]);
        NEAR(x.pagerank[v], y.pagerank[v]);
        NEAR(x.harmonic[v], y.harmonic[v]);
        assert_int_equal(x.core[v], y.core[v]);
    }
    assert_true(y.tie_betweenness[1] == 0 && !y.bridge[1]);
    assert_true(y.tie_betweenness[0] == y.tie_betweenness[2] && y.bridge[0] && y.bridge[2]); /* one tie, told twice, is still the only link */
}

static void nothing_and_little(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    for (size_t n = 0; n < 3; n++) {
        struct network g = {n, 0, NULL, n % 2};
        struct network_measures m = measured(&g, NETWORK_WEIGHT, &a);
        struct network_whole w;
        struct network_camps c;
        struct network_point *at = NULL;
        double *share = NULL, q = 0;
        size_t sources = 0, connected = 9;
        uint32_t level[2] = {0};
        assert_true(n == 0 || (isnan(m.constraint[0]) && m.betweenness[0] == 0));
        assert_true(network_of_whole(&g, &w, &e) && w.isolated == n && w.parts == n && isnan(w.transitivity));
        assert_true(network_connectivity(&g, &connected, NULL, &e) && connected == 0);
        assert_true(network_camps(&g, true, 3, 1, &a, &c, NULL, &e) && c.camps == 0 && isnan(c.modularity) && (n == 0 || c.of[0] == NETWORK_NONE));
        assert_true(network_modularity(&g, true, level, &q, &e) && isnan(q));
        assert_true(network_stability(&g, NETWORK_STEPS, 5, 10, 0.1, 1, 1, &a, &share, &sources, NULL, &e) && (n == 0 || share[0] == 0));
        assert_true(network_layout(&g, NULL, 1, &a, &at, NULL, &e) && network_layout_levels(&g, level, &a, &at, &e));
    }
    static const struct network_tie self[] = {{0, 0, 1}};
    struct network loop = {1, 1, self, false};
    assert_true(measured(&loop, NETWORK_STEPS, &a).degree[0] == 0);
}

static void wrong_numbers_are_refused(void **state)
{
    (void)state;
    static const struct network_tie bad[][1] = {{{0, 1, NAN}}, {{0, 1, 0}}, {{0, 1, -2}}, {{0, 1, INFINITY}}, {{0, 5, 1}}};
    struct arena a CLEANUP(arena_end) = {0};
    struct network_measures m;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct network g = {2, 1, bad[i], false};
        struct err e = {0};
        assert_false(network_measure(&g, NETWORK_WEIGHT, 1, &a, &m, NULL, &e));
        assert_int_equal(e.code, ERR_INPUT);
    }
    static const struct network_tie over[] = {{0, 1, 1.01}};
    struct network g = {2, 1, over, false};
    struct err e = {0};
    assert_false(network_measure(&g, NETWORK_TRUST, 1, &a, &m, NULL, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

static void camps_of_two_triangles(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct network_camps c, again;
    struct err e = {0};
    double q = 0;
    uint32_t given[8] = {0, 0, 0, 0, 1, 1, 1, NETWORK_NONE};
    assert_true(network_camps(&two_triangles, false, NETWORK_CAMP_SEEDS, 1, &a, &c, NULL, &e));
    assert_int_equal(c.camps, 2);
    assert_true(c.of[0] == c.of[1] && c.of[1] == c.of[2] && c.of[4] == c.of[5] && c.of[5] == c.of[6] && c.of[0] != c.of[4]);
    assert_int_equal(c.of[7], NETWORK_NONE);
    assert_true(c.of[3] == 0); /* the larger one is the first */
    NEAR(c.modularity, 4 / 8.0 - 81 / 256.0 + 3 / 8.0 - 49 / 256.0);
    assert_true(network_modularity(&two_triangles, false, given, &q, &e));
    NEAR(q, c.modularity);
    NEAR(network_together(&c, 0, 1), 1);
    NEAR(network_together(&c, 0, 5), 0);
    NEAR(network_together(&c, 7, 7), 1);
    double with = network_together(&c, 3, 2);
    assert_true(c.of[2] != c.of[3] || fabs(c.sure[3] - with) < 1e-9);
    assert_true(isnan(c.sure[7]));
    assert_true(network_camps(&two_triangles, false, NETWORK_CAMP_SEEDS, 1, &a, &again, NULL, &e));
    assert_memory_equal(c.of, again.of, sizeof given);
    NEAR(c.modularity, again.modularity);
}

static void the_whole(void **state)
{
    (void)state;
    struct network_whole w;
    struct err e = {0};
    size_t connected = 9;
    assert_true(network_of_whole(&two_triangles, &w, &e));
    assert_int_equal(w.ties, 8);
    assert_int_equal(w.isolated, 1);
    assert_int_equal(w.parts, 2);
    NEAR(w.density, 8 / 28.0);
    NEAR(w.transitivity, 6 / 11.0); /* closed of 3 + 3 + 1 + 4 x 1 triples: two triangles, three each */
    NEAR(w.centralization, 8 * 3 - 16);
    static const struct network_tie ring[] = {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 0, 1}};
    struct network g = {4, 4, ring, false};
    assert_true(network_connectivity(&g, &connected, NULL, &e) && connected == 2);
}

static void stable_and_not(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    double *share = NULL;
    size_t sources = 0;
    /* a star of 20: its middle always lies between, nobody else ever does */
    struct network_tie star[20], ring[40];
    for (uint32_t i = 0; i < 20; i++)
        star[i] = (struct network_tie){0, i + 1, 1};
    struct network g = {21, 20, star, false};
    assert_true(network_stability(&g, NETWORK_STEPS, 5, 200, 0.1, 1, 1, &a, &share, &sources, NULL, &e));
    NEAR(share[0], 1);
    NEAR(share[1], 0);
    /* a ring of 40: all alike until ties are missing; then five of forty, and nobody for sure */
    for (uint32_t i = 0; i < 40; i++)
        ring[i] = (struct network_tie){i, (i + 1) % 40, 1};
    struct network r = {40, 40, ring, false};
    assert_true(network_stability(&r, NETWORK_STEPS, 5, 200, 0.1, 1, 1, &a, &share, &sources, NULL, &e));
    for (size_t v = 0; v < 40; v++)
        assert_true(share[v] < 0.5);
}

static void two_modes(void **state)
{
    (void)state;
    /* 0 and 1 share both; 2 has the second and a third nobody else has; 3 has nothing. A pair told twice is one. */
    static const struct network_pair pairs[] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {0, 1}};
    struct network_two g = {4, 3, ARRAY_LEN(pairs), pairs};
    struct arena a CLEANUP(arena_end) = {0};
    struct network_projection p;
    struct err e = {0};
    double *redundancy = NULL;
    assert_true(network_project(&g, &a, &p, &e) && network_redundancy(&g, &a, &redundancy, &e));
    assert_int_equal(p.m, 3);
    assert_true(p.ties[0].from == 0 && p.ties[0].to == 1 && p.ties[0].weight == 2 && p.ties[1].to == 2 && p.ties[1].weight == 1);
    NEAR(p.density, 6 / 12.0);
    assert_true(redundancy[0] == 1 && redundancy[1] == 1 && redundancy[2] == 0 && isnan(redundancy[3]));
    struct network_two none = {2, 0, 0, NULL};
    assert_true(network_project(&none, &a, &p, &e) && p.m == 0 && isnan(p.density) && network_redundancy(&none, &a, &redundancy, &e));
    static const struct network_pair bad[] = {{0, 7}};
    struct network_two wrong = {2, 2, 1, bad};
    assert_false(network_project(&wrong, &a, &p, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

static void pictures(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct network_point *at = NULL, *again = NULL, *levels = NULL;
    struct err e = {0};
    static const uint32_t level[8] = {0, 1, 1, 2, 3, 3, 3, 0};
    assert_true(network_layout(&two_triangles, NULL, 5, &a, &at, NULL, &e) && network_layout(&two_triangles, NULL, 5, &a, &again, NULL, &e));
    assert_memory_equal(at, again, 8 * sizeof *at);
    double near = hypot(at[0].x - at[1].x, at[0].y - at[1].y), far = hypot(at[0].x - at[5].x, at[0].y - at[5].y);
    assert_true(near < far); /* friends stand together */
    for (size_t v = 0; v < 8; v++)
        assert_true(at[v].x >= -1e-9 && at[v].x <= 1 + 1e-9 && at[v].y >= -1e-9 && at[v].y <= 1 + 1e-9);
    assert_true(network_layout_levels(&two_triangles, level, &a, &levels, &e));
    for (size_t v = 0; v < 8; v++) {
        NEAR(levels[v].y, level[v] / 3.0);
        for (size_t w = 0; w < v; w++)
            assert_true(level[v] != level[w] || fabs(levels[v].x - levels[w].x) > 1e-6); /* nobody on top of another */
    }
    assert_true(network_layout(&two_triangles, at, 5, &a, &again, NULL, &e)); /* from where they stand */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(weights_shorten),
        cmocka_unit_test(directions_count),
        cmocka_unit_test(loops_and_repeats_say_nothing_new),
        cmocka_unit_test(nothing_and_little),
        cmocka_unit_test(wrong_numbers_are_refused),
        cmocka_unit_test(camps_of_two_triangles),
        cmocka_unit_test(the_whole),
        cmocka_unit_test(stable_and_not),
        cmocka_unit_test(two_modes),
        cmocka_unit_test(pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
