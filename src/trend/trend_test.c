/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values: R 4.2.2 (glm quasipoisson, prop.test), survey 4.1-1 (svyratio); levels and edges by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "trend/trend.h"

enum { MANY = 600, JANUARY_2010 = 480 };

struct made { /* a series with room */
    int32_t incidents[MANY], best[MANY], civilians[MANY], unknown[MANY];
    struct series s;
};

static struct series *made(struct made *m, size_t months)
{
    memset(m, 0, sizeof *m);
    m->s = (struct series){.months = months, .first_month = JANUARY_2010, .incidents = m->incidents, .low = m->best,
        .best = m->best, .high = m->best, .civilians = m->civilians, .status_unknown = m->unknown};
    return &m->s;
}

static struct trend trend_made(struct series *s, struct arena *a)
{
    struct trend t;
    struct err e = {0};
    if (!trend_of(s, a, &t, &e))
        fail_msg("%s", e.text);
    return t;
}

static void near(double got, double expected)
{
    if (!(fabs(got - expected) <= 1e-9 * MAX_OF(1, fabs(expected))))
        fail_msg("got %.17g, expected %.17g", got, expected);
}

static void near_all(struct estimate got, double value, double lo, double hi, int64_t n)
{
    near(got.value, value);
    near(got.lo, lo);
    near(got.hi, hi);
    assert_int_equal(got.n, n);
}

static void nothing(struct estimate e)
{
    assert_true(isnan(e.value) && isnan(e.lo) && isnan(e.hi));
}

/* No estimate is infinite, whatever comes in. */
static void never_infinite(const struct trend *t)
{
    const struct period_totals *p[] = {&t->whole, &t->before, &t->now};
    for (size_t i = 0; i < 3; i++) {
        const struct estimate e[] = {
            p[i]->incidents_per_month, p[i]->deaths_per_incident, p[i]->civilian_share, p[i]->civilian_share_known};
        for (size_t k = 0; k < 4; k++)
            assert_false(isinf(e[k].value) || isinf(e[k].lo) || isinf(e[k].hi));
    }
    const struct estimate c[] = {t->change.incidents, t->change.deaths_per_incident, t->change.civilian_share};
    for (size_t k = 0; k < 3; k++)
        assert_false(isinf(c[k].value) || isinf(c[k].lo) || isinf(c[k].hi));
}

static void fill(struct made *m, size_t months)
{
    for (size_t i = 0; i < months; i++) {
        m->incidents[i] = (int32_t)(i * 7 % 11 + (i < 27 ? 6 : 1));
        m->best[i] = (int32_t)(i * 13 % 29) + m->incidents[i];
        m->civilians[i] = m->best[i] * (int32_t)(i * 5 % 7) / 8;
    }
}

static void equals_r(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 51);
    fill(&m, 51);
    struct trend t = trend_made(s, &a);
    assert_true(t.compared);
    assert_int_equal(t.months_compared, 24);
    assert_int_equal(t.whole.incidents, 443);
    assert_int_equal(t.whole.best, 1155);
    assert_int_equal(t.whole.civilians, 410);
    assert_int_equal(t.before.incidents, 270);
    assert_int_equal(t.before.best, 618);
    assert_int_equal(t.before.from_month, JANUARY_2010 + 3);
    assert_int_equal(t.before.to_month, JANUARY_2010 + 26);
    assert_int_equal(t.now.from_month, JANUARY_2010 + 27);
    assert_int_equal(t.now.to_month, JANUARY_2010 + 50);
    near_all(t.change.incidents, -0.46296296296296291, -0.57803281769465076, -0.3165137213423912, 415);
    near_all(t.change.deaths_per_incident, 0.41613659189822561, 0.043893898845315915, 0.92111750929036496, 415);
    near_all(t.change.civilian_share, -0.13674375578168363, -0.46245741827894515, 0.38632988068770957, 618 + 470);
    near_all(t.now.deaths_per_incident, 3.2413793103448274, 2.4867538316842333, 4.2250019682951976, 145);
    near_all(t.now.civilian_share, 0.32127659574468087, 0.28065525183717532, 0.36479578062815243, 470);
    near_all(t.now.incidents_per_month, 145.0 / 24, 4.8094790237954745, 7.5895405574105554, 145);
    never_infinite(&t);
}

