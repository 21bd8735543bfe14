/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on participants' pages. Few bytes: each page is a whole one, over a slow line. */
#include "web/part_priv.h"

/* ---- parts that all have ----------------------------------------------------------------------- */

struct part_lang part_lang_of(struct str language)
{
    char code[16] = "";
    if (language.n < sizeof code)
        memcpy(code, language.n ? language.p : "", language.n);
    const struct language *l = language_find(code);
    return l ? (struct part_lang){language_code(l), language_rtl(l) ? "rtl" : "ltr"} : (struct part_lang){"", "auto"};
}

static struct part_lang reader_lang(const struct exchange *x)
{
    return (struct part_lang){language_code(x->speech.language), language_rtl(x->speech.language) ? "rtl" : "ltr"};
}

/* The title stands in the history of a phone that others may hold: it tells nothing. The icon is there so that browsers do not ask for one. */
void part_head(struct exchange *x, bool script)
{
    struct part_lang l = reader_lang(x);
    markup_f(&x->body, "<!doctype html><html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>%s</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"%s\">",
        l.code, l.dir, web_say(x, T("Questions")), web_asset("part.css"));
    if (script)
        markup_f(&x->body, "<script src=\"%s\" defer></script>", web_asset("part.js"));
    buf_text(&x->body, "</head><body><main>");
}

void part_tail(struct exchange *x) { buf_text(&x->body, "</main></body></html>\n"); }

void part_help_link(struct exchange *x)
{
    if (web_help_there(x))
        markup_f(&x->body, "<a href=\"/help?lang=%s\" rel=\"noreferrer\">%s</a>", language_code(x->speech.language), web_say(x, T("Where people can find help")));
}

static void language_begin(struct exchange *x) { markup_f(&x->body, "<nav aria-label=\"%s\">", web_say(x, T("Language"))); }

static void language_current(struct exchange *x, const struct language *l)
{
    markup_f(&x->body, "<b lang=\"%s\" dir=\"%s\" aria-current=\"true\">%s</b>", language_code(l), language_rtl(l) ? "rtl" : "ltr", language_own_name(l));
}

/* Before anything was answered, languages are links to this same page; what answers a form cannot be asked for again, so that they lead to the first. */
void part_languages_links(struct exchange *x)
{
    const char *to = x->page && strcmp(x->page->method, "POST") == 0 ? "/" : "";
    language_begin(x);
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *l = language_at(i);
        if (l == x->speech.language)
            language_current(x, l);
        else
            markup_f(&x->body, "<a lang=\"%s\" dir=\"%s\" hreflang=\"%s\" href=\"%s?lang=%s\">%s</a>", language_code(l), language_rtl(l) ? "rtl" : "ltr", language_code(l), to, language_code(l), language_own_name(l));
    }
    buf_text(&x->body, "</nav>");
}

/* Afterwards they are buttons of a form that carries the pass. */
static void language_buttons(struct part *p)
{
    struct exchange *x = p->x;
    language_begin(x);
    part_form(p, "", "");
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *l = language_at(i);
        if (l == x->speech.language)
            language_current(x, l);
        else
            markup_f(&x->body, "<button class=\"t\" name=\"lang\" value=\"%s\" lang=\"%s\" dir=\"%s\">%s</button>", language_code(l), language_code(l), language_rtl(l) ? "rtl" : "ltr", language_own_name(l));
    }
    buf_text(&x->body, "</form></nav>");
}

void part_banner(struct exchange *x, bool invented)
{
    if (invented)
        markup_f(&x->body, "<p class=\"v\">%s</p>", web_say(x, T("Invented example: this country does not exist.")));
}

void part_notice(struct exchange *x, const char *msgid)
{
    if (msgid)
        markup_f(&x->body, "<p class=\"w\" role=\"status\">%s</p>", web_say(x, msgid));
}

void part_path(struct exchange *x, struct str name, const char *below)
{
    buf_text(&x->body, "/d/");
    buf_percent(&x->body, name);
    markup_f(&x->body, "%s?lang=%s", below, language_code(x->speech.language));
}

