/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A room of known minds: what they agree on, what divides them, and who is too few to be told of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "voice/voice.h"

enum { BRIDGE = 0, DIVIDE = 1, REJECTED = 2, LITTLE_HEARD = 3, ABOUT_ONESELF = 4, COLUMNS = 24 };

struct room {
    struct arena a;
    struct voice_data d;
    struct voice_answer w;
};

/* 60 people of side 0, 50 of side 1 and `third` of side 2; nine in ten vote as their side does. The last `silent` of them vote on three statements only. */
static int8_t vote_of(size_t side, size_t s, struct rng *r)
{
    int8_t usual = s == BRIDGE ? 1 : s == REJECTED ? -1 : s == ABOUT_ONESELF ? (side ? 1 : -1) : (s + side) % 2 ? 1 : -1;
    return rng_unit(r) < 0.9 ? usual : (int8_t)-usual;
}

static void room_with(struct room *room, size_t third, size_t silent)
{
    *room = (struct room){0};
    struct arena *a = &room->a;
    struct rng r;
    rng_init(&r, 7);
    size_t people = 110 + third;
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, people + 1);
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, people * COLUMNS), *side = ARENA_ARRAY(a, uint32_t, people);
    int8_t *vote = ARENA_ARRAY(a, int8_t, people * COLUMNS);
    bool *out = ARENA_ARRAY(a, bool, COLUMNS);
    uint64_t n = 0;
    for (size_t p = 0; p < people; p++) {
        side[p] = p < 60 ? 0 : p < 110 ? 1 : 2;
        for (uint32_t s = 0; s < COLUMNS; s++) {
            if (p >= people - silent && s > 2)
                continue;
            if (s == LITTLE_HEARD && p >= 6) /* by six people of one side, all for it */
                continue;
            statement[n] = s;
            vote[n++] = s == LITTLE_HEARD ? 1 : vote_of(side[p] % 2, s, &r);
        }
        begin[p + 1] = n;
    }
    out[ABOUT_ONESELF] = true;
    room->d.statements = ARENA_ARRAY(a, struct voice_statement, COLUMNS);
    room->d.column = ARENA_ARRAY(a, size_t, COLUMNS);
    for (size_t s = 0; s < COLUMNS; s++) {
        room->d.statements[s].id = (int64_t)s;
        room->d.statements[s].meta = s == ABOUT_ONESELF;
        room->d.column[s] = s;
    }
    room->d.statement_n = COLUMNS;
    room->d.attributes = ARENA_NEW(a, struct voice_attribute);
    room->d.attributes[0] = (struct voice_attribute){.name = STR("side"), .n = 3, .of = side};
    room->d.attribute_n = 1;
    room->d.votes = (struct opinion_votes){.participants = people, .statements = COLUMNS, .begin = begin, .statement = statement, .vote = vote, .out = out};
    room->d.vote_n = (int64_t)n;
}

static void room_of(struct room *room, size_t third)
{
    room_with(room, third, 0);
}

static void answer(struct room *room, bool compat)
{
    struct err e = {0};
    struct voice_options o = {.compat = compat, .seed = 1, .resamples = 20, .threads = 1};
    assert_true(voice_answer_of(NULL, &room->d, &o, &room->a, &room->w, NULL, &e));
}

static bool has(const size_t *list, size_t n, size_t what)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == what)
            return true;
    return false;
}

static void what_bridges_and_what_divides(void **state)
{
    (void)state;
    struct room room;
    room_of(&room, 0);
    answer(&room, false);
    const struct voice_answer *w = &room.w;
    assert_int_equal(w->groups.k, 2);
    assert_true(w->by == &w->found);
    assert_true(opinion_rand_index(w->groups.of, room.d.attributes[0].of, room.d.votes.participants) > 0.9);
    assert_int_equal(w->bridge_n, 1);
    assert_int_equal(w->bridges[0], BRIDGE);
    assert_int_equal(w->rejected_n, 1);
    assert_int_equal(w->rejected[0], REJECTED);
    assert_true(has(w->divides, w->divide_n, DIVIDE));
    assert_false(has(w->divides, w->divide_n, BRIDGE));
    assert_false(has(w->divides, w->divide_n, ABOUT_ONESELF)); /* it would divide them, were it asked */
    assert_true(w->bridging.statement_intercept[BRIDGE] > w->bridging.statement_intercept[DIVIDE]);
    arena_end(&room.a);
}

