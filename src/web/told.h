/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that a page lays out itself, into a document. */
#ifndef DIWAN_WEB_TOLD_H
#define DIWAN_WEB_TOLD_H
#include "brief/doc.h"
#include "web/web_priv.h"

struct doc_cell *told_cell(struct doc_table *t, size_t row, size_t column);
void told_text(struct doc *d, struct doc_table *t, size_t row, size_t column, struct str text); /* in the reader's language */
void told_data(struct doc *d, struct doc_table *t, size_t row, size_t column, struct str text); /* as somebody wrote it */
void told_number(struct doc_table *t, size_t row, size_t column, struct shown_cell v, enum number_style style);
/* At the end of the document. Labels are msgids; `numbers`: a sign a column, # of those that hold numbers. */
struct doc_table *told_table(struct exchange *x, struct doc *d, const char *key, const char *const *labels, const char *numbers, size_t rows);
void told_heading(struct exchange *x, struct doc *d, const char *msgid);
void told_note(struct exchange *x, struct doc *d, const char *msgid);
#endif
