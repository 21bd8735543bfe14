/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works where: places down, sectors across, in each cell how many organisations. Colour by their number; white with a zero where nobody works; framed
 * where there is need, too; hatched where no need is told; a dark corner where many do the same. It mirrors.
 */
#include "brief/doc_priv.h"
#include "brief/figure_priv.h"

#define MATRIX_ROW 24.0f
#define MATRIX_TALL 5   /* names of columns stand above them on so many lines at most; where one does not fit so, all stand */
#define MATRIX_STAIRS 3 /* on so many steps: each then has the room of as many columns, */
#define MATRIX_LINES 3  /* and as many lines; what is longer is shortened: the table has it whole */

struct matrix {
    struct drawing *g;
    const struct figure_matrix *f;
    float names, pitch, step, top; /* step: how high one is */
    size_t steps, lines;           /* lines: of a name, at most */
};

static float names_room(const struct drawing *g, const struct figure_matrix *f)
{
    float w = 60;
    for (size_t i = 0; i < f->row_n; i++)
        w = fmaxf(w, text_width(g, f->rows[i].name, TEXT_LABEL));
    return fminf(w + 14, 190);
}

static enum text_ink on(int k)
{
    return k >= 4 ? ON_DARK : k == 3 ? ON_MIDDLE : k >= 1 ? ON_LIGHT : ON_PAGE;
}

static void frame(struct drawing *g, float x, float y, float w, float h)
{
    draw_line(g, INK_INTERVAL, x, y, x + w, y);
    draw_line(g, INK_INTERVAL, x, y + h, x + w, y + h);
    draw_line(g, INK_INTERVAL, x, y, x, y + h);
    draw_line(g, INK_INTERVAL, x + w, y, x + w, y + h);
}

/* The cell without its number; x as in a left-to-right drawing. */
static void cell_box(struct drawing *g, const struct matrix_cell *c, int k, float x, float y, float w, float h)
{
    float at = g->rtl ? g->width - x - w : x;
    if (c->state == MATRIX_UNKNOWN && k <= 0) {
        draw_rect(g, INK_UNKNOWN, at, y, w, h);
        return;
    }
    draw_rect(g, k > 0 ? figure_class_ink(k) : INK_ZERO, at, y, w, h);
    if (c->state == MATRIX_GAP)
        frame(g, at + 2, y + 2, w - 4, h - 4);
    if (c->state == MATRIX_CROWDED)
        draw_rect(g, INK_INK, g->rtl ? at : at + w - 6, y, 6, 6);
}

struct spot {
    const struct matrix_cell *c;
    int k;
    float x, y, w, h;
};

static struct spot spot_at(const struct matrix *m, size_t i)
{
    const struct matrix_cell *c = &m->f->cells[i];
    size_t row = i / m->f->column_n, column = i % m->f->column_n;
    return (struct spot){c, figure_class(c->n, m->f->breaks), m->names + m->pitch * (float)column + 1, m->top + MATRIX_ROW * (float)row + 1, m->pitch - 2, MATRIX_ROW - 2};
}

static void cell_number(const struct matrix *m, const struct spot *s)
{
    if (s->c->state == MATRIX_UNKNOWN && s->k <= 0)
        return;
    struct str text = number_text(m->f->doc, s->c->n, NUMBER_INT);
    struct mark *t = draw_text(m->g, figure_x(m->g, s->x + s->w / 2), s->y + s->h / 2 + 4, ANCHOR_MIDDLE, s->c->state == MATRIX_GAP ? TEXT_STRONG_TICK : TEXT_TICK, text);
    t->reading = READ_NUMBER;
    t->text_ink = on(s->k);
}

/* Boxes of one colour after each other, then the numbers: what follows its like is written as one. */
static void cells(const struct matrix *m)
{
    size_t n = m->f->row_n * m->f->column_n;
    for (int k = 0; k <= 5; k++)
        for (size_t i = 0; i < n; i++) {
            struct spot s = spot_at(m, i);
            if (MAX_OF(s.k, 0) == k)
                cell_box(m->g, s.c, s.k, s.x, s.y, s.w, s.h);
        }
    for (size_t i = 0; i < n; i++) {
        struct spot s = spot_at(m, i);
        cell_number(m, &s);
    }
}

/* Whether every name stands above its column, in MATRIX_TALL lines of whole words. */
static bool all_above(const struct matrix *m)
{
    float room = m->pitch - 8;
    for (size_t i = 0; i < m->f->column_n; i++) {
        struct str rest = m->f->columns[i];
        for (size_t line = 0; rest.n; line++)
            if (line == MATRIX_TALL || text_width(m->g, figure_first_line(m->g, &rest, TEXT_TICK, room), TEXT_TICK) > room)
                return false;
    }
    return true;
}

struct head {
    struct str lines[MATRIX_TALL];
    size_t n;
    float x; /* their middle, as in a left-to-right drawing: above the column, unless the drawing ends there */
};

