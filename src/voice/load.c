/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voice: a dialogue out of the register. Votes are read once, in the order of their primary key, which is the order of the sparse rows:
 * nine bytes a vote and little beside. Participants of the other tables are met on the way, since all are ordered alike.
 */
#include "voice/voice_priv.h"

enum { STEP = 65536, DAY_MS = 86400000 };

static int64_t number_at(const struct rows *r, int column, int64_t none)
{
    return rows_null(r, column) ? none : rows_int(r, column);
}

/* Own dialogues have days alone: midnight stands for them. */
static int64_t time_at(const struct rows *r, int day, int time)
{
    if (!rows_null(r, time))
        return rows_int(r, time);
    return rows_null(r, day) ? VOICE_TIME_NONE : rows_int(r, day) * DAY_MS;
}

struct loading {
    const struct voice_dialogue *d;
    struct arena *a;
    struct voice_data *out;
    struct progress *p;
    struct binds which; /* its origin and id */
    /* statements by number: a table where the numbers lie close together, as they do in exports; else searched */
    int64_t first;
    uint32_t *place; /* by number less `first`: 1 + place in the list; NULL: searched */
    size_t place_n;
    size_t room, people_room; /* for votes, for participants */
};

/* ---- statements ---- */

static bool statements_read(struct store *s, struct loading *l, struct err *e)
{
    int64_t most = 0;
    if (!store_int(s, "SELECT count(*) FROM statement WHERE origin = $1 AND dialogue = $2", l->which, 0, &most, e))
        return false;
    struct voice_statement *list = ARENA_ARRAY(l->a, struct voice_statement, most + 1);
    size_t n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT id, seed, moderation, meta, author, day, time_ms FROM statement WHERE origin = $1 AND dialogue = $2 ORDER BY id", l->which);
    while (rows_next(r) && n < (size_t)most)
        list[n++] = (struct voice_statement){.id = rows_int(r, 0), .seed = (enum voice_seed)number_at(r, 1, VOICE_SEED_UNKNOWN),
            .moderation = (enum voice_moderation)rows_int(r, 2), .meta = rows_int(r, 3) != 0, .author = number_at(r, 4, -1), .time_ms = time_at(r, 5, 6)};
    l->out->statements = list;
    l->out->statement_n = n;
    return rows_end(&r, e);
}

static void places_make(struct loading *l)
{
    const struct voice_data *d = l->out;
    if (!d->statement_n)
        return;
    l->first = d->statements[0].id;
    uint64_t span = (uint64_t)d->statements[d->statement_n - 1].id - (uint64_t)l->first;
    if (span > 16 * (uint64_t)d->statement_n + 4096)
        return;
    l->place_n = (size_t)span + 1;
    l->place = mem_get(l->place_n * sizeof *l->place);
    for (size_t i = 0; i < d->statement_n; i++)
        l->place[d->statements[i].id - l->first] = (uint32_t)i + 1;
}

