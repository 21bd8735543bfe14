/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small cases worked out by hand from the method, section 8; Wilson bounds from R prop.test(correct = FALSE). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/opinion.h"

static void near(double got, double expected)
{
    if (!(fabs(got - expected) <= 1e-12 * MAX_OF(1, fabs(expected))))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

static void two_groups_by_hand(void **state)
{
    (void)state;
    int64_t agree[] = {3, 1, 4}, disagree[] = {0, 1, 1}, seen[] = {4, 2, 6};
    struct opinion_tally t = {.groups = 2, .statements = 1, .agree = agree, .disagree = disagree, .seen = seen};
    struct opinion_shared s = opinion_shared_of(&t, 0, 0.95, 2);
    near(s.product_agree, 4 / 6. * 2 / 4.);
    near(s.product_disagree, 1 / 6. * 2 / 4.);
    near(s.geometric_agree, sqrt(1 / 3.));
    near(s.geometric_disagree, sqrt(1 / 12.));
    assert_int_equal(s.least_group, 1);
    near(s.least_agree.value, 0.5);
    near(s.least_agree.lo, 0.094531205734230728); /* Wilson, 1 of 2: 1/2 -+ z/2 sqrt((1/2 + z^2/4) / ...) */
    near(s.least_agree.hi, 1 - 0.094531205734230728);
    assert_int_equal(s.least_agree.n, 2);
    assert_int_equal(s.least_disagree_group, 0);
    near(s.least_disagree.value, 0);
    assert_true(s.least_disagree.lo == 0 && s.least_disagree.n == 4);
    near(s.gap, 0.25);
    assert_true(s.heard);
    assert_false(opinion_shared_of(&t, 0, 0.95, 3).heard);
}

static void who_was_not_asked_agrees_least(void **state)
{
    (void)state;
    int64_t agree[] = {3, 0, 0, 3}, disagree[] = {0, 0, 5, 5}, seen[] = {4, 0, 5, 9};
    struct opinion_tally t = {.groups = 3, .statements = 1, .agree = agree, .disagree = disagree, .seen = seen};
    struct opinion_shared s = opinion_shared_of(&t, 0, 0.95, 1);
    assert_int_equal(s.least_group, 1);
    assert_true(isnan(s.least_agree.value) && s.least_agree.lo == 0 && s.least_agree.n == 0);
    near(s.least_agree.hi, 0.43448246478317476); /* of the third: 0 of 5 */
    assert_true(isnan(s.gap) && !s.heard);
    near(s.product_agree, 4 / 6. * 1 / 2. * 1 / 7.); /* one half, as Polis has it */
    t.groups = 0;
    s = opinion_shared_of(&t, 0, 0.95, 1);
    assert_true(isnan(s.product_agree) && isnan(s.gap) && isnan(s.least_agree.lo) && !s.heard);
}

static void of_equal_shares_the_less_certain_is_least(void **state)
{
    (void)state;
    int64_t agree[] = {8, 4, 12}, none[] = {0, 0, 0}, seen[] = {10, 5, 15};
    struct opinion_tally t = {.groups = 2, .statements = 1, .agree = agree, .disagree = none, .seen = seen};
    assert_int_equal(opinion_shared_of(&t, 0, 0.95, 1).least_group, 1);
}

/* 60 of 100 and 3 of 4: the first agrees least, but of the second much less may be true. */
static void a_group_hardly_heard_widens_the_bounds(void **state)
{
    (void)state;
    int64_t agree[] = {60, 3, 63}, none[] = {0, 0, 0}, seen[] = {100, 4, 104};
    struct opinion_tally t = {.groups = 2, .statements = 1, .agree = agree, .disagree = none, .seen = seen};
    struct opinion_shared s = opinion_shared_of(&t, 0, 0.95, 1);
    double lo, hi;
    assert_true(s.least_group == 0 && s.least_agree.n == 100);
    near(s.least_agree.value, 0.6);
    share_wilson(3, 4, 0.95, &lo, &hi);
    near(s.least_agree.lo, lo);
    share_wilson(60, 100, 0.95, &lo, &hi);
    near(s.least_agree.hi, hi);
    assert_true(s.least_agree.lo < lo);
}

static void difference_by_hand(void **state)
{
    (void)state;
    int64_t agree[] = {3, 1, 5, 0, 9}, none[] = {0, 0, 0, 0, 0}, seen[] = {4, 2, 5, 0, 11};
    struct opinion_tally t = {.groups = 4, .statements = 1, .agree = agree, .disagree = none, .seen = seen};
    near(opinion_difference(&t, 0, 1, 0), erfc(0.25 / sqrt(1 / 6.) / sqrt(2))); /* h = 4/6: variance 2/9 (1/4 + 1/2) */
    near(opinion_difference(&t, 1, 0, 0), opinion_difference(&t, 0, 1, 0));
    assert_true(opinion_difference(&t, 2, 2, 0) == 1); /* all agree */
    assert_true(isnan(opinion_difference(&t, 0, 3, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_groups_by_hand),
        cmocka_unit_test(who_was_not_asked_agrees_least),
        cmocka_unit_test(of_equal_shares_the_less_certain_is_least),
        cmocka_unit_test(a_group_hardly_heard_widens_the_bounds),
        cmocka_unit_test(difference_by_hand),
    };
    return cmocka_run_group_tests_name("math opinion shared", tests, NULL, NULL);
}
