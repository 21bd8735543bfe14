/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * network: who is tied to whom, in numbers. Vertices are numbers below n, ties are arrays; arrays and options in, arrays out, in the caller's
 * arena. igraph does the graph work, but for shortest ways between all pairs (network_measure), which take a fifth of its time here.
 *
 * A tie of a vertex to itself says nothing of who is tied to whom, and counts nowhere. Several ties of one pair (and direction) are one: their
 * weights are added, or of trust the best counts. Weights are finite and above 0: a tie of unknown weight is the caller's to decide. Ties of an
 * undirected network hold both ways. ERR_INPUT where a vertex or a weight is not one, ERR_STOPPED on Ctrl-C (`p` may be NULL everywhere).
 *
 * The same network, options and seed give the same numbers, on one thread or several. igraph keeps its errors, its memory to free and its
 * chance in one place for the whole process, so calls of several threads wait for one another.
 */
#ifndef DIWAN_NETWORK_H
#define DIWAN_NETWORK_H
#include "core/core.h"

struct network_tie {
    uint32_t from, to;
    double weight;
};
struct network {
    size_t n, m; /* vertices; ties */
    const struct network_tie *ties;
    bool directed;
};
#define NETWORK_NONE UINT32_MAX
enum { NETWORK_VERTICES_MOST = 1000000, NETWORK_TIES_MOST = 10000000 };

/* How long a tie is, and what its weight is worth. */
enum network_length {
    NETWORK_STEPS,  /* every tie is one step, and of weight 1 */
    NETWORK_WEIGHT, /* 1 / weight */
    NETWORK_TRUST,  /* -ln weight: weight is the chance that something passes, above 0 and at most 1; of several ties the best counts */
};

/* ---- measures ---------------------------------------------------------------------------------- */

/* By vertex, unless said otherwise. Betweenness, harmonic, closeness and pagerank go along the direction of ties; what is marked (both) takes
 * every tie as going both ways, the weights of the two directions added (of trust the better). */
struct network_measures {
    double *degree, *in, *out; /* ties: to how many others (both); from how many, to how many */
    double *strength;          /* their weight (both) */
    double *betweenness;       /* on how many shortest ways between two others, shared where there are several; a pair counts once where undirected */
    double *harmonic;          /* sum of 1 / distance to all others, 0 to those out of reach (Rochat 2009) */
    double *closeness;         /* 1 / mean distance to those in reach; NAN where there is nobody */
    double *pagerank;          /* damping 0.85; sums to 1 */
    double *eigenvector;       /* the largest 1; 0 where there are no ties (both) */
    double *constraint;        /* Burt's: 0 free to 1 and above, tied up with few who know each other; NAN without ties (both) */
    double *effective;         /* effective size: degree less twice the ties among its neighbours over degree; NAN without ties (both; unweighted) */
    double *clustering;        /* share of pairs of neighbours that are tied; 0 where there is no pair (both) */
    uint32_t *core;            /* the largest k of a k-core it is in (both) */
    bool *articulation;        /* without it, what hangs together falls apart (both) */
    double *tie_betweenness;   /* by tie given; 0 of one to itself */
    bool *bridge;              /* by tie given: the only link between two parts (both) */
};
/* Freeman 1977, Brandes 2001; Burt 1992; Borgatti 1997. Equals igraph 0.10 and networkx 2.8. Threads 0: as many as there are processors.
 * O(n (m + n log n)); 5,000 vertices and 20,000 weighted ties: some seconds. */
MUST_USE bool network_measure(const struct network *g, enum network_length length, size_t threads, struct arena *a, struct network_measures *out,
    struct progress *p, struct err *e);

/* The network as a whole; ties both ways, weights left aside. */
struct network_whole {
    size_t ties, isolated, parts;    /* pairs that are tied; vertices without a tie; parts that hang together, isolated ones too */
    double density;                  /* tied pairs of all pairs; NAN under 2 vertices */
    double transitivity;             /* closed triples of all triples; NAN without any */
    double centralization;           /* sum of (largest degree - degree) */
    double assortativity;            /* correlation of degrees over ties; NAN where they do not differ */
};
MUST_USE bool network_of_whole(const struct network *g, struct network_whole *out, struct err *e);
/* How few must leave for it to fall apart. 0: it has, or has under 2 vertices. O(n m) and more: for small networks. */
MUST_USE bool network_connectivity(const struct network *g, size_t *out, struct progress *p, struct err *e);

/* In how many of `rounds`, each leaving out a share of the ties at random (at least one), a vertex ranked among the `top` by betweenness (and lay between
 * at all; equal values share the better rank). share: by vertex, 0 to 1, all 0 without rounds or ties. Where the work would pass some seconds each round's betweenness
 * is estimated from ways that begin at `sources` vertices drawn anew (Brandes & Pich 2007): ranks mostly look less stable than they are, which is not proved; sources = n
 * where it was not. METHOD F.5: top 5, 200 rounds, 0.1 left out, told of those with a share of at least 0.8. */
MUST_USE bool network_stability(const struct network *g, enum network_length length, size_t top, size_t rounds, double left_out, uint64_t seed, size_t threads,
    struct arena *a, double **share, size_t *sources, struct progress *p, struct err *e);

/* ---- camps ------------------------------------------------------------------------------------- */

