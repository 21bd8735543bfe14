/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Years as bars, low to high as whiskers. Time runs left to right; the axis' words stand at the start side. */
#include "brief/figure_priv.h"

#define YEARS_TOP 34.0f
#define YEARS_BASE 196.0f

struct years {
    struct doc *d;
    struct drawing *g;
    const struct shown_cell *v;
    size_t n;
    float left, right, pitch;
    struct ticks t;
};

static float years_y(const struct years *p, double v)
{
    return YEARS_BASE - (float)(fmin(fmax(v, 0), p->t.top) / p->t.top) * (YEARS_BASE - YEARS_TOP);
}

static float years_x(const struct years *p, size_t i) { return p->left + p->pitch * ((float)i + 0.5f); }

/* Highs count for the scale as far as they do not dwarf the bars. */
static void years_scale(struct years *p)
{
    double most = figure_most(p->v, p->n, 0), high = most;
    for (size_t i = 0; i < p->n; i++)
        if (figure_known(p->v[i]))
            high = fmax(high, fmin(figure_hi(p->v[i]), most * 1.5));
    p->t = figure_ticks(high, NUMBER_INT, 4);
    float w = 0;
    for (int k = 0; k <= p->t.n; k++)
        w = fmaxf(w, text_width(p->g, figure_tick(p->d, p->t.step * k, p->t.step, NUMBER_INT), TEXT_TICK));
    p->left = fmaxf(w + 10, 56);
    p->right = p->g->width - 14;
    p->pitch = (p->right - p->left) / (float)MAX_OF(p->n, (size_t)1);
}

static void years_axis(const struct years *p)
{
    for (int k = 0; k <= p->t.n; k++) {
        float y = years_y(p, p->t.step * k);
        draw_line(p->g, k ? INK_GRID : INK_AXIS, p->left, y, p->right, y);
        draw_text(p->g, p->left - 6, y + 4, ANCHOR_END, TEXT_TICK, figure_tick(p->d, p->t.step * k, p->t.step, NUMBER_INT))->reading = READ_NUMBER;
    }
}

/* A thin line from low to high: pale on the bar, dark above it; an open end (an arrow) where high lies beyond the scale. */
static void years_whisker(const struct years *p, size_t i)
{
    double v = shown_value(p->v[i]).value, lo = figure_lo(p->v[i]), hi = figure_hi(p->v[i]);
    if (!(hi > lo) || v > p->t.top * (1 + 1e-9))
        return;
    float x = years_x(p, i), cap = fminf(p->pitch * 0.16f, 4);
    struct buf low CLEANUP(buf_end) = {0}, high CLEANUP(buf_end) = {0};
    path_xy(&high, 'M', x, years_y(p, v));
    path_to(&high, 'V', years_y(p, hi));
    bool beyond = hi > p->t.top * (1 + 1e-9);
    path_xy(&high, 'M', x - cap, years_y(p, hi) + (beyond ? 5.0f : 0.0f));
    path_xy(&high, 'L', x, years_y(p, hi));
    path_xy(&high, 'L', x + cap, years_y(p, hi) + (beyond ? 5.0f : 0.0f));
    if (hi > v)
        draw_path(p->g, INK_INTERVAL, high.p, high.n);
    path_xy(&low, 'M', x, years_y(p, v));
    path_to(&low, 'V', years_y(p, lo));
    path_xy(&low, 'M', x - cap, years_y(p, lo));
    path_to(&low, 'H', x + cap);
    if (lo < v)
        draw_path(p->g, INK_BORDER_IN, low.p, low.n);
}

