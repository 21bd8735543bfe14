/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/trace.h"

#include <assert.h>

/* ---- what is not known of records -------------------------------------------------------------- */

bool gap_takes(const struct brief_data *b, enum trace_what what, size_t i, bool here)
{
    const struct incident_columns *c = b->columns;
    int level = MAX_OF(b->units, 1);
    enum placed_how how = c->how[level] ? (enum placed_how)c->how[level][i] : PLACED_UNKNOWN;
    int named = c->named[level] ? c->named[level][i] : -1;
    bool of_country = b->level == 0 && b->units; /* without borders nothing can lie outside them */
    switch (what) {
    case TAKE_COARSE: return b->units && how == PLACED_COARSE; /* known to the country only: may be anywhere in it */
    case TAKE_OUTSIDE: return of_country && how == PLACED_OUTSIDE;
    case TAKE_NOWHERE: return of_country && how == PLACED_UNKNOWN;
    case TAKE_ELSEWHERE: return !here && b->level > 0 && c->named[level] && named == b->place;
    case TAKE_NEAR_BORDER: return here && how == PLACED_NEAR;
    case TAKE_BY_NAME: return here && how == PLACED_NAME;
    case TAKE_DISAGREE: return here && named >= 0;
    case TAKE_SUMMARIES: return here && c->clarity[i] == 2;
    case TAKE_LOW_OVER_BEST: return here && (c->flags[i] & FLAG_LOW_OVER_BEST);
    case TAKE_BEST_OVER_HIGH: return here && (c->flags[i] & FLAG_BEST_OVER_HIGH);
    case TAKE_SPANS_MONTHS: return here && (c->flags[i] & FLAG_SPANS_MONTHS);
    case TAKE_DAYS_VAGUE: return here && c->day_precision[i] >= 3;
    case TAKE_NO_DEATHS: return here && c->best[i] < 0;
    case TAKE_UNPLACED: return gap_takes(b, TAKE_COARSE, i, here) || gap_takes(b, TAKE_OUTSIDE, i, here) || gap_takes(b, TAKE_NOWHERE, i, here);
    case TAKE_SERIES:
    case TAKE_SEEN:
    case TAKE_LARGEST:
    case TAKE_ARMED:
    case TAKE_BESIDE:
    case TAKE_BESIDE_TYPE:
    case TAKE_ALL:
    case TAKE_SOURCE:
    case TAKE_DAY_PRECISION:
    case TAKE_PLACE_PRECISION:
    case TAKE_TWICE:
    case TAKE_WHATS: break;
    }
    return false;
}

struct brief_gap *gap_of(struct brief_data *b, enum trace_what what)
{
    struct brief_gap *const gaps[] = {&b->coarse, &b->outside, &b->nowhere, &b->named_elsewhere, &b->near_border, &b->by_name, &b->disagree, &b->summaries,
        &b->low_over_best, &b->best_over_high, &b->spans_months, &b->days_vague, &b->no_deaths};
    assert(what >= GAP_FIRST && what <= GAP_LAST);
    return gaps[(int)what - GAP_FIRST];
}

/* ---- records of a set -------------------------------------------------------------------------- */

struct trace_reader {
    const struct brief_data *b;
    const struct trace_set *set;
    const struct selector *all, *here;
    bool *twice; /* record -> counted twice */
};

static bool of_series(enum trace_what what)
{
    return what != TAKE_BESIDE && what != TAKE_BESIDE_TYPE && what != TAKE_ALL && what != TAKE_SOURCE;
}

static struct selection selection_of(const struct trace_set *set)
{
    struct day from = set->from_month == INT32_MIN ? DAY_NONE : month_first(set->from_month);
    struct day to = set->to_month == INT32_MAX ? DAY_NONE : month_last(set->to_month);
    return (struct selection){.from = from, .to = to, .place = set->place, .in_series = of_series(set->what)};
}

bool trace_selection(const struct trace_set *set, struct selection *out)
{
    *out = selection_of(set);
    return (set->what == TAKE_SERIES || set->what == TAKE_ALL) && set->from_month <= set->to_month;
}

struct trace_reader *trace_open(const struct brief_data *b, const struct trace_set *set, struct arena *a)
{
    struct trace_reader *t = ARENA_NEW(a, struct trace_reader);
    struct selection which = selection_of(set);
    *t = (struct trace_reader){.b = b, .set = set, .all = selector_make(b->columns, &which, a), .here = b->in_place};
    if (set->what != TAKE_TWICE)
        return t;
    t->twice = ARENA_ARRAY(a, bool, b->columns->n + 1);
    columns_twice(b->columns, b->in_country, t->twice);
    return t;
}

