/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine form of a document's first table: keys, numbers with a point and all their digits, nothing translated. */
#include "brief/doc_priv.h"

/* A header or tag row: a column of ranges is two columns. */
static void put_names(struct buf *out, const struct doc_table *t, const bool *ranges, bool tags)
{
    bool first = true;
    for (size_t i = 0; i < t->column_n; i++) {
        const struct doc_column *c = &t->columns[i];
        if (c->human_only)
            continue;
        struct str name = tags ? c->hxl : c->key;
        static const char *const ends[2][2] = {{"_low", "_high"}, {"+min", "+max"}};
        bool range = ranges[i];
        for (int part = 0; part < (range ? 2 : 1); part++) {
            struct buf b CLEANUP(buf_end) = {0};
            text_clean(&b, name, CLEAN_PLAIN);
            if (range && name.n)
                buf_text(&b, ends[tags][part]);
            csv_cell(out, first, buf_view(&b));
            first = false;
        }
    }
    buf_char(out, '\n');
}

static bool has_tags(const struct doc_table *t)
{
    for (size_t i = 0; i < t->column_n; i++)
        if (!t->columns[i].human_only && t->columns[i].hxl.n)
            return true;
    return false;
}

static void put_cell(struct buf *out, const struct doc_table *t, size_t row, size_t column, bool range, bool *first)
{
    const struct doc_cell *c = table_cell(t, row, column);
    for (int part = 0; part < (range ? 2 : 1); part++) {
        struct buf b CLEANUP(buf_end) = {0};
        if (c->kind == CELL_RANGE && number_known(c->number))
            number_plain(&b, part == 0 ? shown_value(c->number).lo : shown_value(c->number).hi, c->style);
        else if (c->kind == CELL_NUMBER)
            number_machine(&b, c->number, c->style);
        else if (part == 0 && c->kind != CELL_RANGE)
            cell_machine(&b, c);
        csv_cell(out, *first, buf_view(&b));
        *first = false;
    }
}

void doc_csv(const struct doc *d, bool hxl, struct buf *out)
{
    const struct doc_table *t = doc_first_table(d);
    if (!t)
        return;
    bool *ranges = mem_get((t->column_n + 1) * sizeof *ranges); /* asked once a column, not once a cell */
    for (size_t i = 0; i < t->column_n; i++)
        ranges[i] = column_is_range(t, i);
    put_names(out, t, ranges, false);
    if (hxl && has_tags(t))
        put_names(out, t, ranges, true);
    for (size_t row = 0; row < t->rows; row++) {
        bool first = true;
        for (size_t i = 0; i < t->column_n; i++)
            if (!t->columns[i].human_only)
                put_cell(out, t, row, i, ranges[i], &first);
        buf_char(out, '\n');
    }
    free(ranges);
}
