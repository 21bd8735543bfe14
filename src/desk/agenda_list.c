/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: all items in one table, what was promised, and trust over time. Items stand in the order of their keys, which is nobody's ranking. */
#include "desk/agenda_priv.h"
#include "math/maths.h"

static void say_in(struct agenda_view *v, enum block_kind kind, const char *msgid, const struct slot *slots, size_t n)
{
    words_say(v->a->doc, &doc_add(v->a->doc, kind)->words, msgid, slots, n);
}

/* ---- before anything else: can anybody act? ---- */

static void grievances(struct agenda_view *v)
{
    struct words *items = ARENA_ARRAY(&v->a->doc->arena, struct words, v->item_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->item_n; i++) {
        const struct agenda_item *x = v->items[i];
        bool nobody = x->addressable && strcmp(x->addressable->code, "no") == 0;
        struct shown_text why = view_told(v, &x->told, 2);
        struct slot slots[] = {desk_slot("item", x->key), view_slot("why", why)};
        if (x->addressable && !nobody)
            continue;
        words_say(v->a->doc, &items[n++], !nobody ? T("{item}: nobody has asked whether anybody in the room can act on it.") : why.text.n ? T("{item}: nobody in the room can act on it. {why}") : T("{item}: nobody in the room can act on it."), slots, 2);
    }
    if (!n)
        return;
    say_in(v, BLOCK_PARAGRAPH, T("**Before hopes are raised:**"), NULL, 0);
    struct block *b = doc_add(v->a->doc, BLOCK_ITEMS);
    b->items = items;
    b->item_n = n;
}

static void heads(struct agenda_view *v)
{
    for (size_t i = 0; i < v->book->agenda_n; i++) {
        const struct agenda_head *h = &v->book->agendas[i];
        int64_t n = 0;
        for (size_t k = 0; k < v->item_n; k++)
            n += str_eq(v->items[k]->agenda, h->key);
        if ((v->agenda.n && !str_eq(h->key, v->agenda)) || (v->outside && !n))
            continue;
        struct shown_text title = view_told(v, &h->told, 0), place = view_place_name(v, h->place);
        struct slot slots[] = {desk_slot("key", h->key), view_slot("title", title), view_slot("place", place), {.name = "who", .text = view_said_by(v, NULL, h->convened_by), .isolate = true}, desk_slot("from", view_day(v, h->from)),
            desk_slot("to", view_day(v, h->to)), desk_slot("items", desk_counted(v->r, TN("{n} item", "{n} items"), n))};
        struct words *w = &doc_add(v->a->doc, BLOCK_PARAGRAPH)->words;
        words_say(v->a->doc, w, place.text.n ? T("**{title}** ({key}), {place}: {items}.") : T("**{title}** ({key}): {items}."), slots, ARRAY_LEN(slots));
        if (h->convened_by.n)
            words_say(v->a->doc, w, T(" Called together by {who}."), slots, ARRAY_LEN(slots));
        if (day_known(h->from))
            words_say(v->a->doc, w, day_known(h->to) && h->to.n != h->from.n ? T(" It is for the time from {from} to {to}.") : T(" It is for the time from {from} on."), slots, ARRAY_LEN(slots));
    }
}

/* ---- the table ---- */

enum column { C_ITEM, C_AGENDA, C_NEED, C_ASK, C_SECURITIES, C_PILLAR, C_LEVEL, C_PHASES, C_DRIVERS, C_GENDERS, C_CONCERNS, C_PLACE, C_OWNER, C_ADDRESSABLE, C_STATE, C_STATE_DAY, C_ARTICLE, C_FOR, C_AGAINST, C_PROMISES, C_KEPT, C_FIT, C_REPLY,
    C_PUBLISHED, COLUMNS };

