/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: whom it serves, what two sides put first, practices of a like context, and what could become an item. */
#include "desk/agenda_priv.h"

static void columns(const struct agenda_view *v, struct doc_table *t, const char *const *keys, const char *const *labels, const char *how)
{
    for (size_t k = 0; k < t->column_n; k++) { /* '#' a number, 'm' for machines alone, 'p' for pages alone, 'P' a number for pages alone */
        desk_column(v->r, t, k, keys[k], labels[k], how[k] == '#' || how[k] == 'P', "");
        t->columns[k].machine_only = how[k] == 'm';
        t->columns[k].page_only = how[k] == 'p' || how[k] == 'P';
    }
}

static void paragraph(const struct agenda_view *v, const char *msgid, const struct slot *slots, size_t n)
{
    if (!v->a->doc)
        v->a->doc = doc_new(&v->r->speech);
    words_say(v->a->doc, &doc_add(v->a->doc, BLOCK_PARAGRAPH)->words, msgid, slots, n);
}
#define PARAGRAPH(v, msgid, ...) paragraph((v), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))

/* ---- balance ---- */

static const char *list_code(enum code_list l)
{
    return l == CODES_PILLARS ? "pillar" : l == CODES_SECURITIES ? "security" : l == CODES_LEVELS ? "level" : l == CODES_GENDERS ? "gender" : "group";
}

static const char *list_words(enum code_list l)
{
    return l == CODES_PILLARS ? T("Pillar") : l == CODES_SECURITIES ? T("Kind of security") : l == CODES_LEVELS ? T("Level") : l == CODES_GENDERS ? T("Gender") : T("Whom it concerns");
}

/* The groups that agendas forget, by name, 0 said plainly. */
static void say_forgotten(struct agenda_view *v, const struct balance *b)
{
    struct str *names = ARENA_ARRAY(&v->r->arena, struct str, b->n + 1);
    struct buf list CLEANUP(buf_end) = {0};
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->rows[i].watched && b->rows[i].forgotten)
            names[n++] = view_code(v, b->rows[i].code);
    say_list(&v->r->speech, &list, names, n);
    struct slot slots[] = {desk_slot("items", desk_counted(v->r, TN("{n} item", "{n} items"), b->items)), desk_slot("groups", buf_view(&list))};
    paragraph(v, n ? T("**0 of {items} name these groups, which agendas often forget: {groups}.**") : T("Each of the groups that agendas often forget is named by some of the {items}."), slots, 2);
}

void agenda_balance(struct agenda_view *v)
{
    static const char *const keys[] = {"of", "code", "label", "items", "forgotten"};
    static const char *const labels[] = {T("Of"), T("Code"), T("What"), T("Items"), T("Forgotten")};
    struct agenda_item *told = ARENA_ARRAY(&v->r->arena, struct agenda_item, v->item_n + 1);
    struct balance b;
    for (size_t i = 0; i < v->item_n; i++)
        told[i] = *v->items[i];
    balance_of(told, v->item_n, v->agenda, &v->r->arena, &b);
    if (view_none(v, (size_t)b.items, T("No item is on record that could serve anybody.")))
        return;
    if (!v->machine)
        say_forgotten(v, &b);
    struct doc_table *t = desk_table(v->r, v->a, "balance", T("Whom and what the items serve"), ARRAY_LEN(keys), b.n);
    columns(v, t, keys, labels, ".m.#.");
    for (size_t i = 0; i < b.n; i++) {
        const struct balance_row *row = &b.rows[i];
        const char *unsaid = row->list == CODES_GENDERS ? T("everybody, none named") : T("nobody has said");
        view_both(v, t, i, 0, str_of(say(&v->r->speech, list_words(row->list))), NULL, str_of(list_code(row->list)));
        view_text(v, t, i, 1, view_machine(row->code));
        view_text(v, t, i, 2, row->code ? view_code(v, row->code) : str_of(say(&v->r->speech, unsaid)));
        view_count(t, i, 3, (double)row->items);
        view_both(v, t, i, 4, row->forgotten ? str_of(say(&v->r->speech, T("forgotten"))) : STR(""), NULL, row->forgotten ? STR("yes") : STR("no"));
    }
    desk_note(v->r, v->a, T("Counts of items, of all of them, so there is no error to tell. An item counts for each word that it names: rows of one kind may add up to more than the items."), NULL, 0);
    if (b.dropped)
        answer_note(v->a, desk_counted(v->r, TN("{n} item that was dropped is not counted.", "{n} items that were dropped are not counted."), b.dropped).p);
}

