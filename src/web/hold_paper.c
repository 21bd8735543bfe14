/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * facilitators: paper ballots, to print and to type in. Typing needs the digits and the tab key alone; a small script (paper.js) moves on by itself. Each form
 * carries the number of its ballot: one that is sent twice is counted once.
 */
#include "guard/guard.h"
#include "web/hold_priv.h"

struct paper {
    struct hold_dialogue d;
    struct voice_data data;
    size_t *ask;        /* statements that are put to people: places in data.statements */
    size_t ask_n;
    int64_t typed;      /* ballots that this account typed in here, so far */
    struct hold_faults faults;
    bool sent;          /* show what was typed */
};

/* Where the register keeps how many ballots an account typed in: the number of the last one that counted. */
static const char *fact_of(struct exchange *x, const struct paper *p)
{
    return arena_f(&x->arena, "paper.%" PRId64 ".%" PRId64, p->d.about.id, x->who.id);
}

static bool gather(struct exchange *x, struct paper *p, struct err *e)
{
    struct str typed;
    if (!hold_held(x, &p->d, e) || !hold_load(x, &p->d, &p->data, e) || !store_fact(x->store, fact_of(x, p), &x->arena, &typed, e))
        return false;
    if (!str_to_int(typed, &p->typed))
        p->typed = 0;
    p->ask = ARENA_ARRAY(&x->arena, size_t, p->data.statement_n + 1);
    for (size_t i = 0; i < p->data.statement_n; i++)
        if (p->data.statements[i].moderation == VOICE_ACCEPTED)
            p->ask[p->ask_n++] = i;
    return true;
}

/* ---- to print ---------------------------------------------------------------------------------- */

static size_t copies_of(const struct paper *p)
{
    size_t lines = p->ask_n;
    for (size_t i = 0; i < p->data.attribute_n; i++)
        lines += 1 + p->data.attributes[i].n / 4;
    return lines <= 5 ? 3 : lines <= 9 ? 2 : 1;
}

static void print_declared(struct exchange *x, const struct paper *p, const struct speech *in)
{
    if (!p->data.attribute_n)
        return;
    markup_f(&x->body, "<p class=\"how\">%s</p><dl class=\"declared\">", say(in, T("If you like, say who you are; leave it empty if you would rather not.")));
    for (size_t i = 0; i < p->data.attribute_n; i++) {
        const struct voice_attribute *at = &p->data.attributes[i];
        markup_f(&x->body, "<dt>%.*s</dt><dd>", STR_F(hold_attribute_word(in, at->name)));
        for (size_t k = 0; k < at->n; k++)
            markup_f(&x->body, "<span><i class=\"box\"></i> <bdi>%.*s</bdi></span>", STR_F(hold_value_word(in, at->values[k])));
        markup_f(&x->body, "</dd>");
    }
    markup_f(&x->body, "</dl>");
}

static void print_statements(struct exchange *x, const struct paper *p, const struct speech *in)
{
    const char *code = language_code(in->language);
    markup_f(&x->body, "<table><thead><tr><th colspan=\"2\">%s</th><th>%s</th><th>%s</th><th>%s</th></tr></thead><tbody>", say(in, T("Statement")), say(in, T("Agree")), say(in, T("Disagree")), say(in, T("Not sure")));
    for (size_t i = 0; i < p->ask_n; i++) {
        const struct voice_statement *s = &p->data.statements[p->ask[i]];
        struct str language, text = hold_statement(s, code, &language);
        struct buf number CLEANUP(buf_end) = {0};
        say_plain_int(in, &number, s->id);
        markup_f(&x->body, "<tr><td class=\"n\">%.*s</td><td lang=\"%.*s\" dir=\"%s\">%.*s</td><td><i class=\"box\"></i></td><td><i class=\"box\"></i></td><td><i class=\"box\"></i></td></tr>\n", STR_F(buf_view(&number)),
            STR_F(language.n ? language : str_of(code)), hold_dir(language), STR_F(text));
    }
    markup_f(&x->body, "</tbody></table>");
}

static void print(struct exchange *x, const struct paper *p)
{
    struct speech in;
    const char *code = hold_print_language(x, &in);
    const struct voice_words *w = voice_words_in(&p->d.about, code);
    struct str topic = w->topic.n ? w->topic : p->d.about.name;
    size_t copies = copies_of(p);
    hold_print_begin(x, topic, &in);
    markup_f(&x->body, "<main class=\"ballots of-%d\">", (int)copies);
    for (size_t i = 0; i < copies; i++) {
        markup_f(&x->body, "<section class=\"ballot\"><h1 lang=\"%.*s\" dir=\"%s\">%.*s</h1><p class=\"how\">%s</p>", STR_F(w->language.n ? w->language : str_of(code)), hold_dir(w->language), STR_F(topic),
            say(&in, T("Put a cross into one box of each line. Leave a line empty if you would rather not answer. Do not write your name.")));
        print_statements(x, p, &in);
        print_declared(x, p, &in);
        markup_f(&x->body, "</section>\n");
    }
    markup_f(&x->body, "</main>");
    hold_print_end(x);
}

