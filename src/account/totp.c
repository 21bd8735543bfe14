/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second factor: numbers of six digits that change every 30 seconds (RFC 6238, by liboath). */
#include "account/account_priv.h"
#include <assert.h>
#include <liboath/oath.h>
#include <sodium.h>

enum { SECRET_BYTES = 20, SECRET_TEXT = 32, DIGITS = 6, STEP_SECONDS = 30 };

void totp_new(char secret[33])
{
    unsigned char chance[SECRET_BYTES];
    char *text = NULL;
    size_t n = 0;
    randombytes_buf(chance, sizeof chance);
    if (oath_base32_encode((const char *)chance, sizeof chance, &text, &n) != OATH_OK || n < SECRET_TEXT)
        mem_ran_out(SECRET_TEXT);
    memcpy(secret, text, SECRET_TEXT);
    secret[SECRET_TEXT] = 0;
    sodium_memzero(text, n);
    sodium_memzero(chance, sizeof chance);
    free(text);
}

void totp_address(struct str secret, struct str account, struct str register_name, struct buf *out)
{
    buf_text(out, "otpauth://totp/");
    buf_percent(out, register_name.n ? register_name : STR("Diwan"));
    buf_char(out, ':');
    buf_percent(out, account);
    buf_text(out, "?secret=");
    buf_str(out, secret);
    buf_text(out, "&issuer=");
    buf_percent(out, register_name.n ? register_name : STR("Diwan"));
}

/* Six of the digits that keyboards have: latin, and those of Arabic and Persian. Anything else leaves `out` without a match. */
static void digits_of(struct str typed, char out[DIGITS + 1])
{
    size_t n = 0;
    memset(out, '-', DIGITS);
    out[DIGITS] = 0;
    for (size_t i = 0; i < typed.n && n <= DIGITS; i++) {
        unsigned char c = (unsigned char)typed.p[i], next = i + 1 < typed.n ? (unsigned char)typed.p[i + 1] : 0;
        int digit = -1;
        if (c == ' ')
            continue;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if (c == 0xD9 && next >= 0xA0 && next <= 0xA9)
            digit = next - 0xA0, i++;
        else if (c == 0xDB && next >= 0xB0 && next <= 0xB9)
            digit = next - 0xB0, i++;
        if (digit < 0 || n == DIGITS) {
            memset(out, '-', DIGITS);
            return;
        }
        out[n++] = (char)('0' + digit);
    }
}

bool totp_right(struct str secret, struct str digits, int64_t now, int64_t last, int64_t *step)
{
    char *bytes = NULL, typed[DIGITS + 1], right[DIGITS + 1];
    size_t n = 0;
    int64_t here = now / STEP_SECONDS, found = 0;
    digits_of(digits, typed);
    if (!secret.n || oath_base32_decode(secret.p, secret.n, &bytes, &n) != OATH_OK)
        return false;
    for (int64_t at = here - 1; at <= here + 1; at++) { /* all three, whichever fits: it takes as long */
        bool made = at > 0 && oath_totp_generate(bytes, n, (time_t)(at * STEP_SECONDS), STEP_SECONDS, 0, DIGITS, right) == OATH_OK;
        bool same = made && sodium_memcmp(right, typed, DIGITS) == 0;
        found = same && at > last && !found ? at : found;
    }
    sodium_memzero(bytes, n);
    free(bytes);
    if (found)
        *step = found;
    return found != 0;
}

bool account_totp_set(struct store *s, int64_t id, struct str secret, int64_t step, struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    if (secret.n && secret.n != SECRET_TEXT)
        return err_set(e, ERR_INPUT, "the secret of a second factor has %d letters", SECRET_TEXT);
    if (!account_name_of(s, id, &a, &name, e))
        return false;
    return account_audit(s, secret.n ? "second factor" : "second factor off", name, e) && sessions_end(s, id, e) &&
           store_do(s, "UPDATE account SET totp = $3, totp_last = $4 WHERE origin = $1 AND id = $2",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(secret), bind_int(step)), e);
}
