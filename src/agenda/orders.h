/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * orders: what communities put first (bottom-up) beside what authorities and donors put first (top-down), how far they agree, and what both could own. Each order is somebody's and stays it; where a side has several
 * their mean stands for it, and how far they agree among themselves is told.
 */
#ifndef DIWAN_AGENDA_ORDERS_H
#define DIWAN_AGENDA_ORDERS_H
#include "agenda/agenda.h"
#include "math/ranks.h"

enum order_side { SIDE_BOTTOM /* community */, SIDE_AUTHORITY, SIDE_DONOR, SIDE_TOP /* authority and donor together */, ORDER_SIDES };
extern const char *const order_side_codes[ORDER_SIDES]; /* bottom_up, authority, donor, top_down */
enum { ORDERS_FEW = 6, ORDERS_FIRST = 3 };

struct order { /* as one group, meeting or institution gave it; the latest of those */
    const struct code *side; /* CODES_SIDES */
    struct str said_by;
    struct day day;
    int64_t matters;
    double *place;  /* by matter: mean rank from 1; NAN: does not have it */
    double *people; /* by matter: who spoke for it; NAN not known */
};
struct order_matter {
    struct str key;
    const struct agenda_item *item; /* NULL: no item is called so */
    const struct code *security;    /* NULL: it is none */
    double place[ORDER_SIDES];      /* mean rank in the side's order; NAN: not in it */
    int64_t by[ORDER_SIDES];        /* how many of the side's orders have it */
    bool first[ORDER_SIDES];        /* among what the side puts first, see below */
    bool both;                      /* ... of communities and of those above: both could own it */
};
struct orders {
    struct order *list;           /* by side, then said_by */
    struct order_matter *matters; /* as communities put them, then as the others do, then by key */
    size_t order_n, matter_n;
    int64_t orders[ORDER_SIDES], ranked[ORDER_SIDES]; /* of each side: orders, and matters in any of them */
    struct rank_concordance within[ORDER_SIDES];      /* how far the orders of one side agree: NAN with fewer than two */
    struct rank_agreement bottom_top, bottom_authority, bottom_donor, authority_donor;
};
/*
 * Of one agenda ("": of all). Of each side and said_by the rows of the latest day count. A side's order: each of its orders gives the matters that it has their mean rank, less a half, over how many it has; the mean of
 * these, over the orders that have a matter, is ranked anew. With one order it is that order.
 *
 * A side puts first what stands in the upper half of its order (mean rank at most half the matters); where it has fewer than ORDERS_FEW the first ORDERS_FIRST (mean rank at most that). A tie across the line is not
 * first. Agreement as ranks_agree and ranks_concordance have it, 95 %. Memory from the arena. O(orders x matters log matters).
 */
void orders_of(const struct agenda_book *b, struct str agenda, struct arena *a, struct orders *out);
/*
 * The book as it is told to somebody who may not read of every item: no order has those that are not told (`told`: by b->items), and what stood behind one of them stands a place further up, so that neither a gap nor a number
 * tells of it. Shares all else with `b`, so it lives as long; nobody ends it. O(priorities^2).
 */
void orders_told(const struct agenda_book *b, const bool *told, struct arena *a, struct agenda_book *out);
#endif
