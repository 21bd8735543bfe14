/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside pages_hold only: what facilitators' pages share. The first part knows nothing of requests, so that tests can ask it alone. */
#ifndef DIWAN_WEB_HOLD_PRIV_H
#define DIWAN_WEB_HOLD_PRIV_H
#include "web/web_priv.h"

enum { HOLD_LANGUAGES_MOST = 8, HOLD_NAME_MOST = 40, HOLD_STATEMENTS_MOST = 200, HOLD_TOPIC_MOST = 120, HOLD_WORDS_MOST = 2000, HOLD_VALUES_MOST = 20, HOLD_OWN = 2,
    HOLD_KINDS = 12, HOLD_CODES_MOST = 500, HOLD_PAGE = 12 /* statements on one page of moderation: its form must stay under 64 KiB */ };

/* ---- texts of forms (hold_seeds.c) ------------------------------------------------------------- */

/* A name for the address: a to z, digits and hyphens, at most HOLD_NAME_MOST, none of the words that addresses here have already. */
bool hold_name_ok(struct str name);
/* A name made of a topic: its ASCII letters and digits; "" where it has too few. */
struct str hold_name_of(struct str topic, struct arena *a);
size_t hold_letters(struct str s); /* code points */
/* Lines of a text, without blanks at their ends; empty lines at its end left out, others kept. In the arena; the texts stay where they are. */
size_t hold_lines(struct str text, struct arena *a, struct str **out);

/* Statements, one a line, in several languages side by side: line n of each is the same statement. Lines that are empty in all are left out. */
struct hold_seed {
    size_t line;                            /* from 1 */
    struct str text[HOLD_LANGUAGES_MOST];   /* by language; "" missing */
};
enum hold_seed_fault { SEED_TOO_LONG = 1, SEED_TWICE, SEED_TOO_MANY, SEED_MISSING /* only said: it can be added later */ };
struct hold_seed_problem {
    enum hold_seed_fault what;
    size_t language, line, other;           /* other: the line that says the same */
};
struct hold_seeds {
    struct hold_seed *list;
    size_t n;
    struct hold_seed_problem *problems;     /* by language, then line */
    size_t problem_n;
};
/* `columns`: by language. A language without any text misses nothing. */
void hold_seeds_read(const struct str *columns, size_t languages, struct arena *a, struct hold_seeds *out);

/* ---- pages ------------------------------------------------------------------------------------- */

/* A dialogue of the register, by the name in the address. */
struct hold_dialogue {
    struct voice_dialogue about;
    bool held;                  /* it has settings: people can answer it here */
    struct room_settings how;
    int64_t waiting;            /* statements for moderation */
};
MUST_USE bool hold_of(struct exchange *x, const struct voice_dialogue *about, struct hold_dialogue *out, struct err *e);
/* ERR_ABSENT where none is called exactly so. */
MUST_USE bool hold_find(struct exchange *x, struct hold_dialogue *out, struct err *e);
/* The same, and it is held here: else ERR_ABSENT. */
MUST_USE bool hold_held(struct exchange *x, struct hold_dialogue *out, struct err *e);
/* Its statements and what can be declared. */
MUST_USE bool hold_load(struct exchange *x, const struct hold_dialogue *d, struct voice_data *out, struct err *e);
struct str hold_topic(const struct exchange *x, const struct hold_dialogue *d);
void hold_reach(struct exchange *x); /* where the address that is printed leads to this machine alone: says so */
struct str hold_path(struct exchange *x, const struct hold_dialogue *d, const char *before, const char *after); /* before/NAME/after, percent-encoded */
/* Do people answer it here, now? Then they are told in steps of ten, so that nobody can watch one arrive. */
bool hold_answered_now(struct exchange *x, const struct voice_dialogue *d);
struct str hold_people(struct exchange *x, const struct voice_dialogue *d); /* "fewer than 10 people have answered" */

MUST_USE bool hold_ways_offered(const struct exchange *x, struct err *e); /* entry, may_add, listed, result: as the forms offer them; ERR_INPUT */

/* What is wrong with a form, beside its fields. */
struct hold_faults {
    struct { const char *field; size_t at; struct str text; } list[24];
    size_t n;
};
void hold_fault(struct hold_faults *f, const char *field, size_t at, struct str text);
struct str hold_fault_of(const struct hold_faults *f, const char *field, size_t at); /* "" none */
void hold_faults_show(struct exchange *x, const struct hold_faults *f); /* how many, at the head of the page */

