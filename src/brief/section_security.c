/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Security: three panels on one time axis, years. (The change at a glance: section_change.c; where: section_where.c.)
 * Titles say the finding, as the sentences do: both come from the same findings_of().
 */
#include "brief/section_priv.h"

/* Month `month` of the panel's axis as an index. */
static size_t at_month(const struct brief_data *b, int month)
{
    return (size_t)(month - b->panel.first_month);
}

/* ---- three panels ---- */

struct window { /* the months drawn: the period before where it is on record, and the period */
    int from, to;
    size_t n, now_from;
};

static struct window window_of(const struct brief_data *b)
{
    struct window w = {.from = MAX_OF(b->before_month, b->first_month), .to = b->to_month};
    w.n = (size_t)(w.to - w.from + 1);
    w.now_from = (size_t)(b->from_month - w.from);
    return w;
}

/* The number of the change point in that month; SIZE_MAX where there is none. */
static size_t turn_at(const struct trend *t, int month)
{
    for (size_t i = 0; i < t->change_point_n; i++)
        if (t->change_points[i] == month)
            return i;
    return SIZE_MAX;
}

/* "August 2017 (June 2017 to September 2017)": the month and those that it may as well be. */
static struct series_mark mark_of(struct page *p, const struct window *w, const struct trend *t, size_t turn)
{
    int first = MAX_OF(t->change_ranges[turn].first, w->from), last = MIN_OF(t->change_ranges[turn].last, w->to), month = t->change_points[turn];
    struct series_mark m = {.month = (size_t)(month - w->from), .first = (size_t)(first - w->from), .last = (size_t)(last - w->from), .says = month_text(p, month), .says_range = STR("")};
    if (last > first)
        m.says_range = TOLD(p, T("{month} (between {from} and {to})"), slot_text("month", m.says), slot_text("from", month_text(p, first)), slot_text("to", month_text(p, last)));
    return m;
}

/* What the panels draw: the months of the places that a change is told of. */
static const struct series *drawn_of(const struct brief_data *b)
{
    return b->seen.told ? &b->seen.series : &b->series;
}

static void panel_incidents(struct page *p, const struct window *w, struct series_panel *out)
{
    const struct brief_data *b = p->b;
    const struct trend *t = change_of(b);
    const struct series *drawn = drawn_of(b);
    struct arena *a = &p->d->arena;
    struct shown_cell *cells = ARENA_ARRAY(a, struct shown_cell, w->n);
    for (size_t i = 0; i < w->n; i++)
        cells[i] = guard_count(drawn->incidents[at_month(b, w->from) + i]);
    *out = (struct series_panel){.title = bare(p, T("Incidents a month")), .bars = true, .style = NUMBER_INT, .months = cells};
    out->means = arena_get(a, (t->segment_n + 1) * sizeof *out->means);
    out->turns = arena_get(a, (t->segment_n + 1) * sizeof *out->turns);
    for (size_t i = 0; i < t->segment_n; i++) {
        const struct trend_segment *s = &t->segments[i];
        if (s->to_month < w->from || s->from_month > w->to)
            continue;
        int from = MAX_OF(s->from_month, w->from), to = MIN_OF(s->to_month, w->to);
        struct shown_cell mean = public_number(s->per_month);
        out->means[out->mean_n].from = (size_t)(from - w->from);
        out->means[out->mean_n].to = (size_t)(to - w->from);
        out->means[out->mean_n].mean = mean;
        out->means[out->mean_n++].label = isnan(s->mean) ? STR("") : number_text(p->d, mean, s->mean < 10 ? NUMBER_1 : NUMBER_INT);
        size_t turn = turn_at(t, s->from_month);
        if (s->from_month > w->from && turn != SIZE_MAX)
            out->turns[out->turn_n++] = mark_of(p, w, t, turn);
    }
    if (out->turn_n == 0 && series_seen(drawn, at_month(b, w->from), w->n))
        out->remark = bare(p, T("no turning point found"));
}

