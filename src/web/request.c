/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request: what was asked, by whom, in which language, and whether it may be. */
#include "web/server_priv.h"
#include <time.h>
#include <unistd.h>

static enum MHD_Result head_take(void *arg, UNUSED enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct heads *h = arg;
    const struct {
        struct str name;
        const char **to;
    } wanted[] = {{STR("Accept"), &h->accept}, {STR("Accept-Encoding"), &h->accept_encoding}, {STR("Accept-Language"), &h->accept_language}, {STR("Content-Length"), &h->content_length},
        {STR("Content-Type"), &h->content_type}, {STR("Cookie"), &h->cookie}, {STR("Host"), &h->host}, {STR("Origin"), &h->origin}, {STR("Sec-Fetch-Site"), &h->site}};
    size_t n = strlen(name);
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (n == wanted[i].name.n && !*wanted[i].to && strcasecmp(name, wanted[i].name.p) == 0)
            *wanted[i].to = value;
    return MHD_YES;
}

/* The first refusal stands. */
static void refuse(struct visit *v, int status)
{
    if (!v->refusal && !v->failed)
        v->refusal = status;
}

/* ---- cookies ---- */

/* Points into the request, which lives as long as the exchange. */
static struct str cookie(const struct visit *v, const char *name)
{
    return head_cookie(v->heads.cookie, name);
}

struct str web_cookie_sent(const struct exchange *x, const char *name)
{
    return cookie((const struct visit *)(const void *)x, name);
}

/* ---- language ---- */

static void choose_language(struct visit *v)
{
    struct exchange *x = &v->x;
    const struct language *l = head_language(web_query(x, "lang"));
    if (!l)
        l = head_language(v->cookie_language);
    if (!l)
        l = head_language(x->who.language);
    if (!l)
        l = head_language_accepted(v->heads.accept_language);
    pthread_mutex_lock(&x->web->lock);
    if (!l)
        l = language_find(x->web->known.language);
    x->speech.latin_digits = x->web->known.latin_digits;
    pthread_mutex_unlock(&x->web->lock);
    x->speech.language = l ? l : language_find("en");
}

/* ---- who ---- */

static unsigned may_of_nobody(struct web *w)
{
    pthread_mutex_lock(&w->lock);
    bool readers = w->known.readers_anybody;
    pthread_mutex_unlock(&w->lock);
    return account_may(ROLE_NOBODY) | (readers ? MAY_READ : 0);
}

static void see(struct web *w, struct str session, unsigned may, int64_t now)
{
    struct seen *to = NULL;
    pthread_mutex_lock(&w->lock);
    for (size_t i = 0; i < SEEN_MOST && !to; i++)
        if (str_is(session, w->seen[i].session))
            to = &w->seen[i];
    if (!to)
        to = &w->seen[w->seen_n++ % SEEN_MOST];
    *to = (struct seen){.may = may, .until = now + SEEN_SECONDS};
    memcpy(to->session, session.p, MIN_OF(session.n, sizeof to->session - 1));
    pthread_mutex_unlock(&w->lock);
}

static unsigned seen_may(struct web *w, struct str session, int64_t now)
{
    unsigned may = 0;
    pthread_mutex_lock(&w->lock);
    for (size_t i = 0; i < SEEN_MOST; i++)
        if (session.n && str_is(session, w->seen[i].session) && w->seen[i].until > now)
            may = w->seen[i].may;
    pthread_mutex_unlock(&w->lock);
    return may;
}

/* The account whose session the cookie names. */
static bool sign(struct visit *v, struct str session, struct err *e)
{
    struct exchange *x = &v->x;
    bool stale = false;
    if (!session.n || session.n >= TOKEN_TEXT)
        return true;
    if (!session_find(x->store, session, x->now, &x->arena, &x->who, &stale, e))
        return false;
    if (x->who.id == 0)
        return true;
    x->session = session;
    x->may |= account_may(x->who.role);
    form_token(x->web->secret, session, x->form_token);
    see(x->web, session, x->may, x->now);
    if (stale)
        writer_session(x->web, session, x->now);
    choose_language(v);
    return true;
}

/* ---- sent from where ---- */

static bool host_fits(const struct web *w, const char *sent)
{
    return head_host_fits(sent, w->loopback, w->o.listen, w->o.public_address);
}

static bool sent_from_here(const struct visit *v)
{
    return head_from_here(v->heads.site, v->heads.origin, v->heads.host, v->x.web->o.public_address);
}

/* ---- the head ---- */

