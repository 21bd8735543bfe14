/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting hand-made records of the invented country Selmara; every expected number is worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "panel/panel.h"

enum { HAND_MADE = 7 };

static void record(struct incident_columns *c, size_t i, const char *day, const char *admin1, int kind, int sides, int32_t best,
    int32_t civilians)
{
    struct day last;
    struct day first = DAY_NONE;
    assert_true(day_parse(str_of(day), &first, &last));
    c->first[i] = first.n;
    c->last[i] = last.n;
    c->country[i] = intern_id(&c->words, STR("Selmara"));
    c->admin1[i] = intern_id(&c->words, str_of(admin1));
    c->type[i] = intern_id(&c->words, STR("clash"));
    c->kind[i] = (uint8_t)kind;
    c->side_a_kind[i] = (uint8_t)(sides / 10);
    c->side_b_kind[i] = (uint8_t)(sides % 10);
    c->best[i] = c->low[i] = c->high[i] = best;
    c->civilians[i] = civilians;
    c->id[i] = (int64_t)i + 1;
}

static struct incident_columns *hand_made(void)
{
    static struct str sources[] = {{"second", 6}, {"first", 5}};
    struct incident_columns *c = columns_make(HAND_MADE, 0);
    record(c, 0, "2014-03-31", "Wadi", 1, 12, 10, 4);
    record(c, 1, "2014-04-01", "Wadi", 1, 21, 5, 0);
    record(c, 2, "2014-04-30", "", 3, 23, DEATHS_UNKNOWN, DEATHS_UNKNOWN);
    record(c, 3, "2013-12-31", "Asmar", 3, 32, 0, 0);
    record(c, 4, "1969-12-15", "Asmar", 0, 0, 7, DEATHS_UNKNOWN);
    record(c, 5, "2014-04-02", "\xd8\xb3\xd9\x84", 6, 20, 3, 3); /* an Arabic name: after Latin by code point */
    record(c, 6, "2014-04-02", "Wadi", 1, 11, 2147483647, 2147483647);
    for (size_t i = 0; i < HAND_MADE; i++)
        c->source[i] = i % 2;
    c->sources = sources;
    c->source_n = 2;
    return c;
}

/* The rows as text: keys and numbers, one line a row. */
static void rows_are(const struct incident_columns *c, struct selection which, const char *keys, const char *expected)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct buf out CLEANUP(buf_end) = {0};
    struct counts counts;
    struct err e = {0};
    enum count_by by[BY_KEYS];
    size_t by_n = 0;
    for (const char *p = keys; *p;) {
        size_t n = strcspn(p, ",");
        bool known = false;
        by[by_n++] = count_by_name((struct str){p, n}, &known);
        assert_true(known);
        p += n + (p[n] == ',');
    }
    if (!count_incidents(c, &which, by, by_n, 1, &a, &counts, &e))
        fail_msg("%s", e.text);
    for (size_t i = 0; i < counts.n; i++) {
        const struct count_row *r = &counts.rows[i];
        for (size_t k = 0; k < by_n; k++) {
            count_key_text(c, by[k], r->key[k], &out);
            buf_char(&out, '|');
        }
        buf_f(&out, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", r->incidents, r->best, r->civilians, r->deaths_unknown);
    }
    assert_string_equal(out.p ? out.p : "", expected);
}

static void counts_by_each_key(void **state)
{
    struct incident_columns *c = *state;
    rows_are(c, SELECT_ALL, "", "7 2147483672 2147483654 1\n");
    rows_are(c, SELECT_ALL, "month",
        "1969-12|1 7 0 0\n2013-12|1 0 0 0\n2014-03|1 10 4 0\n2014-04|4 2147483655 2147483650 1\n");
    rows_are(c, SELECT_ALL, "year", "1969|1 7 0 0\n2013|1 0 0 0\n2014|5 2147483665 2147483654 1\n");
    rows_are(c, SELECT_ALL, "admin1",
        "|1 0 0 1\nAsmar|2 7 0 0\nWadi|3 2147483662 2147483651 0\n\xd8\xb3\xd9\x84|1 3 3 0\n");
    rows_are(c, SELECT_ALL, "kind",
        "0|1 7 0 0\n1|3 2147483662 2147483651 0\n3|2 0 0 1\n6|1 3 3 0\n");
    rows_are(c, SELECT_ALL, "side_kind",
        "0-0|1 7 0 0\n1-1|1 2147483647 2147483647 0\n1-2|2 15 4 0\n2-0|1 3 3 0\n2-3|2 0 0 1\n");
    rows_are(c, SELECT_ALL, "source", "first|3 8 3 0\nsecond|4 2147483664 2147483651 1\n");
    rows_are(c, SELECT_ALL, "country", "Selmara|7 2147483672 2147483654 1\n");
    rows_are(c, SELECT_ALL, "type", "clash|7 2147483672 2147483654 1\n");
}

