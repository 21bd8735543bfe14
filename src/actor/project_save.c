/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: projects and activities into the store. */
#include "actor/project.h"

/* ---- what a project says ---- */

static void text_add(struct buf *b, struct str s)
{
    buf_str(b, s);
    buf_char(b, '\x1f');
}

static void real_add(struct buf *b, double v)
{
    if (!isnan(v))
        buf_real(b, v);
    buf_char(b, '\x1f');
}

static void whole_add(struct buf *b, int64_t v)
{
    buf_int(b, v);
    buf_char(b, '\x1f');
}

/* One that was emptied is none; until it is written it stays, and keeps what is there from coming back. */
static bool text_stands(const struct project_text *t)
{
    return t->title.n || t->description.n;
}

void project_digest_add(const struct project *p, struct buf *b)
{
    const struct str own[] = {p->key, p->reporter, p->status, p->pillar, p->pve, p->parent};
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        text_add(b, own[i]);
    whole_add(b, p->from.n), whole_add(b, p->to.n), whole_add(b, p->days_planned);
    for (size_t i = 0; i < p->texts_n; i++)
        if (text_stands(&p->texts[i]))
            text_add(b, p->texts[i].language), text_add(b, p->texts[i].title), text_add(b, p->texts[i].description);
    buf_char(b, '\x1e');
    for (size_t i = 0; i < p->actors_n; i++)
        text_add(b, p->actors[i].role), text_add(b, p->actors[i].actor), text_add(b, p->actors[i].reference), text_add(b, p->actors[i].kind);
    buf_char(b, '\x1e');
    for (size_t i = 0; i < p->places_n; i++) {
        const struct project_place *x = &p->places[i];
        text_add(b, x->country), text_add(b, x->place), real_add(b, x->share), real_add(b, x->latitude), real_add(b, x->longitude), whole_add(b, x->exact);
    }
    buf_char(b, '\x1e');
    for (size_t i = 0; i < p->sectors_n; i++)
        text_add(b, p->sectors[i].vocabulary), text_add(b, p->sectors[i].code), text_add(b, p->sectors[i].name), real_add(b, p->sectors[i].share);
    buf_char(b, '\x1e');
    for (size_t i = 0; i < p->groups_n; i++)
        text_add(b, p->groups[i].people);
    buf_char(b, '\x1e');
    for (size_t i = 0; i < p->markers_n; i++)
        text_add(b, p->markers[i].scheme), text_add(b, p->markers[i].code), whole_add(b, p->markers[i].score);
    buf_char(b, '\x1e');
    for (size_t i = 0; i < p->money_n; i++) {
        const struct project_money *m = &p->money[i];
        const struct str words[] = {m->kind, m->currency, m->payer, m->payer_project, m->payee, m->payee_project};
        for (size_t k = 0; k < ARRAY_LEN(words); k++)
            text_add(b, words[k]);
        real_add(b, m->amount), whole_add(b, m->day.n), whole_add(b, m->day_to.n);
    }
}

static uint64_t project_hash(const struct project *p)
{
    struct buf b CLEANUP(buf_end) = {0};
    project_digest_add(p, &b);
    return hash_64(b.p, b.n, 1);
}

/* Texts stand in the store once a language, markers once a code, whatever their order in the file: so they are compared. */
static int by_language(const void *pa, const void *pb)
{
    const struct project_text *a = pa, *b = pb;
    return str_compare(a->language, b->language);
}

static int by_marker(const void *pa, const void *pb)
{
    const struct project_marker *a = pa, *b = pb;
    int c = str_compare(a->scheme, b->scheme);
    return c ? c : str_compare(a->code, b->code);
}

static void settle(struct project *p)
{
    if (p->texts_n)
        qsort(p->texts, p->texts_n, sizeof *p->texts, by_language);
    if (p->markers_n)
        qsort(p->markers, p->markers_n, sizeof *p->markers, by_marker);
}

/* ---- what is there ---- */

struct there {
    int64_t origin, id;
    size_t item; /* of the batch */
    bool same;
};
struct found {
    struct there *list;
    size_t n, room;
};

static void found_add(struct found *f, int64_t origin, int64_t id, size_t item, bool same)
{
    GROW(f->list, f->n, f->room);
    f->list[f->n++] = (struct there){origin, id, item, same};
}

