/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

/* Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
 * algorithms": eras of 400 years that begin on 1 March). */
static int32_t days_from(int y, int m, int d)
{
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static int month_days(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return m == 2 && leap ? 29 : days[m - 1];
}

struct day day_make(int year, int month, int day)
{
    if (year < 1000 || year > 2999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return DAY_NONE;
    return (struct day){days_from(year, month, day)};
}

void day_parts(struct day d, int *year, int *month, int *day)
{
    int z = d.n + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp + (mp < 10 ? 3 : -9);
    *year = yoe + era * 400 + (*month <= 2);
}

/* Asked of every record in every pass: with multiplications for the divisions (Neri and Schneider 2023, "Euclidean affine functions and their
 * application to calendar algorithms"), for years 1600 to 3599; others the plain way. */
int day_month(struct day d)
{
    enum { FROM_1600 = 719468 - 4 * 146097, DAYS = 730000 };
    uint32_t n = (uint32_t)(d.n + FROM_1600);
    if (d.n < -FROM_1600 || n >= DAYS) {
        int y, m, dd;
        day_parts(d, &y, &m, &dd);
        return (y - 1970) * 12 + m - 1;
    }
    uint32_t of_400 = 4 * n + 3, century = of_400 / 146097, of_4 = (of_400 % 146097) | 3;
    uint64_t years = UINT64_C(2939745) * of_4;
    uint32_t year = (uint32_t)(years >> 32), day = (uint32_t)years / 2939745 / 4, month = (2141 * day + 197913) >> 16;
    return ((int)(100 * century + year) + 1600 - 1970) * 12 + (int)month - 1;
}

int month_year(int month)
{
    return 1970 + (month >= 0 ? month / 12 : (month - 11) / 12);
}

int month_of_year(int month)
{
    return month - (month_year(month) - 1970) * 12 + 1;
}

struct day month_first(int month)
{
    return (struct day){days_from(month_year(month), month_of_year(month), 1)};
}

struct day month_last(int month)
{
    return (struct day){month_first(month + 1).n - 1};
}

/* The number at s.p[*at] of exactly `digits` digits (fewer allowed down to `least`); moves *at. -1: none. */
static int take(const char *s, size_t n, size_t *at, size_t least, size_t digits)
{
    int v = 0;
    size_t from = *at;
    while (*at < n && *at - from < digits && s[*at] >= '0' && s[*at] <= '9')
        v = v * 10 + (s[(*at)++] - '0');
    return *at - from >= least ? v : -1;
}

/* ASCII digits in place of Arabic-Indic ones; everything else as it stands. */
static size_t fold_digits(struct str s, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n + 1 < room; i++) {
        unsigned char c = (unsigned char)s.p[i], next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        if (c == 0xD9 && next >= 0xA0 && next <= 0xA9)
            out[n++] = (char)('0' + next - 0xA0), i++;
        else if (c == 0xDB && next >= 0xB0 && next <= 0xB9)
            out[n++] = (char)('0' + next - 0xB0), i++;
        else
            out[n++] = s.p[i];
    }
    return n;
}

/* A time behind a day: "T12:00", " 00:00:00.000", "Z". Only its shape is looked at. */
static bool time_tail(const char *p, size_t n)
{
    if (n == 0)
        return true;
    if (*p != ' ' && *p != 'T')
        return false;
    for (size_t i = 1; i < n; i++)
        if (!(p[i] >= '0' && p[i] <= '9') && !strchr(":.Z+- ", p[i]))
            return false;
    return n > 1;
}

bool day_parse(struct str s, struct day *first, struct day *last)
{
    char text[48];
    s = str_trim(s);
    if (s.n >= sizeof text)
        return false;
    size_t n = fold_digits(s, text, sizeof text), at = 0;
    int y = take(text, n, &at, 4, 4);
    if (y < 1000 || y > 2999)
        return false;
    if (at == n) {
        *first = day_make(y, 1, 1), *last = day_make(y, 12, 31);
        return true;
    }
    char separator = text[at++];
    int m = separator == '-' || separator == '/' ? take(text, n, &at, 1, 2) : -1;
    if (m < 1 || m > 12)
        return false;
    if (at == n) {
        *first = day_make(y, m, 1), *last = day_make(y, m, month_days(y, m));
        return true;
    }
    if (text[at++] != separator)
        return false;
    int d = take(text, n, &at, 1, 2);
    struct day day = d < 0 ? DAY_NONE : day_make(y, m, d);
    if (!day_known(day) || !time_tail(text + at, n - at))
        return false;
    *first = *last = day;
    return true;
}

static void two(struct buf *b, int v)
{
    buf_char(b, (char)('0' + v / 10));
    buf_char(b, (char)('0' + v % 10));
}

void buf_day(struct buf *b, struct day d)
{
    if (!day_known(d))
        return;
    int y, m, dd;
    day_parts(d, &y, &m, &dd);
    buf_int(b, y);
    buf_char(b, '-');
    two(b, m);
    buf_char(b, '-');
    two(b, dd);
}

void buf_month(struct buf *b, int month)
{
    buf_int(b, month_year(month));
    buf_char(b, '-');
    two(b, month_of_year(month));
}
