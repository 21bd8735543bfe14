/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markup: texts and literals into HTML. Nothing else in the program escapes for pages. */
#include "brief/doc_priv.h"
#include "brief/html_priv.h"
#include <assert.h>

void markup_text(struct buf *out, struct str s)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, s, CLEAN_TEXT);
    size_t from = 0;
    for (size_t i = 0; i < clean.n; i++) {
        const char *entity = NULL;
        switch (clean.p[i]) {
        case '&': entity = "&amp;"; break;
        case '<': entity = "&lt;"; break;
        case '>': entity = "&gt;"; break;
        case '"': entity = "&quot;"; break;
        case '\'': entity = "&#39;"; break;
        default: continue;
        }
        buf_add(out, clean.p + from, i - from);
        buf_text(out, entity);
        from = i + 1;
    }
    if (clean.n)
        buf_add(out, clean.p + from, clean.n - from);
}

void markup_v(struct buf *out, const char *markup, va_list args)
{
    for (const char *p = markup; *p;) {
        const char *next = strchrnul(p, '%');
        buf_add(out, p, (size_t)(next - p));
        if (!*next)
            break;
        p = next + 1;
        if (*p == 's') {
            markup_text(out, str_of(va_arg(args, const char *)));
            p++;
        } else if (strncmp(p, ".*s", 3) == 0) {
            int n = va_arg(args, int);
            const char *text = va_arg(args, const char *);
            markup_text(out, (struct str){text, (size_t)n});
            p += 3;
        } else if (*p == 'd') {
            buf_int(out, va_arg(args, int));
            p++;
        } else if (strncmp(p, "lld", 3) == 0) {
            buf_int(out, va_arg(args, long long));
            p += 3;
        } else {
            assert(*p == '%');
            buf_char(out, '%');
            p++;
        }
    }
}

void markup_f_(struct buf *out, const char *markup, ...)
{
    va_list args;
    va_start(args, markup);
    markup_v(out, markup, args);
    va_end(args);
}
