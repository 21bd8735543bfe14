/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

/* One line of whole letters, whatever a file's cell or a damaged database put into it: a byte that is no letter becomes
 * a question mark, and half a letter where the room ended goes. */
static void one_line(char *text)
{
    for (char *p = text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = ' ';
    size_t bad = 0, n = strlen(text), from = n < 3 ? 0 : n - 3;
    while (from < n && ((unsigned char)text[from] & 0xC0) == 0x80)
        from++; /* the letters before are not half ones */
    if (!str_utf8_ok((struct str){text + from, n - from}, &bad) && (unsigned char)text[from + bad] >= 0xC2)
        text[from + bad] = 0;
    utf8_mend(text);
}

bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    e->code = code;
    vsnprintf(e->text, sizeof e->text, fmt, args);
    va_end(args);
    one_line(e->text);
    return false;
}

bool err_within(struct err *e, const char *fmt, ...)
{
    char where[sizeof e->text];
    va_list args;
    va_start(args, fmt);
    vsnprintf(where, sizeof where, fmt, args);
    va_end(args);
    char before[sizeof e->text];
    memcpy(before, e->text, sizeof before);
    size_t n = strlen(where);
    size_t kept = MIN_OF(n, sizeof e->text - 3);
    memcpy(e->text, where, kept);
    memcpy(e->text + kept, ": ", 2);
    size_t rest = MIN_OF(strlen(before), sizeof e->text - kept - 3);
    memcpy(e->text + kept + 2, before, rest);
    e->text[kept + 2 + rest] = 0;
    one_line(e->text);
    return false;
}
