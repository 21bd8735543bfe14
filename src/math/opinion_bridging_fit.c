/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fit of r = mu + i_p + i_s + f_p f_s. Given the statements' side, each person's is a ridge regression of its own, so people are no unknowns: one
 * pass over the ratings gives everybody's best answer to the statements' side, the loss with it, and what the statements' side must know of people
 * to answer in turn.
 *
 * The plain way alternates like that (and then sets mu) until a round lowers the loss by less than 1e-13. That takes hundreds of rounds, and stops
 * where the loss is least to twelve digits, the factors to four or five. The quick way solves for mu together with the statements and lets the last
 * rounds tell where it is going (Anderson 1965, J. ACM 12:547; Walker & Ni 2011, SIAM J. Numer. Anal. 49:1715): some twenty rounds, and nearer to the
 * least. A guess that makes the loss larger is taken back for the plain step, so that the loss never rises.
 *
 * Everything is multiplied by the number of ratings: a sum over ratings of squares, and weights that grow with it.
 */
#include <gsl/gsl_eigen.h> /* before what core bans: it has a parameter of such a name */

#include "math/maths_priv.h"
#include "math/opinion_bridging_priv.h"

#include <assert.h>

enum { MEMORY = 10 /* of steps */, ROUNDS_MOST = 5000, SUMS = 4 /* by statement */ };
enum { DIRECTIONS_QUICK = 60 /* rounds of the search for the first direction */, DIRECTIONS_MOST = 200 };
enum { BLOCK_RATINGS = 1 << 16, BLOCKS_MOST = 32, ALONE = 1 << 18 /* fewer ratings: threads cost more than they save */ };
#define STILL 1e-15       /* quick: a step that would lower the loss by less is none */
#define STILL_PLAIN 1e-13 /* the same of a plain round */
#define DIRECTION_CLOSE_QUICK 1e-5 /* what of the direction is not it, relative to its singular value */
#define DIRECTION_CLOSE 1e-10

static const double rating_value[] = {0, 0.5, 1, 0};

struct fit {
    const struct bridging_ratings *d;
    size_t threads, blocks, unknowns; /* 2 x statements + 1 */
    size_t *block;          /* blocks + 1: their people. The same on any number of threads: sums go block by block, in order */
    double person_ridge[2], statement_ridge[2]; /* of the intercept, of the factor */
    double *x;              /* i_s and f_s of each statement, then mu */
    double *step, *scale;   /* the plain step from x; what the square of each unknown costs about */
    struct bridging_side *person;
    double *sums, *block_sums; /* by statement (by block and statement): residuals, times f_p, f_p, its square */
    double *block_loss, *raters, *mean;
    struct arena arena;
};

/* ---- one pass over the ratings ----------------------------------------------------------------- */

struct blocks_do {
    struct fit *f;
    void (*one)(struct fit *f, size_t block);
};

static void blocks_of_thread(void *arg, size_t thread)
{
    const struct blocks_do *b = arg;
    for (size_t i = thread; i < b->f->blocks; i += b->f->threads)
        b->one(b->f, i);
}

static void blocks_all(struct fit *f, void (*one)(struct fit *f, size_t block))
{
    opinion_beside(f->threads, blocks_of_thread, &(struct blocks_do){f, one});
}

static void blocks_sum(struct fit *f)
{
    size_t n = f->d->statements * SUMS;
    memset(f->sums, 0, n * sizeof *f->sums);
    for (size_t b = 0; b < f->blocks; b++)
        for (size_t i = 0; i < n; i++)
            f->sums[i] += f->block_sums[b * n + i];
}

/* A person's best answer to the statements' side. */
static struct bridging_side answer_of(const struct fit *f, const uint32_t *rating, size_t n)
{
    const double *x = f->x, mu = x[f->unknowns - 1];
    double sum = 0, factors = 0, squares = 0, products = 0;
    for (size_t j = 0; j < n; j++) {
        const double *s = x + 2 * (size_t)(rating[j] >> 2);
        double rest = rating_value[rating[j] & 3] - mu - s[0];
        sum += rest;
        factors += s[1];
        squares += s[1] * s[1];
        products += rest * s[1];
    }
    double a = (double)n + f->person_ridge[0], c = squares + f->person_ridge[1], under = a * c - factors * factors;
    return (struct bridging_side){(c * sum - factors * products) / under, (a * products - factors * sum) / under};
}

