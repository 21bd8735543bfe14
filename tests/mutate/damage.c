/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "damage.h"

struct span {
    size_t at, n;
};

static size_t below(struct rng *r, size_t limit)
{
    return limit ? (size_t)rng_below(r, limit) : 0;
}

/* A line with its end, drawn by a byte in it. */
static struct span some_line(struct rng *r, struct str s)
{
    size_t at = below(r, s.n), end = at;
    while (at > 0 && s.p[at - 1] != '\n')
        at--;
    while (end < s.n && s.p[end] != '\n')
        end++;
    return (struct span){at, MIN_OF(end + 1, s.n) - at};
}

static bool parts_cells(char c)
{
    return c == ',' || c == ';' || c == '\t' || c == '|' || c == '\n';
}

/* A cell with the sign behind it. */
static struct span some_cell(struct rng *r, struct str s)
{
    size_t at = below(r, s.n), end = at;
    while (at > 0 && !parts_cells(s.p[at - 1]))
        at--;
    while (end < s.n && !parts_cells(s.p[end]))
        end++;
    return (struct span){at, MIN_OF(end + 1, s.n) - at};
}

static void add(struct buf *out, struct str s, size_t from, size_t to)
{
    if (from < to)
        buf_add(out, s.p + from, MIN_OF(to, s.n) - from);
}

static void without(struct str s, struct span x, struct buf *out)
{
    add(out, s, 0, x.at);
    add(out, s, x.at + x.n, s.n);
}

static void twice(struct str s, struct span x, struct buf *out)
{
    add(out, s, 0, x.at + x.n);
    add(out, s, x.at, s.n);
}

static void swapped(struct str s, struct span a, struct span b, struct buf *out)
{
    if (a.at > b.at) {
        struct span c = a;
        a = b;
        b = c;
    }
    if (a.at + a.n > b.at) {
        twice(s, a, out);
        return;
    }
    add(out, s, 0, a.at);
    add(out, s, b.at, b.at + b.n);
    add(out, s, a.at + a.n, b.at);
    add(out, s, a.at, a.at + a.n);
    add(out, s, b.at + b.n, s.n);
}

static void with_instead(struct str s, struct span x, struct str other, struct buf *out)
{
    add(out, s, 0, x.at);
    buf_str(out, other);
    add(out, s, x.at + x.n, s.n);
}

static void bits(struct rng *r, struct str s, struct buf *out)
{
    buf_str(out, s);
    for (size_t n = 1 + below(r, 8); n && s.n; n--)
        out->p[below(r, s.n)] ^= (char)(1 << below(r, 8));
}

/* What a cell may hold in place of what it should; written instead of a whole cell or into the middle of anything. */
static struct str odd_text(struct rng *r)
{
    static const struct str texts[] = {{"99999999999999999999", 20}, {"-1", 2}, {"1e308", 5}, {"-0.0000001", 10}, {"NaN", 3}, {"inf", 3},
        {"9223372036854775807", 19}, {"9223372036854775808", 19}, {"1,234,567", 9}, {"2016-02-30", 10}, {"0000-00-00", 10},
        {"31/12/2016", 10}, {"\"", 1}, {"\"\"", 2}, {"\",\"", 3}, {"\0", 1}, {"\0\0\0\0", 4}, {"\xff", 1}, {"\xc3", 1}, {"\xed\xa0\x80", 3},
        {"\xf4\x90\x80\x80", 4}, {"\xef\xbb\xbf", 3}, {"\xe2\x80\xae", 3}, {"\r", 1}, {"\r\n", 2}, {"\n\n", 2}, {"", 0}, {"#adm1", 5}, {"=cmd|'/c'!A1", 12},
        {"\xd9\xa1\xd9\xa2\xd9\xa3", 6}, {"\xdb\xb1.5", 4}, {"[[[[[[[[", 8}, {"{\"a\":", 5}, {"null", 4}, {"1\xc2\xa0" "000", 6}};
    return texts[below(r, ARRAY_LEN(texts))];
}

static void long_run(struct rng *r, struct str s, struct buf *out)
{
    static const char of[] = "x,\"\n[;9\xd8";
    char c = of[below(r, sizeof of - 1)];
    size_t at = below(r, s.n + 1), n = 1 + below(r, 40000);
    add(out, s, 0, at);
    for (size_t i = 0; i < n; i++)
        buf_char(out, c);
    add(out, s, at, s.n);
}

/* As a program saves it that means another encoding: UTF-16, or each letter beyond ASCII as one byte. */
static void other_encoding(struct rng *r, struct str s, struct buf *out)
{
    bool wide = below(r, 2), big = below(r, 2), mark = below(r, 2);
    if (wide && mark)
        buf_add(out, big ? "\xfe\xff" : "\xff\xfe", 2);
    for (size_t i = 0; i < s.n; i++) {
        bool beyond = (unsigned char)s.p[i] >= 0x80;
        if (wide && big)
            buf_char(out, beyond ? '\x06' : '\0');
        if (wide || !beyond || ((unsigned char)s.p[i] & 0xC0) == 0xC0)
            buf_char(out, s.p[i]);
        if (wide && !big)
            buf_char(out, beyond ? '\x06' : '\0');
    }
}

static void other_ends(struct rng *r, struct str s, struct buf *out)
{
    bool lone = below(r, 2);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n')
            buf_char(out, '\r');
        if (s.p[i] != '\n' || !lone)
            buf_char(out, s.p[i]);
    }
}

static void once(struct rng *r, struct str s, struct buf *out)
{
    switch (below(r, 14)) {
    case 0: bits(r, s, out); return;
    case 1: add(out, s, 0, below(r, s.n + 1)); return;
    case 2: twice(s, some_line(r, s), out); return;
    case 3: without(s, some_line(r, s), out); return;
    case 4: swapped(s, some_line(r, s), some_line(r, s), out); return;
    case 5: twice(s, some_cell(r, s), out); return;
    case 6: without(s, some_cell(r, s), out); return;
    case 7: swapped(s, some_cell(r, s), some_cell(r, s), out); return;
    case 8: {
        struct span x = some_cell(r, s);
        x.n -= x.n > 0;
        with_instead(s, x, odd_text(r), out);
        return;
    }
    case 9: with_instead(s, (struct span){below(r, s.n + 1), 0}, odd_text(r), out); return;
    case 10: with_instead(s, (struct span){below(r, s.n + 1), below(r, 4)}, odd_text(r), out); return;
    case 11: long_run(r, s, out); return;
    case 12: other_encoding(r, s, out); return;
    default: other_ends(r, s, out); return;
    }
}

void damage(struct rng *r, struct str whole, struct buf *out)
{
    struct buf before CLEANUP(buf_end) = {0};
    buf_str(&before, whole);
    for (size_t n = 1 + below(r, 4); n; n--) {
        buf_clear(out);
        once(r, buf_view(&before), out);
        buf_clear(&before);
        buf_str(&before, buf_view(out));
    }
}

void damage_packed(struct rng *r, struct buf *b)
{
    if (below(r, 3) == 0)
        b->n = below(r, b->n + 1);
    for (size_t n = below(r, 3); n && b->n; n--)
        b->p[below(r, b->n)] ^= (char)(1 << below(r, 8));
}