static bool projects_there(struct store *s, struct works_batch *b, struct found *f, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct works w = {0};
    if (!b->project_n)
        return true;
    if (!works_read_own(s, &a, &w, e))
        return false;
    struct intern keys = {0};
    for (size_t i = 0; i < b->project_n; i++)
        (void)intern_id(&keys, b->projects[i].key);
    uint32_t id;
    for (size_t i = 0; i < w.own_n; i++)
        if (intern_find(&keys, w.projects[i].key, &id))
            project_complete(&b->projects[id - 1], &w.projects[i], b->given, &b->arena);
    for (size_t i = 0; i < b->project_n; i++)
        settle(&b->projects[i]);
    for (size_t i = 0; i < w.own_n; i++)
        if (intern_find(&keys, w.projects[i].key, &id))
            found_add(f, w.projects[i].origin, w.projects[i].id, id - 1, project_hash(&w.projects[i]) == project_hash(&b->projects[id - 1]));
    intern_end(&keys);
    return true;
}

static bool activities_there(struct store *s, const struct works_batch *b, struct found *f, struct err *e)
{
    struct intern keys = {0};
    if (!b->activity_n)
        return true;
    for (size_t i = 0; i < b->activity_n; i++)
        (void)intern_id(&keys, b->activities[i].key);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, activity_key, digest FROM activity WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    uint32_t id;
    while (rows_next(r))
        if (intern_find(&keys, rows_text(r, 2), &id))
            found_add(f, rows_int(r, 0), rows_int(r, 1), id - 1, rows_int(r, 3) == activity_digest(&b->activities[id - 1]));
    intern_end(&keys);
    return rows_end(&r, e);
}

/* ---- writing ---- */

static struct bind day_bind(struct day d)
{
    return day_known(d) ? bind_int(d.n) : bind_null();
}

static struct bind count_bind(int64_t n)
{
    return n == COUNT_UNKNOWN ? bind_null() : bind_int(n);
}

#define ROW(bulk, ...) bulk_row((bulk), (const struct bind[]){__VA_ARGS__}, sizeof((const struct bind[]){__VA_ARGS__}) / sizeof(struct bind), e)

struct writing { /* of the projects that are new, with their ids */
    const struct project **list;
    int64_t first;
    size_t n;
    int64_t origin, import;
};

static bool write_projects(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project (origin, id, import, line, project_key, reporter, status, day_from, day_to, days_planned, pillar, pve, parent)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++) {
        const struct project *p = w->list[i];
        fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_int(w->import), bind_int(p->line), bind_text(p->key), bind_text(p->reporter), bind_text(p->status),
            day_bind(p->from), day_bind(p->to), bind_int(p->days_planned), bind_text(p->pillar), bind_text(p->pve), bind_text(p->parent));
    }
    return fine && bulk_end(&k, e);
}

static bool write_texts(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_text (origin, project, language, title, description) VALUES ($1, $2, $3, $4, $5)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->texts_n; j++) {
            const struct project_text *x = &w->list[i]->texts[j];
            fine = !text_stands(x) || ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_text(x->language), bind_text(x->title), bind_text(x->description));
        }
    return fine && bulk_end(&k, e);
}

static bool write_actors(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_actor (origin, project, number, role, actor, reference, kind) VALUES ($1, $2, $3, $4, $5, $6, $7)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->actors_n; j++) {
            const struct project_actor *x = &w->list[i]->actors[j];
            fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_int((int64_t)j), bind_text(x->role), bind_text(x->actor), bind_text(x->reference), bind_text(x->kind));
        }
    return fine && bulk_end(&k, e);
}

static bool write_places(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_place (origin, project, number, country, place, share, latitude, longitude, exact)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->places_n; j++) {
            const struct project_place *x = &w->list[i]->places[j];
            fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_int((int64_t)j), bind_text(x->country), bind_text(x->place), bind_real(x->share),
                bind_real(x->latitude), bind_real(x->longitude), bind_int(x->exact));
        }
    return fine && bulk_end(&k, e);
}

static bool write_sectors(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_sector (origin, project, number, vocabulary, code, name, share) VALUES ($1, $2, $3, $4, $5, $6, $7)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->sectors_n; j++) {
            const struct project_sector *x = &w->list[i]->sectors[j];
            fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_int((int64_t)j), bind_text(x->vocabulary), bind_text(x->code), bind_text(x->name), bind_real(x->share));
        }
    return fine && bulk_end(&k, e);
}

static bool write_groups(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_group (origin, project, number, people) VALUES ($1, $2, $3, $4)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->groups_n; j++)
            fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_int((int64_t)j), bind_text(w->list[i]->groups[j].people));
    return fine && bulk_end(&k, e);
}

static bool write_markers(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_marker (origin, project, scheme, code, score) VALUES ($1, $2, $3, $4, $5)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->markers_n; j++) {
            const struct project_marker *x = &w->list[i]->markers[j];
            fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_text(x->scheme), bind_text(x->code), bind_int(x->score));
        }
    return fine && bulk_end(&k, e);
}

