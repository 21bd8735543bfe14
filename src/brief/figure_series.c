/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Panels on one time axis. Counts as bars from zero, ratios as dots; line = mean, band = its interval; a change point
 * is a thin line through its own panel. Time runs left to right in every language unless asked otherwise (figure_time.c); panel titles stand at the start side.
 */
#include "brief/figure_priv.h"

#define SERIES_TOP 22.0f
#define SERIES_PLOT 84.0f   /* height of the marks of a panel */
#define SERIES_PITCH 128.0f /* from panel to panel */
#define RIBBON_HEIGHT 18.0f

struct axis {
    struct doc *d;
    struct drawing *g;
    const struct figure_series *f;
    float left, right, pitch; /* px a month */
};
struct panel { /* one of them, being drawn */
    const struct axis *x;
    const struct series_panel *p;
    float top, base;
    struct ticks t;
    struct taken taken;
};

static float month_x(const struct axis *x, size_t month) { return x->left + x->pitch * (float)month; }

static float value_y(const struct panel *p, double v)
{
    return p->base - (float)(fmin(fmax(v, 0), p->t.top) / p->t.top) * (p->base - p->top);
}

/* ---- scale ------------------------------------------------------------------------------------- */

static struct ticks panel_ticks(const struct figure_series *f, const struct series_panel *p)
{
    double means = 0;
    for (size_t i = 0; i < p->mean_n; i++)
        if (figure_known(p->means[i].mean))
            means = fmax(means, shown_value(p->means[i].mean).value);
    double bands = means;
    for (size_t i = 0; i < p->mean_n; i++)
        if (figure_known(p->means[i].mean))
            bands = fmax(bands, fmin(figure_hi(p->means[i].mean), means * 2));
    return figure_ticks(figure_most(p->months, f->months, bands), p->style, 3);
}

static void panel_axis(struct panel *p)
{
    struct drawing *g = p->x->g;
    draw_line(g, INK_AXIS, p->x->left, p->base, p->x->right, p->base);
    for (int k = 0; k <= p->t.n; k++) {
        float y = value_y(p, p->t.step * k);
        if (k)
            draw_line(g, INK_GRID, p->x->left, y, p->x->right, y);
        draw_text(g, p->x->left - 6, y + 4, ANCHOR_END, TEXT_TICK, figure_tick(p->x->d, p->t.step * k, p->t.step, p->p->style))
            ->reading = p->p->style == NUMBER_PERCENT || p->p->style == NUMBER_PERCENT_1 ? READ_PAGE : READ_NUMBER;
    }
}

/* ---- marks ------------------------------------------------------------------------------------- */

/* A value beyond the scale: a gap in its bar, or a triangle, and the value in words. */
static void panel_clipped(struct panel *p, size_t month)
{
    struct drawing *g = p->x->g;
    float x = month_x(p->x, month) + p->x->pitch / 2;
    struct buf b CLEANUP(buf_end) = {0};
    if (p->p->bars) {
        float half = fmaxf(p->x->pitch * 0.29f, 1.5f) + 1;
        path_xy(&b, 'M', x - half, p->top + 7);
        path_xy(&b, 'L', x + half, p->top + 4);
        draw_path(g, INK_BORDER_IN, b.p, b.n);
    } else {
        path_xy(&b, 'M', x - 3, p->top + 3);
        path_xy(&b, 'L', x, p->top - 3);
        path_xy(&b, 'L', x + 3, p->top + 3);
        buf_char(&b, 'Z');
        draw_path(g, INK_DOT, b.p, b.n);
    }
    struct str says = number_text(p->x->d, p->p->months[month], p->p->style);
    float w = text_width(g, says, TEXT_TICK);
    const struct { float x; enum anchor a; } at[] = {{x + 5, ANCHOR_START}, {x - 5, ANCHOR_END}};
    for (size_t i = 0; i < ARRAY_LEN(at); i++) {
        struct box box = figure_box(g, at[i].x, p->top + 8, at[i].a, TEXT_TICK, says);
        if (box.x < p->x->left || box.x + w > p->x->right || !taken_free(&p->taken, box))
            continue;
        taken_add(g, &p->taken, box);
        struct mark *m = draw_text(g, at[i].x, p->top + 8, at[i].a, TEXT_TICK, says);
        m->halo = true;
        m->reading = p->p->style == NUMBER_PERCENT || p->p->style == NUMBER_PERCENT_1 ? READ_PAGE : READ_NUMBER;
        return;
    }
}

