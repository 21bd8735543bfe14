/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the DOCX writer share: the document being written, its words, its pictures, its fixed parts. */
#ifndef DIWAN_DOCX_PRIV_H
#define DIWAN_DOCX_PRIV_H
#include "brief/html_priv.h"

enum {
    TEXT_WIDTH = 9865,      /* twentieths of a point between the margins of an A4 page: 17.4 cm */
    EMU_WIDTH = 6264000,    /* the same in English metric units, in which pictures are measured */
    EMU_PX = 6264000 / 760, /* a CSS px: a full figure is 760 wide */
    PICTURES_FIRST = 10     /* relations before it are the fixed parts */
};
#define PICTURE_SCALE 1.8   /* pixels to a CSS px: about 200 to an inch at that size */

struct picture {
    struct buf png;
    char name[40];
};
struct docx {
    const struct doc *doc;
    struct html x;      /* word/document.xml: the markup is ours, texts are escaped */
    struct buf body;
    bool rtl;
    const char *latin, *complex; /* languages: "en-GB", "ar-SA" */
    struct picture *pictures;
    size_t picture_n, picture_room;
    int bookmarks;
    struct doc scratch; /* a speech and an arena, for number_text() and the like */
};

/* ---- words (docx_words.c) ---------------------------------------------------------------------- */

struct run {
    bool bold, dim;
    bool link; /* in the style of links */
};
/* Text in runs, each of one direction. `data`: a name, which stays one run and, where it is written the other way than the
 * page, is set apart. */
void docx_text(struct docx *d, struct html *h, struct str text, struct run how, bool data);
void docx_words(struct docx *d, struct html *h, const struct words *w);
/* A paragraph's beginning, with its style; `more` is for properties of its own that stand between style and direction. */
void docx_open(struct docx *d, struct html *h, const char *style);
void docx_close(struct html *h);
void docx_paragraph(struct docx *d, const char *style, const struct words *w);
/* "Figure 4." as the language says it. */
void docx_counted(struct docx *d, const char *msgid, int n);
/* A place to jump to, for a block or figure of this id. */
void docx_bookmark(struct docx *d, struct str id);
const char *docx_told(const struct docx *d, const char *msgid);

/* ---- tables and figures (docx_table.c, docx_figure.c) ------------------------------------------ */

void docx_table(struct docx *d, const struct doc_table *t);
void docx_partners(struct docx *d, const struct block *b);
MUST_USE bool docx_figure(struct docx *d, const struct figure *f, struct err *e);

/* ---- fixed parts (docx_parts.c) ---------------------------------------------------------------- */

void docx_styles(struct docx *d, struct buf *out);
void docx_numbering(struct docx *d, struct buf *out);
void docx_settings(struct docx *d, struct buf *out);
void docx_header(struct docx *d, const struct words *banner, struct buf *out);
void docx_footer(struct docx *d, struct buf *out);
void docx_properties(struct docx *d, struct buf *core, struct buf *app);
extern const char docx_spaces[]; /* the name spaces of a part with text, as attributes */
#endif
