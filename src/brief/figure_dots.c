/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ranked dot plot: a row a place, dot and interval, its value in a column at the end side, the whole country as a
 * dotted line. It mirrors. Rows come in the order they are to stand in: largest first, then zero, then unseen.
 */
#include "brief/figure_priv.h"

#define DOTS_TOP 22.0f

struct dots {
    struct doc *d;
    struct drawing *g;
    float left, right, bottom, row; /* of the plot, in a left-to-right drawing */
    double top;                     /* largest value of the scale */
    bool squeezed;
    enum number_style style;
};

/* Decimals where they tell something: from ten upwards they do not. */
static enum number_style value_style(const struct dots *p, struct shown_cell c)
{
    return p->style == NUMBER_1 && shown_value(c).value >= 9.95 ? NUMBER_INT : p->style;
}

static double squeeze(const struct dots *p, double v) { return p->squeezed ? log1p(v / 2) : v; }

static float along(const struct dots *p, double v)
{
    double share = squeeze(p, fmin(fmax(v, 0), p->top)) / squeeze(p, p->top);
    return p->left + (float)share * (p->right - p->left);
}

static float across(const struct dots *p, size_t row) { return DOTS_TOP + p->row * ((float)row + 0.45f); }

static void dots_tick(struct dots *p, double v, struct str label)
{
    float x = figure_x(p->g, along(p, v));
    draw_line(p->g, v > 0 ? INK_GRID : INK_AXIS, x, DOTS_TOP, x, p->bottom);
    struct mark *m = draw_text(p->g, x, 14, ANCHOR_MIDDLE, TEXT_TICK, label);
    m->reading = p->style == NUMBER_PERCENT || p->style == NUMBER_PERCENT_1 ? READ_PAGE : READ_NUMBER;
}

/* Round numbers whose labels stand apart. On a squeezed scale 1, 2, 5, 10 ..., from the top down so that it is named. */
static void dots_axis(struct dots *p)
{
    dots_tick(p, 0, figure_tick(p->d, 0, 1, p->style));
    if (!p->squeezed) {
        struct ticks t = figure_ticks(p->top, p->style, 4);
        for (int k = 1; k <= t.n; k++)
            dots_tick(p, t.step * k, figure_tick(p->d, t.step * k, t.step, p->style));
        return;
    }
    static const double bases[] = {5, 2, 1};
    float free = INFINITY, zero = p->left + 14;
    for (int k = (int)floor(log10(p->top)); k >= -3; k--)
        for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
            double v = k < 0 ? bases[i] / pow(10, -k) : bases[i] * pow(10, k);
            if (v > p->top * (1 + 1e-9))
                continue;
            struct str label = figure_tick(p->d, v, v, p->style);
            float half = fmaxf(text_width(p->g, label, TEXT_TICK) / 2 + 5, 17), x = along(p, v);
            if (x + half > free || x - half < zero)
                continue;
            free = x - half;
            dots_tick(p, v, label);
        }
}

/* The top of the scale: a round number over all dots, and over the intervals that do not dwarf them. */
static double dots_top(const struct dots *p, const struct dot_row *rows, size_t n, struct shown_cell whole)
{
    double value = figure_known(whole) ? shown_value(whole).value : 0, hi = 0;
    for (size_t i = 0; i < n; i++)
        if (figure_known(rows[i].value))
            value = fmax(value, shown_value(rows[i].value).value);
    for (size_t i = 0; i < n; i++)
        if (figure_known(rows[i].value))
            hi = fmax(hi, fmin(figure_hi(rows[i].value), value > 0 ? value * 1.6 : INFINITY));
    double most = fmax(value, hi);
    if (!p->squeezed || !(most > 0))
        return figure_ticks(most, p->style, 4).top;
    static const double bases[] = {1, 1.5, 2, 3, 4, 5, 6, 8};
    for (int k = (int)floor(log10(most)) - 1;; k++)
        for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
            double v = k < 0 ? bases[i] / pow(10, -k) : bases[i] * pow(10, k);
            if (v >= most * (1 - 1e-9))
                return v;
        }
}

/* An interval whose end lies beyond the scale ends in an arrow head. */
static void dots_interval(const struct dots *p, struct shown_cell c, float y)
{
    double lo = figure_lo(c), hi = figure_hi(c);
    if (!(hi > lo))
        return;
    draw_line(p->g, INK_INTERVAL, figure_x(p->g, along(p, lo)), y, figure_x(p->g, along(p, hi)), y);
    if (hi <= p->top * (1 + 1e-9))
        return;
    struct buf b CLEANUP(buf_end) = {0};
    path_xy(&b, 'M', figure_x(p->g, p->right - 4), y - 4);
    path_xy(&b, 'L', figure_x(p->g, p->right), y);
    path_xy(&b, 'L', figure_x(p->g, p->right - 4), y + 4);
    draw_path(p->g, INK_INTERVAL, b.p, b.n);
}

