/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would come of a file: what it was taken for, what of it is new, its first rows as they were read, what was wrong with rows. */
#include "web/upload_priv.h"

enum { PROBLEMS_SHOWN = 100 };

static void say_of(struct exchange *x, const char *msgid, const char *slot, struct str text)
{
    markup_f(&x->body, "<li>%.*s</li>\n", STR_F(WEB_TOLD(x, msgid, WEB_SLOT("file", STR("")), WEB_SLOT(slot, text))));
}

static bool any_inside(const struct intake_inside *in)
{
    return in->packing.n || in->beside.n || in->sheet.n || in->encoding.n || in->hidden_sheet || in->hidden_rows || in->hidden_columns.n || in->merged || in->unknown_cells;
}

static void put_inside(struct exchange *x, const struct intake_inside *in)
{
    if (!any_inside(in))
        return;
    buf_text(&x->body, "<ul>\n");
    if (in->packing.n)
        say_of(x, T("Unpacked: {packing}."), "packing", in->packing);
    if (in->member.n)
        say_of(x, T("Read of it: {member}."), "member", in->member);
    if (in->beside.n)
        say_of(x, T("Not read: {others}."), "others", in->beside);
    if (in->sheet.n)
        say_of(x, T("Sheet read: {sheet}."), "sheet", in->sheet);
    if (in->other_sheets.n)
        say_of(x, T("Not read: {others}."), "others", in->other_sheets);
    if (in->encoding.n)
        say_of(x, T("Encoding of the text: {encoding}."), "encoding", in->encoding);
    if (in->hidden_sheet)
        markup_f(&x->body, "<li><b>%s</b></li>\n", web_say(x, T("This sheet is hidden in the spreadsheet; it was read all the same.")));
    if (in->hidden_rows)
        say_of(x, T("Hidden in the spreadsheet, but read like all others: {rows}."), "rows", web_counted(x, TN("{n} row", "{n} rows"), in->hidden_rows));
    if (in->hidden_columns.n)
        say_of(x, T("Hidden columns, read like all others: {columns}."), "columns", in->hidden_columns);
    if (in->merged)
        say_of(x, T("Merged over several rows, so that only the first has the value: {merged}."), "merged", web_counted(x, TN("{n} merged cell", "{n} merged cells"), in->merged));
    if (in->unknown_cells)
        say_of(x, T("Formulas without a value, taken as unknown: {unknown}."), "unknown", web_counted(x, TN("{n} cell", "{n} cells"), in->unknown_cells));
    buf_text(&x->body, "</ul>\n");
}

static void put_counts(struct exchange *x, const struct intake_result *r, bool compared)
{
    const struct import *m = &r->import;
    struct { const char *label; int64_t n; bool shown; } const counts[] = {{T("Rows"), m->rows, true}, {T("New"), m->kept, compared}, {T("Already there"), m->known, compared},
        {T("Corrections"), m->superseded, compared}, {T("Repaired"), m->repaired, true}, {T("Refused"), m->refused, true}, {T("Kept as it stands, but odd"), r->noted, true},
        {T("Passed over by the rule of this layout"), r->passed, r->passed > 0}};
    markup_f(&x->body, "<table><tbody>\n<tr><th scope=\"row\">%s</th><td>%.*s</td></tr>\n<tr><th scope=\"row\">%s</th><td><bdi>%.*s</bdi></td></tr>\n", web_say(x, T("Layout")), STR_F(m->layout),
        web_say(x, T("Source")), STR_F(m->source));
    if (r->mapping.n)
        markup_f(&x->body, "<tr><th scope=\"row\">%s</th><td><bdi>%.*s</bdi></td></tr>\n", web_say(x, T("Mapping")), STR_F(r->mapping));
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        if (counts[i].shown)
            markup_f(&x->body, "<tr><th scope=\"row\">%s</th><td class=\"n\">%.*s</td></tr>\n", web_say(x, counts[i].label), STR_F(web_number(x, counts[i].n)));
    buf_text(&x->body, "</tbody></table>\n");
}

