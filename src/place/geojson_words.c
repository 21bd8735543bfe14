/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a border feature says of itself: name, code, country, level, names in other languages, under the properties of
 * geoBoundaries, OCHA's common data sets, GADM, Natural Earth and OpenStreetMap, and plain ones. Keys are compared
 * without regard to case. Level-numbered keys ("adm2_name", "NAME_1", "admin1Pcode") tell the level by their deepest number.
 */
#include "place/place_priv.h"

/* Which level a key like "adm2_pcode" or "GID_1" speaks of; -1 when it is not of that form. `#` stands for the digit. */
static int level_of(struct str key, const char *form)
{
    int level = -1;
    size_t i = 0;
    for (; i < key.n && form[i]; i++) {
        char c = key.p[i] >= 'A' && key.p[i] <= 'Z' ? (char)(key.p[i] + 32) : key.p[i];
        if (form[i] == '#' && c >= '0' && c <= '5')
            level = c - '0';
        else if (form[i] != c)
            return -1;
    }
    return i == key.n && !form[i] ? level : -1;
}

static const char *const name_forms[] = {"adm#_name", "adm#_en", "adm#name", "admin#name", "admin#name_en", "admin#name_e",
    "name_#", "adm#_ref_name", "adm#_name_en", NULL};
static const char *const code_forms[] = {"adm#_pcode", "adm#_pcod", "admin#pcode", "adm#pcode", "iso_#", "hasc_#", "gid_#", NULL};

static struct str numbered(const struct property *list, size_t n, const char *const *forms, int level)
{
    for (size_t f = 0; forms[f]; f++)
        for (size_t i = 0; i < n; i++)
            if (level_of(list[i].key, forms[f]) == level)
                return list[i].value;
    return STR("");
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

static bool is_language(struct str s)
{
    static const char *const known[] = {"en", "ar", "ckb", "ku", "kmr", "fa", "fr", "es", "he", "tr", "ru", "uk", "my", "so", "am",
        "ti", "ps", "ur", "pt", "de", "sw", NULL};
    for (size_t i = 0; known[i]; i++)
        if (str_is(s, known[i]))
            return true;
    return false;
}

/* The language a key names: "name_ar", "name:ckb", "adm1_ar", "admin1Name_ar", "ADM1_NAME_AR"; "" for none. */
static struct str key_language(struct str key, int level, struct arena *a)
{
    char *low = arena_text(a, key.p, key.n);
    for (size_t i = 0; i < key.n; i++)
        low[i] = low[i] >= 'A' && low[i] <= 'Z' ? (char)(low[i] + 32) : low[i];
    size_t cut = key.n;
    while (cut && low[cut - 1] != '_' && low[cut - 1] != ':')
        cut--;
    struct str language = {low + cut, key.n - cut}, stem = {low, cut ? cut - 1 : 0};
    if (!cut || !is_language(language))
        return STR("");
    int at = level_of(stem, "adm#");
    at = at >= 0 ? at : level_of(stem, "adm#_name");
    at = at >= 0 ? at : level_of(stem, "admin#name");
    if (str_is(stem, "name") || str_is(stem, "shapename") || (at >= 0 && at == level))
        return language;
    return STR("");
}

static void aliases_read(const struct property *list, size_t n, int level, struct arena *a, struct feature_words *w)
{
    w->aliases = ARENA_ARRAY(a, struct property, n);
    for (size_t i = 0; i < n; i++) {
        struct str language = key_language(list[i].key, level, a);
        if (language.n)
            w->aliases[w->alias_n++] = (struct property){language, list[i].value};
    }
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
        w->parent_code = level > 0 ? numbered(list, n, code_forms, level - 1) : STR("");
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
}
