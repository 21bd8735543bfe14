/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engage: how far what was asked came, as of a day. */
#include "engage/engage.h"

const char *const reached_codes[REACHED_STEPS] = {"sent", "acknowledged", "answered", "met", "promised", "kept"};

/* What was held or promised on a day or later, seen while going back in time. */
struct seen {
    struct day met;       /* the earliest day so far; DAY_NONE nothing was held */
    enum reached reached; /* the most that came of it */
};
struct reading {
    struct engagement *g;
    struct arena *a;
    struct contact *contacts;
    struct promise *promises;
    size_t contact_n, promise_n;
    struct intern who, topics, keys; /* addressees; addressee and topic; keys of contacts */
    struct seen *seen;               /* by id in topics */
    size_t seen_n, seen_room, who_room;
    enum reached *named;             /* by id in keys: what a promise that names the contact came to */
};

static void end(struct reading *r)
{
    intern_end(&r->who);
    intern_end(&r->topics);
    intern_end(&r->keys);
    free(r->seen);
    free(r->named);
}

/* ---- who was asked ---- */

static size_t addressee_of(struct reading *r, struct str words, bool add)
{
    struct engagement *g = r->g;
    int32_t actor = roster_find(g->roster, words);
    char number[32];
    uint32_t id;
    snprintf(number, sizeof number, "#%d", (int)actor);
    struct str key = actor >= 0 ? str_of(number) : words; /* no actor's words begin like that and are found by them alone */
    if (intern_find(&r->who, key, &id))
        return id - 1;
    if (!add)
        return SIZE_MAX;
    const struct actor *x = actor >= 0 ? roster_at(g->roster, (size_t)actor) : NULL;
    id = intern_id(&r->who, key);
    GROW(g->addressees, g->addressee_n, r->who_room);
    g->addressees[g->addressee_n++] = (struct addressee){.words = words, .actor = actor, .kind = x ? x->kind : NULL, .level = x ? x->level : STR(""), .last = DAY_NONE, .due = DAY_NONE,
        .reply_asked = DAY_NONE, .reply_answered = DAY_NONE};
    return id - 1;
}

/* ---- what was held, and what was promised ---- */

static struct seen *seen_of(struct reading *r, size_t addressee, struct str topic)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "%zu:", addressee);
    buf_str(&b, topic);
    size_t id = intern_id(&r->topics, buf_view(&b));
    while (r->seen_n <= id) {
        GROW(r->seen, r->seen_n, r->seen_room);
        r->seen[r->seen_n++] = (struct seen){DAY_NONE, REACHED_SENT};
    }
    return &r->seen[id];
}

static enum reached promise_reached(const struct promise *p, struct day on)
{
    return promise_now(p, on) == PROMISE_KEPT ? REACHED_KEPT : REACHED_PROMISED;
}

static void named_promises(struct reading *r)
{
    for (size_t i = 0; i < r->contact_n; i++)
        (void)intern_id(&r->keys, r->contacts[i].key);
    r->named = mem_get((intern_count(&r->keys) + 1) * sizeof *r->named); /* zeroed: REACHED_SENT */
    for (size_t i = 0; i < r->promise_n; i++) {
        const struct promise *p = &r->promises[i];
        uint32_t id;
        if (p->made.n <= r->g->on.n && p->contact.n && intern_find(&r->keys, p->contact, &id))
            r->named[id] = MAX_OF(r->named[id], promise_reached(p, r->g->on));
    }
}

static enum reached named_of(const struct reading *r, const struct contact *x)
{
    uint32_t id;
    return intern_find(&r->keys, x->key, &id) ? r->named[id] : REACHED_SENT;
}

/* As of the day: what is dated later is not there yet. */
static const struct outcome *outcome_then(const struct contact *x, struct day on)
{
    if (!day_known(x->outcome_day) || x->outcome_day.n <= on.n)
        return x->outcome;
    return outcome_of(x->kind->asks ? STR("sent") : STR("planned"));
}

static bool is(const struct outcome *o, const char *code)
{
    return strcmp(o->code, code) == 0;
}

