/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four places, three sectors, five organisations: small enough to do by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "coverage/coverage.h"

enum { NORTH, SOUTH, EAST, FAR, PLACES };
enum { WATER, SCHOOLS, UNSAID, SECTORS };
enum { A, B, C, D, E, ORGANISATIONS };

/* North 10 incidents, south 2, east 4; nobody could look at the far place. The median of 2, 4, 10 is 4: need is told of north alone. */
static const struct coverage_place places[] = {{10, false, 0}, {2, false, 0}, {4, false, 0}, {NAN, true, 0}};
/*              water       schools     sector not said
 * north        A B         -           -
 * south        A B C       C           -
 * east         A           -           E
 * far          -           D           -             */
static const struct coverage_link links[] = {{SOUTH, WATER, C}, {NORTH, WATER, A}, {NORTH, WATER, B}, {SOUTH, WATER, A}, {NORTH, WATER, A}, {SOUTH, WATER, B}, {SOUTH, SCHOOLS, C},
    {EAST, WATER, A}, {FAR, SCHOOLS, D}, {EAST, UNSAID, E}};

static struct coverage_in four(void)
{
    return (struct coverage_in){.places = PLACES, .sectors = SECTORS, .organisations = ORGANISATIONS, .place = places, .unstated = UNSAID, .links = links, .link_n = ARRAY_LEN(links)};
}

static const struct coverage_cell *cell(const struct coverage_found *f, size_t place, size_t sector)
{
    return &f->cells[place * SECTORS + sector];
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-12;
}

static void gaps_are_where_need_is_and_nobody(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_in in = four();
    struct coverage_found f;
    coverage_of(&in, &a, &f);
    assert_true(near(f.median, 4));
    assert_int_equal(f.gaps, 1);
    assert_true(cell(&f, NORTH, SCHOOLS)->gap && cell(&f, NORTH, SCHOOLS)->by_incidents && !cell(&f, NORTH, SCHOOLS)->by_asked);
    assert_false(cell(&f, NORTH, UNSAID)->gap); /* no sector of its own */
    assert_int_equal(cell(&f, EAST, SCHOOLS)->need, NEED_LOW); /* exactly the median is not above it */
    assert_int_equal(cell(&f, FAR, WATER)->need, NEED_UNTOLD);
    assert_false(cell(&f, FAR, WATER)->gap);
}

static void what_people_ask_for_is_need(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_in in = four();
    struct coverage_place spoken[PLACES];
    uint32_t asked[PLACES * SECTORS] = {0};
    struct coverage_found f;
    memcpy(spoken, places, sizeof spoken);
    spoken[FAR].asked = 2;              /* of anything: also where nobody could look */
    asked[EAST * SECTORS + SCHOOLS] = 1; /* of schools alone */
    in.place = spoken;
    in.asked = asked;
    coverage_of(&in, &a, &f);
    assert_int_equal(f.gaps, 3);
    assert_true(cell(&f, FAR, WATER)->gap && cell(&f, FAR, WATER)->by_asked && !cell(&f, FAR, WATER)->by_incidents);
    assert_true(cell(&f, EAST, SCHOOLS)->gap);
    assert_int_equal(cell(&f, EAST, WATER)->need, NEED_LOW);
}

static void one_alone_and_many(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_in in = four();
    struct coverage_found f;
    coverage_of(&in, &a, &f);
    assert_int_equal(cell(&f, NORTH, WATER)->organisations, 2); /* A twice is A once */
    assert_int_equal(cell(&f, SOUTH, WATER)->organisations, 3);
    assert_int_equal(f.singles, 3); /* south's schools, east's water, the far place's schools */
    assert_true(cell(&f, SOUTH, SCHOOLS)->single && cell(&f, EAST, WATER)->single && cell(&f, FAR, SCHOOLS)->single);
    /* Per incident: 2/10, 3/2, 1/2, 1/4; sorted 0.2 0.25 0.5 1.5. The 90th percentile lies at 2.7: 0.5 + 0.7 x 1 = 1.2. */
    assert_true(near(cell(&f, NORTH, WATER)->per_need, 0.2) && near(cell(&f, SOUTH, WATER)->per_need, 1.5));
    assert_true(near(f.crowded_above, 1.2));
    assert_true(isnan(cell(&f, FAR, SCHOOLS)->per_need));
    assert_int_equal(f.crowded, 1);
    assert_true(cell(&f, SOUTH, WATER)->crowded && !cell(&f, NORTH, WATER)->crowded);
}

static void who_could_be_done_without(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_in in = four();
    struct coverage_found f;
    coverage_of(&in, &a, &f);
    const struct { uint32_t pairs, shared; } expected[] = {{3, 2}, {2, 2}, {2, 1}, {1, 0}, {0, 0}};
    for (size_t i = 0; i < ORGANISATIONS; i++) {
        assert_int_equal(f.shares[i].pairs, expected[i].pairs);
        assert_int_equal(f.shares[i].shared, expected[i].shared);
    }
    assert_true(near(f.shares[A].redundancy, 2.0 / 3) && near(f.shares[B].redundancy, 1) && near(f.shares[D].redundancy, 0));
    assert_true(isnan(f.shares[E].redundancy)); /* what it does is not said */
}

static void what_was_seen_in_part_is_a_least(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_in in = four();
    struct coverage_place seen[PLACES];
    struct coverage_found f;
    memcpy(seen, places, sizeof seen);
    seen[SOUTH].partly = seen[NORTH].partly = true;
    in.place = seen;
    coverage_of(&in, &a, &f);
    assert_int_equal(cell(&f, SOUTH, SCHOOLS)->need, NEED_UNTOLD); /* 2 or more: nobody knows that it is less than elsewhere */
    assert_int_equal(cell(&f, NORTH, SCHOOLS)->need, NEED_HIGH);   /* 10 or more is above 4 in any case */
    assert_true(isnan(cell(&f, SOUTH, WATER)->per_need));
    assert_int_equal(f.crowded, 0);
}

/* Whatever the need: five are many, four are not by themselves. */
static void five_are_many(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_link five[9];
    struct coverage_in in = four();
    struct coverage_found f;
    for (uint32_t i = 0; i < 9; i++)
        five[i] = (struct coverage_link){FAR, i < 5 ? WATER : SCHOOLS, i < 5 ? i : i - 5};
    in.links = five;
    in.link_n = ARRAY_LEN(five);
    coverage_of(&in, &a, &f);
    assert_true(cell(&f, FAR, WATER)->crowded && !cell(&f, FAR, SCHOOLS)->crowded);
    assert_int_equal(cell(&f, FAR, SCHOOLS)->organisations, 4);
}

static void nothing_on_record(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct coverage_place unknown[PLACES] = {{NAN, false, 0}, {NAN, false, 0}, {NAN, false, 0}, {NAN, false, 0}};
    struct coverage_in in = four();
    struct coverage_found f;
    in.place = unknown;
    coverage_of(&in, &a, &f);
    assert_true(isnan(f.median) && isnan(f.crowded_above) && f.gaps == 0 && f.crowded == 0 && f.singles == 3);
    in = (struct coverage_in){.unstated = SIZE_MAX};
    coverage_of(&in, &a, &f);
    assert_true(f.gaps == 0 && isnan(f.median));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(gaps_are_where_need_is_and_nobody), cmocka_unit_test(what_people_ask_for_is_need), cmocka_unit_test(one_alone_and_many),
        cmocka_unit_test(who_could_be_done_without), cmocka_unit_test(what_was_seen_in_part_is_a_least), cmocka_unit_test(five_are_many), cmocka_unit_test(nothing_on_record)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
