/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borders that meet without sharing every corner. Where a corner of one lies on a long edge of another, the edge gets it
 * too, and they share it from then on. Where two run apart by a sliver between two common corners, each is told of the
 * other, so that the gap is not drawn as an outer border.
 */
#include "place/map_priv.h"

#define ON_EDGE_UNITS 0.1    /* of the drawing: nobody sees the edge bend by that */
#define SLIVER_UNITS 1.0     /* width of a gap that is none */

struct edge {
    uint32_t low, high; /* corners */
};

static int by_ends(const void *a, const void *b)
{
    const struct edge *p = a, *q = b;
    if (p->low != q->low)
        return p->low < q->low ? -1 : 1;
    return (p->high > q->high) - (p->high < q->high);
}

static struct edge edge_of(const struct ring *r, size_t k)
{
    uint32_t a = r->corners[k], b = r->corners[(k + 1) % r->n];
    return (struct edge){MIN_OF(a, b), MAX_OF(a, b)};
}

/* All edges of all rings, sorted: an edge that stands once has nobody on its other side. */
static struct edge *edges_sorted(const struct topology *t, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < t->ring_n; i++)
        *n += t->rings[i].n;
    struct edge *list = mem_get((*n + 1) * sizeof *list);
    size_t at = 0;
    for (size_t i = 0; i < t->ring_n; i++)
        for (size_t k = 0; k < t->rings[i].n; k++)
            list[at++] = edge_of(&t->rings[i], k);
    if (*n)
        qsort(list, *n, sizeof *list, by_ends);
    return list;
}

static bool stands_once(const struct edge *list, size_t n, struct edge e)
{
    const struct edge *at = bsearch(&e, list, n, sizeof e, by_ends);
    return (at == list || by_ends(at - 1, &e) != 0) && (at == list + n - 1 || by_ends(at + 1, &e) != 0);
}

struct lonely { /* a corner at the end of an edge that stands once */
    double x;
    uint32_t corner;
};

static int by_x(const void *a, const void *b)
{
    const struct lonely *p = a, *q = b;
    if (p->x < q->x || p->x > q->x)
        return p->x < q->x ? -1 : 1;
    return (p->corner > q->corner) - (p->corner < q->corner);
}

static struct lonely *lonely_corners(const struct topology *t, const struct edge *list, size_t edges, size_t *n)
{
    bool *is = mem_get(t->corner_n + 1);
    for (size_t i = 0; i < edges; i++)
        if (stands_once(list, edges, list[i]))
            is[list[i].low] = is[list[i].high] = true;
    struct lonely *found = mem_get((t->corner_n + 1) * sizeof *found);
    *n = 0;
    for (size_t c = 0; c < t->corner_n; c++)
        if (is[c])
            found[(*n)++] = (struct lonely){t->xy[2 * c], (uint32_t)c};
    if (*n)
        qsort(found, *n, sizeof *found, by_x);
    free(is);
    return found;
}

struct on_edge {
    double share; /* how far along */
    uint32_t corner;
};

static int by_share(const void *a, const void *b)
{
    const struct on_edge *p = a, *q = b;
    if (p->share < q->share || p->share > q->share)
        return p->share < q->share ? -1 : 1;
    return (p->corner > q->corner) - (p->corner < q->corner);
}

/* Whether c lies on the edge a-b, well between its ends; how far along. */
static bool lies_on(const double *c, const double *a, const double *b, double *share)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], along = dx * dx + dy * dy;
    if (!(along > 0))
        return false;
    *share = ((c[0] - a[0]) * dx + (c[1] - a[1]) * dy) / along;
    double ends = ON_EDGE_UNITS / sqrt(along);
    if (*share <= ends || *share >= 1 - ends)
        return false;
    double x = c[0] - a[0] - *share * dx, y = c[1] - a[1] - *share * dy;
    return x * x + y * y < ON_EDGE_UNITS * ON_EDGE_UNITS;
}

struct joining {
    struct topology *t;
    struct edge *edges;
    size_t edge_n;
    struct lonely *lonely;
    size_t lonely_n;
    size_t *owner; /* by corner: the last area met that has it, + 1 */
    struct on_edge *found;
    size_t found_n, found_room;
};

