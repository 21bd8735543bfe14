/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written where something stands already. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/output.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void holds(const char *path, struct str wanted)
{
    char got[64];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    ssize_t n = read(fd, got, sizeof got);
    close(fd);
    assert_int_equal(n, wanted.n);
    assert_memory_equal(got, wanted.p, wanted.n);
}

static void files_devices_and_registers(void **state)
{
    (void)state;
    static const char database[] = "SQLite format 3\0and more";
    char folder[] = "/tmp/diwan-output-XXXXXX", file[64], pipe_path[64], got[8];
    struct err e = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/a", folder);
    snprintf(pipe_path, sizeof pipe_path, "%s/b", folder);
    assert_true(output_file(file, STR("one"), &e) && output_file(file, STR("two"), &e));
    holds(file, STR("two"));
    /* A pipe stays one. */
    struct stat st;
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    int fd = open(pipe_path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    assert_true(fd >= 0 && output_file(pipe_path, STR("told"), &e));
    assert_int_equal(read(fd, got, sizeof got), 4);
    close(fd);
    assert_true(stat(pipe_path, &st) == 0 && S_ISFIFO(st.st_mode));
    /* A register stays what it is. */
    assert_true(output_file(file, (struct str){database, sizeof database}, &e));
    assert_false(output_file(file, STR("two"), &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_non_null(strstr(e.text, "is a register"));
    holds(file, (struct str){database, sizeof database});
    assert_false(output_file(folder, STR("two"), &e));
    unlink(file);
    unlink(pipe_path);
    assert_int_equal(rmdir(folder), 0);
}

/* What came to stand under the name in between is left as it is, a link that leads nowhere too. */
static void names_taken_in_between(void **state)
{
    (void)state;
    char folder[] = "/tmp/diwan-output-XXXXXX", file[64];
    struct err e = {0};
    struct output o;
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/a", folder);
    assert_true(output_begin(&o, file, STR("ours"), &e));
    assert_true(output_file(file, STR("theirs"), &e));
    assert_false(output_end_new(&o, &e));
    output_drop(&o);
    assert_int_equal(e.code, ERR_USAGE);
    assert_non_null(strstr(e.text, "is there already"));
    holds(file, STR("theirs"));
    unlink(file);
    assert_true(output_begin(&o, file, STR("ours"), &e));
    assert_int_equal(symlink("nowhere", file), 0);
    assert_false(output_end_new(&o, &e));
    unlink(file);
    assert_true(output_end_new(&o, &e));
    output_drop(&o);
    holds(file, STR("ours"));
    unlink(file);
    assert_int_equal(rmdir(folder), 0); /* nothing is left beside */
}

/* A folder that is not there, or is none: the sentence says what to do. */
static void wrong_folders(void **state)
{
    (void)state;
    char folder[] = "/tmp/diwan-output-XXXXXX", file[64], below[64];
    struct err e = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/none/a", folder);
    assert_false(output_file(file, STR("one"), &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_non_null(strstr(e.text, "cannot be written: there is no folder /tmp/diwan-output-"));
    assert_non_null(strstr(e.text, "/none; make it, or name another"));
    snprintf(file, sizeof file, "%s/a", folder);
    snprintf(below, sizeof below, "%s/a/b", folder);
    e = (struct err){0};
    assert_true(output_file(file, STR("one"), &e));
    assert_false(output_file(below, STR("two"), &e));
    assert_non_null(strstr(e.text, "name another"));
    holds(file, STR("one"));
    unlink(file);
    assert_int_equal(rmdir(folder), 0);
}

/* A full device says so, and is a device afterwards. */
static void full_devices(void **state)
{
    (void)state;
    struct stat st;
    struct err e = {0};
    if (stat("/dev/full", &st) != 0 || !S_ISCHR(st.st_mode))
        skip();
    assert_false(output_file("/dev/full", STR("x"), &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_non_null(strstr(e.text, "there is no room; make some"));
    assert_true(stat("/dev/full", &st) == 0 && S_ISCHR(st.st_mode));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_devices_and_registers), cmocka_unit_test(names_taken_in_between), cmocka_unit_test(wrong_folders), cmocka_unit_test(full_devices)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
