/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a brief and "In short": five entries at most, each from templates, each ending in a link to its
 * evidence. What may be said: section_findings.c; what changed: section_change.c. Where data are missing, the sentence says what
 * is missing.
 */
#include "brief/section_priv.h"

void say_banner(struct page *p)
{
    if (!p->b->request.invented)
        return;
    struct block *banner = doc_add(p->d, BLOCK_BANNER);
    SAY_BARE(p, &banner->words, T("**Invented example.** This country does not exist. Every place, institution, person and number on this page is made up."));
}

bool section_head(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_data *b = p->b;
    const char *lang = NULL;
    struct str name = place_text(p, b->place, &lang);
    p->d->kind = b->level == 0 ? bare(p, T("country brief")) : bare(p, T("governorate brief"));
    p->d->title = TOLD(p, T("{place}: {kind}"), slot_text("place", name), slot_text("kind", p->d->kind));
    say_banner(p);
    struct block *title = doc_add(p->d, BLOCK_TITLE);
    words_name(p->d, &title->words, name, lang);
    struct block *sub = doc_add(p->d, BLOCK_SUBTITLE);
    struct slot slots[] = {slot_text("period", period_text(p, b->from_month, b->to_month)),
        slot_text("sources", counted(p, TN("{n} source", "{n} sources"), b->sources_n)),
        slot_text("day", day_text(p, b->as_of)), slot_place(p, "country", b->country),
        slot_text("months", counted(p, TN("{n} month", "{n} months"), b->to_month - b->from_month + 1))};
    if (b->level > 0)
        words_say(p->d, &sub->words, T("Governorate in {country}. "), slots, ARRAY_LEN(slots));
    words_say(p->d, &sub->words,
        b->trend.compared ? T("{period}, compared with the {months} before. Register of incidents made from {sources}. As of {day}.")
                          : T("{period}. Register of incidents made from {sources}. As of {day}."),
        slots, ARRAY_LEN(slots));
    trace_words(p, &sub->words, TRACE_REGISTER, "method-counts");
    if (b->request.signoff.by.n && b->request.audience == BRIEF_FULL)
        SAY(p, &sub->words, T(" Released on {day} by {name}."), slot_text("day", day_text(p, b->request.signoff.day)), slot_name("name", b->request.signoff.by, NULL));
    if (b->request.audience == BRIEF_FULL)
        partners_on_the_title_page(p);
    return true;
}

/* ---- sentences ---- */

static void link_figure(struct page *p, struct words *w, const char *id, int number)
{
    words_text(p->d, w, STR(" "));
    words_link(p->d, w, TOLD(p, T("Figure {n}"), slot_text("n", count_text(p, number))), str_of(id));
}

/* What the sources recorded and where nothing is known of the dead. Nothing recorded is not calm. */
static const char *totals_text(const struct period_totals *now)
{
    if (now->incidents == 0 && now->looked >= LOOKED_LIMITED)
        return T("{sources} recorded no incident in {place} {when}. That is not calm: for at least a part of that time nobody could look, or not everywhere.");
    if (now->incidents == 0 && now->looked == LOOKED_GOOD)
        return T("{sources} recorded no incident in {place} {when}. Those who judge it say that it could be looked at, at least at times.");
    if (now->incidents == 0)
        return T("{sources} recorded no incident in {place} {when}. That is not the same as calm: nobody has recorded whether it could be seen.");
    if (now->best == 0 && now->deaths_unknown == now->incidents)
        return T("{sources} recorded {incidents} in {place} {when}; how many people were killed in them nobody recorded.");
    if (now->best == 0 && now->deaths_unknown > 0)
        return T("{sources} recorded {incidents} in {place} {when}, and no death in those of which they give a number.");
    if (now->best == 0)
        return T("{sources} recorded {incidents} in {place} {when}, and no death in them.");
    if (now->low == now->best && now->high == now->best)
        return T("{sources} recorded {incidents} in {place} {when}, in which {people}.");
    return T("{sources} recorded {incidents} in {place} {when}, in which {people} (between {low} and {high} by the lowest and the highest figures given).");
}

