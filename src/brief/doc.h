/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doc: a document is a list of blocks; writers turn blocks into media. Sections know nothing of media, media
 * nothing of sections. Statistics enter only as struct shown_cell, which only guard makes.
 */
#ifndef DIWAN_BRIEF_DOC_H
#define DIWAN_BRIEF_DOC_H
#include "core/core.h"
#include "core/speech.h"
#include "guard/guard.h"

/* ---- words: rich text -------------------------------------------------------------------------- */

struct span {
    struct str text;
    bool bold;
    bool isolate;     /* data: <bdi>, or isolates on a terminal */
    bool whole;       /* stays on one line of a page (HTML, PDF) */
    const char *lang; /* language of a name where it differs from the page's */
    struct str link;  /* "f1": id of a block or figure of this document; "/place/XS-VA": a page of the room, which only its pages link to; "" for none */
    bool dim;         /* "Figure 4." before a title */
    bool eye;         /* a shape beside a word that says the same: for the eye alone, no text to machines and screen readers */
};
struct trace; /* which records a statement stands on (brief/trace.h); a document only carries it */
struct words {
    struct span *list;
    size_t n, room; /* grown in the document's arena */
    const struct trace *trace; /* of a sentence or paragraph; NULL for none */
    struct str id;             /* of an item of a block: to cite and to trace it by; "" for none */
};

/* ---- numbers ----------------------------------------------------------------------------------- */

enum number_style { NUMBER_INT, NUMBER_PLAIN /* years */, NUMBER_1 /* one decimal */, NUMBER_2, NUMBER_PERCENT, NUMBER_PERCENT_1 };

/* ---- drawings: display lists ------------------------------------------------------------------- */

enum ink { /* class of a mark; each has one meaning in looks.md and one rule in the style sheet */
    INK_NONE, INK_GRID, INK_AXIS, INK_ZERO, INK_S1, INK_S2, INK_S3, INK_S4, INK_S5, INK_UNKNOWN, INK_BAR, INK_DOT, INK_BAND,
    INK_LINE, INK_MEDIAN, INK_CHANGE_POINT, INK_INTERVAL, INK_POINT, INK_BORDER_IN, INK_BORDER_OUT, INK_BORDER_DISPUTED, INK_BOX,
    INK_SOFT, INK_LESS, INK_MORE, INK_LESS_PALE, INK_MORE_PALE, INK_NEUTRAL_PALE, INK_NEUTRAL, INK_INK, INK_RIBBON_1, INK_RIBBON_2, INK_LEADER,
    INK_GROUP_A, INK_GROUP_B, INK_GROUP_C, INK_AREA_A, INK_AREA_B, INK_AREA_C /* groups of opinion: marks; outlines (solid, dashed, dotted) */,
    INK_TIE_WORK, INK_TIE_RULE, INK_TIE_MONEY, INK_TIE_TRUST, INK_TIE_DISPUTE, INK_TIE_WORK_THIN, INK_TIE_RULE_THIN, INK_TIE_MONEY_THIN, INK_TIE_TRUST_THIN, INK_TIE_DISPUTE_THIN,
    INK_NODE_RING, INK_NODE_COUNCIL, INK_NODE_ARMED, INK_COUNT
};
enum text_role { TEXT_LABEL, TEXT_TICK, TEXT_TITLE, TEXT_BOLD, TEXT_STRONG_TICK, TEXT_BIG, TEXT_ROLES };
enum text_ink { ON_PAGE, ON_LIGHT /* s1, s2 */, ON_MIDDLE /* s3 */, ON_DARK /* s4, s5 */, ON_MUTED, ON_LESS, ON_MORE };
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
/* How a label reads: its own script decides unless it is a bare number. */
enum reading { READ_PAGE /* the page's direction */, READ_NUMBER /* always left to right */, READ_LTR, READ_RTL /* a line of a longer text: as all of it runs */ };

