/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activities as a spreadsheet with a row of HXL tags, which `add` reads back as it is. */
#include "brief/text_book.h"
#include "brief/works_file.h"

static struct str cell(const void *context, size_t row, size_t column, struct arena *a)
{
    return row == 0 ? str_of(works_heads[column]) : row == 1 ? str_of(works_tags[column]) : works_cell(context, row - 2, column, a);
}

bool works_xlsx(const struct works_leaving *l, struct buf *out, struct err *e)
{
    struct text_sheet sheet = {"activities", 2, l->activity_n + 2, WORKS_CELLS, cell, l};
    if (l->activity_n >= 1048570)
        return err_set(e, ERR_INPUT, "there are more activities than a sheet has rows; write .csv");
    return text_book(&sheet, 1, out, e);
}
