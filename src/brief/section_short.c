/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The head of a brief and "In short": five entries at most, each from templates, each ending in a link to its
 * evidence. A finding is said only where its interval allows it; "deadlier" only where it survives leaving out
 * summary records and the largest incident. Where data are missing, the sentence says what is missing.
 */
#include "brief/section_priv.h"

bool section_head(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_data *b = p->b;
    const char *lang = NULL;
    struct str name = place_text(p, b->place, &lang);
    p->d->kind = b->level == 0 ? bare(p, T("country brief")) : bare(p, T("governorate brief"));
    p->d->title = TOLD(p, T("{place}: {kind}"), slot_text("place", name), slot_text("kind", p->d->kind));
    if (b->request.invented) {
        struct block *banner = doc_add(p->d, BLOCK_BANNER);
        SAY_BARE(p, &banner->words, T("**Invented example** This country does not exist. Every place, institution, person and number on this page is made up."));
    }
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
    return true;
}

/* ---- findings ---- */

static void share_bounds(const struct period_totals *t, double *lo, double *hi)
{
    *lo = *hi = NAN;
    if (t->best <= 0)
        return;
    *lo = (double)t->civilians / (double)t->best;
    *hi = MIN_OF(1.0, (double)(t->civilians + t->status_unknown) / (double)t->best);
}

/* A mean over a period that turned within it must not be headlined as what is: the last stretch has to agree. */
static void since_agrees(const struct brief_data *b, struct findings *f)
{
    const struct trend *t = &b->trend;
    f->since_agrees_deadliness = f->since_agrees_civilians = true;
    if (!b->since.from_month || b->since.best == 0)
        return;
    double deadly = (double)b->since.best / (double)MAX_OF(b->since.incidents, 1);
    double share = (double)b->since.civilians / (double)b->since.best;
    f->since_agrees_deadliness = (deadly > t->before.deaths_per_incident.value) == (t->change.deaths_per_incident.value > 0);
    f->since_agrees_civilians = (share > t->before.civilian_share.value) == (t->change.civilian_share.value > 0);
}

const struct trend *change_of(const struct brief_data *b)
{
    return b->seen.told ? &b->seen.trend : &b->trend;
}

struct findings findings_of(const struct brief_data *b)
{
    struct findings f = {0};
    const struct trend *t = change_of(b);
    share_bounds(&b->trend.before, &f.share_lo[0], &f.share_hi[0]);
    share_bounds(&b->trend.now, &f.share_lo[1], &f.share_hi[1]);
    if (!t->compared)
        return f;
    if (t->unseen) { /* what was recorded is the least there was: only a rise may be said */
        bool more = t->rise.lo > 0;
        f.incidents = more ? VERDICT_MORE : VERDICT_NONE;
        f.incidents_survive = more && verdict_of(b->incidents_without_summaries) == VERDICT_MORE;
        return f;
    }
    f.incidents = incidents_verdict(t);
    f.deadliness = verdict_of(t->change.deaths_per_incident);
    f.incidents_survive = verdict_of(b->incidents_without_summaries) == f.incidents || t->before.incidents == 0 || t->now.incidents == 0;
    f.deadliness_survives = verdict_of(b->without_summaries) == f.deadliness && verdict_of(b->without_largest) == f.deadliness &&
        verdict_of(b->of_low) == f.deadliness && verdict_of(b->of_high) == f.deadliness &&
        verdict_of(b->of_deadly) == f.deadliness;
    if (b->seen.told) { /* the last stretch and the civilians are told of all places */
        f.since_agrees_deadliness = f.since_agrees_civilians = true;
        return f;
    }
    since_agrees(b, &f);
    f.civilians = verdict_of(t->change.civilian_share);
    /* Dead whose status nobody knows may all have been civilians, or none: a change is said only where that
     * does not matter. */
    bool apart = f.share_lo[1] > f.share_hi[0] || f.share_hi[1] < f.share_lo[0];
    if (f.civilians != VERDICT_NONE && !apart)
        f.civilians = VERDICT_UNCLEAR;
    return f;
}

