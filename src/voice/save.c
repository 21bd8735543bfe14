/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: a dialogue into the register, whole, and its closing. */
#include "voice/room_priv.h"
#include <assert.h>

enum { STEP = 65536 };

void dialogue_batch_end(struct dialogue_batch *b)
{
    problem_log_end(&b->log);
    arena_end(&b->arena);
    *b = (struct dialogue_batch){0};
}

/* ---- what is there ---- */

struct there { /* the dialogue in use of the same name, and the one of the same address: mostly the same one, or none */
    int64_t id[2], votes[2];
    struct str name[2]; /* in the batch's arena */
    size_t n;
    bool own;
    struct day closed; /* of the first */
};

static bool find_there(struct store *s, struct dialogue_batch *b, struct there *out, struct err *e)
{
    *out = (struct there){.closed = DAY_NONE};
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, own, closed, name FROM dialogue WHERE origin = $1 AND ended_by IS NULL AND (name = $2 OR "
        "(address <> '' AND address = $3)) ORDER BY CASE WHEN name = $2 THEN 0 ELSE 1 END, id",
        WITH(bind_int(store_origin(s)), bind_text(b->name), bind_text(b->address)));
    while (rows_next(r) && out->n < 2) {
        if (out->n == 0) {
            out->own = rows_int(r, 1) != 0;
            out->closed = rows_null(r, 2) ? DAY_NONE : (struct day){(int32_t)rows_int(r, 2)};
        }
        struct str name = rows_text(r, 3);
        out->name[out->n] = (struct str){arena_text(&b->arena, name.p, name.n), name.n};
        out->id[out->n++] = rows_int(r, 0);
    }
    if (!rows_end(&r, e))
        return false;
    for (size_t i = 0; i < out->n; i++)
        if (!store_int(s, "SELECT (SELECT count(*) FROM vote WHERE origin = $1 AND dialogue = $2) + (SELECT count(*) FROM vote_before WHERE origin = $1 "
                "AND dialogue = $2)", WITH(bind_int(store_origin(s)), bind_int(out->id[i])), 0, &out->votes[i], e))
            return false;
    return true;
}

/* ---- rows ---- */

struct saving {
    struct store *s;
    const struct dialogue_batch *b;
    struct voice_laid laid;
    int64_t origin, id;
    struct day closed;
    struct progress *p;
};

/* Days of the votes, as far as they are known. */
static void days_of(const struct dialogue_batch *b, struct day *from, struct day *to)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    for (size_t i = 0; i < b->event_n; i++) {
        int64_t ms = b->events[i].time_ms;
        if (ms == VOICE_TIME_NONE)
            continue;
        first = MIN_OF(first, ms);
        last = MAX_OF(last, ms);
    }
    *from = first == INT64_MAX ? DAY_NONE : voice_day(first);
    *to = voice_day(last);
}

static bool head_save(const struct saving *w, int64_t import, struct err *e)
{
    struct day from, to;
    days_of(w->b, &from, &to);
    if (!store_do(w->s, "INSERT INTO dialogue (origin, id, import, name, own, address, place, phase, day_from, day_to, closed) VALUES ($1, $2, $3, $4, "
            "$5, $6, $7, $8, $9, $10, $11)",
            WITH(bind_int(w->origin), bind_int(w->id), bind_int(import), bind_text(w->b->name), bind_int(w->b->own), bind_text(w->b->address),
                bind_text(w->b->place), bind_text(w->b->phase), voice_bind_day(from), voice_bind_day(to), voice_bind_day(w->closed)), e))
        return false;
    for (size_t i = 0; i < w->b->word_n; i++) {
        const struct voice_words *x = &w->b->words[i];
        if (!store_do(w->s, "INSERT INTO dialogue_text (origin, dialogue, language, topic, description, who_may_speak) VALUES ($1, $2, $3, $4, $5, $6)",
                WITH(bind_int(w->origin), bind_int(w->id), bind_text(x->language), bind_text(x->topic), bind_text(x->description),
                    bind_text(x->who_may_speak)), e))
            return false;
    }
    return true;
}

/* Numbered through all attributes: their order, too. */
static bool choices_save(const struct saving *w, struct err *e)
{
    int64_t number = 0;
    for (size_t i = 0; i < w->b->attribute_n; i++)
        for (size_t v = 0; v < w->b->attributes[i].n; v++)
            if (!store_do(w->s, "INSERT INTO choice (origin, dialogue, attribute, value, number) VALUES ($1, $2, $3, $4, $5)",
                    WITH(bind_int(w->origin), bind_int(w->id), bind_text(w->b->attributes[i].name), bind_text(w->b->attributes[i].values[v]),
                        bind_int(++number)), e))
                return false;
    return true;
}

