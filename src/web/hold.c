/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: dialogues that are held here. The list of them, and one with what to do next; opening and closing it. */
#include "web/hold_priv.h"

enum hold_state { STATE_FOREIGN, STATE_READY, STATE_OPEN, STATE_CLOSED };

static enum hold_state state_of(const struct hold_dialogue *d)
{
    if (day_known(d->about.closed))
        return STATE_CLOSED;
    return !d->held ? STATE_FOREIGN : day_known(d->how.opened) ? STATE_OPEN : STATE_READY;
}

static struct str state_words(struct exchange *x, const struct hold_dialogue *d)
{
    switch (state_of(d)) {
    case STATE_READY: return str_of(web_say(x, T("in preparation")));
    case STATE_OPEN: return WEB_TOLD(x, T("open since {day}"), WEB_SLOT("day", web_day(x, d->how.opened)));
    case STATE_CLOSED: return WEB_TOLD(x, T("closed on {day}"), WEB_SLOT("day", web_day(x, d->about.closed)));
    case STATE_FOREIGN: break;
    }
    return str_of(web_say(x, d->about.own ? T("from a file") : T("published by others")));
}

static struct str entry_words(struct exchange *x, const struct hold_dialogue *d)
{
    static const char *const words[] = {[ENTRY_LINK] = T("by an open link (not protected against flooding)"), [ENTRY_CODES] = T("by codes on paper: one code, one voice"), [ENTRY_PAPER] = T("by paper ballots only")};
    return str_of(web_say(x, words[d->how.entry]));
}

/* ---- what to do next --------------------------------------------------------------------------- */

struct step {
    const char *after; /* of the address */
    struct str words;
};

static bool steps_of(struct exchange *x, const struct hold_dialogue *d, struct step *out, size_t *n, struct err *e)
{
    int64_t codes = 0, used = 0;
    struct room_outcome *outcomes = NULL;
    size_t outcome_n = 0;
    enum hold_state state = state_of(d);
    *n = 0;
    if (state == STATE_FOREIGN)
        return true;
    if (d->how.entry == ENTRY_CODES && state != STATE_CLOSED && !room_codes_count(x->store, d->about.id, &codes, &used, e))
        return false;
    if (state == STATE_CLOSED && !room_outcomes(x->store, d->about.id, &x->arena, &outcomes, &outcome_n, e))
        return false;
    if (state == STATE_READY)
        out[(*n)++] = (struct step){"", str_of(web_say(x, T("Read it through in each language, and open it.")))};
    if (state != STATE_CLOSED && d->how.entry == ENTRY_CODES && !codes)
        out[(*n)++] = (struct step){"/codes", str_of(web_say(x, T("Make codes and print them: without one nobody comes in.")))};
    if (state == STATE_OPEN && d->waiting)
        out[(*n)++] = (struct step){"/moderate", web_counted(x, TN("Look at {n} statement that waits.", "Look at {n} statements that wait."), d->waiting)};
    if (state == STATE_CLOSED && !outcome_n)
        out[(*n)++] = (struct step){"/outcomes", str_of(web_say(x, T("Tell those who took part what became of it.")))};
    return true;
}

static bool show_steps(struct exchange *x, const struct hold_dialogue *d, struct err *e)
{
    struct step steps[4];
    size_t n;
    if (!steps_of(x, d, steps, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        markup_f(&x->body, "<li><a href=\"%.*s\">%.*s</a></li>", STR_F(hold_path(x, d, "/hold", steps[i].after)), STR_F(steps[i].words));
    if (!n)
        markup_f(&x->body, "<li>%s</li>", state_of(d) == STATE_OPEN ? web_say(x, T("Nothing waits. Come back when people have answered.")) : web_say(x, T("Nothing waits.")));
    return true;
}

/* ---- the list ---------------------------------------------------------------------------------- */

static bool show_one(struct exchange *x, const struct hold_dialogue *d, struct err *e)
{
    struct str statements = web_counted(x, TN("{n} statement", "{n} statements"), d->about.statements);
    markup_f(&x->body, "<li><h3><a href=\"%.*s\"><bdi>%.*s</bdi></a></h3><p><b>%.*s</b> · %.*s · %.*s</p>", STR_F(hold_path(x, d, "/hold", "")), STR_F(hold_topic(x, d)), STR_F(state_words(x, d)),
        STR_F(statements), STR_F(hold_people(x, &d->about)));
    if (d->held) {
        markup_f(&x->body, "<ul class=\"next\">");
        if (!show_steps(x, d, e))
            return false;
        markup_f(&x->body, "</ul>");
    }
    markup_f(&x->body, "</li>\n");
    return true;
}

static bool show_those(struct exchange *x, const struct hold_dialogue *list, size_t n, bool held, struct err *e)
{
    size_t shown = 0;
    markup_f(&x->body, "<ul class=\"held\">");
    for (size_t i = 0; i < n; i++) {
        if (list[i].held != held)
            continue;
        shown++;
        if (!show_one(x, &list[i], e))
            return false;
    }
    markup_f(&x->body, "</ul>");
    if (!shown)
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("There is none yet.")));
    return true;
}

