/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings in a row of a table of places: months, a change, and whether anybody could look. Numbers stand in the cells beside them. */
#include "brief/figure_priv.h"

#define MONTHS_WIDTH 190.0f
#define MONTHS_BASE 28.0f
#define CHANGE_MIDDLE 65.0f
#define CHANGE_REACH 60.0f
#define QUARTER 13.0f

static float month_height(const struct small_panel *p, double v)
{
    double share = fmin(fmax(v, 0) / (p->top > 0 ? p->top : 1), 1);
    return (float)(p->squeezed ? sqrt(share) : share) * (MONTHS_BASE - 2);
}

static bool month_seen(const struct small_panel *p, size_t i) { return figure_known(p->months[i]) && !(p->unseen && p->unseen[i]); }

/* The mean of a period; the line stops where nothing is known. */
static void months_mean(struct drawing *g, const struct small_panel *p, struct shown_cell mean, size_t from, size_t to, float pitch)
{
    for (size_t i = from; figure_known(mean) && i < to; i++) {
        size_t start = i;
        while (i < to && month_seen(p, i))
            i++;
        float y = MONTHS_BASE - month_height(p, shown_value(mean).value);
        if (i > start)
            draw_line(g, INK_LINE, pitch * (float)start, y, pitch * (float)i, y);
    }
}

static void months_unseen(struct drawing *g, const struct small_panel *p, float pitch)
{
    for (size_t i = 0; i < p->n; i++) {
        int unseen = p->unseen ? p->unseen[i] : !figure_known(p->months[i]) * 2;
        float top = unseen == 2 ? 2 : (2 + MONTHS_BASE) / 2;
        if (unseen)
            draw_rect(g, INK_UNKNOWN, pitch * (float)i, top, pitch, MONTHS_BASE - top);
    }
}

struct drawing *figure_row_months(struct doc *d, struct str desc, const struct small_panel *p)
{
    struct drawing *g = figure_new(d, MONTHS_WIDTH, 30, p->name, desc);
    float pitch = MONTHS_WIDTH / (float)MAX_OF(p->n, (size_t)1);
    size_t now_from = MIN_OF(p->now_from, p->n);
    if (now_from > 0 && now_from < p->n)
        draw_rect(g, INK_SOFT, pitch * (float)now_from, 0, pitch * (float)(p->n - now_from), MONTHS_BASE);
    months_unseen(g, p, pitch);
    float *heights = ARENA_ARRAY(g->arena, float, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        heights[i] = figure_known(p->months[i]) ? month_height(p, shown_value(p->months[i]).value) : 0;
    draw_bars(g, INK_DOT, 0, MONTHS_BASE, pitch, pitch < 2.4f ? pitch : pitch * 0.6f, heights, p->n);
    draw_line(g, INK_AXIS, 0, MONTHS_BASE, MONTHS_WIDTH, MONTHS_BASE);
    months_mean(g, p, p->before, 0, now_from, pitch);
    months_mean(g, p, p->now, now_from, p->n, pitch);
    return figure_turned(g, d);
}

static float change_x(const struct drawing *g, double v) { return figure_x(g, CHANGE_MIDDLE + CHANGE_REACH * (float)fmin(fmax(v, -1), 1)); }

static void change_mark(struct drawing *g, enum ink ink, float x)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (ink != INK_MORE) {
        draw_rect(g, ink, x - 4, 8, 8, 8);
        return;
    }
    path_xy(&b, 'M', x, 6.5f);
    path_xy(&b, 'L', x + 5.5f, 12);
    path_xy(&b, 'L', x, 17.5f);
    path_xy(&b, 'L', x - 5.5f, 12);
    buf_char(&b, 'Z');
    draw_path(g, ink, b.p, b.n);
}

struct drawing *figure_row_change(struct doc *d, struct str title, struct str desc, struct shown_cell change, bool unseen)
{
    struct drawing *g = figure_new(d, 2 * CHANGE_MIDDLE, 24, title, desc);
    draw_line(g, INK_AXIS, figure_x(g, CHANGE_MIDDLE), 2, figure_x(g, CHANGE_MIDDLE), 22);
    if (unseen)
        figure_rect(g, INK_UNKNOWN, 10, 6, 110, 12);
    if (unseen || !figure_known(change))
        return g;
    double v = shown_value(change).value, lo = figure_lo(change), hi = figure_hi(change);
    bool sure = isfinite(lo) && isfinite(hi) && lo != hi && (hi < 0 || lo > 0);
    enum ink ink = !sure ? INK_NEUTRAL : v < 0 ? INK_LESS : INK_MORE, pale = !sure ? INK_NEUTRAL_PALE : v < 0 ? INK_LESS_PALE : INK_MORE_PALE;
    float from = change_x(g, lo), to = change_x(g, hi);
    if (from != to)
        draw_rect(g, pale, fminf(from, to), 9.5f, fabsf(to - from), 5);
    change_mark(g, ink, change_x(g, v));
    return g;
}

struct drawing *figure_row_looked(struct doc *d, struct str title, struct str desc, const uint8_t *states, size_t quarters)
{
    struct drawing *g = figure_new(d, QUARTER * (float)MAX_OF(quarters, (size_t)1), 16, title, desc);
    for (size_t q = 0; q < quarters; q++) {
        float x = QUARTER * (float)q;
        enum grid_state state = (enum grid_state)states[q];
        draw_rect(g, state == GRID_LOOKED || state == GRID_PARTLY ? INK_S1 : INK_ZERO, x, 2, QUARTER - 2, 12);
        if (state == GRID_PARTLY)
            draw_rect(g, INK_UNKNOWN, x, 8, QUARTER - 2, 6);
        if (state == GRID_UNSEEN)
            draw_rect(g, INK_UNKNOWN, x, 2, QUARTER - 2, 12);
    }
    return figure_turned(g, d);
}