static const struct {
    const char *key, *label;
    bool number, machine_only, page_only;
} columns[COLUMNS] = {[C_ITEM] = {"item", T("Item"), false, false, false}, [C_AGENDA] = {"agenda", T("Agenda"), false, true, false}, [C_NEED] = {"need", T("The need, in people's words"), false, false, false},
    [C_ASK] = {"ask", T("What is asked"), false, false, true}, [C_SECURITIES] = {"securities", T("Securities"), false, false, true}, [C_PILLAR] = {"pillar", T("Pillar"), false, true, false},
    [C_LEVEL] = {"level", T("Level"), false, true, false}, [C_PHASES] = {"phases", T("Phases that it suits"), false, true, false}, [C_DRIVERS] = {"drivers", T("Drivers"), false, true, false},
    [C_GENDERS] = {"genders", T("Genders"), false, true, false}, [C_CONCERNS] = {"concerns", T("Whom it concerns"), false, false, true}, [C_PLACE] = {"place", T("Place"), false, true, false},
    [C_OWNER] = {"owner", T("Who can act"), false, false, false}, [C_ADDRESSABLE] = {"addressable", T("Can anybody in the room act?"), false, true, false}, [C_STATE] = {"state", T("State"), false, false, false},
    [C_STATE_DAY] = {"state_day", T("As of"), false, false, true}, [C_ARTICLE] = {"plan_article", T("Article"), false, true, false}, [C_FOR] = {"evidence_for", T("For"), true, false, false},
    [C_AGAINST] = {"evidence_against", T("Against"), true, false, false}, [C_PROMISES] = {"promises", T("Promised"), true, false, false}, [C_KEPT] = {"promises_kept", T("Promise kept"), true, false, false},
    [C_FIT] = {"phase_fit", T("Suits the phase"), false, false, false}, [C_REPLY] = {"reply", T("What they say to it"), false, true, false}, [C_PUBLISHED] = {"published", T("May be published"), false, false, true}};

static const char *fit_word(enum fit_word w)
{
    static const char *const words[] = {[FIT_UNSET] = T("no phase is set"), [FIT_UNSAID] = T("nobody has said"), [FIT_YES] = T("yes"), [FIT_NO] = T("no"), [FIT_DIFFERS] = T("people differ")};
    return words[w];
}

static void told_cell(struct agenda_view *v, struct doc_table *t, size_t row, size_t c, const struct telling *told, size_t which)
{
    struct shown_text s = view_told(v, told, which);
    view_both(v, t, row, c, s.text, s.lang, s.text);
}

static void coded(struct agenda_view *v, struct doc_table *t, size_t row, size_t c, struct str shown, struct str machine) { view_both(v, t, row, c, shown, NULL, machine); }

