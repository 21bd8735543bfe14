/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activities as a spreadsheet with a row of HXL tags, which `add` reads back as it is. */
#include <xlsxwriter.h> /* first: its headers use what core bans */

#include "brief/works_file.h"
#include "core/output.h"

struct works_book {
    const struct works_leaving *l;
    lxw_format *head;
    lxw_worksheet *sheet;
    bool fine;
};

static void put(struct works_book *b, size_t row, size_t column, struct str text, struct arena *a)
{
    if (text.n)
        b->fine = worksheet_write_string(b->sheet, (lxw_row_t)row, (lxw_col_t)column, arena_text(a, text.p, text.n), row ? NULL : b->head) == LXW_NO_ERROR && b->fine;
}

static bool book_write(const char *path, void *context)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct works_book b = {.l = context, .fine = true};
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)output_passing_folder()};
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_doc_properties about = {.created = 1767225600}; /* 2026-01-01: the same bytes each time */
    if (!book)
        return false;
    b.head = workbook_add_format(book);
    format_set_bold(b.head);
    b.fine = workbook_set_properties(book, &about) == LXW_NO_ERROR;
    b.sheet = workbook_add_worksheet(book, "activities");
    b.fine = b.fine && b.sheet;
    for (size_t k = 0; b.fine && k < WORKS_CELLS; k++) {
        put(&b, 0, k, str_of(works_heads[k]), &a);
        put(&b, 1, k, str_of(works_tags[k]), &a);
    }
    for (size_t i = 0; b.fine && i < b.l->activity_n; i++)
        for (size_t k = 0; k < WORKS_CELLS; k++)
            put(&b, i + 2, k, works_cell(b.l, i, k, &a), &a);
    if (b.fine)
        worksheet_freeze_panes(b.sheet, 2, 0);
    return workbook_close(book) == LXW_NO_ERROR && b.fine;
}

bool works_xlsx(const struct works_leaving *l, struct buf *out, struct err *e)
{
    if (l->activity_n >= 1048570)
        return err_set(e, ERR_INPUT, "there are more activities than a sheet has rows; write .csv");
    return output_through_file(book_write, (void *)(uintptr_t)l, (size_t)1 << 29, out, e) || err_within(e, "spreadsheet");
}
