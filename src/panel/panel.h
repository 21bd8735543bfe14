/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panel: the incident columns and what derives from them: counts by any key, and place x month panels.
 * One immutable snapshot in memory a generation of the register; analysis never re-scans the store.
 */
#ifndef DIWAN_PANEL_H
#define DIWAN_PANEL_H
#include "core/core.h"
#include "incident/incident.h"
#include "place/place.h"
#include "said/said.h"
#include "store/store.h"

enum people_harm { PEOPLE_INJURED, PEOPLE_ABDUCTED, PEOPLE_DETAINED, PEOPLE_DISPLACED, PEOPLE_HARMS };
#define PEOPLE_UNKNOWN (-1)

/* n records in use, ordered by (origin, id). Immutable once loaded; reference-counted. Arrays have n elements and belong
 * to `arena`; words are ids in `words`. About 80 bytes a record with two levels of borders. */
struct incident_columns {
    size_t n;
    int64_t generation;
    int32_t *first, *last;      /* days */
    int32_t *month;             /* of the first day; NULL in columns made by hand: ask columns_month */
    int32_t *low, *best, *high, *civilians; /* DEATHS_UNKNOWN where not known */
    int32_t *status_unknown;    /* dead whose status the source does not give: as given, else best less the dead whose side it
                                 * gives (civilians, side a, side b); DEATHS_UNKNOWN where best is not known either */
    uint32_t *country, *admin1, *type; /* words */
    int32_t *place[PLACE_LEVELS]; /* gazetteer index at that level, -1 unknown; NULL for a level without borders */
    uint8_t *how[PLACE_LEVELS]; /* enum placed_how */
    int32_t *named[PLACE_LEVELS]; /* place that the record's own name means where that differs; -1 */
    uint8_t *kind, *clarity, *day_precision, *place_precision, *side_a_kind, *side_b_kind;
    uint8_t *harm;              /* enum incident_harm */
    uint8_t *in_series;         /* 1: counts among the incidents of trend and brief (incident_in_series) */
    uint32_t *actor_a, *actor_b; /* the sides' names as given: words in `actors`, 0 where none is given */
    int32_t *people[PEOPLE_HARMS]; /* PEOPLE_UNKNOWN where not known; NULL where no record knows any */
    uint16_t *source, *flags, *import; /* source: number below; import: number in import_ids */
    int64_t *id;
    struct intern words;        /* country, admin1, type, source names */
    struct intern actors;       /* names of sides; 0 is "" */
    struct str *sources;        /* source number -> name */
    struct str *source_citations, *source_licences;
    size_t source_n;
    int64_t *import_ids;        /* import number -> id in table import; imports with rows in use, as they first occur */
    size_t import_n;
    struct str *country_codes;  /* word -> ISO 3166-1 alpha-3 where that word names a country, else "" */
    size_t country_code_n;      /* words beyond have none */
    struct gazetteer *places;   /* with borders */
    struct str *place_texts;    /* place -> its name, with its code behind where another of its level has the same name */
    struct population {
        int place; /* gazetteer index; -1 where the file's words mean no place in the register */
        int year;
        int64_t people;
        struct str kind, source;
    } *population; /* ordered by place, year, then as added */
    size_t population_n;
    /* What people say, in the order it was added. `place` -1: the words mean no place in the register (yet), so nothing follows
     * from it. An end that is open is DAY_NONE. */
    struct looked_judgement {
        int place;
        struct day from, to;
        enum looked looked;
        struct str words, said_by, reason; /* words: the file's own for the place */
        bool of_country; /* the words mean the only country on record, of which there are no borders: it then counts for place -1 */
    } *judgements;
    size_t judgement_n;
    struct phase_set {
        int place;
        struct day from, to;
        enum phase phase;
        struct str words, said_by;
        bool of_country; /* as above */
    } *phases;
    size_t phase_n;
    uint8_t *licences;          /* enum licence of each source: as stated in a file of licences, else as its layout says */
    int64_t licences_of_nobody; /* statements about sources that the register does not hold */
    /* SHA-256 over records, places, population, sources, what people say and the SHA-256 of live imports (fingerprint.c gives the order):
     * the same register gives the same brief. Who made it and when (uuid, times, ids of imports) do not count. */
    struct digest fingerprint;
    struct day first_day, last_day; /* of all records; DAY_NONE when empty */
    struct arena arena;
    int references;
};
/* Read the register once, at one moment: two scans in key order, merged; O(n). A large register's second scan runs on a
 * thread and a connection of its own. Inside a store_task it sees what the task has done so far, while `generation` is
 * still that of before. The caller holds one reference. */