/* A column's name has the room up to half way to the next names of its step; the last line is shortened where there is more. */
static struct head head_of(const struct matrix *m, size_t column)
{
    float x = m->names + m->pitch * ((float)column + 0.5f), reach = m->pitch * (float)m->steps / 2 - 4, half = 0;
    float left = fmaxf(x - reach, 0), right = fminf(x + reach, m->g->width);
    struct str rest = m->f->columns[column];
    struct head h = {.n = 0};
    for (; rest.n && h.n < m->lines; h.n++) {
        struct str line = h.n + 1 < m->lines ? figure_first_line(m->g, &rest, TEXT_TICK, right - left) : rest;
        h.lines[h.n] = figure_fit(m->g, line, TEXT_TICK, right - left);
        half = fmaxf(half, text_width(m->g, h.lines[h.n], TEXT_TICK) / 2);
    }
    h.x = fminf(fmaxf(x, left + half), right - half);
    return h;
}

static size_t most_lines(const struct matrix *m)
{
    size_t most = 1;
    for (size_t i = 0; i < m->f->column_n; i++)
        most = MAX_OF(most, head_of(m, i).n);
    return most;
}

/* Names of columns; on steps each stands on a line down to its column, the lines first, so that no name is struck through. */
static void heads(const struct matrix *m)
{
    float line = figure_line(m->g);
    for (size_t i = 0; m->steps > 1 && i < m->f->column_n; i++) {
        float x = figure_x(m->g, m->names + m->pitch * ((float)i + 0.5f));
        draw_line(m->g, INK_LEADER, x, m->step * (float)(i % m->steps + 1) + 4, x, m->top - 1);
    }
    for (size_t i = 0; i < m->f->column_n; i++) {
        struct head h = head_of(m, i);
        float bottom = m->step * (float)(i % m->steps + 1);
        int way = text_direction(m->f->columns[i], m->g->rtl);
        for (size_t k = 0; k < h.n; k++) {
            struct mark *t = draw_text(m->g, figure_x(m->g, h.x), bottom - line * (float)(h.n - 1 - k), ANCHOR_MIDDLE, TEXT_TICK, h.lines[k]);
            t->halo = m->steps > 1;
            t->reading = h.n < 2 ? READ_PAGE : way < 0 ? READ_RTL : way > 0 ? READ_LTR : READ_PAGE;
        }
    }
}

/* Where it ends. */
static float key(const struct matrix *m, float y)
{
    static const enum matrix_state states[] = {MATRIX_GAP, MATRIX_PLAIN, MATRIX_UNKNOWN, MATRIX_CROWDED};
    float x = 0;
    for (size_t s = 0; s < ARRAY_LEN(states); s++) {
        bool used = false;
        for (size_t i = 0; i < m->f->row_n * m->f->column_n; i++)
            used |= m->f->cells[i].state == states[s] && (states[s] == MATRIX_CROWDED || figure_class(m->f->cells[i].n, m->f->breaks) <= 0);
        if (!used)
            continue;
        struct matrix_cell sample = {.state = states[s]};
        float w = text_width(m->g, m->f->says[states[s]], TEXT_TICK);
        if (x > 0 && x + 26 + w > m->g->width) {
            x = 0;
            y += 20;
        }
        cell_box(m->g, &sample, states[s] == MATRIX_CROWDED ? 2 : 0, x, y, 20, 14);
        draw_text(m->g, figure_x(m->g, x + 26), y + 11, figure_anchor(m->g, ANCHOR_START), TEXT_TICK, m->f->says[states[s]]);
        x += 26 + w + 20;
    }
    return y + 18;
}

struct drawing *figure_matrix(struct doc *d, const struct figure_matrix *f)
{
    struct drawing *g = figure_new(d, 760, 0, f->title, f->desc);
    float line = figure_line(g), names = names_room(g, f);
    struct matrix m = {.g = g, .f = f, .names = names};
    m.pitch = fminf((g->width - names) / (float)MAX_OF(f->column_n, (size_t)1), 120);
    m.steps = all_above(&m) ? 1 : MATRIX_STAIRS;
    m.lines = m.steps > 1 ? MATRIX_LINES : MATRIX_TALL;
    m.step = line * (float)most_lines(&m) + (m.steps > 1 ? 5 : 0);
    m.top = m.step * (float)m.steps + 10;
    float bottom = m.top + MATRIX_ROW * (float)f->row_n;
    g->scroll = true;
    heads(&m);
    for (size_t r = 0; r < f->row_n; r++) {
        float y = m.top + MATRIX_ROW * (float)r;
        draw_text(g, figure_x(g, names - 10), y + 16, figure_anchor(g, ANCHOR_END), TEXT_LABEL, figure_fit(g, f->rows[r].name, TEXT_LABEL, names - 12))->lang = f->rows[r].name_lang;
    }
    cells(&m);
    g->height = key(&m, bottom + 12);
    return g;
}
