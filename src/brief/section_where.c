/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where: the map beside the ranked dots (a map alone misleads), small multiples, the table of governorates. */
#include "brief/section_priv.h"

enum { UNITS_DRAWN = 40 }; /* dots and small panels: of more units the first by rank; the table has all */

/* Is the place one of those drawn: of a country all, of a governorate itself and its neighbours? */
static bool is_shown(const struct brief_data *b, const struct brief_place *g)
{
    return b->level == 0 || g->neighbour || g->place == b->place;
}

static struct estimate value_of(const struct brief_place *g, enum brief_measure m)
{
    const struct period_totals *now = &g->trend.now;
    switch (m) {
    case MEASURE_RATE: return g->rate;
    case MEASURE_INCIDENTS: return (struct estimate){(double)now->incidents, NAN, NAN, now->incidents};
    case MEASURE_PER_INCIDENT: return now->deaths_per_incident;
    case MEASURE_CIVILIANS: return now->civilian_share_months;
    case MEASURE_DEATHS:
    case MEASURES: break;
    }
    return g->deaths;
}

/* What the map and the dots may claim of a place: nothing where it could not be seen all the time. */
static struct shown_cell claim_of(const struct brief_place *g, enum brief_measure m)
{
    return guard_seen(value_of(g, m), g->trend.now.looked);
}

static enum number_style style_of(struct estimate v, enum brief_measure m)
{
    if (m == MEASURE_CIVILIANS)
        return NUMBER_PERCENT;
    return m == MEASURE_PER_INCIDENT || (m == MEASURE_RATE && v.value < 10) ? NUMBER_1 : NUMBER_INT;
}

static const char *unit_of(enum brief_measure m)
{
    static const char *const words[MEASURES] = {[MEASURE_RATE] = T("killed per 100,000 a year"), [MEASURE_DEATHS] = T("people killed"), [MEASURE_INCIDENTS] = T("incidents"),
        [MEASURE_PER_INCIDENT] = T("killed per incident"), [MEASURE_CIVILIANS] = T("known civilians among the dead")};
    return words[m];
}

static const char *squeezed_unit_of(enum brief_measure m)
{
    return m == MEASURE_RATE ? T("killed per 100,000 a year · squeezed scale") : m == MEASURE_DEATHS ? T("people killed · squeezed scale") : T("incidents · squeezed scale");
}

/* Incidents there are, but none with a number of dead. */
static bool none_told(const struct brief_data *b)
{
    int64_t incidents = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        const struct period_totals *now = &b->list[i].trend.now;
        if (now->incidents > 0 && deaths_told(now))
            return false;
        incidents += now->incidents;
    }
    return incidents > 0;
}

static void where_title(struct page *p, struct figure *fig, bool rates)
{
    const struct brief_data *b = p->b;
    int64_t known = 0, people = 0, top_people = 0, top = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        known += b->list[i].trend.now.best;
        people += b->list[i].peopled ? b->list[i].people.people : 0;
    }
    if (known == 0) {
        SAY_BARE(p, &fig->title, none_told(b) ? T("No number of people killed is recorded in any governorate") : T("No death is recorded in any governorate"));
        return;
    }
    struct str names[2];
    size_t n = 0;
    for (size_t i = 0; i < b->list_n && n < 2; i++) {
        const char *lang = NULL;
        if (b->list[i].trend.now.best == 0)
            break;
        names[n++] = place_text(p, b->list[i].place, &lang);
        top += b->list[i].trend.now.best;
        top_people += b->list[i].peopled ? b->list[i].people.people : 0;
    }
    struct slot slots[] = {slot_text("places", list_text(p, names, n)), slot_text("dead", share_text(p, (double)top / (double)known)),
        slot_text("people", share_text(p, people ? (double)top_people / (double)people : NAN))};
    words_say(p->d, &fig->title, rates ? T("{places}: {people} of the people, {dead} of the dead whose governorate is known") : T("{places}: {dead} of the dead whose governorate is known"), slots, ARRAY_LEN(slots));
}

static int area_of(const struct brief_data *b, const struct map_shapes *shapes, size_t area)
{
    for (size_t i = 0; i < b->list_n; i++)
        if ((size_t)b->list[i].place == shapes->areas[area].index)
            return (int)i;
    return -1;
}

static bool draw_map(struct page *p, enum brief_measure m, struct str title, struct str desc, struct drawing **out, struct str *letters, struct err *e)
{
    const struct brief_data *b = p->b;
    struct arena *a = &p->d->arena;
    size_t *indices = ARENA_ARRAY(a, size_t, b->list_n);
    struct shown_cell *cells = ARENA_ARRAY(a, struct shown_cell, b->list_n);
    for (size_t i = 0; i < b->list_n; i++) {
        indices[i] = (size_t)b->list[i].place;
        cells[i] = claim_of(&b->list[i], m);
    }
    struct map_shapes *shapes = ARENA_NEW(a, struct map_shapes);
    if (!map_make(b->places, indices, b->list_n, 372, 330, 0.7F, a, shapes, e))
        return err_within(e, "the map");
    struct map_value *values = ARENA_ARRAY(a, struct map_value, shapes->area_n);
    int highlight = -1;
    for (size_t i = 0; i < shapes->area_n; i++) {
        int at = area_of(b, shapes, i);
        values[i].name = place_text(p, (int)shapes->areas[i].index, &values[i].name_lang);
        values[i].value = at >= 0 ? cells[at] : public_value(NAN);
        values[i].style = at >= 0 ? style_of(value_of(&b->list[at], m), m) : NUMBER_INT;
        if (b->level > 0 && (int)shapes->areas[i].index == b->place)
            highlight = (int)i;
    }
    double breaks[4];
    figure_breaks(cells, b->list_n, breaks);
    *letters = figure_block_map(p->d, shapes, values, breaks, 56);
    *out = figure_map(p->d, title, desc, shapes, values, breaks, bare(p, unit_of(m)), highlight);
    return true;
}

