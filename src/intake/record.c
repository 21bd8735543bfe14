/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: structs as bytes, and back with every check. */
#include "intake/record_priv.h"
#include <errno.h>
#include <unistd.h>

enum { FLUSH_FROM = 1 << 20 };

/* ---- out ---- */

static void flush(struct sink *s)
{
    if (s->fd < 0)
        return;
    for (size_t at = 0; at < s->b.n && !s->failed;) {
        ssize_t k = write(s->fd, s->b.p + at, s->b.n - at);
        s->failed = k < 0 && errno != EINTR;
        at += (size_t)MAX_OF(k, 0);
    }
    buf_clear(&s->b);
}

void sink_bytes(struct sink *s, const void *p, size_t n)
{
    if (n >= FLUSH_FROM && s->fd >= 0) {
        flush(s);
        for (const char *q = p; n && !s->failed;) {
            ssize_t k = write(s->fd, q, n);
            s->failed = k < 0 && errno != EINTR;
            q += MAX_OF(k, 0);
            n -= (size_t)MAX_OF(k, 0);
        }
        return;
    }
    buf_add(&s->b, p, n);
    if (s->b.n >= FLUSH_FROM)
        flush(s);
}

void sink_i64(struct sink *s, int64_t v)
{
    sink_bytes(s, &v, sizeof v);
}

void sink_text(struct sink *s, struct str v)
{
    sink_i64(s, (int64_t)v.n);
    sink_bytes(s, v.p, v.n);
}

static size_t width(enum field_kind kind)
{
    static const size_t widths[] = {[F_I8] = 1, [F_U8] = 1, [F_U16] = 2, [F_U32] = 4, [F_INT] = sizeof(int), [F_I64] = 8, [F_SIZE] = sizeof(size_t), [F_BOOL] = 1, [F_REAL] = 8,
        [F_DAY] = 4, [F_WORD] = 4, [F_STR] = 8};
    return widths[kind];
}

void sink_fields(struct sink *s, const void *object, const struct field_spec *spec, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *p = (const char *)object + spec[i].at;
        if (spec[i].kind == F_STR)
            sink_text(s, *(const struct str *)(const void *)p);
        else
            sink_bytes(s, p, width(spec[i].kind));
    }
}

