/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Harm that does not kill, of hand-made records; every expected number is worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "panel/panel.h"

struct made {
    const char *day, *type, *side_a, *side_b;
    int kind, side;
    int32_t best, injured, detained;
};

/* What a source of clashes says, and one of arrests, closures and disappearances. */
static const struct made records[] = {
    {"2023-01-05", "armed_clash", "Army", "Hill Group", 1, 1, 4, -1, -1},
    {"2023-02-05", "armed_clash", "Army", "Hill Group", 1, 1, 0, 2, -1},
    {"2024-01-05", "armed_clash", "Hill Group", "Army", 1, 2, -1, -1, -1},
    {"2023-03-01", "arrest", "Police", "", 6, 1, -1, -1, 12},
    {"2024-01-02", "arrest", "Police", "Police", 6, 1, 0, 0, 3},
    {"2024-02-02", "arrest", "", "", 6, 0, -1, -1, -1},
    {"2024-02-03", "movement", "Hill Group", "", 6, 2, -1, -1, -1},
    {"2024-02-04", "enforced_disappearance", "", "Civilians", 3, 0, -1, -1, -1},
    {"2024-02-05", "arrest", "Police", "", 6, 1, 1, 0, 1}, /* somebody died: deadly */
    {"2024-02-06", "", "", "", 5, 3, 0, 5, -1},
};
enum { MADE = ARRAY_LEN(records) };

static struct incident_columns *hand_made(void)
{
    struct incident_columns *c = columns_make(MADE, 0);
    intern_id(&c->words, STR(""));
    intern_id(&c->actors, STR(""));
    c->people[PEOPLE_INJURED] = ARENA_ARRAY(&c->arena, int32_t, MADE);
    c->people[PEOPLE_DETAINED] = ARENA_ARRAY(&c->arena, int32_t, MADE);
    for (size_t i = 0; i < MADE; i++) {
        const struct made *m = &records[i];
        struct day first, last;
        assert_true(day_parse(str_of(m->day), &first, &last));
        c->first[i] = first.n;
        c->last[i] = last.n;
        c->type[i] = intern_id(&c->words, str_of(m->type));
        c->actor_a[i] = intern_id(&c->actors, str_of(m->side_a));
        c->actor_b[i] = intern_id(&c->actors, str_of(m->side_b));
        c->kind[i] = (uint8_t)m->kind;
        c->side_a_kind[i] = (uint8_t)m->side;
        c->best[i] = m->best;
        c->people[PEOPLE_INJURED][i] = m->injured;
        c->people[PEOPLE_DETAINED][i] = m->detained;
        c->id[i] = (int64_t)i + 1;
    }
    columns_harm(c);
    return c;
}

static void rows_are(const struct incident_columns *c, enum count_by by, const char *expected)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct buf out CLEANUP(buf_end) = {0};
    struct counts counts;
    struct err e = {0};
    assert_true(count_incidents(c, &SELECT_ALL, &by, 1, 1, &a, &counts, &e));
    for (size_t i = 0; i < counts.n; i++) {
        const struct count_row *r = &counts.rows[i];
        count_key_text(c, by, r->key[0], &out);
        buf_f(&out, ": %" PRId64 ", killed %" PRId64 ", injured %" PRId64 " (%" PRId64 "), detained %" PRId64 " (%" PRId64 "), abducted %" PRId64 " (%" PRId64 ")\n",
            r->incidents, r->best, r->people[PEOPLE_INJURED], r->people_unknown[PEOPLE_INJURED], r->people[PEOPLE_DETAINED],
            r->people_unknown[PEOPLE_DETAINED], r->people[PEOPLE_ABDUCTED], r->people_unknown[PEOPLE_ABDUCTED]);
    }
    assert_string_equal(out.p, expected);
}

static void counts_by_harm_and_side(void **state)
{
    rows_are(*state, BY_HARM,
        "unknown: 2, killed 0, injured 0 (2), detained 0 (2), abducted 0 (2)\n"
        "deadly: 2, killed 5, injured 0 (1), detained 1 (1), abducted 0 (2)\n"
        "not_deadly: 6, killed 0, injured 7 (3), detained 15 (4), abducted 0 (6)\n");
    rows_are(*state, BY_SIDE,
        "unknown: 2, killed 0, injured 0 (2), detained 0 (2), abducted 0 (2)\n"
        "state: 5, killed 5, injured 2 (2), detained 16 (2), abducted 0 (5)\n"
        "non-state: 2, killed 0, injured 0 (2), detained 0 (2), abducted 0 (2)\n"
        "civilians: 1, killed 0, injured 5 (0), detained 0 (1), abducted 0 (1)\n");
}

