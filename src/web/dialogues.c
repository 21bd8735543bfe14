/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of dialogues: which there are, and the report of one. What may be told of whom, the desk decides. */
#include "web/read_priv.h"

enum { VOTES_MANY = 200000 };

static struct str dialogue_link(struct doc *d, struct str name)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "/dialogue/");
    markup_part(&b, name);
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
    if (!web_kept(x, kept_for(x, "list"), KEEP_RECORDS | KEEP_VOTES, write_list, NULL, &x->body, e))
        return false;
    markup_f(&x->body, "</div>");
    web_end(x);
    return true;
}

/* ---- one ---- */

struct asked_report {
    struct voice_dialogue about;
    bool csv;
};

static bool write_report(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const struct asked_report *r = arg;
    struct answer a = {0};
    const struct web_option statements[] = {{"statements", STR("")}}, report[] = {{"report", STR("")}, {"resamples", STR("10")}};
    size_t n = r->about.votes > VOTES_MANY ? 2 : 1;
    bool done = r->csv ? web_desk(x, "voice", &r->about.name, 1, statements, 1, false, &a, e) : web_desk(x, "voice", &r->about.name, 1, report, n, false, &a, e);
    done = done && a.doc;
    if (done && r->csv)
        doc_csv(a.doc, false, out);
    if (done && !r->csv) {
        markup_hatch(out);
        doc_html_blocks(a.doc, true, out);
    }
    answer_end(&a);
    return done;
}

static bool report_of(struct exchange *x, bool csv, struct err *e)
{
    struct asked_report r = {.csv = csv};
    if (!voice_find(x->store, x->parameters[0], &x->arena, &r.about, e))
        return false;
    if (csv) {
        x->type = "text/csv; charset=utf-8";
        x->disposition = STR("statements.csv");
        return web_kept(x, kept_for(x, "csv"), KEEP_RECORDS | KEEP_VOTES, write_report, &r, &x->body, e);
    }
    struct buf whole CLEANUP(buf_end) = {0}, key CLEANUP(buf_end) = {0};
    if (!web_kept(x, kept_for(x, "report"), KEEP_RECORDS | KEEP_VOTES, write_report, &r, &whole, e)) /* before the title, which would name a dialogue that is not listed */
        return false;
    const struct voice_words *words = voice_words_in(&r.about, language_code(x->speech.language));
    web_begin(x, &(struct web_frame){.title = words->topic.n ? words->topic : r.about.name, .section = "dialogues"});
    markup_part(&key, r.about.name);
    markup_f(&x->body, "<p class=\"src\"><a href=\"/dialogue/%s/statements.csv\">%s</a></p><div class=\"doc\">", key.p, web_say(x, T("The statements with their counts (CSV)")));
    buf_str(&x->body, buf_view(&whole));
    markup_f(&x->body, "</div>");
    web_end(x);
    return true;
}

static bool dialogue(struct exchange *x, struct err *e) { return report_of(x, false, e); }
static bool statements(struct exchange *x, struct err *e) { return report_of(x, true, e); }

const struct page pages_dialogues[] = {
    {"GET", "/dialogues", MAY_READ, PAGE_READ, "", "which dialogues there are", dialogues, NULL},
    {"GET", "/dialogue/{name}", MAY_READ, PAGE_READ | PAGE_SLOW, "", "the report of one: groups, bridges, divides, statements, and how firm all that is", dialogue, NULL},
    {"GET", "/dialogue/{name}/statements.csv", MAY_READ, PAGE_READ, "", "its statements with the counts that may be told", statements, NULL},
    {0}};
