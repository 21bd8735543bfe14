/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What participants see: the first page for anybody, and the way through a dialogue. */
#include "web/part_priv.h"

/* ---- the request ------------------------------------------------------------------------------- */

static void read_skips(struct part *p, struct str list)
{
    while (list.n && p->skip_n < PART_SKIPS) {
        const char *comma = memchr(list.p, ',', list.n);
        struct str one = {list.p, comma ? (size_t)(comma - list.p) : list.n};
        int64_t id;
        if (str_to_int(one, &id) && id >= 0)
            p->skips[p->skip_n++] = id;
        list.p += one.n + (comma != NULL);
        list.n -= one.n + (comma != NULL);
    }
}

void part_skip(struct part *p, int64_t statement)
{
    for (size_t i = 0; i < p->skip_n; i++)
        if (p->skips[i] == statement)
            return;
    if (p->skip_n == PART_SKIPS)
        memmove(p->skips, p->skips + 1, --p->skip_n * sizeof *p->skips);
    p->skips[p->skip_n++] = statement;
}

bool part_begin(struct exchange *x, struct part **out)
{
    struct part *p = ARENA_NEW(&x->arena, struct part);
    *p = (struct part){.x = x, .name = x->parameters[0], .asked = str_is(web_field(x, "a"), "1"), .invented = str_is(web_field(x, "i"), "1"), .carried = strcmp(x->page->method, "POST") == 0};
    read_skips(p, web_field(x, "k"));
    *out = p;
    if (p->carried) {
        if (!pass_read(web_field(x, "p"), &p->pass))
            return false;
    } else if (!pass_read(web_cookie_sent(x, "p"), &p->pass)) {
        pass_new(&p->pass);
    }
    pass_text(&p->pass, p->pass_text);
    return true;
}

/* What others than participants changed is read again where the request sees the register. */
static bool refresh(struct exchange *x, struct err *e)
{
    return !x->store || rooms_refresh(web_rooms(x), x->store, e);
}

static bool is_invented(struct exchange *x, bool *out, struct err *e)
{
    struct str said;
    if (!store_fact(x->store, "invented", &x->arena, &said, e))
        return false;
    *out = str_is(said, "1");
    return true;
}

bool part_load(struct part *p, struct err *e)
{
    struct exchange *x = p->x;
    return refresh(x, e) && (!x->store || is_invented(x, &p->invented, e)) &&
        room_page(web_rooms(x), p->name, language_code(x->speech.language), &p->pass, p->skips, p->skip_n, &x->arena, &p->page, e);
}

/* Where the cookie holds: this dialogue and what stands below it. */
static const char *cookie_path(struct part *p)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "/d/");
    buf_percent(&b, p->name);
    return arena_text(&p->x->arena, b.p, b.n);
}

void part_remember(struct part *p)
{
    if (!str_is(web_cookie_sent(p->x, "p"), p->pass_text))
        web_cookie(p->x, "p", cookie_path(p), str_of(p->pass_text), -1);
}

void part_forget(struct part *p)
{
    if (web_cookie_sent(p->x, "p").n)
        web_cookie(p->x, "p", cookie_path(p), STR(""), 0);
}

/* ---- pages that say that something is not so ---------------------------------------------------- */

static bool says(struct exchange *x, int status, const char *title, const char *text)
{
    x->status = status;
    if (x->script) { /* it shows the whole page instead */
        x->type = "application/json";
        buf_text(&x->body, "{\"state\":\"page\"}");
        return true;
    }
    part_head(x, false);
    part_languages_links(x);
    markup_f(&x->body, "<h1>%s</h1><p>%s</p><p><a href=\"/?lang=%s\">%s</a></p>", web_say(x, title), web_say(x, text), language_code(x->speech.language), web_say(x, T("To the first page")));
    part_tail(x);
    return true;
}

bool part_absent(struct exchange *x)
{
    return says(x, 404, T("There is no dialogue of that name here"), T("Look at the name on your paper or poster once more, and type it as it stands there."));
}

bool part_torn(struct exchange *x)
{
    return says(x, 400, T("That page was not whole"), T("Something of it was lost on the way, and nothing was kept of what it sent. Open the dialogue anew."));
}

