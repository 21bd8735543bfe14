/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days in people's own tables and in words: those that do not exist, and those in other digits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "incident/incident_priv.h"

/* An end that no month has is left out: the start stands, and nothing is turned round. */
static void ends_that_are_no_day(void **state)
{
    (void)state;
    static const char *const ends[] = {"2024.02.31", "2024/02/31", "2024-02-31", "31.02.2024", "31 February 2024", "2024-W60", "soon"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        struct memory_stream m;
        struct table *t CLEANUP(table_close) = NULL;
        struct incident_batch b CLEANUP(incident_batch_end) = {0};
        struct buf text CLEANUP(buf_end) = {0};
        struct err e = {0};
        buf_f(&text, "date,date_end,admin1\n2024-01-05,%s,H\n", ends[i]);
        memory_open(&m, "t.csv", buf_view(&text));
        assert_true(table_open(&m.s, &t, &e) && incident_read_own(t, STR(""), DATES_DMY, &b, NULL, &e));
        assert_int_equal(b.n, 1);
        assert_int_equal(b.list[0].first.n, day_make(2024, 1, 5).n);
        assert_int_equal(b.list[0].last.n, day_make(2024, 1, 5).n);
        assert_int_equal(b.list[0].flags, 0);
        assert_int_equal(b.log.n, 2); /* also that there is no id */
        assert_true(str_is(b.log.list[0].code, "date_end"));
    }
}

static void words_and_digits(void **state)
{
    (void)state;
    static const char *const good[] = {"31 January 2024", "31-Jan-2024", "٣١ January ٢٠٢٤", "۳۱ jan ۲۰۲۴"}, *const bad[] = {"31 January 24", "31 January 20245",
        "32 January 2024", "January 2024", "31 Mai 2024", "31 January 2024 5"};
    struct day day;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(day_in_words(str_of(good[i]), &day) && day.n == day_make(2024, 1, 31).n);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(day_in_words(str_of(bad[i]), &day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ends_that_are_no_day), cmocka_unit_test(words_and_digits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
