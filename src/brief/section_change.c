/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What changed against the period before: the sentences on frequency, deadliness and civilians, each with its range and whether it
 * survives the checks, and the change strip that says the same at a glance.
 */
#include "brief/section_priv.h"

/* ---- frequency ---- */

/* The change in the total again, without the places that could not be seen. */
static void say_seen(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    const struct trend *t = &b->seen.trend;
    if (!b->seen.told)
        return;
    enum verdict v = incidents_verdict(t);
    struct slot slots[] = {slot_text("places", places_text(p, b->seen.left, b->seen.left_out)), slot_text("before", count_text(p, t->before.incidents)),
        slot_text("now", count_text(p, t->now.incidents)), slot_text("change", about_text(p, t->change.incidents, true)),
        slot_text("range", change_range_text(p, t->change.incidents, true))};
    bool told = (v == VERDICT_LESS || v == VERDICT_MORE) && !isnan(t->change.incidents.lo);
    words_say(p->d, w, told ? T(" Without {places}, which could not be seen all the time, they went from {before} to {now}: {change} ({range}).")
                            : T(" Without {places}, which could not be seen all the time, they went from {before} to {now}; no change can be told from that."),
        slots, ARRAY_LEN(slots));
}

/* A fall or a rise: with summary records left out, does it stand? */
static const char *told_change(const struct brief_data *b, const struct findings *f)
{
    if (!f->incidents_survive)
        return T("Recorded incidents went from {before} in the period before to {now}: {change} ({range}); but not without summary records, which stand for several events each.");
    if (b->summaries.incidents == 0 || f->gathered)
        return T("Recorded incidents went from {before} in the period before to {now}: {change} ({range}).");
    return T("Recorded incidents went from {before} in the period before to {now}: {change} ({range}), also without summary records.");
}

