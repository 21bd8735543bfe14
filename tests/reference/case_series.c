/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods on one series each: least squares with breaks, run lengths, hidden levels. */
#include "case.h"

#include "math/maths.h"

static const cJSON *item(const cJSON *from, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(from, name);
}

static const char *text_of(const cJSON *from, const char *name)
{
    const char *text = cJSON_GetStringValue(item(from, name));
    return text ? text : "";
}

static double number_at(const cJSON *list, size_t at)
{
    const cJSON *one = cJSON_GetArrayItem(list, (int)at);
    return cJSON_IsNumber(one) ? one->valuedouble : NAN;
}

/* ---- least squares ----------------------------------------------------------------------------- */

/* Ends of segments against break points (1-based: the last element before a break); a single one may stand bare. */
static void breaks_see(struct worst *w, const size_t *ends, size_t segments, const cJSON *breaks)
{
    size_t n = cJSON_IsArray(breaks) ? (size_t)cJSON_GetArraySize(breaks) : 1;
    worst_see(w, (double)segments - 1, (double)n, "number of breaks");
    for (size_t k = 0; k < n; k++)
        worst_see(w, k + 1 < segments ? (double)ends[k] + 1 : NAN, cJSON_IsArray(breaks) ? number_at(breaks, k) : breaks->valuedouble, "break %zu of %zu", k + 1, n);
}

static void by_breaks(struct case_run *run, const char *unit, const char *what, const cJSON *expected, const double *got, size_t most)
{
    struct worst w = {.tolerance = 1e-9, .relative = true};
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, expected)
    {
        int64_t m = -1;
        bool whole = str_to_int(str_of(one->string), &m) && m >= 0 && (size_t)m <= most;
        worst_see(&w, whole ? got[m] : NAN, one->valuedouble, "%s breaks", one->string);
    }
    case_report(run, &w, "%s: %s", unit, what);
}

static void months_see(struct case_run *run, const char *unit, const struct sheet *s, const size_t *ends, size_t segments, const cJSON *months)
{
    size_t at = 0, k = 0;
    struct err e = {0};
    bool same = sheet_column(s, "month", &at, &e);
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, months)
    {
        same = same && k + 1 < segments && cJSON_IsString(one) && str_is(sheet_cell(s, ends[k], at), one->valuestring);
        k++;
    }
    case_same(run, same, "another month", "%s: months of the breaks", unit);
}

static bool squares_one(struct case_run *run, const cJSON *json, const char *input, struct err *e)
{
    struct sheet s = {0};
    double *y = NULL, h = 0, best = 0;
    const char *unit = text_of(json, "unit");
    if (!sheet_read(run, pattern_fill(run, input, "series", "events"), &s, e) || !sheet_reals(run, &s, unit, &y, e) || !option_real(json, "h", &h, e) ||
        !option_real(json, "best_m_by_BIC", &best, e))
        return false;
    if (strcmp(text_of(json, "transform"), "log1p") != 0)
        return err_set(e, ERR_INPUT, "%s: there is no transformation \"%s\"", unit, text_of(json, "transform"));
    size_t n = s.rows, most = (size_t)MAX_OF(cJSON_GetArraySize(item(json, "RSS_by_m")) - 1, 0);
    double *rest = ARENA_ARRAY(&run->arena, double, most + 1), *bic = ARENA_ARRAY(&run->arena, double, most + 1), *lo = ARENA_ARRAY(&run->arena, double, most + 1),
           *hi = ARENA_ARRAY(&run->arena, double, most + 1);
    size_t *ends = ARENA_ARRAY(&run->arena, size_t, most + 1);
    for (size_t i = 0; i < n; i++)
        y[i] = log1p(y[i]);
    size_t segments = partition_squares(y, n, (size_t)h, most, rest, bic, ends);
    by_breaks(run, unit, "squares left by number of breaks", item(json, "RSS_by_m"), rest, most);
    by_breaks(run, unit, "BIC by number of breaks", item(json, "BIC_by_m"), bic, most);
    struct worst w = {.tolerance = 0};
    worst_see(&w, (double)segments - 1, best, "number chosen");
    breaks_see(&w, ends, segments, item(json, "breakpoints"));
    case_report(run, &w, "%s: breaks of the least BIC", unit);
    months_see(run, unit, &s, ends, segments, item(json, "months"));
    const cJSON *all = NULL, *interval = NULL;
    size_t k = 0;
    w = (struct worst){.tolerance = 0};
    partition_intervals(y, ends, segments, 0.95, lo, hi);
    cJSON_ArrayForEach(interval, item(json, "confint95"))
    {
        bool there = k + 1 < segments;
        worst_see(&w, there ? lo[k] + 1 : NAN, number_at(interval, 0), "from, break %zu", k + 1);
        worst_see(&w, there ? (double)ends[k] + 1 : NAN, number_at(interval, 1), "break %zu", k + 1);
        worst_see(&w, there ? hi[k] + 1 : NAN, number_at(interval, 2), "to, break %zu", k + 1);
        k++;
    }
    if (k)
        case_report(run, &w, "%s: 95 %% intervals of the breaks", unit);
    k = 0;
    w = (struct worst){.tolerance = 0};
    cJSON_ArrayForEach(all, item(json, "all"))
    {
        if (!partition_squares_into(y, n, ++k + 1, (size_t)h, ends, NULL))
            return err_set(e, ERR_INPUT, "%s: %zu breaks do not fit", unit, k);
        breaks_see(&w, ends, k + 1, all);
    }
    if (k)
        case_report(run, &w, "%s: best breaks of each number", unit);
    return true;
}

