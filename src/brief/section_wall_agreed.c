/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed, on the wall: plain words, no numbers but days, and no institution that failed. Its sentences are held short by a test (docs/reading.md). */
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"
#include "engage/engage.h"

enum { WALL_ITEMS = 6 };

static const char *const wall_states[][2] = { /* as said to those whom it concerns: short sentences, see docs/reading.md */
    {"proposed", T("Nobody has promised it yet.")},
    {"agreed", T("Nobody has promised it yet.")},
    {"promised", T("It was promised.")},
    {"under_way", T("Work on it has begun.")},
    {"done", T("It was done.")},
    {"partly", T("A part of it was done.")},
    {"not_done", T("It was not done.")},
    {"dropped", T("It was given up.")},
    {NULL, NULL},
};

static const char *wall_state(const struct item_state *s)
{
    for (size_t i = 0; s && wall_states[i][0]; i++)
        if (strcmp(s->state->code, wall_states[i][0]) == 0)
            return wall_states[i][1];
    return wall_states[0][1];
}

/* Who promised it stands in a record of the promise, and nowhere else: not in who could act, nor in a state. NULL: nobody did, or several did. */
static const struct promise *promised_by_one(const struct page *p, const struct brief_item *x)
{
    const struct promise *one = NULL;
    for (size_t i = 0; i < x->promise_n; i++) {
        const struct promise *m = x->promises[i];
        if (promise_now(m, p->b->agenda->on) == PROMISE_WITHDRAWN)
            continue;
        if (one && !str_eq(one->actor, m->actor))
            return NULL;
        one = m;
    }
    return one;
}

static void wall_item(struct page *p, const struct brief_item *x, struct words *w)
{
    const struct item_state *s = item_state_now(x->item);
    struct day due = item_due(p, x);
    bool ask = telling_says(p, &x->item->told, 1), open = s && (strcmp(s->state->code, "promised") == 0 || strcmp(s->state->code, "under_way") == 0);
    struct slot text = telling_slot(p, "text", &x->item->told, ask ? 1 : 0);
    SAY(p, w, "**{text}**", text);
    if (!ends_a_sentence(text.text))
        SAY_BARE(p, w, T("."));
    words_text(p->d, w, STR(" "));
    words_mark(p->d, w, state_mark(s));
    const struct promise *one = promised_by_one(p, x);
    bool failed = x->unkept || (s && (strcmp(s->state->code, "not_done") == 0 || strcmp(s->state->code, "dropped") == 0));
    struct slot slots[] = {one && !failed ? actor_by(p, "who", x->item, one->actor) : slot_text("who", STR("")), slot_text("day", day_known(due) ? day_text(p, due) : STR(""))};
    if (open && !failed && one)
        words_say(p->d, w, T("{who} promised it."), slots, ARRAY_LEN(slots));
    else if (s && strcmp(s->state->code, "promised") == 0 && x->promise_n == 0)
        SAY_BARE(p, w, T("It is said to be promised. The register has no promise on record."));
    else
        SAY_BARE(p, w, wall_state(s));
    if (open && day_known(due))
        words_say(p->d, w, failed ? T(" The day was {day}. It has passed.") : T(" The day is {day}."), slots, ARRAY_LEN(slots));
    trace_item(p, w, x->item);
}

bool agenda_on_the_wall(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    if (!a || a->n == 0)
        return false; /* what is left out is told below (section_wall.c) */
    heading(p, "agreed", T("What was agreed, and what became of it"));
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, WALL_ITEMS);
    for (size_t i = 0; i < a->n && list->item_n < WALL_ITEMS; i++)
        wall_item(p, &a->items[i], &list->items[list->item_n++]);
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, agenda_method);
    if (a->n > WALL_ITEMS)
        SAY_BARE(p, w, T("There is more than fits on this page. Ask for the full list. "));
    SAY(p, w, T("This is how it stood on {day}."), slot_text("day", day_text(p, a->on)));
    return true;
}
