/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of the program, corrected in place by those who speak the language. What they write is used at once, and can be sent back. */
#include "desk/desk.h"
#include "web/web_priv.h"

enum { SHOWN_MOST = 25 };

struct search {
    const struct language *language;
    struct str words;
    bool corrected;             /* those alone */
    struct desk_word *list;
    size_t n;
};

/* The language that is worked on: as asked, else the reader's own, else Arabic; never English alone by chance. */
static const struct language *language_wanted(const struct exchange *x, struct str asked)
{
    const struct language *l = web_language_of(asked);
    if (l)
        return l;
    return strcmp(language_code(x->speech.language), "en") != 0 ? x->speech.language : language_find("ar");
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool holds(struct str text, struct str words)
{
    for (size_t i = 0; i + words.n <= text.n; i++) {
        size_t k = 0;
        while (k < words.n && lower(text.p[i + k]) == lower(words.p[k]))
            k++;
        if (k == words.n)
            return true;
    }
    return false;
}

static const struct desk_word *word_of(const struct search *s, const struct message *m, size_t form)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_is(s->list[i].message, m->one) && s->list[i].form == (int64_t)form)
            return &s->list[i];
    return NULL;
}

static bool fits(const struct search *s, const struct message *m)
{
    bool corrected = false, found = holds(str_of(m->one), s->words) || (m->many && holds(str_of(m->many), s->words));
    for (size_t f = 0; f < m->form_n; f++) {
        const struct desk_word *w = word_of(s, m, f);
        corrected |= w != NULL;
        found |= holds(w ? w->text : str_of(m->forms[f]), s->words);
    }
    return found && (corrected || !s->corrected);
}

/* ---- the page ---- */

static void put_search(struct exchange *x, const struct search *s)
{
    struct buf *b = &x->body;
    markup_f(b, "<form method=\"get\" action=\"/words\"><p><label for=\"in\">%s</label><select id=\"in\" name=\"in\">", web_say(x, T("Language of the words")));
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *l = language_at(i);
        buf_text(b, l == s->language ? "<option selected" : "<option");
        markup_f(b, " value=\"%s\" lang=\"%s\">%s</option>", language_code(l), language_code(l), language_own_name(l));
    }
    markup_f(b, "</select></p>\n<p><label for=\"q\">%s</label><input id=\"q\" name=\"q\" dir=\"auto\" value=\"%.*s\"></p>\n", web_say(x, T("Words to look for, in English or in that language")), STR_F(s->words));
    buf_text(b, s->corrected ? "<p><label><input type=\"checkbox\" name=\"corrected\" value=\"yes\" checked> " : "<p><label><input type=\"checkbox\" name=\"corrected\" value=\"yes\"> ");
    markup_f(b, "%s</label></p><p><button>%s</button></p></form>\n", web_say(x, T("corrected ones alone")), web_say(x, T("Look")));
}

static void put_form(struct exchange *x, const struct search *s, const struct message *m, size_t number, size_t form)
{
    struct buf *b = &x->body;
    const struct desk_word *w = word_of(s, m, form);
    const char *code = language_code(s->language);
    int64_t numbers[4];
    struct str label = str_of(web_say(x, T("The words")));
    if (m->many) {
        struct str items[4];
        size_t n = language_form_numbers(s->language, form, numbers, ARRAY_LEN(numbers));
        struct buf list CLEANUP(buf_end) = {0};
        for (size_t i = 0; i < n; i++)
            items[i] = web_number(x, numbers[i]);
        say_list(&x->speech, &list, items, n);
        label = WEB_TOLD(x, T("For numbers like {numbers}"), WEB_SLOT("numbers", buf_view(&list)));
    }
    markup_f(b, "<p><label for=\"w%lld-%lld\">%.*s</label><textarea id=\"w%lld-%lld\" name=\"text%lld\" lang=\"%s\" dir=\"auto\" rows=\"2\" maxlength=\"4000\">\n%.*s</textarea>", (long long)number,
        (long long)form, STR_F(label), (long long)number, (long long)form, (long long)form, code, STR_F(w ? w->text : str_of(m->forms[form])));
    if (w) {
        markup_f(b, "<br><span class=\"dim\">%.*s <q lang=\"%s\"><bdi>%s</bdi></q></span>", STR_F(WEB_TOLD(x, T("Corrected by {who} on {day}; before:"), WEB_SLOT("who", w->said_by), WEB_SLOT("day", web_day(x, w->day)))),
            code, m->forms[form]);
    }
    buf_text(b, "</p>\n");
}

