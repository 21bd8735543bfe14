/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg: a drawing as inline SVG with real text. Colours are classes of the page's style sheet. Marks of one ink that
 * follow each other become one path, which is most of what keeps a brief small.
 */
#include "brief/html_priv.h"
#include "brief/figure_priv.h"

static const char *const ink_class[INK_COUNT] = {[INK_NONE] = "", [INK_GRID] = "gr", [INK_AXIS] = "ax", [INK_ZERO] = "zb",
    [INK_S1] = "k1", [INK_S2] = "k2", [INK_S3] = "k3", [INK_S4] = "k4", [INK_S5] = "k5", [INK_UNKNOWN] = "ku", [INK_BAR] = "bar",
    [INK_DOT] = "dot", [INK_BAND] = "band", [INK_LINE] = "ln", [INK_CHANGE_POINT] = "cp", [INK_INTERVAL] = "ci", [INK_POINT] = "pt",
    [INK_BORDER_IN] = "bd", [INK_BORDER_OUT] = "bo", [INK_BORDER_DISPUTED] = "bx", [INK_BOX] = "box", [INK_SOFT] = "so",
    [INK_LESS] = "dn", [INK_MORE] = "up", [INK_LESS_PALE] = "dp", [INK_MORE_PALE] = "upp", [INK_NEUTRAL_PALE] = "np",
    [INK_NEUTRAL] = "ne", [INK_INK] = "ink", [INK_RIBBON_1] = "r1", [INK_RIBBON_2] = "r2", [INK_LEADER] = "ld",
    [INK_GROUP_A] = "ga", [INK_GROUP_B] = "gb", [INK_GROUP_C] = "gc", [INK_AREA_A] = "oa", [INK_AREA_B] = "ob", [INK_AREA_C] = "oc",
    [INK_TIE_WORK] = "tw", [INK_TIE_RULE] = "ta", [INK_TIE_MONEY] = "tm", [INK_TIE_TRUST] = "tt", [INK_TIE_DISPUTE] = "td", [INK_TIE_WORK_THIN] = "tw th", [INK_TIE_RULE_THIN] = "ta th",
    [INK_TIE_MONEY_THIN] = "tm th", [INK_TIE_TRUST_THIN] = "tt th", [INK_TIE_DISPUTE_THIN] = "td th", [INK_NODE_RING] = "nr", [INK_NODE_COUNCIL] = "nh", [INK_NODE_ARMED] = "na"};
static const char *const role_class[TEXT_ROLES] = {[TEXT_LABEL] = "", [TEXT_TICK] = "x", [TEXT_TITLE] = "t", [TEXT_BOLD] = "b",
    [TEXT_STRONG_TICK] = "x b", [TEXT_BIG] = "big"};
static const char *const text_class[] = {[ON_PAGE] = "", [ON_LIGHT] = "on", [ON_MIDDLE] = "o3", [ON_DARK] = "w", [ON_MUTED] = "m",
    [ON_LESS] = "dn", [ON_MORE] = "up"};

void svg_end(struct svg *s) { buf_end(&s->markup); }

/* ---- small pieces ------------------------------------------------------------------------------ */

static void number(struct buf *b, float v)
{
    long tenths = lroundf(v * 10.0f);
    if (tenths < 0)
        buf_char(b, '-');
    tenths = labs(tenths);
    buf_int(b, tenths / 10);
    if (tenths % 10) {
        buf_char(b, '.');
        buf_char(b, (char)('0' + tenths % 10));
    }
}

static void attribute(struct buf *b, const char *name, float v)
{
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    number(b, v);
    buf_char(b, '"');
}

static void class_of(struct buf *b, const char *const *classes, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (!*classes[i])
            continue;
        buf_text(b, any ? " " : " class=\"");
        buf_text(b, classes[i]);
        any = true;
    }
    if (any)
        buf_char(b, '"');
}

static void opacity(struct buf *b, float v)
{
    if (v <= 0 || v >= 1)
        return;
    buf_text(b, " opacity=\"");
    buf_fixed(b, (double)v, 2);
    buf_char(b, '"');
}

static void path_open(struct buf *b, const char *class, float see_through)
{
    buf_text(b, "<path");
    class_of(b, &class, 1);
    opacity(b, see_through);
}

/* ---- paths as short as they can be written ------------------------------------------------------ */

struct lean { /* in tenths: what a path is drawn with here */
    struct buf *out;
    long x, y, from_x, from_y; /* where the pen is; where the part began */
    char last;                 /* the command written last */
    bool point;                /* the number written last has a decimal: one that begins with its point needs no blank before it */
};

