/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation vote by vote stands where the same votes taken at once stand. */
#include "math/opinion_testing.h"

#define NEAR(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))
enum { PEOPLE = 120, STATEMENTS = 24 };

static struct opinion_votes two_camps(struct arena *a, uint64_t seed)
{
    double agree[2 * STATEMENTS];
    for (size_t i = 0; i < ARRAY_LEN(agree); i++)
        agree[i] = (i % STATEMENTS % 2 == 0) == (i < STATEMENTS) ? 0.85 : 0.2;
    return votes_drawn(a, PEOPLE, STATEMENTS, 0.6, 2, agree, seed);
}

static void assert_same_plane(const struct opinion_plane *p, const struct opinion_plane *q)
{
    assert_true(p->participants == q->participants && p->statements == q->statements);
    for (size_t s = 0; s < p->statements; s++) {
        NEAR(p->center[s], q->center[s], 0);
        NEAR(p->component[0][s], q->component[0][s], 1e-8);
        NEAR(p->component[1][s], q->component[1][s], 1e-8);
    }
    for (size_t i = 0; i < p->participants; i++) {
        NEAR(p->x[i], q->x[i], 1e-7);
        NEAR(p->y[i], q->y[i], 1e-7);
    }
}

/* From nothing, people and statements one after the other, votes changed on the way. */
static void vote_by_vote(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_votes v = two_camps(&a, 21), none = {.begin = (const uint64_t[]){0}};
    struct opinion_live *l = NULL;
    struct err e = {0};
    assert_true(opinion_live_new(&none, &l, &e));
    for (uint32_t s = 0; s < STATEMENTS; s++) /* the first one asks for all statements to be there, and takes most of it back later */
        assert_true(opinion_live_vote(l, 0, s, 0, &e));
    for (uint32_t p = 0; p < PEOPLE; p++) {
        for (uint64_t i = v.begin[p]; i < v.begin[p + 1]; i++) {
            assert_true(opinion_live_vote(l, p, v.statement[i], v.vote[i] ? (int8_t)-v.vote[i] : 1, &e));
            assert_true(opinion_live_vote(l, p, v.statement[i], v.vote[i], &e));
        }
        if (p % 30 == 7)
            assert_true(opinion_live_refit(l, &e));
    }
    assert_true(opinion_live_refit(l, &e));
    /* the same at once: the first participant passes where the invented ones say nothing */
    const char *rows[PEOPLE];
    for (size_t p = 0; p < PEOPLE; p++) {
        char *row = arena_get(&a, STATEMENTS + 1);
        for (size_t s = 0; s < STATEMENTS; s++) {
            int8_t x = vote_at(&v, p, s);
            row[s] = x == 1 ? '+' : x == -1 ? '-' : x == 0 || p == 0 ? '0' : '.';
        }
        rows[p] = row;
    }
    struct opinion_votes whole = votes_of(&a, rows, PEOPLE);
    struct opinion_plane plane = plane_made(&whole, &a);
    assert_same_plane(opinion_live_plane(l), &plane);
    uint32_t truth[PEOPLE];
    for (uint32_t p = 0; p < PEOPLE; p++)
        truth[p] = p % 2;
    const struct opinion_groups *g = opinion_live_groups(l);
    assert_int_equal(g->k, 2);
    assert_true(opinion_rand_index(g->of, truth, PEOPLE) > 0.95);
    assert_int_equal(g->size[0] + g->size[1], (int64_t)g->in);
    opinion_live_free(&l);
    assert_null(l);
    opinion_live_free(&l);
}

/* The first state is the cold start; a refit without new votes stays there. */
static void begins_as_polis_does(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_votes v = two_camps(&a, 22);
    struct opinion_plane plane = plane_made(&v, &a);
    struct opinion_groups g;
    struct opinion_live *l = NULL;
    struct err e = {0};
    assert_true(opinion_groups_polis(&v, &plane, NULL, &a, &g, NULL, &e));
    assert_true(opinion_live_new(&v, &l, &e));
    for (int round = 0; round < 3; round++) {
        assert_same_plane(opinion_live_plane(l), &plane);
        assert_true(opinion_live_groups(l)->k == g.k && opinion_live_groups(l)->in == g.in);
        assert_true(opinion_rand_index(opinion_live_groups(l)->of, g.of, PEOPLE) == 1);
        assert_true(opinion_live_refit(l, &e));
    }
    opinion_live_free(&l);
}

/* Who is in stays in, and the rule without memory would not have it so. */
static void once_in_always_in(void **state)
{
    (void)state;
    struct opinion_votes none = {.begin = (const uint64_t[]){0}};
    struct opinion_live *l = NULL;
    struct err e = {0};
    assert_true(opinion_live_new(&none, &l, &e));
    for (uint32_t p = 0; p < 30; p++)
        for (uint32_t s = 0; s < (p < 15 ? 1u : 9u); s++)
            assert_true(opinion_live_vote(l, p, s, p % 2 ? 1 : -1, &e));
    assert_true(opinion_live_refit(l, &e));
    const struct opinion_groups *g = opinion_live_groups(l);
    assert_true(g->in == 30 && g->is_in[0] && g->is_in[29]);
    assert_true(opinion_live_vote(l, 30, 0, 1, &e));
    assert_true(opinion_live_refit(l, &e));
    assert_false(opinion_live_groups(l)->is_in[30]);
    opinion_live_free(&l);
}

static void wrong_votes_are_refused(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_votes v = votes_of(&a, (const char *const[]){"+-", "-+"}, 2);
    struct opinion_live *l = NULL;
    struct err e = {0};
    assert_true(opinion_live_new(&v, &l, &e));
    assert_false(opinion_live_vote(l, 3, 0, 1, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_false(opinion_live_vote(l, 0, 3, 1, &e));
    assert_false(opinion_live_vote(l, 0, 0, 2, &e));
    assert_true(opinion_live_vote(l, 2, 2, 1, &e));
    opinion_live_free(&l);
}

static void the_number_of_groups_changes_slowly(void **state)
{
    (void)state;
    struct opinion_smoothing s = {0};
    const size_t best[] = {3, 2, 2, 2, 2, 4, 4, 4, 5, 4, 4, 4, 4}, told[] = {3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 4};
    for (size_t i = 0; i < ARRAY_LEN(best); i++)
        assert_int_equal(opinion_smooth(&s, best[i], 5), told[i]);
    assert_int_equal(opinion_smooth(&s, 3, 3), 3); /* four are no longer to be had */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vote_by_vote),
        cmocka_unit_test(begins_as_polis_does),
        cmocka_unit_test(once_in_always_in),
        cmocka_unit_test(wrong_votes_are_refused),
        cmocka_unit_test(the_number_of_groups_changes_slowly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
