/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

struct str str_of(const char *s)
{
    return s ? (struct str){s, strlen(s)} : (struct str){"", 0};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *b)
{
    return str_eq(a, str_of(b));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_is_nocase(struct str a, const char *b)
{
    size_t i = 0;
    for (; i < a.n && b[i]; i++)
        if (lower(a.p[i]) != lower(b[i]))
            return false;
    return i == a.n && !b[i];
}

int str_compare(struct str a, struct str b)
{
    size_t n = MIN_OF(a.n, b.n);
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str a, const char *prefix)
{
    size_t n = strlen(prefix);
    return a.n >= n && memcmp(a.p, prefix, n) == 0;
}

bool str_ends(struct str a, const char *suffix)
{
    size_t n = strlen(suffix);
    return a.n >= n && memcmp(a.p + a.n - n, suffix, n) == 0;
}

/* Length of a blank or invisible mark at p: ASCII blanks, NBSP, U+200B-200F, U+202A-202E, U+2060,
 * U+2066-2069, U+061C, U+FEFF; 0 when it is something else. */
static size_t blank_at(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] <= ' ')
        return 1;
    if (n >= 2 && u[0] == 0xC2 && u[1] == 0xA0)
        return 2;
    if (n >= 2 && u[0] == 0xD8 && u[1] == 0x9C)
        return 2;
    if (n < 3)
        return 0;
    if (u[0] == 0xE2 && u[1] == 0x80 &&
        ((u[2] >= 0x8B && u[2] <= 0x8F) || (u[2] >= 0xAA && u[2] <= 0xAF)))
        return 3;
    if (u[0] == 0xE2 && u[1] == 0x81 && (u[2] == 0xA0 || (u[2] >= 0xA6 && u[2] <= 0xA9)))
        return 3;
    return u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF ? 3 : 0;
}

/* Bytes of a digit at `at`: 1 of Latin ones, 2 of Arabic and Kurdish ones, 0 of none. */
static size_t digit_at(struct str s, size_t at)
{
    unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0, d = at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0;
    if (c >= '0' && c <= '9')
        return 1;
    return (c == 0xD9 && d >= 0xA0 && d <= 0xA9) || (c == 0xDB && d >= 0xB0 && d <= 0xB9) ? 2 : 0;
}

size_t str_number_end(struct str s, size_t at)
{
    size_t from = at, end = at;
    while (at < s.n) {
        size_t digit = digit_at(s, at);
        bool between = !digit && at == end && at > from && (s.p[at] == ' ' || s.p[at] == '-') && digit_at(s, at + 1);
        if (!digit && !between)
            break;
        at += digit ? digit : 1;
        end = digit ? at : end;
    }
    return end;
}

bool str_number_next(struct str s, size_t *at, size_t *from)
{
    for (*from = *at; *from < s.n; ++*from)
        if ((*at = str_number_end(s, *from)) > *from)
            return true;
    return false;
}

struct str str_trim(struct str s)
{
    for (size_t k; s.n && (k = blank_at(s.p, s.n)); s.p += k, s.n -= k) {
    }
    while (s.n) {
        size_t start = s.n - 1;
        while (start && ((unsigned char)s.p[start] & 0xC0) == 0x80)
            start--;
        size_t k = blank_at(s.p + start, s.n - start);
        if (k != s.n - start)
            break;
        s.n = start;
    }
    return s;
}

