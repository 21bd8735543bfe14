/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guard/publish.h"
#include "guard/guard.h"
#include "panel/panel.h"
#include "place/place.h"

#include <assert.h>

static const struct {
    const char *code, *words; /* msgid */
} whys[PUBLISH_WHYS] = {
    [PUBLISH_NEVER_SIGNED] = {"never_signed", T("{what}: no steward has signed it. Go through its do-no-harm questions with those whom it concerns, and sign it.")},
    [PUBLISH_TAKEN_BACK] = {"taken_back", T("{what}: its signature was taken back.")},
    [PUBLISH_CHANGED] = {"changed", T("{what}: it was changed after it was signed. A steward reads it again and signs it anew.")},
    [PUBLISH_UNANSWERED] = {"unanswered", T("{what}: the do-no-harm question \"{question}\" is not answered.")},
    [PUBLISH_STOPPED] = {"stopped", T("{what}: the answer to the do-no-harm question \"{question}\" stops it.")},
    [PUBLISH_UNCHECKED] = {"unchecked", T("{what}: nobody has made sure that this service is there and what it passes on. Somebody goes and asks, and writes down the day.")},
    [PUBLISH_OLD] = {"old", T("{what}: somebody last made sure on {day}, more than a year ago. It may have moved, or answer to somebody else by now.")},
    [PUBLISH_NOBODYS] = {"nobodys", T("{what}: no organisation has signed this judgement.")},
    [PUBLISH_UNREAD] = {"unread", T("{what}: no steward has signed that this judgement may be published as it stands. Read it, and sign it.")},
    [PUBLISH_NO_SOURCE] = {"no_source", T("{what}: no source says what was tried there and what came of it.")},
    [PUBLISH_NOBODY_ANSWERS] = {"nobody_answers", T("Nobody answers for it by name.")},
    [PUBLISH_CHECKLIST] = {"checklist", T("The checklist of the sign-off is not answered.")},
    [PUBLISH_LAW_UNANSWERED] = {"law_unanswered", T("{what}: nobody has written down what the law asks ({matter}), and how that is met. Ask somebody who knows the law there.")},
    [PUBLISH_LAW_UNMET] = {"law_unmet", T("{what}: what the law asks ({matter}) is not met, as the register has it.")},
    [PUBLISH_LICENCE] = {"licence", T("{what}: the licence of this source does not let single records be passed on.")},
    [PUBLISH_LICENCE_UNKNOWN] = {"licence_unknown", T("{what}: nobody has stated the licence of this source, so no single record of it is passed on.")},
    [PUBLISH_NO_REPLY] = {"no_reply", T("{what} is named as not having answered or kept its word, and has not had its time to reply. Ask first, and give a day to answer by.")},
};

const char *publish_why_code(enum publish_why why) { return whys[why].code; }

struct deciding {
    const struct publish_facts *facts;
    struct arena *a;
    struct publish_verdict out;
    size_t room;
};

static struct publish_reason *add(struct deciding *d, enum publish_why why, struct str what)
{
    if (d->out.n == d->room) {
        struct publish_reason *list = ARENA_ARRAY(d->a, struct publish_reason, d->room = 2 * d->room + 4);
        if (d->out.n)
            memcpy(list, d->out.list, d->out.n * sizeof *list);
        d->out.list = list;
    }
    struct publish_reason *r = &d->out.list[d->out.n++];
    *r = (struct publish_reason){.why = why, .what = what, .day = DAY_NONE, .blocks = true};
    return r;
}

/* ---- one thing ---- */

static void decide_item(struct deciding *d, const struct agenda_item *x)
{
    static const enum publish_why as[] = {[ITEM_NEVER_SIGNED] = PUBLISH_NEVER_SIGNED, [ITEM_TAKEN_BACK] = PUBLISH_TAKEN_BACK, [ITEM_CHANGED] = PUBLISH_CHANGED, [ITEM_UNANSWERED] = PUBLISH_UNANSWERED,
        [ITEM_BLOCKED] = PUBLISH_STOPPED};
    const struct harm_question *which = NULL;
    enum unsigned_why why = item_may_be_published(x, &which);
    if (why != ITEM_SIGNED)
        add(d, as[why], x->key)->question = which;
}

