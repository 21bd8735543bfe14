/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Networks: edges.csv (from, to, and weight or trust; or actor and event) and expected.csv (quantity, value, rel_tol, abs_tol). A quantity is
 * [weighted.|unweighted.]NAME[WHOM][NUMBER]; who there is, what is asked of whom and how close it must come stand in the case.
 */
#include "case.h"
#include "math/network.h"

enum { SEEDS = NETWORK_CAMP_SEEDS };

struct names { /* text <-> number, in order of appearance */
    struct str *list;
    size_t n;
};

struct run_of { /* one way to look at the ties: with weights, or without */
    bool there;
    struct network_measures m;
    struct network_whole whole;
    struct network_camps camps;
    size_t connectivity, articulation, bridges;
    double factions;
};

struct networks {
    struct case_run *run;
    struct names who, events;
    struct network g;
    struct network_two two;
    bool two_mode, trust;
    struct run_of plain, weighted;
    struct network_measures on_trust;
    struct network_projection projection;
    double *redundancy;
};

struct asked { /* a quantity, taken apart */
    struct str prefix, name, whom, number;
};

static uint32_t number_of(struct names *n, struct str name)
{
    for (size_t i = 0; i < n->n; i++)
        if (str_eq(n->list[i], name))
            return (uint32_t)i;
    n->list[n->n] = name;
    return (uint32_t)n->n++;
}

static bool known(const struct names *n, struct str name, uint32_t *out)
{
    for (size_t i = 0; i < n->n; i++)
        if (str_eq(n->list[i], name)) {
            *out = (uint32_t)i;
            return true;
        }
    return false;
}

/* "A->B" or "A~B". */
static bool two_known(const struct names *n, struct str text, const char *between, uint32_t *a, uint32_t *b)
{
    const char *at = memmem(text.p, text.n, between, strlen(between));
    if (!at)
        return false;
    size_t first = (size_t)(at - text.p), next = first + strlen(between);
    return known(n, (struct str){text.p, first}, a) && known(n, (struct str){text.p + next, text.n - next}, b);
}

static struct asked taken_apart(struct str q)
{
    struct asked a = {.name = q};
    const char *open = memchr(q.p, '[', q.n);
    if (open) {
        const char *close = memchr(open, ']', (size_t)(q.p + q.n - open));
        a.name.n = (size_t)(open - q.p);
        a.whom = (struct str){open + 1, (size_t)(close - open - 1)};
        if (close + 1 < q.p + q.n)
            a.number = (struct str){close + 2, (size_t)(q.p + q.n - close - 3)};
    }
    const char *point = memchr(a.name.p, '.', a.name.n);
    if (point) {
        a.prefix = (struct str){a.name.p, (size_t)(point - a.name.p)};
        a.name = (struct str){point + 1, a.name.n - a.prefix.n - 1};
    }
    return a;
}

/* ---- reading ---- */

static bool edges_read(struct networks *w, struct err *e)
{
    struct sheet s;
    size_t from = 0, to = 0;
    double *weight = NULL;
    struct err none = {0};
    if (!sheet_read(w->run, "edges.csv", &s, e))
        return false;
    w->two_mode = sheet_column(&s, "event", &to, &none);
    if (!sheet_column(&s, w->two_mode ? "actor" : "from", &from, e) || (!w->two_mode && !sheet_column(&s, "to", &to, e)))
        return err_within(e, "edges.csv");
    w->trust = !w->two_mode && sheet_column(&s, "trust", &(size_t){0}, &none);
    if (!w->two_mode && !sheet_reals(w->run, &s, w->trust ? "trust" : "weight", &weight, e))
        return err_within(e, "edges.csv");
    w->who.list = ARENA_ARRAY(&w->run->arena, struct str, 2 * s.rows);
    w->events.list = ARENA_ARRAY(&w->run->arena, struct str, s.rows);
    struct network_tie *ties = ARENA_ARRAY(&w->run->arena, struct network_tie, s.rows);
    struct network_pair *pairs = ARENA_ARRAY(&w->run->arena, struct network_pair, s.rows);
    for (size_t i = 0; i < s.rows; i++) {
        uint32_t one = number_of(&w->who, sheet_cell(&s, i, from));
        if (w->two_mode)
            pairs[i] = (struct network_pair){one, number_of(&w->events, sheet_cell(&s, i, to))};
        else
            ties[i] = (struct network_tie){one, number_of(&w->who, sheet_cell(&s, i, to)), weight[i]};
    }
    w->g = (struct network){w->who.n, s.rows, ties, false};
    w->two = (struct network_two){w->who.n, w->events.n, s.rows, pairs};
    return true;
}

