/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * network-bench [VERTICES [TIES]]: all measures of an invented network; seconds by clock and by processor, a line each.
 * network-bench --beside FOLDER [VERTICES [TIES]]: what network.py holds others against: the network and its numbers as tables in FOLDER, times to the standard output.
 */
#include "math/network.h"

#include <time.h>

static double seconds(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A new vertex is tied to those who have many ties already. */
static struct network grown(size_t n, size_t m, struct arena *a)
{
    struct network_tie *ties = ARENA_ARRAY(a, struct network_tie, m);
    uint32_t *ends = ARENA_ARRAY(a, uint32_t, 2 * m);
    struct rng r;
    rng_init(&r, 1);
    for (size_t i = 0; i < m; i++) {
        uint32_t from = (uint32_t)(1 + i * (n - 1) / m), to = i && rng_below(&r, 4) ? ends[rng_below(&r, 2 * i)] : (uint32_t)rng_below(&r, from);
        ends[2 * i] = from;
        ends[2 * i + 1] = to;
        ties[i] = (struct network_tie){from, to, (double)(1 + rng_below(&r, 3))};
    }
    return (struct network){n, m, ties, false};
}

static double wall, work;

static void told(const char *what)
{
    printf("%-40s %6.2f s by clock, %6.2f s of processor\n", what, seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - work);
    fflush(stdout);
    wall = seconds(CLOCK_MONOTONIC);
    work = seconds(CLOCK_PROCESS_CPUTIME_ID);
}

/* ---- beside others ---- */

static int by_ends(const void *pa, const void *pb)
{
    const struct network_tie *a = pa, *b = pb;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to > b->to) - (a->to < b->to);
}

/* One tie a pair and none to oneself, of weights whose reciprocals are exact: then everybody finds the same ways equally short. */
static void made_simple(struct network *g, struct network_tie *ties)
{
    size_t kept = 0;
    for (size_t i = 0; i < g->m; i++)
        ties[i] = (struct network_tie){MIN_OF(g->ties[i].from, g->ties[i].to), MAX_OF(g->ties[i].from, g->ties[i].to), g->ties[i].weight > 2 ? 4 : g->ties[i].weight};
    qsort(ties, g->m, sizeof *ties, by_ends);
    for (size_t i = 0; i < g->m; i++)
        if (ties[i].from != ties[i].to && (kept == 0 || by_ends(&ties[kept - 1], &ties[i]) != 0))
            ties[kept++] = ties[i];
    *g = (struct network){g->n, kept, ties, false};
}

