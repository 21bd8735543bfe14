/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html_across: a table whose rows repeat the same matter for each of several groups, on a page with the groups as columns: what the
 * matter is stands over the whole width, and below it a row in whose cells stands, one under the other, what the long form has in
 * columns. Half of the bytes, and one matter can be compared at a glance. Each long row's id stands at its cell.
 */
#include "brief/html_priv.h"

enum { ACROSS_MOST = 16 };

struct across {
    const struct doc_table *t;
    struct str labels[ACROSS_MOST];
    size_t n;
};

static struct str label_of(struct doc *scratch, const struct doc_table *t, size_t row) { return words_flat(scratch, &table_cell(t, row, t->across)->words); }

static bool add_label(struct across *a, struct str label)
{
    for (size_t i = 0; i < a->n; i++)
        if (str_eq(a->labels[i], label))
            return true;
    if (a->n == ACROSS_MOST)
        return false;
    a->labels[a->n++] = label;
    return true;
}

/* Labels of the columns from `from` up to `to`. */
static void put_labels(struct html *h, const struct doc_table *t, size_t from, size_t to)
{
    bool any = false;
    for (size_t i = from; i < to; i++) {
        if (!html_seen(t, i))
            continue;
        buf_text(h->out, any ? " · " : "");
        html_f(h, "%.*s", STR_F(t->columns[i].label));
        any = true;
    }
}

static void put_head(struct html *h, const struct across *a)
{
    const struct doc_table *t = a->t;
    html_f(h, "<table class=\"na\"><caption>");
    put_labels(h, t, 0, t->across);
    html_f(h, "<br>");
    put_labels(h, t, t->across + 1, t->column_n);
    html_f(h, "</caption><thead><tr>");
    for (size_t i = 0; i < a->n; i++)
        html_f(h, "<th>%.*s", STR_F(a->labels[i]));
    html_f(h, "\n<tbody>");
}

/* What the matter is, over the whole width. */
static void put_matter(struct html *h, const struct across *a, size_t row)
{
    bool any = false;
    html_f(h, "<tr><th colspan=\"%d\">", (int)a->n);
    for (size_t i = 0; i < a->t->across; i++) {
        if (!html_seen(a->t, i))
            continue;
        buf_text(h->out, any ? " · " : "");
        html_cell(h, table_cell(a->t, row, i));
        any = true;
    }
    html_f(h, "\n<tr>");
}

static void put_stacked(struct html *h, const struct doc_table *t, size_t row)
{
    bool any = false;
    html_f(h, "<td");
    html_id(h, t->row[row].id);
    html_f(h, ">");
    for (size_t i = t->across + 1; i < t->column_n; i++) {
        if (!html_seen(t, i))
            continue;
        buf_text(h->out, any ? "<br>" : "");
        html_cell(h, table_cell(t, row, i));
        any = true;
    }
}

/* Of the rows from `from` up to `to`: that of the group. */
static void put_group(struct html *h, struct doc *scratch, const struct across *a, size_t from, size_t to, size_t group)
{
    for (size_t row = from; row < to; row++)
        if (str_eq(label_of(scratch, a->t, row), a->labels[group])) {
            put_stacked(h, a->t, row);
            return;
        }
    html_f(h, "<td>");
}

bool html_across(struct html *h, const struct doc_table *t)
{
    struct doc scratch = {.speech = h->doc->speech};
    struct across a = {.t = t};
    bool fits = t->across > 0 && t->rows > 0;
    for (size_t row = 0; row < t->rows && fits; row++)
        fits = add_label(&a, label_of(&scratch, t, row));
    if (fits) {
        put_head(h, &a);
        for (size_t row = 0, end; row < t->rows; row = end) {
            for (end = row + 1; end < t->rows && !str_eq(label_of(&scratch, t, end), a.labels[0]); end++)
                ;
            put_matter(h, &a, row);
            for (size_t k = 0; k < a.n; k++)
                put_group(h, &scratch, &a, row, end, k);
            html_f(h, "\n");
        }
        html_f(h, "</table>");
    }
    arena_end(&scratch.arena);
    return fits;
}
