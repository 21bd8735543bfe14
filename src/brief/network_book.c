/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actors and ties as a spreadsheet of two sheets, which `add` reads back as it is. */
#include <xlsxwriter.h> /* first: its headers use what core bans */

#include "brief/network_file.h"
#include "core/output.h"

struct network_book {
    const struct network_leaving *l;
    lxw_format *head;
    bool fine;
};

static void put(struct network_book *b, lxw_worksheet *s, size_t row, size_t column, struct str text, struct arena *a)
{
    if (text.n)
        b->fine = worksheet_write_string(s, (lxw_row_t)row, (lxw_col_t)column, arena_text(a, text.p, text.n), row ? NULL : b->head) == LXW_NO_ERROR && b->fine;
}

static void actors_sheet(struct network_book *b, lxw_worksheet *s, struct arena *a)
{
    struct network_heads h;
    network_actor_heads(b->l, a, &h);
    for (size_t k = 0; k < h.n; k++)
        put(b, s, 0, k, str_of(h.heads[k]), a);
    for (size_t i = 0; i < b->l->actor_n; i++)
        for (size_t k = 0; k < h.n; k++)
            put(b, s, i + 1, k, network_actor_cell(&h, i, k, a), a);
    worksheet_freeze_panes(s, 1, 0);
}

static void ties_sheet(struct network_book *b, lxw_worksheet *s, struct arena *a)
{
    for (size_t k = 0; k < NETWORK_TIE_CELLS; k++)
        put(b, s, 0, k, str_of(network_tie_heads[k]), a);
    for (size_t i = 0; i < b->l->tie_n; i++)
        for (size_t k = 0; k < NETWORK_TIE_CELLS; k++)
            put(b, s, i + 1, k, network_tie_cell(b->l, i, k, a), a);
    worksheet_freeze_panes(s, 1, 0);
}

static bool book_write(const char *path, void *context)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct network_book b = {.l = context, .fine = true};
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)output_passing_folder()};
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_doc_properties about = {.created = 1767225600}; /* 2026-01-01: the same bytes each time */
    if (!book)
        return false;
    b.head = workbook_add_format(book);
    format_set_bold(b.head);
    b.fine = workbook_set_properties(book, &about) == LXW_NO_ERROR;
    lxw_worksheet *actors = workbook_add_worksheet(book, "actors"), *ties = workbook_add_worksheet(book, "ties");
    b.fine = b.fine && actors && ties;
    if (b.fine) {
        actors_sheet(&b, actors, &a);
        ties_sheet(&b, ties, &a);
    }
    return workbook_close(book) == LXW_NO_ERROR && b.fine;
}

bool network_xlsx(const struct network_leaving *l, struct buf *out, struct err *e)
{
    if (l->actor_n >= 1048575 || l->tie_n >= 1048575)
        return err_set(e, ERR_INPUT, "there are more actors or ties than a sheet has rows; write .graphml or .gexf");
    return output_through_file(book_write, (void *)(uintptr_t)l, (size_t)1 << 29, out, e) || err_within(e, "spreadsheet");
}
