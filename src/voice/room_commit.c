/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * room: acts of participants become one change of the register. Each act is decided by memory alone, which then holds what follows from it, so that a later act of
 * the same group stands on it; what is to be written is put on a list; the list is written and made durable at once. Where that fails memory takes it all back.
 */
#include "voice/room_priv.h"
#include <assert.h>

enum step_kind { STEP_SEAT, STEP_VOTE, STEP_STATEMENT, STEP_ADDED, STEP_DECLARE, STEP_CODE, STEP_DAYS };
struct step { /* one thing to be written; and how memory was before */
    enum step_kind kind;
    struct held *h;
    struct room_act *act;
    size_t seat, place;     /* of the participant; of the statement or the code */
    struct digest digest;   /* of the pass or the code */
    enum seat_vote before;
    bool asked;
    struct day from, to;
    struct voice_text text; /* of a statement, cleaned; in the group's arena */
};
struct group {
    struct rooms *r;
    struct room_act *acts;
    size_t act_n;
    struct step *list;
    size_t n, room;
    struct arena scratch;   /* texts of acts, cleaned */
    bool moved;             /* others changed the register between the look and the task */
};

static struct step *step_add(struct group *g, enum step_kind kind, struct held *h, struct room_act *act)
{
    GROW(g->list, g->n, g->room);
    struct step *x = &g->list[g->n++];
    *x = (struct step){.kind = kind, .h = h, .act = act, .seat = SIZE_MAX};
    return x;
}

/* ---- the decision ---- */

static struct digest pass_digest(const struct group *g, const struct room_act *act)
{
    return room_pass_digest(str_of(g->r->uuid), act->dialogue, &act->pass);
}

static size_t seat_new(struct group *g, struct held *h, struct room_act *act, const struct digest *d)
{
    held_seat_add(h, room_lot(), d);
    struct step *x = step_add(g, STEP_SEAT, h, act);
    x->digest = *d;
    x->seat = h->seat_n - 1;
    return x->seat;
}

/* Where whoever has this pass sits: by link everybody who comes gets a seat, by codes those who were let in. SIZE_MAX: nobody. */
static size_t seat_of(struct group *g, struct held *h, struct room_act *act)
{
    struct digest d = pass_digest(g, act);
    size_t at = held_seat(h, &d);
    return at == SIZE_MAX && h->how.entry == ENTRY_LINK ? seat_new(g, h, act, &d) : at;
}

static void days_reach(struct group *g, struct held *h, struct room_act *act)
{
    if (!day_known(act->day) || (day_known(h->from) && h->from.n <= act->day.n && h->to.n >= act->day.n))
        return;
    struct step *x = step_add(g, STEP_DAYS, h, act);
    x->from = h->from, x->to = h->to;
    h->from = !day_known(h->from) || act->day.n < h->from.n ? act->day : h->from;
    h->to = !day_known(h->to) || act->day.n > h->to.n ? act->day : h->to;
}

static enum room_verdict decide_vote(struct group *g, struct held *h, struct room_act *act)
{
    size_t statement = held_statement(h, act->statement);
    if (statement == SIZE_MAX || !h->statements[statement].shown || act->vote < -1 || act->vote > 1)
        return ACT_UNKNOWN;
    size_t seat = seat_of(g, h, act);
    if (seat == SIZE_MAX)
        return ACT_NO_CODE;
    enum seat_vote before = seat_vote(&h->seats[seat], statement), now = seat_vote_of(act->vote);
    if (before == now)
        return ACT_DONE; /* the same once more, as when a form is sent again: it stands already */
    struct step *x = step_add(g, STEP_VOTE, h, act);
    x->seat = seat, x->place = statement, x->before = before;
    held_vote_set(h, &h->seats[seat], statement, now);
    days_reach(g, h, act);
    return ACT_DONE;
}

/* Sent again where the connection broke: the statement that is there already. */
static int64_t statement_there(const struct held *h, struct str text)
{
    for (size_t i = 0; i < h->statement_n; i++)
        if (h->statements[i].text_n && str_eq(h->statements[i].texts[0].text, text))
            return h->statements[i].id;
    return 0;
}

static bool text_clean(const struct voice_text *t, struct arena *a, struct voice_text *out)
{
    const struct str *const parts[] = {&t->text, &t->observation, &t->feeling, &t->need, &t->request};
    struct voice_text clean = {.language = t->language};
    struct str *const to[] = {&clean.text, &clean.observation, &clean.feeling, &clean.need, &clean.request};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        *to[i] = room_clean(*parts[i], a);
    *out = clean;
    return clean.text.n > 0;
}

