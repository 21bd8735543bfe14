/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a promise: every state that can be written, without a day and with one before and after the day asked about, beside every place of its own day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/speech.h"
#include "engage/engage.h"

enum { MADE = 100, ON = 200 };

static enum promise_now now_of(const char *state, int state_day, int due, int on)
{
    struct promise p = {.state = state ? follow_up_of(str_of(state)) : NULL, .made = {MADE}, .due = due ? (struct day){due} : DAY_NONE, .state_day = state_day ? (struct day){state_day} : DAY_NONE, .told = DAY_NONE};
    assert_true(!state || p.state);
    return promise_now(&p, on ? (struct day){on} : DAY_NONE);
}

/* Of each state: where its day has not come, or it has none; where the day has passed. */
static const struct { const char *state; enum promise_now before, past; } rules[] = {
    {NULL, PROMISE_OPEN, PROMISE_LATE}, {"promise_made", PROMISE_OPEN, PROMISE_LATE}, {"told_participants", PROMISE_OPEN, PROMISE_LATE}, {"promise_partly", PROMISE_PARTLY, PROMISE_PARTLY_LATE},
    {"promise_kept", PROMISE_KEPT, PROMISE_KEPT}, {"promise_broken", PROMISE_BROKEN, PROMISE_BROKEN}, {"promise_withdrawn", PROMISE_WITHDRAWN, PROMISE_WITHDRAWN}};

static void each_state_by_each_day(void **state)
{
    static const int dues[] = {0 /* none */, MADE, ON - 1, ON, ON + 1}, stated[] = {0 /* nobody wrote when */, MADE, ON, ON + 1};
    size_t n;
    (void)state;
    (void)follow_ups(&n);
    assert_int_equal(n + 1, ARRAY_LEN(rules)); /* a state that is new needs its rule */
    for (size_t r = 0; r < ARRAY_LEN(rules); r++)
        for (size_t d = 0; d < ARRAY_LEN(dues); d++)
            for (size_t s = 0; s < ARRAY_LEN(stated); s++) {
                bool past = dues[d] && dues[d] < ON, yet = stated[s] <= ON;
                size_t rule = yet ? r : 0; /* what is dated later nobody knows yet */
                assert_int_equal(now_of(rules[r].state, stated[s], dues[d], ON), past ? rules[rule].past : rules[rule].before);
            }
}

static void without_a_day_nothing_is_late(void **state)
{
    (void)state;
    for (size_t r = 0; r < ARRAY_LEN(rules); r++)
        assert_int_equal(now_of(rules[r].state, ON + 1, MADE, 0), rules[r].before);
    struct promise later = {.state = follow_up_of(STR("promise_kept")), .made = {ON + 1}, .due = DAY_NONE, .state_day = DAY_NONE};
    assert_int_equal(promise_now(&later, (struct day){ON}), PROMISE_OPEN); /* not made yet */
}

/* Unknown is not failure: only what somebody wrote is told as not kept. */
static void what_is_not_known_is_not_broken(void **state)
{
    (void)state;
    for (int now = 0; now < PROMISE_NOWS; now++) {
        bool broken = strstr(promise_now_label((enum promise_now)now), "not kept") != NULL;
        assert_int_equal(broken, now == PROMISE_BROKEN);
        assert_int_equal(promise_overdue((enum promise_now)now), now == PROMISE_LATE || now == PROMISE_PARTLY_LATE);
        assert_int_equal(promise_in_doubt((enum promise_now)now), now == PROMISE_BROKEN || promise_overdue((enum promise_now)now));
        assert_int_equal(promise_outstanding((enum promise_now)now), now == PROMISE_OPEN || now == PROMISE_PARTLY || promise_overdue((enum promise_now)now));
        for (int other = 0; other < now; other++)
            assert_string_not_equal(promise_now_code((enum promise_now)other), promise_now_code((enum promise_now)now));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_state_by_each_day), cmocka_unit_test(without_a_day_nothing_is_late), cmocka_unit_test(what_is_not_known_is_not_broken)};
    return cmocka_run_group_tests_name("engage promise", tests, NULL, NULL);
}
