/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own secret address for a calendar program: made, shown once, ended. */
#include "web/sign_priv.h"

bool me_feed_part(struct exchange *x, const char *fault, struct err *e)
{
    bool there = false;
    if (!feed_may(x->who.role))
        return true;
    if (!feed_there(x->store, x->who.id, &there, e))
        return false;
    markup_f(&x->body, "<h2 id=\"feed\">%s</h2>\n", web_say(x, T("Reminders in a calendar program")));
    sign_fault(x, fault);
    sign_paragraph(x, T("A calendar program cannot sign in. It can be given a secret address of yours: whoever has that address reads on which days answers and promises are due, from what kind of institution, and where this register is. Names, subjects and texts are not in it."));
    sign_paragraph(x, T("What you give to a calendar goes to a phone, or to the server of a company, and stays there. Make such an address only where it may be known there that somebody is waiting for answers."));
    if (there) {
        sign_paragraph(x, T("You have such an address. It was shown once and cannot be shown again; a new one ends it, and so does a new password."));
        web_form(x, "/me/feed/off");
        sign_button(x, T("End the secret address"));
        buf_text(&x->body, "</form>\n");
    }
    web_form(x, "/me/feed");
    sign_field(x, &(struct sign_field){.name = "old", .id = "feed-old", .label = T("Your password"), .type = "password", .autocomplete = "current-password", .required = true});
    sign_button(x, there ? T("Make a new secret address") : T("Make a secret address"));
    buf_text(&x->body, "</form>\n");
    return true;
}

struct making {
    const struct account *who;
    char token[TOKEN_TEXT];
};

static bool make_do(struct store *s, void *arg, struct err *e)
{
    struct making *m = arg;
    return feed_new(s, m->who, m->token, e);
}

bool me_feed(struct exchange *x, struct err *e)
{
    bool right;
    struct making m = {.who = &x->who};
    if (!sign_own_password(x, "old", &right, e))
        return false;
    if (!right) {
        x->status = 403;
        return me_again(x, &(struct me_faults){.feed = sign_not_your_password}, e);
    }
    if (!web_write_beside(x, make_do, &m, e))
        return false;
    sign_begin(x, T("Your secret address for a calendar program"), NULL);
    sign_paragraph(x, T("It is shown this once. Let your calendar program subscribe to it, and keep it nowhere else."));
    markup_f(&x->body, "<p class=\"secret\" dir=\"ltr\"><code>%.*s/feed/%s/letters.ics</code></p>\n", STR_F(web_address(x)), m.token);
    sign_paragraph(x, T("If somebody else may have seen it, end it on the page of your account."));
    markup_f(&x->body, "<p><a class=\"button\" href=\"/me#feed\">%s</a></p>\n", web_say(x, T("Your account")));
    sign_end(x);
    return true;
}

static bool end_do(struct store *s, void *arg, struct err *e)
{
    const struct account *who = arg;
    return feed_end(s, who->id, e);
}

bool me_feed_off(struct exchange *x, struct err *e)
{
    return web_write_beside(x, end_do, &x->who, e) && web_go(x, "/me?done=1");
}
