/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case_voices.h"

#include <dirent.h>

struct cast {
    double time; /* of the vote; 0 where the case does not tell */
    size_t line; /* in the file: the later one wins where times are equal */
    int64_t participant, statement;
    int8_t vote;
};
struct casts {
    struct cast *list;
    size_t n;
};

static int by_time(const void *a, const void *b)
{
    const struct cast *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static int by_pair(const void *a, const void *b)
{
    const struct cast *x = a, *y = b;
    if (x->participant != y->participant)
        return x->participant < y->participant ? -1 : 1;
    if (x->statement != y->statement)
        return x->statement < y->statement ? -1 : 1;
    return by_time(a, b);
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool vote_of(struct str cell, int8_t *vote)
{
    int64_t v = 0;
    if (!str_to_int(cell, &v) || v < -1 || v > 1)
        return false;
    *vote = (int8_t)v;
    return true;
}

/* votes.csv: participant, statement, vote, time_ms. */
static bool list_read(struct case_run *run, const char *name, struct casts *out, struct err *e)
{
    struct sheet s;
    size_t participant = 0, statement = 0, vote = 0;
    double *time = NULL;
    if (!sheet_read(run, name, &s, e) || !sheet_column(&s, "participant", &participant, e) || !sheet_column(&s, "statement", &statement, e)
        || !sheet_column(&s, "vote", &vote, e) || !sheet_reals(run, &s, "time_ms", &time, e))
        return err_within(e, "%s", name);
    out->list = ARENA_ARRAY(&run->arena, struct cast, s.rows);
    out->n = s.rows;
    for (size_t i = 0; i < s.rows; i++) {
        struct cast *c = &out->list[i];
        c->time = time[i];
        c->line = i;
        if (!str_to_int(sheet_cell(&s, i, participant), &c->participant) || !str_to_int(sheet_cell(&s, i, statement), &c->statement)
            || !vote_of(sheet_cell(&s, i, vote), &c->vote))
            return err_set(e, ERR_INPUT, "%s: row %zu is no vote", name, i + 2);
    }
    return true;
}

/* participants-votes.csv: a row a participant, a column a statement (those whose heads are numbers). */
static bool matrix_read(struct case_run *run, const char *name, struct casts *out, struct err *e)
{
    struct sheet s;
    size_t participant = 0;
    if (!sheet_read(run, name, &s, e) || !sheet_column(&s, "participant", &participant, e))
        return err_within(e, "%s", name);
    out->list = ARENA_ARRAY(&run->arena, struct cast, s.rows * s.columns + 1);
    for (size_t k = 0; k < s.columns; k++) {
        int64_t statement = 0;
        if (!str_to_int(s.head[k], &statement))
            continue;
        for (size_t i = 0; i < s.rows; i++) {
            struct str cell = sheet_cell(&s, i, k);
            struct cast *c = &out->list[out->n];
            if (cell.n == 0)
                continue;
            c->statement = statement;
            if (!str_to_int(sheet_cell(&s, i, participant), &c->participant) || !vote_of(cell, &c->vote))
                return err_set(e, ERR_INPUT, "%s: row %zu, statement %" PRId64 ": \"%.*s\" is no vote", name, i + 2, statement, STR_F(cell));
            out->n++;
        }
    }
    return true;
}

/* The path under the folder of cases; where it is not there, the first beside it by name that goes on after a point (an export's name has its
 * date behind). */
static const char *there(struct case_run *run, const char *inputs)
{
    const char *path = arena_f(&run->arena, "../%.*s", (int)strcspn(inputs, " "), inputs), *found = NULL;
    while (*path && str_ends(str_of(path), "/"))
        path = arena_text(&run->arena, path, strlen(path) - 1);
    const char *name = strrchr(path, '/') + 1, *above = arena_text(&run->arena, path, (size_t)(name - path));
    if (case_has(run, arena_f(&run->arena, "%s/participants-votes.csv", path)))
        return path;
    DIR *d = opendir(arena_f(&run->arena, "%s/%s", run->folder, above));
    for (const struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d))
        if (str_starts(str_of(entry->d_name), arena_f(&run->arena, "%s.", name)) && (!found || strcmp(entry->d_name, found) < 0))
            found = arena_f(&run->arena, "%s", entry->d_name);
    if (d)
        closedir(d);
    return found ? arena_f(&run->arena, "%s%s", above, found) : path;
}

/* The votes lie in the folder, in its inputs/, or where case.json says, seen from the folder of cases. */
static bool casts_read(struct case_run *run, struct casts *out, bool *listed, struct err *e)
{
    *listed = case_has(run, "votes.csv");
    if (*listed)
        return list_read(run, "votes.csv", out, e);
    if (case_has(run, "inputs/participants-votes.csv"))
        return matrix_read(run, "inputs/participants-votes.csv", out, e);
    const char *inputs = NULL;
    if (!option_text(run->options, "inputs", &inputs, e))
        return false;
    return matrix_read(run, arena_f(&run->arena, "%s/participants-votes.csv", there(run, inputs)), out, e);
}

/* The distinct ids, rising. */
static int64_t *ids_of(struct case_run *run, const struct casts *c, bool statements, size_t *n)
{
    int64_t *ids = ARENA_ARRAY(&run->arena, int64_t, c->n + 1);
    size_t kept = 0;
    for (size_t i = 0; i < c->n; i++)
        ids[i] = statements ? c->list[i].statement : c->list[i].participant;
    qsort(ids, c->n, sizeof *ids, by_id);
    for (size_t i = 0; i < c->n; i++)
        if (i == 0 || ids[i] != ids[kept - 1])
            ids[kept++] = ids[i];
    *n = kept;
    return ids;
}

bool voices_at(const int64_t *ids, size_t n, int64_t id, size_t *at)
{
    const int64_t *found = bsearch(&id, ids, n, sizeof *ids, by_id);
    if (found)
        *at = (size_t)(found - ids);
    return found != NULL;
}

static uint32_t sure_at(const int64_t *ids, size_t n, int64_t id)
{
    size_t at = 0;
    return voices_at(ids, n, id, &at) ? (uint32_t)at : UINT32_MAX;
}

static void events_fill(struct case_run *run, struct casts *c, struct case_voices *v)
{
    qsort(c->list, c->n, sizeof *c->list, by_time);
    v->events = c->n;
    v->event_participant = ARENA_ARRAY(&run->arena, uint32_t, c->n);
    v->event_statement = ARENA_ARRAY(&run->arena, uint32_t, c->n);
    for (size_t i = 0; i < c->n; i++) {
        v->event_participant[i] = sure_at(v->participant, v->votes.participants, c->list[i].participant);
        v->event_statement[i] = sure_at(v->statement, v->votes.statements, c->list[i].statement);
    }
}

/* The latest vote of each pair. */
static void votes_fill(struct case_run *run, struct casts *c, struct case_voices *v)
{
    uint64_t *begin = ARENA_ARRAY(&run->arena, uint64_t, v->votes.participants + 1);
    uint32_t *statement = ARENA_ARRAY(&run->arena, uint32_t, c->n);
    int8_t *vote = ARENA_ARRAY(&run->arena, int8_t, c->n);
    size_t kept = 0;
    qsort(c->list, c->n, sizeof *c->list, by_pair);
    for (size_t i = 0; i < c->n; i++) {
        const struct cast *cast = &c->list[i];
        if (i + 1 < c->n && c->list[i + 1].participant == cast->participant && c->list[i + 1].statement == cast->statement)
            continue;
        statement[kept] = sure_at(v->statement, v->votes.statements, cast->statement);
        vote[kept++] = cast->vote;
        begin[sure_at(v->participant, v->votes.participants, cast->participant) + 1] = kept;
    }
    v->votes.begin = begin;
    v->votes.statement = statement;
    v->votes.vote = vote;
}

static bool *flags(struct case_run *run, const struct case_voices *v, const char *list)
{
    bool *is = ARENA_ARRAY(&run->arena, bool, v->votes.statements);
    const cJSON *id = NULL;
    size_t at = 0;
    cJSON_ArrayForEach(id, cJSON_GetObjectItemCaseSensitive(run->options, list))
        if (voices_at(v->statement, v->votes.statements, (int64_t)id->valuedouble, &at)) /* a statement without votes is no column */
            is[at] = true;
    return is;
}

bool case_voices_read(struct case_run *run, struct case_voices *out, struct err *e)
{
    struct case_voices v = {0};
    struct casts c = {0};
    bool listed = false;
    if (!casts_read(run, &c, &listed, e))
        return false;
    if (c.n == 0)
        return err_set(e, ERR_INPUT, "the case has no votes");
    v.participant = ids_of(run, &c, false, &v.votes.participants);
    v.statement = ids_of(run, &c, true, &v.votes.statements);
    if (listed)
        events_fill(run, &c, &v);
    votes_fill(run, &c, &v);
    v.votes.out = flags(run, &v, "moderated_out");
    v.meta = flags(run, &v, "meta");
    *out = v;
    return true;
}

bool voices_reals(struct case_run *run, const struct case_voices *v, const char *file, const char *key, const char *column, double **out, struct err *e)
{
    bool people = strcmp(key, "participant") == 0;
    size_t n = people ? v->votes.participants : v->votes.statements, of = 0, at = 0;
    const int64_t *ids = people ? v->participant : v->statement;
    struct sheet s;
    if (!sheet_read(run, file, &s, e) || !sheet_column(&s, key, &of, e) || !sheet_column(&s, column, &at, e))
        return err_within(e, "%s", file);
    *out = ARENA_ARRAY(&run->arena, double, n);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = NAN;
    for (size_t i = 0; i < s.rows; i++) {
        int64_t id = 0;
        size_t row = 0;
        struct str cell = sheet_cell(&s, i, at);
        if (!str_to_int(sheet_cell(&s, i, of), &id) || !voices_at(ids, n, id, &row))
            return err_set(e, ERR_INPUT, "%s: row %zu: there is no such %s among the votes", file, i + 2, key);
        if (cell.n && !str_to_real(cell, &(*out)[row]))
            return err_set(e, ERR_INPUT, "%s: row %zu: \"%.*s\" is no number", file, i + 2, STR_F(cell));
    }
    return true;
}

bool voices_groups(struct case_run *run, const struct case_voices *v, const char *file, const char *column, uint32_t **out, size_t *count, struct err *e)
{
    double *real = NULL;
    size_t most = 0;
    if (!voices_reals(run, v, file, "participant", column, &real, e))
        return false;
    *out = ARENA_ARRAY(&run->arena, uint32_t, v->votes.participants);
    for (size_t i = 0; i < v->votes.participants; i++) {
        (*out)[i] = isnan(real[i]) ? OPINION_NO_GROUP : (uint32_t)real[i];
        if (!isnan(real[i]))
            most = MAX_OF(most, (size_t)real[i] + 1);
    }
    if (count)
        *count = most;
    return true;
}
