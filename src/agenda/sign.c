/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: may an item be published, and the signature that says so. */
#include "agenda/agenda_priv.h"

const struct item_state *item_state_now(const struct agenda_item *x)
{
    return x->state_n ? &x->states[x->state_n - 1] : NULL;
}

bool item_promised(const struct agenda_item *x, struct str promise, struct str contact)
{
    for (size_t i = 0; i < x->link_n; i++) {
        const struct item_link *l = &x->links[i];
        if ((strcmp(l->kind->code, "promise") == 0 && str_eq(l->reference, promise)) || (strcmp(l->kind->code, "contact") == 0 && contact.n && str_eq(l->reference, contact)))
            return true;
    }
    return false;
}

/* Steps before something is published; gathering, telling people and keeping are asked elsewhere. */
static bool asked_before(const struct harm_question *q)
{
    return strcmp(q->step, "analyse") == 0 || strcmp(q->step, "decide") == 0 || strcmp(q->step, "publish") == 0;
}

static const struct harm_answer *answer_to(const struct agenda_item *x, const struct harm_question *q)
{
    for (size_t i = 0; i < x->answer_n; i++)
        if (x->answers[i].question == q)
            return &x->answers[i]; /* the newest stands first */
    return NULL;
}

/* ITEM_SIGNED where no question stands in the way. */
static enum unsigned_why questions_say(const struct agenda_item *x, const struct harm_question **which)
{
    size_t n;
    const struct harm_question *all = harm_questions(&n);
    for (size_t i = 0; i < n; i++) {
        const struct harm_answer *r = asked_before(&all[i]) ? answer_to(x, &all[i]) : NULL;
        bool stops = r && all[i].blocks_if[0] && strcmp(r->answer->code, all[i].blocks_if) == 0;
        if (!asked_before(&all[i]) || (r && !stops))
            continue;
        if (which)
            *which = &all[i];
        return r ? ITEM_BLOCKED : ITEM_UNANSWERED;
    }
    return ITEM_SIGNED;
}

enum unsigned_why item_may_be_published(const struct agenda_item *x, const struct harm_question **which)
{
    if (which)
        *which = NULL;
    if (!x->sign.signed_by.n)
        return ITEM_NEVER_SIGNED;
    if (x->sign.taken_back)
        return ITEM_TAKEN_BACK;
    if (!str_is(x->sign.digest, x->digest))
        return ITEM_CHANGED;
    return questions_say(x, which);
}

/* The codes of all that nobody answered, parted by commas; returns how many. */
static size_t unanswered(const struct agenda_item *x, struct buf *codes_out)
{
    size_t n, found = 0;
    const struct harm_question *all = harm_questions(&n);
    for (size_t i = 0; i < n; i++)
        if (asked_before(&all[i]) && !answer_to(x, &all[i]))
            buf_f(codes_out, "%s%s", found++ ? ", " : "", all[i].code);
    return found;
}

static bool refused(const struct agenda_item *x, enum unsigned_why why, const struct harm_question *q, struct err *e)
{
    struct buf left CLEANUP(buf_end) = {0};
    if (why == ITEM_UNANSWERED) {
        size_t n = unanswered(x, &left);
        return err_set(e, ERR_INPUT, "%.*s: questions about harm that nobody answered yet: %zu (%s); the first is \"%s\"; answer them in a table of harm-answers (`diwan template agenda`) or on its page, then sign",
            (int)MIN_OF(x->key.n, (size_t)80), x->key.p, n, left.p, q->question);
    }
    return err_set(e, ERR_INPUT, "%.*s: the answer \"%s\" to \"%s\" (%s) stops it: nobody signs that; change what is done, and answer anew", (int)MIN_OF(x->key.n, (size_t)80), x->key.p, q->blocks_if,
        q->question, q->code);
}

const struct partner *partner_of(const struct agenda_book *b, struct str words)
{
    for (size_t i = 0; i < b->partner_n; i++) {
        const struct partner *y = &b->partners[i];
        bool same = str_eq(y->key, words);
        for (size_t k = 0; k < y->told.n; k++)
            same = same || str_eq(y->told.list[k].first, words);
        if (same)
            return y;
    }
    return NULL;
}

const struct judgement *judgement_of(const struct agenda_book *b, struct str key)
{
    for (size_t i = 0; i < b->judgement_n; i++)
        if (str_eq(b->judgements[i].key, key))
            return &b->judgements[i];
    return NULL;
}

enum unsigned_why judgement_may_be_published(const struct judgement *x)
{
    return !x->sign.signed_by.n ? ITEM_NEVER_SIGNED : x->sign.taken_back ? ITEM_TAKEN_BACK : str_is(x->sign.digest, x->digest) ? ITEM_SIGNED : ITEM_CHANGED;
}

static bool sign_write(struct store *s, struct str key, const char *digest, bool taken_back, struct str signed_by, struct str note, struct day day, struct err *e)
{
    int64_t id = 0;
    struct str name = str_trim(signed_by);
    if (!name.n || !day_known(day))
        return err_set(e, ERR_USAGE, "a signature needs who signs, as \"Name, role\", and a day");
    return store_next_id(s, "item_sign", &id, e) &&
           store_do(s, "INSERT INTO item_sign (origin, id, item_key, digest, decision, signed_by, note, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(key), bind_text(str_of(digest)), bind_text(taken_back ? STR("taken_back") : STR("signed")), bind_text(name), bind_text(note),
                   bind_day(day)), e) &&
           (taken_back ? store_audit(s, "sign taken back", key, e) : store_audit(s, "sign", key, e));
}

bool judgement_sign_add(struct store *s, const struct judgement *x, bool taken_back, struct str signed_by, struct str note, struct day day, struct err *e)
{
    int64_t there = 0;
    struct buf key CLEANUP(buf_end) = {0};
    if (!store_int(s, "SELECT count(*) FROM judgement WHERE judgement_key = $1 AND ended_by IS NULL", WITH(bind_text(x->key)), 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no judgement \"%.*s\"", (int)MIN_OF(x->key.n, (size_t)80), x->key.p);
    buf_text(&key, JUDGEMENT_SIGNED);
    buf_str(&key, x->key);
    return sign_write(s, buf_view(&key), x->digest, taken_back, signed_by, note, day, e);
}

bool item_sign_add(struct store *s, const struct agenda_item *x, bool taken_back, struct str signed_by, struct str note, struct day day, struct err *e)
{
    const struct harm_question *q = NULL;
    int64_t there = 0;
    if (!store_int(s, "SELECT count(*) FROM agenda_item WHERE item_key = $1 AND ended_by IS NULL", WITH(bind_text(x->key)), 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no item \"%.*s\"", (int)MIN_OF(x->key.n, (size_t)80), x->key.p);
    if (!str_trim(signed_by).n || !day_known(day))
        return err_set(e, ERR_USAGE, "a signature needs who signs, as \"Name, role\", and a day");
    enum unsigned_why why = taken_back ? ITEM_SIGNED : questions_say(x, &q);
    if (why != ITEM_SIGNED)
        return refused(x, why, q, e);
    return sign_write(s, x->key, x->digest, taken_back, signed_by, note, day, e);
}
