/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: what a signature is of. Each text goes in with its length, so that no two items read alike. */
#include "agenda/agenda_priv.h"

static void add_int(struct hasher *h, int64_t v)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%" PRId64 ";", v);
    hash_add(h, text, (size_t)n);
}

static void add(struct hasher *h, struct str s)
{
    add_int(h, (int64_t)s.n);
    hash_add(h, s.p, s.n);
}

static void add_code(struct hasher *h, const struct code *c)
{
    add(h, str_of(c ? c->code : NULL));
}

static void add_day(struct hasher *h, struct day d)
{
    add_int(h, d.n);
}

static void add_real(struct hasher *h, double v)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (!isnan(v))
        buf_real(&b, v);
    add(h, buf_view(&b));
}

static void add_telling(struct hasher *h, const struct telling *t)
{
    add_int(h, (int64_t)t->n);
    for (size_t i = 0; i < t->n; i++) {
        add(h, t->list[i].language);
        add(h, t->list[i].first);
        add(h, t->list[i].second);
        add(h, t->list[i].third);
    }
}

static void add_states(struct hasher *h, const struct agenda_item *x)
{
    add_int(h, (int64_t)x->state_n);
    for (size_t i = 0; i < x->state_n; i++) {
        const struct item_state *s = &x->states[i];
        add_code(h, s->state);
        add(h, s->why);
        add(h, s->said_by);
        add_day(h, s->day);
        add_day(h, s->told);
    }
}

static void add_links(struct hasher *h, const struct agenda_item *x)
{
    add_int(h, (int64_t)x->link_n);
    for (size_t i = 0; i < x->link_n; i++) {
        const struct item_link *l = &x->links[i];
        add_code(h, l->kind);
        add(h, l->reference);
        add_code(h, l->direction);
        add_code(h, l->strength);
        add(h, l->note);
        add(h, l->said_by);
    }
}

static void add_capacities(struct hasher *h, const struct agenda_item *x)
{
    add_int(h, (int64_t)x->capacity_n);
    for (size_t i = 0; i < x->capacity_n; i++) {
        const struct capacity *c = &x->capacities[i];
        add(h, c->key);
        add(h, c->said_by);
        add_telling(h, &c->told);
        add_code(h, c->works);
    }
}

static void add_indicators(struct hasher *h, const struct agenda_item *x)
{
    add_int(h, (int64_t)x->indicator_n);
    for (size_t i = 0; i < x->indicator_n; i++) {
        const struct indicator *k = &x->indicators[i];
        add(h, k->key);
        add(h, k->unit);
        add_telling(h, &k->told);
        add_code(h, k->code);
        add_code(h, k->better);
        add_day(h, k->baseline_day);
        add_day(h, k->target_day);
        add_real(h, k->baseline);
        add_real(h, k->baseline_low);
        add_real(h, k->baseline_high);
        add_real(h, k->target);
        add_int(h, (int64_t)k->value_n);
        for (size_t v = 0; v < k->value_n; v++) {
            add(h, k->values[v].source);
            add_day(h, k->values[v].day);
            add_real(h, k->values[v].value);
            add_real(h, k->values[v].low);
            add_real(h, k->values[v].high);
            add_real(h, k->values[v].n);
        }
    }
}

static void add_premises(struct hasher *h, const struct agenda_item *x)
{
    add_int(h, (int64_t)x->premise_n);
    for (size_t i = 0; i < x->premise_n; i++) {
        const struct premise *p = &x->premises[i];
        add(h, p->key);
        add(h, p->looked_by);
        add_telling(h, &p->told);
        add_code(h, p->verdict);
        add_day(h, p->looked);
    }
}

static void add_answers(struct hasher *h, const struct agenda_item *x)
{
    add_int(h, (int64_t)x->answer_n);
    for (size_t i = 0; i < x->answer_n; i++) {
        const struct harm_answer *r = &x->answers[i];
        add(h, str_of(r->question->code));
        add_code(h, r->answer);
        add(h, r->note);
        add(h, r->said_by);
        add_day(h, r->day);
    }
}

/* What is told of an item tells its promises, too, in their own words: a new one, or another word about one, is read before it is published. */
static void add_promises(struct hasher *h, const struct agenda_item *x, const struct promise *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct promise *p = &list[i];
        if (!item_promised(x, p->key, p->contact))
            continue;
        add(h, p->key);
        add(h, p->actor);
        add(h, p->promised);
        add(h, p->evidence);
        add(h, str_of(p->state ? p->state->code : NULL));
        add_day(h, p->made);
        add_day(h, p->due);
        add_day(h, p->state_day);
        add_day(h, p->told);
    }
}

void item_digest(const struct agenda_item *x, const struct promise *promises, size_t promise_n, char out[65])
{
    struct hasher h;
    hash_begin(&h);
    const struct str texts[] = {x->key, x->agenda, x->place, x->owner, x->article, x->said_by, x->securities, x->phases, x->drivers, x->genders, x->concerns};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        add(&h, texts[i]);
    add_code(&h, x->pillar);
    add_code(&h, x->level);
    add_code(&h, x->addressable);
    add_telling(&h, &x->told);
    add_states(&h, x);
    add_links(&h, x);
    add_capacities(&h, x);
    add_indicators(&h, x);
    add_premises(&h, x);
    add_answers(&h, x);
    add_promises(&h, x, promises, promise_n);
    struct digest d = hash_end(&h);
    digest_hex(&d, out);
}

void judgement_digest(const struct judgement *x, char out[65])
{
    struct hasher h;
    hash_begin(&h);
    const struct str texts[] = {STR("judgement"), x->key, x->section, x->place, x->signed_by};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        add(&h, texts[i]);
    add_telling(&h, &x->told);
    add_day(&h, x->day);
    struct digest d = hash_end(&h);
    digest_hex(&d, out);
}
