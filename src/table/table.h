/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table: outside tables as one thing. CSV (comma, semicolon, tab or bar; sniffed), with an HXL tag
 * row where there is one; columns by name, never by position; cells with line and column for words to people.
 * RFC 4180 in full: quotes doubled, line breaks of any kind inside quotes, CRLF, LF or lone CR between
 * records, byte-order mark skipped. Streams in; memory stays small whatever the size of the file.
 * Text is UTF-8, or UTF-16 (by its mark, or by NULs that leave no doubt); any other encoding only when the user names it.
 */
#ifndef DIWAN_TABLE_H
#define DIWAN_TABLE_H
#include "core/core.h"
#include "core/pack.h"

struct table;

/* Begin to read: finds delimiter, header row and HXL row (among the first 25 rows, METHOD A.5: most of the
 * non-empty cells look like tags, and at least two do). Fails with ERR_INPUT, naming line and cause,
 * when the stream is not such a table (not UTF-8, NUL bytes, no header, over 4,096 columns, a cell over 16 MiB,
 * a spreadsheet, a page, a picture). `in` must outlive the table. */
MUST_USE bool table_open(struct stream *in, struct table **out, struct err *e);
/* The same with what the user says: encoding "utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1256", "windows-1252" in
 * any case; "": found. Bytes that are no text in it fail (ERR_INPUT) with line and byte; so does UTF-8 called otherwise. */
struct table_options {
    struct str encoding;
    bool line_a_record; /* line breaks inside of cells are not counted: lines are numbers of records */
};
MUST_USE bool table_open_as(struct stream *in, const struct table_options *o, struct table **out, struct err *e);
const char *table_encoding(const struct table *t); /* that in which it is read: "utf-8" ... */
void table_close(struct table **t);

size_t table_columns(const struct table *t);
struct str table_name(const struct table *t, size_t column); /* header text, trimmed; "" where empty */
struct str table_tag(const struct table *t, size_t column);  /* HXL, normalised: "#date+end+start", attributes sorted; "" */
bool table_hxl(const struct table *t);
/* There is no header: what was taken for one is the first record, and the columns bear these names from left to right
 * (literals; columns beyond them have none). Before the first table_next; never on a table with an HXL row. */
void table_headless(struct table *t, const char *const *names, size_t n);
/* First column of that name (ASCII case, blanks and underscores around ignored); -1 when there is none. */
int table_find(const struct table *t, const char *name);
/* First of these names that there is a column of: of at most `n`, or up to a NULL; the surest stands first. -1 when there is none. */
int table_find_any(const struct table *t, const char *const *names, size_t n);
/* As table_find, looking only behind column `after` (-1: from the first on): a name may stand twice. */
int table_find_after(const struct table *t, const char *name, int after);
/* First column whose tag has this hashtag and all these attributes: "#adm1+name". "-attribute" asks that it
 * is absent ("#adm1-code"); "!" at the end asks for exactly these. -1 when there is none. */
int table_find_tag(const struct table *t, const char *pattern);
int table_find_tag_after(const struct table *t, const char *pattern, int after);

/* The next record. False at the end and on failure: tell them apart with table_failed. Blank lines, and
 * lines of nothing but delimiters, are passed over. Cells beyond the header count as ragged (table_cells says
 * how many there are, table_cell gives them too); missing ones are empty. */
bool table_next(struct table *t);
bool table_failed(const struct table *t, struct err *e);
struct str table_cell(const struct table *t, int column); /* valid until table_next; "" for column -1 */
size_t table_cells(const struct table *t);    /* cells in this record, to notice ragged rows */
int64_t table_line(const struct table *t);    /* physical line where this record begins, 1-based */
int64_t table_rows(const struct table *t);    /* records so far, without header and HXL row */
int64_t table_bytes(const struct table *t);   /* bytes of the stream passed so far, for progress */
int64_t table_size(const struct table *t);    /* bytes of the stream in all; -1 when not known */
const char *table_file(const struct table *t); /* the stream's name, for words to people; of a sheet with the sheet's */

/* ---- spreadsheets ---- */

/* A workbook (XLSX) in an archive, which must outlive it. `file`: its name for words to people. */
struct workbook;
bool workbook_is(const struct archive *a);
MUST_USE bool workbook_open(struct archive *a, const char *file, struct workbook **out, struct err *e);
void workbook_drop(struct workbook **w); /* not workbook_close: libxlsxwriter has one */
size_t workbook_sheets(const struct workbook *w);                  /* in their order; charts are none */
struct str workbook_sheet(const struct workbook *w, size_t i);     /* its name */
bool workbook_hidden(const struct workbook *w, size_t i);
/* One sheet as a table; the workbook must outlive it. The header is the first of the first 25 rows that reads like one:
 * titles above it are passed over, merged cells spread over it, groups above doubled names are put before them; or it is
 * the row above the HXL row. Fails with ERR_ABSENT when there is none. Lines are the sheet's rows. Days come as ISO 8601
 * text, numbers in their shortest form, truth as TRUE and FALSE, what a formula could not work out as empty. What is
 * hidden is read like everything else. */
MUST_USE bool table_open_sheet(struct workbook *w, size_t i, struct table **out, struct err *e);

/* What people have to be told of a sheet; cells and rows as far as they were read. Of a text file all is empty. */
struct table_told {
    bool hidden_sheet;
    int64_t hidden_rows;       /* all of the sheet */
    struct str hidden_columns; /* their names or letters, ", " between */
    int64_t merged;            /* cells merged over several rows under the header: the first row has the value */
    int64_t errors, unworked;  /* formulas that failed; formulas without a value */
};
const struct table_told *table_told(const struct table *t);
/* The single cells (the first 1,000). `column` 0-based; texts live as long as the table. */
struct table_note {
    int64_t line;
    int column;
    const char *code;
    struct str found;
    const char *expected, *advice;
};
size_t table_notes(const struct table *t);
const struct table_note *table_note(const struct table *t, size_t i);
#endif
