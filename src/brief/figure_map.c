/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choropleth. Areas in five classes; name and value inside an area where they fit, else beside it with a thin
 * leader line. A map does not mirror; its legend does.
 *
 * Labels are placed greedily, the largest area first: inside as the type stands, inside in smaller type, inside in one
 * line; then, for those that have no room, the cheapest of many places around them: short leaders, off the other areas,
 * never over another label, another leader or the middle of another small area. Same input, same places.
 */
#include "brief/figure_priv.h"

#define MAP_WIDTH 372.0f
#define MAP_HEIGHT 400.0f /* at most */
#define MAP_EDGE 3.0f

struct map {
    struct doc *d;
    struct drawing *g;
    const struct map_shapes *s;
    const struct map_value *v;
    const double *breaks;
    float dx, dy, scale;
    struct box *bounds;    /* of each area */
    struct taken taken;    /* labels and the scale bar */
    struct box *anchors;   /* middles of areas that still want a label: nobody may cover them */
    bool *done;
    struct leader { float x1, y1, x2, y2; } *leaders;
    size_t leader_n;
};

static float map_x(const struct map *m, float x) { return m->dx + x * m->scale; }
static float map_y(const struct map *m, float y) { return m->dy + y * m->scale; }

/* ---- shapes ------------------------------------------------------------------------------------ */

static void add_points(const struct map *m, struct buf *b, const float *xy, size_t n)
{
    path_run(b, xy, n, m->dx, m->dy, m->scale, 10); /* borders are an aid to reading: whole px */
}

static enum ink area_ink(const struct map *m, size_t area)
{
    enum shown_state state = shown_state(m->v[area].value);
    if (state == SHOWN_TOO_FEW)
        return INK_BOX; /* neither hatched nor white: the words say it */
    if (state == SHOWN_PARTLY_SEEN)
        return INK_ZERO; /* under the hatch of its lower half */
    return figure_class_ink(figure_class(m->v[area].value, m->breaks));
}

/* The part of a ring below y (Sutherland and Hodgman 1974); it may run along the cut, which a fill does not show. Points fit in
 * `out`, twice as many as the ring has. */
static size_t ring_below(const struct map_ring *ring, float y, float *out)
{
    size_t n = 0;
    for (size_t i = 0; i < ring->n; i++) {
        const float *a = ring->xy + 2 * i, *b = ring->xy + 2 * ((i + 1) % ring->n);
        bool in = a[1] >= y, next = b[1] >= y;
        if (in) {
            out[2 * n] = a[0];
            out[2 * n++ + 1] = a[1];
        }
        if (in == next)
            continue;
        out[2 * n] = a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]);
        out[2 * n++ + 1] = y;
    }
    return n;
}

/* Partly seen: the lower half is hatched. */
static void hatch_lower_half(const struct map *m, size_t area)
{
    struct box in_box = m->bounds[area];
    float middle = (in_box.y + in_box.h / 2 - m->dy) / m->scale;
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t k = 0; k < m->s->areas[area].ring_n; k++) {
        const struct map_ring *ring = &m->s->areas[area].rings[k];
        float *below = ARENA_ARRAY(m->g->arena, float, 4 * ring->n);
        size_t n = ring_below(ring, middle, below);
        if (n < 3)
            continue;
        add_points(m, &b, below, n);
        buf_char(&b, 'Z');
    }
    if (b.n)
        draw_path(m->g, INK_UNKNOWN, b.p, b.n);
}

static void draw_area(const struct map *m, size_t area)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t k = 0; k < m->s->areas[area].ring_n; k++) {
        if (m->s->areas[area].rings[k].n < 3)
            continue;
        add_points(m, &b, m->s->areas[area].rings[k].xy, m->s->areas[area].rings[k].n);
        buf_char(&b, 'Z');
    }
    if (!b.n)
        return;
    draw_path(m->g, area_ink(m, area), b.p, b.n);
    m->g->list[m->g->n - 1].edged = true;
}

/* Each with its edge, which is the border between two of them. Those half hatched come first: the hatch covers half of their own edge. */
static void draw_areas(const struct map *m)
{
    for (int partly = 1; partly >= 0; partly--)
        for (size_t i = 0; i < m->s->area_n; i++) {
            if ((shown_state(m->v[i].value) == SHOWN_PARTLY_SEEN) != partly)
                continue;
            draw_area(m, i);
            if (partly)
                hatch_lower_half(m, i);
        }
}