static void put_message(struct exchange *x, const struct search *s, const struct message *m, size_t number)
{
    struct buf *b = &x->body;
    buf_text(b, "<section>\n");
    markup_f(b, "<h2 lang=\"en\" dir=\"ltr\">%s</h2>\n", m->one);
    if (m->many)
        markup_f(b, "<p lang=\"en\" dir=\"ltr\">%s</p>\n", m->many);
    web_form(x, "/words");
    markup_f(b, "<input type=\"hidden\" name=\"in\" value=\"%s\"><input type=\"hidden\" name=\"q\" value=\"%.*s\"><textarea name=\"message\" hidden>\n%s</textarea>\n", language_code(s->language), STR_F(s->words), m->one);
    for (size_t f = 0; f < m->form_n; f++)
        put_form(x, s, m, number, f);
    markup_f(b, "<p><button>%s</button></p></form></section>\n", web_say(x, T("Use these words")));
}

static void put_files(struct exchange *x, const struct search *s)
{
    const char *code = language_code(s->language);
    markup_f(&x->body, "<h2>%s</h2>\n<ul><li><a href=\"/words/%s.po\">%s</a></li><li><a href=\"/words/%s.csv\">%s</a></li><li><a href=\"/words/%s.po?all=yes\">%s</a></li></ul>\n", web_say(x, T("To send back")), code,
        web_say(x, T("Corrected words, as a file of messages (.po)")), code, web_say(x, T("Corrected words, as a table (CSV)")), code, web_say(x, T("All words, as a file of messages (.po)")));
}

static bool words_run(struct exchange *x, struct err *e)
{
    struct search s = {.language = language_wanted(x, web_query(x, "in")), .words = web_query(x, "q"), .corrected = web_query(x, "corrected").n > 0};
    size_t found = 0;
    struct message m;
    if (!desk_words_list(x->store, s.language, &x->arena, &s.list, &s.n, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Words"))), .section = "words", .narrow = true});
    if (web_query(x, "saved").n)
        markup_f(&x->body, "<p role=\"status\"><b>%s</b></p>\n", web_say(x, T("These words are in use from now on.")));
    markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("Whoever speaks the language may write better words here. What stands in braces, and pairs of stars, must stay; empty words take a correction back. Words that take a side (a list of them is in the documentation) belong to whoever uses them, never to the program.")));
    put_search(x, &s);
    for (size_t i = 0; i < language_messages(s.language); i++)
        if (language_message(s.language, i, &m) && fits(&s, &m) && found++ < SHOWN_MOST)
            put_message(x, &s, &m, found);
    if (found > SHOWN_MOST)
        markup_f(&x->body, "<p>%.*s</p>\n", STR_F(web_counted(x, TN("{n} more fits: say more words to look for.", "{n} more fit: say more words to look for."), (int64_t)(found - SHOWN_MOST))));
    if (!found)
        markup_f(&x->body, "<p>%s</p>\n", web_say(x, T("No words fit.")));
    put_files(x, &s);
    web_end(x);
    return true;
}

/* ---- saving ---- */

struct saving {
    const struct language *language;
    struct message m;
    struct { size_t form; struct str text; } list[MESSAGE_FORMS_MOST];
    size_t n;
    struct str who;
    struct day today;
};

