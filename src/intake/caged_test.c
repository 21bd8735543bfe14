/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files read in the cage become what they become outside of it; hostile ones one sentence; an answer that is not sound is not taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cage.h"
#include "core/test_folder.h"
#include "intake/parsed_priv.h"
#include "store/test_register.h"
#include <dirent.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct test_register {
    char folder[64], path[512];
    struct store *store;
};

static void test_register_open(struct test_register *t)
{
    struct err e = {0};
    test_folder(t->folder, sizeof t->folder, "caged");
    assert_non_null(mkdtemp(t->folder));
    test_register(t->folder, "r.diwan", t->path, sizeof t->path);
    t->store = NULL;
    if (!store_new(t->path, STR("caged"), &e) || !store_open(t->path, STORE_WRITE, &t->store, &e))
        fail_msg("%s", e.text);
}

static void test_register_close(struct test_register *t)
{
    char command[128];
    store_close(&t->store);
    snprintf(command, sizeof command, "rm -r %s", t->folder);
    assert_int_equal(system(command), 0);
}

static int memory(const void *p, size_t n)
{
    int fd = memfd_create("given", MFD_CLOEXEC);
    assert_true(fd >= 0 && write(fd, p, n) == (ssize_t)n);
    return fd;
}

static struct intake_options options(void)
{
    return (struct intake_options){.level = -1, .who = STR("somebody"), .time = STR("2026-01-02T03:04:05Z"), .published = true, .all_refused = true};
}

/* A file in memory, read in the cage and taken in. */
static bool sent(struct store *s, const char *name, struct str bytes, struct intake **in, struct intake_looked *looked, struct err *e)
{
    struct intake_options o = options();
    int answer = -1;
    struct intake_reading r = {.fd = memory(bytes.p, bytes.n), .name = name, .size = (int64_t)bytes.n};
    *e = (struct err){0};
    *in = intake_begin(s, &o, NULL);
    bool fine = intake_parse(s, &o, &r, &answer, e) && intake_take(*in, &r, answer, looked, e);
    if (answer >= 0)
        close(answer);
    close(r.fd);
    return fine;
}

static void file_bytes(const char *path, struct buf *out)
{
    struct file_stream f;
    struct err e = {0};
    assert_true(file_open(path, &f, &e));
    assert_true(stream_all(&f.s, 64 << 20, out, &e));
    file_close(&f);
}

/* What a file became, as words: counts, and every problem. */
static void told_words(const struct intake_result *r, struct buf *out)
{
    const struct import *im = &r->import;
    char hex[65];
    digest_hex(&im->sha256, hex);
    buf_f(out, "%.*s %.*s %s rows %" PRId64 " kept %" PRId64 " repaired %" PRId64 " refused %" PRId64 " known %" PRId64 " noted %" PRId64 " passed %" PRId64 "\n", STR_F(im->layout), STR_F(im->source),
        hex, im->rows, im->kept, im->repaired, im->refused, im->known, r->noted, r->passed);
    buf_f(out, "%.*s %.*s %.*s %.*s %d %" PRId64 " dialogue %.*s %" PRId64 " %" PRId64 "\n", STR_F(r->inside.packing), STR_F(r->inside.member), STR_F(r->inside.sheet),
        STR_F(r->inside.encoding), r->inside.hidden_sheet, r->inside.hidden_rows, STR_F(r->dialogue.name), r->dialogue.votes, r->dialogue.statements);
    for (size_t i = 0; i < r->problem_n; i++) {
        const struct problem *p = &r->problems[i];
        buf_f(out, "%d %" PRId64 " %.*s %.*s %.*s %.*s %.*s\n", p->severity, p->line, STR_F(p->column), STR_F(p->code), STR_F(p->found), STR_F(p->expected), STR_F(p->advice));
    }
}

/* The same files, read outside and inside, make the same registers. */
static void same_as_outside(const char *path, struct store *one, struct store *two)
{
    struct buf bytes CLEANUP(buf_end) = {0}, outside CLEANUP(buf_end) = {0}, inside CLEANUP(buf_end) = {0};
    struct intake_options o = options();
    struct intake *in;
    struct intake_looked looked;
    struct file_stream f;
    struct err e = {0}, f_e = {0};
    const char *slash = strrchr(path, '/');
    file_bytes(path, &bytes);
    assert_true(file_open(path, &f, &e));
    struct intake *plain = intake_begin(one, &o, NULL);
    bool read = intake_read(plain, &f, &e), taken = sent(two, slash + 1, buf_view(&bytes), &in, &looked, &f_e);
    file_close(&f);
    if (read != taken || strcmp(e.text, f_e.text) != 0)
        fail_msg("%s: outside \"%s\", in the cage \"%s\"", path, e.text, f_e.text);
    if (read) {
        told_words(intake_told(plain, 0), &outside);
        told_words(intake_told(in, 0), &inside);
        assert_string_equal(outside.p, inside.p);
        bool one_written = intake_write(plain, &e), two_written = intake_write(in, &f_e);
        if (one_written != two_written || strcmp(e.text, f_e.text) != 0)
            fail_msg("%s: outside \"%s\", in the cage \"%s\"", path, e.text, f_e.text);
        told_words(intake_told(plain, 0), &outside);
        told_words(intake_told(in, 0), &inside);
        assert_string_equal(outside.p, inside.p);
    }
    intake_end(&plain);
    intake_end(&in);
}

