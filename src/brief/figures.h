/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures: numbers in (as guard released them), drawings out. Looks: colours, sizes and rules of looks.md.
 * All texts arrive in the reader's language. Memory from the document. No figure knows where its data come from.
 */
#ifndef DIWAN_FIGURES_H
#define DIWAN_FIGURES_H
#include "brief/doc.h"
#include "place/place.h"

/* One row a measure; "no change" the only dark vertical; pale bar = interval, mark = estimate. `change` is relative (-0.35 =
 * 35 % fewer). An interval that holds no change is grey; one that dwarfs the estimates runs off the scale in an arrow. 760 wide. */
struct strip_row { struct str label, from_to; struct shown_cell change; struct str says, range_says; };
struct drawing *figure_change_strip(struct doc *d, struct str title, struct str desc, const struct strip_row *rows, size_t n);

/* Panels on one time axis, 760 wide, for 1 to some 400 months. A month not known has no mark; one value in fifty may be cut off
 * at the top, with its number beside it. Labels for which there is no room are left out: the table behind has them. */
struct series_panel {
    struct str title;
    bool bars;                       /* counts as bars; else dots */
    enum number_style style;         /* of its axis */
    const struct shown_cell *months; /* n of them; unknown = no mark */
    struct series_mean { size_t from, to; struct shown_cell mean; struct str label; } *means; /* first and last month; line, band, label at its start */
    size_t mean_n;
    struct series_mean *medians;     /* as means, thin and without a band; median_n 0: none */
    size_t median_n;
    bool spans;                      /* each month's lo and hi as a thin line through its dot */
    /* change points: first month of the new mean, and from which to which it may as well be (a grey strip). `says_range` is written where
     * there is room, else `says` */
    struct series_mark { size_t month, first, last; struct str says, says_range; } *turns;
    size_t turn_n;
    struct str remark;               /* e.g. "no turning point found"; "" for none */
};
struct figure_series {
    struct str title, desc, before_says, now_says; /* over the two periods; "" = not shown */
    size_t months, now_from;         /* now_from = months: no period marked */
    int first_month;
    struct series_panel *panels;
    size_t panel_n;
    /* Levels or phases, first and last month; n = 0: none. shade: 0 outlined, 1 pale, 2 middle, 3 dark grey, -1 hatched (not known), -2 its
     * lower half.
     * The words stand inside where all fit, else in a key below. */
    struct ribbon { size_t from, to; struct str says; int shade; } *ribbon;
    size_t ribbon_n;
    struct str ribbon_label;
    struct ribbon *level;            /* a second one under it: what a rule makes of numbers, below what people set; level_n 0: none */
    size_t level_n;
    struct str level_label;
    /* Under it, whether anybody could look, from `unseen`; looked_label "" : no such ribbon. */
    const uint8_t *unseen;           /* each month: 0 seen, 1 in part, 2 not at all; hatched in the panels, where lines stop; NULL: all seen */
    bool unseen_elsewhere;           /* the panels are of what could be seen: `unseen` is of other places and stands in the ribbon alone */
    struct str looked_label, partly_says, unseen_says;
};
struct drawing *figure_series(struct doc *d, const struct figure_series *f);

/* Choropleth, 372 wide: the shapes are scaled to the column, up to 400 high. Class of an area from its value and the breaks
 * (low <= value < high). Name and value inside the area where they fit, else beside it with a leader line; an area for which there
 * is no room anywhere keeps its colour and has no words. Too few to show: neither hatched nor white. */
struct map_value { struct str name; const char *name_lang; struct shown_cell value; enum number_style style; };
struct drawing *figure_map(struct doc *d, struct str title, struct str desc, const struct map_shapes *shapes,
    const struct map_value *values /* one an area */, const double breaks[4], struct str unit_note, int highlight /* area, -1 none */);

/* Ranked dots with intervals, 372 wide, rows in the order given: largest first, then zero, then unseen. Squeezed scale
 * log(1 + x/2) where `squeezed`. An interval over 1.6 times the largest value is cut off with an arrow head. `says_instead` (e.g.
 * "nobody could look") hatches the row. `whole` unknown: no line. Rows grow closer from 12 to 30; sensible up to about 40. */
struct dot_row { struct str name; const char *name_lang; struct shown_cell value; bool strong; struct str says_instead; };
struct drawing *figure_dots(struct doc *d, struct str title, struct str desc, const struct dot_row *rows, size_t n,
    struct shown_cell whole, struct str whole_says, struct str axis_says, enum number_style style, bool squeezed);

