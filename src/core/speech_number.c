/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers, days and lists as a language writes them. Digits come from buf_int and buf_fixed, which do not
 * know the locale, and are turned into the language's own afterwards.
 */
#include "core/speech_priv.h"

static const char ISOLATE_LTR[] = "\xE2\x81\xA6", ISOLATE_END[] = "\xE2\x81\xA9"; /* U+2066, U+2069 */
static const char MISSING[] = "\xE2\x80\x93";                                     /* en dash */

static void digit(const struct speech *s, struct buf *b, char c)
{
    if (s->latin_digits)
        buf_char(b, c);
    else
        buf_str(b, s->language->digits[c - '0']);
}

/* "-1234.5" as the language writes it. In languages written right to left a minus and its digits are set
 * apart, or the minus would go to the other side. */
static void write_number(const struct speech *s, struct buf *b, struct str latin, bool grouped)
{
    const struct language *l = s->language;
    bool minus = str_starts(latin, "-");
    if (minus)
        latin = (struct str){latin.p + 1, latin.n - 1};
    if (minus && l->rtl)
        buf_text(b, ISOLATE_LTR);
    if (minus)
        buf_str(b, l->minus);
    const char *point = memchr(latin.p, '.', latin.n);
    size_t whole = point ? (size_t)(point - latin.p) : latin.n;
    for (size_t i = 0; i < latin.n; i++) {
        if (i == whole) {
            buf_str(b, s->latin_digits ? STR(".") : l->decimal);
            continue;
        }
        if (grouped && i && i < whole && (whole - i) % 3 == 0)
            buf_str(b, s->latin_digits ? STR(",") : l->group);
        digit(s, b, latin.p[i]);
    }
    if (minus && l->rtl)
        buf_text(b, ISOLATE_END);
}

void say_int(const struct speech *s, struct buf *b, int64_t v)
{
    struct buf latin CLEANUP(buf_end) = {0};
    buf_int(&latin, v);
    write_number(s, b, buf_view(&latin), true);
}

void say_plain_int(const struct speech *s, struct buf *b, int64_t v)
{
    struct buf latin CLEANUP(buf_end) = {0};
    buf_int(&latin, v);
    write_number(s, b, buf_view(&latin), false);
}

void say_decimal(const struct speech *s, struct buf *b, double v, int decimals)
{
    struct buf latin CLEANUP(buf_end) = {0};
    buf_fixed(&latin, v, decimals);
    if (latin.n == 0)
        buf_text(b, MISSING);
    else
        write_number(s, b, buf_view(&latin), true);
}

void say_percent(const struct speech *s, struct buf *b, double share, int decimals)
{
    struct buf number CLEANUP(buf_end) = {0};
    if (!isfinite(share * 100)) {
        buf_text(b, MISSING);
        return;
    }
    say_decimal(s, &number, share * 100, decimals);
    struct slot slot = {.name = "n", .text = buf_view(&number)};
    say_flat(b, s->latin_digits ? s->language->percent_latin.p : s->language->percent.p, &slot, 1, false);
}

/* A date's pattern filled; day 0 where it has none. */
static void fill_date(const struct speech *s, struct buf *b, const char *pattern, int year, int month, int day)
{
    struct buf year_text CLEANUP(buf_end) = {0}, day_text CLEANUP(buf_end) = {0};
    say_plain_int(s, &year_text, year);
    say_plain_int(s, &day_text, day);
    const struct slot slots[] = {{.name = "year", .text = buf_view(&year_text)},
        {.name = "month", .text = s->language->months[month - 1]}, {.name = "day", .text = buf_view(&day_text)}};
    say_flat(b, pattern, slots, ARRAY_LEN(slots), false);
}

void say_day(const struct speech *s, struct buf *b, struct day d)
{
    if (!day_known(d)) {
        buf_text(b, MISSING);
        return;
    }
    int year, month, day;
    day_parts(d, &year, &month, &day);
    fill_date(s, b, s->language->day_pattern, year, month, day);
}

void say_month(const struct speech *s, struct buf *b, int month)
{
    fill_date(s, b, s->language->month_pattern, month_year(month), month_of_year(month), 0);
}

void say_list(const struct speech *s, struct buf *b, const struct str *items, size_t n)
{
    const struct language *l = s->language;
    struct buf so_far CLEANUP(buf_end) = {0}, next CLEANUP(buf_end) = {0};
    if (n)
        buf_str(&so_far, items[0]);
    for (size_t i = 1; i < n; i++) {
        const char *pattern = n == 2 ? l->list_two : i == n - 1 ? l->list_last : l->list_middle;
        const struct slot slots[] = {{.name = "a", .text = buf_view(&so_far)}, {.name = "b", .text = items[i]}};
        buf_clear(&next);
        say_flat(&next, pattern, slots, ARRAY_LEN(slots), false);
        struct buf before = so_far;
        so_far = next;
        next = before;
    }
    buf_str(b, buf_view(&so_far));
}

void say_digits(const struct speech *s, struct buf *b, struct str latin)
{
    for (size_t i = 0; i < latin.n; i++)
        if (latin.p[i] >= '0' && latin.p[i] <= '9')
            digit(s, b, latin.p[i]);
        else
            buf_char(b, latin.p[i]);
}
