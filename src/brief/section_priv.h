/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sections of a brief share: words for counts, periods, places and changes. */
#ifndef DIWAN_SECTION_PRIV_H
#define DIWAN_SECTION_PRIV_H
#include "brief/brief.h"
#include "brief/trace.h"

struct page { /* one brief being written in one language */
    const struct brief_data *b;
    struct doc *d;
    const struct speech *speech;
    int figures;  /* numbered so far */
    int headings;
    struct str under; /* id of the section that is being written */
};

/* ---- words (section_words.c) ---- */

struct slot slot_text(const char *name, struct str text);
struct slot slot_name(const char *name, struct str text, const char *lang); /* data: set apart */
struct str told(struct page *p, const char *msgid, const struct slot *slots, size_t n); /* as plain text */
#define TOLD(p, msgid, ...) told((p), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
#define SAY(p, words, msgid, ...) words_say((p)->d, (words), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))
#define SAY_BARE(p, words, msgid) words_say((p)->d, (words), (msgid), NULL, 0)
struct str bare(struct page *p, const char *msgid);
/* "1,204 incidents": a counted phrase is its own plural message, with the slot {n}. */
struct str counted(struct page *p, const char *one, const char *many, int64_t n);
struct str count_text(struct page *p, int64_t n);
struct str month_text(struct page *p, int month);
struct str year_text(struct page *p, int year);
struct str period_text(struct page *p, int from_month, int to_month); /* "January 2017 to December 2018" */
struct str when_text(struct page *p, int from_month, int to_month); /* "from January 2017 to December 2018", "in February 2006" */
struct str day_text(struct page *p, struct day d);
/* Who recorded the incidents counted: the one source by its short name ("UCDP"), else how many ("2 sources"). */
struct slot recorders(struct page *p, const char *name);
struct str place_text(struct page *p, int place, const char **lang); /* name for this reader; the country's words where place is -1 */
struct slot slot_place(struct page *p, const char *name, int place);
struct str list_text(struct page *p, const struct str *items, size_t n);
struct str names_text(struct page *p, const struct str *names, size_t n); /* the same of names in data: each set apart from what stands around it */
struct str share_text(struct page *p, double share); /* "34 %" */
struct shown_cell public_number(struct estimate v);  /* through guard */
struct shown_cell public_value(double v);            /* no interval: the word beside it says so */

/* What may be said of a change, given its interval. */
enum verdict { VERDICT_NONE /* cannot be compared */, VERDICT_LESS, VERDICT_MORE, VERDICT_UNCLEAR };
enum verdict verdict_of(struct estimate change);
enum verdict incidents_verdict(const struct trend *t); /* also where one of the periods has none */
/* "34 % fewer" / "twice as many" and "25 % to 42 % fewer", for counts or for sizes. */
struct str change_text(struct page *p, struct estimate change, bool count);
struct str change_range_text(struct page *p, struct estimate change, bool count);
/* The same as people say it, where a simple fraction is near: "about 1 in 3 fewer", "about twice as many". */
struct str about_text(struct page *p, struct estimate change, bool count);
double rough_step(double v); /* what an estimate is rounded to, so that three digits stay: 100 for 17,494 */
struct str rough_range_text(struct page *p, struct estimate e); /* "between 16,700 and 18,300" */
struct str about_share_text(struct page *p, double share); /* "about 2 in 3", else "57 %" */

/* ---- the agreed findings (section_findings.c), so that figures and sentences never disagree ---- */