bool squares_run(struct case_run *run, struct err *e)
{
    const char *input, *expected;
    cJSON *list = NULL;
    if (!option_text(run->options, "input", &input, e) || !option_text(run->options, "squares", &expected, e) || !case_json(run->folder, expected, &list, e))
        return false;
    bool ok = true;
    const cJSON *json = NULL;
    cJSON_ArrayForEach(json, list)
        ok = ok && squares_one(run, json, input, e);
    cJSON_Delete(list);
    return ok;
}

/* ---- run lengths ------------------------------------------------------------------------------- */

/* Each number has ten digits in the file: so near to the tolerance as they allow. */
static bool run_lengths_one(struct case_run *run, const cJSON *json, struct err *e)
{
    struct sheet s = {0};
    double *y, *likeliest, *mean, *recent, *predictive, hazard, a0, b0;
    const char *unit = text_of(json, "unit");
    if (!sheet_read(run, arena_f(&run->arena, "%s_runlength.csv", unit), &s, e) || !sheet_reals(run, &s, "y", &y, e) || !sheet_reals(run, &s, "map_run", &likeliest, e) ||
        !sheet_reals(run, &s, "mean_run", &mean, e) || !sheet_reals(run, &s, "p_run_le3", &recent, e) || !sheet_reals(run, &s, "log_pred", &predictive, e) ||
        !option_real(json, "hazard", &hazard, e) || !option_real(json, "a0", &a0, e) || !option_real(json, "b0", &b0, e))
        return false;
    struct run_length *got = ARENA_ARRAY(&run->arena, struct run_length, s.rows);
    double evidence = run_lengths(y, s.rows, hazard, a0, b0, got), tolerance = real_or(run->options, "tolerance", 1e-7);
    struct worst whole = {.tolerance = 0}, rest = {.tolerance = tolerance}, scaled = {.tolerance = tolerance, .relative = true};
    for (size_t i = 0; i < s.rows; i++) {
        worst_see(&whole, (double)got[i].likeliest, likeliest[i], "month %zu", i + 1);
        worst_see(&scaled, got[i].mean, mean[i], "month %zu: mean run", i + 1);
        worst_see(&rest, got[i].recent, recent[i], "month %zu: P(run <= 3)", i + 1);
        worst_see(&scaled, got[i].log_predictive, predictive[i], "month %zu: predictive", i + 1);
    }
    worst_see(&scaled, evidence, real_or(json, "log_evidence", NAN), "log evidence");
    case_report(run, &whole, "%s: likeliest run", unit);
    case_report(run, &rest, "%s: chance of a run of three months or less", unit);
    case_report(run, &scaled, "%s: mean run and predictive chances", unit);
    return true;
}

bool run_lengths_run(struct case_run *run, struct err *e)
{
    const char *expected;
    return option_text(run->options, "expected", &expected, e) && case_each(run, expected, run_lengths_one, e);
}

/* ---- hidden levels ----------------------------------------------------------------------------- */

