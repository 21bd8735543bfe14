/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: which sheet of a workbook is meant, and what has to be told of it. */
#include "intake/intake_priv.h"
#include "core/speech.h"

static struct str keep(struct work *w, struct str s)
{
    return (struct str){arena_text(&w->out->arena, s.p, s.n), s.n};
}

/* ---- what is told ---- */

/* Single cells that say nothing although something stands there: problems of the file, kept with its import. */
static void tell_cells(struct work *w, const struct table *t)
{
    size_t n = table_notes(t), before = w->out->problem_n;
    if (!n)
        return;
    struct problem *list = ARENA_ARRAY(&w->out->arena, struct problem, before + n);
    if (before)
        memcpy(list, w->out->problems, before * sizeof *list);
    for (size_t i = 0; i < n; i++) {
        const struct table_note *note = table_note(t, i);
        struct str name = table_name(t, (size_t)note->column);
        list[before + i] = (struct problem){.severity = PROBLEM_NOTED, .line = note->line, .column = keep(w, name), .code = str_of(note->code),
            .found = keep(w, note->found), .expected = str_of(note->expected), .advice = str_of(note->advice)};
    }
    w->out->problems = list;
    w->out->problem_n = before + n;
}

static void tell_sheet(struct work *w, const struct workbook *book, size_t sheet, const struct table *t)
{
    struct intake_inside *in = &w->out->inside;
    const struct table_told *told = table_told(t);
    struct buf others CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < workbook_sheets(book); i++) {
        struct str name = workbook_sheet(book, i);
        if (i != sheet && others.n < 300)
            buf_f(&others, "%s%.*s", others.n ? ", " : "", STR_F(name));
    }
    in->sheet = keep(w, workbook_sheet(book, sheet));
    in->other_sheets = keep(w, buf_view(&others));
    in->hidden_columns = keep(w, told->hidden_columns);
    in->hidden_sheet = told->hidden_sheet;
    in->hidden_rows = told->hidden_rows;
    in->merged = told->merged;
    in->unknown_cells = told->errors + told->unworked;
    tell_cells(w, t);
}

/* ---- which sheet ---- */

static void sheet_names(const struct workbook *book, struct buf *out)
{
    for (size_t i = 0; i < workbook_sheets(book) && out->n < 300; i++) {
        struct str name = workbook_sheet(book, i);
        buf_f(out, "%s%.*s", i ? ", " : "", STR_F(name));
    }
}

static bool sheet_named(const struct workbook *book, const char *file, struct str name, size_t *sheet, struct err *e)
{
    for (size_t i = 0; i < workbook_sheets(book); i++)
        if (str_eq(str_trim(workbook_sheet(book, i)), str_trim(name))) {
            *sheet = i;
            return true;
        }
    struct buf names CLEANUP(buf_end) = {0};
    sheet_names(book, &names);
    return err_set(e, ERR_INPUT, T("%.100s: has no sheet \"%.*s\"; its sheets are %s"), file, (int)MIN_OF(name.n, (size_t)60), name.p, names.p);
}

static bool fits(const struct work *w, const struct table *t, struct err *e)
{
    struct work trial = *w; /* what is found here is found again once the sheet is chosen */
    if (w->mapping.n)
        return mapping_fits(t, w->mapping);
    return w->layout ? layout_sniff(w->layout, t) > 0 : layout_found(&trial, t, e);
}

/* The first sheet whose table is of a known layout, those in sight before those hidden; else the first that has a table. */
static bool sheet_found(const struct work *w, struct workbook *book, const char *file, size_t *sheet, struct table **out, struct err *e)
{
    size_t n = workbook_sheets(book), first = n;
    for (size_t k = 0; k < 2 * n; k++) {
        size_t i = k % n;
        struct table *t CLEANUP(table_close) = NULL;
        struct err why = {0};
        if (workbook_hidden(book, i) != (k >= n))
            continue;
        if (!table_open_sheet(book, i, &t, &why)) {
            if (why.code == ERR_ABSENT)
                continue;
            *e = why;
            return false;
        }
        if (!hxl_no_respondents(t, e))
            return false;
        first = first == n ? i : first;
        if (!fits(w, t, &why))
            continue;
        *sheet = i;
        *out = t;
        t = NULL;
        return true;
    }
    *sheet = first;
    return first < n ? table_open_sheet(book, first, out, e) : err_set(e, ERR_INPUT, T("%.100s: none of its sheets has a table with a header in its first 25 rows"), file);
}

