/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regressions where nothing is easy; what R says of real counts is in tests/reference (trend_iraq). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

enum { N = 60 };

static void nothing_is_said(const struct regression *r, enum regression_end end)
{
    assert_int_equal(r->end, end);
    for (size_t k = 0; k < REGRESSION_TERMS; k++)
        assert_true(isnan(r->coef[k]) && isnan(r->se[k]));
    assert_true(isnan(r->theta) && isnan(r->theta_se) && isnan(r->dispersion) && isnan(r->loglik));
}

static double log_likelihood(const double *y, const double *b, double theta, bool season)
{
    double sum = 0;
    for (int t = 0; t < N; t++) {
        double eta = b[0] + b[1] * t, angle = 2 * 3.14159265358979323846 * t / 12;
        if (season)
            eta += b[2] * sin(angle) + b[3] * cos(angle);
        double mu = exp(eta);
        sum += lgamma(y[t] + theta) - lgamma(theta) - lgamma(y[t] + 1) + theta * log(theta / (mu + theta)) + y[t] * log(mu / (mu + theta));
    }
    return sum;
}

/* No neighbour of the estimate is likelier, with and without season. */
static void the_estimate_is_the_likeliest(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 11);
    for (int series = 0; series < 20; series++) {
        double y[N];
        for (int t = 0; t < N; t++) {
            double level = exp(2 - 0.02 * t + 0.5 * sin(0.5236 * t)) * (-log(1 - rng_unit(&rng)));
            y[t] = floor(level);
        }
        bool season = series % 2;
        struct regression r = regression_negative_binomial(y, &(struct regression_design){.n = N, .season = season});
        assert_int_equal(r.end, REGRESSION_DONE);
        assert_int_equal(r.terms, season ? 4 : 2);
        double best = log_likelihood(y, r.coef, r.theta, season);
        assert_true(fabs(best - r.loglik) < 1e-8);
        for (size_t k = 0; k < r.terms; k++)
            for (int side = -1; side <= 1; side += 2) {
                double b[REGRESSION_TERMS];
                memcpy(b, r.coef, sizeof b);
                b[k] += side * 0.01 * r.se[k];
                assert_true(log_likelihood(y, b, r.theta, season) < best);
            }
        assert_true(log_likelihood(y, r.coef, r.theta * 1.01, season) < best && log_likelihood(y, r.coef, r.theta * 0.99, season) < best);
        assert_true(r.theta_se > 0 && r.se[0] > 0 && r.se[1] > 0);
    }
}

static void the_time_can_be_given_and_moved(void **state)
{
    (void)state;
    double y[N], t[N], offset[N];
    for (int i = 0; i < N; i++) {
        y[i] = (i * 7919) % 23;
        t[i] = i + 100;
        offset[i] = log(4);
    }
    struct regression a = regression_negative_binomial(y, &(struct regression_design){.n = N});
    struct regression b = regression_negative_binomial(y, &(struct regression_design){.n = N, .t = t, .offset = offset});
    assert_true(fabs(a.coef[1] - b.coef[1]) < 1e-9 && fabs(a.se[1] - b.se[1]) < 1e-9 && fabs(a.theta - b.theta) < 1e-6 * a.theta);
    assert_true(fabs(b.coef[0] - (a.coef[0] - 100 * a.coef[1] - log(4))) < 1e-7);
    assert_true(fabs(a.loglik - b.loglik) < 1e-8);
}

static void all_zero_says_nothing(void **state)
{
    (void)state;
    static const double zero[N] = {0};
    static const double ones[4] = {1, 1, 1, 1};
    struct regression r = regression_negative_binomial(zero, &(struct regression_design){.n = N});
    nothing_is_said(&r, REGRESSION_CONSTANT);
    r = regression_quasi_poisson(zero, &(struct regression_design){.n = N});
    nothing_is_said(&r, REGRESSION_CONSTANT);
    r = regression_quasi_binomial(zero, ones, &(struct regression_design){.n = 4});
    nothing_is_said(&r, REGRESSION_CONSTANT);
    r = regression_quasi_binomial(ones, ones, &(struct regression_design){.n = 4});
    nothing_is_said(&r, REGRESSION_CONSTANT);
}

