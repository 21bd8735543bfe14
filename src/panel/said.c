/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say of places, periods and sources, joined to what the register knows of them. */
#include "panel/panel_priv.h"

static struct str keep(struct incident_columns *c, struct str s)
{
    return (struct str){arena_text(&c->arena, s.p, s.n), s.n};
}

static int place_meant(const struct incident_columns *c, struct str words)
{
    size_t index = 0;
    struct err unknown = {0};
    return c->places && gazetteer_find(c->places, words, &index, &unknown) ? (int)index : -1;
}

/* The word of the only country on record, where no border file brought that in: what is said of it counts for all records. 0: none. */
static uint32_t only_country(const struct incident_columns *c)
{
    uint32_t only = 0;
    for (size_t i = 0; i < c->n; i++) {
        if ((c->place[0] && c->place[0][i] >= 0) || (only && c->country[i] && c->country[i] != only))
            return 0;
        only = c->country[i] ? c->country[i] : only;
    }
    return only;
}

static bool country_meant(const struct incident_columns *c, uint32_t only, struct str words)
{
    if (only == 0)
        return false;
    struct buf said CLEANUP(buf_end) = {0}, country CLEANUP(buf_end) = {0};
    name_fold(words, &said);
    name_fold(intern_text(&c->words, only), &country);
    bool coded = only < c->country_code_n && c->country_codes[only].n && str_eq(c->country_codes[only], words);
    return coded || (said.n > 0 && str_eq(buf_view(&said), buf_view(&country)));
}

void judgements_place(const struct incident_columns *c, struct looked_judgement *list, size_t n)
{
    uint32_t only = n ? only_country(c) : 0;
    for (size_t i = 0; i < n; i++) {
        list[i].place = place_meant(c, list[i].words);
        list[i].of_country = list[i].place < 0 && country_meant(c, only, list[i].words);
    }
}

static bool judgements_load(struct store *s, struct incident_columns *c, struct arena *a, struct err *e)
{
    struct said_row *rows = NULL;
    size_t n = 0;
    if (!said_rows(s, SAID_OBSERVABILITY, a, &rows, &n, e))
        return false;
    c->judgements = ARENA_ARRAY(&c->arena, struct looked_judgement, n + 1);
    c->judgement_n = n;
    for (size_t i = 0; i < n; i++)
        c->judgements[i] = (struct looked_judgement){.from = rows[i].from, .to = rows[i].to, .looked = looked_of(rows[i].what), .words = keep(c, rows[i].subject),
            .said_by = keep(c, rows[i].by), .reason = keep(c, rows[i].reason)};
    judgements_place(c, c->judgements, n);
    return true;
}

static bool phases_load(struct store *s, struct incident_columns *c, struct arena *a, struct err *e)
{
    struct said_row *rows = NULL;
    size_t n = 0;
    if (!said_rows(s, SAID_PHASES, a, &rows, &n, e))
        return false;
    c->phases = ARENA_ARRAY(&c->arena, struct phase_set, n + 1);
    c->phase_n = n;
    for (size_t i = 0; i < n; i++)
        c->phases[i] = (struct phase_set){.place = place_meant(c, rows[i].subject), .from = rows[i].from, .to = rows[i].to,
            .phase = phase_of(rows[i].what), .words = keep(c, rows[i].subject), .said_by = keep(c, rows[i].by)};
    uint32_t only = n ? only_country(c) : 0;
    for (size_t i = 0; i < n; i++)
        c->phases[i].of_country = c->phases[i].place < 0 && country_meant(c, only, c->phases[i].words);
    return true;
}

/* What is stated of a source stands over what its layout says. */
static bool licences_load(struct store *s, struct incident_columns *c, struct arena *a, struct err *e)
{
    struct said_row *rows = NULL;
    size_t n = 0;
    if (!said_rows(s, SAID_LICENCES, a, &rows, &n, e))
        return false;
    c->licences = ARENA_ARRAY(&c->arena, uint8_t, c->source_n + 1);
    for (size_t i = 0; i < c->source_n; i++)
        c->licences[i] = (uint8_t)licence_of(c->source_licences[i]);
    for (size_t k = 0; k < n; k++) {
        bool known = false;
        for (size_t i = 0; i < c->source_n; i++) {
            if (!said_same_source(rows[k].subject, c->sources[i]))
                continue;
            known = true;
            if (c->licences[i] == licence_of(rows[k].what))
                continue; /* "CC BY 4.0" says more than "attribution" */
            c->licences[i] = (uint8_t)licence_of(rows[k].what);
            c->source_licences[i] = keep(c, rows[k].what);
        }
        c->licences_of_nobody += !known;
    }
    return true;
}

