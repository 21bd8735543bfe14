/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borders into the register. A place that was there before is known, or superseded: the same code, or the same name where
 * one has no code, or (another file that writes other codes) nearly the same area. Two borders of one level over the
 * same ground would otherwise share its records by chance.
 */
#include "place/borders_priv.h"

#define SAME_AREA 0.5 /* shared area over united area: above it two borders mean one place */

/* ---- what is there ---- */

bool olds_read(struct store *s, int level, struct arena *a, struct olds *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, level, code, country, parent_code, name, border, import, valid_from, valid_to FROM place "
        "WHERE ended_by IS NULL AND level = $1 ORDER BY origin, id", WITH(bind_int(level)));
    while (rows_next(r)) {
        GROW(out->list, out->n, out->room);
        struct old *o = &out->list[out->n++];
        *o = (struct old){.import = rows_int(r, 8)};
        o->place = (struct place){.origin = rows_int(r, 0), .id = rows_int(r, 1), .level = (int)rows_int(r, 2),
            .code = arena_str(a, rows_text(r, 3)), .country = arena_str(a, rows_text(r, 4)), .parent_code = arena_str(a, rows_text(r, 5)),
            .name = arena_str(a, rows_text(r, 6)), .border = arena_str(a, rows_text(r, 7)), .valid_from = rows_day(r, 9), .valid_to = rows_day(r, 10)};
    }
    return rows_end(&r, e);
}

bool same_ground(const struct place *p, const struct place *q)
{
    return p->level == q->level && str_eq(p->country, q->country);
}

/* ---- by code, by name ---- */

static struct found *found_at(struct saving *v, uint32_t key)
{
    while (key >= v->found_room) {
        size_t room = MAX_OF(v->found_room * 2, (size_t)256);
        v->found = mem_grow(v->found, room, sizeof *v->found);
        memset(v->found + v->found_room, 0, (room - v->found_room) * sizeof *v->found);
        v->found_room = room;
    }
    return &v->found[key];
}

/* 0 when there is no such word. */
static uint32_t key_of(struct saving *v, const struct place *p, char kind, struct str word)
{
    struct buf key CLEANUP(buf_end) = {0};
    if (!word.n)
        return 0;
    buf_f(&key, "%c%d%.*s\x1f%.*s", kind, p->level, STR_F(p->country), STR_F(word));
    return intern_id(&v->keys, buf_view(&key));
}

static uint32_t code_key(struct saving *v, const struct place *p)
{
    return key_of(v, p, 'c', p->code);
}

static uint32_t name_key(struct saving *v, const struct place *p)
{
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(p->name, &folded);
    return key_of(v, p, 'n', buf_view(&folded));
}

/* From the last to the first, so that chains run in order. */
static void keys_make(struct saving *v)
{
    for (size_t i = v->olds.n; i-- > 0;) {
        struct old *o = &v->olds.list[i];
        o->code_key = code_key(v, &o->place);
        o->name_key = name_key(v, &o->place);
        struct found *code = found_at(v, o->code_key);
        o->code_next = code->first;
        code->first = i + 1;
        code->olds_n++;
        struct found *name = found_at(v, o->name_key);
        o->name_next = name->first;
        name->first = i + 1;
    }
    for (size_t i = 0; i < v->batch->n; i++)
        found_at(v, code_key(v, &v->batch->places[i]))->batch_n++;
}

static bool is_free(const struct old *o)
{
    return !o->ended && !o->taken;
}

/* A code that several places of the batch or the register carry does not tell them apart: then the name must agree too. */
static struct old *by_code_or_name(struct saving *v, const struct place *p)
{
    uint32_t code = code_key(v, p), name = name_key(v, p);
    struct found f = *found_at(v, code);
    bool shared = f.batch_n > 1 || f.olds_n > 1;
    for (size_t i = code ? f.first : 0; i; i = v->olds.list[i - 1].code_next)
        if (is_free(&v->olds.list[i - 1]) && (!shared || v->olds.list[i - 1].name_key == name))
            return &v->olds.list[i - 1];
    for (size_t i = name ? found_at(v, name)->first : 0; i; i = v->olds.list[i - 1].name_next)
        if (is_free(&v->olds.list[i - 1]) && (!code || !v->olds.list[i - 1].code_key))
            return &v->olds.list[i - 1];
    return NULL;
}

/* ---- the same ground under another code ---- */

static bool by_area(struct saving *v, const struct place *p, struct old **out, struct err *e)
{
    GEOSGeometry *shape = geos_read(&v->geos, p->border, e);
    if (!shape)
        return false;
    double most = SAME_AREA;
    bool ok = true;
    for (size_t i = 0; ok && i < v->olds.n; i++) {
        struct old *o = &v->olds.list[i];
        if (o->ended || o->taken || !o->place.border.n || !same_ground(p, &o->place))
            continue;
        if (!o->shape)
            o->shape = geos_read(&v->geos, o->place.border, e);
        ok = o->shape != NULL;
        double share = ok ? area_shared(&v->geos, shape, o->shape, false) : 0;
        if (share > most) {
            most = share;
            *out = o;
        }
    }
    GEOSGeom_destroy_r(v->geos.h, shape);
    return ok;
}

/* ---- writing ---- */

/* A file that says no dates does not take those away that another said. */
static bool same_days(const struct place *p, const struct place *q)
{
    return (!day_known(p->valid_from) || p->valid_from.n == q->valid_from.n) && (!day_known(p->valid_to) || p->valid_to.n == q->valid_to.n);
}

