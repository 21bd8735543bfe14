/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * opinion: from sparse votes to who thinks alike, what each group holds and what bridges them. Arrays in, estimates out; a
 * person is a row number here and nothing else. The method in full, with its sources, is METHOD.md of the reference cases for
 * voices ("the method" below); docs/methods.md tells it in short.
 *
 * There is never a dense matrix of participants by statements. Memory is the caller's arena; what is undefined is NAN. The same
 * votes, options and seed give the same answer, bit for bit, on one thread or several (sums over fixed blocks, in order).
 */
#ifndef DIWAN_OPINION_H
#define DIWAN_OPINION_H
#include "math/maths.h"

enum { OPINION_GROUPS_MOST = 5, OPINION_PICKS_MOST = 5 };
#define OPINION_NO_GROUP UINT32_MAX /* not clustered, or the attribute is not declared */
#define OPINION_SIGNIFICANT 1.2816  /* one-sided 90 %, as Polis writes it (method 6) */

/* Votes, sparse, row by row: those of participant p stand in begin[p] .. begin[p+1]-1, statements rising, each once (the vote that
 * counts). agree +1, pass 0, disagree -1; a missing vote has no entry. */
struct opinion_votes {
    size_t participants, statements;
    const uint64_t *begin;      /* participants + 1 */
    const uint32_t *statement;
    const int8_t *vote;
    const bool *out;            /* by statement: rejected or meta (method 2); NULL: none */
};

/* ---- the plane (method 4) ---------------------------------------------------------------------- */

/* Whole-number sums over pairs of statements from which the centred Gram matrix follows exactly, whatever the centre: they are kept
 * while votes come in, so that a new vote costs the number of that participant's other votes. 16 bytes a pair of statements. */
struct opinion_moments;
/* O(sum of n_p squared) on `threads` (0: as many as there are processors, at most 8). `p` NULL: no progress. ERR_STOPPED on Ctrl-C;
 * ERR_INPUT over 20,000 statements. `weight`: how often each participant counts (a resample; under 32,768); NULL: once. Ended with opinion_moments_free. */
MUST_USE bool opinion_moments_of(const struct opinion_votes *v, const uint32_t *weight, size_t threads, struct progress *p,
    struct opinion_moments **out, struct err *e);
/* Participant p's vote on `statement` becomes `now` (was `before`; OPINION_MISSING: none). `statements` and `votes` are all other
 * votes of p as they stand. O(n). */
enum { OPINION_MISSING = 2 };
void opinion_moments_change(struct opinion_moments *m, const uint32_t *statements, const int8_t *votes, size_t n, uint32_t statement,
    int8_t before, int8_t now);
void opinion_moments_free(struct opinion_moments **m);

struct opinion_plane {
    size_t participants, statements;
    double *center;             /* by statement: mean of the present votes; 0 for one that is out */
    double *component[2];       /* by statement: the leading eigenvectors of Y'Y, unit length, largest entry positive */
    double variance[2], total;  /* their eigenvalues; the trace */
    double *x, *y;              /* by participant; scaled up for few votes (method 4) */
    double *statement_x, *statement_y, *extremity; /* by statement */
    double *basis; size_t basis_width; /* statements x width: where the search for components ended; the next one begins there */
};
/* Components to a residual of 1e-12 of the first eigenvalue by subspace iteration; `start` (may be NULL): a plane of an earlier state, whose
 * components the search begins from. One statement: component 1; one participant: centre 0, first component the normalised row.
 * A component along which nothing varies is 0 throughout. */
MUST_USE bool opinion_plane_of(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start,
    struct arena *a, struct opinion_plane *out, struct progress *p, struct err *e);

/* ---- points and groups (method 5) -------------------------------------------------------------- */

struct opinion_points {
    size_t n;
    const double *x, *y;
    const double *weight; /* NULL: 1 each */
};
struct opinion_clusters {
    size_t k;
    double *x, *y, *size;  /* centres; weight in each; room for the k asked for */
    uint32_t *of;          /* by point */
    double inertia;        /* weighted sum of squared distances */
};
/* Lloyd from the given centres (c->k, x, y): nearest centre, weighted mean; an empty cluster is dropped; ends when the centres, sorted by x then
 * y, moved less than 0.01 each, or after `steps` + 1 steps. Fills the rest of *c (arrays with room for k and n). */
