/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: what the URL of a register says, and how much of it may be shown. */
#include "store/postgres_priv.h"

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Is the keyword of "key=value", with its percent signs read, one that holds a secret? */
static bool is_secret(struct str pair)
{
    char key[16];
    size_t n = 0;
    for (size_t i = 0; i < pair.n && pair.p[i] != '=' && n + 1 < sizeof key; i++) {
        char c = pair.p[i];
        if (c == '%' && i + 2 < pair.n && hex_digit(pair.p[i + 1]) >= 0 && hex_digit(pair.p[i + 2]) >= 0) {
            c = (char)(hex_digit(pair.p[i + 1]) * 16 + hex_digit(pair.p[i + 2]));
            i += 2;
        }
        key[n++] = c;
    }
    return str_is_nocase((struct str){key, n}, "password") || str_is_nocase((struct str){key, n}, "sslpassword");
}

/* "user:password@host" without the password. */
static void shown_authority(struct str s, struct buf *out)
{
    const char *at = NULL;
    for (size_t i = 0; i < s.n; i++) /* a password with an @ in it is wrong, and still no reason to show it */
        if (s.p[i] == '@')
            at = s.p + i;
    const char *colon = at ? memchr(s.p, ':', (size_t)(at - s.p)) : NULL;
    if (!colon) {
        buf_str(out, s);
        return;
    }
    buf_add(out, s.p, (size_t)(colon - s.p));
    buf_add(out, at, s.n - (size_t)(at - s.p));
}

static void shown_query(const char *p, struct buf *out)
{
    char before = '?';
    while (*p) {
        size_t n = strcspn(p, "&");
        if (!is_secret((struct str){p, n})) {
            buf_char(out, before);
            buf_add(out, p, n);
            before = '&';
        }
        p += n + (p[n] == '&');
    }
}

void postgres_shown(const char *url, struct buf *out)
{
    const char *start = strstr(url, "://");
    start = start ? start + 3 : url;
    buf_add(out, url, (size_t)(start - url));
    size_t authority = strcspn(start, "/");
    const char *question = strchr(start, '?');
    if (question && (size_t)(question - start) < authority && !memchr(question, '@', authority - (size_t)(question - start)))
        authority = (size_t)(question - start); /* "postgresql://?host=/run" has no authority */
    shown_authority((struct str){start, authority}, out);
    const char *rest = start + authority;
    size_t path = strcspn(rest, "?");
    buf_add(out, rest, path);
    if (rest[path])
        shown_query(rest + path + 1, out);
}

/* ---- the schema ---- */

static bool is_plain_name(struct str name)
{
    if (name.n == 0 || name.n > 63 || (name.p[0] >= '0' && name.p[0] <= '9') || str_starts(name, "pg_"))
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return true;
}

/* The value of search_path in "-csearch_path=name -c other=1"; "" where it is not set. */
static struct str search_path_of(struct str options)
{
    static const char key[] = "search_path=";
    for (size_t i = 0; i + sizeof key - 1 <= options.n; i++) {
        if (memcmp(options.p + i, key, sizeof key - 1) != 0)
            continue;
        struct str rest = {options.p + i + sizeof key - 1, options.n - i - (sizeof key - 1)};
        size_t n = 0;
        while (n < rest.n && rest.p[n] != ' ')
            n++;
        return (struct str){rest.p, n};
    }
    return STR("");
}

static void info_end(PQconninfoOption **info)
{
    PQconninfoFree(*info);
    *info = NULL;
}

bool postgres_schema(const char *url, const char *shown, char **out, struct err *e)
{
    PQconninfoOption *info CLEANUP(info_end) = PQconninfoParse(url, NULL);
    if (!info)
        return err_set(e, ERR_USAGE, "%.300s: this is not the address of a PostgreSQL database: write it as "
            "postgresql://USER@HOST/DATABASE?options=-csearch_path%%3DSCHEMA", shown);
    struct str name = STR("");
    bool set = false;
    for (PQconninfoOption *o = info; o->keyword; o++) {
        if (strcmp(o->keyword, "options") != 0 || !o->val)
            continue;
        name = search_path_of(str_of(o->val));
        set = strstr(o->val, "search_path") != NULL;
    }
    if (!set)
        name = STR("diwan");
    if (!is_plain_name(name))
        return err_set(e, ERR_USAGE, "%.300s: \"%.*s\" cannot be the schema of a register: name one schema, of small "
            "letters, digits and _, as in options=-csearch_path%%3Diraq", shown, (int)MIN_OF(name.n, (size_t)80), name.p);
    *out = mem_get(name.n + 1);
    memcpy(*out, name.p, name.n);
    return true;
}
