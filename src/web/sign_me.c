/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own account: language, password, second factor, sessions. */
#include "web/sign_priv.h"

/* Where the register is open to readers, nobody may read; this is for accounts. */
static bool somebody(const struct exchange *x, struct err *e)
{
    return x->who.id || err_set(e, ERR_DENIED, "this needs an account: sign in");
}

static void put_language(struct exchange *x)
{
    struct sign_choice list[16] = {{"", str_of(web_say(x, T("that of the browser"))), NULL}};
    size_t n = 1;
    for (size_t i = 0; i < language_count() && n < ARRAY_LEN(list); i++) {
        const struct language *l = language_at(i);
        list[n++] = (struct sign_choice){language_code(l), str_of(language_own_name(l)), language_code(l)};
    }
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Language")));
    web_form(x, "/me/language");
    sign_choose(x, "language", T("Language of the pages"), list, n, x->who.language);
    sign_button(x, T("Keep"));
    buf_text(&x->body, "</form>\n");
}

static void put_password(struct exchange *x, const char *fault)
{
    markup_f(&x->body, "<h2 id=\"password\">%s</h2>\n", web_say(x, T("Password")));
    sign_fault(x, fault);
    sign_paragraph(x, T("With a new password all your sessions end, and you sign in anew."));
    web_form(x, "/me/password");
    sign_field(x, &(struct sign_field){.name = "old", .label = T("Password until now"), .type = "password", .autocomplete = "current-password", .required = true});
    sign_password_fields(x);
    sign_button(x, T("Change the password"));
    buf_text(&x->body, "</form>\n");
}

static void put_factor(struct exchange *x, const char *fault)
{
    markup_f(&x->body, "<h2 id=\"second-factor\">%s</h2>\n", web_say(x, T("Second factor")));
    sign_fault(x, fault);
    if (!x->who.has_second_factor) {
        sign_paragraph(x, T("Whoever gets hold of your password can sign in as you, unless digits of your phone are asked for, too."));
        markup_f(&x->body, "<p><a class=\"button\" href=\"/me/second-factor\">%s</a></p>\n", web_say(x, T("Set up a second factor")));
        return;
    }
    sign_paragraph(x, T("Digits of your phone are asked for when you sign in."));
    web_form(x, "/me/second-factor/off");
    sign_field(x, &(struct sign_field){.name = "old", .id = "off", .label = T("Your password"), .type = "password", .autocomplete = "current-password", .required = true});
    sign_button(x, T("Take the second factor away"));
    buf_text(&x->body, "</form>\n");
}

bool me_again(struct exchange *x, const struct me_faults *f, struct err *e)
{
    sign_begin(x, T("Your account"), NULL);
    if (web_query(x, "done").n)
        sign_done(x, str_of(web_say(x, T("It is kept."))));
    struct slot slots[] = {WEB_SLOT("name", x->who.name), WEB_SLOT("role", str_of(web_say(x, account_role_words(x->who.role))))};
    slots[0].isolate = true;
    markup_f(&x->body, "<p>%.*s</p>\n", STR_F(web_told(x, T("{name}: {role}"), slots, 2)));
    put_language(x);
    put_password(x, f->password);
    put_factor(x, f->factor);
    if (!me_feed_part(x, f->feed, e))
        return false;
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Sessions")));
    sign_paragraph(x, T("A session ends after half an hour without use, and after twelve hours at the latest. If you left one open elsewhere, end them all."));
    web_form(x, "/me/sessions");
    sign_button(x, T("End all my sessions, this one too"));
    buf_text(&x->body, "</form>\n");
    sign_end(x);
    return true;
}

bool me_show(struct exchange *x, struct err *e)
{
    return somebody(x, e) && me_again(x, &(struct me_faults){0}, e);
}

/* ---- language ---- */

static bool language_do(struct store *s, void *arg, struct err *e)
{
    struct exchange *x = arg;
    return account_language_set(s, x->who.id, web_field(x, "language"), e);
}

bool me_language(struct exchange *x, struct err *e)
{
    if (!somebody(x, e) || !web_write_beside(x, language_do, x, e))
        return false;
    web_cookie(x, "lang", "/", STR(""), 0); /* what was chosen on a page does not stand before it */
    return web_go(x, "/me?done=1");
}

