/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fewer, but deadlier or more against civilians? Slopes over months, tested together (METHOD D.1 to D.5). */
#include "trend/trend_priv.h"

#include <assert.h>

#define LEVEL_OF_TEST 0.05

struct estimate slope_change(const struct trend_slope *s, double months)
{
    struct estimate out = {expm1(s->b * months), NAN, NAN, s->months};
    if (isnan(s->b))
        return (struct estimate){NAN, NAN, NAN, s->months};
    if (isfinite(s->se)) {
        double reach = normal_reach(TREND_CONFIDENCE) * s->se;
        out.lo = expm1((s->b - reach) * months);
        out.hi = expm1((s->b + reach) * months);
    }
    return out;
}

static struct trend_slope slope_of(const struct regression *r, bool upward)
{
    struct trend_slope s = {.b = r->coef[1], .se = r->se[1], .end = r->end, .months = r->n};
    if (r->dispersion < 1) /* counts that scatter less than chance are no better known for it */
        s.se = r->dispersion > 0 ? s.se / sqrt(r->dispersion) : NAN;
    s.p = one_sided_p(s.b, s.se, upward);
    s.serial_p = one_sided_serial_p(s.b, MAX_OF(s.se, r->serial_se[1]), r->serial_df, upward);
    return s;
}

struct month_list { /* the months of one regression, packed */
    double *y, *t, *by;
    size_t n;
};

static bool month_seen(const struct series *s, size_t i)
{
    return !s->looked || s->looked[i] < LOOKED_LIMITED;
}

static struct trend_slope frequency(const struct series *s, size_t from, size_t n, struct month_list *m)
{
    m->n = 0;
    for (size_t i = from; i < from + n; i++)
        if (month_seen(s, i)) {
            m->t[m->n] = (double)(i - from);
            m->y[m->n++] = s->incidents[i];
        }
    struct regression r = regression_negative_binomial(m->y, &(struct regression_design){.n = m->n, .t = m->t});
    return slope_of(&r, false);
}

static struct trend_slope deadliness(const struct series *s, const int32_t *dead, size_t from, size_t n, struct month_list *m)
{
    m->n = 0;
    for (size_t i = from; i < from + n; i++) {
        int32_t known = s->incidents[i] - (s->deaths_unknown ? s->deaths_unknown[i] : 0);
        if (known <= 0 || !month_seen(s, i))
            continue;
        m->t[m->n] = (double)(i - from);
        m->by[m->n] = log(known);
        m->y[m->n++] = dead[i];
    }
    struct regression r = regression_negative_binomial(m->y, &(struct regression_design){.n = m->n, .t = m->t, .offset = m->by});
    return slope_of(&r, true);
}

/* `unknown` as civilians too, or not. A source that gives more civilians than dead gives at least so many dead. */
static struct trend_slope civilians(const struct series *s, const int32_t *dead, bool unknown, size_t from, size_t n, struct month_list *m)
{
    m->n = 0;
    for (size_t i = from; i < from + n; i++) {
        double part = (double)s->civilians[i] + (unknown ? s->status_unknown[i] : 0), whole = MAX_OF((double)dead[i], part);
        if (whole <= 0 || !month_seen(s, i))
            continue;
        m->t[m->n] = (double)(i - from);
        m->by[m->n] = whole;
        m->y[m->n++] = part;
    }
    struct regression r = regression_quasi_binomial(m->y, m->by, &(struct regression_design){.n = m->n, .t = m->t});
    return slope_of(&r, true);
}

