/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage: from a register's rows to arrays: places with their need, sectors, organisations, and who works where. */
#include "coverage/coverage_priv.h"

enum { POPULATION_WITHIN_YEARS = 5 };

/* ---- who ---- */

void who_end(struct who *w)
{
    intern_end(&w->folded);
    free(w->list);
    *w = (struct who){0};
}

uint32_t who_of(struct who *w, struct str words, struct str reference, struct arena *a)
{
    struct buf key CLEANUP(buf_end) = {0};
    int32_t actor = roster_find(w->roster, words);
    if (actor < 0 && reference.n)
        actor = roster_find(w->roster, reference);
    if (actor >= 0)
        buf_f(&key, "\x1f%" PRId32, actor);
    else
        name_fold(words, &key);
    if (!key.n)
        buf_str(&key, words.n ? words : reference);
    uint32_t id = intern_id(&w->folded, buf_view(&key)); /* 1 and up, as they come */
    if (id > w->n) {
        GROW(w->list, w->n, w->room);
        w->list[w->n++] = (struct coverage_organisation){.words = arena_str(a, words.n ? words : reference), .actor = actor};
    }
    return id - 1;
}

/* ---- what it is made of ---- */

struct making {
    const struct incident_columns *c;
    const struct coverage_wish *wish;
    struct coverage *out;
    struct works w;
    struct where where;
    struct who who;
    struct intern folded;     /* of sectors: vocabulary and code, or the folded words */
    struct intern named;      /* folded names of coded sectors; `coded` by their numbers */
    const struct project_sector **coded; /* heap */
    struct dac_names dac;     /* the codebook's names of codes, */
    const struct project_sector **first; /* and by its sectors, who has such a code first; NULL: none */
    struct coverage_sector *sectors; /* heap */
    size_t sector_n, sector_room, unstated;
    struct coverage_link *links, *unplaced; /* heap; unplaced: place 0 */
    size_t link_n, link_room, unplaced_n, unplaced_room;
    bool *here, *placed;      /* by project: at work in the country in the period; somewhere in it */
    bool *local, *undated;    /* by project: in the country at all; at work without a day */
    struct arena *a;
};

/* ---- sectors ---- */

static size_t sector_of(struct making *m, struct str key, struct str name, struct str fold)
{
    uint32_t id = intern_id(&m->folded, fold);
    if (id > m->sector_n) {
        GROW(m->sectors, m->sector_n, m->sector_room);
        m->sectors[m->sector_n++] = (struct coverage_sector){.key = arena_str(m->a, key), .name = arena_str(m->a, name)};
    }
    if (name.n && !m->sectors[id - 1].name.n)
        m->sectors[id - 1].name = arena_str(m->a, name);
    return id - 1;
}

static size_t sector_unstated(struct making *m)
{
    if (m->unstated == SIZE_MAX)
        m->unstated = sector_of(m, STR(""), STR(""), STR("\x1f"));
    return m->unstated;
}

static size_t dac_index(const struct code *dac)
{
    size_t n;
    return (size_t)(dac - codes(CODES_SECTORS, &n));
}

/* The coded sector of that name, as whatever file or the codebook has it in any language; NULL: none. */
static const struct project_sector *coded_of(const struct making *m, struct str name)
{
    struct buf fold CLEANUP(buf_end) = {0};
    uint32_t id;
    name_fold(name, &fold);
    if (fold.n && intern_find(&m->named, buf_view(&fold), &id) && id)
        return m->coded[id - 1];
    const struct code *dac = dac_named(&m->dac, name);
    return dac ? m->first[dac_index(dac)] : NULL;
}

/* Two files that name the same sector, one by a code and one by its words (or each by a code of its own vocabulary), mean one sector: were they
 * kept apart, nobody would seem to work in either where the other has somebody. Of two codes with one name within a vocabulary the first. */
static void codes_named(struct making *m)
{
    size_t n = 0, room = 0, dac_n;
    (void)codes(CODES_SECTORS, &dac_n);
    m->first = ARENA_ARRAY(m->a, const struct project_sector *, dac_n);
    for (size_t i = 0; i < m->w.own_n; i++)
        for (size_t k = 0; k < m->w.projects[i].sectors_n; k++) {
            const struct project_sector *s = &m->w.projects[i].sectors[k];
            const struct code *dac = dac_sector(s->vocabulary, s->code);
            struct buf fold CLEANUP(buf_end) = {0};
            if (dac && !m->first[dac_index(dac)])
                m->first[dac_index(dac)] = s;
            name_fold(s->name, &fold);
            if (!s->code.n || !fold.n || intern_id(&m->named, buf_view(&fold)) <= n)
                continue;
            GROW(m->coded, n, room);
            m->coded[n++] = s;
        }
}

