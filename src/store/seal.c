/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seal: sealed fields of a register. */
#include "store/seal_priv.h"
#include "core/speech.h"
#include "store/store_priv.h"
#include <assert.h>

/* ---- where a value belongs ---- */

static bool uuid_add(struct store *s, int64_t origin, struct buf *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT uuid FROM origin WHERE id = $1", WITH(bind_int(origin)));
    bool there = rows_next(r);
    if (there) {
        struct str uuid = rows_text(r, 0);
        buf_f(out, "%zu:", uuid.n);
        buf_str(out, uuid);
    }
    if (!rows_end(&r, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "no register of number %" PRId64 " is known here (table origin)", origin);
}

/* What a value is bound to: the register that sealed it and the row, both by UUID (numbers of origins differ from register to
 * register), the table, the id and the field. Each with its length: two different places never give the same bytes. */
static bool context_of(struct store *s, int64_t sealed_by, const struct sealed_at *at, struct buf *out, struct err *e)
{
    buf_text(out, "diwan sealed value;");
    if (!uuid_add(s, sealed_by, out, e))
        return false;
    buf_f(out, "%zu:%s", strlen(at->thing), at->thing);
    if (!uuid_add(s, at->origin, out, e))
        return false;
    buf_f(out, "%" PRId64 ";%zu:%s", at->id, strlen(at->field), at->field);
    return true;
}

static bool where(const struct sealed_at *at, struct err *e)
{
    return err_within(e, "sealed field %s of %s %" PRId64, at->field, at->thing, at->id);
}

/* ---- writing ---- */

struct in_office {
    struct steward_public keys[STEWARDS_MOST];
    size_t n;
};

static bool office(struct store *s, struct in_office *out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct steward *list = NULL;
    size_t n = 0;
    if (!steward_list(s, &a, &list, &n, e))
        return false;
    out->n = 0;
    for (size_t i = 0; i < n; i++)
        if (list[i].ended.n == 0 && list[i].origin == s->origin && out->n < STEWARDS_MOST)
            out->keys[out->n++] = list[i].key;
    return out->n > 0 || err_set(e, ERR_DENIED, "%.300s: no steward is in office, so nothing can be sealed; make a pair of keys with `diwan key pair` and add "
        "its public half with `diwan key steward`", s->shown);
}

bool seal_field(struct store *s, const struct sealed_at *at, const struct secret *plain, struct err *e)
{
    assert(s->in_task);
    struct in_office to;
    struct buf context CLEANUP(buf_end) = {0}, value CLEANUP(buf_end) = {0};
    int64_t id = 0;
    char now[32];
    if (!seal_allowed(s, e) || !office(s, &to, e) || !context_of(s, s->origin, at, &context, e))
        return false;
    if (!sealed_value_make(to.keys, to.n, buf_view(&context), plain, &value, e))
        return where(at, e);
    time_now(now);
    return store_next_id(s, "sealed", &id, e) &&
           store_do(s, "INSERT INTO sealed (origin, id, thing, thing_origin, thing_id, field, content, time, who) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                       "ON CONFLICT (origin, thing, thing_origin, thing_id, field) DO UPDATE SET content = excluded.content, time = excluded.time, who = excluded.who",
               WITH(bind_int(s->origin), bind_int(id), bind_text(str_of(at->thing)), bind_int(at->origin), bind_int(at->id), bind_text(str_of(at->field)),
                   bind_blob(buf_view(&value)), bind_text(str_of(s->time ? s->time : now)), bind_text(str_of(s->who))), e);
}

/* ---- reading ---- */

bool seal_open(struct store *s, const struct sealed_at *at, const struct steward_key *key, struct secret *out, struct err *e)
{
    struct buf context CLEANUP(buf_end) = {0}, value CLEANUP(buf_end) = {0};
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT content, origin FROM sealed WHERE thing = $1 AND thing_origin = $2 AND thing_id = $3 AND field = $4 ORDER BY origin",
        WITH(bind_text(str_of(at->thing)), bind_int(at->origin), bind_int(at->id), bind_text(str_of(at->field))));
    bool there = rows_next(r);
    int64_t sealed_by = there ? rows_int(r, 1) : 0;
    if (there)
        buf_str(&value, rows_text(r, 0));
    if (!rows_end(&r, e))
        return where(at, e);
    if (!there) {
        err_set(e, ERR_ABSENT, "nothing is sealed there");
        return where(at, e);
    }
    if (!context_of(s, sealed_by, at, &context, e))
        return where(at, e);
    return sealed_value_open(buf_view(&value), buf_view(&context), key, out, e) || where(at, e);
}

