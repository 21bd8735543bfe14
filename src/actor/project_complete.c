/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: what a file leaves open is as it was: a table of projects has columns for some of a project alone, and no format of others knows its pillar. */
#include "actor/project.h"

static struct str own(struct arena *a, struct str s)
{
    return s.n ? (struct str){arena_text(a, s.p, s.n), s.n} : STR("");
}

/* ---- lists, copied ---- */

static struct project_actor actor_own(struct arena *a, const struct project_actor *x)
{
    return (struct project_actor){own(a, x->role), own(a, x->actor), own(a, x->reference), own(a, x->kind)};
}

static struct project_place place_own(struct arena *a, const struct project_place *x)
{
    return (struct project_place){own(a, x->country), own(a, x->place), x->share, x->latitude, x->longitude, x->exact};
}

static struct project_sector sector_own(struct arena *a, const struct project_sector *x)
{
    return (struct project_sector){own(a, x->vocabulary), own(a, x->code), own(a, x->name), x->share};
}

static void groups_kept(struct project *now, const struct project *there, struct arena *a)
{
    now->groups = ARENA_ARRAY(a, struct project_group, there->groups_n + 1);
    now->groups_n = there->groups_n;
    for (size_t i = 0; i < there->groups_n; i++)
        now->groups[i] = (struct project_group){own(a, there->groups[i].people)};
}

static void markers_kept(struct project *now, const struct project *there, struct arena *a)
{
    now->markers = ARENA_ARRAY(a, struct project_marker, there->markers_n + 1);
    now->markers_n = there->markers_n;
    for (size_t i = 0; i < there->markers_n; i++)
        now->markers[i] = (struct project_marker){own(a, there->markers[i].scheme), own(a, there->markers[i].code), there->markers[i].score};
}

static void money_kept(struct project *now, const struct project *there, struct arena *a)
{
    now->money = ARENA_ARRAY(a, struct project_money, there->money_n + 1);
    now->money_n = there->money_n;
    for (size_t i = 0; i < there->money_n; i++) {
        const struct project_money *m = &there->money[i];
        now->money[i] = (struct project_money){own(a, m->kind), m->amount, own(a, m->currency), m->day, m->day_to, own(a, m->payer), own(a, m->payer_project), own(a, m->payee),
            own(a, m->payee_project)};
    }
}

/* ---- lists, of which an own table gives the words ---- */

static int64_t gives_of_role(struct str role)
{
    static const struct { const char *role; int64_t gives; } roles[] = {{"funding", GIVES_FUNDING}, {"accountable", GIVES_ACCOUNTABLE}, {"extending", GIVES_EXTENDING},
        {"implementing", GIVES_IMPLEMENTING}};
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        if (str_is(role, roles[i].role))
            return roles[i].gives;
    return 0;
}

/* Of a role that the table has, those that it names; of others those that are there: all in the order that is there, then the new. */
static void actors_complete(struct project *now, const struct project *there, int64_t given, struct arena *a)
{
    struct project_actor *all = ARENA_ARRAY(a, struct project_actor, now->actors_n + there->actors_n + 1);
    bool *put = ARENA_ARRAY(a, bool, now->actors_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < there->actors_n; i++) {
        const struct project_actor *x = &there->actors[i];
        bool kept = !(given & gives_of_role(x->role));
        for (size_t k = 0; k < now->actors_n; k++)
            if (!put[k] && str_eq(now->actors[k].role, x->role) && str_eq(now->actors[k].actor, x->actor)) {
                kept = put[k] = true;
                break;
            }
        if (kept)
            all[n++] = actor_own(a, x);
    }
    for (size_t k = 0; k < now->actors_n; k++)
        if (!put[k])
            all[n++] = now->actors[k];
    now->actors = all;
    now->actors_n = n;
}

static bool names_country(const struct project *p, struct str country)
{
    for (size_t i = 0; i < p->places_n; i++)
        if (str_eq(p->places[i].country, country))
            return true;
    return false;
}

