/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "incident/incident.h"

static const struct incident_layout *layout_of(const struct table *t)
{
    const struct incident_layout *best = NULL;
    int most = 0;
    for (size_t i = 0; incident_layouts[i]; i++) {
        int score = incident_layouts[i]->sniff(t);
        if (score > most) {
            most = score;
            best = incident_layouts[i];
        }
    }
    return best;
}

static bool read_stream(struct stream *in, const char *layout, struct incident_batch *b, struct err *e)
{
    struct table *t CLEANUP(table_close) = NULL;
    if (!table_open(in, &t, e))
        return false;
    const struct incident_layout *l = layout_of(t);
    assert_non_null(l);
    assert_string_equal(l->name, layout);
    return l->read(t, b, NULL, e);
}

static bool try_read(const char *text, const char *layout, struct incident_batch *b, struct err *e)
{
    struct memory_stream m;
    memory_open(&m, "t.csv", str_of(text));
    *b = (struct incident_batch){0};
    return read_stream(&m.s, layout, b, e);
}

static void read_as(const char *text, const char *layout, struct incident_batch *b)
{
    struct err e = {0};
    if (!try_read(text, layout, b, &e))
        fail_msg("%s", e.text);
}

static const struct problem *problem_of(const struct incident_batch *b, const char *code)
{
    for (size_t i = 0; i < b->log.n; i++)
        if (str_is(b->log.list[i].code, code))
            return &b->log.list[i];
    return NULL;
}

static void has_problem(const struct incident_batch *b, const char *code, enum problem_severity severity, int64_t line,
    const char *column, const char *found)
{
    const struct problem *p = problem_of(b, code);
    if (!p)
        fail_msg("no problem %s", code);
    assert_int_equal(p->severity, severity);
    assert_int_equal(p->line, line);
    assert_true(str_is(p->column, column));
    if (!str_is(p->found, found))
        fail_msg("found \"%.*s\", not \"%s\"", STR_F(p->found), found);
    assert_true(p->expected.n > 0 && p->advice.n > 0);
}

static void word_is(const struct incident_batch *b, uint32_t id, const char *text)
{
    struct str s = intern_text(&b->words, id);
    if (!str_is(s, text))
        fail_msg("\"%.*s\" is not \"%s\"", STR_F(s), text);
}

/* ---- GED ---- */

#define H45                                                                                                            \
    "id,year,active_year,type_of_violence,gwnoa,side_a,gwnob,side_b,number_of_sources,source_office,where_prec,"       \
    "where_coordinates,adm_1,adm_2,latitude,longitude,country,iso3,event_clarity,date_prec,date_start,date_end,"       \
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\r\n"
#define TAGS                                                                                                           \
    ",#date+year,,,,#group+name+first,,#group+name+second,,#meta+source,,#loc+name,#adm1+name,#adm2+name,#geo+lat,"    \
    "#geo+lon,#country+name,#country+code,,,#date+start,#date+end,,,,,,#affected+killed,\r\n"
/* An invented event of an invented country; what a test is about stands in its arguments. */
#define ROW(id, low, best, high)                                                                                       \
    id ",2020,1,1,645.0,Government of Selmara,,Front of the Hills,-1,\"Selmara\nNews;Other\",1,\"Tel Arun, town\","     \
    "Hilla  province,,33.5,43.25,Selmara,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0," low "," best "," high "\r\n"

