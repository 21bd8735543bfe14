/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: records of what happened, as a source says (METHOD.md A.0), the layouts that sources use, and
 * how a batch of records enters the register: new, known, or a correction of what was there.
 */
#ifndef DIWAN_INCIDENT_H
#define DIWAN_INCIDENT_H
#include "core/core.h"
#include "place/place.h"
#include "store/store.h"
#include "table/table.h"

enum incident_kind {
    KIND_UNKNOWN = 0, KIND_STATE_BATTLE = 1, KIND_NON_STATE = 2, KIND_CIVILIANS = 3, KIND_REMOTE = 4,
    KIND_PROTEST = 5, KIND_OTHER = 6, KIND_COUNT = 7
};
enum incident_flag { /* repairs and oddities: kept, flagged, counted; never silent */
    FLAG_LOW_OVER_BEST = 1, FLAG_BEST_OVER_HIGH = 2, FLAG_SUM_DIFFERS = 4, /* a+b+civilians+unknown != best */
    FLAG_INACTIVE_DYAD = 8, FLAG_DAYS_TURNED = 16, FLAG_SPANS_MONTHS = 32, FLAG_YEAR_DIFFERS = 64,
    FLAG_PLACEHOLDER_SIDE = 128, /* a side that the source has not named yet (UCDP candidate events: XXX...) */
    FLAG_UNCHECKED = 256,        /* the source says that it has still to check it */
    FLAG_MACHINE_CODED = 512     /* no person has read it: never a basis for a count of deaths */
};
#define DEATHS_UNKNOWN (-1)

struct incident { /* one record; words are ids in batch->words */
    uint32_t key;               /* source's own id, as words */
    int64_t line;
    struct day first, last;
    double latitude, longitude; /* NAN when not known */
    uint32_t country, admin1, admin2, place_words, side_a, side_b, sources, country_code, type;
    int32_t deaths_low, deaths_best, deaths_high, deaths_civilians, deaths_side_a, deaths_side_b,
        deaths_status_unknown; /* DEATHS_UNKNOWN when not known */
    int32_t people_injured, people_abducted, people_detained, people_displaced; /* DEATHS_UNKNOWN when not known */
    int32_t source_count;       /* -1 when not recorded */
    int64_t revised;            /* when the source last touched its row: seconds since 1970; 0 when it does not say */
    uint8_t day_precision, place_precision, kind, side_a_kind, side_b_kind, clarity;
    uint16_t flags;
};
/* What was wrong with the rows of a file. At most 10,000 are listed (4,000 refused, 3,000 repaired, 3,000 noted, so
 * that one kind never hides another). */
struct problem_log {
    struct problem *list; /* texts in `arena` */
    size_t n, room;
    int64_t listed[4]; /* by severity */
    struct arena arena;
    bool all_refused;     /* refused rows beyond the list are wanted, too: they stand in `more` */
    struct problem *more;
    size_t more_n, more_room;
};
/* Add one about the row that `t` stands on. `column` -1: about the row as a whole; `code`, `expected` and `advice`
 * are literals; `found` is cut to about 120 bytes, between characters. */
void problem_log_add(struct problem_log *log, const struct table *t, enum problem_severity severity, int column, const char *code,
    struct str found, const char *expected, const char *advice);
/* The same of a row that has gone by: its line and the column's name are given. */
void problem_log_add_at(struct problem_log *log, int64_t line, enum problem_severity severity, struct str column, const char *code,
    struct str found, const char *expected, const char *advice);
void problem_log_end(struct problem_log *log);
/* column: "found": expected ...; what to do. In English (say_cause, core/speech.h, has it in other languages), appended. */
void problem_words(const struct problem *p, struct buf *out);
/* The one column of that name; -1 when there is none. Fails (ERR_INPUT) when two columns bear it. */
MUST_USE bool column_one(const struct table *t, const char *name, int *out, struct err *e);

