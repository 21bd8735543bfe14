/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small conversations whose planes can be told by hand, and invented ones held against the definition. */
#include "math/opinion_testing.h"

#define NEAR(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

/* The Gram matrix by its definition: row by row of participants. */
static double *gram_of(const struct opinion_votes *v, const double *center, struct arena *a)
{
    double *g = ARENA_ARRAY(a, double, v->statements * v->statements);
    for (size_t p = 0; p < v->participants; p++)
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
            for (uint64_t j = v->begin[p]; j < v->begin[p + 1]; j++)
                if (!v->out || (!v->out[v->statement[i]] && !v->out[v->statement[j]]))
                    g[v->statement[i] * v->statements + v->statement[j]] += (v->vote[i] - center[v->statement[i]]) * (v->vote[j] - center[v->statement[j]]);
    return g;
}

/* Both components are eigenvectors, of unit length, at right angles, and no other direction has more variance than the second. */
static void assert_leading(const struct opinion_votes *v, const struct opinion_plane *plane)
{
    struct arena a CLEANUP(arena_end) = {0};
    size_t n = v->statements;
    double *g = gram_of(v, plane->center, &a), trace = 0, across = 0;
    for (size_t c = 0; c < 2; c++) {
        double length = 0;
        for (size_t s = 0; s < n; s++) {
            double along = 0;
            for (size_t t = 0; t < n; t++)
                along += g[s * n + t] * plane->component[c][t];
            NEAR(along, plane->variance[c] * plane->component[c][s], 1e-11 * plane->variance[0]);
            length += plane->component[c][s] * plane->component[c][s];
            across += c ? plane->component[0][s] * plane->component[1][s] : 0;
        }
        NEAR(length, 1, 1e-12);
    }
    NEAR(across, 0, 1e-12);
    for (size_t s = 0; s < n; s++)
        trace += g[s * n + s];
    NEAR(trace, plane->total, 1e-9 * trace);
    /* powers of what is left when both are taken out */
    double *x = ARENA_ARRAY(&a, double, n), *y = ARENA_ARRAY(&a, double, n), value = 0;
    struct rng r;
    rng_init(&r, 5);
    for (size_t s = 0; s < n; s++)
        x[s] = rng_unit(&r) - 0.5;
    for (int step = 0; step < 300; step++) {
        double length = 0;
        for (size_t c = 0; c < 2; c++) {
            double along = 0;
            for (size_t s = 0; s < n; s++)
                along += x[s] * plane->component[c][s];
            for (size_t s = 0; s < n; s++)
                x[s] -= along * plane->component[c][s];
        }
        for (size_t s = 0; s < n; s++)
            length += x[s] * x[s];
        value = 0;
        for (size_t s = 0; s < n; s++) {
            x[s] /= sqrt(length);
            y[s] = 0;
        }
        for (size_t s = 0; s < n; s++) {
            for (size_t t = 0; t < n; t++)
                y[s] += g[s * n + t] * x[t];
            value += x[s] * y[s];
        }
        memcpy(x, y, sizeof *x * n);
    }
    assert_true(value <= plane->variance[1] * (1 + 1e-9));
}

static void two_camps_by_hand(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const char *const rows[] = {"++-", "++-", "--+", "--+"};
    struct opinion_votes v = votes_of(&a, rows, 4);
    struct opinion_plane p = plane_made(&v, &a);
    /* rank 1: Y'Y = 4 u u' with u = (1, 1, -1) */
    NEAR(p.variance[0], 12, 1e-12);
    NEAR(p.total, 12, 1e-12);
    NEAR(p.component[0][0], 1 / sqrt(3), 1e-12);
    NEAR(p.component[0][2], -1 / sqrt(3), 1e-12);
    assert_true(p.variance[1] == 0 && p.component[1][0] == 0 && p.y[0] == 0);
    NEAR(p.x[0], sqrt(3), 1e-12);
    NEAR(p.x[3], -sqrt(3), 1e-12);
    NEAR(p.statement_x[2], -1, 1e-12); /* (1 - 0) * -1/sqrt 3 * sqrt 3 */
    NEAR(p.extremity[2], 1, 1e-12);
}

