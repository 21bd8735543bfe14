/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of what people agreed, as a list: from what people already do about it to what became of it. Every line stands on the item's own rows. */
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"
#include "engage/engage.h"

/* A sentence of the data's own ends once. */
static void end_sentence(struct page *p, struct words *w, struct str text)
{
    if (!ends_a_sentence(text))
        SAY_BARE(p, w, T("."));
}

static void say_told(struct page *p, struct words *w, const struct telling *t, size_t which)
{
    struct slot text = telling_slot(p, "text", t, which);
    SAY(p, w, "{text}", text);
    end_sentence(p, w, text.text);
}

/* ---- can anybody act on it, and what is there already ---- */

static void line_addressable(struct page *p, const struct brief_item *x, struct words *w)
{
    const struct code *c = x->item->addressable;
    if (!c)
        SAY_BARE(p, w, T("**Can anybody act on it?** Nobody has asked that yet."));
    else
        SAY(p, w, T("**Can anybody act on it?** {answer}."), slot_text("answer", code_text(p, c)));
    if (!telling_says(p, &x->item->told, 2))
        return;
    words_text(p->d, w, STR(" "));
    say_told(p, w, &x->item->told, 2);
}

static void say_capacity(struct page *p, const struct agenda_item *x, const struct capacity *c, struct words *w)
{
    words_text(p->d, w, STR(" "));
    say_told(p, w, &c->told, 0);
    struct slot slots[] = {telling_slot(p, "who", &c->told, 1), slot_text("works", code_inside(p, c->works)), actor_by(p, "said_by", x, c->said_by)};
    bool who = slots[0].text.n > 0;
    if (!who && !c->works)
        return;
    words_say(p->d, w, who && c->works ? T(" ({who}; does it work: {works})") : who ? T(" ({who}; whether it works nobody has said)") : T(" (does it work: {works})"), slots, ARRAY_LEN(slots));
}

static void line_capacity(struct page *p, const struct brief_item *x, struct words *w)
{
    if (x->item->capacity_n == 0) {
        SAY_BARE(p, w, T("**What people already do**: nobody has written that down."));
        return;
    }
    SAY_BARE(p, w, T("**What people already do**:"));
    for (size_t i = 0; i < x->item->capacity_n; i++)
        say_capacity(p, x->item, &x->item->capacities[i], w);
}

/* ---- what is asked, of whom, for whom ---- */

static void line_ask(struct page *p, const struct brief_item *x, struct words *w)
{
    bool asks = telling_says(p, &x->item->told, 1);
    if (owner_known(x) && asks)
        SAY(p, w, T("**Asked of {owner}**: "), owner_slot(p, "owner", x));
    else if (asks)
        SAY_BARE(p, w, T("**Asked**, and nobody is named who could do it: "));
    else if (owner_known(x))
        SAY(p, w, T("**Who can act**: {owner}. What is asked nobody has written down."), owner_slot(p, "owner", x));
    else
        SAY_BARE(p, w, T("**Asked**: nobody has written down what, and of whom."));
    if (asks)
        say_told(p, w, &x->item->told, 1);
    if (x->item->article.n)
        SAY(p, w, T(" It answers {article}."), data_slot(p, "article", x->item->article));
}

static void line_whom(struct page *p, const struct brief_item *x, struct words *w)
{
    const struct agenda_item *item = x->item;
    int place;
    struct str groups = codes_text(p, CODES_GROUPS, item->concerns), genders = codes_text(p, CODES_GENDERS, item->genders), securities = codes_text(p, CODES_SECURITIES, item->securities);
    struct slot slots[] = {slot_text("groups", groups), slot_text("genders", genders), place_of_words(p, "place", item_place_words(p->b->agenda->book, item), &place), slot_text("securities", securities),
        slot_text("pillar", code_inside(p, item->pillar)), slot_text("level", code_inside(p, item->level))};
    words_say(p->d, w, groups.n && genders.n ? T("**For whom**: {groups}; {genders}. Where: {place}.") : groups.n ? T("**For whom**: {groups}. Where: {place}.")
            : genders.n ? T("**For whom**: {genders}. Where: {place}.") : T("**For whom**: nobody is named in particular. Where: {place}."), slots, ARRAY_LEN(slots));
    if (securities.n)
        words_say(p->d, w, T(" It is about {securities}."), slots, ARRAY_LEN(slots));
    if (item->pillar && item->level)
        words_say(p->d, w, T(" Pillar: {pillar}; level: {level}."), slots, ARRAY_LEN(slots));
    else if (item->pillar)
        words_say(p->d, w, T(" Pillar: {pillar}."), slots, ARRAY_LEN(slots));
    else if (item->level)
        words_say(p->d, w, T(" Level: {level}."), slots, ARRAY_LEN(slots));
}

