/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xlsx: one table as one sheet. Title and header stand still while the rows scroll, and the header filters. A number with
 * bounds takes three columns: value, low, high. What is no number says why in words, so that "not known", "not seen",
 * "too few to show" and 0 can be told apart and filtered for; a sum passes over words.
 */
#include "brief/xlsx_priv.h"

enum { WIDTH_LEAST = 8, WIDTH_MOST = 56, HEAD_MOST = 18, ROWS_MEASURED = 400, NOTE_WIDTH = 90, NOTE_COLUMNS = 8 };
enum part { PART_VALUE, PART_LOW, PART_HIGH };

struct field { /* a column of the sheet */
    size_t column; /* of the table */
    enum part part;
};
struct grid {
    struct book *b;
    const struct doc_table *table;
    lxw_worksheet *sheet;
    struct field *fields;
    size_t n;
    double *widths;
    lxw_row_t head; /* row of the header */
};

/* ---- which columns ----------------------------------------------------------------------------- */

static bool is_shown(const struct doc_table *t, size_t column)
{
    if (t->columns[column].machine_only || t->columns[column].terminal_only)
        return false;
    bool drawn = t->rows > 0;
    for (size_t row = 0; row < t->rows && drawn; row++)
        drawn = table_cell(t, row, column)->kind == CELL_DRAWING;
    return !drawn;
}

static bool has_bounds(const struct doc_table *t, size_t column)
{
    for (size_t row = 0; row < t->rows; row++) {
        const struct doc_cell *c = table_cell(t, row, column);
        if (c->kind == CELL_NUMBER && number_known(c->number) && (!isnan(shown_value(c->number).lo) || !isnan(shown_value(c->number).hi)))
            return true;
    }
    return false;
}

static bool same_bounds(struct shown_cell a, struct shown_cell b)
{
    struct estimate x = shown_value(a), y = shown_value(b);
    return shown_state(a) == shown_state(b) && (x.lo == y.lo || (isnan(x.lo) && isnan(y.lo))) && (x.hi == y.hi || (isnan(x.hi) && isnan(y.hi)));
}

/* Ranges that a column of numbers carries already need no columns of their own. */
static bool is_told(const struct doc_table *t, size_t ranges)
{
    for (size_t i = 0; i < t->column_n; i++) {
        bool told = i != ranges && is_shown(t, i) && has_bounds(t, i);
        for (size_t row = 0; row < t->rows && told; row++) {
            const struct doc_cell *range = table_cell(t, row, ranges), *number = table_cell(t, row, i);
            told = range->kind != CELL_RANGE || (number->kind == CELL_NUMBER && same_bounds(range->number, number->number));
        }
        if (told)
            return true;
    }
    return false;
}

static void add_field(struct grid *g, size_t column, enum part part) { g->fields[g->n++] = (struct field){column, part}; }

static void choose_fields(struct grid *g)
{
    const struct doc_table *t = g->table;
    g->fields = ARENA_ARRAY(&g->b->scratch.arena, struct field, t->column_n * 3);
    g->widths = ARENA_ARRAY(&g->b->scratch.arena, double, MAX_OF(t->column_n * 3, (size_t)NOTE_COLUMNS));
    for (size_t i = 0; i < t->column_n; i++) {
        bool ranges = column_is_range(t, i);
        if (!is_shown(t, i) || (ranges && is_told(t, i)))
            continue;
        if (!ranges)
            add_field(g, i, PART_VALUE);
        if (ranges || has_bounds(t, i)) {
            add_field(g, i, PART_LOW);
            add_field(g, i, PART_HIGH);
        }
    }
}

/* ---- cells ------------------------------------------------------------------------------------- */

/* Spreadsheets know days from March 1900 on as numbers. */
static bool day_serial(struct day d, double *serial)
{
    *serial = (double)d.n + 25569;
    return day_known(d) && *serial >= 61;
}