/* One value for each of the two periods, with its words. None where not all of a period was seen. */
static void period_values(struct page *p, const struct window *w, struct series_mean **list, size_t *n, const struct estimate of[2], const struct str says[2])
{
    const struct trend *t = change_of(p->b);
    *list = arena_get(&p->d->arena, 2 * sizeof **list);
    const bool seen[] = {t->before.looked < LOOKED_LIMITED && w->now_from > 0 && w->now_from < w->n, t->now.looked < LOOKED_LIMITED};
    for (size_t i = 0; i < 2; i++)
        if (seen[i] && !isnan(of[i].value))
            (*list)[(*n)++] = (struct series_mean){.from = i ? w->now_from : 0, .to = i ? w->n - 1 : w->now_from - 1, .mean = public_number(of[i]), .label = says[i]};
}

static void panel_deadliness(struct page *p, const struct window *w, struct series_panel *out)
{
    const struct brief_data *b = p->b;
    const struct series *s = drawn_of(b);
    struct shown_cell *cells = ARENA_ARRAY(&p->d->arena, struct shown_cell, w->n);
    for (size_t i = 0; i < w->n; i++) {
        size_t m = at_month(b, w->from) + i;
        int known = s->incidents[m] - (s->deaths_unknown ? s->deaths_unknown[m] : 0);
        cells[i] = public_value(known > 0 ? (double)s->best[m] / known : NAN);
    }
    *out = (struct series_panel){.title = bare(p, T("Deaths per incident")), .style = NUMBER_1, .months = cells};
    const struct estimate means[] = {change_of(b)->before.deaths_per_incident, change_of(b)->now.deaths_per_incident};
    const struct estimate medians[] = {{b->trend.median_before.value, NAN, NAN, 0}, {b->trend.median_now.value, NAN, NAN, 0}};
    struct str says[2], median_says[2];
    for (size_t i = 0; i < 2; i++) {
        says[i] = number_text(p->d, public_number(means[i]), NUMBER_1);
        median_says[i] = TOLD(p, T("median {n}"), slot_text("n", number_text(p->d, public_value(medians[i].value), medians[i].value == floor(medians[i].value) ? NUMBER_INT : NUMBER_1)));
    }
    period_values(p, w, &out->means, &out->mean_n, means, says);
    period_values(p, w, &out->medians, &out->median_n, medians, median_says);
}

/* Known civilians, and up to all whose status nobody recorded: of a month as a thin line, of a period as a band. */
static void panel_civilians(struct page *p, const struct window *w, struct series_panel *out)
{
    const struct brief_data *b = p->b;
    const struct series *s = drawn_of(b);
    struct shown_cell *cells = ARENA_ARRAY(&p->d->arena, struct shown_cell, w->n);
    for (size_t i = 0; i < w->n; i++) {
        size_t m = at_month(b, w->from) + i;
        bool nobody_said = s->status_unknown[m] >= s->best[m] && s->civilians[m] == 0;
        double least = s->best[m] > 0 && !nobody_said ? (double)s->civilians[m] / s->best[m] : NAN;
        cells[i] = public_number((struct estimate){least, least, fmin(1, least + (double)s->status_unknown[m] / s->best[m]), s->best[m]});
    }
    *out = (struct series_panel){.title = bare(p, T("Civilians among the dead")), .style = NUMBER_PERCENT, .months = cells, .spans = true};
    const struct period_totals *const periods[] = {&change_of(b)->before, &change_of(b)->now};
    struct estimate shares[2];
    struct str says[2];
    for (size_t i = 0; i < 2; i++) {
        double least = periods[i]->civilian_share.value;
        shares[i] = (struct estimate){least, least, fmin(1, least + (double)periods[i]->status_unknown / (double)periods[i]->best), periods[i]->best};
        says[i] = isnan(least) ? STR("") : bounds_text(p, shares[i].lo, shares[i].hi);
    }
    period_values(p, w, &out->means, &out->mean_n, shares, says);
}

static bool turn_shown(const struct series_panel *incidents, size_t month)
{
    for (size_t i = 0; i < incidents->turn_n; i++)
        if (incidents->turns[i].month == month)
            return true;
    return false;
}

