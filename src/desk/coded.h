/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in tables as a code, as a reader calls it. A code that none of these knows stays as it is. */
#ifndef DIWAN_DESK_CODED_H
#define DIWAN_DESK_CODED_H
#include "actor/actor.h"
#include "actor/project.h"
#include "desk/desk_priv.h"

struct gazetteer;
struct str desk_level_words(struct request *r, struct str level);       /* local, national, regional, international */
struct str desk_sure_words(struct request *r, struct str sure);         /* low, medium, high */
struct str desk_visible_words(struct request *r, struct str visible);   /* stewards, staff, partners, public */
struct str desk_language_words(struct request *r, struct str code);     /* as those who speak it call it */
struct str desk_country_words(struct request *r, struct str code);      /* by ISO 3166-1 alpha-3 */
struct str desk_sector_words(struct request *r, const struct project_sector *s); /* the codebook's name, else the file's, else the code */
/* The places of the open register, without borders; CLEANUP(desk_places_end). */
MUST_USE bool desk_places(struct request *r, const struct gazetteer **out, struct err *e);
void desk_places_end(const struct gazetteer **g);
/* A cell of words that mean a place, or an institution that is declared: its name for the reader; machines have the words. */
void desk_place_cell(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, const struct gazetteer *g, struct str words);
void desk_actor_cell(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, const struct roster *roster, struct str words);
#endif
