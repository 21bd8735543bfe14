/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * publish: the one place that decides whether something may leave the register's own people as published: an item of an agenda, a service that people can turn to, a partner's judgement, a practice, a whole brief.
 * Every writer and page asks here. What stands in the way is a list of reasons, each a sentence that says what to do.
 *
 * What it cannot know it takes from people: that a checklist was answered, that a name stands in the text. It never decides that something is true, or wise.
 */
#ifndef DIWAN_PUBLISH_H
#define DIWAN_PUBLISH_H
#include "agenda/agenda.h"
#include "core/speech.h"
#include "engage/engage.h"

enum { PUBLISH_CHECKED_DAYS = 365 }; /* a service that was last looked at longer ago may have moved, or report to somebody by now */
enum publish_why {
    /* an item */
    PUBLISH_NEVER_SIGNED, PUBLISH_TAKEN_BACK, PUBLISH_CHANGED, PUBLISH_UNANSWERED, PUBLISH_STOPPED,
    /* a service */
    PUBLISH_UNCHECKED, PUBLISH_OLD,
    /* a judgement, a practice */
    PUBLISH_NOBODYS, PUBLISH_UNREAD, PUBLISH_NO_SOURCE,
    /* a brief */
    PUBLISH_NOBODY_ANSWERS, PUBLISH_CHECKLIST, PUBLISH_LAW_UNANSWERED, PUBLISH_LAW_UNMET, PUBLISH_LICENCE, PUBLISH_LICENCE_UNKNOWN, PUBLISH_NO_REPLY,
    PUBLISH_WHYS
};
const char *publish_why_code(enum publish_why why); /* "never_signed", ... for machines */
struct publish_reason {
    enum publish_why why;
    struct str what;                  /* key of the item or service, name of the source or institution, country: as the register has it */
    const struct harm_question *question; /* unanswered, or its answer stops it */
    const struct code *matter;        /* of law: CODES_LEGAL */
    struct day day;                   /* last checked; a reply is due */
    bool blocks;                      /* else a warning: the register's own people see it with this beside it */
};
struct publish_verdict {
    bool may;                         /* no reason blocks */
    struct publish_reason *list;      /* in the arena */
    size_t n;
};
struct publish_source { /* whose records a brief takes */
    struct str name;
    enum licence licence;
    bool records;       /* single records of it are shown, or passed on; false: they are counted alone, which every licence allows (guard_record) */
};
struct publish_brief {
    struct str signed_by;   /* who answers for it; "" nobody */
    bool confirmed;         /* each item of the checklist was answered with yes */
    struct str country;     /* ISO 3166-1 alpha-3 and its name, as the register has them; "" not known */
    struct str country_name;
    bool invented;          /* a country that does not exist has no law to look up: what is not answered does not block, a "no" does */
    bool open_data;         /* an open register, which keeps no answers about the law: there the checklist's question stands for what is not answered */
    const struct agenda_item *const *items; /* those in it; unsigned ones that were left out are not among them */
    const struct judgement *const *judgements;
    const struct help_service *const *services;
    const struct publish_source *sources;
    const struct str *named;  /* institutions of which it says, by name, that they did not answer, or did not keep a promise */
    size_t item_n, judgement_n, service_n, source_n, named_n;
};
struct publish_what { /* exactly one is set */
    const struct agenda_item *item;
    const struct help_service *service;
    const struct judgement *judgement;
    const struct practice *practice;
    const struct publish_brief *brief;
};
struct publish_facts {
    struct day today;
    bool invented;                /* a country that does not exist, whose records end some day: its services are as old as they were on the last day on which anybody looked at one of the book */
    bool own_people;              /* asks whether the register's own people may see it beside published things: an old service is then shown, with a warning */
    const struct agenda_book *book; /* for the legal questions; NULL: there are none on record */
    const struct roster *roster;  /* whom names mean; NULL: names are compared as they stand */
    const struct reply *replies;
    size_t reply_n;
    bool by_name;                 /* whoever asks analyses or answers for the register, or holds it: who did not keep a promise is told by name */
    struct day on;                /* promises are as of this day; asked for where there are promises */
    const struct promise *promises;
    size_t promise_n;
    const struct gazetteer *places; /* where institutions are; NULL: places are compared as they stand */
    int64_t least;                /* the register's smallest group */
};
/*
 * item: signed by a steward, unchanged since, its do-no-harm questions answered and none stopping it (item_may_be_published). service: somebody looked on a day, and not over PUBLISH_CHECKED_DAYS ago. judgement: an organisation signed it, and a steward that it may be published, unchanged since. practice:
 * a source is named. brief: somebody answers for it; the checklist is answered; each item, judgement and service in it may be published by the rules above; survey_permit, official_figures and listed_groups are answered for its
 * country (in an open register, which keeps no such answers, by the checklist), and not with "no"; no single record of a source whose licence does not let it be passed on, or that nobody stated; whoever it names was asked what they say to it and answered, or the day to answer by has passed.
 */
