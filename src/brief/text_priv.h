/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the terminal writer share: a page of columns, and text wrapped into it. */
#ifndef DIWAN_TEXT_PRIV_H
#define DIWAN_TEXT_PRIV_H
#include "brief/doc_priv.h"

enum { BOLD_ON = 1, BOLD_OFF = 2 }; /* bytes within texts on their way out; clean text holds no control characters */

struct text_page {
    const struct doc *doc;
    struct buf *out;
    size_t width;
    bool colour, plain, rtl;
    struct doc scratch; /* a speech and an arena for number_text() and the like */
};
/* Words as one text, with BOLD_ON and BOLD_OFF where bold changes, and isolates around data in right-to-left text. */
struct str page_words(struct text_page *p, const struct words *w, bool bold);
/* A name, a number or a label as it may stand on a terminal. */
struct str page_text(struct text_page *p, struct str s, bool isolate);
/* Paragraph: `lead` before the first line, blanks of its width before the others. */
void page_wrapped(struct text_page *p, struct str lead, struct str text);
/* A line of `text` that is at most `width` columns, cut at a blank; a longer word stays whole. *at moves behind it. */
struct str next_line(struct str text, size_t *at, size_t width);
/* Append with bold turned into what the terminal understands. */
void page_put(struct text_page *p, struct str s);
void page_table(struct text_page *p, const struct doc_table *t);
#endif
