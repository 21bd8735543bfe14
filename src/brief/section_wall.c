/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wall page: plain words that somebody can read aloud to those who live there. Rounded numbers, no shares, no intervals, no ranking,
 * nobody named. It may frighten or mislead more easily than any other page, so it says no more than what was recorded, by governorate at
 * the finest, and that it does not tell which place or road is safe today. docs/guide.md has the reasons.
 */
#include "brief/section_priv.h"

/* Fewer incidents than these, and fewer people than the register tells of, are not counted out: everybody here would know who they were. */
enum { FEW = 10 };
static int64_t few_people(const struct page *p) { return people_least(p->b->request.k); }

/* ---- numbers as people say them ---- */

/* Two leading digits, at least tens: 854 -> 850, 12,830 -> 13,000. way: -1 down, 0 nearest, 1 up. */
static int64_t rounded(int64_t n, int way)
{
    int64_t step = 10;
    while (n / step >= 100)
        step *= 10;
    int64_t add = way < 0 ? 0 : way > 0 ? step - 1 : step / 2;
    return (n + add) / step * step;
}

static struct str about_incidents(struct page *p, int64_t n)
{
    return n < FEW ? bare(p, T("fewer than ten incidents")) : counted(p, TN("about {n} incident", "about {n} incidents"), rounded(n, 0));
}

static struct str about_people(struct page *p, int64_t n)
{
    return n < few_people(p) ? TOLD(p, T("fewer than {people}"), slot_text("people", counted(p, TN("{n} person", "{n} people"), few_people(p)))) : counted(p, TN("about {n} person", "about {n} people"), rounded(n, 0));
}

static struct words *paragraph(struct page *p, unsigned bits, const char *method)
{
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    trace_words(p, w, bits, method);
    return w;
}

static struct str as_long(struct page *p, int months)
{
    return months % 12 == 0 ? counted(p, TN("{n} year", "{n} years"), months / 12) : counted(p, TN("{n} month", "{n} months"), months);
}

/* ---- the head ---- */

static void head(struct page *p)
{
    const struct brief_data *b = p->b;
    p->d->kind = bare(p, T("page for a wall"));
    p->d->title = TOLD(p, T("Safety in {place}"), slot_place(p, "place", b->place));
    say_banner(p);
    SAY(p, &doc_add(p->d, BLOCK_TITLE)->words, T("Safety in {place}"), slot_place(p, "place", b->place));
    struct words *sub = &doc_add(p->d, BLOCK_SUBTITLE)->words;
    if (b->agenda && b->agenda->n) {
        trace_words(p, sub, TRACE_NONE, "method-agenda");
        SAY_BARE(p, sub, T("What you said, what was agreed, and what became of it. Please read this page aloud to those who want to hear it."));
        return;
    }
    trace_words(p, sub, TRACE_NOW, "method-counts");
    SAY(p, sub, T("What was written down about violence, {period}. Please read this page aloud to those who want to hear it."),
        slot_text("period", period_text(p, b->from_month, b->to_month)));
}

/* ---- what was recorded ---- */

static void say_killed(struct page *p, struct words *w)
{
    const struct period_totals *now = &p->b->trend.now;
    int64_t low = MIN_OF(now->low, now->best), high = MAX_OF(now->high, now->best);
    if (p->b->reported.n == now->incidents - now->deaths_unknown && p->b->reported.hi > (double)high)
        high = (int64_t)p->b->reported.hi; /* what the published error model allows: sources miss dead */
    if (now->best == 0 && now->deaths_unknown == now->incidents) {
        SAY_BARE(p, w, T(" How many people were killed in them nobody recorded."));
        return;
    }
    if (now->best == 0) {
        SAY_BARE(p, w, T(" No death is recorded in them. That does not mean that nobody was harmed."));
        return;
    }
    struct slot slots[] = {slot_text("people", about_people(p, now->best)), slot_text("low", count_text(p, rounded(low, -1))), slot_text("high", count_text(p, rounded(high, 1)))};
    bool told = low >= few_people(p) && low < high && rounded(low, -1) < rounded(high, 1);
    if (low < few_people(p) && high >= 2 * few_people(p)) {
        words_say(p->d, w, T(" In them {people} were killed, by some accounts up to {high}. Nobody knows exactly."), slots, ARRAY_LEN(slots));
        return;
    }
    words_say(p->d, w, told ? T(" In them {people} were killed; it may have been between {low} and {high}. Nobody knows exactly.") : T(" In them {people} were killed. Nobody knows exactly."), slots, ARRAY_LEN(slots));
}

