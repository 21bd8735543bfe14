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
    SELMARA_UNSEEN_FROM = 28, SELMARA_UNSEEN_TO = 42, /* months in which nobody could look in one governorate */
    SELMARA_RENAMED = 12, /* January 2022 */
    SELMARA_BURN_IN = 36, /* months that the process runs before the first */
    SELMARA_SIZE = 12, /* of the negative binomial, 1 / psi: a whole number, so that no power is needed */
    SELMARA_LARGE_MONTH = 34, SELMARA_LARGE_PLACE = 4, SELMARA_LARGE_DEATHS = 600 /* where the story has one large incident */
};
#define SELMARA_BORDERS_SINCE "2009-01-01" /* from when its borders are in force */
#define SELMARA_ASHMERI_BEFORE "Quessarel" /* the name of Ashmeri until SELMARA_RENAMED */
#define SELMARA_NOTE "Invented: Selmara does not exist. Every place, institution, person and number is made up."
#define SELMARA_COUNTRY "Selmara"
#define SELMARA_CODE "XXS" /* ISO 3166 leaves XAA to XXZ to users */

/* What is true of a governorate. Levels are endemic: events a month that come of nothing that was before. */
struct selmara_place {
    const char *name, *name_ar, *name_ckb, *code;
    int32_t population; /* census of 2022 */
    double before, since;
    double deadliness;   /* factor on deaths beyond the first */
    bool unseen;         /* from SELMARA_UNSEEN_FROM to SELMARA_UNSEEN_TO nothing is recorded, ... */
    double while_unseen; /* ... and this is its endemic level then */
};
/* Row by row from the north-west. */
extern const struct selmara_place selmara_places[SELMARA_PLACES];

/* What is true of one country and of its source. */
struct selmara_story {
    const char *name;
    bool fewer, deadlier; /* endemic levels, and what is true of single events, change at the turn */
    bool unseen;          /* a governorate cannot be seen, and is worst then */
    bool one_large;       /* one attack kills SELMARA_LARGE_DEATHS */
    bool gathers;         /* since the turn the source gathers far more events into summary records */
};
extern const struct selmara_story selmara_stories[SELMARA_TOLD_N];

/* What is true of single events, before and since the turn. */
struct selmara_period {
    double no_death;       /* share of events without a death */
    double more_deaths;    /* mean of deaths beyond the first, in those with one */
    double one_sided;      /* share of events that are attacks on civilians */
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
#define SELMARA_CIVILIANS_ONE_SIDED 0.97 /* share of civilians among the dead of attacks on civilians */
extern const double selmara_large; /* share of events that kill LARGE_LEAST or more */
enum { SELMARA_DEATHS_MOST = 60, SELMARA_LARGE_LEAST = 15, SELMARA_LARGE_SPREAD = 26 };
/* What the source makes of events: chances that an event becomes known to the country only, that a report gathers several
 * events of its place and month (usually; where the story says so, since the turn), and that a report gives no deaths. */
extern const double selmara_country_only, selmara_gather, selmara_gather_more, selmara_deaths_blank;
double story_gather(const struct selmara_story *s, int month);
const struct selmara_period *story_period(const struct selmara_story *s, int month);

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

/* ---- what truly happens ---- */

struct process {
    bool neighbour[SELMARA_PLACES][SELMARA_PLACES];
    double weight[SELMARA_PLACES][SELMARA_PLACES]; /* [from][to]; each row sums to 1, or to 0 for who takes no part */
    double mean_before[SELMARA_PLACES], mean_since[SELMARA_PLACES]; /* where they settle, over a whole year of seasons but for 0.6 % */
    int events[SELMARA_PLACES][SELMARA_MONTHS];
    double expected[SELMARA_PLACES][SELMARA_MONTHS];
};
extern const double selmara_own, selmara_neighbours; /* what an event leaves behind in its own place, and next door */
extern const double selmara_season_amplitude, selmara_season[12];
double process_endemic(const struct selmara_story *s, size_t place, int month);
void process_run(const struct land *l, const struct selmara_story *s, uint64_t seed, struct process *p);

/* ---- what the source makes of it ---- */

struct selmara_totals { /* records and deaths as the file holds them */
    int64_t incidents, before, since, deaths_best, deaths_best_before, deaths_best_since, civilians, status_unknown, without_deaths, country_level;
    int64_t summaries, in_summaries; /* records, and the events in them */
    int64_t events, not_recorded;    /* what happened; what of it nobody saw */
    int64_t largest;
    int64_t by_place[SELMARA_PLACES], unseen_by_place[SELMARA_PLACES];
    int64_t harm[SELMARA_HARMS], harm_by_place[SELMARA_PLACES], harm_people[SELMARA_PEOPLE];
};
void records_csv(const struct land *l, const struct selmara_story *s, const struct process *p, uint64_t seed, struct buf *out, struct selmara_totals *totals);
void truth_json(struct buf *out, uint64_t seed, const struct selmara_story *s, const struct process *p, const struct selmara_totals *totals);
void observability_csv(const struct selmara_story *s, struct buf *out);
void phases_csv(const struct selmara_story *s, struct buf *out);
void aliases_csv(const struct selmara_story *s, struct buf *out);
void licences_csv(const struct selmara_story *s, struct buf *out);
void harm_csv(const struct land *l, const struct selmara_story *s, uint64_t seed, struct buf *out, struct selmara_totals *totals);

/* A chance of `p`. */
static inline bool chance(struct rng *r, double p)
{
    return rng_unit(r) < p;
}
/* In this story, could anybody look there? */
static inline bool story_hides(const struct selmara_story *s, size_t place, int month)
{
    return s->unseen && selmara_places[place].unseen && month >= SELMARA_UNSEEN_FROM && month <= SELMARA_UNSEEN_TO;
}
/* Between lo and hi, evenly. */
static inline double between(struct rng *r, double lo, double hi)
{
    return lo + (hi - lo) * rng_unit(r);
}
#endif
