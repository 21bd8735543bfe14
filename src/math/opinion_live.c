/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A conversation that goes on. A vote changes the sums over pairs of statements, in proportion to that person's votes; a refit turns the last
 * components a little, projects everybody, and moves the last centres (method 5.5, 5.6). It is no full refit: sums are not taken anew, and groups
 * depend on the way the conversation went, as Polis's do. Groups begin from the mean of their members' new places; Polis takes that of their base
 * clusters, which differs only where people changed base cluster.
 */
#include "math/opinion_priv.h"

enum { STATEMENTS_MOST = 20000, BASES_MOST = 100, BASE_STEPS = 100, GROUP_STEPS = 20, LEAST_VOTES = 7, FILLED_UP_TO = 15, STEADY = 4 };

struct row { /* votes of a participant, statements rising */
    uint32_t *statement;
    int8_t *vote;
    size_t n, room;
};
struct opinion_live {
    struct row *rows;
    size_t participants, rows_room, statements, statements_room, votes;
    bool *out;
    struct opinion_moments *m;
    bool *in;         /* once in, always in */
    size_t n_in, columns;
    struct arena now; /* plane and groups of the last refit, and the votes they are of */
    struct opinion_plane plane;
    struct opinion_groups groups;
    uint32_t *of[OPINION_GROUPS_MOST + 1]; /* by participant: the last partition into k groups */
    struct opinion_smoothing smoothing;
};

/* ---- votes ------------------------------------------------------------------------------------- */

static void participant_new(struct opinion_live *l)
{
    if (l->participants == l->rows_room) {
        l->rows_room = MAX_OF(16, 2 * l->rows_room);
        l->rows = mem_grow(l->rows, l->rows_room, sizeof *l->rows);
        l->in = mem_grow(l->in, l->rows_room, sizeof *l->in);
    }
    l->rows[l->participants] = (struct row){0};
    l->in[l->participants++] = false;
}

static void statement_new(struct opinion_live *l)
{
    if (l->statements == l->statements_room) {
        l->statements_room = MAX_OF(16, 2 * l->statements_room);
        l->out = mem_grow(l->out, l->statements_room, sizeof *l->out);
    }
    l->out[l->statements++] = false;
    opinion_moments_grow(l->m, l->statements);
}

static size_t place_of(const struct row *r, uint32_t statement)
{
    size_t at = r->n;
    while (at && r->statement[at - 1] >= statement)
        at--;
    return at;
}

static void row_put(struct row *r, size_t at, uint32_t statement, int8_t vote)
{
    if (r->n == r->room) {
        r->room = MAX_OF(8, 2 * r->room);
        r->statement = mem_grow(r->statement, r->room, sizeof *r->statement);
        r->vote = mem_grow(r->vote, r->room, sizeof *r->vote);
    }
    memmove(r->statement + at + 1, r->statement + at, sizeof *r->statement * (r->n - at));
    memmove(r->vote + at + 1, r->vote + at, sizeof *r->vote * (r->n - at));
    r->statement[at] = statement;
    r->vote[at] = vote;
    r->n++;
}

static void row_take(struct row *r, size_t at)
{
    r->n--;
    memmove(r->statement + at, r->statement + at + 1, sizeof *r->statement * (r->n - at));
    memmove(r->vote + at, r->vote + at + 1, sizeof *r->vote * (r->n - at));
}

/* Method 3, after each vote: only the one who has just voted can enter (opinion_in.c). */
static void enter(struct opinion_live *l, uint32_t participant)
{
    if (l->in[participant] || (l->n_in >= FILLED_UP_TO && l->rows[participant].n < MIN_OF((size_t)LEAST_VOTES, l->columns)))
        return;
    l->in[participant] = true;
    l->n_in++;
}