struct incident_batch {
    struct incident *list; /* heap */
    size_t n, room;
    struct intern words;
    struct problem_log log;
    int64_t rows, repaired, refused; /* rows of the file; rows with at least one repair; rows not kept */
    int64_t noted;      /* rows with something odd that is kept as it stands */
    int64_t duplicates; /* rows that say exactly what an earlier row of the same id says: not in `list` */
    int64_t passed;     /* rows that are none of this register's business, by the layout's own rule: not in `list`, no fault */
    bool dated;         /* in: rows that begin after day `latest` are refused: layouts do not know the day of the import */
    int32_t latest;
    bool ends;          /* the rows name incidents that their source took back: nothing enters, those in use end */
    const struct incident_layout *found; /* what the rows showed the file to be, where the columns could not tell; else NULL */
};
void incident_batch_end(struct incident_batch *b);

/* The hash of all that a record says, over texts and not over their numbers: the same in every batch. Not
 * over its key, line, import or `revised`; over harm that does not kill only where some of it is known. */
uint64_t incident_digest(const struct incident_batch *b, const struct incident *x);

/* What a word for a type means (crosswalk of the codebook): its neutral type and its kind. KIND_STATE_BATTLE
 * stands for "a battle": with whom, the sides tell. False when the word is not known. */
bool incident_type_of(struct str word, const char **type, enum incident_kind *kind);

/* ---- harm: was anybody killed? (types.c, docs/methods.md "Harm that does not kill") ---- */

enum type_nature { /* what a type of incident does by its nature */
    NATURE_ARMED,    /* use of arms: it can always kill, and belongs to the series of lethal violence */
    NATURE_MAY_KILL, /* may kill, mostly does not: force against a gathering, a disappearance */
    NATURE_SPARES,   /* kills nobody by itself: an arrest, a closure, a demolition */
    NATURE_BY_KIND   /* only inside: the kind decides */
};
enum incident_harm { HARM_UNKNOWN, HARM_DEADLY, HARM_NOT_DEADLY };
/* Of a neutral type (of the kind, where the type is not in the codebook). Never NATURE_BY_KIND. */
enum type_nature incident_nature(struct str type, int kind);
/* The rule. Deadly: low or best above 0. Not deadly: best is 0 and high not above it; or no number at all, and the type
 * kills nobody by itself. Else unknown: the source gives no number, or best 0 with a high above it. DEATHS_UNKNOWN as usual. */
enum incident_harm incident_harm_of(enum type_nature nature, int32_t low, int32_t best, int32_t high);
/* Does the record count among the incidents of trend and brief? It killed, or it was a use of arms. */
bool incident_in_series(enum type_nature nature, enum incident_harm harm);
/* The codebook's word for a neutral type (msgid); NULL where it has none. */
const char *incident_type_label(struct str code);
/* Types that are never told for places smaller than a governorate. */
bool incident_type_sensitive(struct str code);

/* A layout knows itself by column names. score 0: not mine; 100: surely mine. `read` fails (ERR_INPUT) when the
 * table cannot be read at all; what is wrong with single rows goes to the batch. On failure the batch holds what
 * was read so far and wants incident_batch_end all the same. */
struct incident_layout {
    const char *name;    /* "ucdp-ged", "hxl-incidents" */
    const char *source;  /* the source's usual name: "UCDP GED" */
    const char *citation, *licence;
    int (*sniff)(const struct table *t);
    bool (*read)(struct table *t, struct incident_batch *out, struct progress *p, struct err *e);
    void (*headless)(struct table *t); /* give the columns their names where the file has no header; NULL: it always has one */
};
extern const struct incident_layout incident_ged, incident_candidate, incident_acled, incident_acled_deleted, incident_gtd,
    incident_gdelt, incident_hxl, incident_own;
extern const struct incident_layout *const incident_layouts[]; /* those, in the order in which they are asked; NULL at the end */

/* ---- somebody's own table ---- */