/* Against the time before: only what the full brief may say too, and never that it has become safe. */
static void say_before(struct page *p)
{
    const struct brief_data *b = p->b;
    const struct trend *t = &b->trend;
    if (!t->compared || t->before.incidents + t->now.incidents == 0)
        return;
    struct findings f = findings_of(b);
    struct slot slots[] = {slot_text("time", as_long(p, t->months_compared)), slot_text("before", about_incidents(p, t->before.incidents))};
    const char *text = T("Whether that is more or less than in the {time} before nobody can tell.");
    if (t->unseen || f.partly)
        text = T("Whether that is more or less than in the {time} before nobody can tell: not everything could be seen, or was written down, in that time.");
    else if (incidents_told(&f) == VERDICT_LESS)
        text = T("That is fewer than in the {time} before, when there were {before}. It does not mean that a place or a road is safe now.");
    else if (incidents_told(&f) == VERDICT_MORE)
        text = T("That is more than in the {time} before, when there were {before}.");
    words_say(p->d, paragraph(p, trace_change_bits(b), "method-change"), text, slots, ARRAY_LEN(slots));
}

/* What killed nobody: a page that left it out would make a place look quiet where people are arrested and driven out. */
static void say_other_harm(struct page *p, struct words *w)
{
    if (p->b->harm.now == 0)
        return;
    SAY(p, w, T(" Other harm that killed nobody was written down too, such as arrests, abductions or lost homes: {incidents}."), slot_text("incidents", about_incidents(p, p->b->harm.now)));
    trace_words(p, w, TRACE_BESIDE_NOW, "method-which");
}

static void recorded(struct page *p)
{
    const struct brief_data *b = p->b;
    const struct period_totals *now = &b->trend.now;
    heading(p, "recorded", T("What was recorded"));
    struct words *w = paragraph(p, TRACE_NOW, "method-counts");
    struct slot slots[] = {slot_text("incidents", about_incidents(p, now->incidents)), slot_place(p, "place", b->place)};
    if (now->incidents == 0 && b->harm.now > 0) {
        words_say(p->d, w, T("In that time nobody was written down as killed in {place}. That is not the same as calm: perhaps nobody saw it, or nobody wrote it down."), slots, ARRAY_LEN(slots));
        say_other_harm(p, w);
        return;
    }
    if (now->incidents == 0) {
        words_say(p->d, w, T("In that time nothing was recorded in {place}. That is not the same as calm: perhaps nobody saw it, or nobody wrote it down."), slots, ARRAY_LEN(slots));
        return;
    }
    words_say(p->d, w, T("In that time {incidents} were recorded in {place}."), slots, ARRAY_LEN(slots));
    say_killed(p, w);
    if (now->best > 0 && now->deaths_unknown > 0)
        SAY_BARE(p, w, T(" For some of them nobody recorded how many people were killed."));
    say_other_harm(p, w);
    say_before(p);
}

/* ---- where ---- */

static int by_name(const void *a, const void *b, void *page)
{
    const char *lang = NULL;
    struct str x = place_text(page, *(const int *)a, &lang), y = place_text(page, *(const int *)b, &lang);
    int order = memcmp(x.p, y.p, MIN_OF(x.n, y.n));
    return order ? order : (x.n > y.n) - (x.n < y.n);
}

/* The fewest governorates that hold half of what was recorded, in the order of their names: a list, no ranking. 0: too little is
 * recorded to say, or three of them are not half. */
static size_t most_recorded(struct page *p, int places[LEADING_MOST])
{
    int64_t all = 0, theirs = 0;
    size_t n = leading_places(p->b, period_incidents, places, &theirs, &all);
    if (all < FEW || theirs * 2 < all)
        return 0;
    qsort_r(places, n, sizeof *places, by_name, p);
    return n;
}

static void where(struct page *p)
{
    const struct brief_data *b = p->b;
    if (b->level > 0 || b->list_n == 0 || b->trend.now.incidents == 0)
        return; /* of one governorate there is nothing finer to tell */
    int places[LEADING_MOST] = {0};
    size_t n = most_recorded(p, places);
    int64_t placed = 0;
    for (size_t i = 0; i < b->list_n; i++)
        placed += b->list[i].trend.now.incidents;
    heading(p, "where", T("Where most of it was recorded"));
    struct words *w = paragraph(p, TRACE_NOW, "method-places");
    if (n > 0)
        SAY(p, w, T("Most of it was recorded in {places}. That tells where somebody wrote it down. It says nothing about the people who live there, and it does not mean that other places are safe."), slot_text("places", places_text(p, places, n)));
    else if (placed < FEW)
        SAY_BARE(p, w, T("Too little is known to say where most of it was."));
    else
        SAY_BARE(p, w, T("It was recorded in many places. None of them stands out."));
}

