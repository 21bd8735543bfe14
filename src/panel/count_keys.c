/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that incidents are counted by: their names, what number a record has under each, and what that number says. */
#include "panel/panel_priv.h"

#include <assert.h>

static const char *const key_names[BY_KEYS] = {
    [BY_PLACE] = "place", [BY_ADMIN1] = "admin1", [BY_MONTH] = "month", [BY_YEAR] = "year", [BY_COUNTRY] = "country",
    [BY_KIND] = "kind", [BY_SIDE_KIND] = "side_kind", [BY_TYPE] = "type", [BY_SOURCE] = "source", [BY_HARM] = "harm",
    [BY_SIDE] = "side", [BY_ACTOR] = "actor"};
static const char *const harm_names[] = {[HARM_UNKNOWN] = "unknown", [HARM_DEADLY] = "deadly", [HARM_NOT_DEADLY] = "not_deadly"};
static const char *const side_names[SIDES] = {"unknown", "state", "non-state", "civilians"};

enum count_by count_by_name(struct str name, bool *known)
{
    for (size_t i = 0; i < BY_KEYS; i++)
        if (str_is(name, key_names[i])) {
            *known = true;
            return (enum count_by)i;
        }
    *known = false;
    return BY_KEYS;
}

const char *count_by_text(enum count_by by)
{
    assert(by < BY_KEYS);
    return key_names[by];
}

static int64_t word_key(uint32_t word)
{
    return word ? (int64_t)word : -1;
}

static int64_t sides_key(unsigned a, unsigned b)
{
    unsigned one = a && (a < b || !b) ? a : b, other = one == a ? b : a;
    return 4 * one + other;
}

int64_t key_of(const struct incident_columns *c, const struct key *k, const struct entry *x)
{
    size_t i = x->record;
    switch (k->by) {
    case BY_PLACE: return k->kept_back && k->kept_back[c->type[i]] ? -1 : k->place[i];
    case BY_ADMIN1: return word_key(c->admin1[i]);
    case BY_MONTH: return day_month((struct day){c->first[i]});
    case BY_YEAR: return month_year(day_month((struct day){c->first[i]}));
    case BY_COUNTRY: return word_key(c->country[i]);
    case BY_KIND: return c->kind[i];
    case BY_SIDE_KIND: return sides_key(c->side_a_kind[i] & 3u, c->side_b_kind[i] & 3u);
    case BY_TYPE: return word_key(c->type[i]);
    case BY_SOURCE: return c->source[i];
    case BY_HARM: return c->harm[i];
    case BY_SIDE: return c->side_a_kind[i] & 3u;
    case BY_ACTOR: return word_key(x->actor);
    case BY_KEYS: break;
    }
    assert(k->by < BY_KEYS);
    return -1;
}

void key_range(const struct incident_columns *c, struct key *k, const struct entry *chosen, size_t n)
{
    struct day least = {INT32_MAX}, most = {INT32_MIN + 1};
    k->least = -1;
    switch (k->by) {
    case BY_PLACE: k->range = (int64_t)gazetteer_count(c->places) + 1; return;
    case BY_ADMIN1:
    case BY_COUNTRY:
    case BY_TYPE: k->range = (int64_t)MAX_OF(intern_count(&c->words), (size_t)1) + 1; return;
    case BY_ACTOR: k->range = (int64_t)MAX_OF(intern_count(&c->actors), (size_t)1) + 1; return;
    case BY_SOURCE: k->range = UINT16_MAX + 2; return;
    case BY_KIND: k->least = 0, k->range = 256; return;
    case BY_SIDE_KIND: k->least = 0, k->range = 16; return;
    case BY_HARM:
    case BY_SIDE: k->least = 0, k->range = 4; return;
    case BY_MONTH:
    case BY_YEAR:
    case BY_KEYS: break;
    }
    for (size_t i = 0; i < n; i++) {
        least.n = MIN_OF(least.n, c->first[chosen[i].record]);
        most.n = MAX_OF(most.n, c->first[chosen[i].record]);
    }
    k->least = n ? (k->by == BY_MONTH ? day_month(least) : month_year(day_month(least))) : 0;
    k->range = n ? (k->by == BY_MONTH ? day_month(most) : month_year(day_month(most))) - k->least + 1 : 1;
}

bool key_has_words(enum count_by by)
{
    return by == BY_PLACE || by == BY_ADMIN1 || by == BY_COUNTRY || by == BY_TYPE || by == BY_SOURCE || by == BY_ACTOR;
}

struct str key_words(const struct incident_columns *c, enum count_by by, int64_t key)
{
    if (key < 0)
        return STR("");
    if (by == BY_PLACE)
        return c->place_texts ? c->place_texts[key] : gazetteer_place(c->places, (size_t)key)->name;
    if (by == BY_SOURCE)
        return (size_t)key < c->source_n ? c->sources[key] : STR("");
    return intern_text(by == BY_ACTOR ? &c->actors : &c->words, (uint32_t)key);
}

void count_key_text(const struct incident_columns *c, enum count_by by, int64_t key, struct buf *out)
{
    switch (by) {
    case BY_MONTH: buf_month(out, (int)key); return;
    case BY_YEAR:
    case BY_KIND: buf_int(out, key); return;
    case BY_SIDE_KIND: buf_f(out, "%d-%d", (int)(key / 4), (int)(key % 4)); return;
    case BY_HARM: buf_text(out, harm_names[key]); return;
    case BY_SIDE: buf_text(out, side_names[key]); return;
    case BY_PLACE:
    case BY_ADMIN1:
    case BY_COUNTRY:
    case BY_TYPE:
    case BY_SOURCE:
    case BY_ACTOR: buf_str(out, key_words(c, by, key)); return;
    case BY_KEYS: break;
    }
    assert(by < BY_KEYS);
}
