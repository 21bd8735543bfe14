/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: ACLED's exports, the 31 columns since March 2023 and the older ones with data_id, event_id_no_cnty and iso3, by column
 * names. METHOD A.2. Notes and associated actors are not kept. One number of deaths a row: no low, no high.
 */
#include "incident/incident_priv.h"

struct acled_columns {
    int event_id_cnty, event_date, year, time_precision, event_type, sub_event_type, actor1, inter1, actor2, inter2,
        civilian_targeting, iso3, country, admin1, admin2, location, latitude, longitude, geo_precision, source, fatalities, timestamp;
};
static const struct column_spec acled_fields[] = {
    COLUMN(acled_columns, event_id_cnty, true, true),
    COLUMN(acled_columns, event_date, true, true),
    COLUMN(acled_columns, year, false, false),
    COLUMN(acled_columns, time_precision, false, true),
    COLUMN(acled_columns, event_type, true, true),
    COLUMN(acled_columns, sub_event_type, false, true),
    COLUMN(acled_columns, actor1, false, false),
    COLUMN(acled_columns, inter1, false, true),
    COLUMN(acled_columns, actor2, false, false),
    COLUMN(acled_columns, inter2, false, true),
    COLUMN(acled_columns, civilian_targeting, false, false),
    COLUMN(acled_columns, iso3, false, false),
    COLUMN(acled_columns, country, true, false),
    COLUMN(acled_columns, admin1, true, false),
    COLUMN(acled_columns, admin2, false, false),
    COLUMN(acled_columns, location, false, false),
    COLUMN(acled_columns, latitude, true, false),
    COLUMN(acled_columns, longitude, true, false),
    COLUMN(acled_columns, geo_precision, false, true),
    COLUMN(acled_columns, source, false, false),
    COLUMN(acled_columns, fatalities, true, true),
    COLUMN(acled_columns, timestamp, false, false),
};

static int acled_sniff(const struct table *t)
{
    return columns_sniff(t, acled_fields, ARRAY_LEN(acled_fields), 5);
}

/* Who acts: ACLED's inter codes, numbers in older files and words in newer ones. */
enum inter { INTER_NONE = 0, INTER_STATE = 1, INTER_REBEL, INTER_POLITICAL, INTER_IDENTITY, INTER_RIOTERS, INTER_PROTESTERS,
    INTER_CIVILIANS, INTER_OTHER };

static enum inter inter_of(struct reading *r, int column)
{
    static const struct { const char *word; enum inter inter; } words[] = {
        {"State forces", INTER_STATE}, {"Rebel group", INTER_REBEL}, {"Rebel groups", INTER_REBEL}, {"Rebel forces", INTER_REBEL},
        {"Political militia", INTER_POLITICAL}, {"Political militias", INTER_POLITICAL}, {"Identity militia", INTER_IDENTITY},
        {"Identity militias", INTER_IDENTITY}, {"Communal militia", INTER_IDENTITY}, {"Communal militias", INTER_IDENTITY},
        {"Rioters", INTER_RIOTERS}, {"Protesters", INTER_PROTESTERS}, {"Civilians", INTER_CIVILIANS},
        {"External/Other forces", INTER_OTHER}, {"Other forces", INTER_OTHER}, {"External forces", INTER_OTHER}};
    struct str s = str_trim(table_cell(r->t, column));
    int64_t n;
    if (!s.n)
        return INTER_NONE;
    if (str_to_int(s, &n) && n >= INTER_NONE && n <= INTER_OTHER)
        return (enum inter)n;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is_nocase(s, words[i].word))
            return words[i].inter;
    note(r, column, "inter", s, "one of ACLED's inter codes, 0 to 8, or its words for them", "it counts as not known; compare with ACLED's codebook");
    return INTER_NONE;
}

/* Other forces may be another state's: their name tells where it can. */
static uint8_t side_kind(enum inter inter, struct str name)
{
    static const uint8_t kinds[] = {0, 1, 2, 2, 2, 2, 3, 3, 0};
    return inter == INTER_NONE || inter == INTER_OTHER ? side_kind_of_name(name) : kinds[inter];
}

static bool armed(enum inter inter)
{
    return (inter >= INTER_STATE && inter <= INTER_IDENTITY) || inter == INTER_OTHER;
}

static bool acled_day(struct reading *r, const struct acled_columns *c, struct incident *x)
{
    struct str s = table_cell(r->t, c->event_date);
    if (!day_in_words(s, &x->first) && (!day_parse(s, &x->first, &x->last) || x->first.n != x->last.n))
        return refuse(r, c->event_date, "event_date", s, "a day, written YYYY-MM-DD or \"31 January 2024\"",
            "take the file as ACLED publishes it; a spreadsheet may have rewritten the days");
    x->last = x->first;
    x->day_precision = (uint8_t)field_code(r, c->time_precision, 1, 3, 9, "time_precision");
    return true;
}

/* The part of the event type names the type; the event type itself, and who took part, name the kind. */
static void acled_type(struct reading *r, const struct acled_columns *c, struct incident *x, enum inter one, enum inter two, bool targeted)
{
    struct str word = str_trim(table_cell(r->t, c->event_type)), part = str_trim(table_cell(r->t, c->sub_event_type));
    const char *type = "", *fine = "";
    enum incident_kind kind = KIND_UNKNOWN, of_part = KIND_UNKNOWN;
    if (!incident_type_of(word, &type, &kind))
        note(r, c->event_type, "type_unknown", word, "one of ACLED's event types", "the event counts with its kind not known");
    if (part.n && incident_type_of(part, &fine, &of_part))
        type = fine;
    else if (part.n)
        note(r, c->sub_event_type, "type_unknown", part, "one of ACLED's sub-event types", "the event counts by its event type");
    x->type = intern_id(&r->b->words, str_of(type));
    if (kind == KIND_STATE_BATTLE)
        x->kind = battle_kind(x);
    else if (kind == KIND_REMOTE && targeted && !armed(one) && !armed(two))
        x->kind = KIND_CIVILIANS;
    else
        x->kind = (uint8_t)kind;
}

