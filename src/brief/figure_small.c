/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One panel of small multiples: months as bars, the means of two periods as lines; unseen months hatched. */
#include "brief/figure_priv.h"

#define SMALL_WIDTH 184.0f
#define SMALL_LEFT 2.0f
#define SMALL_RIGHT 182.0f

static float small_y(const struct small_panel *p, float top, float base, double v)
{
    double share = fmin(fmax(v, 0) / (p->top > 0 ? p->top : 1), 1);
    return base - (float)(p->squeezed ? sqrt(share) : share) * (base - top);
}

/* Runs of months that are not known, hatched; returns how many months are known and not zero. */
static size_t small_hatch(struct drawing *g, const struct small_panel *p, float pitch, float top, float base)
{
    size_t some = 0;
    for (size_t i = 0; i < p->n; i++) {
        size_t from = i;
        while (i < p->n && !figure_known(p->months[i]))
            i++;
        if (i > from)
            draw_rect(g, INK_UNKNOWN, SMALL_LEFT + pitch * (float)from, top, pitch * (float)(i - from), base - top);
        some += i < p->n && shown_value(p->months[i]).value > 0;
    }
    return some;
}

static void small_years(struct doc *d, struct drawing *g, const struct small_panel *p, float pitch, float y)
{
    if (!p->n)
        return;
    int first = month_year(p->first_month), last = month_year(p->first_month + (int)p->n - 1);
    struct str from = figure_year(d, first);
    draw_text(g, SMALL_LEFT, y, ANCHOR_START, TEXT_TICK, from)->reading = READ_NUMBER;
    float free = SMALL_LEFT + text_width(g, from, TEXT_TICK) + 6, end = SMALL_RIGHT;
    if (last != first) {
        struct str to = figure_year(d, last);
        draw_text(g, SMALL_RIGHT, y, ANCHOR_END, TEXT_TICK, to)->reading = READ_NUMBER;
        end -= text_width(g, to, TEXT_TICK) + 6;
    }
    if (p->now_from == 0 || p->now_from >= p->n)
        return;
    int now = month_year(p->first_month + (int)p->now_from);
    struct str says = figure_year(d, now);
    float x = SMALL_LEFT + pitch * (float)p->now_from, half = text_width(g, says, TEXT_TICK) / 2;
    if (now != first && now != last && x - half >= free && x + half <= end)
        draw_text(g, x, y, ANCHOR_MIDDLE, TEXT_TICK, says)->reading = READ_NUMBER;
}

static bool small_seen(const struct small_panel *p, size_t i)
{
    return figure_known(p->months[i]) && !(p->unseen && p->unseen[i]);
}

/* Months that could not be seen, whole, and those seen in part, in their lower half. */
static void small_unseen(struct drawing *g, const struct small_panel *p, float pitch, float top, float base)
{
    for (size_t i = 0; p->unseen && i < p->n;) {
        size_t k = i;
        while (k + 1 < p->n && p->unseen[k + 1] == p->unseen[i])
            k++;
        float from = p->unseen[i] == 2 ? top : (top + base) / 2;
        if (p->unseen[i])
            draw_rect(g, INK_UNKNOWN, SMALL_LEFT + pitch * (float)i, from, pitch * (float)(k + 1 - i), base - from);
        i = k + 1;
    }
}

/* The mean of a period; the line stops where nothing is known. */
static void small_mean(struct drawing *g, const struct small_panel *p, struct shown_cell mean, size_t from, size_t to, float pitch, float top, float base)
{
    if (!figure_known(mean))
        return;
    float y = small_y(p, top, base, shown_value(mean).value);
    for (size_t i = from; i < to; i++) {
        size_t start = i;
        while (i < to && small_seen(p, i))
            i++;
        if (i > start)
            draw_line(g, INK_LINE, SMALL_LEFT + pitch * (float)start, y, SMALL_LEFT + pitch * (float)i, y);
    }
}

/* Name at the start side, what changed at the end side; a long name is set smaller, then shortened. */
static float small_head(const struct doc *d, struct drawing *g, const struct small_panel *p)
{
    bool right = figure_starts_right(g, d);
    enum anchor start = right ? ANCHOR_END : ANCHOR_START, end = right ? ANCHOR_START : ANCHOR_END;
    float name_x = right ? g->width - SMALL_LEFT : SMALL_LEFT, says_x = right ? g->width - SMALL_RIGHT : SMALL_RIGHT;
    float name = text_width(g, p->name, TEXT_BOLD), says = text_width(g, p->says, TEXT_TICK), room = SMALL_RIGHT - SMALL_LEFT;
    bool one_line = name + says + 8 <= room;
    enum text_role role = one_line || text_width(g, p->name, TEXT_STRONG_TICK) + says + 5 > room ? TEXT_BOLD : TEXT_STRONG_TICK; /* a long name: smaller */
    struct str fit = figure_fit(g, p->name, role, fmaxf(room - says - (role == TEXT_BOLD ? 8.0f : 5.0f), 70));
    draw_text(g, name_x, 12, start, role, one_line ? p->name : fit)->lang = p->name_lang;
    if (p->says.n)
        draw_text(g, says_x, 12, end, TEXT_TICK, figure_fit(g, p->says, TEXT_TICK, room - 78));
    return 22;
}

struct drawing *figure_small(struct doc *d, const struct small_panel *p)
{
    struct drawing *g = figure_new(d, SMALL_WIDTH, 84, p->name, p->says);
    float top = small_head(d, g, p), base = 66, pitch = (SMALL_RIGHT - SMALL_LEFT) / (float)MAX_OF(p->n, (size_t)1);
    draw_line(g, INK_GRID, SMALL_LEFT, top, SMALL_RIGHT, top);
    if (p->now_from > 0 && p->now_from < p->n)
        draw_line(g, INK_GRID, SMALL_LEFT + pitch * (float)p->now_from, top - 4, SMALL_LEFT + pitch * (float)p->now_from, base);
    size_t some = small_hatch(g, p, pitch, top, base), known = 0;
    small_unseen(g, p, pitch, top, base);
    float *heights = ARENA_ARRAY(g->arena, float, p->n);
    for (size_t i = 0; i < p->n; i++) {
        known += figure_known(p->months[i]);
        heights[i] = figure_known(p->months[i]) && shown_value(p->months[i]).value > 0 ? base - small_y(p, top, base, shown_value(p->months[i]).value) : 0;
    }
    draw_bars(g, INK_BAR, SMALL_LEFT, base, pitch, pitch < 2.4f ? pitch : pitch * 0.7f, heights, p->n);
    draw_line(g, INK_AXIS, SMALL_LEFT, base, SMALL_RIGHT, base);
    size_t now_from = MIN_OF(p->now_from, p->n);
    if (some) {
        small_mean(g, p, p->before, 0, now_from, pitch, top, base);
        small_mean(g, p, p->now, now_from, p->n, pitch, top, base);
    } else if (!p->says.n && p->n) {
        struct str says = known ? figure_say(d, T("none recorded"), NULL, 0) : figure_say(d, T("not known"), NULL, 0);
        draw_text(g, SMALL_WIDTH / 2, 50, ANCHOR_MIDDLE, TEXT_TICK, says)->halo = true;
    }
    small_years(d, g, p, pitch, 80);
    return figure_turned(g, d);
}
