/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/network_priv.h"

struct measuring {
    const struct network *given;
    enum network_length length;
    struct net ties, both; /* along the direction; both ways */
    struct arena *a;
    struct network_measures *out;
    struct progress *p;
};

static double *empty(const struct measuring *m)
{
    return ARENA_ARRAY(m->a, double, m->given->n + 1);
}

static void count_ties(const struct measuring *m)
{
    struct network_measures *o = m->out;
    o->degree = empty(m);
    o->in = empty(m);
    o->out = empty(m);
    o->strength = empty(m);
    for (size_t i = 0; i < m->ties.m; i++) {
        const struct network_tie *t = &m->ties.ties[i];
        o->out[t->from]++;
        o->in[t->to]++;
        if (!m->ties.directed) {
            o->out[t->to]++;
            o->in[t->from]++;
        }
    }
    for (size_t i = 0; i < m->both.m; i++) {
        const struct network_tie *t = &m->both.ties[i];
        o->degree[t->from]++;
        o->degree[t->to]++;
        o->strength[t->from] += t->weight;
        o->strength[t->to] += t->weight;
    }
}

/* Borgatti's: degree less twice the ties among the neighbours over degree; the clustering coefficient counts the same ties. */
static void sizes_of(const struct measuring *m)
{
    const struct network_measures *o = m->out;
    for (size_t v = 0; v < m->given->n; v++) {
        double d = o->degree[v], among = round(o->clustering[v] * d * (d - 1) / 2);
        o->effective[v] = d > 0 ? d - 2 * among / d : NAN;
    }
}

static bool rank_by_walks(const struct measuring *m, const struct net_graph *along, const struct net_graph *both, struct err *e)
{
    igraph_vector_t got CLEANUP(igraph_vector_destroy) = {0}, weights;
    igraph_arpack_options_t how;
    igraph_arpack_options_init(&how);
    how.start = 1; /* from the degrees */
    double *along_weights = net_weights(&m->ties, m->a), *both_weights = net_weights(&m->both, m->a);
    if (!net_said(igraph_vector_init(&got, 0), "pagerank", e)
        || !net_said(igraph_pagerank(&along->g, IGRAPH_PAGERANK_ALGO_PRPACK, &got, NULL, igraph_vss_all(), m->ties.directed, 0.85,
                         net_view(&weights, along_weights, m->ties.m), NULL),
            "pagerank", e))
        return false;
    m->out->pagerank = net_taken(&got, m->given->n, m->a);
    m->out->eigenvector = empty(m);
    if (m->both.m == 0)
        return true;
    if (!net_said(igraph_eigenvector_centrality(&both->g, &got, NULL, false, true, net_view(&weights, both_weights, m->both.m), &how),
            "eigenvector centrality", e))
        return false;
    for (size_t v = 0; v < m->given->n; v++)
        m->out->eigenvector[v] = m->out->degree[v] > 0 ? fmax(VECTOR(got)[v], 0) : 0;
    return true;
}

static bool holes_of(const struct measuring *m, const struct net_graph *both, struct err *e)
{
    igraph_vector_t got CLEANUP(igraph_vector_destroy) = {0}, weights;
    double *w = net_weights(&m->both, m->a);
    if (!net_said(igraph_vector_init(&got, 0), "constraint", e)
        || !net_said(igraph_constraint(&both->g, &got, igraph_vss_all(), net_view(&weights, w, m->both.m)), "constraint", e))
        return false;
    m->out->constraint = net_taken(&got, m->given->n, m->a);
    for (size_t v = 0; v < m->given->n; v++)
        if (m->out->degree[v] == 0)
            m->out->constraint[v] = NAN;
    if (!net_said(igraph_transitivity_local_undirected(&both->g, &got, igraph_vss_all(), IGRAPH_TRANSITIVITY_ZERO), "clustering", e))
        return false;
    m->out->clustering = net_taken(&got, m->given->n, m->a);
    m->out->effective = empty(m);
    sizes_of(m);
    return true;
}

static bool cuts_of(const struct measuring *m, const struct net_graph *both, struct err *e)
{
    igraph_vector_int_t got CLEANUP(igraph_vector_int_destroy) = {0};
    struct network_measures *o = m->out;
    size_t n = m->given->n;
    o->core = ARENA_ARRAY(m->a, uint32_t, n + 1);
    o->articulation = ARENA_ARRAY(m->a, bool, n + 1);
    o->bridge = ARENA_ARRAY(m->a, bool, m->given->m + 1);
    if (!net_said(igraph_vector_int_init(&got, 0), "cores", e) || !net_said(igraph_coreness(&both->g, &got, IGRAPH_ALL), "cores", e))
        return false;
    for (size_t v = 0; v < n; v++)
        o->core[v] = (uint32_t)VECTOR(got)[v];
    if (!net_said(igraph_articulation_points(&both->g, &got), "articulation points", e))
        return false;
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&got); i++)
        o->articulation[VECTOR(got)[i]] = true;
    if (!net_said(igraph_bridges(&both->g, &got), "bridges", e))
        return false;
    bool *joined = ARENA_ARRAY(m->a, bool, m->both.m + 1);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&got); i++)
        joined[VECTOR(got)[i]] = true;
    for (size_t i = 0; i < m->given->m; i++)
        o->bridge[i] = m->both.of[i] != NETWORK_NONE && joined[m->both.of[i]];
    return true;
}