/* Fell or rose where all turning points shown go the same way. */
static const char *turn_title(const struct series_panel *incidents, bool deadlier)
{
    size_t down = 0, up = 0;
    for (size_t i = 0; i + 1 < incidents->mean_n; i++) {
        if (!turn_shown(incidents, incidents->means[i + 1].from))
            continue;
        double from = shown_value(incidents->means[i].mean).value, to = shown_value(incidents->means[i + 1].mean).value;
        down += to < from;
        up += to > from;
    }
    if (incidents->turn_n == 1 && down && !up)
        return deadlier ? T("Fewer incidents a month since {months}, but deadlier ones than in the period before") : T("Fewer incidents a month since {months}");
    if (incidents->turn_n == 1 && up && !down)
        return deadlier ? T("More incidents a month since {months}, and deadlier ones than in the period before") : T("More incidents a month since {months}");
    if (down && !up)
        return T("The number of incidents a month fell in {months}");
    if (up && !down)
        return T("The number of incidents a month rose in {months}");
    return T("The number of incidents a month turned in {months}");
}

/* ---- what people say of the months ---- */

/* Each month: 0 could be seen, 1 in part, 2 not at all. NULL where all could. */
static const uint8_t *unseen_of(struct page *p, const struct window *w)
{
    const struct brief_data *b = p->b;
    if (!b->series.looked || series_seen(&b->series, at_month(b, w->from), w->n))
        return NULL;
    uint8_t *out = ARENA_ARRAY(&p->d->arena, uint8_t, w->n);
    for (size_t i = 0; i < w->n; i++) {
        uint8_t looked = b->series.looked[at_month(b, w->from) + i];
        out[i] = looked == LOOKED_NONE ? 2 : looked == LOOKED_LIMITED;
    }
    return out;
}

/* Which phases a month has, a bit each. */
static unsigned phases_of(const struct brief_data *b, int month)
{
    unsigned bits = 0;
    for (size_t i = 0; i < b->phase_n; i++) {
        const struct phase_set *s = &b->columns->phases[b->phases[i]];
        bool in = (!day_known(s->from) || s->from.n <= month_last(month).n) && (!day_known(s->to) || s->to.n >= month_first(month).n);
        bits |= in ? 1U << s->phase : 0;
    }
    return bits;
}

/* The ribbon of phases: as people set them; where they differ, all of them; where nobody did, empty and said. */
static void phase_ribbon(struct page *p, const struct window *w, struct figure_series *f)
{
    static const int shades[PHASE_COUNT] = {0, 1, 1, 3, 3, 2, 1, 1};
    struct ribbon *list = ARENA_ARRAY(&p->d->arena, struct ribbon, w->n + 1);
    for (size_t i = 0; i < w->n;) {
        unsigned bits = phases_of(p->b, w->from + (int)i);
        size_t k = i, n = 0;
        while (k + 1 < w->n && phases_of(p->b, w->from + (int)k + 1) == bits)
            k++;
        struct str names[PHASE_COUNT];
        int shade = 0;
        for (int phase = 1; phase < PHASE_COUNT; phase++)
            if (bits & (1U << phase)) {
                names[n++] = str_of(say(p->speech, phase_words((enum phase)phase)));
                shade = MAX_OF(shade, shades[phase]);
            }
        list[f->ribbon_n++] = (struct ribbon){.from = i, .to = k, .says = n ? list_text(p, names, n) : bare(p, T("not set")), .shade = shade};
        i = k + 1;
    }
    f->ribbon = list;
    f->ribbon_label = bare(p, T("Phase"));
}

/* Who set the phases drawn; each name once. */
static void say_phases_by(struct page *p, struct figure *fig)
{
    const struct brief_data *b = p->b;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, b->phase_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->phase_n; i++) {
        struct str who = b->columns->phases[b->phases[i]].said_by;
        bool told = false;
        for (size_t k = 0; k < n; k++)
            told |= str_eq(names[k], who);
        if (!told)
            names[n++] = who;
    }
    if (n)
        SAY(p, &fig->source, T(" Phase: set by {who}."), slot_text("who", names_text(p, names, n)));
}

