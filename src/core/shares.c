/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/shares.h"
#include <libgfshare.h>
#include <sodium.h>

enum { VERSION = 1, LINE_BYTES = 8, LINE_SIGNS = 13, CHECK_SIGNS = 2, SIGNS = LINE_SIGNS + CHECK_SIGNS, GROUP = 5, BYTES = SHARE_LINES * LINE_BYTES, SUM = 8 };
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford's: no I, L, O, U */

void share_end(struct share *s)
{
    secret_end(&s->part);
}

/* ---- split and combine ---- */

static void fill_random(unsigned char *p, unsigned int n)
{
    randombytes_buf(p, n);
}

/* libgfshare calls it for the coefficients, and overwrites its memory by it when it is done. */
static bool chance_ready(struct err *e)
{
    gfshare_fill_rand = fill_random;
    return sodium_init() >= 0 || err_set(e, ERR_SYSTEM, "this system gives no random numbers, which shares need");
}

static void id_of(const unsigned char salt[SHARE_SALT], unsigned char out[8])
{
    unsigned char digest[crypto_generichash_BYTES_MIN];
    crypto_generichash(digest, sizeof digest, salt, SHARE_SALT, NULL, 0);
    memcpy(out, digest, 8);
}

/* What all shares of one splitting have in common, under all that is split. */
static void check_of(const struct secret *whole, const struct share *s, unsigned char out[sizeof s->check])
{
    unsigned char digest[crypto_generichash_BYTES_MIN], numbers[3] = {VERSION, s->of, s->need};
    crypto_generichash_state state;
    crypto_generichash_init(&state, whole->p, whole->n, sizeof digest);
    crypto_generichash_update(&state, numbers, sizeof numbers);
    crypto_generichash_update(&state, s->id, sizeof s->id);
    crypto_generichash_update(&state, s->set, sizeof s->set);
    crypto_generichash_final(&state, digest, sizeof digest);
    memcpy(out, digest, sizeof s->check);
    sodium_memzero(digest, sizeof digest);
    sodium_memzero(&state, sizeof state);
}

static bool numbers_fit(int64_t of, int64_t need, struct err *e)
{
    if (of < SHARE_NEED_LEAST || of > SHARES_MOST)
        return err_set(e, ERR_USAGE, "--of %" PRId64 ": a key is split into %d to %d shares", of, (int)SHARE_NEED_LEAST, (int)SHARES_MOST);
    if (need < SHARE_NEED_LEAST)
        return err_set(e, ERR_USAGE, "--need %" PRId64 ": at least %d shares must be needed; a share that opens alone is the key itself", need, (int)SHARE_NEED_LEAST);
    if (need > of)
        return err_set(e, ERR_USAGE, "--need %" PRId64 " is more than --of %" PRId64 ": there would never be enough of them", need, of);
    return true;
}

bool shares_split(const struct secret *key, const unsigned char salt[SHARE_SALT], int64_t of, int64_t need, struct share *out, struct err *e)
{
    if (!numbers_fit(of, need, e) || !chance_ready(e))
        return false;
    struct share common = {.of = (unsigned char)of, .need = (unsigned char)need};
    struct secret whole CLEANUP(secret_end) = secret_empty(SHARE_PART);
    memcpy(whole.p, key->p, SHARE_KEY);
    randombytes_buf(whole.p + SHARE_KEY, SHARE_PART - SHARE_KEY);
    id_of(salt, common.id);
    randombytes_buf(common.set, sizeof common.set);
    check_of(&whole, &common, common.check);
    unsigned char numbers[SHARES_MOST];
    for (int i = 0; i < of; i++)
        numbers[i] = (unsigned char)(i + 1);
    gfshare_ctx *g = gfshare_ctx_init_enc(numbers, (unsigned)of, (unsigned char)need, SHARE_PART);
    if (!g)
        return err_set(e, ERR_SYSTEM, "there is no memory to split the key in");
    gfshare_ctx_enc_setsecret(g, whole.p);
    for (int i = 0; i < of; i++) {
        out[i] = common;
        out[i].number = numbers[i];
        out[i].part = secret_empty(SHARE_PART);
        gfshare_ctx_enc_getshare(g, (unsigned char)i, out[i].part.p);
    }
    gfshare_ctx_free(g);
    return true;
}

