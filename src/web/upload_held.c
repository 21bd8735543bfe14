/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that were sent, kept in memory until somebody who saw their preview wants them in: under a name nobody can guess, for the session that sent them, for half
 * an hour, a few for each account and so much in all. Bringing one in is work for a thread of its own: it compares on a store of its own, and only the writing itself
 * runs where all writing runs.
 */
#include "web/upload_priv.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct uploads {
    pthread_mutex_t lock; /* of the list and of what is told of each */
    struct held *list;
    bool stopping;
};
struct held {
    struct held *next;
    struct uploads *all;
    int holds; /* under the lock */
    bool kept, threaded, joined, stop;
    char id[33];
    int64_t account, until, size;
    struct str session;
    int fd, answer;
    struct arena arena;
    struct intake_options o;
    struct held_told told;
    struct progress progress;
    pthread_t thread;
    struct exchange *writer;  /* who signs what is written */
    struct store *store;
};

struct uploads *uploads_new(void)
{
    struct uploads *u = mem_get(sizeof *u);
    pthread_mutex_init(&u->lock, NULL);
    return u;
}

static void held_free(struct held *h)
{
    if (h->threaded && !h->joined)
        pthread_join(h->thread, NULL);
    close(h->fd);
    close(h->answer);
    store_close(&h->store);
    arena_end(&h->arena);
    free(h->writer);
    free(h);
}

/* Out of the list where nobody holds it and it is no longer kept: the caller frees it, without the lock. */
static struct held *gone(struct uploads *u, struct held *h)
{
    if (h->kept || h->holds)
        return NULL;
    for (struct held **at = &u->list; *at; at = &(*at)->next)
        if (*at == h) {
            *at = h->next;
            return h;
        }
    return NULL;
}

void held_drop(struct held **h)
{
    if (!h || !*h)
        return;
    struct held *it = *h;
    struct uploads *u = it->all;
    *h = NULL;
    pthread_mutex_lock(&u->lock);
    it->holds--;
    struct held *free_it = gone(u, it);
    pthread_mutex_unlock(&u->lock);
    if (free_it)
        held_free(free_it);
}

void held_forget(struct held *h)
{
    pthread_mutex_lock(&h->all->lock);
    h->kept = false;
    h->stop = true;
    pthread_mutex_unlock(&h->all->lock);
}

/* Those whose time is over go, but never in the midst of their work. */
static void sweep(struct uploads *u, int64_t now)
{
    for (;;) {
        struct held *free_it = NULL;
        pthread_mutex_lock(&u->lock);
        for (struct held *h = u->list; h && !free_it; h = h->next) {
            if (h->until < now && h->told.stage != HELD_WORKS)
                h->kept = false;
            free_it = gone(u, h);
        }
        pthread_mutex_unlock(&u->lock);
        if (!free_it)
            return;
        held_free(free_it);
    }
}

void uploads_leave(struct exchange *x, bool everywhere)
{
    struct uploads *u = web_uploads(x);
    if (!u || !x->who.id)
        return;
    pthread_mutex_lock(&u->lock);
    for (struct held *h = u->list; h; h = h->next)
        if (h->account == x->who.id && (everywhere || str_eq(h->session, x->session)) && h->told.stage != HELD_WORKS)
            h->kept = false;
    pthread_mutex_unlock(&u->lock);
    sweep(u, x->now);
}

void uploads_stop(struct uploads *u)
{
    pthread_mutex_lock(&u->lock);
    u->stopping = true;
    for (struct held *h = u->list; h; h = h->next)
        h->stop = true;
    pthread_mutex_unlock(&u->lock);
    for (struct held *h = u->list; h; h = h->next) /* nobody else is there any more */
        if (h->threaded && !h->joined) {
            pthread_join(h->thread, NULL);
            h->joined = true;
        }
}

void uploads_free(struct uploads **u)
{
    if (!*u)
        return;
    for (struct held *h = (*u)->list, *next; h; h = next) {
        next = h->next;
        held_free(h);
    }
    pthread_mutex_destroy(&(*u)->lock);
    free(*u);
    *u = NULL;
}

/* ---- keeping ---- */

static struct str copy(struct arena *a, struct str s)
{
    return s.p ? (struct str){arena_text(a, s.p, s.n), s.n} : s;
}