static void ged_fields_by_name(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(H45 TAGS ROW("17", "2", "3", "9"), "ucdp-ged", &b);
    assert_int_equal(b.rows, 1);
    assert_int_equal(b.n, 1);
    assert_int_equal(b.repaired + b.refused + b.noted, 0);
    const struct incident *x = &b.list[0];
    word_is(&b, x->key, "17");
    assert_int_equal(x->line, 3);
    assert_int_equal(x->first.n, day_make(2020, 3, 1).n);
    assert_int_equal(x->last.n, x->first.n);
    assert_int_equal(x->day_precision, 1);
    assert_int_equal(x->place_precision, 1);
    assert_true(x->latitude == 33.5 && x->longitude == 43.25);
    word_is(&b, x->country, "Selmara");
    word_is(&b, x->country_code, "SEL");
    word_is(&b, x->admin1, "Hilla  province"); /* two blanks stay two blanks */
    word_is(&b, x->admin2, "");
    word_is(&b, x->place_words, "Tel Arun, town");
    word_is(&b, x->side_a, "Government of Selmara");
    word_is(&b, x->side_b, "Front of the Hills");
    assert_int_equal(x->side_a_kind, 1);
    assert_int_equal(x->side_b_kind, 2);
    word_is(&b, x->sources, "Selmara\nNews;Other");
    assert_int_equal(x->source_count, -1);
    word_is(&b, x->type, "armed_clash");
    assert_int_equal(x->kind, KIND_STATE_BATTLE);
    assert_int_equal(x->clarity, 1);
    assert_int_equal(x->deaths_low, 2);
    assert_int_equal(x->deaths_best, 3);
    assert_int_equal(x->deaths_high, 9);
    assert_int_equal(x->deaths_civilians, 2);
    assert_int_equal(x->deaths_side_a, 1);
    assert_int_equal(x->deaths_side_b, 0);
    assert_int_equal(x->deaths_status_unknown, 0);
    assert_int_equal(x->flags, 0);
}

static void ged_other_order_and_forms(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("\xEF\xBB\xBF" "best;high;low;deaths_unknown;deaths_civilians;deaths_b;deaths_a;date_end;date_start;date_prec;event_clarity;"
        "country;longitude;latitude;adm_1;where_prec;side_b;side_a;type_of_violence;id;active_year;gwnob\n"
        "1;1;1;0;1;0;0;2021-02-03 00:00:00.000;2021-02-01 00:00:00.000;3;2;Selmara;-70;-3.5;;6;Civilians;XXX12;3;8.0;TRUE;775\n"
        "1;1;1;0;1;0;0;2021-02-03;2021-02-01;5;2;Selmara;;;;5;;Police of Selmara;2;9;FALSE;\n",
        "ucdp-ged", &b);
    assert_int_equal(b.n, 2);
    const struct incident *x = &b.list[0];
    word_is(&b, x->key, "8");
    assert_int_equal(x->last.n - x->first.n, 2);
    assert_int_equal(x->day_precision, 2);
    assert_int_equal(x->place_precision, 6);
    assert_int_equal(x->clarity, 2);
    assert_int_equal(x->side_a_kind, 0); /* a placeholder */
    assert_int_equal(x->side_b_kind, 1); /* the number of a state wins over the name */
    assert_int_equal(x->kind, KIND_CIVILIANS);
    word_is(&b, x->type, "attack_civilians");
    assert_int_equal(x->source_count, -1);
    x++;
    assert_true(isnan(x->latitude) && isnan(x->longitude));
    assert_int_equal(x->day_precision, 4);
    assert_int_equal(x->side_b_kind, 0);
    assert_int_equal(x->flags, FLAG_INACTIVE_DYAD);
    has_problem(&b, "inactive_dyad", PROBLEM_NOTED, 3, "active_year", "FALSE");
}

static void ged_unknown_is_not_zero(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(H45 ROW("1", "", "-1", "-1.0") ROW("2", "0", "0", "0"), "ucdp-ged", &b);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.list[0].deaths_low, DEATHS_UNKNOWN);
    assert_int_equal(b.list[0].deaths_best, DEATHS_UNKNOWN);
    assert_int_equal(b.list[0].deaths_high, DEATHS_UNKNOWN);
    assert_int_equal(b.list[0].flags, 0);
    assert_int_equal(b.list[1].deaths_best, 0);
}

static void ged_odd_numbers_are_kept(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(H45 ROW("1", "6610", "3", "2") ROW("2", "3", "4", "5"), "ucdp-ged", &b);
    assert_int_equal(b.list[0].flags, FLAG_LOW_OVER_BEST | FLAG_BEST_OVER_HIGH);
    assert_int_equal(b.list[0].deaths_low, 6610);
    assert_int_equal(b.list[1].flags, FLAG_SUM_DIFFERS);
    assert_int_equal(b.noted, 2);
    assert_int_equal(b.refused, 0);
    has_problem(&b, "low_over_best", PROBLEM_NOTED, 2, "low", "6610");
    has_problem(&b, "best_over_high", PROBLEM_NOTED, 2, "high", "2");
    has_problem(&b, "sum_differs", PROBLEM_NOTED, 4, "best", "4, but its parts add to 3");
}

