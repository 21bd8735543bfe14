/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals, periods and the change between them. */
#include "trend/trend_priv.h"

#include <assert.h>

/* Unasked: up to 24 months each, at least 12, so that seasons weigh alike; who names a period may have shorter ones. */
enum { PERIOD_MOST = 24, PERIOD_LEAST = 12, PERIOD_ASKED_LEAST = 3 };

struct series series_of(const struct panel *p, size_t row, struct arena *a)
{
    assert(row < p->places || row == SIZE_MAX);
    const int32_t *from[] = {p->incidents, p->low, p->best, p->high, p->civilians, p->status_unknown, p->deaths_unknown};
    const int32_t *to[ARRAY_LEN(from)];
    for (size_t k = 0; k < ARRAY_LEN(from); k++) {
        if (row != SIZE_MAX) {
            to[k] = from[k] + row * p->months;
            continue;
        }
        int32_t *sum = ARENA_ARRAY(a, int32_t, p->months);
        for (size_t place = 0; place < p->places; place++)
            for (size_t month = 0; month < p->months; month++) /* a sum too large for the type stays at its most */
                if (__builtin_add_overflow(sum[month], from[k][place * p->months + month], &sum[month]))
                    sum[month] = INT32_MAX;
        to[k] = sum;
    }
    const uint8_t *looked = row == SIZE_MAX ? p->looked_whole : p->looked ? p->looked + row * p->months : NULL;
    return (struct series){.months = p->months, .first_month = p->first_month, .incidents = to[0], .low = to[1], .best = to[2],
        .high = to[3], .civilians = to[4], .status_unknown = to[5], .deaths_unknown = to[6], .looked = looked};
}

bool series_seen(const struct series *s, size_t from, size_t n)
{
    for (size_t i = from; s->looked && i < from + n; i++)
        if (s->looked[i] >= LOOKED_LIMITED)
            return false;
    return true;
}

static enum looked most_cautious(const struct series *s, size_t from, size_t n)
{
    uint8_t most = LOOKED_UNSAID;
    for (size_t i = from; s->looked && i < from + n; i++)
        most = MAX_OF(most, s->looked[i]);
    return (enum looked)most;
}

/* ---- one period -------------------------------------------------------------------------------- */

static int64_t total(const int32_t *v, size_t from, size_t n)
{
    int64_t sum = 0;
    for (size_t i = from; v && i < from + n; i++)
        sum += v[i];
    return sum;
}

static struct estimate share(int64_t part, int64_t whole)
{
    struct estimate out = {NAN, NAN, NAN, MAX_OF(whole, 0)};
    if (whole <= 0 || part > whole)
        return out;
    out.value = (double)part / (double)whole;
    share_wilson((double)part, (double)whole, TREND_CONFIDENCE, &out.lo, &out.hi);
    return out;
}

/* Pairs of a period for a ratio: only months with something in the denominator, since the others say nothing about it. */
struct pairs {
    double *num, *den;
    size_t n;
};

static struct pairs deadliness_pairs(const struct series *s, size_t from, size_t n, struct arena *a)
{
    struct pairs p = {ARENA_ARRAY(a, double, n), ARENA_ARRAY(a, double, n), 0};
    for (size_t i = from; i < from + n; i++) {
        int32_t known = s->incidents[i] - (s->deaths_unknown ? s->deaths_unknown[i] : 0);
        if (known <= 0)
            continue;
        p.num[p.n] = s->best[i];
        p.den[p.n++] = known;
    }
    return p;
}

static struct pairs civilian_pairs(const struct series *s, size_t from, size_t n, struct arena *a)
{
    struct pairs p = {ARENA_ARRAY(a, double, n), ARENA_ARRAY(a, double, n), 0};
    for (size_t i = from; i < from + n; i++) {
        if (s->best[i] <= 0)
            continue;
        p.num[p.n] = s->civilians[i];
        p.den[p.n++] = s->best[i];
    }
    return p;
}