static void panel_dots(struct panel *p)
{
    const struct axis *x = p->x;
    bool many = x->f->months > 72;
    float r = fminf(2.6f, fmaxf(x->pitch * 0.42f, many ? 1.6f : 0.9f));
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < x->f->months; i++) {
        if (!figure_known(p->p->months[i]) || shown_value(p->p->months[i]).value > p->t.top)
            continue;
        float at = month_x(x, i) + x->pitch / 2, y = value_y(p, shown_value(p->p->months[i]).value);
        if (!many) {
            draw_circle(x->g, INK_DOT, at, y, r);
            continue;
        }
        path_xy(&b, 'M', at - r, y); /* many: small diamonds in one path weigh a third */
        path_xy(&b, 'L', at, y - r);
        path_xy(&b, 'L', at + r, y);
        path_xy(&b, 'L', at, y + r);
        buf_char(&b, 'Z');
    }
    draw_path(x->g, INK_DOT, b.p, b.n);
}

/* Months that could not be seen are hatched from top to bottom, those seen in part in their lower half. */
/* Months that the panels themselves do not know whole. */
static const uint8_t *hidden_months(const struct figure_series *f)
{
    return f->unseen_elsewhere ? NULL : f->unseen;
}

static void panel_unseen(struct panel *p)
{
    const struct axis *x = p->x;
    const uint8_t *unseen = hidden_months(x->f);
    for (size_t i = 0; unseen && i < x->f->months;) {
        size_t k = i;
        while (k + 1 < x->f->months && unseen[k + 1] == unseen[i])
            k++;
        float top = unseen[i] == 2 ? p->top : (p->top + p->base) / 2;
        if (unseen[i])
            draw_rect(x->g, INK_UNKNOWN, month_x(x, i), top, month_x(x, k + 1) - month_x(x, i), p->base - top);
        i = k + 1;
    }
}

/* The next run of months that could be seen, from *at up to `end`: its first month and the one after its last. */
static bool seen_run(const struct figure_series *f, size_t *at, size_t end, size_t *from, size_t *to)
{
    while (*at < end && hidden_months(f) && hidden_months(f)[*at])
        (*at)++;
    *from = *at;
    while (*at < end && !(hidden_months(f) && hidden_months(f)[*at]))
        (*at)++;
    *to = *at;
    return *to > *from;
}

static void panel_bars(struct panel *p)
{
    const struct axis *x = p->x;
    float *heights = ARENA_ARRAY(x->g->arena, float, x->f->months);
    for (size_t i = 0; i < x->f->months; i++)
        heights[i] = figure_known(p->p->months[i]) && shown_value(p->p->months[i]).value > 0
            ? p->base - value_y(p, shown_value(p->p->months[i]).value) : 0;
    draw_bars(x->g, INK_BAR, x->left, p->base, x->pitch, x->pitch < 2.4f ? x->pitch : x->pitch * 0.58f, heights, x->f->months);
}

/* Nothing known at all: hatched, and said. All zero: said. */
static void panel_empty(struct panel *p)
{
    size_t known = 0, more = 0;
    for (size_t i = 0; i < p->x->f->months; i++)
        if (figure_known(p->p->months[i])) {
            known++;
            more += shown_value(p->p->months[i]).value > 0;
        }
    if (more)
        return;
    struct drawing *g = p->x->g;
    struct str says = known ? figure_say(p->x->d, T("none recorded"), NULL, 0) : figure_say(p->x->d, T("not known"), NULL, 0);
    if (!known)
        draw_rect(g, INK_UNKNOWN, p->x->left, p->top, p->x->right - p->x->left, p->base - p->top);
    float x = (p->x->left + p->x->right) / 2, y = (p->top + p->base) / 2 + 4;
    draw_text(g, x, y, ANCHOR_MIDDLE, TEXT_LABEL, says)->halo = true;
    taken_add(g, &p->taken, figure_box(g, x, y, ANCHOR_MIDDLE, TEXT_LABEL, says));
}