struct findings {
    enum verdict incidents, deadliness, civilians; /* civilians: only where the bounds do not overlap */
    bool deadliness_survives; /* the same without summary records and without the largest incident, and by all other checks */
    bool incidents_survive;   /* the same without summary records */
    bool gathered;            /* the change may be that more, or fewer, of the events stand in summary records: no headline */
    bool civilians_survive, civilians_apart; /* as above; the bounds of the two periods do not overlap */
    bool since_agrees_incidents, since_agrees_deadliness, since_agrees_civilians; /* the stretch since the last turning point points the same way */
    bool partly;              /* a source begins or ends within the time compared: what changes may be the recording */
    double share_lo[2], share_hi[2]; /* bounds of the civilian share before and now: unknown status none, or all civilian */
};
struct findings findings_of(const struct brief_data *b);
/* The change of incidents as it may stand by itself, in a headline or on a wall: unclear where it does not survive its checks. */
enum verdict incidents_told(const struct findings *f);
const char *headline_of(const struct findings *f, bool seen); /* a msgid; NULL where none holds; `seen`: of the places that could be seen */
const char *change_title(const struct brief_data *b, const struct findings *f); /* of the change strip: a msgid */
/* The trend that a change is told of: of the places that could be seen where others could not, else of all. */
const struct trend *change_of(const struct brief_data *b);

/* ---- what changed (section_change.c) ---- */

void say_frequency(struct page *p, struct words *w, const struct findings *f);
void say_deadliness(struct page *p, struct words *w, const struct findings *f);
void say_since(struct page *p, struct words *w);
void say_civilians(struct page *p, struct words *w, const struct findings *f);
void figure_change(struct page *p, const struct findings *f);
/* "between 44 % and 49 %", or one number where nothing is unknown or both round to it. */
struct str bounds_text(struct page *p, double lo, double hi);
struct str places_text(struct page *p, const int *places, size_t n); /* their names as a list */
/* Governorates listed (of a governorate's brief: itself) that could be seen just so far in the period. Returns their number. */
size_t places_looked(const struct brief_data *b, enum looked looked, int *out);
/* The governorates with most of what `of` counts in the period, until they hold at least half of it: at most so many. */
enum { LEADING_MOST = 3 };
int64_t period_killed(const struct period_totals *t);
int64_t period_incidents(const struct period_totals *t);
size_t leading_places(const struct brief_data *b, int64_t (*of)(const struct period_totals *), int places[LEADING_MOST], int64_t *theirs, int64_t *all);

/* ---- the level of lethal violence (section_levels.c) ---- */

bool levels_known(const struct brief_data *b);
struct str level_name(struct page *p, enum violence_level level);
struct str place_level_text(struct page *p, const struct brief_place *g); /* "high; by the high figures very high" */
void cell_level(struct page *p, struct doc_table *t, size_t row, size_t column, const struct brief_place *g); /* the same; "not known" where nobody recorded deaths (section_where.c) */
struct shown_cell recorded_count(int64_t n, enum looked looked); /* no zero of a time in which nobody could look, or not all the time */
struct shown_cell recorded_deaths(const struct brief_place *g);  /* low, best, high; not known where no incident gives a number; no zero as above */
void say_levels(struct page *p, struct words *w);     /* of a country's governorates */
void say_own_level(struct page *p, struct words *w);  /* of the brief's own governorate */
void say_thresholds(struct page *p, struct words *w);
void level_ribbon(struct page *p, int from_month, size_t n, struct figure_series *f);

/* ---- where a statement comes from (section_trace.c) ----
 * Every sentence, paragraph, figure and row of a brief says which records it stands on and by which method (the id of a paragraph in
 * section_method.c): `diwan brief --trace ID` shows them, and a test walks all. Several calls on one statement add up. No bit: it stands on
 * no record. Without `_of`, the place is the brief's own. */
