/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages may ask of the server: columns, operations of the desk, its address. */
#include "panel/panel.h"
#include "web/server_priv.h"

/* ---- columns ---- */

/* Under the lock, which is given up while they are read. Who comes meanwhile waits for the same ones. */
static bool columns_at(struct web *w, struct store *s, int64_t generation, struct progress *p, struct incident_columns **out, struct err *e)
{
    bool good = true;
    while (w->columns_reading && !(w->columns && w->columns->generation == generation))
        pthread_cond_wait(&w->columns_moved, &w->columns_lock);
    if (!w->columns || w->columns->generation != generation) {
        struct incident_columns *c = NULL;
        w->columns_reading = true;
        pthread_mutex_unlock(&w->columns_lock);
        good = columns_load(s, &c, p, e);
        pthread_mutex_lock(&w->columns_lock);
        w->columns_reading = false;
        if (good) {
            columns_drop(&w->columns);
            w->columns = c;
        }
        pthread_cond_broadcast(&w->columns_moved);
    }
    if (good && out)
        *out = columns_hold(w->columns);
    return good;
}

bool web_columns(struct exchange *x, struct incident_columns **out, struct err *e)
{
    struct web *w = x->web;
    pthread_mutex_lock(&w->columns_lock);
    bool good = columns_at(w, x->store, x->generation, NULL, out, e);
    pthread_mutex_unlock(&w->columns_lock);
    return good;
}

struct ahead {
    struct progress progress; /* first */
    struct web *w;
};

static bool is_over(struct progress *p)
{
    return __atomic_load_n(&((struct ahead *)(void *)p)->w->columns_over, __ATOMIC_RELAXED);
}

static bool read_ahead(struct store *s, void *arg, struct err *e)
{
    struct ahead *a = arg;
    struct web *w = a->w;
    int64_t generation;
    if (!store_generation(s, &generation, e))
        return false;
    pthread_mutex_lock(&w->columns_lock);
    bool good = columns_at(w, s, generation, &a->progress, NULL, e);
    pthread_mutex_unlock(&w->columns_lock);
    return good;
}

/* What fails here is told to whoever asks for a page. */
static void *columns_run(void *arg)
{
    struct web *w = arg;
    struct ahead a = {{.stop = is_over}, w};
    struct store *s = NULL;
    int64_t tried = -1;
    pthread_mutex_lock(&w->columns_lock);
    while (!is_over(&a.progress)) {
        if (w->columns_wanted <= tried) {
            pthread_cond_wait(&w->columns_moved, &w->columns_lock);
            continue;
        }
        struct err e = {0};
        tried = w->columns_wanted;
        pthread_mutex_unlock(&w->columns_lock);
        if (s || web_store_open(w, STORE_READ, &s, &e))
            (void)!store_look(s, read_ahead, &a, &e);
        pthread_mutex_lock(&w->columns_lock);
    }
    pthread_mutex_unlock(&w->columns_lock);
    store_close(&s);
    return NULL;
}

bool columns_begin(struct web *w, struct err *e)
{
    w->columns_begun = pthread_create(&w->columns_thread, NULL, columns_run, w) == 0;
    return w->columns_begun || err_set(e, ERR_SYSTEM, "the system gives no thread to read");
}

void columns_want(struct web *w, int64_t generation)
{
    pthread_mutex_lock(&w->columns_lock);
    w->columns_wanted = generation;
    pthread_cond_broadcast(&w->columns_moved);
    pthread_mutex_unlock(&w->columns_lock);
}

void columns_end(struct web *w)
{
    if (!w->columns_begun)
        return;
    pthread_mutex_lock(&w->columns_lock);
    __atomic_store_n(&w->columns_over, true, __ATOMIC_RELAXED);
    pthread_cond_broadcast(&w->columns_moved);
    pthread_mutex_unlock(&w->columns_lock);
    pthread_join(w->columns_thread, NULL);
    w->columns_begun = false;
}

/* ---- operations of the desk ---- */