static void ged_rows_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *row, *code, *column, *found;
    } cases[] = {
        {",2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,3,3\n", "id_missing", "id", ""},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,,2020-03-01,1,0,2,0,2,3,3\n", "date_start", "date_start", ""},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,31/12/2020,2020-03-01,1,0,2,0,2,3,3\n", "date_start", "date_start", "31/12/2020"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-02-30,2020-03-01,1,0,2,0,2,3,3\n", "date_start", "date_start", "2020-02-30"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-02,2020-03-01,1,0,2,0,2,3,3\n", "date_start", "date_start", "2020-02"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,-3,3\n", "deaths_negative", "best", "-3"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,-2,0,2,3,3\n", "deaths_negative", "deaths_civilians", "-2"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,some,3,3\n", "deaths_not_number", "low", "some"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,3,1.5\n", "deaths_not_number", "high", "1.5"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,3,3000000000\n", "deaths_too_many", "high", "3000000000"},
        {"1,2020,1,1,,a,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,3\n", "cells", "", "28 cells, where the header has 29"},
        {"1,2020,1,1,,a,b,,b,-1,,1,,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,3,3\n", "cells", "", "30 cells, where the header has 29"},
        {H45, "date_start", "date_start", "date_start"}, /* a header in the middle of a file */
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct incident_batch b CLEANUP(incident_batch_end) = {0};
        struct buf text CLEANUP(buf_end) = {0};
        buf_text(&text, H45);
        buf_text(&text, cases[i].row);
        buf_text(&text, ROW("5", "2", "3", "9"));
        read_as(text.p, "ucdp-ged", &b);
        assert_int_equal(b.rows, 2);
        assert_int_equal(b.refused, 1);
        assert_int_equal(b.n, 1);
        has_problem(&b, cases[i].code, PROBLEM_REFUSED, 2, cases[i].column, cases[i].found);
    }
}

static void ged_rows_are_repaired(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(H45
        "1,2020,1,1,,a,,b,2,,1,,,,91,10,S,SEL,1,1,2020-03-05,2020-03-01,1,0,2,0,2,3,3\n"
        "2,2021,1,1,,a,,b,x,,8,,,,-90,180,S,Selm,3,6,2020-03-05,soon,1,0,2,0,2,3,3\n"
        "3,2020,1,4,,a,,b,0,,1,,,,10,,S,sel,1,1,2020-03-31,2020-04-01,1,0,2,0,2,3,3\n"
        "4,2020,1,,,a,,b,0,,,,,,0,0,S,sel,,,2020-03-31,,1,0,2,0,2,3,3\n",
        "ucdp-ged", &b);
    assert_int_equal(b.n, 4);
    assert_int_equal(b.repaired, 4);
    assert_int_equal(b.noted, 3);
    const struct incident *x = b.list;
    assert_true(isnan(x->latitude) && isnan(x->longitude));
    assert_int_equal(x->flags, FLAG_DAYS_TURNED);
    assert_int_equal(x->first.n, day_make(2020, 3, 1).n);
    assert_int_equal(x->last.n, day_make(2020, 3, 5).n);
    assert_int_equal(x->source_count, 2);
    has_problem(&b, "latitude_range", PROBLEM_REPAIRED, 2, "latitude", "91");
    has_problem(&b, "days_turned", PROBLEM_REPAIRED, 2, "date_end", "2020-03-01");
    x++;
    assert_true(x->latitude == -90 && x->longitude == 180);
    assert_int_equal(x->flags, FLAG_YEAR_DIFFERS);
    assert_int_equal(x->place_precision, 9);
    assert_int_equal(x->day_precision, 9);
    assert_int_equal(x->clarity, 0);
    assert_int_equal(x->source_count, -1);
    word_is(&b, x->country_code, "");
    has_problem(&b, "where_prec", PROBLEM_NOTED, 3, "where_prec", "8");
    has_problem(&b, "date_end", PROBLEM_REPAIRED, 3, "date_end", "soon");
    has_problem(&b, "year_differs", PROBLEM_NOTED, 3, "year", "2021");
    x++;
    assert_int_equal(x->flags, FLAG_SPANS_MONTHS);
    assert_int_equal(x->kind, KIND_UNKNOWN);
    word_is(&b, x->type, "");
    word_is(&b, x->country_code, "SEL");
    assert_int_equal(x->source_count, 0);
    has_problem(&b, "type_of_violence", PROBLEM_NOTED, 4, "type_of_violence", "4");
    has_problem(&b, "point_half", PROBLEM_REPAIRED, 4, "longitude", "");
    has_problem(&b, "spans_months", PROBLEM_NOTED, 4, "date_end", "2020-04-01");
    has_problem(&b, "point_zero", PROBLEM_NOTED, 5, "latitude", "0, 0");
}

