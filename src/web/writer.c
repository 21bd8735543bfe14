/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one thread that writes. Whatever waits when it comes back from the disk goes with the next commit: acts of participants as one group, and lines of audit as another; changes of those who
 * work with the register one by one.
 */
#include "store/beside.h"
#include "web/server_priv.h"

enum errand_kind { ERRAND_ACT, ERRAND_TASK, ERRAND_VOTES, ERRAND_BESIDE, ERRAND_AUDIT, ERRAND_SESSION };
struct errand {
    enum errand_kind kind;
    struct errand *next;
    struct visit *visit;                /* ACT */
    bool (*fn)(struct store *s, void *arg, struct err *e);
    void *arg;
    struct err *e;
    struct str who;
    bool done, good;                    /* TASK, VOTES, BESIDE: the asker waits for it */
    char *what, *detail, *signer;       /* AUDIT; SESSION: detail is the token */
    int64_t now;
};
struct writer {
    struct web *web;
    struct store *store;
    pthread_mutex_t lock;
    pthread_cond_t more, done;
    struct errand *first, **last;
    int acts;                           /* that wait; atomic */
    int last_group;                     /* acts of the last commit */
    bool closed;
};
enum { GROUP_MOST = 4096, PATIENCE = 5 /* fifths of a millisecond */ };

static void put(struct writer *w, struct errand *a)
{
    a->next = NULL;
    if (a->kind == ERRAND_ACT)
        __atomic_add_fetch(&w->acts, 1, __ATOMIC_RELAXED);
    pthread_mutex_lock(&w->lock);
    *w->last = a;
    w->last = &a->next;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
}

/* Who was just answered is about to ask again: a moment's patience makes one group of what would be a small one and a large one, and a commit costs the same for either. It ends once half
 * as many wait as went last time, and none is had where few come. */
static void be_patient(struct writer *w)
{
    for (int i = 0; i < PATIENCE && __atomic_load_n(&w->acts, __ATOMIC_RELAXED) < w->last_group / 2; i++)
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
}

/* All that wait; after a second without any, none. False once it is closed and nothing waits. */
static bool take(struct writer *w, struct errand **out)
{
    struct timespec until = {0};
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_mutex_lock(&w->lock);
    while (!w->first && !w->closed)
        if (pthread_cond_timedwait(&w->more, &w->lock, &until) != 0)
            break;
    *out = w->first;
    bool on = w->first || !w->closed;
    w->first = NULL;
    w->last = &w->first;
    pthread_mutex_unlock(&w->lock);
    return on;
}

/* ---- acts ---- */

static void commit_acts(struct writer *w, struct visit **visits, size_t n)
{
    struct room_act *acts = mem_get(n * sizeof *acts);
    struct err e = {0};
    for (size_t i = 0; i < n; i++)
        acts[i] = *visits[i]->act;
    __atomic_sub_fetch(&w->acts, (int)n, __ATOMIC_RELAXED);
    w->last_group = (int)n;
    bool good = rooms_refresh(w->web->rooms, w->store, &e) && room_commit(w->web->rooms, w->store, acts, n, &e);
    if (!good)
        fprintf(stderr, "diwan: acts of participants were not written: %s\n", e.text);
    for (size_t i = 0; i < n; i++) {
        *visits[i]->act = acts[i];
        if (!good)
            visits[i]->act->verdict = ACT_FAILED;
        visits[i]->stage = VISIT_THEN;
        visit_resume(visits[i]);
    }
    free(acts);
}

/* Those of the list that are acts, in groups; they leave the list. */
static void acts_of(struct writer *w, struct errand **list)
{
    struct visit *group[GROUP_MOST];
    size_t n = 0;
    for (struct errand **at = list; *at;) {
        struct errand *a = *at;
        if (a->kind != ERRAND_ACT) {
            at = &a->next;
            continue;
        }
        *at = a->next;
        group[n++] = a->visit;
        free(a);
        if (n == GROUP_MOST) {
            commit_acts(w, group, n);
            n = 0;
        }
    }
    if (n)
        commit_acts(w, group, n);
}

/* ---- lines of audit, sessions ---- */

static bool write_small(struct store *s, void *arg, struct err *e)
{
    for (struct errand *a = arg; a; a = a->next) {
        if (a->kind == ERRAND_SESSION && !session_used(s, str_of(a->detail), a->now, e))
            return false;
        if (a->kind != ERRAND_AUDIT)
            continue;
        store_sign(s, str_of(a->signer), STR(""));
        if (!store_audit(s, a->what, str_of(a->detail), e))
            return false;
    }
    return true;
}

static void small_of(struct writer *w, struct errand **list)
{
    bool any = false;
    struct err e = {0};
    for (struct errand *a = *list; a; a = a->next)
        any |= a->kind == ERRAND_AUDIT || a->kind == ERRAND_SESSION;
    if (any && !store_task_beside(w->store, write_small, *list, &e))
        fprintf(stderr, "diwan: lines of audit were not written: %s\n", e.text);
    for (struct errand **at = list; *at;) {
        struct errand *a = *at;
        if (a->kind != ERRAND_AUDIT && a->kind != ERRAND_SESSION) {
            at = &a->next;
            continue;
        }
        *at = a->next;
        free(a->what);
        free(a->detail);
        free(a->signer);
        free(a);
    }
}

