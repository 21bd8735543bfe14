/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agenda: all of it out of the store. One pass a table, in the order of its keys; what hangs on items is sorted by item and laid beside them in
 * one more pass, so that nothing looks anything up twice.
 */
#include "agenda/agenda_priv.h"

const struct told *telling_in(const struct telling *t, const char *language, size_t which)
{
    const struct told *english = NULL, *any = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct told *x = &t->list[i];
        if (!(which == 0 ? x->first : which == 1 ? x->second : x->third).n)
            continue;
        if (str_is(x->language, language))
            return x;
        english = english || !str_is(x->language, "en") ? english : x;
        any = any ? any : x;
    }
    return english ? english : any;
}

/* ---- rows of one record, a language each ---- */

struct telling_build {
    struct told *list;
    size_t n;
};

static void tell(struct telling_build *b, struct arena *a, struct telling *out, struct str language, struct str first, struct str second, struct str third)
{
    if (b->n && str_eq(b->list[b->n - 1].language, language)) { /* of several registers: the first has the word, others fill in */
        struct told *x = &b->list[b->n - 1];
        x->first = x->first.n ? x->first : first;
        x->second = x->second.n ? x->second : second;
        x->third = x->third.n ? x->third : third;
        return;
    }
    b->list = arena_more(a, b->list, b->n, sizeof *b->list);
    b->list[b->n++] = (struct told){language, first, second, third};
    *out = (struct telling){b->list, b->n};
}

static void first_text(struct str *out, const struct rows *r, int column, struct arena *a)
{
    if (!out->n)
        *out = rows_kept(r, column, a);
}

static void first_day(struct day *out, const struct rows *r, int column)
{
    if (!day_known(*out))
        *out = rows_day(r, column);
}

static void first_real(double *out, const struct rows *r, int column)
{
    if (isnan(*out))
        *out = rows_real(r, column);
}

/* A register that somebody else wrote may hold words that there are not. */
static bool code_at(const struct code **out, enum code_list list, const struct rows *r, int column, struct err *e)
{
    struct str word = rows_text(r, column);
    if (*out || !word.n)
        return true;
    *out = code_of(list, word);
    return *out || err_set(e, ERR_STORE, "a row of the agenda has the word \"%.*s\", which the codebook does not know", (int)MIN_OF(word.n, (size_t)80), word.p);
}

static bool needed(const struct code *c, const char *what, struct str key, struct err *e)
{
    return c || err_set(e, ERR_STORE, "%s \"%.*s\" of the agenda lacks its word of the codebook", what, (int)MIN_OF(key.n, (size_t)80), key.p);
}

/* ---- agendas and their items ---- */

static bool read_agendas(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct agenda_head *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT agenda_key, language, title, note, place, convened_by, day_from, day_to FROM agenda WHERE ended_by IS NULL"
        " ORDER BY agenda_key, language, origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        if (!n || !str_eq(list[n - 1].key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n++] = (struct agenda_head){.key = rows_kept(r, 0, a), .from = DAY_NONE, .to = DAY_NONE};
            t = (struct telling_build){0};
        }
        struct agenda_head *x = &list[n - 1];
        tell(&t, a, &x->told, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), STR(""));
        first_text(&x->place, r, 4, a);
        first_text(&x->convened_by, r, 5, a);
        first_day(&x->from, r, 6);
        first_day(&x->to, r, 7);
    }
    bool fine = rows_end(&r, e);
    b->agendas = arena_keep(a, list, n, sizeof *list);
    b->agenda_n = n;
    return fine;
}

/* By key; by agenda once all else hangs on them. */
static bool read_items(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct agenda_item *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, language, need, ask, addressable_why, agenda_key, place, owner, plan_article, said_by, securities, phases, drivers, genders,"
        " concerns, pillar, level, addressable FROM agenda_item WHERE ended_by IS NULL ORDER BY item_key, language, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n++] = (struct agenda_item){.key = rows_kept(r, 0, a), .sign.day = DAY_NONE};
            t = (struct telling_build){0};
        }
        struct agenda_item *x = &list[n - 1];
        struct str *const texts[] = {&x->agenda, &x->place, &x->owner, &x->article, &x->said_by, &x->securities, &x->phases, &x->drivers, &x->genders, &x->concerns};
        tell(&t, a, &x->told, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a));
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            first_text(texts[i], r, 5 + (int)i, a);
        known = code_at(&x->pillar, CODES_PILLARS, r, 15, e) && code_at(&x->level, CODES_LEVELS, r, 16, e) && code_at(&x->addressable, CODES_PARTLY, r, 17, e);
    }
    bool fine = known && rows_end(&r, e);
    b->items = arena_keep(a, list, n, sizeof *list);
    b->item_n = n;
    return fine;
}

