/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small cases worked out by hand from the method, section 9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/opinion.h"

static void near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance * MAX_OF(1, fabs(expected))))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

static void priority_by_hand(void **state)
{
    (void)state;
    /* statement 0: 3 agree, 1 disagrees, 1 passes in two groups, and 4 more who are not in; statement 1: no votes; statement 2: meta */
    int64_t agree[] = {2, 0, 0, 1, 0, 0, 7, 0, 0}, disagree[] = {0, 0, 0, 1, 0, 0, 1, 0, 0}, seen[] = {2, 0, 0, 3, 0, 0, 9, 0, 0};
    struct opinion_tally t = {.groups = 2, .statements = 3, .agree = agree, .disagree = disagree, .seen = seen};
    double out[3];
    opinion_priority(&t, (const double[]){1, 0, 3}, (const bool[]){false, false, true}, out);
    near(out[0], 200 / 49. * 200 / 49., 1e-12); /* importance 5/7 * 2 * 4/7, newness 1 + 8/2 */
    near(out[1], 2.25 * 2.25, 1e-12);           /* importance 1/4, newness 9 */
    assert_true(out[2] == 49);
    t = (struct opinion_tally){.groups = 0, .statements = 3, .agree = agree + 6, .disagree = disagree + 6, .seen = seen + 6};
    opinion_priority(&t, (const double[]){0, 0, 0}, NULL, out);
    double importance = (9 / 11.) * (8 / 11.), newness = 1 + 8 * pow(2, -1.8); /* of nine: 7 agree, 1 disagrees, 1 passes */
    near(out[0], importance * newness * importance * newness, 1e-12);
}

static void draws_are_in_proportion(void **state)
{
    (void)state;
    enum { DRAWS = 40000 };
    const double priority[] = {3, 5, NAN, 0, 6};
    const bool may[] = {true, false, true, true, true};
    /* weights 3, -, 1, 0, 6; one fifth is uniform over four */
    const double expected[] = {0.05 + 0.24, 0, 0.05 + 0.08, 0.05, 0.05 + 0.48};
    size_t drawn[5] = {0};
    struct rng r;
    rng_init(&r, 11);
    for (size_t i = 0; i < DRAWS; i++) {
        double chance;
        size_t s = opinion_next(priority, may, 5, 0.2, &r, &chance);
        assert_true(s < 5 && may[s]);
        near(chance, expected[s], 1e-12);
        drawn[s]++;
    }
    for (size_t s = 0; s < 5; s++) /* within five standard errors */
        near((double)drawn[s] / DRAWS, expected[s], 5 * 0.5 / sqrt(DRAWS));
}

static void edges_of_drawing(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 1);
    double chance = 9;
    assert_true(opinion_next((const double[]){1, 1}, (const bool[]){false, false}, 2, 0.2, &r, &chance) == SIZE_MAX);
    assert_true(chance == 0);
    assert_true(opinion_next(NULL, NULL, 0, 0.2, &r, &chance) == SIZE_MAX);
    for (int i = 0; i < 100; i++) { /* no floor: weight 0 is never drawn; all weights 0: uniform */
        assert_int_equal(opinion_next((const double[]){0, 2, 0}, (const bool[]){true, true, true}, 3, 0, &r, &chance), 1);
        near(chance, 1, 1e-12);
        assert_true(opinion_next((const double[]){0, 0}, (const bool[]){true, true}, 2, 0, &r, &chance) < 2);
        near(chance, 0.5, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(priority_by_hand),
        cmocka_unit_test(draws_are_in_proportion),
        cmocka_unit_test(edges_of_drawing),
    };
    return cmocka_run_group_tests_name("math opinion priority", tests, NULL, NULL);
}
