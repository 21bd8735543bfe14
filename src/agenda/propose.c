/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agenda/propose.h"

const char *const figure_codes[FIGURE_KINDS] = {"agree", "disagree", "bridging", "people", "women", "incidents_change", "deadliness_change", "civilian_share_change", "incidents_before", "incidents_now", "organisations",
    "incidents_reported", "times_asked"};

/* A reference in its one form; as it stands where it is none. */
static struct str normal(const struct code *kind, struct str text, struct arena *a)
{
    struct reference r;
    struct err unread;
    struct buf b CLEANUP(buf_end) = {0};
    if (!parse_reference(kind, text, &r, &unread))
        return text;
    buf_reference(&b, &r);
    return arena_str(a, buf_view(&b));
}

static void taken_of(struct proposal *c, const struct agenda_item *items, size_t n, struct arena *a)
{
    struct str own = normal(c->kind, c->reference, a);
    c->taken = ARENA_ARRAY(a, struct str, n + 1);
    c->taken_n = 0;
    for (size_t i = 0; i < n; i++) {
        bool has = false;
        for (size_t k = 0; k < items[i].link_n && !has; k++)
            has = items[i].links[k].kind == c->kind && str_eq(normal(c->kind, items[i].links[k].reference, a), own);
        if (has)
            c->taken[c->taken_n++] = items[i].key;
    }
}

static int in_order(const void *x, const void *y)
{
    const struct proposal *a = x, *b = y;
    bool away_a = a->place < 0 && a->place_words.n, away_b = b->place < 0 && b->place_words.n;
    int known = away_a - away_b, place = (a->place > b->place) - (a->place < b->place), words = str_compare(a->place_words, b->place_words), kind = (a->kind > b->kind) - (a->kind < b->kind);
    return known ? known : place ? place : words ? words : kind ? kind : str_compare(a->reference, b->reference);
}

void propose(struct proposal *list, size_t n, const struct agenda_item *items, size_t item_n, struct arena *a)
{
    for (size_t i = 0; i < n; i++)
        taken_of(&list[i], items, item_n, a);
    if (n)
        qsort(list, n, sizeof *list, in_order);
}
