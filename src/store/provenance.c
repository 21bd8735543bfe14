/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: imports: which file brought what, when, by whom, and what was wrong with its lines. */
#include "store/store_priv.h"
#include <assert.h>

enum { PROBLEMS_KEPT = 10000 };

static bool problem_row(struct bulk *b, const struct import *im, size_t number, const struct problem *p, struct err *e)
{
    struct bind row[] = {bind_int(im->origin), bind_int(im->id), bind_int((int64_t)number), bind_int(p->severity),
        bind_int(p->line), bind_text(p->column), bind_text(p->code), bind_text(p->found), bind_text(p->expected),
        bind_text(p->advice)};
    return bulk_row(b, row, ARRAY_LEN(row), e);
}

static bool problems_add(struct store *s, const struct import *im, const struct problem *problems, size_t n,
    struct err *e)
{
    if (n == 0)
        return true;
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO problem (import_origin, import, number, severity, line, column_name, code, found, expected, advice) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e);
    if (!b)
        return false;
    for (size_t i = 0; i < MIN_OF(n, (size_t)PROBLEMS_KEPT); i++)
        if (!problem_row(b, im, i + 1, &problems[i], e))
            return false;
    return bulk_end(&b, e);
}

bool store_import_add(struct store *s, struct import *im, const struct problem *problems, size_t n, struct err *e)
{
    assert(s->in_task);
    char hex[65], now[32];
    digest_hex(&im->sha256, hex);
    time_now(now);
    struct str time = im->time.n ? im->time : s->time ? str_of(s->time) : str_of(now), who = im->who.n ? im->who : str_of(s->who);
    int64_t id = 0;
    if (!store_next_id(s, "import", &id, e))
        return false;
    if (!store_do(s,
            "INSERT INTO import (origin, id, file, sha256, layout, source, time, who, rows_read, kept, repaired, refused, "
            "known, superseded, undone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            WITH(bind_int(s->origin), bind_int(id), bind_text(im->file), bind_text(str_of(hex)), bind_text(im->layout),
                bind_text(im->source), bind_text(time), bind_text(who), bind_int(im->rows), bind_int(im->kept),
                bind_int(im->repaired), bind_int(im->refused), bind_int(im->known), bind_int(im->superseded),
                bind_int(im->undone)), e))
        return false;
    im->origin = s->origin;
    im->id = id;
    if (im->who.n || im->time.n) /* else whoever signs goes on signing */
        store_sign(s, im->who, im->time);
    return problems_add(s, im, problems, n, e);
}

/* ---- reading them ---- */

static bool digest_of(struct str hex, struct digest *out)
{
    if (hex.n != 2 * sizeof out->b)
        return false;
    for (size_t i = 0; i < hex.n; i++) {
        char c = hex.p[i];
        int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (v < 0)
            return false;
        out->b[i / 2] = (uint8_t)(i % 2 ? out->b[i / 2] | v : v << 4);
    }
    return true;
}

static struct str kept_text(const struct rows *r, int column, struct arena *a)
{
    struct str t = rows_text(r, column);
    return (struct str){arena_text(a, t.p, t.n), t.n};
}

static struct import import_row(const struct rows *r, struct arena *a)
{
    struct import im = {
        .origin = rows_int(r, 0),
        .id = rows_int(r, 1),
        .file = kept_text(r, 2, a),
        .layout = kept_text(r, 4, a),
        .source = kept_text(r, 5, a),
        .time = kept_text(r, 6, a),
        .who = kept_text(r, 7, a),
        .rows = rows_int(r, 8),
        .kept = rows_int(r, 9),
        .repaired = rows_int(r, 10),
        .refused = rows_int(r, 11),
        .known = rows_int(r, 12),
        .superseded = rows_int(r, 13),
        .undone = rows_int(r, 14) != 0,
    };
    if (!digest_of(rows_text(r, 3), &im.sha256))
        im.sha256 = (struct digest){0}; /* store_check tells of it */
    return im;
}

static void import_list_end(struct import **list)
{
    free(*list);
    *list = NULL;
}

bool store_imports(struct store *s, struct arena *a, struct import **out, size_t *n, struct err *e)
{
    struct import *list CLEANUP(import_list_end) = NULL;
    size_t count = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, file, sha256, layout, source, time, who, rows_read, kept, repaired, refused, known, "
        "superseded, undone FROM import ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, count, room);
        list[count++] = import_row(r, a);
    }
    if (!rows_end(&r, e))
        return err_within(e, "the list of imports");
    *out = ARENA_ARRAY(a, struct import, count);
    if (count)
        memcpy(*out, list, count * sizeof *list);
    *n = count;
    return true;
}
