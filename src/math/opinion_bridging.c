/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bridging after Community Notes (method 11): what a statement has in its favour once viewpoint is taken into account. */
#include "math/opinion_bridging_priv.h"

enum { STATEMENT_LEAST = 5, PERSON_LEAST = 10 };
/* Up to so many ratings the fit goes the plain way, whose stop leaves factors off in the fifth digit: there the reference is met to ten digits, at the
 * cost of some milliseconds. In larger conversations that stop means less, and its hundreds of rounds cost more. */
enum { PLAIN_MOST = 1 << 15 };
#define LEFT_OUT UINT32_MAX

/* ---- who takes part ---------------------------------------------------------------------------- */

struct choice { /* place among those that take part, or LEFT_OUT */
    uint32_t *person, *statement;
    size_t people, statements, ratings;
};

static size_t votes_on(const struct opinion_votes *v, size_t p, const bool *statement)
{
    size_t n = 0;
    for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
        n += statement[v->statement[i]];
    return n;
}

/* Statements with enough votes of the people marked (NULL: all); `is` stays false where it is. */
static void statements_keep(const struct opinion_votes *v, const bool *person, uint32_t *votes, bool *is)
{
    memset(votes, 0, v->statements * sizeof *votes);
    for (size_t p = 0; p < v->participants; p++)
        for (uint64_t i = v->begin[p]; (!person || person[p]) && i < v->begin[p + 1]; i++)
            votes[v->statement[i]]++;
    for (size_t s = 0; s < v->statements; s++)
        is[s] = is[s] && votes[s] >= STATEMENT_LEAST;
}

/* Statements with 5 votes, then people with 10 on these, then statements with 5 of theirs: once, not until nothing changes. */
static struct choice choose(const struct opinion_votes *v, struct arena *a)
{
    struct choice c = {.person = ARENA_ARRAY(a, uint32_t, v->participants), .statement = ARENA_ARRAY(a, uint32_t, v->statements)};
    bool *person = ARENA_ARRAY(a, bool, v->participants), *statement = ARENA_ARRAY(a, bool, v->statements);
    uint32_t *votes = ARENA_ARRAY(a, uint32_t, v->statements);
    for (size_t s = 0; s < v->statements; s++)
        statement[s] = !v->out || !v->out[s];
    statements_keep(v, NULL, votes, statement);
    for (size_t p = 0; p < v->participants; p++)
        person[p] = votes_on(v, p, statement) >= PERSON_LEAST;
    statements_keep(v, person, votes, statement);
    for (size_t s = 0; s < v->statements; s++)
        c.statement[s] = statement[s] ? (uint32_t)c.statements++ : LEFT_OUT;
    for (size_t p = 0; p < v->participants; p++) {
        size_t n = person[p] ? votes_on(v, p, statement) : 0;
        c.person[p] = n ? (uint32_t)c.people++ : LEFT_OUT;
        c.ratings += n;
    }
    return c;
}

static struct bridging_ratings ratings_of(const struct opinion_votes *v, const struct choice *c, struct arena *a)
{
    struct bridging_ratings d = {.people = c->people, .statements = c->statements, .ratings = c->ratings,
        .begin = ARENA_ARRAY(a, uint64_t, c->people + 1), .rating = ARENA_ARRAY(a, uint32_t, c->ratings),
        .person = ARENA_ARRAY(a, uint32_t, c->people), .statement = ARENA_ARRAY(a, uint32_t, c->statements)};
    uint64_t at = 0;
    for (size_t s = 0; s < v->statements; s++)
        if (c->statement[s] != LEFT_OUT)
            d.statement[c->statement[s]] = (uint32_t)s;
    for (size_t p = 0; p < v->participants; p++) {
        if (c->person[p] == LEFT_OUT)
            continue;
        d.person[c->person[p]] = (uint32_t)p;
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++)
            if (c->statement[v->statement[i]] != LEFT_OUT)
                d.rating[at++] = 4 * c->statement[v->statement[i]] + (uint32_t)(v->vote[i] + 1);
        d.begin[c->person[p] + 1] = at;
    }
    return d;
}

/* ---- what the fit says ------------------------------------------------------------------------- */

/* Signs mean nothing by themselves: at least half of the people who have one get the negative (as in Community Notes); where it is just half, the
 * statement with the largest factor gets the positive. */
static bool is_turned(const struct bridging_ratings *d, const struct bridging_fit *f)
{
    size_t negative = 0, positive = 0, largest = 0;
    for (size_t p = 0; p < d->people; p++) {
        negative += f->person[p].factor < 0;
        positive += f->person[p].factor > 0;
    }
    for (size_t s = 1; s < d->statements; s++)
        if (fabs(f->statement[s].factor) > fabs(f->statement[largest].factor))
            largest = s;
    return negative == positive ? f->statement[largest].factor < 0 : negative < positive;
}

static void turn(const struct bridging_ratings *d, struct bridging_fit *f)
{
    for (size_t p = 0; p < d->people; p++)
        f->person[p].factor = -f->person[p].factor;
    for (size_t s = 0; s < d->statements; s++) {
        f->statement[s].factor = -f->statement[s].factor;
        f->factor_sum[s] = -f->factor_sum[s];
    }
}

/* The loss with one rating more, by a person who is held as given. */
struct pseudo {
    double rating, intercept, factor;
};