static bool save_task(struct store *s, void *arg, struct err *e)
{
    const struct saving *w = arg;
    int64_t id;
    if (!store_next_id(s, "correction", &id, e))
        return false;
    for (size_t i = 0; i < w->n; i++)
        if (!store_do(s, "INSERT INTO correction (origin, id, language, message, form, text, said_by, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                WITH(bind_int(store_origin(s)), bind_int(id + (int64_t)i), bind_text(str_of(language_code(w->language))), bind_text(str_of(w->m.one)), bind_int((int64_t)w->list[i].form),
                    bind_text(w->list[i].text), bind_text(w->who), bind_int(w->today.n)), e))
            return false;
    char detail[100];
    snprintf(detail, sizeof detail, "%s: corrections %" PRId64 " to %" PRId64, language_code(w->language), id, id + (int64_t)w->n - 1);
    return store_audit(s, "words", str_of(detail), e);
}

/* Browsers send line ends as CR LF; the words have LF. */
static struct str line_ends(struct exchange *x, struct str s)
{
    char *to = arena_get(&x->arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r')
            to[n++] = s.p[i];
    return (struct str){to, n};
}

/* The forms that differ from what is in use. */
static bool changed(struct exchange *x, const struct search *s, struct saving *w, struct err *e)
{
    for (size_t f = 0; f < w->m.form_n; f++) {
        char name[16];
        snprintf(name, sizeof name, "text%zu", f);
        struct str text = line_ends(x, web_field(x, name)), own = str_of(w->m.forms[f]);
        const struct desk_word *now = word_of(s, &w->m, f);
        if (text.n && !message_fits(s->language, &w->m, f, text, e))
            return err_within(e, "these words do not do (\"%.60s\")", w->m.one);
        if (str_eq(text, own)) /* back to the program's own */
            text = STR("");
        if (now ? !str_eq(text, now->text) : text.n > 0) {
            w->list[w->n].form = f;
            w->list[w->n++].text = text;
        }
    }
    return true;
}

static bool save_run(struct exchange *x, struct err *e)
{
    struct str in = web_field(x, "in");
    struct search s = {.language = language_wanted(x, in)};
    if (!web_offered("in", in, web_language_of(in) != NULL, e))
        return false;
    struct saving w = {.language = s.language, .who = x->who.shown.n ? x->who.shown : x->who.name, .today = x->today};
    if (!language_message_of(s.language, line_ends(x, web_field(x, "message")), &w.m))
        return err_set(e, ERR_ABSENT, "the program does not say that (any more): look for it again");
    if (!desk_words_list(x->store, s.language, &x->arena, &s.list, &s.n, e) || !changed(x, &s, &w, e))
        return false;
    if (w.n && !web_write(x, save_task, &w, e))
        return false;
    return web_go(x, "/words?in=%s&q=%.*s&saved=yes", language_code(s.language), STR_F(web_field(x, "q")));
}

/* ---- files ---- */

static bool file_run(struct exchange *x, struct err *e)
{
    struct str code = x->parameters[0];
    const struct language *l = NULL;
    bool po = str_ends(x->path, ".po");
    for (size_t i = 0; i < language_count(); i++)
        if (str_is(code, language_code(language_at(i))))
            l = language_at(i);
    if (!l)
        return err_set(e, ERR_ABSENT, "there is no such language");
    x->body.most = SIZE_MAX / 4;
    x->type = po ? "text/x-gettext-translation; charset=utf-8" : "text/csv; charset=utf-8";
    x->disposition = str_of(arena_f(&x->arena, "%s.%s", language_code(l), po ? "po" : "csv"));
    return po ? desk_words_po(x->store, l, web_query(x, "all").n > 0, &x->body, e) : desk_words_csv(x->store, l, &x->body, e);
}

#define WORKS (MAY_FACILITATE | MAY_ANALYSE | MAY_ANSWER)
const struct page pages_words[] = {
    {"GET", "/words", WORKS, PAGE_READ, "in q corrected saved", "look for words of the program, and those that were corrected", words_run, NULL},
    {"POST", "/words", WORKS, PAGE_READ | PAGE_FORM, "in q message text0 text1 text2 text3 text4 text5", "correct the words of a message", save_run, NULL},
    {"GET", "/words/{language}.po", WORKS, PAGE_READ, "all", "corrected words as a file of messages; all=yes: all words", file_run, NULL},
    {"GET", "/words/{language}.csv", WORKS, PAGE_READ, "", "corrected words as a table", file_run, NULL},
    {0},
};
