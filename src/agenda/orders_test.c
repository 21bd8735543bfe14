/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of two sides, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/orders.h"

enum { MOST = 64 };
struct told_orders {
    struct priority list[MOST];
    struct agenda_book b;
    size_t n;
};

static void say(struct told_orders *t, const char *side, const char *by, const char *matter, double place, int day)
{
    t->list[t->n++] = (struct priority){.agenda = STR("a"), .said_by = str_of(by), .matter = str_of(matter), .side = code_of(CODES_SIDES, str_of(side)), .place = place, .people = NAN, .day = day ? (struct day){day} : DAY_NONE};
    t->b = (struct agenda_book){.priorities = t->list, .priority_n = t->n};
}

static const struct order_matter *of(const struct orders *o, const char *key)
{
    for (size_t i = 0; i < o->matter_n; i++)
        if (str_is(o->matters[i].key, key))
            return &o->matters[i];
    fail_msg("no %s", key);
    return NULL;
}

static void list(struct told_orders *t, const char *side, const char *by, const char *const *matters, size_t n)
{
    for (size_t i = 0; i < n; i++)
        say(t, side, by, matters[i], (double)i + 1, 0);
}

static void two_sides(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct told_orders t = {.n = 0};
    struct orders o;
    list(&t, "community", "women of Vashta", (const char *const[]){"health", "food", "personal", "economic"}, 4);
    list(&t, "authority", "ministry", (const char *const[]){"personal", "health", "economic", "political", "food"}, 5);
    orders_of(&t.b, STR("a"), &a, &o);
    assert_true(o.matter_n == 5 && o.order_n == 2 && o.ranked[SIDE_BOTTOM] == 4 && o.ranked[SIDE_TOP] == 5);
    assert_true(str_is(o.matters[0].key, "health") && str_is(o.matters[4].key, "political"));
    assert_true(of(&o, "food")->security && !of(&o, "food")->item);
    /* health, food, personal, economic against 2, 4, 1, 3 (of those that both have): 3 pairs agree, 3 do not */
    assert_true(o.bottom_top.both == 4 && o.bottom_top.only_b == 1 && fabs(o.bottom_top.tau.value) < 1e-12);
    assert_true(isnan(o.bottom_donor.tau.value) && o.bottom_authority.both == 4);
    assert_true(of(&o, "health")->both && of(&o, "personal")->both && !of(&o, "food")->both && !of(&o, "economic")->both);
    for (size_t k = 0; k < o.order_n; k++)
        for (size_t m = 0; m < o.matter_n; m++)
            assert_true(isnan(o.list[k].place[m]) == (str_is(o.matters[m].key, "political") && k == 0));
}

/* Six and more: the upper half; a tie across the line is not first. */
static void upper_half(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct told_orders t = {.n = 0};
    struct orders o;
    list(&t, "community", "x", (const char *const[]){"a", "b", "c", "d", "e", "f", "g", "h"}, 8);
    say(&t, "donor", "y", "a", 1, 0);
    say(&t, "donor", "y", "b", 2, 0);
    say(&t, "donor", "y", "d", 3, 0);
    say(&t, "donor", "y", "c", 3, 0);
    say(&t, "donor", "y", "e", 4, 0);
    say(&t, "donor", "y", "f", 5, 0);
    orders_of(&t.b, STR(""), &a, &o);
    assert_true(of(&o, "d")->first[SIDE_BOTTOM] && !of(&o, "e")->first[SIDE_BOTTOM]);
    assert_true(of(&o, "b")->both && !of(&o, "c")->both && !of(&o, "d")->both && fabs(of(&o, "c")->place[SIDE_DONOR] - 3.5) < 1e-12);
}

