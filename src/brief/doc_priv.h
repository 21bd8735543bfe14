/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the writers of a document share: clean text, the machine form of cells, who is in a table for whom.
 */
#ifndef DIWAN_DOC_PRIV_H
#define DIWAN_DOC_PRIV_H
#include "brief/doc.h"

/* ---- text -------------------------------------------------------------------------------------- */

/* The code point at *at, which moves on. A byte that is not UTF-8 counts as U+FFFD. `*at` must be below s.n. */
uint32_t text_next(struct str s, size_t *at);
void text_put(struct buf *b, uint32_t code_point);
/* Which way a letter is written: -1 right to left, 1 left to right, 0 for all that is no letter (digits, signs). */
int letter_direction(uint32_t code_point);
/* Does a letter of the text settle its direction? -1 right to left, 1 left to right, 0 none does. A text with letters
 * of both kinds follows `rtl`, the page. */
int text_direction(struct str s, bool rtl);
/* Would it read the same without isolation on a page of that direction? All its letters run as the page does and its digits are the page's own; a number in Latin
 * digits beside Arabic letters would turn, so those pages isolate all. */
bool text_reads_as_page(struct str s, bool rtl, bool latin_digits);
/* Columns on a terminal: marks over letters and signs of direction take none, wide East Asian letters two. */
size_t text_columns(struct str s);

enum clean { /* what becomes of signs that steer the direction of writing */
    CLEAN_TEXT,  /* isolates stay, in pairs; embeddings and overrides go */
    CLEAN_DATA,  /* a name: no isolates either, for the writer sets it apart; one line */
    CLEAN_PLAIN  /* for machines: as CLEAN_DATA */
};
/* Append `s` without what could break a page or a line: broken UTF-8 becomes U+FFFD, control characters go. Line
 * ends stay in CLEAN_TEXT and become blanks elsewhere. */
void text_clean(struct buf *b, struct str s, enum clean how);

/* ---- words and tables -------------------------------------------------------------------------- */

void words_flat_to(struct buf *b, const struct words *w, enum clean how);
/* "low to high" for a cell of a table; "" without bounds, also where there is no value: the number's own cell says why. */
struct str number_bounds(struct doc *d, struct shown_cell c, enum number_style style);
/* As machines read it: nothing where it is not finite. */
void number_plain(struct buf *b, double v, enum number_style style);
bool doc_has_id(const struct doc *d, struct str id); /* of a block or a figure */
/* The first table a reader meets, behind a figure or by itself; NULL where there is none. */
const struct doc_table *doc_first_table(const struct doc *d);
/* What machines read of a cell that is not a number or a range. */
void cell_machine(struct buf *b, const struct doc_cell *c);
static inline const struct doc_cell *table_cell(const struct doc_table *t, size_t row, size_t column)
{
    return &t->cells[row * t->column_n + column];
}
/* Does the column hold ranges, which machines read as two numbers? */
bool column_is_range(const struct doc_table *t, size_t column);
static inline bool number_known(struct shown_cell c) { return shown_state(c) == SHOWN_VALUE && isfinite(shown_value(c).value); }

/* ---- drawings ---------------------------------------------------------------------------------- */

/* How many marks from `i` on are drawn as one: areas of one ink join, where nobody could tell. */
size_t drawing_run(const struct drawing *d, size_t i);
/* Is a label's base direction right to left? A bare number reads left to right everywhere; another text as its letters do;
 * one without letters (31 %) as the page. */
bool label_rtl(enum reading reading, struct str text, bool rtl_page);

struct svg { /* markup that this program made: the only markup html_svg() takes */
    struct buf markup;
};
void svg_end(struct svg *s);
/* `number` makes the ids of title and description unique on the page. A drawing without title and description is
 * decoration and hidden from screen readers. `caption`: 0, or the n of the element "dnc" on the page that says what the
 * description would. `speech` gives the page's direction. */
void svg_write(struct svg *s, const struct drawing *d, int caption, const struct speech *speech);
/* How large a logo is set that may be so high and so wide (html.c). */
void logo_size(const struct logo *l, double high, double wide, double *x, double *y);
#endif
