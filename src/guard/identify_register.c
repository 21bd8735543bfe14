/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk over a register: incidents by the wordings they use, then the other tables. */
#include "guard/identify_register_priv.h"

enum { WORDS = 7 /* columns of an incident that are wordings */, FIRST_WORD = 6 };
static const char *const word_columns[WORDS] = {"country", "admin1", "admin2", "place_words", "side_a", "side_b", "sources"};
enum { NAMES_OF_NOBODY = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 }; /* as published: units, places, sides */

struct uses { /* of a wording */
    uint32_t own, own_used, published; /* fields */
    uint8_t published_as;     /* bit of each column */
    uint16_t own_kinds, published_kinds;
    bool listed;              /* among the published ones, once */
};
struct walk {
    struct store *s;
    const struct incident_columns *c;
    const struct identify_wish *wish;
    struct arena *a;
    struct identified *out;
    struct identify *places, *all; /* lists: places known; and what is published too */
    struct identify_findings found;
    struct uses *uses;             /* by wording */
    int64_t use_n;
    struct layouts { /* of imports, ordered by id */
        int64_t id;
        bool published;
    } *imports;
    size_t import_n, import_room;
    bool *open_source;             /* by id of the source */
    int64_t source_n;
    struct intern texts;           /* of the other tables: what each holds was seen once */
    uint16_t *kinds;               /* by text */
    size_t kind_room;
};

static void walk_end(struct walk *w)
{
    identify_free(&w->places);
    identify_free(&w->all);
    identify_findings_end(&w->found);
    free(w->uses);
    free(w->imports);
    free(w->open_source);
    free(w->kinds);
    intern_end(&w->texts);
}

bool identify_published(struct str layout)
{
    static const char *const sets[] = {"ucdp-ged", "ucdp-candidate", "acled", "acled-deleted", "gtd", "gdelt"};
    for (size_t i = 0; i < ARRAY_LEN(sets); i++)
        if (str_is(layout, sets[i]))
            return true;
    return false;
}

/* ---- rows of a list ---- */

static bool wanted(const struct walk *w, bool published, uint16_t kinds)
{
    return w->wish->listed && w->wish->published == published && (kinds >> w->wish->kind & 1);
}

static void row_add(struct walk *w, struct identified_row row)
{
    struct identified *o = w->out;
    if (o->row_n == o->row_room) {
        size_t room = o->row_room ? 2 * o->row_room : 64;
        struct identified_row *rows = ARENA_ARRAY(w->a, struct identified_row, room);
        if (o->row_n)
            memcpy(rows, o->rows, o->row_n * sizeof *rows);
        o->rows = rows;
        o->row_room = room;
    }
    o->rows[o->row_n++] = row;
}

/* Each finding of the wanted kind in this text, a row each. */
static void rows_add(struct walk *w, const struct identify *lists, struct str text, struct identified_row row)
{
    identify_scan(lists, text, &w->found);
    for (size_t i = 0; i < w->found.n; i++) {
        struct buf mask CLEANUP(buf_end) = {0};
        if (w->found.list[i].kind != w->wish->kind)
            continue;
        identify_mask(text, &w->found.list[i], &mask);
        row.masked = (struct str){arena_text(w->a, mask.p, mask.n), mask.n};
        row_add(w, row);
    }
}

static uint16_t kinds_in(struct walk *w, const struct identify *lists, struct str text)
{
    uint16_t kinds = 0;
    identify_scan(lists, text, &w->found);
    for (size_t i = 0; i < w->found.n; i++)
        kinds |= (uint16_t)(1u << w->found.list[i].kind);
    return kinds;
}

static void count_kinds(int64_t n[IDENTIFY_KINDS], uint16_t kinds, int64_t times)
{
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        if (kinds >> k & 1)
            n[k] += times;
}

