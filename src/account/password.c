/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords: Argon2id, with 64 MiB, so that who steals the register pays for each guess. */
#include "account/account_priv.h"
#include <assert.h>
#include <sodium.h>

/* Passes over 64 MiB: about 0.3 s on a processor of 2020. A hash carries its own cost, so that this may rise. */
enum { PASSES = 7, MEMORY = 64 << 20 };

const char password_of_nobody[128] = "$argon2id$v=19$m=65536,t=7,p=1$c29kaXVtIG5vYm9keSAgIA$bm8gcGFzc3dvcmQgaGFzIHRoaXMgaGFzaCwgYnkgY2g";

static bool length_good(const struct secret *password, struct err *e)
{
    if (password->n > PASSWORD_MOST)
        return err_set(e, ERR_INPUT, "a password has at most %d bytes", PASSWORD_MOST);
    size_t letters = 0;
    for (size_t i = 0; i < password->n; i++)
        letters += (password->p[i] & 0xC0) != 0x80;
    return letters >= PASSWORD_LEAST || err_set(e, ERR_INPUT, "a password has at least %d letters or signs; a sentence of your own is good", PASSWORD_LEAST);
}

/* The name itself, or one letter again and again. */
static bool is_weak(const struct secret *password, struct str name)
{
    struct str given = {(const char *)password->p, password->n};
    bool same = given.n == name.n;
    for (size_t i = 0; same && i < name.n; i++)
        same = (given.p[i] | 0x20) == (name.p[i] | 0x20);
    bool one = true;
    for (size_t i = 1; i < given.n; i++)
        one = one && given.p[i] == given.p[0];
    return same || one;
}

bool account_hash(const struct secret *password, struct str name, char out[128], struct err *e)
{
    if (!length_good(password, e))
        return false;
    if (is_weak(password, name))
        return err_set(e, ERR_INPUT, "the name of the account, or one letter again and again, is no password");
    if (sodium_init() < 0 || crypto_pwhash_str_alg(out, (const char *)password->p, password->n, PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return err_set(e, ERR_SYSTEM, "64 MiB of memory for hashing a password are not to be had");
    return true;
}

/* The link serves once: who comes second finds it gone. */
static bool invitation_use(struct store *s, int64_t id, struct str token, struct err *e)
{
    char digest[DIGEST_TEXT];
    int64_t there = 0;
    token_digest(token, digest);
    if (!store_int(s, "SELECT count(*) FROM invitation WHERE origin = $1 AND account = $2 AND digest = $3", WITH(bind_int(store_origin(s)), bind_int(id), bind_text(str_of(digest))), 0,
            &there, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "this invitation was used already; ask a steward for another");
}

bool account_password_set(struct store *s, int64_t id, const char hash[128], struct str invitation, struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    if (!account_name_of(s, id, &a, &name, e) || (invitation.n && !invitation_use(s, id, invitation, e)))
        return false;
    if (invitation.n) /* nobody else can have held it */
        store_sign(s, name, STR(""));
    /* A link that is still under way would let an older letter replace the new password: it goes, whether it was the way in or not. */
    return store_do(s, "DELETE FROM invitation WHERE origin = $1 AND account = $2", WITH(bind_int(store_origin(s)), bind_int(id)), e) && sessions_end(s, id, e) && feed_end(s, id, e) &&
           store_do(s, "UPDATE account SET password = $3, failures = 0, failed_last = 0 WHERE origin = $1 AND id = $2",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(str_of(hash))), e) &&
           account_audit(s, "account password", name, e);
}
