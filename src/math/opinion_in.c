/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/opinion_priv.h"

enum { LEAST_VOTES = 7, FILLED_UP_TO = 15 };

static size_t voted_on(const struct opinion_votes *v)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    bool *seen = ARENA_ARRAY(&scratch, bool, v->statements + 1);
    size_t n = 0;
    for (uint64_t i = 0; i < v->begin[v->participants]; i++) {
        n += !seen[v->statement[i]];
        seen[v->statement[i]] = true;
    }
    return n;
}

/* The participant with most votes who is not in, the first one of several; SIZE_MAX where nobody who voted is out. */
static size_t next_in(const struct opinion_votes *v, const bool *in)
{
    size_t best = SIZE_MAX;
    uint64_t most = 0;
    for (size_t p = 0; p < v->participants; p++) {
        uint64_t n = v->begin[p + 1] - v->begin[p];
        if (in[p] || n <= most)
            continue;
        most = n;
        best = p;
    }
    return best;
}

size_t opinion_in(const struct opinion_votes *v, bool *in)
{
    uint64_t least = MIN_OF(LEAST_VOTES, voted_on(v));
    size_t n = 0;
    for (size_t p = 0; p < v->participants; p++) {
        uint64_t votes = v->begin[p + 1] - v->begin[p];
        in[p] = votes && votes >= least;
        n += in[p];
    }
    for (size_t p; n < FILLED_UP_TO && (p = next_in(v, in)) != SIZE_MAX; n++)
        in[p] = true;
    return n;
}

struct pairs { /* a set of (participant, statement) + 1; 0: empty */
    uint64_t *slot;
    size_t room; /* a power of two, more than twice the events */
};

/* False where it was there. */
static bool pairs_add(struct pairs *s, uint32_t participant, uint32_t statement)
{
    uint64_t key = ((uint64_t)participant << 32 | statement) + 1;
    size_t at = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (s->room - 1);
    for (; s->slot[at]; at = (at + 1) & (s->room - 1))
        if (s->slot[at] == key)
            return false;
    s->slot[at] = key;
    return true;
}

/* While fewer than 15 are in everybody who votes comes in, so that there is nobody left to fill up with; and the number of votes asked for never
 * falls: only the one who has just voted can enter. */
size_t opinion_in_replayed(size_t participants, const uint32_t *participant, const uint32_t *statement, size_t events, bool *in)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct pairs cast = {.room = 16};
    size_t n = 0, columns = 0, most = 0;
    while (cast.room < 2 * events + 2)
        cast.room *= 2;
    for (size_t i = 0; i < events; i++)
        most = MAX_OF(most, (size_t)statement[i] + 1);
    cast.slot = ARENA_ARRAY(&scratch, uint64_t, cast.room);
    bool *seen = ARENA_ARRAY(&scratch, bool, most + 1);
    uint32_t *votes = ARENA_ARRAY(&scratch, uint32_t, participants + 1);
    memset(in, 0, sizeof *in * participants);
    for (size_t i = 0; i < events; i++) {
        uint32_t p = participant[i];
        if (!pairs_add(&cast, p, statement[i]))
            continue;
        columns += !seen[statement[i]];
        seen[statement[i]] = true;
        votes[p]++;
        if (in[p] || (n >= FILLED_UP_TO && votes[p] < MIN_OF((size_t)LEAST_VOTES, columns)))
            continue;
        in[p] = true;
        n++;
    }
    return n;
}
