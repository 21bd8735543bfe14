/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: one item whole: first whether anybody can act on it, then what people already do, what it rests on with the rows behind every link, what was promised and what became of it. */
#include "desk/agenda_priv.h"

struct whole {
    struct agenda_view *v;
    const struct agenda_item *x;
    struct words *items; /* of the list that is being filled */
    size_t n;
};

static struct doc *doc_of(const struct whole *w) { return w->v->a->doc; }

static void line(struct whole *w, const char *msgid, const struct slot *slots, size_t n) { words_say(doc_of(w), &w->items[w->n++], msgid, slots, n); }
#define LINE(w, msgid, ...) line((w), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))

static void list_begin(struct whole *w, const char *heading, size_t most)
{
    words_say(doc_of(w), &doc_add(doc_of(w), BLOCK_SUBHEADING)->words, heading, NULL, 0);
    w->items = ARENA_ARRAY(&doc_of(w)->arena, struct words, most + 1);
    w->n = 0;
}

static void list_end(struct whole *w, const char *none)
{
    if (!w->n) {
        words_say(doc_of(w), &doc_add(doc_of(w), BLOCK_PARAGRAPH)->words, none, NULL, 0);
        return;
    }
    struct block *b = doc_add(doc_of(w), BLOCK_ITEMS);
    b->items = w->items;
    b->item_n = w->n;
}

static void paragraph(struct whole *w, const char *msgid, const struct slot *slots, size_t n) { words_say(doc_of(w), &doc_add(doc_of(w), BLOCK_PARAGRAPH)->words, msgid, slots, n); }

static struct slot data(const char *name, struct str text) { return (struct slot){.name = name, .text = text, .isolate = true}; }

/* ---- the head: hopes first ---- */

static void head(struct whole *w)
{
    struct agenda_view *v = w->v;
    const struct agenda_item *x = w->x;
    struct shown_text why = view_told(v, &x->told, 2), need = view_told(v, &x->told, 0);
    struct slot slots[] = {data("item", x->key), view_slot("need", need), view_slot("why", why), desk_slot("answer", view_code(v, x->addressable))};
    words_say(doc_of(w), &doc_add(doc_of(w), BLOCK_HEADING)->words, T("{item}: “{need}”"), slots, ARRAY_LEN(slots));
    if (!x->addressable)
        paragraph(w, T("**Can anybody in the room act on it?** Nobody has asked. Ask before hopes are raised."), NULL, 0);
    else
        paragraph(w, why.text.n ? T("**Can anybody in the room act on it?** {answer}. {why}") : T("**Can anybody in the room act on it?** {answer}."), slots, ARRAY_LEN(slots));
}

static void about(struct whole *w)
{
    struct agenda_view *v = w->v;
    const struct agenda_item *x = w->x;
    struct shown_text ask = view_told(v, &x->told, 1), owner = view_owner(v, x, x->owner), place = view_place_name(v, item_place_words(v->book, x));
    list_begin(w, T("What it is"), 12);
    if (ask.text.n)
        LINE(w, T("What is asked: {ask}"), view_slot("ask", ask));
    LINE(w, owner.text.n ? T("Who can act: {owner}") : T("Who can act: nobody is named yet"), view_slot("owner", owner));
    if (place.text.n)
        LINE(w, T("Place: {place}"), view_slot("place", place));
    const struct {
        const char *words;
        struct str text;
    } rows[] = {{T("Securities: {text}"), view_codes(v, CODES_SECURITIES, x->securities)}, {T("Pillar: {text}"), view_code(v, x->pillar)}, {T("Level: {text}"), view_code(v, x->level)},
        {T("Drivers: {text}"), view_codes(v, CODES_DRIVERS, x->drivers)}, {T("Genders: {text}"), view_codes(v, CODES_GENDERS, x->genders)}, {T("Whom it concerns: {text}"), view_codes(v, CODES_GROUPS, x->concerns)}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].text.n)
            LINE(w, rows[i].words, desk_slot("text", rows[i].text));
    if (x->article.n)
        LINE(w, T("It answers article {article} of a plan."), data("article", x->article));
    if (x->said_by.n)
        LINE(w, T("Brought by {who}."), data("who", view_said_by(v, x, x->said_by)));
    list_end(w, "");
}