static bool list_show(struct exchange *x, struct err *e)
{
    struct voice_dialogue *all;
    size_t n;
    if (!voice_dialogues(x->store, &x->arena, &all, &n, e))
        return false;
    struct hold_dialogue *list = ARENA_ARRAY(&x->arena, struct hold_dialogue, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!hold_of(x, &all[i], &list[i], e))
            return false;
    hold_begin(x, str_of(web_say(x, T("Hold a dialogue"))), NULL, NULL);
    markup_f(&x->body, "<p>%s</p>", web_say(x, T("People answer short statements on a telephone or on paper, without a name. You make the dialogue, look at what they add, and tell them what became of it.")));
    if (!hold_refused(x))
        markup_f(&x->body, "<p><a class=\"do\" href=\"/hold/new\">%s</a></p>", web_say(x, T("Make a new dialogue")));
    markup_f(&x->body, "<h2>%s</h2>", web_say(x, T("Held here")));
    if (!show_those(x, list, n, true, e))
        return false;
    markup_f(&x->body, "<h2>%s</h2>", web_say(x, T("Others of this register")));
    if (!show_those(x, list, n, false, e))
        return false;
    hold_end(x);
    return true;
}

/* ---- one dialogue ------------------------------------------------------------------------------ */

static void show_links(struct exchange *x, const struct hold_dialogue *d)
{
    static const struct { const char *after, *words; } links[] = {{"/words", T("Words, statements and settings")}, {"/moderate", T("Statements that wait")}, {"/codes", T("Codes on paper")}, {"/poster", T("Poster")},
        {"/meetings", T("Meetings, and who was there")}, {"/outcomes", T("What became of it")}};
    markup_f(&x->body, "<h2>%s</h2><ul class=\"choice\">", web_say(x, T("Work on it")));
    for (size_t i = 0; i < ARRAY_LEN(links); i++)
        if (strcmp(links[i].after, "/codes") != 0 || (d->how.entry == ENTRY_CODES && state_of(d) != STATE_CLOSED))
            markup_f(&x->body, "<li><a href=\"%.*s\">%s</a></li>", STR_F(hold_path(x, d, "/hold", links[i].after)), web_say(x, links[i].words));
    markup_f(&x->body, "<li><a href=\"%.*s\">%s</a></li>", STR_F(hold_path(x, d, "/d", "/paper")), web_say(x, T("Paper ballots")));
    markup_f(&x->body, "<li><a href=\"%.*s\">%s</a></li></ul>\n", STR_F(hold_path(x, d, "/dialogue", "")), web_say(x, T("The report: what people say")));
}

static void show_facts(struct exchange *x, const struct hold_dialogue *d)
{
    markup_f(&x->body, "<dl class=\"facts\"><dt>%s</dt><dd>%.*s</dd>", web_say(x, T("State")), STR_F(state_words(x, d)));
    markup_f(&x->body, "<dt>%s</dt><dd>%.*s</dd>", web_say(x, T("Answers")), STR_F(hold_people(x, &d->about)));
    markup_f(&x->body, "<dt>%s</dt><dd>%.*s</dd>", web_say(x, T("Statements")), STR_F(web_number(x, d->about.statements)));
    if (d->held) {
        markup_f(&x->body, "<dt>%s</dt><dd>%.*s</dd>", web_say(x, T("Way in")), STR_F(entry_words(x, d)));
        if (d->how.entry != ENTRY_PAPER)
            markup_f(&x->body, "<dt>%s</dt><dd><a href=\"%.*s\"><bdi dir=\"ltr\">%.*s%.*s</bdi></a></dd>", web_say(x, T("Address for people")), STR_F(hold_path(x, d, "/d", "")), STR_F(web_address(x)), STR_F(hold_path(x, d, "/d", "")));
    }
    markup_f(&x->body, "</dl>\n");
    if (hold_answered_now(x, &d->about))
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("While people answer, they are counted in steps of ten, and what they say is told once the dialogue is closed: so nobody can watch a single answer arrive.")));
    if (d->held && d->how.entry != ENTRY_PAPER && !day_known(d->about.closed))
        hold_reach(x);
}

