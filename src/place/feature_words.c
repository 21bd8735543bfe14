/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a border feature says of itself: name, code, country, level, names in other languages, under the properties of
 * geoBoundaries, OCHA's common data sets, GADM, Natural Earth and OpenStreetMap, and plain ones. Keys are compared
 * without regard to case. Level-numbered keys ("adm2_name", "NAME_1", "admin1Pcode") tell the level by their deepest number.
 */
#include "place/feature_priv.h"

static bool is_language(struct str s)
{
    static const char *const known[] = {"en", "ar", "ckb", "ku", "kmr", "fa", "fr", "es", "he", "tr", "ru", "uk", "my", "so", "am",
        "ti", "ps", "ur", "pt", "de", "sw", NULL};
    for (size_t i = 0; known[i]; i++)
        if (str_is_nocase(s, known[i]))
            return true;
    return false;
}

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* What a key says beside its words: of which level it speaks, in which language; -1 and "" for none. */
struct said {
    int level;
    struct str language;
};

/* Whether a key has a form: `#` stands for the digit of the level, `@` for a digit that only counts ("adm1_name2"), `*` for the
 * language at its end. */
static bool fits(struct str key, const char *form, struct said *out)
{
    *out = (struct said){-1, STR("")};
    size_t i = 0;
    for (; i < key.n && form[i] && form[i] != '*'; i++) {
        char c = low(key.p[i]);
        if (form[i] == '#' && c >= '0' && c <= '5')
            out->level = c - '0';
        else if (form[i] != c && !(form[i] == '@' && c >= '1' && c <= '9'))
            return false;
    }
    if (form[i] != '*')
        return i == key.n && !form[i];
    out->language = (struct str){key.p + i, key.n - i};
    return is_language(out->language);
}

/* The levels of a unit's own name. The endings that shapefiles cut off after ten letters stand beside the whole ones. */
static const char *const name_forms[] = {"adm#_name", "adm#_en", "adm#name", "admin#name", "admin#name_en", "admin#name_e",
    "name_#", "adm#_ref_name", "adm#_name_en", "a#nameen", "adm#_ref", "adm#_ref_n", "adm#_fr", "adm#_es", "adm#_pt", "adm#_ar", "adm#_ckb",
    "adm#_ku", NULL};
static const char *const code_forms[] = {"adm#_pcode", "adm#_pcod", "admin#pcode", "admin#pcod", "adm#pcode", "adm#_code", "a#code",
    "iso_#", "hasc_#", "gid_#", NULL};

static int level_of(struct str key, const char *form)
{
    struct said said;
    return fits(key, form, &said) ? said.level : -1;
}

static bool means_nothing(struct str code)
{
    struct buf clean CLEANUP(buf_end) = {0};
    (void)code_clean(code, &clean);
    return !clean.n;
}

/* The first value that says something; else the first that is there ("NA"); "" for none. */
static struct str numbered(const struct property *list, size_t n, const char *const *forms, int level)
{
    struct str empty = STR("");
    for (size_t f = 0; forms[f]; f++)
        for (size_t i = 0; i < n; i++) {
            if (level_of(list[i].key, forms[f]) != level)
                continue;
            if (!means_nothing(list[i].value))
                return list[i].value;
            empty = empty.n ? empty : list[i].value;
        }
    return empty;
}

static int deepest(const struct property *list, size_t n)
{
    int most = -1;
    for (size_t i = 0; i < n; i++)
        for (size_t f = 0; name_forms[f]; f++)
            most = MAX_OF(most, level_of(list[i].key, name_forms[f]));
    return most;
}

/* The value of the first of the keys that is there; "" for none. `keys` end with NULL. */
static struct str first_of(const struct property *list, size_t n, const char *const *keys)
{
    for (size_t k = 0; keys[k]; k++)
        for (size_t i = 0; i < n; i++)
            if (str_is_nocase(list[i].key, keys[k]))
                return list[i].value;
    return STR("");
}

