/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agendas in words: who sees what, states, places, actors, and the way from a piece of evidence to the records behind it. */
#include "place/called.h"
#include "web/agenda_priv.h"
#include "web/hand_priv.h"
#include "web/part_priv.h"
#include "web/projects_priv.h"

/* ---- who sees what ---- */

bool items_published(const struct agenda_page *p, const struct agenda_item *i)
{
    const struct publish_what what = {.item = i};
    return publish_decide(&what, &p->facts, &p->x->arena).may;
}

bool items_seen(const struct agenda_page *p, const struct agenda_item *i) { return p->own || items_published(p, i); }

const char *items_unsigned(enum unsigned_why why)
{
    static const char *const words[] = {[ITEM_SIGNED] = NULL, [ITEM_NEVER_SIGNED] = T("Not signed: nobody outside sees it."),
        [ITEM_TAKEN_BACK] = T("The signature was taken back: nobody outside sees it."), [ITEM_CHANGED] = T("Changed since it was signed: nobody outside sees it until it is signed again."),
        [ITEM_UNANSWERED] = T("A question about harm is not answered yet: nobody outside sees it."), [ITEM_BLOCKED] = T("An answer about harm stands against it: nobody outside sees it.")};
    return words[why];
}

bool items_open(struct exchange *x, struct agenda_page *out, struct err *e)
{
    struct roster *who = NULL;
    *out = (struct agenda_page){.x = x, .own = web_own_people(x)};
    if (!agenda_read(x->store, &out->book, e) || !web_columns(x, &out->columns, e) || !roster_read(x->store, &x->arena, &who, e))
        return false;
    out->who = who;
    struct reply *replies = NULL;
    out->facts = (struct publish_facts){.today = x->today, .on = x->today, .own_people = out->own, .by_name = guard_addressee(web_may(x, MAY_ANALYSE) ? RELATION_STAFF : RELATION_PASSED_ON), .book = &out->book, .roster = who,
        .places = out->columns->places};
    if (!replies_read(x->store, &x->arena, &replies, &out->facts.reply_n, e) || !store_people(x->store, &out->facts.least, e) || !contacts_read(x->store, &x->arena, &out->contacts, &out->contact_n, e) ||
        !promises_read(x->store, &x->arena, &out->promises, &out->promise_n, e))
        return false;
    out->facts.replies = replies;
    out->facts.promises = out->promises;
    out->facts.promise_n = out->promise_n;
    return true;
}

void items_close(struct agenda_page *p)
{
    agenda_book_end(&p->book);
    columns_drop(&p->columns);
}

bool items_by_hand(const struct exchange *x, const char *kind)
{
    const struct hand_kind *k;
    for (size_t i = 0; (k = hand_kind_at(i)) != NULL; i++)
        if (strcmp(k->name, kind) == 0)
            return hand_may(x, k);
    return false;
}

/* ---- texts ---- */

struct agenda_text items_told(const struct exchange *x, const struct telling *t, size_t which)
{
    const struct told *one = telling_in(t, language_code(x->speech.language), which);
    if (!one)
        return (struct agenda_text){STR(""), "", "auto"};
    struct part_lang l = part_lang_of(one->language);
    return (struct agenda_text){which == 0 ? one->first : which == 1 ? one->second : one->third, l.code, l.dir};
}

void items_put(struct buf *out, struct agenda_text t)
{
    markup_f(out, "<span lang=\"%s\" dir=\"%s\">%.*s</span>", t.lang, t.dir, STR_F(t.text));
}

struct agenda_text items_need(const struct exchange *x, const struct agenda_item *i)
{
    struct agenda_text t = items_told(x, &i->told, 0);
    return t.text.n ? t : (struct agenda_text){i->key, "", "auto"};
}

/* ---- codes ---- */

static struct str kept(struct exchange *x, struct buf *b)
{
    struct str s = arena_str(&x->arena, buf_view(b));
    buf_end(b);
    return s;
}

static const char *comma(const struct exchange *x) { return language_rtl(x->speech.language) ? "\u060C " : ", "; }

struct str items_code(struct exchange *x, const struct code *c) { return c ? str_of(web_say(x, c->label)) : STR(""); }

struct str items_codes(struct exchange *x, enum code_list list, struct str codes)
{
    struct buf b = {0};
    struct str one;
    for (size_t at = 0; codes_next(codes, &at, &one);) {
        const struct code *c = code_of(list, one);
        buf_f(&b, "%s%.*s", b.n ? comma(x) : "", STR_F(c ? items_code(x, c) : one));
    }
    return kept(x, &b);
}

struct str items_phases(struct exchange *x, struct str codes)
{
    struct buf b = {0};
    struct str one;
    for (size_t at = 0; codes_next(codes, &at, &one);) {
        enum phase v = phase_of(one);
        buf_f(&b, "%s%.*s", b.n ? comma(x) : "", STR_F(v == PHASE_UNSET ? one : str_of(web_say(x, phase_words(v)))));
    }
    return kept(x, &b);
}