static bool statement_save(const struct saving *w, struct bulk *b, const struct voice_statement *x, struct err *e)
{
    struct day day = voice_day(x->time_ms);
    struct bind row[] = {bind_int(w->origin), bind_int(w->id), bind_int(x->id), x->seed == VOICE_SEED_UNKNOWN ? bind_null() : bind_int(x->seed),
        bind_int(x->moderation), bind_int(x->meta), w->b->own || x->author < 0 ? bind_null() : bind_int(x->author), voice_bind_day(day),
        w->b->own ? bind_null() : voice_bind_time(x->time_ms)};
    return bulk_row(b, row, ARRAY_LEN(row), e);
}

static bool texts_save(const struct saving *w, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(w->s, "INSERT INTO statement_text (origin, dialogue, statement, language, translated, text, observation, "
        "feeling, need, request) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < w->b->statement_n; i++)
        for (size_t k = 0; k < w->b->statements[i].text_n; k++) {
            const struct voice_text *t = &w->b->statements[i].texts[k];
            struct bind row[] = {bind_int(w->origin), bind_int(w->id), bind_int(w->b->statements[i].id), bind_text(t->language), bind_int(t->translated),
                bind_text(t->text), bind_text(t->observation), bind_text(t->feeling), bind_text(t->need), bind_text(t->request)};
            if (!bulk_row(b, row, ARRAY_LEN(row), e))
                return false;
        }
    return bulk_end(&b, e);
}

static bool statements_save(const struct saving *w, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(w->s,
        "INSERT INTO statement (origin, dialogue, id, seed, moderation, meta, author, day, time_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < w->b->statement_n; i++)
        if (!statement_save(w, b, &w->b->statements[i], e))
            return false;
    return bulk_end(&b, e) && texts_save(w, e);
}

static bool declared_save(const struct saving *w, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) =
        store_bulk(w->s, "INSERT INTO declared (origin, dialogue, participant, attribute, value) VALUES ($1, $2, $3, $4, $5)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < w->b->participant_n; i++)
        for (size_t k = 0; k < w->b->attribute_n; k++) {
            const struct voice_attribute *a = &w->b->attributes[k];
            uint32_t value = a->of[w->laid.participant[i]];
            if (value == OPINION_NO_GROUP)
                continue;
            struct bind row[] = {bind_int(w->origin), bind_int(w->id), bind_int(w->laid.id[i]), bind_text(a->name), bind_text(a->values[value])};
            if (!bulk_row(b, row, ARRAY_LEN(row), e))
                return false;
        }
    return bulk_end(&b, e);
}

static bool participants_save(const struct saving *w, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(w->s, "INSERT INTO participant (origin, dialogue, id, group_said) VALUES ($1, $2, $3, $4)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < w->b->participant_n; i++) {
        int64_t group = w->b->group_said && !w->b->own ? w->b->group_said[w->laid.participant[i]] : -1;
        struct bind row[] = {bind_int(w->origin), bind_int(w->id), bind_int(w->laid.id[i]), group < 0 ? bind_null() : bind_int(group)};
        if (!bulk_row(b, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk_end(&b, e) && declared_save(w, e);
}

/* The votes of one participant: the last on each statement counts, those before it are numbered. */
static bool casts_save(const struct saving *w, size_t row, struct bulk *votes, struct bulk *before, struct err *e)
{
    size_t n = voice_casts(w->b, &w->laid, row);
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        const struct voice_cast *c = &w->laid.casts[i];
        bool counts = i + 1 == n || c[1].statement != c->statement;
        struct bind time = w->b->own ? bind_null() : voice_bind_time(c->time_ms), day = voice_bind_day(voice_day(c->time_ms));
        struct bind participant = bind_int(w->laid.id[row]), statement = bind_int(w->b->statements[c->statement].id);
        struct bind one[] = {bind_int(w->origin), bind_int(w->id), participant, statement, bind_int(c->vote), day, time};
        struct bind earlier[] = {bind_int(w->origin), bind_int(w->id), participant, statement, bind_int(++number), bind_int(c->vote), day, time};
        if (counts ? !bulk_row(votes, one, ARRAY_LEN(one), e) : before && !bulk_row(before, earlier, ARRAY_LEN(earlier), e))
            return false;
        number = counts ? 0 : number;
    }
    return true;
}

static bool votes_save(const struct saving *w, struct err *e)
{
    struct bulk *votes CLEANUP(bulk_drop) = store_bulk(w->s,
        "INSERT INTO vote (origin, dialogue, participant, statement, vote, day, time_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)", e);
    struct bulk *before CLEANUP(bulk_drop) = votes ? store_bulk(w->s,
        "INSERT INTO vote_before (origin, dialogue, participant, statement, number, vote, day, time_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", e) : NULL;
    if (!before)
        return false;
    bool keep_before = !w->b->own || !day_known(w->closed);
    uint64_t told = 0;
    for (size_t row = 0; row < w->b->participant_n; row++) {
        if (!casts_save(w, row, votes, keep_before ? before : NULL, e))
            return false;
        uint64_t done = w->laid.begin[row + 1];
        if (done - told >= STEP && !progress_step(w->p, (double)done, (int64_t)done, e))
            return false;
        told = done - told >= STEP ? done : told;
    }
    return bulk_end(&votes, e) && bulk_end(&before, e);
}

/* What an own dialogue was before it was closed: earlier versions of it, out of use, tell who voted in between. They go, and cannot be brought back
 * by taking the later import back. */
static bool earlier_drop(struct store *s, int64_t dialogue, struct err *e)
{
#define EARLIER                                                                                                        \
    "(SELECT d.id FROM dialogue AS d JOIN dialogue AS k ON k.origin = d.origin AND (k.name = d.name OR (k.address <> '' AND k.address = d.address)) " \
    "WHERE d.origin = $1 AND k.id = $2 AND d.id < k.id AND d.own = 1 AND d.ended_by IS NOT NULL)"
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    return store_do(s, "UPDATE import SET kept = 0 WHERE origin = $1 AND id IN (SELECT x.import FROM dialogue AS x WHERE x.origin = $1 AND x.id IN " EARLIER ")",
               which, e) &&
           store_do(s, "DELETE FROM pass WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM entry_code WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM outcome WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM attendance WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM meeting WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM dialogue_room WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM vote_before WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM vote WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM declared WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM participant WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM statement_text WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM statement WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM choice WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM dialogue_text WHERE origin = $1 AND dialogue IN " EARLIER, which, e) &&
           store_do(s, "DELETE FROM dialogue WHERE origin = $1 AND id IN " EARLIER, which, e) &&
           store_fact_set(s, "compact", STR("due"), e); /* what was deleted lies in the file until it is written anew */
}

static bool all_save(struct saving *w, const struct there *there, int64_t import, struct err *e)
{
    assert(store_in_task(w->s));
    for (size_t i = 0; i < there->n; i++)
        if (!store_do(w->s, "UPDATE dialogue SET ended_by = $1 WHERE origin = $2 AND id = $3",
                WITH(bind_int(import), bind_int(w->origin), bind_int(there->id[i])), e))
            return false;
    return store_next_id(w->s, "dialogue", &w->id, e) && head_save(w, import, e) && choices_save(w, e) && statements_save(w, e) &&
           participants_save(w, e) && votes_save(w, e) && (!w->b->own || !day_known(w->closed) || earlier_drop(w->s, w->id, e));
}

/* ---- what was set by hand ---- */

/* What somebody decided of a statement here stays where a newer file says nothing of it. True where anything was taken over. */
static bool mark_carry(struct dialogue_batch *b, struct voice_statement *x, int64_t moderation, bool meta)
{
    bool moderated = x->moderation == VOICE_NOT_MODERATED && moderation != VOICE_NOT_MODERATED, marked = meta && !x->meta && b->meta_unsaid;
    if (moderated)
        x->moderation = moderation < 0 ? VOICE_REJECTED : VOICE_ACCEPTED;
    x->meta = x->meta || marked;
    return moderated || marked;
}

/* A number that now stands before other words is another statement. */
static bool other_words(const struct voice_statement *x, struct str words)
{
    return x->text_n && words.n && !str_eq(x->texts[0].text, words);
}

static bool marks_carry(const struct saving *w, const struct there *there, struct dialogue_batch *b, struct err *e)
{
    size_t at = 0;
    int64_t kept = 0, first = 0;
    if (!there->n)
        return true;
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT s.id, s.moderation, s.meta, t.text FROM statement AS s LEFT JOIN statement_text AS t ON t.origin = "
        "s.origin AND t.dialogue = s.dialogue AND t.statement = s.id AND t.translated = 0 WHERE s.origin = $1 AND s.dialogue = $2 AND (s.moderation <> 0 OR "
        "s.meta <> 0) ORDER BY s.id", WITH(bind_int(w->origin), bind_int(there->id[0])));
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        while (at < b->statement_n && b->statements[at].id < id)
            at++;
        if (at == b->statement_n || b->statements[at].id != id || other_words(&b->statements[at], rows_null(r, 3) ? STR("") : rows_text(r, 3)) || !mark_carry(b, &b->statements[at], rows_int(r, 1), rows_int(r, 2) != 0))
            continue;
        first = kept++ ? first : id;
    }
    if (!rows_end(&r, e))
        return false;
    if (!kept)
        return true;
    char found[80];
    snprintf(found, sizeof found, "%" PRId64 " %s, the first %" PRId64, kept, kept == 1 ? "statement" : "statements", first);
    problem_log_add_at(&b->log, 0, PROBLEM_NOTED, STR("moderated, is-meta"), "marks_kept", str_of(found), "a word on what became of each statement",
        "they stay rejected, accepted or about the person as the register has them; `diwan voice` with --accept, --reject, --meta or --not-meta changes it");
    b->noted++;
    return true;
}

/* ---- whole ---- */

/* Made by hand in the register of a country that does not exist: practice, with the banner of an invented country on every page. A file may hold votes that people
 * cast, so it is refused there as in any open register. */
static bool is_practice(struct store *s, struct dialogue_batch *b, bool *out, struct err *e)
{
    struct str invented;
    if (!b->by_hand || !store_fact(s, "invented", &b->arena, &invented, e))
        return !b->by_hand;
    *out = str_is(invented, "1");
    return true;
}

static bool may_enter(struct store *s, struct dialogue_batch *b, struct err *e)
{
    bool practice = false;
    if (!is_practice(s, b, &practice, e))
        return false;
    if (b->own && store_is_open_data(s) && !practice)
        return err_set(e, ERR_DENIED, "\"%.*s\" would be a dialogue of your own, and how people voted in it must not lie in an open register: make an "
            "encrypted one for it, or say --public if its votes were published person by person", STR_F(b->name));
    return true;
}

/* Counts are of votes; of a dialogue in which nobody voted yet, of statements. */
static int64_t size_of(const struct dialogue_batch *b)
{
    return (int64_t)(b->event_n ? b->event_n : b->statement_n);
}

static bool known_already(struct saving *w, const struct there *there, bool *known, struct err *e)
{
    uint64_t digest = 0;
    *known = false;
    if (there->n != 1 || there->own != w->b->own)
        return true;
    if (!voice_digest_there(w->s, there->id[0], &digest, e))
        return false;
    *known = digest == voice_digest_batch(w->b, &w->laid, w->closed);
    return true;
}

/* A dialogue that people are answering is not taken out from under them. */
static bool nobody_answers(const struct saving *w, const struct there *there, struct err *e)
{
    for (size_t i = 0; i < there->n; i++) {
        int64_t open = 0;
        if (!store_int(w->s, "SELECT count(*) FROM dialogue_room AS t JOIN dialogue AS d ON d.origin = t.origin AND d.id = t.dialogue WHERE t.origin = $1 AND t.dialogue = $2 "
                "AND t.opened IS NOT NULL AND d.closed IS NULL", WITH(bind_int(w->origin), bind_int(there->id[i])), 0, &open, e))
            return false;
        if (open)
            return err_set(e, ERR_DENIED, "\"%.*s\" is held here and open: people are answering it, and this file would take its place; close it before (`diwan voice "
                "REGISTER %.*s --close`), or give the file's dialogue another name with --dialogue", STR_F(there->name[i]), STR_F(there->name[i]));
    }
    return true;
}

static void tell_earlier(struct dialogue_batch *b, const struct there *there, bool closed)
{
    b->earlier_n = there->n;
    b->earlier_gone = b->own && there->own && closed;
    for (size_t i = 0; i < there->n; i++)
        b->earlier[i] = (struct dialogue_earlier){there->name[i], there->votes[i]};
}

static bool save_laid(struct saving *w, struct dialogue_batch *b, struct import *im, bool write, struct err *e)
{
    struct there there;
    bool known = false;
    if (!find_there(w->s, b, &there, e) || !marks_carry(w, &there, b, e))
        return false;
    /* What was closed stays so, also where its file does not say it. */
    w->closed = !day_known(w->b->closed) && there.own && w->b->own ? there.closed : w->b->closed;
    if (!known_already(w, &there, &known, e))
        return false;
    im->kept = known ? 0 : size_of(w->b);
    im->known = known ? size_of(w->b) : 0;
    im->superseded = known ? 0 : there.votes[0] + there.votes[1];
    b->earlier_n = 0;
    if (!known && !nobody_answers(w, &there, e))
        return false;
    if (!known)
        tell_earlier(b, &there, day_known(w->closed));
    return known || !write || all_save(w, &there, im->id, e);
}

static size_t declared_by(const struct dialogue_batch *b, size_t attribute)
{
    size_t n = 0;
    for (size_t i = 0; i < b->participant_n; i++)
        n += b->attributes[attribute].of[i] != OPINION_NO_GROUP;
    return n;
}

/* For how many people an answer was not kept: exactly where they are enough. */
static void tell_lost(struct dialogue_batch *b, struct str attribute, size_t lost)
{
    for (size_t i = 0; i < b->log.n; i++) {
        struct problem *p = &b->log.list[i];
        if (str_is(p->code, "declared_by_few") && str_eq(p->column, attribute) && !p->found.n)
            p->found = str_of((int64_t)lost < b->k ? arena_f(&b->arena, "fewer than %" PRId64 " people", b->k) : arena_f(&b->arena, "%zu people", lost));
    }
}

/* How many votes a statement has that the file does not list, which the reader of the file says: of a dialogue held here that is left out. */
static void hide_votes(struct dialogue_batch *b)
{
    for (size_t i = 0; i < b->log.n; i++) {
        struct str *found = &b->log.list[i].found;
        const char *votes = found->n ? memchr(found->p, '(', found->n) : NULL;
        if (str_is(b->log.list[i].code, "statement_unlisted") && votes)
            *found = str_trim((struct str){found->p, (size_t)(votes - found->p)});
    }
}

static bool coarsen(struct store *s, struct dialogue_batch *b, struct err *e)
{
    if (!store_people(s, &b->k, e))
        return false;
    hide_votes(b);
    size_t *had = mem_get((b->attribute_n + 1) * sizeof *had);
    for (size_t i = 0; i < b->attribute_n; i++)
        had[i] = declared_by(b, i);
    bool fine = voice_coarsen(b, e);
    for (size_t i = 0; fine && i < b->attribute_n; i++)
        tell_lost(b, b->attributes[i].name, had[i] - declared_by(b, i));
    free(had);
    return fine;
}

bool voice_save(struct store *s, struct dialogue_batch *b, uint64_t seed, struct import *im, bool write, struct progress *p, struct err *e)
{
    struct saving w = {.s = s, .b = b, .origin = store_origin(s), .p = p};
    if (!may_enter(s, b, e) || (b->own && !coarsen(s, b, e)) || !voice_lay(b, seed, &w.laid, e))
        return false;
    bool fine = save_laid(&w, b, im, write, e);
    voice_laid_end(&w.laid);
    return fine;
}

/* ---- closing ---- */

bool voice_close(struct store *s, int64_t dialogue, struct day day, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    int64_t own = 0, closed = 0;
    if (!store_int(s, "SELECT own FROM dialogue WHERE origin = $1 AND id = $2 AND ended_by IS NULL", which, -1, &own, e) ||
        !store_int(s, "SELECT count(*) FROM dialogue WHERE origin = $1 AND id = $2 AND closed IS NOT NULL", which, 0, &closed, e))
        return false;
    if (own < 0)
        return err_set(e, ERR_ABSENT, "there is no dialogue %" PRId64 " in use: `diwan show` with `dialogues` lists them", dialogue);
    if (own == 0)
        return err_set(e, ERR_INPUT, "this dialogue was published by others, so it is not closed here: nothing was changed");
    if (closed)
        return err_set(e, ERR_INPUT, "this dialogue is closed already: nothing was changed");
    return store_do(s, "UPDATE dialogue SET closed = $3 WHERE origin = $1 AND id = $2",
               WITH(bind_int(store_origin(s)), bind_int(dialogue), voice_bind_day(day)), e) &&
           store_do(s, "DELETE FROM vote_before WHERE origin = $1 AND dialogue = $2", which, e) && room_end(s, dialogue, e) && earlier_drop(s, dialogue, e);
}
