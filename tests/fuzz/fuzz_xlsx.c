/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spreadsheets: whatever stands in their parts, each row is given or one sentence says why not, and rows only go down.
 * An input is a workbook as it is (a zip), or, since a fuzzer hardly finds a way through packing, its parts as text: the
 * sheet, shared strings, styles and list of sheets, separated by lines of "=====".
 */
#include "table/testing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void told(bool fine, const struct err *e)
{
    must(fine || (e->code != ERR_NONE && e->text[0]));
}

static void sheet(struct workbook *w, size_t i)
{
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    bool fine = table_open_sheet(w, i, &t, &e);
    told(fine, &e);
    int64_t line = 0;
    while (fine && table_next(t)) {
        must(table_line(t) > line && table_cells(t) >= table_columns(t));
        line = table_line(t);
        for (size_t k = 0; k < table_cells(t); k++)
            must(str_utf8_ok(table_cell(t, (int)k), NULL));
    }
    if (fine) {
        told(!table_failed(t, &e), &e);
        for (size_t k = 0; k < table_notes(t); k++)
            must(table_note(t, k)->line > 0 && table_note(t, k)->column >= 0);
    }
}

static void workbook(struct str bytes)
{
    struct memory_stream m;
    memory_open(&m, "fuzz.xlsx", bytes);
    struct archive *a CLEANUP(archive_close) = NULL;
    struct workbook *w CLEANUP(workbook_drop) = NULL;
    struct err e = {0};
    bool fine = archive_open(&m.s, &a, &e) && (workbook_is(a), workbook_open(a, "fuzz.xlsx", &w, &e));
    told(fine, &e);
    for (size_t i = 0; fine && i < workbook_sheets(w) && i < 5; i++)
        sheet(w, i);
}

/* What stands before the next line of "=====". */
static struct str next_part(struct str *rest)
{
    static const char line[] = "\n=====\n";
    const char *at = rest->n ? memmem(rest->p, rest->n, line, sizeof line - 1) : NULL;
    struct str part = {rest->p, at ? (size_t)(at - rest->p) : rest->n};
    size_t used = at ? part.n + sizeof line - 1 : part.n;
    *rest = (struct str){rest->p + used, rest->n - used};
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    if (str_starts(rest, "PK")) {
        workbook(rest);
        return 0;
    }
    struct book_parts p = {0};
    struct buf bytes CLEANUP(buf_end) = {0};
    p.sheets[0] = next_part(&rest);
    p.shared = next_part(&rest);
    p.styles = next_part(&rest);
    p.book = next_part(&rest);
    book_make(&bytes, &p);
    workbook(buf_view(&bytes));
    return 0;
}
