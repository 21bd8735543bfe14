/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapefiles: what is read, what is mended, what is refused and in which words. The files are made here, byte by byte. */
#include "place/shapefile_testing.h"

static struct border_batch fine_(struct made *m, int line)
{
    struct border_batch b;
    struct err e = {0};
    struct shapefile s = made_set(m, "selmara_adm1");
    if (!shapefile_borders("selmara.zip", &s, 1, &(struct border_wish){.level = -1, .encoding = m->encoding}, &b, NULL, &e))
        fail_msg("line %d: %s", line, e.text);
    return b;
}
#define fine(m) fine_((m), __LINE__)

static void refused_(struct made *m, enum err_code code, const char *word, int line)
{
    struct border_batch b;
    struct err e = {0};
    struct shapefile s = made_set(m, "selmara");
    if (shapefile_borders("selmara.zip", &s, 1, &(struct border_wish){.level = -1, .encoding = m->encoding}, &b, NULL, &e))
        fail_msg("line %d: accepted", line);
    if (!strstr(e.text, word) || strchr(e.text, '\n') || e.code != code)
        fail_msg("line %d: \"%s\" does not say \"%s\"", line, e.text, word);
    assert_int_equal(b.n, 0);
}
#define refused(m, code, word) refused_((m), (code), (word), __LINE__)

static double area(const struct place *p, int *parts, int *holes)
{
    struct geos g;
    struct err e = {0};
    double v = 0;
    geos_begin(&g);
    GEOSGeometry *shape = geos_read(&g, p->border, &e);
    assert_non_null(shape);
    assert_int_equal(GEOSisValid_r(g.h, shape), 1);
    GEOSArea_r(g.h, shape, &v);
    *parts = GEOSGetNumGeometries_r(g.h, shape);
    *holes = 0;
    for (int i = 0; i < *parts; i++)
        *holes += GEOSGetNumInteriorRings_r(g.h, GEOSGetGeometryN_r(g.h, shape, i));
    GEOSGeom_destroy_r(g.h, shape);
    geos_end(&g);
    return v;
}

static void squares(void **state)
{
    (void)state;
    struct made m;
    made_begin(&m, SHPT_POLYGON);
    made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "20140313");
    made_polygon(&m, "1 0,1 1,2 1,2 0,1 0", "Al-Tamura", "XS-TA", "");
    struct border_batch b = fine(&m);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.rows, 2);
    assert_int_equal(b.repaired + b.refused + b.noted, 0);
    assert_text(b.places[0].name, "Vashta");
    assert_text(b.places[0].code, "XS-VA");
    assert_text(b.places[0].country, "XXS");
    assert_int_equal(b.places[0].level, 1);
    assert_int_equal(b.places[0].valid_from.n, day_make(2014, 3, 13).n);
    assert_false(day_known(b.places[1].valid_from));
    assert_near(b.places[1].longitude, 1.5, 0.02);
    border_batch_end(&b);
    made_end(&m);
}

