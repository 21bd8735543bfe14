/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings beside votes: what interviews and focus groups yielded, as somebody summed it up; who was asked, and how. */
#include "brief/voices_priv.h"

enum { FINDINGS_MOST = 6, FEW_ASKED = 3 /* fewer than these, or an unknown number: everybody there would know who they were */ };

static struct str own(struct page *p, struct str s) { return (struct str){arena_text(&p->d->arena, s.n ? s.p : "", s.n), s.n}; }

static const struct voice_summary *summary_of(const struct voice_finding *f, const char *reader)
{
    for (size_t i = 0; i < f->summary_n; i++)
        if (str_is(f->summaries[i].language, reader))
            return &f->summaries[i];
    return f->summary_n ? &f->summaries[0] : NULL;
}

static struct str method_name(struct page *p, struct str method)
{
    static const struct { const char *code, *label; } known[] = {{"interview", T("interviews")}, {"focus-group", T("a focus group")}, {"meeting", T("a meeting")}, {"observation", T("observation")}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(method, known[i].code))
            return bare(p, known[i].label);
    return bare(p, T("another method"));
}

static const char *direction_text(struct str direction)
{
    return str_is(direction, "for") ? T(" For: {about}.") : str_is(direction, "against") ? T(" Against: {about}.") : T(" Both for and against: {about}.");
}

/* How many were asked, and how many of them were women, where neither part is so small that it means somebody. */
static struct str asked_text(struct page *p, const struct voice_finding *f)
{
    bool women = f->women >= 0 && (f->women == 0 || f->women == f->people || (f->women >= FEW_ASKED && f->people - f->women >= FEW_ASKED));
    struct str people = counted(p, TN("{n} person", "{n} people"), f->people);
    return women ? TOLD(p, T("{people}, of them women: {women}"), slot_text("people", people), slot_text("women", count_text(p, f->women))) : people;
}

/* As the register names it in the reader's language; as it was written where the register does not know it. */
static struct slot place_slot(struct page *p, struct str place)
{
    struct err e;
    size_t found;
    return place.n && p->b->places && gazetteer_find(p->b->places, place, &found, &e) ? slot_place(p, "place", (int)found) : slot_name("place", own(p, place), NULL);
}

static void say_asked(struct page *p, const struct voice_finding *f, struct words *w)
{
    struct slot slots[] = {slot_text("method", method_name(p, f->method)), slot_text("kind", side_label(p, f->asked)), place_slot(p, f->place),
        slot_text("people", f->people >= FEW_ASKED ? asked_text(p, f) : STR("")), slot_name("who", own(p, f->said_by), NULL)};
    if (f->people < FEW_ASKED) {
        words_say(p->d, w, f->people < 0 ? T(" (By {method}; how many were asked is not known. Summed up by {who}.)") : T(" (By {method}, of fewer than 3 people. Summed up by {who}.)"), slots, ARRAY_LEN(slots));
        return;
    }
    const char *text = T(" (By {method}: {people}. Summed up by {who}.)");
    if (f->asked.n && f->place.n)
        text = T(" (By {method}, {kind}, {place}: {people}. Summed up by {who}.)");
    else if (f->asked.n)
        text = T(" (By {method}, {kind}: {people}. Summed up by {who}.)");
    else if (f->place.n)
        text = T(" (By {method}, {place}: {people}. Summed up by {who}.)");
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
}

static void say_finding(struct page *p, const struct voice_finding *f, struct words *w)
{
    const char *reader = language_code(p->speech->language);
    const struct voice_summary *s = summary_of(f, reader);
    SAY(p, w, ends_a_sentence(s->summary) ? "{summary}" : T("{summary}."), slot_name("summary", own(p, s->summary), !s->language.n || str_is(s->language, reader) ? NULL : own(p, s->language).p));
    if (f->direction.n && f->about.n)
        SAY(p, w, direction_text(f->direction), slot_name("about", own(p, f->about), NULL));
    say_asked(p, f, w);
    trace_words(p, w, TRACE_NONE, "method-findings");
}

void say_findings(struct page *p)
{
    const struct brief_voices *v = p->b->voices;
    if (!v->finding_n)
        return;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("findings");
    SAY_BARE(p, &sub->words, T("What interviews and focus groups yielded"));
    struct words *lead = voices_paragraph(p);
    SAY_BARE(p, lead, T("Summaries by those who asked, in their words; they stand for those who were asked."));
    if (v->finding_n > FINDINGS_MOST)
        SAY(p, lead, T(" The newest {n} of {all} stand here."), slot_text("n", count_text(p, FINDINGS_MOST)), slot_text("all", count_text(p, (int64_t)v->finding_n)));
    trace_words(p, lead, TRACE_NONE, "method-findings");
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, FINDINGS_MOST);
    for (size_t i = 0; i < v->finding_n && items->item_n < FINDINGS_MOST; i++)
        if (v->findings[i].summary_n)
            say_finding(p, &v->findings[i], &items->items[items->item_n++]);
}
