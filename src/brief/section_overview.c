/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front page of the room: first sentences, map and ranking, a row a governorate. All words and numbers are the sections' own. */
#include "brief/section_priv.h"

struct overview {
    struct page *p;
    const struct brief_overview *asked;
    const struct brief_data *whole; /* what the sentences are of */
    enum brief_measure m;
    double top; /* most incidents of a month in any place */
};

/* ---- links ---- */

static struct str link_to(struct page *p, const char *folder, struct str name, struct str query)
{
    static const char hex[] = "0123456789ABCDEF";
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, folder);
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_') {
            buf_char(&b, (char)c);
            continue;
        }
        const char coded[] = {'%', hex[c >> 4], hex[c & 15]};
        buf_add(&b, coded, sizeof coded);
    }
    buf_str(&b, query);
    return (struct str){arena_text(&p->d->arena, b.p, b.n), b.n};
}

static struct str place_link(struct page *p, int place, struct str query)
{
    const struct place *at = place < 0 ? NULL : gazetteer_place(p->b->places, (size_t)place);
    return link_to(p, "/place/", !at ? STR("-") : at->code.n ? at->code : at->name, query);
}

/* ---- the order: largest first, then what is not known, then what could not be seen ---- */

static int group_of(const struct brief_place *g, enum brief_measure m)
{
    enum shown_state state = shown_state(where_claim(g, m));
    return state == SHOWN_VALUE ? 0 : state == SHOWN_UNKNOWN ? 1 : 2;
}

static int by_measure(const void *x, const void *y, void *arg)
{
    const struct brief_place *a = x, *b = y;
    const struct overview *o = arg;
    int here = group_of(a, o->m), there = group_of(b, o->m);
    if (here != there)
        return here < there ? -1 : 1;
    if (here == 0) {
        double u = shown_value(where_claim(a, o->m)).value, v = shown_value(where_claim(b, o->m)).value;
        if (u != v)
            return u > v ? -1 : 1;
    }
    return str_compare(gazetteer_place(o->p->b->places, (size_t)a->place)->name, gazetteer_place(o->p->b->places, (size_t)b->place)->name);
}

/* ---- a row a governorate ---- */

static int first_drawn(const struct brief_data *b) { return MAX_OF(b->before_month, b->first_month); }

static const int32_t *months_of(const struct brief_data *b, const struct brief_place *g)
{
    return b->panel.incidents + g->row * b->panel.months + (first_drawn(b) - b->panel.first_month);
}

static double most_of(const struct brief_data *b)
{
    int32_t top = 1;
    for (size_t i = 0; i < b->list_n; i++)
        for (int m = 0; m <= b->to_month - first_drawn(b); m++)
            top = MAX_OF(top, months_of(b, &b->list[i])[m]);
    return top;
}

static struct drawing *draw_months(const struct overview *o, const struct brief_place *g)
{
    struct page *p = o->p;
    const struct brief_data *b = p->b;
    size_t n = (size_t)(b->to_month - first_drawn(b) + 1), start = g->row * b->panel.months + (size_t)(first_drawn(b) - b->panel.first_month);
    struct shown_cell *months = ARENA_ARRAY(&p->d->arena, struct shown_cell, n);
    uint8_t *unseen = ARENA_ARRAY(&p->d->arena, uint8_t, n);
    for (size_t i = 0; i < n; i++) {
        uint8_t looked = b->panel.looked[start + i];
        months[i] = guard_count(months_of(b, g)[i]);
        unseen[i] = looked == LOOKED_NONE ? 2 : looked == LOOKED_LIMITED;
    }
    struct small_panel panel = {.months = months, .unseen = unseen, .n = n, .now_from = (size_t)(b->from_month - first_drawn(b)), .first_month = first_drawn(b), .top = o->top};
    panel.name = place_text(p, g->place, &panel.name_lang);
    panel.before = g->trend.compared ? public_number(g->trend.before.incidents_per_month) : public_value(NAN);
    panel.now = public_number(g->trend.now.incidents_per_month);
    return figure_row_months(p->d, TOLD(p, T("Incidents a month, {period}"), slot_text("period", period_text(p, first_drawn(b), b->to_month))), &panel);
}

