/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups of opinion: the map, where a mark stands for several people and is placed by chance inside its group's outline, and the strips, a statement
 * a row, with the share that agrees of every group. Shape and letter tell groups apart first, colour second.
 */
#include "brief/doc_priv.h"
#include "brief/figure_priv.h"

#define HALF 372.0f
#define OUTLINE 1.7f /* standard deviations from the middle to the outline */

/* ---- marks of groups --------------------------------------------------------------------------- */

static enum ink group_ink(size_t k)
{
    static const enum ink inks[] = {INK_GROUP_A, INK_GROUP_B, INK_GROUP_C};
    return inks[MIN_OF(k, ARRAY_LEN(inks) - 1)];
}

static enum ink area_ink(size_t k)
{
    static const enum ink inks[] = {INK_AREA_A, INK_AREA_B, INK_AREA_C};
    return inks[MIN_OF(k, ARRAY_LEN(inks) - 1)];
}

/* A polygon of `n` corners around (x, y), the first of them at the top. */
static void polygon(struct buf *b, float x, float y, float r, int n)
{
    for (int i = 0; i < n; i++) {
        double angle = 2 * M_PI * i / n;
        path_xy(b, i ? 'L' : 'M', x + r * (float)sin(angle), y - r * (float)cos(angle));
    }
    buf_char(b, 'Z');
}

/* Circle, square, triangle, diamond, hexagon, about equally large to the eye. */
static void group_mark(struct drawing *g, size_t k, float x, float y, float r)
{
    enum ink ink = group_ink(k);
    if (k == 0) {
        draw_circle(g, ink, x, y, r);
        return;
    }
    if (k == 1) {
        draw_rect(g, ink, x - r * 0.9f, y - r * 0.9f, r * 1.8f, r * 1.8f);
        return;
    }
    struct buf b CLEANUP(buf_end) = {0};
    if (k == 2)
        polygon(&b, x, y + r * 0.2f, r * 1.25f, 3);
    else
        polygon(&b, x, y, r * 1.15f, k == 3 ? 4 : 6);
    draw_path(g, ink, b.p, b.n);
}

/* ---- text on several lines --------------------------------------------------------------------- */

/* Arabic letters on a page of Latin ones run wider than their measure: another font has them. */
static float measured(const struct drawing *g, struct str text, enum text_role role)
{
    float width = text_width(g, text, role);
    for (size_t i = 0; i < text.n && !g->rtl; i++)
        if ((unsigned char)text.p[i] >= 0xD8 && (unsigned char)text.p[i] <= 0xDB)
            return width * 1.2f;
    return width;
}

/* The first part of `text` that fits into `width`: whole words where one fits. */
static size_t line_end(const struct drawing *g, struct str text, enum text_role role, float width)
{
    if (measured(g, text, role) <= width)
        return text.n;
    size_t word = 0, letter = 0;
    for (size_t i = 1; i <= text.n; i++) {
        if (i < text.n && ((unsigned char)text.p[i] & 0xC0) == 0x80)
            continue;
        if (measured(g, (struct str){text.p, i}, role) > width)
            break;
        letter = i;
        if (i < text.n && text.p[i] == ' ')
            word = i;
    }
    return word ? word : MAX_OF(letter, (size_t)1);
}

static bool is_opener(uint32_t c) { return c >= 0x2066 && c <= 0x2068; }

/* The way that the text after `at` runs, as its first letter says: what an isolate of unknown direction becomes on the lines after its first. */
static uint32_t opener_after(struct str text, size_t at)
{
    int way = 0;
    while (at < text.n && !way)
        way = letter_direction(text_next(text, &at));
    return way < 0 ? 0x2067 : 0x2066;
}

/*
 * A line as it is drawn. Each line is a text of its own: a quote of the other direction that goes on over its end is closed there and opened again on the next, else
 * its marks would stand at the wrong ends. `open`: the isolates that are open where the line begins, 3 bytes each; then where it ends. `all`: the text from the line on.
 */
static struct str whole_line(const struct drawing *g, struct str line, struct str all, struct buf *open)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_add(&b, open->p, open->n);
    buf_str(&b, line);
    for (size_t at = 0; at < line.n;) {
        uint32_t c = text_next(line, &at);
        if (is_opener(c))
            text_put(open, c == 0x2068 ? opener_after(all, at) : c);
        else if (c == 0x2069 && open->n)
            open->n -= 3;
    }
    for (size_t i = 0; i < open->n; i += 3)
        text_put(&b, 0x2069);
    return (struct str){arena_text(g->arena, b.p ? b.p : "", b.n), b.n};
}

