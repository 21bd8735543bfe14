/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: the Global Terrorism Database, by column names. METHOD A.3. Its name and its labels are its own, never words of this
 * program: what enters is what happened. Summaries, targets' names and citations are not kept. -9 and -99 mean "not known".
 */
#include "incident/incident_priv.h"

struct gtd_columns {
    int eventid, iyear, imonth, iday, country_txt, provstate, city, latitude, longitude, specificity, doubtterr, attacktype1,
        suicide, targtype1, gname, nkill, nkillter, nwound, ishostkid, nhostkid, scite1, scite2, scite3, dbsource;
};
static const struct column_spec gtd_fields[] = {
    COLUMN(gtd_columns, eventid, true, true),
    COLUMN(gtd_columns, iyear, true, true),
    COLUMN(gtd_columns, imonth, true, true),
    COLUMN(gtd_columns, iday, true, true),
    COLUMN(gtd_columns, country_txt, true, false),
    COLUMN(gtd_columns, provstate, false, false),
    COLUMN(gtd_columns, city, false, false),
    COLUMN(gtd_columns, latitude, true, false),
    COLUMN(gtd_columns, longitude, true, false),
    COLUMN(gtd_columns, specificity, false, true),
    COLUMN(gtd_columns, doubtterr, false, true),
    COLUMN(gtd_columns, attacktype1, true, true),
    COLUMN(gtd_columns, suicide, false, false),
    COLUMN(gtd_columns, targtype1, false, false),
    COLUMN(gtd_columns, gname, false, false),
    COLUMN(gtd_columns, nkill, true, true),
    COLUMN(gtd_columns, nkillter, false, true),
    COLUMN(gtd_columns, nwound, false, false),
    COLUMN(gtd_columns, ishostkid, false, false),
    COLUMN(gtd_columns, nhostkid, false, false),
    COLUMN(gtd_columns, scite1, false, false),
    COLUMN(gtd_columns, scite2, false, false),
    COLUMN(gtd_columns, scite3, false, false),
    COLUMN(gtd_columns, dbsource, false, false),
};

static int gtd_sniff(const struct table *t)
{
    return columns_sniff(t, gtd_fields, ARRAY_LEN(gtd_fields), 6);
}

/* A number of people; -9, -99 and nothing: not known. Shares of a joint figure come with a fraction: rounded, told. */
static bool people(struct reading *r, int column, int32_t *out)
{
    struct str s = str_trim(table_cell(r->t, column));
    int64_t n;
    double v;
    *out = DEATHS_UNKNOWN;
    if (str_to_int(s, &n) && (n == -9 || n == -99))
        return true;
    if (!s.n || str_to_int(s, &n) || !str_to_real(s, &v) || !(v >= 0 && v < 1e7))
        return field_deaths(r, column, out);
    *out = (int32_t)lround(v);
    repair(r, column, "fraction", s, "a whole number", "rounded: the source shares a joint figure among several events");
    return true;
}

static bool number(const struct reading *r, int column, int64_t *out)
{
    return str_to_int(table_cell(r->t, column), out);
}

/* Day 0: some day of the month; month 0: some day of the year. */
static bool gtd_days(struct reading *r, const struct gtd_columns *c, struct incident *x)
{
    int64_t year, month = 0, day = 0;
    if (!number(r, c->iyear, &year) || year < 1000 || year > 2999)
        return refuse(r, c->iyear, "iyear", table_cell(r->t, c->iyear), "a year", "take the row as the source publishes it");
    if (!number(r, c->imonth, &month) || month > 12)
        return refuse(r, c->imonth, "imonth", table_cell(r->t, c->imonth), "a month, 1 to 12; 0 where it is not known", "take the row as the source publishes it");
    if (!number(r, c->iday, &day) || day > 31)
        return refuse(r, c->iday, "iday", table_cell(r->t, c->iday), "a day, 1 to 31; 0 where it is not known", "take the row as the source publishes it");
    if (month <= 0) { /* -9, too */
        x->first = day_make((int)year, 1, 1);
        x->last = day_make((int)year, 12, 31);
        x->day_precision = 4;
        return true;
    }
    if (day <= 0) {
        x->first = day_make((int)year, (int)month, 1);
        x->last = month_last(day_month(x->first));
        x->day_precision = 3;
        return true;
    }
    x->first = x->last = day_make((int)year, (int)month, (int)day);
    x->day_precision = 1;
    return day_known(x->first) || refuse(r, c->iday, "iday", table_cell(r->t, c->iday), "a day that this month has", "take the row as the source publishes it");
}

/* What the target was, as far as it tells whose side it is. */
static uint8_t target_kind(int64_t targtype)
{
    switch (targtype) {
    case 2: case 3: case 4: case 7: return 1;  /* government, police, military, diplomatic */
    case 17: case 22: return 2;                /* armed groups; violent parties */
    case 1: case 5: case 6: case 8: case 9: case 10: case 11: case 12: case 14: case 15: case 16: case 18: case 19: case 21: return 3;
    default: return 0;
    }
}

