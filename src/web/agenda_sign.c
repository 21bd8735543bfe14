/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before an item is published: the questions about harm, and the signature of a steward, who answers for it. What was signed is the item as it stood: the form carries its digest, and a
 * change in between is not signed unseen. Notes about who could be put at risk are for stewards alone, and no other page or file holds them.
 */
#include "intake/intake.h"
#include "web/agenda_priv.h"

enum { WORDS_MOST = 500 };

static bool concerns_publishing(const struct harm_question *q)
{
    return strcmp(q->step, "analyse") == 0 || strcmp(q->step, "decide") == 0 || strcmp(q->step, "publish") == 0;
}

/* The newest answer to a question; NULL: none. */
static const struct harm_answer *answer_to(const struct agenda_item *i, const struct harm_question *q)
{
    for (size_t k = 0; k < i->answer_n; k++)
        if (i->answers[k].question == q)
            return &i->answers[k];
    return NULL;
}

/* ---- the page ---- */

static void put_answered(const struct agenda_page *p, const struct agenda_item *i, const struct harm_question *q)
{
    struct exchange *x = p->x;
    struct buf *b = &x->body;
    const struct harm_answer *a = answer_to(i, q);
    const char *lang;
    markup_f(b, "<tr><th scope=\"row\">%s</th>", web_say(x, q->question));
    if (!a) {
        markup_f(b, "<td>%s</td><td></td>", web_say(x, T("not answered")));
    } else {
        struct str who = items_actor(p, a->said_by, &lang);
        markup_f(b, "<td>%.*s", STR_F(items_code(x, a->answer)));
        if (q->blocks_if && str_is(str_of(q->blocks_if), a->answer->code))
            markup_f(b, " <b>%s</b>", web_say(x, T("stands against it")));
        markup_f(b, "</td><td><bdi lang=\"%s\">%.*s</bdi> %.*s</td>", lang, STR_F(who), STR_F(day_known(a->day) ? web_day(x, a->day) : STR("")));
    }
    if (web_may(x, MAY_ANSWER))
        markup_f(b, "<td dir=\"auto\">%.*s</td>", STR_F(a ? a->note : STR("")));
    buf_text(b, "</tr>\n");
}

static void put_answers(const struct agenda_page *p, const struct agenda_item *i)
{
    struct exchange *x = p->x;
    struct buf *b = &x->body;
    size_t n = 0;
    const struct harm_question *list = harm_questions(&n);
    markup_f(b, "<div class=\"sc\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>", web_say(x, T("Could anybody come to harm?")),
        web_say(x, T("Question")), web_say(x, T("Answer")), web_say(x, T("Said by")));
    if (web_may(x, MAY_ANSWER))
        markup_f(b, "<th scope=\"col\">%s</th>", web_say(x, T("Note, for stewards alone")));
    buf_text(b, "</tr></thead><tbody>\n");
    for (size_t k = 0; k < n; k++)
        if (concerns_publishing(&list[k]) || answer_to(i, &list[k]))
            put_answered(p, i, &list[k]);
    buf_text(b, "</tbody></table></div>\n");
}

static void put_question(struct exchange *x, const struct agenda_item *i, const struct harm_question *q)
{
    struct buf *b = &x->body;
    const struct harm_answer *a = answer_to(i, q);
    size_t n = 0;
    const struct code *choices = codes(CODES_HARM_ANSWERS, &n);
    markup_f(b, "<fieldset class=\"one\"><legend>%s</legend><input type=\"hidden\" name=\"question\" value=\"%s\"><p><label for=\"a-%s\">%s</label><select id=\"a-%s\" name=\"answer\"><option value=\"\">%s</option>", web_say(x, q->question),
        q->code, q->code, web_say(x, T("Answer")), q->code, web_say(x, T("not answered")));
    for (size_t k = 0; k < n; k++)
        markup_f(b, "<option value=\"%s\"%s>%s</option>", choices[k].code, a && a->answer == &choices[k] ? " selected" : "", web_say(x, choices[k].label));
    markup_f(b, "</select></p><p><label for=\"n-%s\">%s</label><input id=\"n-%s\" name=\"note\" dir=\"auto\" maxlength=\"500\" value=\"%.*s\"></p></fieldset>\n", q->code,
        web_say(x, T("Note, for stewards alone: what divides, what connects, who could be put at risk. No names.")), q->code, STR_F(a ? a->note : STR("")));
}