/* ---- means and change points ------------------------------------------------------------------- */

static void panel_bands(struct panel *p)
{
    for (size_t i = 0; i < p->p->mean_n; i++) {
        const struct series_mean *m = &p->p->means[i];
        double lo = figure_lo(m->mean), hi = figure_hi(m->mean);
        if (!(hi > lo) || m->from >= p->x->f->months)
            continue;
        size_t at = m->from, from, to;
        while (seen_run(p->x->f, &at, MIN_OF(m->to + 1, p->x->f->months), &from, &to))
            draw_rect(p->x->g, INK_BAND, month_x(p->x, from), value_y(p, hi), month_x(p->x, to) - month_x(p->x, from), fmaxf(value_y(p, lo) - value_y(p, hi), 0.5f));
    }
}

static void panel_lines(struct panel *p)
{
    for (size_t i = 0; i < p->p->mean_n; i++) {
        const struct series_mean *m = &p->p->means[i];
        if (!figure_known(m->mean) || m->from >= p->x->f->months)
            continue;
        float y = value_y(p, shown_value(m->mean).value);
        size_t at = m->from, from, to;
        while (seen_run(p->x->f, &at, MIN_OF(m->to + 1, p->x->f->months), &from, &to))
            draw_line(p->x->g, INK_LINE, month_x(p->x, from), y, month_x(p->x, to), y);
    }
}

/* Medians: thin and dashed, their words at the end side. */
static void panel_medians(struct panel *p)
{
    for (size_t i = 0; i < p->p->median_n; i++) {
        const struct series_mean *m = &p->p->medians[i];
        if (!figure_known(m->mean) || m->from >= p->x->f->months)
            continue;
        float y = value_y(p, shown_value(m->mean).value);
        size_t at = m->from, from, to;
        while (seen_run(p->x->f, &at, MIN_OF(m->to + 1, p->x->f->months), &from, &to))
            draw_line(p->x->g, INK_MEDIAN, month_x(p->x, from), y, month_x(p->x, to), y);
    }
}

/* What each month may have been, as one path of thin lines. */
static void panel_spans(struct panel *p)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; p->p->spans && i < p->x->f->months; i++) {
        if (!figure_known(p->p->months[i]) || !(figure_hi(p->p->months[i]) > figure_lo(p->p->months[i])))
            continue;
        path_xy(&b, 'M', month_x(p->x, i) + p->x->pitch / 2, value_y(p, figure_lo(p->p->months[i])));
        path_to(&b, 'V', value_y(p, figure_hi(p->p->months[i])));
    }
    if (b.n)
        draw_path(p->x->g, INK_LEADER, b.p, b.n);
}

/* The first free place of several; false when all are taken or leave the panel. */
struct place_for_text { float x, y; enum anchor a; };
static bool panel_label(struct panel *p, const struct place_for_text *at, size_t n, enum text_role role, enum text_ink ink, struct str says)
{
    struct drawing *g = p->x->g;
    for (size_t i = 0; i < n; i++) {
        struct box b = figure_box(g, at[i].x, at[i].y, at[i].a, role, says);
        if (b.x < p->x->left || b.x + b.w > p->x->right || b.y < p->top - 8 || b.y + b.h > p->base || !taken_free(&p->taken, b))
            continue;
        b.x -= 3;
        b.w += 6;
        taken_add(g, &p->taken, b);
        struct mark *m = draw_text(g, at[i].x, at[i].y, at[i].a, role, says);
        m->text_ink = ink;
        m->halo = true;
        return true;
    }
    return false;
}

/* Where a change point may as well be: a pale strip behind the marks. */
static void panel_ranges(struct panel *p)
{
    for (size_t i = 0; i < p->p->turn_n; i++) {
        const struct series_mark *t = &p->p->turns[i];
        float from = month_x(p->x, MIN_OF(t->first, p->x->f->months)), to = month_x(p->x, MIN_OF(t->last, p->x->f->months));
        if (t->last > t->first)
            draw_rect(p->x->g, INK_NEUTRAL_PALE, from, p->top - 4, to - from, p->base - p->top + 4);
    }
}

