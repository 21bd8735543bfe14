/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums over pairs of statements. A participant with n votes adds to n (n + 1) / 2 pairs, so this is where the time goes. The four sums of a
 * pair grow side by side in one 64-bit word (16 bits each: votes count from 0, not from -1), for at most 32,767 people; the rows of
 * statements are cut into tiles that stay in a core's own memory. A tile belongs to one thread: nothing is shared, and whole numbers add up
 * to the same in any order.
 */
#include "math/opinion_priv.h"

#include <assert.h>
#include <stdatomic.h>

enum {
    STATEMENTS_MOST = 20000,
    BLOCK_PEOPLE = 8192,   /* whose votes are gone through tile by tile */
    BLOCK_WEIGHT = 32767,  /* twice that fits 16 bits */
    TILE_WORDS = 32768,    /* 256 KiB */
    WORTH_THREADS = 2000000 /* additions */
};

struct tile {
    size_t from, to; /* rows */
};
struct summing {
    const struct opinion_votes *v;
    const uint32_t *weight;
    struct opinion_moments *m;
    struct tile *tiles;
    size_t n_tiles, threads;
    struct progress *p;
    struct err *e;
    atomic_bool stop;
};

static uint64_t weight_of(const struct summing *s, size_t participant)
{
    return s->weight ? s->weight[participant] : 1;
}

static size_t block_end(const struct summing *s, size_t from)
{
    size_t end = from, most = MIN_OF(from + BLOCK_PEOPLE, s->v->participants);
    uint64_t sum = 0;
    while (end < most) {
        sum += weight_of(s, end);
        if (sum > BLOCK_WEIGHT)
            break;
        end++;
    }
    assert(end > from); /* a weight is at most BLOCK_WEIGHT */
    return end;
}

/* The votes of one participant on the statements of a tile, from entry `at` of the row on; returns where the next tile begins. */
static size_t add_person(const struct opinion_votes *v, size_t participant, size_t at, uint64_t weight, struct tile t, uint64_t *words)
{
    const uint32_t *statement = v->statement + v->begin[participant];
    const int8_t *vote = v->vote + v->begin[participant];
    size_t n = (size_t)(v->begin[participant + 1] - v->begin[participant]);
    while (at < n && statement[at] < t.from)
        at++;
    for (; at < n && statement[at] < t.to; at++) {
        uint64_t x = (uint64_t)(int64_t)vote[at];
        uint64_t base = weight * (1 + ((x + 1) << 16) + (1ULL << 32) + (1ULL << 48)), step = weight * ((1ULL << 32) + (x << 48));
        uint64_t *row = words + (statement[at] - t.from) * t.to;
        for (size_t j = 0; j <= at; j++)
            row[statement[j]] += base + step * (uint64_t)(int64_t)vote[j];
    }
    return at;
}

static void add_words(struct opinion_moments *m, struct tile t, const uint64_t *words)
{
    for (size_t row = t.from; row < t.to; row++) {
        const uint64_t *from = words + (row - t.from) * t.to;
        struct opinion_pair *to = m->pair + opinion_pair_at(row, 0);
        for (size_t col = 0; col <= row; col++) {
            int32_t n = (int32_t)(from[col] & 0xffff);
            to[col].n += n;
            to[col].row += (int32_t)(from[col] >> 16 & 0xffff) - n;
            to[col].col += (int32_t)(from[col] >> 32 & 0xffff) - n;
            to[col].both += (int32_t)(from[col] >> 48) - n;
        }
    }
}

static void sum_block(struct summing *s, size_t thread, size_t from, size_t to, uint32_t *at, uint64_t *words)
{
    memset(at, 0, sizeof *at * (to - from));
    for (size_t k = thread; k < s->n_tiles; k += s->threads) {
        struct tile t = s->tiles[k];
        memset(words, 0, sizeof *words * (t.to - t.from) * t.to);
        for (size_t i = from; i < to; i++)
            if (weight_of(s, i))
                at[i - from] = (uint32_t)add_person(s->v, i, at[i - from], weight_of(s, i), t, words);
        add_words(s->m, t, words);
    }
}

