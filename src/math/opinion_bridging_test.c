/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection by hand; the fit against its own definition, written out here term by term; the rest by what must hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>

#include "math/opinion_bridging_priv.h"

static void near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

enum { NO_VOTE = 9 };
struct room {
    struct opinion_votes v;
    uint64_t *begin;
    uint32_t *statement;
    int8_t *vote;
    struct arena a;
};

static void room_begin(struct room *r, size_t participants, size_t statements)
{
    *r = (struct room){0};
    r->begin = ARENA_ARRAY(&r->a, uint64_t, participants + 1);
    r->statement = ARENA_ARRAY(&r->a, uint32_t, participants * statements);
    r->vote = ARENA_ARRAY(&r->a, int8_t, participants * statements);
    r->v = (struct opinion_votes){.participants = participants, .statements = statements, .begin = r->begin, .statement = r->statement, .vote = r->vote};
}

/* Rows are filled in order. */
static void room_row(struct room *r, size_t p, int8_t (*vote)(void *arg, size_t p, size_t s), void *arg)
{
    uint64_t at = r->begin[p];
    for (size_t s = 0; s < r->v.statements; s++) {
        int8_t v = vote(arg, p, s);
        if (v == NO_VOTE)
            continue;
        r->statement[at] = (uint32_t)s;
        r->vote[at++] = v;
    }
    r->begin[p + 1] = at;
}

static void room_fill(struct room *r, size_t participants, size_t statements, int8_t (*vote)(void *arg, size_t p, size_t s), void *arg)
{
    room_begin(r, participants, statements);
    for (size_t p = 0; p < participants; p++)
        room_row(r, p, vote, arg);
}

static void room_end(struct room *r)
{
    arena_end(&r->a);
}

static void fit(struct room *r, size_t threads, struct opinion_bridging *b)
{
    struct err e = {0};
    assert_true(opinion_bridging_of(&r->v, threads, &r->a, b, NULL, &e));
}

/* ---- who takes part ---------------------------------------------------------------------------- */

/* Ten people vote on statements 0 to 9. Statement 10: four of them. Statement 11: four of them and person 10, who voted on nine of the others and
 * on it: ten votes, so she takes part. Statement 12: one of the ten, and persons 11 to 14, who voted on little else: five votes, of which one is left. */
static int8_t selection_vote(void *arg, size_t p, size_t s)
{
    (void)arg;
    int8_t some = (int8_t)((int)((p * 7 + s * 5) % 3) - 1);
    if (p < 10)
        return s < 10 || (s == 10 && p < 4) || (s == 11 && p < 4) || (s == 12 && p == 0) ? some : NO_VOTE;
    if (p == 10)
        return s < 9 || s == 11 ? some : NO_VOTE;
    return s == 0 || s == 12 ? some : NO_VOTE;
}

static void who_takes_part(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b;
    room_fill(&r, 15, 13, selection_vote, NULL);
    fit(&r, 1, &b);
    assert_int_equal(b.participants, 11);
    assert_int_equal(b.statements, 11);
    assert_int_equal(b.ratings, 10 * 10 + 4 + 10);
    assert_true(isnan(b.statement_intercept[10]) && isnan(b.lo[10]) && isnan(b.statement_factor[12]) && !isnan(b.statement_intercept[11]));
    assert_true(isnan(b.participant_intercept[11]) && !isnan(b.participant_factor[10]));
    bool out[13] = {false};
    out[3] = true; /* only the four who voted on statement 11 have ten votes left, and four are too few for any statement */
    r.v.out = out;
    fit(&r, 1, &b);
    assert_int_equal(b.participants, 0);
    assert_int_equal(b.statements, 0);
    assert_true(isnan(b.mu) && isnan(b.loss) && b.ratings == 0 && isnan(b.participant_intercept[0]));
}

/* ---- the least --------------------------------------------------------------------------------- */

