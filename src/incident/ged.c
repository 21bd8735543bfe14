/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: UCDP GED, the published layout (49 columns) and that of the country files with an HXL row (45),
 * by column names. METHOD A.1. Long texts (source_article, headline) are not kept.
 */
#include "incident/incident_priv.h"

struct ged_columns {
    int id, year, active_year, type_of_violence, side_a, side_b, gwnoa, gwnob, number_of_sources, source_office,
        where_prec, where_coordinates, adm_1, adm_2, latitude, longitude, country, iso3, event_clarity, date_prec,
        date_start, date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low;
};
static const struct {
    const char *name;
    size_t at;
    bool needed, mark; /* the layout cannot be read without it; it shows that this is the layout */
} ged_fields[] = {
#define FIELD(f, needed, mark) {#f, offsetof(struct ged_columns, f), needed, mark}
    FIELD(id, true, false),
    FIELD(year, false, false),
    FIELD(active_year, false, false),
    FIELD(type_of_violence, true, true),
    FIELD(side_a, true, false),
    FIELD(side_b, true, false),
    FIELD(gwnoa, false, false),
    FIELD(gwnob, false, false),
    FIELD(number_of_sources, false, false),
    FIELD(source_office, false, false),
    FIELD(where_prec, true, true),
    FIELD(where_coordinates, false, false),
    FIELD(adm_1, true, false),
    FIELD(adm_2, false, false),
    FIELD(latitude, true, false),
    FIELD(longitude, true, false),
    FIELD(country, true, false),
    FIELD(iso3, false, false),
    FIELD(event_clarity, false, true),
    FIELD(date_prec, true, true),
    FIELD(date_start, true, false),
    FIELD(date_end, true, false),
    FIELD(deaths_a, false, true),
    FIELD(deaths_b, false, true),
    FIELD(deaths_civilians, true, true),
    FIELD(deaths_unknown, false, true),
    FIELD(best, true, false),
    FIELD(high, true, false),
    FIELD(low, true, false),
#undef FIELD
};

static int *column_at(struct ged_columns *c, size_t at)
{
    return (int *)(void *)((char *)c + at);
}

static int ged_sniff(const struct table *t)
{
    int marks = 0, missing = 0;
    for (size_t i = 0; i < ARRAY_LEN(ged_fields); i++) {
        bool there = table_find(t, ged_fields[i].name) >= 0;
        marks += there && ged_fields[i].mark;
        missing += !there && ged_fields[i].needed;
    }
    if (marks < 4)
        return 0;
    return missing ? 90 : 100; /* GED beyond doubt, but cut: ged_read says what is missing */
}

static bool ged_columns_find(const struct table *t, struct ged_columns *c, struct err *e)
{
    char missing[300] = "";
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(ged_fields); i++) {
        int *column = column_at(c, ged_fields[i].at);
        if (!column_one(t, ged_fields[i].name, column, e))
            return false;
        if (*column < 0 && ged_fields[i].needed && n + 40 < sizeof missing)
            n += (size_t)snprintf(missing + n, sizeof missing - n, "%s%s", n ? ", " : "", ged_fields[i].name);
    }
    if (n)
        return err_set(e, ERR_INPUT,
            "%.100s: a UCDP GED file has the columns %s, and this one lacks them; take the file as UCDP publishes it", table_file(t),
            missing);
    return true;
}

/* GED's date_prec to ours: 2 to 6 days and a week are both "within a week". */
static uint8_t day_precision(int64_t date_prec)
{
    static const uint8_t ours[] = {9, 1, 2, 2, 3, 4};
    return ours[date_prec];
}

static bool ged_days(struct reading *r, const struct ged_columns *c, struct incident *x)
{
    struct str start = table_cell(r->t, c->date_start), end = table_cell(r->t, c->date_end);
    struct day last;
    if (!day_parse(start, &x->first, &last) || x->first.n != last.n)
        return refuse(r, c->date_start, "date_start", start, "a day, written YYYY-MM-DD",
            "write the day as 2018-12-25; a spreadsheet may have rewritten it");
    struct day first = DAY_NONE;
    if (!day_parse(end, &first, &x->last) || first.n != x->last.n) {
        x->last = x->first;
        repair(r, c->date_end, "date_end", end, "a day, written YYYY-MM-DD", "the start day was taken as the end, too");
    }
    return true;
}

static uint8_t side_kind(struct str name, struct str gwno)
{
    int64_t number;
    if (str_to_int(gwno, &number) && number > 0)
        return 1;
    if (names_state(name))
        return 1;
    if (str_is_nocase(str_trim(name), "Civilians"))
        return 3;
    return !str_trim(name).n || str_starts(name, "XXX") ? 0 : 2; /* XXX...: GED's word for "not yet known" */
}

static void ged_type(struct reading *r, const struct ged_columns *c, struct incident *x)
{
    static const struct str types[] = {{"", 0}, {"armed_clash", 11}, {"armed_clash", 11}, {"attack_civilians", 16}};
    int type = field_code(r, c->type_of_violence, 1, 3, 0, "type_of_violence");
    if (!type && !str_trim(table_cell(r->t, c->type_of_violence)).n)
        note(r, c->type_of_violence, "type_of_violence", STR(""), "1, 2 or 3", "it counts as not known");
    x->kind = (uint8_t)type; /* kinds 1 to 3 are GED's own */
    x->type = intern_id(&r->b->words, types[type]);
}

