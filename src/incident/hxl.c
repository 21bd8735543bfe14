/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: any incident table with an HXL row (HXL 1.1). Rows without an id of their own get one from what
 * they say and the how-manieth of its like it is: exact duplicates stay apart, and a second import of the same
 * rows is known. Contact columns are left out; a table about respondents is refused.
 */
#include "incident/incident_priv.h"

struct hxl_columns {
    int id, start, end, type, country, country_code, admin1, admin2, place, latitude, longitude, side_a, side_b, side_a_kind,
        side_b_kind, low, best, high, civilians, injured, abducted, detained, displaced, source;
};

static int first_tag(const struct table *t, const char *const *patterns)
{
    for (; *patterns; patterns++) {
        int column = table_find_tag(t, *patterns);
        if (column >= 0)
            return column;
    }
    return -1;
}
#define FIRST_TAG(t, ...) first_tag((t), (const char *const[]){__VA_ARGS__, NULL})

static void hxl_columns_find(const struct table *t, struct hxl_columns *c)
{
    *c = (struct hxl_columns){
        .id = FIRST_TAG(t, "#event+id", "#meta+id", "#event+code"),
        .start = FIRST_TAG(t, "#date+start-year", "#date+occurred", "#date!", "#date+event",
            "#date-end-year-reported-approved-canceled-updated", "#date+year-start-end", "#period_date"),
        .end = FIRST_TAG(t, "#date+end-year"),
        .type = FIRST_TAG(t, "#event+type", "#event+name", "#event!", "#cause+type", "#cause!"),
        .country = FIRST_TAG(t, "#country+name", "#country-code-v_iso3-v_iso2"),
        .country_code = FIRST_TAG(t, "#country+v_iso3", "#country+code-v_iso2"),
        .admin1 = FIRST_TAG(t, "#adm1+name", "#adm1-code-v_pcode", "#adm1"),
        .admin2 = FIRST_TAG(t, "#adm2+name", "#adm2-code-v_pcode", "#adm2"),
        .place = FIRST_TAG(t, "#loc+name", "#loc-code-lat-lon-type"),
        .latitude = FIRST_TAG(t, "#geo+lat", "#lat_deg"),
        .longitude = FIRST_TAG(t, "#geo+lon", "#lon_deg"),
        .side_a = FIRST_TAG(t, "#group+name+first", "#group+first-type", "#group+name-type", "#group!"),
        .side_a_kind = FIRST_TAG(t, "#group+type+first", "#group+type-second-name"),
        /* Totals only: a column of killed women is not the number of killed. */
        .best = FIRST_TAG(t, "#affected+killed!", "#affected+ind+killed!", "#affected+killed+num!", "#affected+killed+total!",
            "#affected+best+killed!"),
        .low = FIRST_TAG(t, "#affected+killed+low!", "#affected+killed+min!"),
        .high = FIRST_TAG(t, "#affected+high+killed!", "#affected+killed+max!"),
        .civilians = FIRST_TAG(t, "#affected+civilian+killed!", "#affected+civilians+killed!"),
        .injured = FIRST_TAG(t, "#affected+injured!", "#affected+ind+injured!", "#affected+injured+num!", "#affected+injured+total!"),
        .abducted = FIRST_TAG(t, "#affected+abducted!", "#affected+ind+abducted!", "#affected+abducted+num!", "#affected+abducted+total!"),
        .detained = FIRST_TAG(t, "#affected+detained!", "#affected+arrested!", "#affected+ind+detained!", "#affected+ind+arrested!",
            "#affected+detained+num!", "#affected+arrested+num!", "#affected+detained+total!", "#affected+arrested+total!"),
        .displaced = FIRST_TAG(t, "#affected+displaced!", "#affected+ind+displaced!", "#affected+displaced+num!", "#affected+displaced+total!"),
        .source = FIRST_TAG(t, "#meta+source", "#meta+source+name"),
    };
    c->side_b = FIRST_TAG(t, "#group+name+second", "#group+second-type");
    c->side_b_kind = FIRST_TAG(t, "#group+type+second");
    if (c->side_b < 0 && c->side_a >= 0)
        c->side_b = table_find_tag_after(t, "#group+name", c->side_a);
}

