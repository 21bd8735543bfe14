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

static bool turns_at(const struct trend *t, int month)
{
    for (size_t i = 0; i < t->change_point_n; i++)
        if (t->change_points[i] == month)
            return true;
    return false;
}

static void panel_incidents(struct page *p, const struct window *w, struct series_panel *out)
{
    const struct brief_data *b = p->b;
    const struct trend *t = &b->trend;
    struct arena *a = &p->d->arena;
    struct shown_cell *cells = ARENA_ARRAY(a, struct shown_cell, w->n);
    for (size_t i = 0; i < w->n; i++)
        cells[i] = guard_count(b->series.incidents[at_month(b, w->from) + i]);
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
        if (s->from_month > w->from && turns_at(t, s->from_month)) {
            out->turns[out->turn_n].month = (size_t)(s->from_month - w->from);
            out->turns[out->turn_n++].says = month_text(p, s->from_month);
        }
    }
    if (out->turn_n == 0 && series_seen(&b->series, at_month(b, w->from), w->n))
        out->remark = bare(p, T("no turning point found"));
}

/* Means of the two periods for a ratio: deaths per incident, or the civilian share. None where not all of a period was seen. */
static void period_means(struct page *p, const struct window *w, struct series_panel *out, struct estimate before, struct estimate now)
{
    out->means = arena_get(&p->d->arena, 2 * sizeof *out->means);
    bool seen_before = p->b->trend.before.looked < LOOKED_LIMITED, seen_now = p->b->trend.now.looked < LOOKED_LIMITED;
    if (w->now_from > 0 && w->now_from < w->n && seen_before && !isnan(before.value)) {
        out->means[out->mean_n].from = 0;
        out->means[out->mean_n].to = w->now_from - 1;
        out->means[out->mean_n].mean = public_number(before);
        out->means[out->mean_n++].label = number_text(p->d, public_number(before), out->style);
    }
    if (seen_now && !isnan(now.value)) {
        out->means[out->mean_n].from = w->now_from;
        out->means[out->mean_n].to = w->n - 1;
        out->means[out->mean_n].mean = public_number(now);
        out->means[out->mean_n++].label = number_text(p->d, public_number(now), out->style);
    }
}

static void panel_ratio(struct page *p, const struct window *w, bool civilians, struct series_panel *out)
{
    const struct brief_data *b = p->b;
    const struct series *s = &b->series;
    struct shown_cell *cells = ARENA_ARRAY(&p->d->arena, struct shown_cell, w->n);
    for (size_t i = 0; i < w->n; i++) {
        size_t m = at_month(b, w->from) + i;
        double over = civilians ? s->civilians[m] : s->best[m], under = civilians ? s->best[m] : s->incidents[m];
        bool nobody_said = civilians && s->status_unknown[m] >= s->best[m] && s->civilians[m] == 0;
        cells[i] = public_value(under > 0 && !nobody_said ? over / under : NAN);
    }
    *out = (struct series_panel){.title = civilians ? bare(p, T("Known civilians among the dead")) : bare(p, T("Deaths per incident")),
        .style = civilians ? NUMBER_PERCENT : NUMBER_1, .months = cells};
    const struct period_totals *before = &b->trend.before, *now = &b->trend.now;
    period_means(p, w, out, civilians ? before->civilian_share_months : before->deaths_per_incident, civilians ? now->civilian_share_months : now->deaths_per_incident);
}

static bool turn_shown(const struct series_panel *incidents, size_t month)
{
    for (size_t i = 0; i < incidents->turn_n; i++)
        if (incidents->turns[i].month == month)
            return true;
    return false;
}

