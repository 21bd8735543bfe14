/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables on a terminal: columns as wide as they need, the widest folded until the table fits, but words only as far as
 * they stay readable. Where that does not help, the first column leaves the table and stands as lines above its rows;
 * then words are folded further; where nothing helps, and for screen readers, each row is lines of "name: value".
 */
#include "brief/text_priv.h"

enum {
    GAP_COLUMNS = 2,
    READABLE_COLUMNS = 10, /* words are not squeezed into less */
    CELL_LINES = 4,        /* nor folded into more lines than these */
};

struct grid_column {
    size_t index; /* in the table */
    size_t width, least, natural;
    bool end;     /* numbers stand at the end side */
};
struct grid {
    const struct doc_table *table;
    struct grid_column *columns;
    size_t n, rows; /* row 0 is the header */
    size_t first;   /* 1 where the first column stands as lines above its rows, else 0 */
    struct str *cells;
};

static struct str cell_text(struct text_page *p, const struct doc_cell *c)
{
    switch (c->kind) {
    case CELL_EMPTY: break;
    case CELL_WORDS: {
        struct buf b CLEANUP(buf_end) = {0};
        words_flat_to(&b, &c->words, CLEAN_DATA);
        return page_text(p, buf_view(&b), false);
    }
    case CELL_NUMBER: return page_text(p, number_text(&p->scratch, c->number, c->style), false);
    case CELL_RANGE: return page_text(p, number_bounds(&p->scratch, c->number, c->style), false);
    case CELL_DRAWING: return page_text(p, c->spark, false);
    }
    return STR("");
}

static bool only_drawings(const struct doc_table *t, size_t column)
{
    for (size_t row = 0; row < t->rows; row++) {
        enum cell_kind k = table_cell(t, row, column)->kind;
        if (k != CELL_DRAWING && k != CELL_EMPTY)
            return false;
    }
    return t->rows > 0 && table_cell(t, 0, column)->kind == CELL_DRAWING;
}

static size_t longest_word(struct str s)
{
    size_t most = 0, at = 0;
    while (at < s.n) {
        size_t columns = text_columns(next_line(s, &at, 0));
        most = MAX_OF(most, columns);
    }
    return most;
}

static struct grid grid_of(struct text_page *p, const struct doc_table *t)
{
    struct arena *a = &p->scratch.arena;
    struct grid g = {.table = t, .rows = t->rows + 1};
    g.columns = ARENA_ARRAY(a, struct grid_column, t->column_n);
    for (size_t i = 0; i < t->column_n; i++)
        if (!t->columns[i].machine_only && !(t->columns[i].page_only && !p->plain) && !(p->plain && only_drawings(t, i)))
            g.columns[g.n++] = (struct grid_column){.index = i, .end = t->columns[i].number};
    g.cells = ARENA_ARRAY(a, struct str, g.rows * MAX_OF(g.n, (size_t)1));
    for (size_t k = 0; k < g.n; k++) {
        struct grid_column *c = &g.columns[k];
        for (size_t row = 0; row < g.rows; row++) {
            struct str s = row == 0 ? page_text(p, t->columns[c->index].label, false) : cell_text(p, table_cell(t, row - 1, c->index));
            g.cells[row * g.n + k] = s;
            c->width = MAX_OF(c->width, text_columns(s));
            c->least = MAX_OF(c->least, longest_word(s));
        }
        c->natural = c->width;
    }
    return g;
}

static size_t lines_of(struct str s, size_t width)
{
    size_t at = 0, lines = 0;
    while (at < s.n) {
        next_line(s, &at, width);
        lines++;
    }
    return lines;
}

static bool grid_readable(const struct grid *g)
{
    for (size_t row = 0; row < g->rows; row++)
        for (size_t k = g->first; k < g->n; k++)
            if (lines_of(g->cells[row * g->n + k], g->columns[k].width) > CELL_LINES)
                return false;
    return true;
}

static size_t grid_width(const struct grid *g)
{
    size_t sum = g->n > g->first ? GAP_COLUMNS * (g->n - g->first - 1) : 0;
    for (size_t k = g->first; k < g->n; k++)
        sum += g->columns[k].width;
    return sum;
}

/* Fold the widest columns until the table fits; no word is broken, and columns of words keep `words` columns where they
 * have them. False where it cannot, or could not be read then. */
