/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product-limit estimator and its median. */
#include "math/survival.h"
#include "math/maths_priv.h"

#include <assert.h>

struct one {
    double time;
    bool happened;
};

static int by_time(const void *a, const void *b)
{
    const struct one *x = a, *y = b;
    return (x->time > y->time) - (x->time < y->time);
}

static void interval(struct survival_step *s, double greenwood, double z)
{
    s->error = s->lo = s->hi = NAN;
    if (s->survival <= 0)
        return;
    double g = sqrt(greenwood), wide = z * g / fabs(log(s->survival));
    s->error = s->survival * g;
    s->lo = pow(s->survival, exp(wide));
    s->hi = pow(s->survival, exp(-wide));
}

enum curve { CURVE, CURVE_LO, CURVE_HI };

static double height(const struct survival_step *s, enum curve which)
{
    return which == CURVE ? s->survival : which == CURVE_LO ? s->lo : s->hi;
}

/* Where a curve falls to a half: in the middle of a step that is a half exactly, but for rounding. */
static double half_at(const struct survival *s, enum curve which)
{
    static const double rounding = 1e-12;
    for (size_t i = 0; i < s->n; i++) {
        double h = height(&s->steps[i], which);
        if (isnan(h) || h > 0.5 + rounding)
            continue;
        if (fabs(h - 0.5) > rounding || i + 1 == s->n)
            return s->steps[i].time;
        return (s->steps[i].time + s->steps[i + 1].time) / 2;
    }
    return NAN;
}

void survival_of(const double *times, const bool *happened, size_t n, double confidence, struct arena *a, struct survival *out)
{
    assert(confidence > 0 && confidence < 1);
    struct one *list = ARENA_ARRAY(a, struct one, n + 1);
    double left = 1, greenwood = 0, z = normal_quantile(1 - (1 - confidence) / 2);
    *out = (struct survival){.steps = ARENA_ARRAY(a, struct survival_step, n + 1), .cases = (int64_t)n};
    for (size_t i = 0; i < n; i++) {
        assert(times[i] >= 0);
        list[i] = (struct one){times[i], happened[i]};
    }
    if (n)
        qsort(list, n, sizeof *list, by_time);
    for (size_t i = 0; i < n;) {
        int64_t at_risk = (int64_t)(n - i), d = 0;
        double t = list[i].time;
        for (; i < n && list[i].time == t; i++)
            d += list[i].happened;
        if (d == 0)
            continue;
        left = d == at_risk ? 0 : left * (double)(at_risk - d) / (double)at_risk;
        greenwood += d == at_risk ? 0 : (double)d / ((double)at_risk * (double)(at_risk - d));
        struct survival_step *s = &out->steps[out->n++];
        *s = (struct survival_step){.time = t, .at_risk = at_risk, .happened = d, .survival = left};
        interval(s, greenwood, z);
        out->happened += d;
    }
    out->median = (struct estimate){half_at(out, CURVE), half_at(out, CURVE_LO), half_at(out, CURVE_HI), out->cases};
}
