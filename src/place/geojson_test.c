/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Border files: what is read, what is mended, what is refused and in which words. */
#include "place/testing.h"

static struct border_batch fine(const char *text, int level)
{
    struct err e = {0};
    struct border_batch b;
    assert_fine(borders_of(text, level, &b, &e), e);
    return b;
}

static void squares(void **state)
{
    (void)state;
    struct border_batch b = fine(FOUR, -1);
    assert_int_equal(b.n, 4);
    assert_int_equal(b.rows, 4);
    assert_int_equal(b.level, 1);
    assert_int_equal(b.repaired + b.refused + (int64_t)b.problem_n, 0);
    assert_text(b.places[0].name, "Vashta");
    assert_text(b.places[0].code, "XS-VA");
    assert_text(b.places[0].country, "XXS");
    assert_near(b.places[0].longitude, -15.5, 0.02);
    assert_near(b.places[0].latitude, -35.5, 0.02);
    assert_int_equal(b.places[0].border.n, 1 + 4 + 4 + 4 + 5 * 16); /* WKB of one ring of five corners */
    border_batch_end(&b);
    border_batch_end(&b);
}

/* The order of members, blanks, unknown members, a BOM, heights: none of them matters. */
static void order_does_not_matter(void **state)
{
    (void)state;
    const char *turned = "\xEF\xBB\xBF{ \"bbox\": [1,2,3,4], \"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\n \"features\" : [ { \"geometry\": {\"coordinates\":\n[[[-16,-36,5],[-15,-36,5],"
        "[-15,-35,5,7],[-16,-35,5],[-16,-36,5]]], \"type\":\"Polygon\"}, \"note\": {\"a\":[{\"coordinates\":[[1]]}]}, \"properties\":"
        "{\"note\":{\"deep\":[1,{\"shapeName\":\"wrong\"}]},\"shapeType\":\"ADM1\",\"shapeGroup\":\"XXS\",\"shapeISO\":\"XS-VA\","
        "\"shapeName\":\"Vashta\",\"n\":null,\"b\":true}, \"type\":\"Feature\"} ], \"type\":\"FeatureCollection\"}\n";
    struct border_batch a = fine(COLLECTION(SQUARE("Vashta", "XS-VA", "-16", "-36", "-15", "-35")), -1), b = fine(turned, -1);
    assert_int_equal(b.n, 1);
    assert_text(b.places[0].name, "Vashta");
    assert_true(str_eq(a.places[0].border, b.places[0].border));
    border_batch_end(&a);
    border_batch_end(&b);
}

struct drops { /* gives one byte at a time */
    struct stream s;
    const char *text;
    size_t at;
};

static int64_t one_byte(struct stream *s, void *p, size_t n, struct err *e)
{
    struct drops *d = (struct drops *)(void *)s;
    (void)e;
    if (!n || !d->text[d->at])
        return 0;
    *(char *)p = d->text[d->at++];
    s->done++;
    return 1;
}

static void pieces_of_a_stream(void **state)
{
    (void)state;
    struct err e = {0};
    struct drops d = {.s = {.read = one_byte, .name = "drops.geojson", .size = -1}, .text = FOUR};
    struct border_batch a = fine(FOUR, -1), b;
    assert_fine(geojson_borders(&d.s, -1, &b, NULL, &e), e);
    assert_int_equal(b.n, a.n);
    for (size_t i = 0; i < a.n; i++)
        assert_true(str_eq(a.places[i].border, b.places[i].border) && str_eq(a.places[i].name, b.places[i].name));
    border_batch_end(&a);
    border_batch_end(&b);
}

#define FEATURE(properties, kind, coordinates)                                                                         \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"" kind "\",\"coordinates\":" coordinates "}}"
#define UNIT "[[[1,1],[2,1],[2,2],[1,2],[1,1]]]"

