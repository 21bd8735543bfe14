/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drawing: display lists and the width of their texts. A drawing owns nothing: all memory is its arena's.
 * Texts and paths are copied, so that callers may build them in passing.
 */
#include "brief/figure_priv.h"
#include "brief/drawing_widths.h"
#include <assert.h>

static struct mark *mark_add(struct drawing *d, enum mark_kind kind, enum ink ink)
{
    if (d->n == d->room) {
        size_t room = d->room ? d->room * 2 : 32;
        struct mark *list = ARENA_ARRAY(d->arena, struct mark, room);
        if (d->n)
            memcpy(list, d->list, d->n * sizeof *list);
        d->list = list;
        d->room = room;
    }
    struct mark *m = &d->list[d->n++];
    *m = (struct mark){.kind = kind, .ink = ink};
    return m;
}

static struct str kept(struct drawing *d, const char *p, size_t n)
{
    return n ? (struct str){arena_text(d->arena, p, n), n} : (struct str){"", 0};
}

void draw_path(struct drawing *d, enum ink ink, const char *data, size_t n)
{
    if (n)
        mark_add(d, MARK_PATH, ink)->path = kept(d, data, n);
}

/* A coordinate with one decimal at most, and with a blank before it where the path needs one. */
static void tenths_add(struct buf *b, long tenths, bool apart)
{
    if (tenths < 0)
        buf_char(b, '-');
    else if (apart)
        buf_char(b, ' ');
    tenths = labs(tenths);
    if (tenths >= 10 || tenths == 0)
        buf_int(b, tenths / 10);
    if (tenths % 10) {
        buf_char(b, '.');
        buf_char(b, (char)('0' + tenths % 10));
    }
}

static void coordinate(struct buf *b, float v, bool apart) { tenths_add(b, lroundf(v * 10.0f), apart); }

void path_run(struct buf *b, const float *xy, size_t n, float x, float y, float scale, long step)
{
    long at_x = 0, at_y = 0;
    bool first = true, second = true;
    for (size_t i = 0; i < n; i++) {
        long to_x = lroundf((x + xy[2 * i] * scale) * 10.0f / (float)step) * step, to_y = lroundf((y + xy[2 * i + 1] * scale) * 10.0f / (float)step) * step;
        if (!first && to_x == at_x && to_y == at_y)
            continue;
        if (first)
            buf_char(b, 'M');
        else if (second)
            buf_char(b, 'l');
        tenths_add(b, to_x - at_x, !first && !second); /* differences of rounded places: errors do not add up */
        tenths_add(b, to_y - at_y, true);
        second = first;
        first = false;
        at_x = to_x;
        at_y = to_y;
    }
}

void path_xy(struct buf *b, char command, float x, float y)
{
    buf_char(b, command);
    coordinate(b, x, false);
    coordinate(b, y, true);
}

void path_number(struct buf *b, float v, bool apart) { coordinate(b, v, apart); }

void path_to(struct buf *b, char command, float v)
{
    buf_char(b, command);
    coordinate(b, v, false);
}

void draw_line(struct drawing *d, enum ink ink, float x1, float y1, float x2, float y2)
{
    struct buf b CLEANUP(buf_end) = {0};
    path_xy(&b, 'M', x1, y1);
    if (x1 == x2)
        path_to(&b, 'V', y2);
    else if (y1 == y2)
        path_to(&b, 'H', x2);
    else
        path_xy(&b, 'L', x2, y2);
    draw_path(d, ink, b.p, b.n);
}

void draw_rect(struct drawing *d, enum ink ink, float x, float y, float w, float h)
{
    struct mark *m = mark_add(d, MARK_RECT, ink);
    m->x = x;
    m->y = y;
    m->w = w;
    m->h = h;
}

void draw_circle(struct drawing *d, enum ink ink, float x, float y, float r)
{
    struct mark *m = mark_add(d, MARK_CIRCLE, ink);
    m->x = x;
    m->y = y;
    m->w = r;
}