static void unseen(struct page *p)
{
    const struct brief_data *b = p->b;
    int *places = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    size_t n = places_looked(b, LOOKED_LIMITED, places);
    n += places_looked(b, LOOKED_NONE, places + n);
    qsort_r(places, n, sizeof *places, by_name, p);
    heading(p, "unseen", T("Where nobody could look"));
    struct words *w = paragraph(p, TRACE_NONE, "method-looked");
    if (n)
        SAY(p, w, T("In {places} nobody could look for some of that time, or not everywhere. Nothing written down there does not mean that it was calm."), slot_text("places", places_text(p, places, n)));
    else if (b->judgement_n == 0 && b->columns->judgement_n > 0)
        SAY(p, w, T("Nobody has said whether it was possible to look in {place}. Where nothing is written down it may have been calm, or nobody saw what happened."), slot_place(p, "place", b->place));
    else if (b->judgement_n == 0)
        SAY_BARE(p, w, T("Nobody has said where it was possible to look. Where nothing is written down it may have been calm, or nobody saw what happened."));
    else
        SAY_BARE(p, w, T("Nobody has named such a place for this time. Something may be missing all the same."));
}

/* ---- what it cannot say ---- */

static void cannot_say(struct page *p)
{
    const struct brief_data *b = p->b;
    heading(p, "cannot", T("What this page cannot say"));
    struct block *block = doc_add(p->d, BLOCK_ITEMS);
    block->items = ARENA_ARRAY(&p->d->arena, struct words, 4);
    struct words *w = block->items;
    SAY(p, w++, T("Which place or road is safe today. This page looks back, and ends in {month}."), slot_text("month", month_text(p, b->to_month)));
    SAY_BARE(p, w++, b->voices ? T("What was answered to what you said. Nobody has put that into the register yet.") : T("What you say about your safety, and what was answered. Nobody has put that into the register yet."));
    SAY_BARE(p, w++, b->harm.now > 0 ? T("All harm that kills nobody: arrests, abductions, threats, lost homes. Only a part of it is ever written down.")
                                     : T("Harm that kills nobody: arrests, abductions, threats, lost homes. It is not counted here."));
    SAY_BARE(p, w++, T("Who did it, and why. This page blames nobody."));
    block->item_n = (size_t)(w - block->items);
    for (size_t i = 0; i < block->item_n; i++)
        trace_words(p, &block->items[i], i == 2 ? TRACE_BESIDE_NOW : TRACE_NONE, "method-which");
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_REGISTER, "method-counts");
    SAY(p, &note->words, T("The numbers are rounded. They come from {sources}, up to {day}; how they were made stands in the full brief, which anybody may ask for."),
        slot_text("sources", counted(p, TN("{n} source", "{n} sources"), b->sources_n)), slot_text("day", day_text(p, b->as_of)));
    note_to_cite(p);
}

static void all_recorded(struct page *p)
{
    recorded(p);
    where(p);
    unseen(p);
}

/* Where something was agreed there is no room, and no need, for numbers. */
static void only_this(struct page *p)
{
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_NONE, "method-agenda");
    SAY(p, &note->words, T("This page does not say which place or road is safe today. It looks back, and ends on {day}. It blames nobody. Anybody may ask for the full brief."), slot_text("day", day_text(p, p->b->agenda->on)));
}

/* What was agreed and may not hang here, since nobody signed it. */
static void left_out(struct page *p)
{
    if (!p->b->agenda || p->b->agenda->left_out == 0)
        return;
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_NONE, "method-agenda");
    SAY(p, &note->words, T("Not on this page, because nobody has signed for it yet: {items}."), slot_text("items", counted(p, TN("{n} item", "{n} items"), p->b->agenda->left_out)));
}

bool section_wall(struct page *p, struct err *e)
{
    (void)e;
    head(p);
    voices_on_the_wall(p);
    bool agreed = agenda_on_the_wall(p);
    if (!agreed)
        all_recorded(p);
    left_out(p);
    help_on_the_wall(p, !agreed);
    statements_on_one_page(p);
    if (agreed)
        only_this(p);
    else
        cannot_say(p);
    say_signed_in_a_line(p);
    fingerprint_of(p);
    return true;
}
