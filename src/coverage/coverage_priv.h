/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `coverage` only. */
#ifndef DIWAN_COVERAGE_PRIV_H
#define DIWAN_COVERAGE_PRIV_H
#include "coverage/coverage.h"

/* Where work is: the number of a unit, or: */
enum { WHERE_UNSAID = -1 /* in the country, nobody says where */, WHERE_OTHER = -2 /* in another country */ };
struct where { /* words to units; end with where_end */
    const struct gazetteer *g;
    struct str country;    /* code; "" any */
    int level;
    int *unit_of;          /* by gazetteer index: the unit that it is or lies in; -1 none. In an arena */
    struct locator *locator; /* made when a point first asks */
    struct intern words;   /* of places already looked up, and */
    int *meant;            /* by word: unit + 1, or 0 where the words mean none */
    size_t meant_room;
    bool only;             /* one country: work of a country that is not said is in it */
};
void where_begin(struct where *w, const struct gazetteer *g, int country, int level, struct arena *a, struct coverage_unit *units, size_t n);
void where_end(struct where *w);
bool where_other_country(const struct where *w, struct str country);
/* What is called so: a code or a name in any script, of a unit or of something in one; WHERE_UNSAID. */
int where_words(struct where *w, struct str words);
/* In whose border the point lies; WHERE_UNSAID. Precision before geometry: only exact points may ask. */
MUST_USE bool where_point(struct where *w, double latitude, double longitude, int *out, struct err *e);

/* An activity of a table: its words, the finest that helps, else its point. */
MUST_USE bool where_activity(struct where *w, const struct activity *x, int *out, struct err *e);
MUST_USE bool where_project_place(struct where *w, const struct project_place *x, int *out, struct err *e);

/* Whom words mean, once each: a number among the organisations. */
struct who {
    const struct roster *roster;
    struct intern folded;  /* of words that the roster does not know, and of actors "\x1f<number>" */
    struct coverage_organisation *list; /* heap; number below n */
    size_t n, room;
};
uint32_t who_of(struct who *w, struct str words, struct str reference, struct arena *a);
void who_end(struct who *w);

/* Money of the projects marked `here`, each by the share of it that is for this country. */
void coverage_money(const struct works *w, const bool *here, const struct where *where, struct who *who, struct arena *a, struct coverage *out);
#endif
