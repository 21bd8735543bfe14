/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Place x month panels: one pass over the columns. */
#include "panel/panel_priv.h"

#include <assert.h>

enum { CELLS_MOST = 1 << 28 };

/* Which row each place has; -1 for none. Fills out->place and out->places. */
static int *rows_make(const struct incident_columns *c, int country, int level, struct arena *a, struct arena *scratch,
    struct panel *out)
{
    size_t n = c->places ? gazetteer_count(c->places) : 0;
    int *row = ARENA_ARRAY(scratch, int, n);
    out->place = ARENA_ARRAY(a, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        row[i] = -1;
        if (gazetteer_place(c->places, i)->level != level || (country >= 0 && !place_in_country(c->places, i, country)))
            continue;
        row[i] = (int)out->places;
        out->place[out->places++] = (int)i;
    }
    out->place[out->places++] = -1;
    return row;
}

/* Add what is known; false when the sum no longer fits. */
static bool add(int32_t *cell, int32_t v)
{
    return v <= 0 || !__builtin_add_overflow(*cell, v, cell);
}

static bool add_record(struct panel *p, size_t cell, const struct incident_columns *c, size_t i, struct err *e)
{
    if (!add(&p->incidents[cell], 1) || !add(&p->low[cell], low_of(c, i)) || !add(&p->best[cell], c->best[i]) ||
        !add(&p->high[cell], high_of(c, i)) || !add(&p->civilians[cell], c->civilians[i]) ||
        !add(&p->status_unknown[cell], c->status_unknown[i]))
        return err_set(e, ERR_INPUT,
            "the dead of one place and month add up to more than %d: look for a wrong figure in incident %" PRId64, INT32_MAX,
            c->id[i]);
    p->deaths_unknown[cell] += c->best[i] < 0;
    p->largest[cell] = MAX_OF(p->largest[cell], (int64_t)c->best[i]);
    return true;
}

/* Whether anybody could look, per place and of the whole. */
static void looked_fill(const struct incident_columns *c, int country, struct panel *p, struct arena *a)
{
    p->looked = ARENA_ARRAY(a, uint8_t, p->places * p->months);
    p->looked_whole = ARENA_ARRAY(a, uint8_t, p->months);
    for (size_t row = 0; c->judgement_n && row < p->places; row++)
        looked_months(c, p->place[row], p->first_month, p->months, p->looked + row * p->months);
    if (looked_months(c, country, p->first_month, p->months, p->looked_whole) || country >= 0)
        return;
    for (size_t row = 0; row < p->places; row++)
        for (size_t m = 0; m < p->months; m++)
            p->looked_whole[m] = MAX_OF(p->looked_whole[m], MIN_OF(p->looked[row * p->months + m], (uint8_t)LOOKED_LIMITED));
}

bool panel_make(const struct incident_columns *c, int country, int level, int from_month, int to_month, struct arena *a,
    struct panel *out, struct err *e)
{
    assert(level >= 0 && level < PLACE_LEVELS && to_month >= from_month - 1);
    struct arena scratch CLEANUP(arena_end) = {0};
    struct panel p = {.first_month = from_month, .months = (size_t)(to_month - from_month + 1)};
    const int *row = rows_make(c, country, level, a, &scratch, &p);
    if (p.months && p.places > CELLS_MOST / p.months)
        return err_set(e, ERR_INPUT, "%zu places and %zu months are more than a table can hold: ask for fewer months", p.places,
            p.months);
    size_t cells = p.places * p.months;
    int32_t **columns[] = {&p.incidents, &p.low, &p.best, &p.high, &p.civilians, &p.status_unknown, &p.deaths_unknown};
    for (size_t k = 0; k < ARRAY_LEN(columns); k++)
        *columns[k] = ARENA_ARRAY(a, int32_t, cells);
    p.largest = ARENA_ARRAY(a, int64_t, cells);
    looked_fill(c, country, &p, a);
    struct selection which = {month_first(from_month), month_last(to_month), country, .in_series = true};
    uint8_t *taken = arena_get(&scratch, c->n + 1);
    selector_mark(selector_make(c, &which, &scratch), 1, taken);
    for (size_t i = 0; p.months && i < c->n; i++) {
        if (!taken[i])
            continue;
        int place = c->place[level] ? c->place[level][i] : -1;
        size_t at = place >= 0 && row[place] >= 0 ? (size_t)row[place] : p.places - 1;
        size_t month = (size_t)(columns_month(c, i) - from_month);
        if (!add_record(&p, at * p.months + month, c, i, e))
            return false;
    }
    *out = p;
    return true;
}