/* Deadly is what killed: said where every one of them did. */
static struct str incidents_text(struct page *p, int64_t n)
{
    const struct brief_data *b = p->b;
    bool deadly = b->harm.armed_now == 0 && b->trend.now.deaths_unknown == 0 && b->trend.now.best > 0;
    return deadly ? counted(p, TN("{n} deadly incident", "{n} deadly incidents"), n) : counted(p, TN("{n} incident", "{n} incidents"), n);
}

static void say_totals(struct page *p, struct words *w)
{
    trace_words(p, w, TRACE_NOW, "method-counts");
    const struct brief_data *b = p->b;
    const struct period_totals *now = &b->trend.now;
    struct slot slots[] = {recorders(p, "sources"), slot_text("when", when_text(p, b->from_month, b->to_month)),
        slot_text("incidents", incidents_text(p, now->incidents)),
        slot_text("people", counted(p, TN("{n} person was killed", "{n} people were killed"), now->best)),
        slot_text("low", count_text(p, MIN_OF(now->low, now->best))), slot_text("high", count_text(p, MAX_OF(now->high, now->best))),
        slot_place(p, "place", b->place)};
    words_say(p->d, w, totals_text(now), slots, ARRAY_LEN(slots));
    if (now->best > 0 && b->reported.n == now->incidents - now->deaths_unknown && b->series_sources_n == 1) {
        SAY(p, w, T(" The published error model of such figures puts the true number {range}."), slot_text("range", rough_range_text(p, b->reported)));
        trace_words(p, w, TRACE_NOW, "method-error");
    }
}

/* Sources that begin or end within the time compared: their edges look like events. */
static void say_partly(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, b->columns->source_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->columns->source_n; i++)
        if (b->by_source[i].partly)
            names[n++] = b->columns->sources[i];
    if (n)
        SAY(p, w, T(" Only a part of the time compared is on record in {sources}: some of what changed may be the recording, not what happened."), slot_text("sources", names_text(p, names, n)));
}

int64_t period_killed(const struct period_totals *t) { return t->best; }
int64_t period_incidents(const struct period_totals *t) { return t->incidents; }

size_t leading_places(const struct brief_data *b, int64_t (*of)(const struct period_totals *), int places[LEADING_MOST], int64_t *theirs, int64_t *all)
{
    *all = *theirs = 0;
    for (size_t i = 0; i < b->list_n; i++)
        *all += of(&b->list[i].trend.now);
    size_t n = 0;
    while (n < LEADING_MOST && *theirs * 2 < *all) {
        size_t most = SIZE_MAX;
        for (size_t i = 0; i < b->list_n; i++) {
            bool taken = false;
            for (size_t k = 0; k < n; k++)
                taken |= places[k] == b->list[i].place;
            if (!taken && (most == SIZE_MAX || of(&b->list[i].trend.now) > of(&b->list[most].trend.now)))
                most = i;
        }
        if (most == SIZE_MAX || of(&b->list[most].trend.now) == 0)
            break;
        places[n++] = b->list[most].place;
        *theirs += of(&b->list[most].trend.now);
    }
    return n;
}

static void say_where(struct page *p, struct words *w)
{
    trace_words_of(p, w, p->b->country, TRACE_NOW | (p->b->coarse.incidents ? TRACE_COARSE : 0), "method-places");
    const struct brief_data *b = p->b;
    int places[LEADING_MOST] = {-1, -1, -1};
    int64_t theirs = 0, known = 0;
    size_t n = leading_places(b, period_killed, places, &theirs, &known);
    struct str names[LEADING_MOST] = {STR("")};
    for (size_t i = 0; i < n; i++) {
        const char *lang = NULL;
        names[i] = place_text(p, places[i], &lang);
    }
    struct slot slots[] = {slot_text("places", list_text(p, names, n)),
        slot_text("share", about_share_text(p, known ? (double)theirs / (double)known : NAN)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents)),
        slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->coarse.deaths)), slot_place(p, "country", b->country)};
    if (n > 0)
        words_say(p->d, w, T("Of the dead whose governorate is known, {share} were killed in {places}."), slots, ARRAY_LEN(slots));
    if (b->coarse.incidents > 0 && b->request.audience == BRIEF_FULL)
        words_say(p->d, w, T(" Counted for {country} only, because coded too coarsely for any governorate: {incidents} with {dead}."), slots, ARRAY_LEN(slots));
}

