/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: the fields of somebody's own table, and the words that stand for codes in them. */
#include "core/speech.h"
#include "incident/own_priv.h"
#include <assert.h>

static const struct {
    const char *name, *also;
} fields[FIELD_COUNT] = {
    [FIELD_ID] = {"id", NULL},
    [FIELD_DATE] = {"date", NULL},
    [FIELD_DATE_END] = {"date_end", NULL},
    [FIELD_DATE_PRECISION] = {"date_precision", NULL},
    [FIELD_LAT] = {"lat", "latitude"},
    [FIELD_LON] = {"lon", "longitude"},
    [FIELD_PLACE_PRECISION] = {"place_precision", NULL},
    [FIELD_COUNTRY] = {"country", NULL},
    [FIELD_ADMIN1] = {"admin1", NULL},
    [FIELD_ADMIN2] = {"admin2", NULL},
    [FIELD_PLACE] = {"place", NULL},
    [FIELD_KIND] = {"kind", NULL},
    [FIELD_TYPE] = {"type", NULL},
    [FIELD_SIDE_A] = {"side_a", NULL},
    [FIELD_SIDE_B] = {"side_b", NULL},
    [FIELD_SIDE_A_KIND] = {"side_a_kind", NULL},
    [FIELD_SIDE_B_KIND] = {"side_b_kind", NULL},
    [FIELD_DEATHS_LOW] = {"deaths_low", NULL},
    [FIELD_DEATHS_BEST] = {"deaths_best", NULL},
    [FIELD_DEATHS_HIGH] = {"deaths_high", NULL},
    [FIELD_DEATHS_CIVILIANS] = {"deaths_civilians", NULL},
    [FIELD_INJURED] = {"injured", NULL},
    [FIELD_ABDUCTED] = {"abducted", NULL},
    [FIELD_DETAINED] = {"detained", NULL},
    [FIELD_DISPLACED] = {"displaced", NULL},
    [FIELD_SOURCE] = {"source", NULL},
    [FIELD_SOURCES] = {"sources", NULL},
    [FIELD_CLARITY] = {"clarity", NULL},
    [FIELD_NOTE] = {"note", NULL},
};

const char *incident_field_name(enum incident_field f)
{
    assert(f < FIELD_COUNT);
    return fields[f].name;
}

const char *field_also(enum incident_field f)
{
    return fields[f].also;
}

int field_named(struct str name)
{
    for (int f = 0; f < FIELD_COUNT; f++)
        if (str_is_nocase(name, fields[f].name) || (fields[f].also && str_is_nocase(name, fields[f].also)))
            return f;
    return -1;
}

/* ---- words for codes ---- */

const char *const incident_kind_words[KIND_COUNT] = {T("not known"), T("battle with a state"), T("battle between non-state groups"),
    T("violence against civilians"), T("explosion or remote violence"), T("protest or riot"), T("other")};

static const struct value_word kinds[] = {{1, T("battle with a state")}, {2, T("battle between non-state groups")},
    {3, T("violence against civilians")}, {4, T("explosion or remote violence")}, {5, T("protest or riot")}, {6, T("other")},
    {0, T("not known")}};
static const struct value_word date_precisions[] = {{1, T("one day")}, {2, T("within a week")}, {3, T("within a month")},
    {4, T("within a longer time")}, {9, T("not known")}};
static const struct value_word place_precisions[] = {{1, T("this very place")}, {2, T("near this place")}, {3, T("somewhere in the district")},
    {4, T("somewhere in the governorate")}, {5, T("along a line or in a wide area")}, {6, T("somewhere in the country")},
    {7, T("at sea or in the air")}, {9, T("not known")}};
static const struct value_word side_kinds[] = {{1, T("state")}, {2, T("non-state")}, {3, T("civilians")}, {0, T("not known")}};
static const struct value_word clarities[] = {{1, T("one event")}, {2, T("summary of several events")}, {0, T("not known")}};
/* Short forms that stand in headers of others; English only. */
static const struct value_word short_days[] = {{1, "day"}, {2, "week"}, {3, "month"}, {4, "longer"}, {4, "year"}};

const struct value_word *incident_field_words(enum incident_field f, size_t *n)
{
    switch (f) {
    case FIELD_KIND: *n = ARRAY_LEN(kinds); return kinds;
    case FIELD_DATE_PRECISION: *n = ARRAY_LEN(date_precisions); return date_precisions;
    case FIELD_PLACE_PRECISION: *n = ARRAY_LEN(place_precisions); return place_precisions;
    case FIELD_SIDE_A_KIND:
    case FIELD_SIDE_B_KIND: *n = ARRAY_LEN(side_kinds); return side_kinds;
    case FIELD_CLARITY: *n = ARRAY_LEN(clarities); return clarities;
    default: *n = 0; return NULL;
    }
}

/* The same word but for case, hyphens and underscores. */
static bool same_words(struct str a, const char *words)
{
    struct str b = str_of(words);
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        char x = a.p[i] == '-' || a.p[i] == '_' ? ' ' : a.p[i], y = b.p[i] == '-' || b.p[i] == '_' ? ' ' : b.p[i];
        x = x >= 'A' && x <= 'Z' ? (char)(x - 'A' + 'a') : x;
        y = y >= 'A' && y <= 'Z' ? (char)(y - 'A' + 'a') : y;
        if (x != y)
            return false;
    }
    return true;
}

static bool word_in(const struct value_word *list, size_t n, struct str s, bool translated, int *code)
{
    for (size_t i = 0; i < n; i++) {
        *code = list[i].code;
        if (same_words(s, list[i].words))
            return true;
        for (size_t k = 0; translated && k < language_count(); k++) {
            struct speech speech = {.language = language_at(k)};
            if (same_words(s, say(&speech, list[i].words)))
                return true;
        }
    }
    return false;
}

bool field_word_code(enum incident_field f, struct str s, int *code)
{
    size_t n;
    const struct value_word *list = incident_field_words(f, &n);
    int64_t number;
    s = str_trim(s);
    if (str_to_int(s, &number)) {
        for (size_t i = 0; i < n; i++)
            if (list[i].code == number) {
                *code = (int)number;
                return true;
            }
        return false;
    }
    if (str_is_nocase(s, "unknown")) {
        *code = list[n - 1].code; /* the last of each list */
        return true;
    }
    return word_in(list, n, s, true, code) || (f == FIELD_DATE_PRECISION && word_in(short_days, ARRAY_LEN(short_days), s, false, code));
}

/* Types as the military logs of Iraq have them, which are read as tables of this kind. */
bool own_type_of(struct str word, const char **type, enum incident_kind *kind)
{
    static const struct { const char *word, *type; enum incident_kind kind; } words[] = {{"IED", "planted_device", KIND_REMOTE},
        {"SAF", "armed_clash", KIND_STATE_BATTLE}, {"Airstrike", "air_strike", KIND_REMOTE}, {"SOF", "other", KIND_OTHER}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is_nocase(word, words[i].word)) {
            *type = words[i].type;
            *kind = words[i].kind;
            return true;
        }
    return incident_type_of(word, type, kind);
}
