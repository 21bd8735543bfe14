/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: what people say, into the store. A row of the same key that says something else takes the place of the earlier one. */
#include "intake/intake_priv.h"

/* What tells a row from others (the keys of UNDO in the store), and where it stands in the batch. */
struct keyed {
    struct str subject, alias, by;
    int32_t from, to;
    size_t row;
};

static int keyed_compare(const void *pa, const void *pb)
{
    const struct keyed *a = pa, *b = pb;
    int c = str_compare(a->subject, b->subject);
    c = c ? c : str_compare(a->alias, b->alias);
    c = c ? c : str_compare(a->by, b->by);
    c = c ? c : (a->from > b->from) - (a->from < b->from);
    return c ? c : (a->to > b->to) - (a->to < b->to);
}

static struct keyed *keys_of(const struct said_batch *b)
{
    struct keyed *keys = mem_get((b->n + 1) * sizeof *keys);
    for (size_t i = 0; i < b->n; i++) {
        const struct said *x = &b->list[i];
        keys[i] = (struct keyed){intern_text(&b->words, x->subject), b->kind == SAID_ALIASES ? intern_text(&b->words, x->what) : STR(""),
            intern_text(&b->words, x->by), x->from.n, x->to.n, i};
    }
    if (b->n)
        qsort(keys, b->n, sizeof *keys, keyed_compare);
    return keys;
}

/* ---- what is there ---- */

struct there { /* a row in use whose key the batch has too */
    int64_t origin, id;
    size_t row;
    bool same;
};

static bool find_there(struct store *s, const struct said_batch *b, struct there **out, size_t *n, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct said_row *list = NULL;
    size_t list_n = 0, room = 0;
    if (!said_rows(s, b->kind, &a, &list, &list_n, e))
        return false;
    struct keyed *keys = keys_of(b);
    for (size_t i = 0; i < list_n; i++) {
        const struct said_row *r = &list[i];
        struct keyed k = {r->subject, b->kind == SAID_ALIASES ? r->what : STR(""), r->by, r->from.n, r->to.n, 0};
        const struct keyed *hit = b->n ? bsearch(&k, keys, b->n, sizeof *keys, keyed_compare) : NULL;
        if (!hit)
            continue;
        const struct said *x = &b->list[hit->row];
        bool same = str_eq(r->what, intern_text(&b->words, x->what)) && str_eq(r->reason, intern_text(&b->words, x->reason));
        GROW(*out, *n, room);
        (*out)[(*n)++] = (struct there){r->origin, r->id, hit->row, same};
    }
    free(keys);
    return true;
}

/* ---- writing ---- */

