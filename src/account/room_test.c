/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts in a register, on each database: who there is, who may come in, and for how long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "account/account_priv.h"
#include "store/test_register.h"
#include <unistd.h>

#define NOON 1798200000 /* some moment */

struct fixture {
    char folder[64], path[256];
    struct store *s;
    struct arena a;
};

#define fine(call, e)                                                                                                  \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

static int begin(void **state)
{
    struct fixture *f = mem_get(sizeof *f);
    struct err e = {0};
    test_folder(f->folder, sizeof f->folder, "account");
    assert_non_null(mkdtemp(f->folder));
    test_register(f->folder, "r.diwan", f->path, sizeof f->path);
    fine(store_new(f->path, STR("Selmara"), &e), e);
    fine(store_open(f->path, STORE_WRITE, &f->s, &e), e);
    store_sign(f->s, STR("tester"), STR(""));
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    store_close(&f->s);
    arena_end(&f->a);
    static const char *const endings[] = {"r.diwan", "r.diwan-wal", "r.diwan-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char name[128];
        snprintf(name, sizeof name, "%s/%s", f->folder, endings[i]);
        unlink(name);
    }
    int gone = rmdir(f->folder);
    free(f);
    return gone;
}

/* ---- one change, as a task ---- */

enum act_kind { NEW, ROLE, CLOSE, LANGUAGE, INVITE, PASSWORD, SIGN_IN, USED, SIGN_OUT, FACTOR, FEED, FEED_END, FEED_USED };
struct act {
    enum act_kind kind;
    const char *text, *shown;
    enum account_role role;
    int64_t id, now, step;
    const struct sign_in *in;
    const struct account *who;
    const struct feed *feed;
    bool good;
    char hash[128], token[TOKEN_TEXT];
};

static bool act_do(struct store *s, void *arg, struct err *e)
{
    struct act *x = arg;
    switch (x->kind) {
    case NEW: return account_new(s, str_of(x->text), str_of(x->shown), x->role, STR("tester"), &x->id, e);
    case ROLE: return account_role_set(s, x->id, x->role, e);
    case CLOSE: return account_close(s, x->id, e);
    case LANGUAGE: return account_language_set(s, x->id, str_of(x->text), e);
    case INVITE: return account_invite(s, x->id, x->now, x->token, e);
    case PASSWORD: return account_password_set(s, x->id, x->hash, str_of(x->text), e);
    case SIGN_IN: return sign_in_end(s, x->in, x->good, x->step, x->now, x->token, e);
    case USED: return session_used(s, str_of(x->text), x->now, e);
    case SIGN_OUT: return session_end(s, str_of(x->text), e);
    case FACTOR: return account_totp_set(s, x->id, str_of(x->text), x->step, e);
    case FEED: return feed_new(s, x->who, x->token, e);
    case FEED_END: return feed_end(s, x->id, e);
    case FEED_USED: return feed_used(s, x->feed, (struct day){(int32_t)x->now}, e);
    }
    return false;
}

static void done(struct fixture *f, struct act *x)
{
    struct err e = {0};
    fine(store_task(f->s, act_do, x, &e), e);
}

static void refused(struct fixture *f, struct act x, enum err_code code, const char *word)
{
    struct err e = {0};
    assert_false(store_task(f->s, act_do, &x, &e));
    assert_int_equal(e.code, code);
    if (!strstr(e.text, word))
        fail_msg("\"%s\" does not say \"%s\"", e.text, word);
}

static int64_t added(struct fixture *f, const char *name, enum account_role role)
{
    struct act x = {.kind = NEW, .text = name, .shown = "", .role = role};
    done(f, &x);
    return x.id;
}

/* No real hash: the slow step is keys_test.c's. */
static void with_password(struct fixture *f, int64_t id, const char *hash)
{
    struct act x = {.kind = PASSWORD, .id = id, .text = ""};
    snprintf(x.hash, sizeof x.hash, "%s", hash);
    done(f, &x);
}

static int64_t count(struct fixture *f, const char *what)
{
    struct err e = {0};
    int64_t n = -1;
    fine(store_int(f->s, "SELECT count(*) FROM audit WHERE what = $1", WITH(bind_text(str_of(what))), 0, &n, &e), e);
    return n;
}

static int64_t rows_of(struct fixture *f, bool sessions)
{
    struct err e = {0};
    int64_t n = -1;
    fine(sessions ? store_int(f->s, "SELECT count(*) FROM session", WITH_NOTHING, 0, &n, &e) : store_int(f->s, "SELECT count(*) FROM invitation", WITH_NOTHING, 0, &n, &e), e);
    return n;
}

