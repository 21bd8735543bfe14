/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings of the register. What they may be, and how they are kept, is the desk's (desk/settings.h). */
#include "desk/settings.h"
#include "web/sign_priv.h"

/* ---- the form ---- */

static void put_languages(struct exchange *x, const struct settings *k)
{
    struct sign_choice list[16] = {{"", str_of(web_say(x, T("that of the browser"))), NULL}};
    const struct sign_choice digits[] = {{"", str_of(web_say(x, T("those of the language"))), NULL}, {"latin", str_of(web_say(x, T("as in English"))), NULL}};
    size_t n = 1;
    for (size_t i = 0; i < language_count() && n < ARRAY_LEN(list); i++) {
        const struct language *l = language_at(i);
        list[n++] = (struct sign_choice){language_code(l), str_of(language_own_name(l)), language_code(l)};
    }
    sign_choose(x, "language", T("Language where the browser asks for none that is spoken here"), list, n, k->of[SETTING_LANGUAGE]);
    sign_choose(x, "digits", T("Digits of numbers, where a command does not say"), digits, ARRAY_LEN(digits), k->of[SETTING_DIGITS]);
}

static void put_readers(struct exchange *x, const struct settings *k)
{
    const struct sign_choice list[] = {{"", str_of(web_say(x, T("only those with an account"))), NULL}, {"anybody", str_of(web_say(x, T("anybody who has the address"))), NULL}};
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Who may read")));
    sign_paragraph(x, T("Whoever has no account reads numbers, and records only of sources that may be passed on. Nobody can take back what was read once."));
    sign_choose(x, "readers", T("Overview, incidents, dialogues and briefs may be read by"), list, ARRAY_LEN(list), k->of[SETTING_READERS]);
}

static void put_exit(struct exchange *x, const struct settings *k)
{
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Quick exit")));
    sign_paragraph(x, T("Whoever reads where to find help can leave that page at once. The way out leads to an empty page here, and from there to this address, if there is one: something that anybody might look at, such as the weather. It is asked for by the browser of whoever leaves."));
    sign_field(x, &(struct sign_field){.name = "exit", .label = T("Page that the quick exit leads to"), .value = k->of[SETTING_EXIT], .latin = true});
}

/* As it was typed, else the number that counts. */
static struct str number_in(struct exchange *x, const struct settings *k, enum setting which)
{
    return k->of[which].n ? k->of[which] : str_of(arena_f(&x->arena, "%" PRId64, setting_number(k, which)));
}

static void put_number(struct exchange *x, const struct settings *k, enum setting which, const char *label)
{
    sign_field(x, &(struct sign_field){.name = setting_key(which), .label = label, .value = number_in(x, k, which), .latin = true, .digits = true, .required = true});
}

static void put_people(struct exchange *x, const struct settings *k)
{
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Groups of people")));
    sign_paragraph(x, T("No page, brief, file or answer tells of fewer people, nor what would give them away by subtraction. The number can be raised from 10 to 1,000, and never be less than 10. It holds for all dialogues and meetings, from now on."));
    sign_paragraph(x, T("What was published or read before cannot be called back by a larger number, and what is told under a smaller one cannot be called back later. Each change stands in the log. What people declared in a dialogue that is closed already stays as it was kept then."));
    put_number(x, k, SETTING_PEOPLE, T("Smallest group of people that is told of"));
}

static void put_levels(struct exchange *x, const struct settings *k)
{
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Levels of violence")));
    sign_paragraph(x, T("Each brief says by which thresholds it speaks, and who set them. Other thresholds than those of the program make briefs of several registers hard to compare."));
    put_number(x, k, SETTING_ACTIVE, T("Killed in three months from which violence is called active"));
    put_number(x, k, SETTING_WAR, T("Killed in three months from which it is called war"));
}

static void say_done(struct exchange *x, const struct settings *k)
{
    struct str done = web_query(x, "done");
    if (str_is(done, "lowered"))
        sign_done(x, WEB_TOLD(x, T("From now on groups of {people} are told of, which is fewer than before. The log says so. What people read from now on cannot be called back."),
            WEB_SLOT("people", web_people_said(x, setting_number(k, SETTING_PEOPLE)))));
    else if (done.n)
        sign_done(x, str_of(web_say(x, T("It is kept."))));
}

static bool show(struct exchange *x, const struct settings *k, const char *fault)
{
    sign_begin(x, T("Settings"), "settings");
    say_done(x, k);
    sign_fault(x, fault);
    web_form(x, "/settings");
    sign_field(x, &(struct sign_field){.name = "name", .label = T("Name of the register, as briefs and pages show it"), .value = k->of[SETTING_NAME]});
    put_languages(x, k);
    put_readers(x, k);
    put_exit(x, k);
    put_people(x, k);
    put_levels(x, k);
    sign_button(x, T("Keep the settings"));
    buf_text(&x->body, "</form>\n");
    sign_end(x);
    return true;
}

static bool run_show(struct exchange *x, struct err *e)
{
    struct settings k;
    return settings_of(x->store, &x->arena, &k, e) && show(x, &k, NULL);
}

/* ---- keeping them ---- */

struct keeping {
    struct exchange *x;
    struct settings now;
    bool lowered;
};

static bool keep_do(struct store *s, void *arg, struct err *e)
{
    struct keeping *k = arg;
    struct str who = k->x->who.shown.n ? k->x->who.shown : k->x->who.name;
    return settings_keep(s, &k->now, who, k->x->today, &k->lowered, e);
}

/* A form without a field (of an earlier page) leaves that one as it is: nothing is lowered by what is not there. */
static void take(struct exchange *x, struct settings *to)
{
    for (enum setting k = 0; k < SETTINGS; k++) {
        struct str typed;
        if (web_field_nth(x, setting_key(k), 0, &typed))
            to->of[k] = str_trim(typed);
    }
}

static bool run_keep(struct exchange *x, struct err *e)
{
    struct keeping k = {.x = x};
    enum setting at;
    if (!settings_of(x->store, &x->arena, &k.now, e))
        return false;
    take(x, &k.now);
    const char *fault = settings_fault(&k.now, &at);
    for (enum setting n = SETTING_PEOPLE; n < SETTINGS && !fault; n++) /* the page asks for a number: an empty field is none */
        if (!k.now.of[n].n && web_field_nth(x, setting_key(n), 0, &(struct str){NULL, 0}))
            fault = n == SETTING_PEOPLE ? T("The smallest group of people that is told of is a whole number from 10 to 1,000: it can be raised above 10, and never be less.")
                                        : T("The thresholds are whole numbers of people: active at least 1, war more than active and at most 10,000,000.");
    if (fault) {
        x->status = 400;
        return show(x, &k.now, fault);
    }
    return web_write(x, keep_do, &k, e) && web_go(x, "/settings?done=%s", k.lowered ? "lowered" : "1");
}

const struct page pages_settings[] = {
    {"GET", "/settings", MAY_ANSWER, PAGE_READ, "done", "settings of the register", run_show, NULL},
    {"POST", "/settings", MAY_ANSWER, PAGE_READ | PAGE_FORM, "name language digits readers exit people active war", "keep settings", run_keep, NULL},
    {0}};
