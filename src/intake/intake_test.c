/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include "core/test_folder.h"
#include "intake/intake_priv.h"
#include "store/test_register.h"

struct fixture {
    char folder[64], path[256], file[96];
    struct store *s;
};

static int begin(void **state)
{
    struct fixture *f = mem_get(sizeof *f);
    struct err e = {0};
    test_folder(f->folder, sizeof f->folder, "intake");
    assert_non_null(mkdtemp(f->folder));
    test_register(f->folder, "t.diwan", f->path, sizeof f->path);
    snprintf(f->file, sizeof f->file, "%s/file.csv", f->folder);
    if (!store_new(f->path, STR(""), &e) || !store_open(f->path, STORE_WRITE, &f->s, &e))
        fail_msg("%s", e.text);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    char side[288];
    store_close(&f->s);
    unlink(f->path);
    unlink(f->file);
    snprintf(side, sizeof side, "%s-wal", f->path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", f->path);
    unlink(side);
    int gone = rmdir(f->folder);
    free(f);
    return gone;
}

static void put_file(struct fixture *f, struct str text)
{
    int fd = open(f->file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.p, text.n), (ssize_t)text.n);
    close(fd);
}

static bool add_with(struct fixture *f, struct str text, const struct intake_options *o, struct intake_result *out, struct err *e)
{
    put_file(f, text);
    struct file_stream in CLEANUP(file_close) = {.fd = -1};
    assert_true(file_open(f->file, &in, e));
    return intake_add(f->s, &in, o, out, NULL, e);
}

static const struct intake_options plain = {.level = -1, .who = {"tester", 6}, .time = {"2026-01-02T03:04:05Z", 20}};

/* kept, known, superseded, refused */
static struct import add(struct fixture *f, const char *text)
{
    struct intake_result r = {0};
    struct err e = {0};
    if (!add_with(f, str_of(text), &plain, &r, &e))
        fail_msg("%s", e.text);
    struct import im = r.import;
    im.undone = r.same_file;
    im.file = im.layout = im.source = im.who = im.time = STR("");
    intake_result_end(&r);
    return im;
}

static void counts_are(struct import im, int64_t rows, int64_t kept, int64_t known, int64_t superseded, int64_t refused)
{
    assert_int_equal(im.rows, rows);
    assert_int_equal(im.kept, kept);
    assert_int_equal(im.known, known);
    assert_int_equal(im.superseded, superseded);
    assert_int_equal(im.refused, refused);
}

static int64_t number(struct fixture *f, const char *sql)
{
    struct err e = {0};
    int64_t n = -1;
    if (!store_int_(f->s, sql, WITH_NOTHING, -1, &n, &e))
        fail_msg("%s", e.text);
    return n;
}

static int64_t generation(struct fixture *f)
{
    struct err e = {0};
    int64_t n = -1;
    assert_true(store_generation(f->s, &n, &e));
    return n;
}

#define IN_USE "SELECT count(*) FROM incident WHERE ended_by IS NULL"
#define DEATHS "SELECT coalesce(sum(deaths_best), 0) FROM incident WHERE ended_by IS NULL"
#define PEOPLE "SELECT coalesce(sum(people), 0) FROM population WHERE ended_by IS NULL"
#define TAGS "#event+id,#date,#country+code,#adm1+name,#geo+lat,#geo+lon,#affected+killed\n"
static const char three[] = TAGS "1,2020-01-01,SEL,Hilla,1,1,3\n2,2020-01-02,SEL,Hilla,1,1,\n3,never,SEL,Hilla,1,1,9\n";

static void incidents_come_in(void **state)
{
    struct fixture *f = *state;
    struct intake_result r = {0};
    struct err e = {0};
    if (!add_with(f, str_of(three), &plain, &r, &e))
        fail_msg("%s", e.text);
    counts_are(r.import, 3, 2, 0, 0, 1);
    assert_true(str_is(r.import.file, "file.csv"));
    assert_true(str_is(r.import.layout, "hxl-incidents"));
    assert_true(str_is(r.import.source, "file.csv"));
    assert_int_equal(r.problem_n, 1);
    assert_int_equal(r.problems[0].line, 4);
    assert_true(str_is(r.problems[0].found, "never"));
    struct hasher h;
    hash_begin(&h);
    hash_add(&h, three, sizeof three - 1);
    struct digest d = hash_end(&h);
    assert_memory_equal(&d, &r.import.sha256, sizeof d);
    intake_result_end(&r);
    assert_int_equal(number(f, IN_USE), 2);
    assert_int_equal(number(f, "SELECT count(*) FROM import"), 1);
    assert_int_equal(number(f, "SELECT count(*) FROM problem"), 1);
    assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE what = 'add' AND who = 'tester' AND time = '2026-01-02T03:04:05Z'"), 1);
}

