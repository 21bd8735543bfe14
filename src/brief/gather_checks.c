/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The changes counted in other ways: without summary records, without the largest incident of each period, by the sources' low and
 * high figures, among what killed alone; with those of unknown status all counted as civilians. And medians, which one large
 * incident does not move.
 */
#include "brief/gather_priv.h"

/* The records that a change is told of. */
static bool in_change(const struct brief_data *b, size_t i)
{
    if (!in_place(b, i))
        return false;
    int place = b->seen.told ? b->columns->place[b->units][i] : -1;
    return !b->seen.told || (place >= 0 && b->seen.places[place]);
}

struct tally { /* by month of both periods */
    double *all;       /* incidents, whether or not their deaths are known */
    double *incidents; /* of which deaths are known */
    double *deaths, *civilians, *civilians_most;
};

/* What is counted of both periods: by month, and of single records. Whole numbers, far below 2 to the 53: the order in which they are added does not matter. */
struct counted {
    struct tally as_it_is, single; /* single: without summary records */
    double *low, *high, *deadly;   /* deaths by the low and the high figures; incidents that killed */
    size_t largest[2];             /* the largest record of each period */
    int32_t *dead[2];              /* of each record with a known figure */
    size_t dead_n[2];
};

static void tally_add(const struct incident_columns *c, size_t i, size_t month, const struct tally *t)
{
    t->all[month] += 1;
    if (c->best[i] < 0)
        return;
    double civilians = MAX_OF(c->civilians[i], 0);
    t->incidents[month] += 1;
    t->deaths[month] += (double)c->best[i];
    t->civilians[month] += civilians;
    t->civilians_most[month] += fmin((double)c->best[i], civilians + MAX_OF(c->status_unknown[i], 0));
}

static void add(const struct brief_data *b, size_t i, struct counted *k)
{
    const struct incident_columns *c = b->columns;
    int month = columns_month(c, i);
    bool now = month >= b->from_month;
    size_t at = (size_t)(month - b->before_month);
    int32_t best = c->best[i];
    tally_add(c, i, at, &k->as_it_is);
    if (c->clarity[i] != 2)
        tally_add(c, i, at, &k->single);
    if (best < 0)
        return;
    k->low[at] += (double)(c->low[i] < 0 ? best : MIN_OF(best, c->low[i]));
    k->high[at] += (double)MAX_OF(best, c->high[i]);
    k->deadly[at] += best > 0;
    k->dead[now][k->dead_n[now]++] = best;
    if (k->largest[now] == SIZE_MAX || best > c->best[k->largest[now]])
        k->largest[now] = i;
}

/* Only months with something to divide by say anything of a ratio, as in trend. */
static size_t pack(const double *num, const double *den, size_t months, double *out_num, double *out_den)
{
    size_t kept = 0;
    for (size_t i = 0; i < months; i++)
        if (den[i] > 0) {
            out_num[kept] = num[i];
            out_den[kept++] = den[i];
        }
    return kept;
}

static struct estimate ratio_check(const double *num, const double *den, size_t half, struct arena *a)
{
    double *n = ARENA_ARRAY(a, double, 2 * half), *d = ARENA_ARRAY(a, double, 2 * half);
    size_t before = pack(num, den, half, n, d), now = pack(num + half, den + half, half, n + half, d + half);
    return ratio_change(n, d, before, n + half, d + half, now, 0.95);
}

static struct tally tally_new(size_t months, struct arena *a)
{
    struct tally t = {ARENA_ARRAY(a, double, months), ARENA_ARRAY(a, double, months), ARENA_ARRAY(a, double, months),
        ARENA_ARRAY(a, double, months), ARENA_ARRAY(a, double, months)};
    return t;
}

/* How many records of each period are summaries: a source that gathers more of its events into one record has fewer records. */
static void summary_shares(struct brief_data *b, const struct tally *all, const struct tally *without, size_t half)
{
    double n[2] = {0}, single[2] = {0}, lo[2], hi[2];
    for (size_t i = 0; i < 2 * half; i++) {
        n[i >= half] += all->all[i];
        single[i >= half] += without->all[i];
    }
    for (size_t k = 0; k < 2; k++) {
        b->summary_share[k] = n[k] > 0 ? 1 - single[k] / n[k] : NAN;
        share_wilson(n[k] - single[k], n[k], 0.95, &lo[k], &hi[k]);
    }
    b->summaries_differ = (lo[0] > hi[1] || lo[1] > hi[0]) && fabs(b->summary_share[1] - b->summary_share[0]) >= 0.05;
}

