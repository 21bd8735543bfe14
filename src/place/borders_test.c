/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Borders into the register: new, known, superseded; the country made of its units. */
#include "place/testing.h"

static struct store *of(void **state)
{
    return ((struct room *)*state)->s;
}

static void counts(struct import im, int64_t kept, int64_t known, int64_t superseded)
{
    assert_int_equal(im.kept, kept);
    assert_int_equal(im.known, known);
    assert_int_equal(im.superseded, superseded);
}

static void new_then_known(void **state)
{
    counts(borders_add(of(state), FOUR, -1), 4, 0, 0);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL"), 5);
    counts(borders_add(of(state), FOUR, -1), 0, 4, 0);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place"), 5);
}

static void a_corrected_border(void **state)
{
    borders_add(of(state), FOUR, -1);
    struct import im = borders_add(of(state), COLLECTION(SQUARE("Vashta", "XS-VA", "-16.5", "-36", "-15", "-35")), -1);
    counts(im, 1, 0, 1);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by = 2"), 2); /* and the country with it */
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 4);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 0"), 1);
}

static void without_codes_the_name_decides(void **state)
{
    borders_add(of(state), COLLECTION(SQUARE("Vashta", "N/A", "1", "1", "2", "2") "," SQUARE("Maruq", "N/A", "5", "1", "6", "2")), -1);
    counts(borders_add(of(state), COLLECTION(SQUARE("Vashta Governorate", "N/A", "10", "1", "12", "2")), -1), 1, 0, 1);
    counts(borders_add(of(state), COLLECTION(SQUARE("MARUQ", "XS-MA", "20", "1", "22", "2")), -1), 1, 0, 1);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 2);
}

/* Two places that share a code stay two, also when the file comes again. */
#define SHARED COLLECTION(SQUARE("Ghat", "LY.GT", "1", "1", "2", "2") "," SQUARE("Wadi", "LY.GT", "2", "1", "3", "2"))
static void a_shared_code(void **state)
{
    counts(borders_add(of(state), SHARED, -1), 2, 0, 0);
    counts(borders_add(of(state), SHARED, -1), 0, 2, 0);
    counts(borders_add(of(state), COLLECTION(SQUARE("Wadi", "LY.GT", "2", "1", "3.5", "2")), -1), 1, 0, 1);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 2);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by = 3 AND name = 'Ghat'"), 0);
}

/* Another maker's file writes other codes and names: the same ground is the same place. A mere overlap is not. */
static void the_same_ground(void **state)
{
    borders_add(of(state), COLLECTION(SQUARE("Jenin", "PS-JEN", "1", "1", "2", "2") "," SQUARE("Tubas", "PS-TBS", "2", "1", "3", "2")), -1);
    counts(borders_add(of(state), COLLECTION(SQUARE("Janin", "PS0101", "1", "1", "2.1", "2")), -1), 1, 0, 1);
    counts(borders_add(of(state), COLLECTION(SQUARE("New", "PS0199", "2.6", "1", "3", "2")), -1), 1, 0, 0);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 3);
}

static void another_level_and_another_country(void **state)
{
    borders_add(of(state), FOUR, 1);
    counts(borders_add(of(state), FOUR, 2), 4, 0, 0); /* districts do not supersede governorates */
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL"), 9);
    counts(borders_add(of(state), "{\"features\":[{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"Vashta\",\"shapeISO\":\"XS-VA\","
        "\"shapeGroup\":\"JOR\",\"shapeType\":\"ADM1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}}]}",
        -1), 1, 0, 0);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE level = 0 AND ended_by IS NULL"), 2);
}

static double area_of(const struct place *p, int *holes)
{
    struct geos g;
    struct err e = {0};
    double area = 0;
    geos_begin(&g);
    GEOSGeometry *shape = geos_read(&g, p->border, &e);
    assert_non_null(shape);
    assert_int_equal(GEOSArea_r(g.h, shape, &area), 1);
    *holes = GEOSGetNumInteriorRings_r(g.h, GEOSGetGeometryN_r(g.h, shape, 0));
    GEOSGeom_destroy_r(g.h, shape);
    geos_end(&g);
    return area;
}

/* The country is the union; a sliver between units goes, an enclave stays. */
static void the_country(void **state)
{
    int holes = 0;
    borders_add(of(state), FOUR, -1);
    struct gazetteer *g = places_of(of(state));
    const struct place *c = gazetteer_place(g, 0);
    assert_int_equal(c->level, 0);
    assert_text(c->code, "XXS");
    assert_text(c->name, "Selmara");
    assert_near(area_of(c, &holes), 4, 1e-9);
    assert_int_equal(holes, 0);
    gazetteer_free(&g);
}

#define RING(x0, y0, x1, y1, a0, b0, a1, b1)                                                                           \
    "{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"Ring\",\"shapeISO\":\"XS-RI\",\"shapeGroup\":\"XXS\",\"shapeType\":"  \
    "\"ADM1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" x0 "," y0 "],[" x1 "," y0 "],[" x1 "," y1 "],[" x0      \
    "," y1 "],[" x0 "," y0 "]],[[" a0 "," b0 "],[" a0 "," b1 "],[" a1 "," b1 "],[" a1 "," b0 "],[" a0 "," b0 "]]]}}"