/* Months and days in their machine form can be sorted and counted with; years are numbers. */
static bool put_key(struct grid *g, lxw_row_t row, lxw_col_t at, const struct doc_cell *c, struct str key)
{
    struct book *b = g->b;
    struct day first, last;
    double serial;
    int64_t year;
    if (!c->machine_set)
        return false;
    if (str_is(key, "year") && c->machine.n == 4 && str_to_int(c->machine, &year)) {
        book_ok(b, worksheet_write_number(g->sheet, row, at, (double)year, b->number[NUMBER_PLAIN]));
        return true;
    }
    bool month = c->machine.n == 7, day = c->machine.n == 10;
    if (!(month || day) || c->machine.p[4] != '-' || !day_parse(c->machine, &first, &last) || !day_serial(first, &serial))
        return false;
    book_ok(b, worksheet_write_number(g->sheet, row, at, serial, month ? b->month : b->day));
    return true;
}

static void put_number(struct grid *g, lxw_row_t row, lxw_col_t at, const struct doc_cell *c, enum part part)
{
    struct book *b = g->b;
    if (!number_known(c->number)) {
        book_text(b, g->sheet, row, at, number_text(&b->scratch, c->number, c->style), b->state_number);
        return;
    }
    struct estimate v = shown_value(c->number);
    double x = part == PART_LOW ? v.lo : part == PART_HIGH ? v.hi : v.value;
    if (isfinite(x))
        book_ok(b, worksheet_write_number(g->sheet, row, at, x, b->number[c->style]));
    else
        book_text(b, g->sheet, row, at, str_of(x == INFINITY ? book_told(b, T("no upper bound")) : "–"), b->state_number);
}

/* Returns how many lines the cell takes. */
static size_t put_cell(struct grid *g, size_t row, size_t field)
{
    struct book *b = g->b;
    const struct field *f = &g->fields[field];
    const struct doc_cell *c = table_cell(g->table, row, f->column);
    lxw_row_t down = g->head + 1 + (lxw_row_t)row;
    switch (c->kind) {
    case CELL_NUMBER:
    case CELL_RANGE: put_number(g, down, (lxw_col_t)field, c, f->part); break;
    case CELL_WORDS: {
        if (f->part == PART_VALUE && put_key(g, down, (lxw_col_t)field, c, g->table->columns[f->column].key))
            break;
        struct buf text CLEANUP(buf_end) = {0};
        words_flat_to(&text, &c->words, CLEAN_PLAIN);
        book_text(b, g->sheet, down, (lxw_col_t)field, buf_view(&text), g->table->columns[f->column].number ? b->state_number : b->text);
        return book_lines(buf_view(&text), g->widths[field]);
    }
    case CELL_EMPTY:
    case CELL_DRAWING: break;
    }
    return 1;
}

static void put_row(struct grid *g, size_t row)
{
    size_t lines = 1;
    for (size_t i = 0; i < g->n; i++)
        lines = MAX_OF(lines, put_cell(g, row, i));
    book_height(g->b, g->sheet, g->head + 1 + (lxw_row_t)row, lines);
}

/* ---- header and widths ------------------------------------------------------------------------- */

static struct str field_label(struct grid *g, const struct field *f)
{
    struct book *b = g->b;
    struct str label = g->table->columns[f->column].label;
    if (f->part == PART_VALUE)
        return label;
    struct buf text CLEANUP(buf_end) = {0};
    struct slot slot = {.name = "column", .text = label};
    say_flat(&text, book_told(b, f->part == PART_LOW ? T("{column}: low") : T("{column}: high")), &slot, 1, false);
    return (struct str){arena_text(&b->scratch.arena, text.p, text.n), text.n};
}

static size_t cell_width(struct grid *g, size_t row, const struct field *f)
{
    const struct doc_cell *c = table_cell(g->table, row, f->column);
    struct doc *scratch = &g->b->scratch;
    switch (c->kind) {
    case CELL_WORDS: return c->machine_set && c->machine.n == 7 ? c->machine.n : text_columns(book_words(g->b, &c->words));
    case CELL_NUMBER:
    case CELL_RANGE: return text_columns(f->part == PART_LOW ? number_lo(scratch, c->number, c->style) : f->part == PART_HIGH ? number_hi(scratch, c->number, c->style)
                                                                                                     : number_text(scratch, c->number, c->style));
    case CELL_EMPTY:
    case CELL_DRAWING: break;
    }
    return 0;
}