/* ---- password ---- */

struct own {
    int64_t id, step;
    const char *hash;
    struct str secret;
};

static bool password_do(struct store *s, void *arg, struct err *e)
{
    struct own *o = arg;
    return account_password_set(s, o->id, o->hash, STR(""), e);
}

const char sign_not_your_password[] = T("That is not your password. Nothing was changed.");

static bool to_sign_in(struct exchange *x, const char *done)
{
    uploads_leave(x, true);
    web_cookie(x, WEB_SESSION, "/", STR(""), 0);
    return web_go(x, "/sign-in?done=%s", done);
}

bool me_password(struct exchange *x, struct err *e)
{
    char hash[128];
    bool right;
    const char *fault = NULL;
    if (!somebody(x, e) || !sign_own_password(x, "old", &right, e) || (right && !sign_hash(x, x->who.name, hash, &fault, e)))
        return false;
    if (!right || fault) {
        x->status = right ? 400 : 403;
        return me_again(x, &(struct me_faults){.password = right ? fault : sign_not_your_password}, e);
    }
    struct own o = {.id = x->who.id, .hash = hash};
    return web_write_beside(x, password_do, &o, e) && to_sign_in(x, "password");
}

/* ---- second factor ---- */

static void put_own_password(struct exchange *x)
{
    sign_field(x, &(struct sign_field){.name = "old", .label = T("Your password"), .type = "password", .autocomplete = "current-password", .required = true});
}

static bool factor_page(struct exchange *x, const char *fault, struct str secret, struct err *e)
{
    sign_begin(x, T("Set up a second factor"), NULL);
    sign_fault(x, fault);
    web_form(x, "/me/second-factor");
    put_own_password(x);
    if (!sign_factor_fields(x, secret, x->who.name, e))
        return false;
    sign_button(x, T("Keep the second factor"));
    buf_text(&x->body, "</form>\n");
    sign_paragraph(x, T("All your sessions end then, and you sign in with password and digits. Who loses the phone asks a steward for a new link."));
    sign_end(x);
    return true;
}

bool me_factor_show(struct exchange *x, struct err *e)
{
    char secret[33];
    if (!somebody(x, e))
        return false;
    totp_new(secret);
    return factor_page(x, NULL, str_of(secret), e);
}

static bool factor_do(struct store *s, void *arg, struct err *e)
{
    struct own *o = arg;
    return account_totp_set(s, o->id, o->secret, o->step, e);
}

bool me_factor_set(struct exchange *x, struct err *e)
{
    struct own o = {.id = x->who.id};
    const char *fault;
    bool right;
    if (!somebody(x, e))
        return false;
    if (x->who.has_second_factor)
        return err_set(e, ERR_DENIED, "there is a second factor already; take it away first, with your password");
    sign_factor(x, &o.secret, &o.step, &fault);
    if (!sign_own_password(x, "old", &right, e))
        return false;
    if (!o.secret.n || !right) {
        struct str again = web_field(x, "secret");
        x->status = right ? 400 : 403;
        fault = !right ? sign_not_your_password : fault ? fault : T("Type the six digits that the authenticator shows.");
        return again.n == 32 ? factor_page(x, fault, again, e) : me_factor_show(x, e);
    }
    return web_write_beside(x, factor_do, &o, e) && to_sign_in(x, "factor");
}

bool me_factor_off(struct exchange *x, struct err *e)
{
    bool right;
    struct own o = {.id = x->who.id, .secret = STR("")};
    if (!somebody(x, e) || !sign_own_password(x, "old", &right, e))
        return false;
    if (!right) {
        x->status = 403;
        return me_again(x, &(struct me_faults){.factor = sign_not_your_password}, e);
    }
    return web_write_beside(x, factor_do, &o, e) && to_sign_in(x, "factor-off");
}

/* ---- sessions ---- */

static bool sessions_do(struct store *s, void *arg, struct err *e)
{
    struct exchange *x = arg;
    return account_sessions_end(s, x->who.id, e);
}

bool me_sessions(struct exchange *x, struct err *e)
{
    return somebody(x, e) && web_write_beside(x, sessions_do, x, e) && to_sign_in(x, "sessions");
}