struct mark *draw_text(struct drawing *d, float x, float y, enum anchor a, enum text_role role, struct str text)
{
    struct mark *m = mark_add(d, MARK_TEXT, INK_NONE);
    m->x = x;
    m->y = y;
    m->anchor = a;
    m->role = role;
    m->text = kept(d, text.p, text.n);
    return m;
}

/* What all heights are whole multiples of, so that a bar is told by one small number; a tenth of a px where there is no such thing. O(n). */
static float common_unit(const float *heights, size_t n)
{
    float least = INFINITY;
    for (size_t i = 0; i < n; i++)
        if (heights[i] > 0 && heights[i] < least)
            least = heights[i];
    for (int parts = 1; isfinite(least) && parts <= 12; parts++) {
        float unit = least / (float)parts;
        bool all = unit >= 0.1f;
        for (size_t i = 0; i < n && all; i++)
            all = !(heights[i] > 0) || fabsf(heights[i] / unit - roundf(heights[i] / unit)) < 0.03f;
        if (all)
            return unit;
    }
    return 0.1f;
}

/* Bars apart from each other, as upright lines: one step to the right a bar, as many up as it is high. */
static void draw_bars_apart(struct drawing *g, enum ink ink, float x, float base, float pitch, float width, const float *heights, size_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    float unit = common_unit(heights, n);
    for (size_t i = 0; i < n; i++) {
        if (!(heights[i] > 0))
            continue;
        path_xy(&b, 'M', (float)i, 0);
        path_to(&b, 'V', roundf(fmaxf(heights[i], 0.5f) / unit)); /* the smallest amount still shows */
    }
    if (!b.n)
        return;
    draw_path(g, ink, b.p, b.n);
    struct mark *m = &g->list[g->n - 1];
    m->x = x + pitch / 2;
    m->y = base;
    m->scale_x = pitch;
    m->scale_y = -unit;
    m->line = width;
}

void draw_bars(struct drawing *g, enum ink ink, float x, float base, float pitch, float width, const float *heights, size_t n)
{
    if (pitch - width >= 0.05f && ink != INK_UNKNOWN) { /* a hatch would be stretched */
        draw_bars_apart(g, ink, x, base, pitch, width, heights, n);
        return;
    }
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++) {
        if (!(heights[i] > 0))
            continue;
        float left = x + pitch * (float)i + (pitch - width) / 2;
        if (!b.n)
            path_xy(&b, 'M', left, base);
        else
            path_to(&b, 'H', left);
        path_to(&b, 'V', base - fmaxf(heights[i], 0.5f)); /* the smallest amount still shows */
        path_to(&b, 'H', left + width);
        if (!(i + 1 < n && heights[i + 1] > 0))
            path_to(&b, 'V', base);
    }
    if (b.n)
        buf_char(&b, 'Z');
    draw_path(g, ink, b.p, b.n);
}

void draw_dotted(struct drawing *g, enum ink ink, float x, float y1, float y2)
{
    struct buf b CLEANUP(buf_end) = {0};
    path_xy(&b, 'M', x, y1);
    buf_text(&b, "v2");
    for (float y = y1 + 5; y + 2 <= y2; y += 5)
        buf_text(&b, "m0 3v2");
    draw_path(g, ink, b.p, b.n);
}

/* ---- widths ------------------------------------------------------------------------------------ */

/* The next code point of UTF-8 text that is known to be sound; broken bytes count one each. */
static uint32_t code_point(struct str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t left = s.n - *at, n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n > left || (n > 1 && p[0] < 0xC0))
        n = 1;
    uint32_t c = n == 1 ? p[0] : p[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    *at += n;
    return c;
}

/* Marks over letters, joiners and signs of direction take no room. */
static bool no_width(uint32_t c)
{
    return (c >= 0x300 && c < 0x370) || (c >= 0x610 && c < 0x61C) || (c >= 0x64B && c < 0x660) || c == 0x670 ||
        (c >= 0x6D6 && c < 0x6EE && c != 0x6DD && c != 0x6E9) || (c >= 0x200B && c < 0x2010) ||
        (c >= 0x202A && c < 0x202F) || (c >= 0x2060 && c < 0x2070) || c == 0x61C || c < 0x20;
}

