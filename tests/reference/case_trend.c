/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change points, levels and totals a year, as cases hold them: one row a month, one column a unit. */
#include "case.h"

#include "math/maths.h"
#include "trend/trend.h"

#include <dirent.h>

static const char *text_of(const cJSON *from, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(from, name));
    return text ? text : "";
}

static const cJSON *item(const cJSON *from, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(from, name);
}

/* ---- change points ----------------------------------------------------------------------------- */

struct partition_case {
    const cJSON *json;
    const char *name;
    const double *y;
    size_t n, *ends, end_n;
    double size_r, tolerance;
};

static void ends_compare(struct case_run *run, const struct partition_case *p)
{
    const cJSON *expected = item(p->json, "changepoints_end_idx"), *end = NULL;
    struct worst w = {.tolerance = 0};
    size_t k = 0;
    worst_see(&w, (double)p->end_n, real_or(p->json, "n_segments", NAN), "number of segments");
    worst_see(&w, (double)p->end_n - 1, cJSON_GetArraySize(expected), "number of change points");
    cJSON_ArrayForEach(end, expected)
    {
        worst_see(&w, k < p->end_n ? (double)p->ends[k] + 1 : NAN, end->valuedouble, "end %zu", k + 1);
        k++;
    }
    case_report(run, &w, "%s: ends of segments", p->name);
}

static bool is_row_of(const struct sheet *s, size_t row, const size_t at[3], const cJSON *json)
{
    return str_is(sheet_cell(s, row, at[0]), text_of(json, "series")) && str_is(sheet_cell(s, row, at[1]), text_of(json, "unit")) &&
        str_is(sheet_cell(s, row, at[2]), text_of(json, "kind"));
}

static bool segments_compare(struct case_run *run, const struct partition_case *p, const struct sheet *s, struct err *e)
{
    size_t at[3];
    double *sums, *means, *costs, *ends;
    if (!sheet_column(s, "series", &at[0], e) || !sheet_column(s, "unit", &at[1], e) || !sheet_column(s, "kind", &at[2], e) ||
        !sheet_reals(run, s, "sum", &sums, e) || !sheet_reals(run, s, "mean", &means, e) ||
        !sheet_reals(run, s, "cost", &costs, e) || !sheet_reals(run, s, "end_idx", &ends, e))
        return false;
    struct worst w = {.tolerance = p->tolerance, .relative = true};
    size_t k = 0, from = 0;
    for (size_t row = 0; row < s->rows; row++) {
        if (!is_row_of(s, row, at, p->json))
            continue;
        if (k >= p->end_n) {
            worst_see(&w, NAN, ends[row], "a segment more than were found");
            break;
        }
        double sum = 0;
        size_t n = p->ends[k] + 1 - from;
        for (size_t i = from; i <= p->ends[k]; i++)
            sum += p->y[i];
        worst_see(&w, (double)p->ends[k] + 1, ends[row], "segment %zu: end", k + 1);
        worst_see(&w, sum, sums[row], "segment %zu: sum", k + 1);
        worst_see(&w, sum / (double)n, means[row], "segment %zu: mean", k + 1);
        worst_see(&w, partition_cost(sum, n, p->size_r), costs[row], "segment %zu: cost", k + 1);
        from = p->ends[k++] + 1;
    }
    case_report(run, &w, "%s: sum, mean and cost of segments", p->name);
    return true;
}

/* The cheapest partition into exactly three. */
static void best_three_compare(struct case_run *run, const struct partition_case *p, size_t minimum)
{
    const cJSON *expected = item(p->json, "best_K3_end_idx");
    size_t ends[3], k = 0;
    double cost = NAN;
    if (!expected)
        return;
    struct worst cut = {.tolerance = 0}, total = {.tolerance = p->tolerance, .relative = true};
    bool fits = partition_counts_into(p->y, p->n, p->size_r, ARRAY_LEN(ends), minimum, ends, &cost);
    const cJSON *end = NULL;
    cJSON_ArrayForEach(end, expected)
    {
        worst_see(&cut, fits && k < ARRAY_LEN(ends) ? (double)ends[k] + 1 : NAN, end->valuedouble, "end %zu", k + 1);
        k++;
    }
    worst_see(&total, cost, real_or(p->json, "best_K3_cost", NAN), "cost of three");
    case_report(run, &cut, "%s: ends of the best three segments", p->name);
    case_report(run, &total, "%s: their cost", p->name);
}

