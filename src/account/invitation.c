/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that let somebody choose a password: once, and not for long. */
#include "account/account_priv.h"
#include <assert.h>

bool account_invite(struct store *s, int64_t id, int64_t now, char token[TOKEN_TEXT], struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    char digest[DIGEST_TEXT];
    if (!account_name_of(s, id, &a, &name, e) || !account_tidy(s, now, e))
        return false;
    token_new(token);
    token_digest(str_of(token), digest);
    return store_do(s, "DELETE FROM invitation WHERE origin = $1 AND account = $2", WITH(bind_int(store_origin(s)), bind_int(id)), e) &&
           store_do(s, "INSERT INTO invitation (origin, account, digest, until) VALUES ($1, $2, $3, $4)",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(str_of(digest)), bind_int(now + INVITATION_SECONDS)), e) &&
           account_audit(s, "account invite", name, e);
}

bool account_invited(struct store *s, struct str token, int64_t now, struct arena *a, struct account *out, struct err *e)
{
    char digest[DIGEST_TEXT];
    token_digest(token, digest);
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT " ACCOUNT_COLUMNS " FROM invitation AS i JOIN account AS a ON a.origin = i.origin AND a.id = i.account WHERE i.origin = $1 AND i.digest = $2 AND i.until > $3 "
        "AND a.ended = ''",
        WITH(bind_int(store_origin(s)), bind_text(str_of(digest)), bind_int(now)));
    bool there = rows_next(r);
    struct account got = {0};
    if (there)
        got = account_row(r, a);
    if (!rows_end(&r, e))
        return err_within(e, "an invitation");
    if (!there)
        return err_set(e, ERR_ABSENT, "this invitation was used, or is older than %d days, or was never made; ask a steward for another", INVITATION_SECONDS / 86400);
    *out = got;
    return true;
}

bool account_tidy(struct store *s, int64_t now, struct err *e)
{
    return store_do(s, "DELETE FROM invitation WHERE origin = $1 AND until <= $2", WITH(bind_int(store_origin(s)), bind_int(now)), e) &&
           store_do(s, "DELETE FROM session WHERE origin = $1 AND (used <= $2 OR begun <= $3)",
               WITH(bind_int(store_origin(s)), bind_int(now - SESSION_IDLE_SECONDS), bind_int(now - SESSION_MOST_SECONDS)), e);
}
