/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plane: the two leading eigenvectors of the centred Gram matrix of statements, by subspace iteration with Rayleigh-Ritz, each round
 * sharpened by a Chebyshev polynomial (Zhou & Saad 2007, SIAM J. Matrix Anal. Appl. 29:954): eight vectors at once, so that the matrix is read
 * once for all of them and equal eigenvalues do no harm.
 */
#include <gsl/gsl_eigen.h> /* first: it has a field of a name that core bans */

#include "math/opinion_priv.h"

enum { BLOCK = 8, DEGREE_MOST = 16, STALLED = 12 };
/* How far the search goes. */
struct search {
    double residual; /* as a share of the first eigenvalue */
    size_t rounds;
};
static const struct search exact = {1e-12, 400}, brief = {1e-10, 400}, near_enough = {1e-5, 3};
#define NOTHING 1e-13  /* an eigenvalue below that share of the first is rounding */

struct gram {
    size_t n, width;     /* statements that count; vectors at once */
    uint32_t *statement; /* which */
    double *g;           /* n x n */
    double *x, *gx, *spare; /* n x BLOCK */
    double theta[BLOCK]; /* Ritz values, falling */
};

static double centered(const struct opinion_pair *p, double mean_row, double mean_col)
{
    return p->both - mean_row * p->col - mean_col * p->row + mean_row * mean_col * p->n;
}

static void gram_fill(const struct opinion_moments *m, const bool *out, const double *center, struct gram *g, struct arena *a)
{
    g->statement = ARENA_ARRAY(a, uint32_t, m->statements + 1);
    for (size_t s = 0; s < m->statements; s++)
        if (!(out && out[s]) && m->pair[opinion_pair_at(s, s)].n)
            g->statement[g->n++] = (uint32_t)s;
    g->width = MIN_OF(BLOCK, g->n);
    g->g = ARENA_ARRAY(a, double, g->n * g->n + 1);
    g->x = ARENA_ARRAY(a, double, g->n * BLOCK + 1);
    g->gx = ARENA_ARRAY(a, double, g->n * BLOCK + 1);
    g->spare = ARENA_ARRAY(a, double, g->n * BLOCK + 1);
    for (size_t i = 0; i < g->n; i++) {
        const struct opinion_pair *row = m->pair + opinion_pair_at(g->statement[i], 0);
        for (size_t j = 0; j <= i; j++)
            g->g[i * g->n + j] = g->g[j * g->n + i] = centered(&row[g->statement[j]], center[g->statement[i]], center[g->statement[j]]);
    }
}

typedef double two __attribute__((vector_size(16), may_alias)); /* what every processor does at once */

/* One row of G times all eight vectors: four sums of two stay in registers. */
static void row_times(const double *row, const double *x, size_t n, double out[BLOCK])
{
    const two *from = (const two *)(const void *)x;
    two a = {0}, b = {0}, c = {0}, d = {0};
    for (size_t j = 0; j < n; j++, from += BLOCK / 2) {
        two g = {row[j], row[j]};
        a += g * from[0];
        b += g * from[1];
        c += g * from[2];
        d += g * from[3];
    }
    const two sums[] = {a, b, c, d};
    memcpy(out, sums, sizeof sums);
}

/* to = scale (G x - shift x) - less * to, which is one step of the recurrence. */
static void multiply(const struct gram *g, const double *x, double shift, double scale, double less, double *to)
{
    for (size_t i = 0; i < g->n; i++) {
        double sum[BLOCK];
        row_times(g->g + i * g->n, x, g->n, sum);
        for (size_t k = 0; k < BLOCK; k++)
            to[i * BLOCK + k] = scale * (sum[k] - shift * x[i * BLOCK + k]) - less * to[i * BLOCK + k];
    }
}

static double dot(const struct gram *g, const double *x, size_t i, const double *y, size_t j)
{
    double sum = 0;
    for (size_t k = 0; k < g->n; k++)
        sum += x[k * BLOCK + i] * y[k * BLOCK + j];
    return sum;
}

