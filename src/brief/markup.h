/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markup: HTML that is safe by construction: the markup is a literal of this program, every text in it is escaped, and the compiler checks the types as for
 * printf. For pages; documents have their own writer (doc.h), of which these give the parts.
 */
#ifndef DIWAN_MARKUP_H
#define DIWAN_MARKUP_H
#include "brief/doc.h"

/* Escaped for text and for attributes in double quotes alike, and cleaned: no control characters, no signs that turn the direction of what stands around. */
void markup_text(struct buf *out, struct str s);
/* Only %s (a C string), %.*s (STR_F of a struct str), %d, %lld (a long long) and %%. */
#define markup_f(out, ...) markup_f_((out), "" __VA_ARGS__)
void markup_f_(struct buf *out, const char *markup, ...) PRINTF(2, 3);
/* The document's blocks alone, without head, header and footer: for a page that brings its own frame and style sheet (markup_style). `skip_title`: blocks of banner, title and subtitle stay out. */
void doc_html_blocks(const struct doc *d, bool skip_title, struct buf *out);
/* The hatch that figures and tables refer to: once a page, before the first block. */
void markup_hatch(struct buf *out);
struct str markup_style(void); /* the style sheet of documents (assets/brief.css, made small) */
#endif
