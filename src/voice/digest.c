/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: does a file say what the register has already? Both are told as one number, each read once. */
#include "voice/voice_priv.h"

/* A step of a chain of whole numbers (the finaliser of MurmurHash3). */
static uint64_t mixed(uint64_t h, int64_t v)
{
    h = (h ^ (uint64_t)v) * UINT64_C(0xFF51AFD7ED558CCD);
    h ^= h >> 33;
    h *= UINT64_C(0xC4CEB9FE1A85EC53);
    return h ^ h >> 29;
}

static uint64_t mixed_text(uint64_t h, struct str t)
{
    return mixed(h, (int64_t)hash_64(t.p, t.n, t.n + 1));
}

enum { SEED_HEAD = 1, SEED_WORDS, SEED_CHOICE, SEED_STATEMENT, SEED_TEXT, SEED_PERSON, SEED_DECLARED };

static uint64_t head_of(struct str name, struct str address, struct str place, struct str phase, bool own, struct day closed)
{
    uint64_t h = mixed_text(mixed_text(mixed_text(mixed_text(SEED_HEAD, name), address), place), phase);
    return mixed(mixed(h, own), closed.n);
}

static uint64_t words_of(struct str language, struct str topic, struct str description, struct str who)
{
    return mixed_text(mixed_text(mixed_text(mixed_text(SEED_WORDS, language), topic), description), who);
}

static uint64_t choice_of(struct str attribute, struct str value)
{
    return mixed_text(mixed_text(SEED_CHOICE, attribute), value);
}

static uint64_t declared_of(struct str attribute, struct str value)
{
    return mixed_text(mixed_text(SEED_DECLARED, attribute), value);
}

static uint64_t statement_of(int64_t id, int seed, int moderation, bool meta, int64_t author, struct day day, int64_t time_ms)
{
    uint64_t h = mixed(mixed(mixed(mixed(SEED_STATEMENT, id), seed), moderation), meta);
    return mixed(mixed(mixed(h, author), day.n), time_ms);
}

static uint64_t text_of(int64_t id, const struct voice_text *t)
{
    uint64_t h = mixed(mixed_text(mixed_text(mixed(SEED_TEXT, id), t->language), t->text), t->translated);
    return mixed_text(mixed_text(mixed_text(mixed_text(h, t->observation), t->feeling), t->need), t->request);
}

static uint64_t vote_of(uint64_t h, int64_t statement, int vote, struct day day, int64_t time_ms)
{
    return mixed(mixed(mixed(mixed(h, statement), vote), day.n), time_ms);
}

/* ---- of a batch ---- */

static uint64_t statements_digest(const struct dialogue_batch *b)
{
    uint64_t h = 0;
    for (size_t i = 0; i < b->statement_n; i++) {
        const struct voice_statement *x = &b->statements[i];
        h += statement_of(x->id, x->seed, x->moderation, x->meta, b->own ? -1 : x->author, voice_day(x->time_ms), b->own ? VOICE_TIME_NONE : x->time_ms);
        for (size_t k = 0; k < x->text_n; k++)
            h += text_of(x->id, &x->texts[k]);
    }
    return h;
}

static uint64_t person_digest(const struct dialogue_batch *b, const struct voice_laid *l, size_t row, bool before)
{
    uint32_t at = l->participant[row];
    uint64_t declared = 0, count = SEED_PERSON, earlier = SEED_PERSON;
    for (size_t i = 0; i < b->attribute_n; i++)
        if (b->attributes[i].of[at] != OPINION_NO_GROUP)
            declared += declared_of(b->attributes[i].name, b->attributes[i].values[b->attributes[i].of[at]]);
    size_t n = voice_casts(b, l, row);
    for (size_t i = 0; i < n; i++) {
        const struct voice_cast *c = &l->casts[i];
        bool counts = i + 1 == n || c[1].statement != c->statement;
        uint64_t *into = counts ? &count : &earlier;
        if (counts || before)
            *into = vote_of(*into, b->statements[c->statement].id, c->vote, voice_day(c->time_ms), b->own ? VOICE_TIME_NONE : c->time_ms);
    }
    uint64_t h = mixed(mixed(mixed(SEED_PERSON, (int64_t)declared), (int64_t)count), (int64_t)earlier);
    int64_t group = b->group_said && !b->own ? b->group_said[at] : -1;
    return b->own ? h : mixed(mixed(h, l->id[row]), group);
}

uint64_t voice_digest_batch(const struct dialogue_batch *b, const struct voice_laid *l, struct day closed)
{
    uint64_t h = head_of(b->name, b->address, b->place, b->phase, b->own, closed) + statements_digest(b);
    for (size_t i = 0; i < b->word_n; i++)
        h += words_of(b->words[i].language, b->words[i].topic, b->words[i].description, b->words[i].who_may_speak);
    for (size_t i = 0; i < b->attribute_n; i++)
        for (size_t v = 0; v < b->attributes[i].n; v++)
            h += choice_of(b->attributes[i].name, b->attributes[i].values[v]);
    for (size_t row = 0; row < b->participant_n; row++)
        h += person_digest(b, l, row, !b->own || !day_known(closed));
    return h;
}

