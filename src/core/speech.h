/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speech: the languages a reader may ask for. Messages come from gettext .mo files that are built into
 * the program; digits, dates, lists and directions from assets/lang/CODE.lang. A further language needs
 * a .po and a .lang file and no code. Nothing here depends on the process's locale.
 *
 * A message is a template with named slots: "{place} had {incidents}". It never holds printf formats.
 * `**` switches bold on and off. Mark every text with T("...") where it stands, so that it is extracted.
 */
#ifndef DIWAN_SPEECH_H
#define DIWAN_SPEECH_H
#include "core/core.h"

#define T(text) text      /* marks a msgid for extraction; say() translates it */
#define TN(one, many) one, many /* marks a plural message for extraction; say_n() translates it */

struct language; /* immutable, lives as long as the program */

struct corrections; /* words that partners corrected: immutable, see below */
struct speech { /* how one request is answered */
    const struct language *language;
    bool latin_digits; /* --digits latin */
    const struct corrections *corrections; /* of the register that is spoken of; NULL: none. Must outlive what say() gives */
};

/* Words of a codebook as people write them: the code in any case, hyphens and blanks as underscores; or that, or its label (a msgid) in a language that the
 * program speaks. */
bool word_is_code(struct str word, const char *code);
bool word_means(struct str word, const char *code, const char *label);

size_t language_count(void);
const struct language *language_at(size_t i);
const struct language *language_find(const char *code); /* "en", "ar", "ckb"; NULL when there is none */
const char *language_code(const struct language *l);
const char *language_own_name(const struct language *l); /* "English", "العربية", "کوردی" */
bool language_rtl(const struct language *l);
/* The languages whose names of places serve a reader of this one, best first: "ckb", "ar", "en". */
const char *language_fallback(const struct language *l, size_t i); /* NULL past the end */

/* The translated template; the msgid itself where there is none. Numbers inside it follow latin_digits.
 * Both live as long as the program (or the msgid). */
const char *say(const struct speech *s, const char *msgid);
/*
 * The English sentence of an error (err.text) or of a problem (store.h), in the reader's language, appended. What made it from a format is marked T("... %s ...") and stands in the catalogue as
 * "... {p1} ..."; a sentence of several ("file: line 3: what; what to do") is taken apart. Names and values stay as they are; so does what nobody translated. `isolates`: these stand apart in
 * languages written from right to left (U+2068, U+2069). O(messages) for each part: not for many rows.
 * False: none of it is translated (nor does it need to be, in English).
 */
bool say_cause(const struct speech *s, struct str english, bool isolates, struct buf *out);
/* The plural form of `n` (of its size where it is negative). */
const char *say_n(const struct speech *s, const char *one, const char *many, int64_t n);

/* Words in place of the program's own, as somebody who speaks the language corrected them. Of several for the same message and form the last one rules;
 * an empty text takes it back. Those that do not fit (message_fits), or correct what the program no longer says, are left out. NULL where none is left. */
struct correction {
    struct str language, message; /* code; the English words (of a plural: the singular) */
    int64_t form;                 /* of a plural; 0 for others */
    struct str text;
};
struct corrections *corrections_new(const struct correction *list, size_t n);
void corrections_free(struct corrections **c); /* one hold; the last one frees */
struct corrections *corrections_hold(struct corrections *c); /* the same; NULL gives NULL. Threads may hold and free at once */

/* All that the program says, in order of the English words. `forms`: of a message without plural one; texts live as long as the program. */
enum { MESSAGE_FORMS_MOST = 6 };
struct message {
    const char *one, *many; /* many NULL: no plural */
    const char *forms[MESSAGE_FORMS_MOST];
    size_t form_n;
};
size_t language_messages(const struct language *l);
bool language_message(const struct language *l, size_t i, struct message *out); /* false: it is the file's header */
bool language_message_of(const struct language *l, struct str one, struct message *out);
/* The same as po_check.py asks of a translation: slots, bold, blanks at its ends, no printf, no stray brace, digits and letters of the language itself. */
MUST_USE bool message_fits(const struct language *l, const struct message *m, size_t form, struct str text, struct err *e);
size_t language_plural_forms(const struct language *l);
struct str language_plural_rule(const struct language *l); /* as a file of messages says it: a C expression of n */
/* The lowest numbers that take this form, for whoever writes it ("0", "1", "3, 4, 5"); as many as there are, up to `most`. */
size_t language_form_numbers(const struct language *l, size_t form, int64_t *out, size_t most);

/* Numbers, days and lists as the language writes them. All append to `b`. What is missing (NAN, infinity,
 * DAY_NONE) is written as a dash, never as zero; a list of none is empty. Negative numbers have U+2212, and
 * in languages written right to left they stand in an isolate (U+2066 .. U+2069). */
void say_int(const struct speech *s, struct buf *b, int64_t v);                  /* grouped digits */
void say_plain_int(const struct speech *s, struct buf *b, int64_t v);            /* no grouping: years */
void say_decimal(const struct speech *s, struct buf *b, double v, int decimals);
void say_percent(const struct speech *s, struct buf *b, double share, int decimals); /* 0.34 -> 34 % */
void say_day(const struct speech *s, struct buf *b, struct day d);               /* 25 December 2018 */
void say_month(const struct speech *s, struct buf *b, int month);                /* December 2018 */
void say_list(const struct speech *s, struct buf *b, const struct str *items, size_t n); /* a, b and c */
void say_digits(const struct speech *s, struct buf *b, struct str latin);        /* only digits turned */

/* Templates. A slot's text is already in the reader's language. */
struct slot {
    const char *name;
    struct str text;
    bool isolate; /* data (a name): set apart for the direction of writing */
    const char *lang; /* language of a name where it differs from the reader's, else NULL */
    bool whole;   /* an address or a command: stays on one line of a page */
};
/* Calls `piece` for each stretch of the filled template, in order; `slot` is NULL for literal text.
 * An unknown slot is written as it stands, braces and all: a test looks for such. */
void say_fill(const char *template, const struct slot *slots, size_t n,
    void (*piece)(void *context, struct str text, bool bold, const struct slot *slot), void *context);
/* The same as plain text, bold marks dropped, isolates as U+2068 .. U+2069 when `isolates`. */
void say_flat(struct buf *b, const char *template, const struct slot *slots, size_t n, bool isolates);
#endif
