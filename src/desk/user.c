/* SPDX-License-Identifier: GPL-3.0-or-later */
/* user: accounts of those who work with a register over `diwan serve`. Its first argument is a verb. */
#include "account/account.h"
#include "desk/desk_priv.h"
#include "desk/steward_priv.h"

/* What one task does; each verb fills what it needs. */
struct user_change {
    struct str name, shown, made_by;
    enum account_role role;
    struct account account;
    int64_t now;
    const char *hash; /* NULL: none */
    bool without_factor;
    char token[TOKEN_TEXT];
};

/* Seconds since 1970 of the request's own time, "2026-02-14T09:30:00Z". */
static int64_t seconds_of(struct str time)
{
    struct day day, last;
    int64_t part[3] = {0};
    if (time.n < 19 || !day_parse((struct str){time.p, 10}, &day, &last))
        return 0;
    for (int i = 0; i < 3; i++)
        if (!str_to_int((struct str){time.p + 11 + 3 * i, 2}, &part[i]))
            return 0;
    return (int64_t)day.n * 86400 + part[0] * 3600 + part[1] * 60 + part[2];
}

static bool role_given(struct request *r, enum account_role *out, struct err *e)
{
    struct str word = request_text(r, "role");
    return account_role_of(word, out) || err_set(e, ERR_USAGE, "say what the account may do: --role steward, analyst, facilitator or reader");
}

/* ---- passwords and links ---- */

static bool password_wanted(const struct request *r)
{
    return request_flag(r, "password") || request_text(r, "password-file").n > 0;
}

static bool password_typed(struct request *r, struct str name, struct secret *out, struct err *e)
{
    struct str file = request_text(r, "password-file");
    if (file.n)
        return secret_from_file(file.p, out, e) || err_within(e, "--password-file");
    if (!r->answerer || !r->answerer->password)
        return err_set(e, ERR_DENIED, "there is no terminal to ask for a password: name a file with --password-file, or leave --password out and hand on the link of an invitation");
    struct str prompt = DESK_TOLD(r, T("New password of {name} (it is not shown):"), desk_slot("name", name));
    return r->answerer->password(r->answerer->arg, &r->speech, prompt.p, out, e);
}

static bool hash_made(struct request *r, struct str name, char hash[128], struct err *e)
{
    struct secret password CLEANUP(secret_end) = {0};
    return password_typed(r, name, &password, e) && account_hash(&password, name, hash, e);
}

/* The link alone on standard output, and nowhere else: whoever has it chooses the password. */
static void show_link(struct request *r, struct answer *a, const struct user_change *c)
{
    struct str at = request_text(r, "address");
    if (!at.n)
        at = STR("http://127.0.0.1:8080");
    while (at.n && at.p[at.n - 1] == '/')
        at.n--;
    char *link = arena_f(&r->arena, "%.*s/invited/%s\n", STR_F(at), c->token);
    a->secret = secret_of(link, strlen(link));
    DESK_NOTE(r, a, T("This link lets whoever opens it first choose the password of {name}: once, within seven days. Hand it on where nobody else reads it; the register keeps no copy of it."),
        desk_slot("name", c->account.name));
    if (!request_text(r, "address").n)
        desk_note(r, a, T("It is for a server on this machine; where people reach it elsewhere, say so with --address."), NULL, 0);
}

static bool no_machine_form(const struct request *r, struct err *e)
{
    return !(r->wants_json || request_flag(r, "csv")) || err_set(e, ERR_USAGE, "only `diwan user list` has a machine form");
}

/* ---- add ---- */

static bool add_do(struct store *s, void *arg, struct err *e)
{
    struct user_change *c = arg;
    if (!account_new(s, c->name, c->shown, c->role, c->made_by, &c->account.id, e))
        return false;
    c->account.name = c->name;
    return c->hash ? account_password_set(s, c->account.id, c->hash, STR(""), e) : account_invite(s, c->account.id, c->now, c->token, e);
}

