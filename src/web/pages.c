/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pages, in one table; and which of them an address means. */
#include "web/server_priv.h"

enum { PARAMETERS = 4 };
_Static_assert(ARRAY_LEN(((struct exchange *)0)->parameters) == PARAMETERS, "as many as an exchange holds");

static const struct page *const tables[] = {pages_assets, pages_take_part, pages_hold, pages_sign_in, pages_accounts, pages_settings, pages_read, pages_incidents, pages_dialogues, pages_coverage,
    pages_briefs, pages_actors, pages_same_names, pages_letters, pages_help, pages_agenda, pages_api, pages_upload, pages_edit, pages_hand, pages_words, pages_audit};

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

/* What stands before the first brace: it tells nearly all rows apart at once. */
static bool begins(const char *pattern, struct str path)
{
    size_t i = 0;
    while (pattern[i] && pattern[i] != '{' && i < path.n && pattern[i] == path.p[i])
        i++;
    return pattern[i] == '{' || (!pattern[i] && i == path.n);
}

/* One segment; `open`: what stood in braces, as it was sent ("" where the pattern has none). A segment in braces may end in letters of its own: "{name}.csv". */
static bool segment_fits(struct str want, struct str have, struct str *open)
{
    const char *close = want.n && want.p[0] == '{' ? memchr(want.p, '}', want.n) : NULL;
    *open = STR("");
    if (!close)
        return str_eq(want, have);
    size_t tail = want.n - (size_t)(close + 1 - want.p);
    if (have.n <= tail || memcmp(have.p + have.n - tail, close + 1, tail) != 0)
        return false;
    *open = (struct str){have.p, have.n - tail};
    return true;
}

/* Segments are compared as they were sent, so that an encoded slash is none. Neither empty segments nor "." and ".." mean anything. `open`: what stood in braces. */
static bool fits(const char *pattern, struct str path, struct str open[PARAMETERS], size_t *open_n)
{
    struct str rest = str_of(pattern), one;
    *open_n = 0;
    if (!begins(pattern, path))
        return false;
    while (rest.n && path.n) {
        bool rest_more = memchr(rest.p, '/', rest.n) != NULL, path_more = memchr(path.p, '/', path.n) != NULL;
        struct str want = segment(&rest), have = segment(&path);
        if (rest_more != path_more || !segment_fits(want, have, &one))
            return false;
        if (one.n && *open_n == PARAMETERS)
            return false;
        if (one.n)
            open[(*open_n)++] = one;
    }
    return !rest.n && !path.n;
}

static bool decoded(struct exchange *x, const struct str *open, size_t n)
{
    struct err e = {0};
    for (size_t i = 0; i < n; i++) {
        struct str *out = &x->parameters[i];
        if (!form_decode(open[i], false, &x->arena, out, &e) || memchr(out->p, 0, out->n) || str_is(*out, ".") || str_is(*out, ".."))
            return false;
    }
    return true;
}

static bool is_method(const struct page *p, const char *method)
{
    return *p->method == *method ? strcmp(p->method, method) == 0 : strcmp(method, "HEAD") == 0 && strcmp(p->method, "GET") == 0;
}

/* How exact a pattern is: one without braces goes before one with. */
static size_t exactness(const struct page *p)
{
    size_t n = 1000;
    for (const char *c = p->path; *c; c++)
        n -= *c == '{';
    return n;
}

/* What that path may be asked with; "" where there is none. */
static const char *allowed(struct str path)
{
    struct str open[PARAMETERS];
    bool get = false, post = false;
    size_t n;
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++)
            if (fits(p->path, path, open, &n)) {
                get |= strcmp(p->method, "GET") == 0;
                post |= strcmp(p->method, "POST") == 0;
            }
    return get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : post ? "POST" : "";
}

const struct page *page_route(struct exchange *x, const char *method, struct str path, const char **allow)
{
    const struct page *best = NULL;
    struct str open[PARAMETERS], best_open[PARAMETERS];
    size_t n = 0, best_n = 0;
    *allow = "";
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++) {
            if (!is_method(p, method) || !fits(p->path, path, open, &n) || (best && exactness(p) <= exactness(best)))
                continue;
            best = p;
            best_n = n;
            memcpy(best_open, open, sizeof open);
        }
    if (best && decoded(x, best_open, best_n))
        return best;
    if (!best)
        *allow = allowed(path);
    return NULL;
}

bool page_there(const char *method, const char *path)
{
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++)
            if (strcmp(p->method, method) == 0 && strcmp(p->path, path) == 0)
                return true;
    return false;
}
