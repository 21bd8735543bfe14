/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The oracle is the definition itself: every partition of short series is tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

/* The cheapest of all partitions of y[from..n) into segments of at least `minimum`, by trying each. */
static double cheapest(const double *y, size_t from, size_t n, double size_r, double beta, size_t minimum)
{
    double best = INFINITY, sum = 0;
    if (from == n)
        return -beta;
    for (size_t to = from; to < n; to++) {
        sum += y[to];
        if (to + 1 - from < minimum)
            continue;
        double rest = cheapest(y, to + 1, n, size_r, beta, minimum);
        best = MIN_OF(best, partition_cost(sum, to + 1 - from, size_r) + beta + rest);
    }
    return best;
}

static void costs_are_minus_two_log_likelihood(void **state)
{
    (void)state;
    /* Poisson, 10 in 4: -2 (10 ln 2.5 - 10); negative binomial with r = 2 by hand from the formula of METHOD D.6 */
    assert_true(fabs(partition_cost(10, 4, INFINITY) - 2 * (10 - 10 * log(2.5))) < 1e-12);
    assert_true(fabs(partition_cost(10, 4, 2) + 2 * (10 * log(2.5 / 4.5) + 8 * log(2 / 4.5))) < 1e-12);
    assert_true(partition_cost(0, 9, 2) == 0 && partition_cost(0, 9, INFINITY) == 0);
    /* with a large size the negative binomial differs from Poisson only by a constant a count */
    double gap = partition_cost(30, 6, 1e9) - partition_cost(30, 6, INFINITY);
    double other = partition_cost(30, 15, 1e9) - partition_cost(30, 15, INFINITY);
    assert_true(fabs(gap - other) < 1e-4);
}

static void equals_the_cheapest_of_all(void **state)
{
    (void)state;
    static const double sizes[] = {INFINITY, 0.7, 3}, betas[] = {0, 1.5, 5};
    struct rng r;
    rng_init(&r, 20260101);
    for (int round = 0; round < 120; round++) {
        double y[13];
        size_t ends[13], n = 1 + (size_t)rng_below(&r, 13);
        uint64_t level = 4;
        for (size_t i = 0; i < n; i++) {
            if (rng_below(&r, 4) == 0)
                level = 1 + rng_below(&r, 30);
            y[i] = (double)rng_below(&r, level);
        }
        for (size_t k = 0; k < 27; k++) {
            double size = sizes[k % 3], beta = betas[k / 3 % 3], total, sum = 0;
            size_t minimum = 1 + k / 9, start = 0;
            size_t count = partition_counts(y, n, size, beta, minimum, ends, &total);
            double expected = n < minimum ? cheapest(y, 0, n, size, beta, n) : cheapest(y, 0, n, size, beta, minimum);
            assert_true(fabs(total - expected) < 1e-8 * (1 + fabs(expected)));
            assert_true(count >= 1 && ends[count - 1] == n - 1);
            for (size_t s = 0; s < count; s++) { /* the ends say the same as the total */
                double in_segment = 0;
                assert_true(ends[s] + 1 - start >= MIN_OF(minimum, n));
                for (size_t i = start; i <= ends[s]; i++)
                    in_segment += y[i];
                sum += partition_cost(in_segment, ends[s] + 1 - start, size) + (s ? beta : 0);
                start = ends[s] + 1;
            }
            assert_true(fabs(sum - total) < 1e-8 * (1 + fabs(total)));
        }
    }
}

static void short_and_empty_series(void **state)
{
    (void)state;
    size_t ends[4];
    double total = 9;
    assert_int_equal(partition_counts(NULL, 0, INFINITY, 3, 3, ends, &total), 0);
    assert_true(total == 0);
    const double y[] = {1, 100, 1, 90};
    assert_int_equal(partition_counts(y, 1, 2, 3, 3, ends, NULL), 1);
    assert_int_equal(ends[0], 0);
    assert_int_equal(partition_counts(y, 4, 2, 0, 3, ends, NULL), 1);
    assert_int_equal(ends[0], 3);
}

static void constant_series_have_no_change(void **state)
{
    (void)state;
    double y[200] = {0};
    size_t ends[200];
    assert_int_equal(partition_counts(y, 200, INFINITY, 2, 3, ends, NULL), 1);
    for (size_t i = 0; i < 200; i++)
        y[i] = 5;
    assert_int_equal(partition_counts(y, 200, 2, 2, 3, ends, NULL), 1);
    assert_int_equal(ends[0], 199);
}

