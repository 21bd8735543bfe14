/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single calls: a list of {call, arguments by name, value, lo, hi, n}, null where NAN is expected. */
#include "case.h"

#include "math/maths.h"
#include "math/ranks.h"
#include "math/survival.h"

struct numbers {
    double *v;
    size_t n;
};

static bool list_of(struct case_run *run, const cJSON *from, const char *name, bool gaps, struct numbers *out, struct err *e)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(from, name), *one = NULL;
    if (!cJSON_IsArray(list))
        return err_set(e, ERR_INPUT, "a call does not say \"%s\" (a list of numbers)", name);
    *out = (struct numbers){ARENA_ARRAY(&run->arena, double, cJSON_GetArraySize(list)), 0};
    cJSON_ArrayForEach(one, list)
    {
        if (!cJSON_IsNumber(one) && !(gaps && cJSON_IsNull(one)))
            return err_set(e, ERR_INPUT, "\"%s\" holds something that is no number", name);
        out->v[out->n++] = cJSON_IsNull(one) ? NAN : one->valuedouble;
    }
    return true;
}

static bool numbers_of(struct case_run *run, const cJSON *from, const char *name, struct numbers *out, struct err *e) { return list_of(run, from, name, false, out, e); }
static bool places_of(struct case_run *run, const cJSON *from, const char *name, struct numbers *out, struct err *e) { return list_of(run, from, name, true, out, e); }

static bool count_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    (void)run;
    double n;
    if (!option_real(call, "count", &n, e))
        return false;
    *out = (struct estimate){.value = n, .n = (int64_t)n};
    poisson_garwood((int64_t)n, level, &out->lo, &out->hi);
    return true;
}

static bool share_of(const cJSON *call, double level, bool exact, struct estimate *out, struct err *e)
{
    double x, n;
    if (!option_real(call, "x", &x, e) || !option_real(call, "n_of", &n, e))
        return false;
    *out = (struct estimate){.value = n > 0 ? x / n : NAN, .n = (int64_t)n};
    if (exact)
        share_clopper_pearson((int64_t)x, (int64_t)n, level, &out->lo, &out->hi);
    else
        share_wilson(x, n, level, &out->lo, &out->hi);
    return true;
}

static bool wilson_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    (void)run;
    return share_of(call, level, false, out, e);
}

static bool clopper_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    (void)run;
    return share_of(call, level, true, out, e);
}

static bool ratio_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct numbers num, den;
    if (!numbers_of(run, call, "num", &num, e) || !numbers_of(run, call, "den", &den, e))
        return false;
    *out = ratio_of_totals(num.v, den.v, MIN_OF(num.n, den.n), level);
    return true;
}

static bool change_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct numbers before, now;
    if (!numbers_of(run, call, "before", &before, e) || !numbers_of(run, call, "now", &now, e))
        return false;
    *out = count_change(before.v, before.n, now.v, now.n, level);
    return true;
}

static bool ratio_change_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct numbers a, b, c, d;
    if (!numbers_of(run, call, "num_before", &a, e) || !numbers_of(run, call, "den_before", &b, e) ||
        !numbers_of(run, call, "num_now", &c, e) || !numbers_of(run, call, "den_now", &d, e))
        return false;
    *out = ratio_change(a.v, b.v, MIN_OF(a.n, b.n), c.v, d.v, MIN_OF(c.n, d.n), level);
    return true;
}

static bool mean_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct numbers y;
    if (!numbers_of(run, call, "counts", &y, e))
        return false;
    *out = count_mean(y.v, y.n, level);
    return true;
}

static bool student_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct numbers v;
    if (!numbers_of(run, call, "values", &v, e))
        return false;
    *out = mean_student(v.v, v.n, level);
    return true;
}

/* Times, and to whom it happened. */
static bool survival_read(struct case_run *run, const cJSON *call, double level, struct survival *out, struct err *e)
{
    struct numbers times, happened;
    if (!numbers_of(run, call, "times", &times, e) || !numbers_of(run, call, "happened", &happened, e))
        return false;
    bool *came = ARENA_ARRAY(&run->arena, bool, happened.n + 1);
    for (size_t i = 0; i < happened.n; i++)
        came[i] = happened.v[i] > 0;
    survival_of(times.v, came, MIN_OF(times.n, happened.n), level, &run->arena, out);
    return true;
}

static bool median_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct survival s;
    if (!survival_read(run, call, level, &s, e))
        return false;
    *out = s.median;
    return true;
}

static bool step_of(struct case_run *run, const cJSON *call, double level, struct survival_step *out, struct err *e)
{
    struct survival s;
    double at;
    if (!option_real(call, "at", &at, e) || !survival_read(run, call, level, &s, e))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.steps[i].time == at) {
            *out = s.steps[i];
            return true;
        }
    return err_set(e, ERR_INPUT, "nothing happened at %g", at);
}