/* ---- what hangs on items ---- */

struct owned { /* begins each row that hangs on an item */
    struct str item;
    size_t at; /* in the order in which it was read, which decides between rows that are alike */
};

static int by_owner(const struct owned *x, const struct owned *y)
{
    return str_compare(x->item, y->item);
}

static int by_turn(const struct owned *x, const struct owned *y)
{
    return (x->at > y->at) - (x->at < y->at);
}

struct hanging { /* rows of `stride` bytes that begin with struct owned; the record stands at `from`, `size` bytes */
    char *rows;
    size_t n, stride, from, size;
    int (*order)(const void *x, const void *y);
    void (*put)(struct agenda_item *x, void *list, size_t n);
};

static const struct owned *owner_at(const struct hanging *h, size_t i)
{
    return (const struct owned *)(const void *)(h->rows + i * h->stride);
}

/* Rows of the same item follow each other; those of an item that is not there (yet) are passed over. */
static void hang(struct agenda_book *b, const struct hanging *h)
{
    char *records = arena_get(&b->arena, (h->n + 1) * h->size);
    size_t item = 0;
    if (h->n)
        qsort(h->rows, h->n, h->stride, h->order);
    for (size_t i = 0; i < h->n; i++)
        memcpy(records + i * h->size, h->rows + i * h->stride + h->from, h->size);
    for (size_t i = 0, next; i < h->n; i = next) {
        for (next = i + 1; next < h->n && by_owner(owner_at(h, i), owner_at(h, next)) == 0;)
            next++;
        while (item < b->item_n && str_compare(b->items[item].key, owner_at(h, i)->item) < 0)
            item++;
        if (item < b->item_n && str_eq(b->items[item].key, owner_at(h, i)->item))
            h->put(&b->items[item], records + i * h->size, next - i);
    }
}