/* Equal halves from 24 months on, 24 a side from 48 on; below that nothing is compared. */
static void periods_by_length(void **state)
{
    (void)state;
    static const struct {
        size_t months;
        int compared;
    } cases[] = {{0, 0}, {1, 0}, {23, 0}, {24, 12}, {25, 12}, {47, 23}, {48, 24}, {49, 24}, {600, 24}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        static struct made m;
        struct arena a CLEANUP(arena_end) = {0};
        struct series *s = made(&m, cases[i].months);
        fill(&m, cases[i].months);
        struct trend t = trend_made(s, &a);
        assert_int_equal(t.months_compared, cases[i].compared);
        assert_int_equal(t.compared, cases[i].compared > 0);
        int last = JANUARY_2010 + (int)cases[i].months - 1;
        assert_int_equal(t.now.to_month, last);
        if (t.compared) {
            assert_int_equal(t.now.from_month, last - cases[i].compared + 1);
            assert_int_equal(t.before.to_month, t.now.from_month - 1);
            assert_int_equal(t.before.from_month, t.now.from_month - cases[i].compared);
        } else {
            assert_int_equal(t.now.incidents, t.whole.incidents);
            assert_int_equal(t.before.to_month, t.before.from_month - 1);
            nothing(t.change.incidents);
            nothing(t.before.incidents_per_month);
        }
        never_infinite(&t);
    }
}

static void nothing_happened(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct trend t = trend_made(made(&m, 60), &a);
    assert_int_equal(t.segment_n, 1);
    assert_int_equal(t.change_point_n, 0);
    near_all(t.whole.incidents_per_month, 0, 0, 3.6888794541139354 / 60, 0);
    nothing(t.whole.deaths_per_incident);
    nothing(t.whole.civilian_share);
    nothing(t.change.incidents);
    nothing(t.change.deaths_per_incident);
    nothing(t.change.civilian_share);
    for (size_t i = 0; i < 60; i++)
        assert_int_equal(t.levels[i], LEVEL_CALM);
}

static void incidents_without_dead(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 48);
    for (size_t i = 0; i < 48; i++)
        m.incidents[i] = 1 + (int32_t)(i % 3);
    struct trend t = trend_made(s, &a);
    assert_true(t.whole.deaths_per_incident.value == 0);
    assert_true(isnan(t.whole.deaths_per_incident.lo));
    nothing(t.whole.civilian_share);
    nothing(t.change.deaths_per_incident);
    for (size_t i = 0; i < 48; i++)
        assert_int_equal(t.levels[i], LEVEL_TENSION);
}

static void it_stopped_or_began(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 48);
    fill(&m, 24);
    struct trend t = trend_made(s, &a); /* all of it before */
    assert_true(t.change.incidents.value == -1 && isnan(t.change.incidents.lo) && isnan(t.change.incidents.hi));
    nothing(t.change.deaths_per_incident);
    nothing(t.change.civilian_share);
    never_infinite(&t);
    for (size_t i = 0; i < 24; i++) { /* all of it now */
        m.incidents[i + 24] = m.incidents[i];
        m.best[i + 24] = m.best[i];
        m.incidents[i] = m.best[i] = m.civilians[i] = 0;
    }
    t = trend_made(s, &a);
    nothing(t.change.incidents);
    nothing(t.change.deaths_per_incident);
    never_infinite(&t);
}

static void everything_in_one_month(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 48);
    m.incidents[40] = 500000;
    m.best[40] = 2000000000;
    m.civilians[40] = 1000000000;
    struct trend t = trend_made(s, &a);
    near(t.now.deaths_per_incident.value, 4000);
    assert_true(isnan(t.now.deaths_per_incident.lo)); /* one month shows no spread */
    near(t.now.civilian_share.value, 0.5);
    assert_true(t.now.incidents_per_month.lo > 0 && t.now.incidents_per_month.hi > 100000);
    assert_int_equal(t.levels[39], LEVEL_CALM);
    assert_int_equal(t.levels[42], LEVEL_WAR);
    assert_int_equal(t.levels[43], LEVEL_STABILISATION);
    never_infinite(&t);
}

