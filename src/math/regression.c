/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-linear and logistic trends of monthly numbers (METHOD D.1 to D.4), fitted by Newton's method. */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

enum { TERMS = REGRESSION_TERMS, STEPS_MOST = 100, ROUNDS_MOST = 60 };
#define TIGHT 1e-10     /* a coefficient that moves less has arrived */
#define THETA_LEAST 1e-6
#define THETA_MOST 1e8  /* beyond, the negative binomial is the Poisson */

struct fit { /* work space of one regression */
    const struct regression_design *design;
    const double *y, *whole; /* whole: trials of the logit; NULL: log link */
    double *mu;              /* the mean; of the logit the share */
    double theta;            /* INFINITY: Poisson */
    size_t terms;
    double b[TERMS], inverse[TERMS][TERMS]; /* coefficients, inverse of the information */
};

static double time_of(const struct regression_design *d, size_t i)
{
    return d->t ? d->t[i] : (double)i;
}

static void row_of(const struct fit *f, size_t i, double x[TERMS])
{
    double t = time_of(f->design, i);
    x[0] = 1;
    x[1] = t;
    if (f->terms > 2) {
        x[2] = sin(2 * M_PI * t / 12);
        x[3] = cos(2 * M_PI * t / 12);
    }
}

static double offset_of(const struct fit *f, size_t i)
{
    return f->design->offset ? f->design->offset[i] : 0;
}

/* Weight of an observation in the information, and what its residual adds to the score. */
static double weight_of(const struct fit *f, size_t i, double *residual)
{
    double mu = f->mu[i];
    if (f->whole) {
        *residual = f->y[i] - f->whole[i] * mu;
        return f->whole[i] * mu * (1 - mu);
    }
    double shrink = isinf(f->theta) ? 1 : 1 / (1 + mu / f->theta);
    *residual = (f->y[i] - mu) * shrink;
    return mu * shrink;
}

/* The weight in the observed information: of the negative binomial it is another, and its steps arrive where those of the expected
 * one creep. */
static double observed_of(const struct fit *f, size_t i, double weight)
{
    return f->whole || isinf(f->theta) ? weight : weight * (1 + f->y[i] / f->theta) / (1 + f->mu[i] / f->theta);
}

/* One step: information (observed or expected) and score at the present means, solved. False where the information is singular. */
static bool step_solve(struct fit *f, bool observed, double step[TERMS])
{
    double info[TERMS * TERMS] = {0}, score[TERMS] = {0};
    size_t p = f->terms;
    for (size_t i = 0; i < f->design->n; i++) {
        double x[TERMS] = {0}, residual;
        row_of(f, i, x);
        double w = weight_of(f, i, &residual);
        if (observed)
            w = observed_of(f, i, w);
        for (size_t k = 0; k < p; k++) {
            score[k] += x[k] * residual;
            for (size_t l = 0; l < p; l++)
                info[k * p + l] += w * x[k] * x[l];
        }
    }
    for (size_t k = 0; k < p * p; k++)
        if (!isfinite(info[k]))
            return false;
    gsl_matrix_view m = gsl_matrix_view_array(info, p, p);
    if (gsl_linalg_cholesky_decomp1(&m.matrix) || gsl_linalg_cholesky_invert(&m.matrix))
        return false;
    for (size_t k = 0; k < p; k++) {
        step[k] = 0;
        for (size_t l = 0; l < p; l++) {
            f->inverse[k][l] = info[k * p + l];
            step[k] += info[k * p + l] * score[l];
        }
        if (!isfinite(step[k]))
            return false;
    }
    return true;
}

static void means_set(struct fit *f)
{
    for (size_t i = 0; i < f->design->n; i++) {
        double x[TERMS] = {0}, eta = offset_of(f, i);
        row_of(f, i, x);
        for (size_t k = 0; k < f->terms; k++)
            eta += f->b[k] * x[k];
        f->mu[i] = f->whole ? 1 / (1 + exp(-eta)) : exp(MIN_OF(eta, 700));
    }
}

