/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: what the URL of a register says, and how much of it may be shown. */
#include "store/postgres_priv.h"
#include <ctype.h>
#include <strings.h>

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool holds(struct str s, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.n; i++)
        if (str_is_nocase((struct str){s.p + i, n}, word))
            return true;
    return false;
}

/* Is the keyword of "key=value", with its percent signs read, one that holds a secret, or was meant to? */
static bool is_secret(struct str pair)
{
    char key[32];
    size_t n = 0;
    for (size_t i = 0; i < pair.n && pair.p[i] != '=' && n + 1 < sizeof key; i++) {
        char c = pair.p[i];
        if (c == '%' && i + 2 < pair.n && hex_digit(pair.p[i + 1]) >= 0 && hex_digit(pair.p[i + 2]) >= 0) {
            c = (char)(hex_digit(pair.p[i + 1]) * 16 + hex_digit(pair.p[i + 2]));
            i += 2;
        }
        key[n++] = c;
    }
    struct str word = {key, n};
    return (holds(word, "pass") || holds(word, "pwd")) && !str_is_nocase(word, "passfile");
}

static const char *last_at(const char *p, size_t n)
{
    const char *at = NULL;
    for (size_t i = 0; i < n; i++)
        if (p[i] == '@')
            at = p + i;
    return at;
}

static bool is_port(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p == end || !isalnum((unsigned char)*p); /* in a sentence a mark may follow */
}

/*
 * Where the part before the path ends, and which piece of it or of what follows is a secret (n 0: none). A password in which
 * @ or / stands as it is makes a wrong address, and is still no reason to show it; and what stands where a port should, and is
 * none, is taken for one.
 */
static size_t authority_of(const char *start, struct str *secret)
{
    size_t n = strcspn(start, "/");
    const char *question = strchr(start, '?');
    if (question && (size_t)(question - start) < n && !memchr(question, '@', n - (size_t)(question - start)))
        n = (size_t)(question - start); /* "postgresql://?host=/run" has no authority */
    const char *at = last_at(start, n);
    const char *from = !at && *start == '[' ? start + strcspn(start, "]") : start; /* the colons of an IPv6 address */
    const char *colon = from < start + n ? memchr(from, ':', n - (size_t)(from - start)) : NULL;
    *secret = (struct str){start, 0};
    if (!colon || (at && colon > at))
        return n;
    if (!at) {
        bool port = is_port(colon + 1, start + n);
        at = last_at(start + n, port ? strcspn(start + n, "?") : strlen(start + n));
        if (!at && port)
            return n;
    }
    const char *end = at ? at : colon + strlen(colon);
    *secret = (struct str){colon, (size_t)(end - colon)};
    return end < start + n ? n : (size_t)(end - start) + strcspn(end, "/?");
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
    const char *start = url + strcspn(url, ":");
    start += *start == ':';
    start += strspn(start, "/") > 2 ? 2 : strspn(start, "/");
    struct str secret;
    size_t authority = authority_of(start, &secret);
    const char *rest = start + authority, *behind = secret.p + secret.n;
    buf_add(out, url, (size_t)(secret.p - url));
    buf_add(out, behind, (size_t)(rest - behind));
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

/* The last value of search_path in "-csearch_path=name -c other=1 --search-path=other", which the server takes in any case and
 * with either stroke. False where it is not set. */
static bool search_path_of(struct str options, struct str *out)
{
    static const char key[] = "search_path=";
    enum { LENGTH = sizeof key - 1 };
    bool set = false;
    for (size_t i = 0; i + LENGTH <= options.n; i++) {
        char here[LENGTH];
        for (size_t k = 0; k < LENGTH; k++)
            here[k] = options.p[i + k] == '-' ? '_' : options.p[i + k];
        if (!str_is_nocase((struct str){here, LENGTH}, key))
            continue;
        *out = (struct str){options.p + i + LENGTH, 0};
        while (i + LENGTH + out->n < options.n && out->p[out->n] != ' ')
            out->n++;
        set = true;
    }
    return set;
}

static void info_end(PQconninfoOption **info)
{
    PQconninfoFree(*info);
    *info = NULL;
}

/* What libpq would take for a host or a port and then repeat in words: pieces of a password. */
static bool is_plain_address(const PQconninfoOption *info)
{
    for (const PQconninfoOption *o = info; o->keyword; o++) {
        bool port = strcmp(o->keyword, "port") == 0, host = strcmp(o->keyword, "host") == 0;
        if (o->val && ((port && o->val[strspn(o->val, "0123456789,")]) || (host && o->val[0] && o->val[0] != '/' && strchr(o->val + 1, '@'))))
            return false;
    }
    return true;
}

bool postgres_schema(const char *url, const char *shown, char **out, struct err *e)
{
    PQconninfoOption *info CLEANUP(info_end) = PQconninfoParse(url, NULL);
    if (!info || !is_plain_address(info))
        return err_set(e, ERR_USAGE, "%.300s: this is not the address of a PostgreSQL database: write it as "
            "postgresql://USER@HOST/DATABASE?options=-csearch_path%%3DSCHEMA (in a password @ is %%40, / is %%2F, : is %%3A)", shown);
    struct str name = STR("diwan");
    for (PQconninfoOption *o = info; o->keyword; o++)
        if (strcmp(o->keyword, "options") == 0 && o->val && !search_path_of(str_of(o->val), &name) && holds(str_of(o->val), "search_path"))
            name = STR(""); /* named in a way that is not known here */
    if (!is_plain_name(name))
        return err_set(e, ERR_USAGE, "%.300s: \"%.*s\" cannot be the schema of a register: name one schema, of small "
            "letters, digits and _, as in options=-csearch_path%%3Diraq", shown, (int)MIN_OF(name.n, (size_t)80), name.p);
    *out = mem_get(name.n + 1);
    memcpy(*out, name.p, name.n);
    return true;
}

/* ---- words with addresses in them ---- */

static size_t scheme(const char *p)
{
    static const char *const schemes[] = {"postgresql:", "postgres:"};
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
        if (strncasecmp(p, schemes[i], strlen(schemes[i])) == 0)
            return strlen(schemes[i]);
    return 0;
}

void store_words_shown(const char *words, struct buf *out)
{
    while (*words) {
        size_t n = scheme(words);
        if (n == 0 || words[n] != '/') {
            buf_char(out, *words++);
            continue;
        }
        n += strcspn(words + n, " \"`");
        struct buf url CLEANUP(buf_end) = {0};
        buf_add(&url, words, n);
        postgres_shown(url.p, out);
        words += n;
    }
}