static void gtd_type(struct reading *r, const struct gtd_columns *c, struct incident *x, int64_t target)
{
    static const struct { const char *type; uint8_t kind; } types[] = {{"", KIND_UNKNOWN}, {"killing_targeted", KIND_CIVILIANS},
        {"attack_civilians", KIND_CIVILIANS}, {"explosion", KIND_REMOTE}, {"hostage", KIND_CIVILIANS}, {"hostage", KIND_CIVILIANS},
        {"abduction", KIND_CIVILIANS}, {"facility_attack", KIND_OTHER}, {"attack_civilians", KIND_CIVILIANS}, {"other", KIND_UNKNOWN}};
    int attack = field_code(r, c->attacktype1, 1, 9, 0, "attacktype1");
    const char *type = types[attack].type;
    x->kind = types[attack].kind;
    int64_t suicide = 0;
    if (attack == 3 && number(r, c->suicide, &suicide) && suicide == 1)
        type = "suicide_explosion";
    if (attack == 2 && (target == 3 || target == 4 || target == 17)) { /* police, military, an armed group: they shoot back */
        type = "armed_clash";
        x->kind = target == 17 ? KIND_NON_STATE : KIND_STATE_BATTLE;
    }
    x->type = intern_id(&r->b->words, str_of(type));
}

/* "Unknown" is no name. */
static uint32_t name_of(struct reading *r, int column)
{
    return str_is_nocase(str_trim(table_cell(r->t, column)), "Unknown") ? 0 : field_words(r, column);
}

static void gtd_where(struct reading *r, const struct gtd_columns *c, struct incident *x)
{
    static const uint8_t ours[] = {9, 1, 2, 3, 4, 6};
    field_point(r, c->latitude, c->longitude, x);
    int64_t specificity;
    bool unknown = number(r, c->specificity, &specificity) && specificity < 0;
    x->place_precision = ours[unknown ? 0 : field_code(r, c->specificity, 1, 5, 0, "specificity")];
    field_country(r, c->country_txt, -1, x);
    x->admin1 = name_of(r, c->provstate);
    x->place_words = name_of(r, c->city);
}

/* The dead of the attacking side stand inside nkill: the others are victims, of whom it is not said who they were. */
static bool gtd_harm(struct reading *r, const struct gtd_columns *c, struct incident *x)
{
    int64_t taken = 0;
    if (!people(r, c->nkill, &x->deaths_best) || !people(r, c->nkillter, &x->deaths_side_a) || !people(r, c->nwound, &x->people_injured))
        return false;
    if (number(r, c->ishostkid, &taken) && taken == 1 && !people(r, c->nhostkid, &x->people_abducted))
        return false;
    if (x->deaths_best >= 0 && x->deaths_side_a > x->deaths_best)
        note(r, c->nkillter, "nkillter_over_nkill", table_cell(r->t, c->nkillter), "at most nkill", "kept as the source has it; ask the source");
    else if (x->deaths_best >= 0 && x->deaths_side_a >= 0)
        x->deaths_status_unknown = x->deaths_best - x->deaths_side_a;
    return true;
}

static bool gtd_row(struct reading *r, const void *columns, struct incident *x)
{
    const struct gtd_columns *c = columns;
    struct str id = str_trim(table_cell(r->t, c->eventid));
    int64_t n;
    if (!cells_fit(r))
        return false;
    if (!str_to_int(id, &n) || n < 100000000000 || n > 999999999999)
        return refuse(r, c->eventid, "eventid", id, "an id of twelve digits",
            "a spreadsheet may have rounded the ids (1.97E+11): take the file as the source publishes it");
    if (!gtd_days(r, c, x) || !gtd_harm(r, c, x))
        return false;
    x->key = field_id(r, c->eventid);
    x->side_a = name_of(r, c->gname);
    x->side_a_kind = x->side_a ? 2 : 0;
    int64_t target = 0, doubt = 0;
    x->side_b_kind = number(r, c->targtype1, &target) ? target_kind(target) : 0;
    x->clarity = number(r, c->doubtterr, &doubt) && doubt >= 0 && doubt <= 1 ? (uint8_t)(1 + doubt) : 0;
    gtd_type(r, c, x, target);
    gtd_where(r, c, x);
    x->sources = field_words(r, c->dbsource);
    int32_t cited = (str_trim(table_cell(r->t, c->scite1)).n > 0) + (str_trim(table_cell(r->t, c->scite2)).n > 0) + (str_trim(table_cell(r->t, c->scite3)).n > 0);
    x->source_count = cited ? cited : -1; /* three at most are given: three stands for "three or more" */
    return true;
}

static bool gtd_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct gtd_columns c;
    if (!columns_find(t, "GTD", "its source", gtd_fields, ARRAY_LEN(gtd_fields), &c, e))
        return false;
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    return reading_rows(&r, gtd_row, &c, c.eventid, e);
}

const struct incident_layout incident_gtd = {
    .name = "gtd",
    .source = "GTD",
    .citation = "START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global Terrorism Database (the source's own name)",
    .licence = "no-republication",
    .sniff = gtd_sniff,
    .read = gtd_read,
};
