/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: projects and activities out of the store. */
#include "actor/project.h"

/* Texts once each: organisations and places repeat. */
struct texts {
    struct intern words;
    struct arena *a;
    struct str *own;
    size_t room;
};

static struct str text_at(struct texts *t, const struct rows *r, int column)
{
    struct str s = rows_text(r, column);
    if (!s.n)
        return STR("");
    if (s.n > 200)
        return (struct str){arena_text(t->a, s.p, s.n), s.n};
    uint32_t id = intern_id(&t->words, s);
    if (id >= t->room) {
        size_t room = MAX_OF((size_t)id + 1, MAX_OF(t->room * 2, (size_t)256));
        t->own = mem_grow(t->own, room, sizeof *t->own);
        memset(t->own + t->room, 0, (room - t->room) * sizeof *t->own);
        t->room = room;
    }
    if (!t->own[id].p)
        t->own[id] = (struct str){arena_text(t->a, s.p, s.n), s.n};
    return t->own[id];
}

static bool read_projects(struct store *s, struct texts *t, struct works *w, struct err *e)
{
    struct project *list = NULL;
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, project_key, reporter, status, day_from, day_to, days_planned, pillar, pve, parent"
        " FROM project WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, n, room);
        list[n++] = (struct project){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .key = text_at(t, r, 4),
            .reporter = text_at(t, r, 5), .status = text_at(t, r, 6), .from = rows_day(r, 7), .to = rows_day(r, 8), .days_planned = rows_int(r, 9) != 0, .pillar = text_at(t, r, 10),
            .pve = text_at(t, r, 11), .parent = text_at(t, r, 12)};
    }
    w->projects = ARENA_ARRAY(t->a, struct project, n + 1);
    if (n)
        memcpy(w->projects, list, n * sizeof *list);
    w->project_n = n;
    free(list);
    return rows_end(&r, e);
}

/* The project of a hanging row: both come in the order of (origin, id). */
static struct project *owner(struct works *w, size_t *at, const struct rows *r)
{
    int64_t origin = rows_int(r, 0), id = rows_int(r, 1);
    while (*at < w->project_n && (w->projects[*at].origin < origin || (w->projects[*at].origin == origin && w->projects[*at].id < id)))
        (*at)++;
    return *at < w->project_n && w->projects[*at].origin == origin && w->projects[*at].id == id ? &w->projects[*at] : NULL;
}