static bool belongs(const struct share *s, const char *name, const struct share *first, const char *first_name, const unsigned char *id, const char *shown, struct err *e)
{
    if (memcmp(s->id, id, sizeof s->id) != 0)
        return err_set(e, ERR_INPUT, "%.200s: this share belongs to another register than %.200s, or to its key before it was changed", name, shown);
    if (memcmp(s->set, first->set, sizeof s->set) != 0 || s->of != first->of || s->need != first->need || memcmp(s->check, first->check, sizeof s->check) != 0)
        return err_set(e, ERR_INPUT, "%.200s and %.200s are shares of the same key, but of two splittings: give shares that were made together", first_name, name);
    return true;
}

static bool all_belong(const struct share *list, const char *const *names, size_t n, const unsigned char *salt, const char *shown, struct err *e)
{
    unsigned char id[sizeof list[0].id];
    id_of(salt, id);
    for (size_t i = 0; i < n; i++) {
        if (!belongs(&list[i], names[i], &list[0], names[0], id, shown, e))
            return false;
        for (size_t k = 0; k < i; k++)
            if (list[k].number == list[i].number)
                return err_set(e, ERR_INPUT, "%.200s and %.200s are the same share (%d of %d): give it once, and another one", names[k], names[i], (int)list[i].number, (int)list[i].of);
    }
    return true;
}

bool shares_combine(const struct share *list, const char *const *names, size_t n, const unsigned char salt[SHARE_SALT], const char *shown,
    struct secret *key, struct err *e)
{
    if (n == 0 || n > SHARES_MOST)
        return err_set(e, ERR_INPUT, "%zu shares are given; 2 to %d can be", n, (int)SHARES_MOST);
    if (!all_belong(list, names, n, salt, shown, e) || !chance_ready(e))
        return false;
    if (n < list[0].need)
        return err_set(e, ERR_INPUT, "%d shares of this key are needed, and %zu %s given: ask %d more of its %d trustees", (int)list[0].need, n, n == 1 ? "is" : "are",
            (int)list[0].need - (int)n, (int)list[0].of);
    unsigned char numbers[SHARES_MOST], check[sizeof list[0].check];
    for (size_t i = 0; i < n; i++)
        numbers[i] = list[i].number;
    gfshare_ctx *g = gfshare_ctx_init_dec(numbers, (unsigned)n, SHARE_PART);
    if (!g)
        return err_set(e, ERR_SYSTEM, "there is no memory to join the shares in");
    struct secret got CLEANUP(secret_end) = secret_empty(SHARE_PART);
    for (size_t i = 0; i < n; i++)
        gfshare_ctx_dec_giveshare(g, (unsigned char)i, list[i].part.p);
    gfshare_ctx_dec_extract(g, got.p);
    gfshare_ctx_free(g);
    check_of(&got, &list[0], check);
    if (sodium_memcmp(check, list[0].check, sizeof check) != 0)
        return err_set(e, ERR_INPUT, "these shares do not give the key: at least one of them is not what was handed out, although its lines are sound; try with other trustees' shares");
    *key = secret_of(got.p, SHARE_KEY);
    return true;
}

/* ---- lines ---- */

static unsigned crc_sign(unsigned crc, unsigned sign)
{
    for (int bit = 4; bit >= 0; bit--) {
        unsigned top = ((crc >> 9) ^ (sign >> bit)) & 1;
        crc = ((crc << 1) & 0x3FF) ^ (top ? 0x233U : 0);
    }
    return crc;
}

static unsigned crc_line(int line, const unsigned char signs[LINE_SIGNS])
{
    unsigned crc = crc_sign(0x3FF, (unsigned)line);
    for (int i = 0; i < LINE_SIGNS; i++)
        crc = crc_sign(crc, signs[i]);
    return crc;
}

