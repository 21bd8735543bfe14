/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule: precision before geometry, then the border that holds the point, then the nearest, then the name. */
#include "place/placed_priv.h"

bool place_precise_enough(int precision, int level)
{
    static const int coarsest[PLACE_LEVELS] = {7, 4, 3, 2};
    if (precision < 1 || precision > 7)
        return true; /* not known to be coarse */
    return level >= 0 && level < PLACE_LEVELS && precision <= coarsest[level];
}

struct str where_country(const struct gazetteer *g, int country, struct str code, struct str name)
{
    if (country >= 0)
        return g->list[country].code.n ? g->list[country].code : g->list[country].name;
    const char *iso = code.n ? country_code_of(code) : NULL;
    iso = iso || !name.n ? iso : country_code_of(name);
    return iso ? str_of(iso) : code.n ? code : name;
}

/* A name that is written just so beats what was learnt, which beats what merely sounds alike; and a name whose own points
 * mostly lie elsewhere is not known by its sound. */
struct meaning where_means(const struct gazetteer *g, const struct spellings *learnt, int level, struct str country,
    struct str country_key, struct str name)
{
    struct meaning m = {-1, MEANT_UNKNOWN, 0};
    if (!name.n)
        return m;
    static const enum meant_how hows[] = {[MATCH_NONE] = MEANT_UNKNOWN, [MATCH_EXACT] = MEANT_EXACT, [MATCH_PART] = MEANT_PART,
        [MATCH_ALIAS] = MEANT_ALIAS, [MATCH_SOUND] = MEANT_SOUND, [MATCH_SEVERAL] = MEANT_SEVERAL};
    enum name_match how;
    int match = gazetteer_match_how(g, name, level, country, &how);
    if (match >= 0 && (how == MATCH_EXACT || how == MATCH_ALIAS))
        return (struct meaning){match, hows[how], 1};
    struct points points = learnt ? spellings_points(learnt, country_key, name) : (struct points){.means = -1};
    if (points.means >= 0)
        return (struct meaning){points.means, MEANT_LEARNT, (double)points.most / (double)points.all};
    if (match < 0)
        return (struct meaning){-1, hows[how], 0};
    if (points.all >= POINTS_LEAST && !(points.place == match && 2 * points.most >= points.all))
        return m;
    return (struct meaning){match, hows[how], 1};
}

struct str where_name(const struct gazetteer *g, int level, int country, const struct place_question *q)
{
    if (level == 1)
        return q->admin1;
    return q->admin2.n || gazetteer_has_level(g, country, 1) ? q->admin2 : q->admin1;
}

struct meaning where_named(const struct gazetteer *g, const struct spellings *learnt, int level, const struct place_question *q,
    const struct where_words *w, struct str *name)
{
    *name = STR("");
    if (level < 1 || level > 2 || (w->country_known && w->country < 0))
        return (struct meaning){-1, MEANT_OUTSIDE, 0}; /* of a country that is not in the register: its names mean nothing here */
    struct str country = w->country >= 0 ? g->list[w->country].country : STR("");
    struct str key = where_country(g, w->country, q->country_code, q->country);
    *name = where_name(g, level, w->country, q);
    struct meaning m = where_means(g, learnt, level, country, key, *name);
    if (m.place < 0 && level == 2 && q->admin2.n && q->admin1.n && !gazetteer_has_level(g, w->country, 1)) {
        struct meaning first = where_means(g, learnt, level, country, key, q->admin1);
        m.place = first.place; /* the spelling is as unknown as before, but the record is not */
    }
    return m;
}

/* A record of one country does not move to another because the border is near. */
static bool may_be_near(const struct gazetteer *g, int nearest, const struct where_words *w)
{
    if (!w->country_known)
        return true;
    return w->country >= 0 && str_eq(g->list[nearest].country, g->list[w->country].country);
}

static struct place_answer by_point(const struct gazetteer *g, struct locator *l, int level, double latitude, double longitude,
    const struct where_words *w)
{
    struct place_answer a = {-1, PLACED_UNKNOWN, -1, NAN};
    int nearest;
    double km;
    a.place = locator_at(l, level, latitude, longitude, &nearest, &km);
    if (a.place >= 0) {
        a.how = PLACED_POINT;
        return a;
    }
    a.how = PLACED_OUTSIDE;
    a.distance_km = km;
    if (nearest >= 0 && km <= PLACE_NEAR_KM && may_be_near(g, nearest, w)) {
        a.place = nearest;
        a.how = PLACED_NEAR;
    }
    return a;
}

struct place_answer where_answer(const struct gazetteer *g, struct locator *l, int level, double latitude, double longitude,
    int precision, const struct where_words *w)
{
    struct place_answer a = {-1, PLACED_UNKNOWN, -1, NAN};
    bool point = isfinite(latitude) && isfinite(longitude);
    if (!place_precise_enough(precision, level)) {
        a.how = PLACED_COARSE;
        return a;
    }
    if (level == 0 && w->country >= 0) {
        a.place = w->country;
        a.how = PLACED_NAME;
        return a;
    }
    /* It names a country that is not in the register. Where the point lies inside one that is, and was coded finely enough
     * to say so, that one counts, as it does on the levels below (sources differ in whose territory they call it). */
    if (level == 0 && w->country_known && !place_precise_enough(precision, 1)) {
        a.how = point ? PLACED_OUTSIDE : PLACED_UNKNOWN;
        return a;
    }
    if (point)
        a = by_point(g, l, level, latitude, longitude, w);
    if (a.place >= 0) {
        a.named = w->named >= 0 && w->named != a.place ? w->named : -1;
        return a;
    }
    if (w->named >= 0)
        a = (struct place_answer){w->named, PLACED_NAME, -1, NAN};
    return a;
}

struct place_answer place_where(const struct gazetteer *g, struct locator *l, const struct spellings *learnt, int level,
    const struct place_question *q)
{
    struct where_words w = {.named = -1};
    w.country = gazetteer_country(g, q->country_code, q->country, &w.country_known);
    struct str name;
    w.named = where_named(g, learnt, level, q, &w, &name).place;
    return where_answer(g, l, level, q->latitude, q->longitude, q->precision, &w);
}
