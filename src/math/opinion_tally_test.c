/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small cases worked out by hand from the formulas of the method, section 6. */
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

/* Four people, three statements: rows +1 . -1 | 0 +1 . | -1 -1 -1 | . . +1 */
static const uint64_t begin[] = {0, 2, 4, 7, 8};
static const uint32_t statement[] = {0, 2, 0, 1, 0, 1, 2, 2};
static const int8_t vote[] = {1, -1, 0, 1, -1, -1, -1, 1};
static const struct opinion_votes few = {.participants = 4, .statements = 3, .begin = begin, .statement = statement, .vote = vote};

static void counts(const struct opinion_tally *t, size_t group, size_t s, int64_t agree, int64_t disagree, int64_t seen)
{
    size_t at = opinion_at(t, group, s);
    assert_int_equal(t->agree[at], agree);
    assert_int_equal(t->disagree[at], disagree);
    assert_int_equal(t->seen[at], seen);
}

static void votes_are_counted_by_group_and_for_everybody(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_tally t;
    opinion_tally_of(&few, (const uint32_t[]){1, 0, 1, OPINION_NO_GROUP}, 2, &a, &t);
    counts(&t, 0, 0, 0, 0, 1); /* a pass is seen */
    counts(&t, 0, 1, 1, 0, 1);
    counts(&t, 0, 2, 0, 0, 0);
    counts(&t, 1, 0, 1, 1, 2);
    counts(&t, 1, 1, 0, 1, 1);
    counts(&t, 1, 2, 0, 2, 2);
    counts(&t, 2, 0, 1, 1, 3);
    counts(&t, 2, 1, 1, 1, 2);
    counts(&t, 2, 2, 1, 2, 3); /* also of those without group */
    opinion_tally_of(&few, NULL, 0, &a, &t);
    counts(&t, 0, 2, 1, 2, 3);
}

static struct opinion_tally tally(size_t groups, size_t statements, int64_t *agree, int64_t *disagree, int64_t *seen)
{
    return (struct opinion_tally){.groups = groups, .statements = statements, .agree = agree, .disagree = disagree, .seen = seen};
}

static void measures_by_hand(void **state)
{
    (void)state;
    /* group 0: 3 agree, 0 disagree of 4; the rest in two groups: 1 + 0 agree, 0 + 1 disagree of 1 + 1 */
    int64_t agree[] = {3, 1, 0, 4}, disagree[] = {0, 0, 1, 1}, seen[] = {4, 1, 1, 6};
    struct opinion_tally t = tally(3, 1, agree, disagree, seen);
    struct opinion_measure m = opinion_measure_of(&t, 0, 0);
    near(m.p_agree, 4 / 6.);
    near(m.p_disagree, 1 / 6.);
    near(m.z_agree, 2 * sqrt(5) * 0.3);
    near(m.z_disagree, -2 * sqrt(5) * 0.3);
    near(m.rep_agree, 4 / 3.);
    near(m.rep_disagree, 1 / 3.);
    near(m.zrep_agree, (4 / 5. - 2 / 3.) / sqrt(0.1));       /* h = 6/8 */
    near(m.zrep_disagree, (1 / 5. - 2 / 3.) / sqrt(0.125)); /* h = 3/8 */
}

static void edges_are_those_of_the_method(void **state)
{
    (void)state;
    int64_t agree[] = {0, 5, 7, 5, 7, 10}, disagree[] = {0, 0, 0, 0, 0, 0}, seen[] = {0, 5, 7, 5, 7, 10};
    struct opinion_tally t = tally(2, 3, agree, disagree, seen);
    struct opinion_measure nobody = opinion_measure_of(&t, 0, 0);
    near(nobody.p_agree, 0.5);
    near(nobody.z_agree, 1); /* n + 1, not n + 2 */
    near(nobody.z_disagree, 1);
    near(nobody.rep_agree, 0.5 / (6 / 7.));
    near(nobody.zrep_agree, 0); /* everybody else agrees: h = 1 */
    struct opinion_measure all = opinion_measure_of(&t, 0, 1);
    assert_true(all.zrep_agree == 0);
    near(all.z_agree, sqrt(6));
    int64_t none[2] = {0};
    t = tally(1, 1, none, none, none);
    struct opinion_measure alone = opinion_measure_of(&t, 0, 0);
    near(alone.rep_agree, 1);
    assert_true(alone.zrep_agree == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(votes_are_counted_by_group_and_for_everybody),
        cmocka_unit_test(measures_by_hand),
        cmocka_unit_test(edges_are_those_of_the_method),
    };
    return cmocka_run_group_tests_name("math opinion tally", tests, NULL, NULL);
}
