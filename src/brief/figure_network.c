/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is tied to whom: a lane a level, one above the other, and not a cloud, for the reader asks who is above whom. In a lane people stand near those whom they are tied to (the
 * barycentre heuristic of Sugiyama, Tagawa & Toda 1981), beginning from the order given: nothing is left to chance, so the same network looks the same. Kinds of ties differ by
 * colour, dash and arrow; thin ones were said by one alone. Kinds of actors differ by shape first.
 */
#include "brief/doc_priv.h"
#include "brief/figure_priv.h"

#define SIDE 20.0f
#define SLOT 132.0f  /* of one actor and its name, at least */
#define MARK 8.0f    /* half a mark */
#define CLEAR 13.0f  /* how far from its middle a tie ends */
enum { SWEEPS = 12, PIECES = 8, NAME_LINES = 2 };

struct placed {
    float x, y;
    double at; /* along its lane, 0 to 1 */
};
struct sheet {
    struct doc *d;
    struct drawing *g;
    const struct figure_network *f;
    struct placed *places;
    uint32_t *order, *begin;         /* by lane: order[begin[lane]] .. */
    uint32_t *beside, *beside_begin; /* by node: whom it is tied to */
};

/* ---- order in the lanes ---- */

static void neighbours_of(struct sheet *s)
{
    const struct figure_network *f = s->f;
    s->beside_begin = ARENA_ARRAY(s->g->arena, uint32_t, f->n + 2);
    s->beside = ARENA_ARRAY(s->g->arena, uint32_t, 2 * f->m + 1);
    for (size_t i = 0; i < f->m; i++) {
        s->beside_begin[f->edges[i].from + 2]++;
        s->beside_begin[f->edges[i].to + 2]++;
    }
    for (size_t v = 0; v < f->n; v++)
        s->beside_begin[v + 2] += s->beside_begin[v + 1];
    for (size_t i = 0; i < f->m; i++) {
        s->beside[s->beside_begin[f->edges[i].from + 1]++] = f->edges[i].to;
        s->beside[s->beside_begin[f->edges[i].to + 1]++] = f->edges[i].from;
    }
}

static void spread(struct sheet *s, size_t lane)
{
    size_t n = s->begin[lane + 1] - s->begin[lane];
    for (size_t k = 0; k < n; k++)
        s->places[s->order[s->begin[lane] + k]].at = ((double)k + 0.5) / (double)n;
}

static void lanes_of(struct sheet *s)
{
    const struct figure_network *f = s->f;
    s->places = ARENA_ARRAY(s->g->arena, struct placed, f->n + 1);
    s->order = ARENA_ARRAY(s->g->arena, uint32_t, f->n + 1);
    s->begin = ARENA_ARRAY(s->g->arena, uint32_t, f->lane_n + 1);
    for (size_t lane = 0, at = 0; lane < f->lane_n; lane++) {
        s->begin[lane] = (uint32_t)at;
        for (uint32_t v = 0; v < f->n; v++)
            if (f->nodes[v].lane == lane)
                s->order[at++] = v;
        s->begin[lane + 1] = (uint32_t)at;
        spread(s, lane);
    }
}

struct pulled {
    double to;
    uint32_t node, was;
};

static int by_pull(const void *a, const void *b)
{
    const struct pulled *x = a, *y = b;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->was < y->was ? -1 : x->was > y->was;
}

static void order_lane(struct sheet *s, size_t lane)
{
    size_t n = s->begin[lane + 1] - s->begin[lane];
    struct pulled *p = ARENA_ARRAY(s->g->arena, struct pulled, n + 1);
    for (size_t k = 0; k < n; k++) {
        uint32_t v = s->order[s->begin[lane] + k];
        double sum = s->places[v].at;
        size_t of = 1;
        for (uint32_t i = s->beside_begin[v]; i < s->beside_begin[v + 1]; i++, of++)
            sum += s->places[s->beside[i]].at;
        p[k] = (struct pulled){sum / (double)of, v, (uint32_t)k};
    }
    if (n)
        qsort(p, n, sizeof *p, by_pull);
    for (size_t k = 0; k < n; k++)
        s->order[s->begin[lane] + k] = p[k].node;
    spread(s, lane);
}