/* ---- agreement ---- */

static struct str real_words(const struct agenda_view *v, double x, int decimals)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_decimal(&v->r->speech, &b, x, decimals);
    return arena_str(&v->r->arena, buf_view(&b));
}

static void say_agreement(struct agenda_view *v, const char *title, const struct rank_agreement *g)
{
    struct slot slots[] = {desk_slot("sides", str_of(say(&v->r->speech, title))), desk_number_slot(v->r, "both", g->both), desk_number_slot(v->r, "first", g->only_a), desk_number_slot(v->r, "second", g->only_b),
        desk_slot("tau", isnan(g->tau.value) ? STR("") : real_words(v, g->tau.value, 2)), desk_slot("lo", isnan(g->tau.lo) ? STR("") : real_words(v, g->tau.lo, 2)), desk_slot("hi", isnan(g->tau.hi) ? STR("") : real_words(v, g->tau.hi, 2)),
        desk_slot("p", isnan(g->p) ? STR("") : real_words(v, g->p, 3))};
    const char *words = isnan(g->tau.value) ? T("{sides}: no agreement can be told; both put {both} of the matters in order.") : isnan(g->tau.lo) ? T("{sides}: tau {tau} over the {both} matters that both put in order; so few that no interval is honest. Orders that have nothing to do with each other come as near or as far with a chance of {p}.")
        : T("{sides}: tau {tau} ({lo} to {hi}, 95 %) over the {both} matters that both put in order. Orders that have nothing to do with each other come as near or as far with a chance of {p}.");
    if (!isnan(g->tau.value) && isnan(g->tau.lo) && g->both >= RANKS_INTERVAL_LEAST)
        words = T("{sides}: tau {tau} over the {both} matters that both put in order: the very same order, or the reverse, of which the method knows no interval.");
    if (!g->both && !g->only_a && !g->only_b)
        return;
    paragraph(v, words, slots, ARRAY_LEN(slots));
    if (g->only_a + g->only_b)
        paragraph(v, T("In one of the two orders alone: {first} of the first side, {second} of the second."), slots, ARRAY_LEN(slots));
}

static void say_within(struct agenda_view *v, const char *side, const struct rank_concordance *k)
{
    struct slot slots[] = {desk_slot("side", str_of(say(&v->r->speech, side))), desk_number_slot(v->r, "orders", k->orders), desk_number_slot(v->r, "things", k->things), desk_slot("w", isnan(k->w) ? STR("") : real_words(v, k->w, 2)),
        desk_slot("p", isnan(k->p) ? STR("") : real_words(v, k->p, 3))};
    if (!isnan(k->w))
        paragraph(v, T("{side} among themselves: W {w} (0 to 1) of {orders} orders over the {things} matters that all have; chance {p}."), slots, ARRAY_LEN(slots));
}

static struct shown_text matter_words(const struct agenda_view *v, const struct order_matter *m)
{
    if (m->item) {
        struct shown_text ask = view_told(v, &m->item->told, view_told(v, &m->item->told, 1).text.n ? 1 : 0);
        return ask;
    }
    return (struct shown_text){m->security ? view_code(v, m->security) : m->key, NULL};
}

static bool may_see(const struct agenda_view *v, const struct order_matter *m)
{
    for (size_t i = 0; m->item && i < v->item_n; i++)
        if (v->items[i] == m->item)
            return true;
    return !m->item;
}