/* A rank is of those that could be seen and whose deaths somebody recorded. */
static bool is_ranked(const struct period_totals *now)
{
    return now->looked < LOOKED_LIMITED && deaths_told(now);
}

/* NULL: nothing, where incidents are recorded and of none how many it killed. */
static const char *rank_text(const struct brief_data *b, int64_t ranked)
{
    const struct period_totals *now = &b->trend.now;
    if (!deaths_told(now))
        return NULL;
    if (now->best == 0)
        return T("No death is recorded in {place}.");
    if (now->looked >= LOOKED_LIMITED)
        return T("Of all the dead recorded in {country} whose governorate is known, {share} were killed in {place}. It could not be seen all the time, so more may have been, and it has no rank.");
    return ranked == (int64_t)b->list_n
        ? T("Of all the dead in {country} whose governorate is known, {share} were killed in {place}: number {rank} of {places}.")
        : T("Of all the dead in {country} whose governorate is known, {share} were killed in {place}: number {rank} of the {places} that can be ranked, because they could be seen and deaths are recorded.");
}

static void say_rank(struct page *p, struct words *w)
{
    trace_words(p, w, TRACE_NOW, "method-places");
    trace_words_of(p, w, p->b->country, TRACE_NOW | (p->b->coarse.incidents ? TRACE_COARSE : 0), "method-places");
    const struct brief_data *b = p->b;
    int64_t all = 0, here = b->trend.now.best, rank = 1, seen = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        const struct period_totals *now = &b->list[i].trend.now;
        all += now->best;
        rank += b->list[i].place != b->place && now->best > here && is_ranked(now);
        seen += is_ranked(now);
    }
    struct slot slots[] = {slot_place(p, "place", b->place), slot_place(p, "country", b->country),
        slot_text("share", about_share_text(p, all ? (double)here / (double)all : NAN)), slot_text("rank", count_text(p, rank)),
        slot_text("places", counted(p, TN("{n} governorate", "{n} governorates"), seen)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents)),
        slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->coarse.deaths))};
    const char *text = rank_text(b, seen);
    if (text)
        words_say(p->d, w, text, slots, ARRAY_LEN(slots));
    if (b->coarse.incidents > 0 && b->request.audience == BRIEF_FULL)
        words_say(p->d, w, T(" Known to {country} only, some of it perhaps from here: {incidents} with {dead}."), slots, ARRAY_LEN(slots));
}

size_t places_looked(const struct brief_data *b, enum looked looked, int *out)
{
    size_t n = 0;
    for (size_t i = 0; i < b->list_n; i++)
        if (b->list[i].trend.now.looked == looked && (b->level == 0 || b->list[i].place == b->place))
            out[n++] = b->list[i].place;
    return n;
}

/* Places of which nothing follows from silence. */
static void say_unseen(struct page *p, struct words *w)
{
    trace_words(p, w, TRACE_NONE, "method-looked");
    const struct brief_data *b = p->b;
    int *places = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    for (enum looked looked = LOOKED_NONE; looked >= LOOKED_LIMITED; looked--) {
        size_t n = places_looked(b, looked, places);
        if (n)
            SAY(p, w, looked == LOOKED_NONE ? T(" In {places} nobody could look for at least a part of the period: silence there is not calm.")
                                            : T(" In {places} looking was limited."), slot_text("places", places_text(p, places, n)));
    }
}