static void pack(const struct share *s, unsigned char b[BYTES])
{
    unsigned char *p = b, digest[crypto_generichash_BYTES_MIN];
    *p++ = VERSION, *p++ = s->number, *p++ = s->of, *p++ = s->need;
    memcpy(p, s->id, sizeof s->id), p += sizeof s->id;
    memcpy(p, s->set, sizeof s->set), p += sizeof s->set;
    memcpy(p, s->part.p, SHARE_PART), p += SHARE_PART;
    memcpy(p, s->check, sizeof s->check);
    crypto_generichash(digest, sizeof digest, b, BYTES - SUM, NULL, 0);
    memcpy(b + BYTES - SUM, digest, SUM);
}

static void line_write(int line, const unsigned char *bytes, struct buf *out)
{
    unsigned char signs[SIGNS];
    uint64_t v = 0;
    for (int i = 0; i < LINE_BYTES; i++)
        v = v << 8 | bytes[i];
    for (int i = 0; i < LINE_SIGNS; i++)
        signs[i] = (unsigned char)(v >> (5 * (LINE_SIGNS - 1 - i)) & 31);
    unsigned crc = crc_line(line, signs);
    signs[LINE_SIGNS] = (unsigned char)(crc >> 5);
    signs[LINE_SIGNS + 1] = (unsigned char)(crc & 31);
    buf_char(out, (char)('0' + line));
    buf_char(out, ':');
    for (int i = 0; i < SIGNS; i++) {
        if (i % GROUP == 0)
            buf_char(out, ' ');
        buf_char(out, alphabet[signs[i]]);
    }
    buf_char(out, '\n');
    sodium_memzero(&v, sizeof v);
    sodium_memzero(signs, sizeof signs);
}

void share_write(const struct share *s, struct buf *out)
{
    unsigned char b[BYTES];
    pack(s, b);
    for (int i = 0; i < SHARE_LINES; i++)
        line_write(i + 1, b + i * LINE_BYTES, out);
    sodium_memzero(b, sizeof b);
}

/* ---- reading them again ---- */