static void place_cell(struct doc_table *t, size_t row, size_t column, double place)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){place, NAN, NAN, 1}), .style = !isnan(place) && place != nearbyint(place) ? NUMBER_1 : NUMBER_INT};
}

static void side_by_side(struct agenda_view *v, const struct orders *o)
{
    static const char *const keys[] = {"matter", "label", "bottom_up", "top_down", "authority", "donor", "orders_bottom_up", "orders_top_down", "first_bottom_up", "first_top_down", "both"};
    static const char *const labels[] = {T("Key"), T("Matter"), T("Communities"), T("Authorities and donors"), T("Authorities"), T("Donors"), T("Orders of communities"), T("Orders of authorities and donors"), T("Communities put it first"),
        T("Authorities and donors put it first"), T("Both could own it")};
    size_t rows = 0, row = 0;
    for (size_t m = 0; m < o->matter_n; m++)
        rows += may_see(v, &o->matters[m]);
    if (view_none(v, rows, o->order_n ? T("The orders of priorities on record have nothing in them that may be told of here.")
        : T("Nobody's order of priorities is on record: a file `agenda,side,said_by,matter,place_in_order,people,day` brings them in.")))
        return;
    struct doc_table *t = desk_table(v->r, v->a, "agreement", T("What communities put first, and what authorities and donors do"), ARRAY_LEN(keys), rows);
    columns(v, t, keys, labels, "..##PPPPmm.");
    for (size_t m = 0; m < o->matter_n; m++) {
        const struct order_matter *x = &o->matters[m];
        struct shown_text words = matter_words(v, x);
        if (!may_see(v, x))
            continue;
        view_text(v, t, row, 0, x->key);
        view_both(v, t, row, 1, words.text, words.lang, words.text);
        place_cell(t, row, 2, x->place[SIDE_BOTTOM]);
        place_cell(t, row, 3, x->place[SIDE_TOP]);
        place_cell(t, row, 4, x->place[SIDE_AUTHORITY]);
        place_cell(t, row, 5, x->place[SIDE_DONOR]);
        view_count(t, row, 6, (double)x->by[SIDE_BOTTOM]);
        view_count(t, row, 7, (double)x->by[SIDE_TOP]);
        view_text(v, t, row, 8, x->first[SIDE_BOTTOM] ? STR("yes") : STR("no"));
        view_text(v, t, row, 9, x->first[SIDE_TOP] ? STR("yes") : STR("no"));
        view_both(v, t, row++, 10, x->both ? str_of(say(&v->r->speech, T("both"))) : STR(""), NULL, x->both ? STR("yes") : STR("no"));
    }
}

/* Who spoke for it; not known where nobody counted. */
static struct shown_cell people_shown(const struct agenda_view *v, double people)
{
    return isnan(people) ? guard_one(BASIS_PUBLIC_RECORD, ESTIMATE_NONE) : guard_one(basis_people(v->least), (struct estimate){people, NAN, NAN, (int64_t)people});
}

static int as_given(const void *x, const void *y, void *context)
{
    const double *place = context;
    double a = place[*(const size_t *)x], b = place[*(const size_t *)y];
    return (a > b) - (a < b) ? (a > b) - (a < b) : (*(const size_t *)x > *(const size_t *)y) - (*(const size_t *)x < *(const size_t *)y);
}

