/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf: a document as pages of A4. In the library of the painter (lib_paint), as it needs cairo and Pango too. */
#ifndef DIWAN_PDF_H
#define DIWAN_PDF_H
#include "brief/doc.h"

/*
 * The document, appended to `out`: letters embedded, text that can be searched, bookmarks, links, structure and language.
 * It is dated by the register's last day on record and by no clock: the same document gives the same bytes. Tables behind
 * figures and maps of letters are left out, as in print. ERR_SYSTEM where a font is missing; ERR_INPUT for more than
 * DOC_ROWS_MOST rows of tables, which nobody reads on paper.
 */
MUST_USE bool doc_pdf(const struct doc *d, struct buf *out, struct err *e);
#endif
