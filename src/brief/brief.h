/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * brief: from the register's incident columns to a document that a reader can check. What a brief needs is
 * gathered once (struct brief_data); a section is a function from it to blocks and never touches the store.
 */
#ifndef DIWAN_BRIEF_H
#define DIWAN_BRIEF_H
#include "agenda/agenda.h"
#include "brief/doc.h"
#include "brief/figures.h"
#include "coverage/coverage.h"
#include "panel/panel.h"
#include "trend/trend.h"
#include "voice/voice.h"

enum { BRIEF_RATE_WITHIN_YEARS = 5 }; /* how far a population figure may lie from the brief's period */

enum brief_audience {
    BRIEF_FULL,
    BRIEF_MINISTER, /* one page: in short, the change, the months, where most, what is missing */
    BRIEF_WALL,     /* for a wall, to be read aloud: plain words, no statistics */
};
/* Who answers for what is published. `by` "": a draft. */
struct brief_signoff {
    struct str by; /* "Name, role" (signer_read) */
    struct day day;
};
/* Partners' own judgement, in their words; the program neither writes nor checks it. */
struct brief_statement {
    struct str by, text; /* text: paragraphs, an empty line between two */
};
enum { STATEMENT_LETTERS = 2000, STATEMENT_LETTERS_ON_ONE_PAGE = 600, STATEMENTS_MOST = 8, SIGNER_LETTERS = 160 };
/* The bytes of a file as such a text, in the arena: UTF-8, without a byte order mark, blanks at the ends and carriage returns. ERR_INPUT,
 * naming `file`, where it is empty, longer than `most` letters, no UTF-8, or holds control characters or signs that turn the direction
 * of what stands around them. */
