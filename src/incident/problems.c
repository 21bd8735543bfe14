/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: what was wrong with the rows of a file: line, column, what was found, expected, advised. */
#include "incident/incident.h"
#include "core/speech.h"

enum { FOUND_MOST = 120 }; /* bytes of a cell that are shown */

static struct str keep_found(struct arena *a, struct str s)
{
    bool cut = s.n > FOUND_MOST;
    size_t n = cut ? FOUND_MOST : s.n;
    while (cut && n && ((unsigned char)s.p[n] & 0xC0) == 0x80) /* not in the middle of a character */
        n--;
    char *text = arena_f(a, "%.*s%s", (int)n, n ? s.p : "", cut ? "\xE2\x80\xA6" : "");
    return str_of(text);
}

static struct str column_words(const struct table *t, int column)
{
    if (column < 0)
        return STR("");
    struct str name = table_name(t, (size_t)column);
    return name.n ? name : table_tag(t, (size_t)column);
}

void problem_log_add(struct problem_log *log, const struct table *t, enum problem_severity severity, int column, const char *code,
    struct str found, const char *expected, const char *advice)
{
    problem_log_add_at(log, table_line(t), severity, column_words(t, column), code, found, expected, advice);
}

void problem_log_add_at(struct problem_log *log, int64_t line, enum problem_severity severity, struct str column, const char *code,
    struct str found, const char *expected, const char *advice)
{
    static const int64_t most[] = {[PROBLEM_REFUSED] = 4000, [PROBLEM_REPAIRED] = 3000, [PROBLEM_NOTED] = 3000};
    bool listed = log->listed[severity] < most[severity];
    if (!listed && (severity != PROBLEM_REFUSED || !log->all_refused))
        return;
    log->listed[severity] += listed;
    struct problem *p;
    if (listed) {
        GROW(log->list, log->n, log->room);
        p = &log->list[log->n++];
    } else {
        GROW(log->more, log->more_n, log->more_room);
        p = &log->more[log->more_n++];
    }
    *p = (struct problem){
        .severity = severity,
        .line = line,
        .column = keep_found(&log->arena, column),
        .code = str_of(code),
        .found = keep_found(&log->arena, found),
        .expected = str_of(expected),
        .advice = str_of(advice),
    };
}

void problem_log_end(struct problem_log *log)
{
    free(log->list);
    free(log->more);
    arena_end(&log->arena);
    *log = (struct problem_log){0};
}

void problem_words(const struct problem *p, struct buf *out)
{
    if (p->column.n)
        buf_f(out, "%.*s: ", STR_F(p->column));
    buf_f(out, "\"%.*s\": ", STR_F(p->found));
    buf_f(out, T("expected %.*s"), STR_F(p->expected));
    if (p->advice.n)
        buf_f(out, "; %.*s", STR_F(p->advice));
}

bool column_one(const struct table *t, const char *name, int *out, struct err *e)
{
    int column = table_find(t, name);
    int again = column < 0 ? -1 : table_find_after(t, name, column);
    if (again >= 0)
        return err_set(e, ERR_INPUT,
            T("%.100s: two columns are called \"%s\" (columns %d and %d), so it is not clear which one counts; rename one and try again"),
            table_file(t), name, column + 1, again + 1);
    *out = column;
    return true;
}
