/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf_draw: pages from pieces that know their places; bookmarks, places to go to, and the structure. */
#include "brief/pdf_priv.h"
#include <cairo-pdf.h>

/* ---- bookmarks --------------------------------------------------------------------------------- */

static struct str block_id(const struct block *b) { return b->figure && b->figure->id.n ? b->figure->id : b->id; }

/* Where links lead, and what the list of bookmarks says of it. `parent`: the heading above. */
static void put_bookmark(struct pdf *p, const struct piece *piece, int *parent)
{
    const struct block *b = piece->block;
    struct str id = block_id(b);
    struct buf where CLEANUP(buf_end) = {0}, name CLEANUP(buf_end) = {0};
    double x = p->rtl ? p->sheet.width - p->sheet.side : p->sheet.side, y = fmax(piece->y - 6, 0);
    if (id.n) {
        buf_text(&where, "name='");
        pdf_name(&where, id);
        buf_f(&where, "' x=%d y=%d", (int)x, (int)y);
        cairo_tag_begin(p->cr, CAIRO_TAG_DEST, where.p);
        cairo_tag_end(p->cr, CAIRO_TAG_DEST);
    }
    if (b->kind != BLOCK_HEADING && b->kind != BLOCK_FIGURE)
        return;
    if (b->kind == BLOCK_HEADING && b->number) {
        say_int(p->doc->speech, &name, b->number);
        buf_char(&name, ' ');
    }
    if (b->kind == BLOCK_FIGURE)
        pdf_say_figure(p, &name, b->figure->number);
    words_flat_to(&name, b->kind == BLOCK_FIGURE ? &b->figure->title : &b->words, CLEAN_PLAIN);
    buf_clear(&where);
    buf_f(&where, "page=%d pos=[%d %d]", piece->page + 1, (int)x, (int)y);
    bool heading = b->kind == BLOCK_HEADING;
    int made = cairo_pdf_surface_add_outline(p->surface, heading ? CAIRO_PDF_OUTLINE_ROOT : *parent, name.p ? name.p : "", where.p, heading ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    if (heading)
        *parent = made;
}

/* ---- pieces ------------------------------------------------------------------------------------ */

static void draw_mark(struct pdf *p, const struct para *q, double y)
{
    const struct style *style = &q->mark->style;
    if (style->middle) {
        cairo_arc(p->cr, pdf_left(p, style->x, style->width) + style->width / 2, y + q->mark->height / 2, style->width / 2, 0, 2 * G_PI);
        paint_colour(p->cr, COLOUR_S5, 1);
        cairo_fill(p->cr);
    }
    para_draw(p, q->mark, y);
}

static void draw_ground(struct pdf *p, const struct piece *piece)
{
    double x = piece->para->style.x, width = piece->para->style.width + 2 * x, bar = 3.5 * PX;
    cairo_rectangle(p->cr, pdf_left(p, 0, width), piece->y, width, piece->height);
    paint_colour(p->cr, COLOUR_SOFT, 1);
    cairo_fill(p->cr);
    cairo_rectangle(p->cr, pdf_left(p, 0, bar), piece->y, bar, piece->height);
    paint_colour(p->cr, COLOUR_S4, 1);
    cairo_fill(p->cr);
}

static void draw_line_piece(struct pdf *p, const struct piece *piece)
{
    const struct para *q = piece->para;
    double y = piece->y;
    if (piece->framed)
        draw_ground(p, piece);
    if (piece->at == 0) {
        if (q->rule_above > 0)
            pdf_rule(p, 0, p->body, y, q->rule_above, COLOUR_INK);
        y += q->pad_above;
        if (q->mark)
            draw_mark(p, q, y);
    }
    para_draw_line(p, q, piece->at, y);
}

static void draw_banner(struct pdf *p, const struct para *q, double y)
{
    double height = pdf_banner_height(q), line = 1.5 * PX;
    cairo_rectangle(p->cr, p->sheet.side + line / 2, y + line / 2, p->body - line, height - line);
    cairo_set_line_width(p->cr, line);
    paint_colour(p->cr, COLOUR_MORE, 1);
    cairo_stroke(p->cr);
    para_draw(p, q, y + (height - q->height) / 2);
}

static void draw_drawings(struct pdf *p, const struct piece *piece)
{
    for (size_t i = 0; i < piece->n; i++) {
        const struct drawing *g = piece->block->figure->drawings[piece->at + i];
        double x, y, scale;
        pdf_drawing_at(p, piece, i, &x, &y, &scale);
        pdf_tag(p, "Figure");
        cairo_save(p->cr);
        cairo_translate(p->cr, pdf_left(p, x, (double)g->width * scale), piece->y + y);
        cairo_scale(p->cr, scale, scale);
        paint_drawing(p->cr, &p->letters, g);
        cairo_restore(p->cr);
        pdf_tag_end(p, "Figure");
    }
}

struct reading_png {
    struct str bytes;
    size_t at;
};

static cairo_status_t read_png(void *closure, unsigned char *data, unsigned int length)
{
    struct reading_png *r = closure;
    if (length > r->bytes.n - r->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, r->bytes.p + r->at, length);
    r->at += length;
    return CAIRO_STATUS_SUCCESS;
}

/* One that cannot be read leaves its place empty: the name stands below it. */
static void draw_logo(struct pdf *p, const struct piece *piece)
{
    const struct logo *l = &piece->block->logos[piece->at];
    struct reading_png r = {.bytes = l->png};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_png, &r);
    int wide = cairo_image_surface_get_width(image), high = cairo_image_surface_get_height(image);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS && wide > 0 && high > 0) {
        double scale = piece->height / (double)high;
        cairo_save(p->cr);
        cairo_translate(p->cr, pdf_left(p, 0, scale * (double)wide), piece->y);
        cairo_scale(p->cr, scale, scale);
        cairo_set_source_surface(p->cr, image, 0, 0);
        cairo_paint(p->cr);
        cairo_restore(p->cr);
    }
    cairo_surface_destroy(image);
}