#define HANGING(type, list, n, compare, give) \
    ((struct hanging){.rows = (char *)(list), .n = (n), .stride = sizeof(struct type##_row), .from = offsetof(struct type##_row, x), .size = sizeof(struct type), .order = (compare), .put = (give)})

struct item_state_row {
    struct owned o;
    struct item_state x;
};

static int states_in_order(const void *p, const void *q)
{
    const struct item_state_row *x = p, *y = q;
    int c = by_owner(&x->o, &y->o);
    c = c ? c : (x->x.day.n > y->x.day.n) - (x->x.day.n < y->x.day.n);
    return c ? c : by_turn(&x->o, &y->o);
}

static void states_put(struct agenda_item *x, void *list, size_t n)
{
    x->states = list;
    x->state_n = n;
}

/* Of the same day in the order of the list: what was done that day counts more than that it was agreed. */
static bool read_states(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct item_state_row *list = NULL;
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, state, why, said_by, day, told FROM item_state WHERE ended_by IS NULL ORDER BY item_key, day, CASE state WHEN 'proposed' THEN 0"
        " WHEN 'agreed' THEN 1 WHEN 'promised' THEN 2 WHEN 'under_way' THEN 3 WHEN 'done' THEN 4 WHEN 'partly' THEN 5 WHEN 'not_done' THEN 6 ELSE 7 END, why, said_by", WITH_NOTHING);
    while (known && rows_next(r)) {
        GROW(list, n, room);
        list[n] = (struct item_state_row){{rows_kept(r, 0, a), n}, {.why = rows_kept(r, 2, a), .said_by = rows_kept(r, 3, a), .day = rows_day(r, 4), .told = rows_day(r, 5)}};
        known = code_at(&list[n].x.state, CODES_ITEM_STATES, r, 1, e) && needed(list[n].x.state, "a state of item", list[n].o.item, e);
        n++;
    }
    bool fine = known && rows_end(&r, e);
    if (fine)
        hang(b, &HANGING(item_state, list, n, states_in_order, states_put));
    free(list);
    return fine;
}

struct item_link_row {
    struct owned o;
    struct item_link x;
};

static int links_in_order(const void *p, const void *q)
{
    const struct item_link_row *x = p, *y = q;
    int c = by_owner(&x->o, &y->o);
    c = c ? c : (x->x.kind > y->x.kind) - (x->x.kind < y->x.kind); /* of one array */
    c = c ? c : str_compare(x->x.reference, y->x.reference);
    return c ? c : by_turn(&x->o, &y->o);
}

static void links_put(struct agenda_item *x, void *list, size_t n)
{
    x->links = list;
    x->link_n = n;
}

static bool read_links(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct item_link_row *list = NULL;
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, kind, reference, direction, strength, note, said_by FROM item_link WHERE ended_by IS NULL"
        " ORDER BY item_key, kind, reference, said_by, direction, strength, note", WITH_NOTHING);
    while (known && rows_next(r)) {
        GROW(list, n, room);
        list[n] = (struct item_link_row){{rows_kept(r, 0, a), n}, {.reference = rows_kept(r, 2, a), .note = rows_kept(r, 5, a), .said_by = rows_kept(r, 6, a)}};
        struct item_link *x = &list[n++].x;
        known = code_at(&x->kind, CODES_LINKS, r, 1, e) && needed(x->kind, "a link of item", list[n - 1].o.item, e) && code_at(&x->direction, CODES_DIRECTIONS, r, 3, e) &&
                code_at(&x->strength, CODES_STRENGTHS, r, 4, e);
    }
    bool fine = known && rows_end(&r, e);
    if (fine)
        hang(b, &HANGING(item_link, list, n, links_in_order, links_put));
    free(list);
    return fine;
}

struct capacity_row {
    struct owned o;
    struct capacity x;
};

static int capacities_in_order(const void *p, const void *q)
{
    const struct capacity_row *x = p, *y = q;
    int c = by_owner(&x->o, &y->o);
    return c ? c : by_turn(&x->o, &y->o);
}

static void capacities_put(struct agenda_item *x, void *list, size_t n)
{
    x->capacities = list;
    x->capacity_n = n;
}

static bool read_capacities(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct capacity_row *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, capacity_key, language, what, who, said_by, works FROM capacity WHERE ended_by IS NULL"
        " ORDER BY item_key, capacity_key, language, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].o.item, rows_text(r, 0)) || !str_eq(list[n - 1].x.key, rows_text(r, 1))) {
            GROW(list, n, room);
            list[n] = (struct capacity_row){{rows_kept(r, 0, a), n}, {.key = rows_kept(r, 1, a)}};
            n++;
            t = (struct telling_build){0};
        }
        struct capacity *x = &list[n - 1].x;
        tell(&t, a, &x->told, rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a), STR(""));
        first_text(&x->said_by, r, 5, a);
        known = code_at(&x->works, CODES_PARTLY, r, 6, e);
    }
    bool fine = known && rows_end(&r, e);
    if (fine)
        hang(b, &HANGING(capacity, list, n, capacities_in_order, capacities_put));
    free(list);
    return fine;
}

/* ---- indicators, with their values ---- */

struct indicator_row {
    struct owned o;
    struct indicator x;
};

static int indicators_in_order(const void *p, const void *q)
{
    const struct indicator_row *x = p, *y = q;
    int c = by_owner(&x->o, &y->o);
    return c ? c : by_turn(&x->o, &y->o); /* they were read by key */
}

static void indicators_put(struct agenda_item *x, void *list, size_t n)
{
    x->indicators = list;
    x->indicator_n = n;
}

