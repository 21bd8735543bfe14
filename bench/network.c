/* SPDX-License-Identifier: GPL-3.0-or-later */
/* network-bench [VERTICES [TIES]]: all measures of an invented network; seconds by clock and by processor, a line each. */
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

int main(int argc, char **argv)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    int64_t n = 5000, m = 20000;
    if ((argc > 1 && !str_to_int(str_of(argv[1]), &n)) || (argc > 2 && !str_to_int(str_of(argv[2]), &m)) || n < 2 || m < 1)
        return 2;
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