/* ---- what was promised, and what became of it ---- */

/* The same words of the same institution for the same day: said once, with all that became of it. */
static bool same_promise(const struct promise *a, const struct promise *b)
{
    return str_eq(a->actor, b->actor) && a->made.n == b->made.n && a->due.n == b->due.n && str_eq(a->promised, b->promised);
}

/* `again`: it stands in `w` already, and only what became of it is new. */
static void say_promise(struct page *p, const struct brief_item *x, const struct promise *m, bool again, struct words *w)
{
    enum promise_now now = promise_now(m, p->b->agenda->on);
    struct slot slots[] = {actor_by(p, "who", x->item, m->actor), data_slot(p, "what", m->promised), slot_text("made", day_text(p, m->made)),
        slot_text("due", day_known(m->due) ? day_text(p, m->due) : STR("")), slot_text("state", bare(p, promise_now_label(now == PROMISE_PARTLY_LATE ? PROMISE_PARTLY : now))),
        slot_text("day", day_known(m->state_day) ? day_text(p, m->state_day) : STR("")), data_slot(p, "evidence", m->evidence)};
    if (!again) {
        words_say(p->d, w, day_known(m->due) ? T("**Promised** by {who} on {made}, for {due}: ") : T("**Promised** by {who} on {made}, without a day: "), slots, ARRAY_LEN(slots));
        SAY(p, w, "{what}", slots[1]);
        end_sentence(p, w, m->promised);
    }
    if (now != PROMISE_OPEN && now != PROMISE_LATE)
        words_say(p->d, w, day_known(m->state_day) ? T(" {state} ({day}).") : T(" {state}."), slots, ARRAY_LEN(slots));
    if (now == PROMISE_LATE)
        SAY_BARE(p, w, T(" The day has passed, and nothing about it is on record."));
    else if (now == PROMISE_PARTLY_LATE)
        SAY_BARE(p, w, T(" The day has passed, and of the rest nothing is on record."));
    if (m->evidence.n)
        words_say(p->d, w, T(" How one can see it: {evidence}."), slots, ARRAY_LEN(slots));
}

static void line_state(struct page *p, const struct brief_item *x, struct words *w)
{
    const struct item_state *s = item_state_now(x->item);
    SAY_BARE(p, w, T("**State**: "));
    words_mark(p->d, w, state_mark(s));
    struct slot slots[] = {slot_text("state", state_words(p, s)), slot_text("day", s ? day_text(p, s->day) : STR("")), actor_by(p, "who", x->item, s ? s->said_by : STR("")),
        slot_text("told", s && day_known(s->told) ? day_text(p, s->told) : STR(""))};
    words_say(p->d, w, !s ? T("{state}.") : s->said_by.n && !str_eq(s->said_by, usual_teller(p)) ? T("{state}, on {day}, as {who} said.") : T("{state}, on {day}."), slots, ARRAY_LEN(slots));
    if (s && s->why.n) {
        words_text(p->d, w, STR(" "));
        SAY(p, w, "{why}", data_slot(p, "why", s->why));
        end_sentence(p, w, s->why);
    }
    if (s)
        words_say(p->d, w, day_known(s->told) ? T(" People were told on {told}.") : T(" People have not been told yet."), slots, ARRAY_LEN(slots));
}

/* ---- indicators ---- */

static enum number_style style_of(double v) { return v == nearbyint(v) ? NUMBER_INT : NUMBER_1; }

/* Behind a number stand as many records or people as its row says; where it says nothing, it is somebody's published figure. */
static struct shown_cell indicator_shown(const struct page *p, double v, double lo, double hi, double n)
{
    struct estimate e = {v, lo, hi, isnan(n) ? 0 : (int64_t)n};
    return isnan(n) ? guard_one(BASIS_PUBLIC_RECORD, e) : guard_one(basis_people(p->b->request.k), e);
}