/* Lines of text from (x, y) down, growing to the page's end side; the last of `most` is shortened where there is more. NULL: only count. */
static size_t draw_lines(struct drawing *g, bool draw, float x, float y, float width, size_t most, struct str text, const char *lang, bool muted)
{
    struct buf open CLEANUP(buf_end) = {0};
    int way = text_direction(text, g->rtl);
    size_t n = 0;
    for (; text.n && n < most; n++) {
        size_t end = n + 1 == most ? text.n : line_end(g, text, TEXT_LABEL, width);
        struct str line = figure_fit(g, str_trim((struct str){text.p, end}), TEXT_LABEL, width);
        line = whole_line(g, line, text, &open);
        text = str_trim((struct str){text.p + end, text.n - end});
        if (!draw)
            continue;
        struct mark *m = draw_text(g, figure_x(g, x), y + figure_line(g) * (float)n, figure_anchor(g, ANCHOR_START), TEXT_LABEL, line);
        m->lang = lang;
        m->reading = way < 0 ? READ_RTL : way > 0 ? READ_LTR : READ_PAGE;
        m->text_ink = muted ? ON_MUTED : ON_PAGE;
    }
    return n;
}

/* ---- the map ----------------------------------------------------------------------------------- */

struct ellipse { /* of one group, on the sheet */
    float x, y;
    double a, b, angle; /* half axes; of the longer one, in radians */
};
struct opinion_map {
    struct doc *d;
    struct drawing *g;
    const struct figure_opinions *f;
    struct ellipse e[FIGURE_GROUPS_MOST];
    float height; /* of the map itself, above the words */
};
enum { LEAST_AXIS = 34, OUTLINE_CORNERS = 32, MAP_PAD = 6, MAP_HIGH = 236 };

/* Half axes of the outline from the spread of the group's people, as eigenvalues of the 2 x 2 matrix. */
static struct ellipse outline_of(const struct opinion_map *m, const struct opinion_area *p, double scale)
{
    double mean = (p->xx + p->yy) / 2, half = hypot((p->xx - p->yy) / 2, p->xy);
    struct ellipse e = {.x = (float)(p->x * scale), .y = (float)(-p->y * scale), .angle = -0.5 * atan2(2 * p->xy, p->xx - p->yy)};
    e.a = fmax((double)OUTLINE * sqrt(fmax(mean + half, 0)) * scale, fmax(LEAST_AXIS, (double)text_width(m->g, p->people, TEXT_BOLD) / 2 + 9) * 1.1);
    e.b = fmax((double)OUTLINE * sqrt(fmax(mean - half, 0)) * scale, LEAST_AXIS);
    return e;
}

static struct box box_of(const struct ellipse *e)
{
    double c = cos(e->angle), s = sin(e->angle), w = hypot(e->a * c, e->b * s), h = hypot(e->a * s, e->b * c);
    return (struct box){e->x - (float)w, e->y - (float)h, (float)(2 * w), (float)(2 * h)};
}

static struct box bounds_at(struct opinion_map *m, double scale)
{
    float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (size_t k = 0; k < m->f->n; k++) {
        m->e[k] = outline_of(m, &m->f->areas[k], scale);
        struct box b = box_of(&m->e[k]);
        x0 = fminf(x0, b.x), y0 = fminf(y0, b.y);
        x1 = fmaxf(x1, b.x + b.w), y1 = fmaxf(y1, b.y + b.h);
    }
    return (struct box){x0, y0, x1 - x0, y1 - y0};
}

/* The largest scale at which all outlines have room; the same in both directions, so that distances stay true. */
static void place_outlines(struct opinion_map *m)
{
    double lo = 0, hi = 1e6;
    for (int i = 0; i < 80; i++) {
        double middle = (lo + hi) / 2;
        struct box b = bounds_at(m, middle);
        if (b.w <= HALF - 2 * MAP_PAD && b.h <= MAP_HIGH)
            lo = middle;
        else
            hi = middle;
    }
    struct box b = bounds_at(m, lo);
    for (size_t k = 0; k < m->f->n; k++) {
        m->e[k].x += (HALF - b.w) / 2 - b.x;
        m->e[k].y += MAP_PAD - b.y;
    }
    m->height = b.h + 2 * MAP_PAD;
}

