/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engage: contacts and promises in use, out of the store. */
#include "engage/engage.h"

/* A register that somebody else wrote may hold words that there are not. */
static bool unknown(struct err *e, const char *what, struct str key)
{
    return err_set(e, ERR_STORE, "%s \"%.*s\" has a word that the codebook does not know", what, (int)MIN_OF(key.n, (size_t)80), key.p);
}

bool contacts_read(struct store *s, struct arena *a, struct contact **out, size_t *n, struct err *e)
{
    struct contact *list = NULL;
    size_t room = 0;
    bool known = true;
    *n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, contact_key, kind, day, from_actor, to_actor, topic, asked, due, outcome, outcome_day, answer,"
        " trust_before, trust_after, plan_article, note FROM contact WHERE ended_by IS NULL ORDER BY day, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        struct contact x = {.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .key = rows_kept(r, 4, a), .kind = contact_kind_of(rows_text(r, 5)),
            .day = rows_day(r, 6), .from = rows_kept(r, 7, a), .to = rows_kept(r, 8, a), .topic = rows_kept(r, 9, a), .asked = rows_kept(r, 10, a), .due = rows_day(r, 11), .outcome = outcome_of(rows_text(r, 12)),
            .outcome_day = rows_day(r, 13), .answer = rows_kept(r, 14, a), .trust_before = rows_real(r, 15), .trust_after = rows_real(r, 16), .article = rows_kept(r, 17, a), .note = rows_kept(r, 18, a)};
        known = (x.kind && x.outcome) || unknown(e, "contact", x.key);
        GROW(list, *n, room);
        list[(*n)++] = x;
    }
    bool fine = known && rows_end(&r, e);
    *out = arena_keep(a, list, *n, sizeof *list);
    return fine;
}

bool promises_read(struct store *s, struct arena *a, struct promise **out, size_t *n, struct err *e)
{
    struct promise *list = NULL;
    size_t room = 0;
    bool known = true;
    *n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, promise_key, contact_key, actor, promised, made, due, state, state_day, evidence, told FROM promise"
        " WHERE ended_by IS NULL ORDER BY made, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        struct promise x = {.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .key = rows_kept(r, 4, a), .contact = rows_kept(r, 5, a),
            .actor = rows_kept(r, 6, a), .promised = rows_kept(r, 7, a), .made = rows_day(r, 8), .due = rows_day(r, 9), .state = follow_up_of(rows_text(r, 10)), .state_day = rows_day(r, 11),
            .evidence = rows_kept(r, 12, a), .told = rows_day(r, 13)};
        known = x.state || unknown(e, "promise", x.key);
        GROW(list, *n, room);
        list[(*n)++] = x;
    }
    bool fine = known && rows_end(&r, e);
    *out = arena_keep(a, list, *n, sizeof *list);
    return fine;
}

bool replies_read(struct store *s, struct arena *a, struct reply **out, size_t *n, struct err *e)
{
    struct reply *list = NULL;
    size_t room = 0;
    *n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, actor, about, asked, due, answered, text FROM reply WHERE ended_by IS NULL ORDER BY asked, origin, id",
        WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, *n, room);
        list[(*n)++] = (struct reply){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .actor = rows_kept(r, 4, a), .about = rows_kept(r, 5, a),
            .asked = rows_day(r, 6), .due = rows_day(r, 7), .answered = rows_day(r, 8), .text = rows_kept(r, 9, a)};
    }
    bool fine = rows_end(&r, e);
    *out = arena_keep(a, list, *n, sizeof *list);
    return fine;
}

static enum visible visible_of(struct str word)
{
    return str_is(word, "stewards") ? VISIBLE_STEWARDS : str_is(word, "partners") ? VISIBLE_PARTNERS : str_is(word, "public") ? VISIBLE_PUBLIC : VISIBLE_STAFF;
}

bool restrictions_read(struct store *s, struct arena *a, struct restriction **out, size_t *n, struct err *e)
{
    struct restriction *list = NULL;
    size_t room = 0;
    bool known = true;
    *n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, kind, day_from, day_to, place, by_actor, against, about, hides_data, visible, said_by FROM restriction"
        " WHERE ended_by IS NULL ORDER BY day_from, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        struct restriction x = {.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .kind = restriction_kind_of(rows_text(r, 4)),
            .from = rows_day(r, 5), .to = rows_day(r, 6), .place = rows_kept(r, 7, a), .by = rows_kept(r, 8, a), .against = rows_kept(r, 9, a), .about = rows_kept(r, 10, a),
            .hides = rows_int(r, 11) != 0, .visible = visible_of(rows_text(r, 12)), .said_by = rows_kept(r, 13, a)};
        known = x.kind || unknown(e, "restriction", rows_text(r, 4));
        GROW(list, *n, room);
        list[(*n)++] = x;
    }
    bool fine = known && rows_end(&r, e);
    *out = arena_keep(a, list, *n, sizeof *list);
    return fine;
}