static void put_form(const struct agenda_page *p, const struct agenda_item *i)
{
    struct exchange *x = p->x;
    struct buf path CLEANUP(buf_end) = {0};
    size_t n = 0;
    const struct harm_question *list = harm_questions(&n);
    buf_text(&path, "/agenda/");
    buf_percent(&path, i->key);
    buf_text(&path, "/answers");
    markup_f(&x->body, "<details><summary>%s</summary>\n", web_say(x, T("Answer the questions")));
    web_form(x, path.p);
    for (size_t k = 0; k < n; k++)
        if (concerns_publishing(&list[k]))
            put_question(x, i, &list[k]);
    markup_f(&x->body, "<p><button>%s</button></p></form></details>\n", web_say(x, T("Keep the answers")));
}

static void put_signing(const struct agenda_page *p, const struct agenda_item *i)
{
    struct exchange *x = p->x;
    struct buf path CLEANUP(buf_end) = {0}, *b = &x->body;
    enum unsigned_why why = item_may_be_published(i, NULL);
    buf_text(&path, "/agenda/");
    buf_percent(&path, i->key);
    buf_text(&path, "/sign");
    if (why == ITEM_UNANSWERED || why == ITEM_BLOCKED) {
        markup_f(b, "<p>%s</p>\n", web_say(x, T("It can be signed once every question is answered and no answer stands against it.")));
        return;
    }
    web_form(x, path.p);
    markup_f(b, "<input type=\"hidden\" name=\"digest\" value=\"%s\">", i->digest);
    if (why == ITEM_SIGNED) {
        markup_f(b, "<p><label for=\"note\">%s</label><input id=\"note\" name=\"note\" dir=\"auto\" maxlength=\"500\"></p><p><button name=\"do\" value=\"back\">%s</button></p></form>\n",
            web_say(x, T("Why is the signature taken back? (kept with it; no names of persons)")), web_say(x, T("Take the signature back")));
        return;
    }
    markup_f(b, "<p class=\"tick\"><label><input type=\"checkbox\" name=\"sure\" value=\"yes\" required> %s</label></p>\n",
        web_say(x, T("I have read this item as it stands here. To the best of my knowledge nobody comes to harm by its being published, and I answer for that.")));
    markup_f(b, "<p><label for=\"note\">%s</label><input id=\"note\" name=\"note\" dir=\"auto\" maxlength=\"500\"></p><p><button name=\"do\" value=\"sign\">%s</button></p></form>\n",
        web_say(x, T("A word with it, if there is one (kept; no names of persons)")), web_say(x, T("Sign: it may be published")));
}

void items_put_checklist(const struct agenda_page *p, const struct agenda_item *i)
{
    struct exchange *x = p->x;
    struct str done = web_query(x, "done");
    if (!web_may(x, MAY_ANALYSE))
        return;
    markup_f(&x->body, "<h2 id=\"harm\">%s</h2>\n", web_say(x, T("Could anybody come to harm?")));
    if (str_is(done, "changed"))
        markup_f(&x->body, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, T("The item was changed while you read, and nothing was signed. Look at what it says now.")));
    else if (str_is(done, "sure"))
        markup_f(&x->body, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, T("Nothing was signed: the sentence was not confirmed.")));
    else if (done.n)
        markup_f(&x->body, "<p role=\"status\"><b>%s</b></p>\n", web_say(x, T("It is kept.")));
    put_answers(p, i);
    if (!web_may(x, MAY_ANSWER))
        return;
    put_form(p, i);
    put_signing(p, i);
}

/* ---- answering ---- */

static struct str signer(struct exchange *x)
{
    struct str name = x->who.shown.n ? x->who.shown : x->who.name;
    return WEB_TOLD(x, T("{name}, {role}"), WEB_SLOT("name", name), WEB_SLOT("role", str_of(web_say(x, account_role_words(x->who.role)))));
}

static bool unchanged(const struct agenda_item *i, struct str question, struct str answer, struct str note)
{
    const struct harm_question *q = harm_question_of(question);
    const struct harm_answer *a = q ? answer_to(i, q) : NULL;
    return a ? str_is(answer, a->answer->code) && str_eq(a->note, note) : !answer.n;
}