static void ged_ids_stand_once(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(H45 ROW("7", "2", "3", "9") ROW("7", "2", "3", "9") ROW("7.0", "2", "3", "8") ROW("007", "2", "3", "8"), "ucdp-ged", &b);
    assert_int_equal(b.rows, 4);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.duplicates, 1);
    assert_int_equal(b.refused, 1);
    assert_int_equal(b.rows, (int64_t)b.n + b.duplicates + b.refused);
    has_problem(&b, "id_twice", PROBLEM_REFUSED, 6, "id", "7 (also on line 2)");
}

static void ged_cut_layouts(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    assert_false(try_read("id,type_of_violence,where_prec,date_prec,event_clarity,deaths_a,date_start\n1,1,1,1,1,1,2020-01-01\n",
        "ucdp-ged", &b, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "date_end"));
    assert_non_null(strstr(e.text, "low"));
    assert_false(try_read("best,best," H45 "1\n", "ucdp-ged", &b, &e));
    assert_non_null(strstr(e.text, "two columns are called \"best\""));
}

static void ged_problems_are_limited(void **state)
{
    (void)state;
    struct buf text CLEANUP(buf_end) = {0};
    buf_text(&text, H45);
    for (int i = 0; i < 5000; i++)
        buf_f(&text, "%d,2020,0,1,,a,,b,2,,1,,,,91,10,S,SEL,1,1,2020-03-05,2020-03-05,1,0,2,0,2,3,3\n", i);
    for (int i = 0; i < 5000; i++)
        buf_f(&text, "%d,2020,0,1,,a,,b,2,,1,,,,91,10,S,SEL,1,1,never,2020-03-05,1,0,2,0,2,3,3\n", i);
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(text.p, "ucdp-ged", &b);
    assert_int_equal(b.rows, 10000);
    assert_int_equal(b.refused, 5000);
    assert_int_equal(b.noted, 5000);
    assert_int_equal(b.repaired, 5000);
    assert_int_equal(b.log.n, 10000);
}

static void long_cells_are_cut_between_characters(void **state)
{
    (void)state;
    struct buf text CLEANUP(buf_end) = {0};
    buf_text(&text, H45 "1,2020,1,1,,a,,b,2,,1,,,,1,1,S,SEL,1,1,x");
    for (int i = 0; i < 200; i++)
        buf_text(&text, "\xD8\xA8");
    buf_text(&text, ",2020-03-05,1,0,2,0,2,3,3\n");
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(text.p, "ucdp-ged", &b);
    const struct problem *p = problem_of(&b, "date_start");
    assert_non_null(p);
    assert_true(p->found.n < 130 && str_utf8_ok(p->found, NULL));
}

/* ---- digests ---- */

