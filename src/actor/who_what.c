/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * project: who does what where (3W, 4W, 5W). There is no one template: columns are known by HXL tag, then by header words in English, Arabic and
 * French, or as --map says. Columns of contacts are not read.
 */
#include "actor/project.h"
#include "core/speech.h"
#include "place/place.h"

enum field { ID, PROJECT, ORGANISATION, IMPLEMENTER, FUNDER, SECTOR, WHAT, COUNTRY, ADMIN1, ADMIN2, ADMIN3, SITE, LATITUDE, LONGITUDE, FROM, TO, REPORTED, STATUS, PEOPLE, INDICATOR, UNIT,
    TARGETED, REACHED, AMOUNT, CURRENCY, FIELDS };

struct column {
    const char *name; /* for --map */
    const char *tags[10], *words[14];
};
static const struct column columns[FIELDS] = {
    [ID] = {"id", {"#meta+id"}, {"record id", "reportdetailid"}},
    [PROJECT] = {"project", {"#activity+project+code", "#activity+code+project", "#activity+programme+code", "#activity+code"},
        {"project code", "projectcode", "hrp project code", "رمز المشروع", "code projet", "code du projet"}},
    [ORGANISATION] = {"organisation", {"#org+prog+name", "#org+prog-code-type", "#org+name-funder-impl-code-type", "#org-funder-impl-code-type-acronym"},
        {"organisation", "organization", "organisation name", "organization name", "reporting organisation", "reporting organization", "lead organisation", "agency", "المنظمة", "اسم المنظمة", "organisme", "organisation responsable"}},
    [IMPLEMENTER] = {"implementer", {"#org+impl+name", "#org+impl-code-type", "#impl"},
        {"implementing partner", "implementing organisation", "implementing organization", "partner", "الشريك المنفذ", "المنظمة المنفذة", "partenaire de mise en oeuvre", "partenaire de mise en œuvre"}},
    [FUNDER] = {"funder", {"#org+funder+name", "#org+funder-code-type", "#funder"}, {"donor", "funder", "funded by", "المانح", "الجهة المانحة", "bailleur", "bailleur de fonds", "donateur"}},
    [SECTOR] = {"sector", {"#sector+cluster+name", "#sector+name", "#sector-code", "#sector"}, {"sector", "cluster", "sector/cluster", "القطاع", "secteur"}},
    [WHAT] = {"what", {"#activity+project+name", "#activity+activity+name", "#activity+name", "#activity-code-project", "#activity-code", "#subsector"},
        {"activity", "activity description", "activities", "project title", "project", "النشاط", "الأنشطة", "activité", "activités", "titre du projet"}},
    [COUNTRY] = {"country", {"#country+name", "#country-code", "#country+code", "#country"}, {"country", "country name", "الدولة", "البلد", "pays"}},
    [ADMIN1] = {"admin1", {"#adm1+code+v_pcode", "#adm1+code", "#adm1+name", "#adm1"},
        {"admin1", "admin level 1", "adm1", "governorate", "province", "region", "state", "admin1 pcode", "المحافظة", "gouvernorat", "région"}},
    [ADMIN2] = {"admin2", {"#adm2+code+v_pcode", "#adm2+code", "#adm2+name", "#adm2"}, {"admin2", "admin level 2", "adm2", "district", "القضاء", "المديرية", "cercle"}},
    [ADMIN3] = {"admin3", {"#adm3+code+v_pcode", "#adm3+code", "#adm3+name", "#adm3"}, {"admin3", "admin level 3", "sub-district", "subdistrict", "الناحية", "commune"}},
    [SITE] = {"site", {"#loc+name", "#loc-code-type-lat-lon"}, {"site", "location", "site name", "village", "الموقع", "localité"}},
    [LATITUDE] = {"lat", {"#geo+lat", "#lat_deg"}, {"latitude", "lat", "خط العرض"}},
    [LONGITUDE] = {"lon", {"#geo+lon", "#lon_deg"}, {"longitude", "lon", "long", "خط الطول"}},
    [FROM] = {"from", {"#date+start", "#period_date+start"}, {"start", "start date", "date start", "تاريخ البدء", "date de début", "début"}},
    [TO] = {"to", {"#date+end", "#period_date+end"}, {"end", "end date", "date end", "تاريخ الانتهاء", "date de fin", "fin"}},
    [REPORTED] = {"month", {"#date+reported", "#date-start-end", "#period_date", "#report_date"}, {"month", "reporting month", "date", "الشهر", "mois"}},
    [STATUS] = {"status", {"#status+name", "#status", "#status_id"}, {"status", "activity status", "project status", "الحالة", "statut"}},
    [PEOPLE] = {"people", {"#beneficiary+type", "#beneficiary+name", "#beneficiary", "#targeted+type"},
        {"beneficiary type", "population group", "target group", "الفئة المستهدفة", "type de bénéficiaire", "groupe cible"}},
    [INDICATOR] = {"indicator", {"#indicator+name", "#indicator-num-type-code", "#output+name"}, {"indicator", "المؤشر", "indicateur"}},
    [UNIT] = {"unit", {"#indicator+type", "#indicator+unit", "#output+type"}, {"unit", "unit of measure", "الوحدة", "unité"}},
    [TARGETED] = {"targeted", {"#targeted!", "#targeted+total!", "#targeted+ind!"}, {"targeted", "target", "annualtarget", "people targeted", "المستهدفون", "ciblés"}},
    [REACHED] = {"reached", {"#reached!", "#reached+total!", "#reached+ind!"}, {"reached", "people reached", "achieved", "المستفيدون", "atteints", "touchés"}},
    [AMOUNT] = {"amount", {"#value+budget", "#value-code"}, {"amount", "budget", "المبلغ", "الميزانية", "montant"}},
    [CURRENCY] = {"currency", {"#currency+code", "#currency", "#value+code"}, {"currency", "العملة", "devise", "monnaie"}},
};
enum { PARTS_MOST = 24, CELL_MOST = 2000 };