static const char *data; /* tests/golden/data */
static const char *corpus; /* tests/fuzz/corpus */

static void each_in(const char *folder, struct store *one, struct store *two)
{
    DIR *d = opendir(folder);
    assert_non_null(d);
    size_t n = 0;
    for (struct dirent *f; (f = readdir(d)); ) {
        char path[512];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", folder, f->d_name);
        if (f->d_name[0] == '.' || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
            continue;
        same_as_outside(path, one, two);
        n++;
    }
    closedir(d);
    assert_true(n > 0);
}

static void files_become_what_they_are_outside(void **state)
{
    (void)state;
    struct test_register one, two;
    test_register_open(&one);
    test_register_open(&two);
    each_in(data, one.store, two.store);
    static const char *const folders[] = {"geojson", "shapefile", "geopackage", "dialogue", "findings", "population", "said", "xlsx", "csv", "packed", "actors", "contacts", "papers"};
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        char folder[512];
        snprintf(folder, sizeof folder, "%s/%s", corpus, folders[i]);
        each_in(folder, one.store, two.store);
    }
    test_register_close(&one);
    test_register_close(&two);
}

static struct str zeros_packed(struct arena *a)
{
    struct buf zip CLEANUP(buf_end) = {0};
    size_t n = (size_t)200 << 20;
    char *zeros = mem_get(n);
    struct err e = {0};
    assert_true(archive_pack(&(struct archive_part){.name = "incidents.csv", .bytes = {zeros, n}}, 1, &zip, &e));
    free(zeros);
    return (struct str){arena_text(a, zip.p, zip.n), zip.n};
}

