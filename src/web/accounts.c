/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accounts and their roles. */
#include "web/sign_priv.h"

static const char last_steward[] = T("This is the last steward who can sign in, and a register keeps one. Make another steward before, and wait until that one has chosen a password.");

/* ---- the list ---- */

static const char *state_of(const struct account *k)
{
    return k->ended.n ? T("ended") : k->has_password ? T("in use") : T("invited");
}

static struct day day_of(struct str time)
{
    struct day first, last;
    return time.n >= 10 && day_parse((struct str){time.p, 10}, &first, &last) ? first : DAY_NONE;
}

static void put_row(struct exchange *x, const struct account *k)
{
    struct buf *b = &x->body;
    buf_text(b, "<tr><th scope=\"row\">");
    if (k->ended.n)
        markup_f(b, "<bdi>%.*s</bdi>", STR_F(k->name));
    else
        markup_f(b, "<a href=\"/accounts/%lld\"><bdi>%.*s</bdi></a>", (long long)k->id, STR_F(k->name));
    markup_f(b, "</th><td><bdi>%.*s</bdi></td><td>%s</td><td>%s</td><td>%s</td><td>%.*s</td></tr>\n", STR_F(k->shown), web_say(x, account_role_words(k->role)), web_say(x, state_of(k)),
        web_say(x, k->has_second_factor ? T("yes") : T("no")), STR_F(web_day(x, day_of(k->ended.n ? k->ended : k->made))));
}

static void put_list(struct exchange *x, const struct account *list, size_t n)
{
    static const char *const heads[] = {T("Name"), T("As others read it"), T("Role"), T("State"), T("Second factor"), T("Since when")};
    markup_f(&x->body, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr>", web_say(x, T("Accounts")));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        markup_f(&x->body, "<th scope=\"col\">%s</th>", web_say(x, heads[i]));
    buf_text(&x->body, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++)
        put_row(x, &list[i]);
    buf_text(&x->body, "</tbody></table></div>\n");
}

static void put_roles(struct exchange *x)
{
    static const char *const words[] = {T("A reader reads all that the register shows."), T("A facilitator holds dialogues, too."), T("An analyst brings files in, corrects records and takes back, too."),
        T("A steward does all of this, and answers for accounts, settings, releases and the log.")};
    buf_text(&x->body, "<ul>");
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        markup_f(&x->body, "<li>%s</li>", web_say(x, words[i]));
    buf_text(&x->body, "</ul>\n");
}

static void put_invite(struct exchange *x, const char *fault)
{
    struct sign_choice roles[ROLES];
    struct str role = web_field(x, "role");
    size_t n = sign_roles(x, roles);
    markup_f(&x->body, "<h2 id=\"invite\">%s</h2>\n", web_say(x, T("Invite somebody")));
    sign_fault(x, fault);
    put_roles(x);
    web_form(x, "/accounts");
    sign_field(x, &(struct sign_field){.name = "name", .label = T("Name to sign in with"), .hint = T("a to z, digits, points and hyphens"), .value = web_field(x, "name"), .latin = true, .required = true});
    sign_field(x, &(struct sign_field){.name = "shown", .label = T("Name that others read"), .value = web_field(x, "shown")});
    sign_choose(x, "role", T("Role"), roles, n, role.n ? role : STR("reader"));
    sign_button(x, T("Make a link"));
    buf_text(&x->body, "</form>\n");
}

static bool show_list(struct exchange *x, const char *fault, struct err *e)
{
    struct account *list = NULL;
    size_t n = 0;
    if (!accounts(x->store, &x->arena, &list, &n, e))
        return false;
    sign_begin_named(x, str_of(web_say(x, T("Accounts"))), "accounts", false);
    sign_fault(x, fault == last_steward ? fault : NULL);
    put_list(x, list, n);
    put_invite(x, fault == last_steward ? NULL : fault);
    sign_end(x);
    return true;
}

static bool run_list(struct exchange *x, struct err *e)
{
    return show_list(x, NULL, e);
}

