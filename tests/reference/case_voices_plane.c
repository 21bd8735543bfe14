/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane and the groups of a case. Axes may point either way: each is turned to match before coordinates are compared. */
#include "case_voices.h"

static const char *const producers[] = {"expected-polis", "expected-method"};

struct seen {
    struct case_run *run;
    const struct case_voices *v;
    const struct opinion_plane *plane;
    const bool *is_in; /* who is in, as the case has it */
    size_t in;
};

static const char *file_of(const struct seen *s, const char *producer, const char *name)
{
    return arena_f(&s->run->arena, "%s/%s", producer, name);
}

/* Some conversations lack votes that Polis had: then what follows from all votes is compared with the other program alone. */
static bool votes_complete(const struct seen *s)
{
    const char *caution = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(s->run->options, "caution"));
    return !caution || !strstr(caution, "has no votes for");
}

/* +1 or -1: whichever way the axis fits better. */
static double turned(const double *got, const double *expected, size_t n)
{
    double along = 0;
    for (size_t i = 0; i < n; i++)
        along += isnan(expected[i]) ? 0 : got[i] * expected[i];
    return along < 0 ? -1 : 1;
}

static bool see_column(const struct seen *s, const char *file, const char *key, const char *column, const double *got, bool axis, double tolerance,
    bool relative, struct err *e)
{
    double *expected = NULL;
    bool people = strcmp(key, "participant") == 0;
    size_t n = people ? s->v->votes.participants : s->v->votes.statements;
    if (!voices_reals(s->run, s->v, file, key, column, &expected, e))
        return false;
    struct worst w = {.tolerance = tolerance, .relative = relative};
    double sign = axis ? turned(got, expected, n) : 1;
    for (size_t i = 0; i < n; i++)
        if (!isnan(expected[i]))
            worst_see(&w, sign * got[i], expected[i], "%s %" PRId64, key, people ? s->v->participant[i] : s->v->statement[i]);
    case_report(s->run, &w, "%s: %s by %s", file, column, key);
    return true;
}

/* Extremities: relative to their own size or, where a statement's is nothing but rounding, to 1e-6. */
static bool see_statements(const struct seen *s, const char *producer, struct err *e)
{
    const char *file = file_of(s, producer, "statements.csv");
    const struct opinion_plane *p = s->plane;
    return see_column(s, file, "statement", "center", p->center, false, 1e-9, false, e)
        && see_column(s, file, "statement", "pc1", p->component[0], true, 1e-6, false, e)
        && see_column(s, file, "statement", "pc2", p->component[1], true, 1e-6, false, e)
        && see_column(s, file, "statement", "x", p->statement_x, true, 1e-6, false, e)
        && see_column(s, file, "statement", "y", p->statement_y, true, 1e-6, false, e)
        && see_column(s, file, "statement", "extremity", p->extremity, false, 1e-8, true, e);
}

static bool see_planes(const struct seen *s, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(producers); i++) {
        if (!case_has(s->run, file_of(s, producers[i], "statements.csv")) || (i == 0 && !votes_complete(s)))
            continue;
        if (!see_statements(s, producers[i], e))
            return false;
    }
    const char *file = file_of(s, "expected-method", "participants.csv");
    return see_column(s, file, "participant", "x", s->plane->x, true, 1e-6, false, e)
        && see_column(s, file, "participant", "y", s->plane->y, true, 1e-6, false, e);
}

/* ---- who is in --------------------------------------------------------------------------------- */

static bool flag_column(const struct seen *s, const char *file, const char *column, bool **out, size_t *n, struct err *e)
{
    double *value = NULL;
    if (!voices_reals(s->run, s->v, file, "participant", column, &value, e))
        return false;
    *out = ARENA_ARRAY(&s->run->arena, bool, s->v->votes.participants);
    *n = 0;
    for (size_t i = 0; i < s->v->votes.participants; i++)
        *n += (*out)[i] = value[i] > 0;
    return true;
}

static bool is_listed(const cJSON *list, int64_t id)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
        if ((int64_t)item->valuedouble == id)
            return true;
    return false;
}

/* Polis's own list, less and more those the case says a replay misses or adds. */
static bool see_replay(const struct seen *s, struct err *e)
{
    const cJSON *replay = cJSON_GetObjectItemCaseSensitive(s->run->options, "in_conv_replay");
    if (!replay || !s->v->events)
        return true;
    size_t n = s->v->votes.participants, listed = 0;
    bool *polis = NULL, *got = ARENA_ARRAY(&s->run->arena, bool, n);
    if (!flag_column(s, "expected-polis/participants.csv", "in_conv", &polis, &listed, e))
        return false;
    size_t in = opinion_in_replayed(n, s->v->event_participant, s->v->event_statement, s->v->events, got);
    struct worst size = {0}, who = {0};
    worst_see(&size, (double)in, real_or(replay, "size", NAN), "how many are in");
    for (size_t i = 0; i < n; i++) {
        bool expected = (polis[i] && !is_listed(cJSON_GetObjectItemCaseSensitive(replay, "missing"), s->v->participant[i]))
            || is_listed(cJSON_GetObjectItemCaseSensitive(replay, "extra"), s->v->participant[i]);
        worst_see(&who, got[i], expected, "participant %" PRId64, s->v->participant[i]);
    }
    case_report(s->run, &size, "in by replay: how many");
    case_report(s->run, &who, "in by replay: who");
    return true;
}

