/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Florentine families (Padgett & Ansell 1993) against igraph's published numbers; and what two sides said, worked out by hand. */
#include "actor/measures.h"
#include "actor/testing.h"

enum family { ACCIAIUOLI, ALBIZZI, BARBADORI, BISCHERI, CASTELLANI, GINORI, GUADAGNI, LAMBERTESCHI, MEDICI, PAZZI, PERUZZI, RIDOLFI, SALVIATI, STROZZI, TORNABUONI, PUCCI, FAMILIES };
static const enum family married[][2] = {{MEDICI, ACCIAIUOLI}, {MEDICI, BARBADORI}, {MEDICI, RIDOLFI}, {MEDICI, TORNABUONI}, {MEDICI, ALBIZZI}, {MEDICI, SALVIATI},
    {CASTELLANI, PERUZZI}, {CASTELLANI, STROZZI}, {CASTELLANI, BARBADORI}, {PERUZZI, STROZZI}, {PERUZZI, BISCHERI}, {STROZZI, RIDOLFI}, {STROZZI, BISCHERI},
    {RIDOLFI, TORNABUONI}, {TORNABUONI, GUADAGNI}, {ALBIZZI, GINORI}, {ALBIZZI, GUADAGNI}, {SALVIATI, PAZZI}, {BISCHERI, GUADAGNI}, {GUADAGNI, LAMBERTESCHI}};
enum { TIES = ARRAY_LEN(married), ALL_PARTS = MEASURE_CENTRAL | MEASURE_STABLE | MEASURE_CAMPS };

static struct tie said(uint32_t from, uint32_t to, const char *relation, double strength, const char *by)
{
    return (struct tie){.from = (int32_t)from, .to = (int32_t)to, .relation = relation_of(str_of(relation)), .strength = strength, .amount = NAN, .said_by = str_of(by), .since = DAY_NONE, .until = DAY_NONE};
}

static struct measures measured(const struct tie *ties, size_t n, const char *kind, struct arena *a)
{
    struct measures m;
    struct err e = {0};
    assert_fine(measures_of(ties, n, FAMILIES, relation_of(str_of(kind)), ALL_PARTS, 1, a, &m, NULL, &e), e);
    return m;
}

static size_t place_of(const struct measures *m, uint32_t actor)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->who[i] == actor)
            return i;
    fail_msg("actor %u has no tie", actor);
    return 0;
}

static void near(double found, double expected)
{
    if (!(fabs(found - expected) < 1e-9))
        fail_msg("%.12g instead of %.12g", found, expected);
}

static void florence(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct tie ties[TIES + 2];
    for (size_t i = 0; i < TIES; i++)
        ties[i] = said(married[i][0], married[i][1], "coordinates", NAN, i % 2 ? "A" : "B");
    ties[TIES] = said(ACCIAIUOLI, MEDICI, "coordinates", NAN, "C");   /* the same tie the other way round: one */
    ties[TIES + 1] = said(PUCCI, PUCCI, "coordinates", NAN, "C");     /* to itself: none */
    struct measures m = measured(ties, TIES + 2, "coordinates", &a);
    assert_true(m.n == 15 && m.ties == 20 && m.weak == 0 && m.sayers == 3 && !m.weighted && !m.estimated);
    size_t medici = place_of(&m, MEDICI);
    near(m.m.degree[medici], 6);
    near(m.m.betweenness[medici], 47.5);
    near(m.m.harmonic[medici], 9.5);
    near(m.m.betweenness[place_of(&m, GUADAGNI)], 23.0 + 1 / 6.0);
    near(m.m.betweenness[place_of(&m, PAZZI)], 0);
    assert_true(m.top[medici] >= MEASURE_STABLE_SHARE && m.top[place_of(&m, PAZZI)] < MEASURE_STABLE_SHARE);
    assert_true(m.camps.camps > 1 && m.camps.modularity > 0.39);
    for (size_t i = 0; i < m.n; i++)
        assert_true(isnan(m.least[i]) || (m.least[i] >= 0 && m.least[i] <= m.camps.sure[i] + 1e-12));
}

static void several_words_are_one_tie(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const struct tie ties[] = {said(0, 1, "trust", 3, "A"), said(0, 1, "trust", 1, "B"), said(1, 2, "trust", NAN, "A"), said(2, 0, "trust", -2, "A"), said(2, 0, "trust", 1, "B"),
        said(2, 3, "authority", 3, "A")};
    struct measures m = measured(ties, ARRAY_LEN(ties), "trust", &a);
    assert_true(m.n == 3 && m.ties == 2 && m.weak == 1 && m.sayers == 2 && m.weighted);
    near(m.m.strength[0], 2);     /* the mean of 3 and 1; the distrust of 2 is no tie */
    near(m.m.strength[1], 3);     /* that, and one of nobody-said strength */
    near(m.m.in[0], 0);           /* directions count */
    near(m.m.out[0], 1);
    near(m.m.harmonic[0], 1 / 0.5 + 1 / 1.5);
    near(m.m.betweenness[1], 1);
    assert_int_equal(measured(ties, ARRAY_LEN(ties), "funds", &a).n, 0); /* nobody has one: nothing to say */
    assert_int_equal(measured(NULL, 0, "trust", &a).ties, 0);
}

