/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * math: pure methods: arrays and options in, estimates out. No store, no files, no words for readers.
 * Every method names its source, shapes, edges, cost and the reference it equals.
 *
 * Nothing here allocates for the caller, prints or fails: what cannot be said is NAN. Counts are whole
 * numbers held in doubles, finite and not negative; breaking that is a mistake of the caller (assert).
 * `confidence` lies in (0, 1), for instance 0.95. Special functions and quantiles come from GSL.
 */
#ifndef DIWAN_MATHS_H
#define DIWAN_MATHS_H
#include "core/core.h"

/* ---- one count, one share ---------------------------------------------------------------------- */

/* Exact (Garwood 1936, Biometrika 28:437) interval of a Poisson count n >= 0:
 * chi2_{a/2}(2n)/2 .. chi2_{1-a/2}(2n+2)/2; lower 0 at n = 0. Equals R poisson.test. Cost O(1). */
void poisson_garwood(int64_t n, double confidence, double *lo, double *hi);

/* Wilson score interval of a share: x of n, 0 <= x <= n; [0, 1] when n = 0; lo is 0 at x = 0, hi is 1 at
 * x = n. Wilson 1927, JASA 22:209. Equals R prop.test(correct = FALSE). Cost O(1). */
void share_wilson(double x, double n, double confidence, double *lo, double *hi);

/* Clopper-Pearson exact interval (1934, Biometrika 26:404) of a share: x of n; [0, 1] when n = 0.
 * Equals R binom.test. Cost O(1). */
void share_clopper_pearson(int64_t x, int64_t n, double confidence, double *lo, double *hi);

/* Mean of n finite values with Student's interval (1908), n - 1 degrees of freedom. NAN bounds where n < 3, or where all are the same: no spread to judge by, which is not certainty. All NAN when
 * n = 0. Equals R t.test. O(n). */
struct estimate mean_student(const double *v, size_t n, double confidence);

/* ---- totals, ratios and changes over months as clusters ---------------------------------------- */

/* Ratio of totals R = sum(num)/sum(den) with the n pairs as independent clusters, linearised (Cochran 1977,
 * Sampling Techniques, 6.4): v(R) = n/(n-1) * sum (num - R den)^2 / sum(den)^2. Interval on the log scale,
 * R exp(-+ t sqrt(v)/R), with n-1 degrees of freedom. NAN bounds when n < 3, when the ratio is 0, or when all
 * pairs have the same ratio (no spread to judge by, which is not certainty). All NAN when sum(den) = 0.
 * n of the estimate = sum(den). Equals R survey::svyratio (ids = the pairs) for the ratio and its error. Cost O(n). */
struct estimate ratio_of_totals(const double *num, const double *den, size_t n, double confidence);

/* The mean of `now` over the mean of `before`, minus 1: quasi-Poisson log-linear model with one period indicator
 * (McCullagh & Nelder 1989, 6.2): dispersion = Pearson chi2 / (na + nb - 2), at least 1; t interval with
 * na + nb - 2 degrees of freedom. Equals R glm(quasipoisson) where the dispersion is over 1. All NAN when the
 * mean before is 0 (or a side is empty); -1 without interval when the mean now is 0; bounds NAN when
 * na + nb < 3. n of the estimate = all that was counted. Cost O(na + nb). */
struct estimate count_change(const double *before, size_t na, const double *now, size_t nb, double confidence);

/* How much the variance of a mean is larger than if the n values, in their order in time, did not hang together:
 * 1 + 2 sum_k (1 - k/(L+1)) r_k over lags k <= L = floor(4 (n/100)^(2/9)), r_k the autocorrelation of `residual` about 0
 * (Newey & West 1987, Econometrica 55:703, with the usual choice of L); at least 1. 1 where n < 4 or all are 0. O(n L). */
double serial_inflation(const double *residual, size_t n);
/* count_change and count_mean with their dispersion (at least 1) times `inflation` >= 1, as from serial_inflation. */
struct estimate count_change_serial(const double *before, size_t na, const double *now, size_t nb, double inflation, double confidence);
struct estimate count_mean_serial(const double *y, size_t n, double inflation, double confidence);

