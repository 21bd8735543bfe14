/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: where the table of a sheet begins: titles passed over, merged cells spread, groups above names, HXL rows. */
#include "table/sheet_priv.h"
#include "core/speech.h"

enum { HEADER_ROWS_MOST = 5 };

/* Which of the rows kept make the header: names stand in `names`, groups above them from `from` on; -1: no HXL row. */
struct header {
    int from, names, tags;
};

static struct str cell_of(const struct sheet_row *r, size_t column)
{
    return column < r->n ? r->cells[column] : STR("");
}

/* ---- the first rows ---- */

static void keep_row(struct table *t)
{
    struct sheet_row *r = &t->sheet->head[t->sheet->head_n++];
    r->line = t->line;
    r->n = t->cell_n;
    r->cells = ARENA_ARRAY(&t->names, struct str, r->n + 1);
    r->text = ARENA_ARRAY(&t->names, bool, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        struct str s = table_cell(t, (int)i);
        bool said = str_trim(s).n > 0;
        r->cells[i] = (struct str){arena_text(&t->names, s.p, s.n), s.n};
        r->text[i] = t->sheet->is_text[i];
        r->said += said;
        r->texts += said && r->text[i];
    }
}

/* Rows up to the HXL row, or as many as it may stand within. */
static bool keep_rows(struct table *t, int *tags)
{
    struct sheet *s = t->sheet;
    *tags = -1;
    s->head_at = HEAD_ROWS; /* none is given again yet */
    while (s->head_n < HEAD_ROWS && *tags < 0 && sheet_record(t)) {
        keep_row(t);
        if (table_row_of_tags(t))
            *tags = (int)s->head_n - 1;
    }
    return !t->failed;
}

/* ---- merged cells ---- */

static const struct range *range_at(const struct sheet *s, int64_t line, size_t column)
{
    for (size_t i = 0; i < s->range_n; i++) {
        const struct range *r = &s->ranges[i];
        if (line >= r->top && line <= r->bottom && (int)column >= r->left && (int)column <= r->right)
            return r;
    }
    return NULL;
}

/* What stands there, or in the merged cell that covers it. */
static struct str spread(const struct sheet *s, int row, size_t column)
{
    const struct sheet_row *r = &s->head[row];
    struct str own = str_trim(cell_of(r, column));
    const struct range *over = own.n ? NULL : range_at(s, r->line, column);
    for (int i = row; over && i >= 0; i--)
        if (s->head[i].line == over->top)
            return str_trim(cell_of(&s->head[i], (size_t)over->left));
    return own;
}

/* ---- which row ---- */

static bool number_at(const struct sheet_row *r, size_t column)
{
    return str_trim(cell_of(r, column)).n && !r->text[column];
}

/* Are there names below row `i`, under what is merged over these columns? Nothing but text, and numbers below it: a row of
 * data that is text itself is none. */
static bool names_below(const struct sheet *s, int i, const struct range *group)
{
    if (i + 2 >= (int)s->head_n || s->head[i + 1].line != s->head[i].line + 1)
        return false;
    const struct sheet_row *next = &s->head[i + 1], *after = &s->head[i + 2];
    for (int c = group->left; c <= group->right; c++)
        if (next->texts == next->said && str_trim(cell_of(next, (size_t)c)).n && number_at(after, (size_t)c))
            return true;
    return false;
}

/* The last row that merged cells of row `i` reach down to, or that of the names below groups. */
static int lowest(const struct sheet *s, int i)
{
    int low = i;
    bool below = false;
    for (size_t k = 0; k < s->range_n; k++) {
        const struct range *r = &s->ranges[k];
        if (r->top != s->head[i].line || r->bottom - r->top >= HEADER_ROWS_MOST)
            continue;
        while (low + 1 < (int)s->head_n && s->head[low + 1].line <= r->bottom)
            low++;
        below |= r->right > r->left && r->bottom == r->top && names_below(s, i, r);
    }
    return low == i && below ? i + 1 : low;
}

/* Without an HXL row: the first row with at least half as many cells as the fullest, most of them text, and not alone in
 * its row where others are not. */
static bool find_header(const struct sheet *s, struct header *h)
{
    size_t most = 0;
    for (size_t i = 0; i < s->head_n; i++)
        most = MAX_OF(most, s->head[i].said);
    for (int i = 0; i < (int)s->head_n; i++) {
        const struct sheet_row *r = &s->head[i];
        if (r->said < MIN_OF(most, (size_t)2) || 2 * r->said < most || 2 * r->texts <= r->said)
            continue;
        *h = (struct header){i, lowest(s, i), -1};
        return true;
    }
    return false;
}

/* ---- names ---- */

