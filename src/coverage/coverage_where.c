/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage: where work is, as far as its rows say it. */
#include "coverage/coverage_priv.h"

/* Which unit each place is, or lies in. */
static void lift(struct where *w, struct arena *a, struct coverage_unit *units, size_t n)
{
    size_t places = w->g ? gazetteer_count(w->g) : 0;
    w->unit_of = ARENA_ARRAY(a, int, places + 1);
    for (size_t i = 0; i < places; i++) {
        const struct place *p = gazetteer_place(w->g, i);
        w->unit_of[i] = -1;
        for (size_t u = 0; u < n && p->level >= w->level && str_eq(p->country, w->country); u++)
            if (units[u].place == (int)i || place_lies_in(w->g, (int)i, units[u].place)) {
                w->unit_of[i] = (int)u;
                break;
            }
    }
}

void where_begin(struct where *w, const struct gazetteer *g, int country, int level, struct arena *a, struct coverage_unit *units, size_t n)
{
    size_t countries = 0;
    *w = (struct where){.g = g, .level = level};
    if (g && country >= 0)
        w->country = gazetteer_place(g, (size_t)country)->country;
    for (size_t i = 0; g && i < gazetteer_count(g); i++)
        countries += gazetteer_place(g, i)->level == 0;
    w->only = countries <= 1;
    lift(w, a, units, n);
}

void where_end(struct where *w)
{
    locator_free(&w->locator);
    intern_end(&w->words);
    free(w->meant);
    *w = (struct where){0};
}

/* The country's own code, or a name of it; work of which no country is said is here where there is but one. */
bool where_other_country(const struct where *w, struct str country)
{
    size_t place;
    struct err e;
    if (!w->country.n)
        return false;
    if (!country.n)
        return !w->only;
    const char *code = country_code_of(country);
    if (str_eq(country, w->country) || (code && str_is(w->country, code)))
        return false;
    return code || !gazetteer_find(w->g, country, &place, &e) || gazetteer_place(w->g, place)->level > 0 || !str_eq(gazetteer_place(w->g, place)->country, w->country);
}

static int by_code(const struct where *w, struct str words)
{
    for (size_t i = 0; i < gazetteer_count(w->g); i++) {
        const struct place *p = gazetteer_place(w->g, i);
        if (p->code.n && str_eq(p->code, words) && str_eq(p->country, w->country))
            return (int)i;
    }
    return -1;
}

static int look_up(const struct where *w, struct str words)
{
    int found = by_code(w, words);
    for (int level = w->level; found < 0 && level < PLACE_LEVELS; level++)
        found = gazetteer_match(w->g, words, level, w->country);
    return found < 0 ? WHERE_UNSAID : w->unit_of[found];
}

int where_words(struct where *w, struct str words)
{
    words = str_trim(words);
    if (!words.n || !w->g || !w->level)
        return WHERE_UNSAID;
    uint32_t id = intern_id(&w->words, words);
    if (id >= w->meant_room) {
        size_t room = MAX_OF((size_t)id + 1, w->meant_room * 2);
        w->meant = mem_grow(w->meant, room, sizeof *w->meant);
        for (size_t i = w->meant_room; i < room; i++)
            w->meant[i] = INT32_MIN;
        w->meant_room = room;
    }
    if (w->meant[id] == INT32_MIN)
        w->meant[id] = look_up(w, words);
    return w->meant[id];
}

bool where_point(struct where *w, double latitude, double longitude, int *out, struct err *e)
{
    *out = WHERE_UNSAID;
    if (isnan(latitude) || isnan(longitude) || !w->g || !w->level)
        return true;
    if (!w->locator && !locator_new(w->g, &w->locator, e))
        return false;
    int at = locator_at(w->locator, w->level, latitude, longitude, NULL, NULL);
    *out = at < 0 ? WHERE_UNSAID : w->unit_of[at];
    return true;
}

bool where_activity(struct where *w, const struct activity *x, int *out, struct err *e)
{
    const struct str words[] = {w->level == 1 ? x->admin1 : x->place, w->level == 1 ? x->place : x->admin1};
    *out = WHERE_OTHER;
    if (where_other_country(w, x->country))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if ((*out = where_words(w, words[i])) >= 0)
            return true;
    return where_point(w, x->latitude, x->longitude, out, e);
}

bool where_project_place(struct where *w, const struct project_place *x, int *out, struct err *e)
{
    *out = WHERE_OTHER;
    if (where_other_country(w, x->country))
        return true;
    *out = where_words(w, x->place);
    return *out >= 0 || !x->exact || where_point(w, x->latitude, x->longitude, out, e);
}
