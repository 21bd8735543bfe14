/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed: agendas with their items, the list first; what was tried elsewhere. Nothing stands in an order of importance that nobody gave it. */
#include "place/called.h"
#include "web/agenda_priv.h"
#include "web/read_priv.h"

#define LIST_FIELDS "place pillar security state signed"

/* ---- what is asked ---- */

struct asked {
    const struct code *pillar, *security, *state;
    int place;          /* gazetteer index; -1 */
    struct str words;   /* of the place */
    int signature;      /* 1 signed, -1 not, 0 all */
};

static bool code_asked(struct exchange *x, const char *name, enum code_list list, const struct code **out, struct err *e)
{
    struct str value = web_query(x, name);
    *out = NULL;
    if (!value.n)
        return true;
    *out = code_of(list, value);
    return *out || err_set(e, ERR_USAGE, "%s: \"%.*s\" is not among what can be asked for; choose from the list of the page", name, (int)MIN_OF(value.n, (size_t)60), value.p);
}

static bool ask_read(const struct agenda_page *p, struct asked *out, struct err *e)
{
    struct exchange *x = p->x;
    struct str sign = web_query(x, "signed");
    out->words = str_trim(web_query(x, "place"));
    out->signature = !p->own ? 0 : str_is(sign, "yes") ? 1 : str_is(sign, "no") ? -1 : 0;
    out->place = -1;
    if (out->words.n && p->columns->places && !read_place(x, p->columns, "place", &out->place, e))
        return false;
    return code_asked(x, "pillar", CODES_PILLARS, &out->pillar, e) && code_asked(x, "security", CODES_SECURITIES, &out->security, e) && code_asked(x, "state", CODES_ITEM_STATES, &out->state, e);
}

static bool place_fits(const struct agenda_page *p, const struct asked *a, const struct agenda_item *i)
{
    struct str place = item_place_words(&p->book, i);
    size_t index = 0;
    struct err none = {0};
    if (!a->words.n)
        return true;
    if (a->place < 0)
        return str_eq(place, a->words);
    return place.n && gazetteer_find(p->columns->places, place, &index, &none) && (int)index == a->place;
}

static bool fits(const struct agenda_page *p, const struct asked *a, const struct agenda_item *i)
{
    const struct item_state *now = item_state_now(i);
    bool is_signed = item_may_be_published(i, NULL) == ITEM_SIGNED;
    if (!items_seen(p, i) || (a->signature == 1 && !is_signed) || (a->signature == -1 && is_signed))
        return false;
    if (a->pillar && i->pillar != a->pillar && !(i->pillar && strcmp(i->pillar->code, "both") == 0))
        return false;
    if (a->state && strcmp(now ? now->state->code : "proposed", a->state->code) != 0)
        return false;
    return (!a->security || codes_have(i->securities, a->security->code)) && place_fits(p, a, i);
}

/* ---- the form ---- */

enum { CHOICES_MOST = 24 };

static void select_codes(struct exchange *x, const char *name, const char *label, enum code_list which)
{
    const char *values[CHOICES_MOST] = {""}, *labels[CHOICES_MOST] = {web_say(x, T("all"))};
    size_t n = 0, used = 1;
    const struct code *list = codes(which, &n);
    for (size_t i = 0; i < n && used < CHOICES_MOST; i++) {
        values[used] = list[i].code;
        labels[used++] = web_say(x, list[i].label);
    }
    form_select(x, name, label, values, labels, used);
}

static void put_form(const struct agenda_page *p)
{
    struct exchange *x = p->x;
    bool chosen = query_of(x, LIST_FIELDS, NULL, STR("")).n > 0;
    buf_text(&x->body, chosen ? "<details open>" : "<details>");
    markup_f(&x->body, "<summary>%s</summary>", web_say(x, T("Choose among them")));
    form_begin(x, "/agenda");
    form_text(x, "place", T("Place"), "", false);
    select_codes(x, "pillar", T("Pillar"), CODES_PILLARS);
    select_codes(x, "security", T("Securities"), CODES_SECURITIES);
    select_codes(x, "state", T("State"), CODES_ITEM_STATES);
    if (p->own) {
        static const char *const values[] = {"", "yes", "no"};
        const char *labels[] = {web_say(x, T("all")), web_say(x, T("signed")), web_say(x, T("not signed"))};
        form_select(x, "signed", T("Signature"), values, labels, ARRAY_LEN(values));
    }
    form_end(x, T("Show"));
    buf_text(&x->body, "</details>\n");
}