static void two_sides(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct differing *d;
    size_t n;
    struct tie ties[] = {said(0, 1, "trust", 3, "A"), said(0, 1, "trust", -2, "B"), said(0, 1, "trust", 1, "C"), /* furthest: B and A */
        said(1, 0, "trust", 1, "A"),                                                                           /* another tie: alone */
        said(2, 3, "coordinates", 12, "A"), said(3, 2, "coordinates", 4, "B"),                                 /* without direction: the same */
        said(4, 5, "trust", 1, "A"), said(4, 5, "trust", 3, "A"),                                              /* one and the same sayer */
        said(5, 6, "trust", 2, "A"), said(5, 6, "trust", 2, "B"), said(5, 6, "trust", NAN, "C"),               /* agree; unsaid */
        said(6, 7, "trust", 1, "A"), said(6, 7, "trust", 3, "B")};                                             /* at different times */
    ties[11].until = (struct day){100};
    ties[12].since = (struct day){101};
    assert_fine(measures_differing(ties, ARRAY_LEN(ties), &a, &d, &n, NULL, &e), e);
    assert_int_equal(n, 2);
    assert_true(d[0].low == &ties[5] && d[0].high == &ties[4]);
    assert_true(d[1].low == &ties[1] && d[1].high == &ties[0]);
    ties[12].since = (struct day){100}; /* one day together is enough */
    assert_fine(measures_differing(ties, ARRAY_LEN(ties), &a, &d, &n, NULL, &e), e);
    assert_int_equal(n, 3);
}

static bool judge(struct store *s, void *arg, struct err *e)
{
    static const struct {
        const char *actor, *issue, *by;
        double power, interest;
        int day;
    } rows[] = {{"council", "water", "A", 9, 2, 10}, {"council", "water", "A", 8, 6, 20}, {"council", "water", "B", 6, 3, 0}, {"council", "water", "C", 7, 9, 30},
        {"council", "", "A", 5, 5, 10}, {"elders", "water", "B", 3, 4, 10}, {"elders", "water", "A", 4, -1, 10}};
    (void)arg;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (!store_do(s, "INSERT INTO actor_score (origin, id, import, line, actor, issue, power, interest, said_by, day) VALUES (1, $1, 1, 1, $2, $3, $4, $5, $6, $7)",
            WITH(bind_int((int64_t)i + 1), bind_text(str_of(rows[i].actor)), bind_text(str_of(rows[i].issue)), bind_real(rows[i].power),
                rows[i].interest < 0 ? bind_null() : bind_real(rows[i].interest), bind_text(str_of(rows[i].by)), rows[i].day ? bind_int(rows[i].day) : bind_null()), e))
            return false;
    return true;
}

static void power_and_interest(void **state)
{
    struct office *o = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct roster *who;
    struct scored *s;
    size_t n;
    assert_fine(store_task(o->s, judge, NULL, &e), e);
    assert_fine(roster_read(o->s, &a, &who, &e), e);
    assert_fine(scores_read(o->s, who, DAY_NONE, &a, &s, &n, &e), e);
    assert_int_equal(n, 3);
    text_is(s[0].issue, "");
    assert_true(scored_quadrant(&s[0]) == QUADRANT_MANAGE && scored_agreed(&s[0])); /* 5 is high */
    size_t council = s[1].actor == (uint32_t)roster_find(who, STR("council")) ? 1 : 2, elders = 3 - council;
    text_is(s[council].said_by, "A; B; C");
    near(s[council].power.value, 7); /* 8 (the later word of A), 6, 7 */
    assert_true(s[council].power.lo == 6 && s[council].power.hi == 8 && s[council].power.n == 3);
    near(s[council].interest.value, 6);
    assert_true(scored_quadrant(&s[council]) == QUADRANT_MANAGE && !scored_agreed(&s[council])); /* B says 3 */
    near(s[elders].power.value, 3.5); /* of two the mean */
    assert_true(s[elders].interest.n == 1 && scored_quadrant(&s[elders]) == QUADRANT_WATCH);
    assert_fine(scores_read(o->s, who, (struct day){15}, &a, &s, &n, &e), e);
    near(s[council].power.value, 7.5); /* 9, and 6 of no known day */
    assert_int_equal(scored_quadrant(&s[council]), QUADRANT_SATISFY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(florence),
        cmocka_unit_test(several_words_are_one_tie),
        cmocka_unit_test(two_sides),
        cmocka_unit_test_setup_teardown(power_and_interest, office_begin, office_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
