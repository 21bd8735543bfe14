/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One register into columns: a scan of the records in key order, then what `placed` says of them (placed.c). */
#include "panel/panel_priv.h"

#include <assert.h>

struct loader {
    struct store *s;
    struct incident_columns *c;
    size_t room;
    int64_t *origins; /* of each record */
    struct pair_map words, actors, sources, imports;
    struct str *codes; /* word -> country code; in the columns' arena */
    bool *is_country;
    size_t code_room;
    struct placed_scan *placed;
};

static void loader_end(struct loader *l)
{
    pair_end(&l->words);
    pair_end(&l->actors);
    pair_end(&l->sources);
    pair_end(&l->imports);
    free(l->origins);
    free(l->codes);
    free(l->is_country);
    placed_end(&l->placed);
}

static struct str keep(struct incident_columns *c, struct str s)
{
    return (struct str){arena_text(&c->arena, s.p, s.n), s.n};
}

/* ---- what is small ----------------------------------------------------------------------------- */

static bool sources_load(struct loader *l, struct err *e)
{
    struct incident_columns *c = l->c;
    int64_t n = 0;
    if (!store_int(l->s, "SELECT count(*) FROM source", WITH_NOTHING, 0, &n, e))
        return false;
    if (n > UINT16_MAX)
        return err_set(e, ERR_STORE, "the register has %" PRId64 " sources; at most %d can be counted", n, UINT16_MAX);
    c->sources = ARENA_ARRAY(&c->arena, struct str, n);
    c->source_citations = ARENA_ARRAY(&c->arena, struct str, n);
    c->source_licences = ARENA_ARRAY(&c->arena, struct str, n);
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s,
        "SELECT origin, id, name, citation, licence FROM source ORDER BY origin, id", WITH_NOTHING);
    while (c->source_n < (size_t)n && rows_next(r)) {
        c->sources[c->source_n] = keep(c, rows_text(r, 2));
        c->source_citations[c->source_n] = keep(c, rows_text(r, 3));
        c->source_licences[c->source_n] = keep(c, rows_text(r, 4));
        pair_put(&l->sources, rows_int(r, 0), rows_int(r, 1), (uint32_t)c->source_n++);
    }
    return rows_end(&r, e);
}

static void levels_open(struct incident_columns *c)
{
    for (size_t i = 0; i < gazetteer_count(c->places); i++) {
        const struct place *p = gazetteer_place(c->places, i);
        if (p->level < 0 || p->level >= PLACE_LEVELS || p->border.n == 0 || c->place[p->level])
            continue;
        c->place[p->level] = arena_get(&c->arena, 0);
        c->how[p->level] = arena_get(&c->arena, 0);
        c->named[p->level] = arena_get(&c->arena, 0);
    }
}

static bool import_number(struct loader *l, int64_t origin, int64_t id, uint16_t *out, struct err *e)
{
    uint32_t number = 0;
    if (!pair_find(&l->imports, origin, id, &number)) {
        struct incident_columns *c = l->c;
        if (c->import_n >= UINT16_MAX)
            return err_set(e, ERR_STORE, "records of more than %d imports are in use, which cannot be counted", UINT16_MAX);
        if ((c->import_n & (c->import_n - 1)) == 0) { /* at powers of two: room for as many again */
            int64_t *ids = ARENA_ARRAY(&c->arena, int64_t, c->import_n ? c->import_n * 2 : 1);
            if (c->import_n)
                memcpy(ids, c->import_ids, c->import_n * sizeof *ids);
            c->import_ids = ids;
        }
        number = (uint32_t)c->import_n;
        c->import_ids[c->import_n++] = id;
        pair_put(&l->imports, origin, id, number);
    }
    *out = (uint16_t)number;
    return true;
}

/* ---- words ------------------------------------------------------------------------------------- */

