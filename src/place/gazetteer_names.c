/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of places: as the border file writes them, in the languages it knows, from the table of population (which
 * often has the Arabic name that borders lack), for countries from the embedded list, and as people say (aliases). Folded and
 * sorted, they are what matching searches.
 */
#include "place/place_priv.h"

/* ---- adding ---- */

static void key_add(struct gazetteer *g, int place, struct str name, enum name_rank rank, bool alias)
{
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(name, &folded);
    if (!folded.n)
        return;
    GROW(g->keys, g->key_n, g->key_room);
    g->keys[g->key_n++] = (struct place_key){arena_str(&g->arena, buf_view(&folded)), place, rank, alias};
    gazetteer_sound_add(g, place, name);
}

/* "Homs (Hims)" is also called either; "Ramallah & Al Bireh" is also called Ramallah. */
static void parts_add(struct gazetteer *g, int place, struct str name)
{
    size_t from = 0;
    bool cut = false;
    for (size_t i = 0; i <= name.n; i++) {
        char c = i < name.n ? name.p[i] : '&';
        if (c != '(' && c != ')' && c != '&' && c != '/' && c != ',')
            continue;
        cut = cut || i < name.n;
        struct str part = str_trim((struct str){name.p + from, i - from});
        if (cut && part.n)
            key_add(g, place, part, NAME_PART, false);
        from = i + 1;
    }
}

static void name_add(struct gazetteer *g, int place, struct str language, struct str name)
{
    name = str_trim(name);
    if (!name.n)
        return;
    GROW(g->said, g->said_n, g->said_room);
    g->said[g->said_n++] = (struct place_said){place, arena_str(&g->arena, language), arena_str(&g->arena, name)};
    key_add(g, place, name, NAME_FULL, false);
    parts_add(g, place, name);
}

static int by_text(const void *a, const void *b)
{
    const struct place_key *p = a, *q = b;
    int c = str_compare(p->text, q->text);
    c = c ? c : (p->place > q->place) - (p->place < q->place);
    c = c ? c : (p->rank > q->rank) - (p->rank < q->rank);
    return c ? c : p->alias - q->alias;
}

static void sort_all(struct gazetteer *g)
{
    size_t out = 1;
    if (g->key_n) {
        qsort(g->keys, g->key_n, sizeof *g->keys, by_text);
        for (size_t i = 1; i < g->key_n; i++)
            if (by_text(&g->keys[out - 1], &g->keys[i]) != 0)
                g->keys[out++] = g->keys[i];
        g->key_n = out;
    }
    gazetteer_sounds_settle(g);
}

void gazetteer_alias_add(struct gazetteer *g, int place, struct str language, struct str name)
{
    GROW(g->said, g->said_n, g->said_room);
    g->said[g->said_n++] = (struct place_said){place, arena_str(&g->arena, language), arena_str(&g->arena, name)};
    key_add(g, place, name, NAME_FULL, true);
}

/* ---- where names come from ---- */

static bool names_add(struct gazetteer *g, struct store *s, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT place_origin, place, language, name FROM place_name WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        int place = gazetteer_index(g, rows_int(r, 0), rows_int(r, 1));
        struct str language = arena_str(&g->arena, rows_text(r, 2));
        if (place >= 0)
            name_add(g, place, language, rows_text(r, 3));
    }
    return rows_end(&r, e);
}

static void countries_add(struct gazetteer *g)
{
    for (size_t i = 0; i < g->n && g->list[i].level == 0; i++) {
        const struct country *c = country_of(g->list[i].code.n ? g->list[i].code : g->list[i].country);
        if (!c)
            continue;
        name_add(g, (int)i, STR("en"), c->en);
        name_add(g, (int)i, STR("ar"), c->ar);
        name_add(g, (int)i, STR("ckb"), c->ckb);
        struct str rest = c->others, name;
        while (country_other(&rest, &name))
            key_add(g, (int)i, name, NAME_FULL, false);
    }
}

/* A row of the table of population, as it names its place. */
struct counted {
    struct str country, code, name, name_ar;
};

