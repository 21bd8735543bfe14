/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a PDF is made. First the document becomes a list of pieces, each of which may stand on one page only: a line, a row
 * of a table, a drawing. Then they are placed on pages; only then is it known how many there are, and they are drawn.
 * Lengths are points, y downwards; x counts from the start side of the text, so that a right-to-left page is no other case.
 */
#ifndef DIWAN_PDF_PRIV_H
#define DIWAN_PDF_PRIV_H
#include "brief/paint_priv.h"
#include "brief/pdf.h"

#define MM (72.0 / 25.4)
#define PX 0.75 /* a CSS px on paper */

/* ---- sheets ------------------------------------------------------------------------------------ */

struct sheet { /* what enum doc_sheet means on paper; assets/brief.css, brief_one.css and brief_wall.css in print */
    double width, height, top, side, foot;  /* the page and its margins */
    double em[2], leading[2];               /* size of text, and from line to line; for Latin, for Arabic script */
    double measure;                         /* longest line of text in em; 0: the page's width */
    double title, heading;                  /* sizes in em */
    double above_heading, in_heading, below_heading, heading_rule; /* of its own size; the rule in points */
    double in_sentence, between_items, between_paragraphs; /* in em */
    double above_figure, below_figure, below_caption;
    double source;                          /* size of source lines in em */
    double cell_pad;                        /* above and below; points */
    double tall_full, tall_half;            /* most height of drawings */
    double foot_size;                       /* of the line at the foot; points */
    bool one_page;                          /* smaller letters rather than a second page */
    bool discs;                             /* numbers of headings in white on a disc */
};
extern const struct sheet pdf_sheets[];

/* ---- texts, set -------------------------------------------------------------------------------- */

struct style {
    enum face face;
    bool bold;
    double size, leading; /* points; leading: from line to line, of the size */
    enum colour colour;
    double x, width;      /* from the start side */
    double link_size;     /* 0: as the text */
    bool end, middle;     /* set at the end side; in the middle */
    const char *tag;      /* its place in the structure */
};
struct part { /* bytes [from, to) of a layout's text that are one span */
    int from, to;
    enum colour colour;
    struct str link; /* id; "" for none */
};
struct set_line {
    double x, base, y, height; /* in the layout: left edge, baseline, top */
};
struct para { /* a text, set into lines */
    PangoLayout *layout;
    struct style style;
    struct part *parts;
    size_t part_n;
    struct set_line *lines;
    size_t line_n;
    double height;
    bool linked;        /* a part is a link */
    struct para *mark;  /* number of a heading, bullet of an item: at the start of the first line */
    double pad_above, pad_below; /* room that belongs to the first and the last line */
    double rule_above, rule_below; /* lines over and under these, of such a width; above in ink, below in the colour of rules */
    struct para *next;  /* in its pool */
};
struct pool { /* texts that are dropped together */
    struct arena arena;
    struct para *paras;
};
void pool_end(struct pool *pool);

/* ---- pieces ------------------------------------------------------------------------------------ */

struct table_set { /* a table with the widths of its columns */
    const struct doc_table *table;
    size_t *columns; /* those that stand on paper */
    double *x, *width;
    size_t column_n;
    double size, head_height;
};
enum piece_kind { PIECE_LINE, PIECE_BANNER, PIECE_HEAD, PIECE_ROW, PIECE_DRAWINGS, PIECE_LOGO };
struct piece {
    enum piece_kind kind;
    const struct block *block;  /* what it is of; its id, or the figure's, is where links lead */
    bool first;                 /* of its block: it has the id and the bookmark */
    double before, height, after; /* room above and below; between two pieces, the larger of both */
    bool keep;                  /* on one page with the next */
    struct para *para;          /* PIECE_LINE, PIECE_BANNER */
    size_t at, n;               /* line; row; first drawing and how many */
    double from, to;            /* PIECE_ROW: the slice of it, where no page holds it whole */
    struct table_set *table;
    bool framed;                /* somebody else's words: on a pale ground, with a bar at the start side */
    bool head;                  /* the table's head stands above once more */
    double scale;               /* of drawings */
    bool page_ends;             /* what follows begins on a page of its own */
    int page;
    double y;
};
struct pdf {
    const struct doc *doc;
    struct letters letters;
    struct pool pool;   /* what is kept until the pages are drawn */
    bool rtl;
    struct sheet sheet;
    bool turns, cramped; /* the page may be turned; a table is too wide for it */
    double em, body;    /* size of text; width of what stands on a page */
    double shrink;      /* of letters and drawings, where all must go on one page */
    struct piece *pieces;
    size_t n, room;
    struct para *banner; /* said on every page; NULL for none */
    int pages;
    cairo_surface_t *surface;
    cairo_t *cr;
};

/* ---- set.c: texts ---- */

struct style pdf_style(const struct pdf *p, double ems, enum colour colour);
struct para *para_words(const struct pdf *p, struct pool *pool, const struct words *w, struct style style);
struct para *para_text(const struct pdf *p, struct pool *pool, struct str text, struct style style);
/* Cut after so many lines, with an ellipsis: for what stands on every page. */
void para_limit(struct pool *pool, struct para *q, size_t lines);
double para_natural(const struct para *q); /* width of the widest line */
/* Line `k` with its top at `y`. */
void para_draw_line(struct pdf *p, const struct para *q, size_t k, double y);
void para_draw(struct pdf *p, const struct para *q, double y);
/* A line across, its top at `y`. */
void pdf_rule(struct pdf *p, double x, double width, double y, double thick, enum colour colour); /* its top at y */
/* The left edge of a box `width` wide that begins `x` from the start side. */
double pdf_left(const struct pdf *p, double x, double width);
void pdf_name(struct buf *b, struct str id); /* an id as the name of a place to go to */
void pdf_tag(struct pdf *p, const char *tag); /* NULL: none */
void pdf_tag_end(struct pdf *p, const char *tag);

/* ---- flow.c: pieces on pages ---- */

void pdf_begin(struct pdf *p, double scale); /* sizes of letters: 1 = the sheet's own */
void pdf_flow(struct pdf *p);  /* the document as pieces */
void pdf_say_figure(const struct pdf *p, struct buf *out, int n); /* "Figure 4. " */
void pdf_place(struct pdf *p); /* on pages */
double pdf_top(const struct pdf *p, int page); /* where the text of a page begins */
double pdf_banner_height(const struct para *banner); /* of its box */
/* Where drawing `i` of a piece stands: from the start side, from the piece's top, points a px. */
void pdf_drawing_at(const struct pdf *p, const struct piece *piece, size_t i, double *x, double *y, double *scale);
struct piece *pdf_piece(struct pdf *p, enum piece_kind kind, const struct block *block);
/* A text as pieces, one a line, of which no page begins or ends with one alone. */
void pdf_lines(struct pdf *p, const struct block *block, struct para *q, double before, double after, bool keep);

/* ---- table.c ---- */

void pdf_table(struct pdf *p, const struct block *block, const struct doc_table *t);
double pdf_table_head(struct pdf *p, const struct table_set *t, double y, bool draw); /* the height */
void pdf_table_row(struct pdf *p, const struct piece *piece, double y);

/* ---- draw.c ---- */

void pdf_draw(struct pdf *p);

/* ---- mend.c ---- */

/* What cairo cannot say: the language, the direction of pages, that the title is shown, and the texts that stand for figures
 * (title and description, in the order they were drawn). Appended to the file as an update, which the format is made for. */
MUST_USE bool pdf_mend(struct buf *file, size_t from, const struct pdf *p, struct err *e);
#endif
