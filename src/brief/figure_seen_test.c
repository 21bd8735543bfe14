/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could not be seen looks like nothing else: unknown, partly seen, zero and too few have four looks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "brief/figure_priv.h"

static struct shown_cell known(double v) { return guard_seen((struct estimate){v, NAN, NAN, 1}, LOOKED_GOOD); }

static const struct mark *mark_at(const struct drawing *g, enum ink ink, size_t nth)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->list[i].kind != MARK_TEXT && g->list[i].ink == ink && nth-- == 0)
            return &g->list[i];
    return NULL;
}

static bool says(const struct drawing *g, const char *text)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->list[i].kind == MARK_TEXT && str_is(g->list[i].text, text))
            return true;
    return false;
}

/* Four squares in a row, 100 wide and high. */
struct row {
    float corners[4][8];
    struct map_ring rings[4];
    struct map_area areas[4];
    struct map_shapes shapes;
    struct map_value values[4];
};

static void row_make(struct row *r, const struct shown_cell cells[4])
{
    static const char *const names[] = {"Ada", "Bor", "Cem", "Dun"};
    *r = (struct row){.shapes = {.areas = r->areas, .area_n = 4, .width = 400, .height = 100, .km_per_unit = 1}};
    for (size_t i = 0; i < 4; i++) {
        float x = 100 * (float)i;
        const float corners[] = {x, 0, x + 100, 0, x + 100, 100, x, 100};
        memcpy(r->corners[i], corners, sizeof corners);
        r->rings[i] = (struct map_ring){r->corners[i], 4};
        r->areas[i] = (struct map_area){.index = i, .rings = &r->rings[i], .ring_n = 1, .label_x = x + 50, .label_y = 50, .label_r = 50};
        r->values[i] = (struct map_value){.name = str_of(names[i]), .value = cells[i], .style = NUMBER_INT};
    }
}

static void four_states_have_four_looks(void **state)
{
    (void)state;
    struct speech s = {.language = language_find("en")};
    struct doc *d = doc_new(&s);
    const struct estimate v = {0, NAN, NAN, 1};
    const struct shown_cell cells[] = {guard_seen(v, LOOKED_NONE), guard_seen(v, LOOKED_LIMITED), known(0), guard_one(basis_people(0), (struct estimate){3, NAN, NAN, 3})};
    const double breaks[4] = {2, 5, 10, 20};
    struct row r;
    row_make(&r, cells);
    struct drawing *g = figure_map(d, STR("t"), STR("d"), &r.shapes, r.values, breaks, STR(""), -1);
    assert_int_equal(g->list[0].ink, INK_ZERO);
    assert_int_equal(g->list[1].ink, INK_UNKNOWN); /* over it, the lower half */
    assert_int_equal(g->list[2].ink, INK_UNKNOWN);
    assert_int_equal(g->list[3].ink, INK_ZERO);
    assert_int_equal(g->list[4].ink, INK_BOX);
    static const char *const words[] = {"not seen", "partly seen", "0", "too few to show"};
    for (size_t i = 0; i < 4; i++)
        if (!says(g, words[i]))
            fail_msg("the map does not say \"%s\"", words[i]);
    struct str letters = figure_block_map(d, &r.shapes, r.values, breaks, 60);
    assert_non_null(memmem(letters.p, letters.n, "? not seen", 10));
    assert_non_null(memmem(letters.p, letters.n, "% partly seen", 13));
    doc_free(&d);
}