/* Where some places could not be seen: the turning points of the others, in the time drawn. */
static bool seen_turns_title(struct page *p, const struct window *w, struct figure *fig)
{
    const struct trend *t = &p->b->seen.trend;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, t->change_point_n + 1);
    size_t n = 0, down = 0;
    for (size_t i = 0; i < t->change_point_n; i++) {
        if (t->change_points[i] <= w->from || t->change_points[i] > w->to)
            continue;
        names[n++] = mark_of(p, w, t, i).says_range.n ? mark_of(p, w, t, i).says_range : month_text(p, t->change_points[i]);
        for (size_t k = 1; k < t->segment_n; k++)
            down += t->segments[k].from_month == t->change_points[i] && t->segments[k].mean < t->segments[k - 1].mean;
    }
    if (n == 0)
        return false;
    struct slot months = slot_text("months", list_text(p, names, n));
    SAY(p, &fig->title, down == n ? T("Where all could be seen, the number of incidents a month fell in {months}") : down == 0 ? T("Where all could be seen, the number of incidents a month rose in {months}")
        : T("Where all could be seen, the number of incidents a month turned in {months}"), months);
    return true;
}

static void series_title(struct page *p, const struct window *w, const struct series_panel *incidents, struct figure *fig)
{
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, incidents->turn_n + 1);
    for (size_t i = 0; i < incidents->turn_n; i++)
        names[i] = incidents->turns[i].says;
    struct findings found = findings_of(p->b);
    bool deadlier = !p->b->seen.told && found.deadliness == VERDICT_MORE && found.deadliness_survives && found.since_agrees_deadliness;
    struct slot months = slot_text("months", list_text(p, names, incidents->turn_n));
    if (p->b->seen.told && !found.partly && seen_turns_title(p, w, fig))
        return;
    if (incidents->turn_n > 0 && found.partly)
        SAY(p, &fig->title, T("The number recorded turned in {months}, but one source covers only a part of the time"), months);
    else if (incidents->turn_n == 0 && p->b->seen.told)
        SAY_BARE(p, &fig->title, T("Where all could be seen, no turning point is found in the number of incidents a month"));
    else if (incidents->turn_n == 0 && !series_seen(&p->b->series, 0, p->b->series.months))
        SAY_BARE(p, &fig->title, T("Incidents a month; not everything could be seen, so no turning point is told"));
    else if (incidents->turn_n == 0)
        SAY_BARE(p, &fig->title, T("No turning point is found in the number of incidents a month"));
    else if (found.gathered)
        SAY(p, &fig->title, T("The number of records a month turned in {months}, and so did how many events one record stands for"), months);
    else
        SAY(p, &fig->title, turn_title(incidents, deadlier), months);
}