/* ERR_ABSENT is a page of ours; all else is the server's. */
static bool loaded(struct part *p, bool *absent, struct err *e)
{
    *absent = false;
    if (part_load(p, e))
        return true;
    *absent = e->code == ERR_ABSENT;
    return *absent && part_absent(p->x);
}

/* ---- the first page ---------------------------------------------------------------------------- */

static bool code_like(struct str s)
{
    size_t letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '9');
        if (!letter && c != '-' && c != ' ')
            return false;
        letters += letter;
    }
    return letters == CODE_LETTERS;
}

static size_t list_some(struct exchange *x, const struct room_listed *list, size_t n, bool closed, const char *title)
{
    size_t shown = 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i].closed != closed || !list[i].listed)
            continue;
        struct part_lang l = part_lang_of(list[i].language);
        if (!shown++)
            markup_f(&x->body, "<h2>%s</h2><ul class=\"l\">", web_say(x, title));
        buf_text(&x->body, "<li><a href=\"");
        part_path(x, list[i].name, closed ? "/result" : "");
        markup_f(&x->body, "\" lang=\"%s\" dir=\"%s\">%.*s</a>", l.code, l.dir, STR_F(list[i].topic.n ? list[i].topic : list[i].name));
    }
    buf_text(&x->body, shown ? "</ul>" : "");
    return shown;
}

static void find_form(struct exchange *x, struct str typed)
{
    markup_f(&x->body, "<form method=\"post\" action=\"/?lang=%s\"><label for=\"d\">%s</label><input id=\"d\" name=\"d\" value=\"%.*s\" maxlength=\"100\" required autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" dir=\"auto\"><button class=\"s\">%s</button></form>",
        language_code(x->speech.language), web_say(x, T("The name or the code on your paper")), STR_F(typed), web_say(x, T("Go there")));
}

/* Which dialogue a code is for stands on the paper beside it: one form each, so that the code is in no address. */
static void code_forms(struct exchange *x, const struct room_listed *list, size_t n, struct str code)
{
    size_t shown = 0;
    struct pass pass;
    char text[PASS_TEXT];
    pass_new(&pass);
    pass_text(&pass, text);
    for (size_t i = 0; i < n; i++) {
        if (list[i].closed || !list[i].listed)
            continue;
        struct part_lang l = part_lang_of(list[i].language);
        if (!shown++)
            markup_f(&x->body, "<h2>%s</h2>", web_say(x, T("Which dialogue is the code for?")));
        buf_text(&x->body, "<form method=\"post\" action=\"");
        part_path(x, list[i].name, "/enter");
        markup_f(&x->body, "\"><input type=\"hidden\" name=\"p\" value=\"%s\"><input type=\"hidden\" name=\"code\" value=\"%.*s\"><button lang=\"%s\" dir=\"%s\">%.*s</button></form>", text, STR_F(code), l.code, l.dir,
            STR_F(list[i].topic.n ? list[i].topic : list[i].name));
    }
}

static bool first_page(struct exchange *x, struct str typed, const char *notice, struct err *e)
{
    struct room_listed *list;
    size_t n;
    bool invented;
    struct str title;
    const char *code = language_code(x->speech.language);
    if (!refresh(x, e) || !is_invented(x, &invented, e) || !store_fact(x->store, "name", &x->arena, &title, e) || !rooms_listed(web_rooms(x), code, &x->arena, &list, &n, e))
        return false;
    part_head(x, false);
    part_languages_links(x);
    part_banner(x, invented);
    markup_f(&x->body, "<h1><bdi>%.*s</bdi></h1>", STR_F(title.n ? title : STR("Diwan")));
    part_notice(x, notice);
    markup_f(&x->body, "<p>%s</p>", web_say(x, T("Here people say what they think about their safety. Nobody needs to give a name, and what one person answers is never shown alone.")));
    if (code_like(typed) && notice)
        code_forms(x, list, n, typed);
    else if (!list_some(x, list, n, false, T("Dialogues that are open")))
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("None is listed. If you were given the name of one, write it here.")));
    find_form(x, typed);
    (void)list_some(x, list, n, true, T("Closed, and what came of it"));
    buf_text(&x->body, "<footer>");
    part_help_link(x);
    if (web_may(x, MAY_READ))
        markup_f(&x->body, "<a href=\"/overview?lang=%s\">%s</a>", code, web_say(x, T("What the records show")));
    markup_f(&x->body, "<a href=\"/sign-in?lang=%s\">%s</a></footer>", code, web_say(x, T("Sign in, for those who work here")));
    part_tail(x);
    return true;
}