/* Of the whole country: also of the dead whose governorate is unknown. */
static struct estimate country_rate(const struct brief_data *b)
{
    double deaths = 0, people = 0;
    for (size_t row = 0; row < b->panel.places; row++)
        for (int m = b->from_month; m <= b->to_month; m++)
            deaths += b->panel.best[row * b->panel.months + (size_t)(m - b->panel.first_month)];
    for (size_t i = 0; i < b->list_n; i++)
        people += (double)b->list[i].people.people;
    double years = (b->to_month - b->from_month + 1) / 12.0;
    return people > 0 && b->trend.now.looked < LOOKED_LIMITED && deaths_told(&b->trend.now) ? (struct estimate){deaths / people / years * 1e5, NAN, NAN, (int64_t)deaths} : ESTIMATE_NONE;
}

/* Beside the hatch: what was recorded all the same is the least there was. */
static struct str unseen_words(struct page *p, const struct brief_place *g)
{
    bool none = g->trend.now.looked == LOOKED_NONE;
    struct slot n = slot_text("n", count_text(p, g->trend.now.best));
    if (g->trend.now.best == 0)
        return none ? bare(p, T("not seen")) : bare(p, T("partly seen"));
    return none ? TOLD(p, T("not seen: {n} dead or more"), n) : TOLD(p, T("partly seen: {n} dead or more"), n);
}

static struct drawing *draw_dots(struct page *p, enum brief_measure m, struct str title, struct str desc)
{
    const struct brief_data *b = p->b;
    struct dot_row *rows = ARENA_ARRAY(&p->d->arena, struct dot_row, b->list_n);
    double most = 0, least = INFINITY;
    for (size_t i = 0; i < b->list_n; i++) {
        struct estimate v = value_of(&b->list[i], m);
        rows[i].name = place_text(p, b->list[i].place, &rows[i].name_lang);
        rows[i].value = claim_of(&b->list[i], m);
        if (b->list[i].trend.now.looked >= LOOKED_LIMITED)
            rows[i].says_instead = unseen_words(p, &b->list[i]);
        if (b->list[i].trend.now.looked >= LOOKED_LIMITED || isnan(v.value)) /* of the latter: "not known" */
            continue;
        rows[i].strong = b->level > 0 ? b->list[i].place == b->place : i < 3 && v.value > 0;
        most = MAX_OF(most, v.value);
        if (v.value > 0)
            least = MIN_OF(least, v.value);
    }
    bool rates = m == MEASURE_RATE;
    struct estimate whole = rates ? country_rate(b) : ESTIMATE_NONE;
    struct str says = rates ? TOLD(p, T("{country} {n}"), slot_place(p, "country", b->country), slot_text("n", number_text(p->d, public_number(whole), style_of(whole, m)))) : STR("");
    bool squeezed = most > 15 * least && m <= MEASURE_INCIDENTS;
    struct str axis = bare(p, squeezed ? squeezed_unit_of(m) : unit_of(m));
    enum number_style style = m == MEASURE_CIVILIANS ? NUMBER_PERCENT : rates || m == MEASURE_PER_INCIDENT ? NUMBER_1 : NUMBER_INT;
    return figure_dots(p->d, title, desc, rows, MIN_OF(b->list_n, (size_t)UNITS_DRAWN), public_number(whole), says, axis, style, squeezed);
}

struct str change_in_words(struct page *p, const struct brief_place *g)
{
    if (g->trend.compared && g->trend.unseen)
        return isnan(g->trend.rise.value) ? bare(p, T("cannot be compared: not all seen"))
                                          : TOLD(p, T("at least {change}"), slot_text("change", change_text(p, g->trend.rise, true)));
    if (g->trend.before.incidents + g->trend.now.incidents == 0)
        return bare(p, T("none recorded"));
    if (!g->trend.compared)
        return bare(p, T("no earlier period on record"));
    if (g->trend.before.incidents == 0)
        return bare(p, T("none before"));
    switch (incidents_verdict(&g->trend)) {
    case VERDICT_LESS:
    case VERDICT_MORE:
        return TOLD(p, T("{change} ({range})"), slot_text("change", change_text(p, g->trend.change.incidents, true)),
            slot_text("range", change_range_text(p, g->trend.change.incidents, true)));
    case VERDICT_UNCLEAR: return bare(p, T("no clear change"));
    case VERDICT_NONE: break;
    }
    return bare(p, T("too few to tell"));
}