MUST_USE bool statement_read(struct str bytes, const char *file, size_t most, struct arena *a, struct str *text, struct err *e);
/* Is it a name as it may stand under a text: one line of 1 to SIGNER_LETTERS letters? ERR_USAGE, naming the `option`, where not. */
MUST_USE bool signer_read(struct str name, const char *option, struct str *out, struct err *e);
struct brief_request {
    struct day from, to;        /* the period; DAY_NONE: the last 24 months on record */
    struct day since;           /* look at nothing before this day; DAY_NONE: all that is on record */
    int place;                  /* gazetteer index; -1: the register's only country */
    struct level_thresholds thresholds; /* of the levels of lethal violence; all 0: LEVEL_THRESHOLDS */
    struct str levels_said_by;  /* who set those thresholds for the register, and `levels_day` when; "" nobody, or it is not recorded */
    struct day levels_day;
    int64_t k;                  /* smallest group of people that is told of (store_people); 0: the program's */
    struct str register_name;   /* title of the register, "" for none */
    bool invented;              /* the register holds an invented country: say so on every page */
    enum brief_audience audience;
    uint64_t seed;              /* of what chance draws: the error model of death figures */
    struct brief_signoff signoff;
    const struct brief_statement *statements;
    size_t statement_n;
    int units;                  /* level of the places listed; 0: the country's shallowest with borders */
    bool mirror_time;           /* time runs from right to left on pages written so; else it never does */
};
struct brief_place { /* one governorate (or one place of that level) */
    int place;                  /* gazetteer index */
    size_t row;                 /* in the panel */
    struct trend trend;         /* of its incidents and deaths */
    struct estimate rate;       /* killed per 100,000 people and year in the period; NAN without population, or where !deaths_told */
    struct estimate deaths;     /* best, with low and high, in the period; NAN where !deaths_told: a sum of nothing is no zero */
    struct population people;
    bool peopled;
    bool neighbour;             /* of the brief's own place */
    bool compared;              /* with the period before: it is on record and both could be seen */
    /* enum violence_level of the last month of the period, by the low, best and high figures: where they differ it is split */
    uint8_t level_low, level, level_high;
    bool level_told;            /* false: of the last three months' incidents nobody recorded the deaths, so that there is no level (then LEVEL_UNSEEN) */
    int64_t dead_recently;      /* best, in the last three months: what the level goes by */
};
/* What people say, as far as it bears on the place and the period: gathered by whoever has the register (the desk). */
struct brief_dialogue {
    struct voice_dialogue about;
    int place;                  /* gazetteer index; -1: none is recorded */
    bool whole;                 /* held for the whole of the brief's place, not for a part of it */
    const struct voice_answer *answer; /* NULL: only named */
};
struct brief_voices {
    const struct brief_dialogue *list; /* those of the whole place first, then newest first; the first ones have an answer */
    size_t n;
    const struct voice_finding *findings; /* newest first */
    size_t finding_n;
};
enum { BRIEF_DIALOGUES_MOST = 3 /* with an answer */, BRIEF_RESAMPLES = 50 };
struct brief_gap { /* records that something is not known of, in the period */
    int64_t incidents, deaths;
    int64_t untold; /* incidents among them without a number of dead */
};
/* Does any incident of the period give a number of dead, or is there none to give it? */
static inline bool deaths_told(const struct period_totals *t) { return t->incidents == 0 || t->deaths_unknown < t->incidents; }
struct engagement; /* engage/engage.h */
struct restriction_kind;
struct brief_hidden { /* a restriction because of which data are missing, and that everybody may read of; who imposed it is not in here */
    const struct restriction_kind *kind;
    struct looked_judgement at; /* its place, days, and who says so */
};
struct promise;
struct publish_facts; /* guard/publish.h */
struct brief_item { /* an item of an agenda, as a brief tells it */
    const struct agenda_item *item;
    bool signed_off;                       /* it may leave the register's own people; else only they see it, marked */
    const struct promise *const *promises; /* that its links name, by day made */
    size_t promise_n;
    bool unkept;                           /* it is not done, or a promise on it was broken or is past its day (publish_in_doubt) */
};
struct brief_order { /* what a side puts first: its order, most wanted first */
    const struct code *side;
    struct str said_by;
    const struct priority *const *list;
    size_t n;
};
struct brief_agenda { /* what people agreed, and whom to turn to, as far as it bears on the place: gathered by whoever has the register (the desk) */
    const struct agenda_book *book;
    const struct roster *roster;    /* whom their words mean; NULL: nobody looks that up, and the words stand */
    const struct publish_facts *facts; /* by which guard says how an institution is called (publish_call) */
    const struct brief_item *items; /* in the order of the book */
    size_t n;
    const struct agenda_head *const *agendas; /* those of the items */
    size_t agenda_n;
    int64_t left_out;           /* items that are not told of: nobody signed them as they stand */
    bool inside;                /* whoever reads it holds the register */
    struct day on;              /* states are as of this day: the last one on record of any of it */
    const struct brief_order *orders; /* of those agendas */
    size_t order_n;
    const struct premise *const *premises; /* of the whole */
    size_t premise_n;
    const struct help_service *const *services; /* of the place and what lies around it */
    size_t service_n;
    struct day services_on;     /* on which services are looked at (guard/publish.h): what is old then says so */
    const struct judgement *const *judgements;
    size_t judgement_n;
};
struct brief_data {
    const struct incident_columns *columns;
    const struct gazetteer *places;
    struct brief_request request;
    int country, place;         /* gazetteer indexes; -1: the register has no borders of it */
    int level;                  /* 0 a brief on a country, 1 on a governorate */
    int units;                  /* level of the units listed: the country's shallowest with borders; 0: it has none */
    const struct selector *in_country, *in_place; /* which records of the series of lethal violence: the one definition of both, as `count --place` has it */
    uint8_t *taken;             /* of every record, by both, as bits (gather_priv.h) */
    bool rates;                 /* every unit has a population of about the period: rates are shown and ranked, else deaths */
    struct str country_words;   /* as the source writes it, where there is no gazetteer entry */
    int first_month, last_month;/* all months on record for the country */
    int from_month, to_month;   /* the brief's period */
    int before_month;           /* first month of the period compared with */
    struct panel panel;         /* governorates x all months on record */
    struct series series;       /* of the brief's place */
    struct trend trend;         /* medians filled in; thresholds as asked for */
    struct stretch {            /* the part of the period since its last turning point; from_month 0: none of 3 months or more */
        int from_month;
        int64_t months, incidents, deaths_unknown, best, civilians, status_unknown;
        struct estimate monthly, per_incident; /* incidents a month; dead (best) over incidents with a known figure; as in period_totals */
    } since;
    /* The changes counted in other ways, as a check. Deaths per incident (of_deadly: of what killed); incidents; known civilians among
     * the dead, and (most) with all of unknown status as civilians. */
    struct estimate without_summaries, without_largest, of_low, of_high, of_deadly;
    struct estimate incidents_without_summaries;
    double summary_share[2];    /* of the records of each period, before and now: how many stand for several events; NAN where there are none */
    bool summaries_differ;      /* the two shares do, by more than chance and by 5 in 100: then records are no measure of events */
    struct estimate civilians_without_summaries, civilians_without_largest, civilians_most;
    struct {                    /* the change again, of the places alone that could be seen in both periods; the checks too */
        bool told;              /* there are such, and others */
        struct trend trend;
        struct series series;   /* all their months */
        size_t n, left_out;     /* places */
        int *left;              /* those left out: gazetteer indexes */
        bool *places;           /* by gazetteer index: could be seen */
    } seen;
    size_t *judgements;         /* those that bear on the place within both periods: numbers in columns->judgements */
    size_t judgement_n;
    int64_t judgements_of_nowhere; /* judgements and phases whose words mean no place in the register */
    size_t *phases;             /* those set for the place: numbers in columns->phases */
    size_t phase_n;
    struct brief_place *list;   /* all governorates, ranked: rate (or deaths) downwards, then name */
    size_t list_n;
    struct brief_gap coarse, named_elsewhere, near_border, by_name, outside, nowhere; /* how the records were placed (METHOD A, place.h) */
    struct brief_gap disagree, summaries, low_over_best, best_over_high, days_vague, no_deaths, spans_months;
    struct brief_gap whole;     /* all records of the country in the period */
    /* Dead of the period by brief_deaths_model: n = the records that it is of */
    struct estimate reported;
    struct brief_precision {    /* the place's records of the period: by METHOD A.0's digits; 0: not known */
        int64_t day[5], place[8];
    } precision;
    int64_t largest;            /* deaths of the largest single incident in the period */
    int largest_source;         /* where it stands; -1: none */
    size_t largest_record;      /* which one; where there is any */
    int64_t sources_n;          /* with any record of the country; of the series: */
    int64_t series_sources_n;
    int64_t twice;              /* records of the country that stand in two releases of one source (columns_twice) */
    /* partly: among several sources of the series, one whose records begin or end within the months compared, and weigh there: what
     * changes may be the recording */
    struct { int source; int64_t incidents; struct day first, last; bool series, partly; } *by_source;
    struct { int year; int64_t incidents, deaths_unknown, low, best, high, civilians, status_unknown; bool partial; } *years;
    int rate_year;              /* the middle of the period: the year that a population figure must lie near */
    size_t year_n;
    const struct brief_voices *voices; /* NULL: nothing on record; set after brief_gather by who has them, must outlive it */
    const struct coverage *coverage; /* who does what where, of the country's places in the period; NULL: nothing on record; set as voices are */
    const struct engagement *engagement; /* what was asked and what came back, as of the last day of it on record; NULL: not gathered; set as voices are */
    const struct brief_hidden *hidden; /* why data are missing, as far as that is public, by first day; set as voices are */
    size_t hidden_n;
    const struct brief_agenda *agenda; /* NULL: nothing of it on record; set as voices are */
    struct harm harm;           /* of the brief's place: what killed nobody; no part of the numbers above */
    struct day as_of;           /* last day on record for the country */
};
/* Gather; memory from the arena; `c` must outlive the data. ERR_ABSENT where there is nothing to brief on, ERR_USAGE
 * where the register holds several countries and none was named. O(records). */
