/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partitions by least squares and into a given number, where something is wanting; their numbers: tests/reference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

static void a_step_is_found_and_bounded(void **state)
{
    (void)state;
    double v[40], rest[6], bic[6], lo[5], hi[5];
    size_t ends[6];
    for (size_t i = 0; i < 40; i++)
        v[i] = (i < 17 ? 1 : 3) + 0.3 * (double)(i * 7 % 5) - 0.6;
    assert_int_equal(partition_squares(v, 40, 5, 5, rest, bic, ends), 2);
    assert_int_equal(ends[0], 16);
    assert_int_equal(ends[1], 39);
    for (size_t m = 1; m <= 5; m++)
        assert_true(rest[m] <= rest[m - 1]);
    partition_intervals(v, ends, 2, 0.95, lo, hi);
    assert_true(lo[0] <= 16 && lo[0] >= 13 && hi[0] >= 16 && hi[0] <= 19);
    double wide_lo, wide_hi;
    for (size_t i = 0; i < 40; i++)
        v[i] += 1.5 * (double)(i * 11 % 7) - 4.5;
    partition_intervals(v, ends, 2, 0.95, &wide_lo, &wide_hi); /* the more it scatters, the less the month is known */
    assert_true(wide_lo < lo[0] && wide_hi > hi[0]);
}

static void nothing_varies(void **state)
{
    (void)state;
    double v[30] = {0}, rest[4], bic[4], lo[1], hi[1];
    size_t ends[4];
    assert_int_equal(partition_squares(v, 30, 6, 3, rest, bic, ends), 1);
    assert_int_equal(ends[0], 29);
    assert_true(rest[0] == 0);
    partition_intervals(v, (const size_t[]){14, 29}, 2, 0.95, lo, hi);
    assert_true(isnan(lo[0]) && isnan(hi[0]));
    for (size_t i = 15; i < 30; i++)
        v[i] = 7; /* two flat halves: no scatter to judge the step by */
    partition_intervals(v, (const size_t[]){14, 29}, 2, 0.95, lo, hi);
    assert_true(isnan(lo[0]) && isnan(hi[0]));
    partition_intervals(v, (const size_t[]){29}, 1, 0.95, lo, hi); /* one segment: nothing to bound */
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    double v[] = {1, 2, 3, 4, 5}, rest[9], bic[9], cost = -1;
    size_t ends[9] = {77, 77};
    assert_int_equal(partition_squares(v, 5, 6, 8, rest, bic, ends), 0);
    assert_true(isnan(rest[0]) && isnan(bic[8]));
    assert_int_equal(partition_squares(NULL, 0, 1, 2, rest, bic, ends), 0);
    assert_int_not_equal(partition_squares(v, 5, 2, 8, rest, bic, ends), 0);
    assert_true(!isnan(rest[1]) && isnan(rest[2])); /* two segments of two fit in five, three do not */
    ends[0] = 77;
    assert_false(partition_squares_into(v, 5, 3, 2, ends, &cost));
    assert_false(partition_counts_into(v, 5, INFINITY, 6, 1, ends, &cost));
    assert_true(ends[0] == 77 && cost < 0);
    assert_true(partition_squares_into(v, 5, 5, 1, ends, &cost));
    assert_true(fabs(cost) < 1e-12 && ends[0] == 0 && ends[4] == 4);
}

/* With the number that the penalty chose, both ways agree. */
static void the_same_number_gives_the_same_cut(void **state)
{
    (void)state;
    double y[60], total, exact;
    size_t ends[60], again[60];
    for (int series = 0; series < 30; series++) {
        struct rng rng;
        rng_init(&rng, 100 + (uint64_t)series);
        for (size_t i = 0; i < 60; i++)
            y[i] = (double)rng_below(&rng, i < 20 ? 5 : i < 41 ? 30 : 9);
        double size = series % 2 ? INFINITY : 2.5, beta = 7;
        size_t n = partition_counts(y, 60, size, beta, 3, ends, &total);
        assert_true(partition_counts_into(y, 60, size, n, 3, again, &exact));
        assert_true(fabs(total - exact - beta * (double)(n - 1)) < 1e-8);
        assert_memory_equal(ends, again, n * sizeof *ends);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_found_and_bounded),
        cmocka_unit_test(nothing_varies),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(the_same_number_gives_the_same_cut),
    };
    return cmocka_run_group_tests_name("math squares", tests, NULL, NULL);
}
