/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words may mean one actor: a list made by hand, with traps; decisions, and what they do to it; its cost. */
#include "actor/same.h"
#include "actor/testing.h"

static struct roster *read_roster(struct store *s, struct arena *a)
{
    struct err e = {0};
    struct roster *r = NULL;
    assert_fine(roster_read(s, a, &r, &e), e);
    return r;
}

static const struct row offices[] = {
    {ROW_ACTOR, "interior", "ministry", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Ministry of Interior", NULL, 0, 0}, {ROW_NAME, "ar", "name", "وزارة الداخلية", NULL, 0, 0},
    {ROW_ACTOR, "undp", "un_agency", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "United Nations Development Programme", NULL, 0, 0}, {ROW_NAME, "", "acronym", "UNDP", NULL, 0, 0},
    {ROW_ACTOR, "drugs-office", "un_agency", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "United Nations Office on Drugs and Crime", NULL, 0, 0},
    {ROW_ACTOR, "mines", "cso_local", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Selmara Mine Clearance", NULL, 0, 0}, {ROW_NAME, "", "acronym", "SMC", NULL, 0, 0},
    {ROW_ACTOR, "medical", "cso_local", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Selmara Medical Committee", NULL, 0, 0}, {ROW_NAME, "", "acronym", "SMC", NULL, 0, 0},
    {ROW_ACTOR, "hands", "ingo", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Open Hands Relief", NULL, 0, 0}, {ROW_NAME, "ar", "name", "الأيدي المفتوحة للإغاثة", NULL, 0, 0},
    {ROW_ACTOR, "clear", "ingo", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Clearpath Demining", NULL, 0, 0},
    {ROW_ACTOR, "camp-1", "community_committee", "", NULL, 0, 0}, {ROW_NAME, "en", "name", "Committee of Camp 1", NULL, 0, 0},
    {ROW_END, NULL, NULL, NULL, NULL, 0, 0}};

/* Words in files, and whom they may mean: with one answer, with several ("a b"), or with none. */
static const struct asked {
    const char *words, *may_be;
    enum same_why why;
    bool doubtful;
} asked[] = {
    {"Interior Ministry", "interior", SAME_WORDS, false},
    {"The Ministry of the Interior", "interior", SAME_WORDS, false},
    {"Min. of Interior", "interior", SAME_WORDS, false},
    {"وەزارەتی ناوخۆ", "interior", SAME_WORDS, false}, /* Sorani for Arabic: one script, one meaning */
    {"Ministry of Interior Affairs", "interior", SAME_FORM, false},
    {"Ministry of Interior Affairs of Norvend", NULL, 0, false}, /* another country's */
    {"Ministry of Justice", NULL, 0, false},
    {"U.N.D.P.", "undp", SAME_ACRONYM, false},
    {"UNODC", "drugs-office", SAME_ACRONYM, false},
    {"United Nation Development Programme", "undp", SAME_LETTER, false},
    {"SMC", "mines medical", SAME_ACRONYM, true},
    {"Open Hands Relief Organization", "hands", SAME_FORM, false},
    {"Open Hands Relief Ltd.", "hands", SAME_FORM, false},
    {"منظمة الأيدي المفتوحة للإغاثة", "hands", SAME_FORM, false},
    {"Clear Path Demining", "clear", SAME_SPACING, false},
    {"كليرباث ديمايننغ", "clear", SAME_SOUND, false},
    {"Committee of Camp 2", NULL, 0, false}, /* a number is no slip of the pen */
    {"Open Hearts Relief", NULL, 0, false},
};

static void name_all(struct store *s)
{
    struct row list[ARRAY_LEN(asked) + 1];
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        list[i] = (struct row){ROW_TIE, asked[i].words, "camp-1", "coordinates", "", 0, 0};
    list[ARRAY_LEN(asked)] = (struct row){ROW_END, NULL, NULL, NULL, NULL, 0, 0};
    rows_add(s, offices);
    rows_add(s, list);
}

static bool word_in(const char *list, struct str word)
{
    size_t n = strlen(list);
    for (size_t i = 0, end; i < n; i = end + 1) {
        for (end = i; end < n && list[end] != ' ';)
            end++;
        if (str_eq((struct str){list + i, end - i}, word))
            return true;
    }
    return false;
}

static size_t words_n(const char *list)
{
    size_t n = *list ? 1 : 0;
    for (; *list; list++)
        n += *list == ' ';
    return n;
}

static void names_by_hand(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct same_proposal *list;
    size_t n;
    name_all(o->s);
    struct roster *r = read_roster(o->s, &a);
    same_propose(r, &a, &list, &n);
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        size_t found = 0;
        for (size_t k = 0; k < n; k++) {
            if (!str_is(roster_at(r, list[k].one)->key, asked[i].words) || !roster_at(r, list[k].other)->declared)
                continue;
            found++;
            if (!asked[i].may_be || !word_in(asked[i].may_be, roster_at(r, list[k].other)->key))
                fail_msg("%s: proposed as %.*s (%d)", asked[i].words, STR_F(roster_at(r, list[k].other)->key), (int)list[k].why);
            if (list[k].why != asked[i].why || (list[k].doubt != 0) != asked[i].doubtful)
                fail_msg("%s: why %d, doubt %u", asked[i].words, (int)list[k].why, list[k].doubt);
        }
        if (found != words_n(asked[i].may_be ? asked[i].may_be : ""))
            fail_msg("%s: %zu proposals", asked[i].words, found);
    }
    assert_true(roster_doubt(r, STR("SMC"))); /* proposed, and not taken */
    assert_int_equal(roster_find(r, STR("Clear Path Demining")) == roster_find(r, STR("clear")), 0);
}

struct word_of {
    const char *name, *key, *decision;
    int day;
};

static bool say_do(struct store *s, void *arg, struct err *e)
{
    const struct word_of *w = arg;
    return actor_same_say(s, str_of(w->name), str_of(w->key), str_of(w->decision), STR("A"), (struct day){w->day}, e);
}

static void say_it(struct store *s, const char *name, const char *key, const char *decision)
{
    struct err e = {0};
    struct word_of w = {name, key, decision, 100};
    assert_fine(store_task(s, say_do, &w, &e), e);
}

static size_t proposed(struct store *s, const char *words)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct same_proposal *list;
    size_t n, found = 0;
    struct roster *r = read_roster(s, &a);
    same_propose(r, &a, &list, &n);
    for (size_t i = 0; i < n; i++)
        found += str_is(roster_at(r, list[i].one)->key, words) && roster_at(r, list[i].other)->declared;
    return found;
}

static bool means(struct store *s, const char *words, const char *key)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct roster *r = read_roster(s, &a);
    int32_t at = roster_find(r, str_of(words));
    return at >= 0 && str_is(roster_at(r, (size_t)at)->key, key);
}

static void decisions_count_and_are_taken_back(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct same_decision *list;
    struct same_stands stands;
    size_t n;
    struct err e = {0};
    name_all(o->s);
    assert_int_equal(proposed(o->s, "Clear Path Demining"), 1);
    say_it(o->s, "Clear Path Demining", "clear", "same");
    assert_true(means(o->s, "Clear Path Demining", "clear"));
    assert_int_equal(proposed(o->s, "Clear Path Demining"), 0);
    say_it(o->s, "SMC", "mines", "other"); /* one of the two is left */
    assert_true(means(o->s, "SMC", "medical"));
    say_it(o->s, "Open Hands Relief Organization", "hands", "other");
    assert_int_equal(proposed(o->s, "Open Hands Relief Organization"), 0);
    assert_fine(same_decisions(o->s, &a, &list, &n, &e), e);
    assert_int_equal(n, 3);
    say_it(o->s, "Clear Path Demining", "clear", "");
    say_it(o->s, "Open Hands Relief Organization", "hands", "");
    assert_false(means(o->s, "Clear Path Demining", "clear"));
    assert_int_equal(proposed(o->s, "Clear Path Demining") + proposed(o->s, "Open Hands Relief Organization"), 2);
    assert_fine(same_decisions(o->s, &a, &list, &n, &e), e);
    assert_int_equal(n, 1);
    assert_fine(same_stands_read(o->s, &a, &stands, &e), e);
    const struct same_stand *camp = same_stand_of(&stands, STR("camp-1"));
    assert_int_equal(camp->rows, 1 + (int)ARRAY_LEN(asked));
    assert_null(same_stand_of(&stands, STR("Nobody")));
}

/* Four times as many names may take four times as long, and some; pairs would take sixteen. */
static double time_for(size_t n)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct roster r = {.list = ARENA_ARRAY(&a, struct actor, n), .n = n};
    struct same_proposal *list;
    size_t found;
    map_begin(&r.others, &a, 1);
    for (size_t i = 0; i < n; i++) {
        struct actor_named *name = ARENA_NEW(&a, struct actor_named);
        *name = (struct actor_named){STR("en"), STR("name"), str_of(arena_f(&a, "Society %zu for the peace of town %zu", i, i * 7919 % n))};
        r.list[i] = (struct actor){.key = name->name, .names = name, .name_n = 1, .place = STR("")};
    }
    clock_t begin = clock();
    same_propose(&r, &a, &list, &found);
    assert_true(found < n);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void cost_grows_as_names_do(void **state)
{
    (void)state;
    double few = time_for(1000), many = time_for(4000);
    if (many > 8 * few + 0.05)
        fail_msg("1,000 names: %g s, 4,000: %g s", few, many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_by_hand, office_begin, office_end),
        cmocka_unit_test_setup_teardown(decisions_count_and_are_taken_back, office_begin, office_end),
        cmocka_unit_test(cost_grows_as_names_do),
    };
    return cmocka_run_group_tests_name("same", tests, NULL, NULL);
}
