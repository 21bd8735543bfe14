/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who took part say, on the wall: plain words, tens of people, no shares. Its sentences are held short by a test (docs/reading.md). */
#include "brief/voices_priv.h"

/* "about 9 in 10": 0 where too few voted on it. */
static int64_t in_ten(const struct hearing *h, size_t column)
{
    struct shown_cell share = share_shown(h, &h->a->found.tally, h->a->found.tally.groups, column, true);
    return shown_state(share) == SHOWN_VALUE ? llround(shown_value(share).value * 10) : 0;
}

static void wall_statement(const struct hearing *h, struct block *items, size_t column, bool bridge)
{
    struct words *w = &items->items[items->item_n];
    int64_t n = in_ten(h, column);
    if (n == 0 || (bridge && n == 10 && h->people < 2 * h->k))
        return;
    struct slot slots[] = {slot_text("n", count_text(h->p, n)), statement_slot(h, "statement", column)};
    words_say(h->p->d, w, !bridge ? T("You differ on this: “{statement}”") : n == 10 ? T("Nearly all of you who voted on it agree: “{statement}”") : T("About {n} in 10 of you who voted on it agree: “{statement}”"), slots, ARRAY_LEN(slots));
    say_translation(h, w, column);
    trace_heard(h, w, column, "method-voices");
    items->item_n++;
}

void voices_on_the_wall(struct page *p)
{
    enum { WALL_BRIDGES = 3 };
    struct hearing h;
    if (!voices_newest(p, &h))
        return;
    heading(p, "said", T("What you said"));
    struct words *w = voices_paragraph(p);
    SAY(p, w, T("About {n} people took part in “{topic}”. They chose to come; they do not stand for everybody."), slot_text("n", number_text(p->d, people_shown(&h, (h.people + 5) / 10 * 10), NUMBER_INT)), topic_slot(&h, "topic"));
    trace_heard(&h, w, SIZE_MAX, "method-voices");
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, WALL_BRIDGES + 1);
    for (size_t i = 0; i < h.bridge_n && i < WALL_BRIDGES; i++)
        wall_statement(&h, items, h.bridges[i], true);
    if (h.divide_n)
        wall_statement(&h, items, h.divides[0], false);
}
