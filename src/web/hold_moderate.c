/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: statements that people added, let in or left out. Nothing on the page says who wrote them. One form for all of a page, for the keyboard. */
#include "identify/identify.h"
#include "web/hold_priv.h"

struct moderating {
    struct hold_dialogue d;
    struct voice_data data;
    struct voice_alike *alike;
    size_t alike_n, page;
    enum voice_moderation shown;
    struct hold_faults faults;
    bool sent;
};

static const struct { const char *code, *words, *decision; enum voice_moderation is; } kinds[] = {{"waiting", T("Waiting"), T("wait"), VOICE_NOT_MODERATED}, {"in", T("Let in"), T("let in"), VOICE_ACCEPTED},
    {"out", T("Left out"), T("leave out"), VOICE_REJECTED}};

static const char *code_of(enum voice_moderation m)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (kinds[i].is == m)
            return kinds[i].code;
    return kinds[0].code;
}

static bool moderation_of(struct str code, enum voice_moderation *out)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is(code, kinds[i].code)) {
            *out = kinds[i].is;
            return true;
        }
    return false;
}

static bool gather(struct exchange *x, struct moderating *m, struct str show, struct str page, struct err *e)
{
    m->page = hold_page_of(page);
    m->shown = VOICE_NOT_MODERATED;
    (void)moderation_of(show, &m->shown);
    return hold_held(x, &m->d, e) && hold_load(x, &m->d, &m->data, e) && voice_alike_of(&m->data, &x->arena, &m->alike, &m->alike_n, e);
}

/* ---- the page ---------------------------------------------------------------------------------- */

static void quoted(struct exchange *x, const struct voice_statement *s)
{
    struct str language, text = hold_statement(s, "", &language);
    markup_f(&x->body, "<blockquote");
    hold_lang(x, language);
    markup_f(&x->body, ">%.*s</blockquote>", STR_F(text));
}

/* The four parts, where somebody took it apart. */
static void parts(struct exchange *x, const struct voice_statement *s)
{
    const struct voice_text *t = voice_original(s);
    if (!t || !(t->observation.n || t->feeling.n || t->need.n || t->request.n))
        return;
    const struct { const char *words; struct str text; } list[] = {{T("What happens"), t->observation}, {T("How that feels"), t->feeling}, {T("What is needed"), t->need}, {T("What is asked for"), t->request}};
    markup_f(&x->body, "<dl class=\"facts\">");
    for (size_t i = 0; i < ARRAY_LEN(list); i++)
        if (list[i].text.n) {
            markup_f(&x->body, "<dt>%s</dt><dd", web_say(x, list[i].words));
            hold_lang(x, t->language);
            markup_f(&x->body, ">%.*s</dd>", STR_F(list[i].text));
        }
    markup_f(&x->body, "</dl>");
}

static void likes(struct exchange *x, const struct moderating *m, size_t at)
{
    for (size_t i = 0; i < m->alike_n; i++) {
        const struct voice_alike *a = &m->alike[i];
        if (a->statement_a != at && a->statement_b != at)
            continue;
        const struct voice_statement *other = &m->data.statements[a->statement_a == at ? a->statement_b : a->statement_a];
        struct str language, text = hold_statement(other, "", &language);
        markup_f(&x->body, "<p class=\"like\">%.*s <q", STR_F(WEB_TOLD(x, T("Nearly the same as statement {id}:"), WEB_SLOT("id", web_number(x, other->id)))));
        hold_lang(x, language);
        markup_f(&x->body, ">%.*s</q></p>", STR_F(text));
    }
}

static const char *const telling[IDENTIFY_KINDS] = {[IDENTIFY_NAME] = T("names of persons"), [IDENTIFY_MAYBE_NAME] = T("what may be a name of a person: one given name, or words that look like a name"),
    [IDENTIFY_PHONE] = T("telephone numbers"), [IDENTIFY_EMAIL] = T("mail addresses"), [IDENTIFY_ADDRESS] = T("street, house or quarter with its number"),
    [IDENTIFY_POINT] = T("points finer than two decimals (about one kilometre), or links to maps"), [IDENTIFY_DOCUMENT] = T("numbers of passports and identity cards"),
    [IDENTIFY_PROFILE] = T("names and pages in social media"), [IDENTIFY_BANK] = T("numbers of bank accounts and cards"), [IDENTIFY_INTERNET] = T("addresses of computers"),
    [IDENTIFY_PLATE] = T("number plates of vehicles")};

