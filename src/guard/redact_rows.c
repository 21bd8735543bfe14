/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redact: borders, names, population and incidents into the copy, in an order that follows from what they say. */
#include "guard/redact_priv.h"

static struct bind cell(const struct rows *r, int column, char kind)
{
    if (rows_null(r, column))
        return bind_null();
    switch (kind) {
    case 'i': return bind_int(rows_int(r, column));
    case 'r': return bind_real(rows_real(r, column));
    case 'b': return bind_blob(rows_text(r, column));
    default: return bind_text(rows_text(r, column));
    }
}

/* Columns from `first` on as `kinds` has them, behind the `n` values that are there. */
static size_t cells(const struct rows *r, int first, const char *kinds, struct bind *out, size_t n)
{
    for (size_t i = 0; kinds[i]; i++)
        out[n++] = cell(r, first + (int)i, kinds[i]);
    return n;
}

/* ---- places and their names ---- */

bool redact_places(struct redacting *r, struct err *e)
{
    const struct gazetteer *g = r->c->places;
    r->place_to = ARENA_ARRAY(r->a, int64_t, gazetteer_count(g) + 1);
    int64_t id = 0, line;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name, "
        "longitude, latitude, border, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", e);
    if (!b)
        return false;
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->from,
        "SELECT origin, id, import, level, code, country, parent_code, name, longitude, latitude, border, valid_from, valid_to FROM place "
        "WHERE ended_by IS NULL ORDER BY level, country, code, name, longitude, latitude, origin, id", WITH_NOTHING);
    while (rows_next(rows)) {
        int index = gazetteer_index(g, rows_int(rows, 0), rows_int(rows, 1));
        if (index < 0 || !redact_place_kept(r, index))
            continue;
        r->place_to[index] = ++id;
        struct bind row[13] = {bind_int(store_origin(r->to)), bind_int(id),
            bind_int(redact_import_of(r, rows_int(rows, 0), rows_int(rows, 2), STR(""), &line))};
        size_t n = cells(rows, 3, "ittttrrbii", row, 3);
        if (!bulk_row(b, row, n, e))
            return false;
    }
    r->told->places = id;
    return rows_end(&rows, e) && bulk_end(&b, e);
}

static bool place_names(struct redacting *r, struct err *e)
{
    int64_t id = 0, line;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to, "INSERT INTO place_name (origin, id, import, place_origin, place, language, name, "
        "folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", e);
    if (!b)
        return false;
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->from,
        "SELECT n.origin, n.import, n.place_origin, n.place, n.language, n.name, n.folded FROM place_name AS n JOIN place AS p ON "
        "p.origin = n.place_origin AND p.id = n.place WHERE n.ended_by IS NULL AND p.ended_by IS NULL "
        "ORDER BY p.level, p.country, p.code, p.name, p.longitude, p.latitude, p.origin, p.id, n.language, n.name, n.origin, n.id",
        WITH_NOTHING);
    while (rows_next(rows)) {
        int index = gazetteer_index(r->c->places, rows_int(rows, 2), rows_int(rows, 3));
        if (index < 0 || !r->place_to[index])
            continue;
        struct bind row[8] = {bind_int(store_origin(r->to)), bind_int(++id),
            bind_int(redact_import_of(r, rows_int(rows, 0), rows_int(rows, 1), STR(""), &line)), bind_int(store_origin(r->to)),
            bind_int(r->place_to[index])};
        size_t n = cells(rows, 4, "ttt", row, 5);
        if (!bulk_row(b, row, n, e))
            return false;
    }
    return rows_end(&rows, e) && bulk_end(&b, e);
}

/* ---- population ---- */

static bool figure_asked(const struct redacting *r, struct str country, struct str code, struct str name)
{
    struct err unknown = {0};
    size_t index = 0;
    if (r->place < 0)
        return true;
    const char *known = country.n ? country_code_of(country) : NULL;
    int place = code.n && gazetteer_find(r->c->places, code, &index, &unknown) ? (int)index :
        gazetteer_match(r->c->places, name.n ? name : country, -1, known ? str_of(known) : country);
    return place >= 0 && redact_place_kept(r, place);
}

