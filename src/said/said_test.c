/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as people write them; each fixed word and each label of the codebook means itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "said/said.h"

static void judgements(void **state)
{
    (void)state;
    static const struct { const char *word; enum looked v; } list[] = {{"good", LOOKED_GOOD}, {" Limited ", LOOKED_LIMITED}, {"NONE", LOOKED_NONE},
        {"جيدة", LOOKED_GOOD}, {"محدودة", LOOKED_LIMITED}, {"مَحدود", LOOKED_LIMITED}, {"لا أحد", LOOKED_NONE}, {"باش", LOOKED_GOOD},
        {"سنووردار", LOOKED_LIMITED}, {"هیچ", LOOKED_NONE}, {"هيچ", LOOKED_NONE}, {"", LOOKED_UNSAID}, {"medium", LOOKED_UNSAID},
        {"none of it", LOOKED_UNSAID}, {"-", LOOKED_UNSAID}, {"\xFF\xFE", LOOKED_UNSAID}};
    for (size_t i = 0; i < ARRAY_LEN(list); i++)
        if (looked_of(str_of(list[i].word)) != list[i].v)
            fail_msg("%s", list[i].word);
    for (int v = LOOKED_GOOD; v <= LOOKED_NONE; v++)
        assert_int_equal(looked_of(str_of(looked_code((enum looked)v))), v);
    assert_true(LOOKED_NONE > LOOKED_LIMITED && LOOKED_LIMITED > LOOKED_GOOD && LOOKED_GOOD > LOOKED_UNSAID);
}

static void licences(void **state)
{
    (void)state;
    static const struct { const char *word; enum licence v; } list[] = {{"Open", LICENCE_OPEN}, {"no_republication", LICENCE_NO_REPUBLICATION},
        {"No republication", LICENCE_NO_REPUBLICATION}, {"CC BY 4.0", LICENCE_ATTRIBUTION}, {"cc-by-sa-4.0", LICENCE_ATTRIBUTION},
        {"CC BY", LICENCE_ATTRIBUTION}, {"Creative Commons Attribution 4.0", LICENCE_ATTRIBUTION}, {"CC0", LICENCE_OPEN},
        {"CC BY-NC 4.0", LICENCE_UNKNOWN}, {"CC BY-ND", LICENCE_UNKNOWN}, {"Creative Commons Attribution-NonCommercial", LICENCE_UNKNOWN},
        {"CC BYE", LICENCE_UNKNOWN}, {"", LICENCE_UNKNOWN}, {"see website", LICENCE_UNKNOWN}, {"عدم إعادة النشر", LICENCE_NO_REPUBLICATION},
        {"کراوە", LICENCE_OPEN}, {"مع ذكر المصدر", LICENCE_ATTRIBUTION}};
    for (size_t i = 0; i < ARRAY_LEN(list); i++)
        if (licence_of(str_of(list[i].word)) != list[i].v)
            fail_msg("%s", list[i].word);
    for (int v = LICENCE_OPEN; v <= LICENCE_NO_REPUBLICATION; v++)
        assert_int_equal(licence_of(str_of(licence_code((enum licence)v))), v);
    assert_true(said_same_source(STR("UCDP GED"), STR(" ucdp-ged ")));
    assert_false(said_same_source(STR("UCDP GED"), STR("ACLED")));
    assert_false(said_same_source(STR("?"), STR("!")));
}

static void phases(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (int v = 1; v < PHASE_COUNT; v++) {
        assert_int_equal(phase_of(str_of(phase_code((enum phase)v))), v);
        for (size_t i = 0; i < ARRAY_LEN(languages); i++)
            assert_int_equal(phase_of(str_of(phase_label((enum phase)v, languages[i]))), v);
    }
    assert_int_equal(phase_of(STR("Stabilizing")), PHASE_STABILISING);
    assert_int_equal(phase_of(STR("RISING  TENSION")), PHASE_TENSION);
    assert_int_equal(phase_of(STR("war")), PHASE_UNSET);
    assert_int_equal(phase_of(STR("")), PHASE_UNSET);
}

static void language_is(const char *word, const char *tag)
{
    char out[16];
    if (said_language(str_of(word), out) != (tag != NULL) || (tag && strcmp(out, tag) != 0))
        fail_msg("%s", word);
}

static void languages(void **state)
{
    (void)state;
    language_is("", "");
    language_is(" AR ", "ar");
    language_is("Arabic", "ar");
    language_is("کوردی", "ckb");
    language_is("ku-Latn", "ku-latn");
    language_is("kmr", "kmr");
    language_is("a", NULL);
    language_is("ar-", NULL);
    language_is("their own", NULL);
    language_is("12", NULL);
    language_is("en-abcdefgh-abcdefgh", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(judgements), cmocka_unit_test(licences), cmocka_unit_test(phases), cmocka_unit_test(languages)};
    return cmocka_run_group_tests_name("said", tests, NULL, NULL);
}
