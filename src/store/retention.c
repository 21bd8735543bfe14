/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: how long things are kept, and what falls due. */
#include "store/erase_priv.h"
#include <assert.h>

static struct str held(const struct rows *r, int column, struct arena *a)
{
    struct str t = rows_text(r, column);
    return (struct str){arena_text(a, t.p, t.n), t.n};
}

/* ---- rules ---- */

bool retention_rules(struct store *s, struct arena *a, struct retention **out, size_t *n, struct err *e)
{
    int64_t most = 0;
    size_t at = 0;
    if (!store_int(s, "SELECT count(*) FROM retention", WITH_NOTHING, 0, &most, e))
        return false;
    struct retention *list = ARENA_ARRAY(a, struct retention, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT what, days, reason, time, who FROM retention AS t WHERE origin = $1 AND id = (SELECT max(u.id) FROM retention AS u "
        "WHERE u.origin = $1 AND u.what = t.what) ORDER BY what", WITH(bind_int(s->origin)));
    while (rows_next(r) && at < (size_t)most)
        list[at++] = (struct retention){held(r, 0, a), rows_null(r, 1) ? -1 : rows_int(r, 1), held(r, 2, a), held(r, 3, a), held(r, 4, a)};
    *out = list;
    *n = at;
    return rows_end(&r, e);
}

static bool what_is_known(struct str what)
{
    static const char *const things[] = {"superseded", "undone", "refused", "audit", "backup"};
    for (size_t i = 0; i < ARRAY_LEN(things); i++)
        if (str_is(what, things[i]))
            return true;
    return (str_starts(what, "source:") || str_starts(what, "layout:")) && what.n > 7;
}

bool retention_set(struct store *s, struct str what, int64_t days, struct str reason, struct err *e)
{
    assert(s->in_task);
    char now[32];
    int64_t id = 0;
    struct buf detail CLEANUP(buf_end) = {0};
    time_now(now);
    if (!what_is_known(what))
        return err_set(e, ERR_USAGE, "\"%.*s\" is nothing that has a period; write superseded, undone, refused, audit, backup, source:NAME or "
            "layout:NAME", STR_F(what));
    buf_f(&detail, days < 0 ? "%.*s: never" : "%.*s: %" PRId64 " days", STR_F(what), days);
    return store_next_id(s, "retention", &id, e) &&
           store_do(s, "INSERT INTO retention (origin, id, what, days, reason, time, who) VALUES ($1, $2, $3, $4, $5, $6, $7)",
               WITH(bind_int(s->origin), bind_int(id), bind_text(what), days < 0 ? bind_null() : bind_int(days), bind_text(reason),
                   bind_text(str_of(s->time ? s->time : now)), bind_text(str_of(s->who))), e) &&
           store_audit(s, "retention", buf_view(&detail), e);
}

/* ---- what falls due ---- */

struct due {
    struct erasables found;
    struct day last;
    const struct retention *rule;
};

static void due_end(struct due *d)
{
    erasables_end(&d->found);
}

/* The day after so many days; DAY_NONE where the time is none, or the day lies beyond all days. */
static struct day due_day(struct str time, int64_t days)
{
    struct day first, last;
    if (!day_parse(time, &first, &last) || days > 1000 * 1000)
        return DAY_NONE;
    return (struct day){(int32_t)(first.n + days)};
}

/* Of two rules for one thing the earlier counts. */
static void due_add(struct due *d, struct erasable x, struct str time)
{
    x.due = due_day(time, d->rule->days);
    x.rule = d->rule->what;
    x.reason = d->rule->reason;
    if (!day_known(x.due) || x.due.n > d->last.n)
        return;
    for (size_t i = 0; i < d->found.n; i++) {
        struct erasable *other = &d->found.list[i];
        if (other->kind != x.kind || other->id != x.id || x.kind == ERASE_AUDIT)
            continue;
        if (x.due.n < other->due.n)
            *other = x;
        return;
    }
    GROW(d->found.list, d->found.n, d->found.room);
    d->found.list[d->found.n++] = x;
}

static struct erasable of_import(enum erase_kind kind, const struct import *im, int64_t rows)
{
    return (struct erasable){.kind = kind, .id = im->id, .name = im->file, .rows = rows, .due = DAY_NONE};
}

/* What a later import superseded must not outlive what was superseded before it: `undo` would find half a chain. So nothing falls due later
 * than what imports after it superseded. */
static void superseded_due(struct due *d, const struct erase_view *v)
{
    struct str time = {0};
    for (size_t i = v->n; i-- > 0;) {
        if (!v->superseded[i])
            continue;
        bool earlier = !time.n || due_day(v->imports[i].time, 0).n < due_day(time, 0).n;
        time = earlier ? v->imports[i].time : time;
        due_add(d, of_import(ERASE_SUPERSEDED, &v->imports[i], v->superseded[i]), time);
    }
}

static void imports_due(struct due *d, const struct erase_view *v)
{
    struct str what = d->rule->what;
    struct str name = what.n > 7 ? (struct str){what.p + 7, what.n - 7} : STR("");
    bool undone = str_is(what, "undone"), refused = str_is(what, "refused"), source = str_starts(what, "source:"), layout = str_starts(what, "layout:");
    for (size_t i = 0; i < v->n; i++) {
        const struct import *im = &v->imports[i];
        if (undone && im->undone)
            due_add(d, of_import(ERASE_IMPORT, im, v->rows[i]), v->undone[i].n ? v->undone[i] : im->time);
        if (refused && v->refused[i])
            due_add(d, of_import(ERASE_REFUSED, im, v->refused[i]), im->time);
        if ((source && str_eq(im->source, name)) || (layout && str_eq(im->layout, name)))
            due_add(d, of_import(ERASE_IMPORT, im, v->rows[i]), im->time);
    }
}

static bool audit_due(struct store *s, struct due *d, struct arena *a, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT substr(time, 1, 10), count(*) FROM audit WHERE origin = $1 GROUP BY substr(time, 1, 10) ORDER BY 1", WITH(bind_int(s->origin)));
    while (rows_next(r)) {
        struct str day = held(r, 0, a);
        due_add(d, (struct erasable){.kind = ERASE_AUDIT, .name = day, .rows = rows_int(r, 1)}, day);
    }
    return rows_end(&r, e);
}

static bool copies_due(struct store *s, struct due *d, struct arena *a, struct err *e)
{
    struct copy_made *copies = NULL;
    size_t n = 0;
    if (!copy_list(s, a, &copies, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!copies[i].gone.n)
            due_add(d, (struct erasable){.kind = ERASE_COPY, .id = copies[i].id, .name = copies[i].file}, copies[i].time);
    return true;
}

static int by_due(const void *a, const void *b)
{
    const struct erasable *p = a, *q = b;
    if (p->due.n != q->due.n)
        return p->due.n < q->due.n ? -1 : 1;
    if (p->kind != q->kind)
        return p->kind < q->kind ? -1 : 1;
    return (p->id > q->id) - (p->id < q->id);
}

bool retention_due(struct store *s, struct day last, struct arena *a, struct erasable **out, size_t *n, struct err *e)
{
    struct retention *rules = NULL;
    struct erase_view v;
    size_t rule_n = 0;
    struct due d CLEANUP(due_end) = {.last = last};
    if (!retention_rules(s, a, &rules, &rule_n, e) || (rule_n && !erase_view(s, a, &v, e)))
        return false;
    for (size_t i = 0; i < rule_n; i++) {
        d.rule = &rules[i];
        if (rules[i].days < 0)
            continue;
        if (str_is(rules[i].what, "superseded"))
            superseded_due(&d, &v);
        else if (str_is(rules[i].what, "audit") && !audit_due(s, &d, a, e))
            return false;
        else if (str_is(rules[i].what, "backup") && !copies_due(s, &d, a, e))
            return false;
        else
            imports_due(&d, &v);
    }
    if (d.found.n)
        qsort(d.found.list, d.found.n, sizeof *d.found.list, by_due);
    *out = ARENA_ARRAY(a, struct erasable, d.found.n + 1);
    if (d.found.n)
        memcpy(*out, d.found.list, d.found.n * sizeof **out);
    *n = d.found.n;
    return true;
}
