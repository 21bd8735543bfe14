/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month as one bar of up to three parts, standing on each other: who did it. Time runs left to right unless asked otherwise. */
#include "brief/figure_priv.h"

#define SIDES_WIDTH 372.0f
#define SIDES_TOP 40.0f
#define SIDES_BASE 148.0f

struct sides {
    struct doc *d;
    struct drawing *g;
    const struct figure_sides *f;
    float left, right, pitch;
    struct ticks t;
};

static const enum ink part_inks[FIGURE_PARTS] = {INK_S4, INK_S2, INK_UNKNOWN};

static bool sides_known(const struct sides *p, size_t month)
{
    for (size_t k = 0; k < FIGURE_PARTS; k++)
        if (p->f->months[k] && !figure_known(p->f->months[k][month]))
            return false;
    return true;
}

/* The first `parts` parts of a month together. */
static double sides_sum(const struct sides *p, size_t month, size_t parts)
{
    double sum = 0;
    for (size_t k = 0; k < parts; k++)
        if (p->f->months[k] && figure_known(p->f->months[k][month]))
            sum += shown_value(p->f->months[k][month]).value;
    return sum;
}

static float sides_y(const struct sides *p, double v)
{
    return SIDES_BASE - (float)(fmin(fmax(v, 0), p->t.top) / p->t.top) * (SIDES_BASE - SIDES_TOP);
}

static void sides_scale(struct sides *p)
{
    double most = 0;
    for (size_t i = 0; i < p->f->n; i++)
        most = fmax(most, sides_sum(p, i, FIGURE_PARTS));
    p->t = figure_ticks(most, NUMBER_INT, 3);
    float w = text_width(p->g, figure_tick(p->d, p->t.top, p->t.step, NUMBER_INT), TEXT_TICK);
    p->left = fmaxf(w + 10, 26);
    p->right = SIDES_WIDTH - 4;
    p->pitch = figure_pitch(p->right - p->left, p->f->n);
    p->right = p->left + p->pitch * (float)MAX_OF(p->f->n, (size_t)1);
}

/* The period of the brief on its soft ground, and the axis. */
static void sides_axis(const struct sides *p)
{
    if (p->f->now_from > 0 && p->f->now_from < p->f->n)
        draw_rect(p->g, INK_SOFT, p->left + p->pitch * (float)p->f->now_from, SIDES_TOP - 6, p->right - p->left - p->pitch * (float)p->f->now_from, SIDES_BASE - SIDES_TOP + 6);
    for (int k = 0; k <= p->t.n; k++) {
        float y = sides_y(p, p->t.step * k);
        draw_line(p->g, k ? INK_GRID : INK_AXIS, p->left, y, p->right, y);
        draw_text(p->g, p->left - 5, y + 4, ANCHOR_END, TEXT_TICK, figure_tick(p->d, p->t.step * k, p->t.step, NUMBER_INT))->reading = READ_NUMBER;
    }
}

/* Months of which nothing is on record: hatched from top to bottom, with the words where there is room. */
static void sides_unknown(const struct sides *p)
{
    for (size_t i = 0; i < p->f->n; i++) {
        size_t from = i;
        while (i < p->f->n && !sides_known(p, i))
            i++;
        if (i == from)
            continue;
        float x = p->left + p->pitch * (float)from, w = p->pitch * (float)(i - from);
        draw_rect(p->g, INK_UNKNOWN, x, SIDES_TOP, w, SIDES_BASE - SIDES_TOP);
        if (text_width(p->g, p->f->unknown_says, TEXT_TICK) + 8 <= w)
            draw_text(p->g, x + w / 2, (SIDES_TOP + SIDES_BASE) / 2 + 4, ANCHOR_MIDDLE, TEXT_TICK, p->f->unknown_says)->halo = true;
    }
}

/* The whole bar first, then what stands below its last part, over it: each part keeps its own ink. */
static void sides_bars(const struct sides *p)
{
    float *heights = ARENA_ARRAY(p->g->arena, float, p->f->n);
    for (size_t parts = FIGURE_PARTS; parts > 0; parts--) {
        if (!p->f->months[parts - 1])
            continue;
        bool any = false;
        for (size_t i = 0; i < p->f->n; i++) {
            bool own = shown_value(p->f->months[parts - 1][i]).value > 0;
            heights[i] = own ? SIDES_BASE - sides_y(p, sides_sum(p, i, parts)) : 0;
            any = any || own;
        }
        if (any)
            draw_bars(p->g, part_inks[parts - 1], p->left, SIDES_BASE, p->pitch, p->pitch < 2.4f ? p->pitch : p->pitch * 0.78f, heights, p->f->n);
    }
}

/* The key in one row, in the direction of the page: a little of each ink and its word. */
static void sides_key(const struct sides *p)
{
    float x = 0;
    for (size_t k = 0; k < FIGURE_PARTS; k++) {
        if (!p->f->months[k])
            continue;
        struct str says = figure_fit(p->g, p->f->labels[k], TEXT_TICK, SIDES_WIDTH - x - 18);
        bool right = figure_starts_right(p->g, p->d);
        draw_rect(p->g, INK_BOX, right ? SIDES_WIDTH - x - 11 : x, 16, 11, 9);
        draw_rect(p->g, part_inks[k], right ? SIDES_WIDTH - x - 10.5f : x + 0.5f, 16.5f, 10, 8);
        draw_text(p->g, right ? SIDES_WIDTH - x - 15 : x + 15, 25, right ? ANCHOR_END : ANCHOR_START, TEXT_TICK, says);
        x += 15 + text_width(p->g, says, TEXT_TICK) + 14;
    }
}

static void sides_years(const struct sides *p)
{
    int first = p->f->first_month, end = p->f->first_month + (int)p->f->n;
    float free = -INFINITY;
    for (int year = month_year(first); p->f->n && year <= month_year(end - 1); year++) {
        int from = MAX_OF((year - 1970) * 12, first), to = MIN_OF((year - 1970) * 12 + 12, end);
        struct str says = figure_year(p->d, year);
        float half = text_width(p->g, says, TEXT_STRONG_TICK) / 2, x = p->left + p->pitch * ((float)(from + to) / 2 - (float)first);
        if (from > first)
            draw_line(p->g, INK_GRID, p->left + p->pitch * (float)(from - first), SIDES_BASE, p->left + p->pitch * (float)(from - first), SIDES_BASE + 5);
        if (x - half < free || x - half < p->left - 10 || x + half > SIDES_WIDTH)
            continue;
        free = x + half + 8;
        draw_text(p->g, x, SIDES_BASE + 17, ANCHOR_MIDDLE, TEXT_STRONG_TICK, says)->reading = READ_NUMBER;
    }
}

struct drawing *figure_sides(struct doc *d, const struct figure_sides *f)
{
    struct sides p = {.d = d, .f = f, .g = figure_new(d, SIDES_WIDTH, SIDES_BASE + 24, f->title, f->desc)};
    sides_scale(&p);
    bool right = figure_starts_right(p.g, d);
    draw_text(p.g, right ? SIDES_WIDTH : 0, 11, right ? ANCHOR_END : ANCHOR_START, TEXT_TICK, figure_fit(p.g, f->axis_says, TEXT_TICK, SIDES_WIDTH));
    sides_key(&p);
    sides_axis(&p);
    sides_unknown(&p);
    sides_bars(&p);
    draw_line(p.g, INK_AXIS, p.left, SIDES_BASE, p.right, SIDES_BASE);
    sides_years(&p);
    return figure_turned(p.g, d);
}