/* One field with its label, hint and fault. */
struct hold_field {
    const char *name;
    size_t at;                  /* the how manieth of that name */
    struct str label, hint, value;
    const char *lang;           /* of what is typed; NULL: the page's */
    const char *type;           /* of an input; NULL: text */
    int rows;                   /* of a textarea; 0: an input */
    const struct hold_faults *faults;
    bool required;
};
void hold_field(struct exchange *x, const struct hold_field *f);
/* Attributes lang and dir for a foreign text: ` lang="ar" dir="rtl"`, with a blank before; nothing where it is the page's language or not known. */
void hold_lang(struct exchange *x, struct str language);
const char *hold_dir(struct str language);
struct str hold_language_name(struct str code);
/* Begin a page of one dialogue: title, the way back, and the sheet of these pages. */
void hold_begin(struct exchange *x, struct str title, const struct hold_dialogue *d, const char *script);
void hold_end(struct exchange *x);
/* A page that is to be printed, without the frame. */
void hold_print_begin(struct exchange *x, struct str title, const struct speech *in);
void hold_print_end(struct exchange *x);
/* A register that takes public data only holds no dialogue, but for practice in an invented country: say so. True: it says so. */
bool hold_refused(struct exchange *x);
/* Which language a printed page is asked in: ?in=CODE, else the reader's. Its speech into *out. */
const char *hold_print_language(struct exchange *x, struct speech *out);
void hold_print_choice(struct exchange *x, struct str path, const char *query, bool all); /* links to each language */
/* Text of a statement in a language, else in its own; *language: which it is. */
struct str hold_statement(const struct voice_statement *s, const char *wanted, struct str *language);
/* Words of what can be declared. */
struct str hold_attribute_word(const struct speech *in, struct str name);
struct str hold_value_word(const struct speech *in, struct str value);
struct str hold_value_shown(struct exchange *x, const struct speech *in, struct str value); /* the same for a line of text: "15-24" reads from left to right */
struct str hold_rules(struct exchange *x, const struct room_settings *how); /* its own, or what participants read where it has none */

/* Texts of statements in forms (hold_texts.c): fields `of` ("ID LANGUAGE") and `text`, side by side. */
struct hold_text {
    int64_t statement;
    struct voice_text text;
};
struct hold_texts {
    struct hold_text *list; /* those that were changed */
    size_t n;
};
/* Fields for each language; the words it was made in only with `own`. *at counts the fields of the page. `typed`: take what was typed in place of what there is. */
void hold_texts_show(struct exchange *x, const struct voice_statement *s, bool own, size_t *at, bool typed, const struct hold_faults *faults);
void hold_texts_read(struct exchange *x, const struct voice_data *d, struct hold_texts *out, struct hold_faults *faults);
MUST_USE bool hold_texts_write(struct store *s, int64_t dialogue, const struct hold_texts *t, struct err *e);
/* A statement of a dialogue by its number; NULL none. */
const struct voice_statement *hold_statement_of(const struct voice_data *d, int64_t id);
void hold_tick(struct exchange *x, const char *name, const char *value, bool on, const char *words);
void hold_option(struct exchange *x, struct str value, bool on, struct str words, const char *lang); /* of a select; lang NULL: the page's */
void hold_choice(struct exchange *x, const char *name, const char *value, bool on, const char *words);
extern const char *const hold_entries[]; /* by enum room_entry */
const char *hold_entry_words(enum room_entry entry); /* msgid */
/* A whole number of a field, from 0 to most; -1 where it is empty; -2 where it is none. */
int64_t hold_whole(struct str typed, int64_t most);
size_t hold_page_of(struct str typed); /* from 1 */
void hold_pages(struct exchange *x, struct str path, const char *query, size_t page, size_t n); /* links to the pages of n statements */
struct str hold_in_language(struct exchange *x, const char *msgid, struct str language); /* {language} filled with its own name */
size_t hold_languages(void);

bool hold_new_show(struct exchange *x, struct err *e);
bool hold_new_do(struct exchange *x, struct err *e);
bool hold_words_show(struct exchange *x, struct err *e);
bool hold_words_do(struct exchange *x, struct err *e);
bool hold_moderate_show(struct exchange *x, struct err *e);
bool hold_moderate_do(struct exchange *x, struct err *e);
bool hold_paper_show(struct exchange *x, struct err *e);
bool hold_paper_do(struct exchange *x, struct err *e);
bool hold_codes_show(struct exchange *x, struct err *e);
bool hold_codes_do(struct exchange *x, struct err *e);
bool hold_poster_show(struct exchange *x, struct err *e);
bool hold_meetings_show(struct exchange *x, struct err *e);
bool hold_meetings_do(struct exchange *x, struct err *e);
bool hold_outcomes_show(struct exchange *x, struct err *e);
bool hold_outcomes_do(struct exchange *x, struct err *e);
#endif
