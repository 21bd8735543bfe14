/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables on a terminal: columns as wide as they need, the widest folded until the table fits; where even that does
 * not help, and for screen readers, each row as lines of "name: value".
 */
#include "brief/text_priv.h"

enum { GAP_COLUMNS = 2 };

struct grid_column {
    size_t index; /* in the table */
    size_t width, least;
    bool end;     /* numbers stand at the end side */
};
struct grid {
    const struct doc_table *table;
    struct grid_column *columns;
    size_t n, rows; /* row 0 is the header */
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
    }
    return g;
}

/* Fold the widest columns until the table fits. False where it cannot. */
static bool grid_fit(struct grid *g, size_t width)
{
    size_t sum = g->n ? GAP_COLUMNS * (g->n - 1) : 0;
    for (size_t k = 0; k < g->n; k++)
        sum += g->columns[k].width;
    while (sum > width) {
        size_t widest = g->n;
        for (size_t k = 0; k < g->n; k++)
            if (g->columns[k].width > g->columns[k].least && (widest == g->n || g->columns[k].width > g->columns[widest].width))
                widest = k;
        if (widest == g->n)
            return false;
        g->columns[widest].width--;
        sum--;
    }
    return true;
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
    for (size_t k = 0; k < g->n; k++) {
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

static void put_grid(struct text_page *p, const struct grid *g)
{
    size_t *at = ARENA_ARRAY(&p->scratch.arena, size_t, MAX_OF(g->n, (size_t)1));
    for (size_t row = 0; row < g->rows; row++) {
        for (size_t k = 0; k < g->n; k++)
            at[k] = 0;
        while (put_line(p, g, row, at)) {
        }
        if (row > 0)
            continue;
        size_t sum = g->n ? GAP_COLUMNS * (g->n - 1) : 0;
        for (size_t k = 0; k < g->n; k++)
            sum += g->columns[k].width;
        for (size_t i = 0; i < sum; i++)
            buf_text(p->out, "─");
        buf_char(p->out, '\n');
    }
}

static void put_list(struct text_page *p, const struct grid *g)
{
    for (size_t row = 1; row < g->rows; row++) {
        for (size_t k = 0; k < g->n; k++) {
            struct str value = g->cells[row * g->n + k], label = g->cells[k];
            if (!value.n)
                continue;
            struct buf b CLEANUP(buf_end) = {0};
            if (label.n)
                buf_f(&b, "%.*s: ", STR_F(label));
            buf_str(&b, value);
            page_wrapped(p, k == 0 ? STR("") : STR("  "), buf_view(&b));
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
    if (!p->plain && grid_fit(&g, p->width))
        put_grid(p, &g);
    else
        put_list(p, &g);
}
