/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: the fields of a record, each with its check and the words for what is wrong with it. */
#include "incident/incident_priv.h"
#include "core/speech.h"

static struct str cell(const struct reading *r, int column)
{
    return table_cell(r->t, column);
}

uint32_t field_words(struct reading *r, int column)
{
    if (column < 0)
        return 0;
    /* The same word often stands in the row above: one comparison instead of a search. */
    uint32_t *last = &r->last_word[(size_t)column % ARRAY_LEN(r->last_word)];
    struct str s = cell(r, column);
    if (!str_eq(s, intern_text(&r->b->words, *last)))
        *last = intern_id(&r->b->words, s);
    return *last;
}

/* A whole number in its plain form: digits, no zero before them. */
static bool plain_number(struct str s)
{
    if (!s.n || s.n > 18 || s.p[0] == '0')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

/* Three letters, in capitals; else "". */
static uint32_t code3(struct reading *r, int column)
{
    struct str s = str_trim(cell(r, column));
    char code[3];
    if (s.n != 3)
        return 0;
    for (size_t i = 0; i < 3; i++) {
        char c = s.p[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c < 'A' || c > 'Z')
            return 0;
        code[i] = c;
    }
    return intern_id(&r->b->words, (struct str){code, 3});
}

/* The code of a name that is surely known. */
static void code_of_name(struct reading *r, struct incident *x)
{
    if (!x->country)
        return;
    if (x->country != r->named_country) { /* rows of one country mostly stand together */
        r->named_country = x->country;
        r->named_code = intern_id(&r->b->words, str_of(country_code_of(intern_text(&r->b->words, x->country))));
    }
    x->country_code = r->named_code;
}

void field_country(struct reading *r, int name, int code, struct incident *x)
{
    x->country = field_words(r, name);
    x->country_code = code3(r, code);
    if (!x->country_code)
        code_of_name(r, x);
}

void country_named(struct reading *r, struct str name, struct incident *x)
{
    x->country = intern_id(&r->b->words, name);
    code_of_name(r, x);
}

uint32_t field_id(struct reading *r, int column)
{
    struct str s = str_trim(cell(r, column));
    int64_t number;
    bool zeros = s.n > 1 && s.p[0] == '0'; /* "007" may be a code: as it stands */
    if (zeros || plain_number(s) || !str_to_int(s, &number))
        return intern_id(&r->b->words, s);
    char text[24];
    int n = snprintf(text, sizeof text, "%" PRId64, number);
    return intern_id(&r->b->words, (struct str){text, (size_t)n});
}

enum { DEATHS_MOST = 10000000 }; /* no incident on any record comes near; more is a slip of the hand */

bool field_deaths(struct reading *r, int column, int32_t *out)
{
    struct str s = cell(r, column);
    int64_t n;
    if (s.n == 1 && s.p[0] >= '0' && s.p[0] <= '9') { /* nearly all of them */
        *out = s.p[0] - '0';
        return true;
    }
    s = str_trim(s);
    *out = DEATHS_UNKNOWN;
    if (!s.n)
        return true;
    if (!str_to_int(s, &n))
        return refuse(r, column, "deaths_not_number", s, T("a whole number, or nothing where it is not known"),
            T("write the number with digits only"));
    if (n == -1)
        return true;
    if (n < 0)
        return refuse(r, column, "deaths_negative", s, T("0 or more; -1 or nothing where it is not known"),
            T("ask the source for the right number"));
    if (n > DEATHS_MOST)
        return refuse(r, column, "deaths_too_many", s, T("at most 10000000 in one incident"), T("ask the source for the right number"));
    *out = (int32_t)n;
    return true;
}

void field_people(struct reading *r, int column, int32_t *out)
{
    struct str s = str_trim(cell(r, column));
    int64_t n;
    *out = DEATHS_UNKNOWN;
    if (!s.n)
        return;
    if (str_to_int(s, &n) && n >= -1 && n <= DEATHS_MOST)
        *out = (int32_t)n; /* -1: not known */
    else
        repair(r, column, "people_not_number", s, T("a whole number from 0 to 10000000, or nothing where it is not known"),
            T("the figure was left out; write it with digits only"));
}

/* A coordinate within ±most; NAN when it is not known. True unless the cell holds something else. */
static bool coordinate(struct str s, double most, double *out)
{
    *out = NAN;
    s = str_trim(s);
    if (!s.n)
        return true;
    double v;
    if (!str_to_real(s, &v) || !(fabs(v) <= most))
        return false;
    *out = v;
    return true;
}

void field_point(struct reading *r, int latitude, int longitude, struct incident *x)
{
    double lat, lon;
    bool lat_fits = coordinate(cell(r, latitude), 90, &lat), lon_fits = coordinate(cell(r, longitude), 180, &lon);
    if (!lat_fits)
        repair(r, latitude, "latitude_range", cell(r, latitude), T("degrees from -90 to 90"),
            T("the point was left out; check whether latitude and longitude are swapped"));
    if (!lon_fits)
        repair(r, longitude, "longitude_range", cell(r, longitude), T("degrees from -180 to 180"),
            T("the point was left out; check whether latitude and longitude are swapped"));
    if (lat_fits && lon_fits && isnan(lat) != isnan(lon))
        repair(r, isnan(lat) ? latitude : longitude, "point_half", STR(""), T("latitude and longitude together"),
            T("the point was left out; add the one that is missing"));
    if (isnan(lat) || isnan(lon))
        return;
    if (lat == 0 && lon == 0)
        note(r, latitude, "point_zero", STR("0, 0"), T("the place of the event"),
            T("0, 0 lies in the Atlantic and often means \"not known\"; check the source"));
    x->latitude = lat;
    x->longitude = lon;
}

int field_code(struct reading *r, int column, int low, int high, int other, const char *code)
{
    struct str s = str_trim(cell(r, column));
    int64_t n;
    if (!s.n)
        return other;
    if (str_to_int(s, &n) && n >= low && n <= high)
        return (int)n;
    note(r, column, code, s, T("one of the codes of this layout"), T("it counts as not known; compare with the source's codebook"));
    return other;
}

void days_in_order(struct reading *r, int column, struct incident *x)
{
    if (x->last.n >= x->first.n)
        return;
    struct day first = x->first;
    x->first = x->last;
    x->last = first;
    x->flags |= FLAG_DAYS_TURNED;
    repair(r, column, "days_turned", cell(r, column), T("an end on or after the start"), T("the two days were turned round"));
}

void flag_months(struct reading *r, int column, struct incident *x)
{
    if (day_month(x->first) == day_month(x->last))
        return;
    x->flags |= FLAG_SPANS_MONTHS;
    note(r, column, "spans_months", cell(r, column), T("an end in the month of the start"), T("it counts in the month in which it began"));
}

static const char as_it_is[] = T("kept as the source has it; ask the source");

void flags_of_deaths(struct reading *r, int low, int best, int high, struct incident *x)
{
    bool known = x->deaths_best != DEATHS_UNKNOWN;
    if (known && x->deaths_low > x->deaths_best) {
        x->flags |= FLAG_LOW_OVER_BEST;
        note(r, low, "low_over_best", cell(r, low), T("at most the best estimate"), as_it_is);
    }
    if (known && x->deaths_high != DEATHS_UNKNOWN && x->deaths_best > x->deaths_high) {
        x->flags |= FLAG_BEST_OVER_HIGH;
        note(r, high, "best_over_high", cell(r, high), T("at least the best estimate"), as_it_is);
    }
    bool parts = x->deaths_side_a >= 0 && x->deaths_side_b >= 0 && x->deaths_civilians >= 0 && x->deaths_status_unknown >= 0;
    if (!known || !parts)
        return;
    int64_t sum = (int64_t)x->deaths_side_a + x->deaths_side_b + x->deaths_civilians + x->deaths_status_unknown;
    if (sum == x->deaths_best)
        return;
    x->flags |= FLAG_SUM_DIFFERS;
    char found[64];
    snprintf(found, sizeof found, "%" PRId32 ", but its parts add to %" PRId64, x->deaths_best, sum);
    note(r, best, "sum_differs", str_of(found), T("the sum of both sides, civilians and unknown"), as_it_is);
}

bool names_state(struct str side)
{
    return str_starts(side, "Government of ");
}

uint8_t side_kind_of_name(struct str side)
{
    side = str_trim(side);
    if (!side.n)
        return 0;
    if (str_is_nocase(side, "Civilians"))
        return 3;
    /* ACLED's words for forces of a state */
    return names_state(side) || str_starts(side, "Military Forces of ") || str_starts(side, "Police Forces of ") ? 1 : 0;
}

uint8_t battle_kind(const struct incident *x)
{
    if (x->side_a_kind == 1 || x->side_b_kind == 1)
        return KIND_STATE_BATTLE;
    return x->side_a_kind == 2 && x->side_b_kind == 2 ? KIND_NON_STATE : KIND_UNKNOWN;
}

uint8_t place_precision_of_names(const struct reading *r, const struct incident *x)
{
    if (!isnan(x->latitude) || str_trim(intern_text(&r->b->words, x->place_words)).n)
        return 9;
    if (str_trim(intern_text(&r->b->words, x->admin2)).n)
        return 3;
    if (str_trim(intern_text(&r->b->words, x->admin1)).n)
        return 4;
    return str_trim(intern_text(&r->b->words, x->country)).n || x->country_code ? 6 : 9;
}

void flag_year(struct reading *r, int column, struct incident *x)
{
    struct str year = str_trim(cell(r, column));
    int64_t n;
    if (!year.n || (str_to_int(year, &n) && n == month_year(day_month(x->first))))
        return;
    x->flags |= FLAG_YEAR_DIFFERS;
    note(r, column, "year_differs", year, T("the year of the first day"), T("the date counts; ask the source"));
}

int32_t parts_of(struct str list)
{
    int32_t n = 0;
    for (size_t at = 0; at <= list.n;) {
        const char *end = at < list.n ? memchr(list.p + at, ';', list.n - at) : NULL;
        size_t stop = end ? (size_t)(end - list.p) : list.n;
        n += str_trim((struct str){list.p + at, stop - at}).n > 0;
        at = stop + 1;
    }
    return n ? n : -1;
}