/* ---- to type in -------------------------------------------------------------------------------- */

static void type_statement(struct exchange *x, const struct paper *p, size_t at)
{
    const struct voice_statement *s = &p->data.statements[p->ask[at]];
    struct str language, text = hold_statement(s, language_code(x->speech.language), &language), value = STR(""), fault = hold_fault_of(&p->faults, "vote", at);
    if (p->sent && !web_field_nth(x, "vote", at, &value))
        value = STR("");
    markup_f(&x->body, "<li><label for=\"vote-%d\"><b>%.*s</b> <span", (int)at, STR_F(web_number(x, s->id)));
    hold_lang(x, language);
    markup_f(&x->body, ">%.*s</span></label><input type=\"hidden\" name=\"statement\" value=\"%lld\"><input type=\"text\" name=\"vote\" id=\"vote-%d\" class=\"vote\" value=\"%.*s\" inputmode=\"numeric\" maxlength=\"1\" size=\"1\" autocomplete=\"off\"",
        STR_F(text), (long long)s->id, (int)at, STR_F(value));
    if (fault.n)
        markup_f(&x->body, " aria-invalid=\"true\" aria-describedby=\"vote-%d-fault\"", (int)at);
    markup_f(&x->body, ">");
    if (fault.n)
        markup_f(&x->body, "<strong class=\"fault\" id=\"vote-%d-fault\">%.*s</strong>", (int)at, STR_F(fault));
    markup_f(&x->body, "</li>\n");
}

static void type_attribute(struct exchange *x, const struct paper *p, size_t at)
{
    const struct voice_attribute *a = &p->data.attributes[at];
    struct str typed = STR("");
    if (p->sent && !web_field_nth(x, "value", at, &typed))
        typed = STR("");
    markup_f(&x->body, "<div class=\"field\"><label for=\"value-%d\">%.*s</label><input type=\"hidden\" name=\"attribute\" value=\"%.*s\"><select name=\"value\" id=\"value-%d\"><option value=\"\">%s</option>", (int)at,
        STR_F(hold_attribute_word(&x->speech, a->name)), STR_F(a->name), (int)at, web_say(x, T("not said")));
    for (size_t k = 0; k < a->n; k++)
        hold_option(x, a->values[k], str_eq(a->values[k], typed), hold_value_shown(x, &x->speech, a->values[k]), NULL);
    markup_f(&x->body, "</select></div>\n");
}

static void type_form(struct exchange *x, const struct paper *p)
{
    markup_f(&x->body, "<h2 id=\"type\">%s</h2><p>%s</p>", web_say(x, T("Type ballots in")), web_say(x, T("Write 1 for agree, 2 for disagree, 3 for not sure; leave it empty where nothing was crossed. The Tab key goes to the next statement, Enter counts the ballot. Destroy the paper when its ballot is counted.")));
    markup_f(&x->body, "<p class=\"count\" role=\"status\"><b>%.*s</b></p>", STR_F(p->typed ? web_counted(x, TN("You have typed in {n} ballot of this dialogue.", "You have typed in {n} ballots of this dialogue."), p->typed) : str_of(web_say(x, T("You have not typed in any ballot of this dialogue yet.")))));
    web_form(x, hold_path(x, &p->d, "/d", "/paper").p);
    markup_f(&x->body, "<input type=\"hidden\" name=\"ballot\" value=\"%lld\"><ol class=\"votes\">", (long long)p->typed + 1);
    for (size_t i = 0; i < p->ask_n; i++)
        type_statement(x, p, i);
    markup_f(&x->body, "</ol>");
    for (size_t i = 0; i < p->data.attribute_n; i++)
        type_attribute(x, p, i);
    markup_f(&x->body, "<p><button class=\"do\" formenctype=\"multipart/form-data\">%.*s</button></p></form>\n", STR_F(WEB_TOLD(x, T("Count ballot {n}"), WEB_SLOT("n", web_number(x, p->typed + 1)))));
}

static void page(struct exchange *x, const struct paper *p)
{
    hold_begin(x, str_of(web_say(x, T("Paper ballots"))), &p->d, "paper.js");
    hold_faults_show(x, &p->faults);
    markup_f(&x->body, "<h2>%s</h2><p>%s</p>", web_say(x, T("Print ballots")), web_say(x, T("One sheet in the language that people read; print as many copies as you need.")));
    hold_print_choice(x, hold_path(x, &p->d, "/d", "/paper"), "", false);
    if (!day_known(p->d.how.opened) || day_known(p->d.about.closed))
        markup_f(&x->body, "<p class=\"warn\">%s</p>", day_known(p->d.about.closed) ? web_say(x, T("The dialogue is closed: no ballot can be counted any more.")) : web_say(x, T("Open the dialogue first: until then no ballot can be counted.")));
    else if (!p->ask_n)
        markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("There is no statement to answer yet.")));
    else
        type_form(x, p);
    hold_end(x);
}