/* The table behind: by year, from `from_year` on. */
static struct doc_table *years_table(struct page *p, int from_year)
{
    const struct brief_data *b = p->b;
    size_t skipped = 0;
    while (skipped < b->year_n && b->years[skipped].year < from_year)
        skipped++;
    struct doc_table *t = doc_table_new(p->d, "years", 7, b->year_n - skipped);
    table_column(p, t, 0, "year", T("Year"), false);
    table_column(p, t, 1, "incidents", T("Incidents"), true);
    table_column(p, t, 2, "deaths_best", T("Killed"), true);
    table_column(p, t, 3, "deaths_range", T("Low to high"), true);
    table_column(p, t, 4, "deaths_per_incident", T("Per incident"), true);
    table_column(p, t, 5, "civilian_share", T("Known civilians"), true);
    table_column(p, t, 6, "status_unknown", T("Status unknown"), true);
    t->columns[6].page_only = true;
    for (size_t i = 0; i < t->rows; i++) {
        size_t year = skipped + i;
        int64_t incidents = b->years[year].incidents, best = b->years[year].best;
        struct estimate deaths = {(double)best, (double)MIN_OF(b->years[year].low, best), (double)MAX_OF(b->years[year].high, best), incidents};
        cell_number(t, i, 0, guard_count(b->years[year].year), NUMBER_PLAIN);
        trace_year(p, t, i, TAKE_SERIES, b->years[year].year, b->first_month, b->last_month);
        cell_number(t, i, 1, guard_count(incidents), NUMBER_INT);
        int64_t told = incidents - b->years[year].deaths_unknown; /* deaths per incident of those that give a number, as everywhere */
        if (incidents == 0 || told > 0 || best > 0) {
            cell_number(t, i, 2, public_number(deaths), NUMBER_INT);
            cell_own_range(p, t, i, 3, public_number(deaths));
        } else
            cell_number(t, i, 2, public_value(NAN), NUMBER_INT);
        cell_number(t, i, 4, public_value(told ? (double)best / (double)told : NAN), NUMBER_1);
        if (best > 0 && b->years[year].status_unknown < best)
            cell_number(t, i, 5, public_value((double)b->years[year].civilians / (double)best), NUMBER_PERCENT);
        else if (best == 0 && (incidents == 0 || told > 0))
            cell_words(p, t, i, 5, bare(p, T("no deaths")));
        else
            cell_number(t, i, 5, public_value(NAN), NUMBER_PERCENT);
        cell_number(t, i, 6, guard_count(b->years[year].status_unknown), NUMBER_INT);
    }
    return t;
}

/* `n` panels: incidents a month alone, or with what follows from them. */
static void figure_panels(struct page *p, size_t n)
{
    const struct brief_data *b = p->b;
    struct window w = window_of(b);
    struct figure *fig = figure_add(p, "series");
    trace_figure(p, fig, b->seen.told ? trace_change_bits(b) : TRACE_NOW | (b->trend.compared ? TRACE_BEFORE : 0), "method-counts");
    trace_figure(p, fig, TRACE_RECORD, "method-turns");
    struct series_panel panels[3];
    panel_incidents(p, &w, &panels[0]);
    panel_deadliness(p, &w, &panels[1]);
    panel_civilians(p, &w, &panels[2]);
    series_title(p, &w, &panels[0], fig);
    struct figure_series f = {.months = w.n, .now_from = b->trend.compared ? w.now_from : w.n, .first_month = w.from, .panels = panels, .panel_n = n,
        .before_says = b->trend.compared ? bare(p, T("the period before")) : STR(""), .now_says = b->trend.compared ? bare(p, T("this brief")) : STR("")};
    phase_ribbon(p, &w, &f);
    level_ribbon(p, w.from, w.n, &f);
    f.unseen = unseen_of(p, &w);
    f.unseen_elsewhere = b->seen.told;
    if (f.unseen) {
        f.looked_label = bare(p, T("Looked"));
        f.partly_says = bare(p, T("partly seen"));
        f.unseen_says = bare(p, T("not seen"));
    }
    f.title = TOLD(p, n == 1 ? T("Incidents by month, {period}") : T("Incidents, deaths per incident and civilians among the dead, by month, {period}"), slot_text("period", period_text(p, w.from, w.to)));
    struct str *lines = ARENA_ARRAY(&p->d->arena, struct str, 3);
    for (size_t i = 0; i < n; i++) {
        struct str *labels = ARENA_ARRAY(&p->d->arena, struct str, panels[i].mean_n + 1);
        for (size_t k = 0; k < panels[i].mean_n; k++)
            labels[k] = panels[i].means[k].label;
        lines[i] = panels[i].mean_n ? TOLD(p, T("{measure}: on average {values}."), slot_text("measure", panels[i].title), slot_text("values", list_text(p, labels, panels[i].mean_n)))
            : TOLD(p, change_of(b)->now.looked >= LOOKED_LIMITED ? T("{measure}: no mean, since not everything could be seen.") : T("{measure}: not known."), slot_text("measure", panels[i].title));
    }
    f.desc = n == 1 ? lines[0] : TOLD(p, T("{one} {two} {three}"), slot_text("one", lines[0]), slot_text("two", lines[1]), slot_text("three", lines[2]));
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_series(p->d, &f);
    const struct trend *t = change_of(b);
    int64_t deaths = t->now.best + (t->compared ? t->before.best : 0);
    int64_t incidents = t->now.incidents + (t->compared ? t->before.incidents : 0);
    struct slot counts[] = {slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), incidents)), slot_text("deaths", counted(p, TN("{n} death", "{n} deaths"), deaths))};
    words_say(p->d, &fig->source, n == 1 ? T("One bar a month; line: mean between turning points; pale band: 95 % interval. A turning point is a date, not a cause; the grey strip holds the months that it may as well be. {incidents}, {deaths} (best estimate).")
        : T("One mark a month; line: mean between turning points (above) or of the period (below); pale band: 95 % interval, in the lowest panel from known civilians to all whose status nobody recorded; dashed: median. A turning point is a date, not a cause; the grey strip holds the months that it may as well be. {incidents}, {deaths} (best estimate)."),
        counts, ARRAY_LEN(counts));
    say_phases_by(p, fig);
    if (f.level_n || !levels_known(b))
        say_thresholds(p, &fig->source);
    if (b->seen.told)
        SAY(p, &fig->source, T(" Drawn without {places}, which could not be seen all the time, and without records whose governorate is unknown; the table and the ribbons are of the whole country, the lowest hatched where a part of it could not be looked at."),
            slot_text("places", places_text(p, b->seen.left, b->seen.left_out)));
    else if (f.unseen)
        SAY_BARE(p, &fig->source, T(" Hatched: nobody could look, or not everywhere (lower half); the lines stop there. What is drawn was recorded all the same and is the least there was."));
    fig->table = years_table(p, n == 1 ? month_year(w.from) : 0);
    fig->table_label = bare(p, T("Table: by year"));
}