enum mark_kind { MARK_PATH, MARK_RECT, MARK_CIRCLE, MARK_TEXT };
struct mark {
    enum mark_kind kind;
    enum ink ink;
    float x, y, w, h;      /* rect; circle: x, y, w = radius; text: x, y */
    struct str path;       /* SVG path data, coordinates with one decimal at most */
    float line;            /* path: a line of this width, in px, where its ink fills; its data are in units of scale_x by scale_y px from (x, y). 0: as its ink, in px */
    float scale_x, scale_y;
    bool edged;            /* path: an area with a thin pale edge, as inner borders are */
    float opacity;         /* 0 = the ink's own */
    struct str text;
    enum text_role role;
    enum text_ink text_ink;
    enum anchor anchor;    /* which side of (x, y) it grows from, physically: START = x is its left edge in a left-to-right sense.
                              The SVG writer turns this and the direction into text-anchor in one place. */
    enum reading reading;
    const char *lang;
    bool halo;
};
struct drawing { /* sizes in CSS px; text sizes come from roles */
    float width, height;
    struct str title, desc; /* what it is; what it says, in full sentences */
    struct mark *list;
    size_t n, room;
    bool scroll;            /* full-width figure that may scroll sideways on a phone */
    struct arena *arena;
    bool rtl;               /* the page's direction, for mirroring helpers */
};
void draw_path(struct drawing *d, enum ink ink, const char *data, size_t n);
void draw_line(struct drawing *d, enum ink ink, float x1, float y1, float x2, float y2);
void draw_rect(struct drawing *d, enum ink ink, float x, float y, float w, float h);
void draw_circle(struct drawing *d, enum ink ink, float x, float y, float r);
struct mark *draw_text(struct drawing *d, float x, float y, enum anchor a, enum text_role role, struct str text);
float text_width(const struct drawing *d, struct str text, enum text_role role); /* approximate, px */

/* ---- blocks ------------------------------------------------------------------------------------ */

enum cell_kind { CELL_EMPTY, CELL_WORDS, CELL_NUMBER, CELL_RANGE, CELL_DRAWING };
struct doc_cell {
    enum cell_kind kind;
    struct words words;
    struct str machine;          /* what CSV and JSON print for words; "" = words as plain text when machine_set is false */
    bool machine_set;
    struct shown_cell number;    /* CELL_NUMBER: the value; CELL_RANGE: its lo and hi */
    enum number_style style;
    struct drawing *drawing;     /* a sparkline: decoration */
    struct str spark;            /* the same for a terminal: block characters */
};
struct doc_column {
    struct str key;   /* machine name */
    struct str label; /* in the reader's language */
    bool number;      /* set at the end side, tabular */
    bool machine_only, human_only;
    bool page_only;     /* too much for a terminal, which has few columns */
    bool named;         /* JSON has the reader's words, too, as KEY_name beside the code */
    bool terminal_only; /* a sparkline of letters: pages have figures, machines numbers */
    struct str hxl;   /* tag for --hxl; "" for none */
};
struct doc_table {
    struct str key, title;
    struct doc_column *columns;
    size_t column_n;
    struct doc_cell *cells; /* row by row; rows * column_n */
    size_t rows;
    size_t across; /* pages may make columns of what this column names; each matter's rows then begin with the same name. 0: none */
    struct doc_row { /* a row's id ("" for none yet), what its id shall end in ("" for its first cell), and what it stands on (NULL for nothing) */
        struct str id, key;
        const struct trace *trace;
    } *row; /* `rows` of them */
};
struct figure {
    struct str id;            /* "f1", unique */
    int number;
    struct words title;       /* the finding, as a sentence */
    struct drawing **drawings;
    size_t drawing_n;
    enum { FIGURE_FULL, FIGURE_PAIR, FIGURE_GRID } layout;
    struct words source;      /* what the marks are, source, n */
    struct doc_table *table;  /* the table behind; may be NULL */
    struct str table_label;   /* "Table: by year" */
    const struct trace *trace; /* NULL for none */
};
enum block_kind { BLOCK_BANNER, BLOCK_TITLE, BLOCK_SUBTITLE, BLOCK_HEADING, BLOCK_SUBHEADING, BLOCK_PARAGRAPH, BLOCK_SENTENCES, BLOCK_FIGURE,
    BLOCK_TABLE, BLOCK_NOTE, BLOCK_ITEMS, BLOCK_MAP_TEXT,
    BLOCK_PARTNERS /* who puts their name on it, above everything: `items` name and what they say, `logos` as many */,
    BLOCK_STATEMENT /* somebody else's words, set apart to the eye: `items` their paragraphs, `words` who says so */ };
