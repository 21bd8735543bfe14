/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of readers' and stewards' pages, and words for all. */
#include "web/server_priv.h"

/* ---- words ---- */

static struct str kept(struct exchange *x, struct buf *b)
{
    struct str s = {arena_text(&x->arena, b->p ? b->p : "", b->n), b->n};
    buf_end(b);
    return s;
}

void web_put_cause(struct exchange *x, struct buf *b, const char *tag, struct str english)
{
    struct buf words CLEANUP(buf_end) = {0};
    if (say_cause(&x->speech, english, true, &words) || str_is(STR("en"), language_code(x->speech.language)))
        markup_f(b, "<%s>", tag);
    else
        markup_f(b, "<%s lang=\"en\" dir=\"ltr\">", tag);
    markup_f(b, "%.*s</%s>\n", STR_F(buf_view(&words)), tag);
}

struct str web_told(struct exchange *x, const char *msgid, const struct slot *slots, size_t n)
{
    struct buf b = {0};
    say_flat(&b, say(&x->speech, msgid), slots, n, true);
    return kept(x, &b);
}

struct str web_number(struct exchange *x, int64_t n)
{
    struct buf b = {0};
    say_int(&x->speech, &b, n);
    return kept(x, &b);
}

struct str web_counted(struct exchange *x, const char *one, const char *many, int64_t n)
{
    struct slot slot = {.name = "n", .text = web_number(x, n)};
    struct buf b = {0};
    say_flat(&b, say_n(&x->speech, one, many, n), &slot, 1, false);
    return kept(x, &b);
}

struct str web_people_said(struct exchange *x, int64_t least)
{
    return web_counted(x, TN("{n} person", "{n} people"), least);
}

struct str web_people(struct exchange *x)
{
    pthread_mutex_lock(&x->web->lock);
    int64_t least = x->web->known.k;
    pthread_mutex_unlock(&x->web->lock);
    return web_people_said(x, people_least(least));
}

bool web_help_there(struct exchange *x)
{
    pthread_mutex_lock(&x->web->lock);
    bool there = x->web->known.help;
    pthread_mutex_unlock(&x->web->lock);
    return there;
}

struct str web_day(struct exchange *x, struct day d)
{
    struct buf b = {0};
    say_day(&x->speech, &b, d);
    return kept(x, &b);
}

struct str web_moment(struct exchange *x, struct str time)
{
    struct day day, last;
    if (time.n < 16 || time.p[time.n - 1] != 'Z' || !day_parse((struct str){time.p, 10}, &day, &last))
        return time;
    return WEB_TOLD(x, T("{day}, {time} UTC"), WEB_SLOT("day", web_day(x, day)), WEB_SLOT("time", ((struct str){time.p + 11, 5})));
}

/* ---- the parts ---- */

static const struct part {
    const char *section, *path, *label; /* label: a msgid */
} parts[] = {
    {"overview", "/overview", T("Overview")}, {"incidents", "/incidents", T("Incidents")}, {"dialogues", "/dialogues", T("Dialogues")}, {"coverage", "/coverage", T("Who does what, where")}, {"actors", "/actors", T("Actors")}, {"briefs", "/briefs", T("Briefs")}, {"agenda", "/agenda", T("Priorities")}, {"letters", "/letters", T("Letters")},
    {"hold", "/hold", T("Hold a dialogue")}, {"upload", "/upload", T("Bring in")}, {"records", "/records", T("Records")}, {"words", "/words", T("Words")}, {"settings", "/settings", T("Settings")},
    {"accounts", "/accounts", T("Accounts")}, {"audit", "/audit", T("Who did what")},
};

/* A part that the caller may see, and that there is. */
static bool shown(const struct exchange *x, const struct part *p)
{
    struct exchange probe = {0};
    const char *allow;
    const struct page *page = page_route(&probe, "GET", str_of(p->path), &allow);
    arena_end(&probe.arena);
    return page && page->may & x->may;
}

static void put_parts(struct exchange *x, const char *section)
{
    struct buf *b = &x->body;
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (!shown(x, &parts[i]))
            continue;
        if (!any)
            markup_f(b, "<nav aria-label=\"%s\">", web_say(x, T("Parts")));
        any = true;
        bool current = section && strcmp(section, parts[i].section) == 0;
        buf_text(b, current ? "<a class=\"on\" aria-current=\"true\"" : "<a");
        markup_f(b, " href=\"%s\">%s</a>", parts[i].path, web_say(x, parts[i].label));
    }
    buf_text(b, any ? "</nav>" : "");
}

