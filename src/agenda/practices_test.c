/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likeness by hand; and one that is planted among many is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/practices.h"

static struct practice practice(const char *key, const char *phases, const char *drivers, const char *level, const char *securities)
{
    return (struct practice){.key = str_of(key), .phases = str_of(phases), .drivers = str_of(drivers), .level = level[0] ? code_of(CODES_LEVELS, str_of(level)) : NULL, .securities = str_of(securities)};
}

static void by_hand(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const struct practice list[] = {practice("c", "open", "", "", "food"), practice("b", "ceasefire;stabilising", "", "local", "health"), practice("a", "ceasefire", "", "local", "health;food"), practice("d", "calm", "", "national", "political")};
    const struct context asked = {{STR("ceasefire"), STR(""), STR("local"), STR("health;food")}};
    struct practice_alike *out;
    size_t unlike, n = practices_like(&asked, list, 4, &a, &out, &unlike);
    assert_true(n == 3 && unlike == 1);
    assert_true(str_is(out[0].practice->key, "a") && fabs(out[0].share - 1) < 1e-12 && out[0].compared == 3 && out[0].both == 4);
    assert_true(str_is(out[1].practice->key, "b") && fabs(out[1].share - (0.5 + 1 + 0.5) / 3) < 1e-12);
    assert_true(str_is(out[2].practice->key, "c") && out[2].compared == 2 && fabs(out[2].share - (0 + 0.5) / 3) < 1e-12); /* it does not say on what level: counted as nothing alike, and shown as not compared */
    assert_true(isnan(out[2].of[ALIKE_LEVEL].share) && isnan(out[0].of[ALIKE_DRIVERS].share));
    assert_true(out[1].of[ALIKE_PHASES].both == 1 && out[1].of[ALIKE_PHASES].either == 2);
}

static void nothing_asked(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const struct practice list[] = {practice("a", "open", "", "", "food")};
    const struct context asked = {{STR(""), STR(""), STR(""), STR("")}};
    struct practice_alike *out;
    assert_int_equal(practices_like(&asked, list, 1, &a, &out, NULL), 0);
    assert_int_equal(practices_like(&asked, NULL, 0, &a, &out, NULL), 0);
}

/* Some codes of a list, in any order, one perhaps twice. */
static void drawn(struct rng *r, enum code_list of, struct buf *out)
{
    size_t n;
    const struct code *list = codes(of, &n);
    for (size_t k = rng_below(r, 4); k-- > 0;)
        buf_f(out, "%s%s", out->n ? ";" : "", list[rng_below(r, n)].code);
}

static struct str text(struct arena *a, struct rng *r, enum code_list of)
{
    struct buf b CLEANUP(buf_end) = {0};
    drawn(r, of, &b);
    return arena_str(a, buf_view(&b));
}

/* One practice has the very context that is asked for: it comes first, whatever the others are and wherever it stands. Its key decides where another is as like. */
static void planted_is_found(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 37547);
    for (int k = 0; k < 200; k++) {
        struct arena a CLEANUP(arena_end) = {0};
        enum { MANY = 60 };
        struct practice list[MANY];
        struct practice_alike *out, *turned;
        for (int i = 0; i < MANY; i++) {
            list[i] = practice(arena_f(&a, "p%02d", i), "", "", rng_below(&r, 2) ? "local" : "national", "");
            list[i].phases = str_of(phase_code((enum phase)(1 + rng_below(&r, PHASE_COUNT - 1))));
            list[i].drivers = text(&a, &r, CODES_DRIVERS);
            list[i].securities = text(&a, &r, CODES_SECURITIES);
        }
        struct practice *planted = &list[rng_below(&r, MANY)];
        planted->key = STR("a planted one");
        size_t some;
        const struct code *drivers = codes(CODES_DRIVERS, &some);
        planted->drivers = str_of(arena_f(&a, "%s;%s", drivers[k % (int)some].code, drivers[(k + 1) % (int)some].code));
        planted->securities = STR("food;health");
        const struct context asked = {{planted->phases, planted->drivers, str_of(planted->level->code), STR("health;food;food")}};
        size_t n = practices_like(&asked, list, MANY, &a, &out, NULL);
        assert_true(n > 0 && out[0].practice == planted && fabs(out[0].share - 1) < 1e-12);
        for (size_t i = 1; i < n; i++)
            assert_true(out[i].share <= out[i - 1].share && out[i].share >= 0 && out[i].both > 0);
        for (int i = 0; i < MANY / 2; i++) {
            struct practice swap = list[i];
            list[i] = list[MANY - 1 - i];
            list[MANY - 1 - i] = swap;
        }
        size_t m = practices_like(&asked, list, MANY, &a, &turned, NULL);
        assert_int_equal(m, n);
        assert_true(str_is(turned[0].practice->key, "a planted one"));
        for (size_t i = 0; i < n; i++)
            assert_true(fabs(turned[i].share - out[i].share) < 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(nothing_asked), cmocka_unit_test(planted_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