static void count_own(struct walk *w, uint16_t kinds, int64_t times, int64_t used)
{
    count_kinds(w->out->own, kinds, times);
    count_kinds(w->out->own_used, kinds, used);
}

/* ---- what is known ---- */

static bool imports_read(struct walk *w, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT id, layout FROM import WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(w->s))));
    while (rows_next(r)) {
        GROW(w->imports, w->import_n, w->import_room);
        w->imports[w->import_n++] = (struct layouts){rows_int(r, 0), identify_published(rows_text(r, 1))};
    }
    return rows_end(&r, e);
}

static bool import_published(const struct walk *w, int64_t id)
{
    size_t lo = 0, hi = w->import_n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (w->imports[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < w->import_n && w->imports[lo].id == id && w->imports[lo].published;
}

static bool licence_is_open(const struct walk *w, struct str source)
{
    for (size_t i = 0; w->c && i < w->c->source_n; i++)
        if (str_eq(w->c->sources[i], source))
            return w->c->licences[i] == LICENCE_OPEN || w->c->licences[i] == LICENCE_ATTRIBUTION;
    return false;
}

static bool sources_read(struct walk *w, struct err *e)
{
    if (!store_int(w->s, "SELECT max(id) FROM source WHERE origin = $1", WITH(bind_int(store_origin(w->s))), 0, &w->source_n, e))
        return false;
    w->open_source = mem_get((size_t)w->source_n + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT id, name FROM source WHERE origin = $1", WITH(bind_int(store_origin(w->s))));
    while (rows_next(r))
        if (rows_int(r, 0) >= 0 && rows_int(r, 0) <= w->source_n)
            w->open_source[rows_int(r, 0)] = licence_is_open(w, rows_text(r, 1));
    return rows_end(&r, e);
}

static bool places_know(struct walk *w, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT name FROM place UNION SELECT name FROM place_name", WITH_NOTHING);
    while (rows_next(r)) {
        identify_known(w->places, rows_text(r, 0));
        identify_known(w->all, rows_text(r, 0));
    }
    return rows_end(&r, e);
}

static bool published_know(struct walk *w, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT id, text FROM wording ORDER BY id", WITH_NOTHING);
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        if (id < 0 || id >= w->use_n)
            continue;
        if (w->uses[id].published_as & NAMES_OF_NOBODY)
            identify_known(w->all, rows_text(r, 1));
        if (w->uses[id].published_as & 7)
            identify_known(w->places, rows_text(r, 1)); /* units, but not the sides, which are looked at themselves */
    }
    return rows_end(&r, e);
}

/* ---- incidents ---- */

static struct rows *incident_rows(struct walk *w)
{
    return store_rows(w->s, "SELECT id, import, line, CASE WHEN ended_by IS NULL THEN 1 ELSE 0 END, source, origin, country, admin1, admin2, place_words, side_a, side_b, "
        "sources, latitude, longitude, source_key FROM incident WHERE $1 = 0 OR import = $1 ORDER BY origin, id", WITH(bind_int(w->wish->import)));
}

static struct identified_row incident_row(const struct rows *r, const char *column)
{
    return (struct identified_row){.table = "incident", .column = column, .id = rows_int(r, 0), .import = rows_int(r, 1), .line = rows_int(r, 2),
        .in_use = rows_int(r, 3) != 0, .fields = 1};
}

/* A point of one's own, finer than policy, whose source has not opened it. */
static void incident_point(struct walk *w, const struct rows *r)
{
    int64_t source = rows_int(r, 4);
    if (source >= 0 && source <= w->source_n && w->open_source[source])
        return;
    bool finer = false;
    for (int k = 0; k < 2; k++)
        finer = finer || (!rows_null(r, FIRST_WORD + WORDS + k) && identify_finer(rows_real(r, FIRST_WORD + WORDS + k), w->wish->decimals));
    if (!finer)
        return;
    count_own(w, 1u << IDENTIFY_POINT, 1, rows_int(r, 3) != 0);
    if (!wanted(w, false, 1u << IDENTIFY_POINT))
        return;
    struct identified_row row = incident_row(r, "latitude, longitude");
    row.masked = STR("\xE2\x80\xA6");
    row_add(w, row);
}

/* The id that one's own table gives a row: it may be somebody's number. */
static void incident_key(struct walk *w, const struct rows *r)
{
    struct str key = rows_text(r, FIRST_WORD + WORDS + 2);
    if (!key.n || str_starts(key, "row-")) /* made by the program */
        return;
    uint16_t kinds = kinds_in(w, w->places, key);
    count_own(w, kinds, 1, rows_int(r, 3) != 0);
    if (wanted(w, false, kinds))
        rows_add(w, w->places, key, incident_row(r, "source_key"));
}

static bool incidents_count(struct walk *w, struct err *e)
{
    if (!store_int(w->s, "SELECT max(id) + 1 FROM wording", WITH_NOTHING, 1, &w->use_n, e))
        return false;
    w->uses = mem_get((size_t)MAX_OF(w->use_n, 1) * sizeof *w->uses);
    struct rows *r CLEANUP(rows_drop) = incident_rows(w);
    while (rows_next(r)) {
        bool published = import_published(w, rows_int(r, 1));
        for (int k = 0; k < WORDS; k++) {
            int64_t id = rows_int(r, FIRST_WORD + k);
            if (id < 0 || id >= w->use_n)
                continue;
            struct uses *u = &w->uses[id];
            u->own += !published;
            u->own_used += !published && rows_int(r, 3) != 0;
            u->published += published;
            u->published_as |= (uint8_t)((unsigned)published << k);
        }
        if (!published) {
            incident_point(w, r);
            incident_key(w, r);
        }
    }
    return rows_end(&r, e);
}

static bool wordings_scan(struct walk *w, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT id, text FROM wording ORDER BY id", WITH_NOTHING);
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        struct uses *u = id >= 0 && id < w->use_n ? &w->uses[id] : NULL;
        if (!u || !(u->own || u->published))
            continue;
        struct str text = rows_text(r, 1);
        u->own_kinds = u->own ? kinds_in(w, w->all, text) : 0;
        u->published_kinds = u->published ? kinds_in(w, w->places, text) : 0;
        count_own(w, u->own_kinds, u->own, u->own_used);
        count_kinds(w->out->published, u->published_kinds, u->published);
    }
    return rows_end(&r, e);
}

struct where { /* a wording and a row that uses it */
    int64_t wording;
    struct identified_row row;
};

/* Rows that use what was found: of one's own each, of the published the first. Their texts are masked afterwards. */
static bool incidents_list(struct walk *w, struct where **out, size_t *n, struct err *e)
{
    size_t room = 0;
    struct rows *r CLEANUP(rows_drop) = incident_rows(w);
    while (rows_next(r)) {
        bool published = import_published(w, rows_int(r, 1));
        for (int k = 0; k < WORDS; k++) {
            int64_t id = rows_int(r, FIRST_WORD + k);
            struct uses *u = id >= 0 && id < w->use_n ? &w->uses[id] : NULL;
            if (!u || !wanted(w, published, published ? u->published_kinds : u->own_kinds) || (published && u->listed))
                continue;
            u->listed = published;
            GROW(*out, *n, room);
            (*out)[*n] = (struct where){id, incident_row(r, word_columns[k])};
            (*out)[(*n)++].row.fields = published ? u->published : 1;
        }
    }
    return rows_end(&r, e);
}

static bool wordings_list(struct walk *w, const struct where *list, size_t n, struct err *e)
{
    struct str *texts = ARENA_ARRAY(w->a, struct str, w->use_n);
    struct rows *r CLEANUP(rows_drop) = store_rows(w->s, "SELECT id, text FROM wording ORDER BY id", WITH_NOTHING);
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        struct str text = rows_text(r, 1);
        if (id >= 0 && id < w->use_n && wanted(w, w->wish->published, w->wish->published ? w->uses[id].published_kinds : w->uses[id].own_kinds))
            texts[id] = (struct str){arena_text(w->a, text.p, text.n), text.n};
    }
    for (size_t i = 0; i < n; i++)
        rows_add(w, w->wish->published ? w->places : w->all, texts[list[i].wording], list[i].row);
    return rows_end(&r, e);
}

