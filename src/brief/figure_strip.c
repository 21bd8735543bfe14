/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The change strip: one row a measure, "no change" the only dark vertical, a pale bar for the interval, a mark for
 * the estimate: square for less, diamond for more, disc where the interval holds no change. It mirrors.
 */
#include "brief/figure_priv.h"

#define STRIP_TOP 18.0f
#define STRIP_ROW 34.0f

struct scale { /* of relative change: lo..hi onto left..right of a left-to-right drawing */
    double lo, hi, step;
    float left, right;
};

static float along(const struct scale *s, double v)
{
    double share = (fmin(fmax(v, s->lo), s->hi) - s->lo) / (s->hi - s->lo);
    return s->left + (float)share * (s->right - s->left);
}

/* Wide enough for every estimate, and for the intervals as far as they do not dwarf the estimates. */
static void scale_fit(struct scale *s, const struct strip_row *rows, size_t n)
{
    double lo = -0.5, hi = 0.5, far = 1;
    for (size_t i = 0; i < n; i++)
        if (figure_known(rows[i].change)) {
            double v = shown_value(rows[i].change).value;
            lo = fmin(lo, fmin(v, figure_lo(rows[i].change)));
            hi = fmax(hi, v);
            far = fmax(far, v * 2);
        }
    for (size_t i = 0; i < n; i++)
        if (figure_known(rows[i].change))
            hi = fmax(hi, fmin(figure_hi(rows[i].change), far));
    static const double steps[] = {0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    size_t k = 0;
    while (k + 1 < ARRAY_LEN(steps) && (hi - lo) / steps[k] > 5)
        k++;
    s->step = steps[k];
    s->lo = lo - (hi - lo) * 0.04;
    s->hi = hi + (hi - lo) * 0.04;
}

/* "+50 %", with sign and digits set apart from a percent sign that may stand on the other side of them. */
static struct str signed_percent(struct doc *d, double v)
{
    struct buf digits CLEANUP(buf_end) = {0}, percent CLEANUP(buf_end) = {0}, b CLEANUP(buf_end) = {0};
    say_int(d->speech, &digits, llround(fabs(v) * 100));
    say_percent(d->speech, &percent, fabs(v), 0);
    const char *at = percent.n ? memmem(percent.p, percent.n, digits.p, digits.n) : NULL;
    size_t before = at ? (size_t)(at - percent.p) : 0;
    buf_add(&b, percent.p, before);
    buf_text(&b, "\u2066");
    buf_text(&b, v < 0 ? "−" : "+");
    buf_str(&b, buf_view(&digits));
    buf_text(&b, "\u2069");
    if (at)
        buf_add(&b, at + digits.n, percent.n - before - digits.n);
    return (struct str){arena_text(&d->arena, b.p, b.n), b.n};
}

/* "◂ less | more ▸" over the line, and the ticks under it. */
static void strip_axis(struct doc *d, struct drawing *g, const struct scale *s, float bottom)
{
    float middle = along(s, 0);
    for (double k = ceil(s->lo / s->step); k * s->step <= s->hi; k++) {
        double v = k * s->step;
        if (k == 0)
            continue;
        struct str label = signed_percent(d, v);
        float x = along(s, v), w = text_width(g, label, TEXT_TICK);
        draw_line(g, INK_GRID, figure_x(g, x), STRIP_TOP, figure_x(g, x), bottom);
        float none = text_width(g, figure_say(d, T("no change"), NULL, 0), TEXT_STRONG_TICK);
        if (fabsf(x - middle) < (none + w) / 2 + 6)
            continue;
        draw_text(g, figure_x(g, x), bottom + 16, ANCHOR_MIDDLE, TEXT_TICK, label);
    }
    draw_line(g, INK_AXIS, figure_x(g, middle), STRIP_TOP, figure_x(g, middle), bottom);
    draw_text(g, figure_x(g, middle), bottom + 16, ANCHOR_MIDDLE, TEXT_STRONG_TICK, figure_say(d, T("no change"), NULL, 0));
    for (int side = -1; side <= 1; side += 2) {
        struct str word = side < 0 ? figure_say(d, T("less"), NULL, 0) : figure_say(d, T("more"), NULL, 0);
        float x = middle + (float)side * 8, tip = x + (float)side * (text_width(g, word, TEXT_STRONG_TICK) + 12);
        draw_text(g, figure_x(g, x), 12, figure_anchor(g, side < 0 ? ANCHOR_END : ANCHOR_START), TEXT_STRONG_TICK, word)
            ->text_ink = side < 0 ? ON_LESS : ON_MORE;
        struct buf b CLEANUP(buf_end) = {0};
        float back = tip - (float)side * 5;
        path_xy(&b, 'M', figure_x(g, tip), 8);
        path_xy(&b, 'L', figure_x(g, back), 5);
        path_to(&b, 'V', 11);
        buf_char(&b, 'Z');
        draw_path(g, side < 0 ? INK_LESS : INK_MORE, b.p, b.n);
    }
}

static void diamond(struct drawing *g, enum ink ink, float x, float y, float r)
{
    struct buf b CLEANUP(buf_end) = {0};
    path_xy(&b, 'M', x, y - r);
    path_xy(&b, 'L', x + r, y);
    path_xy(&b, 'L', x, y + r);
    path_xy(&b, 'L', x - r, y);
    buf_char(&b, 'Z');
    draw_path(g, ink, b.p, b.n);
}

/* Bar and mark of one row; returns the ink of its words. */
static enum text_ink strip_marks(struct drawing *g, const struct scale *s, struct shown_cell change, float y)
{
    if (!figure_known(change)) {
        if (shown_state(change) != SHOWN_TOO_FEW)
            figure_rect(g, INK_UNKNOWN, s->left, y - 6, s->right - s->left, 12);
        return ON_MUTED;
    }
    double v = shown_value(change).value, lo = figure_lo(change), hi = figure_hi(change);
    bool less = v < 0 && hi < 0, more = v > 0 && lo > 0;
    if (hi > lo)
        figure_rect(g, less ? INK_LESS_PALE : more ? INK_MORE_PALE : INK_NEUTRAL_PALE, along(s, lo), y - 3.5f,
            fmaxf(along(s, hi) - along(s, lo), 1), 7);
    if (hi > s->hi) { /* goes on beyond the scale */
        struct buf b CLEANUP(buf_end) = {0};
        path_xy(&b, 'M', figure_x(g, s->right + 8), y);
        path_xy(&b, 'L', figure_x(g, s->right), y - 3.5f);
        path_to(&b, 'V', y + 3.5f);
        buf_char(&b, 'Z');
        draw_path(g, less ? INK_LESS_PALE : more ? INK_MORE_PALE : INK_NEUTRAL_PALE, b.p, b.n);
    }
    float x = figure_x(g, along(s, v));
    if (less)
        draw_rect(g, INK_LESS, x - 5.4f, y - 5.4f, 10.8f, 10.8f);
    else if (more)
        diamond(g, INK_MORE, x, y, 7.2f);
    else
        draw_circle(g, INK_NEUTRAL, x, y, 5.4f);
    return less ? ON_LESS : more ? ON_MORE : ON_PAGE;
}

static float widest(const struct drawing *g, const struct strip_row *rows, size_t n, bool end)
{
    float w = 0;
    for (size_t i = 0; i < n; i++) {
        w = fmaxf(w, text_width(g, end ? rows[i].says : rows[i].label, TEXT_BOLD));
        w = fmaxf(w, text_width(g, end ? rows[i].range_says : rows[i].from_to, end ? TEXT_TICK : TEXT_LABEL));
    }
    return w;
}

/* Where words too wide for `width` are folded: at the last blank that lets the first line fit; 0 where they fit as they are, or neither line
 * would. */
static size_t fold_at(const struct drawing *g, struct str text, enum text_role role, float width)
{
    if (text_width(g, text, role) <= width)
        return 0;
    size_t at = 0;
    for (size_t i = 1; i < text.n; i++)
        if (text.p[i] == ' ' && text_width(g, (struct str){text.p, i}, role) <= width)
            at = i;
    return at && text_width(g, (struct str){text.p + at + 1, text.n - at - 1}, role) <= width ? at : 0;
}

/* Words under a label or a change, in one line or two. */
static void strip_words(struct drawing *g, float x, float y, enum text_role role, enum text_ink ink, struct str text, float width)
{
    size_t fold = fold_at(g, text, role, width);
    enum anchor grows = figure_anchor(g, ANCHOR_START);
    struct str first = fold ? (struct str){text.p, fold} : figure_fit(g, text, role, width);
    draw_text(g, figure_x(g, x), y, grows, role, first)->text_ink = ink;
    if (fold)
        draw_text(g, figure_x(g, x), y + figure_line(g), grows, role, (struct str){text.p + fold + 1, text.n - fold - 1})->text_ink = ink;
}

static float row_height(const struct drawing *g, const struct strip_row *row, float start, float end)
{
    bool folded = fold_at(g, row->from_to, TEXT_LABEL, start) || fold_at(g, row->range_says, TEXT_TICK, end);
    return folded ? STRIP_ROW + figure_line(g) : STRIP_ROW;
}

struct drawing *figure_change_strip(struct doc *d, struct str title, struct str desc, const struct strip_row *rows, size_t n)
{
    struct drawing *g = figure_new(d, 760, 0, title, desc);
    g->scroll = true;
    float start = fminf(fmaxf(widest(g, rows, n, false), 180), 250), end = fminf(fmaxf(widest(g, rows, n, true), 150), 250), bottom = STRIP_TOP;
    for (size_t i = 0; i < n; i++)
        bottom += row_height(g, &rows[i], start, end);
    g->height = bottom + 22;
    struct scale s = {.left = start + 24, .right = g->width - end - 26};
    scale_fit(&s, rows, n);
    strip_axis(d, g, &s, bottom);
    float top = STRIP_TOP;
    for (size_t i = 0; i < n; i++) {
        float y = top + 16, words = g->width - end;
        enum anchor grows = figure_anchor(g, ANCHOR_START);
        draw_text(g, figure_x(g, 0), y + 1, grows, TEXT_BOLD, figure_fit(g, rows[i].label, TEXT_BOLD, start));
        strip_words(g, 0, y + 15, TEXT_LABEL, ON_MUTED, rows[i].from_to, start);
        enum text_ink ink = strip_marks(g, &s, rows[i].change, y);
        draw_text(g, figure_x(g, words), y + 1, grows, TEXT_BOLD, figure_fit(g, rows[i].says, TEXT_BOLD, end))->text_ink = ink;
        strip_words(g, words, y + 15, TEXT_TICK, ON_PAGE, rows[i].range_says, end);
        top += row_height(g, &rows[i], start, end);
    }
    return g;
}