enum { NETWORK_CAMP_SEEDS = 50 };
struct network_camps {
    size_t n, camps, seeds;
    uint32_t *of;       /* by vertex: its camp, the largest first (of equal ones that of the lowest vertex); NETWORK_NONE without ties */
    double modularity;  /* of the best of the seeds; NAN without ties */
    double *sure;       /* by vertex: mean share of the seeds in which it was together with each other member of its camp; NAN alone or without ties */
    uint32_t *all_;     /* seeds x n: read it with network_together */
};
/* Leiden (Traag, Waltman & van Eck 2019) for modularity: 10 iterations, ties both ways. `weighted` false: every tie weighs 1. */
MUST_USE bool network_camps(const struct network *g, bool weighted, size_t seeds, uint64_t seed, struct arena *a, struct network_camps *out, struct progress *p,
    struct err *e);
/* The same on a thread of its own, beside whatever else is asked of the network, which stays as it is until then. `end` waits for it; `drop` (for CLEANUP) also stops it. */
struct network_beside;
struct network_beside *network_camps_begin(const struct network *g, bool weighted, size_t seeds, uint64_t seed);
MUST_USE bool network_camps_end(struct network_beside *b, struct arena *a, struct network_camps *out, struct progress *p, struct err *e);
void network_camps_drop(struct network_beside **b);
/* Share of the seeds that put both into one camp. */
double network_together(const struct network_camps *c, size_t one, size_t other);
/* Modularity (Newman & Girvan 2004) of a partition by vertex (NETWORK_NONE: alone); NAN without ties. */
MUST_USE bool network_modularity(const struct network *g, bool weighted, const uint32_t *of, double *out, struct err *e);

/* ---- ways from one to another ------------------------------------------------------------------ */

struct network_path {
    size_t n;            /* vertices on it, both ends too; 0: there is none */
    uint32_t *vertices;
    uint32_t *ties;      /* n - 1: which of the ties given */
    double reliability;  /* product of the weights (METHOD F.2) */
    double weakest;      /* the least of them */
};
/* Weights as of NETWORK_TRUST. from == to is ERR_INPUT. Of equal ways the one that is found first by vertex number. */
MUST_USE bool network_best_path(const struct network *g, uint32_t from, uint32_t to, struct arena *a, struct network_path *out, struct err *e);
/* The k best without loops, best first (Yen 1971); *n may be less. */
MUST_USE bool network_paths(const struct network *g, uint32_t from, uint32_t to, size_t k, struct arena *a, struct network_path **out, size_t *n,
    struct err *e);
/* The one whose weakest tie is best. */
MUST_USE bool network_widest_path(const struct network *g, uint32_t from, uint32_t to, struct arena *a, struct network_path *out, struct err *e);
/* Ways that share nobody but their ends; the best such set of as many as there are, at most `most`, by the product of all (Suurballe & Tarjan 1984 by successive shortest
 * ways); best way first. A tie of the two ends is a way. */
MUST_USE bool network_apart(const struct network *g, uint32_t from, uint32_t to, size_t most, struct arena *a, struct network_path **out, size_t *n, struct err *e);
/* How many ways share no vertex, and no tie. */
MUST_USE bool network_disjoint(const struct network *g, uint32_t from, uint32_t to, size_t *by_vertex, size_t *by_tie, struct err *e);
/* By vertex: the reliability of the best way from `from` to it (away) or from it to `from`; 0 where there is none, 1 of itself. */
MUST_USE bool network_reach(const struct network *g, uint32_t from, bool away, struct arena *a, double **out, struct err *e);
/* Who could speak to both sides: by vertex min(reach of it from `one`, reach of `other` from it) (METHOD F.2); 0 of the two themselves. */
MUST_USE bool network_speakers(const struct network *g, uint32_t one, uint32_t other, struct arena *a, double **out, struct err *e);

/* ---- two modes: who takes part in what --------------------------------------------------------- */

struct network_pair {
    uint32_t left, right;
};
struct network_two {
    size_t left, right, m; /* of each kind; pairs. A pair that stands twice counts once */
    const struct network_pair *pairs;
};
struct network_projection {
    size_t m;
    struct network_tie *ties; /* of the left ones: from < to, in order; weight: how many of the right ones they share */
    double density;           /* pairs of all that could be; NAN where there are none */
};
MUST_USE bool network_project(const struct network_two *g, struct arena *a, struct network_projection *out, struct err *e);
/* By left one: share of the pairs among its right ones that somebody else has both of (Latapy, Magnien & Del Vecchio 2008); NAN under two. */
MUST_USE bool network_redundancy(const struct network_two *g, struct arena *a, double **out, struct err *e);

/* ---- pictures ---------------------------------------------------------------------------------- */

struct network_point {
    double x, y; /* 0 to 1 */
};
/* Fruchterman & Reingold 1991, from `start` (NULL: a spiral in the order of vertices). The same network looks the same. */
MUST_USE bool network_layout(const struct network *g, const struct network_point *start, uint64_t seed, struct arena *a, struct network_point **out,
    struct progress *p, struct err *e);
/* In layers (Sugiyama, Tagawa & Toda 1981): y from the level given of each vertex (0 at the top), x with few crossings. */
MUST_USE bool network_layout_levels(const struct network *g, const uint32_t *level, struct arena *a, struct network_point **out, struct err *e);
#endif