static bool incidents_walk(struct walk *w, struct err *e)
{
    struct where *list = NULL;
    size_t n = 0;
    bool good = incidents_count(w, e) && published_know(w, e) && wordings_scan(w, e) &&
        (!w->wish->listed || (incidents_list(w, &list, &n, e) && wordings_list(w, list, n, e)));
    free(list);
    return good;
}

/* ---- the other tables ---- */

static uint16_t text_kinds(struct walk *w, struct str text)
{
    uint32_t known = 0;
    if (intern_find(&w->texts, text, &known))
        return known < w->kind_room ? w->kinds[known] : 0;
    uint32_t id = intern_id(&w->texts, text);
    if (id >= w->kind_room) {
        size_t room = MAX_OF((size_t)1024, 2 * (size_t)id);
        w->kinds = mem_grow(w->kinds, room, sizeof *w->kinds);
        memset(w->kinds + w->kind_room, 0, (room - w->kind_room) * sizeof *w->kinds);
        w->kind_room = room;
    }
    w->kinds[id] = text.n ? kinds_in(w, w->all, text) : 0;
    return w->kinds[id];
}

/* What the register keeps of its own past: nobody corrects it, and no brief quotes it. */
static bool is_past(enum text_table_id t) { return t == TABLE_AUDIT || t == TABLE_ERASURE || t == TABLE_PUBLICATION; }

