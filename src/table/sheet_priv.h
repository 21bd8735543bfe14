/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `table` only: spreadsheets (XLSX). A workbook is a zip of XML parts; each part is parsed as a stream
 * (expat). A sheet is read twice: once over, for merged cells (which stand behind the rows), hidden rows and columns
 * (sheet_scan.c, without a parser); then row by row behind the same functions as any table.
 */
#ifndef DIWAN_SHEET_PRIV_H
#define DIWAN_SHEET_PRIV_H
#include "core/pack.h"
#include "table/table_priv.h"
#include "table/xml.h"
#include <expat.h>

enum {
    SHARED_MOST = 20 * 1000 * 1000, /* shared strings */
    SHEETS_MOST = 1000,
    STYLES_MOST = 100 * 1000,
    RANGES_MOST = 10 * 1000,        /* merged cells that may belong to a header */
    HEADER_WITHIN = 1000,           /* sheet rows in which a merged header cell may stand */
    PART_DEPTH_MOST = 64
};

/* ---- a part ---- */

struct part {
    XML_Parser parser;
    struct unpacked *u;
    const char *file; /* for words to people */
    int depth;
    bool over, failed;
    struct err e;
    /* Element names come without their namespace's prefix. Any may be NULL. */
    void (*start)(void *arg, const char *element, const char **attributes);
    void (*end)(void *arg, const char *element);
    void (*text)(void *arg, const char *p, size_t n);
    void *arg;
};
/* Member `i` of the archive, at most `most` bytes; the handlers are set by the caller. */
MUST_USE bool part_open(struct part *p, struct archive *a, size_t i, int64_t most, const char *file, struct err *e);
/* Parse on until a handler calls part_pause, or to the end (then p->over). */
MUST_USE bool part_go(struct part *p, struct err *e);
void part_pause(struct part *p);
/* Give up, from inside a handler: part_go fails with this. */
void part_refuse(struct part *p, const char *fmt, ...) PRINTF(2, 3);
void part_close(struct part *p);
bool part_true(const char *value);                                     /* "1", "true" */

/* Tell of each start of row, col, c, v, is and mergeCell, as a part's `start` is told. *odd: something stands there that only
 * the parser understands; what was told is not all then. Fails when the stream does. */
typedef void sheet_tag_fn(void *arg, const char *element, const char **attributes);
MUST_USE bool sheet_tags(struct stream *in, sheet_tag_fn *tell, void *arg, bool *odd, struct err *e);

/* ---- numbers and what their format makes of them ---- */

enum look { LOOK_NUMBER, LOOK_DAY, LOOK_MONTH, LOOK_YEAR, LOOK_MOMENT /* day and time */, LOOK_TIME };
enum look sheet_look_of_id(long id);             /* of the formats that need no code */
enum look sheet_look_of_code(struct str code);
/* The number of a cell as text: days as ISO 8601; numbers in the shortest form that reads back the same. */
void sheet_number_text(struct str number, enum look look, bool since_1904, struct buf *out);
/* "_x000D_" and its like become the sign they stand for. In place. */
void sheet_unescape(struct buf *b, size_t from);

/* ---- a workbook ---- */

struct sheet_entry {
    struct str name;
    int member; /* of the archive */
    bool hidden;
};
struct workbook {
    struct archive *a;
    const char *file;
    struct sheet_entry *sheets; /* in order; charts and dialogues left out */
    size_t n;
    bool since_1904;
    struct buf texts;  /* shared strings, one behind the other */
    size_t *ends, text_n, text_room;
    uint8_t *looks;    /* of cell formats: enum look */
    size_t look_n, look_room;
    struct arena arena;
};
struct str workbook_text(const struct workbook *w, size_t i);

/* ---- a sheet ---- */

struct range { /* merged cells: rows 1-based as in the sheet, columns 0-based, ends included */
    int64_t top, bottom;
    int left, right;
};
struct sheet_row { /* one of the first rows, kept while the header is looked for */
    int64_t line;
    struct str *cells;
    bool *text; /* text, not a number, day or truth value */
    size_t n, said, texts;
};
struct sheet {
    struct sheet_entry *entry;
    struct workbook *w;
    struct part part;
    struct range *ranges;
    size_t range_n, range_room;
    int64_t merged_far;     /* ranges over several rows that are not in the list */
    struct { int from, to; } *hidden; /* columns */
    size_t hidden_n, hidden_room;
    struct sheet_row head[HEAD_ROWS];
    size_t head_n, head_at; /* rows kept; the next to be given again */
    int64_t row;            /* that is being read */
    int column, width;      /* cell that is being read; columns that hold anything */
    enum sheet_value { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_TRUTH, CELL_ERROR } kind;
    size_t style;
    struct buf value, number; /* as it stands; what a number's format makes of it */
    bool in_value, in_phonetic, has_value, has_formula, row_whole;
    bool *is_text;          /* by column of the row at hand */
};
/* Look the whole sheet over: merged cells, what is hidden, how wide it is. */
bool sheet_survey(struct table *t);
/* The next row that says something, as the record at hand. */
bool sheet_record(struct table *t);
/* Header, HXL row, names. False with ERR_ABSENT when there is no header. */
bool sheet_head(struct table *t);
void sheet_end(struct table *t);
/* One of the first rows as the record at hand. */
void sheet_give(struct table *t, const struct sheet_row *r);
int sheet_column(const char *reference, int64_t *row); /* "C4": 2 and row 4; -1 when it is none */
void table_note_add(struct table *t, int64_t line, int column, const char *code, struct str found, const char *expected, const char *advice);

/* For head.c's and sheet_head.c's use: names and tags from what stands in these cells. */
void table_columns_room(struct table *t, size_t n);
bool table_row_of_tags(struct table *t);
void table_take_tags(struct table *t);
#endif