/* Which legs hold for one of low, best and high, tested together; `serial`: with errors that allow for waves. */
static void legs_test(const struct trend_pattern *p, enum trend_deaths which, bool serial, double adjusted[LEGS], bool holds[LEGS])
{
    const struct trend_slope *const slopes[LEGS] = {[LEG_FREQUENCY] = &p->frequency, [LEG_DEADLINESS] = &p->deadliness[which], [LEG_CIVILIANS] = &p->civilians[which]};
    double chances[LEGS];
    for (size_t leg = 0; leg < LEGS; leg++)
        chances[leg] = serial ? slopes[leg]->serial_p : slopes[leg]->p;
    holm(chances, LEGS, adjusted);
    for (size_t leg = 0; leg < LEGS; leg++)
        holds[leg] = adjusted[leg] < LEVEL_OF_TEST; /* false where it could not be tested */
}

struct trend_pattern pattern_none(void)
{
    const struct trend_slope none = {.b = NAN, .se = NAN, .p = NAN, .serial_p = NAN, .end = REGRESSION_TOO_FEW};
    struct trend_pattern p = {.from_month = 0, .to_month = -1, .frequency = none, .civilians_at_most = none};
    for (size_t i = 0; i < TREND_DEATHS; i++)
        p.deadliness[i] = p.civilians[i] = none;
    for (size_t leg = 0; leg < LEGS; leg++)
        p.adjusted[leg] = NAN;
    return p;
}

struct trend_pattern trend_pattern_of(const struct series *s, size_t from, size_t n)
{
    assert(from <= s->months && n <= s->months - from);
    struct arena a CLEANUP(arena_end) = {0};
    struct trend_pattern p = pattern_none();
    if (n == 0)
        return p;
    struct month_list m = {ARENA_ARRAY(&a, double, n), ARENA_ARRAY(&a, double, n), ARENA_ARRAY(&a, double, n), 0};
    const int32_t *const dead[TREND_DEATHS] = {s->low, s->best, s->high};
    p.from_month = s->first_month + (int)from;
    p.to_month = p.from_month + (int)n - 1;
    p.frequency = frequency(s, from, n, &m);
    p.months_unseen = (int64_t)n - p.frequency.months;
    bool holds[TREND_DEATHS][LEGS], waves[TREND_DEATHS][LEGS];
    double adjusted[TREND_DEATHS][LEGS], adjusted_waves[TREND_DEATHS][LEGS];
    for (size_t i = 0; i < TREND_DEATHS; i++) {
        p.deadliness[i] = deadliness(s, dead[i], from, n, &m);
        p.civilians[i] = civilians(s, dead[i], false, from, n, &m);
        legs_test(&p, (enum trend_deaths)i, false, adjusted[i], holds[i]);
        legs_test(&p, (enum trend_deaths)i, true, adjusted_waves[i], waves[i]);
    }
    p.civilians_at_most = civilians(s, s->best, true, from, n, &m);
    for (size_t leg = 0; leg < LEGS; leg++) {
        p.adjusted[leg] = adjusted[TREND_BEST][leg];
        p.holds[leg] = holds[TREND_BEST][leg];
        p.robust[leg] = holds[TREND_LOW][leg] && holds[TREND_BEST][leg] && holds[TREND_HIGH][leg];
        p.in_waves[leg] = p.robust[leg] && waves[TREND_LOW][leg] && waves[TREND_BEST][leg] && waves[TREND_HIGH][leg];
    }
    p.robust[LEG_CIVILIANS] = p.robust[LEG_CIVILIANS] && p.civilians_at_most.p < LEVEL_OF_TEST;
    p.in_waves[LEG_CIVILIANS] = p.in_waves[LEG_CIVILIANS] && p.civilians_at_most.serial_p < LEVEL_OF_TEST;
    p.found = p.holds[LEG_FREQUENCY] && (p.holds[LEG_DEADLINESS] || p.holds[LEG_CIVILIANS]);
    p.found_robust = p.robust[LEG_FREQUENCY] && (p.robust[LEG_DEADLINESS] || p.robust[LEG_CIVILIANS]);
    p.found_in_waves = p.in_waves[LEG_FREQUENCY] && (p.in_waves[LEG_DEADLINESS] || p.in_waves[LEG_CIVILIANS]);
    return p;
}