static bool table_walk(struct walk *w, enum text_table_id t, struct err *e)
{
    const struct text_table *table = &text_tables[t];
    struct rows *r CLEANUP(rows_drop) = text_rows(w->s, t, w->wish->import);
    while (rows_next(r)) {
        bool published = (identify_published(rows_text(r, 4)) && t == TABLE_PROBLEM) || (t >= TABLE_DIALOGUE && str_is(rows_text(r, 4), "published"));
        for (int k = 0; k < TEXT_MOST && table->columns[k]; k++) {
            struct str text = rows_text(r, TEXT_LEAD + k);
            uint16_t kinds = text_kinds(w, text);
            if (published)
                count_kinds(w->out->published, kinds, 1);
            else
                count_own(w, kinds, 1, rows_int(r, 3) != 0 && !is_past(t));
            if (wanted(w, published, kinds))
                rows_add(w, w->all, text, (struct identified_row){.table = table->name, .column = table->columns[k], .id = rows_int(r, 0),
                    .import = rows_int(r, 1), .line = rows_int(r, 2), .in_use = rows_int(r, 3) != 0, .fields = 1});
        }
    }
    return rows_end(&r, e);
}

static bool walk_all(struct walk *w, struct err *e)
{
    if (!imports_read(w, e) || !sources_read(w, e) || !places_know(w, e) || !incidents_walk(w, e))
        return false;
    for (size_t t = 0; t < TEXT_TABLES; t++)
        if ((!w->wish->import || text_of_import((enum text_table_id)t)) && !table_walk(w, (enum text_table_id)t, e))
            return false;
    return true;
}

bool identify_register(struct store *s, const struct incident_columns *c, const struct identify_wish *wish, struct arena *a, struct identified *out, struct err *e)
{
    struct walk w = {.s = s, .c = c, .wish = wish, .a = a, .out = out, .places = identify_new(wish->decimals), .all = identify_new(wish->decimals)};
    *out = (struct identified){0};
    bool good = walk_all(&w, e);
    walk_end(&w);
    return good || err_within(e, "looking for what could identify somebody");
}
