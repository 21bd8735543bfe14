/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voices_live VOTES.CSV [NEW] [TIMES]: how long it takes to bring a conversation up to date. Reads the votes of a Polis export, gives all but the last NEW
 * (100) as they stand, then casts those and refits; TIMES (21) times, each with the conversation as it was. Prints, in milliseconds, the median of
 * casting and refitting, the slowest, and what the first fit took.
 */
#include "math/opinion.h"
#include <time.h>

enum { LINE_MOST = 4096 };

struct event {
    int64_t ms, number;
    uint32_t participant, statement;
    int8_t vote;
};
struct events {
    struct event *list;
    size_t n, room;
    struct intern people, statements;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int earlier(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    return x->ms != y->ms ? (x->ms > y->ms) - (x->ms < y->ms) : (x->number > y->number) - (x->number < y->number);
}

static int in_row_order(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->participant != y->participant)
        return (x->participant > y->participant) - (x->participant < y->participant);
    return x->statement != y->statement ? (x->statement > y->statement) - (x->statement < y->statement) : earlier(a, b);
}

/* timestamp,datetime,comment-id,voter-id,vote */
static bool read_line(struct events *e, char *line)
{
    struct str cells[5];
    size_t n = 0;
    int64_t ms, vote;
    line[strcspn(line, "\r\n")] = 0;
    for (char *p = line; n < 5; p += cells[n++].n + 1) {
        cells[n] = (struct str){p, strcspn(p, ",")};
        if (!p[cells[n].n] && n < 4)
            return false;
    }
    if (!str_to_int(cells[0], &ms) || !str_to_int(cells[4], &vote) || vote < -1 || vote > 1)
        return false;
    if (e->n == e->room)
        GROW(e->list, e->n, e->room);
    e->list[e->n] = (struct event){ms, (int64_t)e->n, intern_id(&e->people, cells[3]) - 1, intern_id(&e->statements, cells[2]) - 1, (int8_t)vote};
    e->n++;
    return true;
}

static bool read_events(const char *path, struct events *e)
{
    char line[LINE_MOST];
    FILE *f = fopen(path, "r");
    bool good = f && fgets(line, sizeof line, f);
    while (good && fgets(line, sizeof line, f))
        good = read_line(e, line);
    if (f)
        fclose(f);
    if (good)
        qsort(e->list, e->n, sizeof *e->list, earlier);
    return good;
}

/* The votes of the first `n` events; numbers of people and statements are those of the first votes, so that new ones come one after another. */
static void votes_of(const struct event *list, size_t n, struct arena *a, struct opinion_votes *out)
{
    struct event *sorted = ARENA_ARRAY(a, struct event, n);
    uint32_t people = 0, statements = 0;
    size_t kept = 0;
    memcpy(sorted, list, n * sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        people = MAX_OF(people, list[i].participant + 1);
        statements = MAX_OF(statements, list[i].statement + 1);
    }
    qsort(sorted, n, sizeof *sorted, in_row_order);
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, people + 1);
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, n);
    int8_t *vote = ARENA_ARRAY(a, int8_t, n);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && sorted[i + 1].participant == sorted[i].participant && sorted[i + 1].statement == sorted[i].statement)
            continue; /* a later one counts */
        statement[kept] = sorted[i].statement;
        vote[kept++] = sorted[i].vote;
        begin[sorted[i].participant + 1] = kept;
    }
    *out = (struct opinion_votes){.participants = people, .statements = statements, .begin = begin, .statement = statement, .vote = vote};
}

/* People and statements by when they first come: intern gave them in the order of the file. */
static void number_by_time(struct events *e)
{
    uint32_t *person = mem_get((e->people.n + 1) * sizeof *person), *statement = mem_get((e->statements.n + 1) * sizeof *statement), people = 0, statements = 0;
    memset(person, 0xff, (e->people.n + 1) * sizeof *person);
    memset(statement, 0xff, (e->statements.n + 1) * sizeof *statement);
    for (size_t i = 0; i < e->n; i++) {
        struct event *x = &e->list[i];
        if (person[x->participant] == UINT32_MAX)
            person[x->participant] = people++;
        if (statement[x->statement] == UINT32_MAX)
            statement[x->statement] = statements++;
        x->participant = person[x->participant];
        x->statement = statement[x->statement];
    }
    free(person);
    free(statement);
}

struct taken {
    double first, again;
};

static bool once(const struct events *all, size_t last, struct taken *out, struct err *e)
{
    struct arena a = {0};
    struct opinion_votes v;
    struct opinion_live *live = NULL;
    votes_of(all->list, all->n - last, &a, &v);
    double begin = now_ms();
    bool good = opinion_live_new(&v, &live, e) && opinion_live_refit(live, e);
    double middle = now_ms();
    for (size_t i = all->n - last; good && i < all->n; i++)
        good = opinion_live_vote(live, all->list[i].participant, all->list[i].statement, all->list[i].vote, e);
    good = good && opinion_live_refit(live, e);
    *out = (struct taken){middle - begin, now_ms() - middle};
    opinion_live_free(&live);
    arena_end(&a);
    return good;
}

static int lesser(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int fail(const char *text)
{
    fprintf(stderr, "voices_live: %s\n", text);
    return 1;
}

int main(int argc, char **argv)
{
    enum { TIMES_MOST = 1000 };
    static double again[TIMES_MOST];
    int64_t last = 100, times = 21;
    struct events all = {0};
    struct err e = {0};
    struct taken t = {0};
    if (argc < 2 || argc > 4 || (argc > 2 && !str_to_int(str_of(argv[2]), &last)) || (argc > 3 && !str_to_int(str_of(argv[3]), &times)) || last < 1 || times < 1 ||
        times > TIMES_MOST)
        return fail("usage: voices_live VOTES.CSV [NEW] [TIMES]");
    if (!read_events(argv[1], &all) || all.n <= (size_t)last)
        return fail("no votes of a Polis export that could be read");
    number_by_time(&all);
    for (int64_t i = 0; i < times; i++) {
        if (!once(&all, (size_t)last, &t, &e))
            return fail(e.text);
        again[i] = t.again;
    }
    qsort(again, (size_t)times, sizeof *again, lesser);
    printf("{\"new\": %" PRId64 ", \"median_ms\": %.3f, \"slowest_ms\": %.3f, \"first_fit_ms\": %.3f}\n", last, again[times / 2], again[times - 1], t.first);
    intern_end(&all.people);
    intern_end(&all.statements);
    free(all.list);
    return 0;
}
