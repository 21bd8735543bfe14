/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups as Diwan tells them (method, Beyond 1, 2, 4, 5): many starts, no group that is too small, and a number of groups only where it is well
 * founded. The plane must tell something of votes held out. Then, of the partitions that another draw of people would give again: the best parted of
 * those that beat what people give who differ by degrees alone; else, said to be so, the best parted.
 */
#include "math/opinion_priv.h"

enum { MANY = 4000, STUDIED = 3000 /* of them, by lot */, BASES_MANY = 20000, BASES_FROM = 10000, SAMPLE = 2000, TO_THE_END = 300 };
#define STABLE 0.6  /* adjusted Rand index (method, Beyond 4) */
#define MARGIN 0.1  /* Beyond 2 */

/* ---- a sample of people where there are many --------------------------------------------------- */

struct some { /* owned by the arena of the study */
    struct opinion_votes v;
    struct opinion_plane plane;
    bool *in;
};

/* Every participant has the same chance; they stay in their order. */
static void sample(const struct opinion_votes *v, const struct opinion_plane *plane, const bool *in, size_t wanted, struct rng *r, struct arena *a, struct some *out)
{
    uint32_t *list = ARENA_ARRAY(a, uint32_t, wanted);
    size_t n = 0;
    for (size_t p = 0; p < v->participants && n < wanted; p++)
        if (rng_below(r, v->participants - p) < wanted - n)
            list[n++] = (uint32_t)p;
    uint64_t votes = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        votes += v->begin[list[i] + 1] - v->begin[list[i]];
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, n + 1);
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, votes + 1);
    int8_t *vote = ARENA_ARRAY(a, int8_t, votes + 1);
    double *x = ARENA_ARRAY(a, double, n + 1), *y = ARENA_ARRAY(a, double, n + 1);
    out->in = ARENA_ARRAY(a, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        uint64_t from = v->begin[list[i]], count = v->begin[list[i] + 1] - from;
        memcpy(statement + at, v->statement + from, sizeof *statement * count);
        memcpy(vote + at, v->vote + from, sizeof *vote * count);
        at += count;
        begin[i + 1] = at;
        x[i] = plane->x[list[i]];
        y[i] = plane->y[list[i]];
        out->in[i] = in[list[i]];
    }
    out->v = (struct opinion_votes){.participants = n, .statements = v->statements, .begin = begin, .statement = statement, .vote = vote, .out = v->out};
    out->plane = *plane;
    out->plane.participants = n;
    out->plane.x = x;
    out->plane.y = y;
}

static void study_begin(struct opinion_study *s, struct rng *r, struct arena *a)
{
    s->n = 0;
    for (size_t p = 0; p < s->v->participants; p++)
        s->n += s->in[p];
    s->who = ARENA_ARRAY(a, uint32_t, s->n + 1);
    struct opinion_points people = opinion_points_in(s->plane, s->in, s->n, s->who, a);
    opinion_parts_of(&people, NULL, s->o->starts ? s->o->starts : 32, TO_THE_END, s->o->least_group, SAMPLE, r, a, &s->parts);
}

/* ---- which k ----------------------------------------------------------------------------------- */

/* The best parted k among those with a silhouette over `chance`; `stable`: and that resamples give again. 0: none. */
static size_t pick(const struct opinion_study *s, const struct opinion_shaken *shaken, double chance, bool stable)
{
    size_t best = 0;
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++) {
        if (!s->parts.by_k[k].k || !(s->parts.silhouette[k] > chance) || (stable && !(shaken->mean[k] >= STABLE)))
            continue;
        if (!best || s->parts.silhouette[k] > s->parts.silhouette[best])
            best = k;
    }
    return best;
}

/* With a gap between them, else by degrees, else not stable. Nothing where the plane tells nothing of votes held out. */
static size_t footing_of(const struct opinion_study *s, const struct opinion_shaken *shaken, const struct opinion_stability *how, enum opinion_footing *footing)
{
    static const struct { enum opinion_footing footing; bool parted, stable; } steps[] = {
        {OPINION_WELL_FOUNDED, true, true}, {OPINION_BY_DEGREES, false, true}, {OPINION_UNSTABLE, false, false}};
    bool told = how->plane_tells || !how->resamples;
    for (size_t i = 0; i < ARRAY_LEN(steps) && told; i++) {
        size_t k = pick(s, shaken, steps[i].parted && how->resamples ? how->chance_silhouette : -2, steps[i].stable);
        *footing = steps[i].footing;
        if (k)
            return k;
    }
    *footing = OPINION_ONE_CLOUD;
    return 0;
}

static size_t found(const struct opinion_study *s, const struct opinion_shaken *shaken, struct opinion_stability *how, enum opinion_footing *footing)
{
    size_t k = footing_of(s, shaken, how, footing);
    size_t shown = k ? k : opinion_parts_best(&s->parts);
    how->rand_index = shaken->mean[shown];
    how->rand_index_lo = shaken->lo[shown];
    how->rand_index_hi = shaken->hi[shown];
    return k;
}

/* ---- everybody --------------------------------------------------------------------------------- */

/* Groups by falling size, then rising x: the order of starts says nothing. */
static void order(const struct opinion_clusters *c, uint32_t *rank)
{
    for (size_t j = 0; j < c->k; j++) {
        rank[j] = 0;
        for (size_t i = 0; i < c->k; i++)
            rank[j] += i != j && (c->size[i] > c->size[j] || (c->size[i] == c->size[j] && (c->x[i] < c->x[j] || (c->x[i] == c->x[j] && i < j))));
    }
}