/* Incidents of `quarter` (three months) of the window drawn. */
static double in_quarter(const struct brief_data *b, const struct brief_place *g, size_t quarter)
{
    int from = MAX_OF(b->before_month, b->first_month) + (int)quarter * 3;
    double n = 0;
    for (int m = from; m < from + 3 && m <= b->to_month; m++)
        n += b->panel.incidents[g->row * b->panel.months + (size_t)(m - b->panel.first_month)];
    return n;
}

static bool quarter_seen(const struct brief_data *b, const struct brief_place *g, size_t quarter)
{
    int from = MAX_OF(b->before_month, b->first_month) + (int)quarter * 3;
    for (int m = from; m < from + 3 && m <= b->to_month; m++)
        if (b->panel.looked[g->row * b->panel.months + (size_t)(m - b->panel.first_month)] >= LOOKED_LIMITED)
            return false;
    return true;
}

static size_t quarter_count(const struct brief_data *b)
{
    return (size_t)(b->to_month - MAX_OF(b->before_month, b->first_month) + 3) / 3;
}

static double quarter_top(const struct brief_data *b)
{
    double top = 1;
    for (size_t i = 0; i < b->list_n; i++)
        for (size_t q = 0; q < quarter_count(b); q++)
            top = MAX_OF(top, in_quarter(b, &b->list[i], q));
    return top;
}

static struct str quarters(struct page *p, const struct brief_place *g, double top)
{
    size_t n = quarter_count(p->b);
    struct shown_cell *v = ARENA_ARRAY(&p->d->arena, struct shown_cell, n);
    for (size_t q = 0; q < n; q++)
        v[q] = in_quarter(p->b, g, q) > 0 || quarter_seen(p->b, g, q) ? public_value(in_quarter(p->b, g, q)) : guard_unseen();
    return figure_spark(p->d, v, n, top);
}

enum place_column { PLACE_NAME, PLACE_INCIDENTS, PLACE_KILLED, PLACE_KILLED_RANGE, PLACE_CIVILIANS, PLACE_CHANGE, PLACE_LEVEL, PLACE_QUARTERS, PLACE_COLUMNS };

static struct doc_table *places_columns(struct page *p, size_t rows)
{
    struct doc_table *t = doc_table_new(p->d, "governorates", PLACE_COLUMNS, rows);
    table_column(p, t, PLACE_NAME, "place", T("Governorate"), false);
    table_column(p, t, PLACE_INCIDENTS, "incidents", T("Incidents"), true);
    table_column(p, t, PLACE_KILLED, "deaths_best", T("Killed"), true);
    table_column(p, t, PLACE_KILLED_RANGE, "deaths_range", T("Low to high"), true);
    table_column(p, t, PLACE_CIVILIANS, "civilian_share", T("Known civilians"), true);
    table_column(p, t, PLACE_CHANGE, "change", T("Incidents against the period before"), false);
    table_column(p, t, PLACE_LEVEL, "level", T("Level of lethal violence at the end"), false);
    table_column(p, t, PLACE_QUARTERS, "quarters", T("By quarter"), false);
    t->columns[PLACE_QUARTERS].terminal_only = t->columns[PLACE_QUARTERS].human_only = true;
    t->columns[PLACE_CIVILIANS].page_only = t->columns[PLACE_CHANGE].page_only = true;
    return t;
}

void cell_level(struct page *p, struct doc_table *t, size_t row, size_t column, const struct brief_place *g)
{
    cell_words(p, t, row, column, g->level_told ? place_level_text(p, g) : bare(p, T("not known")));
    t->cells[row * t->column_n + column].machine = str_of(violence_level_code((enum violence_level)g->level));
    t->cells[row * t->column_n + column].machine_set = true;
}

struct shown_cell recorded_count(int64_t n, enum looked looked)
{
    return n == 0 ? guard_seen((struct estimate){0, NAN, NAN, 0}, looked) : guard_count(n);
}

/* Not known where no incident gives a number, and no zero where not all could be seen. */
struct shown_cell recorded_deaths(const struct brief_place *g)
{
    const struct period_totals *now = &g->trend.now;
    struct estimate deaths = {g->deaths.value, MIN_OF(g->deaths.lo, g->deaths.value), MAX_OF(g->deaths.hi, g->deaths.value), g->deaths.n};
    return deaths_told(now) && now->best == 0 && now->high == 0 ? guard_seen(deaths, now->looked) : public_number(deaths);
}

/* The dead and the civilians among them. */
static void place_deaths(struct page *p, struct doc_table *t, size_t i, const struct brief_place *g)
{
    const struct period_totals *now = &g->trend.now;
    struct shown_cell shown = recorded_deaths(g);
    cell_number(t, i, PLACE_KILLED, shown, NUMBER_INT);
    if (shown_state(shown) == SHOWN_VALUE)
        cell_own_range(p, t, i, PLACE_KILLED_RANGE, shown);
    if (now->best > 0)
        cell_number(t, i, PLACE_CIVILIANS, public_number(now->civilian_share_months), NUMBER_PERCENT);
    else if (shown_state(shown) != SHOWN_VALUE)
        cell_number(t, i, PLACE_CIVILIANS, shown, NUMBER_PERCENT);
    else
        cell_words(p, t, i, PLACE_CIVILIANS, bare(p, T("no deaths")));
}