struct str items_place(const struct agenda_page *p, struct str place, const char **lang)
{
    const char *reader = language_code(p->x->speech.language), *in = "";
    *lang = reader;
    if (!place.n)
        return str_of(web_say(p->x, T("the whole country")));
    struct str name = place_words_name(p->columns->places, place, reader, &in);
    *lang = in && *in ? in : str_eq(name, place) ? "" : reader;
    return name;
}

/* ---- states ---- */

static const struct state_words {
    const char *code, *mark, *plain; /* mark: inside of a drawing of 16 by 16; plain: a msgid */
} states[] = {
    {"proposed", "<path d=\"M2 8h3m2 0h3m2 0h2\"/>", T("It is proposed; nobody has agreed to it yet.")},
    {"agreed", "<circle cx=\"8\" cy=\"8\" r=\"6\"/>", T("People agreed on it.")},
    {"promised", "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M8 4.5V8l2.5 2\"/>", T("Somebody promised to do it.")},
    {"under_way", "<circle cx=\"8\" cy=\"8\" r=\"6\"/><circle cx=\"8\" cy=\"8\" r=\"2\" class=\"f\"/>", T("It is being done.")},
    {"done", "<circle cx=\"8\" cy=\"8\" r=\"7\" class=\"f\"/><path d=\"m4.5 8.3 2.4 2.4 4.6-5\" class=\"t\"/>", T("It is done.")},
    {"partly", "<circle cx=\"8\" cy=\"8\" r=\"6\"/><path d=\"M8 2a6 6 0 0 0 0 12z\" class=\"f\"/>", T("A part of it is done.")},
    {"not_done", "<path d=\"M2 2h12v12H2zM5 5l6 6m0-6-6 6\"/>", T("It was not done.")},
    {"dropped", "<path d=\"M2 8h12\"/>", T("It was given up.")},
};

static const struct state_words *words_of(const struct item_state *s)
{
    for (size_t k = 0; s && k < ARRAY_LEN(states); k++)
        if (strcmp(s->state->code, states[k].code) == 0)
            return &states[k];
    return &states[0];
}

const char *items_state_words(const struct item_state *s) { return words_of(s)->plain; }

void items_put_state(struct exchange *x, struct buf *out, const struct item_state *s)
{
    const struct code *proposed = code_of(CODES_ITEM_STATES, STR("proposed"));
    buf_text(out, "<svg class=\"im\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
    buf_text(out, words_of(s)->mark);
    buf_text(out, "</svg>");
    markup_f(out, "<b>%.*s</b>", STR_F(items_code(x, s ? s->state : proposed)));
    if (s && day_known(s->day))
        markup_f(out, " <span class=\"dim\">%.*s</span>", STR_F(WEB_TOLD(x, T("since {day}"), WEB_SLOT("day", web_day(x, s->day)))));
}

/* ---- actors ---- */

static struct str called_words(const struct agenda_page *p, struct publish_called called, struct str words, const char **lang)
{
    const char *reader = language_code(p->x->speech.language);
    struct str in = STR("");
    int32_t v = words.n ? roster_find(p->who, words) : -1;
    *lang = "";
    if (words.n && called.as != PUBLISH_NAME)
        return str_of(web_say(p->x, publish_called_words(&called)));
    if (v < 0)
        return words;
    struct str name = roster_name(p->who, (size_t)v, reader, &in);
    *lang = in.n ? arena_text(&p->x->arena, in.p, in.n) : "";
    return name;
}

struct str items_actor(const struct agenda_page *p, struct str words, const char **lang) { return called_words(p, publish_call(&p->facts, NULL, words), words, lang); }
struct str items_actor_by(const struct agenda_page *p, const struct agenda_item *i, struct str words, const char **lang) { return called_words(p, publish_call(&p->facts, i, words), words, lang); }
struct str items_asked(const struct agenda_page *p, const struct agenda_item *i, struct str words, const char **lang) { return called_words(p, publish_call_asked(&p->facts, i, words), words, lang); }

static struct str reply_words(const struct agenda_page *p, const struct agenda_item *i, const struct reply *y)
{
    struct slot slots[PUBLISH_REPLY_SLOTS];
    const char *lang, *words = publish_reply_words(&p->x->speech, y, &p->facts, &p->x->arena, slots);
    slots[0] = WEB_SLOT("who", items_actor_by(p, i, y->actor, &lang));
    return web_told(p->x, words, slots, ARRAY_LEN(slots));
}

void items_put_replies(const struct agenda_page *p, const struct agenda_item *i, struct buf *out)
{
    const struct reply *y;
    for (size_t at = 0; (y = publish_reply_next(&p->facts, i, &at)) != NULL;)
        markup_f(out, "<p class=\"lk\">%.*s</p>\n", STR_F(reply_words(p, i, y)));
}

struct str items_reply(const struct agenda_page *p, const struct agenda_item *i)
{
    const struct reply *y;
    struct buf b = {0};
    for (size_t at = 0; (y = publish_reply_next(&p->facts, i, &at)) != NULL;)
        buf_f(&b, "%s%.*s", b.n ? " " : "", STR_F(reply_words(p, i, y)));
    return kept(p->x, &b);
}

const struct promise *items_promise(const struct agenda_page *p, struct str key)
{
    for (size_t i = 0; i < p->promise_n; i++)
        if (str_eq(p->promises[i].key, key))
            return &p->promises[i];
    return NULL;
}

const struct contact *items_contact(const struct agenda_page *p, struct str key)
{
    for (size_t i = 0; i < p->contact_n; i++)
        if (str_eq(p->contacts[i].key, key))
            return &p->contacts[i];
    return NULL;
}

/* ---- to the records ---- */

/* The text up to the last `mark`, and what stands behind it; without one, all of it and nothing. */
static void parted(struct str s, char mark, struct str *before, struct str *behind)
{
    *before = s;
    *behind = STR("");
    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == mark) {
            *before = str_trim((struct str){s.p, i});
            *behind = str_trim((struct str){s.p + i + 1, s.n - i - 1});
            return;
        }
}

