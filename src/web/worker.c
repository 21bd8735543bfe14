/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker: threads that answer (libmicrohttpd), threads that read the register, and the way of a request between them. */
#include "web/server_priv.h"
#include <errno.h>
#include <linux/filter.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- queues ---- */

void queue_begin(struct queue *q)
{
    *q = (struct queue){0};
    q->last = &q->first;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->more, NULL);
}

bool queue_put(struct queue *q, struct visit *v)
{
    v->next = NULL;
    pthread_mutex_lock(&q->lock);
    bool room = q->n < WAITING_MOST;
    if (room) {
        *q->last = v;
        q->last = &v->next;
        q->n++;
        pthread_cond_signal(&q->more);
    }
    pthread_mutex_unlock(&q->lock);
    return room;
}

struct visit *queue_take(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (!q->first && !q->closed)
        pthread_cond_wait(&q->more, &q->lock);
    struct visit *v = q->first;
    if (v) {
        q->first = v->next;
        q->n--;
    }
    if (!q->first)
        q->last = &q->first;
    pthread_mutex_unlock(&q->lock);
    return v;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->more);
    pthread_mutex_unlock(&q->lock);
}

/* ---- threads that read ---- */

void visit_resume(struct visit *v)
{
    MHD_resume_connection(v->connection);
}

/* Where it goes once its page has run. */
static void onward(struct web *w, struct visit *v)
{
    if (v->act && !v->failed && !v->refusal) {
        writer_act(w, v);
        return;
    }
    v->stage = VISIT_DONE;
    visit_resume(v);
}

/* Each has a store of its own, opened when the first asks for it. */
static void *line_thread(void *arg)
{
    struct line *l = arg;
    struct store *s = NULL;
    for (struct visit *v; (v = queue_take(&l->queue));) {
        if (!s && !web_store_open(l->web, STORE_READ, &s, &v->e))
            v->failed = true;
        visit_run(v, s);
        onward(l->web, v);
    }
    store_close(&s);
    return NULL;
}

/* What participants wait for hangs on nothing that readers ask: while records are read anew for those, dialogues go on. */
static struct queue *queue_of(struct web *w, const struct page *p)
{
    enum line_of of = !p ? LINE_READERS : p->needs & PAGE_PASSWORD ? LINE_PASSWORDS : p->needs & PAGE_SLOW ? LINE_SLOW : p->may == MAY_TAKE_PART ? LINE_PART : LINE_READERS;
    return &w->lines[of].queue;
}

/* ---- guests ---- */

/* A connection. A request that does not come whole in time ends it, however diligently it sends a byte now and then; of an upload, time is counted from each piece. */
enum guest_does { GUEST_CAME /* and said nothing yet */, GUEST_ASKS, GUEST_WAITS /* for its answer */, GUEST_ANSWERED };
struct guest {
    struct guest *before, *after;
    int fd;
    enum guest_does does;   /* atomic, as is what follows */
    int64_t since_ms;       /* monotonic */
};
enum { PIECE = 64 << 10, TRIM_BYTES = 16 << 20 };

static int64_t clock_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void guest_now(struct guest *g, enum guest_does does)
{
    if (!g)
        return;
    __atomic_store_n(&g->since_ms, clock_ms(), __ATOMIC_RELAXED);
    __atomic_store_n(&g->does, does, __ATOMIC_RELEASE);
}

static void on_connection(void *arg, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
    struct web *w = arg;
    pthread_mutex_lock(&w->guests_lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        struct guest *g = mem_get(sizeof *g);
        *g = (struct guest){.after = w->guests, .fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, .since_ms = clock_ms()};
        if (w->guests)
            w->guests->before = g;
        w->guests = g;
        w->guest_n++;
        *context = g;
    } else if (*context) {
        struct guest *g = *context;
        *(g->before ? &g->before->after : &w->guests) = g->after;
        if (g->after)
            g->after->before = g->before;
        w->guest_n--;
        free(g);
        *context = NULL;
    }
    pthread_mutex_unlock(&w->guests_lock);
}

/* For how long a guest may go on saying nothing. While the server ends: whoever has just come, as long as a handshake takes; whoever has an answer already, until what may be on its way is here. */
static const int patience_ms[] = {[GUEST_CAME] = REQUEST_SECONDS * 1000, [GUEST_ASKS] = REQUEST_SECONDS * 1000, [GUEST_ANSWERED] = REQUEST_SECONDS * 1000};
enum { SHAKE_MS = 2000, ENDING_MS = 500 /* at least, from the moment it began to end */ };
static const int patience_ending_ms[] = {[GUEST_CAME] = SHAKE_MS, [GUEST_ASKS] = REQUEST_SECONDS * 1000, [GUEST_ANSWERED] = SHAKE_MS / 2 + ENDING_MS};

