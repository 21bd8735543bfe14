/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which layout a table is read by where the register keeps mappings; that the counts of each file add up; what a source took back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "intake/intake_priv.h"
#include <unistd.h>

struct fixture {
    char folder[64], path[96];
    struct store *s;
};

static int begin(void **state)
{
    struct fixture *f = mem_get(sizeof *f);
    struct err e = {0};
    test_folder(f->folder, sizeof f->folder, "mapped");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/t.diwan", f->folder);
    if (!store_new(f->path, STR(""), &e) || !store_open(f->path, STORE_WRITE, &f->s, &e))
        fail_msg("%s", e.text);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    char name[128];
    static const char *const tails[] = {"", "-wal", "-shm"};
    store_close(&f->s);
    for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
        snprintf(name, sizeof name, "%s%s", f->path, tails[i]);
        unlink(name);
    }
    snprintf(name, sizeof name, "%s/file.csv", f->folder);
    unlink(name);
    int gone = rmdir(f->folder);
    free(f);
    return gone;
}

static void add(struct fixture *f, const char *text, const char *map, const char *as, struct intake_result *out)
{
    struct intake_options o = {.level = -1, .map = str_of(map), .layout = str_of(as), .who = STR("tester"), .time = STR("2026-01-02T03:04:05Z")};
    struct file_stream in CLEANUP(file_close) = {.fd = -1};
    struct err e = {0};
    char name[128];
    snprintf(name, sizeof name, "%s/file.csv", f->folder);
    FILE *file = fopen(name, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0 && fclose(file) == 0);
    assert_true(file_open(name, &in, &e));
    if (!intake_add(f->s, &in, &o, out, NULL, &e))
        fail_msg("%s", e.text);
    const struct import *im = &out->import;
    assert_int_equal(im->rows, im->kept + im->known + im->refused + out->passed);
}

static void read_by(struct fixture *f, const char *text, const char *layout, bool mapped)
{
    struct intake_result r = {0};
    add(f, text, "", "", &r);
    if (!str_is(r.import.layout, layout))
        fail_msg("%s was read as %.*s", text, STR_F(r.import.layout));
    assert_int_equal(mapped, r.mapping.n > 0);
    intake_result_end(&r);
}

static void mappings_take_no_other_table(void **state)
{
    struct fixture *f = *state;
    struct intake_result r = {0};
    add(f, "date,country,Dead\n2024-01-05,Selmara,3\n", "date=date,country=country", "thin", &r);
    intake_result_end(&r);
    add(f, "day,country,Dead\n2024-01-05,Selmara,3\n", "date=day,country=country,deaths_best=Dead", "thick", &r);
    intake_result_end(&r);
    read_by(f, "date,country,Dead\n2024-01-06,Selmara,3\n", "incidents", true);
    read_by(f, "day,country,Dead,date\n2024-01-07,Selmara,3,\n", "incidents", true);
    /* A header that says more itself. */
    read_by(f, "id,date,country,admin1,kind,deaths_best\na,2024-02-05,Selmara,Hilla,1,7\n", "incidents", false);
    int64_t deaths = 0;
    struct err e = {0};
    assert_true(store_int(f->s, "SELECT deaths_best FROM incident WHERE source_key = 'a'", WITH_NOTHING, -1, &deaths, &e));
    assert_int_equal(deaths, 7);
    read_by(f, "id,date,country,dead\n#event+id,#date,#country+name,#affected+killed\n1,2024-03-01,Selmara,3\n", "hxl-incidents", false);
    read_by(f, "country,place,year,value,date\nSelmara,Hilla,2020,100,x\n", "population", false);
}

/* Rows passed over are neither known nor refused, also when the file comes again. */
static void counts_add_up(void **state)
{
    struct fixture *f = *state;
    static const char events[] =
        "GLOBALEVENTID\tSQLDATE\tEventCode\tEventRootCode\tQuadClass\tActionGeo_Type\tActionGeo_FullName\tActionGeo_Lat\tActionGeo_Long\n"
        "1\t20240131\t190\t19\t4\t4\tArun, Hilla, Selmara\t33\t43\n2\t20240131\t040\t04\t1\t4\tArun, Hilla, Selmara\t33\t43\n"
        "3\t20240199\t190\t19\t4\t4\tArun, Hilla, Selmara\t33\t43\n1\t20240131\t190\t19\t4\t4\tArun, Hilla, Selmara\t33\t43\n";
    for (int i = 0; i < 2; i++) {
        struct intake_result r = {0};
        add(f, events, "", "", &r);
        assert_int_equal(r.import.kept, i == 0);
        assert_int_equal(r.import.known, i == 0 ? 1 : 2);
        assert_int_equal(r.passed, 1);
        intake_result_end(&r);
    }
}

#define EVENT(id, deaths, touched) id ",2024-01-31,Battles,Selmara,Hilla,33.5,43.25," deaths "," touched "\n"
static const char acled[] = "event_id_cnty,event_date,event_type,country,admin1,latitude,longitude,fatalities,timestamp\n";

static void add_events(struct fixture *f, const char *rows)
{
    struct intake_result r = {0};
    struct buf text CLEANUP(buf_end) = {0};
    buf_f(&text, "%s%s", acled, rows);
    add(f, text.p, "", "acled", &r);
    intake_result_end(&r);
}

/* Deaths of the event in use; -1 when there is none. Never two. */
static void in_use(struct fixture *f, int64_t deaths)
{
    struct err e = {0};
    int64_t n = 0, own = 0;
    assert_true(store_int(f->s, "SELECT count(*) FROM incident WHERE source_key = 'S1' AND ended_by IS NULL", WITH_NOTHING, 0, &n, &e) &&
                store_int(f->s, "SELECT deaths_best FROM incident WHERE source_key = 'S1' AND ended_by IS NULL", WITH_NOTHING, -1, &own, &e));
    assert_int_equal(n, deaths >= 0);
    assert_int_equal(own, deaths);
}

static void undo(struct fixture *f, int64_t import)
{
    struct err e = {0};
    if (!intake_undo(f->s, import, STR("tester"), NULL, &e))
        fail_msg("%s", e.text);
}

static void what_was_taken_back_stays_away(void **state)
{
    struct fixture *f = *state;
    struct intake_result r = {0};
    add_events(f, EVENT("S1", "1", "100000"));                              /* 1 */
    add_events(f, EVENT("S1", "2", "200000"));                              /* 2 */
    add(f, "event_id_cnty\nS1\n", "", "", &r);                              /* 3 */
    intake_result_end(&r);
    in_use(f, -1);
    add_events(f, EVENT("S1", "1", "100000") EVENT("S2", "1", "100000"));   /* 4: an older file */
    in_use(f, -1);
    add_events(f, EVENT("S1", "2", "200000") EVENT("S3", "1", "100000"));   /* 5: the very words */
    in_use(f, -1);
    add_events(f, EVENT("S1", "6", "600000"));                              /* 6: a later word */
    in_use(f, 6);
    undo(f, 3);
    in_use(f, 6);
    undo(f, 6);
    in_use(f, 2);
    undo(f, 2);
    in_use(f, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(mappings_take_no_other_table, begin, end),
        cmocka_unit_test_setup_teardown(counts_add_up, begin, end),
        cmocka_unit_test_setup_teardown(what_was_taken_back_stays_away, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