static size_t sector_coded(struct making *m, const struct project_sector *s)
{
    struct buf fold CLEANUP(buf_end) = {0};
    const struct project_sector *same = s->name.n ? coded_of(m, s->name) : NULL;
    if (same && !str_eq(same->vocabulary, s->vocabulary))
        s = same;
    buf_f(&fold, "\x1f%.*s/%.*s", STR_F(s->vocabulary), STR_F(s->code));
    size_t number = sector_of(m, s->code, s->name, buf_view(&fold));
    m->sectors[number].dac = dac_sector(s->vocabulary, s->code);
    return number;
}

static size_t sector_words(struct making *m, struct str words)
{
    struct buf fold CLEANUP(buf_end) = {0};
    words = str_trim(words);
    if (!words.n)
        return sector_unstated(m);
    const struct project_sector *coded = coded_of(m, words);
    if (coded)
        return sector_coded(m, coded);
    name_fold(words, &fold);
    return sector_of(m, words, STR(""), fold.n ? buf_view(&fold) : words);
}

static size_t pillar_of(struct making *m, const struct project *p)
{
    return p->pillar.n ? sector_of(m, p->pillar, STR(""), p->pillar) : sector_unstated(m);
}

/* The vocabulary that a project's sectors are told in: the finest code of the DAC, else a cluster, else what it has. */
static struct str vocabulary_of(const struct project *p)
{
    static const char *const preferred[] = {"dac5", "dac3", "cluster", "sdg", "own"};
    for (size_t k = 0; k < ARRAY_LEN(preferred); k++)
        for (size_t i = 0; i < p->sectors_n; i++)
            if (str_is(p->sectors[i].vocabulary, preferred[k]))
                return p->sectors[i].vocabulary;
    return STR("");
}

/* Numbers of its sectors into `out`, which has room for all of them and one more. */
static size_t sectors_of(struct making *m, const struct project *p, size_t *out)
{
    struct str vocabulary = vocabulary_of(p);
    size_t n = 0;
    if (m->wish->by_pillar) {
        out[0] = pillar_of(m, p);
        return 1;
    }
    for (size_t i = 0; i < p->sectors_n; i++) {
        const struct project_sector *s = &p->sectors[i];
        if (str_eq(s->vocabulary, vocabulary) && (s->code.n || s->name.n))
            out[n++] = s->code.n ? sector_coded(m, s) : sector_words(m, s->name);
    }
    if (!n)
        out[n++] = sector_unstated(m);
    return n;
}

/* ---- at work in the period ---- */

static bool is_at_work(const struct coverage_wish *w, struct day from, struct day to, struct str status, bool *undated)
{
    *undated = !day_known(from) && !day_known(to);
    if (str_is(status, "cancelled") || str_is(status, "suspended"))
        return false;
    if (*undated)
        return !str_is(status, "planned") && !str_is(status, "completed");
    if (str_is(status, "planned") && !day_known(from))
        return false;
    bool early = day_known(to) && day_known(w->from) && to.n < w->from.n;
    bool late = day_known(from) && day_known(w->to) && from.n > w->to.n;
    return !early && !late;
}

static void link_add(struct making *m, int unit, size_t sector, uint32_t organisation)
{
    struct coverage_link l = {unit < 0 ? 0 : (uint32_t)unit, (uint32_t)sector, organisation};
    if (unit >= 0) {
        GROW(m->links, m->link_n, m->link_room);
        m->links[m->link_n++] = l;
    } else {
        GROW(m->unplaced, m->unplaced_n, m->unplaced_room);
        m->unplaced[m->unplaced_n++] = l;
    }
}

