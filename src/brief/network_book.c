/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actors and ties as a spreadsheet of two sheets, which `add` reads back as it is. */
#include "brief/network_file.h"
#include "brief/text_book.h"

static struct str actor_cell(const void *context, size_t row, size_t column, struct arena *a)
{
    const struct network_heads *h = context;
    return row ? network_actor_cell(h, row - 1, column, a) : str_of(h->heads[column]);
}

static struct str tie_cell(const void *context, size_t row, size_t column, struct arena *a)
{
    return row ? network_tie_cell(context, row - 1, column, a) : str_of(network_tie_heads[column]);
}

bool network_xlsx(const struct network_leaving *l, struct buf *out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct network_heads h;
    network_actor_heads(l, &a, &h);
    const struct text_sheet sheets[] = {{"actors", 1, l->actor_n + 1, h.n, actor_cell, &h}, {"ties", 1, l->tie_n + 1, NETWORK_TIE_CELLS, tie_cell, l}};
    if (l->actor_n >= 1048575 || l->tie_n >= 1048575)
        return err_set(e, ERR_INPUT, "there are more actors or ties than a sheet has rows; write .graphml or .gexf");
    return text_book(sheets, ARRAY_LEN(sheets), out, e);
}
