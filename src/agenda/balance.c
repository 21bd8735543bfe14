/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agenda/balance.h"

static const enum code_list lists[] = {CODES_PILLARS, CODES_SECURITIES, CODES_LEVELS, CODES_GENDERS, CODES_GROUPS};
static const char *const watched[] = {"prisoners", "fighters_children", "survivors", "displaced", "camp_residents", "women"};

static bool one_is(const struct code *stated, const char *code) { return stated && strcmp(stated->code, code) == 0; }

static bool names(const struct agenda_item *x, enum code_list list, const char *code)
{
    switch (list) {
    case CODES_PILLARS: return one_is(x->pillar, code) || one_is(x->pillar, "both");
    case CODES_LEVELS: return one_is(x->level, code);
    case CODES_SECURITIES: return codes_have(x->securities, code);
    case CODES_GENDERS: return codes_have(x->genders, code);
    default: return codes_have(x->concerns, code) || (strcmp(code, "women") == 0 && codes_have(x->genders, code));
    }
}

static bool says_nothing(const struct agenda_item *x, enum code_list list)
{
    return list == CODES_PILLARS ? !x->pillar : list == CODES_LEVELS ? !x->level : list == CODES_SECURITIES ? !x->securities.n : list == CODES_GENDERS ? !x->genders.n : !x->concerns.n && !names(x, list, "women");
}

static bool is_watched(enum code_list list, const char *code)
{
    for (size_t i = 0; list == CODES_GROUPS && i < ARRAY_LEN(watched); i++)
        if (strcmp(watched[i], code) == 0)
            return true;
    return false;
}

/* Whom no item serves, from the rows of one list and what nobody said. */
static void forgotten(struct balance *b, size_t from, int64_t unsaid)
{
    for (size_t i = from; i < b->n; i++) {
        struct balance_row *r = &b->rows[i];
        bool everybody = r->list == CODES_GENDERS && unsaid > 0;
        r->forgotten = r->items == 0 && !everybody && !one_is(r->code, "both");
        b->forgotten += r->forgotten && r->watched;
    }
}

void balance_of(const struct agenda_item *items, size_t n, struct str agenda, struct arena *a, struct balance *out)
{
    size_t room = 1;
    for (size_t l = 0; l < ARRAY_LEN(lists); l++) {
        size_t k;
        (void)codes(lists[l], &k);
        room += k + 1;
    }
    *out = (struct balance){.rows = ARENA_ARRAY(a, struct balance_row, room)};
    const struct agenda_item **counted = ARENA_ARRAY(a, const struct agenda_item *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct item_state *now = item_state_now(&items[i]);
        if (agenda.n && !str_eq(items[i].agenda, agenda))
            continue;
        if (now && one_is(now->state, "dropped"))
            out->dropped++;
        else
            counted[out->items++] = &items[i];
    }
    for (size_t l = 0; l < ARRAY_LEN(lists); l++) {
        size_t k, from = out->n;
        const struct code *list = codes(lists[l], &k);
        int64_t unsaid = 0;
        for (size_t c = 0; c < k; c++) {
            struct balance_row *r = &out->rows[out->n++];
            *r = (struct balance_row){.list = lists[l], .code = &list[c], .watched = is_watched(lists[l], list[c].code)};
            for (int64_t i = 0; i < out->items; i++)
                r->items += names(counted[i], lists[l], list[c].code);
        }
        for (int64_t i = 0; i < out->items; i++)
            unsaid += says_nothing(counted[i], lists[l]);
        forgotten(out, from, unsaid);
        if (unsaid)
            out->rows[out->n++] = (struct balance_row){.list = lists[l], .items = unsaid};
    }
}