static struct str entities_packed(struct arena *a)
{
    struct buf zip CLEANUP(buf_end) = {0}, xml CLEANUP(buf_end) = {0};
    struct err e = {0};
    buf_text(&xml, "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 12; i++)
        buf_f(&xml, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    buf_text(&xml, "]><workbook>&a11;</workbook>");
    const struct archive_part parts[] = {{.name = "[Content_Types].xml", .bytes = STR("<Types/>")}, {.name = "xl/workbook.xml", .bytes = buf_view(&xml)}};
    assert_true(archive_pack(parts, 2, &zip, &e));
    return (struct str){arena_text(a, zip.p, zip.n), zip.n};
}

static void hostile_files_are_one_sentence(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct test_register t;
    test_register_open(&t);
    const struct { const char *name; struct str bytes; } cases[] = {{"bomb.zip", zeros_packed(&a)}, {"entities.xlsx", entities_packed(&a)}, {"empty.csv", STR("")},
        {"cut.xlsx", {entities_packed(&a).p, 40}}, {"wrong.csv", STR("date,admin1,deaths_best\n2024-01-02,\xE3\xF1\xFF,1\n")}, {"picture.csv", STR("\x89PNG\r\n\x1A\n aaaaaaaaaaaa")}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct intake *in;
        struct intake_looked looked;
        struct err e = {0};
        if (sent(t.store, cases[i].name, cases[i].bytes, &in, &looked, &e))
            fail_msg("%s was taken", cases[i].name);
        if (!strstr(e.text, cases[i].name) || strchr(e.text, '\n') || e.code == ERR_NONE)
            fail_msg("%s: \"%s\"", cases[i].name, e.text);
        intake_end(&in);
    }
    test_register_close(&t);
}

static void the_first_rows_and_the_refused_are_shown(void **state)
{
    (void)state;
    struct test_register t;
    struct intake *in;
    struct intake_looked looked;
    struct err e = {0};
    test_register_open(&t);
    struct str text = STR("date,admin1,type,deaths_best\n2024-01-02,North,battle,3\n2024-13-02,North,battle,1\n2024-02-02,South,battle,x\n");
    if (!sent(t.store, "own.csv", text, &in, &looked, &e))
        fail_msg("%s", e.text);
    assert_int_equal(looked.column_n, 4);
    assert_int_equal(looked.row_n, 3);
    assert_int_equal(looked.lines[1], 3);
    assert_true(str_is(looked.columns[1], "admin1") && str_is(looked.cells[0][1], "North"));
    assert_true(str_starts(looked.refused, "line,column,found,expected,advice,date,"));
    assert_non_null(memmem(looked.refused.p, looked.refused.n, "2024-13-02", 10));
    assert_int_equal(intake_told(in, 0)->import.refused, 2);
    intake_end(&in);
    test_register_close(&t);
}

static void a_forged_answer_is_not_taken(void **state)
{
    (void)state;
    struct test_register t;
    struct buf bytes CLEANUP(buf_end) = {0}, answer CLEANUP(buf_end) = {0};
    struct intake_options o = options();
    struct intake_looked looked;
    struct err e = {0};
    char path[512];
    int fd = -1;
    test_register_open(&t);
    snprintf(path, sizeof path, "%s/selmara_borders.geojson", data);
    file_bytes(path, &bytes);
    struct intake_reading r = {.fd = memory(bytes.p, bytes.n), .name = "borders.geojson", .size = (int64_t)bytes.n};
    assert_true(intake_parse(t.store, &o, &r, &fd, &e));
    answer.most = 64 << 20;
    char piece[4096];
    for (ssize_t k; (k = read(fd, piece, sizeof piece)) > 0;)
        buf_add(&answer, piece, (size_t)k);
    close(fd);
    for (size_t at = 0; at < 400; at++) { /* each byte of what stands first, and then the end is missing */
        size_t n = at < 300 ? answer.n : answer.n - (at - 299);
        answer.p[MIN_OF(at, (size_t)299)] ^= at < 300 ? 0x55 : 0;
        fd = memory(answer.p, n);
        answer.p[MIN_OF(at, (size_t)299)] ^= at < 300 ? 0x55 : 0;
        struct intake *in = intake_begin(t.store, &o, NULL);
        e = (struct err){0};
        if (!intake_take(in, &r, fd, &looked, &e))
            assert_true(e.code != ERR_NONE && *e.text);
        else
            assert_true(at < 300); /* a letter of a text changed */
        intake_end(&in);
        close(fd);
    }
    close(r.fd);
    test_register_close(&t);
}

struct other { /* who reads the same file meanwhile, over another page */
    int fd, stop;
};

static void *other_reads(void *arg)
{
    struct other *o = arg;
    while (!__atomic_load_n(&o->stop, __ATOMIC_RELAXED))
        (void)lseek(o->fd, 100, SEEK_SET);
    return NULL;
}

static void two_may_take_a_file_at_once(void **state)
{
    (void)state;
    struct test_register t;
    struct buf bytes CLEANUP(buf_end) = {0};
    struct intake_options o = options();
    struct intake_looked looked;
    struct digest first = {{0}};
    struct err e = {0};
    char path[512];
    int answer = -1;
    pthread_t thread;
    test_register_open(&t);
    snprintf(path, sizeof path, "%s/selmara_incidents.csv", data);
    file_bytes(path, &bytes);
    struct intake_reading r = {.fd = memory(bytes.p, bytes.n), .name = "incidents.csv", .size = (int64_t)bytes.n};
    struct other other = {.fd = r.fd};
    assert_true(intake_parse(t.store, &o, &r, &answer, &e));
    for (int i = 0; i < 20; i++) {
        struct intake *in = intake_begin(t.store, &o, NULL);
        assert_true(intake_take(in, &r, answer, &looked, &e));
        if (i == 0) {
            first = intake_told(in, 0)->import.sha256;
            assert_int_equal(pthread_create(&thread, NULL, other_reads, &other), 0);
        }
        assert_memory_equal(&intake_told(in, 0)->import.sha256, &first, sizeof first);
        intake_end(&in);
    }
    __atomic_store_n(&other.stop, 1, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    close(answer);
    close(r.fd);
    test_register_close(&t);
}

static void borders_are_walked_through(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    const double xy[] = {0, 0, 1, 0, 1, 1, 0, 0};
    const uint32_t kind = 3, rings = 1, corners = 4;
    buf_char(&b, 1);
    buf_add(&b, (const char *)&kind, 4), buf_add(&b, (const char *)&rings, 4), buf_add(&b, (const char *)&corners, 4), buf_add(&b, (const char *)xy, sizeof xy);
    assert_true(border_is_sound(buf_view(&b)));
    for (size_t n = 0; n < b.n; n++)
        assert_false(border_is_sound((struct str){b.p, n}));
    b.p[9] = (char)0xFF; /* far more corners than there are bytes */
    b.p[12] = (char)0x7F;
    assert_false(border_is_sound(buf_view(&b)));
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], CAGE_WORD) == 0)
        return intake_cage(argc - 2, argv + 2);
    if (argc < 3)
        return 2;
    data = argv[1];
    corpus = argv[2];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_become_what_they_are_outside),
        cmocka_unit_test(hostile_files_are_one_sentence),
        cmocka_unit_test(the_first_rows_and_the_refused_are_shown),
        cmocka_unit_test(a_forged_answer_is_not_taken),
        cmocka_unit_test(two_may_take_a_file_at_once),
        cmocka_unit_test(borders_are_walked_through),
    };
    return cmocka_run_group_tests_name("intake caged", tests, NULL, NULL);
}
