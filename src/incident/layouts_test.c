/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ACLED, GTD, GDELT, UCDP candidate events and people's own tables, on small invented files. */
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

static bool try_read(const char *text, const char *layout, struct incident_batch *b, struct err *e)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    memory_open(&m, "t.csv", str_of(text));
    *b = (struct incident_batch){0};
    if (!table_open(&m.s, &t, e))
        return false;
    const struct incident_layout *l = layout_of(t);
    assert_non_null(l);
    assert_string_equal(l->name, layout);
    return l->read(t, b, NULL, e);
}

static void read_as(const char *text, const char *layout, struct incident_batch *b)
{
    struct err e = {0};
    if (!try_read(text, layout, b, &e))
        fail_msg("%s", e.text);
    assert_int_equal(b->rows, (int64_t)b->n + b->refused + b->duplicates + b->passed);
    assert_true(b->noted <= (int64_t)b->n);
}

static const struct problem *problem_of(const struct incident_batch *b, const char *code)
{
    for (size_t i = 0; i < b->log.n; i++)
        if (str_is(b->log.list[i].code, code))
            return &b->log.list[i];
    fail_msg("no problem %s", code);
    return NULL;
}

static void word_is(const struct incident_batch *b, uint32_t id, const char *text)
{
    struct str s = intern_text(&b->words, id);
    if (!str_is(s, text))
        fail_msg("\"%.*s\" is not \"%s\"", STR_F(s), text);
}

static void day_is(struct day d, int year, int month, int day)
{
    assert_int_equal(d.n, day_make(year, month, day).n);
}

/* ---- ACLED ---- */

#define ACLED                                                                                                          \
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"       \
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"       \
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n"
#define ACLED_ROW(id, day, type, part, one, inter1, two, inter2, targeted, deaths, touched)                            \
    id "," day ",2024,1,x," type "," part "," one ",," inter1 "," two ",," inter2 ",x," targeted                       \
    ",900,Middle,Selmara,Hilla,Hilla North,,Tel Arun,33.5,43.25,2,Selmara News; Arun Radio,National,words," deaths ",," touched "\n"

static void acled_new(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(ACLED ACLED_ROW("SEL1", "2024-01-31", "Battles", "Armed clash", "Military Forces of Selmara (2019-)", "State forces",
                "Front of the Hills", "Rebel group", "", "3", "1706800000")
            ACLED_ROW("SEL2", "31 January 2024", "Explosions/Remote violence", "Grenade", "", "", "Civilians (Selmara)", "Civilians",
                "Civilian targeting", "2", "1706800000")
            ACLED_ROW("SEL3", "2024-02-01", "Battles", "Armed clash", "A", "Political militia", "B", "Identity militia", "", "0", "x")
            ACLED_ROW("SEL4", "2024-02-01", "Battles", "Armed clash", "A", "Rebel group", "Coalition", "External/Other forces", "", "", "")
            ACLED_ROW("SEL5", "01/02/2024", "Riots", "Mob violence", "", "Rioters", "", "", "", "0", "")
            ACLED_ROW("SEL6", "2024-02-01", "Strategic developments", "Dance", "", "Robots", "", "", "", "0", ""),
        "acled", &b);
    assert_int_equal(b.n, 5);
    assert_int_equal(b.refused, 1);
    const struct incident *x = b.list;
    word_is(&b, x->key, "SEL1");
    day_is(x->first, 2024, 1, 31);
    assert_int_equal(x->last.n, x->first.n);
    assert_int_equal(x->kind, KIND_STATE_BATTLE);
    word_is(&b, x->type, "armed_clash");
    assert_int_equal(x->side_a_kind, 1);
    assert_int_equal(x->side_b_kind, 2);
    assert_int_equal(x->deaths_best, 3);
    assert_int_equal(x->deaths_low, DEATHS_UNKNOWN);
    assert_int_equal(x->deaths_high, DEATHS_UNKNOWN);
    assert_int_equal(x->deaths_civilians, DEATHS_UNKNOWN);
    assert_int_equal(x->place_precision, 2);
    assert_int_equal(x->source_count, 2);
    word_is(&b, x->sources, "Selmara News; Arun Radio");
    assert_true(x->revised == 1706800000);
    x++;
    day_is(x->first, 2024, 1, 31);
    assert_int_equal(x->kind, KIND_CIVILIANS); /* a remote attack on civilians, and nobody armed */
    assert_int_equal(x->deaths_civilians, 2);
    word_is(&b, x->type, "grenade");
    assert_int_equal((++x)->kind, KIND_NON_STATE);
    assert_int_equal((++x)->kind, KIND_UNKNOWN); /* other forces may be a state's */
    assert_int_equal(x->deaths_best, DEATHS_UNKNOWN);
    assert_int_equal((++x)->kind, KIND_OTHER);
    assert_int_equal(problem_of(&b, "event_date")->line, 6);
    assert_true(str_is(problem_of(&b, "inter")->found, "Robots"));
}

