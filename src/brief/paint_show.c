/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paint_show: lines of text onto a surface so that a PDF's text can be searched. A file says of each glyph which letters it
 * stands for, and readers turn right-to-left text round glyph by glyph. One glyph for two letters (lam and alef), or a letter
 * with its marks, then comes out in the wrong order in many of them. So in right-to-left text a cluster stands for its first
 * letter, and the others get a glyph of their own that shows nothing, at the cluster's left edge: where they would be read next.
 */
#include "brief/paint_priv.h"
#include <hb.h>

struct run { /* a run on its way to cairo */
    struct buf text;
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    size_t glyph_n, glyph_room, cluster_n, cluster_room;
    unsigned long blank; /* a glyph without ink; 0: the font has none */
    double size, blank_width;
};

static void add_glyph(struct run *r, unsigned long index, double x, double y)
{
    GROW(r->glyphs, r->glyph_n, r->glyph_room);
    r->glyphs[r->glyph_n++] = (cairo_glyph_t){index, x, y};
}

static void add_cluster(struct run *r, size_t bytes, size_t glyphs)
{
    GROW(r->clusters, r->cluster_n, r->cluster_room);
    r->clusters[r->cluster_n++] = (cairo_text_cluster_t){(int)bytes, (int)glyphs};
}

/* Signs that steer the direction, which nobody searches for. */
static bool steers(uint32_t c)
{
    return (c >= 0x200D && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0x61C || c == 0xFEFF;
}

/* The letters of a cluster, of which `glyphs` were added just now, at (x, y). */
static void add_letters(struct run *r, struct str letters, size_t glyphs, bool rtl, double x, double y)
{
    size_t first = r->text.n, seen = 0;
    for (size_t at = 0; at < letters.n;) {
        size_t from = at;
        if (steers(text_next(letters, &at)))
            continue;
        if (seen++ && rtl && r->blank) {
            add_cluster(r, r->text.n - first, glyphs);
            add_glyph(r, r->blank, x - 0.02 * r->size * (double)(seen - 1), y);
            first = r->text.n;
            glyphs = 1;
        }
        buf_add(&r->text, letters.p + from, at - from);
    }
    if (r->text.n > first || glyphs)
        add_cluster(r, r->text.n - first, glyphs);
}

/* Does the cluster that comes next take no room of its own? It then hangs on this one. */
static bool hangs(const PangoGlyphString *glyphs, const PangoGlyphItemIter *at)
{
    double width = 0;
    for (int i = MIN_OF(at->start_glyph, at->end_glyph + 1); i < MAX_OF(at->end_glyph, at->start_glyph + 1); i++)
        width += glyphs->glyphs[i].geometry.width;
    return width == 0;
}

static void add_shape(struct run *r, const PangoGlyphInfo *g, double x, double base)
{
    if (g->glyph != PANGO_GLYPH_EMPTY && !(g->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
        add_glyph(r, g->glyph, x + (double)g->geometry.x_offset / PANGO_SCALE, base + (double)g->geometry.y_offset / PANGO_SCALE);
}

static void add_run(struct run *r, const char *text, PangoGlyphItem *item, double x, double base)
{
    const PangoGlyphString *glyphs = item->glyphs;
    bool rtl = item->item->analysis.level % 2;
    double *lefts = mem_get(sizeof *lefts * (size_t)(glyphs->num_glyphs + 1));
    lefts[0] = x;
    for (int i = 0; i < glyphs->num_glyphs; i++)
        lefts[i + 1] = lefts[i] + (double)glyphs->glyphs[i].geometry.width / PANGO_SCALE;
    PangoGlyphItemIter at;
    gboolean more = pango_glyph_item_iter_init_start(&at, item, text);
    while (more) {
        PangoGlyphItemIter whole = at;
        while ((more = pango_glyph_item_iter_next_cluster(&at)) && rtl && hangs(glyphs, &at)) {
            whole.end_glyph = at.end_glyph;
            whole.end_index = at.end_index;
        }
        int from = rtl ? whole.end_glyph + 1 : whole.start_glyph, to = rtl ? whole.start_glyph + 1 : whole.end_glyph;
        size_t before = r->glyph_n;
        bool several = rtl && r->blank && (to - from > 1 || (double)glyphs->glyphs[from].geometry.x_offset / PANGO_SCALE > 0.04 * r->size);
        if (several) /* a reader takes its place to be from the beginning of the first glyph (and a gap for the end of a word) ... */
            add_glyph(r, r->blank, lefts[from], base);
        for (int pass = 0; pass < 2; pass++) /* what hangs on a letter, then the letter */
            for (int i = from; i < to; i++)
                if ((glyphs->glyphs[i].geometry.width != 0) == pass)
                    add_shape(r, &glyphs->glyphs[i], lefts[i], base);
        if (several) /* ... to the end of the last */
            add_glyph(r, r->blank, lefts[to] - r->blank_width, base);
        if (r->glyph_n > before)
            add_letters(r, (struct str){text + whole.start_index, (size_t)(whole.end_index - whole.start_index)}, r->glyph_n - before, rtl, lefts[from], base);
    }
    free(lefts);
}

/* A glyph without ink. Fonts draw some of the signs that should have none. */
static unsigned long blank_glyph(PangoFont *font)
{
    static const hb_codepoint_t signs[] = {' ', 0x200B, 0xFEFF};
    hb_font_t *hb = pango_font_get_hb_font(font);
    for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
        hb_codepoint_t glyph;
        hb_glyph_extents_t ink;
        if (hb_font_get_nominal_glyph(hb, signs[i], &glyph) && hb_font_get_glyph_extents(hb, glyph, &ink) && ink.width == 0 && ink.height == 0)
            return glyph;
    }
    return 0;
}

static void show_run(cairo_t *cr, const char *text, PangoGlyphItem *item, double x, double base)
{
    PangoFont *font = item->item->analysis.font;
    struct run r = {0};
    r.blank = blank_glyph(font);
    r.blank_width = (double)hb_font_get_glyph_h_advance(pango_font_get_hb_font(font), (hb_codepoint_t)r.blank) / PANGO_SCALE;
    PangoFontDescription *about = pango_font_describe_with_absolute_size(font);
    r.size = (double)pango_font_description_get_size(about) / PANGO_SCALE;
    pango_font_description_free(about);
    add_run(&r, text, item, x, base);
    cairo_set_scaled_font(cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
    if (r.glyph_n)
        cairo_show_text_glyphs(cr, r.text.p ? r.text.p : "", (int)r.text.n, r.glyphs, (int)r.glyph_n, r.clusters, (int)r.cluster_n, 0);
    free(r.glyphs);
    free(r.clusters);
    buf_end(&r.text);
}

void letters_show(cairo_t *cr, PangoLayout *layout, int line, double x, double base, void (*before)(void *context, int offset), void *context)
{
    const char *text = pango_layout_get_text(layout);
    for (GSList *i = pango_layout_get_line_readonly(layout, line)->runs; i; i = i->next) {
        PangoGlyphItem *item = i->data;
        if (before)
            before(context, item->item->offset);
        show_run(cr, text, item, x, base);
        x += (double)pango_glyph_string_get_width(item->glyphs) / PANGO_SCALE;
    }
}