bool opinion_live_vote(struct opinion_live *l, uint32_t participant, uint32_t statement, int8_t vote, struct err *e)
{
    if (participant > l->participants || statement > l->statements)
        return err_set(e, ERR_INPUT, "a vote names participant %" PRIu32 " and statement %" PRIu32 ", but there are %zu and %zu, and only the next of either may be new",
            participant, statement, l->participants, l->statements);
    if (vote < -1 || vote > 1)
        return err_set(e, ERR_INPUT, "%d is no vote: agree is 1, pass 0, disagree -1", vote);
    if (statement >= STATEMENTS_MOST)
        return err_set(e, ERR_INPUT, "groups of opinion are found among at most %d statements", STATEMENTS_MOST);
    if (participant == l->participants)
        participant_new(l);
    if (statement == l->statements)
        statement_new(l);
    struct row *r = &l->rows[participant];
    size_t at = place_of(r, statement);
    int8_t before = OPINION_MISSING;
    if (at < r->n && r->statement[at] == statement) {
        before = r->vote[at];
        row_take(r, at);
    }
    l->columns += l->m->pair[opinion_pair_at(statement, statement)].n == 0;
    opinion_moments_change(l->m, r->statement, r->vote, r->n, statement, before, vote);
    row_put(r, at, statement, vote);
    l->votes += before == OPINION_MISSING;
    enter(l, participant);
    return true;
}

/* ---- a refit ----------------------------------------------------------------------------------- */

static struct opinion_votes votes_now(const struct opinion_live *l, struct arena *a)
{
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, l->participants + 1);
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, l->votes + 1);
    int8_t *vote = ARENA_ARRAY(a, int8_t, l->votes + 1);
    for (size_t p = 0; p < l->participants; p++) {
        const struct row *r = &l->rows[p];
        if (r->n) {
            memcpy(statement + begin[p], r->statement, sizeof *statement * r->n);
            memcpy(vote + begin[p], r->vote, sizeof *vote * r->n);
        }
        begin[p + 1] = begin[p] + r->n;
    }
    return (struct opinion_votes){.participants = l->participants, .statements = l->statements, .begin = begin, .statement = statement, .vote = vote,
        .out = l->out};
}

/* Old clusters where their members are now; of[i] NO_GROUP: a new point. Clusters without members are gone. */
static void moved_centers(const struct opinion_points *p, const uint32_t *of, size_t k, struct opinion_clusters *c)
{
    size_t kept = 0;
    for (size_t j = 0; j < k; j++)
        c->x[j] = c->y[j] = c->size[j] = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (of[i] >= k)
            continue;
        double w = p->weight ? p->weight[i] : 1;
        c->x[of[i]] += w * p->x[i];
        c->y[of[i]] += w * p->y[i];
        c->size[of[i]] += w;
    }
    for (size_t j = 0; j < k; j++) {
        if (!(c->size[j] > 0))
            continue;
        c->x[kept] = c->x[j] / c->size[j];
        c->y[kept] = c->y[j] / c->size[j];
        c->size[kept++] = c->size[j];
    }
    c->k = kept;
}

/* Of centres in the same place the first stays. */
static void merge_same(struct opinion_clusters *c)
{
    size_t kept = 0;
    for (size_t j = 0; j < c->k; j++) {
        size_t i = 0;
        while (i < kept && (c->x[i] != c->x[j] || c->y[i] != c->y[j]))
            i++;
        if (i < kept)
            continue;
        c->x[kept] = c->x[j];
        c->y[kept++] = c->y[j];
    }
    c->k = kept;
}

/* While there are fewer than k: the point farthest from its nearest centre is a new one. */
static void fill_up(const struct opinion_points *p, size_t k, struct opinion_clusters *c)
{
    while (c->k < k) {
        double far = 0;
        size_t at = SIZE_MAX;
        for (size_t i = 0; i < p->n; i++) {
            double near = INFINITY;
            for (size_t j = 0; j < c->k; j++) {
                double dx = p->x[i] - c->x[j], dy = p->y[i] - c->y[j];
                near = MIN_OF(near, dx * dx + dy * dy);
            }
            if (near <= far)
                continue;
            far = near;
            at = i;
        }
        if (at == SIZE_MAX)
            return;
        c->x[c->k] = p->x[at];
        c->y[c->k++] = p->y[at];
    }
}

