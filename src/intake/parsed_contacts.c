/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: letters, meetings and promises, as they leave the cage and as they are read from it. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)
#define WORD(type, name) FIELD(type, name, F_WORD, 0, 0)
#define DAY(type, name) FIELD(type, name, F_DAY, 0, 0)
#define COUNTED(name) FIELD(contact_batch, name, F_I64, 0, RECORD_ROWS_MOST)

static const struct field_spec contact_spec[] = {WORD(contact_row, key), WORD(contact_row, kind), WORD(contact_row, from), WORD(contact_row, to), WORD(contact_row, topic),
    WORD(contact_row, asked), WORD(contact_row, outcome), WORD(contact_row, answer), WORD(contact_row, article), WORD(contact_row, note), DAY(contact_row, day), DAY(contact_row, due),
    DAY(contact_row, outcome_day), FIELD(contact_row, trust_before, F_REAL, -3, 3), FIELD(contact_row, trust_after, F_REAL, -3, 3), FIELD(contact_row, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec promise_spec[] = {WORD(promise_row, key), WORD(promise_row, contact), WORD(promise_row, actor), WORD(promise_row, promised), WORD(promise_row, state),
    WORD(promise_row, evidence), DAY(promise_row, made), DAY(promise_row, due), DAY(promise_row, state_day), DAY(promise_row, told), FIELD(promise_row, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec counts_spec[] = {COUNTED(rows), COUNTED(refused), COUNTED(duplicates), COUNTED(noted)};

void contacts_out(struct sink *s, const struct contact_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(counts_spec));
    sink_list(s, b->contacts, b->contact_n, sizeof *b->contacts, N(contact_spec));
    sink_list(s, b->promises, b->promise_n, sizeof *b->promises, N(promise_spec));
    problems_out(s, b->log.list, b->log.n);
}

static bool once(struct intern *keys, struct str key)
{
    uint32_t id;
    if (!key.n || intern_find(keys, key, &id))
        return false;
    (void)intern_id(keys, key);
    return true;
}

/* A code as it stands in the codebook, not a label. */
static bool contact_agrees(const struct contact_batch *b, const struct contact_row *x)
{
    struct str kind = intern_text(&b->words, x->kind), outcome = intern_text(&b->words, x->outcome);
    const struct contact_kind *k = contact_kind_of(kind);
    const struct outcome *o = outcome_of(outcome);
    return k && str_is(kind, k->code) && o && str_is(outcome, o->code) && x->to && day_known(x->day);
}

static bool promise_agrees(const struct contact_batch *b, const struct promise_row *x)
{
    struct str state = intern_text(&b->words, x->state);
    const struct follow_up *f = follow_up_of(state);
    return f && str_is(state, f->code) && x->actor && x->promised && day_known(x->made);
}

static bool contacts_agree(struct source *s, const struct contact_batch *b)
{
    struct intern keys CLEANUP(intern_end) = {0}, promises CLEANUP(intern_end) = {0};
    for (size_t i = 0; i < b->contact_n; i++)
        if (!once(&keys, intern_text(&b->words, b->contacts[i].key)) || !contact_agrees(b, &b->contacts[i]))
            return source_wrong(s, "a contact is none that there can be");
    for (size_t i = 0; i < b->promise_n; i++)
        if (!once(&promises, intern_text(&b->words, b->promises[i].key)) || !promise_agrees(b, &b->promises[i]))
            return source_wrong(s, "a promise is none that there can be");
    return true;
}

bool contacts_in(struct source *s, struct contact_batch *b)
{
    if (!source_words(s, &b->words) || !source_fields(s, b, N(counts_spec)))
        return false;
    b->contacts = source_list(s, NULL, sizeof *b->contacts, N(contact_spec), &b->contact_n);
    b->promises = source_list(s, NULL, sizeof *b->promises, N(promise_spec), &b->promise_n);
    log_in(s, &b->log);
    return !s->wrong && contacts_agree(s, b);
}