/* One panel of small multiples (184 x 84): months as bars up to `top`, means of two periods as lines, unknown months hatched (and those
 * of `unseen`, as in the series). `says`
 * stands at the end side of the name; "" where nothing was recorded: the panel says that itself. `squeezed`: heights are square
 * roots, so that small numbers can be seen beside large ones. */
struct small_panel { struct str name; const char *name_lang; const struct shown_cell *months; size_t n, now_from; struct shown_cell before, now; struct str says; int first_month; double top; const uint8_t *unseen; bool squeezed; };
struct drawing *figure_small(struct doc *d, const struct small_panel *p);

/* What stands in a row of a table of places, without letters of its own: months as a small panel's (190 x 30; `says` is not drawn, the period is shaded); a change as a
 * mark on a scale from none to twice as many (130 x 24; `unseen`: hatched, nothing is claimed); quarters as boxes, enum grid_state (13 a quarter, 16 high). */
struct drawing *figure_row_months(struct doc *d, struct str desc, const struct small_panel *p);
struct drawing *figure_row_change(struct doc *d, struct str title, struct str desc, struct shown_cell change, bool unseen);
struct drawing *figure_row_looked(struct doc *d, struct str title, struct str desc, const uint8_t *states, size_t quarters);

/* Years as bars with low-high whiskers, 760 wide; unknown years hatched. The axis is of whole numbers. */
struct drawing *figure_years(struct doc *d, struct str title, struct str desc, struct str axis_says, int first_year,
    const struct shown_cell *years /* value, lo, hi */, size_t n);

/* Months as one bar of up to three parts standing on each other, 372 wide: dark, light, and hatched for what is not known. A part
 * that is NULL is left out of the key; a month of which a part is not known is hatched from top to bottom. */
enum { FIGURE_PARTS = 3 };
struct figure_sides {
    struct str title, desc, axis_says, unknown_says;
    struct str labels[FIGURE_PARTS];
    const struct shown_cell *months[FIGURE_PARTS]; /* n each */
    size_t n, now_from; /* now_from 0 or n: no period marked */
    int first_month;
};
struct drawing *figure_sides(struct doc *d, const struct figure_sides *f);

/* Places by quarters (760 wide): could anybody look? Rows in the order given, the worst first. */
enum grid_state { GRID_LOOKED, GRID_PARTLY, GRID_UNSEEN, GRID_UNSAID, GRID_STATES };
struct grid_row { struct str name; const char *name_lang; const uint8_t *states; /* enum grid_state, one a quarter */ };
struct figure_grid {
    struct str title, desc;
    const struct grid_row *rows;
    size_t n, quarters;
    int first_month;             /* of the first quarter */
    struct str says[GRID_STATES];
};
struct drawing *figure_grid(struct doc *d, const struct figure_grid *f);

/* Who works where, 760 wide: a cell a place and sector with how many organisations, by `breaks`. Rows and columns in the order given: sensible up to 40 and 12. It mirrors. */
enum matrix_state { MATRIX_PLAIN, MATRIX_GAP /* nobody, though there is need */, MATRIX_CROWDED, MATRIX_UNKNOWN /* nobody, and no need is told */, MATRIX_STATES };
struct matrix_cell { struct shown_cell n; enum matrix_state state; };
struct matrix_row { struct str name; const char *name_lang; };
struct figure_matrix {
    struct doc *doc;
    struct str title, desc;
    const struct str *columns;
    const struct matrix_row *rows;
    const struct matrix_cell *cells; /* row by row */
    size_t row_n, column_n;
    double breaks[4];
    struct str says[MATRIX_STATES];  /* of the key */
};
struct drawing *figure_matrix(struct doc *d, const struct figure_matrix *f);

/* Groups of opinion, 372 wide: an outline a group around the middle of its people, as wide as they are spread, its letter and their number
 * inside, a mark for about `each` people placed by chance (`seed`) inside it: no person's position is drawn. Distances between middles are true;
 * directions mean nothing, so it does not mirror. Below it the note. */