/* Whoever votes little is pushed out by sqrt(columns / own votes); a statement that is out counts as voted on by all, and is nowhere. */
static void few_votes_and_statements_out(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const char *const rows[] = {"++-+", "++--", "--+.", "--++", "+..."};
    bool out[] = {false, false, false, true};
    struct opinion_votes v = votes_of(&a, rows, 5);
    v.out = out;
    struct opinion_plane p = plane_made(&v, &a);
    NEAR(p.center[0], 0.2, 1e-12);
    assert_true(p.center[3] == 0 && p.component[0][3] == 0 && p.extremity[3] == 0);
    NEAR(p.x[4], (1 - 0.2) * p.component[0][0] * sqrt(4.0 / 2), 1e-12); /* one vote, and the one that is out */
    assert_leading(&v, &p);
}

static void edges(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_votes one = votes_of(&a, (const char *const[]){"+-0."}, 1);
    struct opinion_plane p = plane_made(&one, &a);
    NEAR(p.component[0][0], 1 / sqrt(2), 1e-12); /* a lone participant: the normalised row */
    NEAR(p.component[0][1], -1 / sqrt(2), 1e-12);
    assert_true(p.center[0] == 0 && p.component[1][0] == 0 && p.component[0][3] == 0);
    struct opinion_votes single = votes_of(&a, (const char *const[]){"+", "-", "0"}, 3);
    p = plane_made(&single, &a);
    assert_true(p.component[0][0] == 1 && p.x[0] == 1 && p.x[1] == -1);
    struct opinion_votes agreed = votes_of(&a, (const char *const[]){"++", "++", "+."}, 3);
    p = plane_made(&agreed, &a);
    assert_true(p.total == 0 && p.component[0][0] == 0 && p.x[0] == 0 && p.statement_x[0] == 0);
    struct opinion_votes empty = {.participants = 0, .begin = (const uint64_t[]){0}};
    p = plane_made(&empty, &a);
    assert_true(p.total == 0);
    struct opinion_votes silent = votes_of(&a, (const char *const[]){"..", ".."}, 2);
    p = plane_made(&silent, &a);
    assert_true(p.x[0] == 0 && p.total == 0);
}

static void equal_eigenvalues(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const char *const rows[] = {"+00", "-00", "0+0", "0-0", "00+", "00-"};
    struct opinion_votes v = votes_of(&a, rows, 6);
    struct opinion_plane p = plane_made(&v, &a);
    NEAR(p.variance[0], 2, 1e-12);
    NEAR(p.variance[1], 2, 1e-12);
    assert_leading(&v, &p);
}

/* From nothing and from an earlier state: the same plane. With many statements and noise the eigenvalues lie close together. */
static void invented_votes_and_warm_start(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    double agree[240];
    for (uint64_t seed = 1; seed <= 6; seed++) {
        size_t statements = seed == 6 ? 120 : 5 + 4 * seed;
        for (size_t i = 0; i < 2 * statements; i++)
            agree[i] = seed % 2 ? 0.5 : (double)(i * 7 % 11) / 11; /* odd seeds: nothing but noise */
        struct opinion_votes v = votes_drawn(&a, 80 * seed, statements, 0.4, 2, agree, seed);
        struct opinion_plane p = plane_made(&v, &a), again;
        assert_leading(&v, &p);
        struct opinion_moments *m = NULL;
        struct err e = {0};
        assert_true(opinion_moments_of(&v, NULL, 1, NULL, &m, &e));
        assert_true(opinion_plane_of(&v, m, &p, &a, &again, NULL, &e));
        opinion_moments_free(&m);
        for (size_t s = 0; s < statements; s++) {
            NEAR(again.component[0][s], p.component[0][s], 1e-9);
            NEAR(again.component[1][s], p.component[1][s], 1e-9);
        }
    }
}

/* The order of people says nothing. */
static void order_of_people_changes_nothing(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const char *const rows[] = {"+-0+.-", "-+.++-", "0+-+-.", "++--+0", ".-+0-+", "+.-+0-"};
    const char *back[6];
    for (size_t i = 0; i < 6; i++)
        back[i] = rows[5 - i];
    struct opinion_votes v = votes_of(&a, rows, 6), w = votes_of(&a, back, 6);
    struct opinion_plane p = plane_made(&v, &a), q = plane_made(&w, &a);
    assert_memory_equal(p.component[0], q.component[0], sizeof(double) * 6); /* whole-number sums: bit for bit */
    for (size_t i = 0; i < 6; i++)
        assert_true(p.x[i] == q.x[5 - i] && p.y[i] == q.y[5 - i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_camps_by_hand),
        cmocka_unit_test(few_votes_and_statements_out),
        cmocka_unit_test(edges),
        cmocka_unit_test(equal_eigenvalues),
        cmocka_unit_test(invented_votes_and_warm_start),
        cmocka_unit_test(order_of_people_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
