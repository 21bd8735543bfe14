/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page for somebody with five minutes: in short, the change, incidents a month with the ribbons, the governorates with
 * most of the dead and their level, what is missing. Sentences and figures are those of the full brief, fewer of them.
 */
#include "brief/section_priv.h"

enum { TOP_PLACES = 5, TOP_BESIDE_AGENDA = 3 /* where what people agreed takes room */ };

/* ---- where ---- */

/* Those with most of the dead, most first; of equals the first by rank. Returns how many. */
static size_t top_places(const struct brief_data *b, const struct brief_place *top[TOP_PLACES])
{
    size_t n = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        const struct brief_place *g = &b->list[i];
        if (g->trend.now.best == 0)
            continue;
        size_t at = n;
        while (at > 0 && top[at - 1]->trend.now.best < g->trend.now.best)
            at--;
        if (at == TOP_PLACES)
            continue;
        n = MIN_OF(n + 1, (size_t)TOP_PLACES);
        for (size_t k = n - 1; k > at; k--)
            top[k] = top[k - 1];
        top[at] = g;
    }
    return n;
}

static struct doc_table *top_table(struct page *p, const struct brief_place *const *top, size_t n)
{
    struct doc_table *t = doc_table_new(p->d, "top", 5, n);
    table_column(p, t, 0, "place", T("Governorate"), false);
    table_column(p, t, 1, "level", T("Level of lethal violence"), false);
    table_column(p, t, 2, "incidents", T("Incidents"), true);
    table_column(p, t, 3, "deaths_best", T("Killed"), true);
    table_column(p, t, 4, "deaths_range", T("Low to high"), true);
    for (size_t i = 0; i < n; i++) {
        const struct brief_place *g = top[i];
        struct shown_cell deaths = recorded_deaths(g);
        cell_place(p, t, i, 0, g->place);
        trace_row_of(p, t, i, g->place, TRACE_NOW, "method-counts");
        cell_level(p, t, i, 1, g);
        cell_number(t, i, 2, recorded_count(g->trend.now.incidents, g->trend.now.looked), NUMBER_INT);
        cell_number(t, i, 3, deaths, NUMBER_INT);
        if (shown_state(deaths) == SHOWN_VALUE)
            cell_own_range(p, t, i, 4, deaths);
    }
    return t;
}

static void where_most(struct page *p)
{
    const struct brief_data *b = p->b;
    const struct brief_place *top[TOP_PLACES] = {NULL}, *own = NULL;
    size_t n = b->level == 0 ? top_places(b, top) : 0;
    if (agenda_told(b))
        n = MIN_OF(n, (size_t)TOP_BESIDE_AGENDA);
    for (size_t i = 0; b->level > 0 && i < b->list_n; i++)
        if (b->list[i].place == b->place)
            own = &b->list[i];
    if (own)
        top[n++] = own;
    if (n == 0)
        return;
    heading(p, "where", own ? T("The level here") : T("Where most people were killed"));
    struct block *table = doc_add(p->d, BLOCK_TABLE);
    table->table = top_table(p, top, n);
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_NONE, "method-counts");
    SAY(p, &note->words, T("Level: recorded deaths of the three months up to {month}, high from {active} on and very high from {war} on. It sees deaths only: no rule by force, no fear. The phase of a place is for people to set."),
        slot_text("month", month_text(p, b->to_month)), slot_text("active", count_text(p, b->trend.thresholds.active)), slot_text("war", count_text(p, b->trend.thresholds.war)));
}

/* ---- what is missing, how sure, where to read more ---- */

static void say_seen_or_not(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int *none = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1), *part = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    size_t none_n = places_looked(b, LOOKED_NONE, none), part_n = places_looked(b, LOOKED_LIMITED, part);
    if (b->judgement_n == 0)
        SAY_BARE(p, w, T("**Where it was possible to look** nobody has recorded: silence here is not calm."));
    else if (none_n + part_n == 0)
        SAY_BARE(p, w, T("**Where it was possible to look** people have judged; nowhere was it impossible."));
    struct slot slots[] = {slot_text("none", places_text(p, none, none_n)), slot_text("part", places_text(p, part, part_n))};
    if (none_n)
        words_say(p->d, w, T("**Nobody could look** in {none} for at least a part of the period: silence there is not calm."), slots, ARRAY_LEN(slots));
    if (none_n && part_n)
        words_text(p->d, w, STR(" "));
    if (part_n)
        words_say(p->d, w, T("**Looking was limited** in {part}."), slots, ARRAY_LEN(slots));
}

static struct str source_names(struct page *p)
{
    const struct brief_data *b = p->b;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, b->columns->source_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->columns->source_n; i++)
        if (b->by_source[i].incidents > 0)
            names[n++] = b->columns->sources[i];
    return names_text(p, names, n);
}

static void missing(struct page *p)
{
    const struct brief_data *b = p->b;
    const struct period_totals *now = &b->trend.now;
    heading(p, "missing", T("What is missing, and how sure this is"));
    struct block *block = doc_add(p->d, BLOCK_ITEMS);
    block->items = ARENA_ARRAY(&p->d->arena, struct words, 5);
    struct words *w = block->items;
    trace_words(p, w, TRACE_NONE, "method-looked");
    say_seen_or_not(p, w++);
    if (b->level == 0 && b->coarse.incidents > 0)
        trace_words(p, w, TRACE_COARSE, "method-places");
    if (b->level == 0 && b->coarse.incidents > 0)
        SAY(p, w++, T("**In no governorate's numbers**, because coded too coarsely: {incidents} with {dead}."),
            slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents)), slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->coarse.deaths)));
    if (!agenda_told(b))
        trace_words(p, w, TRACE_NONE, "method-counts");
    if (!agenda_told(b))
        SAY_BARE(p, w++, b->voices ? T("**Not in this register yet**: what was agreed and promised, who works where.") : T("**Not in this register yet**: what people say, what was agreed and promised, who works where."));
    trace_words(p, w, now->incidents > 0 ? TRACE_NOW : TRACE_NONE, "method-counts");
    if (now->incidents > 0 && !deaths_told(now))
        SAY_BARE(p, w++, T("**How sure**: ranges of changes are 95 % intervals; how many were killed nobody recorded."));
    else if (now->incidents > 0)
        SAY(p, w++, T("**How sure**: ranges of changes are 95 % intervals; {low} to {high} killed is the sources' own range, and the true number may lie above it."),
            slot_text("low", count_text(p, MIN_OF(now->low, now->best))), slot_text("high", count_text(p, MAX_OF(now->high, now->best))));
    trace_words(p, w, TRACE_REGISTER, "method-counts");
    SAY(p, w++, T("**Read more**: the full brief on {place} has the map, every governorate, the tables, the methods and the citations. Made from: {sources}."),
        slot_place(p, "place", b->place), slot_text("sources", source_names(p)));
    block->item_n = (size_t)(w - block->items);
    note_to_cite(p);
}

bool section_minister(struct page *p, struct err *e)
{
    (void)e;
    p->d->kind = p->b->level == 0 ? bare(p, T("country brief on one page")) : bare(p, T("governorate brief on one page"));
    agenda_for_the_minister(p);
    short_on_one_page(p);
    security_on_one_page(p);
    where_most(p);
    missing(p);
    statements_on_one_page(p);
    say_signed_in_a_line(p);
    fingerprint_of(p);
    return true;
}
