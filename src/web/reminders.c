/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders as a calendar: what is due, by name for whoever signed in; and for calendar programs, which cannot, by a secret address that tells as little as serves. */
#include "web/calendar.h"
#include "web/head.h"
#include "web/letters_priv.h"

struct reminding {
    struct exchange *x;
    struct engagement g;
    struct calendar c;
    bool named;         /* whom it is about, and what was written */
    struct str salt;    /* what was made of a key by one address is not what another makes of it; "" by name */
    struct str address; /* of the board: where to look it up; "" by name */
};

/* The key may hold words of a row: its hash stays the same and tells nothing. */
static struct str uid_of(const struct reminding *m, const char *what, struct str key)
{
    struct hasher h;
    char hex[65];
    hash_begin(&h);
    hash_add(&h, m->salt.p, m->salt.n);
    hash_add(&h, key.p, key.n);
    struct digest d = hash_end(&h);
    digest_hex(&d, hex);
    return str_of(arena_f(&m->x->arena, "%s-%.32s@diwan", what, hex));
}

/* One thing that is due. `w`: whose it is, NULL where it is not known; `words` stand for its name then. */
static void due(struct reminding *m, const char *what, struct str key, struct day day, const struct addressee *w, struct str words, struct str text)
{
    struct exchange *x = m->x;
    struct str language, name = !m->named ? str_of(web_say(x, w && w->kind ? w->kind->label : T("institution of a kind not known"))) : w ? letters_name(x, &m->g, w, &language) : words;
    bool letter = *what == 'l';
    const char *msgid = m->named ? letter ? T("Answer due: {name}") : T("Promise due: {name}") : letter ? T("An answer to a letter is due: {name}") : T("A promise is due: {name}");
    calendar_event(&m->c, &(struct calendar_event){.uid = uid_of(m, what, key), .day = day, .summary = WEB_TOLD(x, msgid, WEB_SLOT("name", name)), .text = m->named ? text : m->address});
}

static void put_calendar(struct reminding *m)
{
    struct exchange *x = m->x;
    calendar_begin(&m->c, &x->body, str_of(web_say(x, T("Letters and promises"))), x->today);
    for (size_t i = 0; i < m->g.ask_n; i++) {
        const struct ask *k = &m->g.asks[i];
        if (k->reached < REACHED_ANSWERED && day_known(k->contact->due))
            due(m, "letter", k->contact->key, k->contact->due, &m->g.addressees[k->addressee], STR(""), k->contact->topic);
    }
    for (size_t i = 0; i < m->g.promise_n; i++) {
        const struct overdue_promise *o = &m->g.promises[i];
        due(m, "promise", o->promise->key, o->promise->due, o->addressee < m->g.addressee_n ? &m->g.addressees[o->addressee] : NULL, o->promise->actor, o->promise->promised);
    }
    calendar_end(&m->c);
    x->type = "text/calendar; charset=utf-8";
    x->disposition = STR("letters.ics");
}

bool reminders_named(struct exchange *x, struct err *e)
{
    struct reminding m = {.x = x, .named = true, .salt = STR(""), .address = STR("")};
    if (!engagement_read(x->store, x->today, &x->arena, &m.g, e))
        return false;
    put_calendar(&m);
    web_audit(x, "export", STR("reminders of letters"));
    return true;
}

/* ---- by a secret address ---- */

struct using_it {
    const struct feed *feed;
    struct day today;
};

static bool use_do(struct store *s, void *arg, struct err *e)
{
    const struct using_it *u = arg;
    return feed_used(s, u->feed, u->today, e);
}

/* The same sentence for what never was, what ended, and what has to wait. */
static bool whose(struct exchange *x, struct feed *out, struct err *e)
{
    bool waits = web_feed_waits(x);
    if (!feed_find(x->store, x->parameters[0], &x->arena, out, e))
        return false;
    if (out->account.id && (!waits || day_known(out->used)))
        return true;
    if (!waits)
        web_feed_failed(x);
    return err_set(e, ERR_ABSENT, "no calendar has that address");
}

/* No session: what it tells is what its owner may see, and of that only that something is due, of what kind of institution, and where to look it up. */
bool reminders_fed(struct exchange *x, struct err *e)
{
    struct feed feed;
    struct reminding m = {.x = x, .salt = x->parameters[0]};
    if (!whose(x, &feed, e) || !engagement_read(x->store, x->today, &x->arena, &m.g, e))
        return false;
    const struct language *l = head_language(feed.account.language);
    if (l && !web_query(x, "lang").n)
        x->speech.language = l;
    m.address = str_of(arena_f(&x->arena, "%.*s/letters", STR_F(web_address(x))));
    put_calendar(&m);
    if (feed.used.n == x->today.n)
        return true;
    x->who = feed.account; /* who signs the line */
    struct using_it u = {&feed, x->today};
    return web_write_beside(x, use_do, &u, e);
}
