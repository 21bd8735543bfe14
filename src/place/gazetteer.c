/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gazetteer: all places in use as one snapshot; finding them by id and by name. */
#include "place/place_priv.h"
#include <assert.h>

/* ---- loading ---- */

struct loading {
    struct place *list;
    bool *has_border;
    size_t n, room, border_room;
};

static void place_add(struct loading *l, struct gazetteer *g, const struct rows *r)
{
    GROW(l->list, l->n, l->room);
    GROW(l->has_border, l->n, l->border_room);
    l->has_border[l->n] = rows_int(r, 9) != 0;
    struct str border = rows_text(r, 10);
    l->list[l->n++] = (struct place){.origin = rows_int(r, 0), .id = rows_int(r, 1), .level = (int)rows_int(r, 2),
        .code = arena_str(&g->arena, rows_text(r, 3)), .country = arena_str(&g->arena, rows_text(r, 4)),
        .parent_code = arena_str(&g->arena, rows_text(r, 5)), .name = arena_str(&g->arena, rows_text(r, 6)),
        .latitude = rows_real(r, 7), .longitude = rows_real(r, 8), .border = arena_str(&g->arena, border),
        .valid_from = rows_day(r, 11), .valid_to = rows_day(r, 12)};
}

static bool places_read(struct store *s, bool with_borders, struct loading *l, struct gazetteer *g, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, level, code, country, parent_code, name, latitude, longitude, "
        "CASE WHEN border IS NULL THEN 0 ELSE 1 END, CASE WHEN $1 = 1 THEN border ELSE NULL END, valid_from, valid_to "
        "FROM place WHERE ended_by IS NULL AND level >= 0 AND level < 4 ORDER BY origin, id",
        WITH(bind_int(with_borders)));
    while (rows_next(r))
        place_add(l, g, r);
    return rows_end(&r, e);
}

/* Bytes decide, not the database's idea of order, so that an index is the same everywhere. */
static int by_order(const void *a, const void *b, void *places)
{
    const struct place *list = places, *p = &list[*(const int *)a], *q = &list[*(const int *)b];
    int c = p->level - q->level;
    c = c ? c : str_compare(p->code, q->code);
    c = c ? c : str_compare(p->name, q->name);
    c = c ? c : (p->origin > q->origin) - (p->origin < q->origin);
    return c ? c : (p->id > q->id) - (p->id < q->id);
}

static int by_id(const void *a, const void *b, void *places)
{
    const struct place *list = places, *p = &list[*(const int *)a], *q = &list[*(const int *)b];
    int c = (p->origin > q->origin) - (p->origin < q->origin);
    return c ? c : (p->id > q->id) - (p->id < q->id);
}