struct logo {
    struct str png;  /* its bytes; "" for none */
    int wide, high;  /* pixels */
    struct str name; /* for those who do not see it */
};
struct block {
    enum block_kind kind;
    struct str id;
    int number;              /* heading number, 0 for none */
    struct words words;
    struct words *items;     /* BLOCK_SENTENCES, BLOCK_ITEMS, BLOCK_PARTNERS, BLOCK_STATEMENT */
    size_t item_n;
    struct logo *logos;      /* BLOCK_PARTNERS */
    bool page_ends;          /* BLOCK_PARTNERS: what stands up to here is a page of its own in print */
    struct figure *figure;
    struct doc_table *table;
};
enum doc_sheet { /* what the document is meant to fill */
    SHEET_PAGES, /* as many pages as it needs, A4 */
    SHEET_ONE,   /* one page, A4 */
    SHEET_WALL,  /* one page, A3, in letters that are read from two steps away */
};
struct doc {
    struct arena arena;
    const struct speech *speech;
    struct str title;        /* of the window */
    struct str kind;         /* "country brief" */
    struct str fingerprint;
    struct str signed_by;    /* who answers for it; "" for a draft, or what is no brief */
    struct day signed_on;    /* known where signed_by is */
    enum doc_sheet sheet;
    int drawn_before;        /* drawings of other documents on the same page, which stand before these: ids count on from there */
    bool mirror_time;        /* time runs as the page is written, also from right to left; figures ask before they draw */
    struct day as_of;        /* the register's last day on record: the date of files that must carry one; DAY_NONE: none */
    struct block *blocks;
    size_t n, room;
};
/* A document in the language of `speech`, which must outlive it. Free it with doc_free, which sets *d to NULL. */
/* What a reader may cite and trace: a sentence, paragraph, figure or row of a table. */
struct statement {
    struct str id;
    const struct words *words;     /* of a figure its title; NULL for a row */
    const struct figure *figure;   /* NULL unless it is one */
    const struct doc_table *table; /* of a row; else NULL */
    size_t row;
    const struct trace *trace;     /* NULL for none */
};
struct doc *doc_new(const struct speech *speech);
void doc_free(struct doc **d);
bool doc_has_heading(const struct doc *d, struct str id); /* so far */
/* A new block at the end; the pointer holds until the next doc_add. Memory of the document, as all below. */
struct block *doc_add(struct doc *d, enum block_kind kind);
/* Give every sentence, item, paragraph, figure and row of a table an id of its own, where it has none yet: the id of the heading above and
 * a number ("short.1"); for a row its first cell's machine form ("governorates.XS-VA"). The same document gets the same ids. */
void doc_identify(struct doc *d);
/* All that have one, in reading order; in the document's arena. O(blocks). */
size_t doc_statements(struct doc *d, const struct statement **out);
/* What it says, as plain text: a figure its title and what stands below it, a row its cells with their columns' names. */
struct str statement_text(struct doc *d, const struct statement *s);
/* A block of somebody's own words: paragraphs, an empty line between two; `by` goes under them, in the reader's language. `lang`: theirs, NULL not known. */
void doc_statement(struct doc *d, struct str text, const char *lang, struct str by);
/* rows * columns empty cells; `key` must outlive the document (a literal). */
struct doc_table *doc_table_new(struct doc *d, const char *key, size_t columns, size_t rows);
struct drawing *doc_drawing(struct doc *d, float width, float height);

