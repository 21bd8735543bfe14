/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went wrong, in the reader's language. Errors and problems are English sentences: registers keep them, readers of files answer from a cage with them, and programs look for them.
 * Where they are said to somebody, each is looked up again: as it stands, or as one of the formats that made it (T("...%s...") in an error is the message "...{p1}..."), whose parts
 * are looked up in their turn. What nobody translated stays as it is.
 */
#include "core/speech.h"

enum { DEEP = 12, PARTS = 9, PART = 4 /* bytes of "{p1}" */, WEIGHT_LEAST = 4 };
struct cause {
    const struct speech *s;
    bool isolates;
    struct buf *out;
    bool told; /* something of it is in the reader's language */
};
struct fit {
    struct message message;
    struct str parts[PARTS];
    bool quoted[PARTS];
    size_t weight; /* bytes that the format itself has in common with the sentence */
};

/* "{p3}" at p: 3; else 0. */
static int part_at(const char *p) { return p[0] == '{' && p[1] == 'p' && p[2] >= '1' && p[2] <= '9' && p[3] == '}' ? p[2] - '0' : 0; }

static size_t plain_length(const char *p)
{
    size_t n = 0;
    while (p[n] && !part_at(p + n))
        n++;
    return n;
}

/* Where the next words of the format stand in the rest of the sentence: as soon as they can, the last ones at its end. */
static const char *next_words(struct str rest, const char *words, size_t n, bool last)
{
    if (last)
        return rest.n >= n && memcmp(rest.p + rest.n - n, words, n) == 0 ? rest.p + rest.n - n : NULL;
    return n ? memmem(rest.p, rest.n, words, n) : rest.p;
}

static bool fits(const char *format, struct str text, struct fit *out)
{
    size_t n = plain_length(format);
    struct str rest = text;
    out->weight = n;
    if (!format[n] || n > rest.n || memcmp(rest.p, format, n) != 0)
        return false;
    rest = (struct str){rest.p + n, rest.n - n};
    for (const char *p = format + n; *p;) {
        int part = part_at(p);
        const char *words = p + PART;
        n = plain_length(words);
        const char *found = next_words(rest, words, n, !words[n]);
        if (!found)
            return false;
        out->parts[part - 1] = (struct str){rest.p, (size_t)(found - rest.p)};
        out->quoted[part - 1] = p > format && p[-1] == '"' && n && words[0] == '"';
        out->weight += n;
        rest = (struct str){found + n, (size_t)(rest.p + rest.n - found) - n};
        p = words + n;
    }
    return rest.n == 0;
}

/* The format that has most in common with the sentence. */
static bool best_fit(const struct language *l, struct str text, struct fit *out)
{
    out->weight = 0;
    for (size_t i = 0; i < language_messages(l); i++) {
        struct fit f = {0};
        if (language_message(l, i, &f.message) && !f.message.many && strstr(f.message.one, "{p1}") && fits(f.message.one, text, &f) && f.weight >= WEIGHT_LEAST && f.weight > out->weight)
            *out = f;
    }
    return out->weight > 0;
}

static bool as_it_stands(struct cause *c, struct str text, struct message *out)
{
    return memchr(text.p, ' ', text.n) && language_message_of(c->s->language, text, out) && !out->many && !strchr(out->one, '{');
}

static bool known(struct cause *c, struct str text)
{
    struct message m;
    struct fit f;
    return as_it_stands(c, text, &m) || best_fit(c->s->language, text, &f);
}

/* Names and values stay as they are, and apart from the sentence around them. */
static void as_found(struct cause *c, struct str text)
{
    int64_t v;
    if (text.n && text.n < 16 && text.p[0] >= '0' && text.p[0] <= '9' && (text.p[0] != '0' || text.n == 1) && str_to_int(text, &v)) {
        say_plain_int(c->s, c->out, v);
        return;
    }
    bool apart = c->isolates && text.n && language_rtl(c->s->language);
    buf_text(c->out, apart ? "\xE2\x81\xA8" : "");
    buf_str(c->out, text);
    buf_text(c->out, apart ? "\xE2\x81\xA9" : "");
}

static void cause(struct cause *c, struct str text, int deep);

static void filled(struct cause *c, const struct fit *f, int deep)
{
    const char *p = say(c->s, f->message.one);
    c->told = true;
    while (*p) {
        size_t n = plain_length(p);
        buf_add(c->out, p, n);
        p += n;
        int part = part_at(p);
        if (!part)
            continue;
        if (f->quoted[part - 1])
            buf_str(c->out, f->parts[part - 1]);
        else
            cause(c, f->parts[part - 1], deep);
        p += PART;
    }
}

/* A value in quotes stays as it is; what the program says in its place ("more cells than the header has") does not. */
static void quoted(struct cause *c, struct str text, int deep)
{
    struct str inside = {text.p + 1, text.n - 2};
    if (!known(c, inside)) {
        as_found(c, text);
        return;
    }
    buf_char(c->out, '"');
    cause(c, inside, deep);
    buf_char(c->out, '"');
}

/* The end of what is quoted at the beginning, or 0. */
static size_t behind_quotes(struct str text)
{
    if (text.n >= 4 && memcmp(text.p, "\"\": ", 4) == 0)
        return 2;
    const char *end = text.n && text.p[0] == '"' ? memmem(text.p + 1, text.n - 1, "\": ", 3) : NULL;
    return end ? (size_t)(end - text.p) + 1 : 0;
}

/* "where: what": each by itself. */
static bool at_colon(struct cause *c, struct str text, int deep)
{
    size_t quotes = behind_quotes(text);
    const char *at = quotes ? text.p + quotes : memmem(text.p, text.n, ": ", 2);
    if (!at)
        return false;
    size_t n = (size_t)(at - text.p);
    if (quotes)
        quoted(c, (struct str){text.p, n}, deep);
    else
        cause(c, (struct str){text.p, n}, deep);
    buf_text(c->out, ": ");
    cause(c, (struct str){at + 2, text.n - n - 2}, deep);
    return true;
}

/* "what; what to do", where both are known, or one of them. */
static bool at_semicolon(struct cause *c, struct str text, bool both, int deep)
{
    for (size_t i = 0; i + 2 < text.n; i++) {
        struct str before = {text.p, i}, behind = {text.p + i + 2, text.n - i - 2};
        if (text.p[i] != ';' || text.p[i + 1] != ' ' || !(both ? known(c, before) && known(c, behind) : known(c, before) || known(c, behind)))
            continue;
        cause(c, before, deep);
        buf_text(c->out, language_rtl(c->s->language) ? "\xD8\x9B " : "; ");
        cause(c, behind, deep);
        return true;
    }
    return false;
}

static void cause(struct cause *c, struct str text, int deep)
{
    struct message m;
    struct fit f;
    if (deep == 0 || !memchr(text.p, ' ', text.n))
        as_found(c, text);
    else if (as_it_stands(c, text, &m))
        buf_text(c->out, say(c->s, m.one)), c->told = true;
    else if (best_fit(c->s->language, text, &f))
        filled(c, &f, deep - 1);
    else if (!at_semicolon(c, text, true, deep - 1) && !at_colon(c, text, deep - 1) && !at_semicolon(c, text, false, deep - 1))
        as_found(c, text);
}

bool say_cause(const struct speech *s, struct str english, bool isolates, struct buf *out)
{
    struct cause c = {.s = s, .isolates = isolates, .out = out};
    if (strcmp(language_code(s->language), "en") == 0)
        buf_str(out, english);
    else if (english.n)
        cause(&c, english, DEEP);
    return c.told;
}