/* One line an order: whose it is, and its matters as they were put. */
static void order_lines(struct agenda_view *v, const struct orders *o)
{
    struct words *items = ARENA_ARRAY(&v->a->doc->arena, struct words, o->order_n + 1);
    size_t *at = ARENA_ARRAY(&v->r->arena, size_t, o->matter_n + 1);
    for (size_t k = 0; k < o->order_n; k++) {
        struct buf b CLEANUP(buf_end) = {0};
        size_t n = 0;
        for (size_t m = 0; m < o->matter_n; m++)
            if (!isnan(o->list[k].place[m]) && may_see(v, &o->matters[m]))
                at[n++] = m;
        qsort_r(at, n, sizeof *at, as_given, o->list[k].place);
        for (size_t i = 0; i < n; i++)
            buf_f(&b, "%s%.*s", i == 0 ? "" : fabs(o->list[k].place[at[i]] - o->list[k].place[at[i - 1]]) < 1e-9 ? " = " : ", ", STR_F(o->matters[at[i]].key));
        const struct slot slots[] = {{.name = "who", .text = view_said_by(v, NULL, o->list[k].said_by), .isolate = true}, desk_slot("side", view_code(v, o->list[k].side)), desk_slot("day", view_day(v, o->list[k].day)), {.name = "matters", .text = buf_view(&b), .isolate = true}};
        words_say(v->a->doc, &items[k], day_known(o->list[k].day) ? T("{who} ({side}, {day}): {matters}") : T("{who} ({side}): {matters}"), slots, ARRAY_LEN(slots));
    }
    if (!o->order_n)
        return;
    paragraph(v, T("The orders, each as it was given"), NULL, 0);
    struct block *block = doc_add(v->a->doc, BLOCK_ITEMS);
    block->items = items;
    block->item_n = o->order_n;
}

static void each_order(struct agenda_view *v, const struct orders *o)
{
    static const char *const keys[] = {"side", "said_by", "day", "matter", "place", "people"};
    static const char *const labels[] = {T("Side"), T("Whose order"), T("Day"), T("Matter"), T("Place in the order"), T("People who spoke for it")};
    size_t rows = 0, row = 0;
    for (size_t k = 0; k < o->order_n; k++)
        for (size_t m = 0; m < o->matter_n; m++)
            rows += !isnan(o->list[k].place[m]) && may_see(v, &o->matters[m]);
    struct doc_table *t = desk_table(v->r, v->a, "orders", T("The orders, each as it was given"), ARRAY_LEN(keys), rows);
    columns(v, t, keys, labels, "....##");
    for (size_t k = 0; k < o->order_n; k++)
        for (size_t m = 0; m < o->matter_n; m++) {
            if (isnan(o->list[k].place[m]) || !may_see(v, &o->matters[m]))
                continue;
            double people = o->list[k].people[m];
            view_both(v, t, row, 0, view_code(v, o->list[k].side), NULL, view_machine(o->list[k].side));
            view_text(v, t, row, 1, view_said_by(v, NULL, o->list[k].said_by));
            view_text(v, t, row, 2, view_iso(v, o->list[k].day));
            view_text(v, t, row, 3, o->matters[m].key);
            place_cell(t, row, 4, o->list[k].place[m]);
            t->cells[row * t->column_n + 5] = (struct doc_cell){.kind = CELL_NUMBER, .number = people_shown(v, people), .style = NUMBER_INT};
            row++;
        }
}

/* As machines read it: one row a pair of sides. */
static void agreement_table(struct agenda_view *v, const struct orders *o)
{
    static const char *const keys[] = {"sides", "both", "only_first", "only_second", "tau", "tau_range", "rho", "p", "exact"};
    static const char *const labels[] = {T("Sides"), T("In both"), T("In the first alone"), T("In the second alone"), T("Tau"), T("95 %"), T("Rho"), T("Chance"), T("Exact")};
    static const char *const sides[] = {"bottom_up/top_down", "bottom_up/authority", "bottom_up/donor", "authority/donor"};
    const struct rank_agreement *const list[] = {&o->bottom_top, &o->bottom_authority, &o->bottom_donor, &o->authority_donor};
    struct doc_table *t = desk_table(v->r, v->a, "tau", T("How far the orders agree"), ARRAY_LEN(keys), ARRAY_LEN(list));
    columns(v, t, keys, labels, ".########");
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        const struct rank_agreement *g = list[i];
        struct doc_cell *cells = &t->cells[i * t->column_n];
        view_text(v, t, i, 0, str_of(sides[i]));
        view_count(t, i, 1, (double)g->both);
        view_count(t, i, 2, (double)g->only_a);
        view_count(t, i, 3, (double)g->only_b);
        cells[4] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, g->tau), .style = NUMBER_2};
        cells[5] = (struct doc_cell){.kind = CELL_RANGE, .number = guard_one(BASIS_PUBLIC_RECORD, g->tau), .style = NUMBER_2};
        cells[6] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){g->rho, NAN, NAN, g->both}), .style = NUMBER_2};
        cells[7] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){g->p, NAN, NAN, g->both}), .style = NUMBER_2};
        view_text(v, t, i, 8, isnan(g->p) ? STR("") : g->exact ? STR("yes") : STR("no"));
    }
}