/* Where a statement stands in the list; SIZE_MAX where it does not. */
static size_t place_of(const struct loading *l, int64_t id)
{
    const struct voice_data *d = l->out;
    if (l->place) {
        uint64_t at = (uint64_t)id - (uint64_t)l->first;
        return at < l->place_n && l->place[at] ? l->place[at] - 1 : SIZE_MAX;
    }
    size_t lo = 0, hi = d->statement_n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (d->statements[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < d->statement_n && d->statements[lo].id == id ? lo : SIZE_MAX;
}

/* By statement, the words it was made in first. */
static bool texts_read(struct store *s, struct loading *l, struct err *e)
{
    int64_t most = 0;
    if (!store_int(s, "SELECT count(*) FROM statement_text WHERE origin = $1 AND dialogue = $2", l->which, 0, &most, e))
        return false;
    struct voice_text *list = ARENA_ARRAY(l->a, struct voice_text, most + 1);
    size_t n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT statement, language, translated, text, observation, feeling, need, request FROM statement_text "
        "WHERE origin = $1 AND dialogue = $2 ORDER BY statement, translated, language", l->which);
    while (rows_next(r) && n < (size_t)most) {
        size_t at = place_of(l, rows_int(r, 0));
        if (at == SIZE_MAX)
            continue;
        struct voice_statement *x = &l->out->statements[at];
        x->texts = x->text_n ? x->texts : &list[n];
        x->text_n++;
        list[n++] = (struct voice_text){rows_kept(r, 1, l->a), rows_int(r, 2) != 0, rows_kept(r, 3, l->a), rows_kept(r, 4, l->a), rows_kept(r, 5, l->a), rows_kept(r, 6, l->a),
            rows_kept(r, 7, l->a)};
    }
    return rows_end(&r, e);
}

/* ---- votes ---- */

static void *grown(struct loading *l, const void *p, size_t n, size_t room, size_t size)
{
    void *q = arena_get(l->a, room * size);
    if (n)
        memcpy(q, p, n * size);
    return q;
}

/* The counts of the dialogue say how much room there must be; somebody may have voted since. */
static void votes_room(struct loading *l, uint32_t **statement, int8_t **vote, size_t n, size_t room)
{
    *statement = grown(l, *statement, n, room, sizeof **statement);
    *vote = grown(l, *vote, n, room, sizeof **vote);
    l->room = room;
}

static void people_room(struct loading *l, uint64_t **begin, size_t n, size_t room)
{
    *begin = grown(l, *begin, n, room + 1, sizeof **begin);
    l->out->ids = grown(l, l->out->ids, n, room, sizeof *l->out->ids);
    l->people_room = room;
}

static bool not_there(const struct loading *l, int64_t id, struct err *e)
{
    return err_set(e, ERR_STORE, "the dialogue %.*s holds a vote on statement %" PRId64 ", which it does not have: `diwan check` tells more",
        STR_F(l->d->name), id);
}

/* Columns take the place of statements: those with a vote, rising. */
static void columns_make(struct loading *l, uint32_t *statement, size_t n, const bool *voted)
{
    struct voice_data *d = l->out;
    uint32_t *column = mem_get((d->statement_n + 1) * sizeof *column);
    size_t columns = 0;
    d->column = ARENA_ARRAY(l->a, size_t, d->statement_n + 1);
    for (size_t i = 0; i < d->statement_n; i++) {
        column[i] = (uint32_t)columns;
        if (voted[i])
            d->column[columns++] = i;
    }
    for (size_t i = 0; i < n && columns < d->statement_n; i++)
        statement[i] = column[statement[i]];
    free(column);
    bool *out = ARENA_ARRAY(l->a, bool, columns + 1);
    for (size_t c = 0; c < columns; c++)
        out[c] = voice_is_out(&d->statements[d->column[c]]);
    d->votes.statements = columns;
    d->votes.out = out;
}

static bool votes_walk(struct loading *l, struct rows *r, bool *voted, struct err *e)
{
    uint32_t *statement = NULL;
    int8_t *vote = NULL;
    uint64_t *begin = NULL;
    size_t n = 0, people = 0;
    votes_room(l, &statement, &vote, 0, (size_t)l->d->votes + 1);
    people_room(l, &begin, 0, (size_t)l->d->participants + 1);
    for (; rows_next(r); n++) {
        int64_t id = rows_int(r, 0);
        size_t at = place_of(l, rows_int(r, 1));
        if (at == SIZE_MAX)
            return not_there(l, rows_int(r, 1), e);
        if (n == l->room)
            votes_room(l, &statement, &vote, n, 2 * n);
        if (people == 0 || l->out->ids[people - 1] != id) {
            if (people == l->people_room)
                people_room(l, &begin, people, 2 * people);
            begin[people] = n;
            l->out->ids[people++] = id;
        }
        voted[at] = true;
        statement[n] = (uint32_t)at;
        vote[n] = (int8_t)rows_int(r, 2);
        if (n % STEP == 0 && !progress_step(l->p, (double)n, (int64_t)n, e))
            return false;
    }
    begin[people] = n;
    columns_make(l, statement, n, voted);
    l->out->votes.participants = people;
    l->out->votes.begin = begin;
    l->out->votes.statement = statement;
    l->out->votes.vote = vote;
    l->out->vote_n = (int64_t)n;
    return true;
}

static bool votes_read(struct store *s, struct loading *l, struct err *e)
{
    bool *voted = mem_get(l->out->statement_n + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT participant, statement, vote FROM vote WHERE origin = $1 AND dialogue = $2 ORDER BY "
        "participant, statement", l->which);
    progress_begin(l->p, "Reading votes", (double)l->d->votes);
    bool fine = votes_walk(l, r, voted, e);
    free(voted);
    progress_finish(l->p);
    return fine && rows_end(&r, e);
}

/* ---- what participants declare, and where an export put them ---- */

/* The row of a participant; `*row` only moves on: ids come rising. SIZE_MAX for one without a vote. */
static size_t row_of(const struct voice_data *d, int64_t id, size_t *row)
{
    while (*row < d->votes.participants && d->ids[*row] < id)
        ++*row;
    return *row < d->votes.participants && d->ids[*row] == id ? *row : SIZE_MAX;
}

static bool groups_read(struct store *s, struct loading *l, struct err *e)
{
    struct voice_data *d = l->out;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, group_said FROM participant WHERE origin = $1 AND dialogue = $2 AND group_said IS NOT "
        "NULL ORDER BY id", l->which);
    for (size_t row = 0; rows_next(r);) {
        if (!d->group_said) {
            d->group_said = ARENA_ARRAY(l->a, uint32_t, d->votes.participants + 1);
            for (size_t i = 0; i < d->votes.participants; i++)
                d->group_said[i] = OPINION_NO_GROUP;
        }
        size_t at = row_of(d, rows_int(r, 0), &row);
        int64_t group = rows_int(r, 1);
        if (at != SIZE_MAX && group >= 0 && group <= VOICE_GROUP_SAID_MOST)
            d->group_said[at] = (uint32_t)group;
    }
    return rows_end(&r, e);
}

