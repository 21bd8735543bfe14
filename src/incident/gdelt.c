/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: GDELT 2 events, 61 columns separated by tabs, published without a header. METHOD A.4. Found by machines in news, read by
 * nobody: only violent material conflict enters, flagged, without deaths; the rest is passed over and counted.
 */
#include "incident/incident_priv.h"

static const char *const published[] = {"GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name",
    "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code", "Actor1Religion2Code", "Actor1Type1Code",
    "Actor1Type2Code", "Actor1Type3Code", "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode",
    "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code", "IsRootEvent", "EventCode",
    "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code", "Actor1Geo_Lat",
    "Actor1Geo_Long", "Actor1Geo_FeatureID", "Actor2Geo_Type", "Actor2Geo_FullName", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code", "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID", "ActionGeo_Type", "ActionGeo_FullName",
    "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
    "DATEADDED", "SOURCEURL"};

struct gdelt_columns {
    int GLOBALEVENTID, SQLDATE, Actor1Name, Actor1Type1Code, Actor2Name, Actor2Type1Code, EventCode, EventRootCode, QuadClass,
        NumSources, ActionGeo_Type, ActionGeo_FullName, ActionGeo_Lat, ActionGeo_Long, SOURCEURL;
};
static const struct column_spec gdelt_fields[] = {
    COLUMN(gdelt_columns, GLOBALEVENTID, true, true),
    COLUMN(gdelt_columns, SQLDATE, true, true),
    COLUMN(gdelt_columns, Actor1Name, false, false),
    COLUMN(gdelt_columns, Actor1Type1Code, false, false),
    COLUMN(gdelt_columns, Actor2Name, false, false),
    COLUMN(gdelt_columns, Actor2Type1Code, false, false),
    COLUMN(gdelt_columns, EventCode, true, true),
    COLUMN(gdelt_columns, EventRootCode, true, true),
    COLUMN(gdelt_columns, QuadClass, true, true),
    COLUMN(gdelt_columns, NumSources, false, false),
    COLUMN(gdelt_columns, ActionGeo_Type, true, true),
    COLUMN(gdelt_columns, ActionGeo_FullName, true, false),
    COLUMN(gdelt_columns, ActionGeo_Lat, true, false),
    COLUMN(gdelt_columns, ActionGeo_Long, true, false),
    COLUMN(gdelt_columns, SOURCEURL, false, false),
};