/* Length of one well-formed sequence at u (Unicode 15, table 3-7), 0 when it is not. */
static size_t utf8_at(const unsigned char *u, size_t n)
{
    if (u[0] < 0x80)
        return 1;
    size_t k = u[0] >= 0xC2 && u[0] <= 0xDF ? 2 : u[0] >= 0xE0 && u[0] <= 0xEF ? 3 : u[0] >= 0xF0 && u[0] <= 0xF4 ? 4 : 0;
    if (!k || n < k)
        return 0;
    unsigned char low = u[0] == 0xE0 ? 0xA0 : u[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = u[0] == 0xED ? 0x9F : u[0] == 0xF4 ? 0x8F : 0xBF;
    if (u[1] < low || u[1] > high)
        return 0;
    for (size_t i = 2; i < k; i++)
        if ((u[i] & 0xC0) != 0x80)
            return 0;
    return k;
}

bool str_utf8_ok(struct str s, size_t *bad_at)
{
    const unsigned char *u = (const unsigned char *)s.p;
    for (size_t i = 0; i < s.n;) {
        uint64_t eight;
        if (s.n - i >= 8 && (memcpy(&eight, u + i, 8), !(eight & 0x8080808080808080u))) {
            i += 8;
            continue;
        }
        size_t k = utf8_at(u + i, s.n - i);
        if (!k) {
            if (bad_at)
                *bad_at = i;
            return false;
        }
        i += k;
    }
    return true;
}

void utf8_mend(char *text)
{
    size_t n = strlen(text), bad = 0;
    for (size_t from = 0; !str_utf8_ok((struct str){text + from, n - from}, &bad);) {
        from += bad;
        text[from] = '?';
    }
}

/* Copy a number's text as ASCII: Arabic-Indic and Extended digits, U+066B, U+2212 folded, blanks and
 * invisible marks around dropped. False when it holds anything that no number holds. */
static bool number_ascii(struct str s, char *out, size_t room)
{
    s = str_trim(s);
    size_t at = 0;
    for (size_t i = 0; i < s.n;) {
        const unsigned char *u = (const unsigned char *)s.p + i;
        char c;
        size_t k = 1;
        if (u[0] < 0x80) {
            c = s.p[i];
        } else if (s.n - i >= 2 && u[0] == 0xD9 && u[1] >= 0xA0 && u[1] <= 0xA9) {
            c = (char)('0' + u[1] - 0xA0), k = 2;
        } else if (s.n - i >= 2 && u[0] == 0xDB && u[1] >= 0xB0 && u[1] <= 0xB9) {
            c = (char)('0' + u[1] - 0xB0), k = 2;
        } else if (s.n - i >= 2 && u[0] == 0xD9 && u[1] == 0xAB) {
            c = '.', k = 2;
        } else if (s.n - i >= 3 && u[0] == 0xE2 && u[1] == 0x88 && u[2] == 0x92) {
            c = '-', k = 3;
        } else {
            return false;
        }
        if (at + 1 >= room)
            return false;
        out[at++] = c;
        i += k;
    }
    out[at] = 0;
    return at > 0;
}

/* A decimal number, nothing but: sign, digits, point, exponent. (strtod also takes hex, INF and NAN.) */
static bool looks_decimal(const char *p)
{
    bool digits = false;
    p += *p == '+' || *p == '-';
    for (; *p >= '0' && *p <= '9'; p++)
        digits = true;
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; p++)
            digits = true;
    if (!digits)
        return false;
    if (*p == 'e' || *p == 'E') {
        p++;
        p += *p == '+' || *p == '-';
        if (*p < '0' || *p > '9')
            return false;
        while (*p >= '0' && *p <= '9')
            p++;
    }
    return *p == 0;
}

bool str_to_int(struct str s, int64_t *out)
{
    /* The common case first: plain ASCII digits. */
    if (s.n && s.n <= 18) {
        size_t i = s.p[0] == '-';
        int64_t v = 0;
        for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            v = v * 10 + (s.p[i] - '0');
        if (i == s.n && s.n > (size_t)(s.p[0] == '-')) {
            *out = s.p[0] == '-' ? -v : v;
            return true;
        }
    }
    char text[64];
    if (!number_ascii(s, text, sizeof text) || !looks_decimal(text))
        return false;
    char *p = text + (*text == '+' || *text == '-');
    int64_t v = 0;
    for (; *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, *p - '0', &v))
            return false;
    if (*p == '.')
        for (p++; *p == '0'; p++) {
        }
    if (*p)
        return false; /* a fraction or an exponent */
    *out = *text == '-' ? -v : v;
    return true;
}

bool str_to_real(struct str s, double *out)
{
    char text[128];
    if (!number_ascii(s, text, sizeof text) || !looks_decimal(text))
        return false;
    /* Up to 15 digits and a small exponent are exact in double arithmetic; the rest goes to strtod,
     * which the program never lets see another locale (setlocale is not called). */
    const char *p = text + (*text == '+' || *text == '-');
    uint64_t mantissa = 0;
    int digits = 0, scale = 0;
    bool point = false;
    for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++) {
        if (*p == '.') {
            point = true;
            continue;
        }
        mantissa = mantissa * 10 + (uint64_t)(*p - '0');
        digits += mantissa > 0;
        scale -= point;
        if (digits > 15)
            break;
    }
    static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
        1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (!*p && -scale < (int)ARRAY_LEN(power)) {
        double v = (double)mantissa / power[-scale];
        *out = *text == '-' ? -v : v;
        return true;
    }
    double v = strtod(text, NULL);
    if (!isfinite(v))
        return false;
    *out = v;
    return true;
}