static void panel_turns(struct panel *p)
{
    struct drawing *g = p->x->g;
    for (size_t i = 0; i < p->p->turn_n; i++) {
        float x = month_x(p->x, MIN_OF(p->p->turns[i].month, p->x->f->months));
        draw_line(g, INK_CHANGE_POINT, x, p->top - 4, x, p->base);
        struct buf b CLEANUP(buf_end) = {0};
        path_xy(&b, 'M', x - 4.5f, p->top - 4);
        buf_text(&b, "h9l-4.5 7z");
        draw_path(g, INK_INK, b.p, b.n);
        taken_add(g, &p->taken, (struct box){x - 5, p->top - 5, 10, 9});
    }
    for (size_t i = 0; i < p->p->turn_n; i++) {
        float x = month_x(p->x, MIN_OF(p->p->turns[i].month, p->x->f->months)), row = figure_line(g);
        struct place_for_text at[10];
        for (size_t k = 0; k < ARRAY_LEN(at); k++)
            at[k] = (struct place_for_text){k % 2 ? x - 8 : x + 8, p->top + 7 + row * (float)(k / 2), k % 2 ? ANCHOR_END : ANCHOR_START};
        if (!p->p->turns[i].says_range.n || !panel_label(p, at, ARRAY_LEN(at), TEXT_STRONG_TICK, ON_PAGE, p->p->turns[i].says_range))
            panel_label(p, at, ARRAY_LEN(at), TEXT_STRONG_TICK, ON_PAGE, p->p->turns[i].says);
    }
}

/* The value of a mean at the start of its line, above it or below. */
static void panel_mean_labels(struct panel *p)
{
    for (size_t i = 0; i < p->p->mean_n; i++) {
        const struct series_mean *m = &p->p->means[i];
        if (!figure_known(m->mean) || !m->label.n || m->from >= p->x->f->months)
            continue;
        size_t at_month = m->from, first_seen, after_seen; /* where its line begins */
        if (!seen_run(p->x->f, &at_month, MIN_OF(m->to + 1, p->x->f->months), &first_seen, &after_seen))
            continue;
        float from = month_x(p->x, first_seen), to = month_x(p->x, after_seen), y = value_y(p, shown_value(m->mean).value);
        float up = y - 5, down = y + (p->x->g->rtl ? 16.0f : 14.0f), w = text_width(p->x->g, m->label, TEXT_BOLD);
        struct place_for_text at[] = {{from + 4, up, ANCHOR_START}, {from + 4, down, ANCHOR_START}, {from + 14, up, ANCHOR_START},
            {to - 4, up, ANCHOR_END}, {to - 4, down, ANCHOR_END}, {(from + to) / 2, up, ANCHOR_MIDDLE}, {(from + to) / 2, down, ANCHOR_MIDDLE}};
        size_t first = w + 8 > to - from ? 5 : 0; /* a short stretch: over its middle or not at all */
        panel_label(p, at + first, ARRAY_LEN(at) - first, TEXT_BOLD, ON_LESS, m->label);
    }
}

static void panel_median_labels(struct panel *p)
{
    for (size_t i = 0; i < p->p->median_n; i++) {
        const struct series_mean *m = &p->p->medians[i];
        if (!figure_known(m->mean) || !m->label.n || m->from >= p->x->f->months)
            continue;
        float from = month_x(p->x, m->from), to = month_x(p->x, MIN_OF(m->to + 1, p->x->f->months)), y = value_y(p, shown_value(m->mean).value);
        float up = y - 5, down = y + (p->x->g->rtl ? 13.0f : 11.0f);
        struct place_for_text at[] = {{to - 4, down, ANCHOR_END}, {to - 4, up, ANCHOR_END}, {(from + to) / 2, down, ANCHOR_MIDDLE}, {(from + to) / 2, up, ANCHOR_MIDDLE},
            {from + 40, down, ANCHOR_START}, {from + 40, up, ANCHOR_START}};
        panel_label(p, at, ARRAY_LEN(at), TEXT_TICK, ON_MUTED, m->label);
    }
}

