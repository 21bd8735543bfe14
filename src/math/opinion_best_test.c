/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planted groups are found; of people who differ by degrees no groups are told. Invented votes with fixed seeds. */
#include "math/opinion_testing.h"

enum { PEOPLE = 150, STATEMENTS = 40, SEEDS = 10 };

enum shape { TWO_GROUPS, THREE_GROUPS, NO_OPINION, NORMAL_LINE, EVEN_LINE, EVEN_SQUARE };

static double normal(struct rng *r)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += rng_unit(r);
    return sum;
}

static double even(struct rng *r)
{
    return (2 * rng_unit(r) - 1) * sqrt(3);
}

/* A person's place: in two or three groups a corner, else somewhere along one or two lines. */
static uint32_t place(enum shape shape, struct rng *r, double u[3])
{
    u[0] = u[1] = u[2] = 0;
    if (shape == TWO_GROUPS || shape == THREE_GROUPS) {
        uint32_t g = (uint32_t)rng_below(r, shape == TWO_GROUPS ? 2 : 3);
        u[shape == TWO_GROUPS ? 0 : g] = g || shape == THREE_GROUPS ? 1 : -1;
        return g;
    }
    u[0] = shape == NO_OPINION ? 0 : shape == NORMAL_LINE ? normal(r) : even(r);
    u[1] = shape == EVEN_SQUARE ? even(r) : 0;
    return 0;
}

/* About half of all votes are there, of some people more than of others; three answers as a hidden opinion and noise fall. */
static struct opinion_votes invent(enum shape shape, double strength, uint64_t seed, uint32_t *truth, struct arena *a)
{
    struct opinion_votes v = {.participants = PEOPLE, .statements = STATEMENTS};
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, PEOPLE + 1), at = 0;
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, PEOPLE * STATEMENTS);
    int8_t *vote = ARENA_ARRAY(a, int8_t, PEOPLE * STATEMENTS);
    double liking[STATEMENTS], pull[STATEMENTS][3];
    struct rng r;
    rng_init(&r, seed * 7919);
    for (size_t s = 0; s < STATEMENTS; s++) {
        liking[s] = 0.7 * normal(&r);
        for (size_t i = 0; i < 3; i++)
            pull[s][i] = strength * normal(&r);
    }
    for (size_t p = 0; p < PEOPLE; p++) {
        double u[3], busy = 0.2 + 0.6 * rng_unit(&r);
        truth[p] = place(shape, &r, u);
        for (size_t s = 0; s < STATEMENTS; s++) {
            if (rng_unit(&r) >= busy)
                continue;
            double z = liking[s] + pull[s][0] * u[0] + pull[s][1] * u[1] + pull[s][2] * u[2] + normal(&r);
            statement[at] = (uint32_t)s;
            vote[at++] = z > 0.3 ? 1 : z < -0.3 ? -1 : 0;
        }
        begin[p + 1] = at;
    }
    v.begin = begin;
    v.statement = statement;
    v.vote = vote;
    return v;
}

struct told {
    struct opinion_groups g;
    struct opinion_stability how;
    enum opinion_footing footing;
    bool between[PEOPLE];
};

static struct told tell(const struct opinion_votes *v, const struct opinion_options *o, struct arena *a)
{
    struct told t;
    struct err e = {0};
    struct opinion_plane plane = plane_made(v, a);
    assert_true(opinion_groups_best(v, &plane, o, a, &t.g, &t.how, &t.footing, t.between, NULL, &e));
    return t;
}

static const struct opinion_options usual = {.seed = 1, .resamples = 25, .threads = 2, .least_room = 50, .least_group = 10};

/* Under sanitizers two of each kind: how many are told what is for the plain build. */
static uint64_t seeds(void)
{
    return getenv("DIWAN_SANITIZED") ? 2 : SEEDS;
}