static bool take_activity(struct making *m, size_t i, struct err *e)
{
    const struct activity *x = &m->w.activities[i];
    uint32_t project = m->w.project_of[i];
    struct str who = x->implementer.n ? x->implementer : x->organisation;
    bool undated;
    int unit;
    if (!where_activity(&m->where, x, &unit, e))
        return false;
    m->local[project] |= unit != WHERE_OTHER;
    if (unit == WHERE_OTHER || !is_at_work(m->wish, x->from, x->to, x->status, &undated))
        return true;
    m->out->activities++;
    m->undated[project] |= undated;
    m->here[project] = true;
    m->placed[project] |= unit >= 0;
    if (who.n)
        link_add(m, unit, m->wish->by_pillar ? pillar_of(m, &m->w.projects[project]) : sector_words(m, x->sector), who_of(&m->who, who, STR(""), m->a));
    return true;
}

static bool activities(struct making *m, struct err *e)
{
    for (size_t i = 0; i < m->w.activity_n; i++)
        if (!take_activity(m, i, e))
            return false;
    return true;
}

/* Who carries it out; else who stands for it; else who reports it. */
static size_t organisations_of(struct making *m, const struct project *p, uint32_t *out)
{
    static const char *const roles[] = {"implementing", "accountable", "extending"};
    size_t n = 0;
    for (size_t r = 0; r < ARRAY_LEN(roles) && !n; r++)
        for (size_t i = 0; i < p->actors_n; i++)
            if (str_is(p->actors[i].role, roles[r]) && (p->actors[i].actor.n || p->actors[i].reference.n))
                out[n++] = who_of(&m->who, p->actors[i].actor, p->actors[i].reference, m->a);
    if (!n && p->reporter.n)
        out[n++] = who_of(&m->who, p->reporter, STR(""), m->a);
    return n;
}

/* Its units in the country into `out`, or that nobody says where; *here: any place of it is here, or none is named. */
static bool units_of(struct making *m, const struct project *p, int *out, size_t *n, bool *here, struct err *e)
{
    int unit;
    *n = 0;
    *here = !p->places_n && m->where.only;
    for (size_t i = 0; i < p->places_n; i++) {
        if (!where_project_place(&m->where, &p->places[i], &unit, e))
            return false;
        *here |= unit != WHERE_OTHER;
        if (unit >= 0)
            out[(*n)++] = unit;
    }
    return true;
}

static bool take_project(struct making *m, size_t i, struct err *e)
{
    const struct project *p = &m->w.projects[i];
    struct arena step CLEANUP(arena_end) = {0};
    size_t *sectors = ARENA_ARRAY(&step, size_t, p->sectors_n + 1), sector_n, unit_n, who_n;
    uint32_t *who = ARENA_ARRAY(&step, uint32_t, p->actors_n + 1);
    int *units = ARENA_ARRAY(&step, int, p->places_n + 1);
    bool here, undated;
    if (!units_of(m, p, units, &unit_n, &here, e))
        return false;
    m->local[i] |= here;
    if (!here || !is_at_work(m->wish, p->from, p->to, p->status, &undated))
        return true;
    m->undated[i] |= undated;
    m->here[i] = true;
    m->placed[i] |= unit_n > 0;
    sector_n = sectors_of(m, p, sectors);
    who_n = organisations_of(m, p, who);
    if (!unit_n)
        units[unit_n++] = WHERE_UNSAID;
    for (size_t u = 0; u < unit_n; u++)
        for (size_t s = 0; s < sector_n; s++)
            for (size_t w = 0; w < who_n; w++)
                link_add(m, units[u], sectors[s], who[w]);
    return true;
}

static bool projects(struct making *m, struct err *e)
{
    for (size_t i = 0; i < m->w.own_n; i++)
        if (!take_project(m, i, e))
            return false;
    for (size_t i = 0; i < m->w.project_n; i++) {
        m->out->projects += m->here[i];
        m->out->undated += m->undated[i];
        m->out->elsewhere += !m->local[i];
        m->out->unplaced += m->here[i] && !m->placed[i];
    }
    return true;
}

/* ---- need ---- */

static void units_make(struct making *m)
{
    const struct gazetteer *g = m->c->places;
    size_t all = g ? gazetteer_count(g) : 0;
    m->out->units = ARENA_ARRAY(m->a, struct coverage_unit, all + 1);
    for (size_t i = 0; i < all && m->wish->level > 0 && m->wish->country >= 0; i++) {
        const struct place *p = gazetteer_place(g, i);
        if (p->level == m->wish->level && str_eq(p->country, gazetteer_place(g, (size_t)m->wish->country)->country))
            m->out->units[m->out->in.places++].place = (int)i;
    }
}

