/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * core: what every room stands on and what knows nothing of the domain: errors, memory, text, days,
 * chance, streams, hashes, progress and JSON. (Languages and messages: core/speech.h.)
 *
 * Errors are owned by the caller; memory comes from arenas; text is UTF-8 with a length; numbers are
 * read and written without regard to the locale. Running out of memory ends the program with one line.
 */
#ifndef DIWAN_CORE_H
#define DIWAN_CORE_H

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define MUST_USE __attribute__((warn_unused_result))
#define UNUSED __attribute__((unused))
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define MIN_OF(a, b) ((a) < (b) ? (a) : (b))
#define MAX_OF(a, b) ((a) > (b) ? (a) : (b))

#include "core/banned.h"

/* ---- errors ------------------------------------------------------------------------------------ */

/* What to do about it; the text says what happened. cli and web map codes to statuses. */
enum err_code {
    ERR_NONE,
    ERR_USAGE,  /* the request is worded wrongly */
    ERR_INPUT,  /* a file or a value from outside is wrong */
    ERR_ABSENT, /* what is asked for is not there */
    ERR_DENIED, /* not allowed, or not safe to show */
    ERR_STORE,  /* the register failed */
    ERR_SYSTEM, /* the system failed: disk, permission, memory limit */
    ERR_STOPPED /* the user stopped it (Ctrl-C) */
};

/* One struct, owned by the caller; text is whole enough to be shown as it stands (English). */
struct err {
    enum err_code code;
    char text[768];
};

/* Set the error, as one line of whole letters (control characters become blanks); returns false, so that `return err_set(...)` reads well. */
bool err_set(struct err *e, enum err_code code, const char *fmt, ...) PRINTF(3, 4);
/* Put "where: " before the text that is there; returns false. */
bool err_within(struct err *e, const char *fmt, ...) PRINTF(2, 3);

/* ---- memory ------------------------------------------------------------------------------------ */

/* Never return NULL: the program ends with one clear line instead. */
_Noreturn void mem_ran_out(size_t size);            /* one clear line, and the end */
void *mem_get(size_t size);                            /* zeroed; free with free() */
void *mem_grow(void *p, size_t count, size_t size);    /* as reallocarray */

