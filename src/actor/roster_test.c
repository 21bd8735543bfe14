/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roster: whom words mean, what nobody decides in silence, names in a language; and ties as they were said. */
#include "actor/testing.h"

static struct roster *read_roster(struct store *s, struct arena *a)
{
    struct err e = {0};
    struct roster *r = NULL;
    assert_fine(roster_read(s, a, &r, &e), e);
    return r;
}

static void is_key(const struct roster *r, const char *words, const char *key)
{
    int32_t n = roster_find(r, str_of(words));
    if (n < 0)
        fail_msg("%s: nobody", words);
    text_is(roster_at(r, (size_t)n)->key, key);
}

static const struct row some[] = {{ROW_ACTOR, "mh", "ministry", "SL-MH", NULL, 0, 0}, {ROW_NAME, "en", "name", "Ministry of Health", NULL, 0, 0},
    {ROW_NAME, "ar", "name", "وزارة الصحة", NULL, 0, 0}, {ROW_NAME, "", "acronym", "MoH", NULL, 0, 0}, {ROW_ACTOR, "np", "police", "", NULL, 0, 0},
    {ROW_NAME, "en", "name", "Northgate Police", NULL, 0, 0}, {ROW_ACTOR, "mp", "police", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Police", NULL, 0, 0},
    {ROW_ACTOR, "sp", "police", "", NULL, 0, 0}, {ROW_NAME, "ckb", "name", "پۆلیسی باشوور", NULL, 0, 0}, {ROW_NAME, "", "former", "Police", NULL, 0, 0},
    {ROW_TIE, "MOH", "np", "funds", "", 0, 0}, {ROW_TIE, "Police", "وزاره الصحه", "trust", "public", 100, 200}, {ROW_TIE, "np", "Elders of Selmara", "restricts", "public", 150, 0},
    {ROW_PROJECT, "p1", "Health Ministry", "SL-MH", NULL, 0, 0}, {ROW_PROJECT, "p2", "Elders of selmara", "SL-ELD", NULL, 0, 0}, {ROW_PROJECT, "p3", "", "sl-eld", NULL, 0, 0},
    {ROW_END, NULL, NULL, NULL, NULL, 0, 0}};

static void words_mean_somebody(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    rows_add(o->s, some);
    struct roster *r = read_roster(o->s, &a);
    is_key(r, "mh", "mh");
    is_key(r, " moh ", "mh");
    is_key(r, "ministry of HEALTH", "mh");
    is_key(r, "وزاره الصحه", "mh");
    is_key(r, "sl mh", "mh");
    is_key(r, "Health Ministry", "mh"); /* by the identifier beside it */
    is_key(r, "Elders of Selmara", "Elders of Selmara");
    is_key(r, "SL-ELD", "Elders of Selmara");
    assert_int_equal(roster_find(r, STR("Ministry of Finance")), -1);
    assert_false(roster_doubt(r, STR("Ministry of Finance")));
    assert_int_equal(roster_find(r, STR("police")), -1);
    assert_true(roster_doubt(r, STR("police")));
    assert_int_equal(roster_size(r), 6); /* four declared; Elders; and "Police", which may be either */
    assert_false(roster_at(r, 4)->declared);
    assert_true(roster_at(r, 0)->declared && roster_at(r, 3)->declared);
}

static void names_in_a_language(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct str in;
    rows_add(o->s, some);
    struct roster *r = read_roster(o->s, &a);
    text_is(roster_name(r, 0, "ar", &in), "وزارة الصحة");
    text_is(in, "ar");
    text_is(roster_name(r, 0, "ckb", &in), "وزارة الصحة"); /* the best there is for a reader of Kurdish */
    text_is(roster_name(r, 0, "en", NULL), "Ministry of Health");
    text_is(roster_name(r, 3, "en", &in), "پۆلیسی باشوور");
    text_is(in, "ckb");
    text_is(roster_name(r, 4, "ar", &in), "Elders of Selmara");
    text_is(in, "");
}

static void ties_as_they_were_said(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct tie *list;
    size_t n;
    rows_add(o->s, some);
    struct roster *r = read_roster(o->s, &a);
    assert_fine(ties_read(o->s, r, DAY_NONE, &a, &list, &n, &e), e);
    assert_int_equal(n, 3);
    text_is(roster_at(r, (size_t)list[0].from)->key, "mh");
    assert_int_equal(list[0].visible, VISIBLE_PUBLIC);
    text_is(roster_at(r, (size_t)list[1].from)->key, "Police"); /* one that stands for these words: nothing was decided */
    assert_false(roster_at(r, (size_t)list[1].from)->declared);
    assert_int_equal(list[1].visible, VISIBLE_STEWARDS); /* whatever the row says */
    assert_int_equal(list[2].visible, VISIBLE_STAFF);
    assert_true(isnan(list[0].amount) && !day_known(list[0].since) && list[1].until.n == 200);
    assert_fine(ties_read(o->s, r, (struct day){120}, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_fine(ties_read(o->s, r, (struct day){201}, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_string_equal(list[1].relation->code, "restricts");
}

static void people_decide(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    static const struct row decided[] = {{ROW_SAME, "police", "mp", "same", NULL, 10, 0}, {ROW_SAME, "np", "sp", "same", NULL, 10, 0},
        {ROW_SAME, "MoH", "mh", "other", NULL, 10, 0}, {ROW_END, NULL, NULL, NULL, NULL, 0, 0}};
    static const struct row back[] = {{ROW_SAME, "np", "sp", "", NULL, 11, 0}, {ROW_END, NULL, NULL, NULL, NULL, 0, 0}};
    rows_add(o->s, some);
    rows_add(o->s, decided);
    struct roster *r = read_roster(o->s, &a);
    is_key(r, "Police", "mp");
    is_key(r, "np", "sp");
    is_key(r, "Northgate police", "sp");
    is_key(r, "MoH", "MOH"); /* is not the ministry: the tie's words stand for themselves */
    text_is(roster_name(r, (size_t)roster_find(r, STR("sp")), "en", NULL), "Northgate Police");
    assert_int_equal(roster_size(r), 5);
    rows_add(o->s, back);
    r = read_roster(o->s, &a);
    is_key(r, "np", "np");
    assert_int_equal(roster_size(r), 6);
}

static void only_named_ones_may_be_decided_on(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    static const struct row rows[] = {{ROW_TIE, "Elders", "Council of Elders", "coordinates", "", 0, 0}, {ROW_TIE, "The Elders", "x", "coordinates", "", 0, 0},
        {ROW_SAME, "Elders", "Council of Elders", "same", NULL, 1, 0}, {ROW_SAME, "The Elders", "Elders", "same", NULL, 1, 0},
        {ROW_SAME, "Council of Elders", "Elders", "same", NULL, 2, 0}, {ROW_SAME, "Nobody", "Nowhere", "same", NULL, 2, 0}, {ROW_END, NULL, NULL, NULL, NULL, 0, 0}};
    rows_add(o->s, rows);
    struct roster *r = read_roster(o->s, &a);
    assert_int_equal(roster_size(r), 2);
    is_key(r, "The Elders", "Council of Elders");
    is_key(r, "elders", "Council of Elders");
    assert_int_equal(roster_find(r, STR("Nobody")), -1);
}

static void an_empty_register(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct tie *list;
    size_t n;
    struct roster *r = read_roster(o->s, &a);
    assert_int_equal(roster_size(r), 0);
    assert_int_equal(roster_find(r, STR("x")), -1);
    assert_int_equal(roster_find(r, STR("")), -1);
    assert_fine(ties_read(o->s, r, DAY_NONE, &a, &list, &n, &e), e);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(words_mean_somebody, office_begin, office_end),
        cmocka_unit_test_setup_teardown(names_in_a_language, office_begin, office_end), cmocka_unit_test_setup_teardown(ties_as_they_were_said, office_begin, office_end),
        cmocka_unit_test_setup_teardown(people_decide, office_begin, office_end), cmocka_unit_test_setup_teardown(only_named_ones_may_be_decided_on, office_begin, office_end),
        cmocka_unit_test_setup_teardown(an_empty_register, office_begin, office_end)};
    return cmocka_run_group_tests_name("actor roster", tests, NULL, NULL);
}
