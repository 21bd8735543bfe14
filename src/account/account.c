/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of a register, and what their roles may do. */
#include "account/account_priv.h"
#include "core/speech.h"
#include <assert.h>

const char *const account_role_names[ROLES] = {"", "reader", "facilitator", "analyst", "steward"};

const char *account_role_words(enum account_role role)
{
    static const char *const words[ROLES] = {"", T("reader"), T("facilitator"), T("analyst"), T("steward")};
    return words[(unsigned)role < ROLES ? role : ROLE_NOBODY];
}

unsigned account_may(enum account_role role)
{
    static const unsigned sets[ROLES] = {
        [ROLE_NOBODY] = MAY_TAKE_PART,
        [ROLE_READER] = MAY_TAKE_PART | MAY_READ,
        [ROLE_FACILITATOR] = MAY_TAKE_PART | MAY_READ | MAY_FACILITATE,
        [ROLE_ANALYST] = MAY_TAKE_PART | MAY_READ | MAY_ANALYSE,
        [ROLE_STEWARD] = MAY_TAKE_PART | MAY_READ | MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER,
    };
    return sets[(unsigned)role < ROLES ? role : ROLE_NOBODY];
}

bool account_role_of(struct str word, enum account_role *out)
{
    for (enum account_role k = ROLE_READER; k < ROLES; k++)
        if (str_is(word, account_role_names[k])) {
            *out = k;
            return true;
        }
    return false;
}

/* ---- reading ---- */

struct str account_kept(const struct rows *r, int column, struct arena *a)
{
    struct str t = rows_text(r, column);
    return (struct str){arena_text(a, t.p, t.n), t.n};
}

/* A role that this version does not know may nothing. */
static enum account_role role_of(struct str word)
{
    enum account_role role = ROLE_NOBODY;
    (void)account_role_of(word, &role);
    return role;
}

struct account account_row(const struct rows *r, struct arena *a)
{
    return (struct account){.origin = rows_int(r, 0), .id = rows_int(r, 1), .name = account_kept(r, 2, a), .shown = account_kept(r, 3, a), .role = role_of(rows_text(r, 4)),
        .language = account_kept(r, 5, a), .made = account_kept(r, 6, a), .made_by = account_kept(r, 7, a), .ended = account_kept(r, 8, a),
        .has_password = rows_int(r, 9) != 0, .has_second_factor = rows_int(r, 10) != 0};
}

static void list_end(struct account **list)
{
    free(*list);
    *list = NULL;
}

bool accounts(struct store *s, struct arena *a, struct account **out, size_t *n, struct err *e)
{
    struct account *list CLEANUP(list_end) = NULL;
    size_t count = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT " ACCOUNT_COLUMNS " FROM account AS a WHERE a.origin = $1 ORDER BY a.name, a.id", WITH(bind_int(store_origin(s))));
    while (rows_next(r)) {
        GROW(list, count, room);
        list[count++] = account_row(r, a);
    }
    if (!rows_end(&r, e))
        return err_within(e, "the accounts");
    *out = ARENA_ARRAY(a, struct account, count);
    if (count)
        memcpy(*out, list, count * sizeof *list);
    *n = count;
    return true;
}

/* Letters of ASCII alone: names have no others. */
static struct str lower(struct str name, char room[ACCOUNT_NAME_MOST + 1])
{
    size_t n = MIN_OF(name.n, (size_t)ACCOUNT_NAME_MOST);
    for (size_t i = 0; i < n; i++)
        room[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] - 'A' + 'a' : name.p[i]);
    return (struct str){room, n};
}

bool account_find(struct store *s, struct str name, struct arena *a, struct account *out, struct err *e)
{
    char small[ACCOUNT_NAME_MOST + 1];
    name = str_trim(name);
    if (name.n > ACCOUNT_NAME_MOST || !str_utf8_ok(name, NULL) || (name.n && memchr(name.p, 0, name.n)))
        return err_set(e, ERR_ABSENT, "there is no account of that name");
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT " ACCOUNT_COLUMNS " FROM account AS a WHERE a.origin = $1 AND a.name = $2 AND a.ended = ''",
        WITH(bind_int(store_origin(s)), bind_text(lower(name, small))));
    bool there = rows_next(r);
    struct account got = {0};
    if (there)
        got = account_row(r, a);
    if (!rows_end(&r, e))
        return err_within(e, "an account");
    if (!there)
        return err_set(e, ERR_ABSENT, "there is no account \"%.*s\" in use; `diwan user REGISTER list` names those there are", STR_F(name));
    *out = got;
    return true;
}

bool account_name_of(struct store *s, int64_t id, struct arena *a, struct str *out, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT name FROM account WHERE origin = $1 AND id = $2 AND ended = ''", WITH(bind_int(store_origin(s)), bind_int(id)));
    bool there = rows_next(r);
    if (there)
        *out = account_kept(r, 0, a);
    return rows_end(&r, e) && (there || err_set(e, ERR_ABSENT, "there is no account %" PRId64 " in use", id));
}

bool account_audit(struct store *s, const char *what, struct str name, struct err *e)
{
    return store_audit(s, what, name, e);
}

/* ---- changing ---- */

static bool name_good(struct str name, struct err *e)
{
    if (!name.n || name.n > ACCOUNT_NAME_MOST)
        return err_set(e, ERR_INPUT, "the name of an account has 1 to %d letters, this one has %zu", ACCOUNT_NAME_MOST, name.n);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'))
            return err_set(e, ERR_INPUT, "the name of an account is made of a to z, digits, points and hyphens, as \"dana.rashid\"; what others read may be written freely");
    }
    return true;
}