static void panel_remark(struct panel *p)
{
    if (!p->p->remark.n)
        return;
    const struct axis *x = p->x;
    float now = x->f->now_from < x->f->months ? month_x(x, x->f->now_from) + 4 : x->left + 4;
    struct place_for_text at[10] = {{now, p->top + 10, ANCHOR_START}, {x->right - 4, p->top + 10, ANCHOR_END}, {x->left + 4, p->top + 10, ANCHOR_START}};
    for (size_t i = 3; i < ARRAY_LEN(at); i++) {
        at[i] = at[i % 3];
        at[i].y += figure_line(x->g) * (float)(i / 3);
    }
    panel_label(p, at, ARRAY_LEN(at), TEXT_TICK, ON_MUTED, p->p->remark);
}

static void panel_draw(struct panel *p)
{
    struct drawing *g = p->x->g;
    p->t = panel_ticks(p->x->f, p->p);
    bool right = figure_starts_right(g, p->x->d);
    draw_text(g, right ? p->x->right : p->x->left, p->top - (g->rtl ? 11.0f : 9.0f), right ? ANCHOR_END : ANCHOR_START, TEXT_TITLE,
        figure_fit(g, p->p->title, TEXT_TITLE, p->x->right - p->x->left));
    panel_axis(p);
    panel_ranges(p);
    panel_unseen(p);
    panel_spans(p);
    if (p->p->bars)
        panel_bars(p);
    else
        panel_dots(p);
    panel_empty(p);
    panel_bands(p);
    panel_turns(p);
    panel_medians(p);
    panel_lines(p);
    for (size_t i = 0; i < p->x->f->months; i++)
        if (figure_known(p->p->months[i]) && shown_value(p->p->months[i]).value > p->t.top * (1 + 1e-9))
            panel_clipped(p, i);
    panel_mean_labels(p);
    panel_median_labels(p);
    panel_remark(p);
}

/* ---- the time axis ----------------------------------------------------------------------------- */

/* Labels every k-th year so that they stand apart; a year that is hardly seen has none. */
static void year_labels(const struct axis *x, float y, float grid_from, float grid_to)
{
    static const int steps[] = {1, 2, 5, 10, 20, 50};
    int first = x->f->first_month, last = first + (int)x->f->months - 1;
    float w = text_width(x->g, figure_year(x->d, month_year(last)), TEXT_STRONG_TICK);
    size_t k = 0;
    while (k + 1 < ARRAY_LEN(steps) && (float)(steps[k] * 12) * x->pitch < w + 12)
        k++;
    float free = x->left - 12;
    for (int year = month_year(first); year <= month_year(last); year++) {
        int from = MAX_OF((year - 1970) * 12, first), to = MIN_OF((year - 1970) * 12 + 12, last + 1);
        if (year % steps[k] != 0)
            continue;
        float left = month_x(x, (size_t)(from - first)), right = month_x(x, (size_t)(to - first)), middle = (left + right) / 2;
        draw_line(x->g, INK_GRID, left, grid_from, left, grid_to);
        bool fits = right - left >= w + 2 || (steps[k] > 1 && middle - w / 2 > x->left - 10 && middle + w / 2 < x->right + 10);
        if ((!fits && x->f->months > 6) || middle - w / 2 < free)
            continue;
        free = middle + w / 2 + 6;
        draw_text(x->g, middle, y, ANCHOR_MIDDLE, TEXT_STRONG_TICK, figure_year(x->d, year))->reading = READ_NUMBER;
    }
}