static bool hidden_of(const cJSON *json, struct hidden *h, struct err *e)
{
    size_t states = (size_t)cJSON_GetArraySize(item(json, "mu"));
    if (states < 2 || states > HIDDEN_STATES)
        return err_set(e, ERR_INPUT, "%zu states", states);
    *h = (struct hidden){.states = states, .loglik = NAN};
    for (size_t k = 0; k < states; k++) {
        h->first[k] = number_at(item(json, "pi"), k);
        h->mu[k] = number_at(item(json, "mu"), k);
        h->r[k] = number_at(item(json, "r"), k);
        for (size_t l = 0; l < states; l++)
            h->move[k][l] = number_at(cJSON_GetArrayItem(item(json, "A"), (int)k), l);
    }
    return true;
}

/* Posteriors and path at given parameters. */
static bool states_compare(struct case_run *run, const struct sheet *s, const char *which, const char *name, const cJSON *json, double tolerance, struct err *e)
{
    struct hidden h = {0};
    double *y, *path;
    if (!hidden_of(json, &h, e) || !sheet_reals(run, s, "y", &y, e) || !sheet_reals(run, s, arena_f(&run->arena, "%s_viterbi", which), &path, e))
        return false;
    double *posterior = ARENA_ARRAY(&run->arena, double, s->rows * h.states);
    uint8_t *states = ARENA_ARRAY(&run->arena, uint8_t, s->rows);
    struct worst chances = {.tolerance = tolerance}, logs = {.tolerance = 1e-8, .relative = true}, paths = {.tolerance = 0};
    worst_see(&logs, hidden_smooth(y, s->rows, &h, posterior), real_or(json, "loglik", NAN), "log-likelihood");
    worst_see(&logs, hidden_path(y, s->rows, &h, states), real_or(json, "viterbi_logprob", NAN), "path");
    for (size_t k = 0; k < h.states; k++) {
        double *expected;
        if (!sheet_reals(run, s, arena_f(&run->arena, "%s_p%zu", which, k + 1), &expected, e))
            return false;
        for (size_t i = 0; i < s->rows; i++)
            worst_see(&chances, posterior[i * h.states + k], expected[i], "month %zu, state %zu", i + 1, k + 1);
    }
    for (size_t i = 0; i < s->rows; i++)
        worst_see(&paths, states[i] + 1, path[i], "month %zu", i + 1);
    case_report(run, &chances, "%s: chances of states at the %s parameters", name, which);
    case_report(run, &paths, "%s: likeliest path at the %s parameters", name, which);
    case_report(run, &logs, "%s: log-likelihoods at the %s parameters", name, which);
    return true;
}

static bool hidden_one(struct case_run *run, const cJSON *json, struct err *e)
{
    const char *name = text_of(json, "series");
    struct sheet s = {0};
    struct hidden start = {0};
    double *y = NULL;
    if (!sheet_read(run, arena_f(&run->arena, "%s_states.csv", name), &s, e) || !sheet_reals(run, &s, "y", &y, e) || !hidden_of(item(json, "start"), &start, e) ||
        !states_compare(run, &s, "start", name, item(json, "start"), 1e-8, e) || !states_compare(run, &s, "fit", name, item(json, "fit"), 1e-8, e))
        return false;
    struct hidden own = hidden_start(y, s.rows, start.states);
    struct worst begin = {.tolerance = 1e-12, .relative = true};
    for (size_t k = 0; k < start.states; k++) {
        worst_see(&begin, own.first[k], start.first[k], "first %zu", k + 1);
        worst_see(&begin, own.mu[k], start.mu[k], "mean %zu", k + 1);
        worst_see(&begin, own.r[k], start.r[k], "size %zu", k + 1);
        for (size_t l = 0; l < start.states; l++)
            worst_see(&begin, own.move[k][l], start.move[k][l], "move %zu to %zu", k + 1, l + 1);
    }
    case_report(run, &begin, "%s: where fitting begins", name);
    double expected = real_or(item(json, "fit"), "loglik", NAN);
    bool fitted = hidden_fit(y, s.rows, 2000, &start);
    struct buf found CLEANUP(buf_end) = {0};
    buf_f(&found, "%s, log-likelihood %.6f, expected at least %.6f - 0.001", fitted ? "fitted" : "not fitted", start.loglik, expected);
    case_same(run, fitted && start.loglik >= expected - 1e-3, found.p, "%s: fitted log-likelihood as high as the stored one (%zu rounds)", name, start.rounds);
    return true;
}

bool hidden_run(struct case_run *run, struct err *e)
{
    const char *expected;
    return option_text(run->options, "expected", &expected, e) && case_each(run, expected, hidden_one, e);
}
