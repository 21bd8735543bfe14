/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: days as other people write them. */
#include "incident/incident_priv.h"

static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december"};

/* A month's English name, whole or its first three letters; 0 when it is none. */
static int month_of(struct str s)
{
    for (int m = 0; m < 12; m++)
        if (str_is_nocase(s, months[m]) || (s.n == 3 && str_is_nocase(s, (const char[]){months[m][0], months[m][1], months[m][2], 0})))
            return m + 1;
    return 0;
}

/* The next piece between blanks or hyphens. */
static struct str piece(struct str *rest)
{
    size_t from = 0;
    while (from < rest->n && (rest->p[from] == ' ' || rest->p[from] == '-'))
        from++;
    size_t to = from;
    while (to < rest->n && rest->p[to] != ' ' && rest->p[to] != '-')
        to++;
    struct str out = {rest->p + from, to - from};
    *rest = (struct str){rest->p + to, rest->n - to};
    return out;
}

bool day_in_words(struct str s, struct day *out)
{
    s = str_trim(s);
    struct str day = piece(&s), month = piece(&s), year = piece(&s);
    int64_t d, y;
    int m = month_of(month);
    bool fits = (year.n == 4 || year.n == 8) && day.n <= 4; /* Arabic digits have two bytes */
    if (!m || !fits || s.n || !str_to_int(day, &d) || !str_to_int(year, &y) || y < 1000 || y > 2999)
        return false;
    *out = day_make((int)y, m, (int)d);
    return day_known(*out);
}
