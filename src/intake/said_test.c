/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aliases, observability, phases and licences into a register, corrected, and out again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "intake/intake_priv.h"
#include <unistd.h>

struct fixture {
    char path[64];
    struct store *s;
};

static int begin(void **state)
{
    struct fixture *f = mem_get(sizeof *f);
    struct err e = {0};
    test_folder(f->path, sizeof f->path, "said");
    int fd = mkstemp(f->path);
    assert_true(fd >= 0);
    close(fd);
    unlink(f->path);
    if (!store_new(f->path, STR(""), &e) || !store_open(f->path, STORE_WRITE, &f->s, &e))
        fail_msg("%s", e.text);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    store_close(&f->s);
    char side[80];
    unlink(f->path);
    snprintf(side, sizeof side, "%s-wal", f->path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", f->path);
    unlink(side);
    free(f);
    return 0;
}

/* ---- reading ---- */

static void read_as(enum said_kind kind, const char *text, const char *source, struct said_batch *b)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    memory_open(&m, "said.csv", str_of(text));
    if (!table_open(&m.s, &t, &e) || !said_read(t, kind, str_of(source), b, NULL, &e))
        fail_msg("%s", e.text);
    assert_true(said_sniff(t, kind) > 0);
}

static void refused_at(const struct said_batch *b, size_t i, int64_t line, const char *code)
{
    assert_true(i < b->log.n);
    assert_int_equal(b->log.list[i].severity, PROBLEM_REFUSED);
    assert_int_equal(b->log.list[i].line, line);
    if (!str_is(b->log.list[i].code, code))
        fail_msg("%.*s is not %s", STR_F(b->log.list[i].code), code);
    assert_true(b->log.list[i].expected.n && b->log.list[i].advice.n);
}

static void periods_and_their_ends(void **state)
{
    (void)state;
    struct said_batch b CLEANUP(said_batch_end) = {0};
    read_as(SAID_OBSERVABILITY, "reason,said_by, Place ,from,to,Judgement\n"
        "no access,Monitors,Zelfan,2014-06,2017,None\n"
        ",Monitors,Zelfan,,٢٠١٤-٠٥-٣١,محدود\n"
        ",,Vashta,2015-02-30,2016,good\n"
        ",Monitors,Vashta,2016,2015,good\n"
        ",Monitors,,2016,,good\n"
        ",Monitors,Vashta,2016,,rather poor\n"
        "no access,Monitors,Zelfan,2014-06-01,2017-12-31,none\n"
        "a guess,Monitors,Zelfan,2014-06,2017,limited\n", "", &b);
    assert_int_equal(b.rows, 8);
    assert_int_equal(b.n, 2);
    assert_int_equal(b.refused, 5);
    assert_int_equal(b.duplicates, 1);
    assert_int_equal(b.list[0].from.n, day_make(2014, 6, 1).n);
    assert_int_equal(b.list[0].to.n, day_make(2017, 12, 31).n);
    assert_true(str_is(intern_text(&b.words, b.list[0].what), "none"));
    assert_false(day_known(b.list[1].from));
    assert_int_equal(b.list[1].to.n, day_make(2014, 5, 31).n);
    assert_true(str_is(intern_text(&b.words, b.list[1].what), "limited"));
    refused_at(&b, 0, 4, "said_by_missing");
    refused_at(&b, 1, 5, "dates_order");
    refused_at(&b, 2, 6, "place_missing");
    refused_at(&b, 3, 7, "judgement_unknown");
    refused_at(&b, 4, 9, "said_twice");
}

static void the_source_speaks_for_rows_that_name_nobody(void **state)
{
    (void)state;
    struct said_batch b CLEANUP(said_batch_end) = {0};
    read_as(SAID_PHASES, "place;from;to;phase\nSelmara;2012;2014-02;Open violence\nSelmara;2014-03;;ئاگربەست یان چەقبەستوویی\nSelmara;2015;;peace\n",
        "Council", &b);
    assert_int_equal(b.n, 2);
    assert_true(str_is(intern_text(&b.words, b.list[0].by), "Council"));
    assert_true(str_is(intern_text(&b.words, b.list[1].what), "ceasefire"));
    refused_at(&b, 0, 4, "phase_unknown");
}

static void aliases_may_be_many(void **state)
{
    (void)state;
    struct said_batch b CLEANUP(said_batch_end) = {0};
    read_as(SAID_ALIASES, "place,alias,language\nKirkuk,At-Ta'mim,Arabic\nKirkuk,کەرکووک,ckb\nKirkuk,کەرکووک,\nKirkuk,,ar\nKirkuk,X,no language\n", "", &b);
    assert_int_equal(b.n, 3);
    assert_true(str_is(intern_text(&b.words, b.list[0].by), "ar"));
    refused_at(&b, 0, 5, "alias_missing");
    refused_at(&b, 1, 6, "language");
}

static void licences_are_three_words(void **state)
{
    (void)state;
    struct said_batch b CLEANUP(said_batch_end) = {0};
    read_as(SAID_LICENCES, "source,licence\nUCDP GED,CC BY 4.0\nACLED,No-Republication\nOther,CC BY-NC\n", "", &b);
    assert_int_equal(b.n, 2);
    assert_true(str_is(intern_text(&b.words, b.list[0].what), "attribution"));
    refused_at(&b, 0, 4, "licence_unknown");
}

static void a_column_is_missing(void **state)
{
    (void)state;
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct said_batch b CLEANUP(said_batch_end) = {0};
    struct err e = {0};
    memory_open(&m, "said.csv", STR("place,from,to\nZelfan,2014,2015\n"));
    assert_true(table_open(&m.s, &t, &e));
    assert_int_equal(said_sniff(t, SAID_OBSERVABILITY), 0);
    assert_false(said_read(t, SAID_OBSERVABILITY, STR(""), &b, NULL, &e));
    assert_non_null(strstr(e.text, "judgement"));
    assert_non_null(strstr(e.text, "place,from,to,judgement,said_by,reason"));
}