/* ---- the list ---- */

static void fact(struct exchange *x, const char *msgid, struct str value, const char *lang)
{
    if (value.n)
        markup_f(&x->body, "<dt>%s</dt><dd><bdi lang=\"%s\">%.*s</bdi></dd>", web_say(x, msgid), lang, STR_F(value));
}

/* "Place: Vashta", with a point before all but the first. */
static void brief_fact(struct exchange *x, bool *first, const char *msgid, struct str value, const char *lang)
{
    if (!value.n)
        return;
    markup_f(&x->body, "%s%s: <bdi lang=\"%s\">%.*s</bdi>", *first ? "" : " · ", web_say(x, msgid), lang, STR_F(value));
    *first = false;
}

/* `below`: a heading of its agenda stands above it. */
static void one_item(const struct agenda_page *p, const struct agenda_item *i, bool below)
{
    struct exchange *x = p->x;
    struct buf *b = &x->body;
    const char *reader = language_code(x->speech.language), *lang;
    const char *why = items_unsigned(item_may_be_published(i, NULL));
    bool first = true;
    buf_text(b, below ? "<li><h3><a href=\"/agenda/" : "<li><h2><a href=\"/agenda/");
    buf_percent(b, i->key);
    buf_text(b, "\">");
    items_put(b, items_need(x, i));
    buf_text(b, below ? "</a></h3><p>" : "</a></h2><p>");
    items_put_state(x, b, item_state_now(i));
    buf_text(b, "</p><p class=\"dim\">");
    struct str place = items_place(p, item_place_words(&p->book, i), &lang);
    brief_fact(x, &first, T("Place"), place, lang);
    struct str owner = items_actor_by(p, i, i->owner, &lang);
    brief_fact(x, &first, T("Who can act"), owner, lang);
    brief_fact(x, &first, T("Securities"), items_codes(x, CODES_SECURITIES, i->securities), reader);
    brief_fact(x, &first, T("Pillar"), items_code(x, i->pillar), reader);
    brief_fact(x, &first, T("Level"), items_code(x, i->level), reader);
    buf_text(b, "</p>");
    items_put_replies(p, i, b);
    if (p->own)
        markup_f(b, "<p class=\"dim\">%s</p>", why ? web_say(x, why) : web_say(x, T("Signed: it may be published.")));
    buf_text(b, "</li>\n");
}

static void put_head(const struct agenda_page *p, const struct agenda_head *h)
{
    struct exchange *x = p->x;
    struct buf *b = &x->body;
    struct agenda_text title = items_told(x, &h->told, 0), note = items_told(x, &h->told, 1);
    const char *lang;
    struct str place = items_place(p, h->place, &lang);
    buf_text(b, "<h2>");
    items_put(b, title.text.n ? title : (struct agenda_text){h->key, "", "auto"});
    markup_f(b, "</h2>\n<p class=\"dim\"><bdi lang=\"%s\">%.*s</bdi>", lang, STR_F(place));
    if (h->convened_by.n) {
        struct str who = items_actor(p, h->convened_by, &lang);
        markup_f(b, " · %.*s", STR_F(WEB_TOLD(x, T("called together by {who}"), WEB_SLOT("who", who))));
    }
    if (day_known(h->from))
        markup_f(b, " · %.*s", STR_F(WEB_TOLD(x, T("from {day}"), WEB_SLOT("day", web_day(x, h->from)))));
    if (day_known(h->to))
        markup_f(b, " · %.*s", STR_F(WEB_TOLD(x, T("to {day}"), WEB_SLOT("day", web_day(x, h->to)))));
    buf_text(b, "</p>\n");
    if (note.text.n) {
        buf_text(b, "<p>");
        items_put(b, note);
        buf_text(b, "</p>\n");
    }
}

/* Of this agenda; `head` NULL: of none that is described. */
static bool belongs(const struct agenda_page *p, const struct agenda_head *head, const struct agenda_item *i)
{
    bool described = false;
    for (size_t h = 0; !head && h < p->book.agenda_n; h++)
        described |= str_eq(p->book.agendas[h].key, i->agenda);
    return head ? str_eq(i->agenda, head->key) : !described;
}