static void holes_of_the_country(void **state)
{
    int holes = 0;
    borders_add(of(state), COLLECTION(RING("0", "0", "3", "3", "1", "1", "2", "2")), -1);
    struct gazetteer *g = places_of(of(state));
    assert_near(area_of(gazetteer_place(g, 0), &holes), 8, 1e-9);
    assert_int_equal(holes, 1); /* another country may lie there */
    gazetteer_free(&g);
    borders_add(of(state), COLLECTION(RING("0", "0", "3", "3", "1", "1", "2", "1.001")), -1);
    g = places_of(of(state));
    assert_near(area_of(gazetteer_place(g, 0), &holes), 9, 1e-9);
    assert_int_equal(holes, 0);
    gazetteer_free(&g);
}

/* A country that a file of countries brought stays as that file drew it. */
static void a_country_from_a_file(void **state)
{
    borders_add(of(state), "{\"features\":[{\"type\":\"Feature\",\"properties\":{\"ADMIN\":\"Selmara\",\"ISO_A3\":\"XXS\",\"name\":"
        "\"Selmara\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-16,-36],[-13,-36],[-13,-34],[-16,-34],[-16,-36]]]}}]}", -1);
    borders_add(of(state), FOUR, -1);
    struct gazetteer *g = places_of(of(state));
    int holes;
    assert_near(area_of(gazetteer_place(g, 0), &holes), 6, 1e-9);
    assert_int_equal(gazetteer_count(g), 5);
    gazetteer_free(&g);
}

static void names_come_along(void **state)
{
#define NAMED(more) "{\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"Vashta\",\"iso3\":\"XXS\",\"code\":\"XS-VA\",\"level\":1" \
        more "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}}]}"
    counts(borders_add(of(state), NAMED(",\"name_ar\":\"فاشتا\""), -1), 1, 0, 0);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place_name WHERE folded = 'فاشتا'"), 1);
    counts(borders_add(of(state), NAMED(",\"name_ar\":\"فاشتا\""), -1), 0, 1, 0);
    counts(borders_add(of(state), NAMED(",\"name_ar\":\"فاشتا\",\"name_ckb\":\"ڤاشتا\""), -1), 1, 0, 0); /* it learnt a name */
    assert_int_equal(number(of(state), "SELECT count(*) FROM place_name WHERE ended_by IS NULL"), 2);
    counts(borders_add(of(state), COLLECTION(SQUARE("Vashta", "XS-VA", "1", "1", "3", "3")), -1), 1, 0, 1);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place_name WHERE ended_by IS NULL"), 0);
}

static bool undo(struct store *s, void *arg, struct err *e)
{
    return store_undo(s, *(int64_t *)arg, e);
}

static void undone_whole(void **state)
{
    struct err e = {0};
    borders_add(of(state), FOUR, -1);
    int64_t id = borders_add(of(state), COLLECTION(SQUARE("Vashta", "XS-VA", "-17", "-36", "-15", "-35")), -1).id;
    assert_fine(store_task(of(state), undo, &id, &e), e);
    struct gazetteer *g = places_of(of(state));
    int holes;
    assert_int_equal(gazetteer_count(g), 5);
    assert_near(area_of(gazetteer_place(g, 0), &holes), 4, 1e-9);
    gazetteer_free(&g);
}

/* ---- vintages ---- */

#define DATED(name, code, x0, y0, x1, y1, days)                                                                          \
    "{\"type\":\"Feature\",\"properties\":{\"adm1_name\":\"" name "\",\"adm1_pcode\":\"" code "\",\"iso3\":\"XXS\"" days      \
    "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" x0 "," y0 "],[" x1 "," y0 "],[" x1 "," y1 "],[" x0 "," y1 "],["  \
    x0 "," y0 "]]]}}"
#define SINCE(day) ",\"valid_on\":\"" day "\""
#define WHOLE COLLECTION(DATED("Tamura", "XS01", "0", "0", "4", "2", SINCE("2003-01-01")) "," DATED("Kovrin", "XS02", "4", "0", "6", "2", SINCE("2003-01-01")))
#define SPLIT COLLECTION(DATED("Halva", "XS03", "0", "0", "1", "2", SINCE("2014-03-13")) "," DATED("Tamura", "XS01", "1", "0", "4", "2", \
    SINCE("2014-03-13")) "," DATED("Kovrin", "XS02", "4", "0", "6", "2", SINCE("2014-03-13")))

static double ground(struct store *s, int level)
{
    struct gazetteer *g = places_of(s);
    double all = 0;
    int holes;
    for (size_t i = 0; i < gazetteer_count(g); i++)
        all += gazetteer_place(g, i)->level == level ? area_of(gazetteer_place(g, i), &holes) : 0;
    gazetteer_free(&g);
    return all;
}