/* Relative change of a ratio of totals between two independent sets of clusters, R1/R0 - 1: log ratio, linearised
 * variances (as in ratio_of_totals) added, t interval with n0 + n1 - 2 degrees of freedom. All NAN when either
 * ratio does not exist or the first is 0; -1 without interval when the second is 0; bounds NAN when either set
 * has fewer than 3 clusters or neither has any spread. n of the estimate = sum(den0) + sum(den1). */
struct estimate ratio_change(const double *num0, const double *den0, size_t n0, const double *num1, const double *den1,
    size_t n1, double confidence);

/* Mean of counts a month with its quasi-Poisson interval: the log-linear model of count_change with an intercept
 * only, dispersion at least 1, n-1 degrees of freedom. Mean 0: 0 .. the exact Poisson bound of n empty months
 * (Garwood). n = 1: the exact Poisson interval, since one month shows no dispersion. n = 0: all NAN.
 * n of the estimate = all that was counted. Equals R glm(y ~ 1, quasipoisson) where the dispersion is over 1. */
struct estimate count_mean(const double *y, size_t n, double confidence);

/* Median of n counts >= 0 with its order-statistic interval: the ranks are those of the binomial with 1/2 (Conover 1999, Practical
 * Nonparametric Statistics, 3.2), so the confidence is at least the one asked for. NAN bounds where n is too small (under 6 for
 * 95 %); all NAN without any. Counts are ties, so the bounds may equal the value. O(n). */
struct estimate median_counts(const int32_t *counts, size_t n, double confidence);

/* ---- change points of counts ------------------------------------------------------------------- */

/* Exact optimal partitioning of counts with PELT pruning delayed by the minimum length (METHOD D.6; Killick,
 * Fearnhead & Eckley 2012, JASA 107:1590). Minimises the sum over segments of -2 log-likelihood (without terms
 * free of the partition) + beta a segment, less one beta, over segments of at least `minimum` >= 1 elements:
 *   size_r = INFINITY  Poisson             C = 2 (S - S ln(S/n))
 *   size_r > 0         negative binomial   C = -2 [S ln(m/(m+r)) + n r ln(r/(m+r))], m = S/n;  C = 0 where S = 0.
 * ends: room for n; gets the 0-based index of the last element of each segment (the last is n-1); returns
 * their number: 0 when n = 0, 1 when n < 2 minimum. Of equal partitions the one with the smallest start of
 * its last segment wins (costs within 1e-12 of each other are equal). `total_cost` may be NULL.
 * Cost O(n) where changes are many, O(n^2) at worst; memory O(n). */
size_t partition_counts(const double *y, size_t n, double size_r, double beta, size_t minimum, size_t *ends, double *total_cost);
/* Where else a cut may lie: of the two neighbouring segments from `from` to before `end` with a cut before element `cut`, the first and
 * last cut around it whose two segments, each of at least `minimum`, cost at most `slack` more than the cheapest; with slack 3.84 a
 * likelihood interval of 95 %, the other cuts held as they are. from < cut < end. O(end - from). */
void partition_range(const double *y, size_t from, size_t cut, size_t end, double size_r, size_t minimum, double slack, size_t *first, size_t *last);
/* The same cost C of one segment: `total` counted over `n` elements. */
double partition_cost(double total, size_t n, double size_r);

/* Size of the negative binomial pooled over consecutive groups of `group` elements (12 months: years), by moments:
 * r = sum(mean^2) / sum(var - mean), var with divisor n-1; a shorter last group counts when it has at
 * least 2 elements. INFINITY when the counts are not over-dispersed (or there are none). Cost O(n). */
double negative_binomial_size(const double *y, size_t n, size_t group);

/* The cheapest partition of counts into exactly `segments` of at least `minimum` elements: cost as above without beta. ends: room
 * for `segments`. False (nothing written) where they do not fit. O(segments n^2). */
bool partition_counts_into(const double *y, size_t n, double size_r, size_t segments, size_t minimum, size_t *ends, double *total_cost);
/* The same by least squares around each segment's mean, of any finite values (log1p of counts); `rest`: the sum of squares left. */
bool partition_squares_into(const double *v, size_t n, size_t segments, size_t minimum, size_t *ends, double *rest);
/* For 0 to `most` breaks the sum of squares left and the BIC (rest, bic: room for most + 1; NAN where they do not fit), and the
 * partition with the least BIC: its number of segments is returned, 0 where n < minimum; ends: room for most + 1. Bai & Perron 2003,
 * J. Appl. Econometrics 18:1; equals R strucchange::breakpoints (Zeileis et al. 2002) of a mean. BIC is -infinite where nothing is left. */