static size_t count_items(const struct agenda_page *p, const struct asked *a, const struct agenda_head *head)
{
    size_t n = 0;
    for (size_t k = 0; k < p->book.item_n; k++)
        n += belongs(p, head, &p->book.items[k]) && fits(p, a, &p->book.items[k]);
    return n;
}

static void put_items(const struct agenda_page *p, const struct asked *a, const struct agenda_head *head)
{
    buf_text(&p->x->body, "<ul class=\"pri\">\n");
    for (size_t k = 0; k < p->book.item_n; k++)
        if (belongs(p, head, &p->book.items[k]) && fits(p, a, &p->book.items[k]))
            one_item(p, &p->book.items[k], head != NULL);
    buf_text(&p->x->body, "</ul>\n");
}

static size_t put_agendas(const struct agenda_page *p, const struct asked *a)
{
    size_t all = 0, others = count_items(p, a, NULL);
    bool filtered = a->words.n || a->pillar || a->security || a->state || a->signature;
    for (size_t k = 0; k < p->book.agenda_n; k++) {
        size_t n = count_items(p, a, &p->book.agendas[k]);
        if (!n && (filtered || !p->own))
            continue;
        put_head(p, &p->book.agendas[k]);
        if (n)
            put_items(p, a, &p->book.agendas[k]);
        all += n;
    }
    if (others)
        put_items(p, a, NULL);
    return all + others;
}

static void put_links(const struct agenda_page *p)
{
    struct exchange *x = p->x;
    struct str q = query_of(x, LIST_FIELDS " lang", NULL, STR(""));
    markup_f(&x->body, "<p class=\"src\"><a href=\"/agenda.csv%.*s\">CSV</a> · <a href=\"/agenda/practices\">%s</a>", STR_F(q), web_say(x, T("What was tried elsewhere")));
    if (p->own)
        markup_f(&x->body, " · <a href=\"/agenda/candidates\">%s</a> · <a href=\"/agenda/judgements\">%s</a>", web_say(x, T("What could become a priority")), web_say(x, T("Judgements of partners")));
    if (items_by_hand(x, "agenda-items"))
        markup_f(&x->body, " · <a href=\"/records/agenda-items/new\">%s</a> · <a href=\"/records/agendas/new\">%s</a>", web_say(x, T("Write a new one")), web_say(x, T("Begin a new set of priorities")));
    buf_text(&x->body, "</p>\n");
}

/* ---- beside the list: whom it serves and forgets, and who puts what first; as the desk tells it ---- */

static bool write_part(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct answer a = {0};
    const struct web_option option = {arg, STR("")};
    bool done = web_desk(x, "agenda", NULL, 0, &option, 1, false, &a, e) && a.doc;
    if (done)
        doc_html_blocks(a.doc, true, out);
    answer_end(&a);
    return done;
}

static bool put_parts(struct exchange *x, struct err *e)
{
    static char balance[] = "balance", agreement[] = "agreement", promised[] = "promised";
    static const struct { char *option; const char *title; } parts[] = {{balance, T("Whom they serve, and whom they forget")}, {agreement, T("Who puts what first")}, {promised, T("What was promised, and what became of it")}};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        markup_f(&x->body, "<h2>%s</h2>\n<div class=\"doc\">", web_say(x, parts[i].title));
        if (!web_kept(x, arena_f(&x->arena, "%s on %d", parts[i].option, (int)x->today.n), KEEP_RECORDS | KEEP_VOTES, write_part, parts[i].option, &x->body, e))
            return false;
        buf_text(&x->body, "</div>\n");
    }
    return true;
}