/* factions.csv: node, club. */
static bool factions_read(struct networks *w, uint32_t **of, struct err *e)
{
    struct sheet s;
    size_t node = 0, club = 0;
    struct names clubs = {ARENA_ARRAY(&w->run->arena, struct str, w->who.n + 1), 0};
    *of = ARENA_ARRAY(&w->run->arena, uint32_t, w->who.n);
    if (!sheet_read(w->run, "factions.csv", &s, e) || !sheet_column(&s, "node", &node, e) || !sheet_column(&s, "club", &club, e))
        return false;
    for (size_t i = 0; i < s.rows; i++) {
        uint32_t at = 0;
        if (!known(&w->who, sheet_cell(&s, i, node), &at))
            return err_set(e, ERR_INPUT, "factions.csv: row %zu names nobody of edges.csv", i + 2);
        (*of)[at] = number_of(&clubs, sheet_cell(&s, i, club));
    }
    return true;
}

static bool looked_at(struct networks *w, bool weighted, struct run_of *out, struct err *e)
{
    struct arena *a = &w->run->arena;
    out->there = true;
    out->factions = NAN;
    uint32_t *of = NULL;
    if (!network_measure(&w->g, weighted ? NETWORK_WEIGHT : NETWORK_STEPS, 0, a, &out->m, NULL, e) || !network_of_whole(&w->g, &out->whole, e)
        || !network_connectivity(&w->g, &out->connectivity, NULL, e) || !network_camps(&w->g, weighted, SEEDS, 1, a, &out->camps, NULL, e))
        return false;
    for (size_t v = 0; v < w->g.n; v++)
        out->articulation += out->m.articulation[v];
    for (size_t i = 0; i < w->g.m; i++)
        out->bridges += out->m.bridge[i];
    return !case_has(w->run, "factions.csv") || (factions_read(w, &of, e) && network_modularity(&w->g, weighted, of, &out->factions, e));
}

/* ---- what is asked ---- */