static const double *as_reals(const int32_t *v, size_t n, struct arena *a)
{
    double *out = ARENA_ARRAY(a, double, n);
    for (size_t i = 0; i < n; i++)
        out[i] = v[i];
    return out;
}

static struct period_totals period(const struct series *s, size_t from, size_t n, double dependence, struct arena *a)
{
    struct period_totals p = {
        .from_month = s->first_month + (int)from,
        .to_month = s->first_month + (int)(from + n) - 1,
        .incidents = total(s->incidents, from, n),
        .low = total(s->low, from, n),
        .best = total(s->best, from, n),
        .high = total(s->high, from, n),
        .civilians = total(s->civilians, from, n),
        .status_unknown = total(s->status_unknown, from, n),
        .deaths_unknown = total(s->deaths_unknown, from, n),
        .looked = most_cautious(s, from, n),
    };
    p.incidents_per_month = p.looked >= LOOKED_LIMITED ? ESTIMATE_NONE : count_mean_serial(as_reals(s->incidents + from, n, a), n, dependence, TREND_CONFIDENCE);
    struct pairs deadly = deadliness_pairs(s, from, n, a);
    p.deaths_per_incident = ratio_of_totals(deadly.num, deadly.den, deadly.n, TREND_CONFIDENCE);
    if (p.best > 0 && p.status_unknown >= p.best && p.civilians == 0) { /* nobody said of anyone: no share, not 0 % */
        p.civilian_share = p.civilian_share_known = p.civilian_share_months = (struct estimate){NAN, NAN, NAN, p.best};
        return p;
    }
    struct pairs civil = civilian_pairs(s, from, n, a);
    p.civilian_share = share(p.civilians, p.best);
    p.civilian_share_months = ratio_of_totals(civil.num, civil.den, civil.n, TREND_CONFIDENCE);
    if (isnan(p.civilian_share.value))
        p.civilian_share_months = ESTIMATE_NONE;
    else
        p.civilian_share_months.hi = fmin(p.civilian_share_months.hi, 1);
    p.civilian_share_known = share(p.civilians, p.best - p.status_unknown);
    return p;
}

static struct period_totals no_period(int month)
{
    return (struct period_totals){.from_month = month, .to_month = month - 1, .incidents_per_month = ESTIMATE_NONE,
        .deaths_per_incident = ESTIMATE_NONE, .civilian_share = ESTIMATE_NONE, .civilian_share_known = ESTIMATE_NONE,
        .civilian_share_months = ESTIMATE_NONE};
}

/* ---- the change between two -------------------------------------------------------------------- */

static struct change change_between(const struct series *s, size_t before, size_t now, size_t n, double dependence, struct arena *a)
{
    struct change out;
    out.incidents =
        count_change_serial(as_reals(s->incidents + before, n, a), n, as_reals(s->incidents + now, n, a), n, dependence, TREND_CONFIDENCE);
    struct pairs x = deadliness_pairs(s, before, n, a), y = deadliness_pairs(s, now, n, a);
    out.deaths_per_incident = ratio_change(x.num, x.den, x.n, y.num, y.den, y.n, TREND_CONFIDENCE);
    x = civilian_pairs(s, before, n, a);
    y = civilian_pairs(s, now, n, a);
    out.civilian_share = ratio_change(x.num, x.den, x.n, y.num, y.den, y.n, TREND_CONFIDENCE);
    return out;
}

/* Where looking was limited or impossible, only one thing holds: what was recorded is the least there was. So a rise is at
 * least as large as recorded where all could be seen before; nothing else follows, least of all a fall. */
static void say_only_what_was_seen(struct trend *t)
{
    t->rise = ESTIMATE_NONE;
    t->unseen = MAX_OF(t->before.looked, t->now.looked) >= LOOKED_LIMITED;
    if (!t->unseen)
        return;
    if (t->before.looked < LOOKED_LIMITED && t->change.incidents.lo > 0)
        t->rise = t->change.incidents;
    t->change = (struct change){ESTIMATE_NONE, ESTIMATE_NONE, ESTIMATE_NONE};
}

