/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf_set: words set into lines by Pango, and lines drawn, each stretch in its colour and with its link. */
#include "brief/pdf_priv.h"

enum { TEXT_MOST = 1 << 20 }; /* bytes of one text: far above any that a person reads */

void pool_end(struct pool *pool)
{
    for (struct para *q = pool->paras; q; q = q->next)
        g_object_unref(q->layout);
    pool->paras = NULL;
    arena_end(&pool->arena);
}

double pdf_left(const struct pdf *p, double x, double width)
{
    return p->sheet.side + (p->rtl ? p->body - x - width : x);
}

struct style pdf_style(const struct pdf *p, double ems, enum colour colour)
{
    return (struct style){.face = FACE_TEXT, .size = p->em * ems, .leading = p->sheet.leading[p->rtl], .colour = colour, .width = p->body, .tag = "P"};
}

/* ---- setting ----------------------------------------------------------------------------------- */

static void put_attr(PangoAttrList *list, PangoAttribute *attr, size_t from, size_t to)
{
    attr->start_index = (guint)from;
    attr->end_index = (guint)to;
    pango_attr_list_insert(list, attr);
}

/* A link is short and stays on one line. */
static void put_unbroken(struct buf *text, struct str s)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, s, CLEAN_DATA);
    for (size_t i = 0; i < clean.n; i++) {
        if (clean.p[i] == ' ' && i && i + 1 < clean.n && clean.n < 60)
            buf_text(text, "\u00A0");
        else
            buf_char(text, clean.p[i]);
    }
}

/* The span's text, set apart where it is data, with what it asks for. The colour is only there to part runs: it is a number. */
static struct part put_span(const struct pdf *p, const struct style *style, const struct span *s, size_t number, struct buf *text, PangoAttrList *list)
{
    size_t from = text->n;
    if (s->isolate)
        buf_text(text, "\u2068");
    bool link = s->link.n && doc_has_id(p->doc, s->link), number_alone = s->isolate && s->text.n && str_number_end(s->text, 0) == s->text.n;
    if (link || number_alone) /* FriBidi 1.0.8 takes the direction of a later isolate from an earlier one: blanks that do not break keep groups in their order also there (UAX 9, W4) */
        put_unbroken(text, s->text);
    else
        text_clean(text, s->text, s->isolate ? CLEAN_DATA : CLEAN_TEXT);
    if (s->isolate)
        buf_text(text, "\u2069");
    struct part part = {.from = (int)from, .to = (int)text->n, .colour = s->dim ? COLOUR_INK2 : style->colour};
    put_attr(list, pango_attr_foreground_new((guint16)(number & 0xffff), (guint16)(number >> 16), 0), from, text->n);
    if (s->bold || style->bold)
        put_attr(list, pango_attr_weight_new(s->dim ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD), from, text->n);
    if (s->lang)
        put_attr(list, pango_attr_language_new(pango_language_from_string(s->lang)), from, text->n);
    if (s->whole)
        put_attr(list, pango_attr_allow_breaks_new(FALSE), from, text->n);
    if (!link)
        return part;
    part.link = s->link;
    part.colour = COLOUR_LESS;
    if (style->link_size > 0)
        put_attr(list, pango_attr_size_new_absolute((int)(style->link_size * PANGO_SCALE)), from, text->n);
    return part;
}

static void measure_lines(struct para *q, struct arena *a)
{
    q->line_n = (size_t)pango_layout_get_line_count(q->layout);
    q->lines = ARENA_ARRAY(a, struct set_line, q->line_n);
    PangoLayoutIter *at = pango_layout_get_iter(q->layout);
    for (size_t i = 0; i < q->line_n; i++) {
        PangoRectangle box;
        int top, bottom;
        pango_layout_iter_get_line_extents(at, NULL, &box);
        pango_layout_iter_get_line_yrange(at, &top, &bottom);
        q->lines[i] = (struct set_line){.x = (double)box.x / PANGO_SCALE, .y = (double)top / PANGO_SCALE,
            .base = (double)pango_layout_iter_get_baseline(at) / PANGO_SCALE, .height = (double)(bottom - top) / PANGO_SCALE};
        q->height = (double)bottom / PANGO_SCALE;
        pango_layout_iter_next_line(at);
    }
    pango_layout_iter_free(at);
}