static struct drawing *draw_looked(const struct overview *o, const struct brief_place *g)
{
    struct page *p = o->p;
    const struct brief_data *b = p->b;
    size_t n = looked_quarters(b), all[GRID_STATES] = {0};
    uint8_t *states = ARENA_ARRAY(&p->d->arena, uint8_t, n);
    for (size_t q = 0; q < n; q++) {
        states[q] = (uint8_t)looked_in(b, b->panel.looked + g->row * b->panel.months, q);
        all[states[q]]++;
    }
    const char *lang = NULL;
    struct slot slots[] = {slot_text("quarters", count_text(p, (int64_t)n)), slot_text("unseen", count_text(p, (int64_t)all[GRID_UNSEEN])),
        slot_text("partly", count_text(p, (int64_t)all[GRID_PARTLY])), slot_text("unsaid", count_text(p, (int64_t)all[GRID_UNSAID]))};
    struct str desc = told(p, T("Quarters in all: {quarters}; nobody could look: {unseen}; in part: {partly}; nobody said: {unsaid}."), slots, ARRAY_LEN(slots));
    return figure_row_looked(p->d, place_text(p, g->place, &lang), desc, states, n);
}

enum row_column { ROW_PLACE, ROW_MONTHS, ROW_INCIDENTS, ROW_CHANGE, ROW_KILLED, ROW_RATE, ROW_PER_INCIDENT, ROW_CIVILIANS, ROW_LOOKED, ROW_BRIEF, ROW_CHANGE_NUMBER, ROW_COLUMNS };

static struct doc_table *columns(struct page *p, size_t rows)
{
    static const struct { const char *key, *label; bool number; } all[ROW_COLUMNS] = {{"place", T("Place"), false}, {"months", T("Incidents a month"), false}, {"incidents", T("Incidents"), true},
        {"change", T("Change of incidents"), false}, {"deaths_best", T("Killed"), true}, {"deaths_per_100k", T("Per 100,000 a year"), true}, {"deaths_per_incident", T("Killed per incident"), true},
        {"civilian_share", T("Known civilians"), true}, {"looked", T("Could anybody look?"), false}, {"brief", T("Brief"), false}, {"incidents_change", T("Change of incidents"), true}};
    struct doc_table *t = doc_table_new(p->d, "places", ROW_COLUMNS, rows);
    for (size_t k = 0; k < ROW_COLUMNS; k++)
        table_column(p, t, k, all[k].key, all[k].label, all[k].number);
    t->columns[ROW_MONTHS].human_only = t->columns[ROW_CHANGE].human_only = t->columns[ROW_LOOKED].human_only = t->columns[ROW_BRIEF].human_only = true;
    t->columns[ROW_CHANGE_NUMBER].machine_only = true;
    return t;
}

static void drawing_cell(struct doc_table *t, size_t row, size_t column, struct drawing *g)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_DRAWING, .drawing = g};
}

