/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Power and interest, as people judged: interest across, power upwards, 0 to 10, parted at 5. A dot with a number for each; those on one spot share a dot. Bars reach from the lowest
 * to the highest judgement where several judged. What the numbers mean stands in the list beside it; a number without room on any side of its dot stands there alone. It mirrors.
 */
#include "brief/figure_priv.h"

enum { POWER_TOP = 10, POWER_WIDTH = 760, POWER_FOOT = 420 };

static float across(const struct drawing *g, double interest)
{
    return figure_x(g, 34 + (float)interest * 0.1f * (g->width - 48));
}

static float upwards(double power)
{
    return POWER_FOOT - (float)power * 0.1f * (POWER_FOOT - 20);
}

static void axes(struct doc *d, struct drawing *g, const struct figure_power *f, struct taken *t)
{
    for (int v = 0; v <= POWER_TOP; v += 5) {
        enum ink ink = v ? INK_GRID : INK_AXIS;
        draw_line(g, ink, across(g, v), upwards(0), across(g, v), upwards(POWER_TOP));
        draw_line(g, ink, across(g, 0), upwards(v), across(g, POWER_TOP), upwards(v));
        struct str tick = figure_tick(d, v, 5, NUMBER_INT);
        draw_text(g, across(g, v), POWER_FOOT + 16, ANCHOR_MIDDLE, TEXT_TICK, tick)->reading = READ_NUMBER;
        draw_text(g, figure_x(g, 26), upwards(v) + 4, figure_anchor(g, ANCHOR_END), TEXT_TICK, tick)->reading = READ_NUMBER;
    }
    draw_text(g, figure_x(g, 34), 12, figure_anchor(g, ANCHOR_START), TEXT_TICK, f->power_says);
    draw_text(g, figure_x(g, g->width - 14), POWER_FOOT + 34, figure_anchor(g, ANCHOR_END), TEXT_TICK, f->interest_says);
    for (int q = 0; q < 4; q++) { /* low power low interest, low high, high low, high high */
        float x = across(g, q & 1 ? 9.9 : 0.1), y = upwards(q & 2 ? 9.7 : 0.15);
        enum anchor a = figure_anchor(g, q & 1 ? ANCHOR_END : ANCHOR_START);
        struct str words = figure_fit(g, f->quadrant_says[q], TEXT_TICK, g->width / 2 - 34);
        taken_add(g, t, figure_box(g, x, y, a, TEXT_TICK, words));
        draw_text(g, x, y, a, TEXT_TICK, words);
    }
}

static void ranges(struct drawing *g, const struct power_dot *p)
{
    double lo = figure_lo(p->power), hi = figure_hi(p->power), x = shown_value(p->interest).value, y = shown_value(p->power).value;
    if (hi > lo)
        draw_line(g, INK_INTERVAL, across(g, x), upwards(lo), across(g, x), upwards(hi));
    lo = figure_lo(p->interest);
    hi = figure_hi(p->interest);
    if (hi > lo)
        draw_line(g, INK_INTERVAL, across(g, lo), upwards(y), across(g, hi), upwards(y));
}

static bool told(const struct power_dot *p)
{
    return figure_known(p->power) && figure_known(p->interest);
}

static bool one_spot(const struct power_dot *p, const struct power_dot *q)
{
    return told(p) && told(q) && shown_value(p->power).value == shown_value(q->power).value && shown_value(p->interest).value == shown_value(q->interest).value;
}

/* "3, 7": all that are on its spot; nothing where an earlier one has them. */
static void numbers(struct doc *d, struct drawing *g, const struct figure_power *f, size_t i, struct taken *t)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t k = 0; k < f->n; k++) {
        if (!one_spot(&f->dots[i], &f->dots[k]))
            continue;
        if (k < i)
            return;
        struct str number = figure_tick(d, (double)f->dots[k].number, 1, NUMBER_INT);
        buf_f(&b, "%s%.*s", !b.n ? "" : g->rtl ? "، " : ", ", STR_F(number));
    }
    float x = across(g, shown_value(f->dots[i].interest).value), y = upwards(shown_value(f->dots[i].power).value);
    draw_circle(g, INK_INK, x, y, 4);
    struct str label = arena_str(&d->arena, buf_view(&b));
    static const struct { float dx, dy; enum anchor anchor; } sides[] = {{7, -6, ANCHOR_START}, {-7, -6, ANCHOR_END}, {7, 14, ANCHOR_START}, {-7, 14, ANCHOR_END}, {0, -10, ANCHOR_MIDDLE}, {0, 19, ANCHOR_MIDDLE}};
    for (size_t k = 0; k < ARRAY_LEN(sides); k++) {
        struct box box = figure_box(g, x + sides[k].dx, y + sides[k].dy, sides[k].anchor, TEXT_STRONG_TICK, label);
        if (box.x < 0 || box.x + box.w > g->width || !taken_free(t, box))
            continue;
        taken_add(g, t, box);
        draw_text(g, x + sides[k].dx, y + sides[k].dy, sides[k].anchor, TEXT_STRONG_TICK, label)->reading = READ_NUMBER;
        return;
    }
}

struct drawing *figure_power(struct doc *d, const struct figure_power *f)
{
    struct drawing *g = figure_new(d, POWER_WIDTH, POWER_FOOT + 42, f->title, f->desc);
    struct taken t = {0};
    g->scroll = true;
    axes(d, g, f, &t);
    for (size_t i = 0; i < f->n; i++)
        if (told(&f->dots[i]))
            taken_add(g, &t, (struct box){across(g, shown_value(f->dots[i].interest).value) - 4, upwards(shown_value(f->dots[i].power).value) - 4, 8, 8});
    for (size_t i = 0; i < f->n; i++)
        if (told(&f->dots[i]))
            ranges(g, &f->dots[i]);
    for (size_t i = 0; i < f->n; i++)
        if (told(&f->dots[i]))
            numbers(d, g, f, i, &t);
    return g;
}