static int hxl_sniff(const struct table *t)
{
    if (!table_hxl(t))
        return 0;
    struct hxl_columns c;
    hxl_columns_find(t, &c);
    bool event = table_find_tag(t, "#event") >= 0 || table_find_tag(t, "#affected+killed") >= 0;
    if (c.start >= 0 && event)
        return 80;
    /* Dates and points alone are incidents only where nothing says that they are something else. */
    static const char *const others[] = {"#org", "#activity", "#sector", "#population", "#indicator", "#reached", "#targeted",
        "#inneed", "#service", "#value", "#capacity", "#output", "#status"};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (table_find_tag(t, others[i]) >= 0)
            return 0;
    return c.start >= 0 && c.latitude >= 0 && c.longitude >= 0 ? 40 : 0;
}

bool hxl_no_respondents(const struct table *t, struct err *e)
{
    int column = table_find_tag(t, "#respondee");
    if (column < 0)
        return true;
    struct str name = table_name(t, (size_t)column);
    return err_set(e, ERR_DENIED,
        "%.100s: column %d%s%.*s%s is tagged #respondee: the rows are about single people who answered, which is private data; nothing was "
        "read. Take that column out, or add a table of totals",
        table_file(t), column + 1, name.n ? " (" : "", (int)MIN_OF(name.n, (size_t)80), name.p, name.n ? ")" : "");
}

/* ---- days ---- */

/* The Monday of an ISO week; DAY_NONE when the year has no such week. */
static struct day iso_week(int year, int week)
{
    struct day fourth = day_make(year, 1, 4); /* lies in week 1 */
    if (!day_known(fourth) || week < 1 || week > 53)
        return DAY_NONE;
    int weekday = (int)(((int64_t)fourth.n + 3) % 7); /* 0 Monday; 1970-01-01 was a Thursday */
    weekday = weekday < 0 ? weekday + 7 : weekday;
    struct day monday = {fourth.n - weekday + 7 * (week - 1)};
    int y, m, d;
    day_parts((struct day){monday.n + 3}, &y, &m, &d); /* its Thursday decides whose week it is */
    return y == year ? monday : DAY_NONE;
}

static bool digits(struct str s, size_t from, size_t to, int *out)
{
    int v = 0;
    for (size_t i = from; i < to; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = v;
    return to > from;
}

bool hxl_day(struct str s, struct day *first, struct day *last)
{
    int year, part;
    s = str_trim(s);
    if (day_parse(s, first, last))
        return true;
    if (s.n < 6 || s.n > 8 || !digits(s, 0, 4, &year) || year < 1000 || year > 2999)
        return false;
    size_t at = s.p[4] == '-' ? 5 : 4;
    char c = s.p[at];
    if (!digits(s, at + 1, s.n, &part))
        return false;
    if (c == 'Q' || c == 'q') {
        if (part < 1 || part > 4)
            return false;
        *first = day_make(year, 3 * part - 2, 1);
        *last = month_last(day_month(*first) + 2);
        return true;
    }
    if (c != 'W' && c != 'w')
        return false;
    struct day monday = iso_week(year, part);
    if (!day_known(monday))
        return false;
    *first = monday;
    *last = (struct day){monday.n + 6};
    return true;
}

/* METHOD A.0, by how many days the event may lie in. */
static uint8_t precision_of(int32_t days)
{
    return days <= 1 ? 1 : days <= 7 ? 2 : days <= 31 ? 3 : 4;
}

static bool hxl_days(struct reading *r, const struct hxl_columns *c, struct incident *x)
{
    struct str start = table_cell(r->t, c->start), end = str_trim(table_cell(r->t, c->end));
    struct day last;
    if (!hxl_day(start, &x->first, &last))
        return refuse(r, c->start, "date_start", start, "a day, written YYYY-MM-DD",
            "write the day as 2018-12-25; 03/04/2018 can mean two days");
    x->last = last;
    struct day end_first, end_last;
    if (end.n && hxl_day(end, &end_first, &end_last)) {
        x->last = end_last;
    } else if (end.n) {
        repair(r, c->end, "date_end", end, "a day, written YYYY-MM-DD", "the start day was taken as the end, too");
    }
    days_in_order(r, c->end, x);
    x->day_precision = precision_of(x->last.n - x->first.n + 1);
    return true;
}

/* ---- a row ---- */

/* The file's own word for what a side is, where it has such a column; else what its name tells. */
static uint8_t hxl_side_kind_at(struct reading *r, int column, struct str side)
{
    static const struct { const char *word; uint8_t kind; } words[] = {{"state", 1}, {"government", 1}, {"non-state", 2}, {"non_state", 2},
        {"nonstate", 2}, {"civilians", 3}, {"civilian", 3}, {"unknown", 0}, {"0", 0}, {"1", 1}, {"2", 2}, {"3", 3}};
    struct str word = str_trim(table_cell(r->t, column));
    if (!word.n)
        return side_kind_of_name(side);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is_nocase(word, words[i].word))
            return words[i].kind;
    note(r, column, "side_kind", word, "state, non-state, civilians or unknown", "it counts as what its name tells");
    return side_kind_of_name(side);
}