/* The place a row means: by code, else by name within its country; -1 when none or not sure. */
static int counted_place(const struct gazetteer *g, const struct counted *c)
{
    struct buf clean CLEANUP(buf_end) = {0};
    (void)code_clean(c->code, &clean);
    int found = -1;
    for (size_t i = 0; clean.n && i < g->n; i++) {
        const struct place *p = &g->list[i];
        if (!str_eq(p->code, buf_view(&clean)) || (c->country.n && p->country.n && !str_eq(c->country, p->country)))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found >= 0 || !c->country.n ? found : gazetteer_match(g, c->name, -1, c->country);
}

static bool is_said(const struct gazetteer *g, size_t from, int place, const char *language)
{
    for (size_t i = from; i < g->said_n; i++)
        if (g->said[i].place == place && str_is(g->said[i].language, language))
            return true;
    return false;
}

/* The latest year first: its spelling is the one shown; all are found. */
static bool counted_add(struct gazetteer *g, struct store *s, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct counted *list = NULL;
    size_t n = 0, room = 0, from = g->said_n;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT country, code, name, name_ar FROM population WHERE ended_by IS NULL "
        "GROUP BY country, code, name, name_ar ORDER BY max(year) DESC, country, code, name, name_ar", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, n, room);
        list[n++] = (struct counted){arena_str(&a, rows_text(r, 0)), arena_str(&a, rows_text(r, 1)), arena_str(&a, rows_text(r, 2)),
            arena_str(&a, rows_text(r, 3))};
    }
    bool ok = rows_end(&r, e);
    int *places = mem_get((n + 1) * sizeof *places); /* all are asked before any name is added: order cannot matter */
    for (size_t i = 0; ok && i < n; i++)
        places[i] = counted_place(g, &list[i]);
    for (size_t i = 0; ok && i < n; i++) {
        if (places[i] < 0)
            continue;
        bool shown = !is_said(g, from, places[i], "en"), shown_ar = !is_said(g, from, places[i], "ar");
        if (shown)
            name_add(g, places[i], STR("en"), list[i].name);
        else
            key_add(g, places[i], list[i].name, NAME_FULL, false);
        if (shown_ar)
            name_add(g, places[i], STR("ar"), list[i].name_ar);
        else
            key_add(g, places[i], list[i].name_ar, NAME_FULL, false);
    }
    free(places);
    free(list);
    return ok;
}

/* ---- for readers ---- */

/* Stable by place: a counting sort keeps the order in which names were added. */
static void said_settle(struct gazetteer *g)
{
    g->said_of = ARENA_ARRAY(&g->arena, size_t, g->n + 2);
    for (size_t i = 0; i < g->said_n; i++)
        g->said_of[g->said[i].place + 2]++;
    for (size_t i = 2; i <= g->n + 1; i++)
        g->said_of[i] += g->said_of[i - 1];
    struct place_said *list = mem_get((g->said_n + 1) * sizeof *list);
    for (size_t i = 0; i < g->said_n; i++)
        list[g->said_of[g->said[i].place + 1]++] = g->said[i];
    free(g->said);
    g->said = list;
}

bool gazetteer_names(struct gazetteer *g, struct store *s, struct err *e)
{
    if (!names_add(g, s, e))
        return false;
    countries_add(g);
    for (size_t i = 0; i < g->n; i++)
        name_add(g, (int)i, STR(""), g->list[i].name);
    sort_all(g);
    if (!counted_add(g, s, e))
        return false;
    sort_all(g);
    if (!gazetteer_aliases_read(g, s, e))
        return false;
    sort_all(g);
    said_settle(g);
    return true;
}

static const struct place_said *said_in(const struct gazetteer *g, size_t index, const char *language)
{
    for (size_t i = g->said_of[index]; i < g->said_of[index + 1]; i++)
        if (str_is(g->said[i].language, language))
            return &g->said[i];
    return NULL;
}

struct str gazetteer_name(const struct gazetteer *g, size_t index, const char *language, const char **is_in)
{
    static const char *const tries[3][4] = {{"ckb", "ar", "en", NULL}, {"ar", "ckb", "en", NULL}, {"en", NULL, NULL, NULL}};
    size_t row = strcmp(language, "ckb") == 0 ? 0 : strcmp(language, "ar") == 0 ? 1 : 2;
    *is_in = "";
    for (size_t i = 0; tries[row][i]; i++) {
        const struct place_said *s = said_in(g, index, tries[row][i]);
        if (!s)
            continue;
        *is_in = tries[row][i];
        return name_short(s->name);
    }
    return name_short(g->list[index].name);
}
