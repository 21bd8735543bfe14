/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Since how long has the level held? The run-length filter (METHOD D.7). */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_sf_gamma.h>

/* Log-chance of y where the rate is Gamma(a, b): a negative binomial. */
static double predictive(double y, double a, double b, double log_y_factorial)
{
    return gsl_sf_lngamma(y + a) - gsl_sf_lngamma(a) - log_y_factorial + a * log(b / (b + 1)) - y * log1p(b);
}

double run_lengths(const double *y, size_t n, double hazard, double a0, double b0, struct run_length *out)
{
    assert(hazard > 0 && hazard < 1 && a0 > 0 && b0 > 0);
    errors_off();
    struct arena arena CLEANUP(arena_end) = {0};
    double *p = ARENA_ARRAY(&arena, double, n + 1), *a = ARENA_ARRAY(&arena, double, n + 1);
    struct sum evidence = {0};
    p[0] = 1;
    a[0] = a0;
    for (size_t t = 0; t < n; t++) {
        assert(isfinite(y[t]) && y[t] >= 0);
        double factorial = gsl_sf_lngamma(y[t] + 1), seen = 0;
        for (size_t run = 0; run <= t; run++) { /* b grows by one a month */
            p[run] *= exp(predictive(y[t], a[run], b0 + (double)run, factorial));
            seen += p[run];
        }
        struct run_length *o = &out[t];
        *o = (struct run_length){.likeliest = 0, .log_predictive = log(seen)};
        sum_add(&evidence, o->log_predictive);
        if (!(seen > 0)) { /* a count beyond all belief: begin anew */
            memset(p, 0, (n + 1) * sizeof *p);
            p[0] = seen = 1;
        }
        for (size_t run = t + 1; run > 0; run--) {
            p[run] = p[run - 1] / seen * (1 - hazard);
            a[run] = a[run - 1] + y[t];
        }
        p[0] = hazard;
        a[0] = a0;
        double most = 0;
        for (size_t run = 0; run <= t + 1; run++) {
            o->mean += (double)run * p[run];
            o->recent += run <= 3 ? p[run] : 0;
            if (p[run] > most) {
                most = p[run];
                o->likeliest = run;
            }
        }
    }
    return sum_value(&evidence);
}
