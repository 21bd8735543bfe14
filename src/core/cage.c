/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cage: seen from outside, and from inside. */
#include "core/cage.h"
#include "core/speech.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WHOLE 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define WHOLE 0
#endif
#endif
#ifndef WHOLE
#define WHOLE 1
#endif

enum { NO_CAGE = 97, RAN_OUT = 1 /* of memory: mem_ran_out */, ABOVE = 10 /* descriptors are gathered up there first */ };

bool cage_is_whole(void)
{
    return WHOLE;
}

/* ---- inside ---- */

bool cage_asked(int n, char *const *arguments, struct cage_limits *out)
{
    int64_t v[3];
    if (n != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!str_to_int(str_of(arguments[i]), &v[i]) || v[i] < 1 || v[i] > 1 << 20)
            return false;
    *out = (struct cage_limits){.memory_mib = (size_t)v[0], .answer_mib = (size_t)v[1], .seconds = (unsigned)v[2]};
    return true;
}

static bool limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
    return setrlimit(what, &(struct rlimit){soft, hard}) == 0;
}

static bool limited(const struct cage_limits *l)
{
    rlim_t memory = (rlim_t)l->memory_mib << 20, answer = (rlim_t)l->answer_mib << 20;
    if (WHOLE && !limit(RLIMIT_AS, memory, memory))
        return false;
    return limit(RLIMIT_CPU, l->seconds, l->seconds + 1) && limit(RLIMIT_FSIZE, answer, answer) && limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NOFILE, 6, 6) &&
           (!WHOLE || limit(RLIMIT_NPROC, 0, 0));
}

#if WHOLE
/* What reading, thinking and answering need. */
static const int allowed[] = {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(brk),
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall)};
/* What libraries try, and do without where it is refused: refused, and nothing more. All else ends the process. */
static const int refused[] = {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(ioctl), SCMP_SYS(fcntl), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getcwd),
    SCMP_SYS(prlimit64), SCMP_SYS(getrlimit), SCMP_SYS(sched_getaffinity), SCMP_SYS(geteuid), SCMP_SYS(getuid), SCMP_SYS(fsync), SCMP_SYS(rseq), SCMP_SYS(set_robust_list)};

