/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Table `placed`: where each incident in use counts. What it holds follows from the register alone, whatever order things
 * came in: everything is worked out in memory from one reading, and written where it differs from what is there.
 */
#include "place/placed_priv.h"

struct words { /* one combination of what records say about where; ids of table wording */
    int64_t country, admin1, admin2;
    uint32_t code; /* in codes */
    struct where_words means; /* for the level in hand */
};
struct record {
    int64_t origin, id;
    double latitude, longitude;
    uint32_t words;
    uint8_t precision;
};
struct outcome {
    double km;
    int32_t place, named;
    uint8_t how;
};
struct placing {
    struct store *store;
    struct gazetteer *g;
    struct locator *locator;
    struct record *records;
    size_t n, room;
    struct words *words;
    size_t word_n, word_room;
    struct intern combinations, codes;
    struct intern unsure; /* spellings that mean no place surely: level, country, folded name */
    int64_t *text_ids; /* ordered; texts beside them */
    struct str *texts;
    size_t text_n;
    struct arena arena;
    int levels[PLACE_LEVELS];
    size_t level_n;
    struct outcome *outcomes; /* level_n for each record */
    struct progress *progress;
};

/* ---- reading ---- */

static uint32_t combination(struct placing *p, const struct rows *r)
{
    struct words w = {.country = rows_int(r, 6), .admin1 = rows_int(r, 7), .admin2 = rows_int(r, 8),
        .code = intern_id(&p->codes, rows_text(r, 5))};
    int64_t key[4] = {w.country, w.admin1, w.admin2, w.code};
    uint32_t id = intern_id(&p->combinations, (struct str){(const char *)key, sizeof key}) - 1;
    if (id == p->word_n) {
        GROW(p->words, p->word_n, p->word_room);
        p->words[p->word_n++] = w;
    }
    return id;
}

static bool records_read(struct placing *p, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(p->store,
        "SELECT origin, id, latitude, longitude, place_precision, country_code, country, admin1, admin2 FROM incident "
        "WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(p->records, p->n, p->room);
        int64_t precision = rows_int(r, 4);
        p->records[p->n++] = (struct record){rows_int(r, 0), rows_int(r, 1), rows_real(r, 2), rows_real(r, 3), combination(p, r),
            precision >= 1 && precision <= 7 ? (uint8_t)precision : 9};
    }
    return rows_end(&r, e);
}

static int by_number(const void *a, const void *b)
{
    int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
    return (p > q) - (p < q);
}

/* The texts behind the numbers: few, so one by one. */
static bool texts_read(struct placing *p, struct err *e)
{
    p->text_ids = mem_get((3 * p->word_n + 1) * sizeof *p->text_ids);
    for (size_t i = 0; i < p->word_n; i++) {
        p->text_ids[3 * i] = p->words[i].country;
        p->text_ids[3 * i + 1] = p->words[i].admin1;
        p->text_ids[3 * i + 2] = p->words[i].admin2;
    }
    if (p->word_n)
        qsort(p->text_ids, 3 * p->word_n, sizeof *p->text_ids, by_number);
    for (size_t i = 0; i < 3 * p->word_n; i++)
        if (!p->text_n || p->text_ids[p->text_n - 1] != p->text_ids[i])
            p->text_ids[p->text_n++] = p->text_ids[i];
    p->texts = mem_get((p->text_n + 1) * sizeof *p->texts);
    for (size_t i = 0; i < p->text_n; i++) {
        struct rows *r CLEANUP(rows_drop) =
            store_rows(p->store, "SELECT text FROM wording WHERE id = $1", WITH(bind_int(p->text_ids[i])));
        if (rows_next(r)) {
            struct str t = rows_text(r, 0);
            p->texts[i] = (struct str){arena_text(&p->arena, t.p, t.n), t.n};
        }
        if (!rows_end(&r, e))
            return false;
    }
    return true;
}

static struct str text_of(const struct placing *p, int64_t id)
{
    const int64_t *at = p->text_n ? bsearch(&id, p->text_ids, p->text_n, sizeof id, by_number) : NULL;
    return at ? p->texts[at - p->text_ids] : STR("");
}

