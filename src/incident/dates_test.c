/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days in people's own tables and in words: those that do not exist, those to come, those in other digits. And GDELT's towns. */
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

/* A month is no day, though the row says that the day is known; three days that are given are. */
static void dates_coarser_than_said(void **state)
{
    (void)state;
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    memory_open(&m, "t.csv", STR("id,date,date_end,date_precision,admin1,deaths_best\n1,2024-02,,one day,H,1\n2,2024-02-01,2024-02-03,1,H,1\n3,2024,,9,H,1\n4,2024-02,,4,H,1\n"));
    assert_true(table_open(&m.s, &t, &e) && incident_read_own(t, STR(""), DATES_UNSAID, &b, NULL, &e));
    static const int wanted[] = {3, 1, 9, 4};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        assert_int_equal(b.list[i].day_precision, wanted[i]);
}

/* Refused like any other row: not also counted as odd or mended, and told where it stands. */
static void days_to_come(void **state)
{
    (void)state;
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct incident_batch b CLEANUP(incident_batch_end) = {.dated = true, .latest = day_make(2026, 1, 3).n};
    struct err e = {0};
    memory_open(&m, "t.csv", STR("id,date,date_end,admin1,deaths_best\n1,2026-01-03,,H,1\n2,2026-01-04,2025-13-01,H,1\n2,2026-01-04,2025-13-01,H,1\n3,2026-01,,H,1\n"));
    assert_true(table_open(&m.s, &t, &e) && incident_read_own(t, STR(""), DATES_UNSAID, &b, NULL, &e));
    assert_int_equal(b.n, 2); /* a month that has begun is no day to come */
    assert_int_equal(b.refused, 2);
    assert_int_equal(b.repaired + b.noted + b.duplicates, 0);
    assert_int_equal(b.log.list[b.log.n - 1].line, 4);
}

static void towns_without_a_province(void **state)
{
    (void)state;
    static const struct { const char *full, *admin1, *place; } cases[] = {{"Arun, Hilla, Selmara", "Hilla", "Arun"}, {"Arun, Selmara", "", "Arun"}, {"Selmara", "", ""}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct memory_stream m;
        struct table *t CLEANUP(table_close) = NULL;
        struct incident_batch b CLEANUP(incident_batch_end) = {0};
        struct buf text CLEANUP(buf_end) = {0};
        struct err e = {0};
        buf_f(&text, "GLOBALEVENTID\tSQLDATE\tEventCode\tEventRootCode\tQuadClass\tActionGeo_Type\tActionGeo_FullName\tActionGeo_Lat\tActionGeo_Long\n"
            "1\t20240131\t190\t19\t4\t4\t%s\t33\t43\n", cases[i].full);
        memory_open(&m, "t.csv", buf_view(&text));
        assert_true(table_open(&m.s, &t, &e) && incident_gdelt.read(t, &b, NULL, &e));
        assert_true(str_is(intern_text(&b.words, b.list[0].admin1), cases[i].admin1));
        assert_true(str_is(intern_text(&b.words, b.list[0].place_words), cases[i].place));
        assert_true(str_is(intern_text(&b.words, b.list[0].country), "Selmara"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ends_that_are_no_day), cmocka_unit_test(words_and_digits), cmocka_unit_test(days_to_come), cmocka_unit_test(dates_coarser_than_said),
        cmocka_unit_test(towns_without_a_province)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
