/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coverage: money by where it comes from. What a project counts of it is what money_sums counts, so that nothing is counted twice along a chain, and
 * these rows add up to it: by the payers that it names, in the year that they paid; else by the one who funds it; else nobody says.
 */
#include "coverage/coverage_priv.h"

struct purse {
    uint32_t who; /* organisation + 1; 0 nobody says */
    uint32_t currency;
    int year;
    struct sum amount;
};
struct purses {
    struct purse *list; /* heap; in the order of `keys` */
    size_t n, room;
    struct intern currencies, keys;
};

static void add(struct purses *p, uint32_t who, struct str currency, int year, double amount)
{
    uint32_t c = intern_id(&p->currencies, currency.n ? currency : STR("?"));
    struct buf key CLEANUP(buf_end) = {0};
    buf_f(&key, "%" PRIu32 "/%" PRIu32 "/%d", who, c, year);
    uint32_t id = intern_id(&p->keys, buf_view(&key)); /* 1 and up, as they come */
    if (id > p->n) {
        GROW(p->list, p->n, p->room);
        p->list[p->n++] = (struct purse){.who = who, .currency = c, .year = year};
    }
    sum_add(&p->list[id - 1].amount, amount);
}

/* The one who funds it; 0 where nobody or several do. */
static uint32_t funder_of(const struct project *p, struct who *who, struct arena *a)
{
    uint32_t only = 0;
    for (size_t i = 0; i < p->actors_n; i++) {
        const struct project_actor *x = &p->actors[i];
        if (!str_is(x->role, "funding") || !(x->actor.n || x->reference.n))
            continue;
        uint32_t one = who_of(who, x->actor, x->reference, a) + 1;
        if (only && one != only)
            return 0;
        only = one;
    }
    return only;
}

/* How much of its money is for this country; NAN where it is in several and does not say. */
static double share_here(const struct project *p, const struct where *where)
{
    double said = 0, all = 0;
    bool here = false, other = false, shared = false;
    for (size_t i = 0; i < p->places_n; i++) {
        bool away = where_other_country(where, p->places[i].country);
        here |= !away, other |= away;
        if (isnan(p->places[i].share))
            continue;
        shared = true;
        all += p->places[i].share;
        said += away ? 0 : p->places[i].share;
    }
    if (!other)
        return 1;
    if (!here)
        return 0;
    return shared && all > 0 ? said / fmax(all, 1) : NAN;
}

static bool is_out(const struct project_money *m)
{
    return str_is(m->kind, "disbursement") || str_is(m->kind, "expenditure");
}

struct chain { /* which projects of the register say what they pay out */
    struct intern keys;
    bool *pays;
};

static bool from_here(const struct chain *c, const struct project *p, const struct project_money *m)
{
    uint32_t id;
    return m->payer_project.n && !str_eq(m->payer_project, p->key) && intern_find(&c->keys, m->payer_project, &id) && c->pays[id];
}

static int year_of(const struct project_money *m)
{
    return day_known(m->day) ? month_year(day_month(m->day)) : 0;
}

/* One project in one currency: what it counted, times `share`. */
static void split(const struct chain *c, const struct project *p, const struct money_sum *sum, double share, struct who *who, struct arena *a, struct purses *out)
{
    uint32_t funder = funder_of(p, who, a);
    bool incoming = sum->received != 0 || sum->from_here != 0 || sum->paid_here != 0;
    double told = 0;
    for (size_t i = 0; incoming && i < p->money_n; i++)
        if (str_is(p->money[i].kind, "incoming") && str_eq(p->money[i].currency, sum->currency) && !isnan(p->money[i].amount) && !from_here(c, p, &p->money[i]))
            told += p->money[i].amount;
    double scale = incoming && told > sum->counted && told > 0 ? sum->counted / told : 1; /* a project here paid more than this one says */
    for (size_t i = 0; i < p->money_n; i++) {
        const struct project_money *m = &p->money[i];
        if (isnan(m->amount) || !str_eq(m->currency, sum->currency))
            continue;
        if (!incoming && is_out(m))
            add(out, funder, m->currency, year_of(m), m->amount * share);
        else if (incoming && str_is(m->kind, "incoming") && !from_here(c, p, m) && scale > 0)
            add(out, m->payer.n ? who_of(who, m->payer, STR(""), a) + 1 : funder, m->currency, year_of(m), m->amount * scale * share);
    }
    double rest = incoming ? sum->counted - told * scale : 0;
    if (fabs(rest) > 0.005)
        add(out, funder, sum->currency, 0, rest * share);
}

static void chain_begin(struct chain *c, const struct works *w)
{
    *c = (struct chain){.pays = mem_get(w->project_n + 2)};
    for (size_t i = 0; i < w->project_n; i++) {
        uint32_t id = intern_id(&c->keys, w->projects[i].key);
        for (size_t k = 0; k < w->projects[i].money_n; k++)
            c->pays[id] |= is_out(&w->projects[i].money[k]) && !isnan(w->projects[i].money[k].amount);
    }
}

static int by_rank(const void *pa, const void *pb)
{
    const struct coverage_money *a = pa, *b = pb;
    int c = str_compare(a->currency, b->currency);
    c = c ? c : str_compare(a->source, b->source);
    return c ? c : (a->year > b->year) - (a->year < b->year);
}

static void sorted(const struct purses *p, const struct who *who, struct arena *a, struct coverage *out)
{
    out->money = ARENA_ARRAY(a, struct coverage_money, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        const struct purse *x = &p->list[i];
        double v = sum_value(&x->amount);
        if (fabs(v) < 0.005)
            continue;
        struct str currency = intern_text(&p->currencies, x->currency);
        out->money[out->money_n++] = (struct coverage_money){.source = x->who ? who->list[x->who - 1].words : STR(""), .actor = x->who ? who->list[x->who - 1].actor : -1,
            .currency = arena_str(a, currency), .year = x->year, .amount = v};
    }
    if (out->money_n)
        qsort(out->money, out->money_n, sizeof *out->money, by_rank);
}

void coverage_money(const struct works *w, const bool *here, const struct where *where, struct who *who, struct arena *a, struct coverage *out)
{
    struct purses p = {0};
    struct chain c;
    struct money_sum *sums = NULL;
    size_t n = 0, at = 0;
    money_sums(w, a, &sums, &n);
    chain_begin(&c, w);
    for (size_t i = 0; i < w->project_n; i++) {
        double share = here[i] ? share_here(&w->projects[i], where) : 0;
        bool any = false;
        for (; at < n && sums[at].project == i; at++) {
            if (!here[i])
                continue;
            any |= sums[at].disbursed != 0 || sums[at].spent != 0 || sums[at].received != 0;
            out->amounts_unknown += (size_t)sums[at].unknown;
            if (!isnan(share) && share > 0)
                split(&c, &w->projects[i], &sums[at], share, who, a, &p);
        }
        out->undivided += here[i] && any && isnan(share);
        out->without_money += here[i] && !any;
    }
    sorted(&p, who, a, out);
    free(p.list);
    intern_end(&p.currencies);
    intern_end(&p.keys);
    intern_end(&c.keys);
    free(c.pays);
}
