/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/passphrase.h"
#include "core/speech.h"
#include <utf8proc.h>

/* The code points of `s` into memory of a secret's own; of bytes that are no UTF-8 each is one. */
static struct secret points_of(const struct secret *s, utf8proc_int32_t **points, size_t *n)
{
    enum { GROWS = 4 }; /* a code point decomposes into at most four (Unicode, UAX 15) */
    struct secret room = secret_empty((s->n + 1) * GROWS * sizeof **points);
    *points = (utf8proc_int32_t *)(void *)room.p;
    utf8proc_ssize_t got = -1;
    if (str_utf8_ok((struct str){(const char *)s->p, s->n}, NULL))
        got = utf8proc_decompose(s->p, (utf8proc_ssize_t)s->n, *points, (utf8proc_ssize_t)((s->n + 1) * GROWS), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    *n = got < 0 || (size_t)got > (s->n + 1) * GROWS - 1 ? 0 : (size_t)got;
    return room;
}

void passphrase_compose(struct secret *s)
{
    utf8proc_int32_t *points;
    size_t n;
    struct secret room CLEANUP(secret_end) = points_of(s, &points, &n);
    utf8proc_ssize_t bytes = n ? utf8proc_reencode(points, (utf8proc_ssize_t)n, UTF8PROC_STABLE | UTF8PROC_COMPOSE) : 0;
    if (bytes <= 0)
        return;
    struct secret composed = secret_of(room.p, (size_t)bytes);
    secret_end(s);
    *s = composed;
}

/* ---- weakness ---- */

/* The characters of a composed passphrase, a number each. */
static struct secret characters(const struct secret *s, uint32_t **list, size_t *n)
{
    struct secret room = secret_empty((s->n + 1) * sizeof **list);
    *list = (uint32_t *)(void *)room.p;
    *n = 0;
    bool text = str_utf8_ok((struct str){(const char *)s->p, s->n}, NULL);
    for (size_t i = 0; i < s->n;) {
        utf8proc_int32_t c = s->p[i];
        utf8proc_ssize_t k = text ? utf8proc_iterate(s->p + i, (utf8proc_ssize_t)(s->n - i), &c) : 1;
        (*list)[(*n)++] = (uint32_t)c;
        i += (size_t)MAX_OF(k, 1);
    }
    return room;
}

static size_t different(const uint32_t *c, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < i && c[k] != c[i])
            k++;
        found += k == i;
    }
    return found;
}

/* One piece twice or more, the last time perhaps cut short. */
static bool is_repeated(const uint32_t *c, size_t n)
{
    for (size_t piece = 1; piece * 2 <= n; piece++)
        if (memcmp(c, c + piece, (n - piece) * sizeof *c) == 0)
            return true;
    return false;
}

/* Three steps of four lead to the same or the next character: 1234, abcd, fedc, aaaa. */
static bool is_row(const uint32_t *c, size_t n)
{
    size_t steps = 0;
    for (size_t i = 1; i < n; i++)
        steps += c[i] - c[i - 1] + 1 <= 2;
    return steps * 4 >= (n - 1) * 3;
}

const char *passphrase_weakness(const struct secret *s)
{
    enum { DIFFERENT_LEAST = 6 };
    uint32_t *c;
    size_t n;
    struct secret room UNUSED CLEANUP(secret_end) = characters(s, &c, &n);
    if (n < PASSPHRASE_LEAST)
        return T("This passphrase is too short: a machine tries all of its length. It takes 12 characters at least; better are five or more words chosen by chance (`diwan key suggest` gives some).");
    if (is_repeated(c, n))
        return T("This passphrase says one piece again and again, which is guessed as fast as the piece. Better are five or more words chosen by chance (`diwan key suggest` gives some).");
    if (different(c, n) < DIFFERENT_LEAST || is_row(c, n))
        return T("This passphrase is a row or uses too few different characters, and is among the first that are guessed. Better are five or more words chosen by chance (`diwan key suggest` gives some).");
    return NULL;
}