/* Words, added behind those that `w` holds. `msgid` is T("...") with slots and ** for bold. All texts are copied, and
 * cleaned of broken UTF-8, control characters and signs that could turn the direction of what stands around them. */
void words_say(struct doc *d, struct words *w, const char *msgid, const struct slot *slots, size_t n);
void words_text(struct doc *d, struct words *w, struct str text);               /* already in the language */
void words_name(struct doc *d, struct words *w, struct str name, const char *lang); /* data */
void words_mark(struct doc *d, struct words *w, const char *shape);             /* a shape for the eye ("●"), and a blank that does not break */
void words_link(struct doc *d, struct words *w, struct str text, struct str id); /* no link where the document has no such id */
struct str words_flat(struct doc *d, const struct words *w); /* as plain text */

/* Numbers as text in the reader's language; "not known", "too few to show", "not seen" for the other states. */
struct str number_text(struct doc *d, struct shown_cell c, enum number_style style);
struct str number_lo(struct doc *d, struct shown_cell c, enum number_style style);
struct str number_hi(struct doc *d, struct shown_cell c, enum number_style style);
/* "between 27 % and 43 %"; with one decimal more where both would read the same; "45 or more" where there is no upper
 * bound; "" where there is no value, a bound is NAN, or both are equal. */
struct str number_range(struct doc *d, struct shown_cell c, enum number_style style);
/* The same as machines read it: point, no grouping, all significant digits, "" where there is none. */
void number_machine(struct buf *b, struct shown_cell c, enum number_style style);

/* ---- writers ----------------------------------------------------------------------------------- */

struct html_links { /* the other languages of the same brief; href "" = no link */
    const char *language;
    const char *href;
};
/* One self-contained page: no script, nothing loaded. `links` may hold the document's own language (then set in bold).
 * A href is a relative address; what could make it anything else is percent-encoded. */
void doc_html(const struct doc *d, const struct html_links *links, size_t n, struct buf *out);
struct text_options {
    int width;    /* columns; 0 = 80 */
    bool colour;  /* bold by ANSI codes */
    bool plain;   /* for screen readers: no colour, rules, blocks or sparklines; tables as "name: value" lines */
};
/* Right-to-left text stands in logical order: terminals turn it. */
void doc_text(const struct doc *d, const struct text_options *o, struct buf *out);
/* {title, kind, language, direction, fingerprint, blocks: [{kind, id, number, text, items, table, figure}]}; a table is
 * {key, title, columns: [{key, label}], rows: [{column key: value}]}, numbers as machines read them: null where not
 * known, {value, lo, hi, n} where there are bounds, {value: null, why: "not_seen" or "too_few"} for these two. */
void doc_json(const struct doc *d, struct buf *out);
/* The first table of the document in its machine form: keys as header; a column of ranges gives KEY_low and KEY_high;
 * `hxl` puts a row of HXL tags below the header. Nothing where the document has no table. */
void doc_csv(const struct doc *d, bool hxl, struct buf *out);
/* A spreadsheet: a first sheet about the document (sources, how to cite, how cells read), then each table as one sheet, from
 * right to left where the reader writes so. Numbers are numbers, with low and high beside them; text is text, whatever it
 * begins with. The same document gives the same bytes, dated by d->as_of. Fails where the disk does (ERR_SYSTEM), or on
 * a table of more rows than a sheet holds (ERR_INPUT); then `out` holds nothing to use. */
/* Nobody reads more than DOC_ROWS_MOST rows of tables on pages: ERR_INPUT, naming `medium` ("PDF") and what takes them. */
enum { DOC_ROWS_MOST = 10000 };
MUST_USE bool doc_few_rows(const struct doc *d, const char *medium, struct err *e);
MUST_USE bool doc_xlsx(const struct doc *d, struct buf *out, struct err *e);
#endif
