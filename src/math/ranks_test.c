/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values by hand, from the books named, and scipy 1.10 (more of those in tests/reference/small-ranks); the rest must hold of all orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/ranks.h"

static void near(double got, double expected)
{
    if (!(fabs(got - expected) < 1e-12) && !(isnan(got) && isnan(expected)))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

/* Four things, one neighbouring pair exchanged: five pairs agree, one does not: 4/6. Of 24 orders 1 + 3 + 3 + 1 are as far from 0. */
static void by_hand(void **state)
{
    (void)state;
    static const double a[] = {1, 2, 3, 4}, b[] = {1, 3, 2, 4};
    struct rank_agreement got = ranks_agree(a, b, 4, 0.95);
    assert_int_equal(got.concordant, 5);
    assert_int_equal(got.discordant, 1);
    near(got.tau.value, 4.0 / 6);
    near(got.rho, 1 - 6.0 * 2 / (4 * 15));
    near(got.p, 8.0 / 24);
    assert_true(got.exact && isnan(got.tau.lo) && isnan(got.tau.hi) && got.tau.n == 4);
}

/* Two alike in each: pairs 6, Ta = Tb = 1; C = 4, D = 0: 4 / sqrt(5 x 5). */
static void ties_by_hand(void **state)
{
    (void)state;
    static const double a[] = {1, 1, 2, 3}, b[] = {1, 2, 3, 3};
    struct rank_agreement got = ranks_agree(a, b, 4, 0.95);
    assert_int_equal(got.concordant, 4);
    assert_int_equal(got.discordant, 0);
    assert_int_equal(got.tied_a, 1);
    assert_int_equal(got.tied_b, 1);
    near(got.tau.value, 0.8);
    assert_true(got.exact);
}

static void only_one_has_it(void **state)
{
    (void)state;
    static const double a[] = {1, 2, NAN, 3, NAN}, b[] = {2, 4, 1, NAN, NAN};
    struct rank_agreement got = ranks_agree(a, b, 5, 0.95);
    assert_int_equal(got.both, 2);
    assert_int_equal(got.only_a, 1);
    assert_int_equal(got.only_b, 1);
    near(got.tau.value, 1);
    near(got.p, 1); /* two things stand the one or the other way round */
}

static void nothing_to_say(void **state)
{
    (void)state;
    static const double one[] = {1}, same[] = {2, 2, 2}, order[] = {1, 2, 3}, none[] = {NAN, NAN, NAN};
    const struct rank_agreement got[] = {ranks_agree(NULL, NULL, 0, 0.95), ranks_agree(one, one, 1, 0.95), ranks_agree(same, order, 3, 0.95), ranks_agree(order, same, 3, 0.95), ranks_agree(order, none, 3, 0.95)};
    for (size_t i = 0; i < ARRAY_LEN(got); i++)
        assert_true(isnan(got[i].tau.value) && isnan(got[i].p) && isnan(got[i].rho) && isnan(got[i].tau.lo));
}

/* Of ten things and more there is an interval; of a perfect order none: Fisher's z knows nothing of it. */
static void intervals(void **state)
{
    (void)state;
    double a[10], b[10];
    for (int i = 0; i < 10; i++)
        a[i] = b[i] = i;
    struct rank_agreement got = ranks_agree(a, b, 10, 0.95);
    near(got.tau.value, 1);
    assert_true(isnan(got.tau.lo) && isnan(got.tau.hi));
    b[0] = 1;
    b[1] = 0;
    got = ranks_agree(a, b, 10, 0.95);
    near(got.tau.value, 43.0 / 45);
    near(got.tau.lo, tanh(atanh(43.0 / 45) - 1.9599639845400545 * sqrt(0.437 / 6)));
    near(got.tau.hi, tanh(atanh(43.0 / 45) + 1.9599639845400545 * sqrt(0.437 / 6)));
}

/* ---- what holds of all orders ---- */

static size_t drawn(struct rng *r, double *a, double *b, uint64_t most)
{
    size_t n = 2 + rng_below(r, most);
    uint64_t places = 1 + rng_below(r, 2 * n);
    for (size_t i = 0; i < n; i++) {
        a[i] = rng_below(r, 12) ? (double)rng_below(r, places) : NAN;
        b[i] = rng_below(r, 12) ? (double)rng_below(r, places) : NAN;
    }
    return n;
}

/* Pair by pair, as the method is written down. */
static double slowly(const double *a, const double *b, size_t n)
{
    double s = 0, in_a = 0, in_b = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            if (isnan(a[i] + b[i] + a[j] + b[j]))
                continue;
            int x = (a[i] > a[j]) - (a[i] < a[j]), y = (b[i] > b[j]) - (b[i] < b[j]);
            s += x * y;
            in_a += x != 0;
            in_b += y != 0;
        }
    return in_a > 0 && in_b > 0 ? s / sqrt(in_a * in_b) : NAN;
}

static void as_pair_by_pair(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 19450938);
    for (int k = 0; k < 400; k++) {
        double a[70], b[70];
        size_t n = drawn(&r, a, b, k % 4 ? 7 : 60);
        near(ranks_agree(a, b, n, 0.95).tau.value, slowly(a, b, n));
    }
}