static void months_not_seen_are_hatched_and_lines_stop(void **state)
{
    (void)state;
    static const char *const codes[] = {"en", "ar", "ckb"};
    uint8_t unseen[12] = {0, 0, 0, 2, 2, 2, 1, 1, 0, 0, 0, 0};
    struct shown_cell months[12];
    for (size_t i = 0; i < 12; i++)
        months[i] = known(4);
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct speech s = {.language = language_find(codes[k])};
        struct doc *d = doc_new(&s);
        struct series_mean mean = {0, 11, known(4), STR("four")};
        struct series_panel panel = {.title = STR("p"), .bars = true, .style = NUMBER_INT, .months = months, .means = &mean, .mean_n = 1};
        struct figure_series f = {.months = 12, .now_from = 12, .first_month = 600, .panels = &panel, .panel_n = 1, .unseen = unseen,
            .looked_label = STR("Looked"), .partly_says = STR("partly"), .unseen_says = STR("not")};
        struct drawing *g = figure_series(d, &f);
        const struct mark *whole = mark_at(g, INK_UNKNOWN, 0), *half = mark_at(g, INK_UNKNOWN, 1), *first = mark_at(g, INK_LINE, 0);
        assert_true(whole && half && first);
        assert_true(fabsf(half->h * 2 - whole->h) < 0.1F && fabsf(half->y + half->h - whole->y - whole->h) < 0.1F);
        assert_true(fabsf(whole->w * 2 - half->w * 3) < 0.1F);
        assert_non_null(mark_at(g, INK_LINE, 1)); /* before and after */
        assert_null(mark_at(g, INK_LINE, 2));
        assert_true(says(g, "Looked") && says(g, "not") && says(g, "partly"));
        f.unseen_elsewhere = true; /* the ribbon alone is hatched, the line goes through */
        g = figure_series(d, &f);
        assert_non_null(mark_at(g, INK_LINE, 0));
        assert_null(mark_at(g, INK_LINE, 1));
        assert_true(mark_at(g, INK_UNKNOWN, 0) && mark_at(g, INK_UNKNOWN, 0)->y > mark_at(g, INK_LINE, 0)->y && says(g, "not"));
        f.unseen_elsewhere = false;
        memset(unseen, 2, sizeof unseen);
        g = figure_series(d, &f);
        assert_null(mark_at(g, INK_LINE, 0)); /* no month seen: no mean, and no number of one */
        assert_false(says(g, "four"));
        static const uint8_t again[12] = {0, 0, 0, 2, 2, 2, 1, 1, 0, 0, 0, 0};
        memcpy(unseen, again, sizeof unseen);
        doc_free(&d);
    }
}

static void small_panels_too(void **state)
{
    (void)state;
    static const uint8_t unseen[4] = {0, 2, 1, 0};
    struct speech s = {.language = language_find("en")};
    struct doc *d = doc_new(&s);
    const struct shown_cell months[] = {known(1), known(0), known(2), known(3)};
    struct small_panel p = {.name = STR("Ada"), .months = months, .n = 4, .now_from = 4, .before = known(1), .now = known(1), .says = STR("cannot compare"),
        .first_month = 612, .top = 4, .unseen = unseen};
    struct drawing *g = figure_small(d, &p);
    assert_true(mark_at(g, INK_UNKNOWN, 0)->h > mark_at(g, INK_UNKNOWN, 1)->h * 1.9F);
    assert_null(mark_at(g, INK_UNKNOWN, 2));
    assert_non_null(mark_at(g, INK_LINE, 1));
    assert_null(mark_at(g, INK_LINE, 2));
    doc_free(&d);
}

