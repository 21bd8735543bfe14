/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: votes, as a list (votes.csv) and as a matrix of participants by statements (participants-votes.csv). */
#include "voice/read_priv.h"

#define VOTE_EXPECTED "1, 0 or -1 (or agree, pass, disagree)"
#define ID_EXPECTED "a whole number, 0 or more"

static const char *const person_names[] = {"participant", "voter-id", "participant_id", "participant-id", NULL};
static const char *const statement_names[] = {"statement", "comment-id", "statement_id", "statement-id", NULL};
static const char *const vote_names[] = {"vote", NULL};
static const char *const time_names[] = {"timestamp", "time_ms", "time", "day", NULL};

/* ---- the list ---- */

struct vote_columns {
    int person, statement, vote, time;
};

static bool columns_of(struct reading *r, const struct table *t, struct vote_columns *c, struct err *e)
{
    if (!read_column(t, person_names, &c->person, e) || !read_column(t, statement_names, &c->statement, e) || !read_column(t, vote_names, &c->vote, e) ||
        !read_column(t, time_names, &c->time, e))
        return false;
    if (c->person < 0 || c->statement < 0 || c->vote < 0)
        return err_set(e, ERR_INPUT, "%.100s: the votes of a dialogue need the columns participant, statement and vote, or voter-id, comment-id and vote as Polis "
            "exports them; there is no column for the %s", table_file(t), c->person < 0 ? "participant" : c->statement < 0 ? "statement" : "vote");
    r->b->polis = r->b->polis || table_find(t, "voter-id") >= 0;
    return true;
}

/* What somebody wrote in place of a participant's number may be a name: it is not repeated. */
static struct str not_a_number(struct str cell)
{
    int64_t n;
    return str_to_int(cell, &n) || !cell.n ? cell : STR("(not a number)");
}

static void vote_row(struct reading *r, struct table *t, const struct vote_columns *c)
{
    int64_t person, statement, time_ms = VOICE_TIME_NONE;
    int vote;
    struct str who = table_cell(t, c->person), what = table_cell(t, c->statement), answer = str_trim(table_cell(t, c->vote)), when = str_trim(table_cell(t, c->time));
    if (!read_id(who, &person))
        read_problem(r, t, PROBLEM_REFUSED, c->person, "participant_unknown", not_a_number(who), ID_EXPECTED, "give each participant a number, never a name");
    else if (!read_id(what, &statement))
        read_problem(r, t, PROBLEM_REFUSED, c->statement, "statement_unknown", what, ID_EXPECTED, "write the number of the statement");
    else if (!read_vote(answer, &vote))
        read_problem(r, t, PROBLEM_REFUSED, c->vote, "vote_unknown", answer, VOTE_EXPECTED, "a statement that was not voted on has no row");
    else if (when.n && !read_ms(when, &time_ms))
        read_problem(r, t, PROBLEM_REFUSED, c->time, "time_unknown", when, "milliseconds or seconds since 1970 UTC, or a day as 2026-03-01", "mend it, or leave it empty");
    else
        read_event(r, read_person(r, person), read_statement(r, statement), vote, time_ms);
}

bool read_votes(struct reading *r, struct table *t, struct err *e)
{
    struct vote_columns c;
    if (!columns_of(r, t, &c, e))
        return false;
    r->has_votes = true;
    while (table_next(t)) {
        if (!read_step(r, table_bytes(t), table_rows(t), e))
            return false;
        vote_row(r, t, &c);
    }
    return !table_failed(t, e);
}

/* ---- the matrix ---- */

struct matrix {
    struct reading *r;
    struct table *t;
    int person, group;
    size_t columns;
    int *column;           /* of the table, by column of statements */
    uint32_t *statement;   /* its number */
    uint64_t *begin;       /* of each participant: where its votes begin in `cast`, which has them as they were cast */
    struct cast {
        uint32_t statement;
        int8_t vote;
    } *cast;
    size_t people;         /* that the list of votes has */
    int8_t *latest;        /* by statement, of the participant at hand */
    struct arena arena;
};

static bool matrix_columns(struct matrix *m, struct err *e)
{
    static const char *const group_names[] = {"group-id", "group", NULL};
    size_t n = table_columns(m->t);
    struct intern seen CLEANUP(intern_end) = {0};
    if (!read_column(m->t, person_names, &m->person, e) || !read_column(m->t, group_names, &m->group, e))
        return false;
    if (m->person < 0)
        return err_set(e, ERR_INPUT, "%.100s: a table of participants and their votes needs the column participant, and a column for each statement with its "
            "number as name", table_file(m->t));
    m->column = ARENA_ARRAY(&m->arena, int, n + 1);
    m->statement = ARENA_ARRAY(&m->arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        int64_t id;
        if (!read_id(table_name(m->t, i), &id))
            continue;
        if (intern_id(&seen, (struct str){(const char *)&id, sizeof id}) <= m->columns)
            return err_set(e, ERR_INPUT, "%.100s: two columns are for statement %" PRId64 ", so it is not clear which one counts; take one out and try again",
                table_file(m->t), id);
        m->column[m->columns] = (int)i;
        m->statement[m->columns++] = read_statement(m->r, id);
    }
    return m->columns > 0 || err_set(e, ERR_INPUT, "%.100s: no column is for a statement (its number as name), so there are no votes in it", table_file(m->t));
}