/* Do both belong to one element of the structure? */
static bool goes_on(const struct piece *a, const struct piece *b)
{
    if (!a || !b || a->page != b->page)
        return false;
    return a->kind == PIECE_LINE ? b->para == a->para : a->table && a->table == b->table;
}

static void draw_piece(struct pdf *p, size_t i, int *parent)
{
    const struct piece *piece = &p->pieces[i], *before = i ? piece - 1 : NULL, *next = i + 1 < p->n ? piece + 1 : NULL;
    const char *tag = piece->kind == PIECE_LINE ? piece->para->style.tag : piece->table ? "Table" : piece->kind == PIECE_BANNER ? "P" : NULL;
    if (piece->first && piece->block)
        put_bookmark(p, piece, parent);
    if (!goes_on(before, piece))
        pdf_tag(p, tag);
    switch (piece->kind) {
    case PIECE_LINE: draw_line_piece(p, piece); break;
    case PIECE_BANNER: draw_banner(p, piece->para, piece->y); break;
    case PIECE_DRAWINGS: draw_drawings(p, piece); break;
    case PIECE_LOGO: draw_logo(p, piece); break;
    case PIECE_HEAD: (void)pdf_table_head(p, piece->table, piece->y, true); break;
    case PIECE_ROW:
        if (piece->head)
            (void)pdf_table_head(p, piece->table, piece->y - piece->table->head_height, true);
        pdf_table_row(p, piece, piece->y);
        break;
    }
    if (!goes_on(piece, next))
        pdf_tag_end(p, tag);
    if (piece->kind == PIECE_LINE && piece->at + 1 == piece->para->line_n && piece->para->rule_below > 0)
        pdf_rule(p, piece->para->style.x, piece->para->style.width, piece->y + piece->height - piece->para->rule_below, piece->para->rule_below, COLOUR_RULE);
}

/* ---- pages ------------------------------------------------------------------------------------- */

/* A text of one line, shortened with an ellipsis where it is too long. */
static void draw_foot_text(struct pdf *p, struct str text, double x, double width, bool end)
{
    struct pool pool = {0};
    struct style style = pdf_style(p, p->sheet.foot_size / p->em, COLOUR_INK2);
    style.leading = 1.5;
    style.x = x;
    style.width = width;
    style.end = end;
    size_t n = MIN_OF(text.n, 400);
    while (n < text.n && n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    struct para *q = para_text(p, &pool, (struct str){text.p, n}, style);
    para_limit(&pool, q, 1);
    para_draw_line(p, q, 0, p->sheet.height - p->sheet.foot * 0.75);
    pool_end(&pool);
}

static void draw_foot(struct pdf *p, int page)
{
    const struct doc *d = p->doc;
    struct buf text CLEANUP(buf_end) = {0}, n CLEANUP(buf_end) = {0}, all CLEANUP(buf_end) = {0}, print CLEANUP(buf_end) = {0};
    say_int(d->speech, &n, page + 1);
    say_int(d->speech, &all, p->pages);
    struct slot slots[] = {{.name = "n", .text = buf_view(&n)}, {.name = "all", .text = buf_view(&all)},
        {.name = "fingerprint", .text = {d->fingerprint.p, MIN_OF(d->fingerprint.n, 16)}}};
    say_flat(&text, say(d->speech, T("Page {n} of {all}")), slots, 2, false);
    if (d->fingerprint.n)
        say_flat(&print, say(d->speech, T("Fingerprint {fingerprint}…")), &slots[2], 1, true);
    pdf_rule(p, 0, p->body, p->sheet.height - p->sheet.foot * 0.81, 0.5, COLOUR_RULE);
    draw_foot_text(p, d->title, 0, p->body * 0.44, false);
    if (print.n)
        draw_foot_text(p, buf_view(&print), p->body * 0.46, p->body * 0.36, false);
    draw_foot_text(p, buf_view(&text), p->body * 0.82, p->body * 0.18, true);
}

void pdf_draw(struct pdf *p)
{
    int parent = CAIRO_PDF_OUTLINE_ROOT;
    size_t i = 0;
    pdf_tag(p, "Document");
    for (int page = 0; page < p->pages; page++) {
        if (page && p->banner) {
            pdf_tag(p, "P");
            draw_banner(p, p->banner, p->sheet.top);
            pdf_tag_end(p, "P");
        }
        for (; i < p->n && p->pieces[i].page == page; i++)
            draw_piece(p, i, &parent);
        draw_foot(p, page);
        if (page + 1 == p->pages)
            pdf_tag_end(p, "Document");
        cairo_show_page(p->cr);
    }
}
