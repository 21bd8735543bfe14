/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates: what is taken already, and their order, whatever order they came in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/propose.h"

static const struct code *link_of(const char *code) { return code_of(CODES_LINKS, str_of(code)); }

static void taken(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct item_link links[] = {{.kind = link_of("incidents"), .reference = STR("Vashta 2023..2024")}, {.kind = link_of("statement"), .reference = STR("water # 3")}, {.kind = link_of("finding"), .reference = STR("water#3")}};
    const struct agenda_item items[] = {{.key = STR("one"), .links = links, .link_n = 3}, {.key = STR("two"), .links = links + 1, .link_n = 1}};
    struct proposal list[] = {{.kind = link_of("statement"), .reference = STR("water#3"), .place = -1}, {.kind = link_of("incidents"), .reference = STR("Vashta 2023-01-01..2024-12-31"), .place = -1},
        {.kind = link_of("statement"), .reference = STR("water#4"), .place = -1}};
    propose(list, 3, items, 2, &a);
    assert_true(list[0].kind == link_of("incidents") && list[0].taken_n == 1 && str_is(list[0].taken[0], "one"));
    assert_true(list[1].taken_n == 2 && str_is(list[1].taken[1], "two"));
    assert_int_equal(list[2].taken_n, 0);
}

static void one_order(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 9);
    static const char *const kinds[] = {"incidents", "statement", "finding", "gap"};
    for (int k = 0; k < 100; k++) {
        struct arena a CLEANUP(arena_end) = {0};
        enum { MANY = 40 };
        struct proposal list[MANY], turned[MANY];
        for (int i = 0; i < MANY; i++) {
            int place = (int)rng_below(&r, 4) - 1;
            list[i] = (struct proposal){.kind = link_of(kinds[rng_below(&r, 4)]), .reference = str_of(arena_f(&a, "r%02d#%d", i, i)), .place = place, .place_words = place < 0 && rng_below(&r, 2) ? STR("abroad") : STR("")};
        }
        for (int i = 0; i < MANY; i++)
            turned[i] = list[MANY - 1 - i];
        propose(list, MANY, NULL, 0, &a);
        propose(turned, MANY, NULL, 0, &a);
        for (int i = 0; i < MANY; i++)
            assert_true(str_eq(list[i].reference, turned[i].reference));
        assert_true(list[0].place <= list[1].place);
        assert_true(list[MANY - 1].place_words.n || list[MANY - 1].place >= 0);
    }
}

static void clear_changes(void **state)
{
    (void)state;
    assert_true(change_is_clear((struct estimate){0.4, 0.1, 0.9, 9}) && change_is_clear((struct estimate){-0.4, -0.6, -0.1, 9}));
    assert_false(change_is_clear((struct estimate){0.4, -0.1, 0.9, 9}) || change_is_clear(ESTIMATE_NONE) || change_is_clear((struct estimate){-1, NAN, NAN, 9}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(taken), cmocka_unit_test(one_order), cmocka_unit_test(clear_changes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