/* Neither which comes first, nor in what order the things stand, nor how places are numbered changes anything; turned round it changes the sign alone. */
static void indifferent(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 7);
    for (int k = 0; k < 200; k++) {
        double a[40], b[40], turned[40], wide[40], shuffled_a[40], shuffled_b[40];
        size_t n = drawn(&r, a, b, k % 4 ? 6 : 35);
        for (size_t i = 0; i < n; i++) {
            turned[i] = -b[i];
            wide[i] = 100 + 10 * a[i] * a[i] * a[i];
            shuffled_a[i] = a[n - 1 - i];
            shuffled_b[i] = b[n - 1 - i];
        }
        struct rank_agreement one = ranks_agree(a, b, n, 0.9), other = ranks_agree(b, a, n, 0.9), back = ranks_agree(a, turned, n, 0.9), far = ranks_agree(wide, b, n, 0.9), moved = ranks_agree(shuffled_a, shuffled_b, n, 0.9);
        near(other.tau.value, one.tau.value);
        near(other.p, one.p);
        near(back.tau.value, -one.tau.value);
        near(back.p, one.p);
        near(back.tau.lo, -one.tau.hi);
        near(far.tau.value, one.tau.value);
        near(far.rho, one.rho);
        near(moved.tau.value, one.tau.value);
        near(moved.p, one.p);
        assert_true(isnan(one.p) || (one.p > 0 && one.p <= 1));
        assert_true(isnan(one.tau.value) || fabs(one.tau.value) <= 1);
    }
}

/* Counting orders by what a thing more does, and trying them all, is one: a tie that no pair notices makes it try. */
static void counted_as_tried(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 11);
    for (int k = 0; k < 12; k++) {
        double a[6], b[6];
        size_t n = 3 + (size_t)rng_below(&r, 4), at[6] = {0, 1, 2, 3, 4, 5}, far = 0, all = 0;
        for (size_t i = 0; i < n; i++) {
            a[i] = (double)i;
            b[i] = rng_unit(&r);
        }
        struct rank_agreement got = ranks_agree(a, b, n, 0.95);
        for (size_t code = 0; code < 46656; code++) { /* all lists of n numbers under 6, those that are orders */
            size_t rest = code, seen = 0;
            double drawn_b[6];
            for (size_t i = 0; i < n; i++, rest /= 6) {
                at[i] = rest % 6;
                seen |= at[i] < n ? (size_t)1 << at[i] : 0;
                drawn_b[i] = (double)at[i];
            }
            if (rest || seen != ((size_t)1 << n) - 1)
                continue;
            far += fabs(slowly(a, drawn_b, n)) >= fabs(got.tau.value) - 1e-9;
            all++;
        }
        near(got.p, (double)far / (double)all);
    }
}

/* ---- several ---- */

/* Three judges, four things: rank sums 4, 5, 9, 12 about 7.5: S = 41; W = 12 x 41 / (9 x 60). */
static void concordance_by_hand(void **state)
{
    (void)state;
    static const double places[] = {1, 2, 3, 4, 2, 1, 3, 4, 1, 2, 3, 4};
    struct rank_concordance got = ranks_concordance(places, 3, 4);
    near(got.w, 12.0 * (3.5 * 3.5 + 2.5 * 2.5 + 1.5 * 1.5 + 4.5 * 4.5) / (9 * 60));
    near(got.chi2, 3 * 3 * got.w);
    near(got.mean_tau, (4.0 / 6 + 1 + 4.0 / 6) / 3);
    assert_true(got.exact && got.p > 0 && got.p < 0.05);
}

static void concordance_edges(void **state)
{
    (void)state;
    static const double same[] = {1, 2, 3, 1, 2, 3, 1, 2, 3}, tied[] = {1, 1, 1, 1, 1, 1}, apart[] = {1, 2, NAN, NAN, 1, 2};
    near(ranks_concordance(same, 3, 3).w, 1);
    near(ranks_concordance(same, 3, 3).p, 6.0 / 216); /* six orders that all three may share */
    assert_true(isnan(ranks_concordance(tied, 2, 3).w));
    struct rank_concordance got = ranks_concordance(apart, 2, 3);
    assert_true(isnan(got.w) && got.things == 1 && got.left_out == 2);
    assert_true(isnan(ranks_concordance(same, 1, 3).w) && isnan(ranks_concordance(NULL, 0, 0).w));
}

/* Of two orders without ties W is (1 + rho) / 2. */
static void two_are_rho(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    for (int k = 0; k < 60; k++) {
        double places[20];
        for (size_t i = 0; i < 10; i++) {
            places[i] = (double)i;
            places[10 + i] = rng_unit(&r);
        }
        near(ranks_concordance(places, 2, 10).w, (1 + ranks_agree(places, places + 10, 10, 0.95).rho) / 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(ties_by_hand), cmocka_unit_test(only_one_has_it), cmocka_unit_test(nothing_to_say), cmocka_unit_test(intervals),
        cmocka_unit_test(as_pair_by_pair), cmocka_unit_test(indifferent), cmocka_unit_test(counted_as_tried), cmocka_unit_test(concordance_by_hand), cmocka_unit_test(concordance_edges),
        cmocka_unit_test(two_are_rho)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
