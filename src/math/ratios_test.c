/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values: R 4.2.2 glm(family = quasipoisson) with qt() intervals; survey 4.1-1 svyratio. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

static void near(double got, double expected, double relative)
{
    if (!(fabs(got - expected) <= relative * fabs(expected)))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

static void near_all(struct estimate got, double value, double lo, double hi, int64_t n)
{
    near(got.value, value, 1e-9);
    near(got.lo, lo, 1e-9);
    near(got.hi, hi, 1e-9);
    assert_int_equal(got.n, n);
}

static void says_nothing(struct estimate e)
{
    assert_true(isnan(e.value) && isnan(e.lo) && isnan(e.hi));
}

static void no_bounds(struct estimate e, double value)
{
    assert_true(fabs(e.value - value) < 1e-12 && isnan(e.lo) && isnan(e.hi));
}

static const double before_counts[] = {12, 7, 9, 30, 4, 0, 18, 11, 6, 5, 21, 14};
static const double now_counts[] = {3, 8, 2, 0, 6, 1, 9, 4, 7, 2, 5, 11};
static const double dead[] = {40, 12, 3, 90, 7, 0, 55, 20}, incidents[] = {10, 4, 2, 15, 3, 1, 12, 6};
static const double later_dead[] = {9, 30, 2, 14, 6}, later_incidents[] = {5, 9, 2, 7, 4};
static const double zeros[24];

static void change_equals_r(void **state)
{
    (void)state;
    near_all(count_change(before_counts, 12, now_counts, 12, 0.95), -0.57664233576642299, -0.78383696996957253,
        -0.17084937308622516, 195);
    /* less spread than Poisson: the dispersion stays at 1; R glm(family = poisson) with qt() */
    static const double even[] = {5, 4, 6, 5, 5, 4, 6}, even_now[] = {4, 5, 5, 6, 4, 5};
    near_all(count_change(even, 7, even_now, 6, 0.95), -0.033333333333333326, -0.44377476781017278,
        0.6799749287975263, 64);
}

static void change_at_the_edges(void **state)
{
    (void)state;
    says_nothing(count_change(zeros, 12, now_counts, 12, 0.95));
    says_nothing(count_change(zeros, 12, zeros, 12, 0.95));
    says_nothing(count_change(NULL, 0, now_counts, 12, 0.95));
    says_nothing(count_change(before_counts, 12, NULL, 0, 0.95));
    no_bounds(count_change(before_counts, 12, zeros, 12, 0.95), -1);
    no_bounds(count_change(before_counts, 1, now_counts, 1, 0.95), 3.0 / 12 - 1);
    struct estimate huge = count_change((const double[]){4e9, 5e9}, 2, (const double[]){1e9, 2e9}, 2, 0.95);
    assert_true(huge.lo < huge.value && huge.value < huge.hi && huge.n == 12000000000);
}

static void mean_equals_r(void **state)
{
    (void)state;
    near_all(count_mean(before_counts, 12, 0.95), 137.0 / 12, 7.1690779524052557, 18.18089838652811, 137);
}

static void mean_at_the_edges(void **state)
{
    (void)state;
    says_nothing(count_mean(NULL, 0, 0.95));
    /* nothing in 24 months is not "zero for certain": -ln(0.025)/24 a month is still possible */
    near_all(count_mean(zeros, 24, 0.95), 0, 0, 3.6888794541139354 / 24, 0);
    near_all(count_mean((const double[]){7}, 1, 0.95), 7, 2.8143630515198663, 14.422675361702378, 7);
}

static void ratio_equals_survey(void **state)
{
    (void)state;
    near_all(ratio_of_totals(dead, incidents, 8, 0.95), 227.0 / 53, 3.1095553413476571, 5.8993163360286909, 53);
}

static void ratio_at_the_edges(void **state)
{
    (void)state;
    says_nothing(ratio_of_totals(zeros, zeros, 8, 0.95));
    says_nothing(ratio_of_totals(NULL, NULL, 0, 0.95));
    no_bounds(ratio_of_totals(zeros, incidents, 8, 0.95), 0);
    no_bounds(ratio_of_totals(dead, incidents, 2, 0.95), 52.0 / 14);
    no_bounds(ratio_of_totals(incidents, incidents, 8, 0.95), 1); /* no spread is not certainty */
    const double third[] = {0.1, 0.2, 0.3}, one[] = {0.3, 0.6, 0.9};
    no_bounds(ratio_of_totals(third, one, 3, 0.95), 1.0 / 3); /* nor is rounding spread */
}

static void ratio_change_adds_the_variances(void **state)
{
    (void)state;
    near_all(ratio_change(dead, incidents, 8, later_dead, later_incidents, 5, 0.95), -0.47250775004078971,
        -0.68929784913306991, -0.1044539827270129, 80);
    /* turned around it is the inverse */
    struct estimate back = ratio_change(later_dead, later_incidents, 5, dead, incidents, 8, 0.95);
    near(1 + back.lo, 1 / (1 - 0.1044539827270129), 1e-9);
    near(1 + back.hi, 1 / (1 - 0.68929784913306991), 1e-9);
}

static void ratio_change_at_the_edges(void **state)
{
    (void)state;
    says_nothing(ratio_change(zeros, incidents, 8, later_dead, later_incidents, 5, 0.95));
    says_nothing(ratio_change(dead, zeros, 8, later_dead, later_incidents, 5, 0.95));
    says_nothing(ratio_change(dead, incidents, 8, zeros, zeros, 5, 0.95));
    no_bounds(ratio_change(dead, incidents, 8, zeros, later_incidents, 5, 0.95), -1);
    no_bounds(ratio_change(dead, incidents, 2, later_dead, later_incidents, 5, 0.95), (61.0 / 27) / (52.0 / 14) - 1);
    no_bounds(ratio_change(incidents, incidents, 8, later_incidents, later_incidents, 5, 0.95), 0);
}

static void months_that_hang_together_widen(void **state)
{
    (void)state;
    const double runs[] = {1, 1, 1, 1, -1, -1, -1, -1}, swings[] = {1, -1, 1, -1, 1, -1}, nothing[] = {0, 0, 0, 0, 0};
    assert_true(fabs(serial_inflation(runs, 8) - 2) < 1e-12); /* two lags: 1 + 2 (2/3 5/8 + 1/3 2/8) */
    assert_true(serial_inflation(swings, 6) == 1); /* never narrower */
    assert_true(serial_inflation(nothing, 5) == 1 && serial_inflation(runs, 3) == 1 && serial_inflation(NULL, 0) == 1);
    struct estimate plain = count_change(before_counts, 12, now_counts, 12, 0.95);
    struct estimate wide = count_change_serial(before_counts, 12, now_counts, 12, 4, 0.95);
    assert_true(wide.value == plain.value && fabs(log1p(wide.hi) - log1p(wide.lo) - 2 * (log1p(plain.hi) - log1p(plain.lo))) < 1e-9);
    plain = count_mean(now_counts, 12, 0.95), wide = count_mean_serial(now_counts, 12, 4, 0.95);
    assert_true(wide.value == plain.value && fabs(log(wide.hi / wide.lo) - 2 * log(plain.hi / plain.lo)) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(change_equals_r),
        cmocka_unit_test(change_at_the_edges),
        cmocka_unit_test(mean_equals_r),
        cmocka_unit_test(mean_at_the_edges),
        cmocka_unit_test(ratio_equals_survey),
        cmocka_unit_test(ratio_at_the_edges),
        cmocka_unit_test(ratio_change_adds_the_variances),
        cmocka_unit_test(ratio_change_at_the_edges),
        cmocka_unit_test(months_that_hang_together_widen),
    };
    return cmocka_run_group_tests_name("math ratios", tests, NULL, NULL);
}
