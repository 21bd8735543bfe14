/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error of a reported number. Values of the package: tests/reference (uncertain_ucdp); here what must hold whatever they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "math/maths.h"

static void near(double got, double expected, double relative)
{
    if (!(fabs(got - expected) <= relative * MAX_OF(1e-6, fabs(expected))))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

/* METHOD C.5: state-based, 25 reported. */
static void the_published_example(void **state)
{
    (void)state;
    struct reported_error r = reported_error(REPORTED_STATE, 25);
    near(reported_mean(&r), 35.5, 2e-3);
    near(reported_quantile(&r, 0.05), 25, 1e-12);
    near(reported_quantile(&r, 0.5), 29, 2e-3);
    near(reported_quantile(&r, 0.95), 62.9, 1e-3);
}

static void quantiles_invert_the_distribution(void **state)
{
    (void)state;
    static const double numbers[] = {0, 1, 2, 3, 13, 20, 24, 40, 77, 101, 200, 999, 1001, 2000, 40000};
    for (size_t k = 0; k < ARRAY_LEN(numbers) * REPORTED_TYPES; k++) {
        struct reported_error r = reported_error((enum reported_type)(k % REPORTED_TYPES), numbers[k / REPORTED_TYPES]);
        double last = 0;
        for (int i = 1; i < 1000; i++) {
            double p = i / 1000.0, q = reported_quantile(&r, p);
            assert_true(q >= last);
            last = q;
            assert_true(reported_below(&r, q * (1 + 1e-9) + 1e-9) >= p - 1e-9); /* nothing below q reaches p ... */
            if (q > 0)
                assert_true(reported_below(&r, q * (1 - 1e-9)) <= p + 1e-6); /* ... and q does */
        }
        assert_true(isfinite(reported_quantile(&r, 1 - 1e-15)) && reported_quantile(&r, 1e-300) >= 0);
    }
}

/* Mean and variance against the average over many slices of the quantile function. */
static void moments_are_those_of_the_quantiles(void **state)
{
    (void)state;
    static const double numbers[] = {0, 1, 3, 5, 13, 24, 101, 500};
    for (size_t k = 0; k < ARRAY_LEN(numbers) * REPORTED_TYPES; k++) {
        struct reported_error r = reported_error((enum reported_type)(k % REPORTED_TYPES), numbers[k / REPORTED_TYPES]);
        double mean, variance, sum = 0, squares = 0;
        reported_moments(&r, &mean, &variance);
        enum { SLICES = 400000 };
        for (int i = 0; i < SLICES; i++) {
            double q = reported_quantile(&r, (i + 0.5) / SLICES);
            sum += q / SLICES;
            squares += q * q / SLICES;
        }
        near(mean, sum, 2e-5);
        near(variance, squares - sum * sum, 2e-3);
        assert_true(mean >= reported_mean(&r) - 1e-9); /* what is clipped was below zero */
    }
}

static void one_event_is_its_own_distribution(void **state)
{
    (void)state;
    struct reported one = {REPORTED_ONE_SIDED, 50, 1};
    struct reported_error r = reported_error(one.type, one.deaths);
    struct estimate got = reported_sum(&one, 1, REPORTED_DRAWS, 1, 0.9);
    double mean, variance;
    reported_moments(&r, &mean, &variance);
    near(got.value, mean, 1e-12);
    near(got.lo, reported_quantile(&r, 0.05), 2e-3);
    near(got.hi, reported_quantile(&r, 0.95), 2e-3);
    assert_int_equal(got.n, 1);
}

/* Many alike: normal, mean and spread exact, whether some are drawn or not. */
static void many_are_normal(void **state)
{
    (void)state;
    struct reported many = {REPORTED_STATE, 8, 40000};
    struct reported_error r = reported_error(many.type, many.deaths);
    double mean, variance;
    reported_moments(&r, &mean, &variance);
    struct estimate got = reported_sum(&many, 1, REPORTED_DRAWS, 1, 0.95);
    near(got.value, 40000 * mean, 1e-12);
    near((got.hi - got.lo) / 2, 1.959964 * sqrt(40000 * variance), 0.02);
    assert_true(got.lo > 40000 * 8); /* upward: nobody reports too many so often */
}

/* A few hundred, drawn in full, against plain drawing. */
static void drawing_agrees_with_plain_draws(void **state)
{
    (void)state;
    const struct reported groups[] = {{REPORTED_STATE, 3, 120}, {REPORTED_ONE_SIDED, 40, 5}, {REPORTED_STATE, 300, 1}, {REPORTED_NON_STATE, 0, 90}};
    struct estimate got = reported_sum(groups, ARRAY_LEN(groups), REPORTED_DRAWS, 7, 0.9);
    struct rng rng;
    rng_init(&rng, 99);
    enum { DRAWS = 20000 };
    int below = 0, above = 0;
    double sum = 0;
    for (int d = 0; d < DRAWS; d++) {
        double total = 0;
        for (size_t k = 0; k < ARRAY_LEN(groups); k++) {
            struct reported_error r = reported_error(groups[k].type, groups[k].deaths);
            for (int64_t i = 0; i < groups[k].count; i++)
                total += reported_quantile(&r, (rng_unit(&rng) + 1e-18) * (1 - 1e-15));
        }
        sum += total / DRAWS;
        below += total < got.lo;
        above += total > got.hi;
    }
    near(got.value, sum, 3e-3);
    near((double)below / DRAWS, 0.05, 0.15);
    near((double)above / DRAWS, 0.05, 0.15);
    assert_int_equal(got.n, 216);
}

static void order_does_not_matter_and_nothing_is_nothing(void **state)
{
    (void)state;
    const struct reported ab[] = {{REPORTED_STATE, 3, 120}, {REPORTED_NON_STATE, 17, 400}, {REPORTED_STATE, 9, 0}},
                          ba[] = {{REPORTED_NON_STATE, 17, 400}, {REPORTED_STATE, 3, 120}};
    struct estimate x = reported_sum(ab, 3, REPORTED_DRAWS, 5, 0.95), y = reported_sum(ba, 2, REPORTED_DRAWS, 5, 0.95),
                    none = reported_sum(ab + 2, 1, REPORTED_DRAWS, 5, 0.95);
    assert_true(x.value == y.value && x.lo == y.lo && x.hi == y.hi && x.n == y.n);
    assert_true(isnan(none.value) && isnan(none.lo) && isnan(none.hi) && none.n == 0);
    none = reported_sum(NULL, 0, REPORTED_DRAWS, 5, 0.95);
    assert_true(isnan(none.value));
}

static void events_group_by_type_and_number(void **state)
{
    (void)state;
    static const uint8_t types[] = {1, 3, 1, 2, 0, 9, 1, 3, 1, 1};
    static const int32_t deaths[] = {5, 2000, 5, 0, 7, 7, -1, 2000, 1500, 4};
    struct arena a CLEANUP(arena_end) = {0};
    struct reported *groups;
    size_t n = reported_group(types, deaths, ARRAY_LEN(types), &a, &groups);
    static const struct reported expected[] = {{REPORTED_STATE, 4, 1}, {REPORTED_STATE, 5, 2}, {REPORTED_STATE, 1500, 1}, {REPORTED_NON_STATE, 0, 1},
        {REPORTED_ONE_SIDED, 2000, 2}};
    assert_int_equal(n, ARRAY_LEN(expected));
    for (size_t i = 0; i < n; i++)
        assert_true(groups[i].type == expected[i].type && groups[i].deaths == expected[i].deaths && groups[i].count == expected[i].count);
    assert_int_equal(reported_group(types, deaths, 0, &a, &groups), 0);
}

static void a_million_events_are_quick(void **state)
{
    (void)state;
    enum { EVENTS = 1000000 };
    struct arena a CLEANUP(arena_end) = {0};
    uint8_t *types = ARENA_ARRAY(&a, uint8_t, EVENTS);
    int32_t *deaths = ARENA_ARRAY(&a, int32_t, EVENTS);
    struct rng rng;
    rng_init(&rng, 3);
    for (size_t i = 0; i < EVENTS; i++) {
        types[i] = (uint8_t)(1 + rng_below(&rng, 3));
        deaths[i] = (int32_t)(1 / (rng_unit(&rng) + 1e-4)); /* heavy tail, up to 10,000 */
    }
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    struct reported *groups;
    size_t n = reported_group(types, deaths, EVENTS, &a, &groups);
    struct estimate got = reported_sum(groups, n, REPORTED_DRAWS, 1, 0.95);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
    printf("# %zu groups, %.1f ms\n", n, ms);
    assert_int_equal(got.n, EVENTS);
    assert_true(got.lo < got.value && got.value < got.hi);
    assert_true(ms < 2000); /* generous: sanitizers and busy machines; `make bench` measures */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_example),
        cmocka_unit_test(quantiles_invert_the_distribution),
        cmocka_unit_test(moments_are_those_of_the_quantiles),
        cmocka_unit_test(one_event_is_its_own_distribution),
        cmocka_unit_test(many_are_normal),
        cmocka_unit_test(drawing_agrees_with_plain_draws),
        cmocka_unit_test(order_does_not_matter_and_nothing_is_nothing),
        cmocka_unit_test(events_group_by_type_and_number),
        cmocka_unit_test(a_million_events_are_quick),
    };
    return cmocka_run_group_tests_name("math reported", tests, NULL, NULL);
}