/* ---- sealing again ---- */

struct value_row { /* texts in an arena */
    int64_t id, thing_origin, thing_id;
    const char *thing, *field;
    struct str content;
};

static bool value_again(struct store *s, const struct in_office *to, const struct steward_key *key, const struct value_row *v, struct err *e)
{
    const struct sealed_at at = {v->thing, v->thing_origin, v->thing_id, v->field};
    struct buf context CLEANUP(buf_end) = {0}, value CLEANUP(buf_end) = {0};
    struct secret plain CLEANUP(secret_end) = {0};
    if (!context_of(s, s->origin, &at, &context, e) || !sealed_value_open(v->content, buf_view(&context), key, &plain, e) ||
        !sealed_value_make(to->keys, to->n, buf_view(&context), &plain, &value, e))
        return where(&at, e);
    return store_do(s, "UPDATE sealed SET content = $3 WHERE origin = $1 AND id = $2",
        WITH(bind_int(s->origin), bind_int(v->id), bind_blob(buf_view(&value))), e);
}

/* The next value behind `after` that is not sealed to exactly these, into the arena: one at a time, so that a large register needs no more memory
 * than a small one. `v->id` 0 at the end. */
static bool next_other(struct store *s, const struct in_office *to, int64_t after, struct arena *a, struct value_row *v, struct err *e)
{
    *v = (struct value_row){0};
    bool good = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT id, thing, thing_origin, thing_id, field, content FROM sealed WHERE origin = $1 AND id > $2 ORDER BY id", WITH(bind_int(s->origin), bind_int(after)));
    while (good && !v->id && rows_next(r)) {
        struct str thing = rows_text(r, 1), field = rows_text(r, 4), content = rows_text(r, 5);
        struct sealed_value value;
        good = sealed_value_read(content, &value, e) || err_within(e, "sealed value %" PRId64, rows_int(r, 0));
        if (!good || sealed_value_exactly(&value, to->keys, to->n))
            continue;
        *v = (struct value_row){rows_int(r, 0), rows_int(r, 2), rows_int(r, 3), arena_text(a, thing.p, thing.n), arena_text(a, field.p, field.n),
            {arena_text(a, content.p, content.n), content.n}};
    }
    if (!good)
        return false;
    if (v->id) { /* the rest is asked for again */
        rows_drop(&r);
        r = NULL;
        return true;
    }
    return rows_end(&r, e);
}

bool seal_again(struct store *s, const struct steward_key *key, struct progress *p, int64_t *again, struct err *e)
{
    assert(s->in_task);
    struct in_office to;
    int64_t all = 0, n = 0;
    if (!seal_allowed(s, e) || !office(s, &to, e) ||
        !store_int(s, "SELECT count(*) FROM sealed WHERE origin = $1", WITH(bind_int(s->origin)), 0, &all, e))
        return false;
    progress_begin(p, T("Sealing again"), (double)all);
    for (int64_t after = 0;; n++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct value_row v;
        if (!next_other(s, &to, after, &a, &v, e))
            return false;
        if (!v.id)
            break;
        if (!value_again(s, &to, key, &v, e) || !progress_step(p, (double)n, n, e))
            return false;
        after = v.id;
    }
    progress_finish(p);
    *again = n;
    return true;
}

bool seal_count(struct store *s, const struct steward *list, size_t n, int64_t *all, int64_t *each, struct err *e)
{
    bool good = true;
    *all = 0;
    for (size_t i = 0; i < n; i++)
        each[i] = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT content, id FROM sealed ORDER BY origin, id", WITH_NOTHING);
    while (good && rows_next(r)) {
        struct sealed_value v;
        good = sealed_value_read(rows_text(r, 0), &v, e) || err_within(e, "sealed value %" PRId64, rows_int(r, 1));
        for (size_t i = 0; good && i < n; i++)
            each[i] += sealed_value_for(&v, &list[i].key) != SIZE_MAX;
        ++*all;
    }
    return good && rows_end(&r, e);
}

bool seal_erase(struct store *s, const char *thing, int64_t origin, int64_t id, int64_t *rows, struct err *e)
{
    assert(s->in_task);
    int64_t n = 0;
    struct binds which = WITH(bind_text(str_of(thing)), bind_int(origin), bind_int(id));
    if (!store_int(s, "SELECT count(*) FROM sealed WHERE thing = $1 AND thing_origin = $2 AND thing_id = $3", which, 0, &n, e) ||
        !store_do(s, "DELETE FROM sealed WHERE thing = $1 AND thing_origin = $2 AND thing_id = $3", which, e))
        return false;
    *rows = n;
    return true;
}