/* The group above a name: of a merged cell over some, not all, of the columns. */
static struct str group_above(const struct sheet *s, const struct header *h, size_t column)
{
    for (int i = h->names - 1; i >= 0 && i >= h->names - HEADER_ROWS_MOST && s->head[i].line >= s->head[h->names].line - HEADER_ROWS_MOST; i--) {
        const struct range *r = range_at(s, s->head[i].line, column);
        if (r && r->right > r->left && r->right - r->left + 1 < s->width)
            return spread(s, i, column);
    }
    return STR("");
}

static struct str own_name(const struct sheet *s, const struct header *h, size_t column)
{
    for (int i = h->names; i >= h->from; i--) {
        struct str name = spread(s, i, column);
        if (name.n)
            return name;
    }
    return STR("");
}

static bool doubled(const struct table *t, size_t column)
{
    struct str name = t->columns[column].name;
    for (size_t i = 0; i < t->column_n && name.n; i++) {
        struct str other = t->columns[i].name;
        if (i != column && other.n == name.n && strncasecmp(other.p, name.p, name.n) == 0)
            return true;
    }
    return false;
}

static void take_names(struct table *t, const struct header *h)
{
    const struct sheet *s = t->sheet;
    bool *twice = ARENA_ARRAY(&t->names, bool, t->column_n + 1);
    for (size_t i = 0; i < t->column_n; i++)
        t->columns[i].name = own_name(s, h, i);
    for (size_t i = 0; i < t->column_n; i++)
        twice[i] = doubled(t, i);
    for (size_t i = 0; i < t->column_n; i++) {
        struct str group = twice[i] ? group_above(s, h, i) : STR("");
        if (group.n && !str_eq(group, t->columns[i].name))
            t->columns[i].name = str_of(arena_f(&t->names, "%.*s %.*s", STR_F(group), STR_F(t->columns[i].name)));
    }
}

/* ---- what is told ---- */

static void hidden_names(struct table *t)
{
    const struct sheet *s = t->sheet;
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t k = 0; k < s->hidden_n; k++)
        for (int i = s->hidden[k].from; i <= s->hidden[k].to && i < s->width && b.n < 400; i++) {
            struct str name = table_name(t, (size_t)i);
            if (name.n)
                buf_f(&b, "%s%.*s", b.n ? ", " : "", (int)MIN_OF(name.n, (size_t)60), name.p);
        }
    t->told.hidden_columns = (struct str){arena_text(&t->names, b.p ? b.p : "", b.n), b.n};
}

static void merged_below(struct table *t, int64_t line)
{
    const struct sheet *s = t->sheet;
    t->told.merged = s->merged_far;
    for (size_t i = 0; i < s->range_n; i++)
        t->told.merged += s->ranges[i].top > line && s->ranges[i].bottom > s->ranges[i].top;
}

bool sheet_head(struct table *t)
{
    struct sheet *s = t->sheet;
    struct header h = {0, -1, -1};
    int tags;
    if (!keep_rows(t, &tags))
        return false;
    if (tags >= 0)
        h = (struct header){MAX_OF(tags - 1, 0), tags - 1, tags};
    else if (!find_header(s, &h))
        return err_set(&t->e, ERR_ABSENT, T("%.200s: has no table with a header in its first %d rows"), t->name, HEAD_ROWS);
    table_columns_room(t, MIN_OF((size_t)s->width, (size_t)COLUMNS_MOST));
    if (h.names >= 0)
        take_names(t, &h);
    int last = MAX_OF(h.tags, h.names);
    sheet_give(t, &s->head[last]);
    if (h.tags >= 0)
        table_take_tags(t);
    s->head_at = (size_t)last + 1;
    hidden_names(t);
    merged_below(t, s->head[last].line);
    return true;
}

/* ---- what others call ---- */

bool table_open_sheet(struct workbook *w, size_t i, struct table **out, struct err *e)
{
    struct table *t CLEANUP(table_close) = mem_get(sizeof *t);
    t->sheet = mem_get(sizeof *t->sheet);
    t->sheet->w = w;
    t->sheet->entry = &w->sheets[i];
    t->told.hidden_sheet = t->sheet->entry->hidden;
    t->name = arena_f(&t->names, "%s: sheet %.*s", w->file, STR_F(t->sheet->entry->name));
    if (!sheet_survey(t) || !sheet_head(t)) {
        *e = t->e;
        return false;
    }
    *out = t;
    t = NULL;
    return true;
}

const struct table_told *table_told(const struct table *t)
{
    return &t->told;
}

size_t table_notes(const struct table *t)
{
    return t->note_n;
}

const struct table_note *table_note(const struct table *t, size_t i)
{
    return &t->notes[i];
}