/* The same page in another language: what was asked stays. After a form the page itself. */
static void put_languages(struct exchange *x)
{
    struct buf *b = &x->body;
    bool again = x->page && strcmp(x->page->method, "GET") == 0;
    markup_f(b, "<nav class=\"la\" aria-label=\"%s\">", web_say(x, T("Languages")));
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *l = language_at(i);
        const char *code = language_code(l);
        if (l == x->speech.language) {
            markup_f(b, "<b lang=\"%s\" aria-current=\"true\">%s</b>", code, language_own_name(l));
            continue;
        }
        markup_f(b, "<a lang=\"%s\" hreflang=\"%s\" href=\"?", code, code);
        for (size_t k = 0; again && k < x->query_n; k++) {
            if (str_is(x->query[k].name, "lang"))
                continue;
            buf_percent(b, x->query[k].name);
            buf_char(b, '=');
            buf_percent(b, x->query[k].value);
            buf_text(b, "&amp;");
        }
        markup_f(b, "lang=%s\">%s</a>", code, language_own_name(l));
    }
    buf_text(b, "</nav>");
}

static void put_who(struct exchange *x)
{
    struct buf *b = &x->body;
    if (!x->who.id) {
        if (!page_there("GET", "/sign-in"))
            return;
        bool back = x->page && strcmp(x->page->method, "GET") == 0 && !(x->page->may & MAY_TAKE_PART); /* a page that needs an account is where people want to be afterwards */
        buf_text(b, "<a class=\"in\" href=\"/sign-in");
        buf_text(b, back ? "?to=" : "");
        buf_percent(b, back ? x->path : STR(""));
        markup_f(b, "\">%s</a>", web_say(x, T("Sign in")));
        return;
    }
    markup_f(b, "<a class=\"who\" href=\"/me\"><bdi>%.*s</bdi></a>", STR_F(x->who.shown.n ? x->who.shown : x->who.name));
    if (!page_there("POST", "/sign-out"))
        return;
    web_form(x, "/sign-out");
    markup_f(b, "<button class=\"quiet\">%s</button></form>", web_say(x, T("Sign out")));
}

struct about { struct str name; bool invented; };

static struct about about(struct exchange *x)
{
    struct web *w = x->web;
    pthread_mutex_lock(&w->lock);
    const char *name = w->known.name ? w->known.name : "";
    struct about a = {{arena_text(&x->arena, name, strlen(name)), strlen(name)}, w->known.invented};
    pthread_mutex_unlock(&w->lock);
    return a;
}

static void put_head(struct exchange *x, const struct web_frame *f, const struct about *a)
{
    struct buf *b = &x->body;
    markup_f(b, "<!doctype html>\n<html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>%.*s",
        language_code(x->speech.language), language_rtl(x->speech.language) ? "rtl" : "ltr", STR_F(f->title));
    if (a->name.n && !str_eq(a->name, f->title))
        markup_f(b, " · %.*s", STR_F(a->name));
    markup_f(b, "</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"%s\">", web_asset("page.css"));
    if (f->refresh)
        markup_f(b, "<meta http-equiv=\"refresh\" content=\"%d\">", f->refresh);
    if (f->script)
        markup_f(b, "<script src=\"%s\" defer></script>", web_asset(f->script));
    markup_f(b, "</head>\n<body class=\"%s\">\n<a class=\"skip\" href=\"#main\">%s</a>\n", f->narrow ? "room narrow" : "room", web_say(x, T("To the content")));
}

void web_begin(struct exchange *x, const struct web_frame *f)
{
    struct about a = about(x);
    struct buf *b = &x->body;
    if (web_query(x, "lang").n) /* chosen on this page: kept until the browser closes */
        web_cookie(x, "lang", "/", str_of(language_code(x->speech.language)), -1);
    put_head(x, f, &a);
    buf_text(b, "<header><div class=\"bar1\"><a class=\"mk\" href=\"/\">Diwan</a>");
    put_parts(x, f->section);
    put_languages(x);
    put_who(x);
    buf_text(b, "</div></header>\n<main id=\"main\">\n");
    if (a.invented)
        markup_f(b, "<div class=\"inv\" role=\"note\"><b>%s</b><span>%s</span></div>\n", web_say(x, T("Invented example")),
            web_say(x, T("The country of this register does not exist: every place, institution, person and number in it is invented.")));
    markup_f(b, "<h1>%.*s</h1>\n", STR_F(f->title));
}

void web_end(struct exchange *x)
{
    struct about a = about(x);
    buf_text(&x->body, "</main>\n<footer><p>");
    if (a.name.n)
        markup_f(&x->body, "<bdi>%.*s</bdi> · ", STR_F(a.name));
    buf_text(&x->body, "Diwan</p></footer>\n</body></html>\n");
}

void web_form(struct exchange *x, const char *path)
{
    markup_f(&x->body, "<form method=\"post\" action=\"%s\">", path);
    if (x->form_token[0])
        markup_f(&x->body, "<input type=\"hidden\" name=\"token\" value=\"%s\">", x->form_token);
}
