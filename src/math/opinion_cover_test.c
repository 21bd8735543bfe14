/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case worked out by hand, and what must hold of any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/opinion.h"

/* Ten people. Statement 0: 1 to 6 agree; statement 1: 1 to 5; statement 2: 7, 8, 9; statement 3: 10 agrees, others do not. */
static void a_small_room_by_hand(void **state)
{
    (void)state;
    static const uint64_t begin[] = {0, 2, 4, 6, 8, 10, 11, 12, 13, 15, 16};
    static const uint32_t statement[] = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 2, 2, 2, 3, 3};
    static const int8_t vote[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, 1};
    struct opinion_votes v = {.participants = 10, .statements = 4, .begin = begin, .statement = statement, .vote = vote};
    size_t picked[10];
    double covered = 0;
    assert_int_equal(opinion_cover(&v, 4, picked, &covered), 2); /* 3 of 10 are a quarter; the last one alone is not */
    assert_true(picked[0] == 0 && picked[1] == 2 && fabs(covered - 0.9) < 1e-12);
    assert_int_equal(opinion_cover(&v, 3, picked, &covered), 1); /* 3 of 10 are no third */
    assert_true(picked[0] == 0 && fabs(covered - 0.6) < 1e-12);
    assert_int_equal(opinion_cover(&v, 10, picked, &covered), 3);
    assert_true(picked[2] == 3 && covered == 1);
    const bool out[] = {true, false, false, true};
    v.out = out;
    assert_int_equal(opinion_cover(&v, 10, picked, &covered), 2);
    assert_true(picked[0] == 1 && picked[1] == 2 && fabs(covered - 0.8) < 1e-12);
    v.participants = 0;
    assert_int_equal(opinion_cover(&v, 3, picked, &covered), 0);
    assert_true(isnan(covered));
}

/* No statement has 1/size of the people behind it of whom none agrees with any that was picked. */
static void nobody_of_that_size_is_left_out(void **state)
{
    (void)state;
    enum { PEOPLE = 60, STATEMENTS = 12 };
    struct rng r;
    rng_init(&r, 9);
    for (int round = 0; round < 200; round++) {
        uint64_t begin[PEOPLE + 1] = {0};
        uint32_t statement[PEOPLE * STATEMENTS];
        int8_t vote[PEOPLE * STATEMENTS];
        uint64_t n = 0, likes = 1 + rng_below(&r, 5);
        for (size_t p = 0; p < PEOPLE; p++) {
            for (uint32_t s = 0; s < STATEMENTS; s++)
                if (s == p % STATEMENTS || rng_below(&r, 2)) {
                    statement[n] = s;
                    vote[n++] = rng_below(&r, 10) < likes ? 1 : -1;
                }
            begin[p + 1] = n;
        }
        struct opinion_votes v = {.participants = PEOPLE, .statements = STATEMENTS, .begin = begin, .statement = statement, .vote = vote};
        size_t size = 1 + (size_t)rng_below(&r, 8), picked[8], left[STATEMENTS] = {0}, covered_people = 0;
        double covered = 0;
        size_t k = opinion_cover(&v, size, picked, &covered);
        assert_true(k <= size);
        for (size_t p = 0; p < PEOPLE; p++) {
            bool has = false;
            for (uint64_t i = begin[p]; i < begin[p + 1]; i++)
                for (size_t j = 0; j < k; j++)
                    has = has || (statement[i] == picked[j] && vote[i] == 1);
            covered_people += has;
            for (uint64_t i = begin[p]; i < begin[p + 1]; i++)
                left[statement[i]] += !has && vote[i] == 1;
        }
        assert_true(fabs(covered - (double)covered_people / PEOPLE) < 1e-12);
        for (size_t s = 0; s < STATEMENTS; s++)
            assert_true(left[s] * size < PEOPLE || left[s] == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_room_by_hand),
        cmocka_unit_test(nobody_of_that_size_is_left_out),
    };
    return cmocka_run_group_tests_name("math opinion cover", tests, NULL, NULL);
}
