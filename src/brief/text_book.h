/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet of texts alone, for other programs and for `add`: sheets with rows of heads that stay in sight, no formula, no format but theirs. */
#ifndef DIWAN_TEXT_BOOK_H
#define DIWAN_TEXT_BOOK_H
#include "core/core.h"

struct text_sheet {
    const char *name;
    size_t heads, rows, columns; /* rows: heads and the others, at most 1,048,576 */
    struct str (*cell)(const void *context, size_t row, size_t column, struct arena *a); /* of any row; "" leaves it empty */
    const void *context;
};
/* The same bytes for the same texts. ERR_INPUT, ERR_SYSTEM. */
MUST_USE bool text_book(const struct text_sheet *sheets, size_t n, struct buf *out, struct err *e);
#endif