/* By the book's items: all to the register's own people; to others what is published. */
static const bool *told_items(const struct agenda_view *v)
{
    bool *told = ARENA_ARRAY(&v->r->arena, bool, v->book->item_n + 1);
    for (size_t i = 0; i < v->book->item_n; i++)
        told[i] = !v->outside || view_verdict(v, &v->book->items[i]).may;
    return told;
}

void agenda_agreement(struct agenda_view *v)
{
    struct orders o;
    struct agenda_book told;
    orders_told(v->book, told_items(v), &v->r->arena, &told);
    orders_of(&told, v->agenda, &v->r->arena, &o);
    if (!v->machine) {
        say_agreement(v, T("Communities against authorities and donors"), &o.bottom_top);
        say_agreement(v, T("Communities against authorities"), &o.bottom_authority);
        say_agreement(v, T("Communities against donors"), &o.bottom_donor);
        say_within(v, T("Communities"), &o.within[SIDE_BOTTOM]);
        say_within(v, T("Authorities and donors"), &o.within[SIDE_TOP]);
    }
    side_by_side(v, &o);
    if (v->r->wants_json)
        agreement_table(v, &o);
    if (v->r->wants_json)
        each_order(v, &o);
    else if (!v->machine)
        order_lines(v, &o);
    if (!o.order_n && v->machine)
        desk_note(v->r, v->a, T("Nobody's order of priorities is on record: a file `agenda,side,said_by,matter,place_in_order,people,day` brings them in."), NULL, 0);
    else if (o.order_n)
        desk_note(v->r, v->a, T("Places count from 1; a half is a tie. Both could own what stands in the upper half of both orders, or, where a side has fewer than six matters, among its first three. Each order is somebody's; where a side has several, their mean stands for it."), NULL, 0);
    if (v->outside && o.order_n)
        desk_note(v->r, v->a, T("Places and how far orders agree count what is published alone."), NULL, 0);
}

/* ---- practices ---- */

static bool codes_asked(struct agenda_view *v, const char *option, enum code_list list, struct str *out, struct err *e)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct str one, words = request_text(v->r, option);
    for (size_t at = 0; codes_next(words, &at, &one);) {
        const struct code *c = code_of(list, one);
        if (!c)
            return err_set(e, ERR_USAGE, "--%s: \"%.*s\" is not a word of the codebook; `diwan template agenda -o FILE.xlsx` lists them", option, (int)MIN_OF(one.n, (size_t)60), one.p);
        buf_f(&b, "%s%s", b.n ? ";" : "", c->code);
    }
    if (b.n)
        *out = arena_str(&v->r->arena, buf_view(&b));
    return true;
}

static bool phases_asked(struct agenda_view *v, struct str *out, struct err *e)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct str one, words = request_text(v->r, "phase");
    for (size_t at = 0; codes_next(words, &at, &one);) {
        if (phase_of(one) == PHASE_UNSET)
            return err_set(e, ERR_USAGE, "--phase: \"%.*s\" is no phase; there are calm, tension, open, protracted, ceasefire, stabilising and recovery", (int)MIN_OF(one.n, (size_t)60), one.p);
        buf_f(&b, "%s%s", b.n ? ";" : "", phase_code(phase_of(one)));
    }
    if (b.n)
        *out = arena_str(&v->r->arena, buf_view(&b));
    return true;
}

