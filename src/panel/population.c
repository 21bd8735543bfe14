/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people: figures as files give them, joined to the places of today's borders. */
#include "panel/panel_priv.h"

#include <assert.h>

struct joiner {
    const struct gazetteer *g;
    struct intern codes; /* code -> number; first[number] = lowest place with it */
    int *first;
    size_t first_n, first_room;
};

static void joiner_end(struct joiner *j)
{
    intern_end(&j->codes);
    free(j->first);
}

static void joiner_make(struct joiner *j, const struct gazetteer *g)
{
    j->g = g;
    intern_id(&j->codes, STR(""));
    GROW(j->first, j->first_n, j->first_room);
    j->first[j->first_n++] = -1;
    for (size_t i = 0; i < gazetteer_count(g); i++) {
        uint32_t id = intern_id(&j->codes, gazetteer_place(g, i)->code);
        if (id < j->first_n)
            continue; /* places come by level: the coarser one has the code */
        GROW(j->first, j->first_n, j->first_room);
        j->first[j->first_n++] = (int)i;
    }
}

/* A country's own code, whether the file gives the code or its name. */
static struct str country_of(struct str words)
{
    const char *code = words.n ? country_code_of(words) : NULL;
    return code ? str_of(code) : words;
}

static int match(const struct joiner *j, struct str country, struct str code, struct str name, struct str name_ar)
{
    uint32_t id = 0;
    if (code.n && intern_find(&j->codes, code, &id) && j->first[id] >= 0) {
        const struct place *p = gazetteer_place(j->g, (size_t)j->first[id]);
        if (!country.n || !p->country.n || str_eq(p->country, country))
            return j->first[id];
    }
    struct str own = name.n || name_ar.n ? country_of(name) : country;
    if (own.n && str_eq(own, country)) { /* the country itself */
        for (size_t i = 0; i < gazetteer_count(j->g) && gazetteer_place(j->g, i)->level == 0; i++)
            if (str_eq(country_code_at(j->g, (int)i), country))
                return (int)i;
    }
    for (int level = 0; level < PLACE_LEVELS; level++) {
        int found = name.n ? gazetteer_match(j->g, name, level, country) : -1;
        if (found < 0 && name_ar.n)
            found = gazetteer_match(j->g, name_ar, level, country);
        if (found >= 0)
            return found;
    }
    return -1;
}

bool population_unplaced(struct store *s, const struct gazetteer *g, population_tell *tell, void *context, struct err *e)
{
    struct joiner j CLEANUP(joiner_end) = {0};
    joiner_make(&j, g);
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT import, line, country, code, name, name_ar FROM population WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        struct str country = rows_text(r, 2), code = rows_text(r, 3), name = rows_text(r, 4), name_ar = rows_text(r, 5);
        if (match(&j, country_of(country), code, name, name_ar) < 0)
            tell(context, rows_int(r, 0), rows_int(r, 1), name.n ? name : name_ar.n ? name_ar : country, code);
    }
    return rows_end(&r, e);
}

static int by_place_and_year(const void *a, const void *b)
{
    const struct population *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return 0;
}

/* Merge sort: stable, so that of one place and year the figure added last stays last. */
static void sort_stable(struct population *list, size_t n, struct population *spare)
{
    if (n < 2)
        return;
    size_t half = n / 2, i = 0, k = half, at = 0;
    sort_stable(list, half, spare);
    sort_stable(list + half, n - half, spare);
    while (i < half || k < n)
        spare[at++] = k == n || (i < half && by_place_and_year(&list[i], &list[k]) <= 0) ? list[i++] : list[k++];
    memcpy(list, spare, n * sizeof *list);
}

bool population_load(struct store *s, struct incident_columns *c, struct err *e)
{
    struct joiner j CLEANUP(joiner_end) = {0};
    joiner_make(&j, c->places);
    struct arena scratch CLEANUP(arena_end) = {0};
    struct population *list = NULL;
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT country, code, name, name_ar, year, people, kind, source FROM population WHERE ended_by IS NULL"
        " ORDER BY origin, id",
        WITH_NOTHING);
    while (rows_next(r)) {
        if (n == room) {
            struct population *wider = ARENA_ARRAY(&scratch, struct population, room ? room * 2 : 256);
            if (n)
                memcpy(wider, list, n * sizeof *list);
            list = wider;
            room = room ? room * 2 : 256;
        }
        struct str kind = rows_text(r, 6), source = rows_text(r, 7);
        list[n++] = (struct population){
            .place = match(&j, country_of(rows_text(r, 0)), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3)),
            .year = (int)rows_int(r, 4),
            .people = rows_int(r, 5),
            .kind = {arena_text(&c->arena, kind.p, kind.n), kind.n},
            .source = {arena_text(&c->arena, source.p, source.n), source.n}};
    }
    if (!rows_end(&r, e))
        return false;
    c->population = ARENA_ARRAY(&c->arena, struct population, n);
    c->population_n = n;
    if (n) {
        memcpy(c->population, list, n * sizeof *list);
        sort_stable(c->population, n, list);
    }
    return true;
}

/* ---- asking ------------------------------------------------------------------------------------ */

/* The figure of exactly that place and year, the last one where there are several. */
static const struct population *figure_of(const struct incident_columns *c, int place, int year)
{
    const struct population wanted = {.place = place, .year = year};
    size_t from = 0, to = c->population_n; /* first entry after the wanted place and year */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_place_and_year(&c->population[middle], &wanted) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == 0 || by_place_and_year(&c->population[from - 1], &wanted) != 0)
        return NULL;
    return &c->population[from - 1];
}

static bool sum_of_governorates(const struct incident_columns *c, int country, int year, struct population *out)
{
    size_t found = 0;
    struct population sum = {.place = country, .year = year};
    for (size_t i = 0; i < gazetteer_count(c->places); i++) {
        if (gazetteer_place(c->places, i)->level != 1 || !place_in_country(c->places, i, country))
            continue;
        const struct population *one = figure_of(c, (int)i, year);
        if (!one)
            return false;
        sum.people += one->people;
        if (found == 0) {
            sum.kind = one->kind;
            sum.source = one->source;
        }
        if (!str_eq(sum.kind, one->kind))
            sum.kind = STR("");
        if (!str_eq(sum.source, one->source))
            sum.source = STR("");
        found++;
    }
    if (found)
        *out = sum;
    return found > 0;
}

bool population_about(const struct incident_columns *c, int place, int year, int within, struct population *out)
{
    if (place < 0 || c->population_n == 0)
        return false;
    for (int away = 0; away <= within; away++) {
        const struct population *p = figure_of(c, place, year + away);
        if (!p)
            p = figure_of(c, place, year - away);
        if (p) {
            *out = *p;
            return true;
        }
    }
    if (!c->places || gazetteer_place(c->places, (size_t)place)->level != 0)
        return false;
    for (int away = 0; away <= within; away++)
        if (sum_of_governorates(c, place, year + away, out) || sum_of_governorates(c, place, year - away, out))
            return true;
    return false;
}