static struct intake_options options_copied(struct arena *a, const struct intake_options *o)
{
    struct intake_options c = *o;
    struct str *const texts[] = {&c.source, &c.sheet, &c.encoding, &c.layout, &c.map, &c.dates, &c.layer, &c.meta, &c.dialogue, &c.signs, &c.who, &c.time};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = copy(a, *texts[i]);
    c.meta_file = "";
    return c;
}

static bool name_of(char out[33], struct err *e)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        return err_set(e, ERR_SYSTEM, "the system gives no chance to draw a name from");
    for (size_t i = 0; i < sizeof b; i++)
        snprintf(out + 2 * i, 3, "%02x", b[i]);
    return true;
}

/* Under the lock. Done with, one is kept for its page alone, and takes no room from what comes. */
static bool over(const struct held *h) { return h->told.stage == HELD_DONE || h->told.stage == HELD_FAILED; }

static void forget_over(struct uploads *u, int64_t now)
{
    pthread_mutex_lock(&u->lock);
    for (struct held *h = u->list; h; h = h->next)
        h->kept = h->kept && !over(h);
    pthread_mutex_unlock(&u->lock);
    sweep(u, now);
}

/* Under the lock. */
static bool room_for(const struct uploads *u, int64_t account, int64_t size, struct err *e)
{
    size_t own = 0, all = 0;
    int64_t bytes = size;
    for (const struct held *h = u->list; h; h = h->next) {
        own += h->account == account && h->kept && !over(h);
        bytes += h->size;
        all++;
    }
    if (own >= HELD_ACCOUNT_MOST)
        return err_set(e, ERR_DENIED, "%d files that you sent wait already: bring them in, or drop them, and send this one again", HELD_ACCOUNT_MOST);
    if (all >= HELD_MOST || bytes > HELD_BYTES_MOST)
        return err_set(e, ERR_DENIED, "the files that wait to be brought in hold as much as there is room for: try again once some are in (half an hour at most)");
    return true;
}

bool held_keep(struct exchange *x, const struct intake_options *o, const struct intake_reading *r, int answer, struct held **out, struct err *e)
{
    struct uploads *u = web_uploads(x);
    struct stat st = {0};
    sweep(u, x->now);
    struct held *h = mem_get(sizeof *h);
    *h = (struct held){.all = u, .holds = 1, .kept = true, .account = x->who.id, .until = x->now + HELD_SECONDS, .answer = answer};
    h->session = copy(&h->arena, x->session);
    h->o = options_copied(&h->arena, o);
    h->told.name = arena_text(&h->arena, r->name, strlen(r->name));
    h->told.id = h->id;
    h->fd = fcntl(r->fd, F_DUPFD_CLOEXEC, 3);
    h->size = r->size + (fstat(answer, &st) == 0 ? (int64_t)st.st_size : 0);
    bool fine = name_of(h->id, e) && (h->fd >= 0 || err_set(e, ERR_SYSTEM, "the file cannot be kept"));
    pthread_mutex_lock(&u->lock);
    bool room = fine && room_for(u, h->account, h->size, e);
    pthread_mutex_unlock(&u->lock);
    if (fine && !room)
        forget_over(u, x->now);
    pthread_mutex_lock(&u->lock);
    fine = fine && room_for(u, h->account, h->size, e);
    if (fine) {
        h->next = u->list;
        u->list = h;
    }
    pthread_mutex_unlock(&u->lock);
    if (fine)
        *out = h;
    else
        held_free(h);
    return fine;
}

bool held_find(struct exchange *x, struct str id, struct held **out, struct err *e)
{
    struct uploads *u = web_uploads(x);
    struct held *found = NULL;
    sweep(u, x->now);
    pthread_mutex_lock(&u->lock);
    for (struct held *h = u->list; h && !found; h = h->next)
        if (h->kept && str_is(id, h->id) && str_eq(h->session, x->session) && h->account == x->who.id)
            found = h;
    if (found)
        found->holds++;
    pthread_mutex_unlock(&u->lock);
    if (!found)
        return err_set(e, ERR_ABSENT, "this file is no longer kept: files wait for half an hour, for who sent them; send it again");
    *out = found;
    return true;
}