/* ---- changes ---- */

static void task_of(struct writer *w, struct errand *a)
{
    struct err e = {0};
    store_sign(w->store, a->who, STR(""));
    bool good = a->kind == ERRAND_TASK ? store_task(w->store, a->fn, a->arg, a->e) : a->kind == ERRAND_VOTES ? store_task_votes(w->store, a->fn, a->arg, a->e) :
        store_task_beside(w->store, a->fn, a->arg, a->e);
    if (good && a->kind != ERRAND_BESIDE && (!web_known_renew(w->web, w->store, &e) || !rooms_refresh(w->web->rooms, w->store, &e)))
        fprintf(stderr, "diwan: %s\n", e.text);
    pthread_mutex_lock(&w->lock);
    a->good = good;
    a->done = true; /* from here on it is the asker's, who frees it */
    pthread_cond_broadcast(&w->done);
    pthread_mutex_unlock(&w->lock);
}

static void *run(void *arg)
{
    struct writer *w = arg;
    struct errand *list;
    struct err e = {0};
    while (be_patient(w), take(w, &list)) {
        if (!list && (!web_known_renew(w->web, w->store, &e) || !rooms_refresh(w->web->rooms, w->store, &e))) /* others write to the register too */
            fprintf(stderr, "diwan: %s\n", e.text);
        acts_of(w, &list);
        small_of(w, &list);
        while (list) {
            struct errand *a = list;
            list = a->next;
            task_of(w, a);
        }
    }
    return NULL;
}

bool writer_begin(struct web *web, struct err *e)
{
    struct writer *w = mem_get(sizeof *w);
    *w = (struct writer){.web = web};
    w->last = &w->first;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    pthread_cond_init(&w->done, NULL);
    web->writer = w;
    web->rooms = rooms_new();
    if (!web_store_open(web, STORE_WRITE, &w->store, e) || !web_known_renew(web, w->store, e) || !rooms_refresh(web->rooms, w->store, e))
        return false;
    return pthread_create(&web->writer_thread, NULL, run, w) == 0 || err_set(e, ERR_SYSTEM, "the system gives no thread to write");
}

void writer_end(struct web *web)
{
    struct writer *w = web->writer;
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->closed = true;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
    pthread_join(web->writer_thread, NULL);
    store_close(&w->store);
    rooms_free(&web->rooms);
    pthread_cond_destroy(&w->more);
    pthread_cond_destroy(&w->done);
    pthread_mutex_destroy(&w->lock);
    free(w);
    web->writer = NULL;
}

/* ---- for pages ---- */

static bool write_and_wait(struct exchange *x, enum errand_kind kind, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    struct writer *w = x->web->writer;
    struct errand a = {.kind = kind, .fn = fn, .arg = arg, .e = e, .who = x->who.id ? x->who.name : STR("nobody")};
    put(w, &a);
    pthread_mutex_lock(&w->lock);
    while (!a.done)
        pthread_cond_wait(&w->done, &w->lock);
    pthread_mutex_unlock(&w->lock);
    return a.good;
}

bool web_write(struct exchange *x, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    return write_and_wait(x, ERRAND_TASK, fn, arg, e);
}

bool web_write_votes(struct exchange *x, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    return write_and_wait(x, ERRAND_VOTES, fn, arg, e);
}

bool web_write_beside(struct exchange *x, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e)
{
    return write_and_wait(x, ERRAND_BESIDE, fn, arg, e);
}

void web_act(struct exchange *x, struct room_act *act)
{
    visit_of(x)->act = act;
}

void writer_act(struct web *web, struct visit *v)
{
    struct errand *a = mem_get(sizeof *a);
    *a = (struct errand){.kind = ERRAND_ACT, .visit = v};
    put(web->writer, a);
}

static char *copy(struct str s)
{
    char *c = mem_get(s.n + 1);
    if (s.n)
        memcpy(c, s.p, s.n);
    return c;
}

void writer_session(struct web *web, struct str session, int64_t now)
{
    struct errand *a = mem_get(sizeof *a);
    *a = (struct errand){.kind = ERRAND_SESSION, .detail = copy(session), .now = now};
    put(web->writer, a);
}

/* What is read without an account tells of nobody, and strangers would fill the register with it. */
void web_audit(struct exchange *x, const char *what, struct str detail)
{
    if (!x->who.id)
        return;
    struct errand *a = mem_get(sizeof *a);
    *a = (struct errand){.kind = ERRAND_AUDIT, .what = copy(str_of(what)), .detail = copy(detail), .signer = copy(x->who.name)};
    put(x->web->writer, a);
}

struct rooms *web_rooms(struct exchange *x)
{
    return x->web->rooms;
}