static void say_change_recorded(struct page *p, struct words *w, const struct findings *f)
{
    trace_words(p, w, TRACE_NOW | TRACE_BEFORE | trace_change_bits(p->b), "method-change");
    const struct trend *t = &p->b->trend;
    struct slot slots[] = {slot_text("change", about_text(p, t->change.incidents, true)),
        slot_text("range", change_range_text(p, t->change.incidents, true)),
        slot_text("before", count_text(p, t->before.incidents)), slot_text("now", count_text(p, t->now.incidents))};
    if (t->unseen) {
        bool more = t->rise.lo > 0;
        slots[0].text = about_text(p, t->rise, true);
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
        words_say(p->d, w, told_change(p->b, f), slots, ARRAY_LEN(slots));
    else if (f->incidents == VERDICT_UNCLEAR && !isnan(t->change.incidents.lo))
        words_say(p->d, w, T("Recorded incidents went from {before} in the period before to {now}; given how much months differ, no change can be told from that ({range})."), slots, ARRAY_LEN(slots));
    else
        words_say(p->d, w, T("Recorded incidents went from {before} in the period before to {now}; too few to tell a change."), slots, ARRAY_LEN(slots));
}

void say_frequency(struct page *p, struct words *w, const struct findings *f)
{
    const struct brief_data *b = p->b;
    say_change_recorded(p, w, f);
    if (f->gathered)
        SAY(p, w, T(" Of the records {now} are summaries that stand for several events, {before} in the period before: how many records there are also depends on that."),
            slot_text("now", share_text(p, b->summary_share[1])), slot_text("before", share_text(p, b->summary_share[0])));
}

/* ---- deadliness ---- */

static struct str per_incident(struct page *p, const struct period_totals *t)
{
    return number_text(p->d, public_number(t->deaths_per_incident), NUMBER_1);
}

/* Half of the incidents killed at most so many: one large incident does not move that. */
static void say_medians(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    if (b->trend.median_now.n < 2 || b->trend.median_before.n < 2)
        return;
    struct slot slots[] = {slot_text("now", number_text(p->d, public_value(floor(b->trend.median_now.value)), NUMBER_INT)),
        slot_text("before", number_text(p->d, public_value(floor(b->trend.median_before.value)), NUMBER_INT))};
    bool same = floor(b->trend.median_now.value) == floor(b->trend.median_before.value);
    words_say(p->d, w, same ? T(" Half of the incidents killed at most {now}, as before.") : T(" Half of the incidents killed at most {now}, before at most {before}."), slots, ARRAY_LEN(slots));
}

void say_deadliness(struct page *p, struct words *w, const struct findings *f)
{
    enum { NOT_COMPARED, UNSEEN, MORE, LESS, FRAIL, UNCLEAR, KINDS };
    static const char *const texts[KINDS] = {T(" Deaths per incident cannot be compared."), T(" Deaths per incident are not compared, for the same reason."),
        T(" Each killed more people: {now} instead of {before} on average ({range}), also without summary records and without the largest incident."),
        T(" Each killed fewer people: {now} instead of {before} on average ({range}), also without summary records and without the largest incident."),
        T(" On average each killed {now} people, {before} before ({range}); that does not survive all checks, such as leaving out summary records and the largest incident, so it is not called a change."),
        T(" On average each killed {now} people, {before} before; no change can be told from that ({range}).")};
    static const char *const in_places[KINDS] = {T(" Deaths per incident in those places cannot be compared."), T(" Deaths per incident are not compared, for the same reason."),
        T(" Each incident in those places killed more people: {now} instead of {before} on average ({range}), also without summary records and without the largest incident."),
        T(" Each incident in those places killed fewer people: {now} instead of {before} on average ({range}), also without summary records and without the largest incident."),
        T(" On average each in those places killed {now} people, {before} before ({range}); that does not survive all checks, such as leaving out summary records and the largest incident, so it is not called a change."),
        T(" On average each in those places killed {now} people, {before} before; no change can be told from that ({range}).")};
    const struct trend *t = change_of(p->b);
    struct slot slots[] = {slot_text("before", per_incident(p, &t->before)), slot_text("now", per_incident(p, &t->now)),
        slot_text("range", change_range_text(p, t->change.deaths_per_incident, false))};
    int kind = t->unseen ? UNSEEN : NOT_COMPARED;
    if (f->deadliness == VERDICT_MORE || f->deadliness == VERDICT_LESS)
        kind = !f->deadliness_survives ? FRAIL : f->deadliness == VERDICT_MORE ? MORE : LESS;
    else if (f->deadliness == VERDICT_UNCLEAR && !isnan(t->change.deaths_per_incident.lo))
        kind = UNCLEAR;
    words_say(p->d, w, p->b->seen.told ? in_places[kind] : texts[kind], slots, ARRAY_LEN(slots));
    if (kind >= MORE)
        say_medians(p, w);
}

static struct str plain_range(struct page *p, struct estimate v)
{
    struct str range = number_range(p->d, public_number(v), NUMBER_1);
    return range.n ? range : bare(p, T("no range can be given"));
}

/* What the mean over the period hides, where it turned within it. */
void say_since(struct page *p, struct words *w)
{
    const struct stretch *s = &p->b->since;
    if (!s->from_month)
        return;
    trace_words(p, w, TRACE_SINCE, "method-turns");
    double least = s->best > 0 && s->status_unknown < s->best ? (double)s->civilians / (double)s->best : NAN;
    struct slot slots[] = {slot_text("month", month_text(p, s->from_month)), slot_text("monthly", number_text(p->d, public_number(s->monthly), NUMBER_1)),
        slot_text("monthly_range", plain_range(p, s->monthly)), slot_text("deaths", number_text(p->d, public_number(s->per_incident), NUMBER_1)),
        slot_text("deaths_range", plain_range(p, s->per_incident)),
        slot_text("share", isnan(least) ? STR("") : bounds_text(p, least, fmin(1, (double)(s->civilians + s->status_unknown) / (double)s->best)))};
    const char *text = T(" The period turned within itself: since {month} there were {monthly} incidents a month ({monthly_range}), each killed {deaths} people on average ({deaths_range}), and {share} of the dead were civilians.");
    if (isnan(s->per_incident.value))
        text = T(" The period turned within itself: since {month} there were {monthly} incidents a month ({monthly_range}).");
    else if (isnan(least))
        text = T(" The period turned within itself: since {month} there were {monthly} incidents a month ({monthly_range}), and each killed {deaths} people on average ({deaths_range}).");
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
}

/* ---- civilians ---- */

struct str bounds_text(struct page *p, double lo, double hi)
{
    return llround(lo * 100) == llround(hi * 100) ? share_text(p, lo)
        : TOLD(p, T("between {low} and {high}"), slot_text("low", share_text(p, lo)), slot_text("high", share_text(p, hi)));
}

/* Why a change in the share of civilians is said, or not. */
static const char *civilians_verdict(const struct brief_data *b, const struct findings *f)
{
    const struct trend *t = change_of(b);
    if (t->unseen)
        return T(" Not everything could be seen, so the two periods are not compared.");
    if (f->civilians == VERDICT_NONE)
        return NULL;
    if (!f->civilians_apart)
        return T(" As long as nobody knows who the others were, that is called neither a rise nor a fall.");
    if (f->civilians == VERDICT_UNCLEAR)
        return T(" Months differ too much to call that a change.");
    if (f->civilians == VERDICT_MORE)
        return f->civilians_survive ? T(" The share rose, whatever those of unknown status were, and also without summary records and without the largest incident.")
                                    : T(" The share rose, whatever those of unknown status were; but not without summary records or the largest incident.");
    return f->civilians_survive ? T(" The share fell, whatever those of unknown status were, and also without summary records and without the largest incident.")
                                : T(" The share fell, whatever those of unknown status were; but not without summary records or the largest incident.");
}

void say_civilians(struct page *p, struct words *w, const struct findings *f)
{
    trace_words(p, w, trace_change_bits(p->b), "method-civilians");
    const struct brief_data *b = p->b;
    const struct trend *t = change_of(b);
    if (t->now.best == 0) {
        SAY_BARE(p, w, T("No death is recorded, so nothing can be said of the share of civilians."));
        return;
    }
    if (isnan(f->share_lo[1])) {
        SAY_BARE(p, w, T("Of the dead nobody recorded whether they were civilians."));
        return;
    }
    struct slot slots[] = {slot_text("now", bounds_text(p, f->share_lo[1], f->share_hi[1])), slot_text("before", bounds_text(p, f->share_lo[0], f->share_hi[0])),
        slot_text("range", number_range(p->d, public_number(t->now.civilian_share_months), NUMBER_PERCENT))};
    bool before = t->compared && !isnan(f->share_lo[0]), unknown = f->share_hi[1] > f->share_lo[1] || (before && f->share_hi[0] > f->share_lo[0]);
    const char *text = before ? T("Civilians were {now} of the dead, before {before}.") : T("Civilians were {now} of the dead.");
    if (b->seen.told)
        text = before ? T("In the same places civilians were {now} of the dead, before {before}.") : T("In the same places civilians were {now} of the dead.");
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
    if (unknown)
        SAY_BARE(p, w, T(" The lower number counts known civilians alone, the higher one also all whose status nobody recorded."));
    const char *verdict = civilians_verdict(b, f);
    if (before && verdict)
        words_say(p->d, w, verdict, slots, ARRAY_LEN(slots));
    if (slots[2].text.n && !t->unseen)
        words_say(p->d, w, T(" From how much months differ, the known share now lies {range}."), slots, ARRAY_LEN(slots));
}

/* ---- the change strip ---- */

static struct str from_to(struct page *p, struct str before, struct str now)
{
    return TOLD(p, T("from {before} to {now}"), slot_text("before", before), slot_text("now", now));
}

static struct str short_range(struct page *p, struct estimate c, bool count)
{
    if (isnan(c.lo) || isnan(c.hi))
        return bare(p, T("no range can be given"));
    return change_range_text(p, c, count);
}

/* The interval of the change in the share, and whatever those of unknown status were: together they are what is not known. */
static struct estimate civilian_change(const struct brief_data *b, const struct findings *f)
{
    struct estimate c = change_of(b)->change.civilian_share;
    if (isnan(c.value) || isnan(c.lo) || isnan(c.hi) || !(f->share_lo[0] > 0))
        return c;
    c.lo = fmin(c.lo, f->share_lo[1] / f->share_hi[0] - 1);
    c.hi = fmax(c.hi, f->share_hi[1] / f->share_lo[0] - 1);
    if (!isnan(b->civilians_most.lo) && !isnan(b->civilians_most.hi)) {
        c.lo = fmin(c.lo, b->civilians_most.lo);
        c.hi = fmax(c.hi, b->civilians_most.hi);
    }
    return c;
}

/* Short, for the strip: "44 % to 49 %, before 27 % to 32 %". */
static struct str share_bounds_text(struct page *p, const struct findings *f)
{
    struct str says[2];
    for (size_t i = 0; i < 2; i++) {
        struct slot low = slot_text("from", share_text(p, f->share_lo[i])), high = slot_text("to", share_text(p, f->share_hi[i]));
        says[i] = llround(f->share_lo[i] * 100) == llround(f->share_hi[i] * 100) ? low.text : TOLD(p, T("{from} to {to}"), low, high);
    }
    return TOLD(p, T("{now}, before {before}"), slot_text("now", says[1]), slot_text("before", says[0]));
}

/* A change that does not survive its checks is no change: its bar then reaches over "no change" as the checks do. */
static struct estimate deadliness_change(const struct brief_data *b, const struct findings *f)
{
    struct estimate c = change_of(b)->change.deaths_per_incident;
    const struct estimate checks[] = {b->without_summaries, b->without_largest, b->of_low, b->of_high, b->of_deadly};
    for (size_t i = 0; !f->deadliness_survives && i < ARRAY_LEN(checks); i++) {
        c.lo = isnan(checks[i].lo) ? c.lo : fmin(c.lo, checks[i].lo);
        c.hi = isnan(checks[i].hi) ? c.hi : fmax(c.hi, checks[i].hi);
    }
    return c;
}

/* Where no incident has a number of deaths nothing is known of them, not that there were none. */
static double known_dead(const struct period_totals *t)
{
    return t->incidents > 0 && t->deaths_unknown == t->incidents ? NAN : (double)t->best;
}

/* The table behind: both periods, with what changed in words. */
static struct doc_table *change_table(struct page *p, const struct findings *f)
{
    const struct brief_data *b = p->b;
    const struct trend *t = change_of(b);
    const struct { const char *key, *label; double before, now; enum number_style style; struct estimate change; bool count; } rows[] = {
        {"incidents", T("Incidents"), (double)t->before.incidents, (double)t->now.incidents, NUMBER_INT, t->change.incidents, true},
        {"deaths_best", T("Killed"), known_dead(&t->before), known_dead(&t->now), NUMBER_INT, ESTIMATE_NONE, true},
        {"deaths_per_incident", T("Deaths per incident"), t->before.deaths_per_incident.value, t->now.deaths_per_incident.value, NUMBER_1, t->change.deaths_per_incident, false},
        {"deaths_median", T("Deaths in the middle incident"), b->trend.median_before.value, b->trend.median_now.value, NUMBER_1, ESTIMATE_NONE, false},
        {"civilian_share", T("Known civilians among the dead"), f->share_lo[0], f->share_lo[1], NUMBER_PERCENT, t->change.civilian_share, false},
        {"civilian_share_most", T("With all of unknown status"), f->share_hi[0], f->share_hi[1], NUMBER_PERCENT, b->civilians_most, false}};
    struct doc_table *table = doc_table_new(p->d, "change", 5, ARRAY_LEN(rows));
    table_column(p, table, 0, "measure", T("Measure"), false);
    table_column(p, table, 1, "before", T("Period before"), true);
    table_column(p, table, 2, "now", T("This period"), true);
    table_column(p, table, 3, "change", T("Change"), false);
    table_column(p, table, 4, "range", T("95 % interval"), false);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        cell_words(p, table, i, 0, bare(p, rows[i].label));
        trace_row(p, table, i, trace_change_bits(b), i < 4 ? "method-change" : "method-civilians");
        table->cells[i * 5].machine = str_of(rows[i].key);
        table->cells[i * 5].machine_set = true;
        cell_number(table, i, 1, public_value(rows[i].before), rows[i].style);
        cell_number(table, i, 2, public_value(rows[i].now), rows[i].style);
        if (t->unseen || isnan(rows[i].change.value))
            continue;
        cell_words(p, table, i, 3, change_text(p, rows[i].change, rows[i].count));
        cell_words(p, table, i, 4, short_range(p, rows[i].change, rows[i].count));
    }
    return table;
}