static void period_labels(const struct axis *x, float bottom)
{
    if (x->f->now_from >= x->f->months)
        return;
    struct drawing *g = x->g;
    float now = month_x(x, x->f->now_from), half = text_width(g, x->f->now_says, TEXT_STRONG_TICK) / 2;
    draw_rect(g, INK_SOFT, now, SERIES_TOP, x->right - now, bottom - SERIES_TOP);
    float middle = fminf((now + x->right) / 2, g->width - half), before = (x->left + now) / 2;
    if (x->f->now_says.n)
        draw_text(g, middle, 14, ANCHOR_MIDDLE, TEXT_STRONG_TICK, x->f->now_says);
    float side = text_width(g, x->f->before_says, TEXT_TICK) / 2;
    before = fminf(before, middle - half - side - 10);
    if (x->f->before_says.n && x->f->now_from > 0 && before - side >= 0)
        draw_text(g, before, 14, ANCHOR_MIDDLE, TEXT_TICK, x->f->before_says);
}

/* ---- ribbon ------------------------------------------------------------------------------------ */

struct ribbon_row { /* one ribbon being drawn */
    const struct ribbon *list;
    size_t n;
    struct str label;
    bool inside; /* its words stand in it */
};

static enum ink ribbon_ink(int shade)
{
    static const enum ink inks[] = {INK_ZERO, INK_RIBBON_1, INK_RIBBON_2, INK_NEUTRAL};
    return shade == -2 ? INK_ZERO : shade < 0 ? INK_UNKNOWN : inks[MIN_OF(shade, 3)];
}

static void ribbon_rect(struct drawing *g, int shade, float x, float y, float w, float h)
{
    draw_rect(g, ribbon_ink(shade), x, y, w, h);
    if (shade == -2)
        draw_rect(g, INK_UNKNOWN, x, y + h / 2, w, h / 2);
}

static float ribbon_width(const struct axis *x, const struct ribbon *r)
{
    return month_x(x, MIN_OF(r->to + 1, x->f->months)) - month_x(x, MIN_OF(r->from, x->f->months));
}

/* Whether each stretch has room for its own words; otherwise a key stands below. */
static bool ribbon_fits(const struct axis *x, const struct ribbon_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->list[i].says.n && text_width(x->g, row->list[i].says, TEXT_LABEL) + 8 > ribbon_width(x, &row->list[i]))
            return false;
    return true;
}

/* Each pair of shade and words once, in order; wraps. Returns the height; `y` is where it starts, dry: only measure. */
static float ribbon_key(const struct axis *x, const struct ribbon_row *all, float y, bool dry)
{
    struct drawing *g = x->g;
    float at = x->left, row = figure_line(g) + 3, used = row;
    for (size_t i = 0; i < all->n; i++) {
        const struct ribbon *r = &all->list[i];
        size_t k = 0;
        while (k < i && !(all->list[k].shade == r->shade && str_eq(all->list[k].says, r->says)))
            k++;
        if (k < i || !r->says.n)
            continue;
        float w = text_width(g, r->says, TEXT_TICK);
        if (at > x->left && at + 18 + w > x->right) {
            at = x->left;
            used += row;
        }
        float ltr = at, line = y + used;
        if (!dry) { /* the key mirrors, though time does not */
            bool right = figure_starts_right(g, x->d);
            float box = right ? x->right - (ltr - x->left) - 12 : ltr;
            ribbon_rect(g, r->shade, box, line - 11, 12, 10);
            draw_text(g, right ? box - 5 : box + 17, line - 2, right ? ANCHOR_END : ANCHOR_START, TEXT_TICK, r->says);
        }
        at += 17 + w + 16;
    }
    return used + 2;
}

static void ribbon_draw(const struct axis *x, const struct ribbon_row *row, float y)
{
    struct drawing *g = x->g;
    for (size_t i = 0; i < row->n; i++) {
        const struct ribbon *r = &row->list[i];
        if (r->from >= x->f->months)
            continue;
        float left = month_x(x, r->from), w = ribbon_width(x, r);
        ribbon_rect(g, r->shade, left, y, w, RIBBON_HEIGHT);
        if (row->inside && r->says.n) {
            struct mark *m = draw_text(g, left + w / 2, y + 13, ANCHOR_MIDDLE, TEXT_LABEL, r->says);
            m->text_ink = r->shade >= 3 ? ON_DARK : ON_PAGE;
            m->halo = r->shade < 0;
        }
    }
    if (row->label.n)
        draw_text(g, x->left - 6, y + 13, ANCHOR_END, TEXT_TICK, figure_fit(g, row->label, TEXT_TICK, x->left - 6));
    if (!row->inside)
        ribbon_key(x, row, y + RIBBON_HEIGHT, false);
}