static bool grid_fit(struct grid *g, size_t width, size_t words)
{
    for (size_t k = 0; k < g->n; k++)
        g->columns[k].width = g->columns[k].natural;
    for (size_t sum = grid_width(g); sum > width; sum--) {
        size_t widest = g->n;
        for (size_t k = g->first; k < g->n; k++)
            if (g->columns[k].width > MAX_OF(g->columns[k].least, g->columns[k].end ? 0 : words) && (widest == g->n || g->columns[k].width > g->columns[widest].width))
                widest = k;
        if (widest == g->n)
            return false;
        g->columns[widest].width--;
    }
    return grid_readable(g);
}

static bool same_first(const struct grid *g, size_t row)
{
    return row > 1 && str_eq(g->cells[row * g->n], g->cells[(row - 1) * g->n]);
}

/* Let the first column go, if it holds words. */
static bool grid_grouped(struct grid *g, size_t width)
{
    if (g->n < 3 || g->columns[0].end)
        return false;
    g->first = 1;
    bool fits = grid_fit(g, width, READABLE_COLUMNS);
    g->first = fits ? 1 : 0;
    return fits;
}

static void pad(struct buf *b, size_t n)
{
    while (n--)
        buf_char(b, ' ');
}

/* One line of a row; false when none of its cells had anything left to say. */
static bool put_line(struct text_page *p, const struct grid *g, size_t row, size_t *at)
{
    struct buf line CLEANUP(buf_end) = {0};
    bool any = false;
    size_t column = 0, wanted = 0; /* blanks are written only before text, so no line ends in one */
    for (size_t k = g->first; k < g->n; k++) {
        const struct grid_column *c = &g->columns[k];
        struct str s = next_line(g->cells[row * g->n + k], &at[k], c->width);
        size_t w = text_columns(s);
        if (s.n) {
            any = true;
            size_t start = wanted + (c->end && c->width > w ? c->width - w : 0);
            pad(&line, start - column);
            /* Two neighbours in Latin letters would change places within a right-to-left row. */
            bool isolate = p->rtl && text_direction(s, true) > 0;
            if (isolate)
                text_put(&line, 0x2068);
            buf_str(&line, s);
            if (isolate)
                text_put(&line, 0x2069);
            column = start + w;
        }
        wanted = MAX_OF(wanted + c->width, column) + GAP_COLUMNS;
    }
    if (!any)
        return false;
    if (p->rtl)
        text_put(p->out, 0x200F); /* a row of numbers still runs from the right */
    if (row == 0 && p->colour)
        buf_text(p->out, "\033[1m");
    buf_str(p->out, buf_view(&line));
    if (row == 0 && p->colour)
        buf_text(p->out, "\033[0m");
    buf_char(p->out, '\n');
    return true;
}

/* "Label: value", as a line of its own. */
static void put_labelled(struct text_page *p, struct str lead, struct str label, struct str value, bool bold)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (bold)
        buf_char(&b, BOLD_ON);
    if (label.n)
        buf_f(&b, "%.*s: ", STR_F(label));
    buf_str(&b, value);
    if (bold)
        buf_char(&b, BOLD_OFF);
    page_wrapped(p, lead, buf_view(&b));
}

static void put_grid(struct text_page *p, const struct grid *g)
{
    size_t *at = ARENA_ARRAY(&p->scratch.arena, size_t, MAX_OF(g->n, (size_t)1));
    for (size_t row = 0; row < g->rows; row++) {
        if (g->first && row > 0 && !same_first(g, row))
            put_labelled(p, STR(""), g->cells[0], g->cells[row * g->n], true);
        for (size_t k = 0; k < g->n; k++)
            at[k] = 0;
        while (put_line(p, g, row, at)) {
        }
        if (row > 0)
            continue;
        for (size_t i = grid_width(g); i > 0; i--)
            buf_text(p->out, "─");
        buf_char(p->out, '\n');
    }
}

static void put_list(struct text_page *p, const struct grid *g)
{
    for (size_t row = 1; row < g->rows; row++) {
        for (size_t k = 0; k < g->n; k++) {
            struct str value = g->cells[row * g->n + k];
            if (value.n)
                put_labelled(p, k == 0 ? STR("") : STR("  "), g->cells[k], value, false);
        }
    }
}

void page_table(struct text_page *p, const struct doc_table *t)
{
    if (t->title.n) {
        struct buf b CLEANUP(buf_end) = {0};
        buf_char(&b, BOLD_ON);
        buf_str(&b, page_text(p, t->title, false));
        buf_char(&b, BOLD_OFF);
        page_wrapped(p, STR(""), buf_view(&b));
    }
    struct grid g = grid_of(p, t);
    if (!p->plain && (grid_fit(&g, p->width, READABLE_COLUMNS) || grid_grouped(&g, p->width) || grid_fit(&g, p->width, 0)))
        put_grid(p, &g);
    else
        put_list(p, &g);
}
