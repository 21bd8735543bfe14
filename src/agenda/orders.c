/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agenda/orders.h"

const char *const order_side_codes[ORDER_SIDES] = {"bottom_up", "authority", "donor", "top_down"};

static bool of_side(const struct code *side, enum order_side s)
{
    bool authority = strcmp(side->code, "authority") == 0, donor = strcmp(side->code, "donor") == 0;
    return s == SIDE_AUTHORITY ? authority : s == SIDE_DONOR ? donor : s == SIDE_TOP ? authority || donor : !authority && !donor;
}

static bool of_agenda(const struct priority *p, struct str agenda) { return !agenda.n || str_eq(p->agenda, agenda); }

static bool same_order(const struct order *o, const struct priority *p) { return o->side == p->side && str_eq(o->said_by, p->said_by); }

static int by_side(const void *x, const void *y)
{
    const struct order *a = x, *b = y;
    int side = (a->side > b->side) - (a->side < b->side); /* both point into one list */
    return side ? side : str_compare(a->said_by, b->said_by);
}

/* Whose orders there are, and what is in them. */
static void gather(const struct agenda_book *b, struct str agenda, struct orders *out)
{
    for (size_t i = 0; i < b->priority_n; i++) {
        const struct priority *p = &b->priorities[i];
        size_t k = 0;
        if (!of_agenda(p, agenda))
            continue;
        while (k < out->order_n && !same_order(&out->list[k], p))
            k++;
        if (k == out->order_n)
            out->list[out->order_n++] = (struct order){.side = p->side, .said_by = p->said_by, .day = p->day};
        else if (p->day.n > out->list[k].day.n)
            out->list[k].day = p->day;
    }
    if (out->order_n)
        qsort(out->list, out->order_n, sizeof *out->list, by_side);
}

static struct order *order_with(struct orders *out, const struct priority *p)
{
    for (size_t k = 0; k < out->order_n; k++)
        if (same_order(&out->list[k], p) && out->list[k].day.n == p->day.n)
            return &out->list[k];
    return NULL; /* of an earlier day */
}

static size_t matter_of(const struct agenda_book *b, struct orders *out, struct str key)
{
    size_t k = 0;
    while (k < out->matter_n && !str_eq(out->matters[k].key, key))
        k++;
    if (k == out->matter_n)
        out->matters[out->matter_n++] = (struct order_matter){.key = key, .item = agenda_item_of(b, key), .security = code_of(CODES_SECURITIES, key)};
    return k;
}

static void fill(const struct agenda_book *b, struct str agenda, struct orders *out, struct arena *a)
{
    for (size_t i = 0; i < b->priority_n; i++)
        if (of_agenda(&b->priorities[i], agenda) && order_with(out, &b->priorities[i]))
            (void)matter_of(b, out, b->priorities[i].matter);
    for (size_t k = 0; k < out->order_n; k++) {
        out->list[k].place = ARENA_ARRAY(a, double, out->matter_n + 1);
        out->list[k].people = ARENA_ARRAY(a, double, out->matter_n + 1);
        for (size_t m = 0; m < out->matter_n; m++)
            out->list[k].place[m] = out->list[k].people[m] = NAN;
    }
    for (size_t i = 0; i < b->priority_n; i++) {
        const struct priority *p = &b->priorities[i];
        struct order *o = of_agenda(p, agenda) ? order_with(out, p) : NULL;
        size_t m = o ? matter_of(b, out, p->matter) : 0;
        if (!o || (!isnan(o->place[m]) && o->place[m] <= p->place))
            continue; /* of a matter named twice the first place counts */
        o->place[m] = p->place;
        o->people[m] = p->people;
    }
}

/* Mean ranks from 1 of what is known, in place; returns how many. Values that differ by rounding alone are tied. */
static int64_t rank(double *v, size_t n, double *spare)
{
    static const double rounding = 1e-9;
    int64_t known = 0;
    for (size_t i = 0; i < n; i++) {
        double below = 0, alike = 0;
        known += isnan(v[i]) ? 0 : 1;
        for (size_t k = 0; k < n; k++) {
            below += v[k] < v[i] - rounding;
            alike += fabs(v[k] - v[i]) <= rounding;
        }
        spare[i] = isnan(v[i]) ? NAN : below + (alike + 1) / 2;
    }
    memcpy(v, spare, n * sizeof *v);
    return known;
}

static bool is_first(double place, int64_t matters)
{
    return !isnan(place) && (matters < ORDERS_FEW ? place <= ORDERS_FIRST : place <= (double)matters / 2);
}