static bool survival_at(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct survival_step s;
    if (!step_of(run, call, level, &s, e))
        return false;
    *out = (struct estimate){s.survival, s.lo, s.hi, s.at_risk};
    return true;
}

static bool survival_error(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct survival_step s;
    if (!step_of(run, call, level, &s, e))
        return false;
    *out = (struct estimate){s.error, NAN, NAN, s.at_risk};
    return true;
}

/* Two orders; null: it does not have that thing. */
static bool orders_read(struct case_run *run, const cJSON *call, double level, struct rank_agreement *out, struct err *e)
{
    struct numbers a, b;
    if (!places_of(run, call, "a", &a, e) || !places_of(run, call, "b", &b, e))
        return false;
    *out = ranks_agree(a.v, b.v, MIN_OF(a.n, b.n), level);
    return true;
}

static bool tau_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct rank_agreement got;
    if (!orders_read(run, call, level, &got, e))
        return false;
    *out = got.tau;
    return true;
}

static bool rho_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct rank_agreement got;
    if (!orders_read(run, call, level, &got, e))
        return false;
    *out = (struct estimate){got.rho, NAN, NAN, got.both};
    return true;
}

static bool tau_chance(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    struct rank_agreement got;
    if (!orders_read(run, call, level, &got, e))
        return false;
    *out = (struct estimate){got.p, NAN, NAN, got.both};
    return true;
}

/* The orders one behind the other, `things` places each. */
static bool concordance_read(struct case_run *run, const cJSON *call, struct rank_concordance *out, struct err *e)
{
    struct numbers places;
    double things;
    if (!places_of(run, call, "places", &places, e) || !option_real(call, "things", &things, e))
        return false;
    *out = ranks_concordance(places.v, places.n / (size_t)things, (size_t)things);
    return true;
}

static bool concordance_of(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    (void)level;
    struct rank_concordance got;
    if (!concordance_read(run, call, &got, e))
        return false;
    *out = (struct estimate){got.w, NAN, NAN, got.things};
    return true;
}

static bool concordance_chance(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e)
{
    (void)level;
    struct rank_concordance got;
    if (!concordance_read(run, call, &got, e))
        return false;
    *out = (struct estimate){got.p, NAN, NAN, got.things};
    return true;
}

static const struct {
    const char *name;
    bool (*run)(struct case_run *run, const cJSON *call, double level, struct estimate *out, struct err *e);
} calls[] = {{"poisson_garwood", count_of}, {"share_wilson", wilson_of}, {"share_clopper_pearson", clopper_of},
    {"ratio_of_totals", ratio_of}, {"count_change", change_of}, {"ratio_change", ratio_change_of}, {"count_mean", mean_of},
    {"survival_median", median_of}, {"survival_at", survival_at}, {"survival_error", survival_error},
    {"mean_student", student_of}, {"ranks_tau", tau_of}, {"ranks_rho", rho_of}, {"ranks_chance", tau_chance}, {"ranks_concordance", concordance_of}, {"ranks_concordance_chance", concordance_chance}};

static bool call_one(struct case_run *run, const cJSON *call, double tolerance, struct err *e)
{
    const char *name, *what;
    if (!option_text(call, "call", &name, e) || !option_text(call, "what", &what, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(calls); i++) {
        struct estimate got;
        if (strcmp(calls[i].name, name) != 0)
            continue;
        if (!calls[i].run(run, call, real_or(call, "confidence", 0.95), &got, e))
            return err_within(e, "%s", what);
        struct worst w = {.tolerance = tolerance, .relative = true};
        worst_see(&w, got.value, real_or(call, "value", NAN), "value");
        worst_see(&w, got.lo, real_or(call, "lo", NAN), "from");
        worst_see(&w, got.hi, real_or(call, "hi", NAN), "to");
        if (cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(call, "n")))
            worst_see(&w, (double)got.n, real_or(call, "n", NAN), "n");
        case_report(run, &w, "%s: %s", name, what);
        return true;
    }
    return err_set(e, ERR_INPUT, "there is no call \"%s\"", name);
}

bool estimates_run(struct case_run *run, struct err *e)
{
    const char *expected;
    double tolerance;
    cJSON *list = NULL;
    if (!option_text(run->options, "expected", &expected, e) || !option_real(run->options, "tolerance", &tolerance, e) ||
        !case_json(run->folder, expected, &list, e))
        return false;
    bool ok = true;
    const cJSON *call = NULL;
    cJSON_ArrayForEach(call, list)
        ok = ok && call_one(run, call, tolerance, e);
    cJSON_Delete(list);
    return ok;
}
