/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"
#include <assert.h>

void json_begin(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out, .first = {true}};
}

static void new_line(struct json *j)
{
    buf_char(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        buf_text(j->out, "  ");
}

/* Before a value: a comma and a new line where it is an item of an array. (Objects: see json_key.) */
static void before_value(struct json *j)
{
    if (j->depth == 0 || j->object[j->depth])
        return;
    if (!j->first[j->depth])
        buf_char(j->out, ',');
    j->first[j->depth] = false;
    new_line(j);
}

static void open_one(struct json *j, char c, bool object)
{
    before_value(j);
    buf_char(j->out, c);
    assert(j->depth + 1 < (int)ARRAY_LEN(j->first));
    j->depth++;
    j->first[j->depth] = true;
    j->object[j->depth] = object;
}

void json_object(struct json *j)
{
    open_one(j, '{', true);
}

void json_array(struct json *j)
{
    open_one(j, '[', false);
}

void json_close(struct json *j)
{
    assert(j->depth > 0);
    bool empty = j->first[j->depth];
    char c = j->object[j->depth] ? '}' : ']';
    j->depth--;
    if (!empty)
        new_line(j);
    buf_char(j->out, c);
    if (j->depth == 0)
        buf_char(j->out, '\n');
}

static void quoted(struct buf *b, struct str s)
{
    static const char hex[] = "0123456789abcdef";
    buf_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        buf_add(b, s.p + from, i - from);
        from = i + 1;
        switch (c) {
        case '"': buf_text(b, "\\\""); break;
        case '\\': buf_text(b, "\\\\"); break;
        case '\n': buf_text(b, "\\n"); break;
        case '\t': buf_text(b, "\\t"); break;
        default:
            buf_text(b, "\\u00");
            buf_char(b, hex[c >> 4]);
            buf_char(b, hex[c & 15]);
        }
    }
    buf_add(b, s.p + from, s.n - from);
    buf_char(b, '"');
}

void json_key(struct json *j, const char *key)
{
    assert(j->depth > 0 && j->object[j->depth]);
    if (!j->first[j->depth])
        buf_char(j->out, ',');
    j->first[j->depth] = false;
    new_line(j);
    quoted(j->out, str_of(key));
    buf_text(j->out, ": ");
}

void json_text(struct json *j, struct str s)
{
    before_value(j);
    quoted(j->out, s);
}

void json_int(struct json *j, int64_t v)
{
    before_value(j);
    buf_int(j->out, v);
}

void json_real(struct json *j, double v)
{
    before_value(j);
    if (isfinite(v))
        buf_real(j->out, v);
    else
        buf_text(j->out, "null");
}

void json_bool(struct json *j, bool v)
{
    before_value(j);
    buf_text(j->out, v ? "true" : "false");
}

void json_null(struct json *j)
{
    before_value(j);
    buf_text(j->out, "null");
}

void json_day(struct json *j, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (!day_known(d)) {
        json_null(j);
        return;
    }
    buf_day(&b, d);
    json_text(j, buf_view(&b));
}

void json_estimate(struct json *j, struct estimate v)
{
    before_value(j);
    buf_text(j->out, "{\"value\": ");
    const double parts[] = {v.value, v.lo, v.hi};
    static const char *const names[] = {", \"lo\": ", ", \"hi\": ", ", \"n\": "};
    for (size_t i = 0; i < 3; i++) {
        if (isfinite(parts[i]))
            buf_real(j->out, parts[i]);
        else
            buf_text(j->out, "null");
        buf_text(j->out, names[i]);
    }
    buf_int(j->out, v.n);
    buf_char(j->out, '}');
}

void csv_cell(struct buf *b, bool first, struct str s)
{
    if (!first)
        buf_char(b, ',');
    bool quote = false;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' '))
        quote = true;
    if (!quote) {
        buf_str(b, s);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.p[i]);
    }
    buf_char(b, '"');
}
