/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML that is safe by construction: the markup is a literal of this program, every text in it is escaped, and the
 * compiler checks the types as for printf. Markup we made ourselves has its own type, struct svg.
 */
#ifndef DIWAN_HTML_PRIV_H
#define DIWAN_HTML_PRIV_H
#include "brief/doc_priv.h"
#include "brief/markup.h"

struct html { /* a page being written */
    const struct doc *doc;
    struct buf *out;
    int drawings; /* so far: makes their ids */
    const struct words *heading; /* the last one; NULL: none yet */
    struct str heading_id, named_by; /* its id; that of the last heading that names a table */
    bool rtl;
};
/* As markup_f. */
void markup_v(struct buf *out, const char *markup, va_list args) PRINTF(2, 0);
#define html_f(h, ...) html_f_((h), "" __VA_ARGS__)
void html_f_(struct html *h, const char *markup, ...) PRINTF(2, 3);
void html_svg(struct html *h, const struct svg *s);
void html_id(struct html *h, struct str id); /* ' id="short.1"'; nothing for none */
bool html_seen(const struct doc_table *t, size_t column); /* a column of the page */
void html_cell(struct html *h, const struct doc_cell *c); /* what stands in it */
/* The table with its groups as columns (html_across.c), where it says that it has such; false, and nothing is written, where it has none or too many. */
bool html_across(struct html *h, const struct doc_table *t);
#endif
