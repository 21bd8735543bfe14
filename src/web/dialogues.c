/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of dialogues: which there are, and the report of one. What may be told of whom, the desk decides. */
#include "web/hold_priv.h"
#include "web/part_priv.h"
#include "web/read_priv.h"

enum { VOTES_MANY = 200000 };

static struct str dialogue_link(struct doc *d, struct str name)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "/dialogue/");
    buf_percent(&b, name);
    return (struct str){arena_text(&d->arena, b.p, b.n), b.n};
}

/* Each row's name leads to its report. */
static void link_rows(struct doc *d, const char *key)
{
    for (size_t i = 0; i < d->n; i++) {
        struct doc_table *t = d->blocks[i].table;
        if (!t || !str_is(t->key, "dialogues"))
            continue;
        for (size_t k = 0; k < t->column_n; k++)
            for (size_t row = 0; str_is(t->columns[k].key, key) && row < t->rows; row++) {
                struct doc_cell *c = &t->cells[row * t->column_n + k];
                if (c->words.n)
                    c->words.list[0].link = dialogue_link(d, c->words.list[0].text);
            }
    }
}

static bool write_list(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct answer a = {0};
    const struct str what = STR("dialogues");
    (void)arg;
    bool done = web_desk(x, "show", &what, 1, NULL, 0, false, &a, e) && a.doc;
    if (done) {
        link_rows(a.doc, "name");
        doc_html_blocks(a.doc, true, out);
    }
    answer_end(&a);
    return done;
}

static bool dialogues(struct exchange *x, struct err *e)
{
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Dialogues"))), .section = "dialogues"});
    markup_f(&x->body, "<p>%s</p><div class=\"doc\">", web_say(x, T("What people said in dialogues. Each name leads to a report: what bridges, what divides, and how firm that is.")));
    if (!web_kept(x, "list", KEEP_RECORDS | KEEP_VOTES, write_list, NULL, &x->body, e))
        return false;
    markup_f(&x->body, "</div>");
    web_end(x);
    return true;
}

/* ---- one ---- */

static void put_line(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_char(out, s.p[i] == '\n' ? ' ' : s.p[i]);
    buf_char(out, '\n');
}

/* The first two lines of what is kept: its name, and what the page is called. To find them all votes are counted, so they are kept with the rest. */
static void put_names(struct exchange *x, const struct voice_dialogue *d, struct buf *out)
{
    const struct voice_words *words = voice_words_in(d, language_code(x->speech.language));
    put_line(out, d->name);
    put_line(out, words->topic.n ? words->topic : d->name);
}

static struct str line_off(struct str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->n);
    struct str line = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
    rest->p += MIN_OF(line.n + 1, rest->n);
    rest->n -= MIN_OF(line.n + 1, rest->n);
    return line;
}

static bool write_report(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct answer a = {0};
    struct voice_dialogue about;
    const struct web_option report[] = {{"report", STR("")}, {"resamples", STR("10")}};
    (void)arg;
    bool done = voice_find(x->store, x->parameters[0], &x->arena, &about, e) && web_desk(x, "voice", &x->parameters[0], 1, report, about.votes > VOTES_MANY ? 2 : 1, false, &a, e);
    if (done)
        put_names(x, &about, out);
    if (done && a.doc) {
        markup_hatch(out);
        doc_html_blocks(a.doc, true, out);
    } else if (done) { /* open, or never answered */
        if (hold_answered_now(x, &about))
            markup_f(out, "<p>%s</p>\n<p>%.*s</p>\n", web_say(x, T("While people answer, they are counted in steps of ten, and what they say is told once the dialogue is closed: so nobody can watch a single answer arrive.")),
                STR_F(hold_people(x, &about)));
        else
            markup_f(out, "<p>%s</p>\n", web_say(x, T("Nobody has answered yet.")));
    }
    answer_end(&a);
    return done;
}

static bool write_statements(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct answer a = {0};
    const struct web_option option = {"statements", STR("")};
    (void)arg;
    bool done = web_desk(x, "voice", &x->parameters[0], 1, &option, 1, false, &a, e);
    if (done && a.doc)
        doc_csv(a.doc, false, out);
    answer_end(&a);
    return done;
}

static bool dialogue(struct exchange *x, struct err *e)
{
    struct buf kept CLEANUP(buf_end) = {0}, key CLEANUP(buf_end) = {0};
    if (!web_kept(x, "report", KEEP_RECORDS | KEEP_VOTES, write_report, NULL, &kept, e)) /* before the title, which would name a dialogue that is not listed */
        return false;
    struct str rest = buf_view(&kept), name = line_off(&rest), title = line_off(&rest);
    web_begin(x, &(struct web_frame){.title = title, .section = "dialogues"});
    buf_percent(&key, name);
    markup_f(&x->body, "<p class=\"src\"><a href=\"/dialogue/%s/statements.csv\">%s</a></p><div class=\"doc\">", key.p, web_say(x, T("The statements with their counts (CSV)")));
    buf_str(&x->body, rest);
    markup_f(&x->body, "</div>\n");
    if (!part_became(x, name, e))
        return false;
    web_end(x);
    return true;
}

static bool statements(struct exchange *x, struct err *e)
{
    x->type = "text/csv; charset=utf-8";
    x->disposition = STR("statements.csv");
    return web_kept(x, "csv", KEEP_RECORDS | KEEP_VOTES, write_statements, NULL, &x->body, e);
}

const struct page pages_dialogues[] = {
    {"GET", "/dialogues", MAY_READ, PAGE_READ, "", "which dialogues there are", dialogues, NULL},
    {"GET", "/dialogue/{name}", MAY_READ, PAGE_READ | PAGE_SLOW, "", "the report of one: groups, bridges, divides, statements, and how firm all that is", dialogue, NULL},
    {"GET", "/dialogue/{name}/statements.csv", MAY_READ, PAGE_READ, "", "its statements with the counts that may be told", statements, NULL},
    {0}};