/* No sheet is of a known layout: what the first is, where that is known; else what they are called. */
static bool no_layout(const struct workbook *book, const char *file, const struct table *first, struct err *e)
{
    struct buf names CLEANUP(buf_end) = {0};
    if (foreign_table(first, e))
        return false;
    sheet_names(book, &names);
    return err_set(e, ERR_INPUT, T("%.100s: is a spreadsheet, and no sheet of it (%s) holds a table that is known here; say which with --sheet and --as, or put a row of "
        "HXL tags under its header (#date, #adm1+name, #affected+killed ...)"), file, names.p);
}

/* One more sheet of what lies in several; `*taken`: it belongs to them. */
static bool sheet_beside(struct work *w, struct table *t, bool *taken, struct err *e)
{
    struct err why = {0};
    int score;
    if (w->layout->batch == BATCH_PAPERS)
        return papers_sheet(w, t, taken, e);
    const struct layout *l = layout_of_table(t, &score, &why);
    *taken = l && l->batch == BATCH_ACTORS;
    if (*taken)
        w->actors.several = true;
    return !*taken || actors_sheet(w, l, t, e);
}

/* Actors and ties lie in sheets of their own, and so do the tables of an agenda: those that follow are read into the same batch, and no longer told as left out. */
static bool read_beside(struct work *w, struct workbook *book, size_t sheet, struct err *e)
{
    struct buf others CLEANUP(buf_end) = {0}, read CLEANUP(buf_end) = {0};
    buf_str(&read, workbook_sheet(book, sheet));
    for (size_t i = 0; i < workbook_sheets(book); i++) {
        struct table *t CLEANUP(table_close) = NULL;
        struct err why = {0};
        bool hidden = workbook_hidden(book, i), has_table = i != sheet && !hidden && table_open_sheet(book, i, &t, &why), taken = false;
        if (!has_table && why.code && why.code != ERR_ABSENT) {
            *e = why;
            return false;
        }
        w->papers.sheet = workbook_sheet(book, i);
        if (has_table && !sheet_beside(w, t, &taken, e))
            return false;
        if (taken && w->layout->batch == BATCH_PAPERS) {
            w->papers.several = true;
            buf_f(&read, ", %.*s", STR_F(w->papers.sheet));
        }
        if (!taken && i != sheet && others.n < 300) {
            struct str name = workbook_sheet(book, i);
            buf_f(&others, "%s%.*s", others.n ? ", " : "", STR_F(name));
        }
    }
    w->out->inside.sheet = keep(w, buf_view(&read));
    w->out->inside.other_sheets = keep(w, buf_view(&others));
    return true;
}

/* Several sheets of an agenda are a layout of their own, unless the caller says which. */
static bool read_all(struct work *w, struct workbook *book, size_t sheet, struct err *e)
{
    if (!read_beside(w, book, sheet, e))
        return false;
    if (w->layout->batch == BATCH_ACTORS) {
        actors_read_end(w);
        return true;
    }
    papers_told(w);
    if (w->papers.several && !w->o->layout.n)
        w->layout = layout_named(STR(AGENDA_BOOK), e);
    return w->layout != NULL;
}

/* Does this layout lie in several sheets, and were not one of them or one layout asked for? */
static bool lies_in_several(const struct work *w)
{
    if (w->layout->batch == BATCH_ACTORS)
        return true;
    bool asked = w->o->layout.n && strcmp(w->layout->name, AGENDA_BOOK) != 0;
    return !asked && layout_of_agenda(w->layout);
}

static bool read_sheet(struct work *w, struct workbook *book, const char *file, struct err *e)
{
    size_t sheet = 0;
    bool named = w->o->sheet.n > 0;
    struct table *t CLEANUP(table_close) = NULL;
    if (named ? !sheet_named(book, file, w->o->sheet, &sheet, e) || !table_open_sheet(book, sheet, &t, e) || !hxl_no_respondents(t, e)
              : !sheet_found(w, book, file, &sheet, &t, e))
        return false;
    if (w->on_table)
        return w->on_table(w->on_context, t, e);
    if (!w->layout && !layout_found(w, t, e))
        return named ? false : no_layout(book, file, t, e);
    if (!layout_is_table(w->layout))
        return err_set(e, ERR_INPUT, T("%.100s: is a spreadsheet, and %s is no layout of tables"), file, w->layout->name);
    if (!named && lies_in_several(w))
        w->papers.sheet = workbook_sheet(book, sheet);
    if (!w->layout->read(w, NULL, t, e))
        return false;
    tell_sheet(w, book, sheet, t);
    return named || !lies_in_several(w) || read_all(w, book, sheet, e);
}

bool inside_workbook(struct work *w, struct archive *a, const char *name, struct err *e)
{
    struct workbook *book CLEANUP(workbook_drop) = NULL;
    if (!workbook_open(a, name, &book, e))
        return false;
    progress_begin(w->p, "Reading", 0);
    bool fine = read_sheet(w, book, name, e);
    progress_finish(w->p);
    return fine;
}