struct camps { /* two camps, and statements that one, the other, or both like */
    struct rng r;
    unsigned votes_of_ten;
    bool noise; /* no camps: by lot */
};
static bool is_first(size_t p) { return p % 5 < 3; }
static int8_t camp_vote(void *arg, size_t p, size_t s)
{
    struct camps *c = arg;
    if (rng_below(&c->r, 10) >= c->votes_of_ten)
        return NO_VOTE;
    bool likes = s % 4 == 0 || (s % 4 == 1 && is_first(p)) || (s % 4 == 2 && !is_first(p));
    uint64_t u = rng_below(&c->r, 10);
    if (c->noise)
        likes = rng_below(&c->r, 2);
    return u == 9 ? 0 : (u < 8) == likes ? 1 : -1;
}

/* L of the method, section 11, from its definition. */
static double loss_of(const struct opinion_votes *v, const struct opinion_bridging *b)
{
    double squares = 0, ip = 0, fp = 0, is = 0, fs = 0;
    for (size_t p = 0; p < v->participants; p++) {
        if (isnan(b->participant_intercept[p]))
            continue;
        ip += b->participant_intercept[p] * b->participant_intercept[p];
        fp += b->participant_factor[p] * b->participant_factor[p];
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
            size_t s = v->statement[i];
            if (isnan(b->statement_intercept[s]))
                continue;
            double r = (v->vote[i] + 1) / 2.0, prediction = b->mu + b->participant_intercept[p] + b->statement_intercept[s] + b->participant_factor[p] * b->statement_factor[s];
            squares += (r - prediction) * (r - prediction);
        }
    }
    for (size_t s = 0; s < v->statements; s++) {
        is += isnan(b->statement_intercept[s]) ? 0 : b->statement_intercept[s] * b->statement_intercept[s];
        fs += isnan(b->statement_factor[s]) ? 0 : b->statement_factor[s] * b->statement_factor[s];
    }
    double people = (double)b->participants, statements = (double)b->statements;
    return squares / (double)b->ratings + 0.15 * (ip / people + is / statements + b->mu * b->mu) + 0.03 * (fp / people + fs / statements);
}

static void cannot_fall(const struct opinion_votes *v, const struct opinion_bridging *b, double *unknown, double tolerance)
{
    double at = *unknown, here = loss_of(v, b);
    if (isnan(at))
        return;
    for (double step = -1e-3; step <= 1e-3; step += 1e-3) {
        *unknown = at + step;
        if (loss_of(v, b) < here - tolerance)
            fail_msg("the loss falls from %.17g to %.17g", here, loss_of(v, b));
    }
    *unknown = at;
}

static void loss_is_that_of_the_definition_and_least(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b;
    struct camps c = {.votes_of_ten = 6};
    rng_init(&c.r, 5);
    room_fill(&r, 60, 24, camp_vote, &c);
    fit(&r, 1, &b);
    near(b.loss, loss_of(&r.v, &b), 1e-14);
    cannot_fall(&r.v, &b, &b.mu, 1e-11);
    for (size_t p = 0; p < r.v.participants; p++) {
        cannot_fall(&r.v, &b, &b.participant_intercept[p], 1e-11);
        cannot_fall(&r.v, &b, &b.participant_factor[p], 1e-11);
    }
    for (size_t s = 0; s < r.v.statements; s++) {
        cannot_fall(&r.v, &b, &b.statement_intercept[s], 1e-11);
        cannot_fall(&r.v, &b, &b.statement_factor[s], 1e-11);
    }
}

static struct bridging_ratings ratings_of_all(struct room *r)
{
    size_t n = r->begin[r->v.participants];
    struct bridging_ratings d = {.people = r->v.participants, .statements = r->v.statements, .ratings = n, .begin = r->begin, .rating = ARENA_ARRAY(&r->a, uint32_t, n)};
    for (size_t i = 0; i < n; i++)
        d.rating[i] = 4 * r->statement[i] + (uint32_t)(r->vote[i] + 1);
    return d;
}

