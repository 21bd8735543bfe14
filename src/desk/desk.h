/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk: the table of operations. One row serves the command line, the help and, later, pages and API: name,
 * options, what it needs, and what it does. An operation takes a request and gives an answer; it prints nothing.
 */
#ifndef DIWAN_DESK_H
#define DIWAN_DESK_H
#include "brief/doc.h"
#include "core/core.h"
#include "core/speech.h"
#include "store/store.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_DAY_FROM, OPTION_DAY_TO, OPTION_WHOLE, OPTION_CHOICE };
struct option_spec {
    const char *name;     /* without dashes */
    enum option_kind kind;
    const char *argument; /* "DAY", "N", "en|ar|ckb"; NULL for a flag. A choice is checked against it. */
    const char *brief;    /* msgid */
};

struct incident_columns;
struct request; /* what was asked: read it with the functions below */

/* Somebody who can be asked a question and says yes or no; absent where nobody sits there. `shown`: what the program itself can say
 * to it, lines, "" for nothing. False where no answer came. */
struct answerer {
    bool (*yes_or_no)(void *arg, const struct speech *speech, const char *shown, const char *question, bool *yes, struct err *e);
    bool (*password)(void *arg, const struct speech *speech, const char *prompt, struct secret *out, struct err *e); /* a new one, typed twice, not shown; the caller ends it */
    void *arg;
};

enum register_need { NEEDS_NONE, NEEDS_PATH /* a new register */, NEEDS_REGISTER /* one that it opens itself */, NEEDS_READ, NEEDS_WRITE };
struct answer;
/* What an operation does is said by its first argument: `diwan key lock`. It may stand before or behind the register. */
struct verb {
    const char *word;
    const char *usage;     /* after the word */
    const char *brief;     /* msgid: one line */
    enum register_need needs; /* NEEDS_NONE: one may be named all the same */
    int least, most;       /* arguments beside the word and the register */
    bool (*run)(struct request *r, struct answer *a, struct err *e); /* sees the arguments behind the word */
    bool asks_anew;        /* for the passphrase, also where the kernel keeps the key: it does what lasts */
};
struct answer {
    struct doc *doc;       /* what to show; may be NULL */
    struct buf json;       /* machine form where it is not simply the document */
    struct buf file;       /* bytes for -o as they are, whatever its ending; none where empty */
    struct secret secret;  /* words for the screen alone, in locked memory: never in a file or machine form */
    bool file_made;        /* the operation wrote the file of -o itself */
    struct buf said;       /* words about the data, for stderr: a line each */
    bool problems;         /* done, but something was found that needs a look: exit status 1 */
    bool no_answer;        /* there is none to what was asked: `doc` says what can be asked for, and goes into no file */
    bool written;          /* the file of -o stands already: the operation wrote it, whole */
    bool only_document;    /* a brief: --csv makes no sense */
};
struct operation {
    const char *name;
    const char *brief;     /* msgid: one line */
    const char *usage;     /* after the name */
    const char *text;      /* msgid: a paragraph more */
    const char *example;   /* a whole command that runs */
    const char *source;    /* of the method, "" for none */
    const struct option_spec *options; /* ends with a NULL name */
    enum register_need needs;
    int least, most;       /* arguments beside the register */
    bool place_argument;   /* its argument is a place, as --place names one */
    unsigned may;          /* over the web: whoever may any of these (enum account_may) gets its JSON at /api/NAME; 0: it has none */
    bool (*records)(const struct request *r); /* of one that NEEDS_READ: what was asked for is recorded, so the register is opened for writing; NULL: it never is */
    bool serves;           /* no `run`: main serves the register instead */
    const struct verb *const *verbs; /* instead of run, needs, least and most; ends with NULL */
    const char *(*hint)(const struct request *r); /* msgid: said before, where standard input is a terminal; NULL for none */
    bool (*run)(struct request *r, struct answer *a, struct err *e);
    bool (*read)(struct request *r, struct answer *a, struct err *e); /* the part of it that only reads, on r->store open already; NULL: `run` where it NEEDS_READ */
};
extern const struct operation *const operations[]; /* in the order of help; NULL at the end */
extern const struct option_spec options_common[];
const struct operation *operation_find(struct str name);
/* The verb that the first argument names, with usage as the sentence where it is missing, unknown, or has too few or too many arguments. */
MUST_USE bool operation_verb(const struct request *r, const struct verb **out, struct err *e);

struct option_value {
    const char *name;
    struct str text;
    struct day day;
    int64_t whole;
};
/* What people answered in dialogues, kept between requests (answers.c): one for a server, any number of threads. */
struct desk_answers;
struct desk_answers *desk_answers_new(void);
void desk_answers_free(struct desk_answers **k); /* when no request holds any more */
struct request;
void desk_answers_let_go(struct request *r);      /* what it holds; before its memory goes */
struct desk_moment {
    int64_t generation, votes_generation, seconds; /* of the store (store_generation, store_votes_generation), and the clock */
};
struct kept_answer;
enum { DESK_ANSWERS_MOST = 8 };