/* ---- a link, shown once ---- */

static bool show_link(struct exchange *x, struct str name, const char *token)
{
    struct str at = web_address(x);
    struct slot slot = WEB_SLOT("name", name);
    slot.isolate = true;
    sign_begin(x, T("A link for one person"), "accounts");
    markup_f(&x->body, "<p>%.*s</p>\n", STR_F(web_told(x, T("Whoever opens this link first chooses the password of {name}: once, within seven days. It is shown here and now, and nowhere again."), &slot, 1)));
    markup_f(&x->body, "<p class=\"field\"><label for=\"link\">%s</label><input id=\"link\" readonly dir=\"ltr\" value=\"%.*s/invited/%s\"></p>\n", web_say(x, T("Link")), STR_F(at), token);
    sign_paragraph(x, T("Hand it on where nobody else reads it: face to face, or by a messenger that encrypts. Not by e-mail."));
    markup_f(&x->body, "<p><a href=\"/accounts\">%s</a></p>\n", web_say(x, T("Back to the accounts")));
    sign_end(x);
    return true;
}

/* ---- changes ---- */

struct changing {
    struct str name, shown, made_by;
    enum account_role role;
    int64_t id, now;
    bool without_factor;
    char token[TOKEN_TEXT];
};

static bool new_do(struct store *s, void *arg, struct err *e)
{
    struct changing *c = arg;
    return account_new(s, c->name, c->shown, c->role, c->made_by, &c->id, e) && account_invite(s, c->id, c->now, c->token, e);
}

static bool run_new(struct exchange *x, struct err *e)
{
    struct changing c = {.name = str_trim(web_field(x, "name")), .shown = web_field(x, "shown"), .made_by = x->who.name, .now = x->now};
    struct err wrong = {0};
    if (!account_role_of(web_field(x, "role"), &c.role))
        return err_set(e, ERR_INPUT, "an account has a role: steward, analyst, facilitator or reader");
    if (web_write_beside(x, new_do, &c, &wrong))
        return show_link(x, c.name, c.token);
    if (wrong.code == ERR_INPUT) {
        x->status = 400;
        return show_list(x, T("No account was made: the name is taken, or is not made of a to z, digits, points and hyphens (64 at most)."), e);
    }
    *e = wrong;
    return false;
}

/* The account of the address, in use. */
static bool named(struct exchange *x, struct account *out, struct err *e)
{
    struct account *list = NULL;
    size_t n = 0;
    int64_t id = 0;
    if (!accounts(x->store, &x->arena, &list, &n, e))
        return false;
    if (str_to_int(x->parameters[0], &id))
        for (size_t i = 0; i < n; i++)
            if (list[i].id == id && !list[i].ended.n) {
                *out = list[i];
                return true;
            }
    return err_set(e, ERR_ABSENT, "there is no such account in use");
}

static void begin_form(struct exchange *x, const struct account *k, const char *what)
{
    struct buf path CLEANUP(buf_end) = {0};
    buf_f(&path, "/accounts/%" PRId64 "/%s", k->id, what);
    web_form(x, path.p);
}

static bool show_one(struct exchange *x, const struct account *k, const char *fault)
{
    struct sign_choice roles[ROLES];
    size_t n = sign_roles(x, roles);
    sign_begin_named(x, k->name, "accounts", true);
    sign_fault(x, fault);
    struct slot slots[] = {WEB_SLOT("shown", k->shown), WEB_SLOT("role", str_of(web_say(x, account_role_words(k->role)))), WEB_SLOT("state", str_of(web_say(x, state_of(k))))};
    slots[0].isolate = true;
    markup_f(&x->body, "<p>%.*s</p>\n<h2>%s</h2>\n", STR_F(web_told(x, T("{shown}: {role}, {state}"), slots, 3)), web_say(x, T("Role")));
    begin_form(x, k, "role");
    sign_choose(x, "role", T("What this account may do"), roles, n, str_of(account_role_names[k->role]));
    sign_button(x, T("Change the role"));
    markup_f(&x->body, "</form>\n<h2>%s</h2>\n", web_say(x, T("New link")));
    sign_paragraph(x, T("For somebody who lost the password or the phone, or whose link was too old."));
    begin_form(x, k, "invite");
    if (k->has_second_factor)
        sign_tick(x, "without_second_factor", T("take the second factor away"), false);
    sign_button(x, T("Make a link"));
    markup_f(&x->body, "</form>\n<h2>%s</h2>\n", web_say(x, T("End the account")));
    sign_paragraph(x, T("Sessions end at once, and nobody signs in with this name. What the log says of it stays."));
    begin_form(x, k, "close");
    sign_button(x, T("End the account"));
    markup_f(&x->body, "</form>\n<p><a href=\"/accounts\">%s</a></p>\n", web_say(x, T("Back to the accounts")));
    sign_end(x);
    return true;
}

