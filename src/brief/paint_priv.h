/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the painter of figures and the writer of PDF share: letters, colours, a drawing on a cairo surface. */
#ifndef DIWAN_PAINT_PRIV_H
#define DIWAN_PAINT_PRIV_H
#include "brief/doc_priv.h"
#include "brief/paint.h"
#include <pango/pangocairo.h>

/* ---- letters ----------------------------------------------------------------------------------- */

enum face { FACE_TEXT, FACE_HEAD };
struct letters { /* the three families, opened once for a document */
    const struct speech *speech;
    bool rtl;
    PangoFontMap *map;
    struct waiting *held; /* the map, which outlives the document */
    PangoContext *contexts[2]; /* left to right, right to left: a layout is set anew whenever its context changes */
    cairo_font_options_t *options;
};
/* Finds Noto Sans, Noto Naskh Arabic and Amiri; ERR_SYSTEM names the Debian package of the one that is missing. `speech`
 * must outlive it. Close it in any case. */
MUST_USE bool letters_open(struct letters *l, const struct speech *speech, struct err *e);
void letters_close(struct letters *l);
/*
 * A text, shaped. `size` in units of the surface; `language` NULL: the page's; `rtl`: its base direction. Letters that no
 * font has become U+FFFD, never a box. Drop it with g_object_unref.
 */
PangoLayout *letters_set(const struct letters *l, struct str text, enum face face, bool bold, double size, const char *language, bool rtl);
/* The same for a layout whose text and attributes are there already: put U+FFFD for what no font has. */
void letters_mend(PangoLayout *layout);
/* One line of a layout with its left end at (x, base), in the current colour, run by run: `before` may be NULL; it is called
 * before each run with where it stands in the text. What is drawn can be searched (paint_show.c). */
void letters_show(cairo_t *cr, PangoLayout *layout, int line, double x, double base, void (*before)(void *context, int offset), void *context);
PangoFontDescription *letters_font(const struct letters *l, enum face face, bool bold, double size); /* pango_font_description_free */

/* ---- colours ----------------------------------------------------------------------------------- */

enum colour { COLOUR_WHITE, COLOUR_SOFT, COLOUR_INK, COLOUR_INK2, COLOUR_RULE, COLOUR_GRID, COLOUR_LESS, COLOUR_MORE, COLOUR_HATCH, COLOUR_BAR,
    COLOUR_S1, COLOUR_S2, COLOUR_S3, COLOUR_S4, COLOUR_S5, COLOUR_ON_3, COLOURS };
void paint_colour(cairo_t *cr, enum colour c, double opacity);

/* ---- drawings ---------------------------------------------------------------------------------- */

/* On the surface at the origin, 1 unit a CSS px: translate and scale before. */
void paint_drawing(cairo_t *cr, const struct letters *l, const struct drawing *g);
/* SVG path data (M L H V Z, either case) onto the current path; stops at what it does not know. */
void paint_path(cairo_t *cr, struct str data);
#endif