static void few_months_say_nothing(void **state)
{
    (void)state;
    static const double y[] = {3, 4}, lone[] = {0, 0, 5, 0, 0, 0};
    for (size_t n = 1; n <= 2; n++) {
        struct regression r = regression_negative_binomial(y, &(struct regression_design){.n = n});
        nothing_is_said(&r, REGRESSION_TOO_FEW);
        r = regression_quasi_poisson(y, &(struct regression_design){.n = n});
        nothing_is_said(&r, REGRESSION_TOO_FEW);
    }
    struct regression r = regression_negative_binomial(NULL, &(struct regression_design){.n = 0});
    nothing_is_said(&r, REGRESSION_CONSTANT);
    r = regression_negative_binomial(lone, &(struct regression_design){.n = 6});
    nothing_is_said(&r, REGRESSION_TOO_FEW);
}

/* Civilians among the dead from one month on, and none before: no slope is steep enough. */
static void separation_is_seen(void **state)
{
    (void)state;
    double part[N], whole[N], t[N];
    for (int i = 0; i < N; i++) {
        whole[i] = 10;
        part[i] = i < 30 ? 0 : 10;
        t[i] = 5; /* a design without any time in it */
    }
    struct regression r = regression_quasi_binomial(part, whole, &(struct regression_design){.n = N});
    nothing_is_said(&r, REGRESSION_DIVERGED);
    for (int i = 0; i < N; i++)
        part[i] = i % 7;
    r = regression_quasi_poisson(part, &(struct regression_design){.n = N, .t = t});
    nothing_is_said(&r, REGRESSION_DIVERGED);
    r = regression_negative_binomial(part, &(struct regression_design){.n = N, .t = t});
    nothing_is_said(&r, REGRESSION_DIVERGED);
}

static void counts_that_do_not_scatter_are_poisson(void **state)
{
    (void)state;
    double y[N];
    for (int i = 0; i < N; i++)
        y[i] = 5 + i % 2;
    struct regression r = regression_negative_binomial(y, &(struct regression_design){.n = N});
    assert_int_equal(r.end, REGRESSION_DONE);
    assert_true(isinf(r.theta) && isnan(r.theta_se) && isfinite(r.loglik) && r.se[1] > 0);
    struct regression q = regression_quasi_poisson(y, &(struct regression_design){.n = N});
    assert_true(fabs(q.coef[1] - r.coef[1]) < 1e-9 && q.dispersion < 1);
}

/* A few months far above all others at one end, most with hardly any: steps by the expected information creep here. */
static void outliers_do_not_keep_it_from_arriving(void **state)
{
    (void)state;
    double y[N] = {206, 379}, t[N];
    for (int i = 0; i < N; i++) {
        t[i] = i == 0 ? 24 : i == 1 ? 26 : 170 + 3 * i;
        if (i > 1)
            y[i] = i % 5 == 0 ? 22 : i % 3;
    }
    struct regression r = regression_negative_binomial(y, &(struct regression_design){.n = N, .t = t});
    assert_int_equal(r.end, REGRESSION_DONE);
    assert_true(r.coef[1] < 0 && r.se[1] > 0 && r.theta < 1);
}

/* Independent months: both errors say the same on average; months in waves: those that allow for it are larger. */
static void waves_widen_the_errors(void **state)
{
    (void)state;
    enum { MONTHS = 180, SERIES = 60 };
    struct rng rng;
    rng_init(&rng, 23);
    double ratio[2] = {0};
    for (int series = 0; series < 2 * SERIES; series++) {
        double y[MONTHS], level = 0;
        for (int i = 0; i < MONTHS; i++) {
            level = (series % 2 ? 0.85 : 0) * level + 0.6 * (rng_unit(&rng) + rng_unit(&rng) - 1);
            y[i] = floor(12 * exp(level) * (0.8 + 0.4 * rng_unit(&rng)));
        }
        struct regression r = regression_negative_binomial(y, &(struct regression_design){.n = MONTHS});
        assert_int_equal(r.end, REGRESSION_DONE);
        assert_true(r.serial_df == 12); /* 0.4 x 180^(2/3) = 12.75 */
        ratio[series % 2] += r.serial_se[1] / r.se[1] / SERIES;
    }
    assert_true(ratio[0] > 0.8 && ratio[0] < 1.2);
    assert_true(ratio[1] > 1.8);
    assert_true(fabs(one_sided_serial_p(2.0150483733330233, 1, 5, true) - 0.05) < 1e-10); /* R qt(.95, 5) */
    assert_true(isnan(one_sided_serial_p(1, 1, NAN, true)));
}