/* A conversation without a list of votes: the rule without memory. */
static bool see_in(const struct seen *s, struct err *e)
{
    if (s->v->events)
        return true;
    size_t n = s->v->votes.participants, listed = 0;
    bool *expected = NULL, *got = ARENA_ARRAY(&s->run->arena, bool, n);
    if (!flag_column(s, "expected-method/participants.csv", "clustered", &expected, &listed, e))
        return false;
    struct worst w = {0};
    worst_see(&w, (double)opinion_in(&s->v->votes, got), (double)listed, "how many are in");
    for (size_t i = 0; i < n; i++)
        worst_see(&w, got[i], expected[i], "participant %" PRId64, s->v->participant[i]);
    case_report(s->run, &w, "in without memory");
    return true;
}

/* ---- groups ------------------------------------------------------------------------------------ */

/* Points and weights of a file of centres; by `key`, which counts from 0. */
static bool centres_read(const struct seen *s, const char *file, struct opinion_points *out, double **number, struct err *e)
{
    struct sheet sheet;
    double *x = NULL, *y = NULL, *size = NULL;
    if (!sheet_read(s->run, file, &sheet, e) || !sheet_reals(s->run, &sheet, "x", &x, e) || !sheet_reals(s->run, &sheet, "y", &y, e)
        || !sheet_reals(s->run, &sheet, "size", &size, e) || !sheet_reals(s->run, &sheet, sheet.head[0].n == 4 ? "base" : "group", number, e))
        return err_within(e, "%s", file);
    *out = (struct opinion_points){.n = sheet.rows, .x = x, .y = y, .weight = size};
    return true;
}

/* Mean of the members' places is where Polis has the base cluster. */
static bool see_bases(const struct seen *s, struct err *e)
{
    const char *file = "expected-polis/base_clusters.csv";
    uint32_t *of = NULL;
    size_t n = 0;
    struct opinion_points polis = {0};
    double *base = NULL;
    if (!case_has(s->run, file) || !votes_complete(s))
        return true;
    if (!voices_groups(s->run, s->v, "expected-polis/participants.csv", "base", &of, &n, e) || !centres_read(s, file, &polis, &base, e))
        return false;
    double *x = ARENA_ARRAY(&s->run->arena, double, polis.n), *y = ARENA_ARRAY(&s->run->arena, double, polis.n);
    for (size_t j = 0; j < polis.n; j++) {
        double count = 0;
        for (size_t i = 0; i < s->v->votes.participants; i++) {
            if (of[i] != (uint32_t)base[j])
                continue;
            x[j] += s->plane->x[i];
            y[j] += s->plane->y[i];
            count++;
        }
        x[j] /= count;
        y[j] /= count;
    }
    struct worst w = {.tolerance = 1e-8};
    double sign_x = turned(x, polis.x, polis.n), sign_y = turned(y, polis.y, polis.n);
    for (size_t j = 0; j < polis.n; j++) {
        worst_see(&w, sign_x * x[j], polis.x[j], "base cluster %.0f, x", base[j]);
        worst_see(&w, sign_y * y[j], polis.y[j], "base cluster %.0f, y", base[j]);
    }
    case_report(s->run, &w, "%s: places, given the members", file);
    return true;
}

static void clusters_from(const struct seen *s, const struct opinion_points *from, size_t points, struct opinion_clusters *c)
{
    struct arena *a = &s->run->arena;
    *c = (struct opinion_clusters){.k = from->n, .x = ARENA_ARRAY(a, double, from->n), .y = ARENA_ARRAY(a, double, from->n),
        .size = ARENA_ARRAY(a, double, from->n), .of = ARENA_ARRAY(a, uint32_t, points)};
    memcpy(c->x, from->x, sizeof *c->x * from->n);
    memcpy(c->y, from->y, sizeof *c->y * from->n);
}

/* One run from Polis's centres reproduces its groups. */
static bool see_groups_given_centres(const struct seen *s, struct err *e)
{
    struct opinion_points bases = {0}, groups = {0};
    double *base = NULL, *group = NULL, *expected = NULL;
    struct sheet sheet;
    if (!case_has(s->run, "expected-polis/base_clusters.csv"))
        return true;
    if (!centres_read(s, "expected-polis/base_clusters.csv", &bases, &base, e) || !centres_read(s, "expected-polis/groups.csv", &groups, &group, e)
        || !sheet_read(s->run, "expected-polis/base_clusters.csv", &sheet, e) || !sheet_reals(s->run, &sheet, "group", &expected, e))
        return false;
    struct opinion_clusters c;
    clusters_from(s, &groups, bases.n, &c);
    opinion_lloyd(&bases, 20, &c);
    uint32_t *of = ARENA_ARRAY(&s->run->arena, uint32_t, bases.n);
    for (size_t j = 0; j < bases.n; j++)
        of[j] = (uint32_t)expected[j];
    struct worst w = {0};
    worst_see(&w, opinion_rand_index(c.of, of, bases.n), 1, "adjusted Rand index");
    case_report(s->run, &w, "groups of Polis's base clusters from its centres");
    return true;
}