/* `last` (by point; NULL: a cold start) into at most k clusters. */
static void warm(const struct opinion_points *p, const uint32_t *last, size_t last_k, size_t k, size_t steps, struct opinion_clusters *c)
{
    if (last) {
        moved_centers(p, last, last_k, c);
        merge_same(c);
        fill_up(p, k, c);
    } else {
        opinion_first_distinct(p, k, c);
    }
    opinion_lloyd(p, steps, c);
}

size_t opinion_smooth(struct opinion_smoothing *s, size_t k, size_t most)
{
    s->count = k == s->last ? s->count + 1 : 1;
    s->last = k;
    if (s->count >= STEADY || !s->smoothed || s->smoothed > most)
        s->smoothed = k;
    return s->smoothed;
}

struct refit {
    struct opinion_live *l;
    struct opinion_groups g;
    struct opinion_points people, bases;
    uint32_t *who, *base_of; /* by point: participant; base cluster */
    uint32_t *of[OPINION_GROUPS_MOST + 1];
    struct opinion_clusters by_k[OPINION_GROUPS_MOST + 1];
    struct arena *scratch;
};

/* What was told of the people who are in, in their order. */
static uint32_t *before(const struct refit *r, const uint32_t *of)
{
    uint32_t *last = ARENA_ARRAY(r->scratch, uint32_t, r->people.n + 1);
    for (size_t i = 0; i < r->people.n; i++)
        last[i] = r->who[i] < r->l->plane.participants ? of[r->who[i]] : OPINION_NO_GROUP;
    return last;
}

static void refit_bases(struct refit *r)
{
    const struct opinion_live *l = r->l;
    bool first = !l->groups.bases.k;
    r->g.bases.of = r->base_of = ARENA_ARRAY(r->scratch, uint32_t, r->people.n + 1);
    warm(&r->people, first ? NULL : before(r, l->groups.base), l->groups.bases.k, BASES_MOST, BASE_STEPS, &r->g.bases);
    r->bases = (struct opinion_points){.n = r->g.bases.k, .x = r->g.bases.x, .y = r->g.bases.y, .weight = r->g.bases.size};
    for (size_t i = 0; i < r->people.n; i++)
        r->g.base[r->who[i]] = r->base_of[i];
    r->g.bases.of = NULL;
}

/* The groups of base clusters begin where the people of the last groups are now. */
static void refit_groups(struct refit *r, size_t k)
{
    struct opinion_clusters c, *to = &r->by_k[k];
    opinion_clusters_room(to, k, r->bases.n + 1, r->scratch);
    opinion_clusters_room(&c, k, 0, r->scratch);
    if (r->l->of[k]) {
        moved_centers(&r->people, before(r, r->l->of[k]), k, &c);
        merge_same(&c);
        fill_up(&r->bases, k, &c);
        to->k = c.k;
        memcpy(to->x, c.x, sizeof *c.x * c.k);
        memcpy(to->y, c.y, sizeof *c.y * c.k);
        opinion_lloyd(&r->bases, GROUP_STEPS, to);
    } else {
        warm(&r->bases, NULL, 0, k, GROUP_STEPS, to);
    }
    r->g.silhouette_by_k[k] = opinion_silhouette(&r->bases, to->of, to->k);
    for (size_t i = 0; i < r->people.n; i++)
        r->of[k][r->who[i]] = to->of[r->base_of[i]];
}