/* The statements as people will read them, in every language there is: what is missing is said. */
static void show_statements(struct exchange *x, const struct voice_data *data)
{
    markup_f(&x->body, "<h2>%s</h2><ol class=\"side\">", web_say(x, T("As people will read it")));
    for (size_t i = 0; i < data->statement_n; i++) {
        const struct voice_statement *s = &data->statements[i];
        if (s->moderation != VOICE_ACCEPTED)
            continue;
        markup_f(&x->body, "<li value=\"%lld\">", (long long)s->id);
        for (size_t k = 0; k < s->text_n; k++) {
            markup_f(&x->body, "<p");
            hold_lang(x, s->texts[k].language);
            markup_f(&x->body, ">%.*s</p>", STR_F(s->texts[k].text));
        }
        markup_f(&x->body, "</li>\n");
    }
    markup_f(&x->body, "</ol>");
}

static void show_words(struct exchange *x, const struct hold_dialogue *d)
{
    for (size_t i = 0; i < d->about.word_n; i++) {
        const struct voice_words *w = &d->about.words[i];
        markup_f(&x->body, "<section class=\"say\"");
        hold_lang(x, w->language);
        markup_f(&x->body, "><p><b>%.*s</b></p><p>%.*s</p><p>%.*s</p></section>\n", STR_F(w->topic), STR_F(w->description), STR_F(w->who_may_speak));
    }
}

static void show_opening(struct exchange *x, const struct hold_dialogue *d)
{
    markup_f(&x->body, "<h2>%s</h2>", web_say(x, T("Open it")));
    if (!d->about.statements) {
        markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("It has no statement yet: people would find nothing to answer. Add some first.")));
        return;
    }
    markup_f(&x->body, "<p>%s</p>", web_say(x, T("From then on people can answer. You can still mend words, add statements, and close it when you like.")));
    web_form(x, hold_path(x, d, "/hold", "/open").p);
    markup_f(&x->body, "<button class=\"do\">%s</button></form>\n", web_say(x, T("Open the dialogue")));
}

static void show_taking_up(struct exchange *x, const struct hold_dialogue *d)
{
    markup_f(&x->body, "<h2>%s</h2><p>%s</p>", web_say(x, T("Hold it here")), web_say(x, T("It came from a file. If people are to go on answering here, take it up; it then stands in preparation until you open it.")));
    web_form(x, hold_path(x, d, "/hold", "/open").p);
    markup_f(&x->body, "<input type=\"hidden\" name=\"step\" value=\"take-up\"><button class=\"do\">%s</button></form>\n", web_say(x, T("Take it up")));
}

static bool one_show(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    struct voice_data data = {0};
    if (!hold_find(x, &d, e) || !hold_load(x, &d, &data, e))
        return false;
    enum hold_state state = state_of(&d);
    hold_begin(x, hold_topic(x, &d), &d, NULL);
    show_facts(x, &d);
    if (d.held) {
        markup_f(&x->body, "<h2>%s</h2><ul class=\"next\">", web_say(x, T("What to do next")));
        if (!show_steps(x, &d, e))
            return false;
        markup_f(&x->body, "</ul>");
        show_links(x, &d);
    }
    if (state == STATE_READY || state == STATE_OPEN) {
        show_words(x, &d);
        show_statements(x, &data);
    }
    if (state == STATE_READY)
        show_opening(x, &d);
    if (state == STATE_OPEN)
        markup_f(&x->body, "<h2>%s</h2><p><a href=\"%.*s\">%s</a></p>", web_say(x, T("Close it")), STR_F(hold_path(x, &d, "/hold", "/close")), web_say(x, T("Close the dialogue …")));
    if (state == STATE_FOREIGN && d.about.own)
        show_taking_up(x, &d);
    hold_end(x);
    return true;
}