/* As Halabja left Sulaymaniyah: no ground counts twice, and taking the newer vintage back restores the older. */
static void a_unit_is_split(void **state)
{
    struct err e = {0};
    counts(borders_add(of(state), WHOLE, -1), 2, 0, 0);
    struct import newer = borders_add(of(state), SPLIT, -1);
    counts(newer, 3, 0, 2);
    assert_near(ground(of(state), 1), 12, 1e-9);
    assert_near(ground(of(state), 0), 12, 1e-9);
    assert_int_equal(number(of(state), "SELECT min(valid_from) FROM place WHERE ended_by IS NULL AND level = 1"), day_make(2014, 3, 13).n);
    assert_fine(store_task(of(state), undo, &newer.id, &e), e);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 2);
    assert_near(ground(of(state), 1), 12, 1e-9);
}

/* The way back in time is refused in words that say what to do, and nothing changes. */
static void older_borders_do_not_replace_newer_ones(void **state)
{
    struct err e = {0};
    borders_add(of(state), SPLIT, -1);
    struct adding a = {.text = WHOLE, .level = -1};
    assert_false(store_task(of(state), add_borders, &a, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "valid from 2003-01-01"));
    assert_non_null(strstr(e.text, "valid from 2014-03-13"));
    assert_non_null(strstr(e.text, "take import 1 back"));
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 3);
    a.text = COLLECTION(DATED("Tamura", "XS01", "0", "0", "4", "2", ",\"valid_to\":\"2010\""));
    assert_false(store_task(of(state), add_borders, &a, &e));
    assert_non_null(strstr(e.text, "valid until 2010-12-31"));
    /* A file that says no dates is taken as it comes, and takes no dates away. */
    counts(borders_add(of(state), COLLECTION(DATED("Kovrin", "XS02", "4", "0", "6", "2", "")), -1), 0, 1, 0);
    counts(borders_add(of(state), COLLECTION(DATED("Kovrin", "XS02", "4", "0", "6.5", "2", "")), -1), 1, 0, 1);
}

/* Units that a newer vintage merged, or cut into pieces under other codes, go with the ground they stood on. */
static void merged_and_cut(void **state)
{
    borders_add(of(state), SPLIT, -1);
    counts(borders_add(of(state), COLLECTION(DATED("Tamura", "XS01", "0", "0", "4", "2", SINCE("2020")) "," DATED("Kovrin", "XS02", "4", "0", "6",
        "2", SINCE("2020"))), -1), 2, 0, 3);
    assert_near(ground(of(state), 1), 12, 1e-9);
    counts(borders_add(of(state), COLLECTION(DATED("A", "A1", "0", "0", "1.4", "2", SINCE("2021")) "," DATED("B", "A2", "1.4", "0", "2.8", "2",
        SINCE("2021")) "," DATED("C", "A3", "2.8", "0", "4", "2", SINCE("2021"))), -1), 3, 0, 1);
    assert_near(ground(of(state), 1), 12, 1e-9);
    assert_near(ground(of(state), 0), 12, 1e-9);
}

/* Only the day changed: the border is the newer one's. */
static void the_same_border_later(void **state)
{
    borders_add(of(state), WHOLE, -1);
    counts(borders_add(of(state), COLLECTION(DATED("Kovrin", "XS02", "4", "0", "6", "2", SINCE("2012"))), -1), 1, 0, 1);
    assert_int_equal(number(of(state), "SELECT count(*) FROM place WHERE ended_by IS NULL AND level = 1"), 2);
}

/* Districts beside governorates of the same country: each level whole, and the country is of the governorates. */
#define DISTRICT(name, code, parent, x0, x1)                                                                             \
    "{\"type\":\"Feature\",\"properties\":{\"adm2_name\":\"" name "\",\"adm2_pcode\":\"" code "\",\"adm1_pcode\":\"" parent  \
    "\",\"iso3\":\"XXS\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" x0 ",0],[" x1 ",0],[" x1 ",2],[" x0 ",2],[" x0 ",0]]]}}"
static void two_levels(void **state)
{
    borders_add(of(state), WHOLE, -1);
    counts(borders_add(of(state), COLLECTION(DISTRICT("A", "XS0101", "XS01", "0", "2") "," DISTRICT("B", "XS0102", "XS01", "2", "3.9")), -1), 2, 0, 0);
    assert_near(ground(of(state), 0), 12, 1e-9);
    assert_near(ground(of(state), 1), 12, 1e-9);
    assert_near(ground(of(state), 2), 7.8, 1e-9);
    struct gazetteer *g = places_of(of(state));
    assert_text(gazetteer_place(g, (size_t)coded(g, "XS0102"))->parent_code, "XS01");
    gazetteer_free(&g);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, room_begin, room_end)
    const struct CMUnitTest tests[] = {T(new_then_known), T(a_corrected_border), T(without_codes_the_name_decides), T(a_shared_code),
        T(the_same_ground), T(another_level_and_another_country), T(the_country), T(holes_of_the_country), T(a_country_from_a_file),
        T(names_come_along), T(undone_whole), T(a_unit_is_split), T(older_borders_do_not_replace_newer_ones), T(merged_and_cut),
        T(the_same_border_later), T(two_levels)};
    return cmocka_run_group_tests_name("place borders", tests, NULL, NULL);
}