void opinion_lloyd(const struct opinion_points *p, size_t steps, struct opinion_clusters *c);
/* The first k distinct points in order, as a start; k is less where there are fewer. */
void opinion_first_distinct(const struct opinion_points *p, size_t k, struct opinion_clusters *c);
/* The best of `starts` seeded k-means++ starts (Arthur & Vassilvitskii 2007) run until nothing moves: least inertia among partitions whose smallest
 * group weighs at least `least`; false where there is none. */
MUST_USE bool opinion_best_of(const struct opinion_points *p, size_t k, size_t starts, double least, struct rng *r, struct arena *a,
    struct opinion_clusters *out);
/* Mean silhouette, unweighted; a point alone in its group counts 0. Rousseeuw 1987. O(n^2): for base clusters. NAN for one group. */
double opinion_silhouette(const struct opinion_points *p, const uint32_t *of, size_t k);
/* Adjusted Rand index of two partitions of the same n points (Hubert & Arabie 1985); points with OPINION_NO_GROUP in either are left
 * out. 1 where both are one group. */
double opinion_rand_index(const uint32_t *a, const uint32_t *b, size_t n);

/* Who is in the conversation (method 3), without memory: at least min(7, statements) votes; fewer than 15: filled up by falling number of
 * votes, then rising index. in: room for participants. Returns how many. */
size_t opinion_in(const struct opinion_votes *v, bool *in);
/* The same with memory: votes in the order they were cast (participant, statement of each event; later votes on the same pair are no new
 * vote), both rules after each vote. O(events + entries into the conversation). */
size_t opinion_in_replayed(size_t participants, const uint32_t *participant, const uint32_t *statement, size_t events, bool *in);

struct opinion_groups {
    size_t in;                  /* participants who are in */
    bool *is_in;                /* by participant */
    uint32_t *base;             /* by participant: base cluster; OPINION_NO_GROUP */
    struct opinion_clusters bases; /* of = NULL */
    size_t k;                   /* groups; 0: none can be told */
    uint32_t *of;               /* by participant */
    int64_t size[OPINION_GROUPS_MOST];
    double x[OPINION_GROUPS_MOST], y[OPINION_GROUPS_MOST];
    double silhouette;          /* of the k chosen; NAN without */
    double silhouette_by_k[OPINION_GROUPS_MOST + 1]; /* by k; NAN where not tried */
};
/* As Polis does it from a cold start (method 5.1 to 5.4): 100 base clusters, k by silhouette, ties to the larger k. `in`: by participant;
 * NULL: opinion_in. */
MUST_USE bool opinion_groups_polis(const struct opinion_votes *v, const struct opinion_plane *plane, const bool *in, struct arena *a,
    struct opinion_groups *out, struct progress *p, struct err *e);

struct opinion_options {
    uint64_t seed;
    size_t resamples;       /* of the bootstrap; 0: nothing is tried, so that groups are at best OPINION_UNSTABLE */
    size_t starts;          /* 0: 32 */
    size_t threads;         /* 0: all */
    size_t least_room;      /* fewer people in than that: no groups are looked for (k = 0) */
    double least_group;     /* smallest group: at least max(3, 0.02 of those in), and this */
};
struct opinion_stability {  /* METHOD Beyond 4; Ben-Hur et al. 2002, Hennig 2007 */
    size_t resamples;
    double rand_index;      /* mean adjusted Rand index of a resample's groups with the whole's, both with k groups */
    double rand_index_lo, rand_index_hi; /* 5th and 95th percentile over the resamples */
    size_t picked[OPINION_GROUPS_MOST + 1]; /* how often a resample chose k by itself; [1]: no groups */
    double chance_silhouette; /* 95th percentile of the best silhouette of such votes of one single cloud (opinion_cloud.c): what groups must beat */
    double held_out_mean, held_out_plane; /* RMSE on tenths of the votes held out in turn: by the statement's mean; by the plane (Beyond 5) */
    bool plane_tells;       /* the plane is better than the mean by more than chance over people (one-sided, 95 %) */
};
enum opinion_footing {      /* how well founded the groups are */
    OPINION_NONE_LOOKED_FOR = 0, /* too few people */
    OPINION_ONE_CLOUD,      /* the plane tells nothing of votes held out: who agrees here need not agree there: k = 0 */
    OPINION_UNSTABLE,       /* groups that another draw of people would not give: rand index under 0.6: they are not named */
    OPINION_BY_DEGREES,     /* stable, but no better parted than votes of people who differ by degrees: the line between them is drawn by the method */
    OPINION_WELL_FOUNDED,   /* stable, and parted better than that */
};
/* Diwan's default (Beyond 1, 4, 5): seeded multi-start without one-person groups, k chosen where it holds up under resampling, and told how
 * well founded that is. Over 4,000 people in, resamples and choices of k go by 3,000 of them, drawn by lot. `between` (may be NULL): by
 * participant, true where nearest and second nearest centre are about as far (margin under 0.1, Beyond 2). */