static size_t found(enum shape shape, double strength, size_t k, double least_alike)
{
    size_t right = 0;
    for (uint64_t seed = 1; seed <= seeds(); seed++) {
        struct arena a CLEANUP(arena_end) = {0};
        uint32_t truth[PEOPLE];
        struct opinion_votes v = invent(shape, strength, seed, truth, &a);
        struct told t = tell(&v, &usual, &a);
        right += t.footing == OPINION_WELL_FOUNDED && t.g.k == k && opinion_rand_index(t.g.of, truth, PEOPLE) > least_alike;
    }
    return right;
}

static void two_planted_groups_are_found(void **state)
{
    (void)state;
    assert_true(found(TWO_GROUPS, 1.2, 2, 0.9) + 1 >= seeds());
}

static void three_planted_groups_are_found(void **state)
{
    (void)state;
    assert_true(found(THREE_GROUPS, 2, 3, 0.9) + 1 >= seeds());
}

/* Independent votes, and people along one or two lines, weakly or strongly: 8 x 10 rooms, told groups with a gap between them in at most 5 %; and where
 * votes hang together in nothing, none at all. */
static void a_cloud_is_told_no_gap(void **state)
{
    (void)state;
    size_t gaps = 0, told[EVEN_SQUARE + 1] = {0};
    for (enum shape shape = NO_OPINION; shape <= EVEN_SQUARE; shape++)
        for (int strong = 0; strong < 2; strong++)
            for (uint64_t seed = 1; seed <= seeds(); seed++) {
                struct arena a CLEANUP(arena_end) = {0};
                uint32_t truth[PEOPLE];
                struct opinion_votes v = invent(shape, strong ? 1 : 0.5, seed, truth, &a);
                struct told t = tell(&v, &usual, &a);
                assert_true(t.footing != OPINION_ONE_CLOUD || t.g.k == 0);
                gaps += t.footing == OPINION_WELL_FOUNDED;
                told[shape] += t.footing >= OPINION_BY_DEGREES;
            }
    print_message("# %zu of %d rooms without groups were told a gap; by degrees and with a gap: independent votes %zu of each quarter, a line %zu and %zu, a square %zu\n",
        gaps, 8 * (int)seeds(), told[NO_OPINION], told[NORMAL_LINE], told[EVEN_LINE], told[EVEN_SQUARE]);
    assert_true(gaps <= 4);
    assert_true(told[NO_OPINION] <= 1);
}

/* Threads change no bit; the same seed gives the same answer. */
static void the_same_on_any_threads(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    uint32_t truth[PEOPLE];
    struct opinion_votes v = invent(TWO_GROUPS, 0.6, 3, truth, &a);
    struct opinion_options one = usual, three = usual;
    one.threads = 1;
    three.threads = 3;
    struct told t = tell(&v, &one, &a), u = tell(&v, &three, &a);
    assert_memory_equal(&t.how, &u.how, sizeof t.how);
    assert_memory_equal(t.g.of, u.g.of, sizeof *t.g.of * PEOPLE);
    assert_memory_equal(t.between, u.between, sizeof t.between);
    assert_true(t.footing == u.footing && t.g.silhouette == u.g.silhouette && t.how.resamples == 25);
    size_t picked = 0;
    for (size_t k = 0; k <= OPINION_GROUPS_MOST; k++)
        picked += t.how.picked[k];
    assert_int_equal(picked, 25);
}

static void what_is_told_of_groups(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    uint32_t truth[PEOPLE];
    struct opinion_votes v = invent(TWO_GROUPS, 1.2, 2, truth, &a);
    struct told t = tell(&v, &usual, &a);
    assert_true(t.footing == OPINION_WELL_FOUNDED && t.g.k == 2);
    assert_true(t.g.size[0] >= t.g.size[1] && t.g.size[0] + t.g.size[1] == (int64_t)t.g.in);
    assert_true(t.how.rand_index > 0.8 && t.how.rand_index_lo <= t.how.rand_index_hi && t.how.rand_index <= t.how.rand_index_hi);
    assert_true(t.g.silhouette > t.how.chance_silhouette && t.how.held_out_plane < t.how.held_out_mean);
    struct opinion_plane plane = plane_made(&v, &a);
    size_t between = 0;
    for (size_t p = 0; p < PEOPLE; p++) {
        assert_true(t.g.is_in[p] == (t.g.of[p] != OPINION_NO_GROUP) && t.g.is_in[p] == (t.g.base[p] != OPINION_NO_GROUP));
        double d[2] = {0};
        for (size_t j = 0; j < 2; j++)
            d[j] = hypot(plane.x[p] - t.g.x[j], plane.y[p] - t.g.y[j]);
        assert_true(t.between[p] == (t.g.is_in[p] && fabs(d[0] - d[1]) < 0.1 * (d[0] + d[1])));
        between += t.between[p];
    }
    assert_true(between < PEOPLE / 5);
    struct opinion_options none = usual;
    none.resamples = 0;
    t = tell(&v, &none, &a);
    assert_true(t.footing == OPINION_UNSTABLE && t.g.k == 2 && isnan(t.how.rand_index) && isnan(t.how.chance_silhouette));
}