static void place_row(const struct overview *o, struct doc_table *t, size_t row, const struct brief_place *g)
{
    struct page *p = o->p;
    const struct period_totals *now = &g->trend.now;
    const char *lang = NULL;
    struct str name = place_text(p, g->place, &lang), to = place_link(p, g->place, o->asked->query);
    cell_place(p, t, row, ROW_PLACE, g->place);
    t->cells[row * t->column_n + ROW_PLACE].words.list[0].link = to;
    drawing_cell(t, row, ROW_MONTHS, draw_months(o, g));
    cell_number(t, row, ROW_INCIDENTS, recorded_count(now->incidents, now->looked), NUMBER_INT);
    struct shown_cell change = g->compared ? public_number(g->trend.change.incidents) : public_value(NAN);
    drawing_cell(t, row, ROW_CHANGE, figure_row_change(p->d, name, change_in_words(p, g), change, g->trend.compared && g->trend.unseen));
    cell_number(t, row, ROW_CHANGE_NUMBER, change, NUMBER_PERCENT);
    cell_number(t, row, ROW_KILLED, recorded_deaths(g), NUMBER_INT);
    cell_number(t, row, ROW_RATE, where_claim(g, MEASURE_RATE), g->rate.value > 0 ? where_style(g->rate, MEASURE_RATE) : NUMBER_INT);
    cell_number(t, row, ROW_PER_INCIDENT, public_number(now->deaths_per_incident), NUMBER_1);
    cell_number(t, row, ROW_CIVILIANS, public_number(now->civilian_share_months), NUMBER_PERCENT);
    drawing_cell(t, row, ROW_LOOKED, draw_looked(o, g));
    struct doc_cell *brief = &t->cells[row * t->column_n + ROW_BRIEF];
    brief->kind = CELL_WORDS;
    words_link(p->d, &brief->words, bare(p, T("brief")), to);
    trace_row_of(p, t, row, g->place, TRACE_NOW | (g->trend.compared ? TRACE_BEFORE : 0), "method-counts");
}

static struct doc_table *rows_table(const struct overview *o)
{
    struct page *p = o->p;
    const struct brief_data *b = p->b;
    struct brief_gap un = {b->coarse.incidents + b->outside.incidents + b->nowhere.incidents, b->coarse.deaths + b->outside.deaths + b->nowhere.deaths,
        b->coarse.untold + b->outside.untold + b->nowhere.untold};
    struct doc_table *t = columns(p, b->list_n + (un.incidents > 0));
    t->columns[ROW_RATE].machine_only = !b->rates;
    for (size_t i = 0; i < b->list_n; i++)
        place_row(o, t, i, &b->list[i]);
    if (un.incidents == 0)
        return t;
    cell_words(p, t, b->list_n, ROW_PLACE, bare(p, T("Place unknown")));
    t->cells[b->list_n * t->column_n].machine_set = true;
    trace_row(p, t, b->list_n, TRACE_UNPLACED, "method-places");
    t->row[b->list_n].key = STR("unknown");
    cell_number(t, b->list_n, ROW_INCIDENTS, guard_count(un.incidents), NUMBER_INT);
    cell_number(t, b->list_n, ROW_KILLED, un.untold == un.incidents ? public_value(NAN) : guard_count(un.deaths), NUMBER_INT);
    return t;
}

static void table_of_places(const struct overview *o)
{
    struct page *p = o->p;
    struct block *head = doc_add(p->d, BLOCK_HEADING);
    head->id = STR("places");
    SAY_BARE(p, &head->words, T("By place"));
    struct block *table = doc_add(p->d, BLOCK_TABLE);
    table->table = rows_table(o);
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_NONE, "method-change");
    SAY(p, &note->words, T("Ranked by: {measure}; what could not be seen stands last, because it cannot be compared. Months: same scale in every row (top: {top}); shaded: this period; lines: monthly means. Change of incidents, from none to twice as many: blue square, fewer and sure; ochre diamond, more and sure; grey, it could be either. Hatched: nobody could look."),
        slot_text("measure", bare(p, where_unit(o->m))), slot_text("top", count_text(p, (int64_t)o->top)));
}

/* ---- the places as sentences ---- */

static void say_place(const struct overview *o, struct words *w, const struct brief_place *g)
{
    struct page *p = o->p;
    const struct period_totals *now = &g->trend.now;
    const char *lang = NULL;
    struct str name = place_text(p, g->place, &lang);
    struct shown_cell killed = recorded_deaths(g), incidents = recorded_count(now->incidents, now->looked), rate = where_claim(g, MEASURE_RATE);
    words_name(p->d, w, name, lang);
    w->list[0].link = place_link(p, g->place, o->asked->query);
    struct slot slots[] = {slot_text("incidents", number_text(p->d, incidents, NUMBER_INT)), slot_text("killed", number_text(p->d, killed, NUMBER_INT)),
        slot_text("rate", number_text(p->d, rate, where_style(g->rate, MEASURE_RATE))), slot_text("change", change_in_words(p, g))};
    words_say(p->d, w, p->b->rates ? T(": incidents {incidents}; people killed {killed}; killed per 100,000 a year {rate}; incidents against the period before: {change}.")
                                   : T(": incidents {incidents}; people killed {killed}; incidents against the period before: {change}."), slots, ARRAY_LEN(slots));
    trace_words_of(p, w, g->place, TRACE_NOW | (g->trend.compared ? TRACE_BEFORE : 0), "method-counts");
}