bool said_load(struct store *s, struct incident_columns *c, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    return judgements_load(s, c, &a, e) && phases_load(s, c, &a, e) && licences_load(s, c, &a, e);
}

/* ---- which place lies in which ----------------------------------------------------------------- */

static int parent_of(const struct gazetteer *g, int place)
{
    const struct place *p = gazetteer_place(g, (size_t)place);
    for (size_t i = 0; i < gazetteer_count(g); i++) {
        const struct place *above = gazetteer_place(g, i);
        bool same_country = str_eq(above->country, p->country);
        if (above->level == p->level - 1 && same_country && (above->level == 0 || (p->parent_code.n && str_eq(above->code, p->parent_code))))
            return (int)i;
    }
    return -1;
}

bool place_lies_in(const struct gazetteer *g, int inner, int outer)
{
    int level = gazetteer_place(g, (size_t)outer)->level;
    if (level == 0)
        return place_in_country(g, (size_t)inner, outer);
    while (inner >= 0 && gazetteer_place(g, (size_t)inner)->level > level)
        inner = parent_of(g, inner);
    return inner == outer;
}

/* ---- could anybody look? ----------------------------------------------------------------------- */

struct month_days { /* a bit a day */
    uint32_t none, limited, good;
};

/* Days of `month` between the two, both ends inclusive, as bits. */
static uint32_t days_within(int month, struct day from, struct day to)
{
    int32_t first = month_first(month).n, last = month_last(month).n;
    int32_t a = day_known(from) ? MAX_OF(from.n, first) : first, b = day_known(to) ? MIN_OF(to.n, last) : last;
    return a > b ? 0 : (uint32_t)((UINT64_C(1) << (b - a + 1)) - 1) << (a - first);
}

static enum looked month_looked(const struct month_days *d, int month)
{
    uint32_t whole = days_within(month, DAY_NONE, DAY_NONE);
    if (d->none == whole)
        return LOOKED_NONE;
    return d->none | d->limited ? LOOKED_LIMITED : d->good ? LOOKED_GOOD : LOOKED_UNSAID;
}

/* What a judgement says of a place: all of it, that a part of it could not be seen, or nothing. */
enum bearing judgement_bears(const struct incident_columns *c, const struct looked_judgement *j, int place)
{
    if (j->place < 0 || place < 0)
        return j->of_country && place < 0 ? BEARS_WHOLE : BEARS_NOT;
    if (place_lies_in(c->places, place, j->place))
        return BEARS_WHOLE;
    return j->looked >= LOOKED_LIMITED && place_lies_in(c->places, j->place, place) ? BEARS_PART : BEARS_NOT;
}

bool looked_months(const struct incident_columns *c, int place, int first_month, size_t months, uint8_t *out)
{
    bool any = false;
    struct month_days *days = mem_get((months + 1) * sizeof *days);
    for (size_t k = 0; k < c->judgement_n; k++) {
        const struct looked_judgement *j = &c->judgements[k];
        enum bearing bears = judgement_bears(c, j, place);
        for (size_t m = 0; bears != BEARS_NOT && m < months; m++) {
            uint32_t bits = days_within(first_month + (int)m, j->from, j->to);
            bool part = bears == BEARS_PART;
            days[m].none |= j->looked == LOOKED_NONE && !part ? bits : 0;
            days[m].limited |= j->looked == LOOKED_LIMITED || part ? bits : 0;
            days[m].good |= j->looked == LOOKED_GOOD ? bits : 0;
        }
    }
    for (size_t m = 0; m < months; m++) {
        out[m] = (uint8_t)month_looked(&days[m], first_month + (int)m);
        any |= out[m] != LOOKED_UNSAID;
    }
    free(days);
    return any;
}
