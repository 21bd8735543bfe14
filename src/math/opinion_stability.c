/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well founded groups are: would another draw of people give them (Ben-Hur, Elisseeff & Guyon 2002, Pac. Symp. Biocomput. 7:6; Hennig 2007,
 * Comput. Stat. Data Anal. 52:258), and would votes without groups give them as well (opinion_cloud.c)? Each job, a resample or a cloud, refits
 * everything, from its own seed: which thread does it says nothing.
 */
#include "math/opinion_priv.h"

#include <stdatomic.h>

/* Clouds come in two kinds, 19 of each: one more, the conversation itself, and more than all of a kind is the 95th percentile. */
enum { CLOUDS = 38, PILOTS = 4, STARTS = 4, STEPS = 10, SAMPLE = 500 };
#define LEVEL 0.95
#define MEMORY 1e9 /* bytes, of all jobs at once */

struct outcome {
    double silhouette[OPINION_GROUPS_MOST + 1], rand_index[OPINION_GROUPS_MOST + 1];
    size_t best;
    double spread; /* of a cloud: the first two eigenvalues */
};
struct shaking {
    const struct opinion_study *s;
    const struct opinion_cloud *cloud;
    bool pilot; /* clouds alone, and only how wide they are */
    struct outcome *out;
    size_t jobs, resamples;
    atomic_size_t next;
    atomic_bool stop;
    struct progress *p;
    struct err *e;
};

static bool refit(const struct opinion_study *s, const struct opinion_votes *v, const uint32_t *weight, struct arena *a, struct opinion_plane *plane,
    struct err *e)
{
    struct opinion_moments *m = NULL;
    if (!opinion_moments_of(v, weight, 1, NULL, &m, e))
        return false;
    bool ok = opinion_plane_near(v, m, s->plane, a, plane, NULL, e);
    opinion_moments_free(&m);
    return ok;
}

/* Those who are in and were drawn. */
static struct opinion_points drawn(const struct opinion_study *s, const struct opinion_plane *plane, const uint32_t *weight, struct opinion_parts *first,
    struct arena *a)
{
    double *x = ARENA_ARRAY(a, double, s->n + 1), *y = ARENA_ARRAY(a, double, s->n + 1), *w = ARENA_ARRAY(a, double, s->n + 1);
    size_t n = 0;
    *first = s->parts;
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
        first->by_k[k].of = ARENA_ARRAY(a, uint32_t, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        uint32_t p = s->who[i];
        if (!weight[p])
            continue;
        for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
            if (first->by_k[k].k)
                first->by_k[k].of[n] = s->parts.by_k[k].of[i];
        x[n] = plane->x[p];
        y[n] = plane->y[p];
        w[n++] = weight[p];
    }
    return (struct opinion_points){.n = n, .x = x, .y = y, .weight = w};
}

static uint32_t nearest(const struct opinion_clusters *c, double x, double y)
{
    size_t best = 0;
    for (size_t j = 1; j < c->k; j++)
        if ((x - c->x[j]) * (x - c->x[j]) + (y - c->y[j]) * (y - c->y[j])
            < (x - c->x[best]) * (x - c->x[best]) + (y - c->y[best]) * (y - c->y[best]))
            best = j;
    return (uint32_t)best;
}

/* Everybody who is in goes to the resample's nearest centre; how alike is that to the whole's partition? 0 where the resample has none. */
static double alike(const struct opinion_study *s, const struct opinion_plane *plane, const struct opinion_clusters *c, size_t k, uint32_t *of)
{
    if (!s->parts.by_k[k].k)
        return NAN;
    for (size_t i = 0; i < s->n; i++)
        of[i] = c->k ? nearest(c, plane->x[s->who[i]], plane->y[s->who[i]]) : 0;
    return opinion_rand_index(of, s->parts.by_k[k].of, s->n);
}

static bool resample(const struct opinion_study *s, struct rng *r, struct outcome *out, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    uint32_t *weight = ARENA_ARRAY(&scratch, uint32_t, s->v->participants + 1), *of = ARENA_ARRAY(&scratch, uint32_t, s->n + 1);
    struct opinion_plane plane;
    struct opinion_parts first, parts;
    for (size_t i = 0; i < s->v->participants; i++)
        weight[rng_below(r, s->v->participants)]++;
    if (!refit(s, s->v, weight, &scratch, &plane, e))
        return false;
    struct opinion_points people = drawn(s, &plane, weight, &first, &scratch);
    opinion_parts_of(&people, &first, STARTS, STEPS, s->o->least_group, SAMPLE, r, &scratch, &parts);
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++) {
        out->silhouette[k] = parts.silhouette[k];
        out->rand_index[k] = alike(s, &plane, &parts.by_k[k], k, of);
    }
    out->best = opinion_parts_best(&parts);
    return true;
}

static bool cloud(const struct shaking *h, bool normal, struct rng *r, struct outcome *out, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    const struct opinion_study *s = h->s;
    struct opinion_votes v = *s->v;
    int8_t *vote = ARENA_ARRAY(&scratch, int8_t, v.begin[v.participants] + 1);
    struct opinion_plane plane;
    struct opinion_parts parts;
    uint32_t *who = ARENA_ARRAY(&scratch, uint32_t, s->n + 1);
    opinion_cloud_votes(h->cloud, s->v, normal, r, vote);
    v.vote = vote;
    if (!refit(s, &v, NULL, &scratch, &plane, e))
        return false;
    out->spread = plane.variance[0] + plane.variance[1];
    if (h->pilot)
        return true;
    struct opinion_points people = opinion_points_in(&plane, s->in, s->n, who, &scratch);
    opinion_parts_of(&people, NULL, STARTS + 1, STEPS, s->o->least_group, SAMPLE, r, &scratch, &parts);
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
        out->silhouette[k] = parts.silhouette[k];
    out->best = opinion_parts_best(&parts);
    return true;
}

