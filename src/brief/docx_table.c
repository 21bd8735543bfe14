/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docx: tables that can be edited: a header that returns on each page, rows that stay whole, columns by what they hold. */
#include "brief/docx_priv.h"

enum { LETTERS_MOST = 40, SMALL_FROM = 7, CELL_MARGINS = 140, CELL_MARGINS_SMALL = 100, LETTER = 104, LETTER_SMALL = 86 /* twentieths of a point, roughly */ };

struct grid { /* a table being written */
    struct docx *d;
    const struct doc_table *table;
    const int *widths; /* 0: left out */
    bool small;        /* many columns: smaller letters */
};

static bool is_shown(const struct doc_table *t, size_t column)
{
    if (t->columns[column].machine_only || t->columns[column].terminal_only)
        return false;
    for (size_t row = 0; row < t->rows; row++)
        if (table_cell(t, row, column)->kind != CELL_DRAWING)
            return true;
    return t->rows == 0;
}

static struct str number_says(struct docx *d, const struct doc_cell *c)
{
    return c->kind == CELL_RANGE ? number_bounds(&d->scratch, c->number, c->style) : number_text(&d->scratch, c->number, c->style);
}

static size_t cell_columns(struct docx *d, const struct doc_cell *c)
{
    size_t n = 0;
    if (c->kind == CELL_NUMBER || c->kind == CELL_RANGE)
        return text_columns(number_says(d, c));
    for (size_t i = 0; c->kind == CELL_WORDS && i < c->words.n; i++)
        n += text_columns(c->words.list[i].text);
    return n;
}

static size_t longest_word(struct str s)
{
    size_t most = 0, from = 0;
    for (size_t i = 0; i <= s.n; i++)
        if (i == s.n || s.p[i] == ' ') {
            most = MAX_OF(most, text_columns((struct str){s.p + from, i - from}));
            from = i + 1;
        }
    return most;
}

static size_t cell_word(struct docx *d, const struct doc_cell *c)
{
    size_t most = 0;
    if (c->kind == CELL_NUMBER || c->kind == CELL_RANGE)
        return longest_word(number_says(d, c));
    for (size_t i = 0; c->kind == CELL_WORDS && i < c->words.n; i++)
        most = MAX_OF(most, longest_word(c->words.list[i].text));
    return most;
}

/* No word is broken as long as the page is wide enough; what is left goes to the columns that hold more than a word. */
static int *widths(struct docx *d, const struct doc_table *t, size_t shown)
{
    bool small = shown > SMALL_FROM;
    int letter = (small ? LETTER_SMALL : LETTER) * (d->rtl ? 6 : 5) / 5; /* Arabic letters stand larger */
    int margins = small ? CELL_MARGINS_SMALL : CELL_MARGINS;
    int *w = ARENA_ARRAY(&d->scratch.arena, int, t->column_n), *more = ARENA_ARRAY(&d->scratch.arena, int, t->column_n);
    int least = 0, wanted = 0;
    for (size_t i = 0; i < t->column_n; i++) {
        size_t word = longest_word(t->columns[i].label) + 1, most = word; /* bold */
        for (size_t row = 0; row < t->rows; row++) {
            word = MAX_OF(word, cell_word(d, table_cell(t, row, i)));
            most = MAX_OF(most, cell_columns(d, table_cell(t, row, i)));
        }
        if (!is_shown(t, i))
            continue;
        w[i] = (int)MIN_OF(word, (size_t)LETTERS_MOST) * letter + margins;
        more[i] = (int)MIN_OF(most, (size_t)LETTERS_MOST) * letter + margins - w[i];
        least += w[i];
        wanted += MAX_OF(more[i], 0);
    }
    int left = TEXT_WIDTH - least, spare = MAX_OF(left - wanted, 0);
    for (size_t i = 0; i < t->column_n; i++) {
        if (w[i] == 0)
            continue;
        if (left < 0)
            w[i] = (int)((int64_t)w[i] * TEXT_WIDTH / least);
        else
            w[i] += (int)(wanted ? (int64_t)MAX_OF(more[i], 0) * MIN_OF(left, wanted) / wanted : 0) + spare / (int)shown;
    }
    return w;
}

/* Numbers keep to the right side in every language, so that their units stand below each other: in a paragraph from right
 * to left that is where it begins. */
static void open_cell(struct grid *g, size_t column)
{
    static const char *const names[2][2] = {{"TableText", "TableNumber"}, {"TableTextSmall", "TableNumberSmall"}};
    html_f(&g->d->x, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>", g->widths[column]);
    docx_open(g->d, &g->d->x, names[g->small][g->table->columns[column].number && !g->d->rtl]);
}

static void close_cell(struct grid *g)
{
    docx_close(&g->d->x);
    html_f(&g->d->x, "</w:tc>");
}

static void put_cell(struct docx *d, const struct doc_cell *c)
{
    if (c->kind == CELL_WORDS)
        docx_words(d, &d->x, &c->words);
    else if (c->kind == CELL_NUMBER || c->kind == CELL_RANGE)
        docx_text(d, &d->x, number_says(d, c), (struct run){.dim = c->kind == CELL_NUMBER && !number_known(c->number)}, false);
}

static void put_head(struct grid *g)
{
    html_f(&g->d->x, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (size_t i = 0; i < g->table->column_n; i++)
        if (g->widths[i]) {
            open_cell(g, i);
            docx_text(g->d, &g->d->x, g->table->columns[i].label, (struct run){.bold = true}, false);
            close_cell(g);
        }
    html_f(&g->d->x, "</w:tr>\n");
}

static void put_row(struct grid *g, size_t row)
{
    html_f(&g->d->x, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (size_t i = 0; i < g->table->column_n; i++)
        if (g->widths[i]) {
            open_cell(g, i);
            put_cell(g->d, table_cell(g->table, row, i));
            close_cell(g);
        }
    html_f(&g->d->x, "</w:tr>\n");
}

static void put_begin(struct grid *g)
{
    struct html *x = &g->d->x;
    html_f(x, "<w:tbl><w:tblPr><w:tblStyle w:val=\"%s\"/>", g->small ? "DiwanTableSmall" : "DiwanTable");
    if (g->d->rtl)
        html_f(x, "<w:bidiVisual/>");
    html_f(x, "<w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" "
              "w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>", (int)TEXT_WIDTH);
    for (size_t i = 0; i < g->table->column_n; i++)
        if (g->widths[i])
            html_f(x, "<w:gridCol w:w=\"%d\"/>", g->widths[i]);
    html_f(x, "</w:tblGrid>\n");
}

void docx_table(struct docx *d, const struct doc_table *t)
{
    size_t shown = 0;
    for (size_t i = 0; i < t->column_n; i++)
        shown += is_shown(t, i);
    if (shown == 0)
        return;
    if (t->title.n) {
        docx_open(d, &d->x, "TableTitle");
        docx_text(d, &d->x, t->title, (struct run){0}, false);
        docx_close(&d->x);
    }
    struct grid g = {.d = d, .table = t, .widths = widths(d, t, shown), .small = shown > SMALL_FROM};
    put_begin(&g);
    put_head(&g);
    for (size_t row = 0; row < t->rows; row++)
        put_row(&g, row);
    html_f(&d->x, "</w:tbl>");
    docx_open(d, &d->x, "AfterTable"); /* two tables that follow one another would be one */
    docx_close(&d->x);
}
