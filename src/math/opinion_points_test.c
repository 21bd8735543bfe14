/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/opinion_testing.h"

#define NEAR(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static struct opinion_clusters room(struct arena *a, size_t k, size_t n)
{
    struct opinion_clusters c;
    opinion_clusters_room(&c, k, n, a);
    return c;
}

static void lloyd_by_hand(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const double x[] = {0, 1, 10, 11, 12}, y[] = {0, 0, 0, 0, 0}, weight[] = {1, 3, 1, 1, 2};
    struct opinion_points p = {.n = 5, .x = x, .y = y, .weight = weight};
    struct opinion_clusters c = room(&a, 2, 5);
    opinion_first_distinct(&p, 2, &c);
    assert_true(c.k == 2 && c.x[0] == 0 && c.x[1] == 1);
    opinion_lloyd(&p, 20, &c);
    assert_int_equal(c.k, 2);
    NEAR(c.x[0], 0.75, 1e-12);
    NEAR(c.x[1], 11.25, 1e-12);
    NEAR(c.size[1], 4, 0);
    NEAR(c.inertia, 0.75 * 0.75 + 3 * 0.0625 + 1.25 * 1.25 + 0.0625 + 2 * 0.5625, 1e-12);
    assert_true(c.of[1] == 0 && c.of[2] == 1);
}

static void empty_clusters_go(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const double x[] = {0, 0, 5}, y[] = {0, 1, 5};
    struct opinion_points p = {.n = 3, .x = x, .y = y};
    struct opinion_clusters c = room(&a, 3, 3);
    c.k = 3;
    c.x[0] = -100;
    c.x[2] = 5;
    c.y[2] = 5;
    opinion_lloyd(&p, 20, &c);
    assert_true(c.k == 2 && c.of[0] == 0 && c.of[1] == 0 && c.of[2] == 1 && c.size[0] == 2);
    /* fewer distinct points than asked for */
    const double same[] = {1, 1, 1};
    struct opinion_points q = {.n = 3, .x = same, .y = same};
    opinion_first_distinct(&q, 3, &c);
    assert_int_equal(c.k, 1);
}

/* The search among sorted centres finds what trying all finds; of two as near the lower number. */
static void nearest_is_nearest(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct rng r;
    rng_init(&r, 7);
    for (int round = 0; round < 50; round++) {
        enum { N = 400, K = 30 };
        double x[N], y[N];
        for (size_t i = 0; i < N; i++) {
            x[i] = (double)rng_below(&r, 12); /* a coarse grid: many ties */
            y[i] = (double)rng_below(&r, 12);
        }
        struct opinion_points p = {.n = N, .x = x, .y = y};
        struct opinion_clusters c = room(&a, K, N), d = room(&a, K, N);
        opinion_first_distinct(&p, K, &c);
        memcpy(d.x, c.x, sizeof(double) * K);
        memcpy(d.y, c.y, sizeof(double) * K);
        d.k = c.k;
        opinion_lloyd(&p, 0, &c); /* one step */
        for (size_t i = 0; i < N; i++) {
            size_t best = 0;
            for (size_t j = 1; j < d.k; j++)
                if ((x[i] - d.x[j]) * (x[i] - d.x[j]) + (y[i] - d.y[j]) * (y[i] - d.y[j])
                    < (x[i] - d.x[best]) * (x[i] - d.x[best]) + (y[i] - d.y[best]) * (y[i] - d.y[best]))
                    best = j;
            assert_int_equal(c.of[i], best);
        }
    }
}

/* Of all ways to part eleven points in two or three, none has less inertia; with a least size, none of those allowed. */
static double cheapest(const double *x, const double *y, size_t n, size_t k, size_t least)
{
    double best = INFINITY;
    size_t all = 1;
    for (size_t i = 0; i < n; i++)
        all *= k;
    for (size_t code = 0; code < all; code++) {
        double sx[3] = {0}, sy[3] = {0}, q = 0, cost;
        size_t size[3] = {0}, c = code, smallest = n;
        for (size_t i = 0; i < n; i++, c /= k) {
            sx[c % k] += x[i];
            sy[c % k] += y[i];
            q += x[i] * x[i] + y[i] * y[i];
            size[c % k]++;
        }
        cost = q;
        for (size_t j = 0; j < k; j++) {
            cost -= size[j] ? (sx[j] * sx[j] + sy[j] * sy[j]) / (double)size[j] : 0;
            smallest = MIN_OF(smallest, size[j]);
        }
        if (smallest >= least)
            best = MIN_OF(best, cost);
    }
    return best;
}