/* The context of an item, and over it what was named. */
static bool context_asked(struct agenda_view *v, struct context *out, bool *any, struct err *e)
{
    struct str like = str_trim(request_text(v->r, "like"));
    *out = (struct context){{STR(""), STR(""), STR(""), STR("")}};
    if (request_flag(v->r, "like")) {
        const struct agenda_item *x = agenda_item_of(v->book, like);
        bool seen = false;
        for (size_t i = 0; i < v->item_n; i++)
            seen |= v->items[i] == x;
        if (!x || !seen)
            return err_set(e, ERR_ABSENT, "--like: there is no item \"%.*s\"; `diwan agenda REGISTER` lists them", (int)MIN_OF(like.n, (size_t)80), like.p ? like.p : "");
        *out = context_of_item(x);
    }
    if (!phases_asked(v, &out->of[ALIKE_PHASES], e) || !codes_asked(v, "driver", CODES_DRIVERS, &out->of[ALIKE_DRIVERS], e) || !codes_asked(v, "level", CODES_LEVELS, &out->of[ALIKE_LEVEL], e) ||
        !codes_asked(v, "security", CODES_SECURITIES, &out->of[ALIKE_SECURITIES], e))
        return false;
    *any = false;
    for (size_t f = 0; f < ALIKE_FIELDS; f++)
        *any |= out->of[f].n > 0;
    if (!*any && request_flag(v->r, "like"))
        return err_set(e, ERR_INPUT, "--like: nobody has said which phases, drivers, level or securities \"%.*s\" is of; name them with --phase, --driver, --level or --security", (int)MIN_OF(like.n, (size_t)80), like.p);
    return true;
}

enum practice_column { P_KEY, P_TITLE, P_PLACE, P_FROM, P_TO, P_PHASES, P_DRIVERS, P_LEVEL, P_SECURITIES, P_ALIKE, P_TRIED, P_CAME, P_OUTCOME, P_SURE, P_SOURCE, P_BY, P_COLUMNS };

/* "1 of 2": codes that both have, of those that either has. */
static struct str alike_words(const struct agenda_view *v, const struct alike *a)
{
    if (isnan(a->share))
        return str_of(say(&v->r->speech, T("not stated")));
    return DESK_TOLD(v->r, T("{both} of {either}"), desk_number_slot(v->r, "both", a->both), desk_number_slot(v->r, "either", a->either));
}

static void alike_cell(struct agenda_view *v, struct doc_table *t, size_t row, size_t column, const struct alike *a, struct str own)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (a && !isnan(a->share))
        buf_f(&b, "%" PRId64 "/%" PRId64, a->both, a->either);
    view_both(v, t, row, column, a ? alike_words(v, a) : own, NULL, a ? buf_view(&b) : own);
}

static void practice_row(struct agenda_view *v, struct doc_table *t, size_t row, const struct practice *p, const struct practice_alike *like)
{
    struct shown_text title = view_told(v, &p->told, 0), tried = view_told(v, &p->told, 1), came = view_told(v, &p->told, 2);
    view_text(v, t, row, P_KEY, p->key);
    view_both(v, t, row, P_TITLE, title.text, title.lang, title.text);
    struct shown_text place = view_place_name(v, p->place);
    view_both(v, t, row, P_PLACE, place.text, place.lang, p->place);
    view_text(v, t, row, P_FROM, view_iso(v, p->from));
    view_text(v, t, row, P_TO, view_iso(v, p->to));
    alike_cell(v, t, row, P_PHASES, like ? &like->of[ALIKE_PHASES] : NULL, v->machine ? p->phases : view_phases(v, p->phases));
    alike_cell(v, t, row, P_DRIVERS, like ? &like->of[ALIKE_DRIVERS] : NULL, v->machine ? p->drivers : view_codes(v, CODES_DRIVERS, p->drivers));
    alike_cell(v, t, row, P_LEVEL, like ? &like->of[ALIKE_LEVEL] : NULL, v->machine ? view_machine(p->level) : view_code(v, p->level));
    alike_cell(v, t, row, P_SECURITIES, like ? &like->of[ALIKE_SECURITIES] : NULL, v->machine ? p->securities : view_codes(v, CODES_SECURITIES, p->securities));
    t->cells[row * t->column_n + P_ALIKE] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){like ? like->share : NAN, NAN, NAN, 1}), .style = NUMBER_PERCENT};
    view_both(v, t, row, P_TRIED, tried.text, tried.lang, tried.text);
    view_both(v, t, row, P_CAME, came.text, came.lang, came.text);
    view_both(v, t, row, P_OUTCOME, p->outcome ? view_code(v, p->outcome) : str_of(say(&v->r->speech, T("not known"))), NULL, view_machine(p->outcome));
    view_both(v, t, row, P_SURE, view_code(v, p->sure), NULL, view_machine(p->sure));
    view_text(v, t, row, P_SOURCE, p->source);
    view_text(v, t, row, P_BY, p->said_by);
}

