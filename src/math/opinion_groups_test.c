/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of invented conversations: planted ones are found. */
#include "math/opinion_testing.h"

/* Three groups that each agree with their own third of the statements. */
static void three_planted(struct arena *a, size_t participants, double sure, uint64_t seed, struct opinion_votes *v, uint32_t *truth)
{
    enum { STATEMENTS = 30 };
    double agree[3 * STATEMENTS];
    for (size_t i = 0; i < ARRAY_LEN(agree); i++)
        agree[i] = i % STATEMENTS % 3 == i / STATEMENTS ? sure : 1 - sure;
    *v = votes_drawn(a, participants, STATEMENTS, 0.6, 3, agree, seed);
    for (size_t p = 0; p < participants; p++)
        truth[p] = (uint32_t)(p % 3);
}

static void polis_finds_three(void **state)
{
    (void)state;
    enum { PEOPLE = 240 };
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_votes v;
    struct opinion_groups g;
    struct err e = {0};
    uint32_t truth[PEOPLE];
    three_planted(&a, PEOPLE, 0.9, 4, &v, truth);
    struct opinion_plane plane = plane_made(&v, &a);
    assert_true(opinion_groups_polis(&v, &plane, NULL, &a, &g, NULL, &e));
    assert_int_equal(g.k, 3);
    assert_int_equal(g.in, PEOPLE);
    assert_int_equal(g.bases.k, 100);
    assert_true(opinion_rand_index(g.of, truth, PEOPLE) > 0.95);
    assert_int_equal(g.size[0] + g.size[1] + g.size[2], PEOPLE);
    assert_true(g.silhouette == g.silhouette_by_k[3] && g.silhouette > g.silhouette_by_k[2]);
    for (size_t p = 0; p < PEOPLE; p++)
        assert_true(g.base[p] < 100 && g.is_in[p]);
}

static void polis_edges(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_votes v = votes_of(&a, (const char *const[]){"++", "++", "++"}, 3);
    struct opinion_plane plane = plane_made(&v, &a);
    struct opinion_groups g;
    struct err e = {0};
    assert_true(opinion_groups_polis(&v, &plane, NULL, &a, &g, NULL, &e));
    assert_true(g.k == 0 && g.bases.k == 1 && g.in == 3 && g.of[0] == OPINION_NO_GROUP && isnan(g.silhouette));
    bool in[] = {true, false, true};
    struct opinion_votes w = votes_of(&a, (const char *const[]){"+-", "++", "-+"}, 3);
    plane = plane_made(&w, &a);
    assert_true(opinion_groups_polis(&w, &plane, in, &a, &g, NULL, &e));
    assert_true(g.k == 2 && g.in == 2 && g.of[1] == OPINION_NO_GROUP && g.base[1] == OPINION_NO_GROUP && g.of[0] != g.of[2]);
    struct opinion_votes nobody = {.begin = (const uint64_t[]){0}};
    plane = plane_made(&nobody, &a);
    assert_true(opinion_groups_polis(&nobody, &plane, NULL, &a, &g, NULL, &e));
    assert_true(g.k == 0 && g.in == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polis_finds_three),
        cmocka_unit_test(polis_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
