/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * balance: whom and what an agenda serves, and whom it forgets. Counts of items: all of them, so there is no error to tell.
 */
#ifndef DIWAN_AGENDA_BALANCE_H
#define DIWAN_AGENDA_BALANCE_H
#include "agenda/agenda.h"

struct balance_row {
    enum code_list list;
    const struct code *code; /* NULL: items of which nobody says */
    int64_t items;
    bool forgotten;          /* no item serves it */
    bool watched;            /* one of the groups that agendas forget: told also, and first, where it is 0 */
};
struct balance {
    int64_t items, dropped;  /* counted; those that were dropped serve nobody and are not */
    struct balance_row *rows; /* pillars, securities, levels, genders, groups, each in the codebook's order, those of which nobody says last; in the arena */
    size_t n;
    int64_t forgotten;       /* of the groups watched */
};
/*
 * Of the items of one agenda ("": of all). An item counts once for each code that it names, so rows of a list may add up to more than the items. One for both pillars serves each of them and counts for each; how many are for both is a row beside. One that
 * names no gender concerns everybody: that forgets no gender, and is its own row (code NULL). Women are among the groups where an item names them as a group or as a gender. The command, the pages and the brief count by this. O(items).
 */
void balance_of(const struct agenda_item *items, size_t n, struct str agenda, struct arena *a, struct balance *out);
#endif
