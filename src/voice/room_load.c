/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * room: memory is made what the register holds. What is written by hand is small and read anew whenever others changed the register; votes come in only by
 * room_commit, which memory follows by itself, and by ballots from paper, which are new participants: so votes are read once, and of new participants.
 */
#include "voice/room_priv.h"

enum { NEWCOMERS_MOST = 1000 }; /* more are read with all others */

struct loading {
    struct rooms *r;
    struct store *s;
    struct held *h;     /* the one that is read */
    struct held *old;   /* as memory has it; NULL */
    bool keep;          /* its seats stay */
    struct binds which;
};

static struct str held_text(const struct rows *r, int column, struct arena *a)
{
    struct str t = rows_text(r, column);
    return (struct str){arena_text(a, t.p, t.n), t.n};
}

/* ---- what is written by hand ---- */

static bool words_read(struct loading *l, struct err *e)
{
    struct held *h = l->h;
    int64_t most = 0;
    if (!store_int(l->s, "SELECT count(*) FROM dialogue_text WHERE origin = $1 AND dialogue = $2", l->which, 0, &most, e))
        return false;
    h->words = ARENA_ARRAY(&h->texts, struct voice_words, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT language, topic, description, who_may_speak FROM dialogue_text WHERE origin = $1 AND dialogue = $2 ORDER BY "
        "language", l->which);
    while (rows_next(r) && h->word_n < (size_t)most)
        h->words[h->word_n++] = (struct voice_words){held_text(r, 0, &h->texts), held_text(r, 1, &h->texts), held_text(r, 2, &h->texts), held_text(r, 3, &h->texts)};
    return rows_end(&r, e);
}

static struct room_attribute *attribute_of(struct held *h, struct str name, size_t values)
{
    for (size_t i = 0; i < h->attribute_n; i++)
        if (str_eq(h->attributes[i].name, name))
            return &h->attributes[i];
    if (h->attribute_n == ROOM_ATTRIBUTES_MOST)
        return NULL;
    struct room_attribute *x = &h->attributes[h->attribute_n++];
    *x = (struct room_attribute){{arena_text(&h->texts, name.p, name.n), name.n}, ARENA_ARRAY(&h->texts, struct str, values + 1), 0};
    return x;
}

static bool attributes_read(struct loading *l, struct err *e)
{
    int64_t most = 0;
    if (!store_int(l->s, "SELECT count(*) FROM choice WHERE origin = $1 AND dialogue = $2", l->which, 0, &most, e))
        return false;
    l->h->attributes = ARENA_ARRAY(&l->h->texts, struct room_attribute, ROOM_ATTRIBUTES_MOST);
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT attribute, value FROM choice WHERE origin = $1 AND dialogue = $2 ORDER BY number, attribute, value", l->which);
    while (rows_next(r)) {
        struct room_attribute *x = attribute_of(l->h, rows_text(r, 0), (size_t)most);
        if (x && x->n < (size_t)most)
            x->values[x->n++] = held_text(r, 1, &l->h->texts);
    }
    return rows_end(&r, e);
}

static bool statements_read(struct loading *l, struct err *e)
{
    struct held *h = l->h;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT id, moderation, meta, seed FROM statement WHERE origin = $1 AND dialogue = $2 ORDER BY id", l->which);
    while (rows_next(r)) {
        GROW(h->statements, h->statement_n, h->statement_room);
        struct said x = {.id = rows_int(r, 0), .shown = rows_int(r, 1) == VOICE_ACCEPTED, .meta = rows_int(r, 2) != 0,
            .waits = rows_int(r, 1) == VOICE_NOT_MODERATED && !rows_null(r, 3) && rows_int(r, 3) == VOICE_BY_PARTICIPANT};
        h->waiting += x.waits;
        h->statements[h->statement_n++] = x;
    }
    return rows_end(&r, e);
}

static bool texts_read(struct loading *l, struct err *e)
{
    struct held *h = l->h;
    int64_t most = 0;
    size_t n = 0;
    if (!store_int(l->s, "SELECT count(*) FROM statement_text WHERE origin = $1 AND dialogue = $2", l->which, 0, &most, e))
        return false;
    struct voice_text *list = ARENA_ARRAY(&h->texts, struct voice_text, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT statement, language, translated, text FROM statement_text WHERE origin = $1 AND dialogue = $2 ORDER BY "
        "statement, translated, language", l->which);
    while (rows_next(r) && n < (size_t)most) {
        size_t at = held_statement(h, rows_int(r, 0));
        if (at == SIZE_MAX)
            continue;
        struct said *x = &h->statements[at];
        x->texts = x->text_n ? x->texts : &list[n];
        x->text_n++;
        list[n++] = (struct voice_text){.language = held_text(r, 1, &h->texts), .translated = rows_int(r, 2) != 0, .text = held_text(r, 3, &h->texts)};
    }
    return rows_end(&r, e);
}