/* "ADM1", "adm 2", "1", "Country" */
static int level_said(struct str v)
{
    if (str_is_nocase(v, "country"))
        return 0;
    while (v.n && !(v.p[0] >= '0' && v.p[0] <= '9'))
        v.p++, v.n--;
    int64_t level;
    return v.n == 1 && str_to_int(v, &level) ? (int)level : -1;
}

static int level_read(const struct property *list, size_t n)
{
    static const char *const said[] = {"shapeType", "level", "admin_level_hxl", "adm_level", NULL};
    static const char *const first[] = {"iso_3166_2", "adm1_code", NULL};
    static const char *const country[] = {"ADM0_A3", "ISO_A3", "ADMIN", "SOVEREIGNT", NULL};
    int level = level_said(first_of(list, n, said));
    if (level < 0)
        level = deepest(list, n);
    if (level < 0 && first_of(list, n, first).n)
        level = 1;
    if (level < 0 && first_of(list, n, country).n && !first_of(list, n, said).n)
        level = 0;
    return level;
}

/* A country's code in three letters, from three letters, from two, or from the head of "IQ-NI". */
static struct str country_three(struct str v, bool head)
{
    if (head) {
        if (v.n < 4 || (v.p[2] != '-' && v.p[2] != '.' && v.p[2] != '_'))
            return STR("");
        v.n = 2;
    }
    if (v.n != 2 && v.n != 3)
        return STR("");
    const char *known = country_code_of(v);
    if (known)
        return str_of(known);
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] < 'A' || v.p[i] > 'Z')
            return STR("");
    return v.n == 3 ? v : STR("");
}

static void country_read(const struct property *list, size_t n, struct feature_words *w)
{
    static const char *const codes[] = {"shapeGroup", "iso3", "iso_3", "adm0_pcode", "adm0_a3", "gid_0", "iso_a3", "country_code",
        "iso3166_1_alpha_3", "iso_a2", "iso2", "ISO3166-1", "admin0Pcode", "country_iso3", NULL};
    static const char *const names[] = {"adm0_name", "adm0_en", "admin0Name_en", "admin0Name", "name_0", "country", "admin",
        "geounit", "sovereignt", NULL};
    for (size_t k = 0; codes[k] && !w->country.n; k++) {
        const char *const one[] = {codes[k], NULL};
        w->country = country_three(first_of(list, n, one), false);
    }
    struct str name = first_of(list, n, names);
    const char *known = name.n ? country_code_of(name) : NULL;
    if (!w->country.n && known)
        w->country = str_of(known);
    if (!w->country.n)
        w->country = country_three(w->code, true);
    if (!known || !str_is(w->country, known))
        w->country_name = name;
}

int level_of_layer(const char *name)
{
    struct str s = str_of(name);
    for (size_t i = 0; i + 3 < s.n; i++) {
        size_t k = str_is_nocase((struct str){s.p + i, 3}, "adm") ? 3 : 0;
        if (k && i + 5 < s.n && str_is_nocase((struct str){s.p + i, 5}, "admin"))
            k = 5;
        char digit = k && i + k < s.n ? s.p[i + k] : 0;
        bool ends = i + k + 1 >= s.n || !(s.p[i + k + 1] >= '0' && s.p[i + k + 1] <= '9');
        if (digit >= '0' && digit <= '5' && ends)
            return digit - '0';
    }
    return -1;
}

/* ---- names in languages ---- */

/* Forms of a unit's names. Those of a level count only where it is the unit's own. */
static const struct {
    const char *form;
    bool same; /* the main name once more, perhaps; else a second name, whose script tells the language */
} alias_forms[] = {{"name_*", true}, {"name:*", true}, {"shapename_*", true}, {"adm#_*", true}, {"adm#_name_*", true}, {"admin#name_*", true},
    {"a#name*", true}, {"alt_name:*", true}, {"adm#alt@*", true}, {"adm#_alt@_*", true}, {"adm#alt@_*", true}, {"adm#_name@", false},
    {"adm#_nam_@", false}, {"adm#_name_", false}, {"admin#na_@", false}, {"a#namealt@", false}, {"adm#altname", false}, {"nl_name_#", false},
    {"name_local", false}, {"alt_name", false}, {"int_name", false}};

