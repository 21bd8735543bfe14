/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: ballots from paper, typed in by those who hold a dialogue. Each is a participant of its own, that nobody can come back as. */
#include "voice/room_priv.h"
#include <assert.h>

static bool is_open(struct store *s, int64_t dialogue, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct room_settings how;
    int64_t closed = 0;
    if (!room_settings_of(s, dialogue, &a, &how, e) ||
        !store_int(s, "SELECT count(*) FROM dialogue WHERE origin = $1 AND id = $2 AND closed IS NOT NULL", WITH(bind_int(store_origin(s)), bind_int(dialogue)), 0, &closed, e))
        return false;
    return (day_known(how.opened) && !closed) || err_set(e, ERR_INPUT, "this dialogue is not open: no ballot of it is taken");
}

static bool has_something(const struct room_ballot *b, struct err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        if (b->votes[i] < -1 || b->votes[i] > VOTE_NONE)
            return err_set(e, ERR_INPUT, "a ballot says agree, disagree or pass of statement %" PRId64 ", or nothing: it was not taken", b->statements[i]);
        for (size_t k = 0; k < i; k++)
            if (b->statements[k] == b->statements[i])
                return err_set(e, ERR_INPUT, "statement %" PRId64 " stands twice on a ballot: it was not taken", b->statements[i]);
        n += b->votes[i] != VOTE_NONE;
    }
    return n || err_set(e, ERR_INPUT, "nothing is crossed on this ballot: it was not taken");
}

static bool vote_save(struct store *s, int64_t dialogue, int64_t participant, const struct room_ballot *b, size_t i, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(b->statements[i]));
    int64_t there = 0;
    if (b->votes[i] == VOTE_NONE)
        return true;
    if (!store_int(s, "SELECT count(*) FROM statement WHERE origin = $1 AND dialogue = $2 AND id = $3 AND moderation = 1", which, 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no statement %" PRId64 " to vote on in this dialogue: the ballot was not taken", b->statements[i]);
    return store_do(s, "INSERT INTO vote (origin, dialogue, participant, statement, vote, day) VALUES ($1, $2, $3, $4, $5, $6)",
        WITH(which.b[0], which.b[1], bind_int(participant), which.b[2], bind_int(b->votes[i]), voice_bind_day(b->day)), e);
}

static bool declared_save(struct store *s, int64_t dialogue, int64_t participant, const struct room_declared *d, struct err *e)
{
    struct binds row = WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(participant), bind_text(d->attribute), bind_text(d->value));
    int64_t there = 0;
    if (!d->value.n)
        return true;
    if (!store_int(s, "SELECT count(*) FROM choice WHERE origin = $1 AND dialogue = $2 AND attribute = $3 AND value = $4", WITH(row.b[0], row.b[1], row.b[3], row.b[4]), 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "\"%.*s\" cannot be chosen as %.*s in this dialogue: the ballot was not taken", (int)MIN_OF(d->value.n, (size_t)80), d->value.p,
            (int)MIN_OF(d->attribute.n, (size_t)80), d->attribute.p);
    return store_do(s, "INSERT INTO declared (origin, dialogue, participant, attribute, value) VALUES ($1, $2, $3, $4, $5)", row, e);
}

/* The days of a dialogue reach as far as its votes. */
static bool days_widen(struct store *s, int64_t dialogue, struct day day, struct err *e)
{
    return !day_known(day) || store_do(s, "UPDATE dialogue SET day_from = CASE WHEN day_from IS NULL OR day_from > $3 THEN $3 ELSE day_from END, day_to = CASE WHEN day_to IS "
        "NULL OR day_to < $3 THEN $3 ELSE day_to END WHERE origin = $1 AND id = $2", WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(day.n)), e);
}

bool room_ballot_add(struct store *s, int64_t dialogue, const struct room_ballot *b, struct err *e)
{
    int64_t participant = room_lot();
    assert(store_in_task(s));
    if (!has_something(b, e) || !is_open(s, dialogue, e) ||
        !store_do(s, "INSERT INTO participant (origin, dialogue, id) VALUES ($1, $2, $3)", WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_int(participant)), e))
        return false;
    for (size_t i = 0; i < b->n; i++)
        if (!vote_save(s, dialogue, participant, b, i, e))
            return false;
    for (size_t i = 0; i < b->declared_n; i++)
        if (!declared_save(s, dialogue, participant, &b->declared[i], e))
            return false;
    return days_widen(s, dialogue, b->day, e);
}