static void unknown_dead_stay_out_of_the_ratio(void **state)
{
    (void)state;
    static struct made m;
    static int32_t deaths_unknown[24];
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 24);
    for (size_t i = 0; i < 24; i++) {
        m.incidents[i] = 4;
        m.best[i] = 2 + (int32_t)(i % 3); /* of the two incidents whose dead are known */
        deaths_unknown[i] = 2;
    }
    s->deaths_unknown = deaths_unknown;
    struct trend t = trend_made(s, &a);
    near(t.whole.deaths_per_incident.value, 1.5);
    assert_int_equal(t.whole.deaths_per_incident.n, 48);
    assert_int_equal(t.whole.deaths_unknown, 48);
    assert_int_equal(t.whole.incidents, 96);
}

static void more_civilians_than_dead_is_no_share(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 24);
    for (size_t i = 0; i < 24; i++) {
        m.incidents[i] = 2;
        m.best[i] = 3;
        m.civilians[i] = i < 12 ? 5 : 1 + (int32_t)(i % 2);
        m.unknown[i] = 1;
    }
    struct trend t = trend_made(s, &a);
    nothing(t.before.civilian_share);
    nothing(t.change.civilian_share);
    near(t.now.civilian_share.value, 0.5);
    near(t.now.civilian_share_known.value, 0.75); /* 18 of 36 - 12 */
    assert_int_equal(t.now.civilian_share_known.n, 24);
}

static void segments_cover_the_series(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 120);
    s->first_month = JANUARY_2010 + 5; /* begins in June */
    for (size_t i = 0; i < 120; i++)
        m.incidents[i] = (int32_t)(i < 50 ? i * 7 % 4 : 40 + i * 7 % 9);
    struct trend t = trend_made(s, &a);
    assert_int_equal(t.segment_n, 2);
    assert_int_equal(t.change_point_n, 1);
    assert_int_equal(t.change_points[0], s->first_month + 50);
    assert_int_equal(t.segments[0].from_month, s->first_month);
    assert_int_equal(t.segments[0].to_month, s->first_month + 49);
    assert_int_equal(t.segments[1].to_month, s->first_month + 119);
    near(t.segments[0].mean, t.segments[0].per_month.value);
    assert_true(t.segments[0].per_month.hi < t.segments[1].per_month.lo);
}

static void negative_counts_are_refused(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 30);
    m.best[2] = -1;
    struct trend t;
    struct err e = {0};
    assert_false(trend_of(s, &a, &t, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "2010-03"));
}

/* One letter a month: c calm, t tension, s stabilisation, r relapse, a active, w war. */
static void levels_are(const int32_t *dead, const int32_t *incidents, size_t months, const char *expected)
{
    uint8_t got[128];
    char text[129] = {0};
    violence_levels(dead, incidents, months, NULL, got);
    for (size_t i = 0; i < months; i++)
        text[i] = "ctsraw"[got[i]];
    assert_string_equal(text, expected);
}

static void levels_follow_the_rule(void **state)
{
    (void)state;
    int32_t dead[64] = {0}, seen[64] = {0};
    levels_are(dead, seen, 0, "");
    levels_are(dead, seen, 3, "ccc");
    seen[1] = 1; /* seen for three months */
    levels_are(dead, seen, 5, "cttt" "c");
    /* 24 dead are not yet a conflict, 25 are, 249 no war, 250 are one; the sum runs over three months */
    dead[0] = 24, dead[3] = 25, dead[6] = 249, dead[9] = 250;
    levels_are(dead, seen, 13, "ctt" "aaa" "aaa" "www" "s");
    memset(dead, 0, sizeof dead);
    memset(seen, 0, sizeof seen);
    dead[0] = 30; /* conflict 0-2, then 12 months of stabilisation, then calm */
    levels_are(dead, seen, 18, "aaa" "ssssssssssss" "ccc");
    seen[16] = 1; /* an incident within 24 months keeps it stabilisation */
    levels_are(dead, seen, 20, "aaa" "ssssssssssss" "csss" "c");
    seen[40] = 1; /* later it is tension */
    levels_are(dead, seen, 43, "aaa" "ssssssssssss" "csss" "ccccccccccccccccccccc" "ttt");
    memset(seen, 0, sizeof seen);
    dead[10] = 300; /* again within 12 months of stabilisation: relapse for three months, though the toll is war's */
    levels_are(dead, seen, 14, "aaa" "sssssss" "rrr" "s");
    dead[12] = 300; /* and after three months it is called what it is */
    levels_are(dead, seen, 16, "aaa" "sssssss" "rrr" "ww" "s");
    memset(dead, 0, sizeof dead);
    dead[0] = 30, dead[27] = 30; /* after calm a conflict is no relapse */
    levels_are(dead, seen, 30, "aaa" "ssssssssssss" "cccccccccccc" "aaa");
    assert_string_equal(violence_level_code(LEVEL_STABILISATION), "stabilisation");
    assert_string_equal(violence_level_code(LEVEL_WAR), "war");
}