enum trace_bit {
    TRACE_NONE = 0,
    TRACE_NOW = 1 << 0, TRACE_BEFORE = 1 << 1, /* of the series, in the period and the one before */
    TRACE_SINCE = 1 << 2,                      /* since the last turning point (struct stretch) */
    TRACE_RECORD = 1 << 3,                     /* all months on record up to the end of the period */
    TRACE_YEARS = 1 << 4,                      /* all months on record */
    TRACE_SEEN_NOW = 1 << 5, TRACE_SEEN_BEFORE = 1 << 6, /* in the places that could be seen */
    TRACE_BESIDE_NOW = 1 << 7, TRACE_BESIDE_BEFORE = 1 << 8, /* harm that does not kill */
    TRACE_ARMED = 1 << 9, TRACE_ALL_NOW = 1 << 10, TRACE_COARSE = 1 << 11, TRACE_UNPLACED = 1 << 12, TRACE_LARGEST = 1 << 13, TRACE_TWICE = 1 << 14,
    TRACE_REGISTER = 1 << 15                   /* all records of the country */
};
enum { TRACE_BITS = 16 };
/* Those of a change: all, or of the places seen where only these are compared. */
unsigned trace_change_bits(const struct brief_data *b);
void trace_words(struct page *p, struct words *w, unsigned bits, const char *method);
void trace_words_of(struct page *p, struct words *w, int place, unsigned bits, const char *method);
void trace_words_set(struct page *p, struct words *w, struct trace_set set, const char *method);
void trace_figure(struct page *p, struct figure *f, unsigned bits, const char *method);
void trace_figure_of(struct page *p, struct figure *f, int place, unsigned bits, const char *method);
void trace_row(struct page *p, struct doc_table *t, size_t row, unsigned bits, const char *method);
void trace_row_of(struct page *p, struct doc_table *t, size_t row, int place, unsigned bits, const char *method); /* its id ends in the place's code */
struct trace_set source_set(struct page *p, size_t source); /* all records of a source, by its number */
/* Row of a year: of the months from..to those that lie in it. */
void trace_year(struct page *p, struct doc_table *t, size_t row, enum trace_what what, int year, int from, int to);
void trace_words_heard(struct page *p, struct words *w, struct trace_vote vote, const char *method); /* statements of a dialogue */
void trace_figure_heard(struct page *p, struct figure *f, struct trace_vote vote, const char *method);
void trace_row_heard(struct page *p, struct doc_table *t, size_t row, struct trace_vote vote, const char *method);
void trace_words_item(struct page *p, struct words *w, struct str key, const char *method); /* rows of an item of an agenda */
void trace_row_item(struct page *p, struct doc_table *t, size_t row, struct str key, const char *method);
void trace_row_set(struct page *p, struct doc_table *t, size_t row, struct trace_set set, const char *method);

/* ---- sections, in the order of BRIEF.md ---- */

MUST_USE bool section_head(struct page *p, struct err *e);
MUST_USE bool section_short(struct page *p, struct err *e);
MUST_USE bool section_change(struct page *p, struct err *e); /* the figure below "In short" */
MUST_USE bool section_voices(struct page *p, struct err *e); /* nothing where nothing is on record */
MUST_USE bool section_security(struct page *p, struct err *e);
MUST_USE bool section_where(struct page *p, struct err *e); /* part of security */
MUST_USE bool section_sure(struct page *p, struct err *e);
MUST_USE bool section_harm(struct page *p, struct err *e); /* part of "how sure we are" */
MUST_USE bool section_method(struct page *p, struct err *e);

void say_looked(struct page *p);
void say_hidden(struct page *p); /* why data are missing: nothing where nobody made that public */ /* part of "how sure we are": where nobody could look, and who says so (section_looked.c) */

/* ---- who does what where (section_coverage.c) ---- */

MUST_USE bool section_coverage(struct page *p, struct err *e); /* nothing where no work is on record */

/* ---- what was asked, and what came back (section_engagement.c) ---- */

MUST_USE bool section_engagement(struct page *p, struct err *e); /* nothing where nothing was asked */

/* ---- what people agreed, and whom to turn to (section_agenda*.c, section_help.c) ---- */

MUST_USE bool section_agenda(struct page *p, struct err *e); /* nothing where nothing was agreed */
MUST_USE bool section_help(struct page *p, struct err *e);   /* nothing where no service is on record */
bool agenda_told(const struct brief_data *b);                /* is anything told of it, or at least left out? */
bool agenda_in_short(struct page *p, struct words *w);       /* what became of it, in a sentence. These are false where nothing is said */
void agenda_for_the_minister(struct page *p);                /* what is asked of whom, by when */
bool agenda_on_the_wall(struct page *p);
bool help_on_the_wall(struct page *p, bool numbers);  /* numbers: what was recorded stands on it, too, and takes room */