static bool codes_read(struct loading *l, struct err *e)
{
    struct held *h = l->h;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT digest, used FROM entry_code WHERE origin = $1 AND dialogue = $2", l->which);
    while (rows_next(r)) {
        struct digest d;
        if (room_digest_read(rows_text(r, 0), &d))
            ticket_add(&h->code_index, &h->codes, &h->code_n, &h->code_room, &d)->n = rows_int(r, 1) != 0;
    }
    return rows_end(&r, e);
}

/* ---- who sits where ---- */

struct numbered { /* of a participant, by its number */
    int64_t id;
    size_t seat;
};

static int numbered_compare(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    return a->id < b->id ? -1 : a->id > b->id;
}

static struct numbered *places_of(const struct held *h)
{
    struct numbered *list = mem_get((h->seat_n + 1) * sizeof *list);
    for (size_t i = 0; i < h->seat_n; i++)
        list[i] = (struct numbered){h->seats[i].id, i};
    if (h->seat_n)
        qsort(list, h->seat_n, sizeof *list, numbered_compare);
    return list;
}

static size_t place_find(const struct numbered *list, size_t n, int64_t id)
{
    struct numbered key = {id, 0};
    const struct numbered *found = n ? bsearch(&key, list, n, sizeof *list, numbered_compare) : NULL;
    return found ? found->seat : SIZE_MAX;
}

struct passes {
    struct holder { /* of a pass */
        int64_t id;
        struct digest digest;
    } *list;
    size_t n, room;
};

static int holder_compare(const void *left, const void *right)
{
    const struct holder *a = left, *b = right;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Rising by participant. Table `pass` lies by digest, so they are put in order here. */
static bool passes_read(struct loading *l, struct passes *p, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT participant, digest FROM pass WHERE origin = $1 AND dialogue = $2", l->which);
    while (rows_next(r)) {
        GROW(p->list, p->n, p->room);
        p->list[p->n].id = rows_int(r, 0);
        p->n += room_digest_read(rows_text(r, 1), &p->list[p->n].digest);
    }
    if (p->n)
        qsort(p->list, p->n, sizeof *p->list, holder_compare);
    return rows_end(&r, e);
}

static bool people_read(struct loading *l, const struct passes *p, struct err *e)
{
    size_t at = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT id FROM participant WHERE origin = $1 AND dialogue = $2 ORDER BY id", l->which);
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        while (at < p->n && p->list[at].id < id)
            at++;
        held_seat_add(l->h, id, at < p->n && p->list[at].id == id ? &p->list[at].digest : NULL);
    }
    return rows_end(&r, e);
}

static bool asked_read(struct loading *l, const struct numbered *places, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT DISTINCT participant FROM declared WHERE origin = $1 AND dialogue = $2", l->which);
    while (rows_next(r)) {
        size_t at = place_find(places, l->h->seat_n, rows_int(r, 0));
        if (at != SIZE_MAX)
            l->h->seats[at].asked = true;
    }
    return rows_end(&r, e);
}

static bool votes_read(struct loading *l, const struct numbered *places, struct err *e)
{
    struct held *h = l->h;
    int64_t last = INT64_MIN;
    size_t seat = SIZE_MAX;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT participant, statement, vote FROM vote WHERE origin = $1 AND dialogue = $2 ORDER BY participant, statement",
        l->which);
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        size_t statement = held_statement(h, rows_int(r, 1));
        if (id != last)
            seat = place_find(places, h->seat_n, id);
        last = id;
        if (seat != SIZE_MAX && statement != SIZE_MAX)
            held_vote_set(h, &h->seats[seat], statement, seat_vote_of(rows_int(r, 2)));
    }
    return rows_end(&r, e);
}

static bool seats_read(struct loading *l, struct err *e)
{
    struct passes p = {0};
    bool fine = passes_read(l, &p, e) && people_read(l, &p, e);
    free(p.list);
    if (!fine)
        return false;
    struct numbered *places = places_of(l->h);
    fine = asked_read(l, places, e) && votes_read(l, places, e);
    free(places);
    return fine;
}

/* ---- those who are new: ballots from paper ---- */