static void many_starts_find_the_cheapest(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct rng r;
    rng_init(&r, 9);
    for (int round = 0; round < 20; round++) {
        enum { N = 11 };
        double x[N], y[N];
        for (size_t i = 0; i < N; i++) {
            x[i] = rng_unit(&r);
            y[i] = rng_unit(&r);
        }
        struct opinion_points p = {.n = N, .x = x, .y = y};
        struct opinion_clusters c;
        for (size_t k = 2; k <= 3; k++) {
            assert_true(opinion_best_of(&p, k, 300, 1, &r, &a, &c));
            NEAR(c.inertia, cheapest(x, y, N, k, 1), 1e-9);
        }
    }
}

static void no_group_is_too_small(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct rng r;
    rng_init(&r, 10);
    double x[21] = {0}, y[21] = {0};
    for (size_t i = 0; i < 20; i++) {
        x[i] = i < 10 ? rng_unit(&r) : 2 + rng_unit(&r);
        y[i] = rng_unit(&r);
    }
    x[20] = 40; /* one person far out: cheapest alone */
    struct opinion_points p = {.n = 21, .x = x, .y = y};
    struct opinion_clusters c;
    assert_true(opinion_best_of(&p, 2, 32, 0, &r, &a, &c));
    assert_true(c.size[0] == 1 || c.size[1] == 1);
    assert_false(opinion_best_of(&p, 2, 32, 3, &r, &a, &c)); /* from every start that person ends alone */
    p.n = 20;
    assert_true(opinion_best_of(&p, 2, 32, 3, &r, &a, &c));
    assert_true(c.size[0] == 10 && c.size[1] == 10);
    const double same[] = {1, 1, 1};
    struct opinion_points q = {.n = 3, .x = same, .y = same};
    assert_false(opinion_best_of(&q, 2, 4, 0, &r, &a, &c));
}

static void silhouette_by_hand(void **state)
{
    (void)state;
    const double x[] = {0, 1, 4}, y[] = {0, 0, 0};
    struct opinion_points p = {.n = 3, .x = x, .y = y};
    /* a = 1, b = 4: 0.75; a = 1, b = 3: 2/3; alone: 0 */
    NEAR(opinion_silhouette(&p, (const uint32_t[]){0, 0, 1}, 2), (0.75 + 2.0 / 3) / 3, 1e-12);
    assert_true(isnan(opinion_silhouette(&p, (const uint32_t[]){0, 0, 0}, 1)));
    const double same[] = {2, 2, 2, 2};
    struct opinion_points q = {.n = 4, .x = same, .y = same};
    NEAR(opinion_silhouette(&q, (const uint32_t[]){0, 0, 1, 1}, 2), 0, 0);
}

static void rand_index_by_hand(void **state)
{
    (void)state;
    const uint32_t a[] = {0, 0, 1, 1}, b[] = {1, 1, 0, 0}, c[] = {0, 0, 1, 2}, d[] = {0, 1, 0, 1}, one[] = {0, 0, 0, 0};
    NEAR(opinion_rand_index(a, b, 4), 1, 0);
    NEAR(opinion_rand_index(a, c, 4), 4.0 / 7, 1e-12); /* pairs: both 1, either 2 and 1, of 6: (1 - 1/3)/(3/2 - 1/3) */
    NEAR(opinion_rand_index(a, d, 4), -0.5, 1e-12);
    NEAR(opinion_rand_index(one, one, 4), 1, 0);
    NEAR(opinion_rand_index(a, one, 4), 0, 0);
    const uint32_t part[] = {0, 0, 1, OPINION_NO_GROUP, 5}, other[] = {2, 2, 0, 1, OPINION_NO_GROUP};
    NEAR(opinion_rand_index(part, other, 5), 1, 0);
    assert_true(opinion_rand_index(a, b, 0) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lloyd_by_hand),
        cmocka_unit_test(empty_clusters_go),
        cmocka_unit_test(nearest_is_nearest),
        cmocka_unit_test(many_starts_find_the_cheapest),
        cmocka_unit_test(no_group_is_too_small),
        cmocka_unit_test(silhouette_by_hand),
        cmocka_unit_test(rand_index_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
