/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answered is worked out once, for all who ask at that moment; and again when the register moved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "desk/desk_priv.h"
#include "voice/voice.h"

#include <pthread.h>

static int made; /* atomic */

static bool make(UNUSED struct store *s, const struct voice_dialogue *d, uint64_t seed, struct arena *a, struct voice_data *data, struct voice_answer *out, struct err *e)
{
    __atomic_add_fetch(&made, 1, __ATOMIC_RELAXED);
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    if (str_is(d->name, "broken"))
        return err_set(e, ERR_INPUT, "it cannot be worked out");
    data->about = *d;
    data->vote_n = (int64_t)seed;
    *out = (struct voice_answer){.data = data, .priority = ARENA_ARRAY(a, double, 1000)};
    return true;
}

static bool ask(struct request *r, const char *name, int64_t id, struct desk_moment at, const struct voice_answer **out)
{
    struct err e = {0};
    struct voice_dialogue d = {.origin = 1, .id = id, .name = str_of(name)};
    r->moment = at;
    return desk_answer(r, NULL, &d, (uint64_t)id, make, out, &e);
}

static void end(struct request *r)
{
    desk_answers_let_go(r);
    arena_end(&r->arena);
}

static void one_serves_many(UNUSED void **state)
{
    struct request r = {.answers = desk_answers_new()}, other = {.answers = r.answers}, late = {.answers = r.answers};
    const struct voice_answer *x, *y, *z;
    made = 0;
    char name[] = "market";
    assert_true(ask(&r, name, 1, (struct desk_moment){7, 3, 100}, &x));
    memset(name, 'x', sizeof name - 1); /* it keeps no text of who asked first */
    assert_true(ask(&other, "market", 1, (struct desk_moment){7, 3, 500}, &y));
    assert_true(x == y && made == 1 && str_is(y->data->about.name, "market"));
    assert_true(ask(&other, "market", 1, (struct desk_moment){7, 4, 109}, &y)); /* a vote came, ten seconds ago at most */
    assert_true(x == y);
    assert_true(ask(&late, "market", 1, (struct desk_moment){7, 4, 110}, &z));
    assert_true(z != x && made == 2);
    assert_true(ask(&late, "market", 2, (struct desk_moment){7, 4, 110}, &z));
    assert_int_equal(made, 3);
    assert_true(ask(&late, "market", 1, (struct desk_moment){8, 4, 110}, &z)); /* the register moved */
    assert_int_equal(made, 4);
    assert_true(str_is(x->data->about.name, "market")); /* who holds one keeps it */
    end(&r), end(&other), end(&late);
    desk_answers_free(&r.answers);
}

static void without_a_keeper_it_is_made(UNUSED void **state)
{
    struct request r = {0};
    const struct voice_answer *x, *y;
    made = 0;
    assert_true(ask(&r, "market", 1, (struct desk_moment){7, 3, 100}, &x) && ask(&r, "market", 1, (struct desk_moment){7, 3, 100}, &y));
    assert_true(x != y && made == 2);
    end(&r);
}

static void what_failed_is_tried_again(UNUSED void **state)
{
    struct request r = {.answers = desk_answers_new()};
    const struct voice_answer *x;
    made = 0;
    assert_false(ask(&r, "broken", 1, (struct desk_moment){7, 3, 100}, &x));
    assert_false(ask(&r, "broken", 1, (struct desk_moment){7, 3, 100}, &x));
    assert_int_equal(made, 2);
    end(&r);
    desk_answers_free(&r.answers);
}

/* More than are kept: the oldest go, but for what is held. */
static void there_are_no_more_than_fit(UNUSED void **state)
{
    struct request held = {.answers = desk_answers_new()}, r = {.answers = held.answers};
    const struct voice_answer *x, *y;
    struct desk_moment at = {7, 3, 100};
    made = 0;
    assert_true(ask(&held, "first", 1, at, &x));
    for (int64_t id = 2; id < 32; id++) {
        assert_true(ask(&r, "other", id, at, &y));
        end(&r);
    }
    assert_int_equal(made, 31);
    assert_true(ask(&r, "other", 31, at, &y) && ask(&r, "first", 1, at, &y) && y == x);
    assert_int_equal(made, 31);
    end(&r);
    assert_true(ask(&r, "other", 2, at, &y));
    assert_int_equal(made, 32);
    end(&r), end(&held);
    desk_answers_free(&held.answers);
}

static void *asks(void *arg)
{
    struct request r = {.answers = arg};
    const struct voice_answer *x;
    bool good = ask(&r, "market", 1, (struct desk_moment){7, 3, 100}, &x) && x->data->vote_n == 1;
    end(&r);
    return good ? arg : NULL;
}

static void who_comes_meanwhile_waits(UNUSED void **state)
{
    struct desk_answers *k = desk_answers_new();
    pthread_t threads[6];
    made = 0;
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, asks, k), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *got;
        pthread_join(threads[i], &got);
        assert_non_null(got);
    }
    assert_int_equal(made, 1);
    desk_answers_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_serves_many), cmocka_unit_test(without_a_keeper_it_is_made), cmocka_unit_test(what_failed_is_tried_again),
        cmocka_unit_test(there_are_no_more_than_fit), cmocka_unit_test(who_comes_meanwhile_waits)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