/* Its own thread then finds the connection ended. The descriptor is open for as long as the guest is in the list. `from_ms`: no time is counted before. Returns how many guests there are. */
static size_t end_the_slow(struct web *w, const int patience[], int64_t from_ms)
{
    int64_t now = clock_ms();
    size_t n = 0;
    pthread_mutex_lock(&w->guests_lock);
    for (struct guest *g = w->guests; g; g = g->after, n++) {
        enum guest_does does = __atomic_load_n(&g->does, __ATOMIC_ACQUIRE);
        if (does != GUEST_WAITS && now - MAX_OF(__atomic_load_n(&g->since_ms, __ATOMIC_RELAXED), from_ms) > patience[does])
            shutdown(g->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&w->guests_lock);
    return n;
}

/* ---- the way of a request ---- */

static void *on_address(void *arg, const char *address, struct MHD_Connection *connection)
{
    struct visit *v = mem_get(sizeof *v);
    v->x.web = arg;
    v->guest = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    guest_now(v->guest, GUEST_ASKS);
    v->x.path = (struct str){arena_text(&v->x.arena, address, strlen(address)), strlen(address)};
    return v;
}

static enum MHD_Result begin(struct visit *v, const char *method)
{
    visit_begin(v, method, v->x.path.p);
    v->stage = VISIT_BODY;
    const char *length = v->heads.content_length;
    int64_t n = 0;
    bool large = length && (!str_to_int(str_of(length), &n) || n > DRAIN_MOST);
    if (!v->refusal || !large)
        return MHD_YES;
    visit_fail(v); /* answered before the body came: the connection closes */
    return visit_answer(v);
}

static enum MHD_Result whole(struct visit *v)
{
    struct web *w = v->x.web;
    guest_now(v->guest, GUEST_WAITS);
    visit_body_end(v);
    if (visit_quick(v)) {
        visit_run(v, NULL);
        if (!v->act || v->failed || v->refusal)
            return visit_answer(v);
    }
    struct queue *q = queue_of(w, v->x.page);
    bool act = v->act != NULL;
    v->stage = VISIT_AWAY;
    MHD_suspend_connection(v->connection);
    if (act) {
        writer_act(w, v);
    } else if (!queue_put(q, v)) {
        v->refusal = MHD_HTTP_SERVICE_UNAVAILABLE;
        visit_fail(v);
        v->stage = VISIT_DONE;
        visit_resume(v);
    }
    return MHD_YES;
}

static enum MHD_Result on_request(UNUSED void *arg, struct MHD_Connection *connection, UNUSED const char *url, const char *method, UNUSED const char *version, const char *data, size_t *size,
    void **context)
{
    struct visit *v = *context;
    switch (v->stage) {
    case VISIT_NEW:
        v->connection = connection;
        return begin(v, method);
    case VISIT_BODY:
        if (!*size)
            return whole(v);
        visit_take(v, data, *size);
        v->taken += *size;
        if (v->x.page && v->x.page->needs & PAGE_UPLOAD && v->taken >= PIECE) {
            guest_now(v->guest, GUEST_ASKS);
            v->taken = 0;
        }
        *size = 0;
        return v->dropped > DRAIN_MOST ? MHD_NO : MHD_YES;
    case VISIT_THEN:
        visit_then(v);
        return visit_answer(v);
    case VISIT_DONE:
        return visit_answer(v);
    case VISIT_AWAY: break;
    }
    return MHD_YES;
}

static void on_completed(UNUSED void *arg, UNUSED struct MHD_Connection *connection, void **context, UNUSED enum MHD_RequestTerminationCode why)
{
    struct visit *v = *context;
    if (!v)
        return;
    guest_now(v->guest, GUEST_ANSWERED);
    visit_end(v);
    *context = NULL;
}

static size_t as_sent(UNUSED void *arg, UNUSED struct MHD_Connection *connection, char *text)
{
    return strlen(text); /* decoded here, once (form.c), not there */
}

/* As many as there are descriptors for, less what the register and uploads need. */
static unsigned connections_most(void)
{
    struct rlimit limit = {0};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 500;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > 2 * CONNECTIONS_MOST ? CONNECTIONS_MOST : (unsigned)limit.rlim_cur / 2;
}

static bool daemon_begin(struct web *w, struct err *e)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO | MHD_USE_NO_LISTEN_SOCKET | (w->tls ? MHD_USE_TLS : 0u);
    unsigned threads = (unsigned)MAX_OF(MIN_OF(sysconf(_SC_NPROCESSORS_ONLN), 8), 2);
    struct MHD_OptionItem tls[] = {{MHD_OPTION_HTTPS_MEM_CERT, 0, w->certificate.chain}, {MHD_OPTION_HTTPS_MEM_KEY, 0, w->certificate.key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)"SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM"}, {MHD_OPTION_END, 0, NULL}};
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    w->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, w, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_LIMIT, connections_most() + threads,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, w, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MOST, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)REQUEST_SECONDS,
        MHD_OPTION_URI_LOG_CALLBACK, on_address, w, MHD_OPTION_NOTIFY_COMPLETED, on_completed, w, MHD_OPTION_UNESCAPE_CALLBACK, as_sent, w,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY, w->tls ? tls : none, MHD_OPTION_END);
    return w->daemon || err_set(e, ERR_SYSTEM, w->tls ? "the server could not be started: are certificate and key whole, and do they belong together?" : "the server could not be started");
}