static void timed(const char *what)
{
    printf("%s\t%.6f\t%.6f\n", what, seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - work);
    wall = seconds(CLOCK_MONOTONIC);
    work = seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static FILE *table_at(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.tsv", folder, name);
    FILE *f = fopen(path, "w");
    if (!f)
        perror(path);
    return f;
}

static bool write_ties(const char *folder, const struct network *g)
{
    FILE *f = table_at(folder, "ties");
    for (size_t i = 0; f && i < g->m; i++)
        fprintf(f, "%u\t%u\t%g\n", g->ties[i].from, g->ties[i].to, g->ties[i].weight);
    return f && fclose(f) == 0;
}

static bool write_vertices(const char *folder, const struct network *g, const struct network_measures *measures)
{
    FILE *f = table_at(folder, "vertices");
    for (size_t i = 0; f && i < g->n; i++)
        fprintf(f, "%.17g\t%.17g\n", measures->betweenness[i], measures->constraint[i]);
    return f && fclose(f) == 0;
}

/* How many ways share nobody, and no tie: weights do not matter. */
static bool write_pairs(const char *folder, const struct network *weighted, struct arena *a, struct err *e)
{
    enum { PAIRS = 50 };
    struct network_tie *ties = ARENA_ARRAY(a, struct network_tie, weighted->m + 1);
    for (size_t i = 0; i < weighted->m; i++)
        ties[i] = (struct network_tie){weighted->ties[i].from, weighted->ties[i].to, 1};
    const struct network g = {weighted->n, weighted->m, ties, false};
    FILE *f = table_at(folder, "pairs");
    bool ok = f != NULL;
    struct rng r;
    rng_init(&r, 2);
    for (size_t k = 0; ok && k < PAIRS; k++) {
        size_t by_vertex = 0, by_tie = 0;
        uint32_t from = (uint32_t)rng_below(&r, g.n), to = (uint32_t)((from + 1 + rng_below(&r, g.n - 1)) % g.n);
        ok = network_disjoint(&g, from, to, &by_vertex, &by_tie, e);
        fprintf(f, "%u\t%u\t%zu\t%zu\n", from, to, by_vertex, by_tie);
    }
    return f && fclose(f) == 0 && ok;
}

static bool beside_others(const char *folder, size_t n, size_t m, struct arena *a, struct err *e)
{
    struct network g = grown(n, m, a);
    struct network_measures measures;
    struct network_camps camps;
    made_simple(&g, ARENA_ARRAY(a, struct network_tie, m));
    wall = seconds(CLOCK_MONOTONIC);
    work = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (!network_measure(&g, NETWORK_WEIGHT, 0, a, &measures, NULL, e))
        return false;
    timed("measures");
    if (!network_camps(&g, true, NETWORK_CAMP_SEEDS, 1, a, &camps, NULL, e))
        return false;
    timed("camps");
    if (!write_pairs(folder, &g, a, e))
        return false;
    timed("disjoint");
    printf("modularity\t%.17g\t%zu\n", camps.modularity, camps.camps);
    return write_ties(folder, &g) && write_vertices(folder, &g, &measures);
}

int main(int argc, char **argv)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    int64_t n = 5000, m = 20000;
    const char *folder = argc > 2 && strcmp(argv[1], "--beside") == 0 ? argv[2] : NULL;
    argv += folder ? 2 : 0;
    argc -= folder ? 2 : 0;
    if ((argc > 1 && !str_to_int(str_of(argv[1]), &n)) || (argc > 2 && !str_to_int(str_of(argv[2]), &m)) || n < 2 || m < 1)
        return 2;
    if (folder) {
        if (beside_others(folder, (size_t)n, (size_t)m, &a, &e))
            return 0;
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    struct network g = grown((size_t)n, (size_t)m, &a);
    struct network_measures measures;
    struct network_whole whole;
    struct network_camps camps;
    struct network_point *at = NULL;
    double *share = NULL;
    size_t sources = 0;
    wall = seconds(CLOCK_MONOTONIC);
    work = seconds(CLOCK_PROCESS_CPUTIME_ID);
    double begun = wall, work_begun = work;
    struct network_beside *beside CLEANUP(network_camps_drop) = network_camps_begin(&g, true, NETWORK_CAMP_SEEDS, 1);
    bool ok = network_stability(&g, NETWORK_WEIGHT, 5, 200, 0.1, 1, 0, &a, &share, &sources, NULL, &e);
    told("brokers, 200 times less a tenth");
    ok = ok && network_measure(&g, NETWORK_WEIGHT, 0, &a, &measures, NULL, &e);
    told("all measures, weighted");
    ok = ok && network_of_whole(&g, &whole, &e);
    told("the network as a whole");
    ok = ok && network_camps_end(beside, &a, &camps, NULL, &e);
    told("camps, 50 seeds: what was left of them");
    printf("%-40s %6.2f s by clock, %6.2f s of processor; ranks from ways that begin at %zu of %" PRId64 "\n", "all of these", seconds(CLOCK_MONOTONIC) - begun,
        seconds(CLOCK_PROCESS_CPUTIME_ID) - work_begun, sources, n);
    struct network few = grown(300, 1200, &a);
    ok = ok && network_layout(&few, NULL, 1, &a, &at, NULL, &e);
    told("a picture of 300");
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    return !ok;
}