/* Wide enough for the rows that are looked at, and for the header in a few lines. */
static void set_widths(struct grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        size_t most = MIN_OF(text_columns(field_label(g, &g->fields[i])) + 3, (size_t)HEAD_MOST); /* with the filter's arrow */
        for (size_t row = 0; row < MIN_OF(g->table->rows, (size_t)ROWS_MEASURED); row++)
            most = MAX_OF(most, cell_width(g, row, &g->fields[i]) + 3);
        g->widths[i] = (double)MIN_OF(MAX_OF(most, (size_t)WIDTH_LEAST), (size_t)WIDTH_MOST);
        book_ok(g->b, worksheet_set_column(g->sheet, (lxw_col_t)i, (lxw_col_t)i, g->widths[i], NULL));
    }
}

static void put_head(struct grid *g)
{
    size_t lines = 1;
    for (size_t i = 0; i < g->n; i++) {
        struct str label = field_label(g, &g->fields[i]);
        bool number = g->table->columns[g->fields[i].column].number;
        book_text(g->b, g->sheet, g->head, (lxw_col_t)i, label, number ? g->b->head_number : g->b->head);
        lines = MAX_OF(lines, (text_columns(label) + 2) / (size_t)(g->widths[i] - 3) + 1);
    }
    book_ok(g->b, worksheet_set_row(g->sheet, g->head, 15.0 * (double)MIN_OF(lines, (size_t)4) + 3, NULL));
}

/* ---- around the table -------------------------------------------------------------------------- */

/* A long line over the breadth of the table, as high as it needs. */
static lxw_row_t put_note(struct grid *g, lxw_row_t row, struct str text)
{
    lxw_col_t last = 0;
    double width = g->widths[0];
    if (text.n == 0)
        return row;
    while (width < NOTE_WIDTH && last + 1 < NOTE_COLUMNS)
        width += (size_t)++last < g->n ? g->widths[last] : 8.43;
    if (last > 0)
        book_ok(g->b, worksheet_merge_range(g->sheet, row, 0, row, last, "", g->b->soft));
    book_text(g->b, g->sheet, row, 0, text, g->b->soft);
    book_height(g->b, g->sheet, row, book_lines(text, width));
    return row + 1;
}

static void put_notes(struct grid *g, const struct sheet *of)
{
    lxw_row_t row = g->head + 2 + (lxw_row_t)g->table->rows;
    if (of->figure)
        row = put_note(g, row, book_prose(g->b, &of->figure->source));
    for (size_t i = of->notes; i < of->notes_end; i++)
        row = put_note(g, row, book_prose(g->b, &g->b->doc->blocks[i].words));
}

/* The title; a country that does not exist says so on every sheet. */
static void put_top(struct grid *g, const struct sheet *of)
{
    const struct doc *d = g->b->doc;
    book_text(g->b, g->sheet, g->head++, 0, of->title, g->b->title);
    for (size_t i = 0; i < d->n; i++)
        if (d->blocks[i].kind == BLOCK_BANNER)
            book_text(g->b, g->sheet, g->head++, 0, book_words(g->b, &d->blocks[i].words), g->b->banner);
}

static void print_setup(struct grid *g)
{
    worksheet_set_paper(g->sheet, 9); /* A4 */
    if (g->n > 6)
        worksheet_set_landscape(g->sheet);
    worksheet_fit_to_pages(g->sheet, 1, 0);
    book_ok(g->b, worksheet_repeat_rows(g->sheet, g->head, g->head));
    book_ok(g->b, worksheet_set_footer(g->sheet, "&C&P / &N"));
}

void table_sheet(struct book *b, const struct sheet *of, lxw_worksheet *s)
{
    struct grid g = {.b = b, .table = of->table, .sheet = s};
    choose_fields(&g);
    if (g.n == 0)
        return;
    put_top(&g, of);
    set_widths(&g);
    put_head(&g);
    for (size_t row = 0; row < g.table->rows; row++)
        put_row(&g, row);
    worksheet_freeze_panes(s, g.head + 1, g.n > 6 ? 1 : 0);
    if (g.table->rows)
        book_ok(b, worksheet_autofilter(s, g.head, 0, g.head + (lxw_row_t)g.table->rows, (lxw_col_t)(g.n - 1)));
    put_notes(&g, of);
    print_setup(&g);
}
