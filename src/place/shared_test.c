/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open border files, where they stand: every one loads, with as many places as it has, and they agree. */
#include "place/testing.h"

static const struct {
    const char *file, *country;
    int64_t places, repaired;
    int level;
} files[] = {{"irq_adm1_geoboundaries.geojson", "IRQ", 18, 0, 1}, {"egy_adm1_geoboundaries_simplified.geojson", "EGY", 27, 0, 1},
    {"pse_adm2_cod_simplified.geojson", "PSE", 16, 0, 2}, {"pse_adm2_geoboundaries_simplified.geojson", "PSE", 16, 3, 2},
    {"lbn_adm1_geoboundaries_simplified.geojson", "LBN", 9, 1, 1}, {"lby_adm1_naturalearth.geojson", "LBY", 22, 0, 1},
    {"syr_adm1_naturalearth.geojson", "SYR", 15, 0, 1}, {"jor_adm1_naturalearth.geojson", "JOR", 12, 0, 1}};

static void every_file(void **state)
{
    struct store *s = ((struct room *)*state)->s;
    if (!shared_folder())
        skip();
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct import im = shared_borders_add(s, files[i].file);
        assert_int_equal(im.rows, files[i].places);
        assert_int_equal(im.kept, files[i].places);
        assert_int_equal(shared_borders_add(s, files[i].file).known, files[i].places);
    }
    /* Both files of Palestine draw the same sixteen: the later stands. Two of Libya share a code and stay two. */
    struct gazetteer *g = places_of(s);
    assert_int_equal(gazetteer_count(g), 18 + 27 + 16 + 9 + 22 + 15 + 12 + 7);
    size_t shared_code = 0, stars = 0;
    for (size_t i = 0; i < gazetteer_count(g); i++) {
        const struct place *p = gazetteer_place(g, i);
        shared_code += str_is(p->code, "LY.GT");
        stars += p->code.n && memchr(p->code.p, '*', p->code.n);
        assert_true(p->latitude > 15 && p->latitude < 40 && p->longitude > 5 && p->longitude < 50);
    }
    assert_int_equal(shared_code, 2);
    assert_int_equal(stars, 0);
    (void)coded(g, "PS-GZA");
    (void)coded(g, "PS-RBH");
    (void)coded(g, "PS-JEN");
    gazetteer_free(&g);
}

/* Each label lies in its own border, and no other place of its level claims it first. */
static void labels_lie_inside(void **state)
{
    struct store *s = ((struct room *)*state)->s;
    struct err e = {0};
    if (!shared_folder())
        skip();
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        (void)shared_borders_add(s, files[i].file);
    struct gazetteer *g = places_of(s);
    struct locator *l = NULL;
    assert_fine(locator_new(g, &l, &e), e);
    for (size_t i = 0; i < gazetteer_count(g); i++) {
        const struct place *p = gazetteer_place(g, i);
        assert_int_equal(locator_at(l, p->level, p->latitude, p->longitude, NULL, NULL), i);
        assert_true(locator_at(l, 0, p->latitude, p->longitude, NULL, NULL) >= 0);
    }
    locator_free(&l);
    gazetteer_free(&g);
}

static void finds(const struct gazetteer *g, const char *words, const char *code)
{
    struct err e = {0};
    size_t index;
    if (!gazetteer_find(g, str_of(words), &index, &e))
        fail_msg("%s", e.text);
    assert_text(gazetteer_place(g, index)->code, code);
}

static void iraq(void **state)
{
    struct store *s = ((struct room *)*state)->s;
    if (!shared_folder())
        skip();
    (void)shared_borders_add(s, files[0].file);
    struct gazetteer *g = places_of(s);
    static const char *const table[][2] = {{"Ninewa", "IQ-NI"}, {"Nineveh", "IQ-NI"}, {"Nīnawá", "IQ-NI"}, {"Ninawa", "IQ-NI"},
        {"IQ-NI", "IQ-NI"}, {"Baghdad", "IQ-BG"}, {"Salah al-Din", "IQ-SD"}, {"Şalāḩ ad Dīn province", "IQ-SD"}, {"Iraq", "IRQ"},
        {"العراق", "IRQ"}, {"عێراق", "IRQ"}, {"IRQ", "IRQ"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        finds(g, table[i][0], table[i][1]);
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    size_t indices[18], n = 0;
    for (size_t i = 0; i < gazetteer_count(g); i++)
        if (gazetteer_place(g, i)->level == 1)
            indices[n++] = i;
    for (size_t i = 0; i < n; i++) { /* symmetric */
        size_t *near, m;
        assert_fine(gazetteer_neighbours(g, indices[i], &a, &near, &m, &e), e);
        assert_true(m >= 2);
        for (size_t k = 0; k < m; k++) {
            size_t *back, b, found = 0;
            assert_fine(gazetteer_neighbours(g, near[k], &a, &back, &b, &e), e);
            for (size_t j = 0; j < b; j++)
                found += back[j] == indices[i];
            assert_int_equal(found, 1);
        }
    }
    struct map_shapes shapes;
    assert_fine(map_make(g, indices, n, 372, 400, 1, &a, &shapes, &e), e);
    assert_int_equal(shapes.area_n, 18);
    gazetteer_free(&g);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, room_begin, room_end)
    const struct CMUnitTest tests[] = {T(every_file), T(labels_lie_inside), T(iraq)};
    return cmocka_run_group_tests_name("place open data", tests, NULL, NULL);
}
