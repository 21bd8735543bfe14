/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: what could be erased, what was, and which copies of the register lie about. */
#include "store/erase_priv.h"
#include <assert.h>

/* ---- how much there is ---- */

static size_t import_at(const struct erase_view *v, int64_t id)
{
    for (size_t i = 0; i < v->n; i++) /* ids rise: from 1 without gaps, most often */
        if (v->imports[(i + (size_t)id - 1) % v->n].id == id)
            return (i + (size_t)id - 1) % v->n;
    return SIZE_MAX;
}

static bool counted(struct store *s, const struct erase_view *v, const char *sql, int64_t *into, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows_(s, sql, WITH(bind_int(s->origin)));
    while (rows_next(r)) {
        size_t at = rows_int(r, 0) > 0 && v->n ? import_at(v, rows_int(r, 0)) : SIZE_MAX;
        if (at != SIZE_MAX)
            into[at] += rows_int(r, 1);
    }
    return rows_end(&r, e);
}

#define BOUGHT(table) "SELECT import, count(*) FROM " table " WHERE origin = $1 GROUP BY import"
#define ENDED(table)                                                                                                   \
    "SELECT ended_by, count(*) FROM " table " WHERE origin = $1 AND ended_by IS NOT NULL AND ended_by <> import GROUP BY ended_by"
#define HUNG_BOUGHT(table, on) "SELECT d.import, count(*) FROM " on " AS d JOIN " table " AS t ON t.origin = d.origin AND t." on " = d.id WHERE d.origin = $1 GROUP BY d.import"
#define HUNG_ENDED(table, on)                                                                                          \
    "SELECT d.ended_by, count(*) FROM " on " AS d JOIN " table " AS t ON t.origin = d.origin AND t." on " = d.id "       \
    "WHERE d.origin = $1 AND d.ended_by IS NOT NULL AND d.ended_by <> d.import GROUP BY d.ended_by"
#define EACH(rule, hung)                                                                                               \
    {rule("incident"), rule("place_name"), rule("place"), rule("population"), rule("alias"), rule("observability"),     \
        rule("phase"), rule("licence"), rule("dialogue"), hung("dialogue_text", "dialogue"), hung("choice", "dialogue"), \
        hung("statement", "dialogue"), hung("statement_text", "dialogue"), hung("participant", "dialogue"),             \
        hung("declared", "dialogue"), hung("vote", "dialogue"), hung("vote_before", "dialogue"), rule("finding"),       \
        hung("finding_text", "finding"), hung("dialogue_room", "dialogue"), hung("pass", "dialogue"),                   \
        hung("entry_code", "dialogue"), hung("outcome", "dialogue"), hung("meeting", "dialogue"), hung("attendance", "dialogue"), \
        rule("actor"), hung("actor_name", "actor"), rule("actor_score"), rule("tie"), rule("project"),                 \
        hung("project_text", "project"), hung("project_actor", "project"), hung("project_place", "project"),           \
        hung("project_sector", "project"), hung("project_group", "project"),                                           \
        hung("project_marker", "project"), hung("project_money", "project"), rule("activity"),                         \
        rule("contact"), rule("promise"), rule("reply"), rule("restriction"), rule("plan"), rule("plan_clash"), \
        rule("agenda"), rule("agenda_item"), rule("capacity"), rule("item_state"), rule("item_link"), \
        rule("indicator"), rule("indicator_value"), rule("priority"), rule("practice"), rule("premise"), \
        rule("harm_answer"), rule("help_service"), rule("judgement"), rule("partner"), rule("legal")}

static bool all_counted(struct store *s, struct erase_view *v, struct err *e)
{
    static const char *const brought[] = EACH(BOUGHT, HUNG_BOUGHT), *const ended[] = EACH(ENDED, HUNG_ENDED);
    for (size_t i = 0; i < ARRAY_LEN(brought); i++)
        if (!counted(s, v, brought[i], v->rows, e) || !counted(s, v, ended[i], v->superseded, e))
            return false;
    return counted(s, v, "SELECT import, count(*) FROM problem WHERE import_origin = $1 AND found <> '' GROUP BY import", v->refused, e);
}

