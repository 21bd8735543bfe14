/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brief --trace: the rows of the items of an agenda behind a sentence, as the register has them. What an item could do to somebody (answers about harm and their notes) is no part of it. */
#include "brief/trace.h"
#include "desk/desk_priv.h"
#include "engage/engage.h"
#include "guard/publish.h"

struct agenda_row {
    struct str item, what, key, day, says, said_by; /* what: a code */
};
struct agenda_rows {
    struct request *r;
    const struct publish_facts *facts;
    const struct agenda_item *item; /* whose rows are added */
    struct agenda_row *list;
    size_t n;
};

static struct str day_of(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (!day_known(d))
        return STR("");
    buf_day(&b, d);
    return arena_str(&r->arena, buf_view(&b));
}

/* Whoever must not be told by name there is not told here either. */
static void add(struct agenda_rows *rows, struct agenda_row row)
{
    if (publish_call(rows->facts, rows->item, row.said_by).as != PUBLISH_NAME)
        row.said_by = STR("");
    rows->list = arena_more(&rows->r->arena, rows->list, rows->n, sizeof *rows->list);
    rows->list[rows->n++] = row;
}

static struct str code_or(const struct code *c) { return c ? str_of(c->code) : STR(""); }

static struct str number_of(struct request *r, double v)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (isnan(v))
        return STR("");
    buf_real(&b, v);
    return arena_str(&r->arena, buf_view(&b));
}

static void add_indicators(struct agenda_rows *rows, const struct agenda_item *x, int64_t least)
{
    for (size_t i = 0; i < x->indicator_n; i++) {
        const struct indicator *one = &x->indicators[i];
        add(rows, (struct agenda_row){x->key, STR("indicator"), one->key, day_of(rows->r, one->baseline_day), number_of(rows->r, one->baseline), STR("")});
        for (size_t k = 0; k < one->value_n; k++) {
            bool few = !isnan(one->values[k].n) && one->values[k].n < (double)least;
            add(rows, (struct agenda_row){x->key, STR("indicator_value"), one->key, day_of(rows->r, one->values[k].day), few ? STR("too_few") : number_of(rows->r, one->values[k].value), one->values[k].source});
        }
    }
}

static void add_item(struct agenda_rows *rows, const struct brief_item *b, int64_t least)
{
    const struct agenda_item *x = b->item;
    rows->item = x;
    const struct told *told = telling_in(&x->told, language_code(rows->r->speech.language), 0);
    add(rows, (struct agenda_row){x->key, STR("item"), x->agenda, STR(""), told ? told->first : STR(""), x->said_by});
    for (size_t i = 0; i < x->capacity_n; i++) {
        const struct told *what = telling_in(&x->capacities[i].told, language_code(rows->r->speech.language), 0);
        add(rows, (struct agenda_row){x->key, STR("capacity"), x->capacities[i].key, STR(""), what ? what->first : STR(""), x->capacities[i].said_by});
    }
    for (size_t i = 0; i < x->link_n; i++) {
        const struct item_link *l = &x->links[i];
        struct str says = l->direction ? str_of(arena_f(&rows->r->arena, "%s%s%s", l->direction->code, l->strength ? ", " : "", l->strength ? l->strength->code : "")) : STR("");
        add(rows, (struct agenda_row){x->key, str_of(l->kind->code), l->reference, STR(""), says, l->said_by});
    }
    for (size_t i = 0; i < b->promise_n; i++)
        add(rows, (struct agenda_row){x->key, STR("promise_row"), b->promises[i]->key, day_of(rows->r, b->promises[i]->due), b->promises[i]->state ? str_of(b->promises[i]->state->code) : STR(""), b->promises[i]->actor});
    for (size_t i = 0; i < x->state_n; i++)
        add(rows, (struct agenda_row){x->key, STR("state"), STR(""), day_of(rows->r, x->states[i].day), code_or(x->states[i].state), x->states[i].said_by});
    add_indicators(rows, x, least);
    if (x->sign.signed_by.n)
        add(rows, (struct agenda_row){x->key, STR("signature"), STR(""), day_of(rows->r, x->sign.day), x->sign.taken_back ? STR("taken_back") : STR("signed"), x->sign.signed_by});
}

static struct agenda_rows rows_of(struct request *r, const struct brief_data *b, const struct trace *trace)
{
    struct agenda_rows rows = {.r = r, .facts = b->agenda ? b->agenda->facts : NULL};
    for (size_t k = 0; b->agenda && k < trace->item_n; k++)
        for (size_t i = 0; i < b->agenda->n; i++)
            if (str_eq(b->agenda->items[i].item->key, trace->items[k]))
                add_item(&rows, &b->agenda->items[i], people_least(b->request.k));
    return rows;
}

static const char *what_words(struct str what)
{
    static const struct { const char *code, *label; } own[] = {{"item", T("Item")}, {"capacity", T("What people already do")}, {"promise_row", T("Promise")}, {"state", T("State")}, {"indicator", T("Indicator, where it began")},
        {"indicator_value", T("Indicator, measured")}, {"signature", T("Signature")}};
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        if (str_is(what, own[i].code))
            return own[i].label;
    const struct code *c = code_of(CODES_LINKS, what);
    return c ? c->label : "";
}

void desk_trace_items(struct request *r, struct answer *a, const struct brief_data *b, const struct trace *trace)
{
    static const char *const keys[] = {"item", "what", "key", "day", "says", "said_by"};
    static const char *const labels[] = {T("Item"), T("What"), T("Key"), T("Day"), T("What it says"), T("Who says so")};
    struct agenda_rows rows = rows_of(r, b, trace);
    if (!rows.n)
        return;
    struct doc_table *t = desk_table(r, a, "agenda_rows", T("The rows of what people agreed"), ARRAY_LEN(keys), rows.n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], false, "");
    for (size_t i = 0; i < rows.n; i++) {
        const struct agenda_row *x = &rows.list[i];
        desk_text(a, t, i, 0, x->item);
        desk_both(a, t, i, 1, str_of(say(&r->speech, what_words(x->what))), NULL, x->what);
        desk_text(a, t, i, 2, x->key);
        desk_text(a, t, i, 3, x->day);
        desk_text(a, t, i, 4, x->says);
        desk_text(a, t, i, 5, x->said_by);
    }
    struct slot command = {.name = "command", .text = STR("diwan agenda REGISTER --item KEY"), .isolate = true, .lang = "en"};
    words_say(a->doc, &doc_add(a->doc, BLOCK_NOTE)->words, T("All of an item: {command}"), &command, 1);
}

void desk_trace_items_json(struct json *j, const struct brief_data *b, const struct trace *trace)
{
    struct request scratch = {.speech = {.language = language_find("en")}};
    struct agenda_rows rows = rows_of(&scratch, b, trace);
    if (rows.n) {
        json_key(j, "agenda_rows");
        json_array(j);
    }
    for (size_t i = 0; i < rows.n; i++) {
        const struct agenda_row *x = &rows.list[i];
        json_object(j);
        json_key(j, "item"), json_text(j, x->item);
        json_key(j, "what"), json_text(j, x->what);
        json_key(j, "key"), json_text(j, x->key);
        json_key(j, "day"), json_text(j, x->day);
        json_key(j, "says"), json_text(j, x->says);
        json_key(j, "said_by"), json_text(j, x->said_by);
        json_close(j);
    }
    if (rows.n)
        json_close(j);
    arena_end(&scratch.arena);
}