static void digests_are_over_texts(void **state)
{
    (void)state;
    struct incident_batch a CLEANUP(incident_batch_end) = {0}, b CLEANUP(incident_batch_end) = {0};
    read_as(H45 ROW("1", "2", "3", "9") ROW("2", "2", "3", "9"), "ucdp-ged", &a);
    read_as(H45 "77,2020,1,3,,x,,y,2,,1,z,,,1,1,S,SEL,1,1,2020-03-01,2020-03-01,1,0,2,0,2,3,3\n" ROW("2", "2", "3", "9")
        ROW("1", "2", "3", "10"), "ucdp-ged", &b);
    uint64_t first = incident_digest(&a, &a.list[0]);
    assert_true(first == incident_digest(&a, &a.list[1])); /* not over key and line */
    assert_true(first == incident_digest(&b, &b.list[1])); /* nor over the numbers of words */
    assert_true(first != incident_digest(&b, &b.list[2]));
    assert_true(first != incident_digest(&b, &b.list[0]));
    struct incident x = a.list[0];
    x.latitude = -0.0;
    uint64_t minus = incident_digest(&a, &x);
    x.latitude = 0.0;
    assert_true(minus == incident_digest(&a, &x));
    x.latitude = NAN;
    assert_true(minus != incident_digest(&a, &x));
}

/* Records that know of no one injured, abducted, detained or displaced keep the digest they have in older registers. */
static void digests_grow_with_what_is_known(void **state)
{
    (void)state;
    struct incident_batch a CLEANUP(incident_batch_end) = {0};
    read_as(H45 ROW("1", "2", "3", "9"), "ucdp-ged", &a);
    struct incident x = a.list[0];
    uint64_t before = incident_digest(&a, &x);
    assert_true(before == UINT64_C(0x02dd1b028599c2a8));
    x.revised = 1700000000;
    assert_true(before == incident_digest(&a, &x));
    x.people_injured = 0;
    uint64_t none = incident_digest(&a, &x);
    x.people_injured = 4;
    assert_true(before != none && none != incident_digest(&a, &x));
    x.people_injured = DEATHS_UNKNOWN;
    x.people_displaced = 4;
    assert_true(before != incident_digest(&a, &x));
}

/* ---- HXL ---- */

static void hxl_fields_by_tag(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("When,What,Where,Dead,Women,Lat,Lon,Phone\n#date+occurred,#event+type,#adm1+name,#affected+killed,#affected+killed+f,#geo+lat,"
            "#geo+lon,#contact+phone\n"
            "2020-03-01,Air/drone strike, Hilla ,4,1,33,44,0700\n"
            "2020-03,battles,Hilla,,1,,,0700\n"
            "2020Q2,dance,,0,1,,,\n",
        "hxl-incidents", &b);
    assert_int_equal(b.n, 3);
    const struct incident *x = b.list;
    assert_int_equal(x->line, 3);
    assert_int_equal(x->deaths_best, 4);
    assert_int_equal(x->deaths_low, DEATHS_UNKNOWN);
    assert_int_equal(x->kind, KIND_REMOTE);
    word_is(&b, x->type, "air_strike");
    word_is(&b, x->admin1, " Hilla ");
    assert_int_equal(x->place_precision, 9);
    assert_true(x->latitude == 33 && x->longitude == 44);
    x++;
    assert_int_equal(x->deaths_best, DEATHS_UNKNOWN);
    assert_int_equal(x->day_precision, 3);
    assert_int_equal(x->last.n - x->first.n, 30);
    assert_int_equal(x->place_precision, 4);
    assert_int_equal(x->kind, KIND_UNKNOWN); /* a battle, with whom nobody says */
    word_is(&b, x->type, "armed_clash");
    x++;
    assert_int_equal(x->day_precision, 4);
    assert_int_equal(x->deaths_best, 0);
    assert_int_equal(x->flags, FLAG_SPANS_MONTHS);
    assert_int_equal(x->place_precision, 9);
    has_problem(&b, "type_unknown", PROBLEM_NOTED, 5, "What", "dance");
    const struct problem *contact = problem_of(&b, "contact_left_out");
    assert_non_null(contact);
    assert_true(str_is(contact->column, "Phone"));
    for (size_t i = 0; i < intern_count(&b.words); i++) /* nothing of the contact came in */
        assert_false(str_is(intern_text(&b.words, (uint32_t)i), "0700"));
    assert_non_null(problem_of(&b, "id_none"));
}

