/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an agenda serves: counts of items, and 0 is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/balance.h"

static const struct balance_row *row(const struct balance *b, enum code_list list, const char *code)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->rows[i].list == list && (code ? b->rows[i].code && strcmp(b->rows[i].code->code, code) == 0 : !b->rows[i].code))
            return &b->rows[i];
    return NULL;
}

static void is(const struct balance *b, enum code_list list, const char *code, int64_t items, bool forgotten)
{
    const struct balance_row *r = row(b, list, code);
    if (!r || r->items != items || r->forgotten != forgotten)
        fail_msg("%s: %d items, %s", code ? code : "not said", r ? (int)r->items : -1, r && r->forgotten ? "forgotten" : "served");
}

static void counts(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct item_state dropped[] = {{.state = code_of(CODES_ITEM_STATES, STR("agreed"))}, {.state = code_of(CODES_ITEM_STATES, STR("dropped"))}};
    const struct agenda_item items[] = {{.agenda = STR("one"), .pillar = code_of(CODES_PILLARS, STR("protection")), .securities = STR("food;health"), .genders = STR("women"), .concerns = STR("displaced")},
        {.agenda = STR("one"), .securities = STR("food"), .concerns = STR("displaced;women")}, {.agenda = STR("two"), .pillar = code_of(CODES_PILLARS, STR("both"))},
        {.agenda = STR("one"), .concerns = STR("prisoners"), .states = dropped, .state_n = 2}};
    struct balance b;
    balance_of(items, 4, STR("one"), &a, &b);
    assert_true(b.items == 2 && b.dropped == 1);
    is(&b, CODES_SECURITIES, "food", 2, false);
    is(&b, CODES_SECURITIES, "political", 0, true);
    is(&b, CODES_PILLARS, "protection", 1, false);
    is(&b, CODES_PILLARS, "empowerment", 0, true);
    is(&b, CODES_PILLARS, NULL, 1, false);
    is(&b, CODES_GROUPS, "women", 2, false); /* as a gender, as a group */
    is(&b, CODES_GROUPS, "displaced", 2, false);
    is(&b, CODES_GROUPS, "prisoners", 0, true); /* the item that named them was dropped */
    is(&b, CODES_GENDERS, "men", 0, false);     /* one concerns everybody */
    is(&b, CODES_GENDERS, NULL, 1, false);
    assert_int_equal(b.forgotten, 4); /* prisoners, children of fighters, survivors, camp residents */
    balance_of(items, 4, STR(""), &a, &b);
    assert_int_equal(b.items, 3);
    is(&b, CODES_PILLARS, "protection", 2, false); /* one is for both, and counts for each */
    is(&b, CODES_PILLARS, "empowerment", 1, false);
    is(&b, CODES_PILLARS, "both", 1, false);
}

static void none(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct balance b;
    balance_of(NULL, 0, STR(""), &a, &b);
    assert_true(b.items == 0 && b.forgotten == 6 && b.n > 20);
    for (size_t i = 0; i < b.n; i++)
        assert_true(b.rows[i].items == 0 && b.rows[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts), cmocka_unit_test(none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