/* The table's rows are places, and countries where it names none there. A place that is there keeps its point, a country its share; points without a name stay. */
static void places_complete(struct project *now, const struct project *there, int64_t given, struct arena *a)
{
    struct project_place *all = ARENA_ARRAY(a, struct project_place, now->places_n + there->places_n + 1);
    bool *put = ARENA_ARRAY(a, bool, now->places_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < there->places_n; i++) {
        const struct project_place *x = &there->places[i];
        bool named = x->place.n > 0, kept = named ? !(given & GIVES_PLACES) : !x->country.n || !(given & GIVES_COUNTRY) || names_country(now, x->country);
        for (size_t k = 0; k < now->places_n; k++)
            if (!put[k] && str_eq(now->places[k].place, x->place) && (named || str_eq(now->places[k].country, x->country))) {
                kept = put[k] = true;
                break;
            }
        if (kept)
            all[n++] = place_own(a, x);
    }
    for (size_t k = 0; k < now->places_n; k++)
        if (!put[k])
            all[n++] = now->places[k];
    now->places = all;
    now->places_n = n;
}

/* A sector that is there keeps its code and name; the shares, only where the list stayed what it was. */
static void sectors_complete(struct project *now, const struct project *there, struct arena *a)
{
    size_t met = 0;
    for (size_t k = 0; k < now->sectors_n; k++)
        for (size_t i = 0; i < there->sectors_n; i++) {
            struct str word = now->sectors[k].name.n ? now->sectors[k].name : now->sectors[k].code;
            if (!str_eq(word, there->sectors[i].name) && !str_eq(word, there->sectors[i].code))
                continue;
            now->sectors[k] = sector_own(a, &there->sectors[i]);
            met++;
            break;
        }
    for (size_t k = 0; k < now->sectors_n && (met < now->sectors_n || met < there->sectors_n); k++)
        now->sectors[k].share = NAN;
}

/* A title in one language is that one's alone; descriptions have no column. */
static void texts_complete(struct project *now, const struct project *there, struct arena *a)
{
    struct project_text *all = ARENA_ARRAY(a, struct project_text, now->texts_n + there->texts_n + 1);
    size_t n = now->texts_n;
    if (n)
        memcpy(all, now->texts, n * sizeof *all);
    for (size_t i = 0; i < there->texts_n; i++) {
        const struct project_text *x = &there->texts[i];
        size_t k = 0;
        while (k < now->texts_n && !str_eq(now->texts[k].language, x->language))
            k++;
        if (k < now->texts_n)
            all[k].description = own(a, x->description);
        else
            all[n++] = (struct project_text){own(a, x->language), own(a, x->title), own(a, x->description)};
    }
    now->texts = all;
    now->texts_n = n;
}

/* ---- all of it ---- */

static void word_complete(struct str *now, struct str there, bool given, struct arena *a)
{
    if (!given)
        *now = own(a, there);
}

static void days_complete(struct project *now, const struct project *there, int64_t given)
{
    if (!(given & GIVES_FROM))
        now->from = there->from;
    if (!(given & GIVES_TO))
        now->to = there->to;
    now->days_planned = there->days_planned && now->from.n == there->from.n && now->to.n == there->to.n;
}

void project_complete(struct project *now, const struct project *there, int64_t given, struct arena *a)
{
    word_complete(&now->pillar, there->pillar, given ? given & GIVES_PILLAR : now->pillar.n > 0, a);
    word_complete(&now->pve, there->pve, given ? given & GIVES_PVE : now->pve.n > 0, a);
    if (given ? !(given & GIVES_GROUPS) : !now->groups_n)
        groups_kept(now, there, a);
    if (!given)
        return;
    word_complete(&now->status, there->status, given & GIVES_STATUS, a);
    word_complete(&now->parent, there->parent, given & GIVES_PARENT, a);
    word_complete(&now->reporter, there->reporter, given & GIVES_REPORTER, a);
    days_complete(now, there, given);
    texts_complete(now, there, a);
    actors_complete(now, there, given, a);
    places_complete(now, there, given, a);
    if (given & GIVES_SECTORS) {
        sectors_complete(now, there, a);
    } else {
        now->sectors = ARENA_ARRAY(a, struct project_sector, there->sectors_n + 1);
        now->sectors_n = there->sectors_n;
        for (size_t i = 0; i < there->sectors_n; i++)
            now->sectors[i] = sector_own(a, &there->sectors[i]);
    }
    markers_kept(now, there, a);
    money_kept(now, there, a);
}