/* Holes, islands in holes, several parts, the wrong way round, corners with heights: the same ground. */
static void rings(void **state)
{
    (void)state;
    static const struct {
        const char *rings;
        double area;
        int parts, holes;
        int64_t repaired;
        int kind;
    } table[] = {
        {"0 0,0 9,9 9,9 0,0 0|3 3,6 3,6 6,3 6,3 3", 72, 1, 1, 0, SHPT_POLYGON},
        {"3 3,6 3,6 6,3 6,3 3|0 0,0 9,9 9,9 0,0 0", 72, 1, 1, 0, SHPT_POLYGON},                                  /* the hole first */
        {"0 0,9 0,9 9,0 9,0 0|3 3,3 6,6 6,6 3,3 3", 72, 1, 1, 1, SHPT_POLYGON},                                  /* all turned */
        {"0 0,0 9,9 9,9 0,0 0|3 3,3 6,6 6,6 3,3 3", 72, 1, 1, 1, SHPT_POLYGON},                                  /* the hole turned */
        {"0 0,0 9,9 9,9 0,0 0|3 3,6 3,6 6,3 6,3 3|4 4,4 5,5 5,5 4,4 4", 73, 2, 1, 0, SHPT_POLYGON},              /* an island in the hole */
        {"0 0,0 1,1 1,1 0,0 0|2 0,2 1,3 1,3 0,2 0", 2, 2, 0, 0, SHPT_POLYGONZ},
        {"0 0,0 1,1 1,1 0,0 0", 1, 1, 0, 0, SHPT_POLYGONM},
        {"0 0,0 1,1 1,1 0", 1, 1, 0, 1, SHPT_POLYGON},                                                           /* left open */
        {"0 0,0 1,1 1,1 0,0 0|5 5,6 6,5 5", 1, 1, 0, 1, SHPT_POLYGON},                                           /* a ring of no extent */
        {"5 5,6 6,6 5,5 6,5 5", 0.5, 2, 0, 1, SHPT_POLYGON},                                                     /* crosses itself */
        {"0 0,0 9,9 9,9 0,0 0|0 4,4 3,4 6,0 4", 75, 1, 1, 0, SHPT_POLYGON}};                                     /* the hole touches */
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct made m;
        made_begin(&m, table[i].kind);
        made_polygon(&m, table[i].rings, "Vashta", "XS-VA", "");
        struct border_batch b = fine(&m);
        int parts, holes;
        double v = area(&b.places[0], &parts, &holes);
        if (fabs(v - table[i].area) > 1e-9 || parts != table[i].parts || holes != table[i].holes || b.repaired != table[i].repaired)
            fail_msg("%s: area %g, %d parts, %d holes, %d repaired", table[i].rings, v, parts, holes, (int)b.repaired);
        border_batch_end(&b);
        made_end(&m);
    }
}

static void null_shapes_and_deleted_records(void **state)
{
    (void)state;
    struct made m;
    made_begin(&m, SHPT_POLYGON);
    made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
    made_polygon(&m, NULL, "Nothing", "XS-NO", "");
    made_polygon(&m, "1 0,1 1,2 1,2 0,1 0", "Gone", "XS-GO", "");
    struct shapefile s = made_set(&m, "a");
    ((char *)m.dbf.p)[s.dbf.n - 1 - MADE_WIDTH] = '*';
    struct border_batch b = fine(&m);
    assert_int_equal(b.n, 1);
    assert_int_equal(b.rows, 3);
    assert_int_equal(b.refused, 2);
    assert_text(b.problems[0].found, "no geometry");
    assert_int_equal(b.problems[0].line, 2);
    assert_text(b.problems[1].found, "a deleted record");
    border_batch_end(&b);
    made_end(&m);
}

/* The index is made anew where there is none, where it is cut short, and where it belongs to other shapes. */
static void without_index(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct made m;
        made_begin(&m, SHPT_POLYGON);
        made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
        made_polygon(&m, "1 0,1 1,2 1,2 0,1 0", "Kovrin", "XS-KO", "");
        (void)made_set(&m, "a");
        m.no_shx = i == 0;
        if (i == 1)
            m.shx.n -= 5;
        if (i == 2)
            m.shx.p[100 + 3] = 127;
        if (i == 3)
            buf_text(&m.shp, "some padding");
        struct border_batch b = fine(&m);
        assert_int_equal(b.n, 2);
        assert_int_equal(b.noted, i == 1 || i == 2);
        border_batch_end(&b);
        made_end(&m);
    }
}

