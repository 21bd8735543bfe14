/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a group distinctively holds, and what nearly everybody does (method 7 and 8), step by step as Polis picks them. */
#include "math/opinion.h"

#include <assert.h>

/* A list of the best few by falling key, earlier ones first among equals. */
struct best_few {
    struct opinion_pick *picks;
    double keys[OPINION_PICKS_MOST];
    size_t n;
};

static void best_few_add(struct best_few *b, struct opinion_pick pick, double key)
{
    size_t at = b->n;
    while (at > 0 && b->keys[at - 1] < key)
        at--;
    if (at == OPINION_PICKS_MOST)
        return;
    b->n = MIN_OF(b->n + 1, (size_t)OPINION_PICKS_MOST);
    for (size_t i = b->n - 1; i > at; i--) {
        b->picks[i] = b->picks[i - 1];
        b->keys[i] = b->keys[i - 1];
    }
    b->picks[at] = pick;
    b->keys[at] = key;
}

static struct opinion_pick finalise(const struct opinion_tally *t, size_t group, size_t statement, const struct opinion_measure *m)
{
    size_t at = opinion_at(t, group, statement);
    bool agree = m->zrep_agree > m->zrep_disagree;
    return (struct opinion_pick){.statement = statement, .agree = agree, .n_success = agree ? t->agree[at] : t->disagree[at], .n_trials = t->seen[at],
        .p_success = agree ? m->p_agree : m->p_disagree, .p_test = agree ? m->z_agree : m->z_disagree,
        .repness = agree ? m->rep_agree : m->rep_disagree, .repness_test = agree ? m->zrep_agree : m->zrep_disagree};
}

static bool is_sufficient(const struct opinion_measure *m)
{
    return (m->zrep_agree > OPINION_SIGNIFICANT && m->z_agree > OPINION_SIGNIFICANT) ||
        (m->zrep_disagree > OPINION_SIGNIFICANT && m->z_disagree > OPINION_SIGNIFICANT);
}

/* Does `m`, of a statement that somebody voted on, come before what is the best agree so far (NULL: none)? */
static bool is_better_agree(const struct opinion_measure *m, const struct opinion_measure *best)
{
    if (!best)
        return m->z_agree > OPINION_SIGNIFICANT || (m->rep_agree > 1 && m->p_agree > 0.5);
    if (best->rep_agree > 1)
        return m->rep_agree * m->zrep_agree * m->p_agree * m->z_agree > best->rep_agree * best->zrep_agree * best->p_agree * best->z_agree;
    return m->p_agree * m->z_agree > best->p_agree * best->z_agree;
}

/* All agrees before all disagrees, each in the order they are in. */
static void agrees_first(struct opinion_pick *picks, size_t n)
{
    struct opinion_pick sorted[OPINION_PICKS_MOST];
    size_t k = 0;
    for (int agree = 1; agree >= 0; agree--)
        for (size_t i = 0; i < n; i++)
            if (picks[i].agree == (agree == 1))
                sorted[k++] = picks[i];
    for (size_t i = 0; i < n; i++)
        picks[i] = sorted[i];
}

struct candidates { /* the single ones that a group's statements are gone through for; SIZE_MAX: none */
    size_t best, best_agree;
    double best_test;
    struct opinion_measure best_agree_measure;
    bool sufficient;
};

static struct candidates candidates_of(const struct opinion_tally *t, const bool *out, size_t group)
{
    struct candidates c = {.best = SIZE_MAX, .best_agree = SIZE_MAX};
    for (size_t s = 0; s < t->statements; s++) {
        if (out && out[s])
            continue;
        struct opinion_measure m = opinion_measure_of(t, group, s);
        double test = MAX_OF(m.zrep_agree, m.zrep_disagree);
        size_t at = opinion_at(t, group, s);
        c.sufficient = c.sufficient || is_sufficient(&m);
        if (c.best == SIZE_MAX || test > c.best_test) {
            c.best = s;
            c.best_test = test;
        }
        if ((t->agree[at] || t->disagree[at]) && is_better_agree(&m, c.best_agree == SIZE_MAX ? NULL : &c.best_agree_measure)) {
            c.best_agree = s;
            c.best_agree_measure = m;
        }
    }
    return c;
}

size_t opinion_representative(const struct opinion_tally *t, const bool *out_statement, size_t group, struct opinion_pick picks[OPINION_PICKS_MOST])
{
    assert(group < t->groups);
    struct candidates c = candidates_of(t, out_statement, group);
    struct best_few few = {.picks = picks};
    if (c.best_agree != SIZE_MAX) {
        struct opinion_pick first = finalise(t, group, c.best_agree, &c.best_agree_measure);
        first.best_agree = true;
        best_few_add(&few, first, INFINITY);
    }
    if (!c.sufficient && few.n == 0 && c.best != SIZE_MAX) {
        struct opinion_measure m = opinion_measure_of(t, group, c.best);
        best_few_add(&few, finalise(t, group, c.best, &m), 0);
    }
    for (size_t s = 0; c.sufficient && s < t->statements; s++) {
        if ((out_statement && out_statement[s]) || s == c.best_agree)
            continue;
        struct opinion_measure m = opinion_measure_of(t, group, s);
        struct opinion_pick pick = finalise(t, group, s, &m);
        if (is_sufficient(&m))
            best_few_add(&few, pick, pick.repness * pick.repness_test * pick.p_success * pick.p_test);
    }
    agrees_first(picks, few.n);
    return few.n;
}

size_t opinion_held(struct opinion_pick *picks, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (picks[i].p_test > OPINION_SIGNIFICANT && picks[i].repness_test > OPINION_SIGNIFICANT)
            picks[kept++] = picks[i];
    return kept;
}

size_t opinion_consensus(const struct opinion_tally *t, const bool *out_statement, bool agree, struct opinion_pick picks[OPINION_PICKS_MOST])
{
    struct opinion_tally all = *t; /* the row of everybody as the only group */
    size_t last = opinion_at(t, t->groups, 0);
    all.groups = 1;
    all.agree += last;
    all.disagree += last;
    all.seen += last;
    struct best_few few = {.picks = picks};
    for (size_t s = 0; s < t->statements; s++) {
        if (out_statement && out_statement[s])
            continue;
        struct opinion_measure m = opinion_measure_of(&all, 0, s);
        double p = agree ? m.p_agree : m.p_disagree, z = agree ? m.z_agree : m.z_disagree;
        if (p > 0.5 && z > OPINION_SIGNIFICANT)
            best_few_add(&few, (struct opinion_pick){.statement = s, .agree = agree, .n_success = agree ? all.agree[s] : all.disagree[s],
                .n_trials = all.seen[s], .p_success = p, .p_test = z, .repness = NAN, .repness_test = NAN}, p * z);
    }
    return few.n;
}