static bool indicator_rows(struct store *s, struct arena *a, struct indicator_row **out, size_t *count, struct err *e)
{
    struct indicator_row *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT indicator_key, language, name, source, item_key, unit, code, better_when, baseline_day, target_day, baseline, baseline_low, baseline_high,"
        " target FROM indicator WHERE ended_by IS NULL ORDER BY indicator_key, language, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].x.key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n] = (struct indicator_row){{STR(""), n}, {.key = rows_kept(r, 0, a), .baseline_day = DAY_NONE, .target_day = DAY_NONE, .baseline = NAN, .baseline_low = NAN, .baseline_high = NAN,
                .target = NAN}};
            n++;
            t = (struct telling_build){0};
        }
        struct indicator *x = &list[n - 1].x;
        double *const reals[] = {&x->baseline, &x->baseline_low, &x->baseline_high, &x->target};
        tell(&t, a, &x->told, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), STR(""));
        first_text(&list[n - 1].o.item, r, 4, a);
        first_text(&x->unit, r, 5, a);
        first_day(&x->baseline_day, r, 8);
        first_day(&x->target_day, r, 9);
        for (size_t i = 0; i < ARRAY_LEN(reals); i++)
            first_real(reals[i], r, 10 + (int)i);
        known = code_at(&x->code, CODES_INDICATORS, r, 6, e) && code_at(&x->better, CODES_BETTER, r, 7, e);
    }
    *out = list;
    *count = n;
    return known && rows_end(&r, e);
}

/* Both come by key; the values of an indicator that is not there are passed over. */
static bool indicator_values(struct store *s, struct arena *a, struct indicator_row *list, size_t n, struct err *e)
{
    size_t at = 0, used = 0;
    struct indicator_value *values = NULL;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT indicator_key, source, day, value, low, high, n FROM indicator_value WHERE ended_by IS NULL ORDER BY indicator_key, day, source, value", WITH_NOTHING);
    while (rows_next(r)) {
        size_t before = at;
        while (at < n && str_compare(list[at].x.key, rows_text(r, 0)) < 0)
            at++;
        if (at == n || !str_eq(list[at].x.key, rows_text(r, 0)))
            continue;
        if (at != before || !list[at].x.value_n) {
            values = NULL;
            used = 0;
        }
        values = arena_more(a, values, used, sizeof *values);
        values[used++] = (struct indicator_value){rows_kept(r, 1, a), rows_day(r, 2), rows_real(r, 3), rows_real(r, 4), rows_real(r, 5), rows_real(r, 6)};
        list[at].x.values = values;
        list[at].x.value_n = used;
    }
    return rows_end(&r, e);
}

static bool read_indicators(struct store *s, struct agenda_book *b, struct err *e)
{
    struct indicator_row *list = NULL;
    size_t n = 0;
    bool fine = indicator_rows(s, &b->arena, &list, &n, e) && indicator_values(s, &b->arena, list, n, e);
    if (fine)
        hang(b, &HANGING(indicator, list, n, indicators_in_order, indicators_put));
    free(list);
    return fine;
}

/* ---- premises ---- */

struct premise_row {
    struct owned o;
    struct premise x;
};

static int premises_in_order(const void *p, const void *q)
{
    const struct premise_row *x = p, *y = q;
    int c = by_owner(&x->o, &y->o);
    return c ? c : by_turn(&x->o, &y->o);
}

static void premises_put(struct agenda_item *x, void *list, size_t n)
{
    x->premises = list;
    x->premise_n = n;
}

static bool premise_rows(struct store *s, struct arena *a, struct premise_row **out, size_t *count, struct err *e)
{
    struct premise_row *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT premise_key, language, belief, test, data_say, item_key, looked_by, verdict, looked FROM premise WHERE ended_by IS NULL"
        " ORDER BY premise_key, language, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].x.key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n] = (struct premise_row){{STR(""), n}, {.key = rows_kept(r, 0, a), .looked = DAY_NONE}};
            n++;
            t = (struct telling_build){0};
        }
        struct premise *x = &list[n - 1].x;
        tell(&t, a, &x->told, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a));
        first_text(&list[n - 1].o.item, r, 5, a);
        first_text(&x->looked_by, r, 6, a);
        first_day(&x->looked, r, 8);
        known = code_at(&x->verdict, CODES_VERDICTS, r, 7, e);
    }
    for (size_t i = 0; i < n; i++) /* nobody looked yet */
        list[i].x.verdict = list[i].x.verdict ? list[i].x.verdict : code_of(CODES_VERDICTS, STR("untested"));
    *out = list;
    *count = n;
    return known && rows_end(&r, e);
}