bool agenda_practices(struct agenda_view *v, struct err *e)
{
    static const char *const keys[P_COLUMNS] = {"practice", "title", "place", "from", "to", "phases", "drivers", "level", "securities", "alike", "tried", "came", "outcome", "sure", "source", "said_by"};
    static const char *const labels[P_COLUMNS] = {T("Key"), T("Practice"), T("Where"), T("From"), T("To"), T("Phases"), T("Drivers"), T("Level"), T("Securities"), T("Alike"), T("What was tried"), T("What came of it"), T("Outcome"), T("How sure"),
        T("Source"), T("Who says so")};
    struct context asked;
    struct practice_alike *list = NULL;
    bool any = false;
    size_t unlike = 0, n, told = 0;
    if (!context_asked(v, &asked, &any, e))
        return false;
    n = any ? practices_like(&asked, v->book->practices, v->book->practice_n, &v->r->arena, &list, &unlike) : v->book->practice_n;
    const struct practice **shown = ARENA_ARRAY(&v->r->arena, const struct practice *, n + 1);
    const struct practice_alike **like = ARENA_ARRAY(&v->r->arena, const struct practice_alike *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct practice *p = any ? list[i].practice : &v->book->practices[i];
        if (v->outside && !publish_decide(&(struct publish_what){.practice = p}, &v->facts, &v->r->arena).may)
            continue;
        like[told] = any ? &list[i] : NULL;
        shown[told++] = p;
    }
    if (!view_none(v, told, T("No practice of that kind is on record that may be told of."))) {
        struct doc_table *t = desk_table(v->r, v->a, "practices", T("What was tried elsewhere, and what came of it"), P_COLUMNS, told);
        columns(v, t, keys, labels, any ? "..pmm....#ppppmm" : "..pmmpppmmp...mm");
        for (size_t i = 0; i < told; i++)
            practice_row(v, t, i, shown[i], like[i]);
        t->columns[P_OUTCOME].page_only &= !any;
    }
    if (any) {
        desk_note(v->r, v->a, T("Alike, field by field: words that both have, of all that either has. The order is the mean over the fields that were asked, each weighing the same and one that a practice leaves open counting nothing; then the key. What worked there need not work here."), NULL, 0);
        if (unlike)
            answer_note(v->a, desk_counted(v->r, TN("{n} practice has nothing in common with that context and is left out.", "{n} practices have nothing in common with that context and are left out."), (int64_t)unlike).p);
    }
    return true;
}

/* ---- candidates ---- */

static struct str arguments_text(const struct agenda_view *v, const struct proposal *c, enum speaks speaks)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < c->argument_n; i++) {
        const struct argument *g = &c->arguments[i];
        if (g->speaks != speaks)
            continue;
        view_join(v, &b, isnan(g->figure.v.value) ? g->text : view_figure(v, &g->figure));
    }
    return b.n ? arena_str(&v->r->arena, buf_view(&b)) : STR("");
}