/* One command into `to` as it would follow what was written; returns its bytes. */
static size_t command_text(const struct lean *l, char command, const long *v, size_t n, char to[64], bool *point)
{
    bool implied = command == l->last || (l->last == 'M' && command == 'L') || (l->last == 'm' && command == 'l');
    size_t at = 0;
    *point = l->point;
    if (!implied || command == 'M' || command == 'm') {
        to[at++] = command;
        implied = false;
    }
    for (size_t i = 0; i < n; i++) {
        long whole = labs(v[i]) / 10, tenth = labs(v[i]) % 10;
        bool bare = whole == 0 && tenth;
        if (v[i] < 0)
            to[at++] = '-';
        else if ((i || implied) && !(bare && *point))
            to[at++] = ' ';
        if (!bare)
            at += (size_t)snprintf(to + at, 24, "%ld", whole);
        if (tenth)
            at += (size_t)snprintf(to + at, 4, ".%ld", tenth);
        *point = tenth != 0;
    }
    return at;
}

/* To a point, by the shortest of the ways to write it. */
static void lean_to(struct lean *l, bool move, long x, long y)
{
    const long way[2] = {x - l->x, y - l->y}, end[2] = {x, y};
    const struct { char command; const long *v; size_t n; bool may; } ways[] = {{'m', way, 2, move && l->last}, {'M', end, 2, move}, {'l', way, 2, !move}, {'L', end, 2, !move},
        {'h', &way[0], 1, !move && way[1] == 0}, {'H', &end[0], 1, !move && way[1] == 0}, {'v', &way[1], 1, !move && way[0] == 0}, {'V', &end[1], 1, !move && way[0] == 0}};
    char best[64], one[64];
    size_t least = SIZE_MAX;
    char command = 0;
    bool point = false;
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        bool ends;
        size_t n = ways[i].may ? command_text(l, ways[i].command, ways[i].v, ways[i].n, one, &ends) : SIZE_MAX;
        if (n >= least)
            continue;
        memcpy(best, one, n);
        least = n;
        command = ways[i].command;
        point = ends;
    }
    buf_add(l->out, best, least);
    l->last = command;
    l->point = point;
    l->x = x;
    l->y = y;
    if (move) {
        l->from_x = x;
        l->from_y = y;
    }
}

/* A number of one decimal at most, in tenths. */
static bool tenths_read(struct str path, size_t *at, long *out)
{
    size_t i = *at, digits = 0;
    long v = 0;
    while (i < path.n && (path.p[i] == ' ' || path.p[i] == ','))
        i++;
    bool minus = i < path.n && path.p[i] == '-';
    for (i += minus; i < path.n && path.p[i] >= '0' && path.p[i] <= '9' && digits < 9; i++, digits++)
        v = v * 10 + (path.p[i] - '0');
    v *= 10;
    if (i < path.n && path.p[i] == '.') {
        if (i + 1 >= path.n || path.p[i + 1] < '0' || path.p[i + 1] > '9')
            return false;
        v += path.p[i + 1] - '0';
        i += 2;
        digits++;
        if (i < path.n && path.p[i] >= '0' && path.p[i] <= '9')
            return false;
    }
    *out = minus ? -v : v;
    *at = i;
    return digits > 0;
}

/* The same lines to the tenth. False, and whatever was written is to be taken back, where there is more to it than lines, or finer numbers. */
static bool lean_lines(struct lean *l, struct str path)
{
    char command = 0;
    for (size_t at = 0; at < path.n;) {
        char c = path.p[at];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        long v[2] = {0, 0};
        command = letter ? c : command == 'M' ? 'L' : command == 'm' ? 'l' : command;
        at += letter;
        if (command == 'z' || command == 'Z') {
            if (!letter)
                return false;
            buf_char(l->out, 'z');
            l->x = l->from_x;
            l->y = l->from_y;
            l->last = 'z';
            continue;
        }
        if (!command || !strchr("MmLlHhVv", command) || !tenths_read(path, &at, &v[0]) || (strchr("MmLl", command) && !tenths_read(path, &at, &v[1])))
            return false;
        bool relative = command >= 'a', upright = command == 'v' || command == 'V', level = command == 'h' || command == 'H';
        long x = upright ? l->x : relative ? l->x + v[0] : v[0], y = level ? l->y : upright ? (relative ? l->y + v[0] : v[0]) : relative ? l->y + v[1] : v[1];
        lean_to(l, command == 'm' || command == 'M', x, y);
    }
    return true;
}

