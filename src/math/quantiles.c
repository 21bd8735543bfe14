/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles that never abort and never give a wrong number in silence. */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <pthread.h>

static pthread_once_t handler_once = PTHREAD_ONCE_INIT;

static void handler_off(void)
{
    gsl_set_error_handler_off();
}

void errors_off(void)
{
    int failed = pthread_once(&handler_once, handler_off);
    assert(failed == 0);
    (void)failed;
}

double normal_quantile(double p)
{
    errors_off();
    return gsl_cdf_ugaussian_Pinv(p);
}

double normal_above(double z)
{
    errors_off();
    return gsl_cdf_ugaussian_Q(z);
}

double student_above(double t, double df)
{
    assert(df > 0);
    errors_off();
    return gsl_cdf_tdist_Q(t, df);
}

double student_quantile(double p, double df)
{
    assert(df > 0);
    errors_off();
    double q = gsl_cdf_tdist_Pinv(p, df);
    return isfinite(q) ? q : NAN;
}

struct shape { /* which distribution; b = 0: gamma(a), else beta(a, b) */
    double a, b;
};

/* Probability below x minus p, from the tail that keeps its digits. */
static double excess(double x, double p, const struct shape *d)
{
    if (d->b > 0)
        return p <= 0.5 ? gsl_cdf_beta_P(x, d->a, d->b) - p : (1 - p) - gsl_cdf_beta_Q(x, d->a, d->b);
    return p <= 0.5 ? gsl_cdf_gamma_P(x, d->a, 1) - p : (1 - p) - gsl_cdf_gamma_Q(x, d->a, 1);
}

/* Bracket the root around `start` within [0, most], then halve until nothing lies between. */
static double solve(double start, double most, double p, const struct shape *d)
{
    double lo = start, hi = start, step = 1e-9;
    while (lo > 0 && excess(lo, p, d) > 0) {
        lo = MAX_OF(0, start - step * (start + 1e-300));
        step *= 8;
    }
    step = 1e-9;
    while (hi < most && excess(hi, p, d) < 0) {
        hi = MIN_OF(most, start + step * (start + 1e-300));
        step *= 8;
    }
    for (int i = 0; i < 200; i++) {
        double middle = lo + (hi - lo) / 2;
        if (middle <= lo || middle >= hi)
            break;
        if (excess(middle, p, d) < 0)
            lo = middle;
        else
            hi = middle;
    }
    return lo + (hi - lo) / 2;
}

/* Cornish-Fisher expansion (Abramowitz & Stegun 1964, 26.4.14 and 26.2.49): for the shapes it is used for the terms left
 * out are under 1e-10, while GSL's distribution function loses its digits there. */
static double gamma_quantile_large(double p, double shape)
{
    double z = normal_quantile(p), root = sqrt(shape), z2 = z * z;
    return shape + z * root + (z2 - 1) / 3 + z * (z2 - 7) / (36 * root) - (3 * z2 * z2 + 7 * z2 - 16) / (810 * shape);
}

double gamma_quantile(double p, double shape)
{
    assert(p > 0 && p < 1 && shape > 0);
    errors_off();
    if (shape > 1e5)
        return gamma_quantile_large(p, shape);
    struct shape d = {shape, 0};
    double start = gsl_cdf_gamma_Pinv(p, shape, 1);
    if (!isfinite(start) || start <= 0)
        start = shape;
    return solve(start, INFINITY, p, &d);
}

double beta_quantile(double p, double a, double b)
{
    assert(p > 0 && p < 1 && a > 0 && b > 0);
    errors_off();
    struct shape d = {a, b};
    double start = gsl_cdf_beta_Pinv(p, a, b);
    if (!isfinite(start) || start <= 0 || start >= 1)
        start = a / (a + b);
    return solve(start, 1, p, &d);
}
