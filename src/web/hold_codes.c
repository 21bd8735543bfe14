/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: codes on paper. Shown once, on sheets to cut; the register keeps digests alone. */
#include "guard/guard.h"
#include "web/hold_priv.h"

/* Of an open dialogue in steps of ten: a code that was just used is somebody who just came in. */
static struct str used_words(struct exchange *x, int64_t k, int64_t used, bool open)
{
    int64_t least = open ? people_step(k) : people_least(k);
    if (shown_state(guard_one(basis_people(least), (struct estimate){(double)used, NAN, NAN, used})) == SHOWN_VALUE)
        return open ? WEB_TOLD(x, T("at least {n}"), WEB_SLOT("n", web_number(x, used - used % 10))) : web_number(x, used);
    return WEB_TOLD(x, T("fewer than {k}"), WEB_SLOT("k", web_number(x, least)));
}

static bool page(struct exchange *x, const struct hold_dialogue *d, const struct hold_faults *faults, struct str typed, struct err *e)
{
    int64_t made, used;
    if (!room_codes_count(x->store, d->about.id, &made, &used, e))
        return false;
    hold_begin(x, str_of(web_say(x, T("Codes on paper"))), d, NULL);
    hold_faults_show(x, faults);
    markup_f(&x->body, "<p>%s</p><dl class=\"facts\"><dt>%s</dt><dd>%.*s</dd><dt>%s</dt><dd>%.*s</dd></dl>", web_say(x, T("Cut the sheets, put the codes into a bag, and let everybody draw one. Write down for nobody which code they have.")), web_say(x, T("Codes made")),
        STR_F(web_number(x, made)), web_say(x, T("Of these used")), STR_F(used_words(x, d->about.k, used, hold_answered_now(x, &d->about))));
    if (d->how.entry != ENTRY_CODES || day_known(d->about.closed)) {
        markup_f(&x->body, "<p class=\"warn\">%s</p>", day_known(d->about.closed) ? web_say(x, T("The dialogue is closed: codes would open nothing.")) : web_say(x, T("People come into this dialogue without codes.")));
        hold_end(x);
        return true;
    }
    hold_reach(x);
    web_form(x, hold_path(x, d, "/hold", "/codes").p);
    hold_field(x, &(struct hold_field){.name = "count", .label = str_of(web_say(x, T("How many new codes"))), .hint = WEB_TOLD(x, T("At most {most} at once. They are shown once only: print the page that comes at once."), WEB_SLOT("most", web_number(x, HOLD_CODES_MOST))),
        .value = typed, .faults = faults, .required = true});
    markup_f(&x->body, "<div class=\"field\"><label for=\"in\">%s</label><select name=\"in\" id=\"in\">", web_say(x, T("Language of the sheets")));
    for (size_t l = 0; l < language_count(); l++)
        hold_option(x, str_of(language_code(language_at(l))), language_at(l) == x->speech.language, str_of(language_own_name(language_at(l))), language_code(language_at(l)));
    markup_f(&x->body, "</select></div><p><button class=\"do\">%s</button></p></form>\n", web_say(x, T("Make codes, and show them once")));
    hold_end(x);
    return true;
}

bool hold_codes_show(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    return hold_held(x, &d, e) && page(x, &d, &(struct hold_faults){0}, STR("40"), e);
}

struct making {
    const struct hold_dialogue *d;
    size_t n;
    struct buf codes;
};

static bool make_do(struct store *s, void *arg, struct err *e)
{
    struct making *w = arg;
    buf_clear(&w->codes);
    return room_codes_new(s, w->d->about.id, w->n, &w->codes, e);
}

static void sheet(struct exchange *x, const struct hold_dialogue *d, const struct speech *in, struct str codes)
{
    const char *code = language_code(in->language);
    struct str *lines, topic = voice_words_in(&d->about, code)->topic;
    size_t n = hold_lines(codes, &x->arena, &lines);
    struct str path = hold_path(x, d, "/d", "");
    hold_print_begin(x, str_of(say(in, T("Codes on paper"))), in);
    markup_f(&x->body, "<main><div class=\"screen\"><h1>%s</h1><p>%s <a href=\"%.*s\">%s</a></p></div><div class=\"codes\">", say(in, T("Codes on paper")), say(in, T("These codes are shown this once. Print this page now; when you leave it nobody can show them again.")), STR_F(hold_path(x, d, "/hold", "/codes")),
        say(in, T("Back")));
    for (size_t i = 0; i < n; i++)
        markup_f(&x->body, "<section class=\"code\"><p><bdi>%.*s</bdi></p><p class=\"address\" dir=\"ltr\">%.*s%.*s</p><p>%s</p><p class=\"big\" dir=\"ltr\">%.*s</p><p class=\"how\">%s</p></section>\n", STR_F(topic.n ? topic : d->about.name), STR_F(web_address(x)),
            STR_F(path), say(in, T("Your code:")), STR_F(lines[i]), say(in, T("It serves once. Nobody knows that it is yours. Throw it away afterwards.")));
    markup_f(&x->body, "</div></main>");
    hold_print_end(x);
}

bool hold_codes_do(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    struct hold_faults faults = {0};
    if (!hold_held(x, &d, e))
        return false;
    struct str typed = web_field(x, "count"), in = web_field(x, "in");
    int64_t n = hold_whole(typed, HOLD_CODES_MOST);
    if (!web_offered("in", in, web_language_of(in) != NULL, e))
        return false;
    if (n < 1)
        hold_fault(&faults, "count", 0, WEB_TOLD(x, T("Write a whole number from 1 to {most}."), WEB_SLOT("most", web_number(x, HOLD_CODES_MOST))));
    if (faults.n || d.how.entry != ENTRY_CODES || day_known(d.about.closed))
        return page(x, &d, &faults, typed, e);
    struct making w = {.d = &d, .n = (size_t)n};
    bool done = web_write(x, make_do, &w, e);
    struct speech speech = x->speech;
    if (web_language_of(in))
        speech.language = web_language_of(in);
    if (done)
        sheet(x, &d, &speech, buf_view(&w.codes));
    buf_end(&w.codes);
    return done;
}
