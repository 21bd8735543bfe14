/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: what became of a dialogue, told to those who took part. */
#include "web/hold_priv.h"

static void there(struct exchange *x, const struct room_outcome *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!i || list[i].id != list[i - 1].id)
            markup_f(&x->body, "<h2>%.*s · <bdi>%.*s</bdi></h2>", STR_F(web_day(x, list[i].day)), STR_F(list[i].said_by));
        markup_f(&x->body, "<p");
        hold_lang(x, list[i].language);
        markup_f(&x->body, ">%.*s</p>\n", STR_F(list[i].text));
    }
    if (!n)
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("Nothing has been said yet.")));
}

static bool page(struct exchange *x, const struct hold_dialogue *d, const struct hold_faults *faults, bool typed, struct err *e)
{
    struct room_outcome *list;
    struct buf today CLEANUP(buf_end) = {0};
    size_t n;
    if (!room_outcomes(x->store, d->about.id, &x->arena, &list, &n, e))
        return false;
    buf_day(&today, x->today);
    hold_begin(x, str_of(web_say(x, T("What became of it"))), d, NULL);
    hold_faults_show(x, faults);
    markup_f(&x->body, "<p>%s</p>", web_say(x, T("Those who took part read this on their page. Say also what was refused, and why: silence is what people remember.")));
    there(x, list, n);
    markup_f(&x->body, "<h2>%s</h2>", web_say(x, T("Say something new")));
    web_form(x, hold_path(x, d, "/hold", "/outcomes").p);
    for (size_t l = 0; l < hold_languages(); l++) {
        struct str text = STR("");
        if (typed && !web_field_nth(x, "text", l, &text))
            text = STR("");
        hold_field(x, &(struct hold_field){.name = "text", .at = l, .label = hold_in_language(x, T("What became of it, in {language}"), str_of(language_code(language_at(l)))), .value = text, .lang = language_code(language_at(l)), .rows = 4, .faults = faults});
    }
    hold_field(x, &(struct hold_field){.name = "said_by", .label = str_of(web_say(x, T("Who says so"))), .hint = str_of(web_say(x, T("An institution or an office, not a person."))), .value = typed ? web_field(x, "said_by") : STR(""), .faults = faults});
    hold_field(x, &(struct hold_field){.name = "day", .label = str_of(web_say(x, T("Day"))), .type = "date", .value = typed ? web_field(x, "day") : str_of(arena_text(&x->arena, today.p, today.n)), .faults = faults});
    markup_f(&x->body, "<p><button class=\"do\" formenctype=\"multipart/form-data\">%s</button></p></form>\n", web_say(x, T("Tell those who took part")));
    hold_end(x);
    return true;
}

bool hold_outcomes_show(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    return hold_held(x, &d, e) && page(x, &d, &(struct hold_faults){0}, false, e);
}

struct telling {
    const struct hold_dialogue *d;
    struct room_outcome list[HOLD_LANGUAGES_MOST];
    size_t n;
};

static bool tell_do(struct store *s, void *arg, struct err *e)
{
    const struct telling *w = arg;
    return room_outcome_add(s, w->d->about.id, w->list, w->n, e);
}

bool hold_outcomes_do(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    struct hold_faults faults = {0};
    struct day first, last;
    if (!hold_held(x, &d, e))
        return false;
    struct telling w = {.d = &d};
    struct str said_by = str_trim(web_field(x, "said_by")), text;
    if (!day_parse(web_field(x, "day"), &first, &last) || first.n != last.n)
        hold_fault(&faults, "day", 0, str_of(web_say(x, T("Write the day like 2026-03-31."))));
    if (!said_by.n || hold_letters(said_by) > HOLD_TOPIC_MOST)
        hold_fault(&faults, "said_by", 0, WEB_TOLD(x, T("Say which institution or office says so, in at most {most} letters."), WEB_SLOT("most", web_number(x, HOLD_TOPIC_MOST))));
    for (size_t l = 0; l < hold_languages(); l++) {
        text = web_field_nth(x, "text", l, &text) ? str_trim(text) : STR("");
        if (hold_letters(text) > HOLD_WORDS_MOST)
            hold_fault(&faults, "text", l, WEB_TOLD(x, T("That has {n} letters; the most is {most}. Make it shorter."), WEB_SLOT("n", web_number(x, (int64_t)hold_letters(text))), WEB_SLOT("most", web_number(x, HOLD_WORDS_MOST))));
        if (text.n)
            w.list[w.n++] = (struct room_outcome){.language = str_of(language_code(language_at(l))), .text = text, .said_by = said_by, .day = first};
    }
    if (!w.n)
        hold_fault(&faults, "text", 0, str_of(web_say(x, T("Write it in one language at least."))));
    if (faults.n)
        return page(x, &d, &faults, true, e);
    return web_write(x, tell_do, &w, e) && web_go(x, "/hold/%.*s/outcomes", STR_F(d.about.name));
}
