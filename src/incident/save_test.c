/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "core/test_folder.h"
#include "incident/incident.h"
#include "store/test_register.h"

static const char head[] = "#event+id,#date,#adm1+name,#group+name+first,#affected+killed,#meta+source\n";

/* An empty register in a folder of its own. */
struct fixture {
    char folder[64], path[256];
    struct store *s;
};

static int begin(void **state)
{
    struct fixture *f = mem_get(sizeof *f);
    struct err e = {0};
    test_folder(f->folder, sizeof f->folder, "incident");
    assert_non_null(mkdtemp(f->folder));
    test_register(f->folder, "t.diwan", f->path, sizeof f->path);
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
    snprintf(side, sizeof side, "%s-wal", f->path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", f->path);
    unlink(side);
    int gone = rmdir(f->folder);
    free(f);
    return gone;
}

struct job {
    struct incident_plan *plan;
    struct import im;
    bool fail; /* at the end, to see that nothing stays */
};

static bool write_it(struct store *s, void *arg, struct err *e)
{
    struct job *j = arg;
    if (!store_next_id(s, "import", &j->im.id, e) || !incident_save(s, j->plan, &incident_hxl, &j->im, NULL, e) ||
        !store_import_add(s, &j->im, NULL, 0, e))
        return false;
    return !j->fail || err_set(e, ERR_STOPPED, "made to fail");
}

static void read_rows(const char *rows, struct incident_batch *b)
{
    struct buf text CLEANUP(buf_end) = {0};
    buf_text(&text, head);
    buf_text(&text, rows);
    struct memory_stream m;
    memory_open(&m, "t.csv", buf_view(&text));
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    if (!table_open(&m.s, &t, &e) || !incident_hxl.read(t, b, NULL, &e))
        fail_msg("%s", e.text);
}

static void plan_of(struct store *s, struct incident_batch *b, const char *source, struct incident_plan **plan)
{
    struct err e = {0};
    if (!incident_prepare(s, b, str_of(source), plan, &e))
        fail_msg("%s", e.text);
}

/* Add rows under a source; what it did. */
static struct import add(struct store *s, const char *rows, const char *source)
{
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct incident_plan *plan CLEANUP(incident_plan_free) = NULL;
    struct err e = {0};
    read_rows(rows, &b);
    plan_of(s, &b, source, &plan);
    struct incident_counts c = incident_plan_counts(plan);
    struct job j = {.plan = plan, .im = {.file = STR("t.csv"), .layout = STR("hxl-incidents"), .source = str_of(source)}};
    if (!store_task(s, write_it, &j, &e))
        fail_msg("%s", e.text);
    assert_int_equal(c.kept, j.im.kept);
    assert_int_equal(c.known, j.im.known);
    assert_int_equal(c.superseded, j.im.superseded);
    return j.im;
}

static void counts_are(struct import im, int64_t kept, int64_t known, int64_t superseded)
{
    assert_int_equal(im.kept, kept);
    assert_int_equal(im.known, known);
    assert_int_equal(im.superseded, superseded);
}

static int64_t number_(struct store *s, const char *sql)
{
    struct err e = {0};
    int64_t n = -1;
    if (!store_int_(s, sql, WITH_NOTHING, -1, &n, &e))
        fail_msg("%s", e.text);
    return n;
}

#define IN_USE "SELECT count(*) FROM incident WHERE ended_by IS NULL"
#define DEATHS "SELECT coalesce(sum(deaths_best), 0) FROM incident WHERE ended_by IS NULL"

static void new_known_corrected(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    counts_are(add(s, "1,2020-01-01,Hilla,A,3,x\n2,2020-01-02,Hilla,A,,x\n", "S"), 2, 0, 0);
    assert_int_equal(number_(s, IN_USE), 2);
    assert_int_equal(number_(s, "SELECT count(*) FROM incident WHERE deaths_best IS NULL"), 1);
    assert_int_equal(number_(s, "SELECT count(*) FROM wording"), 4); /* "", Hilla, A, x */
    assert_int_equal(number_(s, "SELECT count(*) FROM incident AS i JOIN wording AS w ON w.id = i.admin2 WHERE w.text = ''"), 2);
    counts_are(add(s, "1,2020-01-01,Hilla,A,3,x\n2,2020-01-02,Hilla,A,,x\n", "S"), 0, 2, 0);
    assert_int_equal(number_(s, IN_USE), 2);
    struct import fixed = add(s, "1,2020-01-01,Hilla,A,3,x\n2,2020-01-02,Hilla,B,7,y\n3,2020-01-02,Arun,B,1,y\n", "S");
    counts_are(fixed, 2, 1, 1);
    assert_int_equal(number_(s, IN_USE), 3);
    assert_int_equal(number_(s, DEATHS), 11);
    assert_int_equal(number_(s, "SELECT count(*) FROM source"), 1);
    assert_int_equal(number_(s, "SELECT count(*) - count(DISTINCT text) FROM wording"), 0);
    struct err e = {0};
    assert_true(store_undo(s, fixed.id, &e));
    assert_int_equal(number_(s, IN_USE), 2);
    assert_int_equal(number_(s, DEATHS), 3);
    counts_are(add(s, "2,2020-01-02,Hilla,B,7,y\n", "S"), 1, 0, 1); /* after an undo the correction is new again */
    assert_int_equal(number_(s, DEATHS), 10);
}

/* Add one row whose source touched it at `revised`. */
static struct import add_revised(struct store *s, const char *rows, int64_t revised)
{
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct incident_plan *plan CLEANUP(incident_plan_free) = NULL;
    struct err e = {0};
    read_rows(rows, &b);
    b.list[0].revised = revised;
    b.list[0].people_injured = 5;
    plan_of(s, &b, "S", &plan);
    struct job j = {.plan = plan};
    if (!store_task(s, write_it, &j, &e))
        fail_msg("%s", e.text);
    return j.im;
}

static void older_files_do_not_undo_later_words(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    counts_are(add_revised(s, "1,2020-01-01,Hilla,A,3,x\n", 1000), 1, 0, 0);
    counts_are(add_revised(s, "1,2020-01-01,Hilla,A,4,x\n", 2000), 1, 0, 1);
    counts_are(add_revised(s, "1,2020-01-01,Hilla,A,3,x\n", 1000), 0, 1, 0);
    assert_int_equal(number_(s, DEATHS), 4);
    counts_are(add(s, "1,2020-01-01,Hilla,A,6,x\n", "S"), 1, 0, 1); /* a file that does not say when: as ever */
    assert_int_equal(number_(s, DEATHS), 6);
    assert_int_equal(number_(s, "SELECT count(*) FROM incident WHERE people_injured = 5 AND people_abducted IS NULL"), 2);
    assert_int_equal(number_(s, "SELECT max(revised) FROM incident"), 2000);
}

static void sources_do_not_mix(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    counts_are(add(s, "1,2020-01-01,Hilla,A,3,x\n", "S"), 1, 0, 0);
    counts_are(add(s, "1,2020-01-01,Hilla,A,4,x\n", "Another"), 1, 0, 0);
    assert_int_equal(number_(s, IN_USE), 2);
    assert_int_equal(number_(s, "SELECT count(*) FROM source"), 2);
    counts_are(add(s, "1,2020-01-01,Hilla,A,3,x\n1,2020-01-01,Hilla,A,3,x\n", "S"), 0, 2, 0);
    counts_are(add(s, "", "S"), 0, 0, 0);
}

static void keys_are_not_words(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    /* The key of one row is the name in another. */
    counts_are(add(s, "Hilla,2020-01-01,A,Hilla,3,x\nA,2020-01-01,Hilla,x,3,A\n", "S"), 2, 0, 0);
    counts_are(add(s, "Hilla,2020-01-01,A,Hilla,3,x\nB,2020-01-01,Hilla,A,3,A\n", "S"), 1, 1, 0);
    assert_int_equal(number_(s, IN_USE), 3);
}

static void failure_leaves_nothing(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    counts_are(add(s, "1,2020-01-01,Hilla,A,3,x\n", "S"), 1, 0, 0);
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct incident_plan *plan CLEANUP(incident_plan_free) = NULL;
    struct err e = {0};
    read_rows("1,2020-01-01,Hilla,A,4,x\n2,2020-01-01,New,B,4,z\n", &b);
    plan_of(s, &b, "S", &plan);
    struct job j = {.plan = plan, .fail = true};
    assert_false(store_task(s, write_it, &j, &e));
    assert_int_equal(number_(s, IN_USE), 1);
    assert_int_equal(number_(s, DEATHS), 3);
    assert_int_equal(number_(s, "SELECT count(*) FROM import"), 1);
    assert_int_equal(number_(s, "SELECT count(*) FROM wording"), 4);
}

/* Between the look and the lock somebody else writes the same rows: no row comes twice. */
static void plans_are_checked_again(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    static const char rows[] = "1,2020-01-01,Hilla,A,3,x\n2,2020-01-02,Hilla,A,4,x\n";
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct incident_plan *plan CLEANUP(incident_plan_free) = NULL;
    struct err e = {0};
    read_rows(rows, &b);
    plan_of(s, &b, "S", &plan);
    counts_are(add(s, "1,2020-01-01,Hilla,A,3,x\n2,2020-01-02,Hilla,A,5,x\n", "S"), 2, 0, 0);
    struct job j = {.plan = plan};
    assert_true(store_task(s, write_it, &j, &e));
    counts_are(j.im, 1, 1, 1);
    assert_int_equal(number_(s, IN_USE), 2);
    assert_int_equal(number_(s, DEATHS), 7);
}

/* Whatever is added in whatever pieces, the rows in use are the last ones said, each once. */
static void pieces_make_the_same_whole(void **state)
{
    struct store *s = ((struct fixture *)*state)->s;
    struct rng r;
    rng_init(&r, 7);
    int64_t last[40];
    for (size_t i = 0; i < ARRAY_LEN(last); i++)
        last[i] = -1;
    for (int round = 0; round < 60; round++) {
        struct buf rows CLEANUP(buf_end) = {0};
        for (size_t i = 0; i < ARRAY_LEN(last); i++) {
            if (rng_below(&r, 3))
                continue;
            last[i] = (int64_t)rng_below(&r, 4);
            buf_f(&rows, "k%zu,2020-01-01,p%zu,A,%" PRId64 ",x\n", i, i % 5, last[i]);
        }
        (void)add(s, rows.p ? rows.p : "", "S");
        int64_t want_rows = 0, want_deaths = 0;
        for (size_t i = 0; i < ARRAY_LEN(last); i++) {
            want_rows += last[i] >= 0;
            want_deaths += MAX_OF(last[i], 0);
        }
        assert_int_equal(number_(s, IN_USE), want_rows);
        assert_int_equal(number_(s, DEATHS), want_deaths);
        assert_int_equal(number_(s, "SELECT count(*) - count(DISTINCT source_key) FROM incident WHERE ended_by IS NULL"), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(new_known_corrected, begin, end),
        cmocka_unit_test_setup_teardown(older_files_do_not_undo_later_words, begin, end),
        cmocka_unit_test_setup_teardown(sources_do_not_mix, begin, end),
        cmocka_unit_test_setup_teardown(keys_are_not_words, begin, end),
        cmocka_unit_test_setup_teardown(failure_leaves_nothing, begin, end),
        cmocka_unit_test_setup_teardown(plans_are_checked_again, begin, end),
        cmocka_unit_test_setup_teardown(pieces_make_the_same_whole, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