bool redact_population(struct redacting *r, struct err *e)
{
    if (!place_names(r, e))
        return false;
    int64_t id = 0, line;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to, "INSERT INTO population (origin, id, import, line, country, code, name, name_ar, "
        "year, people, kind, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", e);
    if (!b)
        return false;
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->from,
        "SELECT origin, import, country, code, name, name_ar, year, people, kind, source FROM population WHERE ended_by IS NULL "
        "ORDER BY country, code, name, name_ar, year, kind, people, source, origin, id", WITH_NOTHING);
    while (rows_next(rows)) {
        if (!figure_asked(r, rows_text(rows, 2), rows_text(rows, 3), rows_text(rows, 4)))
            continue;
        redact_spelling(r, rows_text(rows, 4));
        redact_spelling(r, rows_text(rows, 5));
        struct bind row[12] = {bind_int(store_origin(r->to)), bind_int(++id),
            bind_int(redact_import_of(r, rows_int(rows, 0), rows_int(rows, 1), STR(""), &line))};
        row[3] = bind_int(line);
        size_t n = cells(rows, 2, "ttttiitt", row, 4);
        if (!bulk_row(b, row, n, e))
            return false;
    }
    r->told->figures = id;
    return rows_end(&rows, e) && bulk_end(&b, e);
}

/* ---- incidents ---- */

static int source_by_name(const void *a, const void *b, void *columns)
{
    const struct incident_columns *c = columns;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int d = str_compare(c->sources[x], c->sources[y]);
    return d ? d : (x > y) - (x < y);
}

/* Sources of which something passes, by name; their licence is the one that counts. */
static bool sources_write(struct redacting *r, struct err *e)
{
    const struct incident_columns *c = r->c;
    size_t *order = ARENA_ARRAY(r->a, size_t, c->source_n + 1);
    for (size_t i = 0; i < c->source_n; i++)
        order[i] = i;
    if (c->source_n)
        qsort_r(order, c->source_n, sizeof *order, source_by_name, (void *)(uintptr_t)c);
    r->source_to = ARENA_ARRAY(r->a, int64_t, c->source_n + 1);
    int64_t id = 0;
    for (size_t k = 0; k < c->source_n; k++) {
        size_t i = order[k];
        if (!r->told->sources[i].incidents[REDACT_PASSES])
            continue;
        r->source_to[i] = ++id;
        if (!store_do(r->to, "INSERT INTO source (origin, id, name, citation, licence) VALUES ($1, $2, $3, $4, $5)",
                WITH(bind_int(store_origin(r->to)), bind_int(id), bind_text(c->sources[i]), bind_text(c->source_citations[i]),
                    bind_text(c->source_licences[i])), e))
            return false;
    }
    return true;
}

/* (origin, id) of each record of the columns, in their order, to find a row's number by. */
struct record_key {
    int64_t origin, id;
};

static int by_key(const void *a, const void *b)
{
    const struct record_key *x = a, *y = b;
    int c = (x->origin > y->origin) - (x->origin < y->origin);
    return c ? c : (x->id > y->id) - (x->id < y->id);
}

static bool keys_read(struct redacting *r, struct record_key *keys, struct err *e)
{
    size_t n = 0;
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->from, "SELECT origin, id FROM incident WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(rows)) {
        if (n >= r->c->n || r->c->id[n] != rows_int(rows, 1))
            return err_set(e, ERR_STORE, "the register was written to while it was looked at: try again");
        keys[n++] = (struct record_key){rows_int(rows, 0), rows_int(rows, 1)};
    }
    return rows_end(&rows, e) && (n == r->c->n || err_set(e, ERR_STORE, "the register was written to while it was looked at: try again"));
}

enum { /* columns of the query below */
    I_ORIGIN, I_ID, I_IMPORT, I_KEY, I_DIGEST, I_FIRST, I_LAST, I_DAYS, I_LATITUDE, I_LONGITUDE, I_PLACES, I_COUNTRY_CODE, I_KIND, I_TYPE,
    I_KIND_A, I_KIND_B, I_LOW, I_SOURCE_COUNT = I_LOW + 7, I_CLARITY, I_FLAGS, I_INJURED, I_REVISED = I_INJURED + 4,
    I_COUNTRY, I_ADMIN1, I_ADMIN2, I_PLACE, I_SIDE_A, I_SIDE_B, I_OUTLETS
};

static struct bind word(struct redacting *r, const struct rows *rows, int column)
{
    struct str text = rows_text(rows, column);
    if (column <= I_PLACE && text.n)
        redact_spelling(r, text);
    return bind_int(text.n ? intern_id(&r->words, text) : 0);
}

