/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lists of assets/identify, by hash: given names, and words that make the next one a name (titles, kinship, "called"), that
 * say what it is instead (groups, sites), or that never are part of one. Known names of several words are kept with all their
 * beginnings, so that a text is held against all of them in one walk.
 */
#include "core/embedded.h"
#include "identify/identify_priv.h"
#include <assert.h>

static const struct { const char *name; uint32_t classes; } class_names[] = {{"title", W_TITLE}, {"loose", W_LOOSE}, {"kunya", W_KUNYA}, {"mother", W_MOTHER},
    {"patronym", W_PATRONYM}, {"called", W_CALLED}, {"theophoric", W_THEOPHORIC}, {"article", W_ARTICLE}, {"group", W_GROUP}, {"site", W_SITE},
    {"siteprefix", W_SITEPREFIX}, {"stop", W_STOP}, {"house", W_HOUSE}, {"street", W_STREET}, {"mailbox", W_MAILBOX}, {"numberword", W_NUMBERWORD},
    {"counted", W_COUNTED}, {"phonecue", W_PHONECUE}, {"documentcue", W_DOCUMENTCUE}, {"idcard", W_IDCARD}, {"platecue", W_PLATECUE},
    {"platecue2", W_PLATECUE2}, {"latcue", W_LATCUE}, {"degree", W_DEGREE}, {"second", W_SECOND}, {"compass", W_COMPASS}, {"profilecue", W_PROFILECUE}};

/* ---- words by hash ---- */

static uint64_t word_hash(struct str s)
{
    uint64_t h = hash_64(s.p, s.n, 0);
    return h ? h : 1;
}

static struct word_entry *word_slot(struct word_entry *list, size_t room, uint64_t hash)
{
    size_t at = hash & (room - 1);
    while (list[at].hash && list[at].hash != hash)
        at = (at + 1) & (room - 1);
    return &list[at];
}

static void word_add(struct identify *w, struct str word, uint32_t classes)
{
    if (2 * (w->word_n + 1) > w->word_room) {
        size_t room = w->word_room ? 2 * w->word_room : 8192;
        struct word_entry *list = mem_get(room * sizeof *list);
        for (size_t i = 0; i < w->word_room; i++)
            if (w->words[i].hash)
                *word_slot(list, room, w->words[i].hash) = w->words[i];
        free(w->words);
        w->words = list;
        w->word_room = room;
    }
    uint64_t hash = word_hash(word);
    struct word_entry *e = word_slot(w->words, w->word_room, hash);
    w->word_n += !e->hash;
    e->hash = hash;
    e->classes |= classes;
}

/* How a Latin name sounds, roughly: vowels and doubles are spelled in many ways (Omed, Umed; Tofiq, Tawfiq). Empty for too few consonants. */
static struct str sound(struct str word, char out[32])
{
    size_t n = 0, consonants = 0;
    for (size_t i = 0; i < word.n && n + 1 < 32; i++) {
        char c = word.p[i];
        bool vowel = strchr("aeiouyw", c) != NULL;
        if (c & (char)0x80)
            return STR("");
        c = vowel ? 'a' : c == 'q' || c == 'c' ? 'k' : c;
        if (n && out[n - 1] == c)
            continue;
        consonants += !vowel;
        out[n++] = c;
    }
    out[n] = '~'; /* apart from words as they are written */
    return consonants < 2 || word.n < 4 ? STR("") : (struct str){out, n + 1};
}

static uint32_t word_look(const struct identify *w, struct str word)
{
    return word.n ? word_slot(w->words, w->word_room, word_hash(word))->classes : 0;
}

/* ---- reading the lists ---- */

static struct str cut(struct str *rest, char at)
{
    const char *end = memchr(rest->p, at, rest->n);
    struct str out = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
    size_t step = out.n + (end != NULL);
    *rest = (struct str){rest->p + step, rest->n - step};
    return out;
}

static void words_add(struct identify *w, struct identify_scratch *s, struct str words, uint32_t classes)
{
    while (words.n) {
        struct str word = cut(&words, ' ');
        bool common = str_ends(word, "?");
        text_letters(word, s);
        text_tokens(s);
        if (!s->n || s->tokens[0].kind != TOKEN_WORD)
            continue;
        char heard[32];
        struct str folded = {s->folded.p + s->tokens[0].text, s->tokens[0].text_n}, sounds = (classes & W_GIVEN) ? sound(folded, heard) : STR("");
        word_add(w, folded, classes | (common ? W_COMMON : 0));
        if (sounds.n)
            word_add(w, sounds, W_GIVEN | W_COMMON | W_SOUND);
    }
}