static void block_answer(struct fit *f, size_t block)
{
    const struct bridging_ratings *d = f->d;
    const double *x = f->x, mu = x[f->unknowns - 1];
    double *sums = f->block_sums + block * d->statements * SUMS;
    struct sum loss = {0};
    memset(sums, 0, d->statements * SUMS * sizeof *sums);
    for (size_t p = f->block[block]; p < f->block[block + 1]; p++) {
        const uint32_t *rating = d->rating + d->begin[p];
        size_t n = d->begin[p + 1] - d->begin[p];
        struct bridging_side me = f->person[p] = answer_of(f, rating, n);
        double square = me.factor * me.factor, squares = f->person_ridge[0] * me.intercept * me.intercept + f->person_ridge[1] * square;
        for (size_t j = 0; j < n; j++) {
            const double *s = x + 2 * (size_t)(rating[j] >> 2);
            double *to = sums + SUMS * (size_t)(rating[j] >> 2);
            double rest = rating_value[rating[j] & 3] - mu - s[0] - me.intercept - me.factor * s[1];
            squares += rest * rest;
            to[0] += rest;
            to[1] += rest * me.factor;
            to[2] += me.factor;
            to[3] += square;
        }
        sum_add(&loss, squares);
    }
    f->block_loss[block] = sum_value(&loss);
}

/* The loss at x, everybody having answered. */
static double all_answer(struct fit *f)
{
    blocks_all(f, block_answer);
    blocks_sum(f);
    struct sum loss = {0};
    for (size_t b = 0; b < f->blocks; b++)
        sum_add(&loss, f->block_loss[b]);
    for (size_t s = 0; s < f->d->statements; s++)
        sum_add(&loss, f->statement_ridge[0] * f->x[2 * s] * f->x[2 * s] + f->statement_ridge[1] * f->x[2 * s + 1] * f->x[2 * s + 1]);
    double ratings = (double)f->d->ratings, mu = f->x[f->unknowns - 1];
    sum_add(&loss, BRIDGING_INTERCEPTS * ratings * mu * mu);
    return sum_value(&loss) / ratings;
}

/* A statement's ridge regression: [a b; b c] (i, f) = its gradient, less (raters, b) times what mu moves. */
struct answer_system {
    double a, b, c, under, intercept, factor;
};
static struct answer_system system_of(const struct fit *f, size_t s)
{
    const double *sum = f->sums + SUMS * s, *x = f->x + 2 * s;
    struct answer_system y = {.a = f->raters[s] + f->statement_ridge[0], .b = sum[2], .c = sum[3] + f->statement_ridge[1],
        .intercept = sum[0] - f->statement_ridge[0] * x[0], .factor = sum[1] - f->statement_ridge[1] * x[1]};
    y.under = y.a * y.c - y.b * y.b;
    return y;
}

/* How far mu moves when the statements move with it. *slope: half of what the loss falls by when mu begins to. */
static double mu_step(const struct fit *f, double *slope)
{
    double ratings = (double)f->d->ratings, under = (1 + BRIDGING_INTERCEPTS) * ratings;
    struct sum rest = {0}, moved = {0};
    for (size_t s = 0; s < f->d->statements; s++) {
        struct answer_system y = system_of(f, s);
        double wi = (y.c * f->raters[s] - y.b * y.b) / y.under, wf = (y.a * y.b - y.b * f->raters[s]) / y.under; /* its answer to mu */
        sum_add(&rest, f->sums[SUMS * s]);
        sum_add(&moved, wi * y.intercept + wf * y.factor);
        under -= wi * f->raters[s] + wf * y.b;
    }
    *slope = sum_value(&rest) - BRIDGING_INTERCEPTS * ratings * f->x[f->unknowns - 1];
    return (*slope - sum_value(&moved)) / under;
}