static void counts_by_several_keys(void **state)
{
    struct incident_columns *c = *state;
    rows_are(c, SELECT_ALL, "kind,year",
        "0|1969|1 7 0 0\n1|2014|3 2147483662 2147483651 0\n3|2013|1 0 0 0\n3|2014|1 0 0 1\n6|2014|1 3 3 0\n");
    rows_are(c, SELECT_ALL, "admin1,kind,country,month,year,side_kind,source,type",
        "|3|Selmara|2014-04|2014|2-3|second|clash|1 0 0 1\n"
        "Asmar|0|Selmara|1969-12|1969|0-0|second|clash|1 7 0 0\n"
        "Asmar|3|Selmara|2013-12|2013|2-3|first|clash|1 0 0 0\n"
        "Wadi|1|Selmara|2014-03|2014|1-2|second|clash|1 10 4 0\n"
        "Wadi|1|Selmara|2014-04|2014|1-1|second|clash|1 2147483647 2147483647 0\n"
        "Wadi|1|Selmara|2014-04|2014|1-2|first|clash|1 5 0 0\n"
        "\xd8\xb3\xd9\x84|6|Selmara|2014-04|2014|2-0|first|clash|1 3 3 0\n");
}

static void selection_is_by_first_day_and_inclusive(void **state)
{
    struct incident_columns *c = *state;
    struct selection april = {.from = day_make(2014, 4, 1), .to = day_make(2014, 4, 30), .place = -1};
    rows_are(c, april, "kind", "1|2 2147483652 2147483647 0\n3|1 0 0 1\n6|1 3 3 0\n");
    rows_are(c, (struct selection){.from = DAY_NONE, .to = day_make(1969, 12, 15), .place = -1, .in_series = false}, "", "1 7 0 0\n");
    rows_are(c, (struct selection){.from = day_make(2020, 1, 1), .to = DAY_NONE, .place = -1, .in_series = false}, "", "0 0 0 0\n"); /* nothing is one row of zeros */
    rows_are(c, (struct selection){.from = day_make(2020, 1, 1), .to = DAY_NONE, .place = -1, .in_series = false}, "month", "");      /* and no row by a key */
}

static void no_records_at_all(void **state)
{
    (void)state;
    struct incident_columns *c CLEANUP(columns_drop) = columns_make(0, 0);
    rows_are(c, SELECT_ALL, "", "0 0 0 0\n");
    rows_are(c, SELECT_ALL, "admin1,month,kind", "");
}