/* Old exports: numbers for who acts, another order, an HXL row; the known header goes before the tags. */
static void acled_old(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,"
            "country,admin1,location,latitude,longitude,geo_precision,source,fatalities,timestamp,iso3\n"
            ",,#event+code,,#date+occurred,,,#event+type,,#group+name+first,,,,#country+name,#adm1+name,#loc+name,#geo+lat,#geo+lon,,#meta+source,#affected+killed,,\n"
            "17,900,SEL7,7,05 March 2019,2019,3,Violence against civilians,Attack,X,3,Civilians,7,Selmara,Hilla,Arun,33,44,3,News,4,1552576800,SEL\n"
            "18,900,SEL7,7,05 March 2019,2019,3,Violence against civilians,Attack,X,3,Civilians,7,Selmara,Hilla,Arun,33,44,3,News,5,1652576800,SEL\n"
            "19,900,SEL8,8,05 March 2019,2018,3,Battles,Armed clash,X,8,Police Forces of Selmara,1,Grey Sea,,,33,44,1,News,4,1552576800,\n",
        "acled", &b);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.duplicates, 1);
    const struct incident *x = b.list;
    assert_int_equal(x->deaths_best, 5); /* the later word of the two */
    assert_int_equal(x->line, 4);
    assert_int_equal(x->day_precision, 3);
    assert_int_equal(x->place_precision, 4);
    assert_int_equal(x->side_a_kind, 2);
    assert_int_equal(x->side_b_kind, 3);
    word_is(&b, x->country_code, "SEL");
    x++;
    assert_int_equal(x->kind, KIND_STATE_BATTLE);
    assert_int_equal(x->place_precision, 7); /* at sea */
    assert_int_equal(x->flags, FLAG_YEAR_DIFFERS);
}

static void acled_takes_back(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("event_id_cnty,deleted_timestamp\nSEL1,1706800000\n,1\nSEL1,1706800000\n", "acled-deleted", &b);
    assert_true(b.ends);
    assert_int_equal(b.n, 1);
    assert_int_equal(b.refused, 1);
    assert_int_equal(b.duplicates, 1);
}

/* ---- GTD ---- */

#define GTD                                                                                                            \
    "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,doubtterr,suicide,"           \
    "attacktype1,targtype1,gname,nkill,nkillter,nwound,ishostkid,nhostkid,scite1,scite2,scite3,dbsource\n"