/* The headline, where one holds: each leg by itself, and the deadliness only where it survives the checks. */
static const char *headline(const struct findings *f)
{
    enum verdict deadly = f->deadliness_survives && f->since_agrees_deadliness ? f->deadliness : VERDICT_UNCLEAR;
    enum verdict often = f->incidents_survive ? f->incidents : VERDICT_UNCLEAR;
    if (often == VERDICT_LESS && deadly == VERDICT_MORE)
        return T("**Fewer, but deadlier.** ");
    if (often == VERDICT_LESS && f->civilians == VERDICT_MORE && f->since_agrees_civilians)
        return T("**Fewer, but more of the dead are civilians.** ");
    if (often == VERDICT_LESS && deadly == VERDICT_LESS)
        return T("**Fewer, and less deadly.** ");
    if (often == VERDICT_MORE && deadly == VERDICT_MORE)
        return T("**More, and deadlier.** ");
    if (often == VERDICT_MORE && deadly == VERDICT_LESS)
        return T("**More, but less deadly.** ");
    if (often == VERDICT_LESS)
        return T("**Fewer incidents recorded.** ");
    if (often == VERDICT_MORE)
        return T("**More incidents recorded.** ");
    if (deadly == VERDICT_MORE)
        return T("**Deadlier.** ");
    return NULL;
}

/* ---- sentences ---- */

static void link_figure(struct page *p, struct words *w, const char *id, int number)
{
    words_text(p->d, w, STR(" "));
    words_link(p->d, w, TOLD(p, T("Figure {n}"), slot_text("n", count_text(p, number))), str_of(id));
}

static void say_totals(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    const struct period_totals *now = &b->trend.now;
    struct slot slots[] = {slot_text("from", month_text(p, b->from_month)), slot_text("to", month_text(p, b->to_month)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), now->incidents)),
        slot_text("people", counted(p, TN("{n} person was killed", "{n} people were killed"), now->best)),
        slot_text("low", count_text(p, MIN_OF(now->low, now->best))), slot_text("high", count_text(p, MAX_OF(now->high, now->best))),
        slot_place(p, "place", b->place)};
    const char *text = now->incidents == 0 && now->looked >= LOOKED_LIMITED
        ? T("From {from} to {to} the sources record no incident in {place}. That is not calm: for at least a part of that time nobody could look, or not everywhere.")
        : now->incidents == 0 && b->trend.now.looked == LOOKED_GOOD
        ? T("From {from} to {to} the sources record no incident in {place}. Those who judge it say that it could be looked at, at least at times.")
        : now->incidents == 0
        ? T("From {from} to {to} the sources record no incident in {place}. That is not the same as calm: nobody has recorded whether it could be seen.")
        : now->best == 0 && now->deaths_unknown == now->incidents ? T("From {from} to {to} the sources record {incidents} in {place}; how many people were killed in them nobody recorded.")
        : now->best == 0 && now->deaths_unknown > 0 ? T("From {from} to {to} the sources record {incidents} in {place}, and no death in those of which they give a number.")
        : now->best == 0 ? T("From {from} to {to} the sources record {incidents} in {place}, and no death in them.")
        : now->low == now->best && now->high == now->best
        ? T("From {from} to {to} the sources record {incidents} in {place}, in which {people}.")
        : T("From {from} to {to} the sources record {incidents} in {place}, in which {people} (between {low} and {high}).");
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
}

/* The change in the total again, without the places that could not be seen. */
static void say_seen(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    const struct trend *t = &b->seen.trend;
    if (!b->seen.told)
        return;
    enum verdict v = incidents_verdict(t);
    struct slot slots[] = {slot_text("places", places_text(p, b->seen.left, b->seen.left_out)), slot_text("before", count_text(p, t->before.incidents)),
        slot_text("now", count_text(p, t->now.incidents)), slot_text("change", change_text(p, t->change.incidents, true)),
        slot_text("range", change_range_text(p, t->change.incidents, true))};
    bool told = (v == VERDICT_LESS || v == VERDICT_MORE) && !isnan(t->change.incidents.lo);
    words_say(p->d, w, told ? T(" Without {places}, which could not be seen all the time, they went from {before} to {now}: {change} ({range}).")
                            : T(" Without {places}, which could not be seen all the time, they went from {before} to {now}; no change can be told from that."),
        slots, ARRAY_LEN(slots));
}