/* Log-likelihood without terms free of the coefficients. */
static double likelihood(const struct fit *f)
{
    struct sum s = {0};
    for (size_t i = 0; i < f->design->n; i++) {
        double mu = f->mu[i], y = f->y[i];
        if (f->whole)
            sum_add(&s, (y > 0 ? y * log(mu) : 0) + (f->whole[i] > y ? (f->whole[i] - y) * log1p(-mu) : 0));
        else if (isinf(f->theta))
            sum_add(&s, (y > 0 ? y * log(mu) : 0) - mu);
        else
            sum_add(&s, (y > 0 ? y * log(mu / (mu + f->theta)) : 0) - f->theta * log1p(mu / f->theta));
    }
    return sum_value(&s);
}

/* Newton's steps from the present coefficients, halved where they lose likelihood. */
static enum regression_end coefficients_fit(struct fit *f)
{
    means_set(f);
    double reached = likelihood(f);
    for (int round = 0; round < STEPS_MOST; round++) {
        double step[TERMS] = {0}, from[TERMS], largest = 0, t_most = 1;
        if (!step_solve(f, true, step))
            return REGRESSION_DIVERGED;
        memcpy(from, f->b, sizeof from);
        for (size_t i = 0; i < f->design->n; i++)
            t_most = MAX_OF(t_most, fabs(time_of(f->design, i)));
        for (size_t k = 0; k < f->terms; k++)
            largest = MAX_OF(largest, fabs(step[k]) * (k == 1 ? t_most : 1));
        for (int halves = 0; halves < 30; halves++) {
            for (size_t k = 0; k < f->terms; k++)
                f->b[k] = from[k] + ldexp(step[k], -halves);
            means_set(f);
            double now = likelihood(f);
            if (now >= reached - 1e-9 * (1 + fabs(reached))) {
                reached = now;
                break;
            }
        }
        if (largest < TIGHT)
            return step_solve(f, false, step) ? REGRESSION_DONE : REGRESSION_DIVERGED; /* the inverse at the end */
    }
    return REGRESSION_DIVERGED;
}

/* ---- the size of the negative binomial --------------------------------------------------------- */

struct psi_at {
    double theta, psi, psi_1; /* the last two NAN until they are needed: they cost more than all else here */
};

/* psi(theta + y) - psi(theta), and minus the same of its derivative. */
static void psi_differences(struct psi_at *at, double y, double *first, double *second)
{
    double theta = at->theta;
    *first = *second = 0;
    if (y > 100) {
        if (isnan(at->psi))
            at->psi = gsl_sf_psi(theta), at->psi_1 = gsl_sf_psi_1(theta);
        *first = gsl_sf_psi(theta + y) - at->psi;
        *second = at->psi_1 - gsl_sf_psi_1(theta + y);
        return;
    }
    for (double k = 0; k < y; k++) {
        *first += 1 / (theta + k);
        *second += 1 / ((theta + k) * (theta + k));
    }
}

/* Score of the size, and its observed information, as MASS theta.ml has them. */
static double theta_score(const struct fit *f, double theta, double *information)
{
    struct sum score = {0}, info = {0};
    struct psi_at at = {theta, NAN, NAN};
    for (size_t i = 0; i < f->design->n; i++) {
        double first, second, mu = f->mu[i], y = f->y[i], both = mu + theta;
        psi_differences(&at, y, &first, &second);
        sum_add(&score, first - log1p(mu / theta) + (mu - y) / both);
        sum_add(&info, second - 1 / theta + 2 / both - (y + theta) / (both * both));
    }
    *information = sum_value(&info);
    return sum_value(&score);
}

/* The likeliest size at the present means: Newton on its logarithm within a bracket. INFINITY where the counts scatter no
 * more than Poisson ones. */
static double theta_fit(const struct fit *f)
{
    struct sum over = {0};
    for (size_t i = 0; i < f->design->n; i++)
        sum_add(&over, (f->y[i] - f->mu[i]) * (f->y[i] - f->mu[i]) - f->y[i]);
    double info, lo = log(THETA_LEAST), hi = log(THETA_MOST);
    if (!(sum_value(&over) > 0) || theta_score(f, THETA_MOST, &info) > 0)
        return INFINITY;
    double at = isinf(f->theta) ? 0 : log(f->theta);
    for (int i = 0; i < 200 && hi - lo > 1e-13; i++) {
        double theta = exp(at), score = theta_score(f, theta, &info);
        if (score > 0)
            lo = at;
        else
            hi = at;
        double next = info > 0 ? at + score / (theta * info) : NAN;
        if (!(next > lo && next < hi))
            next = lo + (hi - lo) / 2;
        if (fabs(next - at) < 1e-13)
            break;
        at = next;
    }
    return exp(at);
}