static bool read_address(struct visit *v, const char *address, struct err *e)
{
    struct exchange *x = &v->x;
    size_t path_n = strcspn(address, "?");
    struct str query = str_of(address[path_n] == '?' ? address + path_n + 1 : "");
    if (address[0] != '/')
        return err_set(e, ERR_INPUT, "the address does not begin with a slash");
    return form_decode((struct str){address, path_n}, false, &x->arena, &x->path, e) && form_read(query, &x->arena, &x->query, &x->query_n, e);
}

static void read_now(struct exchange *x)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    x->now = now.tv_sec;
    x->today = (struct day){(int32_t)(now.tv_sec / 86400)};
}

/* Files lie in memory: only of somebody who may send them, of a size that is told, and not too much of them at once. */
static void check_upload(struct visit *v, int64_t n)
{
    struct web *w = v->x.web;
    if (!(v->x.page->may & (v->x.may | seen_may(w, cookie(v, WEB_SESSION), v->x.now))))
        refuse(v, MHD_HTTP_FORBIDDEN);
    else if (n < 0)
        refuse(v, MHD_HTTP_LENGTH_REQUIRED);
    if (v->refusal)
        return;
    v->reserved = n;
    if (__atomic_add_fetch(&w->uploading, n, __ATOMIC_RELAXED) > UPLOADS_ALL_MOST)
        refuse(v, MHD_HTTP_SERVICE_UNAVAILABLE);
}

static void check_body(struct visit *v)
{
    const struct page *p = v->x.page;
    const char *type = v->heads.content_type, *length = v->heads.content_length;
    int64_t n = -1, most = p->needs & PAGE_UPLOAD ? UPLOAD_MOST + FORM_MOST : FORM_MOST;
    if (length && (!str_to_int(str_of(length), &n) || n < 0 || n > most)) {
        refuse(v, MHD_HTTP_CONTENT_TOO_LARGE);
        return;
    }
    if (p->needs & PAGE_UPLOAD)
        check_upload(v, n);
    if (!(p->needs & (PAGE_FORM | PAGE_UPLOAD)) || !type || strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0)
        return;
    v->parts = multipart_new(type, &v->x.arena, p->needs & PAGE_UPLOAD ? UPLOAD_MOST : 0);
    if (!v->parts)
        refuse(v, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE);
}

void visit_begin(struct visit *v, const char *method, const char *address)
{
    struct exchange *x = &v->x;
    (void)MHD_get_connection_values(v->connection, MHD_HEADER_KIND, head_take, &v->heads);
    x->status = MHD_HTTP_OK;
    x->secure = x->web->secure;
    x->script = v->heads.accept && strstr(v->heads.accept, "application/json") != NULL;
    v->form.most = FORM_MOST;
    read_now(x);
    x->may = may_of_nobody(x->web);
    pthread_mutex_lock(&x->web->lock);
    v->corrections = corrections_hold(x->web->known.corrections);
    pthread_mutex_unlock(&x->web->lock);
    x->speech.corrections = v->corrections;
    v->cookie_language = cookie(v, "lang");
    if (!read_address(v, address, &v->e))
        v->failed = true;
    choose_language(v);
    if (strlen(address) > ADDRESS_MOST)
        refuse(v, MHD_HTTP_URI_TOO_LONG);
    if (!host_fits(x->web, v->heads.host))
        refuse(v, MHD_HTTP_MISDIRECTED_REQUEST);
    x->page = page_route(x, method, (struct str){address, strcspn(address, "?")}, &v->allow);
    if (!x->page) {
        refuse(v, *v->allow ? MHD_HTTP_METHOD_NOT_ALLOWED : MHD_HTTP_NOT_FOUND);
        return;
    }
    if (strcmp(x->page->method, "POST") != 0)
        return;
    if (!sent_from_here(v))
        refuse(v, MHD_HTTP_FORBIDDEN);
    check_body(v);
}

void visit_take(struct visit *v, const char *data, size_t n)
{
    bool form = !v->failed && !v->refusal && (v->x.page->needs & (PAGE_FORM | PAGE_UPLOAD));
    if (form && v->parts) {
        v->failed = !multipart_feed(v->parts, data, n, &v->e);
    } else if (form) {
        buf_add(&v->form, data, n);
        if (v->form.over)
            refuse(v, MHD_HTTP_CONTENT_TOO_LARGE);
    } else {
        v->dropped += n;
    }
}

void visit_body_end(struct visit *v)
{
    struct exchange *x = &v->x;
    if (v->failed || v->refusal)
        return;
    if (v->parts)
        v->failed = !multipart_finish(v->parts, &x->fields, &x->field_n, &x->uploads, &x->upload_n, &v->e);
    else if (v->form.n)
        v->failed = !form_read(buf_view(&v->form), &x->arena, &x->fields, &x->field_n, &v->e);
}

