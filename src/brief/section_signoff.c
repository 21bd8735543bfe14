/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers for a brief, and what partners say in their own words. */
#include "brief/checklist.h"
#include "brief/section_priv.h"

/* ---- statements of partners -------------------------------------------------------------------- */

static void say_statements(struct page *p)
{
    const struct brief_request *ask = &p->b->request;
    for (size_t i = 0; i < ask->statement_n; i++)
        doc_statement(p->d, ask->statements[i].text, TOLD(p, T("{name}, in their own words"), slot_name("name", ask->statements[i].by, NULL)));
}

void statements_on_one_page(struct page *p)
{
    if (p->b->request.statement_n == 0)
        return;
    heading(p, "statements", T("What partners say"));
    say_statements(p);
}

bool section_statements(struct page *p, struct err *e)
{
    (void)e;
    if (p->b->request.statement_n == 0)
        return true;
    heading(p, "statements", T("What partners say"));
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, "method-counts");
    SAY_BARE(p, w, T("What stands in a frame is the judgement of those named under it. The program neither wrote nor checked it."));
    say_statements(p);
    return true;
}

/* ---- who answers ------------------------------------------------------------------------------- */

static struct slot *signed_slots(struct page *p)
{
    const struct brief_signoff *s = &p->b->request.signoff;
    struct slot *slots = ARENA_ARRAY(&p->d->arena, struct slot, 2);
    slots[0] = slot_name("name", s->by, NULL);
    slots[1] = slot_text("day", day_text(p, s->day));
    return slots;
}

static void sign(struct page *p)
{
    const struct brief_signoff *s = &p->b->request.signoff;
    p->d->signed_by = (struct str){arena_text(&p->d->arena, s->by.p ? s->by.p : "", s->by.n), s->by.n};
    p->d->signed_on = s->by.n ? s->day : DAY_NONE;
}

void say_signed_in_a_line(struct page *p)
{
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    struct words *w = &note->words;
    note->id = STR("signed");
    trace_words(p, w, TRACE_NONE, "method-counts");
    sign(p);
    if (p->b->request.signoff.by.n)
        words_say(p->d, w, T("**Released** on {day} by {name}, who answers for this page."), signed_slots(p), 2);
    else
        SAY_BARE(p, w, T("**Draft**: nobody has signed this page off yet."));
}

static struct words *paragraph(struct page *p)
{
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    trace_words(p, w, TRACE_NONE, "method-counts");
    return w;
}

bool section_signoff(struct page *p, struct err *e)
{
    (void)e;
    sign(p);
    if (!p->b->request.signoff.by.n) {
        struct words *w = paragraph(p);
        SAY(p, w, T("**Draft.** Nobody has signed this brief off yet. {command} publishes a brief under the name of somebody who answers for it."),
            (struct slot){.name = "command", .text = STR("diwan release"), .isolate = true, .lang = "en", .whole = true});
        return true;
    }
    heading(p, "signoff", T("Who answers for this brief"));
    words_say(p->d, paragraph(p), T("**{name}** answers for this brief and released it on {day}. They confirmed:"), signed_slots(p), 2);
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, CHECKLIST_ITEMS);
    list->item_n = CHECKLIST_ITEMS;
    for (size_t i = 0; i < CHECKLIST_ITEMS; i++) {
        trace_words(p, &list->items[i], TRACE_NONE, "method-counts");
        SAY_BARE(p, &list->items[i], checklist[i].confirmed);
    }
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, "method-counts");
    SAY(p, w, T("Checklist {version}. The program asked; it cannot know whether the answers are right. Whoever holds the register finds out with {command} whether a file is the one that was released, and whether it still stands."),
        slot_text("version", count_text(p, CHECKLIST_VERSION)),
        (struct slot){.name = "command", .text = STR("diwan release REGISTER --verify FILE"), .isolate = true, .lang = "en", .whole = true});
    return true;
}