static void path_lines(struct buf *b, const struct buf *path)
{
    buf_text(b, " d=\"");
    size_t before = b->n;
    struct lean l = {.out = b};
    if (!lean_lines(&l, buf_view(path))) {
        b->n = before;
        markup_text(b, buf_view(path));
    }
    buf_text(b, "\"/>");
}

/* ---- runs of marks ----------------------------------------------------------------------------- */

/* Lines only: areas of one ink may lie over each other, and a joined path would fill them differently. */
static bool only_stroked(enum ink i)
{
    return i == INK_GRID || i == INK_AXIS || i == INK_LINE || i == INK_INTERVAL || i == INK_BORDER_IN || i == INK_BORDER_OUT || i == INK_LEADER ||
        (i >= INK_TIE_WORK && i <= INK_TIE_DISPUTE_THIN);
}

/* Does `next` go into the same path as `first`? */
static bool same_run(const struct mark *first, const struct mark *next)
{
    if (first->kind != next->kind || first->ink != next->ink || first->opacity != next->opacity)
        return false;
    switch (first->kind) {
    case MARK_RECT: return true;
    case MARK_CIRCLE: return first->ink == INK_DOT && first->w == next->w;
    case MARK_PATH: return only_stroked(first->ink) && next->path.n && next->path.p[0] == 'M';
    case MARK_TEXT: break;
    }
    return false;
}

size_t drawing_run(const struct drawing *d, size_t i)
{
    size_t run = 1;
    while (i + run < d->n && same_run(&d->list[i], &d->list[i + run]))
        run++;
    return run;
}

static void put_rects(struct buf *b, const struct mark *m, size_t n)
{
    struct buf all CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++) {
        path_xy(&all, 'M', fminf(m[i].x, m[i].x + m[i].w), fminf(m[i].y, m[i].y + m[i].h));
        path_to(&all, 'h', fabsf(m[i].w));
        path_to(&all, 'v', fabsf(m[i].h));
        path_to(&all, 'h', -fabsf(m[i].w));
        buf_char(&all, 'z');
    }
    path_open(b, ink_class[m->ink], m->opacity);
    path_lines(b, &all);
}

/* Dots of one size: lines of no length with round ends. */
static void put_dots(struct buf *b, const struct mark *m, size_t n)
{
    struct buf all CLEANUP(buf_end) = {0};
    path_open(b, "dots", m->opacity);
    attribute(b, "stroke-width", m->w * 2);
    for (size_t i = 0; i < n; i++) {
        path_xy(&all, 'M', m[i].x, m[i].y);
        buf_text(&all, "h0");
    }
    path_lines(b, &all);
}

static void put_circle(struct buf *b, const struct mark *m)
{
    buf_text(b, "<circle");
    class_of(b, &ink_class[m->ink], 1);
    opacity(b, m->opacity);
    attribute(b, "cx", m->x);
    attribute(b, "cy", m->y);
    attribute(b, "r", m->w);
    buf_text(b, "/>");
}

static void put_paths(struct buf *b, const struct mark *m, size_t n)
{
    struct buf all CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++)
        buf_str(&all, m[i].path);
    path_open(b, ink_class[m->ink], m->opacity);
    path_lines(b, &all);
}

/* ---- text -------------------------------------------------------------------------------------- */

struct anchoring {
    const char *direction, *anchor;
};

bool label_rtl(enum reading reading, struct str text, bool rtl_page)
{
    int own = reading == READ_LTR ? 1 : reading == READ_RTL ? -1 : text_direction(text, rtl_page);
    return reading == READ_NUMBER ? false : own ? own < 0 : rtl_page;
}

/*
 * The one place that turns "which side of (x, y) the label grows from" into SVG. `a` is physical: START means that x
 * is the label's left edge. In a right-to-left text, text-anchor "start" is its right end.
 */