/* Fields of a record as headers, --map and templates name them; the order of a template's columns. */
enum incident_field {
    FIELD_ID, FIELD_DATE, FIELD_DATE_END, FIELD_DATE_PRECISION, FIELD_LAT, FIELD_LON, FIELD_PLACE_PRECISION, FIELD_COUNTRY, FIELD_ADMIN1,
    FIELD_ADMIN2, FIELD_PLACE, FIELD_KIND, FIELD_TYPE, FIELD_SIDE_A, FIELD_SIDE_B, FIELD_SIDE_A_KIND, FIELD_SIDE_B_KIND, FIELD_DEATHS_LOW,
    FIELD_DEATHS_BEST, FIELD_DEATHS_HIGH, FIELD_DEATHS_CIVILIANS, FIELD_INJURED, FIELD_ABDUCTED, FIELD_DETAINED, FIELD_DISPLACED,
    FIELD_SOURCE, FIELD_SOURCES, FIELD_CLARITY, FIELD_NOTE, FIELD_COUNT
};
const char *incident_field_name(enum incident_field f);
/* Values that a field knows by a code: the code and the msgid of its words. NULL for fields of free text. Cells may hold the code
 * or the words, in any of the languages. */
struct value_word {
    int code;
    const char *words;
};
const struct value_word *incident_field_words(enum incident_field f, size_t *n);
extern const char *const incident_kind_words[KIND_COUNT]; /* msgids */

/* The order of day and month in dates like 03/04/2018, which can mean two days. */
enum date_order { DATES_UNSAID = 0, DATES_DMY, DATES_MDY };
/* Read a table by a mapping (lines FIELD=COLUMN, as mapping_parse makes them; "": the header's own names are the fields). Where
 * nobody says the order of dates it is decided by a day over 12 in the column, and told; undecided, the reading fails. */
MUST_USE bool incident_read_own(struct table *t, struct str mapping, enum date_order dates, struct incident_batch *out, struct progress *p,
    struct err *e);

/* "FIELD=COLUMN,FIELD=COLUMN" (a comma inside a column's name is understood) to lines. Fails (ERR_USAGE) when a field is none or
 * stands twice, or nothing says when and where. */
MUST_USE bool mapping_parse(struct str text, struct buf *lines, struct err *e);
size_t mapping_columns(struct str lines);
bool mapping_fits(const struct table *t, struct str lines); /* the table has every column that it names */
/* Does it tell more of this table than the table's own header? Not when it only repeats names that are fields' own, and fewer of
 * them than the header has. */
bool mapping_adds(const struct table *t, struct str lines);
/* Mappings kept in a register: FIELD=COLUMN lines under a name. */
struct mapping {
    int64_t id;
    struct str name, lines;
};
MUST_USE bool mapping_list(struct store *s, struct arena *a, struct mapping **out, size_t *n, struct err *e);
MUST_USE bool mapping_keep(struct store *s, struct str name, struct str lines, struct str who, struct str time, struct err *e); /* in a task */

/* A table about single respondents (#respondee) is private data: refused whole, with a sentence. */
MUST_USE bool hxl_no_respondents(const struct table *t, struct err *e);
/* A day, month, year, quarter (2025Q4) or ISO week (2025W07) as HXL files write them: first and last day. */
bool hxl_day(struct str s, struct day *first, struct day *last);

/* Write a batch. Rows already there with the same content are known; with other content, superseded; all
 * others new. What is there is read before the write lock (incident_prepare) and checked again by
 * generation inside the task. Fills im->kept, known, superseded; im->id must be set (the id that
 * store_import_add will give). Rows = kept + known + refused. */
struct incident_plan;
struct incident_counts {
    int64_t kept, known, superseded; /* rows to write; rows already there; rows there that end */
};
MUST_USE bool incident_prepare(struct store *s, struct incident_batch *b, struct str source, struct incident_plan **out,
    struct err *e);
MUST_USE bool incident_save(struct store *s, struct incident_plan *p, const struct incident_layout *layout,
    struct import *im, struct progress *progress, struct err *e); /* inside a store_task */
struct incident_counts incident_plan_counts(const struct incident_plan *p);
void incident_plan_free(struct incident_plan **p);
#endif