static void side_of(struct orders *out, enum order_side s, struct arena *a)
{
    size_t n = out->matter_n, orders = 0;
    double *mean = ARENA_ARRAY(a, double, n + 1), *spare = ARENA_ARRAY(a, double, n + 1), *all = ARENA_ARRAY(a, double, n * out->order_n + 1);
    for (size_t k = 0; k < out->order_n; k++) {
        const struct order *o = &out->list[k];
        if (!of_side(o->side, s))
            continue;
        memcpy(all + orders++ * n, o->place, n * sizeof *all);
        for (size_t m = 0; m < n; m++) {
            out->matters[m].by[s] += isnan(o->place[m]) ? 0 : 1;
            mean[m] += isnan(o->place[m]) ? 0 : (o->place[m] - 0.5) / (double)o->matters;
        }
    }
    for (size_t m = 0; m < n; m++)
        mean[m] = out->matters[m].by[s] ? mean[m] / (double)out->matters[m].by[s] : NAN;
    out->orders[s] = (int64_t)orders;
    out->ranked[s] = rank(mean, n, spare);
    out->within[s] = ranks_concordance(all, orders, n);
    for (size_t m = 0; m < n; m++) {
        out->matters[m].place[s] = mean[m];
        out->matters[m].first[s] = is_first(mean[m], out->ranked[s]);
    }
}

static int by_place(double x, double y) { return isnan(x) || isnan(y) ? isnan(x) - isnan(y) : (x > y) - (x < y); }

static int as_communities(const void *x, const void *y)
{
    const struct order_matter *a = x, *b = y;
    int bottom = by_place(a->place[SIDE_BOTTOM], b->place[SIDE_BOTTOM]), top = by_place(a->place[SIDE_TOP], b->place[SIDE_TOP]);
    return bottom ? bottom : top ? top : str_compare(a->key, b->key);
}

static struct rank_agreement between(const struct orders *o, enum order_side x, enum order_side y, struct arena *a)
{
    double *p = ARENA_ARRAY(a, double, o->matter_n + 1), *q = ARENA_ARRAY(a, double, o->matter_n + 1);
    for (size_t m = 0; m < o->matter_n; m++) {
        p[m] = o->matters[m].place[x];
        q[m] = o->matters[m].place[y];
    }
    return ranks_agree(p, q, o->matter_n, 0.95);
}

/* The places of the single orders, in the order that the matters have got. */
static void reorder(struct orders *out, const struct str *before, struct arena *a)
{
    for (size_t k = 0; k < out->order_n; k++) {
        double *place = ARENA_ARRAY(a, double, out->matter_n + 1), *people = ARENA_ARRAY(a, double, out->matter_n + 1);
        for (size_t m = 0; m < out->matter_n; m++)
            for (size_t was = 0; was < out->matter_n; was++)
                if (str_eq(before[was], out->matters[m].key)) {
                    place[m] = out->list[k].place[was];
                    people[m] = out->list[k].people[was];
                }
        out->list[k].place = place;
        out->list[k].people = people;
    }
}

void orders_of(const struct agenda_book *b, struct str agenda, struct arena *a, struct orders *out)
{
    *out = (struct orders){.list = ARENA_ARRAY(a, struct order, b->priority_n + 1), .matters = ARENA_ARRAY(a, struct order_matter, b->priority_n + 1)};
    gather(b, agenda, out);
    fill(b, agenda, out, a);
    double *spare = ARENA_ARRAY(a, double, out->matter_n + 1);
    for (size_t k = 0; k < out->order_n; k++)
        out->list[k].matters = rank(out->list[k].place, out->matter_n, spare);
    for (int s = 0; s < ORDER_SIDES; s++)
        side_of(out, (enum order_side)s, a);
    struct str *before = ARENA_ARRAY(a, struct str, out->matter_n + 1);
    for (size_t m = 0; m < out->matter_n; m++) {
        before[m] = out->matters[m].key;
        out->matters[m].both = out->matters[m].first[SIDE_BOTTOM] && out->matters[m].first[SIDE_TOP];
    }
    if (out->matter_n)
        qsort(out->matters, out->matter_n, sizeof *out->matters, as_communities);
    reorder(out, before, a);
    out->bottom_top = between(out, SIDE_BOTTOM, SIDE_TOP, a);
    out->bottom_authority = between(out, SIDE_BOTTOM, SIDE_AUTHORITY, a);
    out->bottom_donor = between(out, SIDE_BOTTOM, SIDE_DONOR, a);
    out->authority_donor = between(out, SIDE_AUTHORITY, SIDE_DONOR, a);
}

static bool is_told(const struct agenda_book *b, const bool *told, const struct priority *p)
{
    const struct agenda_item *x = agenda_item_of(b, p->matter);
    return !x || told[x - b->items];
}

void orders_told(const struct agenda_book *b, const bool *told, struct arena *a, struct agenda_book *out)
{
    *out = *b;
    out->priorities = ARENA_ARRAY(a, struct priority, b->priority_n + 1);
    out->priority_n = 0;
    for (size_t i = 0; i < b->priority_n; i++) {
        struct priority one = b->priorities[i];
        if (!is_told(b, told, &one))
            continue;
        for (size_t k = 0; k < b->priority_n; k++) {
            const struct priority *y = &b->priorities[k];
            bool same = str_eq(y->agenda, one.agenda) && y->side == one.side && str_eq(y->said_by, one.said_by) && y->day.n == one.day.n;
            if (same && y->place < b->priorities[i].place && !is_told(b, told, y))
                one.place -= 1;
        }
        out->priorities[out->priority_n++] = one;
    }
}