static uint32_t class_of(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(class_names); i++)
        if (str_is(name, class_names[i].name))
            return class_names[i].classes;
    assert(false && "a class of words.tsv that nobody knows");
    return 0;
}

static void lists_read(struct identify *w)
{
    struct identify_scratch s = {0};
    for (const struct embedded *f = embedded_identify; f->name; f++) {
        struct str text = {f->data, f->size};
        while (text.n) {
            struct str line = cut(&text, '\n');
            if (!line.n || line.p[0] == '#')
                continue;
            if (strcmp(f->name, "given.txt") == 0)
                words_add(w, &s, line, W_GIVEN);
            else if (strcmp(f->name, "places.txt") == 0)
                identify_known(w, line);
            else {
                uint32_t classes = class_of(cut(&line, '\t'));
                words_add(w, &s, line, classes);
            }
        }
    }
    free(s.letters);
    free(s.tokens);
    buf_end(&s.folded);
}

struct identify *identify_new(int decimals)
{
    struct identify *w = mem_get(sizeof *w);
    w->decimals = decimals;
    lists_read(w);
    return w;
}

void identify_free(struct identify **w)
{
    if (!*w)
        return;
    free((*w)->words);
    free((*w)->phrases);
    free(*w);
    *w = NULL;
}

/* ---- looking up ---- */

static bool starts(struct str s, const char *with, size_t left)
{
    return str_starts(s, with) && s.n >= strlen(with) + left;
}

static struct str behind(struct str s, size_t bytes)
{
    return (struct str){s.p + bytes, s.n - bytes};
}

/* An Arabic word behind a joined particle (and, so, for, with, like), or a Kurdish one before a joined ending: only what names or
 * introduces a name. */
static uint32_t joined(const struct identify *w, struct str word, bool *prefixed)
{
    enum { LETTER = 2, LETTERS_LEFT = 3 * LETTER }; /* bytes */
    const uint32_t wanted = W_GIVEN | W_COMMON | W_TITLE | W_LOOSE | W_KUNYA | W_CALLED | W_THEOPHORIC | W_PHONECUE | W_HOUSE | W_STREET | W_SITE | W_GROUP | W_STOP | W_PLATECUE2 | W_NUMBERWORD;
    static const char *const before[] = {"و", "ف", "ل", "ب", "ك"}, *const after[] = {"ي", "ه", "يه", "ش", "يش", "مان"};
    uint32_t found = 0;
    for (size_t i = 0; i < ARRAY_LEN(before) && !found; i++)
        if (starts(word, before[i], LETTERS_LEFT))
            found = word_look(w, behind(word, LETTER)) & wanted;
    *prefixed = found != 0;
    if (!found && starts(word, "لل", LETTERS_LEFT)) { /* for the: the article loses its first letter */
        struct buf whole CLEANUP(buf_end) = {0};
        buf_text(&whole, "ال");
        buf_str(&whole, behind(word, 2 * LETTER));
        found = word_look(w, buf_view(&whole)) & wanted;
        *prefixed = found != 0;
    }
    for (size_t i = 0; i < ARRAY_LEN(after) && !found; i++)
        if (str_ends(word, after[i]) && word.n >= strlen(after[i]) + LETTERS_LEFT)
            found = word_look(w, (struct str){word.p, word.n - strlen(after[i])}) & (W_GIVEN | W_COMMON);
    return found;
}

void word_classes(const struct identify *w, struct identify_scratch *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct token *t = &s->tokens[i];
        if (t->kind != TOKEN_WORD)
            continue;
        struct str word = {s->folded.p + t->text, t->text_n};
        t->classes = word_look(w, word);
        char heard[32];
        if (!t->classes && !t->arabic && t->upper && !t->known)
            t->classes = word_look(w, sound(word, heard));
        if (!t->classes && t->arabic)
            t->classes = joined(w, word, &t->prefixed);
        if ((t->classes & W_GIVEN) && (t->classes & W_STOP) && t->arabic) /* على and علي fold to one */
            t->classes &= t->maqsura ? ~(uint32_t)W_GIVEN : ~(uint32_t)W_STOP;
    }
}

/* ---- known names ---- */