static bool listed(scmp_filter_ctx c)
{
    bool fine = true;
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
        fine = fine && seccomp_rule_add(c, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        fine = fine && seccomp_rule_add(c, SCMP_ACT_ERRNO(EPERM), refused[i], 0) == 0;
    /* Memory, but none that can be run. */
    fine = fine && seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    return fine && seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

static bool locked(void)
{
    scmp_filter_ctx c = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool fine = c && listed(c) && seccomp_load(c) == 0;
    if (c)
        seccomp_release(c);
    return fine;
}
#else
static bool locked(void)
{
    return true;
}
#endif

void cage_enter(const struct cage_limits *l)
{
    bool fine = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limited(l) && locked();
    if (!fine)
        _exit(NO_CAGE);
}

static int64_t placed_read(struct stream *s, void *p, size_t n, struct err *e, int fd)
{
    ssize_t k = pread(fd, p, n, (off_t)s->done);
    if (k < 0) {
        err_set(e, ERR_SYSTEM, "%s: cannot be read: %s", s->name, strerror(errno));
        return -1;
    }
    s->done += k;
    return k;
}

static int64_t in_read(struct stream *s, void *p, size_t n, struct err *e)
{
    return placed_read(s, p, n, e, CAGE_IN);
}

static int64_t asked_read(struct stream *s, void *p, size_t n, struct err *e)
{
    return placed_read(s, p, n, e, CAGE_ASKED);
}

void cage_stream(struct stream *s, int fd, const char *name, int64_t size)
{
    *s = (struct stream){.read = fd == CAGE_ASKED ? asked_read : in_read, .name = name, .size = size};
}

bool cage_question(struct buf *out, struct err *e)
{
    struct stream s;
    cage_stream(&s, CAGE_ASKED, "what was asked", -1);
    return stream_all(&s, (size_t)64 << 20, out, e);
}

/* ---- outside ---- */

static bool system_failed(const char *what, struct err *e)
{
    return err_set(e, ERR_SYSTEM, "the file could not be handed to its parser: %s: %s", what, strerror(errno));
}

static int memory_file(const char *name, struct err *e)
{
    int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        (void)system_failed("no memory file", e);
    return fd;
}

static bool write_whole(int fd, struct str s, struct err *e)
{
    while (s.n) {
        ssize_t k = write(fd, s.p, s.n);
        if (k < 0 && errno != EINTR)
            return system_failed("writing", e);
        s.p += MAX_OF(k, 0);
        s.n -= (size_t)MAX_OF(k, 0);
    }
    return true;
}

/* The same file once more, with a place of its own in it, above the numbers that the cage uses. */
static int once_more(int fd, int flags, struct err *e)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int again = open(path, flags | O_CLOEXEC), high = again < 0 ? -1 : fcntl(again, F_DUPFD_CLOEXEC, ABOVE);
    if (high < 0)
        (void)system_failed("opening it again", e);
    if (again >= 0)
        close(again);
    return high;
}

static bool actions_of(posix_spawn_file_actions_t *a, const int fds[3])
{
    bool fine = true;
    for (int fd = 0; fd < 3; fd++)
        fine = fine && posix_spawn_file_actions_addopen(a, fd, "/dev/null", O_RDWR, 0) == 0;
    for (int i = 0; i < 3; i++)
        fine = fine && posix_spawn_file_actions_adddup2(a, fds[i], CAGE_IN + i) == 0;
    return fine && posix_spawn_file_actions_addclosefrom_np(a, CAGE_ASKED + 1) == 0;
}

/* A clean slate: no signal blocked or handled, nothing in its environment. */
static bool start(const struct cage_job *job, const int fds[3], pid_t *pid, struct err *e)
{
    static const char word[] = CAGE_WORD;
    /* Who looks for leaks when a process ends traces it, and nothing may trace this one. */
    char text[3][24], name[] = "diwan", first[sizeof word], *argv[] = {name, first, text[0], text[1], text[2], NULL}, no_leaks[] = "ASAN_OPTIONS=detect_leaks=0", *nothing[] = {WHOLE ? NULL : no_leaks, NULL};
    memcpy(first, word, sizeof word);
    snprintf(text[0], sizeof text[0], "%zu", job->limits.memory_mib);
    snprintf(text[1], sizeof text[1], "%zu", job->limits.answer_mib);
    snprintf(text[2], sizeof text[2], "%u", job->limits.seconds);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t how;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    bool ready = actions_of(&actions, fds);
    errno = ready ? posix_spawn(pid, job->program ? job->program : "/proc/self/exe", &actions, &how, argv, nothing) : ENOMEM;
    bool fine = errno == 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&how);
    return fine || system_failed("starting it", e);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum end { ENDED, TOO_LONG, STOPPED };

/* Until it ends by itself, by the clock, or because nobody wants it any more. */
static enum end wait_for(const struct cage_job *job, pid_t pid, int *status)
{
    int64_t until = now_ms() + (int64_t)job->limits.seconds * 3000;
    enum end how = ENDED;
    for (long wait_us = 500;; wait_us = MIN_OF(wait_us * 2, 20000)) {
        pid_t got = waitpid(pid, status, WNOHANG);
        if (got == pid || (got < 0 && errno != EINTR))
            return how;
        if (how == ENDED && now_ms() > until)
            how = TOO_LONG;
        if (how == ENDED && job->stop && job->stop(job->arg))
            how = STOPPED;
        if (how != ENDED)
            kill(pid, SIGKILL);
        nanosleep(&(struct timespec){0, wait_us * 1000}, NULL);
    }
}

static bool judged(const struct cage_job *job, enum end how, int status, struct err *e)
{
    int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0, code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (how == STOPPED)
        return err_set(e, ERR_STOPPED, "stopped while the file was read");
    if (how == TOO_LONG || signal == SIGXCPU || signal == SIGKILL)
        return err_set(e, ERR_INPUT, T("reading the file took longer than a file may take (%u seconds of work); nothing was kept of it"), job->limits.seconds);
    if (code == 0)
        return true;
    if (code == RAN_OUT)
        return err_set(e, ERR_INPUT, T("reading the file would need more memory than a file may take (%zu MiB); split it, or add it on the machine itself with `diwan add`"), job->limits.memory_mib);
    if (code == NO_CAGE)
        return err_set(e, ERR_SYSTEM, "this system gives no cage for reading files that somebody sent (seccomp): add files on the machine itself with `diwan add`");
    if (signal == SIGXFSZ)
        return err_set(e, ERR_INPUT, "what was read of the file is larger than %zu MiB; split it, or add it on the machine itself with `diwan add`", job->limits.answer_mib);
    if (signal == SIGSYS)
        return err_set(e, ERR_INPUT, T("reading the file ended in something that no reader does (a forbidden call of the system): it may be made to do harm; nothing was kept of it"));
    return err_set(e, ERR_INPUT, T("the reader broke off at this file (%s %d); nothing was kept of it"), signal ? "signal" : "status", signal ? signal : code);
}

static bool run(const struct cage_job *job, const int fds[3], struct err *e)
{
    pid_t pid;
    int status = 0;
    if (!start(job, fds, &pid, e))
        return false;
    enum end how = wait_for(job, pid, &status);
    return judged(job, how, status, e);
}

static void close_if(int fd)
{
    if (fd >= 0)
        close(fd);
}

bool cage_run(const struct cage_job *job, int *answer, struct err *e)
{
    int out = memory_file("diwan-answer", e), question = memory_file("diwan-question", e), fds[3] = {-1, -1, -1};
    bool fine = out >= 0 && question >= 0 && write_whole(question, job->asked, e) && (fds[0] = once_more(job->in, O_RDONLY, e)) >= 0 &&
                (fds[1] = once_more(out, O_RDWR, e)) >= 0 && (fds[2] = once_more(question, O_RDONLY, e)) >= 0 && run(job, fds, e);
    for (size_t i = 0; i < 3; i++)
        close_if(fds[i]);
    close_if(question);
    if (fine && fcntl(out, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        fine = system_failed("sealing the answer", e);
    if (!fine) {
        close_if(out);
        return false;
    }
    *answer = out;
    return true;
}