struct day publish_services_day(const struct publish_facts *f)
{
    struct day last = DAY_NONE;
    for (size_t i = 0; f->invented && f->book && i < f->book->service_n; i++)
        if (day_known(f->book->services[i].checked))
            last = !day_known(last) || f->book->services[i].checked.n > last.n ? f->book->services[i].checked : last;
    return day_known(last) ? last : f->today;
}

static void decide_service(struct deciding *d, const struct help_service *x)
{
    if (!x->checked_by.n || !day_known(x->checked)) {
        add(d, PUBLISH_UNCHECKED, x->key);
        return;
    }
    if ((int64_t)publish_services_day(d->facts).n - x->checked.n <= PUBLISH_CHECKED_DAYS)
        return;
    struct publish_reason *r = add(d, PUBLISH_OLD, x->key);
    r->day = x->checked;
    r->blocks = !d->facts->own_people;
}

static void decide_judgement(struct deciding *d, const struct judgement *x)
{
    if (!str_trim(x->signed_by).n)
        add(d, PUBLISH_NOBODYS, x->key);
    static const enum publish_why as[] = {[ITEM_NEVER_SIGNED] = PUBLISH_UNREAD, [ITEM_TAKEN_BACK] = PUBLISH_TAKEN_BACK, [ITEM_CHANGED] = PUBLISH_CHANGED};
    enum unsigned_why why = judgement_may_be_published(x);
    if (str_trim(x->signed_by).n && why != ITEM_SIGNED)
        add(d, as[why], x->key);
}

static void decide_practice(struct deciding *d, const struct practice *x)
{
    if (!str_trim(x->source).n)
        add(d, PUBLISH_NO_SOURCE, x->key);
}

/* ---- a brief ---- */

static bool of_country(const struct legal *l, const struct publish_brief *b)
{
    const char *code = country_code_of(l->country);
    return (b->country.n && (str_eq(l->country, b->country) || (code && str_is(b->country, code)))) || (b->country_name.n && str_eq(l->country, b->country_name));
}

/* What is on record of the matter: the worst answer rules, since somebody found a rule that is not met. */
static void decide_matter(struct deciding *d, const struct publish_brief *b, const struct code *matter)
{
    bool met = false, unmet = false;
    const struct agenda_book *book = d->facts->book;
    for (size_t i = 0; book && i < book->legal_n; i++) {
        const struct legal *l = &book->legals[i];
        if (l->matter != matter || !of_country(l, b) || !l->met)
            continue;
        unmet |= strcmp(l->met->code, "no") == 0;
        met |= strcmp(l->met->code, "no") != 0;
    }
    struct str where = b->country_name.n ? b->country_name : b->country;
    if (unmet)
        add(d, PUBLISH_LAW_UNMET, where)->matter = matter;
    else if (!met && !b->invented && !b->open_data)
        add(d, PUBLISH_LAW_UNANSWERED, where)->matter = matter;
}

static bool same_actor(const struct publish_facts *f, struct str a, struct str b)
{
    int32_t who = str_eq(a, b) || !f->roster ? -1 : roster_find(f->roster, a);
    return str_eq(a, b) || (who >= 0 && roster_find(f->roster, b) == who);
}

static bool answered_by(const struct reply *y, struct day today) { return day_known(y->answered) && y->answered.n <= today.n; }
static bool was_asked(const struct reply *y, struct day today) { return day_known(y->asked) && y->asked.n <= today.n; }
/* Of whoever was asked: it answered, or the day for that has passed. */
static bool had_its_time(const struct reply *y, struct day today) { return answered_by(y, today) || (day_known(y->due) && y->due.n < today.n); }

bool publish_may_name(const struct publish_facts *f, struct str actor, struct day *due)
{
    if (due)
        *due = DAY_NONE;
    for (size_t i = 0; i < f->reply_n; i++) {
        const struct reply *y = &f->replies[i];
        if (!same_actor(f, y->actor, actor) || !was_asked(y, f->today))
            continue;
        if (had_its_time(y, f->today))
            return true;
        if (due && day_known(y->due))
            *due = y->due;
    }
    return false;
}

bool publish_in_doubt(const struct agenda_item *x, const struct promise *list, size_t n, struct day on)
{
    const struct item_state *now = item_state_now(x);
    bool doubt = now && strcmp(now->state->code, "not_done") == 0;
    for (size_t i = 0; i < n && !doubt; i++)
        doubt = promise_in_doubt(promise_now(&list[i], on)) && item_promised(x, list[i].key, list[i].contact);
    return doubt;
}