/* Harm that does not kill: figures of people, and what the sides are by the file's own word. */
static void hxl_people_and_sides(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("N,Day,What,A,Kind of A,B,Kind of B,Hurt,Held,Taken,Fled,Women\n"
            "#event+id,#date,#event+type,#group+name+first,#group+type+first,#group+name+second,#group+type+second,#affected+injured,#affected+arrested,"
            "#affected+abducted,#affected+displaced,#affected+injured+f\n"
            "1,2020-01-01,arrest,Town Guard,State,,,,12,-1,,3\n"
            "2,2020-01-01,armed_clash,A,non-state,B,Non_State,0,,two,99999999,\n"
            "3,2020-01-01,riot,Villagers,crowd,,,4,,,250,\n"
            "4,2020-01-01,movement,Government of X,,,civilians,,,,,\n",
        "hxl-incidents", &b);
    assert_int_equal(b.n, 4);
    const struct incident *x = b.list;
    assert_int_equal(x->side_a_kind, 1);
    assert_int_equal(x->people_detained, 12);
    assert_int_equal(x->people_injured, DEATHS_UNKNOWN); /* a column of women is not the number of injured */
    assert_int_equal(x->people_abducted, DEATHS_UNKNOWN);
    word_is(&b, x->side_a, "Town Guard");
    x++;
    assert_int_equal(x->side_a_kind, 2);
    assert_int_equal(x->side_b_kind, 2);
    assert_int_equal(x->kind, KIND_NON_STATE);
    assert_int_equal(x->people_injured, 0);
    assert_int_equal(x->people_displaced, DEATHS_UNKNOWN);
    has_problem(&b, "people_not_number", PROBLEM_REPAIRED, 4, "Taken", "two");
    x++;
    assert_int_equal(x->side_a_kind, 0);
    assert_int_equal(x->people_displaced, 250);
    has_problem(&b, "side_kind", PROBLEM_NOTED, 5, "Kind of A", "crowd");
    x++;
    assert_int_equal(x->side_a_kind, 1); /* no word: what the name tells */
    assert_int_equal(x->side_b_kind, 3);
}

/* Releases of GED differ in whether they give codes: the same event must be the same event. */
static void countries_have_codes(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("#event+id,#date,#country+name,#country+code\n1,2020-01-01,Iraq,\n2,2020-01-01,Iraq,IRQ\n3,2020-01-01,Iraq,irq\n"
            "4,2020-01-01,Land of Nobody,\n5,2020-01-01,,IRQ\n6,2020-01-01,Iraq,IQ\n7,2020-01-01,,\n",
        "hxl-incidents", &b);
    static const char *const codes[] = {"IRQ", "IRQ", "IRQ", "", "IRQ", "IRQ", ""};
    assert_int_equal(b.n, ARRAY_LEN(codes));
    for (size_t i = 0; i < b.n; i++)
        word_is(&b, b.list[i].country_code, codes[i]);
    assert_true(incident_digest(&b, &b.list[0]) == incident_digest(&b, &b.list[1]));
}

static void hxl_duplicates_stay_apart(void **state)
{
    (void)state;
    static const char file[] = "#date,#event+type,#geo+lat,#geo+lon\n2006-01-01,IED,33,44\n2006-01-01,IED,33,44\n2006-01-01,SAF,33,44\n"
                               "2006-01-01,IED,33,44\n";
    struct incident_batch a CLEANUP(incident_batch_end) = {0}, b CLEANUP(incident_batch_end) = {0};
    read_as(file, "hxl-incidents", &a);
    read_as(file, "hxl-incidents", &b);
    assert_int_equal(a.n, 4);
    assert_int_equal(a.refused, 0);
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_eq(intern_text(&a.words, a.list[i].key), intern_text(&b.words, b.list[i].key)));
        for (size_t k = 0; k < i; k++)
            assert_true(a.list[i].key != a.list[k].key);
    }
}