size_t held_list(struct exchange *x, struct held_told *out, size_t most)
{
    struct uploads *u = web_uploads(x);
    size_t n = 0;
    sweep(u, x->now);
    pthread_mutex_lock(&u->lock);
    for (struct held *h = u->list; h && n < most; h = h->next) {
        if (!h->kept || over(h) || !str_eq(h->session, x->session) || h->account != x->who.id)
            continue;
        out[n] = h->told;
        out[n].id = copy(&x->arena, str_of(h->told.id)).p;
        out[n++].name = copy(&x->arena, str_of(h->told.name)).p;
    }
    pthread_mutex_unlock(&u->lock);
    return n;
}

void held_tell(struct held *h, struct held_told *out)
{
    pthread_mutex_lock(&h->all->lock);
    *out = h->told;
    pthread_mutex_unlock(&h->all->lock);
}

const struct intake_options *held_options(const struct held *h)
{
    return &h->o;
}

bool held_take(const struct held *h, struct intake *in, struct intake_looked *looked, struct err *e)
{
    struct intake_reading r = {.fd = h->fd, .name = h->told.name};
    return intake_take(in, &r, h->answer, looked, e);
}

/* ---- bringing in ---- */

static void show(struct progress *p)
{
    struct held *h = p->context;
    pthread_mutex_lock(&h->all->lock);
    h->told.done = p->done;
    h->told.total = p->total;
    pthread_mutex_unlock(&h->all->lock);
}

static bool stop(struct progress *p)
{
    struct held *h = p->context;
    pthread_mutex_lock(&h->all->lock);
    bool asked = h->stop;
    pthread_mutex_unlock(&h->all->lock);
    return asked;
}

struct bringing {
    struct held *h;
    struct intake *in;
    bool nothing, same;
    int64_t import;
};

static bool write_in(struct store *s, void *arg, struct err *e)
{
    struct bringing *b = arg;
    pthread_mutex_lock(&b->h->all->lock);
    b->h->told.writing = true;
    pthread_mutex_unlock(&b->h->all->lock);
    if (!intake_write_within(b->in, s, &b->nothing, e))
        return false;
    const struct intake_result *r = intake_told(b->in, 0);
    b->same = r->same_file;
    b->import = r->import.id;
    return !b->nothing || err_set(e, ERR_STOPPED, "nothing is to be written");
}

static void *bring_in(void *arg)
{
    struct held *h = arg;
    struct bringing b = {.h = h, .in = intake_begin(h->store, &h->o, &h->progress)};
    struct intake_looked looked;
    struct err e = {0};
    bool fine = held_take(h, b.in, &looked, &e) && (web_write(h->writer, write_in, &b, &e) || b.nothing);
    intake_end(&b.in);
    store_close(&h->store);
    pthread_mutex_lock(&h->all->lock);
    h->told.stage = fine ? HELD_DONE : HELD_FAILED;
    h->told.nothing = b.nothing && !b.same;
    h->told.same = b.same;
    h->told.import = b.import;
    h->told.e = e;
    pthread_mutex_unlock(&h->all->lock);
    return NULL;
}

/* Who signs outlives the request. */
static struct exchange *signer_of(const struct exchange *x, struct arena *a)
{
    struct exchange *w = mem_get(sizeof *w);
    w->web = x->web;
    w->who = x->who;
    w->who.name = copy(a, x->who.name);
    w->now = x->now;
    w->today = x->today;
    return w;
}

bool held_begin(struct exchange *x, struct held *h, struct err *e)
{
    pthread_mutex_lock(&h->all->lock);
    bool first = !h->threaded && !h->all->stopping;
    if (first) {
        h->threaded = true;
        h->told.stage = HELD_WORKS;
    }
    pthread_mutex_unlock(&h->all->lock);
    if (!first) /* the form was sent twice */
        return true;
    h->writer = signer_of(x, &h->arena);
    h->progress = (struct progress){.show = show, .stop = stop, .context = h};
    if (store_open_again(x->store, STORE_READ, &h->store, e) && pthread_create(&h->thread, NULL, bring_in, h) == 0)
        return true;
    pthread_mutex_lock(&h->all->lock);
    h->threaded = false;
    h->told.stage = HELD_WAITS;
    pthread_mutex_unlock(&h->all->lock);
    return e->code != ERR_NONE ? false : err_set(e, ERR_SYSTEM, "the system gives no thread to bring the file in");
}