MUST_USE bool columns_load(struct store *s, struct incident_columns **out, struct progress *p, struct err *e);
/* Empty columns of n records in an arena of their own, one reference, every death figure and place unknown: for tests, and
 * for records that are in no register. `levels`: how many levels have borders (0 .. PLACE_LEVELS). */
struct incident_columns *columns_make(size_t n, int levels);
static inline int columns_month(const struct incident_columns *c, size_t i) { return c->month ? c->month[i] : day_month((struct day){c->first[i]}); }
struct incident_columns *columns_hold(struct incident_columns *c); /* one reference more; returns c */
/* harm and in_series of every record from its type, kind and deaths. columns_load does it; for columns made by hand, where
 * until then every record is in the series and its harm unknown. */
void columns_harm(struct incident_columns *c);
void columns_drop(struct incident_columns **c); /* one less, freed with the last; NULL and twice are fine */

/* ---- counting ---------------------------------------------------------------------------------- */

enum count_by { BY_PLACE, BY_ADMIN1, BY_MONTH, BY_YEAR, BY_COUNTRY, BY_KIND, BY_SIDE_KIND, BY_TYPE, BY_SOURCE, BY_HARM,
    BY_SIDE, BY_ACTOR, BY_KEYS };
struct selection { /* which records: all of these hold */
    struct day from, to;  /* by first day (METHOD A rule 6); DAY_NONE = open; both inclusive */
    int place;            /* gazetteer index; -1 = all. A country takes its records by code or name of country, and those
                           * placed within its borders. A place of a level without borders takes none */
    bool in_series;       /* only records of the series: those that killed, and uses of arms */
    /* Of single records; 0 everywhere: all. */
    unsigned kinds;       /* 1 << kind for each that is meant */
    int source;           /* 1 + number of the source */
    struct str side;      /* words that the name of one of the two sides holds, folded as names are */
    int32_t killed_least; /* so many or more by the best figure */
    bool killed_untold;   /* those without a best figure */
};
#define SELECT_ALL ((struct selection){.from = DAY_NONE, .to = DAY_NONE, .place = -1})
/* The last five from words as people give them, "" for all: a kind by its number, a source by its name or a part that only one has, a side, and
 * how many were killed ("5": five or more; "unknown"). ERR_USAGE with what there is. */
MUST_USE bool selection_words(const struct incident_columns *c, struct str kind, struct str source, struct str side, struct str killed, struct selection *which, struct err *e);
struct count_row {
    int64_t key[BY_KEYS]; /* meaning by `by`: gazetteer index, word id, month, year, kind, source; -1 unknown (kind 0,
                           * side_kind 0, harm 0 and side 0 stay 0). side_kind: 4 * side a's kind + side b's, the smaller known
                           * one first; side: side a's kind; harm: enum incident_harm; actor: word in `actors` */
    int64_t incidents, low, best, high, civilians; /* sums over the known */
    int64_t deaths_unknown; /* incidents with no best figure: left out of the sum of best */
    int64_t status_unknown; /* dead whose status the source does not give */
    int64_t people[PEOPLE_HARMS];         /* sums over the known */
    int64_t people_unknown[PEOPLE_HARMS]; /* incidents with no such figure */
};
struct counts {
    enum count_by by[BY_KEYS];
    size_t by_n, n;
    struct count_row *rows; /* in the order of the shown keys: names by code point, months, numbers; unknown first */
};
/* Group by 0 to BY_KEYS different keys (0: one row, the total, even of nothing), O(n + rows log rows). `level` for BY_PLACE:
 * ERR_ABSENT where the register has no borders of that level. By actor, a record counts once for each differing name among its
 * two sides, so that rows add up to more than the total. Types that are never told for less than a governorate count there
 * with their place unknown. Memory from the arena. */
MUST_USE bool count_incidents(const struct incident_columns *c, const struct selection *which, const enum count_by *by,
    size_t by_n, int level, struct arena *a, struct counts *out, struct err *e);
/* One record more in the sums of a row: as every count adds it. */
void count_add(struct count_row *row, const struct incident_columns *c, size_t i);
/* What a key says in machine form: "" for unknown; kind its digit; side_kind two digits ("1-3", "0-0" unknown);
 * harm deadly, not_deadly, unknown; side state, non-state, civilians, unknown. */