static bool incidents(struct making *m, struct coverage_place *places, struct err *e)
{
    static const enum count_by by[] = {BY_PLACE};
    const struct coverage_wish *w = m->wish;
    struct selection which = {.from = w->from, .to = w->to, .place = w->country, .in_series = true};
    struct counts counts = {0};
    int64_t all = 0;
    for (size_t i = 0; i < m->out->in.places; i++)
        places[i].incidents = NAN;
    if (!m->out->in.places || !m->c->n || !m->c->place[w->level])
        return true;
    if (!count_incidents(m->c, &which, by, 1, w->level, m->a, &counts, e))
        return false;
    for (size_t k = 0; k < counts.n; k++)
        all += counts.rows[k].incidents;
    for (size_t i = 0; all && i < m->out->in.places; i++) {
        places[i].incidents = 0;
        for (size_t k = 0; k < counts.n; k++)
            if (counts.rows[k].key[0] == m->out->units[i].place)
                places[i].incidents = (double)counts.rows[k].incidents;
    }
    return true;
}

/* What could be seen in the months of the period. */
static void looks(struct making *m, struct coverage_place *places)
{
    const struct coverage_wish *w = m->wish;
    struct day from = day_known(w->from) ? w->from : m->c->first_day, to = day_known(w->to) ? w->to : m->c->last_day;
    if (!day_known(from) || !day_known(to) || to.n < from.n)
        return;
    size_t months = (size_t)(day_month(to) - day_month(from) + 1);
    uint8_t *seen = ARENA_ARRAY(m->a, uint8_t, months + 1);
    for (size_t i = 0; i < m->out->in.places; i++) {
        size_t none = 0, less = 0;
        if (!looked_months(m->c, m->out->units[i].place, day_month(from), months, seen))
            continue;
        for (size_t k = 0; k < months; k++) {
            none += seen[k] == LOOKED_NONE;
            less += seen[k] >= LOOKED_LIMITED;
        }
        m->out->units[i].looked = none == months ? LOOKED_NONE : less ? LOOKED_LIMITED : LOOKED_GOOD;
        places[i].partly = less > 0;
        if (none == months)
            places[i].incidents = NAN;
    }
}

static void people(struct making *m)
{
    const struct coverage_wish *w = m->wish;
    struct day from = day_known(w->from) ? w->from : m->c->first_day, to = day_known(w->to) ? w->to : m->c->last_day;
    if (!day_known(from) || !day_known(to))
        return;
    int year = month_year((day_month(from) + day_month(to)) / 2);
    for (size_t i = 0; i < m->out->in.places; i++) {
        struct coverage_unit *u = &m->out->units[i];
        u->peopled = population_about(m->c, u->place, year, POPULATION_WITHIN_YEARS, &u->people) && u->people.people > 0;
    }
}

static bool within(const struct coverage_wish *w, const struct coverage_asked *x)
{
    bool early = day_known(x->to) && day_known(w->from) && x->to.n < w->from.n;
    bool late = day_known(x->from) && day_known(w->to) && x->from.n > w->to.n;
    return !early && !late;
}

/* Words may be the codebook's name of a code that no file has: then it is by that name in another language, too. */
static const struct code *meant(const struct making *m, const struct coverage_sector *s)
{
    return s->dac || m->wish->by_pillar ? s->dac : dac_named(&m->dac, s->name.n ? s->name : s->key);
}

/* The sectors that its themes are; none: it is of all. */
static size_t themes_of(const struct making *m, const struct coverage_asked *x, uint32_t *of)
{
    size_t found = 0;
    for (size_t k = 0; k < x->theme_n; k++) {
        const struct code *dac = dac_named(&m->dac, x->themes[k]);
        struct buf theme CLEANUP(buf_end) = {0}, key CLEANUP(buf_end) = {0};
        name_fold(x->themes[k], &theme);
        for (size_t s = 0; s < m->out->in.sectors; s++) {
            const struct coverage_sector *sector = &m->out->sectors[s];
            buf_clear(&key);
            name_fold(sector->name.n ? sector->name : sector->key, &key);
            bool same = key.n && str_eq(buf_view(&theme), buf_view(&key)), code = sector->key.n && str_eq(x->themes[k], sector->key);
            if (same || code || (dac && meant(m, sector) == dac)) {
                of[s]++;
                found++;
            }
        }
    }
    return found;
}

