/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small cases worked out by hand from the rules of the method, sections 7 and 8. */
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

enum { STATEMENTS_MOST = 8 };
struct said { /* in two groups: agree, disagree, all votes */
    int64_t first[3], second[3];
};
struct room {
    int64_t agree[3 * STATEMENTS_MOST], disagree[3 * STATEMENTS_MOST], seen[3 * STATEMENTS_MOST];
    struct opinion_tally t;
};

static void room_fill(struct room *r, const struct said *said, size_t n)
{
    assert_true(n <= STATEMENTS_MOST);
    r->t = (struct opinion_tally){.groups = 2, .statements = n, .agree = r->agree, .disagree = r->disagree, .seen = r->seen};
    for (size_t s = 0; s < n; s++)
        for (size_t g = 0; g < 3; g++) {
            const int64_t *one = said[s].first, *two = said[s].second;
            r->agree[g * n + s] = (g != 1 ? one[0] : 0) + (g != 0 ? two[0] : 0);
            r->disagree[g * n + s] = (g != 1 ? one[1] : 0) + (g != 0 ? two[1] : 0);
            r->seen[g * n + s] = (g != 1 ? one[2] : 0) + (g != 0 ? two[2] : 0);
        }
}

static void two_camps(void **state)
{
    (void)state;
    static const struct said said[] = {
        {{9, 1, 10}, {9, 1, 10}}, /* nothing distinctive */
        {{0, 10, 10}, {10, 0, 10}},
        {{10, 0, 10}, {0, 10, 10}},
        {{0, 0, 0}, {0, 0, 0}},
    };
    struct room r;
    room_fill(&r, said, ARRAY_LEN(said));
    struct opinion_pick p[OPINION_PICKS_MOST];
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 2);
    assert_true(p[0].statement == 2 && p[0].agree && p[0].best_agree);
    assert_true(p[0].n_success == 10 && p[0].n_trials == 10);
    near(p[0].p_success, 11 / 12.);
    near(p[0].p_test, sqrt(11));
    near(p[0].repness, 11);
    near(p[0].repness_test, (10 / 11.) / sqrt((12 / 22.) * (10 / 22.) * (2 / 11.)));
    assert_true(p[1].statement == 1 && !p[1].agree && !p[1].best_agree && p[1].n_success == 10);
    near(p[1].repness, 11);
    /* the other group holds the opposite; what is out is never picked */
    assert_int_equal(opinion_representative(&r.t, NULL, 1, p), 2);
    assert_true(p[0].statement == 1 && p[0].agree && p[0].best_agree && p[1].statement == 2 && !p[1].agree);
    const bool out[] = {true, true, false, false};
    assert_int_equal(opinion_representative(&r.t, out, 1, p), 1);
    assert_true(p[0].statement == 2 && !p[0].agree && !p[0].best_agree);
}

/* Everybody agrees with statement 0. It is the first best agree, for its own z; the next must beat it in p and z, not in what sets the group
 * apart, and only equals it. Its two tests are both 0, which is reported as disagreeing. So Polis has it. */
static void what_all_agree_with_can_stay_best_agree(void **state)
{
    (void)state;
    static const struct said said[] = {{{10, 0, 10}, {10, 0, 10}}, {{0, 10, 10}, {10, 0, 10}}, {{10, 0, 10}, {0, 10, 10}}};
    struct room r;
    room_fill(&r, said, ARRAY_LEN(said));
    struct opinion_pick p[OPINION_PICKS_MOST];
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 3);
    assert_true(p[0].statement == 2 && p[0].agree && !p[0].best_agree);
    assert_true(p[1].statement == 0 && !p[1].agree && p[1].best_agree && p[1].n_success == 0 && p[1].repness_test == 0);
    assert_true(p[2].statement == 1 && !p[2].agree);
}

static void five_are_kept_and_agrees_come_first(void **state)
{
    (void)state;
    static const struct said said[] = {
        {{0, 10, 10}, {10, 0, 10}}, /* strongest of the disagrees */
        {{8, 2, 10}, {2, 8, 10}},
        {{10, 0, 10}, {1, 9, 10}},
        {{10, 0, 10}, {0, 10, 10}}, /* best agree */
        {{1, 9, 10}, {10, 0, 10}},
        {{9, 1, 10}, {1, 9, 10}},
        {{8, 2, 10}, {2, 8, 10}},   /* as statement 1, later: left out */
    };
    static const size_t order[] = {3, 2, 5, 0, 4};
    struct room r;
    room_fill(&r, said, ARRAY_LEN(said));
    struct opinion_pick p[OPINION_PICKS_MOST];
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(p[i].statement, order[i]);
        assert_true(p[i].agree == (i < 3) && p[i].best_agree == (i == 0));
    }
    static const struct said tie[] = {{{8, 2, 10}, {2, 8, 10}}, {{8, 2, 10}, {2, 8, 10}}, {{8, 2, 10}, {2, 8, 10}}};
    room_fill(&r, tie, ARRAY_LEN(tie));
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 3);
    for (size_t i = 0; i < 3; i++) /* among equals the first comes first */
        assert_int_equal(p[i].statement, i);
}