static bool run_one(struct exchange *x, struct err *e)
{
    struct account k;
    return named(x, &k, e) && show_one(x, &k, NULL);
}

/* What was refused for the last steward's sake is said on the page; all else is an error. */
static bool changed(struct exchange *x, const struct account *k, bool (*fn)(struct store *, void *, struct err *), struct changing *c, struct err *e)
{
    struct err wrong = {0};
    c->id = k->id;
    if (web_write_beside(x, fn, c, &wrong))
        return web_go(x, "/accounts");
    if (wrong.code == ERR_DENIED) {
        x->status = 403;
        return show_one(x, k, last_steward);
    }
    *e = wrong;
    return false;
}

static bool role_do(struct store *s, void *arg, struct err *e)
{
    struct changing *c = arg;
    return account_role_set(s, c->id, c->role, e);
}

static bool run_role(struct exchange *x, struct err *e)
{
    struct account k;
    struct changing c = {0};
    if (!account_role_of(web_field(x, "role"), &c.role))
        return err_set(e, ERR_INPUT, "an account has a role: steward, analyst, facilitator or reader");
    return named(x, &k, e) && changed(x, &k, role_do, &c, e);
}

static bool close_do(struct store *s, void *arg, struct err *e)
{
    struct changing *c = arg;
    return account_close(s, c->id, e);
}

static bool run_close(struct exchange *x, struct err *e)
{
    struct account k;
    struct changing c = {0};
    return named(x, &k, e) && changed(x, &k, close_do, &c, e);
}

static bool invite_do(struct store *s, void *arg, struct err *e)
{
    struct changing *c = arg;
    return (!c->without_factor || account_totp_set(s, c->id, STR(""), 0, e)) && account_invite(s, c->id, c->now, c->token, e);
}

static bool run_invite(struct exchange *x, struct err *e)
{
    struct account k;
    struct changing c = {.now = x->now, .without_factor = web_field(x, "without_second_factor").n > 0};
    if (!named(x, &k, e))
        return false;
    c.id = k.id;
    return web_write_beside(x, invite_do, &c, e) && show_link(x, k.name, c.token);
}

const struct page pages_accounts[] = {
    {"GET", "/accounts", MAY_ANSWER, PAGE_READ, "", "who has an account", run_list, NULL},
    {"POST", "/accounts", MAY_ANSWER, PAGE_READ | PAGE_FORM, "name shown role", "make an account: shows the link of an invitation, once", run_new, NULL},
    {"GET", "/accounts/{id}", MAY_ANSWER, PAGE_READ, "", "one account", run_one, NULL},
    {"POST", "/accounts/{id}/role", MAY_ANSWER, PAGE_READ | PAGE_FORM, "role", "change what an account may do", run_role, NULL},
    {"POST", "/accounts/{id}/invite", MAY_ANSWER, PAGE_READ | PAGE_FORM, "without_second_factor", "a new link, shown once", run_invite, NULL},
    {"POST", "/accounts/{id}/close", MAY_ANSWER, PAGE_READ | PAGE_FORM, "", "end an account", run_close, NULL},
    {0}};