static void list_of_places(const struct overview *o)
{
    struct page *p = o->p;
    struct block *lead = doc_add(p->d, BLOCK_PARAGRAPH);
    trace_words(p, &lead->words, TRACE_NONE, "method-counts");
    SAY(p, &lead->words, T("{period}. Ranked by: {measure}."), slot_text("period", period_text(p, p->b->from_month, p->b->to_month)), slot_text("measure", bare(p, where_unit(o->m))));
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, p->b->list_n);
    for (size_t i = 0; i < p->b->list_n; i++)
        say_place(o, &items->items[items->item_n++], &p->b->list[i]);
}

/* ---- the page ---- */

static void head_of(const struct overview *o)
{
    struct page *p = o->p;
    const char *lang = NULL;
    say_banner(p);
    struct block *title = doc_add(p->d, BLOCK_TITLE);
    words_name(p->d, &title->words, place_text(p, p->b->place, &lang), lang);
    p->d->title = words_flat(p->d, &title->words);
    if (o->asked->form != OVERVIEW_ALL)
        return;
    struct page whole = {.b = o->whole, .d = p->d, .speech = p->speech};
    short_on_overview(&whole);
    struct block *more = doc_add(p->d, BLOCK_PARAGRAPH);
    trace_words(p, &more->words, TRACE_NONE, "method-counts");
    words_link(p->d, &more->words, bare(p, T("Read the brief")), place_link(p, p->b->place, o->asked->query));
}

static bool make(struct overview *o, struct err *e)
{
    struct page *p = o->p;
    const struct brief_data *b = p->b;
    struct figure *fig = NULL;
    head_of(o);
    if (b->list_n == 0) {
        struct block *note = doc_add(p->d, BLOCK_NOTE);
        trace_words(p, &note->words, TRACE_NONE, "method-places");
        SAY_BARE(p, &note->words, T("The register holds no borders of this country, so nothing can be said about its governorates. Add a border file (GeoJSON) to get the map and the table."));
        return true;
    }
    if (o->asked->form == OVERVIEW_LIST) {
        list_of_places(o);
        return true;
    }
    if (!where_pair(p, o->m, o->asked->form == OVERVIEW_MAP, &fig, e))
        return false;
    if (o->asked->form == OVERVIEW_ALL)
        table_of_places(o);
    return true;
}

bool brief_overview(const struct brief_data *b, const struct brief_overview *asked, const struct speech *speech, struct doc **out, struct err *e)
{
    const struct brief_data *areas = asked->areas ? asked->areas : b;
    struct brief_data ranked = *areas;
    struct page p = {.b = &ranked, .d = doc_new(speech), .speech = speech};
    struct overview o = {.p = &p, .asked = asked, .whole = b, .m = asked->measure == MEASURE_RATE && !areas->rates ? MEASURE_DEATHS : asked->measure, .top = most_of(areas)};
    ranked.list = ARENA_ARRAY(&p.d->arena, struct brief_place, areas->list_n + 1);
    if (areas->list_n) {
        memcpy(ranked.list, areas->list, areas->list_n * sizeof *areas->list);
        qsort_r(ranked.list, areas->list_n, sizeof *ranked.list, by_measure, &o);
    }
    p.d->mirror_time = b->request.mirror_time;
    if (!make(&o, e)) {
        doc_free(&p.d);
        return false;
    }
    doc_identify(p.d);
    p.d->as_of = b->as_of;
    *out = p.d;
    return true;
}