static void item_row(struct agenda_view *v, struct doc_table *t, size_t row, size_t shift, const struct agenda_item *x)
{
    const struct promise **promises;
    const struct item_state *now = item_state_now(x);
    struct publish_verdict may = view_verdict(v, x);
    struct fit fit = view_fit(v, x);
    size_t kept = 0, n = view_promises(v, x, &promises);
    for (size_t i = 0; i < n; i++)
        kept += promise_now(promises[i], v->on) == PROMISE_KEPT;
    view_text(v, t, row, shift + C_ITEM, x->key);
    view_text(v, t, row, shift + C_AGENDA, x->agenda);
    told_cell(v, t, row, shift + C_NEED, &x->told, 0);
    told_cell(v, t, row, shift + C_ASK, &x->told, 1);
    coded(v, t, row, shift + C_SECURITIES, view_codes(v, CODES_SECURITIES, x->securities), x->securities);
    coded(v, t, row, shift + C_PILLAR, view_code(v, x->pillar), view_machine(x->pillar));
    coded(v, t, row, shift + C_LEVEL, view_code(v, x->level), view_machine(x->level));
    coded(v, t, row, shift + C_PHASES, view_phases(v, x->phases), x->phases);
    coded(v, t, row, shift + C_DRIVERS, view_codes(v, CODES_DRIVERS, x->drivers), x->drivers);
    coded(v, t, row, shift + C_GENDERS, view_codes(v, CODES_GENDERS, x->genders), x->genders);
    coded(v, t, row, shift + C_CONCERNS, view_codes(v, CODES_GROUPS, x->concerns), x->concerns);
    struct str place = item_place_words(v->book, x);
    struct shown_text place_name = view_place_name(v, place), owner = view_owner(v, x, x->owner);
    view_both(v, t, row, shift + C_PLACE, place_name.text, place_name.lang, place);
    view_both(v, t, row, shift + C_OWNER, x->owner.n ? owner.text : str_of(say(&v->r->speech, T("nobody yet"))), owner.lang, x->owner.n && !v->named ? owner.text : x->owner);
    coded(v, t, row, shift + C_ADDRESSABLE, x->addressable ? view_code(v, x->addressable) : str_of(say(&v->r->speech, T("nobody has asked"))), view_machine(x->addressable));
    coded(v, t, row, shift + C_STATE, now ? view_code(v, now->state) : view_code(v, code_of(CODES_ITEM_STATES, STR("proposed"))), now ? str_of(now->state->code) : STR("proposed"));
    coded(v, t, row, shift + C_STATE_DAY, now ? view_day(v, now->day) : STR(""), now ? view_iso(v, now->day) : STR(""));
    view_text(v, t, row, shift + C_ARTICLE, x->article);
    view_count(t, row, shift + C_FOR, (double)view_links(x, "for"));
    view_count(t, row, shift + C_AGAINST, (double)view_links(x, "against"));
    view_count(t, row, shift + C_PROMISES, (double)n);
    view_count(t, row, shift + C_KEPT, (double)kept);
    coded(v, t, row, shift + C_FIT, str_of(say(&v->r->speech, fit_word(fit.word))), str_of(fit_codes[fit.word]));
    view_text(v, t, row, shift + C_REPLY, view_reply(v, x));
    coded(v, t, row, shift + C_PUBLISHED, str_of(say(&v->r->speech, may.may ? T("yes") : T("no"))), may.may ? STR("yes") : str_of(publish_why_code(may.list[0].why)));
}

/* `show` begins each list with a number, the command does not. */
static void item_table(struct agenda_view *v, bool numbered)
{
    size_t shift = numbered ? 1 : 0;
    if (view_none(v, v->item_n, v->unsigned_n ? T("No item may be told of here.") : T("No item is in the register yet: `diwan template agenda -o agenda.xlsx` gives a workbook to fill in, and `diwan agenda REGISTER --propose` what could become one.")))
        return;
    struct doc_table *t = desk_table(v->r, v->a, "agenda", T("Items"), COLUMNS + shift, v->item_n);
    if (numbered) {
        desk_column(v->r, t, 0, "id", T("Number"), true, "");
        t->columns[0].machine_only = true;
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        desk_column(v->r, t, shift + i, columns[i].key, columns[i].label, columns[i].number, "");
        t->columns[shift + i].machine_only = columns[i].machine_only;
        t->columns[shift + i].page_only = columns[i].page_only;
    }
    for (size_t i = 0; i < v->item_n; i++) {
        if (numbered)
            view_count(t, i, 0, (double)i + 1);
        item_row(v, t, i, shift, v->items[i]);
    }
}

static void notes(struct agenda_view *v)
{
    struct request *r = v->r;
    bool forgotten = false;
    if (v->item_n)
        desk_note(r, v->a, T("Items stand in the order of their keys, which is nobody's ranking. `--item KEY` shows one whole, with the rows behind every link."), NULL, 0);
    if (v->unsigned_n)
        answer_note(v->a, v->outside ? desk_counted(r, TN("{n} item is left out: no steward has signed it as it stands.", "{n} items are left out: no steward has signed them as they stand."), (int64_t)v->unsigned_n).p
                                     : desk_counted(r, TN("{n} item is for the register's own people alone: no steward has signed it as it stands.", "{n} items are for the register's own people alone: no steward has signed them as they stand."), (int64_t)v->unsigned_n).p);
    for (size_t i = 0; i < v->item_n; i++)
        forgotten |= view_fit(v, v->items[i]).word == FIT_UNSET;
    if (forgotten)
        DESK_NOTE(r, v->a, T("Where no phase is set, people did not set one for {day}: a file `place,from,to,phase,said_by` does. None is guessed from data."), desk_slot("day", view_day(v, v->on)));
}

