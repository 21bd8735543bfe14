/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who does what, where: places against sectors, where there is need and nobody works, where many do the same, and money by where it comes from with how much
 * of it nobody says. Counts of organisations; none is named, but who pays. Nothing of it where no work is on record.
 */
#include "brief/section_priv.h"

enum { ROWS_DRAWN = 40, COLUMNS_DRAWN = 12, GAPS_TOLD = 6, MONEY_ROWS = 40 };
#define METHOD "method-coverage"

struct laid { /* what of it is shown: places by need, then sectors */
    struct page *p;
    const struct coverage *k;
    size_t *units, *sectors;
    size_t unit_n, sector_n;
};

/* ---- which ---- */

/* Of a country all; of a governorate itself and its neighbours. */
static bool is_shown(const struct brief_data *b, const struct coverage_unit *u)
{
    if (b->level == 0 || u->place == b->place)
        return true;
    for (size_t i = 0; i < b->list_n; i++)
        if (b->list[i].place == u->place)
            return b->list[i].neighbour;
    return false;
}

static double claimed(const struct coverage *k, size_t unit)
{
    return isnan(k->in.place[unit].incidents) ? -1 : k->in.place[unit].incidents;
}

static int by_need(const void *pa, const void *pb, void *context)
{
    const struct coverage *k = context;
    size_t a = *(const size_t *)pa, b = *(const size_t *)pb;
    double x = claimed(k, a), y = claimed(k, b);
    if (x != y)
        return x < y ? 1 : -1;
    return (a > b) - (a < b);
}

static struct laid lay(struct page *p, const struct brief_coverage_only *only)
{
    struct laid l = {.p = p, .k = p->b->coverage};
    l.units = ARENA_ARRAY(&p->d->arena, size_t, l.k->in.places + 1);
    l.sectors = ARENA_ARRAY(&p->d->arena, size_t, l.k->in.sectors + 1);
    for (size_t i = 0; i < l.k->in.places; i++)
        if (only && only->places ? only->places[i] : is_shown(p->b, &l.k->units[i]))
            l.units[l.unit_n++] = i;
    for (size_t i = 0; i < l.k->in.sectors; i++)
        if (!only || !only->sectors || only->sectors[i])
            l.sectors[l.sector_n++] = i;
    if (l.unit_n)
        qsort_r(l.units, l.unit_n, sizeof *l.units, by_need, (void *)(uintptr_t)l.k);
    return l;
}

static const struct coverage_cell *at(const struct laid *l, size_t row, size_t column)
{
    return coverage_at(l->k, l->units[row], l->sectors[column]);
}

/* ---- words ---- */

static struct str sector_text(const struct laid *l, size_t column)
{
    const struct coverage_sector *s = &l->k->sectors[l->sectors[column]];
    if (!s->key.n)
        return bare(l->p, T("sector not stated"));
    struct str name = coverage_sector_name(l->k, l->sectors[column], l->p->speech);
    return (struct str){arena_text(&l->p->d->arena, name.p, name.n), name.n};
}

static bool has_comma(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == ',' || (i + 1 < name.n && memcmp(name.p + i, "،", 2) == 0))
            return true;
    return false;
}

/* A list; between names that hold commas themselves stand semicolons. */
static struct str names_apart(struct page *p, const struct str *names, size_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    bool commas = false;
    for (size_t i = 0; i < n; i++)
        commas |= has_comma(names[i]);
    if (!commas || n < 2)
        return names_text(p, names, n);
    for (size_t i = 0; i < n; i++) {
        buf_str(&b, i ? bare(p, T("; ")) : STR(""));
        buf_str(&b, names_text(p, &names[i], 1));
    }
    return str_of(arena_text(&p->d->arena, b.p, b.n));
}

