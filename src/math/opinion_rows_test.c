/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/opinion.h"

static void rows_are_the_same_whole_or_not(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        uint32_t first; /* statements first .. first + n - 1 */
        int8_t vote[8];
    } rows[] = {
        {7, 0, {1, -1, 0, 1, 1, -1, 1}},
        {7, 0, {1, -1, 0, 1, 1, -1, 1}},     /* the same */
        {7, 1, {1, -1, 0, 1, 1, -1, 1}},     /* on other statements */
        {8, 0, {1, -1, 0, 1, 1, -1, 1, 1}},  /* one vote more */
        {7, 0, {1, -1, 0, 1, 1, -1, 0}},     /* another vote */
        {6, 0, {1, 1, 1, 1, 1, 1}},          /* too short */
        {6, 0, {1, 1, 1, 1, 1, 1}},
        {8, 0, {-1, -1, -1, -1, -1, -1, -1, -1}},
        {8, 0, {-1, -1, -1, -1, -1, -1, -1, -1}},
        {8, 0, {-1, -1, -1, -1, -1, -1, -1, -1}},
        {7, 0, {1, 1, 1, 1, 1, 1, 1}},
    };
    uint64_t begin[ARRAY_LEN(rows) + 1] = {0};
    uint32_t statement[100];
    int8_t vote[100];
    for (size_t p = 0; p < ARRAY_LEN(rows); p++) {
        begin[p + 1] = begin[p] + rows[p].n;
        for (size_t i = 0; i < rows[p].n; i++) {
            statement[begin[p] + i] = rows[p].first + (uint32_t)i;
            vote[begin[p] + i] = rows[p].vote[i];
        }
    }
    struct opinion_votes v = {.participants = ARRAY_LEN(rows), .statements = 9, .begin = begin, .statement = statement, .vote = vote};
    struct opinion_rows r = opinion_same_rows(&v);
    assert_int_equal(r.people, 9);
    assert_int_equal(r.same, 2 + 3);
    assert_int_equal(r.all_disagree, 3);
    assert_int_equal(r.all_agree, 1);
    v.participants = 0;
    assert_int_equal(opinion_same_rows(&v).people, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_the_same_whole_or_not)};
    return cmocka_run_group_tests_name("math opinion rows", tests, NULL, NULL);
}
