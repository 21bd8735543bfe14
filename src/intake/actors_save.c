/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: who works with whom, into the store. An actor is told by its key, a tie by its ends, what it is, who says so and since when; a score by its actor, the
 * matter, who says so and the day. A row of the same key that says something else takes the place of the earlier one; what others say stands beside it.
 */
#include "intake/compared.h"
#include "intake/intake_priv.h"

/* ---- one text for what tells a row, and one for what it says ---- */

struct texts { /* of one row */
    struct buf key, says;
};

static void texts_clear(struct texts *t)
{
    buf_clear(&t->key);
    buf_clear(&t->says);
}

static void texts_end(struct texts *t)
{
    buf_end(&t->key);
    buf_end(&t->says);
}

static struct str w(const struct actor_batch *b, uint32_t id)
{
    return intern_text(&b->words, id);
}

static void actor_texts(const struct actor_batch *b, const struct actor_row *x, struct texts *t)
{
    const uint32_t says[] = {x->kind, x->level, x->place, x->reference, x->said_by, x->note};
    buf_str(&t->key, w(b, x->key));
    for (size_t i = 0; i < ARRAY_LEN(says); i++)
        says_text(&t->says, w(b, says[i]));
    buf_int(&t->says, x->office);
    buf_int(&t->says, (int64_t)x->name_n);
}

static void tie_texts(const struct actor_batch *b, const struct tie_row *x, struct texts *t)
{
    const uint32_t key[] = {x->from, x->to, x->relation, x->said_by}, says[] = {x->currency, x->confidence, x->visible, x->note};
    for (size_t i = 0; i < ARRAY_LEN(key); i++)
        says_text(&t->key, w(b, key[i]));
    says_day(&t->key, x->since);
    for (size_t i = 0; i < ARRAY_LEN(says); i++)
        says_text(&t->says, w(b, says[i]));
    says_real(&t->says, x->strength);
    says_real(&t->says, x->amount);
    says_day(&t->says, x->until);
}

static void score_texts(const struct actor_batch *b, const struct score_row *x, struct texts *t)
{
    const uint32_t key[] = {x->actor, x->issue, x->said_by};
    for (size_t i = 0; i < ARRAY_LEN(key); i++)
        says_text(&t->key, w(b, key[i]));
    says_day(&t->key, x->day);
    says_real(&t->says, x->power);
    says_real(&t->says, x->interest);
}

/* The same of rows of the store. */
static void actor_stored(const struct rows *r, struct texts *t)
{
    buf_str(&t->key, rows_text(r, 2));
    for (int i = 3; i <= 8; i++)
        says_text(&t->says, rows_text(r, i));
    buf_int(&t->says, rows_int(r, 9));
    buf_int(&t->says, rows_int(r, 10));
}

static void tie_stored(const struct rows *r, struct texts *t)
{
    for (int i = 2; i <= 5; i++)
        says_text(&t->key, rows_text(r, i));
    says_day(&t->key, rows_day(r, 6));
    for (int i = 7; i <= 10; i++)
        says_text(&t->says, rows_text(r, i));
    says_real(&t->says, rows_real(r, 11));
    says_real(&t->says, rows_real(r, 12));
    says_day(&t->says, rows_day(r, 13));
}

static void score_stored(const struct rows *r, struct texts *t)
{
    for (int i = 2; i <= 4; i++)
        says_text(&t->key, rows_text(r, i));
    says_day(&t->key, rows_day(r, 5));
    says_real(&t->says, rows_real(r, 6));
    says_real(&t->says, rows_real(r, 7));
}

/* ---- what is there ---- */

enum what { ACTORS, TIES, SCORES, WHATS };

static size_t row_count(const struct actor_batch *b, enum what what)
{
    return what == ACTORS ? b->actor_n : what == TIES ? b->tie_n : b->score_n;
}

static void row_texts(const struct actor_batch *b, enum what what, size_t row, struct texts *t)
{
    texts_clear(t);
    if (what == ACTORS)
        actor_texts(b, &b->actors[row], t);
    else if (what == TIES)
        tie_texts(b, &b->ties[row], t);
    else
        score_texts(b, &b->scores[row], t);
}