static bool list_run(struct exchange *x, struct err *e)
{
    struct agenda_page p;
    struct asked a = {0};
    bool done = items_open(x, &p, e) && ask_read(&p, &a, e);
    if (done) {
        web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("What people agreed"))), .section = "agenda"});
        markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("Each need stands in people's own words, with who can act on it and what became of it. The order is that of their names in the register; nobody ranked them.")));
        put_form(&p);
        size_t n = put_agendas(&p, &a);
        if (!n)
            markup_f(&x->body, "<p role=\"status\">%s</p>\n", web_say(x, p.book.item_n && p.own ? T("No priority is like that.") : T("No priorities are to be read here yet.")));
        if (p.own) /* nobody signs them: they are in what works here, and in the brief */
            items_put_premises(&p, T("What all of it rests on, and what the data say"), p.book.premises, p.book.premise_n);
        put_links(&p);
        done = !p.book.item_n || put_parts(x, e);
        web_end(x);
    }
    items_close(&p);
    return done;
}

/* ---- for machines ---- */

static void csv_row(const struct agenda_page *p, const struct agenda_item *i)
{
    struct exchange *x = p->x;
    const struct item_state *now = item_state_now(i);
    struct agenda_text ask = items_told(x, &i->told, 1);
    const char *lang;
    struct str owner = p->facts.by_name ? i->owner : items_actor_by(p, i, i->owner, &lang);
    struct buf day CLEANUP(buf_end) = {0}, told CLEANUP(buf_end) = {0};
    if (now && day_known(now->day))
        buf_day(&day, now->day);
    if (now && day_known(now->told))
        buf_day(&told, now->told);
    const struct str cells[] = {i->key, i->agenda, items_need(x, i).text, ask.text, item_place_words(&p->book, i), i->securities, i->pillar ? str_of(i->pillar->code) : STR(""),
        i->level ? str_of(i->level->code) : STR(""), owner, now ? str_of(now->state->code) : STR("proposed"), buf_view(&day), buf_view(&told), i->article,
        item_may_be_published(i, NULL) == ITEM_SIGNED ? STR("yes") : STR("no"), items_reply(p, i)};
    for (size_t k = 0; k < ARRAY_LEN(cells); k++)
        web_sheet_cell(&x->body, k == 0, cells[k]);
    buf_char(&x->body, '\n');
}

static bool csv_run(struct exchange *x, struct err *e)
{
    struct agenda_page p;
    struct asked a = {0};
    bool done = items_open(x, &p, e) && ask_read(&p, &a, e);
    x->type = "text/csv; charset=utf-8";
    x->disposition = STR("agenda.csv");
    buf_text(&x->body, "item,agenda,need,ask,place,securities,pillar,level,owner,state,since,told,plan_article,signed,reply\n");
    for (size_t k = 0; done && k < p.book.item_n; k++)
        if (fits(&p, &a, &p.book.items[k]))
            csv_row(&p, &p.book.items[k]);
    items_close(&p);
    if (done)
        web_audit(x, "export", STR("priorities"));
    return done;
}

/* ---- what was tried elsewhere ---- */

static void put_line(struct exchange *x, const char *msgid, struct agenda_text t)
{
    if (!t.text.n)
        return;
    markup_f(&x->body, "<p><b>%s</b> ", web_say(x, msgid));
    items_put(&x->body, t);
    buf_text(&x->body, "</p>");
}

static void put_practice(struct exchange *x, const struct gazetteer *g, const struct practice *w)
{
    struct buf *b = &x->body;
    const char *reader = language_code(x->speech.language);
    struct agenda_text title = items_told(x, &w->told, 0);
    buf_text(b, "<li id=\"p-");
    buf_percent(b, w->key);
    buf_text(b, "\"><h2>");
    items_put(b, title.text.n ? title : (struct agenda_text){w->key, "", "auto"});
    buf_text(b, "</h2>");
    put_line(x, T("What was done:"), items_told(x, &w->told, 1));
    put_line(x, T("What came of it:"), items_told(x, &w->told, 2));
    buf_text(b, "<dl class=\"facts\">");
    const char *lang = "";
    struct str place = place_words_name(g, w->place, reader, &lang);
    fact(x, T("Place"), place, lang);
    fact(x, T("Outcome"), w->outcome ? items_code(x, w->outcome) : str_of(web_say(x, T("not known"))), reader);
    fact(x, T("How sure"), items_code(x, w->sure), reader);
    fact(x, T("Phase then"), items_phases(x, w->phases), reader);
    fact(x, T("Drivers"), items_codes(x, CODES_DRIVERS, w->drivers), reader);
    fact(x, T("Securities"), items_codes(x, CODES_SECURITIES, w->securities), reader);
    fact(x, T("Level"), items_code(x, w->level), reader);
    fact(x, T("From"), day_known(w->from) ? web_day(x, w->from) : STR(""), reader);
    fact(x, T("To (inclusive)"), day_known(w->to) ? web_day(x, w->to) : STR(""), reader);
    fact(x, T("Source"), w->source, "");
    fact(x, T("Said by"), w->said_by, "");
    buf_text(b, "</dl></li>\n");
}

