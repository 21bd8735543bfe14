/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: a register in a folder that goes away, and rows of it in few words. */
#ifndef DIWAN_ACTOR_TESTING_H
#define DIWAN_ACTOR_TESTING_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/actor_priv.h"
#include "store/test_register.h"
#include <unistd.h>

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

struct office { /* a folder with a register */
    char folder[64], path[256];
    struct store *s;
};

static inline int office_begin(void **state)
{
    struct office *o = mem_get(sizeof *o);
    struct err e = {0};
    snprintf(o->folder, sizeof o->folder, "/tmp/diwan-actor-XXXXXX");
    assert_non_null(mkdtemp(o->folder));
    test_register(o->folder, "a.diwan", o->path, sizeof o->path);
    assert_fine(store_new(o->path, STR("Selmara"), &e), e);
    assert_fine(store_open(o->path, STORE_WRITE, &o->s, &e), e);
    *state = o;
    return 0;
}

static inline int office_end(void **state)
{
    struct office *o = *state;
    static const char *const endings[] = {"", "-wal", "-shm"};
    char path[288];
    store_close(&o->s);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        snprintf(path, sizeof path, "%s%s", o->path, endings[i]);
        unlink(path);
    }
    rmdir(o->folder);
    free(o);
    return 0;
}

struct row { /* what the tests write; in the order of the fields */
    enum { ROW_END, ROW_ACTOR, ROW_NAME, ROW_TIE, ROW_SAME, ROW_PROJECT } kind;
    const char *a, *b, *c, *d; /* actor: key, kind, reference. name: language, sort, name (of the actor before). tie: from, to, relation, visible. same: name, key,
                                  decision. project: key, funder, its identifier */
    int from, to; /* tie: days; 0 open. same: the day */
};

static inline int64_t row_next(struct store *s, struct err *e)
{
    int64_t id = 0;
    assert_fine(store_int(s, "SELECT max(n) + 1 FROM (SELECT coalesce(max(id), 0) AS n FROM actor UNION ALL SELECT coalesce(max(id), 0) FROM tie"
        " UNION ALL SELECT coalesce(max(id), 0) FROM actor_same UNION ALL SELECT coalesce(max(id), 0) FROM project) AS ids", WITH_NOTHING, 1, &id, e), *e);
    return id;
}

static inline bool row_write(struct store *s, const struct row *x, int64_t id, int64_t *actor, struct err *e)
{
    switch (x->kind) {
    case ROW_ACTOR:
        *actor = id;
        return store_do(s, "INSERT INTO actor (origin, id, import, line, actor_key, kind, level, place, office, reference, said_by, note) VALUES"
            " (1, $1, 1, 1, $2, $3, '', '', 0, $4, '', '')", WITH(bind_int(id), bind_text(str_of(x->a)), bind_text(str_of(x->b)), bind_text(str_of(x->c))), e);
    case ROW_NAME:
        return store_do(s, "INSERT INTO actor_name (origin, actor, language, sort, name) VALUES (1, $1, $2, $3, $4)",
            WITH(bind_int(*actor), bind_text(str_of(x->a)), bind_text(str_of(x->b)), bind_text(str_of(x->c))), e);
    case ROW_TIE:
        return store_do(s, "INSERT INTO tie (origin, id, import, line, from_actor, to_actor, relation, strength, amount, currency, day_from, day_to, said_by, confidence,"
            " visible, note) VALUES (1, $1, 1, 1, $2, $3, $4, 2, NULL, '', $6, $7, 'A', '', $5, '')", WITH(bind_int(id), bind_text(str_of(x->a)), bind_text(str_of(x->b)),
            bind_text(str_of(x->c)), bind_text(str_of(x->d)), x->from ? bind_int(x->from) : bind_null(), x->to ? bind_int(x->to) : bind_null()), e);
    case ROW_SAME:
        return store_do(s, "INSERT INTO actor_same (origin, id, name, actor_key, decision, said_by, day) VALUES (1, $1, $2, $3, $4, '', $5)",
            WITH(bind_int(id), bind_text(str_of(x->a)), bind_text(str_of(x->b)), bind_text(str_of(x->c)), bind_int(x->from)), e);
    case ROW_PROJECT:
        return store_do(s, "INSERT INTO project (origin, id, import, line, project_key, reporter, status, days_planned, pillar, pve, parent) VALUES"
            " (1, $1, 1, 1, $2, '', '', 0, '', '', '')", WITH(bind_int(id), bind_text(str_of(x->a))), e) &&
            store_do(s, "INSERT INTO project_actor (origin, project, number, role, actor, reference, kind) VALUES (1, $1, 1, 'funding', $2, $3, '')",
                WITH(bind_int(id), bind_text(str_of(x->b)), bind_text(str_of(x->c))), e);
    case ROW_END: break;
    }
    return true;
}

static inline bool rows_task(struct store *s, void *arg, struct err *e)
{
    int64_t actor = 0;
    for (const struct row *x = arg; x->kind != ROW_END; x++)
        if (!row_write(s, x, row_next(s, e), &actor, e))
            return false;
    return true;
}

static inline void rows_add(struct store *s, const struct row *list)
{
    struct err e = {0};
    struct row copy[64];
    size_t n = 0;
    for (; list[n].kind != ROW_END; n++)
        copy[n] = list[n];
    copy[n] = list[n];
    assert_fine(store_task(s, rows_task, copy, &e), e);
}

static inline void text_is(struct str found, const char *expected)
{
    char text[400];
    snprintf(text, sizeof text, "%.*s", STR_F(found));
    assert_string_equal(text, expected);
}
#endif