static bool text_short(const struct voice_text *t)
{
    const struct str parts[] = {t->text, t->observation, t->feeling, t->need, t->request};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i].n > 4 * ROOM_STATEMENT_LETTERS + 4096 || room_letters(parts[i]) > ROOM_STATEMENT_LETTERS)
            return false;
    return true;
}

static uint32_t added_by(struct held *h, size_t seat, const struct digest *d)
{
    if (seat != SIZE_MAX)
        return h->seats[seat].added;
    const struct ticket *t = ticket_find(&h->adder_index, h->adders, d);
    return t ? t->n : 0;
}

/* How many somebody added is counted in memory alone: the register does not know who added what. */
static void added_count(struct held *h, size_t seat, const struct digest *d, int by)
{
    if (seat != SIZE_MAX) {
        h->seats[seat].added = (uint16_t)(h->seats[seat].added + by);
        return;
    }
    struct ticket *t = ticket_find(&h->adder_index, h->adders, d);
    t = t ? t : ticket_add(&h->adder_index, &h->adders, &h->adder_n, &h->adder_room, d);
    t->n = (uint32_t)((int64_t)t->n + by);
}

static void statement_put(struct group *g, struct held *h, struct room_act *act, const struct voice_text *text)
{
    int64_t id = h->statement_n ? h->statements[h->statement_n - 1].id + 1 : 1;
    struct voice_text *held = ARENA_NEW(&h->texts, struct voice_text);
    *held = (struct voice_text){.language = {arena_text(&h->texts, text->language.p, text->language.n), text->language.n},
        .text = {arena_text(&h->texts, text->text.p, text->text.n), text->text.n}};
    GROW(h->statements, h->statement_n, h->statement_room);
    h->statements[h->statement_n++] = (struct said){.id = id, .waits = true, .texts = held, .text_n = 1};
    h->waiting++;
    struct step *x = step_add(g, STEP_STATEMENT, h, act);
    x->place = h->statement_n - 1, x->text = *text;
    act->made = id;
}

static enum room_verdict decide_statement(struct group *g, struct held *h, struct room_act *act)
{
    struct digest d = pass_digest(g, act);
    size_t seat = held_seat(h, &d);
    struct voice_text text;
    if (!h->how.may_add)
        return ACT_CLOSED;
    if (seat == SIZE_MAX && h->how.entry != ENTRY_LINK)
        return ACT_NO_CODE;
    if (!text_short(&act->text) || act->text.language.n > ROOM_LANGUAGE_BYTES)
        return ACT_FULL;
    if (!text_clean(&act->text, &g->scratch, &text))
        return ACT_UNKNOWN;
    if ((act->made = statement_there(h, text.text)) != 0)
        return ACT_DONE;
    if (h->waiting >= ROOM_WAITING_MOST || added_by(h, seat, &d) >= ROOM_ADDED_MOST)
        return ACT_FULL;
    statement_put(g, h, act, &text);
    added_count(h, seat, &d, 1);
    struct step *x = step_add(g, STEP_ADDED, h, act);
    x->seat = seat, x->digest = d;
    return ACT_DONE;
}

static bool may_declare(const struct held *h, const struct room_declared *d)
{
    for (size_t i = 0; i < h->attribute_n; i++)
        for (size_t v = 0; str_eq(h->attributes[i].name, d->attribute) && v <= h->attributes[i].n; v++)
            if (v == h->attributes[i].n ? !d->value.n : str_eq(h->attributes[i].values[v], d->value))
                return true;
    return false;
}

static enum room_verdict decide_declare(struct group *g, struct held *h, struct room_act *act)
{
    if (act->declared_n > ROOM_ATTRIBUTES_MOST)
        return ACT_UNKNOWN;
    for (size_t i = 0; i < act->declared_n; i++) {
        if (!may_declare(h, &act->declared[i]))
            return ACT_UNKNOWN;
        for (size_t k = 0; k < i; k++)
            if (str_eq(act->declared[i].attribute, act->declared[k].attribute))
                return ACT_UNKNOWN;
    }
    size_t seat = seat_of(g, h, act);
    if (seat == SIZE_MAX)
        return ACT_NO_CODE;
    struct step *x = step_add(g, STEP_DECLARE, h, act);
    x->seat = seat, x->asked = h->seats[seat].asked;
    h->seats[seat].asked = true;
    return ACT_DONE;
}

/* The code is used up, and the pass let in; from then on nothing leads from one to the other. */
static enum room_verdict decide_enter(struct group *g, struct held *h, struct room_act *act)
{
    char letters[CODE_LETTERS];
    struct digest d = pass_digest(g, act);
    if (h->how.entry == ENTRY_LINK || held_seat(h, &d) != SIZE_MAX)
        return ACT_DONE;
    if (!room_code_read(act->code, letters))
        return ACT_NO_CODE;
    struct digest code = room_code_digest(str_of(g->r->uuid), h->id, letters);
    struct ticket *t = ticket_find(&h->code_index, h->codes, &code);
    if (!t)
        return ACT_NO_CODE;
    if (t->n)
        return ACT_CODE_USED;
    t->n = 1;
    struct step *x = step_add(g, STEP_CODE, h, act);
    x->digest = code;
    seat_new(g, h, act, &d);
    return ACT_DONE;
}