static struct anchoring anchor_of(enum anchor a, enum reading reading, struct str text, bool rtl_page)
{
    bool rtl = label_rtl(reading, text, rtl_page);
    static const char *const names[] = {[ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"};
    enum anchor turned = a == ANCHOR_MIDDLE || !rtl ? a : a == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
    return (struct anchoring){rtl ? "rtl" : "ltr", names[turned]};
}

/* How most texts of a drawing are: that stands once, at the drawing, and at a text only what is otherwise. NULL: it has no texts. */
static struct anchoring most_texts(const struct drawing *d, bool rtl)
{
    static const char *const directions[] = {"ltr", "rtl"}, *const anchors[] = {"start", "middle", "end"};
    size_t turned[ARRAY_LEN(directions)] = {0}, anchored[ARRAY_LEN(anchors)] = {0}, direction = 0, anchor = 0, texts = 0;
    for (size_t i = 0; i < d->n; i++) {
        const struct mark *m = &d->list[i];
        if (m->kind != MARK_TEXT)
            continue;
        struct anchoring how = anchor_of(m->anchor, m->reading, m->text, rtl);
        texts++;
        turned[strcmp(how.direction, "rtl") == 0]++;
        for (size_t k = 0; k < ARRAY_LEN(anchors); k++)
            anchored[k] += strcmp(how.anchor, anchors[k]) == 0;
    }
    if (!texts)
        return (struct anchoring){NULL, NULL};
    direction = turned[1] > turned[0];
    for (size_t k = 1; k < ARRAY_LEN(anchors); k++)
        if (anchored[k] > anchored[anchor])
            anchor = k;
    return (struct anchoring){directions[direction], anchors[anchor]};
}

static void put_text(struct buf *b, const struct mark *m, bool rtl, const char *page_language, struct anchoring most)
{
    struct anchoring how = anchor_of(m->anchor, m->reading, m->text, rtl);
    buf_text(b, "<text");
    attribute(b, "x", m->x);
    attribute(b, "y", m->y);
    if (strcmp(how.direction, most.direction) != 0)
        buf_f(b, " direction=\"%s\"", how.direction);
    if (strcmp(how.anchor, most.anchor) != 0)
        buf_f(b, " text-anchor=\"%s\"", how.anchor);
    const char *const classes[] = {role_class[m->role], text_class[m->text_ink], m->halo ? "halo" : ""};
    class_of(b, classes, ARRAY_LEN(classes));
    if (m->halo) /* as an attribute: validators of style sheets do not know it */
        buf_text(b, " paint-order=\"stroke\"");
    if (m->lang && *m->lang && strcmp(m->lang, page_language) != 0) {
        buf_text(b, " lang=\"");
        markup_text(b, str_of(m->lang));
        buf_char(b, '"');
    }
    opacity(b, m->opacity);
    buf_char(b, '>');
    markup_text(b, m->text);
    buf_text(b, "</text>");
}

/* ---- the whole --------------------------------------------------------------------------------- */

/* `caption`: the number of the drawing whose caption says what its description would, so that it stands once; 0: none does. */
static void put_opening(struct buf *b, const struct drawing *d, int n, int caption, struct anchoring most)
{
    buf_text(b, "<svg viewBox=\"0 0 ");
    number(b, d->width);
    buf_char(b, ' ');
    number(b, d->height);
    if (most.direction)
        buf_f(b, "\" direction=\"%s\" text-anchor=\"%s", most.direction, most.anchor);
    if (!d->title.n && !d->desc.n) {
        buf_text(b, "\" class=\"sp\" aria-hidden=\"true\">");
        return;
    }
    buf_text(b, "\" role=\"img\" aria-labelledby=\"");
    if (d->title.n)
        buf_f(b, "d%dt", n);
    if (d->desc.n)
        buf_f(b, "%sd%d%c", d->title.n ? " " : "", caption ? caption : n, caption ? 'c' : 'd');
    buf_text(b, "\">");
    if (d->title.n) {
        buf_f(b, "<title id=\"d%dt\">", n);
        markup_text(b, d->title);
        buf_text(b, "</title>");
    }
    if (d->desc.n && !caption) {
        buf_f(b, "<desc id=\"d%dd\">", n);
        markup_text(b, d->desc);
        buf_text(b, "</desc>");
    }
}

void svg_write(struct svg *s, const struct drawing *d, int n, int caption, const struct speech *speech)
{
    struct buf *b = &s->markup;
    bool rtl = language_rtl(speech->language);
    struct anchoring most = most_texts(d, rtl);
    put_opening(b, d, n, caption, most);
    for (size_t i = 0; i < d->n;) {
        const struct mark *m = &d->list[i];
        size_t run = drawing_run(d, i);
        switch (m->kind) {
        case MARK_PATH: put_paths(b, m, run); break;
        case MARK_RECT: put_rects(b, m, run); break;
        case MARK_CIRCLE:
            if (run > 1)
                put_dots(b, m, run);
            else
                put_circle(b, m);
            break;
        case MARK_TEXT: put_text(b, m, rtl, language_code(speech->language), most); break;
        }
        i += run;
    }
    buf_text(b, "</svg>\n");
}