void part_form(struct part *p, const char *id, const char *below)
{
    struct buf *b = &p->x->body;
    buf_text(b, "<form method=\"post\" ");
    if (id[0])
        markup_f(b, "id=\"%s\" ", id);
    buf_text(b, "action=\"");
    part_path(p->x, p->name, below);
    markup_f(b, "\"><input type=\"hidden\" name=\"p\" value=\"%s\"><input type=\"hidden\" name=\"k\" value=\"", p->pass_text);
    for (size_t i = 0; i < p->skip_n; i++) {
        buf_text(b, i ? "," : "");
        buf_int(b, p->skips[i]);
    }
    buf_text(b, "\">");
    if (p->asked)
        buf_text(b, "<input type=\"hidden\" name=\"a\" value=\"1\">");
    if (p->invented)
        buf_text(b, "<input type=\"hidden\" name=\"i\" value=\"1\">");
}

void part_top(struct part *p, bool script)
{
    struct exchange *x = p->x;
    part_head(x, script);
    if (p->carried)
        language_buttons(p);
    else
        part_languages_links(x);
    part_banner(x, p->invented);
    struct part_lang l = part_lang_of(p->page.language);
    markup_f(&x->body, "<h1 lang=\"%s\" dir=\"%s\">%.*s</h1>", l.code, l.dir, STR_F(p->page.topic.n ? p->page.topic : p->page.name));
    part_notice(x, p->notice);
}

struct str part_value_word(struct exchange *x, struct str value)
{
    const char *word = voice_value_word(value);
    return word ? str_of(web_say(x, word)) : value;
}

static void go_button(struct exchange *x, const char *go, const char *msgid) { markup_f(&x->body, "<button class=\"t\" name=\"go\" value=\"%s\">%s</button>", go, web_say(x, msgid)); }

/* The ways on that carry the pass. `other`: somebody else may sit down at this phone. */
static void foot(struct part *p, bool other)
{
    struct exchange *x = p->x;
    buf_text(&x->body, "<footer>");
    part_form(p, "g", "");
    go_button(x, "result", T("What came of it"));
    go_button(x, "leave", T("Stop and leave"));
    if (other)
        go_button(x, "other", T("Somebody else wants to answer on this phone"));
    buf_text(&x->body, "</form>");
    part_help_link(x);
    buf_text(&x->body, "</footer>");
    part_tail(x);
}

/* ---- how it is used ---------------------------------------------------------------------------- */

static void how_used(struct part *p)
{
    struct exchange *x = p->x;
    struct part_lang l = part_lang_of(p->page.language);
    markup_f(&x->body, "<details><summary>%s</summary>", web_say(x, T("How is this used?")));
    if (p->page.description.n)
        markup_f(&x->body, "<p lang=\"%s\" dir=\"%s\">%.*s</p>", l.code, l.dir, STR_F(p->page.description));
    markup_f(&x->body, "<p>%.*s</p>", STR_F(WEB_TOLD(x, T("We count how many agree. Numbers of fewer than {people} are not shown. Answers are kept without name, number or address, and with the day alone."), WEB_SLOT("people", web_people(x)))));
    markup_f(&x->body, "<p>%s</p></details>", p->page.entry == ENTRY_LINK
            ? web_say(x, T("Whoever has the address of this page can answer, also more than once: it is not protected against flooding. Its numbers say how many answers were given, not how many people there are."))
            : web_say(x, T("Each code on paper lets one person in. Nobody notes who drew which, and no list leads from a code to its answers.")));
}

/* ---- a statement of one's own ------------------------------------------------------------------- */

static void guide(struct exchange *x)
{
    static const struct { const char *name, *label; } parts[] = {{"o", T("What I saw")}, {"f", T("How I feel")}, {"n", T("What I need")}, {"r", T("What I ask for")}};
    markup_f(&x->body, "<details><summary>%s</summary><p>%s</p>", web_say(x, T("Help with the words")), web_say(x, T("If you like, think of it in four parts. All of them may stay empty.")));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        markup_f(&x->body, "<label for=\"g%s\">%s</label><input id=\"g%s\" name=\"%s\" maxlength=\"280\" autocomplete=\"off\">", parts[i].name, web_say(x, parts[i].label), parts[i].name, parts[i].name);
    buf_text(&x->body, "</details>");
}