static void see_silhouettes(const struct seen *s, const cJSON *by_k, const struct opinion_groups *g)
{
    struct worst w = {.tolerance = 1e-6};
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, by_k) {
        int64_t k = 0;
        bool known = str_to_int(str_of(item->string), &k) && k >= 0 && k <= OPINION_GROUPS_MOST;
        worst_see(&w, known ? g->silhouette_by_k[k] : NAN, item->valuedouble, "k = %s", item->string);
    }
    case_report(s->run, &w, "cold start: silhouettes by k");
}

static bool see_cold_start(const struct seen *s, struct err *e)
{
    const cJSON *method = cJSON_GetObjectItemCaseSensitive(s->run->options, "method");
    struct opinion_groups g;
    uint32_t *expected = NULL;
    if (!opinion_groups_polis(&s->v->votes, s->plane, s->is_in, &s->run->arena, &g, NULL, e)
        || !voices_groups(s->run, s->v, "expected-method/participants.csv", "group", &expected, NULL, e))
        return false;
    struct worst k = {0}, bases = {0}, alike = {.tolerance = 0.02};
    worst_see(&k, (double)g.k, real_or(method, "groups", NAN), "groups");
    case_report(s->run, &k, "cold start: how many groups");
    worst_see(&bases, (double)g.bases.k, real_or(method, "base_clusters", NAN), "base clusters");
    case_report(s->run, &bases, "cold start: how many base clusters");
    worst_see(&alike, opinion_rand_index(g.of, expected, s->v->votes.participants), 1, "adjusted Rand index");
    case_report(s->run, &alike, "cold start: adjusted Rand index");
    see_silhouettes(s, cJSON_GetObjectItemCaseSensitive(method, "silhouette_by_k"), &g);
    return true;
}

/* Many starts end no worse than another program's many starts, on the people Polis grouped, each counted once, groups of any size. */
static bool see_multistart(const struct seen *s, struct err *e)
{
    const cJSON *by_k = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(s->run->options, "multistart"), "inertia_by_k"), *item = NULL;
    uint32_t *polis = NULL;
    size_t n = 0;
    struct rng r;
    if (!by_k)
        return true;
    if (!voices_groups(s->run, s->v, "expected-polis/participants.csv", "group", &polis, NULL, e))
        return false;
    double *x = ARENA_ARRAY(&s->run->arena, double, s->v->votes.participants), *y = ARENA_ARRAY(&s->run->arena, double, s->v->votes.participants);
    for (size_t i = 0; i < s->v->votes.participants; i++) {
        if (polis[i] == OPINION_NO_GROUP)
            continue;
        x[n] = s->plane->x[i];
        y[n++] = s->plane->y[i];
    }
    struct opinion_points people = {.n = n, .x = x, .y = y};
    struct worst w = {.tolerance = 0.001, .relative = true};
    rng_init(&r, 1);
    cJSON_ArrayForEach(item, by_k) {
        struct opinion_clusters c = {.inertia = NAN};
        int64_t k = 0;
        bool found = str_to_int(str_of(item->string), &k) && k > 0 && opinion_best_of(&people, (size_t)k, 32, 0, &r, &s->run->arena, &c);
        worst_see(&w, found ? MAX_OF(c.inertia, item->valuedouble) : NAN, item->valuedouble, "k = %s", item->string); /* less is no fault */
    }
    case_report(s->run, &w, "many starts: inertia by k, where it is larger");
    return true;
}

/* Polis's participants for a list of votes; the rule without memory for a matrix. */
static bool who_is_in(struct seen *s, struct err *e)
{
    bool *in = NULL;
    if (s->v->events) {
        if (!flag_column(s, "expected-polis/participants.csv", "in_conv", &in, &s->in, e))
            return false;
    } else {
        in = ARENA_ARRAY(&s->run->arena, bool, s->v->votes.participants);
        s->in = opinion_in(&s->v->votes, in);
    }
    s->is_in = in;
    return true;
}

bool voices_plane(struct case_run *run, const struct case_voices *v, struct err *e)
{
    struct opinion_moments *m = NULL;
    struct opinion_plane plane;
    struct seen s = {.run = run, .v = v, .plane = &plane};
    if (!opinion_moments_of(&v->votes, NULL, 0, NULL, &m, e))
        return false;
    bool ok = opinion_plane_of(&v->votes, m, NULL, &run->arena, &plane, NULL, e);
    opinion_moments_free(&m);
    return ok && see_planes(&s, e) && see_replay(&s, e) && see_in(&s, e) && who_is_in(&s, e) && see_bases(&s, e)
        && see_groups_given_centres(&s, e) && see_cold_start(&s, e) && see_multistart(&s, e);
}