static void best_agree_may_be_reported_as_disagree(void **state)
{
    (void)state;
    /* z of agreeing = 2 * 3 * (7/9 - 1/2) = 1.67: accepted, but the other group agrees still more */
    static const struct said said[] = {{{6, 2, 8}, {8, 0, 8}}};
    struct room r;
    room_fill(&r, said, 1);
    struct opinion_pick p[OPINION_PICKS_MOST];
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 1);
    assert_true(p[0].best_agree && !p[0].agree && p[0].n_success == 2 && p[0].n_trials == 8);
    near(p[0].p_success, 3 / 10.);
    near(p[0].repness, 3);
}

static void without_anything_significant_one_is_left(void **state)
{
    (void)state;
    static const struct said said[] = {{{0, 1, 2}, {0, 1, 2}}, {{0, 2, 3}, {0, 0, 3}}, {{0, 2, 3}, {0, 0, 3}}};
    struct room r;
    room_fill(&r, said, ARRAY_LEN(said));
    struct opinion_pick p[OPINION_PICKS_MOST];
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 1);
    assert_true(p[0].statement == 1 && !p[0].agree && !p[0].best_agree); /* the largest test, the first of the two */
    const bool out[] = {true, true, true};
    assert_int_equal(opinion_representative(&r.t, out, 0, p), 0);
    r.t.statements = 0;
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 0);
}

/* What Polis fills in is no word about a group: the cases above, and what stays. */
static void only_what_is_significant_is_held(void **state)
{
    (void)state;
    static const struct said lesser[] = {{{6, 2, 8}, {8, 0, 8}}}, weak[] = {{{0, 1, 2}, {0, 1, 2}}, {{0, 2, 3}, {0, 0, 3}}},
        all[] = {{{10, 0, 10}, {10, 0, 10}}, {{0, 10, 10}, {10, 0, 10}}, {{10, 0, 10}, {0, 10, 10}}}, nobody[] = {{{0, 0, 0}, {3, 30, 40}}};
    struct room r;
    struct opinion_pick p[OPINION_PICKS_MOST];
    room_fill(&r, lesser, 1);
    assert_int_equal(opinion_held(p, opinion_representative(&r.t, NULL, 0, p)), 0);
    room_fill(&r, weak, 2);
    assert_int_equal(opinion_held(p, opinion_representative(&r.t, NULL, 0, p)), 0);
    room_fill(&r, nobody, 1);
    assert_int_equal(opinion_representative(&r.t, NULL, 0, p), 1);
    assert_true(p[0].n_trials == 0 && opinion_held(p, 1) == 0);
    room_fill(&r, all, 3);
    assert_int_equal(opinion_held(p, opinion_representative(&r.t, NULL, 0, p)), 2);
    assert_true(p[0].statement == 2 && p[0].agree && p[1].statement == 1 && !p[1].agree);
}

static void consensus_goes_by_everybody(void **state)
{
    (void)state;
    static const struct said said[] = {
        {{10, 0, 10}, {0, 10, 10}}, /* 10 of 20: p = 11/22 is not over one half */
        {{8, 1, 10}, {7, 2, 10}},   /* 15 of 20: p = 16/22, z = 2 sqrt(21) (16/21 - 1/2) = 2.4 */
        {{10, 0, 10}, {10, 0, 10}},
        {{0, 9, 10}, {0, 10, 10}},
        {{3, 0, 4}, {0, 0, 0}},     /* p = 4/6, z = 1.34 */
        {{2, 0, 3}, {0, 0, 0}},     /* p = 3/5, z = 2 * 2 * 1/4 = 1: not significant */
    };
    struct room r;
    room_fill(&r, said, ARRAY_LEN(said));
    struct opinion_pick p[OPINION_PICKS_MOST];
    assert_int_equal(opinion_consensus(&r.t, NULL, true, p), 3);
    assert_true(p[0].statement == 2 && p[1].statement == 1 && p[2].statement == 4);
    assert_true(p[1].agree && p[1].n_success == 15 && p[1].n_trials == 20 && isnan(p[1].repness));
    near(p[1].p_success, 16 / 22.);
    near(p[1].p_test, 2 * sqrt(21) * (16 / 21. - 0.5));
    assert_int_equal(opinion_consensus(&r.t, NULL, false, p), 1);
    assert_true(p[0].statement == 3 && !p[0].agree && p[0].n_success == 19);
    const bool out[] = {false, false, true, true, false, false};
    assert_int_equal(opinion_consensus(&r.t, out, true, p), 2);
    assert_int_equal(opinion_consensus(&r.t, out, false, p), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_camps),
        cmocka_unit_test(what_all_agree_with_can_stay_best_agree),
        cmocka_unit_test(five_are_kept_and_agrees_come_first),
        cmocka_unit_test(best_agree_may_be_reported_as_disagree),
        cmocka_unit_test(without_anything_significant_one_is_left),
        cmocka_unit_test(only_what_is_significant_is_held),
        cmocka_unit_test(consensus_goes_by_everybody),
    };
    return cmocka_run_group_tests_name("math opinion pick", tests, NULL, NULL);
}
