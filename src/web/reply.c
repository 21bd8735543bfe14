/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer: status, headers, body; errors as pages in the reader's language. */
#include "web/server_priv.h"

static const char policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/* ---- errors ---- */

struct trouble {
    int status;
    const char *word;           /* for machines */
    const char *title, *text;   /* msgids */
};
static const struct trouble troubles[] = {
    {500, "failed", T("Something failed here"), T("Nothing was changed. Please try again in a moment.")}, /* the first: of what is not below */
    {400, "wrong", T("This was not understood"), T("What was sent is not in order. Go back, look at what you wrote, and send it again.")},
    {403, "denied", T("Not allowed"), T("You may not see or do this. If you have an account, sign in; if the page stood open for long, load it again.")},
    {404, "absent", T("There is nothing here"), T("The address is wrong, or what was here is gone.")},
    {405, "method", T("Not in this way"), T("This address is not used in this way. Go back and follow a link or a button of the page.")},
    {413, "too_large", T("Too much at once"), T("More was sent than is taken at once. Send less.")},
    {414, "too_long", T("Too much at once"), T("The address is too long.")},
    {415, "form", T("This was not understood"), T("What was sent is in a form that is not read here.")},
    {421, "host", T("Not under this name"), T("This server does not answer under the name by which you asked for it.")},
    {503, "busy", T("Too busy"), T("Too many people ask at once. Please try again in a moment.")},
};

static int status_of(const struct visit *v)
{
    static const int statuses[] = {[ERR_NONE] = 500, [ERR_USAGE] = 400, [ERR_INPUT] = 400, [ERR_ABSENT] = 404, [ERR_DENIED] = 403, [ERR_STORE] = 500, [ERR_SYSTEM] = 500, [ERR_STOPPED] = 503};
    return v->refusal ? v->refusal : statuses[v->e.code];
}

static const struct trouble *trouble_of(int status)
{
    for (size_t i = 0; i < ARRAY_LEN(troubles); i++)
        if (troubles[i].status == status)
            return &troubles[i];
    return &troubles[0];
}

/* To whoever runs it. Neither who asked nor what: the row of the table alone. */
static void tell(const struct visit *v)
{
    struct buf words CLEANUP(buf_end) = {0};
    store_words_shown(v->e.text, &words);
    fprintf(stderr, "diwan: %s %s: %s\n", v->x.page ? v->x.page->method : "-", v->x.page ? v->x.page->path : "-", words.p ? words.p : "");
}

/* Of the interface for machines the sentence is the matter: it says what was asked and what would serve, to whoever may ask at all. */
static void fail_api(struct visit *v, const struct trouble *t)
{
    static const char *const kinds[] = {[ERR_NONE] = NULL, [ERR_USAGE] = "usage", [ERR_INPUT] = "input", [ERR_ABSENT] = "absent", [ERR_DENIED] = "denied", [ERR_STORE] = "store", [ERR_SYSTEM] = "system", [ERR_STOPPED] = "busy"};
    bool told = v->failed && !v->refusal && status_of(v) < 500;
    struct json j;
    json_begin(&j, &v->x.body);
    json_object(&j);
    json_key(&j, "error");
    json_object(&j);
    json_key(&j, "kind"), json_text(&j, str_of(v->failed && kinds[v->e.code] ? kinds[v->e.code] : t->word));
    json_key(&j, "text"), json_text(&j, str_of(told ? v->e.text : web_say(&v->x, t->text)));
    json_close(&j);
    json_close(&j);
    v->x.type = "application/json";
}

static void fail_json(struct visit *v, const struct trouble *t)
{
    struct json j;
    json_begin(&j, &v->x.body);
    json_object(&j);
    json_key(&j, "error"), json_text(&j, str_of(t->word));
    json_key(&j, "message"), json_text(&j, str_of(web_say(&v->x, t->text)));
    if (v->x.who.id && v->failed)
        json_key(&j, "detail"), json_text(&j, str_of(v->e.text));
    json_close(&j);
    buf_char(&v->x.body, '\n');
    v->x.type = "application/json";
}