static void compare(const struct series *s, struct arena *scratch, struct trend *t)
{
    bool asked = s->compare > 0;
    size_t half = asked ? (size_t)s->compare : MIN_OF(s->months / 2, (size_t)PERIOD_MOST);
    t->compared = half >= (asked ? PERIOD_ASKED_LEAST : PERIOD_LEAST) && half <= s->months / 2;
    if (!t->compared) {
        size_t n = asked ? MIN_OF(half, s->months) : s->months;
        t->dependence = trend_dependence(s, s->months - n, n);
        t->now = period(s, s->months - n, n, t->dependence, scratch);
        t->before = no_period(s->first_month);
        t->change = (struct change){ESTIMATE_NONE, ESTIMATE_NONE, ESTIMATE_NONE};
        t->rise = ESTIMATE_NONE;
        return;
    }
    t->months_compared = (int)half;
    t->dependence = trend_dependence(s, s->months - 2 * half, 2 * half);
    t->now = period(s, s->months - half, half, t->dependence, scratch);
    t->before = period(s, s->months - 2 * half, half, t->dependence, scratch);
    t->change = change_between(s, s->months - 2 * half, s->months - half, half, t->dependence, scratch);
    if (isnan(t->before.civilian_share.value) || isnan(t->now.civilian_share.value))
        t->change.civilian_share = ESTIMATE_NONE; /* no dead, or more civilians than dead: nothing to compare */
    say_only_what_was_seen(t);
}

/* ---- the whole --------------------------------------------------------------------------------- */

static bool series_ok(const struct series *s, struct err *e)
{
    const int32_t *all[] = {s->incidents, s->low, s->best, s->high, s->civilians, s->status_unknown, s->deaths_unknown};
    for (size_t k = 0; k < ARRAY_LEN(all); k++)
        for (size_t i = 0; all[k] && i < s->months; i++)
            if (all[k][i] < 0) {
                struct buf month CLEANUP(buf_end) = {0};
                buf_month(&month, s->first_month + (int)i);
                return err_set(e, ERR_INPUT, "month %s of a series holds the negative count %d", month.p, (int)all[k][i]);
            }
    return true;
}

bool trend_periods(const struct series *s, struct trend *out, struct err *e)
{
    if (!series_ok(s, e))
        return false;
    struct arena scratch CLEANUP(arena_end) = {0};
    struct trend t = {.whole = period(s, 0, s->months, 1, &scratch), .pattern = pattern_none(), .slopes = pattern_none(),
        .thresholds = s->thresholds ? *s->thresholds : LEVEL_THRESHOLDS, .median_before = ESTIMATE_NONE, .median_now = ESTIMATE_NONE};
    compare(s, &scratch, &t);
    *out = t;
    return true;
}

static uint8_t *levels_of(const struct series *s, const int32_t *deaths, struct arena *a)
{
    uint8_t *levels = ARENA_ARRAY(a, uint8_t, s->months);
    violence_levels(deaths, s->incidents, s->months, s->thresholds, levels);
    levels_unseen(s->looked, s->months, levels);
    return levels;
}

bool trend_of(const struct series *s, struct arena *a, struct trend *out, struct err *e)
{
    struct trend t;
    if (!trend_periods(s, &t, e))
        return false;
    trend_segments(s, a, &t);
    t.levels = levels_of(s, s->best, a);
    t.levels_low = levels_of(s, s->low, a);
    t.levels_high = levels_of(s, s->high, a);
    t.slopes = trend_pattern_of(s, 0, s->months);
    if (t.compared)
        t.pattern = trend_pattern_of(s, s->months - 2 * (size_t)t.months_compared, 2 * (size_t)t.months_compared);
    *out = t;
    return true;
}