static void percent_pair(struct buf *b, const char *name, struct str value)
{
    if (!value.n)
        return;
    buf_text(b, memchr(b->p, '?', b->n) ? "&" : "?");
    buf_text(b, name);
    buf_char(b, '=');
    buf_percent(b, value);
}

/* "PLACE FROM..TO": "" what is not said. */
static void incidents_parted(struct str reference, struct str *place_out, struct str *from_out, struct str *to_out)
{
    struct str place, span;
    parted(reference, ' ', &place, &span);
    if (!memmem(reference.p ? reference.p : "", reference.n, " ", 1)) { /* no place, or no days */
        bool days = memmem(reference.p ? reference.p : "", reference.n, "..", 2) != NULL;
        span = days ? reference : STR("");
        place = days ? STR("") : reference;
    }
    const char *dots = span.n ? memmem(span.p, span.n, "..", 2) : NULL;
    *place_out = place;
    *from_out = str_trim(dots ? (struct str){span.p, (size_t)(dots - span.p)} : span);
    *to_out = str_trim(dots ? (struct str){dots + 2, span.n - (size_t)(dots + 2 - span.p)} : span);
}

static void behind_incidents(struct str reference, struct buf *b)
{
    struct str place, from, to;
    incidents_parted(reference, &place, &from, &to);
    buf_text(b, "/incidents");
    percent_pair(b, "place", place);
    percent_pair(b, "from", from);
    percent_pair(b, "to", to);
}

/* What leads nowhere is no link. */
static bool project_here(struct exchange *x, struct str key, struct str *title)
{
    struct str language;
    struct err none = {0};
    bool there = false;
    return project_titled(x, key, title, &language, &there, &none) && there;
}

struct str items_reference(const struct agenda_page *p, const struct item_link *l)
{
    struct exchange *x = p->x;
    struct str place, from, to, sector;
    struct day first, last, none;
    const char *lang;
    if (strcmp(l->kind->code, "incidents") == 0) {
        incidents_parted(l->reference, &place, &from, &to);
        if (!day_parse(from, &first, &none) || !day_parse(to, &none, &last))
            return items_place(p, place, &lang);
        return WEB_TOLD(x, T("{place}, {from} to {to}"), WEB_SLOT("place", items_place(p, place, &lang)), WEB_SLOT("from", web_day(x, first)), WEB_SLOT("to", web_day(x, last)));
    }
    if (strcmp(l->kind->code, "project") == 0) {
        struct str title;
        return project_here(x, l->reference, &title) && title.n ? title : l->reference;
    }
    if (strcmp(l->kind->code, "gap") != 0)
        return l->reference;
    parted(l->reference, '/', &place, &sector);
    return WEB_TOLD(x, T("{place}: {what}"), WEB_SLOT("place", items_place(p, place, &lang)), WEB_SLOT("what", sector));
}

struct str items_behind(const struct agenda_page *p, const struct item_link *l)
{
    struct exchange *x = p->x;
    struct buf b = {0};
    struct str first, second;
    const char *kind = l->kind->code;
    bool analyst = web_may(x, MAY_ANALYSE);
    if (strcmp(kind, "incidents") == 0) {
        behind_incidents(l->reference, &b);
    } else if (strcmp(kind, "statement") == 0) {
        parted(l->reference, '#', &first, &second);
        buf_text(&b, "/dialogue/");
        buf_percent(&b, first);
    } else if (strcmp(kind, "gap") == 0) {
        parted(l->reference, '/', &first, &second);
        buf_text(&b, "/coverage");
        percent_pair(&b, "place", first);
        percent_pair(&b, "sector", second);
    } else if (strcmp(kind, "practice") == 0) {
        buf_text(&b, "/agenda/practices#p-");
        buf_percent(&b, l->reference);
    } else if (analyst && (strcmp(kind, "finding") == 0 || strcmp(kind, "contact") == 0 || strcmp(kind, "promise") == 0)) {
        buf_f(&b, "/records/%ss", kind);
        percent_pair(&b, "q", l->reference);
    } else if (strcmp(kind, "project") == 0 && project_here(x, l->reference, &first)) {
        buf_str(&b, project_address(&x->arena, l->reference));
    }
    return kept(x, &b);
}
