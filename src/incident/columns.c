/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: the columns that a layout knows, found by name and never by position; rows as wide as their header. */
#include "incident/incident_priv.h"

static int *column_at(void *columns, size_t at)
{
    return (int *)(void *)((char *)columns + at);
}

static bool is_there(const struct table *t, const struct column_spec *c)
{
    return table_find(t, c->name) >= 0 || (c->also && table_find(t, c->also) >= 0);
}

int columns_sniff(const struct table *t, const struct column_spec *list, size_t n, int marks)
{
    int found = 0, missing = 0;
    for (size_t i = 0; i < n; i++) {
        bool there = is_there(t, &list[i]);
        found += there && list[i].mark;
        missing += !there && list[i].needed;
    }
    if (found < marks)
        return 0;
    return missing ? 90 : 100; /* this layout beyond doubt, but cut: reading says what is missing */
}

bool columns_find(const struct table *t, const char *what, const char *whence, const struct column_spec *list, size_t n,
    void *columns, struct err *e)
{
    char missing[300] = "";
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        int *column = column_at(columns, list[i].at);
        if (!column_one(t, list[i].name, column, e) || (*column < 0 && list[i].also && !column_one(t, list[i].also, column, e)))
            return false;
        if (*column < 0 && list[i].needed && length + 40 < sizeof missing)
            length += (size_t)snprintf(missing + length, sizeof missing - length, "%s%s", length ? ", " : "", list[i].name);
    }
    if (length)
        return err_set(e, ERR_INPUT, "%.100s: a %s file has the columns %s, and this one lacks them; take the file as %s publishes it",
            table_file(t), what, missing, whence);
    return true;
}

static bool extra_cells(const struct reading *r)
{
    for (size_t i = table_columns(r->t); i < table_cells(r->t); i++)
        if (str_trim(table_cell(r->t, (int)i)).n)
            return true;
    return false;
}

bool cells_fit(struct reading *r)
{
    char count[64];
    if (table_cells(r->t) == table_columns(r->t))
        return true;
    snprintf(count, sizeof count, "%zu cells, where the header has %zu", table_cells(r->t), table_columns(r->t));
    if (extra_cells(r))
        return refuse(r, -1, "cells", str_of(count), "no more cells than the header has",
            "a quote or a comma went astray in this line; mend it in the file");
    if (table_cells(r->t) < table_columns(r->t)) /* some spreadsheets leave out empty cells at a line's end */
        repair(r, -1, "cells", str_of(count), "as many cells as the header has", "the missing cells were taken as empty");
    return true;
}
