/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hidden states behind monthly counts (METHOD E.3): which of a few levels a month belongs to, smoothly. */
#include "math/maths_priv.h"

#include <assert.h>
#include <gsl/gsl_sf_gamma.h>

#define SIZE_LEAST 0.02
#define SIZE_MOST 200.0

static double log_emission(double y, double mu, double r)
{
    return gsl_sf_lngamma(y + r) - gsl_sf_lngamma(r) - gsl_sf_lngamma(y + 1) - r * log1p(mu / r) + (y > 0 ? y * log(mu / (r + mu)) : 0);
}

struct hidden hidden_start(const double *y, size_t n, size_t states)
{
    assert(states >= 2 && states <= HIDDEN_STATES);
    static const double times[HIDDEN_STATES] = {0.2, 1, 3, 6};
    struct sum s = {0};
    for (size_t t = 0; t < n; t++)
        sum_add(&s, y[t]);
    double mean = n ? sum_value(&s) / (double)n : 0;
    struct hidden h = {.states = states, .loglik = NAN};
    for (size_t k = 0; k < states; k++) {
        h.first[k] = 1 / (double)states;
        for (size_t l = 0; l < states; l++)
            h.move[k][l] = k == l ? 0.9 : 0.1 / (double)(states - 1);
        h.mu[k] = MAX_OF(times[k] * mean, 1e-6);
        h.r[k] = 2;
    }
    return h;
}

struct smoothing { /* n x states */
    double *emission; /* scaled so that the largest of a month is 1 */
    double *top;      /* log of that largest, per month */
    double *forward, *backward, *scale;
};

static struct smoothing smoothing_of(const double *y, size_t n, const struct hidden *h, struct arena *a)
{
    size_t k_n = h->states;
    struct smoothing s = {ARENA_ARRAY(a, double, n * k_n), ARENA_ARRAY(a, double, n), ARENA_ARRAY(a, double, n * k_n), ARENA_ARRAY(a, double, n * k_n),
        ARENA_ARRAY(a, double, n)};
    for (size_t t = 0; t < n; t++) {
        s.top[t] = -INFINITY;
        for (size_t k = 0; k < k_n; k++) {
            s.emission[t * k_n + k] = log_emission(y[t], h->mu[k], h->r[k]);
            s.top[t] = MAX_OF(s.top[t], s.emission[t * k_n + k]);
        }
        for (size_t k = 0; k < k_n; k++)
            s.emission[t * k_n + k] = exp(s.emission[t * k_n + k] - s.top[t]);
    }
    return s;
}

/* Scaled forward and backward passes; the log-likelihood. NAN where no path is possible. */
static double passes(const struct smoothing *s, size_t n, const struct hidden *h)
{
    size_t k_n = h->states;
    struct sum loglik = {0};
    for (size_t t = 0; t < n; t++) {
        s->scale[t] = 0;
        for (size_t k = 0; k < k_n; k++) {
            double reach = t == 0 ? h->first[k] : 0;
            for (size_t l = 0; t > 0 && l < k_n; l++)
                reach += s->forward[(t - 1) * k_n + l] * h->move[l][k];
            s->forward[t * k_n + k] = reach * s->emission[t * k_n + k];
            s->scale[t] += s->forward[t * k_n + k];
        }
        if (!(s->scale[t] > 0))
            return NAN;
        for (size_t k = 0; k < k_n; k++)
            s->forward[t * k_n + k] /= s->scale[t];
        sum_add(&loglik, log(s->scale[t]) + s->top[t]);
    }
    for (size_t t = n; t-- > 0;)
        for (size_t k = 0; k < k_n; k++) {
            double onward = t + 1 == n;
            for (size_t l = 0; t + 1 < n && l < k_n; l++)
                onward += h->move[k][l] * s->emission[(t + 1) * k_n + l] * s->backward[(t + 1) * k_n + l] / s->scale[t + 1];
            s->backward[t * k_n + k] = onward;
        }
    return sum_value(&loglik);
}

double hidden_smooth(const double *y, size_t n, const struct hidden *h, double *posterior)
{
    errors_off();
    struct arena a CLEANUP(arena_end) = {0};
    struct smoothing s = smoothing_of(y, n, h, &a);
    double loglik = passes(&s, n, h);
    for (size_t i = 0; i < n * h->states; i++)
        posterior[i] = isnan(loglik) ? NAN : s.forward[i] * s.backward[i];
    return loglik;
}

double hidden_path(const double *y, size_t n, const struct hidden *h, uint8_t *states)
{
    errors_off();
    struct arena a CLEANUP(arena_end) = {0};
    size_t k_n = h->states;
    double *best = ARENA_ARRAY(&a, double, (n + 1) * k_n);
    uint8_t *from = ARENA_ARRAY(&a, uint8_t, n * k_n);
    for (size_t t = 0; t < n; t++)
        for (size_t k = 0; k < k_n; k++) {
            double most = t == 0 ? log(h->first[k]) : -INFINITY;
            for (size_t l = 0; t > 0 && l < k_n; l++) {
                double here = best[(t - 1) * k_n + l] + log(h->move[l][k]);
                if (here > most) { /* ties to the lower state */
                    most = here;
                    from[t * k_n + k] = (uint8_t)l;
                }
            }
            best[t * k_n + k] = most + log_emission(y[t], h->mu[k], h->r[k]);
        }
    if (n == 0)
        return 0;
    size_t last = 0;
    for (size_t k = 1; k < k_n; k++)
        if (best[(n - 1) * k_n + k] > best[(n - 1) * k_n + last])
            last = k;
    double reached = best[(n - 1) * k_n + last];
    for (size_t t = n; t-- > 0;) {
        states[t] = (uint8_t)last;
        last = from[t * k_n + last];
    }
    return reached;
}

