/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf_table: tables over the full width, with columns as wide as their texts ask for. */
#include "brief/pdf_priv.h"

#define SIZE 0.88          /* em */
#define SMALLEST 8.0       /* points; where the page cannot be turned, */
#define VERY_SMALLEST 5.5
#define RULE_HEAD (1.5 * PX)
#define RULE_ROW PX
enum { ROWS_MEASURED = 400 }; /* the widths of columns rest on so many rows */

static struct style cell_style(const struct pdf *p, const struct table_set *t, enum colour colour)
{
    struct style style = pdf_style(p, 1, colour);
    style.size = t->size;
    style.leading = fmin(style.leading, p->rtl ? 1.6 : 1.45);
    return style;
}

static bool is_number(const struct doc_cell *c) { return c->kind == CELL_NUMBER || c->kind == CELL_RANGE; }

/* A cell, set `width` wide; NULL where it holds no text. */
static struct para *cell_set(const struct pdf *p, struct pool *pool, const struct table_set *t, const struct doc_cell *c, bool number, double x, double width)
{
    struct style style = cell_style(p, t, c->kind == CELL_NUMBER && !number_known(c->number) ? COLOUR_INK2 : COLOUR_INK);
    style.x = x;
    style.width = width;
    style.end = number;
    if (c->kind == CELL_WORDS)
        return para_words(p, pool, &c->words, style);
    if (!is_number(c))
        return NULL;
    struct doc scratch = {.speech = p->doc->speech}; /* the text lives only until it is set */
    struct para *q = para_text(p, pool, c->kind == CELL_RANGE ? number_bounds(&scratch, c->number, c->style) : number_text(&scratch, c->number, c->style), style);
    arena_end(&scratch.arena);
    return q;
}

static struct para *label_set(const struct pdf *p, struct pool *pool, const struct table_set *t, size_t column, double x, double width)
{
    const struct doc_column *c = &t->table->columns[t->columns[column]];
    struct style style = cell_style(p, t, COLOUR_INK);
    style.bold = true;
    style.leading = fmin(style.leading, p->rtl ? 1.5 : 1.3);
    style.x = x;
    style.width = width;
    style.end = c->number;
    struct para *q = para_text(p, pool, c->label, style);
    para_limit(pool, q, 12); /* it stands on every page of the table */
    return q;
}

/* ---- widths ------------------------------------------------------------------------------------ */

struct wants { /* of a column */
    double least, most; /* its longest word; all on one line */
};

static void want(struct wants *w, const struct para *whole, const struct para *words)
{
    w->most = fmax(w->most, para_natural(whole));
    w->least = fmax(w->least, para_natural(words));
}

static struct wants column_wants(const struct pdf *p, const struct table_set *t, size_t column)
{
    struct wants w = {0};
    struct pool pool = {0};
    size_t at = t->columns[column];
    bool number = t->table->columns[at].number;
    want(&w, label_set(p, &pool, t, column, 0, 0), label_set(p, &pool, t, column, 0, 0.5));
    for (size_t row = 0; row < t->table->rows && row < ROWS_MEASURED; row++) {
        const struct doc_cell *c = table_cell(t->table, row, at);
        if (c->kind == CELL_DRAWING)
            w.least = w.most = fmax(w.most, 6 * t->size);
        struct para *whole = cell_set(p, &pool, t, c, number, 0, 0);
        if (whole) /* a number is one word, whatever it is made of */
            want(&w, whole, is_number(c) && number_known(c->number) ? whole : cell_set(p, &pool, t, c, number, 0, 0.5));
        pool_end(&pool);
    }
    pool_end(&pool);
    return w;
}

/* Shares out the page: what each column needs, then what it would like, then the rest in proportion. */
static void share_width(struct table_set *t, const struct wants *w, double room)
{
    double least = 0, most = 0;
    for (size_t i = 0; i < t->column_n; i++) {
        least += w[i].least;
        most += w[i].most;
    }
    for (size_t i = 0; i < t->column_n; i++) {
        if (most <= room)
            t->width[i] = w[i].most + (room - most) * (most > 0 ? w[i].most / most : 0);
        else if (least <= room)
            t->width[i] = w[i].least + (room - least) * (w[i].most - w[i].least) / (most - least);
        else
            t->width[i] = room * w[i].least / least;
    }
}

