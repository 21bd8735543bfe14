/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engage: what came of what was asked, by groups, and whom to ask next. */
#include "engage/engage.h"
#include "math/maths.h"
#include "math/survival.h"

static const double confidence = 0.95;

static struct str group_of(const struct engagement *g, const struct ask *k, enum ask_by by)
{
    const struct addressee *w = &g->addressees[k->addressee];
    switch (by) {
    case ASK_BY_KIND: return w->kind ? str_of(w->kind->code) : STR("");
    case ASK_BY_LEVEL: return w->level;
    case ASK_BY_TOPIC: return k->contact->topic;
    case ASK_BY_CHANNEL: return str_of(k->contact->kind->code);
    case ASK_BY_ALL: break;
    }
    return STR("");
}

struct grouping {
    const struct engagement *g;
    struct arena *a;
    size_t *asks;     /* numbers of asks, group by group */
    uint32_t *marked; /* by addressee: the group that counted it last, from 1 */
};

static struct funnel funnel_of(const struct grouping *x, uint32_t group, const size_t *asks, size_t ask_n)
{
    const struct engagement *g = x->g;
    struct funnel f = {0};
    double *days = ARENA_ARRAY(x->a, double, ask_n + 1);
    bool *came = ARENA_ARRAY(x->a, bool, ask_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < ask_n; i++) {
        const struct ask *k = &g->asks[asks[i]];
        for (int step = 0; step <= (int)k->reached; step++)
            f.reached[step]++;
        f.open += k->reached < REACHED_ANSWERED;
        f.undated += k->undated;
        f.addressees += x->marked[k->addressee] != group;
        x->marked[k->addressee] = group;
        days[n] = (double)k->waited_days;
        came[n] = k->reached >= REACHED_ANSWERED;
        n += !k->undated;
    }
    int64_t sent = f.reached[REACHED_SENT], back = f.reached[REACHED_ANSWERED];
    struct survival s;
    survival_of(days, came, n, confidence, x->a, &s);
    f.days = s.median;
    f.answered = (struct estimate){sent ? (double)back / (double)sent : NAN, NAN, NAN, sent};
    if (sent)
        share_clopper_pearson(back, sent, confidence, &f.answered.lo, &f.answered.hi);
    return f;
}

static int most_first(const void *a, const void *b)
{
    const struct funnel *x = a, *y = b;
    if (x->reached[REACHED_SENT] != y->reached[REACHED_SENT])
        return x->reached[REACHED_SENT] > y->reached[REACHED_SENT] ? -1 : 1;
    return str_compare(x->group, y->group);
}

size_t engagement_funnels(const struct engagement *g, enum ask_by by, struct arena *a, struct funnel **out)
{
    struct intern groups CLEANUP(intern_end) = {0};
    struct buf b CLEANUP(buf_end) = {0};
    struct grouping x = {g, a, ARENA_ARRAY(a, size_t, g->ask_n + 1), ARENA_ARRAY(a, uint32_t, g->addressee_n + 1)};
    uint32_t *group = ARENA_ARRAY(a, uint32_t, g->ask_n + 1);
    for (size_t i = 0; i < g->ask_n; i++) { /* a mark before each: "" is a group, too */
        buf_clear(&b);
        buf_char(&b, ':');
        buf_str(&b, group_of(g, &g->asks[i], by));
        group[i] = intern_id(&groups, buf_view(&b)); /* from 1 */
    }
    size_t n = g->ask_n ? intern_count(&groups) - 1 : by == ASK_BY_ALL;
    size_t *first = ARENA_ARRAY(a, size_t, n + 3);
    for (size_t i = 0; i < g->ask_n; i++)
        first[group[i] + 1]++;
    for (size_t i = 1; i < n + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < g->ask_n; i++) /* afterwards first[k] is where group k ends */
        x.asks[first[group[i]]++] = i;
    *out = ARENA_ARRAY(a, struct funnel, n + 1);
    for (size_t i = 0; i < n; i++) {
        const size_t *asks = x.asks + first[i];
        (*out)[i] = funnel_of(&x, (uint32_t)i + 1, asks, first[i + 1] - first[i]);
        (*out)[i].group = g->ask_n ? group_of(g, &g->asks[*asks], by) : STR("");
    }
    if (n)
        qsort(*out, n, sizeof **out, most_first);
    return n;
}

/* ---- lists ---- */

struct standing {
    bool answered;
    int32_t due;
    struct str words;
    size_t at;
};

static int next_first(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->answered != y->answered)
        return x->answered ? 1 : -1;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    int words = str_compare(x->words, y->words);
    return words ? words : (x->at > y->at) - (x->at < y->at);
}

static size_t in_order(struct standing *list, size_t n, struct arena *a, size_t **out)
{
    *out = ARENA_ARRAY(a, size_t, n + 1);
    if (n)
        qsort(list, n, sizeof *list, next_first);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = list[i].at;
    return n;
}

size_t engagement_next(const struct engagement *g, struct arena *a, size_t **out)
{
    struct standing *list = ARENA_ARRAY(a, struct standing, g->addressee_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < g->addressee_n; i++)
        if (day_known(g->addressees[i].due))
            list[n++] = (struct standing){g->addressees[i].answered > 0, g->addressees[i].due.n, g->addressees[i].words, i};
    return in_order(list, n, a, out);
}

size_t engagement_overdue(const struct engagement *g, struct arena *a, size_t **out)
{
    struct standing *list = ARENA_ARRAY(a, struct standing, g->ask_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < g->ask_n; i++)
        if (g->asks[i].late_days)
            list[n++] = (struct standing){false, g->asks[i].contact->due.n, g->asks[i].contact->key, i};
    return in_order(list, n, a, out);
}