static void hxl_ids_and_persons(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("#event+id,#date+start,#date+end,#affected+killed\nA-1,2020-01-05,2020-01-02,1\n,2020-01-05,,1\nA-1,2020-01-05,,1\n"
            "A-2,05/01/2020,,1\nA-3,2020-01-05,,1,surplus\nA-4,2020-01-05\n",
        "hxl-incidents", &b);
    assert_int_equal(b.rows, 6);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.refused, 4);
    assert_int_equal(b.repaired, 2);
    assert_int_equal(b.list[0].flags, FLAG_DAYS_TURNED);
    assert_int_equal(b.list[0].day_precision, 2);
    assert_int_equal(b.list[1].deaths_best, DEATHS_UNKNOWN);
    has_problem(&b, "id_missing", PROBLEM_REFUSED, 3, "#event+id", "");
    struct err e = {0};
    struct incident_batch none CLEANUP(incident_batch_end) = {0};
    assert_false(try_read("#event+id,#date,#respondee+name\n1,2020-01-01,x\n", "hxl-incidents", &none, &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_int_equal(none.n, 0);
}

static void hxl_days_of_all_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int y, m, d, days;
    } good[] = {
        {"2025Q4", 2025, 10, 1, 92}, {"2024-Q1", 2024, 1, 1, 91}, {"2025W01", 2024, 12, 30, 7}, {"2020-W53", 2020, 12, 28, 7},
        {"2025", 2025, 1, 1, 365}, {"1969W01", 1968, 12, 30, 7}, {" 2025-02 ", 2025, 2, 1, 28},
    };
    struct day first, last;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_true(hxl_day(str_of(good[i].text), &first, &last));
        assert_int_equal(first.n, day_make(good[i].y, good[i].m, good[i].d).n);
        assert_int_equal(last.n - first.n + 1, good[i].days);
    }
    static const char *const bad[] = {"", "2025Q5", "2025Q0", "2025Q", "2025W54", "2021W53", "2025W", "2025X1", "03/04/2018", "soon", "0000Q1"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(hxl_day(str_of(bad[i]), &first, &last));
}

static void other_tables_are_not_incidents(void **state)
{
    (void)state;
    static const char *const files[] = {
        "country,place,year,value\nSelmara,Hilla,2020,5\n",
        "#country+name,#adm1+name,#date+year,#population\nSelmara,Hilla,2020,5\n",
        "#org+name,#sector,#date,#geo+lat,#geo+lon\nA,Water,2020,1,1\n",
        "dataset,event,date,latitude,longitude,color_tax\nd,1,2012-01-01,1,1,#D2b48c\n",
        "a\n1\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct memory_stream m;
        memory_open(&m, "t.csv", str_of(files[i]));
        struct table *t CLEANUP(table_close) = NULL;
        struct err e = {0};
        assert_true(table_open(&m.s, &t, &e));
        assert_null(layout_of(t));
    }
}

static void words_for_types(void **state)
{
    (void)state;
    const char *type = NULL;
    enum incident_kind kind = KIND_UNKNOWN;
    assert_true(incident_type_of(STR(" sexual violence "), &type, &kind));
    assert_string_equal(type, "sexual_violence");
    assert_int_equal(kind, KIND_CIVILIANS);
    assert_false(incident_type_of(STR(""), &type, &kind));
    assert_false(incident_type_of(STR("sexual"), &type, &kind));
}

/* ---- the open data, where it is there ---- */

struct totals {
    const char *file;
    int64_t rows, best, low, high, civilians, not_between;
};

static void check_totals(const char *folder, const struct totals *want)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/data/incidents/%s", folder, want->file);
    struct file_stream f CLEANUP(file_close) = {.fd = -1};
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    if (!file_open(path, &f, &e) || !read_stream(&f.s, "ucdp-ged", &b, &e))
        fail_msg("%s", e.text);
    struct totals got = {.file = want->file, .rows = (int64_t)b.n};
    for (size_t i = 0; i < b.n; i++) {
        got.best += b.list[i].deaths_best;
        got.low += b.list[i].deaths_low;
        got.high += b.list[i].deaths_high;
        got.civilians += b.list[i].deaths_civilians;
        got.not_between += (b.list[i].flags & (FLAG_LOW_OVER_BEST | FLAG_BEST_OVER_HIGH)) != 0;
        assert_true(b.list[i].deaths_best >= 0 && !(b.list[i].flags & (FLAG_SUM_DIFFERS | FLAG_YEAR_DIFFERS | FLAG_DAYS_TURNED)));
    }
    assert_int_equal(b.refused, 0);
    assert_int_equal(got.rows, want->rows);
    assert_int_equal(got.best, want->best);
    assert_int_equal(got.low, want->low);
    assert_int_equal(got.high, want->high);
    assert_int_equal(got.civilians, want->civilians);
    assert_int_equal(got.not_between, want->not_between);
}

