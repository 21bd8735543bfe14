/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * svg: a drawing as inline SVG with real text. Colours are classes of the page's style sheet. Marks of one ink become one path
 * and labels of one kind one group, wherever nothing between them is drawn over: most of what keeps a brief small.
 */
#include "brief/html_priv.h"
#include "brief/figure_priv.h"

static const char *const ink_class[INK_COUNT] = {[INK_NONE] = "", [INK_GRID] = "gr", [INK_AXIS] = "ax", [INK_ZERO] = "zb",
    [INK_S1] = "k1", [INK_S2] = "k2", [INK_S3] = "k3", [INK_S4] = "k4", [INK_S5] = "k5", [INK_UNKNOWN] = "ku", [INK_BAR] = "bar",
    [INK_DOT] = "dot", [INK_BAND] = "band", [INK_LINE] = "ln", [INK_CHANGE_POINT] = "cp", [INK_MEDIAN] = "md", [INK_INTERVAL] = "ci", [INK_POINT] = "pt",
    [INK_BORDER_IN] = "bd", [INK_BORDER_OUT] = "bo", [INK_BORDER_DISPUTED] = "bx", [INK_BOX] = "box", [INK_SOFT] = "so",
    [INK_LESS] = "dn", [INK_MORE] = "up", [INK_LESS_PALE] = "dp", [INK_MORE_PALE] = "upp", [INK_NEUTRAL_PALE] = "np",
    [INK_NEUTRAL] = "ne", [INK_INK] = "ink", [INK_RIBBON_1] = "r1", [INK_RIBBON_2] = "r2", [INK_LEADER] = "ld",
    [INK_GROUP_A] = "ga", [INK_GROUP_B] = "gb", [INK_GROUP_C] = "gc", [INK_AREA_A] = "oa", [INK_AREA_B] = "ob", [INK_AREA_C] = "oc",
    [INK_TIE_WORK] = "tw", [INK_TIE_RULE] = "ta", [INK_TIE_MONEY] = "tm", [INK_TIE_TRUST] = "tt", [INK_TIE_DISPUTE] = "td", [INK_TIE_WORK_THIN] = "tw th", [INK_TIE_RULE_THIN] = "ta th",
    [INK_TIE_MONEY_THIN] = "tm th", [INK_TIE_TRUST_THIN] = "tt th", [INK_TIE_DISPUTE_THIN] = "td th", [INK_NODE_RING] = "nr", [INK_NODE_COUNCIL] = "nh", [INK_NODE_ARMED] = "na"};
static const char *const role_class[TEXT_ROLES] = {[TEXT_LABEL] = "", [TEXT_TICK] = "x", [TEXT_TITLE] = "t", [TEXT_BOLD] = "b",
    [TEXT_STRONG_TICK] = "x b", [TEXT_BIG] = "big"};
static const char *const anchor_class[] = {[ANCHOR_START] = "as", [ANCHOR_MIDDLE] = "am", [ANCHOR_END] = "ae"};
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

/* A whole number, where a label's place to a tenth is not to be seen. */
static void whole(struct buf *b, const char *name, float v) { attribute(b, name, roundf(v)); }

/* ---- paths as short as they can be written ------------------------------------------------------ */

struct lean { /* in tenths: what a path is drawn with here */
    struct buf *out;
    long x, y, from_x, from_y; /* where the pen is; where the part began */
    long least_x, least_y, most_x, most_y; /* what all of it lies in */
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
    l->least_x = l->last ? MIN_OF(l->least_x, x) : x;
    l->least_y = l->last ? MIN_OF(l->least_y, y) : y;
    l->most_x = l->last ? MAX_OF(l->most_x, x) : x;
    l->most_y = l->last ? MAX_OF(l->most_y, y) : y;
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
    return i == INK_GRID || i == INK_AXIS || i == INK_LINE || i == INK_MEDIAN || i == INK_INTERVAL || i == INK_BORDER_IN || i == INK_BORDER_OUT || i == INK_LEADER ||
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

/* Several of one height whose ink may be a line's as well, without an edge of its own: half of the bytes as lines that are as wide. */
static bool as_lines(const struct mark *m, size_t n)
{
    bool plain = m->ink == INK_BAR || (m->ink >= INK_S1 && m->ink <= INK_S5);
    for (size_t i = 1; i < n && plain; i++)
        plain = fabsf(fabsf(m[i].h) - fabsf(m->h)) < 0.05f;
    return plain && n > 1;
}

static void put_lines(struct buf *b, const struct mark *m, size_t n)
{
    const char *const classes[] = {ink_class[m->ink], "v"};
    struct buf all CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++) {
        path_xy(&all, 'M', fminf(m[i].x, m[i].x + m[i].w), m[i].y + m[i].h / 2);
        path_to(&all, 'h', fabsf(m[i].w));
    }
    buf_text(b, "<path");
    class_of(b, classes, ARRAY_LEN(classes));
    opacity(b, m->opacity);
    attribute(b, "stroke-width", fabsf(m->h));
    path_lines(b, &all);
}

