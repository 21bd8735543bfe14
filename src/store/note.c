/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seal: notes on people at risk. What a note is about stands in the clear, what it says is sealed. */
#include "store/seal_priv.h"
#include "store/store_priv.h"
#include <assert.h>

const char note_thing[] = "note", note_field[] = "text";

static const char *const about_words[] = {"", "incident", "place"};

bool note_about_incident(struct store *s, int64_t id, struct arena *a, struct str *source, struct str *key, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT s.name, t.source_key FROM incident AS t JOIN source AS s ON s.origin = t.origin AND s.id = t.source WHERE t.origin = $1 AND t.id = $2 AND t.ended_by IS NULL",
        WITH(bind_int(s->origin), bind_int(id)));
    bool there = rows_next(r);
    if (there) {
        struct str name = rows_text(r, 0), own = rows_text(r, 1);
        *source = (struct str){arena_text(a, name.p, name.n), name.n};
        *key = (struct str){arena_text(a, own.p, own.n), own.n};
    }
    if (!rows_end(&r, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "no incident %" PRId64 " is in use; `diwan show REGISTER incidents` has their numbers", id);
}

static bool subject_place(struct store *s, struct str code, struct err *e)
{
    int64_t n = 0;
    if (!store_int(s, "SELECT count(*) FROM place WHERE code = $1 AND ended_by IS NULL", WITH(bind_text(code)), 0, &n, e))
        return false;
    return (n > 0 && code.n) || err_set(e, ERR_ABSENT, "no place of code \"%.*s\" is in use; `diwan show REGISTER places` has their codes",
        (int)MIN_OF(code.n, (size_t)60), code.p);
}

static bool note_add(struct store *s, int64_t incident, struct str code, const struct secret *text, int64_t *id, struct err *e)
{
    assert(s->in_task);
    struct arena a CLEANUP(arena_end) = {0};
    struct str source = STR(""), key = code;
    bool place = code.n > 0;
    if (!seal_allowed(s, e) || !(place ? subject_place(s, code, e) : note_about_incident(s, incident, &a, &source, &key, e)) || !store_next_id(s, "note", id, e))
        return false;
    const struct sealed_at at = {note_thing, s->origin, *id, note_field};
    return store_do(s, "INSERT INTO note (origin, id, about, source, about_key) VALUES ($1, $2, $3, $4, $5)",
               WITH(bind_int(s->origin), bind_int(*id), bind_text(str_of(about_words[place ? NOTE_PLACE : NOTE_INCIDENT])), bind_text(source), bind_text(key)), e) &&
           seal_field(s, &at, text, e);
}

bool note_add_incident(struct store *s, int64_t incident, const struct secret *text, int64_t *id, struct err *e)
{
    return note_add(s, incident, STR(""), text, id, e);
}

bool note_add_place(struct store *s, struct str code, const struct secret *text, int64_t *id, struct err *e)
{
    return note_add(s, 0, code, text, id, e);
}

/* ---- listing ---- */

static void list_end(struct note **list)
{
    free(*list);
    *list = NULL;
}

/* Whether any row, or one in use, has what a note is about. */
#define SUBJECT_THERE                                                                                                                           \
    "((n.about = 'place' AND EXISTS (SELECT 1 FROM place AS p WHERE p.code = n.about_key)) OR (n.about = 'incident' AND EXISTS (SELECT 1 FROM "    \
    "incident AS p JOIN source AS c ON c.origin = p.origin AND c.id = p.source WHERE c.name = n.source AND p.source_key = n.about_key)))"
#define SUBJECT_IN_USE                                                                                                                          \
    "((n.about = 'place' AND EXISTS (SELECT 1 FROM place AS p WHERE p.code = n.about_key AND p.ended_by IS NULL)) OR (n.about = 'incident' AND "   \
    "EXISTS (SELECT 1 FROM incident AS p JOIN source AS c ON c.origin = p.origin AND c.id = p.source WHERE c.name = n.source AND "                \
    "p.source_key = n.about_key AND p.ended_by IS NULL)))"

bool note_list(struct store *s, struct arena *a, struct note **out, size_t *n, struct err *e)
{
    struct note *list CLEANUP(list_end) = NULL;
    size_t count = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT n.origin, n.id, n.about, n.source, n.about_key, x.time, x.who, CASE WHEN " SUBJECT_IN_USE " THEN 0 ELSE 1 END "
        "FROM note AS n LEFT JOIN sealed AS x ON x.thing = 'note' AND x.thing_origin = n.origin AND x.thing_id = n.id AND x.field = 'text' AND x.origin = n.origin "
        "ORDER BY n.origin, n.id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, count, room);
        list[count++] = (struct note){.origin = rows_int(r, 0), .id = rows_int(r, 1), .about = str_is(rows_text(r, 2), "place") ? NOTE_PLACE : NOTE_INCIDENT,
            .source = rows_kept(r, 3, a), .key = rows_kept(r, 4, a), .time = rows_kept(r, 5, a), .who = rows_kept(r, 6, a), .gone = rows_int(r, 7) != 0};
    }
    if (!rows_end(&r, e))
        return err_within(e, "the list of notes");
    *out = ARENA_ARRAY(a, struct note, count);
    if (count)
        memcpy(*out, list, count * sizeof *list);
    *n = count;
    return true;
}

/* ---- erasing ---- */

bool note_erase(struct store *s, int64_t id, struct err *e)
{
    int64_t there = 0, sealed = 0;
    if (!store_int(s, "SELECT count(*) FROM note WHERE origin = $1 AND id = $2", WITH(bind_int(s->origin), bind_int(id)), 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no note %" PRId64 "; `diwan note REGISTER --list` has their numbers", id);
    return seal_erase(s, note_thing, s->origin, id, &sealed, e) &&
           store_do(s, "DELETE FROM note WHERE origin = $1 AND id = $2", WITH(bind_int(s->origin), bind_int(id)), e);
}

bool note_erase_gone(struct store *s, int64_t *rows, struct err *e)
{
    assert(s->in_task);
    int64_t n = 0;
    if (!store_int(s, "SELECT count(*) FROM note AS n WHERE NOT " SUBJECT_THERE, WITH_NOTHING, 0, &n, e) ||
        !store_do(s, "DELETE FROM sealed WHERE thing = 'note' AND EXISTS (SELECT 1 FROM note AS n WHERE n.origin = sealed.thing_origin AND n.id = "
                     "sealed.thing_id AND NOT " SUBJECT_THERE ")", WITH_NOTHING, e) ||
        !store_do(s, "DELETE FROM note WHERE EXISTS (SELECT 1 FROM note AS n WHERE n.origin = note.origin AND n.id = note.id AND NOT " SUBJECT_THERE ")",
            WITH_NOTHING, e))
        return false;
    *rows = n;
    return true;
}
