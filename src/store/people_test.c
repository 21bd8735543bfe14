/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest group of people that a register tells of: raised, lowered again, never below the floor. */
#include "store/people.h"
#include "store/testing.h"

static bool set_do(struct store *s, void *arg, struct err *e)
{
    return store_people_set(s, *(int64_t *)arg, e);
}

static bool write_do(struct store *s, void *arg, struct err *e)
{
    return store_fact_set(s, "k", str_of(arg), e);
}

static void is_least(struct store *s, int64_t expected)
{
    struct err e = {0};
    int64_t least = 0;
    assert_fine(store_people(s, &least, &e), e);
    assert_int_equal(least, expected);
}

static void it_can_be_raised_and_never_be_less_than_ten(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    static int64_t may[] = {25, 15, 1000, 10}, not[] = {9, 0, -1, 1001};
    is_least(s, PEOPLE_K);
    for (size_t i = 0; i < ARRAY_LEN(may); i++) {
        assert_fine(store_task(s, set_do, &may[i], &e), e);
        is_least(s, may[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(not); i++)
        assert_fails(store_task(s, set_do, &not[i], &e), e, ERR_USAGE, "10 to 1000");
    is_least(s, PEOPLE_K);
    store_close(&s);
}

/* Whoever writes into the register by hand lowers nothing, and what is no number tells nothing. */
static void the_floor_holds_whatever_stands_in_the_register(void **state)
{
    struct store *s = register_new(state, "a.diwan");
    struct err e = {0};
    int64_t least = 77;
    static char few[][8] = {"3", "-40", "0", ""}, odd[][8] = {"many", "2.5", "1e3", "٢٥x"};
    for (size_t i = 0; i < ARRAY_LEN(few); i++) {
        assert_fine(store_task(s, write_do, few[i], &e), e);
        is_least(s, PEOPLE_K);
    }
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        assert_fine(store_task(s, write_do, odd[i], &e), e);
        assert_fails(store_people(s, &least, &e), e, ERR_STORE, "until a steward sets it");
        assert_int_equal(least, 77);
    }
    store_close(&s);
}

static void what_votes_are_told_in(void **state)
{
    (void)state;
    assert_int_equal(people_step(0), 10);
    assert_int_equal(people_step(17), 20);
    assert_int_equal(people_step(50), 50);
    for (int64_t k = 0; k <= PEOPLE_K_MOST; k++)
        assert_true(people_step(k) >= people_least(k) && people_step(k) < people_least(k) + 10 && people_least(k) >= PEOPLE_K);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(it_can_be_raised_and_never_be_less_than_ten, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(the_floor_holds_whatever_stands_in_the_register, folder_begin, folder_end), cmocka_unit_test(what_votes_are_told_in)};
    return store_tests("store people", tests, ARRAY_LEN(tests), 0);
}