static int sign_of(char c)
{
    c = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    c = (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    const char *at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

/* The signs behind "N:". `where`: "share.txt: line 14 (\"3:\")". */
static bool signs_read(const char *where, struct str rest, unsigned char signs[SIGNS], struct err *e)
{
    size_t n = 0;
    for (size_t i = 0; i < rest.n; i++) {
        unsigned char c = (unsigned char)rest.p[i];
        if (c == ' ' || c == '\t' || c == '-')
            continue;
        int sign = sign_of((char)c);
        if (sign < 0 && c > 0x20 && c < 0x7F)
            return err_set(e, ERR_INPUT, "%s: \"%c\" is not among the signs that shares are made of (digits and capitals without I, L, O, U)", where, c);
        if (sign < 0)
            return err_set(e, ERR_INPUT, "%s: there is a sign that shares are not made of (they have Latin digits and capitals without I, L, O, U)", where);
        if (n < SIGNS)
            signs[n] = (unsigned char)sign;
        n++;
    }
    return n == SIGNS || err_set(e, ERR_INPUT, "%s: %zu signs were found, %d belong there; compare the line with the paper", where, n, (int)SIGNS);
}

static bool line_read(const char *name, int64_t at, int line, struct str rest, unsigned char out[LINE_BYTES], struct err *e)
{
    char where[256];
    unsigned char signs[SIGNS];
    snprintf(where, sizeof where, "%.200s: line %" PRId64 " (\"%d:\")", name, at, line);
    if (!signs_read(where, rest, signs, e))
        return false;
    unsigned crc = crc_line(line, signs);
    bool fits = signs[0] < 16 && signs[LINE_SIGNS] == crc >> 5 && signs[LINE_SIGNS + 1] == (crc & 31); /* 13 signs hold a bit more than 8 bytes */
    uint64_t v = 0;
    for (int i = 0; i < LINE_SIGNS; i++)
        v = v << 5 | signs[i];
    for (int i = 0; i < LINE_BYTES; i++)
        out[i] = (unsigned char)(v >> (8 * (LINE_BYTES - 1 - i)));
    sodium_memzero(&v, sizeof v);
    sodium_memzero(signs, sizeof signs);
    return fits || err_set(e, ERR_INPUT, "%s: the last two signs do not fit the others, so something in this line is mistyped; compare it with the paper", where);
}

/* "3:" and what follows; 0 where the line is words for people. */
static int numbered(struct str line, struct str *rest)
{
    line = str_trim(line);
    if (line.n < 2 || line.p[0] < '1' || line.p[0] > '0' + SHARE_LINES || line.p[1] != ':')
        return 0;
    *rest = (struct str){line.p + 2, line.n - 2};
    return line.p[0] - '0';
}

static bool lines_read(const char *name, struct str text, unsigned char b[BYTES], struct err *e)
{
    bool seen[SHARE_LINES] = {false};
    int64_t at = 0;
    while (text.n) {
        const char *end = memchr(text.p, '\n', text.n);
        struct str line = {text.p, end ? (size_t)(end - text.p) : text.n}, rest;
        text.p += line.n + (end != NULL);
        text.n -= line.n + (end != NULL);
        at++;
        int number = numbered(line, &rest);
        if (number == 0)
            continue;
        if (seen[number - 1])
            return err_set(e, ERR_INPUT, "%.200s: line %" PRId64 " begins with \"%d:\", as another one does; one share stands in one file", name, at, number);
        seen[number - 1] = true;
        if (!line_read(name, at, number, rest, b + (number - 1) * LINE_BYTES, e))
            return false;
    }
    for (int i = 0; i < SHARE_LINES; i++)
        if (!seen[i])
            return err_set(e, ERR_INPUT, "%.200s: the line that begins with \"%d:\" is missing; a share has %d, from \"1:\" to \"%d:\"", name, i + 1, (int)SHARE_LINES, (int)SHARE_LINES);
    return true;
}

static bool unpack(const char *name, const unsigned char b[BYTES], struct share *out, struct err *e)
{
    unsigned char digest[crypto_generichash_BYTES_MIN];
    crypto_generichash(digest, sizeof digest, b, BYTES - SUM, NULL, 0);
    if (memcmp(digest, b + BYTES - SUM, SUM) != 0)
        return err_set(e, ERR_INPUT, "%.200s: each line is sound, but they are not of one share; compare them with the paper", name);
    struct share s = {.number = b[1], .of = b[2], .need = b[3]};
    if (b[0] != VERSION)
        return err_set(e, ERR_INPUT, "%.200s: a share of a later kind (%d); use a newer Diwan", name, (int)b[0]);
    if (s.need < SHARE_NEED_LEAST || s.need > s.of || s.of > SHARES_MOST || s.number < 1 || s.number > s.of)
        return err_set(e, ERR_INPUT, "%.200s: says that it is share %d of %d, of which %d are needed: Diwan makes no such shares", name, (int)s.number, (int)s.of, (int)s.need);
    const unsigned char *p = b + 4;
    memcpy(s.id, p, sizeof s.id), p += sizeof s.id;
    memcpy(s.set, p, sizeof s.set), p += sizeof s.set;
    s.part = secret_of(p, SHARE_PART), p += SHARE_PART;
    memcpy(s.check, p, sizeof s.check);
    *out = s;
    return true;
}

bool share_read(const char *name, struct str text, struct share *out, struct err *e)
{
    unsigned char b[BYTES] = {0};
    if (text.n > SHARE_TEXT_MOST)
        return err_set(e, ERR_INPUT, "%.200s: longer than %d bytes; a share is a short text, so this is another file", name, (int)SHARE_TEXT_MOST);
    bool good = lines_read(name, text, b, e) && unpack(name, b, out, e);
    sodium_memzero(b, sizeof b);
    return good;
}
