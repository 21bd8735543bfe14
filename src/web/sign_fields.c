/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of forms for signing in, accounts and settings. */
#include "web/sign_priv.h"

void sign_field(struct exchange *x, const struct sign_field *f)
{
    struct buf *b = &x->body;
    const char *id = f->id ? f->id : f->name;
    markup_f(b, "<p class=\"field\"><label for=\"f-%s\">%s</label>", id, web_say(x, f->label));
    if (f->hint)
        markup_f(b, "<small id=\"h-%s\">%s</small>", id, web_say(x, f->hint));
    markup_f(b, "<input id=\"f-%s\" name=\"%s\" type=\"%s\" value=\"%.*s\" autocomplete=\"%s\" maxlength=\"1024\"", id, f->name, f->type ? f->type : "text", STR_F(f->value),
        f->autocomplete ? f->autocomplete : "off");
    if (f->latin)
        buf_text(b, " dir=\"ltr\" autocapitalize=\"none\" spellcheck=\"false\"");
    else if (!f->type)
        buf_text(b, " dir=\"auto\"");
    if (f->digits)
        buf_text(b, " inputmode=\"numeric\" class=\"digits\"");
    if (f->hint)
        markup_f(b, " aria-describedby=\"h-%s\"", id);
    buf_text(b, f->required ? " required></p>\n" : "></p>\n");
}

void sign_choose(struct exchange *x, const char *name, const char *label, const struct sign_choice *list, size_t n, struct str chosen)
{
    struct buf *b = &x->body;
    markup_f(b, "<p class=\"field\"><label for=\"f-%s\">%s</label><select id=\"f-%s\" name=\"%s\">", name, web_say(x, label), name, name);
    for (size_t i = 0; i < n; i++) {
        markup_f(b, "<option value=\"%s\"", list[i].value);
        if (list[i].lang)
            markup_f(b, " lang=\"%s\"", list[i].lang);
        markup_f(b, "%s>%.*s</option>", str_is(chosen, list[i].value) ? " selected" : "", STR_F(list[i].words));
    }
    buf_text(b, "</select></p>\n");
}

void sign_button(struct exchange *x, const char *words)
{
    markup_f(&x->body, "<p class=\"send\"><button>%s</button></p>\n", web_say(x, words));
}

void sign_tick(struct exchange *x, const char *name, const char *words, bool on)
{
    markup_f(&x->body, "<p class=\"tick\"><label><input type=\"checkbox\" name=\"%s\" value=\"1\"%s><span>%s</span></label></p>\n", name, on ? " checked" : "", web_say(x, words));
}

void sign_begin_named(struct exchange *x, struct str title, const char *section, bool narrow)
{
    web_begin(x, &(struct web_frame){.title = title, .section = section, .narrow = narrow});
    markup_f(&x->body, "<link rel=\"stylesheet\" href=\"%s\">\n", web_asset("account.css"));
}

void sign_begin(struct exchange *x, const char *title, const char *section)
{
    sign_begin_named(x, str_of(web_say(x, title)), section, true);
}

void sign_end(struct exchange *x)
{
    web_end(x);
}

void sign_fault(struct exchange *x, const char *msgid)
{
    if (msgid)
        markup_f(&x->body, "<p class=\"fault\" role=\"alert\">%s</p>\n", web_say(x, msgid));
}

void sign_done(struct exchange *x, struct str sentence)
{
    markup_f(&x->body, "<p class=\"done\" role=\"status\">%.*s</p>\n", STR_F(sentence));
}

void sign_paragraph(struct exchange *x, const char *msgid)
{
    markup_f(&x->body, "<p>%s</p>\n", web_say(x, msgid));
}

/* ---- passwords ---- */

void sign_password_fields(struct exchange *x)
{
    sign_field(x, &(struct sign_field){.name = "password", .label = T("New password"), .hint = T("At least ten letters or signs; a sentence of your own is good."), .type = "password",
        .autocomplete = "new-password", .required = true});
    sign_field(x, &(struct sign_field){.name = "again", .label = T("The same once more"), .type = "password", .autocomplete = "new-password", .required = true});
}

struct secret sign_secret(struct exchange *x, const char *name)
{
    for (size_t i = 0; i < x->field_n; i++)
        if (str_is(x->fields[i].name, name)) {
            struct str v = x->fields[i].value;
            struct secret s = secret_of(v.p, v.n);
            explicit_bzero((char *)(uintptr_t)v.p, v.n);
            x->fields[i].value.n = 0;
            return s;
        }
    return secret_of("", 0);
}

