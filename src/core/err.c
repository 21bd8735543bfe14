/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    e->code = code;
    vsnprintf(e->text, sizeof e->text, fmt, args);
    va_end(args);
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
    return false;
}
