/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside identify only: the text as letters and as words, and the lists that words are looked up in. */
#ifndef DIWAN_IDENTIFY_PRIV_H
#define DIWAN_IDENTIFY_PRIV_H
#include "identify/identify.h"

struct letter {
    int32_t c;         /* folded, but for the case of ASCII; marks as ASCII or '\xB0' (degree); '\n' ends a line */
    uint32_t at, end;  /* bytes of the text */
    bool upper, maqsura;
};

enum word_class { /* what a list says of a word */
    W_GIVEN = 1 << 0, W_COMMON = 1 << 1 /* a given name that is an everyday word too */, W_TITLE = 1 << 2, W_LOOSE = 1 << 3 /* title or office: a name must follow */,
    W_KUNYA = 1 << 4, W_MOTHER = 1 << 5 /* in Arabic also "or" */, W_PATRONYM = 1 << 6, W_CALLED = 1 << 7, W_THEOPHORIC = 1 << 8, W_ARTICLE = 1 << 9,
    W_GROUP = 1 << 10, W_SITE = 1 << 11, W_SITEPREFIX = 1 << 12, W_STOP = 1 << 13, W_HOUSE = 1 << 14, W_STREET = 1 << 15, W_MAILBOX = 1 << 16,
    W_NUMBERWORD = 1 << 17, W_COUNTED = 1 << 18, W_PHONECUE = 1 << 19, W_DOCUMENTCUE = 1 << 20, W_IDCARD = 1 << 21, W_PLATECUE = 1 << 22,
    W_PLATECUE2 = 1 << 23, W_LATCUE = 1 << 24, W_DEGREE = 1 << 25, W_SECOND = 1 << 26, W_COMPASS = 1 << 27,
    W_PROFILECUE = 1 << 28, W_SOUND = 1 << 29 /* only sounds like a given name */
};
enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };
struct token {
    enum token_kind kind;
    bool glued;            /* no blank before it */
    bool arabic;           /* letters of the Arabic script */
    bool upper, capitals;  /* its first letter, all its letters (two at least) are capital */
    bool taken;            /* part of a finding */
    bool maqsura;          /* its last letter is ى, which folds to ي: "on" and not "Ali" */
    bool prefixed;         /* Arabic: a joined particle stands before it (وَ "and" ...) */
    uint8_t known;         /* 1: a known name of one word; 2: part of one of several */
    int32_t mark;          /* TOKEN_MARK */
    uint32_t classes;      /* of a word */
    uint32_t letter, letter_n; /* in the letters */
    uint32_t text, text_n; /* folded, in scratch->folded; Latin in small letters */
};
struct identify_scratch {
    struct letter *letters;
    size_t letter_n, letter_room;
    struct token *tokens;
    size_t n, room;
    struct buf folded;
};

struct word_entry {
    uint64_t hash; /* 0: free */
    uint32_t classes;
};
struct phrase_entry {
    uint64_t hash;
    bool whole; /* else only the beginning of a longer one */
};
struct identify {
    int decimals;
    struct word_entry *words; /* by hash; power of two */
    size_t word_n, word_room;
    struct phrase_entry *phrases;
    size_t phrase_n, phrase_room;
};
enum { PHRASE_MOST = 8 }; /* words of a known name */

/* One text being looked at. */
struct scan {
    const struct identify *w;
    struct str text;
    struct identify_scratch *s;
    struct identify_findings *out;
};
static inline const struct token *token_at(const struct scan *x, size_t i)
{
    static const struct token none = {.kind = TOKEN_MARK, .mark = '\n'};
    return i < x->s->n ? &x->s->tokens[i] : &none; /* also for -1 */
}
static inline struct str token_text(const struct scan *x, const struct token *t)
{
    return (struct str){x->s->folded.p + t->text, t->text_n};
}
static inline bool is_mark(const struct token *t, int32_t c)
{
    return t->kind == TOKEN_MARK && t->mark == c;
}
static inline bool is_word(const struct token *t, uint32_t classes)
{
    return t->kind == TOKEN_WORD && (t->classes & classes) != 0;
}
static inline bool is_number(const struct token *t)
{
    return t->kind == TOKEN_NUMBER;
}

/* Tokens [from, to) are a finding: taken from now on. Nothing where one of them was taken already. */
void finding_add(struct scan *x, enum identify_kind kind, size_t from, size_t to, const char *why);
bool any_taken(const struct scan *x, size_t from, size_t to);

void text_letters(struct str text, struct identify_scratch *s);
void text_tokens(struct identify_scratch *s);
void word_classes(const struct identify *w, struct identify_scratch *s); /* looks all words up */
void known_mark(const struct identify *w, struct identify_scratch *s);

void find_links(struct scan *x);
void find_accounts(struct scan *x);  /* bank and internet */
void find_points(struct scan *x);
void find_documents(struct scan *x); /* and plates */
void find_phones(struct scan *x);
void find_addresses(struct scan *x);
void find_names(struct scan *x);
#endif