static void sum_thread(void *arg, size_t thread)
{
    struct summing *s = arg;
    size_t most = 1;
    for (size_t k = 0; k < s->n_tiles; k++)
        most = MAX_OF(most, (s->tiles[k].to - s->tiles[k].from) * s->tiles[k].to);
    uint64_t *words = mem_get(sizeof *words * most);
    uint32_t *at = mem_get(sizeof *at * BLOCK_PEOPLE);
    for (size_t from = 0, to; from < s->v->participants && !atomic_load(&s->stop); from = to) {
        to = block_end(s, from);
        sum_block(s, thread, from, to, at, words);
        if (thread == 0 && !progress_step(s->p, (double)s->v->begin[to], (int64_t)s->v->begin[to], s->e))
            atomic_store(&s->stop, true);
    }
    free(words);
    free(at);
}

/* Tiles of rows: each fits a core's memory, and there are several for each thread. */
static void cut(struct summing *s, struct arena *a)
{
    size_t n = s->v->statements, rows = s->threads > 1 ? MAX_OF(1, n / (4 * s->threads)) : MAX_OF(1, n);
    s->tiles = ARENA_ARRAY(a, struct tile, n + 1);
    for (size_t from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && to - from < rows && (to + 1 - from) * (to + 1) <= TILE_WORDS)
            to++;
        s->tiles[s->n_tiles++] = (struct tile){from, to};
    }
}

static double additions(const struct opinion_votes *v)
{
    double sum = 0;
    for (size_t i = 0; i < v->participants; i++) {
        double n = (double)(v->begin[i + 1] - v->begin[i]);
        sum += n * (n + 1) / 2;
    }
    return sum;
}

bool opinion_moments_of(const struct opinion_votes *v, const uint32_t *weight, size_t threads, struct progress *p,
    struct opinion_moments **out, struct err *e)
{
    if (v->statements > STATEMENTS_MOST)
        return err_set(e, ERR_INPUT, "there are %zu statements; groups of opinion are found among at most %d", v->statements, STATEMENTS_MOST);
    struct arena scratch CLEANUP(arena_end) = {0};
    struct summing s = {.v = v, .weight = weight, .p = p, .e = e, .threads = additions(v) < WORTH_THREADS ? 1 : opinion_threads(threads)};
    cut(&s, &scratch);
    s.m = mem_get(sizeof *s.m);
    opinion_moments_grow(s.m, v->statements);
    progress_begin(p, "Comparing votes", (double)v->begin[v->participants]);
    opinion_beside(s.threads, sum_thread, &s);
    progress_finish(p);
    if (atomic_load(&s.stop))
        opinion_moments_free(&s.m);
    else
        *out = s.m;
    return s.m != NULL;
}

void opinion_moments_grow(struct opinion_moments *m, size_t statements)
{
    size_t before = opinion_pair_at(m->statements, 0), now = opinion_pair_at(statements, 0);
    m->pair = mem_grow(m->pair, now + 1, sizeof *m->pair);
    memset(m->pair + before, 0, sizeof *m->pair * (now - before));
    m->statements = statements;
}

static void pair_add(struct opinion_moments *m, size_t s, size_t t, int32_t x_s, int32_t x_t, int32_t sign)
{
    struct opinion_pair *p = &m->pair[s >= t ? opinion_pair_at(s, t) : opinion_pair_at(t, s)];
    p->n += sign;
    p->row += sign * (s >= t ? x_s : x_t);
    p->col += sign * (s >= t ? x_t : x_s);
    p->both += sign * x_s * x_t;
}

void opinion_moments_change(struct opinion_moments *m, const uint32_t *statements, const int8_t *votes, size_t n, uint32_t statement,
    int8_t before, int8_t now)
{
    for (int step = 0; step < 2; step++) {
        int8_t vote = step ? now : before;
        if (vote == OPINION_MISSING)
            continue;
        for (size_t i = 0; i < n; i++)
            pair_add(m, statement, statements[i], vote, votes[i], step ? 1 : -1);
        pair_add(m, statement, statement, vote, vote, step ? 1 : -1);
    }
}

void opinion_moments_free(struct opinion_moments **m)
{
    if (*m) {
        free((*m)->pair);
        free(*m);
    }
    *m = NULL;
}

void opinion_columns(const struct opinion_moments *m, const bool *out, size_t *columns, size_t *columns_out)
{
    *columns = *columns_out = 0;
    for (size_t s = 0; s < m->statements; s++) {
        bool voted = m->pair[opinion_pair_at(s, s)].n > 0;
        *columns += voted;
        *columns_out += voted && out && out[s];
    }
}