static bool first(struct exchange *x, struct err *e) { return first_page(x, STR(""), NULL, e); }

/* As names are made: telephones begin with a capital, and people write blanks. */
static struct str as_name(struct exchange *x, struct str typed)
{
    char *out = arena_text(&x->arena, typed.p, typed.n);
    for (size_t i = 0; i < typed.n; i++)
        out[i] = typed.p[i] == ' ' ? '-' : typed.p[i] >= 'A' && typed.p[i] <= 'Z' ? (char)(typed.p[i] + 'a' - 'A') : typed.p[i];
    return (struct str){out, typed.n};
}

/* The dialogue that is meant: by its name, or by its topic in any language, which stands larger on paper. ERR_ABSENT. */
static bool named(struct exchange *x, struct str typed, struct str *name, struct err *e)
{
    int64_t id;
    *name = typed;
    if (room_id(web_rooms(x), typed, &id, e))
        return true;
    if (e->code != ERR_ABSENT)
        return false;
    *name = as_name(x, typed);
    if (room_id(web_rooms(x), *name, &id, e))
        return true;
    for (size_t l = 0; e->code == ERR_ABSENT && typed.n && l < language_count(); l++) {
        struct room_listed *list;
        size_t n;
        if (!rooms_listed(web_rooms(x), language_code(language_at(l)), &x->arena, &list, &n, e))
            return false;
        for (size_t i = 0; i < n; i++)
            if (str_eq(list[i].topic, typed)) {
                *name = list[i].name;
                return true;
            }
    }
    return e->code != ERR_ABSENT ? false : err_set(e, ERR_ABSENT, "no dialogue of that name is held here");
}

static bool find(struct exchange *x, struct err *e)
{
    struct str typed = str_trim(web_field(x, "d")), name;
    if (!refresh(x, e))
        return false;
    if (named(x, typed, &name, e))
        return web_go(x, "/d/%.*s?lang=%s", STR_F(name), language_code(x->speech.language));
    if (e->code != ERR_ABSENT)
        return false;
    if (code_like(typed))
        return first_page(x, typed, T("That looks like a code. Say for which dialogue it is: its name stands on the same paper."), e);
    x->status = 404;
    return first_page(x, typed, T("There is no dialogue of that name here. Look at your paper or poster once more."), e);
}

/* ---- a dialogue -------------------------------------------------------------------------------- */

static bool show(struct exchange *x, struct err *e)
{
    struct part *p;
    bool absent;
    if (!part_begin(x, &p))
        return part_torn(x);
    if (!loaded(p, &absent, e) || absent)
        return absent;
    part_show(p);
    return true;
}

static void choose_language(struct exchange *x)
{
    struct str code = web_field(x, "lang");
    const struct language *l = code.n ? language_find(arena_text(&x->arena, code.p, code.n)) : NULL;
    if (l)
        x->speech.language = l;
}

/* Another person at the same phone: nothing of the one before goes along. */
static bool begin_anew(struct part *p, struct err *e)
{
    part_forget(p);
    pass_new(&p->pass);
    pass_text(&p->pass, p->pass_text);
    p->carried = p->asked = false;
    p->skip_n = 0;
    if (!part_load(p, e))
        return false;
    part_show(p);
    return true;
}

/* A page that carries the pass asks for another: in another language, another statement, the result, or the way out. */
static bool go_on(struct exchange *x, struct err *e)
{
    struct part *p;
    bool absent;
    int64_t statement;
    struct str go = web_field(x, "go");
    choose_language(x);
    if (!part_begin(x, &p))
        return part_torn(x);
    if (str_is(go, "skip") && str_to_int(web_field(x, "s"), &statement) && statement >= 0)
        part_skip(p, statement);
    if (!loaded(p, &absent, e) || absent)
        return absent;
    if (str_is(go, "result"))
        return part_result(p, e);
    if (str_is(go, "leave")) {
        part_forget(p);
        part_left(p);
        return true;
    }
    if (str_is(go, "other"))
        return begin_anew(p, e);
    if (x->script)
        part_json(p, PART_AHEAD);
    else
        part_show(p);
    return true;
}

