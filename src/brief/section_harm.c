/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Harm that does not kill, a part of "How sure we are": what the sources record of arrests, abductions, closures, demolished homes and the
 * like, by who did it. Counts only: such records depend on somebody looking for them, so no change or rate is claimed.
 */
#include "brief/section_priv.h"

enum { STATE = 1, NON_STATE = 2, CIVILIANS = 3, SIDE_UNKNOWN = 0 };

/* Any such record anywhere in the register, whatever the place. */
static bool register_holds_any(const struct incident_columns *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (!c->in_series[i])
            return true;
    return false;
}

void say_beside(struct page *p, struct words *w)
{
    const struct harm *h = &p->b->harm;
    if (h->now == 0)
        return;
    SAY(p, w, T(" Beside these the sources record {incidents} that killed nobody, as far as is known."),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), h->now)));
    words_text(p->d, w, STR(" "));
    words_link(p->d, w, bare(p, T("Harm that does not kill")), STR("harm"));
    trace_words(p, w, TRACE_BESIDE_NOW, "method-which");
}

/* ---- words ---- */

static void say_none(struct page *p)
{
    struct block *none = doc_add(p->d, BLOCK_PARAGRAPH);
    trace_words(p, &none->words, TRACE_BESIDE_NOW, "method-which");
    if (register_holds_any(p->b->columns))
        SAY(p, &none->words, T("In {place} the sources record no harm that did not kill. That is what they say; it is not the same as none."), slot_place(p, "place", p->b->place));
    else
        SAY_BARE(p, &none->words, T("The sources in this register record only incidents that killed, and uses of arms that could have. What did not kill (arrests, abductions, closures, demolished homes, threats) is not seen here."));
}

static void say_counts(struct page *p)
{
    const struct brief_data *b = p->b;
    const struct harm *h = &b->harm;
    struct block *block = doc_add(p->d, BLOCK_PARAGRAPH);
    SAY(p, &block->words, T("Deaths do not show all harm. The sources record {incidents} in {place} {when} that killed nobody, as far as is known."),
        slot_text("when", when_text(p, b->from_month, b->to_month)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), h->now)), slot_place(p, "place", b->place));
    if (h->unknown_now > 0)
        SAY(p, &block->words, T(" For {n} of them nobody recorded whether anybody was killed."), slot_text("n", count_text(p, h->unknown_now)));
    SAY(p, &block->words, T(" Such incidents are on record from {from} to {to}. They are counted only where somebody looked for them, so no change and no rate is read from them."),
            slot_text("from", month_text(p, h->first_month)), slot_text("to", month_text(p, h->last_month)));
    if (h->before > 0 && h->first_month > b->before_month)
        SAY_BARE(p, &block->words, T(" In a part of the period before nobody recorded them: the two periods cannot be compared."));
    trace_words(p, &block->words, TRACE_BESIDE_NOW | (h->before ? TRACE_BESIDE_BEFORE : 0), "method-which");
}

/* Uses of arms are in the series whatever they did. */
static void say_armed(struct page *p)
{
    const struct harm *h = &p->b->harm;
    if (h->armed_now == 0)
        return;
    struct block *block = doc_add(p->d, BLOCK_PARAGRAPH);
    SAY(p, &block->words, T("Of the incidents counted in the other sections, {n} were uses of arms in which nobody was killed."), slot_text("n", count_text(p, h->armed_now)));
    trace_words(p, &block->words, TRACE_ARMED, "method-which");
}