static struct voice_attribute *attribute_named(struct voice_data *d, struct str name)
{
    for (size_t i = 0; i < d->attribute_n; i++)
        if (str_eq(d->attributes[i].name, name))
            return &d->attributes[i];
    return NULL;
}

static bool choices_read(struct store *s, struct loading *l, struct err *e)
{
    struct voice_data *d = l->out;
    int64_t most = 0, values = 0;
    if (!store_int(s, "SELECT count(*) FROM choice WHERE origin = $1 AND dialogue = $2", l->which, 0, &values, e) ||
        !store_int(s, "SELECT count(DISTINCT attribute) FROM choice WHERE origin = $1 AND dialogue = $2", l->which, 0, &most, e))
        return false;
    d->attributes = ARENA_ARRAY(l->a, struct voice_attribute, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT attribute, value FROM choice WHERE origin = $1 AND dialogue = $2 ORDER BY number, attribute, "
        "value", l->which);
    while (rows_next(r)) {
        struct voice_attribute *x = attribute_named(d, rows_text(r, 0));
        if (!x) {
            if (d->attribute_n == (size_t)most)
                break;
            x = &d->attributes[d->attribute_n++];
            *x = (struct voice_attribute){rows_kept(r, 0, l->a), ARENA_ARRAY(l->a, struct str, values), 0, ARENA_ARRAY(l->a, uint32_t, d->votes.participants + 1)};
            for (size_t i = 0; i < d->votes.participants; i++)
                x->of[i] = OPINION_NO_GROUP;
        }
        x->values[x->n++] = rows_kept(r, 1, l->a);
    }
    return rows_end(&r, e);
}

static bool declared_read(struct store *s, struct loading *l, struct err *e)
{
    struct voice_data *d = l->out;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT participant, attribute, value FROM declared WHERE origin = $1 AND dialogue = $2 ORDER BY "
        "participant", l->which);
    for (size_t row = 0; rows_next(r);) {
        size_t at = row_of(d, rows_int(r, 0), &row);
        struct voice_attribute *x = at == SIZE_MAX ? NULL : attribute_named(d, rows_text(r, 1));
        for (size_t v = 0; x && v < x->n; v++)
            if (str_eq(x->values[v], rows_text(r, 2)))
                x->of[at] = (uint32_t)v;
    }
    return rows_end(&r, e);
}