/* ---- fitting ----------------------------------------------------------------------------------- */

struct emission_fit {
    const double *y, *weight; /* weight: n x states */
    size_t n, states, state;
    double mu;
};

static double emission_value(const struct emission_fit *f, double log_r)
{
    struct sum s = {0};
    for (size_t t = 0; t < f->n; t++) {
        double w = f->weight[t * f->states + f->state];
        if (w > 1e-300)
            sum_add(&s, w * log_emission(f->y[t], f->mu, exp(log_r)));
    }
    return sum_value(&s);
}

/* The most likely between two logarithms of the size: golden section. */
static double golden_section(const struct emission_fit *f, double a, double b)
{
    const double golden = 0.6180339887498949;
    double x = b - golden * (b - a), z = a + golden * (b - a), at_x = emission_value(f, x), at_z = emission_value(f, z);
    while (b - a > 1e-7) {
        if (at_x > at_z) {
            b = z, z = x, at_z = at_x;
            x = b - golden * (b - a), at_x = emission_value(f, x);
        } else {
            a = x, x = z, at_x = at_z;
            z = a + golden * (b - a), at_z = emission_value(f, z);
        }
    }
    return (a + b) / 2;
}

/* The likeliest size: near the last one, or where it is not, near the best of a grid. */
static double emission_size(const struct emission_fit *f, double last)
{
    enum { GRID = 24 };
    double lo = log(SIZE_LEAST), hi = log(SIZE_MOST), width = (hi - lo) / GRID, best = lo, most = -INFINITY;
    double a = MAX_OF(lo, log(last) - width), b = MIN_OF(hi, log(last) + width), near = golden_section(f, a, b);
    if (near > a + 1e-3 && near < b - 1e-3)
        return exp(near);
    for (int i = 0; i <= GRID; i++) {
        double value = emission_value(f, lo + i * width);
        if (value > most) {
            most = value;
            best = lo + i * width;
        }
    }
    return exp(golden_section(f, MAX_OF(lo, best - width), MIN_OF(hi, best + width)));
}

static void maximise(const double *y, size_t n, const struct smoothing *s, const double *weight, struct hidden *h)
{
    size_t k_n = h->states;
    struct hidden next = *h;
    for (size_t k = 0; k < k_n; k++) {
        double all = 0, counted = 0, left = 0, moves[HIDDEN_STATES] = {0};
        next.first[k] = weight[k];
        for (size_t t = 0; t < n; t++) {
            all += weight[t * k_n + k];
            counted += weight[t * k_n + k] * y[t];
            for (size_t l = 0; t + 1 < n && l < k_n; l++) {
                double xi = s->forward[t * k_n + k] * h->move[k][l] * s->emission[(t + 1) * k_n + l] * s->backward[(t + 1) * k_n + l] / s->scale[t + 1];
                moves[l] += xi;
                left += xi;
            }
        }
        for (size_t l = 0; left > 0 && l < k_n; l++)
            next.move[k][l] = moves[l] / left;
        if (all > 1e-12) {
            next.mu[k] = MAX_OF(counted / all, 1e-10);
            next.r[k] = emission_size(&(struct emission_fit){y, weight, n, k_n, k, next.mu[k]}, h->r[k]);
        }
    }
    *h = next;
}

static int by_mean(const void *a, const void *b, void *context)
{
    const double *mu = context;
    double x = mu[*(const size_t *)a], y = mu[*(const size_t *)b];
    return (x > y) - (x < y);
}

static void order_states(struct hidden *h)
{
    size_t order[HIDDEN_STATES];
    for (size_t k = 0; k < h->states; k++)
        order[k] = k;
    struct hidden was = *h;
    qsort_r(order, h->states, sizeof *order, by_mean, was.mu);
    for (size_t k = 0; k < h->states; k++) {
        h->first[k] = was.first[order[k]];
        h->mu[k] = was.mu[order[k]];
        h->r[k] = was.r[order[k]];
        for (size_t l = 0; l < h->states; l++)
            h->move[k][l] = was.move[order[k]][order[l]];
    }
}

bool hidden_fit(const double *y, size_t n, size_t rounds, struct hidden *h)
{
    errors_off();
    struct sum all = {0};
    for (size_t t = 0; t < n; t++) {
        assert(isfinite(y[t]) && y[t] >= 0);
        sum_add(&all, y[t]);
    }
    if (n < 2 * h->states || !(sum_value(&all) > 0))
        return false;
    double last = -INFINITY;
    for (size_t round = 0; round < rounds; round++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct smoothing s = smoothing_of(y, n, h, &a);
        h->loglik = passes(&s, n, h);
        h->rounds = round;
        if (!isfinite(h->loglik))
            return false;
        if (h->loglik - last < 1e-9) {
            order_states(h);
            return true;
        }
        last = h->loglik;
        double *weight = ARENA_ARRAY(&a, double, n * h->states);
        for (size_t i = 0; i < n * h->states; i++)
            weight[i] = s.forward[i] * s.backward[i];
        maximise(y, n, &s, weight, h);
    }
    return false;
}
