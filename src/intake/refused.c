/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: refused rows as a table that can be mended and added again: why, and the row's own cells under its own header. Only
 * lines and reasons are remembered while a file is read; its rows are read again here.
 */
#include "intake/intake_priv.h"

/* One header over the columns of all files: two with the same name and tag are one, the how-manieth of its name counts. */
struct heading {
    struct str name, tag;
    size_t nth;
};
struct sheet {
    struct heading *list;
    size_t n, room;
    struct ending { /* of a row: where it stands in the text, and how many columns of the sheet it has */
        size_t at, columns;
    } *rows;
    size_t row_n, row_room;
    bool tags, files;
    struct arena arena;
};

static void sheet_end(struct sheet *s)
{
    free(s->list);
    free(s->rows);
    arena_end(&s->arena);
}

static int by_line(const void *a, const void *b)
{
    const struct problem *x = *(const struct problem *const *)a, *y = *(const struct problem *const *)b;
    return (x->line > y->line) - (x->line < y->line);
}

static const struct problem_log *log_of(const struct work *w)
{
    return w->layout && w->layout->incident ? &w->incidents.log : w->people.rows ? &w->people.log : w->dialogue.rows ? &w->dialogue.log : w->findings.rows ? &w->findings.log :
           w->said.rows ? &w->said.log : w->actors.rows ? &w->actors.log : w->contacts.rows ? &w->contacts.log : w->papers.rows ? &w->papers.log : NULL;
}

size_t work_refused(const struct work *w, struct arena *a, const struct problem ***out)
{
    const struct problem_log *log = log_of(w);
    const struct problem *list = log ? log->list : w->out->problems;
    size_t n = 0, all = log ? log->n : w->out->problem_n, more = log ? log->more_n : 0;
    *out = ARENA_ARRAY(a, const struct problem *, all + more + 1);
    for (size_t i = 0; i < all; i++)
        if (list[i].severity == PROBLEM_REFUSED)
            (*out)[n++] = &list[i];
    for (size_t i = 0; i < more; i++)
        (*out)[n++] = &log->more[i];
    if (n)
        qsort(*out, n, sizeof **out, by_line);
    return n;
}

/* The column of the sheet for column `i` of the table; made where there is none. */
static size_t heading_of(struct sheet *s, const struct table *t, size_t i)
{
    struct str name = table_name(t, i), tag = table_tag(t, i);
    size_t nth = 0;
    for (size_t k = 0; k < i; k++)
        nth += str_eq(table_name(t, k), name) && str_eq(table_tag(t, k), tag);
    for (size_t k = 0; k < s->n; k++)
        if (str_eq(s->list[k].name, name) && str_eq(s->list[k].tag, tag) && s->list[k].nth == nth)
            return k;
    GROW(s->list, s->n, s->room);
    s->list[s->n] = (struct heading){{arena_text(&s->arena, name.p, name.n), name.n}, {arena_text(&s->arena, tag.p, tag.n), tag.n}, nth};
    return s->n++;
}

static void reasons(struct sheet *s, const struct work *w, const struct problem *p, struct buf *out)
{
    char line[24];
    snprintf(line, sizeof line, "%" PRId64, p->line);
    if (s->files)
        csv_cell(out, true, w->out->import.file.n ? w->out->import.file : str_of(w->file));
    csv_cell(out, !s->files, str_of(line));
    csv_cell(out, false, p->column);
    csv_cell(out, false, p->found);
    csv_cell(out, false, p->expected);
    csv_cell(out, false, p->advice);
}

