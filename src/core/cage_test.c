/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process in the cage tries, and what becomes of it. The test starts itself: `--parse` runs the caged side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cage.h"
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct cage_limits limits = {.memory_mib = 256, .answer_mib = 4, .seconds = 1};

/* ---- inside ---- */

static volatile unsigned spinning;

static void answer(const char *text)
{
    if (write(CAGE_OUT, text, strlen(text)) != (ssize_t)strlen(text))
        _exit(9);
}

/* Touches what it takes, so that no compiler leaves it out. */
static void eat(void)
{
    for (;;)
        memset(mem_get(1 << 20), 1, 1 << 20);
}

static void fill_answer(void)
{
    static char zeros[1 << 16];
    while (write(CAGE_OUT, zeros, sizeof zeros) > 0)
        continue;
}

static void attempt(struct str what)
{
    char *const nothing[] = {NULL};
    if (str_is(what, "open"))
        answer(open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM ? "refused" : "open");
    else if (str_is(what, "create"))
        answer(open("/tmp/diwan-cage-made", O_CREAT | O_WRONLY, 0600) < 0 && errno == EPERM ? "refused" : "open");
    else if (str_is(what, "socket"))
        (void)socket(AF_INET, SOCK_STREAM, 0);
    else if (str_is(what, "exec"))
        execve("/bin/true", nothing, nothing);
    else if (str_is(what, "fork"))
        (void)fork();
    else if (str_is(what, "ptrace"))
        (void)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    else if (str_is(what, "kill"))
        (void)kill(getppid(), 0);
    else if (str_is(what, "run memory"))
        (void)mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    else if (str_is(what, "unlink"))
        (void)unlink("/tmp/diwan-cage-made");
    else if (str_is(what, "memory"))
        eat();
    else if (str_is(what, "time"))
        for (;;)
            spinning++;
    else if (str_is(what, "answer"))
        fill_answer();
    else if (str_is(what, "change"))
        answer(write(CAGE_IN, "x", 1) < 0 && errno == EBADF ? "refused" : "changed");
    else if (str_is(what, "crash"))
        __builtin_trap();
    else if (str_is(what, "others"))
        answer(getenv("PATH") == NULL && write(6, "x", 1) < 0 && errno == EBADF ? "nothing there" : "something");
}

static int inside(int argc, char **argv)
{
    struct cage_limits l;
    struct buf what = {0}, text = {0};
    struct stream in;
    struct err e = {0};
    if (!cage_asked(argc - 2, argv + 2, &l))
        return 3;
    cage_enter(&l);
    if (!cage_question(&what, &e))
        return 4;
    if (!str_is(buf_view(&what), "echo")) {
        attempt(buf_view(&what));
        return 0;
    }
    cage_stream(&in, CAGE_IN, "echo", -1);
    if (!stream_all(&in, 1 << 20, &text, &e))
        return 5;
    answer(text.p);
    return 0;
}

/* ---- outside ---- */

static int memory(const char *text)
{
    int fd = memfd_create("given", MFD_CLOEXEC);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    return fd;
}

static bool tried(const char *what, char *said, size_t room, struct err *e, bool (*stop)(void *))
{
    int in = memory("bytes from outside"), out = -1;
    struct cage_job job = {.in = in, .asked = str_of(what), .limits = limits, .stop = stop};
    *e = (struct err){0};
    bool fine = cage_run(&job, &out, e);
    close(in);
    if (!fine)
        return false;
    ssize_t n = pread(out, said, room - 1, 0);
    assert_true(n >= 0);
    said[n] = 0;
    assert_true(write(out, "x", 1) < 0); /* sealed */
    close(out);
    return true;
}

static void reads_and_answers(void **state)
{
    (void)state;
    char said[64];
    struct err e;
    assert_true(tried("echo", said, sizeof said, &e, NULL));
    assert_string_equal(said, "bytes from outside");
    assert_true(tried("others", said, sizeof said, &e, NULL));
    assert_string_equal(said, "nothing there");
    assert_true(tried("change", said, sizeof said, &e, NULL));
    assert_string_equal(said, "refused");
}

static void opens_nothing(void **state)
{
    (void)state;
    char said[64];
    struct err e;
    if (!cage_is_whole()) {
        print_message("# skipped: a build with sanitizers has no whole cage\n");
        return;
    }
    assert_true(tried("open", said, sizeof said, &e, NULL));
    assert_string_equal(said, "refused");
    assert_true(tried("create", said, sizeof said, &e, NULL));
    assert_string_equal(said, "refused");
    assert_int_equal(access("/tmp/diwan-cage-made", F_OK), -1);
}

static void what_no_reader_does_ends_it(void **state)
{
    (void)state;
    static const char *const what[] = {"socket", "exec", "fork", "ptrace", "kill", "run memory", "unlink"};
    char said[64];
    struct err e;
    if (!cage_is_whole()) {
        print_message("# skipped: a build with sanitizers has no whole cage\n");
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(what); i++) {
        if (tried(what[i], said, sizeof said, &e, NULL))
            fail_msg("%s was let through", what[i]);
        assert_int_equal(e.code, ERR_INPUT);
        assert_non_null(strstr(e.text, "forbidden call"));
    }
}

static void memory_time_and_room_have_an_end(void **state)
{
    (void)state;
    char said[64];
    struct err e;
    if (cage_is_whole()) {
        assert_false(tried("memory", said, sizeof said, &e, NULL));
        assert_non_null(strstr(e.text, "more memory"));
    }
    assert_false(tried("time", said, sizeof said, &e, NULL));
    assert_non_null(strstr(e.text, "longer than"));
    assert_false(tried("answer", said, sizeof said, &e, NULL));
    assert_non_null(strstr(e.text, "larger than 4 MiB"));
}

static void a_crash_is_one_sentence(void **state)
{
    (void)state;
    char said[64];
    struct err e;
    assert_false(tried("crash", said, sizeof said, &e, NULL));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "broke off"));
}

static bool at_once(void *arg)
{
    (void)arg;
    return true;
}

static void can_be_stopped(void **state)
{
    (void)state;
    char said[64];
    struct err e;
    assert_false(tried("time", said, sizeof said, &e, at_once));
    assert_int_equal(e.code, ERR_STOPPED);
}

static void no_program_is_a_sentence(void **state)
{
    (void)state;
    int in = memory("x"), out = -1;
    struct err e = {0};
    struct cage_job job = {.program = "/nonexistent", .in = in, .limits = limits};
    assert_false(cage_run(&job, &out, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    close(in);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], CAGE_WORD) == 0)
        return inside(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_answers),
        cmocka_unit_test(opens_nothing),
        cmocka_unit_test(what_no_reader_does_ends_it),
        cmocka_unit_test(memory_time_and_room_have_an_end),
        cmocka_unit_test(a_crash_is_one_sentence),
        cmocka_unit_test(can_be_stopped),
        cmocka_unit_test(no_program_is_a_sentence),
    };
    return cmocka_run_group_tests_name("core cage", tests, NULL, NULL);
}