/* ---- how an institution is called ---- */

static bool doubted(const struct publish_facts *f, const struct agenda_item *x, struct str actor)
{
    if (!x || !actor.n)
        return false;
    if (x->owner.n && same_actor(f, x->owner, actor) && publish_in_doubt(x, f->promises, f->promise_n, f->on))
        return true;
    for (size_t i = 0; i < f->promise_n; i++) {
        const struct promise *m = &f->promises[i];
        if (promise_in_doubt(promise_now(m, f->on)) && item_promised(x, m->key, m->contact) && same_actor(f, m->actor, actor))
            return true;
    }
    return false;
}

/* Is an institution at these words in the place that an item tells of? `place` -1: the gazetteer does not know it. */
static bool is_there(const struct publish_facts *f, struct str words, struct str told, int place)
{
    size_t at;
    struct err unknown;
    if (place < 0)
        return str_eq(words, told);
    return words.n && gazetteer_find(f->places, words, &at, &unknown) && place_lies_in(f->places, (int)at, place);
}

static bool kind_is_told(const struct publish_facts *f, const struct agenda_item *x, const struct actor_kind *kind)
{
    struct str told = !x ? STR("") : f->book ? item_place_words(f->book, x) : x->place;
    size_t found;
    struct err unknown;
    int place = told.n && f->places && gazetteer_find(f->places, told, &found, &unknown) ? (int)found : -1;
    bool all = !told.n || (place >= 0 && gazetteer_place(f->places, (size_t)place)->level == 0), may = false;
    int64_t n = 0;
    for (size_t i = 0; i < roster_size(f->roster); i++) {
        const struct actor *a = roster_at(f->roster, i);
        n += a->kind == kind && (all || is_there(f, a->place, told, place));
    }
    return guard_groups(basis_people(f->least), &n, 1, &may) == 1;
}

static struct publish_called call(const struct publish_facts *f, const struct agenda_item *x, struct str actor, bool asked)
{
    int32_t who = f->roster && actor.n ? roster_find(f->roster, actor) : -1;
    struct publish_called c = {.as = PUBLISH_NAME, .kind = who >= 0 ? roster_at(f->roster, (size_t)who)->kind : NULL, .doubt = doubted(f, x, actor)};
    bool named = guard_actor(c.kind, f->own_people ? RELATION_STAFF : RELATION_PASSED_ON) && (f->by_name || (!asked && (!c.doubt || publish_may_name(f, actor, NULL))));
    if (!named)
        c.as = c.kind && kind_is_told(f, x, c.kind) ? PUBLISH_KIND : PUBLISH_INSTITUTION;
    return c;
}

struct publish_called publish_call(const struct publish_facts *f, const struct agenda_item *x, struct str actor) { return call(f, x, actor, false); }
struct publish_called publish_call_asked(const struct publish_facts *f, const struct agenda_item *x, struct str actor) { return call(f, x, actor, true); }

const char *publish_called_words(const struct publish_called *c) { return c->as == PUBLISH_KIND ? c->kind->label : T("an institution"); }

/* ---- the right of reply ---- */

const struct reply *publish_reply_next(const struct publish_facts *f, const struct agenda_item *x, size_t *at)
{
    while (*at < f->reply_n) {
        const struct reply *y = &f->replies[(*at)++];
        if (!was_asked(y, f->today) || !had_its_time(y, f->today))
            continue;
        struct publish_called c = publish_call(f, x, y->actor);
        if (c.doubt && c.as == PUBLISH_NAME)
            return y;
    }
    return NULL;
}

static struct slot day_slot(const struct speech *s, const char *name, struct day d, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        say_day(s, &b, d);
    return (struct slot){.name = name, .text = arena_str(a, buf_view(&b))};
}

const char *publish_reply_words(const struct speech *s, const struct reply *y, const struct publish_facts *f, struct arena *a, struct slot slots[PUBLISH_REPLY_SLOTS])
{
    bool answered = answered_by(y, f->today);
    slots[1] = (struct slot){.name = "about", .text = y->about, .isolate = true};
    slots[2] = (struct slot){.name = "text", .text = y->text, .isolate = true};
    slots[3] = day_slot(s, "asked", y->asked, a);
    slots[4] = day_slot(s, "due", y->due, a);
    slots[5] = day_slot(s, "answered", y->answered, a);
    if (!answered)
        return T("{who} was asked on {asked} what it says to this: “{about}”. No reply came by {due}.");
    return str_trim(y->text).n ? T("{who}, asked about “{about}”, replied on {answered}, in its own words: “{text}”") : T("{who}, asked about “{about}”, replied on {answered}; its words are not on record.");
}