static void draw_outline(struct opinion_map *m, size_t k)
{
    const struct ellipse *e = &m->e[k];
    float xy[2 * OUTLINE_CORNERS];
    for (int i = 0; i < OUTLINE_CORNERS; i++) {
        double t = 2 * M_PI * i / OUTLINE_CORNERS, u = e->a * cos(t), v = e->b * sin(t);
        xy[2 * i] = (float)(u * cos(e->angle) - v * sin(e->angle));
        xy[2 * i + 1] = (float)(u * sin(e->angle) + v * cos(e->angle));
    }
    struct buf b CLEANUP(buf_end) = {0};
    path_run(&b, xy, OUTLINE_CORNERS, e->x, e->y, 1, 1);
    buf_char(&b, 'Z');
    draw_path(m->g, area_ink(k), b.p, b.n);
}

/* Where letter and number of people stand: the middle of the outline, or as near to it as there is room beside those of other groups. */
static void letter_place(const struct opinion_map *m, size_t k, const struct taken *taken, float *x, float *y)
{
    enum { TURNS = 12, RINGS = 9 };
    const struct ellipse *e = &m->e[k];
    float half = fmaxf(text_width(m->g, m->f->areas[k].people, TEXT_BOLD) / 2, 12) + 3, low = 30;
    for (int i = 0; i <= TURNS * RINGS; i++) {
        double angle = 2 * M_PI * i / TURNS, far = i ? 9.0 * ((i - 1) / TURNS + 1) : 0;
        *x = fminf(fmaxf(e->x + (float)(far * cos(angle)), half), m->g->width - half);
        *y = fminf(fmaxf(e->y - 7 + (float)(far * sin(angle)), 15), m->height - low);
        if (taken_free(taken, (struct box){*x - half, *y - 13, 2 * half, 13 + low}))
            return;
    }
    *x = fminf(fmaxf(e->x, half), m->g->width - half);
    *y = e->y - 7;
}

static void draw_letter(struct opinion_map *m, size_t k, struct taken *taken)
{
    struct drawing *g = m->g;
    const struct opinion_area *area = &m->f->areas[k];
    float x, y;
    letter_place(m, k, taken, &x, &y);
    taken_add(g, taken, (struct box){x - 15, y - 15, 30, 30});
    taken_add(g, taken, figure_box(g, x, y + 25, ANCHOR_MIDDLE, TEXT_BOLD, area->people));
    group_mark(g, k, x, y, k == 2 ? 12.5f : 11);
    draw_text(g, x, y + 4.5f, ANCHOR_MIDDLE, TEXT_BOLD, area->letter)->text_ink = ON_DARK;
    draw_text(g, x, y + 25, ANCHOR_MIDDLE, TEXT_BOLD, area->people)->halo = true;
}

/* One mark for `each` people, by chance inside the outline and apart from what is there already: no place on the map is a person's. */
static void draw_people(struct opinion_map *m, size_t k, struct rng *r, struct taken *taken)
{
    const struct ellipse *e = &m->e[k];
    struct shown_cell size = m->f->areas[k].size;
    int64_t marks = figure_known(size) ? llround(shown_value(size).value / (double)m->f->each) : 0;
    for (int64_t i = 0; i < marks; i++)
        for (int tries = 0; tries < 200; tries++) {
            double t = 2 * M_PI * rng_unit(r), d = 0.88 * sqrt(rng_unit(r)), u = e->a * d * cos(t), v = e->b * d * sin(t);
            float x = e->x + (float)(u * cos(e->angle) - v * sin(e->angle)), y = e->y + (float)(u * sin(e->angle) + v * cos(e->angle));
            float air = tries < 120 ? 5.2f : 3.8f;
            struct box b = {x - air, y - air, 2 * air, 2 * air};
            if (!taken_free(taken, b))
                continue;
            taken_add(m->g, taken, (struct box){x - 3.6f, y - 3.6f, 7.2f, 7.2f});
            group_mark(m->g, k, x, y, 3.6f);
            break;
        }
}