/* Makes vector i orthogonal to those before it and of unit length; false where nothing is left of it. */
static bool straighten(struct gram *g, size_t i)
{
    for (int twice = 0; twice < 2; twice++) {
        double before = sqrt(dot(g, g->x, i, g->x, i));
        for (size_t j = 0; j < i; j++) {
            double along = dot(g, g->x, i, g->x, j);
            for (size_t k = 0; k < g->n; k++)
                g->x[k * BLOCK + i] -= along * g->x[k * BLOCK + j];
        }
        double length = sqrt(dot(g, g->x, i, g->x, i));
        if (!(length > 1e-10 * before))
            return false;
        for (size_t k = 0; k < g->n; k++)
            g->x[k * BLOCK + i] /= length;
    }
    return true;
}

static void random_vector(struct gram *g, size_t i, struct rng *r)
{
    for (size_t k = 0; k < g->n; k++)
        g->x[k * BLOCK + i] = rng_unit(r) - 0.5;
}

static void orthonormal(struct gram *g, struct rng *r)
{
    for (size_t i = 0; i < g->width; i++)
        while (!straighten(g, i))
            random_vector(g, i, r);
}

/* g->x = x V, likewise g->gx: the best eigenvectors within the subspace. */
static void turn(struct gram *g, double *x, const gsl_matrix *v)
{
    for (size_t row = 0; row < g->n; row++) {
        double got[BLOCK] = {0};
        for (size_t i = 0; i < g->width; i++)
            for (size_t k = 0; k < g->width; k++)
                got[k] += x[row * BLOCK + i] * gsl_matrix_get(v, i, k);
        memcpy(x + row * BLOCK, got, sizeof got);
    }
}

static void ritz(struct gram *g)
{
    gsl_matrix *h = gsl_matrix_alloc(g->width, g->width), *v = gsl_matrix_alloc(g->width, g->width);
    gsl_vector *theta = gsl_vector_alloc(g->width);
    gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(g->width);
    multiply(g, g->x, 0, 1, 0, g->gx);
    for (size_t i = 0; i < g->width; i++)
        for (size_t j = 0; j < g->width; j++)
            gsl_matrix_set(h, i, j, (dot(g, g->x, i, g->gx, j) + dot(g, g->x, j, g->gx, i)) / 2);
    gsl_eigen_symmv(h, theta, v, w);
    gsl_eigen_symmv_sort(theta, v, GSL_EIGEN_SORT_VAL_DESC);
    turn(g, g->x, v);
    turn(g, g->gx, v);
    for (size_t i = 0; i < g->width; i++)
        g->theta[i] = gsl_vector_get(theta, i);
    gsl_eigen_symmv_free(w);
    gsl_vector_free(theta);
    gsl_matrix_free(v);
    gsl_matrix_free(h);
}

/* The larger residual of the first two, as a share of the first eigenvalue. */
static double residual_of(const struct gram *g)
{
    double worst = 0;
    for (size_t i = 0; i < MIN_OF(2, g->width); i++) {
        double sum = 0;
        for (size_t k = 0; k < g->n; k++) {
            double r = g->gx[k * BLOCK + i] - g->theta[i] * g->x[k * BLOCK + i];
            sum += r * r;
        }
        worst = MAX_OF(worst, sqrt(sum));
    }
    return g->theta[0] > 0 ? worst / g->theta[0] : 0;
}

static void swap(double **a, double **b)
{
    double *c = *a;
    *a = *b;
    *b = c;
}

