/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Around the items: what each side puts first, side by side, each in its own order; who is served and who is forgotten; and what those who wrote it believe, with what the data say of it. */
#include "agenda/balance.h"
#include "agenda/orders.h"
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"

enum { ORDERS_MOST = 4, MATTERS_MOST = 12 };

static struct words *paragraph(struct page *p)
{
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    trace_words(p, w, TRACE_NONE, agenda_method);
    return w;
}

static void subheading(struct page *p, const char *id, const char *msgid)
{
    struct block *b = doc_add(p->d, BLOCK_SUBHEADING);
    b->id = str_of(id);
    SAY_BARE(p, &b->words, msgid);
}

/* ---- what each side puts first ---- */

static const struct brief_item *item_told(const struct page *p, struct str key)
{
    for (size_t i = 0; i < p->b->agenda->n; i++)
        if (str_eq(p->b->agenda->items[i].item->key, key))
            return &p->b->agenda->items[i];
    return NULL;
}

/* A matter by name: an item that is told of, or a security. */
static bool matter_words(struct page *p, struct str matter, struct words *w)
{
    const struct brief_item *x = item_told(p, matter);
    const struct code *security = code_of(CODES_SECURITIES, matter);
    if (x) {
        const char *lang;
        struct str text = telling_text(p, &x->item->told, telling_says(p, &x->item->told, 1) ? 1 : 0, &lang);
        if (w) {
            words_name(p->d, w, text, lang);
            w->list[w->n - 1].link = item_id(p, x->item);
        }
        return true;
    }
    if (security && w)
        words_text(p->d, w, code_text(p, security));
    return security != NULL;
}

/* Matters of all orders that may be told of, in the order of the first one that has them. */
static size_t matters_of(struct page *p, size_t orders, struct str *out, size_t *untold)
{
    const struct brief_agenda *a = p->b->agenda;
    size_t n = 0;
    for (size_t i = 0; i < orders; i++)
        for (size_t k = 0; k < a->orders[i].n; k++) {
            struct str matter = a->orders[i].list[k]->matter;
            bool there = false;
            for (size_t m = 0; m < n && !there; m++)
                there = str_eq(out[m], matter);
            if (there)
                continue;
            if (n < MATTERS_MOST && matter_words(p, matter, NULL))
                out[n++] = matter;
            else
                (*untold)++;
        }
    return n;
}

static void side_columns(struct page *p, struct doc_table *t, size_t orders)
{
    static const char *const keys[ORDERS_MOST] = {"order_1", "order_2", "order_3", "order_4"};
    table_column(p, t, 0, "matter", T("What"), false);
    for (size_t i = 0; i < orders; i++) {
        const struct brief_order *o = &p->b->agenda->orders[i];
        table_column(p, t, 1 + i, keys[i], o->side->label, true);
        if (o->said_by.n)
            t->columns[1 + i].label = TOLD(p, T("{side}: {who}"), slot_text("side", bare(p, o->side->label)), actor_slot(p, "who", o->said_by));
    }
}

static void side_rows(struct page *p, struct doc_table *t, const struct str *matters, size_t orders)
{
    for (size_t m = 0; m < t->rows; m++) {
        struct doc_cell *c = &t->cells[m * t->column_n];
        c->kind = CELL_WORDS;
        (void)matter_words(p, matters[m], &c->words);
        t->row[m].key = arena_str(&p->d->arena, matters[m]);
        trace_row(p, t, m, TRACE_NONE, agenda_method);
        for (size_t i = 0; i < orders; i++)
            for (size_t k = 0; k < p->b->agenda->orders[i].n; k++)
                if (str_eq(p->b->agenda->orders[i].list[k]->matter, matters[m]))
                    cell_number(t, m, 1 + i, public_value(p->b->agenda->orders[i].list[k]->place), NUMBER_INT);
    }
}

/* What communities and those above put first alike: told of as far as the items are. */
static void say_both(struct page *p, const struct orders *o, struct words *w)
{
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, o->matter_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < o->matter_n; i++) {
        struct words one = {0};
        if (!o->matters[i].both || !matter_words(p, o->matters[i].key, &one))
            continue;
        names[n] = words_flat(p->d, &one);
        names[n].n -= str_ends(names[n], "."); /* within a list */
        n++;
    }
    if (n)
        SAY(p, w, T(" Both put first: {matters}."), slot_text("matters", names_text(p, names, n)));
    else
        SAY_BARE(p, w, T(" Nothing is put first by both."));
}