/* The votes of each participant, in the order of the list. */
static void matrix_votes(struct matrix *m)
{
    const struct reading *r = m->r;
    m->people = r->people.n ? r->people.n - 1 : 0;
    m->begin = ARENA_ARRAY(&m->arena, uint64_t, m->people + 2);
    m->cast = ARENA_ARRAY(&m->arena, struct cast, r->event_n + 1);
    m->latest = ARENA_ARRAY(&m->arena, int8_t, r->statement_n + 1);
    memset(m->latest, OPINION_MISSING, r->statement_n + 1);
    for (size_t i = 0; i < r->event_n; i++)
        m->begin[r->events[i].participant + 2]++;
    for (size_t i = 2; i < m->people + 2; i++)
        m->begin[i] += m->begin[i - 1];
    for (size_t i = 0; i < r->event_n; i++)
        m->cast[m->begin[r->events[i].participant + 1]++] = (struct cast){r->events[i].statement, r->events[i].vote};
}

static void latest_of(struct matrix *m, uint32_t person, bool forget)
{
    if (person >= m->people)
        return;
    for (uint64_t i = m->begin[person]; i < m->begin[person + 1]; i++)
        m->latest[m->cast[i].statement] = forget ? OPINION_MISSING : m->cast[i].vote;
}

static void differs(struct matrix *m, size_t i, struct str cell)
{
    struct reading *r = m->r;
    if (r->differ++)
        return;
    r->differ_line = table_line(m->t);
    r->differ_found = str_of(arena_f(&r->b->arena, "statement %.*s: %.*s", STR_F(table_name(m->t, (size_t)m->column[i])), (int)MIN_OF(cell.n, (size_t)20), cell.p));
}

static void matrix_cells(struct matrix *m, uint32_t person)
{
    struct reading *r = m->r;
    for (size_t i = 0; i < m->columns; i++) {
        struct str cell = str_trim(table_cell(m->t, m->column[i]));
        int vote = OPINION_MISSING;
        if (cell.n && !read_vote(cell, &vote)) {
            read_problem(r, m->t, r->has_votes ? PROBLEM_NOTED : PROBLEM_REFUSED, m->column[i], "vote_unknown", cell, VOTE_EXPECTED, "empty where there was no vote");
            continue;
        }
        if (r->has_votes && vote != m->latest[m->statement[i]])
            differs(m, i, cell);
        if (!r->has_votes && vote != OPINION_MISSING)
            read_event(r, person, m->statement[i], vote, VOICE_TIME_NONE);
    }
}

static void group_of(struct matrix *m, uint32_t person)
{
    struct reading *r = m->r;
    int64_t group = -1;
    struct str cell = str_trim(table_cell(m->t, m->group));
    while (r->group_room <= person) {
        size_t before = r->group_room;
        GROW(r->groups, before, r->group_room);
        for (size_t i = before; i < r->group_room; i++)
            r->groups[i] = -1;
    }
    if (cell.n && (!read_id(cell, &group) || group > VOICE_GROUP_SAID_MOST)) {
        read_problem(r, m->t, PROBLEM_NOTED, m->group, "group_unknown", cell, "the number of a group, 0 to 9999, or nothing", "the participant is taken as in no group");
        group = -1;
    }
    r->grouped = r->grouped || group >= 0;
    r->groups[person] = group;
}

static bool matrix_row(struct matrix *m, struct intern *seen, struct err *e)
{
    struct reading *r = m->r;
    int64_t id;
    struct str who = table_cell(m->t, m->person);
    if (!read_id(who, &id)) {
        read_problem(r, m->t, PROBLEM_REFUSED, m->person, "participant_unknown", not_a_number(who), ID_EXPECTED, "give each participant a number, never a name");
        return true;
    }
    size_t before = seen->n;
    (void)intern_id(seen, (struct str){(const char *)&id, sizeof id});
    if (before > 0 && seen->n == before)
        return err_set(e, ERR_INPUT, "%.100s: line %" PRId64 ": participant %" PRId64 " stands in two rows, so it is not clear which one counts; take one out and try again",
            table_file(m->t), table_line(m->t), id);
    uint32_t person = read_person(r, id);
    if (m->group >= 0)
        group_of(m, person);
    if (r->has_votes)
        latest_of(m, person, false);
    matrix_cells(m, person);
    if (r->has_votes)
        latest_of(m, person, true);
    return true;
}

static bool matrix_rows(struct matrix *m, struct err *e)
{
    struct intern seen CLEANUP(intern_end) = {0};
    m->r->b->polis = m->r->b->polis || table_find(m->t, "n-votes") >= 0;
    if (!matrix_columns(m, e))
        return false;
    if (m->r->has_votes)
        matrix_votes(m);
    while (table_next(m->t))
        if (!read_step(m->r, table_bytes(m->t), table_rows(m->t), e) || !matrix_row(m, &seen, e))
            return false;
    return !table_failed(m->t, e);
}

bool read_matrix(struct reading *r, struct table *t, struct err *e)
{
    struct matrix m = {.r = r, .t = t};
    bool fine = matrix_rows(&m, e);
    arena_end(&m.arena);
    return fine;
}