static void properties_of_many_makers(void **state)
{
    (void)state;
    static const struct {
        const char *properties, *name, *code, *country, *parent;
        int level;
    } table[] = {
        {"\"shapeName\":\"Jenin\",\"shapeISO\":\"PS_JEN\",\"shapeGroup\":\"PSE\",\"shapeType\":\"ADM2\"", "Jenin", "PS-JEN", "PSE", "", 2},
        {"\"adm2_name\":\"Jenin\",\"adm2_pcode\":\"PS0101\",\"adm1_name\":\"West Bank\",\"adm1_pcode\":\"PS01\",\"adm0_name\":"
         "\"State of Palestine\",\"adm0_pcode\":\"PS\"", "Jenin", "PS0101", "PSE", "PS01", 2},
        {"\"ADM1_EN\":\"Maruq\",\"ADM1_PCODE\":\"XX01\",\"ADM0_EN\":\"Selmara\",\"ADM0_PCODE\":\"XX\"", "Maruq", "XX01", "XXS", "XX", 1},
        {"\"admin1Name\":\"Maruq\",\"admin1Pcode\":\"XX01\",\"admin0Name\":\"Selmara\"", "Maruq", "XX01", "XXS", "", 1},
        {"\"NAME_1\":\"Maruq\",\"GID_1\":\"XXS.1_1\",\"GID_0\":\"XXS\",\"NAME_0\":\"Selmara\"", "Maruq", "XXS.1_1", "XXS", "XXS", 1},
        {"\"name\":\"Amman\",\"hasc\":\"JO.AM\",\"iso3\":\"JOR\",\"level\":\"ADM1\"", "Amman", "JO.AM", "JOR", "", 1},
        {"\"name\":\"Ninawa\",\"iso_3166_2\":\"IQ-NI\",\"adm0_a3\":\"IRQ\",\"admin\":\"Iraq\"", "Ninawa", "IQ-NI", "IRQ", "", 1},
        {"\"shapeName\":\"Keserwan\",\"shapeISO\":\"N/A\",\"shapeGroup\":\"LBN\",\"shapeType\":\"ADM1\"", "Keserwan", "", "LBN", "", 1},
        {"\"ADMIN\":\"Iraq\",\"ISO_A3\":\"IRQ\",\"name\":\"Iraq\"", "Iraq", "IRQ", "IRQ", "", 0},
        {"\"shapeName\":\"Erbil\",\"shapeISO\":\"IQ-AR\",\"shapeType\":\"ADM1\"", "Erbil", "IQ-AR", "IRQ", "", 1}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char text[1200];
        snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{%s},"
            "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" UNIT "}}]}", table[i].properties);
        struct border_batch b = fine(text, -1);
        assert_int_equal(b.n, 1);
        assert_text(b.places[0].name, table[i].name);
        assert_text(b.places[0].code, table[i].code);
        assert_text(b.places[0].country, table[i].country);
        assert_text(b.places[0].parent_code, table[i].parent);
        assert_int_equal(b.places[0].level, table[i].level);
        border_batch_end(&b);
    }
}

static void names_in_languages(void **state)
{
    (void)state;
    struct border_batch b = fine(COLLECTION(FEATURE("\"name\":\"Vashta\",\"name_ar\":\"فاشتا\",\"name:ckb\":\"ڤاشتا\",\"level\":1,\"name_2x\":\"no\","
        "\"iso3\":\"XXS\",\"name_zz\":\"no\"", "Polygon", UNIT)), -1);
    assert_int_equal(b.alias_n, 2);
    assert_text(b.aliases[0].language, "ar");
    assert_text(b.aliases[0].name, "فاشتا");
    assert_text(b.aliases[1].language, "ckb");
    border_batch_end(&b);
}

static struct border_batch one(const char *properties, struct buf *text)
{
    buf_clear(text);
    buf_f(text, "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":"
        "\"Polygon\",\"coordinates\":" UNIT "}}]}", properties);
    return fine(text->p, 1);
}