/* Where each column of the table stands in the sheet; cells beyond the header get columns without a name. */
static size_t *places(struct sheet *s, const struct table *t, size_t cells, struct arena *a)
{
    size_t n = MAX_OF(table_columns(t), cells), *at = ARENA_ARRAY(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        at[i] = heading_of(s, t, i);
    return at;
}

/* Later rows may bring columns: those that end here get theirs empty in the end. */
static void row_end(struct sheet *s, size_t columns, struct buf *out)
{
    GROW(s->rows, s->row_n, s->row_room);
    s->rows[s->row_n++] = (struct ending){out->n, columns};
}

static void rows_put(const struct sheet *s, const struct buf *rows, struct buf *out)
{
    size_t from = 0;
    for (size_t i = 0; i < s->row_n; i++) {
        buf_add(out, rows->p + from, s->rows[i].at - from);
        for (size_t k = s->rows[i].columns; k < s->n; k++)
            buf_char(out, ',');
        buf_char(out, '\n');
        from = s->rows[i].at;
    }
}

static void row_out(struct sheet *s, const struct table *t, struct buf *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    size_t cells = table_cells(t), *at = places(s, t, cells, &a);
    struct str *row = ARENA_ARRAY(&a, struct str, s->n + 1);
    for (size_t i = 0; i < cells; i++)
        row[at[i]] = table_cell(t, (int)i);
    for (size_t i = 0; i < s->n; i++)
        csv_cell(out, false, row[i]);
}

/* The refused rows of one file. A problem of a line that is no row of the table (borders) stands without cells. */
static bool rows_of(struct sheet *s, const struct work *w, struct table *t, const struct problem **refused, size_t n, struct buf *out, struct err *e)
{
    size_t at = 0;
    while (at < n && t && table_next(t)) {
        if (table_line(t) < refused[at]->line)
            continue;
        for (; at < n && refused[at]->line < table_line(t); at++) {
            reasons(s, w, refused[at], out);
            row_end(s, 0, out);
        }
        if (at == n || refused[at]->line != table_line(t))
            continue;
        reasons(s, w, refused[at], out);
        row_out(s, t, out);
        row_end(s, s->n, out);
        for (int64_t line = refused[at]->line; at < n && refused[at]->line == line;)
            at++;
    }
    if (t && table_failed(t, e))
        return false;
    for (; at < n; at++) {
        reasons(s, w, refused[at], out);
        row_end(s, 0, out);
    }
    return true;
}

struct rows_wanted {
    struct sheet *sheet;
    const struct work *w;
    const struct problem **refused;
    size_t n;
    struct buf *out;
};

static bool take_rows(void *context, struct table *t, struct err *e)
{
    const struct rows_wanted *k = context;
    const struct incident_layout *l = k->w->layout->incident;
    if (l && l->headless)
        l->headless(t);
    for (size_t i = 0; i < table_columns(t); i++)
        (void)heading_of(k->sheet, t, i);
    k->sheet->tags = k->sheet->tags || table_hxl(t);
    return rows_of(k->sheet, k->w, t, k->refused, k->n, k->out, e);
}

/* Only a table is read again: borders have reasons and no cells, and so have dialogues, which go in whole or not at all. */
static bool file_out(struct sheet *s, const struct work *w, bool (*open)(void *context, size_t i, struct file_stream *f, struct err *e),
    void *context, size_t i, struct buf *out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct rows_wanted k = {.sheet = s, .w = w, .out = out};
    k.n = work_refused(w, &a, &k.refused);
    if (k.n == 0)
        return true;
    if (!layout_is_table(w->layout) || w->layout->whole || w->actors.several || w->papers.several)
        return rows_of(s, w, NULL, k.refused, k.n, out, e);
    struct file_stream file;
    struct intake_result told = {0};
    struct work again = {.s = w->s, .o = w->o, .out = &told, .open_data = w->open_data, .kept = w->kept, .kept_n = w->kept_n, .on_table = take_rows, .on_context = &k};
    if (!open(context, i, &file, e))
        return false;
    bool fine = inside_read(&again, &file.s, e);
    file_close(&file);
    intake_result_end(&told);
    return fine;
}

static void head_out(const struct sheet *s, struct buf *out)
{
    static const char *const why[] = {"line", "column", "found", "expected", "advice"};
    if (s->files)
        csv_cell(out, true, STR("file"));
    for (size_t i = 0; i < ARRAY_LEN(why); i++)
        csv_cell(out, i == 0 && !s->files, str_of(why[i]));
    for (size_t i = 0; i < s->n; i++)
        csv_cell(out, false, s->list[i].name);
    buf_char(out, '\n');
    if (!s->tags)
        return;
    for (size_t i = 0; i < ARRAY_LEN(why) + s->files; i++)
        csv_cell(out, i == 0, STR(""));
    for (size_t i = 0; i < s->n; i++)
        csv_cell(out, false, s->list[i].tag);
    buf_char(out, '\n');
}

bool intake_refused(const struct intake *in, bool (*open)(void *context, size_t i, struct file_stream *f, struct err *e), void *context,
    struct buf *out, struct err *e)
{
    struct sheet s CLEANUP(sheet_end) = {.files = in->n > 1};
    struct buf rows CLEANUP(buf_end) = {.most = SIZE_MAX / 4};
    for (size_t i = 0; i < in->n; i++) {
        bool read = in->list[i]->layout != NULL; /* else it could not be read at all */
        if (read && !file_out(&s, in->list[i], open, context, i, &rows, e))
            return false;
    }
    head_out(&s, out);
    rows_put(&s, &rows, out);
    return true;
}
