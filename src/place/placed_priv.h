/* SPDX-License-Identifier: GPL-3.0-or-later */
/* placed: the rule with what is the same for many records worked out before. */
#ifndef DIWAN_PLACED_PRIV_H
#define DIWAN_PLACED_PRIV_H
#include "place/place_priv.h"

struct where_words { /* what a record's words come to */
    int country;        /* gazetteer index of its country; -1 */
    bool country_known; /* it names a country, in the register or not */
    int named;          /* place of the level its name means; -1 */
};
/* The country's code for keeping spellings apart: the gazetteer's, else the record's own words. */
struct str where_country(const struct gazetteer *g, int country, struct str code, struct str name);
/* The words of a record that name its place on a level; `second`: others that may, where the level above has no places. */
int where_named(const struct gazetteer *g, const struct spellings *learnt, int level, const struct place_question *q,
    const struct where_words *w);
struct place_answer where_answer(const struct gazetteer *g, struct locator *l, int level, double latitude, double longitude,
    int precision, const struct where_words *w);
void spellings_see_many(struct spellings *s, struct str country_code, struct str name, int place, int64_t times);
#endif
