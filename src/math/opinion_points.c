/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/opinion_priv.h"

#include <assert.h>

enum { LABELS_MOST = 1 << 20, FEW = 6, STEPS_MOST = 300 };
#define MOVED 0.01 /* less than that ends Lloyd's steps (method 5) */

/* ---- Lloyd ------------------------------------------------------------------------------------- */

struct center {
    double x, y;
    uint32_t number;
};

static int by_place(const void *a, const void *b)
{
    const struct center *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->number < q->number ? -1 : p->number > q->number;
}

static void centers_sorted(const struct opinion_clusters *c, struct center *to)
{
    for (size_t j = 0; j < c->k; j++)
        to[j] = (struct center){c->x[j], c->y[j], (uint32_t)j};
    qsort(to, c->k, sizeof *to, by_place);
}

struct nearest {
    double distance; /* squared */
    uint32_t number;
};

static void nearer(const struct center *c, double x, double y, struct nearest *best)
{
    double dx = x - c->x, dy = y - c->y, d = dx * dx + dy * dy;
    if (d < best->distance || (d == best->distance && c->number < best->number))
        *best = (struct nearest){d, c->number};
}

/* The nearest of centres sorted by x, the lower number where two are as near: outwards from `at`, until x alone is too far. */
static struct nearest nearest_of(const struct center *c, size_t k, size_t at, double x, double y)
{
    struct nearest best = {INFINITY, 0};
    for (size_t j = at; j < k; j++) {
        double dx = c[j].x - x;
        if (dx > 0 && dx * dx > best.distance)
            break;
        nearer(&c[j], x, y, &best);
    }
    for (size_t j = at; j-- > 0;) {
        double dx = x - c[j].x;
        if (dx > 0 && dx * dx > best.distance)
            break;
        nearer(&c[j], x, y, &best);
    }
    return best;
}

struct lloyd {
    const struct opinion_points *p;
    struct opinion_clusters *c;
    struct center *sorted, *before; /* this step's centres, those of the step before */
    size_t k_before;
    uint32_t *at;      /* by cluster: where it stands in `sorted` */
    double *sum_x, *sum_y, *size;
};

static double weight_of(const struct opinion_points *p, size_t i)
{
    return p->weight ? p->weight[i] : 1;
}

/* Few centres are all tried, in their order, without a branch. */
static uint32_t nearest_of_few(const struct opinion_clusters *c, double x, double y)
{
    double best = INFINITY;
    uint32_t to = 0;
    for (uint32_t j = 0; j < c->k; j++) {
        double dx = x - c->x[j], dy = y - c->y[j], d = dx * dx + dy * dy;
        bool less = d < best;
        best = less ? d : best;
        to = less ? j : to;
    }
    return to;
}

static void assign(struct lloyd *l)
{
    struct opinion_clusters *c = l->c;
    for (size_t j = 0; j < c->k; j++) {
        l->at[l->sorted[j].number] = (uint32_t)j;
        l->sum_x[j] = l->sum_y[j] = l->size[j] = 0;
    }
    for (size_t i = 0; i < l->p->n; i++) {
        double x = l->p->x[i], y = l->p->y[i], w = weight_of(l->p, i);
        size_t from = c->of[i] < c->k ? l->at[c->of[i]] : c->k / 2;
        uint32_t to = c->k <= FEW ? nearest_of_few(c, x, y) : nearest_of(l->sorted, c->k, from, x, y).number;
        c->of[i] = to;
        l->sum_x[to] += w * x;
        l->sum_y[to] += w * y;
        l->size[to] += w;
    }
}

/* New centres; clusters without weight are dropped and the rest move up. */
static void recenter(struct lloyd *l)
{
    struct opinion_clusters *c = l->c;
    size_t kept = 0, had = c->k;
    for (size_t j = 0; j < had; j++) {
        l->at[j] = (uint32_t)kept;
        if (!(l->size[j] > 0))
            continue;
        c->x[kept] = l->sum_x[j] / l->size[j];
        c->y[kept] = l->sum_y[j] / l->size[j];
        c->size[kept++] = l->size[j];
    }
    c->k = kept;
    for (size_t i = 0; kept < had && i < l->p->n; i++)
        c->of[i] = l->at[c->of[i]];
}