static void capacities(struct whole *w)
{
    list_begin(w, T("What people already do about it"), w->x->capacity_n);
    for (size_t i = 0; i < w->x->capacity_n; i++) {
        const struct capacity *c = &w->x->capacities[i];
        struct shown_text who = view_told(w->v, &c->told, 1);
        LINE(w, c->works && who.text.n ? T("{what} ({who}; does it work: {works})") : who.text.n ? T("{what} ({who}; whether it works nobody has said)") : c->works ? T("{what} (does it work: {works})") : T("{what}"),
            view_slot("what", view_told(w->v, &c->told, 0)), view_slot("who", who), desk_slot("works", view_code(w->v, c->works)));
    }
    list_end(w, T("Nobody has written down what people already do about it. That is where an item starts."));
}

/* ---- evidence ---- */

static struct str figures_text(const struct whole *w, const struct evidence *e)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < e->figure_n; i++)
        view_join(w->v, &b, view_figure(w->v, &e->figures[i]));
    return b.n ? arena_str(&w->v->r->arena, buf_view(&b)) : STR("");
}

enum evidence_column { E_KIND, E_REFERENCE, E_DIRECTION, E_STRENGTH, E_SAYS, E_FIGURES, E_NOTE, E_BY, E_ROWS, E_COLUMNS };

static bool evidence(struct whole *w, struct err *e)
{
    static const char *const keys[E_COLUMNS] = {"kind", "reference", "direction", "strength", "says", "figures", "note", "said_by", "rows"};
    static const char *const labels[E_COLUMNS] = {T("What"), T("Which"), T("For or against"), T("How strong"), T("What it says"), T("In numbers"), T("Note"), T("Who says so"), T("Its rows")};
    struct agenda_view *v = w->v;
    struct doc_table *t = desk_table(v->r, v->a, "evidence", T("What it rests on, and what speaks against it"), E_COLUMNS, w->x->link_n);
    for (size_t k = 0; k < E_COLUMNS; k++)
        desk_column(v->r, t, k, keys[k], labels[k], false, "");
    t->columns[E_NOTE].page_only = t->columns[E_BY].page_only = t->columns[E_ROWS].page_only = true;
    for (size_t i = 0; i < w->x->link_n; i++) {
        const struct item_link *l = &w->x->links[i];
        struct evidence found;
        if (!view_evidence(v, l, &found, e))
            return false;
        struct str missing = str_of(say(&v->r->speech, found.missing));
        view_both(v, t, i, E_KIND, view_code(v, l->kind), NULL, view_machine(l->kind));
        view_text(v, t, i, E_REFERENCE, l->reference);
        view_both(v, t, i, E_DIRECTION, view_code(v, l->direction), NULL, view_machine(l->direction));
        view_both(v, t, i, E_STRENGTH, view_code(v, l->strength), NULL, view_machine(l->strength));
        view_both(v, t, i, E_SAYS, found.found ? found.text.text : missing, found.found ? found.text.lang : NULL, found.found ? found.text.text : STR(""));
        view_text(v, t, i, E_FIGURES, figures_text(w, &found));
        view_text(v, t, i, E_NOTE, l->note);
        view_text(v, t, i, E_BY, view_said_by(v, w->x, l->said_by));
        view_text(v, t, i, E_ROWS, found.command);
    }
    if (!w->x->link_n)
        paragraph(w, T("Nothing is linked to it: no evidence for, and none against."), NULL, 0);
    return true;
}

/* One command a link, under the table: from a number to its records. */
static bool commands(struct whole *w, struct err *e)
{
    list_begin(w, T("The rows behind it"), w->x->link_n);
    for (size_t i = 0; i < w->x->link_n; i++) {
        struct evidence found;
        if (!view_evidence(w->v, &w->x->links[i], &found, e))
            return false;
        if (found.command.n)
            LINE(w, T("{kind} {reference}: {command}"), desk_slot("kind", view_code(w->v, w->x->links[i].kind)), data("reference", w->x->links[i].reference),
                (struct slot){.name = "command", .text = found.command, .isolate = true, .lang = "en", .whole = true});
    }
    list_end(w, T("No link names rows that this register holds."));
    return true;
}

/* ---- fit, promises, states ---- */