size_t partition_squares(const double *v, size_t n, size_t minimum, size_t most, double *rest, double *bic, size_t *ends);
/* How well the end of each segment but the last is known: lo and hi (room for segments - 1), 0-based as `ends`, with the two sides'
 * own variances (Bai 1997, Rev. Econ. Stat. 79:551). They may reach beyond the series. NAN where a side does not vary or the variances
 * differ too much. Equals R strucchange::confint. O(n). */
void partition_intervals(const double *v, const size_t *ends, size_t segments, double confidence, double *lo, double *hi);

/* ---- since when has the level held? ------------------------------------------------------------ */

struct run_length {    /* after a month was seen */
    size_t likeliest;  /* months that its level has held, 0: it begins with the next */
    double mean;       /* the same, averaged */
    double recent;     /* chance that it has held for three months or less: over 0.5 is an alarm (METHOD D.7) */
    double log_predictive; /* log-chance that the month's count had before it was seen */
};
/* Bayesian run lengths of monthly counts (Adams & MacKay 2007, arXiv:0710.3742): Poisson with a Gamma(a0, b0) rate, a new level with
 * chance `hazard` a month. Each month knows only what came before it: for telling of now. out: room for n. Returns the log evidence.
 * In the first months `recent` is 1 whatever happens: there is no more to look back on. O(n^2). */
double run_lengths(const double *y, size_t n, double hazard, double a0, double b0, struct run_length *out);

/* ---- hidden levels ----------------------------------------------------------------------------- */

enum { HIDDEN_STATES = 4 };
/* A hidden Markov chain of 2 to HIDDEN_STATES levels, counts negative binomial with mean mu and size r (METHOD E.3; Zucchini,
 * MacDonald & Langrock 2016). */
struct hidden {
    size_t states;
    double first[HIDDEN_STATES], move[HIDDEN_STATES][HIDDEN_STATES]; /* chances to begin in a state; to move from one to another */
    double mu[HIDDEN_STATES], r[HIDDEN_STATES];
    double loglik; /* NAN before fitting */
    size_t rounds; /* of fitting */
};
struct hidden hidden_start(const double *y, size_t n, size_t states); /* where fitting begins: METHOD E.3 */
/* Chance of each state in each month given the whole series (posterior: n x states); returns the log-likelihood. O(n). */
double hidden_smooth(const double *y, size_t n, const struct hidden *h, double *posterior);
/* The likeliest path (Viterbi), ties to the lower state; returns its log-chance with the counts. O(n). */
double hidden_path(const double *y, size_t n, const struct hidden *h, uint8_t *states);
/* Maximum likelihood by EM from what `h` holds, until a round gains less than 1e-9; states then in order of mu. False where it did not
 * arrive within `rounds`, or the series is too short or empty. O(rounds n). */
bool hidden_fit(const double *y, size_t n, size_t rounds, struct hidden *h);

/* ---- trends by regression ---------------------------------------------------------------------- */

enum { REGRESSION_TERMS = 4 };
struct regression_design {
    size_t n;
    const double *t;      /* n months; NULL: 0, 1, ..., n-1 */
    const double *offset; /* n logs of what the counts are counted in; NULL: 0. The logit has none */
    bool season;          /* also sin and cos of 2 pi t / 12 */
};
enum regression_end {
    REGRESSION_DONE,
    REGRESSION_CONSTANT, /* nothing counted, or of a share none or all of it */
    REGRESSION_TOO_FEW,  /* no more months than coefficients, or something counted in fewer months than coefficients */
    REGRESSION_DIVERGED  /* no finite estimate: the months with and without are separated, or the design is singular */
};
struct regression {
    enum regression_end end; /* not DONE: every number is NAN */
    size_t terms;            /* 2: intercept and change a month; 4 with season */
    double coef[REGRESSION_TERMS], se[REGRESSION_TERMS];
    /* Errors that allow for months that move together (waves), with their degrees of freedom for Student's t: the score against 0.4 T^(2/3)
     * slow cosines (Lazarus, Lewis, Stock & Watson 2018, J. Bus. Econ. Stat. 36:541). `se` takes months as independent given the trend. */
    double serial_se[REGRESSION_TERMS], serial_df;
    double dispersion;       /* of the quasi models: Pearson chi2 / (n - terms), not kept at 1 or more; else NAN */
    double theta, theta_se;  /* of the negative binomial, Var = mu + mu^2/theta; INFINITY where it is the Poisson (theta_se NAN) */
    double loglik;           /* of the negative binomial, whole */
    int64_t n;
};
/* log mu = b0 + b1 t (+ season) + offset, counts y[n] >= 0. Standard errors from the expected information. O(n) a step.
 * Negative binomial by joint maximum likelihood: equals R MASS::glm.nb (Venables & Ripley 2002, 7.4), theta_se too. */