static bool settled(const struct lloyd *l, double moved)
{
    if (l->c->k != l->k_before)
        return false;
    for (size_t j = 0; j < l->k_before; j++) {
        double d = hypot(l->sorted[j].x - l->before[j].x, l->sorted[j].y - l->before[j].y);
        if (moved > 0 ? d >= moved : d > 0)
            return false;
    }
    return true;
}

static void inertia(const struct opinion_points *p, struct opinion_clusters *c)
{
    struct sum total = {0};
    for (size_t i = 0; i < p->n; i++) {
        double dx = p->x[i] - c->x[c->of[i]], dy = p->y[i] - c->y[c->of[i]];
        sum_add(&total, weight_of(p, i) * (dx * dx + dy * dy));
    }
    c->inertia = sum_value(&total);
}

/* Steps until no centre moved by `moved` (0: at all), or `steps` + 1 of them. */
static void lloyd(const struct opinion_points *p, size_t steps, double moved, struct opinion_clusters *c)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct lloyd l = {.p = p, .c = c};
    l.sorted = ARENA_ARRAY(&scratch, struct center, c->k);
    l.before = ARENA_ARRAY(&scratch, struct center, c->k);
    l.at = ARENA_ARRAY(&scratch, uint32_t, c->k);
    l.sum_x = ARENA_ARRAY(&scratch, double, c->k);
    l.sum_y = ARENA_ARRAY(&scratch, double, c->k);
    l.size = ARENA_ARRAY(&scratch, double, c->k);
    for (size_t i = 0; i < p->n; i++)
        c->of[i] = OPINION_NO_GROUP;
    centers_sorted(c, l.sorted);
    for (size_t step = 0; step <= steps && c->k && !(step && interrupted()); step++) { /* whoever asked to stop gets no answer anyway */
        assign(&l);
        memcpy(l.before, l.sorted, sizeof *l.sorted * c->k);
        l.k_before = c->k;
        recenter(&l);
        centers_sorted(c, l.sorted);
        if (settled(&l, moved))
            break;
    }
    inertia(p, c);
}

void opinion_assign(const struct opinion_points *p, struct opinion_clusters *c)
{
    for (size_t j = 0; j < c->k; j++)
        c->size[j] = 0;
    for (size_t i = 0; i < p->n; i++) {
        c->of[i] = nearest_of_few(c, p->x[i], p->y[i]);
        c->size[c->of[i]] += weight_of(p, i);
    }
    inertia(p, c);
}

void opinion_lloyd_on(const struct opinion_points *p, struct opinion_clusters *c)
{
    lloyd(p, STEPS_MOST, 0, c);
}

void opinion_lloyd(const struct opinion_points *p, size_t steps, struct opinion_clusters *c)
{
    lloyd(p, steps, MOVED, c);
}

void opinion_first_distinct(const struct opinion_points *p, size_t k, struct opinion_clusters *c)
{
    c->k = 0;
    for (size_t i = 0; i < p->n && c->k < k; i++) {
        size_t j = 0;
        while (j < c->k && (c->x[j] != p->x[i] || c->y[j] != p->y[i]))
            j++;
        if (j < c->k)
            continue;
        c->x[c->k] = p->x[i];
        c->y[c->k++] = p->y[i];
    }
}

/* ---- many starts ------------------------------------------------------------------------------- */

/* What is left with one more centre: sum of weight times squared distance to the nearest. */
static double left_with(const struct opinion_points *p, const double *squared, size_t at)
{
    double left = 0;
    for (size_t i = 0; i < p->n; i++) {
        double dx = p->x[i] - p->x[at], dy = p->y[i] - p->y[at], d = dx * dx + dy * dy;
        left += weight_of(p, i) * (d < squared[i] ? d : squared[i]);
    }
    return left;
}