#define HANGING(fn, list, type, query, ...)                                                                              \
    static bool fn(struct store *s, struct texts *t, struct works *w, struct err *e)                                   \
    {                                                                                                                  \
        size_t at = 0;                                                                                                 \
        struct rows *r CLEANUP(rows_drop) = query;                                                                \
        while (rows_next(r)) {                                                                                         \
            struct project *p = owner(w, &at, r);                                                                      \
            if (!p)                                                                                                    \
                continue;                                                                                              \
            p->list = arena_more(t->a, p->list, p->list##_n, sizeof *p->list);                                          \
            p->list[p->list##_n++] = (struct type){__VA_ARGS__};                                                       \
        }                                                                                                              \
        return rows_end(&r, e);                                                                                        \
    }

HANGING(read_texts, texts, project_text, store_rows(s, "SELECT x.origin, x.project, x.language, x.title, x.description FROM project_text AS x JOIN project AS p ON p.origin = x.origin AND p.id = x.project"
    " WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.language", WITH_NOTHING), text_at(t, r, 2), text_at(t, r, 3), text_at(t, r, 4))
HANGING(read_actors, actors, project_actor, store_rows(s, "SELECT x.origin, x.project, x.role, x.actor, x.reference, x.kind FROM project_actor AS x JOIN project AS p ON p.origin = x.origin AND"
    " p.id = x.project WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.number", WITH_NOTHING), text_at(t, r, 2), text_at(t, r, 3), text_at(t, r, 4), text_at(t, r, 5))
HANGING(read_places, places, project_place, store_rows(s, "SELECT x.origin, x.project, x.country, x.place, x.share, x.latitude, x.longitude, x.exact FROM project_place AS x JOIN project AS p ON"
    " p.origin = x.origin AND p.id = x.project WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.number", WITH_NOTHING),
    text_at(t, r, 2), text_at(t, r, 3), rows_real(r, 4), rows_real(r, 5), rows_real(r, 6), rows_int(r, 7) != 0)
HANGING(read_sectors, sectors, project_sector, store_rows(s, "SELECT x.origin, x.project, x.vocabulary, x.code, x.name, x.share FROM project_sector AS x JOIN project AS p ON p.origin = x.origin AND"
    " p.id = x.project WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.number", WITH_NOTHING), text_at(t, r, 2), text_at(t, r, 3), text_at(t, r, 4), rows_real(r, 5))
HANGING(read_groups, groups, project_group, store_rows(s, "SELECT x.origin, x.project, x.people FROM project_group AS x JOIN project AS p ON p.origin = x.origin AND"
    " p.id = x.project WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.number", WITH_NOTHING), text_at(t, r, 2))
HANGING(read_markers, markers, project_marker, store_rows(s, "SELECT x.origin, x.project, x.scheme, x.code, x.score FROM project_marker AS x JOIN project AS p ON p.origin = x.origin AND"
    " p.id = x.project WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.scheme, x.code", WITH_NOTHING), text_at(t, r, 2), text_at(t, r, 3), rows_int(r, 4))
HANGING(read_money, money, project_money, store_rows(s, "SELECT x.origin, x.project, x.kind, x.amount, x.currency, x.day, x.day_to, x.payer, x.payer_project, x.payee, x.payee_project FROM project_money AS x"
    " JOIN project AS p ON p.origin = x.origin AND p.id = x.project WHERE p.ended_by IS NULL ORDER BY x.origin, x.project, x.number", WITH_NOTHING),
    text_at(t, r, 2), rows_real(r, 3), text_at(t, r, 4), rows_day(r, 5), rows_day(r, 6), text_at(t, r, 7), text_at(t, r, 8), text_at(t, r, 9), text_at(t, r, 10))

static int64_t count_at(const struct rows *r, int column)
{
    return rows_null(r, column) ? COUNT_UNKNOWN : rows_int(r, column);
}

static bool read_activities(struct store *s, struct texts *t, struct works *w, struct err *e)
{
    struct activity *list = NULL;
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, activity_key, project_key, organisation, implementer, funder, sector, what, country, admin1, place,"
        " latitude, longitude, day_from, day_to, status, people, indicator, unit, targeted, reached, amount, currency FROM activity WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, n, room);
        list[n++] = (struct activity){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .key = text_at(t, r, 4), .project = text_at(t, r, 5),
            .organisation = text_at(t, r, 6), .implementer = text_at(t, r, 7), .funder = text_at(t, r, 8), .sector = text_at(t, r, 9), .what = text_at(t, r, 10), .country = text_at(t, r, 11),
            .admin1 = text_at(t, r, 12), .place = text_at(t, r, 13), .latitude = rows_real(r, 14), .longitude = rows_real(r, 15), .from = rows_day(r, 16), .to = rows_day(r, 17),
            .status = text_at(t, r, 18), .people = text_at(t, r, 19), .indicator = text_at(t, r, 20), .unit = text_at(t, r, 21), .targeted = count_at(r, 22), .reached = count_at(r, 23),
            .amount = rows_real(r, 24), .currency = text_at(t, r, 25)};
    }
    w->activities = ARENA_ARRAY(t->a, struct activity, n + 1);
    if (n)
        memcpy(w->activities, list, n * sizeof *list);
    w->activity_n = n;
    free(list);
    return rows_end(&r, e);
}

bool works_read_own(struct store *s, struct arena *a, struct works *out, struct err *e)
{
    struct texts t = {.a = a};
    *out = (struct works){0};
    bool fine = read_projects(s, &t, out, e) && read_texts(s, &t, out, e) && read_actors(s, &t, out, e) && read_places(s, &t, out, e) && read_sectors(s, &t, out, e) &&
                read_groups(s, &t, out, e) && read_markers(s, &t, out, e) && read_money(s, &t, out, e) && read_activities(s, &t, out, e);
    intern_end(&t.words);
    free(t.own);
    out->own_n = out->project_n;
    return fine;
}

bool works_read(struct store *s, struct arena *a, struct works *out, struct err *e)
{
    if (!works_read_own(s, a, out, e))
        return false;
    works_derive(out, a);
    return true;
}