MUST_USE bool opinion_groups_best(const struct opinion_votes *v, const struct opinion_plane *plane, const struct opinion_options *o,
    struct arena *a, struct opinion_groups *out, struct opinion_stability *how, enum opinion_footing *footing, bool *between,
    struct progress *p, struct err *e);

/* A conversation that people are still voting in: new votes cost in proportion to themselves plus a short refinement from the last
 * answer (compatible groups, warm start: method 5.5, 5.6). Owns its memory. */
struct opinion_live;
MUST_USE bool opinion_live_new(const struct opinion_votes *v, struct opinion_live **out, struct err *e); /* copies the votes */
/* participants and statements may be new: at most one more than there are, each. */
MUST_USE bool opinion_live_vote(struct opinion_live *l, uint32_t participant, uint32_t statement, int8_t vote, struct err *e);
MUST_USE bool opinion_live_refit(struct opinion_live *l, struct err *e);
const struct opinion_plane *opinion_live_plane(const struct opinion_live *l);   /* of the last refit */
const struct opinion_groups *opinion_live_groups(const struct opinion_live *l);
void opinion_live_free(struct opinion_live **l);

/* ---- what groups hold (method 6 to 8) ---------------------------------------------------------- */

struct opinion_tally {      /* raw votes by group and statement, row by row of groups; the last row (index `groups`): everybody with a vote */
    size_t groups, statements;
    int64_t *agree, *disagree, *seen;
};
/* `group`: by participant, OPINION_NO_GROUP for none: found groups, or a declared attribute. O(votes). */
void opinion_tally_of(const struct opinion_votes *v, const uint32_t *group, size_t groups, struct arena *a, struct opinion_tally *out);
static inline size_t opinion_at(const struct opinion_tally *t, size_t group, size_t statement) { return group * t->statements + statement; }

struct opinion_measure {    /* one statement in one group, for agree and for disagree (method 6) */
    double p_agree, p_disagree, z_agree, z_disagree, rep_agree, rep_disagree, zrep_agree, zrep_disagree;
};
/* The rest = all other groups together. */
struct opinion_measure opinion_measure_of(const struct opinion_tally *t, size_t group, size_t statement);

struct opinion_pick {
    size_t statement;
    bool agree;             /* the direction that is reported */
    bool best_agree;
    int64_t n_success, n_trials;
    double p_success, p_test, repness, repness_test; /* repness NAN for consensus */
};
/* What a group distinctively holds, in order (method 7). `out_statement` as in opinion_votes. Returns how many. Polis's rules
 * fill in where little is significant: with what nobody in the group voted on (n_trials 0), with what all agree with, or with the lesser part's "disagree". */
size_t opinion_representative(const struct opinion_tally *t, const bool *out_statement, size_t group, struct opinion_pick picks[OPINION_PICKS_MOST]);
/* Those of the picks that may be put into words: significant both for the group itself and against the rest, in the direction that is reported. Keeps their order;
 * returns how many. */
size_t opinion_held(struct opinion_pick *picks, size_t n);
/* Consensus of all with a vote (method 8): the last row of the tally. */
size_t opinion_consensus(const struct opinion_tally *t, const bool *out_statement, bool agree, struct opinion_pick picks[OPINION_PICKS_MOST]);