static void thresholds_can_be_set(void **state)
{
    (void)state;
    static struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    struct series *s = made(&m, 30);
    int32_t low[30] = {0}, high[30] = {0};
    m.best[5] = 30, m.incidents[5] = 2, low[5] = 9, high[5] = 300;
    s->low = low, s->high = high;
    struct trend t = trend_made(s, &a);
    assert_int_equal(t.levels[5], LEVEL_ACTIVE);
    assert_int_equal(t.levels_low[5], LEVEL_TENSION);
    assert_int_equal(t.levels_high[5], LEVEL_WAR);
    assert_true(level_is_split(&t, 5) && !level_is_split(&t, 4));
    assert_true(t.thresholds.active == 25 && t.thresholds.war == 250);
    const struct level_thresholds own = {10, 20, 2, 3};
    s->thresholds = &own;
    t = trend_made(s, &a);
    assert_int_equal(t.levels[5], LEVEL_WAR);
    assert_int_equal(t.levels_low[5], LEVEL_TENSION);
    assert_int_equal(t.levels[8], LEVEL_STABILISATION);
    assert_int_equal(t.levels[9], LEVEL_STABILISATION);
    assert_int_equal(t.levels[10], LEVEL_CALM); /* remembered for two months, not twelve */
    assert_int_equal(t.thresholds.war, 20);
}

/* 60 months from `first` to `last` incidents a month, each with `dead_first` to `dead_last` dead, `share` civilians among them; scattered. */
static struct series *sloping(struct made *m, double first, double last, double dead_first, double dead_last, double share_first, double share_last)
{
    static const double scatter[] = {1.3, 0.7, 1, 1.5, 0.5, 0.9, 1.1};
    struct series *s = made(m, 60);
    for (size_t i = 0; i < 60; i++) {
        double at = (double)i / 59;
        m->incidents[i] = (int32_t)lround((first + at * (last - first)) * scatter[i % 7]);
        m->best[i] = (int32_t)lround(m->incidents[i] * (dead_first + at * (dead_last - dead_first)) * scatter[(i + 3) % 5]);
        m->civilians[i] = (int32_t)lround(m->best[i] * (share_first + at * (share_last - share_first)) * MIN_OF(1, scatter[(i + 2) % 4]));
    }
    return s;
}

static void the_pattern_is_found_when_it_is_there(void **state)
{
    (void)state;
    static struct made m;
    struct trend_pattern p = trend_pattern_of(sloping(&m, 30, 5, 2, 12, 0.4, 0.4), 0, 60);
    assert_true(p.found && p.found_robust && p.found_in_waves && p.holds[LEG_FREQUENCY] && p.holds[LEG_DEADLINESS] && !p.holds[LEG_CIVILIANS]);
    assert_true(p.frequency.b < 0 && p.deadliness[TREND_BEST].b > 0 && p.frequency.months == 60 && p.months_unseen == 0);
    assert_true(p.from_month == JANUARY_2010 && p.to_month == JANUARY_2010 + 59);
    struct estimate year = slope_change(&p.frequency, 12);
    assert_true(year.lo < year.value && year.value < year.hi && year.hi < 0);
    near(year.value, exp(12 * p.frequency.b) - 1);
    p = trend_pattern_of(sloping(&m, 30, 5, 6, 6, 0.2, 0.7), 0, 60); /* the other way to it */
    assert_true(p.found && p.found_robust && p.found_in_waves && p.holds[LEG_CIVILIANS] && !p.holds[LEG_DEADLINESS]);
}