/* A meeting counts for asks of its topic and those of none; one without a topic for all of that addressee. */
static void held(struct reading *r, const struct contact *x)
{
    size_t who = addressee_of(r, x->to, false);
    enum reached reached = MAX_OF(REACHED_MET, named_of(r, x));
    if (who == SIZE_MAX)
        return;
    const struct str topics[] = {x->topic, STR("\n")}; /* no topic holds a line's end: what any of that addressee finds */
    for (size_t i = 0; i < ARRAY_LEN(topics); i++) {
        struct seen *s = seen_of(r, who, topics[i]);
        s->met = x->day;
        s->reached = MAX_OF(s->reached, reached);
    }
}

/* ---- one ask ---- */

static void follow(struct ask *k, const struct seen *s)
{
    bool undated = k->outcome->answers && !day_known(k->contact->outcome_day); /* it came before, and nobody knows when */
    if (!undated && day_known(s->met) && (!day_known(k->came) || s->met.n < k->came.n))
        k->came = s->met;
    k->reached = MAX_OF(k->reached, s->reached);
}

static void waiting(const struct engagement *g, struct ask *k)
{
    const struct contact *x = k->contact;
    bool answered = k->reached >= REACHED_ANSWERED;
    struct day until = answered ? k->came : g->on; /* also where somebody wrote that none came by its day: to stop there would make the median shorter the sooner people write so */
    k->undated = answered && !day_known(k->came);
    k->waited_days = k->undated ? 0 : until.n - x->day.n;
    if (!answered && day_known(x->due) && x->due.n < g->on.n)
        k->late_days = g->on.n - x->due.n;
}

static struct ask ask_of(struct reading *r, const struct contact *x, const struct outcome *o)
{
    struct ask k = {.contact = x, .outcome = o, .addressee = addressee_of(r, x->to, true), .came = DAY_NONE};
    k.reached = o->answers ? REACHED_ANSWERED : is(o, "acknowledged") ? REACHED_ACKNOWLEDGED : REACHED_SENT;
    if (o->answers)
        k.came = x->outcome_day;
    if (x->topic.n) {
        follow(&k, seen_of(r, k.addressee, x->topic));
        follow(&k, seen_of(r, k.addressee, STR("")));
    } else {
        follow(&k, seen_of(r, k.addressee, STR("\n")));
    }
    follow(&k, seen_of(r, k.addressee, STR("\n\n"))); /* promises that name nothing */
    k.reached = MAX_OF(k.reached, named_of(r, x));
    waiting(r->g, &k);
    return k;
}

static bool counted(struct engagement *g, const struct outcome *o)
{
    g->planned += is(o, "planned");
    g->cancelled += is(o, "cancelled");
    g->undelivered += is(o, "not_delivered");
    return !is(o, "planned") && !is(o, "cancelled") && !is(o, "not_delivered");
}

/* ---- all of them, back in time ---- */

static void unnamed_promises(struct reading *r, size_t *left, struct day from)
{
    for (; *left > 0 && r->promises[*left - 1].made.n >= from.n; (*left)--) {
        const struct promise *p = &r->promises[*left - 1];
        size_t who = p->contact.n || p->made.n > r->g->on.n ? SIZE_MAX : addressee_of(r, p->actor, false);
        if (who == SIZE_MAX)
            continue;
        struct seen *s = seen_of(r, who, STR("\n\n"));
        s->reached = MAX_OF(s->reached, promise_reached(p, r->g->on));
    }
}

static void all_asks(struct reading *r)
{
    struct engagement *g = r->g;
    size_t left = r->promise_n, day_end = r->contact_n;
    g->asks = ARENA_ARRAY(r->a, struct ask, r->contact_n + 1);
    for (size_t i = 0; i < r->contact_n; i++) /* everybody first, so that meetings before the first ask of a day find them */
        if (r->contacts[i].kind->asks && r->contacts[i].day.n <= g->on.n)
            (void)addressee_of(r, r->contacts[i].to, true);
    while (day_end > 0) {
        size_t first = day_end - 1;
        while (first > 0 && r->contacts[first - 1].day.n == r->contacts[day_end - 1].day.n)
            first--;
        unnamed_promises(r, &left, r->contacts[first].day);
        for (size_t pass = 0; pass < 2 && r->contacts[first].day.n <= g->on.n; pass++)
            for (size_t i = day_end; i-- > first;) {
                const struct contact *x = &r->contacts[i];
                const struct outcome *o = outcome_then(x, g->on);
                if (pass == 0 && !x->kind->asks && is(o, "held"))
                    held(r, x);
                else if (pass == 1 && x->kind->asks && counted(g, o))
                    g->asks[g->ask_n++] = ask_of(r, x, o);
            }
        day_end = first;
    }
    for (size_t i = 0; i < g->ask_n / 2; i++) { /* forward again */
        struct ask k = g->asks[i];
        g->asks[i] = g->asks[g->ask_n - 1 - i];
        g->asks[g->ask_n - 1 - i] = k;
    }
}

