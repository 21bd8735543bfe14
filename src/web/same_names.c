/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that may mean one actor, to be decided by those who know: what `actors --same` tells and `--decide` keeps. Nothing is merged that nobody decided. */
#include "desk/same.h"
#include "web/actors_priv.h"

enum { A_PAGE = 30 };

struct names {
    struct roster *who;
    struct same_proposal *list;
    struct same_decision *decisions;
    struct same_stands stands;
    size_t n, decision_n;
};

static bool names_read(struct exchange *x, struct names *out, struct err *e)
{
    struct names k = {0};
    if (!roster_read(x->store, &x->arena, &k.who, e) || !same_stands_read(x->store, &x->arena, &k.stands, e) || !same_decisions(x->store, &x->arena, &k.decisions, &k.decision_n, e))
        return false;
    same_propose(k.who, &x->arena, &k.list, &k.n);
    size_t kept = 0; /* of kinds that stay with stewards, nothing */
    for (size_t i = 0; i < k.n; i++)
        if (guard_actor(roster_at(k.who, k.list[i].one)->kind, RELATION_STAFF) && guard_actor(roster_at(k.who, k.list[i].other)->kind, RELATION_STAFF))
            k.list[kept++] = k.list[i];
    k.n = kept;
    *out = k;
    return true;
}

static void put_stand(struct exchange *x, const struct names *k, struct str words)
{
    const struct same_stand *s = same_stand_of(&k->stands, words);
    if (s)
        markup_f(&x->body, "<li><bdi>%.*s</bdi>: <a href=\"/imports/%lld\">%.*s</a>, %.*s</li>\n", STR_F(words), (long long)s->import,
            STR_F(WEB_TOLD(x, T("import {import}, line {line}"), WEB_SLOT("import", web_number(x, s->import)), WEB_SLOT("line", web_number(x, s->line)))),
            STR_F(web_counted(x, TN("{n} row", "{n} rows"), s->rows)));
}

/* Buttons with all that a decision needs: no page lies between. */
static void put_form(struct exchange *x, struct str words, struct str key, bool decided)
{
    web_form(x, "/same-names");
    markup_f(&x->body, "<input type=\"hidden\" name=\"words\" value=\"%.*s\"><input type=\"hidden\" name=\"actor\" value=\"%.*s\"><p>", STR_F(words), STR_F(key));
    if (decided)
        markup_f(&x->body, "<button name=\"decision\" value=\"undo\">%s</button>", web_say(x, T("Take it back")));
    else
        markup_f(&x->body, "<button name=\"decision\" value=\"same\">%s</button> <button name=\"decision\" value=\"other\">%s</button>", web_say(x, T("The same")), web_say(x, T("Another")));
    markup_f(&x->body, "</p></form>\n");
}

static void put_proposal(struct exchange *x, const struct names *k, const struct same_proposal *p)
{
    struct buf *b = &x->body;
    const char *lang;
    struct str key = roster_at(k->who, p->other)->key, words = roster_at(k->who, p->one)->key, name = actors_name(x, k->who, p->other, &lang);
    markup_f(b, "<li><p><b><bdi>%.*s</bdi></b> · <a href=\"%.*s\"><bdi", STR_F(words), STR_F(actors_address(x, k->who, p->other, false)));
    if (lang)
        markup_f(b, " lang=\"%s\"", lang);
    markup_f(b, ">%.*s</bdi></a></p>\n<p>%s<br>%s</p>\n<ul class=\"src\">", STR_F(name), web_say(x, same_why_words(p->why)), web_say(x, same_doubt_words(p->doubt)));
    put_stand(x, k, words);
    put_stand(x, k, key);
    markup_f(b, "</ul>\n");
    put_form(x, words, key, false);
    markup_f(b, "</li>\n");
}

static void put_decisions(struct exchange *x, const struct names *k)
{
    struct buf *b = &x->body;
    if (!k->decision_n)
        return;
    markup_f(b, "<h2>%s</h2>\n<ul>\n", web_say(x, T("What was decided")));
    for (size_t i = k->decision_n; i-- > 0;) {
        const struct same_decision *d = &k->decisions[i];
        int32_t actor = roster_find(k->who, d->key);
        if (actor >= 0 && !guard_actor(roster_at(k->who, (size_t)actor)->kind, RELATION_STAFF))
            continue;
        markup_f(b, "<li><p><b><bdi>%.*s</bdi></b> · <bdi>%.*s</bdi>: %s<br><small><bdi>%.*s</bdi>, %.*s</small></p>\n", STR_F(d->name), STR_F(d->key),
            web_say(x, str_is(d->decision, "same") ? T("the same") : T("another")), STR_F(d->said_by), STR_F(web_day(x, d->day)));
        put_form(x, d->name, d->key, true);
        markup_f(b, "</li>\n");
    }
    markup_f(b, "</ul>\n");
}

