/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint: a drawing on a cairo surface, in the colours of paper. */
#include "brief/paint_priv.h"

/* ---- colours: the tokens of assets/brief.css, in print ----------------------------------------- */

static const uint32_t colours[COLOURS] = {[COLOUR_WHITE] = 0xffffff, [COLOUR_SOFT] = 0xf5f0e4, [COLOUR_INK] = 0x18212b, [COLOUR_INK2] = 0x4b5663,
    [COLOUR_RULE] = 0xd5cfc0, [COLOUR_GRID] = 0xe5e0d4, [COLOUR_LESS] = 0x1b5e96, [COLOUR_MORE] = 0x985a00, [COLOUR_HATCH] = 0x6d7580, [COLOUR_BAR] = 0xb7c3cc,
    [COLOUR_S1] = 0xf2e6cb, [COLOUR_S2] = 0xc3d2cb, [COLOUR_S3] = 0x84adbf, [COLOUR_S4] = 0x44789f, [COLOUR_S5] = 0x17406b, [COLOUR_ON_3] = 0x12171c};

void paint_colour(cairo_t *cr, enum colour c, double opacity)
{
    double r = (colours[c] >> 16) / 255.0, g = (colours[c] >> 8 & 0xff) / 255.0, b = (colours[c] & 0xff) / 255.0;
    if (opacity >= 1)
        cairo_set_source_rgb(cr, r, g, b);
    else
        cairo_set_source_rgba(cr, r, g, b, opacity);
}

