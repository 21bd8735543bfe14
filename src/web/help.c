/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where people can turn to: public services, per place and language, each made sure of by somebody on a day. And the way out.
 *
 * Nothing is kept about who looks: no session is looked up, no cookie set, no line written. Nor does the page ask for a place: all of them stand on it, folded, so that no address
 * says where somebody looked. What the page is called in a telephone's history tells nothing either.
 */
#include "guard/publish.h"
#include "place/called.h"
#include "panel/panel.h"
#include "web/part_priv.h"

enum { CHECKED_LONG_AGO_DAYS = 183 }; /* what nobody made sure of for longer than PUBLISH_CHECKED_DAYS is not told at all */

struct helping {
    struct exchange *x;
    struct roster *roster;
    struct publish_facts facts;
    struct incident_columns *columns;
    struct agenda_book book;
    struct day day; /* on which services are looked at: of all of them, also those that are not told */
};

/* ---- one service ---- */

/* In a text from right to left the groups of a telephone number would change places, and somebody would call a wrong number: each stands apart. */
static void put_numbers_apart(struct buf *out, struct str text)
{
    size_t done = 0, at = 0, from;
    for (; str_number_next(text, &at, &from); done = at)
        markup_f(out, "%.*s<bdi dir=\"ltr\">%.*s</bdi>", (int)(from - done), text.p + done, (int)(at - from), text.p + from);
    markup_f(out, "%.*s", (int)(text.n - done), text.p + done);
}

/* What somebody wrote, in the language it is in. */
static void put_told(struct buf *out, const struct told *t, struct str text)
{
    struct part_lang l = part_lang_of(t->language);
    markup_f(out, "<span lang=\"%s\" dir=\"%s\">", l.code, l.dir);
    put_numbers_apart(out, text);
    buf_text(out, "</span>");
}

static void line(struct exchange *x, struct buf *out, const char *msgid, const struct telling *telling, size_t which)
{
    const struct told *t = telling_in(telling, language_code(x->speech.language), which);
    struct str text = !t ? STR("") : which == 0 ? t->first : which == 1 ? t->second : t->third;
    if (!text.n)
        return;
    markup_f(out, "<p><b>%s</b> ", web_say(x, msgid));
    put_told(out, t, text);
    buf_text(out, "</p>");
}

static const char *reports_words(const struct help_service *s)
{
    if (!s->reports)
        return T("Nobody has made sure whether it reports to authorities.");
    return strcmp(s->reports->code, "no") == 0 ? T("It does not report to authorities.") : T("It reports to authorities.");
}

static struct str checked_words(struct exchange *x, struct day day, const struct help_service *s)
{
    if (!day_known(s->checked))
        return str_of(web_say(x, T("Nobody has made sure of this yet. Ask before you go.")));
    struct slot slots[] = {WEB_SLOT("day", web_day(x, s->checked)), WEB_SLOT("who", s->checked_by)};
    if (day.n - s->checked.n > CHECKED_LONG_AGO_DAYS)
        return web_told(x, T("Last made sure of on {day} by {who}: that is long ago. Ask before you go."), slots, 2);
    return web_told(x, T("Made sure of on {day} by {who}."), slots, 2);
}

/* By the name that the reader's language has for it. */
static struct str run_by(const struct helping *h, const struct help_service *s)
{
    struct str in = {0};
    int32_t v = s->run_by.n ? roster_find(h->roster, s->run_by) : -1;
    return v >= 0 && guard_actor(roster_at(h->roster, (size_t)v)->kind, RELATION_PASSED_ON) ? roster_name(h->roster, (size_t)v, language_code(h->x->speech.language), &in) : s->run_by;
}

static void one_service(const struct helping *h, struct buf *out, const struct help_service *s)
{
    struct exchange *x = h->x;
    const struct told *name = telling_in(&s->told, language_code(x->speech.language), 0);
    buf_text(out, "<h2>");
    if (name)
        put_told(out, name, name->first);
    else
        markup_f(out, "<bdi>%.*s</bdi>", STR_F(s->key));
    markup_f(out, "</h2><p class=\"n\">%s", web_say(x, s->kind->label));
    if (s->run_by.n)
        markup_f(out, " · %.*s", STR_F(WEB_TOLD(x, T("run by {who}"), WEB_SLOT("who", run_by(h, s)))));
    buf_text(out, "</p>");
    line(x, out, T("What you get there:"), &s->told, 1);
    line(x, out, T("How to reach it:"), &s->told, 2);
    line(x, out, T("What stays confidential:"), &s->confidential, 0);
    markup_f(out, "<p><b>%s</b></p><p class=\"n\">%.*s</p>", web_say(x, reports_words(s)), STR_F(checked_words(x, h->day, s)));
}

/* ---- by place ---- */

static struct str place_words(const struct helping *h, struct str place, const char **lang)
{
    const char *reader = language_code(h->x->speech.language), *in = "";
    struct str name = place_words_name(h->columns->places, place, reader, &in);
    *lang = in && *in && strcmp(in, reader) != 0 ? in : NULL;
    return name;
}

