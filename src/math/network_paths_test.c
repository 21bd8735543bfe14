/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The oracle is the definition itself: every way without loops of small networks is walked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/network.h"

enum { MOST = 8, WAYS_MOST = 4096 };

struct walk { /* weights by pair, 0 for no tie; every way found */
    size_t n;
    double w[MOST][MOST];
    uint32_t to;
    size_t ways;
    struct {
        unsigned inner; /* whom it goes through, a bit each */
        double product, weakest;
    } way[WAYS_MOST];
};

static void walk_on(struct walk *k, uint32_t at, unsigned seen, double product, double weakest, unsigned first)
{
    if (at == k->to) {
        k->way[k->ways].inner = seen & ~first & ~(1u << at);
        k->way[k->ways].product = product;
        k->way[k->ways++].weakest = weakest;
        return;
    }
    for (uint32_t v = 0; v < k->n; v++)
        if (k->w[at][v] > 0 && !(seen & (1u << v)))
            walk_on(k, v, seen | (1u << v), product * k->w[at][v], fmin(weakest, k->w[at][v]), first);
}

static int falling(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* The most ways apart from one another among those from `next` on, and the best product of so many. */
static void apart_of(const struct walk *k, size_t next, unsigned used, size_t n, double product, size_t *most, double *best)
{
    if (n > *most || (n == *most && product > *best)) {
        *most = n;
        *best = product;
    }
    for (size_t i = next; i < k->ways; i++)
        if (!(k->way[i].inner & used))
            apart_of(k, i + 1, used | k->way[i].inner, n + 1, product * k->way[i].product, most, best);
}

static double product_of(const struct network *g, const struct network_path *p, struct walk *k)
{
    double product = 1;
    for (size_t i = 0; i + 1 < p->n; i++) {
        const struct network_tie *t = &g->ties[p->ties[i]];
        bool along = t->from == p->vertices[i] && t->to == p->vertices[i + 1], against = t->to == p->vertices[i] && t->from == p->vertices[i + 1];
        assert_true(along || (!g->directed && against));
        assert_true(t->weight == k->w[p->vertices[i]][p->vertices[i + 1]]); /* the best of several */
        product *= t->weight;
    }
    return product;
}

static void check(const struct network *g, struct walk *k, uint32_t from, uint32_t to)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct network_path best, widest, *list = NULL, *apart = NULL;
    size_t n = 0, apart_n = 0, by_vertex = 0, by_tie = 0, most = 0;
    double products[WAYS_MOST], wide = 0, best_apart = 0, together = 1;
    k->to = to;
    k->ways = 0;
    walk_on(k, from, 1u << from, 1, 1, 1u << from);
    for (size_t i = 0; i < k->ways; i++) {
        products[i] = k->way[i].product;
        wide = fmax(wide, k->way[i].weakest);
    }
    qsort(products, k->ways, sizeof *products, falling);
    assert_true(network_best_path(g, from, to, &a, &best, &e) && network_widest_path(g, from, to, &a, &widest, &e));
    assert_true(network_paths(g, from, to, 4, &a, &list, &n, &e) && network_disjoint(g, from, to, &by_vertex, &by_tie, &e));
    assert_true(network_apart(g, from, to, 8, &a, &apart, &apart_n, &e));
    assert_int_equal(n, MIN_OF(k->ways, 4));
    assert_int_equal(best.n > 0, k->ways > 0);
    for (size_t i = 0; i < n; i++) {
        assert_true(fabs(list[i].reliability - products[i]) < 1e-12);
        assert_true(fabs(product_of(g, &list[i], k) - products[i]) < 1e-12);
    }
    if (k->ways) {
        assert_true(fabs(best.reliability - products[0]) < 1e-12 && fabs(widest.weakest - wide) < 1e-12);
        assert_true(best.vertices[0] == from && best.vertices[best.n - 1] == to);
    }
    apart_of(k, 0, 0, 0, 1, &most, &best_apart);
    assert_int_equal(apart_n, most);
    assert_int_equal(by_vertex, most);
    assert_true(by_tie >= by_vertex);
    for (size_t i = 0; i < apart_n; i++) {
        together *= product_of(g, &apart[i], k);
        assert_true(i == 0 || apart[i].reliability <= apart[i - 1].reliability);
    }
    assert_true(most == 0 || fabs(together - best_apart) < 1e-12);
}

static void ways_are_the_best_of_all(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 20260702);
    static struct walk k;
    for (int round = 0; round < 300; round++) {
        struct network_tie ties[20];
        size_t n = 2 + (size_t)rng_below(&r, 5), m = (size_t)rng_below(&r, 13);
        struct network g = {n, m, ties, round % 2};
        memset(&k, 0, sizeof k);
        k.n = n;
        for (size_t i = 0; i < m; i++) {
            uint32_t from = (uint32_t)rng_below(&r, n), to = (uint32_t)rng_below(&r, n);
            double w = (double)(1 + rng_below(&r, 9)) / 10;
            ties[i] = (struct network_tie){from, to, w};
            k.w[from][to] = from == to ? 0 : fmax(k.w[from][to], w);
            if (!g.directed)
                k.w[to][from] = k.w[from][to] = fmax(k.w[from][to], k.w[to][from]);
        }
        check(&g, &k, 0, (uint32_t)n - 1);
    }
}

static void who_could_speak_to_both(void **state)
{
    (void)state;
    /* 0 trusts 1 and 2; 1 and 2 trust 3; nobody trusts 0 */
    static const struct network_tie ties[] = {{0, 1, 0.9}, {1, 3, 0.4}, {0, 2, 0.6}, {2, 3, 0.7}};
    struct network g = {5, 4, ties, true};
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    double *both = NULL, *back = NULL;
    assert_true(network_speakers(&g, 0, 3, &a, &both, &e));
    assert_true(both[0] == 0 && both[3] == 0 && both[4] == 0);
    assert_true(fabs(both[1] - 0.4) < 1e-12 && fabs(both[2] - 0.6) < 1e-12); /* the weaker side counts */
    assert_true(network_speakers(&g, 3, 0, &a, &back, &e));
    for (size_t v = 0; v < 5; v++)
        assert_true(back[v] == 0); /* direction matters */
    assert_true(network_reach(&g, 0, true, &a, &both, &e));
    assert_true(both[0] == 1 && fabs(both[3] - 0.42) < 1e-12 && both[4] == 0);
}

static void wrong_questions_are_refused(void **state)
{
    (void)state;
    static const struct network_tie sure[] = {{0, 1, 1}}, over[] = {{0, 1, 1.5}};
    struct network g = {2, 1, sure, false}, bad = {2, 1, over, false};
    struct arena a CLEANUP(arena_end) = {0};
    struct network_path p;
    struct err e = {0};
    double *reach = NULL;
    assert_true(network_best_path(&g, 0, 1, &a, &p, &e) && p.n == 2 && p.reliability == 1); /* what is sure has no length, and is a way */
    assert_false(network_best_path(&g, 0, 0, &a, &p, &e));
    assert_int_equal(e.code, ERR_INPUT);
    e.code = ERR_NONE;
    assert_false(network_best_path(&g, 0, 2, &a, &p, &e));
    assert_int_equal(e.code, ERR_INPUT);
    e.code = ERR_NONE;
    assert_false(network_best_path(&bad, 0, 1, &a, &p, &e));
    assert_int_equal(e.code, ERR_INPUT);
    e.code = ERR_NONE;
    assert_false(network_reach(&g, 9, true, &a, &reach, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_the_best_of_all),
        cmocka_unit_test(who_could_speak_to_both),
        cmocka_unit_test(wrong_questions_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