/* Room between columns: smaller where the letters are. */
static double cell_gap(const struct pdf *p, const struct table_set *t) { return 12 * PX * t->size / (SIZE * p->em); }

/* The widths, in letters as large as let every word stay whole. */
static void table_widths(struct pdf *p, struct table_set *t)
{
    struct wants *w = ARENA_ARRAY(&p->pool.arena, struct wants, t->column_n);
    double smallest = p->turns ? SMALLEST : VERY_SMALLEST, room = 0;
    for (t->size = SIZE * p->em;; t->size = fmax(t->size * 0.9, smallest)) {
        double least = 0;
        room = p->body - cell_gap(p, t) * (double)(t->column_n - 1);
        for (size_t i = 0; i < t->column_n; i++)
            least += (w[i] = column_wants(p, t, i)).least;
        if (least <= room)
            break;
        p->cramped = p->cramped || t->size <= SMALLEST;
        if (t->size <= smallest)
            break;
    }
    share_width(t, w, fmax(room, 1));
    for (size_t i = 0; i + 1 < t->column_n; i++)
        t->x[i + 1] = t->x[i] + t->width[i] + cell_gap(p, t);
}

static struct table_set *table_new(struct pdf *p, const struct doc_table *table)
{
    struct table_set *t = ARENA_NEW(&p->pool.arena, struct table_set);
    t->table = table;
    t->columns = ARENA_ARRAY(&p->pool.arena, size_t, table->column_n + 1);
    t->x = ARENA_ARRAY(&p->pool.arena, double, table->column_n + 1);
    t->width = ARENA_ARRAY(&p->pool.arena, double, table->column_n + 1);
    for (size_t i = 0; i < table->column_n; i++)
        if (!table->columns[i].machine_only && !table->columns[i].terminal_only)
            t->columns[t->column_n++] = i;
    if (t->column_n)
        table_widths(p, t);
    return t;
}

/* ---- rows -------------------------------------------------------------------------------------- */

static double cell_height(const struct table_set *t, const struct doc_cell *c, const struct para *q)
{
    if (c->kind == CELL_DRAWING && c->drawing)
        return 6 * t->size * (double)c->drawing->height / fmax((double)c->drawing->width, 1);
    return q ? q->height : 0;
}

static double row_height(struct pdf *p, const struct table_set *t, size_t row)
{
    struct pool pool = {0};
    double height = t->size;
    for (size_t i = 0; i < t->column_n; i++) {
        const struct doc_cell *c = table_cell(t->table, row, t->columns[i]);
        height = fmax(height, cell_height(t, c, cell_set(p, &pool, t, c, t->table->columns[t->columns[i]].number, t->x[i], t->width[i])));
    }
    pool_end(&pool);
    return height + 2 * p->sheet.cell_pad + RULE_ROW;
}

double pdf_table_head(struct pdf *p, const struct table_set *t, double y, bool draw)
{
    struct pool pool = {0};
    double height = 0;
    struct para **labels = ARENA_ARRAY(&pool.arena, struct para *, t->column_n + 1);
    for (size_t i = 0; i < t->column_n; i++) {
        labels[i] = label_set(p, &pool, t, i, t->x[i], t->width[i]);
        height = fmax(height, labels[i]->height);
    }
    if (draw) {
        pdf_tag(p, "TR");
        for (size_t i = 0; i < t->column_n; i++) {
            pdf_tag(p, "TH");
            para_draw(p, labels[i], y + p->sheet.cell_pad + height - labels[i]->height); /* labels stand on the rule */
            pdf_tag_end(p, "TH");
        }
        pdf_tag_end(p, "TR");
        pdf_rule(p, 0, p->body, y + height + 2 * p->sheet.cell_pad, RULE_HEAD, COLOUR_INK);
    }
    pool_end(&pool);
    return height + 2 * p->sheet.cell_pad + RULE_HEAD;
}