static struct rows *stored_rows(struct store *s, enum what what)
{
    switch (what) {
    case ACTORS:
        return store_rows(s, "SELECT origin, id, actor_key, kind, level, place, reference, said_by, note, office, (SELECT count(*) FROM actor_name AS n WHERE"
            " n.origin = actor.origin AND n.actor = actor.id) FROM actor WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case TIES:
        return store_rows(s, "SELECT origin, id, from_actor, to_actor, relation, said_by, day_from, currency, confidence, visible, note, strength, amount, day_to FROM tie"
            " WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case SCORES:
    case WHATS: break;
    }
    return store_rows(s, "SELECT origin, id, actor, issue, said_by, day, power, interest FROM actor_score WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
}

static void stored_texts(const struct rows *r, enum what what, struct texts *t)
{
    texts_clear(t);
    if (what == ACTORS)
        actor_stored(r, t);
    else if (what == TIES)
        tie_stored(r, t);
    else
        score_stored(r, t);
}

/* Each key of the batch once: the number of its text is its row and one. */
static void keys_of(const struct actor_batch *b, enum what what, struct intern *keys)
{
    struct texts t CLEANUP(texts_end) = {0};
    for (size_t i = 0; i < row_count(b, what); i++) {
        row_texts(b, what, i, &t);
        (void)intern_id(keys, buf_view(&t.key));
    }
}

static bool rows_compare(struct store *s, const struct actor_batch *b, enum what what, const struct intern *keys, struct compared *c, struct err *e)
{
    struct texts there CLEANUP(texts_end) = {0}, own CLEANUP(texts_end) = {0};
    struct rows *r CLEANUP(rows_drop) = stored_rows(s, what);
    while (rows_next(r)) {
        uint32_t id;
        stored_texts(r, what, &there);
        if (!intern_find(keys, buf_view(&there.key), &id) || !id)
            continue;
        row_texts(b, what, id - 1, &own);
        compared_add(c, r, id - 1, str_eq(buf_view(&own.says), buf_view(&there.says)));
    }
    return rows_end(&r, e);
}

/* ---- names ---- */

static bool has_name(const struct actor_batch *b, const struct actor_row *x, const struct rows *r)
{
    for (size_t i = 0; i < x->name_n; i++) {
        const struct actor_name_row *n = &b->names[x->name_at + i];
        if (str_eq(w(b, n->language), rows_text(r, 2)) && str_eq(w(b, n->sort), rows_text(r, 3)) && str_eq(w(b, n->name), rows_text(r, 4)))
            return true;
    }
    return false;
}

/* As many names as in the file: now whether they are the same. */
static bool names_compare(struct store *s, const struct actor_batch *b, struct compared *c, struct err *e)
{
    size_t at = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT x.origin, x.id, n.language, n.sort, n.name FROM actor AS x JOIN actor_name AS n"
        " ON n.origin = x.origin AND n.actor = x.id WHERE x.ended_by IS NULL ORDER BY x.origin, x.id", WITH_NOTHING);
    while (rows_next(r)) {
        int64_t origin = rows_int(r, 0), id = rows_int(r, 1);
        while (at < c->n && (c->list[at].origin < origin || (c->list[at].origin == origin && c->list[at].id < id)))
            at++;
        if (at < c->n && c->list[at].origin == origin && c->list[at].id == id && !has_name(b, &b->actors[c->list[at].row], r))
            c->list[at].same = false;
    }
    return rows_end(&r, e);
}

static bool compare(struct store *s, const struct actor_batch *b, enum what what, struct compared *c, struct err *e)
{
    struct intern keys = {0};
    compared_begin(c, row_count(b, what));
    keys_of(b, what, &keys);
    bool fine = c->rows == 0 || (rows_compare(s, b, what, &keys, c, e) && (what != ACTORS || names_compare(s, b, c, e)));
    intern_end(&keys);
    return fine;
}

/* ---- writing ---- */

static struct bind bind_word(const struct actor_batch *b, uint32_t id)
{
    return bind_text(w(b, id));
}

static bool actors_write(struct store *s, const struct actor_batch *b, const uint8_t *known, int64_t import, int64_t first, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO actor (origin, id, import, line, actor_key, kind, level, place, office, reference, said_by, note)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", e);
    for (size_t i = 0; bulk && i < b->actor_n; i++) {
        const struct actor_row *x = &b->actors[i];
        const struct bind row[] = {bind_int(store_origin(s)), bind_int(first), bind_int(import), bind_int(x->line), bind_word(b, x->key), bind_word(b, x->kind), bind_word(b, x->level),
            bind_word(b, x->place), bind_int(x->office), bind_word(b, x->reference), bind_word(b, x->said_by), bind_word(b, x->note)};
        if (known[i])
            continue;
        first++;
        if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool names_write(struct store *s, const struct actor_batch *b, const uint8_t *known, int64_t first, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO actor_name (origin, actor, language, sort, name) VALUES ($1, $2, $3, $4, $5)", e);
    for (size_t i = 0; bulk && i < b->actor_n; i++) {
        const struct actor_row *x = &b->actors[i];
        if (known[i])
            continue;
        for (size_t k = 0; k < x->name_n; k++) {
            const struct actor_name_row *n = &b->names[x->name_at + k];
            const struct bind row[] = {bind_int(store_origin(s)), bind_int(first), bind_word(b, n->language), bind_word(b, n->sort), bind_word(b, n->name)};
            if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
                return false;
        }
        first++;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool ties_write(struct store *s, const struct actor_batch *b, const uint8_t *known, int64_t import, int64_t first, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO tie (origin, id, import, line, from_actor, to_actor, relation, strength, amount, currency, day_from, day_to,"
        " said_by, confidence, visible, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)", e);
    for (size_t i = 0; bulk && i < b->tie_n; i++) {
        const struct tie_row *x = &b->ties[i];
        const struct bind row[] = {bind_int(store_origin(s)), bind_int(first), bind_int(import), bind_int(x->line), bind_word(b, x->from), bind_word(b, x->to), bind_word(b, x->relation),
            bind_real(x->strength), bind_real(x->amount), bind_word(b, x->currency), bind_day(x->since), bind_day(x->until), bind_word(b, x->said_by), bind_word(b, x->confidence),
            bind_word(b, x->visible), bind_word(b, x->note)};
        if (known[i])
            continue;
        first++;
        if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool scores_write(struct store *s, const struct actor_batch *b, const uint8_t *known, int64_t import, int64_t first, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO actor_score (origin, id, import, line, actor, issue, power, interest, said_by, day)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e);
    for (size_t i = 0; bulk && i < b->score_n; i++) {
        const struct score_row *x = &b->scores[i];
        const struct bind row[] = {bind_int(store_origin(s)), bind_int(first), bind_int(import), bind_int(x->line), bind_word(b, x->actor), bind_word(b, x->issue), bind_real(x->power),
            bind_real(x->interest), bind_word(b, x->said_by), bind_day(x->day)};
        if (known[i])
            continue;
        first++;
        if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool end_row(struct store *s, enum what what, int64_t import, const struct compared_row *t, struct err *e)
{
    struct binds which = WITH(bind_int(import), bind_int(t->origin), bind_int(t->id));
    switch (what) {
    case ACTORS: return store_do(s, "UPDATE actor SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case TIES: return store_do(s, "UPDATE tie SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case SCORES:
    case WHATS: break;
    }
    return store_do(s, "UPDATE actor_score SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
}

static bool write_all(struct store *s, const struct actor_batch *b, enum what what, const struct compared *c, int64_t import, struct err *e)
{
    int64_t first = 0;
    for (size_t i = 0; i < c->n; i++)
        if (compared_replaced(c, i) && !end_row(s, what, import, &c->list[i], e))
            return false;
    switch (what) {
    case ACTORS:
        return store_next_id(s, "actor", &first, e) && actors_write(s, b, c->known, import, first, e) && names_write(s, b, c->known, first, e);
    case TIES: return store_next_id(s, "tie", &first, e) && ties_write(s, b, c->known, import, first, e);
    case SCORES:
    case WHATS: break;
    }
    return store_next_id(s, "actor_score", &first, e) && scores_write(s, b, c->known, import, first, e);
}

bool actors_save(struct store *s, const struct actor_batch *b, struct import *im, bool write, struct err *e)
{
    bool fine = true;
    im->kept = im->superseded = 0;
    im->known = b->duplicates;
    for (int what = ACTORS; what < WHATS && fine; what++) {
        struct compared c = {0};
        fine = compare(s, b, (enum what)what, &c, e);
        compared_settle(&c, im);
        fine = fine && (!write || c.rows == 0 || write_all(s, b, (enum what)what, &c, im->id, e));
        compared_end(&c);
    }
    return fine;
}
