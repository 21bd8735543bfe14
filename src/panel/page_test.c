/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a list against a plain sort of the same records; filters by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "panel/panel.h"

enum { RECORDS = 500, A_PAGE = 37 };

static struct incident_columns *made(void)
{
    static struct str sources[] = {{"second", 6}, {"first", 5}, {"third", 5}};
    struct incident_columns *c = columns_make(RECORDS, 0);
    uint32_t x = 7;
    for (size_t i = 0; i < RECORDS; i++) {
        x = x * 1664525U + 1013904223U;
        c->first[i] = c->last[i] = (int32_t)(x >> 16) % 90;
        c->best[i] = (int32_t)(x >> 8) % 12 - 1;
        c->kind[i] = (uint8_t)((x >> 20) % KIND_COUNT);
        c->source[i] = (uint16_t)((x >> 12) % 3);
        c->actor_a[i] = intern_id(&c->actors, x & 1 ? STR("Army of the North") : STR("\xd8\xa7\xd9\x84\xd8\xac\xd9\x8a\xd8\xb4"));
        c->id[i] = (int64_t)i + 1;
    }
    c->sources = sources;
    c->source_n = 3;
    c->first_day = (struct day){0};
    c->last_day = (struct day){89};
    return c;
}

static int64_t value_of(const struct incident_columns *c, enum columns_order order, size_t i)
{
    static const int64_t rank[] = {1, 0, 2};
    switch (order) {
    case ORDER_DAY: return c->first[i];
    case ORDER_KILLED: return c->best[i];
    case ORDER_KIND: return c->kind[i] ? c->kind[i] : -1;
    case ORDER_SOURCE: return rank[c->source[i]];
    case ORDER_PLACE: return -1; /* no borders: nowhere */
    case ORDER_REGISTER:
    case COLUMNS_ORDERS: break;
    }
    return 0;
}

/* Does `y` rightly come behind `x`? What is not known last, equal ones as in the register. */
static bool follows(const struct incident_columns *c, enum columns_order order, bool downwards, size_t x, size_t y)
{
    int64_t a = value_of(c, order, x), b = value_of(c, order, y);
    if (a == b)
        return x < y;
    if (a < 0 || b < 0)
        return b < 0;
    return downwards ? a > b : a < b;
}

static void test_pages_have_no_gaps(void **state)
{
    (void)state;
    struct incident_columns *c = made();
    for (int order = 0; order < COLUMNS_ORDERS; order++)
        for (int downwards = 0; downwards < 2; downwards++) {
            struct arena a CLEANUP(arena_end) = {0};
            const struct selector *s = selector_make(c, &SELECT_ALL, &a);
            size_t seen = 0, last = SIZE_MAX;
            struct columns_page p;
            do {
                columns_page(c, s, NULL, (enum columns_order)order, downwards, seen, A_PAGE, &a, &p);
                assert_int_equal(p.total, RECORDS);
                assert_true(p.n <= A_PAGE);
                for (size_t i = 0; i < p.n; i++) {
                    if (last != SIZE_MAX)
                        assert_true(follows(c, (enum columns_order)order, downwards, last, p.rows[i]));
                    last = p.rows[i];
                }
                seen += p.n;
            } while (p.n);
            assert_int_equal(seen, RECORDS);
        }
    columns_drop(&c);
}

static void test_page_far_beyond_is_empty(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct incident_columns *c = made();
    struct columns_page p;
    columns_page(c, selector_make(c, &SELECT_ALL, &a), NULL, ORDER_DAY, true, SIZE_MAX, SIZE_MAX, &a, &p);
    assert_int_equal(p.n, 0);
    assert_int_equal(p.total, RECORDS);
    columns_drop(&c);
}

static void test_withheld_sources_are_counted(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct incident_columns *c = made();
    struct columns_page p;
    const bool only[] = {false, true, false};
    size_t ours = 0;
    for (size_t i = 0; i < RECORDS; i++)
        ours += c->source[i] == 1;
    columns_page(c, selector_make(c, &SELECT_ALL, &a), only, ORDER_REGISTER, false, 0, RECORDS, &a, &p);
    assert_int_equal(p.n, ours);
    assert_int_equal(p.withheld, RECORDS - ours);
    for (size_t i = 0; i < p.n; i++)
        assert_int_equal(c->source[p.rows[i]], 1);
    columns_drop(&c);
}

/* How many records those words mean, counted twice. */
static size_t meant(const struct incident_columns *c, const char *kind, const char *source, const char *side, const char *killed, bool (*also)(const struct incident_columns *, size_t))
{
    struct arena a CLEANUP(arena_end) = {0};
    struct selection which = SELECT_ALL;
    struct err e = {0};
    if (!selection_words(c, str_of(kind), str_of(source), str_of(side), str_of(killed), &which, &e))
        fail_msg("%s", e.text);
    const struct selector *s = selector_make(c, &which, &a);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        assert_int_equal(selector_takes(s, i), also(c, i));
        n += selector_takes(s, i);
    }
    return n;
}

static bool of_kind_3(const struct incident_columns *c, size_t i) { return c->kind[i] == 3; }
static bool of_first(const struct incident_columns *c, size_t i) { return c->source[i] == 1; }
static bool of_army(const struct incident_columns *c, size_t i) { return str_starts(intern_text(&c->actors, c->actor_a[i]), "Army"); }
static bool of_five(const struct incident_columns *c, size_t i) { return c->best[i] >= 5; }
static bool untold(const struct incident_columns *c, size_t i) { return c->best[i] < 0; }
static bool five_of_army(const struct incident_columns *c, size_t i) { return of_five(c, i) && of_army(c, i); }

static void test_words(void **state)
{
    (void)state;
    struct incident_columns *c = made();
    assert_true(meant(c, "3", "", "", "", of_kind_3) > 0);
    assert_true(meant(c, "", "first", "", "", of_first) > 0);
    assert_true(meant(c, "", "irs", "", "", of_first) > 0);
    assert_true(meant(c, "", "", "army OF", "", of_army) > 0);
    assert_true(meant(c, "", "", "", "5", of_five) > 0);
    assert_true(meant(c, "", "", "", "unknown", untold) > 0);
    assert_true(meant(c, "", "", "army", "5", five_of_army) > 0);
    columns_drop(&c);
}

static void test_words_that_mean_nothing(void **state)
{
    (void)state;
    static const char *const words[][4] = {{"7", "", "", ""}, {"x", "", "", ""}, {"-1", "", "", ""}, {"", "fourth", "", ""}, {"", "s", "", ""}, {"", "", "", "-1"},
        {"", "", "", "many"}, {"", "", "", "99999999999"}};
    struct incident_columns *c = made();
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct selection which = SELECT_ALL;
        struct err e = {0};
        assert_false(selection_words(c, str_of(words[i][0]), str_of(words[i][1]), str_of(words[i][2]), str_of(words[i][3]), &which, &e));
        assert_int_equal(e.code, ERR_USAGE);
        assert_true(strlen(e.text) > 20);
    }
    columns_drop(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pages_have_no_gaps), cmocka_unit_test(test_page_far_beyond_is_empty), cmocka_unit_test(test_withheld_sources_are_counted),
        cmocka_unit_test(test_words), cmocka_unit_test(test_words_that_mean_nothing)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