static void a_step_is_found_where_it_is(void **state)
{
    (void)state;
    double y[60];
    size_t ends[60];
    for (size_t i = 0; i < 60; i++)
        y[i] = i < 23 ? (double)(i % 3) : 20 + (double)(i % 5);
    assert_int_equal(partition_counts(y, 60, 5, 2 * log(60), 3, ends, NULL), 2);
    assert_int_equal(ends[0], 22);
}

/* Pruning loses nothing: the plain dynamic programme finds no cheaper total. */
static void long_series_are_exact(void **state)
{
    (void)state;
    enum { N = 600 };
    static double y[N], best[N + 1], before[N + 1];
    static size_t ends[N];
    struct rng r;
    rng_init(&r, 7);
    for (size_t i = 0; i < N; i++)
        y[i] = (double)rng_below(&r, i / 37 % 3 ? 9 : 60);
    double beta = 2 * log(N), total;
    partition_counts(y, N, 1.7, beta, 3, ends, &total);
    best[0] = -beta; /* the plain dynamic programme */
    for (size_t t = 1; t <= N; t++) {
        before[t] = before[t - 1] + y[t - 1];
        best[t] = INFINITY;
        for (size_t s = 0; s + 3 <= t; s++)
            best[t] = MIN_OF(best[t], best[s] + partition_cost(before[t] - before[s], t - s, 1.7) + beta);
    }
    assert_true(fabs(total - best[N]) < 1e-9 * fabs(best[N]));
}

static void pooled_size(void **state)
{
    (void)state;
    /* by hand: groups {0,4}, {6,2}: means 2, 4; variances 8, 8; r = (4+16)/((8-2)+(8-4)) = 2 */
    assert_true(fabs(negative_binomial_size((const double[]){0, 4, 6, 2}, 4, 2) - 2) < 1e-12);
    /* a last group of one says nothing about spread */
    assert_true(fabs(negative_binomial_size((const double[]){0, 4, 6, 2, 77}, 5, 2) - 2) < 1e-12);
    assert_true(isinf(negative_binomial_size((const double[]){3, 3, 3, 3}, 4, 2)));
    assert_true(isinf(negative_binomial_size((const double[]){0, 0, 0, 0}, 4, 2)));
    assert_true(isinf(negative_binomial_size(NULL, 0, 12)));
    assert_true(isinf(negative_binomial_size((const double[]){9}, 1, 12)));
}

/* Months 0..9 of 2, 10..19 of 20: a cut is sure to a month or so. A step from 2 to 4 is not. Costs by hand: every cut inside the range costs
 * at most the slack more than the best, and the next one outside more. */
static void range_holds_what_costs_little_more(void **state)
{
    (void)state;
    double clear[20], vague[20];
    for (size_t i = 0; i < 20; i++) {
        clear[i] = i < 10 ? 2 : 20;
        vague[i] = i < 10 ? 2 : 4;
    }
    size_t first, last;
    partition_range(clear, 0, 10, 20, INFINITY, 3, 3.84, &first, &last);
    assert_int_equal(first, 10);
    assert_int_equal(last, 10);
    partition_range(vague, 0, 10, 20, INFINITY, 3, 3.84, &first, &last);
    assert_true(first < 10 && last > 10);
    for (size_t cut = 3; cut <= 17; cut++) {
        double left = 0, right = 0;
        for (size_t i = 0; i < 20; i++)
            *(i < cut ? &left : &right) += vague[i];
        double more = partition_cost(left, cut, INFINITY) + partition_cost(right, 20 - cut, INFINITY) - partition_cost(20, 10, INFINITY) -
            partition_cost(40, 10, INFINITY);
        if (cut >= first && cut <= last)
            assert_true(more <= 3.84);
        if (cut + 1 == first || cut == last + 1)
            assert_true(more > 3.84);
    }
    partition_range(vague, 0, 10, 20, INFINITY, 3, 1e9, &first, &last); /* never nearer to an end than the minimum */
    assert_int_equal(first, 3);
    assert_int_equal(last, 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(range_holds_what_costs_little_more),
        cmocka_unit_test(costs_are_minus_two_log_likelihood),
        cmocka_unit_test(equals_the_cheapest_of_all),
        cmocka_unit_test(short_and_empty_series),
        cmocka_unit_test(constant_series_have_no_change),
        cmocka_unit_test(a_step_is_found_where_it_is),
        cmocka_unit_test(long_series_are_exact),
        cmocka_unit_test(pooled_size),
    };
    return cmocka_run_group_tests_name("math partition", tests, NULL, NULL);
}