static void draw_borders(const struct map *m, int highlight)
{
    struct buf outer CLEANUP(buf_end) = {0}, chosen CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < m->s->arc_n; i++) {
        const struct map_arc *a = &m->s->arcs[i];
        if (a->right < 0)
            add_points(m, &outer, a->xy, a->n);
        if (highlight >= 0 && (a->left == highlight || a->right == highlight))
            add_points(m, &chosen, a->xy, a->n);
    }
    draw_path(m->g, INK_BORDER_OUT, outer.p, outer.n);
    draw_path(m->g, INK_INTERVAL, chosen.p, chosen.n);
}

/* In the drawing's coordinates. */
static bool area_holds(const struct map *m, size_t area, float x, float y)
{
    struct box in_box = m->bounds[area];
    if (x < in_box.x || x > in_box.x + in_box.w || y < in_box.y || y > in_box.y + in_box.h)
        return false;
    return figure_area_holds(&m->s->areas[area], (x - m->dx) / m->scale, (y - m->dy) / m->scale);
}

static void find_bounds(struct map *m)
{
    m->bounds = ARENA_ARRAY(m->g->arena, struct box, m->s->area_n);
    for (size_t i = 0; i < m->s->area_n; i++) {
        float left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
        for (size_t k = 0; k < m->s->areas[i].ring_n; k++)
            for (size_t j = 0; j < m->s->areas[i].rings[k].n; j++) {
                const float *xy = m->s->areas[i].rings[k].xy + 2 * j;
                left = fminf(left, map_x(m, xy[0]));
                right = fmaxf(right, map_x(m, xy[0]));
                top = fminf(top, map_y(m, xy[1]));
                bottom = fmaxf(bottom, map_y(m, xy[1]));
            }
        m->bounds[i] = (struct box){left, top, right - left, bottom - top};
    }
}

static bool area_holds_box(const struct map *m, size_t area, struct box b)
{
    for (int row = 0; row <= 3; row++)
        for (int column = 0; column <= 8; column++)
            if (!area_holds(m, area, b.x + b.w * (float)column / 8, b.y + b.h * (float)row / 3))
                return false;
    return true;
}

/* The area under a point, -1 for none. */
static int area_at(const struct map *m, float x, float y)
{
    for (size_t i = 0; i < m->s->area_n; i++)
        if (area_holds(m, i, x, y))
            return (int)i;
    return -1;
}

/* ---- labels ------------------------------------------------------------------------------------ */

struct label {
    struct str name, value;
    bool number; /* the value is a bare number */
    enum text_role name_role, value_role;
    float w1, w2; /* of name and value */
    bool one_line;
};

static struct label label_of(const struct map *m, size_t area, bool small, bool one_line)
{
    struct shown_cell c = m->v[area].value;
    bool zero = figure_class(c, m->breaks) == 0;
    enum number_style style = m->v[area].style;
    struct label l = {.name = m->v[area].name, .value = zero ? figure_zero(m->d, style) : number_text(m->d, c, style)};
    l.number = figure_known(c) && style != NUMBER_PERCENT && style != NUMBER_PERCENT_1 && !(zero && m->g->rtl);
    l.name_role = small ? TEXT_STRONG_TICK : TEXT_BOLD;
    l.value_role = small ? TEXT_TICK : TEXT_LABEL;
    l.name = figure_fit(m->g, l.name, l.name_role, 130);
    l.w1 = text_width(m->g, l.name, l.name_role);
    l.w2 = text_width(m->g, l.value, l.value_role);
    l.one_line = one_line;
    return l;
}

static struct box label_size(const struct map *m, const struct label *l)
{
    float line = l->name_role == TEXT_BOLD ? figure_line(m->g) : figure_line(m->g) - 1;
    if (l->one_line)
        return (struct box){0, 0, l->w1 + 5 + l->w2, line};
    return (struct box){0, 0, fmaxf(l->w1, l->w2), line * 2};
}

static enum text_ink label_ink(const struct map *m, size_t area)
{
    int k = figure_class(m->v[area].value, m->breaks);
    return k >= 4 ? ON_DARK : k == 3 ? ON_MIDDLE : k >= 1 ? ON_LIGHT : ON_PAGE;
}