/* A wording's text is fetched when its id is first met: a register has many wordings and few countries. */
static bool word_in(struct loader *l, struct pair_map *met, struct intern *texts, int64_t wording, uint32_t *out, struct err *e)
{
    *out = 0;
    if (wording == 0 || pair_find(met, 0, wording, out)) /* wording 0 is the empty text */
        return true;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT text FROM wording WHERE id = $1", WITH(bind_int(wording)));
    bool there = rows_next(r);
    if (there)
        *out = intern_id(texts, rows_text(r, 0));
    if (!rows_end(&r, e))
        return false;
    if (!there)
        return err_set(e, ERR_STORE, "wording %" PRId64 " is missing from the register: run `diwan check`", wording);
    pair_put(met, 0, wording, *out);
    return true;
}

static bool word_of(struct loader *l, int64_t wording, uint32_t *out, struct err *e)
{
    return word_in(l, &l->words, &l->c->words, wording, out, e);
}

/* Names of sides stand apart from the other words: they are many, and the fingerprint of a register does not hold them. */
static bool actor_of(struct loader *l, int64_t wording, uint32_t *out, struct err *e)
{
    return word_in(l, &l->actors, &l->c->actors, wording, out, e);
}

/* XXX...: the source does not yet know who it was; no actor is shown under that name. */
static void drop_placeholder(const struct intern *actors, uint32_t *actor)
{
    if (str_starts(intern_text(actors, *actor), "XXX"))
        *actor = 0;
}

/* The first code that a record gives for a country's name is the code of that name. */
static void country_seen(struct loader *l, uint32_t word, const struct rows *r, int column)
{
    if (word >= l->code_room) {
        size_t room = MAX_OF((size_t)word + 1, l->code_room * 2);
        l->codes = mem_grow(l->codes, room, sizeof *l->codes);
        l->is_country = mem_grow(l->is_country, room, sizeof *l->is_country);
        for (size_t i = l->code_room; i < room; i++) {
            l->codes[i] = STR("");
            l->is_country[i] = false;
        }
        l->code_room = room;
    }
    l->is_country[word] = true;
    if (l->codes[word].n)
        return;
    struct str code = rows_text(r, column);
    if (code.n)
        l->codes[word] = keep(l->c, code);
}

static void country_codes_settle(struct loader *l)
{
    struct incident_columns *c = l->c;
    c->country_code_n = l->code_room;
    c->country_codes = ARENA_ARRAY(&c->arena, struct str, l->code_room);
    for (size_t i = 0; i < l->code_room; i++) {
        c->country_codes[i] = l->codes[i];
        if (l->codes[i].n || !l->is_country[i] || i == 0)
            continue;
        c->country_codes[i] = str_of(country_code_of(intern_text(&c->words, (uint32_t)i)));
    }
}

/* ---- records ----------------------------------------------------------------------------------- */

enum { /* columns of the scan */
    C_ORIGIN, C_ID, C_IMPORT, C_SOURCE, C_FIRST, C_LAST, C_DAY_PRECISION, C_PLACE_PRECISION, C_COUNTRY, C_COUNTRY_CODE,
    C_ADMIN1, C_KIND, C_TYPE, C_SIDE_A_KIND, C_SIDE_B_KIND, C_LOW, C_BEST, C_HIGH, C_CIVILIANS, C_SIDE_A, C_SIDE_B,
    C_STATUS_UNKNOWN, C_CLARITY, C_FLAGS, C_ACTOR_A, C_ACTOR_B, C_PEOPLE /* PEOPLE_HARMS of them */
};

/* A number within its bounds, or the record is noted as broken. */
static int64_t within(const struct rows *r, int column, int64_t least, int64_t most, int *broken)
{
    int64_t v = rows_int(r, column);
    if (v < least || v > most) {
        *broken = column;
        return least;
    }
    return v;
}

static int32_t deaths(const struct rows *r, int column, int *broken)
{
    int64_t v = rows_int(r, column); /* most are given and not 0: one call then */
    if (v == 0 && rows_null(r, column))
        return DEATHS_UNKNOWN;
    if (v < 0 || v > INT32_MAX)
        *broken = column;
    return (int32_t)v;
}

