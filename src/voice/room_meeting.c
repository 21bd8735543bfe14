/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: what became of a dialogue, and who was asked to come to its meetings. Numbers of people, never names. */
#include "voice/room_priv.h"
#include <assert.h>

enum { SHORT_LETTERS = 200, LONG_LETTERS = 2000, KINDS_MOST = 100 };

static bool fits(struct str text, size_t most, const char *what, struct err *e)
{
    size_t n = room_letters(text);
    if (n == SIZE_MAX)
        return err_set(e, ERR_INPUT, "%s: these bytes are no text in UTF-8", what);
    return n <= most || err_set(e, ERR_INPUT, "%s: %zu letters are too many; the most is %zu", what, n, most);
}

static bool held_here(struct store *s, int64_t dialogue, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct room_settings how;
    return room_settings_of(s, dialogue, &a, &how, e);
}

/* ---- what became of it ---- */

bool room_outcomes(struct store *s, int64_t dialogue, struct arena *a, struct room_outcome **out, size_t *n, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    int64_t most = 0;
    size_t at = 0;
    if (!store_int(s, "SELECT count(*) FROM outcome WHERE origin = $1 AND dialogue = $2", which, 0, &most, e))
        return false;
    struct room_outcome *list = ARENA_ARRAY(a, struct room_outcome, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, language, text, said_by, day FROM outcome WHERE origin = $1 AND dialogue = $2 ORDER BY day, id, language", which);
    while (rows_next(r) && at < (size_t)most)
        list[at++] = (struct room_outcome){rows_int(r, 0), rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), {(int32_t)rows_int(r, 4)}};
    *out = list;
    *n = at;
    return rows_end(&r, e);
}