/* The plain step: what the statements' side and mu best answer to people's. Returns by how much it lowers the loss, people staying as they are. */
static double step_of(struct fit *f)
{
    double ratings = (double)f->d->ratings, slope = 0, mu = mu_step(f, &slope), falls = slope * mu;
    f->step[f->unknowns - 1] = mu;
    f->scale[f->unknowns - 1] = (1 + BRIDGING_INTERCEPTS) * ratings;
    for (size_t s = 0; s < f->d->statements; s++) {
        struct answer_system y = system_of(f, s);
        double i = y.intercept - f->raters[s] * mu, g = y.factor - y.b * mu, *step = f->step + 2 * s;
        step[0] = (y.c * i - y.b * g) / y.under;
        step[1] = (y.a * g - y.b * i) / y.under;
        f->scale[2 * s] = y.a;
        f->scale[2 * s + 1] = y.c;
        falls += y.intercept * step[0] + y.factor * step[1];
    }
    return falls / ratings;
}

/* The same, one after the other: the statements' side answers, then mu. Moves x. */
static double plain_round(struct fit *f)
{
    double ratings = (double)f->d->ratings, falls = 0, *mu = &f->x[f->unknowns - 1];
    struct sum rest = {0}; /* of all ratings, once the statements have moved */
    for (size_t s = 0; s < f->d->statements; s++) {
        struct answer_system y = system_of(f, s);
        double intercept = (y.c * y.intercept - y.b * y.factor) / y.under, factor = (y.a * y.factor - y.b * y.intercept) / y.under;
        falls += y.intercept * intercept + y.factor * factor;
        sum_add(&rest, f->sums[SUMS * s] - f->raters[s] * intercept - y.b * factor);
        f->x[2 * s] += intercept;
        f->x[2 * s + 1] += factor;
    }
    double slope = sum_value(&rest) - BRIDGING_INTERCEPTS * ratings * *mu, step = slope / ((1 + BRIDGING_INTERCEPTS) * ratings);
    *mu += step;
    return (falls + slope * step) / ratings;
}

/* ---- acceleration ------------------------------------------------------------------------------ */

struct memory { /* the last changes of x and of its plain step */
    double *x[MEMORY], *step[MEMORY]; /* changes */
    double *before, *step_before;
    size_t n, next;
};

static void memory_init(struct memory *m, size_t unknowns, struct arena *a)
{
    *m = (struct memory){.before = ARENA_ARRAY(a, double, unknowns), .step_before = ARENA_ARRAY(a, double, unknowns)};
    for (size_t i = 0; i < MEMORY; i++) {
        m->x[i] = ARENA_ARRAY(a, double, unknowns);
        m->step[i] = ARENA_ARRAY(a, double, unknowns);
    }
}

static void memory_add(struct memory *m, const struct fit *f)
{
    for (size_t i = 0; i < f->unknowns; i++) {
        m->x[m->next][i] = f->x[i] - m->before[i];
        m->step[m->next][i] = f->step[i] - m->step_before[i];
    }
    m->next = (m->next + 1) % MEMORY;
    m->n = MIN_OF(m->n + 1, (size_t)MEMORY);
}

static double product(const struct fit *f, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < f->unknowns; i++)
        sum += f->scale[i] * a[i] * b[i];
    return sum;
}

