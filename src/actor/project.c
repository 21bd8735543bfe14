/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: activities and the projects they are of; money that is counted once. */
#include "actor/project.h"
#include "actor/actor_priv.h"
#include "place/place.h"

void works_batch_end(struct works_batch *b)
{
    free(b->projects);
    free(b->activities);
    arena_end(&b->arena);
    intern_end(&b->words);
    problem_log_end(&b->log);
    *b = (struct works_batch){0};
}

/* ---- the rule ---- */

static void hex(struct buf *out, uint64_t v)
{
    buf_f(out, "%016" PRIx64, v);
}

/* Folded, each with an end that no text has. */
static void parts_add(struct buf *out, const struct str *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (parts[i].n)
            actor_fold(parts[i], out);
        buf_char(out, '\x1f');
    }
}

void activity_project_key(const struct activity *x, struct buf *out)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (x->project.n) {
        buf_str(out, x->project);
        return;
    }
    const struct str parts[] = {x->organisation, x->implementer, x->sector, x->what, x->country};
    parts_add(&b, parts, ARRAY_LEN(parts));
    buf_text(out, "3w-");
    hex(out, hash_64(b.p, b.n, 3));
}

/* ---- activities of one file ---- */

static void natural(const struct activity *x, struct buf *out)
{
    const struct str parts[] = {x->project, x->organisation, x->implementer, x->funder, x->sector, x->what, x->country, x->admin1, x->place, x->people, x->indicator, x->unit};
    parts_add(out, parts, ARRAY_LEN(parts));
    buf_int(out, x->from.n);
    buf_char(out, '\x1f');
    buf_int(out, x->to.n);
}

/* Everything it says, its line and key apart. */
static void whole(const struct activity *x, struct buf *out)
{
    natural(x, out);
    const double reals[] = {x->latitude, x->longitude, x->amount};
    for (size_t i = 0; i < ARRAY_LEN(reals); i++) {
        buf_char(out, '\x1f');
        if (!isnan(reals[i]))
            buf_real(out, reals[i]);
    }
    buf_f(out, "\x1f%" PRId64 "\x1f%" PRId64 "\x1f%.*s\x1f%.*s", x->targeted, x->reached, STR_F(x->status), STR_F(x->currency));
}

int64_t activity_digest(const struct activity *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    whole(x, &b);
    return (int64_t)(hash_64(b.p, b.n, 7) >> 1);
}

void activity_keys(struct works_batch *b, struct str source)
{
    struct intern rows = {0}, names = {0};
    uint32_t *times = mem_get((b->activity_n + 2) * sizeof *times);
    struct buf t CLEANUP(buf_end) = {0};
    size_t n = 0;
    for (size_t i = 0; i < b->activity_n; i++) {
        struct activity *x = &b->activities[i];
        uint32_t seen;
        buf_clear(&t);
        buf_str(&t, x->key);
        buf_char(&t, '\x1f');
        whole(x, &t);
        if (intern_find(&rows, buf_view(&t), &seen)) {
            b->duplicates++;
            continue;
        }
        (void)intern_id(&rows, buf_view(&t));
        buf_clear(&t);
        if (x->key.n)
            buf_f(&t, "%.*s/%.*s", STR_F(source), STR_F(x->key));
        else
            natural(x, &t);
        uint32_t nth = times[intern_id(&names, buf_view(&t))]++;
        struct buf key CLEANUP(buf_end) = {0};
        if (x->key.n) {
            buf_str(&key, buf_view(&t));
        } else {
            buf_char(&key, '=');
            hex(&key, hash_64(t.p, t.n, 5));
        }
        if (nth)
            buf_f(&key, ".%" PRIu32, nth + 1);
        x->key = intern_text(&b->words, intern_id(&b->words, buf_view(&key)));
        b->activities[n++] = *x;
    }
    b->activity_n = n;
    free(times);
    intern_end(&rows);
    intern_end(&names);
}

/* ---- derived projects ---- */

static void append_text(struct project *p, struct arena *a, struct str title)
{
    p->texts = ARENA_ARRAY(a, struct project_text, 1);
    p->texts[0] = (struct project_text){STR(""), title, STR("")};
    p->texts_n = title.n > 0;
}

static void actor_once(struct project *p, struct arena *a, const char *role, struct str name, size_t *room)
{
    if (!name.n)
        return;
    for (size_t i = 0; i < p->actors_n; i++)
        if (str_is(p->actors[i].role, role) && str_eq(p->actors[i].actor, name))
            return;
    if (p->actors_n == *room) {
        struct project_actor *more = ARENA_ARRAY(a, struct project_actor, *room ? *room * 2 : 4);
        if (p->actors_n)
            memcpy(more, p->actors, p->actors_n * sizeof *more);
        p->actors = more;
        *room = *room ? *room * 2 : 4;
    }
    p->actors[p->actors_n++] = (struct project_actor){str_of(role), name, STR(""), STR("")};
}

