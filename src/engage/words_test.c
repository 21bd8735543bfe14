/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook's words of engagement, as the shared codebook has them and as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/speech.h"
#include "engage/engage.h"

static void words_as_people_write_them(void **state)
{
    (void)state;
    size_t kinds_n, outcomes_n, follow_n;
    const struct contact_kind *kinds = contact_kinds(&kinds_n);
    const struct outcome *all = outcomes(&outcomes_n);
    const struct follow_up *follow = follow_ups(&follow_n);
    assert_int_equal(kinds_n, 13);
    assert_int_equal(outcomes_n, 11);
    assert_int_equal(follow_n, 6);
    for (size_t k = 0; k < language_count(); k++) {
        struct speech s = {.language = language_at(k)};
        for (size_t i = 0; i < kinds_n; i++)
            assert_true(contact_kind_of(str_of(kinds[i].code)) == &kinds[i] && contact_kind_of(str_of(say(&s, kinds[i].label))) == &kinds[i]);
        for (size_t i = 0; i < outcomes_n; i++)
            assert_true(outcome_of(str_of(all[i].code)) == &all[i] && outcome_of(str_of(say(&s, all[i].label))) == &all[i]);
        for (size_t i = 0; i < follow_n; i++)
            assert_true(follow_up_of(str_of(follow[i].code)) == &follow[i] && follow_up_of(str_of(say(&s, follow[i].label))) == &follow[i]);
    }
    assert_string_equal(contact_kind_of(STR(" Public Event "))->code, "public_event");
    assert_string_equal(contact_kind_of(STR("رسالة"))->code, "letter");
    assert_string_equal(outcome_of(STR("Answered-No"))->code, "answered_no");
    assert_string_equal(follow_up_of(STR("kept"))->code, "promise_kept");
    assert_null(follow_up_of(STR("participants")));
    assert_null(contact_kind_of(STR("pigeon")));
    assert_null(outcome_of(STR("")));
}

static void what_counts_as_an_answer(void **state)
{
    (void)state;
    static const char *const answers[] = {"answered_yes", "answered_partly", "answered_no", "referred", "held"};
    size_t n, found = 0;
    const struct outcome *list = outcomes(&n);
    for (size_t i = 0; i < n; i++)
        found += list[i].answers;
    assert_int_equal(found, ARRAY_LEN(answers));
    for (size_t i = 0; i < ARRAY_LEN(answers); i++)
        assert_true(outcome_of(str_of(answers[i]))->answers);
    assert_true(contact_kind_of(STR("letter"))->asks && contact_kind_of(STR("call"))->asks && !contact_kind_of(STR("meeting"))->asks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_as_people_write_them), cmocka_unit_test(what_counts_as_an_answer)};
    return cmocka_run_group_tests_name("engage words", tests, NULL, NULL);
}