/* ---- the register ---- */

static struct intake_result add(struct fixture *f, const char *text)
{
    static int files;
    char path[80];
    snprintf(path, sizeof path, "%s-%d.csv", f->path, ++files);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, strlen(text), out), strlen(text));
    assert_int_equal(fclose(out), 0);
    const struct intake_options o = {.level = -1, .who = {"tester", 6}, .time = {"2026-01-02T03:04:05Z", 20}};
    struct intake_result r = {0};
    struct err e = {0};
    struct file_stream in CLEANUP(file_close) = {.fd = -1};
    bool fine = file_open(path, &in, &e) && intake_add(f->s, &in, &o, &r, NULL, &e);
    unlink(path);
    if (!fine)
        fail_msg("%s", e.text);
    return r;
}

static void counts_are(struct intake_result r, const char *layout, int64_t kept, int64_t known, int64_t superseded, int64_t noted)
{
    if (!str_is(r.import.layout, layout))
        fail_msg("%.*s is not %s", STR_F(r.import.layout), layout);
    assert_int_equal(r.import.kept, kept);
    assert_int_equal(r.import.known, known);
    assert_int_equal(r.import.superseded, superseded);
    assert_int_equal(r.noted, noted);
    intake_result_end(&r);
}

/* The words in use of one kind, in order. */
static void says(struct fixture *f, enum said_kind kind, const char *expected)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct buf b CLEANUP(buf_end) = {0};
    struct said_row *list = NULL;
    size_t n = 0;
    struct err e = {0};
    if (!said_rows(f->s, kind, &a, &list, &n, &e))
        fail_msg("%s", e.text);
    for (size_t i = 0; i < n; i++)
        buf_f(&b, "%s%.*s", i ? " " : "", STR_F(list[i].what));
    assert_string_equal(b.p ? b.p : "", expected);
}

static void undo(struct fixture *f, int64_t import)
{
    struct err e = {0};
    if (!intake_undo(f->s, import, STR("tester"), NULL, &e))
        fail_msg("%s", e.text);
}

#define OBSERVED "place,from,to,judgement,said_by,reason\n"

static void corrected_and_taken_back(void **state)
{
    struct fixture *f = *state;
    counts_are(add(f, OBSERVED "Zelfan,2014,2015,none,Monitors,\nVashta,2014,,good,Monitors,\n"), "observability", 2, 0, 0, 2);
    counts_are(add(f, OBSERVED "Zelfan,2014,2015,limited,Monitors,\nVashta,2014,,good,Monitors,\nZelfan,2014,2015,good,Army,\n"), "observability",
        2, 1, 1, 3);
    says(f, SAID_OBSERVABILITY, "good limited good");
    undo(f, 2);
    says(f, SAID_OBSERVABILITY, "none good");
    undo(f, 1);
    says(f, SAID_OBSERVABILITY, "");
}

static void each_kind_in_and_out(void **state)
{
    struct fixture *f = *state;
    counts_are(add(f, "place,alias,language\nVashta,Old Vashta,en\n"), "aliases", 1, 0, 0, 1);
    counts_are(add(f, "place,from,to,phase,said_by\nSelmara,2014,,open,Council\n"), "phases", 1, 0, 0, 1);
    counts_are(add(f, "source,licence\nUCDP GED,open\n"), "licences", 1, 0, 0, 1);
    counts_are(add(f, "source,licence\nUCDP GED,attribution\n"), "licences", 1, 0, 1, 1);
    counts_are(add(f, "place,from,to,phase,said_by\nSelmara,2014,,ceasefire,Council\n"), "phases", 1, 0, 1, 1);
    counts_are(add(f, "place,alias,language\nVashta,Old Vashta,en\nVashta,Vaş,\n"), "aliases", 1, 1, 0, 2);
    says(f, SAID_ALIASES, "Old Vashta Vaş");
    says(f, SAID_PHASES, "ceasefire");
    says(f, SAID_LICENCES, "attribution");
    for (int64_t import = 6; import >= 4; import--)
        undo(f, import);
    says(f, SAID_ALIASES, "Old Vashta");
    says(f, SAID_PHASES, "open");
    says(f, SAID_LICENCES, "open");
}

static void sources_and_places_that_are_there_are_not_noted(void **state)
{
    struct fixture *f = *state;
    struct intake_result r = add(f, "#event+id,#date,#country+code,#adm1+name,#geo+lat,#geo+lon,#affected+killed\n1,2020-01-01,SEL,Hilla,1,1,3\n");
    struct buf name CLEANUP(buf_end) = {0};
    buf_str(&name, r.import.source);
    intake_result_end(&r);
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "source,licence\n%s,open\nNobody,open\n", name.p);
    counts_are(add(f, b.p), "licences", 2, 0, 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(periods_and_their_ends), cmocka_unit_test(the_source_speaks_for_rows_that_name_nobody),
        cmocka_unit_test(aliases_may_be_many), cmocka_unit_test(licences_are_three_words), cmocka_unit_test(a_column_is_missing),
        cmocka_unit_test_setup_teardown(corrected_and_taken_back, begin, end), cmocka_unit_test_setup_teardown(each_kind_in_and_out, begin, end),
        cmocka_unit_test_setup_teardown(sources_and_places_that_are_there_are_not_noted, begin, end)};
    return cmocka_run_group_tests_name("intake said", tests, NULL, NULL);
}
