/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References: what each kind is, what is none, and that writing and reading again is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/reference.h"

static const struct code *link_of(const char *code) { return code_of(CODES_LINKS, str_of(code)); }

static struct reference read(const char *kind, const char *text)
{
    struct reference r;
    struct err e = {0};
    if (!parse_reference(link_of(kind), str_of(text), &r, &e))
        fail_msg("%s", e.text);
    return r;
}

static void is(struct str got, const char *expected)
{
    if (!str_is(got, expected))
        fail_msg("got \"%.*s\", expected \"%s\"", STR_F(got), expected);
}

static void each_kind(void **state)
{
    (void)state;
    struct reference r = read("incidents", " New Vashta 2023-01..2024 ");
    is(r.first, "New Vashta");
    assert_int_equal(r.from.n, day_make(2023, 1, 1).n);
    assert_int_equal(r.to.n, day_make(2024, 12, 31).n);
    r = read("incidents", "2024-02-01..2024-02-29");
    is(r.first, "");
    r = read("statement", "water#2 # 17");
    is(r.first, "water#2");
    assert_int_equal(r.number, 17);
    r = read("survey", "autumn/2024/feels_safe");
    is(r.first, "autumn/2024");
    is(r.second, "feels_safe");
    r = read("gap", "Vashta/Health/other");
    is(r.first, "Vashta");
    is(r.second, "Health/other");
    r = read("promise", " P/1#2 ");
    is(r.first, "P/1#2");
    is(r.second, "");
}

static void is_none(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {{"incidents", "Vashta"}, {"incidents", "Vashta 2024"}, {"incidents", "Vashta 2024..2023"}, {"incidents", "Vashta 2024-13..2025"}, {"incidents", ".."}, {"statement", "water"},
        {"statement", "water#"}, {"statement", "#3"}, {"statement", "water#-3"}, {"statement", "water#x"}, {"survey", "feels_safe"}, {"survey", "/feels_safe"}, {"survey", "autumn/"}, {"gap", "Vashta"}, {"gap", "Vashta/"},
        {"finding", "  "}, {"contact", ""}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct reference r;
        struct err e = {0};
        if (parse_reference(link_of(wrong[i][0]), str_of(wrong[i][1]), &r, &e))
            fail_msg("\"%s\" is taken as %s", wrong[i][1], wrong[i][0]);
        assert_int_equal(e.code, ERR_INPUT);
        assert_true(strlen(e.text) > 20);
    }
}

static void there_and_back(void **state)
{
    (void)state;
    static const char letters[] = "ab #/.2024-01..٣ ";
    size_t kinds;
    const struct code *list = codes(CODES_LINKS, &kinds);
    struct rng rng;
    rng_init(&rng, 5);
    for (int k = 0; k < 20000; k++) {
        char text[24];
        size_t n = (size_t)rng_below(&rng, sizeof text);
        for (size_t i = 0; i < n; i++)
            text[i] = letters[rng_below(&rng, sizeof letters - 1)];
        struct reference r, again;
        struct err e = {0};
        const struct code *kind = &list[rng_below(&rng, kinds)];
        if (!parse_reference(kind, (struct str){text, n}, &r, &e))
            continue;
        struct buf once CLEANUP(buf_end) = {0}, twice CLEANUP(buf_end) = {0};
        buf_reference(&once, &r);
        if (!parse_reference(kind, buf_view(&once), &again, &e))
            fail_msg("%s", e.text);
        buf_reference(&twice, &again);
        assert_true(str_eq(buf_view(&once), buf_view(&twice)) && again.from.n == r.from.n && again.to.n == r.to.n && again.number == r.number);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_kind), cmocka_unit_test(is_none), cmocka_unit_test(there_and_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