static void draw_spark(struct pdf *p, const struct drawing *g, double x, double y, double size)
{
    double scale = 6 * size / fmax((double)g->width, 1);
    cairo_save(p->cr);
    cairo_translate(p->cr, pdf_left(p, x, 6 * size), y);
    cairo_scale(p->cr, scale, scale);
    paint_drawing(p->cr, &p->letters, g);
    cairo_restore(p->cr);
}

/* The lines of a cell whose tops lie in the slice of the row that this piece is. */
static void draw_cell(struct pdf *p, const struct piece *piece, const struct para *q, double y)
{
    for (size_t i = 0; q && i < q->line_n; i++)
        if (q->lines[i].y >= piece->from && q->lines[i].y < piece->to)
            para_draw_line(p, q, i, y + q->lines[i].y - piece->from);
}

void pdf_table_row(struct pdf *p, const struct piece *piece, double y)
{
    const struct table_set *t = piece->table;
    struct pool pool = {0};
    pdf_tag(p, "TR");
    for (size_t i = 0; i < t->column_n; i++) {
        const struct doc_cell *c = table_cell(t->table, piece->at, t->columns[i]);
        const char *tag = i == 0 && !is_number(c) ? "TH" : "TD";
        pdf_tag(p, tag);
        if (c->kind != CELL_DRAWING)
            draw_cell(p, piece, cell_set(p, &pool, t, c, t->table->columns[t->columns[i]].number, t->x[i], t->width[i]), y + p->sheet.cell_pad);
        else if (c->drawing && !(piece->from > 0))
            draw_spark(p, c->drawing, t->x[i], y + p->sheet.cell_pad + 0.3 * t->size, t->size);
        pdf_tag_end(p, tag);
    }
    pdf_tag_end(p, "TR");
    pdf_rule(p, 0, p->body, y + piece->height - RULE_ROW, RULE_ROW, COLOUR_RULE);
    pool_end(&pool);
}

/* One row; more than one piece of it where no page holds it whole. */
static void put_row(struct pdf *p, const struct block *block, struct table_set *t, size_t row)
{
    double height = row_height(p, t, row), most = p->sheet.height - pdf_top(p, 1) - p->sheet.foot - t->head_height - 4 * t->size;
    for (double from = 0; from < height; from += most) {
        struct piece *piece = pdf_piece(p, PIECE_ROW, block);
        bool last = from + most >= height;
        piece->table = t;
        piece->at = row;
        piece->from = from;
        piece->to = last ? INFINITY : from + most;
        piece->height = last ? height - from : most + 2 * t->size + 2 * p->sheet.cell_pad; /* a line that begins in it ends in it */
    }
}

void pdf_table(struct pdf *p, const struct block *block, const struct doc_table *table)
{
    struct table_set *t = table_new(p, table);
    if (!t->column_n || (p->cramped && p->turns)) /* all will be set again on a wider page */
        return;
    bool titled = table->title.n && !str_eq(table->title, p->doc->title); /* else it stands above already */
    if (titled) {
        struct style style = cell_style(p, t, COLOUR_INK2);
        style.size = SIZE * p->em;
        style.tag = "Caption";
        pdf_lines(p, block, para_text(p, &p->pool, table->title, style), 0.8 * p->em, 0, true);
    }
    t->head_height = pdf_table_head(p, t, 0, false);
    struct piece *head = pdf_piece(p, PIECE_HEAD, block);
    head->table = t;
    head->height = t->head_height;
    head->before = titled ? 0 : 0.8 * p->em;
    head->keep = true;
    size_t from = p->n;
    for (size_t row = 0; row < table->rows; row++)
        put_row(p, block, t, row);
    if (p->n - from > 2) {
        p->pieces[from].keep = true; /* no row alone, neither below the head nor on the last page */
        p->pieces[p->n - 2].keep = true;
    }
    p->pieces[p->n - 1].after = p->em;
    if (p->n == from)
        head->keep = false;
}
