/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docx: a document to be edited with a word processor. Only what links lib_docx needs cairo and Pango, for its pictures. */
#ifndef DIWAN_DOCX_H
#define DIWAN_DOCX_H
#include "brief/doc.h"

/*
 * WordprocessingML, appended to `out`: headings, captions and lists as styles, figures as pictures of about 200 dots to an
 * inch with their description, tables with a header on each page, links within the document, a footer with page and
 * fingerprint, an invented country's banner over every page. Right to left where the reader's language is. The same
 * document gives the same bytes, dated by d->as_of. ERR_SYSTEM where a font is missing; ERR_INPUT for more than
 * DOC_ROWS_MOST rows of tables.
 */
MUST_USE bool doc_docx(const struct doc *d, struct buf *out, struct err *e);
#endif