/* The deaths, incidents and civilians without the largest record of each period. */
static struct tally without_largest(const struct brief_data *b, const struct counted *k, size_t months, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    const struct tally *all = &k->as_it_is;
    struct tally t = tally_new(months, a);
    memcpy(t.incidents, all->incidents, months * sizeof *t.incidents);
    memcpy(t.deaths, all->deaths, months * sizeof *t.deaths);
    memcpy(t.civilians, all->civilians, months * sizeof *t.civilians);
    for (size_t p = 0; p < ARRAY_LEN(k->largest); p++) {
        size_t i = k->largest[p];
        if (i == SIZE_MAX)
            continue;
        size_t month = (size_t)(columns_month(c, i) - b->before_month);
        t.incidents[month] -= 1;
        t.deaths[month] -= (double)c->best[i];
        t.civilians[month] -= MAX_OF(c->civilians[i], 0);
    }
    return t;
}

static void keep_checks(struct brief_data *b, const struct counted *k, size_t half, struct arena *a)
{
    const struct tally *all = &k->as_it_is, *single = &k->single, rest = without_largest(b, k, 2 * half, a);
    b->without_summaries = ratio_check(single->deaths, single->incidents, half, a);
    b->without_largest = ratio_check(rest.deaths, rest.incidents, half, a);
    b->of_low = ratio_check(k->low, all->incidents, half, a);
    b->of_high = ratio_check(k->high, all->incidents, half, a);
    b->of_deadly = ratio_check(all->deaths, k->deadly, half, a);
    b->incidents_without_summaries = count_change_serial(single->all, half, single->all + half, half, (b->seen.told ? b->seen.trend : b->trend).dependence, 0.95);
    summary_shares(b, all, single, half);
    b->civilians_without_summaries = ratio_check(single->civilians, single->deaths, half, a);
    b->civilians_without_largest = ratio_check(rest.civilians, rest.deaths, half, a);
    b->civilians_most = ratio_check(all->civilians_most, all->deaths, half, a);
}

/* Median dead of one incident of each period, of those that a change is told of: at least half of them killed at most that many. */
static void keep_medians(struct brief_data *b, struct counted *k)
{
    b->trend.median_now = median_counts(k->dead[1], k->dead_n[1], 0.95);
    if (b->before_month >= b->first_month)
        b->trend.median_before = median_counts(k->dead[0], k->dead_n[0], 0.95);
}

void gather_checks(struct brief_data *b, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    struct estimate *const all[] = {&b->without_summaries, &b->without_largest, &b->of_low, &b->of_high, &b->of_deadly,
        &b->incidents_without_summaries, &b->civilians_without_summaries, &b->civilians_without_largest, &b->civilians_most};
    for (size_t k = 0; k < ARRAY_LEN(all); k++)
        *all[k] = ESTIMATE_NONE;
    size_t half = (size_t)(b->to_month - b->from_month + 1);
    struct arena scratch CLEANUP(arena_end) = {0};
    struct counted k = {.as_it_is = tally_new(2 * half, a), .single = tally_new(2 * half, a), .low = ARENA_ARRAY(a, double, 2 * half), .high = ARENA_ARRAY(a, double, 2 * half),
        .deadly = ARENA_ARRAY(a, double, 2 * half), .largest = {SIZE_MAX, SIZE_MAX}, .dead = {ARENA_ARRAY(&scratch, int32_t, c->n + 1), ARENA_ARRAY(&scratch, int32_t, c->n + 1)}};
    int32_t first = month_first(b->before_month).n, last = month_last(b->to_month).n;
    for (size_t i = 0; i < c->n; i++)
        if (c->first[i] >= first && c->first[i] <= last && in_change(b, i))
            add(b, i, &k);
    keep_medians(b, &k);
    if (b->before_month >= b->first_month && half >= 3)
        keep_checks(b, &k, half, a);
}