static size_t first_from(const struct joining *j, double x)
{
    size_t low = 0, high = j->lonely_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (j->lonely[middle].x < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Corners of other areas on the edge from ring corner k to the next, in order along it. */
static void edge_search(struct joining *j, const struct ring *r, size_t k)
{
    uint32_t from = r->corners[k], to = r->corners[(k + 1) % r->n];
    const double *a = j->t->xy + 2 * (size_t)from, *b = j->t->xy + 2 * (size_t)to;
    double most = fmax(a[0], b[0]) + ON_EDGE_UNITS;
    j->found_n = 0;
    for (size_t i = first_from(j, fmin(a[0], b[0]) - ON_EDGE_UNITS); i < j->lonely_n && j->lonely[i].x <= most; i++) {
        uint32_t c = j->lonely[i].corner;
        double share;
        if (j->owner[c] == r->area + 1 || !lies_on(j->t->xy + 2 * (size_t)c, a, b, &share))
            continue;
        GROW(j->found, j->found_n, j->found_room);
        j->found[j->found_n++] = (struct on_edge){share, c};
    }
    if (j->found_n)
        qsort(j->found, j->found_n, sizeof *j->found, by_share);
}

static void ring_join(struct joining *j, struct ring *r)
{
    uint32_t *list = NULL;
    size_t n = 0, room = 0;
    for (size_t k = 0; k < r->n; k++) {
        GROW(list, n, room);
        list[n++] = r->corners[k];
        if (!stands_once(j->edges, j->edge_n, edge_of(r, k)))
            continue;
        edge_search(j, r, k);
        for (size_t i = 0; i < j->found_n; i++) {
            GROW(list, n, room);
            list[n++] = j->found[i].corner;
        }
    }
    if (n > r->n) {
        r->corners = ARENA_ARRAY(j->t->a, uint32_t, n);
        memcpy(r->corners, list, n * sizeof *list);
        r->n = n;
    }
    free(list);
}

static void area_mark(struct joining *j, size_t first)
{
    size_t area = j->t->rings[first].area;
    for (size_t i = first; i < j->t->ring_n && j->t->rings[i].area == area; i++)
        for (size_t k = 0; k < j->t->rings[i].n; k++)
            j->owner[j->t->rings[i].corners[k]] = area + 1;
}

void topology_join(struct topology *t)
{
    struct joining j = {.t = t, .owner = mem_get((t->corner_n + 1) * sizeof *j.owner)};
    j.edges = edges_sorted(t, &j.edge_n);
    j.lonely = lonely_corners(t, j.edges, j.edge_n, &j.lonely_n);
    for (size_t i = 0; i < t->ring_n; i++) {
        if (!i || t->rings[i].area != t->rings[i - 1].area)
            area_mark(&j, i);
        ring_join(&j, &t->rings[i]);
    }
    free(j.owner);
    free(j.edges);
    free(j.lonely);
    free(j.found);
}

/* ---- slivers ---- */

struct ends { /* of an arc that has one side only */
    uint32_t low, high;
    size_t arc;
};

static int by_arc_ends(const void *a, const void *b)
{
    const struct ends *p = a, *q = b;
    if (p->low != q->low)
        return p->low < q->low ? -1 : 1;
    if (p->high != q->high)
        return p->high < q->high ? -1 : 1;
    return (p->arc > q->arc) - (p->arc < q->arc);
}

/* Twice the signed area between the arc and the straight line joining its ends; its length is added up too. */
static double under(const struct topology *t, const struct arc *arc, double *length)
{
    double twice = 0;
    const double *origin = t->xy + 2 * (size_t)arc->corners[0];
    for (size_t i = 0; i + 1 < arc->n; i++) {
        const double *a = t->xy + 2 * (size_t)arc->corners[i], *b = t->xy + 2 * (size_t)arc->corners[i + 1];
        twice += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]);
        *length += hypot(b[0] - a[0], b[1] - a[1]);
    }
    return twice;
}

/* Both run from the lower corner to the higher (that is the canonical direction), so the gap is the difference. */
static void pair_see(struct topology *t, struct arc *p, struct arc *q)
{
    double length = 0;
    double gap = fabs(under(t, p, &length) - under(t, q, &length)) / 2;
    if (p->left == q->left || gap > SLIVER_UNITS * length / 2)
        return;
    p->right = q->left;
    q->right = p->left;
}

void topology_slivers(struct topology *t)
{
    struct ends *list = mem_get((t->arc_n + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < t->arc_n; i++) {
        const struct arc *arc = &t->arcs[i];
        uint32_t a = arc->corners[0], b = arc->corners[arc->n - 1];
        if (arc->right < 0 && a != b)
            list[n++] = (struct ends){MIN_OF(a, b), MAX_OF(a, b), i};
    }
    if (n)
        qsort(list, n, sizeof *list, by_arc_ends);
    for (size_t i = 0; i + 1 < n; i++)
        if (list[i].low == list[i + 1].low && list[i].high == list[i + 1].high)
            pair_see(t, &t->arcs[list[i].arc], &t->arcs[list[i + 1].arc]);
    free(list);
}