static bool incident_write(struct redacting *r, struct bulk *b, const struct rows *rows, size_t i, int64_t id, struct err *e)
{
    int64_t line, origin = store_origin(r->to);
    int64_t import = redact_import_of(r, rows_int(rows, I_ORIGIN), rows_int(rows, I_IMPORT), r->c->sources[r->c->source[i]], &line);
    struct bind row[40] = {bind_int(origin), bind_int(id), bind_int(import), bind_int(line), bind_int(r->source_to[r->c->source[i]])};
    size_t n = cells(rows, I_KEY, "tiiiirri", row, 5);
    row[n++] = word(r, rows, I_COUNTRY);
    row[n++] = cell(rows, I_COUNTRY_CODE, 't');
    for (int column = I_ADMIN1; column <= I_PLACE; column++)
        row[n++] = word(r, rows, column);
    n = cells(rows, I_KIND, "it", row, n);
    row[n++] = word(r, rows, I_SIDE_A);
    row[n++] = word(r, rows, I_SIDE_B);
    n = cells(rows, I_KIND_A, "iiiiiiiii", row, n);
    row[n++] = word(r, rows, I_OUTLETS);
    n = cells(rows, I_SOURCE_COUNT, "iiiiiiii", row, n);
    return bulk_row(b, row, n, e);
}

static bool incidents_write(struct redacting *r, const struct record_key *keys, struct err *e)
{
    int64_t id = 0;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to,
        "INSERT INTO incident (origin, id, import, line, source, source_key, digest, day_first, day_last, day_precision, latitude, "
        "longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, side_a_kind, "
        "side_b_kind, deaths_low, deaths_best, deaths_high, deaths_civilians, deaths_side_a, deaths_side_b, deaths_status_unknown, "
        "sources, source_count, clarity, flags, people_injured, people_abducted, people_detained, people_displaced, revised) VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, "
        "$27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)", e);
    if (!b)
        return false;
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->from,
        "SELECT i.origin, i.id, i.import, i.source_key, i.digest, i.day_first, i.day_last, i.day_precision, i.latitude, i.longitude, "
        "i.place_precision, i.country_code, i.kind, i.type, i.side_a_kind, i.side_b_kind, i.deaths_low, i.deaths_best, i.deaths_high, "
        "i.deaths_civilians, i.deaths_side_a, i.deaths_side_b, i.deaths_status_unknown, i.source_count, i.clarity, i.flags, "
        "i.people_injured, i.people_abducted, i.people_detained, i.people_displaced, i.revised, wc.text, w1.text, w2.text, wp.text, "
        "wa.text, wb.text, wo.text FROM incident AS i JOIN source AS s ON s.origin = i.origin AND s.id = i.source "
        "LEFT JOIN wording AS wc ON wc.id = i.country LEFT JOIN wording AS w1 ON w1.id = i.admin1 LEFT JOIN wording AS w2 ON w2.id = "
        "i.admin2 LEFT JOIN wording AS wp ON wp.id = i.place_words LEFT JOIN wording AS wa ON wa.id = i.side_a LEFT JOIN wording AS wb "
        "ON wb.id = i.side_b LEFT JOIN wording AS wo ON wo.id = i.sources WHERE i.ended_by IS NULL "
        "ORDER BY s.name, i.day_first, i.day_last, i.source_key, i.origin, i.id", WITH_NOTHING);
    while (rows_next(rows)) {
        const struct record_key key = {rows_int(rows, I_ORIGIN), rows_int(rows, I_ID)};
        const struct record_key *hit = r->c->n ? bsearch(&key, keys, r->c->n, sizeof key, by_key) : NULL;
        if (!hit || r->fate[hit - keys] != REDACT_PASSES)
            continue;
        if (!incident_write(r, b, rows, (size_t)(hit - keys), ++id, e))
            return false;
        if ((id & 1023) == 0 && !progress_step(r->p, (double)id, id, e))
            return false;
    }
    return rows_end(&rows, e) && bulk_end(&b, e);
}

static bool words_write(struct redacting *r, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to, "INSERT INTO wording (id, text) VALUES ($1, $2)", e);
    if (!b)
        return false;
    for (uint32_t i = 1; i < intern_count(&r->words); i++)
        if (!bulk_row(b, (const struct bind[]){bind_int(i), bind_text(intern_text(&r->words, i))}, 2, e))
            return false;
    return bulk_end(&b, e);
}

bool redact_incidents(struct redacting *r, struct err *e)
{
    struct record_key *keys = ARENA_ARRAY(r->a, struct record_key, r->c->n + 1);
    progress_begin(r->p, T("Copying"), (double)r->c->n);
    return sources_write(r, e) && keys_read(r, keys, e) && incidents_write(r, keys, e) && words_write(r, e);
}