static struct str sectors_text(const struct laid *l, size_t row, bool gaps)
{
    struct str *names = ARENA_ARRAY(&l->p->d->arena, struct str, l->sector_n + 1);
    size_t n = 0;
    for (size_t c = 0; c < l->sector_n; c++)
        if (gaps ? at(l, row, c)->gap : at(l, row, c)->crowded)
            names[n++] = sector_text(l, c);
    return n ? names_apart(l->p, names, n) : STR("");
}

static size_t gaps_in(const struct laid *l, size_t row)
{
    size_t n = 0;
    for (size_t c = 0; c < l->sector_n; c++)
        n += at(l, row, c)->gap;
    return n;
}

/* ---- figures ---- */

static enum matrix_state state_of(const struct laid *l, size_t row, size_t column)
{
    const struct coverage_cell *x = at(l, row, column);
    if (x->gap || x->crowded)
        return x->gap ? MATRIX_GAP : MATRIX_CROWDED;
    return !x->organisations && x->need == NEED_UNTOLD ? MATRIX_UNKNOWN : MATRIX_PLAIN;
}

static void matrix_table(const struct laid *l, struct figure *fig)
{
    struct page *p = l->p;
    struct doc_table *t = fig->table = doc_table_new(p->d, "coverage", 4 + l->sector_n, l->unit_n);
    fig->table_label = bare(p, T("Table: organisations by place and sector"));
    table_column(p, t, 0, "place", T("Place"), false);
    table_column(p, t, 1, "incidents", T("Reported incidents"), true);
    table_column(p, t, 2, "asked", T("People asked for something"), true);
    table_column(p, t, 3, "organisations", T("Organisations"), true);
    for (size_t c = 0; c < l->sector_n; c++) {
        t->columns[4 + c].key = str_of(arena_f(&p->d->arena, "sector_%zu", l->sectors[c] + 1));
        t->columns[4 + c].label = sector_text(l, c);
        t->columns[4 + c].number = true;
        t->columns[4 + c].page_only = true;
    }
    for (size_t r = 0; r < l->unit_n; r++) {
        const struct coverage_unit *u = &l->k->units[l->units[r]];
        struct shown_cell incidents = u->looked == LOOKED_NONE ? guard_unseen() : public_value(l->k->in.place[l->units[r]].incidents);
        cell_place(p, t, r, 0, u->place);
        trace_row_of(p, t, r, u->place, TRACE_NOW, METHOD);
        cell_number(t, r, 1, incidents, NUMBER_INT);
        cell_number(t, r, 2, guard_count(u->asked), NUMBER_INT);
        cell_number(t, r, 3, guard_count(u->organisations), NUMBER_INT);
        for (size_t c = 0; c < l->sector_n; c++) {
            cell_number(t, r, 4 + c, guard_count(at(l, r, c)->organisations), NUMBER_INT);
            if (!at(l, r, c)->gap)
                continue;
            cell_words(p, t, r, 4 + c, bare(p, T("nobody, though needed")));
            t->cells[r * t->column_n + 4 + c].machine = STR("0");
            t->cells[r * t->column_n + 4 + c].machine_set = true;
        }
    }
}

static void matrix_title(const struct laid *l, struct figure *fig)
{
    size_t gaps = 0, places = 0;
    for (size_t r = 0; r < l->unit_n; r++) {
        gaps += gaps_in(l, r);
        places += gaps_in(l, r) > 0;
    }
    if (gaps)
        SAY(l->p, &fig->title, T("Need and nobody at work: in {places}"), slot_text("places", counted(l->p, TN("{n} place", "{n} places"), (int64_t)places)));
    else
        SAY_BARE(l->p, &fig->title, T("No place and sector with reported need is known to be without anybody"));
}

