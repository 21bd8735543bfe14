/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: what bridges the groups, what all of them reject, and what divides them. */
#include "voice/answer_priv.h"

#define LEVEL 0.95
enum { MAJORITY_OF = 2, QUARTER_OF = 4 };

struct ranked {
    size_t statement;
    double by; /* the larger the better */
};
struct ranking {
    struct ranked *list;
    size_t n;
};

static int better_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->by != y->by)
        return x->by > y->by ? -1 : 1;
    return (x->statement > y->statement) - (x->statement < y->statement);
}

static void add(struct ranking *r, size_t statement, double by)
{
    r->list[r->n++] = (struct ranked){statement, by};
}

static size_t *in_order(struct ranking *r, struct arena *a, size_t *n)
{
    if (r->n)
        qsort(r->list, r->n, sizeof *r->list, better_first);
    size_t *out = ARENA_ARRAY(a, size_t, r->n);
    for (size_t i = 0; i < r->n; i++)
        out[i] = r->list[i].statement;
    *n = r->n;
    return out;
}

/* A statement of groups: a majority of each, or groups that differ. */
static void rank_groups(const struct voice_side *side, size_t s, struct ranking *bridges, struct ranking *rejected, struct ranking *divides)
{
    const struct opinion_shared *h = &side->shared[s];
    if (!h->heard)
        return;
    if (h->least_agree.lo > 1.0 / MAJORITY_OF)
        add(bridges, s, h->least_agree.lo);
    if (h->least_disagree.lo > 1.0 / MAJORITY_OF)
        add(rejected, s, h->least_disagree.lo);
    if (side->differ[s] < 1 - LEVEL && !isnan(h->gap))
        add(divides, s, h->gap);
}

/* The same of all who voted, where there are no groups. */
static void rank_all(const struct opinion_tally *t, size_t s, struct ranking *bridges, struct ranking *rejected, struct ranking *divides)
{
    size_t at = opinion_at(t, t->groups, s);
    double agree, disagree, hi;
    if (t->seen[at] < VOICE_HEARD_LEAST)
        return;
    share_wilson((double)t->agree[at], (double)t->seen[at], LEVEL, &agree, &hi);
    share_wilson((double)t->disagree[at], (double)t->seen[at], LEVEL, &disagree, &hi);
    if (agree > 1.0 / MAJORITY_OF)
        add(bridges, s, agree);
    if (disagree > 1.0 / MAJORITY_OF)
        add(rejected, s, disagree);
    if (MIN_OF(agree, disagree) > 1.0 / QUARTER_OF)
        add(divides, s, MIN_OF(agree, disagree));
}

/* "All" must not leave out a whole group that is only not described: it might be the one that says otherwise. */
static bool all_described(const struct voice_answer *w, const struct voice_side *side, const uint32_t *of, size_t groups, struct arena *a)
{
    int64_t least = voice_least(&w->data->about);
    size_t participants = w->data->votes.participants;
    int64_t *people = ARENA_ARRAY(a, int64_t, groups + 1);
    size_t large = 0;
    for (size_t i = 0; i < participants; i++)
        if (of[i] < groups)
            people[of[i]]++;
    for (size_t g = 0; g < groups; g++)
        large += people[g] >= least;
    return side->k > 1 && side->k >= large;
}

static const struct voice_side *declared(const struct voice_answer *w, struct arena *a)
{
    for (size_t i = 0; i < w->side_n; i++) {
        const struct voice_attribute *of = w->sides[i].attribute;
        if (str_is(of->name, "side") && all_described(w, &w->sides[i], of->of, of->n, a))
            return &w->sides[i];
    }
    return NULL;
}

/* Groups with a gap between them before the sides that people declared, and those before a line drawn through people who differ by degrees. */
static const struct voice_side *whose(const struct voice_answer *w, struct arena *a)
{
    bool all = w->found.k > 1 && all_described(w, &w->found, w->groups.of, w->groups.k, a);
    const struct voice_side *found = all || (w->options.compat && w->found.k > 1) ? &w->found : NULL, *side = declared(w, a);
    bool first = w->options.compat || w->footing == OPINION_WELL_FOUNDED;
    return first && found ? found : side ? side : found;
}

/* That a statement stands in a list tells of every group's votes on it. */
static bool is_told(const struct voice_answer *w, size_t s, bool *may)
{
    const struct opinion_tally *t = &w->found.tally;
    int64_t least = voice_own_least(&w->data->about);
    return w->by ? voice_told_on(&w->by->tally, least, s, may) : t->seen[opinion_at(t, t->groups, s)] >= least;
}

void answer_bridges(struct voice_answer *out, struct arena *a)
{
    const struct opinion_votes *v = &out->data->votes;
    struct ranking bridges = {ARENA_ARRAY(a, struct ranked, v->statements), 0}, rejected = {ARENA_ARRAY(a, struct ranked, v->statements), 0},
                   divides = {ARENA_ARRAY(a, struct ranked, v->statements), 0};
    out->by = whose(out, a);
    bool *may = ARENA_ARRAY(a, bool, out->by ? out->by->k : 0);
    for (size_t s = 0; s < v->statements; s++) {
        if (v->out[s] || !is_told(out, s, may))
            continue;
        if (out->by)
            rank_groups(out->by, s, &bridges, &rejected, &divides);
        else
            rank_all(&out->found.tally, s, &bridges, &rejected, &divides);
    }
    out->bridges = in_order(&bridges, a, &out->bridge_n);
    out->rejected = in_order(&rejected, a, &out->rejected_n);
    out->divides = in_order(&divides, a, &out->divide_n);
}