static bool read_premises(struct store *s, struct agenda_book *b, struct err *e)
{
    struct premise_row *list = NULL;
    size_t n = 0;
    bool fine = premise_rows(s, &b->arena, &list, &n, e);
    b->premises = ARENA_ARRAY(&b->arena, struct premise, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!list[i].o.item.n)
            b->premises[b->premise_n++] = list[i].x;
    if (fine)
        hang(b, &HANGING(premise, list, n, premises_in_order, premises_put));
    free(list);
    return fine;
}

/* ---- answers to the questions before harm, and signatures ---- */

struct harm_answer_row {
    struct owned o;
    struct harm_answer x;
};

static int answers_in_order(const void *p, const void *q)
{
    const struct harm_answer_row *x = p, *y = q;
    int c = by_owner(&x->o, &y->o);
    c = c ? c : (x->x.question > y->x.question) - (x->x.question < y->x.question); /* of one array */
    c = c ? c : (x->x.day.n < y->x.day.n) - (x->x.day.n > y->x.day.n);             /* the newest first; without a day last */
    return c ? c : by_turn(&x->o, &y->o);
}

static void answers_put(struct agenda_item *x, void *list, size_t n)
{
    x->answers = list;
    x->answer_n = n;
}

static bool read_answers(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct harm_answer_row *list = NULL;
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, question, answer, note, said_by, day FROM harm_answer WHERE ended_by IS NULL ORDER BY item_key, question, day, import DESC, origin, id DESC",
        WITH_NOTHING);
    while (known && rows_next(r)) {
        const struct harm_question *q = harm_question_of(rows_text(r, 1));
        GROW(list, n, room);
        list[n] = (struct harm_answer_row){{rows_kept(r, 0, a), n}, {.question = q, .note = rows_kept(r, 3, a), .said_by = rows_kept(r, 4, a), .day = rows_day(r, 5)}};
        known = q ? code_at(&list[n].x.answer, CODES_HARM_ANSWERS, r, 2, e) && needed(list[n].x.answer, "an answer about item", list[n].o.item, e)
                  : err_set(e, ERR_STORE, "item \"%.*s\" has an answer to a question that the codebook does not know", (int)MIN_OF(list[n].o.item.n, (size_t)80), list[n].o.item.p);
        n++;
    }
    bool fine = known && rows_end(&r, e);
    if (fine)
        hang(b, &HANGING(harm_answer, list, n, answers_in_order, answers_put));
    free(list);
    return fine;
}

/* The last that was written of each item counts. */
static bool read_signs(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    size_t at = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT x.item_key, x.digest, x.decision, x.signed_by, x.note, x.day FROM item_sign AS x WHERE NOT EXISTS (SELECT 1 FROM item_sign AS y"
        " WHERE y.item_key = x.item_key AND (y.id > x.id OR (y.id = x.id AND y.origin > x.origin))) ORDER BY x.item_key", WITH_NOTHING);
    while (rows_next(r)) {
        while (at < b->item_n && str_compare(b->items[at].key, rows_text(r, 0)) < 0)
            at++;
        if (at < b->item_n && str_eq(b->items[at].key, rows_text(r, 0)))
            b->items[at].sign = (struct item_sign){.digest = rows_kept(r, 1, a), .taken_back = str_is(rows_text(r, 2), "taken_back"), .signed_by = rows_kept(r, 3, a), .note = rows_kept(r, 4, a),
                .day = rows_day(r, 5)};
    }
    return rows_end(&r, e);
}

/* ---- what stands by itself ---- */

static bool read_priorities(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct priority *list = NULL;
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT agenda_key, said_by, matter, side, place_in_order, people, day FROM priority WHERE ended_by IS NULL"
        " ORDER BY agenda_key, CASE side WHEN 'community' THEN 0 WHEN 'authority' THEN 1 ELSE 2 END, said_by, place_in_order, matter, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        GROW(list, n, room);
        list[n] = (struct priority){.agenda = rows_kept(r, 0, a), .said_by = rows_kept(r, 1, a), .matter = rows_kept(r, 2, a), .place = rows_real(r, 4), .people = rows_real(r, 5), .day = rows_day(r, 6)};
        known = code_at(&list[n].side, CODES_SIDES, r, 3, e) && needed(list[n].side, "an order of priorities about", list[n].matter, e);
        n++;
    }
    bool fine = known && rows_end(&r, e);
    b->priorities = arena_keep(a, list, n, sizeof *list);
    b->priority_n = n;
    return fine;
}