static void matrix_figure(const struct laid *l)
{
    struct page *p = l->p;
    struct figure *fig = figure_add(p, "coverage-matrix");
    size_t rows = MIN_OF(l->unit_n, (size_t)ROWS_DRAWN), columns = MIN_OF(l->sector_n, (size_t)COLUMNS_DRAWN);
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, columns + 1);
    struct matrix_row *places = ARENA_ARRAY(&p->d->arena, struct matrix_row, rows + 1);
    struct matrix_cell *cells = ARENA_ARRAY(&p->d->arena, struct matrix_cell, rows * columns + 1);
    trace_figure_of(p, fig, p->b->country, TRACE_NOW, METHOD);
    matrix_title(l, fig);
    for (size_t c = 0; c < columns; c++)
        names[c] = sector_text(l, c);
    for (size_t r = 0; r < rows; r++) {
        places[r].name = place_text(p, l->k->units[l->units[r]].place, &places[r].name_lang);
        for (size_t c = 0; c < columns; c++)
            cells[r * columns + c] = (struct matrix_cell){guard_count(at(l, r, c)->organisations), state_of(l, r, c)};
    }
    struct figure_matrix f = {.doc = p->d, .title = bare(p, T("Organisations at work by place and sector")), .desc = words_flat(p->d, &fig->title), .columns = names, .rows = places, .cells = cells,
        .row_n = rows, .column_n = columns, .breaks = {2, 3, 5, 10},
        .says = {[MATRIX_PLAIN] = bare(p, T("nobody")), [MATRIX_GAP] = bare(p, T("nobody, though there is need")), [MATRIX_CROWDED] = bare(p, T("many for the need")), [MATRIX_UNKNOWN] = bare(p, T("nobody, need not told"))}};
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_matrix(p->d, &f);
    SAY_BARE(p, &fig->source, T("How many organisations work in a place and sector, as files of projects and activities say; places with the most reported incidents first."));
    if (columns < l->sector_n)
        SAY(p, &fig->source, T(" The {n} sectors with the most organisations; the table has all."), slot_text("n", count_text(p, (int64_t)columns)));
    matrix_table(l, fig);
}

/* A map of one number a place. */
static bool map_of(const struct laid *l, const struct shown_cell *values, const char *title, const char *unit, struct drawing **out, struct err *e)
{
    struct page *p = l->p;
    struct arena *a = &p->d->arena;
    size_t *indices = ARENA_ARRAY(a, size_t, l->k->in.places + 1);
    double breaks[4];
    for (size_t i = 0; i < l->k->in.places; i++)
        indices[i] = (size_t)l->k->units[i].place;
    struct map_shapes *shapes = ARENA_NEW(a, struct map_shapes);
    if (!map_make(p->b->places, indices, l->k->in.places, 372, 330, 0.7F, a, shapes, e))
        return err_within(e, "the map of who works where");
    struct map_value *shown = ARENA_ARRAY(a, struct map_value, shapes->area_n + 1);
    int highlight = -1;
    for (size_t i = 0; i < shapes->area_n; i++) {
        shown[i] = (struct map_value){.value = public_value(NAN), .style = NUMBER_INT};
        shown[i].name = place_text(p, (int)shapes->areas[i].index, &shown[i].name_lang);
        for (size_t u = 0; u < l->k->in.places; u++)
            if (indices[u] == shapes->areas[i].index)
                shown[i].value = values[u];
        if (p->b->level > 0 && (int)shapes->areas[i].index == p->b->place)
            highlight = (int)i;
    }
    figure_breaks(values, l->k->in.places, breaks);
    *out = figure_map(p->d, bare(p, title), bare(p, title), shapes, shown, breaks, bare(p, unit), highlight);
    return true;
}

/* How many sectors nobody is known to work in though there is need. Where somebody works in each, none, whatever is known of need; else nothing is claimed where need is not told, and no
 * zero where only a part could be seen: what was not seen may be need. */
