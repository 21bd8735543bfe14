/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phases of the register as a whole, which has no borders here; places around places are looked at where there are some: the golden agenda. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/fit.h"

static struct phase_set set(enum phase phase, int from, int to)
{
    return (struct phase_set){.place = -1, .of_country = true, .phase = phase, .from = from ? (struct day){from} : DAY_NONE, .to = to ? (struct day){to} : DAY_NONE, .said_by = STR("people of the place")};
}

static enum fit_word word(const char *phases, const struct phase_set *sets, size_t n, int on)
{
    struct arena a CLEANUP(arena_end) = {0};
    return fit_of(str_of(phases), sets, n, NULL, -1, (struct day){on}, &a).word;
}

static void as_people_said(void **state)
{
    (void)state;
    const struct phase_set one[] = {set(PHASE_CEASEFIRE, 100, 200), set(PHASE_STABILISING, 201, 0)};
    assert_int_equal(word("ceasefire", one, 2, 150), FIT_YES);
    assert_int_equal(word("ceasefire", one, 2, 250), FIT_NO);
    assert_int_equal(word("stabilising;recovery", one, 2, 201), FIT_YES);
    assert_int_equal(word("", one, 2, 150), FIT_UNSAID);
}

/* Nobody set one for that day: nothing is said, and whose ended last is told. */
static void never_guessed(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const struct phase_set one[] = {set(PHASE_OPEN, 10, 20), set(PHASE_CEASEFIRE, 21, 30)}, elsewhere[] = {{.place = 3, .phase = PHASE_OPEN, .from = DAY_NONE, .to = DAY_NONE}};
    struct fit f = fit_of(STR("ceasefire"), one, 2, NULL, -1, (struct day){31}, &a);
    assert_int_equal(f.word, FIT_UNSET);
    assert_ptr_equal(f.last, &one[1]);
    assert_int_equal(word("open", one, 2, 9), FIT_UNSET);
    assert_int_equal(word("open", elsewhere, 1, 9), FIT_UNSET);
    assert_int_equal(word("open", NULL, 0, 9), FIT_UNSET);
}

static void people_differ(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const struct phase_set two[] = {set(PHASE_OPEN, 0, 0), set(PHASE_PROTRACTED, 0, 0)};
    struct fit f = fit_of(STR("protracted"), two, 2, NULL, -1, (struct day){5}, &a);
    assert_int_equal(f.word, FIT_DIFFERS);
    assert_true(f.n == 2 && !f.list[0].suits && f.list[1].suits);
    assert_int_equal(word("protracted;open", two, 2, 5), FIT_YES);
}

/* Of an item by its place or its agenda's; of words that mean nothing here nobody set a phase. */
static void of_an_item(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct incident_columns *c = columns_make(1, 0);
    struct phase_set one[] = {set(PHASE_CEASEFIRE, 0, 0)};
    struct agenda_head head = {.key = STR("selmara")};
    struct agenda_book book = {.agendas = &head, .agenda_n = 1};
    struct agenda_item x = {.agenda = STR("selmara"), .phases = STR("ceasefire")};
    c->phases = one, c->phase_n = 1;
    assert_int_equal(fit_of_item(&x, &book, c, -1, (struct day){9}, &a).word, FIT_YES);
    head.place = STR("Nowhere");
    assert_int_equal(fit_of_item(&x, &book, c, -1, (struct day){9}, &a).word, FIT_UNSET);
    x.place = STR("Elsewhere");
    assert_true(str_is(item_place_words(&book, &x), "Elsewhere"));
    c->phases = NULL, c->phase_n = 0;
    columns_drop(&c);
}

static void measures(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct fit_measure *list;
    for (int p = PHASE_CALM; p < PHASE_COUNT; p++) {
        size_t n = fit_measures((enum phase)p, NULL, 0, &a, &list);
        assert_true(n > 0);
        for (size_t i = 0; i < n; i++) {
            struct agenda_item x = {.securities = str_of(list[i].measure->security), .pillar = code_of(CODES_PILLARS, STR("both"))};
            struct fit_measure *with;
            assert_true(str_is(str_of(list[i].measure->phase), phase_code((enum phase)p)) && list[i].measure->source[0] && list[i].items == 0);
            assert_int_equal(fit_measures((enum phase)p, &x, 1, &a, &with), n);
            assert_int_equal(with[i].items, 1);
        }
    }
    assert_int_equal(fit_measures(PHASE_UNSET, NULL, 0, &a, &list), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_people_said), cmocka_unit_test(never_guessed), cmocka_unit_test(people_differ), cmocka_unit_test(of_an_item), cmocka_unit_test(measures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
