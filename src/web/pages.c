/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pages, in one table; and which of them an address means. */
#include "web/server_priv.h"

static const struct page *const tables[] = {pages_assets, pages_take_part, pages_hold, pages_sign_in, pages_accounts, pages_settings, pages_read, pages_incidents, pages_dialogues,
    pages_briefs, pages_api, pages_upload, pages_edit, pages_words, pages_audit};

void web_pages_json(struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_array(&j);
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++) {
            json_object(&j);
            json_key(&j, "method"), json_text(&j, str_of(p->method));
            json_key(&j, "path"), json_text(&j, str_of(p->path));
            json_key(&j, "may"), json_int(&j, p->may);
            json_key(&j, "needs"), json_int(&j, p->needs);
            json_key(&j, "fields"), json_text(&j, str_of(p->fields));
            json_key(&j, "about"), json_text(&j, str_of(p->about));
            json_close(&j);
        }
    json_close(&j);
    buf_char(out, '\n');
}

/* The text up to the next slash; `*s` moves behind it. */
static struct str segment(struct str *s)
{
    const char *slash = memchr(s->p, '/', s->n);
    struct str one = {s->p, slash ? (size_t)(slash - s->p) : s->n};
    size_t step = one.n + (slash != NULL);
    *s = (struct str){s->p + step, s->n - step};
    return one;
}

/* Segments are compared as they were sent, so that an encoded slash is none; what stands in braces is decoded. A segment in braces may end in letters
 * of its own: "{name}.csv". Neither empty segments nor "." and ".." mean anything. */
static bool fits(struct exchange *x, const char *pattern, struct str path)
{
    struct str rest = str_of(pattern);
    size_t n = 0;
    struct err e = {0};
    while (rest.n || path.n) {
        if (!rest.n || !path.n)
            return false;
        bool rest_more = memchr(rest.p, '/', rest.n) != NULL, path_more = memchr(path.p, '/', path.n) != NULL;
        struct str want = segment(&rest), have = segment(&path);
        if (rest_more != path_more)
            return false;
        const char *close = want.n && want.p[0] == '{' ? memchr(want.p, '}', want.n) : NULL;
        if (!close) {
            if (!str_eq(want, have))
                return false;
            continue;
        }
        size_t tail = want.n - (size_t)(close + 1 - want.p);
        if (have.n <= tail || memcmp(have.p + have.n - tail, close + 1, tail) != 0 || n == ARRAY_LEN(x->parameters))
            return false;
        struct str *out = &x->parameters[n++];
        if (!form_decode((struct str){have.p, have.n - tail}, false, &x->arena, out, &e) || memchr(out->p, 0, out->n) || str_is(*out, ".") || str_is(*out, ".."))
            return false;
    }
    return true;
}

static bool is_method(const struct page *p, const char *method)
{
    return strcmp(p->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(p->method, "GET") == 0);
}

/* How exact a pattern is: one without braces goes before one with. */
static size_t exactness(const struct page *p)
{
    size_t n = 1000;
    for (const char *c = p->path; *c; c++)
        n -= *c == '{';
    return n;
}

const struct page *page_route(struct exchange *x, const char *method, struct str path, const char **allow)
{
    const struct page *best = NULL;
    bool get = false, post = false;
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++) {
            if (!fits(x, p->path, path))
                continue;
            get |= strcmp(p->method, "GET") == 0;
            post |= strcmp(p->method, "POST") == 0;
            if (is_method(p, method) && (!best || exactness(p) > exactness(best)))
                best = p;
        }
    *allow = get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : post ? "POST" : "";
    if (best)
        (void)fits(x, best->path, path); /* its parameters, not those of another that fits */
    return best;
}

bool page_there(const char *method, const char *path)
{
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++)
            if (strcmp(p->method, method) == 0 && strcmp(p->path, path) == 0)
                return true;
    return false;
}
