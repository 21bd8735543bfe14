/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One language's data: `key = value` lines of assets/lang/CODE.lang, `#` before a comment. */
#include "core/speech_priv.h"

enum { KEY_MOST = 40 };
static const char MONTH_PREFIX[] = "month.";

struct entry {
    struct str key, value;
};
struct lines {
    const char *name;
    struct entry list[KEY_MOST];
    size_t n;
    bool used[KEY_MOST];
};

/* Values keep blanks inside and lose ASCII blanks at the ends only: a group sign may be a NBSP. */
static struct str without_blanks(struct str s)
{
    while (s.n && (*s.p == ' ' || *s.p == '\t'))
        s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

static bool add_line(struct lines *l, struct str line, int number, struct err *e)
{
    line = without_blanks(line);
    if (line.n == 0 || *line.p == '#')
        return true;
    const char *sign = memchr(line.p, '=', line.n);
    if (!sign)
        return err_set(e, ERR_INPUT, "%s: line %d: expected \"key = value\"", l->name, number);
    struct str key = without_blanks((struct str){line.p, (size_t)(sign - line.p)});
    struct str value = without_blanks((struct str){sign + 1, line.n - (size_t)(sign - line.p) - 1});
    if (key.n == 0 || value.n == 0)
        return err_set(e, ERR_INPUT, "%s: line %d: expected a key and a value", l->name, number);
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->list[i].key, key))
            return err_set(e, ERR_INPUT, "%s: line %d: \"%.*s\" stands there twice", l->name, number, STR_F(key));
    if (l->n == KEY_MOST)
        return err_set(e, ERR_INPUT, "%s: line %d: more than %d keys", l->name, number, KEY_MOST);
    l->list[l->n++] = (struct entry){key, value};
    return true;
}

static bool split_lines(struct str file, struct lines *l, struct err *e)
{
    size_t bad;
    if (!str_utf8_ok(file, &bad))
        return err_set(e, ERR_INPUT, "%s: byte %zu is not UTF-8", l->name, bad);
    int number = 1;
    for (size_t at = 0; at < file.n; number++) {
        const char *from = file.p + at, *end = memchr(from, '\n', file.n - at);
        size_t n = end ? (size_t)(end - from) : file.n - at;
        if (!add_line(l, (struct str){from, n}, number, e))
            return false;
        at += n + 1;
    }
    return true;
}

static bool take(struct lines *l, const char *key, struct arena *a, struct str *out, struct err *e)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_is(l->list[i].key, key)) {
            l->used[i] = true;
            *out = (struct str){arena_text(a, l->list[i].value.p, l->list[i].value.n), l->list[i].value.n};
            return true;
        }
    return err_set(e, ERR_INPUT, "%s: \"%s\" is missing", l->name, key);
}