static void shake_thread(void *arg, size_t thread)
{
    struct shaking *h = arg;
    struct err own = {0};
    for (size_t job; !atomic_load(&h->stop) && (job = atomic_fetch_add(&h->next, 1)) < h->jobs;) {
        struct rng r;
        bool again = job < h->resamples; /* so many resamples more or less change no cloud */
        rng_init(&r, h->s->o->seed + 0x9e3779b97f4a7c15 * (again ? 2 * job + 1 : 2 * (job - h->resamples + 1)));
        struct err *e = thread ? &own : h->e; /* only Ctrl-C stops a job, and that the first thread hears too */
        bool ok = again ? resample(h->s, &r, &h->out[job], e) : cloud(h, (job - h->resamples) % 2, &r, &h->out[job], e);
        ok = ok && (thread || progress_step(h->p, (double)(job + 1), (int64_t)(job + 1), e));
        if (!ok)
            atomic_store(&h->stop, true);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The value that a share of n + 1 lies at or below. */
static double percentile(const double *sorted, size_t n, double share)
{
    size_t rank = (size_t)ceil(share * (double)(n + 1) - 1e-9);
    return n ? sorted[MIN_OF(MAX_OF(rank, 1), n) - 1] : NAN;
}

static void rand_indices(const struct shaking *h, size_t k, double *list, struct opinion_shaken *out)
{
    struct sum total = {0};
    size_t n = 0;
    for (size_t i = 0; i < h->resamples; i++) {
        double v = h->out[i].rand_index[k];
        if (isnan(v))
            continue;
        sum_add(&total, v);
        list[n++] = v;
    }
    qsort(list, n, sizeof *list, by_value);
    out->mean[k] = n ? sum_value(&total) / (double)n : NAN;
    out->lo[k] = percentile(list, n, 0.05);
    out->hi[k] = percentile(list, n, LEVEL);
}

static double best_of(const struct outcome *o)
{
    return o->best ? o->silhouette[o->best] : -1;
}

static void conclude(const struct shaking *h, double *list, struct opinion_shaken *out, struct opinion_stability *how)
{
    size_t clouds = h->jobs - h->resamples;
    for (size_t i = 0; i < clouds; i++)
        list[i] = best_of(&h->out[h->resamples + i]);
    qsort(list, clouds, sizeof *list, by_value);
    how->chance_silhouette = clouds ? list[clouds - 1] : NAN;
    for (size_t i = 0; i < h->resamples; i++)
        how->picked[best_of(&h->out[i]) > how->chance_silhouette ? h->out[i].best : 1]++;
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
        rand_indices(h, k, list, out);
}

/* Every job holds two matrices of statements: of very many, fewer jobs beside one another. */
static size_t threads_for(const struct opinion_study *s)
{
    double statements = (double)s->v->statements, fit = floor(MEMORY / MAX_OF(1, 16 * statements * statements));
    return (size_t)MAX_OF(1, MIN_OF(fit, (double)opinion_threads(s->o->threads)));
}

static bool run(struct shaking *h, struct progress *p, struct err *e)
{
    atomic_store(&h->next, 0);
    opinion_beside(threads_for(h->s), shake_thread, h);
    return !atomic_load(&h->stop) || (progress_step(p, 0, 0, e) && err_set(e, ERR_STOPPED, "as you asked; the register is as it was before"));
}

/* Loadings from covariances are a little too large where opinions are strong: brought to where a cloud is as wide as the conversation. */
static bool fit_width(struct shaking *h, struct opinion_cloud *cloud, struct progress *p, struct err *e)
{
    double width[2] = {0}, want = h->s->plane->variance[0] + h->s->plane->variance[1];
    for (int scale = 0; scale < 2; scale++) {
        opinion_cloud_scale(cloud, scale);
        if (!run(h, p, e))
            return false;
        for (size_t i = 0; i < PILOTS; i++)
            width[scale] += h->out[i].spread / PILOTS;
    }
    bool wider = width[1] > want && width[1] > width[0];
    opinion_cloud_scale(cloud, wider ? sqrt(MAX_OF(0, want - width[0]) / (width[1] - width[0])) : 1);
    return true;
}

bool opinion_shake(const struct opinion_study *s, struct opinion_shaken *out, struct opinion_stability *how, struct progress *p, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct opinion_moments *m = NULL;
    how->resamples = s->o->resamples;
    how->chance_silhouette = NAN;
    for (size_t k = 0; k <= OPINION_GROUPS_MOST; k++)
        out->mean[k] = out->lo[k] = out->hi[k] = NAN;
    if (!s->o->resamples)
        return true;
    if (!opinion_moments_of(s->v, NULL, s->o->threads, NULL, &m, e))
        return false;
    struct opinion_cloud *cloud = opinion_cloud_of(s->v, m, s->plane, &scratch);
    opinion_moments_free(&m);
    size_t jobs = s->o->resamples + CLOUDS;
    struct shaking h = {.s = s, .cloud = cloud, .out = ARENA_ARRAY(&scratch, struct outcome, MAX_OF(jobs, PILOTS)), .jobs = PILOTS, .pilot = true, .p = p, .e = e};
    progress_begin(p, "Drawing people again", (double)jobs);
    if (!fit_width(&h, cloud, p, e))
        return false;
    h.pilot = false;
    h.jobs = jobs;
    h.resamples = s->o->resamples;
    if (!run(&h, p, e))
        return false;
    progress_finish(p);
    conclude(&h, ARENA_ARRAY(&scratch, double, jobs), out, how);
    return true;
}