void agenda_list(struct agenda_view *v)
{
    v->a->doc = doc_new(&v->r->speech);
    v->a->doc->title = str_of(say(&v->r->speech, T("What people agreed")));
    if (!v->machine) {
        heads(v);
        grievances(v);
    }
    item_table(v, false);
    if (!v->machine)
        view_replies(v, v->items, v->item_n);
    notes(v);
}

bool show_agenda(struct request *r, struct answer *a, struct err *e)
{
    struct agenda_view v;
    bool good = agenda_look(r, a, &v, e);
    if (good)
        item_table(&v, true);
    view_end(&v);
    return good;
}

/* ---- what was promised, and trust ---- */

/* Of a promise with a day: until it was kept, else until the day asked about; 0 where it is not late. NAN: it has no day, was withdrawn, or nobody wrote on which day it was kept. */
static double days_late(const struct promise *p, enum promise_now now, struct day on)
{
    struct day end = now == PROMISE_KEPT ? p->state_day : on;
    return !day_known(p->due) || !day_known(end) || now == PROMISE_WITHDRAWN ? NAN : (double)MAX_OF(end.n - p->due.n, 0);
}

static void promise_table(struct agenda_view *v)
{
    static const char *const keys[] = {"item", "promise", "by", "promised", "made", "due", "state", "state_day", "days_late", "evidence", "told", "reply"};
    static const char *const labels[] = {T("Item"), T("Key"), T("Promised by"), T("What was promised"), T("Promised on"), T("Due"), T("What became of the promise"), T("As of"), T("Days late"), T("How one can see it"), T("People were told on"), T("What they say to it")};
    size_t rows = 0, row = 0;
    const struct promise **list;
    for (size_t i = 0; i < v->item_n; i++)
        rows += view_promises(v, v->items[i], &list);
    if (view_none(v, rows, T("No promise about these items is on record.")))
        return;
    struct doc_table *t = desk_table(v->r, v->a, "promises", T("What was promised, and what became of it"), ARRAY_LEN(keys), rows);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(v->r, t, k, keys[k], labels[k], k == 8, "");
    t->columns[1].machine_only = t->columns[11].machine_only = true;
    t->columns[4].page_only = t->columns[7].page_only = t->columns[9].page_only = t->columns[10].page_only = true;
    for (size_t i = 0; i < v->item_n; i++) {
        size_t n = view_promises(v, v->items[i], &list);
        for (size_t k = 0; k < n; k++, row++) {
            const struct promise *p = list[k];
            enum promise_now now = promise_now(p, v->on);
            struct shown_text who = view_owner(v, v->items[i], p->actor);
            view_text(v, t, row, 0, v->items[i]->key);
            view_text(v, t, row, 1, p->key);
            view_both(v, t, row, 2, who.text, who.lang, v->named ? p->actor : who.text);
            view_text(v, t, row, 3, p->promised);
            view_text(v, t, row, 4, view_iso(v, p->made));
            view_text(v, t, row, 5, view_iso(v, p->due));
            view_both(v, t, row, 6, str_of(say(&v->r->speech, promise_now_label(now))), NULL, str_of(promise_now_code(now)));
            view_text(v, t, row, 7, view_iso(v, p->state_day));
            view_count(t, row, 8, days_late(p, now, v->on));
            view_text(v, t, row, 9, p->evidence);
            view_text(v, t, row, 10, view_iso(v, p->told));
            view_text(v, t, row, 11, view_reply(v, v->items[i]));
        }
    }
}

/* ---- trust ---- */

struct trust_year { /* meetings of one year with both figures */
    double *before, *after, *change;
    struct str *whom;
    size_t n;
    int64_t institutions;
};

static bool has_both(const struct agenda_view *v, const struct contact *x) { return !isnan(x->trust_before) && !isnan(x->trust_after) && x->day.n <= v->on.n; }

