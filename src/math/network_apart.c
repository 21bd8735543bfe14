/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best set of ways that share nobody: a flow of least cost, one way more at a time (Suurballe & Tarjan 1984, Networks 14:325). Every vertex
 * but the ends is two, with room for one way between them: 2v where ways come in, 2v + 1 where they go out.
 */
#include "math/network_priv.h"

struct arc {
    uint32_t to, from; /* the arc that takes it back is number ^ 1 */
    double cost;
    bool room;
    uint32_t tie; /* NETWORK_NONE: inside a vertex */
};
struct flow {
    size_t nodes, m;
    uint32_t *begin, *list; /* arcs of node v: list[begin[v]] .. */
    struct arc *arcs;
    double *cost;
    uint32_t *by; /* the arc by which a node is reached best */
    uint32_t from, to;
};

static void arc_pair(struct flow *f, uint32_t from, uint32_t to, double cost, uint32_t tie)
{
    f->arcs[f->m++] = (struct arc){to, from, cost, true, tie};
    f->arcs[f->m++] = (struct arc){from, to, -cost, false, tie};
}

static void arcs_listed(struct flow *f, struct arena *a)
{
    f->begin = ARENA_ARRAY(a, uint32_t, f->nodes + 2);
    f->list = ARENA_ARRAY(a, uint32_t, f->m + 1);
    for (size_t i = 0; i < f->m; i++)
        f->begin[f->arcs[i].from + 2]++;
    for (size_t v = 0; v < f->nodes; v++)
        f->begin[v + 2] += f->begin[v + 1];
    for (size_t i = 0; i < f->m; i++)
        f->list[f->begin[f->arcs[i].from + 1]++] = (uint32_t)i;
}

static struct flow flow_of(const struct net *g, uint32_t from, uint32_t to, struct arena *a)
{
    struct flow f = {.nodes = 2 * g->n, .from = 2 * from + 1, .to = 2 * to};
    f.arcs = ARENA_ARRAY(a, struct arc, 2 * g->n + 4 * g->m + 1);
    f.cost = ARENA_ARRAY(a, double, f.nodes + 1);
    f.by = ARENA_ARRAY(a, uint32_t, f.nodes + 1);
    for (uint32_t v = 0; v < g->n; v++)
        if (v != from && v != to)
            arc_pair(&f, 2 * v, 2 * v + 1, 0, NETWORK_NONE);
    for (uint32_t i = 0; i < g->m; i++) {
        const struct network_tie *t = &g->ties[i];
        arc_pair(&f, 2 * t->from + 1, 2 * t->to, net_length(NETWORK_TRUST, t->weight), i);
        if (!g->directed)
            arc_pair(&f, 2 * t->to + 1, 2 * t->from, net_length(NETWORK_TRUST, t->weight), i);
    }
    arcs_listed(&f, a);
    return f;
}

/* Bellman & Ford with a queue: some costs are below 0, and no circle is. False where there is no further way. */
static bool cheapest(struct flow *f, struct arena *a)
{
    uint32_t *queue = ARENA_ARRAY(a, uint32_t, f->nodes + 1);
    bool *waits = ARENA_ARRAY(a, bool, f->nodes + 1);
    size_t head = 0, n = 0;
    for (size_t v = 0; v < f->nodes; v++) {
        f->cost[v] = INFINITY;
        f->by[v] = NETWORK_NONE;
    }
    f->cost[f->from] = 0;
    queue[0] = f->from;
    n = 1;
    while (n) {
        uint32_t v = queue[head];
        head = (head + 1) % f->nodes;
        n--;
        waits[v] = false;
        for (uint32_t k = f->begin[v]; k < f->begin[v + 1]; k++) {
            const struct arc *arc = &f->arcs[f->list[k]];
            double now = f->cost[v] + arc->cost;
            if (!arc->room || !(now < f->cost[arc->to] - 1e-13) || arc->to == f->from)
                continue;
            f->cost[arc->to] = now;
            f->by[arc->to] = f->list[k];
            if (!waits[arc->to]) {
                queue[(head + n++) % f->nodes] = arc->to;
                waits[arc->to] = true;
            }
        }
    }
    return isfinite(f->cost[f->to]);
}

static void send(struct flow *f)
{
    for (uint32_t v = f->to; v != f->from;) {
        uint32_t arc = f->by[v];
        f->arcs[arc].room = false;
        f->arcs[arc ^ 1].room = true;
        v = f->arcs[arc].from;
    }
}

/* Follows what was sent from the beginning; each arc once. */
static struct network_path follow(struct flow *f, const struct net *g, struct arena *a)
{
    struct network_path p = {.n = 1, .reliability = 1, .weakest = 1, .vertices = ARENA_ARRAY(a, uint32_t, g->n + 1), .ties = ARENA_ARRAY(a, uint32_t, g->n + 1)};
    uint32_t v = f->from;
    p.vertices[0] = f->from / 2;
    while (v != f->to) {
        uint32_t used = NETWORK_NONE;
        for (uint32_t k = f->begin[v]; k < f->begin[v + 1] && used == NETWORK_NONE; k++)
            if (f->list[k] % 2 == 0 && !f->arcs[f->list[k]].room)
                used = f->list[k];
        f->arcs[used].room = true;
        v = f->arcs[used].to;
        if (f->arcs[used].tie == NETWORK_NONE)
            continue;
        double weight = g->ties[f->arcs[used].tie].weight;
        p.ties[p.n - 1] = g->given[f->arcs[used].tie];
        p.vertices[p.n++] = v / 2;
        p.reliability *= weight;
        p.weakest = fmin(p.weakest, weight);
    }
    return p;
}

static int by_reliability(const void *a, const void *b)
{
    const struct network_path *x = a, *y = b;
    if (x->reliability != y->reliability)
        return x->reliability > y->reliability ? -1 : 1;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return x->vertices[1] < y->vertices[1] ? -1 : x->vertices[1] > y->vertices[1];
}

bool network_apart(const struct network *g, uint32_t from, uint32_t to, size_t most, struct arena *a, struct network_path **out, size_t *n, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net ties;
    if (!net_ends_checked(g, from, to, e) || !net_trust_checked(g, e) || !net_join(g, g->directed, NET_BEST, a, &ties, e))
        return false;
    struct flow f = flow_of(&ties, from, to, &work);
    size_t ways = 0;
    for (; ways < most && cheapest(&f, &work); ways++)
        send(&f);
    *n = ways;
    *out = ARENA_ARRAY(a, struct network_path, ways + 1);
    for (size_t i = 0; i < ways; i++)
        (*out)[i] = follow(&f, &ties, a);
    qsort(*out, ways, sizeof **out, by_reliability);
    return true;
}