static void add_form(struct part *p)
{
    struct exchange *x = p->x;
    if (!p->page.may_add)
        return;
    struct part_lang l = part_lang_of(p->page.language);
    buf_text(&x->body, p->typed.n ? "<details open>" : "<details>");
    markup_f(&x->body, "<summary>%s</summary>", web_say(x, T("Add a statement of your own")));
    part_form(p, "", "/statement");
    markup_f(&x->body, "<label for=\"t\">%s</label><textarea id=\"t\" name=\"t\" rows=\"3\" maxlength=\"280\" required autocomplete=\"off\">%.*s</textarea>", web_say(x, T("One idea, in your own words")), STR_F(p->typed));
    if (p->page.rules.n)
        markup_f(&x->body, "<p class=\"n\" lang=\"%s\" dir=\"%s\">%.*s</p>", l.code, l.dir, STR_F(p->page.rules));
    else
        markup_f(&x->body, "<p class=\"n\">%s</p>", web_say(x, T("No names of people, please, and nothing that tells who you are. No insults and no threats. Somebody reads it before others see it.")));
    guide(x);
    markup_f(&x->body, "<button class=\"s\">%s</button></form></details>", web_say(x, T("Send")));
}

/* ---- one statement at a time -------------------------------------------------------------------- */

static struct str digits_of(struct exchange *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_digits(&x->speech, &b, STR("0123456789"));
    return (struct str){arena_text(&x->arena, b.p, b.n), b.n};
}

static void progress(struct part *p)
{
    struct exchange *x = p->x;
    struct str said = WEB_TOLD(x, T("{n} of {all}"), WEB_SLOT("n", web_number(x, (int64_t)p->page.answered + 1)), WEB_SLOT("all", web_number(x, (int64_t)p->page.statements)));
    markup_f(&x->body, "<div class=\"pr\"><span id=\"n\" data-t=\"%s\" data-d=\"%.*s\">%.*s</span><progress id=\"o\" value=\"%lld\" max=\"%lld\" aria-label=\"%s\"></progress></div>", web_say(x, T("{n} of {all}")), STR_F(digits_of(x)), STR_F(said),
        (long long)p->page.answered, (long long)MAX_OF(p->page.statements, (size_t)1), web_say(x, T("How far you are")));
}

/* What a participant reads first: their own language where there is a translation; then the words it was made in. */
struct part_reading { struct str text, original; struct part_lang in, original_in; };
static struct part_reading reading_of(const struct exchange *x, const struct room_statement *s)
{
    struct part_lang own = part_lang_of(s->language);
    return s->translation.n ? (struct part_reading){s->translation, s->text, reader_lang(x), own} : (struct part_reading){s->text, STR(""), own, own};
}

static void statement(struct part *p)
{
    struct part_reading r = reading_of(p->x, &p->page.next);
    markup_f(&p->x->body, "<blockquote aria-live=\"polite\"><p id=\"q\" lang=\"%s\" dir=\"%s\">%.*s</p><p id=\"u\" class=\"n\" lang=\"%s\" dir=\"%s\">%.*s</p></blockquote>", r.in.code, r.in.dir, STR_F(r.text), r.original_in.code,
        r.original_in.dir, STR_F(r.original));
}

/* Equal in size, colour and weight: none may look like the right one. Shapes differ, for those who read little. */
static void vote_buttons(struct exchange *x)
{
    static const char icon[] = "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">";
    static const struct { const char *value, *key, *shape, *label; } votes[] = {
        {"1", "1", "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m7.5 12.5 3 3 6-6.5\"/>", T("I agree")},
        {"-1", "2", "<path d=\"M2.5 2.5h19v19h-19zM8 8l8 8m0-8-8 8\"/>", T("I disagree")},
        {"0", "3", "<path d=\"M12 2 22 12 12 22 2 12zM8 12h8\"/>", T("I am not sure")}};
    for (size_t i = 0; i < ARRAY_LEN(votes); i++) {
        markup_f(&x->body, "<button name=\"v\" value=\"%s\" accesskey=\"%s\">", votes[i].value, votes[i].key);
        buf_text(&x->body, icon);
        buf_text(&x->body, votes[i].shape);
        markup_f(&x->body, "</svg>%s</button>", web_say(x, votes[i].label));
    }
}

/* What the script says, in the reader's words. */
static void status_line(struct exchange *x)
{
    markup_f(&x->body, "<p id=\"m\" class=\"n\" role=\"status\" data-w=\"%s\" data-f=\"%s\" data-s=\"%s\"></p>", web_say(x, T("Sending …")),
        web_say(x, T("No connection. Your answers are kept on this phone and sent when it is back.")), web_say(x, T("Sent.")));
}