/* Those who work here see all; others what may be published (guard/publish.h). */
static size_t practices_seen(struct exchange *x, const struct agenda_book *book, const struct practice **out)
{
    const struct publish_facts facts = {.today = x->today, .own_people = web_own_people(x), .book = book};
    size_t n = 0;
    for (size_t i = 0; i < book->practice_n; i++)
        if (facts.own_people || publish_decide(&(struct publish_what){.practice = &book->practices[i]}, &facts, &x->arena).may)
            out[n++] = &book->practices[i];
    return n;
}

static bool practices_run(struct exchange *x, struct err *e)
{
    struct agenda_book book;
    struct incident_columns *c = NULL;
    bool done = agenda_read(x->store, &book, e) && web_columns(x, &c, e);
    if (done) {
        const struct practice **list = ARENA_ARRAY(&x->arena, const struct practice *, book.practice_n + 1);
        size_t n = practices_seen(x, &book, list);
        web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("What was tried elsewhere"))), .section = "agenda", .narrow = true});
        markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("What worked in one place need not work in another. Each stands with where it was tried, in which phase, what came of it, and how sure that is.")));
        if (!n)
            markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("Nothing of that kind is in this register yet.")));
        buf_text(&x->body, n ? "<ul class=\"pri\">\n" : "");
        for (size_t i = 0; i < n; i++)
            put_practice(x, c->places, list[i]);
        buf_text(&x->body, n ? "</ul>\n" : "");
        markup_f(&x->body, "<p><a href=\"/agenda\">%s</a></p>\n", web_say(x, T("What people agreed")));
        web_end(x);
    }
    agenda_book_end(&book);
    columns_drop(&c);
    return done;
}

const struct page pages_agenda[] = {
    {"GET", "/agenda", MAY_READ, PAGE_READ, LIST_FIELDS, "what people agreed: agendas and their items; all of them for those who work here, with the word whether each is signed; for others those that may be published", list_run, NULL},
    {"GET", "/agenda.csv", MAY_READ, PAGE_READ, LIST_FIELDS, "the same items for machines", csv_run, NULL},
    {"GET", "/agenda/practices", MAY_READ, PAGE_READ, "", "what was tried elsewhere, in which context, and what came of it", practices_run, NULL},
    {"GET", "/agenda/candidates", MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER, PAGE_READ | PAGE_SLOW, "", "what the register knows that could become an item, with what speaks for and against it, and those taken up already", items_candidates_run, NULL},
    {"POST", "/agenda/candidates", MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER, PAGE_READ | PAGE_FORM | PAGE_SLOW, "kind reference place item need agenda said_by", "take one up: an item and what it rests on, as two imports in one task", items_take_run, NULL},
    {"GET", "/agenda/judgements", MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER, PAGE_READ, "done", "judgements of partners, with the word whether each is signed", items_judgements_run, NULL},
    {"POST", "/agenda/judgements", MAY_ANSWER, PAGE_READ | PAGE_FORM, "do judgement digest sure note", "sign that a judgement may be published as it stands (do=sign), or take that back (do=back)", items_judgement_sign_run, NULL},
    {"GET", "/agenda/{item}", MAY_READ, PAGE_READ, "done", "one item whole: whether anybody can act on it, need, capacities, evidence for and against with the way to its records, promises, states, indicators", items_item_run, NULL},
    {"POST", "/agenda/{item}/answers", MAY_ANSWER, PAGE_READ | PAGE_FORM, "question answer note", "answer the questions about harm: an import of these answers", items_answers_run, NULL},
    {"POST", "/agenda/{item}/sign", MAY_ANSWER, PAGE_READ | PAGE_FORM, "do digest sure note", "sign that an item may be published as it stands (do=sign), or take that back (do=back)", items_sign_run, NULL},
    {0}};