static void asked(struct making *m, struct coverage_place *places)
{
    size_t sectors = m->out->in.sectors;
    uint32_t *of = ARENA_ARRAY(m->a, uint32_t, m->out->in.places * sectors + 1);
    m->out->in.asked = of;
    for (size_t i = 0; i < m->wish->asked_n; i++) {
        const struct coverage_asked *x = &m->wish->asked[i];
        if (!x->place.n || !within(m->wish, x))
            continue;
        int unit = where_words(&m->where, x->place);
        m->out->asked_nowhere += unit < 0;
        if (unit < 0)
            continue;
        m->out->units[unit].asked++;
        places[unit].asked += themes_of(m, x, of + (size_t)unit * sectors) == 0;
    }
}

/* ---- in their order ---- */

static int by_pair(const void *pa, const void *pb)
{
    const struct coverage_link *a = pa, *b = pb;
    int c = (a->sector > b->sector) - (a->sector < b->sector);
    return c ? c : (a->organisation > b->organisation) - (a->organisation < b->organisation);
}

/* How many organisations each sector has, those of `list` counted once. */
static void tell_sectors(struct making *m, const struct coverage_link *list, size_t n, bool unplaced)
{
    struct coverage_link *own = mem_get((n + 1) * sizeof *own);
    if (n)
        memcpy(own, list, n * sizeof *own);
    if (n)
        qsort(own, n, sizeof *own, by_pair);
    for (size_t i = 0; i < n; i++) {
        struct coverage_sector *s = &m->sectors[own[i].sector];
        if (i && by_pair(&own[i - 1], &own[i]) == 0)
            continue;
        s->organisations += !unplaced;
        s->unplaced += unplaced;
    }
    free(own);
}

static int by_weight(const void *pa, const void *pb, void *context)
{
    const struct making *m = context;
    size_t a = *(const size_t *)pa, b = *(const size_t *)pb;
    if ((a == m->unstated) != (b == m->unstated))
        return a == m->unstated ? 1 : -1;
    const struct coverage_sector *x = &m->sectors[a], *y = &m->sectors[b];
    if (x->organisations != y->organisations)
        return x->organisations < y->organisations ? 1 : -1;
    return str_compare(x->key, y->key);
}

/* The widest spread sectors first; not stated last. */
static void order_sectors(struct making *m)
{
    size_t n = m->sector_n, *order = mem_get((n + 1) * sizeof *order), *at = mem_get((n + 1) * sizeof *at);
    tell_sectors(m, m->links, m->link_n, false);
    tell_sectors(m, m->unplaced, m->unplaced_n, true);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    if (n)
        qsort_r(order, n, sizeof *order, by_weight, m);
    m->out->sectors = ARENA_ARRAY(m->a, struct coverage_sector, n + 1);
    m->out->in.sectors = n;
    for (size_t i = 0; i < n; i++) {
        m->out->sectors[i] = m->sectors[order[i]];
        at[order[i]] = i;
    }
    m->out->in.unstated = m->unstated == SIZE_MAX ? SIZE_MAX : at[m->unstated];
    struct coverage_link *links = ARENA_ARRAY(m->a, struct coverage_link, m->link_n + 1);
    for (size_t i = 0; i < m->link_n; i++)
        links[i] = (struct coverage_link){m->links[i].place, (uint32_t)at[m->links[i].sector], m->links[i].organisation};
    m->out->in.links = links;
    m->out->in.link_n = m->link_n;
    free(order);
    free(at);
}

static int by_place(const void *pa, const void *pb)
{
    const struct coverage_link *a = pa, *b = pb;
    int c = (a->place > b->place) - (a->place < b->place);
    return c ? c : (a->organisation > b->organisation) - (a->organisation < b->organisation);
}

