/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a person means who types a code or a name; and, where that is nobody or several, who is near. */
#include "place/place_priv.h"

static bool code_is(struct str code, struct str words)
{
    if (code.n != words.n || !code.n)
        return false;
    for (size_t i = 0; i < code.n; i++) {
        unsigned char a = (unsigned char)code.p[i], b = (unsigned char)words.p[i];
        if ((a >= 'a' && a <= 'z' ? a - 32 : a) != (b >= 'a' && b <= 'z' ? b - 32 : b))
            return false;
    }
    return true;
}

/* The place with that code on the lowest level that has one; -1 none, -2 several. */
static int by_code(const struct gazetteer *g, struct str words)
{
    int found = -1;
    for (size_t i = 0; i < g->n; i++) {
        if (!code_is(g->list[i].code, words))
            continue;
        if (found == -1)
            found = (int)i; /* ordered by level: the first is the lowest */
        else if (g->list[i].level == g->list[found].level)
            return -2;
    }
    return found;
}

/* Steps from one text to another: letters put in, left out, replaced. Up to `most`; more counts as most + 1. */
static size_t steps_apart(struct str a, struct str b, size_t most)
{
    enum { LONGEST = 80 };
    if (a.n > LONGEST || b.n > LONGEST || MAX_OF(a.n, b.n) - MIN_OF(a.n, b.n) > most)
        return most + 1;
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t above = row[j], change = corner + (a.p[i - 1] != b.p[j - 1]);
            row[j] = MIN_OF(change, MIN_OF(above, row[j - 1]) + 1);
            corner = above;
        }
    }
    return row[b.n];
}

/* Names of up to three places that are spelt much alike, nearest first, into `out`. */
static void near_names(const struct gazetteer *g, struct str folded, struct buf *out)
{
    int best[3] = {-1, -1, -1};
    size_t apart[3], most = MAX_OF(folded.n / 3, (size_t)1);
    for (size_t i = 0; i < g->key_n; i++) {
        size_t d = steps_apart(folded, g->keys[i].text, most);
        if (d > most)
            continue;
        size_t at = 0;
        while (at < 3 && best[at] >= 0 && best[at] != g->keys[i].place && apart[at] <= d)
            at++;
        if (at == 3 || (best[at] == g->keys[i].place && apart[at] <= d))
            continue;
        size_t end = at;
        while (end < 2 && best[end] >= 0 && best[end] != g->keys[i].place)
            end++;
        for (; end > at; end--)
            best[end] = best[end - 1], apart[end] = apart[end - 1];
        best[at] = g->keys[i].place;
        apart[at] = d;
    }
    for (size_t i = 0; i < 3 && best[i] >= 0; i++)
        buf_f(out, "%s%.*s", i ? ", " : "", STR_F(g->list[best[i]].name));
}

/* All that share the name or code on one level, with what tells them apart. */
static void namesakes(const struct gazetteer *g, struct str words, struct str folded, struct buf *out)
{
    int shown = 0, level = -1;
    for (size_t i = 0; i < g->n && shown < 4; i++) {
        bool is = code_is(g->list[i].code, words);
        for (size_t k = gazetteer_key(g, folded); !is && k < g->key_n && str_eq(g->keys[k].text, folded); k++)
            is = g->keys[k].place == (int)i;
        if (!is || (level >= 0 && g->list[i].level != level))
            continue;
        level = g->list[i].level;
        buf_f(out, "%s%.*s (%.*s%s%.*s)", shown++ ? ", " : "", STR_F(g->list[i].name), STR_F(g->list[i].code),
            g->list[i].code.n ? ", " : "", STR_F(g->list[i].country));
    }
}

int gazetteer_means(const struct gazetteer *g, struct str words)
{
    struct buf clean CLEANUP(buf_end) = {0};
    (void)code_clean(words, &clean);
    int found = by_code(g, words);
    if (found == -1 && clean.n)
        found = by_code(g, buf_view(&clean));
    enum name_match how;
    if (found == -1)
        found = gazetteer_match_how(g, words, -1, STR(""), &how);
    if (found != -1)
        return found;
    bool known;
    return gazetteer_country(g, words, words, &known);
}

bool gazetteer_find(const struct gazetteer *g, struct str words, size_t *index, struct err *e)
{
    words = str_trim(words);
    if (!words.n)
        return err_set(e, ERR_USAGE, "no place is named; give its name or code");
    if (words.n > 400 || !str_utf8_ok(words, NULL))
        return err_set(e, ERR_USAGE, "the name of the place is not readable as text");
    int found = gazetteer_means(g, words);
    if (found >= 0) {
        *index = (size_t)found;
        return true;
    }
    struct buf folded CLEANUP(buf_end) = {0}, others CLEANUP(buf_end) = {.most = 400};
    name_fold(words, &folded);
    if (found == -2) {
        namesakes(g, words, buf_view(&folded), &others);
        return err_set(e, ERR_USAGE, "several places are called \"%.*s\": %s; give one's code or full name", STR_F(words),
            others.p ? others.p : "spellings of one sound");
    }
    if (!g->n)
        return err_set(e, ERR_ABSENT, "\"%.*s\" is not known: the register holds no places yet; add a file of borders", STR_F(words));
    near_names(g, buf_view(&folded), &others);
    if (others.n)
        return err_set(e, ERR_ABSENT, "no place is called \"%.*s\"; near it: %s", STR_F(words), others.p);
    return err_set(e, ERR_ABSENT, "no place is called \"%.*s\"; `diwan show REGISTER places` lists them all", STR_F(words));
}