static void place_once(struct project *p, struct arena *a, const struct activity *x, size_t *room)
{
    const char *code = country_code_of(x->country);
    struct str country = code ? str_of(code) : x->country, place = x->admin1.n ? x->admin1 : x->place;
    for (size_t i = 0; i < p->places_n; i++)
        if (str_eq(p->places[i].country, country) && str_eq(p->places[i].place, place))
            return;
    if (p->places_n == *room) {
        struct project_place *more = ARENA_ARRAY(a, struct project_place, *room ? *room * 2 : 4);
        if (p->places_n)
            memcpy(more, p->places, p->places_n * sizeof *more);
        p->places = more;
        *room = *room ? *room * 2 : 4;
    }
    p->places[p->places_n++] = (struct project_place){country, place, NAN, x->latitude, x->longitude, false};
}

static void sector_once(struct project *p, struct arena *a, struct str name, size_t *room)
{
    if (!name.n)
        return;
    for (size_t i = 0; i < p->sectors_n; i++)
        if (str_eq(p->sectors[i].name, name))
            return;
    if (p->sectors_n == *room) {
        struct project_sector *more = ARENA_ARRAY(a, struct project_sector, *room ? *room * 2 : 4);
        if (p->sectors_n)
            memcpy(more, p->sectors, p->sectors_n * sizeof *more);
        p->sectors = more;
        *room = *room ? *room * 2 : 4;
    }
    p->sectors[p->sectors_n++] = (struct project_sector){STR("cluster"), STR(""), name, NAN};
}

static void group_once(struct project *p, struct arena *a, struct str people, size_t *room)
{
    if (!people.n)
        return;
    for (size_t i = 0; i < p->groups_n; i++)
        if (str_eq(p->groups[i].people, people))
            return;
    if (p->groups_n == *room) {
        struct project_group *more = ARENA_ARRAY(a, struct project_group, *room ? *room * 2 : 4);
        if (p->groups_n)
            memcpy(more, p->groups, p->groups_n * sizeof *more);
        p->groups = more;
        *room = *room ? *room * 2 : 4;
    }
    p->groups[p->groups_n++] = (struct project_group){people};
}

struct rooms {
    size_t actors, places, sectors, groups;
    bool who, where, what, whom, when, called; /* of these its own file says nothing: they follow from its activities */
};

static void rooms_begin(struct rooms *r, const struct project *p)
{
    *r = (struct rooms){.who = !p->actors_n, .where = !p->places_n, .what = !p->sectors_n, .whom = !p->groups_n, .when = !day_known(p->from) && !day_known(p->to), .called = !p->texts_n};
}

static void join(struct project *p, const struct activity *x, struct arena *a, struct rooms *room)
{
    if (room->who) {
        actor_once(p, a, "funding", x->funder, &room->actors);
        actor_once(p, a, "accountable", x->organisation, &room->actors);
        actor_once(p, a, "implementing", x->implementer.n ? x->implementer : x->organisation, &room->actors);
    }
    if (room->where)
        place_once(p, a, x, &room->places);
    if (room->what)
        sector_once(p, a, x->sector, &room->sectors);
    if (room->whom)
        group_once(p, a, x->people, &room->groups);
    if (room->called && !p->texts_n)
        append_text(p, a, x->what.n ? x->what : x->sector);
    if (!p->reporter.n)
        p->reporter = x->organisation;
    if (!p->status.n)
        p->status = x->status;
    if (!room->when)
        return;
    if (day_known(x->from) && (!day_known(p->from) || x->from.n < p->from.n))
        p->from = x->from;
    if (day_known(x->to) && (!day_known(p->to) || x->to.n > p->to.n))
        p->to = x->to;
}

void works_derive(struct works *w, struct arena *a)
{
    struct intern keys = {0};
    size_t most = w->project_n + w->activity_n;
    struct project *all = ARENA_ARRAY(a, struct project, most + 1);
    struct rooms *room = mem_get((most + 1) * sizeof *room);
    uint32_t *at = mem_get((most + 2) * sizeof *at);
    struct buf key CLEANUP(buf_end) = {0};
    if (w->project_n)
        memcpy(all, w->projects, w->project_n * sizeof *all);
    w->own_n = w->project_n;
    for (size_t i = 0; i < w->own_n; i++) {
        at[intern_id(&keys, all[i].key)] = (uint32_t)i;
        rooms_begin(&room[i], &all[i]);
    }
    w->project_of = ARENA_ARRAY(a, uint32_t, w->activity_n + 1);
    for (size_t i = 0; i < w->activity_n; i++) {
        const struct activity *x = &w->activities[i];
        uint32_t id;
        buf_clear(&key);
        activity_project_key(x, &key);
        if (!intern_find(&keys, buf_view(&key), &id)) {
            id = intern_id(&keys, buf_view(&key));
            at[id] = (uint32_t)w->project_n;
            struct project *p = &all[w->project_n++];
            *p = (struct project){.origin = x->origin, .import = x->import, .line = x->line, .key = {arena_text(a, key.p, key.n), key.n},
                .from = DAY_NONE, .to = DAY_NONE, .derived = true};
            rooms_begin(&room[at[id]], p);
        }
        w->project_of[i] = at[id];
        join(&all[at[id]], x, a, &room[at[id]]);
    }
    w->projects = all;
    free(room);
    free(at);
    intern_end(&keys);
}

