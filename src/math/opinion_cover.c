/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few statements that between them speak for as many as possible (Beyond 10). */
#include "math/opinion.h"

#include <assert.h>

/* Greedy justified representation (Aziz et al. 2017, Social Choice and Welfare 48:461): each pick is the one that most of those agree with who agree
 * with none so far; it ends where that is fewer than 1/size of the people, for then no such part of them is left without one. */
size_t opinion_cover(const struct opinion_votes *v, size_t size, size_t *statements, double *covered)
{
    assert(size > 0);
    struct arena a CLEANUP(arena_end) = {0};
    bool *is_covered = ARENA_ARRAY(&a, bool, v->participants);
    size_t *agree = ARENA_ARRAY(&a, size_t, v->statements), n = 0, people = 0, spoken_for = 0;
    for (size_t p = 0; p < v->participants; p++)
        people += v->begin[p + 1] > v->begin[p];
    while (n < size) {
        memset(agree, 0, v->statements * sizeof *agree);
        for (size_t p = 0; p < v->participants; p++)
            for (uint64_t i = v->begin[p]; !is_covered[p] && i < v->begin[p + 1]; i++)
                agree[v->statement[i]] += v->vote[i] > 0 && !(v->out && v->out[v->statement[i]]);
        size_t best = 0;
        for (size_t s = 1; s < v->statements; s++)
            best = agree[s] > agree[best] ? s : best;
        if (v->statements == 0 || agree[best] == 0 || agree[best] * size < people)
            break;
        statements[n++] = best;
        spoken_for += agree[best];
        for (size_t p = 0; p < v->participants; p++)
            for (uint64_t i = v->begin[p]; !is_covered[p] && i < v->begin[p + 1]; i++)
                is_covered[p] = v->statement[i] == best && v->vote[i] > 0;
    }
    *covered = people ? (double)spoken_for / (double)people : NAN;
    return n;
}
