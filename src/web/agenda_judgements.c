/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judgements of partners: those who work here read all of them, with the word whether each is signed; a steward signs one as it stands, or takes that back. */
#include "web/agenda_priv.h"

static void put_signing(struct exchange *x, const struct judgement *j, bool is_signed)
{
    struct buf *b = &x->body;
    web_form(x, "/agenda/judgements");
    markup_f(b, "<input type=\"hidden\" name=\"judgement\" value=\"%.*s\"><input type=\"hidden\" name=\"digest\" value=\"%s\">", STR_F(j->key), j->digest);
    if (!is_signed)
        markup_f(b, "<p class=\"tick\"><label><input type=\"checkbox\" name=\"sure\" value=\"yes\" required> %s</label></p>\n",
            web_say(x, T("I have read this judgement as it stands here. To the best of my knowledge nobody comes to harm by its being published, and I answer for that.")));
    markup_f(b, "<p><label>%s <input name=\"note\" dir=\"auto\" maxlength=\"500\"></label></p><p><button name=\"do\" value=\"%s\">%s</button></p></form>\n",
        web_say(x, is_signed ? T("Why is the signature taken back? (kept with it; no names of persons)") : T("A word with it, if there is one (kept; no names of persons)")), is_signed ? "back" : "sign",
        web_say(x, is_signed ? T("Take the signature back") : T("Sign: it may be published")));
}

/* The partner's name in the reader's language; else what it signed with. */
static struct agenda_text partner_name(const struct exchange *x, const struct agenda_book *book, struct str words)
{
    const struct partner *y = partner_of(book, words);
    struct agenda_text name = y ? items_told(x, &y->told, 0) : (struct agenda_text){STR(""), "", "auto"};
    return name.text.n ? name : (struct agenda_text){words, "", "auto"};
}

static void put_one(struct exchange *x, const struct agenda_book *book, const struct judgement *j)
{
    struct buf *b = &x->body;
    enum unsigned_why why = judgement_may_be_published(j);
    const char *words = items_unsigned(why);
    buf_text(b, "<li><blockquote>");
    items_put(b, items_told(x, &j->told, 0));
    buf_text(b, "</blockquote><p><b>");
    items_put(b, partner_name(x, book, j->signed_by));
    markup_f(b, "</b> <span class=\"dim\">%.*s</span></p><p class=\"dim\">%s</p>\n", STR_F(day_known(j->day) ? web_day(x, j->day) : STR("")),
        web_say(x, words ? words : T("Signed: it may be published.")));
    if (web_may(x, MAY_ANSWER))
        put_signing(x, j, why == ITEM_SIGNED);
    buf_text(b, "</li>\n");
}

static void put_done(struct exchange *x, struct str done)
{
    const char *words = str_is(done, "changed") ? T("The judgement was changed while you read, and nothing was signed. Look at what it says now.") : str_is(done, "sure") ? T("Nothing was signed: the sentence was not confirmed.") :
        T("It is kept.");
    if (done.n)
        markup_f(&x->body, "<p role=\"%s\"><b>%s</b></p>\n", str_is(done, "signed") ? "status" : "alert", web_say(x, words));
}

bool items_judgements_run(struct exchange *x, struct err *e)
{
    struct agenda_book book;
    bool done = agenda_read(x->store, &book, e);
    if (done) {
        web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Judgements of partners"))), .section = "agenda", .narrow = true});
        put_done(x, web_query(x, "done"));
        markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("Partners sign these in their own words; they stand beside the program's sentences in a brief. Until a steward has signed one as it stands, it is in drafts alone.")));
        if (!book.judgement_n)
            markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("Nothing of that kind is in this register yet.")));
        buf_text(&x->body, book.judgement_n ? "<ul class=\"pri\">\n" : "");
        for (size_t i = 0; i < book.judgement_n; i++)
            put_one(x, &book, &book.judgements[i]);
        buf_text(&x->body, book.judgement_n ? "</ul>\n" : "");
        markup_f(&x->body, "<p><a href=\"/agenda\">%s</a></p>\n", web_say(x, T("What people agreed")));
        web_end(x);
    }
    agenda_book_end(&book);
    return done;
}

/* ---- signing ---- */

/* Read anew where it is written: what is signed is what stood on the form. */
static bool sign_task(struct store *s, void *arg, struct err *e)
{
    struct items_signing *g = arg;
    struct agenda_book book;
    bool good = agenda_read(s, &book, e);
    const struct judgement *j = good ? judgement_of(&book, g->key) : NULL;
    if (good && !j)
        good = err_set(e, ERR_ABSENT, "there is no judgement of that name");
    if (good && !g->back && !str_is(g->digest, j->digest)) {
        g->changed = true;
        good = err_set(e, ERR_STOPPED, "the judgement was changed while it was read");
    }
    good = good && judgement_sign_add(s, j, g->back, g->who, g->note, g->x->today, e);
    agenda_book_end(&book);
    return good;
}

bool items_judgement_sign_run(struct exchange *x, struct err *e)
{
    const char *done = items_signing_run(x, web_field(x, "judgement"), sign_task, e);
    return done && web_go(x, "/agenda/judgements?done=%s", done);
}
