/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gazetteer: all places in use as one snapshot; finding them by id, code and name. */
#include "place/place_priv.h"
#include <assert.h>

/* ---- loading ---- */

struct loading {
    struct place *list;
    bool *has_border;
    size_t n, room, border_room;
};

static struct str kept(struct arena *a, struct str s)
{
    return s.n ? (struct str){arena_text(a, s.p, s.n), s.n} : STR("");
}

static void place_add(struct loading *l, struct gazetteer *g, const struct rows *r)
{
    GROW(l->list, l->n, l->room);
    GROW(l->has_border, l->n, l->border_room);
    l->has_border[l->n] = rows_int(r, 9) != 0;
    struct str border = rows_text(r, 10);
    l->list[l->n++] = (struct place){.origin = rows_int(r, 0), .id = rows_int(r, 1), .level = (int)rows_int(r, 2),
        .code = kept(&g->arena, rows_text(r, 3)), .country = kept(&g->arena, rows_text(r, 4)),
        .parent_code = kept(&g->arena, rows_text(r, 5)), .name = kept(&g->arena, rows_text(r, 6)),
        .latitude = rows_real(r, 7), .longitude = rows_real(r, 8), .border = kept(&g->arena, border)};
}

static bool places_read(struct store *s, bool with_borders, struct loading *l, struct gazetteer *g, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, level, code, country, parent_code, name, latitude, longitude, "
        "CASE WHEN border IS NULL THEN 0 ELSE 1 END, CASE WHEN $1 = 1 THEN border ELSE NULL END "
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
    free((*g)->skeletons);
    free((*g)->said);
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

static size_t first_key(const struct place_key *keys, size_t n, struct str text)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(keys[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The one place of `level` (-1: the lowest level that has any) in `country` with this key; -1 for none, -2 for several. */
static int only_one(const struct gazetteer *g, const struct place_key *keys, size_t n, struct str text, int rank, int level,
    struct str country)
{
    int found = -1;
    for (size_t i = first_key(keys, n, text); i < n && str_eq(keys[i].text, text); i++) {
        const struct place *p = &g->list[keys[i].place];
        if ((int)keys[i].rank > rank || (level >= 0 && p->level != level) || (country.n && !str_eq(p->country, country)))
            continue;
        if (found == keys[i].place)
            continue;
        if (found == -1 || (level < 0 && p->level < g->list[MAX_OF(found, 0)].level))
            found = keys[i].place;
        else if (level >= 0 || p->level == g->list[found].level)
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

enum { SKELETON_LEAST = 3 };

int gazetteer_match_how(const struct gazetteer *g, struct str name, int level, struct str country, enum name_match *how)
{
    struct buf folded CLEANUP(buf_end) = {0}, part CLEANUP(buf_end) = {0}, skeleton CLEANUP(buf_end) = {0};
    *how = MATCH_NONE;
    name_fold(name, &folded);
    if (!folded.n)
        return -1;
    int found = only_one(g, g->keys, g->key_n, buf_view(&folded), NAME_FULL, level, country);
    if (found == -1)
        *how = MATCH_PART, found = only_one(g, g->keys, g->key_n, buf_view(&folded), NAME_PART, level, country);
    else
        *how = MATCH_EXACT;
    if (found == -1) {
        name_fold(first_part(name), &part);
        if (part.n)
            found = only_one(g, g->keys, g->key_n, buf_view(&part), NAME_PART, level, country);
    }
    if (found == -1) {
        name_skeleton(buf_view(&folded), &skeleton);
        *how = MATCH_SKELETON;
        if (skeleton.n >= SKELETON_LEAST)
            found = only_one(g, g->skeletons, g->skeleton_n, buf_view(&skeleton), NAME_FULL, level, country);
    }
    if (found < 0)
        *how = MATCH_NONE;
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

/* ---- what a person means ---- */

static bool code_is(struct str code, struct str words)
{
    if (code.n != words.n || !code.n)
        return false;
    for (size_t i = 0; i < code.n; i++) {
        unsigned char a = (unsigned char)code.p[i], b = (unsigned char)words.p[i];
        if ((a >= 'a' && a <= 'z' ? a - 32 : a) != (b >= 'a' && b <= 'z' ? b - 32 : b))
            return false;
    }
    return true;
}

/* The place with that code on the lowest level that has one; -1 none, -2 several. */
static int by_code(const struct gazetteer *g, struct str words)
{
    int found = -1;
    for (size_t i = 0; i < g->n; i++) {
        if (!code_is(g->list[i].code, words))
            continue;
        if (found == -1)
            found = (int)i; /* ordered by level: the first is the lowest */
        else if (g->list[i].level == g->list[found].level)
            return -2;
    }
    return found;
}

/* Steps from one text to another: letters put in, left out, replaced. Up to `most`; more counts as most + 1. */
static size_t steps_apart(struct str a, struct str b, size_t most)
{
    enum { LONGEST = 80 };
    if (a.n > LONGEST || b.n > LONGEST || MAX_OF(a.n, b.n) - MIN_OF(a.n, b.n) > most)
        return most + 1;
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t above = row[j], change = corner + (a.p[i - 1] != b.p[j - 1]);
            row[j] = MIN_OF(change, MIN_OF(above, row[j - 1]) + 1);
            corner = above;
        }
    }
    return row[b.n];
}

/* Names of up to three places that are spelt much alike, nearest first, into `out`. */
static void near_names(const struct gazetteer *g, struct str folded, struct buf *out)
{
    int best[3] = {-1, -1, -1};
    size_t apart[3], most = MAX_OF(folded.n / 3, (size_t)1);
    for (size_t i = 0; i < g->key_n; i++) {
        size_t d = steps_apart(folded, g->keys[i].text, most);
        if (d > most)
            continue;
        size_t at = 0;
        while (at < 3 && best[at] >= 0 && best[at] != g->keys[i].place && apart[at] <= d)
            at++;
        if (at == 3 || (best[at] == g->keys[i].place && apart[at] <= d))
            continue;
        size_t end = at;
        while (end < 2 && best[end] >= 0 && best[end] != g->keys[i].place)
            end++;
        for (; end > at; end--)
            best[end] = best[end - 1], apart[end] = apart[end - 1];
        best[at] = g->keys[i].place;
        apart[at] = d;
    }
    for (size_t i = 0; i < 3 && best[i] >= 0; i++)
        buf_f(out, "%s%.*s", i ? ", " : "", STR_F(g->list[best[i]].name));
}

/* All that share the name or code on one level, with what tells them apart. */
static void namesakes(const struct gazetteer *g, struct str words, struct str folded, struct buf *out)
{
    int shown = 0, level = -1;
    for (size_t i = 0; i < g->n && shown < 4; i++) {
        bool is = code_is(g->list[i].code, words);
        for (size_t k = first_key(g->keys, g->key_n, folded); !is && k < g->key_n && str_eq(g->keys[k].text, folded); k++)
            is = g->keys[k].place == (int)i;
        if (!is || (level >= 0 && g->list[i].level != level))
            continue;
        level = g->list[i].level;
        buf_f(out, "%s%.*s (%.*s%s%.*s)", shown++ ? ", " : "", STR_F(g->list[i].name), STR_F(g->list[i].code),
            g->list[i].code.n ? ", " : "", STR_F(g->list[i].country));
    }
}

static int person_means(const struct gazetteer *g, struct str words)
{
    struct buf clean CLEANUP(buf_end) = {0};
    (void)code_clean(words, &clean);
    int found = by_code(g, words);
    if (found == -1 && clean.n)
        found = by_code(g, buf_view(&clean));
    enum name_match how;
    if (found == -1)
        found = gazetteer_match_how(g, words, -1, STR(""), &how);
    if (found != -1)
        return found;
    bool known;
    return gazetteer_country(g, words, words, &known);
}

bool gazetteer_find(const struct gazetteer *g, struct str words, size_t *index, struct err *e)
{
    words = str_trim(words);
    if (!words.n)
        return err_set(e, ERR_USAGE, "no place is named; give its name or code");
    if (words.n > 400 || !str_utf8_ok(words, NULL))
        return err_set(e, ERR_USAGE, "the name of the place is not readable as text");
    int found = person_means(g, words);
    if (found >= 0) {
        *index = (size_t)found;
        return true;
    }
    struct buf folded CLEANUP(buf_end) = {0}, others CLEANUP(buf_end) = {.most = 400};
    name_fold(words, &folded);
    if (found == -2) {
        namesakes(g, words, buf_view(&folded), &others);
        return err_set(e, ERR_USAGE, "several places are called \"%.*s\": %s; give one's code or full name", STR_F(words),
            others.p ? others.p : "spellings of one sound");
    }
    if (!g->n)
        return err_set(e, ERR_ABSENT, "\"%.*s\" is not known: the register holds no places yet; add a file of borders", STR_F(words));
    near_names(g, buf_view(&folded), &others);
    if (others.n)
        return err_set(e, ERR_ABSENT, "no place is called \"%.*s\"; near it: %s", STR_F(words), others.p);
    return err_set(e, ERR_ABSENT, "no place is called \"%.*s\"; `diwan show REGISTER places` lists them all", STR_F(words));
}