static void the_pattern_is_not_found_when_it_is_not(void **state)
{
    (void)state;
    static struct made m;
    struct trend_pattern p = trend_pattern_of(sloping(&m, 5, 30, 2, 12, 0.2, 0.7), 0, 60); /* more, and deadlier */
    assert_true(!p.found && !p.holds[LEG_FREQUENCY] && p.holds[LEG_DEADLINESS] && p.holds[LEG_CIVILIANS]);
    p = trend_pattern_of(sloping(&m, 30, 5, 12, 2, 0.7, 0.2), 0, 60); /* fewer, and less deadly */
    assert_true(!p.found && p.holds[LEG_FREQUENCY] && !p.holds[LEG_DEADLINESS] && !p.holds[LEG_CIVILIANS]);
    p = trend_pattern_of(sloping(&m, 20, 20, 4, 4, 0.5, 0.5), 0, 60); /* nothing at all */
    assert_true(!p.found && !p.holds[LEG_FREQUENCY] && !p.holds[LEG_DEADLINESS] && !p.holds[LEG_CIVILIANS]);
}

/* Waves without any trend: what a test of independent months takes for a pattern too often. */
static void waves_are_no_pattern(void **state)
{
    (void)state;
    static struct made m;
    struct rng rng;
    rng_init(&rng, 8);
    int found = 0, in_waves = 0;
    enum { SERIES = 200 };
    for (int k = 0; k < SERIES; k++) {
        struct series *s = made(&m, 48);
        double level = 0, size = 0, share = 0;
        for (int i = -20; i < 48; i++) { /* each moves slowly, with no direction */
            level = 0.9 * level + 0.5 * (rng_unit(&rng) + rng_unit(&rng) + rng_unit(&rng) - 1.5);
            size = 0.9 * size + 0.4 * (rng_unit(&rng) + rng_unit(&rng) + rng_unit(&rng) - 1.5);
            share = 0.9 * share + 0.6 * (rng_unit(&rng) + rng_unit(&rng) + rng_unit(&rng) - 1.5);
            if (i < 0)
                continue;
            m.incidents[i] = (int32_t)(9 * exp(level) + rng_unit(&rng));
            m.best[i] = (int32_t)(m.incidents[i] * (1 + 3 * exp(size)) + rng_unit(&rng));
            m.civilians[i] = (int32_t)(m.best[i] / (1 + exp(-share)));
        }
        struct trend_pattern p = trend_pattern_of(s, 0, 48);
        found += p.found_robust;
        in_waves += p.found_in_waves;
        assert_true(!p.found_in_waves || p.found_robust);
        assert_true(isnan(p.frequency.p) || p.frequency.b > 0 || p.frequency.serial_p >= p.frequency.p);
    }
    printf("# of %d series in waves %d have the pattern, %d with waves allowed for\n", SERIES, found, in_waves);
    assert_true(in_waves <= SERIES / 25 && in_waves < found);
}

static void what_the_sources_differ_on_is_not_robust(void **state)
{
    (void)state;
    static struct made m;
    struct series *s = sloping(&m, 30, 5, 2, 12, 0.4, 0.4);
    static int32_t low[60];
    for (size_t i = 0; i < 60; i++)
        low[i] = 2 * m.incidents[i]; /* the low figure did not rise */
    s->low = low;
    struct trend_pattern p = trend_pattern_of(s, 0, 60);
    assert_true(p.found && p.holds[LEG_DEADLINESS] && !p.robust[LEG_DEADLINESS] && !p.found_robust);
    /* The share of known civilians rises because more is known: with all unknown as civilians it does not. */
    s = sloping(&m, 30, 5, 6, 6, 0.2, 0.7);
    for (size_t i = 0; i < 60; i++)
        m.unknown[i] = m.best[i] - m.civilians[i] - m.best[i] / 4;
    p = trend_pattern_of(s, 0, 60);
    assert_true(p.holds[LEG_CIVILIANS] && !p.robust[LEG_CIVILIANS] && p.found && !p.found_robust);
}

static void months_not_seen_are_no_calm_months(void **state)
{
    (void)state;
    static struct made m;
    struct series *s = sloping(&m, 20, 20, 4, 4, 0.5, 0.5);
    static uint8_t looked[60];
    for (size_t i = 40; i < 60; i++) {
        looked[i] = LOOKED_NONE;
        m.incidents[i] = m.best[i] = m.civilians[i] = 0;
    }
    assert_true(trend_pattern_of(s, 0, 60).holds[LEG_FREQUENCY]);
    s->looked = looked;
    struct trend_pattern p = trend_pattern_of(s, 0, 60);
    assert_false(p.holds[LEG_FREQUENCY]);
    assert_int_equal(p.months_unseen, 20);
    assert_int_equal(p.frequency.months, 40);
}

