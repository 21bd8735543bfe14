/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements of a form, side by side: the first byte says how many languages there are, a byte 0xff ends the text of one. Whatever the bytes, lines stay lines, none
 * is too many, and what is told of them is true. */
#include "web/hold_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void told(const struct hold_seeds *s, size_t languages)
{
    bool too_many = false;
    for (size_t i = 0; i < s->problem_n; i++) {
        const struct hold_seed_problem *p = &s->problems[i];
        too_many |= p->what == SEED_TOO_MANY;
        must(p->language < languages && p->line > 0 && (p->what != SEED_TWICE || (p->other > 0 && p->other < p->line)));
    }
    must(s->n <= HOLD_STATEMENTS_MOST && (!too_many || s->n == HOLD_STATEMENTS_MOST));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct str columns[HOLD_LANGUAGES_MOST] = {{"", 0}};
    struct hold_seeds s;
    size_t languages = size ? 1 + data[0] % HOLD_LANGUAGES_MOST : 1, l = 0, from = size ? 1 : 0;
    for (size_t i = from; i <= size && l < languages; i++)
        if (i == size || data[i] == 0xff) {
            columns[l++] = (struct str){(const char *)data + from, i - from};
            from = i + 1;
        }
    for (; l < languages; l++)
        columns[l] = STR("");
    hold_seeds_read(columns, languages, &a, &s);
    told(&s, languages);
    for (size_t i = 0; i < s.n; i++) {
        size_t there = 0;
        for (l = 0; l < languages; l++) {
            there += s.list[i].text[l].n;
            must(!s.list[i].text[l].n || !memchr(s.list[i].text[l].p, '\n', s.list[i].text[l].n));
        }
        must(there > 0 && (!i || s.list[i].line > s.list[i - 1].line));
    }
    struct str name = hold_name_of(columns[0], &a);
    must(!name.n || hold_name_ok(name));
    arena_end(&a);
    return 0;
}