static void phase_fit(struct whole *w)
{
    struct agenda_view *v = w->v;
    struct fit f = view_fit(v, w->x);
    struct str suits = view_phases(v, w->x->phases);
    list_begin(w, T("Does it suit the phase?"), f.n + 3);
    if (suits.n)
        LINE(w, T("As people judged, it suits: {phases}"), desk_slot("phases", suits));
    else
        LINE(w, T("Nobody has said which phases it suits."), desk_slot("phases", suits));
    for (size_t i = 0; i < f.n; i++) {
        const struct phase_set *s = f.list[i].set;
        struct slot slots[] = {desk_slot("phase", str_of(say(&v->r->speech, phase_words(s->phase)))), view_slot("place", view_place_name(v, s->words)), data("who", view_said_by(v, w->x, s->said_by)), desk_slot("from", view_day(v, s->from)), desk_slot("to", view_day(v, s->to))};
        const char *when = day_known(s->from) && day_known(s->to) ? T("{place}: {phase}, from {from} to {to}, as {who} said: ") : day_known(s->from) ? T("{place}: {phase}, since {from}, as {who} said: ") : T("{place}: {phase}, as {who} said: ");
        struct words *words = &w->items[w->n];
        line(w, when, slots, ARRAY_LEN(slots));
        words_say(doc_of(w), words, suits.n ? (f.list[i].suits ? T("it suits.") : T("**it does not suit.**")) : T("nobody has said whether it suits."), NULL, 0);
    }
    if (f.word == FIT_UNSET && f.last)
        LINE(w, T("Nobody has set a phase of this place for {day}; the last one, {phase}, ended on {to}, as {who} said."), desk_slot("day", view_day(v, v->on)), desk_slot("phase", str_of(say(&v->r->speech, phase_words(f.last->phase)))),
            desk_slot("to", view_day(v, f.last->to)), data("who", f.last->said_by));
    else if (f.word == FIT_UNSET)
        LINE(w, T("Nobody has set a phase of this place for {day}. None is guessed from data."), desk_slot("day", view_day(v, v->on)));
    list_end(w, "");
}

static void promises(struct whole *w)
{
    static const char *const words[] = {[PROMISE_OPEN] = T("It is open."), [PROMISE_LATE] = T("Its day has passed by {late}; nobody wrote what became of it."), [PROMISE_KEPT] = T("Kept, on {day}."), [PROMISE_PARTLY] = T("Kept in part, on {day}."),
        [PROMISE_PARTLY_LATE] = T("Kept in part, on {day}; its day has passed by {late}."),
        [PROMISE_BROKEN] = T("Not kept, as of {day}."), [PROMISE_WITHDRAWN] = T("Withdrawn, on {day}.")};
    struct agenda_view *v = w->v;
    const struct promise **list;
    size_t n = view_promises(v, w->x, &list);
    list_begin(w, T("What was promised"), n);
    for (size_t i = 0; i < n; i++) {
        const struct promise *p = list[i];
        enum promise_now now = promise_now(p, v->on);
        struct str late = promise_overdue(now) ? desk_counted(v->r, TN("{n} day", "{n} days"), v->on.n - p->due.n) : STR("");
        struct slot slots[] = {data("key", p->key), view_slot("who", view_owner(v, w->x, p->actor)), data("what", p->promised), desk_slot("made", view_day(v, p->made)), desk_slot("due", view_day(v, p->due)),
            desk_slot("day", day_known(p->state_day) ? view_day(v, p->state_day) : str_of(say(&v->r->speech, T("a day that nobody wrote down")))), desk_slot("late", late), data("evidence", p->evidence), desk_slot("told", view_day(v, p->told))};
        struct words *one = &w->items[w->n];
        line(w, day_known(p->due) ? T("{key}, by {who} on {made}, for {due}: “{what}”. ") : T("{key}, by {who} on {made}, without a day: “{what}”. "), slots, ARRAY_LEN(slots));
        words_say(doc_of(w), one, words[now], slots, ARRAY_LEN(slots));
        if (p->evidence.n)
            words_say(doc_of(w), one, T(" How one can see it: {evidence}."), slots, ARRAY_LEN(slots));
        words_say(doc_of(w), one, day_known(p->told) ? T(" People were told on {told}.") : T(" People have not been told yet."), slots, ARRAY_LEN(slots));
    }
    list_end(w, T("Nothing has been promised."));
}