enum { FIGURE_GROUPS_MOST = 5 };
struct opinion_says { struct str text, translation; }; /* translation "": none */
struct opinion_area {
    struct str letter, people;       /* "A"; "88 people" */
    const struct opinion_says *says; /* what it holds, a few words */
    size_t say_n;
    struct shown_cell size;          /* people in it */
    double x, y, xx, xy, yy;         /* middle, and the spread around it (variances and covariance), in any unit */
};
struct figure_opinions {
    struct str title, desc, note;
    const struct opinion_area *areas;
    size_t n;                        /* at most FIGURE_GROUPS_MOST, as below */
    int64_t each;
    uint64_t seed;
};
struct drawing *figure_opinion_map(struct doc *d, const struct figure_opinions *f);
/* Beside it, 372 wide: what each group `says`, under its letter and shape. `title` is drawn, too. */
struct drawing *figure_opinion_says(struct doc *d, const struct figure_opinions *f, struct str title, struct str desc);

/* Statements, 372 wide, each in its own words over a strip from 0 to 100 %: a mark a group, by shape, at the share that agrees, and a bar from the
 * lowest to the highest. `letters` NULL: marks bear numbers alone. It mirrors. */
struct opinion_strip {
    struct str text, translation;    /* translation "": none */
    const char *lang;                /* of `text`; NULL: the reader's */
    const struct shown_cell *shares; /* one a group */
};
struct figure_opinion_strips {
    struct str title, desc, heading;
    const struct str *letters, *names; /* names: of the key */
    size_t groups;
    const struct opinion_strip *rows;
    size_t n;
};
struct drawing *figure_opinion_strips(struct doc *d, const struct figure_opinion_strips *f);

/* Who is tied to whom: lanes from the top down, actors beside those whom they are tied to, from the order given; the same network looks the same. `width` 760 on paper, up to some
 * 1180 on a page. Names on two lines, shortened where they are longer. Legible up to some 150 actors, and to 300 where there is room to scroll. A key of what occurs. */
enum network_line { TIED_WORK /* beside one another; the palest */, TIED_RULE, TIED_MONEY, TIED_TRUST, TIED_DISPUTE, TIED_LINES };
enum network_family { FAMILY_OUTSIDE, FAMILY_STATE, FAMILY_SOCIETY, FAMILY_COUNCIL, FAMILY_ARMED, FAMILY_UNSAID, FAMILIES_OF_ACTORS };
struct network_node {
    struct str name;
    const char *lang; /* NULL: the reader's */
    enum network_family family;
    size_t lane;
    bool strong; /* around whom it was asked */
};
struct network_edge {
    uint32_t from, to;
    enum network_line line;
    bool directed, thin;
};
struct figure_network {
    struct str title, desc;
    float width;
    const struct str *lanes; /* what each says; one in which nobody stands is left out */
    size_t lane_n;
    const struct network_node *nodes;
    size_t n;
    const struct network_edge *edges;
    size_t m;
    struct str line_says[TIED_LINES], family_says[FAMILIES_OF_ACTORS], thin_says;
};
struct drawing *figure_network(struct doc *d, const struct figure_network *f);

/* Four strictly increasing round breaks for five classes of the positive values, as evenly filled as 1, 2, 5 x 10^k allow; where fewer
 * than four of those lie between the values also 1.5, 3, 4, 6, 8 x 10^k; where the values are too few, round numbers above them.
 * Zero and unknown do not count. O(c^4) in the candidates c (at most 48). */
/* Power (upwards) and interest (across) as judged, 0 to 10, parted at 5, 760 wide: a numbered dot each, with bars from the lowest to the highest judgement. It mirrors. */
struct power_dot { int64_t number; struct shown_cell power, interest; };
struct figure_power {
    struct str title, desc, power_says, interest_says, quadrant_says[4]; /* quadrants: little of both; interest alone; power alone; much of both */
    const struct power_dot *dots;
    size_t n;
};
struct drawing *figure_power(struct doc *d, const struct figure_power *f);

void figure_breaks(const struct shown_cell *values, size_t n, double breaks[4]);
/* Block characters for a terminal, the lowest for zero, the highest for `top` and more; unknown = a dot. */
struct str figure_spark(struct doc *d, const struct shown_cell *v, size_t n, double top);
/* A small block map for a terminal: `columns` (12 to 200) wide, shades for classes, "?" for unknown, "%" for partly seen, a rim for zero; numbers on the areas
 * and a key of names below. "" in plain mode is the caller's business. */
struct str figure_block_map(struct doc *d, const struct map_shapes *shapes, const struct map_value *values, const double breaks[4], int columns);
#endif
