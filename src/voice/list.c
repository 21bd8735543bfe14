/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: which dialogues a register has, and which one is meant. */
#include "voice/voice_priv.h"

static bool heads_read(struct store *s, struct arena *a, struct voice_dialogue **out, size_t *n, struct err *e)
{
    int64_t most = 0, least;
    if (!store_people(s, &least, e) || !store_int(s, "SELECT count(*) FROM dialogue WHERE origin = $1 AND ended_by IS NULL", WITH(bind_int(store_origin(s))), 0, &most, e))
        return false;
    struct voice_dialogue *list = ARENA_ARRAY(a, struct voice_dialogue, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, name, own, address, place, phase, day_from, day_to, closed FROM dialogue "
        "WHERE origin = $1 AND ended_by IS NULL ORDER BY name, id", WITH(bind_int(store_origin(s))));
    *n = 0;
    while (rows_next(r) && *n < (size_t)most)
        list[(*n)++] = (struct voice_dialogue){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .name = rows_kept(r, 3, a),
            .own = rows_int(r, 4) != 0, .address = rows_kept(r, 5, a), .place = rows_kept(r, 6, a), .phase = rows_kept(r, 7, a), .from = rows_day(r, 8),
            .to = rows_day(r, 9), .closed = rows_day(r, 10), .k = least};
    *out = list;
    return rows_end(&r, e);
}

static bool words_read(struct store *s, struct voice_dialogue *d, struct arena *a, struct err *e)
{
    struct binds which = WITH(bind_int(d->origin), bind_int(d->id));
    int64_t most = 0;
    if (!store_int(s, "SELECT count(*) FROM dialogue_text WHERE origin = $1 AND dialogue = $2", which, 0, &most, e))
        return false;
    d->words = ARENA_ARRAY(a, struct voice_words, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT language, topic, description, who_may_speak FROM dialogue_text WHERE origin = $1 AND "
        "dialogue = $2 ORDER BY language", which);
    while (rows_next(r) && d->word_n < (size_t)most)
        d->words[d->word_n++] = (struct voice_words){rows_kept(r, 0, a), rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a)};
    return rows_end(&r, e);
}

/* Votes and who cast them, in one walk over the votes. */
bool voice_count(struct store *s, struct voice_dialogue *d, struct err *e)
{
    struct binds which = WITH(bind_int(d->origin), bind_int(d->id));
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT count(*), sum(n) FROM (SELECT count(*) AS n FROM vote WHERE origin = $1 AND dialogue = $2 "
        "GROUP BY participant) AS t", which);
    if (rows_next(r)) {
        d->participants = rows_int(r, 0);
        d->votes = rows_int(r, 1);
    }
    return rows_end(&r, e) &&
           store_int(s, "SELECT count(*) FROM statement WHERE origin = $1 AND dialogue = $2", which, 0, &d->statements, e);
}

static bool whole(struct store *s, struct voice_dialogue *d, struct arena *a, struct err *e)
{
    return words_read(s, d, a, e) && voice_count(s, d, e);
}

/* Votes stand in the order of their participants: as many of them are read as it takes. */
bool voice_took_part(struct store *s, const struct voice_dialogue *d, int64_t least, bool *out, struct err *e)
{
    int64_t found = 0;
    if (!store_int(s, "SELECT count(*) FROM (SELECT participant FROM vote WHERE origin = $1 AND dialogue = $2 GROUP BY participant LIMIT $3) AS t",
            WITH(bind_int(d->origin), bind_int(d->id), bind_int(least)), 0, &found, e))
        return false;
    *out = found >= least;
    return true;
}

struct voice_dialogue voice_copy(const struct voice_dialogue *d, struct arena *a)
{
    struct voice_dialogue to = *d;
    to.name = arena_str(a, d->name), to.address = arena_str(a, d->address), to.place = arena_str(a, d->place), to.phase = arena_str(a, d->phase);
    to.words = ARENA_ARRAY(a, struct voice_words, d->word_n + 1);
    for (size_t i = 0; i < d->word_n; i++) {
        const struct voice_words *w = &d->words[i];
        to.words[i] = (struct voice_words){arena_str(a, w->language), arena_str(a, w->topic), arena_str(a, w->description), arena_str(a, w->who_may_speak)};
    }
    return to;
}

