/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: UCDP GED, the published layout (49 columns) and that of the country files with an HXL row (45),
 * by column names. METHOD A.1. Long texts (source_article, headline) are not kept.
 */
#include "incident/incident_priv.h"

struct ged_columns {
    int id, year, active_year, code_status, type_of_violence, side_a, side_b, gwnoa, gwnob, number_of_sources, source_office,
        where_prec, where_coordinates, adm_1, adm_2, latitude, longitude, country, iso3, event_clarity, date_prec,
        date_start, date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low;
};
static const struct column_spec ged_fields[] = {
    COLUMN(ged_columns, id, true, false),
    COLUMN(ged_columns, year, false, false),
    COLUMN(ged_columns, active_year, false, false),
    COLUMN(ged_columns, code_status, false, false),
    COLUMN(ged_columns, type_of_violence, true, true),
    COLUMN(ged_columns, side_a, true, false),
    COLUMN(ged_columns, side_b, true, false),
    COLUMN(ged_columns, gwnoa, false, false),
    COLUMN(ged_columns, gwnob, false, false),
    COLUMN(ged_columns, number_of_sources, false, false),
    COLUMN(ged_columns, source_office, false, false),
    COLUMN(ged_columns, where_prec, true, true),
    COLUMN(ged_columns, where_coordinates, false, false),
    COLUMN(ged_columns, adm_1, true, false),
    COLUMN(ged_columns, adm_2, false, false),
    COLUMN(ged_columns, latitude, true, false),
    COLUMN(ged_columns, longitude, true, false),
    COLUMN(ged_columns, country, true, false),
    COLUMN(ged_columns, iso3, false, false),
    COLUMN(ged_columns, event_clarity, false, true),
    COLUMN(ged_columns, date_prec, true, true),
    COLUMN(ged_columns, date_start, true, false),
    COLUMN(ged_columns, date_end, true, false),
    COLUMN(ged_columns, deaths_a, false, true),
    COLUMN(ged_columns, deaths_b, false, true),
    COLUMN(ged_columns, deaths_civilians, true, true),
    COLUMN(ged_columns, deaths_unknown, false, true),
    {"best", offsetof(struct ged_columns, best), true, false, "best_est"},
    {"high", offsetof(struct ged_columns, high), true, false, "high_est"},
    {"low", offsetof(struct ged_columns, low), true, false, "low_est"},
};

/* The published order, for candidate files without a header. */
static const char *const published[] = {"id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"};

static int ged_sniff(const struct table *t)
{
    return columns_sniff(t, ged_fields, ARRAY_LEN(ged_fields), 4);
}

static bool number_within(struct str s, int64_t low, int64_t high)
{
    int64_t n;
    return str_to_int(s, &n) && n >= low && n <= high;
}

/* What stands for a header is an event in the published order: numbers and days where only they can be. */
static bool headless(const struct table *t)
{
    struct day first, last;
    return table_columns(t) == ARRAY_LEN(published) && !table_hxl(t) && number_within(table_name(t, 0), 0, INT64_MAX) &&
           number_within(table_name(t, 2), 1900, 2999) && number_within(table_name(t, 5), 1, 3) && number_within(table_name(t, 24), 1, 7) &&
           number_within(table_name(t, 37), 1, 5) && day_parse(table_name(t, 38), &first, &last);
}

static void name_columns(struct table *t)
{
    if (headless(t))
        table_headless(t, published, ARRAY_LEN(published));
}

static int candidate_sniff(const struct table *t)
{
    return headless(t) ? 100 : 0; /* with a header the rows tell (ged_read) */
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
    flag_year(r, c->year, x);
    struct str active = str_trim(table_cell(r->t, c->active_year));
    int64_t n;
    if (str_is_nocase(active, "FALSE") || (str_to_int(active, &n) && n == 0)) {
        x->flags |= FLAG_INACTIVE_DYAD;
        note(r, c->active_year, "inactive_dyad", active, "1 or TRUE",
            "kept and flagged: these two sides stayed below 25 deaths that year");
    }
    struct str status = table_cell(r->t, c->code_status);
    if (str_starts(str_trim(status), "Check")) {
        x->flags |= FLAG_UNCHECKED;
        note(r, c->code_status, "unchecked", status, "Clear", "kept and flagged: UCDP has still to check this event");
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

static bool placeholder(const struct incident_batch *b, uint32_t side)
{
    return side && str_starts(intern_text(&b->words, side), "XXX");
}

/* Releases are checked and name their sides; candidate events, of the last months, have the same columns but say "Check ..." or
 * XXX for a side of which it is not yet known who it is. */
static bool shows_candidates(const struct incident_batch *b, const struct ged_columns *c)
{
    for (size_t i = 0; i < b->n; i++)
        if ((b->list[i].flags & FLAG_UNCHECKED) || (c->code_status >= 0 && (placeholder(b, b->list[i].side_a) || placeholder(b, b->list[i].side_b))))
            return true;
    return false;
}

static void flag_placeholders(struct incident_batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct incident *x = &b->list[i];
        uint32_t side = placeholder(b, x->side_a) ? x->side_a : placeholder(b, x->side_b) ? x->side_b : 0;
        if (!side)
            continue;
        b->noted += x->flags == 0; /* else it was counted when it was read */
        x->flags |= FLAG_PLACEHOLDER_SIDE;
        problem_log_add_at(&b->log, x->line, PROBLEM_NOTED, side == x->side_a ? STR("side_a") : STR("side_b"), "placeholder_side",
            intern_text(&b->words, side), "the name of the side", "kept and flagged: UCDP does not yet know who it was; it counts as no actor");
    }
    b->noted = MIN_OF(b->noted, (int64_t)b->n);
}

static bool read_rows(struct table *t, struct ged_columns *c, struct incident_batch *out, struct progress *p, struct err *e)
{
    if (!columns_find(t, "UCDP GED", "UCDP", ged_fields, ARRAY_LEN(ged_fields), c, e))
        return false;
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    struct err failed = {0};
    struct incident x;
    while (reading_next(&r, &x, &failed))
        if (ged_row(&r, c, &x))
            reading_keep(&r, &x, c->id);
    if (failed.code == ERR_NONE)
        return true;
    *e = failed;
    return false;
}

static bool ged_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct ged_columns c;
    if (!read_rows(t, &c, out, p, e))
        return false;
    if (!shows_candidates(out, &c))
        return true;
    flag_placeholders(out);
    out->found = &incident_candidate;
    return true;
}

static bool candidate_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct ged_columns c;
    name_columns(t);
    if (!read_rows(t, &c, out, p, e))
        return false;
    flag_placeholders(out);
    return true;
}

#define GED_ARTICLE "Sundberg, Ralph and Erik Melander (2013), Introducing the UCDP Georeferenced Event Dataset, " \
    "Journal of Peace Research 50(4)"

const struct incident_layout incident_ged = {
    .name = "ucdp-ged",
    .source = "UCDP GED",
    .citation = GED_ARTICLE,
    .licence = "CC BY 4.0",
    .sniff = ged_sniff,
    .read = ged_read,
};

/* A source of its own: what is final supersedes it only when people say so, and never counts twice silently. */
const struct incident_layout incident_candidate = {
    .name = "ucdp-candidate",
    .source = "UCDP Candidate",
    .citation = "Hegre, Håvard, Mihai Croicu, Kristine Eck and Stina Högbladh (2020), Introducing the UCDP Candidate Events "
                "Dataset, Research and Politics 7(3)",
    .licence = "CC BY 4.0",
    .sniff = candidate_sniff,
    .read = candidate_read,
    .headless = name_columns,
};