static struct place_question question(const struct placing *p, const struct words *w)
{
    return (struct place_question){.latitude = NAN, .longitude = NAN, .precision = 9,
        .country_code = intern_text(&p->codes, w->code), .country = text_of(p, w->country), .admin1 = text_of(p, w->admin1),
        .admin2 = text_of(p, w->admin2)};
}

/* ---- working out ---- */

static int by_pair(const void *a, const void *b)
{
    uint64_t p = *(const uint64_t *)a, q = *(const uint64_t *)b;
    return (p > q) - (p < q);
}

/* Where the precise points of each combination lie: pairs (combination, place + 1), sorted and counted. Also fills the
 * memory of the locator. */
static bool points_see(struct placing *p, int level, struct spellings *s, struct err *e)
{
    uint64_t *pairs = mem_get((p->n + 1) * sizeof *pairs);
    size_t n = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < p->n; i++) {
        const struct record *r = &p->records[i];
        if (i % 16384 == 0)
            ok = progress_step(p->progress, (double)i, (int64_t)i, e);
        if (!place_precise_enough(r->precision, level) || !isfinite(r->latitude) || !isfinite(r->longitude))
            continue;
        int at = locator_at(p->locator, level, r->latitude, r->longitude, NULL, NULL);
        pairs[n++] = (uint64_t)r->words << 32 | (uint32_t)(at + 1);
    }
    if (n)
        qsort(pairs, n, sizeof *pairs, by_pair);
    for (size_t from = 0, to; ok && from < n; from = to) {
        for (to = from; to < n && pairs[to] == pairs[from]; to++) {
        }
        const struct words *w = &p->words[pairs[from] >> 32];
        struct place_question q = question(p, w);
        struct str country = where_country(p->g, w->means.country, q.country_code, q.country);
        int place = (int)(uint32_t)pairs[from] - 1;
        spellings_see_many(s, country, where_name(p->g, level, w->means.country, &q), place, (int64_t)(to - from));
    }
    free(pairs);
    return ok;
}

static void unsure_note(struct placing *p, int level, struct str country, struct str name)
{
    struct buf key CLEANUP(buf_end) = {0};
    buf_char(&key, (char)('0' + level));
    buf_str(&key, country);
    buf_char(&key, '\x1f');
    size_t begin = key.n;
    name_fold(name, &key);
    if (key.n > begin)
        intern_id(&p->unsure, buf_view(&key));
}

static bool level_work_out(struct placing *p, size_t at, struct err *e)
{
    int level = p->levels[at];
    struct spellings *s = level > 0 && level < 3 ? spellings_new(p->g, level) : NULL;
    bool ok = !s || points_see(p, level, s, e);
    if (ok && s)
        spellings_settle(s);
    for (size_t i = 0; ok && i < p->word_n; i++) {
        struct place_question q = question(p, &p->words[i]);
        struct str name;
        struct meaning m = where_named(p->g, s, level, &q, &p->words[i].means, &name);
        p->words[i].means.named = m.place;
        if (!meant_surely(m.how) && gazetteer_has_level(p->g, p->words[i].means.country, level))
            unsure_note(p, level, where_country(p->g, p->words[i].means.country, q.country_code, q.country), name);
    }
    for (size_t i = 0; ok && i < p->n; i++) {
        const struct record *r = &p->records[i];
        if (i % 16384 == 0)
            ok = progress_step(p->progress, (double)i, (int64_t)i, e);
        struct place_answer a = where_answer(p->g, p->locator, level, r->latitude, r->longitude, r->precision,
            &p->words[r->words].means);
        p->outcomes[i * p->level_n + at] = (struct outcome){a.distance_km, a.place, a.named, (uint8_t)a.how};
    }
    spellings_free(&s);
    return ok;
}

static void countries_see(struct placing *p)
{
    for (size_t i = 0; i < p->word_n; i++) {
        struct place_question q = question(p, &p->words[i]);
        p->words[i].means.country = gazetteer_country(p->g, q.country_code, q.country, &p->words[i].means.country_known);
        p->words[i].means.named = -1;
        if (!p->words[i].means.country_known)
            unsure_note(p, 0, where_country(p->g, -1, q.country_code, q.country), q.country.n ? q.country : q.country_code);
    }
}

