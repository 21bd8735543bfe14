/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: a batch into the register. What is there is read once, before the write lock: for each row there
 * with a key that the batch has, whether it says the same. No query and no update per row beyond corrections.
 */
#include "incident/incident.h"
#include <assert.h>

enum { ROW_NEW = 0, ROW_KNOWN = 1, ROW_CORRECTION = 2 };

struct met { /* a row in use that a row of the batch repeats or corrects */
    int64_t origin, id;
    uint32_t row;
};

struct incident_plan {
    struct incident_batch *batch;
    struct str source; /* of the caller */
    int64_t source_id; /* 0: the register does not know it yet */
    int64_t generation;
    uint64_t *digests;
    uint8_t *states;
    struct met *ended; /* corrected */
    size_t ended_n, ended_room;
    struct met *again; /* repeated word for word */
    size_t again_n, again_room;
    struct incident_counts counts;
};

void incident_plan_free(struct incident_plan **p)
{
    if (!p || !*p)
        return;
    free((*p)->digests);
    free((*p)->states);
    free((*p)->ended);
    free((*p)->again);
    free(*p);
    *p = NULL;
}

struct incident_counts incident_plan_counts(const struct incident_plan *p)
{
    return p->counts;
}

/* ---- what is there ---- */

/* By word: 1 + the row of the batch whose key it is. */
static uint32_t *rows_by_key(const struct incident_batch *b)
{
    uint32_t *row = mem_get((intern_count(&b->words) + 1) * sizeof *row);
    for (size_t i = 0; i < b->n; i++)
        row[b->list[i].key] = (uint32_t)i + 1;
    return row;
}

/* What the source took back: an older file that still has it brings it in no more. Only a later word does. */
static bool compare_taken_back(struct store *s, struct incident_plan *p, const uint32_t *row_of, struct err *e)
{
    struct str layout = str_of(incident_acled_deleted.name);
    int64_t lists = 0;
    if (!store_int(s, "SELECT count(*) FROM import WHERE origin = $1 AND layout = $2 AND undone = 0", WITH(bind_int(store_origin(s)), bind_text(layout)), 0, &lists, e))
        return false;
    if (!lists || p->batch->ends)
        return true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT i.source_key, i.digest, i.revised FROM incident AS i JOIN import AS m ON m.origin = $2 AND m.id = i.ended_by "
        "WHERE i.source = $1 AND i.ended_by IS NOT NULL AND m.layout = $3 AND m.undone = 0",
        WITH(bind_int(p->source_id), bind_int(store_origin(s)), bind_text(layout)));
    while (rows_next(r)) {
        uint32_t word;
        if (!intern_find(&p->batch->words, rows_text(r, 0), &word) || !row_of[word])
            continue;
        uint32_t row = row_of[word] - 1;
        int64_t revised = p->batch->list[row].revised;
        if ((uint64_t)rows_int(r, 1) == p->digests[row] || (revised && rows_int(r, 2) >= revised))
            p->states[row] = ROW_KNOWN;
    }
    return rows_end(&r, e);
}

static bool compare_rows(struct store *s, struct incident_plan *p, const uint32_t *row_of, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, source_key, digest, revised FROM incident WHERE source = $1 AND ended_by IS NULL",
        WITH(bind_int(p->source_id)));
    while (rows_next(r)) {
        uint32_t word;
        if (!intern_find(&p->batch->words, rows_text(r, 2), &word) || !row_of[word])
            continue;
        uint32_t row = row_of[word] - 1;
        if (p->batch->ends) { /* the source took it back */
            GROW(p->ended, p->ended_n, p->ended_room);
            p->ended[p->ended_n++] = (struct met){rows_int(r, 0), rows_int(r, 1), row};
            continue;
        }
        if ((uint64_t)rows_int(r, 3) == p->digests[row]) {
            p->states[row] = ROW_KNOWN;
            GROW(p->again, p->again_n, p->again_room);
            p->again[p->again_n++] = (struct met){rows_int(r, 0), rows_int(r, 1), row};
            continue;
        }
        int64_t revised = p->batch->list[row].revised;
        if (revised && rows_int(r, 4) > revised) { /* the register has the source's later word: an older file does not undo it */
            p->states[row] = ROW_KNOWN;
            continue;
        }
        GROW(p->ended, p->ended_n, p->ended_room);
        p->ended[p->ended_n++] = (struct met){rows_int(r, 0), rows_int(r, 1), row};
    }
    return rows_end(&r, e);
}

/* A row that is there word for word stays, whatever else bears its key. */
static void settle(struct incident_plan *p)
{
    size_t n = 0;
    if (p->batch->ends) { /* nothing enters: what is named is known */
        p->counts = (struct incident_counts){.known = (int64_t)p->batch->n + p->batch->duplicates, .superseded = (int64_t)p->ended_n};
        return;
    }
    for (size_t i = 0; i < p->ended_n; i++) {
        if (p->states[p->ended[i].row] == ROW_KNOWN)
            continue;
        p->states[p->ended[i].row] = ROW_CORRECTION;
        p->ended[n++] = p->ended[i];
    }
    p->ended_n = n;
    p->counts = (struct incident_counts){.known = p->batch->duplicates, .superseded = (int64_t)n};
    for (size_t i = 0; i < p->batch->n; i++) {
        p->counts.known += p->states[i] == ROW_KNOWN;
        p->counts.kept += p->states[i] != ROW_KNOWN;
    }
}

