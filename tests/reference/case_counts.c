/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of a country by unit and month: do they agree among themselves, and do the program's sums agree with them? */
#include "case.h"

#include "trend/trend.h"

enum { EVENTS, LOW, BEST, HIGH, CIVILIANS, FILES };
static const char *const names[FILES] = {"events", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians"};

struct case_counts {
    struct sheet sheets[FILES];
    bool there[FILES];
    size_t units, months;
    int32_t *v[FILES]; /* units x months */
};

static bool counts_read(struct case_run *run, struct case_counts *c, struct err *e)
{
    for (size_t k = 0; k < FILES; k++) {
        const char *file = arena_f(&run->arena, "%s.csv", names[k]);
        c->there[k] = case_has(run, file);
        if (c->there[k] && !sheet_read(run, file, &c->sheets[k], e))
            return false;
    }
    if (!c->there[EVENTS] || !c->there[BEST])
        return err_set(e, ERR_INPUT, "events.csv or deaths_best.csv is wanting");
    c->units = c->sheets[EVENTS].columns - 1;
    c->months = c->sheets[EVENTS].rows;
    for (size_t k = 0; k < FILES; k++) {
        const struct sheet *s = &c->sheets[k];
        c->v[k] = ARENA_ARRAY(&run->arena, int32_t, c->units * c->months + 1);
        if (!c->there[k])
            continue;
        if (s->columns != c->units + 1 || s->rows != c->months)
            return err_set(e, ERR_INPUT, "%s.csv has %zu units and %zu months, events.csv %zu and %zu", names[k], s->columns - 1, s->rows, c->units, c->months);
        for (size_t unit = 0; unit < c->units; unit++)
            for (size_t m = 0; m < c->months; m++) {
                int64_t whole = -1;
                struct str cell = sheet_cell(s, m, unit + 1);
                if (!str_to_int(cell, &whole) || whole < 0 || whole > INT32_MAX)
                    return err_set(e, ERR_INPUT, "%s.csv, row %zu: \"%.*s\" is no count", names[k], m + 2, STR_F(cell));
                c->v[k][unit * c->months + m] = (int32_t)whole;
            }
    }
    return true;
}

/* The same months one after another, and the same units, in every file. */
static void heads_check(struct case_run *run, const struct case_counts *c)
{
    struct buf found CLEANUP(buf_end) = {0};
    int last = 0;
    for (size_t m = 0; m < c->months; m++) {
        struct day first, end;
        struct str cell = sheet_cell(&c->sheets[EVENTS], m, 0);
        if (!day_parse(cell, &first, &end) || (m > 0 && day_month(first) != last + 1))
            buf_f(&found, "row %zu: %.*s does not follow; ", m + 2, STR_F(cell));
        else
            last = day_month(first);
        for (size_t k = 1; k < FILES; k++)
            if (c->there[k] && !str_eq(sheet_cell(&c->sheets[k], m, 0), cell))
                buf_f(&found, "%s.csv, row %zu has another month; ", names[k], m + 2);
    }
    for (size_t k = 1; k < FILES; k++)
        for (size_t unit = 0; c->there[k] && unit <= c->units; unit++)
            if (!str_eq(c->sheets[k].head[unit], c->sheets[EVENTS].head[unit]))
                buf_f(&found, "%s.csv: column %zu is another; ", names[k], unit + 1);
    case_same(run, found.n == 0, found.p ? found.p : "", "%zu consecutive months of the same %zu units in every file", c->months, c->units);
}

/* How often one count is over another: a note, since sources do that. */
static void note_over(const struct case_counts *c, int less, int more)
{
    size_t over = 0;
    if (!c->there[less] || !c->there[more])
        return;
    for (size_t i = 0; i < c->units * c->months; i++)
        over += c->v[less][i] > c->v[more][i];
    printf("# %s over %s in %zu of %zu cells\n", names[less], names[more], over, c->units * c->months);
}

static void nothing_without_events(struct case_run *run, const struct case_counts *c)
{
    size_t wrong = 0;
    for (size_t k = LOW; k < FILES; k++)
        for (size_t i = 0; i < c->units * c->months; i++)
            wrong += c->v[EVENTS][i] == 0 && c->v[k][i] != 0;
    case_same(run, wrong == 0, arena_f(&run->arena, "%zu cells", wrong), "no dead in a month without an incident");
}

/* The program's totals: of every unit, and of all together. */
static bool sums_check(struct case_run *run, const struct case_counts *c, struct err *e)
{
    int *place = ARENA_ARRAY(&run->arena, int, c->units + 1);
    int32_t *none = ARENA_ARRAY(&run->arena, int32_t, c->units * c->months + 1);
    struct panel p = {.places = c->units, .months = c->months, .place = place, .incidents = c->v[EVENTS], .low = c->v[LOW], .best = c->v[BEST], .high = c->v[HIGH],
        .civilians = c->v[CIVILIANS], .status_unknown = none, .deaths_unknown = none};
    double plain[FILES] = {0}, by_unit[FILES] = {0};
    for (size_t k = 0; k < FILES; k++)
        for (size_t i = 0; i < c->units * c->months; i++)
            plain[k] += c->v[k][i];
    struct trend t;
    for (size_t unit = 0; unit < c->units; unit++) {
        struct series s = series_of(&p, unit, &run->arena);
        if (!trend_periods(&s, &t, e))
            return false;
        const int64_t got[FILES] = {t.whole.incidents, t.whole.low, t.whole.best, t.whole.high, t.whole.civilians};
        for (size_t k = 0; k < FILES; k++)
            by_unit[k] += (double)got[k];
    }
    struct series s = series_of(&p, SIZE_MAX, &run->arena);
    if (!trend_periods(&s, &t, e))
        return false;
    const double whole[FILES] = {(double)t.whole.incidents, (double)t.whole.low, (double)t.whole.best, (double)t.whole.high, (double)t.whole.civilians};
    struct worst w = {.tolerance = 0}, stored = {.tolerance = 0};
    const cJSON *totals = cJSON_GetObjectItemCaseSensitive(run->options, "totals");
    for (size_t k = 0; k < FILES; k++) {
        worst_see(&w, whole[k], plain[k], "%s of all", names[k]);
        worst_see(&w, by_unit[k], plain[k], "%s unit by unit", names[k]);
        if (cJSON_GetObjectItemCaseSensitive(totals, names[k]))
            worst_see(&stored, whole[k], real_or(totals, names[k], NAN), "%s", names[k]);
        printf("# %s: %.0f\n", names[k], whole[k]);
    }
    case_report(run, &w, "the program's totals, of all and unit by unit, are those of the files");
    if (stored.values)
        case_report(run, &stored, "totals are the stored ones");
    return true;
}

static bool adjacency_check(struct case_run *run, const struct case_counts *c, struct err *e)
{
    struct sheet s;
    size_t wrong = 0, at;
    if (!case_has(run, "adjacency.csv"))
        return true;
    if (!sheet_read(run, "adjacency.csv", &s, e))
        return false;
    bool square = s.rows + 1 == s.columns && s.rows == c->units;
    for (size_t i = 0; square && i < s.rows; i++) {
        wrong += !str_eq(sheet_cell(&s, i, 0), s.head[i + 1]) || !str_is(sheet_cell(&s, i, i + 1), "0");
        struct err ignored = {0};
        wrong += !sheet_column(&c->sheets[EVENTS], arena_f(&run->arena, "%.*s", STR_F(s.head[i + 1])), &at, &ignored);
        for (size_t k = 0; k < s.rows; k++)
            wrong += !str_eq(sheet_cell(&s, i, k + 1), sheet_cell(&s, k, i + 1));
    }
    case_same(run, square && wrong == 0, arena_f(&run->arena, "%zu cells", wrong), "who is beside whom goes both ways, for the same units");
    return true;
}

bool counts_run(struct case_run *run, struct err *e)
{
    struct case_counts c = {0};
    if (!counts_read(run, &c, e))
        return false;
    heads_check(run, &c);
    nothing_without_events(run, &c);
    note_over(&c, LOW, BEST);
    note_over(&c, BEST, HIGH);
    note_over(&c, CIVILIANS, BEST);
    return sums_check(run, &c, e) && adjacency_check(run, &c, e);
}
