/* SPDX-License-Identifier: GPL-3.0-or-later */
/* said: the four tables of the store, read as one shape. */
#include "said/said.h"

static struct rows *rows_of(struct store *s, enum said_kind kind)
{
    switch (kind) {
    case SAID_ALIASES:
        return store_rows(s, "SELECT origin, id, import, line, place, alias, language, '' AS reason, CAST(NULL AS INTEGER) AS day_from, CAST(NULL AS INTEGER) AS day_to"
            " FROM alias WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case SAID_OBSERVABILITY:
        return store_rows(s, "SELECT origin, id, import, line, place, judgement, said_by, reason, day_from, day_to"
            " FROM observability WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case SAID_PHASES:
        return store_rows(s, "SELECT origin, id, import, line, place, phase, said_by, '' AS reason, day_from, day_to"
            " FROM phase WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    case SAID_LICENCES:
    case SAID_KINDS: break;
    }
    return store_rows(s, "SELECT origin, id, import, line, source, licence, '' AS said_by, '' AS reason, CAST(NULL AS INTEGER) AS day_from, CAST(NULL AS INTEGER) AS day_to"
        " FROM licence WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
}

bool said_rows(struct store *s, enum said_kind kind, struct arena *a, struct said_row **out, size_t *n, struct err *e)
{
    struct said_row *list = NULL;
    size_t used = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = rows_of(s, kind);
    while (rows_next(r)) {
        GROW(list, used, room);
        list[used++] = (struct said_row){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3),
            .subject = arena_str(a, rows_text(r, 4)), .what = arena_str(a, rows_text(r, 5)), .by = arena_str(a, rows_text(r, 6)),
            .reason = arena_str(a, rows_text(r, 7)), .from = rows_day(r, 8), .to = rows_day(r, 9)};
    }
    bool fine = rows_end(&r, e);
    if (fine) {
        *out = ARENA_ARRAY(a, struct said_row, used + 1);
        *n = used;
        if (used)
            memcpy(*out, list, used * sizeof *list);
    }
    free(list);
    return fine;
}