static void nothing_has_no_slope(void **state)
{
    (void)state;
    static struct made m;
    struct series *s = made(&m, 60);
    static const size_t lengths[] = {0, 1, 2, 60};
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        struct trend_pattern p = trend_pattern_of(s, 0, lengths[i]);
        assert_true(!p.found && !p.found_robust && isnan(p.frequency.b) && isnan(p.adjusted[LEG_CIVILIANS]) && p.frequency.end != REGRESSION_DONE);
        struct estimate year = slope_change(&p.frequency, 12);
        nothing(year);
    }
    struct arena a CLEANUP(arena_end) = {0};
    struct trend t = trend_made(made(&m, 0), &a);
    assert_true(t.pattern.to_month < t.pattern.from_month && !t.pattern.found);
}

static void panel_rows_become_series(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    int place[] = {4, -1};
    int32_t v[] = {1, 2, 3, 10, 20, 30};
    struct panel p = {.places = 2, .months = 3, .first_month = 7, .place = place, .incidents = v, .low = v, .best = v,
        .high = v, .civilians = v, .status_unknown = v, .deaths_unknown = v};
    struct series one = series_of(&p, 1, &a), all = series_of(&p, SIZE_MAX, &a);
    assert_int_equal(one.months, 3);
    assert_int_equal(one.first_month, 7);
    assert_int_equal(one.best[0], 10);
    assert_int_equal(one.deaths_unknown[2], 30);
    assert_int_equal(all.incidents[0], 11);
    assert_int_equal(all.civilians[2], 33);
}

/* 48 months of four incidents a month before and `now` in each of the later 24, one dead each. */
static struct series *looked_at(struct made *m, int now, uint8_t *looked)
{
    struct series *s = made(m, 48);
    for (size_t i = 0; i < 48; i++)
        m->incidents[i] = m->best[i] = i < 24 ? 4 + (int)(i % 2) : now + (int)(i % 2);
    s->looked = looked;
    return s;
}

static void where_nobody_looked_nothing_falls(void **state)
{
    (void)state;
    struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    uint8_t looked[48] = {0};
    struct trend seen = trend_made(looked_at(&m, 0, looked), &a);
    assert_true(seen.change.incidents.hi < 0 && !seen.unseen);
    assert_int_equal(seen.change_point_n, 1);
    assert_int_equal(seen.levels[30], LEVEL_TENSION);
    for (int judgement = LOOKED_LIMITED; judgement <= LOOKED_NONE; judgement++)
        for (size_t at = 5; at < 48; at += 25) { /* a month before, a month now */
            memset(looked, LOOKED_GOOD, sizeof looked);
            looked[at] = (uint8_t)judgement;
            struct trend t = trend_made(looked_at(&m, 0, looked), &a);
            assert_true(t.unseen && t.compared);
            nothing(t.change.incidents);
            nothing(t.change.deaths_per_incident);
            nothing(t.change.civilian_share);
            nothing(t.rise);
            assert_true(isnan(at < 24 ? t.before.incidents_per_month.value : t.now.incidents_per_month.value));
            assert_int_equal(t.now.incidents, seen.now.incidents); /* counts stay counts of records */
            assert_int_equal(t.change_point_n, at == 5); /* more than a year from the turn: it stands */
            assert_int_equal(t.levels[at], LEVEL_UNSEEN);
            assert_int_equal(t.levels[at + 2], LEVEL_UNSEEN);
            assert_int_not_equal(t.levels[at + 3], LEVEL_UNSEEN);
        }
}

static void what_was_seen_is_the_least_there_was(void **state)
{
    (void)state;
    struct made m;
    struct arena a CLEANUP(arena_end) = {0};
    uint8_t looked[48] = {0};
    looked[40] = LOOKED_LIMITED;
    struct trend t = trend_made(looked_at(&m, 20, looked), &a);
    nothing(t.change.incidents);
    assert_true(t.rise.lo > 0);
    assert_int_equal(t.change_point_n, 1); /* a rise stands although looking was limited after it */
    looked[40] = LOOKED_UNSAID;
    looked[20] = LOOKED_LIMITED; /* the rise may be no more than looking again */
    t = trend_made(looked_at(&m, 20, looked), &a);
    nothing(t.rise);
    assert_int_equal(t.change_point_n, 0);
}