struct arena_block;
/* An arena frees all it gave in one go. Zero-initialise ({0}); memory is zeroed, aligned to 16. */
struct arena {
    struct arena_block *head;
    size_t used; /* bytes handed out, for measuring */
};
void *arena_get(struct arena *a, size_t size);
char *arena_text(struct arena *a, const char *p, size_t n); /* a copy with a NUL behind it */
struct str arena_str(struct arena *a, struct str s);         /* the same of a text */
char *arena_f(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
void arena_end(struct arena *a); /* may be called twice */
/* Room for one more in a list of `n` things of `size` bytes that grew by this alone: the same list, or a copy with twice the room. */
void *arena_more(struct arena *a, void *list, size_t n, size_t size);
/* A list of n things that grew on the heap (GROW), which is given back, in the arena with room for one more. */
void *arena_keep(struct arena *a, void *list, size_t n, size_t size);
void arena_join(struct arena *into, struct arena *from); /* what `from` gave lives as long as `into` from now on; `from` is empty then */
#define ARENA_NEW(a, type) ((type *)arena_get((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_get((a), sizeof(type) * (size_t)(n)))

/* Make room for one more in a heap array: `p`, `n` used, `room` allocated. Amortised O(1). */
#define GROW(p, n, room)                                                                           \
    do {                                                                                           \
        if ((n) >= (room)) {                                                                       \
            (room) = (room) ? (room) * 2 : 16;                                                     \
            (p) = mem_grow((p), (room), sizeof *(p));                                              \
        }                                                                                          \
    } while (0)

/* ---- text -------------------------------------------------------------------------------------- */

struct str { /* a piece of text to look at; not owned, not NUL-terminated */
    const char *p;
    size_t n;
};
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_F(s) (int)(s).n, (s).p /* for "%.*s" */
struct str str_of(const char *nul_terminated); /* NULL gives the empty text */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_is_nocase(struct str a, const char *b); /* ASCII letters only */
int str_compare(struct str a, struct str b);     /* by bytes, which is by code point */
bool str_starts(struct str a, const char *prefix);
bool str_ends(struct str a, const char *suffix);
/* The end of a number that begins at `at`, in Latin or Arabic digits, with single blanks and hyphens between its groups as telephone numbers have them; `at` where no digit stands there. */
size_t str_number_end(struct str s, size_t at);
/* The next such number from `*at` on: where it begins into `*from`, `*at` behind it. False where there is none. */
bool str_number_next(struct str s, size_t *at, size_t *from);
struct str str_trim(struct str s); /* without blanks, NBSP, BOM and directional marks at both ends */
bool str_utf8_ok(struct str s, size_t *bad_at);
void utf8_mend(char *text); /* a byte that is no letter of UTF-8 becomes a question mark */
/* Whole numbers: blanks around allowed, Arabic-Indic and Extended digits too, a ".0" tail too (GED
 * writes 645.0). False when it is not one or does not fit. */
bool str_to_int(struct str s, int64_t *out);
bool str_to_real(struct str s, double *out); /* point or U+066B as decimal sign; no NAN, no infinity */

struct buf { /* text being built; born with a maximum (0: 64 MiB), and remembers that it overflowed */
    char *p; /* always NUL-terminated once something was added */
    size_t n, room, most;
    bool over;
};
void buf_add(struct buf *b, const char *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_f(struct buf *b, const char *fmt, ...) PRINTF(2, 3); /* no %f: use buf_real (locale) */
void buf_int(struct buf *b, int64_t v);
void buf_real(struct buf *b, double v);                  /* shortest text that reads back the same */
void buf_fixed(struct buf *b, double v, int decimals);   /* point as decimal sign, -0 written as 0 */
/* As a part of an address: whatever is not an ASCII letter, a digit, or one of -._~ is percent-encoded. */
void buf_percent(struct buf *b, struct str s);
void buf_clear(struct buf *b);
void buf_end(struct buf *b);
struct str buf_view(const struct buf *b);

/* ---- days and months --------------------------------------------------------------------------- */

struct day { /* days since 1970-01-01; no clock, no zone */
    int32_t n;
};
#define DAY_NONE ((struct day){INT32_MIN})
static inline bool day_known(struct day d) { return d.n != INT32_MIN; }
struct day day_make(int year, int month, int day); /* DAY_NONE when there is no such day */
void day_parts(struct day d, int *year, int *month, int *day);
int day_month(struct day d);          /* months since 1970-01: (year-1970)*12 + month-1 */
struct day month_first(int month);    /* first day of such a month */
struct day month_last(int month);
int month_year(int month);            /* 1970 + floor(month/12) */
int month_of_year(int month);         /* 1..12 */
/* `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, each with an optional time behind (ignored): first and last day
 * meant. Arabic digits serve. False when it is not a day. Years 1000 to 2999. */
bool day_parse(struct str s, struct day *first, struct day *last);
void buf_day(struct buf *b, struct day d);     /* 2018-12-25 */
void buf_month(struct buf *b, int month);      /* 2018-12 */

/* ---- estimates --------------------------------------------------------------------------------- */

/* A number with its uncertainty, whole from math to reader. NAN where missing; n = what it rests on. */
struct estimate {
    double value, lo, hi;
    int64_t n;
};
#define PEOPLE_K 10 /* fewest people of whom anything is said: fewer stay unsaid, whatever is counted */
#define ESTIMATE_NONE ((struct estimate){NAN, NAN, NAN, 0})

/* ---- hashes ------------------------------------------------------------------------------------ */

struct digest {
    uint8_t b[32];
};
struct hasher { /* SHA-256 (libsodium); opaque storage */
    _Alignas(16) uint8_t state[128];
};
void hash_begin(struct hasher *h);
void hash_add(struct hasher *h, const void *p, size_t n);
struct digest hash_end(struct hasher *h);
void digest_hex(const struct digest *d, char out[65]);
uint64_t hash_64(const void *p, size_t n, uint64_t seed); /* fast, stable across machines; not secret */

/* Each distinct text once: text <-> small number, 0 is the empty text. Zero-initialise. */
struct intern {
    struct arena texts;
    struct str *list;
    uint32_t *slots;
    size_t n, room, slot_room;
};
uint32_t intern_id(struct intern *in, struct str s);
bool intern_find(const struct intern *in, struct str s, uint32_t *id);
struct str intern_text(const struct intern *in, uint32_t id);
size_t intern_count(const struct intern *in);
void intern_end(struct intern *in);

/* ---- chance ------------------------------------------------------------------------------------ */

struct rng { /* xoshiro256** (Blackman & Vigna 2018); the same everywhere for the same seed */
    uint64_t s[4];
};
void rng_init(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);
double rng_unit(struct rng *r);                    /* [0, 1) */
uint64_t rng_below(struct rng *r, uint64_t limit); /* 0 .. limit-1, without bias */

/* ---- streams ----------------------------------------------------------------------------------- */

/* Where bytes come from. Readers take streams, never paths. `read` gives up to n bytes, 0 at the end,
 * -1 on failure with *e set. */
struct stream {
    int64_t (*read)(struct stream *s, void *p, size_t n, struct err *e);
    const char *name; /* for words to people: the file's name without its folder */
    int64_t size;     /* bytes in all, -1 when not known */
    int64_t done;     /* bytes given so far */
};
MUST_USE bool stream_fill(struct stream *s, void *p, size_t n, size_t *got, struct err *e); /* until n or end */
MUST_USE bool stream_all(struct stream *s, size_t most, struct buf *out, struct err *e);

struct file_stream {
    struct stream s;
    int fd;
    struct hasher hash; /* over every byte read; of a large file the worker has it */
    struct hash_worker *worker;
};
MUST_USE bool file_open(const char *path, struct file_stream *f, struct err *e); /* refuses folders */
/* The same of a descriptor that is open already (a memory file), from its beginning: it is taken over. `name` must outlive it. */
MUST_USE bool file_from(int fd, const char *name, struct file_stream *f, struct err *e);
void file_close(struct file_stream *f);
struct digest file_digest(struct file_stream *f); /* over every byte read so far; no reading after it */
struct memory_stream {
    struct stream s;
    struct str text;
    size_t at;
};
void memory_open(struct memory_stream *m, const char *name, struct str text);

/* ---- long work --------------------------------------------------------------------------------- */

/* How far the work is. Rooms call progress_step; only cli draws. `stop` is set by Ctrl-C. */
struct progress {
    void (*show)(struct progress *p);
    bool (*stop)(struct progress *p); /* true: the user asked to stop, otherwise than by Ctrl-C; NULL: nobody can */
    const char *label; /* a msgid */
    double done, total; /* in bytes or rows; total 0 when unknown */
    const char *unit;  /* "rows", "bytes" */
    int64_t rows;      /* rows so far, for the rate */
    void *context;
};
void progress_begin(struct progress *p, const char *label, double total); /* p may be NULL */
/* False, with ERR_STOPPED, when the user asked to stop. p may be NULL. */
MUST_USE bool progress_step(struct progress *p, double done, int64_t rows, struct err *e);
void progress_finish(struct progress *p);
void interrupt_catch(void);   /* SIGINT and SIGTERM set a flag */
bool interrupted(void);
void interrupt_clear(void);

/* ---- JSON out ---------------------------------------------------------------------------------- */

struct json { /* writes into buf, keeps track of commas; pretty: two blanks a level */
    struct buf *out;
    int depth;
    bool first[32], object[32];
};
void json_begin(struct json *j, struct buf *out);
void json_object(struct json *j);
void json_array(struct json *j);
void json_close(struct json *j); /* the innermost object or array */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, struct str s);
void json_day(struct json *j, struct day d); /* "2024-01-31"; null where it is not known */
void json_int(struct json *j, int64_t v);
void json_real(struct json *j, double v); /* null where NAN */
void json_bool(struct json *j, bool v);
void json_null(struct json *j);
void json_estimate(struct json *j, struct estimate v);

/* ---- CSV out ----------------------------------------------------------------------------------- */

/* One cell; `first` for the first of a row. Quotes where needed. End a row with buf_char(b, '\n'). */
void csv_cell(struct buf *b, bool first, struct str s);

/* ---- sums and sorting -------------------------------------------------------------------------- */

struct sum { /* Neumaier's compensated sum */
    double s, c;
};
void sum_add(struct sum *s, double v);
double sum_value(const struct sum *s);

#endif