static void order_lanes(struct sheet *s)
{
    lanes_of(s);
    neighbours_of(s);
    for (size_t sweep = 0; sweep < SWEEPS; sweep++)
        for (size_t k = 0; k < s->f->lane_n; k++)
            order_lane(s, sweep % 2 ? s->f->lane_n - 1 - k : k);
}

/* ---- places ---- */

static float row_high(const struct drawing *g) { return 2 * MARK + 12 + NAME_LINES * figure_line(g) + 12; }

/* Columns from one side to the other, so that an order along the lane stays one where it fills several rows; rows stand a little aside of one another. */
static float place_lane(struct sheet *s, size_t lane, float y)
{
    size_t n = s->begin[lane + 1] - s->begin[lane], fit = MAX_OF((size_t)((s->f->width - 2 * SIDE) / SLOT), (size_t)1), rows = MAX_OF((n + fit - 1) / fit, (size_t)1),
           columns = MAX_OF((n + rows - 1) / rows, (size_t)1);
    float pitch = (s->f->width - 2 * SIDE) / ((float)columns + (rows > 1 ? 0.4f : 0));
    for (size_t k = 0; k < n; k++) {
        float aside = rows > 1 ? (k % rows % 2 ? 0.4f : 0) : 0;
        struct placed *p = &s->places[s->order[s->begin[lane] + k]];
        p->x = SIDE + pitch * ((float)(k / rows) + 0.5f + aside);
        p->y = y + MARK + 4 + row_high(s->g) * (float)(k % rows);
    }
    return y + row_high(s->g) * (float)rows;
}

/* ---- ties ---- */

static enum ink line_ink(enum network_line line, bool thin)
{
    static const enum ink thick[] = {INK_TIE_WORK, INK_TIE_RULE, INK_TIE_MONEY, INK_TIE_TRUST, INK_TIE_DISPUTE},
                          thinner[] = {INK_TIE_WORK_THIN, INK_TIE_RULE_THIN, INK_TIE_MONEY_THIN, INK_TIE_TRUST_THIN, INK_TIE_DISPUTE_THIN};
    return thin ? thinner[line] : thick[line];
}

static enum ink head_ink(enum network_line line)
{
    static const enum ink heads[] = {INK_NEUTRAL, INK_INK, INK_MORE, INK_LESS, INK_INK};
    return heads[line];
}

static void arrow(struct drawing *g, enum network_line line, float x, float y, float dx, float dy)
{
    float far = hypotf(dx, dy);
    if (!(far > 0))
        return;
    dx *= 8 / far, dy *= 8 / far;
    struct buf b CLEANUP(buf_end) = {0};
    path_xy(&b, 'M', x, y);
    path_xy(&b, 'L', x - dx - dy * 0.45f, y - dy + dx * 0.45f);
    path_xy(&b, 'L', x - dx + dy * 0.45f, y - dy - dx * 0.45f);
    buf_char(&b, 'Z');
    draw_path(g, head_ink(line), b.p, b.n);
}

struct bend {
    float x[3], y[3]; /* from, towards, to: a parabola */
};

static void on_bend(const struct bend *c, float t, float *x, float *y)
{
    float a = (1 - t) * (1 - t), b = 2 * t * (1 - t), d = t * t;
    *x = a * c->x[0] + b * c->x[1] + d * c->x[2];
    *y = a * c->y[0] + b * c->y[1] + d * c->y[2];
}