static void places_need_borders(void **state)
{
    struct incident_columns *c = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct counts counts;
    struct err e = {0};
    struct selection all = SELECT_ALL;
    assert_false(count_incidents(c, &all, (enum count_by[]){BY_PLACE}, 1, 1, &a, &counts, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_non_null(strstr(e.text, "borders"));
}

static void names_of_keys(void **state)
{
    (void)state;
    bool known = true;
    for (int by = 0; by < BY_KEYS; by++)
        assert_int_equal(count_by_name(str_of(count_by_text((enum count_by)by)), &known), by);
    count_by_name(STR("Month"), &known);
    assert_false(known);
    count_by_name(STR(""), &known);
    assert_false(known);
}

/* Many groups, and keys too many for one number: sums over any keys are the total. */
static void sums_hold_for_any_keys(void **state)
{
    (void)state;
    enum { N = 50000 };
    struct incident_columns *c CLEANUP(columns_drop) = columns_make(N, 0);
    struct rng r;
    rng_init(&r, 42);
    int64_t dead = 0, unknown = 0;
    for (size_t i = 0; i < N; i++) {
        char name[32];
        snprintf(name, sizeof name, "w%d", (int)rng_below(&r, 3000));
        c->admin1[i] = intern_id(&c->words, str_of(name));
        snprintf(name, sizeof name, "t%d", (int)rng_below(&r, 900));
        c->type[i] = intern_id(&c->words, str_of(name));
        c->country[i] = intern_id(&c->words, STR("Selmara"));
        c->first[i] = c->last[i] = (int32_t)rng_below(&r, 20000);
        c->kind[i] = (uint8_t)rng_below(&r, KIND_COUNT);
        c->best[i] = (int32_t)rng_below(&r, 20) - 1;
        dead += MAX_OF(c->best[i], 0);
        unknown += c->best[i] < 0;
    }
    static const enum count_by asked[] = {BY_TYPE, BY_ADMIN1, BY_MONTH, BY_KIND, BY_COUNTRY};
    for (size_t by_n = 0; by_n <= ARRAY_LEN(asked); by_n++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct counts counts;
        struct err e = {0};
        struct selection all = SELECT_ALL;
        assert_true(count_incidents(c, &all, asked, by_n, 1, &a, &counts, &e));
        int64_t incidents = 0, best = 0, left_out = 0;
        for (size_t i = 0; i < counts.n; i++) {
            incidents += counts.rows[i].incidents;
            best += counts.rows[i].best;
            left_out += counts.rows[i].deaths_unknown;
            assert_true(i == 0 || by_n == 0 || memcmp(counts.rows[i].key, counts.rows[i - 1].key, sizeof counts.rows[i].key) != 0);
        }
        assert_int_equal(incidents, N);
        assert_int_equal(best, dead);
        assert_int_equal(left_out, unknown);
    }
}

static void panel_without_places_holds_all_as_unknown(void **state)
{
    struct incident_columns *c = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct panel p;
    struct err e = {0};
    int from = day_month(day_make(2013, 12, 1)), to = day_month(day_make(2014, 3, 1));
    assert_true(panel_make(c, -1, 1, from, to, &a, &p, &e));
    assert_int_equal(p.places, 1);
    assert_int_equal(p.months, 4);
    assert_int_equal(p.place[0], -1);
    assert_int_equal(p.incidents[0], 1);
    assert_int_equal(p.incidents[3], 1);
    assert_int_equal(p.best[3], 10);
    assert_int_equal(p.largest[3], 10);
    assert_true(panel_make(c, -1, 1, from, from - 1, &a, &p, &e)); /* no month */
    assert_int_equal(p.months, 0);
    /* 2,147,483,647 dead and three more in one month do not fit, and that is said */
    assert_false(panel_make(c, -1, 1, from, to + 1, &a, &p, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

static void references_are_counted(void **state)
{
    (void)state;
    struct incident_columns *a = columns_make(3, 2), *b = columns_hold(a);
    assert_int_equal(a->place[1][2], -1);
    assert_null(a->place[2]);
    columns_drop(&a);
    assert_null(a);
    assert_int_equal(b->best[2], DEATHS_UNKNOWN);
    columns_drop(&b);
    columns_drop(&b);
}

static int setup(void **state)
{
    *state = hand_made();
    return 0;
}

static int teardown(void **state)
{
    struct incident_columns *c = *state;
    columns_drop(&c);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_by_each_key, setup, teardown),
        cmocka_unit_test_setup_teardown(counts_by_several_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(selection_is_by_first_day_and_inclusive, setup, teardown),
        cmocka_unit_test(no_records_at_all),
        cmocka_unit_test_setup_teardown(places_need_borders, setup, teardown),
        cmocka_unit_test(names_of_keys),
        cmocka_unit_test(sums_hold_for_any_keys),
        cmocka_unit_test_setup_teardown(panel_without_places_holds_all_as_unknown, setup, teardown),
        cmocka_unit_test(references_are_counted),
    };
    return cmocka_run_group_tests_name("panel count", tests, NULL, NULL);
}