static bool newcomers_read(struct loading *l, struct err *e)
{
    struct numbered *places = places_of(l->old);
    size_t at = 0, n = l->old->seat_n;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT id FROM participant WHERE origin = $1 AND dialogue = $2 ORDER BY id", l->which);
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        while (at < n && places[at].id < id)
            at++;
        if (at == n || places[at].id != id)
            held_seat_add(l->h, id, NULL)->asked = true; /* nobody comes back as a ballot */
    }
    free(places);
    return rows_end(&r, e);
}

static bool newcomer_votes(struct loading *l, struct seat *t, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT statement, vote FROM vote WHERE origin = $1 AND dialogue = $2 AND participant = $3",
        WITH(l->which.b[0], l->which.b[1], bind_int(t->id)));
    while (rows_next(r)) {
        size_t statement = held_statement(l->h, rows_int(r, 0));
        if (statement != SIZE_MAX)
            held_vote_set(l->h, t, statement, seat_vote_of(rows_int(r, 1)));
    }
    return rows_end(&r, e);
}

static bool newcomers_seat(struct loading *l, struct err *e)
{
    if (!newcomers_read(l, e))
        return false;
    for (size_t i = 0; i < l->h->seat_n; i++)
        if (!newcomer_votes(l, &l->h->seats[i], e))
            return false;
    return true;
}

/* ---- seats that stay ---- */

/* The counts of what was answered are memory's own; statements are as many as before, or more behind them. */
static bool counts_carry(struct loading *l)
{
    const struct held *old = l->old;
    if (old->statement_n > l->h->statement_n)
        return false;
    for (size_t i = 0; i < old->statement_n; i++)
        if (old->statements[i].id != l->h->statements[i].id)
            return false;
    for (size_t i = 0; i < old->statement_n; i++) {
        struct said *x = &l->h->statements[i];
        const struct said *was = &old->statements[i];
        x->agree = was->agree, x->disagree = was->disagree, x->seen = was->seen;
    }
    return true;
}

static bool may_keep(struct loading *l, struct err *e)
{
    int64_t people = 0;
    l->keep = false;
    if (!l->old || !held_open(l->old) || !held_open(l->h))
        return true;
    if (!store_int(l->s, "SELECT count(*) FROM participant WHERE origin = $1 AND dialogue = $2", l->which, 0, &people, e))
        return false;
    bool few = (size_t)people >= l->old->seat_n && (size_t)people - l->old->seat_n <= NEWCOMERS_MOST;
    l->keep = few && counts_carry(l);
    return !l->keep || (size_t)people == l->old->seat_n || newcomers_seat(l, e);
}

/* With the lock: what stays goes over from the old to the new, so that freeing the old leaves it. */
static void seats_move(struct held *to, struct held *from)
{
    struct seat *newcomers = to->seats;
    size_t n = to->seat_n;
    free(to->passes.slot);
    to->seats = from->seats, to->seat_n = from->seat_n, to->seat_room = from->seat_room, to->passes = from->passes;
    from->seats = NULL, from->seat_n = from->seat_room = 0, from->passes = (struct index){0};
    for (size_t i = 0; i < n; i++)
        *held_seat_add(to, newcomers[i].id, NULL) = newcomers[i];
    free(newcomers);
}

static void adders_move(struct held *to, struct held *from)
{
    to->adders = from->adders, to->adder_n = from->adder_n, to->adder_room = from->adder_room, to->adder_index = from->adder_index;
    from->adders = NULL, from->adder_n = from->adder_room = 0, from->adder_index = (struct index){0};
}

/* ---- one dialogue, all of them ---- */

static bool held_read(struct loading *l, struct err *e)
{
    return words_read(l, e) && attributes_read(l, e) && statements_read(l, e) && texts_read(l, e) && codes_read(l, e) && may_keep(l, e) &&
           (l->keep || !held_open(l->h) || seats_read(l, e));
}

struct fresh { /* what memory will be */
    struct held **list;
    bool *keep;
    size_t n, room;
};

static void fresh_end(struct fresh *f)
{
    for (size_t i = 0; i < f->n; i++)
        held_free(&f->list[i]);
    free(f->list);
    free(f->keep);
}