static void say_agreement(struct page *p, const struct agenda_head *h)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct orders o;
    orders_of(p->b->agenda->book, h->key, &scratch, &o);
    if (!o.orders[SIDE_BOTTOM] || !o.orders[SIDE_TOP])
        return; /* one side alone agrees with nobody */
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    trace_words(p, w, TRACE_NONE, "method-orders");
    struct shown_cell tau = public_number(o.bottom_top.tau);
    struct str range = number_range(p->d, tau, NUMBER_2);
    struct slot slots[] = {telling_slot(p, "title", &h->told, 0), slot_text("tau", number_text(p->d, tau, NUMBER_2)), slot_text("range", range), slot_text("matters", counted(p, TN("{n} matter", "{n} matters"), o.bottom_top.both))};
    if (isnan(o.bottom_top.tau.value))
        words_say(p->d, w, T("**How far they agree** in “{title}” cannot be said: on both sides there is only this: {matters}."), slots, ARRAY_LEN(slots));
    else
        words_say(p->d, w, range.n ? T("**How far they agree** in “{title}”, people of the place against authorities and donors: {tau} ({range}), from 1, the same order, over 0, nothing to do with each other, to the reverse. {matters} stand on both sides.")
                : T("**How far they agree** in “{title}”, people of the place against authorities and donors: {tau}, from 1, the same order, over 0, nothing to do with each other, to the reverse. {matters} stand on both sides, too few for an interval."), slots, ARRAY_LEN(slots));
    say_both(p, &o, w);
}

void say_sides(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    size_t orders = MIN_OF(a->order_n, (size_t)ORDERS_MOST), all = 0, untold = 0;
    for (size_t i = 0; i < orders; i++)
        all += a->orders[i].n;
    if (!a->n)
        return;
    struct str *matters = ARENA_ARRAY(&p->d->arena, struct str, all + 1);
    size_t n = matters_of(p, orders, matters, &untold);
    subheading(p, "sides", T("What each side puts first"));
    if (!n) {
        SAY_BARE(p, paragraph(p), all ? T("The orders of priorities on record have nothing in them that may be told of here.") : T("Nobody's order of priorities is on record."));
        return;
    }
    SAY_BARE(p, paragraph(p), T("Each order is that of those who gave it: 1 is what they put first. An empty cell means that they did not name it, which is not the last place."));
    if (!a->inside)
        SAY_BARE(p, paragraph(p), T("Places and how far orders agree count what is published alone."));
    struct doc_table *t = doc_table_new(p->d, "sides", 1 + orders, n);
    doc_add(p->d, BLOCK_TABLE)->table = t;
    side_columns(p, t, orders);
    side_rows(p, t, matters, orders);
    for (size_t i = 0; i < a->agenda_n; i++)
        say_agreement(p, a->agendas[i]);
    if (untold || a->order_n > orders) {
        struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
        trace_words(p, w, TRACE_NONE, agenda_method);
        SAY(p, w, T("Not in this table: {matters} and {orders}."), slot_text("matters", counted(p, TN("{n} matter", "{n} matters"), (int64_t)untold)),
            slot_text("orders", counted(p, TN("{n} order", "{n} orders"), (int64_t)(a->order_n - orders))));
    }
}

/* ---- who is served, and who is forgotten ---- */

/* Of one kind, what items name, how many that do not, and what none does. */
static void say_balance_of(struct page *p, const struct balance *b, enum code_list list, const char *label, struct words *w)
{
    size_t served = 0, forgotten = 0;
    int64_t unsaid = 0;
    struct str *have = ARENA_ARRAY(&p->d->arena, struct str, b->n + 1), *lack = ARENA_ARRAY(&p->d->arena, struct str, b->n + 1);
    for (size_t i = 0; i < b->n; i++) {
        const struct balance_row *r = &b->rows[i];
        if (r->list != list || (list == CODES_PILLARS && r->code && strcmp(r->code->code, "both") == 0)) /* it counts for each of the two */
            continue;
        if (!r->code)
            unsaid = r->items;
        else if (r->items)
            have[served++] = TOLD(p, T("{what} ({n})"), slot_text("what", code_inside(p, r->code)), slot_text("n", count_text(p, r->items)));
        else if (r->forgotten)
            lack[forgotten++] = code_inside(p, r->code);
    }
    struct slot slots[] = {slot_text("what", bare(p, label)), slot_text("served", list_text(p, have, served)), slot_text("forgotten", list_text(p, lack, forgotten)), slot_text("n", count_text(p, unsaid))};
    words_say(p->d, w, served && forgotten ? T("**{what}**: {served}. **Forgotten**: {forgotten}.") : served ? T("**{what}**: {served}. None is forgotten.") : T("**{what}**: no item names any."), slots, ARRAY_LEN(slots));
    if (unsaid)
        words_say(p->d, w, list == CODES_GENDERS ? T(" Naming none, and so for everybody: {n}.") : T(" Of which nobody has said: {n}."), slots, ARRAY_LEN(slots));
    trace_words(p, w, TRACE_NONE, agenda_method);
}

