/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: letters, meetings and promises, into the store. Each is told by its key; a row of the same key that says something else takes the place of the earlier one. */
#include "intake/compared.h"
#include "intake/intake_priv.h"

/* ---- one text for what a row says ---- */

static struct str w(const struct contact_batch *b, uint32_t id)
{
    return intern_text(&b->words, id);
}

static void contact_says(const struct contact_batch *b, const struct contact_row *x, struct buf *out)
{
    const uint32_t words[] = {x->kind, x->from, x->to, x->topic, x->asked, x->outcome, x->answer, x->article, x->note};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        says_text(out, w(b, words[i]));
    says_day(out, x->day);
    says_day(out, x->due);
    says_day(out, x->outcome_day);
    says_real(out, x->trust_before);
    says_real(out, x->trust_after);
}

static void promise_says(const struct contact_batch *b, const struct promise_row *x, struct buf *out)
{
    const uint32_t words[] = {x->contact, x->actor, x->promised, x->state, x->evidence};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        says_text(out, w(b, words[i]));
    says_day(out, x->made);
    says_day(out, x->due);
    says_day(out, x->state_day);
    says_day(out, x->told);
}

/* The same of rows of the store: words, then days, then numbers. */
enum stored { AT_KEY = 2, AT_WORDS };

static void stored_says(const struct rows *r, int words, int days, int reals, struct buf *out)
{
    int at = AT_WORDS;
    for (int i = 0; i < words; i++)
        says_text(out, rows_text(r, at++));
    for (int i = 0; i < days; i++, at++)
        says_day(out, rows_day(r, at));
    for (int i = 0; i < reals; i++)
        says_real(out, rows_real(r, at++));
}

/* ---- what is there ---- */

static bool compare(struct store *s, const struct contact_batch *b, bool promises, struct compared *c, struct err *e)
{
    struct intern keys CLEANUP(intern_end) = {0};
    struct buf own CLEANUP(buf_end) = {0}, there CLEANUP(buf_end) = {0};
    compared_begin(c, promises ? b->promise_n : b->contact_n);
    for (size_t i = 0; i < c->rows; i++) /* each key stands once: its number is its row and one */
        (void)intern_id(&keys, w(b, promises ? b->promises[i].key : b->contacts[i].key));
    struct rows *r CLEANUP(rows_drop) = promises
        ? store_rows(s, "SELECT origin, id, promise_key, contact_key, actor, promised, state, evidence, made, due, state_day, told FROM promise WHERE ended_by IS NULL ORDER BY origin, id",
              WITH_NOTHING)
        : store_rows(s, "SELECT origin, id, contact_key, kind, from_actor, to_actor, topic, asked, outcome, answer, plan_article, note, day, due, outcome_day, trust_before, trust_after"
              " FROM contact WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        uint32_t id;
        if (!intern_find(&keys, rows_text(r, AT_KEY), &id) || !id)
            continue;
        buf_clear(&own);
        buf_clear(&there);
        stored_says(r, promises ? 5 : 9, promises ? 4 : 3, promises ? 0 : 2, &there);
        if (promises)
            promise_says(b, &b->promises[id - 1], &own);
        else
            contact_says(b, &b->contacts[id - 1], &own);
        compared_add(c, r, id - 1, str_eq(buf_view(&own), buf_view(&there)));
    }
    return rows_end(&r, e);
}

/* ---- writing ---- */

static struct bind bind_word(const struct contact_batch *b, uint32_t id)
{
    return bind_text(w(b, id));
}

static bool contacts_write(struct store *s, const struct contact_batch *b, const uint8_t *known, int64_t import, int64_t first, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO contact (origin, id, import, line, contact_key, kind, day, from_actor, to_actor, topic, asked, due, outcome,"
        " outcome_day, answer, trust_before, trust_after, plan_article, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)", e);
    for (size_t i = 0; bulk && i < b->contact_n; i++) {
        const struct contact_row *x = &b->contacts[i];
        const struct bind row[] = {bind_int(store_origin(s)), bind_int(first), bind_int(import), bind_int(x->line), bind_word(b, x->key), bind_word(b, x->kind), bind_day(x->day),
            bind_word(b, x->from), bind_word(b, x->to), bind_word(b, x->topic), bind_word(b, x->asked), bind_day(x->due), bind_word(b, x->outcome), bind_day(x->outcome_day),
            bind_word(b, x->answer), bind_real(x->trust_before), bind_real(x->trust_after), bind_word(b, x->article), bind_word(b, x->note)};
        if (known[i])
            continue;
        first++;
        if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool promises_write(struct store *s, const struct contact_batch *b, const uint8_t *known, int64_t import, int64_t first, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO promise (origin, id, import, line, promise_key, contact_key, actor, promised, made, due, state, state_day, evidence,"
        " told) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)", e);
    for (size_t i = 0; bulk && i < b->promise_n; i++) {
        const struct promise_row *x = &b->promises[i];
        const struct bind row[] = {bind_int(store_origin(s)), bind_int(first), bind_int(import), bind_int(x->line), bind_word(b, x->key), bind_word(b, x->contact), bind_word(b, x->actor),
            bind_word(b, x->promised), bind_day(x->made), bind_day(x->due), bind_word(b, x->state), bind_day(x->state_day), bind_word(b, x->evidence), bind_day(x->told)};
        if (known[i])
            continue;
        first++;
        if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk && bulk_end(&bulk, e);
}

static bool end_row(struct store *s, bool promises, int64_t import, const struct compared_row *t, struct err *e)
{
    struct binds which = WITH(bind_int(import), bind_int(t->origin), bind_int(t->id));
    return promises ? store_do(s, "UPDATE promise SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e)
                    : store_do(s, "UPDATE contact SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
}

static bool write_all(struct store *s, const struct contact_batch *b, bool promises, const struct compared *c, int64_t import, struct err *e)
{
    int64_t first = 0;
    for (size_t i = 0; i < c->n; i++)
        if (compared_replaced(c, i) && !end_row(s, promises, import, &c->list[i], e))
            return false;
    return promises ? store_next_id(s, "promise", &first, e) && promises_write(s, b, c->known, import, first, e)
                    : store_next_id(s, "contact", &first, e) && contacts_write(s, b, c->known, import, first, e);
}

bool contacts_save(struct store *s, const struct contact_batch *b, struct import *im, bool write, struct err *e)
{
    bool fine = true;
    im->kept = im->superseded = 0;
    im->known = b->duplicates;
    for (int promises = 0; promises < 2 && fine; promises++) {
        struct compared c = {0};
        if ((promises ? b->promise_n : b->contact_n) == 0)
            continue;
        fine = compare(s, b, promises, &c, e);
        compared_settle(&c, im);
        fine = fine && (!write || write_all(s, b, promises, &c, im->id, e));
        compared_end(&c);
    }
    return fine;
}