static bool read_practices(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct practice *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT practice_key, language, title, tried, came, place, source, said_by, phases, drivers, securities, level, pillar, outcome, sure, day_from, day_to"
        " FROM practice WHERE ended_by IS NULL ORDER BY practice_key, language, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n++] = (struct practice){.key = rows_kept(r, 0, a), .from = DAY_NONE, .to = DAY_NONE};
            t = (struct telling_build){0};
        }
        struct practice *x = &list[n - 1];
        struct str *const texts[] = {&x->place, &x->source, &x->said_by, &x->phases, &x->drivers, &x->securities};
        tell(&t, a, &x->told, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a));
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            first_text(texts[i], r, 5 + (int)i, a);
        first_day(&x->from, r, 15);
        first_day(&x->to, r, 16);
        known = code_at(&x->level, CODES_LEVELS, r, 11, e) && code_at(&x->pillar, CODES_PILLARS, r, 12, e) && code_at(&x->outcome, CODES_CAME, r, 13, e) && code_at(&x->sure, CODES_SURE, r, 14, e);
    }
    bool fine = known && rows_end(&r, e);
    b->practices = arena_keep(a, list, n, sizeof *list);
    b->practice_n = n;
    return fine;
}

static int services_in_order(const void *p, const void *q)
{
    const struct help_service *x = p, *y = q;
    int c = str_compare(x->place, y->place);
    c = c ? c : (x->kind > y->kind) - (x->kind < y->kind); /* of one array */
    return c ? c : str_compare(x->key, y->key);
}

static bool read_services(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct help_service *list = NULL;
    struct telling_build t = {0}, quiet = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT help_key, language, name, what, how, confidential, place, run_by, checked_by, kind, reports, checked FROM help_service"
        " WHERE ended_by IS NULL ORDER BY help_key, language, origin, id", WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].key, rows_text(r, 0))) {
            known = !n || needed(list[n - 1].kind, "the service", list[n - 1].key, e);
            GROW(list, n, room);
            list[n++] = (struct help_service){.key = rows_kept(r, 0, a), .checked = DAY_NONE};
            t = quiet = (struct telling_build){0};
        }
        struct help_service *x = &list[n - 1];
        struct str language = rows_kept(r, 1, a);
        tell(&t, a, &x->told, language, rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a));
        tell(&quiet, a, &x->confidential, language, rows_kept(r, 5, a), STR(""), STR(""));
        first_text(&x->place, r, 6, a);
        first_text(&x->run_by, r, 7, a);
        first_text(&x->checked_by, r, 8, a);
        first_day(&x->checked, r, 11);
        known = known && code_at(&x->kind, CODES_HELP, r, 9, e) && code_at(&x->reports, CODES_PARTLY, r, 10, e);
    }
    bool fine = known && rows_end(&r, e) && (!n || needed(list[n - 1].kind, "the service", list[n - 1].key, e));
    if (n)
        qsort(list, n, sizeof *list, services_in_order);
    b->services = arena_keep(a, list, n, sizeof *list);
    b->service_n = n;
    return fine;
}

static int judgements_in_order(const void *p, const void *q)
{
    const struct judgement *x = p, *y = q;
    int c = str_compare(x->section, y->section);
    c = c ? c : str_compare(x->signed_by, y->signed_by);
    return c ? c : str_compare(x->key, y->key);
}

/* As of items: the last that was written of each counts. */
static bool read_judgement_signs(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, digest, decision, signed_by, note, day FROM item_sign ORDER BY id, origin", WITH_NOTHING);
    while (rows_next(r)) {
        struct str key = rows_text(r, 0);
        size_t before = sizeof JUDGEMENT_SIGNED - 1;
        for (size_t i = 0; str_starts(key, JUDGEMENT_SIGNED) && i < b->judgement_n; i++)
            if (str_eq(b->judgements[i].key, (struct str){key.p + before, key.n - before}))
                b->judgements[i].sign = (struct item_sign){.digest = rows_kept(r, 1, a), .taken_back = str_is(rows_text(r, 2), "taken_back"), .signed_by = rows_kept(r, 3, a), .note = rows_kept(r, 4, a), .day = rows_day(r, 5)};
    }
    return rows_end(&r, e);
}