/* A row in words on a hatch, with room left between the two stubs. */
static void dots_hatch(const struct dots *p, struct str words, float y)
{
    struct drawing *g = p->g;
    words = figure_fit(g, words, TEXT_STRONG_TICK, p->right - p->left - 36);
    float from = p->left + 16, to = from + 12 + text_width(g, words, TEXT_STRONG_TICK);
    figure_rect(g, INK_UNKNOWN, p->left, y - 6, 16, 12);
    if (to < p->right)
        figure_rect(g, INK_UNKNOWN, to, y - 6, p->right - to, 12);
    draw_text(g, figure_x(g, from + 6), y + 4, figure_anchor(g, ANCHOR_START), TEXT_STRONG_TICK, words);
}

static void dots_zero(const struct dots *p, struct shown_cell c, float y)
{
    struct drawing *g = p->g;
    struct str words = figure_say(p->d, T("none recorded"), NULL, 0);
    float x = p->left + 9, after = along(p, figure_hi(c)) + 6, w = text_width(g, words, TEXT_TICK);
    dots_interval(p, c, y);
    draw_circle(g, INK_ZERO, figure_x(g, p->left), y, 4.5f);
    if (after > x && after + w <= p->right)
        x = after;
    draw_text(g, figure_x(g, x), y + 4, figure_anchor(g, ANCHOR_START), TEXT_TICK, words)->halo = true;
}

static void dots_value(const struct dots *p, const struct dot_row *row, float y)
{
    struct drawing *g = p->g;
    if (row->says_instead.n || !figure_known(row->value)) {
        bool hatch = row->says_instead.n || shown_state(row->value) != SHOWN_TOO_FEW;
        struct str words = row->says_instead.n ? row->says_instead : number_text(p->d, row->value, value_style(p, row->value));
        if (hatch)
            dots_hatch(p, words, y);
        else
            draw_text(g, figure_x(g, p->left + 9), y + 4, figure_anchor(g, ANCHOR_START), TEXT_TICK, words);
        return;
    }
    if (!(shown_value(row->value).value > 0)) {
        dots_zero(p, row->value, y);
        return;
    }
    dots_interval(p, row->value, y);
    draw_circle(g, INK_POINT, figure_x(g, along(p, shown_value(row->value).value)), y, p->row < 20 ? 4.0f : 4.8f);
    struct mark *m = draw_text(g, figure_x(g, g->width - 6), y + 4, figure_anchor(g, ANCHOR_END), TEXT_BOLD,
        number_text(p->d, row->value, value_style(p, row->value)));
    m->reading = p->style == NUMBER_PERCENT || p->style == NUMBER_PERCENT_1 ? READ_PAGE : READ_NUMBER;
}

static void dots_whole(const struct dots *p, struct shown_cell whole, struct str says)
{
    if (!figure_known(whole))
        return;
    struct drawing *g = p->g;
    float x = along(p, shown_value(whole).value), half = text_width(g, says, TEXT_STRONG_TICK) / 2;
    draw_dotted(g, INK_CHANGE_POINT, figure_x(g, x), DOTS_TOP - 2, p->bottom + 4);
    if (says.n)
        draw_text(g, figure_x(g, fminf(fmaxf(x, half), g->width - half)), p->bottom + 16, ANCHOR_MIDDLE, TEXT_STRONG_TICK, says);
}

/* Room for names at the start side and for values at the end side. */
static void dots_columns(struct dots *p, const struct dot_row *rows, size_t n)
{
    float names = 30, values = 20;
    for (size_t i = 0; i < n; i++) {
        names = fmaxf(names, text_width(p->g, rows[i].name, rows[i].strong ? TEXT_BOLD : TEXT_LABEL));
        if (figure_known(rows[i].value) && !rows[i].says_instead.n)
            values = fmaxf(values, text_width(p->g, number_text(p->d, rows[i].value, value_style(p, rows[i].value)), TEXT_BOLD));
    }
    p->left = fminf(names, 140) + 12;
    p->right = p->g->width - fminf(values, 90) - 22;
}

struct drawing *figure_dots(struct doc *d, struct str title, struct str desc, const struct dot_row *rows, size_t n,
    struct shown_cell whole, struct str whole_says, struct str axis_says, enum number_style style, bool squeezed)
{
    struct dots p = {.d = d, .style = style, .squeezed = squeezed};
    p.row = n <= 12 ? 26.8f : n <= 18 ? 24.0f : n <= 24 ? 21.0f : 18.5f;
    p.bottom = DOTS_TOP + p.row * (float)n;
    p.g = figure_new(d, 372, p.bottom + 38, title, desc);
    dots_columns(&p, rows, n);
    p.top = dots_top(&p, rows, n, whole);
    dots_axis(&p);
    dots_whole(&p, whole, whole_says);
    for (size_t i = 0; i < n; i++) {
        float y = across(&p, i);
        enum text_role role = rows[i].strong ? TEXT_BOLD : TEXT_LABEL;
        draw_text(p.g, figure_x(p.g, p.left - 10), y + 4, figure_anchor(p.g, ANCHOR_END), role,
            figure_fit(p.g, rows[i].name, role, p.left - 10))->lang = rows[i].name_lang;
        dots_value(&p, &rows[i], y);
    }
    float note = text_width(p.g, axis_says, TEXT_TICK), x = fmaxf(fminf(p.left, p.g->width - note), 0);
    draw_text(p.g, figure_x(p.g, x), p.bottom + 32, figure_anchor(p.g, ANCHOR_START), TEXT_TICK,
        figure_fit(p.g, axis_says, TEXT_TICK, p.g->width));
    return p.g;
}