/* The latest word of each counts; several orders of a side become one, and how far they agree is told. */
static void several(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct told_orders t = {.n = 0};
    struct orders o;
    say(&t, "community", "x", "a", 1, 10);
    say(&t, "community", "x", "b", 2, 10);
    say(&t, "community", "x", "b", 1, 20);
    say(&t, "community", "x", "a", 2, 20);
    say(&t, "community", "x", "c", 3, 20);
    say(&t, "community", "y", "b", 1, 0);
    say(&t, "community", "y", "c", 2, 0);
    say(&t, "community", "y", "a", 3, 0);
    orders_of(&t.b, STR("a"), &a, &o);
    assert_true(o.order_n == 2 && o.orders[SIDE_BOTTOM] == 2 && o.orders[SIDE_TOP] == 0);
    assert_true(fabs(of(&o, "b")->place[SIDE_BOTTOM] - 1) < 1e-12 && fabs(of(&o, "a")->place[SIDE_BOTTOM] - 2.5) < 1e-12 && fabs(of(&o, "c")->place[SIDE_BOTTOM] - 2.5) < 1e-12);
    assert_true(fabs(o.within[SIDE_BOTTOM].w - 12 * (2.0 * 2 + 1 + 1) / (4 * 24)) < 1e-12 && o.within[SIDE_BOTTOM].exact);
    assert_true(isnan(o.bottom_top.tau.value) && o.bottom_top.only_a == 3 && isnan(o.within[SIDE_TOP].w));
}

static void none(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct agenda_book b = {0};
    struct orders o;
    orders_of(&b, STR(""), &a, &o);
    assert_true(o.order_n == 0 && o.matter_n == 0 && isnan(o.bottom_top.tau.value));
}

/* One order stays as it is: with itself on the other side they agree wholly, turned round not at all. */
static void one_order_stays(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 23);
    for (int k = 0; k < 100; k++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct told_orders t = {.n = 0};
        struct orders o;
        size_t n = 2 + (size_t)rng_below(&r, 12);
        for (size_t i = 0; i < n; i++) {
            double place = 1 + (double)rng_below(&r, 40);
            const char *matter = arena_f(&a, "m%zu", i);
            say(&t, "community", "x", matter, place, 0);
            say(&t, "authority", "y", matter, 3 * place, 0);
            say(&t, "donor", "z", matter, 100 - place, 0);
        }
        orders_of(&t.b, STR("a"), &a, &o);
        if (isnan(o.bottom_authority.tau.value))
            continue;
        assert_true(fabs(o.bottom_authority.tau.value - 1) < 1e-12 && fabs(o.bottom_donor.tau.value + 1) < 1e-12);
    }
}

/* What is not told of leaves neither a gap nor a number. */
static void what_is_not_told(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct agenda_item items[] = {{.key = STR("S1")}, {.key = STR("S2")}, {.key = STR("S3")}};
    const struct agenda_item *by_key[] = {&items[0], &items[1], &items[2]};
    const bool told[] = {true, false, true};
    struct told_orders t = {.n = 0};
    struct agenda_book out;
    struct orders o;
    say(&t, "community", "x", "S1", 1, 0);
    say(&t, "community", "x", "S2", 2, 0);
    say(&t, "community", "x", "S3", 3, 0);
    say(&t, "donor", "z", "S2", 1, 0);
    say(&t, "donor", "z", "S3", 2, 0);
    say(&t, "donor", "z", "health", 3, 0);
    t.b.items = items;
    t.b.items_by_key = by_key;
    t.b.item_n = 3;
    orders_told(&t.b, told, &a, &out);
    orders_of(&out, STR("a"), &a, &o);
    assert_true(out.priority_n == 4 && o.matter_n == 3 && o.bottom_top.both == 1 && o.bottom_top.only_a == 1 && o.bottom_top.only_b == 1);
    assert_true(of(&o, "S3")->place[SIDE_BOTTOM] == 2 && of(&o, "S3")->place[SIDE_DONOR] == 1 && of(&o, "health")->place[SIDE_DONOR] == 2);
    assert_int_equal(t.b.priority_n, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_sides), cmocka_unit_test(upper_half), cmocka_unit_test(several), cmocka_unit_test(none), cmocka_unit_test(what_is_not_told), cmocka_unit_test(one_order_stays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
