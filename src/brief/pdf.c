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
    p->surface = cairo_pdf_surface_create_for_stream(take_bytes, out, p->sheet.width, p->sheet.height);
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

static void start_again(struct pdf *p)
{
    pool_end(&p->pool);
    p->n = 0;
    p->banner = NULL;
}

/* Tables alone may stand on pages that are wider than high. */
static bool tables_alone(const struct doc *d)
{
    bool any = false;
    for (size_t i = 0; i < d->n; i++) {
        any = any || d->blocks[i].kind == BLOCK_TABLE;
        if (d->blocks[i].kind == BLOCK_FIGURE || d->blocks[i].kind == BLOCK_SENTENCES)
            return false;
    }
    return any && d->sheet == SHEET_PAGES;
}

/* The pieces on their pages. What is meant for one page gets smaller until it fits, or until it is too small. */
static void lay_out(struct pdf *p)
{
    p->turns = tables_alone(p->doc);
    for (double scale = 1; scale > 0.7; scale *= 0.96) {
        start_again(p);
        pdf_begin(p, scale);
        pdf_flow(p);
        if (p->turns && p->cramped) {
            scale /= 0.96; /* turned, and once more */
            continue;
        }
        pdf_place(p);
        if (!p->sheet.one_page || p->pages == 1)
            return;
    }
}

bool doc_pdf(const struct doc *d, struct buf *out, struct err *e)
{
    struct pdf p = {.doc = d, .rtl = language_rtl(d->speech->language)};
    bool good = doc_few_rows(d, "PDF", e) && letters_open(&p.letters, d->speech, e);
    if (good) {
        lay_out(&p);
        good = write_pages(&p, out, e);
    }
    pool_end(&p.pool);
    free(p.pieces);
    letters_close(&p.letters);
    return good;
}
