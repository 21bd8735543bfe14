/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIWAN_NETWORK_PRIV_H
#define DIWAN_NETWORK_PRIV_H
#include "math/network.h"

#include <igraph.h>

/* ---- ties, one for each pair ---- */

enum net_join { NET_ONE /* weight 1 */, NET_SUM, NET_BEST };
struct net { /* in an arena */
    size_t n, m;
    struct network_tie *ties; /* by (from, to); from < to where undirected */
    uint32_t *of;             /* by tie given: which of these; NETWORK_NONE of one to itself */
    uint32_t *given;          /* by tie: the best of those given */
    bool directed;
};
/* Checks what was given. `directed` false: ties of a directed network are taken both ways. */
MUST_USE bool net_join(const struct network *g, bool directed, enum net_join join, struct arena *a, struct net *out, struct err *e);
enum net_join net_join_for(enum network_length length);
MUST_USE bool net_trust_checked(const struct network *g, struct err *e); /* weights at most 1 */
double net_length(enum network_length length, double weight);            /* of a joined tie */
MUST_USE bool net_ends_checked(const struct network *g, uint32_t from, uint32_t to, struct err *e);

/* ---- ways from every vertex ---- */

struct net_arc {
    uint32_t to, tie;
    double length;
};
struct net_arcs { /* outgoing ones of vertex v: arc[begin[v]] .. arc[begin[v + 1] - 1] */
    size_t n, m;
    const uint32_t *begin;
    const struct net_arc *arc;
    double shortest, longest; /* INFINITY and 0 without any */
};
/* Of the ties for which keep[] is true (NULL: all). */
struct net_arcs net_arcs_of(const struct net *g, enum network_length length, const bool *keep, struct arena *a);
struct net_ways { /* what one pass from every source adds up */
    double *between, *tie_between; /* by vertex; by tie (NULL: not wanted) */
    double *harmonic, *closeness;  /* by vertex; NULL: not wanted */
};
struct net_pass; /* room for one search */
struct net_pass *net_pass_of(const struct net_arcs *g, struct arena *a);
/* From one source; adds to `ways`. O(m + n) where the longest arc is at most 64 times the shortest, else O(m + n log n). */
void net_pass_from(struct net_pass *s, const struct net_arcs *g, uint32_t source, struct net_ways *ways);
MUST_USE bool net_ways_all(const struct net_arcs *g, bool directed, size_t ties, size_t threads, struct arena *a, struct net_ways *out, struct progress *p, struct err *e);

/* ---- igraph ---- */

/* Everything of igraph happens between these two: one thread at a time, its errors turned into ours, its chance begun at `seed`. */
struct net_door {
    bool open;
};
struct net_door net_enter(uint64_t seed, struct progress *p);
void net_leave(struct net_door *d);
/* True where igraph succeeded; else its reason. */
MUST_USE bool net_said(igraph_error_t code, const char *doing, struct err *e);

struct net_graph {
    igraph_t g;
    bool there;
};
void net_graph_end(struct net_graph *g);
MUST_USE bool net_graph_of(const struct net *g, struct net_graph *out, struct err *e);
/* By tie: its weight; its length. */
double *net_weights(const struct net *g, struct arena *a);
double *net_lengths(const struct net *g, enum network_length length, struct arena *a);
/* A vector that looks at n numbers (none: an empty one). */
const igraph_vector_t *net_view(igraph_vector_t *v, const double *p, size_t n);
/* Its numbers in the arena. */
double *net_taken(const igraph_vector_t *v, size_t n, struct arena *a);
#endif