static void the_quick_way_ends_where_the_plain_one_does(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 12; seed++) {
        struct room r CLEANUP(room_end) = {0};
        struct bridging_fit plain, quick;
        struct err e = {0};
        struct camps c = {.votes_of_ten = 3 + seed % 7};
        rng_init(&c.r, seed);
        room_fill(&r, 40 + 20 * seed, 20 + 5 * seed, camp_vote, &c);
        struct bridging_ratings d = ratings_of_all(&r);
        assert_true(bridging_fit_of(&d, true, 1, &r.a, &plain, NULL, &e) && bridging_fit_of(&d, false, 1, &r.a, &quick, NULL, &e));
        assert_true(quick.loss < plain.loss + 1e-14 && quick.loss > plain.loss - 1e-11);
        assert_true(quick.rounds < 60 && quick.rounds < plain.rounds);
        double sign = quick.statement[0].factor * plain.statement[0].factor < 0 ? -1 : 1;
        for (size_t s = 0; s < d.statements; s++) {
            near(quick.statement[s].intercept, plain.statement[s].intercept, 2e-5);
            near(sign * quick.statement[s].factor, plain.statement[s].factor, 5e-5);
        }
    }
}

/* With many valleys, of which none is deep, both end in the same one, since both begin along the leading direction. */
static void the_start_decides_the_valley_of_noise(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 8; seed++) {
        struct room r CLEANUP(room_end) = {0};
        struct bridging_fit plain, quick;
        struct err e = {0};
        struct camps c = {.votes_of_ten = 4, .noise = true};
        rng_init(&c.r, seed);
        room_fill(&r, 150, 40, camp_vote, &c);
        struct bridging_ratings d = ratings_of_all(&r);
        assert_true(bridging_fit_of(&d, true, 1, &r.a, &plain, NULL, &e) && bridging_fit_of(&d, false, 1, &r.a, &quick, NULL, &e));
        near(quick.loss, plain.loss, 1e-9);
    }
}

/* ---- what must hold ---------------------------------------------------------------------------- */

static void what_both_camps_like_bridges(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b;
    struct camps c = {.votes_of_ten = 7};
    rng_init(&c.r, 8);
    room_fill(&r, 200, 20, camp_vote, &c);
    fit(&r, 1, &b);
    size_t negative = 0, right = 0;
    for (size_t p = 0; p < 200; p++) {
        negative += b.participant_factor[p] < 0;
        right += (b.participant_factor[p] < 0) == is_first(p); /* the larger camp has the negative sign */
    }
    assert_true(negative >= 100 && right >= 195);
    for (size_t s = 0; s < 20; s++) {
        int64_t negatives = 0, positives = 0;
        for (size_t p = 0; p < 200; p++)
            for (uint64_t i = r.begin[p]; i < r.begin[p + 1]; i++)
                if (r.statement[i] == s && r.vote[i] == 1 && !isnan(b.participant_factor[p]))
                    *(b.participant_factor[p] < 0 ? &negatives : &positives) += 1;
        assert_true(b.for_negative[s] == negatives && b.for_positive[s] == positives);
        assert_true(b.lo[s] <= b.statement_intercept[s] && b.statement_intercept[s] <= b.hi[s]);
        for (size_t t = 0; t < 20; t++)
            assert_true(s % 4 != 0 || t % 4 == 0 || b.lo[s] > b.hi[t]);
    }
}

/* The refit of one statement with one vote more, from the ratings themselves. */
static double refit(const struct opinion_votes *v, const struct opinion_bridging *b, size_t statement, double rating, double intercept, double factor)
{
    double ridge = ((double)b->ratings + 1) / (double)b->statements, n = 1, f = factor, ff = factor * factor, y = rating - b->mu - intercept, yf = y * factor;
    for (size_t p = 0; p < v->participants; p++)
        for (uint64_t i = v->begin[p]; i < v->begin[p + 1]; i++) {
            if (v->statement[i] != statement || isnan(b->participant_factor[p]))
                continue;
            double rest = (v->vote[i] + 1) / 2.0 - b->mu - b->participant_intercept[p], g = b->participant_factor[p];
            n++;
            f += g;
            ff += g * g;
            y += rest;
            yf += rest * g;
        }
    double a = n + 0.15 * ridge, c = ff + 0.03 * ridge;
    return (c * y - f * yf) / (a * c - f * f);
}

