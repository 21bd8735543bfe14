/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "guard/guard.h"

static void closed_relations_are_for_stewards(void **state)
{
    (void)state;
    static const char *const closed[] = {"trust", "influence", "shares_information", "mediates", "dispute"};
    for (size_t i = 0; i < ARRAY_LEN(closed); i++)
        for (enum visible v = VISIBLE_STEWARDS; v <= VISIBLE_PUBLIC; v++) { /* whatever the row says */
            const struct relation *r = relation_of(str_of(closed[i]));
            assert_false(guard_relation(r, v, RELATION_PASSED_ON) || guard_relation(r, v, RELATION_PARTNERS) || guard_relation(r, v, RELATION_STAFF));
            assert_true(guard_relation(r, v, RELATION_STEWARD));
        }
    const struct relation *funds = relation_of(STR("funds"));
    assert_true(guard_relation(funds, VISIBLE_PUBLIC, RELATION_PASSED_ON) && guard_relation(funds, VISIBLE_STAFF, RELATION_STAFF));
    assert_false(guard_relation(funds, VISIBLE_PARTNERS, RELATION_PASSED_ON) || guard_relation(funds, VISIBLE_STAFF, RELATION_PARTNERS));
    assert_false(guard_relation(funds, VISIBLE_STEWARDS, RELATION_STAFF));
    struct estimate v = {0.5, 0.25, 0.75, 1};
    assert_int_equal(shown_state(guard_trust(v, RELATION_STAFF)), SHOWN_UNKNOWN);
    assert_true(isnan(shown_value(guard_trust(v, RELATION_PASSED_ON)).value));
    assert_true(shown_value(guard_trust(v, RELATION_STEWARD)).hi == 0.75);
}

static void public_records_pass_whole(void **state)
{
    (void)state;
    const struct estimate v[] = {{3, 1, 9, 3}, ESTIMATE_NONE, {0, 0, 0, 0}};
    struct arena a = {0};
    struct shown s;
    struct err e = {0};
    assert_true(guard_show(&(struct cells){BASIS_PUBLIC_RECORD, 1, 3, v}, &a, &s, &e));
    assert_int_equal(shown_state(shown_at(&s, 0, 0)), SHOWN_VALUE);
    assert_true(shown_value(shown_at(&s, 0, 0)).hi == 9);
    assert_int_equal(shown_state(shown_at(&s, 0, 1)), SHOWN_UNKNOWN);
    assert_int_equal(shown_state(shown_at(&s, 0, 2)), SHOWN_VALUE); /* zero is a value, not unknown */
    assert_int_equal(shown_state(guard_unseen()), SHOWN_UNSEEN);
    assert_true(isnan(shown_value(guard_unseen()).value));
    arena_end(&a);
}

static void few_people_are_never_shown(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 2 * PEOPLE_K; n++) {
        struct shown_cell c = guard_one(basis_people(0), (struct estimate){0.5, 0.2, 0.8, n});
        if (n < PEOPLE_K) {
            assert_int_equal(shown_state(c), SHOWN_TOO_FEW);
            assert_true(isnan(shown_value(c).value) && isnan(shown_value(c).lo) && isnan(shown_value(c).hi));
            assert_int_equal(shown_value(c).n, 0);
        } else {
            assert_int_equal(shown_state(c), SHOWN_VALUE);
        }
    }
    /* Not knowing does not tell either how few they were. */
    assert_int_equal(shown_state(guard_one(basis_people(0), ESTIMATE_NONE)), SHOWN_TOO_FEW);
}

