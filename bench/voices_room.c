/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voices_room FILE PEOPLE STATEMENTS VOTES_EACH SEED: the votes of a large room as a plain table (participant, statement, vote), straight to the file.
 * There are three opinion groups; each person votes on VOTES_EACH statements on average, evenly from a fifth of that to nine fifths, and on each once.
 */
#include "core/core.h"

enum { GROUPS = 3, STATEMENTS_MOST = 10000, AT_ONCE = 1 << 20 };

struct room {
    int64_t people, statements, each;
    double agree[GROUPS][STATEMENTS_MOST];
    FILE *out;
};

/* Three statements in five divide: the groups agree with chances of their own. */
static void draw_statements(struct room *r, struct rng *rng)
{
    for (int64_t s = 0; s < r->statements; s++) {
        double all = 0.15 + 0.7 * rng_unit(rng);
        bool divides = rng_below(rng, 5) < 3;
        for (int g = 0; g < GROUPS; g++)
            r->agree[g][s] = divides ? 0.1 + 0.8 * rng_unit(rng) : all;
    }
}

/* Each statement is taken with the chance that makes as many as are still wanted of as many as are left. */
static bool one_person(struct room *r, int64_t person, struct rng *rng)
{
    uint64_t group = rng_below(rng, GROUPS), least = (uint64_t)(r->each / 5);
    int64_t want = (int64_t)(least + rng_below(rng, 2 * ((uint64_t)r->each - least) + 1));
    for (int64_t s = 0; s < r->statements && want > 0; s++) {
        if ((int64_t)rng_below(rng, (uint64_t)(r->statements - s)) >= want)
            continue;
        want--;
        double u = rng_unit(rng);
        const char *vote = u < 0.08 ? "0" : (u - 0.08) / 0.92 < r->agree[group][s] ? "1" : "-1";
        if (fprintf(r->out, "%" PRId64 ",%" PRId64 ",%s\n", person, s, vote) < 0)
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    static struct room r;
    static char buffer[AT_ONCE];
    int64_t seed = 0;
    struct rng rng;
    if (argc != 6 || !str_to_int(str_of(argv[2]), &r.people) || !str_to_int(str_of(argv[3]), &r.statements) || !str_to_int(str_of(argv[4]), &r.each) ||
        !str_to_int(str_of(argv[5]), &seed) || r.people < 1 || r.statements < 1 || r.statements > STATEMENTS_MOST || r.each < 1 || 2 * r.each > r.statements) {
        fprintf(stderr, "usage: voices_room FILE PEOPLE STATEMENTS VOTES_EACH SEED (at most %d statements, votes on half of them)\n", STATEMENTS_MOST);
        return 2;
    }
    if (!(r.out = fopen(argv[1], "w"))) {
        fprintf(stderr, "%s: cannot be written\n", argv[1]);
        return 1;
    }
    setvbuf(r.out, buffer, _IOFBF, sizeof buffer);
    rng_init(&rng, (uint64_t)seed);
    draw_statements(&r, &rng);
    bool good = fputs("participant,statement,vote\n", r.out) >= 0;
    for (int64_t p = 0; good && p < r.people; p++)
        good = one_person(&r, p, &rng);
    if (fclose(r.out) == 0 && good)
        return 0;
    fprintf(stderr, "%s: cannot be written\n", argv[1]);
    return 1;
}
