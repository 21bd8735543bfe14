/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actor: the rows that a roster is made of. */
#include "actor/actor_priv.h"

static bool declared_rows(struct store *s, struct arena *a, struct roster_rows *out, struct err *e)
{
    struct actor *list = NULL;
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, actor_key, kind, level, place, office, reference, said_by, note FROM actor"
        " WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, n, room);
        list[n++] = (struct actor){.origin = rows_int(r, 0), .id = rows_int(r, 1), .key = arena_str(a, rows_text(r, 2)), .kind = actor_kind_of(rows_text(r, 3)),
            .level = arena_str(a, rows_text(r, 4)), .place = arena_str(a, rows_text(r, 5)), .office = rows_int(r, 6) != 0, .reference = arena_str(a, rows_text(r, 7)),
            .said_by = arena_str(a, rows_text(r, 8)), .note = arena_str(a, rows_text(r, 9)), .declared = true};
    }
    bool fine = rows_end(&r, e);
    out->declared = ARENA_ARRAY(a, struct actor, n + 1);
    out->declared_n = n;
    if (n)
        memcpy(out->declared, list, n * sizeof *list);
    free(list);
    return fine;
}

struct owned_name {
    size_t actor;
    struct actor_named name;
};

/* Names lie in the order of their actors: one walk gives each its own. */
static bool name_rows(struct store *s, struct arena *a, struct roster_rows *out, struct err *e)
{
    struct owned_name *list = NULL;
    size_t n = 0, room = 0, at = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT x.origin, x.id, n.language, n.sort, n.name FROM actor AS x JOIN actor_name AS n"
        " ON n.origin = x.origin AND n.actor = x.id WHERE x.ended_by IS NULL ORDER BY x.origin, x.id, n.language, n.sort, n.name", WITH_NOTHING);
    while (rows_next(r)) {
        int64_t origin = rows_int(r, 0), id = rows_int(r, 1);
        while (at < out->declared_n && (out->declared[at].origin != origin || out->declared[at].id != id))
            at++;
        if (at == out->declared_n)
            break;
        GROW(list, n, room);
        list[n++] = (struct owned_name){at, {arena_str(a, rows_text(r, 2)), arena_str(a, rows_text(r, 3)), arena_str(a, rows_text(r, 4))}};
        out->declared[at].name_n++;
    }
    bool fine = rows_end(&r, e);
    struct actor_named *names = ARENA_ARRAY(a, struct actor_named, n + 1);
    for (size_t i = 0, k = 0; i < out->declared_n; k += out->declared[i++].name_n)
        out->declared[i].names = names + k;
    for (size_t i = 0; i < n; i++)
        names[i] = list[i].name;
    out->name_n = n;
    free(list);
    return fine;
}

static int by_words(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int c = str_compare(x->words, y->words);
    return c ? c : str_compare(x->reference, y->reference);
}

static bool named_rows(struct store *s, struct arena *a, struct roster_rows *out, struct err *e)
{
    struct named *list = NULL;
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT from_actor, '' FROM tie WHERE ended_by IS NULL UNION SELECT to_actor, '' FROM tie WHERE ended_by IS NULL"
        " UNION SELECT actor, '' FROM actor_score WHERE ended_by IS NULL"
        " UNION SELECT reporter, '' FROM project WHERE ended_by IS NULL"
        " UNION SELECT x.actor, x.reference FROM project AS p JOIN project_actor AS x ON x.origin = p.origin AND x.project = p.id WHERE p.ended_by IS NULL"
        " UNION SELECT organisation, '' FROM activity WHERE ended_by IS NULL UNION SELECT implementer, '' FROM activity WHERE ended_by IS NULL"
        " UNION SELECT funder, '' FROM activity WHERE ended_by IS NULL"
        " UNION SELECT from_actor, '' FROM contact WHERE ended_by IS NULL UNION SELECT to_actor, '' FROM contact WHERE ended_by IS NULL"
        " UNION SELECT actor, '' FROM promise WHERE ended_by IS NULL UNION SELECT actor, '' FROM reply WHERE ended_by IS NULL"
        " UNION SELECT by_actor, '' FROM restriction WHERE ended_by IS NULL UNION SELECT owner, '' FROM plan WHERE ended_by IS NULL", WITH_NOTHING);
    while (rows_next(r)) {
        struct str words = str_trim(rows_text(r, 0)), reference = str_trim(rows_text(r, 1));
        if (!words.n && !reference.n)
            continue;
        GROW(list, n, room);
        list[n++] = (struct named){arena_str(a, words.n ? words : reference), arena_str(a, reference)};
    }
    bool fine = rows_end(&r, e);
    out->named = ARENA_ARRAY(a, struct named, n + 1);
    out->named_n = n;
    if (n) {
        memcpy(out->named, list, n * sizeof *list);
        qsort(out->named, n, sizeof *out->named, by_words); /* by bytes, whatever the database sorts by */
    }
    free(list);
    return fine;
}

bool roster_rows(struct store *s, struct arena *a, struct roster_rows *out, struct err *e)
{
    *out = (struct roster_rows){0};
    return declared_rows(s, a, out, e) && name_rows(s, a, out, e) && named_rows(s, a, out, e) && same_decisions(s, a, &out->decisions, &out->decision_n, e);
}