void count_key_text(const struct incident_columns *c, enum count_by by, int64_t key, struct buf *out);
/* The key of that name ("place", "admin1", ..., "side_kind"); *known false where there is none. */
enum count_by count_by_name(struct str name, bool *known);
const char *count_by_text(enum count_by by);
/* May record i be counted under the selection? The one place where that is decided. */
struct selector; /* a selection made ready for many records; in the arena it was made in */
struct selector *selector_make(const struct incident_columns *c, const struct selection *which, struct arena *a);
bool selector_takes(const struct selector *s, size_t i);
/* Set `bit` in marks[i] of every record that is taken: for whoever asks more than once. */
void selector_mark(const struct selector *s, uint8_t bit, uint8_t *marks);
/* One page of records, in an order, without sorting them all: two passes and no more memory than 4 bytes a record. Equal ones stand as in the
 * register; what is not known comes last. `sources` (NULL: all): only records of the sources so marked, the others are counted in `withheld`. */
enum columns_order { ORDER_REGISTER, ORDER_DAY, ORDER_KILLED, ORDER_PLACE, ORDER_KIND, ORDER_SOURCE, COLUMNS_ORDERS };
struct columns_page {
    size_t *rows, n;      /* numbers of records */
    size_t total;         /* on all pages */
    size_t withheld;      /* taken by the selection, and not listed */
};
void columns_page(const struct incident_columns *c, const struct selector *s, const bool *sources, enum columns_order order, bool downwards, size_t from, size_t most,
    struct arena *a, struct columns_page *out);
/* Candidate events of UCDP in a country and month of which the register holds checked events, too: they are the same ones, and
 * count twice. Of the records that `which` takes (NULL: all). `marks` (NULL: not wanted): n flags, set for those. O(n log n) where both
 * sources are there, else O(sources). */
int64_t columns_twice(const struct incident_columns *c, const struct selector *which, bool *marks);

/* ---- could anybody look? ----------------------------------------------------------------------- */

/* Does `inner` lie in `outer` (or is it)? By codes of countries and of the unit above. */
bool place_lies_in(const struct gazetteer *g, int inner, int outer);
/* Fill in where each of n judgements is, `place` and `of_country`, by its words. O(n log places + records). */
void judgements_place(const struct incident_columns *c, struct looked_judgement *list, size_t n);
/* What a judgement says of a place. A judgement of a country covers its governorates; that of a governorate makes the country
 * seen in part. */
enum bearing { BEARS_NOT, BEARS_PART, BEARS_WHOLE };
enum bearing judgement_bears(const struct incident_columns *c, const struct looked_judgement *j, int place);
/* Was the phase set for this place? -1: for the only country on record, of which there are no borders. */
static inline bool phase_is_of(const struct phase_set *s, int place) { return place >= 0 ? s->place == place : s->of_country; }
/* enum looked of each of the months from `first_month` on. Where several people judge, the most cautious rules, day by day: a
 * month is LOOKED_NONE only where no day of it could be seen, LOOKED_LIMITED where a day or a part of the place could not.
 * `place` -1: only what was said of the only country on record, of which there are no borders. False where all is LOOKED_UNSAID. O(judgements x months). */
bool looked_months(const struct incident_columns *c, int place, int first_month, size_t months, uint8_t *out);

/* ---- place x month ----------------------------------------------------------------------------- */

struct panel { /* rows = places (and, last, "place unknown"), columns = months from first_month */
    size_t places, months;
    int first_month;
    int *place;           /* gazetteer index of each row; -1 for the last row, "place unknown" */
    /* [row * months + month]; sums over the known, by month of the first day */
    int32_t *incidents, *low, *best, *high, *civilians, *status_unknown;
    int32_t *deaths_unknown; /* incidents with no best figure */
    int64_t *largest;     /* largest single incident's best, per cell; 0 where none is known */
    uint8_t *looked;      /* enum looked, per cell; of the "unknown" row LOOKED_UNSAID */
    uint8_t *looked_whole; /* of the country, per month; where all countries are meant, the most cautious of the places, at most limited */
};
/* Only records of the series (in_series). Panel of the places of `level` inside `country` (gazetteer index of a level-0 place, -1 = all), months
 * from..to inclusive (to = from - 1: no month). The "unknown" row holds the country's records that no such place holds, so
 * that the rows add up to count_incidents over the same country, months and in_series. A level without borders has the unknown
 * row only. ERR_INPUT where a sum passes 2^31 - 1, or places x months 2^28. */
