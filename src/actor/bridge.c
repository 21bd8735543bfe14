/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "actor/bridge.h"
#include "math/network.h"

double bridge_chance(double strength)
{
    if (isnan(strength))
        strength = 1;
    return strength > 0 ? fmin(strength, 3) / 4 : 0;
}

struct word { /* what one said of one tie; of a conflict: of a pair, both ways */
    uint32_t from, to;
    double chance;
};

static int by_ends(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->chance < y->chance ? -1 : x->chance > y->chance;
}

static int by_pair(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

struct words {
    struct word *trust, *conflict;
    size_t trust_n, conflict_n;
};

static struct words words_of(const struct tie *ties, size_t n, struct arena *a)
{
    struct words w = {ARENA_ARRAY(a, struct word, n + 1), ARENA_ARRAY(a, struct word, n + 1), 0, 0};
    for (size_t i = 0; i < n; i++) {
        uint32_t from = (uint32_t)ties[i].from, to = (uint32_t)ties[i].to;
        if (ties[i].relation->sign < 0)
            w.conflict[w.conflict_n++] = (struct word){MIN_OF(from, to), MAX_OF(from, to), 0};
        else if (strcmp(ties[i].relation->code, "trust") == 0 && from != to)
            w.trust[w.trust_n++] = (struct word){from, to, bridge_chance(ties[i].strength)};
    }
    if (w.trust_n)
        qsort(w.trust, w.trust_n, sizeof *w.trust, by_ends);
    if (w.conflict_n)
        qsort(w.conflict, w.conflict_n, sizeof *w.conflict, by_pair);
    return w;
}

/* One tie for all words about it, with what they make of it. */
struct heard {
    struct network_tie *ties;
    struct estimate *chances;
    size_t n, in_conflict;
};

static struct heard heard_of(const struct words *w, struct arena *a)
{
    struct heard h = {ARENA_ARRAY(a, struct network_tie, w->trust_n + 1), ARENA_ARRAY(a, struct estimate, w->trust_n + 1), 0, 0};
    for (size_t i = 0, end; i < w->trust_n; i = end) {
        const struct word *first = &w->trust[i];
        struct word pair = {MIN_OF(first->from, first->to), MAX_OF(first->from, first->to), 0};
        double sum = 0;
        for (end = i; end < w->trust_n && by_pair(first, &w->trust[end]) == 0; end++)
            sum += w->trust[end].chance;
        if (!(sum > 0))
            continue;
        if (w->conflict_n && bsearch(&pair, w->conflict, w->conflict_n, sizeof pair, by_pair)) {
            h.in_conflict++;
            continue;
        }
        double mean = sum / (double)(end - i);
        h.chances[h.n] = (struct estimate){mean, first->chance, w->trust[end - 1].chance, (int64_t)(end - i)};
        h.ties[h.n++] = (struct network_tie){first->from, first->to, mean};
    }
    return h;
}

static struct bridge_chain chain_of(const struct network_path *p, const struct heard *h, struct arena *a)
{
    struct estimate *steps = ARENA_ARRAY(a, struct estimate, p->n);
    struct bridge_chain c = {.n = p->n, .actors = p->vertices, .steps = steps, .trust = {1, 1, 1, INT64_MAX}};
    for (size_t i = 0; i + 1 < p->n; i++) {
        steps[i] = h->chances[p->ties[i]];
        c.trust.value *= steps[i].value;
        c.trust.lo *= steps[i].lo;
        c.trust.hi *= steps[i].hi;
        c.trust.n = MIN_OF(c.trust.n, steps[i].n);
        if (steps[i].value < steps[c.weakest].value)
            c.weakest = i;
    }
    return c;
}

/* The best chain if that one were not there. */
static bool without(const struct network *g, uint32_t gone, uint32_t from, uint32_t to, double *out, struct err *e)
{
    struct arena work CLEANUP(arena_end) = {0};
    struct network_tie *kept = ARENA_ARRAY(&work, struct network_tie, g->m + 1);
    struct network rest = {g->n, 0, kept, true};
    struct network_path p;
    for (size_t i = 0; i < g->m; i++)
        if (g->ties[i].from != gone && g->ties[i].to != gone)
            kept[rest.m++] = g->ties[i];
    if (!network_best_path(&rest, from, to, &work, &p, e))
        return false;
    *out = p.n ? p.reliability : 0;
    return true;
}

static int most_often(const void *a, const void *b)
{
    const struct bridge_carrier *x = a, *y = b;
    if (x->chains != y->chains)
        return x->chains > y->chains ? -1 : 1;
    if (x->without != y->without)
        return x->without < y->without ? -1 : 1;
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

static bool carriers_of(const struct network *g, uint32_t from, uint32_t to, struct arena *a, struct bridge *b, struct err *e)
{
    size_t *on = ARENA_ARRAY(a, size_t, g->n + 1);
    for (size_t k = 0; k < b->best_n; k++)
        for (size_t i = 1; i + 1 < b->best[k].n; i++)
            b->carriers_n += on[b->best[k].actors[i]]++ == 0;
    b->carriers = ARENA_ARRAY(a, struct bridge_carrier, b->carriers_n + 1);
    b->carriers_n = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        struct bridge_carrier c = {.actor = v, .chains = on[v]};
        if (!c.chains)
            continue;
        if (!without(g, v, from, to, &c.without, e))
            return false;
        b->carriers[b->carriers_n++] = c;
    }
    if (b->carriers_n)
        qsort(b->carriers, b->carriers_n, sizeof *b->carriers, most_often);
    return true;
}

bool bridge_of(const struct tie *ties, size_t n, size_t actors, uint32_t from, uint32_t to, struct arena *a, struct bridge *out, struct err *e)
{
    struct words w = words_of(ties, n, a);
    struct heard h = heard_of(&w, a);
    struct network g = {actors, h.n, h.ties, true};
    struct network_path *best = NULL, *apart = NULL;
    struct bridge b = {.in_conflict = h.in_conflict};
    if (!network_paths(&g, from, to, BRIDGE_CHAINS, a, &best, &b.best_n, e) || !network_apart(&g, from, to, BRIDGE_APART, a, &apart, &b.apart_n, e))
        return false;
    b.best = ARENA_ARRAY(a, struct bridge_chain, b.best_n + 1);
    b.apart = ARENA_ARRAY(a, struct bridge_chain, b.apart_n + 1);
    for (size_t i = 0; i < b.best_n; i++)
        b.best[i] = chain_of(&best[i], &h, a);
    for (size_t i = 0; i < b.apart_n; i++)
        b.apart[i] = chain_of(&apart[i], &h, a);
    if (!carriers_of(&g, from, to, a, &b, e))
        return false;
    *out = b;
    return true;
}
