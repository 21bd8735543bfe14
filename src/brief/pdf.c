/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/pdf_priv.h"
#include <cairo-pdf.h>

static cairo_status_t take_bytes(void *context, const unsigned char *p, unsigned n)
{
    struct buf *out = context;
    buf_add(out, (const char *)p, n);
    return out->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void put_fact(cairo_surface_t *surface, cairo_pdf_metadata_t what, struct str text)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, text, CLEAN_PLAIN);
    if (clean.n)
        cairo_pdf_surface_set_metadata(surface, what, clean.p);
}

static void put_facts(const struct pdf *p)
{
    struct buf day CLEANUP(buf_end) = {0};
    put_fact(p->surface, CAIRO_PDF_METADATA_TITLE, p->doc->title);
    put_fact(p->surface, CAIRO_PDF_METADATA_SUBJECT, p->doc->kind);
    put_fact(p->surface, CAIRO_PDF_METADATA_KEYWORDS, p->doc->fingerprint);
    put_fact(p->surface, CAIRO_PDF_METADATA_CREATOR, STR("Diwan"));
    if (day_known(p->doc->as_of)) {
        buf_day(&day, p->doc->as_of);
        buf_text(&day, "T00:00:00Z");
    }
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, day.p ? day.p : ""); /* "": none, where cairo would ask the clock */
}

static bool write_pages(struct pdf *p, struct buf *out, struct err *e)
{
    size_t from = out->n;
    p->surface = cairo_pdf_surface_create_for_stream(take_bytes, out, p->sheet->width, p->sheet->height);
    p->cr = cairo_create(p->surface);
    put_facts(p);
    pdf_draw(p);
    cairo_status_t status = cairo_status(p->cr);
    cairo_destroy(p->cr);
    cairo_surface_finish(p->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(p->surface);
    cairo_surface_destroy(p->surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return err_set(e, ERR_SYSTEM, "the PDF could not be written: %s", cairo_status_to_string(status));
    return pdf_mend(out, from, p, e);
}

/* The pieces on their pages. What is meant for one page gets smaller letters until it fits, or until they are too small. */
static void lay_out(struct pdf *p)
{
    for (double scale = 1;; scale *= 0.96) {
        pdf_begin(p, scale);
        pdf_flow(p);
        pdf_place(p);
        if (!p->sheet->one_page || p->pages == 1 || scale < 0.72)
            return;
        pool_end(&p->pool);
        p->n = 0;
        p->banner = NULL;
    }
}

bool doc_pdf(const struct doc *d, struct buf *out, struct err *e)
{
    struct pdf p = {.doc = d, .rtl = language_rtl(d->speech->language)};
    bool good = letters_open(&p.letters, d->speech, e);
    if (good) {
        lay_out(&p);
        good = write_pages(&p, out, e);
    }
    pool_end(&p.pool);
    free(p.pieces);
    letters_close(&p.letters);
    return good;
}