static bool read_judgements(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct judgement *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT judgement_key, language, text, section, place, signed_by, day FROM judgement WHERE ended_by IS NULL ORDER BY judgement_key, language, origin, id",
        WITH_NOTHING);
    while (rows_next(r)) {
        if (!n || !str_eq(list[n - 1].key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n++] = (struct judgement){.key = rows_kept(r, 0, a), .day = DAY_NONE};
            t = (struct telling_build){0};
        }
        struct judgement *x = &list[n - 1];
        tell(&t, a, &x->told, rows_kept(r, 1, a), rows_kept(r, 2, a), STR(""), STR(""));
        first_text(&x->section, r, 3, a);
        first_text(&x->place, r, 4, a);
        first_text(&x->signed_by, r, 5, a);
        first_day(&x->day, r, 6);
    }
    bool fine = rows_end(&r, e);
    if (n)
        qsort(list, n, sizeof *list, judgements_in_order);
    b->judgements = arena_keep(a, list, n, sizeof *list);
    b->judgement_n = n;
    for (size_t i = 0; i < n; i++)
        judgement_digest(&b->judgements[i], b->judgements[i].digest);
    return fine && read_judgement_signs(s, b, e);
}

/* The last logo of each partner counts; an empty one takes it back. */
static bool read_logos(struct store *s, struct agenda_book *b, struct err *e)
{
    size_t at = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT x.partner_key, x.content, x.wide, x.high FROM partner_logo AS x WHERE NOT EXISTS (SELECT 1 FROM partner_logo AS y"
        " WHERE y.partner_key = x.partner_key AND (y.id > x.id OR (y.id = x.id AND y.origin > x.origin))) ORDER BY x.partner_key", WITH_NOTHING);
    while (rows_next(r)) {
        while (at < b->partner_n && str_compare(b->partners[at].key, rows_text(r, 0)) < 0)
            at++;
        if (at == b->partner_n || !str_eq(b->partners[at].key, rows_text(r, 0)))
            continue;
        b->partners[at].logo = rows_kept(r, 1, &b->arena);
        b->partners[at].wide = (int)rows_int(r, 2);
        b->partners[at].high = (int)rows_int(r, 3);
    }
    return rows_end(&r, e);
}

static bool read_partners(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct partner *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT partner_key, language, name, title_page FROM partner WHERE ended_by IS NULL ORDER BY partner_key, language, origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        if (!n || !str_eq(list[n - 1].key, rows_text(r, 0))) {
            GROW(list, n, room);
            list[n++] = (struct partner){.key = rows_kept(r, 0, a)};
            t = (struct telling_build){0};
        }
        tell(&t, a, &list[n - 1].told, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_kept(r, 3, a), STR(""));
    }
    bool fine = rows_end(&r, e);
    b->partners = arena_keep(a, list, n, sizeof *list);
    b->partner_n = n;
    return fine && read_logos(s, b, e);
}

static bool read_legals(struct store *s, struct agenda_book *b, struct err *e)
{
    struct arena *a = &b->arena;
    struct legal *list = NULL;
    struct telling_build t = {0};
    size_t n = 0, room = 0;
    bool known = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT country, matter, language, rule, answer, source, said_by, met, day FROM legal WHERE ended_by IS NULL ORDER BY country, matter, language, origin, id",
        WITH_NOTHING);
    while (known && rows_next(r)) {
        if (!n || !str_eq(list[n - 1].country, rows_text(r, 0)) || !str_is(rows_text(r, 1), list[n - 1].matter->code)) {
            GROW(list, n, room);
            list[n] = (struct legal){.country = rows_kept(r, 0, a), .day = DAY_NONE};
            known = code_at(&list[n].matter, CODES_LEGAL, r, 1, e) && needed(list[n].matter, "a legal question of", list[n].country, e);
            n++;
            t = (struct telling_build){0};
        }
        struct legal *x = &list[n - 1];
        tell(&t, a, &x->told, rows_kept(r, 2, a), rows_kept(r, 3, a), rows_kept(r, 4, a), STR(""));
        first_text(&x->source, r, 5, a);
        first_text(&x->said_by, r, 6, a);
        first_day(&x->day, r, 8);
        known = known && code_at(&x->met, CODES_MET, r, 7, e);
    }
    bool fine = known && rows_end(&r, e);
    b->legals = arena_keep(a, list, n, sizeof *list);
    b->legal_n = n;
    return fine;
}