bool hold_paper_show(struct exchange *x, struct err *e)
{
    struct paper p = {0};
    if (!gather(x, &p, e))
        return false;
    if (web_query(x, "in").n)
        print(x, &p);
    else
        page(x, &p);
    return true;
}

/* ---- counting ---------------------------------------------------------------------------------- */

struct counting {
    const char *fact;
    struct str name;
    int64_t dialogue, number; /* of this ballot */
    struct room_ballot ballot;
    bool counted_before;
};

static bool count_do(struct store *s, void *arg, struct err *e)
{
    struct counting *w = arg;
    struct arena a = {0};
    struct str typed;
    int64_t last = 0;
    bool read = store_fact(s, w->fact, &a, &typed, e);
    if (read && !str_to_int(typed, &last))
        last = 0;
    arena_end(&a);
    if (!read)
        return false;
    w->counted_before = w->number != last + 1;
    if (w->counted_before)
        return true;
    struct buf number CLEANUP(buf_end) = {0};
    buf_int(&number, w->number);
    return room_ballot_add(s, w->dialogue, &w->ballot, e) && store_fact_set(s, w->fact, buf_view(&number), e) && store_audit(s, "ballot from paper", w->name, e);
}

/* 1 agree, 2 disagree, 3 not sure, empty none; -2 is none of these. */
static int8_t vote_of(struct str typed)
{
    static const int8_t votes[] = {1, -1, 0};
    int64_t n = hold_whole(typed, 3);
    return n == -1 ? VOTE_NONE : n < 1 ? -2 : votes[n - 1];
}

static void read_votes(struct exchange *x, struct paper *p, struct room_ballot *b)
{
    int64_t *ids = ARENA_ARRAY(&x->arena, int64_t, x->field_n + 1), id;
    int8_t *votes = ARENA_ARRAY(&x->arena, int8_t, x->field_n + 1);
    struct str typed, of;
    size_t crossed = 0;
    for (size_t k = 0; web_field_nth(x, "statement", k, &of) && web_field_nth(x, "vote", k, &typed); k++) {
        int8_t vote = vote_of(typed);
        if (vote == -2)
            hold_fault(&p->faults, "vote", k, WEB_TOLD(x, T("“{typed}” is neither 1 (agree), 2 (disagree), 3 (not sure) nor empty."), ((struct slot){.name = "typed", .text = typed, .isolate = true})));
        else if (vote != VOTE_NONE && str_to_int(of, &id) && hold_statement_of(&p->data, id)) {
            ids[crossed] = id;
            votes[crossed++] = vote;
        }
    }
    if (!crossed && !p->faults.n)
        hold_fault(&p->faults, "vote", 0, str_of(web_say(x, T("Nothing was typed in: an empty ballot is not counted."))));
    b->statements = ids;
    b->votes = votes;
    b->n = crossed;
}

static void read_declared(struct exchange *x, const struct paper *p, struct room_ballot *b)
{
    struct room_declared *list = ARENA_ARRAY(&x->arena, struct room_declared, p->data.attribute_n + 1);
    struct str name, value;
    for (size_t k = 0; k < p->data.attribute_n && web_field_nth(x, "attribute", k, &name) && web_field_nth(x, "value", k, &value); k++)
        if (value.n)
            list[b->declared_n++] = (struct room_declared){name, value};
    b->declared = list;
}

bool hold_paper_do(struct exchange *x, struct err *e)
{
    struct paper p = {.sent = true};
    if (!gather(x, &p, e))
        return false;
    if (!day_known(p.d.how.opened) || day_known(p.d.about.closed)) {
        page(x, &p);
        x->status = 400;
        return true;
    }
    struct counting w = {.fact = fact_of(x, &p), .name = p.d.about.name, .dialogue = p.d.about.id, .number = hold_whole(web_field(x, "ballot"), INT32_MAX), .ballot = {.day = x->today}};
    read_votes(x, &p, &w.ballot);
    read_declared(x, &p, &w.ballot);
    if (!p.faults.n && !web_write_votes(x, count_do, &w, e))
        return false;
    if (w.counted_before)
        hold_fault(&p.faults, "vote", 0, str_of(web_say(x, T("A ballot with this number was counted already. If this is another ballot, send it once more; if it is the same, empty the form."))));
    if (p.faults.n) {
        page(x, &p);
        return true;
    }
    return web_go(x, "/d/%.*s/paper", STR_F(p.d.about.name));
}