static void states(struct whole *w)
{
    struct agenda_view *v = w->v;
    list_begin(w, T("What became of the item"), w->x->state_n);
    for (size_t i = 0; i < w->x->state_n; i++) {
        const struct item_state *s = &w->x->states[i];
        struct slot slots[] = {desk_slot("day", view_day(v, s->day)), desk_slot("state", view_code(v, s->state)), data("why", s->why), data("who", view_said_by(v, w->x, s->said_by)), desk_slot("told", view_day(v, s->told))};
        struct words *one = &w->items[w->n];
        line(w, s->said_by.n ? T("{day}: {state}, as {who} said.") : T("{day}: {state}."), slots, ARRAY_LEN(slots));
        if (s->why.n)
            words_say(doc_of(w), one, T(" It rests on: {why}."), slots, ARRAY_LEN(slots));
        words_say(doc_of(w), one, day_known(s->told) ? T(" People were told on {told}.") : T(" People have not been told yet."), slots, ARRAY_LEN(slots));
    }
    list_end(w, T("It is only proposed: no state is on record."));
}

/* ---- what is measured, believed, and what could go wrong ---- */

static struct str number_words(const struct agenda_view *v, double x)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (x == nearbyint(x) && fabs(x) < 1e15)
        say_int(&v->r->speech, &b, (int64_t)x);
    else
        say_decimal(&v->r->speech, &b, x, 1);
    return arena_str(&v->r->arena, buf_view(&b));
}

/* A number of whose people fewer stand behind than the register tells of stays unsaid. */
static struct str measured(const struct agenda_view *v, double x, double lo, double hi, double n)
{
    struct cells_basis basis = isnan(n) ? BASIS_PUBLIC_RECORD : basis_people(v->least);
    struct shown_cell shown = guard_one(basis, (struct estimate){x, lo, hi, isnan(n) ? 0 : (int64_t)n});
    struct estimate e = shown_value(shown);
    if (shown_state(shown) != SHOWN_VALUE)
        return str_of(say(&v->r->speech, shown_state(shown) == SHOWN_TOO_FEW ? T("too few people to tell") : T("not known")));
    if (isnan(e.lo) || isnan(e.hi))
        return DESK_TOLD(v->r, T("{value} (nobody gives a range)"), desk_slot("value", number_words(v, e.value)));
    return DESK_TOLD(v->r, T("{value} ({lo} to {hi})"), desk_slot("value", number_words(v, e.value)), desk_slot("lo", number_words(v, e.lo)), desk_slot("hi", number_words(v, e.hi)));
}

static void indicators(struct whole *w)
{
    struct agenda_view *v = w->v;
    list_begin(w, T("How one can see whether it changes"), w->x->indicator_n);
    for (size_t i = 0; i < w->x->indicator_n; i++) {
        const struct indicator *k = &w->x->indicators[i];
        struct shown_text name = view_told(v, &k->told, 0);
        if (!name.text.n)
            name = (struct shown_text){k->code ? view_code(v, k->code) : k->key, NULL};
        struct words *one = &w->items[w->n];
        LINE(w, k->unit.n ? T("{name} ({unit}):") : T("{name}:"), view_slot("name", name), data("unit", k->unit));
        const struct slot first[] = {desk_slot("value", measured(v, k->baseline, k->baseline_low, k->baseline_high, NAN)), desk_slot("day", view_day(v, k->baseline_day))};
        words_say(doc_of(w), one, isnan(k->baseline) ? T(" where it began nobody has measured.") : day_known(k->baseline_day) ? T(" at first {value}, on {day}.") : T(" at first {value}."), first, 2);
        for (size_t m = 0; m < k->value_n; m++) {
            const struct indicator_value *x = &k->values[m];
            const struct slot later[] = {desk_slot("value", measured(v, x->value, x->low, x->high, x->n)), desk_slot("day", view_day(v, x->day))};
            words_say(doc_of(w), one, T(" On {day}: {value}."), later, 2);
        }
        const struct slot aim[] = {desk_slot("value", isnan(k->target) ? STR("") : number_words(v, k->target)), desk_slot("day", view_day(v, k->target_day))};
        words_say(doc_of(w), one, isnan(k->target) ? T(" No target is set.") : day_known(k->target_day) ? T(" Target: {value} by {day}.") : T(" Target: {value}."), aim, 2);
    }
    list_end(w, T("Nobody has said how one could see it."));
}