void visit_end(struct visit *v)
{
    for (size_t i = 0; i < v->x.upload_n; i++)
        close(v->x.uploads[i].fd);
    for (size_t i = 0; i < v->asked_n; i++) {
        desk_answers_let_go(v->asked[i]);
        arena_end(&v->asked[i]->arena);
    }
    if (v->reserved)
        __atomic_sub_fetch(&v->x.web->uploading, v->reserved, __ATOMIC_RELAXED);
    kept_bytes_drop(&v->kept);
    corrections_free(&v->corrections);
    multipart_free(&v->parts);
    buf_end(&v->form);
    buf_end(&v->x.body);
    buf_end(&v->x.cookies);
    arena_end(&v->x.arena);
    free(v);
}

/* ---- running ---- */

bool visit_quick(const struct visit *v)
{
    const struct page *p = v->x.page;
    if (v->failed || v->refusal)
        return true;
    if (p == pages_assets)
        return true;
    bool waits = p->needs & (PAGE_READ | PAGE_SLOW | PAGE_PASSWORD | PAGE_UPLOAD) || (strcmp(p->method, "POST") == 0 && !(p->needs & PAGE_LATER));
    return !waits && p->may & v->x.may && (p->needs & PAGE_NO_TOKEN || !v->heads.cookie || !strstr(v->heads.cookie, WEB_SESSION "="));
}

static bool allowed(struct visit *v, struct err *e)
{
    struct exchange *x = &v->x;
    const struct page *p = x->page;
    if (!(p->may & x->may))
        return err_set(e, ERR_DENIED, x->who.id ? "your role may not do this" : "this needs an account: sign in");
    if (strcmp(p->method, "POST") != 0 || p->needs & PAGE_NO_TOKEN)
        return true;
    return (x->session.n && form_token_is(x->web->secret, x->session, web_field(x, "token"))) ||
        err_set(e, ERR_DENIED, "the form has no token of this session: load the page again and send it once more");
}

static bool run_page(struct store *s, void *arg, struct err *e)
{
    struct visit *v = arg;
    struct exchange *x = &v->x;
    x->store = s;
    if (s && (!store_generation(s, &x->generation, e) || !store_votes_generation(s, &x->votes_generation, e) || !(x->page->needs & PAGE_UNSEEN || sign(v, cookie(v, WEB_SESSION), e))))
        return false;
    if (!(x->page->needs & PAGE_READ))
        x->store = NULL;
    return allowed(v, e) && x->page->run(x, e);
}

void visit_run(struct visit *v, struct store *s)
{
    if (!v->failed && !v->refusal) {
        v->failed = s ? !store_look(s, run_page, v, &v->e) : !run_page(NULL, v, &v->e);
        v->x.store = NULL;
    }
    if (v->failed || v->refusal)
        visit_fail(v);
}

void visit_then(struct visit *v)
{
    v->failed = !v->x.page->then(&v->x, &v->e);
    if (v->failed)
        visit_fail(v);
}

/* ---- fields ---- */

static struct str value_of(const struct field *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(fields[i].name, name))
            return fields[i].value;
    return STR("");
}

struct str web_query(const struct exchange *x, const char *name)
{
    return value_of(x->query, x->query_n, name);
}

struct str web_field(const struct exchange *x, const char *name)
{
    return value_of(x->fields, x->field_n, name);
}

bool web_field_nth(const struct exchange *x, const char *name, size_t k, struct str *out)
{
    for (size_t i = 0; i < x->field_n; i++)
        if (str_is(x->fields[i].name, name) && k-- == 0) {
            *out = x->fields[i].value;
            return true;
        }
    return false;
}

bool web_offered(const char *field, struct str value, bool offered, struct err *e)
{
    enum { SHOWN_MOST = 100 };
    return offered || !value.n || err_set(e, ERR_INPUT, "%s: \"%.*s\": expected one of the choices that the form offers; choose one of them. Nothing was changed", field, (int)MIN_OF(value.n, (size_t)SHOWN_MOST), value.p);
}

const struct language *web_language_of(struct str code)
{
    for (size_t i = 0; i < language_count(); i++)
        if (str_is(code, language_code(language_at(i))))
            return language_at(i);
    return NULL;
}

bool web_tick_offered(const struct exchange *x, const char *field, struct err *e)
{
    struct str value = web_field(x, field);
    return web_offered(field, value, str_is(value, "yes"), e);
}
