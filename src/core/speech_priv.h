/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speech, inside: message files, plural rules and one language's data. The files of the program are
 * built in; the functions here take bytes, so that tests can hand them broken ones.
 */
#ifndef DIWAN_SPEECH_PRIV_H
#define DIWAN_SPEECH_PRIV_H
#include "core/speech.h"

enum { PLURAL_FORMS_MOST = 6, PLURAL_KNOWN = 300, FALLBACK_MOST = 8 };

/* A gettext .mo file, looked at where it lies: the bytes must outlive it. */
struct messages {
    struct str file;
    bool swapped; /* the file's byte order is not the machine's */
    uint32_t count, originals, translations; /* entries; offsets of the two tables */
    int64_t plural_forms;
    struct str plural_rule; /* a C expression of n */
    uint8_t forms[PLURAL_KNOWN]; /* what it gives for small n */
};
/* Checks all that messages_find relies on: magic (either order), revision 0, every offset, NULs, order,
 * UTF-8 and the plural rule. On failure `*out` stays as it was. */
MUST_USE bool messages_read(struct str file, struct messages *out, struct err *e);
/* The same without looking at each message: of files that are part of the program and tested with it. What does not lie in the file is not found. */
MUST_USE bool messages_open(struct str file, struct messages *out, struct err *e);
/* Which message has the original `msgid` (its singular where it has two); false when none. Binary search. */
bool messages_find(const struct messages *m, const char *msgid, uint32_t *i);
/* The translation of message i, i < count: all its forms, a NUL between. Belongs to the file's bytes. */
struct str messages_translation(const struct messages *m, uint32_t i);
/* Its original, i < count: the singular, and behind a NUL the plural where there is one. */
struct str messages_original(const struct messages *m, uint32_t i);

/* The form for n; -1 when the rule gives none. */
int64_t messages_form(const struct messages *m, uint64_t n);

/* The value of a Plural-Forms expression for n: || && == != < <= > >= % ?: ! ( ) n and numbers, with C's
 * ranks. False when it is not such an expression, divides by zero or nests deeper than 32. */
MUST_USE bool plural_value(struct str rule, uint64_t n, uint64_t *value);

struct language { /* texts belong to the arena it was read into */
    const char *code, *own_name;
    bool rtl;
    struct str digits[10];
    struct str decimal, group, minus, percent, percent_latin;
    struct str months[12];
    const char *day_pattern, *month_pattern, *list_two, *list_middle, *list_last;
    const char *fallbacks[FALLBACK_MOST + 1]; /* NULL behind the last */
    struct messages messages;
    struct str *latin; /* the translations with Latin digits, for --digits latin; NULL where they are anyway */
};
/* Reads `key = value` lines. Unknown, doubled and missing keys are errors with their line. `mo` may be
 * empty: then messages stay as they stand in the source; `known`: as in messages_open. `latin` is left to language_latin. */
MUST_USE bool language_read(struct str file, const char *name, struct str mo, bool known, struct arena *a, struct language *out,
    struct err *e);
/* The same of a .po file, whose words may be few: what it lacks is said in English. `source`: the language that has every message. Each translation must fit (message_fits); else ERR_INPUT
 * names the line. Messages that the program does not say (any more), and fuzzy ones, are passed over. */
MUST_USE bool language_from_po(struct str lang, const char *lang_name, struct str po, const char *po_name, const struct language *source, struct arena *a, struct language *out, struct err *e);
struct arena *languages_arena(void); /* lives as long as the program */
bool languages_more(const struct language *l); /* one more; false where there is no room */
/* Every translation once more with Latin numbers: "95 %" may stand inside a sentence. In the arena; NULL where the language has them anyway. */
struct str *language_latin(const struct language *l, struct arena *a);
/* One text with Latin numbers, in the arena. */
const char *latin_text(const struct language *l, struct str text, struct arena *a);
/* The words in place of the message's own; NULL where nobody corrected them. */
const char *corrected(const struct speech *s, const char *msgid, int64_t form);
#endif