static struct sign_in begun(struct fixture *f, const char *name, const char *device, int64_t now)
{
    struct err e = {0};
    struct sign_in in;
    fine(sign_in_begin(f->s, str_of(name), str_of(device), now, &f->a, &in, &e), e);
    return in;
}

/* Of somebody without a second factor; "" where refused. */
static const char *signed_in(struct fixture *f, const char *name, const char *device, int64_t now, bool good)
{
    struct sign_in in = begun(f, name, device, now);
    struct act x = {.kind = SIGN_IN, .in = &in, .good = good, .now = now};
    done(f, &x);
    return arena_text(&f->a, x.token, strlen(x.token));
}

static struct account who(struct fixture *f, const char *token, int64_t now, bool *stale)
{
    struct err e = {0};
    struct account out;
    fine(session_find(f->s, str_of(token), now, &f->a, &out, stale, &e), e);
    return out;
}

static int64_t whose(struct fixture *f, const char *token, int64_t now)
{
    bool stale;
    return who(f, token, now, &stale).id;
}

/* ---- the tests ---- */

static void accounts_come_and_go(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    int64_t dana = added(f, "dana.rashid", ROLE_STEWARD), omar = added(f, "omar-2", ROLE_READER);
    struct account *list, got;
    size_t n;
    refused(f, (struct act){.kind = NEW, .text = "omar-2", .shown = "", .role = ROLE_READER}, ERR_INPUT, "already");
    static const char *const wrong[] = {"Omar", "o mar", "", "عمر", "o'mar", "x234567890123456789012345678901234567890123456789012345678901234567"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        refused(f, (struct act){.kind = NEW, .text = wrong[i], .shown = "", .role = ROLE_READER}, ERR_INPUT, "name of an account");
    refused(f, (struct act){.kind = NEW, .text = "line", .shown = "two\nlines", .role = ROLE_READER}, ERR_INPUT, "one line");
    refused(f, (struct act){.kind = NEW, .text = "nobody", .shown = "", .role = ROLE_NOBODY}, ERR_INPUT, "role");
    fine(accounts(f->s, &f->a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_true(list[0].id == dana && str_is(list[0].shown, "dana.rashid") && list[0].role == ROLE_STEWARD && !list[0].has_password && str_is(list[0].made_by, "tester"));
    assert_true(list[0].made.n == 20 && list[0].made.p[4] == '-' && !list[0].ended.n);
    fine(account_find(f->s, STR("Omar-2"), &f->a, &got, &e), e);
    assert_int_equal(got.id, omar);
    struct act close = {.kind = CLOSE, .id = omar};
    done(f, &close);
    assert_false(account_find(f->s, STR("omar-2"), &f->a, &got, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    refused(f, (struct act){.kind = CLOSE, .id = omar}, ERR_ABSENT, "in use");
    refused(f, (struct act){.kind = ROLE, .id = 99, .role = ROLE_READER}, ERR_ABSENT, "99");
    assert_true(added(f, "omar-2", ROLE_ANALYST) > omar); /* the name is free again, the number never */
    fine(accounts(f->s, &f->a, &list, &n, &e), e);
    assert_int_equal(n, 3);
    assert_true(list[1].id == omar && list[1].ended.n == 20);
    struct act language = {.kind = LANGUAGE, .id = dana, .text = "ckb"};
    done(f, &language);
    refused(f, (struct act){.kind = LANGUAGE, .id = dana, .text = "xx"}, ERR_INPUT, "language");
    assert_int_equal(count(f, "account new"), 3);
    assert_int_equal(count(f, "account close"), 1);
}

static void a_register_keeps_a_steward(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_STEWARD);
    refused(f, (struct act){.kind = CLOSE, .id = dana}, ERR_DENIED, "last steward");
    with_password(f, dana, "x");
    int64_t omar = added(f, "omar", ROLE_STEWARD);
    refused(f, (struct act){.kind = ROLE, .id = dana, .role = ROLE_ANALYST}, ERR_DENIED, "last steward"); /* omar cannot come in yet */
    struct act stays = {.kind = ROLE, .id = dana, .role = ROLE_STEWARD};
    done(f, &stays);
    with_password(f, omar, "y");
    struct act goes = {.kind = ROLE, .id = dana, .role = ROLE_ANALYST};
    done(f, &goes);
    refused(f, (struct act){.kind = CLOSE, .id = omar}, ERR_DENIED, "last steward");
    struct act third = {.kind = NEW, .text = "sara", .shown = "Sara", .role = ROLE_STEWARD};
    done(f, &third);
    struct act unused = {.kind = CLOSE, .id = third.id}; /* could not come in: nothing is lost */
    done(f, &unused);
}

static bool invited(struct fixture *f, const char *token, int64_t now, struct account *out)
{
    struct err e = {0};
    bool there = account_invited(f->s, str_of(token), now, &f->a, out, &e);
    assert_true(there || e.code == ERR_ABSENT);
    return there;
}

static void an_invitation_serves_once(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER);
    struct account got;
    struct act first = {.kind = INVITE, .id = dana, .now = NOON}, second = first;
    done(f, &first);
    assert_true(invited(f, first.token, NOON, &got) && got.id == dana);
    done(f, &second);
    assert_false(invited(f, first.token, NOON, &got)); /* an earlier link no longer serves */
    assert_true(invited(f, second.token, NOON + INVITATION_SECONDS - 1, &got));
    assert_false(invited(f, second.token, NOON + INVITATION_SECONDS, &got));
    assert_false(invited(f, "", NOON, &got));
    assert_false(invited(f, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NOON, &got));
    struct act use = {.kind = PASSWORD, .id = dana, .text = second.token, .hash = "h"};
    done(f, &use);
    assert_false(invited(f, second.token, NOON, &got));
    refused(f, use, ERR_ABSENT, "used already");
    assert_int_equal(rows_of(f, false), 0);
    /* what a steward's password change leaves behind is no way in */
    struct act third = {.kind = INVITE, .id = dana, .now = NOON};
    done(f, &third);
    with_password(f, dana, "h2");
    assert_false(invited(f, third.token, NOON, &got));
}

static void what_is_over_is_deleted(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER), omar = added(f, "omar", ROLE_READER);
    with_password(f, omar, "x");
    struct act old = {.kind = INVITE, .id = dana, .now = NOON};
    done(f, &old);
    assert_true(*signed_in(f, "omar", "", NOON, true));
    assert_int_equal(rows_of(f, false) + rows_of(f, true), 2);
    assert_true(*signed_in(f, "omar", "", NOON + INVITATION_SECONDS, true));
    assert_int_equal(rows_of(f, false), 0);
    assert_int_equal(rows_of(f, true), 1);
}

static void sessions_end_by_themselves(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER), now = NOON;
    bool stale;
    with_password(f, dana, "x");
    const char *token = signed_in(f, "DANA ", "", now, true), *other = signed_in(f, "dana", "", now, true);
    assert_int_equal(strlen(token), TOKEN_TEXT - 1);
    assert_string_not_equal(token, other);
    assert_int_equal(whose(f, token, now), dana);
    assert_int_equal(whose(f, token, now + SESSION_IDLE_SECONDS - 1), dana);
    assert_int_equal(whose(f, token, now + SESSION_IDLE_SECONDS), 0);
    assert_int_equal(whose(f, "", now), 0);
    assert_int_equal(whose(f, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", now), 0);
    (void)who(f, token, now + 119, &stale);
    assert_false(stale);
    (void)who(f, token, now + 120, &stale);
    assert_true(stale);
    /* one that is used goes on, for twelve hours at most */
    for (; now < NOON + SESSION_MOST_SECONDS - 1000; now += 1000) {
        struct act used = {.kind = USED, .text = token, .now = now};
        done(f, &used);
        assert_int_equal(whose(f, token, now), dana);
    }
    assert_int_equal(whose(f, other, now), 0);
    struct act used = {.kind = USED, .text = token, .now = NOON + SESSION_MOST_SECONDS - 1};
    done(f, &used);
    assert_int_equal(whose(f, token, NOON + SESSION_MOST_SECONDS - 1), dana);
    assert_int_equal(whose(f, token, NOON + SESSION_MOST_SECONDS), 0);
}

static void what_ends_sessions(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER), omar = added(f, "omar", ROLE_READER);
    with_password(f, dana, "x");
    with_password(f, omar, "x");
    const char *stays = signed_in(f, "omar", "", NOON, true);
    const struct act ends[] = {{.kind = SIGN_OUT}, {.kind = ROLE, .id = dana, .role = ROLE_ANALYST}, {.kind = PASSWORD, .id = dana, .text = "", .hash = "y"},
        {.kind = FACTOR, .id = dana, .text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", .step = 1}, {.kind = FACTOR, .id = dana, .text = ""}, {.kind = CLOSE, .id = dana}};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        struct act x = ends[i];
        struct sign_in in = begun(f, "dana", "", NOON);
        struct act come = {.kind = SIGN_IN, .in = &in, .good = true, .step = 5 + (int64_t)i, .now = NOON};
        done(f, &come);
        assert_int_equal(whose(f, come.token, NOON), dana);
        if (x.kind == SIGN_OUT)
            x.text = come.token;
        done(f, &x);
        assert_int_equal(whose(f, come.token, NOON), 0);
        assert_int_equal(whose(f, stays, NOON), omar);
    }
    assert_int_equal(rows_of(f, true), 1);
}

/* The register holds nothing that would let its thief in: neither token stands in it, only digests. */
static void only_digests_are_kept(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    int64_t dana = added(f, "dana", ROLE_READER), n = -1;
    with_password(f, dana, "x");
    const char *token = signed_in(f, "dana", "", NOON, true);
    struct act link = {.kind = INVITE, .id = dana, .now = NOON};
    done(f, &link);
    fine(store_int(f->s, "SELECT count(*) FROM session WHERE digest = $1", WITH(bind_text(str_of(token))), 0, &n, &e), e);
    assert_int_equal(n, 0);
    fine(store_int(f->s, "SELECT count(*) FROM invitation WHERE digest = $1", WITH(bind_text(str_of(link.token))), 0, &n, &e), e);
    assert_int_equal(n, 0);
    char hex[DIGEST_TEXT];
    token_digest(str_of(token), hex);
    fine(store_int(f->s, "SELECT count(*) FROM session WHERE digest = $1", WITH(bind_text(str_of(hex))), 0, &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(whose(f, hex, NOON), 0); /* a digest is no token */
}

static void failures_make_wait(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER), now = NOON;
    added(f, "omar", ROLE_READER);
    with_password(f, dana, "x");
    for (int i = 0; i < 3; i++)
        assert_false(*signed_in(f, "dana", "", now, false));
    assert_int_equal(begun(f, "dana", "", now).wait, 1);
    assert_int_equal(begun(f, "omar", "", now).wait, 0); /* of that account alone */
    assert_false(*signed_in(f, "dana", "", now, true));  /* the right password has to wait, too, and a try that does not count adds nothing */
    assert_int_equal(begun(f, "dana", "", now).wait, 1);
    assert_int_equal(count(f, "sign in refused"), 3);
    for (int64_t delay = 1; delay < 900; delay = MIN_OF(2 * delay, (int64_t)900)) {
        assert_int_equal(begun(f, "dana", "", now).wait, delay);
        now += delay;
        assert_false(*signed_in(f, "dana", "", now, false));
    }
    assert_int_equal(begun(f, "dana", "", now).wait, 900);
    now += 900;
    assert_true(*signed_in(f, "dana", "", now, true));
    assert_int_equal(begun(f, "dana", "", now).wait, 0); /* and all is forgotten */
    assert_false(*signed_in(f, "dana", "", now, false));
    assert_int_equal(begun(f, "dana", "", now).wait, 0);
}

/* A hundred tries at once have all read "no failure yet": only three of them count. */
static void tries_at_once_do_not_slip_by(void **state)
{
    struct fixture *f = *state;
    with_password(f, added(f, "dana", ROLE_READER), "x");
    struct sign_in in = begun(f, "dana", "", NOON);
    for (int i = 0; i < 100; i++) {
        struct act x = {.kind = SIGN_IN, .in = &in, .good = i == 99, .now = NOON};
        done(f, &x);
        assert_false(*x.token);
    }
    assert_int_equal(count(f, "sign in refused"), 3);
    assert_int_equal(rows_of(f, true), 0);
}

/* Who fails on purpose, for ever, keeps out neither a session that is there nor a browser that is known. */
static void a_stranger_locks_nobody_out(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER), now = NOON;
    char device[TOKEN_TEXT];
    with_password(f, dana, "x");
    const char *session = signed_in(f, "dana", "", now, true);
    struct sign_in in = begun(f, "dana", "", now);
    sign_in_device(&in, device);
    for (int i = 0; i < 20; i++) {
        now += begun(f, "dana", "", now).wait;
        assert_false(*signed_in(f, "dana", "", now, false));
        struct act used = {.kind = USED, .text = session, .now = now};
        done(f, &used);
    }
    assert_int_equal(whose(f, session, now), dana);
    assert_int_equal(begun(f, "dana", "", now).wait, 900);
    assert_int_equal(begun(f, "dana", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", now).wait, 900);
    assert_int_equal(begun(f, "dana", device, now).wait, 60);
    assert_false(*signed_in(f, "dana", device, now + 59, true));
    assert_true(*signed_in(f, "dana", device, now + 60, true));
    with_password(f, dana, "y"); /* and a new password forgets the failures and every browser */
    assert_false(begun(f, "dana", device, now).known);
    assert_int_equal(begun(f, "dana", "", now).wait, 0);
}

static void a_browser_is_known_to_one_account(void **state)
{
    struct fixture *f = *state;
    char device[TOKEN_TEXT], nobody[TOKEN_TEXT];
    with_password(f, added(f, "dana", ROLE_READER), "x");
    with_password(f, added(f, "omar", ROLE_READER), "x");
    added(f, "sara", ROLE_READER);
    struct sign_in in = begun(f, "dana", "", NOON), none = begun(f, "nobody", "", NOON);
    sign_in_device(&in, device);
    sign_in_device(&none, nobody);
    assert_true(begun(f, "dana", device, NOON).known);
    assert_false(begun(f, "omar", device, NOON).known);
    assert_false(begun(f, "nobody", nobody, NOON).known);
    assert_false(begun(f, "sara", nobody, NOON).known);
}

static void of_nobody_nothing_is_kept(void **state)
{
    struct fixture *f = *state;
    assert_false(*signed_in(f, "a password typed into the wrong field", "", NOON, false));
    assert_false(*signed_in(f, "dana", "", NOON, true));
    struct sign_in in = begun(f, "dana", "", NOON);
    assert_true(in.account.id == 0 && in.wait == 0 && strlen(in.hash) > 90);
    added(f, "dana", ROLE_READER); /* invited: has no password yet */
    struct sign_in invited_one = begun(f, "dana", "", NOON);
    assert_string_equal(invited_one.hash, in.hash);
    assert_int_equal(count(f, "sign in refused"), 0);
    assert_int_equal(rows_of(f, true), 0);
}

/* What changed while the slow step ran is not overlooked. */
static void the_last_word_is_the_registers(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER);
    with_password(f, dana, "x");
    struct sign_in in = begun(f, "dana", "", NOON);
    with_password(f, dana, "y");
    struct act x = {.kind = SIGN_IN, .in = &in, .good = true, .now = NOON};
    done(f, &x);
    assert_false(*x.token);
    in = begun(f, "dana", "", NOON);
    struct act close = {.kind = CLOSE, .id = dana};
    done(f, &close);
    done(f, &x);
    assert_false(*x.token);
}

static void no_number_serves_twice(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_READER);
    with_password(f, dana, "x");
    struct act factor = {.kind = FACTOR, .id = dana, .text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", .step = 10};
    done(f, &factor);
    refused(f, (struct act){.kind = FACTOR, .id = dana, .text = "short"}, ERR_INPUT, "32");
    struct sign_in in = begun(f, "dana", "", NOON), same = in;
    assert_true(in.account.has_second_factor && in.totp_last == 10 && str_is(in.totp, factor.text));
    struct act x = {.kind = SIGN_IN, .in = &in, .good = true, .step = 11, .now = NOON}, again = {.kind = SIGN_IN, .in = &same, .good = true, .step = 11, .now = NOON};
    done(f, &x);
    assert_true(*x.token);
    done(f, &again); /* had begun before the first was done */
    assert_false(*again.token);
    assert_int_equal(begun(f, "dana", "", NOON).totp_last, 11);
}

/* ---- addresses for calendars ---- */

static struct account called(struct fixture *f, const char *name)
{
    struct err e = {0};
    struct account out;
    fine(account_find(f->s, str_of(name), &f->a, &out, &e), e);
    return out;
}

static const char *fed(struct fixture *f, const char *name)
{
    struct account who = called(f, name);
    struct act x = {.kind = FEED, .who = &who};
    done(f, &x);
    return arena_text(&f->a, x.token, strlen(x.token));
}

static struct feed feed_of(struct fixture *f, const char *token)
{
    struct err e = {0};
    struct feed out;
    fine(feed_find(f->s, str_of(token), &f->a, &out, &e), e);
    return out;
}

static void an_address_for_a_calendar(void **state)
{
    struct fixture *f = *state;
    int64_t dana = added(f, "dana", ROLE_ANALYST), omar = added(f, "omar", ROLE_ANALYST), n = -1;
    struct err e = {0};
    added(f, "rima", ROLE_READER);
    struct account rima = called(f, "rima");
    refused(f, (struct act){.kind = FEED, .who = &rima}, ERR_DENIED, "those who analyse");
    const char *first = fed(f, "dana"), *second = fed(f, "omar");
    assert_true(feed_of(f, first).account.id == dana && feed_of(f, second).account.id == omar && !day_known(feed_of(f, first).used));
    assert_int_equal(feed_of(f, "").account.id, 0);
    assert_int_equal(feed_of(f, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").account.id, 0);
    fine(store_int(f->s, "SELECT count(*) FROM fact WHERE value LIKE '%' || $1 || '%'", WITH(bind_text(str_of(first))), 0, &n, &e), e);
    assert_int_equal(n, 0); /* its digest alone is kept */
    struct feed used = feed_of(f, first);
    struct act use = {.kind = FEED_USED, .feed = &used, .now = 20000};
    done(f, &use);
    assert_true(feed_of(f, first).account.id == dana && feed_of(f, first).used.n == 20000 && !day_known(feed_of(f, second).used));
    const char *again = fed(f, "dana"); /* a new one ends the first, and was never used */
    assert_true(feed_of(f, first).account.id == 0 && feed_of(f, again).account.id == dana && !day_known(feed_of(f, again).used));
    assert_true(count(f, "feed made") == 3 && count(f, "feed used") == 1 && count(f, "feed ended") == 0);
}

static void what_ends_an_address_for_a_calendar(void **state)
{
    struct fixture *f = *state;
    with_password(f, added(f, "steward", ROLE_STEWARD), "s");
    int64_t dana = added(f, "dana", ROLE_ANALYST);
    const char *own = fed(f, "dana");
    struct act stop = {.kind = FEED_END, .id = dana}, up = {.kind = ROLE, .id = dana, .role = ROLE_STEWARD}, down = {.kind = ROLE, .id = dana, .role = ROLE_FACILITATOR}, close = {.kind = CLOSE, .id = dana};
    done(f, &stop);
    assert_int_equal(feed_of(f, own).account.id, 0);
    done(f, &stop); /* there is none: nothing is said of it */
    assert_int_equal(count(f, "feed ended"), 1);
    own = fed(f, "dana");
    with_password(f, dana, "x");
    assert_int_equal(feed_of(f, own).account.id, 0);
    own = fed(f, "dana");
    done(f, &up);
    assert_int_equal(feed_of(f, own).account.id, dana);
    done(f, &down);
    assert_int_equal(feed_of(f, own).account.id, 0);
    done(f, &up); /* the right comes back, the address does not */
    assert_int_equal(feed_of(f, own).account.id, 0);
    own = fed(f, "dana");
    done(f, &close);
    assert_int_equal(feed_of(f, own).account.id, 0);
    assert_int_equal(count(f, "feed ended"), 4);
}

static void who_guesses_addresses_waits(UNUSED void **state)
{
    struct feed_tries t = {0};
    for (int i = 0; i < 3; i++) {
        assert_false(feed_waits(&t, NOON));
        feed_failed(&t, NOON);
    }
    assert_true(feed_waits(&t, NOON) && !feed_waits(&t, NOON + 1));
    for (int i = 0; i < 30; i++)
        feed_failed(&t, NOON);
    assert_true(feed_waits(&t, NOON + 15 * 60 - 1) && !feed_waits(&t, NOON + 15 * 60));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(accounts_come_and_go),
        TEST(a_register_keeps_a_steward),
        TEST(an_invitation_serves_once),
        TEST(what_is_over_is_deleted),
        TEST(sessions_end_by_themselves),
        TEST(what_ends_sessions),
        TEST(only_digests_are_kept),
        TEST(failures_make_wait),
        TEST(tries_at_once_do_not_slip_by),
        TEST(a_stranger_locks_nobody_out),
        TEST(a_browser_is_known_to_one_account),
        TEST(of_nobody_nothing_is_kept),
        TEST(the_last_word_is_the_registers),
        TEST(no_number_serves_twice),
        TEST(an_address_for_a_calendar),
        TEST(what_ends_an_address_for_a_calendar),
        TEST(who_guesses_addresses_waits),
    };
    return cmocka_run_group_tests_name("account room", tests, NULL, NULL);
}