/* Group by group: its letter and what it holds. Returns where the next line stands. */
static float draw_says(struct opinion_map *m, bool draw)
{
    struct drawing *g = m->g;
    float y = 40;
    for (size_t k = 0; k < m->f->n; k++) {
        const struct opinion_area *area = &m->f->areas[k];
        if (!area->say_n)
            continue;
        if (draw) {
            group_mark(g, k, figure_x(g, 11), y - 4, k == 2 ? 9.5f : 8);
            draw_text(g, figure_x(g, 11), y, ANCHOR_MIDDLE, TEXT_STRONG_TICK, area->letter)->text_ink = ON_DARK;
        }
        for (size_t i = 0; i < area->say_n; i++) {
            y += figure_line(g) * (float)draw_lines(g, draw, 26, y, g->width - 30, 5, area->says[i].text, NULL, false);
            y += figure_line(g) * (float)draw_lines(g, draw, 26, y, g->width - 30, 5, area->says[i].translation, NULL, true);
        }
        y += 8;
    }
    return y;
}

struct drawing *figure_opinion_says(struct doc *d, const struct figure_opinions *f, struct str title, struct str desc)
{
    struct opinion_map m = {.d = d, .f = f};
    m.g = figure_new(d, HALF, 100, title, desc);
    m.g->height = fmaxf(draw_says(&m, false) - figure_line(m.g), 24);
    draw_text(m.g, figure_x(m.g, 0), 14, figure_anchor(m.g, ANCHOR_START), TEXT_TITLE, figure_fit(m.g, title, TEXT_TITLE, HALF - 2));
    draw_says(&m, true);
    return m.g;
}

struct drawing *figure_opinion_map(struct doc *d, const struct figure_opinions *f)
{
    struct opinion_map m = {.d = d, .f = f};
    struct rng chance;
    struct taken taken = {0};
    m.g = figure_new(d, HALF, 100, f->title, f->desc);
    place_outlines(&m);
    float line = figure_line(m.g);
    m.g->height = m.height + 14 + line * (float)draw_lines(m.g, false, 0, 0, HALF - 4, 3, f->note, NULL, true);
    rng_init(&chance, f->seed);
    for (size_t k = 0; k < f->n; k++)
        draw_outline(&m, k);
    for (size_t k = 0; k < f->n; k++)
        draw_letter(&m, k, &taken);
    for (size_t k = 0; k < f->n; k++)
        draw_people(&m, k, &chance, &taken);
    draw_lines(m.g, true, 0, m.height + 14, HALF - 4, 3, f->note, NULL, true);
    return m.g;
}

/* ---- strips ------------------------------------------------------------------------------------ */

enum { STRIP_LEFT = 12, STRIP_RIGHT = 360 };
struct strips {
    struct doc *d;
    struct drawing *g;
    const struct figure_opinion_strips *f;
    struct taken taken;
};

static float along(double share) { return STRIP_LEFT + (float)share * (STRIP_RIGHT - STRIP_LEFT); }

static struct str quoted(struct strips *s, struct str text)
{
    struct slot slot = {.name = "text", .text = text};
    return text.n ? figure_say(s->d, T("“{text}”"), &slot, 1) : text;
}

/* Shapes and names, as many on a line as there is room for. */
static float draw_key(struct strips *s, bool draw, float y)
{
    struct drawing *g = s->g;
    float x = 0;
    for (size_t k = 0; k < s->f->groups; k++) {
        struct str name = figure_fit(g, s->f->names[k], TEXT_LABEL, g->width - 24);
        float w = 18 + text_width(g, name, TEXT_LABEL) + 14;
        if (x > 0 && x + w > g->width) {
            x = 0;
            y += figure_line(g) + 4;
        }
        if (draw) {
            group_mark(g, k, figure_x(g, x + 7), y - 4, 5.5f);
            draw_text(g, figure_x(g, x + 18), y, figure_anchor(g, ANCHOR_START), TEXT_LABEL, name);
        }
        x += w;
    }
    return y + figure_line(g) + 6;
}

static void draw_scale(struct strips *s, float y)
{
    struct drawing *g = s->g;
    for (int i = 0; i <= 2; i++) {
        double v = i / 2.0;
        float x = i == 0 ? 0 : i == 2 ? g->width : along(v);
        draw_text(g, figure_x(g, x), y, i == 1 ? ANCHOR_MIDDLE : figure_anchor(g, i == 0 ? ANCHOR_START : ANCHOR_END), TEXT_TICK, figure_tick(s->d, v, 0.5, NUMBER_PERCENT));
    }
}

