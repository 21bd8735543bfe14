/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secret addresses for calendar programs, which have no session: one an account, of which the register keeps the digest and the day it was last used, as the fact "feed.ID". */
#include "account/account_priv.h"
#include <assert.h>
#include <sodium.h>

enum { KEY_MOST = 32 };

static struct str key_of(int64_t id, char room[KEY_MOST])
{
    int n = snprintf(room, KEY_MOST, "feed.%" PRId64, id);
    return (struct str){room, (size_t)n};
}

bool feed_may(enum account_role role)
{
    return (account_may(role) & MAY_ANALYSE) != 0;
}

bool feed_there(struct store *s, int64_t id, bool *there, struct err *e)
{
    char room[KEY_MOST];
    int64_t n = 0;
    if (!store_int(s, "SELECT count(*) FROM fact WHERE key = $1", WITH(bind_text(key_of(id, room))), 0, &n, e))
        return false;
    *there = n > 0;
    return true;
}

bool feed_new(struct store *s, const struct account *who, char token[TOKEN_TEXT], struct err *e)
{
    assert(store_in_task(s));
    char room[KEY_MOST], digest[DIGEST_TEXT];
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    if (!feed_may(who->role))
        return err_set(e, ERR_DENIED, "reminders by name of letters are for those who analyse or answer for this register");
    if (!account_name_of(s, who->id, &a, &name, e))
        return false;
    token_new(token);
    token_digest(str_of(token), digest);
    return store_fact_set(s, key_of(who->id, room).p, str_of(digest), e) && account_audit(s, "feed made", name, e);
}

bool feed_end(struct store *s, int64_t id, struct err *e)
{
    assert(store_in_task(s));
    char room[KEY_MOST];
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    bool there = false;
    if (!feed_there(s, id, &there, e))
        return false;
    return !there || (account_name_of(s, id, &a, &name, e) && store_do(s, "DELETE FROM fact WHERE key = $1", WITH(bind_text(key_of(id, room))), e) && account_audit(s, "feed ended", name, e));
}

/* "DIGEST" or "DIGEST DAY". */
static bool is_digest(struct str kept, const char digest[DIGEST_TEXT], struct day *used)
{
    struct day last;
    *used = DAY_NONE;
    if (kept.n < DIGEST_TEXT - 1 || sodium_memcmp(kept.p, digest, DIGEST_TEXT - 1) != 0)
        return false;
    if (kept.n > DIGEST_TEXT && !day_parse((struct str){kept.p + DIGEST_TEXT, kept.n - DIGEST_TEXT}, used, &last))
        *used = DAY_NONE;
    return true;
}

bool feed_find(struct store *s, struct str token, struct arena *a, struct feed *out, struct err *e)
{
    char digest[DIGEST_TEXT];
    struct feed got = {.used = DAY_NONE};
    token_digest(token, digest);
    /* All are looked at, whichever it is: neither their order nor how long it takes tells of one. */
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT " ACCOUNT_COLUMNS ", f.value FROM fact AS f JOIN account AS a ON f.key = 'feed.' || CAST(a.id AS TEXT) WHERE a.origin = $1 AND a.ended = ''",
        WITH(bind_int(store_origin(s))));
    while (rows_next(r)) {
        struct day used;
        struct account one = account_row(r, a);
        if (is_digest(rows_text(r, ACCOUNT_COLUMN_N), digest, &used) && feed_may(one.role))
            got = (struct feed){one, used};
    }
    if (!rows_end(&r, e))
        return err_within(e, "the addresses for calendars");
    *out = got;
    return true;
}

bool feed_used(struct store *s, const struct feed *f, struct day today, struct err *e)
{
    assert(store_in_task(s));
    char room[KEY_MOST];
    struct arena a CLEANUP(arena_end) = {0};
    struct buf b CLEANUP(buf_end) = {0};
    struct str kept;
    const char *key = key_of(f->account.id, room).p;
    if (!store_fact(s, key, &a, &kept, e))
        return false;
    if (kept.n < DIGEST_TEXT - 1) /* it ended meanwhile */
        return true;
    buf_str(&b, (struct str){kept.p, DIGEST_TEXT - 1});
    buf_char(&b, ' ');
    buf_day(&b, today);
    return store_fact_set(s, key, buf_view(&b), e) && account_audit(s, "feed used", f->account.name, e);
}

/* ---- who guesses ---- */

bool feed_waits(const struct feed_tries *t, int64_t now)
{
    return sign_in_wait(t->failures, t->last, now, false) > 0;
}

void feed_failed(struct feed_tries *t, int64_t now)
{
    *t = (struct feed_tries){t->failures + 1, now};
}