/* Fell or rose where all turning points shown go the same way. */
static const char *turn_title(const struct series_panel *incidents)
{
    size_t down = 0, up = 0;
    for (size_t i = 0; i + 1 < incidents->mean_n; i++) {
        if (!turn_shown(incidents, incidents->means[i + 1].from))
            continue;
        double from = shown_value(incidents->means[i].mean).value, to = shown_value(incidents->means[i + 1].mean).value;
        down += to < from;
        up += to > from;
    }
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
                names[n++] = str_of(phase_label((enum phase)phase, language_code(p->speech->language)));
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

static void series_title(struct page *p, const struct series_panel *incidents, struct figure *fig)
{
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, incidents->turn_n + 1);
    for (size_t i = 0; i < incidents->turn_n; i++)
        names[i] = incidents->turns[i].says;
    struct slot months = slot_text("months", list_text(p, names, incidents->turn_n));
    if (incidents->turn_n > 0 && findings_of(p->b).partly)
        SAY(p, &fig->title, T("The number recorded turned in {months}, but one source covers only a part of the time"), months);
    else if (incidents->turn_n == 0 && !series_seen(&p->b->series, 0, p->b->series.months))
        SAY_BARE(p, &fig->title, T("Incidents a month; not everything could be seen, so no turning point is told"));
    else if (incidents->turn_n == 0)
        SAY_BARE(p, &fig->title, T("No turning point is found in the number of incidents a month"));
    else
        SAY(p, &fig->title, turn_title(incidents), months);
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
    struct series_panel panels[3];
    panel_incidents(p, &w, &panels[0]);
    panel_ratio(p, &w, false, &panels[1]);
    panel_ratio(p, &w, true, &panels[2]);
    series_title(p, &panels[0], fig);
    struct figure_series f = {.months = w.n, .now_from = b->trend.compared ? w.now_from : w.n, .first_month = w.from, .panels = panels, .panel_n = n,
        .before_says = b->trend.compared ? bare(p, T("the period before")) : STR(""), .now_says = b->trend.compared ? bare(p, T("this brief")) : STR("")};
    phase_ribbon(p, &w, &f);
    f.unseen = unseen_of(p, &w);
    if (f.unseen) {
        f.looked_label = bare(p, T("Looked"));
        f.partly_says = bare(p, T("partly seen"));
        f.unseen_says = bare(p, T("not seen"));
    }
    f.title = TOLD(p, n == 1 ? T("Incidents by month, {period}") : T("Incidents, deaths per incident and known civilians among the dead, by month, {period}"), slot_text("period", period_text(p, w.from, w.to)));
    struct str *lines = ARENA_ARRAY(&p->d->arena, struct str, 3);
    for (size_t i = 0; i < n; i++) {
        struct str *labels = ARENA_ARRAY(&p->d->arena, struct str, panels[i].mean_n + 1);
        for (size_t k = 0; k < panels[i].mean_n; k++)
            labels[k] = panels[i].means[k].label;
        lines[i] = panels[i].mean_n ? TOLD(p, T("{measure}: on average {values}."), slot_text("measure", panels[i].title), slot_text("values", list_text(p, labels, panels[i].mean_n)))
            : TOLD(p, b->trend.now.looked >= LOOKED_LIMITED ? T("{measure}: no mean, since not everything could be seen.") : T("{measure}: not known."), slot_text("measure", panels[i].title));
    }
    f.desc = n == 1 ? lines[0] : TOLD(p, T("{one} {two} {three}"), slot_text("one", lines[0]), slot_text("two", lines[1]), slot_text("three", lines[2]));
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_series(p->d, &f);
    int64_t deaths = b->trend.now.best + (b->trend.compared ? b->trend.before.best : 0);
    int64_t incidents = b->trend.now.incidents + (b->trend.compared ? b->trend.before.incidents : 0);
    SAY(p, &fig->source, T("One mark a month; line: mean between turning points (above) or of the period (below); pale band: 95 % interval. A turning point is a date, not a cause. {incidents}, {deaths} (best estimate)."),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), incidents)), slot_text("deaths", counted(p, TN("{n} death", "{n} deaths"), deaths)));
    say_phases_by(p, fig);
    if (f.unseen)
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
    struct findings f = findings_of(p->b);
    if (p->b->trend.compared)
        figure_change(p, &f);
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
