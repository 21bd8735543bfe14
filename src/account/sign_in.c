/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in, in three steps; the slow one between holds no store. */
#include "account/account_priv.h"
#include <assert.h>
#include <sodium.h>

/* 1, 2, 4 ... seconds from the third failure in a row on, at most 15 minutes; a browser that this account signed in with before waits a minute at most, so that
 * a stranger who keeps on failing can make its owner wait, but not stay outside. */
int64_t sign_in_wait(int64_t failures, int64_t last, int64_t now, bool known)
{
    enum { FREE = 3, MOST = 15 * 60, MOST_KNOWN = 60 };
    if (failures < FREE)
        return 0;
    int64_t most = known ? MOST_KNOWN : MOST, delay = failures - FREE >= 10 ? MOST : (int64_t)1 << (failures - FREE), until = last + MIN_OF(delay, most);
    return last > now ? delay > most ? most : delay : until > now ? until - now : 0; /* a clock that was set back forgives nothing, and locks nobody out */
}

/* ---- a browser that is known ---- */

/* It carries a MAC under a key that the kept hash gives: nothing more is stored, and a new password makes all of them strangers. */
static void device_of(const char hash[128], int64_t id, char out[TOKEN_TEXT])
{
    unsigned char key[32], mac[32];
    char text[32];
    struct hasher h;
    hash_begin(&h);
    hash_add(&h, hash, strlen(hash));
    struct digest d = hash_end(&h);
    memcpy(key, d.b, sizeof key);
    snprintf(text, sizeof text, "%" PRId64, id);
    mac_of(key, "device", str_of(text), mac);
    sodium_bin2base64(out, TOKEN_TEXT, mac, sizeof mac, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(key, sizeof key);
}

static bool device_known(const struct sign_in *in, struct str device)
{
    char right[TOKEN_TEXT];
    device_of(in->hash, in->account.id, right);
    return in->account.id && device.n == TOKEN_TEXT - 1 && sodium_memcmp(right, device.p, TOKEN_TEXT - 1) == 0;
}

void sign_in_device(const struct sign_in *in, char out[TOKEN_TEXT])
{
    device_of(in->hash, in->account.id, out);
}

/* ---- the steps ---- */

static void hash_kept(struct sign_in *in, struct str hash)
{
    if (hash.n && hash.n < sizeof in->hash)
        memcpy(in->hash, hash.p, hash.n), in->hash[hash.n] = 0;
}

bool sign_in_begin(struct store *s, struct str name, struct str device, int64_t now, struct arena *a, struct sign_in *out, struct err *e)
{
    struct sign_in got = {.totp = STR("")};
    struct err none = {0};
    memcpy(got.hash, password_of_nobody, sizeof got.hash);
    if (!account_find(s, name, a, &got.account, &none)) {
        if (none.code != ERR_ABSENT) {
            *e = none;
            return false;
        }
        *out = got;
        return true;
    }
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT password, totp, totp_last, failures, failed_last FROM account WHERE origin = $1 AND id = $2",
        WITH(bind_int(store_origin(s)), bind_int(got.account.id)));
    if (rows_next(r)) {
        hash_kept(&got, rows_text(r, 0));
        got.totp = account_kept(r, 1, a);
        got.totp_last = rows_int(r, 2);
        got.known = device_known(&got, device);
        got.wait = sign_in_wait(rows_int(r, 3), rows_int(r, 4), now, got.known);
    }
    if (!rows_end(&r, e))
        return err_within(e, "an account");
    *out = got;
    return true;
}

bool sign_in_good(const struct sign_in *in, const struct secret *password, struct str digits, int64_t now, int64_t *step)
{
    static const char nobody[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bool factor = in->totp.n > 0, long_enough = password->n <= PASSWORD_MOST;
    int64_t used = 0;
    *step = 0;
    bool right = sodium_init() >= 0 && crypto_pwhash_str_verify(in->hash, (const char *)password->p, long_enough ? password->n : 0) == 0;
    bool number = totp_right(factor ? in->totp : str_of(nobody), digits, now, in->totp_last, &used);
    if (!right || !long_enough || !in->account.id || !in->account.has_password || (factor && !number))
        return false;
    *step = factor ? used : 0;
    return true;
}

/* One more failure. Of names that there are not, nothing is written: people type passwords there. */
static bool failed(struct store *s, const struct sign_in *in, int64_t now, struct err *e)
{
    return store_do(s, "UPDATE account SET failures = failures + 1, failed_last = $3 WHERE origin = $1 AND id = $2", WITH(bind_int(store_origin(s)), bind_int(in->account.id), bind_int(now)), e) &&
           account_audit(s, "sign in refused", in->account.name, e);
}

struct state {
    struct str hash, totp, ended;
    int64_t totp_last, failures, failed_last;
};

static bool state_now(struct store *s, int64_t id, struct arena *a, struct state *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT password, totp, ended, totp_last, failures, failed_last FROM account WHERE origin = $1 AND id = $2", WITH(bind_int(store_origin(s)), bind_int(id)));
    if (rows_next(r))
        *out = (struct state){account_kept(r, 0, a), account_kept(r, 1, a), account_kept(r, 2, a), rows_int(r, 3), rows_int(r, 4), rows_int(r, 5)};
    return rows_end(&r, e);
}

/* The same as when it was read: not closed, no other password or second factor, and its number not used by somebody quicker. */
static bool unchanged(const struct state *now, const struct sign_in *in, int64_t step)
{
    return !now->ended.n && str_eq(now->hash, str_of(in->hash)) && str_eq(now->totp, in->totp) && (!now->totp.n || now->totp_last < step);
}

bool sign_in_end(struct store *s, const struct sign_in *in, bool good, int64_t step, int64_t now, char token[TOKEN_TEXT], struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct state state = {0};
    token[0] = 0;
    if (!in->account.id)
        return true;
    if (!state_now(s, in->account.id, &a, &state, e))
        return false;
    /* A hundred tries at once had all begun before the first of them failed: what counts is what stands there now. */
    if (sign_in_wait(state.failures, state.failed_last, now, in->known) > 0)
        return true;
    if (!good || !unchanged(&state, in, step))
        return failed(s, in, now, e);
    store_sign(s, in->account.name, STR(""));
    return account_tidy(s, now, e) &&
           store_do(s, "UPDATE account SET failures = 0, failed_last = 0, totp_last = CASE WHEN totp_last < $3 THEN $3 ELSE totp_last END WHERE origin = $1 AND id = $2",
               WITH(bind_int(store_origin(s)), bind_int(in->account.id), bind_int(step)), e) &&
           session_begin(s, in->account.id, in->totp.n > 0, now, token, e) && account_audit(s, "sign in", in->account.name, e);
}
