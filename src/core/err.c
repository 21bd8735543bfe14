/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

/* One line, whatever a file's cell put into it, and no half of a letter where the room ended. */
static void one_line(char *text)
{
    for (char *p = text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = ' ';
    size_t bad = 0, n = strlen(text);
    if (!str_utf8_ok((struct str){text, n}, &bad) && n - bad < 4)
        text[bad] = 0;
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
