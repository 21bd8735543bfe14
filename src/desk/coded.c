/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in tables as a code, as a reader calls it; machines have the code. */
#include "desk/coded.h"
#include "place/place.h"

static struct str words_of(struct request *r, const char *const (*list)[2], size_t n, struct str code)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(code, list[i][0]))
            return str_of(say(&r->speech, list[i][1]));
    return code;
}

struct str desk_level_words(struct request *r, struct str level)
{
    static const char *const words[][2] = {{"local", T("local")}, {"national", T("national")}, {"regional", T("regional")}, {"international", T("international")}};
    return words_of(r, words, ARRAY_LEN(words), level);
}

struct str desk_sure_words(struct request *r, struct str sure)
{
    static const char *const words[][2] = {{"low", T("low")}, {"medium", T("medium")}, {"high", T("high")}};
    return words_of(r, words, ARRAY_LEN(words), sure);
}

struct str desk_visible_words(struct request *r, struct str visible)
{
    static const char *const words[][2] = {{"stewards", T("stewards")}, {"staff", T("people of the house")}, {"partners", T("partners")}, {"public", T("everybody")}};
    return words_of(r, words, ARRAY_LEN(words), visible);
}

struct str desk_language_words(struct request *r, struct str code)
{
    const struct language *l = code.n ? language_find(arena_text(&r->arena, code.p, code.n)) : NULL;
    return l ? str_of(language_own_name(l)) : code;
}

struct str desk_country_words(struct request *r, struct str code)
{
    struct str name = country_name(code, language_code(r->speech.language));
    return name.n ? name : code;
}

bool desk_places(struct request *r, const struct gazetteer **out, struct err *e)
{
    struct gazetteer *g = NULL;
    if (!gazetteer_load(r->store, false, &g, e))
        return false;
    *out = g;
    return true;
}

void desk_places_end(const struct gazetteer **g)
{
    struct gazetteer *held = (struct gazetteer *)(uintptr_t)*g;
    gazetteer_free(&held);
    *g = NULL;
}

void desk_place_cell(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, const struct gazetteer *g, struct str words)
{
    const char *in = NULL, *reader = language_code(r->speech.language);
    size_t place;
    struct err none = {0};
    if (!words.n || !gazetteer_find(g, words, &place, &none)) {
        desk_text(a, t, row, column, words);
        return;
    }
    struct str name = arena_str(&r->arena, gazetteer_name(g, place, reader, &in));
    desk_both(a, t, row, column, name, in && *in && strcmp(in, reader) != 0 ? arena_str(&r->arena, str_of(in)).p : NULL, words);
}

void desk_actor_cell(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, const struct roster *roster, struct str words)
{
    int32_t number = words.n ? roster_find(roster, words) : -1;
    if (number < 0 || !roster_at(roster, (size_t)number)->declared) {
        desk_text(a, t, row, column, words);
        return;
    }
    struct str language, name = roster_name(roster, (size_t)number, language_code(r->speech.language), &language);
    desk_both(a, t, row, column, name, language.n ? arena_text(&r->arena, language.p, language.n) : NULL, words);
}

struct str desk_sector_words(struct request *r, const struct project_sector *s)
{
    const struct code *dac = dac_sector(s->vocabulary, s->code);
    if (dac)
        return str_of(say(&r->speech, dac->label));
    return s->name.n ? s->name : s->code;
}
