/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error model of a reported number: coefficients.csv (tov, parameter, term, value; need not be there) and expected.csv. */
#include "case.h"

#include "math/maths.h"

static bool type_of(struct str word, enum reported_type *out, struct err *e)
{
    static const char *const words[] = {[REPORTED_STATE] = "sb", [REPORTED_NON_STATE] = "ns", [REPORTED_ONE_SIDED] = "os"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is(word, words[i])) {
            *out = (enum reported_type)i;
            return true;
        }
    return err_set(e, ERR_INPUT, "\"%.*s\" is no type of violence", STR_F(word));
}

static size_t word_at(struct str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(word, words[i]))
            return i;
    return n;
}

static bool coefficients_compare(struct case_run *run, double tolerance, struct err *e)
{
    static const char *const parameters[] = {"log1p_loc", "log_scale", "logit_w"};
    static const char *const terms[] = {"(Intercept)", "logfatlev", "fl_2", "fl_3", "fl_13", "fl_20", "fl_24", "fl_40", "fl_101", "fl_200", "fl_1001", "fl_2000"};
    struct sheet s;
    size_t type_at, parameter_at, term_at;
    double *values;
    if (!sheet_read(run, "coefficients.csv", &s, e) || !sheet_column(&s, "tov", &type_at, e) || !sheet_column(&s, "parameter", &parameter_at, e) ||
        !sheet_column(&s, "term", &term_at, e) || !sheet_reals(run, &s, "value", &values, e))
        return false;
    struct worst w = {.tolerance = tolerance, .relative = true};
    for (size_t i = 0; i < s.rows; i++) {
        enum reported_type type = REPORTED_STATE;
        size_t parameter = word_at(sheet_cell(&s, i, parameter_at), parameters, ARRAY_LEN(parameters)), term = word_at(sheet_cell(&s, i, term_at), terms, ARRAY_LEN(terms));
        if (!type_of(sheet_cell(&s, i, type_at), &type, e))
            return false;
        bool known = parameter < ARRAY_LEN(parameters) && term < ARRAY_LEN(terms);
        worst_see(&w, known ? reported_coefficient(type, parameter, term) : NAN, values[i], "row %zu", i + 2);
    }
    case_report(run, &w, "coefficients");
    return true;
}

bool reported_run(struct case_run *run, struct err *e)
{
    static const struct {
        const char *name;
        double p;
    } quantiles[] = {{"q05", 0.05}, {"q25", 0.25}, {"q50", 0.5}, {"q75", 0.75}, {"q95", 0.95}};
    double tolerance = real_or(run->options, "tolerance", 1e-9), *deaths, *loc, *scale, *weight, *mean, *twice, *quantile[ARRAY_LEN(quantiles)];
    struct sheet s;
    size_t type_at;
    if (case_has(run, "coefficients.csv") && !coefficients_compare(run, tolerance, e))
        return false;
    if (!sheet_read(run, "expected.csv", &s, e) || !sheet_column(&s, "tov", &type_at, e) || !sheet_reals(run, &s, "fatalities", &deaths, e) ||
        !sheet_reals(run, &s, "loc", &loc, e) || !sheet_reals(run, &s, "scale", &scale, e) || !sheet_reals(run, &s, "w", &weight, e) ||
        !sheet_reals(run, &s, "mean", &mean, e) || !sheet_reals(run, &s, "p_le_2x", &twice, e))
        return false;
    for (size_t k = 0; k < ARRAY_LEN(quantiles); k++)
        if (!sheet_reals(run, &s, quantiles[k].name, &quantile[k], e))
            return false;
    struct worst shape = {.tolerance = tolerance, .relative = true}, rest = shape;
    for (size_t i = 0; i < s.rows; i++) {
        enum reported_type type = REPORTED_STATE;
        if (!type_of(sheet_cell(&s, i, type_at), &type, e))
            return false;
        struct reported_error r = reported_error(type, deaths[i]);
        worst_see(&shape, r.loc, loc[i], "row %zu: location", i + 2);
        worst_see(&shape, r.scale, scale[i], "row %zu: scale", i + 2);
        worst_see(&shape, r.weight, weight[i], "row %zu: weight", i + 2);
        worst_see(&rest, reported_mean(&r), mean[i], "row %zu: mean", i + 2);
        worst_see(&rest, reported_below(&r, 2 * deaths[i]), twice[i], "row %zu: at most twice the number", i + 2);
        for (size_t k = 0; k < ARRAY_LEN(quantiles); k++)
            worst_see(&rest, reported_quantile(&r, quantiles[k].p), quantile[k][i], "row %zu: %s", i + 2, quantiles[k].name);
    }
    case_report(run, &shape, "location, scale and weight of %zu numbers", s.rows);
    case_report(run, &rest, "mean, quantiles and the chance of at most twice as many");
    return true;
}
