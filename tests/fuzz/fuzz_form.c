/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields of addresses and forms, as browsers send them or do not. First line: q (a=1&b=2), d (percent signs), m (a form of parts, files refused) or u (files taken), and a
 * digit: into how many bytes at a time a form of parts is cut. m and u: second line is its Content-Type. Then the bytes. Whatever they are, what is taken is UTF-8 without
 * control characters and within its limits, and how it was cut changes nothing.
 */
#include "web/form.h"
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES_MOST = 1 << 20 };

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void must_be_clean(struct str s, size_t most)
{
    must(s.n <= most && str_utf8_ok(s, NULL));
    for (size_t i = 0; i < s.n; i++)
        must((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n');
}

static void must_be_fields(const struct field *f, size_t n)
{
    must(n <= FIELDS_MOST);
    for (size_t i = 0; i < n; i++) {
        must_be_clean(f[i].name, FIELD_NAME_MOST);
        must_be_clean(f[i].value, FIELD_VALUE_MOST);
    }
}

static void query(struct str text)
{
    struct arena a = {0};
    struct err e = {0};
    struct field *fields = NULL;
    size_t n = 0;
    if (form_read(text, &a, &fields, &n, &e))
        must_be_fields(fields, n);
    else
        must(e.code == ERR_INPUT);
    arena_end(&a);
}

static void decode(struct str text)
{
    struct arena a = {0};
    struct err e = {0};
    struct str out;
    if (form_decode(text, true, &a, &out, &e))
        must(out.n <= text.n && str_utf8_ok(out, NULL));
    else
        must(e.code == ERR_INPUT);
    arena_end(&a);
}

/* ---- forms of parts ---- */

struct taken {
    struct arena a;
    bool good;
    struct field *fields;
    struct upload *uploads;
    size_t field_n, upload_n;
};

static struct taken take(const char *type, struct str body, int64_t most, size_t piece)
{
    struct taken t = {0};
    struct err e = {0};
    struct multipart *m = multipart_new(type, &t.a, most);
    if (!m)
        return t;
    t.good = true;
    while (body.n && t.good) {
        size_t n = MIN_OF(piece, body.n);
        t.good = multipart_feed(m, body.p, n, &e);
        body = (struct str){body.p + n, body.n - n};
    }
    t.good = t.good && multipart_finish(m, &t.fields, &t.field_n, &t.uploads, &t.upload_n, &e);
    must(t.good || e.code == ERR_INPUT);
    multipart_free(&m);
    return t;
}

static void give_back(struct taken *t)
{
    for (size_t i = 0; i < t->upload_n; i++)
        close(t->uploads[i].fd);
    arena_end(&t->a);
}

static void parts(struct str rest, int64_t most, size_t piece)
{
    const char *end = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
    if (!end)
        return;
    struct arena a = {0};
    char *type = arena_text(&a, rest.p, (size_t)(end - rest.p));
    struct str body = {end + 1, rest.n - (size_t)(end + 1 - rest.p)};
    struct taken whole = take(type, body, most, SIZE_MAX), cut = take(type, body, most, piece);
    must(whole.good == cut.good);
    if (whole.good) {
        must(whole.field_n == cut.field_n && whole.upload_n == cut.upload_n && whole.upload_n <= UPLOADS_MOST && (most || !whole.upload_n));
        must_be_fields(whole.fields, whole.field_n);
        for (size_t i = 0; i < whole.field_n; i++)
            must(str_eq(whole.fields[i].name, cut.fields[i].name) && str_eq(whole.fields[i].value, cut.fields[i].value));
        for (size_t i = 0; i < whole.upload_n; i++) {
            must(whole.uploads[i].size == cut.uploads[i].size && lseek(whole.uploads[i].fd, 0, SEEK_END) == whole.uploads[i].size);
            must(whole.uploads[i].file.n <= 255 && str_utf8_ok(whole.uploads[i].file, NULL) && !memchr(whole.uploads[i].file.p, '/', whole.uploads[i].file.n));
        }
    }
    give_back(&whole);
    give_back(&cut);
    arena_end(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    if (!end || end == data)
        return 0;
    struct str rest = {(const char *)end + 1, size - (size_t)(end + 1 - data)};
    size_t piece = end - data > 1 && data[1] >= '1' && data[1] <= '9' ? (size_t)(data[1] - '0') : 1;
    switch (data[0]) {
    case 'q': query(rest); break;
    case 'd': decode(rest); break;
    case 'm': parts(rest, 0, piece); break;
    case 'u': parts(rest, FILES_MOST, piece); break;
    default: break;
    }
    return 0;
}