static void say_frequency(struct page *p, struct words *w, const struct findings *f)
{
    const struct trend *t = &p->b->trend;
    struct slot slots[] = {slot_text("change", change_text(p, t->change.incidents, true)),
        slot_text("range", change_range_text(p, t->change.incidents, true)),
        slot_text("before", count_text(p, t->before.incidents)), slot_text("now", count_text(p, t->now.incidents))};
    if (t->unseen) {
        bool more = t->rise.lo > 0;
        slots[0].text = change_text(p, t->rise, true);
        slots[1].text = change_range_text(p, t->rise, true);
        words_say(p->d, w, more ? T("Recorded incidents went from {before} in the period before to {now}. In the later period not everything could be seen, so the rise is at least that large: {change} ({range}).")
                                : T("Recorded incidents went from {before} in the period before to {now}. Not everything could be seen in that time, so this is called neither a fall nor a rise."), slots, ARRAY_LEN(slots));
        say_seen(p, w);
        return;
    }
    if (t->now.incidents == 0 && t->before.incidents > 0)
        words_say(p->d, w, T("In the period before {before} incidents were recorded, now none. That is what the sources say; it is not the same as calm."), slots, ARRAY_LEN(slots));
    else if (t->before.incidents == 0)
        words_say(p->d, w, T("In the period before no incident was recorded, now {now}."), slots, ARRAY_LEN(slots));
    else if (f->incidents == VERDICT_LESS || f->incidents == VERDICT_MORE)
        words_say(p->d, w, T("Recorded incidents went from {before} in the period before to {now}: {change} ({range})."), slots, ARRAY_LEN(slots));
    else if (f->incidents == VERDICT_UNCLEAR && !isnan(t->change.incidents.lo))
        words_say(p->d, w, T("Recorded incidents went from {before} in the period before to {now}; given how much months differ, no change can be told from that ({range})."), slots, ARRAY_LEN(slots));
    else
        words_say(p->d, w, T("Recorded incidents went from {before} in the period before to {now}; too few to tell a change."), slots, ARRAY_LEN(slots));
}

/* Sources that begin or end within the time compared: their edges look like events. False where there are none. */
static bool say_partly(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, b->columns->source_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->columns->source_n; i++)
        if (b->by_source[i].partly)
            names[n++] = b->columns->sources[i];
    if (n && w)
        SAY(p, w, T(" Only a part of the time compared is on record in {sources}: some of what changed may be the recording, not what happened."), slot_name("sources", list_text(p, names, n), NULL));
    return n > 0;
}

static struct str per_incident(struct page *p, const struct period_totals *t)
{
    return number_text(p->d, public_number(t->deaths_per_incident), NUMBER_1);
}

static void say_deadliness(struct page *p, struct words *w, const struct findings *f)
{
    const struct trend *t = change_of(p->b);
    if (p->b->seen.told)
        SAY_BARE(p, w, T(" Of the same places:"));
    struct slot slots[] = {slot_text("before", per_incident(p, &t->before)), slot_text("now", per_incident(p, &t->now)),
        slot_text("range", change_range_text(p, t->change.deaths_per_incident, false)),
        slot_text("change", change_text(p, t->change.deaths_per_incident, false))};
    const char *text = t->unseen ? T(" Deaths per incident are not compared, for the same reason.") : T(" Deaths per incident cannot be compared.");
    if (f->deadliness == VERDICT_MORE && f->deadliness_survives)
        text = T(" Each incident killed more people: {now} instead of {before} on average ({range}). This holds without summary records, without the largest incident, among the incidents that killed alone, and for the low and the high figures.");
    else if (f->deadliness == VERDICT_LESS && f->deadliness_survives)
        text = T(" Each incident killed fewer people: {now} instead of {before} on average ({range}). This holds without summary records, without the largest incident, among the incidents that killed alone, and for the low and the high figures.");
    else if (f->deadliness == VERDICT_MORE || f->deadliness == VERDICT_LESS)
        text = T(" On average an incident killed {now} people, {before} before; but this does not hold without summary records or single large incidents, or not among the incidents that killed alone, or not for the low or high figures, so it is not called a change.");
    else if (f->deadliness == VERDICT_UNCLEAR && !isnan(t->change.deaths_per_incident.lo))
        text = T(" On average an incident killed {now} people, {before} before; no change can be told from that ({range}).");
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
}

static struct str unknown_share(struct page *p, const struct period_totals *t)
{
    return share_text(p, t->best > 0 ? (double)t->status_unknown / (double)t->best : NAN);
}