static void put_dialogue(struct exchange *x, const struct intake_dialogue *d)
{
    struct buf *b = &x->body;
    if (!d->name.n)
        return;
    markup_f(b, "<p>%.*s</p>\n", STR_F(WEB_TOLD(x, T("The dialogue {dialogue}: {people}, {statements}, {votes}."), WEB_SLOT("dialogue", d->name),
        WEB_SLOT("people", web_counted(x, TN("{n} participant", "{n} participants"), d->participants)), WEB_SLOT("statements", web_counted(x, TN("{n} statement", "{n} statements"), d->statements)),
        WEB_SLOT("votes", web_counted(x, TN("{n} vote", "{n} votes"), d->votes)))));
    markup_f(b, "<p><b>%s</b></p>\n", web_say(x, d->own ? T("It counts as held with people here: no output about a single participant exists.") : T("It counts as published by others, person by person.")));
    for (size_t i = 0; i < d->earlier_n; i++)
        markup_f(b, "<p>%.*s</p>\n", STR_F(WEB_TOLD(x, T("It takes the place of what the register has of the dialogue {dialogue}."), WEB_SLOT("dialogue", d->earlier[i].name))));
}

static void put_rows(struct exchange *x, const struct intake_looked *l)
{
    struct buf *b = &x->body;
    if (!l->row_n)
        return;
    markup_f(b, "<h2>%s</h2>\n<div class=\"sc\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">%s</th>", web_say(x, T("The first rows, as they were read")), web_say(x, T("Line")));
    for (size_t k = 0; k < l->column_n; k++)
        markup_f(b, "<th scope=\"col\"><bdi>%.*s</bdi></th>", STR_F(l->columns[k]));
    buf_text(b, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < l->row_n; i++) {
        markup_f(b, "<tr><th scope=\"row\">%.*s</th>", STR_F(web_number(x, l->lines[i])));
        for (size_t k = 0; k < l->column_n; k++)
            markup_f(b, "<td><bdi>%.*s</bdi></td>", STR_F(l->cells[i][k]));
        buf_text(b, "</tr>\n");
    }
    buf_text(b, "</tbody></table></div>\n");
    if (l->columns_all > l->column_n)
        markup_f(b, "<p>%.*s</p>\n", STR_F(web_counted(x, TN("{n} more column is not shown here.", "{n} more columns are not shown here."), (int64_t)(l->columns_all - l->column_n))));
}

static void put_choice(struct exchange *x, const struct held_told *t, const struct intake_result *r)
{
    struct buf *b = &x->body;
    bool idle = r->same_file;
    if (idle)
        markup_f(b, "<p role=\"status\"><b>%s</b></p>\n", web_say(x, T("This very file is in the register already.")));
    web_form(x, arena_f(&x->arena, "/upload/%s", t->id));
    if (!idle)
        markup_f(b, "<button name=\"do\" value=\"import\">%s</button> ", web_say(x, T("Bring it in")));
    markup_f(b, "<button class=\"quiet\" name=\"do\" value=\"drop\">%s</button></form>\n", web_say(x, T("Drop it")));
    if (r->import.refused)
        markup_f(b, "<p><a href=\"/upload/%s/refused.csv\">%s</a></p>\n", t->id, web_say(x, T("The refused rows, with reasons (CSV)")));
}

bool preview_page(struct exchange *x, const struct held *h, const struct held_told *t, struct err *e)
{
    struct intake_looked looked;
    struct intake *in = intake_begin(x->store, held_options(h), NULL);
    bool fine = held_take(h, in, &looked, e);
    if (fine) {
        const struct intake_result *r = intake_told(in, 0);
        bool compared = r->same_file || r->import.kept || r->import.known || r->import.superseded;
        web_begin(x, &(struct web_frame){.title = str_of(t->name), .section = "upload"});
        markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("This is what would come of it. Nothing is written yet; the file waits for half an hour.")));
        put_counts(x, r, compared);
        put_inside(x, &r->inside);
        put_dialogue(x, &r->dialogue);
        put_choice(x, t, r);
        put_rows(x, &looked);
        problems_table(x, r->problems, r->problem_n, PROBLEMS_SHOWN);
        web_end(x);
    }
    intake_end(&in);
    return fine;
}