/* A second name that does not say its language: its script tells, as far as it can. */
static void names_of_unsaid_language(void **state)
{
    (void)state;
    static const struct {
        const char *properties, *languages[4], *names[4];
    } table[] = {
        {"\"adm1_name\":\"Maruq\",\"adm1_name1\":\"ماروق\",\"adm1_name2\":\"مارووقەی نوێ\",\"adm1_name3\":\"ماروگ\"", {"ar", "ckb", ""},
            {"ماروق", "مارووقەی نوێ", "ماروگ"}},
        {"\"adm1_name\":\"Maruq\",\"lang\":\"en\",\"lang1\":\"ku\",\"adm1_name1\":\"ماروق\"", {"ckb"}, {"ماروق"}},
        {"\"ADM1_EN\":\"Maruq\",\"ADM1_AR\":\"ماروق\",\"ADM1_KU\":\"مارووق\",\"ADM0_AR\":\"سلمارا\",\"ADM1ALT1AR\":\"مارق\"",
            {"en", "ar", "ckb", "ar"}, {"Maruq", "ماروق", "مارووق", "مارق"}},
        {"\"NAME_1\":\"Maruq\",\"NL_NAME_1\":\"ماروق\",\"VARNAME_1\":\"Marouk|Maruq|Marugh\"", {"ar", "", ""}, {"ماروق", "Marouk", "Marugh"}},
        {"\"admin1Name\":\"Maruq\",\"admin1Na_1\":\"ماروق\"", {"ar"}, {"ماروق"}},
        {"\"name\":\"Maruq\",\"alt_name\":\"NA\",\"name_en\":\"Marouk\"", {"en"}, {"Marouk"}}};
    struct buf text CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct border_batch b = one(table[i].properties, &text);
        size_t n = 0;
        while (n < 4 && table[i].names[n])
            n++;
        assert_text(b.places[0].name, "Maruq");
        assert_int_equal(b.alias_n, n);
        for (size_t k = 0; k < n; k++) {
            assert_text(b.aliases[k].language, table[i].languages[k]);
            assert_text(b.aliases[k].name, table[i].names[k]);
        }
        border_batch_end(&b);
    }
}

static void days_in_force(void **state)
{
    (void)state;
    static const struct {
        const char *properties;
        int from[3], to[3]; /* year 0: not known */
        int64_t noted;
    } table[] = {
        {"\"date\":\"2012-01-05\",\"validOn\":\"2014-03-13\",\"validTo\":\"2018\"", {2014, 3, 13}, {2018, 12, 31}, 0},
        {"\"date\":\"2012-01-05T00:00:00.000Z\",\"validTo\":null", {2012, 1, 5}, {0}, 0},
        {"\"valid_from\":\"20140313\",\"valid_to\":\"9999-12-31\"", {2014, 3, 13}, {0}, 0},
        {"\"validOn\":1394668800000,\"validTo\":-1", {2014, 3, 13}, {0}, 0},
        {"\"valid_on\":\"2014/03\"", {2014, 3, 1}, {0}, 0},
        {"\"valid_on\":\"13.3.2014\"", {0}, {0}, 1},
        {"\"valid_on\":\"2014\",\"valid_to\":\"2013\"", {2014, 1, 1}, {0}, 1},
        {"\"valid_on\":\"20141399\"", {0}, {0}, 1}};
    struct buf text CLEANUP(buf_end) = {0}, properties CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        buf_clear(&properties);
        buf_f(&properties, "\"name\":\"Maruq\",%s", table[i].properties);
        struct border_batch b = one(properties.p, &text);
        const int *from = table[i].from, *to = table[i].to;
        assert_int_equal(b.places[0].valid_from.n, from[0] ? day_make(from[0], from[1], from[2]).n : DAY_NONE.n);
        assert_int_equal(b.places[0].valid_to.n, to[0] ? day_make(to[0], to[1], to[2]).n : DAY_NONE.n);
        assert_int_equal(b.problem_n, table[i].noted);
        assert_int_equal(b.noted, table[i].noted);
        border_batch_end(&b);
    }
}

static void the_level_somebody_wishes(void **state)
{
    (void)state;
    struct border_batch b = fine(COLLECTION(FEATURE("\"name\":\"Vashta\",\"iso3\":\"XXS\"", "Polygon", UNIT)), 2);
    assert_int_equal(b.places[0].level, 2);
    border_batch_end(&b);
    b = fine(FOUR, 2);
    assert_int_equal(b.places[3].level, 2);
    assert_int_equal(b.level, 2);
    border_batch_end(&b);
}

