/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: passes and codes: what people carry, and what the register keeps of it. */
#include "voice/room_priv.h"
#include <sodium.h>

/* No 0 O, 1 I L, no U (which is read as V): 30 letters, so that eight of them are one in 656,100,000,000. */
static const char letters_of_codes[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

void pass_new(struct pass *p)
{
    randombytes_buf(p->b, sizeof p->b);
}

void pass_text(const struct pass *p, char out[PASS_TEXT])
{
    sodium_bin2base64(out, PASS_TEXT, p->b, sizeof p->b, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool pass_read(struct str text, struct pass *out)
{
    struct pass p;
    size_t n = 0;
    if (text.n != PASS_TEXT - 1 || sodium_base642bin(p.b, sizeof p.b, text.p, text.n, NULL, &n, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 || n != sizeof p.b)
        return false;
    *out = p;
    return true;
}

static struct digest digest_of(char kind, struct str uuid, int64_t dialogue, const void *p, size_t n)
{
    unsigned char number[8];
    struct hasher h;
    for (int i = 0; i < 8; i++)
        number[i] = (unsigned char)((uint64_t)dialogue >> (8 * i));
    hash_begin(&h);
    hash_add(&h, &kind, 1);
    hash_add(&h, uuid.p, uuid.n);
    hash_add(&h, number, sizeof number);
    hash_add(&h, p, n);
    return hash_end(&h);
}

struct digest room_pass_digest(struct str uuid, int64_t dialogue, const struct pass *p)
{
    return digest_of('p', uuid, dialogue, p->b, sizeof p->b);
}

struct digest room_code_digest(struct str uuid, int64_t dialogue, const char *letters)
{
    return digest_of('c', uuid, dialogue, letters, CODE_LETTERS);
}

/* The next letter of a text in UTF-8, which ends at `end`; digits of Arabic and Persian keyboards as those of ASCII, what is none of ASCII as 0. */
static char letter_at(const char **p, const char *end)
{
    unsigned char c = (unsigned char)**p, d = *p + 1 < end ? (unsigned char)(*p)[1] : 0;
    ++*p;
    if (c < 0x80)
        return (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    while (*p < end && ((unsigned char)**p & 0xC0) == 0x80)
        ++*p;
    if (c == 0xD9 && d >= 0xA0 && d <= 0xA9)
        return (char)('0' + d - 0xA0);
    if (c == 0xDB && d >= 0xB0 && d <= 0xB9)
        return (char)('0' + d - 0xB0);
    return c == 0xC2 || c == 0xE2 ? ' ' : 0; /* blanks that do not break, marks of direction, dashes */
}

bool room_code_read(struct str typed, char out[CODE_LETTERS])
{
    char got[CODE_LETTERS];
    size_t n = 0;
    for (const char *p = typed.p, *end = p + typed.n; p < end;) {
        char c = letter_at(&p, end);
        if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r' || c == '.' || c == '_')
            continue;
        if (!c || n == CODE_LETTERS || !strchr(letters_of_codes, c))
            return false;
        got[n++] = c;
    }
    if (n != CODE_LETTERS)
        return false;
    memcpy(out, got, CODE_LETTERS);
    return true;
}

int64_t room_lot(void)
{
    uint64_t b;
    randombytes_buf(&b, sizeof b);
    return (int64_t)((b >> 11) | UINT64_C(1) << 40); /* below 2 to the 53 */
}

bool room_digest_read(struct str hex, struct digest *out)
{
    size_t n = 0;
    return sodium_hex2bin(out->b, sizeof out->b, hex.p, hex.n, NULL, &n, NULL) == 0 && n == sizeof out->b;
}

bool room_uuid(struct store *s, struct arena *a, struct str *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT uuid FROM origin WHERE id = $1", WITH(bind_int(store_origin(s))));
    *out = STR("");
    if (rows_next(r)) {
        struct str found = rows_text(r, 0);
        *out = (struct str){arena_text(a, found.p, found.n), found.n};
    }
    return rows_end(&r, e);
}

/* ---- codes, new ones ---- */

static void code_draw(char out[CODE_LETTERS])
{
    for (size_t i = 0; i < CODE_LETTERS; i++)
        out[i] = letters_of_codes[randombytes_uniform((uint32_t)strlen(letters_of_codes))];
}

static bool code_save(struct store *s, struct str uuid, int64_t dialogue, const char *letters, struct err *e)
{
    char hex[65];
    struct digest d = room_code_digest(uuid, dialogue, letters);
    digest_hex(&d, hex);
    return store_do(s, "INSERT INTO entry_code (origin, dialogue, digest, used) VALUES ($1, $2, $3, 0)",
        WITH(bind_int(store_origin(s)), bind_int(dialogue), bind_text(str_of(hex))), e);
}

bool room_codes_new(struct store *s, int64_t dialogue, size_t n, struct buf *out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct room_settings how;
    struct str uuid;
    int64_t made = 0, used = 0, closed = 0;
    if (!room_settings_of(s, dialogue, &a, &how, e) || !room_uuid(s, &a, &uuid, e) || !room_codes_count(s, dialogue, &made, &used, e) ||
        !store_int(s, "SELECT count(*) FROM dialogue WHERE origin = $1 AND id = $2 AND closed IS NOT NULL", WITH(bind_int(store_origin(s)), bind_int(dialogue)), 0, &closed, e))
        return false;
    if (closed)
        return err_set(e, ERR_INPUT, "this dialogue is closed, so no code would let anybody in: none was made");
    if (n < 1 || n + (size_t)made > 100000)
        return err_set(e, ERR_INPUT, "%zu codes beside the %" PRId64 " that there are: a dialogue has 1 to 100,000; none was made", n, made);
    for (size_t i = 0; i < n; i++) {
        char letters[CODE_LETTERS];
        code_draw(letters);
        if (!code_save(s, uuid, dialogue, letters, e))
            return false;
        buf_f(out, "%.4s-%.4s\n", letters, letters + 4);
    }
    return room_told(s, dialogue, "codes made", e, "%zu codes made", n);
}

bool room_codes_count(struct store *s, int64_t dialogue, int64_t *made, int64_t *used, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT count(*), coalesce(sum(used), 0) FROM entry_code WHERE origin = $1 AND dialogue = $2",
        WITH(bind_int(store_origin(s)), bind_int(dialogue)));
    *made = *used = 0;
    if (rows_next(r)) {
        *made = rows_int(r, 0);
        *used = rows_int(r, 1);
    }
    return rows_end(&r, e);
}
