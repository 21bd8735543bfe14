/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways from one to another. Weights are chances that something passes: they multiply along a way, so lengths -ln weight add (METHOD F.2). */
#include "math/network_priv.h"

struct going {
    const struct network *given;
    struct net ties;
    double *lengths, *weights;
    struct net_graph graph;
    struct arena *a;
};

static void going_end(struct going *w)
{
    net_graph_end(&w->graph);
}

static bool going_of(const struct network *g, struct arena *a, struct going *out, struct err *e)
{
    *out = (struct going){.given = g, .a = a};
    if (!net_trust_checked(g, e) || !net_join(g, g->directed, NET_BEST, a, &out->ties, e))
        return false;
    out->lengths = net_lengths(&out->ties, NETWORK_TRUST, a);
    out->weights = net_weights(&out->ties, a);
    return net_graph_of(&out->ties, &out->graph, e);
}

static struct network_path path_of(const struct going *w, const igraph_vector_int_t *vertices, const igraph_vector_int_t *ties)
{
    struct network_path p = {.n = (size_t)igraph_vector_int_size(vertices), .reliability = 1, .weakest = 1};
    size_t steps = (size_t)igraph_vector_int_size(ties);
    if (!steps)
        return (struct network_path){0};
    p.vertices = ARENA_ARRAY(w->a, uint32_t, p.n);
    p.ties = ARENA_ARRAY(w->a, uint32_t, steps);
    for (size_t i = 0; i < p.n; i++)
        p.vertices[i] = (uint32_t)VECTOR(*vertices)[i];
    for (size_t i = 0; i < steps; i++) {
        size_t at = (size_t)VECTOR(*ties)[i];
        p.ties[i] = w->ties.given[at];
        p.reliability *= w->ties.ties[at].weight;
        p.weakest = fmin(p.weakest, w->ties.ties[at].weight);
    }
    return p;
}

typedef igraph_error_t best_way(const igraph_t *, igraph_vector_int_t *, igraph_vector_int_t *, igraph_integer_t, igraph_integer_t, const igraph_vector_t *,
    igraph_neimode_t);

static bool one_path(const struct network *g, uint32_t from, uint32_t to, bool widest, struct arena *a, struct network_path *out, struct err *e)
{
    if (!net_ends_checked(g, from, to, e))
        return false;
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct going w CLEANUP(going_end) = {0};
    igraph_vector_int_t vertices CLEANUP(igraph_vector_int_destroy) = {0}, ties CLEANUP(igraph_vector_int_destroy) = {0};
    igraph_vector_t by;
    if (!going_of(g, a, &w, e) || !net_said(igraph_vector_int_init(&vertices, 0), "a way", e) || !net_said(igraph_vector_int_init(&ties, 0), "a way", e))
        return false;
    best_way *way = widest ? igraph_get_widest_path : igraph_get_shortest_path_dijkstra;
    if (!net_said(way(&w.graph.g, &vertices, &ties, (igraph_integer_t)from, (igraph_integer_t)to, net_view(&by, widest ? w.weights : w.lengths, w.ties.m), IGRAPH_OUT),
            "a way", e))
        return false;
    *out = path_of(&w, &vertices, &ties);
    return true;
}

bool network_best_path(const struct network *g, uint32_t from, uint32_t to, struct arena *a, struct network_path *out, struct err *e)
{
    return one_path(g, from, to, false, a, out, e);
}

bool network_widest_path(const struct network *g, uint32_t from, uint32_t to, struct arena *a, struct network_path *out, struct err *e)
{
    return one_path(g, from, to, true, a, out, e);
}

bool network_paths(const struct network *g, uint32_t from, uint32_t to, size_t k, struct arena *a, struct network_path **out, size_t *n, struct err *e)
{
    if (!net_ends_checked(g, from, to, e))
        return false;
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct going w CLEANUP(going_end) = {0};
    igraph_vector_int_list_t vertices CLEANUP(igraph_vector_int_list_destroy) = {0}, ties CLEANUP(igraph_vector_int_list_destroy) = {0};
    igraph_vector_t by;
    if (!going_of(g, a, &w, e) || !net_said(igraph_vector_int_list_init(&vertices, 0), "ways", e) || !net_said(igraph_vector_int_list_init(&ties, 0), "ways", e))
        return false;
    *n = 0;
    *out = ARENA_ARRAY(a, struct network_path, k + 1);
    if (!k || !w.ties.m)
        return true;
    if (!net_said(igraph_get_k_shortest_paths(&w.graph.g, net_view(&by, w.lengths, w.ties.m), &vertices, &ties, (igraph_integer_t)k, (igraph_integer_t)from,
                      (igraph_integer_t)to, IGRAPH_OUT),
            "ways", e))
        return false;
    for (igraph_integer_t i = 0; i < igraph_vector_int_list_size(&vertices) && *n < k; i++) {
        struct network_path p = path_of(&w, igraph_vector_int_list_get_ptr(&vertices, i), igraph_vector_int_list_get_ptr(&ties, i));
        if (p.n)
            (*out)[(*n)++] = p;
    }
    return true;
}

bool network_disjoint(const struct network *g, uint32_t from, uint32_t to, size_t *by_vertex, size_t *by_tie, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    if (!net_ends_checked(g, from, to, e))
        return false;
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct going w CLEANUP(going_end) = {0};
    igraph_integer_t vertices = 0, ties = 0;
    if (!going_of(g, &work, &w, e)
        || !net_said(igraph_vertex_disjoint_paths(&w.graph.g, &vertices, (igraph_integer_t)from, (igraph_integer_t)to), "separate ways", e)
        || !net_said(igraph_edge_disjoint_paths(&w.graph.g, &ties, (igraph_integer_t)from, (igraph_integer_t)to), "separate ways", e))
        return false;
    *by_vertex = (size_t)vertices;
    *by_tie = (size_t)ties;
    return true;
}

bool network_reach(const struct network *g, uint32_t from, bool away, struct arena *a, double **out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    if (from >= g->n)
        return err_set(e, ERR_INPUT, "there is no vertex %" PRIu32 " among %zu", from, g->n);
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct going w CLEANUP(going_end) = {0};
    igraph_matrix_t far CLEANUP(igraph_matrix_destroy) = {0};
    igraph_vector_t by;
    if (!going_of(g, &work, &w, e) || !net_said(igraph_matrix_init(&far, 0, 0), "who is in reach", e)
        || !net_said(igraph_distances_dijkstra(&w.graph.g, &far, igraph_vss_1((igraph_integer_t)from), igraph_vss_all(), net_view(&by, w.lengths, w.ties.m),
                         away ? IGRAPH_OUT : IGRAPH_IN),
            "who is in reach", e))
        return false;
    *out = ARENA_ARRAY(a, double, g->n + 1);
    for (size_t v = 0; v < g->n; v++)
        (*out)[v] = exp(-igraph_matrix_get(&far, 0, (igraph_integer_t)v));
    return true;
}

bool network_speakers(const struct network *g, uint32_t one, uint32_t other, struct arena *a, double **out, struct err *e)
{
    double *there = NULL, *on = NULL;
    if (!net_ends_checked(g, one, other, e) || !network_reach(g, one, true, a, &there, e) || !network_reach(g, other, false, a, &on, e))
        return false;
    for (size_t v = 0; v < g->n; v++)
        there[v] = v == one || v == other ? 0 : fmin(there[v], on[v]);
    *out = there;
    return true;
}
