/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of opinion: votes from rows of signs, and invented votes. */
#ifndef DIWAN_OPINION_TESTING_H
#define DIWAN_OPINION_TESTING_H
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/opinion_priv.h"

/* One text a participant, one sign a statement: + agree, - disagree, 0 pass, a point: no vote. */
static inline struct opinion_votes votes_of(struct arena *a, const char *const *rows, size_t n)
{
    struct opinion_votes v = {.participants = n, .statements = n ? strlen(rows[0]) : 0};
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, n + 1);
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, n * v.statements + 1);
    int8_t *vote = ARENA_ARRAY(a, int8_t, n * v.statements + 1);
    size_t at = 0;
    for (size_t p = 0; p < n; p++) {
        for (size_t s = 0; s < v.statements; s++)
            if (rows[p][s] != '.') {
                statement[at] = (uint32_t)s;
                vote[at++] = rows[p][s] == '+' ? 1 : rows[p][s] == '-' ? -1 : 0;
            }
        begin[p + 1] = at;
    }
    v.begin = begin;
    v.statement = statement;
    v.vote = vote;
    return v;
}

/* Each vote is there with chance `density`; group g (participants in turn) agrees with statement s with chance agree[g * statements + s],
 * else it disagrees, and passes with chance 0.1 before. */
static inline struct opinion_votes votes_drawn(struct arena *a, size_t participants, size_t statements, double density, size_t groups, const double *agree,
    uint64_t seed)
{
    struct opinion_votes v = {.participants = participants, .statements = statements};
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, participants + 1);
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, participants * statements + 1);
    int8_t *vote = ARENA_ARRAY(a, int8_t, participants * statements + 1);
    struct rng r;
    size_t at = 0;
    rng_init(&r, seed);
    for (size_t p = 0; p < participants; p++) {
        for (size_t s = 0; s < statements; s++) {
            if (rng_unit(&r) >= density)
                continue;
            statement[at] = (uint32_t)s;
            vote[at++] = rng_unit(&r) < 0.1 ? 0 : rng_unit(&r) < agree[p % groups * statements + s] ? 1 : -1;
        }
        begin[p + 1] = at;
    }
    v.begin = begin;
    v.statement = statement;
    v.vote = vote;
    return v;
}

/* The vote of p on s; OPINION_MISSING. */
static inline int8_t vote_at(const struct opinion_votes *v, size_t p, size_t s)
{
    for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
        if (v->statement[i] == s)
            return v->vote[i];
    return OPINION_MISSING;
}

static inline struct opinion_plane plane_made(const struct opinion_votes *v, struct arena *a)
{
    struct opinion_moments *m = NULL;
    struct opinion_plane plane;
    struct err e = {0};
    assert_true(opinion_moments_of(v, NULL, 1, NULL, &m, &e));
    assert_true(opinion_plane_of(v, m, NULL, a, &plane, NULL, &e));
    opinion_moments_free(&m);
    return plane;
}
#endif