struct request {
    const struct operation *operation;
    const char *path;          /* of the register; NULL when there is none */
    bool asks_anew;            /* a key that the kernel keeps does not do */
    bool path_named;           /* it stood among the arguments, and was not taken from DIWAN_REGISTER */
    struct store *store;       /* open as the operation needs */
    struct incident_columns *columns; /* of that store at this moment, where somebody keeps them; else NULL: they are loaded */
    bool passphrase_set;       /* DIWAN_PASSPHRASE was: perhaps for another register */
    const struct key_source *keys; /* asked where the register is encrypted; NULL: nobody can be */
    struct str *arguments;
    size_t argument_n;
    struct option_value *options;
    size_t option_n;
    const struct answerer *answerer;
    struct speech speech;
    struct str who, now;       /* for the audit; RFC 3339 UTC */
    struct progress *progress; /* may be NULL */
    bool wants_json;
    struct corrections *corrections; /* of the register that desk_run opened; whoever made the request frees them */
    size_t rows_most;          /* a table of more rows is refused with a sentence, before it is made; 0: none is */
    bool bystander;            /* whoever asks holds no dialogues: of one that people are answering here nothing is told, or they could watch a vote arrive */
    bool outsider;             /* whoever asks is none of the register's own people: neither holds dialogues, nor analyses or answers for it, with an account or without; what nobody signed is not told */
    bool unnamed;              /* whoever asks is neither analyst nor steward: institutions that were asked something are told by kind alone */
    struct desk_answers *answers; /* NULL: nobody keeps them, and each is worked out */
    struct desk_moment moment; /* of the store, where somebody does */
    struct kept_answer *held[DESK_ANSWERS_MOST];
    size_t held_n;
    bool passed_on;            /* whoever asks has no account: records go out only as far as their licence lets them be passed on */
    struct arena arena;
};
/* Take "--name" or "--name=value" ... into the request; the value's form is checked. Same words for command and page. */
MUST_USE bool request_option(struct request *r, const struct option_spec *spec, struct str value, struct err *e);
bool request_flag(const struct request *r, const char *name);
struct str request_text(const struct request *r, const char *name); /* "" when not given */
struct day request_day(const struct request *r, const char *name);  /* DAY_NONE when not given */
int64_t request_whole(const struct request *r, const char *name, int64_t absent);
void answer_note(struct answer *a, const char *line); /* already in the reader's language */
void answer_end(struct answer *a);

/* Incidents as rows: the columns of `show incidents`, in its order (incidents.c). */
enum { INCIDENT_ROW_FIELDS = 15, INCIDENT_ROW_KIND = 8 };
struct incident_field_row {
    const char *key, *label /* msgid */, *hxl;
    bool number;
};
extern const struct incident_field_row incident_row_fields[INCIDENT_ROW_FIELDS];
/* A field of record i that is a number; false where it is not known. */
bool incident_row_number(const struct incident_columns *c, size_t i, size_t field, int64_t *out);
/* Any field as machines read it; nothing where it is not known. */
void incident_row_text(const struct incident_columns *c, size_t i, size_t field, struct buf *out);

/* The thresholds of the levels of violence that the stewards of this register set (facts level_active, level_war), else the program's. */
struct level_thresholds;
MUST_USE bool desk_levels(struct store *s, struct arena *a, struct level_thresholds *out, struct err *e);

/* Words that partners corrected, kept in the register: for speech. *out NULL where there are none; the caller frees. */
MUST_USE bool desk_corrections(struct store *s, struct corrections **out, struct err *e);
/* Those of one language that count, in the order they were first corrected; texts in the arena. */
struct desk_word {
    struct str message;
    int64_t form;
    struct str text, said_by;
    struct day day;
};
MUST_USE bool desk_words_list(struct store *s, const struct language *l, struct arena *a, struct desk_word **out, size_t *n, struct err *e);
/* To be sent back: as a file of messages (`all`: the others, too), as a table. Appended to `out`. */
MUST_USE bool desk_words_po(struct store *s, const struct language *l, bool all, struct buf *out, struct err *e);
MUST_USE bool desk_words_csv(struct store *s, const struct language *l, struct buf *out, struct err *e);

/* The same on r->store, which somebody else opened and closes, of an operation that reads, or of the part of it that does. ERR_USAGE for others. */
MUST_USE bool desk_run_on(struct request *r, struct answer *a, struct err *e);
/* Open the register as needed, run, close. */
MUST_USE bool desk_run(struct request *r, struct answer *a, struct err *e);
#endif
