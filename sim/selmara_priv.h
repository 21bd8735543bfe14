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

/* ---- what is said: two dialogues, with known groups, bridges and divides ---- */

enum { SELMARA_COUNTRY_STATEMENTS = 43, SELMARA_ROOM_STATEMENTS = 25, SELMARA_OPINIONS = 3, SELMARA_LANGUAGES = 3 };
enum selmara_kind {
    SELMARA_BRIDGES,   /* all groups agree */
    SELMARA_DIVIDES,   /* one group agrees, or one disagrees */
    SELMARA_REJECTED,  /* all disagree */
    SELMARA_UNSETTLED, /* half and half in each group, and many pass */
    SELMARA_WOMEN,     /* women agree more than men, in every group; where the story says so */
    SELMARA_LATE,      /* all would agree; it came so late that hardly anybody saw it */
    SELMARA_META, SELMARA_REFUSED /* about the process; rejected by who moderates */
};
struct selmara_parts { /* of nonviolent communication, in the words that the statement was made in */
    const char *observation, *feeling, *need, *request;
};
struct selmara_statement { /* numbered from 1 in their order */
    enum selmara_kind kind;
    int said_in;       /* which of `text`: en, ar, ckb */
    bool seeded;
    uint8_t agree[SELMARA_OPINIONS]; /* per cent of those of each group who do not pass */
    uint8_t like;      /* number of one that it repeats nearly; 0 none */
    const char *text[SELMARA_LANGUAGES];
    const struct selmara_parts *parts;
};
extern const struct selmara_statement selmara_country_statements[SELMARA_COUNTRY_STATEMENTS], selmara_room_statements[SELMARA_ROOM_STATEMENTS];
extern const struct selmara_parts selmara_parts_answer, selmara_parts_ambulance, selmara_parts_dark, selmara_parts_patrol;
extern const char *const selmara_languages[SELMARA_LANGUAGES];
enum { SELMARA_DIALOGUES = 2, VOICES_SIDES = 3, VOICES_AGES = 4, VOICES_PEOPLE_MOST = 256, VOICES_DAY_MS = 86400000 };
struct plan { /* one dialogue */
    const char *folder, *place, *phase, *key;
    const char *topic[SELMARA_LANGUAGES], *description[SELMARA_LANGUAGES], *who[SELMARA_LANGUAGES];
    const struct selmara_statement *statements;
    size_t statement_n, opinions;
    int year, month, day, days;
    uint8_t people[VOICES_SIDES], women[VOICES_SIDES]; /* sides: community, security sector, local government */
    uint8_t opinion[VOICES_SIDES][SELMARA_OPINIONS]; /* per cent of each side in each group */
    uint8_t district[SELMARA_PLACES]; /* per cent */
    bool districts;
    double seen;                      /* share of the statements that most people see */
};
extern const struct plan selmara_plans[SELMARA_DIALOGUES];
struct person {
    int opinion, side, age, district;
    bool woman, silent[4]; /* silent: declares no side, gender, age, district */
    double weight[SELMARA_OPINIONS]; /* of each group's chances in this person's */
    double seen;
    int64_t start_ms;
};
struct cast {
    int64_t ms, number;
    size_t person, statement;
    int vote;
};
struct dialogue {
    const struct plan *plan;
    enum selmara_voices told;
    struct person people[VOICES_PEOPLE_MOST];
    size_t people_n, cast_n, pairs;
    struct cast *cast;
    int64_t begin_ms;
};
/* Draws who takes part and how they vote; votes in the arena, in order of time. */
void dialogue_run(struct dialogue *d, const struct plan *plan, enum selmara_voices told, uint64_t seed, struct arena *a);
bool groups_told(const struct dialogue *d); /* are there groups? */
void voices_truth(struct json *j, uint64_t seed, enum selmara_voices told);
bool voices_files(const char *folder, uint64_t seed, enum selmara_voices told, struct err *e);
bool open_files(const char *folder, struct err *e); /* the dialogue that nobody has answered yet */
void findings_csv(struct buf *out);

/* ---- who works with whom ---- */

#define SELMARA_CONFLICT "marsh-front"  /* does not speak with the ministry "interior" */
enum selmara_everywhere { SELMARA_GOVERNOR, SELMARA_COUNCIL, SELMARA_POLICE, SELMARA_SOCIETY, SELMARA_OF_WOMEN, SELMARA_OF_YOUTH, SELMARA_EVERYWHERE };
enum { SELMARA_KEY = 40 };
void actor_key(char out[SELMARA_KEY], enum selmara_everywhere what, size_t place);
void actor_name(struct buf *out, const char *key); /* in English; appended */
size_t actors_n(void);
size_t ties_n(void);
void actors_csv(struct buf *out);
void scores_csv(struct buf *out, uint64_t seed);
void ties_csv(struct buf *out, uint64_t seed);
void activities_csv(struct buf *out, uint64_t seed);
void projects_xml(struct buf *out, uint64_t seed);
void contacts_csv(struct buf *out, uint64_t seed);
void promises_csv(struct buf *out, uint64_t seed);
void project_pillars_csv(struct buf *out, uint64_t seed);
void truth_of_asked(struct json *j);
/* The key of the n-th letter about a topic (its number in the list of what is asked) that was answered, of the n-th promise; false where there is none. */
bool asked_contact(uint64_t seed, int topic, int n, char out[8]);
bool asked_promise(uint64_t seed, int topic, int n, char out[8]);
struct selmara_file {
    const char *name;
    void (*make)(struct buf *out, uint64_t seed);
};
extern const struct selmara_file selmara_agenda_files[]; /* a NULL name ends them */
void truth_of_agenda(struct json *j);
void selmara_logo(struct buf *out, int which); /* of the first or second partner, as a PNG; appended */
void truth_of_bridge(struct json *j);
void truth_of_works(struct json *j, uint64_t seed);

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
