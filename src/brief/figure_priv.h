/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What figures share and nobody else needs: mirroring, paths, ticks, room for labels.
 * Lengths are CSS px of the drawing, y downwards.
 */
#ifndef DIWAN_FIGURE_PRIV_H
#define DIWAN_FIGURE_PRIV_H
#include "brief/figures.h"

/* ---- a drawing and its two directions ---------------------------------------------------------- */

struct drawing *figure_new(struct doc *d, float width, float height, struct str title, struct str desc);
/* Where x of a left-to-right drawing stands on this page, and which side a label grows from there. */
float figure_x(const struct drawing *g, float x);
enum anchor figure_anchor(const struct drawing *g, enum anchor a);
/* A rectangle given as in a left-to-right drawing, mirrored where the page is. */
void figure_rect(struct drawing *g, enum ink ink, float x, float y, float w, float h);

/* ---- time ------------------------------------------------------------------------------------------
 * Figures draw time from left to right. Where it shall run from right to left the drawing is turned round as a whole at its end:
 * what shall then stand where the page starts is drawn at the left. */

bool figure_time_turns(const struct doc *d);
bool figure_starts_right(const struct drawing *g, const struct doc *d); /* the side to draw at what shall stand at the page's start */
struct drawing *figure_turned(struct drawing *g, const struct doc *d);  /* turned round where time turns; returns g */

/* The width of each of n months in `room`: where there is room enough a multiple of half a px, so that places are told in few digits. */
float figure_pitch(float room, size_t n);

/* ---- texts that figures write themselves ------------------------------------------------------- */

struct str figure_say(struct doc *d, const char *msgid, const struct slot *slots, size_t n);
/* A round number of an axis or a legend. `step` is what it is a multiple of: it decides the decimals. */
struct str figure_tick(struct doc *d, double v, double step, enum number_style style);
struct str figure_year(struct doc *d, int year);
struct str figure_zero(struct doc *d, enum number_style style); /* the word where the digit looks like dirt */
/* The text, shortened with an ellipsis where it is wider than `width`. */
struct str figure_fit(const struct drawing *g, struct str text, enum text_role role, float width);
/* The first words of it that fit into `width` (the first alone where it is wider; a word with a hyphen is two), and what is left. */
struct str figure_first_line(const struct drawing *g, struct str *text, enum text_role role, float width);
float figure_line(const struct drawing *g); /* from one line of labels to the next */

/* ---- values ------------------------------------------------------------------------------------ */

static inline bool figure_known(struct shown_cell c) { return shown_state(c) == SHOWN_VALUE && isfinite(shown_value(c).value); }
/* Low or high where there is one, else the value. NAN where nothing is known. */
double figure_lo(struct shown_cell c);
double figure_hi(struct shown_cell c);
/* 0 for zero, 1..5 by the breaks, -1 where nothing is known. */
int figure_class(struct shown_cell c, const double breaks[4]);
enum ink figure_class_ink(int class_number);

struct ticks {
    double step, top; /* top = n * step */
    int n;            /* without the zero */
};
/* Round ticks from zero: the lowest round top that is not below `most`, with 2 to `at_most` steps:
 * few where there is room for three, many where there is room for more. */
struct ticks figure_ticks(double most, enum number_style style, int at_most);
/* What a scale should reach to. One value in fifty (at least one of eight or more) may stand far above the rest and is
 * then cut off: returns the largest of the others. `floor` must fit in any case. 0 when nothing is known. */
double figure_most(const struct shown_cell *v, size_t n, double floor);

/* ---- paths ------------------------------------------------------------------------------------- */

void path_xy(struct buf *b, char command, float x, float y); /* "M12 3.5" */
void path_number(struct buf *b, float v, bool apart);        /* "3.5", with a blank before it where it stands apart from a number */
void path_to(struct buf *b, char command, float v);          /* "H12" */
/* A line through n points, scaled and then moved by (x, y), each to a multiple of `step` tenths of a px, in relative steps; points that fall together are drawn once. */
void path_run(struct buf *b, const float *xy, size_t n, float x, float y, float scale, long step);
/* Bars standing on `base`, `width` wide in every `pitch`, as one path; heights above base in px, NAN or 0 = none. */
void draw_bars(struct drawing *g, enum ink ink, float x, float base, float pitch, float width, const float *heights, size_t n);
/* Dots from (x, y1) down to (x, y2). */
void draw_dotted(struct drawing *g, enum ink ink, float x, float y1, float y2);

/* ---- room for labels --------------------------------------------------------------------------- */

struct box {
    float x, y, w, h;
};
bool box_meets(struct box a, struct box b);
/* The box of a label with its baseline at y: what a reader must be able to read. */
struct box figure_box(const struct drawing *g, float x, float y, enum anchor a, enum text_role role, struct str text);
struct taken { /* what is already drawn on; in the drawing's arena */
    struct box *list;
    size_t n, room;
};
bool taken_free(const struct taken *t, struct box b);
void taken_add(struct drawing *g, struct taken *t, struct box b);

/* ---- the legend of a choropleth, shared by the map and its form for terminals ------------------- */

/* Whether a point of the shapes' own coordinates lies in the area: even-odd over all its rings. */
bool figure_area_holds(const struct map_area *area, float x, float y);
/* What class 1..5 holds, in the reader's words: "under 2", "2 to 5", "40 and more". */
struct str figure_class_says(struct doc *d, const double breaks[4], int class_number, enum number_style style);
/* The words of the first value that is not known ("not known", "not seen"), or of the first that is partly seen; "" where there is none. */
struct str figure_unknown_says(struct doc *d, const struct map_value *values, size_t n, bool partly);
#endif