static void a_table_without_basis_is_refused(void **state)
{
    (void)state;
    const struct estimate v[] = {{1, 1, 1, 1}};
    struct arena a = {0};
    struct shown s = {0};
    struct err e = {0};
    assert_false(guard_show(&(struct cells){{0}, 1, 1, v}, &a, &s, &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_null(s.c);
    arena_end(&a);
}

static void what_could_not_be_seen_claims_nothing(void **state)
{
    (void)state;
    const struct estimate v = {0, 0, 1, 3};
    assert_int_equal(shown_state(guard_seen(v, LOOKED_UNSAID)), SHOWN_VALUE);
    assert_int_equal(shown_state(guard_seen(v, LOOKED_GOOD)), SHOWN_VALUE);
    assert_int_equal(shown_state(guard_seen(v, LOOKED_LIMITED)), SHOWN_PARTLY_SEEN);
    assert_int_equal(shown_state(guard_seen(v, LOOKED_NONE)), SHOWN_UNSEEN);
    assert_true(isnan(shown_value(guard_seen(v, LOOKED_LIMITED)).value) && isnan(shown_value(guard_seen(v, LOOKED_NONE)).hi));
}

static void records_go_as_far_as_their_licence(void **state)
{
    (void)state;
    static const bool may[4][3] = {[LICENCE_UNKNOWN] = {false, true, true}, [LICENCE_OPEN] = {true, true, true},
        [LICENCE_ATTRIBUTION] = {true, true, true}, [LICENCE_NO_REPUBLICATION] = {false, false, true}};
    for (int licence = 0; licence < 4; licence++)
        for (int use = 0; use < 3; use++)
            assert_int_equal(guard_record((enum licence)licence, (enum record_use)use), may[licence][use]);
}

static void groups_are(struct cells_basis basis, const int64_t *people, size_t n, const char *expected)
{
    bool may[8];
    size_t shown = guard_groups(basis, people, n, may);
    for (size_t i = 0; i < n; i++)
        if (may[i] != (expected[i] == '1'))
            fail_msg("%s: group %zu", expected, i);
    for (const char *c = expected; *c; c++)
        shown -= *c == '1';
    assert_int_equal(shown, 0);
}

static void small_groups_are_not_described_nor_found_by_taking_away(void **state)
{
    (void)state;
    groups_are(BASIS_PUBLIC_RECORD, (const int64_t[]){1, 0, 40}, 3, "111");
    groups_are(basis_people(0), (const int64_t[]){10, 40, 11}, 3, "111");
    groups_are(basis_people(0), (const int64_t[]){9, 40, 12}, 3, "010");  /* 9 would be all less 52: the smallest other goes with it */
    groups_are(basis_people(0), (const int64_t[]){9, 40}, 2, "00");       /* and where there is only one other, nothing is left */
    groups_are(basis_people(0), (const int64_t[]){9, 1, 40}, 3, "001");   /* ten together: neither can be told from the other */
    groups_are(basis_people(0), (const int64_t[]){4, 3, 40, 10}, 4, "0010");
    groups_are(basis_people(0), (const int64_t[]){0, 40, 12}, 3, "011");  /* nobody is left out */
    groups_are(basis_people(0), (const int64_t[]){9}, 1, "0");
    groups_are(basis_people(0), NULL, 0, "");
}

static const int64_t asked[] = {INT64_MIN, -1, 0, 3, 9, 10, 17, 25, 50, 1000};

/* The floor stands in one place: whatever a caller asks for, fewer than ten are not told, and a larger number counts. */
static void nobody_goes_below_the_floor(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        struct cells_basis basis = basis_people(asked[i]);
        int64_t least = asked[i] > PEOPLE_K ? asked[i] : PEOPLE_K;
        assert_int_equal(basis_least(basis), least);
        const struct estimate v[] = {{7, NAN, NAN, least - 1}, {7, NAN, NAN, least}};
        struct arena a = {0};
        struct shown s;
        struct err e = {0};
        assert_true(guard_show(&(struct cells){basis, 1, 2, v}, &a, &s, &e));
        assert_int_equal(shown_state(shown_at(&s, 0, 0)), SHOWN_TOO_FEW);
        assert_int_equal(shown_state(shown_at(&s, 0, 1)), SHOWN_VALUE);
        arena_end(&a);
    }
    assert_int_equal(basis_least((struct cells_basis){BASIS_PEOPLE_, 1}), PEOPLE_K); /* also one that nobody made properly */
    assert_int_equal(shown_state(guard_one((struct cells_basis){0}, (struct estimate){1, 1, 1, 9})), SHOWN_TOO_FEW);
    assert_int_equal(basis_least(BASIS_PUBLIC_RECORD), 0);
    assert_int_equal(shown_state(guard_one(BASIS_PUBLIC_RECORD, (struct estimate){1, 1, 1, 1})), SHOWN_VALUE);
    groups_are(basis_people(25), (const int64_t[]){20, 40, 30}, 3, "010");
    groups_are(basis_people(25), (const int64_t[]){20, 20, 40}, 3, "001");
    groups_are(basis_people(3), (const int64_t[]){5, 40, 12}, 3, "010");
}

/* Of tables by lot: no number of fewer people, and what is left out is enough people or nobody. */
static void no_group_under_the_number_is_told(void **state)
{
    (void)state;
    static const int64_t least[] = {10, 17, 50};
    struct rng r;
    rng_init(&r, 20260214);
    for (size_t turn = 0; turn < 3000; turn++) {
        int64_t k = least[turn % ARRAY_LEN(least)], people[6], left = 0;
        bool may[6];
        for (size_t i = 0; i < ARRAY_LEN(people); i++)
            people[i] = (int64_t)rng_below(&r, 3 * (uint64_t)k);
        guard_groups(basis_people(k), people, ARRAY_LEN(people), may);
        for (size_t i = 0; i < ARRAY_LEN(people); i++) {
            assert_true(!may[i] || people[i] >= k);
            left += may[i] ? 0 : people[i];
            struct shown_cell c = guard_one(basis_people(k), (struct estimate){(double)people[i], NAN, NAN, people[i]});
            assert_true((shown_state(c) == SHOWN_VALUE) == (people[i] >= k));
        }
        assert_true(left == 0 || left >= k);
    }
}

static void sensitive_actors_stay_in_the_house(void **state)
{
    (void)state;
    assert_false(guard_actor(actor_kind_of(STR("armed_group")), RELATION_PASSED_ON) || guard_actor(actor_kind_of(STR("victims_association")), RELATION_PARTNERS));
    assert_true(guard_actor(actor_kind_of(STR("armed_group")), RELATION_STAFF));
    assert_true(guard_actor(actor_kind_of(STR("police")), RELATION_PASSED_ON) && guard_actor(NULL, RELATION_PASSED_ON));
    struct actor x = {.kind = actor_kind_of(STR("police")), .declared = true}, office = x, group = x, unknown = {.kind = NULL};
    office.office = true;
    group.kind = actor_kind_of(STR("armed_group"));
    assert_true(guard_score(&x, RELATION_PASSED_ON) && guard_score(&office, RELATION_STEWARD) && guard_score(&group, RELATION_STEWARD));
    assert_false(guard_score(&office, RELATION_STAFF) || guard_score(&group, RELATION_STAFF) || guard_score(&unknown, RELATION_STAFF));
}

static void who_was_asked_is_named_in_the_house_alone(void **state)
{
    (void)state;
    struct estimate v = {0.04, 0.005, 0.137, 50};
    assert_true(guard_addressee(RELATION_STAFF) && guard_addressee(RELATION_STEWARD));
    assert_false(guard_addressee(RELATION_PARTNERS) || guard_addressee(RELATION_PASSED_ON));
    assert_int_equal(shown_state(guard_answers(v, 1, 0, RELATION_STAFF)), SHOWN_VALUE);
    assert_int_equal(shown_state(guard_answers(v, 9, 0, RELATION_PASSED_ON)), SHOWN_TOO_FEW);
    assert_int_equal(shown_state(guard_answers(v, 10, 0, RELATION_PASSED_ON)), SHOWN_VALUE);
    assert_int_equal(shown_state(guard_answers(v, 24, 25, RELATION_PARTNERS)), SHOWN_TOO_FEW);
    assert_true(isnan(shown_value(guard_answers(v, 9, 0, RELATION_PASSED_ON)).value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_was_asked_is_named_in_the_house_alone), cmocka_unit_test(sensitive_actors_stay_in_the_house), cmocka_unit_test(closed_relations_are_for_stewards),
        cmocka_unit_test(public_records_pass_whole),
        cmocka_unit_test(few_people_are_never_shown), cmocka_unit_test(a_table_without_basis_is_refused),
        cmocka_unit_test(what_could_not_be_seen_claims_nothing), cmocka_unit_test(records_go_as_far_as_their_licence),
        cmocka_unit_test(small_groups_are_not_described_nor_found_by_taking_away), cmocka_unit_test(nobody_goes_below_the_floor),
        cmocka_unit_test(no_group_under_the_number_is_told)};
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