static bool partition_one(struct case_run *run, const cJSON *json, const char *input, const struct sheet *segments,
    double tolerance, size_t group, struct err *e)
{
    struct sheet s;
    double *y = NULL, beta = 0, minimum = 0, total = 0;
    if (!sheet_read(run, pattern_fill(run, input, "series", text_of(json, "series")), &s, e) ||
        !sheet_reals(run, &s, text_of(json, "unit"), &y, e) || !option_real(json, "beta", &beta, e) ||
        !option_real(json, "min_len", &minimum, e))
        return false;
    struct partition_case p = {.json = json, .y = y, .n = s.rows, .tolerance = tolerance,
        .name = arena_f(&run->arena, "%s %s %s", text_of(json, "series"), text_of(json, "unit"), text_of(json, "kind")),
        .size_r = real_or(json, "size_r", INFINITY), .ends = ARENA_ARRAY(&run->arena, size_t, s.rows)};
    p.end_n = partition_counts(y, p.n, p.size_r, beta, (size_t)minimum, p.ends, &total);
    ends_compare(run, &p);
    struct worst w = {.tolerance = tolerance, .relative = true};
    worst_see(&w, total, real_or(json, "total_cost", NAN), "total cost");
    worst_see(&w, (double)p.n, real_or(json, "n", NAN), "length of the series");
    if (isfinite(p.size_r))
        worst_see(&w, negative_binomial_size(y, p.n, group), p.size_r, "pooled size");
    case_report(run, &w, "%s: total cost%s", p.name, isfinite(p.size_r) ? " and pooled size" : "");
    best_three_compare(run, &p, (size_t)minimum);
    return segments_compare(run, &p, segments, e);
}

bool change_points_run(struct case_run *run, struct err *e)
{
    const char *input, *expected, *segments;
    double tolerance, group;
    cJSON *list = NULL;
    struct sheet s;
    if (!option_text(run->options, "input", &input, e) || !option_text(run->options, "expected", &expected, e) ||
        !option_text(run->options, "segments", &segments, e) || !option_real(run->options, "tolerance", &tolerance, e) ||
        !option_real(run->options, "months_a_year", &group, e) || !case_json(run->folder, expected, &list, e))
        return false;
    bool ok = sheet_read(run, segments, &s, e);
    const cJSON *json = NULL;
    cJSON_ArrayForEach(json, list)
        ok = ok && partition_one(run, json, input, &s, tolerance, (size_t)group, e);
    cJSON_Delete(list);
    if (ok && item(run->options, "squares"))
        return squares_run(run, e);
    return ok;
}

/* ---- levels ------------------------------------------------------------------------------------ */

static int32_t *whole_numbers(struct case_run *run, const double *v, size_t n)
{
    int32_t *out = ARENA_ARRAY(&run->arena, int32_t, n);
    for (size_t i = 0; i < n; i++)
        out[i] = (int32_t)v[i];
    return out;
}

static double recent(const double *v, size_t at, size_t months)
{
    double sum = 0;
    for (size_t back = 0; back < months && back <= at; back++)
        sum += v[at - back];
    return sum;
}

