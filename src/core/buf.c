/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

enum { BUF_USUAL = 64 << 20 };

/* Room for n more bytes and a NUL; false, and `over` set for good, when that passes the maximum. */
static bool room_for(struct buf *b, size_t n)
{
    size_t most = b->most ? b->most : (size_t)BUF_USUAL;
    if (b->over || n > most || b->n > most - n) {
        b->over = true;
        return false;
    }
    if (b->n + n + 1 > b->room) {
        size_t room = b->room ? b->room * 2 : 256;
        room = MAX_OF(room, b->n + n + 1);
        b->p = mem_grow(b->p, room, 1);
        b->room = room;
    }
    return true;
}

void buf_add(struct buf *b, const char *p, size_t n)
{
    if (!room_for(b, n))
        return;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = 0;
}

void buf_str(struct buf *b, struct str s)
{
    buf_add(b, s.p, s.n);
}

void buf_text(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_f(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n >= 0 && room_for(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_int(struct buf *b, int64_t v)
{
    char text[24];
    char *p = text + sizeof text;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        *--p = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (v < 0)
        *--p = '-';
    buf_add(b, p, (size_t)(text + sizeof text - p));
}

/* The program never calls setlocale, so snprintf writes a point here; a test holds it to that. */
void buf_real(struct buf *b, double v)
{
    if (!isfinite(v))
        return;
    if (v == 0) {
        buf_char(b, '0');
        return;
    }
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, v);
        if (strtod(text, NULL) == v) /* exact comparison meant */
            break;
    }
    buf_text(b, text);
}

void buf_fixed(struct buf *b, double v, int decimals)
{
    if (!isfinite(v))
        return;
    char text[400];
    int n = snprintf(text, sizeof text, "%.*f", decimals, v);
    if (n < 0 || (size_t)n >= sizeof text)
        return;
    const char *p = text;
    if (*p == '-' && strspn(p + 1, "0.") == strlen(p + 1))
        p++; /* -0.0 says nothing that 0.0 does not */
    buf_text(b, p);
}

void buf_percent(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            buf_char(b, (char)c);
        else
            buf_f(b, "%%%02X", c);
    }
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->over = false;
    if (b->p)
        b->p[0] = 0;
}

void buf_end(struct buf *b)
{
    free(b->p);
    *b = (struct buf){.most = b->most};
}

struct str buf_view(const struct buf *b)
{
    return b->p ? (struct str){b->p, b->n} : (struct str){"", 0};
}
