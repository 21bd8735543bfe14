/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers for a brief, and what partners say in their own words. */
#include "brief/checklist.h"
#include "brief/agenda_priv.h"

/* ---- statements of partners -------------------------------------------------------------------- */

static void say_statements(struct page *p)
{
    const struct brief_request *ask = &p->b->request;
    for (size_t i = 0; i < ask->statement_n; i++)
        doc_statement(p->d, ask->statements[i].text, NULL, TOLD(p, T("{name}, in their own words"), slot_name("name", ask->statements[i].by, NULL)));
}

/* Of a partner: it has a name in each language, and a judgement is signed with its short name or with one of these. */
static struct slot signer(struct page *p, const struct judgement *x)
{
    const struct partner *y = partner_of(p->b->agenda->book, x->signed_by);
    struct slot name = y ? telling_slot(p, "name", &y->told, 0) : (struct slot){.text = STR("")};
    return name.text.n ? name : actor_slot(p, "name", x->signed_by);
}

static void say_judgement(struct page *p, const struct judgement *x)
{
    const char *lang;
    struct str text = telling_text(p, &x->told, 0, &lang);
    struct slot slots[] = {signer(p, x), slot_text("day", day_known(x->day) ? day_text(p, x->day) : STR(""))};
    struct str by = told(p, day_known(x->day) ? T("{name}, in their own words, {day}") : T("{name}, in their own words"), slots, ARRAY_LEN(slots));
    if (judgement_may_be_published(x) != ITEM_SIGNED) /* in a draft for the register's own people */
        by = str_of(arena_f(&p->d->arena, "%.*s%.*s", STR_F(by), STR_F(bare(p, T(" (not signed: only for those who hold the register)")))));
    if (text.n)
        doc_statement(p->d, text, lang, by);
}

static const struct judgement *judgement_at(const struct page *p, size_t i)
{
    const struct brief_agenda *a = p->b->agenda;
    return a && p->b->request.audience == BRIEF_FULL && i < a->judgement_n ? a->judgements[i] : NULL;
}

void judgements_beside(struct page *p)
{
    for (size_t i = 0; judgement_at(p, i); i++)
        if (p->under.n && str_eq(judgement_at(p, i)->section, p->under))
            say_judgement(p, judgement_at(p, i));
}

/* Beside no section that stands before this one, or comes behind it. */
static bool by_itself(const struct page *p, const struct judgement *x)
{
    return !str_is(x->section, "method") && !str_is(x->section, "signoff") && !str_is(x->section, "statements") && (!x->section.n || !doc_has_heading(p->d, x->section));
}

static bool any_by_itself(const struct page *p)
{
    for (size_t i = 0; judgement_at(p, i); i++)
        if (by_itself(p, judgement_at(p, i)))
            return true;
    return false;
}

void partners_on_the_title_page(struct page *p)
{
    const struct agenda_book *book = p->b->agenda ? p->b->agenda->book : NULL;
    if (!book || book->partner_n == 0)
        return;
    struct block *b = doc_add(p->d, BLOCK_PARTNERS);
    b->items = ARENA_ARRAY(&p->d->arena, struct words, book->partner_n);
    b->logos = ARENA_ARRAY(&p->d->arena, struct logo, book->partner_n);
    for (size_t i = 0; i < book->partner_n; i++) {
        const struct partner *x = &book->partners[i];
        struct slot name = telling_slot(p, "name", &x->told, 0), says = telling_slot(p, "says", &x->told, 1);
        if (!name.text.n)
            name = data_slot(p, "name", x->key);
        words_say(p->d, &b->items[i], says.text.n ? T("**{name}**: {says}") : "**{name}**", (const struct slot[]){name, says}, 2);
        b->logos[i] = (struct logo){.png = arena_str(&p->d->arena, x->logo), .wide = x->wide, .high = x->high, .name = name.text};
        b->page_ends = b->page_ends || says.text.n > 0;
    }
    b->item_n = book->partner_n;
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
    if (p->b->request.statement_n == 0 && !any_by_itself(p))
        return true;
    heading(p, "statements", T("What partners say"));
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, "method-counts");
    SAY_BARE(p, w, T("What stands in a frame is the judgement of those named under it. The program neither wrote nor checked it."));
    say_statements(p);
    for (size_t i = 0; judgement_at(p, i); i++)
        if (by_itself(p, judgement_at(p, i)))
            say_judgement(p, judgement_at(p, i));
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

/* Who signed the items of what people agreed: each name once, in the order of the items. */
static void say_items_signed(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    size_t n = 0;
    if (!a || a->n == 0)
        return;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, a->n);
    for (size_t i = 0; i < a->n; i++) {
        struct str by = a->items[i].item->sign.signed_by;
        bool there = !a->items[i].signed_off || !by.n;
        for (size_t k = 0; k < n && !there; k++)
            there = str_eq(names[k], by);
        if (!there)
            names[n++] = arena_str(&p->d->arena, by);
    }
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    trace_words(p, w, TRACE_NONE, agenda_method);
    SAY(p, w, T("What people agreed was looked at for harm, item by item, and signed by {names}."), slot_text("names", names_text(p, names, n)));
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
    say_items_signed(p);
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, "method-counts");
    SAY(p, w, T("Checklist {version}. The program asked; it cannot know whether the answers are right. Whoever holds the register finds out with {command} whether a file is the one that was released, and whether it still stands."),
        slot_text("version", count_text(p, CHECKLIST_VERSION)),
        (struct slot){.name = "command", .text = STR("diwan release REGISTER --verify FILE"), .isolate = true, .lang = "en", .whole = true});
    return true;
}