struct opinion_shared {     /* one statement over groups */
    double product_agree, product_disagree;  /* group-aware consensus A_s, D_s, as Polis has it */
    double geometric_agree, geometric_disagree; /* A^(1/G) */
    struct estimate least_agree;    /* the share of votes cast in the group that agrees least; n its votes. lo and hi hold for the least share, whosever it is: the
                                     * least of the groups' Wilson bounds. A group without votes is the least: NAN, lo 0 */
    struct estimate least_disagree; /* the same of the group that disagrees least */
    size_t least_group, least_disagree_group;
    double gap;             /* share agreeing in the group that agrees most less the one that agrees least; NAN where one has no votes (it is then the least) */
    bool heard;             /* every group has at least `enough` votes on it */
};
struct opinion_shared opinion_shared_of(const struct opinion_tally *t, size_t statement, double confidence, int64_t enough);
/* Which of n groups may be described where fewer than `least` people may not: those of at least `least`; and where some people, but fewer than that, are
 * left out, the smallest of the others stays out, too, until it is so no more: what is left out could be had by subtraction. `rest`: people in none of
 * the groups; `least` 0: all may. Returns how many may. O(n^2). */
size_t opinion_told(const int64_t *people, size_t n, int64_t rest, int64_t least, bool *may);
/* Do two groups differ in agreeing? Two-proportion z of method 6 without added votes, two-sided p; NAN where either has no votes. Correct p by Holm. */
double opinion_difference(const struct opinion_tally *t, size_t a, size_t b, size_t statement);
/* A small set of statements such that every cohesive 1/size of the people supports at least one (Halpern et al. 2023, by greedy justified
 * representation on the votes there are, a vote that is missing being none for it): room for `size`; returns how many, and the share of people with a vote
 * who agree with at least one; NAN of nobody. Statements that are out are no choice. O(size x votes). */
size_t opinion_cover(const struct opinion_votes *v, size_t size, size_t *statements, double *covered);

/* Rows that look made rather than cast (Beyond 12), as counts only. People with at least 7 votes; `same`: whose whole row, the same votes on the same
 * statements, is another's too. Short rows are the same by chance where most agree: say it as a question, never of anybody. O(votes). */
enum { OPINION_ROW_LEAST = 7 };
struct opinion_rows {
    int64_t people, same, all_agree, all_disagree;
};
struct opinion_rows opinion_same_rows(const struct opinion_votes *v);

/* ---- what to show next (method 9, Beyond 9) ---------------------------------------------------- */

/* Priority of every statement: out: room for statements. The votes of all groups count, so people who are not in have OPINION_NO_GROUP; of a tally
 * without groups everybody's. `meta`: 49; NULL: none. */
void opinion_priority(const struct opinion_tally *t, const double *extremity, const bool *meta, double *out);
/* Draw one: proportional to priority, mixed with a `floor` share (0.2) that is uniform; `may[s]`: not voted on yet and may be shown. Returns the
 * statement and the chance it had; SIZE_MAX where there is none. */
size_t opinion_next(const double *priority, const bool *may, size_t statements, double floor, struct rng *r, double *chance);

/* ---- bridging (method 11) ---------------------------------------------------------------------- */

struct opinion_bridging {
    size_t participants, statements, ratings; /* that took part */
    double mu, loss;
    double *statement_intercept, *statement_factor;     /* by statement; NAN where left out */
    double *participant_intercept, *participant_factor; /* by participant; NAN where left out. For tests and compatible answers only */
    double *lo, *hi;            /* by statement: range of the intercept under one extreme vote more (pseudo-raters) */
    int64_t *for_negative, *for_positive; /* by statement: agreeing votes from people of either sign of the factor */
};
/* Alternating ridge regressions until the loss falls by less than 1e-13 a round; over 32,768 ratings accelerated (about twenty passes). Statements that are
 * out take no part. mu NAN where no statement has 5 votes of people with 10. ERR_STOPPED on Ctrl-C. */
MUST_USE bool opinion_bridging_of(const struct opinion_votes *v, size_t threads, struct arena *a,
    struct opinion_bridging *out, struct progress *p, struct err *e);
#endif
