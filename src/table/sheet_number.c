/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: numbers of a spreadsheet, and the days among them, which only the number format tells. */
#include "table/sheet_priv.h"

/* ---- which formats show days ---- */

enum look sheet_look_of_id(long id)
{
    if (id == 17)
        return LOOK_MONTH; /* mmm-yy */
    if (id == 22)
        return LOOK_MOMENT;
    if ((id >= 14 && id <= 16) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58) || (id >= 71 && id <= 74))
        return LOOK_DAY;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || (id >= 75 && id <= 80))
        return LOOK_TIME;
    return id == 81 ? LOOK_DAY : LOOK_NUMBER;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The letters of a code's first section that stand for parts of a day: what is quoted, escaped or a colour is none. */
static void letters_of(struct str code, bool has[256])
{
    for (size_t i = 0; i < code.n && code.p[i] != ';'; i++) {
        char c = code.p[i];
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"') {
            while (++i < code.n && code.p[i] != '"') {
            }
        } else if (c == '[') {
            size_t from = ++i;
            while (i < code.n && code.p[i] != ']')
                i++;
            if (i - from <= 2 && i > from) /* [h], [mm]: time that has passed */
                has[(unsigned char)small(code.p[from])] = true;
        } else {
            has[(unsigned char)small(c)] = true;
        }
    }
}

enum look sheet_look_of_code(struct str code)
{
    bool has[256] = {false};
    if (str_is_nocase(code, "General") || str_is_nocase(code, "Standard"))
        return LOOK_NUMBER;
    letters_of(code, has);
    bool time = has['h'] || has['s'];
    if (has['d'] || (has['y'] && time))
        return time ? LOOK_MOMENT : LOOK_DAY;
    if (has['y'])
        return has['m'] ? LOOK_MONTH : LOOK_YEAR;
    if (time)
        return LOOK_TIME;
    return has['m'] && !has['0'] && !has['#'] ? LOOK_MONTH : LOOK_NUMBER;
}

/* ---- numbers as text ---- */

/* Digits, as many as a number of a spreadsheet holds. */
static bool is_whole(struct str s)
{
    bool whole = s.n > 0 && s.n <= 15;
    for (size_t i = 0; i < s.n && whole; i++)
        whole = s.p[i] >= '0' && s.p[i] <= '9';
    return whole;
}

static void plain_number(struct str s, double v, struct buf *out)
{
    if (is_whole(s))
        buf_str(out, s);
    else
        buf_real(out, v);
}

enum { DAY_SECONDS = 86400, LAST_SERIAL = 2958465 /* 9999-12-31 */ };

static void time_text(int64_t seconds, struct buf *out)
{
    buf_f(out, "%02" PRId64 ":%02" PRId64 ":%02" PRId64, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Serial 60 of the 1900 system is 29 February 1900, which never was: it is written so, and is no day for anybody. */
static void day_text(int64_t serial, enum look look, bool since_1904, struct buf *out)
{
    static const int32_t zero_1900 = -25569, zero_1904 = -24107; /* 1899-12-30 and 1904-01-01 as days since 1970 */
    if (!since_1904 && serial == 60) {
        buf_text(out, "1900-02-29");
        return;
    }
    int32_t n = (int32_t)serial + (since_1904 ? zero_1904 : zero_1900 + (serial < 60));
    int year, month, day;
    day_parts((struct day){n}, &year, &month, &day);
    if (look == LOOK_YEAR && month == 1 && day == 1)
        buf_f(out, "%04d", year);
    else if (look == LOOK_MONTH && day == 1)
        buf_f(out, "%04d-%02d", year, month);
    else
        buf_f(out, "%04d-%02d-%02d", year, month, day);
}

void sheet_number_text(struct str number, enum look look, bool since_1904, struct buf *out)
{
    double v;
    number = str_trim(number);
    if ((look == LOOK_NUMBER && is_whole(number)) || !str_to_real(number, &v)) {
        buf_str(out, number);
        return;
    }
    double first = since_1904 || look == LOOK_TIME ? 0 : 1;
    if (look == LOOK_NUMBER || v < first || v >= LAST_SERIAL + 1.0) {
        plain_number(number, v, out);
        return;
    }
    int64_t serial = (int64_t)floor(v), seconds = (int64_t)llround((v - floor(v)) * DAY_SECONDS);
    if (look == LOOK_TIME && v < 366) { /* more is a moment of which only the time is shown */
        time_text(serial * DAY_SECONDS + seconds, out);
        return;
    }
    if (seconds == DAY_SECONDS) {
        serial++;
        seconds = 0;
    }
    day_text(serial, seconds ? LOOK_MOMENT : look, since_1904, out);
    if (seconds) {
        buf_char(out, 'T');
        time_text(seconds, out);
    }
}

/* ---- text ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = small(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The sign that "_xHHHH_" at p stands for; 0 when it is none. */
static unsigned escaped(const char *p, size_t n)
{
    unsigned code = 0;
    if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return 0;
    for (int i = 2; i < 6; i++) {
        if (hex(p[i]) < 0)
            return 0;
        code = code * 16 + (unsigned)hex(p[i]);
    }
    return code >= 0xD800 && code <= 0xDFFF ? 0 : code;
}

static size_t utf8(unsigned code, char *to)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | (code >> 6));
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | (code >> 12));
    to[1] = (char)(0x80 | ((code >> 6) & 0x3F));
    to[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

void sheet_unescape(struct buf *b, size_t from)
{
    if (b->n == from || !memmem(b->p + from, b->n - from, "_x", 2))
        return;
    size_t to = from;
    for (size_t i = from; i < b->n;) {
        unsigned code = escaped(b->p + i, b->n - i);
        if (code) {
            to += utf8(code, b->p + to);
            i += 7;
        } else {
            b->p[to++] = b->p[i++];
        }
    }
    b->n = to;
    b->p[to] = 0;
}