/* A second name that does not say its language. Arabic script with letters that only Sorani writes is Sorani; with letters that
 * Sorani shares with Persian it is not clear; else Arabic. Latin script may be any language: "". */
static struct str script_language(struct str s)
{
    static const char *const sorani[] = {"\u0695", "\u06B5", "\u06CE", "\u06C6", "\u06D5"};
    static const char *const shared[] = {"\u067E", "\u0686", "\u0698", "\u06AF", "\u06A4"};
    bool arabic = false;
    for (size_t i = 0; i + 1 < s.n; i++)
        arabic = arabic || ((unsigned char)s.p[i] >= 0xD8 && (unsigned char)s.p[i] <= 0xDB && (unsigned char)s.p[i + 1] >= 0x80);
    for (size_t i = 0; i < ARRAY_LEN(sorani); i++)
        if (memmem(s.p, s.n, sorani[i], 2))
            return STR("ckb");
    for (size_t i = 0; i < ARRAY_LEN(shared); i++)
        if (memmem(s.p, s.n, shared[i], 2))
            return STR("");
    return arabic ? STR("ar") : STR("");
}

/* "ku" stands for Sorani where it is written in Arabic script. */
static struct str language_of(struct str said, struct str name, struct arena *a)
{
    char *small = arena_text(a, said.p, said.n);
    for (size_t i = 0; i < said.n; i++)
        small[i] = low(small[i]);
    struct str language = {small, said.n};
    unsigned char first = name.n ? (unsigned char)name.p[0] : 0;
    return str_is(language, "ku") && first >= 0xD8 && first <= 0xDB ? STR("ckb") : language;
}

/* "adm1_name2" is in the language that "lang2" names, where the file has that. */
static struct str numbered_language(const struct property *list, size_t n, struct str key)
{
    char digit = key.n ? key.p[key.n - 1] : 0;
    for (size_t i = 0; digit >= '1' && digit <= '9' && i < n; i++) {
        struct said said;
        if (fits(list[i].key, "lang@", &said) && list[i].key.p[list[i].key.n - 1] == digit && is_language(list[i].value))
            return list[i].value;
    }
    return STR("");
}

static void alias_read(const struct property *list, size_t n, const struct property *p, int level, struct arena *a, struct feature_words *w)
{
    for (size_t f = 0; f < ARRAY_LEN(alias_forms); f++) {
        struct said said;
        if (!fits(p->key, alias_forms[f].form, &said) || (said.level >= 0 && said.level != level) || means_nothing(p->value))
            continue;
        struct str language = alias_forms[f].same ? said.language : numbered_language(list, n, p->key);
        language = language.n ? language_of(language, p->value, a) : script_language(p->value);
        if (language.n || !str_eq(p->value, w->name))
            w->aliases[w->alias_n++] = (struct property){language, p->value};
        return;
    }
}

/* GADM lists variants of a name in one property, separated by bars. */
static void variants_read(const struct property *list, size_t n, int level, struct feature_words *w, size_t most)
{
    for (size_t i = 0; i < n; i++) {
        struct str rest = list[i].value, one;
        if (level_of(list[i].key, "varname_#") != level || level < 0 || means_nothing(rest))
            continue;
        while (w->alias_n < most && country_other(&rest, &one)) {
            one = str_trim(one);
            if (one.n && !str_eq(one, w->name))
                w->aliases[w->alias_n++] = (struct property){script_language(one), one};
        }
    }
}

static void aliases_read(const struct property *list, size_t n, int level, struct arena *a, struct feature_words *w)
{
    enum { VARIANTS_MOST = 50 };
    w->aliases = ARENA_ARRAY(a, struct property, n + VARIANTS_MOST);
    for (size_t i = 0; i < n; i++)
        alias_read(list, n, &list[i], level, a, w);
    variants_read(list, n, level, w, w->alias_n + VARIANTS_MOST);
}

