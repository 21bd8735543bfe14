/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two halves of bridging: which ratings take part, and the fit of their model. */
#ifndef DIWAN_OPINION_BRIDGING_PRIV_H
#define DIWAN_OPINION_BRIDGING_PRIV_H
#include "math/opinion_priv.h"

/* Weights of the squares (method 11): a mean over the people, or over the statements, of each. */
#define BRIDGING_INTERCEPTS 0.15
#define BRIDGING_FACTORS 0.03

struct bridging_ratings {   /* those that take part, row by row of people */
    size_t people, statements, ratings;
    uint64_t *begin;        /* people + 1 */
    uint32_t *rating;       /* 4 x statement + 0 disagree, 1 pass, 2 agree */
    uint32_t *person, *statement; /* which rows and columns of the votes they are */
};
struct bridging_side {      /* of one person, or one statement */
    double intercept, factor;
};
struct bridging_fit {
    double mu, loss;
    struct bridging_side *person, *statement;
    double *factor_square, *factor_sum; /* by statement: over its raters */
    size_t rounds;          /* how often all ratings were gone through */
};
/* The least loss, from the leading direction of the ratings: alternating plainly as the reference does, and stopping where it stops; or quickly, which
 * ends nearer to the least. Rooms in the arena; working memory is its own. */
MUST_USE bool bridging_fit_of(const struct bridging_ratings *d, bool plain, size_t threads, struct arena *a, struct bridging_fit *out, struct progress *p, struct err *e);
#endif
