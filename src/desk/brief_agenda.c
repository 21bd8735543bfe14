/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * brief: what people agreed, as it bears on the place. An item that nobody signed as it stands is shown to the register's own people alone, in a draft of the whole brief; a published one, and the pages of one sheet,
 * which are made to be handed on, leave it out and say how many.
 * Who did not keep a promise is named to them, and to others only where it was asked for a reply whose day has passed; a service that nobody looked at for
 * a year is in a draft of the whole brief, for them alone, and says so (guard/publish.h decides all of it). As of the last day on which anything of it is on record, so that the same register
 * gives the same brief on any day, but for services that grow old.
 */
#include "agenda/orders.h"
#include "desk/desk_priv.h"
#include "engage/engage.h"
#include "guard/publish.h"

struct gathering {
    struct request *r;
    const struct brief_data *b;
    const struct agenda_book *book;
    const struct roster *roster;
    const struct promise *promises;
    const struct reply *replies;
    size_t promise_n, reply_n;
    struct brief_agenda *out;
    struct publish_facts *facts; /* in the arena of the request */
};

/* ---- where ---- */

/* Does what is said of these words bear on the brief's place? No words: the register's country. Words that the register does not know stay with the country, where somebody looks at all of it. */
static bool bears(const struct brief_data *b, struct str words)
{
    struct err e;
    size_t place;
    if (!words.n)
        return b->level == 0;
    if (!b->places || !gazetteer_find(b->places, words, &place, &e))
        return b->level == 0;
    return b->place < 0 || place_lies_in(b->places, (int)place, b->place);
}

/* Whoever lives in a place can also turn to what serves all of the country, or what lies around the place. */
static bool serves(const struct brief_data *b, struct str words)
{
    struct err e;
    size_t place;
    if (!words.n || bears(b, words))
        return true;
    return b->places && b->place >= 0 && gazetteer_find(b->places, words, &place, &e) && place_lies_in(b->places, b->place, (int)place);
}

/* ---- as of when ---- */

static void later(struct day *on, struct day d)
{
    if (day_known(d) && (!day_known(*on) || d.n > on->n))
        *on = d;
}

static struct day last_day(const struct gathering *g)
{
    struct day on = DAY_NONE;
    for (size_t i = 0; i < g->book->item_n; i++) {
        const struct agenda_item *x = &g->book->items[i];
        for (size_t k = 0; k < x->state_n; k++)
            later(&on, x->states[k].day), later(&on, x->states[k].told);
        for (size_t k = 0; k < x->indicator_n; k++)
            for (size_t v = 0; v < x->indicators[k].value_n; v++)
                later(&on, x->indicators[k].values[v].day);
    }
    for (size_t i = 0; i < g->promise_n; i++)
        later(&on, g->promises[i].made), later(&on, g->promises[i].state_day), later(&on, g->promises[i].told);
    for (size_t i = 0; i < g->reply_n; i++)
        later(&on, g->replies[i].answered);
    return on;
}

/* ---- what may leave, promises, and who may be named ---- */

static bool may(const struct gathering *g, const struct publish_what *what) { return publish_decide(what, g->facts, &g->r->arena).may; }

static void promises_of(struct gathering *g, struct brief_item *out)
{
    const struct agenda_item *x = out->item;
    const struct promise **list = ARENA_ARRAY(&g->r->arena, const struct promise *, g->promise_n + 1);
    out->unkept = publish_in_doubt(x, g->promises, g->promise_n, g->out->on);
    for (size_t i = 0; i < g->promise_n; i++) {
        const struct promise *m = &g->promises[i];
        if (item_promised(x, m->key, m->contact))
            list[out->promise_n++] = m;
    }
    out->promises = list;
}

/* ---- all of it ---- */

static void items(struct gathering *g)
{
    struct brief_item *list = ARENA_ARRAY(&g->r->arena, struct brief_item, g->book->item_n + 1);
    const struct agenda_head **heads = ARENA_ARRAY(&g->r->arena, const struct agenda_head *, g->book->agenda_n + 1);
    for (size_t i = 0; i < g->book->item_n; i++) {
        const struct agenda_item *x = &g->book->items[i];
        if (!bears(g->b, item_place_words(g->book, x)))
            continue;
        struct brief_item one = {.item = x, .signed_off = may(g, &(struct publish_what){.item = x})};
        if (!one.signed_off && !g->out->inside) {
            g->out->left_out++;
            continue;
        }
        promises_of(g, &one);
        list[g->out->n++] = one;
        const struct agenda_head *h = agenda_head_of(g->book, x->agenda);
        bool there = !h;
        for (size_t k = 0; k < g->out->agenda_n && !there; k++)
            there = heads[k] == h;
        if (!there)
            heads[g->out->agenda_n++] = h;
    }
    g->out->items = list;
    g->out->agendas = heads;
}

