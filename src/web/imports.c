/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was brought in, import by import, and taking one back. */
#include "place/place.h"
#include "web/upload_priv.h"

enum { PROBLEMS_SHOWN = 200 };

static void put_head(struct exchange *x, const char *const *labels, size_t n)
{
    buf_text(&x->body, "<div class=\"sc\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < n; i++)
        markup_f(&x->body, "<th scope=\"col\">%s</th>", web_say(x, labels[i]));
    buf_text(&x->body, "</tr></thead><tbody>\n");
}

static void put_number(struct exchange *x, int64_t n)
{
    markup_f(&x->body, "<td class=\"n\">%.*s</td>", STR_F(web_number(x, n)));
}

static void put_words(struct exchange *x, struct str s)
{
    markup_f(&x->body, "<td><bdi>%.*s</bdi></td>", STR_F(s));
}

bool imports_run(struct exchange *x, struct err *e)
{
    static const char *const labels[] = {T("Number"), T("File"), T("Layout"), T("Source"), T("Time (UTC)"), T("Who"), T("Rows"), T("Kept"), T("Refused"), T("Corrections")};
    struct import *list = NULL;
    size_t n = 0;
    if (!store_imports(x->store, &x->arena, &list, &n, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Imports"))), .section = "upload"});
    put_head(x, labels, ARRAY_LEN(labels));
    for (size_t i = n; i-- > 0;) { /* the latest first */
        const struct import *m = &list[i];
        markup_f(&x->body, "<tr><th scope=\"row\"><a href=\"/imports/%lld\">%.*s</a>", (long long)m->id, STR_F(web_number(x, m->id)));
        if (m->undone)
            markup_f(&x->body, " <span class=\"dim\">%s</span>", web_say(x, T("taken back")));
        buf_text(&x->body, "</th>");
        put_words(x, m->file), put_words(x, m->layout), put_words(x, m->source), put_words(x, m->time), put_words(x, m->who);
        put_number(x, m->rows), put_number(x, m->kept), put_number(x, m->refused), put_number(x, m->superseded);
        buf_text(&x->body, "</tr>\n");
    }
    markup_f(&x->body, "</tbody></table></div>\n<p><a href=\"/upload\">%s</a></p>\n", web_say(x, T("Bring in a file")));
    web_end(x);
    return true;
}

/* ---- one ---- */

void problems_table(struct exchange *x, const struct problem *list, size_t n, size_t most)
{
    static const char *const labels[] = {T("Line"), T("Column"), T("What was done with the row"), T("Found"), T("Expected, and what to do")};
    static const char *const severities[] = {[PROBLEM_REFUSED] = T("refused"), [PROBLEM_REPAIRED] = T("repaired"), [PROBLEM_NOTED] = T("kept as it stands")};
    if (!n)
        return;
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("What was wrong with rows")));
    put_head(x, labels, ARRAY_LEN(labels));
    for (size_t i = 0; i < n && i < most; i++) {
        const struct problem *p = &list[i];
        buf_text(&x->body, "<tr>");
        put_number(x, p->line);
        put_words(x, p->column);
        markup_f(&x->body, "<td>%s</td>", web_say(x, severities[p->severity]));
        put_words(x, p->found);
        web_put_cause(x, &x->body, "td", str_of(arena_f(&x->arena, "%.*s; %.*s", STR_F(p->expected), STR_F(p->advice))));
        buf_text(&x->body, "</tr>\n");
    }
    buf_text(&x->body, "</tbody></table></div>\n");
    if (n > most)
        markup_f(&x->body, "<p>%.*s</p>\n", STR_F(web_counted(x, TN("{n} more is not shown here.", "{n} more are not shown here."), (int64_t)(n - most))));
}

static bool problems_of(struct exchange *x, int64_t import, struct problem **out, size_t *n, struct err *e)
{
    int64_t all = 0;
    if (!store_int(x->store, "SELECT count(*) FROM problem WHERE import_origin = $1 AND import = $2 AND code <> 'by-hand'", WITH(bind_int(store_origin(x->store)), bind_int(import)), 0, &all, e))
        return false;
    *out = ARENA_ARRAY(&x->arena, struct problem, MIN_OF(all, PROBLEMS_SHOWN) + 1);
    *n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(x->store, "SELECT severity, line, column_name, found, expected, advice FROM problem WHERE import_origin = $1 AND import = $2 AND code <> 'by-hand' "
        "ORDER BY number LIMIT 200", WITH(bind_int(store_origin(x->store)), bind_int(import)));
    while (rows_next(r)) {
        struct problem *p = &(*out)[(*n)++];
        struct str *const texts[] = {&p->column, &p->found, &p->expected, &p->advice};
        int64_t severity = rows_int(r, 0);
        p->severity = severity >= PROBLEM_REFUSED && severity <= PROBLEM_NOTED ? (enum problem_severity)severity : PROBLEM_NOTED;
        p->line = rows_int(r, 1);
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
            struct str s = rows_text(r, 2 + (int)i);
            *texts[i] = (struct str){arena_text(&x->arena, s.p, s.n), s.n};
        }
    }
    return rows_end(&r, e);
}

