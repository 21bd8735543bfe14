/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `table` only. A window over the stream slides along; the record at hand lies whole inside
 * it, and its cells are offsets into it. A record that the window cuts is scanned again from its beginning
 * once more bytes are there; since the window doubles for long records, that stays linear.
 */
#ifndef DIWAN_TABLE_PRIV_H
#define DIWAN_TABLE_PRIV_H
#include "table/table.h"

enum {
    WINDOW = 256 * 1024,            /* bytes read at a time; the header is looked for within the first */
    WINDOW_PAD = 16,                /* the scan looks at eight bytes at a time, so past the end a little */
    CELL_MOST = 16 * 1024 * 1024,
    RECORD_MOST = 64 * 1024 * 1024,
    COLUMNS_MOST = 4096,
    HEAD_ROWS = 25                  /* where an HXL row may stand (METHOD A.5) */
};

enum quoting {
    QUOTING_NONE = 0,    /* the bytes are the text (of a quoted cell: what stands between the quotes) */
    QUOTING_DOUBLED = 1, /* quotes inside are doubled */
    QUOTING_LOOSE = 2    /* something follows the closing quote: from the opening quote to the end */
};
struct cell {
    uint32_t at; /* from the record's beginning */
    uint32_t n : 28, quoting : 2;
};

struct recoder; /* recode.c */
struct sheet;   /* sheet_priv.h */
enum { TABLE_NOTES_MOST = 1000 };

struct column {
    struct str name, tag;
};

struct table {
    struct stream *in;
    char *window; /* `room` bytes, and WINDOW_PAD behind */
    size_t room, end;
    size_t next;    /* where the next record begins */
    size_t checked; /* up to here the text is known to be UTF-8 without NUL */
    size_t bad;     /* first byte that is not; SIZE_MAX: none */
    bool over;      /* the stream has ended */
    int64_t passed; /* bytes that have left the window */
    char delimiter;
    size_t record; /* where the record at hand begins */
    struct cell *cells;
    size_t cell_n, cell_room;
    int64_t line, next_line, rows;
    struct column *columns;
    size_t column_n;
    struct arena names;
    bool hxl, failed, line_a_record;
    struct recoder *recoder; /* where the text is not UTF-8; `in` is its stream then */
    size_t encoding;
    const char *name; /* for words to people */
    struct sheet *sheet; /* of a spreadsheet: where the records come from; the window holds the record at hand then */
    struct table_told told;
    struct table_note *notes;
    size_t note_n, note_room;
    bool again; /* the record at hand was taken for a header: table_next gives it first */
    struct err e;
};

enum scan {
    SCAN_DONE, /* the record is whole: its cells stand in t->cells */
    SCAN_MORE, /* the window ends inside it: read on, then scan again */
    SCAN_NONE, /* nothing is left */
    SCAN_BAD   /* t->e says why */
};

/* The record that begins at t->next, within the window. On SCAN_DONE t->record, t->line stand on it and
 * t->next, t->next_line behind it. On SCAN_MORE t->cell_n tells how many cells were begun. */
enum scan table_scan(struct table *t);
/* The same, reading on as needed; blank records are passed over. */
bool table_record(struct table *t);
/* Fill the window, keeping what begins at t->next. */
bool table_refill(struct table *t);
bool table_fail(struct table *t, const char *fmt, ...) PRINTF(2, 3);
bool table_blank(struct table *t); /* the record at hand says nothing */

/* In which encoding the window's beginning is: 0 UTF-8, else one for table_recode. `asked`: what the user says; "": found
 * by byte-order mark, or by NULs where they leave no doubt. */
bool table_encoding_find(struct table *t, struct str asked, size_t *which);
/* Read on through iconv, from the beginning of the window. */
bool table_recode(struct table *t, size_t which);
void table_recode_end(struct table *t);
/* How the first bytes of a cell would read in windows-1256 and in windows-1252: texts of at most `room` bytes. */
void table_reads_as(struct str bytes, char *arabic, char *western, size_t room);

/* Delimiter, header and HXL row, found within the first window. */
bool table_head(struct table *t);
/* A hashtag with its attributes, normalised; false when the text is none. */
bool tag_normal(struct str text, struct buf *out);
#endif
