/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docx: figures: caption, pictures in the line with their description, source, and the table behind. */
#include "brief/docx_priv.h"
#include "brief/paint.h"

enum { GAP = 69850 /* an em of five and a half points */ };

static struct picture *picture_add(struct docx *d)
{
    GROW(d->pictures, d->picture_n, d->picture_room);
    struct picture *p = &d->pictures[d->picture_n];
    *p = (struct picture){0};
    snprintf(p->name, sizeof p->name, "word/media/image%zu.png", d->picture_n + 1);
    d->picture_n++;
    return p;
}

static bool paint(struct docx *d, const struct drawing *g, struct err *e)
{
    return paint_png(d->doc, g, PICTURE_SCALE, &picture_add(d)->png, e);
}

/* What it is, and what it says: for those who do not see it. */
static struct str description(struct docx *d, const struct drawing *g)
{
    return (struct str){arena_f(&d->scratch.arena, "%.*s%s%.*s", STR_F(g->title), g->title.n && g->desc.n ? ". " : "", STR_F(g->desc)),
        g->title.n + (g->title.n && g->desc.n ? 2 : 0) + g->desc.n};
}

struct size {
    int x, y; /* in English metric units */
};

static struct size size_of(const struct docx *d, const struct drawing *g)
{
    bool alone = g->width > 400; /* narrower ones stand side by side, with a gap */
    double px = MIN_OF((double)EMU_PX * (alone ? 1.0 : 0.97), (double)EMU_WIDTH / (double)MAX_OF(g->width, 1.0f));
    px *= d->doc->sheet == SHEET_ONE ? 0.75 : 1.0;
    return (struct size){(int)((double)g->width * px), (int)((double)g->height * px)};
}

/* The picture added last, so large. */
static void put_picture(struct docx *d, struct size size, struct str says)
{
    int number = (int)d->picture_n;
    html_f(&d->x, "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"%d\" cy=\"%d\"/>", size.x, size.y);
    html_f(&d->x, "<wp:docPr id=\"%d\" name=\"image%d\" descr=\"%.*s\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>",
        number, number, STR_F(says));
    html_f(&d->x, "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"%d\" name=\"image%d.png\"/>"
                  "<pic:cNvPicPr/></pic:nvPicPr>", number, number);
    html_f(&d->x, "<pic:blipFill><a:blip r:embed=\"rId%d\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%d\" cy=\"%d\"/></a:xfrm>"
                  "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        PICTURES_FIRST + number, size.x, size.y);
}

/* Side by side as many as the page takes, a paragraph a row: pictures in a line follow the direction of their paragraph. */
static bool put_pictures(struct docx *d, const struct figure *f, struct err *e)
{
    int used = 0;
    for (size_t i = 0; i < f->drawing_n; i++) {
        int wide = size_of(d, f->drawings[i]).x;
        bool row = i == 0 || used + GAP + wide > EMU_WIDTH;
        if (row && i > 0)
            docx_close(&d->x);
        if (row)
            docx_open(d, &d->x, "Figure");
        else
            docx_text(d, &d->x, STR("\u2003"), (struct run){0}, false);
        used = row ? wide : used + GAP + wide;
        if (!paint(d, f->drawings[i], e))
            return false;
        put_picture(d, size_of(d, f->drawings[i]), description(d, f->drawings[i]));
    }
    if (f->drawing_n)
        docx_close(&d->x);
    return true;
}

void docx_partners(struct docx *d, const struct block *b)
{
    for (size_t i = 0; i < b->item_n; i++) {
        const struct logo *l = &b->logos[i];
        struct slot slot = {.name = "name", .text = l->name};
        struct buf says CLEANUP(buf_end) = {0};
        double x, y;
        if (l->png.n) {
            logo_size(l, 72, 240, &x, &y);
            buf_str(&picture_add(d)->png, l->png);
            say_flat(&says, docx_told(d, T("Logo of {name}")), &slot, 1, false);
            docx_open(d, &d->x, "Figure");
            put_picture(d, (struct size){(int)(x * EMU_PX), (int)(y * EMU_PX)}, buf_view(&says));
            docx_close(&d->x);
        }
        docx_paragraph(d, "BodyText", &b->items[i]);
    }
    if (b->page_ends && b->item_n) {
        docx_open(d, &d->x, "BodyText");
        html_f(&d->x, "<w:r><w:br w:type=\"page\"/></w:r>");
        docx_close(&d->x);
    }
}

bool docx_figure(struct docx *d, const struct figure *f, struct err *e)
{
    docx_open(d, &d->x, "Caption");
    docx_bookmark(d, f->id);
    docx_counted(d, T("Figure {n}."), f->number);
    docx_words(d, &d->x, &f->title);
    docx_close(&d->x);
    if (!put_pictures(d, f, e))
        return false;
    if (f->source.n)
        docx_paragraph(d, "SourceLine", &f->source);
    if (f->table && d->doc->sheet == SHEET_PAGES) { /* one page has no room for it */
        struct str label = f->table_label.n ? f->table_label : str_of(docx_told(d, T("Table")));
        docx_open(d, &d->x, "TableTitle");
        docx_text(d, &d->x, label, (struct run){0}, false);
        docx_close(&d->x);
        docx_table(d, f->table);
    }
    return true;
}
