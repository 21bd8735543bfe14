/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing turned round, left for right: for pages on which time runs from right to left. */
#include "brief/figure_priv.h"
#include <assert.h>

bool figure_time_turns(const struct doc *d)
{
    return d->mirror_time && language_rtl(d->speech->language);
}

bool figure_starts_right(const struct drawing *g, const struct doc *d)
{
    return g->rtl && !figure_time_turns(d);
}

static bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/* Where the number at `from` of path data ends: its sign, digits and point. */
static size_t number_end(struct str path, size_t from)
{
    size_t i = from + (path.p[from] == '-');
    while (i < path.n && (path.p[i] == '.' || (path.p[i] >= '0' && path.p[i] <= '9')))
        i++;
    return i;
}

/* Path data of M, L, H, V, m, l, h, v, Z and z, which is all that figures write: x becomes width - x, a step to the side its opposite. */
static struct str path_turned(struct arena *a, struct str path, float width)
{
    struct buf out CLEANUP(buf_end) = {0};
    char command = 0;
    bool second = false;
    for (size_t i = 0; i < path.n;) {
        if (is_letter(path.p[i])) {
            command = path.p[i++];
            assert(strchr("MLHVmlhvZz", command));
            second = false;
            buf_char(&out, command);
            continue;
        }
        if (path.p[i] == ' ') {
            i++;
            continue;
        }
        size_t end = number_end(path, i);
        double v = 0;
        bool read = str_to_real((struct str){path.p + i, end - i}, &v);
        assert(read && end > i);
        bool down = command == 'V' || command == 'v' || (command != 'H' && command != 'h' && second);
        bool apart = out.n > 0 && !is_letter(out.p[out.n - 1]);
        path_number(&out, down ? (float)v : command >= 'a' ? -(float)v : width - (float)v, apart);
        second = !second;
        i = end;
    }
    return (struct str){arena_text(a, out.p ? out.p : "", out.n), out.n};
}

float figure_pitch(float room, size_t n)
{
    float pitch = room / (float)MAX_OF(n, (size_t)1);
    return pitch >= 5 ? floorf(pitch * 2) / 2 : pitch;
}

struct drawing *figure_turned(struct drawing *g, const struct doc *d)
{
    if (!figure_time_turns(d))
        return g;
    for (size_t i = 0; i < g->n; i++) {
        struct mark *m = &g->list[i];
        switch (m->kind) {
        case MARK_PATH:
            if (m->line > 0) {
                m->x = g->width - m->x;
                m->scale_x = -m->scale_x;
            } else {
                m->path = path_turned(g->arena, m->path, g->width);
            }
            break;
        case MARK_RECT: m->x = g->width - m->x - m->w; break;
        case MARK_CIRCLE: m->x = g->width - m->x; break;
        case MARK_TEXT:
            m->x = g->width - m->x;
            if (m->anchor != ANCHOR_MIDDLE)
                m->anchor = m->anchor == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
            break;
        }
    }
    return g;
}