static void put_rects(struct buf *b, const struct mark *m, size_t n)
{
    struct buf all CLEANUP(buf_end) = {0};
    if (as_lines(m, n)) {
        put_lines(b, m, n);
        return;
    }
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

static void put_circle(struct buf *b, const struct mark *m, bool grouped)
{
    buf_text(b, "<circle");
    if (!grouped) {
        class_of(b, &ink_class[m->ink], 1);
        opacity(b, m->opacity);
    }
    attribute(b, "cx", m->x);
    attribute(b, "cy", m->y);
    attribute(b, "r", m->w);
    buf_text(b, "/>");
}

static void put_circles(struct buf *b, const struct mark *m, size_t n)
{
    if (n > 1) {
        buf_text(b, "<g");
        class_of(b, &ink_class[m->ink], 1);
        opacity(b, m->opacity);
        buf_char(b, '>');
    }
    for (size_t i = 0; i < n; i++)
        put_circle(b, &m[i], n > 1);
    if (n > 1)
        buf_text(b, "</g>");
}

/* A measure that many others are multiplied with: to a thousandth. */
static void scale_number(struct buf *b, const char *before, float v)
{
    struct buf text CLEANUP(buf_end) = {0};
    buf_fixed(&text, (double)v, 3);
    while (text.n && text.p[text.n - 1] == '0')
        text.n--;
    if (text.n && text.p[text.n - 1] == '.')
        text.n--;
    buf_text(b, before);
    buf_str(b, buf_view(&text));
}

static void put_paths(struct buf *b, const struct mark *m, size_t n)
{
    struct buf all CLEANUP(buf_end) = {0};
    const char *const classes[] = {ink_class[m->ink], m->edged ? "bs" : m->line > 0 ? "v" : ""};
    for (size_t i = 0; i < n; i++)
        buf_str(&all, m[i].path);
    buf_text(b, "<path");
    class_of(b, classes, ARRAY_LEN(classes));
    opacity(b, m->opacity);
    if (m->line > 0) {
        scale_number(b, " stroke-width=\"", m->line / fabsf(m->scale_x));
        scale_number(b, "\" transform=\"matrix(", m->scale_x);
        scale_number(b, " 0 0 ", m->scale_y);
        scale_number(b, " ", m->x);
        scale_number(b, " ", m->y);
        buf_text(b, ")\"");
    }
    path_lines(b, &all);
}

/* ---- text -------------------------------------------------------------------------------------- */

struct anchoring {
    bool rtl;
    enum anchor anchor; /* as SVG means it: START is the right end of a text that runs from right to left */
};

bool label_rtl(enum reading reading, struct str text, bool rtl_page)
{
    int own = reading == READ_LTR ? 1 : reading == READ_RTL ? -1 : text_direction(text, rtl_page);
    return reading == READ_NUMBER ? false : own ? own < 0 : rtl_page;
}

/*
 * The one place that turns "which side of (x, y) the label grows from" into SVG. A mark's anchor is physical: START means that x
 * is the label's left edge. In a right-to-left text, text-anchor "start" is its right end.
 */
static struct anchoring anchor_of(const struct mark *m, bool rtl_page)
{
    bool rtl = label_rtl(m->reading, m->text, rtl_page);
    enum anchor turned = m->anchor == ANCHOR_MIDDLE || !rtl ? m->anchor : m->anchor == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
    return (struct anchoring){rtl, turned};
}

/* How most texts of a drawing are: that stands once, at the drawing, and at a text only what is otherwise. A drawing without texts is as its page. */
static struct anchoring most_texts(const struct drawing *d, bool rtl)
{
    size_t turned[2] = {0}, anchored[3] = {0};
    for (size_t i = 0; i < d->n; i++) {
        if (d->list[i].kind != MARK_TEXT)
            continue;
        struct anchoring how = anchor_of(&d->list[i], rtl);
        turned[how.rtl]++;
        anchored[how.anchor]++;
    }
    struct anchoring most = {turned[0] == turned[1] ? rtl : turned[1] > turned[0], ANCHOR_START};
    for (size_t k = 1; k < ARRAY_LEN(anchored); k++)
        if (anchored[k] > anchored[most.anchor])
            most.anchor = (enum anchor)k;
    return most;
}

/* All that a label is besides its words and where it stands. */
static void text_kind(struct buf *b, const struct mark *m, bool rtl, const char *page_language, struct anchoring most)
{
    struct anchoring how = anchor_of(m, rtl);
    const char *const classes[] = {role_class[m->role], text_class[m->text_ink], m->halo ? "halo" : "", how.anchor != most.anchor ? anchor_class[how.anchor] : "",
        how.rtl == most.rtl ? "" : how.rtl ? "dr" : "dl"};
    class_of(b, classes, ARRAY_LEN(classes));
    if (m->halo) /* as an attribute: validators of style sheets do not know it */
        buf_text(b, " paint-order=\"stroke\"");
    if (m->lang && *m->lang && strcmp(m->lang, page_language) != 0) {
        buf_text(b, " lang=\"");
        markup_text(b, str_of(m->lang));
        buf_char(b, '"');
    }
    opacity(b, m->opacity);
}

static bool is_digit(struct str s)
{
    size_t at = 0;
    uint32_t c = s.n ? text_next(s, &at) : 0;
    return at == s.n && ((c >= '0' && c <= '9') || (c >= 0x660 && c < 0x66A) || (c >= 0x6F0 && c < 0x6FA));
}

/* How many labels from the first on are single digits in one line: each digit of a text may have its own place. */
static size_t digits_in_line(const struct mark *m, size_t n)
{
    size_t run = 0;
    while (run < n && is_digit(m[run].text) && roundf(m[run].y) == roundf(m->y))
        run++;
    return MAX_OF(run, (size_t)1);
}

static void put_texts(struct buf *b, const struct mark *m, size_t n, struct str kind)
{
    bool group = n > 1 && kind.n && digits_in_line(m, n) < n;
    if (group) {
        buf_text(b, "<g");
        buf_str(b, kind);
        buf_char(b, '>');
    }
    for (size_t i = 0, line; i < n; i += line) {
        line = digits_in_line(m + i, n - i);
        buf_text(b, "<text x=\"");
        for (size_t k = 0; k < line; k++) {
            buf_text(b, k ? " " : "");
            number(b, roundf(m[i + k].x));
        }
        buf_char(b, '"');
        whole(b, "y", m[i].y);
        if (!group)
            buf_str(b, kind);
        buf_char(b, '>');
        for (size_t k = 0; k < line; k++)
            markup_text(b, m[i + k].text);
        buf_text(b, "</text>");
    }
    if (group)
        buf_text(b, "</g>");
}

/* ---- what may be drawn together ---------------------------------------------------------------- */

/* What a mark covers, its line or halo with it. A path that is more than lines covers everything. */
static struct box mark_box(const struct drawing *d, const struct mark *m)
{
    struct buf scratch CLEANUP(buf_end) = {0};
    struct lean l = {.out = &scratch};
    struct box b = {m->x, m->y, m->w, m->h};
    switch (m->kind) {
    case MARK_RECT: b = (struct box){fminf(m->x, m->x + m->w), fminf(m->y, m->y + m->h), fabsf(m->w), fabsf(m->h)}; break;
    case MARK_CIRCLE: b = (struct box){m->x - m->w, m->y - m->w, 2 * m->w, 2 * m->w}; break;
    case MARK_TEXT: b = figure_box(d, m->x, m->y, m->anchor, m->role, m->text); break;
    case MARK_PATH:
        if (m->line > 0 || !lean_lines(&l, m->path))
            return (struct box){0, 0, d->width, d->height};
        b = (struct box){(float)l.least_x / 10, (float)l.least_y / 10, (float)(l.most_x - l.least_x) / 10, (float)(l.most_y - l.least_y) / 10};
        break;
    }
    return (struct box){b.x - 2, b.y - 2, b.w + 4, b.h + 4};
}

struct together { /* marks that are drawn as one, in the order of the drawing */
    size_t first, last;
    struct str kind; /* of labels */
};
struct joining {
    const struct drawing *d;
    struct box *boxes; /* of each mark */
    size_t *next;      /* of each mark: the one after it in its run; of the last itself */
    struct together *runs;
    size_t n;
};

static bool meets_any(const struct joining *j, const struct together *run, size_t mark)
{
    for (size_t i = run->first;; i = j->next[i]) {
        if (box_meets(j->boxes[i], j->boxes[mark]))
            return true;
        if (i == run->last)
            return false;
    }
}

/* Areas of one ink that lie over each other stay apart: joined, they would be filled differently. */
static bool may_join(const struct joining *j, const struct together *run, size_t mark, struct str kind)
{
    const struct mark *first = &j->d->list[run->first], *m = &j->d->list[mark];
    if (first->kind == MARK_TEXT || m->kind == MARK_TEXT)
        return first->kind == m->kind && str_eq(run->kind, kind);
    if (first->kind != m->kind || first->ink != m->ink || first->opacity != m->opacity)
        return false;
    switch (m->kind) {
    case MARK_RECT: return true;
    case MARK_CIRCLE: return m->ink == INK_DOT ? first->w == m->w : true;
    case MARK_PATH: return first->line <= 0 && m->line <= 0 && first->edged == m->edged && m->path.n && m->path.p[0] == 'M' && (only_stroked(m->ink) || !meets_any(j, run, mark));
    case MARK_TEXT: break;
    }
    return false;
}

/* To the last run that it can stand with, where nothing that is drawn between meets it. */
static void join(struct joining *j, size_t mark, struct str kind)
{
    for (size_t r = j->n; r > 0; r--) {
        struct together *run = &j->runs[r - 1];
        if (may_join(j, run, mark, kind)) {
            j->next[run->last] = mark;
            run->last = mark;
            return;
        }
        if (meets_any(j, run, mark))
            break;
    }
    j->runs[j->n++] = (struct together){mark, mark, kind};
}

/* ---- the whole --------------------------------------------------------------------------------- */

/* What it is and what it says are one name. `caption`: the number of the drawing whose caption says the second, so that it stands once; 0: none does. */
static void put_opening(struct buf *b, const struct drawing *d, int caption, struct anchoring most, bool rtl)
{
    bool named = d->title.n || d->desc.n;
    buf_text(b, "<svg viewBox=\"0 0 ");
    number(b, d->width);
    buf_char(b, ' ');
    number(b, d->height);
    buf_char(b, '"');
    const char *const classes[] = {named ? "" : "sp", most.anchor != ANCHOR_START ? anchor_class[most.anchor] : "", most.rtl == rtl ? "" : most.rtl ? "dr" : "dl"};
    class_of(b, classes, ARRAY_LEN(classes));
    if (!named) {
        buf_text(b, " aria-hidden=\"true\">");
        return;
    }
    buf_text(b, " role=\"img\" aria-label=\"");
    markup_text(b, d->title);
    if (d->desc.n && !caption) {
        buf_text(b, d->title.n ? ". " : "");
        markup_text(b, d->desc);
    }
    buf_char(b, '"');
    if (caption)
        buf_f(b, " aria-describedby=\"d%dc\"", caption);
    buf_char(b, '>');
}

static void put_run(struct buf *b, const struct mark *m, size_t n, struct str kind)
{
    switch (m->kind) {
    case MARK_PATH: put_paths(b, m, n); break;
    case MARK_RECT: put_rects(b, m, n); break;
    case MARK_CIRCLE:
        if (n > 1 && m->ink == INK_DOT)
            put_dots(b, m, n);
        else
            put_circles(b, m, n);
        break;
    case MARK_TEXT: put_texts(b, m, n, kind); break;
    }
}

void svg_write(struct svg *s, const struct drawing *d, int caption, const struct speech *speech)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    bool rtl = language_rtl(speech->language);
    struct anchoring most = most_texts(d, rtl);
    struct joining j = {.d = d, .boxes = ARENA_ARRAY(&scratch, struct box, d->n), .next = ARENA_ARRAY(&scratch, size_t, d->n), .runs = ARENA_ARRAY(&scratch, struct together, d->n)};
    for (size_t i = 0; i < d->n; i++) {
        struct buf kind CLEANUP(buf_end) = {0};
        j.boxes[i] = mark_box(d, &d->list[i]);
        if (d->list[i].kind == MARK_TEXT)
            text_kind(&kind, &d->list[i], rtl, language_code(speech->language), most);
        join(&j, i, arena_str(&scratch, buf_view(&kind)));
    }
    put_opening(&s->markup, d, caption, most, rtl);
    struct mark *list = ARENA_ARRAY(&scratch, struct mark, d->n);
    for (size_t r = 0; r < j.n; r++) {
        size_t n = 0;
        for (size_t i = j.runs[r].first;; i = j.next[i]) {
            list[n++] = d->list[i];
            if (i == j.runs[r].last)
                break;
        }
        put_run(&s->markup, list, n, j.runs[r].kind);
    }
    buf_text(&s->markup, "</svg>\n");
}
