/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks of the interval: Conover 1999, Practical Nonparametric Statistics, table A3 (binomial, p = 0.5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

static void is(struct estimate got, double value, double lo, double hi, int64_t n)
{
    assert_true(got.value == value && got.n == n);
    assert_true((isnan(got.lo) && isnan(lo)) || got.lo == lo);
    assert_true((isnan(got.hi) && isnan(hi)) || got.hi == hi);
}

static void ranks_are_those_of_the_binomial(void **state)
{
    (void)state;
    static const int32_t v[] = {9, 1, 8, 2, 7, 3, 6, 4, 5, 5000};
    is(median_counts(v, 9, 0.95), 5, 2, 8, 9);    /* P(X <= 1 | 9) = .0195 */
    is(median_counts(v, 10, 0.95), 5.5, 2, 9, 10); /* P(X <= 1 | 10) = .0107, P(X <= 2) = .0547 */
    is(median_counts(v, 6, 0.95), 5, 1, 9, 6);    /* 9 1 8 2 7 3; P(X <= 0 | 6) = .0156 */
    is(median_counts(v, 5, 0.95), 7, NAN, NAN, 5); /* P(X <= 0 | 5) = .031: no rank is far enough out */
    is(median_counts(v + 9, 1, 0.95), 5000, NAN, NAN, 1);
}

static void large_counts_are_in_order_too(void **state)
{
    (void)state;
    static const int32_t v[] = {3000, 2000, 1024, 1023, 2147483647, 5000, 1500};
    is(median_counts(v, 7, 0.95), 2000, 1023, 2147483647, 7);
}

static void the_largest_does_not_move_it(void **state)
{
    (void)state;
    int32_t v[1001];
    for (int i = 0; i < 1001; i++)
        v[i] = i % 7;
    struct estimate before = median_counts(v, 1001, 0.95);
    v[6] = 100000;
    struct estimate after = median_counts(v, 1001, 0.95);
    is(before, 3, 3, 3, 1001);
    is(after, 3, 3, 3, 1001);
}

/* Of many samples about 95 in 100 intervals hold the true median, and no fewer. */
static void the_interval_holds_as_often_as_it_says(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 17);
    int held = 0;
    for (int sample = 0; sample < 2000; sample++) {
        int32_t v[41];
        for (int i = 0; i < 41; i++)
            v[i] = (int32_t)rng_below(&rng, 1000001);
        struct estimate m = median_counts(v, 41, 0.95);
        held += m.lo <= 500000 && m.hi >= 500000;
    }
    assert_true(held >= 1880 && held <= 1970);
}

static void nothing_has_no_median(void **state)
{
    (void)state;
    struct estimate none = median_counts(NULL, 0, 0.95);
    assert_true(isnan(none.value) && isnan(none.lo) && isnan(none.hi) && none.n == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_those_of_the_binomial),
        cmocka_unit_test(large_counts_are_in_order_too),
        cmocka_unit_test(the_largest_does_not_move_it),
        cmocka_unit_test(the_interval_holds_as_often_as_it_says),
        cmocka_unit_test(nothing_has_no_median),
    };
    return cmocka_run_group_tests_name("math median", tests, NULL, NULL);
}
