/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: how long things are kept, and what falls due. */
#include "store/erase_priv.h"
#include <assert.h>

/* ---- rules ---- */

/* "source:" or "layout:", and the name behind it. */
static bool rule_names(struct str what, const char *kind, struct str *name)
{
    size_t n = strlen(kind);
    bool names = str_starts(what, kind) && what.n > n;
    *name = names ? (struct str){what.p + n, what.n - n} : STR("");
    return names;
}

static bool names_same(same_name *same, struct str a, struct str b)
{
    return str_eq(a, b) || (same && same(a, b));
}

static bool rule_of_import(struct str what, same_name *same, const struct import *im)
{
    struct str name;
    return (rule_names(what, "source:", &name) && names_same(same, im->source, name)) ||
           (rule_names(what, "layout:", &name) && names_same(same, im->layout, name));
}

static bool same_thing(same_name *same, struct str a, struct str b)
{
    struct str one, other;
    return str_eq(a, b) || (rule_names(a, "source:", &one) && rule_names(b, "source:", &other) && names_same(same, one, other)) ||
           (rule_names(a, "layout:", &one) && rule_names(b, "layout:", &other) && names_same(same, one, other));
}

/* Leave out rules that were made anew with the name written in another way. */
static size_t latest_alone(struct retention *list, size_t n, same_name *same)
{
    size_t kept = 0;
    bool *old = mem_get(n + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            old[i] |= list[k].id > list[i].id && same_thing(same, list[i].what, list[k].what);
    for (size_t i = 0; i < n; i++)
        if (!old[i])
            list[kept++] = list[i];
    free(old);
    return kept;
}

static bool imports_named(struct store *s, same_name *same, struct arena *a, struct retention *list, size_t n, struct err *e)
{
    struct import *all = NULL;
    size_t import_n = 0;
    struct str name;
    if (n && !store_imports(s, a, &all, &import_n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool names = rule_names(list[i].what, "source:", &name) || rule_names(list[i].what, "layout:", &name);
        list[i].imports = names ? 0 : -1;
        for (size_t k = 0; names && k < import_n; k++)
            list[i].imports += all[k].origin == s->origin && rule_of_import(list[i].what, same, &all[k]);
    }
    return true;
}

bool retention_rules(struct store *s, same_name *same, struct arena *a, struct retention **out, size_t *n, struct err *e)
{
    int64_t most = 0;
    size_t at = 0;
    if (!store_int(s, "SELECT count(*) FROM retention", WITH_NOTHING, 0, &most, e))
        return false;
    struct retention *list = ARENA_ARRAY(a, struct retention, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT what, days, reason, time, who, id FROM retention AS t WHERE origin = $1 AND id = (SELECT max(u.id) FROM retention AS u "
        "WHERE u.origin = $1 AND u.what = t.what) ORDER BY what", WITH(bind_int(s->origin)));
    while (rows_next(r) && at < (size_t)most)
        list[at++] = (struct retention){.id = rows_int(r, 5), .what = rows_kept(r, 0, a), .days = rows_null(r, 1) ? -1 : rows_int(r, 1),
            .reason = rows_kept(r, 2, a), .time = rows_kept(r, 3, a), .who = rows_kept(r, 4, a)};
    if (!rows_end(&r, e))
        return false;
    *out = list;
    *n = latest_alone(list, at, same);
    return imports_named(s, same, a, list, *n, e);
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
    same_name *same;
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
    bool undone = str_is(what, "undone"), refused = str_is(what, "refused");
    for (size_t i = 0; i < v->n; i++) {
        const struct import *im = &v->imports[i];
        if (undone && im->undone) /* never earlier than it was taken back: where nobody knows when, not at all */
            due_add(d, of_import(ERASE_IMPORT, im, v->rows[i]), v->undone[i]);
        if (refused && v->refused[i])
            due_add(d, of_import(ERASE_REFUSED, im, v->refused[i]), im->time);
        if (rule_of_import(what, d->same, im))
            due_add(d, of_import(ERASE_IMPORT, im, v->rows[i]), im->time);
    }
}

static bool audit_due(struct store *s, struct due *d, struct arena *a, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT substr(time, 1, 10), count(*) FROM audit WHERE origin = $1 AND NOT (" AUDIT_OF_UNDONE ") GROUP BY substr(time, 1, 10) "
        "ORDER BY 1", WITH(bind_int(s->origin)));
    while (rows_next(r)) {
        struct str day = rows_kept(r, 0, a);
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

bool retention_due(struct store *s, struct day last, same_name *same, struct arena *a, struct erasable **out, size_t *n, struct err *e)
{
    struct retention *rules = NULL;
    struct erase_view v;
    size_t rule_n = 0;
    struct due d CLEANUP(due_end) = {.last = last, .same = same};
    if (!retention_rules(s, same, a, &rules, &rule_n, e) || (rule_n && !erase_view(s, a, &v, e)))
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