static void place_row(struct page *p, struct doc_table *t, size_t i, const struct brief_place *g, double top)
{
    const struct period_totals *now = &g->trend.now;
    cell_place(p, t, i, PLACE_NAME, g->place);
    trace_row_of(p, t, i, g->place, TRACE_NOW, "method-counts");
    if (g->trend.compared)
        trace_row_of(p, t, i, g->place, TRACE_BEFORE, "method-change");
    cell_number(t, i, PLACE_INCIDENTS, recorded_count(now->incidents, now->looked), NUMBER_INT);
    place_deaths(p, t, i, g);
    cell_words(p, t, i, PLACE_CHANGE, change_in_words(p, g));
    cell_level(p, t, i, PLACE_LEVEL, g);
    t->cells[i * t->column_n + PLACE_QUARTERS] = (struct doc_cell){.kind = CELL_DRAWING, .spark = quarters(p, g, top)};
}

/* Of a country all governorates; of a governorate itself and its neighbours. */
static struct doc_table *places_table(struct page *p)
{
    const struct brief_data *b = p->b;
    size_t n = 0, row = 0, unknown = b->level == 0 && b->coarse.incidents + b->outside.incidents + b->nowhere.incidents > 0;
    for (size_t i = 0; i < b->list_n; i++)
        n += is_shown(b, &b->list[i]);
    struct doc_table *t = places_columns(p, n + unknown);
    double top = quarter_top(b);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < b->list_n; i++) {
            bool own = b->level > 0 && b->list[i].place == b->place;
            if (pass == 0 ? own : !own && is_shown(b, &b->list[i]))
                place_row(p, t, row++, &b->list[i], top);
        }
    if (unknown) {
        cell_words(p, t, row, PLACE_NAME, bare(p, T("Governorate unknown")));
        trace_row(p, t, row, TRACE_UNPLACED, "method-places");
        t->row[row].key = STR("unknown");
        t->cells[row * t->column_n].machine_set = true;
        int64_t untold = b->coarse.untold + b->outside.untold + b->nowhere.untold, incidents = b->coarse.incidents + b->outside.incidents + b->nowhere.incidents;
        cell_number(t, row, PLACE_INCIDENTS, guard_count(incidents), NUMBER_INT);
        cell_number(t, row, PLACE_KILLED, untold == incidents ? public_value(NAN) : guard_count(b->coarse.deaths + b->outside.deaths + b->nowhere.deaths), NUMBER_INT);
    }
    return t;
}

/* Behind map and dots: what they draw, in their order, and the people it is divided by. */
static struct doc_table *rates_table(struct page *p)
{
    const struct brief_data *b = p->b;
    struct doc_table *t = doc_table_new(p->d, "rates", 6, b->list_n);
    table_column(p, t, 0, "place", T("Governorate"), false);
    table_column(p, t, 1, "deaths_best", T("Killed"), true);
    table_column(p, t, 2, "deaths_per_100k", T("Per 100,000 a year"), true);
    table_column(p, t, 3, "deaths_per_100k_range", T("95 % interval"), true);
    table_column(p, t, 4, "people", T("People"), true);
    table_column(p, t, 5, "people_year", T("Counted in"), true);
    t->columns[3].human_only = true;
    for (size_t i = 0; i < b->list_n; i++) {
        const struct brief_place *g = &b->list[i];
        cell_place(p, t, i, 0, g->place);
        trace_row_of(p, t, i, g->place, TRACE_NOW, "method-rates");
        cell_number(t, i, 1, deaths_told(&g->trend.now) ? recorded_count(g->trend.now.best, g->trend.now.looked) : public_value(NAN), NUMBER_INT);
        cell_number(t, i, 2, claim_of(g, MEASURE_RATE), style_of(g->rate, MEASURE_RATE));
        if (g->trend.now.looked < LOOKED_LIMITED && deaths_told(&g->trend.now))
            cell_range(t, i, 3, claim_of(g, MEASURE_RATE), style_of(g->rate, MEASURE_RATE));
        cell_number(t, i, 4, public_value((double)g->people.people), NUMBER_INT);
        cell_number(t, i, 5, guard_count(g->people.year), NUMBER_PLAIN);
    }
    return t;
}

/* Why there are no rates: which places have no population figure of about that year. */
static struct str no_rates_words(struct page *p)
{
    enum { NAMED = 5 };
    const struct brief_data *b = p->b;
    int *places = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->list_n; i++)
        if (!b->list[i].peopled)
            places[n++] = b->list[i].place;
    struct slot slots[] = {slot_text("year", year_text(p, b->rate_year)), slot_text("places", places_text(p, places, MIN_OF(n, (size_t)NAMED))), slot_text("n", count_text(p, (int64_t)n))};
    const char *text = n == b->list_n ? T("No population figure within five years of {year} is in the register, so deaths are shown and not rates.")
        : n <= NAMED                  ? T("No population figure within five years of {year} is in the register for {places}, so deaths are shown and not rates.")
                                      : T("No population figure within five years of {year} is in the register for {n} governorates, {places} among them, so deaths are shown and not rates.");
    return told(p, text, slots, ARRAY_LEN(slots));
}