/* Within a row over the heads of those between; else a little to one side, so that a tie there and one back stand apart. */
static struct bend bend_of(const struct sheet *s, const struct network_edge *e)
{
    const struct placed *p = &s->places[e->from], *q = &s->places[e->to];
    float x1 = figure_x(s->g, p->x), x2 = figure_x(s->g, q->x), dx = x2 - x1, dy = q->y - p->y;
    struct bend c = {{x1, (x1 + x2) / 2, x2}, {p->y, (p->y + q->y) / 2, q->y}};
    if (fabsf(dy) < 4) {
        c.y[1] -= fminf(24 + 0.1f * fabsf(dx), 64);
    } else {
        c.x[1] -= 0.07f * dy;
        c.y[1] += 0.07f * dx;
    }
    c.x[1] = fminf(fmaxf(c.x[1], 4), s->g->width - 4); /* the bend lies between its three points */
    c.y[1] = fminf(fmaxf(c.y[1], 4), s->g->height - 4);
    return c;
}

static void draw_edge(struct sheet *s, const struct network_edge *e)
{
    struct bend c = bend_of(s, e);
    float far = fmaxf(hypotf(c.x[2] - c.x[0], c.y[2] - c.y[0]), 1), from = fminf(CLEAR / far, 0.3f), to = 1 - from, xy[2 * (PIECES + 1)];
    for (int i = 0; i <= PIECES; i++)
        on_bend(&c, from + (to - from) * (float)i / PIECES, &xy[2 * i], &xy[2 * i + 1]);
    struct buf b CLEANUP(buf_end) = {0};
    path_run(&b, xy, PIECES + 1, 0, 0, 1, 1);
    draw_path(s->g, line_ink(e->line, e->thin), b.p, b.n);
    if (e->directed)
        arrow(s->g, e->line, xy[2 * PIECES], xy[2 * PIECES + 1], xy[2 * PIECES] - xy[2 * PIECES - 2], xy[2 * PIECES + 1] - xy[2 * PIECES - 1]);
}

/* The palest at the back; of each kind the thin ones first. */
static void draw_edges(struct sheet *s)
{
    for (int line = 0; line < TIED_LINES; line++)
        for (int thin = 1; thin >= 0; thin--)
            for (size_t i = 0; i < s->f->m; i++)
                if ((int)s->f->edges[i].line == line && s->f->edges[i].thin == (thin != 0))
                    draw_edge(s, &s->f->edges[i]);
}

/* ---- actors ---- */

static void corners(struct drawing *g, enum ink ink, float x, float y, float r, int n)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (int i = 0; i < n; i++) {
        double angle = 2 * M_PI * i / n;
        path_xy(&b, i ? 'L' : 'M', x + r * (float)sin(angle), y - r * (float)cos(angle));
    }
    buf_char(&b, 'Z');
    draw_path(g, ink, b.p, b.n);
}

static void draw_family(struct drawing *g, enum network_family family, float x, float y)
{
    switch (family) {
    case FAMILY_OUTSIDE: corners(g, INK_MORE, x, y, MARK * 1.15f, 4); break;
    case FAMILY_STATE: draw_rect(g, INK_S5, x - MARK * 0.9f, y - MARK * 0.9f, MARK * 1.8f, MARK * 1.8f); break;
    case FAMILY_SOCIETY: draw_circle(g, INK_NODE_RING, x, y, MARK * 0.85f); break;
    case FAMILY_COUNCIL: corners(g, INK_NODE_COUNCIL, x, y, MARK * 1.1f, 6); break;
    case FAMILY_ARMED: corners(g, INK_NODE_ARMED, x, y + MARK * 0.2f, MARK * 1.15f, 3); break;
    case FAMILY_UNSAID:
    case FAMILIES_OF_ACTORS: draw_circle(g, INK_ZERO, x, y, MARK * 0.7f); break;
    }
}

static void draw_name(struct sheet *s, const struct network_node *v, float x, float y, float width)
{
    struct str rest = v->name;
    for (int k = 0; k < NAME_LINES && rest.n; k++) {
        struct str line = k + 1 < NAME_LINES ? figure_first_line(s->g, &rest, TEXT_TICK, width) : rest;
        if (k + 1 == NAME_LINES)
            rest = STR("");
        struct mark *m = draw_text(s->g, x, y + figure_line(s->g) * (float)k, ANCHOR_MIDDLE, v->strong ? TEXT_STRONG_TICK : TEXT_TICK, figure_fit(s->g, line, TEXT_TICK, width));
        m->halo = true;
        m->lang = v->lang;
        m->text_ink = ON_PAGE;
    }
}

