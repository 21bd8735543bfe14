/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people agreed: the heart of a brief, before any statistics. First whether anybody can act on it, since hope that nobody can answer does harm; then all items in a
 * table, and each by itself: the need in people's words, what they already do about it, the ask, the evidence for and against, what was promised and what became of it.
 * Items stand in the order of their keys: whose order of priorities it is stands with whoever gave it. An item that nobody signed is in no document that leaves the house.
 */
#include "brief/agenda_priv.h"

static struct words *paragraph(struct page *p)
{
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    trace_words(p, w, TRACE_NONE, agenda_method);
    return w;
}

/* ---- how it came about ---- */

static int64_t items_of(const struct page *p, const struct agenda_head *h)
{
    int64_t n = 0;
    for (size_t i = 0; i < p->b->agenda->n; i++)
        n += str_eq(p->b->agenda->items[i].item->agenda, h->key);
    return n;
}

static void say_agenda(struct page *p, const struct agenda_head *h)
{
    struct words *w = paragraph(p);
    struct slot slots[] = {telling_slot(p, "title", &h->told, 0), slot_text("items", counted(p, TN("{n} item", "{n} items"), items_of(p, h))), actor_slot(p, "who", h->convened_by),
        slot_text("from", day_known(h->from) ? day_text(p, h->from) : STR("")), slot_text("to", day_known(h->to) ? day_text(p, h->to) : STR(""))};
    words_say(p->d, w, T("**{title}**: {items}."), slots, ARRAY_LEN(slots));
    if (h->convened_by.n)
        words_say(p->d, w, T(" Called together by {who}."), slots, ARRAY_LEN(slots));
    if (day_known(h->from) && day_known(h->to) && h->from.n != h->to.n)
        words_say(p->d, w, T(" It is for the time from {from} to {to}."), slots, ARRAY_LEN(slots));
    else if (day_known(h->from))
        words_say(p->d, w, T(" It stands since {from}."), slots, ARRAY_LEN(slots));
    if (telling_says(p, &h->told, 1))
        SAY(p, w, T(" {note}"), telling_slot(p, "note", &h->told, 1));
}

static int64_t addressable(const struct page *p, const char *code)
{
    int64_t n = 0;
    for (size_t i = 0; i < p->b->agenda->n; i++) {
        const struct code *c = p->b->agenda->items[i].item->addressable;
        n += c ? code && strcmp(c->code, code) == 0 : !code;
    }
    return n;
}

/* The grievance check, before anything else. */
static void say_addressable(struct page *p)
{
    static const struct { const char *code, *text; } parts[] = {{"yes", T("on {n} somebody who was there can act")}, {"partly", T("on {n} in part")}, {"no", T("on {n} nobody who was there can")}, {NULL, T("of {n} nobody has asked that yet")}};
    struct words *w = paragraph(p);
    struct str list[ARRAY_LEN(parts)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        int64_t items = addressable(p, parts[i].code);
        if (items)
            list[n++] = TOLD(p, parts[i].text, slot_text("n", count_text(p, items)));
    }
    SAY(p, w, T("**Can anybody act on it?** Of {items}: {parts}."), slot_text("items", counted(p, TN("{n} item", "{n} items"), (int64_t)p->b->agenda->n)), slot_text("parts", list_text(p, list, n)));
    if (addressable(p, "no"))
        SAY_BARE(p, w, T(" Whoever raises what nobody there can act on raises hopes that nobody there can meet."));
}

/* ---- all of them ---- */

/* Days and states stay on one line: a narrow column would break them to pieces. */
static void cell_whole(struct page *p, struct doc_table *t, size_t row, size_t column, struct str text)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    cell_words(p, t, row, column, text);
    if (c->words.n)
        c->words.list[c->words.n - 1].whole = true;
}

static void state_cell(struct page *p, struct doc_table *t, size_t row, size_t column, const struct item_state *s)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    words_mark(p->d, &c->words, state_mark(s));
    cell_whole(p, t, row, column, state_words(p, s));
    c->machine = s ? str_of(s->state->code) : STR("proposed");
    c->machine_set = true;
}

