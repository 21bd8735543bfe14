/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: texts of their forms. Names of addresses, and statements side by side in several languages. */
#include "web/hold_priv.h"

static bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool hold_name_ok(struct str name)
{
    if (!name.n || name.n > HOLD_NAME_MOST || str_is(name, "new") || name.p[0] == '-' || name.p[name.n - 1] == '-')
        return false;
    for (size_t i = 0; i < name.n; i++)
        if (!is_plain(name.p[i]) && name.p[i] != '-')
            return false;
    return true;
}

struct str hold_name_of(struct str topic, struct arena *a)
{
    char made[HOLD_NAME_MOST + 1];
    size_t n = 0;
    for (size_t i = 0; i < topic.n && n < HOLD_NAME_MOST; i++) {
        char c = topic.p[i] >= 'A' && topic.p[i] <= 'Z' ? (char)(topic.p[i] + 32) : topic.p[i];
        if (is_plain(c))
            made[n++] = c;
        else if (c != '\'' && n && made[n - 1] != '-')
            made[n++] = '-';
    }
    while (n && made[n - 1] == '-')
        n--;
    struct str name = {made, n};
    return n >= 3 && hold_name_ok(name) ? (struct str){arena_text(a, made, n), n} : STR("");
}

size_t hold_letters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

size_t hold_lines(struct str text, struct arena *a, struct str **out)
{
    size_t room = 1, n = 0, last = 0;
    for (size_t i = 0; i < text.n; i++)
        room += text.p[i] == '\n';
    *out = ARENA_ARRAY(a, struct str, room);
    for (size_t from = 0; from <= text.n;) {
        const char *end = from < text.n ? memchr(text.p + from, '\n', text.n - from) : NULL;
        size_t to = end ? (size_t)(end - text.p) : text.n;
        struct str line = from < to ? (struct str){text.p + from, to - from} : STR("");
        while (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        (*out)[n] = str_trim(line);
        if ((*out)[n++].n)
            last = n;
        from = to + 1;
    }
    return last;
}

/* The line before `at` that says the same in that language; `at` where none does. */
static size_t said_before(const struct hold_seeds *s, size_t at, size_t language)
{
    for (size_t i = 0; i < at; i++)
        if (str_eq(s->list[i].text[language], s->list[at].text[language]))
            return i;
    return at;
}

static void problem(struct hold_seeds *out, enum hold_seed_fault what, size_t language, size_t line, size_t other)
{
    out->problems[out->problem_n++] = (struct hold_seed_problem){what, language, line, other};
}

static void look(struct hold_seeds *out, size_t language)
{
    for (size_t i = 0; i < out->n; i++) {
        struct str text = out->list[i].text[language];
        size_t same = text.n ? said_before(out, i, language) : i;
        if (!text.n)
            problem(out, SEED_MISSING, language, out->list[i].line, 0);
        else if (hold_letters(text) > ROOM_STATEMENT_LETTERS)
            problem(out, SEED_TOO_LONG, language, out->list[i].line, 0);
        else if (same != i)
            problem(out, SEED_TWICE, language, out->list[i].line, out->list[same].line);
    }
}

void hold_seeds_read(const struct str *columns, size_t languages, struct arena *a, struct hold_seeds *out)
{
    struct str *lines[HOLD_LANGUAGES_MOST];
    size_t n[HOLD_LANGUAGES_MOST], most = 0;
    *out = (struct hold_seeds){0};
    for (size_t l = 0; l < languages; l++) {
        n[l] = hold_lines(columns[l], a, &lines[l]);
        most = MAX_OF(most, n[l]);
    }
    out->list = ARENA_ARRAY(a, struct hold_seed, MIN_OF(most, (size_t)HOLD_STATEMENTS_MOST) + 1);
    out->problems = ARENA_ARRAY(a, struct hold_seed_problem, HOLD_LANGUAGES_MOST * HOLD_STATEMENTS_MOST + 1);
    for (size_t i = 0; i < most; i++) {
        struct hold_seed one = {.line = i + 1};
        bool any = false;
        for (size_t l = 0; l < languages; l++) {
            one.text[l] = i < n[l] ? lines[l][i] : STR("");
            any |= one.text[l].n > 0;
        }
        if (any && out->n == HOLD_STATEMENTS_MOST) {
            problem(out, SEED_TOO_MANY, 0, i + 1, 0);
            break;
        }
        if (any)
            out->list[out->n++] = one;
    }
    for (size_t l = 0; l < languages; l++)
        if (n[l])
            look(out, l);
}
