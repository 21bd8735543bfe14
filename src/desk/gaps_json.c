/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gaps as machines read it. Keys are a promise (docs/guide.md). */
#include "desk/gaps_priv.h"

static void key_text(struct json *j, const char *key, struct str text)
{
    json_key(j, key);
    json_text(j, text);
}

static void key_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static void key_real(struct json *j, const char *key, double v)
{
    json_key(j, key);
    json_real(j, v);
}

static void key_day(struct json *j, const char *key, struct day d) { json_key(j, key), json_day(j, d); }

static struct str place_name(const struct gaps *g, size_t unit)
{
    return gazetteer_place(g->c->places, (size_t)g->k->units[unit].place)->name;
}

static void places(struct json *j, const struct gaps *g)
{
    json_key(j, "places");
    json_array(j);
    for (size_t i = 0; i < g->k->in.places; i++) {
        const struct coverage_unit *u = &g->k->units[i];
        if (!g->places[i])
            continue;
        json_object(j);
        key_text(j, "place", place_name(g, i));
        key_text(j, "code", gazetteer_place(g->c->places, (size_t)u->place)->code);
        key_real(j, "incidents", g->k->in.place[i].incidents);
        key_text(j, "looked", str_of(looked_code(u->looked)));
        key_int(j, "asked", u->asked);
        key_real(j, "people", u->peopled ? (double)u->people.people : NAN);
        key_int(j, "organisations", u->organisations);
        json_close(j);
    }
    json_close(j);
}

static void sectors(struct json *j, const struct gaps *g)
{
    json_key(j, "sectors");
    json_array(j);
    for (size_t i = 0; i < g->k->in.sectors; i++) {
        const struct coverage_sector *s = &g->k->sectors[i];
        if (!g->sectors[i])
            continue;
        json_object(j);
        key_text(j, "sector", s->key);
        key_text(j, "name", coverage_sector_name(g->k, i, &g->r->speech));
        key_int(j, "organisations", s->organisations);
        key_int(j, "organisations_place_not_said", s->unplaced);
        json_close(j);
    }
    json_close(j);
}

static void cells(struct json *j, const struct gaps *g)
{
    json_key(j, "cells");
    json_array(j);
    for (size_t p = 0; p < g->k->in.places; p++)
        for (size_t s = 0; s < g->k->in.sectors; s++) {
            const struct coverage_cell *x = coverage_at(g->k, p, s);
            if (!g->places[p] || !g->sectors[s])
                continue;
            json_object(j);
            key_text(j, "place", place_name(g, p));
            key_text(j, "code", gazetteer_place(g->c->places, (size_t)g->k->units[p].place)->code);
            key_text(j, "sector", g->k->sectors[s].key);
            key_text(j, "need", str_of(gaps_need(x)));
            key_text(j, "why", str_of(gaps_why(x)));
            key_int(j, "organisations", x->organisations);
            key_real(j, "per_incident", x->per_need);
            key_text(j, "state", str_of(gaps_state(x)));
            json_close(j);
        }
    json_close(j);
}

static void organisations(struct json *j, const struct gaps *g)
{
    json_key(j, "organisations");
    json_array(j);
    for (size_t i = 0; i < g->k->in.organisations; i++) {
        const struct coverage_share *s = &g->k->found.shares[i];
        struct str name = gaps_source(g, g->k->organisations[i].actor, g->k->organisations[i].words);
        if (!s->pairs || !name.n)
            continue;
        json_object(j);
        key_text(j, "organisation", name);
        key_text(j, "actor", gaps_actor(g, g->k->organisations[i].actor));
        key_int(j, "pairs", s->pairs);
        key_int(j, "shared", s->shared);
        key_real(j, "redundancy", s->redundancy);
        json_close(j);
    }
    json_close(j);
}

static void money(struct json *j, const struct gaps *g)
{
    json_key(j, "money");
    json_array(j);
    for (size_t i = 0; i < g->k->money_n; i++) {
        const struct coverage_money *m = &g->k->money[i];
        json_object(j);
        struct str name = gaps_source(g, m->actor, m->source);
        key_text(j, "source", name);
        key_text(j, "actor", name.n ? gaps_actor(g, m->actor) : STR(""));
        key_text(j, "currency", m->currency);
        json_key(j, "year");
        if (m->year)
            json_int(j, m->year);
        else
            json_null(j);
        key_real(j, "amount", m->amount);
        json_close(j);
    }
    json_close(j);
}

void gaps_json(const struct gaps *g, struct buf *out)
{
    const struct coverage *k = g->k;
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    key_day(&j, "from", k->wish->from);
    key_day(&j, "to", k->wish->to);
    key_text(&j, "by", str_of(g->by));
    key_int(&j, "level", k->wish->level);
    key_real(&j, "median_incidents", k->found.median);
    key_real(&j, "crowded_above", k->found.crowded_above);
    key_int(&j, "projects", (int64_t)k->projects);
    key_int(&j, "activities", (int64_t)k->activities);
    key_int(&j, "projects_place_not_said", (int64_t)k->unplaced);
    key_int(&j, "projects_day_not_said", (int64_t)k->undated);
    key_int(&j, "projects_elsewhere", (int64_t)k->elsewhere);
    key_int(&j, "projects_without_money", (int64_t)k->without_money);
    key_int(&j, "projects_money_not_divided", (int64_t)k->undivided);
    key_int(&j, "amounts_unknown", (int64_t)k->amounts_unknown);
    key_int(&j, "asked_elsewhere", (int64_t)k->asked_nowhere);
    places(&j, g);
    sectors(&j, g);
    cells(&j, g);
    organisations(&j, g);
    money(&j, g);
    json_close(&j);
}