static struct str population_words(struct page *p)
{
    const struct brief_data *b = p->b;
    int least = INT32_MAX, most = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        least = MIN_OF(least, b->list[i].people.year);
        most = MAX_OF(most, b->list[i].people.year);
    }
    struct slot year = slot_text("year", year_text(p, most)), from = slot_text("from", year_text(p, least));
    return least == most ? TOLD(p, T("Population of {year}."), year) : TOLD(p, T("Population of {from} to {year}."), from, year);
}

static bool any_unseen(const struct brief_data *b)
{
    for (size_t i = 0; i < b->list_n; i++)
        if (b->list[i].trend.now.looked >= LOOKED_LIMITED)
            return true;
    return false;
}

/* Up to five by name, else how many. */
static struct str few_places_text(struct page *p, const int *places, size_t n)
{
    enum { NAMED = 5 };
    return n <= NAMED ? places_text(p, places, n) : counted(p, TN("{n} governorate", "{n} governorates"), (int64_t)n);
}

/* Of the places seen: those without any number of dead are hatched; where single records have none, the numbers drawn are the least. */
static void say_untold(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    int *none = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1), *part = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    size_t none_n = 0, part_n = 0;
    int64_t untold = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        const struct period_totals *now = &b->list[i].trend.now;
        if (now->looked >= LOOKED_LIMITED || now->deaths_unknown == 0)
            continue;
        if (!deaths_told(now)) {
            none[none_n++] = b->list[i].place;
            continue;
        }
        part[part_n++] = b->list[i].place;
        untold += now->deaths_unknown;
    }
    if (none_n)
        SAY(p, w, T(" In {places} nobody recorded how many people were killed: hatched, without a number."), slot_text("places", few_places_text(p, none, none_n)));
    if (part_n)
        SAY(p, w, T(" Of {incidents} in {places} nobody recorded how many people were killed: the numbers there are the least there were."),
            slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), untold)), slot_text("places", few_places_text(p, part, part_n)));
}

static bool figure_where(struct page *p, struct err *e)
{
    const struct brief_data *b = p->b;
    bool rates = b->rates;
    enum brief_measure m = rates ? MEASURE_RATE : MEASURE_DEATHS;
    struct figure *fig = figure_add(p, "where");
    trace_figure_of(p, fig, b->country, TRACE_NOW | (b->coarse.incidents ? TRACE_COARSE : 0), b->rates ? "method-rates" : "method-places");
    where_title(p, fig, rates);
    struct slot slots[] = {slot_place(p, "country", b->country), slot_text("period", period_text(p, b->from_month, b->to_month)),
        slot_text("population", rates ? population_words(p) : no_rates_words(p)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents))};
    struct str map_title = rates ? told(p, T("Map of {country}: people killed per 100,000 a year"), slots, ARRAY_LEN(slots)) : told(p, T("Map of {country}: people killed"), slots, ARRAY_LEN(slots));
    struct str dots_title = rates ? told(p, T("Governorates ranked by people killed per 100,000 a year"), slots, ARRAY_LEN(slots)) : told(p, T("Governorates ranked by people killed"), slots, ARRAY_LEN(slots));
    struct str desc = words_flat(p->d, &fig->title);
    fig->layout = FIGURE_PAIR;
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 2);
    struct str letters = STR("");
    if (!draw_map(p, m, map_title, desc, &fig->drawings[0], &letters, e))
        return false;
    fig->drawings[1] = draw_dots(p, m, dots_title, desc);
    fig->drawing_n = 2;
    words_say(p->d, &fig->source, rates ? T("People killed per 100,000 a year, {period}; lines: 95 % intervals from how much months differ. {population}")
                                        : T("People killed, {period}; lines: low and high of the source. {population}"), slots, ARRAY_LEN(slots));
    if (b->coarse.incidents)
        words_say(p->d, &fig->source, T(" {incidents} known only to {country} are not on the map. Borders are an aid to reading and imply no opinion on the status of any territory."), slots, ARRAY_LEN(slots));
    else
        words_say(p->d, &fig->source, T(" Borders are an aid to reading and imply no opinion on the status of any territory."), slots, ARRAY_LEN(slots));
    if (any_unseen(b))
        SAY_BARE(p, &fig->source, T(" Hatched: in this period nobody could look, or not all the time (lower half); no rate and no zero is claimed there."));
    say_untold(p, &fig->source);
    if (rates) {
        fig->table = rates_table(p);
        fig->table_label = bare(p, T("Table: by governorate"));
    } else {
        words_text(p->d, &fig->source, STR(" "));
        words_link(p->d, &fig->source, bare(p, T("Table: by governorate")), STR("governorates"));
    }
    struct block *map = doc_add(p->d, BLOCK_MAP_TEXT);
    words_text(p->d, &map->words, letters);
    return true;
}

/* ---- the same of any measure, for the room's front page ---- */

struct shown_cell where_claim(const struct brief_place *g, enum brief_measure m) { return claim_of(g, m); }
enum number_style where_style(struct estimate v, enum brief_measure m) { return style_of(v, m); }
const char *where_unit(enum brief_measure m) { return unit_of(m); }