static void gtd_fields_by_name(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(GTD "201501310001,2015,1,31,Selmara,Hilla,Tel Arun,33.5,43.25,1,0,1,3,3,Front of the Hills,5.0,1,7,0,,a,b,,Desk\n"
            "201501000002,2015,1,0,Selmara,Unknown,Unknown,,,4,1,0,2,14,Unknown,,,,1,-99,a,,,Desk\n"
            "201500000003,2015,0,0,Selmara,Hilla,,,,5,-9,0,2,4,Front,2.5,-99,-9,1,4,,,,Desk\n"
            "201502300004,2015,2,30,Selmara,Hilla,,,,5,0,0,2,4,Front,2,0,,0,,,,,Desk\n"
            "1.97E+11,2015,2,3,Selmara,Hilla,,,,5,0,0,2,4,Front,2,0,,0,,,,,Desk\n"
            "201502030006,2015,2,3,Selmara,Hilla,,,,2,0,0,6,4,Front,2,3,,0,,,,,Desk\n",
        "gtd", &b);
    assert_int_equal(b.n, 4);
    assert_int_equal(b.refused, 2);
    const struct incident *x = b.list;
    day_is(x->first, 2015, 1, 31);
    assert_int_equal(x->day_precision, 1);
    assert_int_equal(x->deaths_best, 5);
    assert_int_equal(x->deaths_side_a, 1);
    assert_int_equal(x->deaths_status_unknown, 4); /* victims; who they were is not said */
    assert_int_equal(x->deaths_civilians, DEATHS_UNKNOWN);
    assert_int_equal(x->people_injured, 7);
    assert_int_equal(x->people_abducted, DEATHS_UNKNOWN);
    assert_int_equal(x->clarity, 1);
    assert_int_equal(x->source_count, 2);
    assert_int_equal(x->kind, KIND_REMOTE);
    word_is(&b, x->type, "suicide_explosion");
    x++;
    day_is(x->first, 2015, 1, 1);
    day_is(x->last, 2015, 1, 31);
    assert_int_equal(x->day_precision, 3);
    assert_int_equal(x->deaths_best, DEATHS_UNKNOWN); /* blank is not zero */
    assert_int_equal(x->clarity, 2);
    assert_int_equal(x->kind, KIND_CIVILIANS);
    assert_int_equal(x->side_a_kind, 0);
    word_is(&b, x->side_a, "");
    word_is(&b, x->admin1, "");
    assert_int_equal(x->people_abducted, DEATHS_UNKNOWN);
    x++;
    day_is(x->last, 2015, 12, 31);
    assert_int_equal(x->day_precision, 4);
    assert_int_equal(x->place_precision, 6);
    assert_int_equal(x->deaths_best, 3); /* a share of a joint figure, rounded, told */
    assert_int_equal(x->deaths_side_a, DEATHS_UNKNOWN);
    assert_int_equal(x->people_abducted, 4);
    assert_int_equal(x->kind, KIND_STATE_BATTLE); /* soldiers shoot back */
    assert_int_equal(problem_of(&b, "fraction")->severity, PROBLEM_REPAIRED);
    assert_int_equal(problem_of(&b, "eventid")->line, 6);
    (void)problem_of(&b, "nkillter_over_nkill");
}

/* ---- GDELT ---- */

/* An event: id, day, codes and place; the other of the 61 cells are of no interest. */
static void gdelt_row(struct buf *out, const char *id, const char *day, const char *code, const char *root, const char *quad, const char *type,
    const char *place)
{
    const char *cells[61] = {id, day, "202401", "2024", "2024.08", "SELGOV", "SELMARA", "", "", "", "", "", "GOV"};
    cells[16] = "REBELS";
    cells[22] = "REB";
    cells[26] = code;
    cells[28] = root;
    cells[29] = quad;
    cells[32] = "2";
    cells[51] = type;
    cells[52] = place;
    cells[56] = "33.5";
    cells[57] = "43.25";
    cells[59] = "20240131000000";
    cells[60] = "https://news.example/a/name-of-somebody";
    for (size_t i = 0; i < 61; i++)
        buf_f(out, "%s%s", i ? "\t" : "", cells[i] ? cells[i] : "");
    buf_char(out, '\n');
}

