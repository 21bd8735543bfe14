/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values: R 4.2.2, qchisq/poisson.test, binom.test and prop.test(correct = FALSE), 17 digits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "math/maths.h"

static void near(double got, double expected, double relative)
{
    if (!(fabs(got - expected) <= relative * MAX_OF(1e-6, fabs(expected))))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

static void garwood_equals_r(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        double lo, hi;
    } cases[] = {{0, 0, 3.6888794541139354}, {1, 0.025317807984289876, 5.5716433909388989},
        {7, 2.8143630515198663, 14.422675361702378}, {100, 81.363991250923149, 121.62679379242637},
        {300000, 298927.43098044069, 301075.46511417895},
        {1000000, 998040.98334029387, 1001961.9119454322}, {10000000, 9993802.9968842678, 10006199.897731498}, {1000000000, 999938021.44392788, 1000061981.4504089}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        double lo, hi;
        poisson_garwood(cases[i].n, 0.95, &lo, &hi);
        near(lo, cases[i].lo, 1e-10);
        near(hi, cases[i].hi, 1e-10);
    }
    double lo, hi;
    poisson_garwood(4, 0.99, &lo, &hi);
    near(lo, 0.67220654350740539, 1e-10);
    near(hi, 12.594089785985584, 1e-10);
}

static void garwood_contains_its_count_and_grows(void **state)
{
    (void)state;
    double last_lo = -1, last_hi = 0;
    for (int64_t n = 0; n < 3000; n++) {
        double lo, hi;
        poisson_garwood(n, 0.95, &lo, &hi);
        assert_true(lo <= (double)n && hi > (double)n && lo > last_lo && hi > last_hi);
        last_lo = lo;
        last_hi = hi;
    }
}

static void shares_equal_r(void **state)
{
    (void)state;
    static const struct {
        int64_t x, n;
        double exact_lo, exact_hi, wilson_lo, wilson_hi;
    } cases[] = {{0, 10, 0, 0.30849710781876083, 0, 0.27753279986288915},
        {10, 10, 0.69150289218123917, 1, 0.72246720013711085, 1},
        {7, 10, 0.34754714994000269, 0.93326048882226553, 0.39677814746114537, 0.89220873259369904},
        {1, 263, 9.6260796230271498e-05, 0.0210017443011562, 0.00067151164550333336, 0.021219609945985686},
        {15, 148, 0.057844010083448555, 0.16165049034947898, 0.062386399530736283, 0.160487241723308},
        {4799, 7895, 0.59698202700724701, 0.61864443755112319, 0.59703360554691842, 0.61856763279649041},
        {500000, 1000000, 0.49901951919531184, 0.50098048080468816, 0.49902001989000477, 0.50097998010999523}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        double lo, hi;
        share_clopper_pearson(cases[i].x, cases[i].n, 0.95, &lo, &hi);
        near(lo, cases[i].exact_lo, 1e-10);
        near(hi, cases[i].exact_hi, 1e-10);
        share_wilson((double)cases[i].x, (double)cases[i].n, 0.95, &lo, &hi);
        near(lo, cases[i].wilson_lo, 1e-10);
        near(hi, cases[i].wilson_hi, 1e-10);
    }
}

static void share_of_nothing_is_anything(void **state)
{
    (void)state;
    double lo = 5, hi = 5;
    share_wilson(0, 0, 0.95, &lo, &hi);
    assert_true(lo == 0 && hi == 1);
    share_clopper_pearson(0, 0, 0.95, &lo, &hi);
    assert_true(lo == 0 && hi == 1);
}

/* The share of the other side is one minus it, and so are its bounds: for every x of n up to 40, and near the ends of large n. */
static void shares_mirror(void **state)
{
    (void)state;
    static const int64_t large[] = {100000, 30000000};
    for (int64_t n = 1; n <= 42; n++) {
        int64_t size = n <= 40 ? n : large[n - 41], most = n <= 40 ? n : 20;
        for (int64_t x = 0; x <= most; x++) {
            double lo, hi, other_lo, other_hi;
            share_clopper_pearson(x, size, 0.95, &lo, &hi);
            share_clopper_pearson(size - x, size, 0.95, &other_lo, &other_hi);
            assert_true(lo >= 0 && hi <= 1 && lo <= (double)x / (double)size && hi >= (double)x / (double)size);
            near(lo, 1 - other_hi, 1e-8);
            near(hi, 1 - other_lo, 1e-8);
            share_wilson((double)x, (double)size, 0.95, &lo, &hi);
            share_wilson((double)(size - x), (double)size, 0.95, &other_lo, &other_hi);
            near(lo, 1 - other_hi, 1e-8);
            near(hi, 1 - other_lo, 1e-8);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(garwood_equals_r),
        cmocka_unit_test(garwood_contains_its_count_and_grows),
        cmocka_unit_test(shares_equal_r),
        cmocka_unit_test(share_of_nothing_is_anything),
        cmocka_unit_test(shares_mirror),
    };
    return cmocka_run_group_tests_name("math intervals", tests, NULL, NULL);
}
