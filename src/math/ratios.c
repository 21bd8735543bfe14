/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, ratios of totals and their changes, with months (or other clusters) as the unit of chance. */
#include "math/maths_priv.h"

#include <assert.h>

static double total(const double *v, size_t n)
{
    struct sum s = {0};
    for (size_t i = 0; i < n; i++) {
        assert(isfinite(v[i]) && v[i] >= 0);
        sum_add(&s, v[i]);
    }
    return sum_value(&s);
}

static double t_for(double confidence, double df)
{
    assert(confidence > 0 && confidence < 1);
    return student_quantile(1 - (1 - confidence) / 2, df);
}

/* A ratio of totals with the variance of its logarithm: NAN where it cannot be said. */
struct ratio {
    double value, log_variance, den;
    bool spread; /* do the clusters differ at all? */
};

static struct ratio ratio_make(const double *num, const double *den, size_t n)
{
    struct ratio r = {.value = NAN, .log_variance = NAN, .den = total(den, n)};
    double top = total(num, n);
    if (!(r.den > 0))
        return r;
    r.value = top / r.den;
    if (n < 3 || !(r.value > 0))
        return r;
    struct sum squares = {0};
    for (size_t i = 0; i < n; i++) {
        double rest = num[i] - r.value * den[i];
        /* what is only rounding is no spread */
        if (fabs(rest) > 1e-12 * (num[i] + r.value * den[i]))
            r.spread = true;
        sum_add(&squares, rest * rest);
    }
    double clusters = (double)n;
    r.log_variance = r.spread ? clusters / (clusters - 1) * sum_value(&squares) / (top * top) : 0;
    return r;
}

struct estimate ratio_of_totals(const double *num, const double *den, size_t n, double confidence)
{
    struct ratio r = ratio_make(num, den, n);
    struct estimate out = ESTIMATE_NONE;
    out.value = r.value;
    out.n = llround(r.den);
    if (isnan(r.log_variance) || !r.spread)
        return out;
    double reach = t_for(confidence, (double)n - 1) * sqrt(r.log_variance);
    out.lo = r.value * exp(-reach);
    out.hi = r.value * exp(reach);
    return out;
}

/* A relative change from the logarithm of a ratio, and how far its interval reaches on that scale. */
static struct estimate change_make(double ratio, double reach, double n)
{
    struct estimate out = {ratio - 1, NAN, NAN, llround(n)};
    if (isfinite(reach) && ratio > 0) {
        out.lo = ratio * exp(-reach) - 1;
        out.hi = ratio * exp(reach) - 1;
    }
    return out;
}

struct estimate ratio_change(const double *num0, const double *den0, size_t n0, const double *num1, const double *den1,
    size_t n1, double confidence)
{
    struct ratio before = ratio_make(num0, den0, n0), now = ratio_make(num1, den1, n1);
    double n = before.den + now.den;
    if (isnan(before.value) || isnan(now.value) || !(before.value > 0))
        return (struct estimate){NAN, NAN, NAN, llround(n)};
    double variance = before.log_variance + now.log_variance;
    double reach = NAN;
    if (!isnan(variance) && (before.spread || now.spread))
        reach = t_for(confidence, (double)n0 + (double)n1 - 2) * sqrt(variance);
    return change_make(now.value / before.value, reach, n);
}

/* Pearson's chi-squared of counts about their own mean. */
static double pearson(const double *y, size_t n, double mean)
{
    struct sum s = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&s, (y[i] - mean) * (y[i] - mean) / mean);
    return sum_value(&s);
}

double serial_inflation(const double *residual, size_t n)
{
    double square = 0, out = 1;
    for (size_t i = 0; i < n; i++)
        square += residual[i] * residual[i];
    if (n < 4 || !(square > 0))
        return 1;
    size_t lags = MIN_OF((size_t)(4 * pow((double)n / 100, 2.0 / 9)), n - 1);
    for (size_t k = 1; k <= lags; k++) {
        double together = 0;
        for (size_t i = k; i < n; i++)
            together += residual[i] * residual[i - k];
        out += 2 * (1 - (double)k / (double)(lags + 1)) * together / square;
    }
    return MAX_OF(1, out);
}

struct estimate count_change(const double *before, size_t na, const double *now, size_t nb, double confidence)
{
    return count_change_serial(before, na, now, nb, 1, confidence);
}

struct estimate count_change_serial(const double *before, size_t na, const double *now, size_t nb, double inflation, double confidence)
{
    double all_before = total(before, na), all_now = total(now, nb), n = all_before + all_now;
    if (na == 0 || nb == 0 || !(all_before > 0))
        return (struct estimate){NAN, NAN, NAN, llround(n)};
    double mean_before = all_before / (double)na, mean_now = all_now / (double)nb;
    double df = (double)na + (double)nb - 2, reach = NAN;
    if (all_now > 0 && df >= 1) {
        double dispersion = (pearson(before, na, mean_before) + pearson(now, nb, mean_now)) / df;
        reach = t_for(confidence, df) * sqrt(inflation * MAX_OF(1, dispersion) * (1 / all_before + 1 / all_now));
    }
    return change_make(mean_now / mean_before, reach, n);
}

struct estimate count_mean(const double *y, size_t n, double confidence)
{
    return count_mean_serial(y, n, 1, confidence);
}

struct estimate count_mean_serial(const double *y, size_t n, double inflation, double confidence)
{
    if (n == 0)
        return ESTIMATE_NONE;
    double all = total(y, n), mean = all / (double)n;
    struct estimate out = {.value = mean, .n = llround(all)};
    if (n == 1 || !(all > 0)) {
        poisson_garwood(llround(all), confidence, &out.lo, &out.hi);
        out.lo /= (double)n;
        out.hi /= (double)n;
        return out;
    }
    double df = (double)n - 1, dispersion = pearson(y, n, mean) / df;
    double reach = t_for(confidence, df) * sqrt(inflation * MAX_OF(1, dispersion) / all);
    out.lo = mean * exp(-reach);
    out.hi = mean * exp(reach);
    return out;
}