enum fill { FILL_NO, FILL_YES, FILL_HATCH };
struct look { /* of an ink */
    enum fill fill;
    enum colour inside;
    double see_through; /* of the inside; 0 = 1 */
    double line;        /* width; 0 = none */
    enum colour outline;
    bool dashed, dotted;
};
#define FILLED(colour) {.fill = FILL_YES, .inside = (colour)}
#define PALE(colour, opacity) {.fill = FILL_YES, .inside = (colour), .see_through = (opacity)}
#define STROKED(colour, width) {.line = (width), .outline = (colour)}
static const struct look looks[INK_COUNT] = {[INK_NONE] = FILLED(COLOUR_INK), [INK_GRID] = STROKED(COLOUR_GRID, 1), [INK_AXIS] = STROKED(COLOUR_INK2, 1),
    [INK_ZERO] = {FILL_YES, COLOUR_WHITE, 0, 0.8, COLOUR_INK2, false, false}, [INK_S1] = FILLED(COLOUR_S1), [INK_S2] = FILLED(COLOUR_S2), [INK_S3] = FILLED(COLOUR_S3),
    [INK_S4] = FILLED(COLOUR_S4), [INK_S5] = FILLED(COLOUR_S5), [INK_UNKNOWN] = {.fill = FILL_HATCH}, [INK_BAR] = FILLED(COLOUR_BAR),
    [INK_DOT] = FILLED(COLOUR_HATCH), [INK_BAND] = PALE(COLOUR_LESS, 0.24), [INK_LINE] = STROKED(COLOUR_LESS, 2.2), [INK_CHANGE_POINT] = STROKED(COLOUR_INK, 1), [INK_MEDIAN] = {.line = 1, .outline = COLOUR_INK, .dashed = true},
    [INK_INTERVAL] = STROKED(COLOUR_INK2, 2), [INK_POINT] = {FILL_YES, COLOUR_S5, 0, 1, COLOUR_WHITE, false, false}, [INK_BORDER_IN] = STROKED(COLOUR_WHITE, 1.2),
    [INK_BORDER_OUT] = STROKED(COLOUR_INK2, 1.4), [INK_BORDER_DISPUTED] = {.line = 1.6, .outline = COLOUR_INK, .dashed = true},
    [INK_BOX] = {FILL_YES, COLOUR_WHITE, 0, 1, COLOUR_RULE, false, false}, [INK_SOFT] = FILLED(COLOUR_SOFT), [INK_LESS] = FILLED(COLOUR_LESS), [INK_MORE] = FILLED(COLOUR_MORE),
    [INK_LESS_PALE] = PALE(COLOUR_LESS, 0.32), [INK_MORE_PALE] = PALE(COLOUR_MORE, 0.32), [INK_NEUTRAL_PALE] = PALE(COLOUR_HATCH, 0.4), [INK_NEUTRAL] = FILLED(COLOUR_HATCH),
    [INK_INK] = FILLED(COLOUR_INK), [INK_RIBBON_1] = FILLED(COLOUR_GRID), [INK_RIBBON_2] = FILLED(COLOUR_BAR), [INK_LEADER] = STROKED(COLOUR_INK2, 0.8),
    [INK_GROUP_A] = {FILL_YES, COLOUR_LESS, 0, 0.8, COLOUR_WHITE, false, false}, [INK_GROUP_B] = {FILL_YES, COLOUR_MORE, 0, 0.8, COLOUR_WHITE, false, false},
    [INK_GROUP_C] = {FILL_YES, COLOUR_INK2, 0, 0.8, COLOUR_WHITE, false, false}, [INK_AREA_A] = {FILL_YES, COLOUR_SOFT, 0.6, 1.6, COLOUR_LESS, false, false},
    [INK_AREA_B] = {FILL_YES, COLOUR_SOFT, 0.6, 1.6, COLOUR_MORE, true, false}, [INK_AREA_C] = {FILL_YES, COLOUR_SOFT, 0.6, 1.6, COLOUR_INK2, false, true},
    [INK_TIE_WORK] = STROKED(COLOUR_BAR, 2.2), [INK_TIE_RULE] = STROKED(COLOUR_INK, 2), [INK_TIE_MONEY] = STROKED(COLOUR_MORE, 2),
    [INK_TIE_TRUST] = {.line = 2, .outline = COLOUR_LESS, .dashed = true}, [INK_TIE_DISPUTE] = {.line = 2, .outline = COLOUR_INK, .dotted = true},
    [INK_TIE_WORK_THIN] = STROKED(COLOUR_BAR, 1), [INK_TIE_RULE_THIN] = STROKED(COLOUR_INK, 1), [INK_TIE_MONEY_THIN] = STROKED(COLOUR_MORE, 1),
    [INK_TIE_TRUST_THIN] = {.line = 1, .outline = COLOUR_LESS, .dashed = true}, [INK_TIE_DISPUTE_THIN] = {.line = 1, .outline = COLOUR_INK, .dotted = true},
    [INK_NODE_RING] = {FILL_YES, COLOUR_WHITE, 0, 3, COLOUR_S5, false, false}, [INK_NODE_COUNCIL] = {FILL_YES, COLOUR_S3, 0, 1.5, COLOUR_S5, false, false},
    [INK_NODE_ARMED] = {FILL_YES, COLOUR_WHITE, 0, 2.5, COLOUR_INK, false, false}};

/* ---- paths ------------------------------------------------------------------------------------- */

static bool path_number(struct str s, size_t *at, double *out)
{
    while (*at < s.n && (s.p[*at] == ' ' || s.p[*at] == ','))
        ++*at;
    bool minus = *at < s.n && s.p[*at] == '-', any = false;
    if (minus)
        ++*at;
    double v = 0, unit = 1;
    for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at, any = true)
        v = v * 10 + (s.p[*at] - '0');
    if (*at < s.n && s.p[*at] == '.')
        for (++*at; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at, any = true)
            v += (s.p[*at] - '0') * (unit /= 10);
    *out = minus ? -v : v;
    return any;
}

struct pen { /* where a path is, and where its part began */
    double x, y, x0, y0;
};

/* One step of a path; `c` in lower case: relative. False at what is no step. */
static bool path_step(cairo_t *cr, struct pen *pen, char c, struct str s, size_t *at)
{
    bool relative = c >= 'a';
    double first, second, ox = relative ? pen->x : 0, oy = relative ? pen->y : 0;
    if (c == 'Z' || c == 'z') {
        cairo_close_path(cr);
        pen->x = pen->x0;
        pen->y = pen->y0;
        return true;
    }
    if (!path_number(s, at, &first))
        return false;
    if (c == 'H' || c == 'h') {
        pen->x = ox + first;
    } else if (c == 'V' || c == 'v') {
        pen->y = oy + first;
    } else if (!strchr("MmLl", c) || !path_number(s, at, &second)) {
        return false;
    } else {
        pen->x = ox + first;
        pen->y = oy + second;
    }
    if (c != 'M' && c != 'm') {
        cairo_line_to(cr, pen->x, pen->y);
        return true;
    }
    cairo_move_to(cr, pen->x, pen->y);
    pen->x0 = pen->x;
    pen->y0 = pen->y;
    return true;
}