struct publish_verdict publish_decide(const struct publish_what *what, const struct publish_facts *facts, struct arena *a);
/* The day on which services are looked at: today, or, in an invented country, the last day on which anybody looked at one. Drafts, published briefs, walls and /help agree on it. O(services). */
struct day publish_services_day(const struct publish_facts *facts);
/* May an institution be named as one that did not answer or keep its word? It was asked, and it answered or its day has passed. `due` (may be NULL): the day that has not passed yet; DAY_NONE where it was never asked. */
bool publish_may_name(const struct publish_facts *facts, struct str actor, struct day *due);
/*
 * Is it in doubt whether whoever has this item keeps their word: is the item not done, or a promise on it broken or past its day (promise_in_doubt)? To others than the register's own people they are then told by kind of
 * institution, until publish_may_name. `list`: all promises; those of the item are looked for.
 */
bool publish_in_doubt(const struct agenda_item *x, const struct promise *list, size_t n, struct day on);
/*
 * How an institution is called: every writer and page asks here for each that it names. By name; or, where that may not be, by kind, if the register's roster has at least as many of that kind in the place of which the
 * item tells (in all of the register, where that is the whole country, or no item) as its smallest group; else as "an institution": a kind of which there are few is a name.
 */
enum publish_as { PUBLISH_NAME, PUBLISH_KIND, PUBLISH_INSTITUTION };
struct publish_called {
    enum publish_as as;
    const struct actor_kind *kind; /* NULL not known */
    bool doubt;                    /* beside this item it is who can act on what was not done, or who made a promise that is in doubt */
};
/*
 * Beside the item `x`; NULL: beside none. By name, unless its kind is one that others than the register's own people must not read of, or it is in doubt whether it kept its word: then to those who may read who did not
 * (by_name), and to others once it had its time to reply (publish_may_name). O(roster) where it is not by name.
 */
struct publish_called publish_call(const struct publish_facts *facts, const struct agenda_item *x, struct str actor);
/* Whoever a letter or meeting was with: by name to those alone who may read who did not answer (guard_addressee). */
struct publish_called publish_call_asked(const struct publish_facts *facts, const struct agenda_item *x, struct str actor);
const char *publish_called_words(const struct publish_called *c); /* where not by name: msgid */
/*
 * The right of reply: what stands beside every place where somebody is named beside an item although it is in doubt whether they kept their word: their own words, or that their day has passed without any. The next of the
 * replies to tell beside `x`, whose actor is named there; NULL: none is left. *at begins at 0.
 */
const struct reply *publish_reply_next(const struct publish_facts *facts, const struct agenda_item *x, size_t *at);
/* A reply as a sentence: msgid, and its slots but for the first, {who}, which is the caller's: whoever is named. Days in the reader's language, from the arena. */
enum { PUBLISH_REPLY_SLOTS = 6 };
const char *publish_reply_words(const struct speech *s, const struct reply *y, const struct publish_facts *facts, struct arena *a, struct slot slots[PUBLISH_REPLY_SLOTS]);
/* The reason in the reader's language, as a sentence, appended. */
void publish_say(const struct speech *s, const struct publish_reason *r, struct buf *out);
/* True where it may; else ERR_DENIED with the blocking reasons in one line ("not released: ..."). `refusal`: "not released". */
MUST_USE bool publish_or_refuse(const struct publish_verdict *v, const char *refusal, struct err *e);
#endif