static struct shown_cell gaps_of(const struct laid *l, size_t unit)
{
    enum looked looked = l->k->units[unit].looked;
    size_t n = 0, empty = 0, untold = 0;
    for (size_t c = 0; c < l->sector_n; c++) {
        const struct coverage_cell *x = coverage_at(l->k, unit, l->sectors[c]);
        bool nobody = !x->organisations && l->sectors[c] != l->k->in.unstated;
        n += x->gap;
        empty += nobody;
        untold += nobody && x->need == NEED_UNTOLD;
    }
    if (n || !empty)
        return guard_count((int64_t)n);
    if (untold)
        return looked == LOOKED_NONE ? guard_unseen() : public_value(NAN);
    return guard_seen((struct estimate){0, NAN, NAN, 0}, looked);
}

/* What the maps show, as a list: also for whoever sees no map. */
static void map_table(const struct laid *l, const struct shown_cell *work, const struct shown_cell *gaps, struct figure *fig)
{
    struct page *p = l->p;
    struct doc_table *t = fig->table = doc_table_new(p->d, "coverage_map", 3, l->unit_n);
    fig->table_label = bare(p, T("Table: what the two maps show"));
    table_column(p, t, 0, "place", T("Place"), false);
    table_column(p, t, 1, "organisations", T("Organisations"), true);
    table_column(p, t, 2, "sectors_without_anybody", T("Sectors without anybody where there is need"), true);
    for (size_t r = 0; r < l->unit_n; r++) {
        cell_place(p, t, r, 0, l->k->units[l->units[r]].place);
        trace_row_of(p, t, r, l->k->units[l->units[r]].place, TRACE_NOW, METHOD);
        cell_number(t, r, 1, work[l->units[r]], NUMBER_INT);
        cell_number(t, r, 2, gaps[l->units[r]], NUMBER_INT);
    }
}

/* Organisations beside sectors without anybody. */
static bool map_figure(const struct laid *l, struct err *e)
{
    struct page *p = l->p;
    struct shown_cell *work = ARENA_ARRAY(&p->d->arena, struct shown_cell, l->k->in.places + 1), *gaps = ARENA_ARRAY(&p->d->arena, struct shown_cell, l->k->in.places + 1);
    for (size_t u = 0; u < l->k->in.places; u++) {
        work[u] = guard_count(l->k->units[u].organisations);
        gaps[u] = gaps_of(l, u);
    }
    struct figure *fig = figure_add(p, "coverage-map");
    trace_figure_of(p, fig, p->b->country, TRACE_NOW, METHOD);
    SAY_BARE(p, &fig->title, T("Where organisations work, and where sectors with reported need are without anybody"));
    fig->layout = FIGURE_PAIR;
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 2);
    if (!map_of(l, work, T("Organisations at work"), T("organisations"), &fig->drawings[0], e) || !map_of(l, gaps, T("Sectors without anybody where there is need"), T("sectors without anybody"), &fig->drawings[1], e))
        return false;
    fig->drawing_n = 2;
    map_table(l, work, gaps, fig);
    SAY_BARE(p, &fig->source, T("One map has organisations at work in any sector, the other sectors in which nobody is known to work though need was reported. Borders are an aid to reading and imply no opinion on the status of any territory."));
    return true;
}

/* ---- sentences ---- */

static void say_work(const struct laid *l)
{
    struct page *p = l->p;
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    size_t organisations = 0;
    for (size_t i = 0; i < l->k->in.organisations; i++)
        organisations += l->k->organisations[i].sectors > 0;
    struct slot slots[] = {slot_text("projects", counted(p, TN("{n} project", "{n} projects"), (int64_t)l->k->projects)), slot_text("when", when_text(p, p->b->from_month, p->b->to_month)),
        slot_text("organisations", counted(p, TN("{n} organisation", "{n} organisations"), (int64_t)organisations)), slot_place(p, "country", p->b->country)};
    words_say(p->d, w, T("Files on record name {projects} at work in {country} {when}, and {organisations} at named places."), slots, ARRAY_LEN(slots));
    if (l->k->unplaced)
        SAY(p, w, T(" Of {projects} nobody says where in the country: they may be where nobody seems to work."), slot_text("projects", counted(p, TN("{n} project", "{n} projects"), (int64_t)l->k->unplaced)));
    if (l->k->undated)
        words_text(p->d, w, counted(p, TN(" {n} project without a day is taken as at work.", " {n} projects without a day are taken as at work."), (int64_t)l->k->undated));
    trace_words(p, w, TRACE_NONE, METHOD);
}

