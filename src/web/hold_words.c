/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: words, statements and settings of a dialogue that is there. Four forms on one page, each for itself. */
#include "web/hold_priv.h"

struct words_page {
    struct hold_dialogue d;
    struct voice_data data;
    struct hold_faults faults;
    struct str step; /* the form that was sent; "" none */
};

static struct str typed_or(struct exchange *x, const struct words_page *p, const char *step, const char *field, size_t k, struct str there)
{
    struct str got;
    return str_is(p->step, step) ? (web_field_nth(x, field, k, &got) ? got : STR("")) : there;
}

static const struct voice_words *words_in(const struct words_page *p, const char *language)
{
    static const struct voice_words none = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    for (size_t i = 0; i < p->d.about.word_n; i++)
        if (str_is(p->d.about.words[i].language, language))
            return &p->d.about.words[i];
    return &none;
}

static void begin(struct exchange *x, const struct words_page *p, const char *step, const char *heading)
{
    markup_f(&x->body, "<h2 id=\"%s\">%s</h2>", step, heading);
    web_form(x, hold_path(x, &p->d, "/hold", "/words").p);
    markup_f(&x->body, "<input type=\"hidden\" name=\"step\" value=\"%s\">", step);
}

static void end(struct exchange *x)
{
    markup_f(&x->body, "<p><button class=\"do\" formenctype=\"multipart/form-data\">%s</button></p></form>\n", web_say(x, T("Save")));
}

static void form_words(struct exchange *x, const struct words_page *p)
{
    begin(x, p, "words", web_say(x, T("Words")));
    markup_f(&x->body, "<div class=\"columns\">");
    for (size_t l = 0; l < hold_languages(); l++) {
        const char *code = language_code(language_at(l));
        const struct voice_words *w = words_in(p, code);
        const struct hold_faults *faults = str_is(p->step, "words") ? &p->faults : NULL;
        markup_f(&x->body, "<div class=\"tongue\">");
        hold_field(x, &(struct hold_field){.name = "topic", .at = l, .label = hold_in_language(x, T("Topic, in {language}"), str_of(code)), .value = typed_or(x, p, "words", "topic", l, w->topic), .lang = code, .faults = faults});
        hold_field(x, &(struct hold_field){.name = "description", .at = l, .label = hold_in_language(x, T("What it is for, in {language}"), str_of(code)), .value = typed_or(x, p, "words", "description", l, w->description), .lang = code, .rows = 3, .faults = faults});
        hold_field(x, &(struct hold_field){.name = "who", .at = l, .label = hold_in_language(x, T("Who may speak, in {language}"), str_of(code)), .value = typed_or(x, p, "words", "who", l, w->who_may_speak), .lang = code, .rows = 2, .faults = faults});
        markup_f(&x->body, "</div>");
    }
    markup_f(&x->body, "</div>");
    end(x);
}

static void form_settings(struct exchange *x, const struct words_page *p)
{
    const struct room_settings *how = &p->d.how;
    begin(x, p, "settings", web_say(x, T("Settings")));
    if (!day_known(how->opened)) {
        markup_f(&x->body, "<fieldset><legend>%s</legend>", web_say(x, T("How people come in")));
        for (int i = 0; i <= ENTRY_PAPER; i++)
            hold_choice(x, "entry", hold_entries[i], i == (int)how->entry, web_say(x, hold_entry_words((enum room_entry)i)));
        markup_f(&x->body, "</fieldset>");
    }
    hold_tick(x, "may_add", "yes", how->may_add, web_say(x, T("People may add statements; you look at each before others see it.")));
    hold_tick(x, "listed", "yes", how->listed, web_say(x, T("Named on the first page, which anybody can see.")));
    hold_tick(x, "result", "yes", how->result, web_say(x, T("Who has answered may read the result while it is open.")));
    hold_field(x, &(struct hold_field){.name = "rules", .label = str_of(web_say(x, T("House rules for statements that people add"))), .hint = WEB_TOLD(x, T("Left empty, people read: {rules}"), WEB_SLOT("rules", hold_rules(x, &(struct room_settings){0}))),
        .value = typed_or(x, p, "settings", "rules", 0, how->rules), .rows = 3, .faults = str_is(p->step, "settings") ? &p->faults : NULL});
    end(x);
}

