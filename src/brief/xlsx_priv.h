/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the spreadsheet writer share: the book with its formats, its sheets, and the names of these. */
#ifndef DIWAN_XLSX_PRIV_H
#define DIWAN_XLSX_PRIV_H
#include <xlsxwriter.h> /* first: its headers use what core bans */

#include "brief/doc_priv.h"

enum {
    SHEET_NAME_MOST = 31,        /* UTF-16 units that a sheet's name may have */
    SHEET_NAME_ROOM = 4 * 31 + 1,
    SHEET_ROWS_MOST = 1048576,
    SHEET_TEXT_MOST = 32767      /* characters of one cell */
};
enum { STYLES = NUMBER_PERCENT_1 + 1 };

struct sheet {
    char name[SHEET_NAME_ROOM];
    const struct doc_table *table; /* NULL: the first sheet, which tells about the others */
    const struct figure *figure;   /* that the table stands behind; may be NULL */
    struct str title;
    size_t notes, notes_end;       /* blocks of notes that belong below it */
};
struct book {
    lxw_workbook *book;
    const struct doc *doc;
    struct doc scratch; /* a speech and an arena, for number_text() and the like */
    struct sheet *sheets;
    size_t sheet_n;
    bool rtl, fine;
    lxw_format *title, *banner, *soft, *head, *head_number, *text, *line, *bold, *link, *state, *state_number, *number_start, *month, *day;
    lxw_format *number[STYLES];
};

/* A legal name for a sheet, unlike those of the `n` sheets before it: no []:*?/\ and no apostrophe, at most 31 UTF-16
 * units, cut between words; `otherwise` where nothing is left of `wish`. */
void sheet_name(struct str wish, struct str otherwise, const struct sheet *before, size_t n, char out[SHEET_NAME_ROOM]);
/* The document's tables in order, behind the first sheet, in the scratch arena. */
void sheets_of(struct book *b);

void book_ok(struct book *b, lxw_error e); /* remembers that something went wrong */
lxw_worksheet *book_sheet(struct book *b, const char *name);
const char *book_told(const struct book *b, const char *msgid);
/* Text as text, whatever it begins with: never a formula, never a number. Too long a text is cut, with "…". */
void book_text(struct book *b, lxw_worksheet *s, lxw_row_t row, lxw_col_t column, struct str text, lxw_format *f);
/* Lines that a text takes in a column of this width, roughly; a row as high as so many. */
size_t book_lines(struct str text, double width);
void book_height(struct book *b, lxw_worksheet *s, lxw_row_t row, size_t lines);
/* Words as one plain line, in the scratch arena. */
struct str book_words(struct book *b, const struct words *w);
/* The same for reading: what is written the other way stands in an isolate. */
struct str book_prose(struct book *b, const struct words *w);
void about_sheet(struct book *b, lxw_worksheet *s);
void table_sheet(struct book *b, const struct sheet *of, lxw_worksheet *s);
#endif