static void say_gap(const struct laid *l, size_t row, struct words *w)
{
    struct page *p = l->p;
    const struct coverage_unit *u = &l->k->units[l->units[row]];
    bool by_incidents = false;
    for (size_t c = 0; c < l->sector_n; c++)
        by_incidents |= at(l, row, c)->gap && at(l, row, c)->by_incidents;
    struct slot slots[] = {slot_place(p, "place", u->place), slot_text("sectors", sectors_text(l, row, true)),
        slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), by_incidents ? (int64_t)l->k->in.place[l->units[row]].incidents : 0))};
    words_say(p->d, w, by_incidents ? T("**{place}** ({incidents} reported): nobody is known to work in {sectors}.") : T("**{place}** (people asked for something): nobody is known to work in {sectors}."), slots, ARRAY_LEN(slots));
    trace_words_of(p, w, u->place, TRACE_NOW, METHOD);
}

static void say_gaps(const struct laid *l)
{
    struct page *p = l->p;
    size_t places = 0, told = 0;
    for (size_t r = 0; r < l->unit_n; r++)
        places += gaps_in(l, r) > 0;
    if (!places)
        return;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("gaps");
    SAY_BARE(p, &sub->words, T("Where there is need and nobody works"));
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, GAPS_TOLD);
    for (size_t r = 0; r < l->unit_n && told < GAPS_TOLD; r++)
        if (gaps_in(l, r) > 0)
            say_gap(l, r, &items->items[told++]);
    items->item_n = told;
    if (places <= told)
        return;
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    SAY(p, w, T("The {n} places with the most reported incidents of {all} stand here; the table has all."), slot_text("n", count_text(p, (int64_t)told)), slot_text("all", count_text(p, (int64_t)places)));
    trace_words(p, w, TRACE_NONE, METHOD);
}

static void say_crowds(const struct laid *l)
{
    struct page *p = l->p;
    size_t crowds = 0, singles = 0;
    for (size_t r = 0; r < l->unit_n; r++)
        for (size_t c = 0; c < l->sector_n; c++) {
            crowds += at(l, r, c)->crowded;
            singles += at(l, r, c)->single;
        }
    if (!crowds && !singles)
        return;
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    for (size_t r = 0; r < l->unit_n; r++) {
        struct str sectors = sectors_text(l, r, false);
        if (sectors.n)
            SAY(p, w, T("Many do the same in {place}: {sectors}. "), slot_place(p, "place", l->k->units[l->units[r]].place), slot_text("sectors", sectors));
    }
    if (singles)
        words_text(p->d, w, counted(p, TN("In {n} place and sector one organisation works alone: if it leaves, nobody is left.", "In {n} places and sectors one organisation works alone: if it leaves, nobody is left."), (int64_t)singles));
    trace_words(p, w, TRACE_NONE, METHOD);
}

/* ---- money ---- */

static void source_cell(const struct laid *l, struct doc_table *t, size_t row, const struct coverage_money *m)
{
    struct str in = STR(""), name = m->source;
    if (!name.n && m->actor < 0) {
        cell_words(l->p, t, row, 0, bare(l->p, T("not stated")));
        return;
    }
    if (m->actor >= 0) {
        if (!guard_actor(roster_at(l->k->roster, (size_t)m->actor)->kind, RELATION_PASSED_ON)) {
            cell_words(l->p, t, row, 0, bare(l->p, T("an institution that is not named here")));
            return;
        }
        name = roster_name(l->k->roster, (size_t)m->actor, language_code(l->p->speech->language), &in);
    }
    cell_data(l->p, t, row, 0, (struct str){arena_text(&l->p->d->arena, name.p, name.n), name.n});
}