/* Where the line is gone it went when the audit was erased: before the last time that this was done. */
static bool undone_before(struct store *s, struct arena *a, struct erase_view *v, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT coalesce(max(time), '') FROM erasure WHERE origin = $1 AND what = 'audit'", WITH(bind_int(s->origin)));
    struct str latest = rows_next(r) ? rows_kept(r, 0, a) : STR("");
    for (size_t i = 0; i < v->n; i++)
        if (v->imports[i].undone && !v->undone[i].n)
            v->undone[i] = latest;
    return rows_end(&r, e);
}

/* The audit knows when an import was taken back: "import 5". */
static bool undone_when(struct store *s, struct arena *a, struct erase_view *v, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT detail, max(time) FROM audit WHERE origin = $1 AND what = 'undo' GROUP BY detail", WITH(bind_int(s->origin)));
    while (rows_next(r)) {
        struct str detail = rows_text(r, 0);
        int64_t id = 0;
        if (!str_starts(detail, "import ") || !str_to_int((struct str){detail.p + 7, detail.n - 7}, &id) || id <= 0 || !v->n)
            continue;
        size_t at = import_at(v, id);
        if (at != SIZE_MAX)
            v->undone[at] = rows_kept(r, 1, a);
    }
    return rows_end(&r, e);
}

bool erase_view(struct store *s, struct arena *a, struct erase_view *v, struct err *e)
{
    struct import *all = NULL;
    size_t n = 0;
    *v = (struct erase_view){0};
    if (!store_imports(s, a, &all, &n, e))
        return false;
    v->imports = ARENA_ARRAY(a, struct import, n + 1);
    for (size_t i = 0; i < n; i++)
        if (all[i].origin == s->origin) /* imports of partners are theirs */
            v->imports[v->n++] = all[i];
    v->rows = ARENA_ARRAY(a, int64_t, n + 1);
    v->superseded = ARENA_ARRAY(a, int64_t, n + 1);
    v->refused = ARENA_ARRAY(a, int64_t, n + 1);
    v->undone = ARENA_ARRAY(a, struct str, n + 1);
    return all_counted(s, v, e) && undone_when(s, a, v, e) && undone_before(s, a, v, e);
}

/* ---- what could be erased ---- */

bool erase_list(struct store *s, unsigned classes, struct arena *a, struct erasable **out, size_t *n, struct err *e)
{
    struct erase_view v;
    if (!erase_view(s, a, &v, e))
        return false;
    struct erasable *list = ARENA_ARRAY(a, struct erasable, 3 * v.n + 1);
    size_t at = 0;
    for (size_t i = 0; i < v.n; i++) {
        const struct import *im = &v.imports[i];
        struct erasable x = {.id = im->id, .name = im->file, .due = DAY_NONE, .rule = STR(""), .reason = STR("")};
        if (classes & ERASE_ALL_UNDONE && im->undone)
            x.kind = ERASE_IMPORT, x.rows = v.rows[i], list[at++] = x;
        if (classes & ERASE_ALL_SUPERSEDED && v.superseded[i])
            x.kind = ERASE_SUPERSEDED, x.rows = v.superseded[i], list[at++] = x;
        if (classes & ERASE_ALL_REFUSED && v.refused[i])
            x.kind = ERASE_REFUSED, x.rows = v.refused[i], list[at++] = x;
    }
    *out = list;
    *n = at;
    return true;
}