static bool heads_read(struct store *s, struct fresh *f, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT d.id, d.name, d.closed, d.day_from, d.day_to, t.entry, t.opened, t.may_add, t.listed, t.result, t.rules FROM "
        "dialogue AS d JOIN dialogue_room AS t ON t.origin = d.origin AND t.dialogue = d.id WHERE d.origin = $1 AND d.ended_by IS NULL ORDER BY d.name, d.id",
        WITH(bind_int(store_origin(s))));
    while (rows_next(r)) {
        GROW(f->list, f->n, f->room);
        struct held *h = mem_get(sizeof *h);
        h->id = rows_int(r, 0);
        h->name = held_text(r, 1, &h->texts);
        h->closed = rows_day(r, 2), h->from = rows_day(r, 3), h->to = rows_day(r, 4);
        h->how = (struct room_settings){room_entry_of(rows_text(r, 5)), rows_day(r, 6), rows_int(r, 7) != 0, rows_int(r, 8) != 0, rows_int(r, 9) != 0,
            held_text(r, 10, &h->texts)};
        f->list[f->n++] = h;
    }
    f->keep = mem_get(f->n + 1);
    return rows_end(&r, e);
}

static bool fresh_read(struct rooms *r, struct store *s, bool all, struct fresh *f, struct err *e)
{
    if (!heads_read(s, f, e))
        return false;
    for (size_t i = 0; i < f->n; i++) {
        struct loading l = {.r = r, .s = s, .h = f->list[i], .old = all ? NULL : rooms_by_id(r, f->list[i]->id), .which = WITH(bind_int(store_origin(s)), bind_int(f->list[i]->id))};
        if (!held_read(&l, e))
            return err_within(e, "reading the dialogue %.*s", STR_F(f->list[i]->name));
        f->keep[i] = l.keep;
    }
    return true;
}

/* The moment of change: short, whatever was read. */
static void fresh_take(struct rooms *r, struct fresh *f)
{
    struct fresh old = {r->list, NULL, r->n, r->list_room};
    pthread_rwlock_wrlock(&r->lock);
    for (size_t i = 0; i < f->n; i++) {
        struct held *was = rooms_by_id(r, f->list[i]->id);
        if (was && held_open(f->list[i]))
            adders_move(f->list[i], was);
        if (was && f->keep[i])
            seats_move(f->list[i], was);
    }
    r->list = f->list, r->n = f->n, r->list_room = f->room;
    f->list = NULL, f->n = 0;
    pthread_rwlock_unlock(&r->lock);
    fresh_end(&old);
}

static bool uuid_read(struct rooms *r, struct store *s, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str uuid;
    if (!room_uuid(s, &a, &uuid, e))
        return false;
    snprintf(r->uuid, sizeof r->uuid, "%.*s", STR_F(uuid));
    return true;
}

/* ---- when ---- */

struct moment {
    int64_t generation, votes;
};

static bool moment_of(struct store *s, struct moment *m, struct err *e)
{
    return store_generation(s, &m->generation, e) && store_votes_generation(s, &m->votes, e);
}

static struct moment moment_here(struct rooms *r)
{
    pthread_rwlock_rdlock(&r->lock);
    struct moment m = {r->generation, r->votes};
    pthread_rwlock_unlock(&r->lock);
    return m;
}

/* A look that began before the latest commit knows less than memory: it has nothing to tell. */
static bool is_news(struct moment here, struct moment there)
{
    return (there.generation != here.generation || there.votes != here.votes) && there.generation >= here.generation && there.votes >= here.votes;
}

static bool news_read(struct store *s, void *arg, struct err *e)
{
    struct rooms *r = arg;
    struct moment there, here = {r->generation, r->votes}; /* whoever has r->writing alone changes them */
    struct fresh f = {0};
    if (!moment_of(s, &there, e))
        return false;
    if (!is_news(here, there))
        return true;
    bool all = there.votes != here.votes; /* somebody else's participants voted: a second server, or one that is no more */
    bool fine = (r->uuid[0] || uuid_read(r, s, e)) && fresh_read(r, s, all, &f, e);
    if (fine)
        fresh_take(r, &f);
    fresh_end(&f);
    pthread_rwlock_wrlock(&r->lock);
    if (fine)
        r->generation = there.generation, r->votes = there.votes;
    pthread_rwlock_unlock(&r->lock);
    return fine;
}

bool rooms_refresh_held(struct rooms *r, struct store *s, struct err *e)
{
    return store_look(s, news_read, r, e);
}

bool rooms_refresh(struct rooms *r, struct store *s, struct err *e)
{
    struct moment there;
    if (!moment_of(s, &there, e))
        return false;
    if (!is_news(moment_here(r), there))
        return true;
    pthread_mutex_lock(&r->writing);
    bool fine = rooms_refresh_held(r, s, e);
    pthread_mutex_unlock(&r->writing);
    return fine;
}
