/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The supervisor: one thread that does nothing but hold the listening sockets and the key, and see to it that a worker lives. It opens no register and reads nothing that strangers send, so that
 * what kills a worker does not kill it; who connects meanwhile waits in the sockets.
 */
#include "web/server_priv.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUICK_DEATHS_MOST = 20, START_SECONDS = 60 };

static int64_t clock_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static sigset_t signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGHUP);
    return set;
}

/* ---- in the worker ---- */

/* Locked memory is not locked in a child: the key is taken into memory of its own. */
static void key_again(struct web *w)
{
    if (!w->master.p)
        return;
    struct secret own = secret_of(w->master.p, w->master.n);
    secret_end(&w->master);
    w->master = own;
}

/* The first word to the supervisor: an error without a code says that all is well. */
static void report(int fd, const struct err *e)
{
    ssize_t put = write(fd, e, sizeof *e);
    (void)put; /* where nobody reads, the supervisor is gone, and a signal is on its way */
    close(fd);
}

_Noreturn static void be_worker(struct web *w, int fd, pid_t parent)
{
    struct err e = {0};
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* it does not outlive its supervisor, who holds the key and the sockets */
    if (getppid() != parent)
        _exit(1);
    key_again(w);
    if (!worker_begin(w, &e)) {
        report(fd, &e);
        _exit(1);
    }
    report(fd, &e);
    worker_run(w);
    web_free(w);
    exit(0);
}

/* ---- the supervisor ---- */

struct watch {
    struct web *web;
    pid_t worker;
    int64_t begun_ms;
    int quick_deaths;
    bool stopping, renewing;
};

/* What the new worker says of its beginning; false where it cannot serve. */
static bool hear(int fd, struct err *e)
{
    struct err said = {0};
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int got;
    do
        got = poll(&p, 1, START_SECONDS * 1000);
    while (got < 0 && errno == EINTR);
    ssize_t n = got > 0 ? read(fd, &said, sizeof said) : -1;
    if (n == (ssize_t)sizeof said && said.code == ERR_NONE)
        return true;
    if (n == (ssize_t)sizeof said)
        *e = said;
    else
        err_set(e, ERR_SYSTEM, "the worker ended before it could serve");
    return false;
}

static bool start(struct watch *s, struct err *e)
{
    int fds[2];
    pid_t parent = getpid();
    if (pipe2(fds, O_CLOEXEC) != 0)
        return err_set(e, ERR_SYSTEM, "no worker can be started: %s", strerror(errno));
    fflush(NULL);
    s->begun_ms = clock_ms();
    s->worker = fork();
    if (s->worker == 0) {
        close(fds[0]);
        be_worker(s->web, fds[1], parent);
    }
    close(fds[1]);
    bool good = s->worker > 0 ? hear(fds[0], e) : err_set(e, ERR_SYSTEM, "no worker can be started: %s", strerror(errno));
    close(fds[0]);
    return good;
}

static void stop(struct watch *s)
{
    for (size_t i = 0; i < s->web->socket_n; i++)
        close(s->web->sockets[i]);
    s->web->socket_n = 0;
    if (s->worker > 0)
        kill(s->worker, s->stopping ? SIGKILL : SIGTERM); /* asked twice: at once */
    s->stopping = true;
}

/* SIGHUP: certificate and key are read again, and a new worker takes the place of the old one once that has answered whom it was asked by. Who connects meanwhile waits in the sockets. */
static void renew(struct watch *s)
{
    struct err e = {0};
    if (s->stopping)
        return;
    if (!web_certificate_read(s->web, &e)) {
        fprintf(stderr, "diwan: the certificate stays as it was: %s\n", e.text);
        return;
    }
    s->renewing = true;
    if (s->worker > 0)
        kill(s->worker, SIGTERM);
}

static bool worker_gone(struct watch *s, int *status)
{
    pid_t got = s->worker > 0 ? waitpid(s->worker, status, WNOHANG) : -1;
    if (got != s->worker)
        return false;
    s->worker = 0;
    return true;
}

static void say_death(int status)
{
    if (WIFSIGNALED(status))
        fprintf(stderr, "diwan: the worker was ended by signal %d; another is started\n", WTERMSIG(status));
    else
        fprintf(stderr, "diwan: the worker ended with status %d; another is started\n", WEXITSTATUS(status));
}

/* One after another until one serves. Whoever dies at once again and again would die for ever: then it gives up. */
static bool start_again(struct watch *s, struct err *e)
{
    while (s->quick_deaths < QUICK_DEATHS_MOST) {
        if (clock_ms() - s->begun_ms < 1000)
            nanosleep(&(struct timespec){.tv_nsec = s->quick_deaths++ > 2 ? 500000000 : 50000000}, NULL);
        else
            s->quick_deaths = 0;
        if (start(s, e))
            return true;
        fprintf(stderr, "diwan: %s\n", e->text);
        int status;
        if (s->worker > 0) {
            kill(s->worker, SIGKILL);
            waitpid(s->worker, &status, 0);
        }
    }
    return err_set(e, ERR_SYSTEM, "the worker ended %d times soon after its beginning: the server gives up", s->quick_deaths);
}

static bool watch(struct watch *s, struct err *e)
{
    sigset_t set = signals();
    int64_t until = 0;
    for (;;) {
        int status, got = sigtimedwait(&set, NULL, &(struct timespec){.tv_sec = 1});
        if (got == SIGINT || got == SIGTERM) {
            stop(s);
            until = clock_ms() + (STOP_SECONDS + 1) * 1000;
        }
        if (got == SIGHUP)
            renew(s);
        if (s->stopping && clock_ms() > until && s->worker > 0)
            kill(s->worker, SIGKILL);
        if (!worker_gone(s, &status))
            continue;
        if (s->stopping)
            return true;
        if (!s->renewing)
            say_death(status);
        s->renewing = false;
        if (!start_again(s, e))
            return false;
    }
}

bool web_supervise(struct web *w, void (*ready)(const struct web *w), struct err *e)
{
    struct watch s = {.web = w};
    sigset_t set = signals();
    sigprocmask(SIG_BLOCK, &set, NULL);
    if (!start(&s, e)) {
        int status;
        if (s.worker > 0) {
            kill(s.worker, SIGKILL);
            waitpid(s.worker, &status, 0);
        }
        return false;
    }
    ready(w);
    return watch(&s, e);
}