/* People harmed, deadly incidents and others together: each kind that any record gives, and for how many records nobody gave it. */
static void say_people(struct page *p)
{
    const struct harm *h = &p->b->harm;
    static const char *const texts[PEOPLE_HARMS] = {T("Injured: {people} in {known}; for {unknown} no number is given."), T("Abducted: {people} in {known}; for {unknown} no number is given."),
        T("Detained: {people} in {known}; for {unknown} no number is given."), T("Displaced: {people} in {known}; for {unknown} no number is given.")};
    struct block *items = NULL;
    for (size_t k = 0; k < PEOPLE_HARMS; k++) {
        if (h->people_unknown[k] >= h->all_now)
            continue;
        if (!items) {
            struct words *lead = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
            SAY_BARE(p, lead, T("People harmed and not killed, in all incidents of the period, deadly or not:"));
            trace_words(p, lead, TRACE_ALL_NOW, "method-counts");
            items = doc_add(p->d, BLOCK_ITEMS);
            items->items = ARENA_ARRAY(&p->d->arena, struct words, PEOPLE_HARMS);
        }
        trace_words(p, &items->items[items->item_n], TRACE_ALL_NOW, "method-counts");
        SAY(p, &items->items[items->item_n++], texts[k], slot_text("people", counted(p, TN("{n} person", "{n} people"), h->people[k])),
            slot_text("known", counted(p, TN("{n} record", "{n} records"), h->all_now - h->people_unknown[k])), slot_text("unknown", count_text(p, h->people_unknown[k])));
    }
}

/* ---- the table: type by side ---- */

static const char *kind_label(int kind)
{
    static const char *const labels[KIND_COUNT] = {T("not known"), T("battle with a state"), T("battle between non-state groups"), T("violence against civilians"),
        T("explosion or remote violence"), T("protest or riot"), T("other")};
    return labels[kind >= 0 && kind < KIND_COUNT ? kind : 0];
}

static void type_cell(struct page *p, struct doc_table *t, size_t row, const struct harm_row *r)
{
    struct str code = intern_text(&p->b->columns->words, r->type);
    code.p = arena_text(&p->d->arena, code.p, code.n); /* the document outlives the columns */
    const char *label = r->type ? incident_type_label(code) : kind_label(r->kind);
    cell_words(p, t, row, 0, label ? bare(p, label) : code);
    t->cells[row * t->column_n].machine = r->type ? code : STR("");
    t->cells[row * t->column_n].machine_set = true;
}

static void row_cells(struct doc_table *t, size_t row, const int64_t now[SIDES], const int64_t before[SIDES], int64_t unknown, bool civilians, bool compared)
{
    size_t column = 1;
    int64_t all = 0, earlier = 0;
    for (int s = 0; s < SIDES; s++)
        all += now[s], earlier += before[s];
    cell_number(t, row, column++, guard_count(all), NUMBER_INT);
    cell_number(t, row, column++, guard_count(now[STATE]), NUMBER_INT);
    cell_number(t, row, column++, guard_count(now[NON_STATE]), NUMBER_INT);
    if (civilians)
        cell_number(t, row, column++, guard_count(now[CIVILIANS]), NUMBER_INT);
    cell_number(t, row, column++, guard_count(now[SIDE_UNKNOWN]), NUMBER_INT);
    cell_number(t, row, column++, guard_count(unknown), NUMBER_INT);
    cell_number(t, row, column, compared ? guard_count(earlier) : public_value(NAN), NUMBER_INT);
}

static void trace_type(struct page *p, struct doc_table *t, size_t row, const struct harm_row *r, bool compared)
{
    const struct brief_data *b = p->b;
    struct trace_set set = {.name = "now", .label = T("this period"), .what = TAKE_BESIDE_TYPE, .place = b->place, .from_month = b->from_month,
        .to_month = b->to_month, .key = r->type, .kind = r->kind};
    trace_row_set(p, t, row, set, "method-which");
    if (!compared)
        return;
    set.name = "before";
    set.label = T("the period before");
    set.from_month = b->before_month;
    set.to_month = b->from_month - 1;
    trace_row_set(p, t, row, set, "method-which");
}