static enum room_verdict decide(struct group *g, struct room_act *act)
{
    struct held *h = rooms_by_id(g->r, act->dialogue);
    act->made = 0;
    if (!h || !held_open(h) || h->how.entry == ENTRY_PAPER)
        return ACT_CLOSED;
    switch (act->kind) {
    case ACT_VOTE: return decide_vote(g, h, act);
    case ACT_STATEMENT: return decide_statement(g, h, act);
    case ACT_DECLARE: return decide_declare(g, h, act);
    case ACT_ENTER: return decide_enter(g, h, act);
    }
    return ACT_UNKNOWN;
}

/* ---- back, where it could not be written ---- */

static void step_back(struct step *x)
{
    struct held *h = x->h;
    switch (x->kind) {
    case STEP_SEAT: held_seat_pop(h); break;
    case STEP_VOTE: held_vote_set(h, &h->seats[x->seat], x->place, x->before); break;
    case STEP_STATEMENT: h->statement_n--, h->waiting--, x->act->made = 0; break;
    case STEP_ADDED: added_count(h, x->seat, &x->digest, -1); break;
    case STEP_DECLARE: h->seats[x->seat].asked = x->asked; break;
    case STEP_CODE: ticket_find(&h->code_index, h->codes, &x->digest)->n = 0; break;
    case STEP_DAYS: h->from = x->from, h->to = x->to; break;
    }
}

static void all_back(struct group *g)
{
    pthread_rwlock_wrlock(&g->r->lock);
    while (g->n)
        step_back(&g->list[--g->n]);
    pthread_rwlock_unlock(&g->r->lock);
}

/* ---- writing ---- */

static bool seat_write(struct store *s, struct bind origin, const struct step *x, struct err *e)
{
    char hex[65];
    digest_hex(&x->digest, hex);
    struct bind dialogue = bind_int(x->h->id), id = bind_int(x->h->seats[x->seat].id);
    return store_do(s, "INSERT INTO participant (origin, dialogue, id) VALUES ($1, $2, $3)", WITH(origin, dialogue, id), e) &&
           store_do(s, "INSERT INTO pass (origin, dialogue, digest, participant) VALUES ($1, $2, $3, $4)", WITH(origin, dialogue, bind_text(str_of(hex)), id), e);
}

static bool vote_write(struct store *s, struct bind origin, const struct step *x, struct err *e)
{
    struct bind dialogue = bind_int(x->h->id), id = bind_int(x->h->seats[x->seat].id), statement = bind_int(x->act->statement), vote = bind_int(x->act->vote),
                day = voice_bind_day(x->act->day);
    if (x->before == SEAT_NONE)
        return store_do(s, "INSERT INTO vote (origin, dialogue, participant, statement, vote, day) VALUES ($1, $2, $3, $4, $5, $6)",
            WITH(origin, dialogue, id, statement, vote, day), e);
    return store_do(s, "INSERT INTO vote_before (origin, dialogue, participant, statement, number, vote, day) SELECT v.origin, v.dialogue, v.participant, v.statement, (SELECT "
               "coalesce(max(b.number), 0) + 1 FROM vote_before AS b WHERE b.origin = $1 AND b.dialogue = $2 AND b.participant = $3 AND b.statement = $4), v.vote, v.day FROM "
               "vote AS v WHERE v.origin = $1 AND v.dialogue = $2 AND v.participant = $3 AND v.statement = $4", WITH(origin, dialogue, id, statement), e) &&
           store_do(s, "UPDATE vote SET vote = $5, day = $6 WHERE origin = $1 AND dialogue = $2 AND participant = $3 AND statement = $4",
               WITH(origin, dialogue, id, statement, vote, day), e);
}

static bool statement_write(struct store *s, struct bind origin, const struct step *x, struct err *e)
{
    struct bind dialogue = bind_int(x->h->id), id = bind_int(x->h->statements[x->place].id);
    const struct voice_text *t = &x->text;
    return store_do(s, "INSERT INTO statement (origin, dialogue, id, seed, moderation, meta, day) VALUES ($1, $2, $3, 0, 0, 0, $4)",
               WITH(origin, dialogue, id, voice_bind_day(x->act->day)), e) &&
           store_do(s, "INSERT INTO statement_text (origin, dialogue, statement, language, translated, text, observation, feeling, need, request) VALUES ($1, $2, $3, $4, 0, $5, "
               "$6, $7, $8, $9)", WITH(origin, dialogue, id, bind_text(t->language), bind_text(t->text), bind_text(t->observation), bind_text(t->feeling), bind_text(t->need),
               bind_text(t->request)), e);
}