struct listing {
    struct arena *a;
    struct voice_dialogue *list;
    size_t n;
    bool uncounted;
    struct str name; /* voice_find: the one meant */
    size_t found;
};

static bool list_look(struct store *s, void *arg, struct err *e)
{
    struct listing *l = arg;
    if (!heads_read(s, l->a, &l->list, &l->n, e))
        return false;
    for (size_t i = 0; i < l->n; i++)
        if (!(l->uncounted ? words_read(s, &l->list[i], l->a, e) : whole(s, &l->list[i], l->a, e)))
            return false;
    return true;
}

static bool listed(struct store *s, bool uncounted, struct arena *a, struct voice_dialogue **out, size_t *n, struct err *e)
{
    struct listing l = {.a = a, .uncounted = uncounted};
    if (!store_look(s, list_look, &l, e))
        return err_within(e, "reading the dialogues");
    *out = l.list;
    *n = l.n;
    return true;
}

bool voice_dialogues(struct store *s, struct arena *a, struct voice_dialogue **out, size_t *n, struct err *e)
{
    return listed(s, false, a, out, n, e);
}

bool voice_dialogues_uncounted(struct store *s, struct arena *a, struct voice_dialogue **out, size_t *n, struct err *e)
{
    return listed(s, true, a, out, n, e);
}

/* ---- the one that is meant ---- */

static bool begins_nocase(struct str text, struct str beginning)
{
    if (text.n < beginning.n)
        return false;
    for (size_t i = 0; i < beginning.n; i++) {
        char a = text.p[i], b = beginning.p[i];
        a = a >= 'A' && a <= 'Z' ? (char)(a + 32) : a;
        b = b >= 'A' && b <= 'Z' ? (char)(b + 32) : b;
        if (a != b)
            return false;
    }
    return true;
}

/* The only one that fits in this way: 0 letter by letter, 1 but for case, 2 its beginning; SIZE_MAX where none does, or several do. */
static size_t only_one(const struct listing *l, int way)
{
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < l->n; i++) {
        struct str name = l->list[i].name;
        bool fits = way == 0 ? str_eq(name, l->name) : begins_nocase(name, l->name) && (way == 2 || name.n == l->name.n);
        if (fits && at != SIZE_MAX)
            return SIZE_MAX;
        at = fits ? i : at;
    }
    return at;
}

static bool none_such(const struct listing *l, struct err *e)
{
    struct buf names CLEANUP(buf_end) = {0};
    enum { NAMED = 12 };
    for (size_t i = 0; i < l->n && i < NAMED; i++)
        buf_f(&names, "%s%.*s", i ? ", " : "", STR_F(l->list[i].name));
    if (l->n > NAMED)
        buf_text(&names, ", ...");
    if (!l->n)
        return err_set(e, ERR_ABSENT, "this register has no dialogue: `diwan add` brings one in");
    return err_set(e, ERR_ABSENT, "there is no dialogue \"%.*s\", or its name begins like that of another; there %s: %s",
        (int)MIN_OF(l->name.n, (size_t)100), l->name.p, l->n == 1 ? "is" : "are", names.p);
}

static bool find_look(struct store *s, void *arg, struct err *e)
{
    struct listing *l = arg;
    if (!heads_read(s, l->a, &l->list, &l->n, e))
        return false;
    l->found = SIZE_MAX;
    for (int way = 0; way < 3 && l->found == SIZE_MAX; way++)
        l->found = only_one(l, way);
    return l->found == SIZE_MAX ? none_such(l, e) : whole(s, &l->list[l->found], l->a, e);
}

bool voice_find(struct store *s, struct str name, struct arena *a, struct voice_dialogue *out, struct err *e)
{
    struct listing l = {.a = a, .name = name};
    if (!store_look(s, find_look, &l, e))
        return false;
    *out = l.list[l.found];
    return true;
}
