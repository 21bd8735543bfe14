/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headers and addresses as anybody may send them. First letter of the first line: c (Cookie), l (Accept-Language), h (Host, and behind a line end an Origin), a (an address). What a
 * cookie is read to be stands in its line; no foreign name is taken for this server's; what an address is read to mean goes nowhere but to a row of the table, with parameters
 * that are text.
 */
#include "web/head.h"
#include "web/server_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void cookies(const char *line)
{
    static const char *const names[] = {"session", "lang", "p", ""};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct str s = head_cookie(line, names[i]);
        must(s.n == 0 || (s.p > line && s.p + s.n <= line + strlen(line) && s.p[-1] == '=' && !memchr(s.p, ';', s.n)));
    }
}

static void languages(const char *line)
{
    const struct language *l = head_language_accepted(line);
    must(!l || language_find(language_code(l)) == l);
    (void)head_language(str_of(line));
}

static void hosts(char *lines)
{
    char *origin = strchr(lines, '\n');
    if (origin)
        *origin++ = 0;
    static const char *const ours[] = {"localhost", "127.0.0.1", "[::1]", "room.example.org"};
    bool begins = false, same = origin && strstr(origin, "://") && strcasecmp(strstr(origin, "://") + 3, lines) == 0;
    for (size_t i = 0; i < ARRAY_LEN(ours); i++)
        begins |= strncasecmp(lines, ours[i], strlen(ours[i])) == 0;
    must(!head_host_fits(lines, true, NULL, "https://room.example.org/") || begins);
    must(head_host_fits(lines, false, "0.0.0.0", NULL));
    bool taken = head_from_here(NULL, origin, lines, "https://room.example.org");
    must(!taken || !origin || same || strcmp(origin, "null") == 0 || strcasestr(origin, "room.example.org") || lines[strlen(lines) - (*lines != 0)] == '/' || origin[strlen(origin) - 1] == '/');
    must(!head_from_here("cross-site", origin, lines, NULL) && !head_from_here("same-site", origin, lines, NULL));
}

static void addresses(const char *text)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", ""};
    for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
        struct exchange x = {0};
        const char *allow = NULL;
        const struct page *p = page_route(&x, methods[i], (struct str){text, strcspn(text, "?")}, &allow);
        must(allow != NULL && (!p || i < 3));
        for (size_t k = 0; p && k < ARRAY_LEN(x.parameters); k++)
            must(x.parameters[k].n == 0 || (str_utf8_ok(x.parameters[k], NULL) && !memchr(x.parameters[k].p, 0, x.parameters[k].n) && !str_is(x.parameters[k], "..")));
        arena_end(&x.arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    if (!end)
        return 0;
    struct arena a = {0};
    char *text = arena_text(&a, (const char *)end + 1, size - (size_t)(end + 1 - data));
    switch (data[0]) {
    case 'c': cookies(text); break;
    case 'l': languages(text); break;
    case 'h': hosts(text); break;
    case 'a': addresses(text); break;
    default: break;
    }
    arena_end(&a);
    return 0;
}