static void ged_where(struct reading *r, const struct ged_columns *c, struct incident *x)
{
    field_point(r, c->latitude, c->longitude, x);
    x->place_precision = (uint8_t)field_code(r, c->where_prec, 1, 7, 9, "where_prec");
    field_country(r, c->country, c->iso3, x);
    x->admin1 = field_words(r, c->adm_1);
    x->admin2 = field_words(r, c->adm_2);
    x->place_words = field_words(r, c->where_coordinates);
}

static void ged_who(struct reading *r, const struct ged_columns *c, struct incident *x)
{
    struct str a = table_cell(r->t, c->side_a), b = table_cell(r->t, c->side_b);
    x->side_a = field_words(r, c->side_a);
    x->side_b = field_words(r, c->side_b);
    x->side_a_kind = side_kind(a, table_cell(r->t, c->gwnoa));
    x->side_b_kind = side_kind(b, table_cell(r->t, c->gwnob));
    x->sources = field_words(r, c->source_office);
    struct str count = str_trim(table_cell(r->t, c->number_of_sources));
    int64_t n;
    if (!count.n)
        return;
    if (str_to_int(count, &n) && n >= -1 && n <= INT32_MAX)
        x->source_count = (int32_t)n;
    else
        note(r, c->number_of_sources, "number_of_sources", count, "a whole number; -1 where it was not recorded",
            "it counts as not recorded");
}

static void ged_oddities(struct reading *r, const struct ged_columns *c, struct incident *x)
{
    flags_of_deaths(r, c->low, c->best, c->high, x);
    flag_months(r, c->date_end, x);
    struct str year = str_trim(table_cell(r->t, c->year)), active = str_trim(table_cell(r->t, c->active_year));
    int64_t n;
    if (year.n && (!str_to_int(year, &n) || n != month_year(day_month(x->first)))) {
        x->flags |= FLAG_YEAR_DIFFERS;
        note(r, c->year, "year_differs", year, "the year of date_start", "the date counts; ask the source");
    }
    if (str_is_nocase(active, "FALSE") || (str_to_int(active, &n) && n == 0)) {
        x->flags |= FLAG_INACTIVE_DYAD;
        note(r, c->active_year, "inactive_dyad", active, "1 or TRUE",
            "kept and flagged: these two sides stayed below 25 deaths that year");
    }
}

static bool ged_row(struct reading *r, const struct ged_columns *c, struct incident *x)
{
    char count[64];
    if (table_cells(r->t) != table_columns(r->t)) {
        snprintf(count, sizeof count, "%zu cells, where the header has %zu", table_cells(r->t), table_columns(r->t));
        return refuse(r, -1, "cells", str_of(count), "as many cells as the header has",
            "a quote or a comma went astray in this line, or the file was cut off; take the file as UCDP publishes it");
    }
    if (!str_trim(table_cell(r->t, c->id)).n)
        return refuse(r, c->id, "id_missing", STR(""), "the id of the event", "take the row as UCDP publishes it");
    if (!ged_days(r, c, x) || !field_deaths(r, c->best, &x->deaths_best) || !field_deaths(r, c->low, &x->deaths_low) ||
        !field_deaths(r, c->high, &x->deaths_high) || !field_deaths(r, c->deaths_civilians, &x->deaths_civilians) ||
        !field_deaths(r, c->deaths_a, &x->deaths_side_a) || !field_deaths(r, c->deaths_b, &x->deaths_side_b) ||
        !field_deaths(r, c->deaths_unknown, &x->deaths_status_unknown))
        return false;
    x->key = field_id(r, c->id);
    days_in_order(r, c->date_end, x);
    x->day_precision = day_precision(field_code(r, c->date_prec, 1, 5, 0, "date_prec"));
    x->clarity = (uint8_t)field_code(r, c->event_clarity, 1, 2, 0, "event_clarity");
    ged_type(r, c, x);
    ged_where(r, c, x);
    ged_who(r, c, x);
    ged_oddities(r, c, x);
    return true;
}

static bool ged_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct ged_columns c;
    if (!ged_columns_find(t, &c, e))
        return false;
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    struct err failed = {0};
    struct incident x;
    while (reading_next(&r, &x, &failed))
        if (ged_row(&r, &c, &x))
            reading_keep(&r, &x, c.id);
    if (failed.code == ERR_NONE)
        return true;
    *e = failed;
    return false;
}

const struct incident_layout incident_ged = {
    .name = "ucdp-ged",
    .source = "UCDP GED",
    .citation = "Sundberg, Ralph and Erik Melander (2013), Introducing the UCDP Georeferenced Event Dataset, "
                "Journal of Peace Research 50(4)",
    .licence = "CC BY 4.0",
    .sniff = ged_sniff,
    .read = ged_read,
};