static int32_t status_unknown(const struct rows *r, int32_t best, int32_t civilians, int *broken)
{
    int32_t given = deaths(r, C_STATUS_UNKNOWN, broken);
    if (given != DEATHS_UNKNOWN || best == DEATHS_UNKNOWN)
        return given;
    int64_t known = MAX_OF(civilians, 0);
    known += MAX_OF(deaths(r, C_SIDE_A, broken), 0);
    known += MAX_OF(deaths(r, C_SIDE_B, broken), 0);
    return (int32_t)MAX_OF(0, (int64_t)best - known);
}

static void numbers_of(struct incident_columns *c, size_t i, const struct rows *r, int *broken)
{
    c->id[i] = rows_int(r, C_ID);
    c->first[i] = (int32_t)within(r, C_FIRST, -400000, 400000, broken);
    c->last[i] = (int32_t)within(r, C_LAST, -400000, 400000, broken);
    c->day_precision[i] = (uint8_t)within(r, C_DAY_PRECISION, 0, 255, broken);
    c->place_precision[i] = (uint8_t)within(r, C_PLACE_PRECISION, 0, 255, broken);
    c->kind[i] = (uint8_t)within(r, C_KIND, 0, KIND_COUNT - 1, broken);
    c->side_a_kind[i] = (uint8_t)within(r, C_SIDE_A_KIND, 0, 3, broken);
    c->side_b_kind[i] = (uint8_t)within(r, C_SIDE_B_KIND, 0, 3, broken);
    c->clarity[i] = (uint8_t)within(r, C_CLARITY, 0, 255, broken);
    c->flags[i] = (uint16_t)within(r, C_FLAGS, 0, UINT16_MAX, broken);
    c->low[i] = deaths(r, C_LOW, broken);
    c->best[i] = deaths(r, C_BEST, broken);
    c->high[i] = deaths(r, C_HIGH, broken);
    c->civilians[i] = deaths(r, C_CIVILIANS, broken);
    c->status_unknown[i] = status_unknown(r, c->best[i], c->civilians[i], broken);
}

static void people_of(const struct loader *l, size_t i, const struct rows *r, int *broken)
{
    for (int k = 0; k < PEOPLE_HARMS; k++)
        columns_people(l->c, (enum people_harm)k, i, l->room, deaths(r, C_PEOPLE + k, broken));
}

static bool words_of(struct loader *l, size_t i, const struct rows *r, struct err *e)
{
    struct incident_columns *c = l->c;
    if (!actor_of(l, rows_int(r, C_ACTOR_A), &c->actor_a[i], e) || !actor_of(l, rows_int(r, C_ACTOR_B), &c->actor_b[i], e))
        return false;
    if (rows_int(r, C_FLAGS) & FLAG_PLACEHOLDER_SIDE) {
        drop_placeholder(&c->actors, &c->actor_a[i]);
        drop_placeholder(&c->actors, &c->actor_b[i]);
    }
    if (!word_of(l, rows_int(r, C_COUNTRY), &c->country[i], e) || !word_of(l, rows_int(r, C_ADMIN1), &c->admin1[i], e))
        return false;
    if (c->country[i] == 0) /* a source may give the code and no name */
        c->country[i] = intern_id(&c->words, rows_text(r, C_COUNTRY_CODE));
    country_seen(l, c->country[i], r, C_COUNTRY_CODE);
    struct str type = rows_text(r, C_TYPE);
    if (i > 0 && str_eq(type, intern_text(&c->words, c->type[i - 1])))
        c->type[i] = c->type[i - 1];
    else
        c->type[i] = intern_id(&c->words, type);
    int64_t origin = rows_int(r, C_ORIGIN), source = rows_int(r, C_SOURCE);
    uint32_t number = 0;
    if (!pair_find(&l->sources, origin, source, &number))
        return err_set(e, ERR_STORE, "source %" PRId64 " is missing from the register: run `diwan check`", source);
    c->source[i] = (uint16_t)number;
    return import_number(l, origin, rows_int(r, C_IMPORT), &c->import[i], e);
}

