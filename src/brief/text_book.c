/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <xlsxwriter.h> /* first: its headers use what core bans */

#include "brief/text_book.h"
#include "core/output.h"

struct wanted {
    const struct text_sheet *sheets;
    size_t n;
};

static bool put_sheet(lxw_worksheet *to, const struct text_sheet *s, lxw_format *head)
{
    struct arena a CLEANUP(arena_end) = {0};
    bool fine = true;
    for (size_t row = 0; row < s->rows; row++)
        for (size_t column = 0; column < s->columns; column++) {
            struct str text = s->cell(s->context, row, column, &a);
            if (text.n)
                fine = worksheet_write_string(to, (lxw_row_t)row, (lxw_col_t)column, arena_text(&a, text.p, text.n), row ? NULL : head) == LXW_NO_ERROR && fine;
        }
    worksheet_freeze_panes(to, (lxw_row_t)s->heads, 0);
    return fine;
}

static bool book_write(const char *path, void *context)
{
    const struct wanted *w = context;
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)output_passing_folder()};
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_doc_properties about = {.created = 1767225600}; /* 2026-01-01: the same bytes each time */
    if (!book)
        return false;
    lxw_format *head = workbook_add_format(book);
    format_set_bold(head);
    bool fine = workbook_set_properties(book, &about) == LXW_NO_ERROR;
    for (size_t i = 0; fine && i < w->n; i++) {
        lxw_worksheet *sheet = workbook_add_worksheet(book, w->sheets[i].name);
        fine = sheet && put_sheet(sheet, &w->sheets[i], head);
    }
    return workbook_close(book) == LXW_NO_ERROR && fine;
}

bool text_book(const struct text_sheet *sheets, size_t n, struct buf *out, struct err *e)
{
    struct wanted w = {sheets, n};
    return output_through_file(book_write, &w, (size_t)1 << 29, out, e) || err_within(e, "spreadsheet");
}