/* What could tell who somebody is, of a statement that waits: pointed out, and left to who decides. */
static void identifying(struct exchange *x, const struct identify *w, const struct voice_statement *s)
{
    const struct voice_text *t = voice_original(s);
    if (!t || !w)
        return;
    const struct str texts[] = {t->text, t->observation, t->feeling, t->need, t->request};
    bool seen[IDENTIFY_KINDS] = {false};
    struct identify_findings found = {0};
    struct str items[IDENTIFY_KINDS];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        identify_scan(w, texts[i], &found);
        for (size_t k = 0; k < found.n; k++)
            seen[found.list[k].kind] = true;
    }
    identify_findings_end(&found);
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        if (seen[k])
            items[n++] = str_of(web_say(x, telling[k]));
    if (!n)
        return;
    struct buf list CLEANUP(buf_end) = {0};
    say_list(&x->speech, &list, items, n);
    markup_f(&x->body, "<p class=\"warn tells\">%.*s</p>", STR_F(WEB_TOLD(x, T("It may tell who somebody is: {kinds}. A machine's guess, which misses some and is sometimes wrong; you decide."), WEB_SLOT("kinds", buf_view(&list)))));
}

static bool about_ticked(struct exchange *x, int64_t id)
{
    struct str got;
    int64_t n;
    for (size_t k = 0; web_field_nth(x, "about", k, &got); k++)
        if (str_to_int(got, &n) && n == id)
            return true;
    return false;
}

/* What was chosen for a statement in the form that was sent; what it is where it stood in none. */
static enum voice_moderation decision_of(struct exchange *x, const struct voice_statement *s)
{
    struct str id, got;
    int64_t n;
    enum voice_moderation to;
    for (size_t k = 0; web_field_nth(x, "statement", k, &id) && web_field_nth(x, "decision", k, &got); k++)
        if (str_to_int(id, &n) && n == s->id && moderation_of(got, &to))
            return to;
    return s->moderation;
}

static void decide(struct exchange *x, const struct moderating *m, const struct voice_statement *s)
{
    enum voice_moderation now = m->sent ? decision_of(x, s) : s->moderation;
    bool about = m->sent ? about_ticked(x, s->id) : s->meta;
    markup_f(&x->body, "<input type=\"hidden\" name=\"statement\" value=\"%lld\"><div class=\"field\"><label for=\"decision-%lld\">%.*s</label><select name=\"decision\" id=\"decision-%lld\">", (long long)s->id, (long long)s->id,
        STR_F(WEB_TOLD(x, T("Decision on statement {id}"), WEB_SLOT("id", web_number(x, s->id)))), (long long)s->id);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        hold_option(x, str_of(kinds[i].code), kinds[i].is == now, str_of(web_say(x, kinds[i].decision)), NULL);
    markup_f(&x->body, "</select></div>");
    hold_tick(x, "about", arena_f(&x->arena, "%" PRId64, s->id), about, web_say(x, T("It is about the person who answers, or about the dialogue (such statements form no groups).")));
}

static void show_statements(struct exchange *x, const struct moderating *m, size_t *seen)
{
    size_t from = (m->page - 1) * HOLD_PAGE, at = 0;
    struct identify *w = m->shown == VOICE_NOT_MODERATED ? identify_new(IDENTIFY_DECIMALS) : NULL;
    for (size_t i = 0; i < m->data.statement_n; i++) {
        const struct voice_statement *s = &m->data.statements[i];
        if (s->moderation != m->shown || (*seen)++ < from || *seen > from + HOLD_PAGE)
            continue;
        markup_f(&x->body, "<fieldset class=\"one\"><legend>%.*s</legend>", STR_F(WEB_TOLD(x, T("Statement {id}"), WEB_SLOT("id", web_number(x, s->id)))));
        quoted(x, s);
        parts(x, s);
        identifying(x, w, s);
        likes(x, m, i);
        decide(x, m, s);
        markup_f(&x->body, "<details open><summary>%s</summary>", web_say(x, T("Translations")));
        hold_texts_show(x, s, false, &at, m->sent, m->sent ? &m->faults : NULL);
        markup_f(&x->body, "</details></fieldset>\n");
    }
    identify_free(&w);
}

static void show_kinds(struct exchange *x, const struct moderating *m, struct str path)
{
    markup_f(&x->body, "<ul class=\"choice\">");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        int64_t n = 0;
        for (size_t k = 0; k < m->data.statement_n; k++)
            n += m->data.statements[k].moderation == kinds[i].is;
        markup_f(&x->body, "<li><a href=\"%.*s?show=%s\"", STR_F(path), kinds[i].code);
        if (kinds[i].is == m->shown)
            markup_f(&x->body, " aria-current=\"page\"");
        markup_f(&x->body, ">%s (%.*s)</a></li>", web_say(x, kinds[i].words), STR_F(web_number(x, n)));
    }
    markup_f(&x->body, "</ul>");
}

