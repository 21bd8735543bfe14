/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a text do as the words of a message? The same that tools/po_check.py asks of the files; there stand the words that take a side, too. */
#include "core/speech_priv.h"

enum { TEXT_MOST = 4000, SLOTS_MOST = 24 };

struct slots {
    struct str list[SLOTS_MOST]; /* with their braces */
    size_t n;
};

/* The slot that begins at p; empty where there is none. */
static struct str slot_of(const char *p, const char *end)
{
    const char *q = p + 1;
    while (q < end && ((*q >= 'a' && *q <= 'z') || (*q >= '0' && *q <= '9') || *q == '_'))
        q++;
    return q < end && *q == '}' && q > p + 1 ? (struct str){p, (size_t)(q + 1 - p)} : (struct str){"", 0};
}

static bool holds(const struct slots *s, struct str slot)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->list[i], slot))
            return true;
    return false;
}

/* False where a brace belongs to no slot. */
static bool slots_of(struct str text, struct slots *out)
{
    const char *end = text.p + text.n;
    *out = (struct slots){0};
    for (const char *p = text.p; p < end; p++) {
        if (*p == '}')
            return false;
        if (*p != '{')
            continue;
        struct str slot = slot_of(p, end);
        if (!slot.n || (out->n == SLOTS_MOST && !holds(out, slot)))
            return false;
        if (!holds(out, slot))
            out->list[out->n++] = slot;
        p += slot.n - 1;
    }
    return true;
}

static size_t bolds(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < text.n; i++)
        if (text.p[i] == '*' && text.p[i + 1] == '*')
            n++, i++;
    return n;
}

static size_t blanks_before(struct str s)
{
    size_t n = 0;
    while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\n'))
        n++;
    return n;
}

static size_t blanks_behind(struct str s)
{
    size_t n = 0;
    while (n < s.n && (s.p[s.n - 1 - n] == ' ' || s.p[s.n - 1 - n] == '\n'))
        n++;
    return n;
}

/* A percent sign and a letter, as printf has them. */
static bool holds_format(struct str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        size_t k = i + 1;
        if (s.p[i] != '%')
            continue;
        while (k < s.n && strchr("-+#0123456789.*hlLjzt", s.p[k]))
            k++;
        if (k < s.n && strchr("diouxXeEfgGcspn", s.p[k]) && (k + 1 == s.n || !((s.p[k + 1] | 32) >= 'a' && (s.p[k + 1] | 32) <= 'z')))
            return true;
    }
    return false;
}

static bool word_sign(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '.' || c == '-';
}

/* Numbers in Latin digits that stand alone: a language with digits of its own writes them so. */
static bool lone_digits(struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        bool digits = true;
        while (i < s.n && word_sign(s.p[i]))
            digits = digits && s.p[i] >= '0' && s.p[i] <= '9', i++;
        if (i > from && digits)
            return true;
        i += i == from;
    }
    return false;
}

/* Letters that the language does not write, so that searches and screen readers find one form only. */
static const char *foreign_letter(const struct language *l, struct str s)
{
    static const char *const arabic[] = {"\xDA\xA9", "\xDB\x8C", "\xDB\x95", "\xDA\xBE", NULL}; /* Persian or Kurdish kaf, ya, ae, ha */
    static const char *const sorani[] = {"\xD9\x83", "\xD9\x8A", "\xD9\x89", "\xD8\xA9", "\xDA\xBE", "\xDB\x81", NULL};
    const char *const *list = strcmp(l->code, "ar") == 0 ? arabic : strcmp(l->code, "ckb") == 0 ? sorani : NULL;
    for (size_t i = 0; list && list[i]; i++)
        if (memmem(s.p, s.n, list[i], strlen(list[i])))
            return list[i];
    return NULL;
}

/* Slots that the form may leave out: of zero, one and two in Arabic the number can live in the word itself. */
static bool may_lack(const struct language *l, const struct message *m, size_t form, struct str slot)
{
    struct slots one;
    if (!m->many || form > 2 || strcmp(l->code, "ar") != 0)
        return false;
    return str_is(slot, "{n}") || (slots_of(str_of(m->one), &one) && !holds(&one, slot));
}

static bool slots_fit(const struct language *l, const struct message *m, size_t form, struct str source, struct str text, struct err *e)
{
    struct slots wanted, got;
    if (!slots_of(text, &got))
        return err_set(e, ERR_INPUT, "a brace stands there that is not part of a {slot}");
    if (!slots_of(source, &wanted))
        wanted.n = 0;
    for (size_t i = 0; i < got.n; i++)
        if (!holds(&wanted, got.list[i]))
            return err_set(e, ERR_INPUT, "%.*s is no slot of this message", STR_F(got.list[i]));
    for (size_t i = 0; i < wanted.n; i++)
        if (!holds(&got, wanted.list[i]) && !may_lack(l, m, form, wanted.list[i]))
            return err_set(e, ERR_INPUT, "%.*s is missing: it must stand somewhere in the sentence", STR_F(wanted.list[i]));
    return true;
}

bool message_fits(const struct language *l, const struct message *m, size_t form, struct str text, struct err *e)
{
    bool singular = !m->many || (form == 0 && strcmp(l->code, "en") == 0);
    struct str source = str_of(singular ? m->one : m->many);
    if (str_trim(text).n == 0)
        return err_set(e, ERR_INPUT, "there are no words");
    if (text.n > TEXT_MOST || !str_utf8_ok(text, NULL) || memchr(text.p, 0, text.n))
        return err_set(e, ERR_INPUT, "the words are longer than %d bytes, or no text", TEXT_MOST);
    if (!slots_fit(l, m, form, source, text, e))
        return false;
    if (bolds(text) != bolds(source) || bolds(text) % 2)
        return err_set(e, ERR_INPUT, "** must stand as often as in the English words");
    if (blanks_before(text) != blanks_before(source) || blanks_behind(text) != blanks_behind(source))
        return err_set(e, ERR_INPUT, "blanks at its ends differ from those of the English words");
    if (holds_format(text))
        return err_set(e, ERR_INPUT, "a percent sign with a letter behind it looks like a format");
    const char *letter = foreign_letter(l, text);
    if (letter)
        return err_set(e, ERR_INPUT, "\"%s\" is a letter of another language", letter);
    if (!str_is(l->digits[0], "0") && lone_digits(text))
        return err_set(e, ERR_INPUT, "Latin digits: write the language's own");
    return true;
}