/* ---- opening, closing -------------------------------------------------------------------------- */

struct turning {
    const struct hold_dialogue *d;
    struct room_settings how;
    struct day today;
};

static bool set_do(struct store *s, void *arg, struct err *e)
{
    const struct turning *w = arg;
    return room_settings_set(s, w->d->about.id, &w->how, e);
}

static bool open_do(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    if (!hold_find(x, &d, e))
        return false;
    bool take_up = str_is(web_field(x, "step"), "take-up");
    if (!web_offered("step", web_field(x, "step"), take_up, e))
        return false;
    if (day_known(d.about.closed))
        return err_set(e, ERR_INPUT, "the dialogue \"%.*s\" is closed, and stays so", STR_F(d.about.name));
    if (take_up == d.held)
        return err_set(e, ERR_INPUT, take_up ? "the dialogue \"%.*s\" is held here already" : "the dialogue \"%.*s\" is not held here: take it up first", STR_F(d.about.name));
    if (!take_up && !d.about.statements)
        return err_set(e, ERR_INPUT, "the dialogue \"%.*s\" has no statement yet: add some before you open it", STR_F(d.about.name));
    struct turning w = {.d = &d, .how = d.how};
    if (take_up)
        w.how = (struct room_settings){.entry = ENTRY_LINK, .opened = DAY_NONE, .may_add = true, .result = true};
    else if (state_of(&d) == STATE_READY)
        w.how.opened = x->today;
    if (!web_write(x, set_do, &w, e))
        return false;
    return web_go(x, "/hold/%.*s", STR_F(d.about.name));
}

static void close_page(struct exchange *x, const struct hold_dialogue *d, bool unread)
{
    static const char *const warnings[] = {T("Nobody can answer any more. A closed dialogue is never opened again."), T("Answers that somebody changed later are erased; the last ones stay."), T("What people said of themselves is erased where fewer than {k} said the same."),
        T("The links between people's pages and their answers are erased: nobody can come back to theirs."), T("Codes that were not used are erased, and no new ones can be made."),
        T("Paper ballots that were not typed in can no longer be counted.")};
    hold_begin(x, str_of(web_say(x, T("Close the dialogue"))), d, NULL);
    markup_f(&x->body, "<p>%s</p><ul>", web_say(x, T("This goes for good, and nobody can bring it back:")));
    for (size_t i = 0; i < ARRAY_LEN(warnings); i++)
        markup_f(&x->body, "<li>%.*s</li>", STR_F(WEB_TOLD(x, warnings[i], WEB_SLOT("k", web_number(x, voice_least(&d->about))))));
    markup_f(&x->body, "</ul>");
    if (d->waiting)
        markup_f(&x->body, "<p class=\"warn\">%.*s</p>", STR_F(web_counted(x, TN("{n} statement still waits; nobody will answer it.", "{n} statements still wait; nobody will answer them."), d->waiting)));
    web_form(x, hold_path(x, d, "/hold", "/close").p);
    markup_f(&x->body, "<div class=\"field\">");
    if (unread) {
        x->status = 400;
        markup_f(&x->body, "<strong class=\"fault\" id=\"read-fault\">%s</strong>", web_say(x, T("Say that you have read this; nothing was closed.")));
    }
    markup_f(&x->body, "<label class=\"tick\"><input type=\"checkbox\" name=\"read\" value=\"yes\"> %s</label></div>", web_say(x, T("I have read this, and all ballots are typed in.")));
    markup_f(&x->body, "<button class=\"do\">%s</button></form>\n", web_say(x, T("Close it for good")));
    hold_end(x);
}

static bool close_show(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    if (!hold_held(x, &d, e))
        return false;
    if (state_of(&d) != STATE_OPEN)
        return err_set(e, ERR_INPUT, "the dialogue \"%.*s\" is not open", STR_F(d.about.name));
    close_page(x, &d, false);
    return true;
}

static bool closing_do(struct store *s, void *arg, struct err *e)
{
    const struct turning *w = arg;
    return voice_close(s, w->d->about.id, w->today, e) && store_audit(s, "voice close", w->d->about.name, e);
}

