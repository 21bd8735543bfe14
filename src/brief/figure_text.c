/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of letters for terminals, classes of a choropleth, and what all figures share.
 */
#include "brief/figure_priv.h"

/* ---- a drawing and its two directions ---------------------------------------------------------- */

struct drawing *figure_new(struct doc *d, float width, float height, struct str title, struct str desc)
{
    struct drawing *g = doc_drawing(d, width, height);
    g->title = title;
    g->desc = desc;
    return g;
}

float figure_x(const struct drawing *g, float x) { return g->rtl ? g->width - x : x; }

enum anchor figure_anchor(const struct drawing *g, enum anchor a)
{
    if (!g->rtl || a == ANCHOR_MIDDLE)
        return a;
    return a == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
}

void figure_rect(struct drawing *g, enum ink ink, float x, float y, float w, float h)
{
    draw_rect(g, ink, g->rtl ? g->width - x - w : x, y, w, h);
}

/* ---- texts that figures write themselves ------------------------------------------------------- */

static struct str kept(struct doc *d, const struct buf *b)
{
    return b->n ? (struct str){arena_text(&d->arena, b->p, b->n), b->n} : (struct str){"", 0};
}

struct str figure_say(struct doc *d, const char *msgid, const struct slot *slots, size_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_flat(&b, say(d->speech, msgid), slots, n, true);
    return kept(d, &b);
}

struct str figure_tick(struct doc *d, double v, double step, enum number_style style)
{
    struct buf b CLEANUP(buf_end) = {0};
    bool percent = style == NUMBER_PERCENT || style == NUMBER_PERCENT_1;
    double unit = percent ? step * 100 : step;
    int decimals = 0; /* as many as the step needs, up to four */
    while (decimals < 4 && fabs(unit - nearbyint(unit)) > 1e-9 * fabs(unit)) {
        unit *= 10;
        decimals++;
    }
    if (percent)
        say_percent(d->speech, &b, v, decimals);
    else if (style == NUMBER_PLAIN)
        say_plain_int(d->speech, &b, (int64_t)llround(v));
    else if (decimals == 0 && fabs(v) < 9e15)
        say_int(d->speech, &b, (int64_t)llround(v));
    else
        say_decimal(d->speech, &b, v, decimals);
    return kept(d, &b);
}

struct str figure_year(struct doc *d, int year)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_plain_int(d->speech, &b, year);
    return kept(d, &b);
}

struct str figure_zero(struct doc *d, enum number_style style)
{
    if (language_rtl(d->speech->language))
        return figure_say(d, T("zero"), NULL, 0);
    return figure_tick(d, 0, 1, style);
}

struct str figure_fit(const struct drawing *g, struct str text, enum text_role role, float width)
{
    if (text_width(g, text, role) <= width)
        return text;
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t n = text.n; n-- > 1;) {
        if (((unsigned char)text.p[n] & 0xC0) == 0x80)
            continue; /* inside a letter */
        buf_clear(&b);
        buf_str(&b, str_trim((struct str){text.p, n}));
        buf_text(&b, "…");
        if (text_width(g, buf_view(&b), role) <= width)
            break;
    }
    if (!b.n)
        return text;
    return (struct str){arena_text(g->arena, b.p, b.n), b.n};
}

struct str figure_first_line(const struct drawing *g, struct str *text, enum text_role role, float width)
{
    size_t words = 0;
    for (size_t i = 1; i <= text->n; i++)
        if ((i == text->n || text->p[i] == ' ' || text->p[i - 1] == '-') && (!words || text_width(g, (struct str){text->p, i}, role) <= width))
            words = i;
    struct str line = {text->p, words};
    *text = str_trim((struct str){text->p + words, text->n - words});
    return line;
}

float figure_line(const struct drawing *g) { return g->rtl ? 16.0f : 14.0f; }

/* ---- values ------------------------------------------------------------------------------------ */

double figure_lo(struct shown_cell c)
{
    if (!figure_known(c))
        return NAN;
    struct estimate e = shown_value(c);
    return isnan(e.lo) ? e.value : e.lo;
}

double figure_hi(struct shown_cell c)
{
    if (!figure_known(c))
        return NAN;
    struct estimate e = shown_value(c);
    return isnan(e.hi) ? e.value : e.hi;
}

int figure_class(struct shown_cell c, const double breaks[4])
{
    if (!figure_known(c))
        return -1;
    double v = shown_value(c).value;
    if (v <= 0)
        return 0;
    int k = 1;
    while (k < 5 && v >= breaks[k - 1])
        k++;
    return k;
}

enum ink figure_class_ink(int class_number)
{
    static const enum ink inks[] = {INK_ZERO, INK_S1, INK_S2, INK_S3, INK_S4, INK_S5};
    return class_number < 0 ? INK_UNKNOWN : inks[class_number];
}