static void draw_nodes(struct sheet *s)
{
    for (size_t v = 0; v < s->f->n; v++)
        draw_family(s->g, s->f->nodes[v].family, figure_x(s->g, s->places[v].x), s->places[v].y);
    for (size_t v = 0; v < s->f->n; v++)
        draw_name(s, &s->f->nodes[v], figure_x(s->g, s->places[v].x), s->places[v].y + MARK + 14, SLOT - 8);
}

/* ---- key ---- */

struct key {
    float x, y;
};

/* Room for a sign and its words; on the next line where this one is full. Returns where the sign begins. */
static float key_next(struct sheet *s, struct key *k, float sign, struct str words, bool draw)
{
    float w = sign + 8 + text_width(s->g, words, TEXT_LABEL) * 1.06f;
    if (k->x > 0 && k->x + w > s->f->width) {
        k->x = 0;
        k->y += figure_line(s->g) + 8;
    }
    float x = k->x;
    if (draw)
        draw_text(s->g, figure_x(s->g, x + sign + 8), k->y + 4, figure_anchor(s->g, ANCHOR_START), TEXT_LABEL, words);
    k->x += w + 22;
    return x;
}

static void key_line(struct sheet *s, struct key *k, enum network_line line, bool directed, bool thin, struct str words, bool draw)
{
    float x = key_next(s, k, 36, words, draw), a = figure_x(s->g, x), b = figure_x(s->g, x + 36);
    if (!draw)
        return;
    draw_line(s->g, line_ink(line, thin), a, k->y, b, k->y);
    if (directed)
        arrow(s->g, line, b, k->y, b - a, 0);
}

static float put_key(struct sheet *s, bool draw)
{
    const struct figure_network *f = s->f;
    struct key k = {0, 12};
    bool thin = false;
    for (int line = 0; line < TIED_LINES; line++) {
        bool there = false, directed = false;
        for (size_t i = 0; i < f->m; i++)
            if ((int)f->edges[i].line == line) {
                there = true;
                directed |= f->edges[i].directed;
                thin |= f->edges[i].thin;
            }
        if (there)
            key_line(s, &k, (enum network_line)line, directed, false, f->line_says[line], draw);
    }
    if (thin)
        key_line(s, &k, TIED_WORK, false, true, f->thin_says, draw);
    k = (struct key){0, k.y + figure_line(s->g) + 8};
    for (int family = 0; family < FAMILIES_OF_ACTORS; family++) {
        bool there = false;
        for (size_t v = 0; v < f->n && !there; v++)
            there = (int)f->nodes[v].family == family;
        if (!there)
            continue;
        float x = key_next(s, &k, 22, f->family_says[family], draw);
        if (draw)
            draw_family(s->g, (enum network_family)family, figure_x(s->g, x + 11), k.y);
    }
    return k.y + figure_line(s->g) + 6;
}

/* ---- the whole ---- */

struct drawing *figure_network(struct doc *d, const struct figure_network *f)
{
    struct sheet s = {.d = d, .f = f, .g = figure_new(d, f->width, 100, f->title, f->desc)};
    s.g->scroll = true;
    float y = put_key(&s, false), line = figure_line(s.g);
    put_key(&s, true);
    order_lanes(&s);
    for (size_t lane = 0, shown = 0; lane < f->lane_n; lane++) {
        if (s.begin[lane + 1] == s.begin[lane])
            continue;
        float end = place_lane(&s, lane, y + line + 16);
        if (shown++ % 2 == 0)
            draw_rect(s.g, INK_SOFT, 0, y, f->width, end - y);
        draw_text(s.g, figure_x(s.g, 8), y + line, figure_anchor(s.g, ANCHOR_START), TEXT_BOLD, f->lanes[lane])->halo = true;
        y = end;
    }
    s.g->height = y;
    draw_edges(&s);
    draw_nodes(&s);
    return s.g;
}