static bool digits(struct str s, size_t n)
{
    if (n ? s.n != n : !s.n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

/* What stands for a header is an event: an id, a day, its month, its year. */
static bool headless(const struct table *t)
{
    return table_columns(t) == ARRAY_LEN(published) && !table_hxl(t) && digits(table_name(t, 0), 0) && digits(table_name(t, 1), 8) &&
           digits(table_name(t, 2), 6) && digits(table_name(t, 3), 4) && digits(table_name(t, 29), 1);
}

static void name_columns(struct table *t)
{
    if (headless(t))
        table_headless(t, published, ARRAY_LEN(published));
}

static int gdelt_sniff(const struct table *t)
{
    return headless(t) ? 100 : columns_sniff(t, gdelt_fields, ARRAY_LEN(gdelt_fields), 5);
}

/* CAMEO's codes, the longest that fits first. Roots 18 to 20 alone are violent. */
static const struct act {
    const char *code, *type;
    uint8_t kind; /* KIND_STATE_BATTLE: a battle, with whom the sides tell */
} acts[] = {
    {"1821", "sexual_violence", KIND_CIVILIANS}, {"1831", "suicide_explosion", KIND_REMOTE}, {"1832", "planted_device", KIND_REMOTE},
    {"1833", "planted_device", KIND_REMOTE}, {"2041", "chemical", KIND_REMOTE}, {"181", "abduction", KIND_CIVILIANS},
    {"182", "attack_civilians", KIND_CIVILIANS}, {"183", "explosion", KIND_REMOTE}, {"184", "attack_civilians", KIND_CIVILIANS},
    {"185", "killing_targeted", KIND_CIVILIANS}, {"186", "killing_targeted", KIND_CIVILIANS}, {"191", "movement", KIND_OTHER},
    {"192", "territory_change", KIND_OTHER}, {"193", "armed_clash", KIND_STATE_BATTLE}, {"194", "shelling", KIND_REMOTE},
    {"195", "air_strike", KIND_REMOTE}, {"201", "displacement", KIND_CIVILIANS}, {"202", "attack_civilians", KIND_CIVILIANS},
    {"203", "attack_civilians", KIND_CIVILIANS}, {"204", "other", KIND_REMOTE}, {"18", "attack_civilians", KIND_CIVILIANS},
    {"19", "armed_clash", KIND_STATE_BATTLE}, {"20", "attack_civilians", KIND_CIVILIANS},
};

static const struct act *act_of(struct str code)
{
    for (size_t i = 0; i < ARRAY_LEN(acts); i++)
        if (str_starts(code, acts[i].code))
            return &acts[i];
    return NULL;
}

static uint8_t side_kind(struct str type)
{
    static const struct { const char *code; uint8_t kind; } kinds[] = {{"GOV", 1}, {"MIL", 1}, {"COP", 1}, {"SPY", 1}, {"JUD", 1}, {"LEG", 1},
        {"REB", 2}, {"INS", 2}, {"SEP", 2}, {"UAF", 2}, {"CRM", 2}, {"CVL", 3}, {"EDU", 3}, {"MED", 3}, {"HLH", 3}, {"LAB", 3},
        {"REF", 3}, {"AGR", 3}, {"BUS", 3}};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is(str_trim(type), kinds[i].code))
            return kinds[i].kind;
    return 0;
}

/* "Town, Province, Country": the parts, from the end. */
static struct str part_from_end(struct str full, int which)
{
    for (;; which--) {
        size_t at = full.n;
        while (at && full.p[at - 1] != ',')
            at--;
        if (which == 0)
            return str_trim((struct str){full.p + at, full.n - at});
        if (!at)
            return STR("");
        full.n = at - 1;
    }
}

static void gdelt_where(struct reading *r, const struct gdelt_columns *c, struct incident *x)
{
    static const uint8_t ours[] = {9, 6, 4, 2, 2, 4};
    int type = field_code(r, c->ActionGeo_Type, 0, 5, 0, "ActionGeo_Type");
    struct str full = str_trim(table_cell(r->t, c->ActionGeo_FullName));
    x->place_precision = ours[type];
    if (!type)
        return;
    field_point(r, c->ActionGeo_Lat, c->ActionGeo_Long, x);
    country_named(r, part_from_end(full, 0), x);
    if (type == 1)
        return;
    bool town = type == 3 || type == 4;
    struct str before = part_from_end(full, 1), first = part_from_end(full, 2);
    x->admin1 = intern_id(&r->b->words, town && !first.n ? STR("") : before); /* "Town, Country": what stands before it is no province */
    if (town)
        x->place_words = intern_id(&r->b->words, first.n ? first : before);
}

/* The outlet alone: an address may hold names. */
static struct str host_of(struct str url)
{
    for (size_t i = 0; i + 3 <= url.n; i++)
        if (memcmp(url.p + i, "://", 3) == 0) {
            url = (struct str){url.p + i + 3, url.n - i - 3};
            break;
        }
    size_t n = 0;
    while (n < url.n && url.p[n] != '/' && url.p[n] != '?')
        n++;
    return (struct str){url.p, n};
}

static bool gdelt_day(struct reading *r, const struct gdelt_columns *c, struct incident *x)
{
    struct str s = str_trim(table_cell(r->t, c->SQLDATE));
    int64_t n;
    x->first = digits(s, 8) && str_to_int(s, &n) ? day_make((int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100)) : DAY_NONE;
    x->last = x->first;
    x->day_precision = 1;
    return day_known(x->first) || refuse(r, c->SQLDATE, "SQLDATE", s, "a day, written YYYYMMDD", "take the file as GDELT publishes it");
}

static bool violent(const struct reading *r, const struct gdelt_columns *c)
{
    int64_t quad, root;
    return str_to_int(table_cell(r->t, c->QuadClass), &quad) && quad == 4 && str_to_int(table_cell(r->t, c->EventRootCode), &root) &&
           root >= 18 && root <= 20;
}

static bool gdelt_row(struct reading *r, const void *columns, struct incident *x)
{
    const struct gdelt_columns *c = columns;
    if (!cells_fit(r))
        return false;
    if (!violent(r, c)) {
        r->b->passed++;
        return false;
    }
    if (!digits(str_trim(table_cell(r->t, c->GLOBALEVENTID)), 0))
        return refuse(r, c->GLOBALEVENTID, "id_missing", table_cell(r->t, c->GLOBALEVENTID), "the number of the event", "take the row as GDELT publishes it");
    if (!gdelt_day(r, c, x))
        return false;
    x->key = field_id(r, c->GLOBALEVENTID);
    x->side_a = field_words(r, c->Actor1Name);
    x->side_b = field_words(r, c->Actor2Name);
    x->side_a_kind = side_kind(table_cell(r->t, c->Actor1Type1Code));
    x->side_b_kind = side_kind(table_cell(r->t, c->Actor2Type1Code));
    const struct act *act = act_of(str_trim(table_cell(r->t, c->EventCode)));
    x->type = intern_id(&r->b->words, str_of(act ? act->type : ""));
    x->kind = !act ? KIND_UNKNOWN : act->kind == KIND_STATE_BATTLE ? battle_kind(x) : act->kind;
    gdelt_where(r, c, x);
    x->source_count = field_code(r, c->NumSources, 0, INT32_MAX, -1, "NumSources");
    x->sources = intern_id(&r->b->words, host_of(str_trim(table_cell(r->t, c->SOURCEURL))));
    x->flags |= FLAG_MACHINE_CODED;
    return true;
}

/* Said once: no row is at fault. */
static void tell_rules(struct reading *r)
{
    struct buf passed CLEANUP(buf_end) = {0};
    problem_log_add_at(&r->b->log, 1, PROBLEM_NOTED, STR(""), "machine_coded", STR("GDELT"), "events that people have read",
        "machines found these in news and nobody read them: they have no deaths, one event may stand many times, and a false one too");
    if (!r->b->passed)
        return;
    buf_f(&passed, "%" PRId64 " rows", r->b->passed);
    problem_log_add_at(&r->b->log, 1, PROBLEM_NOTED, STR("QuadClass"), "passed_over", buf_view(&passed),
        "violent material conflict: QuadClass 4 with root codes 18 to 20", "the others are passed over: they are no violent incidents");
}

static bool gdelt_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct gdelt_columns c;
    name_columns(t);
    if (!columns_find(t, "GDELT 2", "GDELT", gdelt_fields, ARRAY_LEN(gdelt_fields), &c, e))
        return false;
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    bool fine = reading_rows(&r, gdelt_row, &c, c.GLOBALEVENTID, e);
    tell_rules(&r);
    return fine;
}

const struct incident_layout incident_gdelt = {
    .name = "gdelt",
    .source = "GDELT",
    .citation = "Leetaru, Kalev and Philip Schrodt (2013), GDELT: Global Data on Events, Location and Tone, ISA Annual Convention; "
                "The GDELT Project, gdeltproject.org",
    .licence = "attribution",
    .sniff = gdelt_sniff,
    .read = gdelt_read,
    .headless = name_columns,
};
