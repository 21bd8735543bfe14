/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marriages of Florentine families about 1430 (Padgett & Ansell 1993, Am. J. Sociol. 98:1259): who could speak for whom can be checked on the map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/bridge.h"

enum family { ACCIAIUOLI, ALBIZZI, BARBADORI, BISCHERI, CASTELLANI, GINORI, GUADAGNI, LAMBERTESCHI, MEDICI, PAZZI, PERUZZI, RIDOLFI, SALVIATI, STROZZI, TORNABUONI, FAMILIES };
static const enum family married[][2] = {{MEDICI, ACCIAIUOLI}, {MEDICI, BARBADORI}, {MEDICI, RIDOLFI}, {MEDICI, TORNABUONI}, {MEDICI, ALBIZZI}, {MEDICI, SALVIATI},
    {CASTELLANI, PERUZZI}, {CASTELLANI, STROZZI}, {CASTELLANI, BARBADORI}, {PERUZZI, STROZZI}, {PERUZZI, BISCHERI}, {STROZZI, RIDOLFI}, {STROZZI, BISCHERI},
    {RIDOLFI, TORNABUONI}, {TORNABUONI, GUADAGNI}, {ALBIZZI, GINORI}, {ALBIZZI, GUADAGNI}, {SALVIATI, PAZZI}, {BISCHERI, GUADAGNI}, {GUADAGNI, LAMBERTESCHI}};

enum { TIES = 2 * ARRAY_LEN(married) };

static struct tie said(uint32_t from, uint32_t to, const char *relation, double strength)
{
    return (struct tie){.from = (int32_t)from, .to = (int32_t)to, .relation = relation_of(str_of(relation)), .strength = strength, .amount = NAN};
}

/* Everybody trusts whom they married, 2 of 3, both ways; room for some more. */
static struct tie *florence(struct arena *a)
{
    struct tie *ties = ARENA_ARRAY(a, struct tie, TIES + 4);
    for (size_t i = 0; i < ARRAY_LEN(married); i++) {
        ties[2 * i] = said(married[i][0], married[i][1], "trust", 2);
        ties[2 * i + 1] = said(married[i][1], married[i][0], "trust", 2);
    }
    return ties;
}

static struct bridge bridged(const struct tie *ties, size_t n, uint32_t from, uint32_t to, struct arena *a)
{
    struct bridge b;
    struct err e = {0};
    if (!bridge_of(ties, n, FAMILIES, from, to, a, &b, &e))
        fail_msg("%s", e.text);
    return b;
}

static bool goes(const struct bridge_chain *c, const uint32_t *through, size_t n)
{
    return c->n == n && memcmp(c->actors, through, n * sizeof *through) == 0;
}

static const struct bridge_carrier *carrier(const struct bridge *b, uint32_t actor)
{
    for (size_t i = 0; i < b->carriers_n; i++)
        if (b->carriers[i].actor == actor)
            return &b->carriers[i];
    return NULL;
}

static void the_medici_speak_for_the_pazzi(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    static const uint32_t way[] = {STROZZI, RIDOLFI, MEDICI, SALVIATI, PAZZI};
    struct bridge b = bridged(florence(&a), TIES, STROZZI, PAZZI, &a);
    assert_true(goes(&b.best[0], way, ARRAY_LEN(way)));
    assert_true(fabs(b.best[0].trust.value - 0.0625) < 1e-12 && b.best[0].trust.n == 1); /* a half, four times */
    assert_int_equal(b.apart_n, 1); /* whoever it is, they are all of them on it: */
    assert_true(carrier(&b, MEDICI)->chains == b.best_n && carrier(&b, SALVIATI)->chains == b.best_n);
    assert_true(carrier(&b, MEDICI)->without == 0 && carrier(&b, SALVIATI)->without == 0);
    assert_true(carrier(&b, RIDOLFI)->without > 0);
}

static void others_speak_for_the_peruzzi(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct bridge b = bridged(florence(&a), TIES, MEDICI, PERUZZI, &a);
    assert_int_equal(b.best_n, BRIDGE_CHAINS);
    assert_int_equal(b.best[0].n, 4); /* by Ridolfi and Strozzi, or by Barbadori and Castellani */
    assert_int_equal(b.best[1].n, 4);
    assert_int_equal(b.apart_n, 3); /* the Peruzzi have three neighbours: Castellani, Strozzi, Bischeri */
    for (size_t v = 0; v < FAMILIES; v++) {
        size_t on = 0;
        for (size_t k = 0; k < b.apart_n; k++)
            for (size_t i = 1; i + 1 < b.apart[k].n; i++)
                on += b.apart[k].actors[i] == v;
        assert_true(on <= 1);
    }
}

static void never_through_a_conflict(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct tie *ties = florence(&a);
    ties[TIES] = said(RIDOLFI, STROZZI, "dispute", 1); /* said the other way round: a conflict has two sides */
    static const uint32_t way[] = {STROZZI, CASTELLANI, BARBADORI, MEDICI, SALVIATI, PAZZI};
    struct bridge b = bridged(ties, TIES + 1, STROZZI, PAZZI, &a);
    assert_true(goes(&b.best[0], way, ARRAY_LEN(way)));
    assert_int_equal(b.in_conflict, 2);
    for (size_t k = 0; k < b.best_n; k++)
        for (size_t i = 0; i + 1 < b.best[k].n; i++)
            assert_false(b.best[k].actors[i] == STROZZI && b.best[k].actors[i + 1] == RIDOLFI);
    ties[TIES + 1] = said(MEDICI, SALVIATI, "armed_conflict", NAN);
    assert_int_equal(bridged(ties, TIES + 2, STROZZI, PAZZI, &a).best_n, 0);
}

static void directions_and_many_words(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    const struct tie ties[] = {said(0, 1, "trust", 3), said(0, 1, "trust", 1), said(0, 1, "trust", -2), said(1, 2, "trust", NAN), said(2, 1, "trust", 3),
        said(0, 2, "trust", -1), said(0, 2, "authority", 3)};
    struct bridge b = bridged(ties, ARRAY_LEN(ties), 0, 2, &a);
    assert_int_equal(b.best_n, 1); /* distrust carries nothing, and authority is not trust */
    struct estimate first = b.best[0].steps[0], second = b.best[0].steps[1];
    assert_true(fabs(first.value - (0.75 + 0.25) / 3) < 1e-12 && first.lo == 0 && first.hi == 0.75 && first.n == 3);
    assert_true(second.value == 0.25 && second.n == 1); /* nobody said how much: the least */
    assert_true(fabs(b.best[0].trust.value - 1 / 12.0) < 1e-12 && b.best[0].trust.lo == 0 && b.best[0].trust.n == 1);
    assert_int_equal(b.best[0].weakest, 1);
    assert_int_equal(bridged(ties, ARRAY_LEN(ties), 2, 0, &a).best_n, 0); /* 1 does not trust 0 */
    struct err e = {0};
    assert_false(bridge_of(ties, ARRAY_LEN(ties), FAMILIES, 1, 1, &a, &b, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_medici_speak_for_the_pazzi),
        cmocka_unit_test(others_speak_for_the_peruzzi),
        cmocka_unit_test(never_through_a_conflict),
        cmocka_unit_test(directions_and_many_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