static bool levels_one(struct case_run *run, const char *unit, const struct sheet *deaths, const struct sheet *incidents,
    struct err *e)
{
    struct sheet s;
    size_t level_at = 0;
    double *dead, *seen, *dead_3, *seen_3, *dead_12;
    if (!sheet_read(run, arena_f(&run->arena, "%s.csv", unit), &s, e) || !sheet_column(&s, "phase", &level_at, e) ||
        !sheet_reals(run, deaths, unit, &dead, e) || !sheet_reals(run, incidents, unit, &seen, e) ||
        !sheet_reals(run, &s, "deaths_3m", &dead_3, e) || !sheet_reals(run, &s, "events_3m", &seen_3, e) ||
        !sheet_reals(run, &s, "deaths_12m", &dead_12, e))
        return false;
    if (s.rows != deaths->rows || s.rows != incidents->rows)
        return err_set(e, ERR_INPUT, "%s: %zu months expected, %zu and %zu in the inputs", unit, s.rows, deaths->rows, incidents->rows);
    uint8_t *levels = ARENA_ARRAY(&run->arena, uint8_t, s.rows);
    struct level_thresholds own = LEVEL_THRESHOLDS;
    own.active = (int)real_or(run->options, "active", own.active);
    own.war = (int)real_or(run->options, "war", own.war);
    own.memory_short = (int)real_or(run->options, "memory_short", own.memory_short);
    own.memory_long = (int)real_or(run->options, "memory_long", own.memory_long);
    violence_levels(whole_numbers(run, dead, s.rows), whole_numbers(run, seen, s.rows), s.rows, &own, levels);
    size_t wrong = 0;
    struct buf first CLEANUP(buf_end) = {0};
    struct worst w = {.tolerance = 0};
    for (size_t i = 0; i < s.rows; i++) {
        const char *code = violence_level_code((enum violence_level)levels[i]);
        if (!str_is(sheet_cell(&s, i, level_at), code) && wrong++ == 0)
            buf_f(&first, "month %zu: got %s, expected %.*s", i + 1, code, STR_F(sheet_cell(&s, i, level_at)));
        worst_see(&w, recent(dead, i, 3), dead_3[i], "dead in 3 months, month %zu", i + 1);
        worst_see(&w, recent(seen, i, 3), seen_3[i], "incidents in 3 months, month %zu", i + 1);
        worst_see(&w, recent(dead, i, 12), dead_12[i], "dead in 12 months, month %zu", i + 1);
    }
    case_same(run, wrong == 0 && s.rows > 0, first.p ? first.p : "no month", "%s: level of each of %zu months", unit, s.rows);
    case_report(run, &w, "%s: the inputs of the rule", unit);
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_phase(struct case_run *run, const char *file)
{
    struct sheet s;
    struct err ignored = {0};
    size_t at;
    return sheet_read(run, file, &s, &ignored) && sheet_column(&s, "phase", &at, &ignored);
}

/* The CSV files of a folder that tell a level a month, without their ending, in order of name. */
static bool units_of(struct case_run *run, char *units[], size_t room, size_t *n, struct err *e)
{
    DIR *d = opendir(run->folder);
    if (!d)
        return err_set(e, ERR_INPUT, "%s cannot be read", run->folder);
    *n = 0;
    for (const struct dirent *entry = readdir(d); entry && *n < room; entry = readdir(d)) {
        struct str name = str_of(entry->d_name);
        if (str_ends(name, ".csv") && has_phase(run, entry->d_name))
            units[(*n)++] = arena_text(&run->arena, name.p, name.n - 4);
    }
    closedir(d);
    qsort(units, *n, sizeof *units, compare_names);
    return *n > 0 || err_set(e, ERR_INPUT, "%s holds no expected values", run->folder);
}

bool violence_levels_run(struct case_run *run, struct err *e)
{
    const char *deaths_file, *incidents_file;
    struct sheet deaths, incidents;
    char *units[256];
    size_t n = 0;
    if (!option_text(run->options, "deaths", &deaths_file, e) || !option_text(run->options, "incidents", &incidents_file, e) ||
        !sheet_read(run, deaths_file, &deaths, e) || !sheet_read(run, incidents_file, &incidents, e) ||
        !units_of(run, units, ARRAY_LEN(units), &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!levels_one(run, units[i], &deaths, &incidents, e))
            return err_within(e, "%s", units[i]);
    return true;
}

/* ---- totals a year ----------------------------------------------------------------------------- */

struct year_totals {
    double incidents, low, best, high, civilians;
};

static double year_sum(const struct sheet *s, size_t month_column, const char *year, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < s->rows; i++)
        if (str_starts(sheet_cell(s, i, month_column), year))
            sum += v[i];
    return sum;
}

static void see_pair(struct worst *w, const cJSON *pair, double lo, double hi, const char *year, const char *name)
{
    if (!cJSON_IsArray(pair)) /* the peer could not say it */
        return;
    const cJSON *a = cJSON_GetArrayItem(pair, 0), *b = cJSON_GetArrayItem(pair, 1);
    worst_see(w, lo, cJSON_IsNumber(a) ? a->valuedouble : NAN, "%s: %s from", year, name);
    worst_see(w, hi, cJSON_IsNumber(b) ? b->valuedouble : NAN, "%s: %s to", year, name);
}

static void year_compare(const cJSON *json, struct year_totals t, double confidence, struct worst *sums, struct worst *intervals)
{
    const char *year = text_of(json, "year");
    double lo, hi;
    worst_see(sums, t.incidents, real_or(json, "events", NAN), "%s: incidents", year);
    worst_see(sums, t.low, real_or(json, "deaths_low", NAN), "%s: deaths low", year);
    worst_see(sums, t.best, real_or(json, "deaths_best", NAN), "%s: deaths best", year);
    worst_see(sums, t.high, real_or(json, "deaths_high", NAN), "%s: deaths high", year);
    worst_see(sums, t.civilians, real_or(json, "civ", NAN), "%s: civilians", year);
    worst_see(intervals, t.best / t.incidents, real_or(json, "deaths_per_event", NAN), "%s: dead per incident", year);
    worst_see(intervals, t.low / t.incidents, real_or(json, "low_per_event", NAN), "%s: low per incident", year);
    worst_see(intervals, t.high / t.incidents, real_or(json, "high_per_event", NAN), "%s: high per incident", year);
    worst_see(intervals, t.civilians / t.best, real_or(json, "civ_share", NAN), "%s: civilian share", year);
    poisson_garwood((int64_t)t.incidents, confidence, &lo, &hi);
    see_pair(intervals, item(json, "events_garwood"), lo, hi, year, "Garwood");
    if (t.civilians > t.best)
        return;
    share_clopper_pearson((int64_t)t.civilians, (int64_t)t.best, confidence, &lo, &hi);
    see_pair(intervals, item(json, "civ_clopper"), lo, hi, year, "Clopper-Pearson");
    share_wilson(t.civilians, t.best, confidence, &lo, &hi);
    see_pair(intervals, item(json, "civ_wilson"), lo, hi, year, "Wilson");
}

/* ---- regressions ------------------------------------------------------------------------------- */

/* Both found hardly any over-dispersion: how large the size then is, is a matter of when a program stops. */
static bool as_good_as_poisson(const struct regression *r, const cJSON *json)
{
    return r->theta > 1000 && real_or(json, "theta", 0) > 1000;
}

/* Four coefficients are those of a model with season. */
static bool with_season(const cJSON *json)
{
    return cJSON_GetArraySize(item(json, "se")) == REGRESSION_TERMS;
}

/* Coefficients and errors of one regression. */
static void regression_compare(struct case_run *run, const char *unit, const char *what, const cJSON *json, const struct regression *r)
{
    struct worst coefs = {.tolerance = 1e-5}, rest = {.tolerance = 1e-4, .relative = true};
    const cJSON *list = item(json, "coef"), *se = item(json, "se"), *one = NULL;
    if (!cJSON_IsObject(json))
        return;
    size_t k = 0;
    if (!list) {
        worst_see(&coefs, r->coef[0], real_or(json, "intercept", NAN), "intercept");
        worst_see(&coefs, r->coef[1], real_or(json, "slope", NAN), "slope");
    }
    cJSON_ArrayForEach(one, list)
    {
        worst_see(&coefs, k < r->terms ? r->coef[k] : NAN, one->valuedouble, "coefficient %zu", k + 1);
        k++;
    }
    k = 0;
    cJSON_ArrayForEach(one, se)
    {
        worst_see(&rest, k < r->terms ? r->se[k] : NAN, one->valuedouble, "error of coefficient %zu", k + 1);
        k++;
    }
    const struct {
        const char *name;
        double got;
    } others[] = {{"theta", r->theta}, {"se_theta", r->theta_se}, {"phi", r->dispersion}, {"twologlik", 2 * r->loglik}};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (cJSON_IsNumber(item(json, others[i].name)) && !(i < 2 && as_good_as_poisson(r, json)))
            worst_see(&rest, others[i].got, real_or(json, others[i].name, NAN), "%s", others[i].name);
    case_report(run, &coefs, "%s: %s: coefficients", unit, what);
    case_report(run, &rest, "%s: %s: errors and scatter", unit, what);
}

struct months { /* of one unit, from..to */
    size_t n;
    double *events, *dead, *civilians;
};

static bool months_of(struct case_run *run, const cJSON *json, const char *input, struct months *out, struct err *e)
{
    static const char *const names[] = {"events", "deaths_best", "deaths_civilians"};
    double *v[ARRAY_LEN(names)];
    size_t from = 0, to = 0;
    for (size_t k = 0; k < ARRAY_LEN(names); k++) {
        struct sheet s;
        size_t month;
        if (!sheet_read(run, pattern_fill(run, input, "series", names[k]), &s, e) || !sheet_reals(run, &s, text_of(json, "unit"), &v[k], e) ||
            !sheet_column(&s, "month", &month, e))
            return err_within(e, "%s", names[k]);
        for (from = 0; from < s.rows && !str_is(sheet_cell(&s, from, month), text_of(json, "from"));)
            from++;
        for (to = from; to < s.rows && !str_is(sheet_cell(&s, to, month), text_of(json, "to"));)
            to++;
        if (to == s.rows)
            return err_set(e, ERR_INPUT, "%s: there are no months %s to %s", text_of(json, "unit"), text_of(json, "from"), text_of(json, "to"));
    }
    *out = (struct months){to + 1 - from, v[0] + from, v[1] + from, v[2] + from};
    return true;
}

static bool regressions_compare(struct case_run *run, const cJSON *json, const char *input, struct err *e)
{
    if (!cJSON_GetStringValue(item(json, "from")))
        return true;
    struct months m = {0};
    if (!months_of(run, json, input, &m, e))
        return false;
    const char *unit = text_of(json, "unit");
    struct worst length = {.tolerance = 0};
    worst_see(&length, (double)m.n, real_or(json, "n", NAN), "months");
    case_report(run, &length, "%s: months", unit);
    struct regression_design all = {.n = m.n, .season = with_season(item(json, "freq_nb"))};
    struct regression r = regression_negative_binomial(m.events, &all);
    regression_compare(run, unit, "incidents, negative binomial", item(json, "freq_nb"), &r);
    all.season = with_season(item(json, "freq_quasi"));
    r = regression_quasi_poisson(m.events, &all);
    regression_compare(run, unit, "incidents, quasi-Poisson", item(json, "freq_quasi"), &r);

    double *t = ARENA_ARRAY(&run->arena, double, m.n), *y = ARENA_ARRAY(&run->arena, double, m.n), *by = ARENA_ARRAY(&run->arena, double, m.n);
    size_t n = 0;
    for (size_t i = 0; i < m.n; i++)
        if (m.events[i] > 0) {
            t[n] = (double)i;
            y[n] = m.dead[i];
            by[n++] = log(m.events[i]);
        }
    r = regression_negative_binomial(y, &(struct regression_design){.n = n, .t = t, .offset = by, .season = with_season(item(json, "intensity_nb"))});
    regression_compare(run, unit, "dead an incident, negative binomial", item(json, "intensity_nb"), &r);
    n = 0;
    for (size_t i = 0; i < m.n; i++)
        if (m.dead[i] > 0) {
            t[n] = (double)i;
            y[n] = m.civilians[i];
            by[n++] = MAX_OF(m.dead[i], m.civilians[i]);
        }
    r = regression_quasi_binomial(y, by, &(struct regression_design){.n = n, .t = t, .season = with_season(item(json, "civ_quasibin"))});
    regression_compare(run, unit, "civilian share, quasi-binomial", item(json, "civ_quasibin"), &r);
    return true;
}

static bool annual_one(struct case_run *run, const cJSON *json, const char *input, double tolerance, double confidence, struct err *e)
{
    static const char *const names[] = {"events", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians"};
    const char *unit = text_of(json, "unit");
    struct sheet s[ARRAY_LEN(names)];
    double *v[ARRAY_LEN(names)];
    size_t month[ARRAY_LEN(names)];
    for (size_t k = 0; k < ARRAY_LEN(names); k++)
        if (!sheet_read(run, pattern_fill(run, input, "series", names[k]), &s[k], e) ||
            !sheet_reals(run, &s[k], unit, &v[k], e) || !sheet_column(&s[k], "month", &month[k], e))
            return err_within(e, "%s", names[k]);
    struct worst sums = {.tolerance = 0}, intervals = {.tolerance = tolerance, .relative = true};
    const cJSON *year = NULL;
    cJSON_ArrayForEach(year, item(json, "annual"))
    {
        double t[ARRAY_LEN(names)];
        for (size_t k = 0; k < ARRAY_LEN(names); k++)
            t[k] = year_sum(&s[k], month[k], text_of(year, "year"), v[k]);
        year_compare(year, (struct year_totals){t[0], t[1], t[2], t[3], t[4]}, confidence, &sums, &intervals);
    }
    case_report(run, &sums, "%s: totals of %d years", unit, cJSON_GetArraySize(item(json, "annual")));
    case_report(run, &intervals, "%s: ratios and intervals", unit);
    return regressions_compare(run, json, input, e);
}

bool annual_run(struct case_run *run, struct err *e)
{
    const char *input, *expected;
    double tolerance, confidence;
    cJSON *list = NULL;
    if (!option_text(run->options, "input", &input, e) || !option_text(run->options, "expected", &expected, e) ||
        !option_real(run->options, "tolerance", &tolerance, e) || !option_real(run->options, "confidence", &confidence, e) ||
        !case_json(run->folder, expected, &list, e))
        return false;
    bool ok = true;
    const cJSON *json = NULL;
    cJSON_ArrayForEach(json, list)
        ok = ok && annual_one(run, json, input, tolerance, confidence, e);
    cJSON_Delete(list);
    return ok;
}