static void totals_of_open_data(void **state)
{
    (void)state;
    static const struct totals files[] = {
        {"ged_iraq_hdx.csv", 7473, 120631, 117227, 150786, 28873, 69},
        {"ged_colombia_hdx.csv", 4632, 27617, 26988, 33073, 6176, 54},
        {"ged_myanmar_v24_1.csv", 7374, 28721, 26420, 59327, 10681, 10},
        {"ged_global_sample_v23_1.csv", 1000, 9561, 6224, 22017, 2690, 13},
    };
    const char *folder = getenv("DIWAN_SHARED");
    if (!folder) {
        print_message("DIWAN_SHARED is not set: the totals of the four GED files are NOT checked\n");
        skip();
    }
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        check_totals(folder, &files[i]);
}

/* The frequencies of METHOD A.1. */
static void frequencies_of_open_data(void **state)
{
    (void)state;
    const char *folder = getenv("DIWAN_SHARED");
    if (!folder) {
        print_message("DIWAN_SHARED is not set: the frequencies of the Iraq file are NOT checked\n");
        skip();
    }
    char path[1024];
    snprintf(path, sizeof path, "%s/data/incidents/ged_iraq_hdx.csv", folder);
    struct file_stream f CLEANUP(file_close) = {.fd = -1};
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    if (!file_open(path, &f, &e) || !read_stream(&f.s, "ucdp-ged", &b, &e))
        fail_msg("%s", e.text);
    int kinds[KIND_COUNT] = {0}, places[10] = {0}, days[10] = {0}, clarity[3] = {0}, inactive = 0, months = 0, unnamed = 0;
    for (size_t i = 0; i < b.n; i++) {
        const struct incident *x = &b.list[i];
        kinds[x->kind]++;
        places[x->place_precision]++;
        days[x->day_precision]++;
        clarity[x->clarity]++;
        inactive += (x->flags & FLAG_INACTIVE_DYAD) != 0;
        months += (x->flags & FLAG_SPANS_MONTHS) != 0;
        unnamed += x->admin1 == 0;
    }
    static const int want_places[10] = {0, 5345, 956, 235, 498, 298, 139, 2, 0, 0}, want_days[10] = {0, 6846, 479, 115, 33, 0, 0, 0, 0, 0};
    assert_int_equal(kinds[1], 5775);
    assert_int_equal(kinds[2], 145);
    assert_int_equal(kinds[3], 1553);
    assert_memory_equal(places, want_places, sizeof places);
    assert_memory_equal(days, want_days, sizeof days);
    assert_int_equal(clarity[1], 7118);
    assert_int_equal(clarity[2], 355);
    assert_int_equal(inactive, 40);
    assert_int_equal(months, 72);
    assert_int_equal(unnamed, 413);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ged_fields_by_name),
        cmocka_unit_test(ged_other_order_and_forms),
        cmocka_unit_test(ged_unknown_is_not_zero),
        cmocka_unit_test(ged_odd_numbers_are_kept),
        cmocka_unit_test(ged_rows_are_refused),
        cmocka_unit_test(ged_rows_are_repaired),
        cmocka_unit_test(ged_ids_stand_once),
        cmocka_unit_test(ged_cut_layouts),
        cmocka_unit_test(ged_problems_are_limited),
        cmocka_unit_test(long_cells_are_cut_between_characters),
        cmocka_unit_test(digests_are_over_texts),
        cmocka_unit_test(digests_grow_with_what_is_known),
        cmocka_unit_test(hxl_fields_by_tag),
        cmocka_unit_test(hxl_people_and_sides),
        cmocka_unit_test(countries_have_codes),
        cmocka_unit_test(hxl_duplicates_stay_apart),
        cmocka_unit_test(hxl_ids_and_persons),
        cmocka_unit_test(hxl_days_of_all_kinds),
        cmocka_unit_test(other_tables_are_not_incidents),
        cmocka_unit_test(words_for_types),
        cmocka_unit_test(totals_of_open_data),
        cmocka_unit_test(frequencies_of_open_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
