/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/opinion_testing.h"

enum { PEOPLE = 40, STATEMENTS = 12 };

/* People 0 .. n-1 with that many votes each, on the first statements. */
static struct opinion_votes with_counts(struct arena *a, const size_t *counts, size_t n)
{
    const char **rows = ARENA_ARRAY(a, const char *, n);
    for (size_t p = 0; p < n; p++)
        rows[p] = arena_f(a, "%.*s%.*s", (int)counts[p], "++++++++++++", (int)(STATEMENTS - counts[p]), "............");
    return votes_of(a, rows, n);
}

static void seven_votes_or_the_busiest(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    size_t counts[PEOPLE];
    bool in[PEOPLE];
    for (size_t p = 0; p < PEOPLE; p++)
        counts[p] = p < 20 ? 7 + p % 5 : 6;
    struct opinion_votes v = with_counts(&a, counts, PEOPLE);
    assert_int_equal(opinion_in(&v, in), 20);
    assert_true(in[0] && in[19] && !in[20]);
    for (size_t p = 0; p < PEOPLE; p++)
        counts[p] = p < 10 ? 9 : p == 39 ? 6 : p == 12 ? 0 : 3;
    v = with_counts(&a, counts, PEOPLE);
    assert_int_equal(opinion_in(&v, in), 15); /* ten, then the one with six, then the first four with three */
    assert_true(in[39] && in[10] && in[11] && !in[12] && in[13] && in[14] && !in[15]);
}

static void few_statements_or_people(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const char *rows[20];
    bool in[20];
    for (size_t p = 0; p < 20; p++)
        rows[p] = p < 18 ? "++-" : p == 18 ? "+.." : "...";
    struct opinion_votes v = votes_of(&a, rows, 20);
    assert_int_equal(opinion_in(&v, in), 18); /* all three statements there are */
    assert_true(in[17] && !in[18] && !in[19]);
    v.participants = 3;
    assert_int_equal(opinion_in(&v, in), 3);
    struct opinion_votes nobody = {.begin = (const uint64_t[]){0}};
    assert_int_equal(opinion_in(&nobody, in), 0);
}

/* The rules as they stand, after each vote, over everybody. */
static void replay_slowly(const uint32_t *who, const uint32_t *on, size_t events, bool *in)
{
    bool cast[PEOPLE][STATEMENTS] = {0}, column[STATEMENTS] = {0};
    memset(in, 0, sizeof *in * PEOPLE);
    for (size_t e = 0; e < events; e++) {
        cast[who[e]][on[e]] = column[on[e]] = true;
        size_t columns = 0, n = 0, votes[PEOPLE] = {0};
        for (size_t s = 0; s < STATEMENTS; s++)
            columns += column[s];
        for (size_t p = 0; p < PEOPLE; p++) {
            for (size_t s = 0; s < STATEMENTS; s++)
                votes[p] += cast[p][s];
            in[p] = in[p] || (votes[p] && votes[p] >= MIN_OF((size_t)7, columns));
            n += in[p];
        }
        while (n < 15) {
            size_t best = PEOPLE;
            for (size_t p = 0; p < PEOPLE; p++)
                if (!in[p] && votes[p] && (best == PEOPLE || votes[p] > votes[best]))
                    best = p;
            if (best == PEOPLE)
                break;
            in[best] = true;
            n++;
        }
    }
}

static void replay_equals_the_rules(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    for (int round = 0; round < 60; round++) {
        uint32_t who[300], on[300];
        size_t events = (size_t)rng_below(&r, 300), most = 1 + (size_t)rng_below(&r, STATEMENTS);
        for (size_t e = 0; e < events; e++) {
            who[e] = (uint32_t)rng_below(&r, 1 + MIN_OF((uint64_t)e / 4, PEOPLE - 1));
            on[e] = (uint32_t)rng_below(&r, most);
        }
        bool in[PEOPLE], expected[PEOPLE];
        replay_slowly(who, on, events, expected);
        size_t n = opinion_in_replayed(PEOPLE, who, on, events, in), count = 0;
        for (size_t p = 0; p < PEOPLE; p++)
            count += expected[p];
        assert_memory_equal(in, expected, sizeof in);
        assert_int_equal(n, count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seven_votes_or_the_busiest),
        cmocka_unit_test(few_statements_or_people),
        cmocka_unit_test(replay_equals_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