static void what_few_heard_is_no_bridge(void **state)
{
    (void)state;
    struct room room;
    room_of(&room, 0);
    answer(&room, false);
    assert_false(has(room.w.bridges, room.w.bridge_n, LITTLE_HEARD));
    assert_int_equal(room.w.found.tally.agree[opinion_at(&room.w.found.tally, room.w.found.k, LITTLE_HEARD)], 6);
    arena_end(&room.a);
}

static void sides_of_few_are_not_told(void **state)
{
    (void)state;
    struct room room;
    room_of(&room, 9); /* nine of the third side: they, and the next smallest, by which they could be had */
    room.d.about.own = true;
    answer(&room, false);
    assert_int_equal(room.w.side_n, 1);
    assert_int_equal(room.w.sides[0].k, 1);
    assert_int_equal(room.w.sides[0].size[0], 60);
    assert_int_equal(room.w.sides[0].untold, 59);
    arena_end(&room.a);
    room_of(&room, 9); /* published: all could be had anyway, and nine are no group to speak of */
    answer(&room, false);
    assert_int_equal(room.w.sides[0].k, 2);
    assert_int_equal(room.w.sides[0].untold, 9);
    arena_end(&room.a);
    room_of(&room, 12);
    answer(&room, false);
    assert_int_equal(room.w.sides[0].k, 3);
    assert_int_equal(room.w.sides[0].size[2], 12);
    assert_true(room.w.sides[0].differ[DIVIDE] < 0.001);
    assert_false(room.w.sides[0].differ[BRIDGE] < 0.05);
    arena_end(&room.a);
}

static void few_silent_people_hide_no_group(void **state)
{
    (void)state;
    struct room room;
    room_with(&room, 0, 4);
    room.d.about.own = true;
    answer(&room, false);
    assert_int_equal(room.w.groups.in, 106);
    assert_int_equal(room.w.found.k, 2);
    assert_int_equal(room.w.found.untold, 4);
    arena_end(&room.a);
}

/* 15, 12 and 10 people of three sides, and eight who declare none, by whom the third could be had. */
static void of_all_nothing_is_said_while_a_side_of_many_is_kept_back(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        struct room room;
        room_of(&room, 0);
        for (size_t i = 0; i < 45; i++)
            room.d.attributes[0].of[i] = i < 15 ? 0 : i < 27 ? 1 : i < 37 ? 2 : OPINION_NO_GROUP;
        room.d.votes.participants = 45;
        room.d.about.own = own;
        answer(&room, false);
        assert_int_equal(room.w.sides[0].k, own ? 2 : 3);
        assert_true(room.w.by == (own ? NULL : &room.w.sides[0]));
        arena_end(&room.a);
    }
}

/* Only six people of the second side voted on the bridge, all for it. */
static void few_of_the_second_on_the_bridge(struct room *room)
{
    struct opinion_votes *v = &room->d.votes;
    uint64_t *begin = ARENA_ARRAY(&room->a, uint64_t, v->participants + 1), n = 0;
    uint32_t *statement = ARENA_ARRAY(&room->a, uint32_t, v->begin[v->participants]);
    int8_t *vote = ARENA_ARRAY(&room->a, int8_t, v->begin[v->participants]);
    for (size_t p = 0; p < v->participants; p++) {
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
            if (v->statement[i] == BRIDGE && p >= 66)
                continue;
            statement[n] = v->statement[i];
            vote[n++] = v->statement[i] == BRIDGE && p >= 60 ? 1 : v->vote[i];
        }
        begin[p + 1] = n;
    }
    v->begin = begin;
    v->statement = statement;
    v->vote = vote;
}