static void gdelt_without_header(void **state)
{
    (void)state;
    struct buf text CLEANUP(buf_end) = {0};
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    gdelt_row(&text, "1001", "20240131", "193", "19", "4", "4", "Tel Arun, Hilla, Selmara");
    gdelt_row(&text, "1002", "20240131", "010", "01", "1", "4", "Tel Arun, Hilla, Selmara");
    gdelt_row(&text, "1003", "20240131", "181", "18", "4", "1", "Selmara");
    gdelt_row(&text, "1004", "20240231", "202", "20", "4", "5", "Hilla, Selmara");
    gdelt_row(&text, "1005", "20240130", "1831", "18", "4", "5", "Hilla, Selmara");
    gdelt_row(&text, "1006", "20240130", "145", "14", "4", "5", "Hilla, Selmara");
    read_as(text.p, "gdelt", &b);
    assert_int_equal(b.rows, 6);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.passed, 2);
    assert_int_equal(b.refused, 1);
    const struct incident *x = b.list;
    assert_int_equal(x->line, 1); /* what looked like a header is an event */
    assert_int_equal(x->kind, KIND_STATE_BATTLE);
    word_is(&b, x->country, "Selmara");
    word_is(&b, x->admin1, "Hilla");
    word_is(&b, x->place_words, "Tel Arun");
    word_is(&b, x->sources, "news.example"); /* an address may hold names */
    assert_int_equal(x->place_precision, 2);
    assert_int_equal(x->source_count, 2);
    assert_int_equal(x->deaths_best, DEATHS_UNKNOWN);
    assert_int_equal(x->flags, FLAG_MACHINE_CODED);
    x++;
    assert_int_equal(x->place_precision, 6);
    word_is(&b, x->admin1, "");
    word_is(&b, x->type, "abduction");
    x++;
    assert_int_equal(x->place_precision, 4);
    word_is(&b, x->admin1, "Hilla");
    word_is(&b, x->type, "suicide_explosion");
    assert_true(str_is(problem_of(&b, "passed_over")->found, "2 rows"));
    (void)problem_of(&b, "machine_coded");
}

/* ---- UCDP candidate events ---- */

#define GED49                                                                                                          \
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"           \
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"      \
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"           \
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"     \
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"  \
    "low,gwnoa,gwnob\n"
#define GED49_ROW(id, status, b)                                                                                       \
    id ",SEL-1,2024,1," status ",1,1,1,c,1,1,d,1,1,Government of Selmara,2,2," b ",2,\"a \"\"b\"\"\",Office,2024,h,o,1,Tel Arun,w," \
    "Hilla,,33.5,43.25,p,1,Selmara,900,Middle,1,1,2024-01-31,2024-01-31,1,0,2,0,3,4,2,900,\n"

static void candidates_show_themselves(void **state)
{
    (void)state;
    struct incident_batch final CLEANUP(incident_batch_end) = {0}, b CLEANUP(incident_batch_end) = {0};
    read_as(GED49 GED49_ROW("1", "Clear", "Front") GED49_ROW("2", "Clear", "Front"), "ucdp-ged", &final);
    assert_null(final.found);
    assert_int_equal(final.list[0].flags, 0);
    read_as(GED49 GED49_ROW("1", "Clear", "Front") GED49_ROW("2", "Check deaths", "Front") GED49_ROW("3", "Clear", "XXX1284"), "ucdp-ged", &b);
    assert_ptr_equal(b.found, &incident_candidate);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.noted, 2);
    assert_int_equal(b.list[0].flags, 0);
    assert_int_equal(b.list[1].flags, FLAG_UNCHECKED);
    assert_int_equal(b.list[2].flags, FLAG_PLACEHOLDER_SIDE);
    assert_int_equal(b.list[2].side_b_kind, 0);
    assert_true(str_is(problem_of(&b, "placeholder_side")->found, "XXX1284"));
    assert_int_equal(problem_of(&b, "unchecked")->line, 3);
}

static void candidates_without_a_header(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as(GED49_ROW("1", "Clear", "Front") GED49_ROW("2", "Clear", "Front"), "ucdp-candidate", &b);
    assert_int_equal(b.n, 2);
    word_is(&b, b.list[0].key, "1");
    assert_int_equal(b.list[0].deaths_high, 4);
    assert_int_equal(b.list[0].deaths_low, 2);
    word_is(&b, b.list[0].sources, "Office");
}

/* ---- somebody's own table ---- */

