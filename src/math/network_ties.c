/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was given, checked; and of each pair one tie. */
#include "math/network_priv.h"

struct one {
    uint32_t from, to, at; /* at: which of those given */
};

static int by_pair(const void *a, const void *b)
{
    const struct one *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool checked(const struct network *g, struct err *e)
{
    if (g->n > NETWORK_VERTICES_MOST || g->m > NETWORK_TIES_MOST)
        return err_set(e, ERR_INPUT, "a network of %zu vertices and %zu ties is more than the %d and %d that are worked out", g->n, g->m, NETWORK_VERTICES_MOST,
            NETWORK_TIES_MOST);
    for (size_t i = 0; i < g->m; i++) {
        const struct network_tie *t = &g->ties[i];
        if (t->from >= g->n || t->to >= g->n)
            return err_set(e, ERR_INPUT, "tie %zu names vertex %" PRIu32 ", and there are %zu", i + 1, MAX_OF(t->from, t->to), g->n);
        if (!(t->weight > 0) || !isfinite(t->weight))
            return err_set(e, ERR_INPUT, "the weight of tie %zu is not a number above 0", i + 1);
    }
    return true;
}

bool net_trust_checked(const struct network *g, struct err *e)
{
    for (size_t i = 0; i < g->m; i++)
        if (g->ties[i].weight > 1)
            return err_set(e, ERR_INPUT, "the weight of tie %zu is no chance: it is above 1", i + 1);
    return true;
}

bool net_ends_checked(const struct network *g, uint32_t from, uint32_t to, struct err *e)
{
    if (from >= g->n || to >= g->n)
        return err_set(e, ERR_INPUT, "there is no vertex %" PRIu32 " among %zu", MAX_OF(from, to), g->n);
    return from != to || err_set(e, ERR_INPUT, "the two ends of a way are the same");
}

static void join_into(struct net *out, size_t at, const struct network_tie *t, uint32_t given, enum net_join join)
{
    struct network_tie *mine = &out->ties[at];
    bool better = t->weight > out->ties[at].weight;
    if (join == NET_SUM)
        mine->weight += t->weight;
    else if (join == NET_BEST && better) {
        mine->weight = t->weight;
        out->given[at] = given;
    }
}

bool net_join(const struct network *g, bool directed, enum net_join join, struct arena *a, struct net *out, struct err *e)
{
    if (!checked(g, e))
        return false;
    struct one *list = ARENA_ARRAY(a, struct one, g->m + 1);
    size_t n = 0;
    struct net got = {.n = g->n, .directed = directed, .ties = ARENA_ARRAY(a, struct network_tie, g->m + 1), .of = ARENA_ARRAY(a, uint32_t, g->m + 1),
        .given = ARENA_ARRAY(a, uint32_t, g->m + 1)};
    for (size_t i = 0; i < g->m; i++) {
        uint32_t from = g->ties[i].from, to = g->ties[i].to;
        got.of[i] = NETWORK_NONE;
        if (from == to)
            continue;
        bool turn = !directed && from > to;
        list[n++] = (struct one){turn ? to : from, turn ? from : to, (uint32_t)i};
    }
    qsort(list, n, sizeof *list, by_pair);
    for (size_t i = 0; i < n; i++) {
        const struct network_tie *t = &g->ties[list[i].at];
        if (i && list[i].from == list[i - 1].from && list[i].to == list[i - 1].to) {
            join_into(&got, got.m - 1, t, list[i].at, join);
        } else {
            got.ties[got.m] = (struct network_tie){list[i].from, list[i].to, join == NET_ONE ? 1 : t->weight};
            got.given[got.m++] = list[i].at;
        }
        got.of[list[i].at] = (uint32_t)(got.m - 1);
    }
    *out = got;
    return true;
}

enum net_join net_join_for(enum network_length length)
{
    return length == NETWORK_STEPS ? NET_ONE : length == NETWORK_WEIGHT ? NET_SUM : NET_BEST;
}

double net_length(enum network_length length, double weight)
{
    switch (length) {
    case NETWORK_STEPS: return 1;
    case NETWORK_WEIGHT: return 1 / weight;
    case NETWORK_TRUST: break;
    }
    return fmax(-log(weight), 1e-12); /* a way has to get longer with every step */
}

double *net_weights(const struct net *g, struct arena *a)
{
    double *v = ARENA_ARRAY(a, double, g->m + 1);
    for (size_t i = 0; i < g->m; i++)
        v[i] = g->ties[i].weight;
    return v;
}

double *net_lengths(const struct net *g, enum network_length length, struct arena *a)
{
    double *v = ARENA_ARRAY(a, double, g->m + 1);
    for (size_t i = 0; i < g->m; i++)
        v[i] = net_length(length, g->ties[i].weight);
    return v;
}
