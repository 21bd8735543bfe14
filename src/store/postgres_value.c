/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PostgreSQL driver: values as they travel, in network byte order. */
#include "store/postgres_priv.h"
#include <limits.h>

static void put(char *to, uint64_t v, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--, v >>= 8)
        to[i] = (char)(v & 0xff);
}
void put_16(char *to, int64_t v) { put(to, (uint64_t)v, 2); }
void put_32(char *to, int64_t v) { put(to, (uint64_t)v, 4); }
void put_64(char *to, int64_t v) { put(to, (uint64_t)v, 8); }
void put_real(char *to, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    put(to, bits, 8);
}

static uint64_t take(const char *p, int bytes)
{
    uint64_t v = 0;
    for (int i = 0; i < bytes; i++)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

/* ---- going out ---- */

bool text_fits(struct str t, const char *shown, struct err *e)
{
    const char *nul = t.n ? memchr(t.p, 0, t.n) : NULL;
    if (!nul)
        return true;
    return err_set(e, ERR_INPUT, "%.300s: a text has a NUL byte in it (byte %zu), which PostgreSQL cannot keep: nothing was "
        "changed; take the byte out of the file", shown, (size_t)(nul - t.p) + 1);
}

void values_begin(struct values *v, int n)
{
    size_t room = (size_t)n + 1;
    *v = (struct values){.n = n, .types = mem_get(room * sizeof *v->types), .values = mem_get(room * sizeof *v->values),
        .lengths = mem_get(room * sizeof *v->lengths), .formats = mem_get(room * sizeof *v->formats),
        .numbers = mem_get(room * sizeof *v->numbers)};
    for (int i = 0; i < n; i++)
        v->formats[i] = 1;
}

void values_end(struct values *v)
{
    free(v->types);
    free(v->values);
    free(v->lengths);
    free(v->formats);
    free(v->numbers);
    *v = (struct values){0};
}

static bool set(struct values *v, int i, Oid type, const char *p, size_t n)
{
    v->types[i] = type;
    v->values[i] = p;
    v->lengths[i] = (int)n;
    return true;
}

bool values_set(struct values *v, int i, const struct bind *b, const char *shown, struct err *e)
{
    switch (b->kind) {
    case BIND_INT:
        put_64(v->numbers[i], b->v.i);
        return set(v, i, TYPE_INT8, v->numbers[i], 8);
    case BIND_REAL:
        put_real(v->numbers[i], b->v.r);
        return set(v, i, TYPE_FLOAT8, v->numbers[i], 8);
    case BIND_TEXT:
    case BIND_BLOB:
        if (b->v.t.n > INT_MAX / 2)
            return err_set(e, ERR_INPUT, "%.300s: a value is longer than PostgreSQL takes (1 GB)", shown);
        if (b->kind == BIND_TEXT && !text_fits(b->v.t, shown, e))
            return false;
        return set(v, i, b->kind == BIND_TEXT ? TYPE_TEXT : TYPE_BYTEA, b->v.t.n ? b->v.t.p : "", b->v.t.n);
    case BIND_NULL: break;
    }
    return set(v, i, TYPE_ANY, NULL, 0);
}

/* ---- coming in ---- */

/* numeric: digits to base 10,000, the first worth 10,000 to the power of `weight`. */
struct numeric {
    int digits, weight;
    bool negative, special;
    const char *p;
};

static struct numeric numeric_of(const char *p, int n)
{
    struct numeric x = {.special = true};
    if (n < 8)
        return x;
    x = (struct numeric){(int)take(p, 2), (int16_t)take(p + 2, 2), take(p + 4, 2) == 0x4000, take(p + 4, 2) >= 0xC000, p + 8};
    x.digits = MIN_OF(x.digits, (n - 8) / 2);
    return x;
}

static double numeric_real(struct numeric x)
{
    if (x.special)
        return NAN;
    double v = 0;
    for (int i = 0; i < x.digits; i++)
        v += (double)take(x.p + 2 * i, 2) * pow(10000, x.weight - i);
    return x.negative ? -v : v;
}

/* The whole part; the nearest there is where it does not fit. */
static int64_t numeric_int(struct numeric x)
{
    int64_t v = 0;
    if (x.special)
        return 0;
    for (int i = 0; i <= x.weight; i++) {
        int64_t digit = i < x.digits ? (int64_t)take(x.p + 2 * i, 2) : 0;
        if (__builtin_mul_overflow(v, 10000, &v) || __builtin_sub_overflow(v, digit, &v))
            return x.negative ? INT64_MIN : INT64_MAX;
    }
    return x.negative ? v : v == INT64_MIN ? INT64_MAX : -v;
}

static bool numeric_whole(struct numeric x)
{
    return !x.special && x.digits <= x.weight + 1;
}

static double real_of(const char *p)
{
    uint64_t bits = take(p, 8);
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static float float_of(const char *p)
{
    uint32_t bits = (uint32_t)take(p, 4);
    float v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static int64_t whole_of(double v)
{
    return isnan(v) ? 0 : v >= 9.2e18 ? INT64_MAX : v <= -9.2e18 ? INT64_MIN : (int64_t)v;
}

int64_t value_int(Oid type, const char *p, int n)
{
    int64_t v = 0;
    switch (type) {
    case TYPE_BOOL: return p[0] != 0;
    case TYPE_INT2: return (int16_t)take(p, 2);
    case TYPE_INT4: return (int32_t)take(p, 4);
    case TYPE_OID: return (int64_t)take(p, 4);
    case TYPE_INT8: return (int64_t)take(p, 8);
    case TYPE_FLOAT4: return whole_of((double)float_of(p));
    case TYPE_FLOAT8: return whole_of(real_of(p));
    case TYPE_NUMERIC: return numeric_int(numeric_of(p, n));
    default: return str_to_int((struct str){p, (size_t)n}, &v) ? v : 0;
    }
}

double value_real(Oid type, const char *p, int n)
{
    double v = 0;
    switch (type) {
    case TYPE_FLOAT4: return (double)float_of(p);
    case TYPE_FLOAT8: return real_of(p);
    case TYPE_NUMERIC: return numeric_real(numeric_of(p, n));
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_OID:
    case TYPE_INT8: return (double)value_int(type, p, n);
    default: return str_to_real((struct str){p, (size_t)n}, &v) ? v : 0;
    }
}

static struct str in_words(double v, char scratch[32])
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_real(&b, v);
    snprintf(scratch, 32, "%s", b.p);
    return str_of(scratch);
}

struct str value_text(Oid type, const char *p, int n, char scratch[32])
{
    switch (type) {
    case TYPE_NUMERIC:
        if (!numeric_whole(numeric_of(p, n)))
            return in_words(numeric_real(numeric_of(p, n)), scratch);
        break;
    case TYPE_FLOAT4:
    case TYPE_FLOAT8: return in_words(value_real(type, p, n), scratch);
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_OID:
    case TYPE_INT8: break;
    default: return n > 0 ? (struct str){p, (size_t)n} : STR("");
    }
    snprintf(scratch, 32, "%" PRId64, value_int(type, p, n));
    return str_of(scratch);
}