/* "B 84": the number belongs to the mark; nothing where neither below nor above there is room: the table behind has it. */
static void draw_share(struct strips *s, size_t k, size_t nth, float x, float y, double share)
{
    struct drawing *g = s->g;
    struct buf b CLEANUP(buf_end) = {0};
    if (s->f->letters && s->f->letters[k].n) {
        buf_str(&b, s->f->letters[k]);
        buf_char(&b, ' ');
    }
    if (llround(share * 100) == 0)
        buf_str(&b, figure_zero(s->d, NUMBER_INT));
    else
        say_int(s->d->speech, &b, llround(share * 100));
    struct str text = {arena_text(g->arena, b.p, b.n), b.n};
    float half = text_width(g, text, TEXT_STRONG_TICK) / 2, below = y + figure_line(g) + 5, above = y - 10;
    for (int turn = 0; turn < (s->f->letters ? 10 : 2); turn++) { /* a letter says whose it is also a little aside */
        float aside = (float)((turn / 2 + 1) / 2 * (turn / 2 % 2 ? 9 : -9)), middle = fminf(fmaxf(x + aside, half + 1), g->width - half - 1);
        float at = (nth + (size_t)turn) % 2 ? above : below;
        struct box box = figure_box(g, middle, at, ANCHOR_MIDDLE, TEXT_STRONG_TICK, text);
        box.x -= 3, box.w += 6;
        if (!taken_free(&s->taken, box))
            continue;
        taken_add(g, &s->taken, box);
        draw_text(g, middle, at, ANCHOR_MIDDLE, TEXT_STRONG_TICK, text)->reading = s->f->letters ? READ_PAGE : READ_NUMBER;
        return;
    }
}

static void draw_strip(struct strips *s, const struct opinion_strip *row, float y)
{
    struct drawing *g = s->g;
    size_t order[FIGURE_GROUPS_MOST], n = 0;
    for (size_t k = 0; k < s->f->groups; k++) {
        if (!figure_known(row->shares[k]))
            continue;
        size_t at = n++;
        for (; at > 0 && shown_value(row->shares[order[at - 1]]).value > shown_value(row->shares[k]).value; at--)
            order[at] = order[at - 1];
        order[at] = k;
    }
    draw_line(g, INK_GRID, STRIP_LEFT, y, STRIP_RIGHT, y);
    for (int i = 0; i <= 2; i++)
        draw_line(g, INK_GRID, along(i / 2.0), y - 6, along(i / 2.0), y + 6);
    if (n > 1) {
        float lo = along(shown_value(row->shares[order[0]]).value), hi = along(shown_value(row->shares[order[n - 1]]).value);
        figure_rect(g, INK_BAR, lo, y - 2.5f, hi - lo, 5);
    }
    for (size_t i = n; i-- > 0;)
        group_mark(g, order[i], figure_x(g, along(shown_value(row->shares[order[i]]).value)), y, 6);
    for (size_t i = 0; i < n; i++) {
        double share = shown_value(row->shares[order[i]]).value;
        draw_share(s, order[i], i, figure_x(g, along(share)), y, share);
    }
    if (n == 0)
        draw_text(g, figure_x(g, STRIP_LEFT + 6), y - 8, figure_anchor(g, ANCHOR_START), TEXT_TICK, number_text(s->d, row->shares[0], NUMBER_PERCENT));
}

/* All rows from `y` down; draw = false: only how high they are. */
static float draw_rows(struct strips *s, bool draw, float y)
{
    struct drawing *g = s->g;
    for (size_t i = 0; i < s->f->n; i++) {
        const struct opinion_strip *row = &s->f->rows[i];
        y += figure_line(g) * (float)draw_lines(g, draw, 0, y, g->width - 4, 6, quoted(s, row->text), row->lang, false);
        if (row->translation.n)
            y += figure_line(g) * (float)draw_lines(g, draw, 0, y, g->width - 4, 6, quoted(s, row->translation), NULL, true);
        y += g->rtl ? 17 : 14;
        if (draw)
            draw_strip(s, row, y);
        y += g->rtl ? 44 : 40;
    }
    return y;
}

struct drawing *figure_opinion_strips(struct doc *d, const struct figure_opinion_strips *f)
{
    struct strips s = {.d = d, .f = f};
    s.g = figure_new(d, HALF, 100, f->title, f->desc);
    float line = figure_line(s.g), y = draw_key(&s, false, 20 + line);
    s.g->height = draw_rows(&s, false, y + line + 10) - line - 2;
    draw_text(s.g, figure_x(s.g, 0), 14, figure_anchor(s.g, ANCHOR_START), TEXT_TITLE, figure_fit(s.g, f->heading, TEXT_TITLE, HALF - 2));
    draw_key(&s, true, 20 + line);
    draw_scale(&s, y);
    draw_rows(&s, true, y + line + 10);
    return s.g;
}
