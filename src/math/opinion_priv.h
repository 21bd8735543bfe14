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
/* opinion_plane_of for what is drawn by chance anyway: a residual of 1e-5, or what a few rounds give where directions differ little. */
MUST_USE bool opinion_plane_near(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start,
    struct arena *a, struct opinion_plane *out, struct progress *p, struct err *e);
/* The same for a conversation that goes on: a residual of 1e-10. */
MUST_USE bool opinion_plane_again(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start,
    struct arena *a, struct opinion_plane *out, struct err *e);
/* Projects participants from .. to - 1 (method 4) with the plane's centre and components. */
void opinion_project(const struct opinion_votes *v, size_t columns, size_t columns_out, size_t from, size_t to, struct opinion_plane *plane);

/* Room for k clusters of that many points (0: `of` stays NULL); for the groups of that many participants, nobody in any. */
void opinion_clusters_room(struct opinion_clusters *c, size_t k, size_t points, struct arena *a);
void opinion_groups_room(struct opinion_groups *g, size_t participants, struct arena *a);

/* The 100 base clusters of points in their order (method 5.1). */
void opinion_bases_of(const struct opinion_points *people, struct opinion_clusters *bases);
/* Those who are in, in their order, as points; `who`: which participant a point is. */
struct opinion_points opinion_points_in(const struct opinion_plane *plane, const bool *in, size_t n, uint32_t *who, struct arena *a);
/* opinion_best_of with one more start: the means of a partition that is there (NULL: none); each start goes `steps` far, the best to its end. */
bool opinion_best_from(const struct opinion_points *p, const uint32_t *first, size_t k, size_t starts, size_t steps, double least, struct rng *r,
    struct arena *a, struct opinion_clusters *out);
void opinion_assign(const struct opinion_points *p, struct opinion_clusters *c); /* each to the nearest centre, which stays: of, size, inertia */
void opinion_lloyd_on(const struct opinion_points *p, struct opinion_clusters *c); /* from c's centres until nothing moves */

/* The best partition of the same points into each number of groups. */
struct opinion_parts {
    struct opinion_clusters by_k[OPINION_GROUPS_MOST + 1]; /* k = 0: there is none */
    double silhouette[OPINION_GROUPS_MOST + 1];            /* NAN without */
};
/* `first` (may be NULL): partitions to start from as well; `steps`: as opinion_best_from. `least`: the smallest group, and at least 2 % of the weight and 3. Silhouettes go by
 * at most `sample` points. */
void opinion_parts_of(const struct opinion_points *p, const struct opinion_parts *first, size_t starts, size_t steps, double least, size_t sample,
    struct rng *r, struct arena *a, struct opinion_parts *out);
size_t opinion_parts_best(const struct opinion_parts *p); /* k with the largest silhouette; 0 without */

/* What resamples, invented clouds and votes held out are about: a conversation, or a sample of its people. */
struct opinion_study {
    const struct opinion_votes *v;
    const struct opinion_plane *plane; /* of the whole; places of these people */
    const bool *in;
    size_t n;                          /* who are in */
    uint32_t *who;
    struct opinion_parts parts;        /* of those who are in */
    const struct opinion_options *o;
};
/* Resamples of people, and votes of one single cloud on the same pattern of votes: how->rand_index... of each k, how->chance_silhouette; then
 * how often a resample chose which k. `rand_index`: by k, mean, 5th and 95th percentile. */
struct opinion_shaken {
    double mean[OPINION_GROUPS_MOST + 1], lo[OPINION_GROUPS_MOST + 1], hi[OPINION_GROUPS_MOST + 1]; /* adjusted Rand index by k */
};
MUST_USE bool opinion_shake(const struct opinion_study *s, struct opinion_shaken *out, struct opinion_stability *how, struct progress *p, struct err *e);
/* how->held_out_mean, held_out_plane, plane_tells. */
MUST_USE bool opinion_hold_out(const struct opinion_study *s, struct opinion_stability *how, struct err *e);

/* Votes that people of one single cloud would cast where there are votes now. */
struct opinion_cloud;
struct opinion_cloud *opinion_cloud_of(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *plane, struct arena *a);
/* 0: independent votes, 1: as the covariances have it. */
void opinion_cloud_scale(struct opinion_cloud *c, double scale);
/* People lie evenly along both dimensions, or normally. vote: room for the votes there are. */
void opinion_cloud_votes(const struct opinion_cloud *c, const struct opinion_votes *v, bool normal, struct rng *r, int8_t *vote);

/* Method 5.5: the number of groups changes when another was best four times running; a number that there is no longer (more than `most`) falls
 * back to this one. Zero-initialise. */
struct opinion_smoothing {
    size_t last, count, smoothed;
};
size_t opinion_smooth(struct opinion_smoothing *s, size_t k, size_t most);

/* How many threads: `asked`, or as many as there are processors; at most 8 and at least 1. */
size_t opinion_threads(size_t asked);
/* Calls work(arg, 0 .. threads - 1), each once and beside one another; returns when all are done. The caller's thread does number 0. */
void opinion_beside(size_t threads, void (*work)(void *arg, size_t thread), void *arg);
#endif