/* ---- the door ---- */

/*
 * Connections are accepted here and not by the library: its own way to stop accepting (MHD_quiesce_daemon, 0.9.75) removes a socket from a set in two threads at once, and whoever comes second
 * ends the process.
 */
enum { DOOR_LEAVE = 1, DOOR_LAST = 2, DOOR_QUIET_MS = 30, DOOR_PAUSE_MS = 20 };

static void let_in(struct web *w, int fd, unsigned most)
{
    struct sockaddr_storage from = {0};
    for (unsigned i = 0; i < most; i++) {
        socklen_t n = sizeof from;
        int got = accept4(fd, (struct sockaddr *)(void *)&from, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (got < 0 && errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
            nanosleep(&(struct timespec){.tv_nsec = DOOR_PAUSE_MS * 1000000}, NULL); /* no descriptor is free: who waits in the socket can wait a little more */
        if (got < 0)
            return;
        (void)MHD_add_connection(w->daemon, got, (struct sockaddr *)(void *)&from, n); /* closes it where it cannot */
    }
}

static size_t guest_count(struct web *w)
{
    pthread_mutex_lock(&w->guests_lock);
    size_t n = w->guest_n;
    pthread_mutex_unlock(&w->guests_lock);
    return n;
}

/* Where nobody more can be served, who comes waits in the sockets. DOOR_LAST: no new connections come any more; it closes once those that are there are taken. */
static void *door_run(void *arg)
{
    struct web *w = arg;
    struct pollfd p[LISTENERS_MOST + 1] = {{.fd = w->door, .events = POLLIN}};
    size_t most = connections_most();
    uint64_t word = 0;
    for (size_t i = 0; i < w->socket_n; i++)
        p[i + 1] = (struct pollfd){.fd = w->sockets[i], .events = POLLIN};
    for (;;) {
        size_t there = guest_count(w);
        bool full = there >= most;
        int n = poll(p, full ? 1 : w->socket_n + 1, full ? DOOR_PAUSE_MS : word ? DOOR_QUIET_MS : -1);
        if (n > 0 && p[0].revents && (read(w->door, &word, sizeof word) != sizeof word || word != DOOR_LAST))
            return NULL;
        if (n == 0 && word)
            return NULL;
        for (size_t i = 1; n > 0 && !full && i <= w->socket_n; i++)
            if (p[i].revents)
                let_in(w, p[i].fd, (unsigned)MIN_OF(most - there, (size_t)16));
    }
}

static bool door_open(struct web *w, struct err *e)
{
    w->door = eventfd(0, EFD_CLOEXEC);
    if (w->door >= 0 && pthread_create(&w->door_thread, NULL, door_run, w) == 0)
        return true;
    return err_set(e, ERR_SYSTEM, "the system gives no thread to let people in");
}

/* Returns once nobody is let in any more. Once. */
static void door_close(struct web *w, uint64_t how)
{
    if (w->door < 0)
        return;
    if (write(w->door, &how, sizeof how) == sizeof how)
        pthread_join(w->door_thread, NULL);
    close(w->door);
    w->door = -1;
}

static bool threads_begin(struct web *w, struct err *e)
{
    static const size_t threads[LINES] = {[LINE_READERS] = 3, [LINE_SLOW] = 2, [LINE_PASSWORDS] = 1, [LINE_PART] = 1};
    bool good = true;
    for (size_t i = 0; i < LINES; i++) {
        struct line *l = &w->lines[i];
        l->web = w;
        queue_begin(&l->queue);
        for (; good && l->n < threads[i]; l->n += good)
            good = pthread_create(&l->threads[l->n], NULL, line_thread, l) == 0;
    }
    return good || err_set(e, ERR_SYSTEM, "the system gives no threads to read");
}

static void threads_end(struct web *w)
{
    for (size_t i = 0; i < LINES; i++)
        queue_close(&w->lines[i].queue);
    for (size_t i = 0; i < LINES; i++)
        while (w->lines[i].n)
            pthread_join(w->lines[i].threads[--w->lines[i].n], NULL);
}

/* ---- the end ---- */

static sigset_t end_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, WORKER_LEAVE);
    return set;
}