static bool run_add(struct request *r, struct answer *a, struct err *e)
{
    char hash[128];
    struct user_change c = {.name = r->arguments[0], .shown = request_text(r, "shown"), .made_by = r->who, .now = seconds_of(r->now)};
    if (!no_machine_form(r, e) || !role_given(r, &c.role, e) || !desk_open_register(r, a, STORE_WRITE, e))
        return false;
    if (password_wanted(r)) {
        if (!hash_made(r, c.name, hash, e))
            return false;
        c.hash = hash;
    }
    if (!store_task(r->store, add_do, &c, e))
        return false;
    if (c.hash)
        DESK_NOTE(r, a, T("{name} can sign in from now on, as {role}."), desk_slot("name", c.name), desk_slot("role", str_of(say(&r->speech, account_role_words(c.role)))));
    else
        show_link(r, a, &c);
    return true;
}

static const struct verb verb_add = {.word = "add", .usage = "REGISTER NAME --role ROLE [--shown NAME] [--password | --password-file FILE] [--address URL]",
    .brief = T("make an account: prints the link of an invitation, or asks for a password"), .needs = NEEDS_REGISTER, .least = 1, .most = 1, .run = run_add};

/* ---- list ---- */

static struct str day_of(struct str time)
{
    return (struct str){time.p, MIN_OF(time.n, (size_t)10)};
}

static void yes_or_no(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, bool yes)
{
    desk_both(a, t, row, column, str_of(say(&r->speech, yes ? T("yes") : T("no"))), NULL, yes ? STR("yes") : STR("no"));
}

