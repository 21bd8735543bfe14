/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records are meant. */
#include "panel/panel_priv.h"

#include <assert.h>

struct selector {
    const struct incident_columns *c;
    int32_t from, to;
    int place, level; /* level of the place; -1: every place */
    bool in_series;
    bool *word_means; /* country word -> it means the country asked for */
    bool *inside;     /* place -> it lies in that country */
};

struct str country_code_at(const struct gazetteer *g, int country)
{
    const struct place *p = gazetteer_place(g, (size_t)country);
    return p->country.n ? p->country : p->code;
}

bool place_in_country(const struct gazetteer *g, size_t j, int country)
{
    if ((int)j == country)
        return true;
    struct str code = country_code_at(g, country);
    return code.n > 0 && str_eq(gazetteer_place(g, j)->country, code);
}

/* Does a record's word for its country mean this country: by code, or by name folded? */
static void words_mean(struct selector *s, struct arena *a)
{
    const struct incident_columns *c = s->c;
    const struct place *p = gazetteer_place(c->places, (size_t)s->place);
    struct str code = country_code_at(c->places, s->place);
    struct buf name CLEANUP(buf_end) = {0}, word CLEANUP(buf_end) = {0};
    name_fold(p->name, &name);
    size_t n = intern_count(&c->words);
    s->word_means = ARENA_ARRAY(a, bool, n + 1);
    for (size_t i = 1; i < n; i++) {
        struct str text = intern_text(&c->words, (uint32_t)i);
        if (i < c->country_code_n && c->country_codes[i].n && code.n) {
            s->word_means[i] = str_eq(c->country_codes[i], code);
            continue;
        }
        buf_clear(&word);
        name_fold(text, &word);
        s->word_means[i] = (code.n && str_eq(text, code)) || (word.n && str_eq(buf_view(&word), buf_view(&name)));
    }
}

struct selector *selector_make(const struct incident_columns *c, const struct selection *which, struct arena *a)
{
    struct selector *s = ARENA_NEW(a, struct selector);
    *s = (struct selector){.c = c, .place = which->place, .level = -1, .in_series = which->in_series};
    s->from = day_known(which->from) ? which->from.n : INT32_MIN;
    s->to = day_known(which->to) ? which->to.n : INT32_MAX;
    if (which->place < 0)
        return s;
    assert(c->places && (size_t)which->place < gazetteer_count(c->places));
    s->level = gazetteer_place(c->places, (size_t)which->place)->level;
    if (s->level != 0)
        return s;
    words_mean(s, a);
    size_t n = gazetteer_count(c->places);
    s->inside = ARENA_ARRAY(a, bool, n);
    for (size_t i = 0; i < n; i++)
        s->inside[i] = place_in_country(c->places, i, which->place);
    return s;
}

bool selector_takes(const struct selector *s, size_t i)
{
    const struct incident_columns *c = s->c;
    if (c->first[i] < s->from || c->first[i] > s->to || (s->in_series && !c->in_series[i]))
        return false;
    if (s->level < 0)
        return true;
    if (s->level > 0)
        return s->level < PLACE_LEVELS && c->place[s->level] && c->place[s->level][i] == s->place;
    if (s->word_means[c->country[i]])
        return true;
    for (int level = 0; level < PLACE_LEVELS; level++)
        if (c->place[level] && c->place[level][i] >= 0 && s->inside[c->place[level][i]])
            return true;
    return false;
}