/* base * 10^k, exactly rounded also below one. */
static double round_number(double base, int k) { return k < 0 ? base / pow(10, -k) : base * pow(10, k); }

struct ticks figure_ticks(double most, enum number_style style, int at_most)
{
    static const double bases[] = {1, 2, 4, 5};
    bool whole = style == NUMBER_INT || style == NUMBER_PLAIN;
    bool share = (style == NUMBER_PERCENT || style == NUMBER_PERCENT_1) && most <= 1;
    if (!(most > 0) || !isfinite(most))
        return (struct ticks){1, 1, 1};
    struct ticks best = {0};
    int magnitude = (int)floor(log10(most));
    for (int k = magnitude - 1; k <= magnitude + 1; k++)
        for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
            struct ticks t = {.step = round_number(bases[i], k)};
            if (whole && t.step < 1)
                continue;
            t.n = (int)ceil(most / t.step - 1e-9);
            t.top = t.step * t.n;
            if (t.n < 1 || t.n > at_most || (t.n < 2 && !(whole && t.step == 1)) || (share && t.top > 1 + 1e-9))
                continue;
            if (best.n == 0 || t.top < best.top * (1 - 1e-9) || (t.top <= best.top * (1 + 1e-9) && (at_most > 3 ? t.n > best.n : t.n < best.n)))
                best = t;
        }
    if (best.n == 0) /* a share just under one */
        best = (struct ticks){0.5, 1, 2};
    return best;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The known positive values, sorted; the caller frees. */
static double *positive(const struct shown_cell *v, size_t n, size_t *count)
{
    double *list = mem_get(sizeof *list * MAX_OF(n, (size_t)1));
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (figure_known(v[i]) && shown_value(v[i]).value > 0)
            list[(*count)++] = shown_value(v[i]).value;
    qsort(list, *count, sizeof *list, ascending);
    return list;
}

double figure_most(const struct shown_cell *v, size_t n, double floor)
{
    size_t count;
    double *list = positive(v, n, &count), most = count ? list[count - 1] : 0;
    size_t spare = count < 8 ? 0 : count / 50 + 1;
    if (spare) {
        double rest = fmax(list[count - 1 - spare], floor);
        if (most > 2.5 * rest)
            most = rest * 1.1;
    }
    free(list);
    return fmax(most, isfinite(floor) ? floor : 0);
}

/* ---- room for labels --------------------------------------------------------------------------- */

bool taken_free(const struct taken *t, struct box b)
{
    for (size_t i = 0; i < t->n; i++)
        if (box_meets(t->list[i], b))
            return false;
    return true;
}

void taken_add(struct drawing *g, struct taken *t, struct box b)
{
    if (t->n == t->room) {
        t->room = t->room ? t->room * 2 : 32;
        struct box *list = ARENA_ARRAY(g->arena, struct box, t->room);
        if (t->n)
            memcpy(list, t->list, t->n * sizeof *list);
        t->list = list;
    }
    t->list[t->n++] = b;
}

/* ---- classes of a choropleth ------------------------------------------------------------------- */

struct candidates {
    double c[160];
    size_t below[160]; /* values under it */
    size_t n;
};

static void candidates_of(struct candidates *out, const double *bases, size_t base_n, const double *v, size_t n, bool whole)
{
    *out = (struct candidates){0};
    int from = (int)floor(log10(v[0])), to = (int)ceil(log10(v[n - 1]));
    from = MAX_OF(from, to - 15); /* 15 orders of magnitude are enough for any map */
    size_t below = 0;
    for (int k = from; k <= to; k++)
        for (size_t i = 0; i < base_n; i++) {
            double c = round_number(bases[i], k);
            if (c <= v[0] || c > v[n - 1] || (whole && c != floor(c)) || out->n == ARRAY_LEN(out->c))
                continue;
            while (below < n && v[below] < c)
                below++;
            out->below[out->n] = below;
            out->c[out->n++] = c;
        }
}

/* How uneven five classes are: in what they hold, and (much less) in how wide they are. */
static double unevenness(const struct candidates *k, const size_t at[4], size_t n)
{
    double sum = 0, share = 1.0 / 5, before = 0;
    for (size_t i = 0; i <= 4; i++) {
        double upto = i < 4 ? (double)k->below[at[i]] / (double)n : 1;
        sum += (upto - before - share) * (upto - before - share);
        before = upto;
    }
    double mean = log(k->c[at[3]] / k->c[at[0]]) / 3;
    for (size_t i = 0; i < 3; i++) {
        double width = log(k->c[at[i + 1]] / k->c[at[i]]) - mean;
        sum += 0.02 * width * width;
    }
    return sum;
}

