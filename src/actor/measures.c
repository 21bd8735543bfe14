/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "actor/measures.h"
#include "core/speech.h"

struct word { /* what one said of one tie; of a tie without direction the lower number first */
    uint32_t from, to;
    const struct tie *tie;
};

static int by_ends(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    int kind = x->tie->relation == y->tie->relation ? 0 : strcmp(x->tie->relation->code, y->tie->relation->code);
    if (kind)
        return kind;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static int by_strength(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    int ends = by_ends(a, b);
    if (ends)
        return ends;
    if (x->tie->strength != y->tie->strength)
        return x->tie->strength < y->tie->strength ? -1 : 1;
    return x->tie < y->tie ? -1 : x->tie > y->tie;
}

static struct word word_of(const struct tie *t)
{
    uint32_t from = (uint32_t)t->from, to = (uint32_t)t->to;
    bool turned = !t->relation->directed && to < from;
    return (struct word){turned ? to : from, turned ? from : to, t};
}

/* ---- one network of one kind of tie ---- */

static int by_sayer(const void *a, const void *b)
{
    return str_compare(((const struct word *)a)->tie->said_by, ((const struct word *)b)->tie->said_by);
}

static size_t sayers_of(struct word *w, size_t n)
{
    size_t sayers = 0;
    if (n)
        qsort(w, n, sizeof *w, by_sayer);
    for (size_t i = 0; i < n; i++)
        sayers += w[i].tie->said_by.n && (i == 0 || by_sayer(&w[i], &w[i - 1]) != 0);
    return sayers;
}

/* The words of one tie, one after another, become one tie. */
static void join(const struct word *w, size_t n, struct network_tie *out, struct measures *m)
{
    for (size_t i = 0, end; i < n; i = end) {
        double sum = 0;
        size_t rated = 0;
        for (end = i; end < n && by_ends(&w[i], &w[end]) == 0; end++)
            if (!isnan(w[end].tie->strength)) {
                sum += w[end].tie->strength;
                rated++;
            }
        double weight = rated ? sum / (double)rated : 1;
        if (!(weight > 0)) {
            m->weak++;
            continue;
        }
        m->weighted |= rated > 0;
        out[m->ties++] = (struct network_tie){w[i].from, w[i].to, weight};
    }
}

/* Numbers of the roster become places among those who have a tie. */
static void renumber(struct network_tie *ties, size_t actors, struct arena *a, struct measures *m)
{
    uint32_t *place = ARENA_ARRAY(a, uint32_t, actors + 1);
    m->who = ARENA_ARRAY(a, uint32_t, actors + 1);
    for (size_t i = 0; i < m->ties; i++)
        place[ties[i].from] = place[ties[i].to] = 1;
    for (uint32_t v = 0; v < actors; v++)
        if (place[v]) {
            place[v] = (uint32_t)m->n;
            m->who[m->n++] = v;
        }
    for (size_t i = 0; i < m->ties; i++) {
        ties[i].from = place[ties[i].from];
        ties[i].to = place[ties[i].to];
    }
}

static struct network network_kind(const struct tie *ties, size_t n, size_t actors, struct arena *a, struct measures *m)
{
    struct word *w = ARENA_ARRAY(a, struct word, n + 1);
    struct network_tie *joined = ARENA_ARRAY(a, struct network_tie, n + 1);
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (ties[i].relation == m->relation && ties[i].from != ties[i].to)
            w[used++] = word_of(&ties[i]);
    if (used)
        qsort(w, used, sizeof *w, by_strength);
    join(w, used, joined, m);
    m->sayers = sayers_of(w, used);
    renumber(joined, actors, a, m);
    return (struct network){m->n, m->ties, joined, m->relation->directed};
}

/* ---- how surely together ---- */

/* The camps of each seed, one actor after another: `seeds` of each stand side by side. */
static uint32_t *by_actor(const struct network_camps *c, struct arena *a)
{
    uint32_t *of = ARENA_ARRAY(a, uint32_t, c->n * c->seeds + 1);
    for (size_t s = 0; s < c->seeds; s++)
        for (size_t v = 0; v < c->n; v++)
            of[v * c->seeds + s] = c->all_[s * c->n + v];
    return of;
}

static uint32_t together(const uint32_t *one, const uint32_t *other, size_t seeds)
{
    uint32_t n = 0;
    for (size_t s = 0; s < seeds; s++)
        n += one[s] == other[s];
    return n;
}

static bool least_together(struct measures *m, struct arena *a, struct progress *p, struct err *e)
{
    size_t *begin = ARENA_ARRAY(a, size_t, m->camps.camps + 2), *at = ARENA_ARRAY(a, size_t, m->camps.camps + 2), seeds = m->camps.seeds;
    uint32_t *members = ARENA_ARRAY(a, uint32_t, m->n + 1);
    const uint32_t *of = by_actor(&m->camps, a);
    m->least = ARENA_ARRAY(a, double, m->n + 1);
    for (size_t v = 0; v < m->n; v++)
        begin[m->camps.of[v] + 1]++;
    for (size_t c = 0; c < m->camps.camps; c++)
        at[c + 1] = begin[c + 1] += begin[c];
    for (uint32_t v = 0; v < m->n; v++)
        members[at[m->camps.of[v]]++] = v;
    for (uint32_t v = 0; v < m->n; v++) {
        size_t c = m->camps.of[v];
        uint32_t least = (uint32_t)seeds;
        for (size_t k = begin[c]; k < begin[c + 1]; k++)
            least = MIN_OF(least, together(of + v * seeds, of + members[k] * seeds, seeds));
        m->least[v] = begin[c + 1] - begin[c] > 1 ? (double)least / (double)seeds : NAN;
        if (!progress_step(p, NETWORK_CAMP_SEEDS, 0, e))
            return false;
    }
    return true;
}

bool measures_of(const struct tie *ties, size_t n, size_t actors, const struct relation *kind, unsigned parts, uint64_t seed, struct arena *a, struct measures *out,
    struct progress *p, struct err *e)
{
    struct measures m = {.relation = kind};
    struct network g = network_kind(ties, n, actors, a, &m);
    enum network_length length = m.weighted ? NETWORK_WEIGHT : NETWORK_STEPS;
    size_t sources = m.n;
    struct network_beside *camps CLEANUP(network_camps_drop) = parts & MEASURE_CAMPS ? network_camps_begin(&g, m.weighted, NETWORK_CAMP_SEEDS, seed) : NULL;
    if (parts & MEASURE_STABLE) {
        progress_begin(p, T("Leaving out ties"), MEASURE_ROUNDS);
        if (!network_stability(&g, length, MEASURE_TOP, MEASURE_ROUNDS, 0.1, seed, 0, a, &m.top, &sources, p, e))
            return false;
        m.estimated = sources < m.n;
    }
    if (parts & MEASURE_CENTRAL) {
        progress_begin(p, T("Measuring ties"), (double)m.n);
        if (!network_measure(&g, length, 0, a, &m.m, p, e))
            return false;
    }
    if (parts & MEASURE_CAMPS) {
        progress_begin(p, T("Looking for communities"), NETWORK_CAMP_SEEDS);
        if (!network_camps_end(camps, a, &m.camps, p, e) || !least_together(&m, a, p, e))
            return false;
    }
    progress_finish(p);
    *out = m;
    return true;
}

/* ---- two who describe the same tie differently ---- */

static bool same_time(const struct tie *a, const struct tie *b)
{
    bool before = day_known(a->until) && day_known(b->since) && a->until.n < b->since.n, after = day_known(b->until) && day_known(a->since) && b->until.n < a->since.n;
    return !before && !after;
}

/* Of words about one tie, by strength, the two that are furthest apart. */
static struct differing furthest(const struct word *w, size_t n)
{
    struct differing best = {NULL, NULL};
    double gap = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = n; k-- > i + 1 && w[k].tie->strength - w[i].tie->strength > gap;)
            if (!str_eq(w[i].tie->said_by, w[k].tie->said_by) && same_time(w[i].tie, w[k].tie)) {
                gap = w[k].tie->strength - w[i].tie->strength;
                best = (struct differing){w[i].tie, w[k].tie};
            }
    return best;
}

bool measures_differing(const struct tie *ties, size_t n, struct arena *a, struct differing **out, size_t *out_n, struct progress *p, struct err *e)
{
    struct word *w = ARENA_ARRAY(a, struct word, n + 1);
    struct differing *found = ARENA_ARRAY(a, struct differing, n + 1);
    size_t used = 0, found_n = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(ties[i].strength) && ties[i].from != ties[i].to)
            w[used++] = word_of(&ties[i]);
    if (used)
        qsort(w, used, sizeof *w, by_strength);
    for (size_t i = 0, end; i < used; i = end) {
        for (end = i; end < used && by_ends(&w[i], &w[end]) == 0; end++)
            ;
        struct differing d = furthest(w + i, end - i);
        if (!progress_step(p, (double)i, 0, e))
            return false;
        if (d.low)
            found[found_n++] = d;
    }
    *out = found;
    *out_n = found_n;
    return true;
}