/* The statement's intercept refitted alone with that rating: its ridge regression has the sums of the old one and one more term. */
static double refitted(const struct bridging_ratings *d, const struct bridging_fit *f, size_t s, double raters, const struct pseudo *by)
{
    double ratings = (double)d->ratings, n = (double)d->statements, more = (ratings + 1) / n, less = ratings / n;
    double i = f->statement[s].intercept, g = f->statement[s].factor;
    double a = raters + 1 + BRIDGING_INTERCEPTS * more, b = f->factor_sum[s] + by->factor, c = f->factor_square[s] + by->factor * by->factor + BRIDGING_FACTORS * more;
    /* at the fit its residuals sum to the old ridge times i, and with the factors to the old ridge times f */
    double rest = by->rating - f->mu - by->intercept - i - by->factor * g;
    double gi = BRIDGING_INTERCEPTS * (less - more) * i + rest, gf = BRIDGING_FACTORS * (less - more) * g + rest * by->factor;
    return i + (c * gi - b * gf) / (a * c - b * b);
}

static struct pseudo pseudo_extremes(const struct bridging_ratings *d, const struct bridging_fit *f, double factors[3])
{
    struct pseudo least = {.intercept = INFINITY};
    factors[0] = factors[1] = factors[2] = 0;
    for (size_t p = 0; p < d->people; p++) {
        least.intercept = MIN_OF(least.intercept, f->person[p].intercept);
        factors[0] = p ? MIN_OF(factors[0], f->person[p].factor) : f->person[p].factor;
        factors[2] = p ? MAX_OF(factors[2], f->person[p].factor) : f->person[p].factor;
    }
    return least;
}

static void ranges_fill(const struct bridging_ratings *d, const struct bridging_fit *f, const uint32_t *raters, struct opinion_bridging *out)
{
    double factors[3];
    struct pseudo by = pseudo_extremes(d, f, factors);
    for (size_t s = 0; s < d->statements; s++) {
        double lo = f->statement[s].intercept, hi = lo;
        for (int k = 0; k < 6; k++) {
            by.rating = k % 2;
            by.factor = factors[k / 2];
            double i = refitted(d, f, s, raters[s], &by);
            lo = MIN_OF(lo, i);
            hi = MAX_OF(hi, i);
        }
        out->lo[d->statement[s]] = lo;
        out->hi[d->statement[s]] = hi;
    }
}

static double *missing(size_t n, struct arena *a)
{
    double *v = ARENA_ARRAY(a, double, n);
    for (size_t i = 0; i < n; i++)
        v[i] = NAN;
    return v;
}

/* By whom statements are agreed with; and how many rate each. */
static void counts_fill(const struct bridging_ratings *d, const struct bridging_fit *f, uint32_t *raters, struct opinion_bridging *out)
{
    for (size_t p = 0; p < d->people; p++)
        for (uint64_t i = d->begin[p]; i < d->begin[p + 1]; i++) {
            size_t s = d->rating[i] >> 2, at = d->statement[s];
            raters[s]++;
            out->for_negative[at] += (d->rating[i] & 3) == 2 && f->person[p].factor < 0;
            out->for_positive[at] += (d->rating[i] & 3) == 2 && f->person[p].factor > 0;
        }
}

static void answer_fill(const struct bridging_ratings *d, const struct bridging_fit *f, struct arena *scratch, struct opinion_bridging *out)
{
    uint32_t *raters = ARENA_ARRAY(scratch, uint32_t, d->statements);
    out->mu = f->mu;
    out->loss = f->loss;
    for (size_t p = 0; p < d->people; p++) {
        out->participant_intercept[d->person[p]] = f->person[p].intercept;
        out->participant_factor[d->person[p]] = f->person[p].factor;
    }
    for (size_t s = 0; s < d->statements; s++) {
        out->statement_intercept[d->statement[s]] = f->statement[s].intercept;
        out->statement_factor[d->statement[s]] = f->statement[s].factor;
    }
    counts_fill(d, f, raters, out);
    ranges_fill(d, f, raters, out);
}

bool opinion_bridging_of(const struct opinion_votes *v, size_t threads, struct arena *a, struct opinion_bridging *out, struct progress *p, struct err *e)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct choice c = choose(v, &scratch);
    struct opinion_bridging got = {.participants = c.people, .statements = c.statements, .ratings = c.ratings, .mu = NAN, .loss = NAN,
        .statement_intercept = missing(v->statements, a), .statement_factor = missing(v->statements, a),
        .participant_intercept = missing(v->participants, a), .participant_factor = missing(v->participants, a),
        .lo = missing(v->statements, a), .hi = missing(v->statements, a),
        .for_negative = ARENA_ARRAY(a, int64_t, v->statements), .for_positive = ARENA_ARRAY(a, int64_t, v->statements)};
    if (c.ratings) {
        struct bridging_ratings d = ratings_of(v, &c, &scratch);
        struct bridging_fit f;
        if (!bridging_fit_of(&d, d.ratings <= PLAIN_MOST, threads, &scratch, &f, p, e))
            return false;
        if (is_turned(&d, &f))
            turn(&d, &f);
        answer_fill(&d, &f, &scratch, &got);
    }
    *out = got;
    return true;
}