/* ---- money counted once ---- */

static struct money_sum *purse_of(struct money_sum **list, size_t *n, size_t *room, size_t from, size_t project, struct str currency)
{
    for (size_t i = from; i < *n; i++)
        if (str_eq((*list)[i].currency, currency))
            return &(*list)[i];
    GROW(*list, *n, *room);
    (*list)[*n] = (struct money_sum){.project = project, .currency = currency};
    return &(*list)[(*n)++];
}

static void money_add(struct money_sum *m, const struct project_money *x, bool from_here)
{
    if (isnan(x->amount)) {
        m->unknown++;
        return;
    }
    if (str_is(x->kind, "budget"))
        m->budget += x->amount;
    else if (str_is(x->kind, "pledge"))
        m->pledged += x->amount;
    else if (str_is(x->kind, "commitment"))
        m->committed += x->amount;
    else if (str_is(x->kind, "disbursement"))
        m->disbursed += x->amount;
    else if (str_is(x->kind, "expenditure"))
        m->spent += x->amount;
    else if (str_is(x->kind, "incoming")) {
        m->received += x->amount;
        m->from_here += from_here ? x->amount : 0;
    }
}

static bool outgoing(const struct project_money *m)
{
    return (str_is(m->kind, "disbursement") || str_is(m->kind, "expenditure")) && !isnan(m->amount);
}

/* What entered here first: the larger of what came in and what went out, less what another project of this register paid into it. */
static void count_once(struct money_sum *m)
{
    double out = m->disbursed + m->spent, here = fmax(m->from_here, m->paid_here);
    if (m->received == 0 && here == 0) {
        m->counted = out;
        return;
    }
    double in = fmax(m->received, here);
    m->counted = fmax(out, in) - here;
}

void money_sums(const struct works *w, struct arena *a, struct money_sum **out, size_t *n)
{
    struct intern keys = {0};
    struct money_sum *list = NULL;
    size_t used = 0, room = 0, *first = mem_get((w->project_n + 1) * sizeof *first);
    uint8_t *pays = mem_get(w->project_n + 2);
    for (size_t i = 0; i < w->project_n; i++) {
        uint32_t id = intern_id(&keys, w->projects[i].key);
        for (size_t k = 0; k < w->projects[i].money_n && id < w->project_n + 2; k++)
            pays[id] |= outgoing(&w->projects[i].money[k]);
    }
    uint32_t *project_of = mem_get((w->project_n + 2) * sizeof *project_of), id;
    for (size_t i = 0; i < w->project_n; i++) {
        if (intern_find(&keys, w->projects[i].key, &id))
            project_of[id] = (uint32_t)i + 1;
        first[i] = used;
        for (size_t k = 0; k < w->projects[i].money_n; k++) {
            const struct project_money *m = &w->projects[i].money[k];
            bool other = m->payer_project.n && !str_eq(m->payer_project, w->projects[i].key);
            bool here = other && intern_find(&keys, m->payer_project, &id) && pays[id];
            money_add(purse_of(&list, &used, &room, first[i], i, m->currency), m, here);
        }
    }
    first[w->project_n] = used;
    for (size_t i = 0; i < w->project_n; i++) /* what payers say that they paid into a project that is here */
        for (size_t k = 0; k < w->projects[i].money_n; k++) {
            const struct project_money *m = &w->projects[i].money[k];
            if (!outgoing(m) || !m->payee_project.n || str_eq(m->payee_project, w->projects[i].key) || !intern_find(&keys, m->payee_project, &id) || !project_of[id])
                continue;
            size_t to = project_of[id] - 1;
            for (size_t q = first[to]; q < first[to + 1]; q++)
                if (str_eq(list[q].currency, m->currency))
                    list[q].paid_here += m->amount;
        }
    *out = ARENA_ARRAY(a, struct money_sum, used + 1);
    for (size_t i = 0; i < used; i++) {
        count_once(&list[i]);
        (*out)[i] = list[i];
    }
    *n = used;
    free(list);
    free(first);
    free(pays);
    free(project_of);
    intern_end(&keys);
}