void visit_fail(struct visit *v)
{
    struct exchange *x = &v->x;
    int status = status_of(v);
    const struct trouble *t = trouble_of(status);
    if (v->failed && status >= 500)
        tell(v);
    buf_clear(&x->body);
    x->status = status;
    x->location = x->disposition = STR("");
    x->cache = x->type = NULL;
    if (str_starts(x->path, "/api/")) {
        fail_api(v, t);
        return;
    }
    if (x->script) {
        fail_json(v, t);
        return;
    }
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, t->title)), .narrow = true});
    markup_f(&x->body, "<p>%s</p>\n", web_say(x, t->text));
    if (x->who.id && v->failed && status < 500)
        web_put_cause(x, &x->body, "p", str_of(v->e.text));
    web_end(x);
}

/* ---- where to go from here ---- */

bool web_go_(struct exchange *x, const char *path, ...)
{
    struct buf to CLEANUP(buf_end) = {0};
    va_list args;
    va_start(args, path);
    for (const char *p = path; *p;) {
        if (*p != '%') {
            buf_char(&to, *p++);
        } else if (p[1] == 's') {
            buf_percent(&to, str_of(va_arg(args, const char *)));
            p += 2;
        } else if (strncmp(p, "%.*s", 4) == 0) {
            int n = va_arg(args, int);
            const char *text = va_arg(args, const char *);
            buf_percent(&to, (struct str){text, (size_t)n});
            p += 4;
        } else if (strncmp(p, "%lld", 4) == 0) {
            buf_int(&to, va_arg(args, long long));
            p += 4;
        } else if (p[1] == 'd') {
            buf_int(&to, va_arg(args, int));
            p += 2;
        } else {
            buf_char(&to, '%');
            p += 2;
        }
    }
    va_end(args);
    x->status = MHD_HTTP_SEE_OTHER;
    x->location = (struct str){arena_text(&x->arena, to.p ? to.p : "/", to.n), to.n};
    return true;
}

void web_sheet_cell(struct buf *out, bool first, struct str cell)
{
    struct buf safe CLEANUP(buf_end) = {0};
    if (cell.n && strchr("=+-@\t\r", cell.p[0]))
        buf_char(&safe, '\'');
    buf_str(&safe, cell);
    csv_cell(out, first, buf_view(&safe));
}

void web_cookie(struct exchange *x, const char *name, const char *path, struct str value, int64_t most_age)
{
    const struct str parts[] = {str_of(name), STR("="), value, STR("; Path="), str_of(path), STR("; HttpOnly; SameSite=Strict")};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        buf_str(&x->cookies, parts[i]);
    if (most_age >= 0)
        buf_f(&x->cookies, "; Max-Age=%" PRId64, most_age);
    buf_text(&x->cookies, x->secure ? "; Secure\n" : "\n");
}

/* ---- the answer ---- */

static void put(struct MHD_Response *r, const char *name, const char *value)
{
    (void)MHD_add_response_header(r, name, value); /* false where memory is gone: then the whole answer fails */
}

static void put_cookies(struct MHD_Response *r, struct exchange *x)
{
    char *line = x->cookies.p;
    for (char *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        put(r, "Set-Cookie", line);
    }
}

static void put_disposition(struct MHD_Response *r, struct exchange *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "attachment; filename*=UTF-8''");
    buf_percent(&b, x->disposition);
    put(r, "Content-Disposition", b.p);
}