/* ---- of what is there ---- */

static int64_t number_at(const struct rows *r, int column, int64_t none)
{
    return rows_null(r, column) ? none : rows_int(r, column);
}

static bool head_there(struct store *s, struct binds which, uint64_t *h, bool *own, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT name, address, place, phase, own, closed FROM dialogue WHERE origin = $1 AND id = $2", which);
    if (rows_next(r)) {
        *own = rows_int(r, 4) != 0;
        *h += head_of(rows_text(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3), *own, rows_day(r, 5));
    }
    return rows_end(&r, e);
}

static bool words_there(struct store *s, struct binds which, uint64_t *h, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT language, topic, description, who_may_speak FROM dialogue_text WHERE origin = $1 AND dialogue = $2", which);
    while (rows_next(r))
        *h += words_of(rows_text(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3));
    if (!rows_end(&r, e))
        return false;
    r = store_rows(s, "SELECT attribute, value FROM choice WHERE origin = $1 AND dialogue = $2", which);
    while (rows_next(r))
        *h += choice_of(rows_text(r, 0), rows_text(r, 1));
    return rows_end(&r, e);
}

static bool statements_there(struct store *s, struct binds which, uint64_t *h, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT id, seed, moderation, meta, author, day, time_ms FROM statement WHERE origin = $1 AND dialogue = $2", which);
    while (rows_next(r))
        *h += statement_of(rows_int(r, 0), (int)number_at(r, 1, VOICE_SEED_UNKNOWN), (int)rows_int(r, 2), rows_int(r, 3) != 0, number_at(r, 4, -1),
            rows_day(r, 5), number_at(r, 6, VOICE_TIME_NONE));
    if (!rows_end(&r, e))
        return false;
    r = store_rows(s, "SELECT statement, language, translated, text, observation, feeling, need, request FROM statement_text WHERE origin = $1 "
        "AND dialogue = $2", which);
    while (rows_next(r)) {
        struct voice_text t = {rows_text(r, 1), rows_int(r, 2) != 0, rows_text(r, 3), rows_text(r, 4), rows_text(r, 5), rows_text(r, 6), rows_text(r, 7)};
        *h += text_of(rows_int(r, 0), &t);
    }
    return rows_end(&r, e);
}

/* The rows of one table by participant, walked beside the participants themselves. */
struct beside {
    struct rows *r;
    bool more;
};

static void beside_begin(struct beside *b, struct rows *r)
{
    *b = (struct beside){r, rows_next(r)};
}

static uint64_t beside_votes(struct beside *b, int64_t participant)
{
    uint64_t h = SEED_PERSON;
    for (; b->more && rows_int(b->r, 0) <= participant; b->more = rows_next(b->r))
        if (rows_int(b->r, 0) == participant)
            h = vote_of(h, rows_int(b->r, 1), (int)rows_int(b->r, 2), rows_day(b->r, 3), number_at(b->r, 4, VOICE_TIME_NONE));
    return h;
}

static uint64_t beside_declared(struct beside *b, int64_t participant)
{
    uint64_t h = 0;
    for (; b->more && rows_int(b->r, 0) <= participant; b->more = rows_next(b->r))
        if (rows_int(b->r, 0) == participant)
            h += declared_of(rows_text(b->r, 1), rows_text(b->r, 2));
    return h;
}

static bool people_there(struct store *s, struct binds which, bool own, uint64_t *h, struct err *e)
{
    struct beside declared, count, earlier;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, group_said FROM participant WHERE origin = $1 AND dialogue = $2 ORDER BY id", which);
    beside_begin(&declared, store_rows(s, "SELECT participant, attribute, value FROM declared WHERE origin = $1 AND dialogue = $2 ORDER BY participant", which));
    beside_begin(&count, store_rows(s, "SELECT participant, statement, vote, day, time_ms FROM vote WHERE origin = $1 AND dialogue = $2 "
        "ORDER BY participant, statement", which));
    beside_begin(&earlier, store_rows(s, "SELECT participant, statement, vote, day, time_ms FROM vote_before WHERE origin = $1 AND dialogue = $2 "
        "ORDER BY participant, statement, number", which));
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        uint64_t x = mixed(SEED_PERSON, (int64_t)beside_declared(&declared, id));
        x = mixed(x, (int64_t)beside_votes(&count, id));
        x = mixed(x, (int64_t)beside_votes(&earlier, id));
        *h += own ? x : mixed(mixed(x, id), number_at(r, 1, -1));
    }
    bool fine = rows_end(&declared.r, e) && rows_end(&count.r, e) && rows_end(&earlier.r, e);
    rows_drop(&declared.r);
    rows_drop(&count.r);
    rows_drop(&earlier.r);
    return fine && rows_end(&r, e);
}

bool voice_digest_there(struct store *s, int64_t dialogue, uint64_t *out, struct err *e)
{
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(dialogue));
    bool own = false;
    *out = 0;
    return head_there(s, which, out, &own, e) && words_there(s, which, out, e) && statements_there(s, which, out, e) &&
           people_there(s, which, own, out, e);
}