static bool result(struct exchange *x, struct err *e)
{
    struct part *p;
    bool absent;
    (void)part_begin(x, &p);
    if (!loaded(p, &absent, e) || absent)
        return absent;
    return part_result(p, e);
}

/* ---- acts -------------------------------------------------------------------------------------- */

/* The beginning of each: who acts in which dialogue. *stop: the answer is already there. */
static bool act_begin(struct exchange *x, enum room_act_kind kind, struct part **out, bool *stop, struct err *e)
{
    struct part *p;
    int64_t dialogue;
    *stop = true;
    if (!part_begin(x, &p))
        return part_torn(x);
    if (!room_id(web_rooms(x), p->name, &dialogue, e))
        return e->code == ERR_ABSENT && part_absent(x);
    p->act = ARENA_NEW(&x->arena, struct room_act);
    *p->act = (struct room_act){.kind = kind, .dialogue = dialogue, .pass = p->pass, .day = x->today, .vote = VOTE_NONE};
    x->state = *out = p;
    *stop = false;
    return true;
}

static bool vote_of(struct str s, int8_t *out)
{
    int64_t v;
    if (!str_to_int(s, &v) || v < -1 || v > 1)
        return false;
    *out = (int8_t)v;
    return true;
}

static bool vote(struct exchange *x, struct err *e)
{
    struct part *p;
    bool stop, begun = act_begin(x, ACT_VOTE, &p, &stop, e);
    if (!begun || stop)
        return begun;
    if (!str_to_int(web_field(x, "s"), &p->act->statement) || !vote_of(web_field(x, "v"), &p->act->vote))
        return part_torn(x);
    web_act(x, p->act);
    return true;
}

/* What became of an act, as a notice; NULL where nothing needs to be said. */
static const char *notice_of(const struct room_act *act)
{
    switch (act->verdict) {
    case ACT_DONE: return act->kind == ACT_STATEMENT ? T("Thank you. Somebody reads your statement before others see it.") : NULL;
    case ACT_CLOSED: return NULL; /* the page itself says so */
    case ACT_UNKNOWN: return act->kind == ACT_VOTE ? T("That statement is no longer asked. Here is another.") : T("That answer is none of those that are asked for.");
    case ACT_NO_CODE: return act->kind == ACT_ENTER ? T("That is none of the codes of this dialogue. Look at your paper once more.") : NULL;
    case ACT_CODE_USED: return T("That code has been used. Each lets one person in. Ask for another where you got it.");
    case ACT_FULL: return T("No more statements are taken from you, or at all, for now. Yours was not kept.");
    case ACT_FAILED: return T("That could not be kept. Nothing is lost but this one answer: please send it again.");
    }
    return NULL;
}

static int status_of(enum room_verdict v)
{
    return v == ACT_FAILED ? 503 : v == ACT_DONE ? 200 : v == ACT_UNKNOWN ? 404 : v == ACT_FULL ? 429 : 403;
}

static size_t ahead_wanted(const struct exchange *x)
{
    int64_t n = 1;
    if (!str_to_int(web_field(x, "m"), &n) || n < 0)
        return 1;
    return (size_t)MIN_OF(n, (int64_t)PART_AHEAD + 1);
}

/* Once it is durable: the next page. */
static bool answered(struct exchange *x, struct err *e)
{
    struct part *p = x->state;
    bool absent;
    p->notice = notice_of(p->act);
    x->status = status_of(p->act->verdict);
    if (p->act->verdict == ACT_DONE)
        part_remember(p);
    if (p->act->kind == ACT_DECLARE && p->act->verdict == ACT_DONE)
        p->asked = true;
    if (p->act->kind == ACT_STATEMENT && p->act->verdict != ACT_DONE)
        p->typed = web_field(x, "t");
    if (!loaded(p, &absent, e) || absent)
        return absent;
    if (x->script)
        part_json(p, ahead_wanted(x));
    else
        part_show(p);
    return true;
}

