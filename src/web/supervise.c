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

enum { QUICK_DEATHS_MOST = 20, START_SECONDS = 60, LEAVING_MOST = 4 };

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
    bool stopping, renew;
    pid_t leaving[LEAVING_MOST]; /* workers whose place another took, while they serve whom they had; 0: none */
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

/* The worker that could not begin is no more. */
static void sweep(pid_t worker)
{
    int status;
    if (worker > 0) {
        kill(worker, SIGKILL);
        waitpid(worker, &status, 0);
    }
}

static void all_told(const struct watch *s, int sign)
{
    if (s->worker > 0)
        kill(s->worker, sign);
    for (size_t i = 0; i < LEAVING_MOST; i++)
        if (s->leaving[i] > 0)
            kill(s->leaving[i], sign);
}

static void stop(struct watch *s)
{
    for (size_t i = 0; i < s->web->socket_n; i++)
        close(s->web->sockets[i]);
    s->web->socket_n = 0;
    all_told(s, s->stopping ? SIGKILL : SIGTERM); /* asked twice: at once */
    s->stopping = true;
}

static pid_t *leaving_of(struct watch *s, pid_t pid)
{
    for (size_t i = 0; i < LEAVING_MOST; i++)
        if (s->leaving[i] == pid)
            return &s->leaving[i];
    return NULL;
}

/*
 * SIGHUP: certificate and key are read again, and a new worker takes the place of the old one. The old one goes on until the new one serves, then takes no connection any more and answers whoever
 * has one: at no moment does nobody accept, and nobody is cut off. Both write to the register meanwhile, in turn, as a server and a command do. A certificate that does not serve changes nothing.
 */
static void renew(struct watch *s)
{
    struct err e = {0};
    pid_t old = s->worker, *place = leaving_of(s, 0);
    if (s->stopping || !place) /* where too many leave, once one is gone */
        return;
    s->renew = false;
    struct certificate before = s->web->certificate;
    s->web->certificate = (struct certificate){0};
    bool good = web_certificate_read(s->web, &e) && start(s, &e);
    if (good && old > 0) {
        *place = old;
        kill(old, WORKER_LEAVE);
    }
    if (!good) {
        fprintf(stderr, "diwan: the certificate stays as it was: %s\n", e.text);
        if (s->worker != old)
            sweep(s->worker);
        s->worker = old;
        web_certificate_drop(&s->web->certificate);
        s->web->certificate = before;
        return;
    }
    web_certificate_drop(&before);
}

/* Whether the worker is gone; whoever leaves goes without a word. */
static bool worker_gone(struct watch *s, int *status)
{
    bool gone = false;
    for (pid_t got; !gone && (got = waitpid(-1, status, WNOHANG)) > 0;) {
        pid_t *place = leaving_of(s, got);
        if (place)
            *place = 0;
        gone = got == s->worker;
    }
    if (gone)
        s->worker = 0;
    return gone;
}

static bool all_gone(const struct watch *s)
{
    bool gone = s->worker <= 0;
    for (size_t i = 0; i < LEAVING_MOST; i++)
        gone = gone && s->leaving[i] == 0;
    return gone;
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
        sweep(s->worker);
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
        s->renew |= got == SIGHUP;
        if (s->stopping && clock_ms() > until)
            all_told(s, SIGKILL);
        bool gone = worker_gone(s, &status);
        if (s->stopping && all_gone(s))
            return true;
        if (gone && !s->stopping) {
            say_death(status);
            if (!start_again(s, e))
                return false;
        }
        if (s->renew)
            renew(s);
    }
}

bool web_supervise(struct web *w, void (*ready)(const struct web *w), struct err *e)
{
    struct watch s = {.web = w};
    sigset_t set = signals();
    sigprocmask(SIG_BLOCK, &set, NULL);
    if (!start(&s, e)) {
        sweep(s.worker);
        return false;
    }
    ready(w);
    return watch(&s, e);
}
