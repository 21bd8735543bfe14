/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of a network. Chance and start are fixed, so that the same network looks the same next month. */
#include "math/network_priv.h"

enum { STEPS = 500 };

/* To 0 .. 1 on both axes, keeping the shape: the longer side fills it. */
static struct network_point *fitted(const struct network_point *p, size_t n, bool each_axis, struct arena *a)
{
    struct network_point *out = ARENA_ARRAY(a, struct network_point, n + 1);
    double lo[2] = {INFINITY, INFINITY}, hi[2] = {-INFINITY, -INFINITY}, size[2];
    for (size_t v = 0; v < n; v++) {
        lo[0] = fmin(lo[0], p[v].x);
        hi[0] = fmax(hi[0], p[v].x);
        lo[1] = fmin(lo[1], p[v].y);
        hi[1] = fmax(hi[1], p[v].y);
    }
    for (int k = 0; k < 2; k++)
        size[k] = each_axis ? hi[k] - lo[k] : fmax(hi[0] - lo[0], hi[1] - lo[1]);
    for (size_t v = 0; v < n; v++) {
        out[v].x = size[0] > 0 ? 0.5 + (p[v].x - (lo[0] + hi[0]) / 2) / size[0] : 0.5;
        out[v].y = size[1] > 0 ? 0.5 + (p[v].y - (lo[1] + hi[1]) / 2) / size[1] : 0.5;
    }
    return out;
}

static struct network_point start_of(const struct network_point *start, size_t v, double scale)
{
    if (start)
        return (struct network_point){(start[v].x - 0.5) * scale, (start[v].y - 0.5) * scale};
    double turn = 2.399963229728653 * (double)v, far = sqrt((double)v + 0.5); /* the golden angle: no two near one another */
    return (struct network_point){far * cos(turn), far * sin(turn)};
}

/* Strong ties pull harder, within a factor of 5 of the mean. */
static double *pulls(const struct net *g, struct arena *a)
{
    double *w = net_weights(g, a), sum = 0;
    for (size_t i = 0; i < g->m; i++)
        sum += w[i];
    for (size_t i = 0; i < g->m; i++)
        w[i] = fmin(fmax(w[i] * (double)g->m / sum, 0.2), 5);
    return w;
}

bool network_layout(const struct network *g, const struct network_point *start, uint64_t seed, struct arena *a, struct network_point **out, struct progress *p,
    struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net ties;
    if (!net_join(g, false, NET_SUM, &work, &ties, e))
        return false;
    struct network_point *got = ARENA_ARRAY(&work, struct network_point, g->n + 1);
    double scale = 2 * sqrt((double)g->n + 1);
    for (size_t v = 0; v < g->n; v++)
        got[v] = start_of(start, v, scale);
    if (g->n > 1) {
        struct net_door inside CLEANUP(net_leave) = net_enter(seed, p);
        struct net_graph graph CLEANUP(net_graph_end) = {0};
        igraph_matrix_t at CLEANUP(igraph_matrix_destroy) = {0};
        igraph_vector_t weights;
        if (!net_graph_of(&ties, &graph, e) || !net_said(igraph_matrix_init(&at, (igraph_integer_t)g->n, 2), "a picture", e))
            return false;
        for (size_t v = 0; v < g->n; v++) {
            igraph_matrix_set(&at, (igraph_integer_t)v, 0, got[v].x);
            igraph_matrix_set(&at, (igraph_integer_t)v, 1, got[v].y);
        }
        if (!net_said(igraph_layout_fruchterman_reingold(&graph.g, &at, true, STEPS, sqrt((double)g->n) / 10, IGRAPH_LAYOUT_NOGRID,
                          net_view(&weights, pulls(&ties, &work), ties.m), NULL, NULL, NULL, NULL),
                "a picture", e))
            return false;
        for (size_t v = 0; v < g->n; v++)
            got[v] = (struct network_point){igraph_matrix_get(&at, (igraph_integer_t)v, 0), igraph_matrix_get(&at, (igraph_integer_t)v, 1)};
    }
    *out = fitted(got, g->n, false, a);
    return true;
}

bool network_layout_levels(const struct network *g, const uint32_t *level, struct arena *a, struct network_point **out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net ties;
    if (!net_join(g, false, NET_ONE, &work, &ties, e))
        return false;
    struct network_point *got = ARENA_ARRAY(&work, struct network_point, g->n + 1);
    if (g->n) {
        struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
        struct net_graph graph CLEANUP(net_graph_end) = {0};
        igraph_matrix_t at CLEANUP(igraph_matrix_destroy) = {0};
        igraph_vector_int_t layers CLEANUP(igraph_vector_int_destroy) = {0};
        if (!net_graph_of(&ties, &graph, e) || !net_said(igraph_matrix_init(&at, 0, 0), "a picture", e)
            || !net_said(igraph_vector_int_init(&layers, (igraph_integer_t)g->n), "a picture", e))
            return false;
        for (size_t v = 0; v < g->n; v++)
            VECTOR(layers)[v] = (igraph_integer_t)level[v];
        if (!net_said(igraph_layout_sugiyama(&graph.g, &at, NULL, NULL, &layers, 1, 1, 100, NULL), "a picture", e))
            return false;
        for (size_t v = 0; v < g->n; v++)
            got[v] = (struct network_point){igraph_matrix_get(&at, (igraph_integer_t)v, 0), (double)level[v]};
    }
    *out = fitted(got, g->n, true, a);
    return true;
}