static struct str taken_text(const struct agenda_view *v, const struct proposal *c)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < c->taken_n; i++)
        buf_f(&b, "%s%.*s", i ? ";" : "", STR_F(c->taken[i]));
    return b.n ? arena_str(&v->r->arena, buf_view(&b)) : STR("");
}

static void candidate_json(const struct agenda_view *v, struct json *j, const struct proposal *c)
{
    static const char *const speaks[] = {"for", "against", ""};
    json_object(j);
    json_key(j, "kind"), json_text(j, str_of(c->kind->code));
    json_key(j, "reference"), json_text(j, c->reference);
    json_key(j, "place"), json_text(j, c->place_words);
    json_key(j, "text"), json_text(j, c->text);
    json_key(j, "taken");
    json_array(j);
    for (size_t i = 0; i < c->taken_n; i++)
        json_text(j, c->taken[i]);
    json_close(j);
    json_key(j, "evidence");
    json_array(j);
    for (size_t i = 0; i < c->argument_n; i++) {
        const struct argument *g = &c->arguments[i];
        json_object(j);
        json_key(j, "speaks"), json_text(j, str_of(speaks[g->speaks]));
        json_key(j, "figure"), json_text(j, isnan(g->figure.v.value) ? STR("") : str_of(figure_codes[g->figure.of]));
        json_key(j, "whose"), json_text(j, g->figure.words);
        json_key(j, "value"), json_estimate(j, g->figure.v);
        json_key(j, "text"), json_text(j, g->text);
        json_close(j);
    }
    json_close(j);
    json_close(j);
    (void)v;
}

bool agenda_propose(struct agenda_view *v, struct err *e)
{
    static const char *const keys[] = {"place", "kind", "reference", "text", "for", "against", "beside", "taken"};
    static const char *const labels[] = {T("Place"), T("What"), T("Which"), T("What it says"), T("For"), T("Against"), T("Beside it"), T("Taken up in")};
    struct proposal *list = NULL;
    size_t n = 0;
    if (v->outside)
        return err_set(e, ERR_DENIED, "what could become an item is for the register's own people: they look at it with those whom it concerns first");
    if (!view_candidates(v, &list, &n, e) || !desk_rows_fit(v->r, n, e))
        return false;
    if (view_none(v, n, T("Nothing on record could become an item: no dialogue, finding, change or gap that may be told of.")))
        return true;
    struct doc_table *t = desk_table(v->r, v->a, "candidates", T("What could become an item"), ARRAY_LEN(keys), n);
    columns(v, t, keys, labels, "....pppp");
    t->columns[4].page_only = t->columns[5].page_only = t->columns[7].page_only = false;
    for (size_t i = 0; i < n; i++) {
        const struct proposal *c = &list[i];
        view_both(v, t, i, 0, c->place_words.n ? c->place_words : str_of(say(&v->r->speech, T("the country"))), NULL, c->place_words);
        view_both(v, t, i, 1, view_code(v, c->kind), NULL, view_machine(c->kind));
        view_text(v, t, i, 2, c->reference);
        view_text(v, t, i, 3, c->text);
        view_text(v, t, i, 4, arguments_text(v, c, SPEAKS_FOR));
        view_text(v, t, i, 5, arguments_text(v, c, SPEAKS_AGAINST));
        view_text(v, t, i, 6, arguments_text(v, c, SPEAKS_NEITHER));
        view_text(v, t, i, 7, taken_text(v, c));
    }
    if (v->r->wants_json) {
        struct json j;
        json_begin(&j, &v->a->json);
        json_object(&j);
        json_key(&j, "candidates");
        json_array(&j);
        for (size_t i = 0; i < n; i++)
            candidate_json(v, &j, &list[i]);
        json_close(&j);
        json_close(&j);
    }
    desk_note(v->r, v->a, T("The order is by place, kind and reference, and nothing has a score: people decide what becomes an item. Findings of interviews stand for surveys, which this register does not hold yet."), NULL, 0);
    return true;
}