static void say_civilians(struct page *p, struct words *w, const struct findings *f)
{
    const struct trend *t = &p->b->trend;
    struct shown_cell now = public_number(t->now.civilian_share_months);
    struct slot slots[] = {slot_text("before", share_text(p, f->share_lo[0])), slot_text("now", share_text(p, f->share_lo[1])),
        slot_text("unknown_before", unknown_share(p, &t->before)), slot_text("unknown_now", unknown_share(p, &t->now)),
        slot_text("range", number_range(p->d, now, NUMBER_PERCENT)),
        slot_text("civilians", counted(p, TN("{n} civilian", "{n} civilians"), t->now.civilians))};
    bool ranged = slots[4].text.n > 0;
    if (t->now.best == 0) {
        SAY_BARE(p, w, T("No death is recorded, so nothing can be said of the share of civilians."));
        return;
    }
    if (isnan(t->now.civilian_share.value)) {
        SAY_BARE(p, w, T("Of the dead nobody recorded whether they were civilians."));
        return;
    }
    const char *text = T("Among the dead the sources know {civilians}: {now} of all.");
    if (t->compared && t->before.best > 0 && !isnan(t->before.civilian_share.value)) {
        text = T("Among the dead the sources know {civilians}: {now} of all, {before} before. That is too little, or the unknown too many, to call it a change.");
        if (t->unseen)
            text = T("Among the dead the sources know {civilians}: {now} of all, {before} before. Not everything could be seen, so this is not compared.");
        if (f->civilians == VERDICT_MORE)
            text = T("Over the whole period the share of known civilians among the dead rose from {before} to {now}; the rise holds whatever those of unknown status were.");
        else if (f->civilians == VERDICT_LESS)
            text = T("Over the whole period the share of known civilians among the dead fell from {before} to {now}; the fall holds whatever those of unknown status were.");
    }
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
    if (ranged)
        words_say(p->d, w, T(" From how much months differ, the share now lies {range}."), slots, ARRAY_LEN(slots));
    if (t->now.status_unknown + t->before.status_unknown > 0 && t->compared && t->before.best > 0)
        words_say(p->d, w, T(" Status unknown: {unknown_now} of the dead, {unknown_before} before."), slots, ARRAY_LEN(slots));
    else if (t->now.status_unknown > 0)
        words_say(p->d, w, T(" Status unknown: {unknown_now} of the dead."), slots, ARRAY_LEN(slots));
}

/* What the mean over the period hides, where it turned within it. */
static void say_since(struct page *p, struct words *w)
{
    const struct stretch *s = &p->b->since;
    if (!s->from_month)
        return;
    double share = s->best > 0 && s->status_unknown < s->best ? (double)s->civilians / (double)s->best : NAN;
    struct slot slots[] = {slot_text("month", month_text(p, s->from_month)),
        slot_text("monthly", number_text(p->d, public_value((double)s->incidents / (double)s->months), NUMBER_1)),
        slot_text("deaths", number_text(p->d, public_value(s->incidents ? (double)s->best / (double)s->incidents : NAN), NUMBER_1)),
        slot_text("share", share_text(p, share))};
    words_say(p->d, w, isnan(share) ? T(" The period turned within itself: since {month} there were {monthly} incidents a month, and each killed {deaths} people on average.")
                                    : T(" The period turned within itself: since {month} there were {monthly} incidents a month, each killed {deaths} people on average, and {share} of the dead were known civilians."),
        slots, ARRAY_LEN(slots));
}

/* The places with most of the dead, until at least half of those whose place is known: at most three. */
static size_t leading(const struct brief_data *b, int places[3], int64_t *theirs, int64_t *known)
{
    *known = *theirs = 0;
    for (size_t i = 0; i < b->list_n; i++)
        *known += b->list[i].trend.now.best;
    size_t n = 0;
    while (n < 3 && *theirs * 2 < *known) {
        size_t most = SIZE_MAX;
        for (size_t i = 0; i < b->list_n; i++) {
            bool taken = false;
            for (size_t k = 0; k < n; k++)
                taken |= places[k] == b->list[i].place;
            if (!taken && (most == SIZE_MAX || b->list[i].trend.now.best > b->list[most].trend.now.best))
                most = i;
        }
        if (most == SIZE_MAX || b->list[most].trend.now.best == 0)
            break;
        places[n++] = b->list[most].place;
        *theirs += b->list[most].trend.now.best;
    }
    return n;
}

static void say_where(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int places[3] = {-1, -1, -1};
    int64_t theirs = 0, known = 0;
    size_t n = leading(b, places, &theirs, &known);
    struct str names[3];
    for (size_t i = 0; i < n; i++) {
        const char *lang = NULL;
        names[i] = place_text(p, places[i], &lang);
    }
    struct slot slots[] = {slot_text("places", list_text(p, names, n)),
        slot_text("share", share_text(p, known ? (double)theirs / (double)known : NAN)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents)),
        slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->coarse.deaths)), slot_place(p, "country", b->country)};
    if (n > 0)
        words_say(p->d, w, T("Of the dead whose governorate is known, {share} were killed in {places}."), slots, ARRAY_LEN(slots));
    if (b->coarse.incidents > 0)
        words_say(p->d, w, T(" Counted for {country} only, because coded too coarsely for any governorate: {incidents} with {dead}."), slots, ARRAY_LEN(slots));
}

