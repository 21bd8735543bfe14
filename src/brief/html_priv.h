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
    bool rtl;
};
/* As markup_f. */
void markup_v(struct buf *out, const char *markup, va_list args) PRINTF(2, 0);
#define html_f(h, ...) html_f_((h), "" __VA_ARGS__)
void html_f_(struct html *h, const char *markup, ...) PRINTF(2, 3);
void html_svg(struct html *h, const struct svg *s);
#endif