static const char *measure_title(enum brief_measure m)
{
    static const char *const words[MEASURES] = {[MEASURE_RATE] = T("People killed per 100,000 a year, {period}"), [MEASURE_DEATHS] = T("People killed, {period}"), [MEASURE_INCIDENTS] = T("Incidents, {period}"),
        [MEASURE_PER_INCIDENT] = T("People killed per incident, {period}"), [MEASURE_CIVILIANS] = T("Known civilians among the dead, {period}")};
    return words[m];
}

static const char *lines_text(enum brief_measure m)
{
    return m == MEASURE_DEATHS ? T("Lines: low and high of the sources.") : m == MEASURE_INCIDENTS ? T("Counts of what the sources recorded, without an interval.") : T("Lines: 95 % intervals from how much months differ.");
}

bool where_pair(struct page *p, enum brief_measure m, bool map_alone, struct figure **out, struct err *e)
{
    const struct brief_data *b = p->b;
    struct figure *fig = *out = figure_add(p, "where");
    struct str letters = STR("");
    trace_figure_of(p, fig, b->country, TRACE_NOW | (b->coarse.incidents ? TRACE_COARSE : 0), m == MEASURE_RATE ? "method-rates" : "method-places");
    struct slot slots[] = {slot_text("period", period_text(p, b->from_month, b->to_month)), slot_place(p, "country", b->country),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->coarse.incidents))};
    words_say(p->d, &fig->title, measure_title(m), slots, ARRAY_LEN(slots));
    struct str title = words_flat(p->d, &fig->title);
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 2);
    fig->layout = map_alone ? FIGURE_FULL : FIGURE_PAIR;
    if (!draw_map(p, m, title, title, &fig->drawings[fig->drawing_n++], &letters, e))
        return false;
    if (!map_alone)
        fig->drawings[fig->drawing_n++] = draw_dots(p, m, title, title);
    SAY_BARE(p, &fig->source, lines_text(m));
    words_text(p->d, &fig->source, STR(" "));
    if (m == MEASURE_RATE)
        words_text(p->d, &fig->source, population_words(p));
    else if (!b->rates)
        words_text(p->d, &fig->source, no_rates_words(p));
    if (b->coarse.incidents)
        words_say(p->d, &fig->source, T(" {incidents} known only to {country} are not on the map. Borders are an aid to reading and imply no opinion on the status of any territory."), slots, ARRAY_LEN(slots));
    else
        SAY_BARE(p, &fig->source, T(" Borders are an aid to reading and imply no opinion on the status of any territory."));
    if (any_unseen(b))
        SAY_BARE(p, &fig->source, T(" Hatched: in this period nobody could look, or not all the time (lower half); no rate and no zero is claimed there."));
    if (m != MEASURE_INCIDENTS)
        say_untold(p, &fig->source);
    return true;
}

/* ---- small multiples ---- */

static int64_t change_in(const struct trend *t) { return t->now.incidents - t->before.incidents; }

/* Up to two places whose incidents fell, or rose, most: of those of which a change can be told. Returns how many. */
static size_t changed_most(const struct brief_data *b, enum verdict way, const struct brief_place *out[2])
{
    size_t n = 0;
    while (n < 2) {
        const struct brief_place *most = NULL;
        for (size_t i = 0; i < b->list_n; i++) {
            const struct brief_place *g = &b->list[i];
            if (!g->compared || incidents_verdict(&g->trend) != way || (n && g == out[0]))
                continue;
            if (!most || llabs(change_in(&g->trend)) > llabs(change_in(&most->trend)))
                most = g;
        }
        if (!most)
            break;
        out[n++] = most;
    }
    return n;
}

/* Do the places named hold more than half of the country's change, and of what all places together changed that way? */
static bool is_most_of_it(const struct brief_data *b, enum verdict way, const struct brief_place *const *named, size_t n)
{
    int64_t all = 0, theirs = 0, sign = way == VERDICT_LESS ? -1 : 1;
    for (size_t i = 0; i < b->list_n; i++)
        all += MAX_OF(sign * change_in(&b->list[i].trend), 0);
    for (size_t i = 0; i < n; i++)
        theirs += sign * change_in(&named[i]->trend);
    return incidents_verdict(&b->trend) == way && 2 * theirs > MAX_OF(all, sign * change_in(&b->trend));
}

/* The way the country changed; where none can be told, or no place went it, the way of the place that changed most. */
static enum verdict way_told(const struct brief_data *b)
{
    const struct brief_place *less[2], *more[2];
    size_t less_n = changed_most(b, VERDICT_LESS, less), more_n = changed_most(b, VERDICT_MORE, more);
    enum verdict whole = incidents_verdict(&b->trend);
    if (!less_n || !more_n)
        return less_n ? VERDICT_LESS : more_n ? VERDICT_MORE : VERDICT_NONE;
    if (whole == VERDICT_LESS || whole == VERDICT_MORE)
        return whole;
    return llabs(change_in(&less[0]->trend)) >= llabs(change_in(&more[0]->trend)) ? VERDICT_LESS : VERDICT_MORE;
}