/* That it stands among the bridges would say how each of the six voted; and what the others hold against them, what they said. */
static void what_few_of_a_group_voted_on_is_in_no_list(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        struct room room;
        room_of(&room, 0);
        few_of_the_second_on_the_bridge(&room);
        room.d.about.own = own;
        answer(&room, false);
        const struct voice_answer *w = &room.w;
        const struct opinion_tally *t = &w->sides[0].tally;
        bool may[2];
        assert_int_equal(t->seen[opinion_at(t, 1, BRIDGE)], 6);
        assert_true(has(w->bridges, w->bridge_n, BRIDGE) == !own);
        assert_true(voice_told_on(t, own ? PEOPLE_K : 0, BRIDGE, may) == !own);
        assert_true(may[0] == !own && may[1] == !own); /* the first would give the second away: 66 voted */
        assert_true(voice_told_against(t, own ? PEOPLE_K : 0, 0, BRIDGE) == !own);
        assert_true(voice_told_on(t, own ? PEOPLE_K : 0, DIVIDE, may) && may[0] && may[1]);
        assert_true(voice_told_against(t, own ? PEOPLE_K : 0, 0, DIVIDE));
        for (size_t g = 0; own && g < w->sides[0].k; g++)
            for (size_t i = 0; i < w->sides[0].pick_n[g]; i++)
                assert_int_not_equal(w->sides[0].picks[g][i].statement, BRIDGE);
        arena_end(&room.a);
    }
}

/* The same people in another order: the same groups, in the same order, as large, as sure. */
static void the_lot_changes_nothing(void **state)
{
    (void)state;
    struct room room, turned;
    room_of(&room, 12);
    room_of(&turned, 12);
    room.d.about.own = turned.d.about.own = true;
    const struct opinion_votes v = room.d.votes;
    uint64_t *begin = ARENA_ARRAY(&turned.a, uint64_t, v.participants + 1), n = 0;
    uint32_t *statement = ARENA_ARRAY(&turned.a, uint32_t, v.begin[v.participants]), *side = ARENA_ARRAY(&turned.a, uint32_t, v.participants);
    int8_t *vote = ARENA_ARRAY(&turned.a, int8_t, v.begin[v.participants]);
    for (size_t i = 0; i < v.participants; i++) {
        size_t from = v.participants - 1 - i;
        side[i] = room.d.attributes[0].of[from];
        for (uint64_t k = v.begin[from]; k < v.begin[from + 1]; k++, n++) {
            statement[n] = v.statement[k];
            vote[n] = v.vote[k];
        }
        begin[i + 1] = n;
    }
    turned.d.votes.begin = begin, turned.d.votes.statement = statement, turned.d.votes.vote = vote;
    turned.d.attributes[0].of = side;
    answer(&room, false);
    answer(&turned, false);
    const struct voice_answer *w = &room.w, *u = &turned.w;
    assert_true(w->groups.k == u->groups.k && w->groups.k > 1 && w->footing == u->footing);
    assert_memory_equal(w->groups.of, u->groups.of, sizeof *w->groups.of * v.participants);
    assert_memory_equal(&w->stability, &u->stability, sizeof w->stability);
    assert_memory_equal(w->found.tally.agree, u->found.tally.agree, sizeof *w->found.tally.agree * (w->found.k + 1) * COLUMNS);
    assert_memory_equal(w->sides[0].tally.agree, u->sides[0].tally.agree, sizeof *w->sides[0].tally.agree * (w->sides[0].k + 1) * COLUMNS);
    arena_end(&room.a);
    arena_end(&turned.a);
}

static void nobody_has_voted(void **state)
{
    (void)state;
    struct arena a = {0};
    struct voice_data d = {.about.name = STR("empty")};
    struct voice_answer w;
    struct err e = {0};
    assert_false(voice_answer_of(NULL, &d, &(struct voice_options){0}, &a, &w, NULL, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_string_equal(e.text, "nobody has voted in the dialogue \"empty\" yet: there is nothing to say of it");
    arena_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_bridges_and_what_divides),
        cmocka_unit_test(what_few_heard_is_no_bridge),
        cmocka_unit_test(sides_of_few_are_not_told),
        cmocka_unit_test(few_silent_people_hide_no_group),
        cmocka_unit_test(of_all_nothing_is_said_while_a_side_of_many_is_kept_back),
        cmocka_unit_test(what_few_of_a_group_voted_on_is_in_no_list),
        cmocka_unit_test(the_lot_changes_nothing),
        cmocka_unit_test(nobody_has_voted),
    };
    return cmocka_run_group_tests_name("voice answer", tests, NULL, NULL);
}
