/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule of harm: deadly, not deadly, or unknown; and what belongs to the series of lethal violence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "incident/incident.h"

static void rule_is(const char *type, int kind, int32_t low, int32_t best, int32_t high, enum incident_harm harm, bool in_series)
{
    enum type_nature nature = incident_nature(str_of(type), kind);
    enum incident_harm got = incident_harm_of(nature, low, best, high);
    if (got != harm || incident_in_series(nature, got) != in_series)
        fail_msg("%s, kind %d, deaths %d %d %d: harm %d, in series %d", type, kind, low, best, high, (int)got,
            (int)incident_in_series(nature, got));
}

static void killed_is_deadly(void **state)
{
    (void)state;
    rule_is("armed_clash", 1, 1, 2, 3, HARM_DEADLY, true);
    rule_is("arrest", 6, -1, 1, -1, HARM_DEADLY, true); /* whatever the type */
    rule_is("attack_civilians", 3, 1, 0, 1, HARM_DEADLY, true); /* low above best, as sources have it */
    rule_is("attack_civilians", 3, 2, -1, -1, HARM_DEADLY, true);
}

static void known_zero_is_not_deadly(void **state)
{
    (void)state;
    rule_is("armed_clash", 1, 0, 0, 0, HARM_NOT_DEADLY, true);
    rule_is("shelling", 4, -1, 0, -1, HARM_NOT_DEADLY, true);
    rule_is("protest_force", 5, -1, 0, -1, HARM_NOT_DEADLY, false);
    rule_is("enforced_disappearance", 3, 0, 0, 0, HARM_NOT_DEADLY, false);
}

static void zero_with_a_high_above_it_is_not_known(void **state)
{
    (void)state;
    rule_is("armed_clash", 2, 0, 0, 4, HARM_UNKNOWN, true); /* UCDP GED has such rows: they stay in the series */
    rule_is("arrest", 6, 0, 0, 4, HARM_UNKNOWN, false);
}

static void no_number(void **state)
{
    (void)state;
    rule_is("arrest", 6, -1, -1, -1, HARM_NOT_DEADLY, false);
    rule_is("movement", 6, -1, -1, -1, HARM_NOT_DEADLY, false);
    rule_is("sexual_violence", 3, -1, -1, -1, HARM_NOT_DEADLY, false);
    rule_is("armed_clash", 1, -1, -1, -1, HARM_UNKNOWN, true);
    rule_is("enforced_disappearance", 3, -1, -1, -1, HARM_UNKNOWN, false);
    rule_is("riot", 5, -1, -1, -1, HARM_UNKNOWN, false);
}

static void the_kind_where_the_type_says_nothing(void **state)
{
    (void)state;
    rule_is("territory_change", KIND_STATE_BATTLE, -1, -1, -1, HARM_UNKNOWN, true);
    rule_is("territory_change", KIND_OTHER, -1, 0, -1, HARM_NOT_DEADLY, false);
    rule_is("", KIND_PROTEST, -1, -1, -1, HARM_UNKNOWN, false);
    rule_is("", KIND_UNKNOWN, -1, -1, -1, HARM_UNKNOWN, true);
    rule_is("a word of nobody's codebook", KIND_REMOTE, -1, 0, 0, HARM_NOT_DEADLY, true);
}

/* Every type that the crosswalk gives has a label and a nature of its own. */
static void every_type_has_a_label(void **state)
{
    (void)state;
    static const char *const words[] = {"Arrests", "Peaceful protest", "Looting/property destruction", "One-sided violence", "unexploded",
        "displacement", "domestic", "agreement", "other"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        const char *type = NULL;
        enum incident_kind kind;
        assert_true(incident_type_of(str_of(words[i]), &type, &kind));
        assert_non_null(incident_type_label(str_of(type)));
    }
    assert_null(incident_type_label(STR("")));
    assert_true(incident_type_sensitive(STR("sexual_violence")));
    assert_false(incident_type_sensitive(STR("arrest")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_is_deadly),
        cmocka_unit_test(known_zero_is_not_deadly),
        cmocka_unit_test(zero_with_a_high_above_it_is_not_known),
        cmocka_unit_test(no_number),
        cmocka_unit_test(the_kind_where_the_type_says_nothing),
        cmocka_unit_test(every_type_has_a_label),
    };
    return cmocka_run_group_tests_name("incident types", tests, NULL, NULL);
}