/* ---- whole ---- */

static bool load_look(struct store *s, void *arg, struct err *e)
{
    struct loading *l = arg;
    if (!statements_read(s, l, e))
        return false;
    places_make(l);
    return texts_read(s, l, e) && votes_read(s, l, e) && groups_read(s, l, e) && choices_read(s, l, e) && declared_read(s, l, e);
}

bool voice_load(struct store *s, const struct voice_dialogue *d, struct arena *a, struct voice_data *out, struct progress *p, struct err *e)
{
    *out = (struct voice_data){.about = *d};
    struct loading l = {.d = d, .a = a, .out = out, .p = p, .which = WITH(bind_int(d->origin), bind_int(d->id))};
    bool fine = store_look(s, load_look, &l, e);
    free(l.place);
    return fine || err_within(e, "reading the dialogue %.*s", STR_F(d->name));
}

/* ---- as they were cast ---- */

struct casting {
    const struct voice_data *d;
    struct arena *a;
    struct binds which;
    struct voice_event *list;
    size_t n, room;
};

/* Rows come by participant, then by statement: both only move on, the column within a participant. */
static bool cast_of(const struct voice_data *d, const struct rows *r, size_t *row, size_t *column, struct voice_event *out)
{
    size_t at = row_of(d, rows_int(r, 0), row);
    if (at == SIZE_MAX)
        return false;
    int64_t statement = rows_int(r, 1);
    if (*column >= d->votes.statements || d->statements[d->column[*column]].id > statement)
        *column = 0; /* of another participant: from the first */
    while (*column < d->votes.statements && d->statements[d->column[*column]].id < statement)
        ++*column;
    if (*column == d->votes.statements || d->statements[d->column[*column]].id != statement)
        return false;
    *out = (struct voice_event){(uint32_t)at, (uint32_t)*column, time_at(r, 3, 4), (int8_t)rows_int(r, 2)};
    return true;
}

static void casts_walk(struct casting *c, struct rows *r)
{
    for (size_t row = 0, column = 0; c->n < c->room && rows_next(r);)
        c->n += cast_of(c->d, r, &row, &column, &c->list[c->n]);
}

/* By time, then participant and statement; equal ones stay as they are. */
static bool event_after(const struct voice_event *a, const struct voice_event *b)
{
    if (a->time_ms != b->time_ms)
        return a->time_ms > b->time_ms;
    if (a->participant != b->participant)
        return a->participant > b->participant;
    return a->statement > b->statement;
}

static bool events_look(struct store *s, void *arg, struct err *e)
{
    struct casting *c = arg;
    int64_t before = 0, votes = 0;
    if (!store_int(s, "SELECT count(*) FROM vote_before WHERE origin = $1 AND dialogue = $2", c->which, 0, &before, e) ||
        !store_int(s, "SELECT count(*) FROM vote WHERE origin = $1 AND dialogue = $2", c->which, 0, &votes, e))
        return false;
    c->room = (size_t)(before + votes);
    c->list = ARENA_ARRAY(c->a, struct voice_event, c->room + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT participant, statement, vote, day, time_ms FROM vote_before WHERE origin = $1 AND dialogue = $2 "
        "ORDER BY participant, statement, number", c->which);
    casts_walk(c, r);
    if (!rows_end(&r, e))
        return false;
    r = store_rows(s, "SELECT participant, statement, vote, day, time_ms FROM vote WHERE origin = $1 AND dialogue = $2 ORDER BY participant, statement",
        c->which);
    casts_walk(c, r);
    return rows_end(&r, e);
}

bool voice_events(struct store *s, const struct voice_data *d, struct arena *a, struct voice_event **out, size_t *n, struct err *e)
{
    struct casting c = {.d = d, .a = a, .which = WITH(bind_int(d->about.origin), bind_int(d->about.id))};
    if (!store_look(s, events_look, &c, e))
        return err_within(e, "reading the votes of the dialogue %.*s", STR_F(d->about.name));
    voice_events_sort(c.list, c.n, event_after);
    *out = c.list;
    *n = c.n;
    return true;
}