void paint_path(cairo_t *cr, struct str data)
{
    struct pen pen = {0};
    char command = 0;
    for (size_t at = 0; at < data.n;) {
        char c = data.p[at];
        bool named = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (named)
            at++;
        else /* further numbers go on with the command; after a move they are lines */
            c = command == 'M' ? 'L' : command == 'm' ? 'l' : command;
        if (!c || (!named && (c == 'Z' || c == 'z')) || !path_step(cr, &pen, c, data, &at))
            return;
        command = c;
    }
}

/* ---- marks ------------------------------------------------------------------------------------- */

/* Lines at 45 degrees over the current path, as the page's pattern has them: every 6, half of a 2.2 wide line. */
static void fill_hatch(cairo_t *cr, double opacity)
{
    static const double pitch = 8.485281374238570, width = 1.1; /* 6 times the root of 2 */
    double x1, y1, x2, y2;
    cairo_save(cr);
    cairo_path_extents(cr, &x1, &y1, &x2, &y2);
    paint_colour(cr, COLOUR_WHITE, opacity);
    cairo_fill_preserve(cr);
    cairo_clip(cr);
    double h = y2 - y1;
    for (double k = floor((x1 + y1) / pitch); k * pitch <= x2 + y2; k++) {
        double x = k * pitch + 0.778 - y1; /* the line x + y = k * pitch, moved by half its width */
        cairo_move_to(cr, x + 2, y1 - 2);
        cairo_line_to(cr, x - h - 2, y2 + 2);
    }
    cairo_set_line_width(cr, width);
    paint_colour(cr, COLOUR_HATCH, opacity);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void paint_line(cairo_t *cr, double width, enum colour colour, double opacity)
{
    cairo_set_dash(cr, NULL, 0, 0);
    cairo_set_line_width(cr, width);
    paint_colour(cr, colour, opacity);
    cairo_stroke_preserve(cr);
}

/* Fill and stroke the current path as the mark `m` is, which is used up. */
static void paint_ink(cairo_t *cr, const struct mark *m, double opacity)
{
    const struct look *k = &looks[m->ink];
    if (m->line > 0) {
        paint_line(cr, (double)m->line, k->inside, opacity * (k->see_through > 0 ? k->see_through : 1));
        cairo_new_path(cr);
        return;
    }
    if (k->fill == FILL_HATCH) {
        fill_hatch(cr, opacity);
    } else if (k->fill == FILL_YES) {
        paint_colour(cr, k->inside, opacity * (k->see_through > 0 ? k->see_through : 1));
        cairo_fill_preserve(cr);
    }
    if (m->edged) {
        paint_line(cr, looks[INK_BORDER_IN].line, looks[INK_BORDER_IN].outline, opacity);
    } else if (k->line > 0) {
        static const double dashes[] = {5, 3}, dots[] = {1.5, 3};
        cairo_set_dash(cr, k->dotted ? dots : dashes, k->dashed || k->dotted ? 2 : 0, 0);
        cairo_set_line_width(cr, k->line);
        paint_colour(cr, k->outline, opacity);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void paint_text(cairo_t *cr, const struct letters *l, const struct mark *m)
{
    static const struct { double latin, arabic; bool bold; enum colour colour; } roles[TEXT_ROLES] = {[TEXT_LABEL] = {12, 13.2, false, COLOUR_INK},
        [TEXT_TICK] = {11, 12.2, false, COLOUR_INK2}, [TEXT_TITLE] = {13, 14.4, true, COLOUR_INK}, [TEXT_BOLD] = {12, 13.2, true, COLOUR_INK},
        [TEXT_STRONG_TICK] = {11, 12.2, true, COLOUR_INK2}, [TEXT_BIG] = {20, 22, true, COLOUR_INK}};
    static const enum colour on[] = {[ON_PAGE] = COLOUR_INK, [ON_LIGHT] = COLOUR_INK, [ON_MIDDLE] = COLOUR_ON_3, [ON_DARK] = COLOUR_WHITE,
        [ON_MUTED] = COLOUR_INK2, [ON_LESS] = COLOUR_LESS, [ON_MORE] = COLOUR_MORE};
    bool rtl = label_rtl(m->reading, m->text, l->rtl);
    PangoLayout *layout = letters_set(l, m->text, FACE_TEXT, roles[m->role].bold, l->rtl ? roles[m->role].arabic : roles[m->role].latin, m->lang, rtl);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    PangoRectangle box;
    pango_layout_line_get_extents(line, NULL, &box);
    double width = (double)box.width / PANGO_SCALE, opacity = m->opacity > 0 && m->opacity < 1 ? (double)m->opacity : 1;
    double x = (double)m->x - (m->anchor == ANCHOR_END ? width : m->anchor == ANCHOR_MIDDLE ? width / 2 : 0);
    if (m->halo) {
        cairo_move_to(cr, x, (double)m->y);
        pango_cairo_layout_line_path(cr, line);
        paint_colour(cr, COLOUR_WHITE, opacity);
        cairo_set_dash(cr, NULL, 0, 0);
        cairo_set_line_width(cr, 3.5);
        cairo_stroke(cr);
    }
    paint_colour(cr, m->text_ink == ON_PAGE ? roles[m->role].colour : on[m->text_ink], opacity);
    letters_show(cr, layout, 0, x, (double)m->y, NULL, NULL);
    g_object_unref(layout);
}

static void add_mark(cairo_t *cr, const struct mark *m)
{
    double x = (double)m->x, y = (double)m->y, w = (double)m->w, h = (double)m->h;
    switch (m->kind) {
    case MARK_PATH:
        cairo_save(cr);
        if (m->line > 0) {
            cairo_translate(cr, x, y);
            cairo_scale(cr, (double)m->scale_x, (double)m->scale_y);
        }
        paint_path(cr, m->path);
        cairo_restore(cr);
        break;
    case MARK_RECT: cairo_rectangle(cr, fmin(x, x + w), fmin(y, y + h), fabs(w), fabs(h)); break;
    case MARK_CIRCLE:
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, w, 0, 2 * G_PI);
        cairo_close_path(cr);
        break;
    case MARK_TEXT: break;
    }
}

void paint_drawing(cairo_t *cr, const struct letters *l, const struct drawing *g)
{
    cairo_save(cr);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    for (size_t i = 0; i < g->n;) {
        const struct mark *m = &g->list[i];
        size_t run = drawing_run(g, i);
        if (m->kind == MARK_TEXT)
            paint_text(cr, l, m);
        else {
            for (size_t k = 0; k < run; k++)
                add_mark(cr, &m[k]);
            paint_ink(cr, m, m->opacity > 0 && m->opacity < 1 ? (double)m->opacity : 1);
        }
        i += run;
    }
    cairo_restore(cr);
}

/* ---- pictures ---------------------------------------------------------------------------------- */

static cairo_status_t take_bytes(void *context, const unsigned char *p, unsigned n)
{
    struct buf *out = context;
    buf_add(out, (const char *)p, n);
    return out->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

bool paint_png(const struct doc *d, const struct drawing *g, double scale, struct buf *out, struct err *e)
{
    double width = ceil((double)g->width * scale), height = ceil((double)g->height * scale);
    if (!(scale >= 0.1 && scale <= 8 && width >= 1 && height >= 1 && width <= 30000 && height <= 30000))
        return err_set(e, ERR_INPUT, "a figure of %.0f x %.0f pixels cannot be drawn", width, height);
    struct letters l CLEANUP(letters_close) = {0};
    if (!letters_open(&l, d->speech, e))
        return false;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cr = cairo_create(surface);
    paint_colour(cr, COLOUR_WHITE, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    paint_drawing(cr, &l, g);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, take_bytes, out);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return err_set(e, ERR_SYSTEM, "the figure could not be drawn: %s", cairo_status_to_string(status));
    return true;
}