static float ribbon_height(const struct axis *x, const struct ribbon_row *row)
{
    return row->n ? RIBBON_HEIGHT + 4 + (row->inside ? 0 : ribbon_key(x, row, 0, true)) : 0;
}

/* Stretches of months alike in what could be seen. */
static struct ribbon_row looked_row(const struct axis *x)
{
    const struct figure_series *f = x->f;
    struct ribbon_row row = {.label = f->looked_label};
    if (!f->unseen || !f->looked_label.n)
        return row;
    struct ribbon *list = ARENA_ARRAY(x->g->arena, struct ribbon, f->months);
    for (size_t i = 0; i < f->months;) {
        size_t k = i;
        while (k + 1 < f->months && f->unseen[k + 1] == f->unseen[i])
            k++;
        list[row.n++] = (struct ribbon){.from = i, .to = k, .shade = f->unseen[i] == 2 ? -1 : f->unseen[i] ? -2 : 0,
            .says = f->unseen[i] == 2 ? f->unseen_says : f->unseen[i] ? f->partly_says : STR("")};
        i = k + 1;
    }
    row.list = list;
    row.inside = ribbon_fits(x, &row);
    return row;
}

/* ---- all --------------------------------------------------------------------------------------- */

static float left_margin(const struct axis *x)
{
    float w = fmaxf(fmaxf(text_width(x->g, x->f->ribbon_label, TEXT_TICK), text_width(x->g, x->f->level_label, TEXT_TICK)), text_width(x->g, x->f->looked_label, TEXT_TICK));
    for (size_t i = 0; i < x->f->panel_n; i++) {
        const struct series_panel *p = &x->f->panels[i];
        struct ticks t = panel_ticks(x->f, p);
        for (int k = 1; k <= t.n; k++)
            w = fmaxf(w, text_width(x->g, figure_tick(x->d, t.step * k, t.step, p->style), TEXT_TICK));
    }
    return fminf(fmaxf(w + 10, 56), 110);
}

struct drawing *figure_series(struct doc *d, const struct figure_series *f)
{
    float bottom = SERIES_TOP + 24 + SERIES_PLOT + SERIES_PITCH * (float)(MAX_OF(f->panel_n, (size_t)1) - 1);
    struct axis x = {.d = d, .f = f, .g = figure_new(d, 760, bottom + 24, f->title, f->desc)};
    x.g->scroll = true;
    x.left = left_margin(&x);
    x.right = x.g->width - 14;
    x.pitch = figure_pitch(x.right - x.left, f->months);
    x.right = x.left + x.pitch * (float)MAX_OF(f->months, (size_t)1);
    struct ribbon_row phase = {.list = f->ribbon, .n = f->ribbon_n, .label = f->ribbon_label}, looked = looked_row(&x);
    struct ribbon_row level = {.list = f->level, .n = f->level_n, .label = f->level_label};
    phase.inside = ribbon_fits(&x, &phase);
    level.inside = ribbon_fits(&x, &level);
    float phase_height = ribbon_height(&x, &phase), level_height = ribbon_height(&x, &level);
    x.g->height += phase_height + level_height + ribbon_height(&x, &looked);
    period_labels(&x, bottom);
    if (f->months)
        year_labels(&x, bottom + 16, SERIES_TOP, bottom);
    for (size_t i = 0; i < f->panel_n; i++) {
        float top = SERIES_TOP + 24 + SERIES_PITCH * (float)i;
        struct panel p = {.x = &x, .p = &f->panels[i], .top = top, .base = top + SERIES_PLOT};
        panel_draw(&p);
    }
    if (phase.n)
        ribbon_draw(&x, &phase, bottom + 24);
    if (level.n)
        ribbon_draw(&x, &level, bottom + 24 + phase_height);
    if (looked.n)
        ribbon_draw(&x, &looked, bottom + 24 + phase_height + level_height);
    return figure_turned(x.g, d);
}
