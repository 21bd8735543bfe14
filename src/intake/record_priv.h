/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the room `intake` only: what was read of a file, as bytes on their way out of the cage. Written and read by the same program on the same machine; but
 * whoever reads trusts nothing: every number has its range, every word its list, every text is UTF-8, every count has its bytes. A struct is told as a list of
 * fields, from which it is both written and read.
 */
#ifndef DIWAN_RECORD_PRIV_H
#define DIWAN_RECORD_PRIV_H
#include "core/core.h"

enum field_kind {
    F_I8, F_U8, F_U16, F_U32, F_INT /* also enums */, F_I64, F_SIZE, F_BOOL,
    F_REAL, /* NAN, or from low to high */
    F_DAY,  /* none, or of the years 1000 to 2999 */
    F_WORD, /* a uint32_t: the number of a word of the batch */
    F_STR,  /* UTF-8 without NUL */
};
struct field_spec {
    size_t at;
    enum field_kind kind;
    int64_t low, high; /* of numbers; F_STR: high is the most bytes */
};
#define FIELD(type, name, kind, low, high) {offsetof(struct type, name), kind, low, high}
#define FIELD_TEXT(type, name) {offsetof(struct type, name), F_STR, 0, RECORD_TEXT_MOST}
enum { RECORD_TEXT_MOST = 16 << 20 };
#define RECORD_ROWS_MOST ((int64_t)1 << 40)

/* ---- out ---- */

struct sink {
    int fd;       /* -1: it stays in `b` */
    struct buf b;
    bool failed;
};
void sink_bytes(struct sink *s, const void *p, size_t n);
void sink_i64(struct sink *s, int64_t v);
void sink_text(struct sink *s, struct str v);
void sink_fields(struct sink *s, const void *object, const struct field_spec *spec, size_t n);
/* Count and items of a list of structs of `size` bytes. */
void sink_list(struct sink *s, const void *list, size_t count, size_t size, const struct field_spec *spec, size_t n);
void sink_words(struct sink *s, const struct intern *words);
bool sink_end(struct sink *s); /* false where something could not be written */

/* ---- in ---- */

struct source {
    const char *p, *end;
    uint32_t words;       /* numbers of words below this are there */
    const char *wrong;    /* the first that was; then all that is asked for is 0 and empty */
};
bool source_wrong(struct source *s, const char *what); /* false */
int64_t source_i64(struct source *s, int64_t low, int64_t high);
struct str source_text(struct source *s, size_t most); /* lives as long as the bytes */
struct str source_blob(struct source *s, size_t most);
bool source_fields(struct source *s, void *object, const struct field_spec *spec, size_t n);
/* A list in the arena, or where that is NULL on the heap (free). */
void *source_list(struct source *s, struct arena *a, size_t size, const struct field_spec *spec, size_t n, size_t *count);
/* How many follow, each of at least `least` bytes. */
size_t source_count(struct source *s, size_t least);
bool source_words(struct source *s, struct intern *words);
#endif