/* Since 2026 events at sea carry the name of the water where the country stands. */
static bool names_water(struct str s)
{
    static const char *const words[] = {"Sea", "Ocean", "Gulf", "Strait", "Bay", "Channel"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        size_t n = strlen(words[i]);
        for (size_t at = 0; at + n <= s.n; at++)
            if (memcmp(s.p + at, words[i], n) == 0 && (at == 0 || s.p[at - 1] == ' ') && (at + n == s.n || s.p[at + n] == ' '))
                return true;
    }
    return false;
}

static void acled_where(struct reading *r, const struct acled_columns *c, struct incident *x)
{
    static const uint8_t ours[] = {9, 1, 2, 4};
    field_point(r, c->latitude, c->longitude, x);
    x->place_precision = ours[field_code(r, c->geo_precision, 1, 3, 0, "geo_precision")];
    field_country(r, c->country, c->iso3, x);
    x->admin1 = field_words(r, c->admin1);
    x->admin2 = field_words(r, c->admin2);
    x->place_words = field_words(r, c->location);
    if (!x->country_code && !x->admin1 && names_water(intern_text(&r->b->words, x->country)))
        x->place_precision = 7;
}

/* When ACLED last touched the row: seconds since 1970, or a day. */
static int64_t touched(struct str s)
{
    int64_t n;
    struct day first, last;
    s = str_trim(s);
    if (str_to_int(s, &n) && n > 2999) /* up to there it is a year */
        return n;
    return day_parse(s, &first, &last) && first.n > 0 ? (int64_t)first.n * 86400 : 0;
}

static bool acled_row(struct reading *r, const void *columns, struct incident *x)
{
    const struct acled_columns *c = columns;
    if (!cells_fit(r))
        return false;
    if (!str_trim(table_cell(r->t, c->event_id_cnty)).n)
        return refuse(r, c->event_id_cnty, "id_missing", STR(""), "the id of the event", "take the row as ACLED publishes it");
    if (!acled_day(r, c, x) || !field_deaths(r, c->fatalities, &x->deaths_best))
        return false;
    x->key = field_id(r, c->event_id_cnty);
    x->revised = touched(table_cell(r->t, c->timestamp));
    x->side_a = field_words(r, c->actor1);
    x->side_b = field_words(r, c->actor2);
    enum inter one = inter_of(r, c->inter1), two = inter_of(r, c->inter2);
    x->side_a_kind = side_kind(one, intern_text(&r->b->words, x->side_a));
    x->side_b_kind = side_kind(two, intern_text(&r->b->words, x->side_b));
    bool targeted = str_is_nocase(str_trim(table_cell(r->t, c->civilian_targeting)), "Civilian targeting");
    acled_type(r, c, x, one, two, targeted);
    acled_where(r, c, x);
    x->deaths_civilians = targeted ? x->deaths_best : DEATHS_UNKNOWN;
    x->sources = field_words(r, c->source);
    x->source_count = parts_of(intern_text(&r->b->words, x->sources));
    flag_year(r, c->year, x);
    return true;
}

static bool acled_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct acled_columns c;
    if (!columns_find(t, "ACLED", "ACLED", acled_fields, ARRAY_LEN(acled_fields), &c, e))
        return false;
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    return reading_rows(&r, acled_row, &c, c.event_id_cnty, e);
}

#define ACLED_ARTICLE "Raleigh, Clionadh, Roudabeh Kishi and Andrew Linke (2023), Political instability patterns are obscured by " \
    "conflict dataset scope conditions, sources, and coding choices, Humanities and Social Sciences Communications 10; " \
    "Armed Conflict Location & Event Data (ACLED), acleddata.com"

const struct incident_layout incident_acled = {
    .name = "acled",
    .source = "ACLED",
    .citation = ACLED_ARTICLE,
    .licence = "no-republication",
    .sniff = acled_sniff,
    .read = acled_read,
};

/* ---- events that ACLED took back ---- */

/* The ids of events, and at most when they were taken back. */
static int deleted_sniff(const struct table *t)
{
    return table_find(t, "event_id_cnty") >= 0 && table_columns(t) <= 3 && table_find(t, "event_date") < 0 && table_find(t, "event_type") < 0 ? 95 : 0;
}

static bool deleted_row(struct reading *r, const void *columns, struct incident *x)
{
    const struct acled_columns *c = columns;
    if (!str_trim(table_cell(r->t, c->event_id_cnty)).n)
        return refuse(r, c->event_id_cnty, "id_missing", STR(""), "the id of the event", "take the row as ACLED publishes it");
    x->key = field_id(r, c->event_id_cnty);
    return true;
}

static bool deleted_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct acled_columns c = {0};
    if (!column_one(t, "event_id_cnty", &c.event_id_cnty, e))
        return false;
    if (c.event_id_cnty < 0)
        return err_set(e, ERR_INPUT, "%.100s: a list of deleted ACLED events has the column event_id_cnty, and this one lacks it", table_file(t));
    out->ends = true;
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    return reading_rows(&r, deleted_row, &c, c.event_id_cnty, e);
}

const struct incident_layout incident_acled_deleted = {
    .name = "acled-deleted",
    .source = "ACLED",
    .citation = ACLED_ARTICLE,
    .licence = "no-republication",
    .sniff = deleted_sniff,
    .read = deleted_read,
};