static bool is_told(const struct brief_agenda *a, struct str agenda)
{
    for (size_t i = 0; i < a->agenda_n; i++)
        if (str_eq(a->agendas[i]->key, agenda))
            return true;
    return false;
}

/* What others than the register's own people read has the orders without what nobody signed. */
static void book_told(struct gathering *g)
{
    struct agenda_book *out = ARENA_NEW(&g->r->arena, struct agenda_book);
    bool *told = ARENA_ARRAY(&g->r->arena, bool, g->book->item_n + 1);
    for (size_t i = 0; i < g->book->item_n; i++)
        told[i] = g->out->inside || may(g, &(struct publish_what){.item = &g->book->items[i]});
    orders_told(g->book, told, &g->r->arena, out);
    g->out->book = out;
}

/* The book has them by agenda, side, said_by and place. */
static void orders(struct gathering *g)
{
    const struct agenda_book *book = g->out->book;
    struct brief_order *list = ARENA_ARRAY(&g->r->arena, struct brief_order, book->priority_n + 1);
    const struct priority **all = ARENA_ARRAY(&g->r->arena, const struct priority *, book->priority_n + 1);
    struct brief_agenda *out = g->out;
    for (size_t i = 0; i < book->priority_n; i++) {
        const struct priority *x = &book->priorities[i], *before = i ? x - 1 : NULL;
        all[i] = x;
        if (!is_told(out, x->agenda))
            continue;
        bool goes_on = before && str_eq(before->agenda, x->agenda) && before->side == x->side && str_eq(before->said_by, x->said_by);
        if (!goes_on)
            list[out->order_n++] = (struct brief_order){.side = x->side, .said_by = x->said_by, .list = &all[i]};
        list[out->order_n - 1].n++;
    }
    out->orders = list;
}

static void the_rest(struct gathering *g)
{
    const struct agenda_book *book = g->book;
    const struct premise **premises = ARENA_ARRAY(&g->r->arena, const struct premise *, book->premise_n + 1);
    const struct help_service **services = ARENA_ARRAY(&g->r->arena, const struct help_service *, book->service_n + 1);
    const struct judgement **judgements = ARENA_ARRAY(&g->r->arena, const struct judgement *, book->judgement_n + 1);
    struct brief_agenda *out = g->out;
    for (size_t i = 0; i < book->premise_n && g->b->level == 0; i++)
        premises[out->premise_n++] = &book->premises[i];
    for (size_t i = 0; i < book->service_n; i++)
        if (serves(g->b, book->services[i].place) && may(g, &(struct publish_what){.service = &book->services[i]}))
            services[out->service_n++] = &book->services[i];
    for (size_t i = 0; i < book->judgement_n; i++)
        if (bears(g->b, book->judgements[i].place) && (g->out->inside || may(g, &(struct publish_what){.judgement = &book->judgements[i]})))
            judgements[out->judgement_n++] = &book->judgements[i];
    out->premises = premises;
    out->services = services;
    out->judgements = judgements;
}

bool desk_brief_agenda(struct request *r, struct store *s, struct brief_data *b, struct err *e)
{
    struct agenda_book *book = ARENA_NEW(&r->arena, struct agenda_book);
    struct gathering g = {.r = r, .b = b, .book = book};
    struct roster *roster = NULL;
    struct promise *promises = NULL;
    struct reply *replies = NULL;
    struct day last;
    if (!agenda_read(s, book, e))
        return false;
    arena_join(&r->arena, &book->arena);
    if (book->agenda_n + book->item_n + book->service_n + book->judgement_n + book->partner_n == 0)
        return true;
    if (!roster_read(s, &r->arena, &roster, e) || !promises_read(s, &r->arena, &promises, &g.promise_n, e) || !replies_read(s, &r->arena, &replies, &g.reply_n, e))
        return false;
    g.roster = roster, g.promises = promises, g.replies = replies;
    g.out = ARENA_NEW(&r->arena, struct brief_agenda);
    *g.out = (struct brief_agenda){.book = book, .roster = roster, .on = DAY_NONE};
    g.out->inside = !r->outsider && !b->request.signoff.by.n && b->request.audience == BRIEF_FULL;
    g.out->on = last_day(&g);
    g.facts = ARENA_NEW(&r->arena, struct publish_facts);
    *g.facts = (struct publish_facts){.invented = b->request.invented, .own_people = g.out->inside, .by_name = g.out->inside && !r->unnamed, .book = book, .roster = roster, .replies = replies, .reply_n = g.reply_n,
        .promises = promises, .promise_n = g.promise_n, .on = g.out->on, .places = b->places, .least = b->request.k};
    g.out->facts = g.facts;
    if (!day_parse((struct str){r->now.p, MIN_OF(r->now.n, (size_t)10)}, &g.facts->today, &last))
        return err_set(e, ERR_SYSTEM, "the day is not known");
    g.out->services_on = publish_services_day(g.facts);
    items(&g);
    book_told(&g);
    orders(&g);
    the_rest(&g);
    b->agenda = g.out;
    return true;
}