static const struct letter_width *letter(uint32_t c)
{
    size_t lo = 0, hi = ARRAY_LEN(width_arabic);
    while (lo < hi) {
        size_t middle = (lo + hi) / 2;
        if (width_arabic[middle].letter < c)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo < ARRAY_LEN(width_arabic) && width_arabic[lo].letter == c ? &width_arabic[lo] : NULL;
}

static unsigned plain_width(uint32_t c, int bold)
{
    if (c < 0x7F)
        return width_ascii[bold][c - 0x20];
    if (c >= 0xA0 && c < 0x180)
        return width_latin[bold][c - 0xA0];
    for (size_t i = 0; i < ARRAY_LEN(width_sign); i++)
        if (width_sign[i][0] == c)
            return width_sign[i][1 + bold];
    return c >= 0x1100 ? 1000 : 640;
}

static bool is_alef(uint32_t c) { return c == 0x627 || c == 0x622 || c == 0x623 || c == 0x625; }

/* What joins next to position `at`: the letter there, marks over letters passed by. */
static const struct letter_width *letter_ahead(struct str s, size_t at, uint32_t *c)
{
    while (at < s.n) {
        *c = code_point(s, &at);
        if (!no_width(*c))
            return letter(*c);
    }
    *c = 0;
    return NULL;
}

static unsigned thousandths(struct str s, int bold)
{
    unsigned sum = 0;
    bool joined = false, alef_eaten = false; /* does the letter before hold on to this one? */
    for (size_t at = 0; at < s.n;) {
        uint32_t c = code_point(s, &at), next;
        if (no_width(c))
            continue;
        const struct letter_width *l = letter(c), *ahead = letter_ahead(s, at, &next);
        if (!l) {
            sum += plain_width(c, bold);
            joined = c == 0x640;
            alef_eaten = false;
            continue;
        }
        if (alef_eaten && is_alef(c)) {
            alef_eaten = joined = false;
            continue;
        }
        bool before = joined && l->joining != JOINS_NONE;
        if (c == 0x644 && is_alef(next)) {
            sum += width_lam_alef[bold][before];
            alef_eaten = true;
            joined = false;
            continue;
        }
        bool after = l->joining == JOINS_BOTH && ((ahead && ahead->joining != JOINS_NONE) || next == 0x640);
        sum += before ? (after ? l->middle : l->last)[bold] : (after ? l->first : l->alone)[bold];
        joined = after;
    }
    return sum;
}

float text_width(const struct drawing *d, struct str text, enum text_role role)
{
    static const struct { float size; int bold; } roles[TEXT_ROLES] = {[TEXT_LABEL] = {12, 0}, [TEXT_TICK] = {11, 0},
        [TEXT_TITLE] = {13, 1}, [TEXT_BOLD] = {12, 1}, [TEXT_STRONG_TICK] = {11, 1}, [TEXT_BIG] = {20, 1}};
    static const float larger[TEXT_ROLES] = {13.2f, 12.2f, 14.4f, 13.2f, 12.2f, 22.0f};
    assert(role < TEXT_ROLES);
    float size = d->rtl ? larger[role] : roles[role].size;
    return (float)thousandths(text, roles[role].bold) * size / 1000.0f;
}

/* ---- room -------------------------------------------------------------------------------------- */

bool box_meets(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

struct box figure_box(const struct drawing *g, float x, float y, enum anchor a, enum text_role role, struct str text)
{
    float w = text_width(g, text, role), up = g->rtl ? 11.5f : 10.0f, down = g->rtl ? 4.5f : 3.0f;
    float left = a == ANCHOR_START ? x : a == ANCHOR_END ? x - w : x - w / 2;
    return (struct box){left, y - up, w, up + down};
}