MUST_USE bool panel_make(const struct incident_columns *c, int country, int level, int from_month, int to_month,
    struct arena *a, struct panel *out, struct err *e);

/* ---- harm that does not kill ------------------------------------------------------------------- */

enum { SIDES = 4 }; /* side a's kind: 1 state, 2 non-state, 3 civilians, 0 not known */
struct harm_row { /* one type of incident, outside the series */
    uint32_t type;             /* word; 0 where the source gives none: then `kind` tells the rows apart */
    int kind;
    int64_t before[SIDES], now[SIDES];
    int64_t unknown_before, unknown_now; /* among them: nobody said whether anybody was killed */
};
struct harm { /* records outside the series of one place, and what no series of deaths shows of the others */
    struct harm_row *rows;     /* outside the series: the most frequent first, then by the type's word and kind */
    size_t n;
    int64_t before, now;       /* records outside the series in the two periods */
    int64_t unknown_now;       /* among those of now: nobody said whether anybody was killed */
    int first_month, last_month; /* of the records outside the series, up to the end of `now`; last < first: none */
    int64_t armed_now;         /* uses of arms without a death, now: they are in the series */
    int64_t all_now;           /* records of now, in the series or not */
    int64_t people[PEOPLE_HARMS], people_unknown[PEOPLE_HARMS]; /* of all_now: sums, and records without a figure */
    int months_from;           /* month of the first entry of the series below */
    size_t months;
    int32_t *beside[SIDES];    /* a month: records outside the series */
    int32_t *not_deadly[SIDES];/* a month: records that killed nobody (HARM_NOT_DEADLY), uses of arms among them */
};
/* Of the place (-1: all), with months_from .. to_month as series; before_month .. from_month - 1 against from_month .. to_month.
 * O(records). Memory from the arena. */
void harm_make(const struct incident_columns *c, int place, int months_from, int before_month, int from_month, int to_month,
    struct arena *a, struct harm *out);

/* ---- what is odd in what the sources say ------------------------------------------------------- */

enum quality_mark { /* of single records */
    MARK_DAYS_TURNED, MARK_BEFORE_1900, MARK_AFTER_IMPORT, MARK_YEAR_DIFFERS, MARK_LONG, MARK_SPANS_MONTHS, MARK_POINT_ZERO, MARK_SWAPPED,
    MARK_OUTSIDE, MARK_NEAR_BORDER, MARK_COARSE, MARK_DISAGREE, MARK_COUNTRY_DIFFERS, MARK_LOW_OVER_BEST, MARK_BEST_OVER_HIGH,
    MARK_CIVILIANS_OVER_BEST, MARK_SUM_DIFFERS, MARK_INACTIVE_DYAD, MARK_NO_DEATHS, MARK_COPY, MARK_TWO_SOURCES,
    MARK_PLACEHOLDER_SIDE, MARK_UNCHECKED, MARK_MACHINE_CODED, QUALITY_MARKS
};
enum quality_thing { /* of other rows */
    THING_ALIAS_PLACE, THING_ALIAS_SEVERAL, THING_ALIAS_TAKEN, THING_NAMES_UNSURE, THING_OBSERVABILITY_PLACE, THING_PHASE_PLACE, THING_LICENCE_SOURCE, THING_POPULATION_PLACE, THING_POPULATION_JUMP,
    THING_REFUSED_ROWS, THING_PUBLICATION_LICENCE, QUALITY_THINGS
};
struct quality {
    uint32_t *marks; /* record -> bit of each enum quality_mark */
    int64_t n[QUALITY_MARKS], things[QUALITY_THINGS];
    struct quality_row { /* what the things are: the words as the file has them */
        enum quality_thing kind;
        int64_t import, line; /* 0 where they say nothing */
        struct str what, detail;
    } *rows;
    size_t row_n, row_room;
};
/* The codes that people and machines see ("low_over_best", "alias_place"). */
const char *quality_mark_code(enum quality_mark m);
const char *quality_thing_code(enum quality_thing t);
/* Look at everything once, in one moment with `c` if the caller holds one (store_look): O(n log n). Memory from the arena. */
MUST_USE bool quality_of(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *out, struct err *e);

/* People in the place about `year`: the nearest year within `within` years, the later on a tie; false when
 * there is none. Of several figures of one year the one added last. A country without its own figure: the sum of its
 * governorates when each has one of the same year (kind and source where all agree, else ""). */
bool population_about(const struct incident_columns *c, int place, int year, int within, struct population *out);
#endif