static void projections(void **state)
{
    (void)state;
    static const struct {
        const char *wkt, *refused; /* NULL: taken */
    } table[] = {
        {"GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","
         "0.0174532925199433]]", NULL},
        {"GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],"
         "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.01745329251994328,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]", NULL},
        {"GEOGCRS[\"WGS 84\",ENSEMBLE[\"World Geodetic System 1984 ensemble\",MEMBER[\"World Geodetic System 1984 (Transit)\"],ELLIPSOID[\"WGS 84\",6378137,"
         "298.257223563,LENGTHUNIT[\"metre\",1]]],PRIMEM[\"Greenwich\",0,ANGLEUNIT[\"degree\",0.0174532925199433]],CS[ellipsoidal,2],ID[\"EPSG\",4326]]", NULL},
        {"geogcs ( \"wgs 84\" , datum ( \"World Geodetic System 1984\" , spheroid(\"x\",1,2)), primem(\"Greenwich\", 0), unit(\"degree\", 0.0174532925199433))", NULL},
        {"EPSG:4326", NULL}, {"", NULL},
        {"PROJCS[\"WGS_1984_UTM_Zone_38N\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],"
         "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],UNIT[\"Meter\",1.0]]", "\"WGS_1984_UTM_Zone_38N\""},
        {"GEOGCS[\"GCS_Palestine_1923\",DATUM[\"D_Palestine_1923\",SPHEROID[\"Clarke_1880_Benoit\",6378300.789,293.466]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","
         "0.0174532925199433]]", "\"GCS_Palestine_1923\""},
        {"GEOGCS[\"WGS 84 from Paris\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",1,2]],PRIMEM[\"Paris\",2.33722917],UNIT[\"degree\",0.0174532925199433]]", "from Paris"},
        {"GEOGCS[\"WGS 84 in grads\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",1,2]],PRIMEM[\"Greenwich\",0],UNIT[\"grad\",0.015707963267949]]", "in grads"},
        {"PROJCRS[\"WGS 84 / Pseudo-Mercator\",BASEGEOGCRS[\"WGS 84\",DATUM[\"World Geodetic System 1984\"]]]", "Pseudo-Mercator"},
        {"something else", "\"something else\""}, {"GEOGCS[\"WGS 84\"", "WGS 84"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct made m;
        made_begin(&m, SHPT_POLYGON);
        made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
        m.prj = table[i].wkt;
        if (table[i].refused) {
            refused(&m, ERR_INPUT, table[i].refused);
            refused(&m, ERR_INPUT, "EPSG:4326");
        } else {
            struct border_batch b = fine(&m);
            assert_int_equal(b.noted, table[i].wkt[0] == 0);
            border_batch_end(&b);
        }
        made_end(&m);
    }
}

static void without_projection(void **state)
{
    (void)state;
    struct made m;
    made_begin(&m, SHPT_POLYGON);
    made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
    m.prj = NULL;
    struct border_batch b = fine(&m);
    assert_int_equal(b.noted, 1);
    assert_text(b.problems[0].code, "no-projection");
    border_batch_end(&b);
    made_end(&m);
    made_begin(&m, SHPT_POLYGON);
    made_polygon(&m, "440000 3600000,440000 3610000,450000 3610000,440000 3600000", "Vashta", "XS-VA", "");
    m.prj = NULL;
    refused(&m, ERR_INPUT, "metres");
    made_end(&m);
}