static void put_pages(struct exchange *x, int64_t page, int64_t pages)
{
    if (pages < 2)
        return;
    markup_f(&x->body, "<nav class=\"pages\" aria-label=\"%s\">", web_say(x, T("Pages")));
    if (page > 1)
        markup_f(&x->body, "<a rel=\"prev\" href=\"/same-names?page=%lld\">%s</a> ", (long long)page - 1, web_say(x, T("Earlier page")));
    markup_f(&x->body, "<span>%.*s</span> ", STR_F(WEB_TOLD(x, T("Page {n} of {pages}"), WEB_SLOT("n", web_number(x, page)), WEB_SLOT("pages", web_number(x, pages)))));
    if (page < pages)
        markup_f(&x->body, "<a rel=\"next\" href=\"/same-names?page=%lld\">%s</a>", (long long)page + 1, web_say(x, T("Next page")));
    markup_f(&x->body, "</nav>\n");
}

static bool same_names(struct exchange *x, struct err *e)
{
    struct names k;
    struct buf *b = &x->body;
    int64_t page = 1;
    if (!names_read(x, &k, e))
        return false;
    int64_t pages = MAX_OF((int64_t)1, ((int64_t)k.n + A_PAGE - 1) / A_PAGE);
    if (!str_to_int(web_query(x, "page"), &page) || page < 1 || page > pages)
        page = 1;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Names that may mean one actor"))), .section = "actors", .narrow = true});
    if (web_query(x, "done").n)
        markup_f(b, "<p role=\"status\"><b>%s</b></p>\n", web_say(x, T("It is kept.")));
    markup_f(b, "<p>%s</p>\n<p><a href=\"/actors\">%s</a></p>\n", web_say(x, T("Nothing is merged by itself: look where both stand, then decide. What is decided here is kept with your name, and can be taken back.")),
        web_say(x, T("Who works with whom")));
    if (!k.n)
        markup_f(b, "<p>%s</p>\n", web_say(x, T("Nothing is waiting: no two names here look as if they meant one actor.")));
    markup_f(b, "<ul>\n");
    for (size_t i = (size_t)(page - 1) * A_PAGE; i < k.n && i < (size_t)page * A_PAGE; i++)
        put_proposal(x, &k, &k.list[i]);
    markup_f(b, "</ul>\n");
    put_pages(x, page, pages);
    put_decisions(x, &k);
    web_end(x);
    return true;
}

/* ---- a decision ---- */

struct deciding {
    struct exchange *x;
    struct same_said said;
};

static bool decide_do(struct store *s, void *arg, struct err *e)
{
    struct deciding *d = arg;
    return same_decide(s, &d->x->arena, &d->said, e);
}

/* Actors of kinds that stay with stewards are none for those who decide here. */
static bool may_name(struct exchange *x, struct str words, struct err *e)
{
    struct roster *who = NULL;
    if (!roster_read(x->store, &x->arena, &who, e))
        return false;
    int32_t actor = words.n ? roster_find(who, words) : -1;
    return actor < 0 || guard_actor(roster_at(who, (size_t)actor)->kind, RELATION_STAFF) || err_set(e, ERR_ABSENT, "the register knows no actor of that name here");
}

static bool decide(struct exchange *x, struct err *e)
{
    struct deciding d = {x, {.name = str_trim(web_field(x, "words")), .key = str_trim(web_field(x, "actor")), .decision = web_field(x, "decision"), .by = x->who.name, .day = x->today}};
    return may_name(x, d.said.name, e) && may_name(x, d.said.key, e) && web_write(x, decide_do, &d, e) && web_go(x, "/same-names?done=1");
}

const struct page pages_same_names[] = {
    {"GET", "/same-names", MAY_ANALYSE, PAGE_READ | PAGE_SLOW, "page", "names in different files that may mean one actor, with why, to be decided", same_names, NULL},
    {"POST", "/same-names", MAY_ANALYSE, PAGE_READ | PAGE_FORM, "words actor decision", "keep a decision: same, other, or undo", decide, NULL},
    {0}};
