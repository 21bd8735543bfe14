/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places by quarters: could anybody look? Sand is looked, half hatched in part, hatched not at all, white where nobody said. Time runs left
 * to right; names stand at the start side.
 */
#include "brief/figure_priv.h"

#define GRID_ROW 22.0f
#define GRID_TOP 6.0f

static float grid_left(const struct drawing *g, const struct grid_row *rows, size_t n)
{
    float w = 60;
    for (size_t i = 0; i < n; i++)
        w = fmaxf(w, text_width(g, rows[i].name, TEXT_LABEL));
    return fminf(w + 12, 200);
}

static void grid_cell(struct drawing *g, enum grid_state state, float x, float y, float w)
{
    float h = GRID_ROW - 4;
    draw_rect(g, state == GRID_UNSAID ? INK_BOX : INK_S1, x, y, w, h);
    if (state == GRID_PARTLY)
        draw_rect(g, INK_UNKNOWN, x, y + h / 2, w, h / 2);
    if (state == GRID_UNSEEN)
        draw_rect(g, INK_UNKNOWN, x, y, w, h);
}

static void grid_years(struct doc *d, struct drawing *g, const struct figure_grid *f, float left, float pitch, float y)
{
    float free = left - 4;
    for (size_t q = 0; q < f->quarters; q++) {
        int month = f->first_month + 3 * (int)q;
        if (q > 0 && month_year(month) == month_year(month - 3))
            continue;
        struct str year = figure_year(d, month_year(month));
        float x = left + pitch * (float)q, w = text_width(g, year, TEXT_TICK);
        if (x < free || x + w > g->width)
            continue;
        free = x + w + 6;
        draw_text(g, x, y, ANCHOR_START, TEXT_TICK, year)->reading = READ_NUMBER;
    }
}

/* The four states in a row under the grid, each with its words. */
static void grid_key(struct drawing *g, bool right, const struct figure_grid *f, float left, float y)
{
    float at = left;
    for (int state = 0; state < GRID_STATES; state++) {
        bool used = false;
        for (size_t i = 0; i < f->n; i++)
            for (size_t q = 0; q < f->quarters; q++)
                used |= f->rows[i].states[q] == state;
        if (!used)
            continue;
        float box = right ? g->width - (at - left) - 18 : at;
        grid_cell(g, (enum grid_state)state, box, y, 18);
        draw_text(g, right ? box - 6 : box + 24, y + 13, right ? ANCHOR_END : ANCHOR_START, TEXT_TICK, f->says[state]);
        at += 24 + text_width(g, f->says[state], TEXT_TICK) + 18;
    }
}

struct drawing *figure_grid(struct doc *d, const struct figure_grid *f)
{
    float bottom = GRID_TOP + GRID_ROW * (float)f->n;
    struct drawing *g = figure_new(d, 760, bottom + 44, f->title, f->desc);
    g->scroll = true;
    bool right = figure_starts_right(g, d);
    float names = grid_left(g, f->rows, f->n), left = right ? 0 : names, pitch = (g->width - names) / (float)MAX_OF(f->quarters, (size_t)1);
    for (size_t i = 0; i < f->n; i++) {
        float y = GRID_TOP + GRID_ROW * (float)i;
        draw_text(g, right ? g->width - names + 12 : names - 12, y + 14, right ? ANCHOR_START : ANCHOR_END, TEXT_LABEL, figure_fit(g, f->rows[i].name, TEXT_LABEL, names - 12))->lang = f->rows[i].name_lang;
        for (size_t q = 0; q < f->quarters; q++)
            grid_cell(g, (enum grid_state)f->rows[i].states[q], left + pitch * (float)q + 1, y + 1, pitch - 2);
    }
    grid_years(d, g, f, left, pitch, bottom + 14);
    grid_key(g, right, f, left, bottom + 22);
    return figure_turned(g, d);
}