static void own_headers(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("date,longitude,latitude,type\n2006-01-01,41.1,34.3,IED\n2006-01-01,41.1,34.3,IED\n2006-01-02,41.1,34.3,SAF\n", "incidents", &b);
    assert_int_equal(b.n, 3);
    word_is(&b, b.list[0].type, "planted_device");
    assert_int_equal(b.list[0].kind, KIND_REMOTE);
    assert_int_equal(b.list[2].kind, KIND_UNKNOWN);
    assert_true(b.list[0].longitude == 41.1);
    assert_true(b.list[0].key != b.list[1].key); /* two attacks at one place and day stay two */
    struct incident_batch all CLEANUP(incident_batch_end) = {0};
    read_as("id;date;date_end;date_precision;place_precision;country;admin1;kind;side_a;side_a_kind;side_b_kind;deaths_low;deaths_best;deaths_high;"
            "injured;abducted;detained;displaced;source;sources;clarity;note\n"
            "A1;2024-01-31;2024-02-02;within a week;somewhere in the district;Selmara;Hilla;violence against civilians;Front;non-state;Civilians;1;2;3;"
            "4;5;6;7;Council;Radio; summary of several events;words\n"
            "A2;2024-02;;;;Selmara;Hilla;٣;;;;;;;;;;;;;;\n"
            ";31 March 2024;;9;;Selmara;Hilla;dance;;;;;x;;;;;;;;;\n",
        "incidents", &all);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.refused, 1);
    const struct incident *x = all.list;
    assert_int_equal(x->day_precision, 2);
    assert_int_equal(x->place_precision, 3);
    assert_int_equal(x->kind, KIND_CIVILIANS);
    assert_int_equal(x->side_a_kind, 2);
    assert_int_equal(x->side_b_kind, 3);
    assert_int_equal(x->people_injured, 4);
    assert_int_equal(x->people_displaced, 7);
    assert_int_equal(x->clarity, 2);
    assert_int_equal(x->source_count, 2);
    word_is(&all, x->sources, "Council; Radio");
    assert_int_equal(x->flags, FLAG_SPANS_MONTHS);
    x++;
    assert_int_equal(x->kind, KIND_CIVILIANS); /* an Arabic digit */
    assert_int_equal(x->day_precision, 3);
    assert_int_equal(x->place_precision, 4);
    (void)problem_of(&all, "note_left_out");
    assert_int_equal(problem_of(&all, "deaths_not_number")->line, 4);
}

static void words_in_three_languages(void **state)
{
    (void)state;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    read_as("date,admin1,kind,clarity\n2024-01-01,Hilla,عنف ضد المدنيين,\n2024-01-01,Hilla,Battle with a state,2\n2024-01-01,Hilla,unknown,0\n", "incidents", &b);
    assert_int_equal(b.n, 3);
    assert_int_equal(b.list[0].kind, KIND_CIVILIANS);
    assert_int_equal(b.list[1].kind, KIND_STATE_BATTLE);
    assert_int_equal(b.list[2].kind, KIND_UNKNOWN);
    assert_int_equal(b.noted, 0);
}

static bool read_own(const char *text, const char *map, enum date_order dates, struct incident_batch *b, struct err *e)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct buf lines CLEANUP(buf_end) = {0};
    memory_open(&m, "t.csv", str_of(text));
    *b = (struct incident_batch){0};
    return table_open(&m.s, &t, e) && mapping_parse(str_of(map), &lines, e) && incident_read_own(t, buf_view(&lines), dates, b, NULL, e);
}