static void most_even(const struct candidates *k, size_t n, double breaks[4])
{
    double best = INFINITY;
    size_t at[4];
    for (at[0] = 0; at[0] + 3 < k->n; at[0]++)
        for (at[1] = at[0] + 1; at[1] + 2 < k->n; at[1]++)
            for (at[2] = at[1] + 1; at[2] + 1 < k->n; at[2]++)
                for (at[3] = at[2] + 1; at[3] < k->n; at[3]++) {
                    double cost = unevenness(k, at, n);
                    if (cost >= best - 1e-12)
                        continue;
                    best = cost;
                    for (size_t i = 0; i < 4; i++)
                        breaks[i] = k->c[at[i]];
                }
}

void figure_breaks(const struct shown_cell *values, size_t n, double breaks[4])
{
    static const double coarse[] = {1, 2, 5}, fine[] = {1, 1.5, 2, 3, 4, 5, 6, 8};
    size_t count;
    double *v = positive(values, n, &count);
    bool whole = true;
    for (size_t i = 0; i < count; i++)
        whole = whole && v[i] == floor(v[i]);
    struct candidates k = {0};
    if (count)
        candidates_of(&k, coarse, ARRAY_LEN(coarse), v, count, whole);
    if (count && k.n < 4) /* values close together */
        candidates_of(&k, fine, ARRAY_LEN(fine), v, count, whole);
    int magnitude = count ? (int)floor(log10(v[count - 1])) : 0;
    double last = k.n ? k.c[k.n - 1] : count ? v[count - 1] : 0;
    for (int e = magnitude; k.n < 4; e++) /* few values: go on above the largest */
        for (size_t i = 0; i < ARRAY_LEN(coarse) && k.n < 4; i++) {
            double c = round_number(coarse[i], e);
            if (c <= last)
                continue;
            k.below[k.n] = count;
            k.c[k.n++] = c;
        }
    most_even(&k, MAX_OF(count, (size_t)1), breaks);
    free(v);
}

bool figure_area_holds(const struct map_area *area, float x, float y)
{
    bool in = false;
    for (size_t k = 0; k < area->ring_n; k++) {
        const struct map_ring *r = &area->rings[k];
        for (size_t i = 0, j = r->n ? r->n - 1 : 0; i < r->n; j = i++) {
            const float *a = r->xy + 2 * i, *b = r->xy + 2 * j;
            if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
                in = !in;
        }
    }
    return in;
}

/* ---- on a terminal ----------------------------------------------------------------------------- */

struct str figure_spark(struct doc *d, const struct shown_cell *v, size_t n, double top)
{
    static const char *const steps[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}; /* the lowest is zero */
    struct buf b CLEANUP(buf_end) = {0};
    bool rtl = language_rtl(d->speech->language);
    if (rtl)
        buf_text(&b, "\u2066"); /* a terminal that turns lines must not turn time */
    for (size_t k = 0; k < n; k++) {
        size_t i = figure_time_turns(d) ? n - 1 - k : k;
        if (!figure_known(v[i])) {
            buf_text(&b, "·");
            continue;
        }
        double value = shown_value(v[i]).value, share = top > 0 ? fmin(value / top, 1) : 0;
        buf_text(&b, steps[value > 0 ? 1 + (int)fmin(share * 7, 6) : 0]);
    }
    if (rtl)
        buf_text(&b, "\u2069");
    return kept(d, &b);
}

