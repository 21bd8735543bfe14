/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An arc with fewer corners, and rings rebuilt from such arcs. */
#include "place/map_priv.h"

static const double *at(const struct topology *t, uint32_t corner)
{
    return t->xy + 2 * (size_t)corner;
}

/* Squared distance from p to the stretch a-b. */
static double apart(const double *p, const double *a, const double *b)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], along = dx * dx + dy * dy;
    double s = along > 0 ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / along : 0;
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    double x = p[0] - a[0] - s * dx, y = p[1] - a[1] - s * dy;
    return x * x + y * y;
}

/* The corner between from and to that lies furthest from the line between them; the first of equals. */
static size_t furthest(const struct topology *t, const struct arc *arc, size_t from, size_t to, double *square)
{
    size_t best = from;
    *square = -1;
    for (size_t i = from + 1; i < to; i++) {
        double d = apart(at(t, arc->corners[i]), at(t, arc->corners[from]), at(t, arc->corners[to]));
        if (d > *square) {
            *square = d;
            best = i;
        }
    }
    return best;
}

struct span {
    size_t from, to;
};

/* Without recursion: a border may have a hundred thousand corners in a row. */
void arc_simplify(const struct topology *t, struct arc *arc, double tolerance)
{
    if (!arc->keep)
        arc->keep = ARENA_ARRAY(t->a, bool, arc->n);
    arc->tolerance = tolerance;
    memset(arc->keep, 0, arc->n);
    arc->keep[0] = arc->keep[arc->n - 1] = true;
    struct span *todo = mem_get((arc->n + 1) * sizeof *todo);
    size_t n = 0;
    todo[n++] = (struct span){0, arc->n - 1};
    bool loop = arc->corners[0] == arc->corners[arc->n - 1];
    while (n) {
        struct span s = todo[--n];
        double square;
        size_t middle = furthest(t, arc, s.from, s.to, &square);
        bool whole_loop = loop && s.from == 0 && s.to == arc->n - 1; /* a loop is cut at the corner opposite its end */
        bool near = tolerance >= 0 && square <= tolerance * tolerance; /* below zero: keep every corner */
        if (middle == s.from || (near && !whole_loop))
            continue;
        arc->keep[middle] = true;
        todo[n++] = (struct span){s.from, middle};
        todo[n++] = (struct span){middle, s.to};
    }
    free(todo);
}

size_t ring_rebuild(const struct topology *t, const struct ring *r, uint32_t *out)
{
    size_t n = 0;
    for (size_t k = 0; k < r->arc_n; k++) {
        const struct arc *arc = &t->arcs[r->arcs[k] >> 1];
        bool back = r->arcs[k] & 1;
        for (size_t i = 0; i + 1 < arc->n; i++) { /* the last corner is the next arc's first */
            size_t j = back ? arc->n - 1 - i : i;
            if (arc->keep[j])
                out[n++] = arc->corners[j];
        }
    }
    return n;
}

double ring_size(const struct topology *t, const uint32_t *corners, size_t n)
{
    double twice = 0;
    for (size_t i = 0; i < n; i++) {
        const double *a = at(t, corners[i]), *b = at(t, corners[(i + 1) % n]);
        twice += a[0] * b[1] - b[0] * a[1];
    }
    return fabs(twice) / 2;
}