static void premises(struct whole *w)
{
    struct agenda_view *v = w->v;
    list_begin(w, T("What is believed"), w->x->premise_n);
    for (size_t i = 0; i < w->x->premise_n; i++) {
        const struct premise *p = &w->x->premises[i];
        struct shown_text test = view_told(v, &p->told, 1), say_now = view_told(v, &p->told, 2);
        struct words *one = &w->items[w->n];
        LINE(w, T("{belief} – {verdict}."), view_slot("belief", view_told(v, &p->told, 0)), desk_slot("verdict", view_code(v, p->verdict)));
        const struct slot slots[] = {view_slot("test", test), view_slot("data", say_now), desk_slot("day", view_day(v, p->looked)), data("who", p->looked_by)};
        if (test.text.n)
            words_say(doc_of(w), one, T(" It would be tested so: {test}"), slots, ARRAY_LEN(slots));
        if (say_now.text.n)
            words_say(doc_of(w), one, T(" What the data say: {data}"), slots, ARRAY_LEN(slots));
        words_say(doc_of(w), one, day_known(p->looked) ? T(" Last looked at on {day}.") : T(" Nobody has looked yet."), slots, ARRAY_LEN(slots));
    }
    list_end(w, T("No belief behind it is written down."));
}

/* Questions and answers; who could be put at risk stands in no output of this command. */
static void harm(struct whole *w)
{
    struct agenda_view *v = w->v;
    size_t n, notes = 0;
    const struct harm_question *all = harm_questions(&n);
    list_begin(w, T("Do no harm"), n);
    for (size_t i = 0; i < n; i++) {
        const struct harm_answer *r = NULL;
        for (size_t k = 0; k < w->x->answer_n && !r; k++)
            r = w->x->answers[k].question == &all[i] ? &w->x->answers[k] : NULL;
        notes += r && r->note.n;
        bool stops = r && all[i].blocks_if[0] && strcmp(all[i].blocks_if, r->answer->code) == 0;
        LINE(w, !r ? T("{question} Not answered.") : stops ? T("{question} **{answer}: that stops it.**") : T("{question} {answer}."), desk_slot("question", str_of(say(&v->r->speech, all[i].question))), desk_slot("answer", r ? view_code(v, r->answer) : STR("")));
    }
    list_end(w, "");
    if (notes)
        paragraph(w, T("What was noted of who could be put at risk is for stewards, in the room's own pages, and never printed."), NULL, 0);
}

static void publishing(struct whole *w)
{
    struct agenda_view *v = w->v;
    struct publish_verdict may = view_verdict(v, w->x);
    list_begin(w, T("May it be published?"), may.n + 1);
    if (may.may)
        LINE(w, T("Yes: {name} signed it on {day}, and it has not been changed since."), data("name", w->x->sign.signed_by), desk_slot("day", view_day(v, w->x->sign.day)));
    for (size_t i = 0; i < may.n; i++) {
        struct buf b CLEANUP(buf_end) = {0};
        publish_say(&v->r->speech, &may.list[i], &b);
        words_text(doc_of(w), &w->items[w->n++], buf_view(&b));
    }
    list_end(w, "");
}

bool agenda_one(struct agenda_view *v, struct str key, struct err *e)
{
    struct whole w = {.v = v};
    for (size_t i = 0; i < v->item_n && !w.x; i++)
        w.x = str_eq(v->items[i]->key, key) ? v->items[i] : NULL;
    if (!w.x)
        return err_set(e, ERR_ABSENT, "there is no item \"%.*s\"%s; `diwan agenda REGISTER` lists them", (int)MIN_OF(key.n, (size_t)80), key.p, v->outside ? " that is published" : "");
    v->a->doc = doc_new(&v->r->speech);
    v->a->doc->title = arena_str(&v->a->doc->arena, key);
    head(&w);
    about(&w);
    capacities(&w);
    if (!evidence(&w, e) || !commands(&w, e))
        return false;
    phase_fit(&w);
    promises(&w);
    states(&w);
    indicators(&w);
    premises(&w);
    if (!v->outside)
        harm(&w);
    publishing(&w);
    return true;
}