static void label_draw(struct map *m, size_t area, const struct label *l, struct box b, bool inside)
{
    struct drawing *g = m->g;
    float line = l->one_line ? b.h : b.h / 2, base = b.y + line * 0.78f;
    float start = l->one_line ? (g->rtl ? b.x + b.w : b.x) : b.x + b.w / 2, end = l->one_line ? (g->rtl ? b.x : b.x + b.w) : start;
    size_t first = g->n;
    draw_text(g, start, base, l->one_line ? figure_anchor(g, ANCHOR_START) : ANCHOR_MIDDLE, l->name_role, l->name)->lang = m->v[area].name_lang;
    draw_text(g, end, l->one_line ? base : base + line, l->one_line ? figure_anchor(g, ANCHOR_END) : ANCHOR_MIDDLE, l->value_role, l->value)
        ->reading = l->number ? READ_NUMBER : READ_PAGE;
    for (size_t i = first; i < g->n; i++) {
        g->list[i].text_ink = inside ? label_ink(m, area) : ON_PAGE;
        g->list[i].halo = inside ? !figure_known(m->v[area].value) : !(first && g->list[first - 1].ink == INK_BOX);
    }
    taken_add(g, &m->taken, (struct box){b.x - 2, b.y - 1, b.w + 4, b.h + 2});
    m->done[area] = true;
}

/* Each line of the label on its own: a short value may stand where the name would not fit. */
static bool label_fits(const struct map *m, size_t area, const struct label *l, struct box b)
{
    float line = l->one_line ? b.h : b.h / 2, middle = b.x + b.w / 2;
    struct box name = {b.x - 1.5f, b.y + line * 0.1f, b.w + 3, line * 0.85f};
    if (l->one_line)
        return area_holds_box(m, area, name);
    name.x = middle - l->w1 / 2 - 1.5f;
    name.w = l->w1 + 3;
    struct box value = {middle - l->w2 / 2 - 1.5f, name.y + line, l->w2 + 3, line * 0.8f};
    return area_holds_box(m, area, name) && area_holds_box(m, area, value);
}

/* Around the middle of the area, nearest first: a spiral of rings. */
static bool label_inside(struct map *m, size_t area, bool small, bool one_line)
{
    struct label l = label_of(m, area, small, one_line);
    struct box b = label_size(m, &l);
    float x = map_x(m, m->s->areas[area].label_x), y = map_y(m, m->s->areas[area].label_y);
    float reach = fmaxf(m->s->areas[area].label_r * m->scale, 4);
    for (int ring = 0; ring <= 10; ring++) {
        int steps = ring ? 16 : 1;
        for (int k = 0; k < steps; k++) {
            float angle = (float)k / (float)steps * 6.2831853f, r = reach * (float)ring / 6;
            b.x = x + r * cosf(angle) - b.w / 2;
            b.y = y + r * sinf(angle) - b.h / 2;
            if (!label_fits(m, area, &l, b) || !taken_free(&m->taken, b))
                continue;
            label_draw(m, area, &l, b, true);
            return true;
        }
    }
    return false;
}

/* ---- leaders ----------------------------------------------------------------------------------- */