static void vote_page(struct part *p)
{
    struct exchange *x = p->x;
    part_top(p, true);
    if (!p->carried && !p->page.known)
        markup_f(&x->body, "<p class=\"n\">%s</p>", web_say(x, T("You do not need to give your name. What you answer is never shown alone, only together with what others answer.")));
    progress(p);
    part_form(p, "v", "/vote");
    markup_f(&x->body, "<input type=\"hidden\" name=\"s\" value=\"%lld\">", (long long)p->page.next.id);
    statement(p);
    vote_buttons(x);
    buf_text(&x->body, "</form>");
    status_line(x);
    part_form(p, "x", "");
    markup_f(&x->body, "<input type=\"hidden\" name=\"s\" value=\"%lld\"><button class=\"t\" name=\"go\" value=\"skip\">%s</button></form>", (long long)p->page.next.id, web_say(x, T("Another statement first")));
    add_form(p);
    how_used(p);
    foot(p, false);
}

/* ---- the other pages ---------------------------------------------------------------------------- */

static void all_answered(struct part *p)
{
    struct exchange *x = p->x;
    part_top(p, true);
    markup_f(&x->body, "<p><strong>%s</strong></p><p>%s</p>", web_say(x, T("You have answered everything that is asked so far. Thank you.")),
        web_say(x, T("Statements that others add come later: you can come back for them on this same page.")));
    add_form(p);
    how_used(p);
    foot(p, true);
}

static const char *attribute_label(struct str name)
{
    static const struct { const char *name, *label; } known[] = {{"side", T("The side you belong to")}, {"gender", T("Your gender")}, {"age", T("Your age")}, {"district", T("Your district")}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(name, known[i].name))
            return known[i].label;
    return NULL;
}

static void attribute_choices(struct part *p, size_t i)
{
    struct exchange *x = p->x;
    const struct room_attribute *a = &p->page.attributes[i];
    const char *label = attribute_label(a->name);
    markup_f(&x->body, "<fieldset><legend>%.*s</legend>", STR_F(label ? str_of(web_say(x, label)) : a->name));
    for (size_t k = 0; k < a->n; k++)
        markup_f(&x->body, "<label><input type=\"radio\" name=\"d%lld\" value=\"%.*s\"> <bdi>%.*s</bdi></label>", (long long)i, STR_F(a->values[k]), STR_F(part_value_word(x, a->values[k])));
    markup_f(&x->body, "<label><input type=\"radio\" name=\"d%lld\" value=\"\" checked> %s</label></fieldset>", (long long)i, web_say(x, T("Rather not say")));
}

static void declare_page(struct part *p)
{
    struct exchange *x = p->x;
    part_top(p, false);
    markup_f(&x->body, "<h2>%s</h2><p>%.*s</p>", web_say(x, T("A few things about you, once")),
        STR_F(WEB_TOLD(x, T("They show whether people of different kinds agree. Groups of fewer than {people} are not shown. You need not say any of it."), WEB_SLOT("people", web_people(x)))));
    part_form(p, "", "/declare");
    for (size_t i = 0; i < p->page.attribute_n && i < ROOM_ATTRIBUTES_MOST; i++)
        attribute_choices(p, i);
    markup_f(&x->body, "<button class=\"s\">%s</button></form>", web_say(x, T("Go on")));
    foot(p, false);
}

static void code_page(struct part *p)
{
    struct exchange *x = p->x;
    part_top(p, false);
    part_form(p, "", "/enter");
    markup_f(&x->body, "<label for=\"c\">%s</label><input id=\"c\" name=\"code\" maxlength=\"20\" required autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" dir=\"ltr\"><button class=\"s\">%s</button></form>",
        web_say(x, T("The code on your paper")), web_say(x, T("Go in")));
    markup_f(&x->body, "<p class=\"n\">%s</p>", web_say(x, T("You do not need to give your name. Capitals, blanks and hyphens do not matter.")));
    how_used(p);
    foot(p, false);
}

static void said_page(struct part *p, const char *what, const char *more)
{
    struct exchange *x = p->x;
    part_top(p, false);
    markup_f(&x->body, "<p><strong>%s</strong></p><p>%s</p>", web_say(x, what), web_say(x, more));
    foot(p, false);
}

