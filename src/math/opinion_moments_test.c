/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The oracle is the definition: every pair of statements over every participant. */
#include "math/opinion_testing.h"

static void assert_moments(const struct opinion_votes *v, const uint32_t *weight, const struct opinion_moments *m)
{
    for (size_t s = 0; s < v->statements; s++)
        for (size_t t = 0; t <= s; t++) {
            struct opinion_pair want = {0};
            for (size_t p = 0; p < v->participants; p++) {
                int8_t x = vote_at(v, p, s), y = vote_at(v, p, t);
                int32_t w = weight ? (int32_t)weight[p] : 1;
                if (x == OPINION_MISSING || y == OPINION_MISSING)
                    continue;
                want.n += w;
                want.row += w * x;
                want.col += w * y;
                want.both += w * x * y;
            }
            assert_memory_equal(&want, &m->pair[opinion_pair_at(s, t)], sizeof want);
        }
}

static void equals_the_definition(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    double agree[40];
    for (size_t i = 0; i < 40; i++)
        agree[i] = (double)i / 40;
    struct opinion_votes v = votes_drawn(&a, 60, 20, 0.5, 2, agree, 11);
    uint32_t weight[60];
    for (size_t p = 0; p < 60; p++)
        weight[p] = (uint32_t)(p % 4);
    struct err e = {0};
    for (int weighted = 0; weighted < 2; weighted++) {
        struct opinion_moments *m = NULL;
        assert_true(opinion_moments_of(&v, weighted ? weight : NULL, 1, NULL, &m, &e));
        assert_moments(&v, weighted ? weight : NULL, m);
        opinion_moments_free(&m);
        assert_null(m);
    }
}

/* More people than a block holds, more statements than a tile, several threads: the same sums. */
static void blocks_tiles_and_threads_change_nothing(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    double agree[300];
    for (size_t i = 0; i < 300; i++)
        agree[i] = 0.3 + (double)(i % 5) / 10;
    struct opinion_votes v = votes_drawn(&a, 20000, 300, 0.06, 1, agree, 12);
    uint32_t *weight = ARENA_ARRAY(&a, uint32_t, v.participants);
    for (size_t p = 0; p < v.participants; p++)
        weight[p] = p % 100 ? (uint32_t)(p % 3) : 20000; /* two of these are a block */
    struct opinion_moments *one = NULL, *three = NULL;
    struct err e = {0};
    for (int weighted = 0; weighted < 2; weighted++) {
        assert_true(opinion_moments_of(&v, weighted ? weight : NULL, 1, NULL, &one, &e));
        assert_true(opinion_moments_of(&v, weighted ? weight : NULL, 3, NULL, &three, &e));
        assert_memory_equal(one->pair, three->pair, sizeof *one->pair * opinion_pair_at(300, 0));
        int64_t n = 0, votes = 0;
        for (size_t p = 0; p < v.participants; p++)
            for (uint64_t i = v.begin[p]; i < v.begin[p + 1]; i++)
                if (v.statement[i] == 299) {
                    n += weighted ? weight[p] : 1;
                    votes += (int64_t)v.vote[i] * (weighted ? weight[p] : 1);
                }
        assert_int_equal(one->pair[opinion_pair_at(299, 299)].n, n);
        assert_int_equal(one->pair[opinion_pair_at(299, 299)].row, votes);
        opinion_moments_free(&one);
        opinion_moments_free(&three);
    }
}

/* Votes that come, change and go leave the sums of what is there in the end. */
static void changes_add_up(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const char *const before[] = {"+-0.", ".+-+", "0..-"}, *const after[] = {"+-0-", ".+++", "0..."};
    struct opinion_votes v = votes_of(&a, before, 3), want = votes_of(&a, after, 3);
    struct opinion_moments *m = NULL;
    struct err e = {0};
    assert_true(opinion_moments_of(&v, NULL, 1, NULL, &m, &e));
    opinion_moments_change(m, (const uint32_t[]){0, 1, 2}, (const int8_t[]){1, -1, 0}, 3, 3, OPINION_MISSING, -1);
    opinion_moments_change(m, (const uint32_t[]){1, 3}, (const int8_t[]){1, 1}, 2, 2, -1, 1);
    opinion_moments_change(m, (const uint32_t[]){0}, (const int8_t[]){0}, 1, 3, -1, OPINION_MISSING);
    assert_moments(&want, NULL, m);
    opinion_moments_free(&m);
}

static void stops_and_limits(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const char *const rows[] = {"+-"};
    struct opinion_votes v = votes_of(&a, rows, 1);
    struct opinion_moments *m = NULL;
    struct err e = {0};
    v.statements = 20001;
    assert_false(opinion_moments_of(&v, NULL, 1, NULL, &m, &e));
    assert_int_equal(e.code, ERR_INPUT);
    v.statements = 2;
    interrupt_catch();
    raise(SIGINT);
    assert_false(opinion_moments_of(&v, NULL, 1, NULL, &m, &e));
    assert_int_equal(e.code, ERR_STOPPED);
    assert_null(m);
    interrupt_clear();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_the_definition),
        cmocka_unit_test(blocks_tiles_and_threads_change_nothing),
        cmocka_unit_test(changes_add_up),
        cmocka_unit_test(stops_and_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
