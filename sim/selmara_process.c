/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What truly happens in Selmara: an endemic-epidemic process by month (Held, Hoehle & Hofmann 2005, Statistical
 * Modelling 5:187; Paul & Held 2011, Statistics in Medicine 30:1118). A governorate's expected number of events is
 * what its own last month and its neighbours' left behind, and a level of its own with a season:
 *   mu[i,t] = ar y[i,t-1] + ne sum_j w[j,i] y[j,t-1] + endemic[i,t] season[t],   y[i,t] ~ NB(mu[i,t], psi)
 * w[j,i] = 1 / (neighbours of j) for neighbours i of j, else 0: so the largest eigenvalue of what carries over is
 * ar + ne, below 1. Only + - * / are used: the same events on every machine.
 */
#include "sim/selmara_priv.h"

#include <assert.h>

enum { EVENTS_MOST = 400 };

/* exp(amplitude cos(2 pi (m - 6) / 12)), January to December, as whole figures so that no library's exp decides */
const double selmara_season_amplitude = 0.15;
const double selmara_season[12] = {0.860708, 0.87818, 0.927743, 1, 1.077884, 1.138719, 1.161834, 1.138719, 1.077884, 1, 0.927743, 0.87818};
const double selmara_own = 0.30, selmara_neighbours = 0.10;

static bool touch(const struct land *l, size_t p, size_t q)
{
    const struct point *a = l->places[p].ring, *b = l->places[q].ring;
    size_t n = l->places[p].n, m = l->places[q].n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            struct point a0 = a[i], a1 = a[(i + 1) % n], b0 = b[j], b1 = b[(j + 1) % m];
            if (a0.longitude == b1.longitude && a0.latitude == b1.latitude && a1.longitude == b0.longitude && a1.latitude == b0.latitude)
                return true;
        }
    return false;
}

/* A governorate without a level of its own takes no part: nothing comes of it, and nothing reaches it. */
static bool takes_part(size_t place)
{
    return selmara_places[place].before > 0;
}

static void make_weights(const struct land *l, struct process *p)
{
    for (size_t from = 0; from < SELMARA_PLACES; from++) {
        int n = 0;
        for (size_t to = 0; to < SELMARA_PLACES; to++) {
            p->neighbour[from][to] = from != to && takes_part(from) && takes_part(to) && touch(l, from, to);
            n += p->neighbour[from][to];
        }
        for (size_t to = 0; to < SELMARA_PLACES && n > 0; to++)
            p->weight[from][to] = p->neighbour[from][to] ? 1.0 / n : 0;
    }
}

double process_endemic(const struct selmara_story *s, size_t place, int month)
{
    const struct selmara_place *p = &selmara_places[place];
    if (story_hides(s, place, month))
        return p->while_unseen;
    return s->fewer && month >= SELMARA_TURN ? p->since : p->before;
}

/* mu of every place from the month before it. */
static void step(const struct process *p, const struct selmara_story *s, int month, const double last[SELMARA_PLACES], double mu[SELMARA_PLACES])
{
    int calendar = ((month % 12) + 12) % 12; /* the first month is a January */
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        double from_others = 0;
        for (size_t j = 0; j < SELMARA_PLACES; j++)
            from_others += p->weight[j][i] * last[j];
        mu[i] = selmara_own * last[i] + selmara_neighbours * from_others + process_endemic(s, i, month) * selmara_season[calendar];
    }
}

/* Negative binomial of mean mu and size 1/psi = SELMARA_SIZE, a whole number: probabilities by recursion, by inversion. */
static int draw_events(struct rng *r, double mu)
{
    double again = mu / (mu + SELMARA_SIZE), here = 1, u = rng_unit(r);
    for (int i = 0; i < SELMARA_SIZE; i++)
        here *= 1 - again;
    int n = 0;
    for (double sum = here; u >= sum && n < EVENTS_MOST; sum += here) {
        here *= again * (SELMARA_SIZE + n) / (n + 1);
        n++;
    }
    return n;
}

/* Where the levels stay as they are, the mean settles here: m = endemic + what carries over of m. */
static void settle(const struct process *p, const double endemic[SELMARA_PLACES], double mean[SELMARA_PLACES])
{
    memset(mean, 0, SELMARA_PLACES * sizeof *mean);
    for (int round = 0; round < 200; round++) { /* each round leaves 0.4 of the error */
        double next[SELMARA_PLACES];
        for (size_t i = 0; i < SELMARA_PLACES; i++) {
            next[i] = endemic[i] + selmara_own * mean[i];
            for (size_t j = 0; j < SELMARA_PLACES; j++)
                next[i] += selmara_neighbours * p->weight[j][i] * mean[j];
        }
        memcpy(mean, next, sizeof next);
    }
}

void process_run(const struct land *l, const struct selmara_story *s, uint64_t seed, struct process *p)
{
    assert(selmara_own + selmara_neighbours < 1);
    struct rng r;
    rng_init(&r, hash_64("process", 7, seed));
    *p = (struct process){0};
    make_weights(l, p);
    double before[SELMARA_PLACES], since[SELMARA_PLACES], last[SELMARA_PLACES] = {0}, expected[SELMARA_PLACES] = {0};
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        before[i] = process_endemic(s, i, 0);
        since[i] = process_endemic(s, i, SELMARA_MONTHS - 1);
    }
    settle(p, before, p->mean_before);
    settle(p, since, p->mean_since);
    for (int month = -SELMARA_BURN_IN; month < SELMARA_MONTHS; month++) {
        double mu[SELMARA_PLACES], mean[SELMARA_PLACES];
        step(p, s, month, last, mu);
        step(p, s, month, expected, mean); /* linear: the expectation takes the same step */
        for (size_t i = 0; i < SELMARA_PLACES; i++) {
            int n = draw_events(&r, mu[i]);
            last[i] = n;
            expected[i] = mean[i];
            if (month < 0)
                continue;
            p->events[i][month] = n;
            p->expected[i][month] = mean[i];
        }
    }
}