/* Solve the n x n system a y = b (Cholesky, a destroyed, b becomes y); what hardly adds anything gets weight 0. */
static void solve(double a[MEMORY][MEMORY], double *b, size_t n)
{
    bool kept[MEMORY];
    for (size_t k = 0; k < n; k++) {
        double whole = a[k][k];
        for (size_t j = 0; j < k; j++)
            whole -= kept[j] ? a[k][j] * a[k][j] : 0;
        kept[k] = whole > 1e-12 * a[k][k] && whole > 0;
        if (!kept[k])
            continue;
        a[k][k] = sqrt(whole);
        for (size_t i = k + 1; i < n; i++) {
            double v = a[i][k];
            for (size_t j = 0; j < k; j++)
                v -= kept[j] ? a[i][j] * a[k][j] : 0;
            a[i][k] = v / a[k][k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        for (size_t j = 0; j < k; j++)
            b[k] -= kept[j] ? a[k][j] * b[j] : 0;
        b[k] = kept[k] ? b[k] / a[k][k] : 0;
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t i = k + 1; i < n; i++)
            b[k] -= kept[k] ? a[i][k] * b[i] : 0;
        b[k] = kept[k] ? b[k] / a[k][k] : 0;
    }
}

/* Moves x by the plain step, corrected by that mix of the last changes that would have left the least of it. */
static void move(struct fit *f, struct memory *m)
{
    double a[MEMORY][MEMORY], weight[MEMORY];
    for (size_t i = 0; i < m->n; i++) {
        size_t at = (m->next + MEMORY - 1 - i) % MEMORY; /* the latest first */
        weight[i] = product(f, m->step[at], f->step);
        for (size_t j = 0; j <= i; j++)
            a[i][j] = a[j][i] = product(f, m->step[at], m->step[(m->next + MEMORY - 1 - j) % MEMORY]);
    }
    solve(a, weight, m->n);
    memcpy(m->before, f->x, f->unknowns * sizeof *f->x);
    memcpy(m->step_before, f->step, f->unknowns * sizeof *f->x);
    for (size_t i = 0; i < f->unknowns; i++)
        f->x[i] += f->step[i];
    for (size_t k = 0; k < m->n; k++) {
        size_t at = (m->next + MEMORY - 1 - k) % MEMORY;
        for (size_t i = 0; i < f->unknowns; i++)
            f->x[i] -= weight[k] * (m->x[at][i] + m->step[at][i]);
    }
}

/* Back to where the guess was made from, and the plain step from there. */
static void step_back(struct fit *f, struct memory *m)
{
    for (size_t i = 0; i < f->unknowns; i++)
        f->x[i] = m->before[i] + m->step_before[i];
    m->n = 0;
}

static bool go_on(struct progress *p, struct err *e)
{
    return progress_step(p, p ? p->done : 0, p ? p->rows : 0, e); /* has the user stopped it? */
}

/* Both end with a plain round, so that people answer to the statements' side before it, and the statements' to them. */
static bool descend_quickly(struct fit *f, struct bridging_fit *out, struct progress *p, struct err *e)
{
    struct memory m;
    memory_init(&m, f->unknowns, &f->arena);
    double loss = INFINITY;
    bool guessed = false;
    for (out->rounds = 1; go_on(p, e); out->rounds++) {
        double now = all_answer(f);
        if (guessed && now > loss) {
            step_back(f, &m);
            guessed = false;
            continue;
        }
        double falls = step_of(f);
        loss = now;
        if (falls < STILL || out->rounds >= ROUNDS_MOST) {
            out->loss = now - plain_round(f);
            return true;
        }
        if (out->rounds > 1)
            memory_add(&m, f);
        move(f, &m);
        guessed = m.n > 0;
    }
    return false;
}

static bool descend_plainly(struct fit *f, struct bridging_fit *out, struct progress *p, struct err *e)
{
    out->loss = INFINITY;
    for (out->rounds = 1; go_on(p, e); out->rounds++) {
        double now = all_answer(f);
        now -= plain_round(f);
        double falls = out->loss - now;
        out->loss = now;
        if (falls < STILL_PLAIN || out->rounds >= ROUNDS_MOST)
            return true;
    }
    return false;
}

/* ---- the start --------------------------------------------------------------------------------- */

static void block_means(struct fit *f, size_t block)
{
    const struct bridging_ratings *d = f->d;
    double *sums = f->block_sums + block * d->statements * SUMS;
    memset(sums, 0, d->statements * SUMS * sizeof *sums);
    for (uint64_t j = d->begin[f->block[block]]; j < d->begin[f->block[block + 1]]; j++) {
        double *to = sums + SUMS * (size_t)(d->rating[j] >> 2);
        to[0] += rating_value[d->rating[j] & 3];
        to[1] += 1;
    }
}

/* Y'Y times the factors of x, Y the ratings less the statement's mean, 0 where there is none. */
static void block_direction(struct fit *f, size_t block)
{
    const struct bridging_ratings *d = f->d;
    double *sums = f->block_sums + block * d->statements * SUMS;
    memset(sums, 0, d->statements * SUMS * sizeof *sums);
    for (size_t p = f->block[block]; p < f->block[block + 1]; p++) {
        double along = 0;
        for (uint64_t j = d->begin[p]; j < d->begin[p + 1]; j++) {
            size_t s = d->rating[j] >> 2;
            along += (rating_value[d->rating[j] & 3] - f->mean[s]) * f->x[2 * s + 1];
        }
        for (uint64_t j = d->begin[p]; j < d->begin[p + 1]; j++) {
            size_t s = d->rating[j] >> 2;
            sums[SUMS * s] += (rating_value[d->rating[j] & 3] - f->mean[s]) * along;
        }
    }
}

static void means_fill(struct fit *f)
{
    blocks_all(f, block_means);
    blocks_sum(f);
    for (size_t s = 0; s < f->d->statements; s++) {
        f->raters[s] = f->sums[SUMS * s + 1];
        f->mean[s] = f->sums[SUMS * s] / f->raters[s];
    }
}

struct krylov { /* the directions tried, orthonormal, and Y'Y on them: a diagonal and what stands beside it */
    double *basis, along[DIRECTIONS_MOST], beside[DIRECTIONS_MOST];
    size_t n, length;
};

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Y'Y on the last direction, less all that lies in directions there are; the rest is the next. False where nothing is left. */
static bool krylov_grow(struct fit *f, struct krylov *k)
{
    size_t n = k->length, j = k->n - 1;
    double *last = k->basis + j * n, *next = last + n;
    for (size_t s = 0; s < n; s++)
        f->x[2 * s + 1] = last[s];
    blocks_all(f, block_direction);
    blocks_sum(f);
    for (size_t s = 0; s < n; s++)
        next[s] = f->sums[SUMS * s];
    k->along[j] = dot(next, last, n);
    double whole = sqrt(dot(next, next, n));
    for (int twice = 0; twice < 2; twice++)
        for (size_t i = 0; i <= j; i++) {
            double part = dot(next, k->basis + i * n, n);
            for (size_t s = 0; s < n; s++)
                next[s] -= part * k->basis[i * n + s];
        }
    k->beside[j] = sqrt(dot(next, next, n));
    if (!(k->beside[j] > 1e-14 * whole))
        return false;
    for (size_t s = 0; s < n; s++)
        next[s] /= k->beside[j];
    return true;
}

/* The best direction in what was tried goes to the factors of x, at `length`. Returns what is left of Y'Y on it that is not along it, relatively. */
static double krylov_best(struct fit *f, const struct krylov *k, double length)
{
    size_t n = k->n, best = 0;
    gsl_matrix *t = gsl_matrix_calloc(n, n), *vectors = gsl_matrix_alloc(n, n);
    gsl_vector *values = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(n);
    for (size_t i = 0; i < n; i++) {
        gsl_matrix_set(t, i, i, k->along[i]);
        if (i + 1 < n) {
            gsl_matrix_set(t, i, i + 1, k->beside[i]);
            gsl_matrix_set(t, i + 1, i, k->beside[i]);
        }
    }
    gsl_eigen_symmv(t, values, vectors, w);
    for (size_t i = 1; i < n; i++)
        best = gsl_vector_get(values, i) > gsl_vector_get(values, best) ? i : best;
    for (size_t s = 0; s < k->length; s++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += gsl_matrix_get(vectors, i, best) * k->basis[i * k->length + s];
        f->x[2 * s + 1] = sum * length;
    }
    double value = gsl_vector_get(values, best), rest = k->beside[n - 1] * fabs(gsl_matrix_get(vectors, n - 1, best));
    gsl_eigen_symmv_free(w);
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_matrix_free(t);
    if (!(value > 0)) /* all agree: there is no direction */
        for (size_t s = 0; s < k->length; s++)
            f->x[2 * s + 1] = 0;
    return value > 0 ? rest / value : 0;
}

/* The factors: the leading right singular vector of Y (Lanczos 1950, J. Res. Nat. Bur. Standards 45:255, every direction kept orthogonal) times
 * 0.3 sqrt(statements). It decides in which valley the descent ends where votes are nearly all noise. */
static bool start(struct fit *f, bool plain, struct progress *p, struct err *e)
{
    size_t n = f->d->statements, most = MIN_OF(n, (size_t)(plain ? DIRECTIONS_MOST : DIRECTIONS_QUICK)), look = 6;
    struct krylov *k = ARENA_NEW(&f->arena, struct krylov);
    struct rng r;
    errors_off();
    rng_init(&r, 1);
    means_fill(f);
    k->basis = ARENA_ARRAY(&f->arena, double, (most + 1) * n);
    k->length = n;
    for (size_t s = 0; s < n; s++)
        k->basis[s] = rng_unit(&r) - 0.5;
    double whole = sqrt(dot(k->basis, k->basis, n));
    for (size_t s = 0; s < n; s++)
        k->basis[s] /= whole;
    for (k->n = 1; go_on(p, e); k->n++) {
        bool more = krylov_grow(f, k) && k->n < most;
        if (more && k->n < look)
            continue;
        look += look / 2;
        if (krylov_best(f, k, 0.3 * sqrt((double)n)) < (plain ? DIRECTION_CLOSE : DIRECTION_CLOSE_QUICK) || !more)
            return true;
    }
    return false;
}

static void fit_init(struct fit *f, const struct bridging_ratings *d, size_t threads)
{
    struct arena *a = &f->arena;
    size_t n = d->statements, blocks = MAX_OF(1, MIN_OF((size_t)BLOCKS_MOST, d->ratings / BLOCK_RATINGS));
    double ratings = (double)d->ratings, people = (double)d->people;
    *f = (struct fit){.d = d, .threads = d->ratings < ALONE ? 1 : opinion_threads(threads), .blocks = blocks, .unknowns = 2 * n + 1,
        .person_ridge = {BRIDGING_INTERCEPTS * ratings / people, BRIDGING_FACTORS * ratings / people},
        .statement_ridge = {BRIDGING_INTERCEPTS * ratings / (double)n, BRIDGING_FACTORS * ratings / (double)n}};
    f->block = ARENA_ARRAY(a, size_t, blocks + 1);
    for (size_t p = 0, b = 0; p < d->people; p++) /* about as many ratings in each */
        while (b + 1 < blocks && d->begin[p + 1] * blocks > d->ratings * (b + 1))
            f->block[++b] = p;
    f->block[blocks] = d->people;
    f->x = ARENA_ARRAY(a, double, f->unknowns);
    f->step = ARENA_ARRAY(a, double, f->unknowns);
    f->scale = ARENA_ARRAY(a, double, f->unknowns);
    f->person = ARENA_ARRAY(a, struct bridging_side, d->people);
    f->sums = ARENA_ARRAY(a, double, n * SUMS);
    f->block_sums = ARENA_ARRAY(a, double, blocks * n * SUMS);
    f->block_loss = ARENA_ARRAY(a, double, blocks);
    f->raters = ARENA_ARRAY(a, double, n);
    f->mean = ARENA_ARRAY(a, double, n);
}

static void fit_copy(const struct fit *f, struct arena *a, struct bridging_fit *out)
{
    size_t n = f->d->statements;
    out->mu = f->x[f->unknowns - 1];
    out->person = ARENA_ARRAY(a, struct bridging_side, f->d->people);
    memcpy(out->person, f->person, f->d->people * sizeof *f->person);
    out->statement = ARENA_ARRAY(a, struct bridging_side, n);
    out->factor_sum = ARENA_ARRAY(a, double, n);
    out->factor_square = ARENA_ARRAY(a, double, n);
    for (size_t s = 0; s < n; s++) {
        out->statement[s] = (struct bridging_side){f->x[2 * s], f->x[2 * s + 1]};
        out->factor_sum[s] = f->sums[SUMS * s + 2];
        out->factor_square[s] = f->sums[SUMS * s + 3];
    }
}

static void fit_end(struct fit *f)
{
    arena_end(&f->arena);
}

bool bridging_fit_of(const struct bridging_ratings *d, bool plain, size_t threads, struct arena *a, struct bridging_fit *out, struct progress *p, struct err *e)
{
    assert(d->ratings > 0 && d->statements <= UINT32_MAX / 4);
    struct fit f CLEANUP(fit_end) = {0};
    struct bridging_fit got = {0};
    fit_init(&f, d, threads);
    if (!start(&f, plain, p, e) || !(plain ? descend_plainly : descend_quickly)(&f, &got, p, e))
        return false;
    fit_copy(&f, a, &got);
    *out = got;
    return true;
}