bool erase_import(struct store *s, int64_t id, struct arena *a, struct erasable *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT file FROM import WHERE origin = $1 AND id = $2", WITH(bind_int(s->origin), bind_int(id)));
    bool there = rows_next(r);
    struct erasable x = {.kind = ERASE_IMPORT, .id = id, .name = there ? rows_kept(r, 0, a) : STR(""), .due = DAY_NONE, .rule = STR(""), .reason = STR("")};
    if (!rows_end(&r, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "%.300s: there is no import %" PRId64 ": `diwan show` with `imports` lists them", s->shown, id);
    *out = x;
    return true;
}

/* ---- what was erased ---- */

bool erasure_list(struct store *s, struct arena *a, struct erasure **out, size_t *n, struct err *e)
{
    int64_t most = 0;
    size_t at = 0;
    if (!store_int(s, "SELECT count(*) FROM erasure", WITH_NOTHING, 0, &most, e))
        return false;
    struct erasure *list = ARENA_ARRAY(a, struct erasure, most + 1);
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT id, rows_erased, what, reason, time, who FROM erasure ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r) && at < (size_t)most)
        list[at++] = (struct erasure){rows_int(r, 0), rows_int(r, 1), rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a), rows_kept(r, 5, a)};
    *out = list;
    *n = at;
    return rows_end(&r, e);
}

/* ---- copies ---- */

bool copy_list(struct store *s, struct arena *a, struct copy_made **out, size_t *n, struct err *e)
{
    int64_t most = 0;
    size_t at = 0;
    if (!store_int(s, "SELECT count(*) FROM backup", WITH_NOTHING, 0, &most, e))
        return false;
    struct copy_made *list = ARENA_ARRAY(a, struct copy_made, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT id, file, sha256, bytes, generation, time, who, gone FROM backup ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r) && at < (size_t)most)
        list[at++] = (struct copy_made){.id = rows_int(r, 0), .file = rows_kept(r, 1, a), .sha256 = rows_kept(r, 2, a),
            .bytes = rows_null(r, 3) ? -1 : rows_int(r, 3), .generation = rows_int(r, 4), .time = rows_kept(r, 5, a), .who = rows_kept(r, 6, a), .gone = rows_kept(r, 7, a)};
    *out = list;
    *n = at;
    return rows_end(&r, e);
}

bool copy_note(struct store *s, struct copy_made *c, struct err *e)
{
    assert(s->in_task);
    return store_next_id(s, "backup", &c->id, e) &&
           store_do(s, "INSERT INTO backup (origin, id, file, sha256, bytes, generation, time, who) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               WITH(bind_int(s->origin), bind_int(c->id), bind_text(c->file), bind_text(c->sha256), c->bytes < 0 ? bind_null() : bind_int(c->bytes),
                   bind_int(c->generation), bind_text(c->time), bind_text(c->who)), e) &&
           /* The task will count itself as a change. */
           store_do(s, "UPDATE fact SET value = CAST(CAST(value AS BIGINT) - 1 AS TEXT) WHERE key = 'generation'", WITH_NOTHING, e);
}

bool copy_gone(struct store *s, int64_t id, struct err *e)
{
    char now[32];
    int64_t gone = 0;
    time_now(now);
    struct binds which = WITH(bind_int(s->origin), bind_int(id));
    if (!store_int(s, "SELECT CASE WHEN gone IS NULL THEN 0 ELSE 1 END FROM backup WHERE origin = $1 AND id = $2", which, -1, &gone, e))
        return false;
    if (gone < 0)
        return err_set(e, ERR_ABSENT, "%.300s: there is no copy %" PRId64 ": `diwan backup` with --list shows them", s->shown, id);
    if (gone > 0)
        return err_set(e, ERR_INPUT, "%.300s: copy %" PRId64 " is said to be destroyed already: nothing was changed", s->shown, id);
    char detail[40];
    snprintf(detail, sizeof detail, "copy %" PRId64 " destroyed", id);
    return store_do(s, "UPDATE backup SET gone = $3 WHERE origin = $1 AND id = $2",
               WITH(bind_int(s->origin), bind_int(id), bind_text(str_of(s->time ? s->time : now))), e) &&
           store_audit(s, "backup", str_of(detail), e);
}
