/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signing in and out. */
#include "web/sign_priv.h"

enum { DEVICE_SECONDS = 90 * 86400 };

/* ---- where to go afterwards ---- */

/* A path of this server in plain letters, else the overview: nobody is sent elsewhere by a link. */
static struct str way_on(struct str to)
{
    bool good = to.n > 1 && to.n < 400 && to.p[0] == '/' && to.p[1] != '/' && to.p[1] != '\\';
    for (size_t i = 0; good && i < to.n; i++) {
        char c = to.p[i];
        good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("/-._~%?&=+:,", c));
    }
    return good ? to : STR("/overview");
}

/* ---- the form ---- */

/* What ended somebody's sessions: they land here, and read that it was done. */
static const struct { const char *code, *words; } done_before[] = {{"password", T("Your password is kept. Sign in with it.")},
    {"factor", T("The second factor is kept. Sign in with your password and six digits; each six serve once, so wait for the next ones.")},
    {"factor-off", T("The second factor is taken away. Sign in with your password.")}, {"sessions", T("All your sessions are ended.")}};

static bool show(struct exchange *x, const char *fault, struct str name, struct str to)
{
    sign_begin(x, T("Sign in"), NULL);
    sign_fault(x, fault);
    for (size_t i = 0; !fault && i < ARRAY_LEN(done_before); i++)
        if (str_is(web_query(x, "done"), done_before[i].code))
            sign_done(x, str_of(web_say(x, done_before[i].words)));
    sign_paragraph(x, T("For those who work with this register. Who takes part in a dialogue needs no account."));
    web_form(x, "/sign-in");
    markup_f(&x->body, "<input type=\"hidden\" name=\"to\" value=\"%.*s\">\n", STR_F(to));
    sign_field(x, &(struct sign_field){.name = "name", .label = T("Name"), .value = name, .autocomplete = "username", .latin = true, .required = true});
    sign_field(x, &(struct sign_field){.name = "password", .label = T("Password"), .type = "password", .autocomplete = "current-password", .required = true});
    sign_field(x, &(struct sign_field){.name = "digits", .label = T("Six digits of your authenticator"), .hint = T("Only where you have set one up."), .autocomplete = "one-time-code", .latin = true, .digits = true});
    sign_button(x, T("Sign in"));
    buf_text(&x->body, "</form>\n");
    sign_paragraph(x, T("Forgot the password, or lost the phone? A steward can send you a new link."));
    sign_end(x);
    return true;
}

static bool run_show(struct exchange *x, UNUSED struct err *e)
{
    return show(x, NULL, STR(""), web_query(x, "to"));
}

/* ---- signing in ---- */

struct trying {
    struct sign_in in;
    bool good;
    int64_t step, now;
    char token[TOKEN_TEXT];
};

static bool end_do(struct store *s, void *arg, struct err *e)
{
    struct trying *t = arg;
    return sign_in_end(s, &t->in, t->good, t->step, t->now, t->token, e);
}

/* A session is always a new one: whatever token the browser had before is worth nothing. */
static bool run_enter(struct exchange *x, struct err *e)
{
    struct trying t = {.now = x->now};
    struct secret password CLEANUP(secret_end) = sign_secret(x, "password");
    struct str name = web_field(x, "name"), to = web_field(x, "to");
    if (!sign_in_begin(x->store, name, web_cookie_sent(x, SIGN_DEVICE), x->now, &x->arena, &t.in, e))
        return false;
    t.good = sign_in_good(&t.in, &password, web_field(x, "digits"), x->now, &t.step);
    if (!web_write_beside(x, end_do, &t, e))
        return false;
    if (!t.token[0]) {
        x->status = 403;
        return show(x, T("The name, the password or the six digits are not right. After several tries you may have to wait, fifteen minutes at most, before the right ones serve."), name, to);
    }
    char device[TOKEN_TEXT];
    sign_in_device(&t.in, device);
    web_cookie(x, WEB_SESSION, "/", str_of(t.token), -1);
    web_cookie(x, SIGN_DEVICE, "/", str_of(device), DEVICE_SECONDS);
    struct str way = way_on(to);
    x->status = 303;
    x->location = (struct str){arena_text(&x->arena, way.p, way.n), way.n};
    return true;
}

static bool leave_do(struct store *s, void *arg, struct err *e)
{
    struct exchange *x = arg;
    return session_end(s, x->session, e);
}

static bool run_leave(struct exchange *x, struct err *e)
{
    if (!web_write_beside(x, leave_do, x, e))
        return false;
    uploads_leave(x, false);
    web_cookie(x, WEB_SESSION, "/", STR(""), 0);
    return web_go(x, "/");
}

enum { SOMEBODY = MAY_READ | MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER };

const struct page pages_sign_in[] = {
    {"GET", "/sign-in", MAY_TAKE_PART, PAGE_PLAIN, "to done", "form to sign in", run_show, NULL},
    {"POST", "/sign-in", MAY_TAKE_PART, PAGE_READ | PAGE_FORM | PAGE_NO_TOKEN | PAGE_PASSWORD, "name password digits to", "sign in: begins a session", run_enter, NULL},
    {"POST", "/sign-out", SOMEBODY, PAGE_READ | PAGE_FORM, "", "sign out: ends this session", run_leave, NULL},
    {"GET", "/invited/{token}", MAY_TAKE_PART, PAGE_READ, "", "whoever was invited chooses a password", invited_show, NULL},
    {"POST", "/invited/{token}", MAY_TAKE_PART, PAGE_READ | PAGE_FORM | PAGE_NO_TOKEN | PAGE_PASSWORD, "password again secret digits", "takes an invitation up", invited_take, NULL},
    {"GET", "/me", SOMEBODY, PAGE_READ, "done", "one's own account", me_show, NULL},
    {"POST", "/me/language", SOMEBODY, PAGE_READ | PAGE_FORM, "language", "one's own language", me_language, NULL},
    {"POST", "/me/password", SOMEBODY, PAGE_READ | PAGE_FORM | PAGE_PASSWORD, "old password again", "one's own password", me_password, NULL},
    {"GET", "/me/second-factor", SOMEBODY, PAGE_READ, "", "set up a second factor", me_factor_show, NULL},
    {"POST", "/me/second-factor", SOMEBODY, PAGE_READ | PAGE_FORM | PAGE_PASSWORD, "old secret digits", "keep the second factor", me_factor_set, NULL},
    {"POST", "/me/second-factor/off", SOMEBODY, PAGE_READ | PAGE_FORM | PAGE_PASSWORD, "old", "take the second factor away", me_factor_off, NULL},
    {"POST", "/me/feed", MAY_ANALYSE, PAGE_READ | PAGE_FORM | PAGE_PASSWORD, "old", "make one's own secret address for a calendar program, shown once", me_feed, NULL},
    {"POST", "/me/feed/off", MAY_ANALYSE, PAGE_READ | PAGE_FORM, "", "end it", me_feed_off, NULL},
    {"POST", "/me/sessions", SOMEBODY, PAGE_READ | PAGE_FORM, "", "end one's own sessions, everywhere", me_sessions, NULL},
    {0}};