/* What taking it back would do, in rows of all tables that files fill. */
static bool undoing(struct exchange *x, int64_t import, int64_t *go, int64_t *back, struct err *e)
{
    struct binds with = WITH(bind_int(store_origin(x->store)), bind_int(import));
    return store_int(x->store, "SELECT (SELECT count(*) FROM incident WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + (SELECT count(*) FROM place WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + "
               "(SELECT count(*) FROM population WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + (SELECT count(*) FROM alias WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + "
               "(SELECT count(*) FROM observability WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + (SELECT count(*) FROM phase WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + "
               "(SELECT count(*) FROM licence WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + (SELECT count(*) FROM finding WHERE origin = $1 AND import = $2 AND ended_by IS NULL) + "
               "(SELECT count(*) FROM dialogue WHERE origin = $1 AND import = $2 AND ended_by IS NULL)", with, 0, go, e) &&
           store_int(x->store, "SELECT (SELECT count(*) FROM incident WHERE origin = $1 AND ended_by = $2) + (SELECT count(*) FROM place WHERE origin = $1 AND ended_by = $2) + "
               "(SELECT count(*) FROM population WHERE origin = $1 AND ended_by = $2) + (SELECT count(*) FROM alias WHERE origin = $1 AND ended_by = $2) + "
               "(SELECT count(*) FROM observability WHERE origin = $1 AND ended_by = $2) + (SELECT count(*) FROM phase WHERE origin = $1 AND ended_by = $2) + "
               "(SELECT count(*) FROM licence WHERE origin = $1 AND ended_by = $2) + (SELECT count(*) FROM finding WHERE origin = $1 AND ended_by = $2) + "
               "(SELECT count(*) FROM dialogue WHERE origin = $1 AND ended_by = $2)", with, 0, back, e);
}

static void put_undo(struct exchange *x, const struct import *m, int64_t go, int64_t back)
{
    struct buf *b = &x->body;
    markup_f(b, "<h2>%s</h2>\n", web_say(x, T("Take it back")));
    if (m->undone) {
        markup_f(b, "<p>%s</p>\n", web_say(x, T("It was taken back. Adding the file again brings it back.")));
        return;
    }
    markup_f(b, "<p>%.*s %.*s %s</p>\n", STR_F(web_counted(x, TN("{n} record would go out of use.", "{n} records would go out of use."), go)),
        STR_F(web_counted(x, TN("{n} that it replaced would come back.", "{n} that it replaced would come back."), back)), web_say(x, T("Nothing is erased.")));
    web_form(x, arena_f(&x->arena, "/imports/%" PRId64, m->id));
    markup_f(b, "<p><label><input type=\"checkbox\" name=\"sure\" value=\"yes\" required> %s</label></p><p><button name=\"do\" value=\"undo\">%s</button></p></form>\n",
        web_say(x, T("Yes, take the whole import back")), web_say(x, T("Take it back")));
}

static bool number_of(struct exchange *x, int64_t *out, struct err *e)
{
    struct str s = x->parameters[0];
    return (str_to_int(s, out) && *out > 0) || err_set(e, ERR_ABSENT, "there is no such import");
}

bool import_run(struct exchange *x, struct err *e)
{
    struct import *list = NULL, *m = NULL;
    struct problem *problems = NULL;
    size_t n = 0, problem_n = 0;
    int64_t id, go = 0, back = 0;
    if (!number_of(x, &id, e) || !store_imports(x->store, &x->arena, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id && list[i].origin == store_origin(x->store))
            m = &list[i];
    if (!m)
        return err_set(e, ERR_ABSENT, "there is no import %" PRId64, id);
    if (!undoing(x, id, &go, &back, e) || !problems_of(x, id, &problems, &problem_n, e))
        return false;
    struct buf *b = &x->body;
    web_begin(x, &(struct web_frame){.title = WEB_TOLD(x, T("Import {id}"), WEB_SLOT("id", web_number(x, id))), .section = "upload"});
    struct { const char *label; struct str text; } const words[] = {{T("File"), m->file}, {T("Layout"), m->layout}, {T("Source"), m->source}, {T("When"), web_moment(x, m->time)}, {T("Who"), m->who}};
    struct { const char *label; int64_t n; } const counts[] = {{T("Rows"), m->rows}, {T("Kept"), m->kept}, {T("Already there"), m->known}, {T("Corrections"), m->superseded}, {T("Repaired"), m->repaired},
        {T("Refused"), m->refused}};
    buf_text(b, "<table><tbody>\n");
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        markup_f(b, "<tr><th scope=\"row\">%s</th><td><bdi>%.*s</bdi></td></tr>\n", web_say(x, words[i].label), STR_F(words[i].text));
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        markup_f(b, "<tr><th scope=\"row\">%s</th><td class=\"n\">%.*s</td></tr>\n", web_say(x, counts[i].label), STR_F(web_number(x, counts[i].n)));
    buf_text(b, "</tbody></table>\n");
    put_undo(x, m, go, back);
    problems_table(x, problems, problem_n, PROBLEMS_SHOWN);
    markup_f(b, "<p><a href=\"/imports\">%s</a></p>\n", web_say(x, T("Imports")));
    web_end(x);
    return true;
}

static bool undo_task(struct store *s, void *arg, struct err *e)
{
    const int64_t *id = arg;
    char detail[40];
    snprintf(detail, sizeof detail, "import %" PRId64, *id);
    return store_undo(s, *id, e) && place_all(s, 0, NULL, e) && store_audit(s, "undo", str_of(detail), e);
}

bool import_undo_run(struct exchange *x, struct err *e)
{
    int64_t id;
    if (!number_of(x, &id, e))
        return false;
    if (!str_is(web_field(x, "do"), "undo") || !str_is(web_field(x, "sure"), "yes"))
        return err_set(e, ERR_INPUT, "to take an import back, tick the box that says so");
    return web_write(x, undo_task, &id, e) && web_go(x, "/imports/%lld", (long long)id);
}