/* Attributes are asked by their place, d0, d1 ...: their names are the register's. */
static bool declare(struct exchange *x, struct err *e)
{
    struct part *p;
    bool stop, absent, begun = act_begin(x, ACT_DECLARE, &p, &stop, e);
    if (!begun || stop)
        return begun;
    if (!loaded(p, &absent, e) || absent)
        return absent;
    static const char *const fields[ROOM_ATTRIBUTES_MOST] = {"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"};
    for (size_t i = 0; i < p->page.attribute_n && i < ROOM_ATTRIBUTES_MOST; i++)
        p->act->declared[p->act->declared_n++] = (struct room_declared){p->page.attributes[i].name, web_field(x, fields[i])};
    web_act(x, p->act);
    return true;
}

static size_t letters_of(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xC0) != 0x80;
    return n;
}

/* Refused before it goes anywhere: shown again as typed. */
static bool refuse_statement(struct part *p, const char *why, struct err *e)
{
    bool absent;
    p->notice = why;
    p->typed = web_field(p->x, "t");
    p->x->status = 400;
    if (!loaded(p, &absent, e) || absent)
        return absent;
    part_show(p);
    return true;
}

static bool add_statement(struct exchange *x, struct err *e)
{
    struct part *p;
    bool stop, begun = act_begin(x, ACT_STATEMENT, &p, &stop, e);
    if (!begun || stop)
        return begun;
    struct voice_text *t = &p->act->text;
    *t = (struct voice_text){.language = str_of(part_language_of_words(x->speech.language, web_field(x, "t"))), .text = str_trim(web_field(x, "t")), .observation = str_trim(web_field(x, "o")), .feeling = str_trim(web_field(x, "f")),
        .need = str_trim(web_field(x, "n")), .request = str_trim(web_field(x, "r"))};
    if (!t->text.n)
        return refuse_statement(p, T("Your statement is empty. Write one idea, then send it."), e);
    const struct str parts[] = {t->text, t->observation, t->feeling, t->need, t->request};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (letters_of(parts[i]) > ROOM_STATEMENT_LETTERS)
            return refuse_statement(p, T("That is too long: at most 280 letters. Say one idea, and shorter. It was not sent."), e);
    web_act(x, p->act);
    return true;
}

static bool enter(struct exchange *x, struct err *e)
{
    struct part *p;
    bool stop, begun = act_begin(x, ACT_ENTER, &p, &stop, e);
    if (!begun || stop)
        return begun;
    p->act->code = web_field(x, "code");
    web_act(x, p->act);
    return true;
}

/* ---- the table --------------------------------------------------------------------------------- */

const struct page pages_take_part[] = {
    {"GET", "/", MAY_TAKE_PART, PAGE_READ, "", "the first page: open dialogues, a field for a name or code", first, NULL},
    {"POST", "/", MAY_TAKE_PART, PAGE_READ | PAGE_FORM | PAGE_NO_TOKEN, "d", "find a dialogue by its name, or enter with a code", find, NULL},
    {"GET", "/d/{name}", MAY_TAKE_PART, PAGE_READ, "", "a dialogue: the next statement", show, NULL},
    {"POST", "/d/{name}", MAY_TAKE_PART, PAGE_READ | PAGE_FORM | PAGE_NO_TOKEN, "p k a i s go lang", "the same with the pass in the form: another language, another statement, the result, the way out", go_on, NULL},
    {"POST", "/d/{name}/vote", MAY_TAKE_PART, PAGE_FORM | PAGE_NO_TOKEN | PAGE_LATER, "p k a i s v m", "vote on a statement; answers with the next", vote, answered},
    {"POST", "/d/{name}/declare", MAY_TAKE_PART, PAGE_FORM | PAGE_NO_TOKEN | PAGE_LATER, "p k a i d0 d1 d2 d3 d4 d5 d6 d7", "what the participant declares", declare, answered},
    {"POST", "/d/{name}/statement", MAY_TAKE_PART, PAGE_FORM | PAGE_NO_TOKEN | PAGE_LATER, "p k a i t o f n r", "a statement of the participant's own, for moderation", add_statement, answered},
    {"POST", "/d/{name}/enter", MAY_TAKE_PART, PAGE_FORM | PAGE_NO_TOKEN | PAGE_LATER, "p k a i code", "come in with a code", enter, answered},
    {"GET", "/d/{name}/result", MAY_TAKE_PART, PAGE_READ, "", "the result so far, and what came of it", result, NULL},
    {0}};
