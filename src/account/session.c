/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions: a token in a cookie; the register keeps its digest. */
#include "account/account_priv.h"
#include <assert.h>

enum { STALE_SECONDS = 120 /* the time of use is kept no finer */ };

bool session_begin(struct store *s, int64_t account, bool second_factor, int64_t now, char token[TOKEN_TEXT], struct err *e)
{
    char digest[DIGEST_TEXT];
    token_new(token);
    token_digest(str_of(token), digest);
    return store_do(s, "INSERT INTO session (origin, account, digest, begun, used, second_factor) VALUES ($1, $2, $3, $4, $4, $5)",
        WITH(bind_int(store_origin(s)), bind_int(account), bind_text(str_of(digest)), bind_int(now), bind_int(second_factor)), e);
}

bool sessions_end(struct store *s, int64_t account, struct err *e)
{
    return store_do(s, "DELETE FROM session WHERE origin = $1 AND account = $2", WITH(bind_int(store_origin(s)), bind_int(account)), e);
}

bool session_find(struct store *s, struct str token, int64_t now, struct arena *a, struct account *out, bool *stale, struct err *e)
{
    char digest[DIGEST_TEXT];
    *out = (struct account){0};
    *stale = false;
    if (token.n != TOKEN_TEXT - 1)
        return true;
    token_digest(token, digest);
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT " ACCOUNT_COLUMNS ", x.used FROM session AS x JOIN account AS a ON a.origin = x.origin AND a.id = x.account WHERE x.origin = $1 AND x.digest = $2 AND x.used > $3 "
        "AND x.begun > $4 AND a.ended = ''",
        WITH(bind_int(store_origin(s)), bind_text(str_of(digest)), bind_int(now - SESSION_IDLE_SECONDS), bind_int(now - SESSION_MOST_SECONDS)));
    if (rows_next(r)) {
        *out = account_row(r, a);
        *stale = now - rows_int(r, ACCOUNT_COLUMN_N) >= STALE_SECONDS;
    }
    return rows_end(&r, e) || err_within(e, "a session");
}

bool session_used(struct store *s, struct str token, int64_t now, struct err *e)
{
    assert(store_in_task(s));
    char digest[DIGEST_TEXT];
    token_digest(token, digest);
    /* What is over stays over, and no clock that was set back makes it younger. */
    return account_tidy(s, now, e) &&
           store_do(s, "UPDATE session SET used = $3 WHERE origin = $1 AND digest = $2 AND used < $3", WITH(bind_int(store_origin(s)), bind_text(str_of(digest)), bind_int(now)), e);
}

bool session_end(struct store *s, struct str token, struct err *e)
{
    assert(store_in_task(s));
    char digest[DIGEST_TEXT];
    struct arena a CLEANUP(arena_end) = {0};
    struct str name = STR("");
    token_digest(token, digest);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT a.name FROM session AS x JOIN account AS a ON a.origin = x.origin AND a.id = x.account WHERE x.origin = $1 AND x.digest = $2",
        WITH(bind_int(store_origin(s)), bind_text(str_of(digest))));
    bool there = rows_next(r);
    if (there)
        name = account_kept(r, 0, &a);
    if (!rows_end(&r, e))
        return false;
    return !there || (store_do(s, "DELETE FROM session WHERE origin = $1 AND digest = $2", WITH(bind_int(store_origin(s)), bind_text(str_of(digest))), e) &&
                         account_audit(s, "sign out", name, e));
}

bool account_sessions_end(struct store *s, int64_t id, struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    return account_name_of(s, id, &a, &name, e) && sessions_end(s, id, e) && account_audit(s, "sessions end", name, e);
}