static float turn(float ax, float ay, float bx, float by, float cx, float cy)
{
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

static bool lines_cross(struct leader a, struct leader b)
{
    return turn(a.x1, a.y1, a.x2, a.y2, b.x1, b.y1) * turn(a.x1, a.y1, a.x2, a.y2, b.x2, b.y2) <= 0 &&
        turn(b.x1, b.y1, b.x2, b.y2, a.x1, a.y1) * turn(b.x1, b.y1, b.x2, b.y2, a.x2, a.y2) <= 0;
}

static bool line_meets_box(struct leader l, struct box b)
{
    for (int i = 0; i <= 40; i++) {
        float x = l.x1 + (l.x2 - l.x1) * (float)i / 40, y = l.y1 + (l.y2 - l.y1) * (float)i / 40;
        if (x > b.x && x < b.x + b.w && y > b.y && y < b.y + b.h)
            return true;
    }
    return false;
}

/* From the middle of the area to the nearest point of the label's edge. */
static struct leader leader_to(float x, float y, struct box b)
{
    float to_x = fminf(fmaxf(x, b.x), b.x + b.w), to_y = fminf(fmaxf(y, b.y + 2), b.y + b.h - 2);
    if (to_x > b.x && to_x < b.x + b.w) /* from above or below: to the middle of the edge that faces the area */
        to_y = y < b.y ? b.y : b.y + b.h;
    else
        to_x += to_x <= b.x ? -4 : 4; /* clear of the digits, which no width table knows to the pixel */
    return (struct leader){x, y, to_x, to_y};
}

/* What a place costs; INFINITY where it may not be. */
static float outside_cost(const struct map *m, size_t area, struct box b, struct leader l)
{
    if (b.x < MAP_EDGE || b.x + b.w > MAP_WIDTH - MAP_EDGE || b.y < 1 || b.y + b.h > m->dy + m->s->height * m->scale)
        return INFINITY;
    struct box roomy = {b.x - 2, b.y - 1, b.w + 4, b.h + 2};
    if (!taken_free(&m->taken, roomy))
        return INFINITY;
    for (size_t i = 0; i < m->leader_n; i++)
        if (lines_cross(l, m->leaders[i]) || line_meets_box(m->leaders[i], roomy))
            return INFINITY;
    for (size_t i = 0; i < m->taken.n; i++)
        if (line_meets_box(l, m->taken.list[i]))
            return INFINITY;
    for (size_t i = 0; i < m->s->area_n; i++)
        if (i != area && !m->done[i] && box_meets(roomy, m->anchors[i]))
            return INFINITY;
    int first = area_at(m, b.x + b.w / 2, b.y + b.h / 2), mixed = 0, covered = 0, own = 0;
    for (int k = 0; k < 15; k++) {
        int under = area_at(m, b.x + b.w * (float)(k % 5) / 4, b.y + b.h * (float)(k / 5) / 2);
        mixed += under != first;
        covered += under >= 0;
        own += under == (int)area;
    }
    float length = hypotf(l.x2 - l.x1, l.y2 - l.y1);
    return length + (float)(covered - own) * 3 + (float)own * 4 + (mixed ? 12.0f + (float)mixed : 0);
}

static void leader_draw(struct map *m, struct leader l)
{
    struct buf b CLEANUP(buf_end) = {0};
    float length = fmaxf(hypotf(l.x2 - l.x1, l.y2 - l.y1), 0.01f), ox = -(l.y2 - l.y1) / length * 1.4f, oy = (l.x2 - l.x1) / length * 1.4f;
    path_xy(&b, 'M', l.x1 + ox, l.y1 + oy); /* a pale edge, so that the line is seen on dark areas too */
    path_xy(&b, 'L', l.x2 + ox, l.y2 + oy);
    path_xy(&b, 'L', l.x2 - ox, l.y2 - oy);
    path_xy(&b, 'L', l.x1 - ox, l.y1 - oy);
    buf_char(&b, 'Z');
    draw_path(m->g, INK_SOFT, b.p, b.n);
    draw_line(m->g, INK_LEADER, l.x1, l.y1, l.x2, l.y2);
    draw_circle(m->g, INK_POINT, l.x1, l.y1, 2.4f);
    m->leaders[m->leader_n++] = l;
}

/* A label that lies on other areas gets a plate, so that it reads on any of their colours. */
static void label_plate(struct map *m, struct box b)
{
    bool covered = false;
    for (int k = 0; k < 15 && !covered; k++)
        covered = area_at(m, b.x + b.w * (float)(k % 5) / 4, b.y + b.h * (float)(k / 5) / 2) >= 0;
    if (covered)
        draw_rect(m->g, INK_BOX, b.x - 2, b.y - 0.5f, b.w + 4, b.h + 1);
}

static void label_outside(struct map *m, size_t area)
{
    float x = map_x(m, m->s->areas[area].label_x), y = map_y(m, m->s->areas[area].label_y);
    struct box best = {0};
    struct label chosen = {0};
    float cost = INFINITY;
    for (int form = 0; form < 2; form++) { /* two lines, one line */
        struct label l = label_of(m, area, true, form == 1);
        struct box b = label_size(m, &l);
        for (int ring = 1; ring <= 28; ring++)
            for (int k = 0; k < 32; k++) {
                float angle = (float)k / 32 * 6.2831853f, r = 6 + 6 * (float)ring;
                b.x = x + r * cosf(angle) - (cosf(angle) < -0.3f ? b.w : cosf(angle) > 0.3f ? 0 : b.w / 2);
                b.y = y + r * sinf(angle) - b.h / 2;
                struct leader l_to = leader_to(x, y, b);
                if (hypotf(l_to.x2 - x, l_to.y2 - y) + (float)form >= cost) /* no place costs less than its leader is long */
                    continue;
                float c = outside_cost(m, area, b, l_to) + (float)form;
                if (c >= cost - 1e-3f)
                    continue;
                cost = c;
                best = b;
                chosen = l;
            }
    }
    if (isinf(cost))
        return; /* no room at all: the dot plot and the table name it */
    leader_draw(m, leader_to(x, y, best));
    label_plate(m, best);
    label_draw(m, area, &chosen, best, false);
}

/* Areas from large to small; ties by their order. */
static size_t *by_size(const struct map *m)
{
    size_t n = m->s->area_n, *order = ARENA_ARRAY(m->g->arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        while (k > 0 && m->s->areas[order[k - 1]].label_r < m->s->areas[i].label_r) {
            order[k] = order[k - 1];
            k--;
        }
        order[k] = i;
    }
    return order;
}

enum { LABELS_MOST = 60 }; /* more areas than that hold no legible names: dots and table name them */

static void draw_labels(struct map *m)
{
    size_t n = m->s->area_n;
    if (n > LABELS_MOST)
        return;
    size_t *order = by_size(m);
    m->done = ARENA_ARRAY(m->g->arena, bool, n);
    m->anchors = ARENA_ARRAY(m->g->arena, struct box, n);
    m->leaders = ARENA_ARRAY(m->g->arena, struct leader, n);
    for (size_t i = 0; i < n; i++)
        m->anchors[i] = (struct box){map_x(m, m->s->areas[i].label_x) - 5, map_y(m, m->s->areas[i].label_y) - 5, 10, 10};
    for (size_t i = 0; i < n; i++) {
        size_t area = order[i];
        if (!label_inside(m, area, false, false) && !label_inside(m, area, true, false))
            label_inside(m, area, true, true);
    }
    for (size_t i = 0; i < n; i++)
        if (!m->done[order[i]])
            label_outside(m, order[i]);
}

/* ---- scale and legend -------------------------------------------------------------------------- */

/* A bar of 1, 2 or 5 x 10^k km, in a corner of the map that is free; under the map where none is. Returns what it adds
 * to the height. */
static float draw_scale(struct map *m)
{
    double per_px = m->s->km_per_unit / m->scale, km = 1;
    if (!(per_px > 0))
        return 0;
    for (int k = -1; k < 5; k++)
        for (int i = 0; i < 3; i++) {
            double v = (i == 0 ? 1 : i == 1 ? 2 : 5) * (k < 0 ? 0.1 : pow(10, k));
            if (v / per_px <= 76)
                km = v;
        }
    struct slot slots[] = {{.name = "n", .text = figure_tick(m->d, km, km, NUMBER_2)}};
    struct str says = figure_say(m->d, T("{n} km"), slots, 1);
    float w = (float)(km / per_px), room = fmaxf(w, text_width(m->g, says, TEXT_TICK)) + 8, bottom = map_y(m, m->s->height), added = 0;
    struct box at = {MAP_WIDTH - MAP_EDGE - room, bottom - 22, room, 22};
    for (int corner = 0;; corner++) {
        bool free = true;
        for (int k = 0; k < 35 && free; k++)
            free = area_at(m, at.x + at.w * (float)(k % 7) / 6, at.y + at.h * (float)(k / 7) / 4) < 0;
        if (free)
            break;
        if (corner == 1) {
            at = (struct box){MAP_WIDTH - MAP_EDGE - room, bottom + 2, room, 22};
            added = 24;
            break;
        }
        at.x = MAP_EDGE;
    }
    float left = at.x + (room - w) / 2, y = at.y + at.h - 6;
    struct buf b CLEANUP(buf_end) = {0};
    path_xy(&b, 'M', left, y);
    buf_text(&b, "v5");
    path_to(&b, 'H', left + w);
    buf_text(&b, "v-5");
    draw_path(m->g, INK_AXIS, b.p, b.n);
    draw_text(m->g, left + w / 2, y - 3, ANCHOR_MIDDLE, TEXT_TICK, says);
    taken_add(m->g, &m->taken, at);
    return added;
}

struct str figure_class_says(struct doc *d, const double breaks[4], int class_number, enum number_style style)
{
    struct str low = class_number > 1 ? figure_tick(d, breaks[class_number - 2], breaks[class_number - 2], style) : STR("");
    struct str high = class_number < 5 ? figure_tick(d, breaks[class_number - 1], breaks[class_number - 1], style) : STR("");
    struct slot under[] = {{.name = "n", .text = high}}, over[] = {{.name = "n", .text = low}};
    struct slot between[] = {{.name = "low", .text = low}, {.name = "high", .text = high}};
    if (class_number == 1)
        return figure_say(d, T("under {n}"), under, 1);
    if (class_number == 5)
        return figure_say(d, T("{n} and more"), over, 1);
    return figure_say(d, T("{low} to {high}"), between, 2);
}

struct str figure_unknown_says(struct doc *d, const struct map_value *values, size_t n, bool partly)
{
    struct str says = STR("");
    for (size_t i = 0; i < n && !says.n; i++) {
        enum shown_state state = shown_state(values[i].value);
        if (!figure_known(values[i].value) && state != SHOWN_TOO_FEW && (state == SHOWN_PARTLY_SEEN) == partly)
            says = number_text(d, values[i].value, values[i].style);
    }
    return says;
}

/* What stands in the last boxes: partly seen, then what is not known or not seen. */
static struct str legend_says(const struct map *m, int box, enum number_style style, struct str partly, struct str unknown)
{
    if (box == 0)
        return figure_zero(m->d, style);
    if (box <= 5)
        return figure_class_says(m->d, m->breaks, box, style);
    return box == 6 && partly.n ? partly : unknown;
}

/* Boxes from zero to five, and one for what is not known where there is such; words below, on two lines in turn where
 * they would run into each other. Returns its height. */
static float draw_legend(const struct map *m, float y)
{
    struct drawing *g = m->g;
    enum number_style style = m->s->area_n ? m->v[0].style : NUMBER_INT;
    struct str unknown = figure_unknown_says(m->d, m->v, m->s->area_n, false), partly = figure_unknown_says(m->d, m->v, m->s->area_n, true);
    if (style == NUMBER_INT || style == NUMBER_PLAIN)
        style = NUMBER_2; /* breaks may lie below one */
    int boxes = 6 + (partly.n > 0) + (unknown.n > 0);
    float pitch = boxes == 8 ? 45 : boxes == 7 ? 51 : 60, wide = pitch - 3;
    bool two_lines = false;
    for (int k = 0; k < boxes; k++) {
        struct str says = legend_says(m, k, style, partly, unknown);
        two_lines = two_lines || text_width(g, says, TEXT_TICK) > pitch - 4;
    }
    for (int k = 0; k < boxes; k++) {
        struct str says = legend_says(m, k, style, partly, unknown);
        float x = 6 + pitch * (float)k + (k >= 6 ? 3 : 0);
        bool half = k == 6 && partly.n;
        figure_rect(g, half ? INK_ZERO : k >= 6 ? INK_UNKNOWN : figure_class_ink(k), x, y, wide, 11);
        if (half)
            figure_rect(g, INK_UNKNOWN, x, y + 5.5f, wide, 5.5f);
        says = figure_fit(g, says, TEXT_TICK, pitch * 2 - 6);
        float side = text_width(g, says, TEXT_TICK) / 2, middle = fminf(fmaxf(x + wide / 2, side), MAP_WIDTH - side);
        draw_text(g, figure_x(g, middle), y + 24 + (two_lines && k % 2 ? figure_line(g) - 1 : 0), ANCHOR_MIDDLE, TEXT_TICK, says);
    }
    return 28 + (two_lines ? figure_line(g) - 1 : 0);
}

struct drawing *figure_map(struct doc *d, struct str title, struct str desc, const struct map_shapes *shapes,
    const struct map_value *values, const double breaks[4], struct str unit_note, int highlight)
{
    struct map m = {.d = d, .s = shapes, .v = values, .breaks = breaks, .scale = 1, .dy = MAP_EDGE};
    m.g = figure_new(d, MAP_WIDTH, 60, title, desc);
    if (shapes->width > 0 && shapes->height > 0) /* as large as the column allows: labels need the room */
        m.scale = fminf((MAP_WIDTH - 2 * MAP_EDGE) / shapes->width, MAP_HEIGHT / shapes->height);
    m.dx = (MAP_WIDTH - shapes->width * m.scale) / 2;
    find_bounds(&m);
    draw_areas(&m);
    draw_borders(&m, highlight);
    float y = map_y(&m, shapes->height) + draw_scale(&m) + 10;
    draw_labels(&m);
    y += draw_legend(&m, y);
    if (unit_note.n) {
        draw_text(m.g, figure_x(m.g, 6), y + 12, figure_anchor(m.g, ANCHOR_START), TEXT_TICK, figure_fit(m.g, unit_note, TEXT_TICK, MAP_WIDTH - 12));
        y += 16;
    }
    m.g->height = y + 4;
    return m.g;
}