static struct bulk *bulk_of(struct store *s, enum said_kind kind, struct err *e)
{
    switch (kind) {
    case SAID_ALIASES:
        return store_bulk(s, "INSERT INTO alias (origin, id, import, line, place, alias, language) VALUES ($1, $2, $3, $4, $5, $6, $7)", e);
    case SAID_OBSERVABILITY:
        return store_bulk(s, "INSERT INTO observability (origin, id, import, line, place, judgement, said_by, reason, day_from, day_to)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e);
    case SAID_PHASES:
        return store_bulk(s, "INSERT INTO phase (origin, id, import, line, place, phase, said_by, day_from, day_to)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", e);
    case SAID_LICENCES:
    case SAID_KINDS: break;
    }
    return store_bulk(s, "INSERT INTO licence (origin, id, import, line, source, licence) VALUES ($1, $2, $3, $4, $5, $6)", e);
}

static bool next_id(struct store *s, enum said_kind kind, int64_t *out, struct err *e)
{
    switch (kind) {
    case SAID_ALIASES: return store_next_id(s, "alias", out, e);
    case SAID_OBSERVABILITY: return store_next_id(s, "observability", out, e);
    case SAID_PHASES: return store_next_id(s, "phase", out, e);
    case SAID_LICENCES:
    case SAID_KINDS: break;
    }
    return store_next_id(s, "licence", out, e);
}

static bool end_row(struct store *s, enum said_kind kind, int64_t import, const struct there *there, struct err *e)
{
    struct binds which = WITH(bind_int(import), bind_int(there->origin), bind_int(there->id));
    switch (kind) {
    case SAID_ALIASES: return store_do(s, "UPDATE alias SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case SAID_OBSERVABILITY: return store_do(s, "UPDATE observability SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case SAID_PHASES: return store_do(s, "UPDATE phase SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
    case SAID_LICENCES:
    case SAID_KINDS: break;
    }
    return store_do(s, "UPDATE licence SET ended_by = $1 WHERE origin = $2 AND id = $3", which, e);
}

static bool row_save(struct bulk *bulk, const struct said_batch *b, const struct said *x, int64_t origin, int64_t id, int64_t import,
    struct err *e)
{
    struct bind row[10] = {bind_int(origin), bind_int(id), bind_int(import), bind_int(x->line),
        bind_text(intern_text(&b->words, x->subject)), bind_text(intern_text(&b->words, x->what))};
    size_t n = 6;
    if (b->kind != SAID_LICENCES)
        row[n++] = bind_text(intern_text(&b->words, x->by));
    if (b->kind == SAID_OBSERVABILITY)
        row[n++] = bind_text(intern_text(&b->words, x->reason));
    if (b->kind == SAID_OBSERVABILITY || b->kind == SAID_PHASES) {
        row[n++] = bind_day(x->from);
        row[n++] = bind_day(x->to);
    }
    return bulk_row(bulk, row, n, e);
}

static bool rows_save(struct store *s, const struct said_batch *b, const uint8_t *known, int64_t import, struct err *e)
{
    int64_t next;
    if (!next_id(s, b->kind, &next, e))
        return false;
    struct bulk *bulk CLEANUP(bulk_drop) = bulk_of(s, b->kind, e);
    if (!bulk)
        return false;
    for (size_t i = 0; i < b->n; i++)
        if (!known[i] && !row_save(bulk, b, &b->list[i], store_origin(s), next++, import, e))
            return false;
    return bulk_end(&bulk, e);
}

static bool end_superseded(struct store *s, enum said_kind kind, const struct there *there, size_t n, const uint8_t *known, int64_t import,
    struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!known[there[i].row] && !end_row(s, kind, import, &there[i], e))
            return false;
    return true;
}

bool said_save(struct store *s, const struct said_batch *b, struct import *im, bool write, struct err *e)
{
    struct there *there = NULL;
    size_t n = 0;
    if (!find_there(s, b, &there, &n, e)) {
        free(there);
        return false;
    }
    uint8_t *known = mem_get(b->n + 1);
    for (size_t i = 0; i < n; i++)
        known[there[i].row] |= there[i].same;
    im->kept = im->superseded = 0;
    im->known = b->duplicates;
    for (size_t i = 0; i < b->n; i++) {
        im->known += known[i];
        im->kept += !known[i];
    }
    for (size_t i = 0; i < n; i++)
        im->superseded += !known[there[i].row];
    bool fine = !write || (rows_save(s, b, known, im->id, e) && end_superseded(s, b->kind, there, n, known, im->id, e));
    free(known);
    free(there);
    return fine;
}

/* ---- whom they speak of ---- */

static bool source_known(struct str name, const struct str *sources, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (said_same_source(name, sources[i]))
            return true;
    return false;
}

static void note(struct said_batch *b, const struct said *x, const char *code, const char *expected, const char *advice, const char *column)
{
    problem_log_add_at(&b->log, x->line, PROBLEM_NOTED, str_of(column), code, intern_text(&b->words, x->subject), expected, advice);
    b->noted++;
}

static bool note_sources(struct store *s, struct said_batch *b, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str *sources = NULL;
    size_t n = 0;
    int64_t room = 0;
    if (!store_int(s, "SELECT count(*) FROM source", WITH_NOTHING, 0, &room, e))
        return false;
    sources = ARENA_ARRAY(&a, struct str, room + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT name FROM source ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r) && n < (size_t)room) {
        struct str name = rows_text(r, 0);
        sources[n++] = (struct str){arena_text(&a, name.p, name.n), name.n};
    }
    if (!rows_end(&r, e))
        return false;
    for (size_t i = 0; i < b->n; i++)
        if (!source_known(intern_text(&b->words, b->list[i].subject), sources, n))
            note(b, &b->list[i], "source_not_known", "a source that the register holds",
                "kept, and counts once its file is added; check the spelling with `show sources`", "source");
    return true;
}

const char *said_place_doubt(const struct gazetteer *g, struct str words)
{
    size_t index;
    struct err unknown = {0};
    if (gazetteer_find(g, words, &index, &unknown))
        return NULL;
    return unknown.code == ERR_USAGE ? "place_ambiguous" : "place_not_known";
}

static bool note_places(struct store *s, struct said_batch *b, struct err *e)
{
    struct gazetteer *g = NULL;
    if (!gazetteer_load(s, false, &g, e))
        return false;
    for (size_t i = 0; i < b->n; i++) {
        const char *doubt = said_place_doubt(g, intern_text(&b->words, b->list[i].subject));
        if (doubt)
            note(b, &b->list[i], doubt, SAID_PLACE_EXPECTED, SAID_PLACE_ADVICE, "place");
    }
    gazetteer_free(&g);
    return true;
}

bool said_note_unknown(struct store *s, struct said_batch *b, struct err *e)
{
    b->log.n = b->read_problems; /* asked again once files before this one are in */
    b->log.listed[PROBLEM_NOTED] = 0;
    b->noted = 0;
    return b->kind == SAID_LICENCES ? note_sources(s, b, e) : note_places(s, b, e);
}
