/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paint: a drawing as a picture, for media that cannot hold SVG. Same marks, colours and letters as on the page
 * (svg.c, assets/brief.css), by cairo and Pango. Only what links lib_paint needs those two.
 */
#ifndef DIWAN_PAINT_H
#define DIWAN_PAINT_H
#include "brief/doc.h"

/*
 * The drawing as PNG on white, appended to `out`; `scale` pixels to a CSS px (2 prints well), 0.1 to 8. The same drawing
 * gives the same bytes. ERR_SYSTEM where a font is missing, and says which package has it.
 */
MUST_USE bool paint_png(const struct doc *d, const struct drawing *g, double scale, struct buf *out, struct err *e);
#endif