static bool write_money(struct store *s, const struct writing *w, struct err *e)
{
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO project_money (origin, project, number, kind, amount, currency, day, day_to, payer, payer_project, payee, payee_project)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", e);
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < w->n; i++)
        for (size_t j = 0; fine && j < w->list[i]->money_n; j++) {
            const struct project_money *x = &w->list[i]->money[j];
            fine = ROW(k, bind_int(w->origin), bind_int(w->first + (int64_t)i), bind_int((int64_t)j), bind_text(x->kind), bind_real(x->amount), bind_text(x->currency), day_bind(x->day),
                day_bind(x->day_to), bind_text(x->payer), bind_text(x->payer_project), bind_text(x->payee), bind_text(x->payee_project));
        }
    return fine && bulk_end(&k, e);
}

static bool save_projects(struct store *s, const struct works_batch *b, const uint8_t *known, int64_t import, struct err *e)
{
    struct writing w = {.list = mem_get((b->project_n + 1) * sizeof *w.list), .origin = store_origin(s), .import = import};
    for (size_t i = 0; i < b->project_n; i++)
        if (!known[i])
            w.list[w.n++] = &b->projects[i];
    bool fine = w.n == 0 || (store_next_id(s, "project", &w.first, e) && write_projects(s, &w, e) && write_texts(s, &w, e) && write_actors(s, &w, e) && write_places(s, &w, e) &&
        write_sectors(s, &w, e) && write_groups(s, &w, e) && write_markers(s, &w, e) && write_money(s, &w, e));
    free(w.list);
    return fine;
}

static bool save_activities(struct store *s, const struct works_batch *b, const uint8_t *known, int64_t import, struct err *e)
{
    int64_t next, origin = store_origin(s);
    if (!b->activity_n)
        return true;
    if (!store_next_id(s, "activity", &next, e))
        return false;
    struct bulk *k CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO activity (origin, id, import, line, activity_key, project_key, organisation, implementer, funder, sector, what, country, admin1,"
        " place, latitude, longitude, day_from, day_to, status, people, indicator, unit, targeted, reached, amount, currency, digest)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)", e);
    struct buf key CLEANUP(buf_end) = {0};
    bool fine = k != NULL;
    for (size_t i = 0; fine && i < b->activity_n; i++) {
        const struct activity *x = &b->activities[i];
        if (known[i])
            continue;
        buf_clear(&key);
        activity_project_key(x, &key);
        fine = ROW(k, bind_int(origin), bind_int(next++), bind_int(import), bind_int(x->line), bind_text(x->key), bind_text(buf_view(&key)), bind_text(x->organisation),
            bind_text(x->implementer), bind_text(x->funder), bind_text(x->sector), bind_text(x->what), bind_text(x->country), bind_text(x->admin1), bind_text(x->place),
            bind_real(x->latitude), bind_real(x->longitude), day_bind(x->from), day_bind(x->to), bind_text(x->status), bind_text(x->people), bind_text(x->indicator),
            bind_text(x->unit), count_bind(x->targeted), count_bind(x->reached), bind_real(x->amount), bind_text(x->currency), bind_int(activity_digest(x)));
    }
    return fine && bulk_end(&k, e);
}

static bool end_there(struct store *s, const struct found *f, bool projects, int64_t import, struct err *e)
{
    for (size_t i = 0; i < f->n; i++) {
        struct binds which = WITH(bind_int(import), bind_int(f->list[i].origin), bind_int(f->list[i].id));
        if (f->list[i].same)
            continue;
        if (projects ? !store_do(s, "UPDATE project SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e)
                     : !store_do(s, "UPDATE activity SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e))
            return false;
    }
    return true;
}

/* ---- all of it ---- */

bool works_save(struct store *s, struct works_batch *b, struct import *im, bool write, struct err *e)
{
    struct found f = {0};
    bool projects = b->project_n > 0;
    size_t n = projects ? b->project_n : b->activity_n;
    if (!(projects ? projects_there(s, b, &f, e) : activities_there(s, b, &f, e))) {
        free(f.list);
        return false;
    }
    uint8_t *known = mem_get(n + 1);
    im->kept = im->superseded = 0;
    im->known = b->duplicates;
    for (size_t i = 0; i < f.n; i++) {
        known[f.list[i].item] |= f.list[i].same;
        im->superseded += !f.list[i].same;
    }
    for (size_t i = 0; i < n; i++) {
        im->known += known[i];
        im->kept += !known[i];
    }
    bool fine = !write || ((projects ? save_projects(s, b, known, im->id, e) : save_activities(s, b, known, im->id, e)) && end_there(s, &f, projects, im->id, e));
    free(known);
    free(f.list);
    return fine;
}