static bool undecided(const struct opinion_groups *g, double x, double y)
{
    double first = INFINITY, second = INFINITY;
    for (size_t j = 0; j < g->k; j++) {
        double d = hypot(x - g->x[j], y - g->y[j]);
        second = MIN_OF(second, MAX_OF(first, d));
        first = MIN_OF(first, d);
    }
    return !(second - first >= MARGIN * (second + first));
}

static void fill(struct opinion_groups *g, const struct opinion_points *people, const uint32_t *who, const struct opinion_clusters *c, bool *between)
{
    uint32_t rank[OPINION_GROUPS_MOST];
    order(c, rank);
    g->k = c->k;
    for (size_t j = 0; j < c->k; j++) {
        g->x[rank[j]] = c->x[j];
        g->y[rank[j]] = c->y[j];
        g->size[rank[j]] = (int64_t)c->size[j];
    }
    for (size_t i = 0; i < people->n; i++) {
        g->of[who[i]] = rank[c->of[i]];
        if (between)
            between[who[i]] = undecided(g, people->x[i], people->y[i]);
    }
}

/* Base clusters of all, from a sample's where there are many. */
static void fill_bases(struct opinion_groups *g, const struct opinion_points *people, const uint32_t *who, struct arena *scratch)
{
    struct opinion_points first = {.n = MIN_OF(people->n, BASES_FROM), .x = people->x, .y = people->y};
    g->bases.of = ARENA_ARRAY(scratch, uint32_t, people->n + 1);
    opinion_bases_of(people->n > BASES_MANY ? &first : people, &g->bases);
    if (people->n > BASES_MANY)
        opinion_lloyd(people, 0, &g->bases);
    for (size_t i = 0; i < people->n; i++)
        g->base[who[i]] = g->bases.of[i];
    g->bases.of = NULL;
}

/* From the centres of the study to everybody. */
static struct opinion_clusters of_all(const struct opinion_points *people, const struct opinion_clusters *from, struct arena *a)
{
    struct opinion_clusters c;
    opinion_clusters_room(&c, from->k, people->n + 1, a);
    c.k = from->k;
    memcpy(c.x, from->x, sizeof *c.x * c.k);
    memcpy(c.y, from->y, sizeof *c.y * c.k);
    opinion_lloyd_on(people, &c);
    return c;
}

static bool look(const struct opinion_votes *v, const struct opinion_plane *plane, const struct opinion_options *o, const struct opinion_points *people,
    const uint32_t *who, struct opinion_groups *g, struct opinion_stability *how, enum opinion_footing *footing, bool *between, struct progress *p, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct rng r;
    struct some some;
    struct opinion_study s = {.v = v, .plane = plane, .in = g->is_in, .o = o};
    struct opinion_shaken shaken;
    rng_init(&r, o->seed);
    if (g->in > MANY) {
        size_t wanted = MIN_OF(v->participants, (size_t)((double)STUDIED / (double)g->in * (double)v->participants)); /* so many of them are in */
        sample(v, plane, g->is_in, wanted, &r, &scratch, &some);
        s.v = &some.v;
        s.plane = &some.plane;
        s.in = some.in;
    }
    study_begin(&s, &r, &scratch);
    if (!progress_step(p, 0, 0, e) || !opinion_shake(&s, &shaken, how, p, e) || (o->resamples && !opinion_hold_out(&s, how, e)))
        return false;
    memcpy(g->silhouette_by_k, s.parts.silhouette, sizeof g->silhouette_by_k);
    size_t k = found(&s, &shaken, how, footing);
    if (!k)
        return true;
    struct opinion_clusters c = g->in > MANY ? of_all(people, &s.parts.by_k[k], &scratch) : s.parts.by_k[k];
    if (!progress_step(p, 0, 0, e))
        return false;
    g->silhouette = s.parts.silhouette[k];
    fill(g, people, who, &c, between);
    return true;
}

bool opinion_groups_best(const struct opinion_votes *v, const struct opinion_plane *plane, const struct opinion_options *o,
    struct arena *a, struct opinion_groups *out, struct opinion_stability *how, enum opinion_footing *footing, bool *between,
    struct progress *p, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct opinion_groups g = {0};
    struct opinion_stability told = {.rand_index = NAN, .rand_index_lo = NAN, .rand_index_hi = NAN, .chance_silhouette = NAN, .held_out_mean = NAN,
        .held_out_plane = NAN};
    enum opinion_footing on = OPINION_NONE_LOOKED_FOR;
    opinion_groups_room(&g, v->participants, a);
    if (between)
        memset(between, 0, sizeof *between * v->participants);
    g.in = opinion_in(v, g.is_in);
    uint32_t *who = ARENA_ARRAY(&scratch, uint32_t, g.in + 1);
    struct opinion_points people = opinion_points_in(plane, g.is_in, g.in, who, &scratch);
    fill_bases(&g, &people, who, &scratch);
    if (g.in >= MAX_OF(1, o->least_room) && !look(v, plane, o, &people, who, &g, &told, &on, between, p, e))
        return false;
    *out = g;
    *how = told;
    *footing = on;
    return true;
}