void part_left(struct part *p)
{
    struct exchange *x = p->x;
    part_head(x, true);
    part_languages_links(x);
    markup_f(&x->body, "<h1>%s</h1><p>%s</p><h2>%s</h2><ul><li>%s<li>%s<li>%s</ul><p><a href=\"", web_say(x, T("You have left")),
        web_say(x, T("What you answered is kept, without your name. This page no longer knows you.")), web_say(x, T("If others use this phone")),
        web_say(x, T("Close this window, so that nobody can go back to it.")), web_say(x, T("In the browser's menu, delete this page from the history.")),
        web_say(x, T("If you hold a paper with a code, destroy it or take it with you: it lets nobody in any more.")));
    part_path(x, p->name, "");
    markup_f(&x->body, "\">%s</a></p><p>", web_say(x, T("Somebody else wants to answer on this phone")));
    part_help_link(x);
    buf_text(&x->body, "</p>");
    part_tail(x);
}

/* ---- which of them is next ----------------------------------------------------------------------- */

enum step { STEP_VOTE, STEP_DECLARE, STEP_CODE, STEP_DONE, STEP_PAPER, STEP_LATER, STEP_CLOSED };

static enum step step_of(const struct part *p)
{
    const struct room_page *r = &p->page;
    if (r->closed)
        return STEP_CLOSED;
    if (!r->open)
        return STEP_LATER;
    if (r->entry == ENTRY_PAPER)
        return STEP_PAPER;
    if (r->entry == ENTRY_CODES && !r->known)
        return STEP_CODE;
    bool ask = r->attribute_n && r->known && !r->declared && !p->asked && r->answered;
    if (ask && (r->answered >= PART_ASK_AFTER || r->next.id < 0))
        return STEP_DECLARE;
    return r->next.id < 0 ? STEP_DONE : STEP_VOTE;
}

/* Where all that is left was passed over, it is asked after all. */
static void skipped_again(struct part *p)
{
    if (p->page.next.id >= 0 || !p->skip_n || p->page.answered >= p->page.statements)
        return;
    struct err e = {0};
    p->skip_n = 0;
    if (!part_load(p, &e))
        p->page.next.id = -1; /* as it was: all answered */
}

void part_show(struct part *p)
{
    skipped_again(p);
    switch (step_of(p)) {
    case STEP_VOTE: vote_page(p); return;
    case STEP_DECLARE: declare_page(p); return;
    case STEP_CODE: code_page(p); return;
    case STEP_DONE: all_answered(p); return;
    case STEP_PAPER: said_page(p, T("This dialogue is answered on paper"), T("Ask those who gave you this address for a sheet. They type it in without your name.")); return;
    case STEP_LATER: said_page(p, T("This dialogue is not open yet"), T("Come back to this same address. Nothing has been asked so far, and nothing was kept.")); return;
    case STEP_CLOSED: said_page(p, T("This dialogue is closed"), T("Nobody can answer any more. Thank you, if you did. What came of it is told on the page below.")); return;
    }
}

/* ---- for the script ------------------------------------------------------------------------------ */

static void json_statement(struct json *j, const struct exchange *x, const struct room_statement *s)
{
    struct part_reading r = reading_of(x, s);
    json_object(j);
    json_key(j, "s"), json_int(j, s->id);
    json_key(j, "text"), json_text(j, r.text);
    json_key(j, "lang"), json_text(j, str_of(r.in.code));
    json_key(j, "dir"), json_text(j, str_of(r.in.dir));
    if (r.original.n) {
        json_key(j, "original"), json_text(j, r.original);
        json_key(j, "original_lang"), json_text(j, str_of(r.original_in.code));
        json_key(j, "original_dir"), json_text(j, str_of(r.original_in.dir));
    }
    json_close(j);
}

/* {"state": "next" or "page", "done", "of", "next": [statements, the first of which is next]}. "page": the whole page says more than that. */
void part_json(struct part *p, size_t ahead)
{
    struct exchange *x = p->x;
    struct json j;
    struct err e = {0};
    x->type = "application/json";
    json_begin(&j, &x->body);
    json_object(&j);
    bool votes = step_of(p) == STEP_VOTE || (step_of(p) == STEP_DONE && p->skip_n); /* what is passed over may be what the script still holds */
    json_key(&j, "state"), json_text(&j, votes && !p->notice ? STR("next") : STR("page"));
    json_key(&j, "done"), json_int(&j, (int64_t)p->page.answered);
    json_key(&j, "of"), json_int(&j, (int64_t)p->page.statements);
    json_key(&j, "next");
    json_array(&j);
    for (size_t i = 0; votes && i < ahead && p->page.next.id >= 0; i++) {
        json_statement(&j, x, &p->page.next);
        part_skip(p, p->page.next.id);
        if (i + 1 < ahead && !part_load(p, &e))
            break;
    }
    json_close(&j);
    json_close(&j);
}