static void harm_table(struct page *p, bool compared)
{
    const struct harm *h = &p->b->harm;
    int64_t now[SIDES] = {0}, before[SIDES] = {0};
    for (size_t i = 0; i < h->n; i++)
        for (int s = 0; s < SIDES; s++)
            now[s] += h->rows[i].now[s], before[s] += h->rows[i].before[s];
    bool civilians = now[CIVILIANS] > 0;
    struct doc_table *t = doc_table_new(p->d, "harm", civilians ? 8 : 7, h->n + 1);
    size_t column = 0;
    table_column(p, t, column++, "type", T("What happened"), false);
    table_column(p, t, column++, "incidents", T("Incidents"), true);
    table_column(p, t, column++, "state", T("By a state"), true);
    table_column(p, t, column++, "non_state", T("By non-state groups"), true);
    if (civilians)
        table_column(p, t, column++, "civilians", T("By civilians"), true);
    table_column(p, t, column++, "side_unknown", T("By whom not known"), true);
    table_column(p, t, column++, "deaths_not_known", T("Deaths not known"), true);
    table_column(p, t, column, "before", T("Incidents, period before"), true);
    for (size_t i = 0; i < h->n; i++) {
        type_cell(p, t, i, &h->rows[i]);
        row_cells(t, i, h->rows[i].now, h->rows[i].before, h->rows[i].unknown_now, civilians, compared);
        trace_type(p, t, i, &h->rows[i], compared);
    }
    cell_words(p, t, h->n, 0, bare(p, T("All types")));
    trace_row(p, t, h->n, TRACE_BESIDE_NOW | (compared ? TRACE_BESIDE_BEFORE : 0), "method-which");
    t->cells[h->n * t->column_n].machine = STR("");
    t->cells[h->n * t->column_n].machine_set = true;
    row_cells(t, h->n, now, before, h->unknown_now, civilians, compared);
    doc_add(p->d, BLOCK_TABLE)->table = t;
}

/* ---- the figure: months by side ---- */

struct harm_window { /* months drawn, as entries of by_side */
    size_t from, n, now_from;
    int first_month;
};

static struct harm_window window_of(const struct brief_data *b)
{
    int first = MAX_OF(b->before_month, b->first_month);
    return (struct harm_window){(size_t)(first - b->harm.months_from), (size_t)(b->to_month - first + 1), (size_t)(b->from_month - first), first};
}

/* Before the first such record nothing is known, not zero. */
static struct shown_cell month_cell(const struct harm *h, const struct harm_window *w, size_t i, int64_t v)
{
    return w->first_month + (int)i < h->first_month ? public_value(NAN) : guard_count(v);
}

static const struct shown_cell *months_of(struct page *p, const struct harm_window *w, int one, int other)
{
    const struct harm *h = &p->b->harm;
    struct shown_cell *cells = ARENA_ARRAY(&p->d->arena, struct shown_cell, w->n);
    for (size_t i = 0; i < w->n; i++)
        cells[i] = month_cell(h, w, i, (int64_t)h->beside[one][w->from + i] + (other >= 0 ? h->beside[other][w->from + i] : 0));
    return cells;
}

static struct doc_table *by_year(struct page *p, const struct harm_window *w)
{
    const struct harm *h = &p->b->harm;
    int first = month_year(w->first_month), last = month_year(w->first_month + (int)w->n - 1);
    struct doc_table *t = doc_table_new(p->d, "harm_years", 5, (size_t)(last - first + 1));
    table_column(p, t, 0, "year", T("Year"), false);
    table_column(p, t, 1, "state", T("By a state"), true);
    table_column(p, t, 2, "non_state", T("By non-state groups"), true);
    table_column(p, t, 3, "civilians", T("By civilians"), true);
    table_column(p, t, 4, "side_unknown", T("By whom not known"), true);
    static const int sides[] = {STATE, NON_STATE, CIVILIANS, SIDE_UNKNOWN};
    for (int year = first; year <= last; year++) {
        size_t row = (size_t)(year - first);
        cell_number(t, row, 0, guard_count(year), NUMBER_PLAIN);
        trace_year(p, t, row, TAKE_BESIDE, year, w->first_month, w->first_month + (int)w->n - 1);
        for (size_t k = 0; k < ARRAY_LEN(sides); k++) {
            int64_t sum = 0;
            bool seen = false;
            for (size_t i = 0; i < w->n; i++) {
                if (month_year(w->first_month + (int)i) != year)
                    continue;
                sum += h->beside[sides[k]][w->from + i];
                seen = seen || w->first_month + (int)i >= h->first_month;
            }
            cell_number(t, row, 1 + k, seen ? guard_count(sum) : public_value(NAN), NUMBER_INT);
        }
    }
    return t;
}