static void page(struct exchange *x, const struct moderating *m)
{
    struct str path = hold_path(x, &m->d, "/hold", "/moderate");
    size_t seen = 0;
    hold_begin(x, str_of(web_say(x, T("Statements that people added"))), &m->d, NULL);
    hold_faults_show(x, &m->faults);
    markup_f(&x->body, "<section class=\"rules\"><h2>%s</h2><p dir=\"auto\">%.*s</p></section>", web_say(x, T("House rules")), STR_F(hold_rules(x, &m->d.how)));
    show_kinds(x, m, path);
    web_form(x, path.p);
    markup_f(&x->body, "<input type=\"hidden\" name=\"show\" value=\"%s\"><input type=\"hidden\" name=\"page\" value=\"%d\">", code_of(m->shown), (int)m->page);
    show_statements(x, m, &seen);
    if (seen)
        markup_f(&x->body, "<p><button class=\"do\" formenctype=\"multipart/form-data\">%s</button></p>", web_say(x, T("Save these decisions")));
    markup_f(&x->body, "</form>");
    if (!seen)
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("There is none here.")));
    char query[32];
    snprintf(query, sizeof query, "show=%s&", code_of(m->shown));
    hold_pages(x, path, query, m->page, seen);
    hold_end(x);
}

bool hold_moderate_show(struct exchange *x, struct err *e)
{
    struct moderating m = {0};
    if (!gather(x, &m, web_query(x, "show"), web_query(x, "page"), e))
        return false;
    page(x, &m);
    return true;
}

/* ---- saving ------------------------------------------------------------------------------------ */

struct deciding {
    const struct moderating *m;
    struct { struct voice_change change; int64_t *ids; size_t n; } lists[5]; /* the three decisions; about, not about */
    struct hold_texts texts;
};

static bool decide_do(struct store *s, void *arg, struct err *e)
{
    const struct deciding *w = arg;
    const struct voice_dialogue *d = &w->m->d.about;
    size_t changed = 0;
    for (size_t i = 0; i < ARRAY_LEN(w->lists); i++) {
        size_t n = 0;
        if (w->lists[i].n && !voice_change_statements(s, d, &w->lists[i].change, w->lists[i].ids, w->lists[i].n, &n, e))
            return false;
        changed += n;
    }
    return hold_texts_write(s, d->id, &w->texts, e);
}

static void read_decisions(struct exchange *x, struct deciding *w)
{
    static const struct voice_change changes[] = {{false, VOICE_NOT_MODERATED}, {false, VOICE_ACCEPTED}, {false, VOICE_REJECTED}, {true, 1}, {true, 0}};
    struct str id;
    int64_t n;
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        w->lists[i].change = changes[i];
        w->lists[i].ids = ARENA_ARRAY(&x->arena, int64_t, x->field_n + 1);
    }
    for (size_t k = 0; web_field_nth(x, "statement", k, &id); k++) {
        const struct voice_statement *s = str_to_int(id, &n) ? hold_statement_of(&w->m->data, n) : NULL;
        if (!s)
            continue;
        enum voice_moderation to = decision_of(x, s);
        bool about = about_ticked(x, s->id);
        size_t at = to == VOICE_NOT_MODERATED ? 0 : to == VOICE_ACCEPTED ? 1 : 2;
        if (to != s->moderation)
            w->lists[at].ids[w->lists[at].n++] = s->id;
        if (about != s->meta)
            w->lists[about ? 3 : 4].ids[w->lists[about ? 3 : 4].n++] = s->id;
    }
}

bool hold_moderate_do(struct exchange *x, struct err *e)
{
    struct moderating m = {.sent = true};
    struct deciding w = {.m = &m};
    enum voice_moderation to;
    struct str got;
    for (size_t k = 0; web_field_nth(x, "decision", k, &got); k++)
        if (!web_offered("decision", got, moderation_of(got, &to), e))
            return false;
    if (!gather(x, &m, web_field(x, "show"), web_field(x, "page"), e))
        return false;
    read_decisions(x, &w);
    hold_texts_read(x, &m.data, &w.texts, &m.faults);
    if (m.faults.n) {
        page(x, &m);
        return true;
    }
    bool nothing = !w.texts.n;
    for (size_t i = 0; i < ARRAY_LEN(w.lists); i++)
        nothing &= !w.lists[i].n;
    if (!nothing && !web_write(x, decide_do, &w, e))
        return false;
    return web_go(x, "/hold/%.*s/moderate?show=%s", STR_F(m.d.about.name), code_of(m.shown));
}