static bool name_free(struct store *s, struct str name, struct err *e)
{
    int64_t taken = 0;
    if (!store_int(s, "SELECT count(*) FROM account WHERE origin = $1 AND name = $2 AND ended = ''", WITH(bind_int(store_origin(s)), bind_text(name)), 0, &taken, e))
        return false;
    return !taken || err_set(e, ERR_INPUT, "there is an account \"%.*s\" already; choose another name", STR_F(name));
}

/* What others read: one line of whole letters. */
static bool shown_good(struct str shown, struct err *e)
{
    enum { MOST = 200 };
    if (shown.n > MOST || !str_utf8_ok(shown, NULL))
        return err_set(e, ERR_INPUT, "the name that others read is text of at most %d bytes", MOST);
    for (size_t i = 0; i < shown.n; i++)
        if ((unsigned char)shown.p[i] < 0x20 || shown.p[i] == 0x7F)
            return err_set(e, ERR_INPUT, "the name that others read stands on one line");
    return true;
}

bool account_new(struct store *s, struct str name, struct str shown, enum account_role role, struct str made_by, int64_t *id, struct err *e)
{
    assert(store_in_task(s));
    shown = str_trim(shown);
    if (role <= ROLE_NOBODY || role >= ROLES)
        return err_set(e, ERR_INPUT, "an account has a role: steward, analyst, facilitator or reader");
    if (!name_good(name, e) || !shown_good(shown, e) || !name_free(s, name, e) || !store_next_id(s, "account", id, e))
        return false;
    struct arena a CLEANUP(arena_end) = {0};
    const char *detail = arena_f(&a, "%.*s, %s", STR_F(name), account_role_names[role]);
    /* Its time is that of the line of audit. */
    return account_audit(s, "account new", str_of(detail), e) &&
           store_do(s, "INSERT INTO account (origin, id, name, shown, role, password, totp, totp_last, language, made, made_by, ended, failures, failed_last) "
                       "SELECT $1, $2, $3, $4, $5, '', '', 0, '', x.time, $6, '', 0, 0 FROM audit AS x WHERE x.origin = $1 AND x.id = (SELECT max(y.id) FROM audit AS y WHERE y.origin = $1)",
               WITH(bind_int(store_origin(s)), bind_int(*id), bind_text(name), bind_text(shown.n ? shown : name), bind_text(str_of(account_role_names[role])), bind_text(made_by)), e);
}

/* Is there a steward beside this one, who can come in (where this one can)? True also where this one is none. */
static bool steward_stays(struct store *s, int64_t id, struct err *e)
{
    int64_t is = 0, others = 0;
    if (!store_int(s, "SELECT count(*) FROM account WHERE origin = $1 AND id = $2 AND role = 'steward'", WITH(bind_int(store_origin(s)), bind_int(id)), 0, &is, e) ||
        !store_int(s, "SELECT count(*) FROM account AS a WHERE a.origin = $1 AND a.id <> $2 AND a.role = 'steward' AND a.ended = '' AND (a.password <> '' OR "
                      "(SELECT b.password FROM account AS b WHERE b.origin = $1 AND b.id = $2) = '')",
            WITH(bind_int(store_origin(s)), bind_int(id)), 0, &others, e))
        return false;
    return !is || others || err_set(e, ERR_DENIED, "this is the last steward who can sign in, and a register keeps one; make another steward before, and wait until that one has chosen a password");
}

bool account_role_set(struct store *s, int64_t id, enum account_role role, struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    if (role <= ROLE_NOBODY || role >= ROLES)
        return err_set(e, ERR_INPUT, "an account has a role: steward, analyst, facilitator or reader");
    if (!account_name_of(s, id, &a, &name, e) || (role != ROLE_STEWARD && !steward_stays(s, id, e)))
        return false;
    const char *detail = arena_f(&a, "%.*s, %s", STR_F(name), account_role_names[role]);
    return account_audit(s, "account role", str_of(detail), e) && sessions_end(s, id, e) && (feed_may(role) || feed_end(s, id, e)) &&
           store_do(s, "UPDATE account SET role = $3 WHERE origin = $1 AND id = $2", WITH(bind_int(store_origin(s)), bind_int(id), bind_text(str_of(account_role_names[role]))), e);
}

bool account_close(struct store *s, int64_t id, struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    if (!account_name_of(s, id, &a, &name, e) || !steward_stays(s, id, e))
        return false;
    /* Nothing that lets somebody in is kept of it. */
    return account_audit(s, "account close", name, e) && sessions_end(s, id, e) && feed_end(s, id, e) &&
           store_do(s, "DELETE FROM invitation WHERE origin = $1 AND account = $2", WITH(bind_int(store_origin(s)), bind_int(id)), e) &&
           store_do(s, "UPDATE account SET password = '', totp = '', ended = (SELECT x.time FROM audit AS x WHERE x.origin = $1 AND x.id = (SELECT max(y.id) FROM audit AS y "
                       "WHERE y.origin = $1)) WHERE origin = $1 AND id = $2",
               WITH(bind_int(store_origin(s)), bind_int(id)), e);
}

bool account_language_set(struct store *s, int64_t id, struct str language, struct err *e)
{
    assert(store_in_task(s));
    struct arena a CLEANUP(arena_end) = {0};
    struct str name;
    if (language.n > 8 || (language.n && !language_find(arena_text(&a, language.p, language.n))))
        return err_set(e, ERR_INPUT, "this program does not speak that language; `diwan help` names those it does");
    if (!account_name_of(s, id, &a, &name, e))
        return false;
    return account_audit(s, "account language", name, e) &&
           store_do(s, "UPDATE account SET language = $3 WHERE origin = $1 AND id = $2", WITH(bind_int(store_origin(s)), bind_int(id), bind_text(language)), e);
}
