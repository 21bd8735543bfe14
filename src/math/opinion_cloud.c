/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Votes of one single cloud: what a conversation would look like in which people differ by degrees and fall into no groups. It is the answer to
 * "k-means always finds groups": a silhouette means something only against the one such votes give. The cloud has the same people voting on the
 * same statements, the same shares of agree, pass and disagree on each, and the same correlations between statements as far as two dimensions hold
 * them. People lie along both either evenly, which of all clouds without groups k-means parts best into like halves (Hartigan & Hartigan 1985,
 * Ann. Stat. 13:70, take it for that reason), or normally (Liu et al. 2008, JASA 103:1281), whose tails it parts from the rest. Independent votes
 * as the yardstick would let any correlation at all pass for groups.
 *
 * Each vote is an ordered probit: agree, pass or disagree as a_s u_p + noise falls between two limits, u_p of unit variance. The loadings a_s
 * come from the covariances between statements, the diagonal left out (minimum residuals: Harman & Jones 1966, Psychometrika 31:351), each pair
 * weighted by the people who voted on both; divided by what one standard deviation of the hidden opinion moves the vote.
 */
#include "math/opinion_priv.h"

#include "math/maths_priv.h"

enum { ROUNDS = 20 };
#define MOST 0.95 /* of the hidden variance, at most */
#define PULL 5.0  /* people's worth of covariance 0: statements with few votes lean on no chance */

struct opinion_cloud {
    size_t statements;
    double *b[2];          /* how far one standard deviation of either dimension moves the vote */
    double *a[2];          /* loadings: the same of the hidden opinion, scaled */
    double *below, *above; /* limits: disagree below the first, agree above the second */
    double *noise;
};

static double density(double z)
{
    return isfinite(z) ? exp(-z * z / 2) / sqrt(2 * 3.14159265358979323846) : 0;
}

static double limit(double share)
{
    return share <= 0 ? -INFINITY : share >= 1 ? INFINITY : normal_quantile(share);
}

/* One statement's loadings given all others': weighted least squares on its covariances. */
static void refit(const struct opinion_moments *m, const double *mean, const bool *use, double *const b[2], size_t s)
{
    double xx = PULL, xy = 0, yy = PULL, x = 0, y = 0;
    for (size_t t = 0; t < m->statements; t++) {
        if (t == s || !use[t])
            continue;
        const struct opinion_pair *p = &m->pair[s > t ? opinion_pair_at(s, t) : opinion_pair_at(t, s)];
        double mr = mean[MAX_OF(s, t)], mc = mean[MIN_OF(s, t)], cov = p->both - mr * p->col - mc * p->row + mr * mc * p->n;
        xx += p->n * b[0][t] * b[0][t];
        xy += p->n * b[0][t] * b[1][t];
        yy += p->n * b[1][t] * b[1][t];
        x += cov * b[0][t];
        y += cov * b[1][t];
    }
    double det = xx * yy - xy * xy;
    b[0][s] = det > 0 ? (x * yy - y * xy) / det : 0;
    b[1][s] = det > 0 ? (y * xx - x * xy) / det : 0;
}

static void begin_at_plane(const struct opinion_moments *m, const struct opinion_plane *plane, size_t people, const bool *use, double *const b[2])
{
    for (size_t s = 0; s < m->statements; s++)
        for (size_t i = 0; i < 2; i++) {
            double heard = ((double)m->pair[opinion_pair_at(s, s)].n + PULL) / (double)people;
            b[i][s] = use[s] ? plane->component[i][s] * sqrt(plane->variance[i] / (double)people) / heard : 0;
        }
}

/* From covariance to the hidden scale: one standard deviation there moves the vote by `slope`. */
static void hide(struct opinion_cloud *c, size_t s, double scale)
{
    double slope = density(c->below[s]) + density(c->above[s]), all = 0;
    for (size_t i = 0; i < 2; i++) {
        c->a[i][s] = slope > 0 ? scale * c->b[i][s] / slope : 0;
        all += c->a[i][s] * c->a[i][s];
    }
    double shrink = all > MOST ? sqrt(MOST / all) : 1;
    for (size_t i = 0; i < 2; i++)
        c->a[i][s] *= shrink;
    c->noise[s] = sqrt(1 - MIN_OF(all, MOST));
}

void opinion_cloud_scale(struct opinion_cloud *c, double scale)
{
    for (size_t s = 0; s < c->statements; s++)
        hide(c, s, scale);
}

struct opinion_cloud *opinion_cloud_of(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *plane, struct arena *a)
{
    struct opinion_cloud *c = ARENA_NEW(a, struct opinion_cloud);
    size_t n = c->statements = v->statements;
    double *mean = ARENA_ARRAY(a, double, n + 1);
    bool *use = ARENA_ARRAY(a, bool, n + 1);
    double **columns[] = {&c->b[0], &c->b[1], &c->a[0], &c->a[1], &c->below, &c->above, &c->noise};
    for (size_t i = 0; i < ARRAY_LEN(columns); i++)
        *columns[i] = ARENA_ARRAY(a, double, n + 1);
    for (size_t s = 0; s < n; s++) {
        const struct opinion_pair *own = &m->pair[opinion_pair_at(s, s)];
        use[s] = own->n && !(v->out && v->out[s]);
        mean[s] = own->n ? (double)own->row / own->n : 0;
        double agree = (own->both + own->row) / 2.0, disagree = (own->both - own->row) / 2.0;
        c->below[s] = limit(own->n ? disagree / own->n : 0.5);
        c->above[s] = limit(own->n ? 1 - agree / own->n : 0.5);
    }
    begin_at_plane(m, plane, MAX_OF(1, v->participants), use, c->b);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t s = 0; s < n; s++)
            if (use[s])
                refit(m, mean, use, c->b, s);
    opinion_cloud_scale(c, 1);
    return c;
}

/* Two normal numbers at once (Marsaglia & Bray 1964, SIAM Review 6:260). */
static void two_normal(struct rng *r, double out[2])
{
    double x, y, s;
    do {
        x = 2 * rng_unit(r) - 1;
        y = 2 * rng_unit(r) - 1;
        s = x * x + y * y;
    } while (s >= 1 || s == 0);
    double scale = sqrt(-2 * log(s) / s);
    out[0] = x * scale;
    out[1] = y * scale;
}

static double even(struct rng *r)
{
    return (2 * rng_unit(r) - 1) * sqrt(3); /* of unit variance */
}

void opinion_cloud_votes(const struct opinion_cloud *c, const struct opinion_votes *v, bool normal, struct rng *r, int8_t *vote)
{
    for (size_t p = 0; p < v->participants; p++) {
        double place[2] = {even(r), even(r)}, noise[2] = {0};
        if (normal)
            two_normal(r, place);
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
            uint32_t s = v->statement[i];
            if ((i - v->begin[p]) % 2 == 0)
                two_normal(r, noise);
            double z = c->a[0][s] * place[0] + c->a[1][s] * place[1] + c->noise[s] * noise[(i - v->begin[p]) % 2];
            vote[i] = z < c->below[s] ? -1 : z > c->above[s] ? 1 : 0;
        }
    }
}