/* Nobody where there is need is framed, nobody of whom no need is told is hatched, and many have a corner; all three without colour. */
static void who_works_where_has_four_looks(void **state)
{
    (void)state;
    struct speech s = {.language = language_find("en")};
    struct doc *d = doc_new(&s);
    const struct str columns[] = {STR("Water"), STR("Schools")};
    const struct matrix_row rows[] = {{STR("Ada"), NULL}, {STR("Bor"), NULL}};
    const struct matrix_cell cells[] = {{known(0), MATRIX_GAP}, {known(0), MATRIX_PLAIN}, {known(0), MATRIX_UNKNOWN}, {known(7), MATRIX_CROWDED}};
    struct figure_matrix f = {.doc = d, .title = STR("T"), .desc = STR("D"), .columns = columns, .rows = rows, .cells = cells, .row_n = 2, .column_n = 2, .breaks = {2, 3, 5, 10},
        .says = {STR("nobody"), STR("gap"), STR("many"), STR("not told")}};
    const struct drawing *g = figure_matrix(d, &f);
    size_t frames = 0, zeros = 0;
    for (size_t i = 0; i < g->n; i++) {
        frames += g->list[i].ink == INK_INTERVAL;
        zeros += g->list[i].kind == MARK_TEXT && str_is(g->list[i].text, "0");
    }
    assert_int_equal(frames, 2 * 4); /* of the cell and of the key */
    assert_int_equal(zeros, 2);      /* none where no need is told */
    assert_non_null(mark_at(g, INK_UNKNOWN, 0));
    assert_non_null(mark_at(g, INK_INK, 0));
    assert_true(mark_at(g, figure_class_ink(4), 0) && says(g, "7") && says(g, "Schools") && says(g, "many"));
    for (size_t i = 0; i < g->n; i++)
        assert_true(g->list[i].y <= g->height);
    doc_free(&d);
}

/* Names of sectors are long: they stand on lines of their own, none is shortened, and none meets another. */
static void long_names_of_columns_stand_whole(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"}, *const names[12] = {
        "Civilian peace-building, conflict prevention and resolution", "Women's rights organisations and movements, and government institutions", "Immediate post-emergency reconstruction and rehabilitation",
        "Orderly, safe, regular and responsible migration and mobility", "Police", "Elections", "Media and free flow of information",
        "Participation in international peacekeeping operations", "Child soldiers (prevention and demobilisation)", "Human rights", "Removal of land mines and explosive remnants of war", "Legislatures and political parties"};
    const struct matrix_row row = {STR("Ada"), NULL};
    struct matrix_cell cells[12];
    struct str columns[12];
    for (size_t i = 0; i < 12; i++)
        cells[i] = (struct matrix_cell){known(7), MATRIX_PLAIN};
    for (size_t k = 0; k < ARRAY_LEN(languages); k++) {
        struct speech s = {.language = language_find(languages[k])};
        struct doc *d = doc_new(&s);
        for (size_t i = 0; i < 12; i++)
            columns[i] = str_of(say(&s, names[i])); /* as the codebook has them */
        struct figure_matrix f = {.doc = d, .title = STR("T"), .desc = STR("D"), .columns = columns, .rows = &row, .cells = cells, .row_n = 1, .column_n = 12, .breaks = {2, 3, 5, 10},
            .says = {STR("nobody"), STR("gap"), STR("many"), STR("not told")}};
        const struct drawing *g = figure_matrix(d, &f);
        struct box heads[64];
        size_t n = 0;
        for (size_t i = 0; i < g->n; i++) {
            const struct mark *m = &g->list[i];
            if (m->kind != MARK_TEXT || !m->halo)
                continue;
            if (m->text.n >= 3 && memcmp(m->text.p + m->text.n - 3, "…", 3) == 0)
                fail_msg("shortened: %.*s", (int)m->text.n, m->text.p);
            struct box b = figure_box(g, m->x, m->y, m->anchor, m->role, m->text);
            assert_true(b.x > -1 && b.x + b.w < g->width + 1 && b.y > -4);
            for (size_t j = 0; j < n; j++)
                assert_false(box_meets(heads[j], b));
            heads[n++] = b;
        }
        assert_true(n > 12);
        doc_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_works_where_has_four_looks), cmocka_unit_test(long_names_of_columns_stand_whole), cmocka_unit_test(four_states_have_four_looks), cmocka_unit_test(months_not_seen_are_hatched_and_lines_stop),
        cmocka_unit_test(small_panels_too)};
    return cmocka_run_group_tests_name("figures of what could be seen", tests, NULL, NULL);
}