static void encodings(void **state)
{
    (void)state;
    static const struct {
        const char *name, *cpg;
        char driver;
        const char *encoding, *found, *refused;
    } table[] = {
        {"\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL, 0, "", "\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL},
        {"\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", "UTF-8\r\n", 0, "", "\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL},
        {"\xE4\xED\xE4\xE6\xEC", NULL, 0, "", NULL, "--encoding windows-1256"},
        {"\xE4\xED\xE4\xE6\xEC", NULL, 0x57, "", NULL, "no .cpg file"},
        {"\xE4\xED\xE4\xE6\xEC", "UTF-8", 0, "", NULL, "although its .cpg file says so"},
        {"\xE4\xED\xE4\xE6\xEC", "ANSI 1256", 0, "", "\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL},
        {"\xE4\xED\xE4\xE6\xEC", NULL, 0, "windows-1256", "\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL},
        {"\xE4\xED\xE4\xE6\xEC", "UTF-8", 0, "Windows-1256", "\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL},
        {"\xE4\xED\xE4\xE6\xEC", NULL, 0x7E, "", "\xD9\x86\xD9\x8A\xD9\x86\xD9\x88\xD9\x89", NULL},
        {"Vashta", "klingon", 0, "", NULL, "\"klingon\", which is not known"},
        {"Vashta", NULL, 0, "klingon", NULL, "--encoding names"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct made m;
        made_begin(&m, SHPT_POLYGON);
        made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", table[i].name, "XS-VA", "");
        m.cpg = table[i].cpg;
        m.driver = table[i].driver;
        m.encoding = str_of(table[i].encoding);
        if (table[i].refused) {
            refused(&m, ERR_INPUT, table[i].refused);
        } else {
            struct border_batch b = fine(&m);
            assert_text(b.places[0].name, table[i].found);
            border_batch_end(&b);
        }
        made_end(&m);
    }
}

/* Arabic names fill the field to its last byte, and a writer cut the last letter in two. */
static void a_letter_cut_in_two(void **state)
{
    (void)state;
    struct made m;
    made_begin(&m, SHPT_POLYGON);
    made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "abcdefghijklmnopqrstuvw\xD9", "XS-VA", "");
    struct border_batch b = fine(&m);
    assert_text(b.places[0].name, "abcdefghijklmnopqrstuvw");
    border_batch_end(&b);
    made_end(&m);
}

static void one_clear_sentence(void **state)
{
    (void)state;
    struct made m;
    made_begin(&m, SHPT_POINT);
    made_point(&m, 1, 2, "A point");
    refused(&m, ERR_INPUT, "draws no areas (selmara (points))");
    made_end(&m);
    made_begin(&m, SHPT_ARC);
    refused(&m, ERR_INPUT, "(lines)");
    made_end(&m);
    made_begin(&m, SHPT_POLYGON);
    refused(&m, ERR_INPUT, "nothing to add");
    made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
    m.no_dbf = true;
    refused(&m, ERR_INPUT, "selmara.dbf is missing");
    m.no_dbf = false;
    m.no_shp = true;
    refused(&m, ERR_INPUT, "selmara.shp is missing");
    m.no_shp = false;
    made_row(&m, "Too many", "XS-TM", "");
    refused(&m, ERR_INPUT, "1 shapes (.shp), but 2 rows of names (.dbf)");
    made_end(&m);
    made_begin(&m, SHPT_POLYGON);
    made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
    (void)made_set(&m, "selmara");
    m.shp.p[0] = 1;
    refused(&m, ERR_INPUT, "no shapefile");
    made_end(&m);
}

/* Cut anywhere, a file is refused in words; nothing is taken from a part of it. */
static void cut_anywhere(void **state)
{
    (void)state;
    for (int member = 0; member < 2; member++) {
        struct made m;
        made_begin(&m, SHPT_POLYGON);
        made_polygon(&m, "0 0,0 1,1 1,1 0,0 0", "Vashta", "XS-VA", "");
        made_polygon(&m, "1 0,1 1,2 1,2 0,1 0", "Kovrin", "XS-KO", "");
        struct shapefile s = made_set(&m, "selmara");
        size_t whole = member ? s.dbf.n - 1 : s.shp.n; /* the table's last byte is only its end mark */
        for (size_t n = 0; n < whole; n++) {
            struct shapefile cut = s;
            struct border_batch b;
            struct err e = {0};
            *(member ? &cut.dbf.n : &cut.shp.n) = n;
            assert_false(shapefile_borders("selmara.zip", &cut, 1, &(struct border_wish){.level = -1}, &b, NULL, &e));
            assert_int_equal(e.code, ERR_INPUT);
        }
        made_end(&m);
    }
}

/* A zip of all levels, with lines and points beside: the areas are taken, and --layer chooses. */
static void several_layers(void **state)
{
    (void)state;
    struct made one, two, lines, again;
    made_begin(&one, SHPT_POLYGON);
    made_polygon(&one, "0 0,0 1,2 1,2 0,0 0", "Vashta", "XS-VA", "");
    made_begin(&two, SHPT_POLYGON);
    two.level = '2';
    made_polygon(&two, "0 0,0 1,1 1,1 0,0 0", "West", "XS-VA-1", "");
    made_polygon(&two, "1 0,1 1,2 1,2 0,1 0", "East", "XS-VA-2", "");
    made_begin(&lines, SHPT_ARC);
    made_begin(&again, SHPT_POLYGON);
    made_polygon(&again, "0 0,0 1,2 1,2 0,0 0", "Vashta", "XS-VA", "");
    struct shapefile sets[4] = {made_set(&two, "x_adm2"), made_set(&lines, "x_lines"), made_set(&one, "x_adm1"), made_set(&again, "x_adm1_2020")};
    struct border_batch b;
    struct err e = {0};
    assert_fine(shapefile_borders("x.zip", sets, 3, &(struct border_wish){.level = -1}, &b, NULL, &e), e);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.noted, 1);
    assert_int_equal(b.places[0].level, 2);
    assert_int_equal(b.places[2].level, 1);
    border_batch_end(&b);
    assert_fine(shapefile_borders("x.zip", sets, 4, &(struct border_wish){.level = -1, .layer = STR("x_adm1")}, &b, NULL, &e), e);
    assert_int_equal(b.n, 1);
    border_batch_end(&b);
    assert_false(shapefile_borders("x.zip", sets, 4, &(struct border_wish){.level = -1}, &b, NULL, &e));
    assert_non_null(strstr(e.text, "\"x_adm1\" and \"x_adm1_2020\" both draw level 1 of XXS"));
    assert_false(shapefile_borders("x.zip", sets, 4, &(struct border_wish){.level = -1, .layer = STR("y")}, &b, NULL, &e));
    assert_non_null(strstr(e.text, "has no layer \"y\""));
    made_end(&one);
    made_end(&two);
    made_end(&lines);
    made_end(&again);
}

/* Bytes changed at random: an answer or a sentence, whatever they say. */
static void changed_bytes(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 20140313);
    for (int i = 0; i < 3000; i++) {
        struct made m;
        made_begin(&m, SHPT_POLYGON);
        made_polygon(&m, "0 0,0 9,9 9,9 0,0 0|3 3,6 3,6 6,3 6,3 3", "Vashta", "XS-VA", "20140313");
        made_polygon(&m, "9 0,9 1,10 1,10 0,9 0", "Kovrin", "XS-KO", "");
        (void)made_set(&m, "selmara");
        struct buf *files[] = {&m.shp, &m.dbf, &m.shx};
        for (uint64_t k = 1 + rng_below(&r, 3); k; k--) {
            struct buf *f = files[rng_below(&r, 3)];
            f->p[rng_below(&r, f->n)] = rng_below(&r, 2) ? (char)rng_below(&r, 256) : (char)(rng_below(&r, 2) ? 0xFF : 0x7F);
        }
        struct shapefile s = made_set(&m, "selmara");
        struct border_batch b;
        struct err e = {0};
        if (shapefile_borders("selmara.zip", &s, 1, &(struct border_wish){.level = -1}, &b, NULL, &e))
            border_batch_end(&b);
        else
            assert_true(e.code != ERR_NONE && e.text[0]);
        made_end(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(squares), cmocka_unit_test(rings), cmocka_unit_test(null_shapes_and_deleted_records),
        cmocka_unit_test(without_index), cmocka_unit_test(projections), cmocka_unit_test(without_projection), cmocka_unit_test(encodings),
        cmocka_unit_test(a_letter_cut_in_two), cmocka_unit_test(one_clear_sentence), cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(several_layers), cmocka_unit_test(changed_bytes)};
    return cmocka_run_group_tests_name("place shapefile", tests, NULL, NULL);
}
