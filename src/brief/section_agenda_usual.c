/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would stand under every item alike is said once, above them: who judged and told where nobody else is named, and what the codebook has for the phase. */
#include "brief/agenda_priv.h"

enum { USUAL_LEAST = 3 /* items that somebody must have told of before it is said once for all */ };

size_t items_one_by_one(const struct page *p) { return MIN_OF(p->b->agenda->n, (size_t)AGENDA_ITEMS_MOST); }

struct str usual_judge(const struct page *p, const struct agenda_item *x)
{
    const struct brief_agenda *a = p->b->agenda;
    for (size_t i = 0; i < a->agenda_n; i++)
        if (str_eq(a->agendas[i]->key, x->agenda))
            return a->agendas[i]->convened_by;
    return STR("");
}

/* Is there an item of which that spares a name? */
static bool any_usual_judge(const struct page *p)
{
    for (size_t i = 0; i < items_one_by_one(p); i++) {
        const struct agenda_item *x = p->b->agenda->items[i].item;
        struct str who = usual_judge(p, x);
        bool judged = who.n && x->phases.n && str_eq(x->said_by, who);
        for (size_t k = 0; k < x->link_n; k++)
            judged = judged || (who.n && x->links[k].strength && str_eq(x->links[k].said_by, who));
        if (judged)
            return true;
    }
    return false;
}

/* How often `who` told how an item stands. */
static size_t times_told(const struct page *p, struct str who)
{
    size_t n = 0;
    for (size_t i = 0; i < items_one_by_one(p); i++) {
        const struct item_state *s = item_state_now(p->b->agenda->items[i].item);
        n += s && str_eq(s->said_by, who);
    }
    return n;
}

struct str usual_teller(const struct page *p)
{
    struct str best = STR("");
    size_t most = USUAL_LEAST - 1;
    for (size_t i = 0; i < items_one_by_one(p); i++) {
        const struct item_state *s = item_state_now(p->b->agenda->items[i].item);
        size_t n = s && s->said_by.n ? times_told(p, s->said_by) : 0;
        if (n > most) {
            most = n;
            best = s->said_by;
        }
    }
    return best;
}

const struct phase_measure *usual_measure(struct page *p)
{
    const struct phase_measure *best = NULL;
    size_t most = 1;
    if (!one_phase(p))
        return NULL;
    for (size_t i = 0; i < items_one_by_one(p); i++) {
        const struct phase_measure *m = phase_measure_of(p, p->b->agenda->items[i].item);
        size_t n = 0;
        for (size_t k = 0; m && k < items_one_by_one(p); k++)
            n += phase_measure_of(p, p->b->agenda->items[k].item) == m;
        if (n > most) {
            most = n;
            best = m;
        }
    }
    return best;
}

void say_usual(struct page *p, struct words *w)
{
    struct str teller = usual_teller(p);
    const struct phase_measure *m = usual_measure(p);
    size_t told = items_one_by_one(p);
    if (told < p->b->agenda->n)
        SAY(p, w, T("The first {n} of {items} follow one by one. "), slot_text("n", count_text(p, (int64_t)told)), slot_text("items", counted(p, TN("{n} item", "{n} items"), (int64_t)p->b->agenda->n)));
    if (any_usual_judge(p))
        SAY_BARE(p, w, T("Where nobody else is named, those who called them together judged how strong evidence is and whether an item suits the phase. "));
    for (size_t i = 0; teller.n && i < told; i++) {
        const struct agenda_item *x = p->b->agenda->items[i].item;
        const struct item_state *state = item_state_now(x);
        if (!state || !str_eq(state->said_by, teller))
            continue;
        SAY(p, w, T("How items stand {who} told where nobody else is named. "), actor_by(p, "who", x, teller)); /* as guard lets it be called beside such an item */
        break;
    }
    if (m)
        SAY(p, w, T("Where an item has no other, the codebook has this for the phase: {measure} ({source}). "), slot_text("measure", in_small(p, m->label)), slot_name("source", str_of(m->source), "en"));
    SAY_BARE(p, w, T("What is not said of an item is not on record. "));
}