void sink_list(struct sink *s, const void *list, size_t count, size_t size, const struct field_spec *spec, size_t n)
{
    sink_i64(s, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        sink_fields(s, (const char *)list + i * size, spec, n);
}

void sink_words(struct sink *s, const struct intern *words)
{
    size_t n = intern_count(words);
    sink_i64(s, (int64_t)n);
    for (size_t i = 1; i < n; i++) /* 0 is the empty text */
        sink_text(s, intern_text(words, (uint32_t)i));
}

bool sink_end(struct sink *s)
{
    flush(s);
    buf_end(&s->b);
    return !s->failed;
}

/* ---- in ---- */

bool source_wrong(struct source *s, const char *what)
{
    if (!s->wrong)
        s->wrong = what;
    s->p = s->end;
    return false;
}

static bool taken(struct source *s, void *to, size_t n)
{
    if (s->wrong || (size_t)(s->end - s->p) < n) {
        memset(to, 0, n);
        return source_wrong(s, "it ends too early");
    }
    memcpy(to, s->p, n);
    s->p += n;
    return true;
}

int64_t source_i64(struct source *s, int64_t low, int64_t high)
{
    int64_t v = 0;
    if (!taken(s, &v, sizeof v))
        return 0;
    if (v < low || v > high) {
        source_wrong(s, "a number is out of range");
        return 0;
    }
    return v;
}

struct str source_blob(struct source *s, size_t most)
{
    int64_t n = source_i64(s, 0, (int64_t)most);
    if (n > s->end - s->p) {
        source_wrong(s, "a text is longer than what is there");
        n = 0;
    }
    struct str v = {n ? s->p : "", (size_t)n};
    s->p += n;
    return v;
}

struct str source_text(struct source *s, size_t most)
{
    struct str v = source_blob(s, most);
    if (!v.n || (str_utf8_ok(v, NULL) && !memchr(v.p, 0, v.n)))
        return v;
    source_wrong(s, "a text is no UTF-8");
    return STR("");
}

size_t source_count(struct source *s, size_t least)
{
    int64_t n = source_i64(s, 0, INT64_MAX);
    if ((uint64_t)n <= (uint64_t)(s->end - s->p) / MAX_OF(least, (size_t)1))
        return (size_t)n;
    source_wrong(s, "a count is larger than what is there");
    return 0;
}

static bool whole_fits(const struct field_spec *f, int64_t v)
{
    return v >= f->low && v <= f->high;
}

/* A number of the field's width at `p`: is it one that may stand there? */
static bool number_fits(const struct source *s, const struct field_spec *f, const void *p)
{
    static const int32_t first_day = -354285, last_day = 376200; /* years 1000 and 2999 */
    switch (f->kind) {
    case F_I8: return whole_fits(f, *(const int8_t *)p);
    case F_U8: return whole_fits(f, *(const uint8_t *)p);
    case F_BOOL: return *(const uint8_t *)p <= 1;
    case F_U16: return whole_fits(f, *(const uint16_t *)p);
    case F_U32: return whole_fits(f, *(const uint32_t *)p);
    case F_INT: return whole_fits(f, *(const int *)p);
    case F_I64: return whole_fits(f, *(const int64_t *)p);
    case F_SIZE: return *(const size_t *)p <= INT64_MAX && whole_fits(f, (int64_t) * (const size_t *)p);
    case F_WORD: return *(const uint32_t *)p < s->words;
    case F_DAY: {
        int32_t n = ((const struct day *)p)->n;
        return n == DAY_NONE.n || (n >= first_day && n <= last_day);
    }
    case F_REAL: {
        double v = *(const double *)p;
        return isnan(v) || (v >= (double)f->low && v <= (double)f->high);
    }
    case F_STR: break;
    }
    return false;
}

static bool field_in(struct source *s, char *object, const struct field_spec *f)
{
    union { int64_t i; double r; int32_t d; uint16_t u; int8_t b; } v = {0};
    if (f->kind == F_STR) {
        *(struct str *)(void *)(object + f->at) = source_text(s, (size_t)f->high);
        return !s->wrong;
    }
    if (!taken(s, &v, width(f->kind)))
        return false;
    if (!number_fits(s, f, &v))
        return source_wrong(s, "a field is out of range");
    memcpy(object + f->at, &v, width(f->kind));
    return true;
}

bool source_fields(struct source *s, void *object, const struct field_spec *spec, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!field_in(s, object, &spec[i]))
            return false;
    return true;
}

void *source_list(struct source *s, struct arena *a, size_t size, const struct field_spec *spec, size_t n, size_t *count)
{
    size_t least = 0;
    for (size_t i = 0; i < n; i++)
        least += width(spec[i].kind);
    *count = source_count(s, least);
    char *list = a ? arena_get(a, (*count + 1) * size) : mem_get((*count + 1) * size);
    for (size_t i = 0; i < *count; i++)
        if (!source_fields(s, list + i * size, spec, n)) {
            *count = 0;
            break;
        }
    return list;
}

bool source_words(struct source *s, struct intern *words)
{
    size_t n = source_count(s, 1);
    (void)intern_id(words, STR(""));
    for (size_t i = 1; i < n; i++) {
        struct str text = source_text(s, RECORD_TEXT_MOST);
        if (s->wrong)
            return false;
        if (intern_id(words, text) != i)
            return source_wrong(s, "a word stands there twice");
    }
    s->words = (uint32_t)MAX_OF(n, (size_t)1);
    return !s->wrong;
}
