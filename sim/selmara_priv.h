/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sim, inside: the truth, the land and the records of Selmara. */
#ifndef DIWAN_SELMARA_PRIV_H
#define DIWAN_SELMARA_PRIV_H
#include "sim/selmara.h"

enum {
    SELMARA_ROWS = 3, SELMARA_COLUMNS = 4, SELMARA_PLACES = SELMARA_ROWS * SELMARA_COLUMNS,
    SELMARA_MONTHS = 48, SELMARA_FIRST_MONTH = (2021 - 1970) * 12,
    SELMARA_TURN = 26, /* months from the first: March 2023 */
    SELMARA_TOWNS = 8, /* a governorate */
    SELMARA_HARM_FROM = 6, /* July 2021: since then somebody records harm that does not kill */
    SELMARA_HARMS = 10,
    SELMARA_UNSEEN_FROM = 28, SELMARA_UNSEEN_TO = 42 /* months in which nobody could look in one governorate */
};
#define SELMARA_BORDERS_SINCE "2009-01-01" /* from when its borders are in force */
#define SELMARA_NOTE "Invented: Selmara does not exist. Every place, institution, person and number is made up."
#define SELMARA_COUNTRY "Selmara"
#define SELMARA_CODE "XXS" /* ISO 3166 leaves XAA to XXZ to users */

/* What is true of a governorate. Rates are expected incidents a month before and since the turn. */
struct selmara_place {
    const char *name, *name_ar, *name_ckb, *code;
    int32_t population; /* census of 2022 */
    double before, since;
    double deadliness; /* factor on deaths beyond the first */
    bool unseen;       /* from SELMARA_UNSEEN_FROM to SELMARA_UNSEEN_TO nothing is recorded */
};
/* Row by row from the north-west; the last entry is what is known of the whole country only. */
extern const struct selmara_place selmara_places[SELMARA_PLACES + 1];

/* What is true of single incidents, before and since the turn. */
struct selmara_period {
    double no_death;       /* share of incidents without a death */
    double more_deaths;    /* mean of deaths beyond the first, in those with one */
    double one_sided;      /* share of incidents that are attacks on civilians */
    double civilian;       /* share of civilians among the dead of battles */
    double status_unknown; /* share of the dead of whom nobody says what they were */
};
extern const struct selmara_period selmara_before, selmara_since;
/* Harm that does not kill: type, who does it, how often a month in the whole country, how many people each time. */
enum selmara_people { SELMARA_NOBODY, SELMARA_INJURED, SELMARA_ABDUCTED, SELMARA_DETAINED, SELMARA_DISPLACED, SELMARA_PEOPLE };
struct selmara_harm {
    const char *type; /* the codebook's code */
    int side;         /* 1 state, 2 non-state, 0 not said */
    double monthly;
    enum selmara_people people;
    double mean_people;
};
extern const struct selmara_harm selmara_harms[SELMARA_HARMS];
extern const double selmara_large, selmara_summary, selmara_deaths_blank; /* shares of incidents */

struct point { /* units of 1e-5 degree, so that shared borders are equal to the last digit */
    int32_t longitude, latitude;
};
struct land {
    struct {
        struct point *ring; /* counter-clockwise, the first point not repeated */
        size_t n;
        struct point towns[SELMARA_TOWNS];
        char town_names[SELMARA_TOWNS][24];
        struct point off_coast; /* a little north of the northern coast; 0, 0 for those inland */
    } places[SELMARA_PLACES];
    struct point middle; /* of the whole country: where records without a place are put */
    struct arena arena;
};
void land_make(struct land *l, uint64_t seed);
bool land_holds(const struct land *l, size_t place, struct point p);
void land_geojson(const struct land *l, struct buf *out);

struct selmara_totals { /* what came of the truth */
    int64_t incidents, before, since, deaths_best, deaths_best_before, deaths_best_since, without_deaths, country_level, summaries;
    int64_t by_place[SELMARA_PLACES];
    int64_t harm[SELMARA_HARMS], harm_by_place[SELMARA_PLACES], harm_people[SELMARA_PEOPLE];
};
void records_csv(const struct land *l, uint64_t seed, struct buf *out, struct selmara_totals *totals);
void observability_csv(struct buf *out);
void phases_csv(struct buf *out);
void aliases_csv(struct buf *out);
void licences_csv(struct buf *out);
void harm_csv(const struct land *l, uint64_t seed, struct buf *out, struct selmara_totals *totals);

/* A chance of `p`. */
static inline bool chance(struct rng *r, double p)
{
    return rng_unit(r) < p;
}
/* Between lo and hi, evenly. */
static inline double between(struct rng *r, double lo, double hi)
{
    return lo + (hi - lo) * rng_unit(r);
}
#endif
