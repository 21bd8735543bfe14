/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run lengths and hidden levels: what must hold of any counts; their numbers: tests/reference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

enum { N = 120 };

static void run_lengths_see_a_step(void **state)
{
    (void)state;
    double y[N];
    struct run_length r[N];
    for (int i = 0; i < N; i++)
        y[i] = i < 60 ? 3 + i % 2 : 40 + i % 3;
    double evidence = run_lengths(y, N, 1.0 / 24, 1, 0.1, r);
    assert_true(isfinite(evidence) && evidence < 0);
    double sum = 0;
    for (int i = 0; i < N; i++) {
        assert_true(r[i].recent >= 0 && r[i].recent <= 1 + 1e-12 && r[i].mean >= 0 && r[i].mean <= i + 1 && r[i].likeliest <= (size_t)i + 1);
        sum += r[i].log_predictive;
    }
    assert_true(fabs(sum - evidence) < 1e-9 * fabs(evidence));
    assert_true(r[59].recent < 0.5 && r[59].likeliest == 60);
    assert_true(r[60].recent > 0.9 && r[62].recent > 0.9); /* seen in the month it happens */
    assert_true(r[119].recent < 0.5 && r[119].likeliest == 60);
}

static void run_lengths_end_whatever_comes(void **state)
{
    (void)state;
    double y[N] = {0};
    struct run_length r[N];
    assert_true(run_lengths(y, 0, 0.1, 1, 0.1, r) == 0);
    assert_true(isfinite(run_lengths(y, N, 0.1, 1, 0.1, r)));
    assert_int_equal(r[N - 1].likeliest, N); /* nothing all the time is one level */
    y[50] = 1e9;
    run_lengths(y, N, 0.1, 1, 0.1, r);
    for (int i = 0; i < N; i++)
        assert_true(r[i].recent >= 0 && r[i].recent <= 1 + 1e-12 && isfinite(r[i].mean));
}

static void two_levels_are_told_apart(void **state)
{
    (void)state;
    double y[N];
    uint8_t path[N];
    double *posterior = calloc((size_t)N * 2, sizeof *posterior);
    for (int i = 0; i < N; i++)
        y[i] = (i / 30) % 2 ? 20 + i % 4 : i % 3;
    struct hidden h = hidden_start(y, N, 2);
    assert_true(hidden_fit(y, N, 1000, &h));
    assert_true(h.mu[0] < 3 && h.mu[1] > 15);
    double loglik = hidden_smooth(y, N, &h, posterior);
    assert_true(fabs(loglik - h.loglik) < 1e-6);
    assert_true(hidden_path(y, N, &h, path) <= loglik + 1e-9);
    for (int i = 0; i < N; i++) {
        assert_true(fabs(posterior[2 * i] + posterior[2 * i + 1] - 1) < 1e-9);
        assert_int_equal(path[i], (i / 30) % 2);
    }
    free(posterior);
}

static void nothing_to_fit_is_said(void **state)
{
    (void)state;
    double y[N] = {0};
    struct hidden h = hidden_start(y, N, 3);
    assert_false(hidden_fit(y, N, 100, &h)); /* nothing counted */
    y[0] = 4;
    h = hidden_start(y, 5, 3);
    assert_false(hidden_fit(y, 5, 100, &h)); /* too short */
    h = hidden_start(NULL, 0, 3);
    assert_false(hidden_fit(NULL, 0, 100, &h));
    for (int i = 0; i < N; i++)
        y[i] = i == 7 ? 1e7 : 0; /* one month far above all others: an end, fitted or not */
    h = hidden_start(y, N, 4);
    if (hidden_fit(y, N, 300, &h))
        assert_true(isfinite(h.loglik) && h.mu[0] <= h.mu[3]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(run_lengths_see_a_step),
        cmocka_unit_test(run_lengths_end_whatever_comes),
        cmocka_unit_test(two_levels_are_told_apart),
        cmocka_unit_test(nothing_to_fit_is_said),
    };
    return cmocka_run_group_tests_name("math hidden", tests, NULL, NULL);
}