/* The residual is `left` times what is asked for: x = T(G) x with the Chebyshev polynomial that stays small on [0, theta of the last vector] and grows beyond it. */
static void sharpen(struct gram *g, double left)
{
    double bound = g->theta[g->width - 1], half = bound / 2;
    if (bound < 1e-4 * g->theta[1]) { /* far apart: plain powers do */
        multiply(g, g->x, 0, 1 / g->theta[0], 0, g->spare);
        multiply(g, g->spare, 0, 1 / g->theta[0], 0, g->x);
        return;
    }
    double gain = acosh(MAX_OF(1 + 1e-6, (g->theta[1] - half) / half)), need = log(4 * left) / gain;
    size_t degree = (size_t)MAX_OF(2, MIN_OF(DEGREE_MOST, ceil(need)));
    double first = half / (g->theta[0] - half), sigma = first;
    multiply(g, g->x, half, sigma / half, 0, g->spare);
    for (size_t i = 1; i < degree; i++) {
        double next = 1 / (2 / first - sigma);
        multiply(g, g->spare, half, 2 * next / half, sigma * next, g->x);
        swap(&g->x, &g->spare);
        sigma = next;
    }
    swap(&g->x, &g->spare);
}

static bool iterate(struct gram *g, struct search far, struct rng *r, struct progress *p, struct err *e)
{
    double best = INFINITY;
    size_t since = 0;
    for (size_t round = 0; round < far.rounds && since < STALLED; round++) {
        orthonormal(g, r);
        ritz(g);
        double left = residual_of(g);
        if (left <= far.residual || g->width == g->n)
            return true;
        since = left < 0.9 * best || left > 1e-9 ? 0 : since + 1; /* the last digits may be out of reach */
        best = MIN_OF(best, left);
        if (!progress_step(p, (double)round, (int64_t)round, e))
            return false;
        sharpen(g, left / far.residual);
    }
    orthonormal(g, r);
    ritz(g);
    return true;
}

static void begin_from(struct gram *g, const struct opinion_plane *start, struct rng *r)
{
    for (size_t i = 0; i < g->width; i++)
        random_vector(g, i, r);
    for (size_t i = 0; start && i < MIN_OF(g->width, start->basis_width); i++)
        for (size_t k = 0; k < g->n; k++)
            g->x[k * BLOCK + i] = g->statement[k] < start->statements ? start->basis[g->statement[k] * BLOCK + i] : 0;
}

/* Of entries as large as the largest, up to rounding, the first one is made positive. */
static void sign_rule(double *component, size_t n)
{
    double largest = 0;
    size_t at = 0;
    for (size_t s = 0; s < n; s++)
        largest = MAX_OF(largest, fabs(component[s]));
    while (at < n && fabs(component[at]) < largest * (1 - 1e-9))
        at++;
    if (at == n || component[at] >= 0)
        return;
    for (size_t s = 0; s < n; s++)
        component[s] = component[s] == 0 ? 0 : -component[s];
}

static bool components(const struct opinion_moments *m, const bool *out, const struct opinion_plane *start, struct search far, struct opinion_plane *plane,
    struct arena *a, struct progress *p, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct gram g = {0};
    struct rng r;
    rng_init(&r, 1);
    gram_fill(m, out, plane->center, &g, &scratch);
    for (size_t i = 0; i < g.n; i++)
        plane->total += g.g[i * g.n + i];
    if (g.n == 1 && m->statements == 1) {
        plane->component[0][0] = 1;
        plane->variance[0] = plane->total;
    }
    if (g.n <= 1 || !(plane->total > 0)) /* everybody says the same: no direction is any better than another */
        return true;
    begin_from(&g, start, &r);
    if (!iterate(&g, far, &r, p, e))
        return false;
    plane->basis = ARENA_ARRAY(a, double, m->statements * BLOCK);
    plane->basis_width = g.width;
    for (size_t k = 0; k < g.n; k++)
        memcpy(plane->basis + g.statement[k] * BLOCK, g.x + k * BLOCK, sizeof *g.x * BLOCK);
    for (size_t i = 0; i < MIN_OF(2, g.width); i++) {
        if (g.theta[i] <= NOTHING * g.theta[0])
            break;
        plane->variance[i] = g.theta[i];
        for (size_t k = 0; k < g.n; k++)
            plane->component[i][g.statement[k]] = g.x[k * BLOCK + i];
        sign_rule(plane->component[i], m->statements);
    }
    return true;
}