struct who_what {
    struct table *t;
    struct works_batch *b;
    int at[FIELDS];
    int targeted[PARTS_MOST], reached[PARTS_MOST]; /* columns of parts, where there is no total */
    size_t targeted_n, reached_n;
};

/* ---- columns ---- */

/* A header's words: case, underscores and hyphens do not matter, nor do marks. */
static bool header_is(struct str name, const char *word)
{
    struct buf plain CLEANUP(buf_end) = {0}, a CLEANUP(buf_end) = {0}, b CLEANUP(buf_end) = {0};
    if (str_is_nocase(name, word))
        return true;
    for (size_t i = 0; i < name.n; i++)
        buf_char(&plain, name.p[i] == '_' || name.p[i] == '-' ? ' ' : name.p[i]);
    if (str_is_nocase(buf_view(&plain), word))
        return true;
    bool ascii = true;
    for (size_t i = 0; i < name.n; i++)
        ascii = ascii && (unsigned char)name.p[i] < 0x80;
    if (ascii || (unsigned char)word[0] < 0x80) /* words for districts and the like fold to nothing: letters alone decide */
        return false;
    name_fold(buf_view(&plain), &a);
    name_fold(str_of(word), &b);
    return a.n && str_eq(buf_view(&a), buf_view(&b));
}

static int by_tag(const struct table *t, const struct column *c)
{
    for (size_t i = 0; i < ARRAY_LEN(c->tags) && c->tags[i]; i++) {
        int at = table_find_tag(t, c->tags[i]);
        if (at >= 0)
            return at;
    }
    return -1;
}

static int by_word(const struct table *t, const struct column *c)
{
    for (size_t k = 0; k < ARRAY_LEN(c->words) && c->words[k]; k++)
        for (size_t i = 0; i < table_columns(t); i++)
            if (header_is(table_name(t, i), c->words[k]))
                return (int)i;
    return -1;
}

static bool is_taken(const int at[FIELDS], int column)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (at[i] == column)
            return true;
    return false;
}

/* Tags first, then header words for what no tag says: a column serves one field. */
static void columns_known(const struct table *t, int at[FIELDS])
{
    for (size_t i = 0; i < FIELDS; i++)
        at[i] = -1;
    for (size_t i = 0; i < FIELDS; i++) {
        int c = by_tag(t, &columns[i]);
        at[i] = c >= 0 && !is_taken(at, c) ? c : -1;
    }
    for (size_t i = 0; i < FIELDS; i++) {
        int c = at[i] < 0 ? by_word(t, &columns[i]) : -1;
        if (c >= 0 && !is_taken(at, c))
            at[i] = c;
    }
}

/* Numbers of people in parts: by sex and age; counted together where there is no total. */
static size_t parts(const struct table *t, const char *tag, int *out)
{
    size_t n = 0;
    for (int at = table_find_tag(t, tag); at >= 0 && n < PARTS_MOST; at = table_find_tag_after(t, tag, at))
        if (memchr(table_tag(t, (size_t)at).p, '+', table_tag(t, (size_t)at).n))
            out[n++] = at;
    return n;
}