static int *ordered(const struct place *list, size_t n, struct arena *a, int (*compare)(const void *, const void *, void *))
{
    int *order = ARENA_ARRAY(a, int, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = (int)i;
    union {
        const struct place *in;
        void *out;
    } context = {.in = list};
    if (n)
        qsort_r(order, n, sizeof *order, compare, context.out);
    return order;
}

/* Which levels each country has places on. */
static void levels_note(struct gazetteer *g)
{
    g->levels = ARENA_ARRAY(&g->arena, uint8_t, g->n + 1);
    g->country_of = ARENA_ARRAY(&g->arena, uint32_t, g->n + 1);
    uint8_t *of = mem_get((g->n + 2) * sizeof *of);
    for (size_t i = 0; i < g->n; i++) {
        g->country_of[i] = intern_id(&g->countries, g->list[i].country);
        of[g->country_of[i]] |= (uint8_t)(1 << g->list[i].level);
        g->levels_any |= (uint8_t)(1 << g->list[i].level);
    }
    for (size_t i = 0; i < g->n; i++)
        g->levels[i] = of[g->country_of[i]];
    free(of);
}

uint32_t gazetteer_country_number(const struct gazetteer *g, struct str country)
{
    uint32_t id;
    return country.n && intern_find(&g->countries, country, &id) ? id : 0;
}

bool gazetteer_has_level(const struct gazetteer *g, int country, int level)
{
    return ((country >= 0 ? g->levels[country] : g->levels_any) >> level & 1) != 0;
}

static void settle(struct gazetteer *g, const struct loading *l)
{
    int *order = ordered(l->list, l->n, &g->arena, by_order);
    g->n = l->n;
    g->list = ARENA_ARRAY(&g->arena, struct place, g->n + 1);
    g->has_border = ARENA_ARRAY(&g->arena, bool, g->n + 1);
    for (size_t i = 0; i < g->n; i++) {
        g->list[i] = l->list[order[i]];
        g->has_border[i] = l->has_border[order[i]];
        if (g->has_border[i])
            g->deepest = MAX_OF(g->deepest, g->list[i].level);
    }
    g->by_id = ordered(g->list, g->n, &g->arena, by_id);
    levels_note(g);
}

bool gazetteer_load(struct store *s, bool with_borders, struct gazetteer **out, struct err *e)
{
    struct gazetteer *g = mem_get(sizeof *g);
    struct loading l = {0};
    bool ok = places_read(s, with_borders, &l, g, e);
    if (ok) {
        settle(g, &l);
        ok = gazetteer_names(g, s, e);
    }
    free(l.list);
    free(l.has_border);
    if (!ok) {
        gazetteer_free(&g);
        return err_within(e, "the places of the register");
    }
    *out = g;
    return true;
}

void gazetteer_free(struct gazetteer **g)
{
    if (!*g)
        return;
    free((*g)->keys);
    free((*g)->sounds);
    free((*g)->sound_keys);
    free((*g)->said);
    intern_end(&(*g)->countries);
    arena_end(&(*g)->arena);
    free(*g);
    *g = NULL;
}

/* ---- reading ---- */

size_t gazetteer_count(const struct gazetteer *g)
{
    return g->n;
}

const struct place *gazetteer_place(const struct gazetteer *g, size_t index)
{
    assert(index < g->n);
    return &g->list[index];
}

int gazetteer_deepest(const struct gazetteer *g)
{
    return g->deepest;
}

int gazetteer_index(const struct gazetteer *g, int64_t origin, int64_t id)
{
    size_t low = 0, high = g->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct place *p = &g->list[g->by_id[middle]];
        if (p->origin == origin && p->id == id)
            return g->by_id[middle];
        if (p->origin < origin || (p->origin == origin && p->id < id))
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* ---- matching ---- */

size_t gazetteer_key(const struct gazetteer *g, struct str text)
{
    size_t low = 0, high = g->key_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(g->keys[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The one place of `level` (-1: the lowest level that has any) in `country` with this key; -1 for none, -2 for several.
 * *alias: only an alias says so. */
static int only_one(const struct gazetteer *g, struct str text, enum name_rank rank, int level, struct str country, bool *alias)
{
    int found = -1;
    const struct place_key *keys = g->keys;
    for (size_t i = gazetteer_key(g, text); i < g->key_n && str_eq(keys[i].text, text); i++) {
        const struct place *p = &g->list[keys[i].place];
        if (keys[i].rank > rank || (level >= 0 && p->level != level) || (country.n && !str_eq(p->country, country)))
            continue;
        if (found == keys[i].place)
            continue;
        if (found == -1 || (level < 0 && p->level < g->list[MAX_OF(found, 0)].level)) {
            found = keys[i].place;
            *alias = keys[i].alias; /* its own name stands before its alias */
        } else if (level >= 0 || p->level == g->list[found].level)
            return -2;
    }
    return found;
}

/* Before "&", "(" or ",": what often stands alone. Empty when there is no such mark. */
static struct str first_part(struct str name)
{
    for (size_t i = 1; i < name.n; i++)
        if (name.p[i] == '&' || name.p[i] == '(' || name.p[i] == '/' || name.p[i] == ',')
            return str_trim((struct str){name.p, i});
    return STR("");
}

bool gazetteer_is_another(const struct gazetteer *g, struct str folded, struct str country, int place)
{
    bool another = false;
    for (size_t i = gazetteer_key(g, folded); i < g->key_n && str_eq(g->keys[i].text, folded); i++) {
        if (g->keys[i].rank != NAME_FULL || (country.n && !str_eq(g->list[g->keys[i].place].country, country)))
            continue;
        if (g->keys[i].place == place)
            return false;
        another = true;
    }
    return another;
}

/* By its sound, where that is sure; on the lowest level that has one. A name that is written just as another place's is
 * that place's, and no spelling of this one's. */
static int by_sound(const struct gazetteer *g, struct str name, struct str folded, int level, struct str country)
{
    for (int l = level < 0 ? 0 : level; l <= (level < 0 ? PLACE_LEVELS - 1 : level); l++) {
        int place = gazetteer_heard(g, name, l, country);
        if (place >= 0 && !gazetteer_is_another(g, folded, country, place))
            return place;
    }
    return -1;
}

static int by_letters(const struct gazetteer *g, struct str name, struct str folded, int level, struct str country,
    enum name_match *how)
{
    bool alias = false;
    int found = only_one(g, folded, NAME_FULL, level, country, &alias);
    *how = alias ? MATCH_ALIAS : MATCH_EXACT;
    if (found != -1)
        return found;
    *how = MATCH_PART;
    found = only_one(g, folded, NAME_PART, level, country, &alias);
    if (found != -1)
        return found;
    struct buf part CLEANUP(buf_end) = {0};
    name_fold(first_part(name), &part);
    return part.n ? only_one(g, buf_view(&part), NAME_PART, level, country, &alias) : -1;
}

int gazetteer_match_how(const struct gazetteer *g, struct str name, int level, struct str country, enum name_match *how)
{
    struct buf folded CLEANUP(buf_end) = {0};
    *how = MATCH_NONE;
    name_fold(name, &folded);
    if (!folded.n)
        return -1;
    int found = by_letters(g, name, buf_view(&folded), level, country, how);
    if (found == -1) {
        *how = MATCH_SOUND;
        found = by_sound(g, name, buf_view(&folded), level, country);
    }
    if (found < 0)
        *how = found == -2 ? MATCH_SEVERAL : MATCH_NONE;
    return found;
}

int gazetteer_match(const struct gazetteer *g, struct str name, int level, struct str country)
{
    enum name_match how;
    return MAX_OF(gazetteer_match_how(g, name, level, country, &how), -1);
}

int gazetteer_country(const struct gazetteer *g, struct str code, struct str name, bool *known)
{
    const char *iso = code.n ? country_code_of(code) : NULL;
    if (!iso && name.n)
        iso = country_code_of(name);
    struct str wanted = iso ? str_of(iso) : code;
    *known = iso != NULL;
    for (size_t i = 0; wanted.n && i < g->n && g->list[i].level == 0; i++)
        if (str_eq(g->list[i].code, wanted) || str_eq(g->list[i].country, wanted)) {
            *known = true;
            return (int)i;
        }
    enum name_match how = MATCH_NONE;
    int found = iso || !name.n ? -1 : gazetteer_match_how(g, name, 0, STR(""), &how);
    if (how != MATCH_EXACT)
        return -1;
    *known = true;
    return found;
}