static bool declared_write(struct store *s, struct bind origin, const struct step *x, struct err *e)
{
    struct bind dialogue = bind_int(x->h->id), id = bind_int(x->h->seats[x->seat].id);
    if (!store_do(s, "DELETE FROM declared WHERE origin = $1 AND dialogue = $2 AND participant = $3", WITH(origin, dialogue, id), e))
        return false;
    for (size_t i = 0; i < x->act->declared_n; i++) {
        const struct room_declared *d = &x->act->declared[i];
        if (d->value.n && !store_do(s, "INSERT INTO declared (origin, dialogue, participant, attribute, value) VALUES ($1, $2, $3, $4, $5)",
                WITH(origin, dialogue, id, bind_text(d->attribute), bind_text(d->value)), e))
            return false;
    }
    return true;
}

static bool code_write(struct store *s, struct bind origin, const struct step *x, struct err *e)
{
    char hex[65];
    digest_hex(&x->digest, hex);
    return store_do(s, "UPDATE entry_code SET used = 1 WHERE origin = $1 AND dialogue = $2 AND digest = $3", WITH(origin, bind_int(x->h->id), bind_text(str_of(hex))), e);
}

static bool step_write(struct store *s, struct bind origin, const struct step *x, struct err *e)
{
    switch (x->kind) {
    case STEP_SEAT: return seat_write(s, origin, x, e);
    case STEP_VOTE: return vote_write(s, origin, x, e);
    case STEP_STATEMENT: return statement_write(s, origin, x, e);
    case STEP_ADDED: return true;
    case STEP_DECLARE: return declared_write(s, origin, x, e);
    case STEP_CODE: return code_write(s, origin, x, e);
    case STEP_DAYS: return store_do(s, "UPDATE dialogue SET day_from = $3, day_to = $4 WHERE origin = $1 AND id = $2", WITH(origin, bind_int(x->h->id), bind_int(x->h->from.n),
        bind_int(x->h->to.n)), e);
    }
    return true;
}

/* What memory decided holds only while the register is as memory has it. */
static bool group_write(struct store *s, void *arg, struct err *e)
{
    struct group *g = arg;
    struct bind origin = bind_int(store_origin(s));
    int64_t generation = 0, votes = 0;
    if (!store_generation(s, &generation, e) || !store_votes_generation(s, &votes, e))
        return false;
    g->moved = generation != g->r->generation || votes != g->r->votes;
    if (g->moved)
        return err_set(e, ERR_STORE, "others changed the register meanwhile");
    for (size_t i = 0; i < g->n; i++)
        if (!step_write(s, origin, &g->list[i], e))
            return false;
    return true;
}

static void all_decided(struct group *g)
{
    pthread_rwlock_wrlock(&g->r->lock);
    for (size_t i = 0; i < g->act_n; i++)
        g->acts[i].verdict = decide(g, &g->acts[i]);
    pthread_rwlock_unlock(&g->r->lock);
}

/* Where others were quicker: nobody else writes from the look on. It holds them up for as long as reading anew takes, but however often another server writes, these acts get their turn. */
static bool group_write_alone(struct store *s, void *arg, struct err *e)
{
    struct group *g = arg;
    if (!rooms_refresh_held(g->r, s, e))
        return false;
    all_decided(g);
    return group_write(s, arg, e);
}

static void count_up(struct rooms *r)
{
    pthread_rwlock_wrlock(&r->lock);
    r->votes++;
    pthread_rwlock_unlock(&r->lock);
}

static bool one_try(struct group *g, struct store *s, bool alone, struct err *e)
{
    g->moved = false;
    if (!alone && !rooms_refresh_held(g->r, s, e))
        return false;
    if (!alone)
        all_decided(g);
    if (!alone && !g->n)
        return true;
    if (!store_task_votes(s, alone ? group_write_alone : group_write, g, e)) {
        all_back(g);
        return false;
    }
    count_up(g->r);
    return true;
}

bool room_commit(struct rooms *r, struct store *s, struct room_act *acts, size_t n, struct err *e)
{
    struct group g = {.r = r, .acts = acts, .act_n = n};
    pthread_mutex_lock(&r->writing);
    bool done = one_try(&g, s, false, e) || (g.moved && one_try(&g, s, true, e));
    pthread_mutex_unlock(&r->writing);
    free(g.list);
    arena_end(&g.scratch);
    for (size_t i = 0; !done && i < n; i++)
        acts[i].verdict = ACT_FAILED;
    return done;
}