static void add_center(const struct opinion_points *p, size_t at, double *squared, struct opinion_clusters *c)
{
    for (size_t i = 0; i < p->n; i++) {
        double dx = p->x[i] - p->x[at], dy = p->y[i] - p->y[at];
        squared[i] = MIN_OF(squared[i], dx * dx + dy * dy);
    }
    c->x[c->k] = p->x[at];
    c->y[c->k++] = p->y[at];
}

/* One point, by chance: proportional to weight and, with `squared`, to the squared distance from what is chosen; SIZE_MAX where all chance is 0. */
static size_t draw(const struct opinion_points *p, const double *squared, struct rng *r)
{
    double all = 0, below = 0;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < p->n; i++)
        all += weight_of(p, i) * (squared ? squared[i] : 1);
    double at = rng_unit(r) * all;
    for (size_t i = 0; i < p->n; i++) {
        double chance = weight_of(p, i) * (squared ? squared[i] : 1);
        if (!(chance > 0))
            continue;
        below += chance;
        last = i;
        if (at < below)
            break;
    }
    return last;
}

/* Each next centre is the best of so many draws. */
static void plus_plus(const struct opinion_points *p, size_t k, size_t draws, struct rng *r, double *squared, struct opinion_clusters *c)
{
    c->k = 0;
    for (size_t i = 0; i < p->n; i++)
        squared[i] = INFINITY;
    while (c->k < k) {
        size_t best = draw(p, c->k ? squared : NULL, r);
        if (best == SIZE_MAX)
            return;
        double left = c->k && draws > 1 ? left_with(p, squared, best) : 0;
        for (size_t more = 1; c->k && more < draws; more++) {
            size_t at = draw(p, squared, r);
            double with = left_with(p, squared, at);
            if (with >= left)
                continue;
            left = with;
            best = at;
        }
        add_center(p, best, squared, c);
    }
}

static double smallest(const struct opinion_clusters *c)
{
    double least = INFINITY;
    for (size_t j = 0; j < c->k; j++)
        least = MIN_OF(least, c->size[j]);
    return least;
}

/* Means of a partition that is there, as a start. */
static void means_of(const struct opinion_points *p, const uint32_t *of, size_t k, struct opinion_clusters *c)
{
    c->k = k;
    for (size_t j = 0; j < k; j++)
        c->x[j] = c->y[j] = c->size[j] = 0;
    for (size_t i = 0; i < p->n; i++) {
        c->x[of[i]] += weight_of(p, i) * p->x[i];
        c->y[of[i]] += weight_of(p, i) * p->y[i];
        c->size[of[i]] += weight_of(p, i);
    }
    for (size_t j = 0; j < k; j++) {
        c->x[j] /= MAX_OF(c->size[j], 1e-300);
        c->y[j] /= MAX_OF(c->size[j], 1e-300);
    }
}

static void keep(const struct opinion_points *p, const struct opinion_clusters *c, struct opinion_clusters *best)
{
    best->k = c->k;
    best->inertia = c->inertia;
    memcpy(best->x, c->x, sizeof *c->x * c->k);
    memcpy(best->y, c->y, sizeof *c->y * c->k);
    memcpy(best->size, c->size, sizeof *c->size * c->k);
    memcpy(best->of, c->of, sizeof *c->of * p->n);
}

