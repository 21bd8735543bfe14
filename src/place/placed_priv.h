/* SPDX-License-Identifier: GPL-3.0-or-later */
/* placed: the rule with what is the same for many records worked out before. */
#ifndef DIWAN_PLACED_PRIV_H
#define DIWAN_PLACED_PRIV_H
#include "place/place_priv.h"

#define NAMES_UNSURE "names_unsure" /* fact: spellings of the records in use that are not surely known, as last placed */

struct where_words { /* what a record's words come to */
    int country;        /* gazetteer index of its country; -1 */
    bool country_known; /* it names a country, in the register or not */
    int named;          /* place of the level its name means; -1 */
};
/* The country's code for keeping spellings apart: the gazetteer's, else the record's own words. */
struct str where_country(const struct gazetteer *g, int country, struct str code, struct str name);
struct meaning {
    int place; /* -1 not surely known */
    enum meant_how how;
    double score; /* of what was learnt: the share of its points that lie there; 1 for a name; 0 where nothing is known */
};
/* What a name on `level` means within `country` ("" = any); `country_key` keeps spellings apart. `learnt` may be NULL. */
struct meaning where_means(const struct gazetteer *g, const struct spellings *learnt, int level, struct str country,
    struct str country_key, struct str name);
enum { POINTS_LEAST = 3 }; /* fewer say nothing */
struct points { /* where the precise points of a spelling lie */
    int64_t all, most; /* in no border included; in the place that has most */
    int place;         /* that place; -1 none */
    int means;         /* it, where that is enough to mean it; else -1 */
    size_t from, n;    /* of the spelling's rows */
};
int64_t spellings_points_in(const struct spellings *s, const struct points *p, int place);
struct points spellings_points(const struct spellings *s, struct str country_code, struct str name);
/* The words of a record that name its place on level 1 or 2: where its country has no level 1, the first-order name may stand
 * for the second. */
struct str where_name(const struct gazetteer *g, int level, int country, const struct place_question *q);
/* What they mean; *name: the words. */
struct meaning where_named(const struct gazetteer *g, const struct spellings *learnt, int level, const struct place_question *q,
    const struct where_words *w, struct str *name);
struct place_answer where_answer(const struct gazetteer *g, struct locator *l, int level, double latitude, double longitude,
    int precision, const struct where_words *w);
void spellings_see_many(struct spellings *s, struct str country_code, struct str name, int place, int64_t times);
#endif