static const char *multiples_text(const struct brief_data *b, enum verdict way, bool most)
{
    bool less = way == VERDICT_LESS;
    if (b->trend.unseen)
        return less ? T("Among the governorates that could be seen, recorded incidents fell most in {places}")
                    : T("Among the governorates that could be seen, recorded incidents rose most in {places}");
    if (most)
        return less ? T("Most of the fall in recorded incidents is in {places}") : T("Most of the rise in recorded incidents is in {places}");
    return less ? T("Recorded incidents fell most in {places}") : T("Recorded incidents rose most in {places}");
}

/* Their names. */
static struct str named_text(struct page *p, const struct brief_place *const *named, size_t n)
{
    int places[2];
    for (size_t i = 0; i < n; i++)
        places[i] = named[i]->place;
    return places_text(p, places, n);
}

static void multiples_title(struct page *p, struct figure *fig)
{
    const struct brief_data *b = p->b;
    const struct brief_place *named[2], *less[2], *more[2];
    enum verdict way = way_told(b), whole = incidents_verdict(&b->trend);
    size_t n = changed_most(b, way, named), less_n = changed_most(b, VERDICT_LESS, less), more_n = changed_most(b, VERDICT_MORE, more);
    if (!b->trend.compared) {
        SAY_BARE(p, &fig->title, T("Incidents a month, by governorate"));
        return;
    }
    if (way == VERDICT_NONE) {
        SAY_BARE(p, &fig->title, T("In no governorate can a change in the number of incidents be told"));
        return;
    }
    if (less_n && more_n && whole == VERDICT_UNCLEAR) {
        SAY(p, &fig->title, T("Recorded incidents fell most in {fell} and rose most in {rose}"), slot_text("fell", named_text(p, less, less_n)), slot_text("rose", named_text(p, more, more_n)));
        return;
    }
    SAY(p, &fig->title, multiples_text(b, way, is_most_of_it(b, way, named, n)), slot_text("places", named_text(p, named, n)));
}

/* A monthly mean; of the few that one decimal would round to nothing, two. */
static struct str monthly(struct page *p, struct shown_cell mean)
{
    double v = shown_value(mean).value;
    return number_text(p->d, mean, v > 0 && v < 0.1 ? NUMBER_2 : NUMBER_1);
}

static struct drawing *draw_small(struct page *p, const struct brief_place *g, double top, bool squeezed)
{
    const struct brief_data *b = p->b;
    int from = MAX_OF(b->before_month, b->first_month);
    size_t n = (size_t)(b->to_month - from + 1), start = (size_t)(from - b->panel.first_month);
    struct shown_cell *months = ARENA_ARRAY(&p->d->arena, struct shown_cell, n);
    for (size_t i = 0; i < n; i++)
        months[i] = guard_count(b->panel.incidents[g->row * b->panel.months + start + i]);
    uint8_t *unseen = ARENA_ARRAY(&p->d->arena, uint8_t, n);
    for (size_t i = 0; i < n; i++) {
        uint8_t looked = b->panel.looked[g->row * b->panel.months + start + i];
        unseen[i] = looked == LOOKED_NONE ? 2 : looked == LOOKED_LIMITED;
    }
    struct small_panel panel = {.unseen = unseen,.months = months, .n = n, .now_from = (size_t)(b->from_month - from), .first_month = from, .top = top, .squeezed = squeezed};
    panel.name = place_text(p, g->place, &panel.name_lang);
    panel.before = g->trend.compared ? public_number(g->trend.before.incidents_per_month) : public_value(NAN);
    panel.now = public_number(g->trend.now.incidents_per_month);
    bool compared = g->compared;
    bool none = g->trend.before.incidents + g->trend.now.incidents == 0;
    panel.says = g->trend.unseen || g->trend.now.looked >= LOOKED_LIMITED ? bare(p, T("cannot compare")) : none ? bare(p, T("none recorded")) : !compared ? STR("")
        : TOLD(p, T("from {before} to {now}"), slot_text("before", monthly(p, panel.before)), slot_text("now", monthly(p, panel.now)));
    return figure_small(p->d, &panel);
}

/* Most incidents in a month drawn. */
static double top_of(const struct brief_data *b, const struct brief_place *g)
{
    int32_t top = 0;
    for (int m = MAX_OF(b->before_month, b->first_month); m <= b->to_month; m++)
        top = MAX_OF(top, b->panel.incidents[g->row * b->panel.months + (size_t)(m - b->panel.first_month)]);
    return top;
}

/* Where one place dwarfs the rest, the others would be flat lines on a scale of equal steps. */
static bool dwarfed(const struct brief_data *b, double top)
{
    enum { DWARFS = 8 };
    size_t small = 0, n = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        double own = is_shown(b, &b->list[i]) ? top_of(b, &b->list[i]) : 0;
        n += own > 0;
        small += own > 0 && own * DWARFS <= top;
    }
    return small * 3 >= n && n > 1;
}

/* Incidents of a year, as far as it is drawn, and the most cautious judgement of its months. */
static int64_t in_year(const struct brief_data *b, const struct brief_place *g, int year, enum looked *looked)
{
    int64_t sum = 0;
    *looked = LOOKED_UNSAID;
    for (int m = MAX_OF(b->before_month, b->first_month); m <= b->to_month; m++) {
        size_t at = g->row * b->panel.months + (size_t)(m - b->panel.first_month);
        if (month_year(m) != year)
            continue;
        sum += b->panel.incidents[at];
        *looked = MAX_OF(*looked, (enum looked)b->panel.looked[at]);
    }
    return sum;
}

