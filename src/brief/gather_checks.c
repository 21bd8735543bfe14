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

enum check_by { AS_IT_IS, WITHOUT_SUMMARIES, WITHOUT_LARGEST, BY_LOW, BY_HIGH, DEADLY_ALONE, CHECKS };

struct tally { /* by month of both periods */
    double *all;       /* incidents, whether or not their deaths are known */
    double *incidents; /* of which deaths are known */
    double *deaths, *civilians, *civilians_most;
};

/* Deaths of a record as the check counts them; -1: it does not count. */
static int64_t deaths_for(const struct incident_columns *c, size_t i, enum check_by by)
{
    int64_t best = c->best[i];
    if (best < 0 || (by == DEADLY_ALONE && best == 0))
        return -1;
    if (by == BY_LOW)
        return MIN_OF(best, c->low[i] < 0 ? best : c->low[i]);
    if (by == BY_HIGH)
        return MAX_OF(best, (int64_t)c->high[i]);
    return best;
}

/* By days: to work out the month of each record of a large register costs more. */
static bool between(const struct brief_data *b, size_t i, int32_t first, int32_t last)
{
    int32_t day = b->columns->first[i];
    return day >= first && day <= last && in_change(b, i);
}

struct meant { /* a record of either period; its month is worked out once */
    size_t record;
    int month;
};

/* The largest record of each period. */
static void find_largest(const struct brief_data *b, const struct meant *records, size_t n, size_t largest[2])
{
    const struct incident_columns *c = b->columns;
    for (size_t k = 0; k < n; k++) {
        size_t i = records[k].record, *l = &largest[records[k].month >= b->from_month];
        if (c->best[i] >= 0 && (*l == SIZE_MAX || c->best[i] > c->best[*l]))
            *l = i;
    }
}

static void add(const struct incident_columns *c, size_t i, enum check_by by, size_t month, const struct tally *t)
{
    if (by == WITHOUT_SUMMARIES && c->clarity[i] == 2)
        return;
    t->all[month] += 1;
    int64_t deaths = deaths_for(c, i, by);
    if (deaths < 0)
        return;
    t->incidents[month] += 1;
    t->deaths[month] += (double)deaths;
    double civilians = MAX_OF(c->civilians[i], 0);
    t->civilians[month] += civilians;
    t->civilians_most[month] += fmin((double)c->best[i], civilians + MAX_OF(c->status_unknown[i], 0));
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

/* Median dead of one incident of the period, of those that a change is told of: at least half of them killed at most that many. */
static struct estimate median_of(const struct brief_data *b, const struct meant *records, size_t n, bool now, struct arena *a)
{
    int32_t *dead = ARENA_ARRAY(a, int32_t, n + 1);
    size_t known = 0;
    for (size_t k = 0; k < n; k++)
        if ((records[k].month >= b->from_month) == now && b->columns->best[records[k].record] >= 0)
            dead[known++] = b->columns->best[records[k].record];
    return median_counts(dead, known, 0.95);
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

static void keep_checks(struct brief_data *b, const struct tally t[CHECKS], size_t half, struct arena *a)
{
    static const enum check_by deadly[] = {WITHOUT_SUMMARIES, WITHOUT_LARGEST, BY_LOW, BY_HIGH, DEADLY_ALONE};
    struct estimate *const to[] = {&b->without_summaries, &b->without_largest, &b->of_low, &b->of_high, &b->of_deadly};
    for (size_t k = 0; k < ARRAY_LEN(deadly); k++)
        *to[k] = ratio_check(t[deadly[k]].deaths, t[deadly[k]].incidents, half, a);
    b->incidents_without_summaries = count_change_serial(t[WITHOUT_SUMMARIES].all, half, t[WITHOUT_SUMMARIES].all + half, half, (b->seen.told ? b->seen.trend : b->trend).dependence, 0.95);
    summary_shares(b, &t[AS_IT_IS], &t[WITHOUT_SUMMARIES], half);
    b->civilians_without_summaries = ratio_check(t[WITHOUT_SUMMARIES].civilians, t[WITHOUT_SUMMARIES].deaths, half, a);
    b->civilians_without_largest = ratio_check(t[WITHOUT_LARGEST].civilians, t[WITHOUT_LARGEST].deaths, half, a);
    b->civilians_most = ratio_check(t[AS_IT_IS].civilians_most, t[AS_IT_IS].deaths, half, a);
}

static void count_checks(struct brief_data *b, const struct meant *records, size_t n, size_t half, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    b->trend.median_now = median_of(b, records, n, true, a);
    if (b->before_month >= b->first_month)
        b->trend.median_before = median_of(b, records, n, false, a);
    if (b->before_month < b->first_month || half < 3)
        return;
    size_t largest[2] = {SIZE_MAX, SIZE_MAX};
    struct tally t[CHECKS];
    for (size_t by = 0; by < CHECKS; by++)
        t[by] = tally_new(2 * half, a);
    find_largest(b, records, n, largest);
    for (size_t k = 0; k < n; k++)
        for (size_t by = 0; by < CHECKS; by++)
            if (by != WITHOUT_LARGEST || (records[k].record != largest[0] && records[k].record != largest[1]))
                add(c, records[k].record, (enum check_by)by, (size_t)(records[k].month - b->before_month), &t[by]);
    keep_checks(b, t, half, a);
}

void gather_checks(struct brief_data *b, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    struct estimate *const all[] = {&b->without_summaries, &b->without_largest, &b->of_low, &b->of_high, &b->of_deadly,
        &b->incidents_without_summaries, &b->civilians_without_summaries, &b->civilians_without_largest, &b->civilians_most};
    for (size_t k = 0; k < ARRAY_LEN(all); k++)
        *all[k] = ESTIMATE_NONE;
    struct meant *records = NULL;
    size_t n = 0, room = 0, half = (size_t)(b->to_month - b->from_month + 1);
    int32_t first = month_first(b->before_month).n, last = month_last(b->to_month).n;
    for (size_t i = 0; i < c->n; i++)
        if (between(b, i, first, last)) {
            GROW(records, n, room);
            records[n++] = (struct meant){i, month_of(b, i)};
        }
    count_checks(b, records, n, half, a);
    free(records);
}