/* Runs on one moment of the register (store_look), or inside the task. */
static bool look(struct store *s, void *plan, struct err *e)
{
    struct incident_plan *p = plan;
    if (p->batch->n)
        memset(p->states, ROW_NEW, p->batch->n);
    p->ended_n = p->again_n = 0;
    if (!store_generation(s, &p->generation, e) ||
        !store_int(s, "SELECT id FROM source WHERE origin = $1 AND name = $2",
            WITH(bind_int(store_origin(s)), bind_text(p->source)), 0, &p->source_id, e))
        return false;
    if (p->source_id) {
        uint32_t *row_of = rows_by_key(p->batch);
        bool fine = compare_taken_back(s, p, row_of, e) && compare_rows(s, p, row_of, e);
        free(row_of);
        if (!fine)
            return false;
    }
    settle(p);
    return true;
}

bool incident_prepare(struct store *s, struct incident_batch *b, struct str source, struct incident_plan **out, struct err *e)
{
    struct incident_plan *p CLEANUP(incident_plan_free) = mem_get(sizeof *p);
    p->batch = b;
    p->source = source;
    p->digests = mem_get((b->n + 1) * sizeof *p->digests);
    p->states = mem_get(b->n + 1);
    for (size_t i = 0; i < b->n; i++)
        p->digests[i] = incident_digest(b, &b->list[i]);
    if (!store_look(s, look, p, e))
        return err_within(e, "looking for what the register has already");
    *out = p;
    p = NULL;
    return true;
}

/* ---- wordings ---- */

static void want(int64_t *ids, uint32_t word)
{
    ids[word] = ids[word] ? ids[word] : -1;
}

/* By word: -1 where a row to be written uses it. Wording 0 is the empty text. */
static int64_t *words_wanted(const struct incident_plan *p)
{
    const struct incident_batch *b = p->batch;
    int64_t *ids = mem_get((intern_count(&b->words) + 1) * sizeof *ids);
    for (size_t i = 0; i < b->n; i++) {
        const struct incident *x = &b->list[i];
        if (p->states[i] == ROW_KNOWN)
            continue;
        want(ids, x->country);
        want(ids, x->admin1);
        want(ids, x->admin2);
        want(ids, x->place_words);
        want(ids, x->side_a);
        want(ids, x->side_b);
        want(ids, x->sources);
    }
    ids[0] = 0;
    return ids;
}

static bool wordings_there(struct store *s, const struct intern *words, int64_t *ids, int64_t *next, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, text FROM wording", WITH_NOTHING);
    bool empty = false;
    *next = 1;
    while (rows_next(r)) {
        int64_t id = rows_int(r, 0);
        uint32_t word;
        *next = MAX_OF(*next, id + 1);
        empty = empty || id == 0;
        if (intern_find(words, rows_text(r, 1), &word) && ids[word])
            ids[word] = id;
    }
    if (!rows_end(&r, e))
        return false;
    return empty || store_do(s, "INSERT INTO wording (id, text) VALUES (0, '')", WITH_NOTHING, e);
}