static void mended(void **state)
{
    (void)state;
    /* A ring left open, one that crosses itself, a dirty code. */
    struct border_batch b = fine(COLLECTION(FEATURE("\"name\":\"Open\",\"level\":1", "Polygon", "[[[1,1],[2,1],[2,2],[1,2]]]") ","
        FEATURE("\"name\":\"Bow\",\"level\":1", "Polygon", "[[[5,5],[6,6],[6,5],[5,6],[5,5]]]") ","
        FEATURE("\"name\":\"Star\",\"code\":\"PS-GZA*\",\"level\":1", "Polygon", UNIT)), -1);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.repaired, 3);
    assert_int_equal(b.refused, 0);
    assert_int_equal(b.problem_n, 3);
    assert_text(b.problems[2].found, "PS-GZA*");
    assert_int_equal(b.problems[0].severity, PROBLEM_REPAIRED);
    struct geos g;
    geos_begin(&g);
    struct err e = {0};
    for (size_t i = 0; i < b.n; i++) {
        GEOSGeometry *shape = geos_read(&g, b.places[i].border, &e);
        double area;
        assert_int_equal(GEOSisValid_r(g.h, shape), 1);
        assert_int_equal(GEOSArea_r(g.h, shape, &area), 1);
        assert_near(area, i == 1 ? 0.5 : 1, 1e-9);
        GEOSGeom_destroy_r(g.h, shape);
    }
    geos_end(&g);
    border_batch_end(&b);
}

static void left_out(void **state)
{
    (void)state;
    struct border_batch b = fine(COLLECTION(FEATURE("\"name\":\"A point\",\"level\":1", "Point", "[1,1]") ","
        FEATURE("\"name\":\"Kept\",\"level\":1", "Polygon", UNIT) ",{\"type\":\"Feature\",\"properties\":{\"name\":\"None\"},\"geometry\":null},"
        FEATURE("\"colour\":\"red\",\"level\":1", "Polygon", UNIT) "," FEATURE("\"name\":\"Flat\",\"level\":1", "Polygon",
        "[[[1,1],[2,1],[1,1]]]")), -1);
    assert_int_equal(b.n, 1);
    assert_int_equal(b.rows, 5);
    assert_int_equal(b.refused, 4);
    assert_text(b.problems[0].code, "not-a-border");
    assert_text(b.problems[0].found, "Point");
    assert_text(b.problems[1].found, "no geometry");
    assert_text(b.problems[2].code, "border-without-name");
    assert_text(b.problems[2].found, "colour, level");
    assert_text(b.problems[3].code, "border-empty");
    border_batch_end(&b);
}

/* Each island a feature of its own: one place. The same code with another name: two. */
static void pieces_unite(void **state)
{
    (void)state;
    struct border_batch b = fine(COLLECTION(SQUARE("Isles", "XS-IS", "1", "1", "2", "2") "," SQUARE("Other", "XS-IS", "3", "1", "4", "2") ","
        SQUARE("Isles", "XS-IS", "5", "1", "6", "2")), -1);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.repaired, 1);
    struct geos g;
    struct err e = {0};
    geos_begin(&g);
    GEOSGeometry *shape = geos_read(&g, b.places[0].border, &e);
    assert_int_equal(GEOSGetNumGeometries_r(g.h, shape), 2);
    GEOSGeom_destroy_r(g.h, shape);
    geos_end(&g);
    border_batch_end(&b);
}

static void refused(const char *text, enum err_code code, const char *word)
{
    struct err e = {0};
    struct border_batch b;
    if (borders_of(text, -1, &b, &e))
        fail_msg("accepted: %s", text);
    if (!strstr(e.text, word))
        fail_msg("\"%s\" does not say \"%s\"", e.text, word);
    assert_int_equal(e.code, code);
    assert_int_equal(b.n, 0);
    assert_null(strchr(e.text, '\n'));
}

#define BAD(coordinates) COLLECTION(FEATURE("\"name\":\"A\",\"level\":1", "Polygon", coordinates))