static double whole_likelihood(const struct fit *f)
{
    struct sum s = {0};
    sum_add(&s, likelihood(f));
    for (size_t i = 0; i < f->design->n; i++) {
        sum_add(&s, -gsl_sf_lngamma(f->y[i] + 1));
        if (isfinite(f->theta))
            sum_add(&s, gsl_sf_lngamma(f->theta + f->y[i]) - gsl_sf_lngamma(f->theta));
    }
    return sum_value(&s);
}

/* ---- the three models -------------------------------------------------------------------------- */

static struct regression nothing(enum regression_end end, size_t n, size_t terms)
{
    struct regression r = {.end = end, .n = (int64_t)n, .terms = terms, .dispersion = NAN, .theta = NAN, .theta_se = NAN, .loglik = NAN, .serial_df = NAN};
    for (size_t k = 0; k < TERMS; k++)
        r.coef[k] = r.se[k] = r.serial_se[k] = NAN;
    return r;
}

/* Is there enough to say anything at all? y: counts, or for the logit the part; whole NULL for counts. */
static enum regression_end enough(const double *y, const double *whole, const struct regression_design *d, size_t terms)
{
    size_t some = 0, not_all = 0;
    for (size_t i = 0; i < d->n; i++) {
        assert(isfinite(y[i]) && y[i] >= 0 && isfinite(time_of(d, i)));
        assert(!whole || (isfinite(whole[i]) && y[i] <= whole[i] && whole[i] > 0));
        some += y[i] > 0;
        not_all += whole && y[i] < whole[i];
    }
    if (some == 0 || (whole && not_all == 0))
        return REGRESSION_CONSTANT;
    return d->n <= terms || some < terms ? REGRESSION_TOO_FEW : REGRESSION_DONE;
}

static struct fit fit_of(const double *y, const double *whole, const struct regression_design *d, struct arena *a)
{
    struct fit f = {.design = d, .y = y, .whole = whole, .theta = INFINITY, .terms = d->season ? TERMS : 2, .mu = ARENA_ARRAY(a, double, d->n)};
    struct sum top = {0}, base = {0};
    for (size_t i = 0; i < d->n; i++) {
        sum_add(&top, y[i]);
        sum_add(&base, whole ? whole[i] : exp(offset_of(&f, i)));
    }
    double level = sum_value(&top) / sum_value(&base);
    f.b[0] = whole ? log(level / (1 - level)) : log(level);
    return f;
}

/* Sums of the score's pieces against one slow cosine. */
static void score_cosine(const struct fit *f, int j, double first, double length, double out[TERMS])
{
    memset(out, 0, TERMS * sizeof *out);
    for (size_t i = 0; i < f->design->n; i++) {
        double x[TERMS] = {0}, residual, c = cos(M_PI * j * (time_of(f->design, i) - first + 0.5) / length);
        row_of(f, i, x);
        weight_of(f, i, &residual);
        for (size_t k = 0; k < f->terms; k++)
            out[k] += x[k] * residual * c;
    }
}

/* Standard errors from how the residuals move together over time: equal-weighted cosines of the score. */
static void serial_errors(const struct fit *f, struct regression *r)
{
    double first = INFINITY, last = -INFINITY;
    for (size_t i = 0; i < f->design->n; i++) {
        first = MIN_OF(first, time_of(f->design, i));
        last = MAX_OF(last, time_of(f->design, i));
    }
    double length = last - first + 1, variance[TERMS] = {0};
    int cosines = (int)MAX_OF(1, floor(0.4 * pow(length, 2.0 / 3)));
    for (int j = 1; j <= cosines; j++) {
        double c[TERMS];
        score_cosine(f, j, first, length, c);
        for (size_t k = 0; k < f->terms; k++) {
            double moved = 0;
            for (size_t l = 0; l < f->terms; l++)
                moved += f->inverse[k][l] * c[l];
            variance[k] += 2 * moved * moved / cosines;
        }
    }
    r->serial_df = cosines;
    for (size_t k = 0; k < f->terms; k++)
        r->serial_se[k] = sqrt(variance[k]);
}