bool sign_hash(struct exchange *x, struct str account, char hash[128], const char **fault, struct err *e)
{
    struct secret password CLEANUP(secret_end) = sign_secret(x, "password"), again CLEANUP(secret_end) = sign_secret(x, "again");
    struct err wrong = {0};
    *fault = NULL;
    if (password.n != again.n || memcmp(password.p, again.p, again.n) != 0) {
        *fault = T("The two passwords are not the same. Nothing was changed.");
        return true;
    }
    if (account_hash(&password, account, hash, &wrong))
        return true;
    if (wrong.code != ERR_INPUT) {
        *e = wrong;
        return false;
    }
    *fault = T("That will not do: a password has 10 to 1,000 letters or signs, and is not the name of the account or one letter again and again. Nothing was changed.");
    return true;
}

struct failing {
    struct sign_in in;
    int64_t now;
};

static bool count_failure(struct store *s, void *arg, struct err *e)
{
    struct failing *f = arg;
    char none[TOKEN_TEXT];
    return sign_in_end(s, &f->in, false, 0, f->now, none, e);
}

bool sign_own_password(struct exchange *x, const char *field, bool *right, struct err *e)
{
    struct secret password CLEANUP(secret_end) = sign_secret(x, field);
    struct failing f = {.now = x->now};
    int64_t step;
    if (!sign_in_begin(x->store, x->who.name, web_cookie_sent(x, SIGN_DEVICE), x->now, &x->arena, &f.in, e))
        return false;
    f.in.totp = STR(""); /* whoever has a session has shown the second factor */
    *right = sign_in_good(&f.in, &password, STR(""), x->now, &step) && f.in.wait == 0;
    return *right || f.in.wait || web_write_beside(x, count_failure, &f, e);
}

/* ---- the second factor ---- */

/* In fours, as people read it off. */
static void put_secret(struct exchange *x, struct str secret)
{
    markup_f(&x->body, "<p>%s</p>\n<p class=\"secret\" dir=\"ltr\"><code>", web_say(x, T("Or type these letters into it:")));
    for (size_t i = 0; i < secret.n; i += 4)
        markup_f(&x->body, "%s%.*s", i ? " " : "", (int)MIN_OF(secret.n - i, (size_t)4), secret.p + i);
    buf_text(&x->body, "</code></p>\n");
}

bool sign_factor_fields(struct exchange *x, struct str secret, struct str account, struct err *e)
{
    struct str name;
    struct buf address CLEANUP(buf_end) = {0};
    if (!store_fact(x->store, "name", &x->arena, &name, e))
        return false;
    totp_address(secret, account, name, &address);
    sign_paragraph(x, T("Open an authenticator on your phone, let it read this code, and type the six digits that it shows."));
    if (!web_qr(buf_view(&address), str_of(web_say(x, T("Code for the authenticator"))), &x->body))
        return err_set(e, ERR_SYSTEM, "a code for the authenticator could not be made");
    put_secret(x, secret);
    markup_f(&x->body, "<input type=\"hidden\" name=\"secret\" value=\"%.*s\">\n", STR_F(secret));
    sign_field(x, &(struct sign_field){.name = "digits", .label = T("Six digits"), .autocomplete = "one-time-code", .latin = true, .digits = true});
    return true;
}

void sign_factor(struct exchange *x, struct str *secret, int64_t *step, const char **fault)
{
    struct str digits = str_trim(web_field(x, "digits")), given = web_field(x, "secret");
    *secret = STR("");
    *step = 0;
    *fault = NULL;
    if (!digits.n)
        return;
    if (given.n != 32 || !totp_right(given, digits, x->now, 0, step)) {
        *fault = T("These six digits are not those that the authenticator should show now. Look whether the clock of the phone is right, and type the next ones.");
        return;
    }
    *secret = given;
}

size_t sign_roles(struct exchange *x, struct sign_choice list[ROLES])
{
    size_t n = 0;
    for (enum account_role k = ROLE_READER; k < ROLES; k++)
        list[n++] = (struct sign_choice){account_role_names[k], str_of(web_say(x, account_role_words(k))), NULL};
    return n;
}
