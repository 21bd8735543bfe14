/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/memory_testing.h"
#include "core/secret.h"
#include "core/keyring.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <time.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* AddressSanitizer keeps a copy of the environment, makes mlock do nothing, and has LeakSanitizer trace the program. */
#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif
#else
enum { SANITIZED = 0 };
#endif

/* ---- memory ---- */

/* Said loudly. (cmocka 1.1.5 writes "not ok" for a skipped test, which would count as a failure.) */
#define skip_loudly()                                                                                                   \
    do {                                                                                                               \
        print_message("# skipped here: %s\n", __func__);                                                               \
        return;                                                                                                        \
    } while (0)

static void is_wiped_at_the_end(void **state)
{
    (void)state;
    struct secret s = secret_empty(PATTERN);
    assert_int_equal(found_anywhere(1), 0);
    pattern_write(1, s.p);
    assert_int_equal(found_anywhere(1), 1);
    struct secret copy = secret_of(s.p, s.n);
    assert_int_equal(found_anywhere(1), 2);
    secret_end(&s);
    assert_null(s.p);
    secret_end(&s);
    assert_int_equal(found_anywhere(1), 1);
    secret_end(&copy);
    assert_int_equal(found_anywhere(1), 0);
}

static long locked_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmLck:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    if (f)
        fclose(f);
    return kib;
}

static void is_locked(void **state)
{
    (void)state;
    if (SANITIZED || !secret_can_lock())
        skip_loudly();
    long before = locked_kib();
    struct secret s = secret_empty(100);
    assert_true(locked_kib() > before);
    secret_end(&s);
    assert_int_equal(locked_kib(), before);
}

/* Where memory may not be locked, a secret still works and is still wiped. */
static void works_without_locks(void **state)
{
    (void)state;
    if (SANITIZED)
        skip_loudly();
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
            _exit(1);
        setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){0, 0});
        struct secret s = secret_of("abc", 3);
        bool good = !secret_can_lock() && memcmp(s.p, "abc", 3) == 0;
        secret_end(&s);
        _exit(good ? 0 : 2);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* A step before the beginning or behind the end is the end of the program. */