/* 03/04/2018 can mean two days: the column tells, or people do; nobody guesses. */
static void days_are_not_guessed(void **state)
{
    (void)state;
    static const char map[] = "date=Day, local,admin1=Where,deaths_best=Dead";
    static const struct {
        const char *rows;
        enum date_order order;
        int month, day; /* of the first row; 0: cannot be read */
        int64_t refused;
    } cases[] = {
        {"\"03/04/2018\",H,1\n\"25/12/2018\",H,1\n", DATES_UNSAID, 4, 3, 0}, {"3.4.2018,H,1\n12/25/2018,H,1\n", DATES_UNSAID, 3, 4, 0},
        {"03-04-2018,H,1\n", DATES_UNSAID, 0, 0, 0}, {"03-04-2018,H,1\n", DATES_MDY, 3, 4, 0}, {"03-04-2018 00:00,H,1\n", DATES_DMY, 4, 3, 0},
        {"5/5/2018,H,1\n", DATES_UNSAID, 5, 5, 0}, {"2018/12/25,H,1\n", DATES_UNSAID, 12, 25, 0}, {"٢٥/١٢/٢٠١٨,H,1\n", DATES_UNSAID, 12, 25, 0},
        {"25/12/2018,H,1\n12/25/2018,H,1\n", DATES_UNSAID, 0, 0, 0}, {"25/12/2018,H,1\n12/25/2018,H,1\n", DATES_DMY, 12, 25, 1},
        {"31/12/2018,H,1\n31/02/2018,H,1\n30/13/18,H,1\n", DATES_UNSAID, 12, 31, 2},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf text CLEANUP(buf_end) = {0};
        struct incident_batch b CLEANUP(incident_batch_end) = {0};
        struct err e = {0};
        buf_f(&text, "\"Day, local\",Where,Dead\n%s", cases[i].rows);
        bool read = read_own(text.p, map, cases[i].order, &b, &e);
        if (read != (cases[i].month > 0))
            fail_msg("case %zu: %s", i, read ? "was read" : e.text);
        if (!read) {
            assert_int_equal(e.code, ERR_INPUT);
            assert_non_null(strstr(e.text, "--dates"));
            continue;
        }
        assert_int_equal(b.refused, cases[i].refused);
        day_is(b.list[0].first, 2018, cases[i].month, cases[i].day);
    }
}

static void mappings_are_checked(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "date", "date=", "day=Day,admin1=X", "date=A,date=B,admin1=X", "admin1=X", "date=A", "date=A,lat=B",
        "date=A,latitude=B,lat=C,lon=D"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct buf lines CLEANUP(buf_end) = {0};
        struct err e = {0};
        if (mapping_parse(str_of(bad[i]), &lines, &e))
            fail_msg("\"%s\" was taken", bad[i]);
        assert_int_equal(e.code, ERR_USAGE);
    }
    struct buf lines CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_true(mapping_parse(STR("date = When, roughly ,place=Where,label:ours=Word"), &lines, &e));
    assert_true(str_is(buf_view(&lines), "date=When, roughly\nplace=Where\nlabel:ours=Word"));
    assert_int_equal(mapping_columns(buf_view(&lines)), 3);
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    assert_false(read_own("Day,Where\n2020-01-01,H\n", "date=Dya,admin1=Where", DATES_UNSAID, &b, &e));
    assert_non_null(strstr(e.text, "Dya"));
    assert_non_null(strstr(e.text, "Day, Where"));
}

static void refused_rows_are_all_remembered_where_wanted(void **state)
{
    (void)state;
    struct buf text CLEANUP(buf_end) = {0};
    buf_text(&text, "date,admin1,deaths_best\n");
    for (int i = 0; i < 5000; i++)
        buf_text(&text, "2020-01-01,H,many\n");
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    memory_open(&m, "t.csv", buf_view(&text));
    b.log.all_refused = true;
    assert_true(table_open(&m.s, &t, &e) && incident_own.read(t, &b, NULL, &e));
    assert_int_equal(b.refused, 5000);
    assert_int_equal(b.log.n, 4000);
    assert_int_equal(b.log.more_n, 1000);
    assert_int_equal(b.log.more[999].line, 5001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acled_new),
        cmocka_unit_test(acled_old),
        cmocka_unit_test(acled_takes_back),
        cmocka_unit_test(gtd_fields_by_name),
        cmocka_unit_test(gdelt_without_header),
        cmocka_unit_test(candidates_show_themselves),
        cmocka_unit_test(candidates_without_a_header),
        cmocka_unit_test(own_headers),
        cmocka_unit_test(words_in_three_languages),
        cmocka_unit_test(days_are_not_guessed),
        cmocka_unit_test(mappings_are_checked),
        cmocka_unit_test(refused_rows_are_all_remembered_where_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