static void form_add(struct exchange *x, const struct words_page *p)
{
    begin(x, p, "add", web_say(x, T("Add a statement")));
    for (size_t l = 0; l < hold_languages(); l++)
        hold_field(x, &(struct hold_field){.name = "new", .at = l, .label = hold_in_language(x, T("New statement, in {language}"), str_of(language_code(language_at(l)))), .value = typed_or(x, p, "add", "new", l, STR("")), .lang = language_code(language_at(l)), .rows = 2,
            .faults = str_is(p->step, "add") ? &p->faults : NULL});
    end(x);
}

static void form_texts(struct exchange *x, const struct words_page *p)
{
    bool typed = str_is(p->step, "texts");
    size_t page = hold_page_of(typed ? web_field(x, "page") : web_query(x, "page")), from = (page - 1) * HOLD_PAGE, seen = 0, at = 0;
    begin(x, p, "texts", web_say(x, T("Statements")));
    markup_f(&x->body, "<input type=\"hidden\" name=\"page\" value=\"%d\">", (int)page);
    for (size_t i = 0; i < p->data.statement_n; i++) {
        const struct voice_statement *s = &p->data.statements[i];
        struct str language;
        if (s->moderation != VOICE_ACCEPTED || seen++ < from || seen > from + HOLD_PAGE)
            continue;
        markup_f(&x->body, "<fieldset class=\"one\"><legend>%.*s</legend>", STR_F(WEB_TOLD(x, T("Statement {id}"), WEB_SLOT("id", web_number(x, s->id)))));
        if (s->seed == VOICE_BY_PARTICIPANT) {
            struct str text = hold_statement(s, "", &language);
            markup_f(&x->body, "<blockquote");
            hold_lang(x, language);
            markup_f(&x->body, ">%.*s</blockquote>", STR_F(text));
        }
        hold_texts_show(x, s, s->seed != VOICE_BY_PARTICIPANT, &at, typed, typed ? &p->faults : NULL);
        markup_f(&x->body, "</fieldset>\n");
    }
    end(x);
    hold_pages(x, hold_path(x, &p->d, "/hold", "/words"), "", page, seen);
}

static void page(struct exchange *x, const struct words_page *p)
{
    hold_begin(x, str_of(web_say(x, T("Words, statements and settings"))), &p->d, NULL);
    hold_faults_show(x, &p->faults);
    if (day_known(p->d.about.closed))
        markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("This dialogue is closed. You can still mend words and translations.")));
    else if (day_known(p->d.how.opened))
        markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("People have already answered these statements. Mend spelling and translations; to change what a statement means, leave it out and add a new one.")));
    form_words(x, p);
    if (!day_known(p->d.about.closed)) {
        form_settings(x, p);
        form_add(x, p);
    }
    if (p->data.statement_n)
        form_texts(x, p);
    hold_end(x);
}

bool hold_words_show(struct exchange *x, struct err *e)
{
    struct words_page p = {0};
    if (!hold_held(x, &p.d, e) || !hold_load(x, &p.d, &p.data, e))
        return false;
    page(x, &p);
    return true;
}

/* ---- saving ------------------------------------------------------------------------------------ */

struct saving {
    const struct words_page *p;
    struct voice_words words[HOLD_LANGUAGES_MOST];
    size_t word_n;
    struct room_settings how;
    struct voice_text texts[HOLD_LANGUAGES_MOST];
    size_t text_n;
    struct hold_texts changed;
    struct day today;
};

static void too_long(struct exchange *x, struct hold_faults *f, const char *field, size_t at, struct str text, int most)
{
    int64_t n = (int64_t)hold_letters(text);
    if (n > most)
        hold_fault(f, field, at, WEB_TOLD(x, T("That has {n} letters; the most is {most}. Make it shorter."), WEB_SLOT("n", web_number(x, n)), WEB_SLOT("most", web_number(x, most))));
}