static void is_fenced(void **state)
{
    (void)state;
    for (int side = 0; side < 2; side++) {
        pid_t child = fork();
        if (child == 0) {
            setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
            signal(SIGSEGV, SIG_DFL);
            signal(SIGABRT, SIG_DFL);
            struct secret s = secret_empty(64);
            ((volatile unsigned char *)s.p)[side ? 64 : -8192] = 1;
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

/* ---- where they come from ---- */

/* main() has put pattern 2 into the environment and begun anew, so it stands where the kernel puts the environment. */
static void leaves_no_trace_in_the_environment(void **state)
{
    (void)state;
    struct secret s;
    if (SANITIZED)
        skip_loudly();
    assert_int_equal(found_anywhere(2), 1);
    assert_true(secret_from_environment("DIWAN_PASSPHRASE", &s));
    assert_int_equal(s.n, PATTERN);
    assert_int_equal(found_in(s.p, s.n, 2), 1);
    assert_int_equal(found_anywhere(2), 1); /* the secret itself */
    assert_null(getenv("DIWAN_PASSPHRASE"));
    secret_end(&s);
    assert_int_equal(found_anywhere(2), 0);
    assert_false(secret_from_environment("DIWAN_PASSPHRASE", &s));
    setenv("DIWAN_PASSPHRASE", "", 1);
    assert_false(secret_from_environment("DIWAN_PASSPHRASE", &s));
    assert_null(getenv("DIWAN_PASSPHRASE"));
}

static const char *key_file(const void *bytes, size_t n, mode_t mode)
{
    static char path[] = "key_file_of_secret_test";
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(fd >= 0 && write(fd, bytes, n) == (ssize_t)n && fchmod(fd, mode) == 0 && close(fd) == 0);
    return path;
}

static void reads_key_files(void **state)
{
    static const struct { const char *bytes; size_t n, kept; } cases[] = {{"abc", 3, 3}, {"abc\n", 4, 3}, {"abc\r\n", 5, 3}, {"abc\n\n", 5, 4}, {"abc\r", 4, 4}, {"a\0\xff\n", 4, 3}, {" \n", 2, 1}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct secret s;
        struct err e = {0};
        assert_true(secret_from_file(key_file(cases[i].bytes, cases[i].n, 0600), &s, &e));
        assert_int_equal(s.n, cases[i].kept);
        assert_memory_equal(s.p, cases[i].bytes, s.n);
        secret_end(&s);
    }
    char bytes[PATTERN];
    pattern_write(3, bytes);
    const char *path = key_file(bytes, sizeof bytes, 0400);
    memset(bytes, 0, sizeof bytes);
    __asm__ volatile("" : : "r"(bytes) : "memory");
    struct secret s;
    struct err e = {0};
    assert_true(secret_from_file(path, &s, &e));
    assert_int_equal(found_anywhere(3), 1);
    secret_end(&s);
    assert_int_equal(found_anywhere(3), 0);
    unlink(path);
}

static void refuses(const char *path, enum err_code code, const char *says)
{
    struct secret s;
    struct err e = {0};
    assert_false(secret_from_file(path, &s, &e));
    assert_int_equal(e.code, code);
    assert_non_null(strstr(e.text, says));
    assert_non_null(strstr(e.text, path));
}

static void refuses_key_files(void **state)
{
    (void)state;
    static char much[SECRET_MOST + 10];
    memset(much, 'x', sizeof much);
    refuses("no/such/key", ERR_ABSENT, "no such key file");
    refuses(".", ERR_INPUT, "a folder");
    refuses(key_file("", 0, 0600), ERR_INPUT, "empty");
    refuses(key_file("\r\n", 2, 0600), ERR_INPUT, "empty");
    refuses(key_file(much, SECRET_MOST + 1, 0600), ERR_INPUT, "longer than 4096");
    refuses(key_file(much, sizeof much, 0600), ERR_INPUT, "longer than 4096");
    static const mode_t open_to_others[] = {0640, 0604, 0660, 0666, 0620, 0601};
    for (size_t i = 0; i < ARRAY_LEN(open_to_others); i++)
        refuses(key_file("abc", 3, open_to_others[i]), ERR_DENIED, "chmod 600");
    struct secret s;
    struct err e = {0};
    memcpy(much + SECRET_MOST, "\r\n", 2);
    assert_true(secret_from_file(key_file(much, SECRET_MOST + 2, 0600), &s, &e));
    assert_int_equal(s.n, SECRET_MOST);
    secret_end(&s);
    unlink("key_file_of_secret_test");
}

/* ---- the kernel's keyring ---- */

static void is_kept_in_the_keyring(void **state)
{
    (void)state;
    static const unsigned char salt[KEYRING_SALT] = "a salt of tests", other[KEYRING_SALT] = "another of them";
    struct err e = {0};
    size_t taken;
    struct secret key = secret_of("0123456789abcdef0123456789abcdef", 32), got;
    if (!keyring_put(salt, &key, 60, &e)) {
        print_message("# %s\n", e.text);
        secret_end(&key);
        skip_loudly();
    }
    assert_true(keyring_get(salt, &got));
    assert_int_equal(got.n, 32);
    assert_memory_equal(got.p, key.p, 32);
    secret_end(&got);
    assert_false(keyring_get(other, &got));
    assert_true(keyring_drop(other, &taken, &e));
    assert_int_equal(taken, 0);
    memset(key.p, 'z', key.n);
    assert_true(keyring_put(salt, &key, 60, &e)); /* in the place of the other */
    assert_true(keyring_get(salt, &got));
    assert_memory_equal(got.p, key.p, 32);
    secret_end(&got);
    assert_true(keyring_drop(salt, &taken, &e));
    assert_int_equal(taken, 1);
    assert_false(keyring_get(salt, &got));
    assert_true(keyring_put(salt, &key, 1, &e));
    struct timespec wait = {1, 200 * 1000 * 1000};
    nanosleep(&wait, NULL);
    assert_false(keyring_get(salt, &got)); /* its time is over */
    assert_true(keyring_drop(salt, &taken, &e));
    secret_end(&key);
}

/* ---- the process ---- */

/* Whether a parent of the same user may trace its child; `hardened` is what the child does first. */
static bool may_be_traced(bool hardened)
{
    int ready[2], status;
    assert_int_equal(pipe(ready), 0);
    pid_t parent = fork();
    if (parent == 0) {
        if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
            _exit(2);
        pid_t child = fork();
        if (child == 0) {
            prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
            if (hardened)
                process_harden();
            if (write(ready[1], "x", 1) != 1)
                _exit(1);
            for (;;)
                pause();
        }
        char c;
        bool traced = read(ready[0], &c, 1) == 1 && ptrace(PTRACE_SEIZE, child, NULL, NULL) == 0;
        kill(child, SIGKILL);
        _exit(traced ? 0 : 1);
    }
    close(ready[0]);
    close(ready[1]);
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0;
}

static void cannot_be_traced(void **state)
{
    (void)state;
    if (SANITIZED || !may_be_traced(false)) /* where nobody may trace anything, this shows nothing */
        skip_loudly();
    assert_false(may_be_traced(true));
}

static void leaves_no_core(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        process_harden();
        struct rlimit core;
        if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur || core.rlim_max)
            _exit(1);
        signal(SIGABRT, SIG_DFL);
        abort();
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_false(WCOREDUMP(status));
}

/* Begin anew with a pattern in the environment: it then stands where the kernel put it, as for any program. */
static bool begin_anew(char **argv)
{
    char pattern[PATTERN + 1] = {0};
    pattern_write(2, pattern);
    setenv("DIWAN_PASSPHRASE", pattern, 1);
    setenv("DIWAN_SECRET_TEST", "1", 1);
    execv("/proc/self/exe", argv);
    return false;
}

int main(int argc, char **argv)
{
    (void)argc;
    if (!getenv("DIWAN_SECRET_TEST") && !begin_anew(argv))
        return 1;
    const struct CMUnitTest tests[] = {cmocka_unit_test(leaves_no_trace_in_the_environment), cmocka_unit_test(is_wiped_at_the_end), cmocka_unit_test(is_locked),
        cmocka_unit_test(works_without_locks), cmocka_unit_test(is_fenced), cmocka_unit_test(reads_key_files), cmocka_unit_test(refuses_key_files),
        cmocka_unit_test(is_kept_in_the_keyring), cmocka_unit_test(cannot_be_traced), cmocka_unit_test(leaves_no_core)};
    return cmocka_run_group_tests_name("core secret", tests, NULL, NULL);
}