MUST_USE bool brief_gather(const struct incident_columns *c, const struct brief_request *r, struct arena *a,
    struct brief_data *out, struct err *e);
/* The country, place, level of units and months that a brief of this request would be on, and nothing else: what must agree with a brief asks here. Errors as above. */
MUST_USE bool brief_period(const struct incident_columns *c, const struct brief_request *r, struct arena *a, struct brief_data *out, struct err *e);
/* Does a judgement (of which place is filled in: judgements_place) bear on the brief's place within both its periods? */
bool brief_concerns(const struct brief_data *b, const struct looked_judgement *j);
/* How many may really have died in the months from..to, by the published error model of UCDP's numbers (reported_sum): value = the mean
 * of the sum, lo and hi = 95 %, n = records of UCDP with a figure; all NAN without any; drawn from the request's seed. `left_out`: the place's other records in those
 * months, of which the model says nothing. O(records); some milliseconds. */
struct estimate brief_deaths_model(const struct brief_data *b, int from_month, int to_month, struct brief_gap *left_out);
/* Into a document about one dialogue: the map of opinions with what each group holds, and the strips of what bridges and what divides, as a brief draws
 * them. Nothing of fewer people than the register tells of; no map where no groups are told. */
void brief_opinions(const struct voice_answer *answer, uint64_t seed, struct doc *into);
/* What a map and a ranking may show. */
enum brief_measure { MEASURE_RATE, MEASURE_DEATHS, MEASURE_INCIDENTS, MEASURE_PER_INCIDENT, MEASURE_CIVILIANS, MEASURES };
/* Who does what where, of its coverage, into a document: the matrix and two maps, as a brief draws them; `only`: NULL, or which places (by unit) and sectors are shown. False where no
 * places are compared. */
struct brief_coverage_only { const bool *places, *sectors; };
MUST_USE bool brief_coverage(const struct brief_data *b, const struct brief_coverage_only *only, struct doc *into, struct err *e);
/* The front page of the room: the first sentences of "In short", the map beside the ranked dots, and a row a governorate. Sentences, figures and numbers are the
 * brief's own. `query`: what links carry along ("?from=2020-01", "" for none). */
struct brief_overview {
    enum brief_measure measure; /* MEASURE_RATE without rates: deaths */
    struct str query;
    enum { OVERVIEW_ALL, OVERVIEW_MAP /* the map and nothing else */, OVERVIEW_LIST /* the places as sentences: for screen readers and small screens */ } form;
    const struct brief_data *areas; /* of another level of places, for map and rows; NULL: as `b` */
};
MUST_USE bool brief_overview(const struct brief_data *b, const struct brief_overview *o, const struct speech *speech, struct doc **out, struct err *e);
/* The document, in the language of `speech`. It keeps nothing of `b`: the columns may go before it does. */
MUST_USE bool brief_make(const struct brief_data *b, const struct speech *speech, struct doc **out, struct err *e);
#endif