static void conflict_is_one_although_nobody_looked(void **state)
{
    (void)state;
    const int32_t dead[6] = {0, 0, 30, 300, 0, 0}, incidents[6] = {0, 0, 3, 4, 0, 0};
    const uint8_t looked[6] = {0, 0, LOOKED_NONE, LOOKED_NONE, LOOKED_NONE, 0};
    uint8_t out[6];
    violence_levels(dead, incidents, 6, NULL, out);
    levels_unseen(looked, 6, out);
    assert_int_equal(out[1], LEVEL_CALM);
    assert_int_equal(out[2], LEVEL_ACTIVE);
    assert_int_equal(out[3], LEVEL_WAR);
    assert_int_equal(out[5], LEVEL_WAR);
    assert_string_equal(violence_level_code(LEVEL_UNSEEN), "unknown");
}

/* Counts that hang together from month to month and have no turn but, from month 40 on, the one of `factor`. */
static void draw_dependent(struct rng *r, double factor, int32_t *counts, size_t n)
{
    double u = 0;
    for (size_t i = 0; i < n; i++) {
        double normal = -6;
        for (int k = 0; k < 12; k++)
            normal += rng_unit(r);
        u = 0.45 * u + 0.25 * normal;
        counts[i] = (int32_t)lround((i < 40 ? 1 : factor) * 30 * exp(u));
    }
}

/* The method takes months as independent: in a series that hangs together it finds turns that are none. Those told are firmer. */
static void what_hangs_together_makes_no_turn(void **state)
{
    (void)state;
    enum { MONTHS = 72, TRIES = 60 };
    int exact = 0, told = 0, found = 0;
    struct rng r;
    rng_init(&r, 7);
    for (int try = 0; try < 2 * TRIES; try++) {
        struct arena a CLEANUP(arena_end) = {0};
        int32_t counts[MONTHS], zero[MONTHS] = {0};
        bool turns = try >= TRIES;
        draw_dependent(&r, turns ? 0.3 : 1, counts, MONTHS);
        struct series s = {.months = MONTHS, .first_month = 600, .incidents = counts, .low = zero, .best = zero, .high = zero, .civilians = zero,
            .status_unknown = zero};
        struct trend t;
        struct err e = {0};
        assert_true(trend_of(&s, &a, &t, &e));
        assert_true(t.change_point_n <= t.exact_point_n && t.segment_n == t.change_point_n + 1 && t.dependence >= 1);
        exact += !turns && t.exact_point_n > 0;
        told += !turns && t.change_point_n > 0;
        for (size_t k = 0; turns && k < t.change_point_n; k++)
            found += abs(t.change_points[k] - 640) <= 2;
    }
    print_message("# of %d without a turn: exact %d, told %d; of %d with one: found %d\n", TRIES, exact, told, TRIES, found);
    assert_true(exact > TRIES / 2 && told <= TRIES / 6 && found > TRIES * 3 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_r),
        cmocka_unit_test(periods_by_length),
        cmocka_unit_test(nothing_happened),
        cmocka_unit_test(incidents_without_dead),
        cmocka_unit_test(it_stopped_or_began),
        cmocka_unit_test(everything_in_one_month),
        cmocka_unit_test(unknown_dead_stay_out_of_the_ratio),
        cmocka_unit_test(more_civilians_than_dead_is_no_share),
        cmocka_unit_test(segments_cover_the_series),
        cmocka_unit_test(negative_counts_are_refused),
        cmocka_unit_test(levels_follow_the_rule),
        cmocka_unit_test(thresholds_can_be_set),
        cmocka_unit_test(the_pattern_is_found_when_it_is_there),
        cmocka_unit_test(the_pattern_is_not_found_when_it_is_not),
        cmocka_unit_test(waves_are_no_pattern),
        cmocka_unit_test(what_the_sources_differ_on_is_not_robust),
        cmocka_unit_test(months_not_seen_are_no_calm_months),
        cmocka_unit_test(nothing_has_no_slope),
        cmocka_unit_test(panel_rows_become_series),
        cmocka_unit_test(where_nobody_looked_nothing_falls),
        cmocka_unit_test(what_was_seen_is_the_least_there_was),
        cmocka_unit_test(conflict_is_one_although_nobody_looked),
        cmocka_unit_test(what_hangs_together_makes_no_turn),
    };
    return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