void say_balance(struct page *p)
{
    static const struct { enum code_list list; const char *label; } lists[] = {{CODES_GROUPS, T("Groups")}, {CODES_GENDERS, T("Women, men, girls and boys")}, {CODES_SECURITIES, T("Securities")},
        {CODES_PILLARS, T("Pillars")}, {CODES_LEVELS, T("Levels")}};
    const struct brief_agenda *a = p->b->agenda;
    struct agenda_item *items = ARENA_ARRAY(&p->d->arena, struct agenda_item, a->n + 1);
    struct balance b;
    if (a->n == 0)
        return;
    for (size_t i = 0; i < a->n; i++)
        items[i] = *a->items[i].item;
    balance_of(items, a->n, STR(""), &p->d->arena, &b);
    subheading(p, "balance", T("Who is served, and who is forgotten"));
    struct words *head = paragraph(p);
    SAY_BARE(p, head, T("In how many items each is named. Forgotten is what no item here names; it may be served elsewhere."));
    if (b.dropped)
        SAY(p, head, T(" Not counted, because dropped: {items}."), slot_text("items", counted(p, TN("{n} item", "{n} items"), b.dropped)));
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, ARRAY_LEN(lists));
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        say_balance_of(p, &b, lists[i].list, lists[i].label, &list->items[i]);
    list->item_n = ARRAY_LEN(lists);
}

/* ---- premises ---- */

static void say_premise(struct page *p, const struct premise *x, struct words *w)
{
    struct slot belief = telling_slot(p, "belief", &x->told, 0), test = telling_slot(p, "test", &x->told, 1), say_it = telling_slot(p, "data", &x->told, 2);
    SAY(p, w, "{belief}", belief);
    if (!ends_a_sentence(belief.text))
        SAY_BARE(p, w, T("."));
    struct slot slots[] = {slot_text("verdict", code_text(p, x->verdict)), actor_slot(p, "who", x->looked_by), slot_text("day", day_known(x->looked) ? day_text(p, x->looked) : STR(""))};
    words_say(p->d, w, T(" **{verdict}**"), slots, ARRAY_LEN(slots));
    if (day_known(x->looked) && x->looked_by.n)
        words_say(p->d, w, T(", as {who} found on {day}."), slots, ARRAY_LEN(slots));
    else
        SAY_BARE(p, w, T("."));
    if (say_it.text.n)
        SAY(p, w, T(" What the data say: {data}"), say_it);
    if (say_it.text.n && !ends_a_sentence(say_it.text))
        SAY_BARE(p, w, T("."));
    if (test.text.n)
        SAY(p, w, T(" How it would be tested: {test}"), test);
    if (test.text.n && !ends_a_sentence(test.text))
        SAY_BARE(p, w, T("."));
}

void say_premises(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    size_t n = a->premise_n;
    for (size_t i = 0; i < a->n; i++)
        n += a->items[i].item->premise_n;
    if (!n)
        return;
    subheading(p, "premises", T("What this rests on, and what the data say"));
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, n);
    for (size_t i = 0; i < a->premise_n; i++) {
        trace_words(p, &list->items[list->item_n], TRACE_NONE, agenda_method);
        say_premise(p, a->premises[i], &list->items[list->item_n++]);
    }
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->items[i].item->premise_n; k++) {
            trace_item(p, &list->items[list->item_n], a->items[i].item);
            say_premise(p, &a->items[i].item->premises[k], &list->items[list->item_n++]);
        }
}