/* ---- when it was in force ---- */

static bool digits_only(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

/* A day in any of the ways border files write one: ISO, "20191019", milliseconds since 1970 as map servers give them. */
static bool day_said(struct str v, struct day *first, struct day *last)
{
    int64_t number;
    if (digits_only(v) && v.n >= 8 && str_to_int(v, &number)) {
        *first = v.n == 8 ? day_make((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)) :
            v.n >= 11 && v.n <= 14 ? (struct day){(int32_t)(number / 86400000)} : DAY_NONE;
        *last = *first;
        return day_known(*first);
    }
    return day_parse(v, first, last);
}

/* Values that stand for "no day": empty ones, and the far end of the calendar. */
static bool no_day(struct str v)
{
    int64_t number;
    return means_nothing(v) || str_starts(v, "9999") || str_starts(v, "1899-12-30") || str_is(v, "<Null>") ||
        (str_to_int(v, &number) && number <= 0);
}

static struct day day_of(const struct property *list, size_t n, const char *const *keys, bool end, struct feature_words *w)
{
    struct day first, last;
    for (size_t k = 0; keys[k]; k++)
        for (size_t i = 0; i < n; i++) {
            if (!str_is_nocase(list[i].key, keys[k]) || no_day(list[i].value))
                continue;
            if (day_said(list[i].value, &first, &last))
                return end ? last : first;
            w->day_found = list[i].value;
        }
    return DAY_NONE;
}

static void days_read(const struct property *list, size_t n, struct feature_words *w)
{
    static const char *const from[] = {"valid_from", "validFrom", "valid_on", "validOn", "start_date", "date", NULL};
    static const char *const to[] = {"valid_to", "validTo", "end_date", NULL};
    w->valid_from = day_of(list, n, from, false, w);
    w->valid_to = day_of(list, n, to, true, w);
    if (day_known(w->valid_from) && day_known(w->valid_to) && w->valid_to.n < w->valid_from.n) {
        w->day_found = first_of(list, n, to);
        w->valid_to = DAY_NONE;
    }
}

/* ---- all of it ---- */

static struct str cleaned(struct str code, struct arena *a)
{
    struct buf clean CLEANUP(buf_end) = {0};
    (void)code_clean(code, &clean);
    return clean.n ? (struct str){arena_text(a, clean.p, clean.n), clean.n} : STR("");
}

void feature_read(const struct property *list, size_t n, struct str id, struct arena *a, struct feature_words *w)
{
    static const char *const names[] = {"shapeName", "name", "name_en", "name:en", "nom", "nombre", "label", "title", NULL};
    static const char *const codes[] = {"shapeISO", "iso_3166_2", "ISO3166-2", "hasc", "pcode", "code_hasc", "code", "adm1_code",
        "iso_a3", "adm0_a3", "id", NULL};
    *w = (struct feature_words){.level = level_read(list, n)};
    int level = deepest(list, n);
    struct str code = STR("");
    if (level == 0 && w->level != 0) /* "adm0_name" beside "shapeName" names the country of the unit, not the unit */
        level = -1;
    if (level >= 0) {
        w->name = numbered(list, n, name_forms, level);
        code = numbered(list, n, code_forms, level);
        w->parent_code = level > 0 ? cleaned(numbered(list, n, code_forms, level - 1), a) : STR("");
    }
    if (!w->name.n)
        w->name = first_of(list, n, names);
    if (!code.n)
        code = first_of(list, n, codes);
    if (!code.n && w->level != 0)
        code = id;
    struct buf clean CLEANUP(buf_end) = {0};
    w->code_found = code;
    w->repaired = code_clean(code, &clean);
    w->code = (struct str){arena_text(a, clean.p ? clean.p : "", clean.n), clean.n};
    country_read(list, n, w);
    if (w->level == 0 && w->country.n)
        w->code = w->country;
    aliases_read(list, n, level, a, w);
    days_read(list, n, w);
}
