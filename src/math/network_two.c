/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/network_priv.h"

/* Who takes part in what: pairs in order of the left ones, each once; `list` of v stands in begin[v] .. begin[v + 1] - 1, rising. */
struct two {
    size_t left, right, m;
    uint32_t *begin, *list;
};

static int rising(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool two_of(const struct network_two *g, struct arena *a, struct two *out, struct err *e)
{
    if (g->left + g->right > NETWORK_VERTICES_MOST || g->m > NETWORK_TIES_MOST)
        return err_set(e, ERR_INPUT, "a network of %zu and %zu with %zu pairs is more than is worked out", g->left, g->right, g->m);
    struct two t = {.left = g->left, .right = g->right, .begin = ARENA_ARRAY(a, uint32_t, g->left + 2), .list = ARENA_ARRAY(a, uint32_t, g->m + 1)};
    for (size_t i = 0; i < g->m; i++) {
        if (g->pairs[i].left >= g->left || g->pairs[i].right >= g->right)
            return err_set(e, ERR_INPUT, "pair %zu names somebody who is not there", i + 1);
        t.begin[g->pairs[i].left + 2]++;
    }
    for (size_t v = 0; v < g->left; v++)
        t.begin[v + 2] += t.begin[v + 1];
    for (size_t i = 0; i < g->m; i++)
        t.list[t.begin[g->pairs[i].left + 1]++] = g->pairs[i].right;
    for (size_t v = 0; v < g->left; v++) {
        size_t from = t.begin[v], end = t.begin[v + 1], kept = t.m;
        if (end > from)
            qsort(t.list + from, end - from, sizeof *t.list, rising);
        for (size_t i = from; i < end; i++)
            if (i == from || t.list[i] != t.list[t.m - 1])
                t.list[t.m++] = t.list[i];
        t.begin[v] = (uint32_t)kept;
    }
    t.begin[g->left] = (uint32_t)t.m;
    *out = t;
    return true;
}

static int by_ends(const void *a, const void *b)
{
    const struct network_tie *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static bool two_graph(const struct two *t, struct net_graph *out, struct err *e)
{
    igraph_vector_int_t ends CLEANUP(igraph_vector_int_destroy) = {0};
    if (!net_said(igraph_vector_int_init(&ends, (igraph_integer_t)(2 * t->m)), "a network", e))
        return false;
    for (size_t v = 0; v < t->left; v++)
        for (uint32_t i = t->begin[v]; i < t->begin[v + 1]; i++) {
            VECTOR(ends)[2 * i] = (igraph_integer_t)v;
            VECTOR(ends)[2 * i + 1] = (igraph_integer_t)(t->left + t->list[i]);
        }
    out->there = net_said(igraph_create(&out->g, &ends, (igraph_integer_t)(t->left + t->right), false), "a network", e);
    return out->there;
}

static bool projected(const struct two *t, struct arena *a, struct network_projection *out, struct err *e)
{
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct net_graph g CLEANUP(net_graph_end) = {0}, left CLEANUP(net_graph_end) = {0};
    igraph_vector_bool_t types CLEANUP(igraph_vector_bool_destroy) = {0};
    igraph_vector_int_t shared CLEANUP(igraph_vector_int_destroy) = {0};
    if (!two_graph(t, &g, e) || !net_said(igraph_vector_bool_init(&types, (igraph_integer_t)(t->left + t->right)), "a projection", e)
        || !net_said(igraph_vector_int_init(&shared, 0), "a projection", e))
        return false;
    for (size_t v = t->left; v < t->left + t->right; v++)
        VECTOR(types)[v] = true;
    left.there = net_said(igraph_bipartite_projection(&g.g, &types, &left.g, NULL, &shared, NULL, -1), "a projection", e);
    if (!left.there)
        return false;
    out->m = (size_t)igraph_ecount(&left.g);
    out->ties = ARENA_ARRAY(a, struct network_tie, out->m + 1);
    for (size_t i = 0; i < out->m; i++) {
        igraph_integer_t one = IGRAPH_FROM(&left.g, (igraph_integer_t)i), other = IGRAPH_TO(&left.g, (igraph_integer_t)i);
        out->ties[i] = (struct network_tie){(uint32_t)MIN_OF(one, other), (uint32_t)MAX_OF(one, other), (double)VECTOR(shared)[i]};
    }
    return true;
}

bool network_project(const struct network_two *g, struct arena *a, struct network_projection *out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct two t;
    struct network_projection got = {.density = NAN};
    if (!two_of(g, &work, &t, e))
        return false;
    if (t.m && !projected(&t, a, &got, e))
        return false;
    if (g->left && g->right)
        got.density = (double)t.m / ((double)g->left * (double)g->right);
    if (got.m)
        qsort(got.ties, got.m, sizeof *got.ties, by_ends);
    *out = got;
    return true;
}

/* ---- redundancy ---- */

/* The same seen from the right. */
static struct two turned(const struct two *t, struct arena *a)
{
    struct two r = {.left = t->right, .right = t->left, .m = t->m, .begin = ARENA_ARRAY(a, uint32_t, t->right + 2), .list = ARENA_ARRAY(a, uint32_t, t->m + 1)};
    for (size_t i = 0; i < t->m; i++)
        r.begin[t->list[i] + 2]++;
    for (size_t v = 0; v < r.left; v++)
        r.begin[v + 2] += r.begin[v + 1];
    for (size_t v = 0; v < t->left; v++)
        for (uint32_t i = t->begin[v]; i < t->begin[v + 1]; i++)
            r.list[r.begin[t->list[i] + 1]++] = (uint32_t)v;
    return r;
}

/* Does somebody but `but` have both? Both lists rise. */
static bool others_have(const struct two *by, uint32_t one, uint32_t other, uint32_t but)
{
    uint32_t i = by->begin[one], k = by->begin[other];
    while (i < by->begin[one + 1] && k < by->begin[other + 1]) {
        if (by->list[i] == by->list[k] && by->list[i] != but)
            return true;
        if (by->list[i] <= by->list[k])
            i++;
        else
            k++;
    }
    return false;
}

bool network_redundancy(const struct network_two *g, struct arena *a, double **out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct two t;
    if (!two_of(g, &work, &t, e))
        return false;
    struct two by = turned(&t, &work);
    *out = ARENA_ARRAY(a, double, g->left + 1);
    for (uint32_t v = 0; v < g->left; v++) {
        size_t covered = 0, pairs = 0;
        for (uint32_t i = t.begin[v]; i < t.begin[v + 1]; i++)
            for (uint32_t k = i + 1; k < t.begin[v + 1]; k++, pairs++)
                covered += others_have(&by, t.list[i], t.list[k], v);
        (*out)[v] = pairs ? (double)covered / (double)pairs : NAN;
    }
    return true;
}
