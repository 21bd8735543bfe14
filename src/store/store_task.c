/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: changes, whole or not at all; the generation that tells them apart; facts; the audit. */
#include "store/beside.h"
#include "store/store_priv.h"
#include <assert.h>
#include <time.h>

static bool generation_bump(struct store *s, struct err *e)
{
    return store_do(s,
        "INSERT INTO fact (key, value) VALUES ('generation', '1') ON CONFLICT (key) DO UPDATE "
        "SET value = CAST(CAST(fact.value AS BIGINT) + 1 AS TEXT)",
        WITH_NOTHING, e);
}

static bool votes_bump(struct store *s, struct err *e)
{
    return store_do(s,
        "INSERT INTO fact (key, value) VALUES ('votes_generation', '1') ON CONFLICT (key) DO UPDATE "
        "SET value = CAST(CAST(fact.value AS BIGINT) + 1 AS TEXT)",
        WITH_NOTHING, e);
}

enum bump { BUMP_GENERATION, BUMP_VOTES, BUMP_NOTHING };

static bool bumped(struct store *s, enum bump bump, struct err *e)
{
    return bump == BUMP_NOTHING || (bump == BUMP_VOTES ? votes_bump(s, e) : generation_bump(s, e));
}

static bool task_body(struct store *s, enum bump bump, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg,
    struct err *e)
{
    if (!fn(s, arg, e))
        return false;
    if (s->task_failed)
        return err_set(e, ERR_STORE, "%.300s: a step of this change failed, so nothing was changed", s->shown);
    return bumped(s, bump, e) && s->driver->commit(s->connection, e);
}

static bool task(struct store *s, enum bump bump, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    assert(!s->in_task && !s->in_look && "tasks do not nest");
    if (s->mode != STORE_WRITE)
        return err_set(e, ERR_STORE, "%.300s: the register was opened for reading only, so nothing was changed", s->shown);
    if (!s->driver->begin(s->connection, STORE_WRITE, e))
        return false;
    s->in_task = true;
    s->task_failed = false;
    bool done = task_body(s, bump, fn, arg, e);
    s->in_task = false;
    if (!done)
        s->driver->rollback(s->connection);
    return done;
}

bool store_task(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    return task(s, BUMP_GENERATION, fn, arg, e);
}

bool store_task_votes(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    return task(s, BUMP_VOTES, fn, arg, e);
}

bool store_task_beside(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    return task(s, BUMP_NOTHING, fn, arg, e);
}

bool store_look(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    if (s->in_task || s->in_look) /* one moment already */
        return fn(s, arg, e);
    if (!s->driver->begin(s->connection, STORE_READ, e))
        return false;
    s->in_look = true;
    bool done = fn(s, arg, e);
    s->in_look = false;
    s->driver->rollback(s->connection); /* nothing was changed: only the moment ends */
    return done;
}

bool store_in_task(const struct store *s)
{
    return s->in_task;
}

bool store_generation(struct store *s, int64_t *out, struct err *e)
{
    return store_int(s, "SELECT CAST(value AS BIGINT) FROM fact WHERE key = 'generation'", WITH_NOTHING, 0, out, e);
}

bool store_votes_generation(struct store *s, int64_t *out, struct err *e)
{
    return store_int(s, "SELECT CAST(value AS BIGINT) FROM fact WHERE key = 'votes_generation'", WITH_NOTHING, 0, out, e);
}

/* ---- facts ---- */

bool store_fact(struct store *s, const char *key, struct arena *a, struct str *out, struct err *e)
{
    struct str value = STR("");
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT value FROM fact WHERE key = $1", WITH(bind_text(str_of(key))));
    if (rows_next(r)) {
        struct str found = rows_text(r, 0);
        value = (struct str){arena_text(a, found.p, found.n), found.n};
    }
    if (!rows_end(&r, e))
        return false;
    *out = value;
    return true;
}

bool store_fact_set(struct store *s, const char *key, struct str value, struct err *e)
{
    return store_do(s,
        "INSERT INTO fact (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        WITH(bind_text(str_of(key)), bind_text(value)), e);
}

/* ---- audit ---- */

void time_now(char out[32])
{
    struct timespec now = {0};
    struct tm parts = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", (parts.tm_year + 1900) % 10000, parts.tm_mon + 1, parts.tm_mday,
        parts.tm_hour, parts.tm_min, parts.tm_sec);
}

static void replace(char **text, struct str value)
{
    free(*text);
    *text = NULL;
    if (value.n == 0)
        return;
    *text = mem_get(value.n + 1);
    memcpy(*text, value.p, value.n);
}

void store_sign(struct store *s, struct str who, struct str time)
{
    replace(&s->who, who);
    replace(&s->time, time);
}

bool store_audit(struct store *s, const char *what, struct str detail, struct err *e)
{
    assert(s->in_task);
    char now[32];
    time_now(now);
    int64_t id = 0;
    return store_next_id(s, "audit", &id, e) &&
           store_do(s, "INSERT INTO audit (origin, id, time, who, what, detail) VALUES ($1, $2, $3, $4, $5, $6)",
               WITH(bind_int(s->origin), bind_int(id), bind_text(str_of(s->time ? s->time : now)),
                   bind_text(str_of(s->who)), bind_text(str_of(what)), bind_text(detail)), e);
}