static void totals_of(const struct harm *h, const struct harm_window *w, int64_t sums[SIDES], int64_t *all)
{
    *all = 0;
    for (int s = 0; s < SIDES; s++) {
        sums[s] = 0;
        for (size_t i = 0; i < w->n; i++)
            sums[s] += h->beside[s][w->from + i];
        *all += sums[s];
    }
}

static void harm_figure(struct page *p)
{
    const struct brief_data *b = p->b;
    struct harm_window w = window_of(b);
    int64_t sums[SIDES], all = 0;
    totals_of(&b->harm, &w, sums, &all);
    if (all == 0)
        return;
    struct figure *fig = figure_add(p, "harm-months");
    struct slot slots[] = {slot_text("state", count_text(p, sums[STATE])), slot_text("non_state", count_text(p, sums[NON_STATE])),
        slot_text("other", count_text(p, sums[CIVILIANS] + sums[SIDE_UNKNOWN])), slot_text("period", period_text(p, w.first_month, b->to_month)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), all))};
    if (sums[STATE] * 2 > all)
        words_say(p->d, &fig->title, T("Most recorded harm that did not kill was done by a state"), slots, 0);
    else if (sums[NON_STATE] * 2 > all)
        words_say(p->d, &fig->title, T("Most recorded harm that did not kill was done by non-state groups"), slots, 0);
    else
        words_say(p->d, &fig->title, T("Recorded harm that did not kill, by who did it"), slots, 0);
    bool others = sums[CIVILIANS] > 0;
    struct figure_sides f = {.first_month = w.first_month, .n = w.n, .now_from = b->trend.compared ? w.now_from : 0, .axis_says = bare(p, T("incidents a month that killed nobody")),
        .unknown_says = bare(p, T("not on record")),
        .labels = {bare(p, T("by a state")), bare(p, T("by non-state groups")), others ? bare(p, T("by civilians, or not known")) : bare(p, T("by whom not known"))},
        .months = {months_of(p, &w, STATE, -1), months_of(p, &w, NON_STATE, -1), months_of(p, &w, SIDE_UNKNOWN, CIVILIANS)}};
    f.title = told(p, T("Incidents a month that killed nobody, by who did it, {period}"), slots, ARRAY_LEN(slots));
    f.desc = told(p, T("{state} by a state, {non_state} by non-state groups, {other} by civilians or not known."), slots, ARRAY_LEN(slots));
    fig->layout = FIGURE_PAIR;
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_sides(p->d, &f);
    words_say(p->d, &fig->source, T("One bar a month, by the side that the source names first. Hatched from top to bottom: not on record. {incidents}, {period}."), slots, ARRAY_LEN(slots));
    trace_figure(p, fig, TRACE_BESIDE_NOW | TRACE_BESIDE_BEFORE, "method-which");
    fig->table = by_year(p, &w);
    fig->table_label = bare(p, T("Table: by year"));
}

bool section_harm(struct page *p, struct err *e)
{
    (void)e;
    const struct harm *h = &p->b->harm;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("harm");
    SAY_BARE(p, &sub->words, T("Harm that does not kill"));
    bool on_record = h->last_month >= h->first_month;
    if (!on_record)
        say_none(p);
    else
        say_counts(p);
    say_armed(p);
    say_people(p);
    if (h->now + h->before == 0)
        return true;
    harm_table(p, p->b->before_month >= p->b->first_month && h->before > 0);
    harm_figure(p);
    return true;
}