void reply_headers(struct MHD_Response *r, const struct web *w, bool page)
{
    put(r, "X-Content-Type-Options", "nosniff");
    put(r, "Referrer-Policy", "no-referrer");
    put(r, "Cross-Origin-Resource-Policy", "same-origin");
    if (w && w->secure)
        put(r, "Strict-Transport-Security", "max-age=31536000");
    if (!page) {
        put(r, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        return;
    }
    put(r, "Content-Security-Policy", policy);
    put(r, "Cross-Origin-Opener-Policy", "same-origin");
    put(r, "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    put(r, "X-Frame-Options", "DENY");
}

enum { LARGE = 64 << 10 };
struct sending { /* the bytes of an answer, until they are taken or the connection ends */
    struct web *web;
    char *p;
    size_t n;
};

static void sent(void *p)
{
    struct sending *s = p;
    if (s->n > LARGE)
        __atomic_sub_fetch(&s->web->answering, (int64_t)s->n, __ATOMIC_RELAXED);
    free(s->p);
    free(s);
}

/* `p` is the response's. */
static struct MHD_Response *sending(struct web *w, char *p, size_t n)
{
    struct sending *s = mem_get(sizeof *s);
    *s = (struct sending){w, p, n};
    if (n > LARGE)
        __atomic_add_fetch(&w->answering, (int64_t)n, __ATOMIC_RELAXED);
    struct MHD_Response *r = MHD_create_response_from_buffer_with_free_callback_cls(n, p, sent, s);
    if (!r)
        sent(s);
    return r;
}

/* Whoever takes their downloads slowly holds them in memory: so many of them, and no more. */
static bool finds_room(const struct visit *v)
{
    int64_t n = (int64_t)v->x.body.n;
    return n <= LARGE || (v->kept && v->kept->n == v->x.body.n) || __atomic_load_n(&v->x.web->answering, __ATOMIC_RELAXED) + n <= ANSWERS_ALL_MOST;
}

static void drop_kept(void *p)
{
    struct kept_bytes *b = p;
    kept_bytes_drop(&b);
}

static bool packs_well(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strncmp(type, "application/json", 16) == 0 || strstr(type, "+json") || strstr(type, "xml") || strncmp(type, "application/geo", 15) == 0;
}

/* The body as it goes out; *packed: in gzip. The response owns it. */
static struct MHD_Response *body_of(struct visit *v, const char *type, bool *packed)
{
    enum { WORTH_IT = 400 };
    struct buf *b = &v->x.body;
    struct kept_bytes *kept = v->kept;
    *packed = packs_well(type) && b->n > WORTH_IT && gzip_accepted(v->heads.accept_encoding);
    if (*packed && kept && kept->n == b->n && !v->failed && !v->refusal) {
        v->kept = NULL;
        buf_end(b);
        return MHD_create_response_from_buffer_with_free_callback_cls(kept->packed_n, kept->packed, drop_kept, kept);
    }
    char *small = NULL;
    size_t small_n = 0;
    *packed = *packed && gzip_pack(buf_view(b), b->n > LARGE ? 3 : 6, &small, &small_n);
    if (*packed) {
        buf_end(b);
        return sending(v->x.web, small, small_n);
    }
    struct buf whole = *b;
    *b = (struct buf){0};
    return sending(v->x.web, whole.p, whole.n);
}

static struct MHD_Response *response_of(struct visit *v)
{
    struct exchange *x = &v->x;
    bool packed;
    if (x->body.over) { /* larger than any page may be: never half of it */
        err_set(&v->e, ERR_SYSTEM, "the page is larger than %zu bytes", x->body.most ? x->body.most : (size_t)64 << 20);
        v->failed = true;
        buf_end(&x->body);
        visit_fail(v);
    }
    if (!v->failed && !v->refusal && !finds_room(v)) {
        v->refusal = MHD_HTTP_SERVICE_UNAVAILABLE;
        buf_end(&x->body);
        visit_fail(v);
    }
    const char *type = x->type ? x->type : "text/html; charset=utf-8";
    struct MHD_Response *r = body_of(v, type, &packed);
    if (!r)
        return NULL;
    put(r, "Content-Type", type);
    put(r, "Cache-Control", x->cache ? x->cache : "no-store");
    reply_headers(r, x->web, strncmp(type, "text/html", 9) == 0);
    if (packed)
        put(r, "Content-Encoding", "gzip");
    if (x->cache && strcmp(x->cache, "no-store") != 0)
        put(r, "Vary", "Accept-Encoding, Accept-Language, Cookie");
    put_cookies(r, x);
    if (x->forget)
        put(r, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    if (x->disposition.n)
        put_disposition(r, x);
    if (x->location.n)
        put(r, "Location", x->location.p);
    if (x->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        put(r, "Allow", v->allow);
    if (__atomic_load_n(&x->web->stopping, __ATOMIC_RELAXED))
        put(r, "Connection", "close");
    return r;
}

enum MHD_Result visit_answer(struct visit *v)
{
    v->stage = VISIT_DONE;
    if (v->ready && !v->failed && !v->refusal)
        return MHD_queue_response(v->connection, (unsigned)v->x.status, v->ready);
    struct MHD_Response *r = response_of(v);
    if (!r)
        return MHD_NO;
    enum MHD_Result queued = MHD_queue_response(v->connection, (unsigned)v->x.status, r);
    MHD_destroy_response(r);
    return queued;
}