static void range_is_that_of_one_extreme_vote_more(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b;
    struct camps c = {.votes_of_ten = 6};
    rng_init(&c.r, 77);
    room_fill(&r, 50, 22, camp_vote, &c);
    fit(&r, 1, &b);
    double least = INFINITY, factors[3] = {INFINITY, 0, -INFINITY};
    for (size_t p = 0; p < 50; p++) {
        least = fmin(least, b.participant_intercept[p]);
        factors[0] = fmin(factors[0], b.participant_factor[p]);
        factors[2] = fmax(factors[2], b.participant_factor[p]);
    }
    for (size_t s = 0; s < 22; s++) {
        double lo = b.statement_intercept[s], hi = lo;
        for (size_t k = 0; k < 3; k++)
            for (int vote = 0; vote < 2; vote++) {
                double i = refit(&r.v, &b, s, vote, least, factors[k]);
                lo = fmin(lo, i);
                hi = fmax(hi, i);
            }
        near(b.lo[s], lo, 1e-6);
        near(b.hi[s], hi, 1e-6);
        assert_true(b.lo[s] < b.hi[s]);
    }
}

static int8_t all_agree(void *arg, size_t p, size_t s)
{
    (void)arg, (void)p, (void)s;
    return 1;
}

static void one_mind_has_no_factor(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b;
    room_fill(&r, 20, 12, all_agree, NULL);
    fit(&r, 1, &b);
    /* every i_p the same, every i_s, and mu: 1 - sum = 0.15 times each, so each is 1/3.15 */
    near(b.mu, 1 / 3.15, 1e-6);
    for (size_t s = 0; s < 12; s++) {
        near(b.statement_intercept[s], 1 / 3.15, 1e-6);
        assert_true(b.statement_factor[s] == 0);
        assert_true(b.for_negative[s] == 0 && b.for_positive[s] == 0); /* nobody has a sign */
    }
    struct opinion_votes nobody = {.participants = 0, .statements = 0, .begin = (const uint64_t[]){0}};
    r.v = nobody;
    fit(&r, 1, &b);
    assert_true(b.ratings == 0 && isnan(b.mu));
}

static void same_bits_on_any_number_of_threads(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b[3];
    struct camps c = {.votes_of_ten = 7};
    rng_init(&c.r, 3);
    room_fill(&r, 4000, 120, camp_vote, &c);
    assert_true(r.begin[4000] > 1 << 18); /* enough for threads */
    for (size_t k = 0; k < 3; k++)
        fit(&r, k + 1, &b[k]);
    for (size_t k = 1; k < 3; k++) {
        assert_true(b[k].loss == b[0].loss && b[k].mu == b[0].mu);
        assert_memory_equal(b[k].statement_intercept, b[0].statement_intercept, 120 * sizeof(double));
        assert_memory_equal(b[k].participant_factor, b[0].participant_factor, 4000 * sizeof(double));
        assert_memory_equal(b[k].hi, b[0].hi, 120 * sizeof(double));
    }
    near(b[0].loss, loss_of(&r.v, &b[0]), 1e-13);
}

static void can_be_stopped(void **state)
{
    (void)state;
    struct room r CLEANUP(room_end) = {0};
    struct opinion_bridging b;
    struct err e = {0};
    room_fill(&r, 20, 12, all_agree, NULL);
    interrupt_catch();
    raise(SIGINT);
    assert_false(opinion_bridging_of(&r.v, 1, &r.a, &b, NULL, &e));
    assert_int_equal(e.code, ERR_STOPPED);
    interrupt_clear();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_takes_part),
        cmocka_unit_test(loss_is_that_of_the_definition_and_least),
        cmocka_unit_test(the_quick_way_ends_where_the_plain_one_does),
        cmocka_unit_test(the_start_decides_the_valley_of_noise),
        cmocka_unit_test(what_both_camps_like_bridges),
        cmocka_unit_test(range_is_that_of_one_extreme_vote_more),
        cmocka_unit_test(one_mind_has_no_factor),
        cmocka_unit_test(same_bits_on_any_number_of_threads),
        cmocka_unit_test(can_be_stopped),
    };
    return cmocka_run_group_tests_name("math opinion bridging", tests, NULL, NULL);
}