/* Very large, very skewed, very long: an answer or none, always an end. */
static void hard_counts_end(void **state)
{
    (void)state;
    enum { LONG = 1200 };
    static double y[LONG];
    struct rng rng;
    rng_init(&rng, 5);
    for (int kind = 0; kind < 60; kind++) {
        size_t n = kind % 3 == 0 ? LONG : 3 + (size_t)rng_below(&rng, 200);
        for (size_t i = 0; i < n; i++) {
            double u = rng_unit(&rng);
            y[i] = kind % 4 == 0 ? (u < 0.03) : kind % 4 == 1 ? floor(1 / (u + 1e-7)) : kind % 4 == 2 ? floor(1e9 * u) : (i == n - 1 ? 1e6 : (i == 0));
        }
        struct regression r = regression_negative_binomial(y, &(struct regression_design){.n = n, .season = kind % 5 == 0});
        assert_true(r.end == REGRESSION_DONE ? isfinite(r.coef[0]) && isfinite(r.coef[1]) && r.se[1] > 0 : isnan(r.coef[1]));
        r = regression_quasi_poisson(y, &(struct regression_design){.n = n, .season = kind % 5 == 0});
        assert_true(r.end == REGRESSION_DONE ? isfinite(r.coef[0]) && isfinite(r.coef[1]) && r.se[1] >= 0 : isnan(r.coef[1]));
    }
}

/* R 4.2.2: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") = 0.03 0.06 0.06 0.02, and of ties. */
static void holm_steps_down(void **state)
{
    (void)state;
    double out[4] = {0};
    holm(out, 0, out);
    holm((const double[]){0.01, 0.04, 0.03, 0.005}, 4, out);
    static const double expected[] = {0.03, 0.06, 0.06, 0.02};
    for (size_t i = 0; i < 4; i++)
        assert_true(fabs(out[i] - expected[i]) < 1e-12);
    holm((const double[]){0.02, 0.02, 0.9}, 3, out);
    assert_true(fabs(out[0] - 0.06) < 1e-12 && fabs(out[1] - 0.06) < 1e-12 && fabs(out[2] - 0.9) < 1e-12);
    holm((const double[]){NAN, 0.02, 0.6}, 3, out); /* what could not be tested was tested all the same */
    assert_true(isnan(out[0]) && fabs(out[1] - 0.06) < 1e-12 && out[2] == 1);
    double in_place[] = {0.01, 0.04, 0.03, 0.005};
    holm(in_place, 4, in_place);
    for (size_t i = 0; i < 4; i++)
        assert_true(fabs(in_place[i] - expected[i]) < 1e-12);
    assert_true(fabs(one_sided_p(-1.959963984540054, 1, false) - 0.025) < 1e-12);
    assert_true(fabs(one_sided_p(-1.959963984540054, 1, true) - 0.975) < 1e-12);
    assert_true(isnan(one_sided_p(1, 0, true)) && isnan(one_sided_p(NAN, 1, true)) && isnan(one_sided_p(1, NAN, true)));
}

/* All statements of a dialogue by all pairs of its groups: some thousands of chances, against the definition. */
static void holm_of_many(void **state)
{
    (void)state;
    enum { MANY = 3000, ASKED = 40 };
    struct rng r;
    double *p = malloc(MANY * sizeof *p), *out = malloc(MANY * sizeof *out);
    assert_true(p && out);
    rng_init(&r, 3);
    for (size_t i = 0; i < MANY; i++)
        p[i] = i % 7 == 0 ? NAN : (double)rng_below(&r, 2000) / 1e6;
    holm(p, MANY, out);
    for (size_t asked = 0; asked < ASKED; asked++) {
        size_t i = (size_t)rng_below(&r, MANY);
        double most = 0;
        for (size_t k = 0; k < MANY; k++) { /* the steps up to p[i]: p[k] times how many are not smaller */
            size_t smaller = 0;
            for (size_t l = 0; l < MANY; l++)
                smaller += p[l] < p[k];
            if (p[k] <= p[i])
                most = MAX_OF(most, p[k] * (double)(MANY - smaller));
        }
        assert_true(isnan(p[i]) ? isnan(out[i]) : fabs(out[i] - MIN_OF(1, most)) < 1e-12);
    }
    free(p);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_estimate_is_the_likeliest),
        cmocka_unit_test(the_time_can_be_given_and_moved),
        cmocka_unit_test(all_zero_says_nothing),
        cmocka_unit_test(few_months_say_nothing),
        cmocka_unit_test(separation_is_seen),
        cmocka_unit_test(counts_that_do_not_scatter_are_poisson),
        cmocka_unit_test(outliers_do_not_keep_it_from_arriving),
        cmocka_unit_test(waves_widen_the_errors),
        cmocka_unit_test(hard_counts_end),
        cmocka_unit_test(holm_steps_down),
        cmocka_unit_test(holm_of_many),
    };
    return cmocka_run_group_tests_name("math regression", tests, NULL, NULL);
}