static void read_words(struct exchange *x, struct words_page *p, struct saving *w)
{
    bool topic = false;
    for (size_t l = 0; l < hold_languages(); l++) {
        const char *code = language_code(language_at(l));
        struct voice_words got = {str_of(code), str_trim(typed_or(x, p, "words", "topic", l, STR(""))), str_trim(typed_or(x, p, "words", "description", l, STR(""))), str_trim(typed_or(x, p, "words", "who", l, STR("")))};
        too_long(x, &p->faults, "topic", l, got.topic, HOLD_TOPIC_MOST);
        too_long(x, &p->faults, "description", l, got.description, HOLD_WORDS_MOST);
        too_long(x, &p->faults, "who", l, got.who_may_speak, HOLD_WORDS_MOST);
        topic |= got.topic.n > 0;
        if (got.topic.n || got.description.n || got.who_may_speak.n || words_in(p, code)->language.n)
            w->words[w->word_n++] = got;
    }
    if (!topic)
        hold_fault(&p->faults, "topic", 0, str_of(web_say(x, T("Write the topic in one language at least."))));
}

static void read_settings(struct exchange *x, struct words_page *p, struct saving *w)
{
    w->how = p->d.how;
    for (int i = 0; i <= ENTRY_PAPER; i++)
        if (!day_known(p->d.how.opened) && str_is(web_field(x, "entry"), hold_entries[i]))
            w->how.entry = (enum room_entry)i;
    w->how.may_add = str_is(web_field(x, "may_add"), "yes");
    w->how.listed = str_is(web_field(x, "listed"), "yes");
    w->how.result = str_is(web_field(x, "result"), "yes");
    w->how.rules = str_trim(web_field(x, "rules"));
    too_long(x, &p->faults, "rules", 0, w->how.rules, HOLD_WORDS_MOST);
}

/* The reader's language first: it was made in it where there is something in it. */
static void read_new(struct exchange *x, struct words_page *p, struct saving *w)
{
    for (int turn = 0; turn < 2; turn++)
        for (size_t l = 0; l < hold_languages(); l++) {
            struct str text = str_trim(typed_or(x, p, "add", "new", l, STR("")));
            if ((turn == 0) != (language_at(l) == x->speech.language) || !text.n)
                continue;
            too_long(x, &p->faults, "new", l, text, ROOM_STATEMENT_LETTERS);
            w->texts[w->text_n] = (struct voice_text){.language = str_of(language_code(language_at(l))), .translated = w->text_n > 0, .text = text};
            w->text_n++;
        }
    if (!w->text_n)
        hold_fault(&p->faults, "new", 0, str_of(web_say(x, T("Write the statement in one language at least."))));
}

/* Somebody else may have opened it since the form was read: it stays open, in the way that they opened it. */
static bool settings_do(struct store *s, const struct saving *w, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct room_settings now, how = w->how;
    if (!room_settings_of(s, w->p->d.about.id, &a, &now, e))
        return false;
    how.opened = now.opened;
    how.entry = day_known(now.opened) ? now.entry : how.entry;
    return room_settings_set(s, w->p->d.about.id, &how, e);
}

static bool save_do(struct store *s, void *arg, struct err *e)
{
    const struct saving *w = arg;
    int64_t dialogue = w->p->d.about.id, id = 0;
    struct str step = w->p->step;
    for (size_t i = 0; i < w->word_n; i++)
        if (!room_words_set(s, dialogue, &w->words[i], e))
            return false;
    if (str_is(step, "settings") && !settings_do(s, w, e))
        return false;
    if (w->text_n && !room_statement_add(s, dialogue, w->texts, w->text_n, VOICE_SEEDED, VOICE_ACCEPTED, w->today, &id, e))
        return false;
    return hold_texts_write(s, dialogue, &w->changed, e);
}

bool hold_words_do(struct exchange *x, struct err *e)
{
    struct words_page p = {.step = web_field(x, "step")};
    struct saving w = {.p = &p, .today = x->today};
    if (!hold_ways_offered(x, e) || !hold_held(x, &p.d, e) || !hold_load(x, &p.d, &p.data, e))
        return false;
    bool closed = day_known(p.d.about.closed);
    if (str_is(p.step, "words"))
        read_words(x, &p, &w);
    else if (str_is(p.step, "texts"))
        hold_texts_read(x, &p.data, &w.changed, &p.faults);
    else if (str_is(p.step, "settings") && !closed)
        read_settings(x, &p, &w);
    else if (str_is(p.step, "add") && !closed)
        read_new(x, &p, &w);
    else
        return err_set(e, ERR_USAGE, "this form changes nothing that can be changed");
    if (p.faults.n) {
        page(x, &p);
        return true;
    }
    return web_write(x, save_do, &w, e) && web_go(x, "/hold/%.*s/words", STR_F(p.d.about.name));
}
