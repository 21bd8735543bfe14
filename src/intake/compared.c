/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/compared.h"

void says_text(struct buf *b, struct str s)
{
    buf_int(b, (int64_t)s.n);
    buf_char(b, ':');
    buf_str(b, s);
}

void says_real(struct buf *b, double v)
{
    if (!isnan(v))
        buf_real(b, v);
    buf_char(b, ';');
}

void says_day(struct buf *b, struct day d)
{
    buf_int(b, d.n);
    buf_char(b, ';');
}

void compared_begin(struct compared *c, size_t rows)
{
    *c = (struct compared){.known = mem_get(rows + 1), .rows = rows};
}

void compared_add(struct compared *c, const struct rows *r, size_t row, bool same)
{
    GROW(c->list, c->n, c->room);
    c->list[c->n++] = (struct compared_row){rows_int(r, 0), rows_int(r, 1), row, same};
}

void compared_settle(struct compared *c, struct import *im)
{
    for (size_t i = 0; i < c->n; i++)
        c->known[c->list[i].row] |= c->list[i].same;
    for (size_t i = 0; i < c->rows; i++) {
        im->known += c->known[i];
        im->kept += !c->known[i];
    }
    for (size_t i = 0; i < c->n; i++)
        im->superseded += compared_replaced(c, i);
}

void compared_end(struct compared *c)
{
    free(c->list);
    free(c->known);
}