static void choose(struct refit *r)
{
    size_t most = r->bases.n < 2 ? 0 : MIN_OF((size_t)OPINION_GROUPS_MOST, 2 + r->bases.n / 12), best = 0;
    for (size_t k = 2; k <= most; k++) {
        refit_groups(r, k);
        if (!best || r->g.silhouette_by_k[k] >= r->g.silhouette_by_k[best])
            best = k;
    }
    if (!best)
        return;
    best = opinion_smooth(&r->l->smoothing, best, most);
    const struct opinion_clusters *c = &r->by_k[best];
    r->g.k = c->k;
    r->g.silhouette = r->g.silhouette_by_k[best];
    for (size_t j = 0; j < c->k; j++) {
        r->g.x[j] = c->x[j];
        r->g.y[j] = c->y[j];
        r->g.size[j] = (int64_t)c->size[j];
    }
    memcpy(r->g.of, r->of[best], sizeof *r->g.of * r->l->participants);
}

static void regroup(struct opinion_live *l, const struct opinion_plane *plane, struct arena *a, struct arena *scratch)
{
    struct refit r = {.l = l, .scratch = scratch};
    opinion_groups_room(&r.g, l->participants, a);
    if (l->participants)
        memcpy(r.g.is_in, l->in, sizeof *l->in * l->participants);
    r.g.in = l->n_in;
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++) {
        r.of[k] = ARENA_ARRAY(a, uint32_t, l->participants + 1);
        for (size_t p = 0; p < l->participants; p++)
            r.of[k][p] = OPINION_NO_GROUP;
    }
    r.who = ARENA_ARRAY(scratch, uint32_t, l->n_in + 1);
    r.people = opinion_points_in(plane, l->in, l->n_in, r.who, scratch);
    refit_bases(&r);
    choose(&r);
    l->groups = r.g;
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
        l->of[k] = r.by_k[k].k ? r.of[k] : NULL;
}

bool opinion_live_refit(struct opinion_live *l, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0}, next = {0};
    struct opinion_votes v = votes_now(l, &scratch);
    struct opinion_plane plane;
    if (!opinion_plane_again(&v, l->m, l->plane.statements ? &l->plane : NULL, &next, &plane, e)) {
        arena_end(&next);
        return false;
    }
    regroup(l, &plane, &next, &scratch);
    arena_end(&l->now);
    l->now = next;
    l->plane = plane;
    return true;
}

/* ---- its life ---------------------------------------------------------------------------------- */

bool opinion_live_new(const struct opinion_votes *v, struct opinion_live **out, struct err *e)
{
    struct opinion_live *l = mem_get(sizeof *l);
    size_t columns_out;
    if (!opinion_moments_of(v, NULL, 0, NULL, &l->m, e)) {
        free(l);
        return false;
    }
    l->statements = l->statements_room = v->statements;
    l->out = mem_get(v->statements + 1);
    if (v->out)
        memcpy(l->out, v->out, sizeof *l->out * v->statements);
    for (size_t p = 0; p < v->participants; p++) {
        participant_new(l);
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
            row_put(&l->rows[p], l->rows[p].n, v->statement[i], v->vote[i]);
    }
    l->votes = (size_t)v->begin[v->participants];
    opinion_columns(l->m, NULL, &l->columns, &columns_out);
    l->n_in = v->participants ? opinion_in(v, l->in) : 0;
    if (opinion_live_refit(l, e)) {
        *out = l;
        return true;
    }
    opinion_live_free(&l);
    return false;
}

const struct opinion_plane *opinion_live_plane(const struct opinion_live *l)
{
    return &l->plane;
}

const struct opinion_groups *opinion_live_groups(const struct opinion_live *l)
{
    return &l->groups;
}

void opinion_live_free(struct opinion_live **l)
{
    if (!*l)
        return;
    for (size_t p = 0; p < (*l)->participants; p++) {
        free((*l)->rows[p].statement);
        free((*l)->rows[p].vote);
    }
    opinion_moments_free(&(*l)->m);
    arena_end(&(*l)->now);
    free((*l)->rows);
    free((*l)->in);
    free((*l)->out);
    free(*l);
    *l = NULL;
}