static bool by_igraph(const struct measuring *m, struct err *e)
{
    struct net_door inside CLEANUP(net_leave) = net_enter(1, m->p);
    struct net_graph along CLEANUP(net_graph_end) = {0}, both CLEANUP(net_graph_end) = {0};
    if (!net_graph_of(&m->ties, &along, e) || !net_graph_of(&m->both, &both, e))
        return false;
    return rank_by_walks(m, &along, &both, e) && holes_of(m, &both, e) && cuts_of(m, &both, e);
}

static bool ways_of(const struct measuring *m, size_t threads, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net_arcs arcs = net_arcs_of(&m->ties, m->length, NULL, &work);
    struct net_ways ways;
    if (!net_ways_all(&arcs, m->ties.directed, m->ties.m, threads, m->a, &ways, m->p, e))
        return false;
    struct network_measures *o = m->out;
    o->betweenness = ways.between;
    o->harmonic = ways.harmonic;
    o->closeness = ways.closeness;
    o->tie_betweenness = ARENA_ARRAY(m->a, double, m->given->m + 1);
    for (size_t i = 0; i < m->given->m; i++)
        o->tie_betweenness[i] = m->ties.of[i] == NETWORK_NONE ? 0 : ways.tie_between[m->ties.of[i]];
    return true;
}

bool network_measure(const struct network *g, enum network_length length, size_t threads, struct arena *a, struct network_measures *out, struct progress *p,
    struct err *e)
{
    struct network_measures got = {0};
    struct measuring m = {.given = g, .length = length, .a = a, .out = &got, .p = p};
    enum net_join join = net_join_for(length);
    if ((length == NETWORK_TRUST && !net_trust_checked(g, e)) || !net_join(g, g->directed, join, a, &m.ties, e) || !net_join(g, false, join, a, &m.both, e))
        return false;
    count_ties(&m);
    if (!ways_of(&m, threads, e) || !by_igraph(&m, e))
        return false;
    *out = got;
    return true;
}

/* ---- the network as a whole ---- */

static bool triples_and_parts(const struct net *both, struct network_whole *out, struct err *e)
{
    struct net_door inside CLEANUP(net_leave) = net_enter(1, NULL);
    struct net_graph g CLEANUP(net_graph_end) = {0};
    igraph_integer_t parts = 0;
    if (!net_graph_of(both, &g, e) || !net_said(igraph_transitivity_undirected(&g.g, &out->transitivity, IGRAPH_TRANSITIVITY_NAN), "transitivity", e)
        || !net_said(igraph_assortativity_degree(&g.g, &out->assortativity, false), "assortativity", e)
        || !net_said(igraph_connected_components(&g.g, NULL, NULL, &parts, IGRAPH_WEAK), "parts", e))
        return false;
    out->parts = (size_t)parts;
    return true;
}

bool network_of_whole(const struct network *g, struct network_whole *out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net both;
    struct network_whole got = {0};
    if (!net_join(g, false, NET_ONE, &work, &both, e))
        return false;
    double *degree = ARENA_ARRAY(&work, double, g->n + 1), most = 0, n = (double)g->n;
    for (size_t i = 0; i < both.m; i++) {
        degree[both.ties[i].from]++;
        degree[both.ties[i].to]++;
    }
    got.ties = both.m;
    for (size_t v = 0; v < g->n; v++) {
        got.isolated += degree[v] == 0;
        most = fmax(most, degree[v]);
    }
    for (size_t v = 0; v < g->n; v++)
        got.centralization += most - degree[v];
    got.density = g->n < 2 ? NAN : (double)both.m / (n * (n - 1) / 2);
    got.transitivity = got.assortativity = NAN;
    if (g->n && !triples_and_parts(&both, &got, e))
        return false;
    *out = got;
    return true;
}

bool network_connectivity(const struct network *g, size_t *out, struct progress *p, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct net both;
    igraph_integer_t got = 0;
    if (!net_join(g, false, NET_ONE, &work, &both, e))
        return false;
    *out = 0;
    if (g->n < 2)
        return true;
    struct net_door inside CLEANUP(net_leave) = net_enter(1, p);
    struct net_graph graph CLEANUP(net_graph_end) = {0};
    if (!net_graph_of(&both, &graph, e) || !net_said(igraph_vertex_connectivity(&graph.g, &got, true), "connectivity", e))
        return false;
    *out = (size_t)got;
    return true;
}