struct para *para_words(const struct pdf *p, struct pool *pool, const struct words *w, struct style style)
{
    struct para *q = ARENA_NEW(&pool->arena, struct para);
    struct buf text CLEANUP(buf_end) = {0};
    PangoAttrList *list = pango_attr_list_new();
    q->style = style;
    q->parts = ARENA_ARRAY(&pool->arena, struct part, w->n + 1);
    for (size_t i = 0; i < w->n && text.n < TEXT_MOST; i++) {
        q->parts[q->part_n] = put_span(p, &style, &w->list[i], i, &text, list);
        q->linked = q->linked || q->parts[q->part_n].link.n;
        q->part_n++;
    }
    put_attr(list, pango_attr_line_height_new_absolute((int)(style.size * style.leading * PANGO_SCALE)), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
    put_attr(list, pango_attr_insert_hyphens_new(FALSE), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
    if (style.end)
        put_attr(list, pango_attr_font_features_new("tnum"), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
    q->layout = pango_layout_new(p->letters.contexts[p->rtl]);
    pango_layout_set_auto_dir(q->layout, FALSE);
    PangoFontDescription *font = letters_font(&p->letters, style.face, style.bold, style.size);
    pango_layout_set_font_description(q->layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(q->layout, style.width > 0 ? (int)(style.width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(q->layout, style.width < 1 ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR); /* below 1: to measure words */
    pango_layout_set_alignment(q->layout, style.middle ? PANGO_ALIGN_CENTER : style.end != p->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_attributes(q->layout, list);
    pango_attr_list_unref(list);
    pango_layout_set_text(q->layout, text.p ? text.p : "", (int)text.n);
    letters_mend(q->layout);
    measure_lines(q, &pool->arena);
    q->next = pool->paras;
    pool->paras = q;
    return q;
}

struct para *para_text(const struct pdf *p, struct pool *pool, struct str text, struct style style)
{
    struct span span = {.text = text};
    struct words w = {.list = &span, .n = 1};
    return para_words(p, pool, &w, style);
}

void para_limit(struct pool *pool, struct para *q, size_t lines)
{
    if (q->line_n <= lines)
        return;
    pango_layout_set_ellipsize(q->layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(q->layout, (int)((double)lines * q->style.size * q->style.leading * PANGO_SCALE));
    measure_lines(q, &pool->arena);
}

double para_natural(const struct para *q)
{
    PangoRectangle box;
    pango_layout_get_extents(q->layout, NULL, &box);
    return (double)box.width / PANGO_SCALE;
}

/* ---- drawing ----------------------------------------------------------------------------------- */

void pdf_tag(struct pdf *p, const char *tag)
{
    if (tag)
        cairo_tag_begin(p->cr, tag, NULL);
}

void pdf_tag_end(struct pdf *p, const char *tag)
{
    if (tag)
        cairo_tag_end(p->cr, tag);
}

void pdf_rule(struct pdf *p, double x, double width, double y, double thick, enum colour colour)
{
    cairo_rectangle(p->cr, pdf_left(p, x, width), y, width, thick);
    paint_colour(p->cr, colour, 1);
    cairo_fill(p->cr);
}

static const struct part *part_at(const struct para *q, int at)
{
    for (size_t i = 0; i < q->part_n; i++)
        if (at < q->parts[i].to)
            return &q->parts[i];
    return q->part_n ? &q->parts[q->part_n - 1] : NULL;
}

void pdf_name(struct buf *b, struct str id)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        buf_char(b, plain ? c : '_');
    }
}

static void link_begin(struct pdf *p, struct str id)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "dest='");
    pdf_name(&b, id);
    buf_text(&b, "'");
    cairo_tag_begin(p->cr, CAIRO_TAG_LINK, b.p);
}

/* Between two parts: what is a link is one element of the structure, what stands around it others. */
static void change_part(struct pdf *p, const struct para *q, const struct part *from, const struct part *to)
{
    if (!q->linked || from == to || (from && to && !from->link.n && !to->link.n))
        return;
    if (from)
        cairo_tag_end(p->cr, from->link.n ? CAIRO_TAG_LINK : "Span");
    if (!to)
        return;
    if (to->link.n)
        link_begin(p, to->link);
    else
        cairo_tag_begin(p->cr, "Span", NULL);
}

struct drawn { /* where the drawing of a line is */
    struct pdf *p;
    const struct para *q;
    const struct part *part;
};

static void begin_run(void *context, int offset)
{
    struct drawn *at = context;
    const struct part *now = part_at(at->q, offset);
    change_part(at->p, at->q, at->part, now);
    at->part = now;
    paint_colour(at->p->cr, now ? now->colour : at->q->style.colour, 1);
}

void para_draw_line(struct pdf *p, const struct para *q, size_t k, double y)
{
    const struct set_line *line = &q->lines[k];
    struct drawn at = {.p = p, .q = q};
    letters_show(p->cr, q->layout, (int)k, pdf_left(p, q->style.x, q->style.width) + line->x, y + line->base - line->y, begin_run, &at);
    change_part(p, q, at.part, NULL);
}

void para_draw(struct pdf *p, const struct para *q, double y)
{
    for (size_t i = 0; i < q->line_n; i++)
        para_draw_line(p, q, i, y + q->lines[i].y);
}