void figure_change(struct page *p, const struct findings *f)
{
    const struct brief_data *b = p->b;
    const struct trend *t = change_of(b);
    struct figure *fig = figure_add(p, "change");
    trace_figure(p, fig, trace_change_bits(b), "method-change");
    SAY_BARE(p, &fig->title, change_title(b, f));
    struct estimate deadly = deadliness_change(b, f), civilians = civilian_change(b, f);
    bool frail = (f->deadliness == VERDICT_MORE || f->deadliness == VERDICT_LESS) && !f->deadliness_survives;
    struct strip_row rows[] = {
        {.label = bare(p, T("Incidents")), .from_to = from_to(p, count_text(p, t->before.incidents), count_text(p, t->now.incidents)),
            .change = public_number(t->change.incidents), .says = change_text(p, t->change.incidents, true),
            .range_says = short_range(p, t->change.incidents, true)},
        {.label = bare(p, T("Deaths per incident")),
            .from_to = from_to(p, number_text(p->d, public_number(t->before.deaths_per_incident), NUMBER_1),
                number_text(p->d, public_number(t->now.deaths_per_incident), NUMBER_1)),
            .change = public_number(deadly), .says = frail ? bare(p, T("does not survive all checks")) : change_text(p, deadly, false),
            .range_says = short_range(p, deadly, false)},
        {.label = bare(p, T("Civilians among the dead")), .from_to = share_bounds_text(p, f),
            .change = public_number(civilians), .says = change_text(p, civilians, false), .range_says = short_range(p, civilians, false)}};
    struct str title = TOLD(p, T("{now}, compared with {before}"), slot_text("before", period_text(p, b->before_month, b->from_month - 1)),
        slot_text("now", period_text(p, b->from_month, b->to_month)));
    struct str parts[3];
    for (size_t i = 0; i < 3; i++)
        parts[i] = TOLD(p, T("{measure}: {from_to}, {change}."), slot_text("measure", rows[i].label), slot_text("from_to", rows[i].from_to), slot_text("change", rows[i].says));
    struct str desc = TOLD(p, T("{one} {two} {three}"), slot_text("one", parts[0]), slot_text("two", parts[1]), slot_text("three", parts[2]));
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_change_strip(p->d, title, desc, rows, 3);
    SAY(p, &fig->source, T("{change}; the pale bar is the 95 % interval, with months as clusters; for civilians it also holds all that the dead of unknown status may have been. {incidents}."),
        slot_text("change", title), slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), t->before.incidents + t->now.incidents)));
    if (b->seen.told)
        SAY(p, &fig->source, T(" Without {places}, which could not be seen all the time, and without records whose governorate is unknown."),
            slot_text("places", places_text(p, b->seen.left, b->seen.left_out)));
    fig->table = change_table(p, f);
    fig->table_label = bare(p, T("Table: both periods"));
}