/* ---- years ---- */

static void figure_all_years(struct page *p)
{
    const struct brief_data *b = p->b;
    if (b->year_n < 6)
        return;
    struct shown_cell *cells = ARENA_ARRAY(&p->d->arena, struct shown_cell, b->year_n);
    size_t worst = 0;
    for (size_t i = 0; i < b->year_n; i++) {
        cells[i] = public_number((struct estimate){(double)b->years[i].best, (double)MIN_OF(b->years[i].low, b->years[i].best),
            (double)MAX_OF(b->years[i].high, b->years[i].best), b->years[i].incidents});
        if (b->years[i].best > b->years[worst].best)
            worst = i;
    }
    struct figure *fig = figure_add(p, "years");
    trace_figure(p, fig, TRACE_YEARS, "method-counts");
    struct slot slots[] = {slot_text("year", year_text(p, b->years[worst].year)), slot_text("deaths", count_text(p, b->years[worst].best)),
        slot_text("from", year_text(p, b->years[0].year)), slot_text("to", year_text(p, b->years[b->year_n - 1].year))};
    words_say(p->d, &fig->title, T("Most deaths are recorded for {year}: {deaths}"), slots, ARRAY_LEN(slots));
    struct str title = told(p, T("People killed a year, {from} to {to}"), slots, ARRAY_LEN(slots));
    struct str desc = told(p, T("Most deaths are recorded for {year}: {deaths}"), slots, ARRAY_LEN(slots));
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_years(p->d, title, desc, bare(p, T("people killed a year")), b->years[0].year, cells, b->year_n);
    SAY_BARE(p, &fig->source, T("Bars: best estimate of the source; thin lines: its low and high, which are not a confidence interval. Years in which the source looked less show less."));
}

bool section_security(struct page *p, struct err *e)
{
    heading(p, "security", T("Security"));
    figure_panels(p, 3);
    if (!section_where(p, e))
        return false;
    figure_all_years(p);
    return true;
}

void security_on_one_page(struct page *p)
{
    struct findings f = findings_of(p->b);
    if (p->b->trend.compared)
        figure_change(p, &f);
    figure_panels(p, 1);
}