bool trace_takes(const struct trace_reader *t, size_t i)
{
    const struct brief_data *b = t->b;
    const struct incident_columns *c = b->columns;
    const struct trace_set *set = t->set;
    if (set->from_month > set->to_month || !selector_takes(t->all, i))
        return false;
    switch (set->what) {
    case TAKE_SERIES:
    case TAKE_ALL: return true;
    case TAKE_SEEN: {
        int place = c->place[b->units] ? c->place[b->units][i] : -1;
        return place >= 0 && b->seen.places && b->seen.places[place];
    }
    case TAKE_LARGEST: return i == b->largest_record;
    case TAKE_ARMED: return c->harm[i] == HARM_NOT_DEADLY;
    case TAKE_BESIDE: return !c->in_series[i];
    case TAKE_BESIDE_TYPE: return !c->in_series[i] && c->type[i] == set->key && (set->key || c->kind[i] == set->kind);
    case TAKE_SOURCE: return c->source[i] == set->key;
    case TAKE_TWICE: return t->twice[i];
    case TAKE_DAY_PRECISION: return set->key == (c->day_precision[i] < ARRAY_LEN(b->precision.day) ? c->day_precision[i] : 0);
    case TAKE_PLACE_PRECISION: return set->key == (c->place_precision[i] < ARRAY_LEN(b->precision.place) ? c->place_precision[i] : 0);
    case TAKE_COARSE:
    case TAKE_OUTSIDE:
    case TAKE_NOWHERE:
    case TAKE_ELSEWHERE:
    case TAKE_NEAR_BORDER:
    case TAKE_BY_NAME:
    case TAKE_DISAGREE:
    case TAKE_SUMMARIES:
    case TAKE_LOW_OVER_BEST:
    case TAKE_BEST_OVER_HIGH:
    case TAKE_SPANS_MONTHS:
    case TAKE_DAYS_VAGUE:
    case TAKE_NO_DEATHS:
    case TAKE_UNPLACED: return gap_takes(b, set->what, i, selector_takes(t->here, i));
    case TAKE_WHATS: break;
    }
    return false;
}

void trace_total(const struct brief_data *b, const struct trace_set *set, struct arena *a, struct count_row *out)
{
    const struct trace_reader *t = trace_open(b, set, a);
    *out = (struct count_row){0};
    for (size_t i = 0; i < b->columns->n; i++)
        if (trace_takes(t, i))
            count_add(out, b->columns, i);
}

/* ---- what is made of them ---------------------------------------------------------------------- */

const char *trace_makes(const char *method)
{
    static const struct { const char *key, *makes; } all[] = {
        {"method-counts", T("The records are counted, and the deaths that they give added up.")},
        {"method-which", T("The records are counted, by whether they killed and what was done.")},
        {"method-places", T("The records are counted for the place that their point or name means.")},
        {"method-change", T("The records and the dead of the two periods are compared, month by month.")},
        {"method-civilians", T("Known civilians among the dead, as a share of all the dead.")},
        {"method-turns", T("The records of each month are counted, and the months cut where their mean turns.")},
        {"method-looked", T("What people say of the place is shown as they say it; no record is counted.")},
        {"method-voices", T("Votes on the statement are counted: of all, and of those groups that are large enough.")},
        {"method-groups", T("People who voted alike are put together, and what they hold is compared with what the others hold.")},
        {"method-bridges", T("The shares that agree are compared between groups or sides.")},
        {"method-findings", T("What somebody summed up is shown as they wrote it.")},
        {"method-coverage", T("Organisations at work are counted from files of projects and activities, and set against reported incidents and what people asked for.")},
        {"method-asked", T("What was asked is counted by how far it came: acknowledged, answered, met, promised, kept.")},
        {"method-agenda", T("What people agreed is told as its rows have it; items are counted, and no item is ranked.")},
        {"method-orders", T("Orders of the same matters are compared, pair by pair of matters.")},
        {"method-help", T("A service is told of as somebody wrote it down, with the day on which somebody made sure.")},
        {"method-rates", T("The dead of the period for each 100,000 people and year.")}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (strcmp(all[i].key, method) == 0)
            return all[i].makes;
    return "";
}

const char *trace_what_code(enum trace_what what)
{
    static const char *const codes[TAKE_WHATS] = {"series", "seen", "coarse", "outside", "nowhere", "named_elsewhere", "near_border", "by_name", "disagree", "summaries",
        "low_over_best", "best_over_high", "spans_months", "days_vague", "no_deaths", "unplaced", "largest", "armed", "beside", "beside_type", "all", "source", "day_precision", "place_precision", "twice"};
    return codes[what];
}