/* The file that the answers of the form would be; how many they are. */
static size_t answers_file(struct exchange *x, const struct agenda_item *i, struct buf *out)
{
    struct str question, answer, note;
    struct buf day CLEANUP(buf_end) = {0};
    size_t n = 0;
    buf_day(&day, x->today);
    buf_text(out, "item,question,answer,note,said_by,day\n");
    for (size_t k = 0; web_field_nth(x, "question", k, &question); k++) {
        answer = web_field_nth(x, "answer", k, &answer) ? answer : STR("");
        note = web_field_nth(x, "note", k, &note) ? str_trim(note) : STR("");
        if (!answer.n || unchanged(i, question, answer, note))
            continue;
        const struct str cells[] = {i->key, question, answer, note, STR("steward"), buf_view(&day)};
        for (size_t c = 0; c < ARRAY_LEN(cells); c++)
            csv_cell(out, c == 0, cells[c]);
        buf_char(out, '\n');
        n++;
    }
    return n;
}

struct writing {
    struct exchange *x;
    struct intake *in;
    bool known;
};

static bool write_task(struct store *s, void *arg, struct err *e)
{
    struct writing *w = arg;
    return intake_write_within(w->in, s, &w->known, e);
}

static bool find(struct exchange *x, struct agenda_book *book, const struct agenda_item **out, struct err *e)
{
    if (!agenda_read(x->store, book, e))
        return false;
    *out = agenda_item_of(book, x->parameters[0]);
    return *out || err_set(e, ERR_ABSENT, "there is no priority of that name");
}

bool items_answers_run(struct exchange *x, struct err *e)
{
    struct agenda_book book;
    const struct agenda_item *i = NULL;
    struct buf text CLEANUP(buf_end) = {0};
    struct writing w = {.x = x};
    bool done = find(x, &book, &i, e);
    size_t n = done ? answers_file(x, i, &text) : 0;
    struct intake_options o = {.source = STR(""), .sheet = STR(""), .encoding = STR(""), .layout = STR("harm-answers"), .map = STR(""), .dates = STR(""), .layer = STR(""), .dialogue = STR(""), .signs = STR(""),
        .level = -1, .meta_file = "", .by_hand = STR("questions about harm"), .who = x->who.name, .time = web_time_text(x)};
    if (n) {
        w.in = intake_begin(x->store, &o, NULL);
        done = intake_read_text(w.in, buf_view(&text), e) && (web_write(x, write_task, &w, e) || w.known);
        intake_end(&w.in);
    }
    if (done)
        done = web_go(x, "/agenda/%.*s?done=answers", STR_F(i->key));
    agenda_book_end(&book);
    return done;
}

/* ---- signing ---- */

/* Read anew where it is written: what is signed is what stood on the form. */
static bool sign_task(struct store *s, void *arg, struct err *e)
{
    struct items_signing *g = arg;
    struct agenda_book book;
    bool good = agenda_read(s, &book, e);
    const struct agenda_item *i = good ? agenda_item_of(&book, g->key) : NULL;
    if (good && !i)
        good = err_set(e, ERR_ABSENT, "there is no priority of that name");
    if (good && !g->back && !str_is(g->digest, i->digest)) {
        g->changed = true;
        good = err_set(e, ERR_STOPPED, "the item was changed while it was read");
    }
    good = good && item_sign_add(s, i, g->back, g->who, g->note, g->x->today, e);
    agenda_book_end(&book);
    return good;
}

const char *items_signing_run(struct exchange *x, struct str key, bool (*task)(struct store *s, void *arg, struct err *e), struct err *e)
{
    struct items_signing g = {.x = x, .key = key, .digest = web_field(x, "digest"), .who = signer(x), .note = str_trim(web_field(x, "note")), .back = str_is(web_field(x, "do"), "back")};
    if (g.note.n > WORDS_MOST * 4) {
        err_set(e, ERR_INPUT, "the note is longer than %d letters: make it shorter", WORDS_MOST);
        return NULL;
    }
    if (!g.back && !str_is(web_field(x, "do"), "sign")) {
        err_set(e, ERR_INPUT, "the form says neither to sign nor to take back");
        return NULL;
    }
    if (!g.back && !str_is(web_field(x, "sure"), "yes"))
        return "sure";
    return web_write(x, task, &g, e) ? "signed" : g.changed ? "changed" : NULL;
}

bool items_sign_run(struct exchange *x, struct err *e)
{
    const char *done = items_signing_run(x, x->parameters[0], sign_task, e);
    return done && web_go(x, "/agenda/%.*s?done=%s", STR_F(x->parameters[0]), done);
}