static void hxl_type(struct reading *r, const struct hxl_columns *c, struct incident *x)
{
    struct str word = str_trim(table_cell(r->t, c->type));
    const char *type = "";
    enum incident_kind kind = KIND_UNKNOWN;
    if (word.n && !incident_type_of(word, &type, &kind))
        note(r, c->type, "type_unknown", word, "a type of the codebook, of UCDP or of ACLED",
            "the event counts with its type not known");
    x->type = intern_id(&r->b->words, str_of(type));
    x->kind = kind == KIND_STATE_BATTLE ? battle_kind(x) : (uint8_t)kind;
}

static bool hxl_row(struct reading *r, const void *columns, struct incident *x)
{
    const struct hxl_columns *c = columns;
    if (!cells_fit(r) || !hxl_days(r, c, x) || !field_deaths(r, c->best, &x->deaths_best) || !field_deaths(r, c->low, &x->deaths_low) ||
        !field_deaths(r, c->high, &x->deaths_high) || !field_deaths(r, c->civilians, &x->deaths_civilians))
        return false;
    field_point(r, c->latitude, c->longitude, x);
    field_country(r, c->country, c->country_code, x);
    x->admin1 = field_words(r, c->admin1);
    x->admin2 = field_words(r, c->admin2);
    x->place_words = field_words(r, c->place);
    x->place_precision = place_precision_of_names(r, x);
    x->side_a = field_words(r, c->side_a);
    x->side_b = field_words(r, c->side_b);
    x->side_a_kind = hxl_side_kind_at(r, c->side_a_kind, intern_text(&r->b->words, x->side_a));
    x->side_b_kind = hxl_side_kind_at(r, c->side_b_kind, intern_text(&r->b->words, x->side_b));
    field_people(r, c->injured, &x->people_injured);
    field_people(r, c->abducted, &x->people_abducted);
    field_people(r, c->detained, &x->people_detained);
    field_people(r, c->displaced, &x->people_displaced);
    x->sources = field_words(r, c->source);
    hxl_type(r, c, x);
    flags_of_deaths(r, c->low, c->best, c->high, x);
    flag_months(r, c->end >= 0 ? c->end : c->start, x);
    bool named = c->id >= 0 && str_trim(table_cell(r->t, c->id)).n;
    if (c->id >= 0 && !named)
        return refuse(r, c->id, "id_missing", STR(""), "the id of the event", "give each row an id, or take the column out");
    x->key = named ? field_id(r, c->id) : 0;
    return true;
}

/* What the table has that does not enter, said once. */
static void notes_of_table(struct reading *r, const struct hxl_columns *c)
{
    for (int column = -1; (column = table_find_tag_after(r->t, "#contact", column)) >= 0;)
        problem_add(r, PROBLEM_NOTED, column, "contact_left_out", table_tag(r->t, (size_t)column), "no contact details",
            "the column was left out: who can be reached how does not enter the register with incidents");
    if (c->best < 0 && table_find_tag(r->t, "#affected+killed") >= 0)
        problem_add(r, PROBLEM_NOTED, table_find_tag(r->t, "#affected+killed"), "deaths_parts_only",
            table_tag(r->t, (size_t)table_find_tag(r->t, "#affected+killed")), "a column #affected+killed with the total",
            "deaths count as not known: the parts may not add up to the total");
    if (c->id < 0)
        problem_add(r, PROBLEM_NOTED, -1, "id_none", STR(""), "a column #event+id or #meta+id",
            "rows are known by what they say; before adding a corrected file, undo this one, or both count");
}

static bool hxl_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct hxl_columns c;
    if (!hxl_no_respondents(t, e))
        return false;
    hxl_columns_find(t, &c);
    if (c.start < 0)
        return err_set(e, ERR_INPUT, "%.100s: has no column tagged #date, #date+start or #date+occurred, so its rows cannot be placed in time; "
            "add the tag below the header", table_file(t));
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    notes_of_table(&r, &c);
    return reading_rows(&r, hxl_row, &c, c.id, e);
}

const struct incident_layout incident_hxl = {
    .name = "hxl-incidents",
    .source = "HXL incidents",
    .citation = "",
    .licence = "",
    .sniff = hxl_sniff,
    .read = hxl_read,
};
