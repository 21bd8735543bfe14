/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker: threads that answer (libmicrohttpd), threads that read the register, and the way of a request between them. */
#include "web/server_priv.h"
#include <signal.h>
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
struct guest {
    struct guest *before, *after;
    int fd;
    int64_t since;      /* monotonic seconds; 0: its request is being answered. Atomic */
};
enum { PIECE = 64 << 10 };

static int64_t clock_s(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

static void guest_waits(struct guest *g, bool waits)
{
    if (g)
        __atomic_store_n(&g->since, waits ? clock_s() : 0, __ATOMIC_RELAXED);
}

static void on_connection(void *arg, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
    struct web *w = arg;
    pthread_mutex_lock(&w->guests_lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        struct guest *g = mem_get(sizeof *g);
        *g = (struct guest){.after = w->guests, .fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, .since = clock_s()};
        if (w->guests)
            w->guests->before = g;
        w->guests = g;
        *context = g;
    } else if (*context) {
        struct guest *g = *context;
        *(g->before ? &g->before->after : &w->guests) = g->after;
        if (g->after)
            g->after->before = g->before;
        free(g);
        *context = NULL;
    }
    pthread_mutex_unlock(&w->guests_lock);
}

/* Its own thread then finds the connection ended. The descriptor is open for as long as the guest is in the list. */
static void end_the_slow(struct web *w)
{
    int64_t now = clock_s();
    pthread_mutex_lock(&w->guests_lock);
    for (struct guest *g = w->guests; g; g = g->after) {
        int64_t since = __atomic_load_n(&g->since, __ATOMIC_RELAXED);
        if (since && now - since > REQUEST_SECONDS)
            shutdown(g->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&w->guests_lock);
}

/* ---- the way of a request ---- */

static void *on_address(void *arg, const char *address, UNUSED struct MHD_Connection *connection)
{
    struct visit *v = mem_get(sizeof *v);
    v->x.web = arg;
    __atomic_add_fetch(&v->x.web->visits, 1, __ATOMIC_SEQ_CST);
    v->x.path = (struct str){arena_text(&v->x.arena, address, strlen(address)), strlen(address)};
    return v;
}

static enum MHD_Result begin(struct visit *v, const char *method)
{
    v->guest = MHD_get_connection_info(v->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    visit_begin(v, method, v->x.path.p);
    v->stage = VISIT_BODY;
    const char *length = MHD_lookup_connection_value(v->connection, MHD_HEADER_KIND, "Content-Length");
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
    guest_waits(v->guest, false);
    visit_body_end(v);
    if (__atomic_load_n(&w->stopping, __ATOMIC_SEQ_CST) > 1 && !v->failed && !v->refusal) { /* a connection that is set aside cannot be ended */
        v->refusal = MHD_HTTP_SERVICE_UNAVAILABLE;
        visit_fail(v);
        return visit_answer(v);
    }
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
            guest_waits(v->guest, true);
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

static void on_completed(void *arg, UNUSED struct MHD_Connection *connection, void **context, UNUSED enum MHD_RequestTerminationCode why)
{
    struct web *w = arg;
    struct visit *v = *context;
    if (!v)
        return;
    guest_waits(v->guest, true);
    visit_end(v);
    *context = NULL;
    __atomic_sub_fetch(&w->visits, 1, __ATOMIC_RELAXED);
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

static struct MHD_Daemon *daemon_on(struct web *w, int fd, unsigned threads)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO | (w->tls ? MHD_USE_TLS : 0u);
    struct MHD_OptionItem tls[] = {{MHD_OPTION_HTTPS_MEM_CERT, 0, w->certificate}, {MHD_OPTION_HTTPS_MEM_KEY, 0, w->certificate_key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)"SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM"}, {MHD_OPTION_END, 0, NULL}};
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    return MHD_start_daemon(flags, 0, NULL, NULL, on_request, w, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, threads,
        MHD_OPTION_CONNECTION_LIMIT, connections_most(), MHD_OPTION_NOTIFY_CONNECTION, on_connection, w, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MOST, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)REQUEST_SECONDS,
        MHD_OPTION_URI_LOG_CALLBACK, on_address, w, MHD_OPTION_NOTIFY_COMPLETED, on_completed, w, MHD_OPTION_UNESCAPE_CALLBACK, as_sent, w,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY, w->tls ? tls : none, MHD_OPTION_END);
}

static bool daemons_begin(struct web *w, struct err *e)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    for (size_t i = 0; i < w->socket_n; i++) {
        w->daemons[i] = daemon_on(w, w->sockets[i], (unsigned)MAX_OF(MIN_OF(cores, 8), 2));
        if (!w->daemons[i])
            return err_set(e, ERR_SYSTEM, w->tls ? "the server could not be started: are certificate and key whole, and do they belong together?" : "the server could not be started");
    }
    return true;
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

static sigset_t end_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

bool worker_begin(struct web *w, struct err *e)
{
    sigset_t set = end_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL); /* before any thread: the first one waits for them */
    assets_begin();
    w->kept = kept_new();
    w->uploads = uploads_new();
    return writer_begin(w, e) && threads_begin(w, e) && daemons_begin(w, e);
}

/* No request is taken any more; those at work are answered, as far as that takes no longer than it may. */
static bool let_finish(struct web *w)
{
    __atomic_store_n(&w->stopping, 1, __ATOMIC_RELAXED);
    for (size_t i = 0; i < w->socket_n; i++)
        MHD_quiesce_daemon(w->daemons[i]);
    for (size_t i = 0; i < w->socket_n; i++)
        close(w->sockets[i]);
    for (int tenths = 0; tenths < STOP_SECONDS * 10 - 5; tenths++) {
        if (__atomic_load_n(&w->visits, __ATOMIC_SEQ_CST) == 0) {
            __atomic_store_n(&w->stopping, 2, __ATOMIC_SEQ_CST); /* who came in between is counted, or sees this */
            if (__atomic_load_n(&w->visits, __ATOMIC_SEQ_CST) == 0)
                return true;
        }
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    return false;
}

void worker_run(struct web *w)
{
    sigset_t set = end_signals();
    while (sigtimedwait(&set, NULL, &(struct timespec){.tv_sec = 1}) < 0)
        end_the_slow(w);
    if (!let_finish(w)) {
        fprintf(stderr, "diwan: some requests took too long to be waited for\n");
        _exit(0); /* what was acknowledged is durable; what was not, is whole or not there */
    }
    for (size_t i = 0; i < w->socket_n; i++)
        MHD_stop_daemon(w->daemons[i]);
    w->socket_n = 0;
    threads_end(w);
    uploads_stop(w->uploads);
    writer_end(w);
    assets_end();
}