static bool run_list(struct request *r, struct answer *a, struct err *e)
{
    struct account *list = NULL;
    size_t n = 0;
    if (!desk_open_register(r, a, STORE_READ, e) || !accounts(r->store, &r->arena, &list, &n, e))
        return false;
    static const char *const keys[] = {"id", "name", "shown", "role", "second_factor", "made", "ended", "password"};
    static const char *const labels[] = {T("Number"), T("Name"), T("As others read it"), T("Role"), T("Second factor"), T("Made"), T("Ended"), T("Password chosen")};
    struct doc_table *t = desk_table(r, a, "accounts", T("Accounts"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0, "");
    for (size_t i = 0; i < n; i++) {
        const struct account *x = &list[i];
        desk_number(t, i, 0, x->id);
        desk_text(a, t, i, 1, x->name);
        desk_text(a, t, i, 2, x->shown);
        desk_both(a, t, i, 3, str_of(say(&r->speech, account_role_words(x->role))), NULL, str_of(account_role_names[x->role]));
        yes_or_no(r, a, t, i, 4, x->has_second_factor);
        desk_text(a, t, i, 5, day_of(x->made));
        desk_text(a, t, i, 6, day_of(x->ended));
        yes_or_no(r, a, t, i, 7, x->has_password);
    }
    if (!n)
        desk_note(r, a, T("There is no account yet: make the first steward with `diwan user add REGISTER NAME --role steward`."), NULL, 0);
    return true;
}

static const struct verb verb_list = {.word = "list", .usage = "REGISTER", .brief = T("who has an account, and what they may do"), .needs = NEEDS_REGISTER, .run = run_list};

/* ---- changes of one that is there ---- */

static bool changed(struct request *r, struct answer *a, struct user_change *c, bool (*fn)(struct store *, void *, struct err *), struct err *e)
{
    return no_machine_form(r, e) && desk_open_register(r, a, STORE_WRITE, e) && account_find(r->store, r->arguments[0], &r->arena, &c->account, e) && store_task(r->store, fn, c, e);
}

static bool role_do(struct store *s, void *arg, struct err *e)
{
    struct user_change *c = arg;
    return account_role_set(s, c->account.id, c->role, e);
}

static bool run_role(struct request *r, struct answer *a, struct err *e)
{
    struct user_change c = {0};
    if (!role_given(r, &c.role, e) || !changed(r, a, &c, role_do, e))
        return false;
    DESK_NOTE(r, a, T("{name} signs in anew, as {role}."), desk_slot("name", c.account.name), desk_slot("role", str_of(say(&r->speech, account_role_words(c.role)))));
    return true;
}

static const struct verb verb_role = {.word = "role", .usage = "REGISTER NAME --role ROLE", .brief = T("change what somebody may do; their sessions end"), .needs = NEEDS_REGISTER, .least = 1,
    .most = 1, .run = run_role};

static bool invite_do(struct store *s, void *arg, struct err *e)
{
    struct user_change *c = arg;
    return (!c->without_factor || account_totp_set(s, c->account.id, STR(""), 0, e)) && account_invite(s, c->account.id, c->now, c->token, e);
}

static bool run_invite(struct request *r, struct answer *a, struct err *e)
{
    struct user_change c = {.now = seconds_of(r->now), .without_factor = request_flag(r, "without-second-factor")};
    if (!changed(r, a, &c, invite_do, e))
        return false;
    show_link(r, a, &c);
    return true;
}

static const struct verb verb_invite = {.word = "invite", .usage = "REGISTER NAME [--without-second-factor] [--address URL]",
    .brief = T("a link with which somebody chooses a new password"), .needs = NEEDS_REGISTER, .least = 1, .most = 1, .run = run_invite};

static bool close_do(struct store *s, void *arg, struct err *e)
{
    struct user_change *c = arg;
    return account_close(s, c->account.id, e);
}

static bool run_close(struct request *r, struct answer *a, struct err *e)
{
    struct user_change c = {0};
    if (!changed(r, a, &c, close_do, e))
        return false;
    DESK_NOTE(r, a, T("{name} cannot sign in any more. What the audit says of {name} stays."), desk_slot("name", c.account.name));
    return true;
}

static const struct verb verb_close = {.word = "close", .usage = "REGISTER NAME", .brief = T("end an account; its sessions end"), .needs = NEEDS_REGISTER, .least = 1, .most = 1, .run = run_close};

static bool password_do(struct store *s, void *arg, struct err *e)
{
    struct user_change *c = arg;
    return (!c->without_factor || account_totp_set(s, c->account.id, STR(""), 0, e)) && account_password_set(s, c->account.id, c->hash, STR(""), e);
}

static bool run_password(struct request *r, struct answer *a, struct err *e)
{
    char hash[128];
    struct user_change c = {.hash = hash, .without_factor = request_flag(r, "without-second-factor")};
    struct account there; /* nobody types a password for nothing */
    if (!no_machine_form(r, e) || !desk_open_register(r, a, STORE_WRITE, e) || !account_find(r->store, r->arguments[0], &r->arena, &there, e) || !hash_made(r, there.name, hash, e))
        return false;
    c.account = there;
    if (!store_task(r->store, password_do, &c, e))
        return false;
    DESK_NOTE(r, a, T("{name} has a new password, and signs in anew."), desk_slot("name", there.name));
    return true;
}

static const struct verb verb_password = {.word = "password", .usage = "REGISTER NAME [--password-file FILE] [--without-second-factor]",
    .brief = T("set a new password for somebody, typed here; their sessions end"), .needs = NEEDS_REGISTER, .least = 1, .most = 1, .run = run_password};

static const struct verb *const verbs[] = {&verb_add, &verb_list, &verb_role, &verb_invite, &verb_close, &verb_password, NULL}; /* in the order of help */

static const struct option_spec options[] = {
    {"role", OPTION_CHOICE, "steward|analyst|facilitator|reader", T("what the account may do: a steward everything; an analyst adds and corrects records; a facilitator holds dialogues; all read")},
    {"shown", OPTION_TEXT, "NAME", T("add: the name that others read, in any script")},
    {"password", OPTION_FLAG, NULL, T("add: ask for the password here, instead of a link")},
    {"password-file", OPTION_TEXT, "FILE", T("add, password: a file that holds the password, readable by its owner only")},
    {"without-second-factor", OPTION_FLAG, NULL, T("invite, password: take the second factor away, for somebody who lost it")},
    {"address", OPTION_TEXT, "URL", T("add, invite: where people reach the server, for the link")},
    {NULL, OPTION_FLAG, NULL, NULL},
};

const struct operation operation_user = {.name = "user", .brief = T("accounts for `diwan serve`: who may sign in, and what they may do"), .usage = "VERB REGISTER [NAME] [arguments]",
    .text = T("The verb may stand before or behind the register. A name is made of a to z, digits, points and hyphens. Participants of dialogues have no account. A register keeps at least one steward."),
    .example = "diwan user list iraq.diwan", .source = "docs/security.md", .options = options, .needs = NEEDS_NONE, .verbs = verbs};