/* Quantities of the network as a whole. */
static bool of_whole(const struct run_of *r, struct str name, double *got)
{
    const struct {
        const char *name;
        double v;
    } all[] = {{"n_articulation_points", (double)r->articulation}, {"n_bridges", (double)r->bridges}, {"transitivity_global", r->whole.transitivity},
        {"density", r->whole.density}, {"vertex_connectivity", (double)r->connectivity}, {"degree_centralization_raw", r->whole.centralization},
        {"assortativity_degree", r->whole.assortativity}, {"leiden_seed0_modularity_for_information", r->camps.modularity},
        {"leiden_best_of_200_modularity", r->camps.modularity}, {"optimal_modularity", r->camps.modularity}, {"optimal_n_communities", (double)r->camps.camps}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (str_is(name, all[i].name)) {
            *got = all[i].v;
            return true;
        }
    return false;
}

static bool of_vertex(const struct network_measures *m, struct str name, uint32_t v, double *got)
{
    const struct {
        const char *name;
        const double *v;
    } all[] = {{"degree", m->degree}, {"strength", m->strength}, {"betweenness", m->betweenness}, {"harmonic", m->harmonic}, {"closeness", m->closeness},
        {"pagerank", m->pagerank}, {"eigenvector_max1", m->eigenvector}, {"constraint", m->constraint}, {"local_clustering", m->clustering},
        {"effective_size_undirected", m->effective}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (str_is(name, all[i].name)) {
            *got = all[i].v[v];
            return true;
        }
    if (str_is(name, "coreness"))
        *got = m->core[v];
    else if (str_is(name, "articulation_point"))
        *got = m->articulation[v];
    else
        return false;
    return true;
}

static bool of_tie(const struct networks *w, const struct run_of *r, struct str whom, double *got)
{
    uint32_t a = 0, b = 0;
    if (!two_known(&w->who, whom, "~", &a, &b))
        return false;
    for (size_t i = 0; i < w->g.m; i++)
        if ((w->g.ties[i].from == a && w->g.ties[i].to == b) || (w->g.ties[i].from == b && w->g.ties[i].to == a)) {
            *got = r->m.tie_betweenness[i];
            return true;
        }
    return false;
}

static bool measure_asked(struct networks *w, const struct asked *q, double *got, struct err *e)
{
    bool factions = str_is(q->prefix, "modularity_of_factions"), weighted = str_is(factions ? q->name : q->prefix, "weighted");
    struct run_of *r = weighted ? &w->weighted : &w->plain;
    uint32_t v = 0;
    if (!r->there && !looked_at(w, weighted, r, e))
        return false;
    if (factions) {
        *got = r->factions;
        return true;
    }
    if (str_is(q->name, "edge_betweenness") ? of_tie(w, r, q->whom, got) : q->whom.n ? known(&w->who, q->whom, &v) && of_vertex(&r->m, q->name, v, got) : of_whole(r, q->name, got))
        return true;
    return err_set(e, ERR_INPUT, "expected.csv: nothing here works out \"%.*s\" of \"%.*s\"", STR_F(q->name), STR_F(q->whom));
}

static bool way_asked(struct networks *w, const struct asked *q, uint32_t a, uint32_t b, double *got, struct err *e)
{
    struct arena *arena = &w->run->arena;
    struct network_path p = {0}, *list = NULL;
    size_t n = 0, by_vertex = 0, by_tie = 0;
    int64_t k = 1;
    if (str_is(q->name, "reliability") || str_is(q->name, "path_vertices_count")) {
        if (!network_best_path(&w->g, a, b, arena, &p, e))
            return false;
        *got = str_is(q->name, "reliability") ? p.reliability : (double)p.n;
    } else if (str_is(q->name, "fewest_steps")) {
        struct network_tie *alike = ARENA_ARRAY(arena, struct network_tie, w->g.m);
        for (size_t i = 0; i < w->g.m; i++)
            alike[i] = (struct network_tie){w->g.ties[i].from, w->g.ties[i].to, 0.5};
        struct network steps = {w->g.n, w->g.m, alike, false};
        if (!network_best_path(&steps, a, b, arena, &p, e))
            return false;
        *got = (double)p.n - 1;
    } else if (str_is(q->name, "kth_reliability") && str_to_int(q->number, &k) && k > 0) {
        if (!network_paths(&w->g, a, b, (size_t)k, arena, &list, &n, e))
            return false;
        *got = n < (size_t)k ? NAN : list[k - 1].reliability;
    } else if (str_is(q->name, "weakest_link_of_widest_path")) {
        if (!network_widest_path(&w->g, a, b, arena, &p, e))
            return false;
        *got = p.weakest;
    } else if (str_is(q->name, "disjoint_paths_vertex") || str_is(q->name, "disjoint_paths_edge")) {
        if (!network_disjoint(&w->g, a, b, &by_vertex, &by_tie, e) || !network_apart(&w->g, a, b, SIZE_MAX, arena, &list, &n, e))
            return false;
        if (n != by_vertex)
            return err_set(e, ERR_INPUT, "%zu separate ways were found where %zu were counted", n, by_vertex);
        *got = (double)(str_is(q->name, "disjoint_paths_vertex") ? by_vertex : by_tie);
    } else {
        return err_set(e, ERR_INPUT, "expected.csv: nothing here works out \"%.*s\"", STR_F(q->name));
    }
    return true;
}

static bool trust_asked(struct networks *w, const struct asked *q, double *got, struct err *e)
{
    uint32_t a = 0, b = 0;
    if (!str_is(q->name, "betweenness_on_trust"))
        return two_known(&w->who, q->whom, "->", &a, &b) ? way_asked(w, q, a, b, got, e) : err_set(e, ERR_INPUT, "expected.csv: \"%.*s\" are no two of edges.csv", STR_F(q->whom));
    if (!w->on_trust.betweenness && !network_measure(&w->g, NETWORK_TRUST, 0, &w->run->arena, &w->on_trust, NULL, e))
        return false;
    if (!known(&w->who, q->whom, &a))
        return err_set(e, ERR_INPUT, "expected.csv: \"%.*s\" is nobody of edges.csv", STR_F(q->whom));
    *got = w->on_trust.betweenness[a];
    return true;
}

static bool two_asked(struct networks *w, const struct asked *q, double *got, struct err *e)
{
    double n = (double)w->who.n;
    uint32_t v = 0;
    bool event = str_is(q->name, "coverage");
    if (!w->redundancy && (!network_project(&w->two, &w->run->arena, &w->projection, e) || !network_redundancy(&w->two, &w->run->arena, &w->redundancy, e)))
        return false;
    *got = 0;
    if (q->whom.n && !known(event ? &w->events : &w->who, q->whom, &v))
        return err_set(e, ERR_INPUT, "expected.csv: \"%.*s\" is not in edges.csv", STR_F(q->whom));
    if (str_is(q->name, "projection_edges"))
        *got = (double)w->projection.m;
    else if (str_is(q->name, "pairs_possible"))
        *got = n * (n - 1) / 2;
    else if (str_is(q->name, "bipartite_density"))
        *got = w->projection.density;
    else if (str_is(q->name, "node_redundancy"))
        *got = w->redundancy[v];
    else if (event || str_is(q->name, "degree_actor"))
        for (size_t i = 0; i < w->two.m; i++)
            *got += (event ? w->two.pairs[i].right : w->two.pairs[i].left) == v;
    else if (str_is(q->name, "projection_strength"))
        for (size_t i = 0; i < w->projection.m; i++)
            *got += w->projection.ties[i].from == v || w->projection.ties[i].to == v ? w->projection.ties[i].weight : 0;
    else
        return err_set(e, ERR_INPUT, "expected.csv: nothing here works out \"%.*s\"", STR_F(q->name));
    return true;
}

/* ---- comparing ---- */

static bool same_name(const struct asked *a, const struct asked *b)
{
    return str_eq(a->prefix, b->prefix) && str_eq(a->name, b->name);
}

static bool is_first(const struct sheet *s, size_t quantity, size_t row)
{
    struct asked q = taken_apart(sheet_cell(s, row, quantity));
    for (size_t i = 0; i < row; i++) {
        struct asked before = taken_apart(sheet_cell(s, i, quantity));
        if (same_name(&q, &before))
            return false;
    }
    return true;
}

bool network_run(struct case_run *run, struct err *e)
{
    struct networks w = {.run = run};
    struct sheet s;
    size_t quantity = 0;
    double *value = NULL, *rel = NULL, *abs_ = NULL;
    if (!edges_read(&w, e) || !sheet_read(run, "expected.csv", &s, e) || !sheet_column(&s, "quantity", &quantity, e) || !sheet_reals(run, &s, "value", &value, e)
        || !sheet_reals(run, &s, "rel_tol", &rel, e) || !sheet_reals(run, &s, "abs_tol", &abs_, e))
        return false;
    for (size_t first = 0; first < s.rows; first++) { /* a line for all that is of one name */
        if (!is_first(&s, quantity, first))
            continue;
        struct asked what = taken_apart(sheet_cell(&s, first, quantity));
        struct worst worst = {.tolerance = 1};
        for (size_t i = first; i < s.rows; i++) {
            struct str text = sheet_cell(&s, i, quantity);
            struct asked q = taken_apart(text);
            double got = NAN, allowed = abs_[i] + rel[i] * fabs(value[i]);
            if (!same_name(&what, &q))
                continue;
            if (!(w.two_mode ? two_asked : w.trust ? trust_asked : measure_asked)(&w, &q, &got, e))
                return false;
            worst_see(&worst, got / allowed, value[i] / allowed, "%.*s is %.12g, not %.12g; in tolerances", STR_F(text), got, value[i]);
        }
        case_report(run, &worst, "%.*s%s%.*s, as a share of what is allowed", STR_F(what.prefix), what.prefix.n ? "." : "", STR_F(what.name));
    }
    return true;
}