int who_what_sniff(const struct table *t)
{
    int at[FIELDS];
    if (table_find(t, "iati-identifier") >= 0 || table_find_tag(t, "#affected+killed") >= 0)
        return 0;
    columns_known(t, at);
    bool who = at[ORGANISATION] >= 0 || at[IMPLEMENTER] >= 0, what = at[SECTOR] >= 0 || at[WHAT] >= 0;
    bool where = at[COUNTRY] >= 0 || at[ADMIN1] >= 0 || at[ADMIN2] >= 0 || at[SITE] >= 0;
    if (!who || !what || !where)
        return 0;
    return table_hxl(t) && table_find_tag(t, "#org") >= 0 ? 82 : 55;
}

static struct str piece(struct str *rest, char end)
{
    const char *at = rest->n ? memchr(rest->p, end, rest->n) : NULL;
    struct str out = {rest->p, at ? (size_t)(at - rest->p) : rest->n};
    *rest = at ? (struct str){at + 1, rest->n - out.n - 1} : (struct str){rest->p + rest->n, 0};
    return str_trim(out);
}

bool who_what_map_is(struct str map)
{
    while (map.n) {
        struct str pair = piece(&map, ','), field = piece(&pair, '=');
        if (str_is_nocase(field, "organisation") || str_is_nocase(field, "implementer"))
            return true;
    }
    return false;
}

static bool columns_mapped(const struct table *t, struct str map, int at[FIELDS], struct err *e)
{
    while (map.n) {
        struct str pair = piece(&map, ','), field = piece(&pair, '=');
        size_t i = 0;
        while (i < FIELDS && !str_is_nocase(field, columns[i].name))
            i++;
        if (i == FIELDS)
            return err_set(e, ERR_USAGE, "--map: \"%.*s\" is no field of an activity; there are id, project, organisation, implementer, funder, sector, what, country, "
                "admin1, admin2, admin3, site, lat, lon, from, to, month, status, people, indicator, unit, targeted, reached, amount and currency",
                (int)MIN_OF(field.n, (size_t)60), field.p);
        char *name = mem_get(pair.n + 1);
        memcpy(name, pair.p, pair.n);
        at[i] = table_find(t, name);
        free(name);
        if (at[i] < 0)
            return err_set(e, ERR_USAGE, "--map: %.100s has no column \"%.*s\"", table_file(t), (int)MIN_OF(pair.n, (size_t)60), pair.p);
    }
    return true;
}

/* ---- rows ---- */

static struct str cell(struct who_what *r, enum field f)
{
    struct str s = str_trim(table_cell(r->t, r->at[f]));
    size_t n = MIN_OF(s.n, (size_t)CELL_MOST);
    while (n < s.n && n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return intern_text(&r->b->words, intern_id(&r->b->words, (struct str){s.p, n}));
}

static bool refuse(struct who_what *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add(&r->b->log, r->t, PROBLEM_REFUSED, column, code, found, expected, advice);
    return false;
}

static void note(struct who_what *r, int column, const char *code, struct str found, const char *expected, const char *advice, bool *noted)
{
    problem_log_add(&r->b->log, r->t, PROBLEM_NOTED, column, code, found, expected, advice);
    *noted = true;
}

/* Digits in threes with commas or blanks are whole numbers; nothing else is guessed. */
static bool count_of(struct str s, int64_t *out)
{
    struct buf b CLEANUP(buf_end) = {0};
    size_t run = 0, groups = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool mark = s.p[i] == ',' || s.p[i] == ' ';
        if (mark && groups && run != 3)
            return false;
        groups += mark;
        run = mark ? 0 : run + 1;
        if (!mark)
            buf_char(&b, s.p[i]);
    }
    return (!groups || run == 3) && str_to_int(buf_view(&b), out) && *out >= 0 && *out < (int64_t)1 << 40;
}

static int64_t people(struct who_what *r, enum field total, const int *part, size_t n, bool *noted)
{
    int64_t sum = COUNT_UNKNOWN, v;
    int own = r->at[total];
    for (size_t i = 0; i < (own >= 0 ? 1 : n); i++) {
        int column = own >= 0 ? own : part[i];
        struct str s = str_trim(table_cell(r->t, column));
        if (!s.n)
            continue;
        if (!count_of(s, &v)) {
            note(r, column, "number", s, T("a whole number, not below 0"), T("kept as a number that is not known"), noted);
            continue;
        }
        sum = (sum < 0 ? 0 : sum) + v;
    }
    return sum;
}

static void days(struct who_what *r, struct activity *x, bool *noted)
{
    static const enum field fields[] = {FROM, TO, REPORTED};
    x->from = x->to = DAY_NONE;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        struct str s = str_trim(table_cell(r->t, r->at[fields[i]]));
        struct day first, last;
        if (!s.n)
            continue;
        if (!hxl_day(s, &first, &last)) {
            note(r, r->at[fields[i]], "date", s, T("a day, month, quarter or year"), T("kept without it"), noted);
            continue;
        }
        if (fields[i] != TO && !day_known(x->from))
            x->from = first;
        if (fields[i] != FROM && !day_known(x->to))
            x->to = last;
    }
    if (day_known(x->from) && day_known(x->to) && x->from.n > x->to.n) {
        note(r, r->at[TO], "dates_order", str_trim(table_cell(r->t, r->at[TO])), T("a day not before its beginning"), T("kept without its end"), noted);
        x->to = DAY_NONE;
    }
}