static bool identical(const struct place *p, const struct place *q)
{
    return str_eq(p->code, q->code) && str_eq(p->parent_code, q->parent_code) && str_eq(p->name, q->name) &&
        str_eq(p->border, q->border) && same_days(p, q);
}

bool old_end(struct saving *v, struct old *o, struct err *e)
{
    o->ended = true;
    return store_do(v->store, "UPDATE place SET ended_by = $1 WHERE origin = $2 AND id = $3",
               WITH(bind_int(v->im->id), bind_int(o->place.origin), bind_int(o->place.id)), e) &&
        store_do(v->store, "UPDATE place_name SET ended_by = $1 WHERE place_origin = $2 AND place = $3 AND ended_by IS NULL",
            WITH(bind_int(v->im->id), bind_int(o->place.origin), bind_int(o->place.id)), e);
}

bool place_write(struct saving *v, struct place *p, struct err *e)
{
    p->origin = store_origin(v->store);
    p->id = v->next_place++;
    return store_do(v->store,
        "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name, longitude, latitude, border, valid_from, valid_to) "
        "VALUES ($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        WITH(bind_int(p->origin), bind_int(p->id), bind_int(v->im->id), bind_int(p->level), bind_text(p->code),
            bind_text(p->country), bind_text(p->parent_code), bind_text(p->name), bind_real(p->longitude),
            bind_real(p->latitude), bind_blob(p->border), bind_day(p->valid_from), bind_day(p->valid_to)), e);
}

static bool name_write(struct saving *v, const struct place *p, struct str language, struct str name, struct err *e)
{
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(name, &folded);
    return store_do(v->store,
        "INSERT INTO place_name (origin, id, import, ended_by, place_origin, place, language, name, folded) "
        "VALUES ($1, $2, $3, NULL, $4, $5, $6, $7, $8)",
        WITH(bind_int(store_origin(v->store)), bind_int(v->next_name++), bind_int(v->im->id), bind_int(p->origin),
            bind_int(p->id), bind_text(language), bind_text(name), bind_text(folded.n ? buf_view(&folded) : STR(""))), e);
}

static bool has_name(struct saving *v, const struct place *p, struct str language, struct str name, bool *has, struct err *e)
{
    int64_t n = 0;
    bool ok = store_int(v->store,
        "SELECT count(*) FROM place_name WHERE place_origin = $1 AND place = $2 AND language = $3 AND name = $4 AND ended_by IS NULL",
        WITH(bind_int(p->origin), bind_int(p->id), bind_text(language), bind_text(name)), 0, &n, e);
    *has = n > 0;
    return ok;
}

static bool place_save(struct saving *v, struct place *p, struct err *e)
{
    struct old *o = by_code_or_name(v, p);
    if (!o && v->olds.n && !by_area(v, p, &o, e))
        return false;
    if (o && identical(p, &o->place)) {
        o->taken = true;
        p->origin = o->place.origin;
        p->id = o->place.id;
        v->im->known++;
        return true;
    }
    if (o && !supersede(v, p, o, e))
        return false;
    v->im->kept++;
    return place_write(v, p, e);
}

/* A place that was known and learns a name is not quite known: it counts as kept. */
static bool names_save(struct saving *v, struct err *e)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < v->batch->alias_n; i++) {
        const struct place_alias *a = &v->batch->aliases[i];
        const struct place *p = &v->batch->places[a->place];
        bool has;
        if (!has_name(v, p, a->language, a->name, &has, e) || (!has && !name_write(v, p, a->language, a->name, e)))
            return false;
        if (has || a->place == last || p->id >= v->first_place)
            continue;
        last = a->place;
        v->im->known--;
        v->im->kept++;
    }
    return true;
}

static bool begin(struct saving *v, struct err *e)
{
    int levels[PLACE_LEVELS] = {0};
    for (size_t i = 0; i < v->batch->n; i++)
        levels[v->batch->places[i].level]++;
    for (int level = 0; level < PLACE_LEVELS; level++)
        if (levels[level] && !olds_read(v->store, level, &v->arena, &v->olds, e))
            return false;
    keys_make(v);
    if (!store_next_id(v->store, "place", &v->next_place, e))
        return false;
    v->first_place = v->next_place;
    return store_next_id(v->store, "place_name", &v->next_name, e);
}

void olds_end(struct olds *o, struct geos *g)
{
    for (size_t i = 0; i < o->n; i++)
        if (o->list[i].shape)
            GEOSGeom_destroy_r(g->h, o->list[i].shape);
    free(o->list);
    *o = (struct olds){0};
}

bool borders_save(struct store *s, struct border_batch *b, struct import *im, struct err *e)
{
    struct saving v = {.store = s, .batch = b, .im = im};
    geos_begin(&v.geos);
    im->kept = im->known = im->superseded = 0;
    bool ok = begin(&v, e);
    for (int country = 1; country >= 0; country--) /* countries that a file draws come first: was_made_here() tells them by that */
        for (size_t i = 0; ok && i < b->n; i++)
            if ((b->places[i].level == 0) == country)
                ok = place_save(&v, &b->places[i], e);
    ok = ok && covered_end(&v, e) && names_save(&v, e) && countries_save(&v, e);
    olds_end(&v.olds, &v.geos);
    intern_end(&v.keys);
    free(v.found);
    arena_end(&v.arena);
    geos_end(&v.geos);
    return ok;
}
