/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of opinion share: pairs of statements, threads. */
#ifndef DIWAN_OPINION_PRIV_H
#define DIWAN_OPINION_PRIV_H
#include "math/opinion.h"

/* Over the participants who voted on both statements of a pair, the one with the larger number first ("row"). */
struct opinion_pair {
    int32_t n;        /* how many */
    int32_t row, col; /* sum of their votes on either */
    int32_t both;     /* sum of the products */
};
struct opinion_moments {
    size_t statements;
    struct opinion_pair *pair; /* row by row of the lower triangle with its diagonal: row t has t + 1, so that a new statement only adds */
};
static inline size_t opinion_pair_at(size_t row, size_t col) { return row * (row + 1) / 2 + col; } /* col <= row */
void opinion_moments_grow(struct opinion_moments *m, size_t statements); /* to more of them, without votes */

/* Statements with a vote, and how many of these are out: the columns of the method. */
void opinion_columns(const struct opinion_moments *m, const bool *out, size_t *columns, size_t *columns_out);
/* Projects participants from .. to - 1 (method 4) with the plane's centre and components. */
void opinion_project(const struct opinion_votes *v, size_t columns, size_t columns_out, size_t from, size_t to, struct opinion_plane *plane);

/* Room for k clusters of that many points (0: `of` stays NULL); for the groups of that many participants, nobody in any. */
void opinion_clusters_room(struct opinion_clusters *c, size_t k, size_t points, struct arena *a);
void opinion_groups_room(struct opinion_groups *g, size_t participants, struct arena *a);

/* How many threads: `asked`, or as many as there are processors; at most 8 and at least 1. */
size_t opinion_threads(size_t asked);
/* Calls work(arg, 0 .. threads - 1), each once and beside one another; returns when all are done. The caller's thread does number 0. */
void opinion_beside(size_t threads, void (*work)(void *arg, size_t thread), void *arg);
#endif