/* Ten characters; UTF-8 tells where each ends. */
static bool split_digits(const struct lines *l, struct str text, struct str digits[10], struct err *e)
{
    size_t n = 0, from = 0;
    for (size_t at = 1; at <= text.n; at++) {
        if (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
            continue;
        if (n < 10)
            digits[n] = (struct str){text.p + from, at - from};
        n++;
        from = at;
    }
    if (n != 10)
        return err_set(e, ERR_INPUT, "%s: digits: %zu characters, expected ten", l->name, n);
    return true;
}

static bool take_pattern(struct lines *l, const char *key, const char *slot_a, const char *slot_b, struct arena *a,
    const char **out, struct err *e)
{
    struct str text;
    if (!take(l, key, a, &text, e))
        return false;
    if (!strstr(text.p, slot_a) || !strstr(text.p, slot_b))
        return err_set(e, ERR_INPUT, "%s: %s: \"%s\" lacks %s or %s", l->name, key, text.p, slot_a, slot_b);
    *out = text.p;
    return true;
}

static bool take_signs(struct lines *l, struct arena *a, struct language *out, struct err *e)
{
    struct str digits, direction;
    if (!take(l, "digits", a, &digits, e) || !split_digits(l, digits, out->digits, e) ||
        !take(l, "decimal", a, &out->decimal, e) || !take(l, "group", a, &out->group, e) ||
        !take(l, "minus", a, &out->minus, e) || !take(l, "percent", a, &out->percent, e) ||
        !take(l, "percent_latin", a, &out->percent_latin, e) || !take(l, "direction", a, &direction, e))
        return false;
    if (!strstr(out->percent.p, "{n}") || !strstr(out->percent_latin.p, "{n}"))
        return err_set(e, ERR_INPUT, "%s: percent: lacks {n}", l->name);
    out->rtl = str_is(direction, "rtl");
    if (!out->rtl && !str_is(direction, "ltr"))
        return err_set(e, ERR_INPUT, "%s: direction: \"%s\", expected ltr or rtl", l->name, direction.p);
    return true;
}

static bool take_months(struct lines *l, struct arena *a, struct language *out, struct err *e)
{
    for (int i = 0; i < 12; i++) {
        char key[16];
        snprintf(key, sizeof key, "%s%d", MONTH_PREFIX, i + 1);
        if (!take(l, key, a, &out->months[i], e))
            return false;
    }
    return true;
}

static bool take_fallbacks(struct lines *l, struct arena *a, struct language *out, struct err *e)
{
    struct str text;
    if (!take(l, "fallbacks", a, &text, e))
        return false;
    size_t n = 0;
    for (size_t at = 0; at < text.n; at++) {
        size_t from = at;
        while (at < text.n && text.p[at] != ' ')
            at++;
        if (at == from)
            continue;
        if (n == FALLBACK_MOST)
            return err_set(e, ERR_INPUT, "%s: fallbacks: more than %d", l->name, FALLBACK_MOST);
        out->fallbacks[n++] = arena_text(a, text.p + from, at - from);
    }
    return true;
}

static bool take_words(struct lines *l, struct arena *a, struct language *out, struct err *e)
{
    struct str code, own_name;
    if (!take(l, "code", a, &code, e) || !take(l, "own_name", a, &own_name, e))
        return false;
    out->code = code.p;
    out->own_name = own_name.p;
    return take_pattern(l, "day", "{day}", "{month}", a, &out->day_pattern, e) &&
           take_pattern(l, "month", "{month}", "{year}", a, &out->month_pattern, e) &&
           take_pattern(l, "list_two", "{a}", "{b}", a, &out->list_two, e) &&
           take_pattern(l, "list_middle", "{a}", "{b}", a, &out->list_middle, e) &&
           take_pattern(l, "list_last", "{a}", "{b}", a, &out->list_last, e) && take_fallbacks(l, a, out, e);
}

/* Asked for every letter of every message, so the last byte, which differs most, decides first. */
static bool begins(const char *p, size_t n, struct str sign)
{
    return n >= sign.n && p[sign.n - 1] == sign.p[sign.n - 1] && memcmp(p, sign.p, sign.n) == 0;
}

/* Latin in place of `text`'s own digit, decimal, group or percent sign at p; its length, 0 when it is none. */
static size_t latin_sign(const struct language *l, const char *p, size_t n, char *out)
{
    if ((unsigned char)*p < 0x80)
        return 0;
    for (int d = 0; d < 10; d++)
        if (begins(p, n, l->digits[d])) {
            *out = (char)('0' + d);
            return l->digits[d].n;
        }
    const struct { struct str own; char latin; } signs[] = {{l->decimal, '.'}, {l->group, ','}, {STR("\xD9\xAA"), '%'}};
    for (size_t i = 0; i < ARRAY_LEN(signs); i++)
        if (begins(p, n, signs[i].own)) {
            *out = signs[i].latin;
            return signs[i].own.n;
        }
    return 0;
}

static struct str latin_of(const struct language *l, struct str from, struct arena *a)
{
    char *to = arena_get(a, from.n + 1);
    size_t n = 0, taken;
    for (size_t at = 0; at < from.n; at += taken, n++) {
        taken = latin_sign(l, from.p + at, from.n - at, &to[n]);
        if (!taken)
            to[n] = from.p[at], taken = 1;
    }
    return (struct str){to, n};
}

const char *latin_text(const struct language *l, struct str text, struct arena *a)
{
    return latin_of(l, text, a).p;
}

struct str *language_latin(const struct language *l, struct arena *a)
{
    if (str_is(l->digits[0], "0") || l->messages.count == 0)
        return NULL;
    struct str *list = ARENA_ARRAY(a, struct str, l->messages.count);
    for (uint32_t i = 0; i < l->messages.count; i++)
        list[i] = latin_of(l, messages_translation(&l->messages, i), a);
    return list;
}

bool language_read(struct str file, const char *name, struct str mo, bool known, struct arena *a, struct language *out, struct err *e)
{
    struct lines l = {.name = name};
    struct language got = {0};
    if (!split_lines(file, &l, e) || !take_words(&l, a, &got, e) || !take_signs(&l, a, &got, e) || !take_months(&l, a, &got, e))
        return false;
    for (size_t i = 0; i < l.n; i++)
        if (!l.used[i])
            return err_set(e, ERR_INPUT, "%s: \"%.*s\" is not a key", name, STR_F(l.list[i].key));
    if (mo.n && !(known ? messages_open : messages_read)(mo, &got.messages, e))
        return err_within(e, "%s", name);
    *out = got;
    return true;
}