static void twice_changes_nothing(void **state)
{
    struct fixture *f = *state;
    counts_are(add(f, three), 3, 2, 0, 0, 1);
    int64_t before = generation(f);
    struct import again = add(f, three);
    counts_are(again, 3, 0, 2, 0, 1);
    assert_true(again.undone); /* same_file */
    assert_int_equal(again.id, 1);
    assert_int_equal(generation(f), before);
    /* Another file that says the same. */
    struct import other = add(f, TAGS "2,2020-01-02,SEL,Hilla,1,1,\n\n1,2020-01-01,SEL,Hilla,1,1,3\n");
    counts_are(other, 2, 0, 2, 0, 0);
    assert_false(other.undone);
    assert_int_equal(other.id, 0);
    assert_int_equal(generation(f), before);
    assert_int_equal(number(f, "SELECT count(*) FROM import"), 1);
}

static void corrections_replace_and_undo_restores(void **state)
{
    struct fixture *f = *state;
    (void)add(f, three);
    struct import fixed = add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,3\n2,2020-01-02,SEL,Hilla,1,1,5\n3,2020-01-03,SEL,Hilla,1,1,9\n");
    counts_are(fixed, 3, 2, 1, 1, 0);
    assert_int_equal(number(f, DEATHS), 17);
    struct err e = {0};
    assert_true(intake_undo(f->s, fixed.id, STR("tester"), NULL, &e));
    assert_int_equal(number(f, IN_USE), 2);
    assert_int_equal(number(f, DEATHS), 3);
    assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE what = 'undo'"), 1);
    assert_false(intake_undo(f->s, fixed.id, STR("tester"), NULL, &e));
    assert_false(intake_undo(f->s, 99, STR("tester"), NULL, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    /* A file that was taken back may come again. */
    counts_are(add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,3\n2,2020-01-02,SEL,Hilla,1,1,5\n3,2020-01-03,SEL,Hilla,1,1,9\n"), 3, 2, 1, 1, 0);
    assert_int_equal(number(f, DEATHS), 17);
}

/* Two files say the same rows: taking back the first must not take away what the second still says. */
static void rows_said_twice_pass_to_the_other_import(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    counts_are(add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,3\n2,2020-01-02,SEL,Hilla,1,1,4\n"), 2, 2, 0, 0, 0);
    counts_are(add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,3\n2,2020-01-02,SEL,Hilla,1,1,4\n3,2020-01-03,SEL,Hilla,1,1,5\n"), 3, 1, 2, 0, 0);
    counts_are(add(f, TAGS "2,2020-01-02,SEL,Hilla,1,1,7\n"), 1, 1, 0, 1, 0); /* corrects a row both had */
    assert_true(intake_undo(f->s, 1, STR("tester"), NULL, &e));
    assert_int_equal(number(f, IN_USE), 3);
    assert_int_equal(number(f, DEATHS), 15);
    assert_int_equal(number(f, "SELECT kept FROM import WHERE id = 2"), 3);
    assert_int_equal(number(f, "SELECT known FROM import WHERE id = 2"), 0);
    assert_true(intake_undo(f->s, 3, STR("tester"), NULL, &e)); /* the correction goes: what it replaced is the heir's */
    assert_int_equal(number(f, DEATHS), 12);
    assert_true(intake_undo(f->s, 2, STR("tester"), NULL, &e));
    assert_int_equal(number(f, IN_USE), 0);
    struct buf problems = {0};
    int64_t n = -1;
    assert_true(store_check(f->s, &problems, &n, &e));
    assert_int_equal(n, 0);
    buf_end(&problems);
}

/* A row that passes to another import takes along what it had superseded: one event, one version in use. */
static void what_was_superseded_stays_so(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,5\n");
    add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,7\n");
    add(f, TAGS "1,2020-01-01,SEL,Hilla,1,1,7\n2,2020-01-02,SEL,Hilla,1,1,1\n");
    assert_true(intake_undo(f->s, 2, STR("tester"), NULL, &e));
    assert_int_equal(number(f, IN_USE), 2);
    assert_int_equal(number(f, DEATHS), 8);
    assert_true(intake_undo(f->s, 3, STR("tester"), NULL, &e));
    assert_int_equal(number(f, IN_USE), 1);
    assert_int_equal(number(f, DEATHS), 5);
    struct buf problems = {0};
    int64_t n = -1;
    assert_true(store_check(f->s, &problems, &n, &e));
    assert_int_equal(n, 0);
    buf_end(&problems);
}

static void trials_write_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t before = generation(f);
    struct intake_options o = plain;
    o.dry_run = true;
    struct intake_result r = {0};
    struct err e = {0};
    assert_true(add_with(f, str_of(three), &o, &r, &e));
    counts_are(r.import, 3, 2, 0, 0, 1);
    assert_int_equal(r.import.id, 0);
    intake_result_end(&r);
    assert_int_equal(generation(f), before);
    assert_int_equal(number(f, IN_USE), 0);
}

static void sources_may_be_named(void **state)
{
    struct fixture *f = *state;
    struct intake_options o = plain;
    o.source = STR("Partner");
    o.layout = STR("HXL-incidents");
    struct intake_result r = {0};
    struct err e = {0};
    assert_true(add_with(f, str_of(three), &o, &r, &e));
    assert_true(str_is(r.import.source, "Partner"));
    intake_result_end(&r);
    assert_int_equal(number(f, "SELECT count(*) FROM source WHERE name = 'Partner'"), 1);
    o.layout = STR("no-such-layout");
    assert_false(add_with(f, str_of(three), &o, &r, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_non_null(strstr(e.text, "population"));
}

static void files_that_are_something_else(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"name,colour\nx,y\n", "no layout fits its columns (name, colour)"},
        {"", "empty"},
        {"{\"a\": 1}", "JSON"},
        {"<!DOCTYPE html>", "web page"},
        {"#date,#event,#respondee\n2020-01-01,x,y\n", "#respondee"},
        {"#adm1+name,#population,#date+year,#respondee\nx,1,2020,y\n", "#respondee"},
        {TAGS "1,2020-01-01,SEL,Hil\xE9,1,1,3\n", "not UTF-8"},
    };
    int64_t before = generation(f);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct intake_result r = {0};
        struct err e = {0};
        assert_false(add_with(f, str_of(cases[i].text), &plain, &r, &e));
        if (!strstr(e.text, cases[i].words))
            fail_msg("\"%s\" does not say \"%s\"", e.text, cases[i].words);
        assert_int_equal(r.problem_n, 0);
    }
    assert_int_equal(generation(f), before);
}

static void population_comes_in(void **state)
{
    struct fixture *f = *state;
    counts_are(add(f, "country,place,year,value\nSEL,Hilla,2020,100\nSEL,Arun,2020,\"1,234,567\"\nSEL,Tel,2020,\"1,234\"\nSEL,,2020,\n"), 4, 2, 0,
        0, 2);
    assert_int_equal(number(f, PEOPLE), 1234667);
    counts_are(add(f, "value,year,place,country\n100,2020,Hilla,SEL\n7,2020,Arun,SEL\n7,2020,Arun,SEL\n8,2020,Arun,SEL\n"), 4, 1, 2, 1, 1);
    assert_int_equal(number(f, PEOPLE), 107);
    counts_are(add(f, "iso3,place,place_ar,iso_3166_2,pcode,year,population,kind,source\nSEL,Hilla,x,,P1,2020.0,5,census,Office\n"
                      "SEL,Hilla,x,SL-HI,P1,2020,6,census,Office\n"), 2, 2, 0, 0, 0);
    assert_int_equal(number(f, "SELECT people FROM population WHERE code = 'P1'"), 5);
    assert_int_equal(number(f, "SELECT people FROM population WHERE code = 'SL-HI'"), 6);
    counts_are(add(f, "#country+code,#adm1+name,#adm2+name,#date+year,#population,#population+f\nSEL,Hilla,Deep,2021,55,20\n"), 1, 1, 0, 0, 0);
    assert_int_equal(number(f, "SELECT people FROM population WHERE name = 'Deep'"), 55);
    struct err e = {0};
    assert_true(intake_undo(f->s, 2, STR(""), NULL, &e));
    assert_int_equal(number(f, "SELECT people FROM population WHERE name = 'Arun' AND ended_by IS NULL"), 1234567);
}

static void numbers_of_people(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t n;
    } good[] = {{"12", 12}, {"1,234,567", 1234567}, {"1.234.567", 1234567}, {"12 345", 12345}, {"1'234'567", 1234567}, {"1234.0", 1234},
        {"\xD9\xA1\xD9\xA2\xD9\xAC\xD9\xA3\xD9\xA4\xD9\xA5", 12345}, {"1\xC2\xA0" "000", 1000}, {"0", 0}};
    static const char *const bad[] = {"", "1,234", "1.234", "12,34", "1,23,456", "1,234.567", "1 23", "1 234 56", "abc", "1,234,567 or so",
        ",123,456", "1,,234,567", "1,234,567,", "1 234,567", "99999999999999999999"};
    int64_t n;
    bool tidied;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_true(people_number(str_of(good[i].text), &n, &tidied));
        assert_int_equal(n, good[i].n);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (people_number(str_of(bad[i]), &n, &tidied))
            fail_msg("%s is read as %" PRId64, bad[i], n);
}

/* Four squares of 2 x 2 degrees side by side along the equator, as borders. */
static const char borders[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"Hilla\",\"shapeISO\":\"SL-HI\",\"shapeGroup\":\"SEL\",\"shapeType\":\"ADM1\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"Arun\",\"shapeISO\":\"SL-AR\",\"shapeGroup\":\"SEL\",\"shapeType\":\"ADM1\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[2,0],[4,0],[4,2],[2,2],[2,0]]]}}]}";

static void borders_place_incidents(void **state)
{
    struct fixture *f = *state;
    (void)add(f, three);
    struct import im = add(f, borders);
    assert_int_equal(im.rows, 2);
    assert_int_equal(im.refused, 0);
    assert_int_equal(number(f, "SELECT count(*) FROM placed WHERE level = 1 AND place IS NOT NULL"), 2);
    int64_t before = generation(f);
    struct import again = add(f, borders);
    assert_true(again.undone);
    assert_int_equal(generation(f), before);
    (void)add(f, TAGS "9,2020-01-01,SEL,Arun,1,3,3\n");
    assert_int_equal(number(f, "SELECT count(*) FROM placed WHERE level = 1 AND place IS NOT NULL"), 3);
    struct err e = {0};
    assert_true(intake_undo(f->s, im.id, STR(""), NULL, &e));
    assert_int_equal(number(f, "SELECT count(*) FROM placed WHERE place IS NOT NULL"), 0);
    struct intake_options o = plain;
    o.dry_run = true;
    struct intake_result r = {0};
    assert_true(add_with(f, str_of(borders), &o, &r, &e));
    assert_true(r.import.kept > 0);
    intake_result_end(&r);
    assert_int_equal(number(f, "SELECT count(*) FROM place WHERE ended_by IS NULL"), 0);
}

/* Several files in one command, each written to the disk under the same name and read at once. */
static bool add_several(struct fixture *f, const char *const *texts, size_t n, int64_t *kept, struct err *e)
{
    struct intake *in CLEANUP(intake_end) = intake_begin(f->s, &plain, NULL);
    for (size_t i = 0; i < n; i++) {
        put_file(f, str_of(texts[i]));
        struct file_stream file CLEANUP(file_close) = {.fd = -1};
        assert_true(file_open(f->file, &file, e));
        if (!intake_read(in, &file, e))
            return false;
    }
    if (!intake_write(in, e))
        return false;
    assert_int_equal(intake_count(in), n);
    for (size_t i = 0; i < n; i++)
        kept[i] = intake_told(in, i)->import.kept;
    return true;
}

static void several_files_are_one_whole(void **state)
{
    struct fixture *f = *state;
    int64_t kept[4];
    struct err e = {0};
    (void)add(f, three);
    /* Borders and more incidents: also those that were there before find their place. */
    const char *const files[] = {borders, TAGS "9,2020-01-01,SEL,Arun,1,3,3\n", TAGS "9,2020-01-01,SEL,Arun,1,3,3\n",
        TAGS "1,2020-01-01,SEL,Hilla,1,1,4\n9,2020-01-01,SEL,Arun,1,3,3\n"};
    if (!add_several(f, files, 4, kept, &e))
        fail_msg("%s", e.text);
    assert_int_equal(kept[1], 1);
    assert_int_equal(kept[2], 0); /* the very file before it */
    assert_int_equal(kept[3], 1);
    assert_int_equal(number(f, IN_USE), 3);
    assert_int_equal(number(f, DEATHS), 7);
    assert_int_equal(number(f,
        "SELECT count(*) FROM placed AS p JOIN incident AS i ON i.origin = p.incident_origin AND i.id = p.incident "
        "WHERE p.level = 1 AND p.place IS NOT NULL AND i.ended_by IS NULL"), 3);
    int64_t before = generation(f);
    const char *const broken[] = {TAGS "10,2020-01-01,SEL,Arun,1,3,3\n", "name,colour\nx,y\n"};
    assert_false(add_several(f, broken, 2, kept, &e));
    assert_int_equal(generation(f), before);
    assert_true(add_several(f, files, 4, kept, &e)); /* all of it is there */
    assert_int_equal(generation(f), before);
    assert_true(add_several(f, files, 0, kept, &e));
}

/* Ctrl-C in the middle: an error of its own kind, and the register as it was. */
static void stopping_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    struct buf text CLEANUP(buf_end) = {0};
    buf_text(&text, TAGS);
    for (int i = 0; i < 20000; i++)
        buf_f(&text, "%d,2020-01-01,SEL,Hilla,1,1,3\n", i);
    interrupt_catch();
    raise(SIGINT);
    struct intake_result r = {0};
    struct err e = {0};
    bool done = add_with(f, buf_view(&text), &plain, &r, &e);
    interrupt_clear();
    assert_false(done);
    assert_int_equal(e.code, ERR_STOPPED);
    assert_int_equal(number(f, IN_USE), 0);
    assert_int_equal(number(f, "SELECT count(*) FROM import"), 0);
}

static void layouts_have_names(void **state)
{
    (void)state;
    size_t n = 0;
    while (intake_layout(n))
        n++;
    assert_in_range(n, 8, 60);
    assert_null(intake_layout(n + 7));
}

static void open_data_comes_in(void **state)
{
    struct fixture *f = *state;
    const char *folder = getenv("DIWAN_SHARED");
    if (!folder) {
        print_message("DIWAN_SHARED is not set: the open data are NOT read\n");
        skip();
    }
    static const struct {
        const char *file;
        int64_t rows;
    } files[] = {{"incidents/ged_iraq_hdx.csv", 7473}, {"population/population_by_governorate.csv", 131}};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/data/%s", folder, files[i].file);
        struct file_stream in CLEANUP(file_close) = {.fd = -1};
        struct intake_result r = {0};
        struct err e = {0};
        if (!file_open(path, &in, &e) || !intake_add(f->s, &in, &plain, &r, NULL, &e))
            fail_msg("%s", e.text);
        counts_are(r.import, files[i].rows, files[i].rows, 0, 0, 0);
        intake_result_end(&r);
    }
    assert_int_equal(number(f, DEATHS), 120631);
    assert_int_equal(number(f, "SELECT sum(people) FROM population WHERE country = 'IRQ' AND year = 2014"), 36004554);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(incidents_come_in, begin, end),
        cmocka_unit_test_setup_teardown(twice_changes_nothing, begin, end),
        cmocka_unit_test_setup_teardown(corrections_replace_and_undo_restores, begin, end),
        cmocka_unit_test_setup_teardown(rows_said_twice_pass_to_the_other_import, begin, end),
        cmocka_unit_test_setup_teardown(what_was_superseded_stays_so, begin, end),
        cmocka_unit_test_setup_teardown(trials_write_nothing, begin, end),
        cmocka_unit_test_setup_teardown(sources_may_be_named, begin, end),
        cmocka_unit_test_setup_teardown(files_that_are_something_else, begin, end),
        cmocka_unit_test_setup_teardown(population_comes_in, begin, end),
        cmocka_unit_test(numbers_of_people),
        cmocka_unit_test_setup_teardown(borders_place_incidents, begin, end),
        cmocka_unit_test_setup_teardown(several_files_are_one_whole, begin, end),
        cmocka_unit_test_setup_teardown(stopping_leaves_nothing, begin, end),
        cmocka_unit_test(layouts_have_names),
        cmocka_unit_test_setup_teardown(open_data_comes_in, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