static void one_clear_sentence(void **state)
{
    (void)state;
    refused("", ERR_INPUT, "empty");
    refused(" \n ", ERR_INPUT, "");
    refused("{\"type\":\"FeatureCollection\",\"features\":[]}", ERR_INPUT, "list of features is empty");
    refused("{\"type\":\"FeatureCollection\"}", ERR_INPUT, "no list of features");
    refused("{\"type\":\"Topology\",\"objects\":{}}", ERR_INPUT, "TopoJSON");
    refused("[1,2]", ERR_INPUT, "begins with a bracket");
    refused("12", ERR_INPUT, "bare value");
    refused("{\"features\":[12]}", ERR_INPUT, "bare value");
    refused("{\"features\":[[1]]}", ERR_INPUT, "array stands where a feature");
    refused("{\"features\":[null]}", ERR_INPUT, "null stands where a feature");
    refused("{\"features\":[]}{\"features\":[]}", ERR_INPUT, "");
    refused("{\"a\":tru}", ERR_INPUT, "not well-formed JSON");
    refused("{\"a\":\"\xFF\"}", ERR_INPUT, "not well-formed JSON");
    refused(COLLECTION(FEATURE("\"name\":\"A\"", "Point", "[1,2]")), ERR_INPUT, "none of its 1 features is a border");
    refused(COLLECTION(FEATURE("\"name\":\"A\"", "Polygon", UNIT)), ERR_USAGE, "--level 1");
    refused(COLLECTION(FEATURE("\"name\":\"A\",\"level\":5", "Polygon", UNIT)), ERR_INPUT, "level 5");
    refused(BAD("[[[33,181]]]"), ERR_INPUT, "latitude 181");
    refused(BAD("[[[33,133],[34,133]]]"), ERR_INPUT, "latitude seems to stand before longitude");
    refused(BAD("[[[3700000,4500000]]]"), ERR_INPUT, "metres");
    refused(BAD("[[[1,2],[3]]]"), ERR_INPUT, "no latitude");
    refused(BAD("[[[1,2],3]]"), ERR_INPUT, "nested wrongly");
    refused(BAD("[[[1,[2]]]]"), ERR_INPUT, "nested wrongly");
    refused(BAD("[[1,2],[2,3]]"), ERR_INPUT, "do not fit its type");
    refused(BAD("[[[[[1,2]]]]]"), ERR_INPUT, "nested wrongly");
    refused(BAD("[[[1,\"2\"]]]"), ERR_INPUT, "text stands among coordinates");
    refused(BAD("[[[1,null]]]"), ERR_INPUT, "null stands among coordinates");
    refused(BAD("[[[1,{}]]]"), ERR_INPUT, "brace stands among coordinates");
    refused(BAD("[[[1,1e999]]]"), ERR_INPUT, "too large");
    refused("{\"crs\":{\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32638\"}},\"features\":[]}", ERR_INPUT, "WGS 84");
    refused("{\n\n\"features\":[\n]", ERR_INPUT, "cut short");
}

/* Wherever a file is cut, it is an error that says so, never a part of it. */
static void cut_anywhere(void **state)
{
    (void)state;
    const char *whole = FOUR;
    size_t n = strlen(whole);
    char *part = mem_get(n + 1);
    for (size_t k = 0; k < n; k++) {
        memcpy(part, whole, k);
        part[k] = 0;
        struct err e = {0};
        struct border_batch b;
        assert_false(borders_of(part, -1, &b, &e));
        assert_int_equal(e.code, ERR_INPUT);
    }
    free(part);
}

static void too_deep_and_too_long(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "{\"a\":");
    for (int i = 0; i < 200; i++)
        buf_char(&b, '[');
    refused(b.p, ERR_INPUT, "more than 100 deep");
    buf_clear(&b);
    buf_text(&b, "{\"a\":\"");
    for (int i = 0; i < 9 << 20; i++)
        buf_char(&b, 'x');
    refused(b.p, ERR_INPUT, "longer than 8 MB");
}

static void sniffing(void **state)
{
    (void)state;
    assert_true(geojson_sniff(STR("\xEF\xBB\xBF {\"type\": \"FeatureCollection\"")));
    assert_true(geojson_sniff(STR("{\"features\":[{\"type\":\"Feature\"")));
    assert_false(geojson_sniff(STR("{\"type\":\"Topology\"}")));
    assert_false(geojson_sniff(STR("id,FeatureCollection\n")));
    assert_false(geojson_sniff(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(squares), cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(pieces_of_a_stream), cmocka_unit_test(properties_of_many_makers), cmocka_unit_test(names_in_languages), cmocka_unit_test(names_of_unsaid_language),
        cmocka_unit_test(days_in_force),
        cmocka_unit_test(the_level_somebody_wishes), cmocka_unit_test(mended), cmocka_unit_test(left_out), cmocka_unit_test(pieces_unite),
        cmocka_unit_test(one_clear_sentence), cmocka_unit_test(cut_anywhere), cmocka_unit_test(too_deep_and_too_long),
        cmocka_unit_test(sniffing)};
    return cmocka_run_group_tests_name("place geojson", tests, NULL, NULL);
}