/* Both sides count, each once a record; a record without names is a row with an empty name. */
static void counts_by_actor(void **state)
{
    rows_are(*state, BY_ACTOR,
        ": 2, killed 0, injured 5 (1), detained 0 (2), abducted 0 (2)\n"
        "Army: 3, killed 4, injured 2 (2), detained 0 (3), abducted 0 (3)\n"
        "Civilians: 1, killed 0, injured 0 (1), detained 0 (1), abducted 0 (1)\n"
        "Hill Group: 4, killed 4, injured 2 (3), detained 0 (4), abducted 0 (4)\n"
        "Police: 3, killed 1, injured 0 (1), detained 16 (0), abducted 0 (3)\n");
}

/* The series of lethal violence: clashes whatever their deaths, and what killed. */
static void the_series_leaves_out_what_did_not_kill(void **state)
{
    const struct incident_columns *c = *state;
    const uint8_t expected[MADE] = {1, 1, 1, 0, 0, 0, 0, 0, 1, 0};
    assert_memory_equal(c->in_series, expected, MADE);
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct panel p;
    int from = (2023 - 1970) * 12;
    assert_true(panel_make(c, -1, 1, from, from + 23, &a, &p, &e));
    assert_int_equal(p.places, 1);
    int64_t incidents = 0, best = 0, unknown = 0;
    for (size_t m = 0; m < p.months; m++)
        incidents += p.incidents[m], best += p.best[m], unknown += p.deaths_unknown[m];
    assert_int_equal(incidents, 4);
    assert_int_equal(best, 5);
    assert_int_equal(unknown, 1);
}

static void tables_by_type_and_side(void **state)
{
    const struct incident_columns *c = *state;
    struct arena a CLEANUP(arena_end) = {0};
    struct buf out CLEANUP(buf_end) = {0};
    struct harm h;
    int year = (2023 - 1970) * 12;
    harm_make(c, -1, year, year, year + 12, year + 23, &a, &h);
    for (size_t i = 0; i < h.n; i++) {
        const struct harm_row *r = &h.rows[i];
        buf_f(&out, "%.*s/%d:", STR_F(intern_text(&c->words, r->type)), r->kind);
        for (int s = 0; s < SIDES; s++)
            buf_f(&out, " %" PRId64 ">%" PRId64, r->before[s], r->now[s]);
        buf_f(&out, " unknown %" PRId64 ">%" PRId64 "\n", r->unknown_before, r->unknown_now);
    }
    assert_string_equal(out.p,
        "arrest/0: 0>1 1>1 0>0 0>0 unknown 0>0\n"
        "/5: 0>0 0>0 0>0 0>1 unknown 0>0\n"
        "enforced_disappearance/0: 0>1 0>0 0>0 0>0 unknown 0>1\n"
        "movement/0: 0>0 0>0 0>1 0>0 unknown 0>0\n");
    assert_int_equal(h.before, 1);
    assert_int_equal(h.all_now, 7);
    assert_int_equal(h.now, 5);
    assert_int_equal(h.unknown_now, 1);
    assert_int_equal(h.armed_now, 0);
    assert_int_equal(h.first_month, year + 2);
    assert_int_equal(h.last_month, year + 13);
    assert_int_equal(h.people[PEOPLE_INJURED], 5);
    assert_int_equal(h.people_unknown[PEOPLE_INJURED], 4);
    assert_int_equal(h.people[PEOPLE_DETAINED], 4);
    int64_t state_months = 0;
    for (size_t m = 0; m < h.months; m++)
        state_months += h.not_deadly[1][m];
    assert_int_equal(state_months, 3); /* the clash that killed nobody and two arrests */
    assert_int_equal(h.beside[1][2], 1);
    assert_int_equal(h.beside[1][1], 0);
}

static int make(void **state)
{
    *state = hand_made();
    return 0;
}

static int drop(void **state)
{
    struct incident_columns *c = *state;
    columns_drop(&c);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_by_harm_and_side, make, drop),
        cmocka_unit_test_setup_teardown(counts_by_actor, make, drop),
        cmocka_unit_test_setup_teardown(the_series_leaves_out_what_did_not_kill, make, drop),
        cmocka_unit_test_setup_teardown(tables_by_type_and_side, make, drop),
    };
    return cmocka_run_group_tests_name("panel harm", tests, NULL, NULL);
}