static void point(struct who_what *r, struct activity *x, bool *noted)
{
    struct str lat = str_trim(table_cell(r->t, r->at[LATITUDE])), lon = str_trim(table_cell(r->t, r->at[LONGITUDE]));
    x->latitude = x->longitude = NAN;
    double a, b;
    if (!lat.n || !lon.n)
        return;
    if (str_to_real(lat, &a) && str_to_real(lon, &b) && fabs(a) <= 90 && fabs(b) <= 180) {
        x->latitude = a;
        x->longitude = b;
        return;
    }
    note(r, r->at[LATITUDE], "point", lat, T("a latitude and a longitude in degrees"), T("kept without its point"), noted);
}

static bool row(struct who_what *r, struct activity *x)
{
    bool noted = false;
    struct str amount = str_trim(table_cell(r->t, r->at[AMOUNT])), status = cell(r, STATUS);
    if (table_cells(r->t) > table_columns(r->t))
        return refuse(r, -1, "cells", STR(T("more cells than the header has")), T("as many cells as the header has"), T("a quote or a comma went astray in this line; mend it in the file"));
    *x = (struct activity){.line = table_line(r->t), .key = cell(r, ID), .project = cell(r, PROJECT), .organisation = cell(r, ORGANISATION), .implementer = cell(r, IMPLEMENTER),
        .funder = cell(r, FUNDER), .sector = cell(r, SECTOR), .what = cell(r, WHAT), .country = cell(r, COUNTRY), .admin1 = cell(r, ADMIN1), .people = cell(r, PEOPLE),
        .indicator = cell(r, INDICATOR), .unit = cell(r, UNIT), .currency = cell(r, CURRENCY), .amount = NAN};
    if (!x->organisation.n && !x->implementer.n)
        return refuse(r, MAX_OF(r->at[ORGANISATION], r->at[IMPLEMENTER]), "organisation_missing", STR(""), T("the organisation that does it"), T("say who does it, or leave the row out"));
    if (!x->organisation.n)
        x->organisation = x->implementer;
    if (!x->sector.n && !x->what.n)
        return refuse(r, MAX_OF(r->at[SECTOR], r->at[WHAT]), "what_missing", STR(""), T("what is done: a sector or an activity"), T("say what is done, or leave the row out"));
    x->place = cell(r, SITE).n ? cell(r, SITE) : cell(r, ADMIN3).n ? cell(r, ADMIN3) : cell(r, ADMIN2);
    x->status = str_of(project_status_of(status));
    if (status.n && !x->status.n)
        note(r, r->at[STATUS], "status", status, T("planned, ongoing, completed, suspended or cancelled"), T("kept without it"), &noted);
    if (amount.n && (!str_to_real(amount, &x->amount) || fabs(x->amount) > 1e15)) {
        x->amount = NAN;
        note(r, r->at[AMOUNT], "amount", amount, T("a number"), T("kept as an amount that is not known"), &noted);
    }
    days(r, x, &noted);
    point(r, x, &noted);
    x->targeted = people(r, TARGETED, r->targeted, r->targeted_n, &noted);
    x->reached = people(r, REACHED, r->reached, r->reached_n, &noted);
    r->b->noted += noted;
    return true;
}

bool who_what_read(struct table *t, struct str map, struct works_batch *out, struct progress *p, struct err *e)
{
    struct who_what r = {.t = t, .b = out};
    struct activity x;
    columns_known(t, r.at);
    if (!columns_mapped(t, map, r.at, e))
        return false;
    r.targeted_n = parts(t, "#targeted", r.targeted);
    r.reached_n = parts(t, "#reached", r.reached);
    if (r.at[ORGANISATION] < 0 && r.at[IMPLEMENTER] < 0)
        return err_set(e, ERR_INPUT, T("%.100s: no column says who does it (#org, or a header as Organisation, المنظمة); say which one does with --map organisation=COLUMN,..."), table_file(t));
    while (table_next(t)) {
        out->rows++;
        if ((out->rows & 4095) == 0 && !progress_step(p, (double)table_bytes(t), out->rows, e))
            return false;
        if (!row(&r, &x))
            continue;
        GROW(out->activities, out->activity_n, out->activity_room);
        out->activities[out->activity_n++] = x;
    }
    return !table_failed(t, e);
}
