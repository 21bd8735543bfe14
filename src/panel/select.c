/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records are meant. */
#include "panel/panel_priv.h"

#include <assert.h>

struct selector {
    const struct incident_columns *c;
    int32_t from, to;
    int place, level; /* level of the place; -1: every place */
    bool in_series, records; /* records: something is asked of single ones */
    unsigned kinds;
    int source;
    int32_t killed_least;
    bool killed_untold;
    bool *sides;      /* word in `actors` -> the side asked for */
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

/* The names of sides that hold those words. */
static bool *sides_named(const struct incident_columns *c, struct str words, struct arena *a)
{
    struct buf asked CLEANUP(buf_end) = {0}, name CLEANUP(buf_end) = {0};
    bool *out = ARENA_ARRAY(a, bool, intern_count(&c->actors) + 1);
    name_fold(words, &asked);
    for (size_t i = 1; asked.n && i < intern_count(&c->actors); i++) {
        buf_clear(&name);
        name_fold(intern_text(&c->actors, (uint32_t)i), &name);
        out[i] = name.n && memmem(name.p, name.n, asked.p, asked.n);
    }
    return out;
}

static void ask_of_records(struct selector *s, const struct selection *which, struct arena *a)
{
    s->kinds = which->kinds;
    s->source = which->source - 1;
    s->killed_least = which->killed_least;
    s->killed_untold = which->killed_untold;
    s->sides = which->side.n ? sides_named(s->c, which->side, a) : NULL;
    s->records = s->kinds || s->source >= 0 || s->killed_least > 0 || s->killed_untold || s->sides;
}

static bool record_is_meant(const struct selector *s, size_t i)
{
    const struct incident_columns *c = s->c;
    if ((s->kinds && !(s->kinds >> c->kind[i] & 1)) || (s->source >= 0 && c->source[i] != s->source))
        return false;
    if ((s->killed_untold && c->best[i] != DEATHS_UNKNOWN) || (s->killed_least > 0 && c->best[i] < s->killed_least))
        return false;
    return !s->sides || s->sides[c->actor_a[i]] || s->sides[c->actor_b[i]];
}

struct selector *selector_make(const struct incident_columns *c, const struct selection *which, struct arena *a)
{
    struct selector *s = ARENA_NEW(a, struct selector);
    *s = (struct selector){.c = c, .place = which->place, .level = -1, .in_series = which->in_series};
    s->from = day_known(which->from) ? which->from.n : INT32_MIN;
    s->to = day_known(which->to) ? which->to.n : INT32_MAX;
    ask_of_records(s, which, a);
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
    if (c->first[i] < s->from || c->first[i] > s->to || (s->in_series && !c->in_series[i]) || (s->records && !record_is_meant(s, i)))
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

/* Where nothing is asked of single records; by level of the place, each in a loop of its own, since this goes over all records. */
static bool mark_plain(const struct selector *s, uint8_t bit, uint8_t *marks)
{
    const struct incident_columns *c = s->c;
    const int32_t *place = s->level > 0 && s->level < PLACE_LEVELS ? c->place[s->level] : NULL;
    if (s->records || s->level == 0 || (s->level > 0 && !place))
        return false;
    for (size_t i = 0; i < c->n; i++) {
        bool takes = (c->first[i] >= s->from) & (c->first[i] <= s->to) & (!s->in_series | (c->in_series[i] != 0)) & (!place || place[i] == s->place);
        marks[i] |= takes ? bit : 0;
    }
    return true;
}

/* Of a country: nearly all records name it. */
static bool mark_country(const struct selector *s, uint8_t bit, uint8_t *marks)
{
    const struct incident_columns *c = s->c;
    if (s->records || s->level != 0)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        bool takes = (c->first[i] >= s->from) & (c->first[i] <= s->to) & (!s->in_series | (c->in_series[i] != 0));
        if (takes && (s->word_means[c->country[i]] || selector_takes(s, i)))
            marks[i] |= bit;
    }
    return true;
}

void selector_mark(const struct selector *s, uint8_t bit, uint8_t *marks)
{
    if (mark_plain(s, bit, marks) || mark_country(s, bit, marks))
        return;
    for (size_t i = 0; i < s->c->n; i++)
        if (selector_takes(s, i))
            marks[i] |= bit;
}

/* ---- from words ---- */

static bool read_kind(struct str words, struct selection *which, struct err *e)
{
    int64_t kind = 0;
    if (!words.n)
        return true;
    if (!str_to_int(words, &kind) || kind < 0 || kind >= KIND_COUNT)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not a kind of incident; give its number, 0 (not known) to %d", (int)MIN_OF(words.n, (size_t)60), words.p, KIND_COUNT - 1);
    which->kinds = 1U << kind;
    return true;
}

/* The only source with that name, or else that has it in its name. */
static bool read_source(const struct incident_columns *c, struct str words, struct selection *which, struct err *e)
{
    size_t found = 0;
    for (size_t i = 0; words.n && i < c->source_n; i++) {
        if (str_eq(c->sources[i], words)) {
            which->source = (int)i + 1;
            return true;
        }
        if (!memmem(c->sources[i].p, c->sources[i].n, words.p, words.n))
            continue;
        which->source = (int)i + 1;
        found++;
    }
    if (!words.n || found == 1)
        return true;
    return err_set(e, ERR_USAGE, found ? "\"%.*s\" are several of the sources; `diwan show REGISTER sources` lists them" : "\"%.*s\" is none of the sources; `diwan show REGISTER sources` lists them",
        (int)MIN_OF(words.n, (size_t)200), words.p);
}

static bool read_killed(struct str words, struct selection *which, struct err *e)
{
    int64_t least = 0;
    if (str_is(words, "unknown"))
        which->killed_untold = true;
    else if (words.n && (!str_to_int(words, &least) || least < 0 || least > INT32_MAX))
        return err_set(e, ERR_USAGE, "\"%.*s\" is not a number of people killed; give the least number, or `unknown` for incidents without one", (int)MIN_OF(words.n, (size_t)60), words.p);
    which->killed_least = (int32_t)least;
    return true;
}

bool selection_words(const struct incident_columns *c, struct str kind, struct str source, struct str side, struct str killed, struct selection *which, struct err *e)
{
    which->side = str_trim(side);
    return read_kind(kind, which, e) && read_source(c, source, which, e) && read_killed(killed, which, e);
}