static void years_bars(const struct years *p)
{
    float *heights = ARENA_ARRAY(p->g->arena, float, p->n);
    for (size_t i = 0; i < p->n; i++) {
        if (!figure_known(p->v[i]))
            draw_rect(p->g, INK_UNKNOWN, years_x(p, i) - p->pitch * 0.32f, YEARS_TOP, p->pitch * 0.64f, YEARS_BASE - YEARS_TOP);
        else if (shown_value(p->v[i]).value > 0)
            heights[i] = YEARS_BASE - years_y(p, shown_value(p->v[i]).value);
    }
    draw_bars(p->g, INK_S4, p->left, YEARS_BASE, p->pitch, p->pitch * 0.64f, heights, p->n);
    for (size_t i = 0; i < p->n; i++)
        if (figure_known(p->v[i]))
            years_whisker(p, i);
}

/* Values over their bars where all fit; else only that of the largest and of bars cut off. */
static void years_values(const struct years *p)
{
    float widest = 0;
    size_t largest = SIZE_MAX;
    for (size_t i = 0; i < p->n; i++) {
        if (!figure_known(p->v[i]))
            continue;
        widest = fmaxf(widest, text_width(p->g, number_text(p->d, p->v[i], NUMBER_INT), TEXT_TICK));
        if (largest == SIZE_MAX || shown_value(p->v[i]).value > shown_value(p->v[largest]).value)
            largest = i;
    }
    bool all = widest + 5 <= p->pitch;
    float free = -INFINITY;
    for (size_t i = 0; i < p->n; i++) {
        if (!figure_known(p->v[i]))
            continue;
        double v = shown_value(p->v[i]).value, hi = figure_hi(p->v[i]);
        bool cut = v > p->t.top * (1 + 1e-9);
        if (!all && !cut && i != largest)
            continue;
        struct str says = number_text(p->d, p->v[i], NUMBER_INT);
        float half = text_width(p->g, says, TEXT_TICK) / 2, x = fminf(fmaxf(years_x(p, i), p->left + half), p->g->width - half);
        if (x - half < free)
            continue;
        free = x + half + 4;
        struct mark *m = draw_text(p->g, x, years_y(p, fmax(v, hi)) - 5, ANCHOR_MIDDLE, TEXT_TICK, says);
        m->reading = READ_NUMBER;
        m->halo = true;
        if (!cut)
            continue;
        struct buf b CLEANUP(buf_end) = {0};
        path_xy(&b, 'M', years_x(p, i) - p->pitch * 0.36f, YEARS_TOP + 12);
        path_xy(&b, 'L', years_x(p, i) + p->pitch * 0.36f, YEARS_TOP + 8);
        draw_path(p->g, INK_BORDER_IN, b.p, b.n);
    }
}

static void years_labels(const struct years *p, int first_year)
{
    static const int steps[] = {1, 2, 5, 10, 20, 50};
    float w = text_width(p->g, figure_year(p->d, first_year), TEXT_STRONG_TICK);
    size_t k = 0;
    while (k + 1 < ARRAY_LEN(steps) && (float)steps[k] * p->pitch < w + 8)
        k++;
    for (size_t i = 0; i < p->n; i++)
        if ((first_year + (int)i) % steps[k] == 0)
            draw_text(p->g, years_x(p, i), YEARS_BASE + 16, ANCHOR_MIDDLE, TEXT_STRONG_TICK, figure_year(p->d, first_year + (int)i))->reading = READ_NUMBER;
}

struct drawing *figure_years(struct doc *d, struct str title, struct str desc, struct str axis_says, int first_year,
    const struct shown_cell *years, size_t n)
{
    struct years p = {.d = d, .v = years, .n = n, .g = figure_new(d, 760, YEARS_BASE + 22, title, desc)};
    p.g->scroll = true;
    years_scale(&p);
    bool right = figure_starts_right(p.g, d);
    draw_text(p.g, right ? p.right : p.left, 12, right ? ANCHOR_END : ANCHOR_START, TEXT_TICK, figure_fit(p.g, axis_says, TEXT_TICK, p.right - p.left));
    years_axis(&p);
    years_bars(&p);
    years_values(&p);
    years_labels(&p, first_year);
    return figure_turned(p.g, d);
}