static void rooms_too_small_or_of_one_mind(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    uint32_t truth[PEOPLE];
    struct opinion_votes v = invent(TWO_GROUPS, 1.2, 2, truth, &a);
    v.participants = 49;
    struct told t = tell(&v, &usual, &a);
    assert_true(t.footing == OPINION_NONE_LOOKED_FOR && t.g.k == 0 && isnan(t.g.silhouette) && t.g.bases.k > 0);
    const char *rows[60];
    for (size_t p = 0; p < 60; p++)
        rows[p] = "++++++++";
    v = votes_of(&a, rows, 60);
    t = tell(&v, &usual, &a);
    assert_true(t.footing == OPINION_ONE_CLOUD && t.g.k == 0 && t.g.in == 60);
    struct opinion_votes nobody = {.begin = (const uint64_t[]){0}};
    struct opinion_options any = {.seed = 1, .resamples = 5};
    t = tell(&nobody, &any, &a);
    assert_true(t.footing == OPINION_NONE_LOOKED_FOR && t.g.in == 0);
}

/* One person far from all others is no group and hides none. */
static void one_person_far_out(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct rng r;
    rng_init(&r, 14);
    double x[61], y[61];
    for (size_t i = 0; i < 60; i++) {
        x[i] = (i < 20 ? 0 : 3) + rng_unit(&r);
        y[i] = rng_unit(&r);
    }
    x[60] = -50;
    y[60] = 0;
    struct opinion_points p = {.n = 61, .x = x, .y = y};
    struct opinion_parts parts;
    opinion_parts_of(&p, NULL, 8, 300, 10, 1000, &r, &a, &parts);
    assert_int_equal(parts.by_k[2].k, 2);
    const struct opinion_clusters *c = &parts.by_k[2];
    assert_true(c->of[0] == c->of[60] && c->of[0] != c->of[30]);
    assert_true(c->size[c->of[0]] == 21 && c->size[c->of[30]] == 40);
    assert_true(fabs(c->x[c->of[0]] - 0.5) < 0.3);
}

static void ctrl_c_stops_it(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    uint32_t truth[PEOPLE];
    struct opinion_votes v = invent(TWO_GROUPS, 1.2, 2, truth, &a);
    struct opinion_plane plane = plane_made(&v, &a);
    struct opinion_groups g = {.k = 77};
    struct opinion_stability how;
    enum opinion_footing footing;
    struct err e = {0};
    interrupt_catch();
    raise(SIGINT);
    bool done = opinion_groups_best(&v, &plane, &usual, &a, &g, &how, &footing, NULL, NULL, &e);
    interrupt_clear();
    assert_false(done);
    assert_int_equal(e.code, ERR_STOPPED);
    assert_int_equal(g.k, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_planted_groups_are_found),
        cmocka_unit_test(three_planted_groups_are_found),
        cmocka_unit_test(a_cloud_is_told_no_gap),
        cmocka_unit_test(the_same_on_any_threads),
        cmocka_unit_test(what_is_told_of_groups),
        cmocka_unit_test(rooms_too_small_or_of_one_mind),
        cmocka_unit_test(one_person_far_out),
        cmocka_unit_test(ctrl_c_stops_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