/* What nobody made sure of, or long ago, would send somebody to a door that is shut. */
static size_t may_be_told(struct helping *h)
{
    size_t n = 0;
    bool *may = ARENA_ARRAY(&h->x->arena, bool, h->book.service_n + 1);
    for (size_t i = 0; i < h->book.service_n; i++) /* all are judged before the list is moved together: the day of one hangs on the others */
        may[i] = publish_decide(&(struct publish_what){.service = &h->book.services[i]}, &h->facts, &h->x->arena).may;
    for (size_t i = 0; i < h->book.service_n; i++)
        if (may[i])
            h->book.services[n++] = h->book.services[i];
    return n;
}

/* Services of one place stand together in the book; those of the whole country, which come first, are open. */
static size_t one_place(const struct helping *h, struct buf *out, size_t from)
{
    struct exchange *x = h->x;
    const struct help_service *list = h->book.services;
    struct str place = list[from].place;
    size_t to = from;
    while (to < h->book.service_n && str_eq(list[to].place, place))
        to++;
    bool open = !place.n || to - from == h->book.service_n;
    buf_text(out, open ? "<details open><summary>" : "<details><summary>");
    if (place.n) {
        const char *lang;
        struct str name = place_words(h, place, &lang);
        markup_f(out, "<bdi lang=\"%s\">%.*s</bdi>", lang ? lang : language_code(x->speech.language), STR_F(name));
    } else {
        markup_f(out, "%s", web_say(x, T("In the whole country")));
    }
    markup_f(out, " (%.*s)</summary>", STR_F(web_number(x, (int64_t)(to - from))));
    for (size_t i = from; i < to; i++)
        one_service(h, out, &list[i]);
    buf_text(out, "</details>");
    return to;
}

static bool read_facts(struct helping *h, struct err *e)
{
    struct str invented;
    bool good = store_fact(h->x->store, "invented", &h->x->arena, &invented, e);
    h->facts = (struct publish_facts){.today = h->x->today, .invented = good && str_is(invented, "1"), .book = &h->book};
    return good;
}

static bool make_directory(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct helping h = {.x = x};
    (void)arg;
    if (!web_columns(x, &h.columns, e))
        return false;
    bool read = agenda_read(x->store, &h.book, e) && roster_read(x->store, &x->arena, &h.roster, e) && read_facts(&h, e);
    h.day = read ? publish_services_day(&h.facts) : DAY_NONE;
    if (read)
        h.book.service_n = may_be_told(&h);
    for (size_t i = 0; read && i < h.book.service_n;)
        i = one_place(&h, out, i);
    if (read && !h.book.service_n)
        markup_f(out, "<p>%s</p>", web_say(x, T("No services are listed here yet.")));
    agenda_book_end(&h.book);
    columns_drop(&h.columns);
    return read;
}

/* ---- the pages ---- */

static bool help(struct exchange *x, struct err *e)
{
    part_head(x, false);
    markup_f(&x->body, "<a class=\"x\" href=\"/exit\" rel=\"noreferrer\">%s</a><script src=\"%s\" defer></script>", web_say(x, T("Leave this page now")), web_asset("exit.js"));
    part_languages_links(x);
    markup_f(&x->body, "<h1>%s</h1><p>%s</p>", web_say(x, T("Where people can find help")),
        web_say(x, T("Public services, each made sure of by somebody on the day that stands with it. This page keeps nothing about who looks at it; the history of your telephone may.")));
    if (!web_kept(x, arena_f(&x->arena, "help directory on %d", (int)x->today.n), KEEP_RECORDS | KEEP_ALONE, make_directory, NULL, &x->body, e))
        return false;
    markup_f(&x->body, "<footer><a href=\"/?lang=%s\">%s</a></footer>", language_code(x->speech.language), web_say(x, T("To the first page")));
    part_tail(x);
    return true;
}

/* An empty page that leaves nothing behind it, and leads on where a steward said so. */
static bool leave(struct exchange *x, struct err *e)
{
    struct str to;
    if (!store_fact(x->store, "exit", &x->arena, &to, e))
        return false;
    x->forget = true;
    markup_f(&x->body, "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>%s</title><link rel=\"icon\" href=\"data:,\">",
        language_code(x->speech.language), web_say(x, T("Empty page")));
    if (to.n)
        markup_f(&x->body, "<meta http-equiv=\"refresh\" content=\"0;url=%.*s\">", STR_F(to));
    buf_text(&x->body, "</head><body></body></html>\n");
    return true;
}

const struct page pages_help[] = {
    {"GET", "/help", MAY_TAKE_PART, PAGE_READ | PAGE_UNSEEN, "", "where people can turn to: public services by place, who runs each, whether it reports to authorities, when somebody made sure. Nothing is kept about who asked", help, NULL},
    {"GET", "/exit", MAY_TAKE_PART, PAGE_READ | PAGE_UNSEEN, "", "the quick exit: an empty page that drops what the browser keeps of this address, and leads on where a steward said so", leave, NULL},
    {0}};