static void money_table(const struct laid *l)
{
    struct page *p = l->p;
    size_t rows = MIN_OF(l->k->money_n, (size_t)MONEY_ROWS);
    struct doc_table *t = doc_table_new(p->d, "money", 4, rows);
    doc_add(p->d, BLOCK_TABLE)->table = t;
    table_column(p, t, 0, "source", T("Where it comes from"), false);
    table_column(p, t, 1, "currency", T("Currency"), false);
    table_column(p, t, 2, "year", T("Year"), true);
    table_column(p, t, 3, "amount", T("Amount"), true);
    for (size_t i = 0; i < rows; i++) {
        const struct coverage_money *m = &l->k->money[i];
        source_cell(l, t, i, m);
        if (str_is(m->currency, "?"))
            cell_words(p, t, i, 1, bare(p, T("not stated")));
        else
            cell_data(p, t, i, 1, m->currency);
        cell_number(t, i, 2, public_value(m->year ? (double)m->year : NAN), NUMBER_PLAIN);
        cell_number(t, i, 3, public_value(m->amount), NUMBER_INT);
        trace_row(p, t, i, TRACE_NONE, METHOD);
        t->row[i].key = str_of(arena_f(&p->d->arena, "%zu", i + 1));
    }
}

static void say_money(const struct laid *l)
{
    struct page *p = l->p;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("money");
    SAY_BARE(p, &sub->words, T("Money by where it comes from"));
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    SAY(p, w, T("Counted once, where it enters the projects on record; currencies are not added together. Of {all}, {without} do not say what they received or paid."),
        slot_text("all", counted(p, TN("{n} project", "{n} projects"), (int64_t)l->k->projects)), slot_text("without", count_text(p, (int64_t)l->k->without_money)));
    if (l->k->amounts_unknown)
        words_text(p->d, w, counted(p, TN(" {n} amount is not stated.", " {n} amounts are not stated."), (int64_t)l->k->amounts_unknown));
    if (l->k->undivided)
        words_text(p->d, w, counted(p, TN(" {n} project in several countries does not say how much of its money is for this one, and is left out.", " {n} projects in several countries do not say how much of their money is for this one, and are left out."), (int64_t)l->k->undivided));
    if (l->k->money_n > MONEY_ROWS)
        SAY(p, w, T(" The first {n} of {all} rows stand here; `gaps` has all."), slot_text("n", count_text(p, MONEY_ROWS)), slot_text("all", count_text(p, (int64_t)l->k->money_n)));
    trace_words(p, w, TRACE_NONE, METHOD);
    if (l->k->money_n)
        money_table(l);
}

/* ---- the section ---- */

static bool has_cells(const struct laid *l)
{
    return l->unit_n && l->sector_n;
}

bool section_coverage(struct page *p, struct err *e)
{
    const struct coverage *k = p->b->coverage;
    (void)e;
    if (!k || !k->projects)
        return true;
    struct laid l = lay(p, NULL);
    heading(p, "coverage", T("Who does what, where"));
    say_work(&l);
    if (has_cells(&l)) /* the maps say the same once more, and a map alone misleads: they stand on the page of the server, where there is room */
        matrix_figure(&l);
    say_gaps(&l);
    say_crowds(&l);
    say_money(&l);
    return true;
}

bool brief_coverage(const struct brief_data *b, const struct brief_coverage_only *only, struct doc *into, struct err *e)
{
    struct page p = {.b = b, .d = into, .speech = into->speech};
    struct laid l = lay(&p, only);
    if (!has_cells(&l))
        return true;
    matrix_figure(&l);
    return map_figure(&l, e);
}
