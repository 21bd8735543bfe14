/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever has the link of an invitation chooses a password, once. */
#include "web/sign_priv.h"

static bool show(struct exchange *x, const struct account *who, const char *fault, struct str secret, struct err *e)
{
    sign_begin(x, T("Choose your password"), NULL);
    sign_fault(x, fault);
    struct slot slots[] = {WEB_SLOT("name", who->name), WEB_SLOT("role", str_of(web_say(x, account_role_words(who->role))))};
    slots[0].isolate = true;
    markup_f(&x->body, "<p>%.*s</p>\n", STR_F(web_told(x, T("Your account is called {name}, and its role is: {role}. This link serves once."), slots, 2)));
    struct buf path CLEANUP(buf_end) = {0};
    buf_text(&path, "/invited/");
    buf_percent(&path, x->parameters[0]);
    web_form(x, path.p);
    markup_f(&x->body, "<input type=\"hidden\" name=\"username\" autocomplete=\"username\" value=\"%.*s\">\n", STR_F(who->name));
    sign_password_fields(x);
    markup_f(&x->body, "<details><summary>%s</summary>\n", web_say(x, T("A second factor: recommended, and for stewards more than that")));
    if (!sign_factor_fields(x, secret, who->name, e))
        return false;
    buf_text(&x->body, "</details>\n");
    sign_button(x, T("Keep this password"));
    buf_text(&x->body, "</form>\n");
    sign_end(x);
    return true;
}

static struct str secret_new(struct exchange *x)
{
    char secret[33];
    totp_new(secret);
    return (struct str){arena_text(&x->arena, secret, 32), 32};
}

static bool gone(struct exchange *x)
{
    x->status = 404;
    sign_begin(x, T("This invitation no longer serves"), NULL);
    sign_paragraph(x, T("It was used, it is older than seven days, or a newer one was made. Ask a steward for another."));
    sign_end(x);
    return true;
}

/* *there false: the page that says so was made. */
static bool find(struct exchange *x, struct account *who, bool *there, struct err *e)
{
    struct err none = {0};
    *there = account_invited(x->store, x->parameters[0], x->now, &x->arena, who, &none);
    if (*there)
        return true;
    if (none.code == ERR_ABSENT)
        return gone(x);
    *e = none;
    return false;
}

bool invited_show(struct exchange *x, struct err *e)
{
    struct account who;
    bool there;
    if (!find(x, &who, &there, e))
        return false;
    return !there || show(x, &who, NULL, secret_new(x), e);
}

struct taking {
    int64_t id, step;
    const char *hash;
    struct str token, secret;
};

static bool take_do(struct store *s, void *arg, struct err *e)
{
    struct taking *t = arg;
    return account_password_set(s, t->id, t->hash, t->token, e) && (!t->secret.n || account_totp_set(s, t->id, t->secret, t->step, e));
}

bool invited_take(struct exchange *x, struct err *e)
{
    struct account who;
    char hash[128];
    bool there;
    const char *fault;
    if (!find(x, &who, &there, e))
        return false;
    if (!there)
        return true;
    struct taking t = {.id = who.id, .hash = hash, .token = x->parameters[0]};
    struct str shown = web_field(x, "secret");
    shown = shown.n == 32 ? shown : secret_new(x);
    sign_factor(x, &t.secret, &t.step, &fault);
    if (!fault && !sign_hash(x, who.name, hash, &fault, e))
        return false;
    if (fault) {
        x->status = 400;
        return show(x, &who, fault, shown, e);
    }
    if (!web_write_beside(x, take_do, &t, e))
        return e->code == ERR_ABSENT && gone(x);
    return web_go(x, "/sign-in?done=password");
}
