/* SPDX-License-Identifier: GPL-3.0-or-later */
/* release: what guard decides of a brief that is about to be published: what is in it, whom it names, what the law of its country asks, what its sources allow. */
#include "desk/letters.h"
#include "desk/release_publish.h"
#include "guard/publish.h"

struct asking {
    struct request *r;
    const struct brief_data *b;
    struct agenda_book *book;
    struct publish_facts facts;
    struct publish_brief what;
};

static bool read_facts(struct store *s, void *arg, struct err *e)
{
    struct asking *k = arg;
    struct roster *roster = NULL;
    struct reply *replies = NULL;
    if (!agenda_read(s, k->book, e) || !roster_read(s, &k->r->arena, &roster, e) || !replies_read(s, &k->r->arena, &replies, &k->facts.reply_n, e))
        return false;
    k->facts.book = k->book;
    k->facts.roster = roster;
    k->facts.replies = replies;
    return true;
}

static void add_named(struct asking *k, const struct agenda_item *x, struct str actor, struct str *named)
{
    struct publish_called c = publish_call(k->b->agenda->facts, x, actor);
    if (c.doubt && c.as == PUBLISH_NAME)
        named[k->what.named_n++] = actor;
}

/* Items, judgements and services in the brief; of what was not kept, whom it names. */
static void contents(struct asking *k)
{
    const struct brief_agenda *a = k->b->agenda;
    struct arena *arena = &k->r->arena;
    if (!a)
        return;
    const struct agenda_item **items = ARENA_ARRAY(arena, const struct agenda_item *, a->n + 1);
    size_t most = a->n;
    for (size_t i = 0; i < a->n; i++)
        most += a->items[i].promise_n;
    struct str *named = ARENA_ARRAY(arena, struct str, most + 1);
    for (size_t i = 0; i < a->n; i++) {
        const struct brief_item *x = &a->items[i];
        items[i] = x->item;
        add_named(k, x->item, x->item->owner, named);
        for (size_t m = 0; m < x->promise_n; m++)
            add_named(k, x->item, x->promises[m]->actor, named);
    }
    k->what.items = items;
    k->what.item_n = a->n;
    k->what.named = named;
    k->what.judgements = a->judgements;
    k->what.judgement_n = a->judgement_n;
    k->what.services = a->services;
    k->what.service_n = a->service_n;
}

/* A brief counts records and shows none by itself, which every licence allows. */
static void sources(struct asking *k)
{
    const struct incident_columns *c = k->b->columns;
    struct publish_source *list = ARENA_ARRAY(&k->r->arena, struct publish_source, c->source_n + 1);
    for (size_t i = 0; i < c->source_n; i++)
        if (k->b->by_source[i].incidents > 0)
            list[k->what.source_n++] = (struct publish_source){c->sources[i], (enum licence)c->licences[i], false};
    k->what.sources = list;
}

bool release_may(struct request *r, const struct brief_data *b, struct str signed_by, struct day day, struct err *e)
{
    struct asking k = {.r = r, .b = b, .book = ARENA_NEW(&r->arena, struct agenda_book), .facts = {.today = day, .invented = b->request.invented}};
    bool placed = b->places && b->country >= 0;
    k.what = (struct publish_brief){.signed_by = signed_by, .confirmed = true, .country = placed ? gazetteer_place(b->places, (size_t)b->country)->country : STR(""),
        .country_name = placed ? gazetteer_place(b->places, (size_t)b->country)->name : b->country_words, .invented = b->request.invented, .open_data = store_is_open_data(r->store)};
    bool good = store_look(r->store, read_facts, &k, e);
    if (good) {
        contents(&k);
        sources(&k);
        struct publish_verdict v = publish_decide(&(struct publish_what){.brief = &k.what}, &k.facts, &r->arena);
        good = publish_or_refuse(&v, "not released", e);
    }
    agenda_book_end(k.book);
    return good;
}