static struct regression result(const struct fit *f, double dispersion)
{
    struct regression r = nothing(REGRESSION_DONE, f->design->n, f->terms);
    r.dispersion = dispersion;
    for (size_t k = 0; k < f->terms; k++) {
        r.coef[k] = f->b[k];
        r.se[k] = sqrt(f->inverse[k][k] * (isnan(dispersion) ? 1 : dispersion));
    }
    serial_errors(f, &r);
    return r;
}

/* Pearson's chi-squared over its degrees of freedom. */
static double dispersion_of(const struct fit *f)
{
    struct sum s = {0};
    for (size_t i = 0; i < f->design->n; i++) {
        double residual, w = weight_of(f, i, &residual);
        sum_add(&s, residual * residual / w);
    }
    return sum_value(&s) / (double)(f->design->n - f->terms);
}

static struct regression quasi(const double *y, const double *whole, const struct regression_design *d)
{
    size_t terms = d->season ? TERMS : 2;
    enum regression_end end = enough(y, whole, d, terms);
    if (end != REGRESSION_DONE)
        return nothing(end, d->n, terms);
    errors_off();
    struct arena a CLEANUP(arena_end) = {0};
    struct fit f = fit_of(y, whole, d, &a);
    end = coefficients_fit(&f);
    return end == REGRESSION_DONE ? result(&f, dispersion_of(&f)) : nothing(end, d->n, terms);
}

struct regression regression_quasi_poisson(const double *y, const struct regression_design *d)
{
    return quasi(y, NULL, d);
}

struct regression regression_quasi_binomial(const double *part, const double *whole, const struct regression_design *d)
{
    return quasi(part, whole, d);
}

struct regression regression_negative_binomial(const double *y, const struct regression_design *d)
{
    size_t terms = d->season ? TERMS : 2;
    enum regression_end end = enough(y, NULL, d, terms);
    if (end != REGRESSION_DONE)
        return nothing(end, d->n, terms);
    errors_off();
    struct arena a CLEANUP(arena_end) = {0};
    struct fit f = fit_of(y, NULL, d, &a);
    end = coefficients_fit(&f);
    bool settled = false;
    for (int round = 0; round < ROUNDS_MOST && !settled && end == REGRESSION_DONE; round++) {
        double theta = theta_fit(&f); /* coefficients and size hardly bear on each other: a few rounds */
        settled = theta == f.theta || fabs(theta - f.theta) <= 1e-10 * theta;
        f.theta = theta;
        end = coefficients_fit(&f);
    }
    if (end != REGRESSION_DONE || !settled || f.theta < 2 * THETA_LEAST)
        return nothing(REGRESSION_DIVERGED, d->n, terms);
    struct regression r = result(&f, NAN);
    double information = NAN;
    r.theta = f.theta;
    if (isfinite(f.theta))
        theta_score(&f, f.theta, &information);
    r.theta_se = information > 0 ? 1 / sqrt(information) : NAN;
    r.loglik = whole_likelihood(&f);
    return r;
}

/* ---- tests ------------------------------------------------------------------------------------- */

double one_sided_p(double value, double se, bool above)
{
    if (!(se > 0) || !isfinite(value))
        return NAN;
    return normal_above(above ? value / se : -value / se);
}

double one_sided_serial_p(double value, double se, double df, bool above)
{
    if (!(se > 0) || !isfinite(value) || !(df > 0))
        return NAN;
    return student_above(above ? value / se : -value / se, df);
}

double normal_reach(double confidence)
{
    assert(confidence > 0 && confidence < 1);
    return normal_quantile(1 - (1 - confidence) / 2);
}

struct chance {
    double p;
    size_t at; /* its place in the list */
};

static int smaller_first(const void *a, const void *b)
{
    const struct chance *x = a, *y = b;
    return x->p != y->p ? (x->p > y->p) - (x->p < y->p) : (x->at > y->at) - (x->at < y->at);
}

void holm(const double *p, size_t n, double *adjusted)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct chance *list = ARENA_ARRAY(&a, struct chance, n + 1);
    size_t known = 0, smaller = 0;
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            list[known++] = (struct chance){p[i], i};
        adjusted[i] = p[i];
    }
    qsort(list, known, sizeof *list, smaller_first);
    for (size_t i = 0; i < known; i++) {
        smaller = i > 0 && list[i - 1].p == list[i].p ? smaller : i;
        most = MAX_OF(most, list[i].p * (double)(n - smaller));
        adjusted[list[i].at] = MIN_OF(1, most);
    }
}
