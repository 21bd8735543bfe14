/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web/head.h"
#include <strings.h>

struct str head_cookie(const char *line, const char *name)
{
    size_t name_n = strlen(name);
    while (line && *line) {
        line += strspn(line, "; ");
        size_t n = strcspn(line, ";");
        if (n > name_n && strncmp(line, name, name_n) == 0 && line[name_n] == '=')
            return (struct str){line + name_n + 1, n - name_n - 1};
        line += n;
    }
    return STR("");
}

/* ---- language ---- */

const struct language *head_language(struct str tag)
{
    char code[16] = {0};
    size_t n = 0;
    while (n < tag.n && n < sizeof code - 1 && tag.p[n] != '-' && tag.p[n] != '_') {
        char c = tag.p[n];
        code[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return strcmp(code, "ku") == 0 ? language_find("ckb") : language_find(code);
}

const struct language *head_language_accepted(const char *line)
{
    const struct language *best = NULL;
    double best_liked = 0;
    while (line && *line) {
        line += strspn(line, ", ");
        size_t n = strcspn(line, ",");
        struct str one = {line, n}, tag = {line, strcspn(line, ";, ")};
        tag.n = MIN_OF(tag.n, n);
        double liked = 1;
        const char *q = memmem(one.p, one.n, "q=", 2);
        if (q && !str_to_real(str_trim((struct str){q + 2, n - (size_t)(q + 2 - line)}), &liked))
            liked = 0;
        const struct language *l = head_language(tag);
        if (l && liked > best_liked) {
            best = l;
            best_liked = liked;
        }
        line += n;
    }
    return best;
}

/* ---- sent from where, to whom ---- */

/* The name of an address without its scheme and without slashes at its end: "room.example.org:8443". */
static struct str name_of(const char *address)
{
    const char *from = address ? strstr(address, "://") : NULL;
    struct str name = str_of(from ? from + 3 : "");
    while (name.n && name.p[name.n - 1] == '/')
        name.n--;
    return name;
}

static bool same(struct str a, struct str b)
{
    return a.n && a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* That name, with or without a port. */
static bool host_is(struct str host, struct str name)
{
    return host.n >= name.n && name.n && strncasecmp(host.p, name.p, name.n) == 0 && (host.n == name.n || host.p[name.n] == ':');
}

bool head_host_fits(const char *host, bool loopback, const char *listen, const char *address)
{
    static const char *const here[] = {"localhost", "127.0.0.1", "[::1]"};
    struct str sent = str_of(host);
    if (!loopback && !(address && *address))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(here); i++)
        if (host_is(sent, str_of(here[i])))
            return true;
    if (same(sent, name_of(address)))
        return true;
    if (loopback || !listen)
        return false;
    struct str inside = {sent.p + 1, sent.n ? strcspn(sent.p + 1, "]") : 0}; /* of [2001:db8::1]:8080 */
    return host_is(sent, str_of(listen)) || (sent.n && sent.p[0] == '[' && same(inside, str_of(listen)));
}

bool head_from_here(const char *site, const char *origin, const char *host, const char *address)
{
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    if (!origin || strcmp(origin, "null") == 0)
        return true;
    struct str from = name_of(origin);
    return same(from, str_of(host)) || same(from, name_of(address));
}
