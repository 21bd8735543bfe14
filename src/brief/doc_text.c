/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that may go on a page: sound UTF-8, no control characters, and no sign that could turn the direction of what
 * stands around it (U+202A to U+202E never; isolates only in pairs). See Unicode UAX 9 and UTR 36 section 2.6.
 */
#include "brief/doc_priv.h"
#include <assert.h>

uint32_t text_next(struct str s, size_t *at)
{
    assert(*at < s.n);
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t left = s.n - *at, n = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    (*at)++;
    if (n == 1)
        return p[0];
    if (n == 0 || n > left)
        return 0xFFFD;
    uint32_t c = p[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0xFFFD;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0xFFFD;
    *at += n - 1;
    return c;
}

void text_put(struct buf *b, uint32_t c)
{
    char t[4];
    if (c < 0x80) {
        buf_char(b, (char)c);
    } else if (c < 0x800) {
        t[0] = (char)(0xC0 | c >> 6);
        t[1] = (char)(0x80 | (c & 0x3F));
        buf_add(b, t, 2);
    } else if (c < 0x10000) {
        t[0] = (char)(0xE0 | c >> 12);
        t[1] = (char)(0x80 | (c >> 6 & 0x3F));
        t[2] = (char)(0x80 | (c & 0x3F));
        buf_add(b, t, 3);
    } else {
        t[0] = (char)(0xF0 | c >> 18);
        t[1] = (char)(0x80 | (c >> 12 & 0x3F));
        t[2] = (char)(0x80 | (c >> 6 & 0x3F));
        t[3] = (char)(0x80 | (c & 0x3F));
        buf_add(b, t, 4);
    }
}

static bool is_rtl_letter(uint32_t c)
{
    return (c >= 0x590 && c < 0x8E3 && !(c >= 0x660 && c < 0x66D) && !(c >= 0x6F0 && c < 0x6FA) && !(c >= 0x64B && c < 0x660) && c != 0x60C) ||
        (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF) || (c >= 0x10800 && c < 0x11000) || (c >= 0x1E800 && c < 0x1F000);
}

static bool is_ltr_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x300 && c != 0xD7 && c != 0xF7) ||
        (c >= 0x370 && c < 0x590) || (c >= 0x900 && c < 0x2000) || (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD800);
}

int letter_direction(uint32_t c) { return is_rtl_letter(c) ? -1 : is_ltr_letter(c) ? 1 : 0; }

int text_direction(struct str s, bool rtl)
{
    bool left = false, right = false;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = text_next(s, &at);
        right = right || is_rtl_letter(c);
        left = left || is_ltr_letter(c);
    }
    if (left && right)
        return rtl ? -1 : 1;
    return right ? -1 : left ? 1 : 0;
}

bool text_reads_as_page(struct str s, bool rtl, bool latin_digits)
{
    bool any = false;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = text_next(s, &at);
        int way = letter_direction(c);
        bool latin = c >= '0' && c <= '9', arabic = (c >= 0x660 && c < 0x66D) || (c >= 0x6F0 && c < 0x6FA);
        if ((way && (way < 0) != rtl) || (rtl ? latin : arabic))
            return false;
        any = any || way;
    }
    return any && !(rtl && latin_digits);
}

static bool takes_no_column(uint32_t c)
{
    return c < 0x20 || (c >= 0x300 && c < 0x370) || (c >= 0x483 && c < 0x48A) || (c >= 0x591 && c < 0x5BE) || (c >= 0x610 && c < 0x61B) || c == 0x61C ||
        (c >= 0x64B && c < 0x660) || c == 0x670 || (c >= 0x6D6 && c < 0x6DD) || (c >= 0x6DF && c < 0x6E5) || c == 0x6E7 || c == 0x6E8 ||
        (c >= 0x6EA && c < 0x6EE) || (c >= 0x8D3 && c < 0x900) || (c >= 0x200B && c < 0x2010) || (c >= 0x202A && c < 0x202F) ||
        (c >= 0x2060 && c < 0x2070) || (c >= 0xFE00 && c < 0xFE10) || (c >= 0xFE20 && c < 0xFE30) || c == 0xFEFF;
}

static bool takes_two_columns(uint32_t c)
{
    return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0x303F) || (c >= 0x3041 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7A4) ||
        (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFF61) || (c >= 0x1F300 && c < 0x1F650) || (c >= 0x20000 && c < 0x3FFFE);
}

size_t text_columns(struct str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = text_next(s, &at);
        n += takes_no_column(c) ? 0 : takes_two_columns(c) ? 2 : 1;
    }
    return n;
}

static bool is_isolate(uint32_t c) { return c >= 0x2066 && c <= 0x2069; }

/* Controls, embeddings, overrides, and what is not a character. */
static bool never_shown(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || c == 0xFEFF || (c >= 0xFDD0 && c < 0xFDF0) ||
        (c & 0xFFFE) == 0xFFFE || (c >= 0x206A && c < 0x2070) || (c >= 0xFFF9 && c < 0xFFFC) || (c >= 0xE0000 && c < 0xE1000);
}

/* A number and its percent sign are not parted at the end of a line. */
static bool before_percent(struct str s, size_t at)
{
    return at > 1 && at < s.n && s.p[at] == '%' && s.p[at - 2] >= '0' && s.p[at - 2] <= '9';
}

void text_clean(struct buf *b, struct str s, enum clean how)
{
    int open = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = text_next(s, &at);
        if (c == ' ' && how == CLEAN_TEXT && before_percent(s, at))
            c = 0xA0;
        if (c == '\n' && how == CLEAN_TEXT) {
            buf_char(b, '\n');
        } else if (c == '\n' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029) {
            buf_char(b, ' ');
        } else if (is_isolate(c)) {
            if (how != CLEAN_TEXT || (c == 0x2069 && open == 0))
                continue;
            open += c == 0x2069 ? -1 : 1;
            text_put(b, c);
        } else if (!never_shown(c)) {
            text_put(b, c);
        }
    }
    for (; open > 0; open--)
        text_put(b, 0x2069);
}
