/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed, for those who read one sentence, one page, or a wall. */
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"
#include "engage/engage.h"

static bool state_is(const struct brief_item *x, const char *code)
{
    const struct item_state *s = item_state_now(x->item);
    return s && strcmp(s->state->code, code) == 0;
}

bool agenda_told(const struct brief_data *b) { return b->agenda && (b->agenda->n || b->agenda->left_out); }

/* ---- in short ---- */

static const struct { const char *codes, *text; } becoming[] = {{"done", T("{n} done")}, {"partly", T("{n} done in part")}, {"not_done", T("{n} not done")}, {"promised;under_way", T("{n} promised or under way")},
    {"agreed", T("{n} without a promise")}, {"proposed", T("{n} only proposed")}, {"dropped", T("{n} dropped")}};

static int64_t states(const struct brief_agenda *a, const char *codes)
{
    int64_t n = 0;
    for (size_t i = 0; i < a->n; i++) {
        const struct item_state *s = item_state_now(a->items[i].item);
        n += codes_have(str_of(codes), s ? s->state->code : "proposed");
    }
    return n;
}

bool agenda_in_short(struct page *p, struct words *w)
{
    const struct brief_agenda *a = p->b->agenda;
    struct str parts[ARRAY_LEN(becoming)];
    size_t n = 0;
    if (!agenda_told(p->b))
        return false;
    trace_words(p, w, TRACE_NONE, agenda_method);
    if (a->n == 0) {
        SAY(p, w, T("What people agreed stays out of this brief: nobody has signed it as it stands ({items})."), slot_text("items", counted(p, TN("{n} item", "{n} items"), a->left_out)));
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(becoming); i++) {
        int64_t items = states(a, becoming[i].codes);
        if (items)
            parts[n++] = TOLD(p, becoming[i].text, slot_text("n", count_text(p, items)));
    }
    SAY(p, w, T("**What people agreed**: {items}; on {day} they stood so: {parts}."), slot_text("items", counted(p, TN("{n} item", "{n} items"), (int64_t)a->n)), slot_text("day", day_text(p, a->on)), slot_text("parts", list_text(p, parts, n)));
    for (size_t i = 0; i < a->n; i++)
        trace_item(p, w, a->items[i].item);
    return true;
}

/* ---- the minister's page: what is asked of whom, by when ---- */

enum { MINISTER_ITEMS = 4 };

static bool of_the_minister(const struct brief_item *x) { return owner_known(x) && item_state_now(x->item) && !state_is(x, "proposed") && !state_is(x, "dropped"); }

/* A country's minister reads first what is asked at the level of the country; `turn` 0 of them, 1 of the others. A place's page keeps the order of keys. */
static bool in_turn(const struct page *p, const struct brief_item *x, int turn)
{
    bool first = p->b->level != 0 || (x->item->level && strcmp(x->item->level->code, "national") == 0);
    return of_the_minister(x) && first == (turn == 0);
}

static void minister_line(struct page *p, const struct brief_item *x, struct words *w)
{
    struct day due = item_due(p, x);
    const struct item_state *s = item_state_now(x->item);
    size_t which = telling_says(p, &x->item->told, 1) ? 1 : 0;
    struct slot slots[] = {telling_slot(p, "ask", &x->item->told, which), owner_slot(p, "owner", x), slot_text("due", day_known(due) ? day_text(p, due) : STR("")), slot_text("state", code_inside(p, s->state))};
    words_say(p->d, w, T("**Asked of {owner}**: "), slots, ARRAY_LEN(slots));
    SAY(p, w, "{ask}", slots[0]);
    if (!ends_a_sentence(slots[0].text))
        SAY_BARE(p, w, T("."));
    words_text(p->d, w, STR(" "));
    words_mark(p->d, w, state_mark(s));
    bool passed = day_known(due) && day_known(p->b->agenda->on) && due.n < p->b->agenda->on.n && !state_is(x, "done");
    words_say(p->d, w, passed ? T("Was due {due}, a day that has passed: {state}.") : day_known(due) ? T("Due {due}: {state}.") : x->promise_n ? T("Promised without a day: {state}.") : T("No promise is on record; its state: {state}."), slots, ARRAY_LEN(slots));
    (void)say_replies(p, x, w, false);
    trace_item(p, w, x->item);
}

void agenda_for_the_minister(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    size_t n = 0, all = 0;
    if (!agenda_told(p->b))
        return;
    for (size_t i = 0; i < a->n; i++)
        all += of_the_minister(&a->items[i]);
    heading(p, "agenda", T("What people agreed, and of whom it is asked"));
    if (all == 0) {
        struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
        trace_words(p, w, TRACE_NONE, agenda_method);
        if (a->n)
            SAY(p, w, T("Of {items} that people agreed on none has anybody yet who could act on it."), slot_text("items", counted(p, TN("{n} item", "{n} items"), (int64_t)a->n)));
        else
            SAY(p, w, T("What people agreed stays out of this page: nobody has signed it as it stands ({items})."), slot_text("items", counted(p, TN("{n} item", "{n} items"), a->left_out)));
        return;
    }
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, MINISTER_ITEMS);
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < a->n && n < MINISTER_ITEMS; i++)
            if (in_turn(p, &a->items[i], turn))
                minister_line(p, &a->items[i], &list->items[n++]);
    list->item_n = n;
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, agenda_method);
    SAY(p, w, p->b->level == 0 ? T("These are {shown} of {items} that people agreed on, those with somebody who can act: first what is asked at the level of the country, then in the order of their keys, which is nobody's ranking; evidence for and against each stands in the full brief.") :
        T("These are {shown} of {items} that people agreed on, those with somebody who can act, in the order of their keys; evidence for and against each stands in the full brief."), slot_text("shown", count_text(p, (int64_t)n)),
        slot_text("items", counted(p, TN("{n} item", "{n} items"), (int64_t)a->n)));
    if (a->left_out)
        SAY(p, w, T(" Left out, because nobody has signed them as they stand: {items}."), slot_text("items", counted(p, TN("{n} item", "{n} items"), a->left_out)));
}