/* None that holds at the end of the period: the last one that has ended, or whether one is set for later. */
static void say_no_phase(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int32_t end = month_last(b->to_month).n;
    const struct phase_set *last = NULL;
    bool any = false;
    for (size_t i = 0; i < b->columns->phase_n; i++) {
        const struct phase_set *s = &b->columns->phases[i];
        if (!phase_is_of(s, b->place))
            continue;
        any = true;
        if (day_known(s->to) && s->to.n < end && (!last || s->to.n > last->to.n))
            last = s;
    }
    struct slot slots[] = {slot_place(p, "place", b->place), slot_text("month", month_text(p, b->to_month)),
        slot_text("phase", last ? str_of(say(p->speech, phase_words(last->phase))) : STR("")), slot_text("ended", last ? day_text(p, last->to) : STR("")),
        slot_name("who", last ? last->said_by : STR(""), NULL)};
    words_say(p->d, w, last ? T("No phase has been set for {place} for the end of {month}; the last one, **{phase}**, as set by {who}, ended on {ended}. ")
        : any               ? T("No phase has been set for {place} for the end of {month}. ")
                            : T("No phase has been set for {place}. "), slots, ARRAY_LEN(slots));
}

/* The phase that people have set for the end of the period, each by whom. */
static void say_phase(struct page *p, struct words *w)
{
    trace_words(p, w, TRACE_NONE, "method-looked");
    const struct brief_data *b = p->b;
    int32_t end = month_last(b->to_month).n;
    size_t n = 0;
    for (size_t i = 0; i < b->phase_n; i++) {
        const struct phase_set *s = &b->columns->phases[b->phases[i]];
        if ((day_known(s->to) && s->to.n < end) || (day_known(s->from) && s->from.n > end))
            continue;
        struct slot slots[] = {slot_text("phase", str_of(say(p->speech, phase_words(s->phase)))), slot_name("who", s->said_by, NULL),
            slot_text("month", day_known(s->from) ? month_text(p, day_month(s->from)) : STR(""))};
        words_say(p->d, w, day_known(s->from) ? T("Phase since {month}: **{phase}**, as set by {who}. ") : T("Phase: **{phase}**, as set by {who}. "), slots, ARRAY_LEN(slots));
        n++;
    }
    if (n == 0)
        say_no_phase(p, w);
}

static const char *missing_text(const struct brief_data *b)
{
    bool unsaid = b->judgement_n == 0;
    if (agenda_told(b))
        return b->voices ? (unsaid ? T("Not in this register yet: where nobody could look. Silence in the sources is therefore not read as calm.") : NULL)
            : unsaid     ? T("Not in this register yet: what people say, and where nobody could look. Silence in the sources is therefore not read as calm.")
                         : T("Not in this register yet: what people say.");
    if (b->voices)
        return unsaid ? T("Not in this register yet: what was agreed and promised, and where nobody could look. Silence in the sources is therefore not read as calm.")
                      : T("Not in this register yet: what was agreed and promised.");
    return unsaid ? T("Not in this register yet: what people say, what was agreed and promised, and where nobody could look. Silence in the sources is therefore not read as calm.")
                  : T("Not in this register yet: what people say, and what was agreed and promised.");
}

static void say_missing(struct page *p, struct words *w)
{
    const char *text = missing_text(p->b);
    say_phase(p, w);
    if (text)
        SAY_BARE(p, w, text);
}

static void say_headline(struct page *p, struct words *w, const char *head)
{
    SAY_BARE(p, w, head);
    trace_words(p, w, trace_change_bits(p->b), "method-change");
}