/* Organisations of each place, and sectors of each organisation, each counted once. */
static void tell_units(struct making *m)
{
    struct coverage_link *own = mem_get((m->link_n + 1) * sizeof *own);
    struct coverage *out = m->out;
    for (size_t i = 0; i < m->link_n; i++)
        own[i] = m->links[i];
    if (m->link_n)
        qsort(own, m->link_n, sizeof *own, by_place);
    for (size_t i = 0; i < m->link_n; i++)
        out->units[own[i].place].organisations += !i || by_place(&own[i - 1], &own[i]) != 0;
    if (m->link_n)
        qsort(own, m->link_n, sizeof *own, by_pair);
    for (size_t i = 0; i < m->link_n; i++)
        out->organisations[own[i].organisation].sectors += !i || by_pair(&own[i - 1], &own[i]) != 0;
    free(own);
}

static bool make(struct making *m, struct err *e)
{
    struct coverage *out = m->out;
    units_make(m);
    where_begin(&m->where, m->c->places, m->wish->country, m->wish->level, m->a, out->units, out->in.places);
    m->here = ARENA_ARRAY(m->a, bool, m->w.project_n + 1);
    m->placed = ARENA_ARRAY(m->a, bool, m->w.project_n + 1);
    m->local = ARENA_ARRAY(m->a, bool, m->w.project_n + 1);
    m->undated = ARENA_ARRAY(m->a, bool, m->w.project_n + 1);
    if (m->wish->by_pillar) {
        (void)sector_of(m, STR("protection"), STR(""), STR("protection"));
        (void)sector_of(m, STR("empowerment"), STR(""), STR("empowerment"));
    }
    dac_names_begin(&m->dac);
    codes_named(m);
    if (!activities(m, e) || !projects(m, e))
        return false;
    struct coverage_place *places = ARENA_ARRAY(m->a, struct coverage_place, out->in.places + 1);
    if (!incidents(m, places, e))
        return false;
    looks(m, places);
    people(m);
    order_sectors(m);
    asked(m, places);
    coverage_money(&m->w, m->here, &m->where, &m->who, m->a, out);
    out->in.place = places;
    out->in.organisations = m->who.n;
    out->organisations = ARENA_ARRAY(m->a, struct coverage_organisation, m->who.n + 1);
    if (m->who.n)
        memcpy(out->organisations, m->who.list, m->who.n * sizeof *out->organisations);
    tell_units(m);
    coverage_of(&out->in, m->a, &out->found);
    return true;
}

static bool folds_to(struct str name, const struct buf *want)
{
    struct buf fold CLEANUP(buf_end) = {0};
    name_fold(name, &fold);
    return want->n && str_eq(buf_view(want), buf_view(&fold));
}

bool coverage_sector_is(const struct coverage_sector *s, struct str words)
{
    struct buf want CLEANUP(buf_end) = {0};
    name_fold(words, &want);
    bool is = str_eq(s->key, words) || folds_to(s->key, &want) || folds_to(s->name, &want);
    for (size_t k = 0; !is && s->dac && k < language_count(); k++) {
        struct speech speech = {.language = language_at(k)};
        is = folds_to(str_of(say(&speech, s->dac->label)), &want);
    }
    return is;
}

struct str coverage_sector_name(const struct coverage *c, size_t sector, const struct speech *speech)
{
    const struct coverage_sector *s = &c->sectors[sector];
    if (c->wish->by_pillar && str_is(s->key, "protection"))
        return str_of(say(speech, T("Protection")));
    if (c->wish->by_pillar && str_is(s->key, "empowerment"))
        return str_of(say(speech, T("Empowerment")));
    return s->dac ? str_of(say(speech, s->dac->label)) : s->name.n ? s->name : s->key;
}

bool coverage_read(struct store *s, const struct incident_columns *c, const struct coverage_wish *wish, struct arena *a, struct coverage **out, struct err *e)
{
    struct roster *roster = NULL;
    struct making m = {.c = c, .wish = wish, .a = a, .unstated = SIZE_MAX};
    if (!works_read(s, a, &m.w, e))
        return false;
    *out = NULL;
    if (!m.w.project_n && !m.w.activity_n)
        return true;
    if (!roster_read(s, a, &roster, e))
        return false;
    m.out = ARENA_NEW(a, struct coverage);
    m.out->wish = wish;
    m.out->roster = m.who.roster = roster;
    bool done = make(&m, e);
    where_end(&m.where);
    who_end(&m.who);
    intern_end(&m.folded);
    intern_end(&m.named);
    dac_names_end(&m.dac);
    free(m.coded);
    free(m.sectors);
    free(m.links);
    free(m.unplaced);
    if (done)
        *out = m.out;
    return done;
}