bool worker_begin(struct web *w, struct err *e)
{
    sigset_t set = end_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL); /* before any thread: the first one waits for them */
    mallopt(M_TRIM_THRESHOLD, TRIM_BYTES); /* what a request needed the next one needs too: not given back and taken anew */
    mallopt(M_TOP_PAD, TRIM_BYTES / 16);
    assets_begin();
    w->kept = kept_new();
    w->answers = desk_answers_new();
    w->uploads = uploads_new();
    return writer_begin(w, e) && threads_begin(w, e) && columns_begin(w, e) && daemon_begin(w, e) && door_open(w, e);
}

/* From here on a socket takes no new connection, and those that the kernel has taken already can be accepted: nobody is taken in and then forgotten. Whose first packet is dropped sends another after a
 * second, and is refused. */
static void turn_away(int fd)
{
    static struct sock_filter only_begun[] = { /* byte 13 of TCP's head: SYN without ACK is dropped */
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 13), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 0x7fffffff)};
    struct sock_fprog program = {ARRAY_LEN(only_begun), only_begun};
    (void)setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

static void stop_accepting(struct web *w, bool last)
{
    __atomic_store_n(&w->stopping, 1, __ATOMIC_RELAXED);
    for (size_t i = 0; last && i < w->socket_n; i++)
        turn_away(w->sockets[i]);
    door_close(w, last ? DOOR_LAST : DOOR_LEAVE);
    for (size_t i = 0; last && i < w->socket_n; i++)
        shutdown(w->sockets[i], SHUT_RDWR); /* nobody listens any more, whoever else holds it; its number stays taken */
}

/* Another has taken over: no connection is taken any more, and whoever has one is served as ever, to its next answer. The listening sockets are the other's from here on: however this one ends, it must
 * not end them. False: asked to end meanwhile, or it takes too long. */
static bool leave(struct web *w)
{
    sigset_t set = end_signals();
    int64_t begun = clock_ms();
    stop_accepting(w, false);
    while (w->socket_n)
        close(w->sockets[--w->socket_n]);
    do {
        if (!end_the_slow(w, patience_ms, 0))
            return true;
    } while (sigtimedwait(&set, NULL, &(struct timespec){.tv_nsec = 20000000}) < 0 && clock_ms() - begun < LEAVE_SECONDS * 1000);
    return false;
}

/* No connection is taken any more; whoever has one is answered, as far as that takes no longer than it may. */
static bool let_finish(struct web *w)
{
    int64_t begun = clock_ms();
    stop_accepting(w, true);
    while (clock_ms() - begun < STOP_SECONDS * 1000 - 500) {
        if (!end_the_slow(w, patience_ending_ms, begun - SHAKE_MS / 2))
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return false;
}

void worker_run(struct web *w)
{
    sigset_t set = end_signals();
    int got;
    while ((got = sigtimedwait(&set, NULL, &(struct timespec){.tv_sec = 1})) < 0)
        end_the_slow(w, patience_ms, 0);
    if (!(got == WORKER_LEAVE && leave(w)) && !let_finish(w)) {
        fprintf(stderr, "diwan: some requests took too long to be waited for\n");
        _exit(0); /* what was acknowledged is durable; what was not, is whole or not there */
    }
    MHD_stop_daemon(w->daemon);
    threads_end(w);
    columns_end(w);
    uploads_stop(w->uploads);
    writer_end(w);
    assets_end();
}
