/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: a dialogue from its files: one after the other, then people and statements in the order of their ids and votes in the order of time. */
#include "voice/read_priv.h"
#include "voice/read_api.h"
#include "voice/voice_priv.h"
#include <assert.h>

/* ---- what is met ---- */

struct str read_keep(struct reading *r, struct str s)
{
    return (struct str){arena_text(&r->b->arena, s.p ? s.p : "", s.n), s.n};
}

static uint32_t number_of(struct intern *in, int64_t id)
{
    return intern_id(in, (struct str){(const char *)&id, sizeof id}) - 1;
}

static int64_t id_of(const struct intern *in, uint32_t number)
{
    int64_t id;
    memcpy(&id, intern_text(in, number + 1).p, sizeof id);
    return id;
}

static size_t count_of(const struct intern *in)
{
    return in->n ? in->n - 1 : 0; /* number 0 of an intern is the empty text */
}

uint32_t read_person(struct reading *r, int64_t id)
{
    return number_of(&r->people, id);
}

uint32_t read_statement(struct reading *r, int64_t id)
{
    uint32_t number = number_of(&r->statement_ids, id);
    while (r->statement_n <= number) {
        GROW(r->statements, r->statement_n, r->statement_room);
        r->statements[r->statement_n++] = (struct read_statement){.s = {.id = id, .seed = VOICE_SEED_UNKNOWN, .author = -1, .time_ms = VOICE_TIME_NONE}};
    }
    return number;
}

void read_event(struct reading *r, uint32_t person, uint32_t statement, int vote, int64_t time_ms)
{
    GROW(r->events, r->event_n, r->event_room);
    r->events[r->event_n++] = (struct voice_event){.participant = person, .statement = statement, .time_ms = time_ms, .vote = (int8_t)vote};
}

struct voice_words *read_words(struct reading *r, struct str language)
{
    for (size_t i = 0; i < r->word_n; i++)
        if (str_eq(r->words[i].language, language))
            return &r->words[i];
    GROW(r->words, r->word_n, r->word_room);
    r->words[r->word_n] = (struct voice_words){.language = read_keep(r, language), .topic = STR(""), .description = STR(""), .who_may_speak = STR("")};
    return &r->words[r->word_n++];
}

struct read_attribute *read_attribute(struct reading *r, struct str name)
{
    for (size_t i = 0; i < r->attribute_n; i++)
        if (str_eq(r->attributes[i].name, name))
            return &r->attributes[i];
    GROW(r->attributes, r->attribute_n, r->attribute_room);
    r->attributes[r->attribute_n] = (struct read_attribute){.name = read_keep(r, name)};
    return &r->attributes[r->attribute_n++];
}

/* ---- what is told ---- */

void read_problem_at(struct reading *r, int64_t line, enum problem_severity severity, const char *column, const char *code, struct str found,
    const char *expected, const char *advice)
{
    struct buf where CLEANUP(buf_end) = {0};
    if (*r->member)
        buf_f(&where, "%.60s%s", r->member, *column ? ": " : "");
    buf_f(&where, "%.60s", column);
    r->b->refused += severity == PROBLEM_REFUSED;
    r->b->repaired += severity == PROBLEM_REPAIRED;
    r->b->noted += severity == PROBLEM_NOTED;
    problem_log_add_at(&r->b->log, line, severity, buf_view(&where), code, found, expected, advice);
}

void read_problem(struct reading *r, const struct table *t, enum problem_severity severity, int column, const char *code, struct str found,
    const char *expected, const char *advice)
{
    struct buf name CLEANUP(buf_end) = {0};
    if (column >= 0)
        buf_str(&name, table_name(t, (size_t)column));
    read_problem_at(r, table_line(t), severity, name.p ? name.p : "", code, found, expected, advice);
}

bool read_step(struct reading *r, int64_t bytes, int64_t rows, struct err *e)
{
    enum { EVERY = 8192 };
    return rows % EVERY != 0 || progress_step(r->p, r->before + (double)bytes, rows, e);
}

bool read_column(const struct table *t, const char *const *names, int *out, struct err *e)
{
    *out = -1;
    for (size_t i = 0; names[i]; i++) {
        int column;
        if (!column_one(t, names[i], &column, e))
            return false;
        if (column >= 0 && *out >= 0)
            return err_set(e, ERR_INPUT, "%.100s: the columns \"%.*s\" and \"%.*s\" say the same, so it is not clear which one counts; take one out and try again",
                table_file(t), STR_F(table_name(t, (size_t)*out)), STR_F(table_name(t, (size_t)column)));
        if (column >= 0)
            *out = column;
    }
    return true;
}