static bool record_take(struct loader *l, const struct rows *r, struct err *e)
{
    struct incident_columns *c = l->c;
    if (c->n >= UINT32_MAX - 1)
        return err_set(e, ERR_STORE, "more records than can be counted in one register (4 thousand million)");
    if (c->n == l->room) {
        l->room = MAX_OF(l->room * 2, (size_t)1024);
        columns_room(c, l->room);
        l->origins = mem_grow(l->origins, l->room, sizeof *l->origins);
    }
    size_t i = c->n;
    int broken = -1;
    numbers_of(c, i, r, &broken);
    people_of(l, i, r, &broken);
    if (broken >= 0)
        return err_set(e, ERR_STORE,
            "incident %" PRId64 " has %" PRId64 " in column %d of its row, which cannot be: run `diwan check`", c->id[i],
            rows_int(r, broken), broken + 1);
    if (!words_of(l, i, r, e))
        return err_within(e, "incident %" PRId64, c->id[i]);
    l->origins[i] = rows_int(r, C_ORIGIN);
    c->n++;
    return true;
}

static bool records_load(struct loader *l, struct progress *p, struct err *e)
{
    int64_t guess = 0; /* enough in nearly every register, so that columns seldom move */
    if (!store_int(l->s, "SELECT sum(kept) FROM import WHERE undone = 0", WITH_NOTHING, 0, &guess, e))
        return false;
    l->room = (size_t)MIN_OF(MAX_OF(guess, 16), 1 << 24);
    columns_room(l->c, l->room);
    l->origins = mem_grow(NULL, l->room, sizeof *l->origins);
    progress_begin(p, "Reading the register", (double)guess);
    l->placed = placed_begin(l->s, guess);
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s,
        "SELECT origin, id, import, source, day_first, day_last, day_precision, place_precision, country, country_code,"
        " admin1, kind, type, side_a_kind, side_b_kind, deaths_low, deaths_best, deaths_high, deaths_civilians,"
        " deaths_side_a, deaths_side_b, deaths_status_unknown, clarity, flags, side_a, side_b,"
        " people_injured, people_abducted, people_detained, people_displaced"
        " FROM incident WHERE ended_by IS NULL ORDER BY origin, id",
        WITH_NOTHING);
    while (rows_next(r)) {
        if (!record_take(l, r, e))
            return false;
        if ((l->c->n & 8191) == 0 && !progress_step(p, (double)l->c->n, (int64_t)l->c->n, e))
            return false;
    }
    progress_finish(p);
    return rows_end(&r, e) && placed_take(l->placed, l->s, l->c, l->origins, e);
}

struct wish {
    struct incident_columns *c;
    struct progress *p;
};

static bool load(struct store *s, void *arg, struct err *e)
{
    const struct wish *wish = arg;
    struct incident_columns *c = wish->c;
    struct loader l CLEANUP(loader_end) = {.s = s, .c = c};
    if (!store_generation(s, &c->generation, e) || !gazetteer_load(s, true, &c->places, e) || !sources_load(&l, e))
        return false;
    levels_open(c);
    intern_id(&c->words, STR(""));
    intern_id(&c->actors, STR(""));
    if (!records_load(&l, wish->p, e))
        return false;
    country_codes_settle(&l);
    columns_harm(c);
    columns_span(c);
    columns_place_texts(c);
    return population_load(s, c, e) && said_load(s, c, e) && columns_fingerprint(s, c, e);
}

bool columns_load(struct store *s, struct incident_columns **out, struct progress *p, struct err *e)
{
    struct incident_columns *c CLEANUP(columns_drop) = mem_get(sizeof *c);
    c->references = 1;
    struct wish wish = {c, p};
    if (!store_look(s, load, &wish, e)) /* one moment of the register, whoever writes meanwhile */
        return false;
    *out = c;
    c = NULL;
    return true;
}
