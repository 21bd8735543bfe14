/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of addresses and forms. Forms with files: multipart.c. */
#include "web/form_priv.h"

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool form_decode(struct str text, bool plus, struct arena *a, struct str *out, struct err *e)
{
    char *to = arena_get(a, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '%') {
            if (text.n - i < 3 || hex(text.p[i + 1]) < 0 || hex(text.p[i + 2]) < 0)
                return err_set(e, ERR_INPUT, "a percent sign in the address or form is not followed by two hexadecimal digits");
            c = (char)(hex(text.p[i + 1]) * 16 + hex(text.p[i + 2]));
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        to[n++] = c;
    }
    *out = (struct str){to, n};
    return str_utf8_ok(*out, NULL) || err_set(e, ERR_INPUT, "the address or form is not UTF-8");
}

/* Line ends become LF, other control characters (C1 too) blanks; in place. */
static struct str clean(char *p, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\r') {
            if (i + 1 < n && p[i + 1] == '\n')
                continue;
            c = '\n';
        } else if (c == 0xC2 && i + 1 < n && (unsigned char)p[i + 1] >= 0x80 && (unsigned char)p[i + 1] <= 0x9F) {
            i++;
            c = ' ';
        } else if ((c < 0x20 && c != '\n') || c == 0x7F) {
            c = ' ';
        }
        p[to++] = (char)c;
    }
    return (struct str){p, to};
}

bool form_field(struct str name, struct str value, struct arena *a, struct field *out, struct err *e)
{
    if (name.n > FIELD_NAME_MOST)
        return err_set(e, ERR_INPUT, "the name of a field is longer than %d bytes", (int)FIELD_NAME_MOST);
    if (value.n > FIELD_VALUE_MOST)
        return err_set(e, ERR_INPUT, "a field holds %zu bytes, and at most %d are taken", value.n, (int)FIELD_VALUE_MOST);
    if (!str_utf8_ok(name, NULL) || !str_utf8_ok(value, NULL))
        return err_set(e, ERR_INPUT, "a field of the form is not UTF-8");
    *out = (struct field){clean(arena_text(a, name.p, name.n), name.n), clean(arena_text(a, value.p, value.n), value.n)};
    return true;
}

/* name=value, as it stands. */
static bool read_one(struct str part, struct arena *a, struct field *out, struct err *e)
{
    const char *equals = memchr(part.p, '=', part.n);
    size_t name_n = equals ? (size_t)(equals - part.p) : part.n;
    struct str name, value = STR("");
    if (!form_decode((struct str){part.p, name_n}, true, a, &name, e))
        return false;
    if (equals && !form_decode((struct str){equals + 1, part.n - name_n - 1}, true, a, &value, e))
        return false;
    return form_field(name, value, a, out, e);
}

bool form_read(struct str text, struct arena *a, struct field **out, size_t *n, struct err *e)
{
    size_t most = text.n ? 1 : 0, used = 0;
    for (size_t i = 0; i < text.n; i++)
        most += text.p[i] == '&';
    if (most > FIELDS_MOST)
        return err_set(e, ERR_INPUT, "the address or form has %zu fields, and at most %d are taken", most, (int)FIELDS_MOST);
    struct field *fields = ARENA_ARRAY(a, struct field, most);
    while (text.n) {
        const char *end = memchr(text.p, '&', text.n);
        struct str part = {text.p, end ? (size_t)(end - text.p) : text.n};
        if (part.n && !read_one(part, a, &fields[used++], e))
            return false;
        size_t step = part.n + (end != NULL);
        text = (struct str){text.p + step, text.n - step};
    }
    *out = fields;
    *n = used;
    return true;
}