static void last_contacts(struct reading *r)
{
    struct engagement *g = r->g;
    for (size_t i = 0; i < r->contact_n; i++) {
        const struct outcome *o = outcome_then(&r->contacts[i], g->on);
        size_t who = r->contacts[i].day.n <= g->on.n && !is(o, "planned") && !is(o, "cancelled") ? addressee_of(r, r->contacts[i].to, false) : SIZE_MAX;
        if (who != SIZE_MAX)
            g->addressees[who].last = r->contacts[i].day; /* by day: the latest stays */
    }
    for (size_t i = 0; i < g->ask_n; i++) {
        const struct ask *k = &g->asks[i];
        struct addressee *w = &g->addressees[k->addressee];
        w->asks++;
        w->answered += k->reached >= REACHED_ANSWERED;
        if (k->late_days && (!day_known(w->due) || k->contact->due.n < w->due.n))
            w->due = k->contact->due;
        g->undue += k->reached < REACHED_ANSWERED && !day_known(k->contact->due);
    }
}

static int longest_first(const void *a, const void *b)
{
    const struct overdue_promise *x = a, *y = b;
    if (x->late_days != y->late_days)
        return x->late_days > y->late_days ? -1 : 1;
    return str_compare(x->promise->key, y->promise->key);
}

static void overdue_promises(struct reading *r)
{
    struct engagement *g = r->g;
    g->promises = ARENA_ARRAY(r->a, struct overdue_promise, r->promise_n + 1);
    for (size_t i = 0; i < r->promise_n; i++) {
        const struct promise *p = &r->promises[i];
        if (p->made.n <= g->on.n && promise_overdue(promise_now(p, g->on)))
            g->promises[g->promise_n++] = (struct overdue_promise){p, addressee_of(r, p->actor, false), g->on.n - p->due.n};
    }
    if (g->promise_n)
        qsort(g->promises, g->promise_n, sizeof *g->promises, longest_first);
}

static bool right_of_reply(struct reading *r, struct store *s, struct err *e)
{
    struct engagement *g = r->g;
    struct reply *list;
    size_t n;
    if (!replies_read(s, r->a, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) { /* by the day they were asked: the latest stays */
        size_t who = list[i].asked.n <= g->on.n ? addressee_of(r, list[i].actor, false) : SIZE_MAX;
        if (who == SIZE_MAX)
            continue;
        g->addressees[who].reply_asked = list[i].asked;
        g->addressees[who].reply_answered = day_known(list[i].answered) && list[i].answered.n <= g->on.n ? list[i].answered : DAY_NONE;
    }
    return true;
}

bool engagement_read(struct store *s, struct day on, struct arena *a, struct engagement *out, struct err *e)
{
    struct engagement g = {.on = on};
    struct reading r CLEANUP(end) = {.g = &g, .a = a};
    struct roster *roster;
    if (!roster_read(s, a, &roster, e) || !contacts_read(s, a, &r.contacts, &r.contact_n, e) || !promises_read(s, a, &r.promises, &r.promise_n, e))
        return false;
    g.roster = roster;
    named_promises(&r);
    all_asks(&r);
    last_contacts(&r);
    overdue_promises(&r);
    bool fine = right_of_reply(&r, s, e);
    struct addressee *kept = ARENA_ARRAY(a, struct addressee, g.addressee_n + 1);
    if (g.addressee_n)
        memcpy(kept, g.addressees, g.addressee_n * sizeof *kept);
    free(g.addressees);
    g.addressees = kept;
    if (fine)
        *out = g;
    return fine;
}