static void levels_find(struct placing *p)
{
    bool has[PLACE_LEVELS] = {0};
    for (size_t i = 0; i < p->g->n; i++)
        has[p->g->list[i].level] = has[p->g->list[i].level] || p->g->has_border[i];
    for (int level = 0; level < PLACE_LEVELS; level++)
        if (has[level])
            p->levels[p->level_n++] = level;
}

/* ---- writing ---- */

static const struct place *place_or_none(const struct placing *p, int32_t index)
{
    return index < 0 ? NULL : &p->g->list[index];
}

static bool row_write(struct placing *p, struct bulk *b, size_t i, struct err *e)
{
    const struct record *r = &p->records[i / p->level_n];
    const struct outcome *o = &p->outcomes[i];
    const struct place *at = place_or_none(p, o->place), *named = place_or_none(p, o->named);
    struct bind v[9] = {bind_int(r->origin), bind_int(r->id), bind_int(p->levels[i % p->level_n]),
        at ? bind_int(at->origin) : bind_null(), at ? bind_int(at->id) : bind_null(), bind_int(o->how),
        named ? bind_int(named->origin) : bind_null(), named ? bind_int(named->id) : bind_null(), bind_real(o->km)};
    return bulk_row(b, v, 9, e);
}

/* How a row of `placed` stands to the i-th of ours: -1 it comes before (is no longer wanted), 0 same key, 1 after. */
static int key_order(const struct placing *p, const struct rows *r, size_t i)
{
    if (i == p->n * p->level_n)
        return -1;
    const struct record *c = &p->records[i / p->level_n];
    int64_t theirs[3] = {rows_int(r, 0), rows_int(r, 1), rows_int(r, 2)}, ours[3] = {c->origin, c->id, p->levels[i % p->level_n]};
    for (int k = 0; k < 3; k++)
        if (theirs[k] != ours[k])
            return theirs[k] < ours[k] ? -1 : 1;
    return 0;
}

static bool same_place(const struct place *p, const struct rows *r, int column)
{
    if (!p || rows_null(r, column))
        return !p && rows_null(r, column);
    return rows_int(r, column) == p->origin && rows_int(r, column + 1) == p->id;
}

static bool same_outcome(const struct placing *p, const struct rows *r, size_t i)
{
    const struct outcome *o = &p->outcomes[i];
    double km = rows_real(r, 8);
    bool same_km = isnan(km) ? isnan(o->km) : !(km < o->km) && !(km > o->km) && !isnan(o->km);
    return rows_int(r, 5) == o->how && same_place(place_or_none(p, o->place), r, 3) &&
        same_place(place_or_none(p, o->named), r, 6) && same_km;
}

struct gone {
    int64_t origin, id, level;
};
struct difference { /* rows to write, rows to take out */
    size_t *write, write_n, write_room;
    struct gone *gone;
    size_t gone_n, gone_room;
};

static void write_note(struct difference *d, size_t i)
{
    GROW(d->write, d->write_n, d->write_room);
    d->write[d->write_n++] = i;
}

static void gone_note(struct difference *d, const struct rows *r)
{
    GROW(d->gone, d->gone_n, d->gone_room);
    d->gone[d->gone_n++] = (struct gone){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2)};
}

/* Both in key order, side by side. */
static bool differ(struct placing *p, struct difference *d, struct err *e)
{
    size_t i = 0, all = p->n * p->level_n;
    struct rows *r CLEANUP(rows_drop) = store_rows(p->store,
        "SELECT incident_origin, incident, level, place_origin, place, how, named_origin, named, distance_km FROM placed "
        "ORDER BY incident_origin, incident, level", WITH_NOTHING);
    while (rows_next(r)) {
        int order;
        while ((order = key_order(p, r, i)) > 0)
            write_note(d, i++);
        if (order < 0) {
            gone_note(d, r);
            continue;
        }
        if (!same_outcome(p, r, i)) {
            gone_note(d, r);
            write_note(d, i);
        }
        i++;
    }
    for (; i < all; i++)
        write_note(d, i);
    return rows_end(&r, e);
}