/* Behind the small panels: incidents by year. */
static struct doc_table *years_of_places(struct page *p)
{
    const struct brief_data *b = p->b;
    int first = month_year(MAX_OF(b->before_month, b->first_month)), last = month_year(b->to_month);
    size_t years = (size_t)(last - first + 1), n = 0;
    for (size_t i = 0; i < b->list_n; i++)
        n += is_shown(b, &b->list[i]);
    struct doc_table *t = doc_table_new(p->d, "governorates_years", years + 1, n);
    table_column(p, t, 0, "place", T("Governorate"), false);
    for (size_t y = 0; y < years; y++) {
        struct str year = year_text(p, first + (int)y);
        struct buf key CLEANUP(buf_end) = {0};
        buf_int(&key, first + (int)y);
        t->columns[1 + y] = (struct doc_column){.key = {arena_text(&p->d->arena, key.p, key.n), key.n}, .label = year, .number = true};
    }
    for (size_t i = 0, row = 0; i < b->list_n; i++) {
        const struct brief_place *g = &b->list[i];
        if (!is_shown(b, g))
            continue;
        cell_place(p, t, row, 0, g->place);
        trace_row_of(p, t, row, g->place, TRACE_NOW | (g->trend.compared ? TRACE_BEFORE : 0), "method-change");
        for (size_t y = 0; y < years; y++) {
            enum looked looked;
            int64_t sum = in_year(b, g, first + (int)y, &looked);
            cell_number(t, row, 1 + y, recorded_count(sum, looked), NUMBER_INT);
        }
        row++;
    }
    return t;
}

static void figure_multiples(struct page *p)
{
    const struct brief_data *b = p->b;
    struct figure *fig = figure_add(p, "multiples");
    trace_figure_of(p, fig, b->country, TRACE_NOW | (b->trend.compared ? TRACE_BEFORE : 0), "method-change");
    double top = 1;
    for (size_t i = 0; i < b->list_n; i++)
        top = is_shown(b, &b->list[i]) ? MAX_OF(top, top_of(b, &b->list[i])) : top;
    bool squeezed = dwarfed(b, top);
    fig->layout = FIGURE_GRID;
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, b->list_n);
    for (int pass = 0; pass < 2; pass++) /* the brief's own place first, then its neighbours; a country: all, or the first */
        for (size_t i = 0; i < b->list_n && fig->drawing_n < UNITS_DRAWN; i++) {
            bool own = b->level > 0 && b->list[i].place == b->place;
            if (pass == 0 ? own : !own && is_shown(b, &b->list[i]))
                fig->drawings[fig->drawing_n++] = draw_small(p, &b->list[i], top, squeezed);
        }
    if (b->level == 0)
        multiples_title(p, fig);
    else
        SAY(p, &fig->title, T("{place} and its neighbours"), slot_place(p, "place", b->place));
    bool hatched = false;
    for (size_t i = 0; i < b->list_n; i++)
        hatched |= is_shown(b, &b->list[i]) && (b->list[i].trend.unseen || b->list[i].trend.now.looked >= LOOKED_LIMITED);
    SAY(p, &fig->source, squeezed ? T("Incidents a month, same squeezed scale in every panel (height is the square root of the number; top: {top}); lines: monthly mean before and in this period.")
                                  : T("Incidents a month, same scale in every panel (top: {top}); lines: monthly mean before and in this period."), slot_text("top", count_text(p, (int64_t)top)));
    if (hatched)
        SAY_BARE(p, &fig->source, T(" Hatched: nobody could look, or not everywhere (lower half); what was recorded there all the same is the least there was."));
    fig->table = years_of_places(p);
    fig->table_label = bare(p, T("Table: incidents by governorate and year"));
}

bool section_where(struct page *p, struct err *e)
{
    const struct brief_data *b = p->b;
    if (b->list_n == 0) {
        struct block *note = doc_add(p->d, BLOCK_NOTE);
        trace_words(p, &note->words, TRACE_NONE, "method-places");
        SAY_BARE(p, &note->words, T("The register holds no borders of this country, so nothing can be said about its governorates. Add a border file (GeoJSON) to get the map and the table."));
        return true;
    }
    if (!figure_where(p, e))
        return false;
    figure_multiples(p);
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("governorates");
    if (b->level == 0)
        SAY(p, &sub->words, T("Governorates, {period}"), slot_text("period", period_text(p, b->from_month, b->to_month)));
    else
        SAY(p, &sub->words, T("{place} and its neighbours, {period}"), slot_place(p, "place", b->place), slot_text("period", period_text(p, b->from_month, b->to_month)));
    struct block *table = doc_add(p->d, BLOCK_TABLE);
    table->table = places_table(p);
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_NONE, "method-counts");
    say_thresholds(p, &note->words);
    if (levels_known(p->b))
        SAY_BARE(p, &note->words, T(" High again: for at most three months, after a lower time. Higher not long ago: within the last 12 months, or 24 where incidents go on."));
    return true;
}
