/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may leave comes back equal, in every form; what may not is in none of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/network_file.h"
#include "intake/intake.h"
#include <unistd.h>

#define fine(call, e)                                                                                                  \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

struct place_of_test {
    char path[80];
    struct store *s;
};

static bool is_invented(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("Selmara"), e);
}

static void made(struct place_of_test *t)
{
    struct err e = {0};
    snprintf(t->path, sizeof t->path, "/tmp/diwan-network-XXXXXX");
    int fd = mkstemp(t->path);
    assert_true(fd >= 0);
    close(fd);
    unlink(t->path);
    fine(store_new(t->path, STR("Selmara"), &e), e);
    fine(store_open(t->path, STORE_WRITE, &t->s, &e), e);
    fine(store_task(t->s, is_invented, NULL, &e), e);
}

static void gone(struct place_of_test *t)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    store_close(&t->s);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char name[100];
        snprintf(name, sizeof name, "%s%s", t->path, endings[i]);
        unlink(name);
    }
}

static void added(struct store *s, const char *name, struct str text, struct intake_result *out)
{
    struct err e = {0};
    struct file_stream f;
    char path[] = "/tmp/diwan-network-file-XXXXXX";
    const struct intake_options o = {.level = -1, .time = STR("2026-01-02T00:00:00Z")};
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n && lseek(fd, 0, SEEK_SET) == 0);
    unlink(path);
    fine(file_from(fd, name, &f, &e), e);
    fine(intake_add(s, &f, &o, out, NULL, &e), e);
    file_close(&f);
}

static const char actors[] = "actor,name,name:ar,name:ckb,acronym,former:en,kind,level,place,office,reference,said_by,note\n"
                             "mh,\"Ministry of \"\"Health\"\" & more\",وزارة الصحة,,MoH,Health Board,ministry,national,Selmara,,SL-1,Team,stays here\n"
                             "np,,,پۆلیس,,,police,local,Northgate,,,,\ngov,Governor of Northgate,,,,,local_government,local,,yes,,Team,\n"
                             "ag,Hill front,,,,,armed_group,regional,,,,Team,\nem,Embassy,,,,,,,,,,,\n";
static const char ties[] = "from,to,relation,strength,since,until,said_by,confidence,visible,amount,currency,note\n"
                           "mh,np,funds,,2024,2024-12,Team,high,,120000.5,USD,x\nnp,mh,coordinates,4,,,Police,,partners,,,\nmh,np,coordinates,12,,,Ministry,low,,,,\n"
                           "mh,np,trust,-2,,,Ministry,,public,,,\nnp,mh,trust,3,,,Police,,,,,\nnp,gov,restricts,2,,,Team,,public,,,\nmh,gov,authority,3,,,Team,,staff,,,\n"
                           "np,ag,armed_conflict,7,,,Team,,,,,\nnp,Elders of Selmara,refers,,,,Team,,,,,\n";

struct forms {
    struct buf graphml, gexf, xlsx, csv;
    size_t actors, ties, actors_held, ties_held;
};

static void written(struct store *s, struct forms *f)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct roster *r = NULL;
    struct tie *list = NULL;
    size_t n = 0;
    struct err e = {0};
    struct network_leaving l;
    fine(roster_read(s, &a, &r, &e), e);
    fine(ties_read(s, r, DAY_NONE, &a, &list, &n, &e), e);
    network_leaving(r, list, n, &a, &l);
    *f = (struct forms){.actors = l.actor_n, .ties = l.tie_n, .actors_held = l.actors_held, .ties_held = l.ties_held};
    network_graphml(&l, &f->graphml);
    network_gexf(&l, &f->gexf);
    network_csv(&l, &f->csv);
    fine(network_xlsx(&l, &f->xlsx, &e), e);
}

static void forms_end(struct forms *f)
{
    buf_end(&f->graphml);
    buf_end(&f->gexf);
    buf_end(&f->xlsx);
    buf_end(&f->csv);
}

static void comes_back(const struct forms *first, const char *name, struct str bytes)
{
    struct place_of_test t;
    struct intake_result told;
    struct forms again;
    made(&t);
    added(t.s, name, bytes, &told);
    assert_int_equal(told.import.refused, 0);
    assert_int_equal(told.import.kept, first->actors + first->ties);
    intake_result_end(&told);
    written(t.s, &again);
    assert_string_equal(again.graphml.p, first->graphml.p);
    assert_string_equal(again.gexf.p, first->gexf.p);
    assert_string_equal(again.csv.p, first->csv.p);
    assert_int_equal(again.xlsx.n, first->xlsx.n);
    assert_memory_equal(again.xlsx.p, first->xlsx.p, first->xlsx.n);
    forms_end(&again);
    gone(&t);
}

static void what_may_leave_comes_back_equal(void **state)
{
    (void)state;
    struct place_of_test t;
    struct intake_result told;
    struct forms f;
    made(&t);
    added(t.s, "actors.csv", str_of(actors), &told);
    intake_result_end(&told);
    added(t.s, "ties.csv", str_of(ties), &told);
    assert_int_equal(told.import.kept, 9);
    intake_result_end(&told);
    written(t.s, &f);
    assert_int_equal(f.actors, 5); /* the armed group stays */
    assert_int_equal(f.ties, 4);
    assert_int_equal(f.ties_held, 5);
    comes_back(&f, "a.graphml", buf_view(&f.graphml));
    comes_back(&f, "a.gexf", buf_view(&f.gexf));
    comes_back(&f, "a.xlsx", buf_view(&f.xlsx));
    static const char *const never[] = {"trust", "restricts", "authority\"", ">authority", "Hill front", "armed_group", "stays here"};
    for (size_t i = 0; i < ARRAY_LEN(never); i++)
        if (strstr(f.graphml.p, never[i]) || strstr(f.gexf.p, never[i]) || strstr(f.csv.p, never[i]))
            fail_msg("%s", never[i]);
    forms_end(&f);
    gone(&t);
}

static void files_are_known_superseded_and_taken_back(void **state)
{
    (void)state;
    struct place_of_test t;
    struct intake_result told;
    struct forms first, now;
    struct err e = {0};
    struct buf corrected CLEANUP(buf_end) = {0};
    made(&t);
    added(t.s, "actors.csv", str_of(actors), &told);
    intake_result_end(&told);
    added(t.s, "ties.csv", str_of(ties), &told);
    intake_result_end(&told);
    written(t.s, &first);
    added(t.s, "ties.csv", str_of(ties), &told);
    assert_true(told.same_file);
    intake_result_end(&told);
    buf_text(&corrected, "from,to,relation,strength,said_by,visible\nnp,mh,coordinates,5,Police,partners\nmh,np,coordinates,12,Ministry,\nmh,np,coordinates,9,Others,\n");
    added(t.s, "later.csv", buf_view(&corrected), &told);
    assert_int_equal(told.import.kept, 3); /* the second is less sure than before: it corrects, too */
    assert_int_equal(told.import.superseded, 2);
    int64_t id = told.import.id;
    intake_result_end(&told);
    written(t.s, &now);
    assert_int_equal(now.ties, first.ties + 1); /* what others say of the same tie stands beside it */
    forms_end(&now);
    fine(intake_undo(t.s, id, STR(""), NULL, &e), e);
    written(t.s, &now);
    assert_string_equal(now.graphml.p, first.graphml.p);
    forms_end(&now);
    forms_end(&first);
    gone(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_may_leave_comes_back_equal), cmocka_unit_test(files_are_known_superseded_and_taken_back)};
    return cmocka_run_group_tests_name("network file", tests, NULL, NULL);
}