/* A lone participant: centre 0, the row itself as direction. */
static void lone(const struct opinion_votes *v, struct opinion_plane *plane)
{
    size_t n = 0;
    for (uint64_t i = v->begin[0]; i < v->begin[1]; i++)
        n += v->vote[i] != 0 && !(v->out && v->out[v->statement[i]]);
    for (uint64_t i = v->begin[0]; n && i < v->begin[1]; i++)
        if (!(v->out && v->out[v->statement[i]]))
            plane->component[0][v->statement[i]] = v->vote[i] / sqrt((double)n);
    sign_rule(plane->component[0], v->statements);
    plane->total = plane->variance[0] = (double)n;
}

void opinion_project(const struct opinion_votes *v, size_t columns, size_t columns_out, size_t from, size_t to, struct opinion_plane *plane)
{
    const double *center = plane->center, *first = plane->component[0], *second = plane->component[1];
    for (size_t p = from; p < to; p++) {
        double x = 0, y = 0;
        size_t n = columns_out;
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
            uint32_t s = v->statement[i];
            if (v->out && v->out[s])
                continue;
            x += (v->vote[i] - center[s]) * first[s];
            y += (v->vote[i] - center[s]) * second[s];
            n++;
        }
        double few = sqrt((double)columns / (double)MAX_OF(1, n));
        plane->x[p] = x * few;
        plane->y[p] = y * few;
    }
}

static void project_statements(size_t columns, struct opinion_plane *plane)
{
    for (size_t s = 0; s < plane->statements; s++) {
        double agree = (1 - plane->center[s]) * sqrt((double)columns);
        plane->statement_x[s] = agree * plane->component[0][s];
        plane->statement_y[s] = agree * plane->component[1][s];
        plane->extremity[s] = hypot(plane->statement_x[s], plane->statement_y[s]);
    }
}

static void plane_room(struct opinion_plane *plane, struct arena *a)
{
    double **of_statements[] = {&plane->center, &plane->component[0], &plane->component[1], &plane->statement_x, &plane->statement_y, &plane->extremity};
    for (size_t i = 0; i < ARRAY_LEN(of_statements); i++)
        *of_statements[i] = ARENA_ARRAY(a, double, plane->statements + 1);
    plane->x = ARENA_ARRAY(a, double, plane->participants + 1);
    plane->y = ARENA_ARRAY(a, double, plane->participants + 1);
}

static bool plane_of(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start, struct search far,
    struct arena *a, struct opinion_plane *out, struct progress *p, struct err *e)
{
    struct opinion_plane plane = {.participants = v->participants, .statements = v->statements};
    size_t columns, columns_out;
    plane_room(&plane, a);
    opinion_columns(m, v->out, &columns, &columns_out);
    if (v->participants == 1) {
        lone(v, &plane);
    } else {
        for (size_t s = 0; s < v->statements; s++) {
            const struct opinion_pair *own = &m->pair[opinion_pair_at(s, s)];
            plane.center[s] = own->n && !(v->out && v->out[s]) ? (double)own->row / own->n : 0;
        }
        if (!components(m, v->out, start, far, &plane, a, p, e))
            return false;
    }
    opinion_project(v, columns, columns_out, 0, v->participants, &plane);
    project_statements(columns, &plane);
    *out = plane;
    return true;
}

bool opinion_plane_of(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start,
    struct arena *a, struct opinion_plane *out, struct progress *p, struct err *e)
{
    return plane_of(v, m, start, exact, a, out, p, e);
}

bool opinion_plane_near(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start,
    struct arena *a, struct opinion_plane *out, struct progress *p, struct err *e)
{
    return plane_of(v, m, start, near_enough, a, out, p, e);
}

bool opinion_plane_again(const struct opinion_votes *v, const struct opinion_moments *m, const struct opinion_plane *start,
    struct arena *a, struct opinion_plane *out, struct err *e)
{
    return plane_of(v, m, start, brief, a, out, NULL, e);
}