/* ---- votes in the order of time ---- */

static bool in_order(const struct voice_event *list, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (list[i].time_ms < list[i - 1].time_ms)
            return false;
    return true;
}

static bool is_later(const struct voice_event *a, const struct voice_event *b)
{
    return a->time_ms > b->time_ms;
}

/* Stable, so that of equal times the later row is the later vote. */
static void sort_events(struct reading *r)
{
    if (!in_order(r->events, r->event_n))
        voice_events_sort(r->events, r->event_n, is_later);
}

/* ---- all that was read, in order ---- */

struct ranked {
    int64_t id;
    uint32_t number;
};

static int by_id(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

/* In the order of their ids; `rank` by number, to be freed. */
static struct ranked *ranks_of(const struct intern *in, uint32_t **rank)
{
    size_t n = count_of(in);
    struct ranked *list = mem_grow(NULL, n + 1, sizeof *list);
    *rank = mem_grow(NULL, n + 1, sizeof **rank);
    for (uint32_t i = 0; i < n; i++)
        list[i] = (struct ranked){id_of(in, i), i};
    qsort(list, n, sizeof *list, by_id);
    for (uint32_t i = 0; i < n; i++)
        (*rank)[list[i].number] = i;
    return list;
}

static void people_in_order(struct reading *r, const struct ranked *people, size_t n)
{
    struct dialogue_batch *b = r->b;
    b->participant_n = n;
    b->participants = ARENA_ARRAY(&b->arena, int64_t, n + 1);
    b->group_said = r->grouped ? ARENA_ARRAY(&b->arena, int64_t, n + 1) : NULL;
    for (size_t i = 0; i < n; i++) {
        b->participants[i] = people[i].id;
        if (r->grouped)
            b->group_said[i] = people[i].number < r->group_room ? r->groups[people[i].number] : -1;
    }
}

static int by_text(const void *a, const void *b)
{
    return str_compare(**(struct str *const *)a, **(struct str *const *)b);
}

/* Values stand in the dialogue's own order, or else by their letters: the order of rows shows no seating. */
static void attribute_in_order(struct reading *r, const struct read_attribute *from, struct voice_attribute *to, const struct ranked *people, size_t n)
{
    struct arena *a = &r->b->arena;
    size_t values = count_of(&from->values);
    struct str **order = ARENA_ARRAY(a, struct str *, values + 1);
    uint32_t *rank = ARENA_ARRAY(a, uint32_t, values + 1);
    *to = (struct voice_attribute){.name = from->name, .values = ARENA_ARRAY(a, struct str, values + 1), .n = values, .of = ARENA_ARRAY(a, uint32_t, n + 1)};
    for (size_t i = 0; i < values; i++)
        order[i] = &from->values.list[i + 1];
    if (!from->fixed)
        qsort(order, values, sizeof *order, by_text);
    for (size_t i = 0; i < values; i++) {
        to->values[i] = read_keep(r, *order[i]);
        rank[order[i] - from->values.list] = (uint32_t)i;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t value = people[i].number < from->room ? from->of[people[i].number] : 0;
        to->of[i] = value ? rank[value] : OPINION_NO_GROUP;
    }
}

static void statements_in_order(struct reading *r, const struct ranked *order, size_t n)
{
    struct dialogue_batch *b = r->b;
    int64_t unlisted = 0, first = -1, cast = 0;
    bool table = false;
    b->statements = ARENA_ARRAY(&b->arena, struct voice_statement, n + 1);
    b->statement_n = n;
    for (size_t i = 0; i < n; i++)
        table = table || r->statements[i].listed;
    for (size_t i = 0; i < n; i++) {
        const struct read_statement *s = &r->statements[order[i].number];
        b->statements[i] = s->s;
        unlisted += table && !s->listed;
        if (table && !s->listed && first < 0)
            first = s->s.id;
    }
    for (size_t i = 0; unlisted && i < r->event_n; i++)
        cast += !r->statements[r->events[i].statement].listed;
    if (unlisted) {
        char found[120], votes[40] = "fewer than 10 votes"; /* it may be a dialogue held with people here */
        r->member = "";
        if (cast >= 10)
            snprintf(votes, sizeof votes, "%" PRId64 " votes", cast);
        if (unlisted == 1)
            snprintf(found, sizeof found, "%" PRId64 " (%s)", first, votes);
        else
            snprintf(found, sizeof found, "%" PRId64 " statements, the first %" PRId64 " (%s)", unlisted, first, votes);
        read_problem_at(r, 0, PROBLEM_NOTED, "statement", "statement_unlisted", str_of(found), "every statement with votes in the table of statements",
            "kept without words; add its row there, or mend the number in the votes, and add the dialogue again");
    }
}

static void in_order_of_ids(struct reading *r)
{
    struct dialogue_batch *b = r->b;
    uint32_t *person = NULL, *statement = NULL;
    size_t people_n = count_of(&r->people), statement_n = count_of(&r->statement_ids);
    struct ranked *people = ranks_of(&r->people, &person), *statements = ranks_of(&r->statement_ids, &statement);
    people_in_order(r, people, people_n);
    statements_in_order(r, statements, statement_n);
    b->attributes = ARENA_ARRAY(&b->arena, struct voice_attribute, r->attribute_n + 1);
    for (size_t i = 0; i < r->attribute_n; i++)
        if (r->attributes[i].room) /* a list of choices that nobody was asked for is none */
            attribute_in_order(r, &r->attributes[i], &b->attributes[b->attribute_n++], people, people_n);
    b->events = ARENA_ARRAY(&b->arena, struct voice_event, r->event_n + 1);
    b->event_n = r->event_n;
    for (size_t i = 0; i < r->event_n; i++) {
        b->events[i] = r->events[i];
        b->events[i].participant = person[r->events[i].participant];
        b->events[i].statement = statement[r->events[i].statement];
    }
    b->words = ARENA_ARRAY(&b->arena, struct voice_words, r->word_n + 1);
    b->word_n = r->word_n;
    if (r->word_n)
        memcpy(b->words, r->words, r->word_n * sizeof *r->words);
    free(people);
    free(statements);
    free(person);
    free(statement);
}

/* ---- what does not fit together ---- */

static void tell_matrix(struct reading *r)
{
    char found[120];
    if (!r->differ)
        return;
    snprintf(found, sizeof found, "%" PRId64 " %s, the first: %.*s", r->differ, r->differ == 1 ? "cell" : "cells", (int)MIN_OF(r->differ_found.n, (size_t)60), r->differ_found.p);
    read_problem_at(r, r->differ_line, PROBLEM_NOTED, "", "matrix_differs", str_of(found), "the latest vote of each participant, as the table of votes has it",
        "the table of votes was taken");
}

/* Counts that a table of statements brings are known to be old or to count votes twice: they are never taken, only compared. */
static void tell_counts(struct reading *r)
{
    int64_t (*all)[2] = mem_grow(NULL, r->statement_n + 1, sizeof *all), differ = 0, first = -1;
    memset(all, 0, (r->statement_n + 1) * sizeof *all);
    for (size_t i = 0; i < r->event_n; i++)
        if (r->events[i].vote)
            all[r->events[i].statement][r->events[i].vote < 0]++;
    for (size_t i = 0; i < r->statement_n; i++) {
        const struct read_statement *s = &r->statements[i];
        if (!s->counted || (s->agrees == all[i][0] && s->disagrees == all[i][1]))
            continue;
        differ++;
        first = first < 0 ? s->s.id : first;
    }
    free(all);
    char found[100];
    if (!differ)
        return;
    snprintf(found, sizeof found, "%" PRId64 " %s, the first %" PRId64, differ, differ == 1 ? "statement" : "statements", first);
    read_problem_at(r, 0, PROBLEM_NOTED, "agrees, disagrees", "counts_differ", str_of(found), "as many as there are votes", "the votes themselves were counted");
}

static void tell_times(struct reading *r)
{
    int64_t without = 0;
    char found[60];
    for (size_t i = 0; i < r->event_n; i++)
        without += r->events[i].time_ms == VOICE_TIME_NONE;
    if (!without || without == (int64_t)r->event_n)
        return;
    snprintf(found, sizeof found, "%" PRId64 " %s", without, without == 1 ? "vote" : "votes");
    read_problem_at(r, 0, PROBLEM_NOTED, "", "time_missing", str_of(found), "a time for every vote, or for none", "they count as cast before all others");
}

/* ---- begin and end ---- */

static void begin(struct reading *r, const struct dialogue_wish *wish, struct dialogue_batch *b, struct progress *p)
{
    *r = (struct reading){.wish = wish, .b = b, .p = p, .member = ""};
    *b = (struct dialogue_batch){.name = STR(""), .address = STR(""), .place = STR(""), .phase = STR(""), .closed = DAY_NONE, .log = {.all_refused = wish->all_refused}};
}

static void end(struct reading *r)
{
    for (size_t i = 0; i < r->attribute_n; i++) {
        intern_end(&r->attributes[i].values);
        free(r->attributes[i].of);
    }
    intern_end(&r->people);
    intern_end(&r->statement_ids);
    free(r->attributes);
    free(r->statements);
    free(r->groups);
    free(r->events);
    free(r->words);
}

static bool settle(struct reading *r, struct err *e)
{
    struct dialogue_batch *b = r->b;
    r->member = "";
    bool listed = false;
    for (size_t i = 0; i < r->statement_n; i++)
        listed = listed || r->statements[i].listed;
    if (!r->event_n && !b->refused && !listed)
        return err_set(e, ERR_INPUT, "%.100s: holds no vote", r->wish->file);
    if (!r->event_n && !r->has_votes && r->has_totals)
        return err_set(e, ERR_INPUT, "%.100s: holds totals of statements (votes, agrees, disagrees, passes), as Diwan writes them of a dialogue held with people here, and no vote "
            "of a participant: it cannot be added as a dialogue; where nobody has voted yet, take these columns out", r->wish->file);
    sort_events(r);
    if (!read_meta(r, e))
        return false;
    tell_times(r);
    tell_counts(r);
    in_order_of_ids(r);
    b->meta_unsaid = !r->has_meta;
    b->rows = (int64_t)(b->event_n ? b->event_n : listed ? b->statement_n : 0) + b->refused; /* before anybody voted a row is a statement */
    if (!b->name.n || r->wish->named)
        b->name = read_keep(r, r->wish->name);
    return true;
}

static bool read_rest(struct stream *in, struct err *e)
{
    char rest[8192];
    size_t got = sizeof rest;
    while (got == sizeof rest)
        if (!stream_fill(in, rest, sizeof rest, &got, e))
            return false;
    return true;
}

static bool read_part(struct reading *r, enum dialogue_part part, struct table *t, struct err *e)
{
    switch (part) {
    case PART_VOTES: return read_votes(r, t, e);
    case PART_MATRIX: sort_events(r); return read_matrix(r, t, e);
    case PART_STATEMENTS: return read_statements(r, t, e);
    case PART_PARTICIPANTS: return read_participants(r, t, e);
    case PART_ABOUT: return read_about(r, t, e);
    case PART_ASIDE:
    case PART_NONE: break;
    }
    return true;
}

static bool read_source(struct reading *r, const struct dialogue_source *s, struct err *e)
{
    struct table *t CLEANUP(table_close) = NULL;
    if (s->json)
        return read_api(r, s, e);
    return table_open_as(s->in, &(struct table_options){.encoding = r->wish->encoding}, &t, e) && read_part(r, s->part, t, e);
}

static bool read_all(struct reading *r, const struct dialogue_source *list, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        const char *slash = strrchr(list[i].in->name, '/'), *own = slash ? slash + 1 : list[i].in->name;
        r->member = n > 1 ? own : "";
        if (!read_source(r, &list[i], e)) {
            if (list[i].part == PART_MATRIX && r->has_votes && e->code == ERR_INPUT)
                return err_within(e, "the votes are in another file, and enough: take this one out");
            return false;
        }
        if (!read_rest(list[i].in, e))
            return false;
        r->before += (double)list[i].in->done;
        if (list[i].part == PART_MATRIX)
            tell_matrix(r);
    }
    return settle(r, e);
}

bool dialogue_read(const struct dialogue_source *list, size_t n, const struct dialogue_wish *wish, struct dialogue_batch *out, struct progress *p, struct err *e)
{
    struct reading r;
    double size = 0;
    begin(&r, wish, out, p);
    for (size_t i = 0; i < n; i++)
        size += (double)MAX_OF(list[i].in->size, (int64_t)0);
    progress_begin(p, "Reading", size);
    bool fine = read_all(&r, list, n, e);
    progress_finish(p);
    end(&r);
    return fine;
}

int dialogue_sniff(const struct table *t)
{
    bool polis = table_find(t, "comment-id") >= 0 && table_find(t, "voter-id") >= 0 && table_find(t, "vote") >= 0;
    bool plain = table_find(t, "participant") >= 0 && table_find(t, "statement") >= 0 && table_find(t, "vote") >= 0;
    return polis || plain ? 90 : 0;
}

bool dialogue_read_table(struct table *t, const struct dialogue_wish *wish, struct dialogue_batch *out, struct progress *p, struct err *e)
{
    struct reading r;
    begin(&r, wish, out, p);
    bool fine = read_votes(&r, t, e) && settle(&r, e);
    end(&r);
    return fine;
}
