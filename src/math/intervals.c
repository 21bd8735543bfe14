/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of one count and of one share. */
#include "math/maths_priv.h"

#include <assert.h>

void poisson_garwood(int64_t n, double confidence, double *lo, double *hi)
{
    assert(n >= 0 && confidence > 0 && confidence < 1);
    double tail = (1 - confidence) / 2;
    /* chi2_p(2k)/2 is the p quantile of gamma(k) */
    *lo = n == 0 ? 0 : gamma_quantile(tail, (double)n);
    *hi = gamma_quantile(1 - tail, (double)n + 1);
}

void share_wilson(double x, double n, double confidence, double *lo, double *hi)
{
    assert(n >= 0 && x >= 0 && x <= n && confidence > 0 && confidence < 1);
    *lo = 0;
    *hi = 1;
    if (n == 0)
        return;
    double z = normal_quantile(1 - (1 - confidence) / 2), share = x / n;
    double middle = share + z * z / (2 * n);
    double half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    double whole = 1 + z * z / n;
    if (x > 0) /* at 0 and n the bounds are 0 and 1; computed they would miss by rounding */
        *lo = MAX_OF(0, (middle - half) / whole);
    if (x < n)
        *hi = MIN_OF(1, (middle + half) / whole);
}

void share_clopper_pearson(int64_t x, int64_t n, double confidence, double *lo, double *hi)
{
    assert(n >= 0 && x >= 0 && x <= n && confidence > 0 && confidence < 1);
    double tail = (1 - confidence) / 2;
    *lo = x == 0 ? 0 : beta_quantile(tail, (double)x, (double)(n - x) + 1);
    *hi = x == n ? 1 : beta_quantile(1 - tail, (double)x + 1, (double)(n - x));
}

struct estimate mean_student(const double *v, size_t n, double confidence)
{
    struct sum all = {0}, squares = {0};
    assert(confidence > 0 && confidence < 1);
    if (n == 0)
        return ESTIMATE_NONE;
    for (size_t i = 0; i < n; i++)
        sum_add(&all, v[i]);
    struct estimate out = {sum_value(&all) / (double)n, NAN, NAN, (int64_t)n};
    for (size_t i = 0; i < n; i++)
        sum_add(&squares, (v[i] - out.value) * (v[i] - out.value));
    if (n < 3 || sum_value(&squares) <= 0)
        return out;
    double wide = student_quantile(0.5 + confidence / 2, (double)n - 1) * sqrt(sum_value(&squares) / ((double)n - 1) / (double)n);
    out.lo = out.value - wide;
    out.hi = out.value + wide;
    return out;
}