static void item_row(struct page *p, struct doc_table *t, size_t row, const struct brief_item *x)
{
    const struct agenda_item *item = x->item;
    struct doc_cell *what = &t->cells[row * t->column_n];
    const char *lang;
    size_t which = telling_says(p, &item->told, 1) ? 1 : 0;
    struct str text = telling_text(p, &item->told, which, &lang);
    what->kind = CELL_WORDS;
    words_name(p->d, &what->words, text, lang);
    what->words.list[what->words.n - 1].link = item_id(p, item);
    say_unsigned(p, x, &what->words);
    if (owner_known(x)) {
        struct slot owner = owner_slot(p, "owner", x);
        t->cells[row * t->column_n + 1].kind = CELL_WORDS;
        SAY(p, &t->cells[row * t->column_n + 1].words, "{owner}", owner);
        (void)say_replies(p, x, &t->cells[row * t->column_n + 1].words, false);
    } else {
        cell_words(p, t, row, 1, bare(p, T("nobody yet")));
    }
    cell_words(p, t, row, 2, phase_fit_text(p, item));
    struct day due = item_due(p, x);
    cell_whole(p, t, row, 3, day_known(due) ? day_text(p, due) : x->promise_n ? bare(p, T("no day")) : bare(p, T("no promise")));
    state_cell(p, t, row, 4, item_state_now(item));
    t->row[row].key = arena_str(&p->d->arena, item->key);
    trace_row_item(p, t, row, item->key, agenda_method);
}

static void items_table(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    struct doc_table *t = doc_table_new(p->d, "agreed", 5, a->n);
    doc_add(p->d, BLOCK_TABLE)->table = t;
    table_column(p, t, 0, "ask", T("What is asked"), false);
    table_column(p, t, 1, "owner", T("Who can act"), false);
    table_column(p, t, 2, "phase_fit", T("Fits the phase"), false);
    table_column(p, t, 3, "due", T("Promised for"), false);
    table_column(p, t, 4, "state", T("State"), false);
    for (size_t i = 0; i < a->n; i++)
        item_row(p, t, i, &a->items[i]);
}

static bool any_withholds(const struct page *p)
{
    for (size_t i = 0; i < p->b->agenda->n; i++)
        if (item_withholds(p, &p->b->agenda->items[i]))
            return true;
    return false;
}

/* As of when, how many stay out, and where the rows are. */
static void say_below(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, agenda_method);
    if (a->n && day_known(a->on))
        SAY(p, w, T("State as of {day}; items stand in the order of their keys, which is nobody's ranking. "), slot_text("day", day_text(p, a->on)));
    if (a->left_out)
        SAY(p, w, T("Left out, because nobody has signed them as they stand: {items}. "), slot_text("items", counted(p, TN("{n} item", "{n} items"), a->left_out)));
    else
        SAY_BARE(p, w, T("No item is left out. "));
    if (a->n)
        say_usual(p, w);
    if (any_withholds(p))
        SAY_BARE(p, w, T("Who did not keep a promise, or whose promise is past its day, is told by kind of institution, or as an institution where there are few of that kind: each has a right to reply first. "));
    SAY(p, w, T("Rows of an item: {command}."), (struct slot){.name = "command", .text = STR("diwan agenda REGISTER --item KEY"), .isolate = true, .lang = "en", .whole = true});
}

bool section_agenda(struct page *p, struct err *e)
{
    const struct brief_agenda *a = p->b->agenda;
    (void)e;
    if (!a || (a->n == 0 && a->left_out == 0))
        return true;
    heading(p, "agenda", T("What people agreed"));
    for (size_t i = 0; i < a->agenda_n; i++)
        say_agenda(p, a->agendas[i]);
    if (a->n) {
        say_addressable(p);
        struct words phase = {0};
        say_phase_of_all(p, &phase);
        if (phase.n)
            say_phase_of_all(p, paragraph(p));
        items_table(p);
    }
    say_below(p);
    for (size_t i = 0; i < items_one_by_one(p); i++)
        say_item(p, &a->items[i]);
    say_sides(p);
    say_balance(p);
    say_premises(p);
    return true;
}