static const struct option_spec *spec_of(const struct operation *o, const char *name)
{
    const struct option_spec *lists[] = {o->options, options_common};
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        for (const struct option_spec *s = lists[i]; s && s->name; s++)
            if (strcmp(s->name, name) == 0)
                return s;
    return NULL;
}

static bool ask(struct request *r, const struct str *arguments, size_t argument_n, const struct web_option *options, size_t option_n, struct err *e)
{
    r->arguments = ARENA_ARRAY(&r->arena, struct str, argument_n);
    for (size_t i = 0; i < argument_n; i++)
        r->arguments[r->argument_n++] = (struct str){arena_text(&r->arena, arguments[i].p, arguments[i].n), arguments[i].n};
    for (size_t i = 0; i < option_n; i++) {
        const struct option_spec *spec = spec_of(r->operation, options[i].name);
        if (!spec)
            return err_set(e, ERR_USAGE, "\"%s\" is not an option of `%s`", options[i].name, r->operation->name);
        struct str value = {arena_text(&r->arena, options[i].value.p, options[i].value.n), options[i].value.n};
        if (!request_option(r, spec, value, e))
            return false;
    }
    return true;
}

/* Documents point to the speech and the texts of their request: it lives as long as the exchange. */
static struct request *request_new(struct exchange *x)
{
    struct visit *v = visit_of(x);
    struct request *r = ARENA_NEW(&x->arena, struct request);
    if (v->asked_n == ARRAY_LEN(v->asked))
        return NULL;
    v->asked[v->asked_n++] = r;
    return r;
}

struct str web_time_text(struct exchange *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    int seconds = (int)(x->now % 86400);
    buf_day(&b, x->today);
    buf_f(&b, "T%02d:%02d:%02dZ", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return (struct str){arena_text(&x->arena, b.p, b.n), b.n};
}

bool web_desk(struct exchange *x, const char *operation, const struct str *arguments, size_t argument_n, const struct web_option *options, size_t option_n, bool json, struct answer *out, struct err *e)
{
    struct request *r = request_new(x);
    if (!r)
        return err_set(e, ERR_SYSTEM, "one page asks the desk too often");
    r->operation = operation_find(str_of(operation));
    r->path = x->web->o.path;
    r->path_named = true;
    r->store = x->store;
    r->speech = x->speech;
    r->who = x->who.name;
    r->wants_json = json;
    r->now = web_time_text(x);
    r->answers = x->web->answers;
    r->moment = (struct desk_moment){x->generation, x->votes_generation, x->now};
    r->passed_on = x->who.id == 0;
    r->bystander = !web_may(x, MAY_FACILITATE);
    r->unnamed = !web_may(x, MAY_ANALYSE);
    r->outsider = !web_own_people(x);
    r->rows_most = WEB_ROWS_MOST;
    if (!r->operation)
        return err_set(e, ERR_ABSENT, "there is no operation of that name");
    bool good = ask(r, arguments, argument_n, options, option_n, e) && web_columns(x, &r->columns, e) && desk_run_on(r, out, e);
    columns_drop(&r->columns);
    return good;
}

struct uploads *web_uploads(struct exchange *x)
{
    return x->web->uploads;
}

struct str web_address(struct exchange *x)
{
    struct web *w = x->web;
    if (w->o.public_address) {
        struct str s = str_of(w->o.public_address);
        while (s.n && s.p[s.n - 1] == '/')
            s.n--;
        return s;
    }
    const char *host = visit_of(x)->heads.host;
    char *text = arena_f(&x->arena, "%s://%s", w->tls ? "https" : "http", host ? host : "localhost");
    return str_of(text);
}

const unsigned char *web_secret(const struct exchange *x)
{
    return x->web->secret;
}

bool web_feed_waits(struct exchange *x)
{
    pthread_mutex_lock(&x->web->lock);
    bool waits = feed_waits(&x->web->feed_tries, x->now);
    pthread_mutex_unlock(&x->web->lock);
    return waits;
}

void web_feed_failed(struct exchange *x)
{
    pthread_mutex_lock(&x->web->lock);
    feed_failed(&x->web->feed_tries, x->now);
    pthread_mutex_unlock(&x->web->lock);
}
