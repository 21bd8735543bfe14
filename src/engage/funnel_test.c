/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far asks came: as of a day, with meetings and promises that belong to them and with those that do not. */
#include "actor/testing.h"

#include "engage/engage.h"

static void put(struct store *s, const char *key, const char *kind, int day, const char *to, const char *topic, int due, const char *outcome, int outcome_day)
{
    struct err e = {0};
    static int64_t id;
    id++;
    assert_fine(store_do(s, "INSERT INTO contact (origin, id, import, line, contact_key, kind, day, from_actor, to_actor, topic, asked, due, outcome, outcome_day, answer, plan_article, note)"
        " VALUES ($1, $2, 1, $2, $3, $4, $5, '', $6, $7, '', $8, $9, $10, '', '', '')", WITH(bind_int(store_origin(s)), bind_int(id), bind_text(str_of(key)), bind_text(str_of(kind)), bind_int(day),
        bind_text(str_of(to)), bind_text(str_of(topic)), due ? bind_int(due) : bind_null(), bind_text(str_of(outcome)), outcome_day ? bind_int(outcome_day) : bind_null()), &e), e);
}

static void promise(struct store *s, const char *key, const char *contact, const char *actor, int made, int due, const char *state, int state_day)
{
    struct err e = {0};
    static int64_t id;
    id++;
    assert_fine(store_do(s, "INSERT INTO promise (origin, id, import, line, promise_key, contact_key, actor, promised, made, due, state, state_day, evidence) VALUES ($1, $2, 1, $2, $3, $4, $5, 'x', $6,"
        " $7, $8, $9, '')", WITH(bind_int(store_origin(s)), bind_int(id), bind_text(str_of(key)), bind_text(str_of(contact)), bind_text(str_of(actor)), bind_int(made), due ? bind_int(due) : bind_null(),
        bind_text(str_of(state)), state_day ? bind_int(state_day) : bind_null()), &e), e);
}

static bool fill(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    (void)e;
    put(s, "a", "letter", 100, "one", "lamps", 130, "sent", 0);            /* met on 110, promised there, kept on 150 */
    put(s, "m", "meeting", 110, "one", "lamps", 0, "held", 110);
    put(s, "b", "letter", 105, "one", "roads", 120, "no_answer", 121);      /* another topic: not met */
    put(s, "c", "email", 100, "two", "lamps", 0, "answered_no", 140);       /* as of 130 still open, and never due */
    put(s, "d", "letter", 111, "one", "lamps", 150, "acknowledged", 112);   /* after the meeting */
    put(s, "e", "call", 100, "three", "", 0, "referred", 0);                /* answered, nobody knows when; the visit before it is no answer */
    put(s, "v", "visit", 90, "three", "", 0, "held", 90);
    put(s, "f", "letter", 100, "four", "", 0, "planned", 0);
    put(s, "g", "letter", 100, "four", "", 0, "not_delivered", 0);
    put(s, "h", "letter", 200, "four", "", 0, "sent", 0);                   /* later */
    promise(s, "p", "m", "one", 110, 140, "promise_kept", 150);
    promise(s, "q", "", "two", 120, 125, "promise_made", 0);                /* names nothing, made after c */
    promise(s, "r", "", "two", 99, 0, "promise_kept", 120);                 /* before c */
    return true;
}

static const struct ask *find(const struct engagement *g, const char *key)
{
    for (size_t i = 0; i < g->ask_n; i++)
        if (str_is(g->asks[i].contact->key, key))
            return &g->asks[i];
    return NULL;
}

static void each_came_as_far_as_it_did(void **state)
{
    struct arena a = {0};
    struct err e = {0};
    struct engagement g;
    struct office *o = *state;
    struct store *s = o->s;
    assert_fine(store_task(s, fill, NULL, &e), e);
    assert_fine(engagement_read(s, (struct day){160}, &a, &g, &e), e);
    assert_int_equal(g.ask_n, 5);
    assert_true(g.planned == 1 && g.undelivered == 1 && g.cancelled == 0);
    assert_int_equal(find(&g, "a")->reached, REACHED_KEPT);
    assert_int_equal(find(&g, "a")->waited_days, 10);
    assert_int_equal(find(&g, "b")->reached, REACHED_SENT);
    assert_int_equal(find(&g, "b")->waited_days, 55); /* that no answer came by its day does not end the waiting */
    assert_int_equal(find(&g, "b")->late_days, 40);
    assert_int_equal(find(&g, "c")->reached, REACHED_PROMISED);
    assert_int_equal(find(&g, "c")->waited_days, 40);
    assert_int_equal(find(&g, "d")->reached, REACHED_ACKNOWLEDGED);
    assert_true(find(&g, "e")->reached == REACHED_ANSWERED && find(&g, "e")->undated);
    size_t *list;
    assert_int_equal(engagement_overdue(&g, &a, &list), 2);
    assert_string_equal(g.asks[list[0]].contact->key.p, "b");
    assert_int_equal(engagement_next(&g, &a, &list), 1);
    assert_int_equal(g.promise_n, 1); /* q; p was kept */
    arena_end(&a);
    assert_fine(engagement_read(s, (struct day){130}, &a, &g, &e), e);
    assert_int_equal(find(&g, "a")->reached, REACHED_PROMISED); /* not kept yet */
    assert_int_equal(find(&g, "c")->reached, REACHED_PROMISED); /* promised before the letter was answered */
    arena_end(&a);
    assert_fine(engagement_read(s, (struct day){115}, &a, &g, &e), e);
    assert_int_equal(find(&g, "c")->reached, REACHED_SENT);
    assert_int_equal(find(&g, "c")->waited_days, 15);
    assert_int_equal(find(&g, "b")->waited_days, 10);
    arena_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(each_came_as_far_as_it_did, office_begin, office_end)};
    return cmocka_run_group_tests_name("engage funnel", tests, NULL, NULL);
}
