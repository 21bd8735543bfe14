/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ranks: how far orders of the same things agree.
 *
 * An order gives each thing its place: 1 is first, the same place twice is a tie, NAN: this order does not have it. Only what every order has is
 * compared; how much each has alone is told beside. Places are only compared with each other: 1, 2, 3 and 10, 20, 30 are the same order.
 *
 * An interval asks how far the agreement would move had the things been others like these. Of a handful of things nothing honest can be said of
 * that, so there is none; the chance of orders that have nothing to do with each other is then exact.
 */
#ifndef DIWAN_RANKS_H
#define DIWAN_RANKS_H
#include "core/core.h"

enum { RANKS_INTERVAL_LEAST = 10, /* things, for an interval */
    RANKS_TRIED_LEAST = 9,        /* up to so many every order is tried, where there are ties */
    RANKS_COUNTED_MOST = 33 };    /* up to so many the exact chance is counted, where there are none */
struct rank_agreement {
    int64_t both, only_a, only_b;
    int64_t concordant, discordant, tied_a, tied_b; /* pairs of things; tied in that order, those tied in both included */
    struct estimate tau; /* tau-b, -1 to 1: 1 the same order, 0 nothing to do with each other, -1 the reverse. n = both */
    double rho;          /* Spearman's, on mean ranks */
    double p;            /* two-sided: chance that |tau| is at least as large where one order is drawn by lot. NAN where tau is */
    bool exact;          /* that chance, else by the normal distribution */
};
/*
 * Kendall's tau-b of n things (1945, Biometrika 33:239), (C - D) / sqrt((N - Ta)(N - Tb)), by merge sort (Knight 1966, JASA 61:436). NAN where fewer than two things are in both, or one order
 * has them all alike. Interval: Fisher's z of tau with variance 0.437/(n - 4) (Fieller, Hartley & Pearson 1957, Biometrika 44:470), made for orders without ties and taken as near enough with
 * some; NAN bounds under RANKS_INTERVAL_LEAST things, and where |tau| is 1, of which z knows nothing. p: without ties counted exactly (Kendall 1938, Biometrika 30:81) up to
 * RANKS_COUNTED_MOST things; with ties all orders of the second are tried up to RANKS_TRIED_LEAST; beyond, the normal distribution with the variance for ties (Kendall 1970, Rank Correlation
 * Methods, 4.4), without correction for continuity. Equals scipy.stats.kendalltau and spearmanr. O(n log n), and O(n^3) or n! for the exact chance.
 */
struct rank_agreement ranks_agree(const double *a, const double *b, size_t n, double confidence);

enum { RANKS_ORDERS_TRIED = 1000000 };
struct rank_concordance {
    int64_t orders, things;     /* things: those that every order has */
    int64_t left_out;           /* those that some have and not all */
    double w;                   /* 0 to 1: 1 all the same order */
    double mean_tau;            /* of all pairs of orders, NAN where one of them is */
    double chi2, p;             /* m(n - 1)W, with n - 1 degrees of freedom; the chance of at least that W where each order is drawn by lot */
    bool exact;                 /* that chance */
};
/*
 * Kendall's W of `orders` orders of n things, order by order (Kendall & Babington Smith 1939, Ann. Math. Stat. 10:275), with the correction for ties, mean ranks. NAN where fewer than two things or two
 * orders are there, or all is tied. p: every combination of orders is tried where these are RANKS_ORDERS_TRIED or fewer (the first held as it is), else the chi-square distribution, which is rough under seven
 * things (Siegel & Castellan 1988, 9.6). O(m n log n).
 */
struct rank_concordance ranks_concordance(const double *places, size_t orders, size_t n);
#endif
