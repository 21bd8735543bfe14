/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of votes that look made rather than cast (Beyond 12). */
#include "math/opinion.h"

struct row {
    uint64_t hash;
    size_t person;
};

static int by_hash(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

static size_t votes_of(const struct opinion_votes *v, size_t p)
{
    return (size_t)(v->begin[p + 1] - v->begin[p]);
}

static bool same_row(const struct opinion_votes *v, size_t p, size_t q)
{
    size_t n = votes_of(v, p);
    return n == votes_of(v, q) && memcmp(v->statement + v->begin[p], v->statement + v->begin[q], n * sizeof *v->statement) == 0 &&
        memcmp(v->vote + v->begin[p], v->vote + v->begin[q], n * sizeof *v->vote) == 0;
}

static bool is_all(const struct opinion_votes *v, size_t p, int8_t vote)
{
    for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
        if (v->vote[i] != vote)
            return false;
    return true;
}

/* Of the rows from..end-1 of one hash: how many are the same as another of them. */
static int64_t same_among(const struct opinion_votes *v, const struct row *rows, size_t n)
{
    int64_t same = 0;
    for (size_t i = 0; i < n; i++) {
        bool found = false; /* rows of one hash are the same, but for accidents: the neighbour tells nearly always */
        for (size_t j = i + 1; j < n && !found; j++)
            found = same_row(v, rows[i].person, rows[j].person);
        for (size_t j = i; j > 0 && !found; j--)
            found = same_row(v, rows[i].person, rows[j - 1].person);
        same += found;
    }
    return same;
}

struct opinion_rows opinion_same_rows(const struct opinion_votes *v)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct row *rows = ARENA_ARRAY(&a, struct row, v->participants);
    struct opinion_rows r = {0};
    size_t n = 0;
    for (size_t p = 0; p < v->participants; p++) {
        size_t votes = votes_of(v, p);
        if (votes < OPINION_ROW_LEAST)
            continue;
        uint64_t on = hash_64(v->statement + v->begin[p], votes * sizeof *v->statement, 1);
        rows[n++] = (struct row){hash_64(v->vote + v->begin[p], votes * sizeof *v->vote, on), p};
        r.all_agree += is_all(v, p, 1);
        r.all_disagree += is_all(v, p, -1);
    }
    r.people = (int64_t)n;
    if (n)
        qsort(rows, n, sizeof *rows, by_hash);
    for (size_t from = 0, end; from < n; from = end) {
        for (end = from + 1; end < n && rows[end].hash == rows[from].hash;)
            end++;
        r.same += same_among(v, rows + from, end - from);
    }
    return r;
}