/* ---- who answers for it, and partners' own words (section_signoff.c) ---- */

MUST_USE bool section_statements(struct page *p, struct err *e); /* nothing where there are none */
MUST_USE bool section_signoff(struct page *p, struct err *e);
void judgements_beside(struct page *p); /* partners' own words on the section that ends here */
void partners_on_the_title_page(struct page *p); /* with their marks, by key: no order of importance */
void statements_on_one_page(struct page *p);
void say_signed_in_a_line(struct page *p); /* for pages of one sheet */

/* ---- the front page of the room (section_overview.c) and what it takes from the sections ---- */

void short_on_overview(struct page *p);                   /* the first sentences (section_short.c) */
/* Map and ranked dots of a measure, or the map alone; places stand in the order of the list (section_where.c). */
MUST_USE bool where_pair(struct page *p, enum brief_measure m, bool map_alone, struct figure **out, struct err *e);
struct shown_cell where_claim(const struct brief_place *g, enum brief_measure m); /* nothing of what could not be seen */
enum number_style where_style(struct estimate v, enum brief_measure m);
const char *where_unit(enum brief_measure m);
size_t looked_quarters(const struct brief_data *b);       /* of the two periods (section_looked.c) */
enum grid_state looked_in(const struct brief_data *b, const uint8_t *looked, size_t quarter);
struct str change_in_words(struct page *p, const struct brief_place *g); /* (section_where.c) */

/* ---- whole documents for others than those who read it all ---- */

MUST_USE bool section_minister(struct page *p, struct err *e); /* all but the head (section_minister.c) */
MUST_USE bool section_wall(struct page *p, struct err *e);     /* with its own head (section_wall.c) */
/* Their parts that must not differ from the full brief's. */
void say_banner(struct page *p);                          /* where the country is invented (section_short.c) */
void short_on_one_page(struct page *p);                   /* "In short" in five sentences (section_short.c) */
void security_on_one_page(struct page *p);                /* the change, and incidents a month with the ribbons (section_security.c) */
/* Whose licence wants them cited with the numbers of a page that has no list of sources: a note (section_method.c). */
void note_to_cite(struct page *p);
/* What those who took part in the newest dialogue agree on and what divides them (section_voices_short.c). False: nothing said. */
bool voices_in_short(struct page *p, struct words *w);
void voices_on_the_wall(struct page *p);
size_t voices_sources(struct page *p, struct words *w); /* the dialogues told of, as entries of a list of sources; how many (section_voices.c) */
int voices_figures(struct page *p); /* how many figures section_voices draws */
void fingerprint_of(struct page *p);                      /* into the document (section_method.c) */

/* "Beside these ...": incidents that killed nobody, with a link; nothing where there are none (section_harm.c). */
void say_beside(struct page *p, struct words *w);

void heading(struct page *p, const char *id, const char *msgid);
/* A figure block with its number; fill title, source and drawings. `id` is fixed, so that links hold. */
struct figure *figure_add(struct page *p, const char *id);
/* Cells of a table. */
void cell_words(struct page *p, struct doc_table *t, size_t row, size_t column, struct str text);
void cell_data(struct page *p, struct doc_table *t, size_t row, size_t column, struct str text); /* the data's own words, set apart */
void cell_place(struct page *p, struct doc_table *t, size_t row, size_t column, int place);
void cell_number(struct doc_table *t, size_t row, size_t column, struct shown_cell v, enum number_style style);
void cell_range(struct doc_table *t, size_t row, size_t column, struct shown_cell v, enum number_style style);
/* Low to high of a source; where it gives but one number, the words say so. */
void cell_own_range(struct page *p, struct doc_table *t, size_t row, size_t column, struct shown_cell v);
void table_column(struct page *p, struct doc_table *t, size_t column, const char *key, const char *label_msgid, bool number);
#endif