/* ---- all of a brief ---- */

static void decide_brief(struct deciding *d, const struct publish_brief *b)
{
    static const char *const matters[] = {"survey_permit", "official_figures", "listed_groups"};
    if (!str_trim(b->signed_by).n)
        add(d, PUBLISH_NOBODY_ANSWERS, STR(""));
    if (!b->confirmed)
        add(d, PUBLISH_CHECKLIST, STR(""));
    for (size_t i = 0; i < b->item_n; i++)
        decide_item(d, b->items[i]);
    for (size_t i = 0; i < b->judgement_n; i++)
        decide_judgement(d, b->judgements[i]);
    for (size_t i = 0; i < b->service_n; i++)
        decide_service(d, b->services[i]);
    for (size_t i = 0; i < ARRAY_LEN(matters); i++)
        decide_matter(d, b, code_of(CODES_LEGAL, str_of(matters[i])));
    for (size_t i = 0; i < b->source_n; i++)
        if (b->sources[i].records && !guard_record(b->sources[i].licence, RECORD_PASSED_ON))
            add(d, b->sources[i].licence == LICENCE_UNKNOWN ? PUBLISH_LICENCE_UNKNOWN : PUBLISH_LICENCE, b->sources[i].name);
    for (size_t i = 0; i < b->named_n; i++) {
        struct day due;
        if (!publish_may_name(d->facts, b->named[i], &due))
            add(d, PUBLISH_NO_REPLY, b->named[i])->day = due;
    }
}

struct publish_verdict publish_decide(const struct publish_what *what, const struct publish_facts *facts, struct arena *a)
{
    struct deciding d = {.facts = facts, .a = a};
    assert((what->item != NULL) + (what->service != NULL) + (what->judgement != NULL) + (what->practice != NULL) + (what->brief != NULL) == 1);
    if (what->item)
        decide_item(&d, what->item);
    else if (what->service)
        decide_service(&d, what->service);
    else if (what->judgement)
        decide_judgement(&d, what->judgement);
    else if (what->practice)
        decide_practice(&d, what->practice);
    else
        decide_brief(&d, what->brief);
    d.out.may = true;
    for (size_t i = 0; i < d.out.n; i++)
        d.out.may = d.out.may && !d.out.list[i].blocks;
    return d.out;
}

/* ---- words ---- */

static void reason_say(const struct speech *s, const struct publish_reason *r, bool isolates, struct buf *out)
{
    struct buf day CLEANUP(buf_end) = {0};
    if (day_known(r->day))
        say_day(s, &day, r->day);
    const struct slot slots[] = {{.name = "what", .text = r->what, .isolate = true}, {.name = "question", .text = str_of(r->question ? say(s, r->question->question) : "")},
        {.name = "matter", .text = str_of(r->matter ? say(s, r->matter->label) : "")}, {.name = "day", .text = buf_view(&day)}};
    say_flat(out, say(s, whys[r->why].words), slots, ARRAY_LEN(slots), isolates);
}

void publish_say(const struct speech *s, const struct publish_reason *r, struct buf *out) { reason_say(s, r, true, out); }

bool publish_or_refuse(const struct publish_verdict *v, const char *refusal, struct err *e)
{
    struct speech english = {.language = language_find("en")};
    struct buf all CLEANUP(buf_end) = {0};
    size_t blocking = 0;
    if (v->may)
        return true;
    for (size_t i = 0; i < v->n; i++) {
        struct buf one CLEANUP(buf_end) = {0};
        if (!v->list[i].blocks)
            continue;
        reason_say(&english, &v->list[i], false, &one);
        blocking++;
        if (all.n + one.n < sizeof e->text - 80)
            buf_f(&all, "%s%s", all.n ? " " : "", one.p);
    }
    return err_set(e, ERR_DENIED, "%s (%zu in the way): %s", refusal, blocking, all.p ? all.p : "");
}
