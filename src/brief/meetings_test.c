/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings in a document: nothing tells of fewer than PEOPLE_K people, also not by what is left when one number is taken from another. */
#include "brief/meetings.h"
#include <setjmp.h>
#include <cmocka.h>

static struct attendance_told told_from(int64_t k, int64_t invited, int64_t came)
{
    return attendance_told_of(&(struct room_attendance){.kind = STR("community"), .why = STR(""), .invited = invited, .came = came}, k);
}
static struct attendance_told told(int64_t invited, int64_t came) { return told_from(0, invited, came); }

static int64_t value(struct shown_cell c) { return shown_state(c) == SHOWN_VALUE ? (int64_t)shown_value(c).value : -1; }

/* Every pair of numbers: neither shown number is small, and neither is their difference. */
static void no_small_number(int64_t k)
{
    for (int64_t invited = 0; invited <= 3 * k; invited++)
        for (int64_t came = 0; came <= 3 * k; came++) {
            struct attendance_told t = told_from(k, invited, came);
            int64_t i = value(t.invited), c = value(t.came);
            assert_true(i == -1 || (i == invited && i >= k));
            assert_true(c == -1 || (c == came && (c >= k || (c == 0 && invited >= k))));
            if (i >= 0 && c >= 0 && i > c)
                assert_true(i - c >= k);
            assert_true(!t.all_but_few || (c == -1 && came >= k && invited > came && invited - came < k));
        }
}

static void test_no_small_number(void **state)
{
    (void)state;
    static const int64_t least[] = {10, 17, 50};
    for (size_t at = 0; at < ARRAY_LEN(least); at++)
        no_small_number(least[at]);
}

static void test_not_known(void **state)
{
    (void)state;
    assert_int_equal(shown_state(told(-1, 12).invited), SHOWN_UNKNOWN);
    assert_int_equal(value(told(-1, 12).came), 12);
    assert_int_equal(shown_state(told(12, -1).came), SHOWN_UNKNOWN);
    assert_int_equal(shown_state(told(-1, 0).came), SHOWN_TOO_FEW);
}

static struct str text_of(const char *language, int64_t k)
{
    static struct arena a;
    struct room_attendance kinds[] = {{STR("community"), STR(""), 60, 44, false}, {STR("security_sector"), STR(""), 30, 25, false}, {STR("women"), STR("no way back after dark"), 12, 0, false},
        {STR("displaced people"), STR("nobody asked"), -1, -1, true}};
    struct room_meeting list[] = {{1, day_make(2026, 3, 20), STR("Maruq"), STR("In the school."), kinds, 4}, {2, day_make(2026, 4, 2), STR(""), STR(""), NULL, 0}};
    struct speech speech = {.language = language_find(language)};
    struct doc *d = doc_new(&speech);
    struct buf out CLEANUP(buf_end) = {0};
    doc_meetings(d, list, 2, k);
    doc_text(d, &(struct text_options){.width = 100, .plain = true}, &out);
    doc_free(&d);
    return (struct str){arena_text(&a, out.p, out.n), out.n};
}

static bool holds(struct str text, const char *what) { return memmem(text.p, text.n, what, strlen(what)) != NULL; }

static void test_words(void **state)
{
    (void)state;
    static const char *const en[] = {"Who was invited to the meetings, and who came", "20 March 2026, Maruq", "In the school.", "all but fewer than 10", "no way back after dark", "nobody asked", "security sector",
        "Nobody wrote down which kinds of people were invited."};
    struct str text = text_of("en", 0);
    for (size_t i = 0; i < ARRAY_LEN(en); i++)
        if (!holds(text, en[i]))
            fail_msg("not said: %s\n%.*s", en[i], STR_F(text));
    assert_false(holds(text, "25"));
    struct str more = text_of("en", 50);
    assert_true(holds(more, "fewer than 50 people are not told") && holds(more, "60") && !holds(more, "30") && !holds(more, "44"));
    assert_true(holds(text_of("ar", 25), "٢٥ شخصاً") && holds(text_of("ar", 100), "١٠٠ شخص") && holds(text_of("ckb", 25), "٢٥ کەس"));
    assert_true(holds(text_of("ar", 0), "قطاع الأمن") && holds(text_of("ckb", 0), "کەرتی ئاسایش"));
}

static void test_nothing(void **state)
{
    (void)state;
    struct speech speech = {.language = language_find("en")};
    struct doc *d = doc_new(&speech);
    doc_meetings(d, NULL, 0, 0);
    assert_int_equal(d->n, 0);
    doc_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_small_number), cmocka_unit_test(test_not_known), cmocka_unit_test(test_words), cmocka_unit_test(test_nothing)};
    return cmocka_run_group_tests_name("meetings", tests, NULL, NULL);
}