static struct trust_year year_of(const struct agenda_view *v, int year)
{
    struct arena *a = &v->r->arena;
    struct trust_year y = {.before = ARENA_ARRAY(a, double, v->contact_n + 1), .after = ARENA_ARRAY(a, double, v->contact_n + 1), .change = ARENA_ARRAY(a, double, v->contact_n + 1), .whom = ARENA_ARRAY(a, struct str, v->contact_n + 1)};
    for (size_t i = 0; i < v->contact_n; i++) {
        const struct contact *x = &v->contacts[i];
        bool known = false;
        if (!has_both(v, x) || month_year(day_month(x->day)) != year)
            continue;
        for (size_t k = 0; k < y.n; k++)
            known |= str_eq(y.whom[k], x->to);
        y.institutions += !known;
        y.whom[y.n] = x->to;
        y.before[y.n] = x->trust_before;
        y.after[y.n] = x->trust_after;
        y.change[y.n++] = x->trust_after - x->trust_before;
    }
    return y;
}

static void trust_row(struct agenda_view *v, struct doc_table *t, size_t row, int year)
{
    struct trust_year y = year_of(v, year);
    enum relation_use use = v->named ? RELATION_STAFF : RELATION_PASSED_ON;
    const struct estimate means[] = {mean_student(y.before, y.n, 0.95), mean_student(y.after, y.n, 0.95), mean_student(y.change, y.n, 0.95)};
    struct doc_cell *cells = &t->cells[row * t->column_n];
    cells[0] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){year, NAN, NAN, 1}), .style = NUMBER_PLAIN};
    cells[1] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_answers((struct estimate){(double)y.n, NAN, NAN, (int64_t)y.n}, y.institutions, v->least, use), .style = NUMBER_INT};
    cells[2] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_answers((struct estimate){(double)y.institutions, NAN, NAN, y.institutions}, y.institutions, v->least, use), .style = NUMBER_INT};
    for (size_t k = 0; k < ARRAY_LEN(means); k++) {
        struct shown_cell shown = guard_answers(means[k], y.institutions, v->least, use);
        cells[3 + 2 * k] = (struct doc_cell){.kind = CELL_NUMBER, .number = shown, .style = NUMBER_1};
        cells[4 + 2 * k] = (struct doc_cell){.kind = CELL_RANGE, .number = shown, .style = NUMBER_1};
    }
}

/* Before and after meetings, as whoever asked wrote it down, year by year, and the change of those with both. */
static void trust_table(struct agenda_view *v)
{
    static const char *const keys[] = {"year", "meetings", "institutions", "before", "before_range", "after", "after_range", "change", "change_range"};
    static const char *const labels[] = {T("Year"), T("Meetings with both"), T("Institutions"), T("Trust before"), T("95 %"), T("Trust after"), T("95 %"), T("Change"), T("95 %")};
    int *years = ARENA_ARRAY(&v->r->arena, int, v->contact_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->contact_n; i++) { /* contacts stand by day */
        int year = month_year(day_month(v->contacts[i].day));
        if (has_both(v, &v->contacts[i]) && (!n || years[n - 1] != year))
            years[n++] = year;
    }
    if (view_none(v, n, T("Nobody wrote down trust before and after a meeting.")))
        return;
    struct doc_table *t = desk_table(v->r, v->a, "trust", T("Trust before and after meetings, from -3 to 3"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(v->r, t, k, keys[k], labels[k], true, "");
    t->columns[2].page_only = true;
    for (size_t row = 0; row < n; row++)
        trust_row(v, t, row, years[row]);
}

void agenda_promised(struct agenda_view *v)
{
    promise_table(v);
    if (!v->machine)
        view_replies(v, v->items, v->item_n);
    if (!request_flag(v->r, "csv"))
        trust_table(v);
    desk_note(v->r, v->a, T("Counts are of all promises on record, so they have no error. Trust is what whoever asked wrote down, meeting by meeting; the interval is for meetings like these, and where there are fewer than three there is none."), NULL, 0);
    if (!v->named)
        desk_note(v->r, v->a, T("Who did not keep a promise, or whose promise is past its day, is told by kind of institution, or as an institution where there are few of that kind: each has a right to reply first."), NULL, 0);
}