bool room_outcome_add(struct store *s, int64_t dialogue, const struct room_outcome *o, size_t n, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    int64_t id = 1;
    assert(store_in_task(s) && n > 0);
    if (!held_here(s, dialogue, e) || !store_int(s, "SELECT max(id) + 1 FROM outcome WHERE origin = $1 AND dialogue = $2", which, 1, &id, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!fits(o[i].text, LONG_LETTERS, "what became of it", e) || !fits(o[i].said_by, SHORT_LETTERS, "who says so", e))
            return false;
        if (!str_trim(o[i].text).n || !day_known(o[i].day) || o[i].language.n > ROOM_LANGUAGE_BYTES)
            return err_set(e, ERR_INPUT, "what became of a dialogue has words in a language, and a day: nothing was written");
        if (!store_do(s, "INSERT INTO outcome (origin, dialogue, id, language, day, text, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(id), bind_text(o[i].language), bind_int(o[i].day.n), bind_text(o[i].text), bind_text(o[i].said_by)), e))
            return false;
    }
    return room_told(s, dialogue, "outcome told", e, "outcome %" PRId64, id);
}

/* ---- meetings ---- */

static int64_t number_at(const struct rows *r, int column)
{
    return rows_null(r, column) ? -1 : rows_int(r, column);
}

static bool kinds_read(struct store *s, int64_t dialogue, struct arena *a, struct room_meeting *m, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(m->id));
    int64_t most = 0;
    if (!store_int(s, "SELECT count(*) FROM attendance WHERE origin = $1 AND dialogue = $2 AND meeting = $3", which, 0, &most, e))
        return false;
    m->kinds = ARENA_ARRAY(a, struct room_attendance, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT kind, why, invited, came, left_out FROM attendance WHERE origin = $1 AND dialogue = $2 AND meeting = $3 ORDER BY "
        "left_out, kind", which);
    while (rows_next(r) && m->kind_n < (size_t)most)
        m->kinds[m->kind_n++] = (struct room_attendance){rows_kept(r, 0, a), rows_kept(r, 1, a), number_at(r, 2), number_at(r, 3), rows_int(r, 4) != 0};
    return rows_end(&r, e);
}

bool room_meetings(struct store *s, int64_t dialogue, struct arena *a, struct room_meeting **out, size_t *n, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    int64_t most = 0;
    size_t at = 0;
    if (!store_int(s, "SELECT count(*) FROM meeting WHERE origin = $1 AND dialogue = $2", which, 0, &most, e))
        return false;
    struct room_meeting *list = ARENA_ARRAY(a, struct room_meeting, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, day, place, note FROM meeting WHERE origin = $1 AND dialogue = $2 ORDER BY day, id", which);
    while (rows_next(r) && at < (size_t)most)
        list[at++] = (struct room_meeting){.id = rows_int(r, 0), .day = {(int32_t)rows_int(r, 1)}, .place = rows_kept(r, 2, a), .note = rows_kept(r, 3, a)};
    if (!rows_end(&r, e))
        return false;
    for (size_t i = 0; i < at; i++)
        if (!kinds_read(s, dialogue, a, &list[i], e))
            return false;
    *out = list;
    *n = at;
    return true;
}

static bool kind_fits(const struct room_attendance *k, struct err *e)
{
    if (!str_trim(k->kind).n)
        return err_set(e, ERR_INPUT, "a line about who was asked to come says which kind of people: nothing was written");
    if (k->invited < -1 || k->came < -1 || k->invited > 1000000 || k->came > 1000000)
        return err_set(e, ERR_INPUT, "a number of people invited or come is 0 to 1,000,000, or not said: nothing was written");
    return fits(k->kind, SHORT_LETTERS, "the kind of people", e) && fits(k->why, LONG_LETTERS, "why they stayed away or were left out", e);
}

static bool kind_save(struct store *s, int64_t dialogue, const struct room_meeting *m, const struct room_attendance *k, struct err *e)
{
    return kind_fits(k, e) && store_do(s, "INSERT INTO attendance (origin, dialogue, meeting, kind, invited, came, left_out, why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(m->id), bind_text(k->kind), k->invited < 0 ? bind_null() : bind_int(k->invited),
            k->came < 0 ? bind_null() : bind_int(k->came), bind_int(k->left_out), bind_text(k->why)), e);
}

static bool kinds_differ(const struct room_meeting *m, struct err *e)
{
    if (m->kind_n > KINDS_MOST)
        return err_set(e, ERR_INPUT, "a meeting has at most %d kinds of people: nothing was written", (int)KINDS_MOST);
    for (size_t i = 0; i < m->kind_n; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(m->kinds[i].kind, m->kinds[k].kind))
                return err_set(e, ERR_INPUT, "\"%.*s\" stands twice among those asked to come: nothing was written", STR_F(m->kinds[i].kind));
    return true;
}

static bool meeting_there(struct store *s, int64_t dialogue, struct room_meeting *m, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    int64_t there = 0;
    if (m->id == 0)
        return store_int(s, "SELECT max(id) + 1 FROM meeting WHERE origin = $1 AND dialogue = $2", which, 1, &m->id, e);
    if (!store_int(s, "SELECT count(*) FROM meeting WHERE origin = $1 AND dialogue = $2 AND id = $3", WITH(which.b[0], which.b[1], bind_int(m->id)), 0, &there, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "there is no meeting %" PRId64 " of this dialogue: nothing was written", m->id);
}

bool room_meeting_set(struct store *s, int64_t dialogue, struct room_meeting *m, struct err *e)
{
    assert(store_in_task(s));
    if (!day_known(m->day))
        return err_set(e, ERR_INPUT, "a meeting has a day: nothing was written");
    if (!fits(m->place, SHORT_LETTERS, "the place", e) || !fits(m->note, LONG_LETTERS, "the note", e) || !kinds_differ(m, e) || !held_here(s, dialogue, e) ||
        !meeting_there(s, dialogue, m, e))
        return false;
    if (!store_do(s, "INSERT INTO meeting (origin, dialogue, id, day, place, note) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (origin, dialogue, id) DO UPDATE SET day = "
            "excluded.day, place = excluded.place, note = excluded.note", WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(m->id), bind_int(m->day.n),
            bind_text(m->place), bind_text(m->note)), e) ||
        !store_do(s, "DELETE FROM attendance WHERE origin = $1 AND dialogue = $2 AND meeting = $3", WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(m->id)), e))
        return false;
    for (size_t i = 0; i < m->kind_n; i++)
        if (!kind_save(s, dialogue, m, &m->kinds[i], e))
            return false;
    struct buf day CLEANUP(buf_end) = {0};
    buf_day(&day, m->day);
    return room_told(s, dialogue, "meeting", e, "meeting %" PRId64 ", %s", m->id, day.p);
}