/* Letters of a text, for columns on a terminal: code points without marks over letters. */
static size_t columns_of(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static const char *const shades[] = {" ", "·", "░", "▒", "▓", "█"}; /* zero, classes 1 to 5 */

struct reach { float left, right, top, bottom; };

static struct reach reach_of(const struct map_area *area)
{
    struct reach r = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    for (size_t k = 0; k < area->ring_n; k++)
        for (size_t i = 0; i < area->rings[k].n; i++) {
            const float *xy = area->rings[k].xy + 2 * i;
            r = (struct reach){fminf(r.left, xy[0]), fmaxf(r.right, xy[0]), fminf(r.top, xy[1]), fmaxf(r.bottom, xy[1])};
        }
    return r;
}

/* The cells whose middle lies in the area and in none before it. Only those that it reaches, and one beyond, are looked at. */
static void area_cells(const struct map_area *area, int number, float w, float h, int columns, int rows, int *cells)
{
    struct reach r = reach_of(area);
    if (!(r.left <= r.right))
        return;
    int from_row = MAX_OF((int)floorf(r.top / h) - 1, 0), to_row = MIN_OF((int)floorf(r.bottom / h) + 1, rows - 1);
    int from = MAX_OF((int)floorf(r.left / w) - 1, 0), to = MIN_OF((int)floorf(r.right / w) + 1, columns - 1);
    for (int row = from_row; row <= to_row; row++)
        for (int column = from; column <= to; column++) {
            int *cell = &cells[row * columns + column];
            if (*cell < 0 && figure_area_holds(area, ((float)column + 0.5f) * w, ((float)row + 0.5f) * h))
                *cell = number;
        }
}

/* Which area is under each cell, -1 for none; then the number of each area over the middle of it. */
static void block_cells(const struct map_shapes *m, int columns, int rows, int *cells, char *marks)
{
    float w = m->width / (float)columns, h = m->height / (float)rows;
    for (int i = 0; i < rows * columns; i++)
        cells[i] = -1;
    for (size_t k = 0; k < m->area_n; k++)
        area_cells(&m->areas[k], (int)k, w, h, columns, rows, cells);
    for (size_t k = 0; k < m->area_n && k < 99; k++) {
        int row = MIN_OF(MAX_OF((int)(m->areas[k].label_y / h), 0), rows - 1);
        int column = MIN_OF(MAX_OF((int)(m->areas[k].label_x / w), 0), columns - 2), number = (int)k + 1;
        int at = row * columns + column;
        if (marks[at] || marks[at + 1] || (column > 0 && marks[at - 1] && number > 9))
            continue; /* too small to be named at this size: the key still has it */
        if (number > 9)
            marks[at++] = (char)('0' + number / 10);
        marks[at] = (char)('0' + number % 10);
    }
}

static void block_rows(struct buf *b, const struct map_value *values, const double breaks[4], int columns, int rows,
    const int *cells, const char *marks, bool rtl)
{
    for (int row = 0; row < rows; row++) {
        int last = columns;
        while (last > 0 && cells[row * columns + last - 1] < 0 && !marks[row * columns + last - 1])
            last--;
        if (rtl)
            buf_text(b, "\u200E"); /* a map does not mirror */
        for (int column = 0; column < last; column++) {
            int at = row * columns + column, area = cells[at];
            if (marks[at])
                buf_char(b, marks[at]);
            else if (area < 0)
                buf_char(b, ' ');
            else {
                int k = figure_class(values[area].value, breaks);
                bool edge = column == 0 || cells[at - 1] < 0 || column + 1 == columns || cells[at + 1] < 0;
                bool partly = shown_state(values[area].value) == SHOWN_PARTLY_SEEN;
                buf_text(b, partly ? "%" : k < 0 ? "?" : k == 0 && edge ? "'" : shades[k]); /* zero is empty: its rim shows */
            }
        }
        buf_char(b, '\n');
    }
}

static void block_key(struct doc *d, struct buf *b, const struct map_value *values, size_t n, const double breaks[4], int columns)
{
    enum number_style style = n && values[0].style != NUMBER_INT ? values[0].style : NUMBER_2;
    for (int k = 1; k <= 5; k++) {
        buf_f(b, "%s%s ", k > 1 ? "  " : "", shades[k]);
        buf_str(b, figure_class_says(d, breaks, k, style));
    }
    for (int partly = 0; partly < 2; partly++) {
        struct str unknown = figure_unknown_says(d, values, n, partly);
        if (!unknown.n)
            continue;
        buf_text(b, partly ? "  % " : "  ? ");
        buf_str(b, unknown);
    }
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        struct str value = number_text(d, values[i].value, values[i].style);
        size_t wide = 4 + columns_of(values[i].name) + columns_of(value) + 2;
        if (used == 0 || used + wide > (size_t)columns) {
            buf_char(b, '\n');
            used = 0;
        }
        buf_f(b, "%s%zu ", used ? "  " : "", i + 1);
        buf_str(b, values[i].name);
        buf_char(b, ' ');
        buf_str(b, value);
        used += wide;
    }
    buf_char(b, '\n');
}

struct str figure_block_map(struct doc *d, const struct map_shapes *shapes, const struct map_value *values,
    const double breaks[4], int columns)
{
    if (shapes->area_n == 0 || !(shapes->width > 0) || !(shapes->height > 0))
        return STR("");
    columns = MIN_OF(MAX_OF(columns, 12), 200);
    int rows = MAX_OF((int)lroundf((float)columns * shapes->height / shapes->width / 2), 3); /* a cell is twice as high as wide */
    rows = MIN_OF(rows, 200);
    int *cells = ARENA_ARRAY(&d->arena, int, rows * columns);
    char *marks = arena_get(&d->arena, (size_t)(rows * columns)); /* digits, 0 for none */
    struct buf b CLEANUP(buf_end) = {0};
    block_cells(shapes, columns, rows, cells, marks);
    block_rows(&b, values, breaks, columns, rows, cells, marks, language_rtl(d->speech->language));
    block_key(d, &b, values, shapes->area_n, breaks, columns);
    return kept(d, &b);
}