static void say_measured(struct page *p, struct words *w, const char *ranged, const char *bare_number, struct shown_cell v, struct day day)
{
    enum number_style style = shown_state(v) == SHOWN_VALUE ? style_of(shown_value(v).value) : NUMBER_INT;
    struct str range = number_range(p->d, v, style);
    struct slot slots[] = {slot_text("value", number_text(p->d, v, style)), slot_text("range", range), slot_text("day", day_known(day) ? day_text(p, day) : bare(p, T("day not known")))};
    words_say(p->d, w, range.n ? ranged : bare_number, slots, ARRAY_LEN(slots));
}

static void line_indicator(struct page *p, const struct indicator *n, struct words *w)
{
    struct slot name = telling_says(p, &n->told, 0) ? telling_slot(p, "name", &n->told, 0) : slot_text("name", n->code ? bare(p, n->code->label) : arena_str(&p->d->arena, n->key));
    if (n->unit.n)
        SAY(p, w, T("**Measured by**: {name} ({unit})."), name, data_slot(p, "unit", n->unit));
    else
        SAY(p, w, T("**Measured by**: {name}."), name);
    if (isnan(n->baseline))
        SAY_BARE(p, w, T(" Where it began nobody has measured."));
    else
        say_measured(p, w, T(" At first {value} ({range}; {day})."), T(" At first {value} (no range given; {day})."), indicator_shown(p, n->baseline, n->baseline_low, n->baseline_high, NAN), n->baseline_day);
    if (n->value_n == 0)
        SAY_BARE(p, w, T(" Nobody has measured it since."));
    else {
        const struct indicator_value *v = &n->values[n->value_n - 1];
        say_measured(p, w, T(" Last {value} ({range}; {day})."), T(" Last {value} (no range given; {day})."), indicator_shown(p, v->value, v->low, v->high, v->n), v->day);
    }
    if (isnan(n->target))
        SAY_BARE(p, w, T(" No target is set."));
    else if (day_known(n->target_day))
        SAY(p, w, T(" Target: {value} by {day}."), slot_text("value", number_text(p->d, public_value(n->target), style_of(n->target))), slot_text("day", day_text(p, n->target_day)));
    else
        SAY(p, w, T(" Target: {value}."), slot_text("value", number_text(p->d, public_value(n->target), style_of(n->target))));
}

/* ---- the item ---- */

void say_unsigned(struct page *p, const struct brief_item *x, struct words *w)
{
    if (!x->signed_off)
        SAY_BARE(p, w, T(" (not signed: only for those who hold the register)"));
}

void say_item(struct page *p, const struct brief_item *x)
{
    const struct agenda_item *item = x->item;
    struct block *head = doc_add(p->d, BLOCK_SUBHEADING);
    head->id = item_id(p, item);
    SAY(p, &head->words, T("“{text}”"), telling_slot(p, "text", &item->told, 0));
    say_unsigned(p, x, &head->words);
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, 9 + x->promise_n + item->indicator_n + say_replies(p, x, NULL, true));
    struct words *w = list->items;
    line_addressable(p, x, w++);
    line_capacity(p, x, w++);
    line_ask(p, x, w++);
    line_whom(p, x, w++);
    say_evidence(p, x, w++, "for");
    if (evidence_on(item, "against"))
        say_evidence(p, x, w++, "against");
    if (!phase_is_usual(p, item))
        say_phase_fit(p, x, w++);
    for (size_t i = 0; i < x->promise_n; i++) {
        bool again = i > 0 && same_promise(x->promises[i - 1], x->promises[i]);
        w += !again;
        say_promise(p, x, x->promises[i], again, w - 1);
    }
    line_state(p, x, w++);
    w += say_replies(p, x, w, true);
    for (size_t i = 0; i < item->indicator_n; i++)
        line_indicator(p, &item->indicators[i], w++);
    list->item_n = (size_t)(w - list->items);
    for (size_t i = 0; i < list->item_n; i++)
        trace_item(p, &list->items[i], item);
}
