/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * opinion-bench MATRIX.csv [RESAMPLES] | PEOPLE STATEMENTS VOTES [RESAMPLES]
 *
 * Times of the plane and the groups of opinion.h, on a matrix as Polis exports it (columns whose heads are numbers) or on invented votes of two
 * camps. Built by `ninja -C build src/math/opinion-bench`; it is no test.
 */
#include <sys/resource.h>
#include <time.h>

#include "math/opinion.h"

struct votes {
    size_t participants, statements, n, room;
    uint64_t *begin;
    uint32_t *statement;
    int8_t *vote;
};

struct clock { /* ms */
    double wall, processor;
};

static double ms(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static struct clock now(void)
{
    return (struct clock){ms(CLOCK_MONOTONIC), ms(CLOCK_PROCESS_CPUTIME_ID)};
}

/* Since the last lap; told where it has a name. */
static struct clock lap(struct clock *since, const char *what)
{
    struct clock at = now(), took = {at.wall - since->wall, at.processor - since->processor};
    if (what)
        printf("%-44s%10.2f ms, of processors %10.2f ms\n", what, took.wall, took.processor);
    *since = now();
    return took;
}

static void put(struct votes *v, size_t statement, int vote)
{
    if (v->n == v->room) {
        v->room = MAX_OF(1024, 2 * v->room);
        v->statement = mem_grow(v->statement, v->room, sizeof *v->statement);
        v->vote = mem_grow(v->vote, v->room, sizeof *v->vote);
    }
    v->statement[v->n] = (uint32_t)statement;
    v->vote[v->n++] = (int8_t)vote;
}

static void row_end(struct votes *v)
{
    v->begin = mem_grow(v->begin, v->participants + 2, sizeof *v->begin);
    v->begin[0] = 0;
    v->begin[++v->participants] = v->n;
}

static bool read_matrix(const char *path, struct votes *v)
{
    FILE *f = fopen(path, "r");
    char *line = NULL, *rest, *cell;
    size_t room = 0;
    bool head = true, is_vote[30000] = {false};
    if (!f)
        return false;
    while (getline(&line, &room, f) > 0) {
        size_t column = 0, statement = 0, before = v->n;
        line[strcspn(line, "\r\n")] = '\0';
        for (rest = line; (cell = strsep(&rest, ",")) && column < ARRAY_LEN(is_vote); column++) {
            if (head)
                v->statements += is_vote[column] = *cell && strspn(cell, "0123456789") == strlen(cell);
            else if (is_vote[column] && statement++ < v->statements && *cell)
                put(v, statement - 1, (int)strtol(cell, NULL, 10));
        }
        if (v->n > before)
            row_end(v);
        head = false;
    }
    free(line);
    fclose(f);
    return v->participants > 0;
}

static void invent(size_t people, size_t statements, double votes, struct votes *v)
{
    double density = votes / (double)people / (double)statements;
    struct rng r;
    rng_init(&r, 1);
    v->statements = statements;
    for (size_t p = 0; p < people; p++) {
        for (double s = 0;;) { /* gaps between votes: geometric */
            s += floor(log1p(-rng_unit(&r)) / log1p(-MIN_OF(density, 0.999999)));
            if (s >= (double)statements)
                break;
            bool likes = ((size_t)s * 7 % 10 < 5) == (p % 3 == 0);
            put(v, (size_t)s, rng_unit(&r) < 0.15 ? 0 : rng_unit(&r) < (likes ? 0.75 : 0.35) ? 1 : -1);
            s++;
        }
        row_end(v);
    }
}

static bool go_on(const struct opinion_votes *v, struct err *e)
{
    struct opinion_live *l = NULL;
    struct rng r;
    struct clock since = now(), worst = {0};
    rng_init(&r, 2);
    if (!opinion_live_new(v, &l, e))
        return false;
    lap(&since, "live: begin");
    for (int round = 0; round < 20; round++) {
        since = now();
        for (int i = 0; i < 100; i++)
            if (!opinion_live_vote(l, (uint32_t)rng_below(&r, v->participants), (uint32_t)rng_below(&r, v->statements), (int8_t)rng_below(&r, 3) - 1, e))
                return false;
        if (!opinion_live_refit(l, e))
            return false;
        struct clock took = lap(&since, NULL);
        worst = (struct clock){MAX_OF(worst.wall, took.wall), MAX_OF(worst.processor, took.processor)};
    }
    printf("%-44s%10.2f ms, of processors %10.2f ms\n", "live: 100 votes and a refit, worst of 20", worst.wall, worst.processor);
    opinion_live_free(&l);
    return true;
}

static bool measure(const struct opinion_votes *v, size_t resamples, struct err *e)
{
    static const char *const footings[] = {"none looked for", "one cloud", "unstable", "well founded"};
    struct arena a CLEANUP(arena_end) = {0};
    struct opinion_moments *m = NULL;
    struct opinion_plane plane;
    struct opinion_groups polis, best;
    struct opinion_stability how;
    enum opinion_footing footing;
    struct opinion_options o = {.seed = 1, .resamples = resamples, .least_room = 50, .least_group = 10};
    struct clock since = now();
    if (!opinion_moments_of(v, NULL, 0, NULL, &m, e))
        return false;
    lap(&since, "sums over pairs of statements");
    bool ok = opinion_plane_of(v, m, NULL, &a, &plane, NULL, e);
    opinion_moments_free(&m);
    if (!ok)
        return false;
    lap(&since, "the plane");
    if (!opinion_groups_polis(v, &plane, NULL, &a, &polis, NULL, e))
        return false;
    lap(&since, "groups as Polis finds them");
    if (!opinion_groups_best(v, &plane, &o, &a, &best, &how, &footing, NULL, NULL, e))
        return false;
    lap(&since, "groups and how well founded they are");
    printf("groups %zu (Polis: %zu), %s; silhouette %.3f, of one cloud %.3f; Rand index %.2f; held out %.3f, by the plane %.3f\n", best.k, polis.k,
        footings[footing], best.silhouette, how.chance_silhouette, how.rand_index, how.held_out_mean, how.held_out_plane);
    return true;
}

int main(int argc, char **argv)
{
    struct votes v = {0};
    struct err e = {0};
    bool matrix = argc == 2 || argc == 3;
    size_t resamples = matrix ? 2 : 4;
    if (argc < 2 || argc > 5 || (matrix && !read_matrix(argv[1], &v))) {
        fprintf(stderr, "usage: opinion-bench MATRIX.csv [RESAMPLES] | PEOPLE STATEMENTS VOTES [RESAMPLES]\n");
        return 2;
    }
    struct clock since = now();
    if (!matrix) {
        invent((size_t)strtol(argv[1], NULL, 10), (size_t)strtol(argv[2], NULL, 10), strtod(argv[3], NULL), &v);
        lap(&since, "inventing votes");
    }
    struct opinion_votes votes = {.participants = v.participants, .statements = v.statements, .begin = v.begin, .statement = v.statement, .vote = v.vote};
    printf("%zu participants, %zu statements, %zu votes\n", v.participants, v.statements, v.n);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    bool ok = measure(&votes, (size_t)argc > resamples ? (size_t)strtol(argv[resamples], NULL, 10) : 40, &e);
    getrusage(RUSAGE_SELF, &after);
    printf("%-44s%10.1f MB, before %.1f\n", "largest memory", (double)after.ru_maxrss / 1024, (double)before.ru_maxrss / 1024);
    ok = ok && go_on(&votes, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    free(v.begin);
    free(v.statement);
    free(v.vote);
    return !ok;
}