/* ---- the book ---- */

static int items_in_order(const void *p, const void *q)
{
    const struct agenda_item *x = p, *y = q;
    int c = str_compare(x->agenda, y->agenda);
    return c ? c : str_compare(x->key, y->key);
}

static int by_item_key(const void *p, const void *q)
{
    const struct agenda_item *const *x = p, *const *y = q;
    return str_compare((*x)->key, (*y)->key);
}

static int promises_by_key(const void *p, const void *q)
{
    const struct promise *x = p, *y = q;
    int c = str_compare(x->key, y->key);
    return c ? c : (x->made.n > y->made.n) - (x->made.n < y->made.n);
}

static bool read_all(struct store *s, void *arg, struct err *e)
{
    struct agenda_book *b = arg;
    bool fine = read_agendas(s, b, e) && read_items(s, b, e) && read_states(s, b, e) && read_links(s, b, e) && read_capacities(s, b, e) && read_indicators(s, b, e) && read_premises(s, b, e) &&
                read_answers(s, b, e) && read_signs(s, b, e) && read_priorities(s, b, e) && read_practices(s, b, e) && read_services(s, b, e) && read_judgements(s, b, e) && read_partners(s, b, e) &&
                read_legals(s, b, e);
    struct promise *promises = NULL;
    size_t promise_n = 0;
    if (!fine || (b->item_n && !promises_read(s, &b->arena, &promises, &promise_n, e)))
        return false;
    if (promise_n)
        qsort(promises, promise_n, sizeof *promises, promises_by_key);
    if (b->item_n)
        qsort(b->items, b->item_n, sizeof *b->items, items_in_order);
    b->items_by_key = arena_get(&b->arena, (b->item_n + 1) * sizeof *b->items_by_key);
    for (size_t i = 0; i < b->item_n; i++) {
        item_digest(&b->items[i], promises, promise_n, b->items[i].digest);
        b->items_by_key[i] = &b->items[i];
    }
    if (b->item_n)
        qsort(b->items_by_key, b->item_n, sizeof *b->items_by_key, by_item_key);
    return true;
}

bool agenda_read(struct store *s, struct agenda_book *out, struct err *e)
{
    *out = (struct agenda_book){0};
    return store_look(s, read_all, out, e);
}

void agenda_book_end(struct agenda_book *b)
{
    arena_end(&b->arena);
    *b = (struct agenda_book){0};
}

bool agenda_any(struct store *s, bool *out, struct err *e)
{
    int64_t there = 0;
    if (!store_int(s, "SELECT CASE WHEN EXISTS (SELECT 1 FROM agenda WHERE ended_by IS NULL) OR EXISTS (SELECT 1 FROM agenda_item WHERE ended_by IS NULL) OR EXISTS (SELECT 1 FROM help_service"
            " WHERE ended_by IS NULL) OR EXISTS (SELECT 1 FROM judgement WHERE ended_by IS NULL) THEN 1 ELSE 0 END", WITH_NOTHING, 0, &there, e))
        return false;
    *out = there != 0;
    return true;
}

const struct agenda_item *agenda_item_of(const struct agenda_book *b, struct str key)
{
    size_t from = 0, to = b->item_n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int c = str_compare(b->items_by_key[middle]->key, key);
        if (c == 0)
            return b->items_by_key[middle];
        from = c < 0 ? middle + 1 : from;
        to = c < 0 ? to : middle;
    }
    return NULL;
}

const struct agenda_head *agenda_head_of(const struct agenda_book *b, struct str key)
{
    for (size_t i = 0; i < b->agenda_n; i++)
        if (str_eq(b->agendas[i].key, key))
            return &b->agendas[i];
    return NULL;
}

struct str item_place_words(const struct agenda_book *b, const struct agenda_item *x)
{
    const struct agenda_head *h = x->place.n ? NULL : agenda_head_of(b, x->agenda);
    return h ? h->place : x->place;
}
