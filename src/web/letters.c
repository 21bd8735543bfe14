/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: a board of what was asked, by how far it came, the overdue first. To others than analysts and stewards, counts by kind of institution. */
#include "web/letters_priv.h"
#include "web/read_priv.h"

enum { CARDS_MOST = 60 }; /* of a column; the lists have all */

struct board {
    struct exchange *x;
    struct engagement g;
};

struct str letters_name(struct exchange *x, const struct engagement *g, const struct addressee *w, struct str *language)
{
    *language = STR("");
    return w->actor >= 0 ? roster_name(g->roster, (size_t)w->actor, language_code(x->speech.language), language) : w->words;
}

static const char *step_words(enum reached r)
{
    static const char *const words[REACHED_STEPS] = {T("Sent"), T("Acknowledged"), T("Answered"), T("Met"), T("Promised"), T("Promise kept")};
    return words[r];
}

/* One ask: to whom, about what, since when. */
static void card(const struct board *b, const struct ask *k)
{
    struct exchange *x = b->x;
    struct str language, name = letters_name(x, &b->g, &b->g.addressees[k->addressee], &language);
    buf_text(&x->body, k->late_days ? "<li class=\"late\"><strong><bdi" : "<li><strong><bdi");
    if (language.n)
        markup_f(&x->body, " lang=\"%.*s\"", STR_F(language));
    markup_f(&x->body, ">%.*s</bdi></strong>", STR_F(name));
    if (k->contact->topic.n)
        markup_f(&x->body, "<br><bdi>%.*s</bdi>", STR_F(k->contact->topic));
    markup_f(&x->body, "<br><small>%s<br>%.*s", web_say(x, k->contact->kind->label), STR_F(web_day(x, k->contact->day)));
    if (k->late_days)
        markup_f(&x->body, "<br>%.*s", STR_F(WEB_TOLD(x, T("due since {day}"), WEB_SLOT("day", web_day(x, k->contact->due)))));
    else if (k->reached < REACHED_ANSWERED && day_known(k->contact->due))
        markup_f(&x->body, "<br>%.*s", STR_F(WEB_TOLD(x, T("due on {day}"), WEB_SLOT("day", web_day(x, k->contact->due)))));
    markup_f(&x->body, "</small></li>\n");
}

/* Those that came so far and no further: the overdue first, then the latest. */
static void column(const struct board *b, enum reached r)
{
    struct exchange *x = b->x;
    size_t *late, late_n = engagement_overdue(&b->g, &x->arena, &late), shown = 0, all = 0;
    for (size_t i = 0; i < b->g.ask_n; i++)
        all += b->g.asks[i].reached == r;
    markup_f(&x->body, "<section><h2>%s <small>%.*s</small></h2><ul>\n", web_say(x, step_words(r)), STR_F(web_number(x, (int64_t)all)));
    for (size_t i = 0; i < late_n && shown < CARDS_MOST; i++)
        if (b->g.asks[late[i]].reached == r)
            card(b, &b->g.asks[late[i]]), shown++;
    for (size_t i = b->g.ask_n; i-- > 0 && shown < CARDS_MOST;)
        if (b->g.asks[i].reached == r && !b->g.asks[i].late_days)
            card(b, &b->g.asks[i]), shown++;
    markup_f(&x->body, "</ul>");
    if (shown < all)
        markup_f(&x->body, "<p>%.*s</p>", STR_F(web_counted(x, TN("{n} more is not shown here.", "{n} more are not shown here."), (int64_t)(all - shown))));
    markup_f(&x->body, "</section>\n");
}

/* The same as the command tells. */
static bool told(struct exchange *x, struct err *e)
{
    struct answer a = {0};
    bool done = web_desk(x, "letters", NULL, 0, NULL, 0, false, &a, e) && a.doc;
    markup_f(&x->body, "<div class=\"doc\">");
    if (done)
        doc_html_blocks(a.doc, true, &x->body);
    markup_f(&x->body, "</div>");
    answer_end(&a);
    return done;
}

static bool letters(struct exchange *x, struct err *e)
{
    struct board b = {.x = x};
    bool named = web_may(x, MAY_ANALYSE);
    if (named && !engagement_read(x->store, x->today, &x->arena, &b.g, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("What was asked, and what came back"))), .section = "letters"});
    if (named) {
        markup_f(&x->body, "<p>%s</p>\n<p class=\"src\"><a href=\"/letters.ics\">%s</a> · <a href=\"/me#feed\">%s</a></p>\n",
            web_say(x, T("Each letter, call or message stands where it came to, the overdue first. Names are for those who analyse or answer for this register.")),
            web_say(x, T("Reminders for your calendar (iCalendar)")), web_say(x, T("A secret address for calendar programs")));
        markup_f(&x->body, "<div class=\"board\">\n");
        for (int r = 0; r < REACHED_STEPS; r++)
            column(&b, (enum reached)r);
        markup_f(&x->body, "</div>\n");
    } else {
        markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("Told by kind of institution: who did not answer is not named here.")));
    }
    if (!told(x, e))
        return false;
    web_end(x);
    return true;
}

const struct page pages_letters[] = {
    {"GET", "/letters", MAY_READ, PAGE_READ, "", "what was asked of whom and how far it came: a board for analysts and stewards, counts by kind of institution for others", letters, NULL},
    {"GET", "/letters.ics", MAY_ANALYSE, PAGE_READ, "", "days on which answers and promises are due, as a calendar", reminders_named, NULL},
    {"GET", "/feed/{token}/letters.ics", MAY_TAKE_PART, PAGE_READ | PAGE_UNSEEN, "", "the same for a calendar program, by somebody's secret address: days and kinds of institution alone", reminders_fed, NULL},
    {0}};