static bool close_do(struct exchange *x, struct err *e)
{
    struct hold_dialogue d;
    if (!hold_held(x, &d, e))
        return false;
    if (!str_is(web_field(x, "read"), "yes")) {
        close_page(x, &d, true);
        return true;
    }
    if (!web_write(x, closing_do, &(struct turning){.d = &d, .today = x->today}, e))
        return false;
    return web_go(x, "/hold/%.*s", STR_F(d.about.name));
}

const struct page pages_hold[] = {
    {"GET", "/hold", MAY_FACILITATE, PAGE_READ, "", "dialogues held here, and what to do next", list_show, NULL},
    {"GET", "/hold/new", MAY_FACILITATE, PAGE_READ, "", "make a dialogue: the form", hold_new_show, NULL},
    {"POST", "/hold/new", MAY_FACILITATE, PAGE_READ | PAGE_FORM,
        "step name topic description who first statements declare districts own_name own_values entry may_add listed result rules", "make a dialogue: look at it, then make it", hold_new_do, NULL},
    {"GET", "/hold/{name}", MAY_FACILITATE, PAGE_READ | PAGE_SLOW, "", "one dialogue, and what to do next", one_show, NULL},
    {"POST", "/hold/{name}/open", MAY_FACILITATE, PAGE_READ | PAGE_FORM, "step", "open a dialogue to people, or take one from a file up", open_do, NULL},
    {"GET", "/hold/{name}/close", MAY_FACILITATE, PAGE_READ, "", "what closing erases for good", close_show, NULL},
    {"POST", "/hold/{name}/close", MAY_FACILITATE, PAGE_READ | PAGE_FORM, "read", "close a dialogue for good", close_do, NULL},
    {"GET", "/hold/{name}/words", MAY_FACILITATE, PAGE_READ | PAGE_SLOW, "page", "words, statements and settings of a dialogue: the forms", hold_words_show, NULL},
    {"POST", "/hold/{name}/words", MAY_FACILITATE, PAGE_READ | PAGE_FORM | PAGE_SLOW,
        "step topic description who statement of text new entry may_add listed result rules page", "change words, statements or settings of a dialogue", hold_words_do, NULL},
    {"GET", "/hold/{name}/moderate", MAY_FACILITATE, PAGE_READ | PAGE_SLOW, "show page", "statements that wait, those let in, those left out", hold_moderate_show, NULL},
    {"POST", "/hold/{name}/moderate", MAY_FACILITATE, PAGE_READ | PAGE_FORM | PAGE_SLOW, "show page statement decision about of text", "let statements in or leave them out", hold_moderate_do, NULL},
    {"GET", "/d/{name}/paper", MAY_FACILITATE, PAGE_READ | PAGE_SLOW, "in", "paper ballots: to print, and to type in", hold_paper_show, NULL},
    {"POST", "/d/{name}/paper", MAY_FACILITATE, PAGE_READ | PAGE_FORM | PAGE_SLOW, "ballot statement vote attribute value", "type one paper ballot in", hold_paper_do, NULL},
    {"GET", "/hold/{name}/codes", MAY_FACILITATE, PAGE_READ, "", "how many codes there are", hold_codes_show, NULL},
    {"POST", "/hold/{name}/codes", MAY_FACILITATE, PAGE_READ | PAGE_FORM, "count in", "make codes: shown once, to print", hold_codes_do, NULL},
    {"GET", "/hold/{name}/poster", MAY_FACILITATE, PAGE_READ, "in", "a poster to print", hold_poster_show, NULL},
    {"GET", "/hold/{name}/meetings", MAY_FACILITATE, PAGE_READ | PAGE_SLOW, "meeting", "meetings, and which kinds of people were there", hold_meetings_show, NULL},
    {"POST", "/hold/{name}/meetings", MAY_FACILITATE, PAGE_READ | PAGE_FORM | PAGE_SLOW, "meeting day place note kind invited came left_out why", "write a meeting down", hold_meetings_do, NULL},
    {"GET", "/hold/{name}/outcomes", MAY_FACILITATE, PAGE_READ, "", "what became of it", hold_outcomes_show, NULL},
    {"POST", "/hold/{name}/outcomes", MAY_FACILITATE, PAGE_READ | PAGE_FORM, "day said_by text", "say what became of it", hold_outcomes_do, NULL},
    {0}};