struct regression regression_negative_binomial(const double *y, const struct regression_design *d);
/* Equals R glm(family = quasipoisson) (McCullagh & Nelder 1989, 6.2). */
struct regression regression_quasi_poisson(const double *y, const struct regression_design *d);
/* logit of part / whole, 0 <= part <= whole, whole > 0. Equals R glm(cbind(part, whole - part), family = quasibinomial). */
struct regression regression_quasi_binomial(const double *part, const double *whole, const struct regression_design *d);
/* Chance of an estimate at least so far above 0 (or below, `above` false) if there is nothing: Wald, normal. NAN where se is. */
double one_sided_p(double value, double se, bool above);
/* The same with serial_se and its degrees of freedom. */
double one_sided_serial_p(double value, double se, double df, bool above);
double normal_reach(double confidence); /* so many standard errors to both sides: 1.96 for 0.95 */
/* Holm's step-down adjustment (1979, Scand. J. Statist. 6:65) of n chances; a NAN stays NAN and counts. Equals R p.adjust. `adjusted` may
 * be `p`. O(n log n). */
void holm(const double *p, size_t n, double *adjusted);

/* ---- the error of a reported number ------------------------------------------------------------ */

/* UCDP's types of violence, in its order: type_of_violence 1, 2, 3. The model knows no other, and no other source: it was
 * fitted to what experts of UCDP said of UCDP's numbers. */
enum reported_type { REPORTED_STATE, REPORTED_NON_STATE, REPORTED_ONE_SIDED, REPORTED_TYPES };

/* How many died where `reported` >= 0 were reported (METHOD C.5; Vesco, Randahl et al. 2024, R package uncertainUCDP 0.7.6):
 * with probability `weight` exactly so many, else a Gumbel(loc, scale) number. Mostly upward: sources miss dead. */
struct reported_error {
    double loc, scale, weight, reported;
};
struct reported_error reported_error(enum reported_type type, double deaths); /* equals uncertainUCDP to 1e-9; O(1) */
double reported_mean(const struct reported_error *r); /* as the package: the Gumbel may go below 0 */
double reported_below(const struct reported_error *r, double q); /* P(died <= q) */
double reported_quantile(const struct reported_error *r, double p); /* p in (0, 1); never below 0 */
/* Exact mean and variance with what lies below 0 moved to 0: never less than nobody. */
void reported_moments(const struct reported_error *r, double *mean, double *variance);
/* The table itself: parameter 0 log1p loc, 1 log scale, 2 logit weight; term 0 intercept, 1 log1p(reported), then the
 * numbers 2, 3, 13, 20, 24, 40, 101, 200, 1001, 2000. */
double reported_coefficient(enum reported_type type, size_t parameter, size_t term);

/* `count` events of one type with the same reported number. */
struct reported {
    enum reported_type type;
    double deaths;
    int64_t count;
};
/* The events of `n` parallel arrays by type and number, ordered; ucdp_type is UCDP's digit 1 to 3, an event of any other or
 * with deaths below 0 (not known) is left out. Returns the number of groups. O(n). */
size_t reported_group(const uint8_t *ucdp_type, const int32_t *deaths, size_t n, struct arena *a, struct reported **out);

/* Dead in all these events: value = the exact mean of the sum, lo and hi = its central `confidence` interval, n = events; all
 * NAN without any. The events' errors are taken as independent: what all sources miss alike is not in it. The 100 widest
 * events are drawn one by one (Latin hypercube of `draws` slices), the sum of all others as normal with its exact mean and
 * variance. Deterministic: the same groups in any order, draws and seed give the same bytes. O(groups + 100 draws). */
enum { REPORTED_DRAWS = 2000 };
struct estimate reported_sum(const struct reported *groups, size_t n, size_t draws, uint64_t seed, double confidence);
#endif