/* Give each wanted word its id in table `wording`, adding those that are not there. */
static bool wordings_save(struct store *s, const struct intern *words, int64_t *ids, struct err *e)
{
    int64_t next;
    if (!wordings_there(s, words, ids, &next, e))
        return false;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < intern_count(words); i++) {
        if (ids[i] >= 0)
            continue;
        ids[i] = next++;
        struct bind row[] = {bind_int(ids[i]), bind_text(intern_text(words, (uint32_t)i))};
        if (!bulk_row(b, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk_end(&b, e);
}

/* ---- rows ---- */

static bool source_save(struct store *s, struct incident_plan *p, const struct incident_layout *layout, struct err *e)
{
    if (p->source_id)
        return true;
    bool own = str_is(p->source, layout->source); /* another source in the same layout has its own authors and licence */
    return store_next_id(s, "source", &p->source_id, e) &&
           store_do(s, "INSERT INTO source (origin, id, name, citation, licence) VALUES ($1, $2, $3, $4, $5)",
               WITH(bind_int(store_origin(s)), bind_int(p->source_id), bind_text(p->source),
                   bind_text(str_of(own ? layout->citation : "")), bind_text(str_of(own ? layout->licence : ""))), e);
}

static struct bind deaths(int32_t n)
{
    return n == DEATHS_UNKNOWN ? bind_null() : bind_int(n);
}

static bool row_save(struct bulk *bulk, const struct incident_plan *p, size_t i, const int64_t *ids, const struct import *im,
    int64_t origin, int64_t id, struct err *e)
{
    const struct incident_batch *b = p->batch;
    const struct incident *x = &b->list[i];
    struct bind row[] = {
        bind_int(origin), bind_int(id), bind_int(im->id), bind_int(x->line), bind_int(p->source_id),
        bind_text(intern_text(&b->words, x->key)), bind_int((int64_t)p->digests[i]), bind_int(x->first.n),
        bind_int(x->last.n), bind_int(x->day_precision), bind_real(x->latitude), bind_real(x->longitude),
        bind_int(x->place_precision), bind_int(ids[x->country]), bind_text(intern_text(&b->words, x->country_code)),
        bind_int(ids[x->admin1]), bind_int(ids[x->admin2]), bind_int(ids[x->place_words]), bind_int(x->kind),
        bind_text(intern_text(&b->words, x->type)), bind_int(ids[x->side_a]), bind_int(ids[x->side_b]),
        bind_int(x->side_a_kind), bind_int(x->side_b_kind), deaths(x->deaths_low), deaths(x->deaths_best),
        deaths(x->deaths_high), deaths(x->deaths_civilians), deaths(x->deaths_side_a), deaths(x->deaths_side_b),
        deaths(x->deaths_status_unknown), bind_int(ids[x->sources]),
        x->source_count < 0 ? bind_null() : bind_int(x->source_count), bind_int(x->clarity), bind_int(x->flags),
        deaths(x->people_injured), deaths(x->people_abducted), deaths(x->people_detained), deaths(x->people_displaced),
        x->revised ? bind_int(x->revised) : bind_null(),
    };
    return bulk_row(bulk, row, ARRAY_LEN(row), e);
}

static bool rows_save(struct store *s, const struct incident_plan *p, const int64_t *ids, const struct import *im,
    struct progress *progress, struct err *e)
{
    int64_t next, written = 0;
    if (!store_next_id(s, "incident", &next, e))
        return false;
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO incident (origin, id, import, line, source, source_key, digest, day_first, day_last, day_precision, "
        "latitude, longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, "
        "side_a_kind, side_b_kind, deaths_low, deaths_best, deaths_high, deaths_civilians, deaths_side_a, deaths_side_b, "
        "deaths_status_unknown, sources, source_count, clarity, flags, people_injured, people_abducted, people_detained, "
        "people_displaced, revised) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, "
        "$40)",
        e);
    if (!bulk)
        return false;
    for (size_t i = 0; i < p->batch->n; i++) {
        if (p->states[i] == ROW_KNOWN)
            continue;
        if (!row_save(bulk, p, i, ids, im, store_origin(s), next++, e))
            return false;
        if ((++written & 4095) == 0 && !progress_step(progress, (double)written, written, e))
            return false;
    }
    return bulk_end(&bulk, e);
}

static bool corrections_save(struct store *s, const struct incident_plan *p, const struct import *im, struct progress *progress,
    struct err *e)
{
    for (size_t i = 0; i < p->ended_n; i++) {
        if (!store_do(s, "UPDATE incident SET ended_by = $1 WHERE origin = $2 AND id = $3",
                WITH(bind_int(im->id), bind_int(p->ended[i].origin), bind_int(p->ended[i].id)), e))
            return false;
        if ((i & 4095) == 4095 && !progress_step(progress, (double)p->counts.kept, p->counts.kept, e))
            return false;
    }
    return true;
}

/* What this file says again: should the import that said it first be taken back, the row stays, as this one's. */
static bool again_save(struct store *s, const struct incident_plan *p, const struct import *im, struct err *e)
{
    struct bulk *bulk CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO also (import_origin, import, incident_origin, incident, line) VALUES ($1, $2, $3, $4, $5)", e);
    if (!bulk)
        return false;
    for (size_t i = 0; i < p->again_n; i++) {
        const struct met *m = &p->again[i];
        struct bind row[] = {bind_int(store_origin(s)), bind_int(im->id), bind_int(m->origin), bind_int(m->id),
            bind_int(p->batch->list[m->row].line)};
        if (!bulk_row(bulk, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk_end(&bulk, e);
}

bool incident_save(struct store *s, struct incident_plan *p, const struct incident_layout *layout, struct import *im,
    struct progress *progress, struct err *e)
{
    assert(im->id > 0);
    int64_t generation;
    if (!store_generation(s, &generation, e) || (generation != p->generation && !look(s, p, e)))
        return false;
    im->kept = p->counts.kept;
    im->known = p->counts.known;
    im->superseded = p->counts.superseded;
    if (p->batch->ends)
        return corrections_save(s, p, im, progress, e);
    if (im->kept == 0)
        return true;
    int64_t *ids = words_wanted(p);
    bool fine = source_save(s, p, layout, e) && wordings_save(s, &p->batch->words, ids, e) &&
                rows_save(s, p, ids, im, progress, e) && corrections_save(s, p, im, progress, e) && again_save(s, p, im, e);
    free(ids);
    return fine;
}