static void say_rank(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int64_t all = 0, here = b->trend.now.best, rank = 1;
    for (size_t i = 0; i < b->list_n; i++) {
        all += b->list[i].trend.now.best;
        rank += b->list[i].place != b->place && b->list[i].trend.now.best > here;
    }
    struct slot slots[] = {slot_place(p, "place", b->place), slot_place(p, "country", b->country),
        slot_text("share", share_text(p, all ? (double)here / (double)all : NAN)), slot_text("rank", count_text(p, rank)),
        slot_text("places", counted(p, TN("{n} governorate", "{n} governorates"), (int64_t)b->list_n)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents)),
        slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->coarse.deaths))};
    if (here == 0)
        words_say(p->d, w, T("No death is recorded in {place}."), slots, ARRAY_LEN(slots));
    else if (all > 0)
        words_say(p->d, w, T("Of all the dead in {country} whose governorate is known, {share} were killed in {place}: number {rank} of {places}."), slots, ARRAY_LEN(slots));
    if (b->coarse.incidents > 0)
        words_say(p->d, w, T(" Known to {country} only, some of it perhaps from here: {incidents} with {dead}."), slots, ARRAY_LEN(slots));
}

/* Places of which nothing follows from silence. */
static void say_unseen(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int *places = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    for (enum looked looked = LOOKED_NONE; looked >= LOOKED_LIMITED; looked--) {
        size_t n = 0;
        for (size_t i = 0; i < b->list_n; i++)
            if (b->list[i].trend.now.looked == looked && (b->level == 0 || b->list[i].place == b->place))
                places[n++] = b->list[i].place;
        if (n)
            SAY(p, w, looked == LOOKED_NONE ? T(" In {places} nobody could look for at least a part of the period: silence there is not calm.")
                                            : T(" In {places} looking was limited."), slot_text("places", places_text(p, places, n)));
    }
}

/* The phase that people have set for the end of the period, each by whom. */
static void say_phase(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int32_t end = month_last(b->to_month).n;
    size_t n = 0;
    for (size_t i = 0; i < b->phase_n; i++) {
        const struct phase_set *s = &b->columns->phases[b->phases[i]];
        if ((day_known(s->to) && s->to.n < end) || (day_known(s->from) && s->from.n > end))
            continue;
        struct slot slots[] = {slot_text("phase", str_of(phase_label(s->phase, language_code(p->speech->language)))), slot_name("who", s->said_by, NULL),
            slot_text("month", day_known(s->from) ? month_text(p, day_month(s->from)) : STR(""))};
        words_say(p->d, w, day_known(s->from) ? T("Phase since {month}: **{phase}**, as set by {who}. ") : T("Phase: **{phase}**, as set by {who}. "), slots, ARRAY_LEN(slots));
        n++;
    }
    if (n == 0)
        SAY(p, w, T("No phase has been set for {place}. "), slot_place(p, "place", b->place));
}

static void say_missing(struct page *p, struct words *w)
{
    say_phase(p, w);
    SAY_BARE(p, w, p->b->judgement_n ? T("Not in this register yet: what people say, and what was agreed and promised.")
                                     : T("Not in this register yet: what people say, what was agreed and promised, and where nobody could look. Silence in the sources is therefore not read as calm."));
}

bool section_short(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_data *b = p->b;
    struct findings f = findings_of(b);
    heading(p, "short", T("In short"));
    struct block *block = doc_add(p->d, BLOCK_SENTENCES);
    block->items = ARENA_ARRAY(&p->d->arena, struct words, 5);
    struct words *w = block->items;
    bool map = b->list_n > 0;
    int strip = 1, series = b->trend.compared ? 2 : 1, where = series + 1;
    const char *head = b->trend.compared && !say_partly(p, NULL) ? headline(&f) : NULL;
    if (head && b->seen.told)
        SAY_BARE(p, w, T("**Where all could be seen:** "));
    if (head)
        SAY_BARE(p, w, head);
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
    if (b->trend.now.incidents > 0) {
        say_civilians(p, w, &f);
        link_figure(p, w++, "series", series);
    }
    if (map) {
        if (b->level == 0)
            say_where(p, w);
        else
            say_rank(p, w);
        say_unseen(p, w);
        if (w->n)
            link_figure(p, w++, "where", where);
    }
    say_missing(p, w);
    words_text(p->d, w, STR(" "));
    words_link(p->d, w++, bare(p, T("How sure we are")), STR("sure"));
    block->item_n = (size_t)(w - block->items);
    return true;
}
