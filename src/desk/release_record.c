/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/release_record.h"

static struct bind day_bind(struct day d) { return day_known(d) ? bind_int(d.n) : bind_null(); }

bool publication_add(struct store *s, struct publication *p, struct err *e)
{
    struct buf detail CLEANUP(buf_end) = {0};
    p->origin = store_origin(s);
    if (!store_next_id(s, "publication", &p->id, e) ||
        !store_do(s,
            "INSERT INTO publication (origin, id, file, medium, language, place, day_from, day_to, sha256, fingerprint, signed_by, checklist, note, time, who) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            WITH(bind_int(p->origin), bind_int(p->id), bind_text(p->file), bind_text(p->medium), bind_text(p->language), bind_text(p->place), day_bind(p->from),
                day_bind(p->to), bind_text(p->sha256), bind_text(p->fingerprint), bind_text(p->signed_by), bind_text(p->checklist), bind_text(p->note),
                bind_text(p->time), bind_text(p->who)), e))
        return false;
    buf_f(&detail, "publication %" PRId64 ": %.*s, signed by %.*s", p->id, STR_F(p->file), STR_F(p->signed_by));
    return store_audit(s, "release", buf_view(&detail), e);
}

static struct day row_day(const struct rows *r, int column)
{
    return rows_null(r, column) ? DAY_NONE : (struct day){(int32_t)rows_int(r, column)};
}

static struct publication read_row(const struct rows *r, struct arena *a)
{
    return (struct publication){.origin = rows_int(r, 0), .id = rows_int(r, 1), .file = arena_str(a, rows_text(r, 2)), .medium = arena_str(a, rows_text(r, 3)),
        .language = arena_str(a, rows_text(r, 4)), .place = arena_str(a, rows_text(r, 5)), .from = row_day(r, 6), .to = row_day(r, 7), .sha256 = arena_str(a, rows_text(r, 8)),
        .fingerprint = arena_str(a, rows_text(r, 9)), .signed_by = arena_str(a, rows_text(r, 10)), .checklist = arena_str(a, rows_text(r, 11)), .note = arena_str(a, rows_text(r, 12)),
        .time = arena_str(a, rows_text(r, 13)), .who = arena_str(a, rows_text(r, 14)), .withdrawn = arena_str(a, rows_text(r, 15))};
}

bool publication_list(struct store *s, struct str sha256, struct arena *a, struct publication **out, size_t *n, struct err *e)
{
    struct publication *list = NULL;
    size_t got = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT origin, id, file, medium, language, place, day_from, day_to, sha256, fingerprint, signed_by, checklist, note, time, who, withdrawn "
        "FROM publication WHERE $1 = '' OR sha256 = $1 ORDER BY origin, id", WITH(bind_text(sha256)));
    while (rows_next(r)) {
        if (got == room) {
            struct publication *wider = ARENA_ARRAY(a, struct publication, room = room ? room * 2 : 8);
            if (got)
                memcpy(wider, list, got * sizeof *list);
            list = wider;
        }
        list[got++] = read_row(r, a);
    }
    if (!rows_end(&r, e))
        return false;
    *out = list;
    *n = got;
    return true;
}

bool publication_withdraw(struct store *s, int64_t id, struct str why, struct str time, struct err *e)
{
    int64_t there = 0, gone = 0;
    struct buf detail CLEANUP(buf_end) = {0};
    struct binds which = WITH(bind_int(store_origin(s)), bind_int(id));
    if (!store_int(s, "SELECT count(*) FROM publication WHERE origin = $1 AND id = $2", which, 0, &there, e) ||
        !store_int(s, "SELECT count(*) FROM publication WHERE origin = $1 AND id = $2 AND withdrawn IS NOT NULL", which, 0, &gone, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no publication %" PRId64 "; `diwan show REGISTER publications` lists them", id);
    if (gone)
        return err_set(e, ERR_INPUT, "publication %" PRId64 " was withdrawn before", id);
    if (!store_do(s, "UPDATE publication SET withdrawn = $3, note = CASE WHEN note = '' THEN $4 ELSE note || ' / ' || $4 END WHERE origin = $1 AND id = $2",
            WITH(bind_int(store_origin(s)), bind_int(id), bind_text(time), bind_text(why)), e))
        return false;
    buf_f(&detail, "publication %" PRId64 ": %.*s", id, STR_F(why));
    return store_audit(s, "withdraw", buf_view(&detail), e);
}

struct str publication_fact(const struct publication *p, const char *key)
{
    size_t n = strlen(key);
    for (struct str rest = p->checklist; rest.n;) {
        const char *end = memchr(rest.p, '\n', rest.n);
        struct str line = {rest.p, end ? (size_t)(end - rest.p) : rest.n};
        if (str_starts(line, key) && line.n > n && line.p[n] == '=')
            return (struct str){line.p + n + 1, line.n - n - 1};
        rest.p += line.n + (end != NULL);
        rest.n -= line.n + (end != NULL);
    }
    return STR("");
}