static bool write_all(struct placing *p, const struct difference *d, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(p->store,
        "INSERT INTO placed (incident_origin, incident, level, place_origin, place, how, named_origin, named, distance_km) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", e);
    if (!b)
        return false;
    size_t n = d ? d->write_n : p->n * p->level_n;
    for (size_t i = 0; i < n; i++) {
        if (i % 16384 == 0 && !progress_step(p->progress, (double)(i / MAX_OF(p->level_n, (size_t)1)), (int64_t)i, e))
            return false;
        if (!row_write(p, b, d ? d->write[i] : i, e))
            return false;
    }
    return bulk_end(&b, e);
}

static bool rewrite(struct placing *p, struct err *e)
{
    return store_do(p->store, "DELETE FROM placed", WITH_NOTHING, e) && write_all(p, NULL, e);
}

static bool mend(struct placing *p, struct err *e)
{
    struct difference d = {0};
    bool ok = differ(p, &d, e);
    bool most = d.gone_n * 4 > p->n * p->level_n; /* then it is quicker to begin anew */
    if (ok && most)
        ok = rewrite(p, e);
    for (size_t i = 0; ok && !most && i < d.gone_n; i++)
        ok = store_do(p->store, "DELETE FROM placed WHERE incident_origin = $1 AND incident = $2 AND level = $3",
            WITH(bind_int(d.gone[i].origin), bind_int(d.gone[i].id), bind_int(d.gone[i].level)), e);
    if (ok && !most)
        ok = write_all(p, &d, e);
    free(d.write);
    free(d.gone);
    return ok;
}

static void placing_end(struct placing *p)
{
    locator_free(&p->locator);
    gazetteer_free(&p->g);
    free(p->records);
    free(p->words);
    free(p->outcomes);
    free(p->text_ids);
    free(p->texts);
    intern_end(&p->combinations);
    intern_end(&p->codes);
    intern_end(&p->unsure);
    arena_end(&p->arena);
}

static bool work_out(struct placing *p, struct err *e)
{
    if (!gazetteer_load(p->store, true, &p->g, e))
        return false;
    levels_find(p);
    if (!p->level_n)
        return true; /* no borders: nothing is placed */
    if (!locator_new(p->g, &p->locator, e) || !records_read(p, e) || !texts_read(p, e))
        return false;
    countries_see(p);
    p->outcomes = mem_get((p->n * p->level_n + 1) * sizeof *p->outcomes);
    for (size_t at = 0; at < p->level_n; at++) {
        progress_begin(p->progress, "Placing incidents", (double)p->n);
        if (!level_work_out(p, at, e))
            return false;
    }
    return true;
}

static bool unsure_write(const struct placing *p, struct err *e)
{
    struct buf n CLEANUP(buf_end) = {0};
    size_t texts = intern_count(&p->unsure); /* the empty one among them */
    buf_int(&n, texts ? (int64_t)texts - 1 : 0);
    return store_fact_set(p->store, NAMES_UNSURE, buf_view(&n), e);
}

bool place_all(struct store *s, int64_t only_import, struct progress *progress, struct err *e)
{
    struct placing p = {.store = s, .progress = progress};
    bool ok = work_out(&p, e);
    if (ok && p.level_n)
        progress_begin(progress, "Writing places", (double)p.n);
    if (ok)
        ok = only_import > 0 ? mend(&p, e) : rewrite(&p, e);
    if (ok)
        ok = unsure_write(&p, e);
    placing_end(&p);
    progress_finish(progress);
    return ok || err_within(e, "placing the incidents");
}

bool placed_count(struct store *s, int level, struct placed_counts *out, struct err *e)
{
    *out = (struct placed_counts){0};
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT how, count(*), sum(CASE WHEN named IS NULL THEN 0 ELSE 1 END) FROM placed WHERE level = $1 GROUP BY how ORDER BY how",
        WITH(bind_int(level)));
    while (rows_next(r)) {
        int64_t how = rows_int(r, 0);
        if (how < 0 || how >= (int64_t)ARRAY_LEN(out->how))
            continue;
        out->how[how] += rows_int(r, 1);
        if (how == PLACED_POINT || how == PLACED_NEAR)
            out->disagree += rows_int(r, 2);
    }
    return rows_end(&r, e);
}
