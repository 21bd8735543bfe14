/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: a poster, A4: what it is about, how to come in, what is promised. In one language, or in all on one sheet. */
#include "web/hold_priv.h"

static void promise(struct exchange *x, const struct hold_dialogue *d, const struct speech *in, const char *msgid)
{
    struct buf n CLEANUP(buf_end) = {0}, people CLEANUP(buf_end) = {0}, said CLEANUP(buf_end) = {0};
    say_int(in, &n, voice_least(&d->about));
    say_flat(&people, say_n(in, TN("{n} person", "{n} people"), voice_least(&d->about)), &(struct slot){.name = "n", .text = buf_view(&n)}, 1, false);
    say_flat(&said, say(in, msgid), &(struct slot){.name = "people", .text = buf_view(&people)}, 1, false);
    markup_f(&x->body, "<li>%.*s</li>", (int)said.n, said.p);
}

static void tongue(struct exchange *x, const struct hold_dialogue *d, const struct speech *in, bool heading)
{
    static const char *const ways[] = {[ENTRY_LINK] = T("Point the camera of a telephone at the square, or write the address."), [ENTRY_CODES] = T("You need a code on paper: ask for one here. Then point the camera of a telephone at the square, or write the address."),
        [ENTRY_PAPER] = T("Ask for a paper ballot here.")};
    static const char *const promises[] = {T("No name, no telephone number, no address."), T("What you answer is never told alone, only in groups of {people} or more."), T("Here you can read afterwards what became of it.")};
    const char *code = language_code(in->language);
    const struct voice_words *w = voice_words_in(&d->about, code);
    struct str topic = w->topic.n ? w->topic : d->about.name;
    markup_f(&x->body, "<section class=\"tongue\" lang=\"%s\" dir=\"%s\">", code, hold_dir(str_of(code)));
    const char *level = heading ? "h1" : "h2";
    markup_f(&x->body, "<%s lang=\"%.*s\" dir=\"%s\">%.*s</%s>", level, STR_F(w->language.n ? w->language : str_of(code)), hold_dir(w->language), STR_F(topic), level);
    if (w->who_may_speak.n)
        markup_f(&x->body, "<p class=\"who\" lang=\"%.*s\" dir=\"%s\">%.*s</p>", STR_F(w->language), hold_dir(w->language), STR_F(w->who_may_speak));
    markup_f(&x->body, "<p class=\"way\">%s</p><ul>", say(in, ways[d->how.entry]));
    for (size_t i = 0; i < ARRAY_LEN(promises); i++)
        promise(x, d, in, promises[i]);
    markup_f(&x->body, "</ul></section>\n");
}

static void square(struct exchange *x, const struct hold_dialogue *d)
{
    struct str address = str_of(arena_f(&x->arena, "%.*s%.*s", STR_F(web_address(x)), STR_F(hold_path(x, d, "/d", ""))));
    markup_f(&x->body, "<div class=\"square\">");
    if (!web_qr(address, address, &x->body))
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("The address is too long for a square.")));
    markup_f(&x->body, "<p class=\"address\" dir=\"ltr\">%.*s</p></div>\n", STR_F(address));
}

static void poster(struct exchange *x, const struct hold_dialogue *d)
{
    bool all = str_is(web_query(x, "in"), "all");
    struct speech in;
    (void)hold_print_language(x, &in);
    hold_print_begin(x, hold_topic(x, d), &in);
    markup_f(&x->body, "<main class=\"poster %s\">", all ? "all" : "one");
    if (!all)
        tongue(x, d, &in, true);
    for (size_t l = 0; all && l < language_count(); l++)
        tongue(x, d, &(struct speech){.language = language_at(l), .latin_digits = x->speech.latin_digits}, l == 0);
    if (d->how.entry != ENTRY_PAPER)
        square(x, d);
    markup_f(&x->body, "</main>");
    hold_print_end(x);
}

bool hold_poster_show(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    if (!hold_held(x, &d, e))
        return false;
    if (web_query(x, "in").n) {
        poster(x, &d);
        return true;
    }
    hold_begin(x, str_of(web_say(x, T("Poster"))), &d, NULL);
    markup_f(&x->body, "<p>%s</p>", web_say(x, T("A sheet of A4 to hang up: the topic, a square for cameras, the address, and what is promised.")));
    if (d.how.entry != ENTRY_PAPER)
        hold_reach(x);
    if (d.how.entry == ENTRY_LINK)
        markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("An open link is not protected against flooding: one person can answer many times. Hang it up where those pass by who are meant.")));
    hold_print_choice(x, hold_path(x, &d, "/hold", "/poster"), "", true);
    hold_end(x);
    return true;
}
