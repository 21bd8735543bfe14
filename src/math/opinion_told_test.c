/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/opinion.h"

static void small_groups_are_left_out(void **state)
{
    (void)state;
    bool may[3];
    assert_int_equal(opinion_told((int64_t[]){40, 12, 9}, 3, 1, 10, may), 2); /* 9 and 1 more are ten: nobody learns who */
    assert_true(may[0] && may[1] && !may[2]);
}

static void what_could_be_subtracted_is_left_out_too(void **state)
{
    (void)state;
    bool may[3];
    assert_int_equal(opinion_told((int64_t[]){40, 12, 9}, 3, 0, 10, may), 1);
    assert_true(may[0] && !may[1] && !may[2]);
    assert_int_equal(opinion_told((int64_t[]){40, 12}, 2, 3, 10, may), 1); /* three who declared nothing */
    assert_true(may[0] && !may[1]);
    assert_int_equal(opinion_told((int64_t[]){40, 12}, 2, 0, 10, may), 2);
    assert_int_equal(opinion_told((int64_t[]){11, 9}, 2, 0, 10, may), 0);
    assert_int_equal(opinion_told((int64_t[]){0, 0}, 2, 0, 10, may), 0);
    assert_int_equal(opinion_told(NULL, 0, 5, 10, may), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_groups_are_left_out),
        cmocka_unit_test(what_could_be_subtracted_is_left_out_too),
    };
    return cmocka_run_group_tests_name("math opinion told", tests, NULL, NULL);
}