bool opinion_best_from(const struct opinion_points *p, const uint32_t *first, size_t k, size_t starts, size_t steps, double least, struct rng *r,
    struct arena *a, struct opinion_clusters *out)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct opinion_clusters best, c;
    double *squared = ARENA_ARRAY(&scratch, double, p->n + 1);
    opinion_clusters_room(&best, k, p->n + 1, a);
    opinion_clusters_room(&c, k, p->n + 1, &scratch);
    best.inertia = INFINITY;
    for (size_t start = first ? 0 : 1; start <= starts; start++) {
        if (start == 0)
            means_of(p, first, k, &c);
        else
            plus_plus(p, k, start % 2 ? 3 : 1, r, squared, &c); /* sure ones and varied ones in turn */
        if (c.k < k)
            break; /* fewer distinct points than groups */
        lloyd(p, steps, 0, &c);
        if (c.k == k && smallest(&c) >= least && c.inertia < best.inertia)
            keep(p, &c, &best);
    }
    if (best.k && steps < STEPS_MOST) {
        keep(p, &best, &c);
        lloyd(p, STEPS_MOST, 0, &c);
        if (c.k == k && smallest(&c) >= least)
            keep(p, &c, &best);
    }
    if (best.k)
        *out = best;
    return best.k > 0;
}

bool opinion_best_of(const struct opinion_points *p, size_t k, size_t starts, double least, struct rng *r, struct arena *a,
    struct opinion_clusters *out)
{
    return opinion_best_from(p, NULL, k, starts, STEPS_MOST, least, r, a, out);
}

/* ---- how well a partition parts, and how alike two are ----------------------------------------- */

double opinion_silhouette(const struct opinion_points *p, const uint32_t *of, size_t k)
{
    if (k < 2 || p->n == 0)
        return NAN;
    struct arena scratch CLEANUP(arena_end) = {0};
    double *sum = ARENA_ARRAY(&scratch, double, k), *size = ARENA_ARRAY(&scratch, double, k);
    struct sum total = {0};
    for (size_t i = 0; i < p->n; i++)
        size[of[i]]++;
    for (size_t i = 0; i < p->n; i++) {
        memset(sum, 0, sizeof *sum * k);
        for (size_t j = 0; j < p->n; j++) {
            double dx = p->x[i] - p->x[j], dy = p->y[i] - p->y[j];
            sum[of[j]] += sqrt(dx * dx + dy * dy);
        }
        if (size[of[i]] < 2)
            continue;
        double own = sum[of[i]] / (size[of[i]] - 1), other = INFINITY;
        for (size_t g = 0; g < k; g++)
            if (g != of[i] && size[g] > 0)
                other = MIN_OF(other, sum[g] / size[g]);
        if (isfinite(other) && MAX_OF(own, other) > 0)
            sum_add(&total, (other - own) / MAX_OF(own, other));
    }
    return sum_value(&total) / (double)p->n;
}

static double pairs(int64_t n)
{
    return (double)n * (double)(n - 1) / 2;
}

static double pairs_of(const int64_t *count, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += pairs(count[i]);
    return sum;
}

static size_t labels(const uint32_t *of, size_t n)
{
    size_t most = 0;
    for (size_t i = 0; i < n; i++)
        if (of[i] != OPINION_NO_GROUP)
            most = MAX_OF(most, (size_t)of[i] + 1);
    return most;
}

double opinion_rand_index(const uint32_t *a, const uint32_t *b, size_t n)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    size_t in_a = labels(a, n), in_b = labels(b, n);
    assert(in_a < LABELS_MOST && in_b < LABELS_MOST);
    int64_t *both = ARENA_ARRAY(&scratch, int64_t, in_a * in_b + 1), *of_a = ARENA_ARRAY(&scratch, int64_t, in_a + 1), *of_b = ARENA_ARRAY(&scratch, int64_t, in_b + 1);
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (a[i] == OPINION_NO_GROUP || b[i] == OPINION_NO_GROUP)
            continue;
        both[a[i] * in_b + b[i]]++;
        of_a[a[i]]++;
        of_b[b[i]]++;
        count++;
    }
    double same_a = pairs_of(of_a, in_a), same_b = pairs_of(of_b, in_b), same = pairs_of(both, in_a * in_b);
    double chance = count > 1 ? same_a * same_b / pairs(count) : 0, most = (same_a + same_b) / 2;
    return most == chance ? 1 : (same - chance) / (most - chance);
}