static struct phrase_entry *phrase_slot(struct phrase_entry *list, size_t room, uint64_t hash)
{
    size_t at = hash & (room - 1);
    while (list[at].hash && list[at].hash != hash)
        at = (at + 1) & (room - 1);
    return &list[at];
}

static void phrase_add(struct identify *w, uint64_t hash, bool whole)
{
    if (2 * (w->phrase_n + 1) > w->phrase_room) {
        size_t room = w->phrase_room ? 2 * w->phrase_room : 1024;
        struct phrase_entry *list = mem_get(room * sizeof *list);
        for (size_t i = 0; i < w->phrase_room; i++)
            if (w->phrases[i].hash)
                *phrase_slot(list, room, w->phrases[i].hash) = w->phrases[i];
        free(w->phrases);
        w->phrases = list;
        w->phrase_room = room;
    }
    struct phrase_entry *e = phrase_slot(w->phrases, w->phrase_room, hash);
    w->phrase_n += !e->hash;
    e->hash = hash;
    e->whole = e->whole || whole;
}

/* The word as names are compared: without the article, which the same name has and has not. Empty for what does not count. */
static struct str phrase_word(const struct identify_scratch *s, const struct token *t)
{
    static const char article[] = "ال";
    struct str word = {s->folded.p + t->text, t->text_n};
    if (t->kind == TOKEN_MARK || (!t->arabic && t->kind == TOKEN_WORD && word.n == 2 && (str_is(word, "al") || str_is(word, "el") ||
            str_is(word, "ad") || str_is(word, "as") || str_is(word, "an") || str_is(word, "ar") || str_is(word, "az") || str_is(word, "ed"))))
        return STR("");
    return t->arabic && starts(word, article, 6) ? behind(word, strlen(article)) : word;
}

static uint64_t phrase_more(uint64_t hash, struct str word)
{
    uint64_t h = hash_64(word.p, word.n, hash);
    return h ? h : 1;
}

void identify_known(struct identify *w, struct str name)
{
    struct identify_scratch s = {0};
    uint64_t hash = 7, hashes[PHRASE_MOST];
    size_t n = 0;
    text_letters(name, &s);
    text_tokens(&s);
    for (size_t i = 0; i < s.n && n <= PHRASE_MOST; i++) {
        struct str word = phrase_word(&s, &s.tokens[i]);
        if (!word.n)
            continue;
        if (n == PHRASE_MOST) {
            n++; /* too long a name to be told apart: not known */
            break;
        }
        hashes[n++] = hash = phrase_more(hash, word);
    }
    for (size_t i = 0; n <= PHRASE_MOST && i < n; i++)
        phrase_add(w, hashes[i], i + 1 == n);
    free(s.letters);
    free(s.tokens);
    buf_end(&s.folded);
}

static bool is_known(const struct identify *w, uint64_t hash, bool *whole)
{
    const struct phrase_entry *e = phrase_slot(w->phrases, w->phrase_room, hash);
    *whole = e->hash && e->whole;
    return e->hash != 0;
}

/* The longest known name that begins with this token: where it ends; words counted. 0 when none. */
static size_t known_from(const struct identify *w, const struct identify_scratch *s, size_t from, bool stripped, size_t *words)
{
    uint64_t hash = 7;
    size_t end = 0, n = 0;
    for (size_t i = from; i < s->n && n < PHRASE_MOST; i++) {
        const struct token *t = &s->tokens[i];
        if (t->kind == TOKEN_MARK && t->mark != '-' && t->mark != '\'')
            break;
        struct str word = phrase_word(s, t);
        if (i == from && stripped)
            word = behind(word, 2);
        if (!word.n) {
            if (i == from)
                return 0;
            continue;
        }
        bool whole = false;
        hash = phrase_more(hash, word);
        if (!is_known(w, hash, &whole))
            break;
        n++;
        if (whole) {
            end = i + 1;
            *words = n;
        }
    }
    return end;
}

void known_mark(const struct identify *w, struct identify_scratch *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct token *t = &s->tokens[i];
        size_t words = 0, end = t->kind == TOKEN_WORD ? known_from(w, s, i, false, &words) : 0;
        struct str word = {s->folded.p + t->text, t->text_n};
        if (!end && t->arabic && (starts(word, "و", 4) || starts(word, "ب", 4) || starts(word, "ل", 4) || starts(word, "ف", 4)))
            end = known_from(w, s, i, true, &words);
        for (size_t k = i; k < end; k++)
            s->tokens[k].known = words > 1 || s->tokens[k].known == 2 ? 2 : 1;
    }
}