bool section_short(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_data *b = p->b;
    struct findings f = findings_of(b);
    heading(p, "short", T("In short"));
    struct block *block = doc_add(p->d, BLOCK_SENTENCES);
    block->items = ARENA_ARRAY(&p->d->arena, struct words, 7);
    struct words *w = block->items;
    bool map = b->list_n > 0;
    int strip = 1, series = 1 + b->trend.compared + voices_figures(p), where = series + 1;
    const char *head = b->trend.compared && !f.partly ? headline_of(&f, b->seen.told) : NULL;
    if (head)
        say_headline(p, w, head);
    say_totals(p, w);
    link_figure(p, w, "series", series);
    say_beside(p, w++);
    if (b->trend.compared && b->trend.now.incidents + b->trend.before.incidents > 0) {
        say_frequency(p, w, &f);
        say_partly(p, w);
        say_deadliness(p, w, &f);
        say_since(p, w);
        link_figure(p, w++, "change", strip);
    }
    if (b->trend.now.best > 0 || (b->trend.now.incidents > 0 && b->trend.now.deaths_unknown == 0)) {
        say_civilians(p, w, &f);
        link_figure(p, w++, "series", series);
    }
    if (map) {
        if (b->level == 0)
            say_where(p, w);
        else
            say_rank(p, w);
        if (b->level == 0)
            say_levels(p, w);
        else
            say_own_level(p, w);
        say_unseen(p, w);
        if (w->n)
            link_figure(p, w++, "where", where);
    }
    if (voices_in_short(p, w)) {
        words_text(p->d, w, STR(" "));
        words_link(p->d, w++, bare(p, T("What those who took part say")), STR("voices"));
    }
    if (agenda_in_short(p, w)) {
        words_text(p->d, w, STR(" "));
        words_link(p->d, w++, bare(p, T("What people agreed")), STR("agenda"));
    }
    say_missing(p, w);
    words_text(p->d, w, STR(" "));
    words_link(p->d, w++, bare(p, T("How sure we are")), STR("sure"));
    block->item_n = (size_t)(w - block->items);
    return true;
}

bool section_change(struct page *p, struct err *e)
{
    (void)e;
    struct findings f = findings_of(p->b);
    if (p->b->trend.compared)
        figure_change(p, &f);
    return true;
}

void short_on_overview(struct page *p)
{
    const struct brief_data *b = p->b;
    struct findings f = findings_of(b);
    struct block *block = doc_add(p->d, BLOCK_SENTENCES);
    block->items = ARENA_ARRAY(&p->d->arena, struct words, 3);
    struct words *w = block->items;
    const char *head = b->trend.compared && !f.partly ? headline_of(&f, b->seen.told) : NULL;
    if (head)
        say_headline(p, w, head);
    say_totals(p, w++);
    if (b->trend.compared && b->trend.now.incidents + b->trend.before.incidents > 0) {
        say_frequency(p, w, &f);
        say_partly(p, w);
        say_deadliness(p, w++, &f);
    }
    if (b->list_n) {
        say_where(p, w);
        say_unseen(p, w);
        w += w->n > 0;
    }
    block->item_n = (size_t)(w - block->items);
}

void short_on_one_page(struct page *p)
{
    const struct brief_data *b = p->b;
    struct findings f = findings_of(b);
    heading(p, "short", T("In short"));
    struct block *block = doc_add(p->d, BLOCK_SENTENCES);
    block->items = ARENA_ARRAY(&p->d->arena, struct words, 5);
    struct words *w = block->items;
    const char *head = b->trend.compared && !f.partly ? headline_of(&f, b->seen.told) : NULL;
    if (head)
        say_headline(p, w, head);
    say_totals(p, w);
    say_beside(p, w);
    link_figure(p, w++, "series", b->trend.compared ? 2 : 1);
    if (b->trend.compared && b->trend.now.incidents + b->trend.before.incidents > 0) {
        say_frequency(p, w, &f);
        say_partly(p, w);
        say_deadliness(p, w, &f);
        say_since(p, w);
        link_figure(p, w++, "change", 1);
    }
    if (b->trend.now.incidents > 0)
        say_civilians(p, w++, &f);
    w += voices_in_short(p, w);
    say_phase(p, w);
    if (b->list_n && b->level == 0)
        say_where(p, w);
    else if (b->list_n)
        say_rank(p, w);
    block->item_n = (size_t)(w + 1 - block->items);
}
